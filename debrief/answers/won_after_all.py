"""Tell whether a reply says that a deal counted as lost is ours after all: "no, we won it back"."""

from __future__ import annotations

import re

from debrief.lexicon import plain_words, said
from debrief.reading.verdicts.clauses import sentences
from debrief.reading.verdicts.evidence import find
from debrief.reading.verdicts.signals import Voice

MOST_WORDS = 25  # what is longer is a report for a person to read
SURE = -3.0  # weight of what says in so many words that the deal is ours
_WON_BACK = re.compile(
    r"\b(?:we|i)(?:'ve| have| just| actually| now| finally)* (?:won (?:it|this|this one|that one|them|her|him|the \w+)|got (?:it|them|her|him|the (?:deal|order|job|contract|customer|client|account))) back\b"
    r"|\b(?:wir haben|hab\w*|ist|sind) (?:\w+ ){0,4}(?:doch (?:noch )?(?:gewonnen|bekommen|erhalten)|(?:zuruck|wieder)(?:gewonnen|geholt|bekommen))\b"
    r"|\b(?:wir )?(?:haben|bekommen|kriegen|erhalten) (?:wir )?(?:den auftrag|das projekt|den zuschlag|die zusage|ihn|es) (?:jetzt |nun )?doch(?: noch)?$"
    r"|\b(?:doch )?kein verlust\b.{0,20}\b(?:wir haben|haben wir|wir bekommen|wir kriegen) (?:den auftrag|das projekt|den zuschlag|ihn|es)(?: doch| bekommen)*\W*$"
    r"|\bdoch (?:noch )?(?:den )?(?:auftrag|zuschlag) (?:bekommen|erhalten|gewonnen)\b"
    r"|\b(?:on a|nous avons) finalement (?:la commande|le marche|le contrat)\b|\b(?:al final|finalmente) (?:nos dan|tenemos|nos llevamos) (?:el pedido|el contrato|el proyecto)\b"
    r"|\bwe (?:krijgen|hebben) de (?:opdracht|order) (?:toch|alsnog)\b|\bafinal (?:ficamos com|temos) (?:a encomenda|o contrato|o projeto|o projecto)\b"
    r"|\b(?:nous (?:l')?avons|on l'a|on a|nous les avons) (?:\w+ ){0,3}(?:recupere\w*|regagne\w*|reconquis\w*)\b|\b(?:nous avons|on a) finalement (?:gagne|signe|obtenu|remporte)\w*"
    r"|\b(?:lo|la|los|las) (?:recuperamos|hemos recuperado|reconquistamos)\b|\bal final (?:lo |la |si )*(?:ganamos|hemos ganado|firmaron con nosotros)\b"
    r"|\bwe hebben (?:\w+ ){0,3}(?:teruggewonnen|teruggehaald|toch (?:gewonnen|gekregen|binnen))\b"
    r"|\b(?:recuperamos|reconquistamos|recuperamo-l[oa]s?)\b|\bafinal (?:ganhamos|fechamos|assinamos)\b"
)
# In answer to our mails it may be a yes to the call, or say that a mail has come.
_CONSENT = re.compile(
    r"(?i)\b(?:sa(?:id|ys) yes|zugesagt|ja gesagt|dit oui|dijo que s[ií]|dicho que s[ií]|ja gezegd|toegezegd|(?:disse|dito) que sim"
    r"|we got it(?! after all))\b"
)
# Whoever came back, or changed their mind, may have written no more than that they would talk after all.
_CAME_BACK = re.compile(
    r"\b(?:c[ao]me back to us|changed (?:their|her|his) minds?|(?:han|ha) vuelto (?:con|a) nosotros)\b"
)
_DEAL = re.compile(
    r"\b(?:deal|order\w*|contract\w*|sign\w*|bought|buy\w*|ours|won|pedido|contrato|firm\w+|compr\w+)\b"
)
_OPEN = re.compile(
    r"\?|\d|n't\b|(?<!a )\blots?\b|\b(?:part|piece|follow\w*|pilot|phase|small\w*|nothing|lose|only|first|teil\w*|folge\w*|klein\w*|nichts|partie|petit\w*|suite|rien|parte|pequen\w*|nada|deel|niets)\b|\b(?:not (?!lost|a loss)|never|another|other|last|earlier|lost on|not sure|maybe|perhaps|might|could|may|hope\w*|hoping|try\w*|want|if|unless|but|almost|nearly|vielleicht|ander\w*|letzt\w*|hoff\w*|versuch\w*|wenn|falls|aber|fast|peut-etre|autre\w*|derni\w*|esper\w+|si|mais|presque|"
    r"otr[oa]s?|pasad[oa]|vorig\w*|outr[oa]s?|passad[oa]|quizas?|tal vez|intent\w+|pero|casi|misschien|hop\w+|prober\w+|als|maar|bijna|talvez|se|mas|quase)\b"
)


def won_after_all(text: str) -> bool:
    """Tell whether a short reply says so, and nothing that leaves it open."""
    own = _CONSENT.sub(" ", "\n".join(said(text)))
    plain = plain_words(text)
    if not plain or len(plain.split()) > MOST_WORDS:
        return False
    if _OPEN.search(plain):
        return False
    if _WON_BACK.search(plain):
        return True
    if _CAME_BACK.search(plain) and not _DEAL.search(_CAME_BACK.sub(" ", plain)):
        return False
    found = [s for each in sentences(own) for s in find(each, Voice.OURS, frozenset())]
    surely = any(s.name == "won" and s.weight <= SURE for s in found)
    return surely and all(s.weight <= 0 for s in found)
