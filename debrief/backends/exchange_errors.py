"""Tell in our own errors what Exchange, or the way to it, answered.

Whether a request that changes something was carried out is the one question that matters: what
surely was not is `TryLater`, what perhaps was is `Doubtful`. What an administrator has to mend is
`SignInNeeded`, so that everything waits for it and nothing is given up.
"""

from __future__ import annotations

from collections.abc import Iterator

import requests
from exchangelib import errors as ews
from oauthlib.oauth2 import OAuth2Error
from urllib3.exceptions import ConnectTimeoutError, NameResolutionError, NewConnectionError

from debrief.errors import DebriefError, Doubtful, Refused, SignInNeeded, TryLater

ONLINE = ("office365.com", "outlook.com", "office.com", "outlook.cn", "office365.us")
ONLINE_ADVICE = (
    "this is Exchange Online, which blocks Exchange Web Services since October 2026 and ends them "
    'in April 2027; set backend = "graph" under [office]'
)

# The server answered that it did nothing for now.
_NOT_NOW = (
    ews.ErrorExceededConnectionCount,
    ews.ErrorQuotaExceeded,
    ews.ErrorSubmissionQuotaExceeded,
    ews.ErrorMailboxMoveInProgress,
    ews.ErrorMailboxFailover,
)
# The account may not do what Debrief needs; mended by an administrator, for everything at once.
_NO_RIGHTS: dict[type[BaseException], str] = {
    ews.ErrorImpersonateUserDenied: "give its account ApplicationImpersonation over this mailbox",
    ews.ErrorImpersonationDenied: "give its account ApplicationImpersonation over this mailbox",
    ews.ErrorImpersonationFailed: "give its account ApplicationImpersonation over this mailbox",
    ews.ErrorAccessDenied: 'give its account full access to this mailbox, or use access = "impersonation"',
    ews.ErrorSendAsDenied: "give its account the right to send as this mailbox",
    ews.ErrorSubscriptionDelegateAccessNotSupported: 'use access = "impersonation", or push = false',
    ews.ErrorNonExistentMailbox: "write the mailbox's primary address under [exchange]",
    ews.ErrorMailboxLogonFailed: "let Exchange's own health checks tell why",
    ews.ErrorAccountDisabled: "enable the account",
    ews.ErrorPasswordExpired: "give the account a new password",
    ews.ErrorPasswordChangeRequired: "give the account a new password",
    ews.UnauthorizedError: "check user name and password, and sign_in under [exchange]",
}
# Trying this very thing again is useless.
_NEVER = (
    ews.ErrorMessageSizeExceeded,
    ews.ErrorInvalidRecipients,
    ews.ErrorMissingRecipients,
    ews.ErrorInvalidSmtpAddress,
    ews.ErrorInvalidRequest,
    ews.ErrorSchemaValidation,
    ews.ErrorInvalidPropertySet,
    ews.ErrorCalendarEndDateIsEarlierThanStartDate,
)
_UNCLEAR = (  # exchangelib wraps these into ErrorServerBusy
    ews.ErrorTimeoutExpired,
    ews.ErrorInternalServerTransientError,
    ews.ErrorTooManyObjectsOpened,
)
_UNSENT = (NewConnectionError, NameResolutionError, ConnectTimeoutError)
_KNOWN = (
    ews.EWSError,
    requests.RequestException,
    OAuth2Error,
    OSError,
)


def is_online(host: str) -> bool:
    """Tell whether a host name belongs to Exchange Online."""
    return any(host == domain or host.endswith(f".{domain}") for domain in ONLINE)


def translated(err: BaseException, doing: str, *, acting: bool) -> DebriefError | None:
    """Return our error for one raised while ``doing`` something; None for a mistake of ours.

    ``acting`` tells that the request tells people something, so that it must not be repeated blindly.
    """
    if isinstance(err, DebriefError):
        return err
    if not isinstance(err, _KNOWN):
        return None
    chain = tuple(_chain(err))
    for one in chain:
        if (remedy := _NO_RIGHTS.get(type(one))) is not None:
            return SignInNeeded(f"Exchange refuses to {doing} ({_said(one)}); {remedy}")
    if isinstance(err, OAuth2Error):
        return SignInNeeded(f"no token for Exchange ({_said(err)}); check the [exchange] sign-in")
    if isinstance(err, _NEVER):
        return Refused(f"Exchange will not {doing}: {_said(err)}")
    if any(isinstance(e, requests.exceptions.SSLError) for e in chain):
        return TryLater(f"the certificate of Exchange is not trusted ({_said(err)}); name the file of "
                        "its authority in REQUESTS_CA_BUNDLE")  # fmt: skip
    if isinstance(err, ews.ErrorServerBusy) and not any(isinstance(e, _UNCLEAR) for e in chain):
        return TryLater(f"Exchange is too busy to {doing}", retry_after=err.back_off)
    if isinstance(err, _NOT_NOW) or _unsent(chain):
        return TryLater(f"Exchange could not {doing} ({_said(err)})")
    if acting:
        return Doubtful(f"it is not known whether Exchange did {doing} ({_said(err)})")
    return TryLater(f"Exchange could not {doing} ({_said(err)})")


def _unsent(chain: tuple[BaseException, ...]) -> bool:
    """No connection came about, so nothing can have been done."""
    return any(isinstance(e, (requests.exceptions.ConnectTimeout, *_UNSENT)) for e in chain)


def _chain(err: BaseException) -> Iterator[BaseException]:
    """Walk from an error to what it was raised from, through urllib3's own wrapping."""
    seen: set[int] = set()
    waiting: list[object] = [err]
    while waiting:
        one = waiting.pop()
        if not isinstance(one, BaseException) or id(one) in seen:
            continue
        seen.add(id(one))
        yield one
        waiting += [one.__cause__, one.__context__, getattr(one, "reason", None), *one.args]


def _said(err: BaseException) -> str:
    words = " ".join(str(err).split())
    name = type(err).__name__
    return f"{name}: {words[:200]}" if words else name
