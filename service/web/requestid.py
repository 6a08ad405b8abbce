"""An id for every request, taken from the client where it is one line of plain characters, else made."""

from __future__ import annotations

import os
import re

from flask import g, request

HEADER = "X-Request-ID"
ACCEPTED = re.compile(r"[A-Za-z0-9._:/+=@-]{1,128}")


def request_id() -> str:
    """This request's id."""
    known: str | None = g.get("request_id")
    if known is None:
        known = g.request_id = accepted(request.headers.get(HEADER, ""))
    return known


def accepted(given: str) -> str:
    """The id a client gave, or a new one where it could break a line or fill a log.

    >>> accepted("trace-17"), accepted("two words") == "two words"
    ('trace-17', False)
    """
    return given if ACCEPTED.fullmatch(given) else os.urandom(12).hex()
