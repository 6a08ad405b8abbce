"""Articles of our own, marked by people who had not seen the reader: their figures stand on floors that only rise."""

from __future__ import annotations

import json
import sys
from pathlib import Path
from types import ModuleType

import pytest

HERE = Path(__file__).parent
FLOORS = HERE / "floors.json"
TOLERANCE = 0.01


@pytest.fixture(scope="module")
def bench() -> ModuleType:
    sys.path.insert(0, str(HERE.parents[1] / "bench"))
    try:
        import articles
    finally:
        sys.path.remove(str(HERE.parents[1] / "bench"))
    return articles


@pytest.mark.slow
def test_no_kind_of_article_is_read_worse_than_before(bench: ModuleType) -> None:
    held = json.loads(FLOORS.read_text("utf-8"))
    assert held["digest"] == bench.digest(), "other texts than the floors were measured on"
    table = {kind: bench.measure(kind) for kind in bench.kinds()}
    assert {f"{kind} {name}" for kind in table for name in ("strict", "value")} == held["floors"].keys()
    under = {
        key: (getattr(table[kind], name), floor)
        for key, floor in held["floors"].items()
        for kind, name in [key.split()]
        if getattr(table[kind], name) < floor - TOLERANCE
    }
    assert not under


def test_spans_are_paired_one_to_one(bench: ModuleType) -> None:
    wanted = {(0, 5): "a", (10, 20): "b", (30, 32): "c"}
    found = {(0, 5): "a", (12, 16): "b", (15, 21): "x", (40, 44): "d"}
    assert sorted(bench.pairs(wanted, found)) == [((0, 5), (0, 5)), ((10, 20), (15, 21))]


def test_a_floor_never_sinks(bench: ModuleType, tmp_path: Path) -> None:
    path = tmp_path / "floors.json"
    bench.raise_floors(path, {"news": bench.Figures(90.0, 80.0, 1)})
    bench.raise_floors(path, {"news": bench.Figures(95.0, 70.0, 1)})
    assert json.loads(path.read_text())["floors"] == {"news strict": 95.0, "news value": 80.0}
