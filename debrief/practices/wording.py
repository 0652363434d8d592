"""Word draft practices from a customer's answers, never saying more than the customer said."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable

from debrief.language import language_of
from debrief.lexicon import (
    BULLET,
    NOTHING,
    UNKNOWN,
    fold,
)
from debrief.model import Draft, Facts, Notes
from debrief.practices.verb_forms import BASES, from_gerund, from_participle, from_past
from debrief.practices.wishes import without_wish

_MAX_DRAFTS = 12
_NUMBERED = re.compile(r"^\s*[(]?\d{1,2}\s*[.):]\s+")
_NARROWEST = 45  # characters to which mail programs wrap lines, at least
_SENTENCE = re.compile(  # a phone writes "in Illinois. tell customers …"
    r"(?<=[.!?])\s+(?=[^\W\d_a-zß-ÿ]|[\"'“„¿¡])|(?<=[^\W\d_]{4}[.!?])\s+(?=[^\W\d_]{2})|;\s+|\n+"
)
_ABBREVIATION = re.compile(
    r"(?:\b(?:e\.g|i\.e|z\.B|Mr|Mrs|Ms|Dr|St|No|Nr|approx|ca|etc|vs|incl|inkl|evtl|prov|Prof|p\.ej)\.)$"
)
# That somebody was cheaper is no deed to learn.
_MERE_PRICE = re.compile(
    r"(?:(?:the|a|just|only|mostly|their|better|lower|cheaper|der|ein|nur|vor allem|besserer|niedrigerer|le|un|juste|leur|meilleur|"
    r"el|solo|su|mejor|de|een|alleen|hun|betere|lagere|o|so|melhor) )*"
    r"(?:prices?|pricing|costs?|cheaper|cheapest|preise?|billiger|gunstiger|prix|moins chers?|precios?|mas barat[oa]s?|"
    r"prijs|prijzen|goedkoper|precos?|mais barat[oa]s?)"
)
_GOES_ON = re.compile(
    r"^(?:that|this|these|those|it|because|so|then|which|otherwise|das|dies|dadurch|weil|denn|"
    r"sonst|"
    r"cela|ca|c'est|ce|parce|car|eso|esto|porque|asi|dat|dit|want|omdat|anders|isso|isto|assim)\b"
)
_CORE = (
    r"(?:(?:he|she|they|i|we|jane|the customer|the buyer)(?:'d|'ll)? )?(?:said|says|told us|"
    r"mentioned|"
    r"thinks?|thought|felt|feels|recommends?|recommended|suggests?|suggested|advised?|advises|"
    r"would (?:really |also |probably )?(?:recommend|suggest|advise|say|like us to|like you to|"
    r"have liked us to|"
    r"have liked you to|want us to|want you to|prefer you to|prefer us to)|'d (?:recommend|"
    r"suggest|say)|wished|wishes|"
    r"wants us to|wants you to|wanted us to|asked us to|ask us to)"
)
_STRIP = [
    re.compile(r"^(?:i|we) (?:think|believe|feel|guess)(?: that)? (?=(?:you|your|it|if|we) )"),
    re.compile(rf"^{_CORE}(?: us| you)?(?: that (?:you|we|they) should(?= (?!not))| that (?:you|"
               rf"we) (?=[a-z])(?!should|could|must|need)"
               r"| that| to)?[ ,:]*(?<=[ ,:])"),
    re.compile(r"^(?:why (?:not|don't you)|how about|what about|consider|try) (?=[a-z])(?!to )"),
    re.compile(r"^(?:my|her|his|their|our|one|the first|the second|first|second|another|a|main|"
               r"the main) "
               r"(?:advice|recommendation|suggestion|tip|wish)(?: is| was| would be)?(?: that|"
               r" to)?[ ,:]+"),
    re.compile(r"^(?:i|we) (?:would|'d) (?:have )?"),
    re.compile(r"^(?:it (?:would|might) (?:help|be (?:good|better|great|nice|useful|helpful))|"
               r"it would have helped)"
               r"(?: us| me| a lot)?(?: if (?:you|we|they))?(?: could| would| can)? "),
    re.compile(r"^(?:if i were you,? )?(?:please|next time|in (?:the )?future|maybe|perhaps|also|"
               r"and|just|simply|firstly?|"
               r"secondly?|finally|definitely|honestly|frankly|well|yes)[ ,:]+"),
    re.compile(r"^(?:you|we|your team|our team|the team|your reps|our reps|your people)(?:'d|"
               r" should| could| might| must| need to| "
               r"needs? to| ought to| have to| has to| can)(?: really| also| definitely| perhaps|"
               r" maybe)?"
               r"(?P<neg> not|n't)?(?: have)?(?: better)? "),
    re.compile(r"^(?:you|we) (?P<neg>shouldn't|couldn't|mustn't) "),
    re.compile(r"^to (?=(?:" + "|".join(sorted(BASES)) + r") )"),
    re.compile(r"^(?:sie hat gesagt|er hat gesagt|sie sagte|er sagte|ihr rat|sein rat|"
               r"wir wurden empfehlen|ich wurde empfehlen)"
               r"(?: war| ist)?[ ,:]+(?:dass )?"),
    re.compile(r"^(?:je (?:vous )?(?:recommande|conseille|suggere)(?:rais)?|(?:elle|il)"
               r" (?:nous )?(?:recommande|conseille))"
               r"(?: de| d'| que)?[ :]*"),
    re.compile(r"^(?:(?:yo )?(?:os |les |te )?(?:recomendaria|recomiendo|sugiero|aconsejo))"
               r"(?: que)?[ :]+"),
    re.compile(r"^(?:(?:ik|we) zou(?:den)? (?:aanraden|adviseren|aanbevelen))(?: om| dat)?[ :]+"),
    re.compile(r"^(?:(?:eu )?(?:recomendaria|recomendo|sugiro|aconselho))(?: que)?[ :]+"),
]  # fmt: skip
_THEY = re.compile(
    r"^(?:because |that )?(?:they|he|she|their team|their rep|their people|the winner|"
    r"the other vendor|"
    r"the competitor|the other side)(?: also| really| simply| just| already| always|"
    r" even)? (?P<verb>[a-z]+)\b ?"
)
_FRAMES = {
    "de": ("Vom Gewinner lernen", "sie haben hat wurde waren der die das und nicht ein eine mit "
                                  "unsere war"),
    "fr": ("À apprendre du gagnant", "ils elles ont etaient les des une avec leur nous est dans "
                                     "plus"),
    "es": ("Aprender del ganador", "ellos han fueron los las una con su nos mas es en tenian"),
    "nl": ("Leren van de winnaar", "zij ze hebben waren het een met hun ons meer niet van hadden"),
    "pt": ("Aprender com o vencedor", "eles elas foram os uma com seu nos mais foi tinham nao"),
}  # fmt: skip


def drafts_from(
    notes: Notes, facts: Facts, ours: Iterable[str] = (), language: str = "en"
) -> tuple[Draft, ...]:
    """Return draft practices: the recommendations (answer 4) first, then the winner's deeds (1).

    What one of ours did, whose names are ``ours``, is no deed of the winner's. ``language`` is meant
    where the notes do not tell theirs.
    """
    language = language_of(" ".join(notes.answers.values()), language)
    names = {fold(name) for name in ours}
    found: list[tuple[str, str, str]] = []
    for said in split_points(notes.answers.get("4", "")):
        found.append((as_practice(said), said, "recommendation"))
    for said in split_points(notes.answers.get("1", "")):
        if fold(said).split(" ", 1)[0].split("'")[0].strip(",") in names:
            continue
        if _MERE_PRICE.fullmatch(fold(said).strip(" .!")):
            continue
        found.append((from_winner(said, facts.competitor, language), said, "winner"))
    unique = {fold(text): (text, said, origin) for text, said, origin in reversed(found)}
    ordered = [item for item in found if unique.get(fold(item[0])) == item]
    return tuple(
        Draft(number=number, text=text, words=said, origin=origin)
        for number, (text, said, origin) in enumerate(ordered[:_MAX_DRAFTS], 1)
    )


def split_points(text: str) -> tuple[str, ...]:
    """Split an answer into its separate points; a sentence that leans on the last stays with it."""
    points: list[str] = []
    for line in _joined_lines(text):
        fresh = True
        for part in _sentences(line):
            plain = fold(part).strip(" .!-")
            if not any(c.isalnum() for c in plain) or plain in NOTHING or plain in UNKNOWN:
                continue
            if points and not fresh and _GOES_ON.match(plain):
                points[-1] = f"{points[-1]} {part}"
            else:
                points.append(part)
            fresh = False
    return tuple(points)


def _joined_lines(text: str) -> list[str]:
    """Return bullets, numbered items and paragraphs, wrapped lines joined again."""
    lines: list[str] = []
    before = ""  # the line above, as far as this one may go on with it
    for raw in text.splitlines():
        goes_on = before and not (BULLET.match(raw) or _NUMBERED.match(raw))
        if raw.strip() and goes_on and _is_wrapped(before, raw):
            lines[-1] = f"{lines[-1]} {raw.strip()}"
        elif raw.strip():
            lines.append(_NUMBERED.sub("", BULLET.sub("", raw)).strip())
        before = raw.strip()
    return lines


def _is_wrapped(line: str, following: str) -> bool:
    """Tell whether a mail program broke the line: by hand, people end one where a thought ends."""
    return len(line) + 1 + len(following.split()[0]) > _NARROWEST or line.endswith((",", "-", "–"))


def _sentences(line: str) -> list[str]:
    parts: list[str] = []
    for part in _SENTENCE.split(line):
        if parts and _ABBREVIATION.search(parts[-1]):
            parts[-1] = f"{parts[-1]} {part}"
        elif part.strip():
            parts.append(part.strip())
    return parts


_ASIDE = re.compile(
    r"[,.]?\s*(?:[^\W\d_]+ )?(?:said|says|told us|meinte|sagte|meint|sagt|dit|a dit|dijo|dice|zei|zegt|disse|diz)"
    r"(?: (?:she|he|they|sie|er|elle|il|ella|zij|hij|ze|ela|ele|[^\W\d_]+)){0,2}\s*[.!]?"
    r"|,\s*(?:she|he|they|elle|il|ella|zij|hij|ela|ele) (?:said|says|dit|dijo|zei|disse)\s*[.!]?"
)
_OPENS = re.compile(r"""^["“”„«»]\s*(?P<inside>[^"“”„«»]+?)\s*["“”„«»](?P<rest>.*)$""", re.DOTALL)


def _unquoted(said: str) -> str:
    """Return the words without quotation marks around them, nor "she said" behind these."""
    text = said.strip()
    whole = _OPENS.match(text)
    if whole is not None:
        rest = whole["rest"].strip(" .!,")
        return (
            whole["inside"].strip(" ,")
            if not rest or _ASIDE.fullmatch(whole["rest"].strip())
            else text
        )
    pairs = (('"', '"'), ("“", "”"), ("„", "“"), ("«", "»"), ("»", "«"))
    for opened, closed in pairs:
        if opened in text[1:] and closed in text[1:]:
            return text
    return text.strip("\"'“”„«»").strip()


def as_practice(said: str) -> str:
    """Return a recommendation as an imperative sentence, its own words otherwise unchanged."""
    text = _unquoted(said)
    for turn in range(5):
        shorter = without_wish(_stripped(_reworded(text, led_in=turn > 0)))
        if shorter == text:
            break
        text = shorter
    if text[-1:] == "?" and said != text:
        text = text[:-1]
    return _sentence(text if len(text) > 3 else said)


# A sentence as a whole, and the wish in it: its verb (in some form) and the rest.
_WISHES: tuple[tuple[re.Pattern[str], Callable[[str], str | None]], ...] = (
    (re.compile(r"if (?:you|your team)(?:'d| had| would have) (?P<verb>[a-z]+) (?P<rest>.+?),?"
                r" (?:it|that|this|we|i) (?:would|might)\b.*"), from_participle),
    (re.compile(r"(?:it|that) (?:would|might) have helped(?: us| me)?(?: a lot)? if (?:you|they|we)"
                r"(?: had|'d) (?P<verb>[a-z]+) (?P<rest>.+)"), from_participle),
    (re.compile(r"(?:it|that) (?:would|might) (?:be|have been) (?:good|better|great|nice|useful|helpful) if (?:you|they|we)"
                r"(?: had|'d)? (?P<verb>[a-z]+) (?P<rest>.+)"), from_participle),
    (re.compile(r"(?:you|we|they|your team|your reps) (?:could|should|might|ought to)(?: also| perhaps|"
                r" maybe)? have(?: better)? (?P<verb>[a-z]+) (?P<rest>.+)"), from_participle),
    (re.compile(r"you (?:never|hardly|rarely|seldom) (?P<verb>[a-z]+) (?P<rest>.+)"), from_past),
    (re.compile(r"you (?:did not|didn't) (?:really )?(?P<verb>[a-z]+) (?P<rest>.+)"),
     lambda verb: verb if verb in BASES else None),
    (re.compile(r"(?:it (?:would|might) (?:have been|be) (?:good|better|great|nice|useful|helpful) to|"
                r"(?:we|i)(?: would|'d) (?:have liked|like) to|(?:have )?liked to) (?P<verb>see|have seen)"
                r" (?P<rest>.+)"), lambda verb: "show"),
    (re.compile(r"(?P<verb>[a-z]+ing) (?P<rest>.+?) would(?: have)? (?:really )?(?:help(?:ed)?|"
                r"made? (?:a|the|all the) difference)\b.*"), from_gerund),
    (re.compile(r"(?P<verb>being) (?P<rest>.+)"), from_gerund),
)  # fmt: skip


_GERUND = re.compile(r"(?P<verb>[a-z]+ing) (?P<rest>.+)")  # "(I suggest) spending more time"
_NOT_DONE = re.compile(r"(?:you|we) should(?: not|n't) have (?P<verb>[a-z]+) (?P<rest>.+)")


def _reworded(text: str, *, led_in: bool) -> str:
    """Return the wish in "You could have involved our IT" as "involve our IT".

    ``led_in``: something like "I suggest" stood before, so that a gerund is a verb and no noun.
    """
    plain = text.lower().replace("’", "'")
    if len(plain) != len(text):
        return text
    for pattern, base_of in _WISHES:
        match = pattern.fullmatch(plain.rstrip(".!"))
        base = base_of(match["verb"]) if match else None
        if match and base:
            return f"{base} {text[match.start('rest') : match.end('rest')]}"
    if (match := _NOT_DONE.fullmatch(plain.rstrip(".!"))) and (
        base := from_participle(match["verb"])
    ):
        return f"do not {base} {text[match.start('rest') :]}"
    gerund = _GERUND.fullmatch(plain) if led_in else None
    if gerund is not None and (base := from_gerund(gerund["verb"])):
        return f"{base} {text[gerund.start('rest') :]}"
    for modal in _MODALS:
        match = modal.fullmatch(plain.rstrip(".!"))
        if match:
            return " ".join(text[slice(*match.span(n))] for n in range(1, modal.groups + 1))
    return text


_MODALS = (  # a wish whose verb stands last
    re.compile(r"(?:ihr|sie|du) (?:hättet|hätten|hättest) (.+) (?:sollen|müssen|können)"),
    re.compile(r"(?:jullie|u|je|zij) (?:hadden|had|zouden|zou) (.+) moeten ([a-zëï]+)"),
    re.compile(r"(?:jullie|u|je|zij) (?:moeten|moet|zouden|zou) (.+)"),
)


def _stripped(text: str) -> str:
    """Return the text without one of the ways in which people lead in a recommendation."""
    lowered = text.lower().replace("’", "'")
    plain = lowered if len(fold(text)) != len(text) else fold(text)
    for pattern in _STRIP:
        match = pattern.match(plain)
        if match is None or match.end() >= len(text):
            continue
        rest = text[match.end() :]
        if "neg" in pattern.groupindex and match["neg"]:
            return f"do not {rest}"
        return rest
    return text


def from_winner(said: str, competitor: str | None = None, language: str = "en") -> str:
    """Return what the winner did as an imperative, or framed as something to learn from, in the notes' language."""
    text = _unquoted(said)
    plain = text.lower().replace("’", "'")
    if competitor and plain.startswith(competitor.lower() + " "):
        plain = "they" + plain[len(competitor) :]
        text = "They" + text[len(competitor) :]
    match = _THEY.match(plain)
    verb = from_past(match["verb"]) if match is not None else None
    if match is not None and verb is not None:
        rest = text[match.end() :]
        had = _HAD.match(plain[match.end() :]) if match["verb"] == "had" else None
        if had is not None and (base := from_participle(had["verb"])):
            verb, rest = base, rest[had.end() :]
        if _may_be_ordered(rest.lower()):
            return _sentence(
                f"{verb} {_AND_PAST.sub(_to_base, _THAN_YOU.sub('than we did', rest))}"
            )
    return f"{_frame(plain, language)}: {_uncapitalised(text)}"


_HAD = re.compile(r"(?:already |also |even |really )?(?P<verb>[a-z]+)\b ?(?!of\b)")
_THAN_YOU = re.compile(r"\bthan you(?: did| were)?\b", re.IGNORECASE)


def _may_be_ordered(rest: str) -> bool:
    """Tell whether what follows the verb reads well after an imperative.

    A "no", and what belongs to "them", would come to mean something else.
    """
    return bool(rest) and not re.match(
        r"(?:not|n't|been|no|never|able|willing|cheaper)\b|.*\b(?:they|their|theirs)\b", rest
    )


_AND_PAST = re.compile(r"\b(and|then|but) (they )?([a-z]+)\b")


def _to_base(match: re.Match[str]) -> str:
    """Turn "and brought" into "and bring"; other words stay."""
    base = from_past(match[3])
    return f"{match[1]} {base}" if base else match.group()


def _frame(plain: str, language: str) -> str:
    if language in _FRAMES:
        return _FRAMES[language][0]
    found = set(re.findall(r"\w+", fold(plain)))
    best = max(_FRAMES.values(), key=lambda item: len(found & set(item[1].split())))
    return best[0] if len(found & set(best[1].split())) >= 2 else "Learn from the winner"


def _uncapitalised(text: str) -> str:
    first = text.split()[0] if text.split() else ""
    return (
        text[0].lower() + text[1:]
        if first.lower().replace("’", "'").split("'")[0] in ("they", "their", "the", "he", "she")
        else text
    )


def _sentence(text: str) -> str:
    """Return the text with a capital first and a full stop last."""
    text = re.sub(r" +([.,!])", r"\1", re.sub(r"\s+", " ", text)).strip(" ,;-")
    if not text:
        return text
    text = text[0].upper() + text[1:]
    return text if text[-1] in ".!?…:" else text + "."
