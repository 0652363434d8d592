"""Turn a template and its context into a mail: subject, HTML and plain text from one source.

A message is one file, ``templates/<name>.j2``: ``{% extends layout %}`` with the blocks
``subject``, ``why`` (one line for people of the team) and ``body``. The body is written in
building blocks (``para``, ``facts``, ``numbered`` …), which exist twice, in ``kit/html.j2`` and
``kit/text.j2``; the form being rendered decides which (``kit/blocks.j2`` is built of them). A
translation is ``<language>/<name>.j2``. A team's own folder of the same shape is looked at first.

Data never becomes markup: the HTML form escapes it, the text form keeps each value on its line
or behind its quotation mark, control and direction-changing characters are taken out of both.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from difflib import get_close_matches
from functools import cache, lru_cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

from debrief import moments, plaintext
from debrief.errors import BadInput
from debrief.first_names import first_name
from debrief.model import Facts
from debrief.team import Person, Team, fold_address

if TYPE_CHECKING:
    from jinja2 import BaseLoader, Environment, Template

LANGUAGES = ("de", "fr", "es", "nl", "pt")  # besides English, for what customers read
SUBJECT_LENGTH = 150  # characters; longer ones are cut at a word
# What would change how the rest of a line is read or shown; line ends and tabs stay.
UNSEEN = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x84\x86-\x9f\u061c\u200e\u200f\u202a-\u202e"
                    "\u2066-\u2069\ufeff\ufff9-\ufffb\ud800-\udfff]")  # fmt: skip


@dataclass(frozen=True, slots=True)
class Rendered:
    """A message ready to be sent: a one-line subject and the same content in two forms."""

    subject: str
    html: str
    text: str


def clean(value: object) -> object:
    """Return a JSON-like value with unseen characters taken out of every text, keys untouched."""
    if isinstance(value, str):
        return unicodedata.normalize("NFC", UNSEEN.sub("", value))
    if isinstance(value, Mapping):
        return {key: clean(item) for key, item in value.items()}
    if isinstance(value, list | tuple | set | frozenset):
        return [clean(item) for item in value]
    return value


def listing(items: Sequence[object], word: str = "and") -> str:
    """Print "a, b and c"."""
    texts = [plaintext.one_line(item) for item in items]
    return f" {word} ".join(filter(None, (", ".join(texts[:-1]), texts[-1]))) if texts else ""


def upfirst(text: object) -> str:
    """Return the text with a capital first letter, the rest as it is."""
    line = plaintext.one_line(text)
    return line[:1].upper() + line[1:]


def same_words(one: object, other: object) -> bool:
    """Tell whether two texts differ in capitals, blanks and full stops at most."""
    first, second = (plaintext.one_line(text).rstrip(". ").casefold() for text in (one, other))
    return first == second


# What a template came to name later; a mail planned before that does not tell it.
LATER: dict[str, dict[str, Any]] = {
    "call_cancelled": {"in_writing": False},
    "call_invitation": {"guests": []},
    "call_moved": {"reason": "calendars", "guests": []},
    "confirm_command": {"thread": "", "said": ""},
    "could_not_send": {"in_doubt": False},
    "chase": {"missed": False},
    "commitment_due": {"again": False},
    "commitments_overdue": {"undated": []},
    "drafts_wait": {"again": False},
    "funnel_request": {"again": False},
    "funnel_preview": {"more_reps": [], "unowned": 0, "unused": []},
    "group_sheet_readback": {"until": None},
    "meeting_choice": {"reason": "calendars"},
    "merged": {"differs": [], "stopped": False, "logged": False},
    "monthly": {"waiting": []},
    "notes_check": {"lead": ""},
    "notes_later": {"until": None, "again": False},
    "notes_readback": {"withheld": []},
    "notes_request": {"again": False, "outcome": None},
    "other_times": {"broken": False, "late": False},
    "practice_drafts": {"changed": [], "again": False},
    "practices_decided": {"withdrawn": [], "taken_back": None},
    "practices_shared": {"changed": []},
    "receipt": {
        "both_with": None,
        "changed": [],
        "start_on": None,
        "tongue": None,
        "tongue_source": "",
        "unread": [],
        "waits_since": None,
        "wishes": [],
    },
    "question_script": {"tongue": None, "covers": []},
    "rep_unavailable": {"unseen": False},
    "set_aside": {"text": ""},
    "stopped": {"won": False, "in_doubt": False},
    "worksheet": {"changed": [], "promised": [], "doubts": [], "left_out": 0},
    "worksheet_readback": {
        "none_for": [],
        "ended": [],
        "taken_back": None,
        "back": None,
        "passed_on": False,
    },
    "worksheets_status": {"unread": [], "more_unread": [], "promised": 0},
    "written_questions": {"unasked": False},
}

ALWAYS = frozenset(["language", "team", "to", "deal", "ref", "internal"])  # told to every message


class Renderer:
    """Renders every message and page for one team; reads no file before the first of them."""

    def __init__(self, team: Team, own_templates: Path | None = None) -> None:
        self._team = team
        self._own = own_templates
        self._environments: dict[str, Environment] = {}

    def names(self) -> tuple[str, ...]:
        """Return the names of all message templates."""
        files = self._environment("html").list_templates(extensions=["j2"])
        return tuple(sorted(name.removesuffix(".j2") for name in files if "/" not in name))

    def wrong(self) -> Iterator[str]:
        """Yield what would stop the mails of a team's own templates, naming each file."""
        own = self._own
        for path in sorted(own.rglob("*.j2")) if own is not None else ():
            name = path.relative_to(own or path).as_posix()
            try:
                with _blamed(name):
                    self._environment("html").get_template(name)
                    unknown = self._unknown_in(name)
                if self._is_message(name):
                    _need_body(self._environment("html"), name)
                elif near := get_close_matches(path.name, self._ours(), 1, 0.75):
                    yield f"template {name}: no message has this name; did you mean {near[0]}?"
            except BadInput as err:
                yield str(err)
                continue
            if unknown:
                yield f"template {name}: {unknown[0]!r} is not told to it; take it out"

    def own_names(self) -> tuple[str, ...]:
        """Return which messages a team's own templates replace."""
        own = self._own
        found = (p.relative_to(own).as_posix() for p in own.rglob("*.j2")) if own else ()
        return tuple(sorted(name for name in found if self._is_message(name)))

    def _ours(self) -> list[str]:
        return [name for name in _standard_environment("html").list_templates() if "/" not in name]

    def _is_message(self, name: str) -> bool:
        folder, _, file = name.rpartition("/")
        return folder in ("", *LANGUAGES) and file in self._ours()

    def _unknown_in(self, name: str) -> list[str]:
        """Return the variables that a template of a team names and ours of that name does not."""
        ours, known = _standard_environment("html"), name.rpartition("/")[2]
        if name.startswith("kit/") or known not in ours.list_templates():
            return []
        named = _named_in(self._environment("html"), name)
        return sorted(
            named - _named_in(ours, known) - ALWAYS - set(LATER.get(known.removesuffix(".j2"), {}))
        )

    def render(
        self,
        template: str,
        *,
        to: Person | tuple[str, str],
        facts: Facts,
        context: Mapping[str, Any],
        ref: str | None = None,
        zone: str | None = None,
    ) -> Rendered:
        """Render a message for one recipient: a person, or a customer's name and address.

        ``zone`` is the recipient's, where ``to`` does not know it. ``context`` may name a
        ``language``. Raise `BadInput` naming the template and the variable that is missing, or
        the file and line that is broken.
        """
        language = _language(context)
        person = to if isinstance(to, Person) else self._team.person(to[1])
        given: dict[str, Any] = {
            **LATER.get(template, {}),
            **context,
            "language": language,
            "team": self._team_values(),
            "to": _recipient(person or to, zone),
            "deal": self._deal_values(facts, language),
            "ref": ref,
            "internal": person is not None,
        }
        values = {key: clean(value) for key, value in given.items()}
        forms = {}
        with _blamed(template):
            for form in ("html", "text"):
                source = self._message(form, template, language)
                _need_body(source.environment, source.name or template)
                self._require(source, values)
                forms[form] = source.render(values)
            subject = source.render(values, layout="kit/layout.subject.j2")
        return Rendered(_subject(subject), forms["html"], plaintext.tidy(forms["text"]))

    def page(self, template: str, context: Mapping[str, Any]) -> str:
        """Render a plain HTML page of ``templates/pages``."""
        with _blamed(f"pages/{template}"):
            source = self._environment("html").get_template(f"pages/{template}.html")
            self._require(source, context)
            return source.render({key: clean(value) for key, value in context.items()})

    def _message(self, form: str, template: str, language: str) -> Template:
        environment = self._environment(form)
        names = [f"{language}/{template}.j2"] if language != "en" else []
        return environment.select_template([*names, f"{template}.j2"])

    def _require(self, source: Template, values: Mapping[str, Any]) -> None:
        """Refuse a context without a variable the template names, in whatever branch."""
        name = source.name or ""
        missing = sorted(_named_in(source.environment, name) - set(values))
        if missing:
            raise BadInput(f"template {name}: {missing[0]!r} is not in its context; add it")

    def _environment(self, form: str) -> Environment:
        """Return the environment of one form, built at its first use."""
        if self._own is None:
            return _standard_environment(form)
        if form not in self._environments:
            self._environments[form] = _environment(form, self._loader())
        return self._environments[form]

    def _loader(self) -> BaseLoader:
        from jinja2 import ChoiceLoader, FileSystemLoader, PackageLoader

        assert self._own is not None
        return ChoiceLoader([FileSystemLoader(self._own), PackageLoader("templates", "")])

    def _team_values(self) -> dict[str, str]:
        manager = self._team.manager
        return {
            "company": self._team.company.name,
            "manager_name": manager.name,
            "manager_first": manager.first_name,
            "manager_email": manager.email,
        }

    def _deal_values(self, facts: Facts, language: str) -> dict[str, Any]:
        rep = self._team.person(facts.rep_email)
        name = rep.name if rep else facts.rep_email
        amount = moments.money(facts.amount, facts.currency, language)
        return {
            **facts.model_dump(exclude={"date"}),
            "date": facts.date.isoformat() if facts.date else None,
            "customer_first": first_name(facts.customer_name or "") or None,
            "amount_text": amount or None,
            "rep_name": name,
            "rep_first": rep.first_name if rep else name,
            "title": facts.title or "this deal",
            # For use in sentences, never empty:
            "customer": facts.customer_name or "the customer",
            "account": facts.company or "the customer",
            "rep": rep.first_name if rep else "the account rep",
        }


@lru_cache(maxsize=500)
def _need_body(environment: Environment, name: str) -> None:
    """Refuse a message that would go out empty, without a subject, or without its frame."""
    from jinja2 import nodes

    assert environment.loader is not None
    tree = environment.parse(environment.loader.get_source(environment, name)[0])
    parent = next((node.template for node in tree.find_all(nodes.Extends)), None)
    if isinstance(parent, nodes.Const):
        return  # a template of the team's own may hold them
    blocks = {node.name for node in tree.find_all(nodes.Block)}
    if parent is None or not {"subject", "body"} <= blocks:
        raise BadInput(
            f"template {name}: begin it with {{% extends layout %}} and write the blocks subject and body, as "
            "ours of that name does"
        )


def _language(context: Mapping[str, Any]) -> str:
    """Return the two letters of the context's language; English when it is none of ours."""
    language = str(context.get("language") or "en")[:2].lower()
    return language if language in LANGUAGES else "en"


def _recipient(to: Person | tuple[str, str], zone: str | None) -> dict[str, str]:
    if isinstance(to, Person):
        name, email, first = to.name, to.email, to.first_name
        return {"name": name, "first": first, "email": email, "zone": zone or to.time_zone}
    name, email = plaintext.one_line(to[0]), fold_address(to[1])
    name = "" if "@" in name else name
    return {"name": name, "first": first_name(name), "email": email, "zone": zone or "UTC"}


def _subject(text: str) -> str:
    """Return the subject as one line of bearable length."""
    line = plaintext.one_line(text)
    return line if len(line) <= SUBJECT_LENGTH else line[:SUBJECT_LENGTH].rsplit(" ", 1)[0] + " …"


@lru_cache(maxsize=500)
def _named_in(environment: Environment, name: str) -> frozenset[str]:
    """Return the variables a template needs from its context."""
    from jinja2 import meta, nodes

    assert environment.loader is not None
    tree = environment.parse(environment.loader.get_source(environment, name)[0])
    own = {node.name for node in tree.find_all(nodes.Name) if node.ctx == "store"}
    return frozenset(meta.find_undeclared_variables(tree) - own - set(environment.globals))


@cache
def _standard_environment(form: str) -> Environment:
    """Return the environment of our own words; compiled once for all teams in a process."""
    from jinja2 import PackageLoader

    return _environment(form, PackageLoader("templates", ""))


def _environment(form: str, loader: BaseLoader) -> Environment:
    """Build the environment of one form: ``html`` escapes, ``text`` must not."""
    from jinja2 import Environment, StrictUndefined

    environment = Environment(
        loader=loader,
        autoescape=form == "html",  # noqa: S701 - the text form must hold no entities
        undefined=StrictUndefined,
        finalize=lambda value: "" if value is None else value,
        trim_blocks=True,
        lstrip_blocks=True,
        auto_reload=False,
    )
    environment.filters.update(FILTERS)
    environment.globals["same_words"] = same_words
    environment.globals["layout"] = f"kit/layout.{form}.j2"
    for file in (f"kit/{form}.j2", "kit/blocks.j2"):
        with _blamed(file):
            kit = environment.get_template(file).module
        environment.globals.update(
            {name: item for name, item in vars(kit).items() if not name.startswith("_")}
        )
    return environment


FILTERS: dict[str, Callable[..., Any]] = {
    "when": moments.when,
    "both": moments.both,
    "span": moments.span,
    "stamp": moments.stamp,
    "day": moments.day,
    "city": moments.city,
    "money": moments.money,
    "listing": listing,
    "upfirst": upfirst,
    "one_line": plaintext.one_line,
    "wrapped": plaintext.wrapped,
    "quoted": plaintext.quoted,
    "pairs": plaintext.pairs,
    "columns": plaintext.columns,
    "width_of": plaintext.width_of,
}


@contextmanager
def _blamed(template: str) -> Iterator[None]:
    """Turn whatever a template does wrong into `BadInput` naming it."""
    from jinja2 import TemplateNotFound, TemplateSyntaxError, UndefinedError

    try:
        yield
    except TemplateSyntaxError as err:
        where = err.filename or err.name or template
        raise BadInput(f"{where}, line {err.lineno}: {err.message}; mend the template") from err
    except TemplateNotFound as err:
        raise BadInput(f"template {template}: there is no such template ({err.name})") from err
    except UndefinedError as err:
        raise BadInput(f"template {template}{_line(err)}: {err.message}; add it") from err
    except (TypeError, ValueError, KeyError, AttributeError, ArithmeticError) as err:
        raise BadInput(f"template {template}{_line(err)}: {err}; mend the template") from err


def _line(err: BaseException) -> str:
    """Return where in a template the error arose, as ", file, line"."""
    trace, place = err.__traceback__, ""
    while trace is not None:
        code = trace.tb_frame.f_code
        if code.co_filename.endswith((".j2", ".html")):
            place = f" ({code.co_filename}, line {trace.tb_lineno})"
        trace = trace.tb_next
    return place
