"""What sounds like a lost deal and is none: an oldest customer, a win told by halves, a made-up case, a sponsorship."""

from __future__ import annotations

import re

from debrief.reading.wording import fold

MOST_LOOKED_AT = 6_000  # characters of a turn
BEGINNING = 250  # characters in which a mail says that it is an exercise

_INVITED = re.compile(
    r"\b(?:invit\w+|eingeladen|uitgenodigd|nodig\w* uit|convid\w+)\b[^.!?]{0,60}\b(?:(?:second|next|final|further|last) round|"
    r"(?:zweiten?|nachsten?|letzten?) runde|(?:second|deuxieme|dernier) tour|(?:segunda|proxima|ultima) (?:ronda|fase|vuelta)|(?:tweede|volgende|laatste) ronde)\b"
)  # folded


def invites_further(text: str) -> bool:
    """Tell whether somebody is invited to the next round: nothing is decided yet."""
    return _INVITED.search(fold(text)) is not None


_OLDEST = r"(?:oldest|longest[- ]standing|altesten?|plus ancien(?:ne)?s?|mas antigu[oa]|oudste|mais antig[oa])"
_CUSTOMER = r"(?:customers?|clients?|accounts?|kunden?|kundin|cliente?s?|klant)"
_OLDEST_LOST = re.compile(
    rf"\b(?:lost|losing|perdu|perdido|perdimos|perdemos|perdi)(?: \w+){{0,3}} (?:{_OLDEST} {_CUSTOMER}|{_CUSTOMER} {_OLDEST})\b"
    rf"|\b{_OLDEST} {_CUSTOMER}(?: \w+){{0,3}} (?:verloren|kwijt)\b"
)  # folded


def loses_oldest_customer(text: str) -> bool:
    """Tell whether a sentence says that the oldest customer left, with whom no new deal was lost."""
    return _OLDEST_LOST.search(fold(text)) is not None


# "They rang to say who they are going with. Us."
_WHO_WON = re.compile(
    r"\b(?:who|whom|wer|wen|wem|qui|quien|quienes|wie|quem)\b[^.!?:;]{0,120}[.!?:;…]+ ?[\"'“”»)]* ?(?:(?:yes|ja|oui|si|sim|well|tja),? )?"
    r"(?:us|we did|we are|it['’]?s us|it is us|wir|uns|wir sind['’]?s|das sind wir|nous|c['’]est nous|a nosotr[oa]s|nosotr[oa]s|somos nosotr[oa]s|wij|ons|wij zijn het|nos|somos nos|a nos)(?:[.!…]+(?= |$)|$)"
)  # folded


def answers_us(text: str) -> bool:
    """Tell whether one of us asks who was chosen and answers that it is us."""
    return _WHO_WON.search(" ".join(fold(text[:MOST_LOOKED_AT]).split())) is not None


# "It is down to us and Salariq": whoever else is out, we are not.
_STILL_IN = re.compile(
    r"\b(?:it['’]s|it is|now it['’]s|that leaves|this leaves|which leaves|leaves|leaving)(?: now| only| just| down to| between){0,2} (?:us and|[\w&-]+ and us\b)|\b(?:only|just) (?:us and [\w&-]+|[\w&-]+ and us) (?:are )?(?:left|remain)"
    r"|\b(?:sind|bleiben|stehen)(?: jetzt| nun)?(?: nur noch| nur)? wir und\b|\bnur noch wir und\b|\b(?:il (?:ne )?)?reste(?: plus que)? nous et\b|\bplus que nous et\b"
    r"|\bquedamos (?:solo |ya solo )?nosotr[oa]s y\b|\bblijven(?: nu)?(?: alleen)? wij en\b|\balleen wij en [\w&-]+ (?:zijn )?(?:nog )?over\b|\b(?:restamos|ficamos|sobramos)(?: so)? nos e\b"
)  # folded
_OUR_HR = re.compile(
    r"^\W*(?:[\w ,&|/-]{0,30}\b)?(?:human resources|hr(?: (?:manager|department|team|business partner))?|talent (?:acquisition|team)|people (?:&|and) culture|personal(?:abteilung|wesen|leitung)|ressources humaines|drh|recursos humanos|rr\.? ?hh\.?|personeelszaken|p&o)\W*$",
    re.MULTILINE,
)  # folded
SIGNED_WITHIN = 200  # characters at the end of a mail in which its writer's post stands


def is_still_open(text: str) -> bool:
    """Tell whether one of us says who is left to choose from: us and another."""
    return _STILL_IN.search(" ".join(fold(text[:MOST_LOOKED_AT]).split())) is not None


def is_by_our_hr(text: str) -> bool:
    """Tell whether a mail of ours is signed by those who hire: whoever turned us down was an applicant."""
    return _OUR_HR.search(fold(text.rstrip()[-SIGNED_WITHIN:])) is not None


_GATHERING = re.compile(
    r"conf\b|conf[ \d]|conference|\bsummit\b|symposium|\bcongress\b|\bjournal\b|kongress|congreso|congresso|\bcongres\b|hackathon|meetup|awards? (?:show|night|gala)"
    r"|sponsor|patrocin|mecenat|call for (?:papers|speakers)"
)  # folded; of the subject and the sender's address
_CASE = r"(?:letters?|e-?mails?|cases?|scenarios?|brief|fall|szenario|lettre|courriel|cas|carta|correo|caso|casus)"
# What a case of a training asks, where words of a training stand beside it.
_ASKED_OF_LEARNERS = re.compile(
    r"\bwhat would you (?:have done|do) differently|\bo que (?:voce|voces) (?:teria|teriam|faria|fariam)|\bwas hatten sie (?:anders|besser)|\bqu['’]auriez-vous fait|\bque (?:habrias|habriais) hecho|\bwat had (?:je|jij|jullie|u) anders"
    # "each of you gets a letter to answer", and somebody plays the customer
    rf"|\b(?:each of you|everybody|everyone|jede[rs]? (?:von (?:euch|ihnen))?|chacune?|cada (?:un[ao]?|um[a]?)|ieder(?:een)?|elke?)\b[^.!?]{{0,30}}\b(?:gets?|receives?|(?:be|er)(?:kommt|halt)|recoit|recevra|recibe|recibira|krijgt|ontvangt|recebe|recebera)\b[^.!?]{{0,20}}\b{_CASE}\b"
    rf"|\b{_CASE} to (?:answer|reply to|discuss|work on|practi[sc]e)\b|\b{_CASE} (?:zum|zur) (?:beantwort\w+|uben|besprech\w+)|\b{_CASE} a (?:repondre|traiter|discuter|contestar|responder|analizar|analisar)\b|\b{_CASE} om te (?:beantwoorden|oefenen|bespreken)\b"
    r"|\b(?:play|plays|playing) the (?:buyer|customer|client)\b|\bspiel\w* (?:den|die) (?:kund\w+|einkauf\w*)|\bjoue\w* (?:le role du|le|la) (?:client|acheteur)|\b(?:hace|hara|haga) de (?:client|comprador)|\bspee?lt? de (?:klant|inkoper)|\bfa(?:z|ra) de (?:client|comprador)"
)  # folded
_TEACHING = re.compile(
    r"\bmodul[eo]?\b|\btrilha\b|\baula\b|\bcourse\b|\blesson\b|\btrainings?\b|\bkurs\b|\bschulung|\bformation\b|\bcurso\b|\bcursus\b|\be-?learning\b|\bcertificad|\bworkshop\b|\btaller\b|\batelier\b|\boficina de (?:vendas|formacao)\b"
)  # folded
_MADE_UP = re.compile(
    r"\brole[- ]?play|\brollenspiel|\brollenspel|\bjeux? de role|\bjuegos? de rol|\bfictional\b|\bfictitious\b|\bfiktiv|\bfictif|\bfictici[oa]|\bfictieve?\b(?! (?:korting|aftrek|inschrijf|prijs|meerprijs|bedrag|toeslag))"
    r"|\bverzonnen\b|\b(?:frei )?erfunden|\bmade[- ]up (?:case|deal|customer|mail|email|example)|\b(?:practice|training|sample|mock) (?:case|email|scenario|deal)\b"
    r"|\b(?:it['’]s|it is|this is|(?:all|everything) (?:is )?|which is) made up\b|\bas if it had (?:just|really) (?:arrived|come in)\b|\bals (?:ware|sei) (?:sie|er|es) (?:gerade|eben|soeben|echt) (?:\w+ )?(?:gekommen|eingegangen)|\bcomme si(?: \w+)? (?:venait|venez) d['’]arriver"
    r"|\bc['’]est (?:du tout )?invente|\binventee? de toutes pieces|\b(?:es|esta|me lo he|la he) inventad[oa]|\bcomo si (?:acabara|acabase|tivesse acabado) de (?:llegar|chegar)|\b(?:e|foi) inventad[oa]\b|\balsof (?:hij|ze|het|die) net (?:is )?binnen"
    r"|\bubungs(?:fall|beispiel|mail)|\bcas (?:pratique|d'ecole)|\bcaso practico|\bcaso pratico|\boefen(?:casus|mail|geval)|\bsimulacro\b|\bejercicio de (?:venta|practica)"
)  # folded; of the subject and the beginning


def is_exercise(subject: str, text: str) -> bool:
    """Tell whether a mail says at its beginning that its case is made up, or to learn from."""
    said = fold(f"{subject} {text[: 2 * BEGINNING]}")
    taught = _ASKED_OF_LEARNERS.search(said) and _TEACHING.search(said)
    return bool(taught or _MADE_UP.search(fold(f"{subject} {text[:BEGINNING]}")))


# What colleagues play and bet on.
_GAME = re.compile(
    r"\b(?:kicker\w*|poule|bolao|bridge|mus|porra|quiniela|tournaments?|tournois?|turnier|torneo|toernooi|torneio|tippspiel|tipprunde|pronostics?|fantasy (?:football|league)|playoffs?|world cup|(?:pub )?quiz"
    r"|softball|five-a-side|betriebsfussball|padel|petanque|darts?|sweepstake|bowling|pokerabend)\b"
)  # folded; of a subject
_PROVIDER = r"(?:vendor|supplier|consultant|contractor|caterer|agency|provider)"
_PURCHASE = re.compile(
    rf"\b{_PROVIDER} (?:review|selection|choice|comparison|evaluation)\b|\b(?:choice|selection) of (?:the |a |our )?{_PROVIDER}\b"
    r"|\b(?:lieferanten|dienstleister|anbieter)-?(?:auswahl|vergleich|wahl)|\b(?:auswahl|wahl) (?:des |der |eines |unser\w+ )?(?:lieferant|dienstleister|anbieter)"
    r"|\b(?:choix|selection|changement) (?:du|de la|des|d['’]une?|de notre) (?:prestataire|fournisseur|traiteur)|\b(?:fournisseur|prestataire) (?:de )?\w+\W*$"
    r"|\b(?:seleccion|eleccion|cambio) de(?:l| la)? (?:proveedor|contratista)|\bproveedor de \w+\W*$"
    r"|\bleveranciers?-?(?:keuze|selectie)|\bkeuze (?:van )?(?:de |een )?leverancier|\b(?:escolha|selecao) d[oe] (?:fornecedor|prestador)|\bfornecedor de \w+\W*$"
)  # folded; of a subject


def is_of_game(subject: str) -> bool:
    """Tell whether a mail between colleagues is of a game, by its subject."""
    return _GAME.search(fold(subject)) is not None


def is_of_purchase(subject: str) -> bool:
    """Tell whether a mail between colleagues is of whom we buy from, by its subject."""
    return _PURCHASE.search(fold(subject)) is not None


def is_of_gathering(subject: str, address: str) -> bool:
    """Tell whether a mail is of a conference, an award or a sponsorship, by its subject and its sender."""
    return any(_GATHERING.search(fold(each)) for each in (subject, address))
