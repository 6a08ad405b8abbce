"""The formats a timeline can be asked for, by name. Each is a module with `MEDIA_TYPE` and `render(listing)`.

A module is imported when its format is first asked for, so that a command line needing one does not load all.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from importlib import import_module

from service.formats.listing import Listing

Render = Callable[[Listing], Iterable[bytes]]


@dataclass(frozen=True, slots=True)
class Format:
    """A way to write a timeline: its name in `?format=`, the ending of its path (or None), its media type.

    `of_bodies` says that it is made of `Listing.bodies`, events as JSON, and not of `Listing.rows`.
    """

    name: str
    suffix: str | None
    media_type: str
    says: str
    of_bodies: bool = False

    @property
    def content_type(self) -> str:
        """The Content-Type header: text formats say their charset, JSON has none to say."""
        return self.media_type if self.media_type.endswith(("json", "+xml")) else f"{self.media_type}; charset=utf-8"

    def render(self, listing: Listing) -> Iterable[bytes]:
        """The page in this format, in pieces of bytes."""
        render: Render = import_module(f"service.formats.{self.name}").render
        return render(listing)


FORMATS: dict[str, Format] = {
    one.name: one
    for one in (
        Format("json", ".json", "application/json", "the whole contract, a page at a time", True),
        Format("ndjson", ".ndjson", "application/x-ndjson", "one event a line, streamed", True),
        Format("csv", ".csv", "text/csv", "one event a row, safe to open in a spreadsheet"),
        Format("ics", ".ics", "text/calendar", "all-day entries for a calendar"),
        Format("atom", ".atom", "application/atom+xml", "a feed for readers"),
        Format("html", ".html", "text/html", "a plain page that needs no script"),
        Format("md", None, "text/markdown", "to paste into a document or a wiki"),
        Format("jsonfeed", None, "application/feed+json", "a feed for readers that prefer JSON"),
        Format("jsonld", None, "application/ld+json", "schema.org events for search engines and graphs"),
        Format("vis", None, "application/vnd.vis-timeline+json", "items of vis-timeline"),
        Format("grafana", None, "application/vnd.grafana.annotations+json", "annotations for Grafana (Infinity)"),
        Format("timelinejs", None, "application/vnd.timelinejs+json", "what TimelineJS draws"),
    )
}
