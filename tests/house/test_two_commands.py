"""`make run` and `make test` fail with a plain sentence where they cannot work; Docker's steps are make's."""

from __future__ import annotations

import os
import re
import socket
import subprocess
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]


def script(tmp_path: Path, name: str, body: str) -> Path:
    path = tmp_path / name
    path.write_text("#!/bin/sh\n" + body)
    path.chmod(0o755)
    return path


def setup_in(tmp_path: Path, python: str, path: str | None = None) -> subprocess.CompletedProcess[str]:
    (tmp_path / "bin").mkdir(exist_ok=True)
    (tmp_path / "bin" / "setup").write_bytes((ROOT / "bin" / "setup").read_bytes())
    environment = {**os.environ, "PYTHON": python, "PATH": path or os.environ["PATH"]}
    return subprocess.run(
        ["bash", str(tmp_path / "bin" / "setup"), "run"],
        capture_output=True,
        text=True,
        env=environment,
        timeout=60,
        check=False,
    )


def test_an_old_python_is_told_in_a_sentence(tmp_path: Path) -> None:
    old = script(tmp_path, "oldpython", 'case "$1" in --version) echo "Python 3.8.1";; *) exit 1;; esac\n')
    told = setup_in(tmp_path, str(old))
    assert told.returncode == 1
    assert "Python 3.11 or newer is needed, Python 3.8.1" in told.stderr


def test_a_python_that_is_not_there_is_told(tmp_path: Path) -> None:
    told = setup_in(tmp_path, "python-that-is-not-there")
    assert told.returncode == 1
    assert "there is no python-that-is-not-there here" in told.stderr


def test_a_full_disk_is_told(tmp_path: Path) -> None:
    python = script(tmp_path, "python", "exit 0\n")
    tools = tmp_path / "tools"
    tools.mkdir()
    script(tools, "df", 'echo head; echo "disk 1000 990 10 99% /"\n')
    told = setup_in(tmp_path, str(python), f"{tools}:{os.environ['PATH']}")
    assert told.returncode == 1
    assert "the disk is too full: 10 MB are free here" in told.stderr


def test_a_port_that_is_taken_is_told_with_the_way_out(tmp_path: Path) -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = taken.getsockname()[1]
        told = subprocess.run(
            ["bash", "bin/run", "127.0.0.1", str(port)],
            capture_output=True,
            text=True,
            cwd=ROOT,
            timeout=60,
            check=False,
        )
    assert told.returncode == 1
    assert f"cannot listen on 127.0.0.1:{port}" in told.stderr
    assert "make run PORT=" in told.stderr
    assert "Traceback" not in told.stderr


def test_help_lists_every_target() -> None:
    if not (ROOT / "Makefile").exists():
        pytest.skip("no Makefile beside the tests")
    told = subprocess.run(
        ["make", "-s", "help"], capture_output=True, text=True, cwd=ROOT, timeout=60, check=True
    ).stdout
    for target in ("setup", "run", "test", "lint", "bench", "openapi", "help"):
        assert f"make {target}" in told


def test_the_image_is_built_and_started_by_the_steps_make_takes() -> None:
    """No Docker engine runs here; what can be checked is that the file's steps are known ones and its paths exist."""
    image = (ROOT / "Dockerfile").read_text("utf-8")
    copied = re.findall(r"^COPY (?!--from)(?:--chown=\S+ )?(.+) \S+$", image, re.MULTILINE)
    for source in " ".join(copied).split():
        assert (ROOT / source).exists(), source
    assert re.search(r"^USER dateline$", image, re.MULTILINE)
    assert "HEALTHCHECK" in image
    run = (ROOT / "bin" / "run").read_text("utf-8")
    for step in ("db upgrade", "serve"):
        assert step in image
        assert step in run
    install = re.search(r'pip install .*"\.\[(\w+)\]"', image)
    assert install is not None
    assert f"{install[1]} =" in (ROOT / "setup.cfg").read_text("utf-8")
