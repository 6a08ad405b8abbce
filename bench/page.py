"""The page in a real browser: what it weighs, when it first paints, and whether anything stalls with 10,000 events.

Needs a chromium and playwright; says so and stops where there is none. First paint and weight are of the samples, on
loopback, the browser's cache empty. Stalls are tasks of the page's main thread while 10,000 events are scrolled through
from top to bottom, page after page, by the processor's time they took (the wall clock's depends on who else is busy).
"""

from __future__ import annotations

import json
import random
import shutil
import socket
import statistics
import subprocess
import sys
import tempfile
import time
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date, timedelta
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parents[1]
EVENTS = 12_000
ROUNDS = 7
LONG = 50
PEOPLE = ("Anna Berg", "Tomas Lind", "Mara Okoye", "Ivo Petrov", "Lena Sato", "Omar Haddad", "Rosa Diaz", "Paul Keita")
DEEDS = ("met {b} in Vienna", "signed a treaty with {b}", "expelled envoys of {b}", "rejected the offer of {b}")


def articles(events: int) -> Iterator[str]:
    """Made-up articles that tell of so many happenings, each on a day of its own choosing."""
    chance = random.Random(7)
    for number in range(events // 4):
        published = date(2010, 1, 4) + timedelta(days=number * 5000 // (events // 4))
        told = []
        for weekday in ("Monday", "Tuesday", "Wednesday", "Thursday"):
            a, b = chance.sample(PEOPLE, 2)
            told.append(f"Minister {a} {chance.choice(DEEDS).format(b=b)} on {weekday} over case {number}-{weekday}.")
        text = "\n\n".join(told)
        yield json.dumps(
            {"id": f"a{number}", "published": f"{published}T12:00:00Z", "publisher": "Made Up", "text": text}
        )


@contextmanager
def served(database: str) -> Iterator[str]:
    """A service over a database."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    command = [sys.executable, "-m", "service.cli", "serve", "--db", database, "--port", str(port), "--workers", "1"]
    process = subprocess.Popen(command, cwd=ROOT, stderr=subprocess.DEVNULL)
    try:
        for _ in range(200):
            try:
                urllib.request.urlopen(f"http://127.0.0.1:{port}/healthz").close()
                break
            except OSError:
                time.sleep(0.1)
        yield f"http://127.0.0.1:{port}"
    finally:
        process.terminate()
        process.wait(20)


def ingest(*arguments: str) -> None:
    command = [sys.executable, "-m", "service.cli", "ingest", *arguments]
    subprocess.run(command, cwd=ROOT, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, check=True)


def first_page(browser: Any, url: str) -> tuple[float, float]:
    """Milliseconds to the first paint, and bytes over the wire, with an empty cache."""
    context = browser.new_context(viewport={"width": 1280, "height": 900})
    page = context.new_page()
    wire = context.new_cdp_session(page)
    wire.send("Network.enable")
    sizes: list[float] = []
    wire.on("Network.loadingFinished", lambda said: sizes.append(said["encodedDataLength"]))
    page.goto(url, wait_until="networkidle")
    painted = page.evaluate("performance.getEntriesByName('first-contentful-paint')[0].startTime")
    context.close()
    return painted, sum(sizes)


def scroll(browser: Any, url: str, folder: Path) -> tuple[int, list[float]]:
    """How many events were shown in the end, and the milliseconds of processor time each task of the page took."""
    context = browser.new_context(viewport={"width": 1280, "height": 900})
    page = context.new_page()
    page.goto(url, wait_until="networkidle")
    page.mouse.move(600, 600)
    trace = folder / "trace.json"
    browser.start_tracing(path=str(trace), page=page, categories=["toplevel", "devtools.timeline"])
    still = shown = 0
    while still < 40:
        page.mouse.wheel(0, 1500)
        page.wait_for_timeout(40)
        before, shown, at_end = (
            shown,
            *page.evaluate(
                "[document.getElementsByClassName('event').length,"
                " scrollY + innerHeight > document.documentElement.scrollHeight - 10]"
            ),
        )
        still = still + 1 if shown == before and at_end else 0
    browser.stop_tracing()
    context.close()
    said = json.loads(trace.read_text("utf-8"))["traceEvents"]
    asking = {one["pid"] for one in said if one["name"] == "ResourceSendRequest" and url in str(one.get("args"))}
    threads = {
        (one["pid"], one["tid"])
        for one in said
        if one["name"] == "thread_name" and one["args"]["name"] == "CrRendererMain" and one["pid"] in asking
    }
    names = {"RunTask", "ThreadControllerImpl::RunTask"}
    tasks = (one for one in said if one["name"] in names and (one["pid"], one["tid"]) in threads)
    return shown, [one.get("tdur", 0) / 1000 for one in tasks]


def main() -> None:
    chromium = next((p for n in ("chromium", "chromium-browser", "google-chrome") if (p := shutil.which(n))), None)
    if chromium is None:
        print("no chromium here; on Debian: apt-get install chromium")
        return
    from playwright.sync_api import sync_playwright

    flags = ["--no-sandbox", "--disable-gpu", "--disable-quic", "--disable-background-networking", "--disable-sync"]
    with tempfile.TemporaryDirectory() as folder, sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium, args=flags)
        small, large = f"sqlite:///{folder}/small.db", f"sqlite:///{folder}/large.db"
        ingest("samples/", "--db", small)
        with served(small) as url:
            first_page(browser, url)
            seen = [first_page(browser, url) for _ in range(ROUNDS)]
        paints = [paint for paint, _ in seen]
        print(f"first contentful paint: median {statistics.median(paints):.0f} ms, best {min(paints):.0f} (bound 200)")
        print(f"first page over the wire: {max(size for _, size in seen):,.0f} bytes (bound 60,000)")
        lines = Path(folder, "many.ndjson")
        lines.write_text("\n".join(articles(EVENTS)), "utf-8")
        ingest(str(lines), "--db", large)
        with served(large) as url:
            shown, tasks = scroll(browser, url, Path(folder))
        slow = sum(task > LONG for task in tasks)
        print(f"scrolled through {shown:,} events: {slow} of {len(tasks):,} tasks over {LONG} ms (bound 0)")
        print(f"longest task: {max(tasks, default=0):.0f} ms")
        browser.close()


if __name__ == "__main__":
    main()
