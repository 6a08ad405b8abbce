"""The tables as queries see them. The migrations make them; a test holds the two together.

Primary keys are handed out by `counters` under the one writer's lock and never used twice, so a value kept in memory
under a key stays true. A foreign key stands only where its column leads an index: without one, every deletion on the
other side would read the whole table. Moments are whole microseconds since 1970 (UTC); days are proleptic Gregorian
ordinals. `lightness` is the weight with its sign turned, so that the weightiest come first in an index.
"""

from __future__ import annotations

from sqlalchemy import (
    BigInteger,
    Column,
    ForeignKey,
    Index,
    Integer,
    LargeBinary,
    MetaData,
    SmallInteger,
    String,
    Table,
    Text,
    UniqueConstraint,
)

from service.timeline.days import COUNTS

metadata = MetaData(
    naming_convention={
        "pk": "pk_%(table_name)s",
        "uq": "uq_%(table_name)s_%(column_0_N_name)s",
        "fk": "fk_%(table_name)s_%(column_0_N_name)s",
        "ix": "ix_%(table_name)s_%(column_0_N_name)s",
    }
)

# Keys compare byte by byte on every engine, so that order never depends on a server's locale.
Key = String().with_variant(String(collation="C"), "postgresql")
Big = BigInteger().with_variant(Integer, "sqlite")


def _collection(*, primary: bool = False) -> Column[int]:
    return Column(
        "collection_pk", Big, ForeignKey("collections.pk", ondelete="CASCADE"), primary_key=primary, nullable=False
    )


counters = Table(
    "counters", metadata, Column("name", Key, primary_key=True), Column("value", BigInteger, nullable=False)
)
secrets = Table("secrets", metadata, Column("name", Key, primary_key=True), Column("value", Text, nullable=False))

collections = Table(
    "collections",
    metadata,
    Column("pk", Big, primary_key=True, autoincrement=False),
    Column("name", Key, nullable=False, unique=True),
    Column("version", BigInteger, nullable=False),
    Column("changed", BigInteger, nullable=False),
    Column("articles", BigInteger, nullable=False),
    Column("events", BigInteger, nullable=False),
)

articles = Table(
    "articles",
    metadata,
    Column("pk", Big, primary_key=True, autoincrement=False),
    Column("id", Key, nullable=False, unique=True),
    Column("text", Text, nullable=False),
    Column("title", Text),
    Column("publisher", Text),
    Column("url", Text),
    Column("language", Text, nullable=False),
    Column("published", Text, nullable=False),
    Column("published_us", BigInteger, nullable=False),
    Column("taken_us", BigInteger, nullable=False),
    Column("story", Text, nullable=False),
    Column("days", LargeBinary, nullable=False),
)

article_collections = Table(
    "article_collections",
    metadata,
    _collection(primary=True),
    Column("article_pk", Big, ForeignKey("articles.pk", ondelete="CASCADE"), primary_key=True),
    Index("ix_article_collections_article_pk", "article_pk"),
    sqlite_with_rowid=False,
)

mentions = Table(
    "mentions",
    metadata,
    Column("pk", Big, primary_key=True, autoincrement=False),
    Column("article_pk", Big, ForeignKey("articles.pk", ondelete="CASCADE"), nullable=False, index=True),
    Column("payload", Text, nullable=False),
    Column("links", LargeBinary, nullable=False),
)

link_keys = Table(
    "link_keys",
    metadata,
    _collection(primary=True),
    Column("link", BigInteger, primary_key=True),
    Column("mention_pk", Big, primary_key=True),
    sqlite_with_rowid=False,
)

events = Table(
    "events",
    metadata,
    Column("pk", Big, primary_key=True, autoincrement=False),
    _collection(),
    Column("id", Key, nullable=False, unique=True),
    Column("place", Key, nullable=False),
    Column("span", SmallInteger, nullable=False),
    Column("earliest", Integer),
    Column("latest", Integer),
    Column("day", Integer),
    Column("granularity", Text),
    Column("relation", Text, nullable=False),
    Column("status", Text, nullable=False),
    Column("kind", Text),
    Column("lightness", BigInteger, nullable=False),
    Column("publishers", Integer, nullable=False),
    Column("first_published_us", BigInteger, nullable=False),
    Column("last_published_us", BigInteger, nullable=False),
    Column("updated_us", BigInteger, nullable=False),
    Column("title", Text, nullable=False),
    Column("stamp", Text, nullable=False),
    Column("lead_pk", BigInteger),
    Column("facets", LargeBinary, nullable=False),
    Index("ix_events_place", "collection_pk", "place", unique=True),
    Index("ix_events_span", "collection_pk", "span", "place"),
    Index("ix_events_lightness", "collection_pk", "lightness", "place"),
    Index("ix_events_updated", "collection_pk", "updated_us"),
    Index("ix_events_day", "collection_pk", "day", "lightness", "place"),
)

# What is long stands apart, so that walking over events for a filter reads little.
tellings = Table(
    "tellings",
    metadata,
    Column("pk", Big, ForeignKey("events.pk", ondelete="CASCADE"), primary_key=True, autoincrement=False),
    Column("body", LargeBinary, nullable=False),
    Column("head", Text, nullable=False),
    Column("search", Text, nullable=False),
)

memberships = Table(
    "memberships",
    metadata,
    _collection(primary=True),
    Column("mention_pk", Big, ForeignKey("mentions.pk", ondelete="CASCADE"), primary_key=True),
    Column("event_pk", Big, ForeignKey("events.pk", ondelete="CASCADE"), nullable=False),
    Column("rank", Integer, nullable=False),
    Index("ix_memberships_event_pk", "event_pk", "rank"),
    Index("ix_memberships_mention_pk", "mention_pk"),
    sqlite_with_rowid=False,
)

facets = Table(
    "facets",
    metadata,
    Column("pk", Big, primary_key=True, autoincrement=False),
    _collection(),
    Column("sort", Key, nullable=False),
    Column("value", Key, nullable=False),
    Column("events", BigInteger, nullable=False),
    UniqueConstraint("collection_pk", "value", "sort"),
    Index("ix_facets_events", "sort", "collection_pk", "events", "value"),
)

event_facets = Table(
    "event_facets",
    metadata,
    Column("facet_pk", Big, ForeignKey("facets.pk", ondelete="CASCADE"), primary_key=True),
    Column("place", Key, primary_key=True),
    Column("event_pk", Big, nullable=False),
    sqlite_with_rowid=False,
)

actor_words = Table(
    "actor_words",
    metadata,
    _collection(primary=True),
    Column("word", Key, primary_key=True),
    Column("facet_pk", Big, ForeignKey("facets.pk", ondelete="CASCADE"), primary_key=True),
    Index("ix_actor_words_facet_pk", "facet_pk"),
    sqlite_with_rowid=False,
)

aliases = Table(
    "aliases",
    metadata,
    Column("id", Key, primary_key=True),
    Column("mention_pk", Big, ForeignKey("mentions.pk", ondelete="CASCADE"), primary_key=True),
    Index("ix_aliases_mention_pk", "mention_pk"),
    sqlite_with_rowid=False,
)

collection_days = Table(
    "collection_days",
    metadata,
    _collection(primary=True),
    Column("day", Integer, primary_key=True, autoincrement=False),
    Column("events", BigInteger, nullable=False),
    *(Column(name, BigInteger, nullable=False) for name in COUNTS),
    Column("lightness", BigInteger, nullable=False),
    Column("lead_id", Text),
    Column("lead_title", Text),
    Index("ix_collection_days_lightness", "collection_pk", "lightness", "day"),
    sqlite_with_rowid=False,
)

api_keys = Table(
    "api_keys",
    metadata,
    Column("id", Key, primary_key=True),
    Column("hash", Key, nullable=False, unique=True),
    Column("scope", Text, nullable=False),
    Column("name", Key, nullable=False, unique=True),
    Column("created_us", BigInteger, nullable=False),
    Column("used_us", BigInteger),
    Column("revoked_us", BigInteger),
)

probes = Table("probes", metadata, Column("tried", BigInteger, nullable=False))

replies = Table(
    "replies",
    metadata,
    Column("key", Key, primary_key=True),
    Column("digest", Key, nullable=False),
    Column("status", Integer, nullable=False),
    Column("reply", LargeBinary, nullable=False),
    Column("made_us", BigInteger, nullable=False),
)
