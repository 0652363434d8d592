"""Sixty replies to a worksheet as people write them, written before looking at any rule.

Each is (text, commitments as (row, practice, day or None), questions at least). TODAY is Monday
23 November 2026; the rows and practices are those of `tests/test_worksheet.py`. "Before Friday"
is read as the working day before it, in every language.
"""

from __future__ import annotations

D = "2026-11-{:02}".format
E = "2026-12-{:02}".format
Expected = list[tuple[int, int | None, str | None]]

FRESH: list[tuple[str, Expected, int]] = [
    ("2: P3 I'll phone their CFO Thursday", [(2, 3, D(26))], 0),
    ("Northwind - P1, Marta from Acme can talk to them, by Dec 4", [(1, 1, E(4))], 0),
    ("#4 p4 get the date in an email by end of next week", [(4, 4, E(4))], 0),
    ("1 P5 price list tomorrow\n3 P4 decision date by 10/12/2026", [(1, 5, D(24)), (3, 4, None)], 0),
    ("Deal 3: practice 1, bring Dunmore along on 2 December", [(3, 1, E(2))], 0),
    ("Hi Nadia, for Globex I'd use P3: meet their CFO next Tuesday. Rest: nothing.\nDevon", [(2, 3, E(1))], 0),
    ("Stark: P4 confirm date in writing by Wed; Hooli: P5 send price by Fri", [(4, 4, D(25)), (5, 5, D(27))], 0),
    ("2 - P3 - call CFO - 30.11.", [(2, 3, D(30))], 0),
    ("P1 for initech: ask Quarry Lane for a reference call by 11 Dec.", [(3, 1, E(11))], 0),
    ("p3 on 1 and 2, before the end of the month", [(1, 3, D(30)), (2, 3, D(30))], 0),
    ("none of them fit right now, sorry", [], 0),
    ("nope, nothing this round", [], 0),
    ("5) P5 & P4 send price, agree date, by 2026-12-07", [(5, 5, E(7)), (5, 4, E(7))], 0),
    ("Nortwind: P3 ring the CFO on Friday", [(1, 3, D(27))], 0),
    ("hooly: p1 reference visit mid December", [(5, 1, None)], 0),
    ("Use P9 with Globex by Friday", [], 1),
    ("7: P3 call CFO Friday", [], 1),
    ("the cloud one - P3, lunch with finance on the 3rd", [(3, 3, E(3))], 0),
    ("1: P4 get the decision date in writing\n   by Friday", [(1, 4, D(27))], 0),
    ("3. P5, price goes out in 3 days", [(3, 5, D(26))], 0),
    ("2: P3", [(2, 3, None)], 0),
    ("2: P3 call CFO asap", [(2, 3, None)], 0),
    ("P4 Stark by Thursday\nSent from my iPhone", [(4, 4, D(26))], 0),
    ("I could maybe do something with Stark?", [], 1),
    ("1: P1 bring ref to 2nd mtg 4/12\n4: hmm", [(1, 1, None)], 1),
    # German
    ("2: P3 den CFO bis Freitag anrufen", [(2, 3, D(27))], 0),
    ("Northwind: P1, Referenzkunde zum zweiten Termin mitbringen, bis 4.12.", [(1, 1, E(4))], 0),
    ("Bei Initech P4: Entscheidungstermin schriftlich bis nächsten Mittwoch", [(3, 4, E(2))], 0),
    ("Nr. 5 - P5 Preis diese Woche schicken", [(5, 5, D(27))], 0),
    ("Keine passt gerade.", [], 0),
    ("1 und 4: P3, CFO sprechen bis Ende November", [(1, 3, D(30)), (4, 3, D(30))], 0),
    ("Hallo Nadia,\n\nStark: P4 bis übermorgen klären.\n\nViele Grüße\nDevon", [(4, 4, D(25))], 0),
    ("Globex vielleicht, mal sehen", [], 1),
    ("3: P3 Termin mit der Finanzchefin am 1. Dezember", [(3, 3, E(1))], 0),
    ("Praktik 5 bei Hooli, Angebot bis Montag", [(5, 5, D(30))], 0),
    # French
    ("2 : P3 appeler leur DAF vendredi", [(2, 3, D(27))], 0),
    ("Northwind : P1, amener un client de référence avant le 4 décembre", [(1, 1, E(3))], 0),
    ("Aucune ne convient en ce moment.", [], 0),
    ("Initech P4 confirmer la date par écrit d'ici mercredi", [(3, 4, D(25))], 0),
    ("5 : P5 envoyer le prix demain", [(5, 5, D(24))], 0),
    ("Bonjour Nadia,\n\nStark : P3, voir le directeur financier la semaine prochaine.\n\nMerci, Devon", [(4, 3, E(4))], 0),
    ("peut-être Globex, je ne sais pas encore", [], 1),
    # Spanish
    ("2: P3 llamar al CFO el viernes", [(2, 3, D(27))], 0),
    ("Hooli: P5 enviar el precio antes del 30 de noviembre", [(5, 5, D(27))], 0),
    ("Ninguna por ahora, gracias", [], 0),
    ("1 y 3: P4, fecha de decisión por escrito para el 4 de diciembre", [(1, 4, E(4)), (3, 4, E(4))], 0),
    ("Stark P1 llevar una referencia mañana", [(4, 1, D(24))], 0),
    ("quizás algo con Initech", [], 1),
    # Dutch
    ("2: P3 CFO bellen voor vrijdag", [(2, 3, D(26))], 0),
    ("Northwind: P1 referentieklant meenemen op 2 december", [(1, 1, E(2))], 0),
    ("Geen van deze past nu.", [], 0),
    ("Initech P4, beslisdatum op papier volgende week donderdag", [(3, 4, E(3))], 0),
    ("4: P5 prijs morgen sturen", [(4, 5, D(24))], 0),
    # forms
    ("| 1 | P1 | bring a reference | 4 Dec |\n| 4 | P4 | date in writing | Friday |", [(1, 1, E(4)), (4, 4, D(27))], 0),
    ("1\tP3\tcall CFO\tFriday\n2\t-\t-\t-", [(1, 3, D(27))], 0),
    ("> 1. Northwind renewal (Northwind Ltd, USD 120,000, Proposal, 18 Dec 2026)\nP3, CFO call Friday\n"
     "> 2. Globex ERP rollout (Globex GmbH, EUR 85,000, Discovery, 29 Jan 2027)\n"
     "> 3. Initech cloud migration (Initech, USD 240,000)\nnothing here", [(1, 3, D(27))], 0),
    ("Done already for Stark. For 2: P5 price by Friday.", [(2, 5, D(27))], 1),
    ("2: P3 call CFO by Friday. 2: P4 agree the date in the same call.", [(2, 3, D(27)), (2, 4, None)], 0),
    ("all of them: P5 by Friday", [(n, 5, D(27)) for n in range(1, 6)], 0),
    ("same as last time please", [], 1),
]  # fmt: skip
