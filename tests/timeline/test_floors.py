"""The figures of events on the shared texts stand on floors that only rise (`bench/events.py --raise-floors`)."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from types import ModuleType

import pytest

SHARED = Path(__file__).parents[3] / "shared"
FLOORS = Path(__file__).with_name("floors.json")
TOLERANCE = 0.001
MOST_OTHER_EVENTS = 4

needs_story = pytest.mark.skipif(not (SHARED / "seeds").is_dir(), reason="the shared texts are not here")


@needs_story
@pytest.mark.slow
def test_no_figure_of_events_is_under_its_floor(from_bench: Callable[[str], ModuleType]) -> None:
    bench = from_bench("events")
    held = json.loads(FLOORS.read_text("utf-8"))
    assert held["digest"] == bench.digest(SHARED), "other texts than the floors were measured on"
    measured = bench.figures(SHARED)
    assert not from_bench("floors").sunk(held["floors"], measured, TOLERANCE)
    assert measured[bench.OTHER] <= MOST_OTHER_EVENTS
