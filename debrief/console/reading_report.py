"""`debrief read`: show what would be understood and done; sends nothing."""

from __future__ import annotations

import json
import sys
from pathlib import Path

from debrief.config import FILE, data_folder, load_config
from debrief.reading.quoting.several import mails_within
from debrief.reading.reading import Reading, read_message
from debrief.team import Team, load_team

MOST_BYTES = 200_000_000  # of one file; beyond any real mail


def team_of(data: Path | None, team_file: Path | None) -> Path | None:
    """Return the team file that was named, or that of the data directory, if there is one."""
    if team_file is not None or (data is None and not (data_folder(None) / FILE).exists()):
        return team_file
    return load_config(data).team_file


def read_files(files: list[Path], team_file: Path | None, *, as_json: bool) -> int:
    """Print one line (JSON) or one short account a file; return the exit status."""
    team = load_team(team_file) if team_file else None
    failed = False
    for path in files:
        name = path.name.removesuffix(".eml")
        try:
            if path.stat().st_size > MOST_BYTES:
                raise OSError(f"larger than {MOST_BYTES:,} bytes")
            raw = path.read_bytes()
        except OSError as err:
            failed = True
            _error(name, f"{path}: cannot be read ({err.strerror or err})", as_json)
            continue
        reading = read_message(raw, team)
        if reading.error is not None:
            failed = True
            _error(name, reading.error, as_json)
        elif as_json:
            print(json.dumps(reading.as_contract(name), ensure_ascii=False))
        else:
            _account(name, reading, team)
            _account_within(name, reading, raw, team)
    return 1 if failed else 0


def _error(name: str, text: str, as_json: bool) -> None:
    if as_json:
        print(json.dumps({"id": name, "error": text}, ensure_ascii=False))
    else:
        print(f"{name}: {text}", file=sys.stderr)


def _account_within(name: str, reading: Reading, raw: bytes, team: Team | None) -> None:
    """Print what each of several mails would be understood as that one of ours passes on in one."""
    message = reading.message
    if team is None or message is None or message.sender is None:
        return
    together = mails_within(message, team) if team.is_ours(message.sender.email) else None
    mails = together.mails if together is not None else ()
    for number, each in enumerate(mails, 1):
        inner = read_message(raw, team, message=each)
        _account(f"{name}, mail {number} of {len(mails)} in it", inner, team)


def _account(name: str, reading: Reading, team: Team | None) -> None:
    found = reading.as_contract(name)
    verdicts = {"loss": "a lost deal", "not_a_loss": "not a loss", "unsure": "not sure"}
    print(f"{name}: {verdicts[reading.verdict]} ({reading.confidence:.0%})")
    print(f"  {reading.why}")
    if reading.verdict == "not_a_loss":
        print("  Nothing would be done.")
        _tell_of_no_team(team)
        return
    rows = (
        (
            "Customer",
            " ".join(p for p in (found["customer_name"], _angled(found["customer_email"])) if p),
        ),
        ("Company", found["company"]),
        ("Deal", found["deal"]),
        ("Amount", f"{found['amount']:,} {found['currency'] or ''}" if found["amount"] else None),
        ("Account rep", found["rep_email"]),
        ("Competitor", found["competitor"]),
        ("Priorities", "; ".join(found["priorities"])),
        ("Reason", found["reason_given"]),
    )
    for label, value in rows:
        print(f"  {label + ':':<13} {value or 'missing'}")
    if found["missing"]:
        print(f"  Would ask for: {', '.join(n.replace('_', ' ') for n in found['missing'])}")
    print(f"  {_next(reading, team)}")
    _tell_of_no_team(team)


def _tell_of_no_team(team: Team | None) -> None:
    if team is None:
        print(
            "  Read without a team: who writes to whom counts for much. With --data FOLDER (or "
            "--team FILE) it is surer, and says whether it is major and whose deal it is."
        )


def _next(reading: Reading, team: Team | None) -> str:
    if reading.verdict == "unsure":
        return "The manager would be asked whether it is a loss; no customer would be contacted."
    if reading.facts.major is False:
        return "Minor: it would be logged; no customer would be contacted."
    return (
        "The manager would get a receipt; the customer would be invited after `go`, or by itself where "
        "the manager sends it to the debrief address or to themselves."
    )


def _angled(address: str | None) -> str:
    return f"<{address}>" if address else ""
