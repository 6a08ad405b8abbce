"""What can go wrong, in terms a caller can act on. Web and command line turn these into their own form."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Fault:
    """One thing that is wrong: where it stands, a stable code for programs, a sentence for people."""

    field: str
    code: str
    message: str


class DatelineError(Exception):
    """The root of every error that is told to a user; `faults` holds each thing that was wrong."""

    def __init__(self, message: str, *faults: Fault) -> None:
        super().__init__(message)
        self.message = message
        self.faults = faults


class BadQuestion(DatelineError):
    """A query that cannot be answered as put (HTTP 400, exit 2)."""


class BadSyntax(DatelineError):
    """A body that cannot be parsed (HTTP 400)."""


class BadArticle(DatelineError):
    """An article that can be parsed but makes no sense, for example has no publication date (HTTP 422)."""


class NotFound(DatelineError):
    """No such article, event or collection (HTTP 404)."""


class Moved(DatelineError):
    """The event asked for now lives under another id, `to` (HTTP 308)."""

    def __init__(self, message: str, to: str) -> None:
        super().__init__(message)
        self.to = to


class Conflict(DatelineError):
    """The same article id with other content, or an idempotency key with another body (HTTP 409)."""


class TooLarge(DatelineError):
    """More than the configured size (HTTP 413)."""


class NotAllowed(DatelineError):
    """A known key that may not do this (HTTP 403)."""


class NotKnown(DatelineError):
    """No key, a wrong key or a revoked key (HTTP 401)."""


class StoreUnavailable(DatelineError):
    """The database does not answer, is read-only or has another version (HTTP 503)."""


class StoreFull(DatelineError):
    """The disk or the database's bound is reached (HTTP 507)."""


class BadSetting(DatelineError):
    """A setting that cannot be used; the service does not start (exit 2)."""
