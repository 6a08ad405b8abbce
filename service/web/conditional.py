"""ETag and Last-Modified by RFC 9110: what a client has already need not be sent again."""

from __future__ import annotations

import hashlib
from datetime import datetime
from email.utils import format_datetime, parsedate_to_datetime
from functools import lru_cache

from flask import request


def weak(*parts: object) -> str:
    """An entity tag that says: the same in meaning. Its parts are plain characters.

    >>> weak(7, "abc")
    'W/"7-abc"'
    """
    return 'W/"' + "-".join(str(part) for part in parts) + '"'


def tag_of(body: bytes) -> str:
    """An entity tag of a body whose version is not known otherwise."""
    return weak(hashlib.blake2b(body, digest_size=12).hexdigest())


@lru_cache(4096)
def http_date(when: datetime) -> str:
    """A moment (with offset) as HTTP writes it, whole seconds."""
    from datetime import UTC

    return format_datetime(when.astimezone(UTC), usegmt=True)


def has_already(tag: str, modified: datetime | None) -> bool:
    """Whether this GET or HEAD is answered 304."""
    return is_known(request.headers.get("If-None-Match"), request.headers.get("If-Modified-Since"), tag, modified)


def is_known(given: str | None, since: str | None, tag: str, modified: datetime | None) -> bool:
    """Whether a client that sends these headers has the answer: If-None-Match decides, If-Modified-Since only else."""
    if given is not None:
        return matches(given, tag)
    if since is None or modified is None:
        return False
    try:
        limit = parsedate_to_datetime(since)
        return limit.tzinfo is not None and modified.replace(microsecond=0) <= limit
    except (ValueError, TypeError, OverflowError):
        return False


def matches(given: str, tag: str) -> bool:
    """Whether the If-None-Match header names this tag, compared weakly; what is no list of tags matches nothing.

    >>> matches('"x", W/"7-abc"', 'W/"7-abc"'), matches("*", 'W/"a"'), matches("7-abc", 'W/"7-abc"')
    (True, True, False)
    """
    if given.strip() == "*":
        return True
    opaque = tag.removeprefix("W/")
    return any(part.strip().removeprefix("W/") == opaque for part in given.split(","))
