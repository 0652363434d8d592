"""Mail that a portal, a calendar or an answering machine wrote by itself: nobody reads its address."""

from __future__ import annotations

import re

from debrief.reading.people import is_robot
from debrief.reading.quoting.turns import Turn
from debrief.reading.wording import fold

_MACHINES = re.compile(
    r"no[._-]?(?:reply|responder|responda|contest|rispond)|do[._-]?not|ne[._-]?pas|nao[._-]?respond|niet[._-]?(?:beantwoorden|antwoorden)|nicht[._-]?antworten|notif|benachrichtig|workflow|alert|\bping\b|mailer|daemon|robot|\b(?:deal|crm|sales|status|pipe(?:line)?)?bot\b|automat|system|\bcrm\b|events?\b|"
    r"voicemail|voicebox|sprachbox|repondeur|contestador|mailbox|^(?:e?fax|scans?|scanner|scan2mail|kopierer|copier|drucker|printer|transcripts?)(?:[._-]|$)|^(?:portal|portail|portaal|newsletter|comms)(?:[._-]|$)|meldinge?n?\b|samenvatting|digest|\bavis\b|\bavisos?\b|\btareas?\b|cockpit|\bagenda\b|calend|kalender"
)
_SHOWN = re.compile(
    r"portal|portail|portaal|plataforma|plateforme|\bplatform\b|plattform|voicemail|voicebox|sprachbox|messagerie vocale|contestador|caixa de voz|\be-?fax\b|\bscanner\b|\bkopierer\b|mailbox|anrufbeantworter|repondeur|buzon de voz|notification|notifica[cç]|benachrichtig|melding|\balerts?\b|\bavisos?\b|\bavis\b|robot|\bbot\b|\bcrm\b|workflow|digest|cockpit|"
    r"(?:meeting|virtual|digital) assistant|assistant de reunion|assistente virtual|asistente virtual|virtueller assistent|agenda partage|calendar|calendario|kalender|calendrier|newsletter|^communications?$|^(?:interne )?kommunikation$|^comunicacion(?:es)?$|^comunicacao$|^communicatie$|e-?tender|e-?sourcing|marketplace|marktplatz|inkoopplein|aanbested\w*(?:plein|net|portaal)"
)
# Which machine hands something on that somebody spoke or sent: in a subject, and in the first words.
_HANDED_ON = re.compile(
    r"^\W*(?:you have (?:a |received a )?(?:new )?)?(?:(?:new )?(?:voice ?mail|voice message)|(?:new )?fax|scan(?:ned document)?) from\b|^\W*you have (?:received )?a (?:new )?(?:voice ?mail|voice message|fax|scan)\b"
    r"|^\W*neue[sr]? (?:sprachnachricht|fax|voicemail)\b|^\W*(?:scan|fax|sprachnachricht) von\b|^\W*gescanntes dokument\b"
    r"|^\W*(?:vous avez (?:un|recu un) )?(?:nouveau )?(?:message vocal|fax) (?:de|recu)\b|^\W*numerisation de\b"
    r"|^\W*(?:tiene un )?(?:nuevo )?(?:mensaje de voz|fax) de\b|^\W*(?:nieuw )?(?:voicemail|spraak|voicemailbericht|spraakbericht|fax) ?(?:bericht )?van\b"
    r"|^\W*(?:tem uma )?(?:nova )?(?:mensagem de voz|fax) de\b|^\W*(?:automatic |automatische[sr]? |automatisch )?(?:transcript|transkript|transcription|transcripcion|transcricao)\b\W"
)
_SAYS_SO = re.compile(
    r"\b(?:automated|automatic(?:ally)?[ -]?(?:generated|sent)?) (?:message|e-?mail|notification|notice|summary)|\b(?:do not|don't|please do not|cannot) reply to this|\bmailbox is not monitored|\breplies (?:to this [\w-]+ )?are not|"
    r"\bmaschinell (?:erstellt|erzeugt)|\bautomatisch(?:e[rnms]?)? (?:erzeugt|erstellt|versand|generiert|nachricht|mitteilung|benachrichtigung|verstuurd|bericht|gegenereerd|samenvatting)|\bantworten sie (?:bitte )?nicht auf diese|\bbitte nicht antworten|\bnicht auf diese (?:e-?)?mail|"
    r"\b(?:message|courriel|resume|avis|notification) (?:est |a ete )?(?:genere )?automatique|\bgenere automatiquement|\bne (?:pas |repondez pas )(?:repondre )?a ce (?:message|courriel|mail)|"
    r"\b(?:mensaje|correo|aviso|notificacion) automatic|\bno responda a est[ea]|\bgenerado automaticamente|"
    r"\b(?:dit is een )?automatisch (?:bericht|verstuurd|gegenereerd)|\b(?:niet beantwoorden|antwoord niet op dit|antwoord niet op deze|bericht niet beantwoorden)|"
    r"\b(?:mensagem|notificacao|aviso) automatic|\bnao responda\b|\bgerad[oa] automaticamente|\bfavor nao responder"
)


_PERSON = re.compile(r"([a-z])[a-z'-]{2,} (portal|mailbox|bot)")
_WHOSE = re.compile(
    r"supplier|vendor|procure|purchas|tender|sourc|bid|buyer|customer|client|einkauf|liefer"
)


_MOST_TEXT = 6_000  # characters in which an alert asks for what it is after
_SECRETS = re.compile(
    r"\b(?:password|passwort|mot de passe|contrasena|wachtwoord|senha|palavra-passe|verify your|session has expired|account (?:will be )?suspend|confirm your (?:identity|account|credentials))"
)
# An honest notice says that nobody asks for it, or offers help to who forgot it.
_NOT_ASKED = re.compile(
    r"\b(?:never|forgot(?:ten)?|lost your|(?:do|does|will) not ask|(?:don't|won't) ask|nie(?:mals)?|nicht nach|vergessen|jamais|oublie|nunca|olvid\w+|nooit|niet om|vergeten|esquec\w+)\b"
)


def asks_for_secrets(text: str) -> bool:
    """Tell whether a text asks to log in or to prove who one is, as forged alerts do."""
    parts = re.split(r"[.!?\n](?:\s|$)", fold(text[:_MOST_TEXT]))
    return any(_SECRETS.search(part) and not _NOT_ASKED.search(part) for part in parts)


def _is_persons(turn: Turn) -> bool:
    """Tell whether somebody is merely called like a machine: "Ghislaine Portal <g.portal@…>"."""
    name, local = fold(turn.name or ""), fold((turn.email or "").partition("@")[0])
    match = _PERSON.fullmatch(name)
    if match is None or _WHOSE.match(name):
        return False
    return local.startswith(match[1]) and match[2] in local


def is_machines(email: str | None) -> bool:
    """Tell whether nobody reads what is sent to an address, as far as the address shows."""
    local, _, host = fold(email or "").partition("@")
    return bool(_MACHINES.search(local)) or (len(local) > 4 and local in host.split("."))


def is_by_machine(turn: Turn) -> bool:
    """Tell whether no person wrote a turn, by its sender or by what it says of itself."""
    if _SAYS_SO.search(fold(turn.text[-700:])):
        return True
    if _is_persons(turn):
        return False
    if any(_HANDED_ON.match(fold(each[:80])) for each in (turn.subject, turn.text)):
        return True
    shown = turn.name is not None and _SHOWN.search(fold(turn.name)) is not None
    return shown or is_robot(turn.sender) or is_machines(turn.email)
