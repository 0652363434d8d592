"""The names in the facts as what was learned of wording gives them, beside what the rules found."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from functools import cached_property

from debrief.reading import roles
from debrief.reading.criteria import surest
from debrief.reading.crm import Record
from debrief.reading.customer import house_of_portal
from debrief.reading.deal_candidates import Mail
from debrief.reading.domain_names import bears_trade
from debrief.reading.fact_record import Facts
from debrief.reading.go_betweens import acts_for_others
from debrief.reading.grounds import Ground
from debrief.reading.impression import fullest
from debrief.reading.listed_deals import heading_over
from debrief.reading.machines import is_by_machine
from debrief.reading.nobody_odds import numbers_of, odds
from debrief.reading.parts import is_plain
from debrief.reading.people import Sides, is_public, is_role
from debrief.reading.person_words import ENDS_COURTEOUSLY, is_titled, words_of
from debrief.reading.record_facts import company_field
from debrief.reading.role_traits import Hints
from debrief.reading.roles import Spotted
from debrief.reading.signals import Voice
from debrief.reading.signed_names import is_firms, is_legal, is_title
from debrief.reading.tags import Tagged
from debrief.reading.turned_down import is_turned_down
from debrief.reading.turns import Turn
from debrief.reading.verdict import Verdict
from debrief.reading.winner_doubts import is_doubtful, says_of_whom, tidied
from debrief.reading.wording import fold, unmarked, word_set, words_in

SURE = 4.0  # log odds from which on somebody told of in a note is taken for the customer's person
TRADE = 1.5  # log odds that a trade in the name adds to its being a company's
TITLED = 2.0  # log odds that a courtesy before a name adds to its being the person's
FIRM = 3.0  # log odds that a firm's words in it take from that
UNLIKELY = -1.5  # log odds from which on a firm may be the customer where the rules know less
CALLED = (
    2.0  # log odds from which on the writer's house is called as the mail does, not as its domain
)
LEAST, MOST = -6.0, 8.0  # log odds beyond which certainty no longer counts
FULLER = 3.5  # how much less likely a fuller form of the winner's name may be
MOST_ADDED = 2  # words by which it is fuller
APART = 3.0  # how much likelier a person than a company the same words must be
DOUBT, MOST_DOUBT = (
    0.3,
    3.0,
)  # how much, of how many log odds that nobody won, counts against a name
NAMELESS = -0.5  # log odds from which a name is likelier than none, in mail never seen
AS_PERSON = 5.0  # how much likelier a person than the winner whoever is named must be
_JOINS = ("de", "do", "da", "dos", "das", "du", "des", "del")  # within a firm's name
_THEIRS = word_set(
    "their its ihr ihre ihren ihrem ihrer sein seine seinen seinem leur leurs sus hun haar hij zijn seus suas"
)  # before what somebody has
_AND = ("and", "und", "et", "y", "e", "en")  # between the names of two people
_OF = ("de", "d", "von", "of", "van", "do", "da", "del")
_TAIL = re.compile(
    r"\.?(?:,? ?(?:GmbH(?: & Co\.? KG)?|Ges\.m\.b\.H|AG|KG|SE|OG|eG|eGen|Inc|LLC|LLP|L\.P|Ltd|Limited|PLC|plc|DAC|Corp|Co|S\. ?A\. ?B\. de C\. ?V|S\. ?A\. de C\. ?V|S\. ?de R\. ?L|S\. ?A\. ?S|SASU?|SARL|S\. ?L\. ?U|S\. ?L|S\. ?Coop|E\.I\.R\.L|S\.P\.R\. de R\.L|S\. ?A|B\. ?V|N\. ?V|NV|BV|nv|V\.O\.F|Lda|Ltda|LDA|S\.p\.A|S\.r\.l|SRL|Oyj?|AB|AS|A/S|ApS|a\.G)\b\.?)+"
)


def by_role(found: Facts) -> dict[str, str | None]:
    """Return the facts that are names, by role."""
    return {
        "rival": found.competitor,
        "deal": found.deal,
        "company": found.company,
        "person": found.customer_name,
    }


@dataclass(frozen=True, slots=True)
class Names:
    """What the words of one mail may name, by role, and what is known of the mail besides."""

    found: Facts  # by rule
    turn: Turn
    verdict: Verdict
    record: Record
    sides: Sides
    hints: Hints
    spotted: dict[str, list[Spotted]]
    second_hand: (
        bool  # somebody between the customer and us wrote, so the customer's name is looked for
    )

    @property
    def told_of(self) -> bool:
        """Tell whether the customer is told of and does not write."""
        return self.verdict.voice is Voice.OURS or self.second_hand


def spot(
    found: Facts,
    turns: Sequence[Turn],
    verdict: Verdict,
    record: Record,
    sides: Sides,
    tags: Tagged,
    second_hand: bool = False,
) -> Names | None:
    """Return what may be a name in a mail; None where nothing has capitals, so that names do not show."""
    turn = verdict.turn
    if turn is None or is_plain(turn.text):
        return None
    hints = roles.hints_of(turns, verdict, sides, by_role(found))
    spotted = roles.spotted(roles.passages_of(turns, verdict, sides, tags), hints)
    return Names(found, turn, verdict, record, sides, hints, spotted, second_hand)


def named(names: Names, grounds: Sequence[Ground]) -> Facts:
    """Return the facts with the names that were learned to be likelier; a record's own fields stand."""
    found = names.found
    won = Won(names, grounds)
    rival = _rival(names, won)
    company = _company(names)
    if rival and company and fold(rival) in fold(company):
        company = None  # one name, and it is likelier the winner's
    company = company or found.company
    if rival and company and fold(rival) in fold(company):
        rival = None
    person = _person(names, company)
    return replace(
        found,
        company=company,
        customer_name=person,
        competitor=rival,
        no_decision=rival is None
        and (found.no_decision or names.verdict.no_decision or won.nobody > 0),
    )


def mail_of(
    found: Facts,
    names: Names | None,
    turns: Sequence[Turn],
    verdict: Verdict,
    record: Record,
    sides: Sides,
    tags: Tagged,
) -> Mail | None:
    """Return what is known of a mail where its deal is to be named; None where no turn told of the loss."""
    turn, news = verdict.turn, fullest(verdict.said)
    if turn is None:
        return None
    if names is not None:
        spotted = names.spotted
    else:  # without capitals no name shows, but what is for sale needs none
        hints = roles.hints_of(turns, verdict, sides, by_role(found))
        passages = roles.passages_of(turns, verdict, sides, tags)
        spotted = roles.spotted(passages, hints, ("deal",))
    return Mail(
        turn, turns, found, spotted, verdict.parsed, news.sentence if news is not None else None,
        record.get("deal"), verdict.voice is None, sides.names, tags,
    )  # fmt: skip


def numbers_of_go_between(names: Names) -> dict[str, float] | None:
    """Return the named numbers by which is judged whether a mail from outside tells of another house than its writer's.

    None where nobody asks: one of us writes, a machine, a mailbox of many, or a domain that tells no house. No firm
    that may have won counts as another house, nor one whose name has a word of the writer's or of their domain.
    """
    turn, spotted = names.turn, names.spotted
    if names.verdict.voice is not Voice.CUSTOMER or names.second_hand or not turn.email:
        return None
    if is_public(turn.email) or is_role(turn.email) or is_by_machine(turn):
        return None
    won = {each.run.plain for each in spotted["rival"][:1]}
    firms, people = spotted["company"], spotted["person"]
    theirs = [
        e for e in _others(firms, turn) if not is_legal(e.run.text) and e.run.plain not in won
    ]
    told_of = _others(people, turn)
    house, own_house = _best(theirs), _best(each for each in firms if each not in theirs)
    person, writer = _best(told_of), _best(each for each in people if each not in told_of)
    return {
        "house": house,
        "house ahead": house - own_house,
        "person": person,
        "person ahead": person - writer,
        "trade": float(acts_for_others(turn.email)),
    }


def _best(found: Iterable[Spotted]) -> float:
    return max(LEAST, min(MOST, max((each.score for each in found), default=LEAST)))


def _person(names: Names, company: str | None) -> str | None:
    """Return the customer's person: as a rule found them, or as somebody told of is called."""
    found, verdict = names.found, names.verdict
    if found.customer_name and not (names.told_of and found.customer_email is None):
        return found.customer_name
    people = [
        each for each in names.spotted["person"] if not _is_group(each) and not _is_owned(each)
    ]
    people = _others(people, names.turn) if names.second_hand else people
    by_machine = verdict.voice is not Voice.OURS and is_by_machine(names.turn)
    titled = TITLED / 2 if by_machine else TITLED
    people = _most_personal(people, names.spotted["company"], company, titled)
    person = _likeliest(people, found.customer_name)
    if person is None:
        return found.customer_name
    person = _with_courtesy(people[0], person)
    if words_of(person) & names.sides.names:
        return None
    strictly = by_machine or not names.told_of
    return person if _is_sure(people[0], names.spotted["company"], person, strictly) else None


def _company(names: Names) -> str | None:
    """Return the customer's house as it is likeliest called; None where what a rule found stands."""
    found, verdict, turn = names.found, names.verdict, names.turn
    writes = (
        found.company is not None and not names.second_hand and _writes_for_itself(turn, verdict)
    )
    field = company_field(names.record, names.sides)
    kept = bool(field and (verdict.voice is not Voice.OURS or found.company))
    kept = kept or (found.company is not None and found.company == house_of_portal(turn))
    if writes and not kept and not _stands(found.company, turn):
        return _signed(names)
    if kept or writes or _by_domain(found.company, found.customer_email):
        return None
    customer = fold(found.customer_name or "")
    firms = [
        each
        for each in names.spotted["company"]
        if fold(each.run.text) not in customer and not _is_reference(each)
    ]
    firms = _others(firms, turn) if names.second_hand else firms
    listed = names.told_of and not is_by_machine(turn)
    company = _listed(turn, verdict, names.sides, firms) if listed else None
    firms = _firmest(firms, names.spotted["person"]) if names.told_of else firms
    company = company or _likeliest(firms, found.company)
    if company is None and names.told_of:
        company = _likelier(firms, found.company)
    company = _without_ours(company, names.sides) if company else None
    if company and (is_title(company) or words_of(company) & names.sides.names):
        return None
    return company


def _stands(company: str | None, turn: Turn) -> bool:
    """Tell whether a name stands in the mail, and is not only made of the writer's domain."""
    written = " ".join(words_in(f"{turn.subject}\n{turn.text}"))
    return " ".join(words_in(company or "")) in written


def _signed(names: Names) -> str | None:
    """Return what the writer's own house is called in the mail where a rule knows its domain only."""
    won = {each.run.plain for each in names.spotted["rival"][:1]}
    firms = [each for each in names.spotted["company"] if each.run.plain not in won]
    sure = firms and firms[0].score >= CALLED and words_of(firms[0].run.text) - names.sides.names
    return whole(firms[0]) if sure and not is_title(firms[0].run.text) else None


class Won:
    """Who may have won, the likeliest first, and how likely it is that nobody did."""

    def __init__(self, names: Names, grounds: Sequence[Ground]) -> None:
        self.names, self.grounds = names, grounds
        self.likely = _firms_only(undoubted(names.spotted["rival"]), names)
        self.numbers = roles.numbers_of(self.likely, names.hints, names.verdict, surest(grounds))

    @cached_property
    def nobody(self) -> float:
        """The log odds that nobody won."""
        return odds(numbers_of(self.grounds, self.numbers, self.names.verdict.voice))

    @property
    def name(self) -> str | None:
        """The winner's name, where one is likely."""
        doubt = NAMELESS + DOUBT * max(-MOST_DOUBT, min(MOST_DOUBT, self.nobody))
        if not self.likely or not roles.is_named(self.numbers, doubt):
            return None
        return _winner(self.likely[0], self.likely[1:])


def _rival(names: Names, won: Won) -> str | None:
    """Return who won, if anybody did."""
    rival, sides = names.found.competitor, names.sides
    if not (names.verdict.voice is None and names.record.get("competitor")):
        rival = won.name
    ours = sides.team is not None and fold(sides.team.company.name).split()[:1]
    if rival and ours and fold(rival).split()[:1] == ours:
        return None  # it is we who lost
    return rival


def _firms_only(found: Sequence[Spotted], names: Names) -> list[Spotted]:
    """Return who may have won: none of us, nor whoever is by far likelier a person of the customer's."""
    persons = [
        (set(each.run.plain.split()), each.score)
        for each in names.spotted["person"]
        if " " in each.run.plain and each.score >= SURE and "&" not in each.run.text
    ]
    return [
        each
        for each in found
        if not words_of(each.run.text) <= names.sides.names
        and not any(
            set(each.run.plain.split()) <= words and score >= each.score + AS_PERSON
            for words, score in persons
        )
    ]


def _is_group(found: Spotted) -> bool:
    """Tell whether a run names several people ("Yanis et Fanny")."""
    return any(word in _AND for word in found.run.plain.split()[1:-1])


def _is_owned(found: Spotted) -> bool:
    """Tell whether a single word is a thing that somebody has ("bei ihren Zetteln")."""
    run = found.run
    before = run.passage.words[run.first - 1] if run.first else ""
    return run.first == run.last and before in _THEIRS


def _is_reference(found: Spotted) -> bool:
    """Tell whether a run is what a number begins with ("NMH" of "NMH/2026/0387")."""
    sentence = found.run.passage.sentence
    return re.match(r"[/-]\d", sentence.text[sentence.spans[found.run.last][1] :]) is not None


def _without_ours(name: str, sides: Sides) -> str | None:
    """Return a firm's name without whose of us it is ("Montrevel de Baptiste")."""
    words = name.split()
    while words and fold(words[-1]) in sides.names:
        words = words[:-2] if len(words) > 1 and fold(words[-2]) in _OF else words[:-1]
    return " ".join(words) or None


def _listed(turn: Turn, verdict: Verdict, sides: Sides, firms: Sequence[Spotted]) -> str | None:
    """Return the customer under whose name the news stands in a note about several deals."""
    news = fullest(verdict.said)
    name = heading_over(turn.text, news.sentence.text) if news is not None else None
    if name is None or words_of(name) & sides.names:
        return None
    likely = any(each.run.plain == fold(name) and each.score > 0 for each in firms)
    return name if likely or " " in name else None


def _others(people: Sequence[Spotted], turn: Turn) -> list[Spotted]:
    """Return who may be the customer where somebody between us wrote: not the writer, nor their firm."""
    own, host = words_of(turn.name or ""), unmarked(turn.email or "").partition("@")[2]
    return [
        each
        for each in people
        if not own & (words := words_of(each.run.text))
        and not any(len(w) > 3 and unmarked(w) in host for w in words)
    ]


def _with_courtesy(spotted: Spotted, name: str) -> str:
    """Return a single name with the word of courtesy that stands before it ("Frau Semmler")."""
    courtesy = _courtesy_before(spotted) if " " not in name else None
    return f"{courtesy} {name}" if courtesy else name


def _courtesy_before(spotted: Spotted) -> str | None:
    """Return the word of courtesy before a name."""
    sentence = spotted.run.passage.sentence
    before = sentence.text[: sentence.spans[spotted.run.first][0]]
    match = ENDS_COURTEOUSLY.search(before[-24:])
    return match[0].strip() if match else None


def _is_sure(best: Spotted, firms: Sequence[Spotted], name: str, strictly: bool) -> bool:
    """Tell whether the likeliest person is one, and not a firm or the first word of a sentence.

    What a machine writes is full of capitals, so there a name must be whole.
    """
    if strictly and not is_titled(name) and (" " not in name or best.score < SURE + 2.0):
        return False
    firm = max((each.score for each in firms if each.run.plain == best.run.plain), default=-SURE)
    return is_titled(name) or (best.score >= SURE and best.score - firm >= APART)


def _firmest(firms: Sequence[Spotted], people: Sequence[Spotted]) -> list[Spotted]:
    """Return the likely firms, those first that bear a trade's name, and last what is likelier a person."""
    persons = {each.run.plain: each.score for each in people}

    def weight(each: Spotted) -> float:
        trade = TRADE if bears_trade(each.run.plain) or is_firms(each.run.text) else 0.0
        person = persons.get(each.run.plain, 0.0) - SURE
        return each.score + trade - (TRADE if person > 0 and not trade else 0.0)

    ranked = sorted(((weight(each), each) for each in firms), key=lambda pair: -pair[0])
    return [replace(each, score=score) for score, each in ranked]


def _likelier(firms: Sequence[Spotted], ruled: str | None) -> str | None:
    """Return an unlikely firm that is still likelier than the one that a rule found."""
    if not firms or firms[0].score <= UNLIKELY:
        return None
    plain = " ".join(words_in(ruled or ""))
    least = max((each.score for each in firms if each.run.plain == plain), default=UNLIKELY)
    return whole(firms[0]) if firms[0].score > least else None


def _most_personal(
    people: Sequence[Spotted], firms: Sequence[Spotted], company: str | None, titled: float
) -> list[Spotted]:
    """Return who may be the person, those first before whose names a courtesy stands, and firms last."""
    scores = {each.run.plain: each.score for each in firms}
    words = words_of(company or "")

    def weight(each: Spotted) -> float:
        text, plain = each.run.text, each.run.plain
        if is_titled(text) or _courtesy_before(each):
            return each.score + titled
        firm = is_firms(text) or bears_trade(plain) or "&" in text or words_of(text) <= words
        return each.score - (FIRM if firm else 0.0) - max(scores.get(plain, 0.0), 0.0)

    return sorted(people, key=lambda each: -weight(each))


def _writes_for_itself(turn: Turn, verdict: Verdict) -> bool:
    """Tell whether the customer's own domain tells the company, which no machine's and no public one does."""
    return verdict.voice is Voice.CUSTOMER and not is_public(turn.email) and not is_by_machine(turn)


def undoubted(spotted: Sequence[Spotted]) -> list[Spotted]:
    """Return who may have won: nobody doubtful, nor a part of their name; after such, only who is likely."""
    spotted = [each for each in spotted if not _is_no_name(each)]
    doubted = [set(fold(each.run.text).split()) for each in spotted if _is_doubtful(each)]
    found = [
        each
        for each in spotted
        if not any(set(fold(each.run.text).split()) <= words for words in doubted)
    ]
    moved_up = bool(found) and found[0] is not spotted[0]
    return [each for each in found if each.score > 0] if moved_up else found


def _is_no_name(found: Spotted) -> bool:
    """Tell whether a run is but the form of a firm, or says of which country one is ("a Danish crowd, …")."""
    sentence, text = found.run.passage.sentence, found.run.text
    before = sentence.text[: sentence.spans[found.run.first][0]]
    after = sentence.text[sentence.spans[found.run.last][1] :]
    return ("." in text and is_legal(text)) or says_of_whom(before, after)


def _is_doubtful(found: Spotted) -> bool:
    sentence = found.run.passage.sentence
    first, last = sentence.spans[found.run.first][0], sentence.spans[found.run.last][1]
    name = sentence.text[first:last]
    return (
        is_doubtful(name, sentence.text, first)
        or is_titled(name)
        or is_turned_down(sentence.text, first, last)
    )


def _winner(found: Spotted, others: Sequence[Spotted]) -> str:
    """Return the winner's name in the fullest form in which it may be meant."""
    fuller = [each for each in others if _is_fuller(each, found)]
    found = max(fuller, key=lambda each: each.score, default=found)
    name, sentence = whole(found), found.run.passage.sentence
    first, last = sentence.spans[found.run.first][0], sentence.spans[found.run.last][1]
    end = last + len(name) - len(found.run.text)
    leading = _LEADING.search(sentence.text[:first])
    if leading and name[:1].isupper():
        name = leading[1] + name
    return tidied(name, sentence.text[end : end + 40])


# "Van Oorden": a capital in the midst of a sentence makes it the name's; "Le", "La", "De" begin sentences too.
_LEADING = re.compile(
    r"(?<!\w)((?:V[ao]n(?: de[rn]?)?|Ter|Ten|(?<=[\w,] )(?:De|La|Le|El|Los|Las|Du|Da|Dos|Saint|San|Santa)) )\Z"
)


def _is_fuller(one: Spotted, other: Spotted) -> bool:
    """Tell whether a likely run is the other with words of a name before or behind it ("Cheddar Lane Data")."""
    first, last = one.run.plain.split(), other.run.plain.split()
    added = [
        word
        for at in range(one.run.first, one.run.last + 1)
        if one.run.passage.words[at] not in last
        and ((word := one.run.passage.sentence.original(at)) not in _JOINS)
    ]
    if not added or len(added) > MOST_ADDED or one.score < max(other.score - FULLER, 0.0):
        return False
    begins = first[: len(last)] == last or first[-len(last) :] == last
    return begins and all(word[0].isupper() for word in added)


def _by_domain(company: str | None, email: str | None) -> bool:
    """Tell whether the company's name is the one that the customer's domain spells out."""
    plain = re.sub(r"[^a-z0-9]", "", fold(company or ""))
    return " " in (company or "") and any(
        len(label) > 4 and plain.startswith(label)
        for label in fold(email or "").partition("@")[2].replace("-", "").split(".")
    )


def _likeliest(spotted: Sequence[Spotted], ruled: str | None) -> str | None:
    """Return the likeliest wording; where the rules found the same and more of it, theirs."""
    if not spotted or spotted[0].score <= 0:
        return None
    text = whole(spotted[0])
    if ruled and fold(text) in fold(ruled) and len(ruled) - len(text) < len(text):
        return ruled
    return text


def whole(found: Spotted) -> str:
    """Return a run as written, with the legal form that follows a name."""
    run = found.run
    sentence = run.passage.sentence
    end = sentence.spans[run.last][1]
    tail = _TAIL.match(sentence.text, end)
    return run.text + " ".join(tail[0].split(" ")) if tail else run.text
