"""Read the manager's answer to draft practices: yes, drop 3, 2: better wording, merge 1 and 4."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from itertools import pairwise

from debrief.lexicon import (
    ALL,
    AND,
    BUT,
    DROP,
    EXCEPT,
    NO,
    ONLY,
    QUOTED,
    YES,
    Doubt,
    bare,
    ends_letter,
    fold,
    is_greeting,
    is_pleasantry,
    listed,
    words,
)
from debrief.model import Draft


@dataclass(frozen=True, slots=True)
class Approval:
    """What became of each draft.

    ``drafts`` carries every decision; the numbers are those of the drafts. ``into_book`` pairs a
    draft with an older practice it was said to be the same as ("3 is P7"). ``complete`` holds when
    every draft is decided and nothing is in doubt.
    """

    drafts: tuple[Draft, ...]
    approved: tuple[int, ...] = ()
    dropped: tuple[int, ...] = ()
    edited: dict[int, str] = field(default_factory=dict)
    merged: tuple[tuple[int, int], ...] = ()
    added: tuple[str, ...] = ()
    into_book: tuple[tuple[int, int], ...] = ()
    complete: bool = False
    not_understood: tuple[Doubt, ...] = ()
    named: tuple[int, ...] = ()  # drafts that the answer names by their number


_MERGE = listed(
    "merge, combine, join, together, same, merged, zusammenfassen, zusammenlegen, zusammen, "
    "vereinen,"
    "zusammenführen, fusionner, fusionne, fusionnez, regrouper, ensemble, unir, une, combinar, "
    "combina,"
    "fusionar, fusiona, juntar, junta, juntos, samenvoegen, samen, combineren, voeg, combine, "
    "juntas"
)
_FILLER = listed(
    "please, pls, thanks, thank you, thx, the, number, no., nr, nummer, and, with, to, of, them, "
    "it, is, are,"
    "as, i, we, would, like, looks, look, very, from, list, practice, practices, draft, drafts, "
    "point, points,"
    "that, this, these, for, me, us, can, you, bitte, danke, die, der, das, den, sind, ist, mir, "
    "punkt,"
    "mit, nummern, s'il, te, plait, vous, merci, le, la, les, est, sont, numero, numeros, svp, "
    "avec,"
    "por, favor, gracias, el, los, las, con, graag, dank, je, nummers, met, de, het, zijn, "
    "obrigado,"
    "obrigada, os, as, com, einer, so, wie, send, out, go, ahead, share, team, others, andere, "
    "rest,"
    "zu, fur, mich, pour, moi, tegen, voor, mij, mi, mim, dir,"
    "two, three, four, five, six, ones, one, into, in, auch, also, aux, au, praktik, praktiken, a, o"
) - listed("no., rest")
_NONE_OF_THEM = re.compile(
    r"(?:no,? )?(?:none|not any|not one|not a single one|nothing|neither|keine[rns]?|nichts|aucune?|"
    r"rien|ningun[oa]?|nada|geen|niets|nenhum[a]?)"
    r"(?: (?:of|von|d'|de|d'entre|van)? ?(?:them|these|those|it|the drafts|ihnen|denen|diesen|eux|elles|"
    r"ellos|ellas|estos|estas|deze|die|hen|deles|delas|estes|estas)| davon| hiervan| ervan)?"
    r"(?: (?:please|bitte|svp|por favor|graag))?(?:[,.;:!-]+ ?[^\d]*)?"
)
_ASSENT = re.compile(  # in words that alone would mean something else, or in the infinitive
    r"\b(?:d'accord|de acuerdo|(?:passt|stimmt|gut) so(?! nicht)|c'est bon|ca me va|ziet er goed uit|por mim|por mi|"
    r"freigabe|freigeben|ubernehmen|ubernimm|annehmen|genehmigen|valider|validez|aprobar|aceptar|overnemen|aceitar)\b"
)
Token = tuple[str, tuple[int, ...]]  # what a word does, and the draft numbers it holds
_VERBS = frozenset(["yes", "no", "all", "only", "except"])
_BUT = re.compile(r",|\b(?:but|aber|mais|pero|maar|mas)\b(?! (?:not|nicht|pas|no|niet|nao)\b)")
_EDIT = re.compile(
    r"^[#(\[]?(?:p|nr\.?|no\.?|number|draft|practice|punkt|point)?\s*#?(?P<n>\d{1,3})[\])]?\s*"
    r"(?:[:=]|->|=>|→|\.(?!\d)|\)|\s-\s|\s–\s)\s*(?P<text>\S.*)$",
    re.IGNORECASE,
)
_REWORD = re.compile(
    r"(?i)^(?P<yes>(?:yes|ok|okay|(?:all|everything) (?:good|fine)|fine|good|ja|(?:passt|alles) (?:alles|passt|gut|prima|goed)|"
    r"passt|oui|tout (?:est )?bon|si|sí|todo bien|sim|tudo (?:bem|certo))\b[\s,]*(?:but|aber|mais|"
    r"pero|maar|mas)?[\s,]+(?:(?:only|just|nur|seulement|solo|sólo|alleen|só|apenas) )?)?"
    r"(?:please )?(?:(?:change|reword|rewrite|edit|make|ändere)\s+(?:number |"
    r"no\.? )?#?(?P<a>\d{1,3})\s*(?:to|into|in|zu)?\s*(?:read|say)?"
    r"|(?:(?:bei|zu|for|on|in|pour|en|bij|na|no) )?#?(?P<c>\d{1,3})\s+(?:(?:bitte |please )?(?:ändern|umformulieren|changer|"
    r"reformuler|cambiar|wijzigen|mudar|alterar)(?:\s+(?:in|zu|en|a|naar|para))?|lieber|besser|eher|bitte|rather|better|"
    r"please|plutôt|mejor|liever|graag|antes|melhor)(?=\s*:)"
    r"|#?(?P<b>\d{1,3})\s+(?:should|could|must|soll|sollte)\s+(?:read|say|be|lauten|heißen))"
    r"\s*:?\s*(?P<text>\S.*)$"
)
_OTHERS = re.compile(
    r"(?i)[,;.]\s*(?P<what>(?:and |und )?(?:the )?(?:rest|others?|übrige\w*|andere\w*|autres|"
    r"resto|demás|overige)\b[^,:]{0,20})$"
)
_ADD = re.compile(
    r"^(?:\+|(?:new|add|also|additional|another|neu|neue|ergänze|ergänzen|hinzufügen|dazu|ajouter|"
    r"ajoute|ajoutez|nouveau|"
    r"nouvelle|en plus|añadir|añade|nuevo|nueva|agregar|agrega|nieuw|nieuwe|toevoegen|voeg toe|"
    r"novo|nova|"
    r"adicionar|acrescentar)(?: (?:one|practice|practica|praktik|pratique))?\s*[:+])"
    r"\s*(?P<text>\S.*)$",
    re.IGNORECASE,
)
_SAME = re.compile(
    r"^#?(?P<n>\d{1,3})\s*(?:is|=|==|:|same as|is the same as|ist|est|es|same|gleich|wie|"
    r"merge with|with)?\s*"
    r"(?:the )?(?:same as |same |gleich |wie |into |already )*p(?P<book>\d{1,4})\.?$"
)
_SAME_VERB = re.compile(
    r"^(?:merge|combine|join|fold)\s+#?(?P<n>\d{1,3})\s+(?:and|with|into|to|in)"
    r"\s+p(?P<book>\d{1,4})\.?$"
)
_TOKEN = re.compile(
    r"\d{1,3}\s*(?:-|to|bis|through|a|t/m)\s*\d{1,3}\b|\d{1,4}|[^\W\d_]+(?:'[^\W\d_]+)?|\+|&"
)


def read_approval(text: str, drafts: tuple[Draft, ...]) -> Approval:
    """Read a reply to draft practices; what is not certain stays a draft and comes back as doubt."""
    reader = _Reader(drafts)
    for raw in text.splitlines()[:500]:
        if QUOTED.match(raw):
            continue
        reader.line(raw[:4000])
    return reader.result()


class _Reader:
    """Collects the decisions of one reply."""

    def __init__(self, drafts: tuple[Draft, ...]) -> None:
        self.drafts = drafts
        self.open = [d.number for d in drafts if d.status != "dropped"]
        self.numbers = [d.number for d in drafts if d.status != "dropped" or not d.book_number]
        self.yes: dict[int, bool] = {}
        self.rest: bool | None = None  # what happens to drafts that no line names
        self.named_only = False  # "yes 1 3": these, and by that no others
        self.edited: dict[int, str] = {}
        self.merged: list[tuple[int, int]] = []
        self.added: list[str] = []
        self.into_book: dict[int, int] = {}
        self.doubts: list[Doubt] = []
        self.last: int | str | None = None  # where a wrapped line belongs
        self.closed = False
        self.limited = False  # what was not read may limit a yes to all

    def line(self, raw: str) -> None:
        """Read one line."""
        raw = with_words_for_signs(raw)
        line = bare(raw) if not raw.lstrip().startswith("+") else raw.strip()
        if not line:
            self.last = None
        elif ends_letter(line):
            self.closed, self.last = True, None
        elif self.closed and len(line.split()) <= 5 and not re.search(r"\d", line):
            return
        elif not is_greeting(line) and not self._pure_thanks(line):
            self._content(line)

    def _pure_thanks(self, line: str) -> bool:
        tokens = set(fold(with_words_for_signs(line)).strip(" .!,").split())
        return is_pleasantry(line) and not tokens & (YES | NO | DROP | ALL)

    def _content(self, line: str) -> None:
        add = _ADD.match(line)
        if add is not None:
            self.added.append(add["text"].strip())
            self.last = "added"
            return
        if _NONE_OF_THEM.fullmatch(fold(line)):
            self.rest, self.last = False, None
            return
        items = re.split(r"[,;]\s*(?=#?\d)", line)
        if len(items) > 1 and any(_SAME.match(fold(item)) for item in items):
            if not all(self._same(i) or self._edit(i) or self._decide(i) for i in items):
                self._leftover(line)
            return
        several = re.search(r"[,;]\s*#?\d{1,3}\s*:", line)
        if self._same(line) or self._reworded(line) or (not several and self._edit(line)):
            return
        for part in re.split(r"(?<=[.!])\s+|;\s*|,\s*(?=#?\d{1,3}\s*:)", line):
            if part.strip(" .,!") and not self._edit(part.strip()) and not self._decide(part):
                self._leftover(line)
                return

    def _leftover(self, line: str) -> None:
        if isinstance(self.last, int):
            self.edited[self.last] = f"{self.edited[self.last]} {line}"
        elif self.last == "added":
            self.added[-1] = f"{self.added[-1]} {line}"
        else:
            self.limited = self.limited or _limits(line)
            self.doubts.append(Doubt(line, self._nearest(line)))

    def _nearest(self, line: str) -> str | None:
        """Return the nearest answer, which is never harsher than what was written."""
        numbers = [int(n) for n in re.findall(r"\d{1,3}", line) if int(n) in self.numbers]
        against = bool({*words(line)} & (NO | DROP | EXCEPT))
        if against:
            refused = next((n for n in numbers if _is_refused(n, line)), None)
            return None if refused is None else f"drop {refused}"
        if numbers:
            return f"{numbers[0]}: better wording"
        return "yes" if {*words(line)} & YES and not against and not _limits(line) else None

    def _same(self, line: str) -> bool:
        match = _SAME.match(fold(line)) or _SAME_VERB.match(fold(line))
        if match is None or int(match["n"]) not in self.numbers:
            return False
        self.into_book[int(match["n"])] = int(match["book"])
        self.yes[int(match["n"])] = True
        self.last = None
        return True

    def _reworded(self, line: str) -> bool:
        """Read "change 2 to: ..." and "ok but 2 should read: ..."."""
        match = _REWORD.match(line)
        if match is None or int(_named(match)) not in self.numbers:
            return False
        if match["yes"] and self.rest is None:
            self.rest = True
        return self._edit(f"{_named(match)}: {match['text']}")

    def _edit(self, line: str) -> bool:
        """Read "2: better wording"; "2: yes" and "2: drop" are decisions."""
        match = _EDIT.match(line)
        if match is None:
            return False
        number, text = int(match["n"]), match["text"].strip()
        others = _OTHERS.search(text)
        if others is not None and self._decide(others["what"]):
            text = text[: others.start()].strip()
        decision = _verdict(text)
        if number not in self.numbers:
            self.doubts.append(Doubt(line, None, f"There is no draft {number}."))
        elif decision is not None:
            self.yes[number] = decision
            self.last = None
        elif re.fullmatch(r"[\d\s,&+]*", text):
            return False
        else:
            self.edited[number], self.last = _unquoted(text), number
            self.yes[number] = True
        return True

    def _decide(self, part: str) -> bool:
        """Read yes, no, drop, merge, all, only with the numbers they belong to."""
        text, _, wording = part.partition(":")
        tokens = _tokens(fold(text), self.numbers)
        if tokens is None:
            return False
        kinds = [kind for kind, _ in tokens]
        mixed = "merge" in kinds and len(_VERBS.intersection(kinds)) > 0
        if mixed and not wording.strip():
            return self._clauses(text)
        if "merge" in kinds or ("+" in kinds and len(_flat(tokens)) > 1):
            return not mixed and self._merge(_flat(tokens), wording)
        if wording.strip():
            return False
        done = self._clauses(text) or not kinds or self._one(tokens)
        self.last = None if done else self.last
        return done

    def _clauses(self, text: str) -> bool:
        """Decide clause by clause ("yes, but 3 out, rest ok") where each has its own verb."""
        parts = [p for p in _BUT.split(fold(text)) if p.strip(" .!")]
        read = [_tokens(p, self.numbers) for p in parts]
        verbs = [
            t is not None and (not t or any(k in _VERBS or k == "merge" for k, _ in t))
            for t in read
        ]
        if len(parts) < 2 or not all(verbs):
            return False
        before = (dict(self.yes), self.rest)
        if all(self._one(tokens) for tokens in read if tokens):
            return True
        self.yes, self.rest = before
        return False

    def _one(self, tokens: list[Token]) -> bool:
        if any(kind == "merge" for kind, _ in tokens):
            return self._merge(_flat(tokens), "")
        return self._number_first(tokens) if tokens[0][0] == "n" else self._verb_first(tokens)

    def _merge(self, numbers: list[int], wording: str) -> bool:
        if len(numbers) < 2 or any(n not in self.numbers for n in numbers):
            return False
        first, *others = numbers
        self.merged.extend((first, other) for other in others if other != first)
        self.yes[first] = True
        if wording.strip():
            self.edited[first] = _unquoted(wording.strip())
        self.last = None
        return True

    def _number_first(self, tokens: list[Token]) -> bool:
        """Read "1 yes 2 no", "1 and 2 ok", "3 drop"."""
        pending: list[int] = []
        decided: dict[int, bool] = {}
        for kind, numbers in tokens:
            if kind == "n":
                pending.extend(numbers)
            elif kind in ("yes", "no") and pending:
                decided.update(dict.fromkeys(pending, kind == "yes"))
                pending = []
            elif kind == "only" and pending:
                decided.update(dict.fromkeys(pending, True))
                self.rest, pending = False, []
            elif kind not in ("but", "+"):
                return False
        if pending or not decided:
            return False
        return self._take(decided)

    def _verb_first(self, tokens: list[Token]) -> bool:
        """Read "yes", "yes but drop 3", "all except 2", "only 1 and 3", "drop 3 and 4"."""
        decided: dict[int, bool] = {}
        rest: bool | None = None
        verb, used, whole = "", True, False  # whole: "rest" or "all" still wants its verb
        for kind, numbers in tokens:
            if kind == "n":
                if not verb:
                    return False
                decided.update(dict.fromkeys(numbers, verb in ("yes", "only")))
                rest = False if verb == "only" else (True if verb == "except" else rest)
                used = True
            elif kind == "all":
                whole = used
                rest, used = (verb != "no" if not used else rest), True
            elif kind in ("yes", "no") and whole:
                rest, whole = kind == "yes", False
            elif kind in ("yes", "no", "only", "except"):
                if not used and verb != "yes":
                    return False
                rest = True if not used and kind != "yes" else rest
                whole = whole and kind == "except"
                verb, used = kind, False
        if whole and "no" not in (verb, *(k for k, _ in tokens)):
            rest = True
        if not used and verb == "yes" and not decided:
            rest, used = True, True
        if not used or (not decided and rest is None):
            return False
        if any(n not in self.numbers for n in decided):
            return False
        self.rest = rest if rest is not None else self.rest
        self.named_only = self.named_only or (rest is None and all(decided.values()))
        return self._take(decided)

    def _take(self, decided: dict[int, bool]) -> bool:
        if any(n not in self.numbers for n in decided):
            return False
        self.yes.update(decided)
        return True

    def result(self) -> Approval:
        """Apply the decisions to the drafts."""
        gone = {other for _, other in self.merged}
        if self.named_only and self.rest is None and all(self.yes.values()) and not self.doubts:
            self.rest = False
        named = tuple(sorted(self.yes))
        for number in self.open:
            if self.rest is not None and not (self.rest and self.limited):
                self.yes.setdefault(number, self.rest)
        drafts = [self._applied(d, gone) for d in self.drafts]
        highest = max((d.number for d in drafts), default=0)
        drafts += [
            Draft(number=highest + i, text=text, words="", origin="manager", status="approved")
            for i, text in enumerate(self.added, 1)
        ]
        return Approval(
            drafts=tuple(drafts),
            approved=tuple(d.number for d in drafts if d.status == "approved"),
            dropped=tuple(d.number for d in drafts if d.status == "dropped"),
            edited=dict(self.edited),
            merged=tuple(self.merged),
            added=tuple(self.added),
            into_book=tuple(self.into_book.items()),
            complete=all(d.status != "draft" for d in drafts) and not self.doubts,
            not_understood=tuple(self.doubts),
            named=named,
        )

    def _applied(self, draft: Draft, gone: set[int]) -> Draft:
        number = draft.number
        if number in gone:
            return draft.model_copy(update={"status": "dropped"})
        update: dict[str, object] = {}
        others = [b for a, b in self.merged if a == number]
        sources = [d for d in self.drafts if d.number in others]
        if number in self.edited:
            update["text"] = self.edited[number]
        elif sources:
            update["text"] = " ".join(dict.fromkeys([draft.text, *(d.text for d in sources)]))
        if sources:
            update["words"] = "\n".join(dict.fromkeys([draft.words, *(d.words for d in sources)]))
        if number in self.into_book:
            update["book_number"] = self.into_book[number]
        if number in self.yes:
            update["status"] = "approved" if self.yes[number] else "dropped"
        return draft.model_copy(update=update)


def _is_refused(number: int, line: str) -> bool:
    """Tell whether a number stands beside a word that refuses: "2 no", "drop 2"."""
    tokens = re.findall(r"\w+|[,.;:!?]", fold(line))
    return any(
        (a == str(number) and b in NO | DROP) or (b == str(number) and a in NO | DROP | EXCEPT)
        for a, b in pairwise(tokens)
    )


def _limits(line: str) -> bool:
    """Tell whether a line that was not read may take back a part of a yes."""
    found = {*words(line)}
    return bool(found & (BUT | NO | EXCEPT | ONLY | _CHANGING)) or line.rstrip().endswith("?")


_CHANGING = listed(
    "instead, rather, change, replace, reword, rewrite, write, correct, wait, hold, stop, undo, statt, stattdessen, anstatt,"
    "ersetzen, ersetze, andern, warte, warten, plutot, remplacer, remplacez, changez, attendez, cambiar, cambia, espera,"
    "vervang, wijzig, wacht, trocar, trocar por, mudar, espere"
)


def _named(match: re.Match[str]) -> str:
    return match["a"] or match["b"] or match["c"]


def with_words_for_signs(line: str) -> str:
    """Return the line with ticks, thumbs and crosses as words."""
    line = re.sub(r"[✓✔✅👍👌🆗💯][\ufe0f\U0001f3fb-\U0001f3ff]*", " yes ", line)
    return re.sub(r"[✗✘❌👎🚫][\ufe0f\U0001f3fb-\U0001f3ff]*", " no ", line)


def _verdict(text: str) -> bool | None:
    plain = fold(text).strip(" .!")
    if plain in YES:
        return True
    return False if plain in DROP or plain in NO else None


def _unquoted(text: str) -> str:
    text = text.strip()
    return (
        text[1:-1].strip() if len(text) > 1 and text[0] in '"“„«' and text[-1] in '"”“»' else text
    )


def _flat(tokens: list[Token]) -> list[int]:
    return [n for _, numbers in tokens for n in numbers]


def _tokens(folded: str, known: list[int]) -> list[Token] | None:
    """Return the meaning of each word, or None when one is not understood."""
    plain = re.sub(
        r"\b(?:all|alle[s]?|tou[st]e?s?|tod[oa]s?|tudo) (?:but|bis auf|mas|menos)\b",
        "all except",
        folded,
    )
    plain = re.sub(
        r"\bbis auf\b|\bbut not\b|\baber nicht\b|\bmais pas\b|\bpero no\b|\bmaar niet\b|\bmas nao\b",
        "except",
        plain,
    )
    plain = _ASSENT.sub("ok", plain)
    plain = _ORDINAL.sub(lambda m: str(_ORDINALS[m[1]]), plain)
    plain = _LAST.sub(str(max(known, default=0)), plain)
    plain = re.sub(r"\blaat (?=[\d ,]+vallen\b)", "drop ", plain).replace(" vallen", "")
    plain = re.sub(r"#|\bp(?=\d)|\b(?:no|nr|n)\.(?= ?\d)", " ", plain)
    found: list[Token] = []
    tokens = _TOKEN.findall(re.sub(r"[^\w\s'+&-]", " ", plain))
    for place, said in enumerate(tokens):
        after = tokens[place + 1][:1] if place + 1 < len(tokens) else ""
        if said == "y" and after.isdigit() and "n" not in tokens:
            continue  # Spanish "1 y 4"; in "1 y 2 n" it is yes
        if said[0].isdigit():
            numbers = _numbers(said)
            if numbers is None:
                return None
            found.append(("n", numbers))
            continue
        kind = _kind(said)
        if kind is None:
            return None
        if kind:
            found.append((kind, ()))
    return found


_ORDINALS = {
    word: number
    for number, text in enumerate(
        (
            "first 1st erste ersten premier premiere primero primera eerste primeiro primeira",
            "second 2nd zweite zweiten deuxieme segundo segunda tweede",
            "third 3rd dritte dritten troisieme tercero tercera derde terceiro terceira",
            "fourth 4th vierte vierten quatrieme cuarto cuarta vierde quarto quarta",
            "fifth 5th funfte funften cinquieme quinto quinta vijfde",
        ),
        1,
    )
    for word in text.split()
}
_ORDINAL = re.compile(rf"\b({'|'.join(_ORDINALS)})\b")
_LAST = re.compile(r"\b(?:last|letzten?|derniere?|ultim[oa]|laatste)\b")


def _numbers(token: str) -> tuple[int, ...] | None:
    ends = [int(n) for n in re.findall(r"\d+", token)]
    if len(ends) == 1:
        return (ends[0],)
    low, high = ends
    return tuple(range(low, high + 1)) if low < high <= low + 50 else None


def _kind(word: str) -> str | None:
    """Return what the word does; "" for one without weight, None for one not known."""
    for kind, known in (
        ("merge", _MERGE), ("no", DROP), ("except", EXCEPT), ("only", ONLY), ("all", ALL),
        ("but", BUT), ("yes", YES), ("no", NO),
    ):  # fmt: skip
        if word in known:
            return kind
    if word == "+":
        return word
    return "" if word in AND or word in _FILLER else None
