"""What speaks for and against a wording's being the deal's name: plain numbers, each with a name.

`benchmarks.train_deals` learns what each of them counts.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from debrief.reading.facts.deal_candidates import ARTICLES, Candidate, Mail
from debrief.reading.facts.deal_doubts import FEWEST_DIGITS, is_idle, is_number
from debrief.reading.facts.filler import FILLER
from debrief.reading.learned.role_weights import by_role, weights
from debrief.reading.learned.roles import Spotted
from debrief.reading.learned.tags import DEAL as DEAL_TAG
from debrief.reading.learned.tags import ROLES
from debrief.reading.mail.subject_line import bare_subject
from debrief.reading.verdicts.clauses import sentences
from debrief.reading.wording import word_set, words_in

DEAL = ROLES.index("deal")
MANY_WORDS = 5
LONGEST = 40  # letters that count
MOST_TAGGED = 5.0  # log odds of a tag beyond which certainty no longer counts
LIKELY = 1.0  # log odds from which on a run counts as somebody's name
_FOR = word_set(
    "for fur zum zur zu pour para por voor om pra pro over on about uber sobre sur with con com mit met avec"
)
_DIGIT = re.compile(r"\d")
_FIGURES = re.compile(r"(?:\d\D*){4}")
_OFFER = ("OFFER", "DEAL", "PROJECT")
# What decides, what a mail is, when it was, and who is meant: at the head of words that name no deal.
_IDLE_HEADS = word_set("""board council committee management manager director directors head team budget price pricing cost costs money discount savings vote meeting call conversation conversations email mail message voicemail memo minutes attachment signature
    decision result outcome evaluation scoring procurement purchasing finance legal department office staff people union supplier vendor provider competitor customer client partner reseller consultant week month quarter year morning afternoon yesterday today tomorrow monday tuesday wednesday thursday friday
    forecast pipeline commission bonus holiday weekend lunch coffee dinner visit trip train flight following thanks thank greetings regards luck hearing news loss status stage change reason reasons note notes
    geschaftsfuhrung vorstand direktion gremium leitung leiter abteilung einkauf verwaltungsrat stadtrat gemeinderat budget preis preise kosten rabatt entscheidung ergebnis gesprach termin sitzung besuch nachricht mail anruf woche monat jahr montag dienstag mittwoch donnerstag freitag kunde endkunde anbieter wettbewerber partner zusage absage umstellung anderung unterschrift dank gruss grusse herr frau
    direction conseil comite directeur directrice service achats budget prix cout couts remise decision resultat reunion appel visite message courriel semaine mois annee lundi mardi mercredi jeudi vendredi client fournisseur prestataire concurrent partenaire temps signature remerciements suite situation analyse
    direccion consejo comite director directora jefe jefa subgerente subgerenta gerencia secretaria compras presupuesto precio precios costo coste costes descuento decision resultado reunion llamada visita mensaje correo semana mes ano lunes martes miercoles jueves viernes cliente proveedor competencia socio tiempo firma gracias agradecimiento
    directie bestuur raad directeur directrice inkoop begroting budget prijs kosten korting besluit beslissing uitslag gesprek vergadering bezoek bericht mail week maand jaar maandag dinsdag woensdag donderdag vrijdag klant leverancier concurrent partner moeite tijd handtekening dank bedrag aanleiding teleurstelling
    direcao conselho comite diretor diretora gestor administracao compras orcamento preco precos custo custos desconto decisao resultado reuniao chamada visita mensagem semana mes ano segunda terca quarta quinta sexta cliente fornecedor concorrente parceiro tempo assinatura obrigado agradecimento""")


@dataclass(frozen=True, slots=True)
class Scene:
    """The folded words that tell who and what else is meant in a mail."""

    subject: frozenset[str]
    news: frozenset[str]
    concerned: dict[str, frozenset[str]]  # the words of the names of who is concerned
    likely: dict[str, tuple[str, ...]]  # the wordings that are likely a firm's name, by role
    tags: tuple[
        tuple[tuple[str, ...], tuple[float, ...]], ...
    ]  # the words of each sentence, by log odds


def scene_of(mail: Mail) -> Scene:
    """Return what is known of a mail beside the wordings themselves."""
    found = mail.found
    return Scene(
        frozenset(words_in(mail.turn.subject)),
        frozenset(mail.news.words) if mail.news is not None else frozenset(),
        {
            "company": frozenset(words_in(found.company or "")),
            "person": frozenset(words_in(found.customer_name or "")),
            "rival": frozenset(words_in(found.competitor or "")),
            "ours": mail.ours,
        },
        {
            role: tuple(
                f" {each.run.plain} " for each in mail.spotted.get(role, ()) if each.score > LIKELY
            )
            for role in ("company", "rival")
        },
        tuple(
            (part.words[: len(rows)], tuple(row[DEAL_TAG] for row in rows))
            for part in (*mail.parsed, *sentences(bare_subject(mail.turn.subject)))
            if (rows := mail.tags.get(part.text))
        ),
    )


def traits(candidate: Candidate, scene: Scene) -> dict[str, float]:
    """Return the numbers of one wording, those that are nought left out."""
    found = {f"from {source}": 1.0 for source in candidate.sources}
    if candidate.spotted is None:
        found["unheard"] = 1.0
    else:
        found.update(_heard(candidate, candidate.spotted))
        found.update(_around(candidate.spotted))
    found.update(_tagged(candidate.words, scene))
    found.update(_meant(candidate, scene))
    found.update(_shape(candidate))
    return {name: value for name, value in found.items() if value}


def _heard(candidate: Candidate, spotted: Spotted) -> Iterator[tuple[str, float]]:
    """Yield what was learned of the words in it, and apart from that of those around it."""
    inside = _inside(candidate.words)
    yield "words for", min(max(inside, 0.0), 8.0)
    yield "words against", max(min(inside, 0.0), -8.0)
    yield "place", max(min(spotted.score - inside, 10.0), -10.0)
    yield f"ordinary {spotted.ordinary}", 1.0


def _inside(words: tuple[str, ...]) -> float:
    known = weights()
    names = [f"i={word}" for word in words] + [f"f={words[0]}", f"e={words[-1]}"]
    return by_role(known.sums.of(names))[DEAL] * known.scale


def _around(spotted: Spotted) -> Iterator[tuple[str, float]]:
    """Yield what stands beside it in its sentence."""
    run = spotted.run
    sentence, first, last = run.excerpt.sentence, run.first, run.last
    if run.excerpt.kind == "subject":
        return
    words, size = sentence.words, len(sentence.words)
    before = sentence.text[sentence.spans[first - 1][1] : sentence.spans[first][0]].strip() if first else "<"  # fmt: skip
    after = sentence.text[sentence.spans[last][1] : sentence.spans[last + 1][0]].strip() if last + 1 < size else ">"  # fmt: skip
    offers = {at for mark in sentence.all(*_OFFER) for at in range(mark.first, mark.last + 1)}
    owners = {mark.last for mark in sentence.all("YOUR", "OUR")}
    yield "at the end", run.excerpt.kind[2:] == "e"
    yield "after for", first > 0 and _leading(words, first) in _FOR
    yield "after a mark", bool(before)
    yield "quoted", before[-1:] in ('"', "“", "„", "«") and after[:1] in ('"', "”", "“", "»")
    yield "cut off", not after and words[last + 1] not in FILLER
    yield "before a capital", not after and sentence.original(last + 1)[0].isupper()
    yield "offer before", bool(offers.intersection(range(first - 3, first)))
    yield "offer after", bool(offers.intersection(range(last + 1, last + 3)))
    yield "ends with an offer", last in offers
    yield "owned", first - 1 in owners or first - 2 in owners
    yield "figures beside", _FIGURES.search(sentence.text) is not None


def _leading(words: tuple[str, ...], first: int) -> str:
    """Return the word before some words, before the article where they have one."""
    at = first - 2 if first > 1 and words[first - 1] in ARTICLES else first - 1
    return words[at]


def _tagged(words: tuple[str, ...], scene: Scene) -> Iterator[tuple[str, float]]:
    """Yield how surely its words are tagged as the name, at their likeliest place, and those beside them."""
    size = len(words)
    places = [
        (sum(odds[at : at + size]) / size, odds, at)
        for own, odds in scene.tags
        for at in range(len(own) - size + 1)
        if own[at] == words[0] and own[at : at + size] == words
    ]
    if not places:
        yield "untagged", 1.0
        return
    middle, odds, at = max(places)
    beside = [*odds[max(at - 1, 0) : at], *odds[at + size : at + size + 1]]
    yield "tagged", _bounded(middle)
    yield "tagged least", _bounded(min(odds[at : at + size]))
    yield "tagged beside", _bounded(max(beside, default=-MOST_TAGGED))
    best = max((max(other) for _, other in scene.tags if other), default=0.0)
    yield "tagged best", float(max(odds[at : at + size]) >= best)


def _bounded(odds: float) -> float:
    return max(-MOST_TAGGED, min(MOST_TAGGED, odds))


def _meant(candidate: Candidate, scene: Scene) -> Iterator[tuple[str, float]]:
    """Yield whom it may mean, and where else its words stand."""
    own, plain = set(candidate.words), f" {candidate.plain} "
    yield "in the subject", own <= scene.subject
    yield "partly in the subject", len(own & scene.subject) / len(own)
    yield "in the news", own <= scene.news
    for name, others in scene.concerned.items():
        common = len(own & others)
        if common:
            yield f"{'is' if common == len(own) else 'with'} {name}", 1.0
    for role, names in scene.likely.items():
        yield f"holds a {role}", any(name in plain != name for name in names)
        yield f"in a {role}", any(plain in name != plain for name in names)


def _shape(candidate: Candidate) -> Iterator[tuple[str, float]]:
    """Yield how it is written and of what kind its words are."""
    words, text = candidate.words, candidate.text
    size, small = len(words), sum(word in FILLER for word in words)
    digits = len(_DIGIT.findall(candidate.plain))
    yield "many words", size >= MANY_WORDS
    yield "letters", min(len(candidate.plain), LONGEST) / 10
    yield "long word", min(max(map(len, words)), LONGEST / 2) / 10
    yield "all small words", small == size
    yield "small words", small / size
    yield "begins with a small word", words[0] in FILLER
    yield "number", digits >= FEWEST_DIGITS and is_number(text)
    yield "idle", is_idle(text)
    yield "idle head", not _IDLE_HEADS.isdisjoint((words[0], words[-1]))
    yield "small letters", text.islower()
    yield "first capital", text[:1].isupper()
