"""Bodies that come in: bounded in bytes and time, unpacked within the same bound, read strictly, checked by schema."""

from __future__ import annotations

import tempfile
import zlib
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from typing import IO, Any

from flask import g, request
from marshmallow import Schema, ValidationError

from service.errors import BadArticle, Fault
from service.intake import Taken, from_mapping, strictjson
from service.intake.record import FIELDS
from service.web.context import services
from service.web.problems import Problem

PIECE = 65_536
SPOOL_IN_MEMORY = 1_048_576
JSON_TYPES = ("application/json",)
NDJSON_TYPES = ("application/x-ndjson", "application/ndjson", "application/jsonl", "application/jsonlines")


def content_type() -> str:
    """The media type of the body; problem 415 when it is neither JSON nor NDJSON, or its charset is not UTF-8."""
    kind = request.mimetype
    charset = request.mimetype_params.get("charset", "utf-8").lower()
    if kind in JSON_TYPES and charset in {"utf-8", "utf8"}:
        return JSON_TYPES[0]
    if kind in NDJSON_TYPES and charset in {"utf-8", "utf8"}:
        return NDJSON_TYPES[0]
    said = request.headers.get("Content-Type", "")[:100] or "no content type"
    raise Problem("unsupported-media-type", f"Send application/json or application/x-ndjson in UTF-8, not {said}.")


def require_json() -> None:
    """Problem 415 unless the body is one JSON value."""
    if content_type() != JSON_TYPES[0]:
        raise Problem("unsupported-media-type", "Send application/json here.")


def read_bytes(most: int) -> bytes:
    """The whole body, unpacked, at most `most` bytes of it."""
    return b"".join(pieces(most))


@contextmanager
def spooled(most: int) -> Iterator[IO[bytes]]:
    """The whole body, unpacked, in a file that lives on disk when it is large, at its beginning."""
    with tempfile.SpooledTemporaryFile(SPOOL_IN_MEMORY) as file:
        for piece in pieces(most):
            file.write(piece)
        file.seek(0)
        yield file


def held_pieces(file: IO[bytes]) -> Iterator[bytes]:
    """A body that is here already, piece by piece; afterwards the file is at its beginning again."""
    while piece := file.read(PIECE):
        yield piece
    file.seek(0)


def pieces(most: int) -> Iterator[bytes]:
    """The body piece by piece, unpacked. Problems: 408, 413, 415, 400 when it ends early, 503 when too many come."""
    encoding = request.headers.get("Content-Encoding", "identity").strip().lower()
    if encoding not in {"identity", "gzip", "x-gzip", ""}:
        raise Problem("unsupported-media-type", f"Send gzip or no content encoding, not {encoding[:100]}.",
                      headers={"Accept-Encoding": "gzip"})  # fmt: skip
    if (request.content_length or 0) > most:
        raise _too_large(most)
    slots = services().body_slots
    if not slots.acquire(timeout=1):
        raise Problem("unavailable", "Too many bodies are arriving at once.")
    try:
        source = _received(most)
        yield from _unpacked(source, most) if encoding in {"gzip", "x-gzip"} else source
        g.body_read = True
    finally:
        slots.release()


def _received(most: int) -> Iterator[bytes]:
    stream = request.environ["wsgi.input"]
    length = request.content_length
    left = length if length is not None else most + 1 if _has_body() else 0
    total = 0
    while left > 0:
        piece = _next_piece(stream, min(PIECE, left))
        if not piece:
            break
        total += len(piece)
        left -= len(piece)
        if total > most:
            raise _too_large(most)
        yield piece
    if length is not None and total < length:
        raise Problem("bad-syntax", f"The body ends after {total} of {length} bytes.")


def _has_body() -> bool:
    return "chunked" in request.headers.get("Transfer-Encoding", "").lower()


def end_if_unread() -> None:
    """Where a body was not read to its end, the connection ends with the reply, and the reply says so."""
    if not g.get("body_read") and (request.content_length or _has_body()):
        end = getattr(request.environ.get("gunicorn.socket"), "end_after_reply", None)
        if end is not None:
            end()


def _next_piece(stream: Any, size: int) -> bytes:
    try:
        piece: bytes = stream.read(size)
    except TimeoutError:
        raise Problem("timeout", "The body stopped coming.") from None
    except Exception as error:  # whatever the server makes of a broken chunk or a lost connection
        raise Problem("bad-syntax", f"The body cannot be read: {type(error).__name__}.") from error
    return piece


def _unpacked(source: Iterator[bytes], most: int) -> Iterator[bytes]:
    total = 0
    inflate = zlib.decompressobj(31)
    started = False
    for packed in source:
        while packed:
            try:
                piece = inflate.decompress(packed, min(PIECE, most - total + 1))
            except zlib.error as error:
                raise Problem("bad-syntax", f"The body is not gzip: {error}.") from None
            started = True
            total += len(piece)
            if total > most:
                raise _too_large(most)
            yield piece
            packed = inflate.unconsumed_tail
            if inflate.eof:
                packed = inflate.unused_data
                if packed:
                    inflate = zlib.decompressobj(31)
    if started and not inflate.eof:
        raise Problem("bad-syntax", "The gzip body is cut short.")


def _too_large(most: int) -> Problem:
    return Problem("too-large", f"At most {most} bytes are taken here, counted after decompression.")


def parsed(data: bytes) -> object:
    """A body as one JSON value; problem 400 for what cannot be parsed, 422 for values no text or number can have."""
    value = strictjson.parse(data)
    faults = strictjson.faults(value)
    if faults:
        raise Problem("unprocessable", faults[0].message, faults)
    return value


def article(record: object, schema: Schema) -> Taken:
    """The article a body gives; problem 422 with every fault at once, those of its shape and those of its sense.

    What the schema knows and an article does not hold (how to read it) is left out.
    """
    faults = schema_faults(record, schema)
    known = {name: value for name, value in record.items() if name in FIELDS} if isinstance(record, dict) else {}
    try:
        taken = from_mapping(known, services().settings.intake)
    except BadArticle as error:
        named = {fault.field for fault in faults}
        faults += tuple(fault for fault in error.faults if fault.field not in named) if "" not in named else ()
    if faults:
        raise Problem("unprocessable", "; ".join(fault.message for fault in faults)[:1000], faults)
    return taken


def schema_faults(value: object, schema: Schema) -> tuple[Fault, ...]:
    """Each thing a schema finds wrong with a value."""
    if not isinstance(value, dict):
        return (Fault("", "not-an-object", "An object is expected here."),)
    try:
        schema.load(value)
    except ValidationError as error:
        return tuple(_faults(error.messages, "", schema))
    return ()


def _faults(messages: object, path: str, schema: Schema) -> Iterator[Fault]:
    if isinstance(messages, Mapping):
        for name, inner in messages.items():
            yield from _faults(inner, f"{path}.{name}" if path else str(name), schema)
    elif isinstance(messages, list):
        for message in messages:
            text = str(message)
            unknown = text == "Unknown field."
            code = "unknown-field" if unknown else "missing" if text.startswith("Missing data") else "bad-value"
            words = _with_nearest(path, schema) if unknown else text
            yield Fault(path[:200], code, f"{path[:200]}: {words[0].lower()}{words[1:]}")


def _with_nearest(name: str, schema: Schema) -> str:
    from difflib import get_close_matches

    near = get_close_matches(name[:60].lower(), schema.fields, 1, 0.5)
    return f"Unknown field; did you mean {near[0]}?" if near else "Unknown field."
