"""Bytes to characters: the encoding that a page or a text file is written in. Light to import."""

from __future__ import annotations

import re

_META_CHARSET = re.compile(rb"""<meta[^>]{0,300}?charset\s*=\s*["']?\s*([\w.:\-]{2,40})""", re.IGNORECASE)
_XML_ENCODING = re.compile(rb"""^\s*<\?xml[^>]{0,200}?encoding\s*=\s*["']([\w.:\-]{2,40})""", re.IGNORECASE)
_MARKS = ((b"\xef\xbb\xbf", "utf-8-sig"), (b"\xff\xfe", "utf-16"), (b"\xfe\xff", "utf-16"))
_ANYTHING = frozenset(["iso-8859-1", "latin-1", "latin1", "us-ascii", "ascii", "windows-1252", "cp1252"])
"""Declared by default and often in error: UTF-8 is tried first, then, as browsers do, Windows' own Latin."""
_CHARSET_HEAD = 4096
_GUESS_BYTES = 20_000


def decode_page(data: bytes) -> str:
    """Turn the bytes of a page or a text file into characters.

    By its byte order mark, the encoding it declares, UTF-8, and at last by a guess over its first bytes.

    >>> decode_page('<meta charset="koi8-r"><p>Москва'.encode("koi8-r"))[-6:]
    'Москва'
    """
    for mark, name in _MARKS:
        if data.startswith(mark):
            return data.decode(name, "replace")
    declared = _META_CHARSET.search(data[:_CHARSET_HEAD]) or _XML_ENCODING.search(data[:_CHARSET_HEAD])
    stated = declared.group(1).decode("ascii", "replace").lower() if declared else "utf-8"
    for name in ("utf-8", "cp1252") if stated in _ANYTHING else (stated, "utf-8"):
        try:
            return data.decode(name)
        except (LookupError, ValueError):
            continue
    from charset_normalizer import from_bytes

    best = from_bytes(data[:_GUESS_BYTES]).best()
    return data.decode(best.encoding if best else "cp1252", "replace")
