"""HOSTILE.md 37-40 and 42: days the calendar lacks, the calendar's ends, and texts made to be slow."""

from __future__ import annotations

import re
import sys
from datetime import UTC, datetime, timedelta, timezone

import pytest

from service.temporal import read
from service.temporal.language import load
from service.temporal.reader import Reader
from service.temporal.tokens import Tokens

NOON = datetime(2017, 8, 7, 12, tzinfo=UTC)
EVERYTHING = (
    "yesterday tomorrow last week next week this weekend next weekend last weekend Sunday next Monday last Friday "
    "December 31, in January, last year, next year, two years ago, in 10,000 years, three days later, the 1990s, "
    "last summer, next winter, Christmas, last Easter, the third quarter, last quarter, next quarter, a year ago, "
    "5 p.m. EST Monday, midnight Tuesday, 11 p.m. PST tomorrow, 0900 JST yesterday, the past three years, "
    "the next 20 centuries, by Friday, since March, the following day, 5 minutes ago, a million years ago, "
    "the week of December 31, the second Monday in May, the 31st of next month, Friday the 13th, half a century ago, "
    "winter 9999, 1999-2001, May 3-5, from Monday to Friday, year-end, the end of the year, two and a half years later"
)


@pytest.mark.parametrize(
    ("text", "read_as"),
    [
        ("They met on 30 February 2017.", ["2017-02"]),
        ("They met on February 30.", ["2017-02"]),
        ("The form says 2017-02-30.", []),
        ("The form says 2017-13-01.", []),
        ("It was signed on 31 June.", ["2017-06"]),
        ("It happened in the year 0.", []),
        ("It happened at 24:61.", []),
        ("It happened at 25:10.", []),
        ("The stamp reads 00/00/0000.", []),
        ("The stamp reads 99/99/2017.", []),
        ("It took 99999999999999999999 years.", []),
    ],
)
def test_what_the_calendar_lacks_is_not_read_or_read_as_far_as_it_stands(text: str, read_as: list[str]) -> None:
    assert [e.value for e in read(text, NOON, skip=())] == read_as


@pytest.mark.parametrize(
    "moment",
    [
        datetime(9999, 12, 31, 23, 59, tzinfo=timezone(timedelta(hours=-14))),
        datetime(9999, 12, 31, tzinfo=UTC),
        datetime(1, 1, 1, tzinfo=timezone(timedelta(hours=14))),
        datetime(1, 1, 1, tzinfo=UTC),
    ],
)
@pytest.mark.parametrize("title", [False, True])
def test_nothing_overflows_at_the_ends_of_the_calendar(moment: datetime, title: bool) -> None:
    assert read(EVERYTHING, moment, title=title, skip=())
    for part in EVERYTHING.split(", "):
        read(part, moment, title=title, skip=())


BLOCKS = [
    "1 ", "1", "May March second ", "a.", "\n", " ", "abcde", "one two three four years ", "from May 3 and, ", "4, ",
    "the last ", "1-", "'80s ", "-", "1990 ", "5 p.m. ", "Monday Black ", "he said on Monday ", "Previously, ",
    "Sunday ", "June 3 and ", "two to ", "the first of the ", "between 5 and ", "(", "\u0661", "twenty ", "and May ",
    "“tomorrow ", '"today," he said on Sunday and ', "would go if Sunday ", "may have ",
]  # fmt: skip


class Counting:
    """Counts the attempts of the engine's expressions on one text: its work, whatever the machine."""

    def __init__(self, pattern: re.Pattern[str]):
        self.pattern, self.calls, self.length = pattern, 0, 0

    def match(self, text: str, *where: int) -> re.Match[str] | None:
        self.calls += 1
        found = self.pattern.match(text, *where)
        self.length += len(found[0]) if found else 1
        return found


@pytest.mark.parametrize("block", BLOCKS)
def test_the_work_of_scanning_grows_in_proportion_to_length(block: str) -> None:
    """Counted in attempts of rules and in what they matched, for a length and for four times it."""

    def work(repeats: int) -> int:
        reader = Reader("en")
        counters = [(rule, Counting(rule.regex)) for rule in load("en").rules]
        for rule, counter in counters:
            rule.__dict__["regex"] = counter
        try:
            list(reader.scanner.candidates(Tokens(block * repeats, reader.language.lexicon)))
        finally:
            for rule, counter in counters:
                rule.__dict__["regex"] = counter.pattern
        return sum(c.calls + c.length for _, c in counters)

    small, large = work(300), work(1200)
    assert large <= 4.5 * small + 200


@pytest.mark.parametrize("block", [*BLOCKS, "\nMay 3: ", "“Monday” ", "Friday's vote ", "badly ", "and, ", "10 a.m. ("])
def test_the_work_of_the_whole_reading_grows_in_proportion_to_length(block: str) -> None:
    """Counted in calls of functions, for a length and for four times it."""

    def calls(repeats: int) -> int:
        counted = 0

        def count(_frame: object, event: str, _argument: object) -> None:
            nonlocal counted
            counted += event in ("call", "c_call")

        text = block * repeats
        before = sys.getprofile()
        sys.setprofile(count)
        try:
            read(text, NOON, skip=())
        finally:
            sys.setprofile(before)
        return counted

    read(block, NOON, skip=())
    small, large = calls(100), calls(400)
    assert large <= 4.6 * small + 500


@pytest.mark.parametrize("block", BLOCKS)
def test_long_and_strange_texts_are_read(block: str) -> None:
    for expression in read(block * 400, NOON, skip=()):
        assert expression.why
