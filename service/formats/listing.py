"""What every format of a timeline is given: the rows of a page and the little it must know of where it is shown."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import datetime, tzinfo
from typing import TYPE_CHECKING, Protocol
from urllib.parse import quote

if TYPE_CHECKING:
    from service.timeline.model import Event

BREAKING = re.compile("[\x00-\x1f\x7f-\x9f\u2028\u2029\ud800-\udfff]+")
"""Control characters, line and paragraph separators, halves of surrogate pairs."""


class Row(Protocol):
    """An event of a page: the event itself, the moment of its last change, and its JSON where it is kept ready."""

    @property
    def event(self) -> Event: ...
    @property
    def updated(self) -> datetime | None: ...


@dataclass(frozen=True)
class Listing:
    """A page of a timeline, ready to be rendered.

    `bodies` are the events as JSON, for the formats made of them; `rows` the events themselves, for the others.
    `base_url` is put before the service's own paths ("" gives relative links); `evidence` and `chars` bound what is
    quoted; `fields` keeps only what comes of these keys (empty: all); `zone` is where moments are told; `more` is said
    beside the events in JSON.
    """

    rows: Iterable[Row] = ()
    bodies: Iterable[bytes] = ()
    title: str = "Timeline"
    base_url: str = ""
    self_url: str = "/timeline"
    next_url: str | None = None
    modified: datetime | None = None
    evidence: int | None = 3
    chars: int | None = None
    fields: frozenset[str] = frozenset()
    zone: tzinfo | None = None
    more: Mapping[str, object] = field(default_factory=dict)

    def moved(self, when: datetime) -> datetime:
        """A moment on the clocks that were asked for."""
        return moved(when, self.zone)

    def event_url(self, event_id: str) -> str:
        """Where one event with all its evidence is found."""
        return f"{self.base_url}/events/{quote(event_id, safe='')}"

    def page_url(self, event_id: str) -> str:
        """Where people read one event with all its evidence."""
        return f"{self.base_url}/event/{quote(event_id, safe='')}"

    def article_page_url(self, article_id: str) -> str:
        """Where people read one article with its dates marked."""
        return f"{self.base_url}/article/{quote(article_id, safe='')}"

    def article_url(self, article_id: str) -> str:
        """Where one article is found."""
        return f"{self.base_url}/articles/{quote(article_id, safe='')}"


def moved(when: datetime, zone: tzinfo | None) -> datetime:
    """The same moment on the clocks of `zone`; as it was without one, or where the calendar ends before it."""
    try:
        return when if zone is None else when.astimezone(zone)
    except OverflowError:
        return when


def one_line(text: str) -> str:
    """Any run of white space and control characters as one blank, so that no title can break a line-based format.

    >>> one_line("Talks\\r\\nX-Evil: 1\\x00 held ")
    'Talks X-Evil: 1 held'
    """
    return " ".join(BREAKING.sub(" ", text).split())


def cut(text: str, chars: int | None) -> str:
    """The text, or as much of it as `chars` allows with an ellipsis to say so; None allows all.

    >>> cut("On Sunday they met", 10)
    'On Sunday…'
    """
    return text if chars is None or len(text) <= chars else text[: max(chars - 1, 0)].rstrip() + "…"


def xml_safe(text: str) -> str:
    """The text with every character XML 1.0 cannot carry replaced by U+FFFD, one for one, so that offsets stand.

    >>> xml_safe("a\\x00b\\ud800")
    'a\\ufffdb\\ufffd'
    """
    return "".join(c if _is_xml(ord(c)) else "\ufffd" for c in text)


def _is_xml(code: int) -> bool:
    return code in {9, 10, 13} or 0x20 <= code <= 0xD7FF or 0xE000 <= code <= 0xFFFD or code >= 0x10000
