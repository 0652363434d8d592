"""What a lost deal may be called: every wording of a mail that can be its name, with where it was found."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from itertools import islice, takewhile

from debrief.reading.facts.deal_doubts import is_aside, is_clause
from debrief.reading.facts.fact_record import Facts
from debrief.reading.facts.filler import FILLER
from debrief.reading.learned.roles import Spotted
from debrief.reading.learned.tags import DEAL, Tagged, stretches
from debrief.reading.mail.subject_line import bare_subject, topic
from debrief.reading.quoting.turns import Turn
from debrief.reading.verdicts.clauses import Sentence, sentences
from debrief.reading.wording import fold, word_set

LONGEST = 90  # characters of a name
MOST_SEGMENTS = 6  # of a subject
MOST_PHRASES = 3  # of a kind
MOST_TAGGED = 9  # words of a name
EVEN = -1.0  # log odds by which words tagged as the name count as such
MOST_LOOKED_AT = 2_500  # characters of a text
MOST_WORDS = 4  # after "your"
MOST_OWNED = 6
MOST_SENTENCES = 40
MOST_WORDS_OF_A_LINE = range(2, 10)
MOST_LINES = 6  # of a record, among which its title stands
_WORD = re.compile(r"[^\W_]+")
_KIND = (
    r"project|job|piece|refit|upgrade|tender|rollout|programme|program|rfp|initiative|contract|deal|platform|work|evaluation|proposal|bid|projekt|ausschreibung|vergabeverfahren|projet|marche|offre|devis|proyecto|licitacion|oferta|propuesta|"
    r"aanbesteding|opdracht|offerte|projeto|proposta|progetto|gara"
)
_BEFORE = re.compile(
    rf"\b(?:for|on|over|into|about|regarding|concerning|buying|of|your|our|the|that)\s+(?:the |a |an |your |our ){{0,3}}((?:[\w&'’/-]+ ){{1,4}}(?:{_KIND}))\b",
    re.IGNORECASE,
)
_AFTER = re.compile(
    r"\b(?:projekt|projet|proyecto|project|projeto|progetto|ausschreibung|angebot|offre|devis|oferta|propuesta|offerte|proposta|voorstel)\s+((?:de |d'|du |des |für |fur |zur |zum |pour |para |voor |l'|la |le )+[\w'’-]+(?: [\w'’-]+){0,4})",
    re.IGNORECASE,
)
_THE = r"(?:(?:the|your|our|a|an|die|der|den|das|dem|unsere|la|le|les|el|los|las|de|het|o|os|as) |l['’])"
_WHAT = r"((?:[\w&'’/-]+ ){0,3}[\w&'’/-]+)"
_SUM = r"(?:[€£$] ?\d[\d.,' ]{0,14}k?|\d[\d.,' ]{0,14} ?(?i:k€|k|€|£|eur|euros?|pounds|quid|grand|mil euros))"
# What a sum was for, and what somebody else was chosen for: "£31,500 for the web app tests", "confier la laverie à …".
_SOLD = re.compile(
    rf"{_SUM} (?:for|für|pour|para|por|voor) {_THE}{_WHAT}"
    rf"|\b(?:another way|elsewhere|a different way|a different direction|somebody else|someone else|(?:chosen|picked|signed(?: with)?|went with|going with|gone with) [A-Z][\w&-]+) (?:on|for) {_THE}{_WHAT}"
    rf"|\b(?:gewählt|entschieden|beauftragt|gekozen|choisi|retenu|pris|elegido|escogido|contratado|escolheu|escolhemos|escolhido) (?:\w+ ){{0,3}}?(?:für|pour|para|voor) {_THE}{_WHAT}"
    rf"|\b(?:confi|attribu|encarg|adjudic|entreg)\w* {_THE}{_WHAT} (?:à|au|aux|a|al|ao|aos)\b"
    rf"|\b(?:für|bei|voor|met) {_THE}{_WHAT} (?:an )?(?:einen? ander\w+|anders|een ander\w*|iemand anders|met een ander\w*|voor [A-Z][\w-]+ gekozen)\b"
)
_TITLE = re.compile(
    r"(?:(?:verfahren|vergabe|vorhaben|marché|consultation|expediente|procedimento|concurso|licitación|tender|contract|project|projet|projekt|aanbesteding|opdracht)\b[^\n.\"“„«]{0,40}[\"“„«]\s?(?P<quoted>[^\"”“»\n]{6,90}?)\s?[\"”“»]"
    r"|^(?:Contract|Project|Tender|Betreft|Objet|Objeto|Asunto|Betreff|Gegenstand|Projekt|Projet)\s?:\s*(?:Europese aanbesteding |Openbare aanbesteding )?(?P<labelled>[^\n,;]{6,90})"
    r"|(?:aanbesteding|consultation|concurso|expediente|verfahren|tender|procedimento)\s+(?:n[.ºo°]* )?[\w/-]*\d[\w/-]*\s?\((?P<inside>[^)\d]{6,80})\)"
    r"|^(?:Expediente|Exp(?:te)?\.|Vergabe-Nr\.|Consultation|Processo|Procedimento|Referentie|Ref\.)\s+(?=\S*\d)[\w/.-]+[.:]\s+(?P<numbered>[^\n,;.]{6,90})"
    r"|(?:fourniture|achat|acquisition) d['’e]\s?(?:une? )?(?P<supply>[^\n.,;]{6,70}))",
    re.IGNORECASE | re.MULTILINE,
)
_BREAKS = re.compile(r"\s*(?:[:;,|/?!()\[\]\"“”„«»…]|\.(?=\s|$)|\s[–—-]+>?\s|->|→)+\s*")
ARTICLES = word_set(
    "the a an your our my their his her its this that these those der die das den dem des ein eine einen einer eines ihr ihre ihrem ihren ihrer ihres unser unsere unserem unseren unserer euer eure le la les un une votre vos notre nos ce cette el los las lo su sus tu nuestra nuestro de het een uw jullie onze ons o os as um uma sua seu vossa vosso nossa nosso il"
)
_NO_SUBJECT = frozenset(
    ("no subject", "kein betreff", "ohne betreff", "sans objet", "aucun objet", "sin asunto", "geen onderwerp", "sem assunto")
)  # fmt: skip
_UNCLOSED = re.compile(r"\s*[(\[][^()\[\]]*$")  # "scanner (3", cut off within brackets
# What leads on to words that were cut off: "24/7 monitoring of", "réversibilité de".
_TRAILING = re.compile(
    r"(?: (?:of|for|to|with|and|or|the|from|de|du|des|da|do|dos|das|der|die|den|dem|von|vom|für|zum|zur|mit|und|et|pour|avec|y|e|con|com|para|por|van|voor|met|en|het|la|le|les|el|los|las)){1,6}$"
)
_EDGES = " \t\"'“”«»„.,;:–—-|<>*!?"


_NAMING = {"field", "title"}  # where a deal is called by name, whatever that is


@dataclass(frozen=True, slots=True)
class Mail:
    """What is known of a mail whose deal is to be named."""

    turn: Turn  # that tells of the loss
    turns: Sequence[Turn]
    found: Facts  # who is concerned
    spotted: dict[str, list[Spotted]]
    parsed: Sequence[Sentence]
    news: Sentence | None  # the sentence that tells most clearly
    field: str | None  # what a record calls the deal
    recorded: bool  # a record's fields told of the loss, and no prose
    ours: frozenset[str]
    tags: Tagged  # of the words of the turn that tells of the loss, and of its subject


@dataclass(slots=True)
class Candidate:
    """One wording that may be the deal's name, with where it was found and how likely it was learned to be."""

    text: str
    plain: str  # as compared
    words: tuple[str, ...]
    sources: set[str] = field(default_factory=set)
    spotted: Spotted | None = None


class Candidates:
    """The wordings of a mail that may be the deal's name, each once."""

    def __init__(self) -> None:
        self.found: dict[str, Candidate] = {}

    def add(self, text: str | None, source: str, spotted: Spotted | None = None) -> None:
        """Hold a wording, without an article before it and marks around it."""
        text = without_article(_UNCLOSED.sub("", " ".join((text or "").split())).strip(_EDGES))
        text = _TRAILING.sub("", text)
        words = tuple(_WORD.findall(fold(text)))
        plain = " ".join(words)
        if (
            not words
            or plain in _NO_SUBJECT
            or len(text) > LONGEST
            or (len(words) == 1 and len(text) < 2)
        ):
            return
        held = self.found.get(plain)
        if held is None:
            held = self.found[plain] = Candidate(text, plain, words)
        held.sources.add(source)
        if spotted and (held.spotted is None or spotted.score > held.spotted.score):
            held.spotted = spotted


def without_article(text: str) -> str:
    """Return a name without the article or the possessive that it begins with."""
    first, blank, rest = text.partition(" ")
    if blank and fold(first) in ARTICLES:
        return rest
    return text[2:] if text[:2].lower() in ("l'", "l’") and len(text) > 3 else text


def candidates(mail: Mail) -> list[Candidate]:
    """Return every wording that may be the deal's name, each with all the places where it was found."""
    turn, held = mail.turn, Candidates()
    held.add(mail.field, "field")
    held.add(title_in(turn.text), "title")
    for each in mail.spotted.get("subject", ()):
        held.add(each.run.text, "segment", each)
    for each in mail.spotted["deal"]:
        held.add(each.run.text, "run", each)
    for at, subject in enumerate(dict.fromkeys((turn.subject, *(t.subject for t in mail.turns)))):
        held.add(topic(subject), "topic" if at == 0 else "other subject")
    for source, found in (
        ("tagged", _tagged(mail)),
        ("segment", _segments(turn.subject)),
        ("phrase", phrases_in(turn.text[:MOST_LOOKED_AT])),
        ("owned", _owned(mail.parsed)),
        ("line", _lines(turn.text) if mail.recorded else ()),
    ):
        for text in found:
            held.add(text, source)
    return _without_asides(list(held.found.values()))


def _without_asides(found: list[Candidate]) -> list[Candidate]:
    """Return the wordings that are neither beside the matter nor a part of such a one; what names the deal stays."""
    asides = [set(e.words) for e in found if not e.sources & _NAMING and is_aside(e.text)]
    return [
        each
        for each in found
        if each.sources & _NAMING
        or not (is_clause(each.text) or any(set(each.words) <= words for words in asides))
    ]


def _tagged(mail: Mail) -> list[str]:
    """Return the words in a row that are likeliest tagged as the deal's name."""
    parts = (*mail.parsed, *sentences(bare_subject(mail.turn.subject)))
    found = [
        (score, part.text[part.spans[first][0] : part.spans[last][1]])
        for part in parts
        for score, first, last in stretches(mail.tags.get(part.text, ()), DEAL, EVEN)
        if last - first < MOST_TAGGED
    ]
    return [text for _, text in sorted(found, reverse=True)[:MOST_PHRASES]]


def _segments(subject: str) -> Iterator[str]:
    """Yield the parts of a subject between its marks."""
    pieces = [piece for piece in _BREAKS.split(bare_subject(subject)) if piece.strip()]
    yield from pieces[:MOST_SEGMENTS]


def title_in(text: str) -> str | None:
    """Return the title that a formal notice gives what was put out to tender."""
    match = _TITLE.search(text[:1_500])
    return " ".join(match[match.lastgroup or 0].split()) if match else None


def phrases_in(text: str) -> Iterator[str]:
    """Yield the phrases of a text that speak of an offer or a project by what it is for."""
    for match in islice(_SOLD.finditer(text), MOST_PHRASES):
        words = " ".join(match[match.lastindex or 0].split()).split(" ")
        kept = [*takewhile(lambda word: fold(word) not in FILLER, words)]
        if kept:
            yield " ".join(kept)
    for pattern, group in ((_BEFORE, 1), (_AFTER, 0)):
        for at, match in enumerate(pattern.finditer(text)):
            if at == MOST_PHRASES:
                break
            yield " ".join(match[group].split())


def _owned(parsed: Sequence[Sentence]) -> Iterator[str]:
    """Yield what is called yours or ours ("your room planner")."""
    marks = (
        (each, mark)
        for each in parsed[:MOST_SENTENCES]
        if each.has("YOUR", "OUR")
        for mark in each.all("YOUR", "OUR")
    )
    for sentence, mark in islice(marks, MOST_OWNED):
        first, last = mark.last + 1, _end(sentence, mark.last + 1)
        if last >= first:
            yield sentence.text[sentence.spans[first][0] : sentence.spans[last][1]]


def _end(sentence: Sentence, first: int) -> int:
    """Return where the words end that belong together from one on: before a mark or a small word."""
    last = first - 1
    for at in range(first, min(len(sentence.words), first + MOST_WORDS)):
        gap = sentence.text[sentence.spans[at - 1][1] : sentence.spans[at][0]]
        if sentence.words[at] in FILLER or gap.strip("-’' \n"):
            break
        last = at
    return last


def _lines(text: str) -> Iterator[str]:
    """Yield the first lines of a record that are no fields, one of which may be its title."""
    for line in text.split("\n", MOST_LINES)[:MOST_LINES]:
        if ":" not in line and len(line.split()) in MOST_WORDS_OF_A_LINE and line.rstrip()[-1:] not in ".!?":  # fmt: skip
            yield line
