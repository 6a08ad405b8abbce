#!/usr/bin/env python3
"""Measure the reading of our own annotated articles: texts written and marked by people who had not seen the reader.

    bench/articles.py [--errors business] [--raise-floors tests/articles/floors.json]

Each text stands in tests/articles/<kind>/, its first line the publication day, every expression marked as
`[words|value]` (`[words|SET value]` for sets). Marks are what their writer took the words to mean, the policy aside:
they are never changed to please the reader. Errors of the kinds named `unseen` are not to be read: they tell how the
reader does elsewhere. A kind that begins with the code of a language ("de-news") is read in that language.
"""

from __future__ import annotations

import argparse
import hashlib
import re
import sys
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
sys.path[:0] = [str(ROOT), str(ROOT / "bench")]
from floors import MEASURES, lift  # noqa: E402

from service.temporal import read  # noqa: E402

TEXTS = ROOT / "tests" / "articles"
MARK = re.compile(r"\[([^|\]\[]+)\|(?:SET )?([^\]\[|]+)\]")
UNSEEN = "unseen"
CODED = re.compile(r"([a-z]{2})-")
Spans = dict[tuple[int, int], str]


@dataclass(frozen=True)
class Figures:
    """Shares in per cent: F1 of equal spans, and of overlapping spans with an equal value (as in TempEval-3)."""

    strict: float
    value: float
    marked: int
    errors: tuple[str, ...] = ()


def load(path: Path) -> tuple[str, datetime, Spans]:
    """The text without its marks, its publication day at noon, and what was marked, by characters."""
    head, _, marked = path.read_text("utf-8").partition("\n")
    weekday, day = head.removeprefix("@ ").split()
    published = datetime.fromisoformat(f"{day}T12:00:00").replace(tzinfo=UTC)
    if f"{published:%A}" != weekday:
        raise SystemExit(f"{path}: {day} is no {weekday}")
    text, wanted, at = "", {}, 0
    for mark in MARK.finditer(marked):
        text += marked[at : mark.start()]
        wanted[len(text), len(text) + len(mark[1])] = mark[2].strip()
        text += mark[1]
        at = mark.end()
    return text + marked[at:], published, wanted


def pairs(wanted: Spans, found: Spans) -> list[tuple[tuple[int, int], tuple[int, int]]]:
    """Marked and found spans one to one: equal ones first, then the longest overlaps."""
    chosen = [(span, span) for span in wanted if span in found]
    left, right = set(wanted) - set(found), set(found) - set(wanted)
    overlaps = sorted(
        (min(a[1], b[1]) - max(a[0], b[0]), a, b) for a in left for b in right if a[0] < b[1] and b[0] < a[1]
    )
    for _, a, b in reversed(overlaps):
        if a in left and b in right:
            chosen.append((a, b))
            left.remove(a)
            right.remove(b)
    return chosen


def language_of(kind: str) -> str:
    """The code of the language that a folder's texts are written in."""
    coded = CODED.match(kind)
    return coded[1] if coded else "en"


def measure(kind: str) -> Figures:
    """The figures of one folder of texts, and what differs in them."""
    language = language_of(kind)
    marked = strict = value = count = 0
    errors: list[str] = []
    for path in sorted((TEXTS / kind).glob("*.txt")):
        text, published, wanted = load(path)
        found = {(e.start, e.end): e.value for e in read(text, published, language=language, zoned=False)}
        marked, count = marked + len(wanted), count + len(found)
        both = pairs(wanted, found)
        for a, b in both:
            strict, value = strict + (a == b), value + (wanted[a] == found[b])
            if a != b or wanted[a] != found[b]:
                errors.append(f"{path.stem}\t{text[a[0] : a[1]]!r} {wanted[a]}\t{text[b[0] : b[1]]!r} {found[b]}")
        for a in sorted(wanted.keys() - {a for a, _ in both}):
            errors.append(f"{path.stem}\t{text[a[0] : a[1]]!r} {wanted[a]}\tnot read")
        for b in sorted(found.keys() - {b for _, b in both}):
            errors.append(f"{path.stem}\tnot marked\t{text[b[0] : b[1]]!r} {found[b]}")
    total = (marked + count) / 2 or 1
    return Figures(100 * strict / total, 100 * value / total, marked, tuple(errors))


def kinds() -> list[str]:
    """The folders of texts."""
    return sorted(path.name for path in TEXTS.iterdir() if any(path.glob("*.txt")))


def digest() -> str:
    """What tells these texts and marks from others."""
    whole = hashlib.sha256()
    for kind in kinds():
        for path in sorted((TEXTS / kind).glob("*.txt")):
            whole.update(f"{kind}/{path.name}".encode() + path.read_bytes())
    return whole.hexdigest()


def floors_of(table: dict[str, Figures]) -> dict[str, float]:
    """The figures that stand on floors."""
    return {f"{kind} {measure}": getattr(row, measure) for kind, row in table.items() for measure in MEASURES}


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--errors", metavar="KIND", choices=[kind for kind in kinds() if not kind.endswith(UNSEEN)])
    parser.add_argument("--raise-floors", type=Path, metavar="FILE", help="raise the floors kept in this file")
    args = parser.parse_args()
    table = {kind: measure(kind) for kind in kinds()}
    for kind, row in table.items():
        print(f"{kind:10} {row.marked:5} marked  strict {row.strict:.1f}  value {row.value:.1f}")
    for error in table[args.errors].errors if args.errors else ():
        print(error)
    if args.raise_floors:
        lift(args.raise_floors, floors_of(table), digest())
    return 0


if __name__ == "__main__":
    sys.exit(main())
