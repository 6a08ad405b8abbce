"""The README is held to what the service does: its first curl line is asked of a real server over the samples."""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import urlsplit
from urllib.request import urlopen

import pytest

ROOT = Path(__file__).resolve().parents[2]
README = (ROOT / "README.md").read_text("utf-8")


@pytest.fixture(scope="module")
def samples(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The URL of a real server over the samples, on a port of its own."""
    folder = tmp_path_factory.mktemp("readme")
    clean = {name: value for name, value in os.environ.items() if not name.startswith("DATELINE_")}
    environment = {**clean, "DATELINE_DATABASE_URL": f"sqlite:///{folder}/readme.db", "PYTHONPATH": str(ROOT)}
    command = [sys.executable, "-m", "service.cli"]
    subprocess.run([*command, "ingest", "samples/"], cwd=ROOT, env=environment, check=True, capture_output=True)
    port = free_port()
    metrics = {"DATELINE_METRICS_PORT": "0", "DATELINE_WORKERS": "1"}
    with (folder / "log").open("wb") as log:
        server = subprocess.Popen(
            [*command, "serve", "--port", str(port)], cwd=ROOT, env=environment | metrics, stdout=log, stderr=log
        )
        try:
            url = f"http://127.0.0.1:{port}"
            wait_for(url + "/readyz")
            yield url
        finally:
            server.terminate()
            server.wait(30)


def free_port() -> int:
    import socket

    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def wait_for(url: str) -> None:
    import time

    for _ in range(300):
        try:
            urlopen(url, timeout=2).close()
            return
        except OSError:
            time.sleep(0.1)
    raise AssertionError(f"{url} did not answer")


def test_the_first_curl_line_gives_the_reply_that_is_shown(samples: str) -> None:
    line = re.search(r"^curl '(http://127\.0\.0\.1:8000[^']+)'", README, re.MULTILINE)
    shown = re.search(r"```json\n(.+?)```", README, re.DOTALL)
    assert line is not None
    assert shown is not None
    asked = urlsplit(line[1])
    with urlopen(f"{samples}{asked.path}?{asked.query}", timeout=20) as reply:
        assert json.load(reply) == json.loads(shown[1])


def test_make_run_names_the_same_first_line() -> None:
    line = re.search(r"^curl 'http://127\.0\.0\.1:8000([^']+)'", README, re.MULTILINE)
    assert line is not None
    assert line[1] in (ROOT / "bin" / "run").read_text("utf-8")


@pytest.mark.parametrize(
    "line",
    re.findall(r"^\s+curl '(http://\$host:\$port[^']+)'", (ROOT / "bin" / "run").read_text("utf-8"), re.MULTILINE),
)
def test_each_line_that_make_run_prints_finds_something(samples: str, line: str) -> None:
    with urlopen(line.replace("http://$host:$port", samples), timeout=20) as reply:
        body = reply.read().decode()
    assert reply.status == 200
    found = json.loads(body)["events"] if body.startswith("{") else body.splitlines()[1:]
    assert found


def test_both_commands_stand_on_the_first_screen() -> None:
    first = README.splitlines()[:40]
    assert any("make run" in line for line in first)
    assert any("make test" in line for line in first)


def test_pages_the_docs_point_to_exist() -> None:
    missing = [
        f"{page.relative_to(ROOT)}: {target}"
        for page in [ROOT / "README.md", *sorted((ROOT / "docs").rglob("*.md"))]
        for target in re.findall(r"\]\((?!https?:|#|mailto:)([^)#\s]+)", page.read_text("utf-8"))
        if not (page.parent / target).exists()
    ]
    assert not missing
