"""Answers written into an Outlook quotation in a colour of their own."""

from __future__ import annotations

import re
from collections import Counter

from debrief.reading.mail.html_text import read_colours
from debrief.reading.mail.lines import Line
from debrief.reading.mail.phrases import fold_phrase
from debrief.reading.quoting.header_block import find_blocks
from debrief.reading.wording import word_set

MAX_PAGE = 1_000_000  # characters of HTML looked at
_POINTER = re.compile(
    r"below|in-?line|in (?:red|blue|green|colou?r)|\bmy (?:answers?|comments?|repl|responses?)|unten|\brot\b|\bblau\b|im text|"
    r"ci-dessous|en (?:rouge|bleu|vert)|abajo|en (?:rojo|azul)|di seguito|sotto|in (?:rosso|blu)|abaixo|em (?:vermelho|azul)|hieronder|"
    r"in (?:rood|blauw)|nedan|i rött|nedenfor|med rødt|alla|punaisella|poniżej|na czerwono|níže|nižšie|červen|alább|pirossal|mai jos|"
    r"ниже|красн|нижче|червон|aşağıda|kırmızı|παρακάτω|以下|下面|赤字|赤で|青字|红色|紅色|红字|아래|빨간"
    r"|κόκκιν|μπλε|raudon|mėlyn|sarkan|zilā|punase|sinise|באדום|בכחול|בהמשך|بالأحمر|بالأزرق|أدناه|crven|rdeč|spodaj|roșu|roşu|albastru|червен|"
    r"röd text|blå text|med blått|sinisellä|สีแดง|ด้านล่าง|màu đỏ|bên dưới|merah|biru|di bawah|vermell|in het groen|in groen|auf grün|in grün|zielon|niebiesk"
)
_NEUTRAL = word_set("black windowtext inherit initial auto white gray grey silver dimgray darkgray")
_HEX = re.compile(r"#([0-9a-f]{3}|[0-9a-f]{6})(?:[0-9a-f]{2})?$")
_RGB = re.compile(r"rgb\(\s?(\d{1,3})\s?,\s?(\d{1,3})\s?,\s?(\d{1,3})")


def coloured_answers(html: str | None, written: str) -> list[str]:
    """Return the lines below the first header block that stand out by their colour.

    Only where the writer points there ("see below", "in red") or wrote nothing above.
    """
    if not html or "color" not in html or len(html) > MAX_PAGE:
        return []
    if written and not _POINTER.search(fold_phrase(written[:2000])):
        return []
    painted = read_colours(html)
    lines = [Line(0, text.strip(), text) for text, _ in painted]
    blocks = find_blocks(lines)
    block = next(blocks, None)
    if block is None:
        return []
    following = next(blocks, None)
    tail = painted[block.end : following.start if following else len(painted)]
    return _standing_out(tail)


def _standing_out(tail: list[tuple[str, str]]) -> list[str]:
    weights: Counter[str] = Counter()
    for text, colour in tail:
        weights["" if _is_neutral(colour) else colour] += len(text)
    if len(weights) < 2:
        return []
    base = weights.most_common(1)[0][0]
    vivid = {colour for colour in weights if colour and colour != base}
    return [text for text, colour in tail if text.strip() and colour in vivid]


def _is_neutral(colour: str) -> bool:
    """Tell whether a colour is black, white or grey: the one text has anyway."""
    if not colour or colour in _NEUTRAL:
        return True
    found, mixed = _HEX.match(colour), _RGB.match(colour)
    if found:
        digits = found[1] if len(found[1]) == 6 else "".join(char * 2 for char in found[1])
        parts = [int(digits[at : at + 2], 16) for at in (0, 2, 4)]
    elif mixed:
        parts = [int(part) for part in mixed.groups()]
    else:
        return False
    return max(parts) - min(parts) < 40
