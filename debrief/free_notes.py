"""Notes without numbers: each sentence under the question that it answers, as far as words tell."""

from __future__ import annotations

import re

from debrief.lexicon import fold, is_closing, is_greeting, is_pleasantry

LEAST = 6  # words: less is a remark
_CUES = (  # by question; the first that fits decides
    (5, r"next (?:time|year|round|tender)|again|future|chance|consider us|come back|nachste[sn]? (?:mal|jahr)|zukunft|"
        r"wieder|avenir|prochaine?|a nouveau|proximo|futuro|de nuevo|volgend|toekomst|opnieuw|no futuro"),
    (4, r"should|recommend\w*|suggest\w*|advi[sc]e\w*|wish(?:es|ed)?|would have liked|better if|sollte\w*|empf\w+|"
        r"wunsch\w*|rat(?:en|et|schlag)|devri\w+|conseill\w+|recommand\w+|deberia\w*|recomiend\w+|aconsej\w+|"
        r"zou\w* moeten|aanraad\w*|raad\w*|deveria\w*|recomend\w+|aconselh\w+"),
    (3, r"did ?n[o']?t (?:understand|get|see|know)|misunderst\w*|missed|overlooked|need(?:s|ed)?|nicht verstanden|"
        r"ubersehen|brauch\w+|pas compris|besoin\w*|no entend\w+|necesit\w+|niet begrepen|nodig|nao entend\w+|precis\w+"),
    (1, r"they (?:were|had|did|offered|knew|came|showed|gave|won)|winner|sie (?:waren|hatten|boten|kannten)|"
        r"gewinner|ils (?:etaient|avaient|ont)|ellos|eran|zij (?:waren|hadden)|eles"),
)  # fmt: skip
_NONE = re.compile(
    r"(?:sorry,? |unfortunately,? |leider )?(?:i (?:have|took|made)(?: got)? )?(?:there are )?"
    r"(?:no notes|keine notizen|pas de notes|aucune note|sin notas|no hay notas|no tengo notas|"
    r"geen notities|geen aantekeningen|sem notas|nao tenho notas)(?: taken| sorry| at all)?"
)
_ELSEWHERE = re.compile(
    r"(?P<who>[^\W\d_][\w'-]*(?: [^\W\d_][\w'-]*)?) (?:has|took|wrote|hat|a|tiene|heeft|tem) "
    r"(?:the |my |all the |all |die |les |las |de |as )?(?:notes|notizen|notas|notities|aantekeningen)\b.*"
)


def no_notes(text: str) -> bool:
    """Tell whether nobody took any notes."""
    return _NONE.fullmatch(_only(text)) is not None


def who_has_them(text: str) -> str | None:
    """Return who has the notes: "Ann" in "Ann has the notes"."""
    found = _ELSEWHERE.fullmatch(_only(text))
    return (
        found["who"].title()
        if found is not None and found["who"] not in ("i", "ich", "je")
        else None
    )


def placed(text: str, competitor: str | None = None) -> dict[str, str]:
    """Return sentences by question number; none where it is no more than a remark or a question."""
    own = " ".join(_lines(text))
    if len(own.split()) < LEAST or own.rstrip().endswith("?"):
        return {}
    found: dict[str, list[str]] = {}
    for sentence in re.split(r"(?<=[.!;])\s+", own):
        found.setdefault(str(_question(fold(sentence), fold(competitor or ""))), []).append(
            sentence
        )
    return {number: " ".join(said) for number, said in sorted(found.items())}


def _question(sentence: str, winner: str) -> int:
    for number, cue in _CUES:
        if re.search(rf"\b(?:{cue})\b", sentence):
            return number
    return 1 if winner and winner in sentence else 2


def _lines(text: str) -> list[str]:
    lines: list[str] = []
    for line in text.splitlines():
        if is_closing(line) and lines:
            break
        if line.strip() and not (line.startswith(">") or is_greeting(line) or is_pleasantry(line)):
            lines.append(line.strip())
    return lines


def _only(text: str) -> str:
    return fold(" ".join(_lines(text))).strip(" .!,")
