"""Who else is to be on the call, in words: "Theo will join too", "nimm bitte Theo dazu", "please also invite tom@x"."""

from __future__ import annotations

import re

from debrief.answers.account_rep import IN_PLACE, reps_called
from debrief.answers.bare_values import find_rep
from debrief.answers.commands import states_fact
from debrief.answers.orders import STRONG_LIMITS, order_of
from debrief.answers.written_wish import Successor, name_before
from debrief.lexicon import QUOTED, SENTENCE_END, fold, word_list
from debrief.reading.quoting.dates import weekday_of
from debrief.team import ADDRESS, Team, fold_address

MOST_WORDS = 16  # of a sentence that puts somebody on the call
MOST_READ = 4000  # characters of what a customer writes
MOST_LETTERS = 600  # of a sentence that speaks of it; a longer one is none
LABEL = "join"
_TOO = r"(?:too|as well|also|along|with (?:me|us)|auch|mit|ebenfalls|dazu|aussi|egalement|tambien|ook|mee|erbij|tambem)"
_CALL = r"(?:to|in|on|into) (?:the |our |this )?(?:call|invitation|invite|meeting|loop)"
_COMES = (
    r"(?:com(?:e|es|ing)|(?:is|are|be) (?:there|on|in)|bring|invite|includ\w+|tak(?:e|es|ing)|sits? in|dials? in|listens? in|komm\w*|dabei\w*|lad\w*|einlad\w*|bring\w*|"
    r"vien[st]?|viendra|sera la|particip\w*|invit\w+|amene\w*|vien[eg]\w*|vinier\w*|vendra|estara|traer\w*|kom\w*|nodig\w*|uitnodig\w*|neem\w*|brengen?|doet|vem|venha|estara|convid\w+|lev\w+|traz\w+)"
)
_JOINS = re.compile(
    r"\b(?:joins?|joining|nimm|nehm\w*|hol\w*|fug\w*|setz\w*) (?:\S+ ){0,6}(?:dazu|hinzu|mit)\b|\b(?:joins?|joining|tag along)\b"
    rf"|\b(?:add|adding|adds|include|including)\b|\b{_TOO}\b(?:\W+\w+){{0,4}}\W+{_COMES}\b|\b{_COMES}\b(?:\W+\w+){{0,8}}?\W+{_TOO}\b|\b{_COMES}\b(?:\W+\w+){{0,6}}?\W+{_CALL}\b"
    r"|\b(?:to be (?:there|present)|dazukomm\w*|dazuhol\w*|dazunehm\w*|hinzufug\w*|mitkomm\w*|teilnehm\w*|ajout\w+|(?:se )?joindra|se joigne|se joint|anad\w+|agreg\w+|se (?:una|une|unira)|incluy\w+|incluir|"
    r"voeg\w* .{1,60} toe|toevoegen|aansluit\w*|sluit .{1,40} aan|adicion\w+|acrescent\w+|inclu[aí]\w*|inclua|junta-se|juntar-se|se junte|se junta)\b"
)
ASKED = re.compile(
    r"^\W*(?:can|could|would|will|please|konn\w+|kannst|wurd\w+|bitte|peux|peut|pouv\w+|pourr\w+|pued\w+|podr\w+|kun\w*|wil\w*|pod\w+)\b"
)
# All that an order to invite somebody says beside whom it names: "Jane also joins Peakline" and "I invited her to our webinar" are none.
PLAIN = frozenset(
    word_list(
        "please pls can could would should will you we i also too as well along add adding join joins joining invite inviting include including bring have "
        "let get make sure want like d ll s us me with to in on into the our this call invitation meeting loop is are be there come comes coming and my "
        "colleague boss thanks thx ok it him her he she take attend attends sit sits dial dials listen listens tag needs must mr mrs ms present kindly then "
        "bitte nimm nehmt nehmen nehme nimmt hol hole holen fug fuge fugen setz setze lad lade ladt laden ein einladen komm kommt kommen dabei ist sei sein "
        "soll sollte sollen wird werden kann konnen konnte konnten kannst konntest du sie ihr wir auch mit noch ebenfalls dazu hinzu zu zum ins im den der die "
        "das dem termin gesprach telefonat anruf einladung und herr herrn frau kollege kollegen kollegin mein meine meinen unser unsere unseren dazukommen "
        "dazukommt teil teilnehmen hinzufugen dazunehmen dazuholen mitkommen mitkommt doch mal danke ich er mich uns "
        "s il te plait vous svp merci de peux peut tu pouvez pourrais pourriez ajoute ajouter ajoutez invite inviter invitez inclus incluez inclure a au l la le "
        "les un appel reunion echange aussi egalement vient viens viendra participe participera participer se joint joindra joigne joindre sera avec nous moi "
        "mon ma notre collegue et elle doit amene amener dans "
        "por favor anade anada anadir agrega agregue agregar incluye incluya incluir invita invitar puede puedes podria podrias tambien al el los las llamada "
        "invitacion viene vendra venga une unira una estara participa participara con nosotros mi nuestro companero companera colega y en conmigo gracias trae traer "
        "kun kunt kan je jij u wil wilt graag alsjeblieft aub voeg voegen toe toevoegen aan aansluiten het een gesprek uitnodiging afspraak ook mee erbij kom komt "
        "komen sluit nodig uit uitnodigen neem nemen meenemen zal mijn onze collega bij met ons mij en doet dank "
        "adiciona adicione adicionar acrescenta acrescente acrescentar inclui inclua incluir convida convide convidar pode podes poderia poderias o os as ao na "
        "no chamada conversa reuniao convite vem vira junta junte juntar participar com nos connosco conosco comigo meu minha nosso nossa e traz trazer leva levar obrigado obrigada tambem"
    )
)
_OURSELVES = re.compile(r"\b(?:i|ich|je|j'|yo|ik|eu)\b")
_NOT = re.compile(
    r"\b(?:not|never|no|without|rather|nicht|nie|kein\w*|ohne|pas|jamais|sans|sin|nunca|niet|nooit|zonder|nao|sem)\b|n't\b"
)


def with_company_named(text: str, team: Team, current: str | None) -> str:
    """Return a manager's reply in which a sentence that puts somebody on the call is the line that orders it.

    A rep is known by name, everybody else by an address. A question, a condition, a day or anything else that is said
    beside it leaves it to be asked about: nobody is invited on a guess.
    """
    return "\n".join(
        line
        if QUOTED.match(line) or states_fact(line)
        else " ".join(_as_order(s, team, current) for s in SENTENCE_END.split(line))
        for line in text.split("\n")
    )


def guests_in(value: str, team: Team, customer: str | None) -> dict[str, str] | None:
    """Return who is named behind the label, their name by address; None where somebody is not known.

    Manager and ``customer`` are on the call anyway, and the debrief address is nobody.
    """
    flat = " ".join(value.split())
    found: dict[str, str] = {}
    for part in re.split(r"[,;]\s*|\s+(?:and|und|et|y|en|e|&)\s+", flat):
        address = ADDRESS.search(part)
        rep = find_rep(team, part.strip(" .!"))
        if address is not None:
            email = fold_address(address.group().strip("().?!"))
            known = team.person(email)
            found[email] = known.name if known else part[: address.start()].strip(" <([:") or email
        elif rep is not None:
            found[rep.email] = rep.name
        elif part.strip(" .!"):
            return None
    no_guests = (team.manager.email, team.debrief_address, customer)
    return {email: name for email, name in found.items() if email not in no_guests} or None


def company_suggested(line: str, team: Team) -> str | None:
    """Return the order that a manager's line may mean which speaks of company and gives an address."""
    address = _address_in(line, team.manager.email) if speaks_of_company(line) else None
    if address is None or _NOT.search(fold(line)):
        return None
    return _order(address, line)


def _order(address: str, line: str) -> str:
    return f"{LABEL}: {Successor(address.strip(_AROUND), name_before(address, ' '.join(line.split()))).called}"


def wished_company(text: str, own: str | None) -> tuple[Successor | None, str]:
    """Return whom a customer would have on the call beside themselves, and their words without that wish.

    An address is "" where they gave none.
    """
    wished: Successor | None = None
    rest: list[str] = []
    for line in text[:MOST_READ].split("\n"):
        kept = []
        for sentence in () if QUOTED.match(line) else SENTENCE_END.split(line):
            folded = fold(sentence)
            address = _address_in(sentence, own)
            meant = speaks_of_company(sentence) and (address or _names_somebody(sentence))
            if meant and not _is_limited(folded):
                name = name_before(address, " ".join(sentence.split())) if address else ""
                email = fold_address(address.strip(_AROUND)) if address else ""
                wished = wished or Successor(email, name)
                without = ADDRESS.sub(" ", sentence)
                sentence = without if _names_a_time(without) else ""
            kept.append(sentence)
        rest.append(line if QUOTED.match(line) else " ".join(kept))
    left = "\n".join(rest)
    if wished is not None and not wished.email:  # the address may stand by itself
        address = _address_in(left, own)
        if address:
            wished = Successor(fold_address(address.strip(_AROUND)))
            left = left.replace(address, " ")
    return wished, left


def speaks_of_company(sentence: str) -> bool:
    """Tell whether a sentence speaks of somebody who comes to a call as well."""
    return len(sentence) <= MOST_LETTERS and _JOINS.search(fold(sentence)) is not None


_AROUND = "().,;:?!<>[]'\""
_COLLEAGUE = re.compile(
    r"\b(?:kolleg\w+|colleagues?|collegues?|companer[oa]s?|collega\w*|colegas?|(?:my|our) (?:boss|team|assistant|manager))\b"
)
_NAME = re.compile(
    r"(?<=[\w,] )(?!Teams|Zoom|Meet|Google|Outlook|Skype|Webex)[^\W\d_a-zß-ÿ][^\W\d_A-Z]+\b"
)
_NOUNS = re.compile(
    r"\b(?:sie|ich|bitte|und|der|die|das|den|eine?n?|mir|uns)\b"
)  # each has a capital


def _names_somebody(sentence: str) -> bool:
    """Tell whether a sentence speaks of a colleague, or names somebody."""
    folded = fold(sentence)
    if _COLLEAGUE.search(folded):
        return True
    names = (m[0] for m in _NAME.finditer(sentence) if weekday_of(fold(m[0])) is None)
    return not _NOUNS.search(folded) and any(names)


def _names_a_time(sentence: str) -> bool:
    words = re.findall(r"\w+", fold(sentence))
    return any(weekday_of(word) is not None or word[0].isdigit() for word in words)


def _is_limited(folded: str) -> bool:
    return any(p.search(folded) for p in (STRONG_LIMITS, IN_PLACE, _NOT))


def _address_in(text: str, own: str | None) -> str | None:
    found = (a for a in ADDRESS.findall(text[:MOST_READ]) if fold_address(a.strip(_AROUND)) != own)
    return next(found, None)


# "Yes please, and add Theo": what agrees stands by itself.
_AGREES = re.compile(r"(?P<yes>[^,;:!]{1,20})[,;:!]\s+(?:(?:and|und|et|y|en|e)\s+)?(?P<rest>\S.*)")


def _as_order(sentence: str, team: Team, current: str | None) -> str:
    agrees = _AGREES.match(sentence)
    if agrees and order_of(fold(agrees["yes"])) in ("yes", "go"):
        order = _as_order(agrees["rest"], team, current)
        return sentence if order == agrees["rest"] else f"{agrees['yes']}; {order}"
    folded = fold(sentence)
    if len(folded.split()) > MOST_WORDS or not speaks_of_company(sentence):
        return sentence
    asked = "?" in sentence and not ASKED.search(folded)
    if _names_a_time(ADDRESS.sub(" ", sentence)) or asked or _is_limited(folded):
        return sentence
    address = _address_in(sentence, team.manager.email)
    if address is not None:
        name = name_before(address, " ".join(sentence.split()))
        no_more = _says_no_more(sentence.replace(address, " "), name)
        return _order(address, sentence) if no_more else sentence
    others = [rep for rep in reps_called(sentence, team) if rep.email != current]
    named = " ".join(rep.name for rep in others)
    if not others or _OURSELVES.search(folded) or not _says_no_more(sentence, named):
        return sentence
    return f"{LABEL}: {' and '.join(rep.name for rep in others)}"


def _says_no_more(sentence: str, names: str) -> bool:
    said, named = (re.findall(r"[^\W\d_]+", fold(text)) for text in (sentence, names))
    return PLAIN.union(named).issuperset(said)
