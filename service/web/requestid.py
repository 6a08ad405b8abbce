"""An id for every request, taken from the client where it is one line of plain characters, else made."""

from __future__ import annotations

import os
import re

from flask import g, request

HEADER = "X-Request-ID"
ACCEPTED = re.compile(r"[A-Za-z0-9._:/+=@-]{1,128}")


def request_id() -> str:
    """This request's id.

    A header that could break a line or fill a log is replaced by a new one.
    """
    known: str | None = g.get("request_id")
    if known is None:
        given = request.headers.get(HEADER, "")
        known = given if ACCEPTED.fullmatch(given) else os.urandom(12).hex()
        g.request_id = known
    return known
