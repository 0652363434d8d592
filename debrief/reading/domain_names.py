"""A company's name by its domain, where the mail writes it nowhere: "wabash-castings", "wabashcastings"."""

from __future__ import annotations

from debrief.reading.wording import word_set

SHORTEST = 3  # letters beside the word for a trade
_BEHIND = word_set(
    """castings foods food insurance camps textiles biotech media ferries logistics holdings group partners systems software services
    industries energy health hospital clinic hotels retail stores homes boats bakery brewery brewing farms dairy steel metals chemicals plastics paper packaging printing
    pharma labs medical dental optics tools machines motors marine shipping transport freight rail airlines airways travel tours bank finance capital credit water power
    solar wind electric electronics controls robotics design fashion sports toys books press publishing university college school council county housing estates property
    construction engineering consulting advisory security safety care life seeds garden gardens vineyards wines beverage beverages coffee salmon seafood aquaculture cement glass timber furniture
    logistik maschinen maschinenbau werke technik bau handel versicherung klinik kliniken brauerei molkerei verlag energie stadtwerke chemie textil druck optik pumpen armaturen gruppe saaten gartenbau
    transports logistique assurances papeteries conserves fonderies laboratoires galeries
    transportes seguros alimentos bodegas hoteles aceros clinicas frutas conservas
    verzekeringen zorg groep transporten kwekerij rederij papier"""
)  # fmt: skip
_BEFORE = word_set(
    """laboratoires fonderies transports galeries cidres papeteries editions groupe maison societe chateau domaine ateliers clinique mutuelle banque
    aceros pesquera clinicas viveros canal almazaras bodegas hoteles grupo transportes talleres embotelladora cementos editorial banco
    texteis frutas aguas pousadas termas ceramicas calcados grupo banco hospital
    brauerei molkerei stadtwerke autohaus klinikum institut sparkasse kloster gemeinde
    kwekerij drukkerij rederij bakkerij gemeente stichting brouwerij
    port university institute bank club"""
)


def apart(label: str) -> str:
    """Return the words that a domain's label runs together, each with a capital; one word where none shows."""
    words = [part for part in label.split("-") if part]
    if len(words) == 1:
        words = _parted(words[0])
    return " ".join(word.capitalize() for word in words)


def _parted(word: str) -> list[str]:
    """Return a word as two where it ends or begins with what a company does."""
    for size in range(len(word) - SHORTEST, SHORTEST, -1):
        if word[-size:] in _BEHIND:
            return [word[:-size], word[-size:]]
        if word[:size] in _BEFORE:
            return [word[:size], word[size:]]
    return [word]
