"""What watching an idle mailbox costs: `debrief run` on Dovecot with IDLE, and what grows.

Three runs at once on the same servers. The first keeps its real intervals: its share of a core is
what watching costs. The other two (without and with Prefect) have the intervals of an hour squeezed
into the run: looks at the mailbox, renewals of IDLE, and Prefect's own housekeeping come SPEED times
as often, so that what grows with each of them grows as in an hour. Memory is the sum of what the
processes hold resident (RSS), pages that they share counted in each.
"""

from __future__ import annotations

import logging
import os
import subprocess
import sys
import tempfile
import time
import warnings
from collections.abc import Iterator, Mapping
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, replace
from pathlib import Path

from debrief.demo.cast import Cast, make_cast
from tests.servers.dovecot import Dovecot
from tests.servers.harbour import Harbour, harbour_running
from tests.servers.town import write_server_config

HOUR = 3600.0
SECONDS = float(os.environ.get("IDLE_SECONDS", "240"))  # watched, after the settling
SETTLING = 100.0  # Prefect makes its database first and compiles itself
SPEED = HOUR / SECONDS
TICKS = os.sysconf("SC_CLK_TCK")
PROGRAM = """
import sys
from functools import partial
from pathlib import Path
from debrief.engine import running
from debrief.backends import imap, imap_idle
from debrief.config import load_config

speed, prefect = float(sys.argv[2]), sys.argv[3] == "prefect"
running.HINT_SECONDS /= speed
running.LOOK_SECONDS /= speed
imap.Watcher = partial(imap_idle.Watcher, renewed=imap_idle.RENEWED_SECONDS / speed)
running.run(load_config(Path(sys.argv[1])), prefect=prefect)
"""
LOOPS = (  # Prefect's services that come by themselves, with their intervals in seconds
    ("CANCELLATION_CLEANUP", 20), ("LATE_RUNS", 5), ("PAUSE_EXPIRATIONS", 5), ("SCHEDULER", 60),
    ("FOREMAN", 15), ("REPOSSESSOR", 15), ("CLEANUP_RECONCILER", 5), ("DB_VACUUM", 3600),
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Reading:
    """What a family of processes has used: CPU seconds, resident bytes, and bytes on disk."""

    cpu: float
    memory: int
    prefect: int
    records: int


def rows() -> Iterator[tuple[str, str]]:
    """Yield each measurement; nothing where Dovecot cannot be started."""
    if not Dovecot.installed() or not Path("/proc/self/stat").exists():
        yield "Dovecot cannot be started here, or there is no /proc", "skipped"
        return
    logging.getLogger("mail.log").setLevel(logging.ERROR)
    warnings.filterwarnings("ignore", message="Requiring AUTH")
    with tempfile.TemporaryDirectory() as name, harbour_running() as harbour, ExitStack() as stack:
        kinds = (("real", 1.0, "plain"), ("real prefect", 1.0, "prefect"),
                 ("hour", SPEED, "plain"), ("hour prefect", SPEED, "prefect"))  # fmt: skip
        running = {
            kind: stack.enter_context(watching(harbour, Path(name) / str(n), speed, way, n))
            for n, (kind, speed, way) in enumerate(kinds)
        }
        time.sleep(SETTLING)
        before = {kind: read(*one) for kind, one in running.items()}
        half: dict[str, Reading] = {}
        for _ in (1, 2):
            time.sleep(SECONDS / 2)
            half = half or {kind: read(*one) for kind, one in running.items()}
        after = {kind: read(*one) for kind, one in running.items()}
    yield from told(before, half, after)


def told(
    before: Mapping[str, Reading], half: Mapping[str, Reading], after: Mapping[str, Reading]
) -> Iterator[tuple[str, str]]:
    """Yield what the readings come to."""
    for kind, what in (("real prefect", "with Prefect"), ("real", "--plain")):
        share = (after[kind].cpu - before[kind].cpu) / SECONDS
        yield f"{what}: share of one core, real intervals, {SECONDS:.0f} s", f"{share:.2%}"
        yield f"{what}: memory of all processes", f"{after[kind].memory / 1e6:.0f} MB"
    for kind, what in (("hour prefect", "with Prefect"), ("hour", "--plain")):
        first = half[kind].memory - before[kind].memory
        second = after[kind].memory - half[kind].memory
        yield f"{what}: memory, first and second half of an hour", f"{mega(first)}, {mega(second)}"
        grown = after[kind].records - before[kind].records
        yield f"{what}: Debrief's records in an hour", f"{grown / 1024:+.1f} KB"
    one, two, three = (r["hour prefect"].prefect for r in (before, half, after))
    yield (
        "Prefect's database, first and second half of an hour",
        f"{mega(two - one)}, {mega(three - two)}",
    )


def mega(size: int) -> str:
    """Return a growth in MB."""
    return f"{size / 1e6:+.1f} MB"


@contextmanager
def watching(
    harbour: Harbour, data: Path, speed: float, way: str, number: int
) -> Iterator[tuple[int, Path]]:
    """Run `debrief run` on an empty mailbox of its own; give its process id and data."""
    cast = own_cast(number)
    harbour.radicale.let_in(cast.manager)
    write_server_config(harbour, cast, data, data / "office")
    loops = {f"PREFECT_SERVER_SERVICES_{n}_LOOP_SECONDS": str(s / speed) for n, s in LOOPS}
    environment = {**os.environ, **(loops if speed > 1 else {})}
    environment.pop("PREFECT_API_URL", None)
    with (data / "run.log").open("wb") as log:
        process = subprocess.Popen(  # noqa: S603 - our own program
            [sys.executable, "-c", PROGRAM, str(data), str(speed), way],
            stdout=log, stderr=log, env=environment,
        )  # fmt: skip
    try:
        yield process.pid, data
    finally:
        if process.poll() is not None:
            print((data / "run.log").read_text()[-2000:], file=sys.stderr)
        process.terminate()
        process.wait(20)


def own_cast(number: int) -> Cast:
    """Return a team whose manager and debrief address nobody else has."""
    cast = make_cast(1)
    manager = {**cast.team["manager"], "email": f"manager{number}@brightwater.example"}
    own = {"manager": manager, "debrief_address": f"debrief{number}@brightwater.example"}
    return replace(cast, team={**cast.team, **own})


def read(pid: int, data: Path) -> Reading:
    """Return what a process and all its children, those that ended too, have used so far."""
    family = descendants(pid)
    cpu = sum(sum(map(int, stat_of(p)[11:15])) for p in family) / TICKS
    memory = sum(int(stat_of(p)[21]) for p in family) * os.sysconf("SC_PAGE_SIZE")
    return Reading(cpu, memory, size_of(data / "prefect"), size_of(data / "records"))


def descendants(pid: int) -> list[int]:
    """Return a process with its children and theirs."""
    parents: dict[int, list[int]] = {}
    for path in Path("/proc").glob("[0-9]*"):
        try:
            parents.setdefault(int(stat_of(int(path.name))[1]), []).append(int(path.name))
        except (OSError, IndexError):
            continue  # it has ended meanwhile
    found, left = [], [pid]
    while left:
        found.append(left.pop())
        left += parents.get(found[-1], [])
    return found


def stat_of(pid: int) -> list[str]:
    """Return the fields of /proc/PID/stat behind the name (proc_pid_stat(5), from field 3)."""
    return Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()


def size_of(folder: Path) -> int:
    """Return how many bytes the files in a folder take."""
    return sum(p.stat().st_size for p in folder.rglob("*") if p.is_file())
