"""/metrics on a port of its own, by a process of its own beside the workers."""

from __future__ import annotations

import os
import signal
import sys
import threading
import time
from pathlib import Path
from typing import NoReturn

from prometheus_client import CollectorRegistry, multiprocess, start_http_server

PARENT_LOOKED_FOR_EVERY = 1.0


def run(host: str, port: int, folder: Path) -> NoReturn:
    """Serve what all workers counted into the folder, until stopped or alone. Never returns; for a forked child."""
    for number in (signal.SIGTERM, signal.SIGINT, signal.SIGQUIT, signal.SIGHUP, signal.SIGCHLD):
        signal.signal(number, signal.SIG_DFL)
    parent = os.getppid()
    registry = CollectorRegistry()
    multiprocess.MultiProcessCollector(registry, path=str(folder))  # type: ignore[no-untyped-call]
    try:
        _, thread = start_http_server(port, host, registry)
    except OSError as error:
        words = f"metrics cannot be served on {host}:{port}: {error.strerror}"
        print(f'{{"level":"error","event":"{words}"}}', file=sys.stderr)
        os._exit(1)
    _watch(parent, thread)
    os._exit(0)


def _watch(parent: int, thread: threading.Thread) -> None:
    while os.getppid() == parent and thread.is_alive():
        time.sleep(PARENT_LOOKED_FOR_EVERY)
