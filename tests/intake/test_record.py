"""A record becomes an article, or is refused with every fault at once."""

from __future__ import annotations

import subprocess
import sys
from datetime import UTC, datetime, timedelta, timezone
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from service.errors import BadArticle
from service.intake import IntakeSettings, PublisherDates, article_id, from_mapping

GOOD = {"text": "They met on Sunday.", "published": "2017-08-07T12:00:00-04:00"}


def faults_of(record: object) -> set[tuple[str, str]]:
    with pytest.raises(BadArticle) as caught:
        from_mapping(record)
    assert all(fault.message for fault in caught.value.faults)
    return {(fault.field, fault.code) for fault in caught.value.faults}


def test_every_field_arrives() -> None:
    taken = from_mapping(
        GOOD
        | {
            "id": "a-1",
            "title": " Talks\nend ",
            "publisher": "Northern Wire",
            "url": "https://wire.example/1",
            "language": "de-AT",
        }
    )
    article = taken.article
    assert (article.id, article.title, article.publisher) == ("a-1", "Talks\nend", "Northern Wire")
    assert (article.url, article.language, article.text) == ("https://wire.example/1", "de", "They met on Sunday.")
    assert article.published == datetime(2017, 8, 7, 16, tzinfo=UTC)
    assert article.published.utcoffset() == timedelta(hours=-4)
    assert taken.notes == ()


def test_null_and_blank_optional_fields_are_absent() -> None:
    article = from_mapping(GOOD | {"id": None, "title": "  ", "publisher": None, "url": None, "html": None}).article
    assert (article.title, article.publisher, article.url) == (None, None, None)


@pytest.mark.parametrize("text", ["  They met.\r\n\r\nOn Sunday. \n", "\u200fשלום 🤝 é İ", "x"])
def test_the_text_is_kept_to_the_character(text: str) -> None:
    assert from_mapping(GOOD | {"text": text}).article.text == text


FAULTS = [
    ([], {("", "type")}),
    (None, {("", "type")}),
    ("text", {("", "type")}),
    ({}, {("text", "missing")}),
    ({"published": "2017-08-07"}, {("text", "missing")}),
    (GOOD | {"text": ""}, {("text", "empty")}),
    (GOOD | {"text": " \n "}, {("text", "empty")}),
    (GOOD | {"html": "<p>x</p>"}, {("html", "conflict")}),
    (GOOD | {"text": 7}, {("text", "type")}),
    (GOOD | {"title": ["x"]}, {("title", "type")}),
    (GOOD | {"published": 1502100000}, {("published", "type")}),
    (GOOD | {"published": True}, {("published", "type")}),
    (GOOD | {"published": ""}, {("published", "empty")}),
    (GOOD | {"published": "yesterday"}, {("published", "date")}),
    (GOOD | {"published": "9999-12-31T23:00:00-14:00"}, {("published", "date")}),
    (GOOD | {"id": "a/b"}, {("id", "format")}),
    (GOOD | {"id": ""}, {("id", "format")}),
    (GOOD | {"id": "a" * 201}, {("id", "format")}),
    (GOOD | {"id": "é"}, {("id", "format")}),
    (GOOD | {"url": "javascript:alert(1)"}, {("url", "format")}),
    (GOOD | {"url": "//x.example/a"}, {("url", "format")}),
    (GOOD | {"url": "https://"}, {("url", "format")}),
    (GOOD | {"url": "https://x.example/\r\nSet-Cookie: a"}, {("url", "format")}),
    (GOOD | {"url": "https://[::1"}, {("url", "format")}),
    (GOOD | {"language": "english!"}, {("language", "format")}),
    (GOOD | {"title": "x" * 2001}, {("title", "length")}),
    (GOOD | {"text": "a\0b"}, {("text", "nul")}),
    (GOOD | {"title": "\ud800"}, {("title", "surrogate")}),
    (GOOD | {"weight": 2**63}, {("weight", "number"), ("weight", "unknown")}),
    (GOOD | {"__proto__": {}}, {("__proto__", "unknown")}),
    (
        {"id": "?", "text": "", "title": 1, "published": "soon", "url": "x", "Published": "2017"},
        {
            ("id", "format"),
            ("text", "empty"),
            ("title", "type"),
            ("published", "date"),
            ("url", "format"),
            ("Published", "unknown"),
        },
    ),
    ({"text": "They met.", "id": "?"}, {("id", "format"), ("published", "missing")}),
]


@pytest.mark.parametrize(("record", "expected"), FAULTS)
def test_every_fault_is_told_at_once(record: object, expected: set[tuple[str, str]]) -> None:
    assert faults_of(record) == expected


def test_an_unknown_field_is_named_with_the_known_ones() -> None:
    with pytest.raises(BadArticle, match="unknown field 'pubished'; known are id, published"):
        from_mapping(GOOD | {"pubished": "2017"})


def test_a_missing_date_says_where_it_was_looked_for() -> None:
    with pytest.raises(BadArticle, match='looked in the field "published" and for a dateline') as caught:
        from_mapping({"text": "They met on 6 August 2017, a Sunday, in Manila."})
    assert [(fault.field, fault.code) for fault in caught.value.faults] == [("published", "missing")]


def test_a_dateline_gives_the_date_and_says_so() -> None:
    taken = from_mapping({"text": "Talks end\n\nAnna Reed\nSunday 06 August 2017 20:50 BST\n\nThey met today."})
    assert taken.article.published == datetime(2017, 8, 6, 20, 50, tzinfo=timezone(timedelta(hours=1)))
    assert taken.notes[0] == "publication date from the dateline in the text"


def test_the_field_comes_before_dateline_and_fallback() -> None:
    text = "Talks end\n\n6 August 2017\n\nThey met."
    given_date = {"text": text, "published": "2017-08-08T00:00:00Z"}
    assert from_mapping(given_date, published="2017-08-09").article.published.day == 8
    assert from_mapping({"text": text}, published="2017-08-09").article.published.day == 6
    assert from_mapping({"text": "They met."}, published="2017-08-09").article.published.day == 9


def test_a_plain_date_is_noon_in_the_zone_of_the_service_and_said() -> None:
    settings = IntakeSettings(zone=ZoneInfo("Asia/Kolkata"))
    taken = from_mapping(GOOD | {"published": "2017-08-07"}, settings)
    assert taken.article.published.isoformat() == "2017-08-07T12:00:00+05:30"
    assert "12:00 for want of a time" in taken.notes[0]
    assert "+05:30" in taken.notes[0]


def test_a_publisher_has_its_own_zone_and_order() -> None:
    settings = IntakeSettings(publishers={"Harbour": PublisherDates(ZoneInfo("Europe/London"), "DMY")})
    record = GOOD | {"published": "07/08/2017 09:00", "publisher": "Harbour"}
    assert from_mapping(record, settings).article.published.isoformat() == "2017-08-07T09:00:00+01:00"
    with pytest.raises(BadArticle, match="which is the day"):
        from_mapping(record | {"publisher": "Other"}, settings)


def test_too_long_a_text_is_refused() -> None:
    with pytest.raises(BadArticle, match="longer than 10 characters"):
        from_mapping(GOOD, IntakeSettings(max_text=10))


def test_the_id_is_a_digest_of_the_url_else_of_text_and_moment() -> None:
    by_url = from_mapping(GOOD | {"url": "https://x.example/1"}).article.id
    assert by_url == from_mapping(GOOD | {"url": "https://x.example/1", "text": "Other."}).article.id
    assert by_url != from_mapping(GOOD | {"url": "https://x.example/2"}).article.id
    by_text = from_mapping(GOOD).article.id
    assert by_text == from_mapping(GOOD | {"published": "2017-08-07T16:00:00Z", "title": "T"}).article.id
    assert by_text != from_mapping(GOOD | {"published": "2017-08-07T17:00:00Z"}).article.id
    assert len(article_id(None, "x", "y")) == 32


names = st.sampled_from(["id", "text", "title", "url", "published", "language", "x"])


@settings(deadline=None)
@given(st.dictionaries(names, st.text() | st.none() | st.integers()))
def test_any_record_is_an_article_or_is_refused_with_reasons(record: dict[str, object]) -> None:
    try:
        article = from_mapping(record, published="2017-08-07").article
        good = article.text == record["text"] and article.published.utcoffset() is not None
    except BadArticle as error:
        good = len(error.faults) > 0
    assert good


def test_records_are_read_without_the_readers_of_pages_and_of_words() -> None:
    code = (
        "import sys; from service.intake import from_mapping; from_mapping({'text': 'x', 'published': '2017-08-07'});"
        "sys.exit(any(name in sys.modules for name in ('dateparser', 'trafilatura', 'lxml', 'htmldate')))"
    )
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0
