"""Cut a short reply into tokens that mean something about time; linear in its length."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from debrief.lexicon import ends_letter, is_greeting
from debrief.when.calendar_words import LANGUAGES, Meaning, fillers, fold, lexicon

# A line under which a signature stands, as a closing formula's does, or that a device has added.
_RULE_OR_DEVICE = re.compile(
    r"-- ?|_{3,}|sent from my .{1,30}|von meinem .{1,30} gesendet|envoyé (?:de|depuis) mon .{1,30}|"
    r"enviado desde mi .{1,30}|verzonden vanaf mijn .{1,30}|enviado do meu .{1,30}",
    re.IGNORECASE,
)
FAREWELLS = {"bis morgen", "tot morgen", "tot woensdag", "hasta manana", "ate amanha", "ate quarta"}
MARKS = {"STOP", "COMMA", "QUESTION", "DASH", "COLON"}
JOINS = {"en", "und", "y", "e", "ja", "dan", "dann", "entonces", "entao", "prima", "ok", "dank"}
SPLIT_OFF = {"vor", "voor"}  # of their verb: "ich schlage Montag vor"
LONGEST_PHRASE = 6  # words
MOST_TEXT = 4000  # characters of a reply that are read; nobody proposes a time after that


@dataclass(frozen=True, slots=True)
class Token:
    """One thing the reply says.

    ``kind``: DATE (day, month, year; year 0 when not said; month 0 for "the 26th"), TIME (hour,
    minute, 1 when am/pm or 24-hour form leaves no doubt), NUMBER, STOP (sentence end), COMMA,
    DASH, QUESTION, WORD (unknown), FILLER, or a meaning of `calendar_words`.
    """

    kind: str
    value: str = ""
    numbers: tuple[int, int, int] = (0, 0, 0)
    text: str = ""
    meanings: tuple[Meaning, ...] = ()

    def means(self, kind: str) -> str | None:
        """Return the value of one of the token's meanings, None when it has not that meaning."""
        return next((value for name, value in self.meanings if name == kind), None)


ATOM = re.compile(
    r"""
    (?P<iso>\d{4}-\d{1,2}-\d{1,2})
  | (?P<slash>\d{1,2}/\d{1,2}(?:/(?:\d{4}|\d{2}))?(?![\d/]))
  | (?P<dotted>\d{1,2}\.(?:0?\d|1[0-2])\.(?:\d{4}|\d{2})?(?!\d))
  | (?P<dashed>\d{1,2}-\d{1,2}-\d{4}(?!\d))
  | (?P<clock>\d{1,2}\s?(?:[:h]|u(?=\d))\s?[0-5]\d(?!\d)(?:\s?(?:(?:h|uhr|uur|[ap]m)\b|[ap]\.m\b\.?))?)
  | (?P<half>\d{1,2}\.[0-5]\d(?:\s?(?:[ap]m\b|[ap]\.m\b\.?))?(?!\d))
  | (?P<ampm>\d{1,2}\s?(?:[ap]m\b|[ap]\.m\b\.?))
  | (?P<hour>\d{1,2}\s?(?:uhr|uur|heures?|horas?|o'clock|hrs|h(?![\w'])|u(?![\w'])))
  | (?P<ordinal>\d{1,2}(?:st|nd|rd|th|er|ten|ste|e)\b)
  | (?P<number>\d+\.?)
  | (?P<word>'?[^\W\d_]+(?:['\-/][^\W\d_]+)*)
  | (?P<mark>[.!?;:,()\n@\-])
    """,
    re.VERBOSE,
)
WRAPPED = re.compile(r"(?<=[^\n]{55})(?<![.!?:])\n(?=[^\n])")  # a long line goes on in the next
# "am 18. ab zehn": the full stop of an ordinal, which ends no sentence
NUMBERED_DAY = re.compile(
    r"(\b(?:[Aa]m|[Aa]b|[Dd]e[nmr]|[Zz]um|[Vv]om|[Bb]is) \d{1,2})\.(?= [a-zäöü])"
)
AND_DAY = re.compile(r"(\b\d{1,2}ten (?:oder|und|bis) (?:de[mn] )?\d{1,2})\.(?= [a-zäöü])")
# "e.g." and its like, whose full stops end no sentence
EXAMPLE = re.compile(
    r"\b(?:e\. ?g\b\.?|eg\b\.?(?= )|i\. ?e\b\.?|z\. ?b\b\.?|bspw\.|d\. ?h\b\.?|p(?:ar|\.) ?ex\b\.?"
    r"|p(?:or|\.) ?ej\b\.?|b(?:ijv|vb)\.|(?-i:b\.?v\.(?= ?[a-z\d]))),?",
    re.IGNORECASE,
)
ABOUT = re.compile(r"\b(\d{1,2})\s?-?ish\b")  # "3ish"
SLOTS = {"termin", "slot", "afspraak"}  # "Donnerstagstermin"
TELEPHONE = re.compile(r"(?<![\w:])(?:\+|\()?\d[\d ()./-]{7,22}\d(?![\w:])")
AMOUNT = re.compile(
    r"[€$£]\s?\d[\d.,]*k?|\b\d[\d.,]*\s?(?:%|[€$£]|eur\b|usd\b|gbp\b|euros?\b|dollars?\b|k\b)"
    r"|\b\d{1,3}(?:[.,]\d{3})+\b|\b\d{1,3}(?:[ \u00a0\u202f]\d{3})+\b|\b\d+[.,]\d(?![\d.:])(?!\s?(?:h\b|uhr|uur))|\b24/7\b"
)
# "I leave at 3, so before that": what came before the comma was a reason
SO = re.compile(
    r"([,;.]|^)(\s+)so,? (?!sorry|far|much|many|long|late|soon|that|if)(?=\w)", re.IGNORECASE
)


def language_of(text: str) -> tuple[str, ...]:
    """Return the likely languages, best first: those with at least half the best one's words."""
    words = re.findall(r"[^\W\d_]+(?:['\-][^\W\d_]+)*", fold(text[:MOST_TEXT]))
    scores = {
        language: sum(
            (w in fillers(language)) + 2 * _is_time_word(w, language) + _is_day_cut(w, language)
            for w in words
        )
        for language in LANGUAGES
    }
    best = max(scores.values())
    likely = [language for language in LANGUAGES if 2 * scores[language] >= best]
    return tuple(sorted(likely, key=lambda language: -scores[language]))


def _is_day_cut(word: str, language: str) -> bool:
    return len(word) == 2 and any(name == "DAY" for name, _ in _meanings(word, language))


def _is_time_word(word: str, language: str) -> bool:
    return len(word) > 2 and bool(_meanings(word, language))


def without_signature(text: str) -> str:
    """Return the text up to the signature; thanks and greetings before anything is said end nothing."""
    at, said = 0, False
    for line in text[:MOST_TEXT].splitlines(keepends=True):
        bare = line.strip()
        closes = ends_letter(bare) or _RULE_OR_DEVICE.fullmatch(bare) is not None
        if closes and said:
            return text[:at]
        said = said or not (closes or is_greeting(bare) or not bare)
        at += len(line)
    return text


def without_abbreviations(text: str) -> str:
    """Return the text without "e.g.", "z. B." and the like."""
    return EXAMPLE.sub(" ", text)


def tokens(text: str, language: str) -> list[Token]:
    """Return the reply's tokens in order, the longest phrases first."""
    plain = WRAPPED.sub(" ", text[:MOST_TEXT])
    if language == "de":
        plain = AND_DAY.sub(r"\1ten", NUMBERED_DAY.sub(r"\1ten", plain))
    plain = AMOUNT.sub(" ", TELEPHONE.sub(_without_telephone, fold(plain)))
    if language == "en":
        plain = SO.sub(r"\1\2therefore ", ABOUT.sub(r"\1 o'clock", plain))
    atoms = [part for atom in _atoms(plain) for part in _pair(atom, language)]
    found: list[Token] = []
    position = 0
    while position < len(atoms):
        token, position = _longest(atoms, position, language)
        found.append(token)
    return found


def _without_telephone(match: re.Match[str]) -> str:
    """Leave out a telephone number; a date with its year and an hour is none."""
    digits = sum(character.isdigit() for character in match[0])
    dated = re.search(r"\d{1,4}([./-])\d{1,2}\1\d{1,4}", match[0]) and digits < 15
    american = re.search(r"\d{3}[.-]\d{3}[.-]\d{4}", match[0])
    return " " if digits >= 9 and (american or not dated) else match[0]


def _longest(atoms: Sequence[Token], at: int, language: str) -> tuple[Token, int]:
    ordinal = atoms[at].kind == "DATE" and not atoms[at].numbers[1]
    if atoms[at].kind not in {"WORD", "AT_SIGN"} and not ordinal:
        return atoms[at], at + 1
    if atoms[at].kind == "AT_SIGN":
        return Token("AT", text="@", meanings=(("AT", ""),)), at + 1
    table = lexicon(language)
    best: tuple[Token, int] | None = None
    words: list[str] = []
    end, commas = at, 0
    while end < len(atoms) and len(words) < LONGEST_PHRASE:
        atom = atoms[end]
        if atom.kind == "COMMA":
            commas += 1
        elif atom.kind in {"WORD", "NUMBER"} or (atom.kind == "DATE" and not atom.numbers[1]):
            words.append(atom.text)
            phrase = " ".join(words)
            meanings = table.get(phrase, ()) if len(words) > 1 else _meanings(phrase, language)
            if meanings and (not commas or meanings[0][0] in {"DECLINE", "NEVER"}):
                best = (
                    Token(meanings[0][0], meanings[0][1], text=phrase, meanings=meanings),
                    end + 1,
                )
        else:
            break
        end += 1
    if best and best[0].kind == "EXCEPT" and best[1] > at + 1:
        refusal = _longest(atoms, at + 1, language)[0]
        if refusal.kind in {"DECLINE", "NEVER"}:  # "gracias, pero no me interesa"
            return Token("BUT", text=atoms[at].text, meanings=(("BUT", ""),)), at + 1
    if best and best[0].text in FAREWELLS and not _says_goodbye(atoms, at, best[1]):
        best = (replace(_word(atoms[at], language), text=atoms[at].text), at + 1)
    if best and not _doubtful_abbreviation(best[0], atoms, best[1], language):
        return best
    if ordinal:
        return atoms[at], at + 1
    kind = "FILLER" if atoms[at].text in fillers(language) else "WORD"
    return Token(kind, text=atoms[at].text), at + 1


def _pair(atom: Token, language: str) -> list[Token]:
    """Take "Mon-Wed", "Do/Fr" and "d'après-midi" apart when each half has a meaning of its own."""
    article, _, rest = atom.text.partition("'")
    if rest == "s" and language == "en" and article in lexicon(language):  # "Thursday's better"
        return [atom] if atom.text in lexicon(language) else [replace(atom, text=article)]
    if _is_elided(article, rest, language) and atom.text not in lexicon(language):
        return [replace(atom, text="de" if article == "d" else "le"), replace(atom, text=rest)]
    for mark, join in (("-", "DASH"), ("/", "OR")):
        first, found, second = atom.text.partition(mark)
        known = found and _meanings(first, language) and _meanings(second, language)
        if atom.kind == "WORD" and known and atom.text not in lexicon(language):
            between = Token(join, text=mark, meanings=((join, ""),))
            return [replace(atom, text=first), between, replace(atom, text=second)]
    return [atom]


def _says_goodbye(atoms: Sequence[Token], at: int, after: int) -> bool:
    """Tell whether "tot morgen" stands alone, but for a name: else it says until when."""
    before = atoms[at - 1] if at else Token("STOP")
    ends = [atoms[k].kind if k < len(atoms) else "STOP" for k in (after, after + 1)]
    alone = ends[0] in MARKS or (ends[0] == "WORD" and ends[1] in MARKS)
    return alone and (before.kind in MARKS or before.text in JOINS)


def _word(atom: Token, language: str) -> Token:
    """Return what one word means by itself."""
    meanings = _meanings(atom.text, language)
    if not meanings:
        return Token("FILLER" if atom.text in fillers(language) else "WORD", text=atom.text)
    return Token(meanings[0][0], meanings[0][1], text=atom.text, meanings=meanings)


def _is_elided(article: str, rest: str, language: str) -> bool:
    known = bool(_meanings(rest, language)) or rest in fillers(language)
    return language == "fr" and article in {"d", "l"} and known


def _doubtful_abbreviation(token: Token, atoms: Sequence[Token], after: int, language: str) -> bool:
    """Tell whether a two-letter weekday ("so", "do", "mi") is more likely an ordinary word."""
    if token.kind != "DAY" or len(token.text) > 2:
        return False
    following = atoms[after].kind if after < len(atoms) else ""
    timed = {name for name, _ in _meanings(atoms[after].text, language)} if following else set()
    telling = {"OR", "AFTER", "FROM", "BETWEEN", "PART", "NO", "YES", "AT", "EXCEPT"}
    if timed & telling and token.text not in {"so", "zo", "sa"}:
        return False
    return following not in {"DATE", "NUMBER", "TIME", "STOP", "COMMA", "DASH", "OR"}


def _meanings(word: str, language: str) -> tuple[Meaning, ...]:
    """Return what a word means, Dutch and German compounds included (donderdagmiddag)."""
    table = lexicon(language)
    if word in table or language not in {"de", "nl"}:
        return table.get(word, ())
    for cut in range(3, len(word) - 2):
        head, tail = word[:cut].removesuffix("-"), word[cut:].removeprefix("-")
        part = (("PART", "morning"),) if tail == "morgen" else table.get(tail, ())
        day = (("AHEAD", "0"),) if head == "van" and language == "nl" else table.get(head, ())
        if tail.removeprefix("s") in SLOTS and day and day[0][0] == "DAY":
            return (day[0], ("SLOT", ""))
        if part and part[0][0] == "PART" and day and day[0][0] in {"DAY", "AHEAD"}:
            return (day[0], part[0])
    return ()


def _atoms(folded: str) -> Iterator[Token]:
    for match in ATOM.finditer(folded):
        kind, text = match.lastgroup or "", match[0]
        if kind == "word":
            yield Token("WORD", text=text)
        elif kind == "mark":
            yield _mark(text)
        elif kind == "number":
            digits = text.rstrip(".")
            yield Token("NUMBER", text=digits, numbers=(int(digits[:6]), len(digits), 0))
            if text.endswith("."):
                yield Token("STOP", text=".")
        elif kind == "slash" and not _is_date(text):
            yield Token("NUMBER", text=text, numbers=(0, 3, 0))  # "60/40"
        else:
            yield _figure(kind, text)


def _is_date(slashed: str) -> bool:
    """Tell whether "60/40" can be a day at all, in either order."""
    first, second = sorted(int(part) for part in slashed.split("/")[:2])
    return 1 <= first <= 12 and second <= 31


def _mark(text: str) -> Token:
    kinds = {
        ",": "COMMA",
        "-": "DASH",
        "?": "QUESTION",
        "@": "AT_SIGN",
        ":": "COLON",
        "(": "COMMA",
        ")": "COMMA",
    }
    return Token(kinds.get(text, "STOP"), text=text)


def _figure(kind: str, text: str) -> Token:
    """Read one written date or clock time."""
    numbers = [int(part) for part in re.findall(r"\d+", text)]
    if kind == "iso":
        return Token("DATE", "", (numbers[2], numbers[1], numbers[0]), text)
    if kind in {"slash", "dotted", "dashed"}:
        year = numbers[2] if len(numbers) > 2 else 0
        year += 2000 if 0 < year < 100 else 0
        return Token("DATE", "/" if kind == "slash" else "", (numbers[0], numbers[1], year), text)
    if kind == "ordinal":
        return Token("DATE", "", (numbers[0], 0, 0), text)
    hour, minute = numbers[0], numbers[1] if len(numbers) > 1 else 0
    half = re.search(r"([ap])\.?m", text)
    if half:
        hour = hour % 12 + (12 if half[1] == "p" else 0)
    sure = bool(half) or hour > 12 or (text[0] == "0" and len(text) > 2)
    if kind == "half" and not half:
        return Token("TIME", ".", (hour, minute, int(sure)), text)
    return Token("TIME", "", (hour, minute, int(sure)), text)
