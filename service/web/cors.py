"""Pages of other origins: any may read where the settings say `*`; only origins named in the settings may write."""

from __future__ import annotations

from service.config import Settings

READING_POSTS = frozenset({"/read", "/extract"})
"""Calls by POST that change nothing: a text does not fit into a URL."""
EXPOSED = (
    "ETag, Idempotency-Replayed, Last-Modified, Link, Location, RateLimit, RateLimit-Policy, Retry-After, X-Request-ID"
)
REQUEST_HEADERS = "Accept, Authorization, Content-Encoding, Content-Type, Idempotency-Key, If-None-Match, X-Request-ID"
PREFLIGHT_SECONDS = "86400"
_ANY = (("Access-Control-Allow-Origin", "*"), ("Access-Control-Expose-Headers", EXPOSED))

Headers = tuple[tuple[str, str], ...]


def is_write(method: str, path: str) -> bool:
    """Whether a request changes anything.

    >>> is_write("POST", "/articles"), is_write("POST", "/read"), is_write("GET", "/articles")
    (True, False, False)
    """
    return method not in {"GET", "HEAD", "OPTIONS"} and path not in READING_POSTS


def allowed(
    settings: Settings, method: str, path: str, origin: str | None, wanted: str | None = None, allow: str | None = None
) -> Headers:
    """The headers that let a page of another origin have this reply; none where it may not.

    `origin` is the Origin header; of OPTIONS, `wanted` is the method asked about and `allow` the reply's Allow header.
    """
    beforehand = method == "OPTIONS"
    if beforehand:
        method = wanted or ""
    reads = not is_write(method or "GET", path)
    if "*" in settings.cors_origins and reads:
        headers = _ANY
    elif origin is not None and origin in settings.cors_origins:
        headers = (("Access-Control-Allow-Origin", origin), _ANY[1])
    else:
        return ()
    if not (beforehand and method):
        return headers
    return (
        *headers,
        ("Access-Control-Allow-Methods", allow or "GET, HEAD"),
        ("Access-Control-Allow-Headers", REQUEST_HEADERS),
        ("Access-Control-Max-Age", PREFLIGHT_SECONDS),
    )


def varies(settings: Settings) -> str:
    """What every reply depends on beside what its route says: with named origins the Origin, with keys the key."""
    by_origin = ", Origin" if settings.cors_origins and "*" not in settings.cors_origins else ""
    return by_origin + (", Authorization" if settings.read_keys_required else "")
