"""A real chromium against a real gunicorn: the samples in a SQLite file of their own, on a port of their own."""

from __future__ import annotations

import http.server
import json
import os
import shutil
import subprocess
import sys
import threading
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

sys.path.insert(0, str(Path(__file__).parent))
from browsing import CHROMIUM, CHROMIUM_FLAGS, HOSTILE, MODULES, PACKAGES, Service, Watched, dateline, served


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Everything in this folder needs a browser, and says so where there is none."""
    for item in items:
        if Path(__file__).parent in Path(item.path).parents:
            item.add_marker(pytest.mark.browser)
            if CHROMIUM is None:
                item.add_marker(pytest.mark.skip(reason="no chromium here; on Debian: apt-get install chromium"))


@pytest.fixture(scope="session")
def service(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Service]:
    """gunicorn over the samples, and a few hostile articles in a collection of their own."""
    folder = tmp_path_factory.mktemp("service")
    database = f"sqlite:///{folder}/page.db"
    dateline("ingest", "samples/", "--db", database)
    lines = "".join(json.dumps(one) + "\n" for one in HOSTILE)
    (folder / "hostile.ndjson").write_text(lines, encoding="utf-8")
    dateline("ingest", str(folder / "hostile.ndjson"), "--collection", "hostile", "--db", database)
    with served(database, folder / "log") as running:
        yield running


@pytest.fixture(scope="session")
def chromium() -> Iterator[Any]:
    """A browser for all tests; each gets a context of its own."""
    from playwright.sync_api import expect, sync_playwright

    expect.set_options(timeout=LONGEST_WAIT)
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=list(CHROMIUM_FLAGS))
        yield browser
        browser.close()


@pytest.fixture
def watched(service: Service) -> Iterator[Watched]:
    found = Watched({service.url.split("/")[2]})
    yield found
    assert found.unexpected() == []


# How many times slower than this machine the pages run: what holds at 1 has to hold on anybody's old machine.
LONGEST_WAIT = 20_000
SLOWDOWN = float(os.environ.get("BROWSER_SLOWDOWN", "1"))


@pytest.fixture
def open_page(chromium: Any, watched: Watched) -> Iterator[Callable[..., Any]]:
    """Opens a page of its own context; at the end nothing unexpected may have gone wrong in it."""
    contexts = []

    def make(url: str = "about:blank", width: int = 1280, height: int = 900, **options: Any) -> Any:
        context = chromium.new_context(viewport={"width": width, "height": height}, **options)
        contexts.append(context)
        page = context.new_page()
        watched.watch(page)
        if SLOWDOWN > 1:
            context.new_cdp_session(page).send("Emulation.setCPUThrottlingRate", {"rate": SLOWDOWN})
        page.goto(url)
        return page

    yield make
    for context in contexts:
        context.close()


@pytest.fixture(scope="session")
def packages() -> Path:
    """The npm packages the tests look at, installed once into a folder git ignores; skips where npm has none."""
    if all((MODULES / "node_modules" / name).is_dir() for name in PACKAGES):
        return MODULES / "node_modules"
    npm = shutil.which("npm")
    if npm is None:
        pytest.skip("no npm here to install the packages that are looked at")
    MODULES.mkdir(parents=True, exist_ok=True)
    (MODULES / "package.json").write_text('{"private": true}\n', encoding="utf-8")
    flags = ("--no-save", "--no-audit", "--no-fund", "--ignore-scripts", "--silent")
    done = subprocess.run([npm, "install", *flags, *PACKAGES], cwd=MODULES, capture_output=True, text=True, timeout=300)
    if done.returncode:
        pytest.skip(f"npm could not install the packages that are looked at: {done.stderr.strip()[:200]}")
    return MODULES / "node_modules"


@pytest.fixture
def other_site(watched: Watched) -> Iterator[Callable[..., str]]:
    """A site of somebody else's on a port of its own: serves the pages it is given, and files of a folder."""
    pages: dict[str, tuple[str, bytes, dict[str, str]]] = {}
    folders: list[Path] = []

    class Handler(http.server.BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            path = self.path.split("?")[0]
            if path in pages:
                media_type, body, headers = pages[path]
            else:
                file = next((f / path[1:] for f in folders if (f / path[1:]).is_file()), None)
                if file is None:
                    self.send_error(404) if path != "/favicon.ico" else self._send("image/x-icon", b"", {})
                    return
                kinds = {".js": "text/javascript", ".css": "text/css", ".json": "application/json"}
                media_type, body, headers = kinds.get(file.suffix, "application/octet-stream"), file.read_bytes(), {}
            self._send(media_type, body, headers)

        def _send(self, media_type: str, body: bytes, headers: dict[str, str]) -> None:
            self.send_response(200)
            self.send_header("Content-Type", media_type)
            self.send_header("Content-Length", str(len(body)))
            for name, value in headers.items():
                self.send_header(name, value)
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, *words: object) -> None:
            """Say nothing."""

    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    host = f"127.0.0.1:{server.server_port}"
    watched.hosts.add(host)

    def site(html: str, folder: Path | None = None, **headers: str) -> str:
        if folder is not None:
            folders.append(folder)
        path = f"/page{len(pages)}.html"
        named = {name.replace("_", "-"): value for name, value in headers.items()}
        pages[path] = (
            "text/html; charset=utf-8",
            f"<!doctype html><html lang=en><title>Theirs</title><body>{html}".encode(),
            named,
        )
        return f"http://{host}{path}"

    yield site
    watched.leave()
    server.shutdown()
    server.server_close()
    thread.join(5)
