"""Words around people's names, in the languages read: courtesy, capitals, and what is small inside a name."""

from __future__ import annotations

import re

from debrief.reading.wording import fold, word_set

_COURTESY = (
    r"(?:Mr|Mrs|Ms|Miss|Sir|Lady|Lord|Dame|Herrn?|Hr|Frau|Fr|M|MM|Mme|Mlle|Monsieur|Madame|Maître|Me|"
    r"[Dd]e heer|[Hh]eer|[Mm]eneer|[Mm]evrouw|[Dd]hr|[Mm]w|[Mm]evr|[Ww]ethouder|[Dd]rs|[Ii]r|"
    r"[Dd]on|[Dd]oña|D|Dª|Sr|Sra|Srta|[Ss]eñora?|[Ss]eñorita|[Ss]enhora?|[Dd]ona|[Ss]eu|"
    r"Dr|Dra|[Dd]octora?|[Dd]outora?|Prof|Profa|Professora?|[Pp]rofesora?|[Ii]ngenier[oa]|[Ii]ng|Eng|Engº|Dipl|Kfm|Lic|Econ|Mag|"
    r"Comendador|Provedor|Pfr|Pastor|Bürgermeister|[Aa]lcalde|[Cc]oncejala?|Councillor|Cllr|Superintendent|Direktor|Rektor)"
)
PARTICLES = (
    r"(?:van|von|vom|de|da|do|der|den|del|dos|das|ten|ter|te|zu|zur|la|el|le|du|des|y|e|’t|'t|in)"
)
_CAPITAL = r"[A-ZÀ-ÞŠŽ][\w’'-]*"
_PLAIN = (
    rf"{_CAPITAL}(?:\.(?= ))?(?: (?:{PARTICLES} ){{0,2}}{_CAPITAL}(?:\.(?= [A-ZÀ-Þa-z]))?){{0,3}}"
)
TITLED = rf"(?<!\w)(?:{_COURTESY}\b[.ªº]{{0,2}}[ -]{{0,2}}){{1,4}}(?:{PARTICLES} ){{0,2}}{_PLAIN}"
FULL = rf"(?<!\w){_CAPITAL}\.?(?: (?:{PARTICLES} ){{0,2}}{_CAPITAL}\.?){{1,3}}"
_COURTEOUS = re.compile(rf"(?:{_COURTESY}(?![\w’'-])[.ªº]{{0,2}}[ -]{{0,2}}){{1,4}}")
ENDS_COURTEOUSLY = re.compile(rf"(?<![\w’'-]){_COURTESY}[.ªº]{{0,2}}\s$")
_COURTEOUS_WORD = re.compile(rf"(?<!\w){_COURTESY}(?![\w’'-])")
_WORD = re.compile(r"[^\W\d_]{2,}")


def without_courtesy(name: str) -> str:
    """Return a name without the words of courtesy before it; all of it where nothing else is left."""
    rest = name[match.end() :] if (match := _COURTEOUS.match(name)) else name
    return rest.strip() or name


def has_courtesy(name: str) -> bool:
    """Tell whether a word of courtesy stands anywhere in a run of words."""
    return _COURTEOUS_WORD.search(name) is not None


def is_titled(name: str) -> bool:
    """Tell whether a name begins with a word of courtesy ("Herr", "Mme", "don")."""
    match = _COURTEOUS.match(name)
    return match is not None and bool(name[match.end() :].strip())


def words_of(name: str) -> frozenset[str]:
    """Return the folded words of a name that tell one person from another."""
    return frozenset(_WORD.findall(fold(without_courtesy(name)))) - _SMALL


_SMALL = word_set("van von vom de da do der den del dos das ten ter te zu zur la el le du des")
