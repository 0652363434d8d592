"""A company's name by its domain, where the mail writes it nowhere: "wabash-castings", "wabashcastings"."""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import lru_cache

from debrief.reading.wording import fold, word_set

SHORTEST = 3  # letters beside the word for a trade
LONGEST = 32  # letters of a label that are looked at


def _listed(words: str) -> tuple[str, ...]:
    return tuple(words.split())


# Trades, and at the end some kinds of places.
_BEHIND = _listed(
    """castings foods food feed feeds insurance insurers camps textiles biotech media ferries logistics holdings group partners systems software services
    industries energy health hospital hospitals hospice clinic clinics hotel hotels retail stores store homes boats bakery bakeries brewery brewing farms
    farm dairy dairies steel metals chemicals plastics paper packaging printing pharma labs medical dental optics tools machines motors marine shipping
    transport freight rail airlines airways travel tours bank finance capital credit water power solar wind electric electronics controls robotics design
    fashion sports toys books press publishing university college school schools council county housing estates property construction engineering
    consulting advisory security safety care life seeds garden gardens vineyards wines beverage beverages coffee salmon seafood aquaculture cement glass
    timber furniture ports coop cooperative tiles valves pumps pipes cables implement implements equipment supply supplies trading traders brothers
    orchards mills quarries ceramics cinemas theatres museums libraries charge mobility auctions builders roofing flooring lighting kitchens bikes cycles
    trucks tyres tires parts fasteners bearings coatings paints fabrics apparel shoes jewelers jewellers cosmetics nutrition veterinary nurseries forestry
    lumber fisheries logistik maschinen maschinenbau werke werk technik bau handel versicherung versicherungen klinik kliniken brauerei molkerei verlag
    energie stadtwerke chemie textil druck optik pumpen armaturen gruppe saaten gartenbau reederei spedition apotheken weingut backwaren fleischwaren
    keramik kunststoffe elektronik medizintechnik landtechnik fördertechnik transports logistique assurances papeteries conserves fonderies laboratoires
    galeries transportes seguros alimentos bodegas hoteles aceros clinicas frutas conservas verzekeringen zorg groep transporten kwekerij rederij papier
    verpakkingen heights creek valley falls harbor harbour canyon meadows highlands"""
)  # fmt: skip
_BEFORE = _listed(
    """laboratoires fonderies fonderie transports galeries cidres papeteries éditions groupe maison société château domaine ateliers clinique cliniques
    mutuelle banque pépinières pépinière boulangeries boulangerie biscuiterie brasserie scierie imprimerie imprimeries menuiserie carrières tuileries
    sucrerie distillerie laiterie minoterie filature tannerie forjas fundiciones giesserei zuckerfabrik verrerie champagne cartonneries conserverie ciments coopérative fromagerie hôtel hôtels thermes meubles aceros pesquera clínica clínicas viveros canal
    almazaras bodega bodegas hotel hoteles grupo transportes talleres embotelladora cementos editorial banco azulejos tornillos llantas llantera textiles
    seguros muebles calzados turrones conservas logística farmacias farmacia panadería panificadora constructora minera ganadera cafetales flores finca
    hacienda granja astilleros cerámica cerámicas hormigones colegio colegios universidad laboratorio laboratorios cooperativa supermercados frutas
    aceites quesos imprenta naviera puerto texteis têxteis águas pousadas termas cerâmica cerâmicas calçados hospital móveis lojas loja óticas ótica
    oficinas oficina construtora construtoras cervejaria frigorífico frigoríficos segurança fazenda usina usinas vinícola padaria padarias farmácia
    farmácias drogaria hotéis adega adegas quinta cortiça corticeira lanifícios malhas tecelagem papelaria papelão metalúrgica metalgás saneamento
    seguradora transportadora viação editora gráfica porto portos bananas café cafés colégio colégios supermercado brauerei molkerei stadtwerke autohaus
    klinikum institut sparkasse kloster gemeinde brauhaus weingut saatzucht kellerei bäckerei druckhaus glashütte papierfabrik zementwerk kwekerij
    drukkerij rederij bakkerij gemeente stichting brouwerij bouwbedrijf camping slagerij zorggroep woonstichting waterschap museum groothandel tuincentrum
    scheepswerf port university institute bank club"""
)  # fmt: skip
_SMALL = word_set(
    """of de del la las los el do da dos das du des den der van von y e and und et the"""
)
_WEAK = word_set(
    """port porto portos bank club cafe cafes hotel hotels quinta camping museum canal malhas mobel institut"""
)  # other words begin so too
_SPELLED = {fold(word): word for word in (*_BEFORE, *_BEHIND)}
_FIRST, _LAST = frozenset(map(fold, _BEFORE)), frozenset(map(fold, _BEHIND))
_WORD = re.compile(r"(?<![@.\w-])[^\W\d_]{4,}(?![@\w-]|\.\w)")


def apart(label: str, near: Iterable[str] = ()) -> str:
    """Return the words that a domain's label runs together, each with a capital; one word where none shows.

    ``near`` are texts that may write some of these words: the sender's name first.
    """
    words = [part for part in label.split("-") if part]
    spelled: dict[str, str] = {}
    for text in near:
        for word in _WORD.findall(text):
            spelled.setdefault(fold(word), word)
    if len(words) == 1:
        words = list(_parted(words[0][:LONGEST], frozenset(spelled)))
    return " ".join(_capital(word, spelled) for word in words)


def bears_trade(name: str) -> bool:
    """Tell whether a word of a folded name is a trade's ("moorbach ziegel" does not show it, "lowry dairies" does)."""
    words = name.split()
    return any(word in _SPELLED for word in words) or any(map(_COMPOUND.fullmatch, words))


_COMPOUND = re.compile(
    r"\w{3,}(?:technik|technologien?|systeme?|logistik|maschinen|elektronik|versicherung(?:en)?|automation|energie|anlagen|anlagenbau|vertrieb)"
)  # "warmetechnik", folded


def _capital(word: str, spelled: dict[str, str]) -> str:
    if word in _SMALL:
        return word
    plain = word.replace("ae", "a").replace("oe", "o").replace("ue", "u")
    known = (
        spelled.get(word) or _SPELLED.get(word) or spelled.get(plain) or _SPELLED.get(plain) or word
    )
    return known if known[0].isupper() and not known.isupper() else known.capitalize()


@lru_cache(maxsize=2_000)
def _parted(word: str, near: frozenset[str]) -> tuple[str, ...]:
    """Return a word as two or more where it begins or ends with a known one, or small words join it."""
    if word in near or word in _SPELLED:
        return (word,)
    found = [*_by_trade(word, near), *_by_name(word, near)]
    if found:
        first, last = max(found, key=lambda pair: _likely(pair, near))
        return (*_joined(first, near), *_behind(last, near))
    return _joined(word, near)


def _by_trade(word: str, near: frozenset[str]) -> list[tuple[str, str]]:
    """Return the ways to part a word before or behind the name of a trade."""
    found = []
    for size in range(SHORTEST, len(word) - SHORTEST + 1):
        first, last = word[:size], word[size:]
        sure = first not in _WEAK or last in near or last in _SPELLED
        if last in _LAST or (first in _FIRST and sure and len(last) > SHORTEST):
            found.append((first, last))
    return found


def _by_name(word: str, near: frozenset[str]) -> list[tuple[str, str]]:
    """Return the ways to part a word at one that the mail writes."""
    parts = [(word[:size], word[size:]) for size in range(SHORTEST, len(word) - SHORTEST + 1)]
    return [(a, b) for a, b in parts if (a in near or b in near) and min(len(a), len(b)) > SHORTEST]


def _likely(pair: tuple[str, str], near: frozenset[str]) -> tuple[int, int]:
    """Return how likely a word is parted so: what is known of the parts, then how much of it."""
    known = [part for part in pair if part in near or part in _SPELLED]
    saint = any(part.startswith(_SAINTS) for part in pair[1:])
    return (len(known) + saint, sum(map(len, known)))


_SAINTS = ("santa", "santo", "sao", "sainte", "saint", "sankt", "boa")
_TWO = {"dela": ("de", "la"), "delas": ("de", "las"), "delos": ("de", "los")}
_LEADS = re.compile(
    r"(dela|delas|delos|del|dos|das|de|do|da|el|la|of|van|santa|santo|sao|saint|boa)([a-z]{4,})"
)
_JOINED = re.compile(r"([a-z]{4,}?)(dela|delas|delos|del|dos|das)([a-z]{4,})")


def _behind(word: str, near: frozenset[str]) -> tuple[str, ...]:
    """Return the second part with the small word it begins with apart ("delbravo", "santarita")."""
    if word in near or word in _SPELLED:
        return (word,)
    match = _LEADS.fullmatch(word)
    if match and (len(match[1]) > 2 or match[2] in near or len(match[2]) > 6):
        return (*_TWO.get(match[1], (match[1],)), *_behind(match[2], near))
    return _joined(word, near)


def _joined(word: str, near: frozenset[str]) -> tuple[str, ...]:
    """Return "floresdelacumbre" as the words that a small one joins."""
    match = _JOINED.fullmatch(word)
    if match and (match[1] in near or match[3] in near or match[2] in _TWO):
        return (match[1], *_TWO.get(match[2], (match[2],)), match[3])
    return (word,)
