"""Records as customer-relationship systems mail them: labelled fields in tables, lines and headings."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from debrief.reading.mail.message import Message
from debrief.reading.records.crm_fields import LONGEST, fields_in
from debrief.reading.records.crm_stages import (
    NO_NEWS,
    REMINDS,
    REOPENED,
    VOID,
    is_lost,
    is_open,
    is_won,
    last_stage,
    tells_of_loss,
    tells_of_win,
    without_denials,
)
from debrief.reading.records.left_open import is_left_open
from debrief.reading.verdicts.reports import rows_listed
from debrief.reading.wording import fold


@dataclass(frozen=True, slots=True)
class Record:
    """One deal as a system showed it: its fields by our names, and whether it is lost or won."""

    fields: dict[str, str] = field(default_factory=dict)
    lost: bool = False
    won: bool = False
    rows: int = 0  # deals listed in one table; more than one makes it a report
    open: bool = False  # its stage says that it is still being worked on
    other: bool = False  # it is of something else than a deal: a parcel, an applicant, an invoice
    reminds: bool = False  # it has somebody do something about a deal that was lost before
    void: bool = False  # it was closed for being there twice, by mistake, or to test

    def get(self, name: str) -> str | None:
        """Return a field's text, or None where it is missing or left open."""
        value = self.fields.get(name, "").strip()
        return None if is_left_open(value) else value


def read_record(message: Message, text: str) -> Record:
    """Return the labelled fields of a mail; the last word on the stage is that of the stage field."""
    found = fields_in(message.tables, text)
    rows = rows_listed(message.tables, text)
    for name, stand_in in (("competitor", "winner"), ("owner", "mover")):
        if stand_in in found and (name == "competitor" or name not in found):
            found[name] = found[stand_in]
    if "authority" in found:
        found.setdefault("company", found["authority"])
    if "against" in found:
        found.setdefault("competitor" if "company" in found else "company", found["against"])
    stage = last_stage(found.get("stage") or found.get("column", ""))
    head = without_denials(f"{message.subject}\n{text[:600]}")
    lost, won = is_lost(stage), is_won(stage)
    opened = not lost and (is_open(stage) or (not won and bool(REOPENED.search(fold(head)))))
    if not lost and not won:
        named = _announced(message.subject, text) if stage else ""
        lost = tells_of_loss(named if opened else head)
        lost = lost or (not opened and _is_given_away(found))
        won = not lost and not opened and tells_of_win(head)
    void = lost and bool(VOID.search(fold(" ".join([message.subject, *map(str, _told(found))]))))
    head = f"{message.subject}\n{text[:LONGEST]}"
    other = (lost or "stage" in found) and _is_of_another_matter(found, head)
    reminds = lost and "task" in found and bool(REMINDS.search(fold(message.subject)))
    return Record(found, lost, won, rows, opened and not lost, other, reminds, void)


def _announced(subject: str, text: str) -> str:
    """Return what a mail announces: its subject and first line, where neither is of a task or a mistake."""
    first = next((line for line in text[:LONGEST].split("\n") if line.strip()), "")
    news = (line for line in (subject, first) if not NO_NEWS.search(fold(line)))
    return "\n".join(line for line in news if not REOPENED.search(fold(line)))


def _is_of_another_matter(found: dict[str, str], text: str) -> bool:
    """Tell whether a record has a field that only other things than deals have, or is announced as theirs."""
    if _DEAL_LABEL.search(folded := fold(text)):
        return False
    first = next((line for line in folded.split("\n")[1:] if line.strip()), "")
    announced = any(map(_OTHER_MATTER.match, (folded, first)))
    announced = announced and not tells_of_loss(text[:600])
    return "other matter" in found or announced


def _told(found: dict[str, str]) -> list[str]:
    """Return what a record says of why it was closed, and of what it is called."""
    return [found.get(name, "") for name in ("stage", "reason", "details", "deal")]


def _is_given_away(found: dict[str, str]) -> bool:
    """Tell whether a record without a stage names who got the deal, or has no chance left."""
    if not found.get("owner") or not (found.get("deal") or found.get("company")):
        return False
    chance = re.findall(r"\d+(?:[.,]\d+)?", found.get("probability", ""))
    hopeless = bool(chance) and float(chance[-1].replace(",", ".")) == 0.0
    return hopeless or bool(found.get("winner"))


_DEAL_LABEL = re.compile(
    r"^[ \t*>•|-]{0,9}(?:opportunit|opp\b|deal\b(?! reg)|verkaufschance|chance\b|affaire|oportunidad|negocio|trato\b|verkoopkans|kans\b|tender|bid\b|rfp\b)[^\n:|\t=]{0,24}[:|\t=]",
    re.MULTILINE,
)  # folded
_OTHER_MATTER = re.compile(
    r"[^\n]{0,60}\b(?:parcel|shipment|delivery status|sendung|paket|colis|zending|pakket|invoice|payment|rechnung|zahlung|facture|paiement|factura|pago|factuur|betaling|fatura|pagamento"
    r"|expense (?:report|claim)|spesenabrechnung|note de frais|leave request|abwesenheitsantrag|urlaubsantrag|verlofaanvraag"
    r"|candidate|candidature|applicant|application status|bewerbung|sollicitatie|candidatura|registration|purchase request|key ?card|laptop|luggage|baggage|lost property)\b[^\n]{0,60}(?:\n|$)"
)  # folded; of the subject and the first line
