"""Files, folders, feeds and streams to articles, one at a time: what cannot be taken is refused, the rest goes on."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from contextlib import ExitStack
from typing import IO

from service.errors import DatelineError, Fault
from service.intake.charset import decode_page
from service.intake.forms import Record, bounded_lines, csv_records, json_records, line_records, text_record
from service.intake.opening import Source, Unreadable, form_of, opened, sniffed, sources, whole
from service.intake.record import from_mapping
from service.intake.settings import IntakeSettings
from service.intake.taken import Refused, Taken

__all__ = ["documents", "form_of", "stream"]


def documents(
    paths: Iterable[str],
    *,
    settings: IntakeSettings | None = None,
    stdin: IO[bytes] | None = None,
    published: str | None = None,
) -> Iterator[Taken | Refused]:
    """Give every article in `paths`: files, folders, patterns, and "-" for `stdin`.

    A file's form is told by the end of its name (.txt .html .json .ndjson .csv, feeds as .xml .rss .atom, .gz of each),
    else by its first bytes. `published` stands in where a document states no date. Each document is one outcome:
    Taken, or Refused with its place and every reason. NDJSON and CSV are read line by line and never held whole.
    """
    settings = settings or IntakeSettings()
    for source in sources(tuple(paths)):
        if source.refused:
            yield _refused_source(source.name, source.refused)
            continue
        try:
            with ExitStack() as stack:
                data = opened(source, stdin)
                if source.path is not None:
                    stack.callback(data.close)
                for where, record in _records(source, data, settings):
                    yield _taken(record, source.name + where, settings, published)
        except Unreadable as reason:
            yield _refused_source(source.name, str(reason))
        except DatelineError as error:
            yield Refused(source.name, error.message, error.faults)
        except OSError as error:
            yield _refused_source(source.name, f"cannot be read: {error.strerror}")


def stream(
    lines: Iterable[bytes | None],
    *,
    settings: IntakeSettings | None = None,
    source: str = "line ",
    published: str | None = None,
) -> Iterator[Taken | Refused]:
    """Give the articles of NDJSON lines, an outcome a line that is not blank; None is a line that was too long.

    >>> [outcome.source for outcome in stream([b'{"text": "They met.", "published": "2017-08-07"}', b'{"text"'])]
    ['line 1', 'line 2']
    """
    settings = settings or IntakeSettings()
    for where, record in line_records(lines):
        yield _taken(record, source + where.removeprefix(":"), settings, published)


def _records(source: Source, data: IO[bytes], settings: IntakeSettings) -> Iterator[Record]:
    form = source.form or sniffed(data)
    if form == "ndjson":
        return line_records(bounded_lines(data, settings.max_line))
    if form == "csv":
        return csv_records(data, settings.max_line)
    most = {"html": settings.max_html, "feed": 4 * settings.max_html}.get(form, settings.max_file)
    content = whole(data, most, source.name)
    if form == "json":
        return json_records(content, source.name)
    if form == "feed":
        from service.intake.feed import feed_records

        return feed_records(content)
    text = decode_page(content)
    return iter([("", {"html": text} if form == "html" else text_record(text))])


def _taken(record: object, where: str, settings: IntakeSettings, published: str | None) -> Taken | Refused:
    if isinstance(record, DatelineError):
        return Refused(where, record.message, record.faults)
    try:
        taken = from_mapping(record, settings, published=published)
    except DatelineError as error:
        came_as = record.get("id") if isinstance(record, dict) else None
        return Refused(where, error.message, error.faults, came_as if isinstance(came_as, str) else None)
    return Taken(taken.article, taken.notes, where)


def _refused_source(name: str, reason: str) -> Refused:
    message = f"{name}: {reason}"
    return Refused(name, message, (Fault("path", "unreadable", message),))
