"""The command line; everything heavy is imported only by the command that needs it."""

from __future__ import annotations

import io
import os
import sys
from pathlib import Path
from typing import Annotated

import typer

from debrief import __version__
from debrief.errors import BadInput, DebriefError, SignInNeeded

# The exit status of `run` where only a person can help (EX_CONFIG of sysexits.h): no supervisor may
# try a password that is refused again and again, which locks the account.
NEEDS_A_PERSON = 78

app = typer.Typer(
    name="debrief",
    help="Turn lost deals into better sales teams: forward a loss email, see the calls appear, "
    "reply to worksheets.",
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
    rich_markup_mode=None,
)

Data = Annotated[
    Path | None,
    typer.Option("--data", help="Data directory [default: $DEBRIEF_DATA or ./debrief-data]."),
]
OfficeOption = Annotated[
    Path | None, typer.Option("--office", help="Folder of the embedded office.")
]
RepsOption = Annotated[
    str | None, typer.Option("--reps", help="Reps' addresses, with commas between them.")
]
GroupOption = Annotated[
    str | None, typer.Option("--group", help="A group's address: its members are the reps.")
]
TeamOption = Annotated[Path | None, typer.Option("--team", help="Team file (JSON).")]


def main() -> None:
    """Run the command line; our own errors are one plain line and exit status 1."""
    # Mail holds every script, whatever the locale says; a log is read while it is written.
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(encoding="utf-8", errors="backslashreplace", line_buffering=True)
    try:
        app()
        sys.stdout.flush()
    except DebriefError as err:
        print(f"debrief: {err}", file=sys.stderr)
        sys.exit(1)
    except BrokenPipeError:  # whoever read our output has enough; say nothing at exit either
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        sys.exit(1)
    except KeyboardInterrupt:
        print("debrief: stopped", file=sys.stderr)
        sys.exit(130)


@app.callback(invoke_without_command=True)
def _root(
    version: Annotated[bool, typer.Option("--version", help="Print the version.")] = False,
) -> None:
    if version:
        print(f"debrief {__version__}")
        raise typer.Exit


@app.command()
def demo(
    office: Annotated[Path, typer.Option(help="Where to put the mailboxes and calendars.")] = Path(
        "demo-out/office"
    ),
    data: Annotated[Path, typer.Option(help="Where to put the records.")] = Path("demo-out/data"),
    seed: Annotated[int, typer.Option(help="Another seed is another team and story.")] = 1,
    keep: Annotated[
        bool, typer.Option("--keep", help="Refuse to replace folders of an earlier demo.")
    ] = False,
    backend: Annotated[
        str,
        typer.Option(help="embedded; from the source also imap, google, exchange or graph."),
    ] = "embedded",
) -> None:
    """Play the whole journey on a simulated clock; nothing leaves this machine."""
    from debrief.demo.show import show

    raise typer.Exit(show(office, data, seed, keep=keep, backend=backend))


@app.command()
def run(
    data: Data = None,
    office: OfficeOption = None,
    team: TeamOption = None,
    plain: Annotated[
        bool, typer.Option("--plain", help="Without Prefect: the same work, no pages to look at.")
    ] = False,
    once: Annotated[bool, typer.Option("--once", help="Do what is due now and end.")] = False,
) -> None:
    """Watch the mailbox, react to new mail, do what is due. Ctrl-C ends it."""
    from debrief.config import settle_config
    from debrief.engine.running import run as run_loop

    try:
        run_loop(settle_config(data, office, team), prefect=not plain, once=once)
    except (BadInput, SignInNeeded) as err:
        print(f"debrief: {err}", file=sys.stderr)
        raise typer.Exit(NEEDS_A_PERSON) from err


@app.command()
def read(
    files: Annotated[list[Path], typer.Argument(help="Mails as .eml files.")],
    data: Data = None,
    team: TeamOption = None,
    as_json: Annotated[bool, typer.Option("--json", help="One JSON object a line.")] = False,
) -> None:
    """Show what Debrief would understand of a mail and do with it; sends nothing."""
    from debrief.console.reading_report import read_files, team_of

    raise typer.Exit(read_files(files, team_of(data, team), as_json=as_json))


@app.command()
def status(data: Data = None, office: OfficeOption = None, team: TeamOption = None) -> None:
    """Show where every review stands, what is due, and what waits for a human."""
    from debrief.console.office_work import print_status

    print_status(data, office, team)


@app.command()
def init(
    data: Data = None,
    office: OfficeOption = None,
    company: Annotated[str | None, typer.Option(help="Your company's name.")] = None,
    manager: Annotated[
        str | None, typer.Option(help="The manager, as 'Jane Doe <jane@company.example>'.")
    ] = None,
    zone: Annotated[
        str | None, typer.Option(help="The manager's time zone (Europe/Berlin).")
    ] = None,
    rep: Annotated[
        list[str] | None,
        typer.Option(help="A rep, as 'Name <address> Zone'; repeat it for each."),
    ] = None,
    threshold: Annotated[
        str | None, typer.Option(help="A deal is major from this amount on, as '100000 USD'.")
    ] = None,
    backend: Annotated[
        str | None, typer.Option(help="embedded, imap, google, exchange or graph.")
    ] = None,
    reps: RepsOption = None,
    group: GroupOption = None,
) -> None:
    """Set up a data directory: team, mail and calendar. Asks for what is not given."""
    from debrief.console.finding_reps import Wanted
    from debrief.console.setting_up import Given, init_data

    wanted = Wanted(reps, group)
    given = Given(company, manager, zone, rep or [], threshold, backend, wanted)
    raise typer.Exit(init_data(data, office, given))


@app.command("find-reps")
def find_reps(
    data: Data = None,
    reps: RepsOption = None,
    group: GroupOption = None,
    sign_in: Annotated[
        bool, typer.Option("--sign-in", help="Sign in first, to read the directory.")
    ] = False,
) -> None:
    """Look for reps in the directory and add those whom you pick to the team."""
    from debrief.console.finding_reps import Wanted
    from debrief.console.setting_up import more_reps

    more_reps(data, Wanted(reps, group, sign_in))


@app.command("sign-in")
def sign_in(data: Data = None) -> None:
    """Sign in at the mail service, as the manager; what it gives is kept among the secrets."""
    from debrief.console.setting_up import sign_in as sign_in_there

    sign_in_there(data)


@app.command()
def check(
    data: Data = None,
    office: OfficeOption = None,
    team: TeamOption = None,
    send: Annotated[bool, typer.Option(help="Mail yourself once, to prove that too.")] = False,
    mail_host: Annotated[
        str | None, typer.Option(help="Your own mail host, if the mail to yourself names it.")
    ] = None,
) -> None:
    """Prove that everything Debrief needs is there; say what to mend where it is not."""
    from debrief.console.setting_up import check_data

    raise typer.Exit(check_data(data, office, team, send=send, mail_host=mail_host))


@app.command()
def report(
    data: Data = None,
    month: Annotated[str | None, typer.Option(help="As 2026-11 [default: this month].")] = None,
    output: Annotated[Path | None, typer.Option("--output", "-o", help="The page's file.")] = None,
    as_csv: Annotated[
        bool, typer.Option("--csv", help="Also every figure behind it, as CSV files beside it.")
    ] = False,
) -> None:
    """Write the monthly page as one self-contained HTML file."""
    from debrief.console.office_work import write_report

    write_report(data, month, output, as_csv=as_csv)


@app.command()
def pause(
    data: Data = None,
    resume: Annotated[bool, typer.Option("--resume", help="Go on again.")] = False,
) -> None:
    """Stop sending anything until `debrief pause --resume`; mail is kept and read later."""
    from debrief.console.office_work import set_pause

    set_pause(data, resume=resume)


@app.command("take-over")
def take_over(data: Data = None) -> None:
    """Go on as the only Debrief on the mailbox, after another one was seen there and ended."""
    from debrief.console.office_work import take_over as take_over_mailbox

    take_over_mailbox(data)


@app.command()
def retry(
    what: Annotated[str, typer.Argument(help="A review's id, or the key of a sending or message.")],
    data: Data = None,
) -> None:
    """Take up again what was given up: a failed sending or a message set aside."""
    from debrief.console.office_work import take_up_again

    take_up_again(data, what)


@app.command()
def dismiss(
    key: Annotated[str, typer.Argument(help="The key of a message that was set aside.")],
    data: Data = None,
) -> None:
    """Take a message that was set aside off the list: a human has seen to it."""
    from debrief.console.office_work import dismiss as dismiss_message

    dismiss_message(data, key)


@app.command()
def erase(
    customer: Annotated[str, typer.Argument(help="The customer's mail address.")],
    data: Data = None,
    yes: Annotated[bool, typer.Option("--yes", help="Do not ask.")] = False,
) -> None:
    """Remove everything held on a customer, and prove it; ends with 3 where nothing was held."""
    from debrief.console.privacy import erase_customer

    raise typer.Exit(erase_customer(data, customer, yes=yes))


@app.command()
def export(
    address: Annotated[str, typer.Argument(help="A customer's or a colleague's mail address.")],
    data: Data = None,
    output: Annotated[Path | None, typer.Option("--output", "-o", help="A JSON file.")] = None,
) -> None:
    """Show everything held on a person, as JSON for them to read."""
    from debrief.console.privacy import export_person

    export_person(data, address, output)


@app.command()
def funnel(
    file: Annotated[
        Path | None,
        typer.Argument(help="A CSV or XLSX export of open opportunities [default: the CRM]."),
    ] = None,
    data: Data = None,
) -> None:
    """Take over the team's open opportunities from a file or the connected CRM."""
    from debrief.console.office_work import load_funnel

    load_funnel(data, file)


@app.command()
def audit(
    review: Annotated[str | None, typer.Argument(help="Only this review.")] = None,
    data: Data = None,
) -> None:
    """List everything that was sent in the manager's name."""
    from debrief.console.office_work import print_audit

    print_audit(data, review)


@app.command()
def slots(
    review: Annotated[str | None, typer.Argument(help="A review's id: its customer call.")] = None,
    with_: Annotated[
        list[str] | None, typer.Option("--with", help="A rep's address; repeat it for each.")
    ] = None,
    zone: Annotated[
        str | None, typer.Option(help="The customer's zone or city (America/New_York, Boston).")
    ] = None,
    minutes: Annotated[int, typer.Option(help="How long, without a review.")] = 30,
    count: Annotated[int, typer.Option(help="How many times to show.")] = 3,
    explain: Annotated[
        bool, typer.Option("--explain", help="Say why this time and why not an earlier one.")
    ] = False,
    data: Data = None,
    office: OfficeOption = None,
    team: TeamOption = None,
) -> None:
    """Show when you, reps and a customer can meet; sends and books nothing."""
    from debrief.console.finding_time import print_slots

    print_slots(data, office, team, review, with_ or [], zone, minutes, count, reasons=explain)


@app.command()
def practices(
    data: Data = None,
    form: Annotated[str, typer.Option("--format", help="md or csv.")] = "md",
) -> None:
    """Print the practice book."""
    from debrief.console.office_work import print_practices

    print_practices(data, form)


@app.command()
def backup(
    target: Annotated[Path, typer.Argument(help="The archive to write, such as debrief.tar.gz.")],
    data: Data = None,
) -> None:
    """Write all records into one archive, also while Debrief is running."""
    from debrief.console.office_work import back_up

    back_up(data, target)


@app.command()
def restore(
    archive: Annotated[Path, typer.Argument(help="An archive that `debrief backup` wrote.")],
    data: Data = None,
) -> None:
    """Bring the records of an archive back into a data directory that has none."""
    from debrief.console.office_work import bring_back

    bring_back(data, archive)


@app.command("move-records")
def move_records(data: Data = None) -> None:
    """Carry all records from files into the database that debrief.toml names, and compare."""
    from debrief.console.moving import move_records as move

    move(data)


if __name__ == "__main__":
    main()
