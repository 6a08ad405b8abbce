"""A disk that is full, a file that cannot be written, a database of another release (HOSTILE 54, 58)."""

from __future__ import annotations

import os
import sqlite3
from collections.abc import Callable
from pathlib import Path
from random import Random

import pytest
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from sqlalchemy import text

from service.errors import BadSetting, StoreFull, StoreUnavailable
from service.question import Question
from service.store import Store, schema
from service.store.engine import examining, open_engine, writing
from service.store.tables import metadata
from service.store.upkeep import check, upgrade
from service.store.writer import Ready

Make = Callable[[Random, str], Ready]


@pytest.fixture
def file(tmp_path: Path) -> Path:
    return tmp_path / "store.db"


def put(store: Store, batch: list[Ready]) -> None:
    with store.write() as writer:
        writer.take(batch, ["default"], replace=False)


def test_a_full_database_takes_nothing_half_and_recovers_without_a_restart(file: Path, article: Make) -> None:
    luck = Random(1)
    taken = [article(luck, f"a{n}") for n in range(200)]
    with Store.open(f"sqlite:///{file}") as store:
        put(store, taken[:10])
        before = store.timeline(Question()).rows
        bounds = bound_pages(store, 8)
        with pytest.raises(StoreFull):
            put(store, taken[10:])
        assert store.timeline(Question()).rows == before
        assert check(store) == ()
        free_pages(store, bounds)
        put(store, taken[10:])
        assert store.collection("default").articles == 200
        assert check(store) == ()


def bound_pages(store: Store, spare: int) -> list[sqlite3.Connection]:
    """Let no connection of the store grow the file by more than a few pages."""
    from sqlalchemy import event

    bounded: list[sqlite3.Connection] = []

    @event.listens_for(store.engine, "checkout")
    def bound(connection: sqlite3.Connection, record: object, proxy: object) -> None:
        if connection not in bounded:
            held = connection.execute("PRAGMA page_count").fetchone()[0]
            connection.execute(f"PRAGMA max_page_count = {held + spare}")
            bounded.append(connection)

    bounded_by.append(bound)
    return bounded


bounded_by: list[object] = []


def free_pages(store: Store, bounded: list[sqlite3.Connection]) -> None:
    from sqlalchemy import event

    event.remove(store.engine, "checkout", bounded_by.pop())
    for connection in bounded:
        connection.execute("PRAGMA max_page_count = 1073741823")


def test_readiness_tells_of_a_full_database(file: Path, article: Make) -> None:
    with Store.open(f"sqlite:///{file}") as store:
        assert store.ready() == ()
        bounds = bound_pages(store, 0)
        assert any("no room" in words for words in store.ready())
        free_pages(store, bounds)
        assert store.ready() == ()


def test_a_file_that_cannot_be_written_is_still_read(file: Path, article: Make) -> None:
    luck = Random(2)
    with Store.open(f"sqlite:///{file}") as store:
        put(store, [article(luck, "a1"), article(luck, "a2")])
    with Store.open(f"sqlite:///{file}") as store:
        make_read_only(store)
        assert store.timeline(Question(undated=True)).rows
        with pytest.raises(StoreUnavailable, match="cannot be written"):
            put(store, [article(luck, "a3")])
        assert any("cannot be written" in words for words in store.ready())


def make_read_only(store: Store) -> None:
    """What a file system mounted read-only does; root, who runs tests, is stopped by no file mode."""
    from sqlalchemy import event

    @event.listens_for(store.engine, "checkout")
    def bound(connection: sqlite3.Connection, record: object, proxy: object) -> None:
        connection.execute("PRAGMA query_only = ON")


@pytest.mark.skipif(os.getuid() == 0, reason="root writes where no mode lets others write")
def test_a_folder_that_cannot_be_written(file: Path) -> None:
    file.parent.chmod(0o500)
    with pytest.raises(StoreUnavailable):
        Store.open(f"sqlite:///{file}")


def test_a_waiting_writer_is_told_busy_and_readiness_does_not_mind(file: Path, article: Make) -> None:
    with Store.open(f"sqlite:///{file}", busy_seconds=1) as store, writing(store.engine) as other:
        other.execute(text("UPDATE probes SET tried = 1"))
        assert store.ready() == ()
        with pytest.raises(StoreUnavailable, match="busy"):
            put(store, [article(Random(1), "a1")])
        assert len(store.timeline(Question()).rows) == 0


def test_migrations_make_the_tables_that_queries_see(url: str) -> None:
    upgrade(url)
    engine = open_engine(url, 5)
    with examining(engine) as connection:
        context = MigrationContext.configure(
            connection, opts={"include_name": lambda name, kind, parents: not str(name).startswith("pieces")}
        )
        differences = compare_metadata(context, metadata)
    engine.dispose()
    unseen = ("ix_tellings_search",)
    assert [d for d in differences if getattr(d[1], "name", None) not in unseen] == []


@pytest.mark.parametrize(("found", "words"), [("9999", "newer"), ("0000", "newer")])
def test_a_database_of_an_unknown_release_is_refused_and_left_alone(url: str, found: str, words: str) -> None:
    upgrade(url)
    engine = open_engine(url, 5)
    with writing(engine) as connection:
        connection.execute(text("UPDATE alembic_version SET version_num = :found"), {"found": found})
    for attempt in (lambda: Store.open(url), lambda: upgrade(url)):
        with pytest.raises(StoreUnavailable, match=words):
            attempt()
    assert schema.version(engine) == found
    engine.dispose()


def test_an_empty_database_is_refused_with_the_command_that_mends_it(
    postgresql: str, request: pytest.FixtureRequest
) -> None:
    url = request.getfixturevalue("empty_postgresql")
    with pytest.raises(StoreUnavailable, match="dateline db upgrade"):
        Store.open(url)
    assert upgrade(url) == (None, schema.head())
    Store.open(url).close()


def test_tables_of_something_else_are_left_alone(file: Path) -> None:
    other = sqlite3.connect(file)
    other.execute("CREATE TABLE theirs (a)")
    other.commit()
    other.close()
    with pytest.raises(StoreUnavailable, match="dateline db upgrade"):
        Store.open(f"sqlite:///{file}")
    with pytest.raises(StoreUnavailable, match="something else"):
        upgrade(f"sqlite:///{file}")


@pytest.mark.parametrize("url", ["mysql://x/y", "sqlite://", "sqlite:///:memory:", "nonsense", "oracle://x"])
def test_urls_of_no_known_engine(url: str) -> None:
    with pytest.raises(BadSetting, match="database_url"):
        Store.open(url)


def test_a_postgresql_that_does_not_answer() -> None:
    pytest.importorskip("psycopg")
    with pytest.raises(StoreUnavailable, match="does not answer"):
        Store.open("postgresql://nobody@127.0.0.1:1/none")
