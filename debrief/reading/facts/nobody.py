"""That nobody won: the project ended, the money is gone, they build it themselves, all stays as it is.

A deal may be lost to nobody in these four ways. Here stands how a sentence says so by rule and how the
fields of a record say so; `nobody_odds` tells how likely it is by what was learned of whole mails.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from debrief.reading.records.left_open import is_left_open
from debrief.reading.verdicts.clauses import Sentence
from debrief.reading.verdicts.signals import Signal, is_negated, weigh
from debrief.reading.wording import fold

_FOR_NOW = re.compile(
    r"\b(?:this (?:week|month|quarter)|yet|for now|diese[nr]? (?:woche|monat)|noch|vorerst|ce mois|cette semaine|este mes|esta semana|deze (?:week|maand)|este mes|por ahora|voorlopig|por enquanto)\b"
)

# "Neither from you nor from anyone else", "not lost to any competitor": nothing is bought at all.
_NEITHER = re.compile(
    r"\b(?:not|never|isn['’]t|wasn['’]t) (?:lost |gone )?to any (?:other )?(?:product|vendor|supplier|competitor|provider|firm|company|rival)\b(?! (?:yet|so far))"
    r"|\b(?:an|gegen) keinen? (?:ander\w+ )?(?:anbieter|wettbewerber|mitbewerber|lieferanten|firma)\b|\bau profit d['’]aucun (?:autre )?(?:concurrent|fournisseur|prestataire|editeur)\b"
    r"|\b(?:contra|ante|por) ningun (?:otro )?(?:competidor|proveedor|fabricante)\b|\baan geen (?:enkele )?(?:andere )?(?:concurrent|leverancier|partij)\b|\bpara nenhum (?:outro )?(?:concorrente|fornecedor)\b"
    r"|\b(?:neither|not) (?:from|with|by) (?:you|yourselves)\b[^.!?]{0,20}\b(?:nor|not|or) (?:from |with |by )?any(?:one|body)\b"
    r"|\b(?:weder|nicht) (?:bei|von|mit) (?:ihnen|euch|dir)\b[^.!?]{0,20}\b(?:noch|nicht) (?:bei |von |mit )?(?:(?:irgend)?jemand|sonst|einem? ander)"
    r"|\bni (?:chez|avec|a) vous\b[^.!?]{0,12}\bni (?:ailleurs|(?:chez |avec |a )?(?:personne|(?:un|quelqu['’]un d['’])[ ]?autre))\b"
    r"|\bni (?:a|con|de) (?:vosotros|ustedes|vos|ti)\b[^.!?]{0,12}\bni (?:a |con |de )?(?:nadie|otros?|ningun)"
    r"|\b(?:niet|noch) (?:bij|met|van) (?:jullie|u|jou)\b[^.!?]{0,12}\b(?:en niet|niet|noch) (?:bij |met |van )?(?:een ander|iemand|anderen)"
    r"|\bnem (?:a|com|de) (?:voces|vos|v\.? ?exas?|si)\b[^.!?]{0,12}\bnem (?:a |com |de )?(?:ninguem|outr|mais ninguem)"
)  # folded


def no_decision(sentence: Sentence) -> Iterator[Signal]:
    """Yield "the project is cancelled", "we are staying on our spreadsheets", "we build it ourselves"."""
    if sentence.has("SPARED"):
        return
    if _NEITHER.search(fold(sentence.text)):
        yield Signal("no decision", 2.0, sentence)
        return
    for mark in sentence.all("CANCELLED"):
        if is_negated(sentence, mark, 3):
            continue
        what = sentence.near(mark, "PROJECT", before=10, after=6)
        if what is not None and not sentence.has("MATTER", "MEETING"):
            yield weigh(sentence, mark, "no decision", 2.0)
            return
    for mark in sentence.all("NOBODY"):
        if _FOR_NOW.search(fold(sentence.text)) or sentence.has("SLIP"):
            return
        if sentence.has(
            "DEAL", "PROJECT", "ACCEPT", "GETS", "OFFER", "SELECTION"
        ) and not sentence.has("MATTER"):
            yield weigh(sentence, mark, "no decision", 2.0)
            return
    for mark in sentence.all("STAY"):
        if sentence.near(mark, "CURRENT", after=6) and not is_negated(sentence, mark, 3):
            yield weigh(sentence, mark, "no decision", 2.0)
            return
    for mark in sentence.all("INHOUSE"):
        if sentence.has("WE", "THEY", "DECIDE") and not is_negated(sentence, mark, 3):
            yield weigh(sentence, mark, "no decision", 1.8)
            return


def is_said(signals: Iterable[Signal]) -> bool:
    """Tell whether a rule found it said that nobody won, and none that somebody was chosen."""
    names = {signal.name for signal in signals}
    return "no decision" in names and not names & {"chosen", "named"}


_REASON = re.compile(
    r"no[ -]decision|status quo|\bbudget|in[- ]house|built? (?:it )?(?:internally|themselves)|keine entscheidung|sans suite|sin decisi|project cancel|cancelled|no longer"
)
_NONE = (
    r"no decision|status quo|in-?house.*|none|nobody|no one|(?:no|sin|sem|kein|pas de|geen) (?:competitor|ganador|vencedor|gewinner|gagnant|winnaar|winner)"
    r"|n/?a\W+in-?house.*|n/a|budget|.*built? .*|kein(?:e[rsnm]?)?|niemand|aucune?|personne|ningun[oa]?|nadie|nenhum[a]?|ninguem|geen|nessuno|n\. ?v\. ?t\.?|sans objet|entfallt|nao se aplica|no aplica"
)
_NOT_TOLD = r"(?:others?|unknown|autres?|otros?|outros?|andere|sonstige[rs]?|anders|unbekannt|inconnue?|desconocid[oa]|desconhecid[oa]|onbekend|n/?c|k\. ?a\.?|keine angabe|nicht (?:angegeben|bekannt)|non (?:communique|precise|renseigne)e?|nao informad[oa]|no informad[oa]|sin informar|niet bekend|tbd)(?: ?[/|,] ?[\w -]+| \([\w -]+\))?"
_NOBODY, _NOT_NAMED = (
    re.compile(rf"^\W*(?:{each})\W*$") for each in (_NONE, rf"{_NONE}|{_NOT_TOLD}")
)


def is_recorded(reason: str | None, winner: str | None) -> bool:
    """Tell whether a record's reason, or its field for the winner, says that nobody won."""
    said = fold(f"{reason} {winner}")
    return _REASON.search(said) is not None or _NOBODY.match(fold(winner or "?")) is not None


def is_nobody(name: str) -> bool:
    """Tell whether a record's field for the winner says that there is none, or none is known."""
    return _NOT_NAMED.match(fold(name)) is not None or is_left_open(name)
