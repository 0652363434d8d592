"""The sections [imap], [smtp] and [caldav] of debrief.toml, checked."""

from __future__ import annotations

import re
import ssl
from collections.abc import Mapping
from ipaddress import ip_address
from typing import Any, Literal, TypeVar

from pydantic import BaseModel, ConfigDict, Field, ValidationError, field_validator, model_validator

from debrief.answers.wrong_values import in_section, is_web_address
from debrief.errors import BadInput

Security = Literal["tls", "starttls", "plain"]
S = TypeVar("S", bound="Section")
_HOST = re.compile(r"(?!-)[^\W_](?:[\w-]{0,62})(?:\.[^\W_][\w-]{0,62})*\.?")


class Section(BaseModel):
    """One section; a name it does not know is refused."""

    model_config = ConfigDict(frozen=True, extra="forbid")


class OAuth(Section):
    """Where access tokens come from (RFC 6749, 6): the refresh token is a secret."""

    token_url: str = Field(pattern=r"^(https://|http://(127\.0\.0\.1|localhost)[:/])")
    client_id: str
    scope: str | None = None


class Server(Section):
    """A server to sign in to. ``plain`` is for a server on this very machine alone."""

    host: str
    port: int | None = Field(default=None, ge=1, le=65535, strict=True)
    security: Security = "tls"
    user: str | None = None  # the manager's address where it is not given
    auth: Literal["password", "xoauth2"] = "password"
    oauth: OAuth | None = None
    ca_file: str | None = None  # of a company's own certificate authority
    timeout: float = Field(default=30.0, gt=0, le=300, strict=True)  # seconds, of every answer

    @field_validator("host")
    @classmethod
    def _is_host(cls, value: str) -> str:
        return host_named(value)

    @model_validator(mode="after")
    def _is_safe(self) -> Server:
        if self.security == "plain" and not is_loopback(self.host):
            raise ValueError(
                f"security 'plain' would show the password to the network on the way to "
                f"{self.host}; use 'tls' or 'starttls'"
            )
        if self.auth == "xoauth2" and self.oauth is None:
            raise ValueError("auth 'xoauth2' needs oauth = { token_url = …, client_id = … }")
        return self

    def tls(self) -> ssl.SSLContext:
        """Return how the server's certificate is checked; raise `BadInput` for a bad ca_file."""
        try:
            return ssl.create_default_context(cafile=self.ca_file)
        except OSError as err:
            raise BadInput(f"ca_file {self.ca_file!r}: {err.strerror or err}") from err


class ImapSettings(Server):
    """Where mail is taken in and copies are kept."""

    folders: tuple[str, ...] = ("INBOX",)
    sent: str | None = None  # found by SPECIAL-USE (RFC 6154) where it is not given
    sending: str = "Debrief sending"
    set_aside: str = "Debrief set aside"
    handled: str | None = None  # a folder to move handled mail to; else a keyword alone
    look_back_days: int = Field(default=30, ge=1, le=3650, strict=True)  # at the very first look
    debrief_user: str | None = None  # signs in to the debrief address where it is a mailbox


class SmtpSettings(Server):
    """Where mail goes out. ``keeps_sent``: the server itself puts a copy into Sent.

    ``at_once``: how many mails of a burst are handed over at a time, each by a connection to SMTP
    and one to IMAP of its own; mailbox providers allow three and more.
    """

    keeps_sent: bool = False
    at_once: int = Field(default=3, ge=1, le=10, strict=True)


class CalDavSettings(Section):
    """The calendar. ``others`` are calendars of colleagues that we may read, by address."""

    url: str
    user: str | None = None
    auth: Literal["password", "bearer"] = "password"
    oauth: OAuth | None = None
    ca_file: str | None = None
    timeout: float = Field(default=30.0, gt=0, le=300, strict=True)
    calendar: str | None = None  # its display name; else the server's default or the first
    scheduling: Literal["auto", "server", "mail"] = "auto"
    others: dict[str, str] = Field(default_factory=dict)

    @model_validator(mode="after")
    def _is_safe(self) -> CalDavSettings:
        from httpx import URL

        url = URL(whole_address(self.url))
        for other in self.others.values():
            if "://" in other:
                whole_address(other)
        if url.scheme != "https" and not (url.scheme == "http" and is_loopback(url.host)):
            raise ValueError(f"{self.url} would show the password to the network; use https://")
        if self.auth == "bearer" and self.oauth is None:
            raise ValueError("auth 'bearer' needs oauth = { token_url = …, client_id = … }")
        return self


def host_named(text: str) -> str:
    """Return the name of a host; raise ValueError that says how to write it."""
    name, said = text.strip(), f"{text!r} is no name of a server"
    if re.fullmatch(r"[^:/@\s]+:\d{1,5}", name):
        host, _, port = name.partition(":")
        raise ValueError(f'{said}; write host = "{host}" and port = {port}')
    if not _HOST.fullmatch(name) and not _is_ip(name):
        raise ValueError(f"{said}; write it as mail.company.example, nothing before or behind it")
    return name


def whole_address(text: str) -> str:
    """Return an address of the web; raise ValueError that says how to write it."""
    if not is_web_address(text):
        raise ValueError(f"{text!r} is no address; write it as https://cal.company.example/")
    return text


def _is_ip(text: str) -> bool:
    try:
        return bool(ip_address(text))
    except ValueError:
        return False


def is_loopback(host: str) -> bool:
    """Tell whether a host is this machine, without asking any name server."""
    if host == "localhost":
        return True
    try:
        return ip_address(host.strip("[]")).is_loopback
    except ValueError:
        return False


def read_section(name: str, values: Mapping[str, Any], model: type[S]) -> S:
    """Check one section; raise `BadInput` that names the setting and the remedy."""
    try:
        return model.model_validate(dict(values))
    except ValidationError as err:
        said = next(in_section(err, model, name))
        raise BadInput(f"debrief.toml, {said}") from err
