"""`dateline read`: the expressions of texts, as a table for people or NDJSON and TimeML for programs."""

from __future__ import annotations

import argparse
import sys

from service.article import Article
from service.commands.documents import add_flags, articles, chosen_format, each, the_only_one
from service.reading import read

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
    order: str | None = arguments.date_order

    def line(article: Article) -> None:
        from service.formats.json import dumps, expression_dict

        reading = read(article, order)
        row: dict[str, object] = {"id": article.id, "expressions": [expression_dict(e) for e in reading.text]}
        if article.title:
            row["title_expressions"] = [expression_dict(e) for e in reading.title]
        sys.stdout.buffer.write(dumps(row) + b"\n")

    def timeml(article: Article) -> None:
        from service.formats.timeml import render

        sys.stdout.buffer.write(render(article, read(article, order).text))

    def table(article: Article) -> None:
        from service.commands.tables import expressions_table, show

        show(expressions_table(article, read(article, order)))

    form = chosen_format(arguments)
    documents = the_only_one(arguments) if form == "timeml" else articles(arguments)
    return each(documents, {"table": table, "ndjson": line, "timeml": timeml}[form])
