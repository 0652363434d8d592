"""Why a server could not be reached, in plain words: where it was looked for and what to set."""

from __future__ import annotations

import smtplib
import socket
import ssl
from collections.abc import Iterator

from imapclient.exceptions import CapabilityError

_EXPIRED, _NOT_YET, _OTHER_NAME = 10, 9, (62, 64)  # OpenSSL's X509_V_ERR_…
_OTHER_PORT = {993: "143", 465: "587"}


def why_not(err: BaseException, section: str, host: str, port: int, security: str) -> str:
    """Return what an error of a connection means and which setting of a section mends it."""
    where = f"{host}, port {port}"
    causes = tuple(_causes(err))
    for cause in causes:
        if isinstance(cause, ssl.SSLCertVerificationError):
            return f"{where}: {_certificate(cause, section)}"
    for cause in causes:
        if isinstance(cause, socket.gaierror):
            return f"no host of the name {host} is known; mend the host in [{section}]"
        if isinstance(cause, ConnectionRefusedError):
            return f"nothing answers at {where}; start it, or mend host and port in [{section}]"
        if isinstance(cause, TimeoutError):
            return (
                f"{where} does not answer in time; mend host, port and security in [{section}], "
                "or let the firewall pass it"
            )
        if isinstance(cause, CapabilityError | smtplib.SMTPNotSupportedError):
            return f'{where} offers no STARTTLS; try security = "tls" in [{section}]'
        if isinstance(cause, ssl.SSLError) and security == "tls":
            return f"{where} does not speak TLS; {_other_way(section, port)}"
    return f"{where} cannot be reached ({_first_line(err)}); mend host and port in [{section}]"


def closed(err: BaseException, section: str, host: str, port: int, security: str) -> str:
    """Return what it means that a server hung up before it said anything: often another port."""
    known = (socket.gaierror, ConnectionRefusedError, TimeoutError, ssl.SSLError)
    if security == "tls" or any(isinstance(cause, known) for cause in _causes(err)):
        return why_not(err, section, host, port, security)
    return (
        f"{host}, port {port} hangs up ({_first_line(err)}); if that is the port for TLS, set "
        f'security = "tls" in [{section}]'
    )


def _certificate(err: ssl.SSLCertVerificationError, section: str) -> str:
    code = err.verify_code
    if code == _EXPIRED:
        return "its certificate has expired; have it renewed, or set this machine's clock"
    if code == _NOT_YET:
        return "its certificate is not valid yet; set this machine's clock, or have it renewed"
    if code in _OTHER_NAME:
        return (
            "its certificate is for another name; set the host (or url) in "
            f"[{section}] to the name that it is for"
        )
    return (
        "its certificate is of an authority that this machine does not know; if it is your "
        f"company's own, name that one's file: ca_file = \"/etc/ssl/company.pem\" in [{section}]"
    )


def _other_way(section: str, port: int) -> str:
    if section == "caldav":
        return f"mend the port of url in [{section}]"
    usual = {"imap": ("143", "993"), "smtp": ("587", "465")}.get(section, ("", ""))
    return (
        f'set security = "starttls" in [{section}] (port {_OTHER_PORT.get(port, usual[0])}), '
        f"or the port for TLS, {usual[1]}"
    )


def _causes(err: BaseException | None) -> Iterator[BaseException]:
    while err is not None:
        yield err
        err = err.__cause__ or err.__context__


def _first_line(err: BaseException) -> str:
    return " ".join(str(err).split())[:200] or type(err).__name__
