"""Find the clock that a reply names: "3pm CET", "4 pm UK time", "9 Uhr Londoner Zeit".

A place that keeps another clock ("I'm in Madrid this week") leaves the times that are named
without a zone in doubt.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from datetime import datetime
from zoneinfo import ZoneInfo

from debrief.lexicon import word_list
from debrief.timing.places import abbreviations
from debrief.when.calendar_words import fold

ZONE_NAME = re.compile(r"\b(?:(?:UTC|GMT)\s?([+-]\d{1,2})(?::?(\d\d))?|([A-Z]{2,5}))\b")
SPOKEN_ZONE = re.compile(
    r"\b(eastern|central|mountain|pacific)(?: standard| daylight)?(?: time)?\b", re.I
)
BEHIND_TIME = re.compile(r"\d\s?(?:[ap]\.?m\.?)?\s?$", re.IGNORECASE)
SPOKEN = {
    "eastern": "America/New_York",
    "central": "America/Chicago",
    "mountain": "America/Denver",
    "pacific": "America/Los_Angeles",
}
TWO_LETTER_ZONES = frozenset({"ET", "CT", "MT", "PT"})
# "UK time", "Londoner Zeit", "Londense tijd": the place stands before the word.
PLACE_TIME = re.compile(
    r"(?:\((?=[^()\n]*\)))?\b((?:[A-Z][\w.'-]+ ){0,2}[A-Z][\w.'-]+|[a-zäöü]+isch(?:er|e)|[a-zäöü]+er|[a-zë]+se)"
    r"(?:'s)? (?:local )?(?:time|Zeit|Ortszeit|tijd)\b\)?"
)
# "heure de Montréal", "hora de Madrid", "hora canaria", "tijd in Londen"
TIME_OF_PLACE = re.compile(
    r"(?:\b(?:en|à|na|a) )?\b(?:[hH]eure|[hH]ora|[hH]orário|[hH]orario|[tT]ijd|[tT]ime|Zeit) "
    r"(?:(?:de |d'|du |do |da |dos |in |von |at )(?:la |l'|los |las |los )?((?:[A-ZÀ-Ý][\w'-]+ ?){1,3})"
    r"|(canaria|peninsular|española|francesa|portuguesa|británica|inglesa|alemana|italiana|"
    r"française|belge|suisse|anglaise|britannique|allemande|espagnole|espanhola|inglesa|alemã|"
    r"brasileira|continental|insular))\b"
)
HERE = re.compile(
    r"\b(?:in|à|en|em|aus|from|au|aux)(?: our| my)? ([A-ZÀ-Ý][\w'-]+(?: [A-ZÀ-Ý][\w'-]+)?)"
)
ADJECTIVES = {
    "Europe/Berlin": "deutsche deutscher duitse allemande alemana alema",
    "Europe/London": "britische britischer englische englischer londoner londense engelse britse "
    "britannique anglaise britanica inglesa uk",
    "Europe/Paris": "französische französischer franzosischer franse francaise francesa pariser",
    "Europe/Madrid": "spanische spanischer spaanse espagnole espanola peninsular espanhola",
    "Atlantic/Canary": "canaria canarias kanarische kanarischer",
    "Europe/Lisbon": "portugiesische portugiesischer portugese portuguesa portugaise continental",
    "Europe/Amsterdam": "niederländischer nederlandse hollandse",
    "Europe/Brussels": "belgische belgischer belge",
    "Europe/Zurich": "schweizer suisse zürcher zurcher zwitserse",
    "Europe/Vienna": "österreichischer osterreichischer wiener oostenrijkse",
    "Europe/Rome": "italienischer italiaanse italiana italienne",
    "Atlantic/Azores": "insular acores azores",
    "America/New_York": "ny nyc",
}
_ZONES_OF_ADJECTIVES = {
    fold(word): zone for zone, words in ADJECTIVES.items() for word in words.split()
}
MY_TIME = re.compile(
    r"\b(?:my time|our time|local time|meiner Zeit|unserer Zeit|Ortszeit|hora local|heure locale|"
    r"mijn tijd|lokale tijd)\b",
    re.IGNORECASE,
)
OWN = {"my", "our", "local", "meine", "meiner", "unserer", "hiesiger"}
NO_PLACE = frozenset(
    word_list(
        "uhr uur herr frau mr mrs ms any some same this that the no what which full part good "
        "best first last next free spare your real short long more enough half all another "
        "other it's its every one of at keine die der eine meine ihre gleiche gleicher selbe "
        "selber längere einiger weniger mehr seiner dieser jeder welcher guter freier unserer "
        "meiner ihrer deiner andere anderer eure euer deze onze uw de een geen welke dezelfde "
        "beste juiste elke vaste"
    )
)


@dataclass(frozen=True, slots=True)
class NamedZones:
    """The zones a text names, the text without them, and what about them is not certain."""

    names: frozenset[str]
    text: str
    places: frozenset[str] = frozenset()  # zones of places where they are, as IANA names
    unknown: str = ""  # a zone that was named and is not known

    def at_home(self) -> NamedZones:
        """Return the zones with "2pm my time" placed where they say they are."""
        if self.names or len(self.places) != 1 or not MY_TIME.search(self.text):
            return self
        return replace(self, names=self.places, text=MY_TIME.sub(" ", self.text))


def zones_in(text: str) -> NamedZones:
    """Return the zones that the text names, as keys for `clock_zone`.

    Two-letter names count only behind a clock time ("3pm PT"), so that initials do not.
    """
    found: set[str] = set()
    rest = _without_abbreviations(text, found)
    rest = _without_spoken(rest, found)
    unknown: list[str] = []
    places: set[str] = set()
    rest = _without_places(rest, found, places, unknown)
    rest = _without_whereabouts(rest, places)
    return NamedZones(frozenset(found), rest, frozenset(places), unknown[0] if unknown else "")


def _without_abbreviations(text: str, found: set[str]) -> str:
    def taken(match: re.Match[str]) -> str:
        hours, minutes, name = match.groups()
        if hours:
            found.add(f"{int(hours):+d}:{minutes or '00'}")
            return " "
        behind_time = re.search(
            r"\d\s?(?:[ap]\.?m\.?)?[\s(]*$", text[max(0, match.start() - 12) : match.start()], re.I
        )
        if name not in abbreviations() or (name in TWO_LETTER_ZONES and not behind_time):
            return match[0]
        found.add(abbreviations()[name])
        return " "

    return ZONE_NAME.sub(taken, text)


def _without_spoken(text: str, found: set[str]) -> str:
    def spoken(match: re.Match[str]) -> str:
        ahead = text[max(0, match.start() - 8) : match.start()]
        if not BEHIND_TIME.search(ahead):
            return match[0]
        found.add(SPOKEN[match[1].lower()])
        return " "

    return SPOKEN_ZONE.sub(spoken, text)


def _beside_hour(match: re.Match[str]) -> bool:
    """Tell whether a figure stands near: "on Pacific time next week" names no hour."""
    before = match.string[max(0, match.start() - 30) : match.start()]
    behind = match.string[match.end() : match.end() + 12]
    return any(character.isdigit() for character in before + behind)


def _without_places(text: str, found: set[str], places: set[str], unknown: list[str]) -> str:
    """Take out "UK time" and "heure de Montréal"."""

    def placed(match: re.Match[str]) -> str:
        words = next(group for group in match.groups() if group).split()
        for begin in range(len(words)):  # "Uhr New Yorker" ends in the place
            name = " ".join(words[begin:])
            if fold(words[begin]) not in NO_PLACE and (zone := _zone_of(name)):
                (found if _beside_hour(match) else places).add(zone)
                return " ".join((*words[:begin], " "))
        last = words[-1]
        foreign = last[0].isupper() and fold(last) not in NO_PLACE | OWN
        if foreign and re.search(r"\d[^.!?\n]{0,12}$", text[: match.start()][-16:]):
            unknown.append(last)
        return match[0]

    return TIME_OF_PLACE.sub(placed, PLACE_TIME.sub(placed, text))


def _zone_of(name: str) -> str | None:
    """Return the one zone of a place or of the adjective made from it."""
    from debrief.timing.zones import place_named  # its tables are read only when a place is named

    if zone := _ZONES_OF_ADJECTIVES.get(fold(name)):
        return zone
    for form in (name, name.removesuffix("er"), name.removesuffix("se")):
        place = place_named(form)
        if place is not None and len(place.zones) == 1 and form[0].isupper():
            return place.zones[0]
    return None


def _without_whereabouts(text: str, places: set[str]) -> str:
    """Note where they say they are: "I'm in our London office this week"."""

    def noted(match: re.Match[str]) -> str:
        zone = _zone_of(match[1]) or _zone_of(match[1].split()[0].removesuffix("'s"))
        if zone is None:
            return match[0]
        places.add(zone)
        return " whereabouts "

    return HERE.sub(noted, text)


def other_clock(places: frozenset[str], zone: ZoneInfo, now: datetime) -> bool:
    """Tell whether one of the places keeps another clock than the zone."""
    moment = now.astimezone(zone)
    return any(now.astimezone(ZoneInfo(p)).utcoffset() != moment.utcoffset() for p in places)


def clock_zone(name: str) -> ZoneInfo:
    """Return the zone behind a name of `zones_in`; whole-hour offsets only."""
    if match := re.fullmatch(r"([+-])(\d+):00", name):
        sign = "-" if match[1] == "+" else "+"  # Etc/GMT-2 is two hours east (POSIX order)
        return ZoneInfo(f"Etc/GMT{sign}{match[2]}" if match[2] != "0" else "UTC")
    return ZoneInfo(name)
