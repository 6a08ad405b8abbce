"""Articles of our own, marked by people who had not seen the reader: their figures stand on floors that only rise."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from types import ModuleType

import pytest

HERE = Path(__file__).parent
FLOORS = HERE / "floors.json"
TOLERANCE = 0.01


@pytest.fixture
def bench(from_bench: Callable[[str], ModuleType]) -> ModuleType:
    return from_bench("articles")


@pytest.mark.slow
def test_no_kind_of_article_is_read_worse_than_before(
    bench: ModuleType, from_bench: Callable[[str], ModuleType]
) -> None:
    held = json.loads(FLOORS.read_text("utf-8"))
    assert held["digest"] == bench.digest(), "other texts than the floors were measured on"
    figures = bench.floors_of({kind: bench.measure(kind) for kind in bench.kinds()})
    assert figures.keys() == held["floors"].keys()
    assert not from_bench("floors").sunk(held["floors"], figures, TOLERANCE)


def test_spans_are_paired_one_to_one(bench: ModuleType) -> None:
    wanted = {(0, 5): "a", (10, 20): "b", (30, 32): "c"}
    found = {(0, 5): "a", (12, 16): "b", (15, 21): "x", (40, 44): "d"}
    assert sorted(bench.pairs(wanted, found)) == [((0, 5), (0, 5)), ((10, 20), (15, 21))]


def test_what_is_missed_and_what_is_not_marked_are_errors_too(
    bench: ModuleType, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "news").mkdir()
    text = "@ Monday 2017-08-07\nThey met on [Friday|2017-08-04] in [the year of the rat|2008] and on Sunday.\n"
    (tmp_path / "news" / "one.txt").write_text(text)
    monkeypatch.setattr(bench, "TEXTS", tmp_path)
    errors = [error.split("\t") for error in bench.measure("news").errors]
    assert errors == [
        ["one", "'the year of the rat' 2008", "not read"],
        ["one", "not marked", "'Sunday' 2017-08-06"],
    ]


def test_passages_stand_one_a_line_behind_their_day_and_headlines_are_read_as_such(
    bench: ModuleType, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "passages").mkdir()
    rows = "2017-08-07\tLawmakers vote [Friday|2017-08-11].\n2017-08-07\t# Lawmakers vote [Friday|2017-08-04]\n"
    (tmp_path / "passages" / "few.tsv").write_text(rows)
    monkeypatch.setattr(bench, "TEXTS", tmp_path)
    assert [(text.name, text.title) for text in bench.load(tmp_path / "passages" / "few.tsv")] == [
        ("few:1", False),
        ("few:2", True),
    ]
    assert bench.measure("passages").errors == ()
