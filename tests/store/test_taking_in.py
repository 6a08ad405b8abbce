"""Whatever the order, the splitting, the repeating and the replacing: the store holds what the whole set makes."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from random import Random

import pytest

from service.errors import BadQuestion, Moved, NotFound
from service.question import Question
from service.store import DEFAULT_COLLECTION, Store
from service.store.upkeep import check
from service.store.writer import ADDED, CONFLICT, JOINED, REPLACED, UNCHANGED, Ready
from service.timeline import group
from service.timeline.model import Event

Make = Callable[[Random, str], Ready]


def put(store: Store, batch: Sequence[Ready], *collections: str, replacing: bool = False) -> list[str]:
    with store.write() as writer:
        return writer.take(batch, collections or ("default",), replacing)


def kept(store: Store, collection: str = "default") -> list[Event]:
    page = store.timeline(Question(undated=True, limit=1000, collection=collection), whole=True)
    assert page.next is None
    return [told.event for told in page.rows]


def expected(taken: Sequence[Ready], collection: str = "default") -> list[Event]:
    return list(group([mention for ready in taken for mention in ready.mentions], collection))


@pytest.mark.parametrize("seed", range(6))
def test_any_order_split_and_repeat_give_the_same(store: Store, article: Make, seed: int) -> None:
    luck = Random(seed)
    taken = [article(luck, f"a{n}") for n in range(25)]
    waiting = luck.sample(taken, len(taken)) + luck.sample(taken, 5)
    while waiting:
        size = luck.randint(1, 8)
        batch = list({ready.article.id: ready for ready in waiting[:size]}.values())
        put(store, batch)
        waiting = waiting[size:]
    assert kept(store) == expected(taken)
    assert check(store) == ()


@pytest.mark.parametrize("seed", range(6))
def test_deleting_and_replacing_leave_what_would_have_been(store: Store, article: Make, seed: int) -> None:
    luck = Random(100 + seed)
    taken = {f"a{n}": article(luck, f"a{n}") for n in range(20)}
    put(store, list(taken.values()))
    for _ in range(8):
        chosen = luck.choice(sorted(taken))
        if luck.random() < 0.5:
            store.remove([chosen])
            del taken[chosen]
        else:
            taken[chosen] = article(luck, chosen)
            put(store, [taken[chosen]], replacing=True)
    assert kept(store) == expected(list(taken.values()))
    assert check(store) == ()


def test_outcomes_and_versions(store: Store, article: Make) -> None:
    luck = Random(1)
    one = article(luck, "one")
    other = replace(one, article=replace(one.article, text="Another text."))
    assert put(store, [one]) == [ADDED]
    version = store.collection("default").version
    assert put(store, [one]) == [UNCHANGED]
    assert put(store, [other]) == [CONFLICT]
    assert store.collection("default").version == version
    assert put(store, [one], "default", "second") == [JOINED]
    assert store.collection("default").version == version
    assert store.collection("second").version == 1
    assert put(store, [other], replacing=True) == [REPLACED]
    assert store.collection("default").version > version
    assert store.collection("second").version == 2
    assert store.article("one").article.text == "Another text."
    assert store.article("one").collections == ("default", "second")
    assert check(store) == ()


def test_articles_come_back_exactly(store: Store, article: Make) -> None:
    luck = Random(2)
    taken = [article(luck, f"a{n}") for n in range(30)]
    put(store, taken)
    for ready in taken:
        found = store.article(ready.article.id).article
        assert found == ready.article
        assert found.published.isoformat() == ready.article.published.isoformat()
        assert store.mentions(ready.article.id) == ready.mentions


def test_events_never_cross_collections(store: Store, article: Make) -> None:
    luck = Random(3)
    taken = [article(luck, f"a{n}") for n in range(12)]
    put(store, taken[:8], "east")
    put(store, taken[4:], "west")
    assert kept(store, "east") == expected(taken[:8], "east")
    assert kept(store, "west") == expected(taken[4:], "west")
    store.remove([taken[5].article.id], "east")
    assert kept(store, "east") == expected(taken[:5] + taken[6:8], "east")
    assert kept(store, "west") == expected(taken[4:], "west")
    assert store.remove_collection("west") == 8
    assert check(store) == ()
    with pytest.raises(BadQuestion, match="none named west"):
        store.collection("west")
    with pytest.raises(NotFound):
        store.article(taken[9].article.id)
    assert store.article(taken[4].article.id).collections == ("east",)


def test_the_default_collection_is_there_again_once_it_was_deleted(store: Store, article: Make) -> None:
    luck = Random(5)
    taken = [article(luck, f"a{n}") for n in range(6)]
    states = {store.collection(DEFAULT_COLLECTION).state}
    for times in range(1, 3):
        put(store, taken)
        states.add(store.collection(DEFAULT_COLLECTION).state)
        assert store.remove_collection(DEFAULT_COLLECTION) == 6
        empty = store.collection(DEFAULT_COLLECTION)
        assert (empty.version, empty.articles, empty.events) == (0, 0, 0)
        assert not kept(store)
        assert check(store) == ()
        states.add(empty.state)
        assert len(states) == 1 + 2 * times


def test_an_event_that_was_merged_away_answers_with_the_one_that_holds_its_evidence(
    store: Store, article: Make
) -> None:
    luck = Random(4)
    taken = [article(luck, f"a{n}") for n in range(40)]
    seen: set[str] = set()
    evidence: dict[str, set[object]] = {}
    for ready in taken:
        put(store, [ready])
        for event in kept(store):
            seen.add(event.id)
            evidence[event.id] = {mention.key for mention in event.evidence}
    live = {event.id: event for event in kept(store)}
    moved = seen - live.keys()
    assert moved
    for former in moved:
        with pytest.raises(Moved) as raised:
            store.event(former)
        assert evidence[former] & {mention.key for mention in live[raised.value.to].evidence}
    with pytest.raises(NotFound):
        store.event("0" * 20)


def fail_after(store: Store, batch: Sequence[Ready]) -> None:
    with store.write() as writer:
        writer.take(batch, ["default"], replace=False)
        raise ZeroDivisionError


def test_a_failed_write_leaves_nothing(store: Store, article: Make) -> None:
    luck = Random(5)
    taken = [article(luck, f"a{n}") for n in range(10)]
    put(store, taken[:5])
    before, version = kept(store), store.collection("default").version
    with pytest.raises(ZeroDivisionError):
        fail_after(store, taken[5:])
    assert kept(store) == before
    assert store.collection("default").version == version
    put(store, taken[5:])
    assert kept(store) == expected(taken)
    assert check(store) == ()


def test_updated_moves_only_when_an_event_changes(store: Store, article: Make) -> None:
    luck = Random(6)
    taken = [article(luck, f"a{n}") for n in range(10)]
    put(store, taken[:9])
    question = Question(undated=True, limit=1000)
    before = {told.event.id: (told.updated, told.event) for told in store.timeline(question, whole=True).rows}
    put(store, [taken[9]])
    after = {told.event.id: (told.updated, told.event) for told in store.timeline(question, whole=True).rows}
    for id, (updated, event) in after.items():
        if id in before and before[id][1] == event:
            assert updated == before[id][0]
        else:
            assert updated is not None
            assert all(updated > moment for moment, _ in before.values() if moment)
    assert set(after) != set(before)
