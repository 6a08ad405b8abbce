"""HOSTILE.md, rows 37 to 46: dates that do not exist, endless texts, hostile pages, markup and formulas in articles."""

from __future__ import annotations

import csv
import io
import json
import time
from typing import Any

import pytest
from icalendar import Calendar
from lxml import etree, html

DAY = "2017-08-07"


def read(server: Any, text: str, published: str = DAY, path: str = "/read", **more: object) -> Any:
    return server.post(path, json={"text": text, "published": published, **more}, timeout=120)


def cuts(text: str, reply: Any) -> list[dict[str, Any]]:
    """The expressions of a reply, each of which cuts its own text out of the article's."""
    assert reply.status_code == 200, reply.text[:500]
    found: list[dict[str, Any]] = reply.json()["expressions"]
    for expression in found:
        assert text[expression["start"] : expression["end"]] == expression["text"]
    return found


@pytest.mark.parametrize(
    "words",
    ["February 30, 2017", "30 February 2017", "2017-02-30", "the year 0", "January 1, 0000", "0000-00-00", "24:61",
     "25:00 on Sunday", "31 June", "2017-13-45", "99 May 2017", "February 29, 2017", "12/32/2017", "the 32nd of May",
     "week 54 of 2017", "in 99999999999999999999 days", "10^9 years ago", "999999999 weeks ago", "0 days ago",
     "the year 99999", "noon at 24:00 on 31 December 9999"],
)  # fmt: skip
def test_row_37_dates_that_do_not_exist(server: Any, words: str) -> None:
    for text in (f"They met on {words}.", f"The talks of {words} were long.", words):
        for path in ("/read", "/extract"):
            reply = read(server, text, path=path)
            assert reply.status_code == 200, reply.text[:300]
        for expression in cuts(text, read(server, text)):
            if expression["earliest"] and expression["latest"]:
                assert expression["earliest"] <= expression["latest"]


@pytest.mark.parametrize(
    "published",
    ["9999-12-31T23:59:59-14:00", "0001-01-01T00:00:00+14:00", "0001-01-01", "9999-12-31", "2016-12-31T23:59:60Z",
     "0001-01-01T00:00:00Z", "9999-12-31T23:59:59+14:00"],
)  # fmt: skip
def test_row_38_published_at_the_edge_of_the_calendar(server: Any, published: str) -> None:
    text = "They met on Sunday, will meet next year and in May, met last week, a decade ago and by tomorrow."
    for path in ("/read", "/extract"):
        assert read(server, text, published, path).status_code in (200, 422)
    article = {"text": text, "published": published, "id": "row-38-" + str(abs(hash(published)))}
    taken = server.post("/articles?collection=row-38", json=article)
    assert taken.status_code in (200, 201, 422), taken.text[:300]
    if taken.status_code != 422:
        for suffix in ("", ".csv", ".ics", ".atom", ".html", ".ndjson"):
            for more in ("", "&tz=Pacific/Kiritimati", "&tz=Pacific/Pago_Pago", "&order=desc"):
                assert server.get(f"/timeline{suffix}?collection=row-38{more}").status_code == 200


ENDLESS = {
    "one and blank": lambda size: "1 " * (size // 2),
    "digits": lambda size: "7" * size,
    "months": lambda size: ("May March second " * (size // 17 + 1))[:size],
    "dots": lambda size: "a." * (size // 2),
    "one sentence": lambda size: ("and they met again with the others " * (size // 36 + 1))[:size],
    "newlines": lambda size: "\n" * (size - 1) + "x",
    "no spaces": lambda size: "x" * size,
    "weekdays": lambda size: ("Sunday, Monday and Tuesday or " * (size // 30 + 1))[:size],
    "quotes": lambda size: ('"' * size)[:-1] + "x",
    "capitals": lambda size: ("Ivan Petrovich " * (size // 15 + 1))[:size],
}


@pytest.mark.parametrize("name", sorted(ENDLESS))
def test_row_39_and_40_time_grows_in_proportion_to_length(roomy: Any, name: str) -> None:
    def cost(size: int) -> float:
        began = time.monotonic()
        reply = read(roomy, ENDLESS[name](size), path="/extract")
        assert reply.status_code == 200, reply.text[:300]
        return time.monotonic() - began

    cost(10_000)
    short, long = min(cost(60_000) for _ in range(2)), cost(480_000)
    assert long < 8 * 3 * short + 1.0, (short, long)


@pytest.mark.parametrize("name", sorted(ENDLESS))
def test_row_39_and_40_a_megabyte_is_taken_in(roomy: Any, name: str) -> None:
    article = {"text": ENDLESS[name](1_000_000), "published": DAY, "id": "row-39-" + name.replace(" ", "-")}
    reply = roomy.post("/articles?collection=row-39", json=article, timeout=120)
    assert reply.status_code in (201, 422), reply.text[:300]
    assert roomy.get("/timeline?collection=row-39" if reply.status_code == 201 else "/timeline").status_code == 200


META = '<meta property="article:published_time" content="2017-08-07T09:00:00Z">'
HEAD = f"<html><head><title>t</title>{META}</head><body>"
BOMB = '<!DOCTYPE html [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;&a;&a;">]>'
STORY = "<p>" + "They met on Sunday in Manila and spoke for an hour about the sanctions. " * 8 + "</p>"
PAGES = {
    "open divs": HEAD + "<div>" * 100_000 + STORY,
    "links": HEAD + STORY + '<a href="/x">Two hours ago: another story</a>' * 100_000,
    "a huge table": HEAD + STORY + "<table>" + "<tr>" + "<td>1 May</td>" * 10 + "</tr>" * 10_000 + "</table>",
    "entities": BOMB + HEAD + STORY + "&b;" * 50_000,
    "unclosed": HEAD + STORY + "<b><i><u><span>" * 20_000,
    "attributes": HEAD + STORY + "<p " + 'a="b" ' * 100_000 + ">x</p>",
    "comments": HEAD + STORY + "<!-- " * 50_000,
    "scripts": HEAD + STORY + "<script>while(1){}</script>" * 20_000,
}


@pytest.mark.parametrize("name", sorted(PAGES))
def test_row_41_hostile_pages(roomy: Any, name: str) -> None:
    began = time.monotonic()
    reply = roomy.post("/read", json={"html": PAGES[name]}, timeout=60)
    spent = time.monotonic() - began
    assert reply.status_code in (200, 422), reply.text[:300]
    assert spent < 10, "a healthy run takes under one second"


@pytest.mark.parametrize("charset", ["windows-1251", "iso-8859-1", "utf-16", "shift_jis", "nonsense"])
def test_row_41_other_charsets_are_no_matter_in_json(roomy: Any, charset: str) -> None:
    page = HEAD.replace("<head>", f'<head><meta charset="{charset}">') + STORY.replace("They", "Müller und Лавров")
    reply = roomy.post("/read", json={"html": page})
    assert reply.status_code == 200
    assert [e["text"] for e in reply.json()["expressions"]][:1] == ["Sunday"]


@pytest.mark.parametrize(
    "text",
    ["\u202eThey met on Sunday\u202c and left on Monday.", "😀😀 They met on Sunday 👩‍👩‍👧 and on Monday.",
     "Ca\u0301rlos met Ze\u0301 on Sunday.", "İstanbul İİİİ: they met on Sunday in İzmir.", "ﬁrst ﬃ on Sunday",
     "STRAẞE straße met on Sunday", "\ufeffThey met on Sunday.", "They met on\u00a0Sunday.", "a\u200bb on Sunday",
     "𝔗𝔥𝔢𝔶 met on Sunday", "ΌΣΟΣ ΣΑΣ on Sunday", "שלום on Sunday مرحبا on Monday", "Ŀ ŉ ǰ ΐ on Sunday\r\nand Monday"],
)  # fmt: skip
def test_row_42_every_offset_cuts_the_right_text(server: Any, text: str) -> None:
    found = cuts(text, read(server, text, title=text))
    assert "Sunday" in [expression["text"] for expression in found]
    for mention in read(server, text, path="/extract").json()["mentions"]:
        trigger = mention["trigger"]
        assert text[mention["start"] : mention["end"]] == mention["text"]
        assert trigger is None or text[trigger["start"] : trigger["end"]] == trigger["text"]
    key = "row-42-" + str(abs(hash(text)))
    server.request("PUT", f"/articles/{key}?collection=row-42", json={"text": text, "published": DAY})
    assert server.get(f"/articles/{key}").json()["text"] == text
    cuts(text, server.get(f"/articles/{key}/expressions"))
    root = etree.fromstring(server.get(f"/articles/{key}/expressions?format=timeml").content)
    assert "".join(root.find("TEXT").itertext()) == text


@pytest.mark.parametrize(
    "page", ["<p>They met. Nobody said when.</p>", "<html><body><h1>Talks</h1><p>They met.</p></body></html>"]
)
def test_row_43_a_page_without_any_date(server: Any, page: str) -> None:
    for path in ("/articles", "/read", "/extract"):
        reply = server.post(path, json={"html": page + "<p>And more words about the talks.</p>" * 5})
        assert reply.status_code == 422
        (error,) = reply.json()["errors"]
        assert error["field"] == "published"
        assert "looked" in error["message"]


EVIL = '<script>alert(1)</script>"><img onerror=alert(1) src=x> javascript:alert(1)'


@pytest.fixture(scope="module")
def evil(server: Any) -> Any:
    """The server with an article that tries everything at once, in a collection of its own."""
    article = {
        "id": "row-44", "title": f"=cmd|' /C calc'!A0 {EVIL} Lavrov meets Tillerson\r\nX-Evil: 1", "published": DAY,
        "publisher": f"@SUM(1) {EVIL}",
        "text": f"Sergei Lavrov met Rex Tillerson in Manila on Sunday {EVIL}. +1 Russia expelled diplomats on Friday.",
    }  # fmt: skip
    reply = server.request("PUT", "/articles/row-44?collection=row-44", json=article)
    assert reply.status_code in (200, 201), reply.text
    return server


def test_row_44_a_javascript_url_is_refused(server: Any) -> None:
    reply = server.post("/articles", json={"text": "x", "published": DAY, "url": "javascript:alert(1)"})
    assert reply.status_code == 422
    assert reply.json()["errors"][0]["field"] == "url"


@pytest.mark.parametrize(
    "path", ["/timeline.html?collection=row-44&evidence=all", "/?collection=row-44", "/embed?collection=row-44"]
)
def test_row_44_markup_is_text_on_pages(evil: Any, path: str) -> None:
    reply = evil.get(path, headers={"Accept": "text/html"})
    if reply.status_code == 404:
        pytest.skip("this page is not there yet")
    assert reply.status_code == 200
    page = html.fromstring(reply.text)
    assert not page.xpath("//*[@onerror]")
    assert not page.xpath("//*[starts-with(@href, 'javascript:') or starts-with(@src, 'javascript:')]")
    assert not [s for s in page.xpath("//script") if "alert(1)" in (s.text or "")]
    policy = reply.headers["Content-Security-Policy"]
    assert "unsafe-inline" not in policy.partition("script-src")[2].partition(";")[0]


def test_row_44_markup_is_text_in_feeds_and_timelinejs(evil: Any) -> None:
    feed = etree.fromstring(evil.get("/timeline.atom?collection=row-44").content)
    assert not feed.xpath("//*[local-name()='script' or local-name()='img']")
    slides = evil.get("/timeline?collection=row-44&format=timelinejs").json()["events"]
    assert slides
    assert not any("<script" in s["text"]["headline"] + s["text"]["text"].replace("<p>", "") for s in slides)


def test_row_45_no_cell_is_a_formula(evil: Any) -> None:
    rows = list(csv.reader(io.StringIO(evil.get("/timeline.csv?collection=row-44").text, newline="")))
    assert len(rows) > 1
    assert not [cell for row in rows for cell in row if cell[:1] in {"=", "+", "-", "@", "\t", "\r"}]


def test_row_46_line_ends_in_a_title_break_nothing(evil: Any) -> None:
    reply = evil.get("/timeline.ics?collection=row-44")
    calendar = Calendar.from_ical(reply.content)
    assert calendar.walk("VEVENT")
    assert not [line for line in reply.text.split("\r\n") if line.startswith("X-Evil")]
    for suffix in ("", ".csv", ".atom", ".html", "/days"):
        reply = evil.get(f"/timeline{suffix}?collection=row-44")
        assert reply.status_code == 200
        assert "X-Evil" not in reply.headers
    lines = evil.get("/timeline.ndjson?collection=row-44").text.splitlines()
    assert all(json.loads(line)["id"] for line in lines)
