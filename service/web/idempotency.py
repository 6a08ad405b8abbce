"""Idempotency-Key: the same key with the same body gets the first reply again; with another body it is a conflict."""

from __future__ import annotations

import hashlib
import re
import zlib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

import orjson
from flask import Response, g, request

from service.errors import Fault
from service.formats.json import dumps
from service.web.context import services
from service.web.problems import Problem
from service.web.replies import packed

if TYPE_CHECKING:
    from service.store import Store

HEADER = "Idempotency-Key"
REPLAYED = "Idempotency-Replayed"
ACCEPTED = re.compile(r"[\x21-\x7e]{1,255}")
KEPT_HEADERS = ("Content-Type", "Location", "Content-Location")
GZIP = 31


@dataclass(frozen=True)
class Slot:
    """Where the reply to a request that may come again is kept: under the key, for this body alone."""

    name: str
    digest: str
    store: Store

    def again(self) -> Response | None:
        """The reply given before, or None. Raises Conflict when it was given to another body."""
        known = self.store.recall(self.name, self.digest)
        if known is None:
            return None
        head, _, body = known.reply.partition(b"\n")
        response = Response(zlib.decompress(body, GZIP), known.status, orjson.loads(head))
        response.headers[REPLAYED] = "true"
        response.headers["Cache-Control"] = "no-store"
        return response

    def keep(self, status: int, headers: dict[str, str], packed_body: bytes) -> None:
        """Keep a reply, its body gzipped."""
        self.store.remember(self.name, self.digest, status, dumps(headers) + b"\n" + packed_body)

    def keep_response(self, response: Response) -> Response:
        """Keep a reply that is rendered whole, and give it on."""
        headers = {name: response.headers[name] for name in KEPT_HEADERS if name in response.headers}
        self.keep(response.status_code, headers, packed(response.get_data()))
        return response

    def keep_lines(self, lines: Iterator[bytes], content_type: str) -> Iterator[bytes]:
        """Give on the lines of a reply as they come, and keep them when the last is out; memory holds them gzipped."""
        deflate = zlib.compressobj(6, zlib.DEFLATED, GZIP)
        held: list[bytes] = []
        for line in lines:
            held.append(deflate.compress(line))
            yield line
        held.append(deflate.flush())
        self.keep(200, {"Content-Type": content_type}, b"".join(held))


def slot(body: Iterable[bytes]) -> Slot | None:
    """Where this request's reply is kept; None when it has no key. Problem 400 for what is no key."""
    key = request.headers.get(HEADER)
    if key is None:
        return None
    if not ACCEPTED.fullmatch(key):
        message = f"{HEADER}: must be 1 to 255 printable ASCII characters without blanks"
        raise Problem("bad-query", message, [Fault(HEADER, "bad-value", message)])
    digest = hashlib.sha256(request.query_string + b"\n")
    for piece in body:
        digest.update(piece)
    name = hashlib.sha256(f"{g.get('key_name', '')}\n{request.path}\n{key}".encode()).hexdigest()
    return Slot(name, digest.hexdigest(), services().store)
