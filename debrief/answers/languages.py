"""How people call the languages that customers are written to in, and ask for one."""

from __future__ import annotations

import re

from debrief.lexicon import fold, listed

_LANGUAGES = {
    "en": "en, english, englisch, anglais, inglés, engels, inglês",
    "de": "de, german, deutsch, allemand, alemán, duits, alemão",
    "fr": "fr, french, französisch, français, francés, frans, francês",
    "es": "es, spanish, spanisch, espagnol, español, castellano, spaans, espanhol",
    "nl": "nl, dutch, niederländisch, holländisch, néerlandais, neerlandés, holandés, nederlands, "
    "neerlandês, holandês, flemish, vlaams",
    "pt": "pt, portuguese, portugiesisch, portugais, portugués, portugees, português",
}
_LANGUAGE_CALLED = {
    name: language for language, names in _LANGUAGES.items() for name in listed(names)
}


def language_called(value: str) -> str | None:
    """Return the code of one of our languages, named in any of them."""
    name = re.sub(r"^(?:in|auf|en|em|op)\s+|^(?:le|el|het|o|l')\s*", "", fold(value).strip(" ."))
    return _LANGUAGE_CALLED.get(name)


_LONG = "|".join(name for name in _LANGUAGE_CALLED if len(name) > 2)
_IN_LANGUAGE = re.compile(rf"\b(?:in|auf|en|em|op|in het) (?P<name>{_LONG})\b")
# What may stand beside it in a wish: whom to write to, what to send, and politeness.
_BESIDE_LANGUAGE = listed(
    "please, can, could, would, you, we, it, this, that, the, send, write, invite, to, her, him, them, invitation, "
    "mail, email, e-mail, should, be, go, out, thanks, thank, instead, and, not, "
    "bitte, kannst, kann, könntest, können, sie, du, das, die, den, schicken, schick, schicke, senden, sende, "
    "schreiben, schreib, schreibe, ihr, ihm, ihnen, einladung, einladen, an, nicht, sondern, danke, lieber, man, "
    "peux, pouvez, pourrais, pourriez, tu, vous, le, la, lui, leur, l'envoyer, envoyer, envoie, envoyez, "
    "écris, écrire, écrivez, svp, s'il, te, plaît, plait, l'invitation, s'il-vous-plaît, plutôt, ça, merci, pas, "
    "puedes, puede, podrías, podría, lo, se, escribe, escribir, escribirle, escríbele, envía, envíalo, enviar, "
    "enviarlo, enviarle, manda, mandarlo, por, favor, gracias, no, invitación, mejor, "
    "kun, kunt, je, u, dit, dat, haar, hem, hun, stuur, sturen, schrijf, schrijven, graag, alsjeblieft, "
    "alstublieft, aub, uitnodiging, de, het, maar, dank, bedankt, niet, liever, "
    "pode, podes, poderia, isto, isso, a, o, lhe, escreve, escrever, escreva, escreva-lhe, escreve-lhe, envia, envie, "
    "convite, obrigado, obrigada, não, antes"
)


def language_wished(line: str) -> str | None:
    """Return the language in which a line asks to write to the customer: "bitte auf Deutsch"."""
    folded = fold(line).strip(" .!?")
    found = list(_IN_LANGUAGE.finditer(folded))
    if not found or set(re.findall(r"[\w'-]+", _IN_LANGUAGE.sub(" ", folded))) - _BESIDE_LANGUAGE:
        return None
    wanted = [
        m for m in found if not re.search(r"\b(?:not|nicht|pas|no|niet|nao) $", folded[: m.start()])
    ]
    return _LANGUAGE_CALLED[wanted[-1]["name"]] if wanted else None
