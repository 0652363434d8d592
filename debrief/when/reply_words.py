"""The words of absence, choice, delay and talk about a call, in six languages.

Written like the tables of `calendar_words`. Meanings:

  ANY ALL ALWAYS      everything; "anything" (with an exception only); "always"
  EXCEPT              everything but what follows
  AWAY BACK           absence
  OTHER               asks for another time without naming one
  OPTION n, OTHERS    the n-th of the times offered; all but the first
  OTHER_ONE           the one that is left of them
  SLOT                behind a day: the time that was offered on it
  PROMISE             an answer is promised for later
  PAST                the statement tells what was
  CALM                looks like a denial, a condition or a limit and is none ("no problem")
  TALK                the statement is about speaking to one another
"""

_EN = """
ANY = any time, anytime, any day, whenever, every day, all week, whole week, any other day,
  any other time, any slot, flexible, easy, wide open, pretty open, either day, either time,
  any of those, any of the days, all of them, no preference, don't mind, do not mind,
  at your convenience, up to you, you choose, you pick, entirely free, completely free,
  totally free
ALWAYS = always
ALL = anything, everything
EXCEPT = except, except for, except on, other than, apart from, excluding, just not, only not,
  but not, not on, save for, bar, barring, besides, minus, aside from, with the exception of,
  outside of, outside
AWAY = away, on pto, pto, ooo, at a conference, i'm out, we're out, i'll be out, will be out,
  out of town, off work, out of office, out of the office, on vacation, on holiday, on leave,
  travelling, traveling, on annual leave, on a business trip, absent, offline, off sick, sick,
  in hospital, off grid, on the road, on a trip, on honeymoon, on maternity leave,
  on paternity leave, on parental leave, abroad, overseas, on the train, on a plane,
  at a trade show, at a fair, at an event, at a training, i am out, i will be out, i'm off,
  we're off, i'm gone, i'll be away, unreachable, not reachable, not in the office,
  away from my desk, on break
BACK = back, i'm back, will be back, be back, return, returning, available again,
  back in the office, back at my desk, back at work, i return, i get back, i'm returning,
  get back from, reachable again, in again
OTHER = another time, different time, other time, another day, different day, other day,
  other times, reschedule, postpone, move it, push it, later date, some other time, find a time,
  alternative time, alternative, bit later, a bit later, little later, a little later, bit earlier,
  a bit earlier, little earlier, a little earlier, somewhat later, later than that, slightly later,
  slightly earlier, some other day, other slots, other options, other dates, another slot,
  different slot, another date, alternative times, alternatives, more options, more times,
  something later, something earlier, something else, anything later, anything earlier, rearrange,
  re-arrange, move the call, move the meeting, push the call, push back, push it back, delay it,
  defer, push this back, push it back by, push back by, delay it by
OPTION 1 = first option, the first one, option 1, option one, first slot, first time, 1st option,
  the 1st option, your first option, earlier one, option a, the 1st one, 1st one, 1st slot,
  1st time
OPTION 2 = second option, the second one, option 2, option two, second slot, second time,
  2nd option, your second option, option b, number two, number 2, the 2nd option, the 2nd one,
  2nd one, 2nd slot, the 2nd slot, 2nd time
OPTION 3 = third option, the third one, option 3, option three, third slot, third time, 3rd option,
  your third option, option c, the last one, last option, last slot, number three, number 3,
  the latest one, the 3rd option, the 3rd one, 3rd one, 3rd slot, the 3rd slot, 3rd time
OTHER_ONE = the other one
OTHERS = both other times, both other slots, both other options, both others, both of the others,
  both alternatives, either other time, either of the other times, other two, the other two, other two slots, either of the others,
  either of the alternatives, either alternative, your alternatives, the alternatives,
  other slots you, your other slots, your other two slots, the other slots, the other options,
  your other options, the other times, your other times, other two options, other two times,
  other ones, one of the others, any of the others
SLOT = slot, option, one, appointment
PROMISE = tell you, get back to you, come back to you, let you know, circle back, confirm by,
  revert by, be in touch, i'll confirm, i will confirm, will confirm, we'll confirm, i'll let,
  will let, i'll check, let me check, will check, need to check, have to check, must check,
  check with, checking with, ask my, ask our, talk to my, speak to my, will revert, will follow up,
  i'll follow up, i'll write, will write, i'll reply, will reply, i'll get back, will get back,
  we'll get back, get back, get back to, will advise, keep you posted, think about it,
  think it over, sleep on it, will see, we'll see, let me see, let me think, let me ask,
  confirm later, confirm tomorrow
PAST = last, ago, yesterday, signed, decided, chose, was, were, met, spoke, talked, sent, received,
  have been, had, since, went, told, announced, started, agreed on, wrote, said, mentioned, asked,
  emailed, called, tried, arrived, came, dated, paid, bought, finished, ended, lost, won, did, got,
  gave, took, made, left, expired, delivered, installed, missed, used to, earlier today, as i said,
  as discussed, as mentioned, has been, had been
CALM = good morning, good afternoon, good evening, good day, nice day, great day, nice evening,
  nice week, great week, nice weekend, great weekend, good weekend, good week, day to day, one day,
  some day, these days, the other day, half an hour, half hour, a half hour, no problem,
  no worries, not a problem, by phone, by email, by e-mail, by mail, by video, by then, by the way,
  after all, not sure if, no rush, no hurry, no need to reply, no need to rush,
  no need to call before, don't hesitate, do not hesitate, don't worry, do not worry, no doubt,
  not only, if you can, if you could, if possible, if at all possible, if that works, if that's ok,
  if that's okay, if that is ok, if that is okay, if that suits, if that suits you, if that helps,
  if that is convenient, if that's convenient, if it works, if it suits, if it suits you,
  if it's ok, if it's okay, if you like, if you want, if you wish, if you prefer, if you're free,
  if you are free, if you're available, if you are available, if you're around, if you don't mind,
  if you do not mind, if okay, if ok, if convenient, if needed, if need be, if necessary, if any,
  if so, if that's alright, if that is alright, if that is possible, if that's possible,
  if it is possible, if it's possible, if it helps, if you still want, if still available,
  if still free, if that works for you, if this works, if this suits, if that's fine,
  if that is fine, if you must, let me know if, see if, one of them, at the moment, for the moment,
  right now, in a call, on the call, on a call, the call, a call, this call, a quick call,
  a short call, over the phone, on the phone, per phone, via phone, by zoom, on zoom, by teams,
  on teams, via zoom, via teams, just not sure, as well, so far, so much, so sorry, so many,
  thank you so much, for a change, in advance, in general, in principle, in theory, in touch,
  in person, in case you, on my end, on our end, from my side, from our side, from my end,
  from our end, at your end, with you, to you, to me, to us, of you, the best, all the best,
  best wishes, after work, all day, the entire day, entire day, whole day,
  if that's at all possible, if that is at all possible, would you mind if, do you mind if, by me,
  by us, by you, find out, figure out, sort out, check out, turns out, turned out, time out,
  out there, if it's still free, if that's still open, if still open, if it's still available,
  if it's still open, if that's still available, if that's still free, if they're still open,
  no need to apologise, no need to apologize, no need to be sorry, no need to explain,
  no need to thank me, no need to worry, no need to hurry, no need to confirm, or nothing,
  or not at all
TALK = call, talk, speak, meet, meeting, chat, phone, ring, zoom, teams, discuss, conversation,
  catch up, connect, dial, video, facetime, hop on, jump on, get on, sync, debrief, talking,
  speaking, calling
"""

_DE = """
ANY = jederzeit, jeder tag, jeden tag, ganze woche, egal wann, alle tage, zu jeder zeit, flexibel,
  wann sie wollen, wann immer sie wollen, jeder zeit, zu jeder uhrzeit, jede uhrzeit, beliebig,
  egal welcher tag, ganz egal, wie sie möchten, wie es ihnen passt, wann es ihnen passt,
  durchgehend, an jedem tag, an allen tagen
ALWAYS = immer, stets
ALL = alles
EXCEPT = außer, ausser, bis auf, nur nicht, aber nicht, nicht am, ausgenommen, abgesehen von,
  mit ausnahme von, mit ausnahme, außerhalb, ausgenommen am, außer am
AWAY = auf einer messe, auf messe, auf einer konferenz, auf schulung, nicht da, im urlaub, urlaub,
  abwesend, unterwegs, auf reisen, außer haus, nicht im büro, auf dienstreise, verreist,
  im ausland, auf reise, auf geschäftsreise, krank, krankgeschrieben, in elternzeit,
  in mutterschutz, auf achse, auf tour, auf seminar, auf fortbildung, auf lehrgang, in kur,
  im krankenhaus, verreise, außerhalb, ortsabwesend, freigestellt, auf montage, beim kunden,
  bei kunden, auf baustelle, nicht am platz, nicht im haus
BACK = zurück, wieder da, wieder im büro, wieder erreichbar, wieder zurück, wieder im haus,
  wieder verfügbar, wieder am platz, wieder im dienst, komme zurück, kehre zurück, wieder hier,
  wieder ansprechbar
OTHER = etwas später, anderer termin, anderen termin, andere zeit, anderer tag, anderen tag,
  verschieben, verlegen, ein andermal, neuer termin, neuen termin, alternativtermin,
  ausweichtermin, bisschen später, ein bisschen später, etwas früher, bisschen früher,
  ein wenig später, ein wenig früher, anderen zeitpunkt, anderer zeitpunkt, andere uhrzeit,
  anderes mal, andere termine, weitere termine, alternative termine, alternativen,
  anderen vorschlag, andere vorschläge, umlegen, umbuchen, nach hinten, nach vorne, etwas anderes,
  was anderes, später am tag, früher am tag
OPTION 1 = erste option, erster vorschlag, ersten vorschlag, erste termin, ersten termin,
  erster termin, option 1, vorschlag 1, erste vorschlag, ersten vorschlags, nummer 1, nummer eins,
  variante 1, termin 1, der erste
OPTION 2 = zweite option, zweiter vorschlag, zweiten vorschlag, zweite termin, zweiten termin,
  zweiter termin, zweite vorschlag, option 2, vorschlag 2, nummer 2, nummer zwei, variante 2,
  termin 2, der zweite
OPTION 3 = dritte option, dritter vorschlag, dritten vorschlag, dritte termin, dritten termin,
  dritter termin, dritte vorschlag, option 3, vorschlag 3, nummer 3, nummer drei, variante 3,
  termin 3, der dritte, letzte option, letzter vorschlag, letzte termin, letzten termin,
  letzter termin
OTHERS = beide anderen termine, beide anderen zeiten, beide anderen, beide alternativen,
  beiden anderen, beiden anderen termine, anderen beiden, anderen beiden termine,
  anderen zwei, zwei anderen, anderen termine, anderen vorschläge, alternativtermine,
  ausweichtermine, beiden alternativen, alternativtermin ist
SLOT = termin, slot, option, vorschlag, zeitfenster
PROMISE = bestätige es ihnen, sage ihnen, melde mich, melde ich mich, gebe bescheid,
  gebe ihnen bescheid, sage bescheid, komme auf sie zu, muss ich erst, muss erst, muss ich noch,
  abstimmen, abklären, klären, rücksprache, halte rücksprache, frage nach, muss nachsehen,
  schaue nach, prüfe, prüfen, melden uns, wir melden uns, melde mich wieder, komme darauf zurück,
  kommen darauf zurück, gebe ihnen noch, sage noch bescheid, bestätige noch, überlege,
  überlege es mir, denke darüber nach, mal sehen, schauen wir mal, gebe rückmeldung, rückmeldung
PAST = letzte, letzten, gestern, war, waren, entschieden, unterschrieben, wurde, wurden, seit,
  gesprochen, getroffen, erhalten, gesendet, besprochen, gesagt, geschrieben, gemeldet, angerufen,
  gesehen, gekommen, hatte, hatten, kam, kamen, ging, gingen, bekommen, bezahlt, gekauft, bestellt,
  geliefert, beendet, gestartet, begonnen, damals, vorhin, neulich, wie gesagt, wie besprochen,
  vorletzte, vorgestern
CALM = wir gehen, gehen wir, guten morgen, guten tag, guten abend, schönen tag, schönen tag noch,
  schönen abend, schöne woche, schönes wochenende, angenehmen tag, schönen nachmittag,
  einen schönen tag, eines tages, zu mittag, halbe stunde, eine halbe stunde, kein problem,
  kein thema, nach absprache, nach wie vor, vor allem, vor ort, wenn es passt, wenn es ihnen passt,
  wenn das passt, wenn das ihnen passt, wenn es geht, wenn das geht, wenn das ginge, wenn es ginge,
  wenn möglich, wenn es möglich ist, wenn sie können, wenn sie möchten, wenn sie wollen,
  wenn sie mögen, wenn du magst, wenn du willst, wenn es recht ist, wenn das recht ist,
  wenn es für sie passt, wenn das für sie passt, wenn es dir passt,
  wenn das für sie in ordnung ist, wenn das in ordnung ist, wenn das ok ist, wenn es sein muss,
  wenn nötig, falls möglich, falls es passt, falls das passt, falls es ihnen passt,
  falls das ihnen passt, falls nötig, falls das geht, falls es geht, falls es ihnen recht ist,
  sofern möglich, sofern es passt, sofern es ihnen passt, nicht nur, nichts dagegen, kein ding,
  kein stress, keine eile, keine sorge, keine umstände, keine frage, zweifellos, ohne weiteres,
  im prinzip, im grunde, im moment, zur zeit, zurzeit, momentan, von mir aus, von meiner seite,
  von unserer seite, meinerseits, unsererseits, bei mir, bei uns, bei ihnen, für mich, für uns,
  für sie, für ein gespräch, für ein telefonat, für einen anruf, für das gespräch,
  für das telefonat, zum telefonieren, zu sprechen, am telefon, per telefon, per zoom, per teams,
  über teams, über zoom, um so besser, umso besser, um ein gespräch, noch frei, noch offen,
  noch zeit, noch was frei, hier bei uns, nicht wahr, am apparat, nach rücksprache, den ganzen tag,
  ganzen tag, falls das noch frei ist, falls noch frei, wenn das noch frei ist, wenn noch frei,
  falls das noch geht, falls er noch frei ist, wenn er noch frei ist, oder gar nicht, oder nie
TALK = rufen sie, rufen, gespräch, sprechen, telefonieren, anruf, anrufen, treffen, termin,
  telefonat, telefonisch, reden, unterhalten, austauschen, austausch, telefonkonferenz, videocall,
  videokonferenz, rückruf, zurückrufen, zusammensetzen, reden wir, kurz sprechen
"""

_FR = """
ANY = n'importe quand, n'importe quel jour, tous les jours, toute la semaine, à tout moment,
  quand vous voulez, quand vous voudrez, flexible, à n'importe quelle heure,
  n'importe quelle heure, peu importe, peu importe le jour, peu importe l'heure,
  à votre convenance, comme vous voulez, comme vous préférez, quand ça vous arrange,
  quand cela vous arrange, chaque jour, toute heure, à toute heure, l'un ou l'autre me va
ALWAYS = toujours
ALL = tout, n'importe
EXCEPT = sauf, sauf le, excepté, hormis, à part, mais pas, pas le, à l'exception de,
  à l'exception du, en dehors de, en dehors du, hors, tout sauf, mis à part
AWAY = pas là, en congé, en congés, en vacances, absent, absente, en déplacement, hors du bureau,
  absente du, absents, en voyage, en voyage d'affaires, en arrêt, malade, à l'étranger, en rtt,
  en repos, de repos, en mission, sur un salon, au salon, en congrès, pas au bureau,
  hors de france, en tournée, sur la route, ne serai pas là, pas joignable, injoignable, vacances
BACK = de retour, je reviens, mon retour, revenu, serai de retour, je rentre, rentre,
  de retour au bureau, reprends, je reprends, à nouveau disponible, à nouveau joignable
OTHER = d'une heure, un autre moment, autre moment, autre jour, autre date, autre créneau,
  autre horaire, reporter, décaler, déplacer, un peu plus tard, un peu plus tôt,
  légèrement plus tard, légèrement plus tôt, plus tard dans la journée, plus tôt dans la journée,
  d'autres créneaux, autres créneaux, d'autres dates, autres dates, d'autres horaires,
  autres horaires, d'autres possibilités, autre proposition, un autre jour, une autre date,
  une autre heure, autre heure, repousser, avancer, replanifier, reprogrammer, changer l'heure,
  changer de date
OPTION 1 = première option, premier créneau, première proposition, option 1, le premier,
  premier choix, première date, premier horaire, option a
OPTION 2 = deuxième option, seconde option, deuxième créneau, second créneau, deuxième proposition,
  seconde proposition, option 2, le deuxième, le second, la deuxième, deuxième choix,
  deuxième date, deuxième horaire, second horaire, seconde date, option b
OPTION 3 = troisième option, troisième créneau, troisième proposition, option 3, le troisième,
  troisième choix, troisième date, troisième horaire, dernier créneau, dernière option, option c
OTHERS = deux autres, deux autres créneaux, les deux autres, vos deux autres, vos autres créneaux,
  les autres créneaux, vos autres propositions, les autres propositions, autres propositions,
  l'une des deux autres, l'un des deux autres, vos alternatives, les alternatives,
  deux alternatives
SLOT = créneau, rendez-vous, option, proposition, horaire
PROMISE = je vous confirme, vous confirmerai, vous dirai, je reviens vers vous, reviens vers vous,
  vous recontacte, vous tiens au courant, vous redis, je vois avec, vois avec, je dois voir,
  dois voir, je dois vérifier, dois vérifier, vérifie, je vérifie, je regarde, je consulte,
  consulte, dois en parler, en parle, demander à, reviens vers, revenir vers, reviendrai vers,
  reviendrons vers, on revient vers, recontacterai, recontacterons, vous recontacterai,
  vous rappelle, je vous rappelle, vous rappellerai, vous tiendrai au courant, vous réponds,
  répondrai, vous répondrai, vous redirai, vous dirons, confirmerai, confirmerons, à confirmer,
  je réfléchis, réfléchir, y réfléchir, on verra, à voir
PAST = dernier, dernière, hier, avons, avait, était, ont, depuis, signé, choisi, décidé, reçu,
  parlé, rencontré, a été, ai reçu, ai signé, ai eu, avions, avais, étions, étais, étaient, fut,
  eu lieu, arrivé, arrivée, livré, livrée, payé, payée, acheté, terminé, commencé, démarré,
  aurais pu, aurait pu, aurait convenu, convenu, discuté, dit, écrit, appelé, envoyé, comme dit, tranché, manqué, raté, avant-hier
CALM = nous allons, on va, bonne journée, bonne soirée, bonne fin de journée, belle journée,
  belle soirée, bonne semaine, bon week-end, bonne après-midi, bon après-midi, demi-heure,
  une demi-heure, pas de problème, pas de souci, avant tout, après tout, si possible,
  si vous pouvez, si tu peux, si vous voulez, si tu veux, si vous le souhaitez, si vous souhaitez,
  si vous préférez, si vous êtes disponible, si vous êtes libre, si c'est possible,
  si cela est possible, si ça peut, si cela peut, si cela vous va bien, si ça vous va,
  si ça vous arrange, si cela vous arrange, si ça te va, si c'est bon pour vous, si cela convient,
  si ça convient, si cela vous est possible, si besoin, si nécessaire, s'il le faut, si ça marche,
  si cela marche pour vous, si ok, si cela est ok, pas de soucis, sans problème, aucun problème,
  aucun souci, pas de quoi, rien à redire, rien contre, sans faute, pas seulement, non seulement,
  de rien, n'est-ce pas, plus ou moins, de mon côté, de notre côté, de votre côté, pour moi,
  pour nous, pour vous, chez nous, chez moi, pour un appel, pour l'appel, pour cet appel,
  pour échanger, pour un échange, pour en parler, par téléphone, au téléphone, par visio, en visio,
  par zoom, par teams, sur teams, en principe, a priori, à priori, en général, en effet,
  pour l'instant, en ce moment, pour le moment, actuellement, à l'avance, d'avance, par avance,
  avant toute chose, après vérification, de préférence, à vous, à vous aussi, à nous, à moi,
  à tous, plus pratique, plus simple, en attendant, de ma part, un petit peu, du coup, une fois,
  le plus tôt, au moins, s'il vous plaît, s'il te plaît, toute la journée, toute cette journée,
  cela vous dérange si, ça vous dérange si, si c'est encore libre, si encore libre,
  s'il est encore libre, si c'est toujours libre, s'il est toujours libre, si encore disponible,
  ou rien, ou jamais
TALK = rappelez-moi, appelez-moi, appel, parler, appeler, discuter, échanger, rendez-vous,
  téléphone, réunion, entretien, conversation, visio, visioconférence, échange, entretenir, rappel,
  discussion, coup de fil, téléphoner, rappeler, se parler, échanges
"""

_ES = """
ANY = cualquier día, cualquier momento, cualquier hora, cuando quiera, cuando quieras,
  todos los días, toda la semana, cuando quieran, cuando ustedes quieran, cuando le venga bien,
  flexible, a cualquier hora, en cualquier momento, me da igual, da igual, da igual la hora,
  a su conveniencia, cuando le convenga, cuando le vaya bien, cuando os venga bien,
  cualquier otro día, cualquier otro momento, el resto de días, el resto de los días,
  resto de la semana, cuando sea, a la hora que sea, a cualquiera hora
ALWAYS = siempre
ALL = todo, cualquier cosa
EXCEPT = excepto, excepto el, salvo, salvo el, menos, menos el, pero no, pero no el,
  a excepción de, con excepción de, quitando, fuera de, todo menos, todo salvo, todo excepto
AWAY = de vacaciones, fuera, fuera de la oficina, ausente, de viaje, estaré fuera, estoy fuera,
  en el extranjero, de baja, enfermo, enferma, de permiso, de puente, en una feria, en un congreso,
  en congreso, vacaciones, me voy, ilocalizable, no estaré disponible, viajando
BACK = de vuelta, vuelvo, regreso, de regreso, estoy de vuelta, me reincorporo, reincorporo,
  vuelta a la oficina, vuelvo a estar
OTHER = otro momento, otro día, otra hora, otra fecha, aplazar, posponer, reprogramar,
  cambiar la hora, un poco más tarde, un poco antes, algo más tarde, algo antes, poco más tarde,
  más tarde ese día, otro horario, otras fechas, otras horas, otras opciones, otros horarios,
  otros huecos, otro rato, otra ocasión, cambiar de hora, cambiar la fecha, cambiar de fecha,
  cambiar el día, mover la llamada, retrasar, adelantar, atrasar, reagendar
OPTION 1 = primera opción, opción 1, primera propuesta, la primera, número 1, opción uno, opción a,
  el primero
OPTION 2 = segunda opción, opción 2, segunda propuesta, la segunda, número 2, opción dos, opción b,
  el segundo
OPTION 3 = tercera opción, opción 3, tercera propuesta, la tercera, número 3, opción tres,
  opción c, el tercero, última opción, la última
OTHERS = ambas alternativas, las dos otras, los dos otros horarios, otras dos, las otras dos, los otros dos, las otras opciones, otras dos opciones,
  otros dos horarios, otras dos horas, las otras horas, los otros horarios, las alternativas,
  sus alternativas, otras dos propuestas, las otras propuestas, los otros dos huecos
SLOT = opción, hueco, hora, horario, propuesta
PROMISE = se lo confirmo, lo confirmo, le confirmaré, le diré, le confirmo, te confirmo,
  les confirmo, le aviso, te aviso, les aviso, lo consulto, consulto con, consultar,
  tengo que consultar, tengo que mirar, tengo que ver, tengo que preguntar, lo miro, miro,
  lo hablo, lo veo con, te digo, le digo, os digo, les digo, ya le diré, ya te diré, le respondo,
  te respondo, responderé, le responderé, contestaré, le contesto, te contesto, confirmaré,
  avisaré, le avisaré, le escribo, te escribo, le llamo, le llamaré, me pondré en contacto,
  me pongo en contacto, lo pienso, pensarlo, me lo pienso, ya veremos, veremos, volveré a escribir,
  quedo en confirmar
PAST = pasado, pasada, ayer, hemos, firmamos, decidimos, fue, era, estuvo, desde hace, hablamos,
  habría podido, hubiera podido, he, ha, hemos hablado, hablé, dije, dijo, le dije, te dije, como dije, como le dije, comenté,
  como comenté, estuve, estuvimos, tuve, tuvimos, fui, fuimos, eran, estaba, estaban, recibí,
  recibimos, envié, enviamos, compramos, pagamos, pagado, pagada, llegó, llegaron, vino, empezó,
  empezamos el, terminó, quedamos en, acordamos, acordado, anteayer, ya está, desde el
CALM = buenos días, buenas tardes, buenas noches, buen día, buena tarde, buena semana, feliz día,
  feliz tarde, buen fin de semana, media hora, sin problema, ningún problema, hasta luego,
  hasta pronto, hasta entonces, si puede, si puedes, si pueden, si es posible, si fuera posible,
  si le parece, si le parece bien, si te parece, si te parece bien, si le viene bien,
  si te viene bien, si le va bien, si te va bien, si quiere, si quieres, si quieren, si lo desea,
  si prefiere, si lo prefiere, si no le importa, si no te importa, si le conviene, si puede ser,
  si hace falta, si es necesario, si acaso puede, si está disponible, si cabe, si os parece,
  si os va bien, si les parece, si les va bien, no dude, no dude en, no solo, no sólo,
  no hay prisa, sin prisa, sin duda, sin compromiso, sin falta, nada más, para nada,
  no hay problema, no pasa nada, no hay inconveniente, sin inconveniente, ningún inconveniente,
  no tengo inconveniente, al menos, por lo menos, más o menos, de momento, por el momento,
  en este momento, por ahora, ahora mismo, en principio, en general, de antemano, por anticipado,
  por mi parte, por nuestra parte, de mi parte, para mí, para nosotros, para usted, para ti,
  para la llamada, para hablar, para una llamada, para la reunión, para charlar, por teléfono,
  por videollamada, por zoom, por teams, en teams, en zoom, a la espera, a la atención, a usted,
  a ti, a mí, a todos, a ver, a ser posible, a poder ser, de nuevo, antes que nada,
  después de todo, desde luego que, de verdad, en cuanto a, en realidad, de hecho, todo el día,
  el día entero, le importa si, te importa si, les importa si, si sigue libre, si aún está libre,
  si todavía está libre, si sigue disponible, si sigue en pie, o nada
TALK = llamada, hablar, llamar, llámeme, llámame, reunión, conversar, charlar, reunirnos,
  videollamada, conversación, hablarlo, charla, telefonear, comunicarnos, llamada telefónica, cita
"""

_NL = """
ANY = elke dag, elk moment, ieder moment, iedere dag, hele week, wanneer dan ook,
  maakt niet uit wanneer, flexibel, wanneer u wilt, wanneer het u uitkomt, wanneer het uitkomt,
  wanneer u maar wilt, elk tijdstip, ieder tijdstip, op elk moment, op ieder moment,
  maakt niet uit, maakt mij niet uit, om het even, de rest van de week, rest van de week,
  elke andere dag, alle dagen, doorlopend, geen voorkeur
ALWAYS = altijd, steeds
ALL = alles
EXCEPT = behalve, behalve op, uitgezonderd, maar niet, niet op, met uitzondering van,
  uitgezonderd op, op ... na, buiten, afgezien van
AWAY = weg, op een beurs, er niet, op vakantie, met vakantie, afwezig, onderweg, op reis,
  niet op kantoor, met verlof, buitenshuis, in het buitenland, op zakenreis, ziek, ziek thuis,
  op cursus, op training, op locatie, bij een klant, ik ben weg, ben ik weg, op congres,
  op wintersport, vakantie, verlof, met ouderschapsverlof, met zwangerschapsverlof, uit kantoor,
  niet aanwezig, er niet zijn
BACK = terug, weer terug, weer beschikbaar, weer bereikbaar, weer aanwezig, weer op kantoor,
  weer aan het werk, weer thuis, weer in het land, terug op kantoor, weer er, er weer
OTHER = ander moment, andere tijd, andere dag, ander tijdstip, verplaatsen, verzetten, uitstellen,
  andere datum, iets later, wat later, ietsje later, een beetje later, beetje later, iets eerder,
  wat eerder, ietsje eerder, een beetje eerder, beetje eerder, later op de dag, eerder op de dag,
  ander tijdstip dan, andere momenten, andere tijden, andere dagen, andere opties,
  andere mogelijkheden, een andere keer, andere keer, opschuiven, verschuiven, nieuwe afspraak,
  nieuw moment, alternatief, alternatieven, ander voorstel
OPTION 1 = eerste optie, eerste voorstel, optie 1, de eerste, nummer 1, optie een, optie a,
  eerste tijdstip, eerste moment, eerste keuze
OPTION 2 = tweede optie, tweede voorstel, optie 2, de tweede, nummer 2, optie twee, optie b,
  tweede tijdstip, tweede moment, tweede keuze
OPTION 3 = derde optie, derde voorstel, optie 3, de derde, nummer 3, optie drie, optie c,
  derde tijdstip, derde moment, derde keuze, laatste optie, laatste voorstel, laatste tijdstip
OTHERS = beide andere tijden, beide andere momenten, beide andere opties, andere twee, de andere twee, twee andere, twee andere opties, andere twee opties,
  andere twee momenten, de andere opties, uw andere opties, de andere voorstellen,
  uw andere voorstellen, de andere tijden, uw andere tijden, de andere momenten, de alternatieven,
  uw alternatieven, beide alternatieven
SLOT = optie, moment, tijdstip, voorstel, afspraak
PROMISE = bevestig het u, laat het je weten, laat u, kom erop terug, kom ik op terug,
  laat het weten, laat het u weten, laat ik weten, overleg even, overleg met, moet overleggen,
  moet ik overleggen, ga overleggen, even overleggen, nakijken, kijk ik na, kijk na, kijk even,
  ga na, navragen, vraag na, vraag ik na, even checken, check even, moet checken, moet kijken,
  moet even kijken, laat weten, laten weten, laat ik het weten, laat ik u weten, hoort van mij,
  hoort u van mij, hoort nog, kom er op terug, kom hier op terug, komen erop terug,
  komen we op terug, kom bij u terug, neem contact op, nemen contact op, neem nog contact op,
  bel ik u, bel u, bel je, mail u, mail je, denk erover, denk er over, denk erover na,
  erover nadenken, nadenken, we zien wel, ik zie wel, bevestig later, bevestig nog,
  bevestig ik nog
PAST = vorige, afgelopen, gisteren, was, waren, hadden, heb, hebben, gekozen, besloten, getekend,
  sinds, gesproken, zei, gezegd, zoals gezegd, zoals besproken, besproken, gemaild, gebeld,
  geschreven, gestuurd, gekregen, ontvangen, gehad, had, ging, gingen, kwam, kwamen, kreeg,
  begonnen, gestart, gekocht, betaald, besteld, geleverd, eergisteren, destijds, laatst, toen,
  geweest
CALM = we gaan, gaan we, wij gaan, gaan wij, goede morgen, goede middag, goede dag, goede avond,
  fijne dag, fijne dag nog, prettige dag, fijne avond, fijne middag, prettige avond, fijne week,
  fijn weekend, goed weekend, half uur, een half uur, halfuur, een halfuur, geen probleem,
  voor mij, voor ons, voor u, voor jou, voor jullie, voor een, voor het, voor de, voor dit,
  na overleg, als dat kan, als het kan, als u kunt, als je kunt, als dat past, als het past,
  als dat u past, als het u past, als dat schikt, als het schikt, als het u schikt,
  als dat u schikt, als het uitkomt, als dat uitkomt, als het u uitkomt, als dat u uitkomt,
  als het goed uitkomt, als u wilt, als je wilt, als dat mag, als het mag, als dat lukt,
  als het lukt, als dat mogelijk is, als het mogelijk is, als dat goed is, als het goed is,
  als dat akkoord is, als dat oké is, als dat ok is, als u het goed vindt, als u liever,
  als het moet, als nodig, indien mogelijk, indien nodig, indien gewenst, zo mogelijk, liefst zo,
  niet alleen, geen haast, geen punt, geen bezwaar, zonder problemen, zonder meer, geen dank,
  niets te danken, wat mij betreft, wat ons betreft, van mijn kant, van onze kant, aan onze kant,
  bij mij, bij ons, bij u, voor mij is, met u, met mij, met ons, met jullie, te bellen, te spreken,
  te praten, om te bellen, om te spreken, om te praten, om het even over, voor een gesprek,
  voor een telefoontje, voor dit gesprek, voor het gesprek, voor een belletje, per telefoon,
  telefonisch, via teams, via zoom, op dit moment, momenteel, voorlopig, voor nu, in principe,
  in ieder geval, over het algemeen, van tevoren, bij voorbaat, na ontvangst, na alles,
  voor alle duidelijkheid, voor de zekerheid, voor alles, van harte, niet waar, over de telefoon,
  nog wel, nog steeds wel, de hele dag, hele dag, als dat nog vrij is, als het nog vrij is,
  als die nog vrij is, indien nog vrij, als dat nog kan, niet nodig om te, of niet, of nooit,
  als het maar, zolang het maar, nee hoor
TALK = gesprek, spreken, bellen, telefoneren, afspraak, praten, overleg, overleggen, bellen we,
  telefoontje, belletje, telefoongesprek, videogesprek, terugbellen, spreek, contact,
  meeting met u
"""

_PT = """
ANY = qualquer dia, qualquer hora, qualquer momento, qualquer altura, quando quiser, todos os dias,
  todas as, todos os, a semana toda, flexível, quando quiserem, a qualquer hora,
  em qualquer altura, a qualquer momento, quando lhe convier, quando der jeito,
  quando for melhor para si, tanto faz, tanto me faz, é indiferente, indiferente, qualquer horário,
  qualquer outro dia, o resto da semana, resto da semana, quando for, à hora que for
ALWAYS = sempre
ALL = tudo, qualquer coisa
EXCEPT = exceto, exceto na, exceto à, exceto às, menos, menos na, menos à, salvo, mas não,
  mas não na, exceto ao, excepto, excepto à, excepto na, com exceção de, com exceção da,
  com excepção de, salvo à, tirando, fora, tudo menos, tudo exceto
AWAY = de férias, fora do escritório, ausente, em viagem, viajando, estou fora, estarei fora,
  estou de férias, férias, no estrangeiro, de baixa, doente, de licença, numa feira, em congresso,
  num congresso, fora do país, fora da cidade, fora em trabalho, em deslocação, deslocado,
  em serviço externo, não estarei disponível
BACK = de volta, volto, regresso, retorno, regressado, estou de volta, de regresso, volto a estar,
  volto ao trabalho, volto ao escritório
OTHER = outro horário, outra hora, outro dia, outra data, remarcar, adiar, reagendar,
  outro momento, outra altura, um pouco mais tarde, um pouco mais cedo, um bocado mais tarde,
  um bocadinho mais tarde, um bocado mais cedo, um bocadinho mais cedo, mais tarde nesse dia,
  mais logo, outras datas, outras horas, outros horários, outras opções, outra ocasião, outra vez,
  mudar a hora, mudar o dia, mudar de dia, mudar a data, alterar a hora, alterar o horário,
  alterar a data, antecipar, reagendamento
OPTION 1 = primeira opção, opção 1, primeira proposta, número 1, opção um, opção a,
  primeiro horário, primeira data, primeira hipótese
OPTION 2 = segunda opção, opção 2, segunda proposta, número 2, opção dois, opção b,
  segundo horário, segunda data, segunda hipótese
OPTION 3 = terceira opção, opção 3, terceira proposta, número 3, opção três, opção c,
  terceiro horário, terceira data, terceira hipótese, última opção, última proposta
OTHERS = ambas as outras, ambos os outros, outros dois, os outros dois, outros dois horários, outras duas, as outras duas,
  outras duas opções, outras duas hipóteses, os outros horários, as outras opções,
  as outras hipóteses, as alternativas, as outras propostas
SLOT = opção, horário, hipótese, proposta, vaga
PROMISE = confirmo-lhe, confirmarei, direi, dou retorno, volto a contactar, confirmo até,
  aviso até, vou ver, vou verificar, vou confirmar, vou falar, vou perguntar, vou consultar,
  tenho de ver, tenho de confirmar, tenho de perguntar, tenho de falar com, tenho que ver,
  tenho que confirmar, preciso de ver, preciso de confirmar, depois digo, já digo, digo-lhe,
  digo-te, dir-lhe-ei, eu digo, logo digo, digo algo, dou notícias, dou feedback, dou resposta,
  darei resposta, respondo, responderei, respondo depois, respondo-lhe, confirmo depois,
  confirmo mais tarde, confirmarei até, aviso, avisarei, entro em contacto, entrarei em contacto,
  entraremos em contacto, volto a falar, vou pensar, pensar, penso nisso, logo se vê, a ver vamos,
  logo vejo
PAST = passada, passado, ontem, assinamos, decidimos, foi, era, falamos, desde há, falámos, falei,
  teria podido, poderia ter, disse, como disse, como já disse, dissemos, combinámos, acordámos, assinámos, decidimos já,
  decidi, recebi, recebemos, enviei, enviámos, enviamos a, comprámos, pagámos, paguei, pago, paga,
  chegou, chegaram, veio, começou, começámos, terminou, acabou, tive, tivemos, estive, estivemos,
  estava, estavam, eram, foram, fui, fomos, anteontem, desde o
CALM = bom dia, boa tarde, boa noite, boa semana, bom fim de semana, bom fim-de-semana,
  continuação de bom dia, resto de bom dia, meia hora, sem problema, nenhum problema, até breve,
  até logo, até lá, se possível, se for possível, se puder, se puderes, se puderem, se der,
  se der jeito, se lhe der jeito, se te der jeito, se lhe convier, se convier, se quiser,
  se quiseres, se preferir, se preferirem, se não se importar, se não se importa, se estiver bem,
  se estiver bem para si, se estiver disponível, se estiver livre, se for conveniente,
  se for necessário, se necessário, se for preciso, se for bom para si, se concordar,
  se estiver de acordo, se lhe parecer bem, não só, não apenas, não hesite, não hesite em,
  não há pressa, sem pressa, sem dúvida, sem compromisso, sem falta, não há problema, não faz mal,
  não tem problema, nenhum inconveniente, sem inconveniente, não há inconveniente, nada mais,
  de nada, pelo menos, mais ou menos, de momento, neste momento, por agora, por enquanto,
  em princípio, à partida, em geral, desde já, antes de mais, por mim, da minha parte,
  da nossa parte, do meu lado, do nosso lado, para mim, para nós, para si, para você, para ti,
  para todos, para falar, para falarmos, para a chamada, para uma chamada, para conversar,
  para a reunião, para esta chamada, por telefone, por videochamada, por zoom, por teams, no teams,
  no zoom, pelo zoom, pelo teams, pelo telefone, a todos, a mim, a si, de facto, de novo,
  na verdade, em relação a, o dia todo, o dia inteiro, todo o dia, importa-se se, importa-se que,
  se ainda estiver livre, se ainda estiver disponível, se ainda der, ou nada
TALK = ligar-me, telefonar-me, chamada, falar, ligar, ligue-me, reunião, conversar, telefonar,
  ligação, telefonema, videochamada, contacto telefónico, telefonarmos, falamos por, conversarmos,
  conversa, encontro, marcação
"""

TABLES = {"en": _EN, "de": _DE, "fr": _FR, "es": _ES, "nl": _NL, "pt": _PT}
