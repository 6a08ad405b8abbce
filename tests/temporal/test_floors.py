"""The figures on the shared corpora stand on floors that only rise: `bench/reading.py --raise-floors` lifts them."""

from __future__ import annotations

import json
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
SHARED = ROOT.parent / "shared"
FLOORS = Path(__file__).with_name("floors.json")
TOLERANCE = 0.01

pytestmark = pytest.mark.skipif(not (SHARED / "data" / "timeml").is_dir(), reason="the shared corpora are not here")


@pytest.fixture(scope="module")
def bench() -> object:
    sys.path.insert(0, str(ROOT / "bench"))
    try:
        import reading
    finally:
        sys.path.remove(str(ROOT / "bench"))
    return reading


@pytest.mark.slow
def test_no_figure_is_under_its_floor(bench) -> None:  # type: ignore[no-untyped-def]
    held = json.loads(FLOORS.read_text("utf-8"))
    assert held["digest"] == bench.digest(SHARED), "other texts than the floors were measured on"
    table = bench.figures(SHARED, False)
    under = {
        key: (table[name]["all"][measure], floor)
        for key, floor in held["floors"].items()
        for name, measure in [key.split()]
        if table[name]["all"][measure] < floor - TOLERANCE
    }
    assert not under


def test_a_floor_never_sinks(bench, tmp_path) -> None:  # type: ignore[no-untyped-def]
    path = tmp_path / "floors.json"
    high = {"timebank": {"all": {"strict": 90.0, "value": 80.0}}}
    low = {"timebank": {"all": {"strict": 95.0, "value": 70.0}}}
    bench.raise_floors(path, SHARED, high)
    bench.raise_floors(path, SHARED, low)
    assert json.loads(path.read_text())["floors"] == {
        "timebank strict": 95.0,
        "timebank value": 80.0,
    }
