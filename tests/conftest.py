"""What several rooms' tests share: a real server on a loopback socket, and a small world of articles in it."""

from __future__ import annotations

import contextlib
import importlib
import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest
import requests

ROOT = Path(__file__).parents[1]
START = "import sys; from service.config import load; from service.web.server import serve; sys.exit(serve(load()))"
STARTS_WITHIN = 60.0

ARTICLES: tuple[dict[str, str], ...] = (
    {
        "id": "courier-1", "publisher": "The Courier", "published": "2017-08-07T09:30:00+00:00",
        "title": "Lavrov and Tillerson meet in Manila", "url": "https://courier.example/1",
        "text": "Sergei Lavrov met Rex Tillerson in Manila on Sunday. Russia will reply to the sanctions by "
                "September 1. The United States imposed new sanctions on Russia last week.",
    },
    {
        "id": "herald-1", "publisher": "The Herald", "published": "2017-08-08T08:00:00+02:00",
        "title": "Russia answers sanctions", "url": "https://herald.example/1",
        "text": "Russia expelled 755 American diplomats on July 30, 2017. Mr Tillerson met Mr Lavrov in Manila "
                "on Sunday. Moscow denied on Monday that it had threatened the embassy.",
    },
    {
        "id": "post-1", "publisher": "The Post", "published": "2017-08-10T12:00:00-04:00",
        "title": "Kim threatens Guam", "url": "https://post.example/1",
        "text": "North Korea threatened on Wednesday to strike Guam. President Donald Trump said on Thursday that "
                "he would meet Vladimir Putin in September. In May, Trump met Lavrov in Washington.",
    },
)  # fmt: skip


@pytest.fixture(scope="session")
def from_bench() -> Callable[[str], ModuleType]:
    """Imports a module of bench/ by its name."""

    def module(name: str) -> ModuleType:
        folder = str(ROOT / "bench")
        sys.path.insert(0, folder)
        try:
            return importlib.import_module(name)
        finally:
            sys.path.remove(folder)

    return module


def free_port() -> int:
    """A loopback port that nobody listens on."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


@dataclass
class Server:
    """A running server: its address, its files, and raw bytes in and out of it."""

    port: int
    folder: Path
    process: subprocess.Popen[bytes]
    session: requests.Session = field(default_factory=requests.Session)

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.port}"

    @property
    def log(self) -> str:
        return (self.folder / "log").read_text(errors="replace")

    def get(self, path: str, **more: Any) -> requests.Response:
        return self.request("GET", path, **more)

    def post(self, path: str, **more: Any) -> requests.Response:
        return self.request("POST", path, **more)

    def request(self, method: str, path: str, **more: Any) -> requests.Response:
        more.setdefault("timeout", 30)
        more.setdefault("allow_redirects", False)
        return self.session.request(method, self.url + path, **more)

    def connect(self, timeout: float = 20.0) -> socket.socket:
        return socket.create_connection(("127.0.0.1", self.port), timeout=timeout)

    def raw(self, data: bytes, timeout: float = 20.0) -> bytes:
        """Everything the server answers to these bytes until it closes or the reply is whole."""
        with self.connect(timeout) as sock:
            with contextlib.suppress(BrokenPipeError, ConnectionResetError):
                sock.sendall(data)
            return received(sock)

    def stop(self) -> None:
        if self.process.poll() is None:
            self.process.send_signal(signal.SIGTERM)
            try:
                self.process.wait(20)
            except subprocess.TimeoutExpired:
                self.process.kill()
                self.process.wait(10)
        self.session.close()


def received(sock: socket.socket) -> bytes:
    """What comes from a socket until it closes, pauses, or a reply with a length is whole."""
    data = b""
    with contextlib.suppress(ConnectionResetError, TimeoutError):
        while piece := sock.recv(65_536):
            data += piece
            head, mark, body = data.partition(b"\r\n\r\n")
            for line in head.split(b"\r\n"):
                if mark and line.lower().startswith(b"content-length:") and len(body) >= int(line.split(b":")[1]):
                    return data
    return data


def start(folder: Path, **settings: object) -> Server:
    """Start a server over a new database in the folder and wait until it answers."""
    port = free_port()
    given = {"database_url": f"sqlite:///{folder / 'test.db'}", "port": port, "workers": 2, "threads": 8, **settings}
    environment = {name: value for name, value in os.environ.items() if not name.startswith("DATELINE_")}
    environment |= {f"DATELINE_{name.upper()}": str(value) for name, value in given.items()}
    with (folder / "log").open("wb") as log:
        process = subprocess.Popen([sys.executable, "-c", START], cwd=ROOT, env=environment, stdout=log, stderr=log)
    server = Server(port, folder, process)
    until = time.monotonic() + STARTS_WITHIN
    while time.monotonic() < until:
        with contextlib.suppress(requests.ConnectionError):
            if server.get("/healthz").status_code == 200:
                return server
        if process.poll() is not None:
            break
        time.sleep(0.1)
    server.stop()
    raise AssertionError(f"the server did not start:\n{server.log}")


@pytest.fixture(scope="session")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    """One server for all tests that only read or write articles of their own; `ARTICLES` are in it."""
    running = start(tmp_path_factory.mktemp("server"))
    try:
        for article in ARTICLES:
            reply = running.post("/articles", json=article)
            assert reply.status_code == 201, reply.text
        yield running
    finally:
        running.stop()


@pytest.fixture(scope="session")
def begin() -> Callable[..., Server]:
    """`start`, for fixtures that keep a server of their own."""
    return start


@pytest.fixture(scope="session")
def small(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    """A server that takes small bodies only."""
    running = start(tmp_path_factory.mktemp("small"), max_body=4096, max_bulk=16_384, max_read=1024, workers=1)
    yield running
    running.stop()


@pytest.fixture(scope="session")
def roomy(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    """A server that reads texts of megabytes."""
    running = start(tmp_path_factory.mktemp("roomy"), max_read=16_777_216, workers=1)
    yield running
    running.stop()


@pytest.fixture
def start_server(tmp_path: Path) -> Iterator[Callable[..., Server]]:
    """Start servers with settings of their own; they are stopped at the end of the test."""
    running: list[Server] = []

    def begin(**settings: object) -> Server:
        folder = tmp_path / f"server-{len(running)}"
        folder.mkdir()
        running.append(start(folder, **settings))
        return running[-1]

    yield begin
    for server in running:
        server.stop()


@pytest.fixture(scope="session")
def articles() -> tuple[dict[str, str], ...]:
    """The articles that `server` holds in its default collection."""
    return ARTICLES


@pytest.fixture
def port() -> int:
    """A loopback port that nobody listens on."""
    return free_port()
