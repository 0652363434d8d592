"""Zones as mail programs print them behind a time; what is not printed is not guessed."""

from __future__ import annotations

import re
from datetime import UTC, timedelta, timezone, tzinfo

# Hours ahead of UTC. "IST" is India's: Irish and Israeli programs print GMT+1 and GMT+3.
_HOURS = {
    "z": 0, "ut": 0, "utc": 0, "gmt": 0, "wet": 0, "est": -5, "edt": -4, "cst": -6, "cdt": -5, "mst": -7, "mdt": -6, "pst": -8, "pdt": -7, "akst": -9, "akdt": -8, "hst": -10,
    "ast": -4, "adt": -3, "nst": -3.5, "ndt": -2.5, "brt": -3, "art": -3, "clst": -3, "clt": -4, "cot": -5, "pet": -5,
    "west": 1, "bst": 1, "cet": 1, "mez": 1, "met": 1, "hnec": 1, "seč": 1, "wat": 1, "cest": 2, "mesz": 2, "mest": 2, "haec": 2, "selč": 2, "sast": 2, "cat": 2, "eet": 2,
    "eest": 3, "msk": 3, "мск": 3, "trt": 3, "idt": 3, "eat": 3, "irst": 3.5, "gst": 4, "pkt": 5, "ist": 5.5, "ict": 7, "wib": 7, "sgt": 8, "hkt": 8, "myt": 8, "pht": 8, "wita": 8,
    "awst": 8, "jst": 9, "kst": 9, "wit": 9, "acst": 9.5, "acdt": 10.5, "aest": 10, "aedt": 11, "nzst": 12, "nzdt": 13,
}  # fmt: skip
_NAMES = {
    "eastern standard time": -5, "eastern daylight time": -4, "central standard time": -6, "central daylight time": -5, "mountain standard time": -7, "mountain daylight time": -6,
    "pacific standard time": -8, "pacific daylight time": -7, "greenwich mean time": 0, "british summer time": 1, "central european time": 1, "central european standard time": 1,
    "central european summer time": 2, "eastern european time": 2, "eastern european summer time": 3, "mitteleuropäische zeit": 1, "mitteleuropäische normalzeit": 1, "mitteleuropäische sommerzeit": 2,
    "heure normale d'europe centrale": 1, "heure d'été d'europe centrale": 2, "hora de verano de europa central": 2, "hora estándar de europa central": 1,
    "ora legale dell'europa centrale": 2, "midden-europese zomertijd": 2, "west-europa (zomertijd)": 2, "moscow standard time": 3, "india standard time": 5.5, "japan standard time": 9,
}  # fmt: skip
_OFFSET = re.compile(r"(?:(?:gmt|utc)\s?)?([+\-−])(\d{1,2})(?::?(\d{2}))?(?!\d)")
_STATED = re.compile(r"(?:gmt|utc)\s?([+\-−])(\d{1,2})(?::?(\d{2}))?(?!\d)")
_SHORT = re.compile(r"(?<!\w)(" + "|".join(sorted(_HOURS, key=len, reverse=True)) + r")(?!\w)")
_LONG = re.compile("|".join(sorted(map(re.escape, _NAMES), key=len, reverse=True)))
_NEAR = 40  # characters behind the time in which a zone is looked for


def zone_behind(rest: str, whole: str, printed: str) -> tzinfo | None:
    """Return the zone in ``rest``, what stands behind the time; ``whole`` is all of it, folded.

    An abbreviation counts only in capitals, as ``printed``: West is a name, WEST a zone.
    """
    offset = _OFFSET.search(rest[:_NEAR]) or _STATED.search(whole)
    if offset:
        hours, minutes = int(offset[2]), int(offset[3] or 0)
        if hours <= 14 and minutes < 60:
            delta = timedelta(hours=hours, minutes=minutes)
            return timezone(delta if offset[1] == "+" else -delta) if delta else UTC
    named = _LONG.search(rest)
    if named:
        return _fixed(_NAMES[named[0]])
    short = _SHORT.search(rest[:_NEAR])
    if short and short[1].upper() in printed:
        return _fixed(_HOURS[short[1]])
    return None


def _fixed(hours: float) -> tzinfo:
    return timezone(timedelta(hours=hours)) if hours else UTC
