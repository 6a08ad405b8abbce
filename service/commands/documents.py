"""What `read` and `extract` share: the flags that name texts, and the articles those flags stand for."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Callable, Iterable, Iterator
from dataclasses import replace
from itertools import islice

from service.article import Article
from service.commands.given import checked_language, checked_published
from service.errors import BadQuestion, Fault
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
    settings, language = load().intake, checked_language(arguments.language)
    published = checked_published(arguments.published, settings)
    taken = intake.documents([name], settings=settings, stdin=sys.stdin.buffer, published=published)
    for document in taken:
        if isinstance(document, Refused):
            yield document
            continue
        article = document.article
        if arguments.title:
            article = replace(article, title=arguments.title)
        if language and article.language == "en":
            article = replace(article, language=language)
        yield article


def the_only_one(arguments: argparse.Namespace) -> Iterator[Article | Refused]:
    """The one article that the flags name, and whatever was refused. Raises BadQuestion where there are several."""
    documents = list(islice(articles(arguments), 2))
    if len(documents) > 1:
        name, form = arguments.input or arguments.file or "standard input", arguments.format
        message = f"--format {form} writes one document, {name} holds several: use ndjson, or give them one at a time"
        raise BadQuestion(message, Fault("format", "bad-value", message))
    yield from documents


def each(documents: Iterable[Article | Refused], answer: Callable[[Article], None]) -> int:
    """Answer every article, name every document that is refused, and return the exit code."""
    from service.cli import DONE, PARTLY, tell

    code = DONE
    for document in documents:
        if isinstance(document, Refused):
            hint = f"; {HINT}" if any(fault.field == "published" for fault in document.faults) else ""
            tell(f"{document.source}: {document.message}{hint}")
            code = PARTLY
        else:
            answer(document)
    return code
