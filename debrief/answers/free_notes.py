"""Notes without numbers: each sentence under the question that it answers, as far as words tell."""

from __future__ import annotations

import re
from dataclasses import dataclass

from debrief.lexicon import ends_letter, fold, is_greeting, is_pleasantry
from debrief.lexicon import words as words_of

LEAST = 6  # words: less is a remark
SURE = 2  # questions that the words themselves point to
_CUES = (  # by question; the first that fits decides
    (4, r"(?:recommend\w*|suggest\w*|advi[sc]e\w*|empf[ei]\w+|riet|recommand\w+|conseill\w+|recomiend\w+|aconsej\w+|aanraad\w*|"
        r"raadt aan|recomend\w+|aconselh\w+)\b(?!.*\b(?:again|chance|consider|wieder|erneut|a nouveau|de nuevo|opnieuw|weer|"
        r"de novo|novamente)\b).*"),
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
_OWN_DEED = re.compile(r"(?:sorry,? |so |and )*(?:i|i'm|i'll|i've|ich|je|j'\w+|yo|ik|eu)\b")
_LEGAL_FORM = frozenset(["the", "der", "die", "das", "la", "le", "el", "de", "het"])


@dataclass(frozen=True, slots=True)
class Placed:
    """Sentences by question number; ``sure`` where the words tell that they are the customer's."""

    answers: dict[str, str]
    sure: bool


def placed(text: str, competitor: str | None = None) -> Placed:
    """Place sentences; none where it is no more than a remark or a question."""
    own = " ".join(own_lines(text))
    if len(own.split()) < LEAST or own.rstrip().endswith("?"):
        return Placed({}, sure=False)
    found: dict[str, list[str]] = {}
    cued, sure = set(), True
    for sentence in sentences(own):
        number = question_of(fold(sentence), competitor)
        cued |= {number} - {None}
        sure = sure and _OWN_DEED.match(fold(sentence)) is None
        found.setdefault(str(number or 2), []).append(sentence)
    answers = {number: " ".join(said) for number, said in sorted(found.items())}
    return Placed(answers, sure=sure and len(cued) >= SURE)


def question_of(sentence: str, competitor: str | None = None) -> int | None:
    """Return the question that the words of a folded sentence point to."""
    for number, cue in _CUES:
        if re.search(rf"\b(?:{cue})\b", sentence):
            return number
    winner = [w for w in words_of(competitor or "") if w not in _LEGAL_FORM][:1]
    return 1 if winner and len(winner[0]) > 2 and winner[0] in words_of(sentence) else None


def sentences(text: str) -> list[str]:
    """Return the sentences of a text."""
    return [part for part in re.split(r"(?<=[.!;])\s+", text) if part.strip()]


def own_lines(text: str) -> list[str]:
    """Return the lines between greeting and signature."""
    lines: list[str] = []
    for line in text.splitlines():
        if ends_letter(line):
            if lines:
                break
            continue
        if line.strip() and not (line.startswith(">") or is_greeting(line) or is_pleasantry(line)):
            lines.append(line.strip())
    return lines
