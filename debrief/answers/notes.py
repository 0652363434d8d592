"""Read the manager's notes: five answers in whatever form people give them.

The customer's words and the manager's own view are kept apart. Nothing is dropped: what finds no
place is handed back as ``unplaced``.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from itertools import pairwise

from debrief.lexicon import (
    BULLET,
    DROP,
    QUOTE_PREFIX,
    QUOTED,
    fold,
    is_closing,
    is_greeting,
    is_pleasantry,
    is_signed,
    listed,
    words,
)
from debrief.model import Notes
from debrief.practices.reconnect import reconnect_date

__all__ = ["NotesReading", "read_notes", "reconnect_date"]

NO_NOTES = Notes()
_NUMBERS = range(1, 6)


@dataclass(frozen=True, slots=True)
class NotesReading:
    """What a reply with notes says, joined with what was already known.

    ``answers`` maps "1".."5" to text; ``placed`` names the numbers this reply itself answered.
    ``signature`` holds greetings and the name under a closing formula. ``numbered`` tells whether
    the reply itself says which question it answers, ``agreed`` whether it says that all else is
    right; ``withdrawn`` are answers taken back, ``shared`` those to be passed on as they are.
    """

    answers: dict[str, str] = field(default_factory=dict)
    opinion: str = ""
    no_show: bool = False
    missing: tuple[int, ...] = ()
    unplaced: tuple[str, ...] = ()
    placed: tuple[int, ...] = ()
    signature: tuple[str, ...] = ()
    numbered: bool = False
    agreed: bool = False
    withdrawn: tuple[int, ...] = ()
    shared: tuple[int, ...] = ()
    twice: bool = False  # all five are answered, and then the numbers begin anew


_WORD = (
    r"(?:q|qu|question|questions|frage|pregunta|vraag|pergunta|answer|antwort|reponse|respuesta|"
    r"antwoord|resposta|a|nr|no|n|num|point|punkt|punto|punt|ponto|zu|ad|to|re)"
)
_MARK = re.compile(
    rf"^[\s*_(\[#]*(?:{_WORD}[\s.°º#]*)?(?P<n>[1-5])(?:\s*(?:and|und|et|y|en|e|&|\+|/|,)"
    rf"\s*(?P<m>[1-5]))?"
    rf"[\s*_]*(?P<end>[.):\]/=>-]+(?!\d)|$)[\s*_)\].:-]*",
)
_NAMED = re.compile(
    r"^[\s*_(\[#]*(?:q|question|frage|pregunta|vraag|pergunta|answer|antwort|reponse|respuesta|"
    r"antwoord|resposta|\#)[\s.°º#]*(?P<n>[1-5])(?P<m>)\b(?P<end>)[\s*_)\].:,=>-]*"
)
_ORDINAL = {
    1: "first first question firstly one erstens erste frage premierement primero eerste primeiro",
    2: "second second question secondly two zweitens zweite frage deuxiemement segundo tweede",
    3: "third third question thirdly three drittens dritte frage troisiemement tercero derde "
    "terceiro",
    4: "fourth fourth question fourthly four viertens vierte frage quatriemement cuarto vierde "
    "quarto",
    5: "fifth fifth question fifthly five last funftens funfte frage cinquiemement quinto vijfde",
}
_ORDINALS = {
    word: number for number, text in _ORDINAL.items() for word in text.split()
    if word not in ("question", "frage")
}  # fmt: skip
_IN_WORDS = re.compile(
    rf"^(?:the |die |la |el |de |a )?(?P<word>{'|'.join(_ORDINALS)})(?: question| frage| vraag|"
    rf" one)?"
    r"\s*[:.)-]\s*"
)
_OPINION = re.compile(
    r"^[\s*_(\[]*(?:me|my (?:own )?(?:view|opinion|take|two cents|thoughts?|comment|note|"
    r"impression)s?|own "
    r"(?:view|opinion)|mine|imho|imo|note to self|i think|personally|"
    r"ich|meine (?:eigene )?(?:meinung|sicht|ansicht|einschatzung)|eigene (?:meinung|ansicht)|"
    r"persönlich|"
    r"moi|mon (?:propre )?(?:avis|opinion|point de vue)|a mon avis|yo|mi (?:propia )?(?:opinion|"
    r"vision|punto de vista)|"
    r"opinion propia|ik|mijn (?:eigen )?(?:mening|visie|kijk)|eigen mening|eu|"
    r"minha (?:propria )?(?:opiniao|visao)|"
    r"opiniao propria)[\s*_]*(?::|\s-+\s|=)[\s*_]*"
)
_NO_SHOW = re.compile(
    r"no[- ]?show(?:ed)?\b|(?:did ?n[o']?t|didnt|never|not|hasn't|has not|have not|haven't|"
    r"failed to) (?:\w+ )?"
    r"(?:show(?:n|ed)?(?: up)?|turn(?:ed)? up|appear(?:ed)?|join(?:ed)?|come|came|attend(?:ed)?|"
    r"dial(?:led|ed)? in|"
    r"call(?:ed)? in|make it|pick(?:ed)? up)\b|(?:nobody|no one|none of them) (?:showed|came|"
    r"joined|turned up|appeared|"
    r"was there|attended)|stood (?:me|us) up|was(?:n't| not) there|"
    r"(?:nicht|nie) (?:\w+ )?(?:erschienen|aufgetaucht|gekommen|da|dabei|eingewahlt|teilgenommen|"
    r"erreicht)\b|"
    r"(?:kam|kamen|erschien|erschienen|tauchte|tauchten) (?:\w+ )?(?:nicht|nie)|niemand (?:kam|"
    r"war|ist|erschien|da)|"
    r"pas (?:venue?s?|presente?e?s?|connectee?s?|montree?s?|la\b|apparue?s?)|personne n'est venu|"
    r"ne s'est pas presente|"
    r"s'est pas (?:presentee?|connectee?|montree?)|"
    r"no (?:se )?(?:presento|presentaron|aparecio|aparecieron|vino|vinieron|asistio|conecto|"
    r"conectaron|llego|"
    r"ha venido|ha aparecido|se ha presentado|acudio)|nadie (?:vino|aparecio|se conecto)|"
    r"niet (?:\w+ )?(?:komen opdagen|op komen dagen|opgedaagd|verschenen|gekomen|opkwam|aanwezig|"
    r"ingebeld)|"
    r"kwam(?:en)? (?:\w+ )?niet|niemand (?:kwam|verscheen)|"
    r"nao (?:\w+ )?(?:apareceu|apareceram|compareceu|compareceram|veio|vieram|entrou|atendeu|"
    r"se apresentou|estava)|"
    r"ninguem (?:apareceu|veio|entrou)"
)
_OURS = re.compile(
    r"\b(?:we|our|us|i|wir|unser\w*|nous|notre|nosotros|nuestr\w*|wij|ons|onze|nos|noss\w*)\b"
)


def read_notes(
    text: str,
    *,
    earlier: Notes = NO_NOTES,
    questions: Sequence[str] = (),
) -> NotesReading:
    """Read notes in any form and join them with ``earlier``; a number given anew replaces it.

    ``questions`` are the five questions as they were sent, so that a quoted one is recognised even
    without its number. Never raises; linear in the text.
    """
    scan = _Scan(questions)
    scan.asked = sum(_asks(line) for line in text.splitlines()) >= 3
    for line in _lines(text):
        if not _ordered(scan, line, earlier):
            scan.line(_corrected(scan, line))
    return _joined(scan, earlier)


_AGREEING = (
    r"(?:(?:yes|yep|ok|okay|fine|good|great|right|correct|perfect|thanks|thank you|looks? (?:right|good|fine)|"
    r"(?:all|everything|the rest|that|this|it)(?:'s| is| looks)? (?:right|good|fine|correct|ok)|"
    r"ja|stimmt|passt|gut|richtig|alles (?:gut|richtig)|oui|c'est bon|bien|d'accord|si|vale|esta bien|correcto|"
    r"klopt|goed|prima|sim|certo|esta certo)[ ,.;:!-]*)+"
)
_BUT = r"(?:(?:but|except|only|just|aber|nur|ausser|mais|sauf|pero|salvo|maar|behalve|mas|exceto)[ ,:]*)"
_ABOUT = (
    r"(?:(?:please|change|correct|edit|make|set|for|in|on|the|question|answer|number|no\.?|bitte|andere|bei|zu|frage|"
    r"antwort|nummer|nr\.?|la|question|reponse|respuesta|pregunta|cambia|wijzig|vraag|antwoord|mude|resposta|pergunta)"
    r" +)*"
)
_SAYS = (
    r"(?: +(?:should|must|needs to|ought to) (?:be|read|say)| +(?:sollte|soll|muss) (?:lauten|heissen|sein)| +ist(?: eigentlich)?"
    r"| +(?:devrait|doit) (?:etre|dire)| +deb(?:e|eria) (?:ser|decir)| +(?:moet|zou moeten) (?:zijn|luiden)"
    r"| +deve(?:ria)? ser| +(?:is|was) (?:wrong|not right|falsch)| +(?:to|into))"
)
_CORRECTION = re.compile(
    rf"^(?P<yes>{_AGREEING})?(?P<but>{_BUT})?(?P<about>{_ABOUT})#?(?P<n>[1-5])"
    rf"(?:(?P<says>{_SAYS})[ :,-]*|\s*[:.)-]\s+)(?P<text>\S.*)$"
)
_ADDITION = re.compile(
    rf"^(?:please |bitte )?(?:add|erganze|erganzen|ajoute[rz]?|anade|anadir|agrega|voeg toe|toevoegen|acrescent\w+|adicion\w+)"
    rf" (?:(?:to|under|at|zu|bei|unter|a|sous|en|bij|aan|em) )?{_ABOUT}#?(?P<n>[1-5])\s*[:,-]\s*(?P<text>\S.*)$"
)
_ALSO = re.compile(
    r"^(?:\+|(?:also|additionally|in addition|plus|and|ausserdem|auch|zusatzlich|und|aussi|en plus|de plus|et|tambien|"
    r"ademas|y|ook|verder|bovendien|en|tambem|alem disso|e)\b)[ ,:]*"
)
_SHARE = listed(
    "share, pass, tell, forward, weitergeben, teilen, weiterleiten, partager, partage, transmettre, compartir, comparte,"
    "delen, deel, doorgeven, partilhar, partilhe, compartilhar"
)
_BESIDE = listed(
    "answer, answers, question, questions, number, numbers, no, please, take, leave, the, to, with, on, it, as, is, and, team,"
    "antwort, antworten, frage, nummer, bitte, und, dem, die, reponse, la, les, et, avec, equipe, respuesta, pregunta, y, con,"
    "el, equipo, antwoord, vraag, en, het, met, resposta, pergunta, e, com, a, equipa, equipe, q, x"
)


_LONGEST_ORDER = 120  # characters up to an answer's own text


def _ordered(scan: _Scan, line: str, earlier: Notes) -> bool:
    """Take "delete 3", "3: -" and "share 5", which say what becomes of answers that we have."""
    if QUOTED.match(line) or not earlier.answers or len(line) > _LONGEST_ORDER:
        return False
    found = words(line)
    numbers = [int(w) for w in found if w in "12345" and earlier.answers.get(w)]
    others = [w for w in found if not w.isdigit()]
    if not numbers or len(numbers) + len(others) != len(found):
        return False
    if not others and re.fullmatch(r"\W*[1-5]\s*[:.)=]?\s*[-–—]+\s*", line):
        scan.withdrawn += numbers
        return True
    for known, taken in ((DROP, scan.withdrawn), (_SHARE, scan.shared)):
        if known.intersection(others) and known.union(_BESIDE).issuperset(others):
            taken += numbers
            return True
    return False


def _corrected(scan: _Scan, line: str) -> str:
    """Return "looks right, but 2 should be: late" as "2: late", "add to 4: …" as "4: + …"."""
    if QUOTED.match(line) or not re.search(r"[1-5]", line[:_LONGEST_ORDER]):
        return line
    plain = _lower(line[:_LONGEST_ORDER])
    more = _ADDITION.match(plain)
    if more is not None:
        return f"{more['n']}: + {line[more.start('text') :]}"
    found = _CORRECTION.match(plain)
    if found is None or not (found["yes"] or found["but"] or found["says"]):
        return line
    scan.agreed = scan.agreed or bool(found["yes"])
    return f"{found['n']}: {line[found.start('text') :]}"


def _asks(line: str) -> bool:
    """Tell whether a numbered line is a question of five words or more: one of ours, most likely."""
    mark = _mark(line.strip()) if "?" in line[:400] and not QUOTED.match(line) else None
    return mark is not None and len(mark[1].partition("?")[0].split()) >= 5


def _lines(text: str) -> Iterator[str]:
    """Yield the lines, keycap and circled digits made plain, phone one-liners cut apart."""
    plain = re.sub(r"([1-5])\ufe0f?\u20e3", r"\1)", text)
    plain = _marked(plain)
    plain = re.sub(r"[①②③④⑤]", lambda m: unicodedata.normalize("NFKC", m[0]) + ")", plain)
    for line in plain.splitlines():
        yield from _cut_one_liner(line)


_BARE = re.compile(r"^[ \t]*([1-5])[ \t]+(?=[^\W\d])", re.MULTILINE)
_NUMBER_WORD = re.compile(
    r"(?im)^[ \t]*(question|frage|q|pregunta|vraag|pergunta)[ \t]+(one|two|three|four|five)\b"
)


def _marked(text: str) -> str:
    """Mark bare numbers ("1 fast", "2 fine", "3 none") where at least three begin lines in order."""
    order = {"one": "1", "two": "2", "three": "3", "four": "4", "five": "5"}
    text = _NUMBER_WORD.sub(lambda m: f"{m[1]} {order[m[2].lower()]}", text)
    found = [int(m[1]) for m in _BARE.finditer(text)]
    if len(found) < 3 or found != list(range(found[0], found[0] + len(found))):
        return text
    return _BARE.sub(r"\1) ", text)


def _cut_one_liner(line: str) -> Iterator[str]:
    """Cut "1. price 2. demo 3. none" apart where at least three numbers follow in order."""
    cuts = [] if QUOTED.match(line) else _in_sequence(_SIGNED_NUMBER, line)
    if len(cuts) < 3:
        bare = [] if QUOTED.match(line) else _in_sequence(_BARE_NUMBER, line)
        if len(bare) < 4 or line[: bare[0]].strip():
            yield line
            return
        cuts = bare
        line = _BARE_NUMBER.sub(lambda m: f"{m[1]}:" if m.start() in bare else m[0], line)
        cuts = _in_sequence(_SIGNED_NUMBER, line)
    edges = [0, *cuts[1:], len(line)] if not line[: cuts[0]].strip() else [0, *cuts, len(line)]
    for start, end in pairwise(edges):
        yield line[start:end].strip()


_SIGNED_NUMBER = re.compile(r"(?:(?<=\s)|^)[(]?([1-5])\s?[.):](?=\s|[^\W\d])")
_BARE_NUMBER = re.compile(r"(?:(?<=\s)|^)([1-5])(?=\s+[^\W\d])")


def _in_sequence(number: re.Pattern[str], line: str) -> list[int]:
    """Return where 1, 2, 3 … stand in the line, each behind the one before."""
    cuts: list[int] = []
    for match in number.finditer(line):
        if int(match[1]) == len(cuts) + 1:
            cuts.append(match.start())
    return cuts


class _Scan:
    """Walks the lines of one reply and gives each a place."""

    def __init__(self, questions: Sequence[str]) -> None:
        self.questions = [(n, frozenset(words(q)), words(q)) for n, q in enumerate(questions, 1)]
        self.answers: dict[int, list[str]] = {}
        self.opinion: list[str] = []
        self.loose: list[str] = []  # lines before any number; "" parts paragraphs
        self.signature: list[str] = []
        self.current: tuple[int, ...] = ()
        self.in_opinion = False
        self.closed = False
        self.numbered = False
        self.asked = False  # our own questions stand in the text, unquoted
        self.agreed = False
        self.order: list[int] = []  # the numbers as they come
        self.withdrawn: list[int] = []
        self.shared: list[int] = []

    def line(self, raw: str) -> None:
        """Place one line."""
        if QUOTED.match(raw):
            self._quoted(QUOTE_PREFIX.sub("", raw).strip())
            return
        line = raw.strip()
        if not line:
            self._blank()
        elif (self.closed and len(line.split()) <= 8 and not _mark(line)) or is_signed(line):
            self.signature.append(line)
        elif is_closing(line):
            self.closed = True
            self.signature.append(line)
        elif is_greeting(line) and not self.numbered and not self.loose:
            self.signature.append(line)
        else:
            self.closed = False
            self._own(line)

    def _blank(self) -> None:
        if self.in_opinion and not self.numbered:
            self.in_opinion = False
        target = self._target()
        if target and target[-1]:
            target.append("")

    def _own(self, line: str) -> None:
        mark = _mark(line)
        if mark is not None:
            numbers, rest = mark
            self.current, self.in_opinion, self.numbered = numbers, False, True
            self.order += numbers
            rest = self._after_question(rest)
            for number in numbers:
                self.answers.setdefault(number, [])
            line = rest
        elif self._is_question(line):
            return
        opinion = _OPINION.match(_lower(BULLET.sub("", line)))
        if opinion is not None:
            line = BULLET.sub("", line)[opinion.end() :]
            inside, closing, after = line.partition(")")
            if closing and after.strip() and "(" in opinion.group():
                self.opinion.append(inside.strip())
                self._put(after.strip())
                return
            self.in_opinion = True
            line = line.rstrip(" )")
        if line:
            self._put(line)

    def _put(self, line: str) -> None:
        if self.in_opinion:
            self.opinion.append(line)
        elif self.current:
            for number in self.current:
                self.answers.setdefault(number, []).append(line)
        else:
            self.loose.append(line)

    def _target(self) -> list[str]:
        if self.in_opinion:
            return self.opinion
        return self.answers.setdefault(self.current[0], []) if self.current else self.loose

    def _quoted(self, line: str) -> None:
        """Let a quoted question set the number; keep what differs from it."""
        number = self._question_number(line)
        mark = _mark(line)
        if number is None and mark is not None:
            number = mark[0][0]
        if number is None:
            return
        self.current, self.in_opinion, self.numbered, self.closed = (number,), False, True, False
        rest = self._after_question(mark[1] if mark else line)
        if rest and self.questions and rest != (mark[1] if mark else line):
            self._put(rest)

    def _is_question(self, line: str) -> bool:
        number = self._question_number(line)
        if number is None:
            return False
        rest = self._after_question(line)
        self.current, self.in_opinion, self.numbered = (number,), False, True
        if rest and rest != line:
            self._put(rest)
        return True

    def _question_number(self, line: str) -> int | None:
        """Return which of the questions we sent the line repeats, wholly or its first part."""
        found = words(line)
        for number, bag, _ in self.questions:
            shared = sum(1 for word in found if word in bag)
            if len(found) >= 5 and shared >= 0.8 * min(len(found), len(bag)) and shared >= 5:
                return number
        return None

    def _after_question(self, text: str) -> str:
        """Return what stands after a question's own words, or the text if it repeats none."""
        if self.asked and not self.questions and len(text.partition("?")[0].split()) >= 5:
            return text.partition("?")[2].strip(" -:>") if "?" in text else text
        if not self.questions or len(text) < 12:
            return text
        number = self._question_number(text)
        if number is None:
            return text
        bag = self.questions[number - 1][1]
        mark = text.rfind("?")
        if mark >= 0 and sum(w in bag for w in words(text[:mark])) >= 4:
            return text[mark + 1 :].strip(" -:>")
        return "" if all(w in bag for w in words(text)) else text


def _mark(line: str) -> tuple[tuple[int, ...], str] | None:
    """Return (numbers, rest) of a line that begins with a question's number."""
    lowered = _lower(BULLET.sub("", line))
    stripped = BULLET.sub("", line)
    match = _MARK.match(lowered) or _NAMED.match(lowered)
    if match is not None:
        numbers = tuple(int(n) for n in (match["n"], match["m"]) if n)
        return tuple(dict.fromkeys(numbers)), stripped[match.end() :].strip()
    match = _IN_WORDS.match(lowered)
    if match is not None:
        return (_ORDINALS[match["word"]],), stripped[match.end() :].strip()
    return None


def _lower(line: str) -> str:
    """Return the line without case and accents, every character at its place."""
    return "".join(
        (fold(c) if len(fold(c)) == 1 else c.lower()[:1]) if c != " " else c for c in line
    )


def _joined(scan: _Scan, earlier: Notes) -> NotesReading:
    found = {n: _text(lines) for n, lines in scan.answers.items()}
    found = {n: text for n, text in found.items() if text.strip(" .-–?/")}
    loose = _paragraphs(scan.loose)
    no_show = not found and _is_no_show(loose)
    if not scan.numbered and not no_show:
        found, loose = _in_order(loose, scan.loose, earlier)
    if no_show:
        loose = []
    answers = dict(earlier.answers)
    answers.update({str(n): _added(answers.get(str(n)), t) for n, t in sorted(found.items())})
    for number in scan.withdrawn:
        answers.pop(str(number), None)
    ordered = {str(n): answers[str(n)] for n in _NUMBERS if answers.get(str(n))}
    opinion = "\n".join(part for part in (earlier.opinion, _text(scan.opinion)) if part)
    return NotesReading(
        answers=ordered,
        opinion=opinion,
        no_show=no_show,
        missing=tuple(n for n in _NUMBERS if str(n) not in ordered),
        unplaced=tuple(part for part in loose if not is_pleasantry(part)),
        placed=tuple(sorted(found)),
        signature=tuple(scan.signature),
        numbered=scan.numbered or bool(scan.withdrawn or scan.shared),
        agreed=scan.agreed,
        withdrawn=tuple(scan.withdrawn),
        shared=tuple(scan.shared),
        twice=_begins_anew(scan.order),
    )


def _begins_anew(order: list[int]) -> bool:
    """Tell whether 1, 2, 3 follow a 5: the answers of two calls. A list within an answer comes before it."""
    last = order.index(5) if 5 in order else len(order)
    return order[last + 1 : last + 4] == [1, 2, 3] and 1 in order[:last]


def _added(known: str | None, text: str) -> str:
    """Return an answer given anew: "also …" is said besides what is known, all else replaces it."""
    also = _ALSO.match(_lower(text))
    if also is None or not known or also.end() >= len(text):
        return text
    more = text[1:].strip() if text.startswith("+") else text
    return known if more in known else f"{known}\n{more}"


def _text(lines: list[str]) -> str:
    return re.sub(r"\n{3,}", "\n\n", "\n".join(lines)).strip()


def _paragraphs(lines: list[str]) -> list[str]:
    return [part.strip() for part in "\n".join(lines).split("\n\n") if part.strip()]


def _in_order(
    parts: list[str], lines: list[str], earlier: Notes
) -> tuple[dict[int, str], list[str]]:
    """Place notes without numbers: five parts in order, or the one answer still missing."""
    parts = [p for p in parts if not is_pleasantry(p)]
    open_numbers = [n for n in _NUMBERS if not earlier.answers.get(str(n))]
    items = [BULLET.sub("", line) for line in lines if line and not is_pleasantry(line)]
    for candidate in (parts, items):
        if len(candidate) == 5 == len(open_numbers):
            return {n: BULLET.sub("", text) for n, text in enumerate(candidate, 1)}, []
    if len(open_numbers) == 1 and parts and (earlier.answers or earlier.asked_missing):
        return {open_numbers[0]: "\n\n".join(parts)}, []
    return {}, parts


def _is_no_show(parts: list[str]) -> bool:
    text = fold(" ".join(parts))
    if len(text) > 600:
        return False
    for sentence in re.split(r"[.!;\n]", text):
        match = _NO_SHOW.search(sentence)
        if match and not _OURS.search(sentence[: match.start()]):
            return True
    return False
