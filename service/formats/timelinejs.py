"""The JSON that TimelineJS draws. Its texts are shown as HTML, so they are escaped here.

A date is written with the parts that are known and no more; what is vaguer than a day carries `display_date`. Events
without any day cannot be placed and are left out.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from markupsafe import escape

from service.formats.json import Json, dumps
from service.formats.listing import Listing, Row, cut, one_line
from service.formats.people import kind_word
from service.timeline.model import Event, EventDate

PARTS = {"year": 1, "month": 2}
UNITS_BY_LENGTH = {len("2017"): "year", len("2017-03"): "month"}
WIDER_THAN_A_YEAR = {"decade": 10, "century": 100, "millennium": 1000}


def date_parts(day: date, granularity: str | None) -> Json:
    """Year, month and day as far as the granularity goes.

    >>> date_parts(date(2017, 8, 1), "month")
    {'year': 2017, 'month': 8}
    """
    known = PARTS.get(granularity or "", 1 if granularity in WIDER_THAN_A_YEAR else 3)
    return dict(list({"year": day.year, "month": day.month, "day": day.day}.items())[:known])


def dates(when: EventDate) -> Json | None:
    """`start_date`, and where they apply `end_date` and `display_date`; None for what has no day."""
    first, last = when.earliest or when.latest, when.latest or when.earliest
    if first is None or last is None:
        return None
    if when.relation in {"by", "until", "before"} and when.latest:
        first = last
    open_end = when.earliest is None or when.latest is None
    same_unit = when.relation in {"on", "during", "around"} and not open_end
    granularity = when.granularity if same_unit else "day"
    begin_known, end_known = _units_of_ends(when) if same_unit else (granularity, granularity)
    shape: Json = {"start_date": date_parts(first, begin_known)}
    end = date_parts(last, end_known)
    if end != shape["start_date"]:
        shape["end_date"] = end
    if not (first == last and when.relation == "on" and not open_end):
        shape["display_date"] = str(escape(when.display))
    return shape


def _units_of_ends(when: EventDate) -> tuple[str | None, str | None]:
    """How exact the two ends of a stretch are ("2017-03/2017-05": months); of any other date, its own unit twice."""
    begin, between, end = (when.value or "").partition("/")
    if not between:
        return when.granularity, when.granularity
    return UNITS_BY_LENGTH.get(len(begin)), UNITS_BY_LENGTH.get(len(end))


def slide(row: Row, listing: Listing) -> Json | None:
    """One event as a slide, or None where TimelineJS could not place it."""
    event = row.event
    placed = dates(event.date)
    if placed is None:
        return None
    shape: Json = {"unique_id": event.id, **placed, "text": _text(event, listing)}
    if event.kind:
        shape["group"] = kind_word(event.kind)
    return shape


def render(listing: Listing) -> Iterator[bytes]:
    """The whole object, with a title slide."""
    slides = [made for row in listing.rows if (made := slide(row, listing))]
    title = {"text": {"headline": str(escape(one_line(listing.title))), "text": ""}}
    yield dumps({"title": title, "events": slides})


def _text(event: Event, listing: Listing) -> Json:
    summary = cut(one_line(event.summary), listing.chars)
    body = f'<p>{escape(summary)}</p><p><a href="{escape(listing.page_url(event.id))}">Sources</a></p>'
    return {"headline": str(escape(one_line(event.title))), "text": body}
