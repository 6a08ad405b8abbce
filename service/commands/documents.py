"""What `read` and `extract` share: the flags that name a text, and the articles those flags stand for."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import IO

from service.article import Article
from service.errors import BadArticle, BadQuestion, BadSyntax, Fault


@dataclass(frozen=True, slots=True)
class Given:
    """One document of the input: the id as it came, and its article or why there is none."""

    id: str | int | None
    article: Article | None
    refused: str | None = None


def add_flags(parser: argparse.ArgumentParser, formats: tuple[str, ...]) -> None:
    """Add FILE, --input, --published and their like to a command that reads texts without storing them."""
    source = parser.add_mutually_exclusive_group()
    source.add_argument("file", nargs="?", metavar="FILE", help="a text file; - or nothing for standard input")
    source.add_argument(
        "--input",
        metavar="DOCS",
        help="NDJSON documents {id?, published, text | html, title?, ...}; - for standard input",
    )
    parser.add_argument("--published", metavar="DATE", help="publication date of FILE, or of documents that state none")
    parser.add_argument("--title", help="the headline of FILE, read as headlines are")
    parser.add_argument("--language", metavar="CODE", help="ISO 639-1 code of the text (default en)")
    parser.add_argument(
        "--date-order",
        choices=("DMY", "MDY", "YMD"),
        help="order of dates written in figures (default: a guess, said as one)",
    )
    parser.add_argument("--format", choices=formats, default=None, help="default: table on a terminal, else ndjson")


def chosen_format(arguments: argparse.Namespace) -> str:
    """The format asked for; a table for a person at a terminal, NDJSON for a pipe."""
    return arguments.format or ("table" if sys.stdout.isatty() and not arguments.input else "ndjson")


def given(arguments: argparse.Namespace) -> Iterator[Given]:
    """The documents that the flags name, one at a time.

    Raises BadQuestion when the flags do not name a text that can be read.
    """
    if arguments.input:
        with _opened(arguments.input) as lines:
            yield from _from_lines(lines, arguments)
        return
    with _opened(arguments.file or "-") as source:
        raw = source.read()
    record: dict[str, object] = {"text": _decoded(raw, arguments.file or "standard input")}
    if arguments.title:
        record["title"] = arguments.title
    yield _document(record, arguments, None)


def _from_lines(lines: IO[bytes], arguments: argparse.Namespace) -> Iterator[Given]:
    from service.intake.strictjson import parse

    for number, line in enumerate(lines, 1):
        if not line.strip():
            continue
        try:
            record = parse(line)
        except BadSyntax as error:
            yield Given(None, None, f"line {number}: {error.message}")
            continue
        if not isinstance(record, dict):
            yield Given(None, None, f"line {number}: a document is a JSON object")
            continue
        yield _document(record, arguments, number)


def _document(record: Mapping[str, object], arguments: argparse.Namespace, number: int | None) -> Given:
    from service.config import load
    from service.intake import from_mapping

    came_as = record.get("id")
    wanted = dict(record)
    if arguments.language and not wanted.get("language"):
        wanted["language"] = arguments.language
    try:
        taken = from_mapping(wanted, load().intake, published=arguments.published)
    except BadArticle as error:
        where = f"line {number}: " if number else ""
        reasons = "; ".join(f"{fault.field}: {fault.message}" for fault in error.faults) or error.message
        if number is None and not arguments.published:
            raise BadQuestion(
                "the text's publication date is not known: say it with --published 2017-08-07",
                Fault("published", "missing", reasons),
            ) from None
        return Given(came_as if isinstance(came_as, str | int) else None, None, where + reasons)
    return Given(came_as if isinstance(came_as, str | int) else taken.article.id, taken.article)


def _opened(name: str) -> IO[bytes]:
    if name == "-":
        return sys.stdin.buffer
    try:
        return Path(name).open("rb")
    except OSError as error:
        raise BadQuestion(f"cannot read {name}: {error.strerror}", Fault("file", "unreadable", name)) from None


def _decoded(raw: bytes, name: str) -> str:
    try:
        return raw.decode("utf-8")
    except UnicodeDecodeError as error:
        raise BadQuestion(
            f"{name} is not UTF-8 text (byte {error.start}); convert it first", Fault("file", "encoding", name)
        ) from None


def each(arguments: argparse.Namespace, answer: Callable[[Given], None]) -> int:
    """Answer every document, name every one that is refused, and return the exit code."""
    from service.cli import DONE, PARTLY, tell

    code = DONE
    for document in given(arguments):
        if document.article is None:
            tell(document.refused or "refused")
            code = PARTLY
        else:
            answer(document)
    return code
