"""Names in a note of one of us: the customer's person, their company and who won."""

from __future__ import annotations

import re
from collections.abc import Iterable

from debrief.reading.facts.person_words import TITLE_WORDS, is_addressed, is_reps
from debrief.reading.facts.proper_names import is_plain_name, name_at, name_ending
from debrief.reading.learned.role_weights import is_ordinary
from debrief.reading.mail.subject_line import bare_subject
from debrief.reading.people import Sides
from debrief.reading.verdicts.clauses import Sentence, sentences
from debrief.reading.wording import fold, word_set, words_of_names
from debrief.timing.known_cities import cities_called

_TELLING = word_set("""phoned called rang told said says wrote writes emailed mailed texted pinged messaged confirmed informed explained decided replied mentioned admitted let gave broke apologised apologized
    sagt sagte schrieb schreibt rief hat teilte meinte erzahlte bestatigte dit ecrit appele appelee m confirme explique annonce llamo dijo escribio conto cito confirmo contesto aviso comento heeft belde zei schreef vertelde meldde
    disse ligou escreveu contou avisou confirmou telefonou ha scritto""")
_TOLD_BY = word_set("llamo dijo cito escribio conto aviso confirmo explico telefoneo ligou disse")
_NO_PERSON = word_set("""i we you he she it they the a an monday tuesday wednesday thursday friday saturday sunday january february march april may june july august september october november december
    hi hello dear sorry thanks unfortunately just got not no yes my our their his her this that heute gestern der die das wir ich sie er hat leider el la los hoy ayer le les il elle on nous
    crm rfp cfo ceo coo cto vp it hr q1 q2 q3 q4 usd eur gbp price bad good news long short so and but or if when after before today yesterday they me grund malas noticias reason fyi said lost perdimos
    perdu perdemos helaas hoje vandaag morning afternoon customer client somebody someone nobody who everybody purchasing procurement reason volgens laut according selon segun segundo with from by con which there here update ps yes ok gutted ouch well heads head""")
_LOWER = word_set(
    "he she they who it we i you and but also that which customer client guy boss just has have had then is was nobody someone somebody"
)
_VIA = word_set(
    "from with by per von mit bei laut de con van met com da according zufolge avec par por selon segun volgens segundo contact was is"
)


_TELLING_STEMS = ("explic", "cont", "diss", "dij", "inform", "avis", "comunic", "escrev", "escrib", "telef", "confirm", "erzahl", "erklar", "mitgeteil", "vertel", "schreef", "gemeld", "gebeld", "annon", "indiqu", "precis", "spieg", "dett", "telefon")  # fmt: skip


def _is_telling(word: str) -> bool:
    return word in _TELLING or word.startswith(_TELLING_STEMS)


def person_in(
    parsed: Iterable[Sentence], sides: Sides, not_these: Iterable[str | None], plain: bool
) -> list[str]:
    """Return the people whom a note names, the one who told the news first."""
    taken = words_of_names(not_these)
    scored: dict[str, float] = {}
    for sentence in parsed:
        for name, score in _people(sentence, plain):
            words = fold(name).split()
            if words and words[0] not in taken and not any(word in sides.names for word in words):
                scored[name] = scored.get(name, 0.0) + score
    names = sorted(scored, key=lambda name: -scored[name])
    return [_longest(name, names) for name in names if scored[name] >= 1.0]


def _longest(name: str, names: list[str]) -> str:
    """Return the fuller form of a name that occurs twice ("Stephen", "Stephen Marlowe")."""
    words = set(fold(name).split())
    longer = [other for other in names if words < set(fold(other).split())]
    return longer[0] if longer else name


def _people(sentence: Sentence, plain: bool) -> Iterable[tuple[str, float]]:
    words, index = sentence.words, 0
    while index < len(words):
        title = (
            words[index] in TITLE_WORDS
            and index + 1 < len(words)
            and (plain or _upper(sentence, index + 1))
        )
        start = index + 1 if title else index
        if not title and not _upper(sentence, index) and not (plain and _tells(sentence, index)):
            index += 1
            continue
        last = start
        while (
            last + 1 < len(words)
            and _upper(sentence, last + 1)
            and _blank(sentence, last)
            and last - start < 3
        ):
            last += 1
        if title and plain:
            yield sentence.text[sentence.spans[index][0] : sentence.spans[last][1]], 2.0
        else:
            name = sentence.text[sentence.spans[start][0] : sentence.spans[last][1]]
            if not is_reps(sentence.text[: sentence.spans[start][0]]):
                yield name, _score(sentence, index, last, title)
        index = last + 1


def _upper(sentence: Sentence, index: int) -> bool:
    word = sentence.original(index)
    return (
        word[0].isupper()
        and len(word) > 1
        and sentence.words[index] not in _NO_PERSON
        and not word.isupper()
    )


def _blank(sentence: Sentence, index: int) -> bool:
    return sentence.text[sentence.spans[index][1] : sentence.spans[index + 1][0]] == " "


def _tells(sentence: Sentence, index: int) -> bool:
    """Tell whether, in a note without capitals, the next word is one of telling."""
    word = sentence.words[index]
    following = sentence.words[index + 1] if index + 1 < len(sentence.words) else ""
    return (
        word not in _LOWER
        and word not in _NO_PERSON
        and len(word) > 2
        and following in _TELLING
        and following not in ("hat", "m", "let", "gave", "decided", "heeft", "ha")
    )


def _score(sentence: Sentence, first: int, last: int, title: bool) -> float:
    words = sentence.words
    following = words[last + 1] if last + 1 < len(words) else ""
    before = words[first - 1] if first else ""
    tail = sentence.text[sentence.spans[last][1] : sentence.spans[last][1] + 2]
    head = sentence.text[max(0, sentence.spans[first][0] - 1) : sentence.spans[first][0]]
    score = 1.5 if title else 0.0
    score += 1.0 if before in _ROLES else 0.0
    score += 2.0 if before in ("to", "with") and first > 1 and words[first - 2] in _SPOKE else 0.0
    close = sentence.text[sentence.spans[last][1] : sentence.spans[last][1] + 40]
    score += 1.2 if close.startswith((" (", ", ")) and "@" in close else 0.0
    score += (
        1.5
        if re.match(r", (?:the|their|el|la|le|der|die|o|a|de|het|head) [a-zà-þ]", close)
        else 0.0
    )
    score += 2.0 if following == "walked" else 0.0
    told_by = _is_telling(following) and not tail.startswith(",")  # "Zetteln, sagt die PDL"
    score += 2.0 if told_by or before in _TOLD_BY else 0.0
    score += 1.2 if before in _VIA or head == "(" else 0.0
    score += (
        1.2
        if tail in ("'s", "’s")
        and words[min(last + 2, len(words) - 1)]
        in ("mail", "email", "note", "call", "letter", "address", "message", "decision")
        else 0.0
    )
    score += (
        1.5
        if following in ("from", "at", "von", "de", "bij", "van")
        and any(word in _TELLING for word in words[last + 2 : last + 7])
        else 0.0
    )
    score += (
        1.2
        if following in ("at", "from", "in", "is", "von", "de", "bij", "van", "chez")
        and last > first
        else 0.0
    )
    score += 0.6 if last > first and "at" in words[last + 1 : last + 3] else 0.0
    return score


_SPOKE = word_set("spoke talked spoken talking met chatted phone call caught")
_ROLES = word_set(
    """buyer manager director head owner contact cfo ceo coo cio cto vp president lead sponsor champion secretary chairman chair boss leiter leiterin
    chef directeur directrice gerente jefe jefa directora inkoper hoofd diretor diretora responsabile"""
)
_NO_COMPANY = word_set("""namens debrief debriefing review revision postmortem nachbesprechung aufarbeitung bitte please merci kunde den dem das aus contra contre gegen bei bad news update lost loss sad heads up fyi deal note quick verloren absage status leider helaas perdu perdimos perdemos closing closed crm we they it well re our ouch gutted rfp itt the not bid tender opportunity project malas noticias
    quarter rough one so that this friday monday tuesday wednesday thursday head board committee purchasing procurement director manager it hr cfo ceo coo outcome decision result""")
_AT = word_set("at from with of bei von chez de con bij van da na do")


_SMALL = word_set(
    "of the de del la las los le les du des da do das dos van von der den het und and et y e"
)


_PARTS = re.compile(r"\s[-–—|·/]\s|[,:;]|\b(?:update|news) (?:on|about)\b")


def company_in_subject(
    subject: str, text: str, sides: Sides, not_these: Iterable[str | None]
) -> str | None:
    """Return the company that a part of the subject names, if the text or nothing else says so."""
    taken = words_of_names(not_these) | sides.names
    told = set(re.findall(r"\w+", fold(text)))
    pieces = [piece for piece in _PARTS.split(bare_subject(subject)) if piece.strip()]
    for piece in pieces:
        words = piece.split()
        while words and fold(words[0]) in _NO_COMPANY:
            words = words[1:]
        capital = [word for word in words if word[:1].isupper()]
        folded = [fold(word) for word in words]
        if (
            2 <= len(words) <= 6
            and len(capital) >= 2
            and words[0][:1].isupper()
            and all(word[:1].isupper() or word in _SMALL or word == "&" for word in words)
            and not set(folded) & (taken | _NO_COMPANY)
            and not cities_called(" ".join(words))
            and (
                len(pieces) > 1
                or any(word in told for word in folded if len(word) > 3 and word not in _SMALL)
            )
            and not re.search(r"\d", piece)
            and not _PRODUCT.search(fold(piece))
        ):
            return " ".join(words)
    return None


_PRODUCT = re.compile(
    r"analytics|reporting|planning|dashboard|report|forecast|software|system|platform|projekt|project|proposal|offer|angebot|offre|oferta|order|contract|tool|suite|module"
)


def company_in(
    parsed: tuple[Sentence, ...],
    subject: str,
    sides: Sides,
    not_these: Iterable[str | None],
    plain: bool,
) -> str | None:
    """Return the customer's company that a note is about: who was lost, who signed elsewhere."""
    taken = words_of_names(not_these)
    heads = sentences(bare_subject(subject))
    scored: dict[str, float] = {}
    for part, weight in [
        *((sentence, 1.0) for sentence in parsed),
        *((head, 1.6) for head in heads),
    ]:
        for name, score in _companies(part, plain):
            words = fold(name).split()
            if (
                name
                and not is_addressed(name)
                and not any(word in taken or word in sides.names for word in words)
                and not set(words) <= _NO_COMPANY
                and not cities_called(_drop_news(name))
                and re.search(r"[A-ZÀ-Þ]{2}|[^\W\d_]{3}", name)  # not "5yr", nor "A17"
                and not re.search(rf"{re.escape(name)}[/-]\d", part.text)
                and not (part in heads and len(words) == 1 and is_ordinary(words[0]))
            ):
                scored[name] = max(scored.get(name, 0.0) + 0.5, score * weight)
    best = max(scored, key=lambda name: scored[name], default=None)
    if best is None or scored[best] < 1.0:  # "Sent from my phone"
        return _lower_subject(subject) if plain else None
    words = fold(best).split()
    longer = [
        name
        for name in scored
        if fold(name).startswith(fold(best)) or words[0] == fold(name).split()[0]
    ]
    return max(longer, key=len)


def _lower_subject(subject: str) -> str | None:
    bare = bare_subject(subject)
    return bare if bare and len(bare.split()) <= 3 and not cities_called(bare) else None


_AUXILIARY = word_set(
    "ist est es e foi has have had just are is hat haben a ha han ont se heeft hebben will s ve"
)


def _companies(sentence: Sentence, plain: bool) -> Iterable[tuple[str, float]]:
    for mark in sentence.all("LOST", "BEATEN", "MARKED"):
        name = name_at(sentence, mark.last + 1, lower=plain)
        if name is not None:
            yield (_plain_company(sentence, mark.last + 1) if plain else name), 3.0
        name = name_ending(sentence, mark.first - 1) if mark.first else None
        if name is not None:
            yield name, 2.5
    told = ("CHOOSE", "BEATEN", "REFUSE", "CANCELLED", *(("HINTED",) if plain else ()))
    for mark in sentence.all(*told):
        start = mark.first - 1
        while start > 0 and sentence.words[start] in _AUXILIARY:
            start -= 1
        name = name_ending(sentence, start) if start >= 0 else None
        if name is None and plain:
            name = _beginning(sentence, start)
        if name is not None:
            yield name, 2.4
    for index in range(len(sentence.words)):
        name = name_at(sentence, index, skip=0)
        if name is None or (
            index
            and name_at(sentence, index - 1, skip=0)
            and sentence.spans[index][0] - sentence.spans[index - 1][1] == 1
        ):
            continue
        if (
            index == 0
            and " " not in name
            and not sentence.has("CHOOSE", "LOST", "BEATEN", "HINTED")
        ):
            yield (
                _drop_news(name),
                1.0 if len(sentence.words) <= 3 else 0.4,
            )  # any sentence begins so
            continue
        yield _drop_news(name), 1.6 if index and sentence.words[index - 1] in _AT else 1.0


def _beginning(sentence: Sentence, last: int) -> str | None:
    """Return the few words that a note without capitals begins with, up to this one, if they may be a name."""
    words = sentence.words[: last + 1]
    if not 0 < len(words) <= 3 or not all(map(is_plain_name, words)) or is_ordinary(words[0]):
        return None
    return sentence.text[sentence.spans[0][0] : sentence.spans[last][1]]


def _drop_news(name: str) -> str:
    """Return the name without a first word that only announces it ("Lost Eastmoor", "Perdu : …")."""
    words = name.split()
    while words and fold(words[0]) in _NO_COMPANY:
        words = words[1:]
    return " ".join(words)


def _plain_company(sentence: Sentence, index: int) -> str:
    """Return the words after "lost" in a note without capitals, up to "to" or the end."""
    stop = word_set("to the because they over on today yesterday and for this")
    last = index
    while last < len(sentence.words) and last - index < 4 and sentence.words[last] not in stop:
        between = sentence.text[sentence.spans[last - 1][1] : sentence.spans[last][0]]
        if last > index and between.strip():
            break
        last += 1
    return (
        sentence.text[sentence.spans[index][0] : sentence.spans[last - 1][1]]
        if last > index
        else ""
    )


_CALLED = re.compile(
    r"\b(?:called|named|namens|namens|llamad[oa]|appelee?|genannt|heet|chamad[oa])\s+([\w&.-]{3,30})",
    re.IGNORECASE,
)
_ELSEWHERE = word_set(
    """already has have had offers offered runs comes came is was gives provides scored threw won beat hat bietet ist propose offre ofrece tiene heeft biedt tem oferece just simply will can does had understood included includes took takes got"""
)


def rival_in(
    parsed: tuple[Sentence, ...],
    after: Sentence | None,
    sides: Sides,
    not_these: Iterable[str | None],
) -> str | None:
    """Return a winner named only in passing, after the decision: "an app called X", "X already has …"."""
    taken = words_of_names(not_these)
    begin = next((i for i, s in enumerate(parsed) if s is after), 0)
    for sentence in parsed[begin : begin + 4]:
        called = _CALLED.search(sentence.text)
        if called and sentence.has("STAY", "CHOOSE", "GETS", "LOST", "COMPETITOR", "ANOTHER"):
            return called[1].strip(".")
        name = name_at(sentence, 0, skip=0)
        if (
            name is None
            or sentence.has("CANCELLED")
            or any(word in taken or word in sides.names for word in fold(name).split())
        ):
            continue
        end = len(re.findall(r"[^\W_]+", name)) + (
            0 if sentence.text.lstrip().startswith(name) else 1
        )
        if (
            end < len(sentence.words)
            and sentence.words[end] in _ELSEWHERE
            and not sentence.has("WE", "YOU")
        ):
            return name
    return None


_TO = re.compile(
    r"\d[\d.,]*\s?(?:k|m|mio|€|eur|usd|gbp)?\b[€£$]?,? (?:went |gone |goes )?(?:to|an|aan|à|a|para) ((?:[A-Z][\w&-]*)(?: [A-Z][\w&-]*){0,2})",
    re.IGNORECASE,
)


def lost_to(text: str) -> str | None:
    """Return the winner of a note as short as "$212k to Oakvane" or "the other lot - Pricewell"."""
    for match in (*_TO.finditer(text), *_DASHED.finditer(text)):
        if match[1][0].isupper():
            return match[1].strip(" .")
    return None


_DASHED = re.compile(
    r"\b(?:other|another|different) \w+[^.\n]{0,30}?\s[-–—:(]\s?([A-Z][\w&-]+(?: [A-Z][\w&-]+)?)(?=[.\n,;)])"
)
