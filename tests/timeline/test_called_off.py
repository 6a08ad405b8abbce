"""What was called off and what took place, read from articles: two happenings of like words stay two."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from service.article import Article
from service.reading import read
from service.timeline import extract, group
from service.timeline.model import Event

MET = "President Ada Brandt met King Olaf of Norway in Oslo on Sunday to discuss Syria."


def events(*told: tuple[int, str]) -> list[Event]:
    """The events of articles, each with its day of August 2017."""
    mentions = []
    for number, (day, text) in enumerate(told):
        published = datetime(2017, 8, day, 9, tzinfo=UTC)
        article = Article(f"a{number}", text, published, publisher=f"Paper {number}")
        mentions += extract(article, read(article).text)
    return sorted(group(mentions), key=lambda event: event.order)


def shown(told: list[Event]) -> list[tuple[str | None, str]]:
    return [(event.date.value, event.status) for event in told]


CALLED_OFF = [
    "President Ada Brandt called off a meeting with King Olaf in Oslo planned for Friday.",
    "President Ada Brandt called off a meeting with King Olaf in Oslo, planned for Friday.",
    "President Ada Brandt called off a meeting with King Olaf in Oslo scheduled for Friday, her office said.",
    "President Ada Brandt called off a meeting with King Olaf in Oslo set for Friday.",
    "President Ada Brandt called off a meeting with King Olaf in Oslo that had been scheduled for Friday.",
    "President Ada Brandt on Tuesday called off a meeting with King Olaf in Oslo planned for Friday.",
    "President Ada Brandt postponed a meeting with King Olaf due on Friday.",
    "A meeting between President Ada Brandt and King Olaf in Oslo scheduled for Friday was called off.",
]


@pytest.mark.parametrize("text", CALLED_OFF)
def test_what_was_planned_for_a_day_is_called_off_on_that_day_and_no_other(text: str) -> None:
    told = events((8, MET), (9, text))
    assert shown(told) == [("2017-08-06", "occurred"), ("2017-08-11", "cancelled")]
    assert not told[1].title.endswith(("planned", "scheduled", "set", "due"))


@pytest.mark.parametrize(
    ("told", "wanted"),
    [
        # no day said: what was over by then is another one
        (
            [(8, MET), (9, "President Ada Brandt called off a meeting with King Olaf in Oslo.")],
            [("2017-08-06", "occurred"), (None, "cancelled")],
        ),
        # called off before, and then it took place
        (
            [(4, "President Ada Brandt called off a meeting with King Olaf in Oslo."), (8, MET)],
            [("2017-08-06", "occurred")],
        ),
        # a plan for the day is what is called off
        (
            [
                (7, "President Ada Brandt will meet King Olaf of Norway in Oslo on Friday to discuss Syria."),
                (9, "President Ada Brandt called off a meeting with King Olaf in Oslo."),
            ],
            [("2017-08-11", "cancelled")],
        ),
    ],
)
def test_what_was_over_is_not_what_is_called_off(
    told: list[tuple[int, str]], wanted: list[tuple[str | None, str]]
) -> None:
    assert shown(events(*told)) == wanted
