"""The timeline as it was known at a moment: the mentions published by then, grouped anew, asked in memory."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import UTC

from service.formats.json import event_bytes
from service.question import Question
from service.store import facets
from service.store.cursors import seal, unseal
from service.store.days import bounds, made_days
from service.store.eventrows import day_of
from service.store.facets import facets_of, told_text
from service.store.model import Days, Page, Told
from service.store.order import UNDATED, place
from service.store.store import Store
from service.store.values import microseconds, name_key
from service.text import fold
from service.timeline.model import Event

Test = Callable[[Event], bool]


def timeline_as_of(store: Store, question: Question) -> Page[Told]:
    """One page of the timeline as known at `question.as_of`."""
    collection, events = store.events_as_of(question)
    chosen = select(events, question)
    after = unseal(store.secret, question.binding(), question.cursor) if question.cursor else None
    total = len(chosen) if question.count else None
    if after is not None:
        chosen = [event for event in chosen if (place(event) < after if _down(question) else place(event) > after)]
    shown = chosen[: question.limit]
    more = len(chosen) > question.limit
    following = seal(store.secret, question.binding(), place(shown[-1])) if more else None
    return Page(tuple(map(told, shown)), following, total, collection)


def told(event: Event) -> Told:
    """An event as of a moment; its last change is its last evidence."""
    updated = max(mention.published for mention in event.evidence).astimezone(UTC)
    return Told(updated, event_bytes(event, updated), event)


def days_as_of(store: Store, question: Question) -> Days:
    """The days of the timeline as known at `question.as_of`."""
    collection, events = store.events_as_of(question)
    first, last = bounds(question)
    chosen: dict[int, list[Event]] = {}
    for event in select(events, replace(question, top=None)):
        day = day_of(event)
        if day is not None and first <= day <= last:
            chosen.setdefault(day, []).append(event)
    articles = {mention.article for there in chosen.values() for event in there for mention in event.evidence}
    counts = store.day_counts(articles)
    return Days(made_days({day: _leading(there) for day, there in chosen.items()}, counts, question), collection)


def _leading(events: Sequence[Event]) -> tuple[int, str, str]:
    lead = min(events, key=lambda event: (-event.weight, place(event)))
    return len(events), lead.id, lead.title


def select(events: Sequence[Event], question: Question) -> list[Event]:
    """The events asked for, in the order asked for: the same answer the tables give, by plain inspection."""
    tests = _tests(question)
    if question.about is not None:
        tests.append(_about(question.about, events))
    chosen = [event for event in events if all(test(event) for test in tests)]
    if question.top is not None:
        chosen = sorted(chosen, key=lambda event: (-event.weight, place(event)))[: question.top]
    return sorted(chosen, key=place, reverse=_down(question))


def _tests(question: Question) -> list[Test]:
    asked = question
    tests: list[Test] = []
    if asked.start is not None or asked.end is not None:
        tests.append(lambda event: _touches(event, asked))
    elif not asked.undated:
        tests.append(lambda event: not place(event).startswith(UNDATED))
    for name in asked.actors:
        tests.append(_has(facets.ACTOR, (name_key(name),)))
    for sort, values in (
        (facets.KIND, asked.kinds),
        (facets.STATUS, asked.statuses),
        (facets.PUBLISHER, tuple(name_key(name) for name in asked.publishers)),
        (facets.PLACE, (name_key(asked.place),) if asked.place else ()),
        (facets.COUNTRY, (asked.country,) if asked.country else ()),
        (facets.ARTICLE, (asked.article,) if asked.article else ()),
    ):
        if values:
            tests.append(_has(sort, values))
    for field in ("relation", "granularity"):
        if getattr(asked, field) is not None:
            tests.append(lambda event, field=field: getattr(event.date, field) == getattr(asked, field))  # type: ignore[misc]
    if asked.min_sources is not None:
        tests.append(lambda event: event.sources.publishers >= (asked.min_sources or 0))
    if asked.changed_since is not None:
        tests.append(lambda event: _changed(event) >= microseconds(asked.changed_since))  # type: ignore[arg-type]
    if asked.q is not None:
        tests.append(lambda event: fold(asked.q or "") in told_text(event))
    return tests


def _has(sort: str, values: tuple[str, ...]) -> Test:
    wanted = {(sort, value) for value in values}
    return lambda event: not wanted.isdisjoint(facets_of(event))


def _about(about: str, events: Sequence[Event]) -> Test:
    facets_known = {facet for event in events for facet in facets_of(event)}
    names = {value: (facets.SURNAME, value) in facets_known for sort, value in facets_known if sort == facets.ACTOR}
    found = facets.meant(name_key(about), names)
    return _has(facets.ACTOR, tuple(found)) if found else lambda event: fold(about) in told_text(event)


def _touches(event: Event, question: Question) -> bool:
    when = event.date
    if when.earliest is None and when.latest is None:
        return False
    late = question.start is None or when.latest is None or when.latest >= question.start
    return late and (question.end is None or when.earliest is None or when.earliest <= question.end)


def _changed(event: Event) -> int:
    return microseconds(max(mention.published for mention in event.evidence))


def _down(question: Question) -> bool:
    return question.order == "desc"


__all__ = ["days_as_of", "select", "timeline_as_of"]
