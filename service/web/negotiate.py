"""Which format a timeline is answered in: the path's suffix, else `format`, else what the client accepts."""

from __future__ import annotations

from collections.abc import Mapping
from functools import lru_cache

from flask import request
from werkzeug.datastructures import MIMEAccept
from werkzeug.http import parse_accept_header

from service.errors import Fault
from service.formats import FORMATS, Format
from service.web.problems import Problem

NAMES = ", ".join(FORMATS)
BY_SUFFIX = {form.suffix: form for form in FORMATS.values() if form.suffix}
ALSO_JSON = {"application/*+json": "json"}


def chosen(suffix: str, asked: str | None, accept: str) -> Format:
    """The format of a path's suffix, a `format` parameter and an Accept header.

    Problem 400 for one that does not exist or two that differ, 406 when nothing accepted is here.
    """
    by_path = BY_SUFFIX[suffix] if suffix else None
    if asked is not None:
        form = FORMATS.get(asked)
        if form is None or (by_path is not None and form is not by_path):
            message = f"format: must be one of {NAMES}" if form is None else f"format: the path says {suffix} already"
            raise Problem("bad-query", message, [Fault("format", "bad-value", message)])
        return form
    return by_path or _accepted(accept)


def _accepted(header: str) -> Format:
    name = accepted_name(header)
    if name is None:
        types = ", ".join(form.media_type for form in FORMATS.values())
        raise Problem("not-acceptable", f"This is told as {types}; the Accept header takes none of them.")
    return FORMATS[name]


@lru_cache(256)
def accepted_name(header: str) -> str | None:
    """The name of the best format an Accept header takes, or None.

    >>> accepted_name("text/csv, application/json;q=0.5"), accepted_name("image/png"), accepted_name("*/*")
    ('csv', None, 'json')
    """
    accept = ranges(header)
    types = {form.media_type: form.name for form in FORMATS.values()}
    best = accept.best_match(list(types))
    return types[best] if best else None


def one_of(asked: str | None, names: Mapping[str, str]) -> str:
    """The name that is asked for, else the one of `names` (by media type, the first preferred) that is accepted.

    Problem 406 where nothing is asked for and the Accept header takes none.
    """
    best = asked or names.get(ranges(request.environ.get("HTTP_ACCEPT", "")).best_match(list(names)) or "")
    if best is None:
        raise Problem("not-acceptable", f"This is told as {', '.join(names)}; the Accept header takes none of them.")
    return best


def require_json(accept: str | None = None) -> None:
    """Problem 406 unless the client takes JSON, where that is all there is; `accept` is this request's when None."""
    header = request.environ.get("HTTP_ACCEPT", "*/*") if accept is None else accept
    if header != "*/*" and not takes(header, "application/json"):
        raise Problem("not-acceptable", "This is told as application/json; the Accept header does not take it.")


@lru_cache(256)
def takes(header: str, media_type: str) -> bool:
    """Whether an Accept header takes a media type."""
    return ranges(header).best_match([media_type]) is not None


def ranges(header: str) -> MIMEAccept:
    """The media ranges of an Accept header, whatever parameters they carry: all is told in UTF-8 and one version.

    >>> ranges("application/json; charset=utf-8, text/csv;q=0.5").best_match(["text/csv", "application/json"])
    'application/json'
    """
    given = parse_accept_header(header.strip() or "*/*", MIMEAccept)
    return MIMEAccept([(media_type.partition(";")[0].strip(), quality) for media_type, quality in given])
