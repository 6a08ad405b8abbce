"""The store: one door to the database, whichever engine is behind it."""

from __future__ import annotations

from collections.abc import Collection as Collected
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import replace
from types import TracebackType

from sqlalchemy import Engine

from service.config import Settings
from service.errors import NotFound
from service.question import Question
from service.store import answering, days, readiness, schema
from service.store.access import Access
from service.store.answering import Answers
from service.store.asking import spans_of
from service.store.engine import Reader, close, glancing, is_sqlite, open_engine, reading, writing
from service.store.mentions import Memory
from service.store.model import (
    DEFAULT_COLLECTION,
    ActorCount,
    ApiKey,
    Collection,
    Days,
    Kept,
    Page,
    Reply,
    Told,
)
from service.store.values import Among, Statement, microseconds, now_microseconds
from service.store.writer import Writer
from service.timeline import group
from service.timeline.days import DayCount
from service.timeline.explain import Explanation, explain, seek_keys
from service.timeline.model import Event, Mention

_SECRET = Statement("SELECT value FROM secrets WHERE name = 'cursors'")
_DAYS_OF = Among("SELECT days FROM articles WHERE id IN {ids}", ids="text")
AS_OF_KEPT = 4
"""So many regroupings for `as_of` are kept in memory."""


class Store:
    """Articles, mentions and events in a database. Safe to share between threads; made anew in each process.

    >>> import tempfile
    >>> store = Store.open(f"sqlite:///{tempfile.mkdtemp()}/demo.db")
    >>> store.collection("default").version
    0
    >>> store.close()
    """

    def __init__(self, engine: Engine, as_of_mentions: int = 200_000) -> None:
        self.engine = engine
        self._memory = Memory()
        self._spans: dict[int, tuple[int, tuple[int, ...]]] = {}
        self._access = Access(engine)
        self._secret_value: str | None = None
        self._as_of: dict[tuple[int, int, int], tuple[Event, ...]] = {}
        self.as_of_mentions = as_of_mentions

    @classmethod
    def open(cls, database: str | Settings, *, busy_seconds: int = 30) -> Store:
        """Open the database of a URL or of settings. An absent SQLite file is made, at this release's version.

        Raises BadSetting for a URL that names no known engine, StoreUnavailable for a database that does not answer
        or has another version (the message names the command that mends it).
        """
        if isinstance(database, Settings):
            engine = open_engine(database.database_url, database.busy_seconds)
        else:
            engine = open_engine(database, busy_seconds)
        if is_sqlite(engine) and schema.is_new(engine):
            schema.upgrade(engine)
        schema.check_version(engine)
        return cls(engine, database.as_of_mentions) if isinstance(database, Settings) else cls(engine)

    def close(self) -> None:
        """Close every connection."""
        close(self.engine)

    def __enter__(self) -> Store:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    @contextmanager
    def write(self) -> Iterator[Writer]:
        """The one write transaction; it commits, versions raised, when the block ends well."""
        try:
            with writing(self.engine) as connection:
                writer = Writer(connection, self._memory, now_microseconds())
                yield writer
                writer.finish()
            self._memory.keep(writer.made)
        except BaseException:
            self._memory.forget()
            raise

    @contextmanager
    def read(self) -> Iterator[Answers]:
        """One state of the database to take several answers from."""
        with reading(self.engine) as connection:
            yield Answers(connection, self._memory, self.secret)

    @property
    def secret(self) -> str:
        """What this database's cursors are sealed with."""
        if self._secret_value is None:
            with reading(self.engine) as connection:
                self._secret_value = str(_SECRET.run(connection)[0][0])
        return self._secret_value

    def collection(self, name: str) -> Collection:
        """A collection with its version, for one read of a key. Raises BadQuestion when there is none of that name."""
        with glancing(self.engine) as connection:
            return answering.collection_named(connection, name)

    def collections(self) -> tuple[Collection, ...]:
        """All collections by name."""
        with reading(self.engine) as connection:
            return answering.collections(connection)

    def timeline(self, question: Question, *, whole: bool = False, seen: Collection | None = None) -> Page[Told]:
        """One page of a timeline; `whole` gives events with all their evidence, else each one's kept JSON.

        `seen` is the collection as it was looked up before: the page is of that state or of a later one.
        """
        secret = self.secret
        with reading(self.engine) as connection:
            collection = seen
            spans: tuple[int, ...] = ()
            if collection is None or question.start is not None:
                collection = answering.collection_named(connection, question.collection)
                spans = self._spans_of(connection, collection) if question.start is not None else ()
            return Answers(connection, self._memory, secret).page(collection, question, spans, whole)

    def days(self, question: Question) -> Days:
        """The days of a timeline."""
        secret = self.secret
        with reading(self.engine) as connection:
            row = answering.collection_named(connection, question.collection)
            if days.kept_ready(question):
                found = days.ready_days(connection, row.pk, question)
            else:
                answers = Answers(connection, self._memory, secret)
                plan = answers.plan(row.pk, replace(question, top=None), self._spans_of(connection, row))
                found = days.chosen_days(connection, row.pk, plan, question)
            return Days(found, row)

    def events_as_of(self, question: Question) -> tuple[Collection, tuple[Event, ...]]:
        """All events that the mentions published by `question.as_of` make; kept for the collection's version."""
        assert question.as_of is not None
        moment = microseconds(question.as_of)
        with reading(self.engine) as connection:
            row = answering.collection_named(connection, question.collection)
            key = (row.pk, row.version, moment)
            known = self._as_of.get(key)
            if known is None:
                pks = answering.mentions_by(connection, row.pk, moment, self.as_of_mentions)
                mentions = self._memory.load(connection, pks).values()
                known = group(mentions, row.name)
                self._as_of = {**dict(list(self._as_of.items())[-AS_OF_KEPT + 1 :]), key: known}
            return row, known

    def day_counts(self, articles: Collected[str]) -> list[DayCount]:
        """What these articles count for, by day."""
        with reading(self.engine) as connection:
            rows = _DAYS_OF.run(connection, ids=articles)
            return [count for (raw,) in rows for count in days.unpacked_counts(raw)]

    def remove(self, ids: Sequence[str], collection: str | None = None) -> None:
        """Take articles out of a collection, or delete them. Raises NotFound when one is not there."""
        with self.write() as writer:
            if writer.remove(ids, collection) < len(ids):
                where = f" in collection {collection}" if collection else ""
                raise NotFound(f"there is no article {', '.join(ids)}{where}")

    def remove_collection(self, name: str) -> int:
        """Delete a collection and the articles that are in no other; returns how many articles it held."""
        with self.write() as writer:
            return writer.remove_collection(answering.collection_named(writer.connection, name).pk)

    def _spans_of(self, connection: Reader, row: Collection) -> tuple[int, ...]:
        """The classes of length in a collection: looked up once for each version of it."""
        known = self._spans.get(row.pk)
        if known is None or known[0] != row.version:
            known = self._spans[row.pk] = (row.version, spans_of(connection, row.pk))
        return known[1]

    def create_key(self, name: str, scope: str) -> str:
        """Make a key (scope read or write) and return its text, the only time it can be seen."""
        return self._access.create(name, scope)

    def find_key(self, key: str) -> ApiKey | None:
        """The key of this text, revoked or not; None when there is none."""
        return self._access.find(key)

    def touch_key(self, key: ApiKey) -> None:
        """Note that a key was used: at most once a minute, and never waiting for a writer."""
        self._access.touch(key)

    def list_keys(self) -> tuple[ApiKey, ...]:
        """All keys by name, revoked ones too."""
        return self._access.list()

    def revoke_key(self, name: str) -> None:
        """Let a key be known no more, at once. Raises NotFound."""
        self._access.revoke(name)

    def recall(self, key: str, digest: str) -> Reply | None:
        """The reply given to a request before, within a day. Raises Conflict when the request was another."""
        return self._access.recall(key, digest)

    def remember(self, key: str, digest: str, status: int, reply: bytes) -> None:
        """Keep a reply for a day; the first one under a key stands."""
        self._access.remember(key, digest, status, reply)

    def ready(self) -> tuple[str, ...]:
        """What the database misses to serve reads and writes, in sentences; nothing when all is well."""
        return readiness.missing(self.engine)

    def explain(self, event_id: str) -> Explanation:
        """Why an event is made of what it is made of. Raises NotFound, Moved."""
        with self.read() as answers:
            event = answers.event(event_id).event
            return explain(event, answers.near(event_id, seek_keys(event)))

    def event(self, event_id: str) -> Told:
        """One event with all its evidence. Raises NotFound, or Moved with the id that answers for it now."""
        with self.read() as answers:
            return answers.event(event_id)

    def article(self, article_id: str) -> Kept:
        """One article. Raises NotFound."""
        with self.read() as answers:
            return answers.article(article_id)

    def mentions(self, article_id: str) -> tuple[Mention, ...]:
        """The mentions of one article. Raises NotFound."""
        with self.read() as answers:
            return answers.mentions(article_id)

    def articles(self, collection: str, limit: int = 100, cursor: str | None = None) -> Page[Kept]:
        """A page of a collection's articles, in the order they were taken in."""
        secret = self.secret
        with reading(self.engine) as connection:
            row = answering.collection_named(connection, collection)
            return Answers(connection, self._memory, secret).articles(row, limit, cursor)

    def actors(
        self, collection: str, limit: int = 100, cursor: str | None = None, named: str | None = None
    ) -> Page[ActorCount]:
        """A page of a collection's actors, those of most events first.

        `named`: only those of whose names each of these words begins a word, `limit` of them and no further page.
        """
        secret = self.secret
        with reading(self.engine) as connection:
            row = answering.collection_named(connection, collection)
            return Answers(connection, self._memory, secret).actors(row, limit, cursor, named)


__all__ = ["DEFAULT_COLLECTION", "Store"]
