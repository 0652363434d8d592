"""Which column is which: names that people and CRM exports use, in six languages."""

from __future__ import annotations

import re
from collections.abc import Sequence

from debrief.lexicon import fold

_BY_FIELD = {
    "name": "opportunity name, opportunity, deal name, deal, name, title, deal title, topic, "
    "project, "
    "opportunity title, potential name, verkaufschance, verkaufschance name, name der "
    "verkaufschance, "
    "opportunity-name, thema, geschäft, projekt, dealname, titel, bezeichnung, vorgang, "
    "nom de l'opportunité, nom opportunité, opportunité, affaire, nom de l'affaire, transaction, "
    "nom de la transaction, projet, titre, nombre de la oportunidad, nombre oportunidad, "
    "oportunidad, "
    "negocio, nombre del negocio, trato, proyecto, título, asunto, "
    "naam verkoopkans, verkoopkans, opportuniteit, naam van opportunity, kans, dealnaam, "
    "onderwerp, "
    "nome da oportunidade, nome oportunidade, oportunidade, negócio, nome do negócio, projeto, "
    "assunto",
    "company": "account name, account, company, company name, customer, customer name, client, "
    "organization, organisation, organization name, associated company, associated company "
    "(primary), "
    "primary company, primary associated company, buyer, prospect, "
    "kunde, kundenname, firma, firmenname, unternehmen, account-name, accountname, "
    "unternehmensname, "
    "société, nom du compte, compte, entreprise, nom de l'entreprise, nom du client, "
    "cuenta, nombre de la cuenta, nombre de cuenta, empresa, nombre de la empresa, cliente, "
    "compañía, "
    "klant, klantnaam, bedrijf, bedrijfsnaam, relatie, organisatie, "
    "conta, nome da conta, nome da empresa, nome do cliente",
    "owner_email": "owner email, opportunity owner email, deal owner email, owner e-mail, owner "
    "mail, "
    "rep email, email, e-mail, sales rep email, account executive email, user email, owner: email, "
    "opportunity owner: email, e-mail des inhabers, inhaber e-mail, besitzer e-mail, verkäufer "
    "e-mail, "
    "email du propriétaire, e-mail du propriétaire, courriel, correo del propietario, "
    "correo, email del propietario, e-mail eigenaar, e-mail van eigenaar, email eigenaar, "
    "email do proprietário, e-mail do proprietário",
    "owner": "owner, opportunity owner, deal owner, owner name, owner full name, rep, sales rep, "
    "salesperson, account executive, ae, assigned to, owner: full name, seller, account owner, "
    "user, "
    "opportunity owner: full name, owning user, (do not modify) owner, "
    "inhaber, opportunity-inhaber, besitzer, verkäufer, vertriebsmitarbeiter, zuständig, "
    "verantwortlich, "
    "deal-inhaber, eigentümer, bearbeiter, propriétaire, propriétaire de l'opportunité, "
    "propriétaire de la transaction, commercial, responsable, vendeur, propietario, "
    "propietario de la oportunidad, propietario del negocio, vendedor, comercial, asignado a, "
    "eigenaar, eigenaar van opportunity, verkoper, accountmanager, toegewezen aan, "
    "proprietário, proprietário da oportunidade, proprietário do negócio, responsável, dono",
    "amount": "amount, deal value, value, deal amount, est. revenue, estimated revenue, estimated "
    "value, "
    "annual contract value, acv, arr, tcv, total, price, deal size, weighted amount total, "
    "amount (converted), amount in company currency, revenue, budget amount, potential, "
    "betrag, wert, volumen, auftragswert, summe, umsatz, geschätzter umsatz, deal-wert, "
    "auftragsvolumen, "
    "geschätzter wert, montant, valeur, revenu estimé, chiffre d'affaires, ca, "
    "importe, monto, valor, cantidad, ingresos estimados, valor estimado, "
    "bedrag, waarde, geschatte omzet, omzet, dealwaarde, quantia, receita estimada, montante",
    "currency": "currency, amount currency, currency code, iso currency, deal currency, "
    "opportunity currency, transaction currency, währung, betrag währung, devise, monnaie, "
    "moneda, divisa, valuta, munteenheid, moeda",
    "stage": "stage, deal stage, sales stage, pipeline stage, status, phase, status reason, "
    "phase du cycle, verkaufsphase, vertriebsphase, verkaufsstufe, stufe, "
    "étape, phase de vente, statut, étape de la transaction, étape de vente, "
    "etapa, fase, estado, etapa del negocio, fase de venta, verkoopfase, stadium, dealfase, "
    "estágio, etapa do negócio, situação",
    "close_date": "close date, expected close date, closing date, est. close date, estimated "
    "close date, "
    "expected close, close, closes, expected closing date, target date, forecast date, due, "
    "abschlussdatum, schlusstermin, geplantes abschlussdatum, voraussichtlicher abschluss, "
    "geschätztes abschlussdatum, abschluss, voraussichtliches abschlussdatum, "
    "date de clôture, date de fermeture, date de signature, date de clôture prévue, clôture "
    "prévue, "
    "fecha de cierre, fecha prevista de cierre, fecha de cierre estimada, cierre, "
    "sluitingsdatum, verwachte sluitingsdatum, afsluitdatum, verwachte afsluitdatum, sluitdatum, "
    "data de fechamento, data de fecho, data prevista de fechamento, fechamento",
    "closed": "closed, is closed, isclosed, geschlossen, clôturé, cerrado, gesloten, fechado",
    "won": "won, is won, iswon, gewonnen",
}
COLUMNS: dict[str, str] = {}
for _field, _labels in _BY_FIELD.items():
    for _label in _labels.split(", "):
        COLUMNS.setdefault(fold(_label), _field)
_IN_FULL = {
    "opp": "opportunity",
    "oppty": "opportunity",
    "acct": "account",
    "cust": "customer",
    "org": "organization",
    "amt": "amount",
    "est": "expected",
    "exp": "expected",
    "dt": "date",
}
_CLOSED = re.compile(
    r"\b(?:closed|won|lost|dead|abandoned|disqualified|cancell?ed|omitted|"
    r"geschlossen|gewonnen|verloren|abgeschlossen|abgesagt|"
    r"gagnee?|perdue?|cloturee?|fermee?|conclue?|abandonnee?|"
    r"ganad[oa]|perdid[oa]|cerrad[oa]|"
    r"gesloten|verloren|gewonnen|afgesloten|"
    r"ganh[oa]|perdid[oa]|fechad[oa]|conquistad[oa])\b|closed(?:won|lost)"
)
_NOT_CLOSED = re.compile(r"\b(?:not|nicht|non|no|niet|nao|to be|almost|verbally|soft)\b")
_TRUE = frozenset(
    ["true", "yes", "1", "x", "ja", "oui", "si", "sim", "wahr", "vrai", "verdadero", "waar"]
)


def recognise(header: Sequence[str]) -> dict[str, int]:
    """Return column index by field; the first of two columns for one field wins."""
    found: dict[str, int] = {}
    for index, cell in enumerate(header):
        label = fold(cell).strip(" *:#\"'↑↓▲▼")
        label = re.sub(r"\s*\((?:[a-z]{3}|€|\$|£|converted)\)$", "", label)
        full = " ".join(_IN_FULL.get(w.rstrip("."), w) for w in label.replace("_", " ").split())
        name = COLUMNS.get(label) or COLUMNS.get(label.replace("_", " ")) or COLUMNS.get(full)
        if name is not None and name not in found:
            found[name] = index
    return found


def header_currency(header: str) -> str | None:
    """Return the currency that a heading such as "Amount (EUR)" names."""
    from debrief.amounts import read_currency

    match = re.search(r"[(\[]\s*([A-Za-z]{3}|€|£|¥)\s*[)\]]|\b([A-Z]{3})$", header.strip())
    return read_currency(match[1] or match[2]) if match else None


_WON = re.compile(
    r"\b(?:won|win|gewonnen|gagnee?s?|remportee?s?|ganad[ao]s?|ganh[ao]s?|gewonnene?)\b"
)
_LOST = re.compile(r"\b(?:lost|verloren\w*|perdue?s?|perdid[ao]s?)\b")


def outcome_of(stage: str, won: str = "") -> str | None:
    """Return "won" or "lost" for a closed deal; None when its stage does not say."""
    plain = fold(stage).replace("_", " ")
    if bool(_WON.search(plain)) != bool(_LOST.search(plain)):
        return "won" if _WON.search(plain) else "lost"
    return "won" if fold(won) in _TRUE else None


def is_closed(stage: str, closed: str = "") -> bool:
    """Tell whether the stage, or a "closed" column, says that the deal is over."""
    if fold(closed) in _TRUE:
        return True
    plain = fold(stage).replace("_", " ")
    return _CLOSED.search(plain) is not None and _NOT_CLOSED.search(plain) is None
