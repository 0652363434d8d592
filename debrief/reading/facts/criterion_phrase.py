"""A clause that names what mattered, cut to the phrase: without who says so, the verb, and what only rounds it off."""

from __future__ import annotations

import re
from collections.abc import Iterator

from debrief.reading.wording import fold

LONGEST = 90  # characters of a phrase
SHORTEST = 3
MOST_WORDS = 7  # of an item in a list; where one is longer, "and" does not part them
_EDGES = " .;,:-–—\"'“”„«»()*|"

_LEADING = re.compile(
    r"\W*(?:['’]?(?:s|ll|re|ve|d|m)\s+)?(?:(?:(?:he|she|they|it|we|you|there)['’](?:s|ll|re|ve|d)|(?:[\w.’'-]+ ){0,3}?(?:said|says|felt|feels|thought|thinks|meinte|sagte?|findet|dice|dijo|dit|disait|zei|zegt|vond|diz|disse)(?: that| que)?|because|since|as|while|but|and|that|which|who|also|plus|they|it|we|you|he|she|there|in the|in|could|would|simply|just|really|mainly|both|either|the fact that|of the|in the end|by|on|to have|to|was|were|is|are|be|been|being|"
    r"weil|dass|da|aber|und|die|der|das|dem|den|des|ein|eine|einen|einer|sie|wir|er|es|auch|vor allem|im|bei|beim|in der|konnten?|einfach|schon|war|waren|ist|sind|"
    r"parce qu['e]|car|mais|et|que|qui|qu'|dont|ils?|elles?|nous|vous|le fait que|d'avoir|c'est|ce|sur|pouvaient|y|était|est|sont|le|la|les|l'|un|une|des|du|de la|"
    r"porque|pero|que|ellos|ellas|nosotros|también|además|el|los|las|un|una|unos|lo|el hecho de|fue|fueron|determinantes?|podían?|pueden|por|era|es|son|"
    r"omdat|dat|de|het|een|maar|en|ze|zij|wij|jullie|ook|vooral|op|konden|kunnen|er|is|was|waren|zijn|"
    r"mas|e|o|a|os|as|um|uma|eles|elas|nós|pois|também|foi|foram|determinantes?|no|na|podiam|era|são|our|an?|the|some)(?:[\s,]+|(?<=['’])|$))+",
    re.IGNORECASE,
)
_FILLER = (
    r"anyway|either|though|too|as well|yet|already|today|now|right now|ready to go|all ready|ready|done|out of the box|built[- ]in|as standard|for us|for them|to us|to them|from (?:you|us)|than (?:you|yours|us|ours|theirs)\b.*|and (?:that|this|it)|of course|simply|in place|already in place|with (?:it|them)|further along|and yours? .*|"
    r"und das|schon|bereits|gleich mit|mit|an|ab|dabei|drin|fertig|fertig drin|auch|im standard|heute|jetzt|besser|als (?:bei )?(?:ihnen|sie|ihr|euch|wir|uns)\b.*|gegeben|haben|hat|hatte|hatten|konnte|konnten|kann|können|bietet|bieten|bot|abbildet|liefert|gewesen|war|waren|wollte|wollten|wäre|würde|wurde|wurden|werden|"
    r"et (?:cela|ça|c')|aussi|déjà|chez eux|chez nous|en standard|aujourd'hui|inclus|comprise?|en plus|que (?:vous|le vôtre|la vôtre|nous)\b.*|et (?:nous|vous) non|pas vous|"
    r"y eso|también|ya|además|incluid[oa]s?|de serie|hoy|que (?:ustedes|vosotros|el vuestro|el suyo|nosotros)\b.*|y (?:nosotros|ustedes|vosotros) no|"
    r"en dat|ook|al|mee|bij ons|bij hen|standaard|nu|dan (?:jullie|u|die van jullie|wij)\b.*|hebben|heeft|had|hadden|kunnen|kan|konden|"
    r"e isso|também|já|incluíd[oa]s?|de origem|hoje|(?:do )?que (?:vocês|a vossa|o vosso|nós)\b.*|e nós não|mais"
)
_TRAILING = re.compile(rf"(?:[\s,]+(?:{_FILLER}))+\W*$", re.IGNORECASE)

# Somebody has something: what is had stands behind the verb.
_HAS = re.compile(
    r"^(?:[\w'’.&-]+ ){0,4}?(?:(?:already|also|simply|just|now|could|can|would|do|does|ya|también|déjà|reeds|al|já|também) ){0,4}"
    r"(?:have|has|had|having|offers?|offered|provides?|provided|includes?|included|brings?|brought|supports|supported|delivers?|delivered|carr(?:y|ies|ied)|c[oa]mes? with|threw in|throws? in|bundles?|g[ai]ve|gives|show(?:ed|s)?|demoed|demonstrated|"
    r"haben|hat|hatten|hatte|bieten|bietet|bot|boten|liefern|liefert|lieferten?|bringen|bringt|brachten?|beherrscht|enthält|umfasst|"
    r"proposent?|proposait|proposaient|ont|avaient|offrent?|offrait|disposent? (?:de|d'|du|des)|gèrent?|incluent?|fournissent?|fournit|"
    r"ofrecen?|ofrecían?|ofrecieron|ofreció|daban|dieron|tienen?|tenían?|incluyen?|traen?|dan|llevan|entregan|comprometió|"
    r"bieden|biedt|bood|boden|heeft|hebben|hadden|levert|leveren|"
    r"oferecem?|ofereciam?|ofereceram|ofereceu|dão|deram|têm|tem|tinham?|incluem?|inclui|trazem?|traz|apresentar|apresentou) +"
    r"(?=\S)",
    re.IGNORECASE,
)
_IT = re.compile(r"(?:it|them|this|that|so|es|sie)\b", re.IGNORECASE)
# It is missing: what is missing stands behind.
_LACKS = re.compile(
    r"^.{0,40}?\b(?:lack(?:s|ed|ing)?(?: of)?|missing|absence of|fehlende[rsnm]?|fehlt\w*(?: (?:uns|ihnen|euch|bei ihnen))?|mangelnde[rsn]?|manque (?:de|d['’])|absence (?:de|d['’])|il manqu\w+|falta(?:ba)? (?:de )?(?:el |la |los |las )?|carencia de|ontbr\w+(?: van)?|ausência de|faltava|não tinha|no (?!one|body|longer|decision|need|reply|answer|way|more|doubt|second)(?=\w[\w-]+ (?:module|support|integration|interface|connector|function\w*|option|app|references?|certificat\w+|hosting))) *(?=\w)",
    re.IGNORECASE,
)
# Theirs is so and so: what is praised stands before the verb.
_SUBJECT = re.compile(
    r"^(?:their|its|your|our|[\w&-]+['’]s|the|deren|ihre?r?|ihren|unsere?|der|die|das|leurs?|son|sa|ses|votre|vos|notre|le|la|les|sus?|vuestr[oa]|nuestr[oa]|el|los|las|hun|haar|jullie|uw|onze?|de|het|seus?|suas?|voss[oa]s?|noss[oa]s?|os?|as?)? *"
    r"(?P<x>(?!(?:board|committee|team|council|management|panel|company|vendor|cfo|cio|ceo|boss|director|owners?|people|folks|vorstand|beirat|chef|gremium|einkauf|gesch\w+|kunde|anbieter|comité|direction|conseil|client|dirección|cliente|directie|bestuur|klant|administração|other|others?|fact|two|three)\b)(?:[\w'’&/-]+ ){0,7}?[\w'’&/-]{3,}) "
    r"(?:was|were|is|are|looked|seemed|felt|proved|scored|war|waren|ist|sind|lag|lagen|erschien|wirkte|était|étaient|est|sont|a été|ont été|era|eran|es|son|fue|fueron|está|estaba|zijn|bleek|foi|foram|é|são|estava) "
    r"(?:not |nicht |pas |no |niet |não |only |simply |just |far |much |clearly |a |half |twice |two |three |almost |nearly |deutlich |klar |viel |einfach |nur |nettement |beaucoup |bien |simplement |claramente |mucho |veel |duidelijk |muito ){0,4}"
    r"(?:\w+(?:er|re)\b|better|more|less|too|short\w*|third|second|weak\w*|good|enough|missing|partly|mature|further|longer|lighter|besser|schneller|kürzer|mehr|weniger|zu|klarer|erst|bloß|meilleur\w*|plus|moins|trop|insuffisant\w*|partiel\w*|mejor\w*|más|menos|peor\w*|demasiado|insuficiente\w*|beter|sneller|korter|meer|minder|te|onvoldoende|melhor\w*|mais|pior\w*|demasiado)\b",
    re.IGNORECASE,
)
_AFTER = re.compile(
    r"\s(?:which|who|whose|so that|so|if|when|before we|where|until|wobei|sodass|falls|bis|ce qui|si|cuando|lo que|wat|zodat|als we|o que|quando|se)\s.*$",
    re.IGNORECASE,
)
_EMPTY = re.compile(
    r"(?:motivos?|motifs?|grund|gründe|reasons?|notes?|comments?|kommentar|value|score|scores|award criteria|criteria|criterion|kriteri\w+|critère\w*|criterios?|total score|your total score|opportunity|supplier|offer|proposal|solution|system|angebot|euer angebot|ihr angebot|offre|votre offre|oferta|propuesta|proposta|voorstel|aanbieding|another vendor|somebody else|decision|decisión|entscheidung|project|projekt|projet|proyecto|it all|you|us|them|him|more|less|better|first|second|things?|everything|something|nothing|nobody|somebody|someone|jemanden|alguien|iemand|quelqu'un|isso|eso|esto|cela|ça|das|dies|dat|dit|first two|firm|all|both|native|pesó|pesou|.*\b(?:total|final|overall) score|.*['’]s score|na avaliação|by .*|value (?:eur|usd|gbp)|lost|ends?|ones?|two|three|zwei|drei|deux|trois|dos|tres|twee|drie|duas|dois|damit|dabei|jullie|ihnen|(?:motif|motivo|grund|reden|reason|begründung|toelichting|fundamento|pourquoi|warum|raison|razón|razão)\b.*)\W*",
    re.IGNORECASE,
)
_SMALL_TALK = re.compile(
    r"(?:(?:\w+ )?(?:asked|would ask|dankt|dank|thank|thanks|wish|hope|sorry|regret|unfortunately|leider|helaas|does not reflect|doesn't reflect|être franc|to be honest|honestly|so only|motion to|your firm|informamos|asked me|picked|eben angerufen)\b)",
    re.IGNORECASE,
)
_PRAISE = re.compile(
    r"\b(?:your?|yours|you were|ihr\w*|euer|eure\w*|votre|vos|vuestr\w+|tu|uw|jullie|voss\w+|sua)\b.{0,60}?\b(?:best|better|nicer|nicest|strong\w*|impress\w+|liked|loved|cleanest|excellent|first|great|wonderful|superior|well|gut\w*|besser\w*|beste\w*|schoner\w*|stolz|meilleure?s?|mejor\w*|estupend\w+|excelente\w*|beter|beste|mooi\w*|sterk\w*|melhor\w*|otim\w+)\b"
    r"|\b(?:in which|where) you (?:were|came) (?:first|ahead|best)|\bwaren (?:von|auf) .{0,40}\b(?:stolz|begeistert|angetan)\b|\b(?:loved|liked) (?:your|you)\b|\bwe won on\b"
)
_THAN = re.compile(
    r"\b(?:than|als|que|dan|not|no|nicht|pas|niet|nao|kein\w*|n't|third|theirs|their|deren|leurs?|hun)\b"
)


_BREAK = re.compile(
    r"(?:[;()\"“”„«»]|(?<!\d)[,:]|[,:](?!\d))++\s*|(?:(?<=\.[A-Z])|(?<= no))\.\s+(?=[A-ZÀ-Þ])|\s[–—-]\s|\s(?=(?:because|since|whereas|while|although|but|weil|w[aä]hrend|aber|sondern|parce que|car|mais|tandis que|porque|pero|mientras|omdat|terwijl|maar|mas|enquanto|pois)\s)"
)
_COMMA = re.compile(r"\s*[,;]\s*(?:(?:and|und|et|y|e)\s)?")
_AND = r"\s*[,;]\s*(?:(?:{0})\s)?|\s(?:{0})\s(?!(?:so|the like|co)\b)"
_SPLIT = re.compile(_AND.format("and|und|sowie|et|y|e|as well as|&"), re.IGNORECASE)
_SPLIT_DUTCH = re.compile(_AND.format("en|&"), re.IGNORECASE)
_DUTCH = re.compile(r"\b(?:het|een|voor|met|van|niet|wij|ze|zij|hun|jullie|aan|op|zijn|bij)\b")
_ROMANCE = re.compile(r"\b(?:la|le|les|el|los|las|du|des|un|une|una|que|qu|con|por|pour)\b")
_JOINT = re.compile(r"\s(?:and|und|sowie|et|y|e|as well as)\s", re.IGNORECASE)
_JOINT_DUTCH = re.compile(r"\sen\s", re.IGNORECASE)
# A price found too high is called by its name, in the language of who says so.
_DEAR = {
    "price": r"(?:too|more|very) (?:expensive|dear|pricey|costly)|costs? too much|(?:highest|lowest) of \d+ bids|above (?:the|our) (?:target|budget)",
    "Preis": r"(?:zu |so |deutlich )?teuer\w*|wirtschaftlichste\w*",
    "prix": r"(?:trop|plus|tres) chere?s?",
    "precio": r"(?:muy |demasiado |mas )car[oa]s?|por debajo de|sale caro|erais caros|se nos va de precio",
    "prijs": r"(?:te |veel te )?duur(?:der)?",
    "preço": r"(?:achou |muito |mais )car[oa]s?",
}
_DEARS = {word: re.compile(rf"\b(?:{terms})\b") for word, terms in _DEAR.items()}
# What costs less is told as it is written, and so is what is called a price.
_CHEAP = re.compile(
    r"\b(?:cheap\w*|less expensive|lowest bid\w*|half the (?:price|money|cost)|discounts?|for free|free of c\w+|at no (?:extra )?c(?:ost|harge)|undercut\w*"
    r"|gunstiger\w*|billiger\w*|kosten(?:los|frei)\w*|gratis|rabatt|moins chere?s?|gratuit\w*|remise|(?:mas )?barat[oa]s?|gratuit[oa]s?|descuento|goedkoop|goedkoper|goedkoopste|korting|(?:mais )?barat[oa]s?|desconto|de borla)\b"
)
_PRICED = re.compile(
    r"\b(?:(?:lower |total |annual |running |purchase )*(?:prices?|pricing|cost)|\w*preise?\w*|\w*kosten|prix|tarifs?|couts?|precios?|costos?|costes?|prij[sz]\w*|prijzen|precos?|custos?)\b"
)
_VERB = re.compile(
    r" (?:was|were|is|are|had|has|came|comes|war|waren|ist|sind|lag|liegt|hat|etait|est|a ete|era|eran|es|fue|fueron|was|waren|ligt|lag|foi|eram|e|se|que|so|by|um|von|on|at|of)\b.*"
)
_THAN_US = re.compile(r"\b(?:than|als|que|dan|do que|yours|ours|wirtschaftlich\w*|budget)\b")
WORDS_OF_PRICE = 4  # of a phrase that names one
_NOT_IT = re.compile(
    r"\b(?:not|never|nicht|n'[ae]|pas|no|nunca|niet|nao|fair|fine|reasonable|angemessen|correcte?s?|prima|netjes|justo)\b"
)
_CIRCUMSTANCE = re.compile(
    r"\b(?:budgets?\w*|free[sz]e|frozen|lay-?offs?|redundanc\w*|restructur\w*|re-?organi[sz]\w*|mergers?|acqui\w+|takeover|insolven\w*|headcount|strateg\w*|vacation|holidays?|illness|board|decision|sperre|haushalt\w*|stellen\w*|umstrukturierung|ubernahme|fusion|krank\w*|urlaub\w*|zeitmangel|entscheidung|gel|rachat|redressement|fusion|vacances|decision|recortes?|congela\w*|compra|reestructura\w*|decision|bezuinig\w*|overname|fusie|reorganisatie|besluit|until further notice|bis auf weiteres|nouvel ordre|nuevo aviso|nader order|novo aviso|cortes?|aquisicao|reestrutura\w*|decisao)\b"
)


_TIME = re.compile(r"(?:\w+ )?(?:timing|time|zeit|temps|tiempo|tijd|tempo)")


# What is left of "lost it to …" without the winner's name.
_LEFT = re.compile(r"\b(?:to|with|against|an|mit|fur|bei|gegen|a|face a|avec|chez|pour|con|por|para|com|voor|aan|met|van|de)\W*$")  # fmt: skip
# Behind the winner's name: for which they were chosen.
_FOR_IT = r"(?:because of|due to|thanks to|for|on|wegen|aufgrund|dank|pour|grace à|grâce à|por|gracias a|vanwege|wegens|dankzij|om|graças a)"


# What is said of the thing that mattered, and the words before it: no part of its name.
_SAID_OF_IT = re.compile(
    r"\s(?:was|were|is|are|proved|seemed|weighed|counted|war|waren|ist|sind|wog|wogen|etaient|etait|ont ete|a ete|sont|est|fueron|fue|eran|era|son|es|"
    r"zijn|bleken|bleek|foram|foi|eram|sao)(?:\s(?:the|our|a|most|more|very|really|all|simply|what|f[ou]r|pour|para|voor|us|uns|nous|nos\w*|ons|die|der|das|les?|las?|los|el|de|os?|as?|mas|plus|tres|muy|mais|zeer|sehr))*"
    r"(?:\s(?:decisive|deciding|decisives?|crucial|paramount|essential|important\w*|key|main|entscheidend\w*|ausschlaggebend\w*|wichtig\w*|determinant\w*|decisi[fv]\w*|doorslaggevend\w*|belangrijk\w*)\b.*)?\W*$"
)
_ROUNDED = re.compile(
    r"^(?:in the )?end,\s+|^(?:am )?ende\s+(?:war\w*\s+)?|^(?:au )?final,\s+|^(?:al )?final,\s+",
    re.IGNORECASE,
)


def named_alone(phrase: str) -> str:
    """Return the thing that mattered without what is said of it ("Delivery and service were decisive")."""
    phrase = _ROUNDED.sub("", phrase)
    folded = fold(phrase)
    said = _SAID_OF_IT.search(folded) if len(folded) == len(phrase) else None
    return phrase[: said.start()].strip(_EDGES) if said and said.start() > SHORTEST else phrase


def is_circumstance(phrase: str) -> bool:
    """Tell whether a phrase speaks of how the customer fares, on which no offer is compared."""
    folded = fold(phrase)
    return _CIRCUMSTANCE.search(folded) is not None or _TIME.fullmatch(folded) is not None


def is_praise(clause: str) -> bool:
    """Tell whether a clause says where our offer was good, which is not why it lost."""
    folded = fold(clause)
    return _PRAISE.search(folded) is not None and _THAN.search(folded) is None


def is_no_matter(clause: str) -> bool:
    """Tell whether a clause says that the price was no matter, or that ours was the lower."""
    folded = fold(clause)
    priced = _PRICED.search(folded) or _CHEAP.search(folded)
    return priced is not None and _NOT_IT.search(folded) is not None and not _THAN_US.search(folded)


def phrase_of(clause: str, rival: str | None = None) -> str | None:
    """Return the phrase that a clause is about; None where nothing of substance is left."""
    text = " ".join(clause.split())
    if rival:
        text = re.sub(rf"^.*(?<!\w){re.escape(rival)} {_FOR_IT} ", "", text, flags=re.IGNORECASE)
        text = re.sub(rf"(?<!\w){re.escape(rival)}(?!\w)(?:['’]s)?\s*", "", text)
        alone = clause.strip(_EDGES).endswith(rival) and len(_trimmed(text).split()) < 2
        if alone or _LEFT.search(fold(text)):
            return None
    whole, text = text.strip(_EDGES), _trimmed(text)
    for found in (_praised(whole), _lacking(text), _having(text), _praised(text)):
        if found is not None and len(found) >= SHORTEST and not _EMPTY.fullmatch(found):
            text = found
            break
    text = _shortened(text)
    if (
        _SMALL_TALK.match(text)
        or len(text) < SHORTEST
        or _EMPTY.fullmatch(text)
        or not re.search(r"[^\W\d_]{3}", text)
    ):
        return None
    return text


def in_short(item: str) -> str:
    """Return an item of a list without what is said about it, where that makes it a sentence."""
    if len(item) <= LONGEST:
        return item.strip(_EDGES)
    return _shortened(next((part for part in clauses_of(item) if len(part) >= SHORTEST), item))


def _trimmed(text: str) -> str:
    """Return a text without little words in front and what only rounds it off."""
    text = text.strip(_EDGES)
    leading = _LEADING.match(text)
    rest = text[leading.end() :] if leading else text
    rest = _TRAILING.sub("", rest)
    return rest.strip(_EDGES)


def _having(text: str) -> str | None:
    match = _HAS.match(text)
    if match is None or _IT.match(text, match.end()):
        return None
    return _trimmed(text[match.end() :])


def _lacking(text: str) -> str | None:
    match = _LACKS.match(text)
    return _trimmed(text[match.end() :]) if match else None


def _praised(text: str) -> str | None:
    match = _SUBJECT.match(text)
    return _trimmed(match["x"]) if match else None


def _shortened(text: str) -> str:
    """Return a long phrase up to where it goes on about something else, ended at a word."""
    if len(text) > LONGEST // 2:
        text = _AFTER.sub("", text)
    if len(text) > LONGEST:
        text = text[:LONGEST].rpartition(" ")[0]
    return text.strip(_EDGES)


def is_dutch(text: str) -> bool:
    """Tell whether an "en" in a text joins two things, as it does in Dutch alone."""
    folded = fold(text)
    return " en " in folded and bool(_DUTCH.search(folded)) and not _ROMANCE.search(folded)


def clauses_of(text: str) -> Iterator[str]:
    """Yield the clauses of a sentence; what an "and" joins is parted where both sides can stand alone."""
    for piece in _BREAK.split(text):
        if not piece or not piece.strip():
            continue
        halves = (_JOINT_DUTCH if is_dutch(piece) else _JOINT).split(piece)
        if len(halves) > 1 and all(len(half.split()) >= 3 for half in halves):
            yield from halves
        else:
            yield piece


def listed(text: str, rival: str | None) -> list[str]:
    """Return the items of what was said to have mattered, each cut to its phrase."""
    split = _SPLIT_DUTCH if is_dutch(text) else _SPLIT
    pieces = [piece for piece in split.split(text) if piece and piece.strip()]
    if max((len(piece.split()) for piece in pieces), default=0) > MOST_WORDS:
        pieces = _COMMA.split(text)
    phrases = ((_cheap(piece) or phrase_of(piece, rival)) for piece in pieces)
    return [phrase for phrase in phrases if phrase is not None and not is_circumstance(phrase)]


def _cheap(piece: str) -> str | None:
    """Return the word for price where an item is nothing but that."""
    return price_in(piece) if len(piece.split()) <= 3 else None


def price_in(clause: str) -> str | None:
    """Return what a clause says of the price: too high by its name, else as written; None where it is no matter."""
    text = " ".join(clause.split())
    folded = fold(text)
    if _NOT_IT.search(folded):
        return None
    for word, pattern in _DEARS.items():
        if pattern.search(folded):
            return word
    found = _CHEAP.search(folded) or _PRICED.search(folded)
    if found is None:
        return None
    rest = text[found.start() :].strip(_EDGES)
    rest = rest[: len(_VERB.sub("", fold(rest)))].strip(_EDGES)
    return rest if len(rest.split()) <= WORDS_OF_PRICE else text[found.start() : found.end()]
