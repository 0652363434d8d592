"""What a lost deal is called: the likeliest wording of a mail, or whose deal it was where none is good.

`deal_candidates` gathers the wordings, `deal_traits` describes them, and ``deals.json`` tells what each
trait counts (``python -m benchmarks.train_deals`` writes it from mails with and without such a name).
"""

from __future__ import annotations

import json
import re
from collections.abc import Mapping, Sequence
from functools import cache
from importlib.resources import files

from debrief.reading.facts.deal_candidates import Candidate, Mail, candidates, phrases_in
from debrief.reading.facts.deal_doubts import FEWEST_DIGITS, is_number, says_what
from debrief.reading.facts.deal_traits import scene_of, traits
from debrief.reading.facts.lots import lot_in
from debrief.reading.facts.offer_words import number_in, offer_in
from debrief.reading.mail.subject_line import bare_subject, topic
from debrief.reading.quoting.turns import Turn
from debrief.reading.records.crm import Record
from debrief.reading.wording import fold

_LOST = re.compile(r"\b(?:lost|verloren|perdue?|perdid[oa]|kwijt)\b")
_LOST_FIRST = re.compile(
    r"(?:lost|perdu|perdimos|perdemos|verloren) (?:the |a |la |le |el |o |de |den |die )?(?=\w)(?!deal|bid|order)"
)
_MATTER = re.compile(
    r"^[ \t]*(?:subject|description|betreff|beschreibung|objet|asunto|descripci[oó]n|onderwerp|omschrijving|assunto|descri[cç][aã]o)(?:[ \t.]*:|[ .]*\t)[ \t]*(\S[^\n]{3,90})$",
    re.IGNORECASE | re.MULTILINE,
)
NAMELESS = "nameless"  # what speaks for none of the wordings being the deal's name
NEAR = 3.0  # log odds by which the words for what is sold may be less likely than a number
PASSABLE = 0.5  # log odds from which on words for what is sold stand beside whose it was
_SAID = {"segment", "tagged", "phrase"}  # where they are more than any words of the mail
MOST_LOOKED_AT = 2_500  # characters of a text


def deal_of(mail: Mail) -> str | None:
    """Return what the deal is called; a record's own field stands, and so does the lot of a notice."""
    if mail.field and mail.recorded:
        return _with_matter(mail.field, mail.turn.text)
    lot = lot_in(mail.turn.text, mail.ours)
    if lot is not None:
        return lot
    known = weights()
    name = chosen(mail, ranked(mail, known), known)
    if name is not None and mail.recorded:
        name = _with_matter(name, mail.turn.text)
        what = _matter_in(mail.turn.text)
        name = what if what and fold(what) not in fold(name) else name
    # What announces the loss is none of the name: "Lost deal: Acme", "globex lost", "LOST - Acme".
    if name is None or not _LOST.search(plain := fold(name)):
        return name
    if _LOST.fullmatch(plain):
        return mail.found.company
    begins = _LOST_FIRST.match(plain)
    return name[begins.end() :] if begins else topic(name) or name


def _with_matter(field: str, text: str) -> str:
    """Return a record's field for the deal; beside a bare number what the record says that it is about."""
    what = _matter_in(text) if is_number(field) else None
    return f"{what} ({field})" if what else field


def _matter_in(text: str) -> str | None:
    """Return what a record says in a line of its own that it is about."""
    line = _MATTER.search(text[:MOST_LOOKED_AT])
    what = line[1].strip() if line else ""
    return what if says_what(what) and not _LOST.search(fold(what)) else None


def chosen(
    mail: Mail, scored: list[tuple[Candidate, float]], known: Mapping[str, float]
) -> str | None:
    """Return the name that the likeliest wording gives, or what stands for one where none is good."""
    if not scored or scored[0][1] < known[NAMELESS]:
        return without_name(mail, scored)
    return _numbered(scored, bare_subject(mail.turn.subject), known[NAMELESS])


def ranked(mail: Mail, known: Mapping[str, float]) -> list[tuple[Candidate, float]]:
    """Return the wordings that may be the name with what speaks for each (log odds), the likeliest first."""
    scene, won = scene_of(mail), set(fold(mail.found.competitor or "").split())
    scored = [
        (each, sum(known.get(name, 0.0) * value for name, value in traits(each, scene).items()))
        for each in candidates(mail)
        if not set(each.words) <= won and each.words[0] not in won
    ]
    return sorted(scored, key=lambda pair: -pair[1])


def without_name(mail: Mail, scored: Sequence[tuple[Candidate, float]] = ()) -> str | None:
    """Return whose deal it was and the mail's own word for the offer ("Claes Textiel (voorstel)").

    Where a wording that is not good enough alone says what was for sale, it stands there ("Claes Textiel (doeken)").
    """
    turn, company = mail.turn, mail.found.company
    whose = set(fold(f"{company} {mail.found.customer_name}").split())
    sold = (
        each.text
        for each, score in scored
        if score > PASSABLE and each.sources & _SAID and whose.isdisjoint(each.words)
    )
    offer = offer_in(turn.subject, mail.news.text if mail.news is not None else "", turn.text)
    offer = next((text for text in sold if says_what(text)), offer) if company else offer
    if company and offer and fold(offer) not in fold(company):
        return f"{company} ({offer})"
    return company or offer or bare_subject(turn.subject) or None


def _numbered(scored: list[tuple[Candidate, float]], subject: str, least: float) -> str:
    """Return the likeliest wording; one with a tender's number where the subject gives both.

    Beside a bare code every wording that is good enough (from ``least`` on) says more.
    """
    best, most = scored[0]
    if is_number(best.text):
        least = most - NEAR if " " in best.text else least
        what = next((c for c, score in scored if says_what(c.text) and score > least), None)
        return best.text if what is None or best.text in what.text else f"{what.text} ({best.text})"
    number = number_in(subject)
    if number is None or sum(map(str.isdigit, best.text)) >= FEWEST_DIGITS:
        return best.text
    return f"{best.text} ({number})"


def guess(turn: Turn, turns: tuple[Turn, ...], company: str | None, record: Record) -> str | None:
    """Return a first guess at the name, by which the words of a mail are looked at for better ones."""
    subject = topic(turn.subject)
    if subject and not (company and fold(subject) in fold(company)):
        return subject
    phrases = (
        phrase
        for text in (turn.text, *(other.text for other in turns if other is not turn))
        for phrase in phrases_in(text[:MOST_LOOKED_AT])
    )
    older = (found for other in turns if (found := topic(other.subject)))
    return (
        record.get("deal")
        or next(phrases, None)
        or subject
        or next(older, company or bare_subject(turn.subject) or None)
    )


@cache
def weights() -> dict[str, float]:
    """Return what each trait counts, read once."""
    text = files("debrief.reading.learned").joinpath("deals.json").read_text(encoding="utf-8")
    known: dict[str, float] = json.loads(text)
    return known
