"""Tell in which of our six languages a text is written, by its commonest small words."""

from __future__ import annotations

import re

# Words that are frequent in one of the languages and rare or absent in the five others.
SMALL_WORDS = {
    "en": "the and of to is that for you with this have are we not your our was from been",
    "de": "der die das und ist nicht wir sie mit für auf ein eine dass haben ihr ihre zu den dem",
    "fr": "le les des et est nous vous pour que dans une avec votre notre pas qui sur ce cette",
    "es": "el los las y es que para con una por nos su nuestro nuestra muy usted ustedes del pero",
    "nl": "het een en van wij u met voor niet dat zijn hebben onze uw naar maar ook bij om te",
    "pt": "o os as e é que para com uma não nos sua nossa nosso do da em você mas foi muito",
}
# What short mails of business are made of: greetings, thanks, regrets, and the words of a choice.
MAIL_WORDS = {
    "en": "dear hello hi thanks thank unfortunately regards decided chosen sorry lost they it on has",
    "de": "leider uns herr frau guten sehr geehrte geehrter gruß grüße danke vielen entschieden absage ich "
    "im am bei verloren auftrag hat",
    "fr": "bonjour malheureusement avons merci cordialement madame monsieur choisi je retenu salutations du",
    "es": "hola hemos gracias saludos estimado estimada lamentablemente al decidido elegido buenos "
    "buenas desgraciadamente don doña",
    "nl": "beste helaas geachte groet groeten bedankt dank we gekozen ik heer mevrouw aan hebt goedemorgen op",
    "pt": "olá caro cara infelizmente obrigado obrigada cumprimentos escolhemos prezado prezada decidimos "
    "à ao senhor senhora optámos optamos uns",
}  # fmt: skip
_WORDS = {
    language: frozenset(words.split()) | frozenset(MAIL_WORDS[language].split())
    for language, words in SMALL_WORDS.items()
}
MOST_WORDS = 400
LEAST_HITS = 3
MARGIN = 1.3  # the best must be this much ahead of the second


def language_of(text: str, default: str = "en") -> str:
    """Return "en", "de", "fr", "es", "nl" or "pt"; the default when the text does not settle it."""
    words = re.findall(r"[^\W\d_]+", text.casefold())[:MOST_WORDS]
    hits = {name: sum(w in small for w in words) for name, small in _WORDS.items()}
    ranked = sorted(hits.items(), key=lambda item: (-item[1], item[0]))
    (best, most), (_, second) = ranked[0], ranked[1]
    return best if most >= LEAST_HITS and most >= MARGIN * second else default
