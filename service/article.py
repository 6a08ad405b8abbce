"""What an article is: the value that walks from intake through reading and events into the store."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime


@dataclass(frozen=True, slots=True)
class Article:
    """A text with its publication date. The text is never changed after it is taken in.

    `published` carries a UTC offset; it is the anchor of every relative date in the text and the title. `zoned` is
    False where neither the date nor a setting said that offset: clock times of other zones are then left as they were
    written, for nobody knows what to turn them into.
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
    zoned: bool = True


UNZONED = "?"


def published_text(article: Article) -> str:
    """The publication moment as it is kept: ISO 8601, with a question mark behind it where its offset was not said.

    >>> from datetime import datetime, timezone
    >>> noon = datetime(2017, 8, 7, 12, tzinfo=timezone.utc)
    >>> published_text(Article("a1", "They met.", noon, zoned=False))
    '2017-08-07T12:00:00+00:00?'
    """
    return article.published.isoformat() + ("" if article.zoned else UNZONED)


def published_moment(text: str) -> tuple[datetime, bool]:
    """The moment in what `published_text` made, and whether its offset was said.

    >>> moment, zoned = published_moment("2017-08-07T12:00:00+00:00?")
    >>> moment.isoformat(), zoned
    ('2017-08-07T12:00:00+00:00', False)
    """
    return datetime.fromisoformat(text.removesuffix(UNZONED)), not text.endswith(UNZONED)
