"""Words around a sum of money that tell whose it is: ours, the winner's, or another thing's (folded)."""

from __future__ import annotations

import re

# What speaks for the lost deal, weakly: words that stand near most amounts of deals.
DEAL = re.compile(
    r"\b(?:your (?:quote|proposal|offer|bid|price|tender|total)|quote|proposal|offer|bid|deal|forecast|contract|you were|worth|value|valued|lost|project|opportunity|angebot|auftrag|uber|wert|volumen|preislich|offre|devis|montant|oferta|propuesta|cotizacion|importe|offerte|bedrag|prijs|waarde|proposta|orcamento|valor|preco|offerta|gone|weg|eran|eram|was|c'etait|commit)\b"
)
_OFFER = {
    "your|our|the": r"quote|quotation|proposal|offer|bid|price|tender|total|fee|figure|number",
    r"ihr\w*|unser\w*|euer|eu(?:re|er)\w*|dein\w*": r"angebot\w*|offerte|preis|gesamtpreis|honorar|voranschlag",
    "votre|notre|vos|nos|ton|tes|ta|mon": r"offre|devis|proposition|soumission|prix|cotation|tarif|montant",
    r"su|nuestr[ao]|tu|vuestr[ao]|mi": r"oferta|propuesta|cotizacion|presupuesto|precio|postura|puja|proposicion",
    "uw|onze|ons|jullie|jouw|je|mijn": r"offerte|bod|voorstel|inschrijving|prijs|aanbieding|aanbod|inschrijfprijs|inschrijfsom",
    r"sua|vossa|nossa|vosso|nosso|seu|tua|minha|meu": r"proposta|oferta|lance|orcamento|preco|cotacao",
}  # fmt: skip
# What says in so many words that the sum is what we asked for.
OUR_OFFER = re.compile(
    r"\b(?:"
    + "|".join(f"(?:{whose}) (?:[\\w-]+ ){{0,2}}?(?:{what})" for whose, what in _OFFER.items())
    + r"|we (?:were|came in|sat|stood|quoted|bid|had quoted|offered)|you (?:were|quoted|had quoted|asked for|offered)|you'd quoted|wir (?:lagen|waren) bei|(?:wij|we) zaten (?:zelf )?op|waar (?:wij|we)|jullie zaten op|sie lagen bei|ihr lagt bei|nosotros ibamos con|ibamos con|(?:nos )?estavamos n?os|nosso ultimo lance (?:foi|era)|tu numero era|lo tuyo (?:salia|eran?|era de)"
    r"|(?:gegenuber|statt|gegen|vs\.?|versus|compared (?:to|with)|against|contre|frente a|contra|tegenover) (?:ihren|euren|deinen|unseren|your|our|vos|nos|sus|nuestros|os vossos|jullie|onze|uw)"
    r"|yours (?:was|were|at|being)|ours (?:was|were|at)|l[ea] (?:votre|notre) (?:etant|etait|a|de)|(?:das|der|die) (?:ihre|eure|unsere)s? (?:bei|mit|war|lag)|ihres (?:bei|lag|war)|[oa] (?:voss|noss)[oa] (?:foi|era|de|sendo)|el (?:vuestro|nuestro) (?:era|de|siendo|fue)|(?:het|de) (?:uwe|onze) (?:was|van|bij)"
    r"|(?:nous|on|j') ?(?:etions|etait|etais) a|vous etiez a|me presupuest\w+|presupuestabas? en|ustedes (?:nos )?(?:cotizaron|pidieron|ofrecieron))\b"
)
# Who won, and for how much.
AWARDED = re.compile(
    r"\b(?:adjudic\w*|adjudg\w*|attribue\w*|attributaire|adjug\w*|laureat|vencedor\w*|ganador\w*|homolog\w*|zuschlag\w*|zugeschlagen|bestbieter\w*|gegund|te gunnen|gekozen offerte|awarded|awardee|winner|winning|successful (?:bidder|tenderer)|lance final|melhor lance|mejor (?:postura|oferta)|best bid|lowest|plus bas|low bid\w*)\b"
)
THEIRS = re.compile(
    r"\b(?:theirs|their (?:price|quote|offer|bid|figure|number)|l[ae] leur|les leurs|[oa] deles|gekozen (?:partij|inschrijver)|winning (?:bid|tender|offer|price|score)|competitor|(?<!your bid )(?<!our bid )(?<!your quote )(?<!our quote )(?<!your offer )(?<!our offer )(?<!your proposal )(?<!our proposal )(?<!your price )(?<!our price )(?<!your tender )(?<!our tender )(?<!you )(?<!we )came in at|cheaper|saving|savings|save|saved|discount|per month|a month|monthly|deposit|keep us|we keep|kept|they quoted|undercut|pour un montant de|wettbewerber|gunstiger|billiger|moins cher|moins chere|teurer|plus cher|mas barato|goedkoper|mais barato|per user|each|contract coming|annual sales"
    r"|eux a|they (?:were|are|asked|wanted)|die (?:anderen )?lagen|zij (?:zaten|vroegen)|ellos (?:en|a|pedian)|eles (?:a|por|pediam))\b"
)
# A limit: it stands right before the sum.
LIMIT = re.compile(
    r"\b(?<!just )(?<!well )(?<!worth )(?:over|above|beyond|exceed\w*|more than|past|cap(?:ped)? (?:of|at)|limit of|threshold(?: of)?|ceiling(?: of)?|(?:anschaffung|ausgabe|betrag|auftr\w+g|investition|bestellung|alle)\w* uber|oberhalb(?: von)?|ab|mehr als|grenze(?: von)?|plus de|au-dela de|au-dessus de|seuil de|plafond(?:bedrag)? (?:de|van)|mas de|superior\w* a|supera(?:n|r)?(?: los)?|techo de|umbral de|boven(?: de)?|meer dan|hoger dan|acima de|mais de|teto de|preco base(?: de)?|presupuesto base(?: de licitacion)?|exced\w+ (?:el|o)?)\W{0,3}$|(?<=\w )[<>] ?$"
)
# What we won beside it, or keep.
KEPT = re.compile(
    r"\b(?:won(?!['’]t)|kept|gewonnen|behouden|behalten|gagnee?s?|gardons|ganad[oa]s?|ganamos|ganh[oa]mos"
    r"|(?:signed|getekend|ondertekend|unterschrieben|unterzeichnet|signee?s?|firmad[oa]s?|assinad[oa]s?)(?! (?:with|bei|mit|avec|chez|con|met|bij|com|by)\b))\b"
)
# Other things that money is spent on, saved on or owed for.
_THING = (
    r"savings?|economies|einspar\w*|ahorr\w*|bespar\w*|poupan\w+|penali\w+|penal\w*|strafe|vertragsstrafe|boete|passivo|liabilit\w+|deposit|caucao|kaution|fianza|waarborg\w*|messe(?:n|stand\w*|kosten|auftritt\w*)?|booth|viage\w*|viaje\w*|reise(?:n|kosten|spesen)?|deplacements?|travel|hotel|flights?|belege?|spesen|expenses|"
    r"rechnung\w*|invoices?|factures?|facturas?|faturas?(?! pro)|factuur|saldo|solde|uit de kosten|cost cuts?|salary|salaire|salario|sueldo|gehalt|salaris|subvention|subsidie|grant|cheque de garantie|sent the po|surcharge|surplus|added|extra|zusatzlich|aufpreis|toeslag|grievance"
)
OTHER_THING = re.compile(rf"\b(?:{_THING})\b")
# How far two offers lay apart.
APART = re.compile(
    r"\b(?:ecart|difference|differenz|unterschied|verschil|diferenc\w+|inferieure?|superieure?|inferior\w*|excede[ur]?\w*|exceeded|meilleure?s?|gap)\b(?: [\w.']+){0,4} ?\W?$|\b(?:second|runner-up|segundos?|segundo lugar|zweiter|deuxiemes?|tweede) (?:by|por|um|pour|a|met|op) (?:apenas |just |only |nur |seulement )?\W?$|\b(?:liegt|lag|lagen|liegen)\b(?: [\w.']+){0,3} um $"
)
OURS_AFTER = re.compile(
    r"^\W{0,2}(?:pour nous|chez nous|bei uns|bei ihnen|bei euch|bei dir|chez vous|chez toi|bij jullie|bij jou|bij u|de ustedes|contigo|vuestros|vossos|de voces|from you|von uns|for us|from us|ours\b|de nosotros|nosotros|van ons|bij ons)\b"
)
TOGETHER = re.compile(
    r"\b(?:zusammen|insgesamt|in total|altogether|au total|en total|in totaal|no total)\W{0,2}$"
)
OURS_BEFORE = re.compile(
    r"\b(?:our|unser[en]?|nos|nuestr[oa]s|onze|nossos|your|eure[nrs]?|deine[nrs]?|vos|votre|tes|vuestr[ao]s|tus|jullie|jouw|uw|voss[ao]s)\W{0,2}$|(?:^|[:;/|(] ?)(?:you|u|vous|sie|ustedes|jullie|vos)\W{0,2}$|\b(?:you|ours|vous|ihr|sie|jullie|ustedes|vosotros|nous|wir|wij|nosotros)\s?:\W{0,3}$"
)
# Things that thousands may be counted of.
UNIT = re.compile(
    r"^\s(?:litros?|lit(?:er|re)s?|kilos?|kg|km|tonel\w+|tonn\w+|gallinas|users?|usuarios|rows|records|people|personnes|personas|empleados|mitarbeiter\w*|employees|members|sites|stuks|stuck|pieces|pallets|dossiers|clients|customers|socios|alumnos|students|leerlingen|man|fte|koppen|kopfe|tetes|cabecas|m2|ha|palavras|words|stunden|hours|heures|horas)\b"
)
MONTHLY = re.compile(
    r"^\W{0,2}(?:/ ?|par |por |per |al |a |im |pro |ao |p\.? ?)(?:mois|mes|month|monat|maand|mo|mth)\b|^\W{0,2}(?:mensua\w*|mensais|mensal|mensuels?|monatlich|monthly)\b"
)
OPTIONAL = re.compile(r"^\W{0,2}(?:en|als|as an?|in|como) (?:option|opcion|opcao|optie)\b")
# "78,000 CHF -> corrected to 480,000", "1,150 seats x 14 = 16,100": the last one holds.
BEFORE_CORRECTION = re.compile(
    r"^.*(?:=|→|->|=>|\b(?:corrected|changed|korrigiert|geändert|corrigé|corregido|gecorrigeerd|corrigido)\b)(?=.*\d)"
)
# Their price stands right after these.
PRICED = re.compile(r"\b(?:at|for|por|pour|fur|voor|zu|um|a) \W?$")
IS_LOST = re.compile(
    r"^[^.\n\d]{0,14}\b(?:lost|gone|verloren|perdu|perdido|perdidos|weg|kwijt|perso|futsch|adieu|ade)\b"
)
# "Lot B at 96k has gone to" another.
GONE_TO = re.compile(
    r"^\W{0,3}(?:has |have |is |are |will )?(?:gone|goes?|went|going)(?: \w+)? to\b|^\W{0,3}(?:geht|gehen|ging|gingen) (?:\w+ )?an\b|^\W{0,3}(?:gaat|gaan|ging|gingen) (?:\w+ )?naar\b"
    r"|^\W{0,3}(?:va|vont|part|partent) (?:a|chez|aux?)\b|^\W{0,3}(?:va|van|fue|fueron) (?:a|para|con)\b|^\W{0,3}(?:vai|vao|foi|foram) (?:a|para|com)\b"
)
# The second of two between which nobody knows: "whether it would be £18,400 or £26,000".
EITHER_BEFORE = re.compile(
    r"\d ?k? ?(?:€|eur|euros?|chf|pounds?|£|\$)? (?:or|oder|ou|o|of) (?:[€£$] ?|eur |chf )?$"
)
PART_OF = re.compile(
    r"^\W{0,3}(?:of|out of|from|von|de|van|di|sur)\s+(?:the|our|my|de|den|der|onze|los|las|les|o|dem)?\s*\W?[\d$€£A-Z]"
)
FEWER = re.compile(
    r"^\W{0,2}(?:weniger|menos|de menos|de moins|minder|less)\b(?! (?:als|que|than|dan|do que))"
)
LESS = re.compile(
    r"^\W{0,2}(?:below|under|less|cheaper|lower|more|above|higher|dearer|pricier|costlier|apart|teurer|hoher|plus cher|plus eleve|mas caro|mas alto|duurder|hoger|mais caro|mais alto|unter|weniger|de moins|menos|minder|onder|de plus|extra|unter|pres\b(?! de)|in it|between us|of the winner)\b"
)
# What may follow a number that names no currency and is yet a sum of money.
NO_THING_AFTER = re.compile(
    r"^(?:\s*(?:[.,;:)!?\]|]|$|-\s|–)|\s(?:netto|net|brutto|(?:in|im|en|au|no) total|insgesamt|in totaal|plus|weg|gone|ade|adieu|futsch|menos|weniger|de moins|minder|less|down|off|kwijt|nul|eraf|perdidos|perdus|enteros|enteiros|ht|hors|excl|exkl|zzgl|tout rond|rond|round|que|a year|for (?:the )?(?:year|first)|im jahr|par an|por ano|al ano|per jaar|uit|aus|out|bitte|is|ist|mag|gehn|gehen|sind|pis|enfin|se van|van jou|ya|ja|mas|kannst|kann|konnen|waren|war|ware|hat|hatte|teilen|kosten|zijn|zou|kan|kun|was|were|would|von|van|do|da|pour savoir|pour nous|chez nous|bei uns|die ik|die wir)\b)"
)
LINK_AFTER = re.compile(
    r"^\s(?:y|e|et|und|en|and|or|ou|o|oder|of|but|pero|mas|mais|maar|aber|for|pour|por|para|fur|voor|in|on|to|a|as|so|sobre|sogar|sur|auf|op|from|against|gegen|contra|contre|tegen|with|mit|avec|con|met|com|at|bei|we|wir|wij|i|ich|ik|they|sie|zij|noch|nog|encore|at least|per|pro)\b"
)
# What is counted in points.
SCORED = re.compile(
    r"\b(?:scores?|scored|points?|marks?|punkte?n?|punktzahl|notes?|puntuacion|puntos|pontos|pontuacao|score|punten)\b[^.;:]{0,20}$"
)
OUT_OF = re.compile(
    r"^\s?(?:/|(?:of|out of|von|sur|de|sobre|van(?: de)?|em|uit)\s)\s?(?:\w+ )?\d{2,4}(?:[.,]0+)? (?:points?|pts|punkte?n?|pkt|puntos|pontos|punten)\b|^\s?(?:points?|pts|punkte?n?|pkt|puntos|pontos|punten)\b"
)
OUT_OF_BEFORE = re.compile(
    r"\d(?:[.,]\d+)?\s?(?:/|(?:of|out of|von|sur|de|sobre|van(?: de)?|em|uit)\s)\s?$"
)
# "640 seats at $96", "145 Tagessätze zu je 1.240 Euro": so many, each for so much (what stands before the price).
TIMES = re.compile(
    r"(?<![\d.,])(?P<many>[1-9]\d{0,2}(?:[.,]\d{3})?|[1-9]\d{3}) (?P<what>[a-z-]+ ){1,3}?(?:at|x|\*|@|for|a|zu(?: je)?|je|von je|um je|por|voor|van) (?:just |only |nur |solo )?(?:[$€£]|r\$|usd|eur|gbp|chf)? ?$"
)
EACH = re.compile(
    r"^\W{0,2}(?:(?:/ ?|per |par |pro |por |p\. ?|an? |al |par |im |per |a |cada |je |chacun\w*|each|apiece|stuk|stuck)(?:seat|user|head|licen[cs]e|unit|piece|year|jahr|an|ano|jaar|tag|day|jour|dia|dag|mes|month|poste|siege|cabeza|stuck|stuk|arbeitsplatz|unidad\w*|unidade)?\b|each\b|apiece\b)"
)
THING = re.compile(
    r"^(?:seats?|users?|licen\w+|lizen\w+|units?|postes?|sieges?|tagessatz\w*|tage|days?|jours?|dias|dagen|puestos|stuck|stuks?|pieces?|unidad\w*|arbeitsplatz\w*|devices?|gerat\w*|appareils?|equipos|heads?|kopfe|months?|monate|mois|meses|maanden) $"
)
# "128 k€ in my quote … no, sorry, 228 k€": the next sum holds.
CORRECTED = re.compile(
    r"^[^\n\d]{0,50}?\b(?:no,? sorry|sorry,? (?:no|i mean|make that)|i mean|make that|i meant|scratch that|quatsch|falsch|nein|ich meine(?:te)?|besser gesagt"
    r"|non,? pardon|pardon|je veux dire|plutot|perdon|digo|mejor dicho|quise decir|nee,? sorry|ik bedoel(?:de)?|nao,? desculp[ae]|desculp[ae]|quero dizer|alias|ou melhor)[ ,.:;–-]{1,4}(?:[$€£]|r\$|eur|usd|gbp|chf)? ?\d"
)
INSIDE = re.compile(r"[^()\n.;]{0,14}\(([^()\n]{4,30})\)")
OTHER_NUMBER = re.compile(
    r"\b(?:kilometer|km|stand|nr|no|num|numero|ref|total\w*(?: \w+){1,2}|tel|fon|phone|fax|rfp|ticket|case|order|id|einwohner|mitarbeiter|users?|habitants)\W{0,3}$"
)
YEARLY = re.compile(r"^\s(?:im jahr|a year|par an|por ano|al ano|per jaar|p\.? ?a\b)")
YOURS = re.compile(
    r"\b(?:dein\w*|ihre|eure|gemeinsamen|tes|vos|tus|sus|suas|seus|jouw|jullie|uw|your|die|los|les|os)\s*$"
)
# "We were at 214", in thousands, in a note of our own.
IN_THOUSANDS = re.compile(
    r"\b(?:we (?:were|sat|stood|came in|bid) (?:at )?|(?:vs\.?|versus|against|gegen) our |wij zaten op |wij stonden op |we zaten op |wir lagen bei |wir waren bei |betrag war |nosotros (?:andabamos|estabamos) en |j'etais a |(?:nous|on) etai(?:en)?t a |nous etions a |nos estavamos (?:em|nos) |nos ficamos em |ibamos con |nosso ultimo lance foi )"
    r"(?P<number>[2-9]\d|[1-9]\d\d)(?=[.,;:!?)]|$| (?:vs|gegen|tegen|contra|contre|against)\b)(?![.,]\d)"
    r"|\b(?P<before>[2-9]\d|[1-9]\d\d) (?:nosotros|nous|wir|wij)\b"
)
# What heads the column that is ours.
OUR_COLUMN = re.compile(
    r"us|ours|we|wir|uns|nous|nosotros|wij|ons|nos|you|yours|vous|sie|ustedes|usted|voces"
    r"|(?:your|ihre?|votre|su|uw|sua|vossa|seu) (?:[\w-]+ )?(?:score|bid|tender|offer|price|result|submission|points?|angebot|preis|punkte|punktzahl|wertung|offre|prix|note|montant|oferta|precio|puntuacion|importe|puntos|inschrijving|prijs|bod|punten|proposta|preco|pontuacao|valor)"
)
TOTAL = re.compile(
    r"\b(?:sub)?totals?\b|\bgesamt|\bsumme\b|\btotaal\b|\bsomme\b|\bsuma\b|\bsoma\b|\binschrijfsom\b|\btendered sum\b"
)
# What heads a column of bidders' prices, before tax.
PRICE_COLUMN = re.compile(
    r"(?:[\w-]+ ){0,2}?(?:price|bid|amount|tender(?:ed)? (?:sum|price)|offer|preis|angebotssumme|prix|montant|offre|precio|importe|oferta|prijs|inschrijfsom|bedrag|preco|valor|proposta)\b(?!.{0,20}\b(?:brutto|gross|ttc|points?|punkte|score|users?)\b)"
)
FRENCH = re.compile(
    r"\b(?:le|la|les|des|du|de|et|est|vous|nous|pas|pour|une|dans|on|en|au|qui|avec|mes|sur|je|tu|il|ils)\b"
)
PESOS = re.compile(r"\d(?: ?mil(?:l[oó]n(?:es)?)?)?(?: de)? ?pesos?\b", re.IGNORECASE)
# Whose pesos they are, where the account rep's country has none: what a writer's country shows by.
OF_PESOS = {
    "MXN": re.compile(r"\b[Mm][eé]xic|\+52\b|\bCDMX\b|\bCFDI\b|S\.? ?A\.? de C\.? ?V|Monterrey|Guadalajara|Michoac|Guanajuato|Irapuato|Quer[eé]taro|Puebla|Tijuana|Sonora|Jalisco|Veracruz|Yucat[aá]n"),
    "COP": re.compile(r"\b[Cc]olombi|\+57\b|Bogot[aá]|Medell[ií]n|Barranquilla|Bucaramanga|\bNIT\b"),
    "ARS": re.compile(r"\b[Aa]rgentin|\+54\b|Buenos Aires|Rosario|Mendoza|\bCUIT\b"),
    "CLP": re.compile(r"\b[Cc]hile|\+56\b|Valpara[ií]so|Antofagasta"),
}  # fmt: skip
