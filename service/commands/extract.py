"""`dateline extract`: the happenings texts tell of, as a table for people or NDJSON for programs."""

from __future__ import annotations

import argparse
import sys

from service.article import Article
from service.commands.documents import add_flags, articles, chosen_format, each
from service.reading import extract

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
    order: str | None = arguments.date_order

    def line(article: Article) -> None:
        from service.formats.json import dumps, mention_dict

        row = {"id": article.id, "mentions": [mention_dict(m) for m in extract(article, order)]}
        sys.stdout.buffer.write(dumps(row) + b"\n")

    def table(article: Article) -> None:
        from service.commands.tables import mentions_table, show

        show(mentions_table(extract(article, order)))

    return each(articles(arguments), {"table": table, "ndjson": line}[chosen_format(arguments)])
