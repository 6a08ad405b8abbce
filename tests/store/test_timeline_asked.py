"""What is asked of the tables is what plain inspection of the same events gives, for every filter and every page."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from itertools import islice
from random import Random
from typing import Any

import pytest

from service import pipeline
from service.errors import BadQuestion
from service.question import KINDS, STATUSES, Question
from service.store import Store, answering, asking
from service.store.answering import collection_named
from service.store.asof import select
from service.store.days import kept_ready
from service.store.engine import reading
from service.store.eventrows import day_of
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


def test_what_few_means_never_changes_an_answer(
    filled: tuple[Store, list[Ready]], monkeypatch: pytest.MonkeyPatch
) -> None:
    store, taken = filled
    events = events_of(taken)
    for few in (0, 15):
        monkeypatch.setattr(asking, "FEW", few)
        monkeypatch.setattr(answering, "RANKED_WHOLE", few)
        monkeypatch.setattr(asking.Asking, "_until_full", lambda self, groups: 0)
        for question in islice(questions(), 50):
            assert ids(store, question) == [event.id for event in select(events, question)], (few, question)


def test_filters_that_few_events_answer_together_are_sought_in_the_shorter_list(
    filled: tuple[Store, list[Ready]], monkeypatch: pytest.MonkeyPatch
) -> None:
    store, _ = filled
    monkeypatch.setattr(asking, "FEW", 0)
    asked = Question(actors=("Berg",), statuses=("planned",), start=date(2000, 1, 1))
    for limit, by_facet in ((1000, True), (0, False)):
        with reading(store.engine) as connection:
            row = collection_named(connection, "default")
            spans = asking.spans_of(connection, row.pk)
            made = asking.Asking(connection, row.pk, replace(asked, limit=limit), spans).plan()
        assert made.branches
        assert all((branch.facet is not None) == by_facet for branch in made.branches)


def test_words_no_index_helps_with_are_refused_in_a_large_collection(
    filled: tuple[Store, list[Ready]], monkeypatch: pytest.MonkeyPatch
) -> None:
    store, _ = filled
    monkeypatch.setattr(asking, "MOST_READ", 10)
    with pytest.raises(BadQuestion, match="at least 3 characters"):
        store.timeline(Question(q="ha"))
    assert store.timeline(Question(q="ha", actors=("Berg",))).rows
    assert store.timeline(Question(q="har")).rows


def test_as_of_leaks_nothing_later(filled: tuple[Store, list[Ready]]) -> None:
    store, taken = filled
    for hours in (0, 100, 200, 10_000):
        moment = datetime(2021, 3, 1, tzinfo=UTC) + timedelta(hours=hours)
        by_then = [ready for ready in taken if ready.article.published <= moment]
        events = events_of(by_then)
        for question in islice(questions(), 25):
            asked = replace(question, as_of=moment)
            found, following = [], asked
            while True:
                page = pipeline.timeline(store, following)
                found += [told.event for told in page.rows]
                if page.next is None:
                    break
                following = replace(asked, cursor=page.next)
            assert found == select(events, question)


def test_days_are_the_sums_of_their_events(filled: tuple[Store, list[Ready]]) -> None:
    store, taken = filled
    events = events_of(taken)
    late = datetime(2030, 1, 1, tzinfo=UTC)
    for question in questions():
        plain = replace(question, limit=100, cursor=None)
        days = pipeline.days(store, plain).days
        assert days == pipeline.days(store, replace(plain, as_of=late)).days or kept_ready(plain)
        chosen = [event for event in select(events, replace(plain, top=None)) if day_of(event) is not None]
        counted = Counter(date.fromordinal(day_of(event) or 0) for event in chosen)
        for day in days:
            assert day.events == counted[day.date]
            assert day.lead_id in {event.id for event in chosen if day_of(event) == day.date.toordinal()}
        if plain.top is None:
            first, last = plain.start or date.min, plain.end or date.max
            assert {day.date for day in days} == {day for day in counted if first <= day <= last}
        assert [day.date for day in days] == sorted((d.date for d in days), reverse=plain.order == "desc")


def test_events_come_back_whole(filled: tuple[Store, list[Ready]]) -> None:
    store, taken = filled
    page = store.timeline(Question(undated=True, limit=1000), whole=True)
    assert [told.event for told in page.rows] == sorted(events_of(taken), key=lambda event: event.order)
