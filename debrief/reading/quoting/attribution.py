"""Attribution lines: "On 9 October 2026, Jane Doe <jane@…> wrote:" in any language."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from debrief.reading.mail.addresses import Address, parse_address
from debrief.reading.mail.lines import Line
from debrief.reading.mail.phrases import STARTERS, WROTE, fold_phrase, without_marks
from debrief.reading.quoting.dates import (
    is_day_name,
    is_month_name,
    looks_dated,
    parse_printed_date,
)
from debrief.reading.wording import word_set

MAX_ATTRIBUTION = 4  # lines one may be wrapped over
_EMAIL = re.compile(r"[\w.!#$%&'*+/=?^`{|}~-]{1,100}@[\w.-]{1,100}\w")
_GROUPWISE = re.compile(r">>> ?\S.{0,150}\d.{0,40}>>>\s*$")
_DRAWN = re.compile(r"-{4,}\s*([^\s-].{0,150}?)\s*-{4,}\s*$")
_DATE_AND_PERSON = re.compile(
    r"\d{1,4}([./-])\d{1,2}\1\d{1,4},? ([^<>@,:;]{0,60})<[^<>\s@]+@[^<>\s@]+>$"
)
_CLOCK = re.compile(r"\d{1,2}[:.h]\d\d")
_STOPS = (".", "!", "?", "…", "。", "！", "？")
_DATED_END = re.compile(r"[:：] ?\([^()]{0,60}\d[^()]{0,60}\)$")
_BRACKETS = re.compile(r"<?\[?mailto:[^\]\s>]{1,250}[\]>]?", re.I)


@dataclass(frozen=True, slots=True)
class Attribution:
    """Who wrote what follows, and when; ``start`` to ``end`` (exclusive) are its lines."""

    start: int
    end: int
    text: str

    def sender(self) -> Address | None:
        """Return the writer as far as printed."""
        return _sender(self.text)

    def date(self, near: datetime | None = None) -> datetime | None:
        """Return the printed date."""
        text = _EMAIL.sub(" ", self.text)
        english = bool(re.search(r"\b(?:on|at|wrote)\b", text, re.I))
        return parse_printed_date(text[:160], near, english)


def attribution_at(lines: Sequence[Line], end: int, floor: int = 0) -> Attribution | None:
    """Return the attribution whose last line is ``end``, if there is one."""
    line = lines[end]
    text = line.text
    if not text or len(text) > 500:
        return None
    if line.raw.startswith(">>>") and _GROUPWISE.match(line.raw):
        return Attribution(end, end + 1, line.raw.strip("> "))
    drawn = _DRAWN.match(text)
    if drawn is not None and _names_writer(drawn[1]):
        return Attribution(end, end + 1, drawn[1])
    closes = _closes(text)
    if not closes and _is_date_and_person(lines, end):
        return Attribution(end, end + 1, text)
    if not closes and ("@" not in text or not WROTE.search(fold_phrase(text[-40:]))):
        return None
    return _joined(lines, end, floor, closes)


def _closes(text: str) -> bool:
    """Tell whether a line ends as attributions do: a colon, or a date in brackets after it."""
    bare = without_marks(text).rstrip("* _")
    return bare.endswith((":", "：", "；")) or (
        bare.endswith(")") and bool(_DATED_END.search(bare))
    )


def _names_writer(text: str) -> bool:
    """Tell "Jane Doe wrote" from a drawn heading: no word beside the verb is in small letters."""
    verb = WROTE.search(text)
    if verb is None or (verb.start() and verb.end() < len(text)):
        return False
    named = _EMAIL.sub(" ", f"{text[: verb.start()]} {text[verb.end() :]}").split()
    spoken = [word for word in named if word[:1].islower() and word not in _PARTICLES]
    return not spoken and len(named) < 8 and bool(_name_in(text) or "@" in text)


def _is_date_and_person(lines: Sequence[Line], end: int) -> bool:
    """Tell "2026/10/9 Jane Doe <jane@…>" right above the first quotation, as Gmail once printed."""
    found = _DATE_AND_PERSON.match(lines[end].text)
    if found is None or not _followed_by_quote(lines, end):
        return False
    words = found[2].split()
    if any(word[:1].islower() and word not in _PARTICLES for word in words) or len(words) > 5:
        return False
    above = (
        line for line in reversed(lines[max(0, end - 4) : end]) if not line.blank or line.depth
    )
    return looks_dated(lines[end].text) and next(above, lines[end]).depth <= lines[end].depth


def _joined(lines: Sequence[Line], end: int, floor: int, closes: bool) -> Attribution | None:
    """Add lines above until the text reads like a whole attribution."""
    depth = lines[end].depth
    text, reached, doubtful = "", 0, False
    best: Attribution | None = None
    quoted = _followed_by_quote(lines, end)
    for start in range(end, max(floor, end - MAX_ATTRIBUTION) - 1, -1):
        line = lines[start]
        if line.blank and text.startswith(("<", "mailto:")) and len(text) < 200:
            continue  # an address set apart from "On …, Name" above it
        if line.blank or line.depth != depth or (start < end and line.text.endswith((":", "："))):
            break
        if reached and not _belongs(line.text, text, reached):
            if doubtful or reached == 2 or line.text.endswith(_STOPS) or len(line.text) > 80:
                break
            doubtful = True  # "Daylight Time," belongs if what stands above it is the beginning
        elif doubtful:
            doubtful = False
        text = f"{line.text} {text}".strip()
        if len(text) > 600:
            break
        certainty = _certainty(text, closes, quoted)
        if certainty and not doubtful:
            best, reached = Attribution(start, end + 1, text), max(certainty, reached)
    return best


def _belongs(above: str, text: str, certainty: int) -> bool:
    """Tell whether a line above what already reads like an attribution is its beginning."""
    opens = _starts(fold_phrase(above)) or _date_first(above)
    if above.endswith(_STOPS) and "@" not in above and not (opens and looks_dated(above)):
        return False  # "On 9 Oct 2026, Dr." may be wrapped there, a sentence may not
    if "@" not in text and _EMAIL.search(above):
        alone = text[:1].isupper() and _starts(fold_phrase(text)) and _name_in(text)
        return not alone and not above.endswith(_STOPS)
    if _is_name_above(above, text) or _breaks_date(above, text):
        return True
    if text[:1].islower() and _starts(fold_phrase(above)) and _date_first(above):
        return looks_dated(above)  # "On Friday, 3 July 2026" above "at 10:10, Jane …"
    if certainty == 2 or looks_dated(text):
        return False
    return looks_dated(above) or opens


def _breaks_date(above: str, text: str) -> bool:
    """Tell whether a date is broken over both lines: "On Friday, 3 July 2026 at" above "10:10 …"."""
    if len(above) > 60 or not (_starts(fold_phrase(above)) or _date_first(above)):
        return False
    words = without_marks(above).split()
    if not all(map(_is_of_date, words)):
        return False
    if looks_dated(above):
        return _CLOCK.match(text) is not None and not _CLOCK.search(above)
    open_end = above.endswith(",") or fold_phrase(words[-1]) in STARTERS
    return open_end and _date_first(text) and _CLOCK.match(text) is None


def _is_of_date(word: str) -> bool:
    bare = word.strip(".,:;()-–")
    folded = fold_phrase(bare)
    return (
        any(map(str.isdigit, bare))
        or _is_noise(word)
        or is_month_name(folded)
        or folded in _BESIDE_DATE
        or any(map(is_day_name, folded.split("-")))  # "segunda-feira"
    )


def _is_name_above(above: str, text: str) -> bool:
    """Tell whether a name stands above the address, or the verb, that it belongs to."""
    opens = text.startswith(("<", "(", "[", "mailto:")) or bool(_EMAIL.match(text))
    words = _without_noise(above.split())
    if not (opens and len(words) <= 6 and len(above) < 70) or above.endswith((",", ";", ":")):
        return False
    if _EMAIL.fullmatch(above):
        return True
    named = len(words) <= 3 or not words[0][:1].islower() if words else False
    return named and "@" not in above


def _certainty(text: str, closes: bool, quoted: bool) -> int:
    """Return 2 for a whole attribution, 1 for one that may begin further up, 0 for none."""
    folded = fold_phrase(text)
    verb = WROTE.search(folded)
    mailed = "@" in text
    if verb is not None and verb[0] in ("提到", "쓴 글") and not (quoted or mailed):
        return 0  # people also write these about others' letters
    if verb is None and not (mailed and closes):
        return 0
    dated = looks_dated(text)
    if verb is not None and not (quoted or mailed) and _tells_of_somebody(text):
        return 0
    if verb is None:
        return 2 if dated and (quoted or _date_first(text)) else 0
    if not quoted and not mailed and not _ends_like_one(text):
        return 0
    if dated and (_starts(folded) or _date_first(text)):
        return 2
    if mailed and not quoted and not dated and not _follows_address(text, verb):
        return 0
    if not closes:
        return 2 if mailed and _starts(folded) else 0
    if mailed:
        return 1
    if dated:
        return 1
    return 1 if quoted and len(text) < 120 else 0


def _tells_of_somebody(text: str) -> bool:
    """Tell whether no name but "our CFO", "el director" or "she" wrote: a sentence says so."""
    verb = WROTE.search(text)
    if verb is None:
        return False
    before = text[: verb.start()].split()
    dated = [at for at, word in enumerate(before) if any(map(str.isdigit, word))]
    for words in (before[dated[-1] + 1 :] if dated else before, text[verb.end() :].split()):
        bare = [word.strip(".,:;()") for word in words]
        while bare and (is_month_name(fold_phrase(bare[0])) or is_day_name(fold_phrase(bare[0]))):
            del bare[0]
        kept = [word for word in bare if word not in _BESIDE_DATE]
        if len(kept) == 1 and kept[0] in _PRONOUNS:
            return True
        if len(kept) > 1 and kept[0] in _DETERMINERS:
            return True
        if len(kept) > 1 and kept[0] in _ARTICLES and kept[1][:1].islower():
            return not _is_noise(kept[1])
    return False


def _follows_address(text: str, verb: re.Match[str]) -> bool:
    """Tell whether nothing stands between address and verb: "Olga <…> and she wrote:" is prose."""
    before = text[: verb.start()]
    ends = [found.end() for found in _EMAIL.finditer(before)]
    between = before[ends[-1] :] if ends else ""
    return len([word for word in between.split() if not _is_noise(word)]) < 2


def _ends_like_one(text: str) -> bool:
    """Tell an attribution from a sentence: after its verb stand only a name or a date."""
    verb = WROTE.search(text)
    if verb is None:
        return False
    before, after = text[: verb.start()].split(), text[verb.end() :].split()
    spoken = [word for word in after if word[:1].islower() and not _is_noise(word)]
    named = any(map(str.isdigit, text)) and len(before) < 16
    return named and not [word for word in spoken if not any(map(str.isdigit, word))][1:]


def _starts(folded: str) -> bool:
    words = folded.lstrip("*_ -").split(" ", 3)
    return any(" ".join(words[:count]).rstrip(",.:") in STARTERS for count in (1, 2, 3)) or (
        words[0].startswith(("ב-", "ב", "في", "בתאריך", "在", "于")) and len(words) > 1
    )


def _date_first(text: str) -> bool:
    """Tell whether the line begins with its date, perhaps after "On" or a day's name."""
    words = without_marks(text).split()[:6]
    for index, word in enumerate(words):
        if any(map(str.isdigit, word)):
            return index < 2 or all(map(_is_noise, words[:index]))
    return False


def _followed_by_quote(lines: Sequence[Line], end: int) -> bool:
    for line in lines[end + 1 : end + 4]:
        if not line.blank or line.depth > lines[end].depth:
            return line.depth > lines[end].depth
    return False


def _sender(text: str) -> Address | None:
    """Cut the date and the verb off; what is left beside the address is the name."""
    text = _BRACKETS.sub(" ", without_marks(text)).strip(" *_:：")
    found = _EMAIL.search(text)
    if found is None:
        name = _name_in(text)
        return Address(name, None) if name else None
    before = text[: found.start()].rstrip(" <([\"'")
    name = _name_in(before) or _name_in(text[found.end() :].lstrip(" >)]\"'"))
    return Address(name, found[0])


def _name_in(text: str) -> str | None:
    """Return the name in "On Fri, Oct 9, 2026 at 10:51 AM Jane Doe wrote"."""
    verb = WROTE.search(text)
    segments = (text[: verb.start()], text[verb.end() :]) if verb else (text,)
    for segment in segments:
        words = segment.replace("，", ", ").replace("*", " ").split()
        dated = [index for index, word in enumerate(words) if any(map(str.isdigit, word))]
        sides = (words[dated[-1] + 1 :], words[: dated[0]]) if dated else (words,)
        for side in sides:
            kept = _without_noise(side)
            address = parse_address(" ".join(kept)) if kept else None
            name = address.name if address is not None else None
            if name and len(name.rstrip("'׳’")) > 1 and len(kept) <= 8:
                return name
    return None


def _without_noise(words: list[str]) -> list[str]:
    while words and _is_noise(words[0]):
        words = words[1:]
    while words and (_is_noise(words[-1]) or words[-1].casefold() in _TRAILING):
        words = words[:-1]
    return words


def _is_noise(word: str) -> bool:
    word = word.strip(".,:;()[]-–|<>\"'،")
    bare = fold_phrase(word)
    if len(bare) == 1 and word.isupper():
        return False  # an initial
    return not bare or bare in _NOISE or is_day_name(bare)


_NOISE = STARTERS | word_set("""odesílatel uživatel používateľ пользователь lietotājs χρήστης χρήστησ ο keltezéssel ص م تمت
    كتابة ما يلي بواسطة kuupäev יום — you użytkownik von par от de um uhr o à às kl klo alle ore
    las a om v ob и lúc pukul - la о г р στις tarihinde kello plkst pm am a.m p.m edt est cest
    cet gmt utc pst pdt cdt cst mst mdt bst msk hrs h wrote at time (gmt (utc d m g п.п 에 님이 kl.
    π.μ μ.μ 上午 下午 午前 午後 오전 오후""")
_TRAILING = {"je", "a", "ha", "hat", "has", "le", "den", "am", "oseba", "님이", "さん", "于", "於"}
# What stands before a calling or a kin, in small letters never before a name.
_DETERMINERS = word_set("""the our my your their his her its a an this that one another some every unser unsere mein meine dein deine euer
    eure ihr ihre sein seine der die das ein eine dieser diese notre nos mon ma mes votre vos leur leurs son sa ses un une cette nuestro nuestra
    nuestros nuestras su sus mi mis tu una este esta nostro nostra nostri nostre mio mia suo sua loro nosso nossa nossos nossas meu minha seu
    um uma onze ons mijn jouw jullie uw hun een vår vårt våra min mitt vores vor vort deres nasz nasza mój moja náš naše můj moje наш наша
    наши мой моя""")
# The same, and the beginning of some names, too.
_ARTICLES = word_set("el la lo le les los las il i gli o os as de het den det")
_PRONOUNS = word_set(
    "he she they er sie il elle ils elles él ella ellos lui lei essa ele ela hij zij ze han hun hon de on ona oni он она они"
)
# What may stand between the date and the writer.
_BESIDE_DATE = word_set("at um à às as om kl klo alle ore las a.m p.m am pm uhr hat ha heeft har")
# Small words inside names.
_PARTICLES = word_set(
    "von van vom zu zum zur de der den het ten ter da das do dos di del della du des la le el al bin ibn y e af av"
)
