"""Hand-made mentions for tests of events: `tell` writes one in a line."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, date, datetime

import pytest

from service.timeline.model import Actor, EventDate, Mention, Place, Quantity, Trigger

CAST = {
    "Tillerson": Actor("rex-tillerson", "Rex Tillerson", "person", "USA"),
    "Mr Tillerson": Actor("tillerson", "Tillerson", "person", "USA"),
    "Lavrov": Actor("sergey-lavrov", "Sergey Lavrov", "person", "RUS"),
    "Wang": Actor("wang-yi", "Wang Yi", "person", "CHN"),
    "Trump": Actor("donald-trump", "Donald Trump", "person", "USA"),
    "US": Actor("united-states", "United States", "country", "USA"),
    "Russia": Actor("russia", "Russia", "country", "RUS"),
    "China": Actor("china", "China", "country", "CHN"),
    "NATO": Actor("nato", "NATO", "organisation"),
}

KINDS = {"meet": "consult", "talk": "consult", "say": "statement", "tell": "statement", "sign": "agree"}


def days(words: str | None) -> EventDate:
    """`2017-08-06`, `2017-07-31/2017-08-06` or nothing, as an event's date."""
    if words is None:
        return EventDate()
    first, _, last = words.partition("/")
    return EventDate(
        words,
        words,
        date.fromisoformat(first),
        date.fromisoformat(last or first),
        granularity="week" if last else "day",
        display=words,
    )


def tell_of(
    article: str,
    deed: str,
    who: tuple[str, ...] = ("Tillerson", "Lavrov"),
    on: str | None = "2017-08-06",
    *,
    text: str = "The envoys met.",
    published: str = "2017-08-07",
    words: str = "",
    status: str = "occurred",
    where: str = "text",
    start: int = 0,
    position: int = 1,
    publisher: str | None = None,
    places: tuple[tuple[str, str], ...] = (),
    count: tuple[float, str] | None = None,
    story: tuple[int, ...] = (),
    roles: tuple[str | None, ...] = ("source", "target", None, None),
    expression: None = None,
) -> Mention:
    """One mention, told in a line."""
    actors = (CAST[name] for name in who)
    return Mention(
        article=article,
        published=datetime.fromisoformat(published).replace(hour=12, tzinfo=UTC),
        publisher=publisher,
        where=where,
        start=start,
        end=start + len(text),
        text=text,
        trigger=Trigger(start + 2, start + 5, deed, deed),
        kind=KINDS.get(deed, "coerce"),
        status=status,
        actors=tuple(Actor(a.id, a.name, a.type, a.country, r) for a, r in zip(actors, roles, strict=False)),
        places=tuple(Place(name, land) for name, land in places),
        expression=expression,
        date=days(on),
        position=position,
        terms=(deed, *words.split()),
        quantities=(Quantity(*count),) if count else (),
        story=story,
    )


@pytest.fixture
def tell() -> Callable[..., Mention]:
    """Makes one hand-made mention: `tell("article", "meet", ("Tillerson",), "2017-08-06", words="summit manila")`."""
    return tell_of
