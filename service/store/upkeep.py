"""What whoever runs the service does with its database: upgrade, check, backup, export. All work while it serves."""

from __future__ import annotations

import shutil
import sqlite3
import subprocess
from collections.abc import Iterator
from contextlib import closing
from datetime import time
from pathlib import Path
from typing import Any
from urllib.parse import quote

import orjson

from service.article import Article
from service.errors import BadQuestion, Fault, StoreFull, StoreUnavailable
from service.store import schema
from service.store.answering import Answers, article_of
from service.store.codec import encode_head
from service.store.days import unpacked_counts
from service.store.engine import Reader, is_sqlite, open_engine, reading
from service.store.eventrows import stamp_of
from service.store.store import Store
from service.store.values import Among, Statement, rows_of
from service.timeline import group
from service.timeline.days import COUNTS, total

NOON = time(12)
_PAGE = 500
_PAGES_A_STEP = 2000
_ARTICLES = Statement("SELECT * FROM articles WHERE pk > :after ORDER BY pk LIMIT :most")
_PLACES = Among(
    "SELECT s.article_pk, c.name FROM article_collections s JOIN collections c ON c.pk = s.collection_pk "
    "WHERE s.article_pk IN {pks} ORDER BY c.name",
    pks="bigint",
)
_COLLECTIONS = Statement("SELECT * FROM collections ORDER BY name")
_MENTIONS = Statement(
    "SELECT m.pk FROM article_collections s JOIN mentions m ON m.article_pk = s.article_pk "
    "WHERE s.collection_pk = :collection"
)
_STAMPS = Statement("SELECT id, pk, stamp, place FROM events WHERE collection_pk = :collection")
_HELD = Statement("SELECT count(*) FROM article_collections WHERE collection_pk = :collection")
_FACETS = Statement(
    "SELECT f.sort, f.value, f.events, count(t.place) AS held FROM facets f LEFT JOIN event_facets t "
    "ON t.facet_pk = f.pk WHERE f.collection_pk = :collection GROUP BY f.pk, f.sort, f.value, f.events"
)
_DAYS = Statement("SELECT * FROM collection_days WHERE collection_pk = :collection")
_DAY_EVENTS = Statement(
    "SELECT day, count(*) AS held FROM events WHERE collection_pk = :collection AND day IS NOT NULL GROUP BY day"
)
_DAY_COUNTS = Statement(
    "SELECT a.days FROM article_collections s JOIN articles a ON a.pk = s.article_pk "
    "WHERE s.collection_pk = :collection"
)


def upgrade(url: str, busy_seconds: int = 30) -> tuple[str | None, str]:
    """Bring a database to this release's version, or make it; returns the versions before and after.

    Raises StoreUnavailable for a database of a newer release, or one that does not answer.
    """
    engine = open_engine(url, busy_seconds)
    try:
        return schema.upgrade(engine)
    finally:
        engine.dispose()


def check(store: Store) -> tuple[str, ...]:
    """All that is wrong in the database, in sentences: the file itself, references, counts, and every event.

    Each collection's mentions are grouped anew and must give exactly the events that are kept.
    """
    wrong: list[str] = []
    with reading(store.engine) as connection:
        if is_sqlite(connection):
            wrong += _broken_file(connection)
        with store.read() as answers:
            for row in _COLLECTIONS.run(connection):
                wrong += [f"collection {row.name}: {words}" for words in _wrong_in(connection, answers, row)]
    return tuple(wrong)


def _broken_file(connection: Reader) -> Iterator[str]:
    for (words,) in rows_of(connection, "PRAGMA integrity_check", {}):
        if words != "ok":
            yield f"database file: {words}"
    for row in rows_of(connection, "PRAGMA foreign_key_check", {}):
        yield f"table {row[0]}: row {row[1]} refers to nothing in {row[2]}"


def _wrong_in(connection: Reader, answers: Answers, row: Any) -> Iterator[str]:
    kept = {event.id: event for event in _STAMPS.run(connection, collection=row.pk)}
    mentions = answers.mentions_by_pk([pk for (pk,) in _MENTIONS.run(connection, collection=row.pk)])
    pks = {mention.key: pk for pk, mention in mentions.items()}
    made = {event.id: event for event in group(mentions.values(), row.name)}
    yield from (f"event {id} is kept but its mentions make no such event" for id in sorted(kept.keys() - made.keys()))
    yield from (f"event {id} is missing" for id in sorted(made.keys() - kept.keys()))
    for id in sorted(kept.keys() & made.keys()):
        if stamp_of(encode_head(made[id]), [pks[m.key] for m in made[id].evidence]) != kept[id].stamp:
            yield f"event {id} is not what its mentions make"
    if row.events != len(kept):
        yield f"counts {row.events} events, holds {len(kept)}"
    held = _HELD.run(connection, collection=row.pk)[0][0]
    if row.articles != held:
        yield f"counts {row.articles} articles, holds {held}"
    for facet in _FACETS.run(connection, collection=row.pk):
        if facet.events != facet.held:
            yield f"{facet.sort} {facet.value!r} counts {facet.events} events, has {facet.held}"
    yield from _wrong_days(connection, row.pk)


def _wrong_days(connection: Reader, collection_pk: int) -> Iterator[str]:
    events = {row.day: row.held for row in _DAY_EVENTS.run(connection, collection=collection_pk)}
    sums: dict[int, list[Any]] = {}
    for (raw,) in _DAY_COUNTS.run(connection, collection=collection_pk):
        for count in unpacked_counts(raw):
            sums.setdefault(count.day.toordinal(), []).append(count)
    rows = {row.day: row for row in _DAYS.run(connection, collection=collection_pk)}
    for day in sorted(rows.keys() | events.keys() | sums.keys()):
        row = rows.get(day)
        if (row.events if row else 0) != events.get(day, 0):
            yield f"day {day} counts {row.events if row else 0} events, has {events.get(day, 0)}"
        summed = total(sums[day]) if day in sums else None
        if any((getattr(row, name) if row else 0) != (getattr(summed, name) if summed else 0) for name in COUNTS):
            yield f"day {day} has sums that its articles do not make"


def backup(store: Store, path: Path) -> None:
    """Copy the database to a new file while it serves: of SQLite a database, of PostgreSQL what pg_dump writes.

    The copy is one state of the database. Raises BadQuestion when the file is there already.
    """
    if path.exists():
        words = f"{path} is there already; name a new file"
        raise BadQuestion(words, Fault("path", "exists", words))
    if not is_sqlite(store.engine):
        return _dump(store, path)
    unfinished = path.with_name(path.name + ".part")
    try:
        with (
            closing(sqlite3.connect(f"file:{quote(str(store.engine.url.database))}?mode=ro", uri=True)) as source,
            closing(sqlite3.connect(unfinished)) as copy,
        ):
            source.backup(copy, pages=_PAGES_A_STEP)
        unfinished.rename(path)
    except (sqlite3.Error, OSError) as error:
        unfinished.unlink(missing_ok=True)
        words = f"{path}: {error}"
        raise StoreFull(f"the backup was not written: {words}", Fault("path", "not-written", words)) from error


def _dump(store: Store, path: Path) -> None:
    command = shutil.which("pg_dump")
    if command is None:
        words = "pg_dump is not on this machine; install PostgreSQL's client"
        raise StoreUnavailable(words, Fault("pg_dump", "missing", words))
    url = store.engine.url.set(drivername="postgresql").render_as_string(hide_password=False)
    done = subprocess.run(
        [command, "--format=custom", f"--file={path}", f"--dbname={url}"], capture_output=True, text=True, check=False
    )
    if done.returncode:
        path.unlink(missing_ok=True)
        raise StoreUnavailable(f"pg_dump: {done.stderr.strip()}", Fault("pg_dump", "failed", done.stderr.strip()))


def export(store: Store) -> Iterator[bytes]:
    """Every article as one line of NDJSON, in the order taken in, with the collections it is in.

    Taking the lines in again gives the same events: an event is a function of its articles.
    """
    after = 0
    while True:
        with reading(store.engine) as connection:
            rows = _ARTICLES.run(connection, after=after, most=_PAGE)
            places: dict[int, list[str]] = {row.pk: [] for row in rows}
            for pk, name in _PLACES.run(connection, pks=list(places)) if rows else ():
                places[pk].append(name)
        for row in rows:
            yield _line(row, places[row.pk])
        if len(rows) < _PAGE:
            return
        after = rows[-1].pk


def _as_it_came(article: Article) -> str:
    """A publication date without an offset, as it was taken in: taking it in again must not give it one."""
    local = article.published.replace(tzinfo=None)
    return local.date().isoformat() if local.time() == NOON else local.isoformat()


def _line(row: Any, collections: list[str]) -> bytes:
    article = article_of(row)
    document = {
        "id": article.id,
        "published": row.published if article.zoned else _as_it_came(article),
        "title": article.title,
        "publisher": article.publisher,
        "url": article.url,
        "language": article.language,
        "text": article.text,
        "collections": collections,
    }
    return orjson.dumps({name: value for name, value in document.items() if value is not None}) + b"\n"


__all__ = ["backup", "check", "export", "upgrade"]
