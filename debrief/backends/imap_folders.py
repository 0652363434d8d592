"""Folders of one IMAP account: found or made, looked through, moved between."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from email.parser import BytesHeaderParser
from typing import Any

from imapclient import DELETED, IMAPClient
from imapclient.exceptions import IMAPClientAbortError, IMAPClientError

from debrief.backends.base import EFFECT_HEADER
from debrief.errors import TryLater

SENT = b"\\Sent"
HEADERS = f"BODY.PEEK[HEADER.FIELDS (MESSAGE-ID {EFFECT_HEADER.upper()})]"
MOST_NAMED = 12  # folders in a message
USUAL_SENT = ("Sent", "Sent Items", "Sent Messages", "Sent Mail", "Gesendet")


@dataclass(frozen=True, slots=True)
class Copy:
    """One of our mails as a folder holds it."""

    uid: int
    message_id: str
    at: datetime
    flags: frozenset[bytes]


def own_name(client: IMAPClient, name: str) -> str:
    """Return a folder's full name: some servers keep everything below INBOX (RFC 2342)."""
    if client.has_capability("NAMESPACE"):
        personal = client.namespace().personal
        prefix = personal[0][0] if personal else ""
        if prefix and not name.startswith(prefix):
            return str(prefix) + name
    return name


def make_folder(client: IMAPClient, name: str) -> str:
    """Return the full name of one of our folders, made where it is missing."""
    full = own_name(client, name)
    if not client.folder_exists(full):
        try:
            client.create_folder(full)
            client.subscribe_folder(full)
        except IMAPClientError:  # another worker was quicker
            if not client.folder_exists(full):
                raise
    return full


def sent_folder(client: IMAPClient) -> str:
    """Return where sent mail is kept: by SPECIAL-USE, else by its usual names, else made."""
    if client.has_capability("SPECIAL-USE") or client.has_capability("XLIST"):
        marked = client.find_special_folder(SENT)
        if marked is not None:
            return str(marked)
    for name in USUAL_SENT:
        full = own_name(client, name)
        if client.folder_exists(full):
            return full
    return make_folder(client, USUAL_SENT[0])


def select_watched(client: IMAPClient, where: str, folder: str) -> dict[bytes, Any]:
    """Select a folder to read new mail in; raise `TryLater` that names those there are without it."""
    try:
        state: dict[bytes, Any] = client.select_folder(folder, readonly=True)
    except IMAPClientAbortError:
        raise
    except IMAPClientError as err:
        names = [str(name) for _, _, name in client.list_folders()]
        if folder in names:
            raise
        there = ", ".join(names[:MOST_NAMED])
        raise TryLater(
            f"{where}: there is no folder {folder!r}; name it in folders of [imap] as it is called "
            f"now; there are {there}"
        ) from err
    return state


def find_copies(client: IMAPClient, folder: str, key: str, message_id: str) -> list[Copy]:
    """Return the mails of an effect in a folder, and leave the folder selected.

    A header search finds parts of words, and anybody may have put our key into a mail of theirs:
    what counts is both headers, whole.
    """
    client.select_folder(folder)
    uids = client.search(["HEADER", "Message-ID", message_id.strip("<>")])
    if not uids:
        return []
    found = []
    for uid, data in client.fetch(uids, [HEADERS, "INTERNALDATE", "FLAGS"]).items():
        headers = BytesHeaderParser().parsebytes(_fields(data))
        if headers[EFFECT_HEADER] and "".join(str(headers[EFFECT_HEADER]).split()) == key:
            at = data[b"INTERNALDATE"].astimezone(UTC)
            flags = frozenset(data[b"FLAGS"])
            found.append(Copy(uid, str(headers["Message-ID"]).strip(), at, flags))
    return sorted(found, key=lambda c: c.uid)


def move(client: IMAPClient, uids: Sequence[int], folder: str) -> None:
    """Move messages of the selected folder, also where the server has no MOVE (RFC 6851)."""
    if client.has_capability("MOVE"):
        client.move(uids, folder)
        return
    client.copy(uids, folder)
    remove(client, uids)


def remove(client: IMAPClient, uids: Sequence[int]) -> None:
    """Delete just these messages of the selected folder."""
    client.add_flags(uids, [DELETED], silent=True)
    if client.has_capability("UIDPLUS"):
        client.uid_expunge(uids)
    # Else they stay marked: a plain EXPUNGE would take along what others have marked.


def message_id_of(client: IMAPClient, uid: int) -> str | None:
    """Return the Message-ID of a message of the selected folder."""
    data = client.fetch([uid], [HEADERS]).get(uid, {})
    headers = BytesHeaderParser().parsebytes(_fields(data))
    return str(headers["Message-ID"]).strip() if headers["Message-ID"] else None


def remove_copies(client: IMAPClient, folder: str, message_id: str) -> None:
    """Delete the copies of a message in a folder of ours, and leave the folder selected."""
    client.select_folder(folder)
    found = client.search(["HEADER", "Message-ID", message_id.strip("<>")])
    if copies := [uid for uid in found if message_id_of(client, uid) == message_id]:
        remove(client, copies)


def _fields(data: Any) -> bytes:  # noqa: ANN401 - a mapping of the library's own making
    for name, value in data.items():
        if name.startswith(b"BODY[HEADER"):
            return bytes(value)
    return b""
