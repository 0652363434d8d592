"""The words that decide, by the part they play and in seven languages.

Nothing here is a whole sentence: `clauses` marks these words in a text and `evidence` asks how
they stand to each other. Terms are written with their accents and compared without them.
``{a|b} c`` stands for "a c" and "b c".
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable
from itertools import product

_GROUP = re.compile(r"\{([^{}]*)\}")
_APOSTROPHES = str.maketrans(
    {"’": "'", "‘": "'", "´": "'", "`": "'", "ß": "s", "œ": "o", "\xa0": " "}
)


class _Plain(dict[int, str]):
    """What every character is compared as, found when it is first met."""

    def __missing__(self, code: int) -> str:
        plain = _base(chr(code).translate(_APOSTROPHES))
        if len(self) < 20_000:
            self[code] = plain
        return plain


_PLAIN = _Plain()
_WORD = re.compile(r"[^\W_]+")
_BEYOND = re.compile(r"[^\x00-\x7f]+")


def fold(text: str) -> str:
    """Return the text in lower case without accents, every character in its place."""
    if text.isascii():
        return text.lower()
    return _BEYOND.sub(lambda found: found[0].translate(_PLAIN), text).lower()


def words_in(text: str) -> list[str]:
    """Return the folded words of a text, as names are compared."""
    return _WORD.findall(fold(text))


def words_of_names(names: Iterable[str | None]) -> set[str]:
    """Return the folded words of all names that are given, as blanks part them."""
    return {word for name in names if name for word in fold(name).split()}


def first_word(text: str) -> str:
    """Return the first folded word of a text, empty where there is none."""
    words = fold(text).split(maxsplit=1)
    return words[0] if words else ""


def unmarked(text: str) -> str:
    """Return the folded text with "ae", "oe", "ue" and "ss" as in an address that stands for a name with marks."""
    plain = fold(text).replace("ß", "s").replace("ss", "s")
    return plain.replace("ae", "a").replace("oe", "o").replace("ue", "u")


def _base(char: str) -> str:
    """Return the one plain lower-case character that stands for this one."""
    if char < "\x80":
        return char.lower()
    first = unicodedata.normalize("NFKD", char)[:1].lower()
    return first if len(first) == 1 else char


def expand(terms: str) -> list[str]:
    """Return every phrase of a comma-separated list, groups in braces multiplied out."""
    return [phrase for term in terms.split(",") for phrase in _variants(" ".join(term.split()))]


def _variants(term: str) -> list[str]:
    pieces = _GROUP.split(term)
    choices = [piece.split("|") if index % 2 else [piece] for index, piece in enumerate(pieces)]
    return [" ".join("".join(parts).split()) for parts in product(*choices) if "".join(parts)]


def word_set(words: str) -> frozenset[str]:
    """Return the words of a text as a set."""
    return frozenset(words.split())


LEXICON: dict[str, str] = {
    # who
    "WE": """we, i, wir, ich, nous, je, nosotros, wij, ik, eu, noi, our {team|board|committee|panel},
        the {board|committee|panel|council|steering group|evaluation committee|management|directors|
        owners|family|partners}, management, der vorstand, die geschäftsleitung, die geschäftsführung,
        la direction, le comité, la dirección, el comité, de directie, het bestuur, a direção,
        a diretoria, a administração, la direzione""",
    "US": "us, uns, nosotros, nosotras, ons, nós, noi, chez nous",
    "YOU": "you, sie, vous, usted, ustedes, vosotros, jullie, u, você, vocês, vós, voi, ihnen, euch",
    "THEY": """they, he, she, sie haben, er hat, ils, elles, ellos, ellas, zij, ze, hij, eles, elas, loro,
        the customer, the client, der kunde, le client, el cliente, de klant, o cliente, il cliente""",
    "YOUR": """your, ihr, ihre, ihrem, ihren, ihres, ihrer, euer, eure, euren, eurem, dein, deine, votre,
        vos, ton, su, sus, vuestra, vuestro, uw, jullie, vossa, vosso, sua, seu, vostra, vostro,
        tua, teu, your company's""",
    "OUR": """our, my, unser, unsere, unserem, unseren, unseres, notre, nuestra, nuestro, onze, nossa,
        nosso, nostra, nostro, mein, meine""",
    "OFFER": """price, preis, prix, tarif, precio, prijs, preço, prezzo, offer, offers, proposal, proposals, bid, quote, quotation, tender, submission, response,
        pitch, estimate, pricing, offering, solution, product, system, platform, software, demo, konzept, concept, presentation, präsentation,
        angebot, angebots, angebote, angebotes, offerte, lösung, offre, offres, proposition, devis,
        soumission, oferta, ofertas, propuesta, cotización, presupuesto, voorstel, aanbieding,
        inschrijving, oplossing, proposta, orçamento, cotação, offerta, preventivo, soluzione, solución,
        solução, dossier d'offre, services, equipment, quote for,
        candidature, candidatura, bewerbung um den auftrag, kwotatie""",
    "DEAL": """deal, deals, opportunity, opp, bid, tender, rfp, rfq, pitch, contract, order, business,
        project, account, auftrag, ausschreibung, projekt, deal mit, geschäft, zuschlag, marché,
        affaire, contrat, appel d'offres, projet, licitación, contrato, proyecto, oportunidad, negocio,
        cuenta, concurso, opdracht, aanbesteding, order, negócio, projeto, oportunidade, concorrência,
        commessa, gara, trattativa, contratto, progetto, appalto, site, sites, rollout, evaluation,
        perceel, lote""",
    "PROJECT": """project, projects, initiative, rollout, purchase, procurement, tender, programme,
        investment, budget, capex, capital requests, spend, spending, evaluation, plans, rfp, rfq,
        projekt, vorhaben, ausschreibung, beschaffung, investition, investitionen, vergabeverfahren,
        projet, achat, appel d'offres, investissement, investissements, consultation, proyecto,
        compra, inversión, inversiones, licitación, presupuesto, aanschaf, aanbesteding, investering,
        investeringen, projeto, investimento, investimentos, compra, orçamento, concurso, progetto,
        acquisto, investimenti, investimento, bando,
        purchas*, investment*, initiative*, procurement*, capital, spend*, software purchases, beschaffung*, investition*, vorhabens, projekts, achats, proyectos, compras, aankopen, projecten, projetos, compras, progetti,
        funding, funds, mittel, gelder, financement, fondos, presupuesto, verba, verbas, financiering, vergabe""",
    "VENDOR": """vendor, vendors, supplier, provider, partner, company, bidder, firm, party, contractor,
        tenderer, offeror, manufacturer, reseller, integrator, agency, house, anbieter, anbieters,
        lieferant, lieferanten, bieter, bieters, dienstleister, hersteller, unternehmen, firma,
        fournisseur, prestataire, société, entreprise, partenaire, candidat, éditeur, intégrateur,
        proveedor, empresa, fabricante, licitador, compañía, socio, leverancier, partij, aanbieder,
        inschrijver, bedrijf, fornecedor, parceiro, concorrente, licitante, fornitore, azienda,
        produttore, partner,
        respondent, proposer, finalist, consultant, outfit, lot, guys, crowd, folks, shop, player, participant, mitbieter, soumissionnaire, participante, oferente, offerent, gegadigde, proponente, concorrente""",
    "ANOTHER": """another, different, other, alternative, competing, rival, cheaper, local, larger,
        bigger, anderen, andere, anderer, anderes, anderem, günstigeren, autre, autres, otro, otra,
        otros, ander, andere, outro, outra, altro, altra, un'altra, one of your,
        smaller, simpler, nearer, closer, bigger, regional, kleineren, kleinerer, größeren, regionalen, lokalen, plus petit, plus proche, mieux-disante, moins-disante, más pequeño, más cercano, kleinere, goedkopere, menor, mais pequeno, più piccolo""",
    "COMPETITOR": """competitor, competitors, competitor's, your competition, the competition, someone else,
        somebody else, wettbewerber, wettbewerbers, mitbewerber, mitbewerbers, konkurrenz, konkurrenten,
        wettbewerb, concurrent, concurrente, concurrents, confrère, confrères, concurrence, competidor,
        competidora, la competencia, otros, concurrentie, een concurrent, concorrente, concorrência,
        un concorrente, concorrenza, the incumbent, incumbent, incumbent supplier, elsewhere,
        another direction, a different direction, another route, a different route, another way,
        anderweitig, anderswo, woanders, somewhere else, {en|a} {otro sitio|otra parte}, noutro sítio, em outro lugar, ailleurs, d'ailleurs, a otro lado, en otro lado, elders, noutro lado, altrove, the other side, the other lot, the other guys,
        los de siempre, los de, la gente de, otra gente, os de sempre, os do costume, ceux de, die leute von, de lui van, the usual suspects, an old friend, a friend of,
        the other way, einen anderen weg, un autre chemin, otro camino, een andere weg, outro caminho""",
    "OPTION": """option, options, solution, alternative, route, approach, tool, product, platform, system, path, lösung, weg, alternative, system,
        voie, outil, opción, alternativa, solución, vía, optie, oplossing, alternatief, weg, opção, solução, via, opzione, soluzione""",
    # what was done
    "CHOOSE": """besloten {met|om met}, besluiten {met|om met}, kiezen om met, beschlossen {mit|bei}, {go|went|going|gone|goes} {with|w|for}, {chose|chosen|choose|choosing|chooses|selected|select|
        selecting|selects|picked|pick|picking|picks|preferred|prefers}, {opted|opt|opting} for, {sign|signed|signing|signs} with,
        signed {a|the} contract with, {award|awarded|awarding|awards}, {decided|settled|decide} {on|for},
        {decided|decision|ruled|found} in {favour|favor} of, {decision|choice} {fell on|is}, {voted|vote|voting} {for|in favour of|in favor of}, gestimmt, {vote|votent|voté} {pour|en faveur}, {votado|votó|votaron|votou|votaram} {por|a favor|en favor|pela|pelo|na|no}, gestemd,
        {moving|move|moved} {forward|ahead} with, {proceed|proceeding|proceeded} with, {gone|go|going|went} in,
        {gave|given|give|giving} {it|this|the contract|the order|the business|the project|the work|the job|them the} to,
        {contract|order|business|project|award|job|work|deal|it|they|sites} {goes|went|is going|will go|has gone|was going|go} to,
        {go|goes|going|went} to, {placed|placing} {the|our|an|their} order with, sided with, siding with,
        {partner|partnering|partnered|team|teaming|teamed} {with|up with}, switched to, switching to, committed to, ordered from,
        bought from, buying from, contracted with, contract to, gave the nod to, {landed|land} on, {do|doing} {it|this|the work} with,
        going a, go a, going another, go another, went another, gone another, gone a, went a, bought, buying, hired, hiring, engaged, appointed, appoint, appointing, taken on, brought in,
        {better|right|best|stronger|closer|good} {fit|match|suited}, more comfortable with, edged you out,
        entsch*, entscheidung fiel, gewahlt, ausgewahlt, beauftrag*, vergeben, vergabe an, zuschlag {erhalt|bekommt|erteil*|ging|geht|soll|an},
        auftrag {erhalt|bekommt|geht|ging|an}, wahl {fiel|ist}, vorzug, unterschrieben bei, abgeschlossen mit, abschluss mit, gehen mit, arbeiten mit, machen es mit, machen das mit,
        {gehen|geht|ging|gingen} an, nehmen, genommen, kaufen bei, umgesetzt mit, umsetzen mit, partner ist,
        chois*, choix, {retenu|retenue|retenir|retenons|retient}, opt* pour, sign* {avec|chez}, confi* {a|au|le|la|ce|cette|notre}, attribu* {a|au|par}, attribué*,
        {partis|parti|partons|partir|part} {avec|chez|sur}, tourn* vers, préfér*, porté sur, sélectionn*, travailler avec, faveur de, fait affaire avec,
        eleg*, elig*, opt* por, decid* por, decant* por, adjudic*, firm* con, {van|vamos|fueron|fue|voy|iremos|quedaron|quedan|quedamos|quedo|cerraron|cerramos|cerro|ir} con,
        escog*, seleccion*, inclin* por, trabajar con, contrat* {a|con}, compr* a, se lo dieron a, se lo llevo, favor de,
        gekozen, kies*, koos, kozen, gegund, gunnen, {gaan|gaat|ging|gingen|gegaan} {voor|met}, in zee, getekend {bij|met}, verder met, de keuze, keuze {gevallen|viel}, opdracht {gaat|gegund|aan},
        voorkeur, in handen van, besloten voor, samen met,
        escolh*, opt* {por|pela|pelo}, decid* {por|pela|pelo}, fech* com, assin* com, adjudic*, selecion*, {seguir|avançar|vão|foram|foi|vamos|ficar|ficou|ficaram|ir} com, escolha recaiu, trabalhar com, contrat* {a|o},
        scelt*, scegl*, opt* per, decis* per, affid*, aggiudic*, firm* con, prefer*, orientat*, procedere con, lavorare con, andat* con, andremo con,
        inked a deal with, {struck|signed|closed|cut|doing} a deal with, inked with, {said|saying|say} yes to, {pushed|steered|pointed} us {toward|towards|to}, {ordered|ordering} from, contracting with, assigned to, {handed|handing} {it|this|the contract|the work|the business|the project} to,
        going instead with, went instead with, {switching|switched|moving|moved} over to, {using|use} {someone|somebody} else, found {someone|somebody} else, {contract|order|business|project|award|job|work|deal} to, {let|letting} {a|the} contract to, {go|going|went|gone} down a different, {go|going|went|gone} elsewhere, {will|to|be} using,
        gibt den auftrag an, {erteilt|vergeben|vergibt} {an|den}, nimmt, holt sich, holen sich, zusammenarbeit mit, setzen auf, setzt auf, gesetzt auf, {ont|a|avons} pris, prendre, prennent, {allé|va|vont|revient|revenu|échoit} {à|a|au}, remporté par, partira avec, tranché {pour|en faveur}, asign* a, otorg* a, conced* a, tom* la oferta de, se {fueron|van|fue} {con|a}, se queda con, quedarse con,
        {neemt|nemen|nam} , {gaat|gaan} naar, toegewezen aan, verleend aan, in zee met, ficou com, ficaram com, entreg* {a|à|ao}, atribuíd* {a|à|ao}, {vai|foi} para, preferi*, assegnat* a, dat* a, andat* a,
        recommended, {elected|elect} to {award|go|use|proceed|select|work|contract}, {irnos|irme|irse|vamos a ir} con, {went|going|go} for, settled with, ended up with, {end|ending} up {with|at}, {plump|plumped|vouched} for, hand over to, endorsed, shook hands with, shaken hands with, {make|made|making} the deal with, empfohlen, empfiehlt, einig* mit, nous orienter vers, orientés vers, se orient* a, aanbevolen, in zee gegaan met, recomendou, recomendó,
        extending, extended, firm* {ayer|hoy|ya|anoche} con, sign* {hier|aujourd'hui|déjà} {avec|chez}, {gisteren|vandaag} getekend met, assin* {ontem|hoje|já} com, fech* {ontem|hoje|já} com, signed {yesterday|today|last week|this morning|on friday|on monday} with,
        let to, {works|working|work} with, werkt al met, werkt al jaren met, arbeitet {schon|bereits} mit, travaille déjà avec, trabaja ya con, ya trabaja con, já trabalha com,
        suit* us {better|best|more}, would suit us, would suit us {better|best|more}, would be {better|best|right} for us, würde besser passen, conviendrait mieux, {better|right|best|easier} for us, besser zu uns, passt besser, convient mieux, nos conviene, encaja mejor, past beter, serve melhor, sondern bei, sondern mit, but with, mais {chez|avec}, sino con, maar {bij|met}, mas com, ma con,
        zuschlag auf, auftrag an, wahl auf, {unsere|die} wahl, keuze op, {onze|de} keuze, choix {s'est|est} porté, privilégi*, decision went to, {decisão|escolha} recai*, adjudicação recai*, decisión recay*,
        {moving|move|moved} {on|forward} with, {running|run} with, plump* for, {awarding|award} the {contract|business|work|order} to, {machen|umsetzen} werden mit, {faire|fait} confiance à, {partons|partent|part} avec, apost* por, {van|vamos} a trabajar con, trabajaremos con, {kiezen|kozen|koos} voor, {trabalhar|trabalharemos} com""",
    "GETS": """gets, get, wins, won, got, received, receives, takes, took, awarded, selected, chosen, came out {ahead|on top|first|top}, ranked {first|highest}, {was|is|were} {selected|chosen|preferred|awarded|successful|ranked},
        {already|now} {runs|run|running|works|installed}, répond mieux, responde mejor, erfüllt besser, past beter, atende melhor, risponde meglio, was preferred, were preferred, edged {you|us} out, beat {you|us}, is the winner, top-ranked, winning {vendor|supplier|bidder|tenderer}, successful {vendor|supplier|bidder|tenderer|offeror},
        erhält, bekommt, gewinnt, gewonnen, bekommen, remporte*, gagn*, gana, gano, ganó, se lleva, se llevó, se quedó, krijgt, wint, kreeg, ganhou, vence, venceu, levou, ficou, vinto, vince, ottiene, si aggiudica,
        {got|gets|has|have} the {nod|deal|contract|job|order|business|work|gig}, {snagged|landed|grabbed|scooped|pocketed|clinched|took|nabbed} {it|this|the}, ha ganado, se lo llevó, se la llevó, hat gewonnen, hat den zuschlag, a été retenu*, a été choisi*, a remporté, ha vinto, heeft gewonnen, is geworden, foi escolhid*, foi selecionad*, ganhou a,
        {das rennen|rennen} gemacht, made the cut, won out, had the edge, has the edge, was a better match, settled it, {is|was} our choice, is the one, emporte, l'emporte, a fait la différence, se impuso, se llevó el, kwam als beste, kwam bovenaan, als beste uit de bus, ganhou a corrida, l'ha spuntata, ha prevalso, prevailed, überzeugte mehr, hat überzeugt, has been {chosen|selected|awarded|picked},
        {has|have|got|gets|won} our business, {has|have|got|gets} the business,
        {is|are} {getting|taking}, will {get|be getting}, {gets|got} the {order|nod|work|gig}, bekommt den, erhält den, obtient le, se lleva el, krijgt de, fica com o,
        {offered|offers|offer|gave us|bot} {more|better|a better|the better|best|the best}, scored {higher|highest|better}, {came in|was|were} {lower|cheaper}, undercut us, {mejor|mayor|máxima} puntuación, {hat|haben} mehr geboten""",
    "ACCEPT": """accept, accepted, accepting, successful, shortlisted, retained, taken forward, take forward,
        taking forward, forward, {proceed|proceeding|proceeded}, {pursue|pursuing|pursued}, continue, continuing,
        {moving|move|go|going|be moving} {forward|ahead}, further, {award|awarded|awarding}, progress,
        progressed, considered, selected, chosen, buy, buying, {place|placing} {an|the|our} order, working with,
        work with, going with, go with, with you, buying from, recommended,
        annehmen, angenommen, berücksichtigen, berücksichtigt, berücksichtigung, weiterverfolgen,
        weiterverfolgt, zusagen, zuschlag, beauftragen, fortsetzen, fortführen, entschieden, erhalten, ausgewählt,
        retenu, retenue, retenus, retenues, retenir, accept*, donner suite, donné suite, donnons suite,
        donner une suite, suite favorable, poursuivre, poursuivrons, sélectionnée, aboutir, abouti,
        acept*, seleccionad*, seguir adelante, avanzar, avanzaremos, continuar, adjudicad*, elegid*, adjudicatari*, adelante, contratar, seguir con, seguiremos, prosperad*,
        aannemen, geaccepteerd, gekozen, {met|bij} {jullie|u} verder, nemen, nemen geen, afnemen, gunning, voor gunning, doorgaan, doorgaat, verder, geselecteerd, gegund, ingaan, door te gaan,
        aceit*, selecionad*, adjudicad*, vencedor*, escolhida, avançar, prosseguir, seguir, contemplada, aprovada,
        accett*, procedere, procederemo, selezionat*, scelta, scelti, proseguir*, aggiudicat*, andare avanti, dare seguito,
        shortlist*, approv*, winning, winner, ganador*, vencedor*, awarding, inviting you, invite you, offering you, offer you, signing, sign, needing, interested, genehmigt, bewilligt, zustimmen, zugesagt, gewinner, beauftragung, validé*, lauréat*, aprobad*, aprobó, ganadora, goedgekeurd, winnaar, afgenomen, aprovad*, approvat*, vincitric*, vincitor*, a vencedora,
        honoreren, honorer, honrar, gehonoreerd,
        placed first, ranked first, come first, came first, favorabl*, wirtschaftlichst*, in frage, in betracht, zum zug, {haus|unternehmen|sie|angebot} gefallen, bezuschlagt, den vorzug, weiterverfolgt, in de smaak,
        première position, classé* {premi*|en première}, favorablement, mieux-disante, adjudicatari*, primera posición, economisch meest, beste beoordeeld, {met|bij} {jou|je}, vencedora, objeto de adjudicação, para a frente""",
    "REFUSE": """decline, declined, declining, rejected, rejecting, reject, unsuccessful, turned down, turn down,
        turning down, {decided|decide|decision|deciding} against, {pass|passing|passed} on, take a pass, taking a pass,
        have to pass, going to pass, will pass, {gegen|contre|contra|tegen} {euch|sie|ihr|ihre|vous|votre|ustedes|usted|su|jullie|uw}, {nicht|niet|pas|no|not} {für|voor|pour|para} {euch|sie|jullie|u|vous|ustedes}, not you, not yours, ruled out, ruling out, knocked out, eliminated, say no, saying no,
        a no from, absag*, abgesagt, ablehn*, abgelehnt, ausgeschlossen, ausgeschieden, unterlegen, nicht zum zug,
        refus*, rejet*, écart*, déclin*, décliner, rechaz*, descart*, desestim*, declin*, afgewezen, afwij*, afgevallen, afgekeurd, bedanken voor,
        recus*, rejeit*, rifiut*, scartat*, respint*, sans suite,
        nixed, vetoed, shot down, thumbs down, a no from, it's a no, is a no, the answer is no, said no, say no, says no, voted no, voted against, voted it down, leave it there, call it a day, not for us, not the right fit, not a fit, won't work for us, more than we need, not going to happen, not happening, isn't happening,
        didn't make the cut, not make the cut, withdraw our interest, stand down, walk away, walked away, backed out, bailed, dropped, drop out, let it go, have to let, step back, stepping back, stopping here, bowing out, nothing for us, do without, out of our league, out of reach, too rich for,
        nein gesagt, nehmen abstand, abstand genommen, abstand nehmen, verzichten, verzichtet, davon abgesehen, sehen davon ab, nicht das richtige, zu groß für uns, renonc*, ne donn* pas suite, pas donn* suite, dit non, disons non, on s'arrête là, prescind*, desist*, dijeron que no, dicho que no, decir que no, dejarlo aquí, no nos encaja,
        zien ervan af, afzien, zien af van, nee gezegd, zeggen nee, moeten teleurstellen, je teleurstellen, u teleurstellen, haken af, haakt af, afgehaakt, disse não, disseram não, dizer não, não nos serve, ficamos por aqui, rinunci*, detto di no, detto no, dire di no, lasciamo perdere,
        nicht zum zuge, nicht mehr in frage, nicht in frage, écarté*, non retenu*, pas retenu*, no seleccionad*, no adjudicad*, não adjudicad*, niet gegund, niet geselecteerd, not awarded, not successful""",
    "SOFT": """{can't|cannot|can not|couldn't|could not} {justify|make it work|see it|get there|agree}, {not|n't} see the {value|need|point|benefit}, {won't|will not|isn't going to|not going to} happen, {didn't|did not|not} go your way, {not|n't} good news, no good news, we stop, stop here, thanks but no thanks, no thanks, no thank you, not this time, on this occasion, not a priority,
        no appetite, not the right time, wrong time, not in the cards, {doesn't|does not|didn't} add up, {strong|close|narrow} second, {finished|placed|ranked|came|come} second, second place, runner-up, runner up, second choice, plan b for us, no longer need, don't need it, do not need it, not enough for us, too {expensive|dear|big|small|late|slow} for us, {it's|it is|that's|is} a no, a no for now, a no from {us|our side}, answer is no, we are out, we're out, count us out,
        zweiter platz, auf platz 2, platz zwei, {zweiter|zweite} geworden, kein bedarf, rechnet sich nicht, lohnt sich nicht, nicht zu machen, nicht der richtige zeitpunkt, {classée|classé|arrivée|arrivé} deuxième, pas convaincu*, pas de budget, n'avons pas besoin, segundo lugar, no nos convence, no lo vemos, no es el momento, sin presupuesto, falta de presupuesto, tweede {geworden|plaats|keus}, geen budget, niet overtuigd, niet de juiste, segundo lugar, não justifica, sem orçamento, não é o momento, secondo posto, secondi, non ci serve, nicht mehr im rennen, weiter hinten,
        {n't|not|wasn't|isn't} {the|quite the} {answer|news|outcome|result|decision|email|mail|call} {you|anyone|either}, {don't|do not|won't|will not} {need|require} your, nicht die {nachricht|antwort}, pas la {réponse|nouvelle}, no es la {respuesta|noticia}, niet het {antwoord|bericht|nieuws}, não é a {resposta|notícia}, kommt für uns nicht, no va a ser, no será posible, wird leider nichts, wird nichts""",
    "CANCELLED": """cancelled, canceled, cancelling, canceling, scrapped, shelved, killed, frozen, froze, axed, abandoned,
        withdrawn, called off, pulled the plug, on ice, cut, been dropped, was dropped, is dead, is off, slashed,
        been stopped, is stopped, mothballed, no longer, gestoppt, gestrichen, eingestellt, eingefroren,
        aufgehoben, auf eis, begraben, verworfen, annulé, annulée, abandonné, abandonnée, gelé, gelés, gelée,
        enterré, stoppé, sans suite, cancelado, cancelada, cancelaron, canceló, congelado, congelados, congeló,
        congelaron, anulado, anulada, desierta, desierto, geschrapt, stopgezet, geannuleerd, bevroren, ingetrokken,
        afgeblazen, van de baan, cancelou, congelada, congelou, suspenso, cancelaram, engavetado, annullato, annullata,
        bloccato, bloccati, cancellato, congelato, accantonato,
        {put|putting} on ice, {pulled|pull} the plug, defunded, wound down, wound up, no longer {happening|going ahead|proceeding}, {is|was|been} dead, went away, gone away, evaporated, vetoed, blocked, halted, terminated, eingestampft, vom tisch, gekippt, hinfällig, supprim*, arrêté*, suspendu définitivement, suspendid*, detenid*, archivad*, opgeheven, stilgelegd, bevriez*, stopt, cortad*, engavetad*, parad* , sospes*, archiviat*,
        been pulled, pulled the {funding|budget}, {won't|will not|not} be happening, fallen through, parked, binned, on the shelf, zusammengestrichen, gestorben, zurückgezogen, gekürzt, storniert, liegt auf eis, au placard, mis en sommeil, mis de côté, tombé à l'eau, reporté sine die, sans suite,
        aparc*, paraliz*, en el cajón, niet door, gaat niet door, wegbezuinigd, stop gezet, in de ijskast, in de koelkast, na gaveta, não avança, não vai avançar, não vai {para a|à} frente""",
    "STAY": """{stay|staying|stick|sticking|remain|remaining|stayed|stuck|live|carry on|carrying on} {with|on},
        {continue|continuing} {with|on|using}, {keep|keeping|kept} {our|the|their|using|what}, extend our, renewed with,
        bleiben bei, bleiben beim, bleibt bei, bleibt beim, behalten, weiterhin mit, weiter mit, rester avec, restons avec,
        restons sur, rester sur, restent avec, garder, gardons, gardent, conserver, conservons, continuer avec,
        quedamos con, seguimos con, siguen con, quedarnos con, seguir con, mantener, mantenemos, seguir usando,
        blijven bij, blijft bij, houden het bij, blijven werken, manter, mantemos, continuar com, ficar com, ficamos com,
        restiamo con, rimanere con, rimaniamo con, teniamo, mantenere,
        {make|making|made} do with, {get|getting} by with, {manage|managing} with, {carry|carrying} on {with|as}, {soldier|soldiering|limp|limping} on, {stay|staying|leave|leaving|keep|keeping} {as we are|as they are|things as they are|put|it as it is}, {will|to} see us out, es bleibt bei, bleiben wir bei, belassen es, weiterarbeiten mit, on garde, ils gardent, on reste, ils restent, se quedan como, seguimos como, dejarlo como, laten het bij, blijven bij, houden vast aan, ficar como, ficamos como, restare con, tenere,
        gonna {stay|stick} {with|on}, sticking to, stick to, loyal to, renew with, renewing with, renewed with""",
    "CURRENT": """current, existing, incumbent, present, what we have, what they have, spreadsheets, spreadsheet, excel,
        status quo, own system, old system, as we are, as they are, legacy, pen and paper, paper, manual process,
        bisherigen, bestehenden, aktuellen, vorhandenen, alten, jetzigen, tabellen, actuel, actuelle, existant,
        existante, tableur, tableurs, hojas, actual, sistema actual, lo que tenemos, lo que tienen, huidige,
        bestaande, wat we hebben, spreadsheets, planilhas, atual, o que temos, sistema atual, attuale, esistente,
        fogli, quello che abbiamo,
        as we are, as they are, things as they are, put, status quo ante, arrangement, the old, our own, their own, one we have, bisherige, bisherigen lösung, beim alten, alles beim alten, comme avant, statu quo, como estamos, como están, zoals het is, como está, come siamo, outil actuel""",
    "INHOUSE": """in-house, inhouse, {build|building|built|do|doing|develop|developing|write|writing} {it|this|one|something|our own|their own|the tool} {ourselves|themselves|internally|in-house},
        {build|building|develop|developing|writing} {our|their} own, internal development, in eigenregie, selbst entwickeln,
        selbst umsetzen, selbst bauen, intern umsetzen, intern lösen, eigenentwicklung, en interne, développement interne,
        internamente, desarrollo propio, desarrollo interno, por nuestra cuenta, zelf bouwen, zelf te bouwen, zelf doen,
        zelf ontwikkelen, in eigen beheer, desenvolver internamente, dentro de casa, solução interna, internamente,
        sviluppo interno, in casa,
        {our|their} own {developers|devs|programmers}, {develop|build|do|handle|solve} {it|this} {with our own|inside}, bring it in-house, take it in-house, {unserer|der|ihrer} eigenen {it|mannschaft|abteilung|entwicklung}, {eigene|eigenen} {it|entwickler|leute|bordmitteln}, mit bordmitteln, intern {machen|lösen|abbilden|aufbauen|entwickeln}, selbst {machen|lösen|programmieren|entwickeln|bauen|bauen}, nous mêmes, eux mêmes, par nos propres, nuestros propios, nosotros mismos, ellos mismos, intern {oplossen|ontwikkelen|doen}, zelf {voor|gaan|maken|oppakken}, {bouwt|bouwen|doen|maken|ontwikkelen} {het|dit} zelf, nós mesmos, nós próprios""",
    # how we say it among ourselves
    "LOST": """lost, verloren, perdu, perdue, perdimos, hemos perdido, perdí, perdido, perdida, se perdió, perdemos, perdeu, perdi,
        kwijt, kwijtgeraakt, abbiamo perso, perso, persa, closed-lost, closed lost, lose out, lost out, missed out, losing out""",
    "LOSS": "loss, verlorene, verlorenen, verlorener, verlorenes, perdus, perdues, perdidos, perdidas, verlust, verlusts, verlustes, niederlage, perte, échec, pérdida, derrota, verlies, nederlaag, perda",
    "BEATEN": """voted against us, {voté|votent} contre nous, {votado|votó|votaron} {contra nosotros|en contra de nosotros}, tegen ons, {votou|votaram} contra nós, turned us down, turn us down, turning us down, said no to us, passed on us, ruled us out, picked them over us,
        beat us, beaten by, hat uns geschlagen, uns ausgestochen, nous a battus, nous ont battus, nous a doublés, nous ont doublés, nos venció, nos batió, ons verslagen, ons afgetroefd, ganhou nos, bateu nos, venceu nos, nos venceu, nos bateu, came second, come second, second place, runner-up, runner up, we are out, we're out, we're not it,
        out of the running, {did not|didn't|didnt} {get|win|make|land} {it|this|the|that|them}, not selected, not us, isn't us, not with us,
        {gave|given|giving|handed} it to, {got|took|won|gets|takes|wins|stole|grabbed} {it|the deal|the contract|the business|the order|this one|the project|the tender},
        no deal, gone to, it's a no, it is a no, a no from, slipped away, deal is dead, deal is gone, is gone, closing it out,
        abgesagt, abgelehnt, eine absage, absage von, absage bekommen, rausgeflogen, raus aus dem rennen, sind raus, leer ausgegangen, gegen uns, nicht bekommen,
        zweiter geworden, geht an, ging an, entschieden gegen,
        pas retenus, écartés, refusé notre, nous échappe, échappé, pas été retenus, pas gagné, ont signé chez, passés à côté, sans nous,
        nos dijeron que no, dijo que no, quedamos fuera, nos descartaron, nos rechazaron, nos ganó, nos ganaron, no ganamos, se cayó,
        nos quedamos sin, {quedamos|quedado} segundos, {on|on a|avons|nous} {fini|finit|finissons|terminé|termine|terminons|arrivons} {deuxième|deuxièmes|second|seconds}, se lo llevaron, se lo llevó, se van con,
        afgewezen, niet gewonnen, niet geworden, afgevallen, naast gegrepen, vist achter het net, gaat naar, misgelopen, tweede geworden,
        não ganhamos, ficamos de fora, ficamos em segundo, disseram que não, disse que não, nos descartaram, levou o contrato, não fomos escolhidos,
        abbiamo perso, non ce l'abbiamo fatta, ci hanno detto di no, siamo fuori, secondi,
        dropped us, kicked us out, didn't {pick|choose|select} us, didn't make the cut, told {us|me} no, gave us the bad news, c'est perdu, on n'a pas eu, se nos fue, se nos cayó, nos la ganaron, nos lo ganaron, se nos fueron, fomos preteridos,
        nicht {bei|mit} uns, pas {chez|avec} nous, no con nosotros, niet {bij|met} ons, não {connosco|conosco|com nós}, non con noi, and not us, instead of us, over us, statt uns, au lieu de nous, en vez de nosotros, in plaats van ons, em vez de nós,
        nicht zum zug, nicht zum zuge, den kürzeren gezogen, undercut us, went the other way, going the other way, gone the other way, finished second, placed second, ranked second, finished runner up, nous a pas retenu, nous ont pas retenu, nous ont écartés, nos han descartado, nos han dicho que no, zijn het niet geworden, naast het net, ficamos de fora""",
    "HINTED": """{is|are} out, fell through, fell apart, backed out, walked away, came up short, fell short, no dice, no joy, no cigar, we blew it, struck out, nixed, it's over, it's dead, is dead, is toast, off the table, not happening, isn't happening, not going to happen,
        said no, says no, it's gone, went the other way, took their business, {chose|decided} not to {go|buy|proceed|move}, passed on {it|this}, lost out, nein gesagt, nicht geklappt, geplatzt, nichts geworden, gescheitert, abgesprungen, weg, futsch,
        dit non, pas passé, raté, loupé, c'est mort, c'est fichu, tombé à l'eau, dijeron que no, dijo que no, quedó fuera, nee gezegd, niet gelukt, gaat niet door, niet doorgegaan, afgeketst, zijn eruit, liggen eruit, disseram não, disse não, caiu por terra, sfumato, saltata, saltato, detto di no,
        {out|off} {of|} {my|the|our} {forecast|pipeline|commit}, {out|gone} for good, ni modo, levámos uma nega, levamos uma nega, uma nega""",
    "MARKED": """{marked|marking|moved|moving|set|setting|close|closed|closing|mark|move|log|logged|logging} {it|this|that|the deal|the opp|the opportunity|the opp.} {as|to} {lost|closed lost|closed-lost},
        {out|off|down|up} {as|to} {lost|closed lost|closed-lost},
        marking it, closed lost, closed-lost, {close|closed|closing} {as|it} lost, als verloren markiert, auf verloren gesetzt,
        {mark|put|book|record|chalk} {it|this|that|this one|that one|them|him|her} {lost|as lost|down as lost|up as lost}, {the|our} {lost|loss} {column|pile|list},
        {auf|als} verloren {setzen|buchen|verbuchen|stellen|markieren|eintragen|schließen|abschließen|führen|abhaken|verbucht|gebucht|gestellt|eingetragen},
        {mets|mettez|mettre|passe|passez|passer|classe|classez|classer|note|notez|noter|bascule|basculer} {le|la|les|ça|} {à|en|comme} {perdu|perdue|perdus},
        {op|als} verloren {zetten|gezet|boeken|geboekt|markeren|noteren|afsluiten}, zet {hem|het|die|dit|deze|m} {maar|} op verloren,
        {ponlo|ponla|márcalo|márcala|dalo|dala|pásalo|pásala|apúntalo|apúntala|ciérralo|ciérrala} {como|por|a|en} {perdido|perdida},
        {marcar|marca|marque|põe|ponha|passa|passar|fecha|fechar} como {perdido|perdida}""",
    "NOBODY": """{from|to|with} {anybody|anyone|any of you|any vendor}, nobody {won|else|got}, none of the {bidders|vendors|offers|proposals|suppliers|tenderers}, no award, not buying anything, nothing to buy, no vendor, no supplier {was|will be} selected,
        personne d'autre, aucun {fournisseur|prestataire|candidat}, niemand hat, niemand bekommt, keiner der {anbieter|bieter}, nadie ganó, ningún proveedor, niemand wint, geen van de, ninguém ganhou, nenhum fornecedor, nessun fornitore, all bids are rejected,
        {decided|going|choosing|elected} to do nothing, do nothing, doing nothing, nichts tun, ne rien faire, no hacer nada, niets doen, não fazer nada,
        aucune des offres, aucune offre, keines der angebote, ninguna de las ofertas, geen van de offertes, nenhuma das propostas""",
    "YOURS": "yours, ihres, eures, euer angebot, la vôtre, le vôtre, la suya, el suyo, la vuestra, la tuya, het uwe, de uwe, die van jullie, a vossa, a sua, a tua, la vostra, il vostro",
    "MANY": "{two|three|four|five|six|seven|eight|nine|ten|several|many|most|both|all} {deals|bids|opportunities|accounts|of them|others|we}, the {two|three|four|five|six|seven} we, deals, losses, bids we, ones we, lost deals, verlorene deals, zwei projekte, deux affaires, dos negocios, twee deals, dois negócios, due trattative",
    "HELP": "your engineers, your engineer, your support, your platform, your system, your product, your software, your api, your documentation, your integration, your tool, your app, your team help, ihr support, ihre plattform, votre support, votre plateforme, su plataforma, uw platform, vossa plataforma",
    "SPARED": "ours survived, but ours, not ours, ours is safe, ours goes on, unseres nicht, pas le nôtre, el nuestro sigue, de onze niet, o nosso continua",
    "MEETING": """meeting, meetings, call, appointment, invitation, slot, agenda, lunch, dinner, coffee, room, hotel, flight, venue, option a, option b, plan b, besprechung, termin, raum, réunion, rendez-vous, reunión, cita, vergadering, afspraak, reunião, riunione,
        saturday, wedding, cake, bakery, dinner""",
    # how certain it is
    "NEG": """not, n't, never, cannot, unable, can't, won't, isn't, don't, didn't, doesn't, aren't, haven't, hasn't, wasn't, weren't, couldn't,
        nicht, kein, keine, keinen, keiner, nie, pas, ne, n', aucun, aucune, no, non, niet, geen, nooit, não, nem, neither, nor, without, nessuna, nunca, jamais, nobody, no one, nothing,
        hardly, kaum, didnt, wont, cant, dont, isnt, doesnt, wasnt""",
    "IF": """{she|he|they} d rather, se o, se os, se não, se eles, se não for, if, unless, whether, would, could, might, may, perhaps, maybe, possibly, in case, wenn, falls, sollte, sollten, würde,
        könnte, könnten, vielleicht, ob, pourrait, serait, si, s'il, sauf, peut-être, podría, quizás, tal vez, a menos que, indien, mocht,
        zou, zouden, misschien, caso, talvez, poderia, a menos, potrebbe, forse, qualora, otherwise, sonst, sinon, anders, assuming, hypothetically, when {a|your|the} {customer|client|prospect|buyer}, whenever, every time, what if, suppose, until, before, between you and, entre vous et, entre ustedes, zwischen ihnen und, tussen jullie en, {choisira|choisiront|décidera|tranchera|elegirá|decidirá|escolherá|sceglierà}, {will|to} {decide|choose between}, wird sich entscheiden, wird entschieden, zal kiezen,
        {want|wants|wanted|prefers|prefer} to, {was|were} {ready|about|going|set|close} to, nearly, almost, had planned to, wanted to go, beinahe, fast, failli, a punto de, bijna, quase, quasi""",
    "POLITE": """would like, i'd like, would rather, may i, may have told, may not have told, you may hear, could you, should you have, if you have any,
        if you would like, if you need, if you like, if you wish, if anything changes, if that changes, if the mood changes, no hard feelings, no doubt, not an easy, not easy, not a reflection, was not the, not the price, price was not,
        no reflection, should you wish, {falls|wenn} {sie|du} {fragen|rückfragen|mögen|möchten|wollen}, si vous {avez|souhaitez|voulez}, si {usted|tiene|desea|quiere} {dudas|preguntas|desea}, als u vragen, caso queira, if you remember, if i remember, if i may, if you ask me, into account, on account of, no problem, not only, should be glad, no hesite, no dude, n'hésitez pas,
        would appreciate, may contact, may request, might be able,
        make a call, made a call, make the call, made the call""",
    "FEAR": """afraid we, fear, worried, worry, risk, danger, losing, lose, losing it, at risk, about to lose, going to lose, will lose, could lose, bad feeling, hunch,
        gut feeling, leaning toward, leaning towards, leaning to, likely to, not official, nothing official, unofficial, rumour, rumor, befürchte, fürchte, sorge, verlieren, tendieren, tendiert, wackelt,
        crains, craint, peur, perdre, temo, miedo, perder, preocupa, vrees, bang, verliezen, dreigt, dreigen, receio, medo, a perder, temo che, perdere, rischiamo, rischio""",
    "REGRET": """regret, regretfully, unfortunately, sadly, sorry, afraid, bad news, disappointing, disappointed, leider, bedauern, bedauerlicherweise,
        malheureusement, regret de, regrettons, au regret, hélas, lamentablemente, desafortunadamente, lamento, lamentamos, sentimos, por desgracia,
        helaas, spijtig, jammer, infelizmente, lamentamos, lamento, purtroppo, spiacenti, dispiace, gutted, bummed, ouch, schade, dommage, qué pena, que pena, lástima, merde, mist, damn, stinks, peccato, jammer, crap,
        bad news, schlechte nachrichten, schlechte nachricht, mauvaise nouvelle, mauvaises nouvelles, malas noticias, mala noticia, slecht nieuws, más notícias, má notícia""",
    "THANKS": """thank you for, thanks for, thank you all, danke, danken, bedanken uns, dank für, merci, remercie, remercions, gracias, agradecemos, agradezco,
        agradecerle, bedankt, dank, danken, obrigado, obrigada, grazie, ringraziamo, appreciate, appreciated, grateful, time and effort, impressed, hard work,
        thanks a million, thanks so much, thanks again, many thanks, vielen dank, herzlichen dank, merci beaucoup, muchas gracias, mille grazie, muito obrigado""",
    "DECIDE": """decided, decision, decisions, decide, concluded, entschieden, entscheidung, beschlossen, décidé, décision, decidido, decisión, decidimos, besloten, besluit,
        beslissing, decisão, decidiu, deciso, decisione, outcome, evaluation, review, opted, award, result""",
    # what else it may be
    "PAST_TIME": """hace {un|dos|tres|cuatro|cinco} {año|años}, há {um|dois|três|quatro|cinco} {ano|anos}, il y a {un|deux|trois|quatre|cinq} {an|ans}, {een|twee|drie|vier|vijf} jaar geleden, vor {einem|zwei|drei|vier|fünf} {jahr|jahren}, last year, last quarter, years ago, a year ago, months ago, back in, in {2019|2020|2021|2022|2023|2024}, previously lost, letztes jahr, vor jahren,
        im letzten jahr, l'an dernier, il y a deux ans, el año pasado, hace años, vorig jaar, jaren geleden, no ano passado, anno scorso, the last time, last time""",
    "WON": """ficamos em primeiro, ficámos em primeiro, {quedamos|quedado} primeros, down for us, leaves us, leaves little old us, in {favour|favor} of us, in our {favour|favor}, signature page, over to us, won over {them|him|her}, we won, we've won, have won, won it, won the, closed won, closed-won, signed with us, went with us, chose us, picked us, chosen us, selected us, going with us, go with us,
        {is|are|all} ours, ours after all, changed their {mind|minds}, overruled, came back to us, {proceed|go ahead|go forward|move forward} with {you|your}, we got it, got the deal, deal is ours, ours now, signed copy, countersigned, contract is signed, signed contract, they signed today, signed the order form, signed order form, came back signed, signed and,
        po is in, po came in, po attached, purchase order attached, we're in, gewonnen, haben den zuschlag, zuschlag erhalten, auftrag erhalten, für uns entschieden, remporté, gagné, on a signé,
        nous avons signé, ont signé, ganamos, hemos ganado, ganado, nos eligieron, nos eligió, nos ha elegido, nos escolheu, escolheu nos, nous a {choisi|choisis}, firmaron el contrato, con nosotros, voor ons gekozen, ganhamos, ganhámos, nos escolheram, fechamos o contrato,
        abbiamo vinto, hanno scelto noi, contratto firmato, pleased to inform, pleased to award, delighted to, happy to confirm, pleased to confirm, pleased to accept, happy to accept, glad to confirm,
        look forward to working, kick-off, kickoff, welcome aboard,
        great news, fantastic news, good news, signed ours, signed our, told them no, told them no, champagne, we did it, in the bag, closed it, pop the, verbal yes, said yes, sagten ja, haben zugesagt, ont dit oui, dijeron que sí, ja gezegd, disseram sim,
        {hat|haben} unterschrieben, on a gagné, wij zijn het geworden""",
    "OPEN": """counter-offer, best and final, sharpen your pencil, better price, come down, get me under, match, revised quote, revised offer, discount, last number, need it by, still deciding, not decided, no decision yet,
        haven't decided, undecided, still open, shortlist, shortlisted, finalist, nothing {signed|is signed|s signed}, rien {de signé|n'est signé}, nichts unterschrieben, {nada|hay nada} firmado, niets getekend, nada assinado, next round, nachbessern, nachlass, rabatt, noch nicht entschieden, remise, pas encore décidé, descuento, aún no, korting, nog niet, desconto, ainda não, sconto,
        get back to you, let you know by,
        at this price, come back to you, before they look, before we look, revised number, number under, still {deciding|reviewing|evaluating|talking}, vertagt, hören im, remains open, on hold until, jury still out, not over yet""",
    # one of us takes the deal off the books
    "OFF_BOOKS": """off the {board|forecast|list|pipeline}, from {the|my|our} forecast, out of {my|the|our} {forecast|pipeline|commit|quarter|q1|q2|q3|q4|november|december|numbers}, comes out altogether, come off the forecast, {können|kannst du|kannst|darfst du|bitte} streichen, von der liste, aus dem {forecast|plan|trichter}, aus der {prognose|pipeline|planung}, {nehme|nehm} {ich|ichs} raus,
        {kan|mag|gaat} van de lijst, uit de {forecast|prognose|pijplijn}, van de lijst, streep maar door, streep er maar door, à sortir du {prévisionnel|forecast|pipe}, {sortir|sors|sortez} du prévisionnel, c'est mort pour, c'est plié, c'est fichu, je ferme {l'affaire|la fiche|le dossier}, {fuera|quitar|quita|sacar|saca} del {forecast|pronóstico|pipeline}, lo dejo cerrado, {doy|dalo} por cerrado,
        {sai|sair|tirar|tira|risca} {da|do} {previsão|forecast|pipeline|lista}, fecho {hoje|já} no sistema, dou por fechado""",
    # the customer tells that the choice fell on us
    "YOU_WON": """you have won, you ve won, you won the, you are the winner, you re our choice, you are our choice, which leaves you, that leaves you, contract goes to you, contract is going to you, job goes to you, {going|go|gone} {with|w} you, went with you, decided on you, chosen you, chose you, picked you, selected you, award you the, awarding you, awarded you, accept your {offer|proposal|quote|bid}, like to accept it,
        für {sie|euch|dich} entschieden, {ihnen|euch} {den|darf ich den|darf ich dagegen den} {auftrag|zuschlag}, auftrag geht an {sie|euch}, zuschlag geht an {sie|euch}, {sie|ihr} {haben|habt|bekommen|bekommt} den {auftrag|zuschlag},
        vous avons {choisi|choisis|retenu|retenus|retenue}, vous êtes retenus, vous avez {gagné|remporté}, marché est pour vous, c'est vous qui, os lo lleváis, se lo lleva usted, hemos elegido {a ustedes|vuestra|su}, nos quedamos con {ustedes|vosotros}, es para vosotros, ustedes {ganaron|ganan},
        jullie zijn het geworden, voor jullie gekozen, voor u gekozen, opdracht is voor {jullie|u|jou}, opdracht gaat naar {jullie|u|jou}, jij krijgt, jullie krijgen, escolhemos {vocês|a vossa}, vocês {ganharam|levaram}, é convosco, ficou convosco, ficaram com o {contrato|projeto|projecto}, avançamos convosco, fechamos com vocês""",
    "SLIP": """postponed, postpone, postponing, delayed, delaying, {pushed|pushing|push} {it|to|back|out|into}, slips, slipping, slipped, slip, on hold, {move|moves|moved} to {q1|q2|q3|q4|january|february|march|april|may|june|july|august|september|october|november|december|next}, moves to, next quarter, next fiscal, next year,
        verschoben, verschiebt, verschieben, verzögert, reporté, reportée, repoussé, décalé, aplazado, aplazada, pospuesto, retrasado, uitgesteld, opgeschoven, schuift, adiado, adiada, adiar, rimandato, rinviato, slitta""",
    "RENEW": """renew, renewal, renewing, renewed, verlängern, verlängert, verlängerung, renouveler, renouvellement, reconduire, renovar, renovación, renovaremos, verlengen, verlenging,
        verlengd, renovação, renovaremos, rinnovare, rinnovo, rinnoveremo""",
    "QUIT": """cancel, cancelling, cancellation, terminate, terminating, termination, discontinue, ending, kündigen, kündigung, gekündigt, kündigt, résilier, résiliation, résilions, cancelar, cancelación, rescindir,
        dar de baja, la baja, opzeggen, opzegging, zeggen op, cancelar, cancelamento, rescindir, rescisão, disdire, disdetta, recesso, churn, churned, churning""",
    "SUBSCRIPTION": """subscription, subscriptions, licence, licences, license, licenses, maintenance, support contract, support agreement, service agreement, account, agreement, our contract, the contract,
        abonnement, abo, vertrag, wartungsvertrag, lizenz, lizenzen, contrat, licence, suscripción, licencias, contrato, mantenimiento, contract, licentie, onderhoudscontract, assinatura, licença, manutenção, abbonamento, contratto, licenza""",
    "EXISTING": """customers since, customer since, been a customer, been customers, existing customer, long-standing customer, kunden seit, kunde seit, bestandskunde, clients depuis, client depuis, clientes desde, cliente desde, klant sinds, clienti dal, seats, data export, export our data, end of term, end of the term, when the term ends""",
    "JOB": """{account executive|account manager|sales manager|sales rep} {position|job|post}, account executive role, {sales|vacant|open|advertised} {role|position}, accepted a position, another {role|job|position}, recruiting, headhunter, profiles to send, {your|the} role, freelance assignment, candidate, candidates, candidacy, interview, interviews, applicant, applicants, {your|his|her|the} application, job application, vacancy, recruiter, recruitment, resume, cv, cvs, hiring manager, job offer, salary, internship, another employer, my current employer,
        accept a position, position with, account executive role, sales jobs, bewerbung, bewerber, stelle, kandidat, kandidaten, vorstellungsgespräch, poste de, poste d'ingénieur, poste d'assistante, entretien d'embauche, embauche, {votre|notre|processus de} recrutement, bolsa de {colaboradores|trabajo|empleo}, du recrutement, mon employeur, autre employeur, {mein|anderer|anderen} arbeitgeber, vorstellungsgespräche, otra empresa como, mi empresa actual, {andere|mijn} werkgever, outro empregador, vacante, puesto, entrevista, sollicitatie, vacature, kandidaat,
        vaga, emprego, colloquio, assunzione, posizione lavorativa""",
    "MATTER": """case study, case studies, testimonial, {reference|press} {call|quote}, {use|lend} our {logo|name}, guest post, sponsorship, sponsor, donation, survey, fallstudie, referenzkunde, témoignage, étude de cas, caso de éxito, referentieverhaal, caso de estudo, patrocinio, patrocínio, sponsoring, {your|the|a} {talk|session|poster}, call for, {your|insurance|the} claim, claim number, your policy, {your|the} {shipment|parcel|invoice|payment|booking|reservation|listing|registration|ticket|loan|grant|refund|expense report|expenses|manuscript|abstract|paper},
        expense report, abstract, manuscript, speaker, speakers, call for papers, program committee, scholarship, {innovation|research|startup} grant, grants, mortgage, visa, auction, outbid, similar items, leave request, vacation request, deal registration, insurance claim, {my|his|her} {son|daughter|wife|husband|family}, credit card, tracking number, reviewers, wedding, apartment,
        ihre {rechnung|zahlung|sendung|versicherung}, urlaubsantrag, förderantrag, votre {facture|sinistre|colis|paiement}, subvention, su {factura|pago|siniestro}, beca, subvención, uw {factuur|betaling|schadeclaim}, subsidie, {sua|vossa} {fatura|pagamento}, bolsa de estudo, {sua|vostra} fattura, rimborso,
        your {fix|patch|release|update|bug report|ticket|pull request|change request}, release, bug, bugfix, qa team""",
    "CLAUSE": "clause, clauses, redline, redlines, as drafted, liability, indemnity, payment terms, nda, msa, dpa, terms and conditions, klausel, klauseln, clausula, cláusula, cláusulas, artikel, vertragsentwurf",
    "ONGOING": """rollout, kickoff, kick-off, go-live, go live, onboarding, does your {platform|system|product|solution|software|tool}, do you support, is it possible, your support team, looking forward to, purchase order, invoice, implementation starts, update the quote, send the contract, redlines, attached redlines, still on, still want to, still {intend|plan|hope} to, still interested, signing {monday|tuesday|wednesday|thursday|friday|next week}, einführung läuft, déploiement, despliegue, uitrol,
        deal is still on, still alive, still in, not dead, we are still""",
    "SELECTION": """decision, decisions, evaluation, selection, tender, rfp, rfq, bid, proposal, proposals, quote, quotation, offer, offers, vendor, vendors, supplier, suppliers, shortlist, outcome, award, entscheidung, angebot, angebote, ausschreibung, vergabe, anbieter, offre, offres, devis, appel d'offres,
        proposition, oferta, ofertas, propuesta, cotización, licitación, proveedor, decisión, offerte, offertes, voorstel, aanbesteding, beslissing, leverancier, proposta, propostas, decisão, orçamento, fornecedor, offerta, offerte, gara, fornitore, feedback, debrief, theirs, yours, instead of, cheaper, price, pricing, preis, prix, precio, prijs, preço, prezzo, demo, demos, trial, pilot, meetings, workshops, contract""",
    "FAREWELL": """good luck, keep your number, keep in touch, stay in touch, all the best, best of luck, no hard feelings, straight answer, hard to write, hate to, sorry to, tough call, hard call, close call, honestly close, thanks for everything, thank you for everything, next time, in the future, future opportunities, on the list again, {your|the} patience, your time, your effort, your hard work, time you, cancel {our|the|tuesday|wednesday|thursday|friday|monday},
        collect the, pick up the, alles gute, viel erfolg, für die zukunft, tut mir leid, tut uns leid, bonne continuation, désolé, désolée, à l'avenir, suerte, en el futuro, próxima ocasión, lo sentimos, succes, in de toekomst, spijt me, spijt ons, boa sorte, no futuro, fica para a próxima, in futuro, in bocca al lupo,
        sad to, hard email, not the email i wanted, not the news, wanted you to hear, hear it from me, rather tell you, straight with you, you crushed, great job, nothing personal, not your fault, no reflection on, navré, navrée, bonne chance, tristement, pena, me sabe mal, veel succes, succes verder, het spijt, teleurstellen, com pena, tenho pena, sinto muito, mi dispiace, purtroppo, keine leichte entscheidung, bedauern sehr,
        future solicitations, future {opportunities|projects|tenders|bids}, new year, another time, another occasion, otra ocasión, otra oportunidad, professionalism, participating, understanding, thanks but no thanks, close the loop, owe you, deserve better, radio silence, string you along, rather tell you now, tell you now, justify, appreciate the, appreciate your, esfuerzo, verständnis, compréhension, comprensión, begrip, compreensão, comprensione, bemühungen, mühe, not good news, lass uns in kontakt,
        no easy way, hope our paths, paths cross, coming to see us, wasn't close, was not close, happy to give, give you feedback, feedback if""",
    "THING": """weddenschap, wager, my bet, the bet, meine wette, die wette, mon pari, le pari, mi apuesta, la apuesta, minha aposta, luggage, baggage, suitcase, suitcases, bag, bags, keys, badge, phone, laptop, wallet, passport, airline, parcel, package, shipment, pallet, game, match, league, season, goal, keeper, password,
        internet connection, everything, case, tablets, glasses, umbrella, jacket, scarf, ring, cat, dog, courier, lost and found, cup, tournament, golf, football,
        koffer, gepäck, schlüssel, ausweis, handy, paket, valise, bagage, bagages, clés, colis, maleta, maletas, equipaje, llaves, partido, móvil, cartera, paquete, sleutels, wedstrijd, pakket,
        mala, malas, bagagem, chaves, jogo, carteira, valigia, bagaglio, chiavi, partita, pacco,
        spiel, flight, train, vuelo, comboio, avion, trein, candles, antrag, betriebsrat, holiday party, potluck, job offer, 401, health plan, kids""",
    "SPAN": """thread, faden, überblick, le fil, el hilo, draad, overzicht, o fio, geduld, die nerven, paciencia, paciência, geduld, weight, connection, internet, data, file, files, signal, power, sleep, track, touch, count, interest, patience, faith, hope, time, day, days, week, weeks, month, months, hours, way, temper, mind, cause, voice,
        wochen, woche, tage, zeit, verbindung, semaines, semaine, jours, temps, semanas, semana, días, tiempo, weken, dagen, tijd, dias, tempo, settimane, giorni, champion, contacts, contact, sponsor, heavy,
        money, jobs, lives, minutes, seconds, {lost|lose|losing|saved|save} face, sight, focus, momentum, control, access, ground, heart, confidence, home, homes, votes, election, customers, biggest customer, market share, revenue, staff, people, employee, colleague, its, mandate""",
    "NEWS": """unsubscribe, newsletter, view in browser, webinar, subscribe, podcast, abmelden, se désabonner, désinscrire, darse de baja, uitschrijven, cancelar inscrição, disiscriviti, manage preferences, read on, read more, job alert, new tenders, tender alert""",
}
