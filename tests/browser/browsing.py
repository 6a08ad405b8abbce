"""What the browser tests share: a service to look at, and an eye on what goes wrong in a page."""

from __future__ import annotations

import json
import os
import shutil
import socket
import subprocess
import sys
import time
import urllib.request
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parents[2]
MODULES = ROOT / "node_modules" / "browser-tests"
PACKAGES = (
    *("axe-core", "@knight-lab/timelinejs", "vis-timeline", "vega", "vega-lite", "vega-embed"),
    *("ical.js", "rss-parser"),
)
BROWSERS = ("chromium", "chromium-browser", "google-chrome")
CHROMIUM = next((found for name in BROWSERS if (found := shutil.which(name))), None)
CHROMIUM_FLAGS = (
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
)
HOSTILE = (
    {
        "id": "hostile-1",
        "published": "2017-08-07T12:00:00Z",
        "publisher": "<img src=x onerror=alert(1)>",
        "url": 'https://paper.example/"onmouseover=alert(4)',
        "title": "<script>alert('title')</script> Lavrov met Tillerson",
        "text": 'Sergey Lavrov met "><img src=x onerror=alert(2)> Rex Tillerson <script>alert(3)</script> '
        "on Sunday in Manila.",
    },
    {
        "id": "hostile-2",
        "published": "2017-08-08T12:00:00Z",
        "publisher": "صحيفة الميناء",
        "title": "التقى الوزيران يوم الأحد",
        "text": "İstanbul talks: 👩‍👩‍👧 Sergey Lavrov met Rex Tillerson on Sunday. \u202eabc\u202c "
        "Russia will expel 755 diplomats by September 1.",
    },
)


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


@dataclass
class Service:
    """A running service and its database."""

    url: str
    database: str

    def get(self, path: str) -> bytes:
        with urllib.request.urlopen(self.url + path) as reply:
            body: bytes = reply.read()
            return body

    def json(self, path: str) -> Any:
        return json.loads(self.get(path))

    def post(self, record: dict[str, str], collection: str = "default") -> None:
        request = urllib.request.Request(
            f"{self.url}/articles?collection={collection}",
            json.dumps(record).encode(),
            {"Content-Type": "application/json"},
        )
        urllib.request.urlopen(request).close()


def dateline(*arguments: str, text: str | None = None) -> None:
    subprocess.run(
        [sys.executable, "-m", "service.cli", *arguments],
        input=text,
        text=True,
        check=True,
        cwd=ROOT,
        capture_output=True,
    )


class served:  # noqa: N801 - used as a function
    """A service over a database for as long as the block lasts."""

    def __init__(self, database: str, log: Path, **settings: str) -> None:
        self.database, self.log = database, log
        self.settings = {f"DATELINE_{name.upper()}": value for name, value in settings.items()}

    def __enter__(self) -> Service:
        port = free_port()
        command = [
            sys.executable,
            "-m",
            "service.cli",
            "serve",
            "--db",
            self.database,
            "--port",
            str(port),
            "--workers",
            "1",
        ]
        environment = {**os.environ, "DATELINE_LOG_LEVEL": "error", **self.settings}
        with self.log.open("wb") as log:
            self.process = subprocess.Popen(command, cwd=ROOT, env=environment, stdout=log, stderr=log)
        url = f"http://127.0.0.1:{port}"
        for _ in range(200):
            try:
                urllib.request.urlopen(url + "/healthz").close()
                return Service(url, self.database)
            except OSError:
                if self.process.poll() is not None:
                    break
                time.sleep(0.1)
        self.process.kill()
        raise RuntimeError("the service did not start: " + self.log.read_text("utf-8", "replace")[-2000:])

    def __exit__(self, *error: object) -> None:
        self.process.terminate()
        try:
            self.process.wait(20)
        except subprocess.TimeoutExpired:
            self.process.kill()
            self.process.wait()


@dataclass
class Watched:
    """What went wrong in a page without anybody asking: said in the console, thrown, or asked of another host."""

    hosts: set[str]
    problems: list[str] = field(default_factory=list)
    expected: list[str] = field(default_factory=list)
    pages: list[Any] = field(default_factory=list)

    def watch(self, page: Any) -> None:
        self.pages.append(page)
        page.on(
            "console", lambda m: self.problems.append(f"console: {m.text}") if m.type in {"error", "warning"} else None
        )
        page.on("pageerror", lambda e: self.problems.append(f"thrown: {e}"))
        page.on("request", lambda r: self._request(r.url))
        page.on("dialog", lambda d: (self.problems.append(f"dialog: {d.message}"), d.dismiss()))

    def leave(self) -> None:
        """Closes what is open, before a server that it may still be asking goes."""
        for page in self.pages:
            page.context.close()

    def _request(self, url: str) -> None:
        if not url.startswith(("data:", "blob:", "about:")) and url.split("/")[2] not in self.hosts:
            self.problems.append(f"request to another host: {url}")

    def unexpected(self) -> list[str]:
        return [one for one in self.problems if not any(words in one for words in self.expected)]
