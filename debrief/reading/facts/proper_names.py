"""Names in a sentence: capitalised words that are nobody's ordinary words."""

from __future__ import annotations

import re

from debrief.reading.legal_forms import FORM
from debrief.reading.verdicts.clauses import Sentence
from debrief.reading.wording import word_set

# Words that begin with a capital without being anybody's name.
_NO_NAME = word_set("""i we you the a an it he she they this that these those our your my their his her monday tuesday wednesday
    thursday friday saturday sunday january february march april may june july august september october november
    december q1 q2 q3 q4 option plan version phase lot schedule proposal bid offer contract project system solution
    thanks thank best kind regards hi hello dear sorry unfortunately please ok yes no not and but or so for after
    der die das ein eine einen einem wir ich sie ihr ihre unser für mit bei und aber firma anbieter lieferanten
    lieferant angebot lösung wettbewerber mitbewerber variante bieter unternehmen projekt auftrag zuschlag
    la le les une un des votre nous je el los las una su nuestra usted de het een wij uw o os as uma sua il lo
    nobody niemand keiner personne nadie ninguem nessuno board council committee commission panel customer client purchasing procurement trager vorstand team management
    who whom which yours ours mine theirs excel vorhaben programma
    ellos ellas eles elas eux elles ihnen denen hen hun zij them they
    rfp rfq itt eur usd gbp chf bezug kontakt abstand rücksicht stellung kenntnis abschied price cost budget cto ceo cfo coo vp it hr po""")
_CONNECTING = word_set("& and of de du von van der la le y et und e")
_LEADING = word_set("""the a an firm company firma la le les l el los las die der den dem das de het een o os as il lo with to from naar bei auf chez aux
    mit für an an bei pour avec à por con a met voor com pela pelo da do per al alla proposal offer bid team at folks guys people
    our your empresa sociedad société entreprise anbieter lieferanten unternehmen bedrijf partij fornecedor proveedor fournisseur
    prestataire supplier vendor und instead project contract work job order business lot projekt auftrag projet marche marché proyecto contrato opdracht projeto incarico progetto is ist est es e them him her
    iemand somebody someone else called named namens bieter bidder offeror tenderer cooperative solution solución solução soluzione lösung system angebot offre oferta proposta von vom""")


_LEGAL_TAIL = re.compile(rf",? {FORM}\b(?:(?<=\.\w)\.)?")  # the point may be the sentence's


def name_at(sentence: Sentence, index: int, *, skip: int = 5, lower: bool = False) -> str | None:
    """Return the proper name that starts at the word, or after a few small words."""
    words, limit = sentence.words, len(sentence.words)
    while (
        index < limit and skip and words[index] in _LEADING and not _capital_name(sentence, index)
    ):
        index, skip = index + 1, skip - 1
    if index >= limit or not (
        _capital_name(sentence, index) or (lower and is_plain_name(words[index]))
    ):
        return None
    last = index
    while last + 1 < limit and _joined(sentence, last):
        if _capital_name(sentence, last + 1):
            last += 1
        elif (
            words[last + 1] in _CONNECTING
            and last + 2 < limit
            and _joined(sentence, last + 1)
            and sentence.original(last + 2)[0].isupper()
            and words[last + 1] not in ("and", "und", "et", "y", "e")
        ):
            last += 2
        else:
            break
    end = sentence.spans[last][1]
    if (
        len(sentence.words[last]) == 1
        and sentence.text[end : end + 1] == "."
        and sentence.spans[last][0]
        and last > index
    ):
        end += 1
    legal = _LEGAL_TAIL.match(sentence.text, end)
    if legal is not None:
        end = legal.end()
    return sentence.text[sentence.spans[index][0] : end]


def _joined(sentence: Sentence, index: int) -> bool:
    """Tell whether only a blank, an ampersand, a hyphen or an apostrophe parts this word from the next."""
    gap = sentence.text[sentence.spans[index][1] : sentence.spans[index + 1][0]]
    if gap.strip() == ".":
        return len(sentence.words[index]) == 1  # "Hidrodata S.L."
    return gap.strip() in ("", "&", "-") or (
        gap in ("'", "’") and len(sentence.words[index + 1]) > 1
    )


def _capital_name(sentence: Sentence, index: int) -> bool:
    word = sentence.original(index)
    if word[0].isdigit() and word[:-1].isdigit():
        return False  # "140k"
    return (
        word[0].isupper() or (word[0].isdigit() and not word.isdigit() and word[-1].isalpha())
    ) and (sentence.words[index] not in _NO_NAME)


def is_plain_name(word: str) -> bool:
    """Tell whether a word may be a name in a note typed without capital letters."""
    return len(word) > 3 and word.isalpha() and word not in _NO_NAME and word not in _ORDINARY


_ORDINARY = word_set("""another other different someone somebody something them their they cheaper local existing current what whatever
    both neither nothing more less option plan anyone everyone here there this that these those your ours mine
    being just only very quite really some many most case first second last next same whole""")


def name_ending(sentence: Sentence, last: int) -> str | None:
    """Return the proper name that ends at the word."""
    first = last + 1
    while (
        first > 0
        and _capital_name(sentence, first - 1)
        and (first > last or _joined(sentence, first - 1))
    ):
        first -= 1
    if first > last:
        return None
    return sentence.text[sentence.spans[first][0] : sentence.spans[last][1]]
