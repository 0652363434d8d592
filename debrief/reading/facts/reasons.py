"""Why the customer decided so: the mail's own words, the clause that says it, the most telling one."""

from __future__ import annotations

import re
from collections.abc import Sequence

from debrief.practices.reason_themes import OTHER, themes_of
from debrief.reading.facts.criterion_phrase import clauses_of, is_dutch
from debrief.reading.facts.said_criteria import named_in
from debrief.reading.learned.grounds import Ground, clause_odds
from debrief.reading.records.left_open import is_left_open
from debrief.reading.verdicts.clauses import first_of
from debrief.reading.wording import fold, words_in

LONGEST = 240  # characters
LONG = 160  # characters from which a sentence is cut to what says why
SHORTEST = 4  # words of a clause that can say why by itself
MANY = 6  # numbers that make a sentence a table
NEARLY = 2.4  # by how much less the sentence beside it may say why, to be told as well
LABEL = 70  # characters in which the colon of one stands
PLAIN = 8  # words of a sentence that says no more than what decided
TERSE = 5  # words of a fragment that is a reason by what it names ("Price.")
AFTER = 3  # sentences after the news in which such a fragment is looked for
LABELLED = 4.0  # by how much a reason counts more that is announced as one
FRAGMENT = 1.0  # what such a fragment counts at least
NEWS = 0.6  # by how much less the news itself counts than what is said besides
SILENT = -2.0  # log odds by its own words below which no sentence says one
LOWEST = -2.5  # score from which a sentence is looked at more closely
NAMED = 1.0  # by how much a sentence counts more that says in so many words what decided
DECIDED_BY = 2.5  # by how much a sentence counts more that says what decided, or what was missed in our offer
ADDED = -1.5  # log odds from which what follows the news in its sentence says why
FAINT = -0.8  # log odds by its own words below which a courtesy or the bare news says no reason

_WORD = re.compile(r"[^\W\d_]+")
_NUMBER = re.compile(r"(?<![\w.,])\d+(?:[.,]\d+)*(?![\w])")
_LABEL = re.compile(
    r"\W*(?:(?:the |le |la |der |die |de |el |o )?(?:\w+ ){0,2}?(?:reason|cause|why|grund|begrundung|raison|motif|cause|motivo|razon|causa|reden|oorzaak|razao|reasons|grunde|raisons|motifs|motivos|razones|redenen|razoes)\b[^:.]{0,36}?) ?:\s*(?=[^\W_])"
)
# What is said to have decided it, or to have been missed in what we offered.
_DECIDED_BY = re.compile(
    r"\b(?:tipped (?:the|it)|what (?:carried|swung|settled|decided|clinched|did) it|(?:the )?(?:deciding|decisive) (?:factor|point|criterion)|(?:was|is) (?:the )?(?:decisive|(?:central|sticking) point)|carried the day|made the difference|our reason was|the reason was"
    r"|(?:den|der) ausschlag|ausschlaggebend|knackpunkt|entscheidend (?:war|ist)|(?:war|waren|ist) (?:am ende )?entscheidend|fait (?:la difference|pencher)|emporte la decision|critere qui|(?:ete|fut) (?:decisif|determinant)|motivo d[ea] (?:la )?decis\w+|inclino la balanza|decant[oa]\w* por|(?:fue|ha sido|foi) (?:decisiv|determinante)\w*|lo que (?:peso|decidio)|o que (?:pesou|decidiu|fez a diferenca)"
    r"|gaf de doorslag|doorslag gaf|(?:was|waren) doorslaggevend|(?:beoordelaars|beoordelingscommissie|jury|commissie) (?:mist|misten|miste)|(?:was|were|a ete|etait|fue|foi|war|waren|was) (?:de fait )?(?:eliminat\w+|disqualif\w+|eliminierend))\b"
    r"|\b(?:your|ihr|votre|su|uw|a vossa|vuestra) (?:[\w-]+ ){1,8}?(?:did not (?:show|contain|include|explain|demonstrate)|enthielt kein\w*|zeigte nicht|(?:n['’]apportait|ne comportait|ne precisait|ne contenait|ne demontrait) pas|no (?:acreditaba|incluia|contenia|detallaba)|(?:bevatte|toonde) (?:geen|niet)|nao (?:apresentava|incluia|demonstrava))\b"
    r"|^\W*it did not (?:show|contain|include|explain|demonstrate)\b"
)  # folded
# What was to be compared with what weight, and what was found alike in both: neither says why.
_WEIGHED = re.compile(r"criteri|critere|kriteri|wertung|gewicht|weight|ponder|weging|gunning")
_PERCENT = re.compile(r"\d ?%")
_ALIKE = re.compile(
    r"\b(?:(?:scored|rated|judged|considered|deemed|assessed) (?:as )?(?:the same|equal|equally|equivalent|level)|gleich(?:wertig| bewertet| gut bewertet| stark)|(?:jugee?s|considere+s|notee?s) (?:equivalente?s|identiques|a egalite)|consideradas? (?:equivalentes|iguais|iguales|equivalente)|valorad[oa]s? (?:igual|por igual)|(?:als )?gelijk(?:waardig)? (?:beoordeeld|gescoord|gewaardeerd|bevonden))\b"
)
_NO_REASON = re.compile(r"\W*(?:keine?r?|ninguna?|geen|nenhuma?)\W*")
# What stands before one of these is what was decided, behind it why.
_BECAUSE = re.compile(
    r"[\s,;:–—-](?:because(?! of)|since|as|weil|da|denn|nachdem|parce qu[e']|car|puisqu[e']|etant donne qu[e']|porque|ya que|puesto que|debido a que|pois|ja que|uma vez que|visto que|omdat|aangezien|want|on the grounds? that|mit der begrundung|au motif qu[e'])(?: |(?<='))(?=\w)"
)
# Who says so, before what is said.
_SAYS = re.compile(
    r"(?:[^:.;!?]{1,60}?[\s,])?(?:says?|said|told (?:me|us|\w+)|tells (?:me|us)|explained|reckons|meinte?|sagt(?:e|en)?|erklarte|dit|disait|explique|dice[n]?|dijo|dijeron|comento|explico|zegt|zei(?:den)?|diz(?:em)?|disse(?:ram)?|explicou|contesto|respondeu|antwortete)\b(?:(?: \w+){1,3}(?=:)|(?: (?:me|us|to me|mir|uns)\b)*(?:(?: \w+)? (?:que|that|dass|dat)\b| qu')?)[ ,:]*(?:[\"“„«]\s?)?(?:(?<=')|\b)(?=\w)"
)
_ADDRESSED = re.compile(
    r"(?:hi|hello|hey|dear|good (?:day|morning|afternoon)|hallo|guten (?:tag|morgen)|liebe[rs]?|moin|servus|gruezi|bonjour|salut|cher|chere|hola|buen(?:os|as) \w+|estimad[oa]|dag|beste|goedemiddag|goedendag|ola|oi|bom dia|boa tarde|caro|cara|prezad[oa])\b(?: [\w.-]+){0,3}?, "
)
_JOINS = re.compile(
    r"(?:and|but|so|also|und|aber|sondern|et|mais|donc|y|pero|asi que|maar|dus|e|mas|unfortunately|sadly|leider|malheureusement|lamentablemente|desafortunadamente|helaas|infelizmente),? (?=\w)"
)
_HANGS_ON = re.compile(
    r"(?:because|porque|weil|denn|car|parce que|omdat|want|pois|which|wobei|que|dass|that|dat|toda vez que) (?=\w)"
)
_ADDS = re.compile(r"[,;:] (?=\w)|\s[–—-]\s(?=\w)")
_NUMBERED = re.compile(r"\s\(?\d{1,2}[.)]$")  # the next item's number
_PIECES = re.compile(r"[,;:.()\n]+\s|\s[–—-]\s")
_OPEN = re.compile(r"[^(]*\)")  # what stands in brackets that were opened before


def reason_of(grounds: Sequence[Ground], own: frozenset[str]) -> str | None:
    """Return the clause that best says why, with the sentence beside it where both do; None if none does."""
    scores = [_score(grounds, at, own) for at in range(len(grounds))]
    scores = [
        score if score <= 0 or not _is_news(each) else max(score - NEWS, score / 9)
        for score, each in zip(scores, grounds, strict=True)
    ]
    at = max(range(len(scores)), key=lambda index: scores[index], default=None)
    if at is None or scores[at] <= 0:
        return None
    best = grounds[at]
    beside = [
        index
        for index in (at - 1, at + 1)
        if 0 <= index < len(grounds)
        and grounds[index].heard.turn == best.heard.turn
        and scores[index] > max(scores[at] - NEARLY, 0.0)
    ]
    other = max(beside, key=lambda index: scores[index], default=None)
    if other is None or len(best.text) + len(grounds[other].text) > LONGEST:
        return shortened(best.text, own)
    first, second = sorted((at, other))
    one, two = _NUMBERED.sub("", grounds[first].text), grounds[second].text.lstrip("-*•–> ")
    both = f"{one} {two}" if one[-1:] in ".!?:" else f"{one.rstrip(' ;,')}; {two}"
    greeting = _ADDRESSED.match(fold(both))
    return _bare(_joined_off(both[greeting.end() :] if greeting else both))


def reason_in_passing(text: str, names: set[str]) -> str | None:
    """Return the few words of a note that name what a deal may be lost by ("…, 45k, no budget"); ``names`` are in it."""
    for clause in _PIECES.split(text[:LONG])[1:]:
        words = [word for word in words_in(clause) if word not in names]
        terse = 0 < len(words) <= TERSE and not _NUMBER.search(clause) and "@" not in clause
        if terse and OTHER not in themes_of(clause) and not is_decision(clause):
            return _bare(clause)
    return None


def _score(grounds: Sequence[Ground], at: int, own: frozenset[str]) -> float:
    """Return how surely a sentence says why; nought and less: it does not."""
    each, plain = grounds[at], fold(grounds[at].text)
    if lists_points(each.text) or _only_compares(plain):
        return -9.0
    announces = plain.rstrip().endswith(":")  # a list of what decided
    decided = not announces and _DECIDED_BY.search(plain) is not None
    return _told(grounds, at, own) + (DECIDED_BY if decided else 0.0)


def _only_compares(plain: str) -> bool:
    """Tell whether a sentence (folded) says but what was compared with what weight, or was found alike."""
    if _DECIDED_BY.search(plain):
        return False
    weights = len(_PERCENT.findall(plain))
    weighed = weights > 2 or (weights > 1 and _WEIGHED.search(plain) is not None)
    return weighed or (_ALIKE.search(plain) is not None and not named_in(plain))


def _told(grounds: Sequence[Ground], at: int, own: frozenset[str]) -> float:
    """Return how surely a sentence says why by its form and by what was learned."""
    each = grounds[at]
    if label := _label(each.text):
        return each.score + LABELLED if len(each.text) > label + 1 else -9.0
    if each.heard.deciding and _is_terse(each) and _follows_news(grounds, at):
        return max(each.score, FRAGMENT)
    close = each.heard.deciding and each.score > LOWEST
    if close and _is_plain(each) and _follows_news(grounds, at) and named_in(each.text):
        return max(each.score, FRAGMENT) + NAMED
    if each.score > 0 and not _says_nothing(each):
        return each.score
    if close and _is_news(each) and _added(each.text, own) > ADDED:
        return max(each.score, FRAGMENT)
    return min(each.score, 0.0)


def _added(text: str, own: frozenset[str]) -> float:
    """Return how surely what follows the news in its sentence says why."""
    found = _ADDS.search(text)
    added = text[found.end() :] if found else ""
    return (
        -9.0
        if len(added.split()) < SHORTEST or is_decision(added)
        else clause_odds(added, own).ground
    )


def _label(text: str) -> int:
    """Return how long the words are that announce a reason ("Reason given: "); nought without them."""
    if ":" not in text[:LABEL]:
        return 0
    found = _LABEL.match(fold(text))
    return found.end() if found and not _is_none(text[found.end() :]) else 0


def _is_none(value: str) -> bool:
    """Tell whether what is given as the reason says that there is none, or that it is not known."""
    return is_left_open(value) or _NO_REASON.fullmatch(fold(value)) is not None


def _is_terse(each: Ground) -> bool:
    """Tell whether a sentence is a fragment that names what a deal may be lost by ("Price.", "Plus de budget.")."""
    words = each.heard.sentence.words
    named = (
        len(words) <= TERSE and not _NUMBER.search(each.text) and not each.heard.sentence.question
    )
    return named and OTHER not in themes_of(each.text)


def _is_plain(each: Ground) -> bool:
    return len(each.heard.sentence.words) <= PLAIN


def _follows_news(grounds: Sequence[Ground], at: int) -> bool:
    news = next((index for index, each in enumerate(grounds) if each.heard.news), None)
    return news is not None and news <= at <= news + AFTER


def _is_news(each: Ground) -> bool:
    return each.heard.news or any(signal.weight > 0 for signal in each.heard.signals)


def _says_nothing(each: Ground) -> bool:
    """Tell whether a sentence only thanks, greets or says what was decided."""
    sentence = each.heard.sentence
    if each.said < SILENT:
        return True
    polite = sentence.has("POLITE", "THANKS", "FAREWELL", "REGRET")
    chosen = _is_news(each) or (sentence.has("CHOOSE", "GETS", "ACCEPT") and sentence.has("ANOTHER", "VENDOR"))  # fmt: skip
    if chosen and OTHER not in themes_of(each.text):
        return False
    return (polite or chosen) and each.said < FAINT


def lists_points(text: str) -> bool:
    """Tell whether a text is a row or a table of points, which says how much but not why."""
    words, numbers = len(_WORD.findall(text)), len(_NUMBER.findall(text))
    return (numbers >= 2 and numbers >= words) or (numbers >= MANY and numbers * 3 >= words)


def shortened(text: str, own: frozenset[str]) -> str:
    """Return the clause of a sentence that says why, without what announces it or who says so."""
    text = unframed(" ".join(text.split()), own)
    if len(text) <= LONG:
        return _bare(text)
    places, start = [], 0
    for clause in clauses_of(text):
        start = text.find(clause, start)
        if not _OPEN.match(text, start):
            places.append((clause_odds(clause, own).ground, start))
        start += len(clause)
    _, begin = max(places, default=(0.0, 0))
    for _, place in reversed(places):
        if place < begin and len(text) - place <= LONG:
            begin = place
    return _ended(_bare(_joined_off(text[begin:], begin > 0)))


def unframed(text: str, own: frozenset[str]) -> str:
    """Return a sentence without a greeting, a label, who says it, and what was decided for this reason."""
    folded = fold(text)
    for opening in (_ADDRESSED, _LABEL):
        if found := opening.match(folded):
            text, folded = text[found.end() :], folded[found.end() :]
    for frame in (_SAYS.match(folded), _BECAUSE.search(folded)):
        if frame is None:
            continue
        before, rest = text[: frame.start()], _in_brackets(text[frame.end() :])
        if before and not is_decision(before):
            continue
        framing = clause_odds(before or frame[0], own).ground
        if len(rest.split()) >= SHORTEST and clause_odds(rest, own).ground > framing:
            return _joined_off(unframed(rest, own), True)
    return _joined_off(text)


def _in_brackets(text: str) -> str:
    """Return a text up to where brackets close that were opened before it."""
    return text[: text.index(")")] if _OPEN.match(text) else text


def is_decision(clause: str) -> bool:
    """Tell whether a clause says what was decided."""
    part = first_of(clause)
    return part is not None and part.has("CHOOSE", "REFUSE", "CANCELLED", "LOST", "BEATEN", "GETS")


def _joined_off(text: str, cut: bool = False) -> str:
    """Return a clause without the word that joins it to what stood before, whatever it was ``cut`` off."""
    found = _JOINS.match(folded := fold(text)) or (_HANGS_ON.match(folded) if cut else None)
    if found is None and folded.startswith("en ") and is_dutch(f" {text}"):
        return text[3:]
    return text[found.end() :] if found else text


def _ended(text: str) -> str:
    """Return a text that is not longer than is of use, ended at a word."""
    return text if len(text) <= LONGEST else _bare(text[:LONGEST].rpartition(" ")[0])


def _bare(text: str) -> str:
    return text.strip(' .;,:-–*|"“”„«»')
