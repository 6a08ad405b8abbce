"""The server: gunicorn over the app in this process, set up from the settings alone. `dateline serve` calls `serve`."""

from __future__ import annotations

import contextlib
import errno
import os
import shutil
import signal
import socket
import tempfile
from pathlib import Path
from typing import Any

from gunicorn.app.base import BaseApplication

from service.config import Settings, hand_on
from service.errors import BadSetting, Fault
from service.web.logs import QuietLogger, configuration, spare_unread_facts
from service.web.loopback import bracketed, is_loopback

KEEP_ALIVE_SECONDS = 15
STUCK_SECONDS = 60
STOP_SECONDS = 30
MOST_URL_BYTES = 8190
MOST_HEADERS = 100
MOST_HEADER_BYTES = 8190
SHARED_MEMORY = Path("/dev/shm")


class Server(BaseApplication):  # type: ignore[misc]
    """gunicorn with the app of these settings; everything is loaded once, before the workers fork."""

    def __init__(self, settings: Settings, metrics_folder: Path | None) -> None:
        self.settings = settings
        self.metrics_folder = metrics_folder
        self.metrics_server: int | None = None
        super().__init__()

    def load_config(self) -> None:
        """Hand gunicorn its settings; no file and no environment variable of its own is read."""
        for name, value in gunicorn_settings(self.settings).items():
            self.cfg.set(name, value)
        self.cfg.set("when_ready", lambda server: self._start_metrics())
        self.cfg.set("child_exit", lambda server, worker: self._forget_worker(worker.pid))
        self.cfg.set("on_exit", lambda server: self._stop_metrics())

    def load(self) -> Any:
        """The application. Its database is tried before the fork: a wrong one stops the start with a sentence."""
        from service.app import create_app
        from service.web.context import EXTENSION, Services

        app = create_app(self.settings, metrics_folder=self.metrics_folder)
        shared = app.extensions[EXTENSION]
        assert isinstance(shared, Services)
        shared.store.collections()
        shared.close_store()
        return app

    def _forget_worker(self, pid: int) -> None:
        if self.metrics_folder is not None:
            from prometheus_client import multiprocess

            multiprocess.mark_process_dead(pid, str(self.metrics_folder))  # type: ignore[no-untyped-call]

    def _start_metrics(self) -> None:
        """Metrics are served by a process of their own: the master must not run threads, workers come and go."""
        if self.metrics_folder is None or self.metrics_server is not None:
            return
        from service.web.metrics_server import run

        self.metrics_server = os.fork()
        if self.metrics_server == 0:
            run(self.settings.metrics_host, self.settings.metrics_port, self.metrics_folder)

    def _stop_metrics(self) -> None:
        if self.metrics_server:
            with contextlib.suppress(ProcessLookupError):
                os.kill(self.metrics_server, signal.SIGTERM)


def gunicorn_settings(settings: Settings) -> dict[str, Any]:
    """Every gunicorn setting that is not left at its default, by name."""
    return {
        "bind": [f"{bracketed(settings.host)}:{settings.port}"],
        "workers": settings.workers,
        "threads": settings.threads,
        "worker_class": "service.web.worker.PatientWorker",
        "preload_app": True,
        "keepalive": KEEP_ALIVE_SECONDS,
        "timeout": STUCK_SECONDS,
        "graceful_timeout": STOP_SECONDS,
        "limit_request_line": MOST_URL_BYTES,
        "limit_request_fields": MOST_HEADERS,
        "limit_request_field_size": MOST_HEADER_BYTES,
        "forwarded_allow_ips": "",
        "control_socket_disable": True,
        "worker_tmp_dir": str(SHARED_MEMORY) if SHARED_MEMORY.is_dir() else None,
        "logger_class": QuietLogger,
        "logconfig_dict": configuration(settings.log_level),
        "accesslog": None,
        "proc_name": "dateline",
    }


def serve(settings: Settings) -> int:
    """Run the server until it is stopped; returns the exit code.

    Raises `BadSetting` where the address is public and no key may write, or the port is taken.
    """
    _refuse_open_writes(settings)
    _refuse_taken_port(settings)
    folder: Path | None = None
    if settings.metrics_port:
        folder = Path(tempfile.mkdtemp(prefix="dateline-metrics-"))
        hand_on("PROMETHEUS_MULTIPROC_DIR", str(folder))
    master = os.getpid()
    spare_unread_facts()
    try:
        Server(settings, folder).run()
    except SystemExit as stopped:
        return int(stopped.code or 0)
    finally:
        if folder is not None and os.getpid() == master:
            shutil.rmtree(folder, ignore_errors=True)
    return 0


def _refuse_open_writes(settings: Settings) -> None:
    if is_loopback(bracketed(settings.host)):
        return
    from service.store import Store

    store = Store.open(settings)
    try:
        if not any(key.scope == "write" and key.revoked is None for key in store.list_keys()):
            message = (
                f"host {settings.host} is reached from outside and nobody has a key to write with: "
                "make one with `dateline keys create --scope write NAME`, or listen on 127.0.0.1"
            )
            raise BadSetting(message, Fault("host", "no-key", message))
    finally:
        store.close()


def _refuse_taken_port(settings: Settings) -> None:
    family = socket.AF_INET6 if ":" in settings.host else socket.AF_INET
    with socket.socket(family, socket.SOCK_STREAM) as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((settings.host, settings.port))
        except OSError as error:
            taken = error.errno == errno.EADDRINUSE
            why = "is taken by another process" if taken else f"cannot be used: {error.strerror}"
            message = f"port {settings.port} on {settings.host} {why}; choose another with --port"
            raise BadSetting(message, Fault("port", "taken", message)) from None
