"""A deleted collection: the default one is there again, empty, and nobody is told an old state as the new one."""

from __future__ import annotations

from pathlib import Path

import pytest
from flask.testing import FlaskClient

from service.app import create_app
from service.cli import run
from service.config import Settings
from service.store import Store

HERE = {"REMOTE_ADDR": "127.0.0.1", "SERVER_NAME": "127.0.0.1", "HTTP_HOST": "127.0.0.1:8000"}
ASKED = ("/", "/embed", "/timeline", "/timeline.csv", "/timeline.ndjson", "/timeline/days", "/actors", "/articles")


def put(client: FlaskClient, name: str, text: str, collection: str = "default") -> None:
    article = {"text": text, "published": "2017-08-07"}
    reply = client.put(f"/articles/{name}?collection={collection}", json=article, environ_base=HERE)
    assert reply.status_code == 201


@pytest.fixture
def client(tmp_path: Path) -> FlaskClient:
    return create_app(Settings(), Store.open(f"sqlite:///{tmp_path / 'test.db'}")).test_client()


def test_the_default_collection_is_empty_after_its_deletion_and_is_there(
    client: FlaskClient, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    fresh = {path: client.get(path).status_code for path in ASKED}
    assert set(fresh.values()) == {200}
    put(client, "a", "Rex Tillerson met Sergey Lavrov in Manila on Sunday.")
    assert client.delete("/collections/default?confirm=default", environ_base=HERE).status_code == 204
    assert {path: client.get(path).status_code for path in ASKED} == fresh
    assert client.get("/timeline").get_json()["events"] == []
    assert run(["timeline", "--format", "json", "--db", f"sqlite:///{tmp_path / 'test.db'}"]) == 0
    assert '"events":[]' in capsys.readouterr().out


@pytest.mark.parametrize("collection", ["default", "other"])
def test_a_collection_made_anew_is_not_taken_for_the_deleted_one(client: FlaskClient, collection: str) -> None:
    put(client, "a", "Rex Tillerson met Sergey Lavrov in Manila on Sunday.", collection)
    paths = (f"/timeline?collection={collection}", f"/?collection={collection}", f"/embed?collection={collection}")
    before = [client.get(path) for path in paths]
    client.delete(f"/collections/{collection}?confirm={collection}", environ_base=HERE)
    put(client, "b", "Ada Brandt visited Paris on Friday.", collection)
    for path, old in zip(paths, before, strict=True):
        new = client.get(path, headers={"If-None-Match": old.headers["ETag"]})
        assert new.status_code == 200, path
        assert b"Brandt" in new.data, path
        assert b"in Manila" not in new.data, path
