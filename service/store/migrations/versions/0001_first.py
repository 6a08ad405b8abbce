"""The first schema: articles, mentions, events, what finds them, and the keys of writers."""

from __future__ import annotations

import secrets

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None

KEY = sa.String().with_variant(sa.String(collation="C"), "postgresql")
BIG = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
COUNTERS = ("collections", "articles", "mentions", "events", "facets")


def upgrade() -> None:
    _tables()
    _literal_search()
    op.bulk_insert(
        sa.table("counters", sa.column("name"), sa.column("value")),
        [{"name": n, "value": int(n == "collections")} for n in COUNTERS],
    )
    op.execute(
        "INSERT INTO collections (pk, name, version, changed, articles, events) VALUES (1, 'default', 0, 0, 0, 0)"
    )
    op.execute("INSERT INTO probes (tried) VALUES (0)")
    op.bulk_insert(
        sa.table("secrets", sa.column("name"), sa.column("value")),
        [{"name": "cursors", "value": secrets.token_hex(32)}],
    )


def _literal_search() -> None:
    """An index of three-letter pieces: FTS5 on SQLite; pg_trgm where PostgreSQL has it and lets us."""
    connection = op.get_bind()
    if connection.dialect.name == "sqlite":
        op.execute("CREATE VIRTUAL TABLE pieces USING fts5(words, content='', detail='none', tokenize='trigram')")
        return
    found = connection.execute(sa.text("SELECT 1 FROM pg_available_extensions WHERE name = 'pg_trgm'")).scalar()
    if not found:
        return
    try:
        with connection.begin_nested():
            op.execute("CREATE EXTENSION IF NOT EXISTS pg_trgm")
            op.execute("CREATE INDEX ix_tellings_search ON tellings USING gin (search gin_trgm_ops)")
    except sa.exc.DBAPIError:
        return  # without the right to add it, literal search reads row by row


def downgrade() -> None:
    raise NotImplementedError("restore a backup instead")


def _tables() -> None:
    op.create_table(
        "api_keys",
        sa.Column("id", KEY, nullable=False),
        sa.Column("hash", KEY, nullable=False),
        sa.Column("scope", sa.Text(), nullable=False),
        sa.Column("name", KEY, nullable=False),
        sa.Column("created_us", sa.BigInteger(), nullable=False),
        sa.Column("used_us", sa.BigInteger(), nullable=True),
        sa.Column("revoked_us", sa.BigInteger(), nullable=True),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_api_keys")),
        sa.UniqueConstraint("hash", name=op.f("uq_api_keys_hash")),
        sa.UniqueConstraint("name", name=op.f("uq_api_keys_name")),
    )
    op.create_table(
        "articles",
        sa.Column("pk", BIG, autoincrement=False, nullable=False),
        sa.Column("id", KEY, nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("title", sa.Text(), nullable=True),
        sa.Column("publisher", sa.Text(), nullable=True),
        sa.Column("url", sa.Text(), nullable=True),
        sa.Column("language", sa.Text(), nullable=False),
        sa.Column("published", sa.Text(), nullable=False),
        sa.Column("published_us", sa.BigInteger(), nullable=False),
        sa.Column("taken_us", sa.BigInteger(), nullable=False),
        sa.Column("story", sa.Text(), nullable=False),
        sa.Column("days", sa.LargeBinary(), nullable=False),
        sa.PrimaryKeyConstraint("pk", name=op.f("pk_articles")),
        sa.UniqueConstraint("id", name=op.f("uq_articles_id")),
    )
    op.create_table(
        "collections",
        sa.Column("pk", BIG, autoincrement=False, nullable=False),
        sa.Column("name", KEY, nullable=False),
        sa.Column("version", sa.BigInteger(), nullable=False),
        sa.Column("changed", sa.BigInteger(), nullable=False),
        sa.Column("articles", sa.BigInteger(), nullable=False),
        sa.Column("events", sa.BigInteger(), nullable=False),
        sa.PrimaryKeyConstraint("pk", name=op.f("pk_collections")),
        sa.UniqueConstraint("name", name=op.f("uq_collections_name")),
    )
    op.create_table(
        "counters",
        sa.Column("name", KEY, nullable=False),
        sa.Column("value", sa.BigInteger(), nullable=False),
        sa.PrimaryKeyConstraint("name", name=op.f("pk_counters")),
    )
    op.create_table("probes", sa.Column("tried", sa.BigInteger(), nullable=False))
    op.create_table(
        "replies",
        sa.Column("key", KEY, nullable=False),
        sa.Column("digest", KEY, nullable=False),
        sa.Column("status", sa.Integer(), nullable=False),
        sa.Column("reply", sa.LargeBinary(), nullable=False),
        sa.Column("made_us", sa.BigInteger(), nullable=False),
        sa.PrimaryKeyConstraint("key", name=op.f("pk_replies")),
    )
    op.create_table(
        "secrets",
        sa.Column("name", KEY, nullable=False),
        sa.Column("value", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("name", name=op.f("pk_secrets")),
    )
    op.create_table(
        "article_collections",
        sa.Column("collection_pk", BIG, nullable=False),
        sa.Column("article_pk", BIG, nullable=False),
        sa.ForeignKeyConstraint(
            ["article_pk"], ["articles.pk"], name=op.f("fk_article_collections_article_pk"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(
            ["collection_pk"], ["collections.pk"], name=op.f("fk_article_collections_collection_pk"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("collection_pk", "article_pk", name=op.f("pk_article_collections")),
        sqlite_with_rowid=False,
    )
    op.create_index("ix_article_collections_article_pk", "article_collections", ["article_pk"], unique=False)
    op.create_table(
        "collection_days",
        sa.Column("collection_pk", BIG, nullable=False),
        sa.Column("day", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("events", sa.BigInteger(), nullable=False),
        sa.Column("published", sa.BigInteger(), nullable=False),
        sa.Column("followed", sa.BigInteger(), nullable=False),
        sa.Column("named", sa.BigInteger(), nullable=False),
        sa.Column("ahead", sa.BigInteger(), nullable=False),
        sa.Column("same", sa.BigInteger(), nullable=False),
        sa.Column("soon", sa.BigInteger(), nullable=False),
        sa.Column("month", sa.BigInteger(), nullable=False),
        sa.Column("later", sa.BigInteger(), nullable=False),
        sa.Column("opening", sa.BigInteger(), nullable=False),
        sa.Column("lightness", sa.BigInteger(), nullable=False),
        sa.Column("lead_id", sa.Text(), nullable=True),
        sa.Column("lead_title", sa.Text(), nullable=True),
        sa.ForeignKeyConstraint(
            ["collection_pk"], ["collections.pk"], name=op.f("fk_collection_days_collection_pk"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("collection_pk", "day", name=op.f("pk_collection_days")),
        sqlite_with_rowid=False,
    )
    op.create_index(
        "ix_collection_days_lightness", "collection_days", ["collection_pk", "lightness", "day"], unique=False
    )
    op.create_table(
        "events",
        sa.Column("pk", BIG, autoincrement=False, nullable=False),
        sa.Column("collection_pk", BIG, nullable=False),
        sa.Column("id", KEY, nullable=False),
        sa.Column("place", KEY, nullable=False),
        sa.Column("span", sa.SmallInteger(), nullable=False),
        sa.Column("earliest", sa.Integer(), nullable=True),
        sa.Column("latest", sa.Integer(), nullable=True),
        sa.Column("day", sa.Integer(), nullable=True),
        sa.Column("granularity", sa.Text(), nullable=True),
        sa.Column("relation", sa.Text(), nullable=False),
        sa.Column("status", sa.Text(), nullable=False),
        sa.Column("kind", sa.Text(), nullable=True),
        sa.Column("lightness", sa.BigInteger(), nullable=False),
        sa.Column("publishers", sa.Integer(), nullable=False),
        sa.Column("first_published_us", sa.BigInteger(), nullable=False),
        sa.Column("last_published_us", sa.BigInteger(), nullable=False),
        sa.Column("updated_us", sa.BigInteger(), nullable=False),
        sa.Column("title", sa.Text(), nullable=False),
        sa.Column("stamp", sa.Text(), nullable=False),
        sa.Column("lead_pk", sa.BigInteger(), nullable=True),
        sa.Column("facets", sa.LargeBinary(), nullable=False),
        sa.ForeignKeyConstraint(
            ["collection_pk"], ["collections.pk"], name=op.f("fk_events_collection_pk"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("pk", name=op.f("pk_events")),
        sa.UniqueConstraint("id", name=op.f("uq_events_id")),
    )
    op.create_index("ix_events_day", "events", ["collection_pk", "day", "lightness", "place"], unique=False)
    op.create_index("ix_events_lightness", "events", ["collection_pk", "lightness", "place"], unique=False)
    op.create_index("ix_events_place", "events", ["collection_pk", "place"], unique=True)
    op.create_index("ix_events_span", "events", ["collection_pk", "span", "place"], unique=False)
    op.create_index("ix_events_updated", "events", ["collection_pk", "updated_us"], unique=False)
    op.create_table(
        "facets",
        sa.Column("pk", BIG, autoincrement=False, nullable=False),
        sa.Column("collection_pk", BIG, nullable=False),
        sa.Column("sort", KEY, nullable=False),
        sa.Column("value", KEY, nullable=False),
        sa.Column("events", sa.BigInteger(), nullable=False),
        sa.ForeignKeyConstraint(
            ["collection_pk"], ["collections.pk"], name=op.f("fk_facets_collection_pk"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("pk", name=op.f("pk_facets")),
        sa.UniqueConstraint("collection_pk", "value", "sort", name=op.f("uq_facets_collection_pk_value_sort")),
    )
    op.create_index("ix_facets_events", "facets", ["sort", "collection_pk", "events", "value"], unique=False)
    op.create_table(
        "link_keys",
        sa.Column("collection_pk", BIG, nullable=False),
        sa.Column("link", sa.BigInteger(), nullable=False),
        sa.Column("mention_pk", BIG, nullable=False),
        sa.ForeignKeyConstraint(
            ["collection_pk"], ["collections.pk"], name=op.f("fk_link_keys_collection_pk"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("collection_pk", "link", "mention_pk", name=op.f("pk_link_keys")),
        sqlite_with_rowid=False,
    )
    op.create_table(
        "mentions",
        sa.Column("pk", BIG, autoincrement=False, nullable=False),
        sa.Column("article_pk", BIG, nullable=False),
        sa.Column("payload", sa.Text(), nullable=False),
        sa.Column("links", sa.LargeBinary(), nullable=False),
        sa.ForeignKeyConstraint(
            ["article_pk"], ["articles.pk"], name=op.f("fk_mentions_article_pk"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("pk", name=op.f("pk_mentions")),
    )
    op.create_index(op.f("ix_mentions_article_pk"), "mentions", ["article_pk"], unique=False)
    op.create_table(
        "actor_words",
        sa.Column("collection_pk", BIG, nullable=False),
        sa.Column("word", KEY, nullable=False),
        sa.Column("facet_pk", BIG, nullable=False),
        sa.ForeignKeyConstraint(
            ["collection_pk"], ["collections.pk"], name=op.f("fk_actor_words_collection_pk"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(["facet_pk"], ["facets.pk"], name=op.f("fk_actor_words_facet_pk"), ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("collection_pk", "word", "facet_pk", name=op.f("pk_actor_words")),
        sqlite_with_rowid=False,
    )
    op.create_index("ix_actor_words_facet_pk", "actor_words", ["facet_pk"], unique=False)
    op.create_table(
        "aliases",
        sa.Column("id", KEY, nullable=False),
        sa.Column("mention_pk", BIG, nullable=False),
        sa.ForeignKeyConstraint(
            ["mention_pk"], ["mentions.pk"], name=op.f("fk_aliases_mention_pk"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", "mention_pk", name=op.f("pk_aliases")),
        sqlite_with_rowid=False,
    )
    op.create_index("ix_aliases_mention_pk", "aliases", ["mention_pk"], unique=False)
    op.create_table(
        "event_facets",
        sa.Column("facet_pk", BIG, nullable=False),
        sa.Column("place", KEY, nullable=False),
        sa.Column("event_pk", BIG, nullable=False),
        sa.ForeignKeyConstraint(["facet_pk"], ["facets.pk"], name=op.f("fk_event_facets_facet_pk"), ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("facet_pk", "place", name=op.f("pk_event_facets")),
        sqlite_with_rowid=False,
    )
    op.create_table(
        "memberships",
        sa.Column("collection_pk", BIG, nullable=False),
        sa.Column("mention_pk", BIG, nullable=False),
        sa.Column("event_pk", BIG, nullable=False),
        sa.Column("rank", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["collection_pk"], ["collections.pk"], name=op.f("fk_memberships_collection_pk"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(["event_pk"], ["events.pk"], name=op.f("fk_memberships_event_pk"), ondelete="CASCADE"),
        sa.ForeignKeyConstraint(
            ["mention_pk"], ["mentions.pk"], name=op.f("fk_memberships_mention_pk"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("collection_pk", "mention_pk", name=op.f("pk_memberships")),
        sqlite_with_rowid=False,
    )
    op.create_index("ix_memberships_event_pk", "memberships", ["event_pk", "rank"], unique=False)
    op.create_index("ix_memberships_mention_pk", "memberships", ["mention_pk"], unique=False)
    op.create_table(
        "tellings",
        sa.Column("pk", BIG, autoincrement=False, nullable=False),
        sa.Column("body", sa.LargeBinary(), nullable=False),
        sa.Column("head", sa.Text(), nullable=False),
        sa.Column("search", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(["pk"], ["events.pk"], name=op.f("fk_tellings_pk"), ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("pk", name=op.f("pk_tellings")),
    )
