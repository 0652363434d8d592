"""Tell whether a reply takes the one before it back ("oops, wrong one") or itself ("or skip it, whatever")."""

from __future__ import annotations

import re

from debrief.answers.hesitation import APOLOGY
from debrief.lexicon import plain_words

_FRILL = (
    r"(?:oops|ooops|whoops|ups|uups|hoppla|oeps|opa|oh(?: no| nein| non)?|ah|argh|hm+|wait|please|pls|bitte|"
    rf"{APOLOGY}|svp|s'il (?:te|vous) plait|por favor|alsjeblieft|alstublieft|graag|no|nein|non|nee|nao|can you|could you|konnen sie|kannst du)"
)
_OOPS = r"(?:ou?ps|o+ps|whoops|u+ps|hoppla|oeps)"
_LAST = (
    r"(?: (?:that|this|it|all of (?:it|that)|(?:that|this|my|the) (?:last |previous )?(?:one|reply|mail|email|message|answer|line)|my last|das|es|alles|(?:meine|die) (?:letzte )?(?:antwort|mail|zeile)|"
    r"ca|cela|tout|ma (?:derniere )?reponse|mon (?:dernier )?mail|eso|esto|lo|mi (?:ultima )?respuesta|dat|dit|mijn (?:laatste )?(?:antwoord|mail)|isso|isto|(?:a )?minha (?:ultima )?resposta))?"
)
_WHAT = (
    r"(?:one|deal|line|row|number|reply|mail|message|answer|practice|deals|zeile|nummer|antwort|mail|praktik|ligne|affaire|numero|reponse|pratique|linea|fila|oportunidad|respuesta|practica|"
    r"regel|nummer|kans|antwoord|praktijk|linha|negocio|resposta|pratica)"
)
_TAKES_BACK = (
    rf"(?:(?:undo|revert|scratch|disregard|ignore|take back){_LAST}|take{_LAST} back|(?:that|this|it|the last one) was (?:a mistake|an error|wrong|not right)|my (?:mistake|bad|error)|mistake|i made a mistake|"
    rf"(?:that was |it was |was |i meant |i took )?(?:the )?wrong {_WHAT}|(?:(?:mach|mache|machen sie){_LAST} )?ruckgangig(?: machen)?|(?:ich )?nehme{_LAST} zuruck|zurucknehmen|(?:das )?war (?:falsch|ein versehen|ein fehler)|mein fehler|"
    rf"(?:das war )?(?:die |der |das )?falsche[rs]? {_WHAT}|versehen|ignorier(?:e|en)?(?: sie)?{_LAST}|annule[rz]?{_LAST}|(?:c'etait )?(?:une )?erreur(?: de ma part)?|je me suis trompee?|"
    rf"(?:c'etait )?(?:la |le )?mauvaise? {_WHAT}|deshacer|deshaz(?:lo)?{_LAST}|me equivoque|(?:fue )?(?:un )?error(?: mio)?|{_WHAT} equivocad[oa]|ignora{_LAST}|(?:maak |maak dat )?ongedaan(?: maken)?|"
    rf"foutje|vergissing|mijn fout|(?:dat was )?(?:de |het )?verkeerde {_WHAT}|negeer{_LAST}|desfa(?:z|zer|ca){_LAST}|(?:foi )?(?:um )?engano|enganei-me|me enganei|(?:foi )?(?:um )?erro(?: meu)?|{_WHAT} errad[oa])"
)
_WHOLE = re.compile(rf"(?:{_FRILL} )*(?:{_OOPS}|{_TAKES_BACK})(?: (?:{_FRILL}|{_TAKES_BACK}))*")
_START = re.compile(
    rf"\W*(?:(?:{_OOPS}|oh no|no wait|ah|argh|wait|hold on|hang on|sorry|apologies|one moment|moment(?: mal)?|warte[nt]?|halt|entschuldigung|verzeihung|attends|attendez|pardon|desolee?|espera|espere|perdon|"
    r"lo siento|wacht(?: even)?|excuses|aguarda|aguarde|desculpa|desculpe)\b[\s,.:;!–-]*)+"
)
_OR_ELSE = r"(?:or|otherwise|oder|sonst|ou|sinon|o|si no|of|anders|senao)"
_ENDS = r"(?=\s*(?:$|[.,;!?)]))"  # "whatever time suits you" leaves nothing out
_SKIPS = re.compile(
    rf"\b(?:{_OR_ELSE},? (?:(?:just|simply|then|we|let's|wir|on|lo|la|het|maar|vamos) ){{0,4}}(?:skip|drop|forget|scrap|cancel|leave|lassen|vergessen|streichen|laiss\w+|oubli\w+|annul\w+|dejam\w+|deja(?:lo)?|olvid\w+|"
    r"cancel\w+|laat|laten|vergeet|schrap|sla|deix\w+|esque\w+)"
    rf"(?: (?:it|this|that|the|whole|thing|call|meeting|altogether|wir|es|das|ganz|bleiben|het|maar|over|tout|tomber|lo|isso|isto|para|la)){{0,5}}{_ENDS}|"
    rf"(?:whatever|never ?mind|don'?t bother|ganz egal|egal|peu importe|tant pis|laissez tomber|da igual|dejelo|dejalo|olvidelo|laat maar|maakt niet uit|tanto faz|deixe estar|deixa estar){_ENDS})"
)
_SIGNS = re.compile(r"[^\w' -]+|(?<!\w)-|-(?!\w)")


def without_start(text: str) -> str:
    """Return a reply without the words by which a second thought begins: "wait, drop 3"."""
    head, _, rest = text.lstrip().partition("\n")
    plain = plain_words(head)
    found = _START.match(plain)
    if found is None or found.end() == len(plain) or len(plain) != len(head):
        return text
    return head[found.end() :] + (f"\n{rest}" if rest else "")


def takes_back(text: str) -> bool:
    """Tell whether a reply says that the one before it does not count, and nothing else."""
    only = " ".join(_SIGNS.sub(" ", plain_words(text)).split())
    return len(only) <= 80 and _WHOLE.fullmatch(only) is not None


def would_skip(text: str) -> bool:
    """Tell whether somebody who names a time would as soon leave the meeting out."""
    return _SKIPS.search(plain_words(text)) is not None
