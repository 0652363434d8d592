"""Whether a sentence asks not to be contacted, or in another way or by way of somebody else; in six languages."""

from __future__ import annotations

import re

from debrief.answers.erasure_wish import wants_erasure
from debrief.answers.written_wish import wants_writing
from debrief.lexicon import fold

_CLAUSES = re.compile(r"[,;:]\s|\s-\s|\b(?:but|and|aber|und|sondern|mais|pero|maar)\b")
# What invites to get in touch although it holds a "not": "do not hesitate to call".
_INVITES = re.compile(
    r"\b(?:hesit\w*|be shy|forget|fail|zoger\w*|scheuen|vergess\w*|n'hesitez|oubli\w*|manqu\w*|dud\w+|vacil\w*|"
    r"olvid\w*|no deje\w* de|aarzel\w*|schroom\w*|verget\w*|nao deixe\w* de|esquec\w*)\b"
)
# What was not done tells a reason; what is wished for is a wish all the same.
_PAST = re.compile(
    r"\b(?:did|didn't|could|couldn't|was|were|wasn't|weren't|had|hasn't|haven't|ha(?:s|ve) (?:not|never|been)|war|waren|wurden?|hatten?|"
    r"konnten?|gab|(?:haben|hat|hebben|heeft)\b.{0,60}\w*ge\w+(?:t|en|d)|n'?(?:avons|avez|ont|avaient)|avons|avez|"
    r"etai\w+|han|hemos|habia\w*|hubo|\w+(?:aron|ieron)|pudimos|werd(?:en)?|kon(?:den)?|had(?:den)?|houve|"
    r"conseguimos|\w+aram)\b"
)
_WISHED = re.compile(
    r"\b(?:wish\w*|want\w*|ask\w*|request\w*|please|prefer\w*|rather|kindly|mocht\w*|will|wollen|wunsch\w*|bitte\w*|"
    r"soll\w*|lieber|souhait\w*|voul\w*|veu\w*|merci|pri(?:e|ons|ere)|demand\w*|dese\w*|quier\w*|querem\w*|prefier\w*|"
    r"rog\w*|ruego|pid\w+|wens\w*|wil|willen|verzoek\w*|liever|graag|gostar\w*|prefir\w*|pec\w+|pretend\w*|grateful|appreciat\w*|(?<!eu le )temps|besoin|envie)\b"
)
_NOUN = re.compile(
    r"\bansprechpart\w*|\b(?:persona|pessoa|personne|point|numero) de (?:contac|telef)\w*|\bcontact ?(?:person|point|partner)\w*"
)
_FEW = r"(?:[\w'-]+ ){0,4}?"
_GAP = (
    r"(?:(?:please|to|be|being|ever|try(?:ing)?|attempt(?:ing)?|continu\w+|keep|again|directly|any|more|further|me|us|"
    r"my|our|the|all|team|staff|colleagues|receiv\w+|tak(?:e|ing)|accept\w*|return\w*|get|getting|have|having|make|making|send(?:ing)?|a|an|another|sales|"
    r"phone|telephone|personal|unsolicited|follow-?up|from|for|in|of|with) ){0,7}"
)
_EN_REACH = (
    r"(?:contact\w*|phon(?:e\b|ing)|ring(?:ing)?|telephon\w*|call(?:s|ed|ing)?(?! (?:off|for|it|this|that)\b)|e-?mail\w*|mailing|"
    r"writ(?:e|ing) (?:to )?(?:me|us)|messag\w*|reach(?:ing)? (?:out|me|us|him|her)|get(?:ting)? in touch|approach\w*|chas\w+|"
    r"follow(?:ing|ed)?[- ]?up\w*|bother\w*|disturb\w*|pester\w*|visit\w*)"
)
_EN_TALK = rf"(?:{_EN_REACH}|talk\w*|speak\w*|discuss\w*|debrief\w*|conversation\w*|explanation\w*)"
_EN_WANT = (
    r"(?:want|wish|like|need|care|expect|prefer|plan|intend|keen|open|available|interested|happy|willing|able|"
    r"(?:have|having|got)(?: the| any)? (?:time|capacity)|see (?:a|any|the) (?:need|point|use|value)|useful|necessary|required|needed)"
)
_DE_REACH = (
    r"(?:(?:an(?:zu)?)?rufe?n?|anruf\w*|angerufen|kontakt\w*|schreiben sie|anschreib\w*|anzuschreiben|melden|ansprechen|anzusprechen|"
    r"telefon\w*|nachfass\w*|nachzufassen|nachhaken|behellig\w*|belastig\w*)"
)
_NL_REACH = (
    r"(?:contact\w*|bel|belt|bellen|gebeld|benader\w*|mailen|gemaild|mail (?:mij|me|ons)|schrijf (?:mij|me|ons)|"
    r"aan ?(?:te )?schrijven|lastig ?(?:te )?val\w*)"
)
_BANS = tuple(
    re.compile(pattern)
    for pattern in (
        # an order, a wish, a rule
        rf"(?<!\bi )(?<!\bwe )(?<!\bthey )(?<!\bif you )\b(?:do not|don't|dont|never|cease|quit|stop|avoid|(?:refrain|desist|abstain)(?:ing)? "
        rf"from|without) {_GAP}{_EN_REACH}\b",
        rf"\b(?:not|no longer|never|\w+n't|unable) {_GAP}(?:{_EN_WANT} )?{_GAP}(?:be |being )?(?:contacted|called|phoned|e-?mailed|"
        r"approached|chased|bothered|disturbed|visited|followed up)\b",
        rf"\b(?:not|no longer|never|\w+n't) (?:really |currently |at all |be )?{_EN_WANT} {_GAP}{_EN_TALK}\b",
        rf"\b(?:rather|prefer|(?<!\bif )you|please|(?:ask|request|require|urge)\w*(?: \w+){{0,4}}) not (?:to )?{_GAP}{_EN_TALK}\b",
        rf"\b(?:grateful|appreciat\w*|thank\w*|prefer\w*|kind)\b.{{0,20}}\bif you (?:did|do|could|would)(?: not|n't) {_GAP}{_EN_REACH}\b",
        r"\bneither\b[^.!?]{0,60}\b(?:call|contact|phone|approach|write to|visit) (?:me|us|him|her|my|our)\b|\bcanvassing\b",
        r"\b(?:not|\w+n't) (?:be )?(?:tak|accept|receiv|return|answer)\w* (?:any )?(?:further |more |sales |phone )*(?:calls|e-?mails|visits)\b",
        r"\b(?:not|\w+n't) (?:think|believe|see how) (?:\w+ ){0,3}(?:call|conversation|discussion|debrief|talk)\w*\b",
        rf"\b(?:no need|no point|no use|no value|no interest|unnecessary|pointless|not (?:necessary|needed)) {_GAP}{_EN_TALK}\b",
        r"\bno (?:(?:more|further|follow-?up|additional|sales|phone|telephone|personal|cold|unsolicited|other) )+"
        r"(?:contact|calls?|phone calls?|e-?mails?|mails?|messages?|visits?|approach\w*|communications?|correspondence|"
        r"discussions?|conversations?|talks?|follow-?ups?|reminders?)\b(?! (?:for|off|of tender))",
        r"\bno (?:contact|(?:phone |telephone )?calls?|visits?|debrief\w*|correspondence|follow-?ups?)\b"
        r"(?! (?:for|off|was|were|has|had|back))",
        r"\b(?:contact\w*|calls?|calling|communications?|approach\w*|canvassing|lobbying|debrief\w*|conversation|discussion)\b"
        r"[^.!?]{0,60}\b(?:(?:is|are|be|will) (?:therefore |also |strictly )?(?:not|prohibited|forbidden|unwelcome)|isn't|aren't)\b",
        r"\b(?:cannot|can't|unable to|not able to|not in a position to|do not|don't|will not|won't) (?:\w+ ){0,2}"
        r"(?:provide|give|offer|share|comment|enter into|disclose|discuss) (?:\w+ ){0,3}(?:feedback|debrief\w*|details|reasons?|"
        r"correspondence|discussions?|comments?|decision)\b",
        r"\b(?:leave|let) (?:me|us) (?:alone|in peace|be)\b|\b(?:remove|take|delete|strike) (?:me|us|my|our) [^.!?]{0,40}\b"
        r"(?:list|lists|database|crm)\b|\bunsubscribe (?:me|us)\b",
        # German
        rf"\b(?:nicht|kein\w*|nie|niemals|weder|ohne) {_FEW}(?:{_DE_REACH}|gesprach\w*|telefonat\w*|ruckruf\w*|ruckfragen|sprechen|mails?|e-mails)\b",
        rf"\b{_DE_REACH} {_FEW}(?:nicht|niemals|nie|keinesfalls)\b",
        rf"\b(?:davon|hiervon) ab\w*,? {_FEW}{_DE_REACH}|\bvon {_FEW}(?:{_DE_REACH}|gesprach\w*|ruckfragen) (?:\w+ ){{0,3}}(?:ab|abzusehen|abseh\w*)\b",
        r"\b(?:gesprach\w*|telefonat\w*|anruf\w*|(?:nach|ruck)fragen)\b[^.!?,]{0,40}\b(?:nicht (?:\w+ )?(?:fuhren|notig|erforderlich|erwunscht|gewunscht|sinnvoll|moglich)|unerwunscht|uberflussig)\b",
        rf"\b(?:verzicht\w*|unterlass\w*)\b[^.!?]{{0,30}}\b(?:{_DE_REACH}|gesprach\w*)|\b{_DE_REACH} {_FEW}(?:unterlass\w*|verzicht\w*)",
        r"\blass(?:en|t)? (?:sie )?(?:mich|uns) (?:\w+ )?in (?:ruhe|frieden)\b|\b(?:aus|von) (?:ihr|eur)em verteiler\b|"
        r"\b(?:aus|von) (?:ihr|eur)er liste\b",
        r"\b(?:kein\w*|nicht) (?:\w+ ){0,3}(?:auskunft|auskunfte|begrundung|ruckmeldung|feedback) (?:\w+ ){0,2}(?:geben|erteilen|moglich)\b",
        # French
        rf"(?:\bne |\bn'|\bpas |\bplus d(?:e |')|\baucune? |\bsans |\bjamais |\binutile de |\b(?:cess|arret|evit|refus)\w+ |"
        rf"\babst\w+ d(?:e |')){_FEW}(?:[mtlsd]')?(?:(?:re)?contact\w*|(?:r)?appel\w*(?! d'offre)|telephon\w*|ecri(?:re|vez)|"
        r"relanc\w*|sollicit\w*|derang\w*|demarch\w*|insist\w*|parler|discuter)\b(?! d'offre)",
        rf"\b(?:pas|aucun|sans|inutile) {_FEW}(?:d'|un |cet )?entretien(?: telephonique)?\b",
        r"\blaissez[- ](?:moi|nous) (?:tranquilles?|en paix)\b|\bde (?:vos|votre) (?:listes?|fichiers?)\b",
        # Spanish
        rf"\b(?:no|nunca|jamas|sin|ningun\w*|dej\w+ de|evit\w+|absteng\w+ de|absten\w+ de|ces\w+ de) {_FEW}"
        r"(?:contact\w*|llam(?:ar|e|en|ad|ando)\w*|telefon\w*|escrib\w*|molest\w*|insist\w*|habl(?:ar|ando|emos)|conversacion\w*)\b(?! la atencion)",
        r"\b(?:borr|elimin|saqu|quit|retir)\w+ [^.!?]{0,20}\bde (?:su|sus|tu|la|vuestra) (?:listas?|base)\b",
        # Dutch
        rf"\b(?:niet|geen|nooit|zonder|stop\w* met) {_FEW}(?:{_NL_REACH}|telefoontjes?|belletjes?|gesprek\w*|spreken|praten|mails|e-mails)\b",
        rf"\b{_NL_REACH} {_FEW}(?:niet|nooit)\b|\b(?:er|hier|daar) ?van af(?: te zien)? {_FEW}{_NL_REACH}|"
        rf"\baf(?:zien|ziet|te zien) (?:van|om) {_FEW}(?:{_NL_REACH}|gesprek\w*)\b",
        r"\blaat (?:mij|me|ons) met rust\b|\b(?:van|uit) (?:uw|jullie) (?:\w*lijst|bestand)\b|"
        r"\b(?:gesprek|telefoontje|belletje|contact)\b[^.!?,]{0,30}\bniet (?:\w+ )?(?:nodig|gewenst|zinvol|mogelijk|op prijs)\b",
        # Portuguese
        rf"\b(?:nao|nunca|jamais|sem|nenhuma?|deix\w+ de|evit\w+|abst\w+ de|par\w+ de) {_FEW}"
        r"(?:contac?t(?!os? com)\w*|lig(?:ar|ue|uem|ando|acao|acoes)\w*|telefon\w*|escrev\w*|incomod\w*|insist(?!i\b)\w*|falar|convers(?:ar|as|acoes)\b|chamadas?)\b",
        r"\bd[ae]s? (?:vossas?|suas?) listas?\b|\b(?:dispens|recus)\w+ (?:\w+ ){0,3}(?:contac?t|chamad|conversa|reuni)\w*",
    )
)  # fmt: skip

_ONLY = re.compile(
    r"\b(?:only|solely|exclusively|nur|ausschlie\w+|uniquement|seulement|exclusivement|solo|solamente|unicamente|"
    r"exclusivamente|alleen|uitsluitend|enkel|apenas|somente|must|should|shall|has to|have to|is to|are to|"
    r"mussen|muss|sind|doi(?:t|vent)|debe\w*|moet\w*|deve\w*)\b"
)
_CHANNEL = re.compile(
    r"\b(?:in writing|in written form|(?:by|via|per|par|por|through|over|uber)(?: the| das| die| le| la| el| het| de| o| a)?"
    r"(?: [\w-]+)? ?(?:e-?mail|mail|post|letter|correo|\w*portal\w*|\w*plattform|\w*platform|plateforme|portail|plataforma)|"
    r"schriftlich\w*|par (?:ecrit|courriel|courrier)|por escrito|schriftelijk)\b"
)
_EXCHANGE = re.compile(
    r"\b(?:contact\w*|communic\w*|correspond\w*|feedback|questions?|enquir\w*|quer(?:y|ies)|answer\w*|reach\w*|"
    r"kommunik\w*|kontakt\w*|ruck(?:frag|meld)\w*|fragen|anfragen|erreich\w*|echang\w*|retours?|repon\w*|comunic\w*|"
    r"preguntas?|consultas?|dudas?|respon\w*|vragen|communicatie|bereik\w*|terugkoppeling|perguntas?|duvidas?|contat\w*)\b"
)
_DONE = re.compile(
    r"\b(?:received|submitted|were|was|published|tenders? will|eingegangen|eingereicht|wurden?|war|veroffentlicht|"
    r"recue?s?|recibi\w*|fue(?:ron)?|ontvangen|werd(?:en)?|recebi\w*|foi|foram)\b"
)
_OWN_DEED = re.compile(
    r"\b(?:we|i|wir|ich|nous|nosotros|wij|ik|nos)\b (?:(?:will|shall|have|werden|haben|zullen|hebben|vamos|allons|now|also) )*"
    r"(?:\w+ ){0,2}(?:delet|remov|destroy|losch|supprim|borr|elimin|verwijder|apag)\w*"
)


def asks_for_no_contact(sentence: str) -> bool:
    """Tell whether somebody asks, or rules, that nobody call or write; "do not hesitate to" asks for the contrary."""
    folded = fold(sentence)
    found = (found for ban in _BANS for found in ban.finditer(folded))
    return any(_is_ban(folded, match.start(), match.end()) for match in found)


def invites(sentence: str) -> bool:
    """Tell whether somebody is asked not to hesitate."""
    return _INVITES.search(fold(sentence)) is not None


def tells_what_was(sentence: str) -> bool:
    """Tell whether a sentence reports, and wishes for nothing."""
    folded = fold(sentence)
    return _PAST.search(folded) is not None and _WISHED.search(folded) is None


def asks_for_another_way(sentence: str) -> bool:
    """Tell whether they wish to write, or to be reached by one way alone."""
    folded = fold(sentence)
    if not _EXCHANGE.search(folded) or _DONE.search(folded):
        return False
    limited = _ONLY.search(folded) and _CHANNEL.search(folded)
    return bool(limited) or wants_writing(sentence)


def asks_for_removal(sentence: str) -> bool:
    """Tell whether they ask that their data be removed; what they remove themselves is no wish."""
    return wants_erasure(sentence) and not _OWN_DEED.search(fold(sentence))


def _is_ban(folded: str, start: int, end: int) -> bool:
    clause = _clause(folded, start, end)
    return not (invites(clause) or _NOUN.search(clause) or tells_what_was(clause))


def _clause(folded: str, start: int, end: int) -> str:
    """Return the clause around a find; a find may itself span several."""
    before = [m.end() for m in _CLAUSES.finditer(folded, 0, start)]
    after = _CLAUSES.search(folded, end)
    return folded[before[-1] if before else 0 : after.start() if after else len(folded)]
