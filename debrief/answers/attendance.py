"""Read in a rep's own words whether they come to a meeting; only what is clear counts."""

from __future__ import annotations

import re

from debrief.answers.hesitation import BUT, INSTEAD, NOT_SURE, PERHAPS
from debrief.lexicon import plain_words

_CLAUSE = r"(?:^|(?<=[.,!;] ))"
_END = r"(?= *(?:[.,;!]|$))"
_CANNOT = re.compile(
    r"\b(?:i(?:'m| am)? (?:sorry,? |afraid,? |afraid that )*(?:i )?(?:can(?:'t|not| not)|won't be able to|"
    r"will not be able to|am not able to|am unable to|unable to|not able to|won't|will not) "
    r"(?:be able to )?(?:come|attend|join|make (?:it|that|this|the)|be there|be at|take part|"
    r"participate|(?:do|make) (?:it|that|this|either|any)(?: of (?:these|those|them))?)|(?:^|(?<=[.,!:;] ))(?:can't|cannot|can not|won't|unable to) "
    r"(?:come|attend|join|make it|be there|(?:do|make) (?:it|this|either|any)(?: of (?:these|those|them))?)|"
    r"i(?:'ll| will)? (?:have to|must|need to) (?:miss|skip|decline|pass)|"
    r"i(?:'ll| will) miss (?:it|the|this)|count me out|without me|"
    r"i(?:'m| am|'ll be| will be) (?:away|on (?:leave|holiday|vacation)|out of (?:the )?office|"
    r"travell?ing|not (?:available|there|in)) (?:then|that day|on that day|at that time|all (?:day|week))|"
    r"ich kann (?:leider )?(?:da |dann |an dem tag |nicht|am \w+ )*nicht(?: (?:kommen|dabei sein|"
    r"teilnehmen|dazukommen))?|(?:bin|werde) (?:leider )?(?:da |dann )?nicht (?:dabei|da|kommen|"
    r"teilnehmen)|ich muss (?:leider )?absagen|ohne mich|schaffe es (?:leider )?nicht|"
    r"kann ich (?:\w+ ){0,3}nicht(?: (?:kommen|dabei sein|teilnehmen)|(?= *(?:[.,;!]|$)))|"
    r"ich bin (?:\w+ ){0,3}verhindert|(?:^|(?<=[.,!;] ))(?:bin )?leider (?:\w+ )?verhindert|"
    r"muss ich (?:leider )?absagen|"
    r"(?:klappt|passt|geht) (?:es )?(?:bei mir |mir )?(?:leider |da |dann )*nicht(?= *(?:[.,;!]|$))|"
    r"je ne (?:peux|pourrai|serai) (?:malheureusement )?pas (?:venir|etre (?:la|present)|participer|"
    r"la|present|disponible|assister)|je (?:serai|suis) absente?|sans moi|"
    r"je ne (?:peux|pourrai) (?:malheureusement )?pas(?= *(?:[.,;!]|$))|je suis empeche|"
    r"no (?:puedo|podre) (?:ir|venir|asistir|participar|estar)|no estare|no asistire|"
    r"no (?:puedo|podre|voy a poder)(?: (?:ir|asistir))?(?= *(?:[.,;!]|$))|me es imposible|"
    r"ik kan (?:helaas )?(?:dan |er )?niet (?:komen|bij zijn|erbij zijn|aanwezig zijn|meedoen)|"
    r"ik kan er (?:helaas )?niet bij zijn|ben (?:er )?(?:dan )?niet bij|zonder mij|"
    r"(?:^|(?<=[.,!;] ))kan er (?:helaas |dan )*niet bij zijn|"
    r"(?:ik ben |ben ik |(?:^|(?<=[.,!;] ))(?:helaas |sorry,? )*)(?:dan |die dag |helaas )*verhinderd|"
    r"(?:ik kan|kan ik) (?:er )?(?:helaas |dan |die dag )*niet(?: bij zijn| komen)?(?= *(?:[.,;!]|$))|"
    r"(?:lukt|red) (?:me|mij|het) (?:helaas |dan )*niet|"
    r"nao (?:posso|poderei|vou poder|consigo) (?:ir|vir|comparecer|participar|estar)|nao estarei|"
    r"nao (?:posso|poderei|vou poder|consigo)(?= *(?:[.,;!]|$))|estou impedid[oa]|nao vai dar)"
    r"(?!\w)"
    rf"|{_CLAUSE}(?:ich )?kann (?:leider |da |dann |an dem tag )*nicht{_END}"
    rf"|{_CLAUSE}(?:je )?(?:ne )?(?:peux|pourrai) (?:malheureusement )?pas{_END}|{_CLAUSE}kan (?:helaas |dan |er )*niet{_END}"
    rf"|(?:(?:da|dann|an dem tag) bin ich|{_CLAUSE}(?:ich )?bin (?:da|dann|an dem tag)) (?:schon |leider )*"
    r"(?:im urlaub|in urlaub|verreist|unterwegs|nicht da|weg|beim kunden|auf (?:\w+)?(?:messe|reise))\b"
    rf"|(?:je (?:suis|serai)) (?:alors |deja )?(?:en vacances|en conges?|en deplacement|chez un client) ?(?:ce jour-la|a ce moment-la|alors){_END}"
    rf"|(?:estoy|estare) (?:de vacaciones|de viaje|con un cliente) (?:ese dia|entonces|en esa fecha){_END}"
    rf"|(?:{_CLAUSE}(?:ik )?ben dan|dan ben ik) (?:op vakantie|met verlof|weg|bij een klant)\b"
    rf"|(?:estou|estarei) (?:de ferias|em viagem|num cliente) (?:nesse dia|nessa altura|nessa data){_END}"
)
_COMES = re.compile(
    r"\b(?:i can (?:come|make it|join|attend)(?: after all)?|i(?:'ll| will) (?:be there|come|join)"
    r"(?: after all)?|count me in|ich komme (?:doch|gern)|ich bin (?:doch )?dabei|"
    r"je (?:viens|serai la)|si (?:puedo|voy)|ik kom (?:toch|wel)|vou sim|posso ir)\b"
    rf"|{_CLAUSE}(?:ich )?(?:bin |gerne? )*dabei{_END}|{_CLAUSE}ich komme(?: gerne?)?{_END}|{_CLAUSE}(?:i'm|i am) in{_END}"
    rf"|\bj'y serai{_END}|{_CLAUSE}(?:ahi )?(?:alli )?estare(?: ahi| alli)?{_END}|{_CLAUSE}(?:ik )?ben erbij{_END}|{_CLAUSE}(?:la )?estarei la{_END}"
)
_LATE = re.compile(
    r"\b\d{1,2} ?(?:min\w*|h\w*)\.? (?:spater|late|later|de retard|en retard|tarde|later|atrasad[oa]|de atraso)\b|"
    r"\b(?:verspate mich|running late|be late|etwas spater|un peu en retard|llego tarde|wat later|chego atrasad[oa])\b"
)
_DEPENDS = re.compile(
    r"\?|\b(?:unless|if|could (?:we|you)|can (?:we|you)|another time|other time|move|moved|"
    rf"later|earlier|before|until|till|the first|the last|only|{PERHAPS}|{NOT_SURE}|{BUT}|{INSTEAD}|"
    r"wenn|falls|ausser|verschieben|erst|spater|si (?:on|nous)|sauf|"
    r"deplacer|si no|salvo|mover|tenzij|als|verplaatsen|"
    r"se nao|salvo|mudar)\b"
)


def speaks_of_coming(text: str) -> bool:
    """Tell whether somebody speaks of coming or not, be it on a condition: "I can't make it until noon"."""
    plain = plain_words(text)
    return bool(_CANNOT.search(plain) or _COMES.search(plain))


# "Could we start 30 min later?" is about the meeting, not about whoever asks.
_BEGINS = re.compile(
    r"\b(?:start\w*|begin\w*|move\w*|push\w*|we|anfang\w*|beginn\w*|wir|commenc\w*|on|nous|empez\w*|podemos|"
    r"beginnen|we|comec\w*|verschieb\w*|decal\w*|verzet\w*)\b"
)


def comes_late(text: str) -> bool:
    """Tell whether somebody comes some minutes late, which moves no meeting."""
    plain = plain_words(text)
    return _LATE.search(plain) is not None and not _BEGINS.search(plain)


def says_of_coming(text: str) -> str | None:
    """Return "declined" or "accepted" when the words are clear, else None.

    A condition, a question, a wish for another time or both at once are for a human to read.
    """
    plain = plain_words(text)
    if not plain or len(plain) > 400:
        return None
    no = _CANNOT.search(plain)
    yes = _COMES.search(_CANNOT.sub(" ", plain))
    if bool(no) == bool(yes) or _DEPENDS.search(plain):
        return None
    return "declined" if no else "accepted"
