"""Figures kept as floors: a file that holds them with the digest of the texts they were measured on."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Mapping
from pathlib import Path

MEASURES = ("strict", "value")


def digest_of(files: Iterable[Path]) -> str:
    """What tells these files from others: a digest of their names and what they hold, in their order."""
    whole = hashlib.sha256()
    for path in files:
        whole.update(path.name.encode() + path.read_bytes())
    return whole.hexdigest()


def lift(path: Path, figures: Mapping[str, float], digest: str) -> None:
    """Write the figures as floors where they are higher than those that stand; none is ever lowered.

    Floors of other texts are no measure for these: with another digest the figures begin anew.
    """
    held = json.loads(path.read_text("utf-8")) if path.exists() else {}
    old = held.get("floors", {}) if held.get("digest") == digest else {}
    floors = {key: max(round(value, 2), old.get(key, 0.0)) for key, value in figures.items()}
    path.write_text(json.dumps({"digest": digest, "floors": floors}, indent=2) + "\n", "utf-8")


def sunk(floors: Mapping[str, float], figures: Mapping[str, float], tolerance: float) -> dict[str, tuple[float, float]]:
    """The figures that lie under their floors by more than the tolerance, each with its floor.

    >>> sunk({"news value": 90.0, "news strict": 95.0}, {"news value": 89.0, "news strict": 95.0}, 0.01)
    {'news value': (89.0, 90.0)}
    """
    return {name: (figures[name], floor) for name, floor in floors.items() if figures[name] < floor - tolerance}
