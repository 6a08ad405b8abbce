"""The page in a real browser: what it weighs, when it first paints, and whether anything stalls with 10,000 events.

Needs a chromium and playwright; says so and stops where there is none. First paint and weight are of the samples, on
loopback, the browser's cache empty. A reader has a window open already and comes from somebody else's page: so each
round opens a window with a profile of its own, shows it another site's page of one line, lets the window come to rest
(a new one is busy with its own frame for a while), and only then goes to the service. Beside it stands the same step
to a second page of one line: what any page costs on this machine at this moment. Stalls are tasks of the page's main
thread while 10,000 events are scrolled through from top to bottom, page after page, by the processor's time they took
(the wall clock's depends on who else is busy).
"""

from __future__ import annotations

import http.server
import json
import os
import random
import shutil
import socket
import statistics
import subprocess
import sys
import tempfile
import threading
import time
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from datetime import date, timedelta
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parents[1]
EVENTS = 12_000
ROUNDS = 15
AT_REST = 700
# A page says when it was painted once it was: "load" may come before.
PAINTED = """() => new Promise(done => {
  const look = () => {
    const [found] = performance.getEntriesByName("first-contentful-paint");
    found ? done(found.startTime) : requestAnimationFrame(look);
  };
  look();
})"""
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


def painted(browser: Any, url: str, before: str) -> float:
    """Milliseconds from the step to a page to its first contentful paint, in a window that has shown `before`."""
    context = browser.new_context(viewport={"width": 1280, "height": 900})
    page = context.new_page()
    page.goto(before, wait_until="load")
    page.wait_for_timeout(AT_REST)
    page.goto(url, wait_until="load")
    moment: float = page.evaluate(PAINTED)
    context.close()
    return moment


def weight(browser: Any, url: str) -> float:
    """Bytes over the wire, headers and all, with an empty cache."""
    context = browser.new_context(viewport={"width": 1280, "height": 900})
    page = context.new_page()
    wire = context.new_cdp_session(page)
    wire.send("Network.enable")
    sizes: list[float] = []
    wire.on("Network.loadingFinished", lambda said: sizes.append(said["encodedDataLength"]))
    page.goto(url, wait_until="networkidle")
    context.close()
    return sum(sizes)


@contextmanager
def one_line() -> Iterator[str]:
    """A page of one line of text, from a server of its own; by either name of this machine it is another site."""
    body = b"<!doctype html><title>One line</title><p>One line of text."

    class Handler(http.server.BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            self.send_response(200)
            self.send_header("Content-Type", "text/html")
            self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            with suppress(OSError):
                self.wfile.write(body)

        def log_message(self, *words: object) -> None:
            """Say nothing."""

    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    try:
        yield f"http://127.0.0.1:{server.server_port}/"
    finally:
        server.shutdown()
        server.server_close()


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
        with served(small) as url, one_line() as bare:
            before = bare.replace("127.0.0.1", "localhost")
            pairs = [(painted(browser, url, before), painted(browser, bare, before)) for _ in range(ROUNDS + 1)][1:]
            size = weight(browser, url)
        own, least = zip(*pairs, strict=True)
        print(f"first contentful paint: median {statistics.median(own):.0f} ms, best {min(own):.0f} (bound 200)")
        print(f"of one line of text, in turn with it: median {statistics.median(least):.0f} ms, best {min(least):.0f}")
        print(f"load of the machine meanwhile: {os.getloadavg()[0]:.1f}")
        print(f"first page over the wire: {size:,.0f} bytes (bound 60,000)")
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
