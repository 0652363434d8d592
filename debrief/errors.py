"""Every error Debrief raises on purpose; a class exists only where a caller acts differently.

DebriefError            shown to the user as one plain line, without a traceback
├── BadInput            a file, line or field the user can mend; names it and the remedy
├── SignInNeeded        the backend refused our credentials: sign in again
├── TryLater            a passing fault; may carry ``retry_after`` (seconds)
├── Doubtful            the backend may or may not have done it: look before trying again;
│                       may carry ``retry_after`` (seconds), too
├── Refused             the backend will never do this one thing: tell the manager
├── CannotDo            this backend has no such capability
├── NeedsHuman          a person must read this message or record
├── NotFound            no record of that name
└── Conflict            somebody else saved the record first: read it again and decide anew
"""

from __future__ import annotations


class DebriefError(Exception):
    """Say what happened and what to do next, in words a user understands."""


class BadInput(DebriefError):
    """Report input that the user can mend."""


class SignInNeeded(DebriefError):
    """Report that the backend no longer accepts our credentials."""


class TryLater(DebriefError):
    """Report a passing fault: nothing was done, and a later try may succeed."""

    def __init__(self, message: str, retry_after: float | None = None) -> None:
        super().__init__(message)
        self.retry_after = retry_after


class Doubtful(DebriefError):
    """Report that the answer was lost: it may have been done, so look before trying again."""

    def __init__(self, message: str, retry_after: float | None = None) -> None:
        super().__init__(message)
        self.retry_after = retry_after


class Refused(DebriefError):
    """Report that the backend will never do this; trying again is useless."""


class CannotDo(DebriefError):
    """Report that this backend has no such capability."""


class NeedsHuman(DebriefError):
    """Report something that only a person can decide."""


class NotFound(DebriefError):
    """Report that no record bears this name."""


class Conflict(DebriefError):
    """Report that the record changed since it was read."""
