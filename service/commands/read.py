"""`dateline read`: the expressions of texts, as a table for people or NDJSON and TimeML for programs."""

from __future__ import annotations

import argparse
import sys

from service.commands.documents import Given, add_flags, chosen_format, each

EXAMPLE = """examples:
  dateline read --published 2017-08-07 article.txt
  echo "They met on Sunday." | dateline read --published 2017-08-07 --format table
  dateline read --input docs.ndjson --format ndjson > expressions.ndjson
"""


def add_to(parser: argparse.ArgumentParser) -> None:
    """Add this command's flags."""
    add_flags(parser, ("table", "ndjson", "timeml"))
    parser.epilog = EXAMPLE
    parser.set_defaults(run=run)


def run(arguments: argparse.Namespace) -> int:
    """Print what was read in every document; returns the exit code."""
    form = chosen_format(arguments)
    return each(arguments, {"table": _table, "ndjson": _line, "timeml": _timeml}[form])


def _line(document: Given) -> None:
    from service.formats.json import dumps, expression_dict
    from service.reading import read

    assert document.article is not None
    reading = read(document.article)
    row: dict[str, object] = {"id": document.id, "expressions": [expression_dict(e) for e in reading.text]}
    if document.article.title:
        row["title_expressions"] = [expression_dict(e) for e in reading.title]
    sys.stdout.buffer.write(dumps(row) + b"\n")


def _timeml(document: Given) -> None:
    from service.formats.timeml import render
    from service.reading import read

    assert document.article is not None
    sys.stdout.buffer.write(render(document.article, read(document.article).text))


def _table(document: Given) -> None:
    from service.commands.tables import expressions_table, show
    from service.reading import read

    assert document.article is not None
    show(expressions_table(document.article, read(document.article)))
