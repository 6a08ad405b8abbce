"""`dateline timeline`: the answer of GET /timeline, from the same code, in any of its formats."""

from __future__ import annotations

import argparse
import sys

from service.commands import database, questions

EXAMPLE = """examples:
  dateline timeline --about Tillerson --from 2017-08-01 --to 2017-08-31
  dateline timeline --status planned --relation by --format csv > deadlines.csv
  dateline timeline --collection us-russia --as-of 2017-08-06 --format json | jq '.events[].title'
"""


def add_to(parser: argparse.ArgumentParser) -> None:
    """Add this command's flags: every parameter of GET /timeline."""
    questions.add_flags(parser)
    database.add_flag(parser)
    parser.add_argument(
        "--explain",
        action="store_true",
        help="say which links joined each event's mentions, and which near ones were left out",
    )
    parser.epilog = EXAMPLE
    parser.set_defaults(run=run)
