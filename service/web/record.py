"""What is written down of every request: a line in the log, a count in the metrics. Never a key, never a query."""

from __future__ import annotations

import logging
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from service.web.logs import write_request

if TYPE_CHECKING:
    from service.web.context import Services

log = logging.getLogger("dateline.access")
LONGEST_PATH = 500


def client_address(environ: Mapping[str, Any], hops: int) -> str:
    """Where a request comes from: the peer, or what that many proxies in front say of it."""
    if hops:
        said = [part.strip() for part in environ.get("HTTP_X_FORWARDED_FOR", "").split(",") if part.strip()]
        if len(said) >= hops:
            return str(said[-hops])[:100]
    return environ.get("REMOTE_ADDR") or "unknown"


def record(
    shared: Services,
    environ: Mapping[str, Any],
    route: str,
    status: int,
    seconds: float,
    length: int | None,
    id: str,
    key_name: str | None = None,
) -> None:
    """Count a request and write its line."""
    method = environ["REQUEST_METHOD"]
    shared.metrics.request(method, route, status, seconds)
    line = {
        "id": id,
        "method": method,
        "path": environ["PATH_INFO"].encode("latin-1").decode("utf-8", "replace")[:LONGEST_PATH],
        "status": status,
        "ms": round(seconds * 1000, 2),
        "bytes": length,
        "key": key_name,
        "client": client_address(environ, shared.settings.proxies),
    }
    write_request(log, line)
