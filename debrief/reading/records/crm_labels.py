"""What systems call the fields of a deal, in the languages of their users, by the names that we use.

``authority`` is who puts a contract out to tender: whoever is responsible there is theirs. ``other matter``
is what only a record of something else than a deal has: a parcel, an applicant, an invoice. ``winner`` is who
got what we did not, ``against`` the competitor or, where no other field does, the company, ``mover`` who touched
the record last, ``column`` what a card was moved to: it counts only
where the value speaks of a stage. ``task`` is what somebody is reminded to do.
"""

from __future__ import annotations

import re

from debrief.reading.wording import fold

LABELS = {
    "deal": """thema, tópico, tema, sujet, título, vorhaben, dealnaam, objeto, objeto del contrato, objeto do contrato, deal record, opportunity title, name, nombre, nome, nom, vorgang, nombre del negocio, nombre de oportunidad, nome do
        negócio, nome da oportunidade, nom de l'opportunité, naam kans, event, lot, chance, titel, item, card, record,
        opportunity name, tender, tender title, rfx, project title, opportunity, deal name, deal, deal title, title,
        potential name, topic, opp name, solicitation, rfp, project, verkaufschance, opportunite, opportunité,
        affaire, nom de l'affaire, oportunidad, nombre de la oportunidad, negocio, kans, verkoopkans, oportunidade,
        negócio, opportunità, bid name, bezeichnung, intitulé, libellé, concepto, escopo, trato, kaart, karte,
        tarjeta, cartão, subj, gegenstand, projekt, projet, proyecto, projeto""",
    "company": """potenzieller kunde, nome da conta, client potentiel, cliente potencial, potentiële klant, org, relatie, kundenname, firmenname, raison sociale, nom du compte, nombre de la cuenta, empresa cliente, conta
        cliente, buyer, purchaser, account/company, account / company, klantnaam, bedrijfsnaam, unternehmen,
        organisme, organización, organização, organização cliente, account name, account, company, company name,
        organization, organisation, associated company, customer, client, potential customer, lead company, lead,
        buyer organisation, contracting authority, authority, buying organisation, buying organization, firma, kunde,
        konto, compte, société, entreprise, cuenta, empresa, cliente, bedrijf, organisatie, klant, conta, azienda,
        auftraggeber, opdrachtgever, prospect, prospecto, entidade, entidad, account naam, razón social, acct, cust, clt""",
    "authority": """vergabestelle, pouvoir adjudicateur, órgano de contratación, órgão, entidade adjudicante, aanbestedende dienst,
        convocante, entidad convocante, entidad contratante, poder adjudicador, entidade contratante, contracting entity, contracting body, awarding authority, awarding body""",
    "contact": """hauptansprechpartner, hauptansprechpartnerin, ansprechpartnerin, contato principal, contact décideur, entschieden hat, associated contacts, decision contact, economic buyer, champion, contacto decisor, contato decisor, contact beslisser, cont, ctc, related contact, nom du contact, nombre del contacto, nombre de contacto, nome do contato, nome do contacto,
        kontaktname, contact associé, contacto asociado, contato associado, gekoppeld contact, personne, persona,
        pessoa, contact client, buyer contact, key contact, interlocuteur, interlocutor, gesprächspartner, persona de
        contacto, pessoa de contato, pessoa de contacto, hoofdcontact, contactos, contacto del cliente, kontaktperson,
        primary contact, contact, contact name, contact person, associated contact, contacts, person, main contact,
        decision maker, decision-maker, kontakt, ansprechpartner, hauptkontakt, contact principal, contacto, contacto
        principal, contactpersoon, contato, contatto, referente, kundenkontakt, interlocutrice, interlocutora,
        decisor, decisora, décideur, décideuse, décisionnaire, entscheider, entscheiderin, quién decide, beslisser,
        beslist door, decide""",
    "contact_email": "e-mail do contato, e-mail do contacto, e-mail del contacto, correo del contacto, buyer e-mail, buyer email, courriel, courriel du contact, e-mail des kontakts, contact email, email, e-mail, primary contact email, contact e-mail, e-mail adresse, correo, correo electrónico, email contact",
    "owner": """propietaria, proprietária, propriétaire de la fiche, eigentümerin, verantwortliche, commercial, vendeur, vendedor, vendedora, comercial responsable, gestor, accountmanager, account manager, verkoper,
        betreuer, vertriebsmitarbeiter, vertrieb, zuständig, bearbeiter, chargé d'affaires, eigentümer, dono,
        executivo, opportunity owner, owner, deal owner, record owner, sales rep, account owner, rep, assigned to,
        responsible, account executive, sales owner, lead owner, salesperson, user, verantwortlich, besitzer, inhaber,
        verantwortlicher, propriétaire, responsable, propietario, comercial, eigenaar, verantwoordelijke,
        proprietário, responsável, proprietario, responsabile, resp, verantw, gestora, ejecutivo, ejecutiva,
        executiva, commerciale, betreuerin, inhaberin, owned by""",
    "amount": """montant de votre offre, montant devis, montant du devis, su oferta, importe de su oferta, oferta del licitador, auftragswert netto, angebotswert netto, forecast value, uw inschrijfsom, valor da sua proposta, gesch. umsatz, erw. umsatz, erwarteter umsatz, erwarteter wert, erwartete summe, ca prévu, ca estimé, chiffre d'affaires prévu, revenu prévu, ingresos previstos, ingresos esperados, verwachte omzet, verwachte opbrengst, receita esperada, receita prevista,
         geschatte omzet, geschatte opbrengst, opbrengst, revenu estimé, ingresos estimados,
        receita estimada, worth, size, contract value, forecast amount, bid value, your bid, deal worth, auftragswert,
        angebotswert, auftragsvolumen, summe, montant estimé, montant ht, valeur de l'affaire, importe estimado, valor
        estimado, valor do negócio, valor del negocio, ordergrootte, orderwaarde, dealwaarde, opportunity value,
        amount, value, deal value, deal amount, deal size, est. revenue, estimated revenue, actual revenue, expected
        revenue, opportunity amount, total, acv, tcv, arr, price, total value, lost value, betrag, wert, volumen,
        umsatz, geschätzter umsatz, montant, valeur, importe, monto, valor, bedrag, waarde, importo, valore, val,
        valor del trato, montant proposé, hoeveel, hoogte, angebotssumme,
        gesamtbetrag, valor total, importe total, montant total, totaalbedrag""",
    "currency": "currency, curr, ccy, währung, whg, devise, moneda, divisa, valuta, munt, moeda, currency code",
    "stage": """stat, stg, phase neu, neue phase, neuer status, verkaufsphase, nouvelle étape, nouvelle phase, statut, nueva etapa, etapa nueva,
        situación, situação, nova etapa, etapa atual, nova fase, nieuwe fase, uitkomst, resultaat, ergebnis, résultat,
        resultado, new phase, pipeline stage, deal status, forecast category, opportunity status, state/outcome, stage
        is now, stage, status, new stage, deal stage, current stage, state, sales stage, opportunity stage, status
        reason, statecode, phase, etappe, étape, etapa, fase, estado, stato, to stage, moved to, outcome, result, new
        status, new value, status neu, status nieuw, estatus nuevo, estatus, nouveau statut, statut actuel, étape
        actuelle, etapa actual, etapa act, fase actual, fase atual, estado actual, estado nuevo, nuevo estado, nuevo
        estatus, novo estado, novo status, status atual, situação atual, huidige fase, nieuwe status, fase nieuw,
        aktuelle phase, phase aktuell, uitslag, current status, event status, bid status, participation status, your participation status, cur, abschluss, desenlace, desfecho, dénouement""",
    "reason": """razão da perda, closed reason, loss code, motif saisi, motivo registrado, why lost, lost why, motivo de cierre perdido, motivo de cierre, motivo de fechamento, motivo do fechamento, motif de fermeture, afsluitreden, why, said, they said, in their words, motif de la perte, raison de perte, raison perte, grund des verlusts, grund für den verlust, motivo perda, reden
        van verlies, verliesreden, reden voor verlies, reden van status, statusgrund, raison du statut, razão do estado, razão do status, motivo do status, razón para el
        estado, motif de clôture, lost because, reason picked from list, note, notiz, hinweis, nota, anmerkung,
        bemerkung, toelichting, remarque, précisions, detalle, detalhe, observaciones, observações, verloren weil,
        perdida porque, raison de la perte, grund der ablehnung, begründung, closing note, rep note, reason code,
        primary reason, loss category, buyer comment, razón, razão, motivo da recusa, lost - reason, loss reason, lost
        reason, reason, reason lost, closed lost reason, reason for loss, reason for lost, close reason, closed lost
        notes, lost notes, notes, comments, reason won/lost, verlustgrund, grund, motif, motif de perte, raison,
        motivo, motivo de pérdida, motivo de la pérdida, motivo da perda, motivo di perdita, reden, reden verlies,
        description, loss notes, comment, kommentar, commentaire, comentario, opmerking, why we lost, loss
        description, win/loss reason, cause, causa, pourquoi, por qué, porqué, por quê, warum,
        waarom, obs, comentário, reden verloren, motif perte, glosa, absagegrund,
        ablehnungsgrund, motif du refus, motif de rejet, motivo de perda, motivo del rechazo, motivo de rechazo, motivo
        da rejeição, reden afwijzing, reden van afwijzing, causal, justificativa, justificación, motivering,
        redengeving, motivación, motivação, fundamentación, motif principal, motivo principal, hauptgrund""",
    "details": """loss reason detail, loss reason details, lost reason detail, loss comments, loss comment, anotação, free text, freitext, texte libre, texto libre, texto livre, vrije tekst, remark, reason detail, reason details, beschreibung, descripción, descrição, omschrijving, loss details, lost details, loss detail, lost detail, explanation, details, loss note, comment from buyer, buyer message, buyer feedback, customer feedback, feedback, main driver, why we lost it, closing comment, closing notes, win/loss notes, post-mortem, observação, observación, erläuterung, rückmeldung, details zum verlust, details verlust,
        grund (kurz), détail, détails, explication, précision, explicación, detalles, comentarios, explicação, detalhes, comentários, uitleg, details verlies""",
    "competitor": """competing vendor, rival, incumbent, konkurrent, konkurrenz, concurrence, competencia, concorrência, competidores,
        competitor, main competitor, primary competitor, competitors, competitor name, wettbewerber, mitbewerber,
        concurrent, competidor, concorrente, concurrents, rivales, concurrent principal, hauptwettbewerber,
        competidor principal, concorrente principal, belangrijkste concurrent,
        mitbewerber im feld, wettbewerber im feld, competitors involved, competitors in play, concurrents en lice, competidores en juego, concorrentes em jogo""",
    "against": "comp",
    "priorities": "what mattered, what mattered to them, what mattered most, prioridades cliente, prioridades del cliente, prioridades do cliente, priorités client, priorités du client, kundenprioritäten, prioriteiten klant, worauf es ankam, was zählte, ce qui comptait, ce qui a compté, lo que importaba, lo que pesó, wat telde, o que importava, o que pesou, wanted, they wanted, customer priorities, customer criteria, client criteria, critères client, critères du client, kundenkriterien, criterios del cliente, klantcriteria, critérios do cliente, priorities, decision criteria, key requirements, buying criteria, decision drivers, prioritäten, kriterien, entscheidungskriterien, priorités, critères, prioridades, criterios, prioriteiten, criteria, critérios, priorità",
    "date": "close date, closed date, closed on, lost date, date closed, lost on, abschlussdatum, date de clôture, fecha de cierre, sluitingsdatum, data de fechamento",
    "type": "type, opportunity type, deal type, record type, typ, tipo, pipeline",
    "winner": """naar concurrent, attribué à, attribuée à, fechou com, cerró con, ging an, ist gegangen an, lost to vendor, parti chez, perdu chez, awarded, went to, won by, taken by, pris par, llevado por, levado por, geholt von, binnengehaald door, winner name, gagnant, ganador, vencedor, winnaar, gewinner, gewählt wurde, gegangen
        an, lost against, competitor selected, chosen competitor, concurrent retenu, competidor ganador,
        concorrente vencedor, lost to, perdue au profit de, perdido frente a, perdida ante, perdida para, winner, winning vendor, lost to competitor, verloren an, perdu au profit
        de, perdido ante, perdida frente a, verloren aan, perdido para, awarded to, awarded vendor, winning
        supplier, winning bidder, supplier selected, successful bidder, successful supplier, successful
        tenderer, chosen vendor, perso a favore di, attributaire, adjudicataire, adjudicatario, adjudicatária,
        adjudicado a, item adjudicado a, zuschlag an, zuschlagsempfänger, vergeben an, gegund aan, vergund aan,
        auftrag ging an, awarded supplier, awarded bidder, erfolgreicher bieter, name des erfolgreichen bieters, voorgenomen gunning
        aan, gunning aan, se la llevó, ficou com, quem ficou com o negócio, ganó, fue para, foi para, gewonnen von, gewonnen hat,
        gagné par, remporté par, ganado por, ganho por, gewonnen door""",
    "mover": """set by, closed lost by, marked by, moved by, closed by, changed by, modified by, saisi par, modifié par,
        eingetragen von, erfasst von, geändert von, captura, capturado por, modificado por, ingevoerd door,
        gewijzigd door, registado por, registrado por, alterado por""",
    "other matter": """tracking number, tracking no, parcel, shipment, sendungsnummer, sendung, paket, numéro de suivi, colis, número
        de seguimiento, paquete, trackingnummer, zending, pakket, número de rastreio, encomenda, candidate, candidate
        name, applicant, recruiter, requisition, candidat, recruteur, bewerber, bewerberin, kandidat, kandidatin,
        candidato, candidata, reclutador, recrutador, kandidaat, sollicitant, vacature, invoice, invoice number,
        invoice no, rechnung, rechnungsnummer, facture, numéro de facture, factura, número de factura, factuur,
        factuurnummer, fatura, expense report, submitter, leave type, absence type, urlaubsart, abwesenheitsart,
        type de congé, tipo de ausencia, verlofsoort, tipo de ausência, ticket id, ticket number, ticket no,
        ticketnummer, asset, asset tag, asset name, asset value, serial number, seriennummer, issue type, reporter,
        deal registration, deal registration id, case number, case owner, hiring manager, vacancy, auction, invitee,
        purchase request, requisition number, claim, claim number, schadennummer""",
    "task": """task, activity, to-do, todo, aufgabe, aktivität, tâche, activité, tarea, actividad, tarefa, atividade, taak,
        activiteit""",
    "probability": """probability, wahrscheinlichkeit, probabilité, probabilidad, probabilidade, waarschijnlijkheid, prob,
        slagingskans""",
    "column": """neu, nuevo, nouveau, novo, nieuw, new, now, para, naar, nach, vers, to, naar kolom, nach spalte, vers colonne, a
        columna, para a coluna, to column""",
}

_NAMES = {
    fold(" ".join(label.split())): name
    for name, labels in LABELS.items()
    for label in labels.split(",")
}
_ASIDE = re.compile(r"\s*\([^()]*\)\s*$")  # "Volume (net)"
_OF_DEAL = re.compile(
    r" (?:d(?:e |es |er |u |el |a |o )(?:l['’] ?|la )?|van (?:de|het) |of the )(?:affaire|opportunite|deals?|trato|negocio|oportunidade?|(?:verkaufs)?chance|opportunity|kans|vente|venta)$"
)  # folded; "Propriétaire de l'affaire"
_FORMERLY = re.compile(
    r"\((?:old|previous|before|alt|alter|bisher|vorher|ancien(?:ne)?|avant|anterior|antes|oud|vorige?)\)$"
)  # folded; what a field held before the change


# "Note from Callum D."
_NOTED_BY = re.compile(
    r"(?:note|comment|remark|notiz|kommentar|anmerkung|commentaire|nota|comentario|opmerking|notitie) (?:from|by|von|de|par|van|por|d['’]) ?[^:]{2,30}"
)  # folded


_CUSTOMER = r"(?:kunden?|kundin|klant|client[es]?|cliente|buyer|customer|them|ihm|ihnen|hem|haar|hen|eux|ellos|eles)"
# "What he cared about", "wichtig für den Kunden", "wensen klant".
_MATTERED = re.compile(
    r"(?:what|was|wat|lo que|o que|ce que|ce qui)(?: [\w']+){0,3}? (?:mattered|cared about|wanted|valued|counted|zahlte|wollten?|telde|wilden?|pedia\w*|valoraba\w*|valorizava\w*|queria\w*|importa[bv]a|peso|pesou|comptait|voulait|demandait)(?: .{1,24})?"
    r"|(?:customer|client|buyer|they|he|she) (?:wanted|cared about|valued|asked for|requirements|needs|wishes)(?: most)?|(?:wanted|valued) most"
    rf"|(?:wichtig|belangrijk|importante?|important) (?:f\.?|fur|voor|para|pour|to|for|au|ao)(?: (?:den|die|de|le|la|el|o|a|the))? ?{_CUSTOMER}|(?:dem|der) kund(?:en|in) wichtig"
    rf"|kunden ?(?:anforderungen|wunsche?|bedurfnisse)|(?:anforderungen|wunsche?|wensen|eisen|exigences|attentes|besoins|requisitos|exigencias|necesidades|necessidades)(?: (?:des|vom|du|de la|del|do|da|van de))? {_CUSTOMER}"
    r"|(?:kauf|entscheidungs|auswahl|key |decision |buying |selection )-? ?(?:kriterien|criteria|factors)(?: kunde)?"
)  # folded
# "Rep comment", "nota do proprietário".
_BY_OWNER = re.compile(
    r"(?:rep|owner|seller|user|ae|account manager|verkaufer|vendeur|comercial|vendedor)(?:['’]s)? (?:comment|note|remark|feedback)s?"
    r"|(?:nota|observacao|observacion|comentario|anotacao|anotacion|commentaire|note|opmerking|notitie|notiz|kommentar)s?(?: (?:do|da|del|de la|du|van de|des|der|vom))? (?:proprietari[oa]|propietari[oa]|responsavel|responsable|comercial|vendedora?|vendeur|commerciale?|eigenaar|accountmanager|inhabers?|verkaufers?)"
)  # folded


def field_of(label: str) -> str | None:
    """Return which field of ours a label stands for."""
    plain = fold(label).strip(" :*•-\t.")
    if _FORMERLY.search(plain):
        return None
    if _NOTED_BY.fullmatch(plain) or _BY_OWNER.fullmatch(plain):
        return "details"
    if _MATTERED.fullmatch(_ASIDE.sub("", plain).strip(" .")):
        return "priorities"
    return (
        _NAMES.get(plain)
        or _NAMES.get(plain.replace("-", " ").replace("_", " "))
        or _NAMES.get(_ASIDE.sub("", plain).strip(" ."))
        or _NAMES.get(_OF_DEAL.sub("", plain))
    )
