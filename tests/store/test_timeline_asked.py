"""What is asked of the tables is what plain inspection of the same events gives, for every filter and every page."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import date, timedelta
from random import Random
from typing import Any

import pytest

from service.question import KINDS, STATUSES, Question
from service.store import Store
from service.store.asof import select
from service.store.writer import Ready
from service.timeline import group
from service.timeline.model import Event

Make = Callable[[Random, str], Ready]


@pytest.fixture
def filled(store: Store, article: Make) -> tuple[Store, list[Ready]]:
    luck = Random(7)
    taken = [article(luck, f"a{n}") for n in range(40)]
    for at in range(0, 40, 7):
        with store.write() as writer:
            writer.take(taken[at : at + 7], ["default"], replace=False)
    return store, taken


def events_of(taken: list[Ready]) -> tuple[Event, ...]:
    return group([mention for ready in taken for mention in ready.mentions], "default")


def ids(store: Store, question: Question) -> list[str]:
    found: list[str] = []
    while True:
        page = store.timeline(question, whole=True)
        found += [told.event.id for told in page.rows]
        if page.next is None:
            return found
        question = replace(question, cursor=page.next)


def questions() -> Iterator[Question]:
    luck = Random(11)
    first = date(2021, 2, 20)
    yield Question()
    yield Question(undated=True)
    for _ in range(160):
        start = first + timedelta(days=luck.randint(0, 90))
        parts: dict[str, Any] = {}
        if luck.random() < 0.5:
            parts["start"] = start
        if luck.random() < 0.5:
            parts["end"] = start + timedelta(days=luck.choice((0, 1, 7, 40)))
        choices: dict[str, tuple[Any, ...]] = {
            "actors": (("berg",), ("Anna BERG", "norway"), ("Emre Dogan",), ("nobody",)),
            "about": ("Berg", "League", "the treaty", "50%", "Ms Anna Berg", "nothing at all"),
            "kinds": (("consult",), ("consult", "agree"), (KINDS[0],)),
            "statuses": (("planned",), STATUSES),
            "publishers": (("Nordlys",), ("nordlys", "Daily Quay"), ("No such",)),
            "place": ("bergen", "izmir", "Atlantis"),
            "country": ("NOR", "TUR", "USA"),
            "article": ("a3", "zzz"),
            "q": ("harbour", "50%", "under_s", '"quote"', "NEAR(", "*", "İz", "ab", "x" * 300),
            "relation": ("by", "before", "around"),
            "granularity": ("day", "month"),
            "min_sources": (1, 2, 3),
            "undated": (True,),
            "top": (1, 5, 1000),
        }
        for name in luck.sample(sorted(choices), luck.choice((0, 1, 1, 1, 2, 3))):
            parts[name] = luck.choice(choices[name])
        yield Question(**parts, order=luck.choice(("asc", "desc")), limit=luck.choice((1, 3, 100)))


def test_tables_answer_as_inspection_does(filled: tuple[Store, list[Ready]]) -> None:
    store, taken = filled
    events = events_of(taken)
    answered = 0
    for question in questions():
        expected = [event.id for event in select(events, question)]
        assert ids(store, question) == expected, question
        counted = store.timeline(replace(question, count=True, limit=1))
        assert counted.total == len(expected), question
        answered += bool(expected)
    assert answered > 60


def test_events_come_back_whole(filled: tuple[Store, list[Ready]]) -> None:
    store, taken = filled
    page = store.timeline(Question(undated=True, limit=1000), whole=True)
    assert [told.event for told in page.rows] == sorted(events_of(taken), key=lambda event: event.order)
