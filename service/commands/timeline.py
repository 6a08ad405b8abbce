"""`dateline timeline`: the answer of GET /timeline, from the same code, in any of its formats."""

from __future__ import annotations

import argparse
from datetime import UTC, datetime
from typing import TYPE_CHECKING

from service.commands import database, questions
from service.errors import BadQuestion, Fault
from service.formats import FORMATS

if TYPE_CHECKING:
    from service.config import Settings
    from service.question import Question
    from service.store import Store

LIST = "list"
EXPLAINED_AS = "ndjson"
EXAMPLE = """examples:
  dateline timeline --about Tillerson --from 2017-08-01 --to 2017-08-31
  dateline timeline --status planned --relation by --format csv > deadlines.csv
  dateline timeline --collection us-russia --as-of 2017-08-06 --format json | jq '.events[].title'
"""


def add_to(parser: argparse.ArgumentParser) -> None:
    """Add this command's flags: every parameter of GET /timeline."""
    questions.add_flags(parser)
    parser.add_argument(
        "--format",
        choices=(LIST, *FORMATS),
        help="list for people (the default), or a form of GET /timeline",
    )
    parser.add_argument(
        "--explain",
        action="store_true",
        help="say which links joined each event's mentions and which near ones were left out, as ndjson",
    )
    database.add_flag(parser)
    parser.epilog = EXAMPLE
    parser.set_defaults(run=run)


def run(arguments: argparse.Namespace) -> int:
    """Print the timeline; returns the exit code."""
    from service.cli import DONE

    if arguments.explain and arguments.format not in (None, EXPLAINED_AS):
        message = f"--explain is told as {EXPLAINED_AS}: leave --format {arguments.format} out"
        raise BadQuestion(message, Fault("format", "bad-value", message))
    with database.opened(arguments) as (store, settings):
        question = questions.asked(arguments, settings)
        if arguments.explain:
            _explain(store, question)
        elif arguments.format in (None, LIST):
            _list(store, question, settings)
        else:
            from service.answers import render

            questions.write(render(store, question, arguments.format, settings, all_pages=True).pieces)
    return DONE


def _list(store: Store, question: Question, settings: Settings) -> None:
    from service import pipeline
    from service.commands.timeline_table import show

    page = pipeline.timeline(store, question, whole=True)
    now = question.as_of or datetime.now(UTC)
    show(
        (row.event for row in page.rows),
        today=now.astimezone(settings.zone).date(),
        more=page.next is not None,
        total=page.total,
    )


def _explain(store: Store, question: Question) -> None:
    from service import pipeline
    from service.formats.json import dumps

    for row in pipeline.stream(store, question, whole=True):
        explanation = pipeline.explain(store, row.event.id)
        questions.write([dumps({"id": row.event.id, "title": row.event.title, "explanation": explanation}) + b"\n"])
