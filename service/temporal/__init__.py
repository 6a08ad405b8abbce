"""Dates in text: `read` turns a text and its publication moment into expressions with days of the calendar."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, datetime
from functools import cache
from typing import TYPE_CHECKING

from service.temporal.model import Expression

if TYPE_CHECKING:
    from service.temporal.reader import Reader

__all__ = ["Expression", "read"]


def read(
    text: str,
    published: datetime,
    *,
    language: str = "en",
    title: bool = False,
    date_order: str | None = None,
    skip: Sequence[tuple[int, int]] | None = None,
    zoned: bool = True,
) -> tuple[Expression, ...]:
    """Every expression of time in the text, in order, not overlapping.

    `published` is the article's moment with its offset: the anchor of all that is relative. `title` reads headline
    grammar. `date_order` is "MDY", "DMY" or "YMD" for dates all in figures; without it such a date is read month first
    and says so. `skip` are spans of characters to leave alone; None leaves out the page's furniture. `zoned` False says
    that nobody knows the article's offset: a clock of another zone is left as it is written, not turned into it.
    A language without a file of its own is read for dates stated in full only.

    >>> from datetime import UTC, datetime
    >>> [e.value for e in read("They met on Sunday.", datetime(2017, 8, 7, 12, tzinfo=UTC))]
    ['2017-08-06']
    """
    from service.temporal.language import known

    if published.tzinfo is None:
        published = published.replace(tzinfo=UTC)
    if skip is None:
        skip = _furniture(text) if not title else ()
    language = language.replace("_", "-").split("-")[0].lower()
    if not known(language):
        from service.temporal.fallback import read_stated

        return read_stated(text, published, language, skip, date_order)
    return _reader(language).read(text, published, title=title, date_order=date_order, skip=skip, zoned=zoned)


@cache
def _reader(language: str) -> Reader:
    from service.temporal.reader import Reader

    return Reader(language)


def _furniture(text: str) -> Sequence[tuple[int, int]]:
    try:
        from service.layout import furniture
    except ImportError:
        return ()
    return furniture(text)
