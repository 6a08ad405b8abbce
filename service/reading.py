"""Reading without keeping: a text to its expressions, an article to its mentions. Light to import.

The command line, the web and the pipeline all read through here, so that one text is read one way everywhere.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from service import temporal
from service.article import Article
from service.layout import furniture
from service.temporal.model import Expression

if TYPE_CHECKING:
    from service.timeline.model import Mention


@dataclass(frozen=True, slots=True)
class Reading:
    """What was read in one article: the expressions of its text and of its title, each in order of place."""

    text: tuple[Expression, ...]
    title: tuple[Expression, ...]


def read(article: Article, date_order: str | None = None) -> Reading:
    """Every expression of an article, counted from its publication date.

    `date_order` is "MDY", "DMY" or "YMD" for dates written in figures; None lets the reader guess and say so.
    Page furniture is left alone.

    >>> from datetime import datetime, timezone
    >>> monday = datetime(2017, 8, 7, 12, tzinfo=timezone.utc)
    >>> [e.value for e in read(Article("a", "They met on Sunday.", monday)).text]
    ['2017-08-06']
    """
    text = temporal.read(
        article.text,
        article.published,
        language=article.language,
        date_order=date_order,
        skip=furniture(article.text),
        zoned=article.zoned,
    )
    title: tuple[Expression, ...] = ()
    if article.title:
        title = temporal.read(
            article.title,
            article.published,
            language=article.language,
            title=True,
            date_order=date_order,
            skip=(),
            zoned=article.zoned,
        )
    return Reading(text, title)


def extract(article: Article, date_order: str | None = None) -> tuple[Mention, ...]:
    """Every mention of a happening in an article, in order of place; nothing is stored."""
    from service.timeline import extract as mentions_of

    reading = read(article, date_order)
    return mentions_of(article, reading.text, reading.title)
