"""What is this machine seen from itself. Imports nothing of the web: the server asks before it loads the app."""

from __future__ import annotations

import ipaddress
from functools import lru_cache
from urllib.parse import urlsplit


@lru_cache(1024)
def is_loopback(name: str) -> bool:
    """Whether a host name or address, a port aside, is this machine seen from itself.

    >>> is_loopback("127.0.0.1:8000"), is_loopback("[::1]"), is_loopback("127.0.0.1.evil.example")
    (True, True, False)
    """
    host = (urlsplit("//" + name).hostname or "") if _parses(name) else ""
    if host == "localhost":
        return True
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return False


def _parses(name: str) -> bool:
    try:
        return urlsplit("//" + name).port != -1
    except ValueError:
        return False


def bracketed(address: str) -> str:
    """An address as it stands in a URL: IPv6 in brackets.

    >>> bracketed("::1"), bracketed("127.0.0.1")
    ('[::1]', '127.0.0.1')
    """
    return f"[{address}]" if ":" in address and not address.startswith("[") else address
