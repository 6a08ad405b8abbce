#!/usr/bin/env python3
"""What each refine step and each policy adds to value F1: the reading is run without it, one at a time.

    bench/ablation.py [--shared DIR] [--write docs/ablation.md]

A step is left out of the list; a policy gives way to the plainest choice there is. Figures are of whole corpora.
"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import date
from pathlib import Path
from unittest import mock

ROOT = Path(__file__).resolve().parent.parent
sys.path[:0] = [str(ROOT), str(ROOT / "bench")]
import articles  # noqa: E402
from reading import CORPORA, predict  # noqa: E402

from service.temporal import reader, refine, resolve, surroundings  # noqa: E402
from service.temporal.calendar import add_days, week_of  # noqa: E402
from service.temporal.clauses import Clauses  # noqa: E402
from service.temporal.policy import dates, memory, periods, shifts, weekdays  # noqa: E402
from service.temporal.verb import NO_VERB  # noqa: E402

PAGE = """# What each step and each policy adds

Made by `bench/ablation.py` on the TimeBank and AQUAINT texts of the shared folder and on our own articles
(`tests/articles/`): value F1 with everything, and how far it moves when one refine step is left out or one policy
gives way to the plainest choice. The measure looks at span and value only, not at relation and days, which
`relations`, `modifiers` and `articles` serve.

{table}
"""


KINDS = ("business", "news", "tales")


def _step_left_out(name: str) -> Callable[[], object]:
    kept = tuple(step for step in refine.STEPS if step.__name__ != name)
    return lambda: mock.patch.object(reader, "refine", lambda found, view: refine.refine(found, view, kept))


def _always_back(m, setting, back, forward):  # type: ignore[no-untyped-def]
    return -back


def _week_before_itself(m, setting, back, forward):  # type: ignore[no-untyped-def]
    return -(back or 7)


def _plain_week(deictic, setting):  # type: ignore[no-untyped-def]
    step = {"last": -7, "past": -7, "previous": -7, "next": 7, "coming": 7, "following": 7}.get(deictic, 0)
    day = add_days(setting.day, step)
    return week_of(day) if day else None


def _this_year(month, day, weekday, setting):  # type: ignore[no-untyped-def]
    try:
        return dates.point(setting, date(setting.day.year, month, day).isoformat())
    except ValueError:
        return None


POLICIES: dict[str, Callable[[], object]] = {
    "tense and mood of the clause": lambda: mock.patch.object(Clauses, "governing", return_value=NO_VERB),
    "weekdays look ahead on a verb ahead": lambda: mock.patch.object(weekdays, "_weekday_offset", _always_back),
    "the publication day named by its weekday": lambda: mock.patch.object(
        weekdays, "_weekday_offset", _week_before_itself
    ),
    "a Sunday's last week is the one just ending": lambda: mock.patch.object(weekdays, "week_meant", _plain_week),
    "a month and day: the nearest": lambda: mock.patch.object(dates, "year_left_out", _this_year),
    "a month alone: by its clause": lambda: mock.patch.object(
        dates, "month_left_alone", lambda month, s: dates.point(s, f"{s.day.year:04d}-{month:02d}")
    ),
    "a year ago beside a quarter is a quarter": lambda: mock.patch.object(shifts, "_quarter_shift", return_value=None),
    "the year of a bare quarter": lambda: mock.patch.object(
        periods, "_year_of_quarter", lambda number, setting, fiscal=False: setting.day.year
    ),
    "what was said before": lambda: mock.patch.object(resolve.policy, "remember", return_value=None),
    "what company news reports on": lambda: mock.patch.object(resolve.policy, "report", return_value=None),
    "what a tale says in passing": lambda: mock.patch.object(memory, "_passes_until", return_value=0),
    "a day of a tale before what is stated next": lambda: mock.patch.object(
        surroundings.Surroundings, "next_dates", return_value=()
    ),
    "stories of long ago": lambda: mock.patch.object(resolve.policy, "is_narrative", return_value=False),
}


@contextmanager
def without(change: Callable[[], object]) -> Iterator[None]:
    """The reading with one thing changed."""
    with change():  # type: ignore[attr-defined]
        yield


def measure(documents: dict[str, list[dict]], score: Callable) -> dict[str, float]:  # type: ignore[type-arg]
    """Value F1 of each corpus, and of each kind of our own articles."""
    corpora = {name: score(rows, predict(rows))["value"] for name, rows in documents.items()}
    return corpora | {kind: articles.measure(kind).value for kind in KINDS}


def table(shared: Path) -> str:
    """The figures as a table."""
    sys.path.insert(0, str(shared / "score"))
    from timeml import load_folder
    from timex import score

    documents = {name: load_folder(shared / "data" / "timeml" / name) for name in CORPORA}
    whole = measure(documents, score)
    columns = (*CORPORA, *KINDS)
    rows = ["| left out | TimeBank | AQUAINT | business | news | tales |", "|---|---|---|---|---|---|"]
    rows.append("| nothing | " + " | ".join(f"{whole[column]:.1f}" for column in columns) + " |")
    changes = {f"step `{step.__name__}`": _step_left_out(step.__name__) for step in refine.STEPS}
    changes |= {f"policy: {name}": change for name, change in POLICIES.items()}
    for name, change in changes.items():
        with without(change):
            now = measure(documents, score)
        moved = " | ".join(f"{now[corpus] - whole[corpus]:+.1f}" for corpus in columns)
        rows.append(f"| {name} | {moved} |")
    return "\n".join(rows)


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--shared", type=Path, default=ROOT.parent / "shared")
    parser.add_argument("--write", type=Path, help="write the page there instead of printing the table")
    args = parser.parse_args()
    if not args.shared.is_dir():
        print(f"no corpora at {args.shared}: nothing measured", file=sys.stderr)
        return 1
    found = table(args.shared)
    if args.write:
        args.write.write_text(PAGE.format(table=found), "utf-8")
    else:
        print(found)
    return 0


if __name__ == "__main__":
    sys.exit(main())
