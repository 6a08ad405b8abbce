"""One event a row, as RFC 4180 has it; no cell can be taken for a formula."""

from __future__ import annotations

import csv
import io
from collections.abc import Callable, Iterator
from datetime import datetime

from service.formats.json import moment
from service.formats.listing import Listing, cut, one_line
from service.timeline.model import Event

FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r", "＝", "＋", "－", "＠")

Cell = Callable[[Event], object]
SUMMARY = "summary"
"""The column that `chars` bounds."""

COLUMNS: tuple[tuple[str, str, Cell], ...] = (
    ("id", "id", lambda e: e.id),
    ("earliest", "date", lambda e: e.date.earliest or ""),
    ("latest", "date", lambda e: e.date.latest or ""),
    ("time", "date", lambda e: e.date.time or ""),
    ("date", "date", lambda e: e.date.value or ""),
    ("edtf", "date", lambda e: e.date.edtf or ""),
    ("granularity", "date", lambda e: e.date.granularity or ""),
    ("relation", "date", lambda e: e.date.relation),
    ("display", "date", lambda e: e.date.display),
    ("title", "title", lambda e: e.title),
    ("status", "status", lambda e: e.status),
    ("kind", "kind", lambda e: e.kind or ""),
    ("actors", "actors", lambda e: "; ".join(actor.name for actor in e.actors)),
    ("countries", "actors", lambda e: "; ".join(sorted({a.country for a in e.actors if a.country}))),
    ("places", "places", lambda e: "; ".join(place.name for place in e.places)),
    ("articles", "sources", lambda e: e.sources.articles),
    ("publishers", "sources", lambda e: e.sources.publishers),
    ("copies", "sources", lambda e: e.sources.copies),
    ("weight", "weight", lambda e: e.weight),
    (SUMMARY, "summary", lambda e: e.summary),
    ("source", "evidence", lambda e: e.evidence[0].article if e.evidence else ""),
    ("publisher", "evidence", lambda e: (e.evidence[0].publisher or "") if e.evidence else ""),
    ("published", "evidence", lambda e: e.evidence[0].published if e.evidence else ""),
)


def defused(value: object) -> str:
    """The cell as text: on one line, and with an apostrophe before whatever a spreadsheet would run.

    >>> defused("=1+1")
    "'=1+1"
    """
    raw = str(value)
    text = one_line(raw)
    return "'" + text if text.startswith(FORMULA_STARTS) or raw.startswith(FORMULA_STARTS) else text


def render(listing: Listing) -> Iterator[bytes]:
    """A heading row, then a row an event; `fields` keeps the columns that come of these keys."""
    columns = [c for c in COLUMNS if not listing.fields or c[1] in listing.fields]
    extra = not listing.fields or "updated" in listing.fields
    yield _line([name for name, _, _ in columns] + ["updated"] * extra)
    for row in listing.rows:
        bounds = (listing.chars if name == SUMMARY else None for name, _, _ in columns)
        cells = [_text(cell(row.event), listing, most) for (_, _, cell), most in zip(columns, bounds, strict=True)]
        yield _line(cells + [_text(row.updated or "", listing)] * extra)


def _text(value: object, listing: Listing, chars: int | None = None) -> str:
    """What stands in a cell: moments on the clocks that were asked for, everything else defused and cut."""
    return moment(value, listing.zone) if isinstance(value, datetime) else cut(defused(value), chars)


def _line(cells: list[str]) -> bytes:
    line = io.StringIO()
    csv.writer(line, lineterminator="\r\n").writerow(cells)
    return line.getvalue().encode()
