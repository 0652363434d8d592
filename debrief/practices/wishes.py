"""How a recommendation is led in, in German, French, Spanish, Dutch and Portuguese: the infinitive behind it is the practice."""

from __future__ import annotations

import re

from debrief.lexicon import fold_in_place

_SHE = r"(?:sie|er|elle|il|ella|el|ze|zij|hij|ela|ele|(?:frau|herr|madame|monsieur|mevrouw|senhora?|senora?|der kunde|die kundin|le client|la cliente|el cliente|de klant|o cliente) ?[\w'-]*)"
_SAID = (
    rf"(?:{_SHE} )?(?:(?:hat |a |nous a )?(?:gesagt|gemeint|geraten|dit|recommande|conseille|suggere)|mein(?:t|te)|sag(?:t|te)|"
    r"fand|findet|riet|pense|trouve|dijo|dice|cree|piensa|recomendo|aconsejo|zei|zegt|vond|vindt|disse|diz|acha|achou|sugeriu)"
)
_LEADS = (
    re.compile(r"(?:und|ausserdem|auch|bitte|vielleicht|einfach|(?:beim )?nachsten? mal|et|aussi|peut-etre|la prochaine fois|"
               r"y|tambien|quizas?|por favor|la proxima vez|ook|misschien|(?:de )?volgende keer|graag|tambem|talvez|da proxima vez)"
               r"[ ,:]+(?=\w)"),
    re.compile(rf"{_SAID}(?:[ ,:]+(?:dass|que|qu'|dat)?[ ]?)(?=(?:wir|ihr|sie|man|nous|vous|on|we|wij|jullie|u|je|deber|tendr|"
               r"podr|hay|habria|dever|devia|poder|podia|teri|precis)\w*)"),
    re.compile(r"(?:(?:ihr|sie|man|du) (?:konntet|konnten?|musst|mussen|mussten?|musstet)|(?:ihr|sie|man|du|wir) (?:solltet|sollten?)) (?:unbedingt )?"),
    re.compile(r"(?:vous|nous|on) (?:devri(?:ez|ons)|devrait|pourri(?:ez|ons)|pourrait|auri(?:ez|ons) (?:du|pu)|aurait (?:du|pu)) "),
    re.compile(r"il (?:faudrait|faut|aurait fallu) (?!qu[e'])"),
    re.compile(r"(?:ustedes |nosotros )?(?:deber(?:ia|ian|iais|iamos)|tendr(?:ia|ian|iais|iamos) que|podr(?:ian|iais|iamos)|"
               r"ha(?:y|bria) que) (?!haber)"),
    re.compile(r"(?:voces? |os senhores |nos )?(?:dever(?:iam|iamos|ia)|dev(?:iam|iamos)|poder(?:iam|iamos)|podiam|"
               r"ter(?:iam|iamos) (?:de|que)|precisam de) (?!ter )"),
)  # fmt: skip
# A wish whose verb stands last, as the infinitive or with a verb that only helps it.
_VERB_LAST = (
    re.compile(r"(?:es ware (?:gut|schon|besser|hilfreich|toll)|(?:ich|wir) (?:wurde|wurden) (?:mir|uns) wunschen|"
               r"(?:ich|wir) (?:hatte|hatten) (?:mir|uns) gewunscht),? (?:wenn|dass) (?:sie|wir) (.+? (?!hatten|waren|wurden)\w+en)"
               r"(?: (?:wurden|konnten|sollten))?"),
    re.compile(rf"(?:{_SAID},? dass (?:wir|sie)) (.+? \w+en)(?: (?:sollten|konnten|mussten))"),
    re.compile(rf"(?:{_SAID} dat (?:we|wij|jullie|u|je)) (.+?) (?:(?:zouden|zou) (?:moeten|kunnen)|moeten|moesten|moest|moet|"
               r"kunnen|zouden) (\w+)"),
    re.compile(rf"(?:{_SAID} dat (?:we|wij|jullie|u|je)) (.+? \w+en) (?:zouden|moeten|moesten)"),
    re.compile(r"het zou (?:goed|fijn|beter|handig|mooi) zijn (?:als|dat) (?:u|jullie|je) (.+) (?:zou|zouden) (\w+)"),
    re.compile(r"(?:we|wij) (?:moeten|zouden moeten) (.+ \w+en)"),
)  # fmt: skip
_POLITE = re.compile(r"(?P<verb>\w+e?n) sie (?P<rest>.+)")  # "Bringen Sie jemanden mit"
_PARTICLE = re.compile(
    r"(?:(?P<before>.+) )?(?P<particle>mit|an|ein|vor|zu|nach|auf|aus|ab|dar|her|hin|heraus|heran|zuruck|weg|los|teil|fest|bei|vorbei|zusammen)"
)
_NO_VERBS = frozenset(
    ["haben", "hatten", "waren", "wurden", "konnen", "konnten", "sollten", "mussen", "mogen", "wollen", "wissen", "wenn", "denn"]
)  # fmt: skip
_AGAIN = re.compile(
    r"(?<= )(und|et|y|en|e) (?:(?:vous|nous) (?:devri(?:ez|ons)|pourri(?:ez|ons))|(?:sie|ihr|wir) sollten|"
    r"deber(?:ian|iamos)|dever(?:iam|iamos)) ",
    re.IGNORECASE,
)


def without_wish(text: str) -> str:
    """Return "Das Werk besuchen" for "Wir sollten das Werk besuchen"; other texts as they are."""
    for pattern in _VERB_LAST:
        plain = fold_in_place(text).rstrip(" .!")
        if found := pattern.fullmatch(plain):
            return " ".join(text[slice(*found.span(n))] for n in range(1, pattern.groups + 1))
    for pattern in _LEADS:
        found = pattern.match(fold_in_place(text))
        if found is not None and found.end() < len(text):
            text = text[found.end() :]
            text = _AGAIN.sub(r"\1 ", text)
    return _impersonal(text)


def _impersonal(text: str) -> str:
    """Return "jemanden mitbringen" for "Bringen Sie jemanden mit"; with a clause behind it, it stays."""
    plain = fold_in_place(text).rstrip(" .!")
    found = _POLITE.fullmatch(plain)
    if found is None or found["verb"] in _NO_VERBS or re.search(r"[,;:?(]", plain):
        return text
    verb, start = text[: found.end("verb")].lower(), found.start("rest")
    rest = text[start : len(plain)]
    apart = _PARTICLE.fullmatch(found["rest"])
    if apart is not None and apart["before"]:
        return f"{rest[: apart.end('before')]} {rest[apart.start('particle') :]}{verb}"
    return f"{rest} {'sein' if verb == 'seien' else verb}"
