"""Records as customer-relationship systems mail them: labelled fields in tables, lines and headings."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from debrief.reading.message import Message
from debrief.reading.wording import fold

_LABELS = {
    "deal": """item, card, record, opportunity name, tender, tender title, rfx, project title, opportunity, deal name, deal, deal title, title, potential name, topic, opp name, solicitation, rfp, project,
        verkaufschance, opportunite, opportunité, affaire, nom de l'affaire, oportunidad, nombre de la oportunidad, negocio, kans, verkoopkans, oportunidade, negócio, opportunità, bid name""",
    "company": """account name, account, company, company name, organization, organisation, associated company, customer, client, potential customer, lead company,
        lead, buyer organisation, contracting authority, authority, buying organisation, buying organization, firma, kunde, konto, compte, société, entreprise, client, cuenta, empresa, cliente, bedrijf, organisatie, klant, conta, azienda""",
    "contact": """primary contact, contact, contact name, contact person, associated contact, contacts, person, main contact, decision maker, decision-maker, kontakt, ansprechpartner, hauptkontakt, contact principal,
        contacto, contacto principal, contactpersoon, contato, contatto, referente""",
    "contact_email": "contact email, email, e-mail, primary contact email, contact e-mail, e-mail adresse, correo, correo electrónico, email contact",
    "owner": """opportunity owner, owner, deal owner, record owner, sales rep, account owner, rep, assigned to, responsible, account executive, sales owner, lead owner, salesperson, user, verantwortlich, besitzer, inhaber, verantwortlicher,
        propriétaire, responsable, propietario, comercial, eigenaar, verantwoordelijke, proprietário, responsável, proprietario, responsabile, moved by, closed by, changed by, modified by""",
    "amount": """amount, value, deal value, deal amount, deal size, est. revenue, estimated revenue, actual revenue, expected revenue, opportunity amount, total, acv, tcv, arr, price, total value, lost value, betrag, wert, volumen, umsatz, geschätzter umsatz, montant, valeur,
        importe, monto, valor, bedrag, waarde, importo, valore""",
    "currency": "currency, währung, devise, moneda, valuta, moeda",
    "stage": """stage, status, new stage, deal stage, current stage, state, sales stage, opportunity stage, status reason, statecode, phase, etappe, étape, etapa, fase, estado, stato, to stage, moved to, outcome, result, new status, new value""",
    "reason": """loss reason, lost reason, reason, reason lost, closed lost reason, reason for loss, reason for lost, close reason, closed lost notes, lost notes, notes, comments, reason won/lost, verlustgrund, grund, motif, motif de perte, raison, motivo, motivo de pérdida,
        motivo de la pérdida, motivo da perda, motivo di perdita, reden, reden verlies, description, loss notes, comment, kommentar, commentaire, comentario, opmerking, why we lost, loss description, win/loss reason, lost reason detail""",
    "competitor": """competitor, main competitor, primary competitor, lost to, winner, winning vendor, lost to competitor, competitors, competitor name, wettbewerber, verloren an, mitbewerber, concurrent, perdu au profit de, competidor, perdido ante,
        perdida frente a, concurrent, verloren aan, concorrente, perdido para, awarded to, awarded vendor, winning supplier, winning bidder, supplier selected, successful bidder, successful supplier, successful tenderer, chosen vendor, perso a favore di""",
    "priorities": "customer priorities, priorities, decision criteria, key requirements, buying criteria, decision drivers, prioritäten, kriterien, entscheidungskriterien, priorités, critères, prioridades, criterios, prioriteiten, criteria, critérios, priorità",
    "date": "close date, closed date, closed on, lost date, date closed, lost on, abschlussdatum, date de clôture, fecha de cierre, sluitingsdatum, data de fechamento",
    "type": "type, opportunity type, deal type, record type, typ, tipo, pipeline",
}
_FIELDS = {
    fold(label.strip()): name for name, labels in _LABELS.items() for label in labels.split(",")
}
_LINE = re.compile(
    r"^[ \t*>•-]{0,6}([^\W\d][^:\t\n]{1,34}?)[ \t]*[*]{0,2}(?:[:\t]| {2,})[*]{0,2}[ \t]*(\S[^\n]{0,400})$",
    re.MULTILINE,
)
LOST = re.compile(
    r"\bclosed?[ \-–_/]*lost\b|^\s*lost\b|\b(?:deal|opportunity|stage|status)\b.{0,40}\blost\b|\bmarked (?:as )?lost\b|\bverloren\b|\bperdue?\b|\bperdid[oa]\b"
    r"|\bperdut[oa]\b|\bpersa\b|\bkwijt\b|\bclosed as lost\b|\blost\b\s*$|\bdisqualified\b|\bcanceled\b.{0,20}\blost\b",
    re.IGNORECASE,
)
WON = re.compile(
    r"\bclosed?[ \-–_/]*won\b|^\s*won\b|\bgewonnen\b|\bgagnée?\b|\bganad[oa]\b|\bganh[oa]\b",
    re.IGNORECASE,
)
EVENT = re.compile(
    r"\bmoved\b.{0,60}\bto\b.{0,24}\blost\b|\bmarked\b.{0,60}\blost\b|\b(?:deal|opportunity)\b.{0,60}\b(?:was |is |has been |been |)?lost\b|\bclosed?[ -]lost\b|\blost (?:deal|opportunity)\b"
    r"|\bclosed\b.{0,50}\bas lost\b|\bals verloren\b|\bverlorene (?:verkaufschance|chance|opportunity)\b|\b(?:affaire|opportunité)\b.{0,60}\bperdue\b|\b(?:oportunidad|negocio|negócio|oportunidade)\b.{0,60}\bperdid[oa]\b|\b(?:deal|kans)\b.{0,40}\bverloren\b",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Record:
    """One deal as a system showed it: its fields by our names, and whether it is lost or won."""

    fields: dict[str, str] = field(default_factory=dict)
    lost: bool = False
    won: bool = False
    rows: int = 0  # deals listed in one table; more than one makes it a report

    def get(self, name: str) -> str | None:
        """Return a field's text, or None where it is missing or stands empty."""
        value = self.fields.get(name, "").strip()
        return None if fold(value) in _EMPTY else value


_EMPTY = frozenset(("", "-", "--", "–", "—", "n/a", "na", "none", "unknown", "not set", "(none)", "[none]", "null", "tbd", "keine", "unbekannt", "not specified", "(not set)", "no value"))  # fmt: skip


def read_record(message: Message, text: str) -> Record:
    """Return the labelled fields of a mail; the last word on the stage is that of the stage field."""
    found: dict[str, str] = {}
    rows = 0
    for table in message.tables:
        rows = max(rows, _listed(table))
        _from_table(table, found)
    for match in _LINE.finditer(text[:20_000]):
        _put(found, match[1], match[2])
    for line in text[:20_000].split("\n"):
        words = line.split()
        if 3 <= len(words) <= 12 and " ".join(words[:2]) != fold(" ".join(words[:2])):
            _put(found, " ".join(words[:2]), " ".join(words[2:]))  # columns set with blanks
    stage = found.get("stage", "")
    head = f"{message.subject}\n{text[:600]}"
    lost = bool(LOST.search(stage)) or (not stage and bool(EVENT.search(head)))
    if stage and not lost and not WON.search(stage):
        lost = bool(EVENT.search(head)) and not _is_open(stage)
    won = bool(WON.search(stage)) or (
        bool(re.search(r"\bclosed?[ -]won\b", head, re.IGNORECASE)) and not lost
    )
    return Record(found, lost and not WON.search(stage), won, rows)


def _is_open(stage: str) -> bool:
    folded = fold(stage)
    return any(
        word in folded
        for word in ("negotiation", "proposal", "qualif", "discovery", "verbal", "open", "prospect")
    )


def _from_table(table: tuple[tuple[str, ...], ...], found: dict[str, str]) -> None:
    """Read "label | value" rows, pairs side by side, or a heading row above one row of values."""
    if len(table) == 2 and len(table[0]) == len(table[1]) > 2:
        for label, value in zip(table[0], table[1], strict=True):
            _put(found, label, value)
        return
    changes = len(table[0]) == 3 and fold(table[0][2]).strip() in (
        "new value",
        "new",
        "after",
        "to",
    )
    for row in table:
        if changes:
            _put(found, row[0], row[-1])
            continue
        for label, value in zip(row[::2], row[1::2], strict=False):
            _put(found, label, value)


def _put(found: dict[str, str], label: str, value: str) -> None:
    name = _FIELDS.get(fold(label).strip(" :*•-\t"))
    if name and value.strip() and (name not in found or not found[name].strip()):
        found[name] = " ".join(value.split())
    elif name == "amount" and not re.search(r"[1-9]", found.get(name, "")):
        found[name] = " ".join(value.split())  # "Actual Revenue: 0.00" says nothing


def _listed(table: tuple[tuple[str, ...], ...]) -> int:
    """Return how many deals a table lists: the rows below a heading that hold a stage."""
    if len(table) < 3 or len(table[0]) < 3:
        return 0
    names = {_FIELDS.get(fold(cell).strip(" :*")) for cell in table[0]}
    if any(
        fold(cell).strip() in ("old value", "new value", "before", "after") for cell in table[0]
    ):
        return 0  # a record's changes, one field a row
    if not names & {"stage", "deal", "company"}:
        return 0
    return sum(1 for row in table[1:] if len(row) >= 3)
