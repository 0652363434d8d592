"""Read the manager's answer to a receipt: go, stop, wait, hold, alone, write, review, and corrected facts.

Forgiving in form, strict in meaning: a command with an "if", a "but" or a "not" beside it is a
doubt that is asked back, never a command.
"""

from __future__ import annotations

import difflib
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date

from debrief.amounts import amounts_in
from debrief.answers.addressees import bears_name
from debrief.answers.fact_values import LABELS, BadValue, read_fact
from debrief.answers.languages import language_wished
from debrief.answers.orders import HOLD, PHRASES, holds_back, is_limited, order_inside, order_of
from debrief.answers.written_wish import name_before
from debrief.lexicon import (
    QUOTED,
    SENTENCE_END,
    Doubt,
    bare,
    fold,
    is_closing,
    is_greeting,
    is_signed,
)
from debrief.model import Facts
from debrief.team import ADDRESS

__all__ = ["Commands", "Doubt", "read_commands", "states_fact"]

_MAX_LINES = 400
_MAX_LINE = 2000


@dataclass(frozen=True, slots=True)
class Commands:
    """What the manager told us to do, and which facts they corrected.

    ``changes`` holds validated values by field name of `Facts` (``rep_email`` as written, for the
    caller to resolve); besides these ``zone`` (IANA name), ``language``, ``guests`` and ``left_out`` (as written). ``cleared`` names facts that were said
    to be none or unknown. ``hold`` is set by "not yet" and when a doubt concerns go or stop: do
    nothing meanwhile. ``prose`` is what was neither understood nor doubted.
    """

    go: bool = False
    stop: bool = False
    wait: bool = False
    alone: bool = False
    write: bool = False  # the questions are to go out in writing
    review_anyway: bool = False
    changes: dict[str, object] = field(default_factory=dict)
    cleared: tuple[str, ...] = ()
    not_understood: tuple[Doubt, ...] = ()
    hold: bool = False
    prose: tuple[str, ...] = ()

    def apply_to(self, facts: Facts) -> Facts:
        """Return the facts with every change but the rep, whom the caller has to resolve."""
        update = {name: Facts.model_fields[name].default for name in self.cleared}
        if "priorities" in (*self.cleared, *self.changes):
            update["priorities_stated"] = "priorities" in self.changes
        update |= {k: v for k, v in self.changes.items() if k not in ("rep_email", *_OF_THE_CALL)}
        return Facts.model_validate({**facts.model_dump(), **update})


_IS = (
    r"(?:is|was|are|were|is now|should be|should have been|must be|ist|war|sind|waren|est|etait|"
    r"sont|"
    r"es|era|fue|foi|son|eran|zijn|moet zijn|e|era|sao|hei(?:ss|ß)t|s'appelle|se llama|heet|se chama|"
    r"chama-se)(?: actually| really| in fact| by the way| eigentlich| ubrigens| hier| da| en fait| d'ailleurs| por cierto| trouwens| alias| about)?(?: (?:called|named)(?=\s))?"
)
_LABEL_WORDS = sorted(LABELS, key=len, reverse=True)
_LABEL = "|".join(
    re.escape(label).replace(r"\ ", r"[ _-]?").replace("ss", "(?:ss|ß)") for label in _LABEL_WORDS
)
_ASSIGN = re.compile(
    rf"(?:^|(?<=[;,.(])|(?<=\s))\s*(?:the |our |der |die |das |le |la |el |de |het |o |a )?"
    rf"(?P<label>{_LABEL})\s*(?:[:=]|->|=>|→)\s*",
)
_IS_ASSIGN = re.compile(
    rf"^(?:(?:but|and|yes|ok|no|actually|aber|und|ja|nein|mais|et|oui|non|pero|y|si|maar|en|nee|"
    rf"mas|e|sim),? )*"
    rf"(?:the |our |der |die |das |le |la |l'|el |de |het |o |a )?(?P<label>{_LABEL})"
    rf"\s+{_IS}\s+(?P<value>.+)$"
)
_REP_LABEL = "|".join(re.escape(label) for label in _LABEL_WORDS if LABELS[label] == "rep_email")
_NAME = r"(?!(?:i|we|you|he|she|it|who|that|ich|wir|du|ihr|sie|er|es|wer|das|je|tu|il|elle|on|nous|vous|qui|yo|ella|quien|ik|wij|ze|hij|wie|eu|ela|ele|quem)\b)[^\W\d_][\w.'-]*(?: [^\W\d_][\w.'-]*){0,2}?"
_REP_IN_WORDS = re.compile(  # "Katrin war zuständig", "gehört zu Lars"
    rf"^(?P<named>{_NAME}) (?:is|was|ist|war|est|etait|es|era|fue|was|e|foi)(?: hier| da| dafur| here)? "
    rf"(?:the |our |der |die |le |la |notre |el |nuestr[oa] |de |onze |o |a |nosso |nossa )?(?:{_REP_LABEL})$"
    r"|^(?:(?:das|es|der (?:deal|kunde|fall)|it|this|the deal|cela|ce client|het|dit|isto|esto) )?(?:gehort(?:e)?(?: eigentlich)? zu|belongs to|"
    rf"appartient a|(?:le |el )?pertenece a|hoort bij|pertence a|pertence ao) (?P<owner>{_NAME})$"
)
_OWN_DEAL = re.compile(  # "this was my own deal", "ich war selbst zuständig"
    r"^(?:(?:das|es|dies|it|this|that|this one|c'etait|era|fue|foi|dat|dit|het) )?(?:is|was|war|ist|es|e)? ?"
    r"(?:my own|mein eigener|meine eigene|mon propre|ma propre|mi propi[oa]|mijn eigen|(?:o )?meu proprio|(?:a )?minha propria) "
    r"(?:deal|account|customer|client|opportunity|kunde|kundin|fall|auftrag|client|affaire|dossier|cliente|oportunidad|negocio|klant|oportunidade)$"
    r"|^i (?:was|am) the (?:account |sales )?rep$"
    r"|^(?=.*\b(?:myself|selbst|moi-meme|mism[oa]|zelf|mesm[oa])\b)(?:i|ich|j'|je|yo|ik|eu) ?(?:was|am|war|bin|etais|suis|era|fui|soy|ben)"
    rf"(?: the| der| die| le| la| el| de| o| a| hier| da| selbst| zelf| moi-meme)* (?:{_REP_LABEL})(?: myself| selbst| moi-meme| mism[oa]| zelf| mesm[oa])?$"
)
_ARTICLE = re.compile(r"^(?:der|die|el|la|le|o|a) (?=[^\W\d_a-zß-ÿ])")  # "foi o Rui"
_BARE_ASSIGN = re.compile(rf"^(?P<label>{_LABEL})\s+(?P<value>\S.*)$")
_THUMB = re.compile(r"^[👍👌✅✔🆗\ufe0f\U0001f3fb-\U0001f3ff ]+$")
_SIGNS = re.compile(
    r"^[\u2600-\u27bf\U0001f300-\U0001faff\ufe0f ]+|[\u2600-\u27bf\U0001f300-\U0001faff\ufe0f ]+$"
)
_CLAUSE_END = re.compile(r"[,.!;:]\s*|\s-+\s")
_OF_THE_CALL = ("zone", "language", "guests", "left_out")
_OF_MANY = frozenset(["guests", "left_out"])
_STRICT = frozenset(["amount", "currency", "date", "customer_email", "zone", "language"])
_NAMED = frozenset(["competitor", "rep_email", "customer", "company"])


def read_commands(text: str, facts: Facts, *, currency: str, today: date | None = None) -> Commands:
    """Read what a reply to a receipt orders and corrects.

    ``currency`` (ISO 4217) is the team's: it decides what "$" means and stands in where an amount
    has none. ``today`` lets dates be given in words. Never raises on any text.
    """
    reader = _Reader(facts, currency, today)
    for line in _own_lines(text):
        reader.line(line)
    return reader.result()


def states_fact(line: str) -> bool:
    """Tell whether a line gives a fact by its label, such as "amount: 120k"."""
    return _ASSIGN.search(_lower(line)) is not None


def after_yes(text: str) -> str | None:
    """Return what follows the yes with which a reply begins; None where it begins with none."""
    lines = list(_own_lines(text))
    while lines and is_greeting(bare(lines[0])):
        lines.pop(0)
    if not lines:
        return None
    first = _THUMB.sub("yes", bare(lines[0]))
    head, *rest = _CLAUSE_END.split(first, maxsplit=1)
    if order_of(fold(head).strip()) != "yes":
        return None
    return "\n".join([*rest, *lines[1:]]).strip()


def _own_lines(text: str) -> Iterator[str]:
    """Yield the person's own lines, cut to a bearable number and length."""
    for count, line in enumerate(text.splitlines()):
        if count >= _MAX_LINES:
            return
        if line.strip() and not QUOTED.match(line):
            yield line[:_MAX_LINE]


class _Reader:
    """Collects what the lines of one reply say."""

    def __init__(self, facts: Facts, currency: str, today: date | None) -> None:
        self.facts = facts
        self.currency = currency
        self.today = today
        self.said: dict[str, str] = {}
        self.weak: dict[str, str] = {}
        self.changes: dict[str, object] = {}
        self.cleared: list[str] = []
        self.doubts: list[Doubt] = []
        self.unread: list[str] = []
        self.hold = False
        self.limited: str | None = None
        self.listing = False
        self.closed = False

    def line(self, raw: str) -> None:
        """Read one line: facts first, what is left as commands."""
        line = _THUMB.sub("yes", bare(raw))
        line = _SIGNS.sub("", line).strip() or line
        if self.listing and raw.lstrip()[:1] in "-*•·" and not _ASSIGN.match(_lower(line)):
            old = self.changes.get("priorities")
            self.changes["priorities"] = (*(old if isinstance(old, tuple) else ()), line)
            return
        self.listing = False
        if is_closing(line):
            self.closed = True
            return
        if is_greeting(line) or is_signed(line):
            return
        wished = {s: name for s in SENTENCE_END.split(line) if (name := language_wished(s))}
        if wished:
            self.changes["language"] = list(wished.values())[-1]
            line = " ".join(s for s in SENTENCE_END.split(line) if s not in wished)
        rest, assigned = self._facts(line)
        if rest.strip(" ,;.-&"):
            self._orders(line, rest, assigned)

    def _facts(self, line: str) -> tuple[str, bool]:
        """Take the facts out of a line; return what is left and whether there were any."""
        cuts = _cuts(line, self.currency)
        if not cuts:
            return self._fact_in_words(line)
        for index, cut in enumerate(cuts):
            end = cuts[index + 1].start() if index + 1 < len(cuts) else len(line)
            value = line[cut.end() : end].strip()
            value = self._trailing_order(value) if index + 1 == len(cuts) else _end_of_item(value)
            self._set(LABELS[_label(cut["label"])], value, line)
        return line[: cuts[0].start()].rstrip(" ,;:-("), True

    def _trailing_order(self, value: str) -> str:
        """Take "; go" or ". Go" off the end of the last value."""
        head, mark, tail = value.rpartition(";")
        if not mark:
            match = re.search(r"[.,!]\s+([^.,!]{1,30})[.!]?$", value)
            head, tail = (value[: match.start()], match[1]) if match else (value, "")
        kind = order_of(fold(tail)) if tail.strip() else None
        if kind in ("go", "stop", "wait", "alone", "write"):
            self.said[kind] = tail.strip()
            return head.strip()
        return value

    def _fact_in_words(self, line: str) -> tuple[str, bool]:
        """Read "the amount is 130k" and "amount 130k"."""
        left, read = [], False
        for clause in _clauses(line):
            said = self._stated(clause)
            read = read or said is not None
            left.append(clause if said is None else said)
        if read:
            return ", ".join(part for part in left if part), True
        match = _BARE_ASSIGN.match(_lower(line))
        if match is not None and len(line.split()) <= 8:
            name = LABELS[_label(match["label"])]
            value = line[match.start("value") :].strip(" -–")
            try:
                if name in _STRICT:
                    self._keep(read_fact(name, value, self.currency, self.today))
                    return "", True
            except BadValue:
                pass
            if len(value.split()) <= 4 and name in _STRICT | _NAMED:
                self.doubts.append(Doubt(line, f"{match['label']}: {value}"))
                return "", True
        return line, False

    def _stated(self, clause: str) -> str | None:
        """Read "the amount is 130k"; return what stood before it, None if it states no fact."""
        plain = _lower(clause).rstrip(" .!")
        if _OWN_DEAL.match(plain):
            self._set("rep_email", "me", clause.strip())
            return ""
        if named := _REP_IN_WORDS.match(plain):
            self._set("rep_email", clause[slice(*named.span(named.lastgroup or 0))], clause.strip())
            return ""
        match = _IS_ASSIGN.match(_lower(clause))
        if match is None:
            return None
        name = LABELS[_label(match["label"])]
        value = clause[match.start("value") :].strip().rstrip(".!,;")
        if name == "rep_email":
            value = _ARTICLE.sub("", value)
        if name not in _STRICT | _NAMED | {"priorities", "reason_given"}:
            return None
        if name in _NAMED and len(value.split()) > 6:
            return None
        self._set(name, value, clause.strip())
        before = clause[: match.start("label")].replace(",", " ").split()
        return before[0] if before else ""

    def _set(self, name: str, value: str, line: str) -> None:
        if not value and name == "priorities":
            self.listing, self.changes["priorities"] = True, ()
            return
        try:
            self._keep(read_fact(name, value, self.currency, self.today))
        except BadValue as err:
            sums = amounts_in(value) if name == "amount" else ()
            if len(sums) == 1 and not re.search(r"\d", value.replace(sums[0], "")):
                self.doubts.append(Doubt(line, f"amount: {sums[0].strip(' .')}"))
            else:
                self.doubts.append(Doubt(line, err.nearest, example=err.example))

    def _keep(self, read: tuple[dict[str, object], tuple[str, ...]]) -> None:
        values, cleared = read
        for name in _OF_MANY.intersection(self.changes, values):
            values = {**values, name: f"{self.changes[name]}, {values[name]}"}
        self.changes.update(values)
        self.cleared.extend(name for name in cleared if name not in self.cleared)
        if "amount" in values and "currency" not in values and self.facts.currency is None:
            self.changes.setdefault("currency", self.currency)

    def _orders(self, line: str, rest: str, assigned: bool) -> None:
        """Read commands from what is not a fact."""
        found: list[str] = []
        prose = False
        for sentence in re.split(r"(?<=[.!?])\s+|[;\n]", rest):
            clauses = [
                fold(c).strip(" .!?,-\"'()*:") for c in re.split(r",|!|\s-+\s|\.\s*$", sentence)
            ]
            kinds = [order_of(c) for c in clauses if c]
            if "?" in sentence and any(kinds):
                kinds, prose = [], True
                self._doubtful(line, "go")
            found.extend(k for k in kinds if k and k != "filler")
            prose = prose or None in kinds
        self._weigh(line, rest, found, prose, assigned)

    def _weigh(self, line: str, rest: str, found: list[str], prose: bool, assigned: bool) -> None:
        limited = is_limited(fold(rest))
        strong = [k for k in found if k not in ("yes", "no")]
        if prose and limited:
            self.limited = self.limited or line
        if prose and found and limited:
            self._doubtful(line, strong[0] if strong else "go")
        elif prose and found and not strong:
            self._doubtful(line, "go" if "yes" in found else "stop")
        elif found:
            self._take(line, found, assigned)
        elif prose:
            known = len(self.doubts)
            self._prose(line, rest)
            if len(self.doubts) == known and (not self.closed or holds_back(line)):
                self.unread.append(line)

    def _take(self, line: str, found: list[str], assigned: bool) -> None:
        for kind in found:
            if kind == "yes":
                self.said.setdefault("go", line)
            elif kind == "no":
                if not assigned:
                    self.weak["no"] = line
            else:
                self.said[kind] = line

    def _prose(self, line: str, rest: str) -> None:
        """Look for a command inside a sentence that says more, and for a misspelt label."""
        folded = fold(rest).strip(" .!")
        kind = "stop" if HOLD.search(folded) else order_inside(folded)
        if kind is not None:
            self._doubtful(line, kind)
            return
        address = ADDRESS.search(rest)
        if address is not None and not self.closed:
            self.doubts.append(Doubt(line, _customer_at(address.group(), rest)))
            return
        sums = amounts_in(rest)
        if sums and not self.closed:
            self.doubts.append(Doubt(line, f"amount: {sums[-1].strip(' .')}"))
            return
        label = re.match(r"^([\w' -]{3,24}?)\s*[:=]\s*\S", _lower(line))
        if label is not None and not self.closed:
            near = difflib.get_close_matches(label[1].strip(), _LABEL_WORDS, n=1, cutoff=0.75)
            if near:
                value = line[label.end() - 1 :].strip()
                self.doubts.append(Doubt(line, f"{near[0]}: {value}"))
            return
        if len(folded.split()) <= 2 and not self.closed:
            words = [p for p in PHRASES["go"] | PHRASES["stop"] if len(p) > 3]
            near = difflib.get_close_matches(folded, words, n=1, cutoff=0.75)
            if near:
                self._doubtful(line, "go" if near[0] in PHRASES["go"] else "stop")

    def _doubtful(self, line: str, kind: str) -> None:
        nearest = {"yes": "go", "no": "stop", "hold": "stop"}.get(kind, kind)
        self.doubts.append(Doubt(line, nearest))
        self.hold = self.hold or nearest in ("go", "stop")

    def result(self) -> Commands:
        """Weigh the commands against each other."""
        said = dict(self.said)
        if "no" in self.weak:
            if self.changes or self.cleared:
                self._doubtful(self.weak["no"], "stop")
            else:
                said.setdefault("stop", self.weak["no"])
        if "stop" in said and "go" not in said:
            said.pop("hold", None)  # "stop, don't send anything"
        clash = [k for k in ("go", "stop", "wait", "hold") if k in said]
        if "hold" in said and clash == ["wait", "hold"]:
            clash = []
        if len(clash) > 1 or {"wait", "alone"} <= said.keys():
            lines = dict.fromkeys(said[k] for k in (*clash, "alone") if k in said)
            self._doubtful(" / ".join(lines), "go")
            said = {}
        if "go" in said and self.limited is not None:
            self._doubtful(self.limited, "go")
            said.pop("go")
        if "go" in said and any(d.nearest in ("go", "stop") for d in self.doubts):
            said.pop("go")
        return self._commands(said)

    def _commands(self, said: dict[str, str]) -> Commands:
        changes = dict(self.changes)
        if changes.get("priorities") == ():
            changes.pop("priorities")
        cleared = tuple(n for n in self.cleared if n not in changes)
        unique = tuple({(d.line, d.nearest): d for d in self.doubts}.values())
        return Commands(
            go="go" in said,
            stop="stop" in said,
            wait="wait" in said,
            alone="alone" in said,
            write="write" in said,
            review_anyway="review" in said,
            changes=changes,
            cleared=cleared,
            not_understood=unique,
            hold=self.hold or "hold" in said,
            prose=tuple(self.unread),
        )


def _customer_at(address: str, line: str) -> str:
    """Return how a line that holds a customer's address is written with its label, their name with it."""
    name, address = name_before(address, line), address.strip(".")
    known = bool(name) and bears_name(address.partition("@")[0], name)
    return f"customer: {name} <{address}>" if known else f"customer email: {address}"


_FREE = frozenset(["reason_given", "deal", "priorities"])


def _cuts(line: str, currency: str) -> list[re.Match[str]]:
    """Return where facts begin; a free text ends at a semicolon, or before a fact that can be read."""
    found = list(_ASSIGN.finditer(_lower(line)))
    cuts: list[re.Match[str]] = []
    for place, match in enumerate(found):
        if cuts:
            between = line[cuts[-1].end() : match.start("label")].strip()
            free = LABELS[_label(cuts[-1]["label"])] in _FREE
            end = found[place + 1].start() if place + 1 < len(found) else len(line)
            ends = between.endswith(";") or (
                between.endswith(",") and _is_fact(match, line[match.end() : end], currency)
            )
            if not between or (free and not ends):
                continue
        cuts.append(match)
    return cuts


def _is_fact(label: re.Match[str], value: str, currency: str) -> bool:
    """Tell whether a label behind a comma states a fact, rather than being part of a free text."""
    name = LABELS[_label(label["label"])]
    try:
        read_fact(name, _end_of_item(value.strip()), currency)
    except BadValue:
        return False
    return name in _STRICT | {"rep_email", "customer", "customer_name"}


_CLAUSE = re.compile(
    r"(?<=[.!?;:])\s+|,\s+(?:(?:and|but|und|aber|et|mais|y|pero|en|maar|e|mas)\s+)?(?=[^\W\d])"
    r"|\s+(?:and|but|und|aber|et|mais|y|pero|maar|mas)\s+(?=(?:the|der|die|das|le|la|el|de|het|o|"
    r"a|our)\s)"
)


def _clauses(line: str) -> list[str]:
    """Return the clauses of a line; a list or a name with its address stays whole."""
    if re.match(rf"(?:[a-z']+ )?(?:{_LABEL})\s+{_IS}\s+", _lower(line)):
        whole = (re.search(r"@", line) and not re.search(r"[.!]\s", line)) or re.match(
            r"\W*(?:the )?(?:priorit|kriter|crit)", _lower(line)
        )
        if whole:
            return [line]
    return [part for part in _CLAUSE.split(line) if part and part.strip()]


def _lower(line: str) -> str:
    """Return the line in lower case without accents, each character still at its place."""
    out = []
    for char in line:
        plain = fold(char)
        out.append(
            plain if len(plain) == 1 else (" " if char.isspace() else char.lower()[:1] or " ")
        )
    return "".join(out)


def _label(written: str) -> str:
    written = written.replace("ß", "ss")
    label = re.sub(r"[ _-]+", " ", written)
    return label if label in LABELS else written.replace(" ", "").replace("-", "").replace("_", "")


def _end_of_item(value: str) -> str:
    return re.sub(
        r"[\s,;]+(?:and|und|et|y|en|e|the|der|die|le|la|el|de)?$", "", value.rstrip(" .,;")
    )
