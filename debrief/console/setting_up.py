"""`debrief init` and `debrief check`: set up, then prove that it works or say what to mend."""

from __future__ import annotations

import re
import shlex
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path
from types import MappingProxyType
from typing import Any, TypeVar

from debrief.amounts import read_amount, read_currency
from debrief.backends import registry
from debrief.backends.imap_settings import CalDavSettings, host_named, read_section
from debrief.backends.local import utc_now
from debrief.backends.registry import BACKENDS, PROVING_HOSTS, Site
from debrief.bootstrap import hidden_records, open_store, site_of
from debrief.config import FILE, Config, data_folder, load_config, write_config
from debrief.console.asking import ask, ask_until, at_terminal, yes
from debrief.console.finding_reps import FORM, Wanted, find_reps, offered, person_of, zone_named
from debrief.console.finding_reps import Person as Entry
from debrief.console.proving import prove
from debrief.console.trying import PASSWORDS, Sections, know_password, tried
from debrief.credentials import Credentials
from debrief.crm.deals import see_library
from debrief.engine.installation import HELD, WAY_ON
from debrief.engine.record_form import RecordForm
from debrief.errors import BadInput, DebriefError
from debrief.team import MOST_TOLD, Company, Money, Person, Team, check_team, unknown_keys
from debrief.team_file import add_reps, name_host

T = TypeVar("T")

PORTS = " (with another port than that of TLS: name:587)"
STARTTLS_PORTS = (25, 143, 587)  # where TLS begins by STARTTLS (RFC 3501, 6409)


@dataclass(frozen=True, slots=True)
class Given:
    """What the options of `debrief init` say; None is asked for."""

    company: str | None = None
    manager: str | None = None
    zone: str | None = None
    reps: list[str] = field(default_factory=list)
    threshold: str | None = None
    backend: str | None = None
    wanted: Wanted = field(default_factory=Wanted)


def init_data(data: Path | None, office: Path | None, given: Given) -> int:
    """Write the configuration, asking on the terminal for what is not given; return the status.

    Passwords are asked for on the terminal alone and kept among the secrets. Reps are offered from
    the backend's directory, where it has one; only who was confirmed is written.
    """
    folder = data_folder(data)
    if (folder / FILE).exists():
        raise BadInput(
            f"{folder / FILE}: is there already; edit it, or choose another --data folder"
        )
    if not at_terminal() and (missing := _missing(given)):
        raise BadInput(f"nobody can be asked here; give these as well: {', '.join(missing)}")
    answers: dict[str, str] = {}
    try:
        path, name = _asked_for(folder, office, given, answers)
    except (BadInput, KeyboardInterrupt) as err:
        said = str(err) or "stopped; nothing is written"
        typed = " ".join(f"--{option} {shlex.quote(text)}" for option, text in answers.items())
        again = f"debrief init --data {shlex.quote(str(folder))} {typed}"
        goes_on = typed and at_terminal()
        raise BadInput(f"{said}\nGo on from here with: {again}" if goes_on else said) from err
    if name == "embedded":  # made now, so that a first mail can be put into it
        config = load_config(folder, office=office)
        registry.open_backend(name, site_of(config, config.team()))
    print(f"{path}: written. {_next_step(name, folder)}")
    if name in PASSWORDS and yes(
        "Try everything now? It mails you once, and finds your mail host."
    ):
        return check_data(folder, None, None, send=True)
    return 0


def _missing(given: Given) -> list[str]:
    """Return the options that have no usual answer and are not given, each with its form."""
    reps = given.reps or given.wanted.reps or given.wanted.group
    needed = {
        "--company 'Your Company'": given.company,
        "--manager 'Jane Doe <jane@company.example>'": given.manager,
        "--zone Europe/Berlin": given.zone,
        f"--rep {FORM} (or --reps with addresses, or --group)": reps,
    }
    return [option for option, value in needed.items() if not value]


def _asked_for(
    folder: Path, office: Path | None, given: Given, answers: dict[str, str]
) -> tuple[Path, str]:
    """Ask for everything and write it; ``answers`` gets what was answered, by option."""

    def asked(
        option: str, question: str, read: Callable[[str], T], said: str | None, usual: str = ""
    ) -> T:
        def kept(text: str) -> T:
            value = read(text)
            answers[option] = text
            return value

        return ask_until(question, kept, said, usual)

    company = asked("company", "Your company's name", _company, given.company)
    question = "The manager, as: Jane Doe <jane@company.example>"
    boss = asked("manager", question, lambda t: person_of(t, "UTC", "--manager"), given.manager)
    question = "The manager's time zone, as: Europe/Berlin"
    zone = asked("zone", question, lambda t: zone_named(t, "--zone"), given.zone)
    boss = person_of(answers["manager"], zone, "--manager")
    question = f"Which mail and calendar ({', '.join(BACKENDS)})"
    name = asked("backend", question, _backend, given.backend, "embedded")
    sections: Sections = sections_of(name, boss["email"])
    question = "A deal is major from which amount on?"
    threshold = asked("threshold", question, _threshold, given.threshold, "100000 USD")
    team: dict[str, Any] = {
        "company": {"name": company, "domain": boss["email"].rpartition("@")[2]},
        "manager": boss,
        "reps": [person_of(rep, boss["time_zone"], "--rep") for rep in given.reps],
        "major_deal_threshold": threshold,
    }
    sections = tried(
        name,
        sections,
        lambda found: _before(folder, team, found),
        lambda found: sections_of(name, boss["email"], found),
    )
    if not team["reps"]:
        team["reps"] = _found(name, _before(folder, team, sections), given.wanted)
        answers["reps"] = ",".join(str(rep["email"]) for rep in team["reps"])
    if name in PROVING_HOSTS:
        team["authserv_id"] = PROVING_HOSTS[name]
    check_team(team, folder / "team.json")
    place = (office or folder / "office").resolve()
    path = write_config(folder, place, team, backend=name, sections=sections)
    return path, name


def _found(name: str, site: Site, wanted: Wanted) -> list[Entry]:
    """Let the reps be found, with the password that looking for them needs."""
    know_password(name, site)
    return find_reps(name, site, wanted)


def _before(folder: Path, team: dict[str, Any], sections: Mapping[str, Any]) -> Site:
    """Return the site as it is before there are reps: only the manager is known."""
    manager = Person.model_validate(team["manager"])
    money = Money.model_validate(team["major_deal_threshold"])
    founding = Team.model_construct(
        company=Company.model_validate(team["company"]), manager=manager, reps=(),
        major_deal_threshold=money, debrief_address=None, authserv_id=None,
    )  # fmt: skip
    secrets = Credentials(folder)
    return Site(founding, folder / "office", folder, sections, secrets, utc_now)


def sections_of(
    name: str, address: str, earlier: Sections = MappingProxyType({})
) -> dict[str, dict[str, Any]]:
    """Ask where a backend's servers are; the usual names, or the ``earlier`` answers, are offered."""
    if name == "imap":
        return imap_sections(address, earlier)
    if not at_terminal():
        return {}
    domain = address.rpartition("@")[2]
    before = earlier.get(name, {})
    if name == "exchange":
        server = ask("Exchange's address", before.get("server", f"mail.{domain}"))
        question = "Who signs in there, as COMPANY\\name or an address"
        user = ask(question, before.get("username", address))
        own = "own" if user.lower() == address else "impersonation"
        question = "Whose mailbox it opens by: own, impersonation or delegate"
        access = ask(question, before.get("access", own) if earlier else own)
        return {"exchange": {"server": server, "username": user, "access": access}}
    if name == "graph":
        tenant = ask("The tenant (its id or a domain)", domain)
        client = ask("The application's (client) id, see docs/graph.md")
        who = ask("Who signs in: person or application", "person")
        return {"graph": {"tenant": tenant, "client_id": client, "sign_in": who}}
    if name == "google":
        return {"google": {"sign_in": ask("Who signs in: user or service_account", "user")}}
    return {}


def imap_sections(
    address: str, earlier: Sections = MappingProxyType({})
) -> dict[str, dict[str, Any]]:
    """Ask where the mail and calendar servers are; the usual names, or the ``earlier`` answers, are offered."""
    domain = address.rpartition("@")[2]

    def server(section: str) -> dict[str, Any]:
        told = _as_typed(earlier.get(section, {"host": f"{section}.{domain}"}))
        return ask_until(f"The {section.upper()} server{PORTS}", _server, usual=told)

    found = {"imap": server("imap"), "smtp": server("smtp")}
    url = ask_until(
        "The CalDAV address (none: no calendar)",
        _calendar_address,
        usual=str(earlier.get("caldav", {}).get("url", "none")),
    )
    return found if url == "none" else {**found, "caldav": {"url": url}}


def _server(text: str) -> dict[str, Any]:
    """Read "mail.company.example", "mail.company.example:143" or "mail.company.example:1430 starttls"."""
    words = text.split()
    name, _, digits = (words[0] if words else "").partition(":")
    security = words[1].lower() if len(words) == 2 else None
    if not digits.isdecimal() or len(words) > 2 or security not in (None, "tls", "starttls"):
        name, digits, security = text, "", None  # a name alone, or what is none
    try:
        found: dict[str, Any] = {"host": host_named(name)}
    except ValueError as err:
        raise BadInput(str(err)) from err
    if digits:
        found["port"] = int(digits)
        if security == "starttls" or (security is None and int(digits) in STARTTLS_PORTS):
            found["security"] = "starttls"
    return found


def _as_typed(section: Mapping[str, Any]) -> str:
    """Return a server as it is typed."""
    port = f":{section['port']}" if "port" in section else ""
    return f"{section['host']}{port}{' starttls' if 'security' in section else ''}"


def _calendar_address(text: str) -> str:
    if text.strip().lower() == "none":
        return "none"
    read_section("caldav", {"url": text.strip()}, CalDavSettings)
    return text.strip()


def more_reps(data: Path | None, wanted: Wanted) -> None:
    """Add reps to the team file: picked at the terminal, or named by options.

    Without a terminal and without options it only shows whom the directory knows.
    """
    config = load_config(data)
    site = site_of(config, config.team())
    if not (wanted.reps or wanted.group or at_terminal()):
        for one in offered(config.backend, site, wanted):
            print(f"{one.name} <{one.email}>" if one.name else one.email)
        print("Nothing is written. Add some with: debrief find-reps --reps a@x,b@x")
        return
    people = find_reps(config.backend, site, wanted)
    if not people:
        print("They are all in the team already; nothing is written.")
        return
    team = add_reps(config.team_file, people)
    print(f"{config.team_file}: {len(people)} added, {len(team.reps)} reps now.")


def _next_step(backend: str, folder: Path) -> str:
    check = f"debrief check --data {shlex.quote(str(folder))}"
    if backend == "embedded":
        return f"Next: {check}"
    return f"Next: docs/{backend}.md, then {check} --send"


def check_data(
    data: Path | None,
    office: Path | None,
    team: Path | None,
    *,
    send: bool = False,
    mail_host: str | None = None,
) -> int:
    """Check configuration, team, backend and records; print each finding with its remedy.

    A mail host that is found to vouch for senders is written into the team file when a person says
    yes on the terminal, or gave it as ``mail_host``.
    """
    if mail_host and not send:
        raise BadInput("--mail-host: is looked for in a mail to yourself; give --send as well")
    checked = _Checked()
    load = partial(load_config, data, office=office, team=team)
    config = checked.step("configuration", load, lambda config: str(config.data))
    if config is not None:
        members = checked.step("team", config.team, _how_many)
        checked.step("records", partial(_records, config))
        checked.step("mailbox of its own", partial(_alone, config))
        if members is not None:
            _check_team(checked, config, members, send=send, mail_host=mail_host)
    where = f" --data {shlex.quote(str(data))}" if data else ""
    ready = f"Everything is there. Start with: debrief run{where}"
    print("Mend these first." if checked.to_mend else ready)
    return 1 if checked.to_mend else 0


class _Checked:
    """Prints what is checked, line by line, and keeps what is to be mended."""

    def __init__(self) -> None:
        self.to_mend: list[str] = []

    def step(self, name: str, do: Callable[[], T], told: Callable[[T], str] = str) -> T | None:
        """Do one step and print what it found, or its remedy; return what it gave."""
        try:
            done = do()
            print(f"ok    {name}: {told(done)}")
        except DebriefError as err:
            self.to_mend.append(name)
            print(f"MEND  {name}: {err}")
            return None
        return done


def _how_many(team: Team) -> str:
    return f"{team.manager.name} and {len(team.reps)} reps"


def _check_team(
    checked: _Checked, config: Config, team: Team, *, send: bool, mail_host: str | None
) -> None:
    """Check what needs the team file: its own words, the backend, templates and the CRM."""
    for key, near in unknown_keys(config.team_file):
        checked.to_mend += ["team"] if near else []
        said = f"did you mean {near!r}? take one out" if near else "counts for nothing"
        print(f"{'MEND' if near else 'note'}  team: {key}: is unknown; {said}")
    for finding in prove(config.backend, site_of(config, team), send=send):
        print(finding)
        mended = finding.proposes and _host_named(config, finding.proposes, mail_host)
        checked.to_mend += [finding.name] if finding.good is False and not mended else []
    checked.step("templates", partial(_templates, config, team))
    if config.crm:
        checked.step("crm", partial(_crm, config))


def _host_named(config: Config, host: str, wanted: str | None) -> bool:
    """Write the mail host that was found, if that is what a person wants; tell whether."""
    if wanted is not None and wanted.strip().lower() != host:
        raise BadInput(f"--mail-host {wanted!r}: your mail carries the word of {host}, not of that")
    if wanted is None and not yes(f"Is {host} your own mail host, whose word on senders counts?"):
        return False
    name_host(config.team_file, host)
    print(f"{config.team_file}: from now on {host} vouches for senders.")
    return True


def sign_in(data: Path | None) -> None:
    """Let the manager sign in at the configured backend; may be repeated."""
    config = load_config(data)
    registry.sign_in(config.backend, site_of(config, config.team()), print)
    print("Signed in. Next: debrief check")


def _records(config: Config) -> str:
    store = open_store(config)
    RecordForm(store).see()
    store.save_setting("check", "ok")
    if store.setting("check") != "ok":
        raise BadInput(f"{config.data}: what was written could not be read back; check the disk")
    store.save_setting("check", None)
    if hidden := hidden_records(config):
        raise BadInput(hidden)
    if unreadable := store.unreadable():
        raise BadInput("\n".join(unreadable[:MOST_TOLD]))
    return "can be written and read back"


def _alone(config: Config) -> str:
    if held := open_store(config).setting(HELD):
        raise BadInput(f"{held}. {WAY_ON}")
    return "no other Debrief was seen at work on it"


def _templates(config: Config, team: Team) -> str:
    from debrief.rendering import Renderer

    if config.own_templates is not None and not config.own_templates.is_dir():
        raise BadInput(f"{config.own_templates}: is not a folder; mend templates.folder")
    renderer = Renderer(team, config.own_templates)
    if wrong := list(renderer.wrong()):
        raise BadInput("\n".join(wrong[:MOST_TOLD]))
    own = f", {len(renderer.own_names())} in your own words" if config.own_templates else ""
    return f"{len(renderer.names())} messages{own}"


def _crm(config: Config) -> str:
    kind = str(config.crm.get("kind", ""))
    see_library(kind)
    return f"{kind}; `debrief funnel` reads it now"


def _company(text: str) -> str:
    if not text.strip():
        raise BadInput("--company: is empty; write the company's name")
    return text.strip()


def _backend(text: str) -> str:
    name = text.strip().lower()
    if name not in BACKENDS:
        raise BadInput(f"--backend {text!r}: is unknown; use {', '.join(BACKENDS)}")
    return name


def _threshold(text: str) -> dict[str, Any]:
    """Read "100000 USD" or "100k"; a currency that is not said is asked for."""
    read = read_amount(re.sub(r"(?i)(?<=\d[km])(?=[a-z]{3}$)", " ", text.strip()))  # "100kEUR"
    currency = read[1] if read else None
    if read and currency is None and at_terminal():
        currency = read_currency(ask(f"{text.strip()} of which currency, as: EUR"))
    if read is None or currency is None:
        raise BadInput(f"--threshold {text!r}: write it as '100000 USD' or '100k EUR'")
    return {"amount": read[0], "currency": currency}
