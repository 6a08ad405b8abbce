"""The figures on the shared corpora stand on floors that only rise: `bench/reading.py --raise-floors` lifts them."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from types import ModuleType

import pytest

ROOT = Path(__file__).parents[2]
SHARED = ROOT.parent / "shared"
FLOORS = Path(__file__).with_name("floors.json")
TOLERANCE = 0.01

needs_corpora = pytest.mark.skipif(not (SHARED / "data" / "timeml").is_dir(), reason="the shared corpora are not here")


@needs_corpora
@pytest.mark.slow
def test_no_figure_is_under_its_floor(from_bench: Callable[[str], ModuleType]) -> None:
    bench = from_bench("reading")
    held = json.loads(FLOORS.read_text("utf-8"))
    assert held["digest"] == bench.digest(SHARED), "other texts than the floors were measured on"
    figures = bench.floors_of(bench.figures(SHARED, False))
    assert not from_bench("floors").sunk(held["floors"], figures, TOLERANCE)


def test_a_floor_never_sinks(from_bench: Callable[[str], ModuleType], tmp_path: Path) -> None:
    path, lift = tmp_path / "floors.json", from_bench("floors").lift
    lift(path, {"news strict": 90.004, "news value": 80.0}, "these texts")
    lift(path, {"news strict": 95.0, "news value": 70.0}, "these texts")
    assert json.loads(path.read_text()) == {
        "digest": "these texts",
        "floors": {"news strict": 95.0, "news value": 80.0},
    }


def test_floors_of_other_texts_do_not_bind(from_bench: Callable[[str], ModuleType], tmp_path: Path) -> None:
    path, lift = tmp_path / "floors.json", from_bench("floors").lift
    lift(path, {"news strict": 90.0}, "these texts")
    lift(path, {"news strict": 85.0}, "other texts")
    assert json.loads(path.read_text()) == {"digest": "other texts", "floors": {"news strict": 85.0}}
