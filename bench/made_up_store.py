"""A store of as many made-up events as asked for, laid out as real ones are: python bench/made_up_store.py FILE EVENTS.

Ten years of days; four events of five on one day, the rest weeks, months, quarters, years, deadlines, open ends and
undated; two thousand actors of which few are in most events. Every event has two mentions, so rows have a real size.
Linking is left out (each event is made of its own mentions), for what is measured here is asking.
"""

from __future__ import annotations

import re
import sys
from collections.abc import Iterator, Sequence
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from random import Random

from service.article import Article
from service.config import Settings
from service.store import Store, writer
from service.store.writer import Ready
from service.temporal.model import Expression
from service.timeline import Change
from service.timeline.days import day_counts
from service.timeline.making import make_event
from service.timeline.model import Actor, EventDate, Mention, Place, Trigger

FIRST = date(2010, 1, 1)
DAYS = 3650
ACTORS = 2000
BATCH = 400
EVENTS_AN_ARTICLE = 5
KINDS = ("consult", "agree", "accuse", "reject", "threaten", "sanction", "protest", "aid", "statement", None)
STATUSES = ("occurred",) * 7 + ("planned", "denied", "ongoing")
WORDS = re.findall(
    r"\w+",
    "talks treaty border harbour pipeline visit embassy envoy minister statement sanctions exports grain summit "
    "delegation ceasefire resolution council vote tariff agreement inspection observers prisoners exchange railway",
)
PLACES = tuple(
    Place(f"Port {name}", country) for name in ("Alder", "Birch", "Cedar", "Elm") for country in ("NOR", "TUR")
)


def actor(number: int) -> Actor:
    """One of the made-up actors."""
    name = f"Person{number % 97} Family{number}"
    return Actor(f"person-{number}", name, "person", "NOR" if number % 3 else "TUR", None, (name, f"Family{number}"))


PEOPLE = tuple(actor(number) for number in range(ACTORS))


def made_up_date(luck: Random) -> tuple[EventDate, date]:
    """When an event was, and a day it is told of on."""
    first = FIRST + timedelta(days=luck.randrange(DAYS))
    roll = luck.random()
    if roll < 0.80:
        return EventDate(f"{first}", f"{first}", first, first, None, "day", "on", f"{first}"), first
    if roll < 0.86:
        first -= timedelta(days=first.weekday())
        return _span(first, first + timedelta(days=6), "week"), first
    if roll < 0.92:
        first = first.replace(day=1)
        return _span(first, (first + timedelta(days=31)).replace(day=1) - timedelta(days=1), "month"), first
    if roll < 0.94:
        first = first.replace(month=1, day=1)
        return _span(first, first.replace(month=12, day=31), "year"), first
    if roll < 0.97:
        return _span(first, first + timedelta(days=luck.randrange(1, 400)), "day", "by"), first
    if roll < 0.98:
        return EventDate(f"{first}", f"{first}", first, None, None, "day", "after", f"after {first}"), first
    if roll < 0.99:
        return EventDate(f"{first}", f"{first}", None, first, None, "day", "before", f"before {first}"), first
    return EventDate(), first


def _span(first: date, last: date, granularity: str, relation: str = "on") -> EventDate:
    value = f"{first}/{last}"
    return EventDate(value, value, first, last, None, granularity, relation, f"{first} to {last}")


def made_up_mention(luck: Random, article: Article, start: int, when: EventDate, names: Sequence[Actor]) -> Mention:
    """One mention with some 150 characters of evidence."""
    verb = luck.choice(("met", "signed", "expelled", "visited", "urged"))
    text = f"{names[0].name} {verb} {names[-1].name} over " + " ".join(luck.choices(WORDS, k=16)) + "."
    expression = Expression(start, start + 6, text[:6], "DATE", str(when.value), earliest=when.earliest,
                            latest=when.latest, granularity=when.granularity, edtf=when.edtf, rule="stated",
                            anchor=article.published.date().isoformat(), grounds=("stated in full",))  # fmt: skip
    return Mention(
        article.id, article.published, article.publisher, "text", start, start + len(text), text,
        Trigger(start + 8, start + 11, verb, verb), luck.choice(KINDS), luck.choice(STATUSES), tuple(names),
        luck.choice(((), (luck.choice(PLACES),))), expression if when.value else None, when, start // 200,
        tuple(text.lower().split()[:8]),
    )  # fmt: skip


def made_up_articles(events: int, seed: int) -> Iterator[Ready]:
    """Pairs of articles that tell of the same events."""
    luck = Random(seed)
    for number in range(0, events, EVENTS_AN_ARTICLE):
        whens = [made_up_date(luck) for _ in range(min(EVENTS_AN_ARTICLE, events - number))]
        names = [[PEOPLE[int(ACTORS * luck.random() ** 3)] for _ in range(luck.choice((1, 2, 2, 3)))] for _ in whens]
        for side in ("a", "b"):
            noon = datetime.combine(whens[0][1], datetime.min.time(), UTC) + timedelta(hours=12)
            article = Article(f"{side}{number}", "A made-up text.", noon, None, f"Paper {luck.randrange(40)}")
            mentions = tuple(
                made_up_mention(luck, article, 200 * at, when, list(dict.fromkeys(people)))
                for at, ((when, _), people) in enumerate(zip(whens, names, strict=True))
            )
            expressions = [mention.expression for mention in mentions if mention.expression]
            yield Ready(article, mentions, day_counts(article, expressions))


def paired(index: object, added: Sequence[Mention], removed: Sequence[Mention], collection: str) -> Change:
    """In place of linking: the mention of article a and its fellow of article b are one event."""
    pairs: dict[tuple[str, int], list[Mention]] = {}
    for mention in added:
        pairs.setdefault((mention.article[1:], mention.start), []).append(mention)
    return Change(made=tuple(make_event(told, told[0].key, collection) for told in pairs.values()))


def fill(path: Path, events: int) -> None:
    """Make a SQLite database of this many events, unless it is there."""
    if path.exists():
        return
    unfinished = path.with_suffix(".part")
    unfinished.unlink(missing_ok=True)
    fill_url(f"sqlite:///{unfinished}", events)
    unfinished.rename(path)


def fill_url(url: str, events: int) -> None:
    """Put this many events into an empty database of this release."""
    writer.regroup = paired  # type: ignore[assignment]
    writer.link_keys = lambda mention: ()  # type: ignore[assignment]
    with Store.open(Settings(database_url=url)) as store:
        batch: list[Ready] = []
        for ready in made_up_articles(events, 20260101):
            batch.append(ready)
            if len(batch) == BATCH:
                _put(store, batch)
                batch = []
        _put(store, batch)


def _put(store: Store, batch: Sequence[Ready]) -> None:
    if batch:
        with store.write() as taking:
            taking.take(batch, ["default"], replace=False)


if __name__ == "__main__":
    fill(Path(sys.argv[1]), int(sys.argv[2]))
