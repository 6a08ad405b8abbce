"""`dateline extract`: the happenings texts tell of, as a table for people or NDJSON for programs."""

from __future__ import annotations

import argparse
import sys

from service.commands.documents import Given, add_flags, chosen_format, each

EXAMPLE = """examples:
  dateline extract --published 2017-08-07 article.txt
  dateline extract --input docs.ndjson --format ndjson > mentions.ndjson
"""


def add_to(parser: argparse.ArgumentParser) -> None:
    """Add this command's flags."""
    add_flags(parser, ("table", "ndjson"))
    parser.epilog = EXAMPLE
    parser.set_defaults(run=run)


def run(arguments: argparse.Namespace) -> int:
    """Print the mentions of every document; returns the exit code."""
    return each(arguments, {"table": _table, "ndjson": _line}[chosen_format(arguments)])


def _line(document: Given) -> None:
    from service.formats.json import dumps, mention_dict
    from service.reading import extract

    assert document.article is not None
    row = {"id": document.id, "mentions": [mention_dict(m) for m in extract(document.article)]}
    sys.stdout.buffer.write(dumps(row) + b"\n")


def _table(document: Given) -> None:
    from service.commands.tables import mentions_table, show
    from service.reading import extract

    assert document.article is not None
    show(mentions_table(extract(document.article)))
