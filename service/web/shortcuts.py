"""The same timeline asked again is answered before Flask begins: one key read tells whether the collection changed.

A reply of Flask's is learned with all its headers; it is given again, or 304, while the collection's version stands and
the words of the question mean the same days. Only where nobody must show a key and reads are not counted.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Hashable, Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING, Any

from service.errors import DatelineError
from service.web.conditional import is_known
from service.web.record import record
from service.web.requestid import HEADER, accepted

if TYPE_CHECKING:
    from service.web.context import Services

Environ = Mapping[str, Any]
Headers = list[tuple[str, str]]
Start = Callable[[str, Headers], Any]

MOST_LEARNED = 2000
QUARTER_SECONDS = 900
PATHS = "/timeline"
NOT_AGAIN = frozenset({"x-request-id", "content-length"})
OF_304 = frozenset({"content-type", "content-encoding", "link"})


@dataclass(frozen=True, slots=True)
class Learned:
    """What a view says of its answer, so that it may be given again: the key it is kept under, what it stands on."""

    collection: str
    version: int
    answer: Hashable
    tag: str
    modified: datetime | None


@dataclass(frozen=True, slots=True)
class Shortcut:
    """What is known of a reply: which answer it sends, while which version of which collection stands."""

    collection: str
    version: int
    quarter: int
    answer: Hashable
    gzipped: bool
    tag: str
    modified: datetime | None
    route: str
    headers: Headers
    headers_304: Headers


class Shortcuts:
    """A WSGI application that answers what it learned and hands everything else on."""

    def __init__(self, application: Callable[..., Iterable[bytes]], shared: Services) -> None:
        self._application = application
        self._shared = shared
        self._learned: dict[Hashable, Shortcut] = {}
        settings = shared.settings
        # Only where nobody must show a key and reads are not counted, and there is room to keep answers.
        self.open = bool(settings.cache_bytes) and not settings.read_keys_required and not settings.read_rate.limit
        self._by_origin = "*" not in settings.cors_origins
        self._by_host = bool(settings.trusted_hosts)

    def __call__(self, environ: Environ, start: Start) -> Iterable[bytes]:
        """Answer, or let Flask answer."""
        if self.open and environ["REQUEST_METHOD"] == "GET" and environ["PATH_INFO"].startswith(PATHS):
            shortcut = self._learned.get(self._key(environ))
            if shortcut is not None:
                answer = self._answer(shortcut, environ, start)
                if answer is not None:
                    return answer
        return self._application(environ, start)

    def learn(self, environ: Environ, shortcut: Shortcut) -> None:
        """Remember a reply for whoever asks the same in the same way."""
        if len(self._learned) >= MOST_LEARNED:
            self._learned.clear()
        self._learned[self._key(environ)] = shortcut

    def _key(self, environ: Environ) -> Hashable:
        get = environ.get
        return (
            environ["PATH_INFO"],
            environ["QUERY_STRING"],
            get("HTTP_ACCEPT"),
            get("HTTP_ACCEPT_ENCODING"),
            get("CONTENT_LENGTH"),
            get("HTTP_TRANSFER_ENCODING"),
            get("HTTP_ORIGIN") if self._by_origin else None,
            get("HTTP_HOST") if self._by_host else None,
        )

    def _answer(self, shortcut: Shortcut, environ: Environ, start: Start) -> list[bytes] | None:
        began = time.perf_counter()
        if shortcut.quarter != quarter():
            return None
        try:
            version = self._shared.store.collection(shortcut.collection).version
        except DatelineError:
            return None
        if version != shortcut.version:
            return None
        get = environ.get
        if is_known(get("HTTP_IF_NONE_MATCH"), get("HTTP_IF_MODIFIED_SINCE"), shortcut.tag, shortcut.modified):
            self._shared.metrics.answered("nothing new")
            return self._send(shortcut, environ, start, 304, b"", began)
        answer = self._shared.answers.get(shortcut.answer)
        body = None if answer is None else answer.gzipped if shortcut.gzipped else answer.body
        if body is None:
            return None
        self._shared.metrics.answered("memory")
        return self._send(shortcut, environ, start, 200, body, began)

    def _send(
        self, shortcut: Shortcut, environ: Environ, start: Start, status: int, body: bytes, began: float
    ) -> list[bytes]:
        id = accepted(environ.get("HTTP_X_REQUEST_ID", ""))
        if status == 304:
            start("304 NOT MODIFIED", [*shortcut.headers_304, (HEADER, id)])
        else:
            start("200 OK", [*shortcut.headers, ("Content-Length", str(len(body))), (HEADER, id)])
        record(self._shared, environ, shortcut.route, status, time.perf_counter() - began, len(body), id)
        return [body]


def quarter() -> int:
    """The quarter of an hour it is: within one, the words of a question mean the same days in every zone."""
    return int(time.time() // QUARTER_SECONDS)


def without(headers: Iterable[tuple[str, str]], dropped: frozenset[str]) -> Headers:
    """Headers but for some names."""
    return [(name, value) for name, value in headers if name.lower() not in dropped]
