"""The cities of the world with their zones, and which of one name is meant.

``cities.txt`` has a line for each country and zone; a name with a question mark counts only where
something else speaks for the place ("Dublin" in Ohio). A name that stands on several clocks is
known only where a country, a state or a language tells them apart.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from debrief.lexicon import fold, listed
from debrief.timing.city_names import every_name
from debrief.timing.places import cities, country_names, states

# What people call a city that the list has under a longer name only.
_SHORT_NAMES = """
ES Europe/Madrid: santiago,palma,las palmas?
MX America/Mexico_City: leon,merida,queretaro,puebla,san luis,toluca
DO America/Santo_Domingo: santiago
GB Europe/London: newcastle,hull,kingston?
DE Europe/Berlin: freiburg,frankfurt,halle,offenbach,mulheim,oldenburg
FR Europe/Paris: aix,clermont
US America/New_York: portland?,columbus,jacksonville
"""
# Names that in a signature are mostly another word.
_WORDS = listed(
    "mobile, man, same, most, best, deal, central, enterprise, union, commerce, mission, split, "
    "university, industry, marina, of, as, page, street, normal, home, global, international city"
)
SPOKEN_IN = {
    "de": "DE AT CH LI LU",
    "fr": "FR BE CH LU MC CA MA TN DZ SN CI",
    "es": "ES MX AR CL CO PE EC UY VE CR PA DO BO PY GT HN NI SV CU PR",
    "nl": "NL BE SR",
    "pt": "PT BR AO MZ CV",
}


@dataclass(frozen=True, slots=True)
class City:
    """One place of a name; ``sure`` when it is large enough to be meant without more."""

    country: str
    zone: str
    sure: bool


@lru_cache(maxsize=1)
def _table() -> dict[str, list[City]]:
    text = (Path(__file__).parent / "cities.txt").read_text("utf-8") + _SHORT_NAMES.lstrip()
    found: dict[str, list[City]] = {}
    for line in text.strip().splitlines():
        where, _, names = line.partition(": ")
        country, zone = where.split()
        for name in names.split(","):
            city = City(country, zone, not name.endswith("?"))
            for each in {name.rstrip("?"), name.rstrip("?").replace("'", "")}:  # "Kings Lynn"
                found.setdefault(each, []).append(city)
    for name, (country, zones) in cities().items():
        if fold(name) not in found and len(zones) == 1:
            found[fold(name)] = [City(country, zones[0], True)]
    for name, folded in every_name():
        if name not in found and folded in found:
            found[name] = found[folded]
    return found


def cities_called(name: str) -> list[City]:
    """Return the cities of a name, in any of our languages; none for what is mostly a word."""
    folded = fold(name).strip(" .")
    return [] if folded in _WORDS else _table().get(folded, [])


def city_meant(
    name: str,
    *,
    countries: Collection[str] = (),
    zones: Collection[str] = (),
    state: str = "",
    language: str = "",
) -> City | None:
    """Return the city of this name, None where it is unknown or several may be meant.

    ``countries`` and ``zones`` are those that something else speaks for, ``state`` is the short
    name behind the city ("Birmingham, AL"), ``language`` the one that the mail is written in.
    """
    known = cities_called(name)
    if state:
        return _only(c for c in known if c.zone in states().get(c.country, {}).get(state, ()))
    if within := [c for c in known if c.country in countries]:
        return _only(c for c in within if not zones or c.zone in zones)
    alone = cities().get(name.lower().strip(" ."))
    if alone is not None and len(alone[1]) == 1:
        return City(alone[0], alone[1][0], True)
    sure = [c for c in known if c.sure]
    spoken = SPOKEN_IN.get(language, "").split()
    return _only(sure) or _only(c for c in sure if c.country in spoken)


def place_of(words: str) -> City | None:
    """Return the city that "Lisbon", "Perth, Australia" or "Birmingham, AL" means."""
    name, _, behind = (part.strip(" .") for part in words.partition(","))
    country = country_names().get(behind.lower())
    if behind and not country and len(behind) > 3:
        return None
    state = "" if country else behind.upper()
    return city_meant(name, countries=(country,) if country else (), state=state)


def _only(found: Iterable[City]) -> City | None:
    distinct = {(city.country, city.zone): city for city in found}
    return next(iter(distinct.values())) if len(distinct) == 1 else None
