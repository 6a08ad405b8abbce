"""Read by other processes, ahead of the writer: the same outcomes in the same order, and never far ahead."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from service import pipeline, reader
from service.article import Article
from service.config import Settings
from service.intake import Refused, Taken
from service.question import Question
from service.store import Store
from service.timeline.recent import Recent

FIRST = datetime(2017, 8, 7, 12, tzinfo=UTC)


def documents(number: int) -> Iterator[Taken | Refused]:
    """Articles of a few happenings, every seventh refused before it is read."""
    for at in range(number):
        text = f"Rex Tillerson met Sergei Lavrov in Manila on Sunday. Norway signed treaty {at % 5} on Monday."
        if at % 7 == 3:
            yield Refused(f"line {at}", "no date")
        else:
            yield Taken(Article(f"n{at}", text, FIRST + timedelta(at)), ())


@pytest.mark.parametrize("errand", [1, 250, 10_000])
def test_other_processes_give_what_one_gives(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, errand: int) -> None:
    monkeypatch.setattr(reader, "ERRAND_CHARACTERS", errand)
    monkeypatch.setattr(reader, "AHEAD_CHARACTERS", 2 * errand)
    with Store.open(f"sqlite:///{tmp_path}/one.db") as one, Store.open(f"sqlite:///{tmp_path}/two.db") as two:
        alone = list(pipeline.take_in_many(one, documents(40)))
        assert list(pipeline.take_in_many(two, documents(40), workers=2)) == alone
        pages = [store.timeline(Question(undated=True, limit=1000), whole=True) for store in (one, two)]
        assert [told.event for told in pages[0].rows] == [told.event for told in pages[1].rows]


def test_no_more_is_asked_for_than_is_held_in_memory(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(reader, "ERRAND_DOCUMENTS", 2)
    monkeypatch.setattr(reader, "AHEAD_DOCUMENTS", 6)
    asked = 0

    def counted() -> Iterator[Taken | Refused]:
        nonlocal asked
        for document in documents(40):
            asked += 1
            yield document

    furthest = max(asked - given for given, _ in enumerate(reader.read_all(counted(), Settings(), workers=2)))
    assert 6 <= furthest <= 6 + 2


def test_what_is_used_again_stays_and_the_rest_goes() -> None:
    recent: Recent[int, str] = Recent(most=10)
    for number in range(1000):
        recent.put(number, str(number))
        assert recent.get(number) == str(number)
        assert number < 4 or recent.get(0) is None or len(recent) <= 10
    kept: Recent[int, str] = Recent(most=10)
    kept.put(-1, "kept")
    for number in range(1000):
        kept.put(number, "passing")
        assert kept.get(-1) == "kept"
        assert len(kept) <= 10
    kept.clear()
    assert (len(kept), kept.get(-1)) == (0, None)
