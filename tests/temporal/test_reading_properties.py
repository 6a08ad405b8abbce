"""Whatever the text: offsets cut it, nothing is raised, the same comes again, in any thread, at any moment."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from datetime import date, datetime, timedelta, timezone

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from service.temporal import Expression, read
from service.temporal.language import load

MONDAY = datetime(2017, 8, 7, 12, tzinfo=timezone(timedelta(hours=-4)))
WORDS = sorted({word for slot in load("en").slots.values() for word in slot.words})
MARKS = [
    " ",
    " ",
    " ",
    ", ",
    ". ",
    "\n",
    "\n\n",
    "-",
    "'",
    "’s ",
    " of ",
    " the ",
    " in ",
    " to ",
    "1",
    "31",
    "2017",
    "'80",
    "€",
]
MOMENTS = st.datetimes(timezones=st.sampled_from([timezone(timedelta(hours=h)) for h in (-14, -5, 0, 5, 14)]))
PHRASES = st.lists(st.one_of(st.sampled_from(WORDS), st.sampled_from(MARKS), st.text(max_size=3)), max_size=30).map(
    "".join
)


def check(text: str, found: tuple[Expression, ...]) -> None:
    end = 0
    for expression in found:
        assert end <= expression.start < expression.end <= len(text)
        assert text[expression.start : expression.end] == expression.text
        assert expression.type in ("DATE", "TIME", "DURATION", "SET")
        assert all((expression.value, expression.rule, expression.why))
        assert not (expression.earliest and expression.latest) or expression.earliest <= expression.latest
        end = expression.end


@given(st.text(max_size=300), MOMENTS)
@settings(max_examples=200, deadline=None)
def test_any_text_is_read_without_an_exception(text: str, moment: datetime) -> None:
    check(text, read(text, moment, skip=()))


@given(PHRASES, MOMENTS, st.booleans(), st.sampled_from([None, "MDY", "DMY", "YMD"]))
@settings(max_examples=400, deadline=None)
def test_any_run_of_time_words_is_read_without_an_exception(
    text: str, moment: datetime, title: bool, order: str | None
) -> None:
    check(text, read(text, moment, title=title, date_order=order, skip=()))


@given(PHRASES)
@settings(max_examples=100, deadline=None)
def test_a_text_is_read_the_same_again(text: str) -> None:
    assert read(text, MONDAY, skip=()) == read(text, MONDAY, skip=())


@given(PHRASES, st.integers(0, 40))
@settings(max_examples=100, deadline=None)
def test_a_blank_line_keeps_what_stands_before_it_apart(text: str, size: int) -> None:
    """What is read in a text alone is not changed by a foreign paragraph of plain words after it."""
    text = text.rstrip()  # blanks at its end would be one with the blank line
    alone = [(e.start, e.end, e.value) for e in read(text, MONDAY, skip=())]
    more = [(e.start, e.end, e.value) for e in read(f"{text}\n\n{'plain words ' * size}", MONDAY, skip=())]
    assert alone == more


def test_threads_share_one_reader() -> None:
    texts = [
        f"They met on {day}, and again {n} days later." for day in ("Sunday", "Tuesday", "May 3") for n in range(2, 40)
    ]
    alone = [read(text, MONDAY, skip=()) for text in texts]
    with ThreadPoolExecutor(8) as pool:
        assert list(pool.map(lambda text: read(text, MONDAY, skip=()), texts * 5)) == alone * 5


@pytest.mark.parametrize(
    "text",
    [
        "\u202eOn Sunday\u202c they met \u200flast week\u200f.",
        "👩‍👩‍👧 met 🎉 on Sunday 👍🏽 and last week",
        "Cafe\u0301 talks on Sunday e\u0301 ended last week",
        "İstanbul İ met on Sunday in İzmir last week İ",
        "ß ŉ ǰ ΐ on Sunday ﬁ last week",
    ],
)
def test_offsets_hold_beside_letters_that_grow_or_join(text: str) -> None:
    found = read(text, MONDAY, skip=())
    assert [e.text for e in found] == ["Sunday", "last week"]
    check(text, found)


def test_spans_to_skip_are_left_alone() -> None:
    text = "2 hours ago\nThey met on Sunday."
    assert [e.text for e in read(text, MONDAY, skip=((0, 11),))] == ["Sunday"]
    assert [e.text for e in read(text, MONDAY, skip=())] == ["2 hours ago", "Sunday"]


def test_a_moment_without_an_offset_is_taken_as_utc() -> None:
    assert read("on Sunday", datetime(2017, 8, 7), skip=())[0].earliest == date(2017, 8, 6)
