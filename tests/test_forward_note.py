"""What the manager writes above a forward: facts put right, and what holds the start back."""

from __future__ import annotations

from email.message import EmailMessage
from email.policy import SMTP

import pytest

from debrief.answers.forward_note import Note, read_note
from debrief.answers.note_start import put_off
from debrief.demo.cast import make_cast
from debrief.model import Facts, Stage
from debrief.team import Team
from tests.losses import forward, noted_forward, passed_on, receipt, with_attached
from tests.world import World, utc


@pytest.mark.parametrize(
    "note",
    [
        "Please do NOT contact the customer, just log it",
        "lost. don't call them yet, I am talking to her on thursday",
        "below: FYI, lost, call Theo not Eleanor",
        "not sure if major?",
        "Not our loss I think, or is it? What do you think",
        "for the record only",
        "Stop",
        "?",
        "not yet",
        "Can you set up the call for next week? Wednesday is best",
        "she has left, new contact is Peter Holm peter.holm@pemberton-ceramics.example",
        "this one hurts, 1.2m!",
        "bitte erst nach meinem Gespräch am Donnerstag starten",
        "ne pas contacter pour le moment",
        "no la llaméis todavía",
        "nog niet bellen aub",
        "ainda não ligar",
    ],
)
def test_a_note_above_a_forward_that_restrains_or_is_unclear_holds_the_start(
    world: World, note: str
):
    noted_forward(world, note)
    world.pass_time(days=2)
    assert world.mails(world.customer) == []
    assert receipt(world)["mode"] == "held"
    world.reply(world.manager, "go", "receipt")
    assert world.review.stage is Stage.CALLING


@pytest.mark.parametrize(
    "note",
    [
        "pls handle",
        "Can you please set up a debrief on this one?",
        "Damn! We were so close. They liked our team but went for a cheaper offer.",
        "240k lost",
        "Not sure why we lost, price was fine. Please find out.",
        "Lost after 6 months of work. Let's learn from it.",
        "Bitte debriefen, leider verloren",
        "Para revisar, gracias",
        "Pour suite à donner, merci",
        "Please start a post-mortem on this.\n\nBest regards,\nNadia Ferrant\nRegional Sales Manager\n"
        "Mobile +1 312 555 0188\nnadia.ferrant@brightwater.example",
    ],
)
def test_a_note_that_merely_passes_a_loss_on_holds_nothing(world: World, note: str):
    noted_forward(world, note)
    assert receipt(world)["mode"] == "request"


def test_a_note_above_a_forward_puts_facts_right(world: World):
    noted_forward(world, f"amount: 290k\nrep: {world.reps[1]}")
    facts = world.review.facts
    assert (facts.amount, facts.rep_email) == (290_000, world.reps[1])
    assert receipt(world)["mode"] == "request"
    assert [name for name, _ in receipt(world)["changed"]] == ["amount", "rep_email"]


def test_a_note_above_another_forward_holds_what_was_about_to_start(world: World):
    noted_forward(world, "pls handle")
    world.pass_time(minutes=3)
    noted_forward(world, "Sorry, please do not write to her yet")
    world.pass_time(days=2)
    assert world.mails(world.customer) == []
    assert receipt(world)["mode"] == "held"


def test_a_question_above_the_same_forward_once_more_holds_nothing(world: World):
    noted_forward(world, "pls handle")
    noted_forward(world, "once more, did you get this?")
    world.pass_time(minutes=20)
    assert len(world.invitations(world.customer)) == 1


@pytest.mark.parametrize("note", ["amount: 145k", "Please do not contact them yet"])
def test_a_note_above_several_mails_holds_all_of_them(world: World, note: str):
    forward(world, f"{note}\n{passed_on(1)}{passed_on(2)}")
    world.pass_time(days=1)
    assert [r.stage for r in world.reviews()] == [Stage.ASKING] * 2
    assert sorted(r.facts.amount or 0 for r in world.reviews()) == [61_000, 62_000]
    assert note in world.text(world.manager, "receipt")


def test_a_note_above_several_mails_makes_none_of_them_a_loss(world: World):
    order = EmailMessage(policy=SMTP)
    order["From"], order["Subject"] = "Peter Holm <peter.holm@ashdown-mills.example>", "Probes"
    order["To"], order["Date"] = world.rep, "Fri, 11 Sep 2026 10:00:00 +0000"
    order.set_content(
        "Hi,\n\nthank you for the cold store probes proposal (USD 90,000). Our purchase order is "
        "attached, we look forward to working with you.\n\nPeter Holm\nAshdown Mills\n"
    )
    mail = with_attached(world, "Two losses, please debrief", 1)
    mail.add_attachment(order)
    world.post(mail, world.manager, world.debrief_address)
    world.pass_time(days=1)
    assert sorted(r.verdict for r in world.reviews()) == ["loss", "unsure"]
    assert world.mails("peter.holm@ashdown-mills.example") == []


@pytest.mark.parametrize(
    ("note", "day"),
    [
        ("can you set this up for the week of Jan 11", "2027-01-11"),
        ("please do this one in January", "2027-01-04"),
        ("pls handle in the new year", "2027-01-04"),
        ("Theo is on vacation until Jan 4, pls handle", "2027-01-05"),
        ("run it when Theo's back (Dec 14)", "2026-12-14"),
        ("handle this one please, not between the years though", "2027-01-04"),
        ("merry xmas. after the break pls", "2027-01-04"),
        ("pls run this after new year", "2027-01-04"),
        ("Please take care of this next week.\n\nThanks\nNadia", "2026-12-07"),
        ("Bitte im neuen Jahr erledigen", "2027-01-04"),
        ("Theo ist bis 4. Januar im Urlaub, bitte erledigen", "2027-01-05"),
        ("à traiter en janvier svp", "2027-01-04"),
        ("pas pendant les fêtes svp", "2027-01-04"),
        ("hazlo en enero por favor", "2027-01-04"),
        ("Theo está de vacaciones hasta el 4 de enero", "2027-01-05"),
        ("in het nieuwe jaar oppakken graag", "2027-01-04"),
        ("trata disto em janeiro", "2027-01-04"),
    ],
)
def test_a_note_that_names_when_lets_the_review_start_then_and_quotes_it(
    world: World, note: str, day: str
):
    world.clock.now = utc("2026-12-02 15:00")
    noted_forward(world, note, sent="2 December 2026 08:11")
    assert receipt(world)["mode"] == "later"
    assert str(receipt(world)["start_on"])[:10] == day
    quoted = next(value for name, value in receipt(world)["changed"] if name == "start")
    assert set(quoted.split("“")[1].rstrip("”").split()) <= set(note.split())
    world.pass_time(days=2)
    assert world.mails(world.customer) == []
    world.until(utc(f"{day} 23:00"))
    assert len(world.invitations(world.customer)) == 1
    slot = world.review.call.slot
    assert slot is not None and f"{slot.start:%Y-%m-%d}" >= day


@pytest.mark.parametrize(
    "note",
    [
        "please handle before Christmas",
        "They go live on Jan 11",
        "Lost to Corvane, project starts in January",
        "Theo was on vacation when it came in",
        "they may tender again in January",
        "Merry Christmas!",
        "vor Weihnachten bitte erledigen",
        "avant Noël svp",
        "antes de Navidad por favor",
        "Ihr Budget beginnt im Januar",
    ],
)
def test_a_deadline_and_a_day_of_the_customers_own_put_nothing_off(note: str):
    assert put_off(note, utc("2026-12-02 15:00"), "America/Chicago") is None


@pytest.mark.parametrize(
    "note", ["Can you do this in early January?", "Mach das bitte in der Woche vom 11. Januar"]
)
def test_a_time_to_start_that_is_not_certain_is_held_and_quoted(world: World, note: str):
    world.clock.now = utc("2026-12-02 15:00")
    noted_forward(world, note, sent="2 December 2026 08:11")
    assert receipt(world)["mode"] in ("held", "later")
    assert note in " ".join(world.text(world.manager, "receipt").split())


def test_a_note_that_names_when_is_no_go_for_a_deal_of_unknown_size(world: World):
    world.clock.now = utc("2026-12-02 15:00")
    noted_forward(world, "please do this one in January", "2 December 2026 08:11", "")
    assert receipt(world)["mode"] == "amount_unknown"
    world.pass_time(days=50)
    assert world.mails(world.customer) == []


def _read(note: str) -> Note:
    facts = Facts(customer_email="a@molkerei.example", amount=185_000, currency="EUR")
    team = Team.model_validate(make_cast(1).team)
    return read_note(note, facts, team, utc("2026-09-14 09:30"))


_WAITING = """
Bitte das Gespräch ansetzen, aber nicht vor Donnerstag, da ist Jürgen auf Messe.
Bitte erst ab Donnerstag, Jürgen ist bis Mittwoch auf Messe.
Moment noch, ich kläre das erst mit Jürgen.
Zur Info, bitte hier nix machen.
Die ist stinksauer, bitte in Ruhe lassen.
Bitte nächste Woche, diese Woche bin ich im Urlaub.
Ich rufe sie zuerst selbst an.
Ich ruf sie erst mal an.
Bitte noch nichts unternehmen, ich melde mich dazu.
Das klären wir erst intern, dann sehen wir weiter.
Hier bitte vorerst die Füße stillhalten.
Bitte zurückstellen, bis ich mit dem Vorstand gesprochen habe.
Unser Chef möchte zuerst mit ihr sprechen.
Nur zur Kenntnis, nichts veranlassen.
Lass sie bitte in Frieden, sie hat gerade genug am Hals.
Später bitte, im Moment ist bei denen die Hölle los.
Kein Gespräch ansetzen, das mache ich auf der Messe persönlich.
Die Kundin möchte nicht mehr angesprochen werden, das hat sie mir deutlich gesagt.
pas vanaf donderdag, Jürgen is tot woensdag op de beurs
Momentje, ik overleg eerst met Jürgen.
Ter info, doe hier niets mee.
Ik bel haar eerst zelf.
laat haar met rust aub
Graag nog niks versturen.
Onze directeur wil eerst met haar praten.
Volgende week graag, deze week ben ik op vakantie.
Wacht hier even mee, ik kom erop terug.
Hier hoeft voorlopig niets mee te gebeuren.
Ik spreek haar donderdag zelf nog, daarna pas starten.
Nog even niet, ze is erg boos op ons en wil rust.
Alleen ter kennisgeving, geen actie nodig.
Laat deze maar even liggen.
Niet benaderen, ze heeft mij gevraagd haar niet meer te storen.
Ik neem dit zelf op met haar.
Later, we zitten nog in bezwaar bij de aanbesteding.
Geen gesprek plannen, dat doe ik persoonlijk op de beurs.
Je l'appelle d'abord moi-même.
Elle est furieuse, laissez-la tranquille svp.
Notre patron veut d'abord lui parler.
La semaine prochaine svp, cette semaine je suis en congé.
Attends un peu, je vois ça d'abord avec Luc.
Pour info, ne rien faire ici svp.
Ne faites rien pour l'instant, je reviens vers vous.
Pas tout de suite svp, la direction veut en discuter avant.
Laisse-la en paix, elle a assez de soucis.
On ne bouge pas pour le moment.
Je m'en charge personnellement, merci de ne pas intervenir.
Plus tard svp, ils sont en pleine réorganisation.
Uniquement pour information, aucune action.
À mettre en attente jusqu'à mon retour de vacances.
Inutile de la contacter, elle ne veut plus entendre parler de nous.
Je la vois jeudi au salon, on attend d'ici là.
Para tu información, no hagas nada aquí por favor.
Primero la llamo yo.
Por favor no mandéis nada todavía.
La próxima semana por favor, esta semana estoy de vacaciones.
Espera un poco, lo consulto antes con Jorge.
De momento no hagáis nada, ya os diré.
Está furiosa, dejadla en paz por favor.
Nuestro director quiere hablar antes con ella.
Solo para información, no hay que hacer nada.
Aún no, están en plena reorganización y no tienen tiempo.
Más tarde por favor, ahora está todo muy reciente.
Ya me encargo yo personalmente de hablar con ella.
No la molestéis, me ha pedido que no la llamemos más.
Dejadlo en espera hasta que vuelva de vacaciones.
No programéis la llamada, la veo yo en la feria.
Que nadie contacte con ella hasta nuevo aviso.
só a partir de quinta, o Jorge está na feira até quarta
Eu ligo-lhe primeiro.
Ela está furiosa, deixem-na em paz.
O nosso diretor quer falar primeiro com ela.
Para a semana por favor, esta semana estou de férias.
Espera um pouco, vejo isto primeiro com o Jorge.
Para tua informação, não faças nada aqui por favor.
Por agora não façam nada, depois digo.
Ainda não, estão em plena reorganização.
Mais tarde por favor, agora está tudo muito fresco.
Eu próprio falo com ela na feira.
Não a incomodem, ela pediu para não ser mais contactada.
Deixa isto em espera até eu voltar de férias.
Apenas para conhecimento, sem ação.
Não marcar a chamada, vou vê-la na feira.
Aguardem até novo aviso.
Next week please, I'm on holiday this week.
She is furious, please leave her alone.
I'll call her first.
Our director wants to speak to her first.
FYI, do nothing here please.
Let me check with Theo first.
Let this one rest for a while.
Park it until I'm back.
No action needed.
I'm handling this one personally.
Warte bitte noch, ich will erst den Vertrag lesen.
Bitte keinen Termin machen, ich treffe sie nächste Woche eh.
Hier müssen wir nichts tun.
Noch nicht, bitte.
Lasst die Frau bitte in Ruhe.
Ich nehme das selbst in die Hand.
Bitte erst nach der Messe anfangen.
Das liegt bei der Rechtsabteilung, vorerst kein Kontakt.
Attendez mon retour avant de lancer quoi que ce soit.
Merci de ne rien lancer avant lundi.
Je dois d'abord en parler à Luc.
Ne l'appelez pas, elle est en arrêt maladie.
Laissez-les respirer un peu.
À traiter plus tard, on est en litige avec eux.
Esperad a que yo vuelva.
No le escribáis, está de baja.
Tengo que hablar antes con Jorge.
Dejadlo para más adelante.
No hagáis nada hasta que os avise.
Esto lo llevo yo personalmente.
Wacht tot ik terug ben.
Stuur haar voorlopig niets.
Ik moet dit eerst met Jürgen bespreken.
Bel haar niet, ze ligt in het ziekenhuis.
Dit pak ik zelf op.
Deze even laten rusten.
Esperem que eu volte.
Não lhe escrevam, está de baixa.
Tenho de falar primeiro com o Jorge.
Fica para mais tarde, estamos em litígio.
Não façam nada até eu avisar.
Isto trato eu pessoalmente.
Hold this one please, legal is involved.
I need to talk to Theo first.
Don't do anything until I say so.
Leave this with me.
"""
_TELLING = """
siehe unten
Zur Info: Jürgen war dran
Leider verloren, schade.
Bitte Gespräch mit der Kundin ansetzen, danke!
Das war unser größter Deal dieses Jahr.
Zuerst waren sie begeistert, dann kam Endreß.
Jürgen hat hier wirklich alles gegeben.
Nach dem dritten Angebot war Schluss.
Wieder eine Absage, bitte aufarbeiten.
Preis war wohl der Grund, mal hören.
Die erste Absage in diesem Jahr.
Erst letzte Woche sah alles noch gut aus.
voilà
Voici le mail de la cliente, merci de lancer la revue.
Pour info : Luc suivait ce dossier.
Perdu hier, dommage.
À débriefer svp, c'était un gros dossier.
C'est notre première perte de l'année.
Ils ont d'abord demandé un rabais.
Luc a tout donné sur ce dossier.
Merci de planifier l'appel avec elle.
Le prix, sans doute.
On s'en doutait depuis le salon.
aquí va
Perdido, qué pena.
Para tu información: lo llevaba Jorge
Por favor organiza la llamada con ella.
Era nuestro mayor proyecto del año.
Primero querían un descuento, luego nada.
Es la primera pérdida del año.
Jorge lo dio todo.
El precio, supongo.
Nos lo temíamos desde la feria.
Mira abajo, gracias
zie hieronder
Ter info: Jürgen deed deze klant
Helaas verloren, jammer.
Graag een gesprek met haar inplannen.
Dit was onze grootste deal van het jaar.
Eerst wilden ze korting, toen kwam Vega.
De eerste afwijzing dit jaar.
Het lag aan de prijs, denk ik.
Dat zagen we al aankomen op de beurs.
Graag oppakken, bedankt!
Weer eentje, graag evalueren.
ver abaixo
Para tua informação: o Jorge tratava disto
Perdido, que pena.
Por favor marca a chamada com ela.
Era o nosso maior projeto do ano.
Primeiro queriam um desconto, depois nada.
É a primeira perda do ano.
O Jorge deu tudo.
O preço, imagino.
Já se previa desde a feira.
pls handle
see below
FYI: Theo was on it
Our first loss this year.
First they wanted a discount, then silence.
Theo gave it everything.
They left us for Corvane.
Nothing we could do about the price.
Please set up the call with her.
We lost this one to Corvane in the end.
Jürgen hat lange auf eine Antwort gewartet, jetzt das.
Wir konnten nichts mehr machen, der Preis war zu hoch.
Schade, da war nichts zu machen.
Die Kundin war immer sehr nett, bitte nachfassen warum.
Sie haben erst gestern angerufen.
Hab ich selbst so kommen sehen.
Da haben wir uns selbst geschlagen.
Bitte wie üblich.
Bitte übernehmen, danke dir
Das war absehbar, Vega hat vor zwei Jahren schon den Fuß in der Tür gehabt.
On n'a rien pu faire, ils avaient déjà choisi.
Luc attendait cette réponse depuis un mois.
Je m'y attendais un peu.
Ils ont d'abord parlé avec Vega.
Rien à ajouter, tout est dans le mail.
Comme d'habitude, merci.
No pudimos hacer nada con el precio.
Me lo esperaba, la verdad.
Primero llamó Jorge, luego el director.
Como siempre, gracias.
Nada que añadir, está todo abajo.
No sé por qué, el precio era bueno.
We konden er niets aan doen.
Ik had het zelf al zien aankomen.
Ze wachtten al weken op de directie.
Zoals gebruikelijk, dank.
Niets toe te voegen, staat allemaal hieronder.
Não pudemos fazer nada quanto ao preço.
Eu já esperava isto.
Como de costume, obrigado.
Nada a acrescentar, está tudo abaixo.
Nothing to add, all in the mail below.
We waited for weeks, now this.
I saw it coming myself.
Theo called her first thing this morning, she was nice.
They first spoke to Corvane in May.
"""


@pytest.mark.parametrize("note", _WAITING.strip().splitlines())
def test_a_note_that_asks_to_wait_starts_nothing_that_day_in_any_language(note: str):
    read = _read(note)
    assert read.holds or (read.start is not None and f"{read.start}" > "2026-09-14")


@pytest.mark.parametrize("note", _TELLING.strip().splitlines())
def test_a_note_that_tells_or_passes_on_holds_nothing_in_any_language(note: str):
    read = _read(note)
    assert not read.holds
    assert read.start is None


def test_the_receipt_quotes_what_a_note_says_and_nothing_acts_on(world: World):
    noted_forward(world, "pls handle\nJürgen hat hier wirklich alles gegeben.")
    assert receipt(world)["mode"] == "request"
    assert receipt(world)["unread"] == ["Jürgen hat hier wirklich alles gegeben."]
    assert "Jürgen hat hier wirklich alles gegeben." in world.text(world.manager, "receipt")


def test_a_note_with_a_limit_and_its_reason_starts_on_the_day_it_names():
    day = "2026-09-17"
    for note in (
        "Bitte erst ab Donnerstag, Jürgen ist bis Mittwoch auf Messe.",
        "not before Thursday please, Theo is at a fair until Wednesday",
        "pas avant jeudi svp, Luc est au salon",
        "pas vanaf donderdag, Jürgen is tot woensdag op de beurs",
    ):
        assert f"{_read(note).start}" == day, note
