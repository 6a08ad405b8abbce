"""The forms a file can have, each to records: text with a header, JSON, NDJSON, CSV."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterable, Iterator, Mapping
from typing import IO

from service.errors import BadArticle, BadSyntax, DatelineError, Fault
from service.intake import strictjson
from service.intake.record import FIELDS
from service.layout import furniture

Record = tuple[str, Mapping[str, object] | DatelineError]
"""Where in its source a record stands (":17", "[3]", ""), and the record or why it cannot be read."""

HEADER_FIELDS = ("id", "title", "published", "publisher", "url", "language")
"""Fields a text file may state above its first blank line."""

LONGEST_HEADLINE = 200
"""Characters of a first line that can be a headline."""
HEADLINE_WORDS = 4
"""Words a first line needs to be one."""

_HEADER = re.compile(r"([A-Za-z][A-Za-z ]{0,30}):[ \t]*(.*)")


def text_record(text: str) -> Mapping[str, object]:
    """A text file to a record: "Title: ...", "Published: ..." and their like, a blank line, the text; or only the text.

    A file has a header where its first line is one of the known fields; an unknown field in it comes through, to be
    refused by name.

    >>> text_record("Title: Talks\\nPublished: 2017-08-07\\n\\nThey met.")
    {'title': 'Talks', 'published': '2017-08-07', 'text': 'They met.'}
    """
    first = _HEADER.match(text)
    if first is None or first[1].strip().lower() not in HEADER_FIELDS:
        return _titled({"text": text}, text)
    record: dict[str, object] = {}
    position = 0
    while (line := _HEADER.match(text, position)) is not None:
        name = line[1].strip().lower()
        if name in record:
            raise _bad_form(f"the header states {name} twice", name)
        record[name] = line[2].strip()
        position = line.end() + 1
    blank = re.compile(r"[ \t\r]*\n").match(text, position)
    if blank is None and position < len(text):
        raise _bad_form("a header ends with a blank line; this line is no field of it: " + _line(text, position), "")
    body = text[blank.end() if blank else len(text) :].lstrip("\r\n")
    return _titled(record | {"text": body}, body)


def _titled(record: dict[str, object], text: str) -> dict[str, object]:
    """Add the headline where the file states no title and a line of its own opens the text like one."""
    if "title" in record:
        return record
    outside = 0
    for start, end in furniture(text):
        if not text[outside:start].strip():
            outside = end
    lines = text[outside:].lstrip()[: 4 * LONGEST_HEADLINE].splitlines()
    if len(lines) > 2 and not lines[1].strip() and _is_headline(lines[0].strip()):
        return {"title": lines[0].strip(), **record}
    return record


def _is_headline(line: str) -> bool:
    words = len(line.split())
    return len(line) <= LONGEST_HEADLINE and words >= HEADLINE_WORDS and line[-1] not in ".:;,"


def json_records(data: bytes, name: str) -> Iterator[Record]:
    """One JSON article, or an array of them."""
    try:
        value = strictjson.parse(data, what=name)
    except BadSyntax as error:
        yield "", error
        return
    if not isinstance(value, list):
        yield "", _object(value)
        return
    for i, each in enumerate(value):
        yield f"[{i}]", _object(each)


def line_records(lines: Iterable[bytes | None]) -> Iterator[Record]:
    """NDJSON: a record a line, blank lines passed over; None stands for a line that was too long to be held."""
    for number, line in enumerate(lines, 1):
        where = f":{number}"
        if line is None:
            yield where, _bad_form("the line is too long", "")
        elif line.strip():
            try:
                yield where, _object(strictjson.parse(line.strip(b"\r\n"), what="the line", one_line=True))
            except BadSyntax as error:
                yield where, error


def bounded_lines(stream: IO[bytes], most: int) -> Iterator[bytes | None]:
    """The lines of a stream, None in place of one longer than `most` bytes."""
    while line := stream.readline(most + 1):
        if len(line) <= most or line.endswith(b"\n"):
            yield line
            continue
        while line and not line.endswith(b"\n"):
            line = stream.readline(most + 1)
        yield None


def csv_records(stream: IO[bytes], longest: int) -> Iterator[Record]:
    """CSV with a header row of field names; comma, semicolon or tab, UTF-8. An empty cell is an absent field."""
    csv.field_size_limit(longest)
    text = io.TextIOWrapper(stream, encoding="utf-8-sig", newline="")
    try:
        header = text.readline(longest)
        mark = max(",;\t", key=header.count)
        names = [name.strip().lower() for name in next(csv.reader([header], delimiter=mark), [])]
        if fault := _bad_header(names):
            yield ":1", fault
            return
        rows = csv.reader(text, delimiter=mark, strict=True)
        for row in rows:
            where = f":{rows.line_num + 1}"
            if len(row) > len(names):
                yield where, _bad_form(f"the row has {len(row)} cells under {len(names)} names", "")
            elif any(row):
                yield where, {name: cell for name, cell in zip(names, row, strict=False) if cell}
    except UnicodeDecodeError as error:
        yield "", _bad_form(f"not UTF-8 (byte 0x{error.object[error.start]:02x}); save the table as UTF-8", "")
    except csv.Error as error:
        yield f":{rows.line_num + 1}", _bad_form(f"broken CSV: {error}", "")


def _bad_header(names: list[str]) -> BadArticle | None:
    unknown = [name for name in names if name not in FIELDS]
    if unknown:
        shown = ", ".join(repr(strictjson.plain(name)) for name in unknown[:10])
        return _bad_form(f"unknown columns {shown}; known are {', '.join(FIELDS)}", unknown[0])
    twice = [name for name in names if names.count(name) > 1]
    if twice:
        return _bad_form(f"the column {twice[0]} stands twice", twice[0])
    return None if names else _bad_form("no header row with names of columns", "")


def _object(value: object) -> Mapping[str, object] | DatelineError:
    return value if isinstance(value, dict) else _bad_form("an article is a JSON object", "")


def _bad_form(message: str, field: str) -> BadArticle:
    return BadArticle(message, Fault(field, "form", message))


def _line(text: str, position: int) -> str:
    return repr(strictjson.plain(text[position : position + 200].split("\n", 1)[0]))
