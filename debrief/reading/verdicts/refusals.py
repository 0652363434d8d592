"""How a customer says no to our offer."""

from __future__ import annotations

import re
from collections.abc import Iterator

from debrief.reading.facts.proper_names import name_at
from debrief.reading.verdicts.clauses import Mark, Sentence
from debrief.reading.verdicts.signals import (
    Signal,
    is_negated,
    is_own,
    our_offer,
    subject_of,
    weigh,
)
from debrief.reading.wording import fold, word_set


def refused(sentence: Sentence, own: frozenset[str]) -> Iterator[Signal]:
    """Yield "your proposal was not selected", "we have decided not to proceed with you", but not "… with Oakvane"."""
    if sentence.has("MATTER", "JOB", "RENEW", "CLAUSE"):
        return
    noun = our_offer(sentence, "YOUR")
    if our_offer(sentence, "OUR") and _YOUR_NO.search(fold(sentence.text)):
        yield Signal("we chose", WE_REFUSED, sentence)
        return
    refusal = next((m for m in sentence.all("REFUSE") if not is_negated(sentence, m, 2)), None)
    refusal = refusal or not_accepted(sentence)
    if refusal is None:
        soft = next(iter(sentence.all("SOFT")), None)
        if soft is not None and not sentence.has("MEETING", "THING"):
            yield weigh(sentence, soft, "declined", 1.6)
        return
    if _NOT_YET.search(fold(sentence.text[: sentence.spans[refusal.first][0]])):
        return
    you = sentence.has("YOU", "YOUR")
    meeting = sentence.has("MEETING") and noun is None
    if meeting:
        return
    if noun is not None:
        yield weigh(sentence, refusal, "refused", 3.4)
    elif sentence.has("OFFER", "PROJECT", "DEAL") and sentence.has("WE", "DECIDE", "REGRET"):
        yield weigh(sentence, refusal, "refused", 2.4)
    elif you and sentence.has("DECIDE", "REGRET", "WE"):
        yield weigh(sentence, refusal, "refused", 2.1)
    elif subject_of(sentence, refusal) in _THEMSELVES and sentence.words[refusal.first].startswith(
        ("proceed", "mov", "go", "continu", "forward", "further", "pursu", "buy", "avan", "verder")
    ):
        other = _with_whom(sentence, refusal) if not you else None
        if other is not None and not is_own(other, own):
            yield Signal("other refusal", -1.5, sentence)
        else:
            yield weigh(sentence, refusal, "declined", 2.4)
    elif you or sentence.has("DECIDE") or subject_of(sentence, refusal) in _THEMSELVES:
        yield weigh(sentence, refusal, "declined", 1.6)


_THEMSELVES = ("WE", "BODY")
WE_REFUSED = -5.0  # weight of such a finding
# "Your refusal of our offer": a supplier of ours, whom we turned down.
_YOUR_NO = re.compile(
    r"\b(?:your|ihre[rn]?|eure[rn]?|votre|vos|sus?|vuestr[oa]s?|tus?|uw|jullie|suas?|vossas?|tuas?) (?:\w+ )?(?:refusal|rejection|decline|no|absage|ablehnung|refus|rejet|rechazo|negativa|no|afwijzing|weigering|recusa|rejeicao|nao)\b"
)  # folded
# "Before I say no, I want to give you one last chance."
_NOT_YET = re.compile(
    r"\b(?:before|bevor|ehe|avant (?:de|que)|antes (?:de|que)|voordat)\b[^,.;:\n]{0,25}$"
)  # folded
_WITH = word_set("with mit avec con met com")


def _with_whom(sentence: Sentence, refusal: Mark) -> str | None:
    """Return with whom the customer goes on no further, by name."""
    for at in (refusal.last, refusal.last + 1):
        if at < len(sentence.words) and sentence.words[at] in _WITH:
            return name_at(sentence, at + 1, skip=1)
    return None


_OTHERS = re.compile(
    r"\b(?:(?:the|all|both|our) others?\b|other (?:two|three|four|bidders?|vendors?|suppliers?|firms?|candidates?|lot)\b|ubrigen\b|(?:den|die|beiden) anderen\b|les autres\b|aux autres\b|los demas\b|"
    r"(?:a )?los otros\b|a los de\b|a las de\b|de anderen\b|de concurrentie\b|(?:a)?os outros\b|aos da\b|(?:tell|telling|told|let) them (?:they|that they|it|no|know)\b|no to the\b|no to (?:both|all)\b)"
)


# The losers, who hear of somebody else: "the unsuccessful firms have been told your name".
_HEARING = re.compile(
    r"\b(?:unsuccessful|rejected|losing) (?:firms?|bidders?|tenderers?|suppliers?|vendors?|candidates?|parties|companies) (?:(?:have|has|had|will|are|were)(?: \w+)? (?:be |been |being )?(?:told|informed|notified|hear\w*)|know)\b"
    r"|\b(?:unterlegenen|nicht berucksichtigten) (?:bieter|anbieter|firmen|bewerber)n? (?:haben|wurden|sind|werden) (?:\w+ ){0,4}(?:informiert|benachrichtigt|erfahren)\b"
    r"|\b(?:candidats|soumissionnaires|concurrents|societes) (?:non retenus?|evinces|ecartes|non retenues) (?:ont|seront|sont|viennent) (?:\w+ ){0,3}(?:informes|prevenus|avises)\b"
    r"|\b(?:licitadores|empresas|concorrentes|candidatos) (?:no|nao) (?:adjudicatari[oa]s|seleccionad[oa]s|selecionad[oa]s) (?:\w+ ){0,4}(?:informad[oa]s|avisad[oa]s|notificad[oa]s)\b"
    r"|\bafgewezen (?:inschrijvers|partijen|leveranciers|aanbieders) (?:zijn|hebben|worden|weten) (?:\w+ ){0,3}(?:ingelicht|geinformeerd|gehoord)\b"
)  # folded


# What somebody turns down who was asked to sell: "we have to decline your enquiry".
_ASKED_OF_THEM = re.compile(
    r"\b(?:your (?:request|enquiry|inquiry|(?:purchase )?order)|(?:ihre|eure|deine)n? (?:\w+ )?(?:anfrage|bestellung)|(?:votre|vos) (?:demandes?(?! de participation)|commandes?)"
    r"|(?:su|sus|tu|vuestr[oa]s?) (?:solicitud(?! de participacion)|pedidos?|consulta)|(?:uw|jullie|je) (?:aanvraag|bestelling)|(?:vosso|vossa|seu|sua) (?:pedido(?! de participacao)|encomenda|consulta))\b"
)  # folded


# Who was refused, by name: "we had to turn Praxwerk down".
_TURNED_AWAY = re.compile(
    r"\b(?:[Dd]er Firma|[Dd]em (?:Mitbewerber|Wettbewerber|Anbieter|Lieferanten)) (?P<de>[A-ZÄÖÜ][\w&-]+)[^.!?\n]{0,60}\b(?:abgesagt|absagen)\b"
    r"|\b(?:turn|turned|turning|let) (?P<down>[A-Z][\w&-]+(?: [A-Z][\w&-]+)?) down\b|\b(?:declined|turned down|rejected|said no to) (?P<en>[A-Z][\w&-]+)"
    r"|\b(?:refusé|décliné|écarté) (?:l['’]offre|la proposition|le devis) (?:de |d['’])(?P<fr>[A-Z][\w&-]+)"
    r"|\b(?:rechazado|descartado|declinado|rechazamos|descartamos) (?:la oferta de|la propuesta de|a) (?P<es>[A-Z][\w&-]+)"
    r"|\b(?:recusámos|recusamos|declinámos|descartámos|descartamos) a (?:proposta|oferta) d[aoe] (?P<pt>[A-Z][\w&-]+)"
    r"|\b[Ww]e (?:hebben|moesten) (?P<nl>[A-Z][\w&-]+) [^.!?\n]{0,40}\b(?:afgewezen|afgezegd|afwijzen|afzeggen)\b"
)


def _turns_away_another(text: str, own: frozenset[str]) -> bool:
    """Tell whether somebody else is refused by name."""
    names = [match[match.lastgroup or 0] for match in _TURNED_AWAY.finditer(text)]
    return bool(names) and not any(is_own(name, own) for name in names)


def is_of_others(sentence: Sentence, own: frozenset[str]) -> bool:
    """Tell a refusal of other bidders, of our own enquiry or of the sender's own offer, from one of our offer.

    ``own`` holds our names, folded.
    """
    refusal = next(iter(sentence.all("REFUSE", "SOFT")), None)
    if refusal is None or sentence.has("COMPETITOR"):
        return False
    theirs = our_offer(sentence, "OUR")
    if theirs is not None and theirs.last < refusal.first and our_offer(sentence, "YOUR") is None:
        return refusal.first - theirs.last <= 8 and not sentence.has("YOU")
    plain = fold(sentence.text)
    if our_offer(sentence, "YOUR") is not None:
        return False
    if _ASKED_OF_THEM.search(plain):
        return True
    if not sentence.has("YOU", "YOUR") and _turns_away_another(sentence.text, own):
        return True
    return bool(_HEARING.search(plain)) or (
        not sentence.has("YOU", "YOUR") and bool(_OTHERS.search(plain))
    )


def not_accepted(sentence: Sentence) -> Mark | None:
    """Return the accepting word that a negation turns round."""
    for mark in sentence.all("ACCEPT"):
        if sentence.near(mark, "NEG", before=6) is not None:
            return mark
        if sentence.words[mark.first] in _GERMAN_VERBS and sentence.near(mark, "NEG", before=9):
            return mark
    return None


_GERMAN_VERBS = word_set(
    "annehmen angenommen berucksichtigen berucksichtigt weiterverfolgen entschieden erhalten zusagen"
)
