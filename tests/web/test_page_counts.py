"""Every number on the page is that of the list it stands beside or leads to."""

from __future__ import annotations

import re
from html import unescape

import pytest
from flask.testing import FlaskClient

from service.app import create_app
from service.config import Settings
from service.intake import from_mapping
from service.pipeline import take_in
from service.store import Store

TOLD = [
    (1, "Rex Tillerson met Sergey Lavrov in Manila on Sunday. Russia expelled 35 diplomats in 1986."),
    (2, "Ada Brandt visited Paris on Tuesday. The Kremlin criticised the plan, Mr Peskov said."),
    (3, "Germany attacked France in 1914. Sweden must withdraw its troops by 1 September."),
    (4, "King Olaf met Ada Brandt in Oslo on Thursday. Poland signed a treaty with Peru on 30 July 2017."),
    (7, "Norway signed a treaty with Chile on Sunday. Ada Brandt met King Olaf in Oslo on 5 August 2017."),
    (8, "Chile recalled its envoy. France imposed sanctions on Norway on Monday."),
]
HEADLINE = re.compile(r"<span>([\d,]+)(?: of ([\d,]+))? events? from ([\d,]+) articles?</span>")
UNDATED = re.compile(r">([\d,]+) more without a date<")


@pytest.fixture(scope="module")
def client(tmp_path_factory: pytest.TempPathFactory) -> FlaskClient:
    store = Store.open(f"sqlite:///{tmp_path_factory.mktemp('counts') / 'test.db'}")
    settings = Settings()
    for number, (day, text) in enumerate(TOLD):
        for copy in range(2):
            record = {"id": f"a{number}-{copy}", "published": f"2017-08-{day:02d}", "text": text}
            take_in(store, from_mapping({**record, "publisher": f"Paper {number}"}, settings.intake))
    return create_app(settings, store).test_client()


def headline(client: FlaskClient, query: str) -> tuple[int, int | None, int]:
    said = HEADLINE.search(client.get(f"/?{query}").get_data(as_text=True))
    assert said is not None, query
    return int(said[1]), int(said[2]) if said[2] else None, int(said[3])


def answers(client: FlaskClient, query: str) -> int:
    return int(client.get(f"/timeline?{query}&count=true&limit=1").get_json()["count"])


@pytest.mark.parametrize("day", [None, *range(1, 9)])
def test_as_of_a_day_only_what_had_appeared_is_counted(client: FlaskClient, day: int | None) -> None:
    as_of = f"as_of=2017-08-{day:02d}" if day else ""
    articles = 2 * sum(1 for published, _ in TOLD if day is None or published <= day)
    events, of, said = headline(client, as_of)
    assert (events, of, said) == (answers(client, as_of), None, articles)
    left = UNDATED.search(client.get(f"/?{as_of}").get_data(as_text=True))
    assert (int(left[1]) if left else 0) == answers(client, f"{as_of}&undated=true") - events


@pytest.mark.parametrize("as_of", ["", "&as_of=2017-08-04"])
@pytest.mark.parametrize("query", ["actor=Ada+Brandt", "kind=consult", "undated=true", "from=2017-08-01", "top=3"])
def test_a_filtered_list_is_counted_against_the_list_without_the_filter(
    client: FlaskClient, query: str, as_of: str
) -> None:
    events, of, _ = headline(client, query + as_of)
    assert events == answers(client, query + as_of)
    assert of == answers(client, ("undated=true" if "undated" in query else "") + as_of)


@pytest.mark.parametrize(
    "query",
    [
        "from=2017-08-04&to=2017-08-05&zoom=1",
        "from=2017-08-01&to=2017-08-08&zoom=1",
        "kind=consult&from=2017-08-03&zoom=1",
    ],
)
def test_what_lies_beyond_the_strip_is_as_many_as_the_list_it_leads_to(client: FlaskClient, query: str) -> None:
    page = client.get(f"/?{query}").get_data(as_text=True)
    links = re.findall(r'<a href="([^"]*)">([\d,]+) (?:earlier|later)</a>', page)
    assert links
    for href, number in links:
        assert headline(client, unescape(href).partition("?")[2])[0] == int(number), href


@pytest.mark.parametrize("top", [1, 3, 100])
def test_a_filter_never_promises_more_than_the_weightiest_that_are_shown(client: FlaskClient, top: int) -> None:
    page = client.get(f"/?top={top}").get_data(as_text=True)
    offered = re.findall(r'name="(actor|kind)" value="([^"]*)"[^>]*>.*?<span class="n">([\d,]+)</span>', page)
    assert offered
    for name, value, number in offered:
        found = client.get("/timeline", query_string={name: value, "top": top, "count": "true"}).get_json()
        assert int(number) == found["count"], (name, value)
