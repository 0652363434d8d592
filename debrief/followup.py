"""Read the answer to "done? did it help?", given in a word or two."""

from __future__ import annotations

import re
from dataclasses import dataclass

from debrief.lexicon import QUOTED, Doubt, bare, fold, is_closing, is_greeting, is_pleasantry


@dataclass(frozen=True, slots=True)
class Followup:
    """Whether it is done, whether it helped ("yes", "no", "too early"), and a new date in words."""

    done: bool | None = None
    helped: str | None = None
    new_date_text: str = ""
    not_understood: tuple[Doubt, ...] = ()


_TOO_EARLY = re.compile(
    r"\b(?:too early|too soon|early to (?:say|tell)|(?:can't|cannot|can not) (?:say|tell)"
    r"(?: yet)?|remains to be seen|"
    r"don'?t know yet|not clear yet|zu fruh|noch unklar|noch nicht absehbar|weiss noch nicht|"
    r"trop tot|on verra|"
    r"demasiado pronto|muy pronto|aun no se sabe|ya veremos|te vroeg|nog niet duidelijk|"
    r"cedo demais|muito cedo|"
    r"ainda nao se sabe|wait and see)\b"
)
_NOT_DONE = re.compile(
    r"\b(?:not (?:yet )?(?:done|finished|started|happened)|not yet|not done|undone|didn'?t (?:do|"
    r"get|happen|manage|have)|"
    r"did not (?:do|get|happen|manage|have)|haven'?t|have not|hasn'?t|no time|still open|"
    r"still to do|open|pending|postponed|"
    r"delayed|moved|later|noch nicht|nicht (?:erledigt|gemacht|geschafft|getan|passiert)|offen|"
    r"verschoben|spater|"
    r"pas encore|pas fait|non fait|reporte|plus tard|todavia no|aun no|no hecho|no lo he hecho|"
    r"pendiente|aplazado|mas tarde|"
    r"nog niet|niet gedaan|niet gelukt|uitgesteld|later|ainda nao|nao feito|nao fiz|pendente|"
    r"adiado|mais tarde)\b"
)
_NOT_HELPED = re.compile(
    r"\b(?:(?:did not|didn'?t|does not|doesn'?t|has not|hasn'?t|not|no|little) (?:really |much |"
    r"very )?(?:help(?:ed|ful)?|useful|effect|difference|use|work)|"
    r"no help|useless|without effect|not helpful|(?:hat |aber )?(?:nicht|nichts|kaum) (?:geholfen|"
    r"gebracht|genutzt)|ohne wirkung|"
    r"brachte nichts|half nicht|(?:n'a )?pas (?:aide|servi|utile)|(?:no|nada) (?:ha )?(?:ayudo|"
    r"ayudado|sirvio|funciono)|"
    r"niet geholpen|hielp niet|niet nuttig|nao (?:ajudou|serviu|funcionou))\b"
)
_HELPED = re.compile(
    r"\b(?:(?:it |really |very |definitely )*help(?:ed|s|ful)|useful|worked(?: well| great)?|"
    r"great (?:help|result)|made a difference|"
    r"geholfen|hilfreich|genutzt|gebracht|half|aide|utile|servi|ayudo|ayudado|sirvio|util|"
    r"funciono|geholpen|nuttig|"
    r"hielp|werkte|ajudou|serviu|funcionou|won (?:it|the deal)|big help)\b"
)
_DONE = re.compile(
    r"\b(?:done|did it|did|finished|completed?|i have|erledigt|gemacht|fertig|getan|geschafft|"
    r"fait|termine|hecho|listo|"
    r"terminado|gedaan|klaar|gelukt|feito|concluido|terminado|called|sent|met)\b|[✓✔✅👍]"
)
_YES = re.compile(r"\b(?:yes|yep|yeah|yup|y|ja|jawohl|jep|oui|ouais|si|sim|ok|okay)\b")
_NO = re.compile(r"\b(?:no|nope|n|nein|non|nee|nao)\b")
_DATE_LEAD = re.compile(
    r"(?i)\b(?:(?:new date|by|until|on|next|will do(?: it)?(?: by| on)?|moved to|postponed to|bis|"
    r"am|nächste\w*|verschoben auf|"
    r"avant|d'ici|le|reporté au|para|el|hasta|antes del?|aplazado al?|op|voor|volgende|até|em|"
    r"tomorrow|morgen|demain|mañana|"
    r"amanhã)\b.*|(?:in|within|dans|en|over|binnen|daqui a) \d.*|\d{4}-\d\d-\d\d.*|"
    r"\d{1,2}[./]\d{1,2}\b.*)"
)


def read_followup(text: str) -> Followup:
    """Read one answer; what it does not say stays None, what is not understood comes back."""
    own = _own_text(text)
    plain = fold(own)
    if not plain:
        return Followup()
    if len(plain) > 2000:
        return Followup(not_understood=(Doubt(own[:2000], "done, helped"),))
    done, rest = _done(plain)
    helped = _helped(rest, done)
    later = _DATE_LEAD.search(own) if done is False else None
    if done is None and helped in ("yes", "no"):
        done = True
    if done is None and helped is None:
        return Followup(not_understood=(Doubt(own, "done, helped"),))
    date_text = later.group().strip(" .!") if later else ""
    return Followup(done=done, helped=helped, new_date_text=date_text)


def _own_text(text: str) -> str:
    lines: list[str] = []
    for raw in text.splitlines()[:200]:
        line = bare(raw)
        if is_closing(line) and lines:
            break
        if not QUOTED.match(raw) and line and not is_greeting(line) and not _only_thanks(line):
            lines.append(line)
    return " ".join(lines)


def _only_thanks(line: str) -> bool:
    return is_pleasantry(line) and not (
        _YES.search(fold(line)) or _NO.search(fold(line)) or _DONE.search(line)
    )


def _done(plain: str) -> tuple[bool | None, str]:
    """Return whether it is done, and the text that is left to say whether it helped."""
    not_done = _NOT_DONE.search(plain)
    if not_done is not None:
        return False, plain[: not_done.start()] + " " + plain[not_done.end() :]
    without = _TOO_EARLY.sub(" ", _NOT_HELPED.sub(" ", plain))
    first = _YES.search(without)
    second = _NO.search(without)
    done = _DONE.search(without)
    if done is not None and (second is None or done.start() < second.start() or first is not None):
        cut = plain.find(done.group())
        if first is not None and first.start() < done.start():
            cut_yes = plain.find(first.group())
            plain = (
                plain[:cut_yes] + " " * len(first.group()) + plain[cut_yes + len(first.group()) :]
            )
        return True, plain[:cut] + " " + plain[cut + len(done.group()) :]
    if first is not None and (second is None or first.start() < second.start()):
        return True, plain.replace(first.group(), " ", 1)
    if second is not None:
        return False, plain.replace(second.group(), " ", 1)
    return None, plain


def _helped(rest: str, done: bool | None) -> str | None:
    if _TOO_EARLY.search(rest):
        return "too early"
    if done is False:
        return None
    if _NOT_HELPED.search(rest):
        return "no"
    if _HELPED.search(rest):
        return "yes"
    yes, no = _YES.search(rest), _NO.search(rest)
    if yes is None and no is None:
        return None
    return "yes" if no is None or (yes is not None and yes.start() < no.start()) else "no"


def read_followups(text: str, count: int) -> dict[int, Followup]:
    """Read answers to several numbered rows: "1 done, helped / 2 not yet, Friday".

    An answer without any number counts for every row when it is the only one, or says "all".
    """
    own = _own_text("\n".join(f"{line} ;" for line in text.splitlines() if line.strip()))
    found: dict[int, Followup] = {}
    cuts = [
        (m.start(), m.end(), int(m[1]))
        for m in re.finditer(
            r"(?:^|(?<=[;,.\s]))#?(\d{1,2})(?:\s*[:.)=-]+\s*(?!\d)|\s+(?=[^\W\d]))", own
        )
        if 1 <= int(m[1]) <= count
    ]
    if not cuts:
        whole = read_followup(own.replace(";", " "))
        everything = re.search(
            r"\b(?:all|both|alle|beide|tou[st]e?s?|tod[oa]s|allemaal|ambos)\b", fold(own)
        )
        return dict.fromkeys(range(1, count + 1), whole) if count == 1 or everything else {}
    for index, (_, start, number) in enumerate(cuts):
        stop = cuts[index + 1][0] if index + 1 < len(cuts) else len(own)
        found[number] = read_followup(own[start:stop].strip(" ;,"))
    return found
