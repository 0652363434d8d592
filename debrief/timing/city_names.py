"""How the cities of the world's zones are called where a customer's language has its own name."""

from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache

from debrief.lexicon import fold

LANGUAGES = ("en", "de", "fr", "es", "nl", "pt")
# As in the zone's name: as in each language, in the order above; "=" is the name before it.
_NAMES = """
Adelaide: Adelaide, =, Adélaïde, Adelaida, Adelaide, Adelaide
Amsterdam: Amsterdam, =, =, Ámsterdam, Amsterdam, Amesterdão
Athens: Athens, Athen, Athènes, Atenas, Athene, Atenas
Beirut: Beirut, =, Beyrouth, Beirut, Beiroet, Beirute
Belgrade: Belgrade, Belgrad, Belgrade, Belgrado, =, =
Berlin: Berlin, =, =, Berlín, Berlijn, Berlim
Bogota: Bogotá, =, =, =, =, =
Brussels: Brussels, Brüssel, Bruxelles, Bruselas, Brussel, Bruxelas
Bucharest: Bucharest, Bukarest, Bucarest, Bucarest, Boekarest, Bucareste
Budapest: Budapest, =, =, =, Boedapest, Budapeste
Cairo: Cairo, Kairo, Le Caire, El Cairo, Caïro, Cairo
Copenhagen: Copenhagen, Kopenhagen, Copenhague, Copenhague, Kopenhagen, Copenhaga
Dubai: Dubai, =, Dubaï, Dubái, Dubai, =
Dublin: Dublin, =, =, Dublín, Dublin, =
Havana: Havana, Havanna, La Havane, La Habana, Havana, =
Helsinki: Helsinki, =, =, =, =, Helsínquia
Hong_Kong: Hong Kong, Hongkong, Hong Kong, =, Hongkong, Hong Kong
Istanbul: Istanbul, =, =, Estambul, Istanbul, Istambul
Jerusalem: Jerusalem, =, Jérusalem, Jerusalén, Jeruzalem, Jerusalém
Johannesburg: Johannesburg, =, =, Johannesburgo, Johannesburg, Joanesburgo
Kiev: Kyiv, Kiew, Kyïv, Kiev, Kyiv, Kiev
Kyiv: Kyiv, Kiew, Kyïv, Kiev, Kyiv, Kiev
Kolkata: Kolkata, =, Calcutta, Calcuta, Calcutta, Calcutá
Lisbon: Lisbon, Lissabon, Lisbonne, Lisboa, Lissabon, Lisboa
London: London, =, Londres, =, Londen, Londres
Luxembourg: Luxembourg, Luxemburg, Luxembourg, Luxemburgo, Luxemburg, Luxemburgo
Mexico_City: Mexico City, Mexiko-Stadt, Mexico, Ciudad de México, Mexico-Stad, Cidade do México
Moscow: Moscow, Moskau, Moscou, Moscú, Moskou, Moscovo
New_York: New York, =, =, Nueva York, New York, Nova Iorque
Paris: Paris, =, =, París, Parijs, Paris
Prague: Prague, Prag, Prague, Praga, Praag, Praga
Rome: Rome, Rom, Rome, Roma, Rome, Roma
Sao_Paulo: São Paulo, =, =, =, =, =
Seoul: Seoul, =, Séoul, Seúl, Seoel, Seul
Shanghai: Shanghai, =, =, Shanghái, Shanghai, Xangai
Singapore: Singapore, Singapur, Singapour, Singapur, Singapore, Singapura
Sofia: Sofia, =, =, Sofía, Sofia, Sófia
Stockholm: Stockholm, =, =, Estocolmo, Stockholm, Estocolmo
Sydney: Sydney, =, =, Sídney, Sydney, Sydney
Tokyo: Tokyo, Tokio, Tokyo, Tokio, Tokio, Tóquio
Vienna: Vienna, Wien, Vienne, Viena, Wenen, Viena
Warsaw: Warsaw, Warschau, Varsovie, Varsovia, Warschau, Varsóvia
Zurich: Zurich, Zürich, Zurich, Zúrich, Zürich, Zurique
"""


def city_name(name: str, language: str = "en") -> str:
    """Return what a language calls the city in a zone's name ("New_York"); English if unknown."""
    known = _names().get(name)
    plain = name.replace("_", " ")
    if known is None:
        return plain
    return known[LANGUAGES.index(language) if language in LANGUAGES else 0]


def every_name() -> Iterator[tuple[str, str]]:
    """Yield each name of a city in our languages with its English one, both folded."""
    for names in _names().values():
        for name in names:
            yield fold(name), fold(names[0])


def of_city(name: str) -> str:
    """Return the French "de Paris", "d'Athènes", "du Caire"."""
    if name.startswith("Le "):
        return f"du {name.removeprefix('Le ')}"
    elided = name[:1] in "AEIOUYÀÂÉÈÊÎÔÛ" or name.startswith(("Helsinki", "Honolulu"))
    return f"d'{name}" if elided else f"de {name}"


@lru_cache(maxsize=1)
def _names() -> dict[str, tuple[str, ...]]:
    found = {}
    for line in _NAMES.strip().splitlines():
        name, _, written = line.partition(": ")
        names: list[str] = []
        for word in written.split(", "):
            names.append(names[-1] if word == "=" else word)
        found[name] = tuple(names)
    return found
