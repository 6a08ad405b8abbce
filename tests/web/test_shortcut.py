"""What is told before Flask begins is what Flask would have told: the same status, headers and body."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from flask import Flask
from flask.testing import FlaskClient

from service.app import create_app
from service.config import Rate, Settings
from service.intake import from_mapping
from service.pipeline import take_in
from service.store import Store
from service.web.shortcut import Shortcut

QUERIES = (
    "", "limit=1", "limit=1&order=desc", "from=2017-08-01&to=2017-08-31", "evidence=all&tz=Asia%2FTokyo", "top=1",
    "fields=id,date", "count=true", "format=csv", "limit=2&format=ndjson", "format=md", "actor=Nobody", "q=%41nna",
)  # fmt: skip
PATHS = ("/timeline", "/timeline.json", "/timeline.csv", "/timeline.ics", "/timeline.atom", "/timeline.html")
DAYS = ("/timeline/days", "/timeline/days?top=1", "/timeline/days?from=last+year&format=json")
URLS = (*(f"{path}?{query}" for path in PATHS for query in QUERIES), *DAYS, "/timeline.ndjson?limit=1")
WRONG = (
    "/timeline?limit=0", "/timeline?actr=x", "/timeline.csv?format=json", "/timeline?token=x", "/timeline/days?limit=1",
    "/timeline?collection=no-such", "/timeline.pdf", "/timeline?cursor=%ff", "/timeline/days?format=csv",
)  # fmt: skip
ASKED_WITH: tuple[dict[str, str], ...] = (
    {}, {"Accept-Encoding": "gzip"}, {"Accept": "text/csv"}, {"Accept": "image/png"}, {"Origin": "https://a.example"},
    {"If-None-Match": "*"}, {"If-Modified-Since": "Fri, 31 Dec 2100 00:00:00 GMT"}, {"Host": "evil.example"},
)  # fmt: skip


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("shortcut")


@pytest.fixture(scope="module")
def store(folder: Path) -> Iterator[Store]:
    settings = Settings()
    with Store.open(f"sqlite:///{folder / 'test.db'}") as store:
        for day in range(1, 6):
            text = f"Anna Berg met Bo Dahl in Oslo on August {day}."
            record = {"id": f"a{day}", "published": f"2017-08-0{day}", "text": text}
            take_in(store, from_mapping(record, settings.intake))
        yield store


def both(store: Store, settings: Settings) -> tuple[FlaskClient, FlaskClient, Flask]:
    """Clients of the application as it is, and of Flask alone."""
    ahead, flask = create_app(settings, store), create_app(settings, store)
    shortcut = flask.wsgi_app
    assert isinstance(shortcut, Shortcut)
    flask.wsgi_app = shortcut.application  # type: ignore[method-assign, assignment]
    return ahead.test_client(), flask.test_client(), ahead


def told(client: FlaskClient, url: str, headers: dict[str, str]) -> tuple[int, list[tuple[str, str]], bytes]:
    reply = client.get(url, headers={"X-Request-ID": "same", **headers})
    return reply.status_code, sorted(reply.headers.items()), reply.data


SETTINGS = (
    Settings(), Settings(cache_bytes=0), Settings(cors_origins=("https://a.example",)),
    Settings(trusted_hosts=("localhost",)), Settings(public_url="https://news.example", evidence_chars=20),
)  # fmt: skip


@pytest.mark.parametrize("settings", SETTINGS, ids=range(len(SETTINGS)))
def test_both_ways_tell_the_same(store: Store, settings: Settings) -> None:
    ahead, flask, _ = both(store, settings)
    for headers in ASKED_WITH:
        for url in (*URLS, *WRONG):
            expected = told(flask, url, headers)
            assert told(ahead, url, headers) == expected, (url, headers)
            assert told(ahead, url, headers) == expected, (url, headers, "asked again")


def test_flask_is_not_asked_where_all_is_well(store: Store) -> None:
    ahead, _, app = both(store, Settings())
    asked: list[int] = []
    app.before_request(lambda: asked.append(1))
    answered = [url for url in URLS if ahead.get(url).status_code == 200]
    assert len(answered) > len(URLS) / 2
    asked.clear()
    for url in answered:
        ahead.get(url)
    assert not asked
    assert ahead.get(WRONG[0]).status_code == 400
    assert asked


def test_who_must_show_a_key_or_is_counted_is_not_let_past(store: Store) -> None:
    ahead, _, _ = both(store, Settings(read_keys_required=True))
    assert ahead.get("/timeline").status_code == 401
    ahead, _, _ = both(store, Settings(read_rate=Rate(2, 60)))
    assert [ahead.get("/timeline").status_code for _ in range(3)] == [200, 200, 429]


def test_other_methods_are_flasks(store: Store) -> None:
    ahead, flask, _ = both(store, Settings())
    same = {"X-Request-ID": "i"}
    for method in ("HEAD", "OPTIONS", "POST", "DELETE"):
        one, other = (client.open("/timeline", method=method, headers=same) for client in (ahead, flask))
        assert (one.status_code, dict(one.headers)) == (other.status_code, dict(other.headers))
    assert ahead.head("/timeline").headers["Content-Length"] == ahead.get("/timeline").headers["Content-Length"]
