"""Who was chosen: another vendor, somebody by name, or us."""

from __future__ import annotations

import re
from collections.abc import Iterator

from debrief.reading.facts.person_words import is_titled
from debrief.reading.facts.proper_names import name_at, name_ending
from debrief.reading.legal_forms import FORM
from debrief.reading.verdicts.clauses import Mark, Sentence
from debrief.reading.verdicts.goes_ahead import LOT
from debrief.reading.verdicts.signals import Signal, Voice, is_negated, is_own, subject_of, weigh
from debrief.reading.verdicts.wins import PLAIN_WIN
from debrief.reading.wording import first_word, fold, word_set
from debrief.timing.known_cities import cities_called

_SCORED = re.compile(r"\b\d+(?:[.,]\d+)? (?:points?|marks|punkte?n?|puntos|pontos|punten)\b")


def tells_points(sentence: Sentence) -> bool:
    """Tell whether points are told of: "we awarded you 83 points" awards nothing else."""
    return _SCORED.search(fold(sentence.text)) is not None


def chosen(sentence: Sentence, voice: Voice, own: frozenset[str], plain: bool) -> Iterator[Signal]:
    """Yield "we chose another vendor", "they signed with Stackhaven"; or the same said of us."""
    for mark in sentence.all("CHOOSE"):
        subject = subject_of(sentence, mark)
        if not subject and _is_bare(sentence, mark) and not _intended(sentence, mark):
            continue  # "select the account": an instruction, nobody's decision
        other = _other(sentence, mark)
        name = (
            name_at(sentence, mark.last + 1, lower=plain)
            or _object_before(sentence, mark)
            or _given_to(sentence, mark)
            or _whom(sentence, mark)
        )
        if name is not None and is_own(name, own):
            if not is_negated(sentence, mark) and not tells_points(sentence):
                plainly = voice is Voice.CUSTOMER and _is_alone(sentence, mark, own)
                yield Signal("won", PLAIN_WIN if plainly else -3.0, sentence)
            return
        if (
            (other is None and name is None)
            or is_negated(sentence, mark)
            or sentence.has("JOB", "MATTER")
        ):
            continue
        if subject == ("YOU" if voice is Voice.CUSTOMER else "WE"):
            if not sentence.has("LOST"):  # "we lost the deal to Stackhaven"
                yield Signal("we chose", -2.5, sentence)
        elif other is not None:
            yield weigh(sentence, mark, "chosen", 2.8, name or _named_other(sentence, other))
            return
        elif name is not None:
            weight = 2.0 if voice is Voice.CUSTOMER else 2.1
            yield weigh(
                sentence,
                mark,
                "named",
                weight - (1.5 if sentence.has("ONGOING", "MEETING") else 0.0),
                name,
            )
            return


# What is not said to be so: wished, supposed, asked, recommended, or true of others or of a part only.
_UNDECIDED = re.compile(
    r"\b(?:would|could|might|may|should|if|unless|until|whether|wanted|want|hoped|hope|wished|wish|instead|rather|almost|nearly|once|before|but|however|although|though|part|lot|if only|recommend\w*|suggest\w*|propos\w*|voted?|prefer\w*|runner|reserve|second|points?|overruled|shortlist\w*|finalist\w*|users?|my team"
    r"|zweite\w*|deuxieme|segund[oa]|tweede|suplente|fachteam|utilisateurs|usuarios|gebruikers|utilizadores|ware|waren|hatten?|hatte|wurden?|sollten?|konnten?|wenn|falls|ob|fast|beinahe|statt|lieber|wollten?|aber|doch|jedoch|obwohl|los|teil|empf\w+|vorschl\w+|bevorzug\w*"
    r"|aurai\w*|aurions|serai\w*|pourrai\w*|si|presque|plutot|voulai\w*|mais|cependant|malgre|bien que|partie|recommand\w*|propose\w*|prefer\w*"
    r"|hubiera\w*|habria\w*|seria\w*|podria\w*|casi|queria\w*|pero|aunque|sin embargo|parte|lote|recomend\w*|propus\w*|prefier\w*|preferi\w*"
    r"|zou|zouden|had|hadden|kunnen|als|indien|bijna|liever|wilde\w*|maar|echter|hoewel|deel|perceel|advise\w*|voorstel\w*"
    r"|teria\w*|poderia\w*|se|quase|queria\w*|mas|porem|embora|apesar)\b|n['\u2019]t\b"
)  # folded


def _is_alone(sentence: Sentence, mark: Mark, own: frozenset[str]) -> bool:
    """Tell whether nothing else was decided in the sentence, and for nobody else."""
    if _UNDECIDED.search(fold(sentence.text)) or len(sentence.all("CHOOSE")) > 1:
        return False
    names = (name_at(sentence, at, skip=0) for at in range(mark.last + 1, len(sentence.words)))
    return all(name is None or is_own(name, own) for name in names)


_BARE = word_set(
    "go choose select pick award opt sign decide settle proceed partner hire use order buy recommend take vote"
)


def _is_bare(sentence: Sentence, mark: Mark) -> bool:
    """Tell whether the mark is a verb's bare form with at most a preposition."""
    before = sentence.words[mark.first - 1] if mark.first else ""
    adjective = sentence.words[mark.first] in (
        "selected",
        "chosen",
        "preferred",
        "awarded",
    )
    if adjective and before in ("a", "an", "the", "your", "any", "each", "currently"):
        return True  # "a selected provider"
    rest = sentence.words[mark.first + 1 : mark.last + 1]
    return sentence.words[mark.first] in _BARE and all(
        word in ("with", "for", "on", "to") for word in rest
    )


def _intended(sentence: Sentence, mark: Mark) -> bool:
    """Tell whether "to", "will" or a name stands before the bare verb."""
    before = sentence.words[mark.first - 1] if mark.first else ""
    return (
        before in ("to", "will", "ll", "we", "they", "have", "would")
        or name_ending(sentence, mark.first - 1) is not None
    )


def stays_with(sentence: Sentence, own: frozenset[str], plain: bool) -> Iterator[Signal]:
    """Yield "we stay with QuickQuote": the one they have already is a competitor too."""
    for mark in sentence.all("STAY"):
        if sentence.near(mark, "CURRENT", after=6):
            continue
        name = name_at(sentence, mark.last + 1, skip=2, lower=plain)
        if (
            name
            and not is_own(name, own)
            and not is_negated(sentence, mark)
            and not sentence.has("THING")
        ):
            yield weigh(sentence, mark, "named", 2.0, name)
            return


def _whom(sentence: Sentence, mark: Mark) -> str | None:
    """Return the name that "… so that's who we're going with" points back to."""
    lead = sentence.words[max(0, mark.first - 4) : mark.first]
    if not {"who", "whom"} & set(lead):
        return None
    names = (name_at(sentence, index, skip=0) for index in range(mark.first))
    return next((name for name in names if name), None)


_GIVING = (
    "award",
    "adjudi",
    "attrib",
    "confi",
    "vergeb",
    "gegund",
    "gunnen",
    "gave",
    "given",
    "affid",
    "aggiud",
    "auftra",
    "zuschl",
    "opdrac",
    "asign",
    "otorg",
    "entreg",
    "assegn",
    "contract",
    "handed",
    "toegew",
)


def _given_to(sentence: Sentence, mark: Mark) -> str | None:
    """Return to whom something was awarded ("awarded the load forecasting contract to Gridmind")."""
    if not sentence.words[mark.first].startswith(_GIVING):
        return None
    for index in range(mark.last + 1, min(mark.last + 12, len(sentence.words) - 1)):
        if sentence.words[index] in ("to", "an", "a", "au", "aan", "para", "auf"):
            name = name_at(sentence, index + 1)
            if name is not None:
                return name
    return None


_FORMED = re.compile(rf",? {FORM}\b")
_REVOKED = re.compile(
    r"\b(?:annul\w*|revo[ck]\w*|cancel\w*|withdr[ae]w\w*|aufgehoben|widerruf\w*|anul\w*|ingetrokken|herroepen|sin efecto|sem efeito)\b"
)  # folded


def awards_us(sentence: Sentence, own: frozenset[str]) -> bool:
    """Tell whether it is awarded to our company by its full name ("procede adjudicar el contrato a Larkspur Ltd").

    So does whoever decides formally, among refusals of others and conditions for us.
    """
    for mark in sentence.all("CHOOSE"):
        name = _given_to(sentence, mark) or _object_before(sentence, mark)
        if name is None or not is_own(name, own) or not _FORMED.search(name):
            continue
        start = sentence.text.find(name)
        before = _CLAUSE.split(fold(sentence.text[:start]))[-1]
        behind = _CLAUSE.split(fold(sentence.text[start + len(name) :]))[0]
        if not is_negated(sentence, mark) and not _UNDECIDED.search(before):
            return not _REVOKED.search(f"{before} {behind}")
    return False


_CLAUSE = re.compile(r"[,;:] ")
_BESIDE, _AGAINST = word_set("mit met bei"), word_set("gegen tegen")
_FOR = word_set("an aan naar bei fur voor pour mit met avec con com per")


_VERB_LAST = (
    "entsch",
    "gekoze",
    "beauft",
    "gewahl",
    "ausgew",
    "vergeb",
    "erteil",
    "gegund",
    "gegeve",
    "gegang",
    "gunnen",
    "gestim",
    "gestem",
)


def _object_before(sentence: Sentence, mark: Mark) -> str | None:
    """Return whom a verb at the end of its clause chose ("… haben uns für Messwerk entschieden")."""
    if sentence.words[mark.first][:6] not in _VERB_LAST:
        return None
    for index in range(mark.first - 1, max(0, mark.first - 8), -1):
        word = sentence.words[index]
        of_refused = word in _BESIDE and _AGAINST & set(sentence.words[max(0, index - 4) : index])
        if word in _FOR and not of_refused:  # "gegen die Variante mit Kühlung"
            return name_at(sentence, index + 1)
    return None


def _named_other(sentence: Sentence, other: Mark) -> str | None:
    """Return the name given right after "another vendor" or "the firm"."""
    return name_at(sentence, other.last + 1, skip=1)


def _other(sentence: Sentence, mark: Mark) -> Mark | None:
    """Return the competitor, or "another vendor", that belongs to the choice."""
    for direct in sentence.all("COMPETITOR"):
        if -12 <= direct.first - mark.last <= 12:
            return direct
    for another in sentence.all("ANOTHER"):
        if not -12 <= another.first - mark.last <= 12:
            continue
        noun = next(
            filter(
                None,
                (sentence.near(another, tag, after=4) for tag in ("VENDOR", "OFFER", "OPTION")),
            ),
            None,
        )
        if noun is not None or sentence.words[another.first] == "one":
            return noun or another
    noun = sentence.near(mark, "VENDOR", after=6)
    if (
        noun is not None
        and noun.first - mark.last <= 4
        and sentence.words[noun.first - 1] not in ("your", "our", "ihr")
    ):
        return noun
    return None


_HELPERS = word_set(
    "has have will was been hat a ha were se wurde is are would soll fue foi est ont è e werd"
)


def gets(sentence: Sentence, voice: Voice, own: frozenset[str]) -> Iterator[Signal]:
    """Yield "Stackhaven gets the contract", "Den Zuschlag erhält die Firma Lagerhelm"."""
    if sentence.has("THING", "JOB", "MATTER"):
        return
    for mark in sorted(sentence.all("GETS"), key=lambda mark: mark.first - mark.last):
        phrase = mark.last > mark.first
        if (
            not phrase
            and not sentence.near(mark, "DEAL", after=4)
            and not _object_it(sentence, mark)
        ):
            continue
        start = mark.first - 1
        while start > 0 and sentence.words[start] in _HELPERS:
            start -= 1
        # "Ficámos em segundo na Aços Kern, ganhou a Gridmind": a comma ends who may get it.
        here = start >= 0 and not sentence.text[sentence.spans[start][1] :].startswith(",")
        name = name_ending(sentence, start) if here else None
        if name is None and start > 0 and sentence.words[start] in _AND:
            name = name_at(sentence, 0, skip=1)  # "Stackhaven was cheaper and gets the contract"
        if mark.last + 1 < len(sentence.words) and sentence.words[mark.last + 1] in (
            "by",
            "von",
            "par",
            "por",
            "door",
            "da",
        ):
            continue
        if name is None and phrase and sentence.words[mark.last] not in ("out", "first", "highest"):
            name = name_at(sentence, mark.last + 1)
        if name is None or is_negated(sentence, mark) or is_titled(name):
            continue
        if sentence.near(mark, "CURRENT", after=4):
            continue  # "a Gráfica Vidal fica com o fornecedor atual": the customer
        if _in_vain(sentence, mark) or _given_to(sentence, mark) is not None:
            continue  # who gives it to somebody does not get it
        if voice is Voice.OURS and _to_us(sentence, mark):
            yield Signal("won", PLAIN_WIN, sentence)
            return
        if is_own(name, own):
            if phrase or sentence.has("DEAL"):
                yield Signal("won", -2.0, sentence)
            return
        yield weigh(sentence, mark, "named", 2.0, name)
        return


_AND = word_set("and und et y en e")
_NAME = r"(?P<name>[A-ZÀ-Þ][\w&-]{1,40}(?: [A-ZÀ-Þ][\w&-]{1,40})?)"
_PAPER_DE, _PAPER_NL = r"(?:Angebot|Vertrag|Bestellung)", r"(?:offerte|aanbod|voorstel|contract)"
# Whose offer was accepted, whose contract is signed.
_SIGNED = tuple(
    re.compile(each.replace("NAME", _NAME))
    for each in (
        r"\b(?:signed|countersigned|accepted|approved) (?:the )?NAME(?:['’]s?)? (?:offer|proposal|contract|quote|bid|tender)\b",
        r"\bNAME(?:['’]s?)? (?:offer|proposal|contract|quote|bid|tender) (?:is|was|has been) (?:now |already )?(?:signed|countersigned|accepted)\b",
        rf"\b{_PAPER_DE} (?:von|der|mit|bei)(?: der)? NAME\b[^.,!?\n]{{0,40}} (?:angenommen|unterschrieben|unterzeichnet|akzeptiert)\b",
        r"\b(?:accepté|signé) (?:l['’]offre|la proposition|le contrat|le devis) (?:de |d['’]|avec )NAME",
        r"\b(?:[Cc]ontrat|[Oo]ffre|[Dd]evis) (?:de |d['’]|avec )NAME (?:est|a été) (?:déjà )?(?:signée?|acceptée?)\b",
        r"\b(?:aceptado|aceptamos|firmado|firmamos) (?:la oferta|la propuesta|el contrato) (?:de|con) NAME",
        r"\b(?:[Cc]ontrato|[Oo]ferta|[Pp]ropuesta) (?:de|con) NAME (?:está|ha sido|fue|quedó) (?:ya )?(?:firmad|aceptad)[oa]\b",
        rf"\b{_PAPER_NL} van NAME\b[^.,!?\n]{{0,40}} (?:aanvaard|geaccepteerd|getekend|ondertekend)\b",
        r"\b(?:aceitámos|aceitamos|aceite|assinámos|assinamos|assinado) (?:a proposta|a oferta|o contrato) (?:d[aoe]|com a|com o) NAME",
        r"\b(?:[Cc]ontrato|[Pp]roposta) (?:d[aoe]|com a|com o) NAME (?:está|foi|ficou) (?:já )?(?:assinad|aceit)[oae]\b",
    )
)  # as written


def signed(sentence: Sentence, own: frozenset[str]) -> Iterator[Signal]:
    """Yield "we have accepted Stackhaven's offer", "le contrat de Stackhaven est signé", as a customer says it."""
    if not sentence.has("OFFER", "DEAL", "SUBSCRIPTION", "SELECTION"):
        return
    name = _named_by(_SIGNED, sentence)
    if name is None or is_own(name, own) or sentence.has("NEG", "RENEW", "THING", "JOB"):
        return
    yield weigh(sentence, _mark_of(sentence, name), "named", 2.0, name)


_LOT_GOES = tuple(
    re.compile(each.replace("NAME", _NAME))
    for each in (
        r"\b(?:[Ll]ot|[Ll]ote)s? (?:n[°ºo.]{1,2} ?)?\d{1,2}\b[^.;:!?\n]{0,60}? (?:goes|go|went|va|vont|van|fue|fueron|vai|vão|foi|foram|ficam?) (?:to|à|a|al|para|com) (?:the |la |a |o |l['’])?NAME",
        r"\bLose? \d{1,2}\b[^.;:!?\n]{0,60}? (?:geht|gehen|ging|gingen) an (?:die |den )?(?:Firma )?NAME",
        r"\b[Pp]erce(?:el|len) \d{1,2}\b[^.;:!?\n]{0,60}? (?:gaat|gaan|ging|gingen) (?:naar|aan) NAME",
    )
)  # as written


_ORDER_GOES = tuple(
    re.compile(each.replace("NAME", _NAME))
    for each in (
        r"(?<![Yy]our )\b(?:order|contract) (?:[^.;:!?\n]{0,60}? )?(?:went|has gone|goes) (?:out )?to (?:the )?NAME",
        r"(?<!Ihr )(?<!Euer )\b(?:Auftrag|Zuschlag) (?:[^.;:!?\n]{0,60}? )?an (?:die )?(?:Firma )?NAME (?:hinaus|raus|heraus)?gegangen\b",
        r"\b(?:marché|affaire|contrat|chantier) (?:[^.;:!?\n]{0,60}? )?(?:est|sont) (?:\w+ )?parti[es]* (?:à|chez) NAME",
        r"\b(?:contrato|pedido|obra) (?:[^.;:!?\n]{0,60}? )?(?:se ha ido|se fue|se va) (?:a|con|para) NAME",
        r"\bopdracht (?:[^.;:!?\n]{0,60}? )?(?:naar|aan) NAME (?:toe)?gegaan\b",
    )
)  # as written


def order_goes(sentence: Sentence, own: frozenset[str]) -> Iterator[Signal]:
    """Yield "the order went to Stackhaven", "der Auftrag ist an Stackhaven gegangen"; a place gets none."""
    name = _named_by(_ORDER_GOES, sentence)
    if name is None or sentence.has("NEG") or sentence.question or is_own(name, own):
        return
    if not cities_called(name):
        yield weigh(sentence, _mark_of(sentence, name), "named", 2.0, name)


def lot_goes(sentence: Sentence, own: frozenset[str]) -> Iterator[Signal]:
    """Yield "lots 1 and 2 go to Stackhaven": a lot is a deal of its own, whatever became of the others."""
    if LOT.search(fold(sentence.text)) is None or sentence.has("NEG"):
        return
    name = _named_by(_LOT_GOES, sentence)
    if name is not None and not is_own(name, own):
        yield weigh(sentence, _mark_of(sentence, name), "named", 2.0, name)


def _named_by(patterns: tuple[re.Pattern[str], ...], sentence: Sentence) -> str | None:
    """Return the name in the first pattern that fits a sentence as written."""
    text = " ".join(sentence.text.split())
    found = next(filter(None, (each.search(text) for each in patterns)), None)
    return found["name"] if found else None


def _mark_of(sentence: Sentence, name: str) -> Mark:
    """Return where a name stands in a sentence."""
    first = first_word(name)
    at = next((at for at, word in enumerate(sentence.words) if word == first), 0)
    return Mark("NAME", at, at)


_US = word_set("us uns nous nosotros ons nos")


def _to_us(sentence: Sentence, mark: Mark) -> bool:
    """Tell whether something was given to us ("Calder have awarded it to us")."""
    return not _US.isdisjoint(sentence.words[mark.last + 1 : mark.last + 4])


def _in_vain(sentence: Sentence, mark: Mark) -> bool:
    """Tell whether nothing is got but the wish for it ("Acme se quedó con las ganas")."""
    return "ganas" in sentence.words[mark.first : mark.last + 4]


def _object_it(sentence: Sentence, mark: Mark) -> bool:
    after = mark.last + 1
    return after < len(sentence.words) and sentence.words[after] == "it"
