#!/usr/bin/env python3
"""Measure the reading of dates in process: figures by half, errors of the learning half only, speed, start-up, memory.

    bench/reading.py [--shared DIR] [--errors] [--speed] [--raise-floors FILE] [--json]

The corpora are other people's and stay in the shared folder; without it this says so and stops.
"""

from __future__ import annotations

import argparse
import json
import os
import re
import resource
import subprocess
import sys
import tempfile
import time
from datetime import UTC, datetime
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
sys.path[:0] = [str(ROOT), str(ROOT / "bench")]
from floors import MEASURES, digest_of, lift  # noqa: E402
from halves import is_for_learning  # noqa: E402

from service.temporal import read  # noqa: E402

CORPORA = ("timebank", "aquaint")


def moment(published: str | None) -> datetime:
    """A day means noon, as everywhere in the service."""
    return datetime.fromisoformat(f"{(published or '2000-01-01')[:10]}T12:00:00").replace(tzinfo=UTC)


def predict(documents: list[dict]) -> dict[str, list[dict]]:
    """What the reader finds, in the scorer's shape."""
    return {
        d["doc"]: [
            {"start": e.start, "end": e.end, "type": e.type, "value": e.value, "rule": e.rule}
            for e in read(d["text"], moment(d["published"]), zoned=False)
        ]
        for d in documents
    }


def figures(shared: Path, show_errors: bool) -> dict[str, dict[str, dict]]:
    """Scores of the learning half, the half set aside, and all, for each corpus."""
    sys.path.insert(0, str(shared / "score"))
    from timeml import load_folder
    from timex import score

    table: dict[str, dict[str, dict]] = {}
    for name in CORPORA:
        documents = load_folder(shared / "data" / "timeml" / name)
        found = predict(documents)
        halves = {
            "learning": [d for d in documents if is_for_learning(d["doc"])],
            "aside": [d for d in documents if not is_for_learning(d["doc"])],
            "all": documents,
        }
        table[name] = {}
        for half, rows in halves.items():
            errors: list | None = [] if show_errors and half == "learning" else None
            table[name][half] = score(rows, found, errors)
            for row in errors or ():
                print("\t".join(str(x).replace("\n", " ") for x in (name, *row)))
    return table


def speed(shared: Path, rounds: int = 8) -> dict[str, float]:
    """Reading time as a multiple of the time re.findall(r"\\w+") takes on the same texts in the same run."""
    sys.path.insert(0, str(shared / "score"))
    from timeml import load_folder

    documents = load_folder(shared / "data" / "timeml" / "timebank")
    texts = [(d["text"], moment(d["published"])) for d in documents]
    words = re.compile(r"\w+")
    base = reading = float("inf")
    for _ in range(rounds):  # Taken in turns, in processor time, so that a busy machine bears on both alike.
        base = min(base, _timed(lambda: [words.findall(text) for text, _ in texts], time.process_time))
        reading = min(reading, _timed(lambda: [read(text, when) for text, when in texts], time.process_time))
    characters = sum(len(text) for text, _ in texts)
    return {"ratio": reading / base, "characters_a_second": characters / reading}


def _timed(work, clock=time.perf_counter) -> float:  # type: ignore[no-untyped-def]
    start = clock()
    work()
    return clock() - start


def start_up(rounds: int = 15) -> float:
    """Seconds of processor time from nothing to the first reading, in a fresh process that finds its bytecode."""
    code = (
        "from datetime import datetime, timezone; from service.temporal import read; "
        "read('on May 3, 2017, last week', datetime.now(timezone.utc))"
    )
    with tempfile.TemporaryDirectory() as bytecode:
        # An installed package has its bytecode beside it, whatever the environment of the bench forbids.
        kept = {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}
        environment = kept | {"PYTHONPYCACHEPREFIX": bytecode, "PYTHONPATH": str(ROOT)}
        command = [sys.executable, "-c", code]
        return min(
            _timed(lambda: subprocess.run(command, check=True, cwd=ROOT, env=environment), _time_of_children)
            for _ in range(rounds)
        )


def _time_of_children() -> float:
    spent = resource.getrusage(resource.RUSAGE_CHILDREN)
    return spent.ru_utime + spent.ru_stime


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--shared", type=Path, default=ROOT.parent / "shared")
    parser.add_argument("--errors", action="store_true", help="print the learning half's errors")
    parser.add_argument("--speed", action="store_true", help="measure speed, start-up and memory too")
    parser.add_argument("--raise-floors", type=Path, metavar="FILE", help="raise the floors kept in this file")
    parser.add_argument("--json", action="store_true")
    args = parser.parse_args()
    if not args.shared.is_dir():
        print(f"no corpora at {args.shared}: nothing measured", file=sys.stderr)
        return 1
    table = figures(args.shared, args.errors)
    if args.raise_floors:
        lift(args.raise_floors, floors_of(table), digest(args.shared))
    measured: dict[str, float] = {}
    if args.speed:
        measured = speed(args.shared) | {"start_up": start_up()}
    if args.json:
        print(json.dumps({"figures": table, **measured}))
    else:
        show(table, measured)
    return 0


def digest(shared: Path) -> str:
    """What tells these texts and their gold from others: a digest of every file, in order of names."""
    folders = (shared / "data" / "timeml" / name for name in CORPORA)
    return digest_of(path for folder in folders for path in sorted(folder.glob("*.tml")))


def floors_of(table: dict[str, dict[str, dict]]) -> dict[str, float]:
    """The figures that stand on floors."""
    return {f"{name} {measure}": halves["all"][measure] for name, halves in table.items() for measure in MEASURES}


def show(table: dict[str, dict[str, dict]], measured: dict[str, float]) -> None:
    """The figures for people."""
    for name, halves in table.items():
        for half, row in halves.items():
            shares = "  ".join(f"{key} {row[key]:.1f}" for key in ("strict", "relaxed", "value", "type"))
            print(f"{name:9}{half:9} {shares}  found {row['found']} of {row['gold']}")
    if measured:
        pace, start = measured["characters_a_second"], measured["start_up"]
        print(f"speed: {measured['ratio']:.1f} x re.findall, {pace:,.0f} characters a second; start-up {start:.2f} s")


if __name__ == "__main__":
    sys.exit(main())
