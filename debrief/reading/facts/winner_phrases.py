"""Who won, by the plain words around the name: "signed with X", "X it is", "c'est X qui assurera"."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from debrief.reading.facts.winner_doubts import tidied
from debrief.reading.legal_forms import FORM
from debrief.reading.wording import fold, word_set, words_in

_WORD = r"[A-ZÀ-Þ][\w&’'-]{0,40}(?:\.(?=[A-Z]))?"
_LEGAL = rf"(?:,? {FORM}\b\.?)?"
NAME = rf"(?<![A-ZÀ-Þ])(?P<name>{_WORD}(?: (?:& |de |da |do |du |van |of )?{_WORD}){{0,3}}{_LEGAL})"
_ARTICLE = r"(?:(?i:the|la|le|les|el|los|las|a|o|os|as|de|het|die|der|den|dem|das|firm|firma|société|sociedad|empresa|company|concorrente|people at|folks at|guys at|gars de|guys from|lot at)\s+){0,3}"

_MONTH = (
    r"jan|jän|feb|fév|fev|mar|mär|maa|avr|abr|apr|mai|may|mei|juin|juil|jun|jul|aoû|aug|ago|sep|set|oct|okt|out|nov|dec|dez|dic|déc|ene|ja|"
    r"monday|montag|lundi|lunes|maandag|segunda|next|nächst|prochain|próxim|volgend"
)
# A cue and the name after it; every language in one list, the surest first.
_LEADING = (
    r"winner(?: is| was|:)?|gewinner ist|ganador es|vencedora? (?:é|foi)|gagnant est|winnaar is|namely|nämlich|à savoir|a saber|namelijk",
    r"(?:sign|signed|signing|ink|inked|papers?|contract|deal|done|go|gone|going|went|agreement|executed|placed|stay|stays|staying|remain|extend what we have|keep working|proceed|shaken hands|arranged|hooked us up) (?:\w+ ){0,3}?(?:with|w)",
    r"(?:contract|deal|order|business|work|job|project|it|lot) (?:has |have |had )?(?:gone|going|goes|went|go|been given) to|(?:trust|faith|confidence) in|between (?:yourselves|you|us) and|word (?:of honou?r )?to|came out [^.\n]{0,25}? for|ballot [^.\n]{0,20}? for",
    r"(?:signé|paraphé|contractualisé|reparti[es]*|parti[es]*|rest(?:e|ons|ent)) (?:\w+ ){0,2}?(?:avec|chez)",
    r"(?:firm\w+|contrat\w+|cerr\w+|qued\w+|segu\w+) (?:\w+ ){0,3}?con|(?:fech\w+|assin\w+|avanç\w+|fic\w+|contrat\w+) (?:\w+ ){0,3}?com",
    r"(?:unterschrieben|abgeschlossen|bestellt|gekauft|vergeben|beauftragt) (?:\w+ ){0,3}?(?:bei|mit|an)|zusammen mit|(?:getekend|in zee|verder|gesloten) (?:\w+ ){0,2}?(?:met|bij)|(?:bij|met) (?=[A-Z][\w&-]*(?: [A-Z][\w&-]*)* (?:in zee|getekend|verder))",
    r"(?:awarded?|awarding|given|gave|goes|went|go|order|marks|preference|handed|entrusted|confié\w*|attribué\w*|adjudic\w+|adjudg\w+|otorg\w+|asign\w+|atribu\w+|gegund|gunnen|gegeven|toegewezen) (?:\w+ ){0,4}?(?:to|à|au|a|al|an|aan)",
    r"favoreci\w+ (?:a )?(?:la (?:propuesta|oferta) de)?|inclin\w+(?:-se)? (?:para|por|hacia)|penché (?:vers|pour|du côté de)|tranché (?:pour|en faveur de)|opt\w+ (?:por|pour|for)|decant\w+ por",
    r"(?:berücksichtigt wird|den zuschlag erhält|zuschlag (?:\w+ ){0,4}?(?:der|an|auf das angebot)|zuschlag (?:\w+[ .]+){0,8}?der|wahl (?:ist |fiel )?(?:auf|fiel auf)|fiel auf|es ist)",
    r"c['’]est|ce sera|ça sera|será|va a ser|het is|het wordt|het werd|it(?:['’]s| is| was) going to be|it will be|it['’]ll be|es wird|salió|ganó|levou a melhor",
    r"(?:current|present|existing|bookkeeping|payroll|huidige|actuel|actual|atual|bisherigen?) (?:\w+ ){0,2}?(?:vendor|supplier|provider|partner|leverancier|fournisseur|prestataire|proveedor|fornecedor|anbieter|lieferanten?),?",
    r"(?:corporate|group|house|company|parent|konzern\w*|groupe|grupo|groep)(?:['’]s)? (?:own )?(?:standard|tool|solution|system|software|platform|tms|wms|erp|crm) ?\(?",
    r"(?:competitor|mitbewerber|wettbewerber|concurrent|competidor|concorrente) ?[(:]?",
    r"(?:call|decision|down|vote|up|pleaded|made|choice|entscheidung|décision|decisión|keuze) (?:[^.!?\n]{0,30}?)?(?:for|für|pour|por|voor|on)",
    r"(?:management|board|committee|they|directors?|partners|trustees|owners|he|she|cfo|ceo) (?:took|picked|chose|prefer(?:s|red)|wanted|favou?red|went for|liked)(?: better)?",
    r"(?:handshake from|throwing in|free trial of|trial of|taken to [^.\n]{0,25}? from|already (?:know|use|have|run|own)|bundle(?:s|d)? with|kicks? off \w+ with|made by|gebaut von|built by)",
    r"impos\w+(?: (?:us|on us|nous|leur|nos|les|ons))?|den hat|(?:embarqu\w+|travaill\w+) avec|teken\w* (?:\w+ ){0,2}bij|(?:palavra|palabra|parole|wort|woord) (?:\w+ ){0,2}?(?:a|ao|à|à la|aan|an)(?: (?:pessoal|gente) d[aeo])?|tirado por|presented us with|saddled with",
    r"die firma",
    r"(?:some|a|an|this|these|the) (?:\w+ )?(?:lot|crowd|outfit|firm|company|start-?up|bunch|agency|shop|people|guys) (?:called|named)|(?:firma|laden|bude|agentur|truppe|anbieter|verein) namens|(?:boîte|société|agence|start-?up|entreprise) (?:qui s['’]appelle|appelée|du nom de|nommée)",
    r"(?:empresa|agencia|firma|gente|agência|malta) (?:que se llama|llamad[oa]|que se chama|chamad[oa])|(?:bedrijf|clubje|toko|bureau|partij|firma) (?:dat|die) heet|(?:bedrijf|clubje|toko|bureau|partij|firma) genaamd",
    # "Kriegt Wittmund." at the beginning of a sentence; "nur Timora konnte es zeigen"
    r"(?:^|[.!?:] )(?:kriegt|kriegen|macht|bekommt|krijgt|krijgen|se l[oa] (?:lleva|llevan|queda|quedan)|décroche|remporte)",
    r"\b(?:only|nur|seule?|sólo|solo|alleen|só)(?= (?:[aeo] )?[A-Z][\w&-]+(?: [A-Z][\w&-]+)? (?:has|have|had|could|can|did|hat|haben|hatte|konnte|kann|a|ont|avait|pouvait|peut|ha|han|tenía|podía|puede|heeft|had|kon|kan|tem|tinha|podia|pode|conseguiu)\b)",
    # from a day on with another
    rf"(?:from|as of|starting|ab|dès|à partir d[eu']|desde|a partir d[eo]|vanaf|per) (?:dem |the |le |el |o )?(?:\d{{1,2}}\.?(?:er|st|th|º)? ?(?:de |of )?)?(?:{_MONTH})\w* (?:\w+ ){{0,2}}?(?:über|mit|bei|via|through|with|avec|chez|par|con|met|bij|com)",
)  # fmt: skip
_UNDER_US = (
    r"(?:(?:was|were|is|are|came in|come in|war|waren|lag|lagen|liegt|était|étaient|est|estaba|está|estaban|zat|zaten|zit|estava|ficou) )?(?:um |un |uns )?(?:\d{1,2}(?:[.,]\d)? ?%|[€$£]? ?\d[\d.,]*k?(?: ?(?:k|€|EUR|euros?))?) "
    r"(?:(?:under|below|cheaper than|less than|lower than) (?:us|ours|we|our)|(?:unter|günstiger als|billiger als) (?:uns|wir|unser\w*)|(?:sous|en dessous de|au-dessous de|moins chere?s? que) (?:nous|notre|la nôtre)"
    r"|(?:por debajo(?: de)?|más barat\w+(?: que)?|menos que) (?:nosotros|nuestr\w+|la nuestra)|(?:onder|goedkoper dan) (?:ons|wij|onze)|(?:abaixo d[ae]?|mais barat\w+ (?:do )?que) ?(?:nós|noss\w+|a nossa))\b"
)
_FOLLOWING = (
    rf"(?:{_UNDER_US}|"
    r"it is|it was|first, us second|first and us second|ist es geworden|is het geworden|geworden|people\b|g[eo]ts? (?:it|the)|have the order|has the order|wins\b|won\b|takes it|took it|beat us|undercut us|qui (?:a (?:recueilli|obtenu|eu|emporté|convaincu|remporté)|assurera|l['’]emporte|l['’]a emporté)|l['’]a emporté|se lo (?:lleva|llevó|ha llevado)|ficou com|levou\b|macht es|hat (?:den|gewonnen)|krijgt (?:het|de)|heeft het|'s paper|’s paper|['’]s name beside|bundles|throws in|does\b\.?$|can do it|already has|came with|does the job|does it for|hosts|lhes mostrou|has it ready)"
)

# Each with what stands in small letters wherever it may be found: that alone is looked for much faster.
_CUES = [
    (
        re.compile(rf"\b(?:{cue.replace('A-Z', 'a-z')})"),
        re.compile(rf"\b(?i:{cue})\s*{_ARTICLE}{NAME}"),
    )
    for cue in _LEADING
]
_CUES.append((re.compile(""), re.compile(rf"{NAME},? ?{_FOLLOWING}", re.MULTILINE)))

_NO_NAME = word_set(
    """es there debrief lost rang das damit dies this that it he she they we i you our your his her their the a an der die wir sie ich il elle nous vous on el ella ellos nosotros hij zij wij het de ela ele eles nos
    monday tuesday wednesday thursday friday saturday sunday montag dienstag mittwoch donnerstag freitag lundi mardi mercredi jeudi vendredi lunes martes miercoles jueves viernes maandag dinsdag woensdag donderdag vrijdag
    january february march april may june july august september october november december excel google microsoft finance accounts procurement purchasing legal it hr cfo ceo cto coo board committee council
    unfortunately sorry thanks thank regards korean criterion weight not no yes q1 q2 q3 q4 pilot build house hello hi dear dec nov oct sept jan feb angebot ihr ihre ihnen votre vos sua vossa su uw jullie rfp proposal contract order comment note reason stage owner person value pipeline team management"""
)


def is_plausible(name: str | None) -> bool:
    """Tell whether what was found can be a firm's name: one line, and not an ordinary word."""
    if not name or "\t" in name or "\n" in name:
        return False
    words = re.findall(r"\w+", fold(name))
    return bool(words) and not all(word in _NO_NAME for word in words) and words[0] not in _NO_NAME


_OWN = r"(?:own|eigene?\w?|propre|propi[oa]|pr[oó]pri[oa])"
_UNIT = r"(?:department|team|division|unit|(?:fach)?abteilung|service|équipe|departamento|equipo|equipa|afdeling|vakgroep)"
_IN_HOUSE = rf"(?:our|my|unser\w*|mein\w*|notre|mon|ma|nuestr[oa]|onze|mijn|noss[oa]|their|its|ihr\w*|leur|su|hun|seu|sua) (?:{_OWN}(?: {_UNIT})?|{_UNIT})"
_THEIR_OWN = (
    rf"(?:{_IN_HOUSE}|our|my|unser\w*|mein\w*|notre|mon|ma|nuestr[oa]|mi|onze|mijn|noss[oa]|meu|minha|mr|mrs|ms|herr|frau|dr|mme|madame|sra?|mevrouw|dhr|bought by|acquired by|taken over by|owned by|belong to(?: the)?|part of(?: the)?|übernommen von|gekauft von|"
    r"rachetés? par|comprad\w+ por|adquirid\w+ por|overgenomen door|adviser to|advisor to|consultant to|on behalf of|client|office in|plant in|show in|roof at|site at|back to|ask|asked)"
)


_OWN_BEFORE = re.compile(rf"(?<!\w)(?i:{_THEIR_OWN})\.? \Z")
_IN_HOUSE_BEFORE = re.compile(rf"(?<!\w)(?i:{_IN_HOUSE}) \Z")
_FURTHEST = 60  # characters before a name in which such a word begins


def is_their_own(name: str, text: str) -> bool:
    """Tell whether the text names this as the customer's own: a colleague, a new owner, a client, a place."""
    return any(
        _OWN_BEFORE.search(text, max(0, start - _FURTHEST), start)
        for start in places_of(name, text[:6_000])
    )


def is_in_house(name: str, text: str) -> bool:
    """Tell whether a name is the customer's own wherever it stands: "their own SharePoint", "our department Training"."""
    before = [text[max(0, at - _FURTHEST) : at] for at in places_of(name, text[:6_000])]
    return bool(before) and all(map(_IN_HOUSE_BEFORE.search, before))


def places_of(name: str, text: str) -> Iterator[int]:
    """Yield where a name begins in a text, as whole words after what stands before it."""
    at = text.find(name) if name else -1
    while at >= 0:
        end = at + len(name)
        if end == len(text) or not (text[end].isalnum() or text[end] == "_"):
            yield at
        at = text.find(name, at + 1)


_SHORT = re.compile(r" (?:IT|BI|AI|SA|AG|SE|UK|US|NV|BV|AS|AB|OY|HR|MX|FM)\b")


def completed(name: str, text: str) -> str:
    """Return the name with the short word in capitals that the text writes after it ("Stremsel IT")."""
    at = text.find(name)
    more = _SHORT.match(text, at + len(name)) if at >= 0 else None
    return name + more[0] if more else name


def winner_by_phrase(text: str, not_these: Iterable[str | None]) -> str | None:
    """Return the first name that plain words call the winner; None where no such words stand.

    ``not_these`` are names of the customer, its people and ours.
    """
    taken = {word for name in not_these if name for word in re.findall(r"\w+", fold(name))}
    flat = re.sub(r"[ \t]*\n[ \t]*(?=\S)", " ", text[:6_000])
    small = flat.lower()
    for hint, cue in _CUES:
        for match in cue.finditer(flat) if hint.search(small) else ():
            name = match["name"].strip(" ,'’")
            name = re.sub(r"['’]s$", "", name)
            words = re.findall(r"\w+", fold(name))
            if is_their_own(name, flat):
                continue
            if is_plausible(name) and not taken & {word for word in words if len(word) > 2}:
                return name
    return None


_CHEAPER = r"(?:undercut|underbid|(?:was|were|came in) (?:cheaper|lower)|(?:war|waren) (?:billiger|günstiger)|unterbot|(?:était|étaient) moins chère?s?|(?:era|fue|eran|fueron) más barat\w+|(?:was|waren) goedkoper|(?:era|foi|eram|foram) mais barat\w+)\b"
_UNDERCUT = re.compile(rf"{NAME},? (?:{_UNDER_US}|{_CHEAPER})")


def who_undercut(text: str) -> str | None:
    """Return the firm that a text puts so much below our price ("Optidat was 9 % under us")."""
    found = _UNDERCUT.search(text)
    return found["name"] if found else None


_AWARDED_TO = re.compile(
    r"^(?:\W{0,4}|\d{1,2}[.)] ?)(?:oferente adjudicado|proveedor adjudicado|(?:empresa |entidad )?adjudicatari[oa]|(?:entidade |empresa |licitante |proponente )?(?:adjudicat[aá]ri[oa]|vencedora?)|adjudicataire(?: pressentie?)?|attributaire(?: pressentie?| propose?)?|titulaire(?: retenu| pressentie?)?|bestbieter(?:in)?|zuschlagsempfänger(?:in)?"
    r"|wer hat gewonnen|who won|qui a gagné|quién ganó|quem ganhou|wie heeft gewonnen|awarded to|winning (?:bidder|tenderer)|successful (?:bidder|tenderer)|gegund aan|begunstigde)[ \t]*[:?][ \t]*(?P<name>[^\n(;|]{2,60})",
    re.IGNORECASE | re.MULTILINE,
)
_PRICE_AFTER = re.compile(
    rf"[ ,–-]+(?:[A-Z]{{3}}|[€$£]|R\$)? ?\d.*$| - .*$|\s?\([a-zà-ÿ][^()]*\)$|, (?!{FORM}\b).*$"
)


# How a firm is called that was only described before: "Gresham Fleet, they're called", "Haake heißt der Laden".
_CALLED = re.compile(
    rf"(?:\A|[.!?:;–—(\n])[ \t]*{NAME}(?:,? (?:is what )?they(?:['’]re| are) called\b|, if you (?:need|want) (?:a|the|their) name\b"
    r"|,? hei(?:ß|ss)(?:t|en) (?:der Laden|die Firma|das Büro|die Agentur|der Anbieter|der Betrieb|die Leute|die Truppe|das Haus)\b(?! ab| jetzt| nun| künftig)|,? (?:qu['’])?(?:elles |ils )?s['’]appellent\b"
    r"|,? se llaman\b|,? (?:zo )?(?:heten ze|heet (?:de firma|het bedrijf|de club|die partij|dat clubje))\b|,? (?:se chamam|chamam-se)\b)"
)


def winner_called(text: str) -> str | None:
    """Return the firm of which a text says how it is called, as it does of one that it only described before."""
    for match in _CALLED.finditer(text[:8_000]):
        name = match["name"].strip(" ,'’")
        if is_plausible(name):
            return name
    return None


# Whoever a notice of several lots writes to: the lot that speaks of their tender is the one they bid for.
_YOURS = re.compile(
    r"\b(?:your (?:tender|bid|offer|score|price|rank)|ihr(?:e[rnms]?)? (?:\w*angebot|punkt\w*|preis|rang)|votre (?:offre|note|rang|prix)|(?:su|vuestra) (?:oferta|puntuacion)|uw (?:inschrijving|score|aanbieding|prijs)|(?:sua|vossa) (?:proposta|pontuacao))\b"
)


def winner_by_label(text: str, own: str = "") -> str | None:
    """Return the firm that a notice or a form names after a label such as "Adjudicataire:" or "Who won?".

    Of several lots it is the one who won the lot in which we are named, whose first word is ``own`` (folded).
    """
    text = text[:8_000]
    found = list(_AWARDED_TO.finditer(text))
    if not found:
        return None
    ends = [*(match.start() for match in found[1:]), len(text)]
    ours = (m for m, end in zip(found, ends, strict=True) if _is_ours(text[m.end() : end], own))
    return as_winner(next(ours, found[0])["name"])


def _is_ours(section: str, own: str) -> bool:
    plain = fold(section)
    return (bool(own) and own in words_in(plain)) or _YOURS.search(plain) is not None


def as_winner(given: str) -> str | None:
    """Return the firm that stands behind a label for the winner; None where no name does."""
    name = _PRICE_AFTER.sub("", given.strip(' "“”„«»*_\r\t'))
    name = name if re.search(r"\.\w+\.$", name) else name.rstrip(" .")
    name = tidied(name, "")
    words = name.split()
    return name if is_plausible(name) and words[0][:1].isupper() and len(words) < 9 else None
