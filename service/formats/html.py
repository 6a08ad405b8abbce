"""A plain page of events: headings, lists and links, no script and no style. Whatever articles say is shown as text."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from functools import cache

from jinja2 import Environment, PackageLoader, StrictUndefined, Template

from service.formats.listing import Listing, cut
from service.timeline.model import Event

# What HTML's <time> can say: a year, a month, a week or a day, each no more precise than it is.
MACHINE_DATE = re.compile(r"\d{4}(-\d\d(-\d\d)?|-W\d\d)?")


@cache
def _template() -> Template:
    environment = Environment(loader=PackageLoader("service.formats", ""), autoescape=True, undefined=StrictUndefined)
    return environment.get_template("timeline.html")


def machine_date(event: Event) -> str | None:
    """The event's date for a `datetime` attribute, or None where HTML cannot say it without adding to it."""
    value = event.date.value
    return value if value and event.date.relation == "on" and MACHINE_DATE.fullmatch(value) else None


def render(listing: Listing) -> Iterator[bytes]:
    """The page, whole."""
    events = [_bounded(row.event, listing) for row in listing.rows]
    pairs = [(event, machine_date(event)) for event in events]
    yield _template().render(title=listing.title, events=pairs, listing=listing).encode("utf-8", "replace")


def _bounded(event: Event, listing: Listing) -> Event:
    rows = event.evidence if listing.evidence is None else event.evidence[: listing.evidence]
    quoted = tuple(replace(row, text=cut(row.text, listing.chars)) for row in rows)
    return replace(event, evidence=quoted, summary=cut(event.summary, listing.chars))
