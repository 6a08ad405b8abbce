"""Paging: cursors that cannot be bent, and pages that stay whole while articles come in (HOSTILE 30 and 35)."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date
from random import Random

import pytest

from service.errors import BadQuestion
from service.question import Question
from service.store import Store
from service.store.cursors import seal, unseal
from service.store.writer import Ready

Make = Callable[[Random, str], Ready]


@pytest.mark.parametrize("order", ["asc", "desc"])
@pytest.mark.parametrize("filters", [{}, {"start": date(2021, 3, 10), "end": date(2021, 4, 10)}, {"actors": ("Berg",)}])
def test_no_event_twice_and_none_lost_while_articles_come_in(
    store: Store, article: Make, order: str, filters: dict[str, object]
) -> None:
    luck = Random(9)
    taken = [article(luck, f"a{n}") for n in range(40)]
    with store.write() as writer:
        writer.take(taken[:20], ["default"], replace=False)
    asked = Question(limit=3, order=order, **filters)  # type: ignore[arg-type]

    def events() -> dict[str, object]:
        page = store.timeline(replace(asked, limit=1000), whole=True)
        return {told.event.id: told.event for told in page.rows}

    unchanged, waiting, found, question = events(), taken[20:], [], asked
    while True:
        page = store.timeline(question, whole=True)
        found += [told.event for told in page.rows]
        if page.next is None:
            break
        question = replace(question, cursor=page.next)
        if waiting:
            with store.write() as writer:
                writer.take([waiting.pop()], ["default"], replace=False)
            now = events()
            unchanged = {id: event for id, event in unchanged.items() if now.get(id) == event}
    assert unchanged
    ids = [event.id for event in found]
    for id in unchanged:
        assert ids.count(id) == 1
    assert ids == [event.id for event in sorted(found, key=lambda e: e.order, reverse=order == "desc")]


def test_a_cursor_is_of_one_question(store: Store, article: Make) -> None:
    luck = Random(10)
    with store.write() as writer:
        writer.take([article(luck, f"a{n}") for n in range(10)], ["default", "other"], replace=False)
    page = store.timeline(Question(limit=2))
    assert page.next is not None
    assert store.timeline(Question(limit=5, evidence=0, cursor=page.next)).rows
    for other in (Question(q="harbour"), Question(order="desc"), Question(collection="other"), Question(undated=True)):
        with pytest.raises(BadQuestion, match="cursor"):
            store.timeline(replace(other, cursor=page.next))


def test_every_change_of_a_byte_is_refused() -> None:
    cursor = seal("secret", "question", "07365470736547" + "99:99" + "0123456789")
    alphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_=.%"
    for at in range(len(cursor)):
        for letter in alphabet:
            if letter != cursor[at]:
                with pytest.raises(BadQuestion):
                    unseal("secret", "question", cursor[:at] + letter + cursor[at + 1 :])
    for text in ("", "9223372036854775808", "1" * 3000, cursor[:-1], cursor + "A", "é", cursor + "="):
        with pytest.raises(BadQuestion):
            unseal("secret", "question", text)
