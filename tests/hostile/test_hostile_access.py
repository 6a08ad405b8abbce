"""HOSTILE.md, rows 47 to 51: keys, frames, rates, and paths that lead out of the folder."""

from __future__ import annotations

import hashlib
import os
import sqlite3
import subprocess
import sys
import threading
from pathlib import Path
from typing import Any

import pytest

from service.app import create_app
from service.config import Settings
from service.store import Store

ARTICLE = {"text": "They met on Sunday.", "published": "2017-08-07"}
ROOT = Path(__file__).parents[2]


@pytest.fixture
def keyed(start_server: Any) -> tuple[Any, dict[str, str]]:
    """A server reached through a proxy, so that no write is local, with a key of each kind."""
    server = start_server(workers=2)
    with Store.open(f"sqlite:///{server.folder / 'test.db'}") as store:
        scopes = {"reader": "read", "w": "write", "old": "write"}
        keys = {name: store.create_key(name, scope) for name, scope in scopes.items()}
        store.revoke_key("old")
    return server, keys


def put(server: Any, **headers: str) -> Any:
    forwarded = {"X-Forwarded-For": "203.0.113.7", **headers}
    return server.request("PUT", "/articles/row-47", json=ARTICLE, headers=forwarded)


def refused(reply: Any, status: int) -> None:
    assert reply.status_code == status, reply.text
    assert reply.headers["Content-Type"] == "application/problem+json"
    if status == 401:
        assert reply.headers["WWW-Authenticate"].startswith("Bearer")


def test_row_47_and_48_keys(keyed: Any) -> None:
    server, keys = keyed
    refused(put(server), 401)
    for wrong in ("Bearer nonsense", f"Bearer {keys['w'][:-1]}", f"Basic {keys['w']}", "Bearer", keys["w"], "Bearer é"):
        refused(put(server, Authorization=wrong.encode().decode("latin-1")), 401)
    refused(put(server, Authorization=f"Bearer {keys['old']}"), 401)
    refused(put(server, Authorization=f"Bearer {keys['reader']}"), 403)
    for name in ("key", "api_key", "access_token", "token"):
        refused(server.request("PUT", f"/articles/row-47?{name}={keys['w']}", json=ARTICLE), 401)
    assert put(server, Authorization=f"Bearer {keys['w']}").status_code == 201
    assert server.get("/timeline").status_code == 200
    assert keys["w"] not in server.log
    kept = sqlite3.connect(server.folder / "test.db").execute("select * from api_keys where name = 'w'").fetchall()
    assert hashlib.sha256(keys["w"].encode()).hexdigest() in str(kept)
    assert keys["w"] not in str(kept)


def test_row_47_a_revoked_key_stops_at_once(keyed: Any) -> None:
    server, keys = keyed
    assert put(server, Authorization=f"Bearer {keys['w']}").status_code == 201
    with Store.open(f"sqlite:///{server.folder / 'test.db'}") as store:
        store.revoke_key("w")
    refused(put(server, Authorization=f"Bearer {keys['w']}"), 401)


def test_row_47_reads_can_need_a_key_too(start_server: Any) -> None:
    server = start_server(read_keys_required="true", workers=1)
    with Store.open(f"sqlite:///{server.folder / 'test.db'}") as store:
        key = store.create_key("reader", "read")
    for path in ("/timeline", "/timeline.csv", "/articles", "/events/x", "/timeline?limit=0"):
        refused(server.get(path), 401)
    refused(server.post("/read", json=ARTICLE), 401)
    reply = server.get("/timeline", headers={"Authorization": f"Bearer {key}"})
    assert reply.status_code == 200
    assert reply.headers["Cache-Control"].startswith("private")
    assert "Authorization" in reply.headers["Vary"]
    assert server.get("/healthz").status_code == 200


@pytest.mark.parametrize(
    ("headers", "status"),
    [({}, 201), ({"Host": "localhost"}, 201), ({"Origin": "http://127.0.0.1:8000"}, 201),
     ({"Host": "evil.example"}, 403),
     ({"Host": "127.0.0.1.evil.example"}, 403),
     ({"Origin": "https://evil.example"}, 403), ({"Origin": "null"}, 403),
     ({"Sec-Fetch-Site": "cross-site"}, 403), ({"X-Forwarded-For": "127.0.0.1"}, 401),
     ({"Host": "[::1]:80"}, 201), ({"Origin": "file://"}, 403)],
)  # fmt: skip
def test_row_47_without_keys_only_this_machine_writes(server: Any, headers: dict[str, str], status: int) -> None:
    path = "/articles/row-47-" + hashlib.sha256(str(headers).encode()).hexdigest()[:8]
    assert server.request("PUT", path, json=ARTICLE, headers=headers).status_code == status


@pytest.mark.parametrize(
    ("settings", "status"),
    [
        (Settings(), 201),
        (Settings(public_url="http://localhost:8000"), 201),
        (Settings(public_url="http://127.0.0.1:8000"), 201),
        (Settings(proxies=1), 401),
        (Settings(public_url="https://timeline.example"), 401),
        (Settings(proxies=1, public_url="http://localhost:8000"), 401),
    ],
    ids=str,
)
def test_row_47_behind_a_proxy_every_write_needs_a_key_also_from_this_machine(
    settings: Settings, status: int, tmp_path: Path
) -> None:
    with Store.open(f"sqlite:///{tmp_path / 'test.db'}") as store:
        key = store.create_key("desk", "write")
        client = create_app(settings, store).test_client()
        here = {"REMOTE_ADDR": "127.0.0.1", "SERVER_NAME": "127.0.0.1", "HTTP_HOST": "127.0.0.1:8000"}
        assert client.post("/articles", json=ARTICLE, environ_base=here).status_code == status
        shown = {"Authorization": f"Bearer {key}"}
        assert client.put("/articles/a", json=ARTICLE, environ_base=here, headers=shown).status_code == 201


def test_row_47_no_public_address_without_a_key(tmp_path: Path) -> None:
    environment = {**os.environ, "DATELINE_HOST": "0.0.0.0", "DATELINE_DATABASE_URL": f"sqlite:///{tmp_path / 'x.db'}"}
    code = "from service.config import load; from service.web.server import serve; serve(load())"
    run = subprocess.run([sys.executable, "-c", code], cwd=ROOT, env=environment, capture_output=True, timeout=60)
    assert run.returncode != 0
    assert b"dateline keys create" in run.stderr


def test_row_49_frames(start_server: Any) -> None:
    server = start_server(frame_ancestors="https://news.example", workers=1)
    for path in ("/timeline.html", "/docs", "/timeline", "/nowhere"):
        assert "frame-ancestors 'none'" in server.get(path).headers["Content-Security-Policy"]
    reply = server.get("/embed")
    if reply.status_code == 404:
        pytest.skip("the embed is not there yet")
    assert "frame-ancestors https://news.example" in reply.headers["Content-Security-Policy"]


def test_row_50_rates_are_counted_over_all_workers(start_server: Any) -> None:
    server = start_server(read_rate="20/minute", write_rate="3/minute", workers=3)
    replies: list[Any] = []

    def ask() -> None:
        replies.extend(server.get("/timeline?limit=1", headers={"Connection": "close"}) for _ in range(10))

    threads = [threading.Thread(target=ask) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    good = [reply for reply in replies if reply.status_code == 200]
    bad = [reply for reply in replies if reply.status_code == 429]
    assert len(good) + len(bad) == 40
    assert 20 <= len(good) <= 24
    assert all(reply.headers["RateLimit-Policy"] == '"default";q=20;w=60' for reply in replies)
    for reply in bad:
        assert reply.json()["type"] == "/docs/errors/too-many-requests"
        assert 1 <= int(reply.headers["Retry-After"]) <= 60
    writes = [server.post("/articles", json={**ARTICLE, "id": f"r{n}"}).status_code for n in range(4)]
    assert writes == [201] * 3 + [429]
    assert server.get("/healthz").status_code == 200


def test_row_51_paths_out_of_the_folder_and_no_files(tmp_path: Path) -> None:
    folder, outside = tmp_path / "in", tmp_path / "out"
    folder.mkdir()
    outside.mkdir()
    (folder / "good.txt").write_text("Published: 2017-08-07\n\nThey met on Sunday.")
    (outside / "secret.txt").write_text("Published: 2017-08-07\n\nSecret talks on Sunday.")
    (folder / "link.txt").symlink_to(outside / "secret.txt")
    (folder / "linked").symlink_to(outside)
    os.mkfifo(folder / "pipe.txt")
    database = f"sqlite:///{tmp_path / 'x.db'}"
    command = [sys.executable, "-m", "service.cli", "ingest", "--db", database, str(folder), "/dev/zero", "/dev/null"]
    run = subprocess.run(command, cwd=ROOT, capture_output=True, timeout=120, text=True)
    assert run.returncode == 1, run.stderr
    for name in ("link.txt", "linked", "pipe.txt", "/dev/zero"):
        assert name in run.stdout + run.stderr
    with Store.open(database) as store:
        texts = [kept.article.text for kept in store.articles("default").rows]
    assert len(texts) == 1
    assert "Secret" not in texts[0]
