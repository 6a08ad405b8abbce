"""What is stored of mentions and events is read back the same, whatever was in it."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta, timezone
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from service.store.codec import decode_head, decode_mention, encode_head, encode_mention
from service.store.days import packed_counts, unpacked_counts
from service.store.order import OPEN_END, longest, place, span_class
from service.store.values import microseconds, moment_of, packed, unpacked
from service.temporal.model import Expression
from service.timeline.days import DayCount
from service.timeline.model import (
    Actor,
    Claim,
    Disagreement,
    Event,
    EventDate,
    Mention,
    Place,
    Quantity,
    Sources,
    Trigger,
)

words = st.text(st.characters(exclude_categories=("Cs",)), max_size=12)
some = st.none() | words
days = st.none() | st.dates()
whole = st.integers(-(2**53), 2**53)
names = st.lists(words, max_size=3).map(tuple)
zones = st.integers(-14 * 60, 14 * 60).map(lambda minutes: timezone(timedelta(minutes=minutes)))
moments = st.datetimes(min_value=datetime(2, 1, 1), max_value=datetime(9998, 1, 1), timezones=zones)
actors = st.builds(Actor, words, words, words, some, some, names)
places = st.builds(Place, words, some)
numbers = st.floats(allow_nan=False) | whole
expressions = st.builds(
    Expression, whole, whole, words, words, words, some, some, some, some, some, days, days, some, words, some, some,
    words, some, names,
)  # fmt: skip
dates = st.builds(EventDate, some, some, days, days, some, some, words, words)
triggers = st.builds(Trigger, whole, whole, words, words)
mentions = st.builds(
    Mention, words, moments, some, words, whole, whole, words, st.none() | triggers,
    some, words, st.lists(actors, max_size=3).map(tuple), st.lists(places, max_size=2).map(tuple),
    st.none() | expressions, dates, whole, names,
    st.lists(st.builds(Quantity, numbers, words), max_size=2).map(tuple), st.lists(whole, max_size=4).map(tuple),
    deed=some, follows=st.none() | st.tuples(words, words, whole, whole, whole),
)  # fmt: skip
disagreements = st.builds(Disagreement, words, st.lists(st.builds(Claim, words, names), max_size=2).map(tuple))
events = st.builds(
    Event, words, words, words, dates, words, some, st.lists(actors, max_size=2).map(tuple),
    st.lists(places, max_size=2).map(tuple), st.builds(Sources, whole, whole, whole), whole,
    st.lists(disagreements, max_size=2).map(tuple), st.lists(mentions, min_size=1, max_size=2).map(tuple),
    st.tuples(words, words, whole, whole, whole),
)  # fmt: skip


def exact(value: Any) -> str:
    """What tells 1 from 1.0 and one offset from another, which equality does not."""
    return repr(value)


@given(mentions, st.booleans())
def test_a_mention_is_read_back(mention: Mention, shared: bool) -> None:
    story = mention.story if shared else (1, 2, 3)
    row = encode_mention(mention, story)
    back = decode_mention(row, mention.article, mention.published, mention.publisher, story)
    assert back == mention
    assert exact(back) == exact(mention)


@given(events)
def test_an_event_is_read_back(event: Event) -> None:
    back = decode_head(encode_head(event), event.evidence)
    assert back == event
    assert exact(back) == exact(event)


@given(moments)
def test_moments_keep_their_microseconds(moment: datetime) -> None:
    assert moment_of(microseconds(moment)) == moment.astimezone(UTC)


@given(st.lists(st.integers(-(2**63), 2**63 - 1)))
def test_packed_numbers(values: list[int]) -> None:
    assert unpacked(packed(values)) == tuple(values)


@given(st.lists(st.builds(DayCount, st.dates(), *[st.integers(0, 1)] * 9)))
def test_packed_day_counts(counts: list[DayCount]) -> None:
    assert unpacked_counts(packed_counts(counts)) == tuple(counts)


def dated(first: date | None, last: date | None, clock: str | None, id: str) -> Event:
    when = EventDate(None, None, first, last, clock)
    return Event(id, "", "", when, "occurred", None, (), (), Sources(1, 1, 0), 1, (), ())


@given(
    st.lists(
        st.tuples(
            days, days, st.sampled_from((None, "00:00", "23:59")), st.from_regex(r"[0-9a-f]{20}", fullmatch=True)
        ),
        min_size=2,
        max_size=6,
    )
)
def test_places_sort_as_the_timeline_does(rows: list[Any]) -> None:
    made = [dated(*row) for row in rows if date.max not in row]
    assert sorted(made, key=place) == sorted(made, key=lambda event: event.order)


@given(st.dates(), st.dates() | st.none())
def test_no_event_is_longer_than_its_class(first: date, last: date | None) -> None:
    if last is None:
        assert span_class(first.toordinal(), None) == OPEN_END
        return
    first, last = min(first, last), max(first, last)
    length = last.toordinal() - first.toordinal()
    assert length <= longest(span_class(first.toordinal(), last.toordinal())) <= max(2 * length, 1)
