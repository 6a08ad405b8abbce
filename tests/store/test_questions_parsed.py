"""Raw parameters to questions: what is refused, with what words, and what is resolved (HOSTILE 30-34, 36)."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import UTC, date, datetime
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from schemas.parameters import TimelineQuery
from service.config import Settings
from service.errors import BadQuestion
from service.question import PARAMETERS, Question, parse

NOW = datetime(2017, 8, 7, 22, tzinfo=UTC)
SETTINGS = Settings()


def asked(days: bool = False, **raw: str | list[str]) -> Question:
    given_ = {name.rstrip("_"): [value] if isinstance(value, str) else value for name, value in raw.items()}
    return parse(given_, settings=SETTINGS, now=NOW, days=days)


def faults(**raw: Any) -> list[tuple[str, str]]:
    with pytest.raises(BadQuestion) as raised:
        asked(**raw)
    assert all(fault.message.startswith(fault.field) or "is after" in fault.message for fault in raised.value.faults)
    return [(fault.field, fault.code) for fault in raised.value.faults]


@pytest.mark.parametrize(
    "limit", ["0", "-1", "1000000000", "abc", "1_0", "٣", "1.0", "+5", " 5", "1e2", "", "9" * 3000]
)
def test_limits_that_are_none(limit: str) -> None:
    assert faults(limit=limit) == [("limit", "bad-value")]


@pytest.mark.parametrize("limit", ["1", "100", "1000"])
def test_limits(limit: str) -> None:
    assert asked(limit=limit).limit == int(limit)


@pytest.mark.parametrize(
    ("raw", "near"),
    [("form", None), ("actr", "actor"), ("colection", "collection"), ("Limit", "limit"), ("xyzzy", None)],
)
def test_an_unknown_parameter_is_told_with_the_nearest(raw: str, near: str | None) -> None:
    with pytest.raises(BadQuestion) as raised:
        parse({raw: ["1"]}, settings=SETTINGS, now=NOW)
    (fault,) = raised.value.faults
    assert fault.code == "unknown-parameter"
    if near:
        assert f"did you mean {near}?" in fault.message


def test_every_fault_is_told_at_once() -> None:
    assert faults(limit="0", from_="never", kind="danse", order=["asc", "desc"]) == [
        ("limit", "bad-value"), ("from", "bad-value"), ("kind", "bad-value"), ("order", "repeated"),
    ]  # fmt: skip


def test_what_may_be_repeated() -> None:
    found = asked(actor=["A", "B", "A"], publisher=["P"], kind=["agree", "aid"], status=["planned", "denied"])
    assert found.actors == ("A", "B")
    assert found.kinds == ("agree", "aid")
    for name in ("from", "limit", "collection", "q", "about", "place", "top", "tz"):
        assert faults(**{name: ["2017-08-01", "2017-08-01"]}) == [(name, "repeated")]
    assert faults(actor=["x"] * 21) == [("actor", "repeated")]


def test_days_out_of_order() -> None:
    assert faults(from_="2017-08-02", to="2017-08-01") == [("from", "bad-order")]
    assert asked(from_="2017-08-01", to="2017-08-01").start == date(2017, 8, 1)


@pytest.mark.parametrize("text", ["\x00", "a\x00b", "\ufffd", "\x1f", "\x1e"])
def test_what_is_no_text(text: str) -> None:
    for name in ("q", "actor", "place", "from", "publisher"):
        assert faults(**{name: text}) == [(name, "bad-value")]


@pytest.mark.parametrize(
    ("said", "meant"),
    [("since", "from"), ("until", "to"), ("page", "cursor"), ("per_page", "limit"), ("Limit", "limit"),
     ("sort", "order"), ("search", "q"), ("page-size", "limit"), ("fron", "from"), ("timezone", "tz"),
     ("Actors", "actor")],
)  # fmt: skip
def test_words_of_other_services_are_told_by_our_own(said: str, meant: str) -> None:
    with pytest.raises(BadQuestion, match=f"did you mean {meant}\\?"):
        parse({said: ["1"]}, settings=Settings(), now=NOW)


def test_days_have_no_pages_but_a_top() -> None:
    with pytest.raises(BadQuestion, match="did you mean top"):
        parse({"limit": ["3"]}, settings=Settings(), now=NOW, days=True)


def test_iso_days_in_every_writing() -> None:
    for text in ("2017-08-06", "20170806", "2017-218", "2017-W31-7"):
        assert asked(from_=text).start == date(2017, 8, 6), text
    for text in ("20171332", "2017-366", "2017-000", "0000-001"):
        assert faults(from_=text) == [("from", "bad-value")], text


def test_a_plus_that_a_url_made_a_blank() -> None:
    for text in ("2017-08-07T12:00:00 02:00", "2017-08-07T12:00 0200", "2017-08-07 12:00:00.000 02:00"):
        assert asked(as_of=text) == asked(as_of="2017-08-07T10:00:00Z"), text
    assert asked(as_of="2017-08-07 12:00") == asked(as_of="2017-08-07T12:00:00Z")


def test_a_zone_in_other_letters_is_told() -> None:
    with pytest.raises(BadQuestion, match="did you mean Europe/Berlin"):
        parse({"tz": ["europe/berlin"]}, settings=Settings(), now=NOW)


@pytest.mark.parametrize("q", ['"', "*", "NEAR(", "%", "_", "a\nb", "'; --", "x" * 500])
def test_words_are_taken_as_they_are(q: str) -> None:
    assert asked(q=q).q == q


def test_words_that_are_too_long_or_blank() -> None:
    assert faults(q="x" * 100_000) == [("q", "bad-value")]
    assert faults(q="  ") == [("q", "bad-value")]


@pytest.mark.parametrize(
    "text",
    [
        *("2017-02-30", "2017-13-01", "20170801x", "0000-01-01", "yesterdayish", "2017-08-01T25:00"),
        *("-0044-03-15", "--2017-08-06", "2017-08-06-"),
    ],
)
def test_days_that_are_none(text: str) -> None:
    assert faults(from_=text) == [("from", "bad-value")]


def test_words_for_days() -> None:
    last_month = asked(from_="last month", to="last month")
    assert (last_month.start, last_month.end) == (date(2017, 7, 1), date(2017, 7, 31))
    week = asked(from_="2017-W31", to="2017-W31")
    assert (week.start, week.end) == (date(2017, 7, 31), date(2017, 8, 6))
    assert asked(from_="3 days ago").start == date(2017, 8, 4)


def test_today_is_the_questions_own() -> None:
    assert asked(from_="today").start == date(2017, 8, 7)
    assert asked(from_="today", tz="Asia/Tokyo").start == date(2017, 8, 8)


def test_as_of_is_the_end_of_a_day_in_the_questions_zone_or_a_moment() -> None:
    assert asked(as_of="2017-08-06").as_of == datetime(2017, 8, 6, 23, 59, 59, 999999, UTC)
    assert asked(as_of="2017-08-06", tz="America/New_York").as_of == datetime(2017, 8, 7, 3, 59, 59, 999999, UTC)
    assert asked(as_of="2017-08-06T12:00:00+03:00").as_of == datetime(2017, 8, 6, 9, tzinfo=UTC)
    assert asked(changed_since="2017-08-06").changed_since == datetime(2017, 8, 6, tzinfo=UTC)
    assert asked(as_of="2017-08-06t12:00:00z").as_of == datetime(2017, 8, 6, 12, tzinfo=UTC)
    assert faults(as_of="9999-12-31") == [("as_of", "bad-value")]
    assert faults(as_of="0001-01-01T00:00:00+14:00") == [("as_of", "bad-value")]


@pytest.mark.parametrize("name", ["from", "to", "as_of", "changed_since"])
def test_the_words_a_description_gives_for_days_are_days(name: str) -> None:
    said = TimelineQuery().fields[name].metadata["description"]
    iso, words = re.search(r"ISO \((.*)\), or words: (.*)\.", said).groups()
    for text in (*iso.split(", "), *words.split(", ")):
        assert asked(**{name: text}), text


def test_evidence_and_fields() -> None:
    assert asked(evidence="none").evidence == 0
    assert asked(evidence="all").evidence is None
    assert asked(evidence="7").evidence == 7
    assert asked(fields="id,title,id").fields == ("id", "title")
    assert faults(fields="id,titel") == [("fields", "bad-value")]


def test_days_take_the_same_filters_and_no_pages() -> None:
    assert asked(days=True, top="5", actor="X").top == 5
    with pytest.raises(BadQuestion, match="limit: no such parameter"):
        asked(days=True, limit="5")


def test_a_question_says_itself_again() -> None:
    raw = {
        "from": ["last month"], "actor": ["A", "B"], "kind": ["agree", "aid"], "as_of": ["2017-08-06"], "top": ["7"],
        "undated": ["true"], "evidence": ["all"], "fields": ["id,date"], "tz": ["Asia/Tokyo"], "limit": ["5"],
    }  # fmt: skip
    first = parse(raw, settings=SETTINGS, now=NOW)
    said: dict[str, list[str]] = {}
    for name, value in first.params():
        said.setdefault(name, []).append(value)
    later = datetime(2019, 1, 1, tzinfo=UTC)
    assert parse(said, settings=SETTINGS, now=later) == first
    assert parse(said, settings=SETTINGS, now=later).digest() == first.digest()


def test_a_cursor_is_bound_to_the_events_not_to_how_they_are_shown() -> None:
    plain = asked(actor="A")
    assert asked(actor="A", limit="5", evidence="all", tz="Asia/Tokyo", format="csv").binding() == plain.binding()
    assert asked(actor="B").binding() != plain.binding()
    assert asked(actor="A", order="desc").binding() != plain.binding()
    assert asked(actor="A", limit="5").digest() != plain.digest()


@given(
    st.dictionaries(
        st.sampled_from([p.name for p in PARAMETERS]) | st.text(max_size=8),
        st.lists(st.text(max_size=30), max_size=3),
        max_size=4,
    )
)
def test_any_text_is_a_question_or_told_wrong(raw: dict[str, list[str]]) -> None:
    try:
        question = parse(raw, settings=SETTINGS, now=NOW)
    except BadQuestion:
        return
    assert parse(_texts(question), settings=SETTINGS, now=NOW) == replace(question, cursor=None)


def _texts(question: Question) -> dict[str, list[str]]:
    said: dict[str, list[str]] = {}
    for name, value in question.params():
        said.setdefault(name, []).append(value)
    return said
