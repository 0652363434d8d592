"""The words with which people speak of time and agreement, in six languages.

One table a language: ``MEANING value = phrase, phrase``; a line that ends in a comma goes on in
the next. Phrases are compared in lower case and without accents, longest first. Meanings:

  DAY n        weekday, Monday 0           MONTH n     month, January 1
  EVERY        the same, meant as a habit: "Mondays"
  AHEAD n      n days from today           PART name   see `when_clocks.PARTS`
  AT AFTER BEFORE FROM TO BETWEEN          what a clock time means
  NOT_BEFORE NOT_AFTER                     the same, said by denial
  AM PM CLOCK                              what may stand behind a clock time
  NEXT THIS LAST, WEEK MONTHS DAYS, EARLY LATE MID, IN, COUNT n
  AND OR, BUT                              joins times; begins a new statement
  ANY EXCEPT                               everything; everything but what follows
  YES NO                                   what is said about the times of the statement
  ACCEPT DECLINE SOFT_NO NEVER THAT_NO     what is said about the call as a whole
  OTHER                                    asks for another time without naming one
  OPTION n                                 the n-th of the times offered
  AWAY BACK UNTIL                          absence
  PROMISE                                  an answer is promised for later
  PAST                                     the statement tells what was
  TALK                                     the statement is about speaking to one another
  PAST_HOUR n, PAST_COUNT n                minutes to add to the hour behind, to the hour before
  ONWARD                                   "or later", behind a clock time
  NEXT_WEEK n                              the n-th calendar week from this one
  WEEK_AFTER                               the week after the one named before
  SHIFT n                                  so many minutes after the proposed time
  SAME                                     at the same time of day
  THEREAFTER                               after the absence just named
  FRACTION                                 half and the like without an hour: not read
  CALM                                     a denial that denies nothing ("no problem")
  YOURS                                    "your time": a clock we must not take for theirs
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator
from functools import lru_cache

Meaning = tuple[str, str]
LANGUAGES = ("en", "de", "fr", "es", "nl", "pt")

_EN = """
DAY 0 = monday, mondays, mon
DAY 1 = tuesday, tuesdays, tue, tues
DAY 2 = wednesday, wednesdays, wed, weds
DAY 3 = thursday, thursdays, thu, thur, thurs
DAY 4 = friday, fridays, fri
DAY 5 = saturday, sat
DAY 6 = sunday, sun
MONTH 1 = january, jan
MONTH 2 = february, feb
MONTH 3 = march
MONTH 4 = april, apr
MONTH 5 = may
MONTH 6 = june, jun
MONTH 7 = july, jul
MONTH 8 = august, aug
MONTH 9 = september, sep, sept
MONTH 10 = october, oct
MONTH 11 = november, nov
MONTH 12 = december, dec
EVERY = mondays, tuesdays, wednesdays, thursdays, fridays
AHEAD 0 = today
AHEAD 1 = tomorrow, tmrw, tomorow
AHEAD 2 = day after tomorrow, the day after tomorrow
PART morning = morning, mornings, in the morning, am only, forenoon
PART noon = noon, midday, lunch, lunchtime, at noon
PART afternoon = afternoon, afternoons, in the afternoon
PART evening = evening, in the evening, tonight
PART first = first thing, first thing in the morning
PART last = end of day, end of the day, end of business, eod, cob, close of business
AT = at, around, about, @, circa
AFTER = after, later than, any time after, anytime after
BEFORE = before, earlier than, until, till, by
FROM = from, starting, as of, from about, after or at
TO = to, til, through
BETWEEN = between
NOT_BEFORE = not before, but not before, no earlier than, not earlier than, not until
NOT_AFTER = not after, but not after, but not later than, no later than, not later than
AM = am, a.m, a.m.
PM = pm, p.m, p.m.
CLOCK = o'clock, oclock, hrs, hours, h
NEXT = next, following
NEXT_WEEK 1 = coming week, week after this, week after this one
NEXT_WEEK 2 = week after next, next week but one, in a fortnight
WEEK_AFTER = following week, week after, week after that
SAME = same time, at the same time, same hour
THIS = this, coming
LAST = last, previous
WEEK = week, weeks, wk
MONTHS = month
DAYS = day, days
EARLY = early, beginning of, start of, early in
LATE = late, end of, the end of, later, later in, late in
MID = middle of, mid
IN = in
COUNT 1 = a, one
COUNT 2 = two, a couple of
COUNT 3 = three
COUNT 4 = four
COUNT 5 = five
COUNT 6 = six
COUNT 7 = seven
COUNT 8 = eight
COUNT 9 = nine
COUNT 10 = ten
COUNT 11 = eleven
COUNT 12 = twelve
AND = and
OR = or
BUT = but, however, although, though
ANY = any time, anytime, any day, whenever, every day, all week, whole week, always,
  any other day, any other time, any slot, flexible, easy, wide open, pretty open
EXCEPT = except, except for, except on, other than, apart from, excluding, just not, only not,
  but not, not on
YES = works, work, works well, works better, fine, good, great, ok, okay, free, available, suits,
  suit, suits me, possible, can do, could do, can make, prefer, better, best, how about,
  what about, perfect, let's do, lets do, let's say, lets say, happy to, i can, we can, could we,
  can we, would be, open, ideal, convenient, around, have a gap, have a slot, have an opening, gap, opening, fit you in, squeeze you in,
  i could, we could, i'd rather, would rather, i'd prefer, i would prefer, i'd like, would like,
  call me, give me a call, try me, reach me, all fine, in the office, push to, push it to, move to, move it to, shift to, all day,
  entire day, whole day
NO = difficult, tricky, hard, tough, full, packed, can't, cannot, can not, cant, won't, wont, doesn't, does not, doesnt, don't, do not, dont,
  isn't, is not, isnt, aren't, are not, not, unavailable, busy, booked, booked up, tied up,
  impossible, not possible, not available, not free, no good, bad, unable, am out, are out,
  is out, not great, not ideal, in meetings, have meetings, have a meeting, have a board meeting, board meeting,
  have a call, another meeting, another call, conflict, no time, so no, a no,
  never
AWAY = away, on pto, pto, ooo, at a conference, i'm out, we're out, i'll be out, will be out, out of town, off work, out of office, out of the office, on vacation, on holiday, on leave, travelling,
  traveling, on annual leave, on a business trip
BACK = back, i'm back, will be back, be back, return, returning, available again
UNTIL = until, till, through
ACCEPT = yes, yep, either works, either is fine, both work, both are fine, any of these,
  any of them, all work, yeah, works for me, that works, this works, it works, works fine,
  works great, sounds good, sounds great, that's fine, thats fine, that is fine, that's good,
  that is good, that suits, that's ok, that's okay, see you, fine with me, fine by me, ok, okay,
  okay with me, perfect, confirmed, i confirm, confirm, agreed, accepted, i accept, see you then,
  talk to you then, speak then, talk then, happy to talk, happy to speak, happy to do that, sure,
  of course, absolutely, works, i'll be there, i will be there, count me in, good for me,
  looking forward to it, looking forward to our call, looking forward to the call, suits me,
  suits me fine, the proposed time, the suggested time
DECLINE = not a priority, not really interested, not very interested, no thank you, no thanks, no thankyou, not interested, are not interested,
  am not interested, is not interested, aren't interested, no longer interested, no interest, decline, i decline,
  must decline, have to decline, will pass, i'll pass, i will pass, we'll pass, not necessary,
  no need, there is no need, don't wish to, do not wish to, don't want to, do not want to,
  have nothing to add, nothing to add, don't think a call, do not think a call, not needed,
  isn't needed, is not needed, don't see the need, don't see a need, we've moved on,
  we have moved on, not willing, no call, please cancel
SOFT_NO = i'd rather not, we'd rather not, i would rather not, i'd prefer not, rather not,
  prefer not, prefer not to, would rather not, not comfortable
NEVER = stop sending, don't contact, do not contact, dont contact, never contact, stop contacting,
  stop emailing, stop writing, stop calling, stop mailing, don't email, do not email, don't write,
  do not write, don't call me again, don't call again, do not call me again, do not call again,
  unsubscribe, remove me, remove us, take me off, leave me alone, leave us alone, don't bother me,
  do not bother me, no further contact, no further emails, no more emails, not be contacted,
  not contact me, not contact us
THAT_NO = that time doesn't work, this time doesn't work, that doesn't work, this doesn't work,
  it doesn't work, that does not work, this does not work, that time does not work,
  the time doesn't work, the proposed time doesn't work, doesn't work for me,
  does not work for me, doesn't suit, does not suit, can't make that time, cannot make that time,
  can't make it then, cannot make it then, can't do that time, not at that time,
  i have a conflict, i have a conflict then
SHIFT 30 = half an hour later, half hour later, 30 minutes later
SHIFT 60 = an hour later, one hour later
SHIFT 120 = two hours later
SHIFT -30 = half an hour earlier, half hour earlier, 30 minutes earlier
SHIFT -60 = an hour earlier, one hour earlier
OTHER = another time, different time, other time, another day, different day, other day,
  other times, reschedule, postpone, move it, push it, later date, some other time, find a time,
  alternative time, alternative
OPTION 1 = first option, the first one, option 1, option one, first slot, first time, 1st option
OPTION 2 = second option, the second one, option 2, option two, second slot, second time, 2nd option
OPTION 3 = third option, the third one, option 3, option three, third slot, third time, 3rd option
PROMISE = tell you, get back to you, come back to you, let you know, circle back, confirm by, revert by
PAST = last, ago, yesterday, signed, decided, chose, was, were, met, spoke, talked, sent,
  received, have been, had, since, went, told, announced, started
PAST_HOUR 30 = half past
PAST_HOUR 15 = quarter past, quarter after, a quarter past
PAST_HOUR -15 = quarter to, quarter of, quarter before, a quarter to
ONWARD = onwards, onward, or later, or after, or thereafter, and later, and onwards
THEREAFTER = after that, afterwards, thereafter, from then on
FRACTION = not sure, half
CALM = half an hour, half hour, a half hour, no problem, no worries, not a problem, by phone, by email, by e-mail, by mail, by video, by then,
  by the way, after all
TALK = call, talk, speak, meet, meeting, chat, phone, ring, zoom, teams, discuss
YOURS = your time
"""

_DE = """
DAY 0 = montag, montags, mo
DAY 1 = dienstag, dienstags, di
DAY 2 = mittwoch, mittwochs, mi
DAY 3 = donnerstag, donnerstags, do
DAY 4 = freitag, freitags, fr
DAY 5 = samstag, sonnabend, sa
DAY 6 = sonntag, so
MONTH 1 = januar, jänner, jan
MONTH 2 = februar, feber, feb
MONTH 3 = märz, maerz, mrz
MONTH 4 = april, apr
MONTH 5 = mai
MONTH 6 = juni, jun
MONTH 7 = juli, jul
MONTH 8 = august, aug
MONTH 9 = september, sep, sept
MONTH 10 = oktober, okt
MONTH 11 = november, nov
MONTH 12 = dezember, dez
EVERY = montags, dienstags, mittwochs, donnerstags, freitags
AHEAD 0 = heute
AHEAD 1 = morgen
AHEAD 2 = übermorgen, uebermorgen
PART morning = vormittage, vormittag, vormittags, am vormittag, morgens, am morgen, früh, frueh, in der früh
PART noon = mittag, mittagessen, mittags, am mittag
PART afternoon = nachmittag, nachmittags, am nachmittag
PART evening = abend, abends, am abend
PART first = gleich früh, gleich in der früh, gleich morgens
AT = um, gegen, ca, circa, so gegen
AFTER = nach, später als, nicht vor
BEFORE = vor, bis, früher als, spätestens, bis spätestens, bis um, bis einschließlich, bis inklusive,
  bis zum, bis einschließlich zum, bis inkl
FROM = ab, von, frühestens, erst ab
TO = bis
BETWEEN = zwischen
NOT_BEFORE = nicht vor, aber nicht vor
NOT_AFTER = nicht nach, nicht später als, aber nicht nach, aber nicht später als
CLOCK = uhr, h
NEXT = nächste, nächsten, nächster, nächstes, naechste, naechsten, naechster, folgende, folgenden
NEXT_WEEK 1 = kommende woche, kommender woche, kommenden woche
NEXT_WEEK 2 = in vierzehn tagen, übernächste woche, übernächster woche, übernächsten woche
THIS = diese, diesen, dieser, dieses, kommenden, kommende, kommender
LAST = letzte, letzten, letzter, vergangene, vergangenen
WEEK_AFTER = woche darauf, woche danach, darauffolgende woche, darauffolgenden woche
SAME = gleiche zeit, gleichen zeit, zur gleichen zeit, zur selben zeit, gleiche uhrzeit,
  zur gleichen uhrzeit
WEEK = woche, wochen, kw, kalenderwoche
MONTHS = monat, monats
DAYS = tag, tage, tagen
EARLY = anfang, zu beginn, beginn, früh
LATE = ende, spät
MID = mitte
IN = in
COUNT 1 = einer, einem, ein
COUNT 2 = zwei
COUNT 3 = drei
COUNT 4 = vier
COUNT 5 = fünf
COUNT 6 = sechs
COUNT 7 = sieben
COUNT 8 = acht
COUNT 9 = neun
COUNT 10 = zehn
COUNT 11 = elf
COUNT 12 = zwölf
AND = und
OR = oder, bzw, beziehungsweise
BUT = aber, jedoch, allerdings, sondern
ANY = jederzeit, immer, jeder tag, jeden tag, ganze woche, egal wann, alle tage, zu jeder zeit, flexibel,
  wann sie wollen, wann immer sie wollen
EXCEPT = außer, ausser, bis auf, nur nicht, aber nicht, nicht am, ausgenommen
YES = passt, geht, schon, ginge, passen, gehen, gut, gerne, gern, frei, verfügbar, möglich,
  kann ich, könnte ich, ich kann, ich könnte, wir können, wäre, wie wäre, wie wär's, besser,
  lieber, perfekt, ideal, recht, in ordnung, luft,
  am besten, im büro, vorzugsweise, am liebsten, wenn es ihnen recht ist, ganztägig,
  den ganzen tag, ganzen tag, können wir, könnten wir
NO = schwierig, voll, eng, nicht, kein, keine, keinen, verhindert, belegt, ausgebucht, unmöglich, schlecht, geht nicht,
  passt nicht, kann nicht, nicht möglich, keine zeit, nie
AWAY = auf einer messe, auf messe, auf einer konferenz, auf schulung, nicht da, im urlaub, urlaub, abwesend, unterwegs, auf reisen, außer haus, nicht im büro,
  auf dienstreise, verreist
BACK = zurück, wieder da, wieder im büro, wieder erreichbar
UNTIL = bis, bis zum, bis einschließlich, bis inklusive
ACCEPT = ja, passt, passt mir, das passt, passt gut, passt mir gut, gerne, sehr gerne,
  einverstanden, in ordnung, geht klar, das geht, perfekt, bestätigt, ich bestätige, bestätige,
  abgemacht, alles klar, klingt gut, ok, okay, sehr gut, freue mich, ich freue mich, bis dann,
  der termin passt, termin passt, selbstverständlich, natürlich
DECLINE = nein danke, kein interesse, möchte nicht, möchten nicht, möchte ich nicht, will nicht,
  will ich nicht, verzichte, verzichten, nicht interessiert, nicht nötig, kein bedarf,
  keinen bedarf, lehne ab, sehe davon ab, absagen, nichts hinzuzufügen, kein gespräch
SOFT_NO = lieber nicht
NEVER = rufen sie mich nicht mehr an, rufen sie nicht mehr an, schicken sie mir keine,
  nicht mehr kontaktieren, nicht mehr anschreiben, nicht mehr schreiben, nicht mehr anrufen,
  nicht mehr melden, nie wieder, keine weiteren mails, keine weiteren e-mails,
  keine weiteren anfragen, keine weiteren nachrichten, keinen weiteren kontakt,
  kontaktieren sie mich nicht, kontaktieren sie uns nicht, schreiben sie mir nicht,
  von jeder kontaktaufnahme abzusehen, abmelden, lassen sie mich in ruhe, aus ihrem verteiler,
  nicht wieder kontaktieren, keine kontaktaufnahme, von weiteren anfragen abzusehen,
  von weiteren anfragen
THAT_NO = da kann ich nicht, das passt nicht, das passt mir nicht, das passt leider nicht,
  passt mir leider nicht, passt leider nicht, der termin passt nicht, der termin passt mir nicht,
  der termin passt leider nicht, termin passt mir leider nicht, das geht nicht,
  das geht leider nicht, da geht es nicht, da geht es leider nicht, da bin ich verhindert,
  da kann ich leider nicht, der termin geht nicht, der termin geht leider nicht
SHIFT 30 = halbe stunde später, eine halbe stunde später
SHIFT 60 = eine stunde später, stunde später
SHIFT 120 = zwei stunden später
SHIFT -30 = halbe stunde früher, eine halbe stunde früher
SHIFT -60 = eine stunde früher, stunde früher
OTHER = etwas später, anderer termin, anderen termin, andere zeit, anderer tag, anderen tag, verschieben,
  verlegen, ein andermal, neuer termin, neuen termin, alternativtermin, ausweichtermin
OPTION 1 = erste option, erster vorschlag, ersten vorschlag, erste termin, ersten termin,
  erster termin, option 1, vorschlag 1
OPTION 2 = zweite option, zweiter vorschlag, zweiten vorschlag, zweite termin, zweiten termin,
  zweiter termin, zweite vorschlag, option 2, vorschlag 2
OPTION 3 = dritte option, dritter vorschlag, dritten vorschlag, dritte termin, dritten termin,
  dritter termin, dritte vorschlag, option 3, vorschlag 3
PROMISE = bestätige es ihnen, sage ihnen, melde mich, melde ich mich, gebe bescheid, gebe ihnen bescheid, sage bescheid,
  komme auf sie zu
PAST = letzte, letzten, gestern, war, waren, entschieden, unterschrieben, wurde,
  wurden, seit, gesprochen, getroffen, erhalten, gesendet
PAST_HOUR 15 = viertel nach
PAST_HOUR -15 = viertel vor, dreiviertel
PAST_HOUR -30 = halb
ONWARD = oder später, oder danach, aufwärts
THEREAFTER = danach, anschließend, ab dann
FRACTION = viertel
CALM = halbe stunde, eine halbe stunde, kein problem, kein thema, nach absprache, nach wie vor, vor allem, vor ort
TALK = rufen sie, rufen, gespräch, sprechen, telefonieren, anruf, anrufen, treffen, termin, telefonat, telefonisch,
  reden
YOURS = ihre zeit, ihrer zeit, deine zeit, deiner zeit
"""

_FR = """
DAY 0 = lundi, lundis, lun
DAY 1 = mardi, mardis
DAY 2 = mercredi, mercredis, mer
DAY 3 = jeudi, jeudis, jeu
DAY 4 = vendredi, vendredis, ven
DAY 5 = samedi, sam
DAY 6 = dimanche, dim
MONTH 1 = janvier, janv
MONTH 2 = février, fevr, févr
MONTH 3 = mars
MONTH 4 = avril, avr
MONTH 5 = mai
MONTH 6 = juin
MONTH 7 = juillet, juil
MONTH 8 = août
MONTH 9 = septembre, sept
MONTH 10 = octobre, oct
MONTH 11 = novembre, nov
MONTH 12 = décembre, déc
EVERY = lundis, mardis, mercredis, jeudis, vendredis
AHEAD 0 = aujourd'hui
AHEAD 1 = demain
AHEAD 2 = après-demain, après demain
PART morning = matins, matinées, matin, matinée, le matin, en matinée, dans la matinée, du matin
PART noon = midi, déjeuner, à midi
PART afternoon = après-midi, après midi, l'après-midi, de l'après-midi, dans l'après-midi, aprem
PART first = à la première heure, en début de matinée, première heure
PART last = en fin de journée, fin de journée
PART evening = soir, soirée, du soir, en soirée, le soir
AT = à, vers, autour de, aux alentours de
AFTER = après, plus tard que
BEFORE = avant, jusqu'à, jusqu'au, au plus tard, d'ici, d'ici à
FROM = dès, dès le, à partir de, à partir du, de, depuis
TO = à, jusqu'à
BETWEEN = entre
NOT_BEFORE = pas avant, mais pas avant, au plus tôt
NOT_AFTER = pas après, mais pas après
CLOCK = h, heures, heure
NEXT = prochain, prochaine, suivant, suivante
NEXT_WEEK 2 = semaine en quinze, dans quinze jours, d'ici quinze jours
WEEK_AFTER = semaine d'après, semaine suivante
SAME = même heure, à la même heure
THIS = ce, cette, cet
LAST = dernier, dernière
WEEK = semaine, semaines
MONTHS = mois
DAYS = jour, jours
EARLY = début, au début de, début de
LATE = fin, fin de, à la fin de, en fin de, fin du
MID = milieu, milieu de
IN = dans
COUNT 1 = un, une
COUNT 2 = deux
COUNT 3 = trois
COUNT 4 = quatre
COUNT 5 = cinq
COUNT 6 = six
COUNT 7 = sept
COUNT 8 = huit
COUNT 9 = neuf
COUNT 10 = dix
COUNT 11 = onze
COUNT 12 = douze
AND = et
OR = ou, ou bien
BUT = mais, cependant, toutefois
ANY = n'importe quand, n'importe quel jour, tous les jours, toujours, toute la semaine,
  à tout moment, quand vous voulez, quand vous voudrez, flexible
EXCEPT = sauf, sauf le, excepté, hormis, à part, mais pas, pas le
YES = oui, convient, conviendrait, va, irait, marche, possible, disponible, disponibles, libre,
  bien, parfait, je peux, nous pouvons, je pourrais, plutôt, préfère, mieux, bon, serait, idéal, de préférence,
  idéalement, si cela vous convient, si ça vous convient, si cela vous va, au bureau, toute la journée,
  pouvons-nous, pourrions-nous
NO = difficile, chargé, pas, impossible, indisponible, pris, prise, occupé, occupée, non, ne peux, complet
AWAY = pas là, en congé, en congés, en vacances, absent, absente, en déplacement, hors du bureau
BACK = de retour, je reviens, mon retour
UNTIL = jusqu'à, jusqu'au, jusque
ACCEPT = oui, d'accord, ça marche, cela me convient, ça me convient, me convient, ça me va,
  cela me va, me va, c'est bon, c'est parfait, parfait, entendu, je confirme, confirmé,
  avec plaisir, volontiers, très bien, ok, à bientôt, c'est noté, bien sûr, cela convient,
  me convient parfaitement, me convient bien
DECLINE = non merci, pas intéressé, pas intéressée, pas intéressés, pas intéressées, je ne souhaite pas,
  ne souhaite pas, ne souhaitons pas, ne désire pas, je décline, pas nécessaire, pas la peine,
  inutile, rien à ajouter
SOFT_NO = je préfère ne pas, préfère pas, préférerais ne pas, préférons ne pas
NEVER = ne me contactez plus, ne plus me contacter, ne nous contactez plus,
  ne plus nous contacter, ne plus être contacté, ne plus être contactée, ne m'écrivez plus,
  ne plus m'écrire, cessez de, arrêtez de, me désinscrire, désabonner, désinscription,
  retirez-moi, laissez-moi tranquille, ne me recontactez pas, ne me contactez pas,
  plus aucun contact, ne plus nous solliciter, ne plus me solliciter
THAT_NO = ça ne me convient pas, cela ne me convient pas, ne me convient pas, ça ne va pas,
  ça ne me va pas, cet horaire ne me convient pas, cette date ne me convient pas,
  je ne suis pas disponible à cette heure, ne suis pas disponible à ce moment
SHIFT 30 = une demi-heure plus tard, demi-heure plus tard
SHIFT 60 = une heure plus tard
SHIFT -30 = une demi-heure plus tôt, demi-heure plus tôt
SHIFT -60 = une heure plus tôt
OTHER = d'une heure, un autre moment, autre moment, autre jour, autre date, autre créneau, autre horaire,
  reporter, décaler, déplacer
OPTION 1 = première option, premier créneau, première proposition, option 1, le premier
OPTION 2 = deuxième option, seconde option, deuxième créneau, second créneau,
  deuxième proposition, seconde proposition, option 2, le deuxième, le second
OPTION 3 = troisième option, troisième créneau, troisième proposition, option 3, le troisième
PROMISE = je vous confirme, vous confirmerai, vous dirai, je reviens vers vous, reviens vers vous, vous recontacte, vous tiens au courant,
  vous redis
PAST = dernier, dernière, hier, avons, avait, était, ont, depuis, signé, choisi, décidé, reçu,
  parlé, rencontré
PAST_COUNT 30 = et demie, et demi
PAST_COUNT 15 = et quart
PAST_COUNT -15 = moins le quart, moins quart
ONWARD = ou plus tard, ou après
THEREAFTER = ensuite, après cela, par la suite
CALM = demi-heure, une demi-heure, pas de problème, pas de souci, avant tout, après tout
TALK = rappelez-moi, appelez-moi, appel, parler, appeler, discuter, échanger, rendez-vous, téléphone, réunion, entretien
YOURS = votre heure, heure de chez vous
"""

_ES = """
DAY 0 = lunes, lun
DAY 1 = martes
DAY 2 = miércoles, mié
DAY 3 = jueves, jue
DAY 4 = viernes, vie
DAY 5 = sábado, sáb
DAY 6 = domingo
MONTH 1 = enero, ene
MONTH 2 = febrero, feb
MONTH 3 = marzo
MONTH 4 = abril, abr
MONTH 5 = mayo
MONTH 6 = junio, jun
MONTH 7 = julio, jul
MONTH 8 = agosto, ago
MONTH 9 = septiembre, setiembre, sep, sept
MONTH 10 = octubre, oct
MONTH 11 = noviembre, nov
MONTH 12 = diciembre, dic
AHEAD 0 = hoy
AHEAD 1 = mañana
AHEAD 2 = pasado mañana
PART morning = mañanas, por la mañana, de la mañana, en la mañana, por las mañanas, la mañana
PART noon = mediodía, almuerzo, comer, al mediodía, a mediodía
PART afternoon = tardes, tarde, por la tarde, de la tarde, en la tarde, por las tardes, la tarde
PART first = a primera hora, primera hora, primera hora de la mañana, a primera hora de la mañana
PART last = a última hora, última hora
PART evening = noche, por la noche, de la noche
AT = a las, a la, sobre las, alrededor de las, hacia las
AFTER = después del, después del día, después de, después de las, pasadas las, más tarde de, más tarde de las
BEFORE = antes del día, hasta el día, antes de, antes de las, antes del, hasta, hasta las, hasta el, como máximo
FROM = a partir del día, desde el día, desde, desde las, desde el, a partir de, a partir de las, a partir del, de
TO = a, hasta, hasta las
BETWEEN = entre, entre las
NOT_BEFORE = pero no antes de, pero no antes de las, no antes de, no antes de las
NOT_AFTER = pero no después de, pero no después de las, no después de, no después de las
CLOCK = h, horas, hs
NEXT = próximo, próxima, que viene, siguiente, entrante
THIS = este, esta
LAST = pasado, pasada, último, última
NEXT_WEEK 2 = en quince días, dentro de quince días
WEEK_AFTER = semana siguiente
SAME = misma hora, a la misma hora
WEEK = semana, semanas
MONTHS = mes
DAYS = día, días
EARLY = principios de, a principios de, comienzos de, inicio de
LATE = fin de, a finales de, finales de, final de
MID = mediados de, a mediados de
IN = en, dentro de
COUNT 1 = un, una
COUNT 2 = dos
COUNT 3 = tres
COUNT 4 = cuatro
COUNT 5 = cinco
COUNT 6 = seis
COUNT 7 = siete
COUNT 8 = ocho
COUNT 9 = nueve
COUNT 10 = diez
COUNT 11 = once
COUNT 12 = doce
AND = y
OR = o, u
BUT = pero, aunque, sin embargo, sino
ANY = cualquier día, cualquier momento, cualquier hora, cuando quiera, cuando quieras,
  todos los días, siempre, toda la semana, cuando quieran, cuando ustedes quieran,
  cuando le venga bien, flexible
EXCEPT = excepto, excepto el, salvo, salvo el, menos, menos el, pero no, pero no el
YES = sí, me va bien, va bien, bien, puedo, podemos, podría, podríamos, disponible, libre,
  perfecto, mejor, prefiero, posible, conviene, me viene bien, viene bien, qué tal, sería, genial,
  vale, de preferencia, preferiblemente, preferentemente, todo el día, en la oficina
NO = difícil, complicado, no, imposible, ocupado, ocupada, tampoco, no puedo, no me va bien, no me viene bien
AWAY = de vacaciones, fuera, fuera de la oficina, ausente, de viaje
BACK = de vuelta, vuelvo, regreso
UNTIL = hasta, hasta el
ACCEPT = sí, de acuerdo, me va bien, me viene bien, perfecto, vale, está bien, me parece bien,
  confirmado, confirmo, claro, con gusto, por supuesto, ok, genial, acepto, estupendo
DECLINE = no gracias, no me interesa, no estoy interesado, no estamos interesados, no estoy interesada, no nos interesa,
  no deseo, no quiero, no es necesario, no hace falta, rechazo, declino, nada que añadir
SOFT_NO = prefiero no, preferiría no, preferimos no
NEVER = no me contacten, no me contacte, no nos contacten, no vuelvan a contactarme,
  no vuelva a contactarme, no volver a contactarme, no me escriban, no me escriba, no me vuelva a,
  no me vuelvan a, dejen de, deje de, darme de baja, denme de baja, no contactarme más,
  no contactar más, déjenme en paz
THAT_NO = a esa hora no puedo, esa hora no me va bien, no me va bien esa hora, ese día no puedo,
  no me viene bien, no me va bien, esa fecha no me va bien, no puedo a esa hora, no puedo ese día
SHIFT 30 = media hora más tarde, media hora después
SHIFT 60 = una hora más tarde, una hora después
SHIFT -30 = media hora antes
SHIFT -60 = una hora antes
OTHER = otro momento, otro día, otra hora, otra fecha, aplazar, posponer, reprogramar,
  cambiar la hora
OPTION 1 = primera opción, opción 1, primera propuesta, la primera
OPTION 2 = segunda opción, opción 2, segunda propuesta, la segunda
OPTION 3 = tercera opción, opción 3, tercera propuesta, la tercera
PROMISE = se lo confirmo, lo confirmo, le confirmaré, le diré, le confirmo, te confirmo, les confirmo, le aviso, te aviso, les aviso
PAST = pasado, pasada, ayer, hemos, firmamos, decidimos, fue, era, estuvo, desde hace, hablamos
PAST_COUNT 30 = y media
PAST_COUNT 15 = y cuarto
PAST_COUNT -15 = menos cuarto
ONWARD = en adelante, o más tarde, o después
THEREAFTER = después de eso, luego, a partir de entonces
CALM = media hora, sin problema, ningún problema, hasta luego, hasta pronto, hasta entonces
TALK = llamada, hablar, llamar, llámeme, llámame, reunión, conversar, charlar, reunirnos
YOURS = su hora, hora de ustedes
"""

_NL = """
DAY 0 = maandag, maandags, maandagen, ma
DAY 1 = dinsdag, dinsdags, di
DAY 2 = woensdag, woensdags, wo
DAY 3 = donderdag, donderdags, do
DAY 4 = vrijdag, vrijdags, vr
DAY 5 = zaterdag, za
DAY 6 = zondag, zo
MONTH 1 = januari, jan
MONTH 2 = februari, feb
MONTH 3 = maart, mrt
MONTH 4 = april, apr
MONTH 5 = mei
MONTH 6 = juni, jun
MONTH 7 = juli, jul
MONTH 8 = augustus, aug
MONTH 9 = september, sep, sept
MONTH 10 = oktober, okt
MONTH 11 = november, nov
MONTH 12 = december, dec
EVERY = maandags, maandagen, dinsdags, woensdags, donderdags, vrijdags
AHEAD 0 = vandaag
AHEAD 1 = morgen
AHEAD 2 = overmorgen
PART morning = ochtenden, ochtend, ochtends, 's ochtends, in de ochtend, 's morgens, voormiddag,
  in de voormiddag
PART noon = tussen de middag, lunch
PART afternoon = middag, middags, 's middags, in de middag, namiddag, in de namiddag
PART first = meteen 's ochtends
PART last = aan het eind van de dag, einde van de dag, eind van de dag
PART evening = avond, avonds, 's avonds, in de avond
AT = om, rond, omstreeks, tegen
AFTER = na, later dan
BEFORE = voor, vóór, uiterlijk, tot, tot en met, eerder dan
FROM = vanaf, van, met ingang van
TO = tot, t/m, tot en met
BETWEEN = tussen
NOT_BEFORE = niet voor, maar niet voor, niet eerder dan, niet vóór
NOT_AFTER = niet na, maar niet na, niet later dan
CLOCK = uur, u
NEXT = volgende
NEXT_WEEK 1 = komende week
NEXT_WEEK 2 = over veertien dagen
WEEK_AFTER = week daarop, week erna, week daarna
SAME = zelfde tijd, op dezelfde tijd, dezelfde tijd, zelfde tijdstip
THIS = deze, komende, aanstaande
LAST = vorige, afgelopen, laatste
WEEK = week, weken
MONTHS = maand
DAYS = dag, dagen
EARLY = begin, begin van, vroeg
LATE = eind, einde van, eind van, laat
MID = midden, halverwege
IN = over, binnen
COUNT 1 = een
COUNT 2 = twee, tweeën
COUNT 3 = drie, drieën
COUNT 4 = vier, vieren
COUNT 5 = vijf, vijven
COUNT 6 = zes, zessen
COUNT 7 = zeven, zevenen
COUNT 8 = acht, achten
COUNT 9 = negen, negenen
COUNT 10 = tien, tienen
COUNT 11 = elf, elven
COUNT 12 = twaalf, twaalven
AND = en
OR = of
BUT = maar, echter
ANY = altijd, elke dag, elk moment, ieder moment, iedere dag, hele week, wanneer dan ook,
  maakt niet uit wanneer, flexibel,
  wanneer u wilt
EXCEPT = behalve, behalve op, uitgezonderd, maar niet, niet op
YES = kan, past, schikt, goed, prima, beschikbaar, vrij, wel, lukt, mogelijk, ik kan, kunnen we,
  zullen we, liever, beter, uitstekend, zou kunnen, komt uit, perfect,
  komt goed uit, komt mij goed uit, liefst, bij voorkeur, het liefst, op kantoor, de hele dag, hele dag
NO = moeilijk, lastig, vol, niet, geen, bezet, verhinderd, onmogelijk, kan niet, geen tijd, nooit
AWAY = weg, op een beurs, er niet, op vakantie, met vakantie, afwezig, onderweg, op reis, niet op kantoor, met verlof
BACK = terug, weer terug, weer beschikbaar, weer bereikbaar
UNTIL = tot, tot en met
ACCEPT = ja, akkoord, prima, is goed, dat is goed, is prima, dat past, past mij, past me,
  dat komt uit, komt mij goed uit, komt goed uit, graag, ok, oké, okay, uitstekend, perfect,
  bevestigd, ik bevestig, tot dan, afgesproken, dat werkt, werkt voor mij, natuurlijk
DECLINE = nee bedankt, nee dank u, nee dank je, nee dankjewel, geen interesse,
  niet geïnteresseerd, ik wil niet, wil ik niet, zie ik vanaf, niet nodig, geen behoefte,
  ik zie ervan af, sla ik over, niets toe te voegen
SOFT_NO = liever niet
NEVER = niet meer contacteren, geen contact meer, niet meer benaderen, niet meer mailen,
  niet meer schrijven, niet meer bellen, neem geen contact, nooit meer, uitschrijven, afmelden,
  laat me met rust, laat mij met rust, niet meer lastig, geen mails meer, geen e-mails meer,
  niet opnieuw benaderen
THAT_NO = dat past niet, dat past mij niet, past mij niet, dan kan ik niet, dat komt niet uit,
  komt mij niet uit, dat lukt niet, dat lukt mij niet, die tijd past niet
SHIFT 30 = half uur later, een half uur later, halfuur later, een halfuur later
SHIFT 60 = een uur later, uur later
SHIFT -30 = een half uur eerder, half uur eerder
SHIFT -60 = een uur eerder
OTHER = ander moment, andere tijd, andere dag, ander tijdstip, verplaatsen, verzetten, uitstellen,
  andere datum
OPTION 1 = eerste optie, eerste voorstel, optie 1, de eerste
OPTION 2 = tweede optie, tweede voorstel, optie 2, de tweede
OPTION 3 = derde optie, derde voorstel, optie 3, de derde
PROMISE = bevestig het u, laat het je weten, laat u, kom erop terug, kom ik op terug, laat het weten, laat het u weten, laat ik weten
PAST = vorige, afgelopen, gisteren, was, waren, hadden, heb, hebben, gekozen, besloten, getekend,
  sinds, gesproken
PAST_HOUR 15 = kwart over
PAST_HOUR -15 = kwart voor
PAST_HOUR -30 = half
ONWARD = of later, of daarna
THEREAFTER = daarna, nadien, vanaf dan
CALM = half uur, een half uur, halfuur, een halfuur, geen probleem, voor mij, voor ons, voor u, voor jou, voor jullie, voor een, voor het, voor de,
  voor dit, na overleg
TALK = gesprek, spreken, bellen, telefoneren, afspraak, praten, overleg, overleggen
YOURS = uw tijd, jullie tijd
"""

_PT = """
DAY 0 = segunda-feira, segunda feira, segunda, segundas, segundas-feiras
DAY 1 = terça-feira, terça feira, terça, terças
DAY 2 = quarta-feira, quarta feira, quarta, quartas
DAY 3 = quinta-feira, quinta feira, quinta, quintas
DAY 4 = sexta-feira, sexta feira, sexta, sextas
DAY 5 = sábado
DAY 6 = domingo
MONTH 1 = janeiro, jan
MONTH 2 = fevereiro, fev
MONTH 3 = março
MONTH 4 = abril, abr
MONTH 5 = maio
MONTH 6 = junho, jun
MONTH 7 = julho, jul
MONTH 8 = agosto, ago
MONTH 9 = setembro, set
MONTH 10 = outubro, out
MONTH 11 = novembro, nov
MONTH 12 = dezembro, dez
EVERY = segundas, terças, quartas, quintas, sextas, segundas-feiras
AHEAD 0 = hoje
AHEAD 1 = amanhã
AHEAD 2 = depois de amanhã
PART morning = manhãs, manhã, de manhã, da manhã, pela manhã, na parte da manhã
PART noon = meio-dia, almoço, ao meio-dia, meio dia
PART afternoon = tardes, tarde, à tarde, de tarde, da tarde, na parte da tarde, pela tarde
PART first = logo de manhã, primeira hora, logo pela manhã
PART last = ao final do dia, final do dia, fim do dia, ao fim do dia
PART evening = noite, à noite, da noite
AT = às, as, à, por volta das, cerca das, pelas
AFTER = depois do, após o, depois do dia, após o dia, depois das, após as, após, depois de, a seguir às, depois da
BEFORE = antes do, antes do dia, até o dia, até ao dia, antes das, antes de, antes da, até, até às, até as
FROM = a partir das, a partir de, a partir do, a partir do dia, das, desde as, de
TO = às, as, até, até às, a, e as
BETWEEN = entre, entre as
NOT_BEFORE = mas não antes das, não antes das, não antes de
NOT_AFTER = mas não depois das, não depois das, não depois de
CLOCK = h, horas, hs
NEXT = próxima, próximo, que vem, seguinte
THIS = esta, este, nesta, neste
LAST = passada, passado, última, último
NEXT_WEEK 2 = daqui a quinze dias
WEEK_AFTER = semana seguinte
SAME = mesma hora, à mesma hora, mesmo horário, no mesmo horário
WEEK = semana, semanas
MONTHS = mês
DAYS = dia, dias
EARLY = início de, início da, início do, começo de, começo da, princípio da
LATE = fim de, fim da, fim do, final de, final da, final do
MID = meio da, meio de, meados de, meados da
IN = em, daqui a, dentro de
COUNT 1 = um, uma
COUNT 2 = dois, duas
COUNT 3 = três
COUNT 4 = quatro
COUNT 5 = cinco
COUNT 6 = seis
COUNT 7 = sete
COUNT 8 = oito
COUNT 9 = nove
COUNT 10 = dez
COUNT 11 = onze
COUNT 12 = doze
AND = e
OR = ou
BUT = mas, porém, contudo
ANY = qualquer dia, qualquer hora, qualquer momento, qualquer altura, quando quiser,
  todos os dias, todas as, todos os, sempre, a semana toda, flexível, quando quiserem
EXCEPT = exceto, exceto na, exceto à, exceto às, menos, menos na, menos à, salvo, mas não, mas não na
YES = sim, posso, podemos, pode ser, funciona, bem, disponível, livre, perfeito, melhor, prefiro,
  possível, ótimo, boas opções, boa opção, dá jeito, dá certo, dá para mim, me dá, seria, de preferência,
  preferencialmente, o dia todo, o dia inteiro, todo o dia, de preferência à, no escritório, que tal, poderia, poderíamos, convém, fica bem
NO = difícil, complicado, cheio, não, impossível, ocupado, ocupada, indisponível, não posso
AWAY = de férias, fora do escritório, ausente, em viagem, viajando
BACK = de volta, volto, regresso, retorno
UNTIL = até
ACCEPT = sim, de acordo, combinado, perfeito, pode ser, está bem, está ótimo, tudo bem,
  confirmado, confirmo, com certeza, claro, ok, funciona para mim, para mim está bem, aceito,
  fica combinado
DECLINE = não obrigado, não obrigada, não muito obrigado, sem interesse, não tenho interesse,
  não temos interesse, não estou interessado, não estamos interessados, não estou interessada, não desejo, não quero,
  não é necessário, dispenso, recuso, nada a acrescentar
SOFT_NO = prefiro não, preferia não, preferimos não
NEVER = não me contacte, não me contactem, não me contate, não me contatem,
  não entrem mais em contato, não entre mais em contato, não entrem em contacto,
  não voltem a contactar, não volte a contactar, não me escrevam, parem de, pare de,
  cancelar inscrição, remova-me, remover meu, deixem-me em paz, não nos contacte,
  não nos contactem
THAT_NO = esse horário não dá, essa hora não dá, não posso nesse horário, não posso a essa hora,
  não posso nesse dia, esse dia não dá, não me dá jeito, não me convém, esse horário não funciona
SHIFT 30 = meia hora mais tarde, meia hora depois
SHIFT 60 = uma hora mais tarde, uma hora depois
SHIFT -30 = meia hora mais cedo, meia hora antes
SHIFT -60 = uma hora mais cedo, uma hora antes
OTHER = outro horário, outra hora, outro dia, outra data, remarcar, adiar, reagendar,
  outro momento, outra altura
OPTION 1 = primeira opção, opção 1, primeira proposta
OPTION 2 = segunda opção, opção 2, segunda proposta
OPTION 3 = terceira opção, opção 3, terceira proposta
PROMISE = confirmo-lhe, confirmarei, direi, dou retorno, volto a contactar, confirmo até, aviso até
PAST = passada, passado, ontem, assinamos, decidimos, foi, era, falamos, desde há
PAST_COUNT 30 = e meia
PAST_COUNT 15 = e um quarto, e quinze
PAST_COUNT -15 = menos um quarto, menos quinze
PAST_HOUR -15 = um quarto para as, quinze para as
ONWARD = em diante, ou mais tarde, ou depois
THEREAFTER = depois disso, depois, a partir daí, a seguir
FRACTION = meia
CALM = meia hora, sem problema, nenhum problema, até breve, até logo, até lá
TALK = ligar-me, telefonar-me, chamada, falar, ligar, ligue-me, reunião, conversar, telefonar, ligação
YOURS = seu horário, sua hora
"""

# Words that tell the language and mean nothing here; they also do not count as foreign matter.
_FILLERS = {
    "en": "i i'm i'd i'll the we you me my us our is are be will would can could please thanks "
    "thank hi hello dear it that this for on of with and so sorry unfortunately hey let know "
    "just also only very much either both should could maybe perhaps do does has have if as "
    "time slot option your all then us am there regards best kind cheers otherwise alternatively instead then preferably ideally alright well latest earliest my i've we've let's lets kindly ms mr mrs dr sir madam all about around any it'll that'll",
    "de": "ich wir sie mir mich uns der die das den dem ein eine am im an ist sind wird wäre mit "
    "für zu zum zur auch nur bitte danke vielen dank hallo sehr geehrte geehrter guten tag es "
    "würde könnte kann können wie was leider gerne herr frau da dann noch grüße grüßen gruß "
    "viele beste freundliche freundlichen option sonst alternativ ansonsten vielleicht dann liebe lieber eventuell jeweils wieder erst nur noch uhrzeit zeit hätte habe machen doch mal bin ganz einfach durch",
    "fr": "je j'ai nous vous me moi le la les un une des du au aux est sont sera serait avec pour "
    "et ne que qui merci bonjour cordialement monsieur madame c'est ça cela en à de si suis "
    "s'il plaît beaucoup bien aussi seulement créneau heure votre notre mon ma sinon peut-être éventuellement plutôt chère cher alors mieux",
    "es": "yo el la los las un una me mi nos es son será sería con para que por favor gracias "
    "hola buenos días estimado estimada muchas saludos en de del al se si lo le su también solo "
    "estoy usted ustedes hora opción quizás entonces mejor alternativamente si el cualquier",
    "nl": "ik wij we u je mij me ons de het een is zijn wordt zou met voor dat die dit op aan te "
    "ook in maar alstublieft graag bedankt dank hallo beste geachte groet groeten vriendelijke "
    "heer mevrouw en als dan nog wel optie tijd anders misschien eventueel liever kan kunt zou",
    "pt": "eu nós o a os as um uma me mim nos é são será com para que por favor obrigado obrigada "
    "olá bom dia caro cara prezado na no em de da do ao aos nas nos se estou você vocês também só minha meu "
    "opção horário muito talvez então senão melhor dia",
}
_TABLES = {"en": _EN, "de": _DE, "fr": _FR, "es": _ES, "nl": _NL, "pt": _PT}


def fold(text: str) -> str:
    """Return the text in lower case, without accents, with plain apostrophes and hyphens."""
    plain = text.lower().translate(_TYPOGRAPHY)
    if plain.isascii():
        return plain
    return "".join(c for c in unicodedata.normalize("NFKD", plain) if not unicodedata.combining(c))


_TYPOGRAPHY = str.maketrans(
    {"’": "'", "‘": "'", "–": "-", "—": "-", "‑": "-", "\xa0": " ", "ß": "ss"}
)


@lru_cache(maxsize=8)
def lexicon(language: str) -> dict[str, tuple[Meaning, ...]]:
    """Return the meanings of every folded phrase of one language, words separated by a space."""
    found: dict[str, tuple[Meaning, ...]] = {}
    for meaning, phrase in _entries(_TABLES[language]):
        found[phrase] = (*found.get(phrase, ()), meaning)
    return found


@lru_cache(maxsize=8)
def fillers(language: str) -> frozenset[str]:
    """Return the folded words of a language that carry no meaning here."""
    return frozenset(fold(_FILLERS[language]).split())


def _entries(table: str) -> Iterator[tuple[Meaning, str]]:
    for line in table.strip().replace(",\n  ", ", ").splitlines():
        meaning, _, phrases = line.partition(" = ")
        name, _, value = meaning.partition(" ")
        for phrase in phrases.split(","):
            yield (name, value), fold(phrase.strip())
