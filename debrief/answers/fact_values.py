"""The facts of a loss as a person states them: labels in six languages, and checked values."""

from __future__ import annotations

import difflib
import re
from datetime import date, timedelta
from functools import lru_cache

from debrief.amounts import read_amount, read_currency
from debrief.answers.languages import language_called
from debrief.lexicon import NOTHING, UNKNOWN, fold, listed
from debrief.team import ADDRESS, fold_address
from debrief.timing.known_cities import cities_called, place_of
from debrief.when.due_date import read_when

_MAX_VALUE = 500
_BY_FIELD = {
    "customer": "customer, contact, customer contact, buyer, client, kunde, kundin, "
                "ansprechpartner, "
    "ansprechpartnerin, kontakt, client, interlocuteur, cliente, contacto, klant, contactpersoon, "
    "contato, contacto, champion",
    "customer_name": "customer name, contact name, kundenname, name, nom, nom du client, nombre, "
    "nombre del cliente, naam, klantnaam, nome, nome do cliente",
    "customer_email": "customer email, customer e-mail, customer mail, customer address, email, "
                      "e-mail, "
    "mail, contact email, customer's email, kunden-e-mail, kundenmail, kundenemail, mailadresse, "
    "e-mail-adresse, courriel, adresse mail, email du client, correo, correo del cliente, "
    "correo electrónico, e-mailadres, klantmail, email klant, email do cliente, e-mail do cliente",
    "company": "company, customer company, account, account name, organisation, organization, "
               "firma, "
    "unternehmen, kundenfirma, société, entreprise, compte, empresa, compañía, cuenta, bedrijf, "
    "organisatie, companhia, conta",
    "deal": "deal, opportunity, deal name, opportunity name, project, projekt, geschäft, auftrag, "
    "opportunité, affaire, projet, oportunidad, negocio, proyecto, kans, opportuniteit, order, "
    "oportunidade, negócio, projeto, vorgang",
    "amount": "amount, value, deal value, deal size, size, price, betrag, wert, summe, volumen, "
    "auftragswert, höhe, montant, valeur, importe, monto, valor, cantidad, bedrag, waarde, "
    "dealwaarde, quantia, montante",
    "currency": "currency, währung, devise, monnaie, moneda, divisa, valuta, munt, moeda",
    "rep_email": "rep, account rep, sales rep, salesperson, seller, owner, account executive, ae, "
    "account owner, rep email, vertriebler, verkäufer, verkäuferin, vertrieb, "
    "vertriebsmitarbeiter, "
    "vertriebsmitarbeiterin, account manager, kundenbetreuer, kundenbetreuerin, verantwortlich, "
    "zuständig, zuständiger, zuständige, zuständiger vertriebler, verantwortlicher, verantwortliche, außendienst, "
    "innendienst, außendienstmitarbeiter, außendienstmitarbeiterin, gebietsleiter, gebietsleiterin, "
    "betreuer, betreuerin, kundenberater, kundenberaterin, responsable commercial, responsable commerciale, "
    "chargé d'affaires, chargée d'affaires, interlocuteur commercial, encargado, encargada, responsable comercial, agente comercial, "
    "verantwoordelijk, verantwoordelijke, buitendienst, responsável, encarregado, encarregada, comercial responsável, "
    "gestor de conta, gestora de conta, "
    "commercial, commerciale, vendeur, vendeuse, responsable, vendedor, vendedora, comercial, "
    "verkoper, accountmanager, vertegenwoordiger",
    "competitor": "competitor, winner, competition, lost to, rival, chosen vendor, vendor, "
                  "wettbewerber, "
    "wettbewerb, konkurrent, konkurrenz, gewinner, mitbewerber, concurrent, concurrence, gagnant, "
    "vainqueur, competidor, competencia, ganador, concurrentie, winnaar, concorrente, "
    "concorrência, "
    "vencedor",
    "priorities": "priorities, priority, customer priorities, criteria, needs, prioritäten, "
                  "priorität, "
    "kriterien, priorités, priorité, critères, prioridades, prioridad, criterios, prioriteiten, "
    "prioriteit, criteria, prioridade, critérios",
    "reason_given": "reason, reason given, why, loss reason, cause, grund, begründung, "
                    "verlustgrund, "
    "raison, motif, razón, motivo, reden, razão",
    "date": "date, loss date, decision date, close date, lost on, datum, entscheidungsdatum, "
    "date de décision, fecha, fecha de decisión, data, besluitdatum",
    "guests": "join, joins, joining, guest, guests, gast, gäste, invité, invités, invitado, invitados, gasten, convidado, convidados",
    "left_out": "without, not joining, uninvite, remove, ohne, sans, sin, zonder, sem",
    "zone": "zone, time zone, timezone, tz, customer zone, customer time zone, customer's zone, "
    "customer's time zone, customer's timezone, their zone, their time zone, their clock, clock, "
    "customer clock, customer's clock, clock of the customer, local time, city, location, "
    "zeitzone, zeitzone des kunden, zeitzone der kundin, kundenzeitzone, uhr des kunden, uhr der "
    "kundin, ortszeit, stadt, ort, "
    "fuseau, fuseau horaire, fuseau du client, fuseau horaire du client, heure du client, heure "
    "locale, ville, "
    "zona horaria, huso horario, zona horaria del cliente, hora del cliente, hora local, reloj del "
    "cliente, ciudad, "
    "tijdzone, tijdzone van de klant, klok van de klant, lokale tijd, plaatselijke tijd, stad, "
    "fuso, fuso horário, fuso do cliente, fuso horário do cliente, hora do cliente, relógio do "
    "cliente, cidade",
    "language": "language, customer language, customer's language, their language, sprache, "
    "kundensprache, sprache des kunden, sprache der kundin, langue, langue du client, langue de la "
    "cliente, idioma, idioma del cliente, idioma de la cliente, lengua, taal, taal van de klant, "
    "klanttaal, idioma do cliente, idioma da cliente, língua",
}  # fmt: skip
LABELS: dict[str, str] = {
    form: name
    for name, labels in _BY_FIELD.items()
    for label in labels.split(", ")
    for form in {fold(label), re.sub(r"[ _-]", "", fold(label))}
}
_MAY_BE_NONE = frozenset(["competitor", "priorities", "reason_given", "customer_email"])


class BadValue(ValueError):
    """The value does not suit its fact; ``nearest`` is what may be meant, or an ``example`` of what would."""

    def __init__(self, nearest: str | None, *, example: bool = True) -> None:
        super().__init__(nearest or "")
        self.nearest = nearest
        self.example = example


Read = tuple[dict[str, object], tuple[str, ...]]


def read_fact(name: str, text: str, currency: str, today: date | None = None) -> Read:
    """Return ({field: value}, fields cleared) for one stated fact; raise `BadValue` if unfit."""
    value = _trim(text)
    plain = fold(value).strip(" .!")
    if not plain or len(value) > _MAX_VALUE:
        raise BadValue(_EXAMPLES.get(name))
    absent = plain in ("n/a", "na", "k.a", "-", "--") and name not in _MAY_BE_NONE
    if plain in UNKNOWN or absent or value.strip("? ") == "":
        return _unknown(name)
    if plain in NOTHING and name != "rep_email":  # nobody: the manager is alone with it
        return _none(name)
    if name in ("amount", "currency"):
        return _money(name, value, currency)
    if name in ("customer", "customer_name", "customer_email"):
        return _customer(name, value)
    if name == "date":
        return _date(value, today)
    if name == "zone":
        return {"zone": read_zone(value)}, ()
    if name == "language":
        if (language := language_called(value)) is None:
            raise BadValue(_EXAMPLES["language"])
        return {"language": language}, ()
    if name == "priorities":
        return {"priorities": split_list(value)}, ()
    if name == "competitor":
        return {"competitor": value.rstrip("."), "no_decision": False}, ()
    if name == "reason_given":
        return {name: value}, ()
    return {name: value.rstrip(".,;")}, ()


_EXAMPLES = {
    "amount": "amount: 120k EUR",
    "currency": "currency: EUR",
    "customer": "customer: Jane Doe <jane@customer.example>",
    "customer_name": "customer: Jane Doe <jane@customer.example>",
    "customer_email": "customer email: jane@customer.example",
    "date": "date: 2026-03-31",
    "zone": "zone: Europe/Berlin",
    "language": "language: German (or English, French, Spanish, Dutch, Portuguese)",
    "rep_email": "rep: name or address of a rep of the team",
    "competitor": "competitor: name, or none",
    "guests": "join: a rep's name, or a name with its address",
    "left_out": "without: the name of somebody who was to join",
}


def _trim(text: str) -> str:
    value = re.sub(r"\s+", " ", text).strip().strip("*_`").strip()
    if len(value) > 1 and value[0] in "\"'“„«" and value[-1] in "\"'”“»":
        value = value[1:-1].strip()
    return value.strip(" ,;")


def _unknown(name: str) -> Read:
    if name == "customer":
        return {}, ("customer_name", "customer_email")
    if name == "zone":
        raise BadValue(_EXAMPLES["zone"])
    return ({"no_decision": False} if name == "competitor" else {}), (name,)


def _none(name: str) -> Read:
    if name not in _MAY_BE_NONE:
        raise BadValue(_EXAMPLES.get(name))
    return ({"no_decision": True} if name == "competitor" else {}), (name,)


def _money(name: str, value: str, currency: str) -> Read:
    if name == "currency":
        code = read_currency(value, currency)
        if code is None:
            raise BadValue(_EXAMPLES["currency"])
        return {"currency": code}, ()
    read = read_amount(value, currency)
    if read is None:
        raise BadValue(_EXAMPLES["amount"])
    amount, code = read
    return {"amount": amount} | ({"currency": code} if code else {}), ()


def _customer(name: str, value: str) -> Read:
    """Read "Jane Doe <jane@x.example>", a name alone, or an address alone."""
    text = re.sub(r"(?i)mailto:|[\[\](){}|]", " ", value)
    addresses = list(
        dict.fromkeys(fold_address(a) for a in ADDRESS.findall(text.replace(")", " ")))
    )
    rest = ADDRESS.sub(" ", text.replace(")", " "))
    person = re.sub(r"\s+", " ", re.sub(r"[<>\[\](){}|]", " ", rest)).strip(" ,;:-–\"'")
    if len(addresses) > 1 or "@" in person or (name == "customer_email" and not addresses):
        raise BadValue(_EXAMPLES[name])
    found: dict[str, object] = {}
    marked = re.fullmatch(r"[^\W\d_][\w .'’-]{0,60}<[^<>]+>", value.strip())  # "Jane Doe <jane@…>"
    if person and (name != "customer_email" or marked):
        found["customer_name"] = person
    if addresses:
        found["customer_email"] = addresses[0]
    if not found:
        raise BadValue(_EXAMPLES[name])
    return found, ()


_TODAY = listed("today, heute, aujourd'hui, hoy, vandaag, hoje")
_YESTERDAY = listed("yesterday, gestern, hier, ayer, gisteren, ontem")


MOST_DAYS_AGO = timedelta(days=183)
_WITHOUT_YEAR = re.compile(
    r"\d{1,2}\.\d{1,2}|\d{1,2}/\d{1,2}|(?:(?:the|le|el|am|den|op|o|em) )?\d{1,2}(?:\.|st|nd|rd|th|er|e)? (?:of |de )?[^\W\d_]{3,}|"
    r"[^\W\d_]{3,} \d{1,2}(?:st|nd|rd|th)?"
)
_LAST = re.compile(
    r"\b(?:last|past|on|letzte[nr]?|vergangene[nr]?|am|derniere?|passee?|pasado|pasada|el|vorige|afgelopen|op|passad[ao]|na|no)\b"
)


def _date(value: str, today: date | None) -> Read:
    """Read a day that is over or now; without a year, and of a week-day, the last one is meant."""
    word = fold(value).strip(" .")
    when: date | None = None
    if today is not None and word in _TODAY | _YESTERDAY:
        when = today - timedelta(days=word in _YESTERDAY)
    elif re.fullmatch(r"\d{1,4}[-./]\d{1,2}[-./]\d{1,4}", word):
        when = read_when(word, today or date.max)
    elif today is not None:
        when = _last(word, today)
    if when is None or when.year < 1990:
        example = (today or date(2026, 3, 31)) - timedelta(days=1)
        raise BadValue(f"date: {example.isoformat()}")
    return {"date": when}, ()


def _last(word: str, today: date) -> date | None:
    """Return the last day that is called so: "12 September", "12/9", "last Friday"."""
    if re.search(r"\b(?:19|20)\d\d$", word):
        when = read_when(word, today)
        return when if when is not None and when <= today else None
    if _WITHOUT_YEAR.fullmatch(word):
        first, stroke, second = word.partition("/")
        forms = {word, f"{second}/{first}"} if stroke else {word}
        read = {_last_year(form, today) for form in forms} - {None}
        return read.pop() if len(read) == 1 else None
    day = _LAST.sub(" ", word).strip()
    if len(day.split()) == 1:
        when = read_when(day, today - timedelta(days=7))
        return when if when is not None and when <= today else None
    return None


def _last_year(word: str, today: date) -> date | None:
    """Return the day of the last months that is called so; what is older is hardly meant without its year."""
    day, stroke, month = word.partition("/")
    if stroke:
        word = f"{day}.{month}."
    when = read_when(word, today - MOST_DAYS_AGO)
    return when if when is not None and when <= today else None


def split_list(value: str) -> tuple[str, ...]:
    """Return the items of a list written in one line: separated by ";", else by "," or "/"."""
    mark = r";" if ";" in value else r",|\s/\s|\s\+\s"
    items = [item.strip(" .-•*") for item in re.split(mark, value)]
    if len(items) > 1 and mark != ";":
        items[-1:] = re.split(r"\s(?:and|und|et|y|en|e)\s", items[-1], maxsplit=1)
    flat = [re.sub(r"^(?:and|und|et|y|en|e)\s+", "", item) for item in items]
    numbered = [re.sub(r"^\(?\d[.)]\s*", "", item) for item in flat]
    return tuple(dict.fromkeys(item for item in numbered if item))


@lru_cache(maxsize=1)
def _zones() -> dict[str, tuple[str, ...]]:
    """Return IANA names by folded name and by folded last part ("new york")."""
    from zoneinfo import available_timezones

    found: dict[str, list[str]] = {}
    for zone in sorted(available_timezones()):
        folded = fold(zone.replace("_", " "))
        found.setdefault(folded, []).append(zone)
        if "/" in zone and zone.split("/")[0] not in ("Etc", "US", "posix", "right", "SystemV"):
            found.setdefault(folded.rpartition("/")[2], []).append(zone)
    return {key: tuple(names) for key, names in found.items()}


_ABOUT_TIME = re.compile(
    r"^(?:the )?(?:uhrzeit|zeit|heure|l'heure|hora|tijd|time|zeitzone|fuseau(?: horaire)?|zona "
    r"horaria|tijdzone|fuso(?: horario)?|time ?zone)\s+(?:(?:in|von|of|de|du|d'|del|da|do|van|a|en|"
    r"em)\s*)?|^(?:in|en|a|em|te|d'|de|they are in|she is in|he is in)\s+|"
    r"\s+(?:local )?(?:time|zeit|tijd|uhr|ortszeit|time ?zone)$|(?<=\w)-?(?:er)? zeit$"
)


def read_zone(value: str) -> str:
    """Return the IANA name for a zone, or a city or country that has one; else raise `BadValue`.

    "Lisbon", "New York time", "heure de Montréal", "Perth, Australia", "PST".
    """
    from debrief.timing.zones import place_named  # its tables are read only when a place is named

    wanted = fold(value.replace("_", " ")).strip(" .")
    name = _ABOUT_TIME.sub("", wanted).strip(" .") or wanted
    names = _zones().get(wanted) or _zones().get(name, ())
    if len(names) == 1 and "/" in wanted:
        return names[0]
    if city := place_of(name):
        return city.zone
    cities = cities_called(name)
    place = None if cities else place_named(name)
    if place is not None and len(place.zones) == 1:
        return place.zones[0]
    if len(names) == 1 and not cities:
        return names[0]
    near = difflib.get_close_matches(name, _zones(), n=1, cutoff=0.7)
    hint = names[0] if names else (_zones()[near[0]][0] if near else None)
    if not hint and cities:
        hint = cities[0].zone
    if not hint and place is not None:
        hint = place.zones[len(place.zones) // 2]
    raise BadValue(f"zone: {hint}" if hint else _EXAMPLES["zone"], example=not hint)
