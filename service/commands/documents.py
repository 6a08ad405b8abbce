"""What `read` and `extract` share: the flags that name texts, and the articles those flags stand for."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Callable, Iterator
from dataclasses import replace

from service.article import Article
from service.intake import Refused

HINT = "say when it appeared with --published 2017-08-07"


def add_flags(parser: argparse.ArgumentParser, formats: tuple[str, ...]) -> None:
    """Add FILE, --input, --published and their like to a command that reads texts without storing them."""
    source = parser.add_mutually_exclusive_group()
    source.add_argument(
        "file", nargs="?", metavar="FILE", help="a text, page or JSON file; - or nothing for standard input"
    )
    source.add_argument(
        "--input", metavar="DOCS", help="NDJSON documents {id?, published, text | html, title?, ...}; - for stdin"
    )
    parser.add_argument("--published", metavar="DATE", help="publication date of documents that state none")
    parser.add_argument("--title", help="the headline of FILE, read as headlines are")
    parser.add_argument("--language", metavar="CODE", help="ISO 639-1 code of texts that state none (default en)")
    parser.add_argument("--date-order", choices=("DMY", "MDY", "YMD"), help="order of dates in figures (else a guess)")
    parser.add_argument("--format", choices=formats, default=None, help="default: table on a terminal, else ndjson")


def chosen_format(arguments: argparse.Namespace) -> str:
    """The format asked for; a table for a person at a terminal, NDJSON for a pipe."""
    return arguments.format or ("table" if sys.stdout.isatty() and not arguments.input else "ndjson")


def articles(arguments: argparse.Namespace) -> Iterator[Article | Refused]:
    """The articles that the flags name, one at a time, and whatever had to be refused among them."""
    from service import intake
    from service.config import load

    name = arguments.input or arguments.file or "-"
    taken = intake.documents([name], settings=load().intake, stdin=sys.stdin.buffer, published=arguments.published)
    for document in taken:
        if isinstance(document, Refused):
            yield document
            continue
        article = document.article
        if arguments.title:
            article = replace(article, title=arguments.title)
        if arguments.language and article.language == "en":
            article = replace(article, language=arguments.language)
        yield article


def each(arguments: argparse.Namespace, answer: Callable[[Article], None]) -> int:
    """Answer every article, name every document that is refused, and return the exit code."""
    from service.cli import DONE, PARTLY, tell

    code = DONE
    for document in articles(arguments):
        if isinstance(document, Refused):
            hint = f"; {HINT}" if any(fault.field == "published" for fault in document.faults) else ""
            tell(f"{document.source}: {document.message}{hint}")
            code = PARTLY
        else:
            answer(document)
    return code
