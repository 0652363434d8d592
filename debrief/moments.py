"""How moments, dates and money are printed; the one place where UTC becomes somebody's wall clock.

Pure: the zone and the language are arguments, nothing asks the machine's clock or locale.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, date, datetime
from zoneinfo import ZoneInfo

from debrief.timing.city_names import city_name, of_city


def _words(text: str) -> tuple[str, ...]:
    return tuple(text.split())


# Zones whose people write 3:00 pm; everyone else gets 15:00.
TWELVE_HOUR_AREAS = ("US/", "Canada/", "Australia/", "America/Indiana/", "America/Kentucky/",
                     "America/North_Dakota/")  # fmt: skip
TWELVE_HOUR_CITIES = frozenset(
    "America/" + city
    for city in _words(
        "Adak Anchorage Boise Chicago Denver Detroit Fort_Nelson Fort_Wayne Edmonton Glace_Bay "
        "Goose_Bay Halifax Indianapolis Inuvik Iqaluit Juneau Los_Angeles Louisville Menominee "
        "Metlakatla Moncton Montreal New_York Nome Phoenix Rankin_Inlet Regina Sitka St_Johns "
        "Swift_Current Thunder_Bay Toronto Vancouver Whitehorse Winnipeg Yakutat Yellowknife "
        "Dawson Dawson_Creek Creston Cambridge_Bay Nipigon Resolute Shiprock"
    )
) | {"Pacific/Honolulu"}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Tongue:
    """How one language writes a date, a time of day and a place's time."""

    weekdays: tuple[str, ...]  # Monday first
    months: tuple[str, ...]
    date: str  # {weekday} {day} {month} {year}
    date_no_year: str
    hours: str  # how a 24-hour time or span of time is dressed
    place: str  # {city}
    point: str = ","  # between thousands
    comma: str = "."  # before decimals
    and_: str = "and"


TONGUES: dict[str, Tongue] = {
    "en": Tongue(
        _words("Monday Tuesday Wednesday Thursday Friday Saturday Sunday"),
        _words(
            "January February March April May June July August September October November December"
        ),
        "{weekday} {day} {month} {year}",
        "{weekday} {day} {month}",
        "{time}",
        "{city} time",
    ),
    "de": Tongue(
        _words("Montag Dienstag Mittwoch Donnerstag Freitag Samstag Sonntag"),
        _words(
            "Januar Februar März April Mai Juni Juli August September Oktober November Dezember"
        ),
        "{weekday}, {day}. {month} {year}",
        "{weekday}, {day}. {month}",
        "{time} Uhr",
        "Zeit in {city}",
        ".",
        ",",
        "und",
    ),
    "fr": Tongue(
        _words("lundi mardi mercredi jeudi vendredi samedi dimanche"),
        _words(
            "janvier février mars avril mai juin juillet août septembre octobre novembre décembre"
        ),
        "{weekday} {day} {month} {year}",
        "{weekday} {day} {month}",
        "{time}",
        "heure {city}",  # "de Paris", "d'Athènes"
        "\N{NARROW NO-BREAK SPACE}",
        ",",
        "et",
    ),
    "es": Tongue(
        _words("lunes martes miércoles jueves viernes sábado domingo"),
        _words(
            "enero febrero marzo abril mayo junio julio agosto septiembre octubre noviembre "
            "diciembre"
        ),
        "{weekday} {day} de {month} de {year}",
        "{weekday} {day} de {month}",
        "{time} h",
        "hora de {city}",
        ".",
        ",",
        "y",
    ),
    "nl": Tongue(
        _words("maandag dinsdag woensdag donderdag vrijdag zaterdag zondag"),
        _words(
            "januari februari maart april mei juni juli augustus september oktober november "
            "december"
        ),
        "{weekday} {day} {month} {year}",
        "{weekday} {day} {month}",
        "{time} uur",
        "tijd in {city}",
        ".",
        ",",
        "en",
    ),
    "pt": Tongue(
        (
            "segunda-feira",
            "terça-feira",
            "quarta-feira",
            "quinta-feira",
            "sexta-feira",
            "sábado",
            "domingo",
        ),
        _words(
            "janeiro fevereiro março abril maio junho julho agosto setembro outubro novembro "
            "dezembro"
        ),
        "{weekday}, {day} de {month} de {year}",
        "{weekday}, {day} de {month}",
        "{time}",
        "horário de {city}",
        ".",
        ",",
        "e",
    ),
}


def tongue(language: str | None) -> Tongue:
    """Return how this language writes; English for one that we do not have."""
    return TONGUES.get((language or "en")[:2].lower(), TONGUES["en"])


def as_moment(value: datetime | str) -> datetime:
    """Return an aware UTC moment from a datetime or an ISO-8601 string; refuse a naive one."""
    moment = datetime.fromisoformat(value) if isinstance(value, str) else value
    if moment.tzinfo is None:
        raise ValueError(f"{value!r} has no time zone; a moment is printed only when it has one")
    return moment.astimezone(UTC)


def as_date(value: date | str) -> date:
    """Return a date from a date, a datetime or an ISO-8601 string."""
    if isinstance(value, datetime):
        return value.date()
    return value if isinstance(value, date) else date.fromisoformat(value[:10])


def day(value: date | str, language: str = "en", *, year: bool = True, weekday: bool = True) -> str:
    """Print a date: "Thursday 26 November 2026"; without ``weekday``, "26 November 2026"."""
    when_ = as_date(value)
    words = tongue(language)
    name = words.weekdays[when_.weekday()]
    text = (words.date if year else words.date_no_year).format(
        weekday=name, day=when_.day, month=words.months[when_.month - 1], year=when_.year
    )
    return text if weekday else text.removeprefix(name).lstrip(", ")


def twelve_hour(zone: str) -> bool:
    """Tell whether people in this zone write 3:00 pm."""
    return zone.startswith(TWELVE_HOUR_AREAS) or zone in TWELVE_HOUR_CITIES


def city(zone: str, language: str = "en") -> str:
    """Return the place a zone is named after; "" for zones named after an offset."""
    if zone.startswith("Etc/") or zone in ("UTC", "GMT", "Zulu", "UCT", "Universal"):
        return ""
    return city_name(zone.rpartition("/")[2], language[:2])


def offset(moment: datetime, zone: str) -> str:
    """Return the zone's offset at that moment: "UTC+1", "UTC−3:30", "UTC"."""
    delta = moment.astimezone(ZoneInfo(zone)).utcoffset()
    minutes = round(delta.total_seconds() / 60) if delta is not None else 0
    if not minutes:
        return "UTC"
    sign = "+" if minutes > 0 else "\N{MINUS SIGN}"
    hours, rest = divmod(abs(minutes), 60)
    return f"UTC{sign}{hours}" + (f":{rest:02}" if rest else "")


def _clock(local: datetime, twelve: bool, *, suffix: bool = True) -> str:
    """Print a time of day: "15:00" or "3:00 pm"."""
    if not twelve:
        return f"{local:%H:%M}"
    half = " am" if local.hour < 12 else " pm"
    return f"{local.hour % 12 or 12}:{local:%M}" + (half if suffix else "")


def span(start: datetime | str, end: datetime | str | None, zone: str, language: str = "en") -> str:
    """Print the time of day of a stretch: "15:00–15:30", "11:30 am–12:00 pm"."""
    words = tongue(language)
    twelve = twelve_hour(zone) and language[:2] == "en"
    first = as_moment(start).astimezone(ZoneInfo(zone))
    if end is None:
        text = _clock(first, twelve)
        return text if twelve else words.hours.format(time=text)
    last = as_moment(end).astimezone(ZoneInfo(zone))
    same_half = (first.hour < 12) == (last.hour < 12)
    overnight = first.date() != last.date()
    text = _clock(first, twelve, suffix=overnight or not same_half)
    text = f"{text}–{_clock(last, twelve)}"
    if not twelve:
        text = words.hours.format(time=text)
    return f"{text} ({day(last, language, year=False)})" if overnight else text


def place(moment: datetime | str, zone: str, language: str = "en", *, also: str = "") -> str:
    """Print whose clock it is: "Berlin time, UTC+1", or "UTC" alone."""
    shift = offset(as_moment(moment), zone)
    zones = (zone, also) if also else (zone,)
    cities = [c for c in dict.fromkeys(city(z, language) for z in zones) if c]
    if not cities:
        return shift
    words = tongue(language)
    if language[:2] == "fr":
        cities = [of_city(name) for name in cities]
    return words.place.format(city=f" {words.and_} ".join(cities)) + ", " + shift


def when(
    moment: datetime | str,
    zone: str,
    *,
    end: datetime | str | None = None,
    now: datetime | str | None = None,
    language: str = "en",
) -> str:
    """Print a moment on the clock of ``zone``; with ``now``, this year's number is left out.

    "Thursday 26 November 2026, 15:00–15:30 (Berlin time, UTC+1)"; 3:00–3:30 pm where people
    write it so.
    """
    start = as_moment(moment)
    local = start.astimezone(ZoneInfo(zone))
    same_year = now is not None and as_moment(now).astimezone(ZoneInfo(zone)).year == local.year
    date_ = day(local, language, year=not same_year)
    return f"{date_}, {span(start, end, zone, language)} ({place(start, zone, language)})"


def stamp(moment: datetime | str, zone: str = "UTC", *, end: datetime | str | None = None) -> str:
    """Print a moment as a list of mails does: "Thu 26 Nov, 15:00"; with ``end``, up to there."""
    local = as_moment(moment).astimezone(ZoneInfo(zone))
    words = TONGUES["en"]
    date_ = f"{words.weekdays[local.weekday()][:3]} {local.day} {words.months[local.month - 1][:3]}"
    return f"{date_}, {span(moment, end, zone)}"


def both(
    moment: datetime | str,
    zone_a: str,
    zone_b: str,
    *,
    end: datetime | str | None = None,
    language: str = "en",
) -> str:
    """Print a moment on two clocks; one time naming both places where the clocks agree."""
    start = as_moment(moment)
    first = start.astimezone(ZoneInfo(zone_a))
    second = start.astimezone(ZoneInfo(zone_b))
    head = f"{day(first, language)}, {span(start, end, zone_a, language)}"
    if first.utcoffset() == second.utcoffset():
        return f"{head} ({place(start, zone_a, language, also=zone_b)})"
    other = span(start, end, zone_b, language)
    if first.date() != second.date():
        other = f"{day(second, language, year=False)}, {other}"
    return f"{head} ({place(start, zone_a, language)}) = {other} ({place(start, zone_b, language)})"


def number(value: float, language: str = "en") -> str:
    """Print a number with thousands apart; decimals only where there are any, two of them."""
    words = tongue(language)
    text = f"{value:,.2f}".removesuffix(".00")
    return text.translate({ord(","): words.point, ord("."): words.comma})


def money(amount: float | None, currency: str | None, language: str = "en") -> str:
    """Print an amount with its ISO 4217 currency: "USD 120,000"; "" when it is unknown."""
    if amount is None:
        return ""
    text = number(amount, language)
    return f"{currency} {text}" if currency else text
