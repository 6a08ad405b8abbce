"""The page's templates: an environment of our own that escapes everything, with the words for people as filters."""

from __future__ import annotations

import base64
import gzip
import hashlib
from datetime import date
from functools import cache
from importlib.resources import files
from typing import Any

from jinja2 import Environment, PackageLoader, StrictUndefined
from markupsafe import Markup

from service.formats import people
from service.formats.people import MARK_LABELS, STATUSES, Precision
from service.timeline.model import Event, EventDate, Mention
from service.web import page_text

MOST_QUOTES = 12
ALL_QUOTES = 500
ASSET_TYPES = {"css": "text/css", "js": "text/javascript", "svg": "image/svg+xml"}
NEWS_DAYS = 60
SHOWN_MARKS = ("day", "week", "month", "year", "by", "since", "until", "around", "undated")


@cache
def asset(name: str) -> bytes | None:
    """A file of the page's own (style, script, icon), or None where there is no such file."""
    stem, _, ending = name.rpartition(".")
    if ending not in ASSET_TYPES or not stem.isalnum():
        return None
    file = files("service.web").joinpath("static", name)
    return file.read_bytes() if file.is_file() else None


@cache
def asset_packed(name: str) -> bytes:
    """A file of the page's own, gzipped as well as can be: it is done once."""
    return gzip.compress(asset(name) or b"", 9, mtime=0)


@cache
def asset_version(name: str) -> str:
    """What changes in a file's address when the file changes, so that browsers may keep it for good."""
    return hashlib.sha256(asset(name) or b"").hexdigest()[:12]


@cache
def style() -> Markup:
    """The page's style, to stand in the page itself: nothing is painted before the style is there, and a file of its
    own is one more way to the server and back."""
    return Markup((asset("page.css") or b"").decode())


@cache
def style_source() -> str:
    """What a policy calls the style in the page: by its digest, so that no other style is let in with it."""
    return f"'sha256-{base64.b64encode(hashlib.sha256(style().encode()).digest()).decode()}'"


@cache
def edition() -> str:
    """What changes when a template, a style or the script does: pages kept by browsers are asked for anew then."""
    told = hashlib.sha256()
    for folder in ("templates", "static"):
        for file in sorted(files("service.web").joinpath(folder).iterdir(), key=lambda one: one.name):
            told.update(file.read_bytes())
    return told.hexdigest()[:12]


def publishers(event: Event) -> dict[str, str]:
    """Who published each article that tells of an event."""
    return {row.article: row.publisher or row.article for row in event.evidence}


def past(event: Event, today: date) -> str:
    """The class of how a planned event's day stands: passed of late, passed so long ago that it is no news, or ahead.

    >>> from service.timeline.model import Sources
    >>> told = EventDate(latest=date(2017, 9, 1), relation="by"), "planned", None, (), (), Sources(1, 1, 0), 1, (), ()
    >>> past(Event("e", "", "", *told), date(2017, 9, 3)), past(Event("e", "", "", *told), date(2018, 9, 3))
    ('is-past', 'is-long-past')
    """
    last = event.date.latest or event.date.earliest
    if last is None or last >= today:
        return ""
    return "is-past" if (today - last).days <= NEWS_DAYS else "is-long-past"


def place(row: Mention) -> str:
    """Where in its article's view a row of evidence stands."""
    side = "h" if row.where == "title" else "x"
    if row.expression is not None and row.start <= row.expression.start <= row.end:
        return f"{side}{row.expression.start}"
    return f"w{row.trigger.start}" if row.trigger is not None and row.where == "text" else "text"


def _days(when: EventDate) -> str:
    return page_text.days_words(when.earliest, when.latest)


@cache
def _environment() -> Environment:
    made = Environment(
        loader=PackageLoader("service.web", "templates"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        auto_reload=False,
    )
    made.filters.update(
        precision=people.precision,
        due=people.due,
        past=past,
        said=lambda fault: fault.message.removeprefix(f"{fault.field}: "),
        kind_word=people.kind_word,
        status_word=people.status_word,
        sources_word=people.sources_word,
        long_day=people.long_day,
        days=_days,
        reading=page_text.reading,
        quote=page_text.quote,
        publishers=publishers,
        place=place,
    )
    made.globals.update(
        statuses=tuple(STATUSES),
        precisions=tuple(Precision(name, MARK_LABELS[name]) for name in SHOWN_MARKS),
        most_quotes=MOST_QUOTES,
        none=None,
    )
    return made


def render(template: str, root: str = "", **values: Any) -> bytes:
    """A template as UTF-8 bytes. `root` is put before the service's own paths; what cannot be encoded is replaced."""
    said = (
        _environment()
        .get_template(template)
        .render(
            root=root,
            here=values.pop("here", ""),
            style=style(),
            asset=lambda name: f"{root}/static/{name}?v={asset_version(name)}",
            **values,
        )
    )
    return said.encode("utf-8", "replace")
