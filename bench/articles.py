#!/usr/bin/env python3
"""Measure the reading of our own annotated articles: texts written and marked by people who had not seen the reader.

    bench/articles.py [--errors business] [--raise-floors tests/articles/floors.json]

Each text stands in tests/articles/<kind>/, its first line the publication day, every expression marked as
`[words|value]` (`[words|SET value]` for sets); passages stand one a line in a .tsv file, each behind its day and a tab,
headlines behind "# ". Marks are what their writer took the words to mean, the policy aside:
they are never changed to please the reader. Errors of the kinds named `unseen` are not to be read: they tell how the
reader does elsewhere. A kind that begins with the code of a language ("de-news") is read in that language.
"""

from __future__ import annotations

import argparse
import hashlib
import re
import sys
from collections.abc import Iterator
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


@dataclass(frozen=True)
class Text:
    """A text without its marks, its publication day at noon, and what was marked, by characters."""

    name: str
    text: str
    published: datetime
    wanted: Spans
    title: bool = False


def load(path: Path) -> Iterator[Text]:
    """The article of a .txt file, or the passages of a .tsv file; SystemExit where a day is not the weekday it has."""
    whole = path.read_text("utf-8")
    if path.suffix == ".tsv":
        for number, line in enumerate(whole.splitlines(), 1):
            day, marked = line.split("\t", 1)
            yield _text(f"{path.stem}:{number}", day, marked.removeprefix("# "), marked.startswith("# "))
        return
    head, _, marked = whole.partition("\n")
    weekday, day = head.removeprefix("@ ").split()
    article = _text(path.stem, day, marked)
    if f"{article.published:%A}" != weekday:
        raise SystemExit(f"{path}: {day} is no {weekday}")
    yield article


def _text(name: str, day: str, marked: str, title: bool = False) -> Text:
    published = datetime.fromisoformat(f"{day}T12:00:00").replace(tzinfo=UTC)
    text, wanted, at = "", {}, 0
    for mark in MARK.finditer(marked):
        text += marked[at : mark.start()]
        wanted[len(text), len(text) + len(mark[1])] = mark[2].strip()
        text += mark[1]
        at = mark.end()
    return Text(name, text + marked[at:], published, wanted, title)


def files_of(kind: str) -> list[Path]:
    """The files of one folder of texts, in order."""
    return sorted(path for path in (TEXTS / kind).iterdir() if path.suffix in (".txt", ".tsv"))


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
    for each in (text for path in files_of(kind) for text in load(path)):
        wanted, text = each.wanted, each.text
        readings = read(text, each.published, language=language, title=each.title, zoned=False)
        found = {(e.start, e.end): e.value for e in readings}
        marked, count = marked + len(wanted), count + len(found)
        both = pairs(wanted, found)
        for a, b in both:
            strict, value = strict + (a == b), value + (wanted[a] == found[b])
            if a != b or wanted[a] != found[b]:
                errors.append(f"{each.name}\t{text[a[0] : a[1]]!r} {wanted[a]}\t{text[b[0] : b[1]]!r} {found[b]}")
        for a in sorted(wanted.keys() - {a for a, _ in both}):
            errors.append(f"{each.name}\t{text[a[0] : a[1]]!r} {wanted[a]}\tnot read")
        for b in sorted(found.keys() - {b for _, b in both}):
            errors.append(f"{each.name}\tnot marked\t{text[b[0] : b[1]]!r} {found[b]}")
    total = (marked + count) / 2 or 1
    return Figures(100 * strict / total, 100 * value / total, marked, tuple(errors))


def kinds() -> list[str]:
    """The folders of texts."""
    return sorted(path.name for path in TEXTS.iterdir() if path.is_dir() and files_of(path.name))


def digest() -> str:
    """What tells these texts and marks from others."""
    whole = hashlib.sha256()
    for kind in kinds():
        for path in files_of(kind):
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
