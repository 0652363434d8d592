"""Records as customer-relationship systems mail them: labelled fields in tables, lines and headings."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from debrief.reading.message import Message
from debrief.reading.wording import fold

_LABELS = {
    "deal": """deal record, opportunity title, name, nombre, nome, nom, vorgang, nombre del negocio, nombre de oportunidad, nome do negócio, nome da oportunidade, nom de l'opportunité, naam kans, event, lot, chance, titel, item, card, record, opportunity name, tender, tender title, rfx, project title, opportunity, deal name, deal, deal title, title, potential name, topic, opp name, solicitation, rfp, project,
        verkaufschance, opportunite, opportunité, affaire, nom de l'affaire, oportunidad, nombre de la oportunidad, negocio, kans, verkoopkans, oportunidade, negócio, opportunità, bid name""",
    "company": """org, relatie, kundenname, firmenname, raison sociale, nom du compte, nombre de la cuenta, empresa cliente, conta cliente, buyer, purchaser, account/company, account / company, klantnaam, bedrijfsnaam, unternehmen, organisme, organización, organização, organização cliente, account name, account, company, company name, organization, organisation, associated company, customer, client, potential customer, lead company,
        lead, buyer organisation, contracting authority, authority, buying organisation, buying organization, firma, kunde, konto, compte, société, entreprise, client, cuenta, empresa, cliente, bedrijf, organisatie, klant, conta, azienda""",
    "contact": """related contact, nom du contact, nombre del contacto, nombre de contacto, nome do contato, nome do contacto, kontaktname, contact associé, contacto asociado, contato associado, gekoppeld contact, personne, persona, pessoa, contact client, buyer contact, key contact, interlocuteur, interlocutor, gesprächspartner, persona de contacto, pessoa de contato, pessoa de contacto, hoofdcontact, contactos, contacto del cliente, kontaktperson, primary contact, contact, contact name, contact person, associated contact, contacts, person, main contact, decision maker, decision-maker, kontakt, ansprechpartner, hauptkontakt, contact principal,
        contacto, contacto principal, contactpersoon, contato, contatto, referente""",
    "contact_email": "contact email, email, e-mail, primary contact email, contact e-mail, e-mail adresse, correo, correo electrónico, email contact",
    "owner": """commercial, vendeur, vendedor, vendedora, comercial responsable, gestor, accountmanager, account manager, verkoper, betreuer, vertriebsmitarbeiter, vertrieb, zuständig, bearbeiter, chargé d'affaires, eigentümer, dono, executivo, set by, closed lost by, marked by, opportunity owner, owner, deal owner, record owner, sales rep, account owner, rep, assigned to, responsible, account executive, sales owner, lead owner, salesperson, user, verantwortlich, besitzer, inhaber, verantwortlicher,
        propriétaire, responsable, propietario, comercial, eigenaar, verantwoordelijke, proprietário, responsável, proprietario, responsabile, moved by, closed by, changed by, modified by""",
    "amount": """gesch. umsatz, erw. umsatz, geschatte omzet, geschatte opbrengst, opbrengst, revenu estimé, ingresos estimados, receita estimada, worth, size, contract value, forecast amount, bid value, your bid, deal worth, auftragswert, angebotswert, auftragsvolumen, summe, montant estimé, montant ht, valeur de l'affaire, importe estimado, valor estimado, valor do negócio, valor del negocio, ordergrootte, orderwaarde, dealwaarde, opportunity value, amount, value, deal value, deal amount, deal size, est. revenue, estimated revenue, actual revenue, expected revenue, opportunity amount, total, acv, tcv, arr, price, total value, lost value, betrag, wert, volumen, umsatz, geschätzter umsatz, montant, valeur,
        importe, monto, valor, bedrag, waarde, importo, valore""",
    "currency": "currency, währung, devise, moneda, valuta, moeda",
    "stage": """phase neu, neue phase, neuer status, verkaufsphase, nouvelle étape, nouvelle phase, statut, nueva etapa, etapa nueva, situación, situação, nova etapa, etapa atual, nova fase, nieuwe fase, uitkomst, resultaat, ergebnis, résultat, resultado, new phase, pipeline stage, deal status, forecast category, opportunity status, state/outcome, stage is now, stage, status, new stage, deal stage, current stage, state, sales stage, opportunity stage, status reason, statecode, phase, etappe, étape, etapa, fase, estado, stato, to stage, moved to, outcome, result, new status, new value""",
    "reason": """why, motif de la perte, raison de perte, raison perte, grund des verlusts, grund für den verlust, motivo perda, reden van verlies, verliesreden, reden voor verlies, reden van status, statusgrund, raison du statut, razón para el estado, motif de clôture, lost because, reason picked from list, note, notiz, hinweis, nota, anmerkung, bemerkung, toelichting, remarque, précisions, detalle, detalhe, observaciones, observações, verloren weil, perdida porque, raison de la perte, grund der ablehnung, begründung, closing note, rep note, reason code, primary reason, loss category, buyer comment, razón, razão, motivo da recusa, lost - reason, loss reason, lost reason, reason, reason lost, closed lost reason, reason for loss, reason for lost, close reason, closed lost notes, lost notes, notes, comments, reason won/lost, verlustgrund, grund, motif, motif de perte, raison, motivo, motivo de pérdida,
        motivo de la pérdida, motivo da perda, motivo di perdita, reden, reden verlies, description, loss notes, comment, kommentar, commentaire, comentario, opmerking, why we lost, loss description, win/loss reason, lost reason detail""",
    "details": """loss details, lost details, explanation, details, loss note, comment from buyer, buyer feedback, customer feedback, feedback, main driver, why we lost it, closing comment, closing notes, win/loss notes, post-mortem, observação, observación, erläuterung, rückmeldung, details zum verlust, details verlust,
        grund (kurz), détails, explication, précision, explicación, detalles, comentarios, explicação, detalhes, comentários, uitleg, details verlies""",
    "competitor": """awarded, went to, won by, winner name, gagnant, ganador, vencedor, winnaar, gewinner, gewählt wurde, gegangen an, lost against, competitor selected, competing vendor, chosen competitor, concurrent retenu, competidor ganador, concorrente vencedor, rival, incumbent, konkurrent, konkurrenz, concurrence, competencia, concorrência, competidores, competitor, main competitor, primary competitor, lost to, winner, winning vendor, lost to competitor, competitors, competitor name, wettbewerber, verloren an, mitbewerber, concurrent, perdu au profit de, competidor, perdido ante,
        perdida frente a, concurrent, verloren aan, concorrente, perdido para, awarded to, awarded vendor, winning supplier, winning bidder, supplier selected, successful bidder, successful supplier, successful tenderer, chosen vendor, perso a favore di""",
    "priorities": "customer priorities, priorities, decision criteria, key requirements, buying criteria, decision drivers, prioritäten, kriterien, entscheidungskriterien, priorités, critères, prioridades, criterios, prioriteiten, criteria, critérios, priorità",
    "date": "close date, closed date, closed on, lost date, date closed, lost on, abschlussdatum, date de clôture, fecha de cierre, sluitingsdatum, data de fechamento",
    "type": "type, opportunity type, deal type, record type, typ, tipo, pipeline",
}
_FIELDS = {
    fold(label.strip()): name for name, labels in _LABELS.items() for label in labels.split(",")
}
_LINE = re.compile(
    r"^[ \t*>•-]{0,12}([^\W\d][^:\t\n]{1,34}?)[ \t]*[*]{0,2}(?:[:\t]| {2,})[*]{0,2}[ \t]*(\S[^\n]{0,400})$",
    re.MULTILINE,
)
LOST = re.compile(
    r"\bclosed?[ \-–_/]*lost\b|^\s*lost\b|\b(?:deal|opportunity|stage|status)\b.{0,40}\blost\b|\bmarked (?:as )?lost\b|\bverloren\b|\bperdue?\b|\bperdid[oa]\b"
    r"|\bperdut[oa]\b|\bnot (?:awarded|selected|successful)\b|\bunsuccessful\b|\bno bid won\b|\bpersa\b|\bkwijt\b|\bclosed as lost\b|\blost\b\s*$|\bdisqualified\b|\bcanceled\b.{0,20}\blost\b",
    re.IGNORECASE,
)
WON = re.compile(
    r"\bclosed?[ \-–_/]*won\b|^\s*won\b|\bgewonnen\b|\bgagnée?\b|\bganad[oa]\b|\bganh[oa]\b",
    re.IGNORECASE,
)
EVENT = re.compile(
    r"^\W{0,3}lost\b\s*[·:|–-]|\b(?:trato|affaire|chance|kans|negocio|negócio|oportunidad|oportunidade|opportunité)s?\b.{0,60}\b(?:perdid[oa]|perdue?|verloren)\b|\b(?:como|comme|als) (?:perdid[oa]|perdue?|verloren)\b|"
    r"\bmoved\b.{0,60}\bto\b.{0,24}\blost\b|\bmarked\b.{0,60}\blost\b|\b(?:deal|opportunity)\b.{0,60}\b(?:was |is |has been |been |)?lost\b|\bclosed?[ -]lost\b|\blost (?:deal|opportunity)\b"
    r"|\bset (?:this |the |a )?(?:deal|opportunity)\b.{0,20}\blost\b|\b(?:verkaufschance|chance|opportunity)\b.{0,40}\bverloren\b|\b(?:lost|verloren|perdue?|perdid[oa]) (?:by|von|par|por|door)\b|\bclosed\b.{0,50}\bas lost\b|\bals verloren\b|\bverlorene (?:verkaufschance|chance|opportunity)\b|\b(?:affaire|opportunité)\b.{0,60}\bperdue\b|\b(?:oportunidad|negocio|negócio|oportunidade)\b.{0,60}\bperdid[oa]\b|\b(?:deal|kans)\b.{0,40}\bverloren\b",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Record:
    """One deal as a system showed it: its fields by our names, and whether it is lost or won."""

    fields: dict[str, str] = field(default_factory=dict)
    lost: bool = False
    won: bool = False
    rows: int = 0  # deals listed in one table; more than one makes it a report
    open: bool = False  # its stage says that it is still being worked on

    def get(self, name: str) -> str | None:
        """Return a field's text, or None where it is missing or stands empty."""
        value = self.fields.get(name, "").strip()
        return None if fold(value) in _EMPTY else value


_EMPTY = frozenset(("", "-", "--", "–", "—", "n/a", "na", "none", "unknown", "not set", "(none)", "[none]", "null", "tbd", "keine", "unbekannt", "not specified", "(not set)", "no value", "(empty)", "empty", "(leer)", "leer", "(vide)", "(vacio)", "(vazio)", "(leeg)"))  # fmt: skip


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
    rows = max(rows, _listed_in_text(text[:20_000]))
    stage = _last_stage(found.get("stage", ""))
    head = _without_denials(f"{message.subject}\n{text[:600]}")
    lost = bool(LOST.search(stage)) or (not stage and tells_of_loss(head))
    if stage and not lost and not WON.search(stage):
        shown = head if not _is_open(stage) else message.subject  # the stage it was lost at
        lost = tells_of_loss(shown)
    won = bool(WON.search(stage)) or (
        bool(re.search(r"\bclosed?[ -]won\b", head, re.IGNORECASE)) and not lost
    )
    return Record(found, lost and not WON.search(stage), won, rows, not lost and _is_open(stage))


def tells_of_loss(text: str) -> bool:
    """Tell whether a system reports a lost deal in these words."""
    plain = text.lower()
    return any(word in plain for word in _LOST_WORDS) and EVENT.search(text) is not None


def _without_denials(head: str) -> str:
    """Return the beginning of a mail without what only speaks of losing: an empty field, a list of stages."""
    plain = head.lower()
    return _NOT_LOST.sub("", head) if "lost" in plain or "loss" in plain else head


_LOST_WORDS = ("lost", "verloren", "perdu", "perdid")  # one of them is in all that `EVENT` knows
_NOT_LOST = re.compile(
    r"^.{0,20}\b(?:lost|loss)\b[^\n:]{0,12}reason[^\n:]{0,10}:[ \t]*\W?(?:empty|none|n/a|-+|–|—)?\W?[ \t]*$|\b(?:not|never|no) lost\b"
    r"|\bclosed won */ *closed lost\b",  # the stages a pipeline has
    re.IGNORECASE | re.MULTILINE,
)
_CHANGE = re.compile(r"\s*(?:->|→|=>|»|>|\bto\b)\s*")


def _last_stage(stage: str) -> str:
    """Return what a stage became ("Proposal -> Closed Lost", "Won/Lost > Lost")."""
    pieces = [piece for piece in _CHANGE.split(stage) if piece.strip()]
    return pieces[-1] if pieces else ""


_STAGE_WORD = re.compile(
    r"\b(?:lost|won|proposal|negotiation|discovery|qualif\w+|commit|verbal|demo|verloren|gewonnen|angebot|verhandlung|perdue?|gagnée?|négociation|perdid[oa]|ganad[oa]|negociaci[oó]n|ganh[oa]|negociação|onderhandeling)\b",
    re.IGNORECASE,
)


def _listed_in_text(text: str) -> int:
    """Return how many deals a table set with blanks lists: lines of four columns with an amount and a stage."""
    rows = 0
    for line in text.split("\n"):
        cells = [cell for cell in re.split(r"\t| {2,}|\s\|\s", line.strip()) if cell.strip()]
        if len(cells) >= 4 and re.search(r"\d", line) and _STAGE_WORD.search(line):
            rows += 1
    return rows if rows >= 3 else 0


def _is_open(stage: str) -> bool:
    folded = fold(stage)
    return any(
        word in folded
        for word in (
            "negotiation",
            "proposal",
            "qualif",
            "discovery",
            "verbal",
            "open",
            "prospect",
            "verhandlung",
            "angebot",
            "negociac",
            "propuesta",
            "proposta",
            "offerte",
            "onderhandel",
            "commit",
            "demo",
        )
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
    plain = fold(label).strip(" :*•-\t")
    name = _FIELDS.get(plain) or _FIELDS.get(plain.replace("-", " "))
    if name and value.strip() and (name not in found or not found[name].strip()):
        found[name] = " ".join(value.split())
    elif name in _MANY and value.strip() and found[name] not in " ".join(value.split()):
        found[f"further {name}"] = "\n".join(
            [*filter(None, [found.get(f"further {name}")]), " ".join(value.split())]
        )
    elif name == "amount" and not re.search(r"[1-9]", found.get(name, "")):
        found[name] = " ".join(value.split())  # "Actual Revenue: 0.00" says nothing


_MANY = ("reason", "details")  # what a record may say in several fields


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
