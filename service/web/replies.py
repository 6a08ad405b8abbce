"""How a reply leaves: rendered once, kept, gzipped where it gains, told as 304 where the client has it."""

from __future__ import annotations

import zlib
from collections.abc import Hashable, Iterable, Iterator, Mapping
from dataclasses import replace
from datetime import datetime
from functools import lru_cache
from typing import TYPE_CHECKING
from urllib.parse import quote, urlencode

from flask import Response, g, request
from werkzeug.datastructures import Accept
from werkzeug.http import parse_accept_header

from service.formats.json import dumps
from service.web.answers import Answer
from service.web.conditional import has_already, http_date, tag_of
from service.web.context import services

if TYPE_CHECKING:
    from service.config import Settings
    from service.web.context import Services

JSON = "application/json"
GZIP_FROM = 1024
GZIP_LEVEL = 1
PIECE = 65_536
UNCOMPRESSED = ("image/png", "font/")


def wants_gzip() -> bool:
    """Whether the client of this request takes gzip."""
    return takes_gzip(request.environ.get("HTTP_ACCEPT_ENCODING", ""))


@lru_cache(256)
def takes_gzip(accept_encoding: str) -> bool:
    """Whether an Accept-Encoding header takes gzip.

    >>> takes_gzip("gzip, br"), takes_gzip("gzip;q=0"), takes_gzip("")
    (True, False, False)
    """
    return "gzip" in accept_encoding and bool(parse_accept_header(accept_encoding, Accept).quality("gzip"))


def packed(body: bytes) -> bytes:
    """The body gzipped, quickly."""
    deflate = zlib.compressobj(GZIP_LEVEL, zlib.DEFLATED, 31)
    return deflate.compress(body) + deflate.flush()


def cache_control(settings: Settings) -> str:
    """How long others may keep a read; never in a shared cache when reads need a key."""
    return f"private, {settings.cache_control}" if settings.read_keys_required else settings.cache_control


def not_modified(tag: str, modified: datetime | None) -> Response | None:
    """The 304 reply if the client has this already, else None."""
    if not has_already(tag, modified):
        return None
    headers = [("ETag", tag), ("Cache-Control", cache_control(services().settings))]
    if modified is not None:
        headers.append(("Last-Modified", http_date(modified)))
    response = Response(status=304, headers=headers)
    del response.headers["Content-Type"]
    return response


def send(answer: Answer, key: Hashable = None) -> Response:
    """An answer as a response; with a key its gzipped form is kept as well once somebody wanted it."""
    body, headers = as_taken(services(), answer, request.environ.get("HTTP_ACCEPT_ENCODING", ""), key)
    return Response(body, headers=list(headers))


def as_taken(
    shared: Services, answer: Answer, accept_encoding: str, key: Hashable = None
) -> tuple[bytes, tuple[tuple[str, str], ...]]:
    """Body and headers of an answer, gzipped where the client takes that and it gains; kept under a key if given."""
    body = answer.body
    if len(body) < GZIP_FROM or not takes_gzip(accept_encoding):
        return body, answer.headers
    if answer.gzipped is None:
        answer = replace(answer, gzipped=packed(body))
        if key is not None:
            shared.answers.put(key, answer)
    if answer.gzipped is None or len(answer.gzipped) >= len(body):
        return body, answer.headers
    return answer.gzipped, (*answer.headers, ("Content-Encoding", "gzip"))


def json_reply(value: object, status: int = 200, headers: Iterable[tuple[str, str]] = ()) -> Response:
    """A small JSON value: with an ETag of its body and 304 for reads."""
    return body_reply(dumps(value), JSON, status, headers)


def body_reply(body: bytes, media_type: str, status: int = 200, headers: Iterable[tuple[str, str]] = ()) -> Response:
    """A body rendered whole. Reads get an ETag of it; other replies are not kept anywhere."""
    if request.method in {"GET", "HEAD"} and status == 200:
        tag = tag_of(body)
        if (same := not_modified(tag, None)) is not None:
            return same
        kept = cache_control(services().settings)
        told = (("Content-Type", media_type), ("ETag", tag), ("Cache-Control", kept), *headers)
        return send(Answer(body, told))
    response = send(Answer(body, (("Content-Type", media_type), ("Cache-Control", "no-store"), *headers)))
    response.status_code = status
    return response


def stream(pieces: Iterator[bytes], headers: Iterable[tuple[str, str]]) -> Response:
    """Pieces sent as they come, joined to some 64 kB; the first is made now, so that its errors are still told."""
    first = next(pieces, b"")
    if wants_gzip():
        headers = (*headers, ("Content-Encoding", "gzip"))
        return Response(_deflated(_joined(first, pieces)), headers=list(headers), direct_passthrough=True)
    return Response(_joined(first, pieces), headers=list(headers), direct_passthrough=True)


def _joined(first: bytes, rest: Iterator[bytes]) -> Iterator[bytes]:
    waiting, size = [first], len(first)
    for piece in rest:
        waiting.append(piece)
        size += len(piece)
        if size >= PIECE:
            yield b"".join(waiting)
            waiting, size = [], 0
    if size:
        yield b"".join(waiting)


def _deflated(pieces: Iterator[bytes]) -> Iterator[bytes]:
    deflate = zlib.compressobj(GZIP_LEVEL, zlib.DEFLATED, 31)
    for piece in pieces:
        if out := deflate.compress(piece):
            yield out
    yield deflate.flush()


def vary(response: Response) -> None:
    """What a reply depends on beside its URL."""
    response.headers["Vary"] = g.get("vary", "Accept-Encoding")


def page_reply(value: object, next_url: str | None) -> Response:
    """A page of a list, with a Link to the next."""
    return json_reply(value, headers=[("Link", f'<{next_url}>; rel="next"')] if next_url else ())


def next_url(path: str, given: Mapping[str, list[str]], cursor: str | None) -> str | None:
    """The URL of a list's next page: the same question with another cursor."""
    if cursor is None:
        return None
    params = [(name, value) for name, values in given.items() if name != "cursor" for value in values]
    return f"{services().settings.public_url or ''}{path}?{urlencode([*params, ('cursor', cursor)], quote_via=quote)}"


def nothing() -> Response:
    """Done, and there is nothing to say: 204."""
    response = Response(status=204)
    del response.headers["Content-Type"]
    return response


def told_now(value: object, status: int) -> Response:
    """A small value that is true only now."""
    return Response(dumps(value), status, [("Cache-Control", "no-store")], content_type=JSON)
