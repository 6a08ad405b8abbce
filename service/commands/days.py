"""`dateline days`: the days of a collection, each with its number of events and articles, or the N weightiest."""

from __future__ import annotations

import argparse
import sys

from service.commands import database, questions

EXAMPLE = """examples:
  dateline days --collection us-russia --top 10
  dateline days --from 2017-08-01 --to 2017-08-31 --format json
"""


def add_to(parser: argparse.ArgumentParser) -> None:
    """Add this command's flags: the parameters of GET /timeline/days."""
    questions.add_flags(parser, days=True)
    parser.add_argument(
        "--format", choices=("table", "json"), default=None, help="default: table on a terminal, else json"
    )
    database.add_flag(parser)
    parser.epilog = EXAMPLE
    parser.set_defaults(run=run)


def run(arguments: argparse.Namespace) -> int:
    """Print the days; returns the exit code."""
    from service import pipeline
    from service.answers import days_bytes
    from service.cli import DONE

    with database.opened(arguments) as (store, settings):
        question = questions.asked(arguments, settings, days=True)
        answer = pipeline.days(store, question)
        form = arguments.format or ("table" if sys.stdout.isatty() else "json")
        if form == "json":
            questions.write([days_bytes(answer, question)])
        else:
            from service.commands.tables import days_table, show

            show(days_table(answer.days))
    return DONE
