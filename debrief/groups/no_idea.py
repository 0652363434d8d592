"""What stands on a group's sheet and is no idea: thanks, nothing to add, an apology, a promise to write later."""

from __future__ import annotations

import re

from debrief.answers.hesitation import APOLOGY, REGRET
from debrief.lexicon import NO, NOTHING, PLEASANT, YES, fold, listed, words

MOST_WORDS = 12  # of a line that says that there is nothing to add
_ALONE = listed(
    "great, nice, super, top, excellent, stuff, list, session, meeting, work, one, it, this, that, these, "
    "those, love, like, look, looks, sound, sounds, clear, said, do, does, will, got, noted, agree, "
    "agreed, with, me, us, for, from, side, my, our, very, so, i, we, is, are, was, be, to, more, here, "
    "now, thumbs, up, read, received, both, alles, klar, toll, gelesen, erledigt, mach, ich, wir, das, "
    "ist, war, sehr, finde, stimme, zu, auch, tres, c'est, vu, note, lu, fait, muy, leido, recibido, "
    "hecho, estoy, heel, gelezen, gedaan, het, mooi, muito, lido, feito, esta, otimo"
)
_NOTHING_WORD = listed(
    "nothing, none, no, nichts, keine, kein, nix, rien, aucune, aucun, pas, sin, sem, nada, ninguna, "
    "ninguno, niets, geen, niks, nenhuma, nenhum, anything"
)
_AROUND_NOTHING = listed(
    "weiteren, weiterer, neue, neuen, erganzend, beitragen, beizutragen, kann, konnen, konnte, d'autres, "
    "autres, nouvelles, nouvelle, otras, nuevas, nueva, aportar, aanvulling, aanvullingen, opmerkingen, "
    "toevoegingen, aanvullend, nieuwe, outras, novas, nova, contribuir, contribute, we, i, have, had, "
    "has, got, there, is, are, was, were, came, come, up, to, add, from, our, my, side, us, me, group, "
    "more, further, additional, extra, new, else, idea, ideas, comment, comments, addition, additions, "
    "this, time, today, really, at, all, the, moment, in, on, of, think, thought, beyond, these, those, "
    "that, here, couldn't, can't, cannot, could, not, didn't, did, find, what, you, already, sorry, wir, "
    "ich, haben, habe, hatten, hatte, hinzuzufugen, erganzen, erganzung, erganzungen, dazu, von, uns, "
    "mir, unserer, seite, mehr, weiter, weitere, weiteres, neues, ideen, idee, vorschlage, fallt, fiel, "
    "ein, ist, zu, momentan, leider, sonst, es, gibt, nous, je, n'ai, n'a, n'avons, avons, ai, a, y, de, "
    "notre, cote, plus, autre, d'autre, idees, ajouter, pas, pour, moi, le, nosotros, yo, tenemos, tengo, "
    "teniamos, hay, que, anadir, agregar, por, nuestra, parte, mas, otra, se, nos, ocurre, no, wij, "
    "hebben, heb, hadden, toe, te, voegen, van, onze, kant, meer, verder, verdere, nieuws, ideeen, er, "
    "aan, temos, tenho, tinhamos, acrescentar, da, nossa, mais, ideias, outra, nao, ha"
)
_FIRST = (
    r"(?:i|we|ich|wir|je|j|nous|on|yo|nosotros|ik|wij|we|eu|nos)(?:'(?:ll|ve|m|re|d|ai|etais))?"
)
_ASIDE = re.compile(
    rf"^(?:{APOLOGY}|{REGRET})\b|"
    r"\b(?:later|tomorrow|tonight|soon|(?:next|this) week|shortly|in (?:an? )?(?:\w+ )?(?:hours?|days?|minutes?)|"
    r"spater|morgen|nachher|bald|demnachst|demain|plus tard|bientot|manana|mas tarde|luego|pronto|"
    r"straks|binnenkort|amanha|mais tarde|logo)[ .!]*$|"
    rf"\b{_FIRST} (?:will|shall|am going to|are going to|can|need|still|werde[n]?|muss|mussen|schicke?n?|"
    r"liefer\w*|melde\w*|vais|allons|voy a|vamos a|zal|zullen|vou|stuur|sturen) .*"
    r"(?:send|repl|respond|answer|get back|come back|write|time|work|schick|send|antwort|meld|schreib|"
    r"nachreich|envoy|envi|repond|ecri|revien|contest|respond|escrib|mand|stur|stuur|reager|antwoord|"
    r"schrijv|escrev)|"
    rf"\b{_FIRST} (?:was|were|could|did|have|had|am|are|can)(?:n't| not|not)\b|"
    rf"\b{_FIRST} (?:missed|war|waren|konnte|konnten|hatte|hatten|habe|haben|kam|kamen)\b.*\b(?:nicht|kein\w*)|"
    rf"\b{_FIRST} missed\b|\b(?:je|nous|on) (?:n'|ne )\S.*\bpas\b|\b(?:no|nao) (?:pude|pudimos|estuve|asisti|pude|"
    r"estive|consegui|conseguimos)\b|\bik (?:was|kon|heb)\b.*\b(?:niet|geen)\b|"
    r"^(?:the )?(?:same|ditto|dito|idem|pareil|igual|lo mismo|hetzelfde|o mesmo) (?:as|wie|que|als)\b|"
    r"^(?:still|noch|encore|nog|ainda|aun|todavia|seguimos)\b|"
    rf"^(?:{_FIRST} )?(?:was|am|war|bin|suis|etais|estaba|estuve|estoy|ben|estava|estive|estou) (?:\w+ )?"
    r"(?:on (?:holiday|vacation|leave)|off sick|ill|away|im urlaub|krank|nicht da|verreist|en (?:vacances|conges?)|"
    r"malade|absente?|de vacaciones|enferm[oa]|op vakantie|ziek|de ferias|doente)\b|"
    r"^(?:see|siehe|voir|ver|zie)? ?(?:the )?(?:attach\w*|anhang|im anhang|ci-joint|adjunto|bijlage|anexo)\b"
)
_REASON = re.compile(
    rf"{APOLOGY}|{REGRET}|\b(?:time|zeit|temps|tiempo|tijd|tempo|covers?|covered|said|already|same|deckt|gesagt|schon|"
    r"deja|dit|ya|dicho|al|gezegd|ja|dito)\b|\bp\s?\d"
)


def is_nothing(line: str) -> bool:
    """Tell whether the line says that there is nothing to add."""
    said = words(line)
    if fold(line).strip(" .!-") in NOTHING | NO:
        return True
    known = _NOTHING_WORD | _AROUND_NOTHING | PLEASANT
    only = len(said) <= MOST_WORDS and known.issuperset(said)
    return only and not _NOTHING_WORD.isdisjoint(said)


def nothing_for_a_reason(line: str) -> bool:
    """Tell whether a line says nothing and why: "nothing from us, ran out of time"."""
    first, *rest = re.split(r"\s*[,;.–]\s*|\s+-\s+", line.strip(" .!"), maxsplit=1)
    if not rest or len(words(line)) > MOST_WORDS or re.search(r"[:?]", line):
        return False
    return is_nothing(first) and _REASON.search(fold(rest[0])) is not None


def is_thanks(line: str) -> bool:
    """Tell whether the line only thanks, agrees or praises."""
    said = words(line)
    if not said:
        return True
    only = len(said) <= 8 and (_ALONE | YES | PLEASANT).issuperset(said)
    return only and fold(line).strip(" .!-") not in NOTHING


def is_aside(line: str) -> bool:
    """Tell whether the line speaks of the writers or the sheet: "sorry, we ran late", "will send it tomorrow"."""
    return line.endswith("?") or _ASIDE.search(fold(line).replace("’", "'")) is not None
