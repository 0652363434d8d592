"""Words around people's names, in the languages read: courtesy, capitals, and what is small inside a name."""

from __future__ import annotations

import re

from debrief.reading.wording import fold, word_set

# What stands before a name: how its bearer is addressed, the same where it may be an initial or a
# name itself, and what its bearer is.
_ADDRESS = (
    r"(?:Mr|Mrs|Ms|Miss|Mx|Sir|Dame|Herrn?|Hr|Frau|Fr|Mme|Mlle|Monsieur|Madame|[Dd]e heer|[Mm]eneer|[Mm]evrouw|[Dd]hr|[Mm]w|[Mm]evr|"
    r"[Ss]r|[Ss]ra|[Ss]rta|[Ss]eñora?|[Ss]eñorita|[Ss]enhora?|Sig(?:\.ra)?)"
)
_NAMELIKE = (
    r"(?:M|MM|Maître|Me|Lady|Lord|[Hh]eer|[Dd]on|[Dd]oña|D|Dª|[Dd]ona|[Ss]eu|"
    r"Sister|Father|Rev|Reverend|Rabbi|Schwester|Pater|S(?:œ|oe)ur|Hermana|Padre|Irmã|Zuster)"
)
_RANK = (
    r"(?:Dr|Dra|[Dd]octora?|[Dd]outora?|Prof|Profa|Professora?|[Pp]rofesora?|[Dd]rs|[Ii]r|[Ii]ngenier[oa]|[Ee]ngenheir[oa]|[Ii]ng|Eng|Engº|"
    r"Dipl(?:\.?-(?:Ing|Kfm|Kffr|Math|Phys))?|Kfm|Lic|Econ|Mag|Comendador|Provedor|Pfr|Pastor|Bürgermeister(?:in)?|[Ww]ethouder|"
    r"[Aa]lcalde|[Cc]oncejala?|Councillor|Cllr|Superintendent|Direktor(?:in)?|Rektor(?:in)?|"
    r"Captain|Colonel|Kapitän|Obmann|Landr(?:at|ätin)|Père|Abbé|Capitaine|[Cc]apitán|[Cc]oronel|[Nn]otari[oa]|[Cc]ontadora?|[Mm]aestr[oa]|"
    r"Arq|[Dd]om|[Mm]estr[ea]|[Kk]apitein|[Bb]urgemeester|[Dd]okter|[Nn]otaris|[Bb]roeder|[Pp]refeit[oa]|[Vv]ereadora?)"
)
_COURTESY = rf"(?:{_ADDRESS}|{_NAMELIKE}|{_RANK})"
COURTEOUSLY = rf"(?:{_COURTESY}(?![\w’'-])[.ªº]{{0,2}}[ -]{{0,2}})"
_IN_ANY_CASE = (
    r"(?:(?i:dr|prof|mrs?|ms|miss|mx|sir|dame|herrn?|frau|ing|dipl)(?![\w’'-])[.]?[ -]{0,2})"
)
# The same where nothing is written with capitals, folded.
TITLE_WORDS = word_set(
    "mr mrs ms miss dr prof herr frau hr fr sr sra m mme mevrouw meneer dhr mw senhor senhora signor signora ing doctora doctor lic licenciado licenciada ingeniero ingeniera arq maestro dona don doutor doutora dottor dottoressa madame monsieur"
)
PARTICLES = (
    r"(?:van|von|vom|de|da|do|der|den|del|dos|das|ten|ter|te|zu|zur|la|el|le|du|des|y|e|’t|'t|in)"
)
_CAPITAL = r"[A-ZÀ-ÞŠŽ][\w’'-]{0,40}(?!\w)"
_SHORTENED = r"[A-ZÀ-ÞŠŽ][\w’'-]{0,3}\.(?= )"  # "J.", "Chr."; a longer word's dot ends a sentence
_PART = rf"(?:{_SHORTENED}|{_CAPITAL})"
_PLAIN = rf"{_PART}(?: (?:{PARTICLES} ){{0,2}}{_PART}){{0,3}}"
TITLED = rf"(?<!\w)(?:{_COURTESY}\b[.ªº]{{0,2}}[ -]{{0,2}}){{1,4}}(?:{PARTICLES} ){{0,2}}{_PLAIN}"
FULL = rf"(?<!\w){_PART}(?: (?:{PARTICLES} ){{0,2}}{_PART}){{1,3}}"
_COURTEOUS = re.compile(rf"(?:{COURTEOUSLY}|{_IN_ANY_CASE}){{1,4}}")
_ADDRESSED = re.compile(rf"(?:{_ADDRESS}\.?\s+)+(?=\S)")
ENDS_COURTEOUSLY = re.compile(rf"(?<![\w’'-]){_COURTESY}[.ªº]{{0,2}}\s$")
# What stands before the name of whoever of us had the deal: "rep Priya", "Vertriebler: Ingrid".
_AS_REP = re.compile(
    r"(?<!\w)(?:(?:sales|account) ?reps?|reps?|ae|seller|sales ?person|account (?:manager|executive)|vertriebler(?:in)?|verkaufer(?:in)?|kundenbetreuer(?:in)?"
    r"|commerciale?|vendeu(?:r|se)|charge d'affaires|comercial|vendedora?|ejecutiv[oa] de cuenta|verkoper|verkoopster|vertegenwoordiger|gestora? de conta)(?: (?:is|was|war|ist|est|etait|es|era|foi))?\s?:?\s\Z"
)  # folded
_COURTEOUS_WORD = re.compile(rf"(?<!\w){_COURTESY}(?![\w’'-])")
_WORD = re.compile(r"[^\W\d_]{2,}")


def without_courtesy(name: str) -> str:
    """Return a name without the words of courtesy before it; all of it where nothing else is left."""
    rest = name[match.end() :] if (match := _COURTEOUS.match(name)) else name
    return rest.strip() or name


def without_address(name: str) -> str:
    """Return a full name without "Mr" or "Frau" before it; a title stays, and so does all before a surname."""
    rest = _ADDRESSED.sub("", name, count=1) if _ADDRESSED.match(name) else name
    return rest if " " in rest else name


def has_courtesy(name: str) -> bool:
    """Tell whether a word of courtesy stands anywhere in a run of words."""
    return _COURTEOUS_WORD.search(name) is not None


def is_titled(name: str) -> bool:
    """Tell whether a name begins with a word of courtesy ("Herr", "Mme", "don")."""
    match = _COURTEOUS.match(name)
    return match is not None and bool(name[match.end() :].strip())


def is_addressed(name: str) -> bool:
    """Tell whether a name begins with "Mr", "Frau" or the like, as no firm's does."""
    return _ADDRESSED.match(name) is not None


def is_bare(name: str) -> bool:
    """Tell whether nothing but words of courtesy is there ("Senhor Engenheiro")."""
    return _COURTEOUS.fullmatch(name) is not None


def words_of(name: str) -> frozenset[str]:
    """Return the folded words of a name that tell one person from another."""
    return frozenset(_WORD.findall(fold(without_courtesy(name)))) - _SMALL


_SMALL = word_set("van von vom de da do der den del dos das ten ter te zu zur la el le du des")


def is_reps(before: str) -> bool:
    """Tell whether what stands before a name says that it is one of ours, who had the deal."""
    return _AS_REP.search(fold(before[-40:])) is not None
