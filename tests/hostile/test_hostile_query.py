"""HOSTILE.md, rows 30 to 36: queries that are wrong, twisted or asked while the store changes."""

from __future__ import annotations

import json
import string
import threading
from typing import Any
from urllib.parse import parse_qs, quote, urlsplit

import pytest

NDJSON = {"Content-Type": "application/x-ndjson"}
LISTS = ("/timeline", "/timeline.csv", "/timeline.ndjson")


def refused(server: Any, path: str) -> dict[str, Any]:
    """The query is wrong with 400, as a problem that names the field."""
    reply = server.get(path)
    assert reply.status_code == 400, (path[:200], reply.status_code, reply.text[:300])
    assert reply.headers["Content-Type"] == "application/problem+json"
    shape: dict[str, Any] = reply.json()
    assert shape["errors"]
    assert all(error["field"] and error["code"] and error["message"] for error in shape["errors"])
    return shape


class TestRow30:
    """Cursors."""

    def cursor(self, server: Any, path: str = "/timeline?limit=1&") -> str:
        following = server.get(path).json()["next"]
        assert following
        return parse_qs(urlsplit(following).query)["cursor"][0]

    def test_row_30_changed_by_a_byte(self, server: Any) -> None:
        good = self.cursor(server)
        assert server.get(f"/timeline?limit=1&cursor={quote(good)}").status_code == 200
        for at in range(len(good)):
            other = "A" if good[at] != "A" else "B"
            refused(server, f"/timeline?limit=1&cursor={quote(good[:at] + other + good[at + 1 :])}")
        refused(server, f"/timeline?limit=1&cursor={quote(good[:-1])}")
        refused(server, f"/timeline?limit=1&cursor={quote(good)}A")

    @pytest.mark.parametrize("path", ["/timeline", "/articles", "/actors"])
    @pytest.mark.parametrize(
        "cursor", [str(2**63), "9" * 3000, "", "0", "-1", "..", "%00", "%ff", "a" * 1999, "é", "{}", "null", "==="]
    )
    def test_row_30_rubbish(self, server: Any, path: str, cursor: str) -> None:
        refused(server, f"{path}?cursor={cursor if '%' in cursor else quote(cursor)}")

    @pytest.mark.parametrize(
        "other", ["q=Manila", "order=desc", "from=2017-08-01", "collection=row-30", "undated=true"]
    )
    def test_row_30_of_another_query(self, server: Any, other: str) -> None:
        line = {"text": "They met on Sunday.", "published": "2017-08-07", "id": "row-30"}
        server.post("/articles?collection=row-30", json=line)
        refused(server, f"/timeline?limit=1&{other}&cursor={quote(self.cursor(server))}")

    def test_row_30_of_another_list(self, server: Any) -> None:
        refused(server, f"/articles?cursor={quote(self.cursor(server))}")
        articles = self.cursor(server, "/articles?limit=1&")
        refused(server, f"/timeline?cursor={quote(articles)}")
        refused(server, f"/actors?cursor={quote(articles)}")


@pytest.mark.parametrize("path", ["/timeline", "/timeline.ndjson", "/articles", "/actors"])
@pytest.mark.parametrize(
    "limit",
    ["0", "-1", "1000000000", "abc", "1_0", "١٠", "1001", "1.0", "1e2", " 5", "+5", "", "0x10", "٣", "²", "9" * 5000],
)
def test_row_31_limits(server: Any, path: str, limit: str) -> None:
    assert refused(server, f"{path}?limit={quote(limit)}")["errors"][0]["field"] == "limit"


@pytest.mark.parametrize(
    ("query", "near"),
    [("limt=5", "limit"), ("fron=2017-08-01", "from"), ("colection=x", "collection"), ("Actor=x", "actor"),
     ("evidense=1", "evidence"), ("actors=x", "actor")],
)  # fmt: skip
def test_row_32_an_unknown_parameter_is_told_with_the_nearest(server: Any, query: str, near: str) -> None:
    (error,) = refused(server, f"/timeline?{query}")["errors"]
    assert error["field"] == query.split("=")[0]
    assert f"did you mean {near}?" in error["message"]


@pytest.mark.parametrize(
    "path",
    ["/timeline?limit=1&limit=2", "/timeline?from=2017-08-01&from=2017-08-02", "/timeline.csv?q=a&q=a",
     "/timeline/days?top=1&top=2", "/articles?limit=1&limit=1", "/actors?collection=a&collection=b",
     "/events/x?evidence=1&evidence=2", "/timeline?format=csv&format=json"],
)  # fmt: skip
def test_row_32_a_parameter_twice(server: Any, path: str) -> None:
    assert refused(server, path)["errors"][0]["code"] == "repeated"


@pytest.mark.parametrize("path", ["/articles/x", "/collections", "/healthz", "/readyz"])
def test_row_32_unknown_parameters_where_none_are_known(server: Any, path: str) -> None:
    refused(server, f"{path}?x=1")


@pytest.mark.parametrize("name", ["from", "to", "as_of", "changed_since"])
@pytest.mark.parametrize(
    "value",
    ["2017-02-30", "0000-01-01", "2017-13-01", "yesterdayish", "%00", "%ff", "2017-08-06%00", "99999-01-01",
     "%ED%A0%80", "2017-08-06T25:00:00Z", "the+second", "", "+", "x" * 400, "9" * 400, "2017-W54", "1e9"],
)  # fmt: skip
def test_row_33_bad_dates(server: Any, name: str, value: str) -> None:
    assert refused(server, f"/timeline?{name}={value}")["errors"][0]["field"] == name


@pytest.mark.parametrize("name", ["q", "about", "actor", "place", "publisher", "collection", "article", "tz", "fields"])
@pytest.mark.parametrize("value", ["%00", "a%00b", "%ff", "%C3%28", "%ED%A0%80"])
def test_row_33_what_is_no_text(server: Any, name: str, value: str) -> None:
    assert refused(server, f"/timeline?{name}={value}")["errors"][0]["field"] == name


@pytest.mark.parametrize(
    "path", ["/events/%00", "/events/%ff", "/articles/%00", "/articles/%ff/expressions", "/%00", "/%ff"]
)
def test_row_33_paths_that_are_no_text(server: Any, path: str) -> None:
    assert server.get(path).status_code in (400, 404)


def test_row_34_from_after_to(server: Any) -> None:
    refused(server, "/timeline?from=2017-08-02&to=2017-08-01")
    refused(server, "/timeline/days?from=2017-08-02&to=2017-08-01")


def test_row_35_articles_taken_in_while_a_client_pages(server: Any) -> None:
    def lines(numbers: range) -> bytes:
        days = ((number, f"2017-{number % 12 + 1:02d}-{number % 28 + 1:02d}") for number in numbers)
        rows = (
            {"id": f"row-35-{n}", "published": day, "text": f"Norland opened its {word(n)} embassy in Sudria on {day}."}
            for n, day in days
        )
        return "\n".join(json.dumps(row) for row in rows).encode()

    def word(number: int) -> str:
        return "".join(string.ascii_lowercase[int(digit)] for digit in f"{number:04d}") + "burg"

    def take(numbers: range) -> None:
        reply = server.post("/articles?collection=row-35", data=lines(numbers), headers=NDJSON)
        assert {json.loads(line)["outcome"] for line in reply.text.splitlines()} == {"added"}

    take(range(60))
    first = {event["id"] for event in server.get("/timeline?collection=row-35&limit=1000").json()["events"]}
    assert len(first) > 10
    writer = threading.Thread(target=lambda: [take(range(at, at + 20)) for at in range(100, 200, 20)])
    writer.start()
    seen: list[str] = []
    url = "/timeline?collection=row-35&limit=3&evidence=none"
    while url:
        page = server.get(url).json()
        seen += [event["id"] for event in page["events"]]
        url = page["next"]
    writer.join()
    assert len(seen) == len(set(seen))
    last = {event["id"] for event in server.get("/timeline?collection=row-35&limit=1000").json()["events"]}
    assert first & last <= set(seen)


@pytest.mark.parametrize(
    "words",
    ['"', "'", '"""', "*", "NEAR(", "a OR b", "NOT", "%", "_", "%_%", "\\", "');--", "(", ")", "-", "^", "{", "AND AND",
     "a NEAR b", "col:x", "\u202e", "😀", "é" * 200, "' OR '1'='1", "q*", ";", "[a", "a" * 500],
)  # fmt: skip
@pytest.mark.parametrize("name", ["q", "about", "actor", "place", "publisher"])
def test_row_36_words_are_found_literally(server: Any, name: str, words: str) -> None:
    reply = server.get("/timeline", params={name: words})
    assert reply.status_code == 200, reply.text[:300]
    for event in reply.json()["events"]:
        if name == "q":
            assert words.casefold() in json.dumps(event, ensure_ascii=False).casefold()


def test_row_36_percent_is_no_wildcard(server: Any) -> None:
    assert server.get("/timeline?q=Man%25la").json()["events"] == []
    assert server.get("/timeline?q=Man_la").json()["events"] == []
    assert server.get("/timeline?q=Manila").json()["events"] != []


def test_row_36_100_kb_of_words(server: Any) -> None:
    assert server.get("/timeline", params={"q": "x" * 100_000}).status_code in (400, 414)
    refused(server, "/timeline?q=" + "x" * 5000)
