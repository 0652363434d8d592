"""What a lost deal was worth: which of the sums in a mail is ours, and in which money."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from itertools import islice
from typing import TypeAlias

from debrief.reading.facts import worth_words as words
from debrief.reading.facts.currencies import DOLLARS, currency_in, is_near_dollar
from debrief.reading.facts.money import Amount, amounts, bare_amounts
from debrief.reading.facts.number_words import in_figures
from debrief.reading.facts.repeated_sums import multiplied
from debrief.reading.facts.told_sums import COUNTED, TOLD, unmarked
from debrief.reading.judged import Judged
from debrief.reading.mail.html_text import Table
from debrief.reading.people import Sides
from debrief.reading.quoting.turns import Turn
from debrief.reading.records.crm import Record
from debrief.reading.wording import first_word, fold

SMALLEST = 500  # what costs less is hardly a deal
TAGGED, MOST_TAGGED = 0.3, 5.0  # what log odds of the tag count, and how many of them
TAKEN_BACK = 9.0  # what speaks against a sum that its writer corrects at once
LEAST = -0.5  # a sum that scores less is another's
SMALLEST_BARE, LARGEST_BARE = 1_000, 5e7  # of sums without a currency
OWN_ONLY = frozenset(["BRL"])  # of a country whose law wants contracts in its own money
NEARLY = 0.8  # of a sum, what stands for it in round figures
MOST_SCORED = 300  # sums of a turn
MOST_TEXT = 20_000  # characters of a turn that are looked at
# Where a line ends between a number and its currency.
_WRAPPED = re.compile(
    r"(?:(?<=\d{3})|(?<=\d[.,]\d\d))\n(?=(?:[€$£]|R\$|EUR|USD|GBP|CHF|BRL|[Ee]uros?|(?:us )?dollars?|reais|pesos)(?![\w$]|\s?\d))"
)
Worth: TypeAlias = tuple[float | None, str | None]  # amount and currency


@dataclass(frozen=True, slots=True)
class Scene:
    """Who reads and writes: our name, our currency, the rep's zone, the winner, whether one of us writes; what tags tell."""

    own: str = ""
    home: str | None = None
    zone: str | None = None
    rival: str | None = None
    ours: bool = False
    told: Mapping[float, float] = field(default_factory=dict)  # `told_sums`

    def amounts(self, text: str) -> tuple[Amount, ...]:
        """Return the sums of a text with what this scene tells of their currency."""
        return amounts(text, self.home, self.zone)


def scene_of(sides: Sides, zone: str | None, rival: str | None) -> Scene:
    """Return the scene of a mail; ``zone`` is the account rep's (IANA), ``rival`` the winner's name."""
    team = sides.team
    if team is None:
        return Scene(zone=zone, rival=rival)
    return Scene(_own_word(team.company.name), team.major_deal_threshold.currency, zone, rival)


def amount_of(mail: Judged, scene: Scene) -> Worth:
    """Return amount and currency: the record's first, then those of the deciding turn, then others'.

    A bare "38k" is in the money that is used where the account rep works, and the writer if it is one
    of us, unless a unit of it is worth little and the writer names it nowhere: there people count in
    dollars as well.
    """
    found = _in_record(mail.record, scene) if mail.by_record else None
    if found is not None:
        return found
    turns = [
        replace(each, text=_WRAPPED.sub(" ", each.text[:MOST_TEXT]))
        for each in (mail.turn, *(other for other in mail.turns if other is not mail.turn))
    ]
    found = _by_own_row(turns[0], mail.message.tables, scene, mail.sides)
    return found or _by_words(turns, scene, mail.sides)


def _by_words(turns: Sequence[Turn], scene: Scene, sides: Sides) -> Worth:
    """Return the sum that words call ours: sooner one with a currency, sooner in a text than in a subject."""
    figures = [replace(each, text=in_figures(each.text)) for each in turns]
    both = [each for pair in zip(turns, figures, strict=True) for each in pair]
    heads = [replace(each, text=each.subject) for each in turns]
    for pick, texts in ((best_amount, [*both, *heads]), (best_bare, [*figures, *heads])):
        for each in texts:
            here = replace(scene, ours=sides.speaks_for_us(each))
            best = pick(each.text, here)
            if best is not None:
                currency = _currency(best, each.text, each, here, sides)
                return _exact(each.text, best), currency or _elsewhere(best, turns, scene)
    return None, None


def _exact(text: str, best: Amount) -> float:
    """Return a sum as the parenthesis behind it has it: "just under 70k (67,800 to be exact)"."""
    inside = words.INSIDE.match(text, best.last)
    near = bare_amounts(inside[1]) if inside else ()
    return next((each.value for each in near if NEARLY < each.value / best.value < 1 / NEARLY), best.value)  # fmt: skip


def _elsewhere(best: Amount, turns: Iterable[Turn], scene: Scene) -> str | None:
    """Return the currency of the same sum where another place of the mail writes it in full."""
    same = (a.currency for each in turns for a in scene.amounts(each.text) if a.value == best.value)
    return next((currency for currency in same if currency), None)


def _own_word(name: str) -> str:
    """Return the word of our company's name by which a list of bidders is sure to know us."""
    first = first_word(name)
    return first if len(first) > 4 else fold(name)


def _in_record(record: Record, scene: Scene) -> Worth | None:
    """Return what a record's field says; None where it holds no sum. A monthly sum is not the deal's."""
    written = record.get("amount")
    if written is None:
        return None
    written = words.BEFORE_CORRECTION.sub("", written)
    full = f"{written} {record.get('currency') or ''}"
    found = scene.amounts(full)
    if found:
        monthly = words.MONTHLY.match(fold(full[found[0].last :]))
        return (None, None) if monthly else (found[0].value, found[0].currency)
    if re.fullmatch(r"[\d.,'\s]+", written):
        plain = scene.amounts(f"{written} USD")
        return (plain[0].value, None) if plain else None
    return None


def _currency(best: Amount, text: str, turn: Turn, scene: Scene, sides: Sides) -> str | None:
    """Return the sum's currency; "72 000 $" in French is no American's way to write, nor surely ours."""
    if best.currency in DOLLARS and scene.home in DOLLARS:
        written = text[best.first : best.last]
        if re.fullmatch(r"[\d .,\u00a0\u202fkM]+\$", written) and _is_french(turn.text):
            local = "CAD" if currency_in(scene.zone) == "CAD" else None
            return local if scene.ours else "CAD"
    if best.currency:
        return best.currency
    if words.PESOS.search(text[best.first : best.last + 12]):
        return next((code for code, hint in words.OF_PESOS.items() if hint.search(turn.text)), None)
    writer = sides.member(turn.sender) if turn.sender else None
    zones = {scene.zone, writer.time_zone if writer else None} - {None}
    used = {currency_in(zone) for zone in zones}
    money = used.pop() if len(used) == 1 else None
    if (
        not scene.ours
    ):  # a customer lives where the account rep does, but not always in so small a land
        return money if money in OWN_ONLY or (is_near_dollar(money) and money != "CHF") else None
    spoken = (amount.currency for amount in scene.amounts(in_figures(turn.text)))
    known = money == scene.home or money in OWN_ONLY or money in spoken
    return money if known or is_near_dollar(money) else None


def _is_french(text: str) -> bool:
    return len(words.FRENCH.findall(text[:2_000].lower())) * 8 > len(text[:2_000].split())


def _by_own_row(turn: Turn, tables: Iterable[Table], scene: Scene, sides: Sides) -> Worth | None:
    """Return the sum of our own row, or of our own column; None where no table shows one."""
    row = _own_row(turn.text, tables, scene)
    return (row[0].value, _currency(*row, turn, scene, sides)) if row is not None else None


def _own_row(text: str, tables: Iterable[Table], scene: Scene) -> tuple[Amount, str] | None:
    """Return the sum in a table's row that bears our company's name, or in its column, and the row."""
    if not scene.own:
        return None
    rows = [re.split(r"\t| {3,}|\s\|\s|\s?\.{3,}\s?", line.strip()) for line in text.split("\n")]
    # By the size of a row, the column that is headed by a word for prices.
    priced: dict[int, int] = {}
    for row in [*rows, *(list(row) for table in tables for row in table)]:
        if len(row) < 2:
            continue
        if scene.own not in fold(" ".join(row)):
            heads = [
                at for at, cell in enumerate(row) if words.PRICE_COLUMN.match(fold(cell.strip()))
            ]
            priced |= {len(row): heads[0]} if heads else {}
            continue
        line = " | ".join(row)
        found = scene.amounts(line)
        if found:
            return found[-1], line
        bare = bare_amounts(row[priced[len(row)]]) if len(row) in priced else ()
        if bare and bare[0].value >= SMALLEST_BARE:
            return bare[0], line
    return _in_our_column(rows, scene)


def _in_our_column(rows: list[list[str]], scene: Scene) -> tuple[Amount, str] | None:
    """Return the sum under "Us" in a comparison with the winner: of the row of totals, else the largest."""
    column = size = 0
    found: list[tuple[bool, float, Amount, str]] = []
    for row in rows:
        if len(row) < 3:
            continue
        headed = [at for at, cell in enumerate(row) if at and _is_ours(cell, scene)]
        if headed:
            column, size = headed[0], len(row)
        elif column and len(row) == size and len(sums := scene.amounts(row[column])) == 1:
            total = words.TOTAL.search(fold(row[0])) is not None
            found.append((total, sums[0].value, sums[0], row[column]))
    best = max(found, key=lambda each: each[:2], default=None)
    return (best[2], best[3]) if best is not None and best[1] >= SMALLEST else None


def _is_ours(heading: str, scene: Scene) -> bool:
    cell = fold(heading.strip(" :"))
    return bool(words.OUR_COLUMN.fullmatch(cell)) or cell.split(" ")[0] == scene.own


def best_amount(text: str, scene: Scene) -> Amount | None:
    """Return the sum that the words around it call ours, the lost part before the whole."""
    best: tuple[float, Amount] | None = None
    for amount in islice(_candidates(text, scene), MOST_SCORED):
        if amount.value < SMALLEST and scene.told.get(amount.value, 0.0) < 0.0:
            continue
        score = _score(text, amount, scene)
        if best is None or score > best[0]:
            best = (score, amount)
    return best[1] if best is not None and best[0] > LEAST else None


def _candidates(text: str, scene: Scene) -> Iterator[Amount]:
    """Yield the sums with a currency or a scale, and what is called our offer without either."""
    found = [multiplied(text, amount) for amount in scene.amounts(text)]
    for amount in found:
        if amount.currency or not words.UNIT.match(fold(text[amount.last : amount.last + 20])):
            yield amount
    yield from _offered(text, found, scene)
    if scene.ours:
        yield from _in_thousands(text, found)
    yield from _told(text, found, scene)


def _told(text: str, found: Sequence[Amount], scene: Scene) -> Iterator[Amount]:
    """Yield what the tags tell to be the sum, without a currency, in the money spoken of around it."""
    taken = {place for amount in found for place in range(amount.first, amount.last)}
    for bare in (*bare_amounts(text), *unmarked(text)):
        after = fold(text[bare.last : bare.last + 30])
        if words.UNIT.match(after):
            continue
        ends = text[bare.last - 1] == "."  # "1.24 million. It goes to Oakvane"
        alone = ends or words.NO_THING_AFTER.match(after) or words.LINK_AFTER.match(after)
        before = _sentence_before(text, bare.first)
        if words.OUT_OF.match(after) or words.OUT_OF_BEFORE.search(before):
            continue  # "61 of 100 points"
        points = words.SCORED.search(before)
        least = TOLD if alone and not points else COUNTED
        if bare.first not in taken and scene.told.get(bare.value, TOLD) > least:
            taken.update(range(bare.first, bare.last))
            yield replace(bare, currency=_money_around(bare.first, found))


def _offered(text: str, found: Sequence[Amount], scene: Scene) -> Iterator[Amount]:
    """Yield what is called our offer, or a part of it, without a currency: in the money spoken of around it."""
    taken = {place for amount in found for place in range(amount.first, amount.last)}
    for bare in bare_amounts(text):
        if bare.first in taken or bare.value < SMALLEST_BARE:
            continue
        before, after = _sentence_before(text, bare.first), fold(text[bare.last : bare.last + 20])
        offer = _last_end(words.OUR_OFFER, before)
        others = max(_last_end(words.AWARDED, before), _last_end(words.THEIRS, before))
        near = offer > len(before) - 24 and offer > others
        part = scene.ours and words.PART_OF.match(text[bare.last : bare.last + 20])
        if part or words.OURS_AFTER.match(after) or (near and words.NO_THING_AFTER.match(after)):
            yield replace(bare, currency=_money_around(bare.first, found))


def _money_around(place: int, found: Sequence[Amount]) -> str | None:
    near = (
        amount.currency
        for amount in found
        if abs(amount.first - place) < 200 and amount.value >= SMALLEST_BARE
    )
    return next((currency for currency in near if currency), None)


def _in_thousands(text: str, found: Sequence[Amount]) -> Iterator[Amount]:
    """Yield "we were at 214": thousands of the money that the sentences around speak of."""
    plain = text.lower().translate(_PLAIN)
    for match in words.IN_THOUSANDS.finditer(plain):
        value = 1e3 * int(match["number"] or match["before"])
        currency = _money_around(match.start(), found)
        yield Amount(value, currency, match.start(match.lastgroup or 0), match.end())


_PLAIN = str.maketrans("áàâãéèêíóôõúüçñ’", "aaaaeeeiooouucn'")


def best_bare(text: str, scene: Scene) -> Amount | None:
    """Return a number without a currency that can be nothing but what the deal was worth."""
    found: list[tuple[float, Amount]] = []
    for amount in bare_amounts(text)[:MOST_SCORED]:
        if SMALLEST_BARE <= amount.value <= LARGEST_BARE and _may_be_money(text, amount, scene):
            found.append((_score(text, amount, scene), amount))
    best = max(found, key=lambda each: (each[0], each[1].value), default=None)
    if best is None or best[0] <= LEAST:
        return None
    return best[1]


def _may_be_money(text: str, amount: Amount, scene: Scene) -> bool:
    """Tell whether nothing is counted by a bare number, and it is said as one of us or of our offer."""
    before, after = _sentence_before(text, amount.first), fold(text[amount.last : amount.last + 30])
    if words.OTHER_NUMBER.search(before) or not words.NO_THING_AFTER.match(after):
        return False
    return scene.ours or bool(words.YOURS.search(before)) or bool(words.YEARLY.match(after))


def _sentence_before(text: str, first: int, most: int = 180) -> str:
    return re.split(
        r"[.!?]\s|\n\s*\n|\n(?=[^\n:]{2,30}:\s)|\n\s*[-*•]",
        fold(text[max(0, first - most) : first]),
    )[-1]


def _last_end(pattern: re.Pattern[str], text: str) -> int:
    end = -1
    for match in pattern.finditer(text):
        end = match.end()
    return end


def _score(text: str, amount: Amount, scene: Scene) -> float:
    sentence = _sentence_before(text, amount.first)
    before = sentence[-60:]
    tail = text[amount.last : amount.last + 44]
    after = re.split(
        r"[.!?;,](?:\s|$)|\n| (?:but|and they|and them|aber|und die|mais|et eux|pero|y ellos|maar|en zij|mas|e eles"
        r"|including|inclusive of|incl\.?|inkl\.?|inklusive|einschliesslich|y compris|incluid[oa]s?|incluyendo|inclusief|incluindo) ",
        fold(tail),
    )[0]
    around = f"{before} {after}"
    if text[amount.last - 1] == ".":
        after = ""  # "Gone. £225k. They undercut us"
    ours = words.OURS_BEFORE.search(before) is not None
    score = 1.2 if amount.currency else 0.0
    score += 1.0 if words.DEAL.search(around) else 0.0
    score += _whose(sentence, scene)
    score -= 1.8 if _is_theirs(before, after) and not ours else 0.0
    score += 2.5 if words.IS_LOST.search(after) or words.GONE_TO.match(fold(tail)) else 0.0
    score -= 1.0 if words.EITHER_BEFORE.search(before) else 0.0
    score += 4.0 if words.PART_OF.match(tail) else 0.0
    score += 1.5 if ours or words.OURS_AFTER.match(after) else 0.0
    score -= _as_rivals(before, scene) or _under_rival(text, amount, scene)
    score -= 2.0 if amount.value < SMALLEST else 0.0
    score -= _of_other_things("" if ours else before, after, scene)
    score -= (
        TAKEN_BACK if words.CORRECTED.match(fold(text[amount.last : amount.last + 80])) else 0.0
    )
    score += min(amount.value, 1e7) / 1e9
    told = max(-MOST_TAGGED, min(MOST_TAGGED, scene.told.get(amount.value, 0.0)))
    # No tag makes good a sum of money that the words around it call another's.
    return score if told > 0 and amount.currency and score <= LEAST else score + TAGGED * told


def _is_theirs(before: str, after: str) -> bool:
    """Tell whether words of others' prices stand nearer than words of our offer."""
    theirs, ours = _last_end(words.THEIRS, before), _last_end(words.OUR_OFFER, before)
    return theirs > ours or words.THEIRS.search(after) is not None


def _as_rivals(before: str, scene: Scene) -> float:
    """Return what the winner's name before a sum speaks against it: in our notes it is mostly ours yet."""
    if not scene.rival or fold(scene.rival) not in before:
        return 0.0
    return 0.4 if scene.ours and not words.PRICED.search(before) else 1.5


def _under_rival(text: str, amount: Amount, scene: Scene) -> float:
    """Return what speaks against "Price: 389,000" where the line above names the winner in a notice."""
    line = text.rfind("\n", 0, amount.first)
    above = fold(text[text.rfind("\n", 0, max(line, 0)) + 1 : max(line, 0)])
    label = text[line + 1 : amount.first].partition(":")
    shown = bool(label[1]) and len(label[2]) < 8 and bool(above) and not scene.ours
    return 3.0 if shown and scene.rival and fold(scene.rival) in above else 0.0


def _whose(sentence: str, scene: Scene) -> float:
    """Return what the nearest words before a sum say: our offer, or who was awarded for how much."""
    if scene.own and re.search(rf"{re.escape(scene.own)}[^\d\n]{{0,30}}$", sentence):
        return 3.0
    offer, awarded = _last_end(words.OUR_OFFER, sentence), _last_end(words.AWARDED, sentence)
    if offer > awarded:
        return 1.5 if offer > _last_end(words.THEIRS, sentence) else 0.0
    if awarded < 0:
        return 0.0
    return -1.2 if scene.ours else -3.0  # in our own notes the sum is mostly what we lost


def _of_other_things(before: str, after: str, scene: Scene) -> float:
    """Return what speaks against a sum: a limit, a difference, money for something else, a month's."""
    lost = 0.0
    if words.LIMIT.search(before):
        lost += 1.2 if scene.ours else 4.0
    if words.APART.search(before):
        lost += 9.0
    if words.KEPT.search(before):
        lost += 2.0
    if words.OTHER_THING.search(f"{before[-45:]} {after[:25]}") and not words.TOGETHER.search(
        before
    ):
        lost += 2.6
    if words.MONTHLY.match(after) or words.OPTIONAL.match(after):
        lost += 4.0
    if scene.own and scene.own in after and words.AWARDED.search(after):
        lost += 3.0  # "line 1 ($38,000): awarded to" us
    if words.LESS.match(after):  # but "your price 214,000 (higher than planned)" is no difference
        apart = 1.8 if after.lstrip().startswith("(") else 3.0
        lost += -0.5 if scene.ours and words.FEWER.match(after) else apart
    return lost
