"""The timeline is told before Flask begins: most requests are for it, and all it needs of a request is five headers.

Only where nobody must show a key and reads are not counted, and only what can be told without trouble: whatever is
wrong with a request, Flask's own way says so.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Iterable
from typing import TYPE_CHECKING, Any

from service.web import access, cors, telling
from service.web.hooks import standard_headers
from service.web.record import record
from service.web.requestid import HEADER, accepted

if TYPE_CHECKING:
    from service.web.context import Services

Environ = dict[str, Any]
Application = Callable[[Environ, Any], Iterable[bytes]]

STATUSES = {200: "200 OK", 304: "304 NOT MODIFIED"}
BODY_FOLLOWS = ("CONTENT_LENGTH", "HTTP_TRANSFER_ENCODING")
MOST_ORIGINS = 200


class Shortcut:
    """A WSGI application that tells timelines and hands everything else on."""

    def __init__(self, application: Application, shared: Services) -> None:
        self.application = application
        self._shared = shared
        self._settings = shared.settings
        self._open = not self._settings.read_keys_required and not self._settings.read_rate.limit
        self._standard: dict[tuple[str, str | None], telling.Headers] = {}

    def __call__(self, environ: Environ, start: Any) -> Iterable[bytes]:
        """Answer, or let Flask answer."""
        path = environ["PATH_INFO"]
        if self._open and path in telling.RULES and environ["REQUEST_METHOD"] == "GET" and self._plain(environ):
            began = time.perf_counter()
            told = self._told(path, environ)
            if told is not None:
                id = accepted(environ.get("HTTP_X_REQUEST_ID", ""))
                standard = self._standard_headers(path, environ.get("HTTP_ORIGIN"))
                start(STATUSES[told.status], [*told.headers, (HEADER, id), *standard])
                seconds = time.perf_counter() - began
                record(self._shared, environ, telling.RULES[path], told.status, seconds, len(told.body), id)
                return [told.body]
        return self.application(environ, start)

    def _plain(self, environ: Environ) -> bool:
        """Whether a request brings no body and is addressed to this service."""
        if any(name in environ for name in BODY_FOLLOWS):
            return False
        return not self._settings.trusted_hosts or access.is_trusted(self._settings, environ.get("HTTP_HOST", ""))

    def _told(self, path: str, environ: Environ) -> telling.Told | None:
        """What can be told at once; None where it is a stream, or wrong in some way, which Flask's view tells."""
        try:
            wanted = telling.asked(self._shared, path, environ["QUERY_STRING"], environ.get("HTTP_ACCEPT", "*/*"))
            return None if wanted.streamed else telling.tell(self._shared, wanted, environ)
        except Exception as trouble:
            environ[telling.TROUBLE] = trouble
            return None

    def _standard_headers(self, path: str, origin: str | None) -> telling.Headers:
        known = self._standard.get((path, origin))
        if known is None:
            if len(self._standard) >= MOST_ORIGINS:
                self._standard.clear()
            allowed = cors.allowed(self._settings, "GET", path, origin)
            known = [*standard_headers(), *allowed, ("Vary", telling.VARY[path] + cors.varies(self._settings))]
            self._standard[path, origin] = known
        return known
