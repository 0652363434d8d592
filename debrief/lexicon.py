"""The small words people answer with, in English, German, French, Spanish, Dutch, Portuguese.

Everything is compared *folded*: lower case, no accents, plain quotes, single spaces.
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass

_QUOTES = str.maketrans(
    {
        "‘": "'",
        "’": "'",
        "‚": "'",
        "´": "'",
        "`": "'",
        "“": '"',
        "”": '"',
        "„": '"',
        "«": '"',
        "»": '"',
    }
    | dict.fromkeys("\u00ad\u200b\u200c\u200d\u2060\ufeff", "")
    | {"‐": "-", "‑": "-", "–": "-", "—": "-", "−": "-"}
)
_SPACE = re.compile(r"\s+")
QUOTED = re.compile(r"^\s*>")
SENTENCE_END = re.compile(r"(?<=[.!?;])\s+")  # within a line of a reply
QUOTE_PREFIX = re.compile(r"^(?:\s*>)+ ?")
BULLET = re.compile(r"^\s*(?:[-*•·◦▪‣–—✓✔☐☑]|\[[ xX]?\])(?:\s+|(?=[^\W\d_]))")
WORD = re.compile(r"[^\W_]+(?:['-][^\W_]+)*")


@dataclass(frozen=True, slots=True)
class Doubt:
    """A line that was not understood: what it may mean, and the question to ask back."""

    line: str
    nearest: str | None = None
    question: str = ""
    example: bool = False  # ``nearest`` shows how it is written, with a value that nobody gave


def fold(text: str) -> str:
    """Return the text as it is compared: no case, accents, typographic quotes or double spaces."""
    plain = unicodedata.normalize("NFKD", text.translate(_QUOTES))
    bare = "".join(c for c in plain if not unicodedata.combining(c))
    return _SPACE.sub(" ", bare.casefold().translate(_QUOTES)).strip()


def fold_in_place(text: str) -> str:
    """Return the text without case and accents, every character at its place."""
    return "".join(
        (fold(c) if len(fold(c)) == 1 else c.lower()[:1]) if c != " " else c for c in text
    )


def words(text: str) -> tuple[str, ...]:
    """Return the folded words of the text, in order."""
    return tuple(WORD.findall(fold(text)))


def word_list(text: str) -> list[str]:
    """Return the words of a text, for long lists of words."""
    return text.split()


def listed(text: str) -> frozenset[str]:
    """Return a set of folded phrases from a text that separates them by commas."""
    return frozenset(fold(part) for part in text.split(",") if part.strip())


YES = listed(
    "yes, y, yep, yeah, yup, ok, okay, k, sure, fine, good, great, perfect, agreed, agree, approve,"
    "approved, accept, accepted, keep, right, correct, confirmed, confirm, done, absolutely,"
    "ja, jawohl, jep, passt, gut, einverstanden, genehmigt, freigegeben, behalten, stimmt, klar,"
    "oui, ouais, d'accord, daccord, parfait, garder, valide, validé, bon, accepté, conserver,"
    "si, sí, vale, claro, perfecto, de acuerdo, aprobado, apruebo, mantener, bien,"
    "akkoord, prima, goed, goedgekeurd, behouden, houden, oke, oké, jawel,"
    "sim, certo, perfeito, aprovado, aprovo, manter, concordo, bom"
)
NO = listed(
    "no, n, nope, not, nah, nein, nee, ne, nicht, kein, keine, keinen, non, pas, aucun, aucune,"
    "niet, geen, nao, não, nem, ninguno, ninguna, nenhum, nenhuma"
)
DROP = listed(
    "drop, out, dropped, delete, remove, skip, cut, reject, rejected, discard, scrap, omit, "
    "without, minus,"
    "streichen, streiche, streich, weglassen, löschen, lösche, entfernen, raus, weg, ohne, "
    "verwerfen,"
    "supprimer, supprime, supprimez, enlever, enlève, enlevez, retirer, retire, retirez, sans, "
    "rejeter,"
    "quitar, quita, quite, eliminar, elimina, borrar, borra, descartar, sin, suprimir,"
    "schrappen, schrap, verwijderen, verwijder, weghalen, weglaten, zonder, laat vallen,"
    "remover, remova, apagar, apaga, tirar, tira, excluir, sem, retirar"
)
ALL = listed(
    "all, everything, every, all of them, both, alle, alles, beide, tout, tous, toutes, todo, "
    "todos,"
    "todas, allemaal, tudo, ambos, rest, reste, restante, übrigen, overige, others, otherwise, else, sonst, übrige, autres, demás, "
    "resto, anders"
)
EXCEPT = listed(
    "except, but not, apart, save, excluding, außer, ausser, bis auf, sauf, excepté, excepto, "
    "salvo,"
    "menos, behalve, uitgezonderd, exceto"
)
ONLY = listed(
    "only, just, nur, bloß, seulement, uniquement, solo, sólo, solamente, alleen, enkel, so, só, "
    "apenas, somente"
)
AND = listed(
    "and, &, plus, und, sowie, et, y, e, en, as well as, also, too, auch, aussi, tambien, ook, "
    "tambem"
)
BUT = listed("but, however, aber, jedoch, mais, pero, maar, mas, porém, sondern")
NOTHING = listed(
    "none, nothing, n/a, na, nil, null, no one, nobody, none of these, none of them, no competitor,"
    "no decision, nothing really, nothing in particular, not applicable, no comment, no idea,"
    "keine, keiner, keines, nichts, nix, fehlanzeige, niemand, kein, kein wettbewerber, keine entscheidung, entfällt,"
    "aucun, aucune, rien, personne, néant, sans objet, aucun concurrent, pas de décision,"
    "ninguno, ninguna, nada, nadie, ningún competidor, sin decisión, no aplica,"
    "geen, niets, niks, niemand, geen concurrent, geen beslissing, geen besluit, nvt, n.v.t.,"
    "nenhum, nenhuma, ninguém, nenhum concorrente, sem decisão, não se aplica, n/d"
)
UNKNOWN = listed(
    "unknown, ?, ??, ???, not known, don't know, dont know, do not know, i don't know, no idea, "
    "tbd,"
    "unbekannt, weiß nicht, weiss nicht, weiß ich nicht, keine ahnung, inconnu, inconnue, je ne "
    "sais pas,"
    "desconocido, desconocida, no sé, no lo sé, onbekend, weet ik niet, weet niet,"
    "desconhecido, desconhecida, não sei"
)
PLEASANT = listed(
    "hi, hello, hey, dear, thanks, thank, you, thx, ty, many, cheers, best, regards, kind, warm, "
    "greetings,"
    "please, pls, good, morning, afternoon, evening, day, all, team, there, again, sincerely, "
    "yours,"
    "so, much, br, rgds, sent, from, my, iphone, ipad, android, phone, mobile, samsung, galaxy, "
    "outlook, for, ios,"
    "hallo, danke, vielen, dank, bitte, liebe, lieber, grüße, grüßen, gruß, gruss, viele, beste, "
    "besten,"
    "schöne, schönen, mit, freundlichen, freundliche, guten, tag, morgen, abend, moin, servus, "
    "lg, vg, mfg, herzliche,"
    "von, meinem, gesendet, zusammen,"
    "bonjour, salut, merci, beaucoup, cordialement, bien, à, vous, toi, bonne, journée, svp, stp, "
    "s'il, te, plaît,"
    "envoyé, de, mon, bonsoir, amicalement, sincères, salutations,"
    "hola, gracias, muchas, saludos, un, saludo, por, favor, cordial, cordiales, buenos, buenas, "
    "días, tardes,"
    "enviado, desde, mi,"
    "dank, je, u, wel, bedankt, groet, groeten, met, vriendelijke, hartelijke, alvast, beste, "
    "goedemorgen,"
    "goedemiddag, graag, alsjeblieft, verzonden, vanaf, mijn,"
    "olá, oi, obrigado, obrigada, muito, cumprimentos, abraço, atenciosamente, bom, dia, boa, "
    "tarde, meu,"
    "debrief, debriefing"
)
# What stands between a letter and its writer's name; a whole line of it, in every language read.
_SIGN_OFF = (
    r"(?:with |many |kind |best |warm |warmest |our )*(?:regards|wishes|thanks|thank you|thx)(?: again| so much| a lot| in advance)?|sincerely(?: yours)?|yours(?: sincerely| faithfully| truly)?|best|cheers|rgds|br|"
    r"(?:mit )?(?:(?:freundliche|beste|herzliche|liebe|viele|schone)[nmr]? )*(?:und kollegiale[nmr]? )?(?:gru(?:ss|sse|ssen|esse|essen)|dank)|danke|mfg|lg|vg|hochachtungsvoll|"
    r"(?:bien |tres )?cordialement|amicalement|bien a (?:vous|toi)|(?:sinceres|meilleures|cordiales|respectueuses) salutations|salutations(?: distinguees)?|merci(?: beaucoup)?|"
    r"(?:un |muchos )?(?:cordial |cordiales |afectuosos )?saludos?(?: cordial(?:es)?)?|atentamente|cordialmente|(?:muchas )?gracias|"
    r"(?:cordiali|distinti|cari|migliori|un caro|un cordiale) salut[io]|saluti|grazie|buona giornata|"
    r"(?:com os )?(?:melhores )?cumprimentos|atenciosamente|att|(?:um )?abracos?|(?:muito )?obrigad[oa]|atentament|cordialment|salutacions(?: cordials)?|"
    r"(?:met )?(?:vriendelijke|hartelijke) groet(?:en)?|groet(?:en|jes)?|mvg|(?:alvast )?bedankt|dank je(?: wel)?|dankjewel|"
    r"(?:med )?(?:vanliga?|vennlig|venlig|basta|beste|bedste|hjertelig) (?:halsning(?:ar)?|hilsen(?:er)?)|halsningar|hilsen|mvh|"
    r"(?:ystavallisin |parhain )?terveisin|parimate soovidega|lugupidamisega|ar cienu|ar sveicieniem|pagarbiai|su pagarba|"
    r"z powazaniem|(?:serdecznie )?pozdrawiam(?: serdecznie| cieplo)?|z (?:pozdrowieniami|wyrazami szacunku)|"
    r"s (?:pozdrav(?:em|om)|pratelskym pozdravem|uctou|pranim (?:hezkeho|pekneho) dne)|se srdecnym pozdravem|hezky den|pekny den|"
    r"(?:szivelyes )?udvozlettel|tisztelettel|koszonettel|udv|cu (?:stima|respect|consideratie)|toate cele bune|numai bine|"
    r"lp|l[ie](?:je)?p(?:i)? pozdrav|lepo pozdravljeni|srdac(?:an|no) pozdrav|srdacno|s (?:postovanjem|spostovanjem)|pozdrav|"
    r"(?:saygı|sevgi)(?:lar|ler)(?:ım|im)?(?:ız)?(?:la)?|iyi (?:çalısmalar|gunler)|с уважени(?:ем|е)|с наилучшими пожеланиями|всего доброго|"
    r"с най[- ]добри пожелания|(?:сърдечни )?поздрави|з повагою|з найкращими побажаннями|με (?:εκτίμηση|φιλικούς χαιρετισμούς)|φιλικά|χαιρετισμούς|"
    r"בברכה|בכבוד רב|(?:مع )?(?:خالص )?تحياتي|مع (?:أطيب|خالص) التحي(?:ات|ة)|با احترام|با تشکر|सादर|शुभकामनाओं सहित|"
    r"trân trọng|thân (?:ái|mến)|salam(?: hormat)?|hormat (?:saya|kami)|ขอแสดงความนับถือ|ด้วยความเคารพ|"
    r"敬具|草々|(?:どうぞ)?(?:よろ|宜)しくお願い(?:(?:いた|致)?し)ます|此致|敬礼|祝好|[顺順][祝颂頌]商祺|감사합니다|고맙습니다|드림"
)
# Some write it in two languages ("Mit freundlichen Grüßen / Kind regards") or thank besides ("Danke und Gruß").
_CLOSING = re.compile(
    rf"(?:{fold(_SIGN_OFF)})(?:(?: ?[/|] ?|,? (?:and|und|&|et|y|en|e) )(?:{fold(_SIGN_OFF)}))?[ ,.:!。、！-]*"
)
# Formulas behind which nothing but a name comes, written small or with where its bearer is.
_SURE_FORMULA = re.compile(
    r"[lv]g|mfg|mvg|rgds|.*\b(?:regards|gru(?:ss|sse|ssen|esse)|cordialement|amicalement|saludos?|atentamente|"
    r"cumprimentos|atenciosamente|abracos?|groet(?:en|jes)?)"
)
_FROM_WHERE = re.compile(
    r" (?:from|aus|de|du|desde|del|uit) (?:[\w.-]+ )??(?P<place>[^\W\d_a-zß-ÿ][\w.-]*)$"
)
_PARTICLES = frozenset(
    ["de", "da", "do", "dos", "del", "der", "den", "van", "von", "zu", "la", "ten", "ter"]
)
_NO_FORMULAS = frozenset(["att", "dank", "br"])  # no more than a part of a sentence may be
_NO_NAMES = listed(
    "go, stop, start, los, wait, warte, support, service, price, preis, practice, delivery, team, quality,"
    "monday, tuesday, wednesday, thursday, friday, montag, dienstag, mittwoch, donnerstag, freitag, lundi, mardi,"
    "mercredi, jeudi, vendredi, lunes, martes, miercoles, jueves, viernes, maandag, dinsdag, woensdag, donderdag,"
    "vrijdag, segunda, terca, quarta, quinta, sexta"
)
MOST_LINES = 40  # of a reply that are taken together
LONGEST_CLOSING = 80  # characters
_LONGEST_NAME = 4  # words


def is_pleasantry(line: str) -> bool:
    """Tell whether the line holds nothing but greeting or thanks."""
    found = words(line)
    if any(len(word) == 1 for word in found) and len(found) < 3:
        return False
    return len(found) <= 8 and all(word in PLEASANT for word in found)


_FRIENDLY = (
    PLEASANT
    | (YES - listed("done, keep"))
    | listed(
        "stuff, work, job, nice, well, lovely, super, excellent, awesome, brilliant, cool, interesting, useful, helpful,"
        "very, really, love, like, looks, sounds, works, this, that, it, is, it's, that's, i, me, us, we, with, by, noted, understood, got, see, "
        "see, then, will, do, correct, appreciated, happy,"
        "toll, super, klasse, spitze, verstanden, alles, mir, uns, für, geht, ordnung, in, dann, bis, sehr, wirklich, schön, das, ist, notiert,"
        "génial, très, compris, pour, moi, nous, ça, marche, me, va, noté, c'est, bonne, idée, tout,"
        "genial, estupendo, entendido, muy, bueno, buen, trabajo, está, todo, para, me, parece, excelente, anotado,"
        "top, mooi, leuk, heel, duidelijk, begrepen, voor, mij, ons, tot, dan, ziet, er, uit, helder, fijn, is,"
        "ótimo, óptimo, combinado, está, tudo, mim, nós, parece, até, lá, anotado, percebido, trabalho, excelente"
    )
)


def is_friendly(line: str) -> bool:
    """Tell whether the line holds nothing but thanks, assent or praise: "Great stuff, fine with me"."""
    found = words(line)
    return len(found) <= 8 and all(word in _FRIENDLY for word in found) and "?" not in line


_GREETING = re.compile(
    r"(?:hi|hello|hey|dear|hallo|liebe[rs]?|guten (?:tag|morgen|abend)|moin|servus|bonjour|salut|"
    r"hola|"
    r"buen[oa]s (?:dias|tardes)|beste|dag|goedemorgen|ola|oi|bom dia|boa tarde|good (?:morning|"
    r"afternoon))"
    r"(?: [\w'.-]+){0,3}[ ,!.:-]*"
)


def is_greeting(line: str) -> bool:
    """Tell whether the line is a salutation, perhaps with a name of up to three words."""
    return _GREETING.fullmatch(fold(line)) is not None


def is_closing(line: str) -> bool:
    """Tell whether the line is the formula that ends a letter; a signature may follow."""
    return len(line) <= LONGEST_CLOSING and _CLOSING.fullmatch(fold(line)) is not None


def is_signed(line: str) -> bool:
    """Tell whether the line is a closing formula with its writer's name behind it: "Best, Nadia", "Gruß Jürgen"."""
    if len(line) > LONGEST_CLOSING:
        return False
    formula, comma, name = line.strip(" .!").partition(",")
    place = _FROM_WHERE.search(formula)  # "Viele Grüße aus Oldenburg"
    if place is not None and is_closing(formula[: place.start()]):
        return not comma or _is_name(name, small=False)
    if comma and is_closing(formula):
        return _is_name(name, small=False)
    found = line.split()
    for count in range(1, min(_LONGEST_NAME, len(found) - 1) + 1):
        formula, name = fold(" ".join(found[:-count])), " ".join(found[-count:])
        if formula not in _NO_FORMULAS and is_closing(formula):
            return _is_name(name, small=_SURE_FORMULA.fullmatch(formula) is not None)
    return False


def ends_letter(line: str) -> bool:
    """Tell whether the line ends a letter: the formula alone, or with a name behind it."""
    return is_closing(line) or is_signed(line)


def _is_name(text: str, *, small: bool) -> bool:
    """Tell whether the text may be a writer's name; ``small``: one word of it may be written small."""
    parts = text.strip(" .!-").split()
    plain = fold(text).strip(" .!-")
    if not 0 < len(parts) <= _LONGEST_NAME or not (YES | NO | _NO_NAMES).isdisjoint(
        [plain, *plain.split()]
    ):
        return False
    if small and len(parts) == 1 and plain.isalpha():
        return True
    return all(part[0].isupper() or part in _PARTICLES for part in parts) and parts[0][0].isupper()


def without_frills(text: str) -> list[str]:
    """Return the words between greeting and closing formula."""
    found: list[str] = []
    for line in text.splitlines():
        if ends_letter(line) and found:
            break
        if not is_greeting(line) and not is_pleasantry(line):
            found += line.split()
    return found


def said(text: str) -> list[str]:
    """Return the written lines without signs and quotations, for telling thanks from answers."""
    lines = (line.strip(" .!\t") for line in text.splitlines() if not line.startswith(">"))
    return [line for line in lines if line]


def beyond_thanks(text: str) -> list[str]:
    """Return the written lines that hold more than greeting or thanks."""
    return [line for line in said(text) if not is_pleasantry(line)]


def is_only_friendly(text: str) -> bool:
    """Tell whether nothing is written but thanks, assent or praise."""
    return all(map(is_friendly, said(text)))


def plain_words(text: str) -> str:
    """Return what a reply's first lines say, folded into one, without greeting, thanks, quotation and closing."""
    lines: list[str] = []
    for raw in text.splitlines()[:MOST_LINES]:
        line = bare(raw)
        if ends_letter(line) and lines:
            break
        if line and not QUOTED.match(raw) and not is_greeting(line) and not is_pleasantry(line):
            lines.append(line)
    return fold(" ".join(lines))


def bare(line: str) -> str:
    """Return the line without quote marks, bullet, and emphasis around it."""
    text = QUOTE_PREFIX.sub("", line)
    return BULLET.sub("", text).strip().strip("*_`").strip()
