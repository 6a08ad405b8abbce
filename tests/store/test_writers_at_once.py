"""Several processes on one database: none lost, none locked out; killed ones leave it whole (HOSTILE 52, 53, 59)."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from service.question import Question
from service.store import Store
from service.store.upkeep import check, upgrade
from service.timeline import group

TAKE_IN = """
import os
import sys
from datetime import datetime, timezone
from service import pipeline
from service.article import Article
from service.config import Settings
from service.intake import Taken
from service.store import Store

def articles(first, last):
    for n in range(first, last):
        day = datetime(2021, 3, 1 + n % 20, 12, tzinfo=timezone.utc)
        text = f"Anna Berg met Boris Ilin in Bergen on Sunday. Norway signed treaty number {n % 7} last week."
        yield Taken(Article(f"a{n}", text, day, None, f"Paper {n % 3}"))

url, first, last = sys.argv[1], int(sys.argv[2]), int(sys.argv[3])
pipeline.BATCH_ARTICLES = int(sys.argv[4])
with Store.open(Settings(database_url=url)) as store:
    for outcome in pipeline.take_in_many(store, articles(first, last)):
        os.write(1, f"{outcome.id} {outcome.outcome}\\n".encode())  # whole lines, however soon the process is killed
"""


def taking_in(url: str, first: int, last: int, batch: int = 5) -> subprocess.Popen[str]:
    command = [sys.executable, "-c", TAKE_IN, url, str(first), str(last), str(batch)]
    return subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)


def expected_ids(store: Store) -> list[str]:
    page = store.articles("default", limit=10_000)
    mentions = [mention for kept in page.rows for mention in store.mentions(kept.article.id)]
    return [event.id for event in group(mentions, "default")]


def kept_ids(store: Store) -> list[str]:
    page = store.timeline(Question(undated=True, limit=1000), whole=True)
    return [told.event.id for told in page.rows]


def test_four_writers_at_once(url: str) -> None:
    upgrade(url)
    writers = [taking_in(url, 25 * n, 25 * n + 30) for n in range(4)]
    outcomes: dict[str, list[str]] = {}
    for writer in writers:
        said, errors = writer.communicate(timeout=120)
        assert writer.returncode == 0, errors
        for line in said.splitlines():
            id, outcome = line.split()
            outcomes.setdefault(id, []).append(outcome)
    with Store.open(url) as store:
        assert store.collection("default").articles == 105
        assert sorted(outcomes) == sorted(f"a{n}" for n in range(105))
        assert all(sorted(said) in (["added"], ["added", "unchanged"]) for said in outcomes.values())
        assert kept_ids(store) == expected_ids(store)
        assert check(store) == ()


@pytest.mark.parametrize("after", [1, 4, 9, 23])
def test_killed_in_the_middle_of_taking_in(url: str, after: int) -> None:
    upgrade(url)
    writer = taking_in(url, 0, 60, batch=3)
    assert writer.stdout is not None
    told = [writer.stdout.readline().split()[0] for _ in range(after)]
    os.kill(writer.pid, signal.SIGKILL)
    told += [line.split()[0] for line in writer.stdout]
    writer.communicate()
    with Store.open(url) as store:
        for id in told:
            assert store.mentions(id)
        assert check(store) == ()
    again, errors = taking_in(url, 0, 60).communicate(timeout=120)
    assert len(again.splitlines()) == 60, errors
    with Store.open(url) as store:
        assert store.collection("default").articles == 60
        assert kept_ids(store) == expected_ids(store)
        assert check(store) == ()


UPGRADE = "import sys; from service.store.upkeep import upgrade; print(*upgrade(sys.argv[1]))"


def test_two_upgraders_at_once(url: str) -> None:
    upgraders = [
        subprocess.Popen(
            [sys.executable, "-c", UPGRADE, url], stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True
        )
        for _ in range(3)
    ]
    told = []
    for upgrader in upgraders:
        said, errors = upgrader.communicate(timeout=60)
        assert upgrader.returncode == 0, errors
        told.append(said.strip())
    with Store.open(url) as store:
        assert check(store) == ()
    assert sorted(told) == ["0001 0001", "0001 0001", "None 0001"]


def test_an_absent_file_is_made_by_whoever_comes_first(tmp_path: Path) -> None:
    url = f"sqlite:///{tmp_path}/new.db"
    writers = [taking_in(url, 5 * n, 5 * n + 5) for n in range(3)]
    for writer in writers:
        _, errors = writer.communicate(timeout=60)
        assert writer.returncode == 0, errors
    with Store.open(url) as store:
        assert store.collection("default").articles == 15
