"""What an article is: the value that walks from intake through reading and events into the store."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime


@dataclass(frozen=True, slots=True)
class Article:
    """A text with its publication date. The text is never changed after it is taken in.

    `published` carries a UTC offset; it is the anchor of every relative date in the text and the title.
    Offsets elsewhere count code points of `text` (or of `title`) exactly as they stand here, newlines and all.

    >>> from datetime import datetime, timezone
    >>> Article(id="a1", text="They met on Sunday.", published=datetime(2017, 8, 7, 12, tzinfo=timezone.utc)).language
    'en'
    """

    id: str
    text: str
    published: datetime
    title: str | None = None
    publisher: str | None = None
    url: str | None = None
    language: str = "en"
