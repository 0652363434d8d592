"""A pipeline report that comes by mail is taken over, and answered with how it was read."""

from __future__ import annotations

from datetime import date
from email.message import EmailMessage
from email.utils import format_datetime

import pytest

from debrief.demo.cast import forwarded_loss
from debrief.funnels.owners import owner_in, owners_of
from debrief.funnels.report import Report, preview_of
from debrief.model import Facts, Funnel, Opportunity
from debrief.rendering import Renderer
from debrief.team import Company, Person, Team
from tests.world import World


def report(world: World, sender: str, **parts: str) -> EmailMessage:
    mail = EmailMessage()
    mail["From"] = sender
    mail["To"] = world.debrief_address
    mail["Subject"] = "FW: weekly pipeline"
    mail["Date"] = format_datetime(world.clock.now)
    mail["Message-ID"] = f"<report-{len(parts)}-{sender}>"
    mail.set_content(parts.get("text", "The pipeline, as of today."))
    if "html" in parts:
        mail.add_alternative(parts["html"], subtype="html")
    if "csv" in parts:
        data = parts["csv"].encode()
        mail.add_attachment(data, maintype="text", subtype="csv", filename="pipeline.csv")
    return mail


def lines(world: World) -> str:
    one, two = world.desk.team.reps[:2]
    return (
        "Opportunity Name,Account Name,Opportunity Owner,Amount,Stage,Close Date\n"
        f"Dryer line,Norvale Dairy,{one.name},USD 40000,Proposal,2026-12-18\n"
        f"Kiln,Umber Glass,{one.name},lots,Discovery,2027-01-20\n"
        f"Oven,Zephyr,{two.name},USD 9000,Proposal,2026-12-01\n"
        f"Old one,Harbour,{two.name},USD 9000,Closed Won,2026-01-01\n"
        "Foreign,Elsewhere,Sam Stranger,USD 9000,Proposal,2026-12-01\n"
    )


def as_table(text: str) -> str:
    rows = "".join(
        "<tr>" + "".join(f"<td>{cell}</td>" for cell in line.split(",")) + "</tr>"
        for line in text.splitlines()
    )
    return f"<p>Your report</p><table>{rows}</table>"


def deals(world: World, who: int) -> list[str]:
    funnel = world.desk.store.funnel(world.reps[who])
    return [o.name for o in funnel.opportunities] if funnel else []


@pytest.mark.parametrize("form", ["csv", "html"])
def test_the_managers_report_reaches_each_rep_and_is_read_back(world: World, form: str):
    text = lines(world)
    parts = {"csv": text} if form == "csv" else {"html": as_table(text)}
    world.post(report(world, world.manager, **parts), world.manager, world.debrief_address)
    world.settle()
    assert deals(world, 0) == ["Dryer line", "Kiln"]
    assert deals(world, 1) == ["Oven"]
    told = " ".join(world.text(world.manager, "funnel_preview").split())
    assert f"{world.desk.team.reps[0].name}: 2 deals" in told
    assert "Dryer line – Norvale Dairy, USD 40,000, Proposal, closes 18 December 2026" in told
    assert "'lots' is not understood" in told
    assert "1 closed deal left out. 1 deal of people outside the team left out." in told
    assert "Opportunity Owner" in told
    assert world.inbound()["FW: weekly pipeline"] == "answered"


def test_a_deal_that_a_report_showed_as_won_stays_known_to_have_ended(world: World):
    world.post(report(world, world.manager, csv=lines(world)), world.manager, world.debrief_address)
    world.settle()
    later = "\n".join(x for x in lines(world).splitlines() if "Old one" not in x)
    again = report(world, world.manager, csv=later, text="A week later.")
    world.post(again, world.manager, world.debrief_address)
    world.settle()
    funnel = world.desk.store.funnel(world.reps[1])
    assert [(d.name, d.outcome) for d in funnel.ended] == [("Old one", "won")]
    assert [o.name for o in funnel.opportunities] == ["Oven"]


def test_a_reps_report_counts_for_that_rep_alone_and_shows_nobody_elses(world: World):
    who = world.reps[1]
    world.post(report(world, who, csv=lines(world)), who, world.manager)
    world.settle()
    assert deals(world, 0) == []
    assert deals(world, 1) == ["Oven"]
    told = world.text(who, "funnel_preview")
    assert "Dryer line" not in told
    assert "outside the team" not in told


@pytest.mark.parametrize("of_a_rep", [False, True])
def test_a_list_that_cannot_be_read_is_answered_with_the_reason(world: World, of_a_rep: bool):
    who = world.reps[1] if of_a_rep else world.manager
    bad = report(world, who, csv="colour,shape\nred,round\n")
    world.post(bad, who, world.debrief_address)
    world.settle()
    told = " ".join(world.text(who, "funnel_preview").split())
    assert "could not read" in told
    assert "Opportunity Name" in told


def with_files(world: World, sender: str, *files: tuple[str, str], text: str = "") -> str:
    """Send files to the debrief address and return the answer."""
    mail = report(world, sender, text=text or "Our pipeline.")
    for name, content in files:
        mail.add_attachment(
            content.encode("latin-1"), maintype="application", subtype="octet-stream", filename=name
        )
    world.post(mail, sender, world.debrief_address)
    world.settle()
    return " ".join(world.text(sender, "funnel_preview").split())


def test_two_files_of_one_mail_add_up_and_a_third_that_cannot_be_read_is_named(world: World):
    one = world.desk.team.reps[0].name
    files = [(f"{n}.csv", f"Owner,Deal\n{one},{n}\n") for n in ("North", "South")]
    told = with_files(world, world.manager, *files, ("old.xls", "\xd0\xcf\x11\xe0"))
    assert deals(world, 0) == ["North", "South"]
    assert "old.xls: is an old Excel file (.xls), which I cannot read" in told


@pytest.mark.parametrize(
    ("name", "content", "why"),
    [
        ("deals.csv", "Deal,Amount\nA,1k\nB,2k\n", "2 deals do not say whose they are; add a column Owner"),
        ("deals.csv", "Deal,Owner\n", "deals.csv: has headings, and no deal below them"),
        ("deals.csv", "Deal,Owner,Stage\nA,Zed,Closed Won\n", "lists no open deal, only 1 closed"),
        ("deals.csv", "Deal,Owner\nA,Zed\n", "owner 'Zed' is not on the team"),
        ("scan.pdf", "%PDF-1.7", "scan.pdf: is a PDF, which I cannot read; send the list as XLSX or CSV"),
        ("pipe.png", "\x89PNG", "pipe.png: is a picture, which I cannot read"),
    ],
)  # fmt: skip
def test_a_list_that_gives_nobody_a_deal_says_why(world: World, name: str, content: str, why: str):
    assert why in with_files(world, world.manager, (name, content))


@pytest.mark.parametrize("head", ["Company,Price,Rank", "Name,Total,Score"])
def test_a_table_of_bidders_and_prices_is_no_list_of_deals(world: World, head: str):
    html = as_table(f"{head}\nPeakline,USD 90000,1\nOurs,USD 99000,2\n")
    mail = report(world, world.manager, html=html, text="What do you make of this?")
    world.post(mail, world.manager, world.debrief_address)
    world.settle()
    assert not world.mails(world.manager, "funnel_preview")


def test_a_table_whose_text_leaves_out_empty_cells_counts_once(world: World):
    one = world.desk.team.reps[0].name
    rows = f"Deal,Company,Owner,Amount\nA,,{one},USD 1000\nB,Acme,{one},\n"
    text = rows.replace(",,", ",").replace(",", "\t")
    mail = report(world, world.manager, html=as_table(rows), text=text)
    world.post(mail, world.manager, world.debrief_address)
    world.settle()
    assert deals(world, 0) == ["A", "B"]
    told = " ".join(world.text(world.manager, "funnel_preview").split())
    assert "not on the team" not in told


def test_a_reps_own_list_without_owners_is_theirs(world: World):
    with_files(world, world.reps[1], ("mine.csv", "Deal,Amount\nA,1k\n"))
    assert deals(world, 1) == ["A"]


def test_a_table_pasted_into_the_mail_reaches_each_rep(world: World):
    one, two = world.desk.team.reps[:2]
    text = f"Hi,\n\nOwner\tDeal\tAmount\n{one.name}\tA\t12,5k\n{two.name}\tB\t1.2M\n\nThanks"
    told = with_files(world, world.manager, text=text)
    assert (deals(world, 0), deals(world, 1)) == (["A"], ["B"])
    assert "1,200,000" in told


def test_a_strangers_report_is_left_alone(world: World):
    stranger = "crm@elsewhere.example"
    world.post(report(world, stranger, csv=lines(world)), stranger, world.manager)
    world.settle()
    assert deals(world, 0) == []


def test_a_forwarded_loss_with_a_table_is_still_a_loss(world: World):
    mail = forwarded_loss(world.cast, world.clock.now)
    world.post(mail, world.manager, world.debrief_address)
    world.settle()
    assert world.review.facts.company == world.cast.deal.company
    assert not world.mails(world.manager, "funnel_preview")


def test_how_a_report_on_three_hundred_reps_was_read_fits_what_a_mail_program_shows(world: World):
    team = world.desk.team
    reps = tuple(
        team.reps[0].model_copy(
            update={"name": f"Maximiliane Okonkwo-{n}", "email": f"r{n}@x.example"}
        )
        for n in range(300)
    )
    deals = [Opportunity(name=f"Depot planning {k}", amount=92_000, currency="EUR", stage="Proposal",
                         close_date=date(2026, 12, 18)) for k in range(12)]  # fmt: skip
    funnels = tuple(Funnel(rep=rep.email, opportunities=tuple(deals)) for rep in reps)
    team = team.model_copy(update={"reps": reps})
    page = Renderer(team).render(
        "funnel_preview",
        to=team.manager,
        facts=Facts(),
        context=preview_of(Report(funnels=funnels, columns={"name": "Opportunity Name"}), team),
    )
    assert len(page.html.encode()) < 90_000
    assert all(rep.name in " ".join(page.text.split()) for rep in reps)


@pytest.mark.parametrize(
    ("owner", "whose"),
    [
        ("Becker Tom", "tom.becker@ours.example"),
        ("Tom", "tom.becker@ours.example"),
        ("Silva Ana Maria", "ana.silva@ours.example"),
        ("Ana", None),  # two of us
        ("Kim", None),  # the manager's name as well
        ("Becker", "tom.becker@ours.example"),
        ("Becker, Tom", "tom.becker@ours.example"),
        ("T. Becker", "tom.becker@ours.example"),
        ("Tom B.", "tom.becker@ours.example"),
        ("TB", "tom.becker@ours.example"),
        ("tbecker", "tom.becker@ours.example"),
        ("Dr. Tom Becker", "tom.becker@ours.example"),
        ("Tom Becker (12)", "tom.becker@ours.example"),
        ("Tom Becker <tom@elsewhere.example>", "tom.becker@ours.example"),
        ("Ana Silva", "ana.silva@ours.example"),
        ("AMS", "ana.silva@ours.example"),
        ("Juergen Gross", "j.gross@ours.example"),
        ("Groß, Jürgen", "j.gross@ours.example"),
        ("Tom Becker / Ana Roth", None),
        ("tom.becker@elsewhere.example", None),
        ("KL", "kim.lund@ours.example"),
        ("", None),
    ],
)
def test_an_owner_is_known_as_people_write_one_of_whom_there_is_no_second(owner, whose):
    people = (
        ("Tom Becker", "tom.becker"),
        ("Ana Maria Silva", "ana.silva"),
        ("Ana Roth", "ana.roth"),
        ("Kim Lund", "kim.lund"),
        ("Jürgen Groß", "j.gross"),
    )
    reps = tuple(Person(name=n, email=f"{a}@ours.example") for n, a in people)
    team = Team(
        company=Company(name="Ours", domain="ours.example"),
        manager=Person(name="Kim Voss", email="kim.voss@ours.example"),
        reps=reps,
    )
    assert owner_in(owner, owners_of(team)) == whose
