"""Who won, by who comes to do the work: "Danesgate's fitters start on Monday", "los de Danesgate vienen a montar".

Or by what stands where ours would have: "the arms from Danesgate instead of ours", by our name.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import cache

from debrief.reading.facts.winner_doubts import is_city, tidied
from debrief.reading.facts.winner_phrases import NAME, is_plausible
from debrief.reading.wording import words_in, words_of_names

LONGEST = 6_000  # characters of a text that are looked at
_BETWEEN = r"(?:\w+ ){0,3}?"
_WORK = {
    "en": r"installation|installing|production|fitting|fitting out|building|build|manufactur\w+|roll-?out|migration|migrating|onboarding|works?|fit-?out|delivery|transition|dismantling|implementation|set-?up",
    "de": r"Montage|Installation|Fertigung|Produktion|Umbau|Einbau|Einführung|Umstellung|Migration|Arbeiten|Aufbau|Rollout|Auslieferung|Implementierung|Abbau|Bauarbeiten",
    "fr": r"fabrication|installation|pose|montage|chantier|travaux|production|déploiement|migration|livraison|mise en (?:service|place)|dépose|paramétrage",
    "es": r"instalación|obra|obras|montaje|fabricación|producción|despliegue|migración|puesta en marcha|trabajos|implantación|desmontaje",
    "nl": r"montage|installatie|productie|bouw|inbouw|plaatsing|uitrol|migratie|werkzaamheden|implementatie|levering|verbouwing",
    "pt": r"instalação|obras?|montagem|fabrico|fabricação|produção|migração|implementação|implantação|trabalhos|desmontagem",
}
_TO_DO = (
    r"(?:install|fit|build|dismantle|measure up|set up|desmontar|montar|instalar|medir|colocar|monter|installer|poser|démonter|prendre les (?:mesures|cotes)|"
    r"einbauen|aufbauen|montieren|installieren|ausmessen|abbauen|plaatsen|monteren|installeren|inmeten|opbouwen)\b"
)
# Each with the name in one place; whoever fits, installs or unloads what we offered has the order.
_AT_WORK = tuple(
    re.compile(pattern.replace("NAME", NAME))
    for pattern in (
        r"NAME['’]s? (?:installers|fitters|engineers|technicians|crews?|consultants|installation|fitting|onboarding) (?:\w+ ){0,2}?(?:will|want\w*|com(?:e|es|ing)|starts?|begins?|arrives?|move|moves|need|are|is)\b",
        rf"NAME (?:(?:will )?(?:start|begin)s?|(?:is|are) starting|kicks? off) (?:with )?(?:the |our )?(?:{_WORK['en']})\b",
        rf"NAME (?:beginnt|startet|fängt|beginnen|starten|legt) {_BETWEEN}(?:mit (?:der|dem|den) )(?:{_WORK['de']})\b",
        r"\b(?:Monteure|Techniker|Installateure|Berater|Handwerker) (?:von|der Firma|der) NAME (?:kommen|rücken|fangen|beginnen|bauen|montieren|stehen|wollen|brauchen|legen|sind)\b",
        r"\b(?:kommen|beginnen|rücken|stehen|montieren|bauen) (?:\w+ ){0,3}?die (?:Leute|Monteure|Techniker|Installateure|Berater) (?:von|der Firma|der) NAME",
        rf"NAME (?:démarre|commence|attaque|débute|lance) (?:la |le |les |l['’])?(?:{_WORK['fr']})\b",
        r"\b(?:[Ll]es (?:monteurs|installateurs|techniciens|poseurs|consultants|équipes)|[Cc]eux) (?:de chez |de |d['’])NAME (?:viennent|arrivent|démarrent|commencent|attaquent|posent|montent|installent|démontent|veulent|sont|ont)\b",
        rf"\b(?:viennent|vienen|vêm(?: cá)?|komen|kommen|come|are coming|coming) (?:les gens de (?:chez )?|los de(?: la)? |os d[ao] |de mensen van |die von )?NAME (?:a |to |pour |para |om (?:\w+ ){{0,3}}?te |zum )?{_TO_DO}",
        rf"\b(?:[Ll]os|[Oo]s) (?:técnicos |instaladores |montadores |operarios |rapazes |chicos )?(?:de|da|do) NAME (?:vienen|empiezan|entran|llegan|arrancan|vêm|começam|chegam|arrancam)(?: \w+){{0,3}} (?:a |con (?:la |el )?|com (?:a |o )?)(?:{_TO_DO}|(?:{_WORK['es']}|{_WORK['pt']})\b)",
        rf"(?:\b[AO] )?NAME (?:empieza|arranca|comienza|inicia|começa|dá início) (?:\w+ ){{0,2}}?(?:con |com |a |à )?(?:la |el |las |los |a |o |as |os )?(?:{_WORK['es']}|{_WORK['pt']})\b",
        r"\b[Dd]e (?:monteurs|installateurs|technici|consultants|mannen) van NAME (?:komen|beginnen|starten|staan|willen|zijn|bouwen|hebben)\b",
        r"\b(?:komen|beginnen|starten|staan) (?:\w+ ){0,3}?de (?:mensen|monteurs|installateurs|technici|consultants) van NAME",
        rf"NAME (?:begint|start) (?:\w+ ){{0,3}}?met (?:de |het )?(?:{_WORK['nl']})\b",
        rf"\b(?:begint|start) NAME (?:\w+ ){{0,3}}?met (?:de |het )?(?:{_WORK['nl']})\b",
        # "So Oakvane have the job": firms are many, a person has
        r"\b(?:And so|So),? NAME (?:have|get|gets|got) (?:the|it|this|our)\b",
        r"\b(?:Also bekommt|Dus krijgt) (?:jetzt |nu )?NAME (?:den|die|das|de|het)\b",
        r"\bDonc,? (?:c['’]est )?NAME (?:qui )?(?:décroche|emporte|prend)\b",
        r"\b(?:Así que|Portanto),? (?:a )?NAME (?:se (?:queda|lleva)|fica|leva)\b",
        # "Oakvane want the slab clear to start", "Donnie at Oakvane, since he'll be the one building round it"
        rf"NAME (?:wants?|needs?) (?:the|our|that) [^.;\n]{{0,40}}?\b(?:to (?:start|begin)\b|{_TO_DO})",
        rf"NAME (?:braucht|brauchen|will|wollen) (?:den|die|das|unser\w*) [^.;\n]{{0,40}}?\bzum (?:Anfangen|{_WORK['de']})\b",
        r"\b(?:at|from) NAME,? (?:since|as|because|who)(?: (?:he|she|they))?(?:['’]ll| will|['’]re| are|['’]s| is)(?: now)?(?: be)?(?: the ones?)? (?:building|installing|fitting|doing|running|taking (?:it|this) over)\b",
        r"\b(?:bei|von) NAME,? (?:der|die|weil (?:er|sie)) (?:es|das|die Anlage)?(?: ja| jetzt)? ?(?:baut|einbaut|aufbaut|macht|bauen|einbauen|machen)\b",
        r"\b(?:chez|de) NAME,? (?:qui|puisque c['’]est (?:lui|elle|eux) qui) (?:va|vont|l['’]) ?(?:construire|installer|poser|monter|installe|monte|pose)\b",
        r"\b(?:bij|van) NAME,? (?:die|omdat (?:hij|zij|ze)) (?:het|dat|de boel)(?: nu| gaat)? (?:bouwt|bouwen|plaatst|plaatsen|installeert|installeren|doet)\b",
        r"\b(?:en|de|da|na) NAME,? (?:que|porque) (?:es quien|son quienes|é quem|são quem) (?:va a |van a |vai |vão |lo |o )?(?:montar\w*|instalar\w*|construir\w*|monta|instala|hace|faz|fazer)\b",
        r"\b(?:unload|deliver|fitt|install|wheel)ing [^.;\n]{0,30}?\b(?:new|brand-new) [^.;\n]{0,30}?\b(?:from|by|of) NAME",
        r"\b(?:[Dd]echarge|[Dd]écharge|installe|pose|monte|livre)(?:nt|r)? [^.;\n]{0,30}?\b(?:neufs|neuves|nouveaux|nouvelles) [^.;\n]{0,30}?\b(?:de chez|de|d['’]) ?NAME",
        r"\b(?:descarg\w+|mont[ae]\w*|instal\w+|descarreg\w+) [^.;\n]{0,30}?\b(?:nuev|nov)[ao]s [^.;\n]{0,20}?\b(?:de|da|do) NAME",
        r"\bneuen? [^.;\n]{0,30}?\bvon NAME (?:\w+ ){0,2}?(?:abgeladen|ausgeladen|aufgebaut|montiert|eingebaut|angeliefert)\b",
        r"\bnieuwe [^.;\n]{0,30}?\bvan NAME (?:\w+ ){0,2}?(?:uitgeladen|gelost|geplaatst|gemonteerd|ingebouwd|afgeleverd)\b",
    )
)  # fmt: skip


_INSTEAD = (
    r"(?:instead of|rather than|in place of|à la place (?:de|du|des)|au lieu (?:de|du|des)|plutôt que|statt|anstatt|anstelle(?: von)?"
    r"|en lugar de|en vez de|in plaats van|em vez (?:de|da|do|das|dos)|no lugar (?:de|da|do|das|dos))"
)


@cache
def _in_place_of(own: str) -> re.Pattern[str]:
    """Return the pattern of a firm's name that stands instead of ours (``own``, folded, one word)."""
    small = r"(?: [a-zà-ÿ][\w’'-]*)"
    ours = rf"(?i:{re.escape(own)})\b"
    return re.compile(rf"{NAME}{small}{{0,2}} {_INSTEAD}{small}{{0,3}} {ours}")


def winner_at_work(text: str, not_these: Iterable[str | None], own: str = "") -> str | None:
    """Return the firm that a text says comes to do the work, or in our place.

    ``not_these`` are names of ours and the customer's, ``own`` is the word that we are called, folded.
    """
    taken = words_of_names(not_these)
    flat = re.sub(r"[ \t]*\n[ \t]*(?=\S)", " ", text[:LONGEST])
    for pattern in (*_AT_WORK, *([_in_place_of(own)] if own else [])):
        for match in pattern.finditer(flat):
            name = tidied(match["name"].strip(" ,'’").removesuffix("'s").removesuffix("’s"), "")
            if is_plausible(name) and not is_city(name) and not taken.intersection(words_in(name)):
                return name
    return None
