"""The words with which people speak of time, in six languages.

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
  UNTIL                                    the end of an absence
  PAST_HOUR n, PAST_COUNT n                minutes to add to the hour behind, to the hour before
  ONWARD                                   "or later", behind a clock time
  NEXT_WEEK n                              the n-th calendar week from this one
  WEEK_AFTER                               the week after the one named before
  SPAN n, LATER EARLIER                    minutes; than the proposed time
  WEEK_ON n                                n weeks after the day before it ("jeudi en huit")
  SAME_DAY                                 the day spoken of before
  SAME                                     at the same time of day
  THEREAFTER                               after the absence just named
  FRACTION                                 half and the like without an hour: not read
  YOURS                                    "your time": a clock we must not take for theirs
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator
from functools import lru_cache

from debrief.when import consent_words, reply_words, sign_words
from debrief.when.filler_words import FILLERS

Meaning = tuple[str, str]
LANGUAGES = ("en", "de", "fr", "es", "nl", "pt")

_EN = """
DAY 0 = monday, mondays, mon
DAY 1 = tuesday, tuesdays, tue, tues
DAY 2 = wednesday, wednesdays, wed, weds
DAY 3 = thursday, thursdays, thu, thur, thurs, th
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
AT = at, around, about, @, circa, let's say, let us say, say
AFTER = after, later than, any time after, anytime after
BEFORE = before, earlier than, until, till, by, until after, till after
FROM = from, starting, as of, from about, after or at
TO = to, til, through
BETWEEN = between
NOT_BEFORE = not before, but not before, no earlier than, not earlier than, not until
NOT_AFTER = not after, but not after, but not later than, no later than, not later than
AM = am, a.m, a.m.
PM = pm, p.m, p.m.
CLOCK = o'clock, oclock, hrs, hours, h, or so, or thereabouts, ish, on the dot
NEXT = next, following
NEXT_WEEK 1 = coming week, week after this, week after this one
NEXT_WEEK 2 = week after next, next week but one, in a fortnight
WEEK_AFTER = following week, week after, week after that, the one after, the week following,
  the one after that
SAME = same time, at the same time, same hour, same slot, the same slot, same hour of day,
  same time slot
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
BUT = but, however, although, though, whereas, on the other hand
UNTIL = until, till, through
PAST_HOUR 30 = half past
PAST_HOUR 15 = quarter past, quarter after, a quarter past
PAST_HOUR -15 = quarter to, quarter of, quarter before, a quarter to
ONWARD = onwards, onward, or later, or after, or thereafter, and later, and onwards
THEREAFTER = after that, afterwards, thereafter, from then on, any time after that,
  anytime after that, after then, any time after, from there on, later that day
FRACTION = not sure, half
YOURS = your time
COUNT 15 = fifteen
COUNT 20 = twenty
COUNT 30 = thirty
COUNT 45 = forty five, forty-five
SPAN 1 = minute, minutes, mins, min
SPAN 15 = quarter of an hour, a quarter of an hour
SPAN 30 = half an hour, half hour, a half hour, half-hour
SPAN 60 = hour, hours, hrs, an hour, one hour
SPAN 90 = hour and a half, an hour and a half, one and a half hours
SPAN 120 = a couple of hours, couple of hours
LATER = later
EARLIER = earlier, sooner, before that, before then, any earlier, any sooner, earlier than that
SAME_DAY = that day, same day, on that day, the same day, on the same day
AFTER = past, later than, any time past
FROM = starting at, starting from, from about, beginning at, as from, commencing
BEFORE = prior to, ahead of, sooner than
NOT_AFTER = at the latest
NOT_BEFORE = at the earliest, earliest is, the earliest i can do is
AHEAD 1 = tmr, tomo, 2moro, tomorrow's
AHEAD 2 = the day after, overmorrow
PART afternoon = arvo, pm only, aft, afternoon only
PART noon = lunch time, noontime, noonish
PART last = end of business day, end of the working day, late in the day
NEXT_WEEK 1 = next wk, nxt week
NEXT_WEEK 2 = two weeks' time
SPAN 45 = three quarters of an hour, three-quarters of an hour, three quarters of hour
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
PART morning = vormittage, vormittag, vormittags, am vormittag, morgens, am morgen, früh, frueh,
  in der früh
PART noon = mittag, mittagessen, mittags, am mittag
PART afternoon = nachmittag, nachmittags, am nachmittag
PART evening = abend, abends, am abend
PART first = gleich früh, gleich in der früh, gleich morgens
AT = um, gegen, ca, circa, so gegen, sagen wir, punkt, schlag
AFTER = nach, später als, nicht vor
BEFORE = vor, bis, früher als, spätestens, bis spätestens, bis um, bis einschließlich,
  bis inklusive, bis zum, bis einschließlich zum, bis inkl
FROM = ab, von, frühestens, erst ab
TO = bis
BETWEEN = zwischen
NOT_BEFORE = nicht vor, aber nicht vor, nur nicht vor, bloß nicht vor, aber bitte nicht vor
NOT_AFTER = nicht nach, nicht später als, aber nicht nach, aber nicht später als, nur nicht nach,
  bloß nicht nach
CLOCK = uhr, h
NEXT = nächste, nächsten, nächster, nächstes, naechste, naechsten, naechster, folgende, folgenden
NEXT_WEEK 1 = kommende woche, kommender woche, kommenden woche
NEXT_WEEK 2 = in vierzehn tagen, übernächste woche, übernächster woche, übernächsten woche
THIS = diese, diesen, dieser, dieses, kommenden, kommende, kommender
LAST = letzte, letzten, letzter, vergangene, vergangenen
WEEK_AFTER = woche darauf, woche danach, darauffolgende woche, darauffolgenden woche, die danach,
  die darauf, die darauffolgende, die woche danach, die woche darauf, die übernächste,
  die woche drauf, woche drauf
SAME = gleiche zeit, gleichen zeit, zur gleichen zeit, zur selben zeit, gleiche uhrzeit,
  zur gleichen uhrzeit, selbe zeit, selben zeit, selbe uhrzeit, zur selben uhrzeit,
  zur selben stunde, gleicher zeit, zu gleicher zeit
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
BUT = aber, jedoch, allerdings, sondern, hingegen, dagegen, dafür
UNTIL = bis, bis zum, bis einschließlich, bis inklusive
PAST_HOUR 15 = viertel nach
PAST_HOUR -15 = viertel vor, dreiviertel
PAST_HOUR -30 = halb
ONWARD = oder später, oder danach, aufwärts
THEREAFTER = danach, anschließend, ab dann
FRACTION = viertel
YOURS = ihre zeit, ihrer zeit, deine zeit, deiner zeit
COUNT 1 = eins
COUNT 13 = dreizehn
COUNT 14 = vierzehn
COUNT 15 = fünfzehn
COUNT 16 = sechzehn
COUNT 17 = siebzehn
COUNT 18 = achtzehn
COUNT 20 = zwanzig
COUNT 30 = dreißig
SPAN 1 = minute, minuten, min
SPAN 15 = viertelstunde, eine viertelstunde
SPAN 30 = halbe stunde, eine halbe stunde, halbes stündchen, halbstündchen
SPAN 60 = stunde, stunden, std, eine stunde, stündchen
SPAN 90 = anderthalb stunden, eineinhalb stunden
LATER = später, nach hinten
EARLIER = früher, eher, vorher, davor, bis dahin
SAME_DAY = an dem tag, an diesem tag, am selben tag, am gleichen tag, selben tag, gleichen tag,
  an jenem tag
WEEK_ON 1 = in acht tagen
PART noon = mittagszeit, mittagspause, über mittag, zur mittagszeit
PART morning = vormittags um, früh am morgen, morgens früh
PART first = gleich als erstes, in aller früh, in aller frühe, gleich morgen früh
PART last = ende des tages, am ende des tages, zum feierabend, feierabendzeit
FROM = ab etwa, ab ca, beginnend
BEFORE = noch vor
NOT_AFTER = allerspätestens
NEXT_WEEK 1 = nächste wo, kommende wo
SPAN 45 = dreiviertelstunde, dreiviertel stunde
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
AT = à, vers, autour de, aux alentours de, disons, mettons
AFTER = après, plus tard que
BEFORE = avant, jusqu'à, jusqu'au, au plus tard, d'ici, d'ici à
FROM = dès, dès le, à partir de, à partir du, de, depuis
TO = à, jusqu'à
BETWEEN = entre
NOT_BEFORE = pas avant, mais pas avant, au plus tôt, surtout pas avant
NOT_AFTER = pas après, mais pas après, surtout pas après
CLOCK = h, heures, heure
NEXT = prochain, prochaine, suivant, suivante
NEXT_WEEK 2 = semaine en quinze, dans quinze jours, d'ici quinze jours
WEEK_AFTER = semaine d'après, semaine suivante, celle d'après, la suivante, celle qui suit,
  celle d'apres
SAME = même heure, à la même heure, même créneau, au même horaire, même horaire, à heure égale
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
BUT = mais, cependant, toutefois, en revanche, par contre, néanmoins, or
UNTIL = jusqu'à, jusqu'au, jusque
PAST_COUNT 30 = et demie, et demi
PAST_COUNT 15 = et quart
PAST_COUNT -15 = moins le quart, moins quart
ONWARD = ou plus tard, ou après
THEREAFTER = ensuite, après cela, par la suite
YOURS = votre heure, heure de chez vous
COUNT 13 = treize
COUNT 14 = quatorze
COUNT 15 = quinze
COUNT 16 = seize
COUNT 17 = dix-sept
COUNT 18 = dix-huit
COUNT 20 = vingt
COUNT 30 = trente
COUNT 45 = quarante-cinq
SPAN 1 = minute, minutes, min
SPAN 15 = quart d'heure, un quart d'heure, quart de heure, petit quart de heure
SPAN 30 = demi-heure, une demi-heure, demi heure, une demi heure
SPAN 60 = heure, heures, petite heure
LATER = plus tard, après
EARLIER = plus tôt, avant, avant cela, d'ici là, avant ça
SAME_DAY = ce jour-là, ce jour là, le même jour, même jour, ce même jour, dans la même journée
WEEK_ON 1 = en huit
WEEK_ON 2 = en quinze
NEXT_WEEK 1 = semaine qui vient, semaine à venir
NEXT = qui vient
AFTER = passé, après le, après les, au-delà de, pas avant le
BEFORE = avant le, avant les, avant de
FROM = à compter de, à compter du, dès les, au-delà du
PART noon = heure du déjeuner, à l'heure du déjeuner, pause déjeuner, midi pile, sur le midi
PART first = tôt le matin, tôt dans la matinée
AT = aux environs de, environ, sur les coups de, sur le coup de
NOT_AFTER = au plus tard à, au plus tard le, pas plus tard que
NOT_BEFORE = au plus tôt à, au plus tôt le, pas avant les
AHEAD 2 = surlendemain, le surlendemain
SPAN 45 = trois quarts de heure, trois quarts d'heure
SPAN 90 = heure et demie, une heure et demie
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
PART morning = mañanas, por la mañana, de la mañana, en la mañana, por las mañanas, la mañana,
  cualquier mañana, cada mañana, toda mañana, todas las mañanas
PART noon = mediodía, almuerzo, comer, al mediodía, a mediodía
PART afternoon = tardes, tarde, por la tarde, de la tarde, en la tarde, por las tardes, la tarde
PART first = a primera hora, primera hora, primera hora de la mañana, a primera hora de la mañana
PART last = a última hora, última hora
PART evening = noche, por la noche, de la noche
AT = a las, a la, sobre las, alrededor de las, hacia las, digamos, pongamos
AFTER = después del, después del día, después de, después de las, pasadas las, más tarde de,
  más tarde de las
BEFORE = antes del día, hasta el día, antes de, antes de las, antes del, hasta, hasta las,
  hasta el, como máximo
FROM = a partir del día, desde el día, desde, desde las, desde el, a partir de, a partir de las,
  a partir del, de
TO = a, hasta, hasta las
BETWEEN = entre, entre las
NOT_BEFORE = pero no antes de, pero no antes de las, no antes de, no antes de las,
  pero no antes del, no antes del día, no antes de el día
NOT_AFTER = pero no después de, pero no después de las, no después de, no después de las
CLOCK = h, horas, hs, en punto
NEXT = próximo, próxima, que viene, siguiente, entrante
THIS = este, esta, de esta
LAST = pasado, pasada, último, última
NEXT_WEEK 2 = en quince días, dentro de quince días
WEEK_AFTER = semana siguiente, la siguiente, la de después, la otra semana
SAME = misma hora, a la misma hora, mismo horario, al mismo horario
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
BUT = pero, aunque, sin embargo, sino, en cambio, no obstante
UNTIL = hasta, hasta el
PAST_COUNT 30 = y media
PAST_COUNT 15 = y cuarto
PAST_COUNT -15 = menos cuarto
ONWARD = en adelante, o más tarde, o después
THEREAFTER = después de eso, luego, a partir de entonces
YOURS = su hora, hora de ustedes
COUNT 13 = trece
COUNT 14 = catorce
COUNT 15 = quince
COUNT 16 = dieciséis
COUNT 17 = diecisiete
COUNT 18 = dieciocho
COUNT 20 = veinte
COUNT 30 = treinta
SPAN 1 = minuto, minutos, min
SPAN 15 = un cuarto de hora, cuarto de hora
SPAN 30 = media hora, una media hora, media horita
SPAN 60 = hora, horas, horita, una horita
LATER = más tarde, después
EARLIER = antes, más temprano, más pronto, antes de eso, hasta entonces
SAME_DAY = ese día, el mismo día, ese mismo día, mismo día
WEEK_ON 1 = en ocho, en ocho días
WEEK_ON 2 = en quince
NEXT_WEEK 1 = semana entrante, semana que entra
NEXT = que entra
AFTER = pasada la, luego de, luego de las, pasado las, después de la, después de las
BEFORE = antes de la, previo a
FROM = de las, desde la, a partir de la, desde las
TO = hasta la
BETWEEN = entre la
AT = hacia la, sobre la, a eso de las, a eso de la, en torno a las, cerca de las, alrededor de la
PART noon = hora de comer, a la hora de comer, hora del almuerzo
PART first = temprano, temprano por la mañana, muy temprano
PART last = al final del día, final del día, última hora de la tarde, a última hora de la tarde
PART afternoon = tarde del, tardes de
NOT_AFTER = a más tardar, como muy tarde, como tarde, como mucho a las
NOT_BEFORE = como pronto, como muy pronto, no antes de la, no antes del, antes no
ONWARD = o más adelante
NEXT_WEEK 2 = semana siguiente a la próxima
SPAN 90 = hora y media, una hora y media
SPAN 45 = tres cuartos de hora
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
PART noon = tussen de middag, lunch, rond de middag, op de middag, tegen de middag,
  rond het middaguur
PART afternoon = middag, middags, 's middags, in de middag, namiddag, in de namiddag, na de middag
PART first = meteen 's ochtends
PART last = aan het eind van de dag, einde van de dag, eind van de dag
PART evening = avond, avonds, 's avonds, in de avond
AT = om, rond, omstreeks, tegen, zeg, laten we zeggen, zeggen we, stipt, stipt om
AFTER = na, later dan
BEFORE = voor, vóór, uiterlijk, tot, tot en met, eerder dan
FROM = vanaf, van, met ingang van
TO = tot, t/m, tot en met
BETWEEN = tussen
NOT_BEFORE = niet voor, maar niet voor, niet eerder dan, niet vóór, alleen niet voor
NOT_AFTER = niet na, maar niet na, niet later dan, alleen niet na
CLOCK = uur, u
NEXT = volgende
NEXT_WEEK 1 = komende week
NEXT_WEEK 2 = over veertien dagen
WEEK_AFTER = week daarop, week erna, week daarna, die erna, die daarna, de week erna,
  de week daarna, die daarop, de week erop, week erop, de week daarop
SAME = zelfde tijd, op dezelfde tijd, dezelfde tijd, zelfde tijdstip, zelfde uur,
  hetzelfde tijdstip, op hetzelfde tijdstip
THIS = deze, komende, aanstaande
LAST = vorige, afgelopen, laatste
WEEK = week, weken
MONTHS = maand
DAYS = dag, dagen
EARLY = begin, begin van, vroeg
LATE = eind, einde van, eind van, laat
MID = midden, halverwege
IN = over, binnen
COUNT 1 = een, enen
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
BUT = maar, echter, daarentegen, wel daarentegen
UNTIL = tot, tot en met
PAST_HOUR 15 = kwart over
PAST_HOUR -15 = kwart voor
PAST_HOUR -30 = half
ONWARD = of later, of daarna
THEREAFTER = daarna, nadien, vanaf dan
YOURS = uw tijd, jullie tijd
COUNT 1 = één
COUNT 13 = dertien
COUNT 14 = veertien
COUNT 15 = vijftien
COUNT 16 = zestien
COUNT 17 = zeventien
COUNT 20 = twintig
COUNT 30 = dertig
SPAN 1 = minuut, minuten, min
SPAN 15 = kwartier, een kwartier, kwartiertje, een kwartiertje
SPAN 30 = half uur, een half uur, halfuur, een halfuur, half uurtje, een half uurtje, halfuurtje
SPAN 60 = uur, uren, uurtje, een uurtje, uurtjes
SPAN 90 = anderhalf uur
LATER = later
EARLIER = eerder, vroeger, daarvoor, ervoor, tot dan
SAME_DAY = die dag, dezelfde dag, op dezelfde dag, op die dag, diezelfde dag
WEEK_ON 1 = over acht dagen
NEXT_WEEK 1 = volgend week, komend week, aankomende week, aanstaande week
THIS = aankomende, eerstvolgende, komend
PART morning = vanochtend vroeg, 's ochtends vroeg, ochtenduren, de ochtend
PART afternoon = middaguren, de middag, eind van de middag
PART noon = lunchtijd, rond lunchtijd, tijdens de lunch, middaguur, rond het middaguur,
  twaalf uur 's middags
PART first = direct 's ochtends, heel vroeg, vroeg in de ochtend, vroeg in de morgen,
  's ochtends als eerste
PART last = aan het einde van de dag, eind van de dag, einde dag, eind van de werkdag
AHEAD 0 = vandaag nog
FROM = vanaf ongeveer, vanaf een uur of
AT = om een uur of, zo rond, zo tegen, omtrent
NOT_AFTER = op zijn laatst, op z'n laatst, uiterlijk om
NOT_BEFORE = op zijn vroegst, op z'n vroegst, pas vanaf, pas na
"""

_PT = """
DAY 0 = segunda-feira, segunda feira, segunda, segundas, segundas-feiras, seg
DAY 1 = terça-feira, terça feira, terça, terças
DAY 2 = quarta-feira, quarta feira, quarta, quartas, qua
DAY 3 = quinta-feira, quinta feira, quinta, quintas, qui
DAY 4 = sexta-feira, sexta feira, sexta, sextas, sex
DAY 5 = sábado, sáb
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
PART morning = manhãs, manhã, de manhã, da manhã, pela manhã, na parte da manhã, qualquer manhã,
  cada manhã, todas as manhãs
PART noon = meio-dia, almoço, ao meio-dia, meio dia
PART afternoon = tardes, tarde, à tarde, de tarde, da tarde, na parte da tarde, pela tarde
PART first = logo de manhã, primeira hora, logo pela manhã
PART last = ao final do dia, final do dia, fim do dia, ao fim do dia
PART evening = noite, à noite, da noite
AT = às, as, à, por volta das, cerca das, pelas, digamos
AFTER = depois do, após o, depois do dia, após o dia, depois das, após as, após, depois de,
  a seguir às, depois da, depois de dia
BEFORE = até ao, até à, antes do, antes do dia, até o dia, até ao dia, antes das, antes de,
  antes da, até, até às, até as, até dia, antes de dia
FROM = a partir das, a partir de, a partir do, a partir do dia, das, desde as, de, a partir de dia,
  desde dia
TO = às, as, até, até às, a, e as
BETWEEN = entre, entre as
NOT_BEFORE = mas não antes das, não antes das, não antes de, mas não antes de, não antes de dia,
  não antes do dia, nunca antes de dia
NOT_AFTER = mas não depois das, não depois das, não depois de
CLOCK = h, horas, hs, em ponto
NEXT = próxima, próximo, que vem, seguinte
THIS = esta, este, nesta, neste, desta, dessa, nessa, deste
LAST = passada, passado, última, último
NEXT_WEEK 2 = daqui a quinze dias
WEEK_AFTER = semana seguinte, a seguinte, a outra a seguir, a semana seguinte, a de depois
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
BUT = mas, porém, contudo, em contrapartida, em compensação, no entanto, todavia
UNTIL = até
PAST_COUNT 30 = e meia
PAST_COUNT 15 = e um quarto, e quinze
PAST_COUNT -15 = menos um quarto, menos quinze
PAST_HOUR -15 = um quarto para as, quinze para as
ONWARD = em diante, ou mais tarde, ou depois
THEREAFTER = depois disso, depois, a partir daí, a seguir
FRACTION = meia
YOURS = seu horário, sua hora
COUNT 13 = treze
COUNT 14 = catorze, quatorze
COUNT 15 = quinze
COUNT 16 = dezasseis, dezesseis
COUNT 17 = dezassete, dezessete
COUNT 20 = vinte
COUNT 30 = trinta
SPAN 1 = minuto, minutos, min
SPAN 15 = um quarto de hora, quarto de hora
SPAN 30 = meia hora, uma meia hora, meia horinha
SPAN 60 = hora, horas, horinha
LATER = mais tarde, depois
EARLIER = mais cedo, antes, antes disso
SAME_DAY = nesse dia, no mesmo dia, mesmo dia, nesse mesmo dia, esse dia
WEEK_ON 1 = a oito, a oito dias, daqui a oito dias
WEEK_ON 2 = a quinze, a quinze dias
NEXT_WEEK 1 = semana que entra, semana que vem, para a semana, para a próxima semana,
  na semana que vem, próxima semana, na próxima semana
NEXT = que entra
AFTER = passadas as, depois do dia, após a, depois da uma
BEFORE = antes da
FROM = desde o, desde o dia, a partir da, das, dentre as, desde
TO = e as, até à, até ao
BETWEEN = entre a
AT = perto das, por volta da, pela, cerca da, lá para as, lá pelas
PART noon = hora de almoço, à hora de almoço, hora do almoço, à hora do almoço
PART first = cedo, bem cedo, logo cedo, ao início da manhã
PART last = ao final da tarde, final da tarde, fim da tarde, ao fim da tarde
NOT_AFTER = o mais tardar, no máximo às, no máximo até às, o mais tardar às
NOT_BEFORE = não antes do, não antes da, só depois das, só depois do, nunca antes das
SPAN 90 = hora e meia, uma hora e meia
SPAN 45 = três quartos de hora
"""

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
    for table in (_TABLES, consent_words.TABLES, reply_words.TABLES, sign_words.TABLES):
        for meaning, phrase in _entries(table[language]):
            found[phrase] = (*found.get(phrase, ()), meaning)
    return found


@lru_cache(maxsize=8)
def fillers(language: str) -> frozenset[str]:
    """Return the folded words of a language that carry no meaning here."""
    return frozenset(fold(FILLERS[language]).split())


def _entries(table: str) -> Iterator[tuple[Meaning, str]]:
    for line in table.strip().replace(",\n  ", ", ").splitlines():
        meaning, _, phrases = line.partition(" = ")
        name, _, value = meaning.partition(" ")
        for phrase in phrases.split(","):
            yield (name, value), fold(phrase.strip())
