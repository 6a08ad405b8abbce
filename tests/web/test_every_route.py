"""Every route against a real server: what it answers, how it is told apart, what it says when something is wrong."""

from __future__ import annotations

import gzip
import json
import re
import threading
import time
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from typing import Any
from urllib.parse import parse_qs, urlsplit

import pytest
import yaml
from jsonschema import Draft202012Validator

from service.store import Store
from service.web.contract import OPERATIONS
from service.web.requestid import ACCEPTED

NDJSON = {"Content-Type": "application/x-ndjson"}
DAY = "2017-08-07"
CONTRACT = yaml.safe_load(open("openapi.yaml", "rb"))  # noqa: SIM115


def valid(reply: Any, schema: str) -> Any:
    """The reply's JSON, which fits its schema of the contract."""
    assert reply.status_code in (200, 201), reply.text[:500]
    value = reply.json()
    whole = {"$ref": f"#/components/schemas/{schema}", "components": CONTRACT["components"]}
    Draft202012Validator(whole).validate(value)
    return value


class TestTimeline:
    def test_events_are_in_order_and_of_the_contracts_shape(self, server: Any) -> None:
        page = valid(server.get("/timeline?evidence=all&limit=1000"), "Timeline")
        keys = [(e["date"]["earliest"] or "9999", e["date"]["latest"] or "9999", e["id"]) for e in page["events"]]
        assert len(keys) > 4
        assert [key[:2] for key in keys] == sorted(key[:2] for key in keys)
        for event in page["events"]:
            assert event["evidence"]
            for row in event["evidence"]:
                assert row["article"] in {"courier-1", "herald-1", "post-1"} or row["article"]

    def test_the_meeting_told_by_two_is_one_event(self, server: Any) -> None:
        page = server.get("/timeline", params={"about": "Tillerson", "kind": "consult", "to": "2017-08-06"}).json()
        meetings = [e for e in page["events"] if e["date"]["value"] == "2017-08-06"]
        assert [e["sources"]["publishers"] for e in meetings] == [2]

    def test_words_are_echoed_as_the_days_they_were_taken_to_mean(self, server: Any) -> None:
        page = server.get("/timeline", params={"from": "2017-W31", "to": "August 2017", "actor": "Lavrov"}).json()
        assert page["question"] == {"from": "2017-07-31", "to": "2017-08-31", "actor": ["Lavrov"]}

    def test_pages_hang_together_in_body_and_link(self, server: Any) -> None:
        whole = [e["id"] for e in server.get("/timeline?limit=1000").json()["events"]]
        seen, url = [], "/timeline?limit=2"
        while url:
            reply = server.get(url)
            page = reply.json()
            assert (f'<{page["next"]}>; rel="next"' == reply.headers.get("Link")) == bool(page["next"])
            seen += [e["id"] for e in page["events"]]
            url = page["next"]
        assert seen == whole

    def test_the_other_way_round(self, server: Any) -> None:
        forth, back = (server.get(f"/timeline?limit=1000&order={way}").json()["events"] for way in ("asc", "desc"))
        assert [e["id"] for e in forth] == [e["id"] for e in back][::-1]

    def test_count_is_said_only_when_asked(self, server: Any) -> None:
        page = server.get("/timeline?count=true&limit=1").json()
        assert page["count"] == len(server.get("/timeline?limit=1000").json()["events"])
        assert "count" not in server.get("/timeline?limit=1").json()

    @pytest.mark.parametrize(("asked", "most"), [("none", 0), ("0", 0), ("1", 1), ("", 3), ("all", 99)])
    def test_evidence(self, server: Any, asked: str, most: int) -> None:
        query = f"?evidence={asked}" if asked else ""
        for event in server.get(f"/timeline{query}").json()["events"]:
            told = sum(1 for _ in server.get(f"/events/{event['id']}").json()["evidence"])
            assert len(event["evidence"]) == min(most, told)

    def test_fields(self, server: Any) -> None:
        for path in ("/timeline?fields=id,date", "/timeline?fields=id,date&evidence=all"):
            assert {tuple(e) for e in server.get(path).json()["events"]} == {("id", "date")}
        lines = server.get("/timeline.ndjson?fields=id,title").text.splitlines()
        assert {tuple(json.loads(line)) for line in lines} == {("id", "title")}

    def test_tz_moves_moments_and_never_days(self, server: Any) -> None:
        plain, moved = (server.get(f"/timeline?tz={zone}").json()["events"] for zone in ("UTC", "Asia/Tokyo"))
        assert [e["date"] for e in plain] == [e["date"] for e in moved]
        assert all(e["updated"].endswith("+09:00") for e in moved)
        assert all(row["published"].endswith("+09:00") for e in moved for row in e["evidence"])
        assert all(e["updated"].endswith("Z") for e in plain)
        assert server.get("/timeline?tz=Mars/Olympus").status_code == 400

    def test_ndjson_streams_the_whole_timeline_unless_paged(self, server: Any) -> None:
        whole = server.get("/timeline?limit=1000").json()["events"]
        assert [json.loads(line) for line in server.get("/timeline.ndjson").text.splitlines()] == whole
        paged = server.get("/timeline.ndjson?limit=2")
        assert len(paged.text.splitlines()) == 2
        assert "rel=" in paged.headers["Link"]

    def test_a_suffix_stays_in_the_next_url(self, server: Any) -> None:
        link = re.match(r"<([^>]+)>", server.get("/timeline.csv?limit=1").headers["Link"])
        assert link
        assert link.group(1).startswith("/timeline.csv?limit=1&cursor=")
        assert server.get(link.group(1)).headers["Content-Type"] == "text/csv; charset=utf-8"

    def test_format_and_suffix_may_not_contradict(self, server: Any) -> None:
        assert server.get("/timeline?format=csv").text == server.get("/timeline.csv").text
        assert server.get("/timeline.csv?format=csv").status_code == 200
        assert server.get("/timeline.csv?format=json").status_code == 400
        assert server.get("/timeline?format=timeml").status_code == 400

    def test_days(self, server: Any) -> None:
        days = valid(server.get("/timeline/days"), "Days")["days"]
        assert [day["date"] for day in days] == sorted(day["date"] for day in days)
        assert "2017-08-06" in [day["date"] for day in days]
        assert len(server.get("/timeline/days?top=1").json()["days"]) == 1
        leads = {day["lead"]["id"] for day in days if day["lead"]}
        assert all(server.get(f"/events/{lead}").status_code == 200 for lead in leads)

    def test_as_of_lets_nothing_later_through(self, server: Any) -> None:
        early = server.get("/timeline?as_of=2017-08-07&evidence=all&limit=1000").json()["events"]
        assert early
        rows = [row for event in early for row in event["evidence"]]
        assert "courier-1" in {row["article"] for row in rows}
        assert all(datetime.fromisoformat(row["published"]) < datetime(2017, 8, 8, tzinfo=UTC) for row in rows)

    def test_changed_since(self, server: Any) -> None:
        latest = max(e["updated"] for e in server.get("/timeline?limit=1000").json()["events"])
        assert server.get("/timeline", params={"changed_since": latest}).json()["events"]
        assert server.get("/timeline?changed_since=2999-01-01").json()["events"] == []


class TestEvents:
    def test_one_event_with_all_its_evidence(self, server: Any) -> None:
        (first, *_) = server.get("/timeline").json()["events"]
        event = valid(server.get(f"/events/{first['id']}"), "Event")
        assert event["id"] == first["id"]
        assert "explanation" not in event
        told = server.get(f"/events/{first['id']}?explain=true&evidence=1")
        assert valid(told, "Event")["explanation"]["lead"]

    def test_an_unknown_event(self, server: Any) -> None:
        assert server.get("/events/nothing").status_code == 404

    def test_an_event_whose_article_was_replaced_is_found_or_gone(self, server: Any) -> None:
        article = {"id": "moves", "published": DAY, "text": "Norland expelled two envoys of Sudria on Sunday."}
        path = "/articles/moves?collection=moving"
        server.request("PUT", path, json=article)
        (before, *_) = server.get("/timeline?collection=moving").json()["events"]
        server.request("PUT", path, json={**article, "text": "Well. " + article["text"]})
        reply = server.get(f"/events/{before['id']}?evidence=1")
        assert reply.status_code in (200, 308, 404)
        if reply.status_code == 308:
            assert reply.headers["Location"].startswith("/events/")
            assert reply.headers["Location"].endswith("?evidence=1")
            assert server.get(reply.headers["Location"]).status_code == 200


class TestArticles:
    def test_taken_in_shown_listed_and_deleted(self, server: Any) -> None:
        article = {"id": "cycle", "published": "2017-08-07T10:00:00-04:00", "text": "They met on Sunday.\r\nİ",
                   "title": "Talks", "publisher": "The Post", "url": "https://post.example/x"}  # fmt: skip
        reply = server.post("/articles?collection=c1&collection=c2", json=article)
        assert valid(reply, "Outcome")["outcome"] == "added"
        assert reply.headers["Location"] == "/articles/cycle"
        shown = valid(server.get("/articles/cycle"), "ArticleText")
        assert shown["text"] == article["text"]
        assert shown["published"] == article["published"]
        assert shown["collections"] == ["c1", "c2"]
        (listed,) = valid(server.get("/articles?collection=c1"), "Articles")["articles"]
        assert listed == {k: v for k, v in shown.items() if k != "text"}
        assert server.request("DELETE", "/articles/cycle").status_code == 204
        assert server.get("/articles/cycle").status_code == 404
        assert server.request("DELETE", "/articles/cycle").status_code == 404
        assert server.get("/timeline?collection=c1").json()["events"] == []

    def test_what_is_answered_is_visible_to_the_next_read_of_every_worker(self, server: Any) -> None:
        for number in range(12):
            id = f"visible-{number}"
            server.post("/articles?collection=visible", json={"id": id, "published": DAY, "text": f"Note {number}."})
            reply = server.get("/articles?collection=visible&limit=1000", headers={"Connection": "close"})
            assert id in [row["id"] for row in reply.json()["articles"]]

    def test_pages_of_articles(self, server: Any) -> None:
        seen, url = [], "/articles?limit=1"
        while url:
            page = server.get(url).json()
            seen += [row["id"] for row in page["articles"]]
            url = page["next"]
        assert len(seen) == len(set(seen)) >= 3

    def test_the_same_article_joins_another_collection(self, server: Any) -> None:
        article = {"id": "joins", "published": DAY, "text": "They met on Sunday."}
        server.post("/articles?collection=j1", json=article)
        reply = server.post("/articles?collection=j2", json=article)
        assert (reply.status_code, reply.json()["outcome"]) == (200, "joined")
        assert server.get("/articles/joins").json()["collections"] == ["j1", "j2"]

    def test_the_id_in_the_path_rules(self, server: Any) -> None:
        body = {"id": "other", "published": DAY, "text": "They met."}
        assert server.request("PUT", "/articles/this", json=body).status_code == 422
        assert server.request("PUT", "/articles/no%20good", json={"published": DAY, "text": "x"}).status_code == 422

    def test_a_plain_date_means_noon_and_is_said(self, server: Any) -> None:
        reply = server.post("/articles?collection=noon", json={"id": "noon", "published": DAY, "text": "They met."})
        assert any("12:00" in note or "noon" in note for note in reply.json()["notes"])
        assert server.get("/articles/noon").json()["published"] == "2017-08-07T12:00:00Z"

    def test_expressions_as_json_and_timeml(self, server: Any) -> None:
        shape = valid(server.get("/articles/courier-1/expressions"), "Expressions")
        assert "Sunday" in [e["text"] for e in shape["expressions"]]
        timeml = server.get("/articles/courier-1/expressions?format=timeml")
        assert timeml.headers["Content-Type"] == "application/xml"
        assert b"<TIMEX3" in timeml.content
        assert server.get("/articles/courier-1/expressions?format=csv").status_code == 400
        assert server.get("/articles/nothing/expressions").status_code == 404


class TestBulk:
    def lines(self, *articles: object) -> bytes:
        return b"".join((a if isinstance(a, bytes) else json.dumps(a).encode()) + b"\n" for a in articles)

    def test_an_outcome_a_line(self, server: Any) -> None:
        good = {"id": "b1", "published": DAY, "text": "They met on Sunday."}
        body = self.lines(good, b"{", b"", {**good, "text": "Other."}, {"id": "b2", "text": "No date."}, good)
        reply = server.post("/articles?collection=bulk", data=body, headers=NDJSON)
        rows = [json.loads(line) for line in reply.text.splitlines()]
        assert [(row["line"], row["outcome"]) for row in rows] == [
            (1, "added"), (2, "refused"), (4, "conflict"), (5, "refused"), (6, "unchanged"),
        ]  # fmt: skip
        assert all(row["errors"] for row in rows if row["outcome"] in {"refused", "conflict"})
        assert rows[3]["errors"][0]["field"] == "published"

    def test_gzipped(self, server: Any) -> None:
        body = gzip.compress(self.lines({"id": "b3", "published": DAY, "text": "They met."}))
        reply = server.post("/articles?collection=bulk", data=body, headers={**NDJSON, "Content-Encoding": "gzip"})
        assert json.loads(reply.text)["outcome"] == "added"

    def test_nothing_at_all(self, server: Any) -> None:
        reply = server.post("/articles", data=b"", headers=NDJSON)
        assert (reply.status_code, reply.text) == (200, "")


class TestIdempotency:
    def test_one_article(self, server: Any) -> None:
        article = {"id": "idem-1", "published": DAY, "text": "They met."}
        key = {"Idempotency-Key": "k-1"}
        first, again = (server.post("/articles?collection=idem", json=article, headers=key) for _ in range(2))
        assert (first.status_code, again.status_code) == (201, 201)
        assert first.content == again.content
        assert again.headers["Location"] == first.headers["Location"]
        assert again.headers["Idempotency-Replayed"] == "true"
        other = server.post("/articles?collection=idem", json={**article, "id": "idem-2"}, headers=key)
        assert other.status_code == 409
        assert server.get("/articles/idem-2").status_code == 404

    def test_many_lines(self, server: Any) -> None:
        body = b'{"id":"idem-3","published":"2017-08-07","text":"They met."}\n{\n'
        head = {**NDJSON, "Idempotency-Key": "k-2"}
        first, again = (server.post("/articles?collection=idem", data=body, headers=head) for _ in range(2))
        assert first.content == again.content
        assert b'"added"' in again.content
        assert server.post("/articles?collection=idem", data=body + b"\n", headers=head).status_code == 409

    @pytest.mark.parametrize("key", ["", "a b", "x" * 256])
    def test_what_is_no_key(self, server: Any, key: str) -> None:
        article = {"id": "idem-4", "published": DAY, "text": "They met."}
        assert server.post("/articles", json=article, headers={"Idempotency-Key": key}).status_code == 400


class TestReading:
    def test_read(self, server: Any) -> None:
        body = {"text": "They met on Sunday and leave by September 1.", "published": "2017-08-07T10:00:00Z", "id": "x"}
        shape = valid(server.post("/read", json=body), "Expressions")
        assert [e["value"] for e in shape["expressions"]] == ["2017-08-06", "2017-09-01"]
        assert shape["id"] == "x"
        assert shape["published"] == "2017-08-07T10:00:00Z"

    def test_extract(self, server: Any) -> None:
        body = {"text": "Lavrov met Tillerson on Sunday.", "published": DAY, "title": "Talks on Sunday"}
        shape = valid(server.post("/extract", json=body), "Mentions")
        assert shape["mentions"]
        assert shape["id"] is None

    def test_the_order_of_figures(self, server: Any) -> None:
        values = []
        for order in ("MDY", "DMY"):
            body = {"text": "They met on 05/06/2017.", "published": DAY, "date_order": order}
            values.append([e["value"] for e in server.post("/read", json=body).json()["expressions"]])
        assert values == [["2017-05-06"], ["2017-06-05"]]

    def test_nothing_is_kept(self, server: Any) -> None:
        server.post("/extract", json={"text": "They met on Sunday.", "published": DAY, "id": "not-kept"})
        assert server.get("/articles/not-kept").status_code == 404


class TestLists:
    def test_actors_are_offered_by_the_beginning_of_a_word(self, server: Any) -> None:
        everyone = server.get("/actors?limit=1000").json()["actors"]
        typing = {"lav": "Lavrov", "LAVR": "Lavrov", "rex til": "Tillerson", "til re": "Tillerson"}
        for typed, expected in typing.items():
            shape = valid(server.get("/actors", params={"q": typed}), "Actors")
            assert shape["next"] is None
            assert shape["actors"]
            for row in shape["actors"]:
                assert expected in row["name"]
                assert row in everyone
        for nothing in ("avrov", "lav rex", "%", "*", "l_v", "\u202e"):
            assert server.get("/actors", params={"q": nothing}).json()["actors"] == []
        assert len(server.get("/actors?q=r&limit=1").json()["actors"]) == 1
        assert server.get("/actors?q=").status_code == 400
        assert server.get("/actors?q=lav&cursor=x").status_code == 400

    def test_actors(self, server: Any) -> None:
        shape = valid(server.get("/actors"), "Actors")
        assert any("Lavrov" in row["name"] for row in shape["actors"])
        counts = [row["events"] for row in shape["actors"]]
        assert counts == sorted(counts, reverse=True)
        for row in shape["actors"][:3]:
            events = server.get("/timeline", params={"actor": row["name"], "limit": 1000, "undated": "true"}).json()
            assert events["events"]

    def test_collections_and_their_deletion(self, server: Any) -> None:
        server.post("/articles?collection=gone", json={"id": "gone-1", "published": DAY, "text": "They met on Sunday."})
        server.post("/articles?collection=gone&collection=stays",
                    json={"id": "gone-2", "published": DAY, "text": "They met on Monday."})  # fmt: skip
        names = {row["name"]: row for row in valid(server.get("/collections"), "Collections")["collections"]}
        assert names["gone"]["articles"] == 2
        for query in ("", "?confirm=", "?confirm=stays"):
            assert server.request("DELETE", f"/collections/gone{query}").status_code == 400
        assert server.request("DELETE", "/collections/gone?confirm=gone").status_code == 204
        assert server.get("/articles/gone-1").status_code == 404
        assert server.get("/articles/gone-2").json()["collections"] == ["stays"]
        assert server.request("DELETE", "/collections/gone?confirm=gone").status_code == 404


class TestRunning:
    def test_health_and_readiness(self, server: Any) -> None:
        assert valid(server.get("/healthz"), "Health")["status"] == "ok"
        assert valid(server.get("/readyz"), "Ready") == {"status": "ready", "missing": []}

    def test_every_request_is_a_line_of_json_without_its_secrets(self, server: Any) -> None:
        server.get("/timeline?q=secretword", headers={"X-Request-ID": "log-1", "Authorization": "Bearer secretkey"})
        lines = [json.loads(line) for line in server.log.splitlines()]
        (line,) = [line for line in lines if line.get("id") == "log-1"]
        assert (line["method"], line["path"], line["status"]) == ("GET", "/timeline", 200)
        assert line["ms"] > 0
        assert "secret" not in server.log

    def test_metrics_of_all_workers_on_their_own_port(self, start_server: Any, port: int) -> None:
        import requests

        server = start_server(metrics_port=port, workers=2)
        for _ in range(10):
            server.get("/timeline", headers={"Connection": "close"})
        server.get("/nowhere")
        text = requests.get(f"http://127.0.0.1:{port}/metrics", timeout=5).text
        assert re.search(r'dateline_requests_total\{method="GET",route="/timeline",status="200"\} 10\.0', text)
        assert 'route="none",status="404"' in text
        assert "dateline_request_seconds_bucket" in text
        assert server.get("/metrics").status_code == 404
        server.stop()
        time.sleep(0.5)
        with pytest.raises(requests.ConnectionError):
            requests.get(f"http://127.0.0.1:{port}/metrics", timeout=1)


class TestCaching:
    def test_gzip_says_the_same_and_varies(self, server: Any) -> None:
        plain = server.get("/timeline?limit=1000", headers={"Accept-Encoding": "identity"})
        packed = server.get("/timeline?limit=1000", headers={"Accept-Encoding": "gzip"})
        none = server.get("/timeline?limit=1000", headers={"Accept-Encoding": "gzip;q=0"})
        assert packed.headers["Content-Encoding"] == "gzip"
        assert int(packed.headers["Content-Length"]) < len(plain.content)
        assert packed.content == plain.content == none.content
        assert "Content-Encoding" not in none.headers
        assert "Accept-Encoding" in plain.headers["Vary"]
        assert "Content-Encoding" not in server.get("/healthz", headers={"Accept-Encoding": "gzip"}).headers

    def test_last_modified_is_the_collections_last_change(self, server: Any) -> None:
        changed = {row["name"]: row["changed"] for row in server.get("/collections").json()["collections"]}["default"]
        modified = parsedate_to_datetime(server.get("/timeline").headers["Last-Modified"])
        assert modified.isoformat()[:19] == changed[:19]

    def test_cache_control_is_what_the_settings_say(self, start_server: Any) -> None:
        server = start_server(cache_control="public, max-age=60", workers=1)
        assert server.get("/timeline").headers["Cache-Control"] == "public, max-age=60"
        assert server.get("/nowhere").headers["Cache-Control"] == "no-store"
        assert server.get("/healthz").headers["Cache-Control"] == "no-store"

    def test_threads_that_ask_the_same_get_the_same(self, server: Any) -> None:
        bodies: list[bytes] = []
        threads = [threading.Thread(target=lambda: bodies.append(server.get("/timeline").content)) for _ in range(12)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        assert len(bodies) == 12
        assert len(set(bodies)) == 1


class TestCors:
    def test_any_page_may_read(self, server: Any) -> None:
        reply = server.get("/timeline", headers={"Origin": "https://news.example"})
        assert reply.headers["Access-Control-Allow-Origin"] == "*"
        assert "ETag" in reply.headers["Access-Control-Expose-Headers"]

    @pytest.mark.parametrize(("path", "method", "allowed"), [
        ("/timeline", "GET", True), ("/read", "POST", True), ("/articles", "POST", False),
        ("/articles/x", "PUT", False),
        ("/articles/x", "DELETE", False), ("/articles/x", "GET", True),
    ])  # fmt: skip
    def test_asking_beforehand(self, server: Any, path: str, method: str, allowed: bool) -> None:
        head = {"Origin": "https://news.example", "Access-Control-Request-Method": method}
        reply = server.request("OPTIONS", path, headers=head)
        assert (reply.status_code, reply.content) == (204, b"")
        assert method in reply.headers["Allow"]
        assert ("Access-Control-Allow-Origin" in reply.headers) == allowed
        assert not allowed or method in reply.headers["Access-Control-Allow-Methods"]

    def test_only_named_origins_where_they_are_named(self, start_server: Any) -> None:
        server = start_server(cors_origins="https://news.example", workers=1)
        good = server.get("/timeline", headers={"Origin": "https://news.example"})
        bad = server.get("/timeline", headers={"Origin": "https://evil.example"})
        assert good.headers["Access-Control-Allow-Origin"] == "https://news.example"
        assert "Access-Control-Allow-Origin" not in bad.headers
        assert "Origin" in good.headers["Vary"]


@pytest.mark.parametrize("operation", OPERATIONS, ids=lambda operation: operation.id)
def test_errors_have_one_shape_on_every_route(server: Any, operation: Any) -> None:
    path = operation.path.replace("{id}", "courier-1").replace("{name}", "default")
    replies = [server.request("BREW", path), server.request(operation.method.upper(), f"{path}?unknwon=1", json={})]
    for reply in replies:
        assert reply.status_code in (400, 405)
        assert reply.headers["Content-Type"] == "application/problem+json"
        shape = reply.json()
        assert list(shape) == ["type", "title", "status", "detail", "instance", "request_id", "errors"]
        assert shape["status"] == reply.status_code
        assert shape["instance"] == path
        assert server.get(shape["type"]).status_code == 200
        assert ACCEPTED.fullmatch(reply.headers["X-Request-ID"])
        for name in ("X-Content-Type-Options", "Referrer-Policy", "Content-Security-Policy"):
            assert name in reply.headers


def test_links_are_absolute_where_a_public_url_is_known(start_server: Any, articles: Any) -> None:
    server = start_server(public_url="https://timeline.example/base", workers=1)
    with Store.open(f"sqlite:///{server.folder / 'test.db'}") as store:
        key = store.create_key("desk", "write")
    for article in articles:
        server.post("/articles", json=article, headers={"Authorization": f"Bearer {key}"})
    page = server.get("/timeline?limit=1").json()
    assert page["next"].startswith("https://timeline.example/base/timeline?limit=1&cursor=")
    assert parse_qs(urlsplit(page["next"]).query)["limit"] == ["1"]


def test_quotations_are_bounded_where_the_settings_say(start_server: Any, articles: Any) -> None:
    server = start_server(evidence_chars=20, workers=1)
    for article in articles:
        server.post("/articles", json=article)
    for query in ("", "?evidence=all"):
        for event in server.get(f"/timeline{query}").json()["events"]:
            assert len(event["summary"]) <= 20
            assert all(len(row["text"]) <= 20 for row in event["evidence"])
