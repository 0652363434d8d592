"""What systems call the stage of a deal: lost, won, or still being worked on."""

from __future__ import annotations

import re

from debrief.reading.wording import fold

_NOT_WON = r"\b(?:not|nicht|non|no|nao|niet|never|nie)\W{1,2}(?:been |yet )?(?:won|gewonnen|gagnee?s?|ganad[oa]|ganh[oa]|concretad[oa])\b"  # folded
LOST = re.compile(
    r"\bclosed?[ \-–_/]*lost\b|^\s*lost\b(?! in tra)|\b(?:deal|opportunity|stage|status)\b.{0,40}\blost\b|\bmarked (?:as )?lost\b|\bverloren\b|\bperdue?s?\b|\bperdid[oa]s?\b"
    r"|\bperdut[oa]\b|\bnot (?:awarded|selected|successful)\b|\bunsuccessful\b|\bno bid won\b|\bpersa\b|\bkwijt\b|\bclosed as lost\b|\blost\b\W*$|\bdisqualified\b|\bcanceled\b.{0,20}\blost\b"
    rf"|{_NOT_WON}|^\W*\d+\W+lost\b|^\W*(?:\d+\W+)?(?:dead|rejected|declined)\b|\b(?:proposal|offer|bid|quote|tender) (?:rejected|declined|refused)\b"
    r"|\b(?:angebot|offerte) (?:abgelehnt|abgesagt|afgewezen)\b|^\W*(?:\d+\W+)?(?:abgelehnt|abgesagt|absage|ausgeschieden|kein zuschlag|nicht berucksichtigt)\b"
    r"|\bsans suite\b|\babandon\w*|\b(?:offre|proposition) (?:declinee|rejetee|refusee)\b|^\W*(?:\d+\W+)?(?:refusee?|rejetee?|declinee?|non retenue?|ecartee?)\b"
    r"|\b(?:propuesta|oferta|cotizacion) (?:rechazada|desechada|descartada|desestimada|no seleccionada)\b|^\W*(?:\d+\W+)?(?:rechazad[oa]|descartad[oa]|desestimad[oa]|no adjudicad[oa]|desechad[oa])\b"
    r"|\b(?:proposta|oferta) (?:recusada|rejeitada|desclassificada|descartada|nao selecionada)\b|^\W*(?:\d+\W+)?(?:recusad[oa]|rejeitad[oa]|desclassificad[oa]|nao adjudicad[oa])\b|\b(?:s/|sem) sucesso\b"
    r"|^\W*(?:\d+\W+)?echec\b|^\W*(?:\d+\W+)?(?:afgewezen|niet gegund|vervallen)\b",
)  # folded
WON = re.compile(
    r"\bclosed?[ \-–_/]*won\b|^\W*(?:\d+\W+)?won\b|\bgewonnen\b|\bgagnee?s?\b|\bganad[oa]s?\b|\bganh[oa]s?\b"
    r"|^\W*(?:\d+\W+)?(?:successful|accepted|akzeptiert|angenommen|acceptee?|retenue?|aceptad[oa]|aceit[oa]|geaccepteerd)\W*$"
)  # folded
_OPEN = re.compile(
    r"negotiation|qualif|discovery|verbal|\bopen\b|offen\b|prospect|verhandlung|negociac|negociat|onderhandel|commit\b|demo|"
    r"(?:proposal|angebot|propuesta|proposta|proposition|offerte)(?!\W+(?!enviad|present|apresent|envoy|remise)[^\W\d]{3,}(?:ad[oa]|id[oa]|ee)\b)|"
    r"\bon hold\b|\ben pause\b|pausiert|zuruckgestellt|verschoben|\breport\w+|aplazad|adiad|uitgesteld|\bwacht\w*|aguard|espera|\battente\b|\bwart\w+|pending|needs analysis|perception analysis|decision maker|\b(?:appointment|presentation) scheduled|contact made"
    r"|^\W*(?:\d+\W+)?(?:submitted|received|eingegangen|eingereicht|abgegeben|soumise?|deposee?|recue?|presentad[oa]|enviad[oa]|recibid[oa]|recebid[oa]|ingediend|ontvangen)\W*$"
    r"|\b(?:sent|verstuurd|verzonden|envoyee?|enviad[oa]|versendet|versandt|verschickt|gesendet|draft|entwurf|brouillon|borrador|rascunho)\W*$|contract (?:out|review)|\bem disputa\b|\bangebotsphase\b|\bin bearbeitung\b|\ben cours\b|\ben curso\b|\bem andamento\b|\bem analise\b|\bin behandeling\b|\bunder (?:review|evaluation)\b|\bin progress\b|postpone|reopen|rouvert|reabiert|reabert|heropend"
)  # folded
EVENT = re.compile(
    r"^(?:\[[^\]\n]{1,30}\])?\W{0,3}lost\b\s*[·:|–-]|\b(?:trato|affaire|chance|kans|negocio|negócio|oportunidad|oportunidade|opportunité)s?\b.{0,60}\b(?:perdid[oa]|perdue?|verloren)\b|\b(?:como|comme|als) (?:perdid[oa]|perdue?|verloren)\b|"
    r"\bmoved\b.{0,60}\bto\b.{0,24}\blost\b|\bmarked\b.{0,60}\blost\b|\b(?:deal|opportunity)\b.{0,60}\b(?:was |is |has been |been |)?lost\b|\bclosed?[ -]lost\b|\blost (?:deal|opportunity)\b"
    r"|\bset (?:this |the |a )?(?:deal|opportunity)\b.{0,20}\blost\b|\b(?:verkaufschance|chance|opportunity)\b.{0,40}\bverloren\b|\b(?:lost|verloren|perdue?|perdid[oa]) (?:by|von|par|por|door)\b|\bclosed\b.{0,50}\bas lost\b|\bals verloren\b|\bverlorene (?:verkaufschance|chance|opportunity)\b|\b(?:affaire|opportunité)\b.{0,60}\bperdue\b|\b(?:oportunidad|negocio|negócio|oportunidade)\b.{0,60}\bperdid[oa]\b|\b(?:deal|kans)\b.{0,40}\bverloren\b"
    r"|\b(?:aff|opp|opo|opty|vk|neg|vorgang)\b\W{0,3}[\w-]*\d[\w-]*\W{1,3}(?:lost|verloren|perdue?|perdid[oa])\b"
    r"|\b(?:stage|status|phase|fase|étape|etapa|statut|estatus|estado)\b[^\n.]{0,70}\b(?:to|naar|nach|auf|à|en|a|para)\W{1,3}(?:lost|verloren|perdue?|perdid[oa]|dead)\b",
    re.IGNORECASE,
)
WON_EVENT = re.compile(
    r"\b(?:deal|opportunity|trato|negocio|oportunidade?|affaire|opportunite|chance|verkaufschance|kans)s?\b[^\n]{0,60}\b(?:won|gewonnen|gagnee?|ganad[oa]|ganh[oa])\b|\bmarked\b[^\n]{0,60}\bwon\b|\b(?:won|gewonnene)\W{1,2}(?:deal|opportunity|chance|verkaufschance)\b"
    r"|\bgano el (?:trato|negocio)\b|\bgano la oportunidad\b|\bganhou (?:o negocio|a oportunidade)\b|\ba gagne l.(?:affaire|opportunite)\b|\bclosed?[ -]won\b"
)  # folded
VOID = re.compile(
    r"\bduplicate[sd]?\b|\bduplicad[oa]s?\b|\bduplicidade?\b|\bdoublon\b|\bdublette\b|\bdoppelt (?:angelegt|erfasst)\b|\bdubbel(?:e invoer| ingevoerd|)\b"
    r"|\bmerged (?:into|with)\b|\bthis is a test\b|\btest (?:opp\w*|deal|record|alert)\b|\bfehleingabe\b|\bentered (?:in error|by mistake)\b"
)  # folded
REOPENED = re.compile(
    r"\bre-?opened\b|\bwieder ?geoffnet\b|\bwiedereroffnet\b|\brouverte?\b|\breabiert[oa]\b|\breabrio\b|\breabert[oa]\b|\bheropend\b"
)  # folded
_REMINDS = (
    r"\breminder\b|\btask\b|\bactivit(?:y|e)\b.{0,20}\bdue\b|\bfollow.?up due\b|\berinnerung\b|\bwiedervorlage\b|\baufgabe\b|\brappel\b|\btache\b"
    r"|\brecordatorio\b|\btarea\b|\bherinnering\b|\btaak\b|\blembrete\b|\btarefa\b"
)
REMINDS = re.compile(_REMINDS)  # folded; of the subject of a mail that has somebody do something
NO_NEWS = re.compile(
    r"\b(?:back|moved|out|changed|zuruck|verschoben) (?:from|of|von|aus)\b|\breactivat|\breaktivier|\breactiv|\bheractive|\brestored\b|\brestauree?\b|\bwiederhergestellt\b"
    rf"|{_REMINDS}"
    r"|\berror\b|\bmissing\b|\brequired\b|\bfehler\b|\bfehlt\b|\berreur\b|\bmanquante?\b|\bfalta\b|\bontbreekt\b|\berro\b|\bfout(?:melding)?\b"
)  # folded; of the subject of a mail about a deal that is still open
_LOST_WORDS = (
    "lost",
    "verloren",
    "perdu",
    "perdid",
    "dead",
)  # one of them is in all that `EVENT` knows
_NOT_LOST = re.compile(
    r"^.{0,20}\b(?:lost|loss)\b[^\n:]{0,12}reason[^\n:]{0,10}:[ \t]*\W?(?:empty|none|n/a|-+|–|—)?\W?[ \t]*$|\b(?:not|never|no) lost\b"
    r"|\bclosed won */ *closed lost\b",  # the stages a pipeline has
    re.IGNORECASE | re.MULTILINE,
)
_CHANGE = re.compile(r"\s*(?:-{1,2}>|→|=>|»|>)\s*")
_FROM_TO = re.compile(r"\bfrom\b.{1,60}\bto\b(.+)", re.IGNORECASE)


def last_stage(stage: str) -> str:
    """Return what a stage became, folded ("Proposal -> Closed Lost", "Won/Lost > Lost")."""
    pieces = [piece for piece in _CHANGE.split(stage) if piece.strip()]
    last = pieces[-1] if pieces else ""
    told = _FROM_TO.search(last)
    return fold(told[1] if told else last).replace("_", " ")


def is_lost(stage: str) -> bool:
    """Tell whether a folded stage says that the deal is lost."""
    if REOPENED.search(stage):
        return False
    return bool(LOST.search(stage)) and (not WON.search(stage) or bool(re.search(_NOT_WON, stage)))


def is_won(stage: str) -> bool:
    """Tell whether a folded stage says that the deal is won."""
    return bool(WON.search(stage)) and not re.search(_NOT_WON, stage)


def is_open(stage: str) -> bool:
    """Tell whether a folded stage says that the deal is still being worked on."""
    return bool(_OPEN.search(stage)) and not is_lost(stage)


def is_settled(stage: str) -> bool:
    """Tell whether a stage as written says that the deal is over."""
    last = last_stage(stage)
    return is_lost(last) or is_won(last)


def tells_of_loss(text: str) -> bool:
    """Tell whether a system reports a lost deal in these words."""
    plain = text.lower()
    return any(word in plain for word in _LOST_WORDS) and EVENT.search(text) is not None


def tells_of_win(text: str) -> bool:
    """Tell whether a system reports a deal won in these words."""
    return WON_EVENT.search(fold(text)) is not None


def without_denials(head: str) -> str:
    """Return the beginning of a mail without what only speaks of losing: an empty field, a list of stages."""
    plain = head.lower()
    return _NOT_LOST.sub("", head) if "lost" in plain or "loss" in plain else head
