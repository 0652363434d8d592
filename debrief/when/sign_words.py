"""The words that show a reply must not be taken at its word, in six languages.

Written like the tables of `calendar_words`. Meanings:

  CORRECTION APOLOGY  what was said before is taken back; may be taken back
  IF ELSE             a condition; what holds when it fails
  REASON SO           a reason follows; what came before was the reason
  LEAVE               a time behind it is when the person must go
  AUTO                an automatic notice of absence
  THIRD               somebody else is spoken of
  HERE                where they are now
  VAGUE               points at a time that was not read
  NEED                a time behind it is a deadline for something else
  HAVE                a day "had" is taken, unless time is what they have
"""

_EN = """
HERE = whereabouts
CORRECTION = i mean, i meant, i mean to say, i meant to say, make that, scratch that, correction,
  i should say, i wanted to say, typo, wrong day, wrong date, wrong time, no wait, i mixed up,
  my mistake
APOLOGY = sorry, oops, whoops, wait, actually, pardon, apologies, my bad, hang on,
  on second thought, on second thoughts, come to think of it, or rather
IF = if, unless, provided, provided that, as long as, so long as, in case, depending, depends,
  subject to, assuming, once, as soon as, hopefully, fingers crossed, supposed to, tentatively,
  pending
ELSE = if not, if that fails, failing that, otherwise
REASON = because, as we, as i, since i, since we, given that, due to, owing to
SO = therefore, hence, thus, that's why, which is why, so that's why, that is why, consequently,
  as a result
LEAVE = have to leave, have to drop, have to go, have to run, have to jump, have to hop,
  have to be out, need to leave, need to drop, need to go, need to run, need to be out, must leave,
  must go, must run, must drop, gotta go, gotta run, gotta leave, hard stop, a hard stop, i leave,
  i'm leaving, i have to be, got to go, got to leave, got to run, will have to leave,
  will have to drop, will need to drop, will need to leave, drop off, leaving, i have to leave,
  i have to drop, i have to go, i have to run, i have to jump, i have to hop, i have to be out,
  i need to leave, i need to drop, i need to go, i need to run, i need to be out, i must leave,
  i must go, i must run, i must drop, i must be, we have to leave, we have to drop, we have to go,
  we have to run, we have to jump, we have to hop, we have to be out, we need to leave,
  we need to drop, we need to go, we need to run, we need to be out, we must leave, we must go,
  we must run, we must drop, we must be, i will have to leave, i will have to drop,
  i will have to go, i will have to run, i will have to jump, i will have to hop,
  i will have to be out, i will need to leave, i will need to drop, i will need to go,
  i will need to run, i will need to be out, i will must leave, i will must go, i will must run,
  i will must drop, i will must be, i'll have to leave, i'll have to drop, i'll have to go,
  i'll have to run, i'll have to jump, i'll have to hop, i'll have to be out, i'll need to leave,
  i'll need to drop, i'll need to go, i'll need to run, i'll need to be out, i'll must leave,
  i'll must go, i'll must run, i'll must drop, i'll must be, cut it off, cut off, cut it short,
  wrap up, be done by, have to finish, need to finish, have to end, have to stop, need to stop,
  must stop, must finish
AUTO = urgent, urgently, emergency, emergencies, limited access, no access, auto-reply,
  automatic reply, automated reply, autoreply, automated message, in my absence, delayed response,
  will be answered, respond upon, upon my return, on my return, immediate assistance
THIRD = she, he, she's, he's, her, him, his, my colleague, my assistant, my boss, my manager,
  our ceo, our director, my partner, my team
HAVE = go live, go-live, goes live, going live, went live, kick-off, kickoff, rollout, launch,
  launches, cutover, deadline, audit, starts, begins, ends, lands, takes off, departs, is due,
  board meets, team meets, have, i have, we have, i've got, we've got, got, having, there's,
  there is, holiday, bank holiday, public holiday, dentist, doctor, doctor's appointment,
  appointment, appointments, meetings, in a meeting, in training, training, in court, in surgery,
  on site, on-site, on shift, on calls, in transit, in the air, commuting, teaching, school run,
  pick up my kids, flying, driving, begins work, starts work, start work, begin work
NEED = need, needs, i need, we need, require, requires, expect, expecting, waiting for, promised,
  was promised, gone by, out by, lunch with
VAGUE = same, latter, former, halfway, in between, every other, every second, alternate, biweekly,
  fortnightly
"""

_DE = """
HERE = whereabouts
CORRECTION = meine ich, meinte ich, ich meine, ich meinte, ich meine natürlich, korrektur,
  ich korrigiere, korrigiere, quatsch, ach nein, verschrieben, vertippt, vertan, falscher tag,
  wollte sagen, ich wollte sagen, besser gesagt, vielmehr
APOLOGY = sorry, entschuldigung, entschuldigen sie, verzeihung, pardon, moment, ups, halt, stopp,
  oder doch
IF = wenn, falls, sofern, vorausgesetzt, sobald, je nachdem, es sei denn, hoffentlich,
  unter umständen, gegebenenfalls, ggf, unter der bedingung, abhängig, kommt darauf an,
  kommt drauf an, solange, vorbehaltlich
ELSE = wenn nicht, falls nicht, andernfalls, ansonsten, sonst
REASON = weil, denn, wegen, aufgrund, da ich, da wir
SO = daher, deshalb, deswegen, darum, folglich, somit, also lieber, also besser, also dann
LEAVE = muss ich weg, muss weg, muss ich los, muss los, muss ich aufhören, muss aufhören,
  muss ich gehen, muss gehen, muss ich raus, muss raus, muss, müssen, gehe ich, bin ich weg,
  bin weg, fahre ich, mein zug, feierabend
AUTO = dringend, dringenden, dringender, dringende, dringenden fällen, notfall, notfällen,
  notfälle, vertretung, vertritt, weitergeleitet, weiterleitung, automatische antwort, automatisch,
  abwesenheit, abwesenheitsnotiz, eingeschränkt, keinen zugriff, nicht gelesen, während meiner
THIRD = er, ihn, ihm, kollege, kollegin, assistentin, assistent, sekretärin, chef, chefin,
  vorgesetzter, partnerin
HAVE = live, livegang, go-live, kick-off, kickoff, rollout, audit, umzug, startet, beginnt, endet,
  landet, anreise, abreise, tagt, habe, habe ich, ich habe, haben wir, wir haben, hab ich, ich hab,
  hab, steht an, ist bei mir, ist bei uns, findet statt, ruhetag, feiertag, brückentag,
  besprechung, besprechungen, meeting, meetings, sitzung, sitzungen, termine, im termin,
  arzttermin, zahnarzt, zahnarzttermin, arzt, auswärtstermin, kundentermin, in besprechung,
  in einer besprechung, in terminen, produktion, inventur, schulung, fortbildung, seminar,
  verabredet, messe, ist messe, habe ich frei, hab ich frei, ich habe frei, ich hab frei,
  haben wir frei, wir haben frei
NEED = brauche, brauchen, benötige, benötigen, brauche ich, erwarte, erwarten, versprochen,
  warte auf, warten auf
VAGUE = selbe, selben, letztere, letzterer, letzteren, erstere, ersterer, ersteren, dazwischen,
  jeden zweiten, jede zweite, alle zwei wochen, alle vierzehn tage, abwechselnd
"""

_FR = """
HERE = whereabouts
CORRECTION = je veux dire, je voulais dire, voulais dire, veux dire, erratum, je me trompe,
  me suis trompé, me suis trompée, je corrige, rectification, ou plutôt, enfin plutôt, non plutôt,
  erreur de ma part
APOLOGY = pardon, désolé, désolée, excusez-moi, oups, mince, attendez, euh non, ah non, navré,
  navrée
IF = si, s'il, sous réserve, à condition, à condition que, dès que, une fois que, lorsque, quand,
  selon, en fonction, ça dépend, cela dépend, à moins que, sauf si, sauf imprévu, au cas où,
  en espérant, tant que, pourvu que
ELSE = sinon, à défaut, autrement, dans le cas contraire
REASON = car, parce que, puisque, étant donné, en raison, à cause, vu que, comme nous, comme je
SO = donc, c'est pourquoi, par conséquent, de ce fait, ainsi, d'où
LEAVE = dois partir, dois filer, dois y aller, dois quitter, devrai partir, devrai quitter,
  je pars, je quitte, je finis, je dois, nous devons, mon train, dois raccrocher, dois m'absenter,
  il faut que je parte, faut que je parte, faut que je file
AUTO = urgent, urgente, urgence, urgences, cas d'urgence, accès limité, réponse automatique,
  message automatique, mon absence, en mon absence, durant mon absence, pendant mon absence,
  à mon retour, dès mon retour
THIRD = elle, lui, mon collègue, ma collègue, mon assistante, mon assistant, mon associé,
  mon associée, mon directeur, ma directrice, mon patron, mon chef, ma secrétaire
HAVE = mise en production, mise en service, déménagement, audit, lancement, démarre, commence,
  démarrons, commençons, atterrit, décolle, j'ai, nous avons, on a, il y a, avons, ai, férié,
  fériée, jour férié, pont, en réunion, réunion, réunions, rendez-vous médical, médecin, dentiste,
  chantier, inventaire, formation, en formation, séminaire, en séminaire, est férié, est fermé
NEED = besoin, j'ai besoin, attends, attendons, j'attends, promis, exige
VAGUE = ce dernier, celui-là, entre les deux, sur deux, tous les quinze jours, en alternance
"""

_ES = """
HERE = whereabouts
CORRECTION = quiero decir, quise decir, quería decir, digo, me equivoqué, me he equivocado,
  corrijo, corrección, rectifico, mejor dicho, o mejor dicho, errata, me confundí,
  me he confundido
APOLOGY = perdón, perdona, perdone, disculpe, disculpa, lo siento, ups, espera, espere, ay no
IF = si, siempre que, siempre y cuando, a menos que, salvo que, en caso de, en cuanto, cuando,
  una vez que, según, depende, dependiendo, con tal de, a condición, ojalá, sujeto a, en función
ELSE = si no, de lo contrario, en su defecto, en caso contrario
REASON = porque, ya que, pues, puesto que, dado que, debido a, por culpa, como tengo, como tenemos
SO = así que, por eso, por lo que, por tanto, por lo tanto, de modo que, por ello
LEAVE = tengo que irme, me tengo que ir, tengo que salir, tengo que dejarlo, tengo que colgar,
  debo irme, debo salir, debo marcharme, he de irme, me voy, salgo, me marcho, tengo que marcharme,
  tengo que, tenemos que, mi tren, mi vuelo, acabo
AUTO = urgente, urgentes, urgencia, urgencias, asuntos urgentes, respuesta automática,
  mensaje automático, mi ausencia, en mi ausencia, durante mi ausencia, acceso limitado,
  a mi vuelta, a mi regreso
THIRD = ella, ellos, mi colega, mi compañero, mi compañera, mi asistente, mi secretaria, mi jefe,
  mi jefa, mi socio, mi socia, mi director, mi directora
HAVE = arrancamos, arranca, arranque, lanzamiento, lanzamos, mudanza, auditoría, empieza,
  empezamos, comienza, comenzamos, aterriza, sale, tengo, tenemos, hay, he quedado, estoy en,
  festivo, festiva, puente, reunido, reunida, reuniones, en reunión, en una reunión, en reuniones,
  médico, dentista, cita médica, formación, en formación, curso, inventario, obra, obras, visita,
  visitas, es fiesta, fiesta, es festivo
NEED = necesito, necesitamos, espero, esperamos, prometido, exijo
VAGUE = este último, esa última, entre medias, cada dos, alternos, alternas, cada quince días
"""

_NL = """
HERE = whereabouts
CORRECTION = bedoel ik, ik bedoel, bedoelde ik, ik bedoelde, correctie, ik corrigeer, vergissing,
  ik vergis me, vergis mij, verkeerde dag, typefout, of liever gezegd, wilde zeggen
APOLOGY = sorry, pardon, oeps, excuses, excuus, wacht, nee wacht, of toch
IF = als, indien, mits, tenzij, zodra, wanneer, afhankelijk, hangt af, hangt ervan af,
  onder voorbehoud, op voorwaarde, hopelijk, zolang, mocht, mochten
ELSE = zo niet, zoniet, als niet, als dat niet, indien niet, anders
REASON = want, omdat, aangezien, vanwege, wegens, doordat
SO = dus, daarom, vandaar, derhalve, daardoor
LEAVE = moet, moeten, moet weg, moet ik weg, moet gaan, moet vertrekken, ga ik weg, vertrek ik,
  ik vertrek, mijn trein, moet er vandoor
AUTO = spoed, spoedgevallen, dringend, dringende, urgent, urgente, automatisch, automatische,
  automatisch antwoord, afwezigheid, mijn afwezigheid, beperkt toegang, beperkte toegang,
  geen toegang, doorgestuurd, bij terugkomst, na terugkomst
THIRD = hij, zij, ze, hem, haar, collega, assistente, assistent, secretaresse, baas,
  leidinggevende, compagnon
HAVE = live, livegang, go-live, kick-off, kickoff, uitrol, audit, verhuizing, verhuizen, start,
  starten, begint, beginnen, eindigt, landt, heb, hebben, heb ik, ik heb, hebben we, we hebben,
  staat er, er is, feestdag, in bespreking, bespreking, vergadering, vergaderingen, in vergadering,
  meeting, meetings, in een meeting, tandarts, dokter, ziekenhuis, een afspraak, afspraken, cursus,
  training, studiedag, inventarisatie, beurs, is een feestdag, heb ik vrij, ik heb vrij,
  hebben we vrij
NEED = nodig, verwacht, verwachten, beloofd, wacht op, wachten op
VAGUE = zelfde, hetzelfde, laatstgenoemde, eerstgenoemde, ertussen, om de week, om de andere,
  om de twee weken
"""

_PT = """
HERE = whereabouts
CORRECTION = quero dizer, queria dizer, quis dizer, digo, aliás, enganei-me, engano meu, correção,
  correcção, corrijo, ou melhor, melhor dizendo, lapso, troquei
APOLOGY = desculpe, desculpa, desculpem, perdão, ops, espere, peço desculpa, lamento, ai não
IF = se, caso, desde que, a menos que, a não ser que, assim que, quando, logo que, dependendo,
  depende, consoante, conforme, sujeito a, oxalá, uma vez que, enquanto
ELSE = se não, caso contrário, senão, em alternativa
REASON = porque, pois, já que, visto que, dado que, devido a, por causa, como tenho, como temos
SO = por isso, portanto, assim sendo, por conseguinte, daí, pelo que, por isso só, por isso mesmo
LEAVE = tenho de sair, tenho que sair, preciso de sair, tenho de ir, tenho que ir,
  tenho de desligar, preciso de ir, vou ter de sair, vou ter que sair, devo sair, saio, parto,
  tenho de, tenho que, temos de, o meu comboio, o meu voo, acabo
AUTO = urgente, urgentes, urgência, urgências, assuntos urgentes, resposta automática,
  mensagem automática, minha ausência, na minha ausência, durante a minha ausência,
  acesso limitado, no meu regresso
THIRD = ele, ela, eles, elas, meu colega, minha colega, meu assistente, minha assistente,
  minha secretária, meu chefe, minha chefe, meu sócio, minha sócia, meu diretor, minha diretora
HAVE = arrancamos, arranca, arranque, lançamento, lançamos, mudança, auditoria, começa, começamos,
  inicia, iniciamos, aterra, tenho, temos, há, tem, feriado, ponte, em reunião, em reuniões,
  reuniões, numa reunião, médico, médica, dentista, consulta, consultas, formação, em formação,
  inventário, visita, visitas, obras, é feriado
NEED = preciso, precisamos, espero, esperamos, prometido, exijo
VAGUE = este último, esta última, no meio, a cada duas, de quinze em quinze, alternadas,
  alternados
"""

TABLES = {"en": _EN, "de": _DE, "fr": _FR, "es": _ES, "nl": _NL, "pt": _PT}
