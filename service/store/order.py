"""How events lie in a timeline: their place as one text that sorts, and the class of their length in days.

A place is `earliest latest time id`, so the total order of a timeline is the order of one indexed column, and a page
starts where the last one ended, however far down that is.

The class of length is what makes "events whose days touch these" a matter of a few range scans: an event that begins
before a day and still touches it begins at most its length before that day. Lengths of the calendar's own units have
a class each, for there a whole week or month of events ends on one day; other lengths share a class up to the next
power of two.
"""

from __future__ import annotations

from datetime import date

from service.timeline.model import Event

OPEN = 9_999_999
WIDTH = 7
NO_TIME = "99:99"
UNDATED = f"{OPEN}{OPEN}"
OPEN_EARLY = str(OPEN)
OPEN_END = -1
_EXACT = (0, 1, 2, 3, 4, 5, 6, 27, 28, 29, 30, 88, 89, 90, 91, 180, 181, 182, 183, 364, 365)
_SHARED = 1000


def place(event: Event) -> str:
    """The event's place in its timeline: two places compare as `Event.order` does."""
    when = event.date
    return f"{_number(when.earliest):07d}{_number(when.latest):07d}{when.time or NO_TIME}{event.id}"


def day_prefix(day: int) -> str:
    """The least text that a place beginning on this day, or later, can have."""
    return f"{max(day, 0):07d}"


def span_class(earliest: int | None, latest: int | None) -> int:
    """The class of a length: OPEN_END when it has no end; the length itself or a shared class otherwise."""
    if latest is None:
        return OPEN_END
    length = max(latest - earliest, 0) if earliest is not None else 0
    return length if length in _EXACT else _SHARED + length.bit_length()


def longest(span: int) -> int:
    """The greatest length, latest minus earliest in days, that a class holds; for OPEN_END the whole calendar."""
    if span == OPEN_END:
        return OPEN
    return span if span < _SHARED else (1 << (span - _SHARED)) - 1


def _number(day: date | None) -> int:
    return day.toordinal() if day else OPEN
