"""kill -9 at any moment of taking in, a hundred times over one database (HOSTILE 52).

A warm process forks a writer for each kill, so that a kill costs a moment and not a start. Every second writer is
killed from outside after a time by chance; on SQLite the others kill themselves after a number of the database's own
steps by chance, so that kills fall inside transactions as well, wherever these happen to be slow.
"""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from random import Random

import pytest

from service.question import Question
from service.store import Store
from service.store.upkeep import check, upgrade
from service.timeline import group

KILLS = 100
MOST_MILLISECONDS, LONGEST_MILLISECONDS = 200, 2000
MOST_STEPS = 4000
STEP = 50
"""SQLite tells of every so many steps of its virtual machine."""

NEST = """
import os
import signal
import sys
import time
from datetime import datetime, timedelta, timezone
from sqlalchemy import event
from service import pipeline, reading
from service.article import Article
from service.config import Settings
from service.intake import Taken
from service.store import Store

FIRST = datetime(2021, 3, 1, 12, tzinfo=timezone.utc)
GIVEN, FAMILY = ("Anna", "Boris", "Carla", "Emre", "Finn"), ("Berg", "Ilin", "Sosa", "Dahl")
NAMES = [f"{one} {two}" for one in GIVEN for two in FAMILY]

def articles(first, last):
    for n in range(first, last):
        one, two = NAMES[n % len(NAMES)], NAMES[(7 * n + 1) % len(NAMES)]
        text = f"{one} met {two} in Bergen on Sunday. {two} signed treaty number {n} last week."
        yield Taken(Article(f"a{n}", text, FIRST + timedelta(days=n % 300), None, f"Paper {n % 3}"))

def take_in(url, first, last, steps, begun):
    pipeline.BATCH_ARTICLES = 3
    store = Store.open(Settings(database_url=url))
    os.write(begun, b"!")
    left = steps
    def step():
        nonlocal left
        left -= 1
        if left <= 0:
            os.kill(os.getpid(), signal.SIGKILL)
    if steps:
        event.listen(store.engine, "checkout", lambda raw, record, proxy: raw.set_progress_handler(step, STEP_SIZE))
    for outcome in pipeline.take_in_many(store, articles(first, last)):
        os.write(1, f"{outcome.id} {outcome.outcome}\\n".encode())

url = sys.argv[1]
pipeline.extract_text(next(articles(0, 1)).article)  # what is loaded once is loaded before the first fork
with Store.open(Settings(database_url=url)) as store:
    store.ready()
for line in sys.stdin:
    first, last, milliseconds, steps = map(int, line.split())
    begins, begun = os.pipe()
    child = os.fork()
    if child == 0:
        take_in(url, first, last, steps, begun)
        os._exit(0)
    os.close(begun)
    os.read(begins, 1)
    os.close(begins)
    if milliseconds:
        time.sleep(milliseconds / 1000)
        os.kill(child, signal.SIGKILL)
    _, status = os.waitpid(child, 0)
    os.write(1, f"end {status}\\n".encode())
"""


@dataclass
class Nest:
    """The warm process that writers come from."""

    process: subprocess.Popen[str]

    def writer(self, first: int, last: int, milliseconds: int = 0, steps: int = 0) -> tuple[list[tuple[str, str]], int]:
        """Let a writer take in articles until it ends or is killed; what it acknowledged, and how it ended."""
        assert self.process.stdin is not None
        assert self.process.stdout is not None
        self.process.stdin.write(f"{first} {last} {milliseconds} {steps}\n")
        self.process.stdin.flush()
        told: list[tuple[str, str]] = []
        for line in self.process.stdout:
            name, said = line.split()
            if name == "end":
                return told, int(said)
            told.append((name, said))
        raise AssertionError("the process that writers come from ended")


@contextmanager
def nest(url: str) -> Iterator[Nest]:
    code = NEST.replace("STEP_SIZE", str(STEP))
    command = [sys.executable, "-c", code, url]
    process = subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)
    try:
        yield Nest(process)
    finally:
        process.communicate(timeout=60)


@pytest.mark.slow
def test_row_52_killed_a_hundred_times(url: str) -> None:
    upgrade(url)
    luck = Random(52)
    known: dict[str, str] = {}
    killed, most = 0, MOST_MILLISECONDS
    with nest(url) as writers:
        for kill in range(KILLS):
            by_steps = url.startswith("sqlite") and kill % 2
            wait = 0 if by_steps else luck.randint(1, most)
            told, status = writers.writer(
                len(known),
                len(known) + 1000,
                milliseconds=wait,
                steps=luck.randint(1, MOST_STEPS) if by_steps else 0,
            )
            killed += status == 9
            known |= dict(told)
            if not told and wait > most / 2:
                most = min(most * 2, LONGEST_MILLISECONDS)  # a busy machine takes longer to begin
            with Store.open(url) as store:
                assert all(store.mentions(id) for id, _ in told), (kill, told)
                if kill % 10 == 9:
                    assert check(store) == (), kill
        assert killed == KILLS
        assert len(known) > KILLS, "kills came too soon to meet anything at work"
        with Store.open(url) as store:
            before = store.collection("default").articles
        whole = before + 20
        told, status = writers.writer(0, whole)
    assert status == 0
    assert [said for _, said in told].count("unchanged") == before >= len(known)
    with Store.open(url) as store:
        assert store.collection("default").articles == whole
        assert check(store) == ()
        assert kept_ids(store) == grouped_ids(store)


def grouped_ids(store: Store) -> list[str]:
    """Ids of the events that all kept articles make, grouped at once."""
    page = store.articles("default", limit=100_000)
    return [event.id for event in group([m for kept in page.rows for m in store.mentions(kept.article.id)], "default")]


def kept_ids(store: Store) -> list[str]:
    """Ids of all events kept, in order."""
    page = store.timeline(Question(undated=True, limit=100_000), whole=True)
    return [told.event.id for told in page.rows]
