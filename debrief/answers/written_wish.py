"""Whether somebody would have the questions in writing instead of a call, or is no longer the one to ask."""

from __future__ import annotations

import re
from dataclasses import dataclass

from debrief.answers.orders import order_of
from debrief.lexicon import fold, without_frills
from debrief.reading.quoting.dates import weekday_of
from debrief.team import ADDRESS, fold_address

_SEND = (
    r"(?:e-?mail|mail|send|write|forward|schick\w*|sende\w*|mailen|schreib\w*|envo(?:yer|yez|yiez|ie|ies)|"
    r"adress(?:er|ez)|transmett\w+|ecri(?:re|vez|s)|envi(?:e|ar|arme|eme|en|ame|a)|mand(?:e|ar|arme|eme|en)|"
    r"remit\w+|escrib\w+|escrev\w+|stuur\w*|sturen|zend\w*|toesturen|remet\w+)"
)
_QUESTIONS = (
    r"(?:questions?|questionnaire|fragen|fragebogen|preguntas?|cuestionario|vragen|vragenlijst|"
    r"perguntas?|questionario)"
)
_WRITTEN = (
    r"(?:in writing|in written form|(?:by|via|over|per|par|por) (?:e-?mail|mail)|schriftlich\w*|"
    r"par (?:ecrit|courriel)|por (?:escrito|correo(?: electronico)?)|schriftelijk|op schrift)"
)
_PREFERRED = (
    r"(?:prefer\w*|rather|instead|please|could|can|would|happy|easier|better|answer|reply|respond|"
    r"lieber|gern\w*|bitte|besser|konn\w+|wurd\w+|antwort\w*|beantwort\w*|plutot|volontiers|merci|"
    r"pourriez|pouvez|mieux|repond\w*|prefier\w+|mejor|favor|podria\w*|puede\w*|prefir\w+|melhor|"
    r"poderia\w*|pode\w*|liever|graag|beter|kunt|kunnen|antwoord\w*|beantwoord\w*)"
)
_NOT = r"(?:not|don't|dont|never|nicht|nie|keine|ne|pas|no|nunca|niet|geen|nooit|nao|stop)"
_WISH = re.compile(
    rf"\b{_SEND}\b[^.!?]{{0,60}}\b{_QUESTIONS}\b|\b{_QUESTIONS}\b[^.!?]{{0,60}}\b{_SEND}\b"
    rf"|\b{_PREFERRED}\b[^.!?]{{0,60}}\b{_WRITTEN}|\b{_WRITTEN}[^.!?]{{0,60}}\b{_PREFERRED}\b"
)
_AGAINST = re.compile(
    rf"\b{_NOT} (?:\w+ ){{0,3}}{_SEND}\b|\b(?:any|no|keine|aucune|pas de|ninguna|geen|nenhuma) (?:\w+ )?{_QUESTIONS}\b"
    rf"|\b{_QUESTIONS}\b[^.!?,]{{0,20}}\b(?:nicht|niet)\b"
    rf"|\b(?:cannot|can't|{_NOT}) (?:\w+ ){{0,3}}{_WRITTEN}"
)
_SOMETHING_ELSE = re.compile(
    r"\b(?:before(?:hand)?|in advance|ahead|vorab|vorher|im voraus|prealable|avance|de antemano|antes|"
    r"vooraf|antecedencia|invit\w*|einladung|uitnodiging|convite|confirm\w*|bestat\w*|bevestig\w*|"
    r"link|proposal|offer|angebot|offerte|agenda|calendar|kalender)\b"
)


def wants_writing(text: str) -> bool:
    """Tell whether the words ask for the questions in writing, in place of a call."""
    sentences = re.split(r"(?<=[.!?])\s+|\n\s*\n", fold_lines(text[:4000]))
    return any(
        _WISH.search(s) and not _AGAINST.search(s) and not _SOMETHING_ELSE.search(s)
        for s in sentences
    )


def fold_lines(text: str) -> str:
    """Return the folded text with its paragraphs kept apart."""
    return "\n\n".join(fold(part) for part in re.split(r"\n\s*\n", text))


# -- peace, and somebody else ----------------------------------------------------------------

MOST_WORDS = 4  # of a bare "stop"


def wants_peace(text: str) -> bool:
    """Tell whether a customer says no more than "stop" or "no"."""
    words = without_frills(text)
    said = fold(" ".join(words)).strip(" .!,")
    return 0 < len(words) <= MOST_WORDS and (
        order_of(said) in ("stop", "no") or said == "unsubscribe"
    )


_ASSISTANT = re.compile(
    r"\b(?:my|our|mein\w*|unser\w*|mon|ma|notre|mi|nuestr[oa]|mijn|onze|(?:o |a )?(?:meu|minha|nossa?)) (?:\w+ )?"
    r"(?:assistant\w*|pa|ea|secretary|assistent\w*|assistenz|sekret\w+|secretaire|asistente|secretari[oa]|assistente|secretaresse)\b"
)


def leaves_time_to_others(text: str) -> bool:
    """Tell whether a customer speaks of an assistant, who may find the time for them."""
    return _ASSISTANT.search(fold(text[:4000])) is not None


_MISTAKEN = re.compile(
    r"\b(?:(?:by|a|my) mistake|mistakenly|accident\w*|wrong (?:button|key)|versehen\w*|verklickt|"
    r"(?:par|une) erreur|por error|me equivoque|per (?:ongeluk|abuis)|vergissing|por (?:engano|lapso|erro))\b"
)
_UNWANTED = re.compile(
    rf"\b{_NOT} (?:\w+ ){{0,3}}(?:want|wish|need|interested|mochte|will|brauche|interess\w+|souhaite|"
    r"veux|quiero|deseo|wil|quero|desejo|call|gesprach|appel|llamada|chamada)\b"
)


def takes_back(text: str) -> bool:
    """Tell whether the words beside a yes may say that none was meant."""
    said = fold(text[:4000])
    return bool(_MISTAKEN.search(said) or _UNWANTED.search(said))


@dataclass(frozen=True, slots=True)
class Successor:
    """Whom a customer names in their place."""

    email: str
    name: str = ""
    left: bool = False  # the customer has left, or is not responsible any more

    @property
    def command(self) -> str:
        """What the manager replies to go on with them."""
        return f"email: {self.called}"

    @property
    def beside(self) -> str:
        """What the manager replies to have them on the call as well."""
        return f"join: {self.called}"

    @property
    def called(self) -> str:
        """Their name and address."""
        return f"{self.name} <{self.email}>" if self.name else self.email


_LEFT = re.compile(
    r"\b(?:(?:have|'ve|has) (?:now |just |since |recently )?left|left (?:the company|my position)|no longer|moved on|"
    r"nicht mehr|verlassen|ausgeschieden|quitte|ne (?:travaille|suis|fais|m'occupe) plus|n'est plus|"
    r"ya no|(?:he|ha) dejado|deje|niet (?:meer|langer)|ja nao|nao trabalho mais|deixei|sai da)\b"
)
_LEAVING = re.compile(
    r"\b(?:my|mein\w*|mon|ma|mi|mijn|o meu|a minha) (?:very )?(?:last|letzte\w*|dernier\w*|ultim[oa]|laatste) (?:working )?"
    r"(?:\w*day|\w*week|\w*month|\w*tag|\w*woche|jour\w*|semaine|mois|dia|semana|mes|dag|werkdag|maand)\b|"
    r"\bultim[oa] (?:dia|semana) (?:aqui|en la|na)\b|"
    r"\bi(?:'m| am| will be) (?:leaving|retiring)\b|\bich verlasse\b|\bje quitte\b|\bdejo la empresa\b|\bik verlaat\b|"
    r"\b(?:takes?|taking|took) over (?:from me|my|for me)\b|\bubernimmt (?:\w+ ){0,4}(?:meine|von mir|fur mich)\b|"
    r"\b(?:reprend|reprendra) (?:mes|mon|ma)\b|\bneemt (?:mijn|het van mij)\b|\bassume (?:as )?minhas\b"
)
_TAKES_OVER = re.compile(
    r"\b(?:tak(?:es?|ing)|took|will be taking) over\b|\bubernimmt\b|\bubernehmen wird\b|\brepren(?:d|dra)\b|\bme sustituye\b|"
    r"\basum(?:e|ira)\b|\bneemt\b.{0,40}\bover\b|\bassum(?:e|ira)\b|\bsubstitui-me\b"
)
_REDIRECTS = re.compile(
    r"\b(?:contact|ask|write to|speak (?:to|with)|talk to|reach out to|get in touch with|instead|"
    r"responsible|right person|colleague|wenden sie sich|kontaktieren|ansprechpartner\w*|zustandig\w*|"
    r"kolleg\w+|nachfolger\w*|contacte[rz]?|adressez|collegue|contacter|contactar|contacte|dirijase|"
    r"pongase en contacto|companer[oa]|colega|neem contact|contact op\w*|wend u|richt u|collega|"
    r"contate|entre em contac?to|dirija-se|fale com)\b"
)
_NAMED = r"(?<!\w)((?:[^\W\d_a-z][\w'’.-]* ){1,3})[<(\[]?(?:mailto:)?"
_OPENERS = frozenset(
    ["please", "contact", "ask", "bitte", "write", "to", "frau", "herr", "herrn", "mr", "mrs", "ms", "mme", "m", "sra", "sr", "an", "kollegin", "kollege", "kollegen", "meine", "mein", "meinen"]
)  # fmt: skip


def _leads_in(word: str) -> bool:
    plain = word.strip(".").casefold()
    return plain in _OPENERS or weekday_of(plain) is not None


def hands_over(sentence: str, *, addressed: bool) -> bool:
    """Tell whether the writer will not be the one to ask for much longer.

    ``addressed``: the mail gives the address of somebody else, who may be the one to take over.
    """
    folded = fold(sentence)
    return bool(_LEAVING.search(folded) or (addressed and _TAKES_OVER.search(folded)))


def successor_in(text: str, own: str | None, *, declined: bool = False) -> Successor | None:
    """Return whom the words name in their writer's place; None where they name nobody.

    ``declined``: the writer said by button not to come, so that any address is in their place.
    """
    folded = fold(text[:4000])
    left = _LEFT.search(folded) is not None or _LEAVING.search(folded) is not None
    named = left or declined or _TAKES_OVER.search(folded)
    if not named and _REDIRECTS.search(folded) is None:
        return None
    flat = " ".join(text[:4000].split())
    others = [a for a in ADDRESS.findall(flat) if fold_address(a.strip("().,;:?![]'")) != own]
    if not others:
        return None
    email = fold_address(others[0].removeprefix("mailto:").strip("().,;:?![]'"))
    return Successor(email, name_before(others[0], flat), left)


def name_before(address: str, line: str) -> str:
    """Return the name that stands right before an address in a line; "" where none does."""
    named = re.search(_NAMED + re.escape(address), line)
    words = named[1].split() if named else []
    while words and _leads_in(words[0]):
        words = words[1:]
    return " ".join(words).strip(" ,;:")
