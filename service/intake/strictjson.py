"""JSON read strictly: what other readers let pass in silence (a key twice, NaN, half a surrogate) is said.

Two kinds of wrong are kept apart. What cannot be parsed at all raises `BadSyntax` (HTTP 400). What can be parsed but
holds a value no text or number can have is listed by `faults` (HTTP 422), each with the path of its place.
"""

from __future__ import annotations

import json
import math
import re
from collections.abc import Iterator

from service.errors import BadSyntax, Fault

MAX_DEPTH = 64
"""Objects and arrays within each other; an article needs one."""
MAX_INTEGER = 2**63 - 1
"""Larger whole numbers do not fit a database's column."""

_BYTE_ORDER_MARKS = (b"\xef\xbb\xbf", b"\xff\xfe", b"\xfe\xff")
_TOKEN = re.compile(r'"(?:[^"\\]|\\.)*"|[{}\[\],:]', re.DOTALL)


class _TwiceError(ValueError):
    """A key stands twice in one object."""


def parse(data: bytes | str, *, what: str = "the body", one_line: bool = False) -> object:
    """Read one JSON value from `data`, UTF-8 without a byte order mark; `what` names it in messages.

    With `one_line` messages give only the column: the number of the line is the caller's to say.

    Raises BadSyntax, with line and column, for anything that is not exactly one JSON value: broken or cut short, a
    key twice in one object, more than `MAX_DEPTH` levels, a number of thousands of digits, bytes that are not UTF-8.
    Infinite numbers and unpaired surrogates come through; `faults` lists them.

    >>> parse(b'{"text": "They met."}')
    {'text': 'They met.'}
    >>> parse('{"id": 1, "id": 2}')
    Traceback (most recent call last):
    service.errors.BadSyntax: the key "id" stands twice in one object (line 1, column 11)
    """
    text = _decode(data, what, one_line) if isinstance(data, bytes) else data
    if text.startswith("\ufeff"):
        raise _bad("encoding", f"{what} begins with a byte order mark; send UTF-8 without one")
    if not text or text.isspace():
        raise _bad("empty", f"{what} is empty; expected JSON")
    try:
        value: object = _DECODER.decode(text)
    except json.JSONDecodeError as error:
        place = _place(error.lineno, error.colno, one_line)
        raise _bad("syntax", f"{what} is not JSON: {error.msg}{place}") from None
    except _TwiceError as error:
        message = f'the key "{plain(str(error))}" stands twice in one object{_where_twice(text, one_line)}'
        raise _bad("duplicate", message) from None
    except RecursionError:
        raise _bad("depth", f"{what} is nested deeper than {MAX_DEPTH} levels") from None
    except ValueError:
        raise _bad("number", f"{what} holds a number of thousands of digits") from None
    if text.count("{") + text.count("[") > MAX_DEPTH and _depth(value) > MAX_DEPTH:
        raise _bad("depth", f"{what} is nested deeper than {MAX_DEPTH} levels")
    return value


def faults(value: object) -> tuple[Fault, ...]:
    """List what makes no sense in a parsed value: unpaired surrogates, NUL, NaN, infinities, numbers beyond 64 bits.

    >>> faults({"title": "a\\x00b", "n": [1, 2**63]})[1].field
    'n[1]'
    """
    return tuple(_walk(value))


def _unique(pairs: list[tuple[str, object]]) -> dict[str, object]:
    record = dict(pairs)
    if len(record) != len(pairs):
        seen: set[str] = set()
        for key, _ in pairs:
            if key in seen:
                raise _TwiceError(key)
            seen.add(key)
    return record


_DECODER = json.JSONDecoder(object_pairs_hook=_unique)


def _bad(code: str, message: str) -> BadSyntax:
    return BadSyntax(message, Fault("", code, message))


def _decode(data: bytes, what: str, one_line: bool) -> str:
    if data.startswith(_BYTE_ORDER_MARKS):
        raise _bad("encoding", f"{what} begins with a byte order mark; send UTF-8 without one")
    if b"\0" in data[:4]:
        raise _bad("encoding", f"{what} is UTF-16 or UTF-32; send UTF-8")
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        column = error.start - data.rfind(b"\n", 0, error.start)
        place = f"byte {column}" if one_line else f"line {line}, byte {column} of it"
        raise _bad("encoding", f"{what} is not UTF-8: byte 0x{data[error.start]:02x} ({place})") from None


def plain(words: str, most: int = 60) -> str:
    """A name from outside, fit to stand in a message."""
    shown = words if len(words) <= most else words[: most - 1] + "…"
    return shown.encode("unicode_escape").decode("ascii") if not shown.isprintable() else shown


def _place(line: int, column: int, one_line: bool) -> str:
    return f" (column {column})" if one_line else f" (line {line}, column {column})"


def _where_twice(text: str, one_line: bool) -> str:
    """Find the first key that stands twice, for the message only; the text is known to be JSON up to there."""
    open_objects: list[set[str] | None] = []
    before = ""
    for match in _TOKEN.finditer(text):
        token = match.group()
        if token in "{[":
            open_objects.append(set() if token == "{" else None)
        elif token in "}]":
            open_objects.pop()
        elif token[0] == '"' and before in "{," and open_objects and (keys := open_objects[-1]) is not None:
            key = json.loads(token)
            if key in keys:
                start = match.start()
                return _place(text.count("\n", 0, start) + 1, start - text.rfind("\n", 0, start), one_line)
            keys.add(key)
        before = token
    return ""


def _depth(value: object) -> int:
    deepest = 0
    left = [(value, 1)]
    while left:
        item, depth = left.pop()
        if isinstance(item, (dict, list)):
            deepest = max(deepest, depth)
            inner = item.values() if isinstance(item, dict) else item
            left.extend((each, depth + 1) for each in inner if isinstance(each, (dict, list)))
    return deepest


def _walk(value: object, path: str = "") -> Iterator[Fault]:
    if isinstance(value, str):
        yield from _text_faults(value, path)
    elif isinstance(value, dict):
        for key, inner in value.items():
            name = plain(str(key))
            yield from _text_faults(str(key), f"{path}.{name}" if path else name)
            yield from _walk(inner, f"{path}.{name}" if path else name)
    elif isinstance(value, (list, tuple)):
        for i, inner in enumerate(value):
            yield from _walk(inner, f"{path}[{i}]")
    elif isinstance(value, float) and not math.isfinite(value):
        yield Fault(path, "number", "NaN, Infinity and numbers too large for a double are not accepted")
    elif isinstance(value, int) and not -MAX_INTEGER - 1 <= value <= MAX_INTEGER:
        yield Fault(path, "number", "a whole number beyond 64 bits is not accepted")


def _text_faults(text: str, path: str) -> Iterator[Fault]:
    if "\0" in text:
        yield Fault(path, "nul", f"a NUL character (U+0000) at character {text.index(chr(0))} is not accepted")
    if text.isascii():
        return
    try:
        text.encode("utf-8")
    except UnicodeEncodeError as error:
        half = f"U+{ord(text[error.start]):04X}"
        yield Fault(path, "surrogate", f"half of a surrogate pair ({half}) at character {error.start} is no text")
