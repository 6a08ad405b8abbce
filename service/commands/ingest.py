"""`dateline ingest`: articles from files, folders, feeds and standard input into the store, an outcome each."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING

from service.commands import database
from service.commands.given import checked_collections, checked_published

if TYPE_CHECKING:
    from service.pipeline import Outcome

EXAMPLE = """examples:
  dateline ingest samples/
  dateline ingest wire.ndjson.gz --collection us-russia --workers 2
  curl -s https://example.org/feed.xml | dateline ingest -
An article taken in before with the same content changes nothing; with other content it is refused, unless
--replace is given.
"""


def add_to(parser: argparse.ArgumentParser) -> None:
    """Add this command's flags."""
    parser.add_argument(
        "paths",
        nargs="+",
        metavar="PATH",
        help=".txt .html .json .ndjson .csv, .gz of each, feeds, folders, globs, or - for standard input",
    )
    parser.add_argument(
        "--collection",
        metavar="NAME",
        action="append",
        help="collection the articles join (default: default); may be given again",
    )
    parser.add_argument("--published", metavar="DATE", help="publication date of articles that state none")
    parser.add_argument(
        "--replace", action="store_true", help="replace an article that has the same id and other content"
    )
    parser.add_argument(
        "--workers", metavar="N", type=int, default=1, help="processes that read articles (default 1); one writes"
    )
    database.add_flag(parser)
    parser.epilog = EXAMPLE
    parser.set_defaults(run=run)


def run(arguments: argparse.Namespace) -> int:
    """Take everything in; returns the exit code."""
    from service import intake, pipeline
    from service.errors import BadQuestion, Fault

    if arguments.workers < 1:
        raise BadQuestion("--workers must be 1 or more", Fault("workers", "bad-value", "must be 1 or more"))
    collections = checked_collections(arguments.collection or ("default",))
    checked_published(arguments.published, database.settings(arguments).intake)
    with database.opened(arguments) as (store, settings):
        documents = intake.documents(
            arguments.paths, stdin=sys.stdin.buffer, published=arguments.published, settings=settings.intake
        )
        return tell_outcomes(
            pipeline.take_in_many(
                store,
                documents,
                collections,
                replace=arguments.replace,
                workers=arguments.workers,
                settings=settings,
            )
        )


def tell_outcomes(outcomes: Iterable[Outcome]) -> int:
    """One JSON outcome a line on standard output, each written after its commit; returns the exit code."""
    from service.answers import outcome_dict
    from service.cli import DONE, PARTLY
    from service.formats.json import dumps

    code = DONE
    for outcome in _with_progress(outcomes):
        code = code if outcome.done else PARTLY
        sys.stdout.buffer.write(dumps(outcome_dict(outcome)) + b"\n")
        sys.stdout.buffer.flush()
    return code


def _with_progress(outcomes: Iterable[Outcome]) -> Iterator[Outcome]:
    """The same outcomes, counted by a bar on standard error where a person looks at a terminal."""
    if not sys.stderr.isatty():
        yield from outcomes
        return
    from rich.console import Console
    from rich.progress import MofNCompleteColumn, Progress, SpinnerColumn, TextColumn, TimeElapsedColumn

    columns = (SpinnerColumn(), TextColumn("{task.description}"), MofNCompleteColumn(), TimeElapsedColumn())
    refused = 0
    with Progress(*columns, console=Console(stderr=True), transient=True) as bar:
        task = bar.add_task("taking in", total=None)
        for outcome in outcomes:
            refused += not outcome.done
            bar.update(task, advance=1, description=f"taking in ({refused} refused)" if refused else "taking in")
            yield outcome
