"""The choices that `bench/ablation.py` leaves out are still where it looks for them."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime
from types import ModuleType

from service.temporal import read

TOLD = "They met on Sunday. Sales rose 2 percent in the second quarter from a year ago. They will meet in March."


def test_each_choice_can_be_left_out_and_comes_back(from_bench: Callable[[str], ModuleType]) -> None:
    ablation = from_bench("ablation")
    published = datetime(2017, 8, 7, 12, tzinfo=UTC)
    before = read(TOLD, published)
    changed = set()
    for name, change in ablation.POLICIES.items():
        with ablation.without(change):
            if read(TOLD, published) != before:
                changed.add(name)
        assert read(TOLD, published) == before, name
    assert "tense and mood of the clause" in changed
