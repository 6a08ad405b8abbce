"""How well events are made: the sample story's timeline and PLOVER's sentences, by the scorers beside the shared texts.

    .venv/bin/python bench/events.py [--raise-floors tests/timeline/floors.json]

The scorers run the installed command, as a user would; a store is made for the story and thrown away.
"""

from __future__ import annotations

import argparse
import json
import re
import subprocess
import sys
import tempfile
from pathlib import Path

from floors import digest_of, lift

ROOT = Path(__file__).resolve().parent.parent
SHARED = ROOT.parent / "shared"
COMMAND = str(Path(sys.executable).with_name("dateline"))
KINDS = re.compile(r"kind found (?P<found>[\d.]+) %  kind F1 (?P<kind>[\d.]+)  countries F1 (?P<countries>[\d.]+)")
TIMELINE = re.compile(
    r"found (?P<found>\d+)  dated right (?P<dated>\d+)  status right (?P<status>\d+)  actors (?P<actors>\d+) %"
    r"  merging B3 F1 (?P<merging>[\d.]+) .* other events (?P<other>\d+)  in order True"
)


def figures(shared: Path) -> dict[str, float]:
    """The figures by name: shares in per cent, mentions in numbers, merging from 0 to 1.

    Raises ValueError where a scorer says something else than its figures.
    """
    kinds = _scored(KINDS, "kinds.py", str(shared / "data/plover/sentences.ndjson"), "--dateline", COMMAND, at=shared)
    with tempfile.TemporaryDirectory() as folder:
        story = _timeline(shared, Path(folder))
        timeline = _scored(TIMELINE, "seeds.py", "timeline", str(story), at=shared)
    return {f"kinds {name}": value for name, value in kinds.items()} | {
        f"timeline {name}": value for name, value in timeline.items()
    }


def _scored(figure: re.Pattern[str], scorer: str, *arguments: str, at: Path) -> dict[str, float]:
    """The figures that a scorer prints."""
    said = _run(sys.executable, str(at / "score" / scorer), *arguments)
    found = figure.search(said)
    if found is None:
        raise ValueError(f"{scorer} says {said.strip()!r}, and no figures")
    return {name: float(value) for name, value in found.groupdict().items()}


def _timeline(shared: Path, folder: Path) -> Path:
    """The timeline of the sample story, as the command prints it, in a file."""
    seeds, articles, answer = shared / "seeds", folder / "articles.ndjson", folder / "timeline.json"
    store = ("--db", f"sqlite:///{folder}/store.db", "--collection", "story")
    with articles.open("w", encoding="utf-8") as lines:
        for told in json.loads((seeds / "articles.json").read_text("utf-8")):
            kept = {key: told[key] for key in ("id", "title", "publisher", "published") if told[key] is not None}
            kept["text"] = (seeds / told["file"]).read_bytes().decode()
            lines.write(json.dumps(kept) + "\n")
    _run(COMMAND, "ingest", str(articles), *store)
    said = _run(COMMAND, "timeline", *store, "--evidence", "all", "--limit", "1000", "--format", "json")
    answer.write_text(said, "utf-8")
    return answer


def _run(*command: str) -> str:
    return subprocess.run(command, stdout=subprocess.PIPE, text=True, check=True, cwd=ROOT).stdout


def digest(shared: Path) -> str:
    """What tells these texts and their gold from others."""
    gold = (shared / "gold/seeds.timeline.json", shared / "data/plover/sentences.ndjson")
    return digest_of(sorted([*(shared / "seeds").iterdir(), *gold]))


def floors_of(measured: dict[str, float]) -> dict[str, float]:
    """What may only rise; of other events, told by no gold, fewer are better."""
    return {name: value for name, value in measured.items() if name != OTHER}


OTHER = "timeline other"


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--shared", type=Path, default=SHARED, help="the folder of the shared texts")
    parser.add_argument("--raise-floors", type=Path, metavar="FILE", help="raise the floors kept in this file")
    args = parser.parse_args()
    if not args.shared.is_dir():
        print(f"no shared texts at {args.shared}: nothing measured", file=sys.stderr)
        return 1
    measured = figures(args.shared)
    for name, value in measured.items():
        print(f"{name:20} {value:g}")
    if args.raise_floors:
        lift(args.raise_floors, floors_of(measured), digest(args.shared))
    return 0


if __name__ == "__main__":
    sys.exit(main())
