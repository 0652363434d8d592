"""Infer where a customer's clock stands, and the hours in which to call.

Evidence, strongest first: what they stated; the TZID in their own invitation; a telephone number
or address in their signature; the country of their mail domain. The Date header is only a hint:
servers, travellers and phones write what they like there. Where the evidence leaves several zones
open, the call must suit all of them.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime, time
from functools import lru_cache
from zoneinfo import ZoneInfo

from debrief.language import language_of
from debrief.reading.legal_forms import FOLDED
from debrief.timing.known_cities import City, city_meant
from debrief.timing.places import (
    WORLD_DOMAINS,
    abbreviations,
    cities,
    country_names,
    country_zones,
    states,
    telephone_prefixes,
)
from debrief.timing.workdays import MONDAY_TO_FRIDAY, Hours

SIGNATURE_LINES = 14  # without a visible farewell, the last lines that are taken for the signature
WIDEST = 7.0  # hours between two clocks that still leave a shared part of the working day
SUNDAY_TO_THURSDAY = frozenset({6, 0, 1, 2, 3})
SATURDAY_TO_WEDNESDAY = frozenset({5, 6, 0, 1, 2})
SUNDAY_COUNTRIES = "BD BH DZ EG IL IQ JO KW LY OM PS QA SA SD SY YE"
WEEKS = {
    **dict.fromkeys(SUNDAY_COUNTRIES.split(), SUNDAY_TO_THURSDAY),
    **dict.fromkeys(("AF", "IR"), SATURDAY_TO_WEDNESDAY),
    "NP": frozenset({6, 0, 1, 2, 3, 4}),
}
# These say "in UTC", which programs write for people anywhere.
SILENT_TZIDS = frozenset({"utc", "etc/utc", "gmt", "etc/gmt", "z", "zulu", "universal", "utc+0"})


@dataclass(frozen=True, slots=True)
class ZoneGuess:
    """Where the customer's clock stands.

    ``zone`` is the one to print; ``zones`` are all that remain possible. ``source`` is a phrase
    for the manager: "the phone number +49 in the signature". ``sure`` is True when there is one
    zone and the customer's own words, calendar or signature name it; ``known`` is False when
    nothing at all told, and the fallback was taken.
    """

    zone: str
    zones: tuple[str, ...]
    country: str | None
    source: str
    sure: bool
    known: bool = True


@dataclass(frozen=True, slots=True)
class _Place:
    country: str | None
    zones: tuple[str, ...]
    source: str


@lru_cache(maxsize=128)  # every look at an open review asks for its customer's zone
def infer_zone(
    *,
    stated: str | None = None,
    tzids: tuple[str, ...] = (),
    text: str = "",
    email: str | None = None,
    date_offset_minutes: int | None = None,
    fallback: str = "UTC",
    whose: str = "our own",
) -> ZoneGuess:
    """Infer the customer's zone from the strongest evidence there is.

    ``text`` is what the customer themselves wrote, signature included and nothing quoted.
    ``date_offset_minutes`` is the offset of their Date header, east positive. ``fallback`` is the
    zone to take, unsure, when nothing at all is known, and ``whose`` says of whom. Linear in the length of the text.
    """
    signature, domain = signature_places(text), _domain_place(email)
    signature = _with_city(signature, text, domain)
    weaker = [*signature, *([domain] if domain else [])]
    if stated and (place := place_named(stated)):
        source = f"what they said ({' '.join(stated.split())[:40]})"
        return _placed(_guess([place], source), weaker, iana(stated.strip()))
    for tzid in tzids:
        if zone := zone_of_tzid(tzid):
            source = f"the time zone {zone} in their invitation"
            return _placed(_guess([_Place(None, (zone,), "")], source), weaker, iana(tzid.strip()))
    if signature:
        return _guess(signature, _listed(place.source for place in signature))
    if domain:
        return _guess([domain], domain.source, sure=False)
    return _hinted(date_offset_minutes, fallback, whose)


def hours_for(guess: ZoneGuess) -> tuple[Hours, ...]:
    """Return the hours a call must keep to: ordinary business hours in every possible zone.

    Public holidays are those of the country and of any large part of it. Lunch is kept free unless the zones lie more than
    an hour apart: everybody's lunch together would then leave nothing of the day.
    """
    wide = _spread(guess.zones) > 1
    weekdays = WEEKS.get(guess.country or "", MONDAY_TO_FRIDAY)
    lunch = None if wide else (time(12), time(13))
    return tuple(
        Hours(zone, lunch=lunch, weekdays=weekdays, country=guess.country, anywhere=True)
        for zone in guess.zones
    )


def zone_of_tzid(tzid: str) -> str | None:
    """Return the IANA zone behind a calendar's TZID; None when it names no place.

    Understands IANA names, also behind a vendor's path (``/citadel.org/…/Europe/Berlin``), Windows
    names, and Outlook's display names ("(UTC+01:00) Amsterdam, Berlin, Bern").
    """
    name = tzid.strip().strip('"')
    if not name or name.lower() in SILENT_TZIDS:
        return None
    parts = name.strip("/").split("/")
    for depth in (3, 2):
        if zone := iana("/".join(parts[-depth:])) if len(parts) >= depth else None:
            return zone
    if windows := _windows_zone(name):
        return windows
    if display := re.match(r"\((?:UTC|GMT)[^)]*\)\s*(.+)", name):
        places = (cities().get(part.strip().lower()) for part in display[1].split(","))
        return next((place[1][0] for place in places if place and len(place[1]) == 1), None)
    return None


def iana(name: str) -> str | None:
    """Return the zone's IANA name when there is such a zone with a place in it."""
    if "/" not in name or name.startswith(("Etc/", "/")) or ".." in name:
        return None
    for written in (name, name.title()):
        try:
            return ZoneInfo(written).key
        except (KeyError, ValueError, OSError):
            continue
    return None


def place_named(words: str) -> _Place | None:
    """Return the place or clock that a person named: a zone, abbreviation, city, state, country."""
    name = words.strip(" .,;:!()\t\n")
    folded = " ".join(name.lower().split())
    if zone := zone_of_tzid(name) or abbreviations().get(name.upper()):
        return _Place(None, (zone,), "") if zone != "UTC" else None
    for table in (_city, _country, _american_clock):
        if place := table(folded):
            return place
    found = [place for word in _tails(folded) if (place := _city(word) or _american_clock(word))]
    return found[0] if found and len({place.zones for place in found}) == 1 else None


def signature_places(text: str) -> list[_Place]:
    """Return the distinct places that the signature's numbers and address lines name."""
    found: list[_Place] = []
    for line in _signature(text):
        found += _telephone_places(line)
        found += _address_places(line)
    distinct: dict[tuple[str | None, tuple[str, ...]], _Place] = {}
    for place in found:
        distinct.setdefault((place.country, place.zones), place)
    return _without_vaguer(list(distinct.values()))


def _with_city(places: list[_Place], text: str, domain: _Place | None) -> list[_Place]:
    """Add the city that stands alone in the signature, where nothing surer speaks against it."""
    language = language_of(text, default="")
    countries = {p.country for p in places or ([domain] if domain else []) if p.country}
    zones = {zone for place in places for zone in place.zones}
    for name, state in _lone_cities(text):
        city = city_meant(name, countries=countries, zones=zones, state=state, language=language)
        if city is not None and (not places or (city.country, city.zone) in _open(places)):
            return _without_vaguer([*places, _city_place(city, name)])
    return places


def _open(places: Iterable[_Place]) -> set[tuple[str | None, str]]:
    """Return the countries with the zones that the places leave open."""
    wide = (place for place in places if len(place.zones) > 1)
    return {(place.country, zone) for place in wide for zone in place.zones}


def _city_place(city: City, name: str) -> _Place:
    return _Place(city.country, (city.zone,), f"the city ({name.title()}) in the signature")


COMPANY = re.compile(rf"\b(?:{FOLDED}|company|group)\b", re.IGNORECASE)


ENDINGS = (".", "!", "?", ":", ",")


def _lone_cities(text: str) -> Iterator[tuple[str, str]]:
    """Yield the cities (and the state behind one) on lines of the signature that say little else.

    The name stands first in a signature, so a city counts from the line below it on: Paris may be
    a person.
    """
    lines = _signature(text)
    closed = bool(lines) and FAREWELL.match(lines[0]) is not None
    for number, line in enumerate(lines[2:], 2):
        above = lines[max(closed, number - 2) : number]
        prose = any(len(words) >= 60 or words.endswith(ENDINGS) for words in above)
        if prose or len(line) > 80 or line.endswith(ENDINGS):
            continue
        parts = [part.strip(" .") for part in re.split(r"[,|·•;–—]| - ", line) if part.strip(" .")]
        parts = [POSTCODE.sub("", part).strip() for part in parts]
        if not parts or not all(part[:1].isupper() for part in parts):
            continue
        state = parts.pop() if len(parts) > 1 and re.fullmatch(r"[A-Z]{2,3}", parts[-1]) else ""
        if len(parts) > 2 or (len(parts) == 2 and NUMBER.search(line)):
            continue
        if not COMPANY.search(parts[-1]):
            yield parts[-1], state


FAREWELL = re.compile(
    r"(?:-- ?$|_{3,}$|(?:(?:best|kind|warm|many)\b.{0,20})?(?:regards|wishes|thanks|cheers)\b|"
    r"sincerely\b|yours\b|mit (?:freundlichen|besten|herzlichen)|(?:viele|beste|liebe|freundliche|"
    r"herzliche|schöne) grü(?:ß|ss)|vg\b|mfg\b|lg\b|gruß|cordialement|bien (?:à|cordialement)|"
    r"(?:bien )?amicalement|saludos|un saludo|atentamente|cordial|met vriendelijke|vriendelijke|"
    r"groet|mvg\b|atenciosamente|cumprimentos|abraço|obrigad|com os melhores)",
    re.IGNORECASE,
)
NUMBER = re.compile(r"(?<![\w+])(?:\+|00)\s?\(?[1-9][\d\s().\-/]{6,20}\d")
TELEPHONE = re.compile(r"\b(?:t|m|p|tel|fon|ph|phone|mob|mobile?|cell?|fax|móvil|gsm)\b", re.I)
AMERICAN = re.compile(
    r"(?<![\w+])(?:\+?1[\s.\-]?)?\(?([2-9]\d\d)\)?[\s.\-]{1,2}[2-9]\d\d[\s.\-]\d{4}(?!\w)"
)
STATE_ZIP = re.compile(r"^(.*?)\b([A-Z]{2})\.?,?\s+\d{5}(?:-\d{4})?$")
CANADIAN = re.compile(r"\b([A-Z]{2})\b[, ]+[A-Z]\d[A-Z]\s?\d[A-Z]\d\b")
AUSTRALIAN = re.compile(r"\b(NSW|ACT|VIC|TAS|QLD|SA|NT|WA)\b[, ]+\d{4}\b")
POSTCODE = re.compile(
    r"^(?:[A-Z]{1,2}-)?\d{4,6}(?:\s?[A-Z]{2})?\s+|\s+(?:[A-Z]{1,2}\d[\dA-Z]?\s?\d[A-Z]{2}|\d{4,6})$"
)


def _signature(text: str) -> list[str]:
    """Return the lines after the last farewell, or else the last few."""
    lines = [line.strip() for line in text.splitlines() if line.strip()]
    start = max(0, len(lines) - SIGNATURE_LINES)
    for number in range(len(lines) - 1, max(-1, len(lines) - 2 * SIGNATURE_LINES), -1):
        if len(lines[number]) < 60 and FAREWELL.match(lines[number]):
            return lines[number:]
    return lines[start:]


def _telephone_places(line: str) -> Iterator[_Place]:
    """Yield the place of every international, and every plainly American, number."""
    rest = line[:300]
    for match in NUMBER.finditer(rest):
        digits = re.sub(r"\D", "", match[0].replace("(0)", "")).removeprefix("00")
        plain = match[0].isdigit() and not TELEPHONE.search(rest)  # "00123456789": any number
        if 8 <= len(digits) <= 15 and not plain and (where := _by_prefix(digits)):
            yield where
    if not NUMBER.search(rest):
        for match in AMERICAN.finditer(rest):
            if where := _by_prefix("1" + match[1]):
                yield where


def _by_prefix(digits: str) -> _Place | None:
    table = telephone_prefixes()
    for length in range(min(len(digits), 5), 0, -1):
        if where := table.get(digits[:length]):
            code = next(n for n in (1, 2, 3, 4) if digits[:n] in table or digits[0] == "1")
            shown = f"1 {digits[1:4]}" if digits[0] == "1" else digits[:code]
            return _Place(where[0], where[1], f"the phone number +{shown} in the signature")
    return None


def _address_places(line: str) -> Iterator[_Place]:
    """Yield the place an address line names; a lone word such as Paris may be a person."""
    if len(line) > 120:
        return
    parts = [part.strip(" .") for part in re.split(r"[,|·•;–—\t/]| - ", line) if part.strip(" .")]
    named = [(part, POSTCODE.sub("", part).strip()) for part in parts]
    found = [place for _, bare in named if (place := _city(bare.lower()))]
    countries = [place for _, bare in named if (place := _country(bare.lower()))]
    postcode = any(part != bare for part, bare in named)
    if state := _state_place(line):
        within = [place for place in found if set(place.zones) <= set(state.zones)]
        yield within[0] if within else state
        return
    if not found and (postcode or countries):
        spoken = {country.country for country in countries if country.country}
        towns = [(city_meant(bare, countries=spoken), bare) for _, bare in named]
        found = [_city_place(city, bare) for city, bare in towns if city is not None]
    if found and (postcode or countries or len(parts) > 2):
        agreeing = [c for c in found if not countries or c.country == countries[0].country]
        yield (agreeing or countries)[0]
    elif countries and (len(parts) > 1 or len(line.split()) <= 3) and len(parts[0]) > 2:
        yield countries[0]


def _state_place(line: str) -> _Place | None:
    patterns = (("US", STATE_ZIP, 2), ("CA", CANADIAN, 1), ("AU", AUSTRALIAN, 1))
    for country, pattern, group in patterns:
        if (match := pattern.search(line.strip(" ."))) and (
            zones := states()[country].get(match[group])
        ):
            return _Place(country, zones, f"the address ({match[group]}) in the signature")
    return None


def _without_vaguer(places: list[_Place]) -> list[_Place]:
    """Drop a place that another one of the same country narrows down."""
    return [
        place
        for place in places
        if not any(
            other is not place
            and other.country == place.country
            and set(other.zones) < set(place.zones)
            for other in places
        )
    ]


def _city(name: str) -> _Place | None:
    where = cities().get(name)
    return where and _Place(*where, f"the address ({name.title()}) in the signature")


def _country(name: str) -> _Place | None:
    country = country_names().get(name)
    source = f"the country ({name.title() if len(name) > 3 else name.upper()}) in the signature"
    return _Place(country, country_zones()[country], source) if country else None


def _american_clock(name: str) -> _Place | None:
    clocks = {
        "eastern": "America/New_York",
        "central": "America/Chicago",
        "mountain": "America/Denver",
        "pacific": "America/Los_Angeles",
    }
    first, _, rest = name.partition(" ")
    known = clocks.get(first) if rest in {"", "time", "standard time", "daylight time"} else None
    return _Place("US", (known,), "") if known else None


def _tails(words: str) -> Iterator[str]:
    """Yield one, two and three neighbouring words, so that "I am in New York" is understood."""
    split = re.findall(r"[^\s,;.()]+", words)[:12]
    for size in (3, 2, 1):
        for start in range(len(split) - size + 1):
            yield " ".join(split[start : start + size])


def _windows_zone(name: str) -> str | None:
    from icalendar.timezone.windows_to_olson import WINDOWS_TO_OLSON  # only when needed: 0.1 s

    zone = WINDOWS_TO_OLSON.get(name)
    return str(zone) if zone and iana(zone) else None


def _domain_place(email: str | None) -> _Place | None:
    ending = (email or "").rpartition("@")[2].rpartition(".")[2].lower()
    country = "GB" if ending == "uk" else ending.upper()
    if ending in WORLD_DOMAINS or country not in country_zones():
        return None
    return _Place(country, country_zones()[country], f"the ending .{ending} of their mail address")


HINTS = {
    -600: ("Pacific/Honolulu",),
    -480: ("America/Los_Angeles",),
    -420: ("America/Los_Angeles", "America/Phoenix", "America/Denver"),
    -360: ("America/Denver", "America/Chicago", "America/Mexico_City"),
    -300: ("America/Chicago", "America/New_York", "America/Bogota"),
    -240: ("America/New_York", "America/Halifax"),
    -180: ("America/Sao_Paulo", "America/Halifax"),
    60: ("Europe/London", "Europe/Berlin"),
    120: ("Europe/Berlin", "Europe/Helsinki", "Africa/Johannesburg"),
    180: ("Europe/Helsinki", "Europe/Istanbul"),
    240: ("Asia/Dubai",),
    330: ("Asia/Kolkata",),
    480: ("Asia/Singapore", "Australia/Perth"),
    540: ("Asia/Tokyo",),
    600: ("Australia/Brisbane", "Australia/Sydney"),
    660: ("Australia/Sydney",),
    720: ("Pacific/Auckland",),
    780: ("Pacific/Auckland",),
}


def _hinted(minutes: int | None, fallback: str, whose: str) -> ZoneGuess:
    """Take the Date header's word only where the fallback's clock could not show it."""
    source = f"nothing in their mail; {whose} zone"
    nothing = ZoneGuess(fallback, (fallback,), None, source, sure=False, known=False)
    if not minutes or minutes in (offset * 60 for offset in _offsets(fallback)):
        return nothing
    zones = HINTS.get(minutes)
    if zones is None:
        return nothing
    sign, rest = "+-"[minutes < 0], divmod(abs(minutes), 60)
    clock = f"UTC{sign}{rest[0]}" + (f":{rest[1]:02}" if rest[1] else "")
    return ZoneGuess(
        zones[0], zones, None, f"only the clock of their mail program ({clock})", False
    )


def _guess(places: Sequence[_Place], source: str, sure: bool = True) -> ZoneGuess:
    zones = _distinct(zone for place in places for zone in place.zones)
    named = {place.country for place in places}
    country = named.pop() if len(named) == 1 else None
    if country is None and len(zones) == 1:
        country = _country_of(zones[0])
    zones = _narrowed(zones)
    return ZoneGuess(_middle(zones), zones, country, source, sure and len(zones) == 1)


def _placed(guess: ZoneGuess, weaker: Sequence[_Place], named: str | None) -> ZoneGuess:
    """Complete a clock with the country that weaker evidence gives, when the clocks agree.

    Outlook says "W. Europe Standard Time" for Rome as for Berlin: the country decides the public
    holidays, so without other evidence it counts only when the zone itself was named.
    """
    if guess.country and not named and len(guess.zones) == 1 and guess.zone in _ZONE_BY_HABIT:
        guess = replace(guess, country=None)
    for place in weaker:
        if any(_offsets(zone) == _offsets(guess.zone) for zone in place.zones):
            return replace(guess, country=place.country)
    return guess


# Zones that stand for many countries when a program or an abbreviation names them.
_HABITS = """
    Europe/Berlin Europe/Paris Europe/Budapest Europe/Warsaw Europe/Helsinki Europe/London
    Europe/Bucharest Asia/Singapore Asia/Bangkok America/Bogota
"""
_ZONE_BY_HABIT = frozenset(_HABITS.split())


def _narrowed(zones: tuple[str, ...]) -> tuple[str, ...]:
    """Leave out the farthest zones while no working hour suits all (Russia spans ten hours)."""
    ordered = sorted(zones, key=lambda zone: _offsets(zone)[0])
    while len(ordered) > 1 and _spread(ordered) > WIDEST:
        ordered.pop()  # the far east, where the fewest live
    return tuple(zone for zone in zones if zone in ordered)


def _distinct(zones: Iterable[str]) -> tuple[str, ...]:
    """Keep one of each group of zones whose clocks agree all year."""
    by_clock: dict[tuple[float, ...], str] = {}
    for zone in zones:
        by_clock.setdefault(_offsets(zone), zone)
    return tuple(by_clock.values())


def _middle(zones: Sequence[str]) -> str:
    ordered = sorted(zones, key=lambda zone: _offsets(zone)[0])
    return ordered[len(ordered) // 2]


@lru_cache(maxsize=700)
def _offsets(zone: str) -> tuple[float, ...]:
    """Return the zone's UTC offset in hours in each month of one year."""
    clock = ZoneInfo(zone)
    offsets = (
        datetime(2026, month, 15, 12, tzinfo=UTC).astimezone(clock).utcoffset()
        for month in range(1, 13)
    )
    return tuple(offset.total_seconds() / 3600 for offset in offsets if offset is not None)


def _spread(zones: Sequence[str]) -> float:
    """Return the greatest difference between any two of the clocks, in hours."""
    months = zip(*(_offsets(zone) for zone in zones), strict=True)
    return max((max(month) - min(month) for month in months), default=0.0)


@lru_cache(maxsize=256)
def _country_of(zone: str) -> str | None:
    owners = [country for country, zones in country_zones().items() if zone in zones]
    return owners[0] if len(owners) == 1 else None


def _listed(items: Iterable[str]) -> str:
    return " and ".join(dict.fromkeys(items))
