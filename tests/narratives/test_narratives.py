"""Long narratives, read whole: dates carried forward from sentence to sentence, far from the day of publication.

The texts stand in texts/: our own sentences, every expression marked by hand as `[words|value]` or `[words|TYPE value]`
before the engine was asked. A passage may be a matter of taste, so a text has a share to reach, not every row.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

import pytest

from service.temporal import read

HERE = Path(__file__).parent / "texts"
MARK = re.compile(r"\[([^\[\]|]+)\|(?:(DATE|TIME|DURATION|SET) )?([^\[\]|]+)\]")
STRICT, VALUE = 95.0, 92.0


@dataclass(frozen=True)
class Wanted:
    start: int
    end: int
    type: str
    value: str


def kind_of(value: str) -> str:
    if value.startswith("P") and not value.endswith("_REF"):
        return "DURATION"
    return "TIME" if "T" in value.removesuffix("_REF") and value[0].isdigit() else "DATE"


def load(path: Path) -> tuple[datetime, str, list[Wanted]]:
    """The publication moment, the text without its marks, and what was marked."""
    head, _, marked = path.read_text("utf-8").partition("\n")
    weekday, day = head.removeprefix("@ ").split()
    published = datetime.fromisoformat(f"{day}T12:00:00").replace(tzinfo=UTC)
    assert f"{published:%A}" == weekday, f"{path.name}: {day} is no {weekday}"
    text, wanted, at = "", [], 0
    for mark in MARK.finditer(marked):
        text += marked[at : mark.start()]
        words, kind, value = mark.groups()
        wanted.append(Wanted(len(text), len(text) + len(words), kind or kind_of(value), value))
        text += words
        at = mark.end()
    return published, text + marked[at:], wanted


def shares(path: Path) -> tuple[float, float, list[str]]:
    """Strict F1 of spans, F1 of spans with their value, and what differs, for whoever mends it."""
    published, text, wanted = load(path)
    found = {(e.start, e.end): e for e in read(text, published)}
    asked = {(w.start, w.end): w for w in wanted}
    both = asked.keys() & found.keys()
    right = [key for key in both if (found[key].type, found[key].value) == (asked[key].type, asked[key].value)]
    wrong = [f"missed {text[a:b]!r} {asked[a, b].value}" for a, b in sorted(asked.keys() - both)]
    wrong += [f"not asked for {text[a:b]!r} {found[a, b].value}" for a, b in sorted(found.keys() - both)]
    for key in sorted(both - set(right)):
        wrong.append(f"{found[key].text!r}: {found[key].value}, not {asked[key].value} ({found[key].why})")
    total = len(asked) + len(found)
    return 200 * len(both) / total, 200 * len(right) / total, wrong


@pytest.mark.parametrize("path", sorted(HERE.glob("*.txt")), ids=lambda path: path.stem)
def test_a_long_narrative_is_read_as_it_was_marked(path: Path) -> None:
    strict, value, wrong = shares(path)
    assert (strict >= STRICT, value >= VALUE) == (True, True), f"{strict:.1f} {value:.1f}\n" + "\n".join(wrong)


@pytest.mark.parametrize("path", sorted(HERE.glob("*.txt")), ids=lambda path: path.stem)
def test_a_long_narrative_is_long_and_its_marks_stand_in_it(path: Path) -> None:
    _, text, wanted = load(path)
    assert len(text.split()) >= 170
    assert len(wanted) >= 18
    assert "[" not in text
