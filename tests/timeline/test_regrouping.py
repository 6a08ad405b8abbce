"""Whatever the order, the splitting or the repeating of taking in: the store holds what the whole set gives at once."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import date, datetime, timedelta, timezone
from random import Random

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from service.timeline import buckets
from service.timeline.buckets import strength_of
from service.timeline.facts import facts_of
from service.timeline.grouping import Change, Held, Key, group, link_keys, regroup
from service.timeline.keys import kept_under, sought_under
from service.timeline.link import NEARLY, link
from service.timeline.model import Actor, Event, EventDate, Mention, Place, Trigger


class MemoryIndex:
    """A collection's mentions and events in memory, kept as a store would keep them."""

    def __init__(self) -> None:
        self.mentions: dict[Key, Mention] = {}
        self.by_link_key: dict[str, set[Key]] = {}
        self.events: dict[str, Event] = {}
        self.held: dict[Key, Held] = {}

    def near(self, keys: Collection[str]) -> Sequence[Mention]:
        found = {key for k in keys for key in self.by_link_key.get(k, ())}
        return [self.mentions[key] for key in sorted(found, key=lambda key: hash(key))]

    def events_of(self, mention_keys: Collection[Key]) -> Mapping[Key, Held]:
        return {key: self.held[key] for key in mention_keys if key in self.held}

    def members(self, event_ids: Collection[str]) -> Sequence[Mention]:
        return [self.mentions[k] for k, held in self.held.items() if held.event in event_ids and k in self.mentions]

    def apply(self, added: Sequence[Mention], removed: Sequence[Mention]) -> Change:
        for mention in removed:
            if self.mentions.pop(mention.key, None):
                for key in link_keys(mention):
                    self.by_link_key[key].discard(mention.key)
        for mention in added:
            self.mentions[mention.key] = mention
            for key in link_keys(mention):
                self.by_link_key.setdefault(key, set()).add(mention.key)
        change = regroup(self, added, removed, "c")
        for gone in removed:
            self.held.pop(gone.key, None)
        for event_id in change.dropped:
            del self.events[event_id]
        for event in change.made:
            self.events[event.id] = event
            leader = next(mention for mention in event.evidence if mention.key == event.lead)
            self.held.update((mention.key, Held(event.id, leader)) for mention in event.evidence)
        return change

    def timeline(self) -> tuple[Event, ...]:
        return tuple(sorted(self.events.values(), key=lambda event: event.order))


@pytest.fixture(autouse=True, params=[256, 2])
def shown(request: pytest.FixtureRequest) -> Iterator[int]:
    """Everything here holds whether a bucket shows all of its mentions or, in a hot story, a few."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(buckets, "SHOWN", request.param)
        yield request.param


PEOPLE = (
    ("rex-tillerson", "Rex Tillerson", "person", "USA"),
    ("tillerson", "Tillerson", "person", "USA"),
    ("sergey-lavrov", "Sergey Lavrov", "person", "RUS"),
    ("wang-yi", "Wang Yi", "person", "CHN"),
    ("russia", "Russia", "country", "RUS"),
    ("united-states", "United States", "country", "USA"),
    ("nato", "NATO", "organisation", None),
)
DEEDS = (("meet", "consult"), ("meet", "consult"), ("talk", "consult"), ("sign", "agree"), ("say", "statement"))
WORDS = ("summit", "sanction", "lengthy", "sideline", "quorble", "vexing")
FIRST = date(2017, 7, 28)
QUIET = (HealthCheck.function_scoped_fixture,)


@st.composite
def mentions(draw: st.DrawFn) -> Mention:
    article = draw(st.sampled_from("abcdefgh"))
    published = datetime(2017, 8, 1, 12, tzinfo=timezone(timedelta(hours=ord(article) % 3))) + timedelta(
        days=ord(article) % 5
    )
    start = draw(st.integers(0, 400))
    lemma, kind = draw(st.sampled_from(DEEDS))
    first = FIRST + timedelta(days=draw(st.sampled_from((0, 0, 0, 1, 1, 4, 8))))
    length = draw(st.sampled_from((1, 1, 1, 2, 7, 40, 250, 0)))
    days = EventDate()
    if length:
        last = first + timedelta(days=length - 1)
        value = first.isoformat() if length == 1 else f"{first}/{last}"
        days = EventDate(value, value, first, last, granularity="day" if length == 1 else "month", display=value)
    actors = draw(st.lists(st.sampled_from(PEOPLE), min_size=1, max_size=3, unique=True))
    places = draw(st.sampled_from(((), (), (Place("Manila", "PHL"),), (Place("Moscow", "RUS"),))))
    return Mention(
        article=article,
        published=published,
        publisher=draw(st.sampled_from((None, "The Bulletin", "Daily Wire"))),
        where="text",
        start=start,
        end=start + 60,
        text="Envoys met on the sidelines of the summit on Sunday.",
        trigger=Trigger(start + 3, start + 6, lemma, lemma),
        kind=kind,
        status=draw(st.sampled_from(("occurred", "planned", "cancelled", "alleged"))),
        actors=tuple(Actor(i, n, t, c, r) for (i, n, t, c), r in zip(actors, ("source", "target", None), strict=False)),
        places=places,
        expression=None,
        date=days,
        position=start // 50,
        terms=(*draw(st.lists(st.sampled_from(WORDS), min_size=2, max_size=5, unique=True)), lemma),
    )


@st.composite
def mention_sets(draw: st.DrawFn) -> list[Mention]:
    """Mentions of a few happenings, some going on from others: from dated ones, from followers, from absent ones."""
    found = draw(st.lists(mentions(), min_size=1, max_size=40))
    targets = draw(st.lists(st.integers(-200, 40), min_size=len(found), max_size=len(found)))
    told = [
        replace(mention, follows=found[at % len(found)].key, date=EventDate()) if at >= 0 else mention
        for mention, at in zip(found, targets, strict=True)
    ]
    return list({mention.key: mention for mention in told}.values())


SETS = mention_sets()


@settings(max_examples=300, deadline=None, suppress_health_check=QUIET)
@given(SETS, st.randoms(use_true_random=False))
def test_taking_in_piece_by_piece_gives_what_the_whole_set_gives(found: list[Mention], luck: Random) -> None:
    index = MemoryIndex()
    luck.shuffle(found)
    while_left = list(found)
    while while_left:
        size = luck.randint(1, len(while_left))
        index.apply(while_left[:size], [])
        while_left = while_left[size:]
    assert index.timeline() == group(found, "c")


@settings(max_examples=300, deadline=None, suppress_health_check=QUIET)
@given(SETS, st.randoms(use_true_random=False))
def test_taking_out_leaves_what_would_have_been(found: list[Mention], luck: Random) -> None:
    index = MemoryIndex()
    index.apply(found, [])
    gone = luck.sample(found, luck.randint(1, len(found)))
    half = len(gone) // 2
    index.apply([], gone[:half])
    index.apply([], gone[half:])
    assert index.timeline() == group([m for m in found if m not in gone], "c")


@settings(max_examples=200, deadline=None, suppress_health_check=QUIET)
@given(SETS, SETS)
def test_replacing_and_repeating(found: list[Mention], others: list[Mention]) -> None:
    index = MemoryIndex()
    index.apply(found, [])
    before = index.timeline()
    index.apply(found[: len(found) // 2], [])
    assert index.timeline() == before
    old = {mention.key: mention for mention in found}
    index.apply(others, [old[mention.key] for mention in others if mention.key in old])
    assert index.timeline() == group({**old, **{m.key: m for m in others}}.values(), "c")


def test_what_goes_on_from_a_leader_that_was_only_seen_as_one_joins_its_event(tell: Callable[..., Mention]) -> None:
    """The leader comes into sight by a mention that follows it; that it is held is known by that."""
    lead = tell("a", "attack", ("Tillerson", "Wang"), words="embassy convoy harbour")
    near = tell("b", "attack", ("Tillerson", "Lavrov"), "2017-07-31/2017-08-06", words="embassy convoy harbour")
    beside = tell("c", "attack", ("Lavrov",), "2017-07-31/2017-08-06", words="pipeline ballot orchard")
    goes_on = replace(tell("a", "say", on=None, start=200), follows=lead.key)
    index = MemoryIndex()
    index.apply([lead, near], [])
    assert len(index.timeline()) == 1
    index.apply([beside, goes_on], [])
    assert index.timeline() == group([lead, near, beside, goes_on], "c")


@settings(max_examples=100, deadline=None, suppress_health_check=QUIET)
@given(SETS, st.integers(0, 5))
def test_as_of_is_the_same_function_of_fewer_mentions(found: list[Mention], days: int) -> None:
    by_then = [m for m in found if m.published.date() <= date(2017, 8, 1) + timedelta(days=days)]
    index = MemoryIndex()
    for mention in by_then:
        index.apply([mention], [])
    assert index.timeline() == group(by_then, "c")


@settings(max_examples=300, deadline=None, suppress_health_check=QUIET)
@given(SETS)
def test_every_mention_is_in_one_event_and_near_its_leader(found: list[Mention]) -> None:
    events = group(found, "c")
    assert sorted(m.key for e in events for m in e.evidence) == sorted(m.key for m in found)
    assert len({event.id for event in events}) == len(events)
    for event in events:
        leader = facts_of(next(m for m in event.evidence if m.key == event.lead))
        keys = {m.key for m in event.evidence}
        for m in event.evidence:
            if m.key != event.lead and m.follows not in keys:
                found = link(leader, facts_of(m))
                assert found is not None
                assert found.strength >= NEARLY
                assert found.joined or any(strength_of(facts_of(m), facts_of(other)) for other in event.evidence)


@settings(max_examples=300, deadline=None, suppress_health_check=QUIET)
@given(mentions(), mentions())
def test_links_are_symmetric(one: Mention, other: Mention) -> None:
    a, b = facts_of(one), facts_of(other)
    assert link(a, b) == link(b, a)
    assert strength_of(a, b) == strength_of(b, a)


def test_a_follower_comes_late_to_an_event_nothing_else_comes_near(tell: Callable[..., Mention]) -> None:
    """The one it goes on from was seen near another change, its leader was not."""
    leader = tell("a", "meet", ("Tillerson",), "2017-08-01", words="summit sanction", start=50, position=1)
    span = tell("a", "meet", ("Tillerson",), "2017-07-28/2017-08-03", words="summit sanction", start=2, position=0)
    other = tell("a", "meet", ("Tillerson",), "2017-07-28", words="summit sanction", start=1, position=0)
    late = replace(tell("a", "meet", ("Tillerson",), None, words="summit sanction", position=0), follows=span.key)
    index = MemoryIndex()
    index.apply([span, leader], [])
    index.apply([late, other], [])
    assert index.timeline() == group([leader, span, other, late], "c")


def test_an_undated_account_finds_the_day_told_elsewhere(tell: Callable[..., Mention]) -> None:
    accounts = [tell("a", "meet", words="sideline summit"), tell("b", "meet", words="sideline summit", on=None)]
    one, other = map(facts_of, accounts)
    assert set(kept_under(one)) & set(sought_under(other))
    assert set(kept_under(other)) & set(sought_under(one))
    (event,) = group(accounts)
    assert event.date.value == "2017-08-06"
    assert len(event.evidence) == 2
