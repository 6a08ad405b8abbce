"""CPU of the server for an answer, beside what Flask spends on the same bytes: python bench/serving.py DATABASE.

Two real servers on loopback, one worker each: ours over the database, and gunicorn over a bare Flask app that holds
the same bytes in memory. Asked by turns over one kept-alive connection; the workers' CPU time is counted, the least of
several rounds taken. A miss is measured with the cache of answers off.
"""

from __future__ import annotations

import argparse
import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from http.client import HTTPConnection, HTTPException

import psutil

ROUNDS = 7
ASKED = 600
BARE = """
import sys
from flask import Flask, Response
from gunicorn.app.base import BaseApplication
body = sys.stdin.buffer.read()
app = Flask("bare")
app.add_url_rule("/timeline", view_func=lambda: Response(body, content_type="application/json"))
app.add_url_rule("/nothing", endpoint="nothing", view_func=lambda: Response(status=304))
class Bare(BaseApplication):
    def load_config(self):
        for name, value in {"bind": [f"127.0.0.1:{sys.argv[1]}"], "workers": 1, "threads": 8, "keepalive": 15,
                            "worker_class": "gthread", "control_socket_disable": True}.items():
            self.cfg.set(name, value)
    def load(self):
        return app
Bare().run()
"""


def free_port() -> int:
    """A port nobody listens on now."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


@contextmanager
def served(command: list[str], port: int, body: bytes | None = None, **environ: str) -> Iterator[psutil.Process]:
    """A server running; yields its one worker."""
    quiet = subprocess.DEVNULL
    process = subprocess.Popen(
        command, stdin=subprocess.PIPE, stdout=quiet, stderr=quiet, env={**os.environ, **environ}
    )
    assert process.stdin is not None
    process.stdin.write(body or b"")
    process.stdin.close()
    try:
        for _ in range(300):
            with suppress(OSError), socket.create_connection(("127.0.0.1", port), 0.1):
                break
            time.sleep(0.1)
        time.sleep(0.5)
        (worker,) = psutil.Process(process.pid).children()
        yield worker
    finally:
        process.send_signal(signal.SIGTERM)
        process.wait(20)


class Client:
    """One kept-alive connection to a server, and the CPU its worker spends on what is asked."""

    def __init__(self, port: int, worker: psutil.Process) -> None:
        self.port, self.worker = port, worker
        self.connection = HTTPConnection("127.0.0.1", port)

    def get(self, path: str, **headers: str) -> tuple[int, bytes, str | None]:
        """Status, body and ETag of one answer."""
        sent = {name.replace("_", "-"): value for name, value in headers.items()}
        try:
            self.connection.request("GET", path, headers=sent)
            answer = self.connection.getresponse()
        except (HTTPException, OSError):
            self.connection = HTTPConnection("127.0.0.1", self.port)
            self.connection.request("GET", path, headers=sent)
            answer = self.connection.getresponse()
        return answer.status, answer.read(), answer.headers["ETag"]

    def cost(self, path: str, **headers: str) -> float:
        """CPU milliseconds of the worker for one answer."""
        for _ in range(5):
            self.get(path, **headers)
        before = self.worker.cpu_times()
        for _ in range(ASKED):
            self.get(path, **headers)
        after = self.worker.cpu_times()
        return (after.user + after.system - before.user - before.system) / ASKED * 1000


def ours(database: str, port: int, cache_bytes: int) -> tuple[list[str], dict[str, str]]:
    """How our server is started."""
    command = [sys.executable, "-m", "service.cli", "serve", "--db", database, "--port", str(port), "--workers", "1"]
    return command, {"DATELINE_CACHE_BYTES": str(cache_bytes)}


def least(pairs: list[tuple[float, float]]) -> tuple[float, float]:
    """The least of each side."""
    return min(one for one, _ in pairs), min(other for _, other in pairs)


def compare(name: str, pairs: list[tuple[float, float]], allowed: float) -> None:
    """Print one line of the table."""
    bare, own = least(pairs)
    verdict = "held" if own / bare <= allowed else "MORE"
    print(f"{name:28}{bare:10.3f}{own:10.3f}{own / bare:8.2f}  {verdict} ({allowed})", flush=True)


def main() -> None:
    """Start the servers, ask by turns, print the ratios."""
    parser = argparse.ArgumentParser()
    parser.add_argument("database", help="a file made by made_up_store.py")
    url = f"sqlite:///{parser.parse_args().database}"
    path = "/timeline?limit=100"
    ports = [free_port() for _ in range(3)]
    (no_cache, none), (cached, some) = ours(url, ports[0], 0), ours(url, ports[1], 67_108_864)
    with served(no_cache, ports[0], **none) as missing, served(cached, ports[1], **some) as keeping:
        miss, hit = Client(ports[0], missing), Client(ports[1], keeping)
        status, body, tag = hit.get(path)
        assert (status, tag is not None) == (200, True), (status, tag)
        print(f"{len(body)} bytes\n{'':28}{'Flask ms':>10}{'ours ms':>10}{'ratio':>8}")
        with served([sys.executable, "-c", BARE, str(ports[2])], ports[2], body) as worker:
            bare = Client(ports[2], worker)
            assert bare.get("/timeline")[1] == body
            compare("a miss", [(bare.cost("/timeline"), miss.cost(path)) for _ in range(ROUNDS)], 3.0)
            compare("from the cache", [(bare.cost("/timeline"), hit.cost(path)) for _ in range(ROUNDS)], 1.3)
            same = {"If_None_Match": str(tag)}
            assert hit.get(path, **same)[0] == 304
            compare("304", [(bare.cost("/nothing"), hit.cost(path, **same)) for _ in range(ROUNDS)], 1.5)


if __name__ == "__main__":
    main()
