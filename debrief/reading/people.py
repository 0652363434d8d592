"""Who is ours and who is not: the two sides of a mail, with or without a team file."""

from __future__ import annotations

import re
from dataclasses import dataclass
from difflib import SequenceMatcher
from functools import lru_cache

from debrief.reading.facts.person_words import PARTICLES
from debrief.reading.mail.addresses import Address
from debrief.reading.mail.message import Message
from debrief.reading.quoting.turns import Turn
from debrief.reading.wording import first_word, fold, word_set
from debrief.team import Person, Team, fold_address

_ROBOT = re.compile(
    r"(?:^|[._+-])(?:no-?reply|do-?not-?reply|notifications?|notify|alerts?|mailer|mailer-daemon|postmaster|bounces?|system|workflow|automation|crm|updates?|news|newsletter|marketing|info-mail|daemon|robot|bot|sistemas?|syst[eè]me|portals?|portail|portaal|avisos?|avis|alertas?|alertes?|meldingen?|benachrichtigung(?:en)?|notifica(?:tions?|ciones|coes)|calend(?:ar|ario|rier)|kalender|agenda|automat(?:e|ic|ico)?|n[aã]o-?responda|no-?responder|ne-?pas-?repondre|nicht-?antworten|geen-?antwoord|niet-?antwoorden)(?:$|[._+@-])",
    re.IGNORECASE,
)
_ROLE = word_set("""info sales office procurement purchasing tenders tender bids einkauf vergabe achats marches compras licitaciones contratacion inkoop
    admin contact support helpdesk service team hello mail kontakt vertrieb accounts accounting billing reception secretariat sekretariat
    beschaffung ausschreibung ausschreibungen adquisiciones acquisitions opdrachten overheidsopdrachten aanbesteding aanbestedingen contracts contratos licitacion
    suprimentos aprovisionamento concursos contratacao registro archivo records gremium commission comissao asistencia accueil empfang
    rfp eprocurement sourcing suppliers vendors controller facilities""")
_PARTICLE = re.compile(PARTICLES)
_PUBLIC = word_set(
    "gmail googlemail outlook hotmail live yahoo icloud me gmx web proton protonmail aol msn orange free libero"
)


def is_robot(address: Address | None) -> bool:
    """Tell whether a machine writes from this address."""
    return address is not None and bool(_ROBOT.search((address.email or "").partition("@")[0]))


def is_role(email: str | None) -> bool:
    """Tell whether the address belongs to an office rather than to a person."""
    local = (email or "").partition("@")[0].lower()
    return bool(_ROBOT.search(local)) or any(part in _ROLE for part in re.split(r"[._+-]", local))


def domain(email: str | None) -> str:
    """Return the address's domain in lower case."""
    return fold_address(email or "").rpartition("@")[2]


@dataclass(frozen=True, slots=True)
class Sides:
    """Our side of a mail: the team where it is known, else the domains that speak for us."""

    team: Team | None
    domains: frozenset[str]
    names: frozenset[str]  # folded words of our company's and our people's names

    @property
    def own_word(self) -> str:
        """The first word of our company's name, folded; empty where it is not known."""
        return first_word(self.team.company.name) if self.team is not None else ""

    def ours(self, email: str | None) -> bool:
        """Tell whether the address is of our company."""
        if self.team is not None:
            return self.team.is_ours(email)
        return domain(email) in self.domains

    def member(self, address: Address | None) -> Person | None:
        """Return who of the team this is, by address, or by full name where none or an alias is given."""
        if self.team is None or address is None:
            return None
        found = self.team.person(address.email)
        if found is None and address.name and (not address.email or self.ours(address.email)):
            found = self.by_name(address.name)
            local = fold(address.email or "").partition("@")[0]
            if found is not None and address.email and fold(found.first_name) not in local:
                return None  # an office's mailbox under a person's name
        return found

    def by_name(self, name: str) -> Person | None:
        """Return the one team member of that name: "Devon Marsh", "Marsh, Devon", "Devon M.", "D. Marsh"."""
        if self.team is None:
            return None
        hits = [person for person in self.team.people() if same_name(person.name, name)]
        return hits[0] if len(hits) == 1 else None

    def speaks_for_us(self, turn: Turn) -> bool:
        """Tell whether one of our company wrote the turn."""
        if turn.email:
            return self.ours(turn.email)
        return turn.sender is not None and self.member(turn.sender) is not None


@lru_cache(maxsize=10_000)
def same_name(full: str, given: str) -> bool:
    """Tell whether a written name, perhaps abbreviated or turned round, is this person's."""
    mine = [word for word in re.split(r"[\s.]+", fold(full)) if word]
    theirs = given
    if "," in theirs:
        last, _, first = theirs.partition(",")
        theirs = f"{first} {last}"
    words = [word for word in re.split(r"[\s.]+", fold(theirs)) if word]
    if not words or len(mine) < 2:
        return mine == words
    if len(words) == 1:
        return False
    first_fits = words[0] == mine[0] or (len(words[0]) == 1 and mine[0].startswith(words[0]))
    last_fits = words[-1] == mine[-1] or (len(words[-1]) == 1 and mine[-1].startswith(words[-1]))
    both_cut = len(words[0]) == 1 and len(words[-1]) == 1
    return first_fits and last_fits and not both_cut


def sides_of(message: Message, turns: tuple[Turn, ...], team: Team | None) -> Sides:
    """Return our side: the team's, or without one the side that received (or forwarded) the mail."""
    if team is not None:
        words = {word for person in team.people() for word in fold(person.name).split()}
        words = {word for word in words if len(word) > 2 and not _PARTICLE.fullmatch(word)}
        words |= {first_word(team.company.name), team.company.domain.split(".")[0].lower()} - {""}
        return Sides(team, frozenset(), frozenset(words))
    sender = domain(message.sender.email if message.sender else None)
    forwarded = any(turn.forwarded for turn in turns)
    receivers = {domain(address.email) for address in (*message.to, *message.cc)} - {""}
    found = {sender} if forwarded else receivers - {sender} or receivers
    return Sides(None, frozenset(found), frozenset())


def is_lookalike(address: Address | None, team: Team) -> bool:
    """Tell whether somebody outside bears our people's name or a domain made to look like ours."""
    if address is None or not address.email or team.is_ours(address.email):
        return False
    if address.name and any(fold(person.name) == fold(address.name) for person in team.people()):
        return True
    own = team.company.domain.lower().split(".")[0]
    return any(_is_alike(own, label) for label in domain(address.email).split("."))


def _is_alike(own: str, label: str) -> bool:
    """Tell whether part of a domain holds the name of ours, or one hardly to be told from it."""
    near = abs(len(own) - len(label)) <= 2
    return own in label or (near and SequenceMatcher(None, own, label).ratio() > 0.88)


def is_tenant(address: Address | None, team: Team) -> bool:
    """Tell whether a program writes from our own room at a service ("noreply@larkspur.some-crm.example").

    Only the service itself can prove such an address; whether it did is for the caller to know.
    """
    own = team.company.domain.lower().split(".")[0]
    rooms = domain(address.email if address else None).split(".")[:-2]
    return own in rooms and is_robot(address)


def is_public(email: str | None) -> bool:
    """Tell whether the domain is a public mail service, which says nothing about a company."""
    return domain(email).split(".")[0] in _PUBLIC
