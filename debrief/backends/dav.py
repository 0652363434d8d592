"""The few WebDAV requests that a calendar needs (RFC 4918, 4791, 6578, 6638), over httpx.

Not the library `caldav`: its HTTP stack installs another package over the import name `urllib3`,
which the Google and Exchange libraries use, and it hides the preconditions (If-Match,
If-None-Match, SCHEDULE-STATUS) on which inviting once depends.
"""

from __future__ import annotations

import ssl
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from urllib.parse import unquote, urljoin, urlsplit
from xml.etree.ElementTree import Element, ParseError
from xml.sax.saxutils import escape

import httpx
from defusedxml.common import DefusedXmlException
from defusedxml.ElementTree import fromstring

from debrief.backends.imap_connection import SignIn
from debrief.backends.imap_settings import CalDavSettings, is_loopback
from debrief.backends.unreachable import why_not
from debrief.errors import BadInput, Doubtful, NotFound, Refused, SignInNeeded, TryLater

DAV = "{DAV:}"
CAL = "{urn:ietf:params:xml:ns:caldav}"
OWN = "{urn:debrief}"
SPACES = (
    'xmlns:D="DAV:" xmlns:C="urn:ietf:params:xml:ns:caldav" '
    'xmlns:R="urn:ietf:params:xml:ns:carddav" xmlns:B="urn:debrief"'
)
MOST_REDIRECTS = 5
XML = 'application/xml; charset="utf-8"'
_REMEDIES = {  # RFC 9110, 15.5.14; RFC 4918, 11.5; RFC 4331
    413: "it takes nothing that large; have its limit raised",
    507: "the calendar is full; delete old entries in it, or have its quota raised",
}


@dataclass(frozen=True, slots=True)
class Resource:
    """One answer of a multistatus: where, and its properties that were found."""

    href: str
    properties: Mapping[str, Element] = field(default_factory=dict)
    status: int = 200

    def text(self, name: str) -> str:
        """Return a property's text; empty where it is missing."""
        found = self.properties.get(name)
        return (found.text or "").strip() if found is not None else ""

    def hrefs(self, name: str) -> list[str]:
        """Return the addresses in a property."""
        found = self.properties.get(name)
        if found is None:
            return []
        return [(e.text or "").strip() for e in found.iter(f"{DAV}href") if (e.text or "").strip()]


class Dav:
    """A signed-in client of one server."""

    def __init__(self, settings: CalDavSettings, sign_in: SignIn) -> None:
        self.settings = settings
        self.sign_in = sign_in
        try:
            verify = ssl.create_default_context(cafile=settings.ca_file)
        except OSError as err:
            raise BadInput(f"caldav.ca_file {settings.ca_file!r}: {err}") from err
        limits = httpx.Limits(max_connections=4)
        self._http = httpx.Client(timeout=settings.timeout, verify=verify, limits=limits)

    def request(
        self,
        method: str,
        url: str,
        body: str | bytes = b"",
        headers: Mapping[str, str] | None = None,
        *,
        acts: bool = False,
    ) -> httpx.Response:
        """Ask the server; 404, 409, 412 and whatever succeeded are the caller's to read.

        Raises `Doubtful` when a request that ``acts`` may have done so unheard.
        """
        url = self.absolute(url)
        content = body.encode() if isinstance(body, str) else body
        for tries in range(MOST_REDIRECTS):
            answer = self._send(method, url, content, dict(headers or {}), acts, tries > 0)
            if answer.status_code == 401 and self.sign_in.tokens is not None:
                self.sign_in.tokens.get(anew=True)
                answer = self._send(method, url, content, dict(headers or {}), acts, True)
            if answer.status_code not in (301, 302, 307, 308) or acts:
                return self._judged(answer, method, url, acts)
            url = self.absolute(urljoin(url, answer.headers.get("Location", "")))
        raise BadInput(f"{url}: the server sends us in circles; mend caldav.url")

    def absolute(self, href: str) -> str:
        """Return the whole address; raise `BadInput` for one that must not get our password."""
        url = urljoin(self.settings.url, href)
        asked, home = urlsplit(url), urlsplit(self.settings.url)
        if (asked.scheme, asked.netloc) == (home.scheme, home.netloc):
            return url
        ours = (home.hostname or "").split(".")[-2:]
        near = (asked.hostname or "").split(".")[-2:] == ours and len(ours) == 2
        if asked.scheme == "https" and near and not is_loopback(asked.hostname or ""):
            return url
        raise BadInput(f"{self.settings.url}: sends us to {url}; if that is right, set caldav.url")

    def find(self, url: str, *names: str, depth: int = 0) -> list[Resource]:
        """Return properties of a resource (PROPFIND); names as "D:displayname"."""
        body = f"<D:propfind {SPACES}><D:prop>{_tags(names)}</D:prop></D:propfind>"
        headers = {"Depth": str(depth), "Content-Type": XML}
        return self._resources(self.request("PROPFIND", url, body, headers))

    def keep(self, url: str, name: str, value: str) -> None:
        """Set a property of ours on a resource (PROPPATCH); servers may keep none."""
        prop = f"<{name}>{escape(value)}</{name}>"
        body = (
            f"<D:propertyupdate {SPACES}><D:set><D:prop>{prop}</D:prop></D:set></D:propertyupdate>"
        )
        self.request("PROPPATCH", url, body, {"Content-Type": XML})

    def report(self, url: str, body: str, depth: int = 1) -> list[Resource]:
        """Return what a REPORT found; raise `NotFound` where there is nothing to report on."""
        headers = {"Depth": str(depth), "Content-Type": XML}
        answer = self.request("REPORT", url, body, headers)
        if answer.status_code in (404, 410):
            raise NotFound(f"{answer.url}: is no longer on the calendar server")
        if answer.status_code != 207:  # anything else says nothing of what is there
            raise TryLater(
                f"{answer.url}: the calendar server answered {answer.status_code} to REPORT"
            )
        return self._resources(answer)

    def tree(self, answer: httpx.Response) -> Element:
        """Read an XML answer."""
        try:
            root: Element = fromstring(answer.content)
        except (ParseError, DefusedXmlException, ValueError) as err:
            raise TryLater(f"{answer.url}: the calendar server's answer is no XML ({err})") from err
        return root

    def _send(
        self, method: str, url: str, body: bytes, headers: dict[str, str], acts: bool, again: bool
    ) -> httpx.Response:
        tokens = self.sign_in.tokens
        auth = None
        if tokens is not None:
            headers["Authorization"] = f"Bearer {tokens.get()}"
        else:
            auth = httpx.BasicAuth(self.sign_in.user, self.sign_in.password())
        try:
            return self._http.request(method, url, content=body, headers=headers, auth=auth or None)
        except (httpx.ConnectError, httpx.ConnectTimeout, httpx.PoolTimeout) as err:
            raise TryLater(
                f"{url}: the calendar server cannot be reached: {_why(url, err)}"
            ) from err
        except (httpx.RemoteProtocolError, httpx.ReadError) as err:
            if not acts and not again:  # an idle connection that the server had closed
                return self._send(method, url, body, headers, acts, True)
            raise _lost(url, err, acts) from err
        except httpx.HTTPError as err:
            raise _lost(url, err, acts) from err

    def _judged(self, answer: httpx.Response, method: str, url: str, acts: bool) -> httpx.Response:
        status = answer.status_code
        if status < 400 or status in (404, 405, 409, 410, 412) or (status == 403 and acts):
            return answer
        where = f"{url}: the calendar server answered {status} to {method}"
        if status == 401:
            raise SignInNeeded(f"{where}: it does not take our sign-in; {self.sign_in.remedy()}")
        if status in (408, 423, 425, 429, 503):
            raise TryLater(where, _seconds(answer.headers.get("Retry-After")))
        if status >= 500 and status != 507:
            after = _seconds(answer.headers.get("Retry-After"))
            raise Doubtful(where, after) if acts else TryLater(where, after)
        remedy = _REMEDIES.get(status, f"check the rights of {self.sign_in.user}")
        raise Refused(f"{where}: {remedy}")

    def _resources(self, answer: httpx.Response) -> list[Resource]:
        if answer.status_code != 207:
            return []
        return [_resource(node) for node in self.tree(answer).iter(f"{DAV}response")]


def _why(url: str, err: Exception) -> str:
    asked = urlsplit(url)
    secure = asked.scheme == "https"
    port = asked.port or (443 if secure else 80)
    return why_not(err, "caldav", asked.hostname or url, port, "tls" if secure else "plain")


def path_of(url: str) -> str:
    """Return the path of an address as servers compare it."""
    return unquote(urlsplit(url).path)


def _resource(node: Element) -> Resource:
    properties: dict[str, Element] = {}
    for propstat in node.iter(f"{DAV}propstat"):
        status = propstat.findtext(f"{DAV}status") or ""
        found = propstat.find(f"{DAV}prop")
        if found is not None and " 200" in status:
            properties |= {child.tag: child for child in found}
    own = node.findtext(f"{DAV}status") or "HTTP/1.1 200"
    code = own.split()[1] if len(own.split()) > 1 else "200"
    href = (node.findtext(f"{DAV}href") or "").strip()
    return Resource(href, properties, int(code) if code.isdigit() else 200)


def _tags(names: tuple[str, ...]) -> str:
    return "".join(f"<{name}/>" for name in names)


def _lost(url: str, err: Exception, acts: bool) -> Doubtful | TryLater:
    what = f"{url}: the calendar server's answer was lost ({err or type(err).__name__})"
    return Doubtful(what) if acts else TryLater(what)


def _seconds(text: str | None) -> float | None:
    """Read Retry-After: seconds or a date (RFC 9110, 10.2.3)."""
    if not text:
        return None
    if text.strip().isdigit():
        return float(text)
    try:
        return max(0.0, (parsedate_to_datetime(text) - datetime.now(UTC)).total_seconds())
    except (TypeError, ValueError):
        return None
