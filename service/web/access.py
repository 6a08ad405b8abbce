"""Who may do what: the host addressed, the key shown, the loopback rule, and how often. One place for each rule."""

from __future__ import annotations

import re
from urllib.parse import urlsplit

from flask import g, request

from service.config import Settings
from service.web.context import Services, current
from service.web.cors import is_write
from service.web.loopback import bracketed, is_loopback
from service.web.problems import Problem
from service.web.rates import Verdict
from service.web.record import client_address

KEY_PARAMETERS = ("key", "api_key", "apikey", "access_token", "token")
MAY_HOLD_A_KEY = re.compile(rb"key|token|%", re.IGNORECASE)
FORWARDING_HEADERS = ("X-Forwarded-For", "X-Forwarded-Host", "X-Real-IP", "Forwarded", "Via")
READING_POSTS = frozenset({"/read", "/extract", "/try"})
UNCOUNTED = frozenset({"/healthz", "/readyz"})


def check(shared: Services) -> None:
    """The rules every request passes, in order. Raises the problem of the first it breaks."""
    asked, settings = current(), shared.settings
    if settings.trusted_hosts:
        _check_host(settings)
    if asked.url_rule is None or asked.method == "OPTIONS" or asked.path in UNCOUNTED:
        return
    write = is_write(asked.method, asked.path)
    if MAY_HOLD_A_KEY.search(asked.query_string) and any(name in asked.args for name in KEY_PARAMETERS):
        raise Problem("no-key", "A key in the URL is never read: URLs are logged. Send it as Authorization: Bearer.")
    if write or settings.read_keys_required:
        _check_key(shared, write)
    _check_rate(shared, write)


def _check_host(settings: Settings) -> None:
    if not is_trusted(settings, request.environ.get("HTTP_HOST", "")):
        raise Problem("bad-host", "This service does not answer to the name in the Host header.")


def is_trusted(settings: Settings, host: str) -> bool:
    """Whether a request may be addressed to this Host, where the settings name those that may.

    >>> settings = Settings(trusted_hosts=("news.example",))
    >>> is_trusted(settings, "News.Example:8000"), is_trusted(settings, "evil.example")
    (True, False)
    """
    host = host.lower()
    name = host.rsplit(":", 1)[0] if not host.endswith("]") else host
    own = urlsplit(settings.public_url).netloc.lower() if settings.public_url else None
    trusted = {known.lower() for known in settings.trusted_hosts}
    return bool({host, name} & trusted) or (own is not None and own in {host, name})


def _check_key(shared: Services, write: bool) -> None:
    shown = request.headers.get("Authorization")
    if shown is not None:
        g.key_name = _known_key(shared, shown, write)
    elif write and loopback_only(shared.settings):
        _check_loopback()
    else:
        raise Problem("no-key", "Send a key as Authorization: Bearer KEY.")


def _known_key(shared: Services, shown: str, write: bool) -> str:
    scheme, _, text = shown.partition(" ")
    key = shared.store.find_key(text.strip()) if scheme.lower() == "bearer" and text.isascii() else None
    if key is None or key.revoked is not None:
        raise Problem("no-key", "This key is not known, or was revoked.")
    if write and key.scope != "write":
        raise Problem("not-allowed", f"The key {key.name} may read only.")
    shared.store.touch_key(key)
    return str(key.name)


def loopback_only(settings: Settings) -> bool:
    """Whether the service is reached from this machine alone, by its settings and by the socket it listens on."""
    if behind_a_proxy(settings):
        return False
    return is_loopback(settings.host) and is_loopback(bracketed(request.environ.get("SERVER_NAME", "")))


def behind_a_proxy(settings: Settings) -> bool:
    """Whether the settings say that others come in through something in front, which is then who the peer is.

    >>> behind_a_proxy(Settings(proxies=1)), behind_a_proxy(Settings(public_url="https://timeline.example"))
    (True, True)
    >>> behind_a_proxy(Settings()), behind_a_proxy(Settings(public_url="http://localhost:8000"))
    (False, False)
    """
    known = urlsplit(settings.public_url).netloc if settings.public_url else None
    return settings.proxies > 0 or (known is not None and not is_loopback(known))


def _check_loopback() -> None:
    """Without keys only this machine writes: no page of another origin, no name that was bent to point here."""
    if any(header in request.headers for header in FORWARDING_HEADERS) or not is_loopback(
        bracketed(request.remote_addr or "")
    ):
        raise Problem("no-key", "Behind a proxy every write needs a key: Authorization: Bearer KEY.")
    if not is_loopback(request.environ.get("HTTP_HOST", "")):
        raise Problem("not-allowed", "Without a key, write by a loopback address: the Host header names another.")
    origin = request.headers.get("Origin")
    if origin is not None and not (origin.startswith(("http://", "https://")) and is_loopback(urlsplit(origin).netloc)):
        raise Problem("not-allowed", "Without a key, pages of other origins do not write.")
    if request.headers.get("Sec-Fetch-Site", "none") == "cross-site":
        raise Problem("not-allowed", "Without a key, pages of other origins do not write.")


def _check_rate(shared: Services, write: bool) -> None:
    rate = shared.settings.write_rate if write else shared.settings.read_rate
    if not rate.limit:
        return
    name = g.get("key_name")
    who = f"key {name}" if name else client_address(request.environ, shared.settings.proxies)
    verdict = shared.limiter.hit(f"{'write' if write else 'read'} {who}", rate)
    g.rate = verdict
    if not verdict.allowed:
        raise Problem(
            "too-many-requests",
            f"More than {rate.limit} requests in {rate.seconds} seconds.",
            headers={"Retry-After": str(verdict.retry_after)},
        )


def rate_headers(verdict: Verdict) -> tuple[tuple[str, str], ...]:
    """The RateLimit headers of a counted request."""
    return (
        ("RateLimit-Policy", f'"default";q={verdict.limit};w={verdict.seconds}'),
        ("RateLimit", f'"default";r={verdict.remaining};t={verdict.reset}'),
    )
