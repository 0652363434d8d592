"""Which column is which: names that people and CRM exports use, in six languages."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache

from debrief.lexicon import fold, word_list
from debrief.reading.records.crm_stages import is_lost, is_settled, is_won, last_stage

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
    "potential customer, potenzieller kunde, client name, "
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
    "verantwortlich, verantwortlicher, vertriebler, betreuer, kundenbetreuer, "
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
    "sluitingsdatum, verwachte sluitingsdatum, verwachte sluiting, sluiting, afsluitdatum, verwachte afsluitdatum, sluitdatum, "
    "data de fechamento, data de fecho, data prevista de fechamento, previsão de fechamento, "
    "previsão, fechamento, eta, closing, signing, signature, signature prévue, date prévue, "
    "fecha prevista, cierre previsto, firma prevista, geplant, planabschluss, unterschrift",
    "closed": "closed, is closed, isclosed, geschlossen, clôturé, cerrado, gesloten, fechado",
    "won": "won, is won, iswon, gewonnen",
}
COLUMNS: dict[str, str] = {}
for _field, _labels in _BY_FIELD.items():
    for _name in _labels.split(", "):
        COLUMNS.setdefault(fold(_name), _field)
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
_NOT = r"(?:not|nicht|non|pas|no|niet|nao)"
_DENIED = re.compile(  # what stands right before: "not yet closed", "nearly won"
    rf"\b(?:{_NOT}|to be|almost|nearly|fast|presque|casi|bijna|quase|soft|half)(?:\s+\w+){{0,2}}\s+$"
)
_DENIED_FIRST = re.compile(rf"(?:noch |nog |ainda |todavia |aun )?{_NOT}\b")
_STEP = re.compile(  # that is closed or won before the deal is: "Demo abgeschlossen", "technical win"
    r"\b(?:tech(?:nical(?:ly)?|nisch)?|demo|poc|pilote?|piloto|discovery|qualifi\w+|cualificacion|kwalificatie|evaluation|"
    r"evaluierung|evaluacion|evaluatie|avaliacao|(?:bedarfs)?analyse|analysis|analisis|workshop|trial|test|teststellung|nda|phase \d)\s+$"
)
_NOT_YET = re.compile(  # anywhere, or behind it: "won (verbal)", "won, not signed", "closed: not yet"
    rf"\bverbal\w*|\bmundlich\w*|\b{_NOT} (?:yet |encore )?(?:signed|unterschrieben|signee?|firmad[oa]|getekend|assinad[oa])\b|"
    rf"\W(?:noch |nog )?{_NOT}(?: yet| encore| todavia| aun| ainda)?\W*$"
)
_TRUE = frozenset(
    ["true", "yes", "1", "x", "ja", "oui", "si", "sim", "wahr", "vrai", "verdadero", "waar"]
)


_UNSURE = frozenset(  # they count only where no other column says the same
    word_list(
        "user status statut estado estatus situacao title titel titre titulo email e-mail courriel correo total price"
    )
) | {"account owner"}
_OF_DEALS = re.compile(  # Pipedrive's "Deal - Title", Salesforce's "Opportunity: Stage"
    r"^(?:deal|opportunity|account|geschaft|verkaufschance|affaire|transaction|opportunite|negocio|trato|"
    r"oportunidade?|verkoopkans)\s*(?:[-–]\s+|:\s+)"
)
_UNITS = {
    10**3: re.compile(
        r"(?:k|t|tsd\.?|000s?|'000|thousands?|tausend|milliers|miles|milhares|duizend)"
    ),
    10**6: re.compile(r"(?:m|mm|mn|mio\.?|mln\.?|millions?|millionen|millones|milhoes|miljoen)"),
}
_CURRENCY = r"(?:eur|usd|gbp|chf|€|\$|£)"
_MOST_LETTERS = 60  # of a heading


def recognise(header: Sequence[str]) -> dict[str, int]:
    """Return column index by field; of two columns for one field the plainer one, else the first."""
    found: dict[str, int] = {}
    for index, cell in enumerate(header):
        name = field_of(cell)
        if name is None:
            continue
        if name not in found or (_is_unsure(header[found[name]]) and not _is_unsure(cell)):
            found[name] = index
    return found


def _is_unsure(heading: str) -> bool:
    return _OF_DEALS.sub("", _label(heading)) in _UNSURE


@lru_cache(maxsize=4_000)
def field_of(heading: str) -> str | None:
    """Return which field a heading names: "Value (k€)", "Projekt / Thema", "Verantwortl."."""
    if len(heading) > _MOST_LETTERS:
        return None
    label = _label(heading)
    bare = _OF_DEALS.sub("", label)
    plain = re.sub(r"\s*[(\[].*[)\]]$|\s+(?:in|en|em)\s+\S+$", "", bare)
    if _unit_of(plain) is not None:  # "Value k€"
        plain = plain.rpartition(" ")[0]
    net = re.sub(r"\s+(?:ht|net|netto|neto|nett|excl\.? vat)$", "", plain)
    parts = [part.strip() for part in re.split(r"\s*[/|]\s*", net)]
    for form in (label, bare, plain, net, *parts):
        full = " ".join(_IN_FULL.get(w.rstrip("."), w) for w in form.split())
        if (name := COLUMNS.get(form) or COLUMNS.get(full) or _shortened(form)) is not None:
            return name
    return None


def _label(heading: str) -> str:
    return " ".join(fold(heading).strip(" *:#\"'↑↓▲▼").replace("_", " ").split())


def _shortened(label: str) -> str | None:
    """Return the field that a label with words cut short means: "Voraussichtl. Abschlussdatum"."""
    if not re.search(r"\w{3}\.", label):
        return None
    words = [rf"{re.escape(w[:-1])}\w*" if w.endswith(".") else re.escape(w) for w in label.split()]
    pattern = re.compile(r"\s".join(words))
    fields = {name for known, name in COLUMNS.items() if pattern.fullmatch(known)}
    return fields.pop() if len(fields) == 1 else None


def header_currency(header: str) -> str | None:
    """Return the currency that a heading such as "Amount (EUR)" or "Wert in T€" names."""
    from debrief.amounts import read_currency

    match = re.search(r"[(\[]\s*([A-Za-z]{3}|€|£|¥)\s*[)\]]|\b([A-Z]{3})$", header.strip())
    if match:
        return read_currency(match[1] or match[2])
    unit = _unit_of(header)
    return read_currency(unit[1]) if unit and unit[1] else None


def header_unit(header: str) -> int:
    """Return what the figures under a heading are counted in: 1000 for "Value (k€)", "Wert in TEUR"."""
    unit = _unit_of(header)
    return unit[0] if unit else 1


def _unit_of(header: str) -> tuple[int, str] | None:
    """Return the unit and the currency, as far as they are written, at a heading's end."""
    tail = re.search(
        r"(?:[(\[]\s*(?:in |en |em )?|\s(?:in|en|em) |\s(?=k|t))([^()\[\]]{1,14}?)\s*[)\]]?$",
        fold(header),
    )
    for unit, words in _UNITS.items() if tail else ():
        for form in (rf"{words.pattern}\s?({_CURRENCY})?", rf"({_CURRENCY})\s?{words.pattern}"):
            if tail and (match := re.fullmatch(form, tail[1])):
                return unit, match[1] or ""
    return None


_WON = re.compile(
    r"(?:\b|closed)won\b|\b(?:win|gewonnene?n?|gagnee?s?|remportee?s?|ganad[ao]s?|ganh[ao]s?)\b"
)
_ORDERED = re.compile(
    r"^\W*(?:\d+\W+)?(?:(?:contract|vertrag|contrat|contrato) )?(?:signed|unterschrieben|signee?|firmad[oa]|assinad[oa]|getekend)\W*$|"
    r"\b(?:order|po) received\b|\bauftrag (?:erhalten|erteilt)\b|\bauftragseingang\b|^\W*(?:\d+\W+)?(?:ordered|bestellt|beauftragt|commandee?|pedido recibido|besteld)\W*$"
)
_LOST = re.compile(r"(?:\b|closed)lost\b|\b(?:verloren\w*|perdue?s?|perdid[ao]s?)\b")
_GIVEN_UP = re.compile(
    r"^\W*(?:\d+\W+)?(?:cancel\w*|stornier\w*|abgebrochen|eingestellt|annulee?|anulad[oa]|cancelad[oa]|geannuleerd|opgegeven|"
    r"inactive|inaktiv|desistiu|desistencia|withdrawn|zuruckgezogen)\W*$"
)


def outcome_of(stage: str, won: str = "") -> str | None:
    """Return "won" or "lost" for a closed deal; None when its stage does not say."""
    plain = fold(stage).replace("_", " ")
    last = last_stage(stage)
    is_ours = bool(_WON.search(plain) or _ORDERED.search(plain)) or is_won(last)
    gone = bool(_LOST.search(plain)) or is_lost(last)
    if is_ours != gone:
        return "won" if is_ours else "lost"
    return "won" if fold(won) in _TRUE else None


def is_closed(stage: str, closed: str = "") -> bool:
    """Tell whether the stage, or a "closed" column, says that the deal is over."""
    if fold(closed) in _TRUE:
        return True
    plain = fold(stage).replace("_", " ")
    if _NOT_YET.search(plain):
        return False
    said = [m for words in (_CLOSED, _ORDERED, _GIVEN_UP) for m in words.finditer(plain)]
    if not said:
        return is_settled(stage) and _DENIED_FIRST.match(plain) is None
    return any(_is_over(m[0], plain[: m.start()]) for m in said)


def _is_over(said: str, before: str) -> bool:
    if _DENIED.search(before):
        return False
    return _STEP.search(before) is None or _LOST.search(said) is not None
