"""The policy, choice by choice: one phrase under several publication days, clauses and memories."""

from __future__ import annotations

from datetime import date, datetime, timedelta, timezone

import pytest

from service.temporal import Expression, read


def at(day: str, hours: int = 0) -> datetime:
    return datetime.fromisoformat(f"{day}T12:00:00").replace(tzinfo=timezone(timedelta(hours=hours)))


def only(text: str, published: datetime, **options: object) -> Expression:
    found = read(text, published, skip=(), **options)  # type: ignore[arg-type]
    assert len(found) == 1, [e.text for e in found]
    return found[0]


@pytest.mark.parametrize(
    ("published", "text", "value"),
    [
        ("2017-08-07", "They met on Friday.", "2017-08-04"),
        ("2017-08-07", "They will meet on Friday.", "2017-08-11"),
        ("2017-08-07", "They are to meet on Friday.", "2017-08-11"),
        ("2017-08-07", "They agreed to meet on Friday.", "2017-08-11"),
        ("2017-08-07", "They have agreed to meet on Friday.", "2017-08-11"),
        ("2017-08-07", "They came to discuss a treaty on Friday.", "2017-08-04"),
        ("2017-08-07", "The talks were put off until Friday.", "2017-08-11"),
        ("2017-08-07", "They met on Monday.", "2017-08-07"),
        ("2017-08-07", "They will meet on Monday.", "2017-08-07"),
        ("2017-08-07", "They met last Monday.", "2017-07-31"),
        ("2017-08-07", "They will meet next Monday.", "2017-08-14"),
        ("2017-08-10", "They will meet next Tuesday.", "2017-08-15"),
        ("2017-08-07", "Talks resume Thursday.", "2017-08-10"),
        ("2017-08-07", "A planned visit on Friday was cancelled.", "2017-08-04"),
    ],
)
def test_a_weekday_follows_the_verb_of_its_clause(published: str, text: str, value: str) -> None:
    assert only(text, at(published)).value == value


@pytest.mark.parametrize(
    ("title", "value"),
    [
        ("Lavrov meets envoy on Friday", "2017-08-04"),
        ("US to respond by Friday", "2017-08-11"),
        ("Court to rule on Friday", "2017-08-11"),
    ],
)
def test_headlines_tell_the_past_in_the_present_and_the_future_by_an_infinitive(title: str, value: str) -> None:
    assert only(title, at("2017-08-07"), title=True).value == value


@pytest.mark.parametrize(
    ("published", "text", "value"),
    [
        ("2017-08-06", "It was signed last week.", "2017-W31"),
        ("2017-08-07", "It was signed last week.", "2017-W31"),
        ("2017-08-12", "It was signed last week.", "2017-W31"),
        ("2017-08-13", "It was signed last week.", "2017-W32"),
        ("2017-08-07", "It will be signed this weekend.", "2017-W32-WE"),
        ("2017-08-07", "It was signed this weekend.", "2017-W31-WE"),
        ("2017-08-11", "Snow fell this weekend.", "2017-W31-WE"),
        ("2017-01-04", "It was signed last month.", "2016-12"),
        ("2017-01-04", "It was signed last year.", "2016"),
        ("2017-08-07", "It will end next year.", "2018"),
        ("2017-08-07", "It was signed in December.", "2016-12"),
        ("2017-08-07", "It will be signed in December.", "2017-12"),
        ("2017-08-07", "It was signed in July.", "2017-07"),
        ("2017-08-07", "It was signed last December.", "2016-12"),
        ("2017-08-07", "It will be signed on January 3.", "2018-01-03"),
        ("2017-01-10", "It was signed on December 20.", "2016-12-20"),
        ("2016-03-01", "It was signed on February 29.", "2016-02-29"),
    ],
)
def test_units_and_months_are_counted_from_the_publication_day(published: str, text: str, value: str) -> None:
    assert only(text, at(published)).value == value


@pytest.mark.parametrize(
    ("text", "relation", "first", "last"),
    [
        ("They must leave by September 1.", "by", "2017-08-07", "2017-09-01"),
        ("It has been shut since July 3.", "since", "2017-07-03", "2017-08-07"),
        ("It will stay shut until September 1.", "until", "2017-08-07", "2017-09-01"),
        ("It must end before September.", "before", None, "2017-08-31"),
        ("It will end after September.", "after", "2017-10-01", None),
        ("It rained during July.", "during", "2017-07-01", "2017-07-31"),
        ("It was signed earlier this year.", "on", "2017-01-01", "2017-08-07"),
        ("It will be signed later this year.", "on", "2017-08-07", "2017-12-31"),
        ("It rained for the past three days.", "during", "2017-08-04", "2017-08-07"),
    ],
)
def test_a_relation_opens_or_closes_the_days(text: str, relation: str, first: str | None, last: str | None) -> None:
    found = only(text, at("2017-08-07"))
    assert (found.relation, found.earliest, found.latest) == (
        relation,
        date.fromisoformat(first) if first else None,
        date.fromisoformat(last) if last else None,
    )


def test_both_ends_of_a_range_know_the_whole() -> None:
    found = read("It lasted from May 3 to June 5.", at("2017-08-07"), skip=())
    assert [(e.begin_point, e.end_point) for e in found] == [("2017-05-03", "2017-06-05")] * 2
    assert {(e.earliest, e.latest) for e in found} == {(date(2017, 5, 3), date(2017, 6, 5))}


@pytest.mark.parametrize(
    ("text", "words", "values"),
    [
        ("It ran from May 3 to 5, 2016, in Rome.", ["May 3", "5, 2016"], ["2016-05-03", "2016-05-05"]),
        ("It rained on June 3, 4 and 7, 2015.", ["June 3", "4", "7, 2015"], ["2015-06-03", "2015-06-04", "2015-06-07"]),
        ("It rained on 3 and 7 June 2015.", ["3", "7 June 2015"], ["2015-06-03", "2015-06-07"]),
        ("It rained in May and June 2015.", ["May", "June 2015"], ["2015-05", "2015-06"]),
        ("On May 3, 12 men left.", ["May 3"], ["2017-05-03"]),
    ],
)
def test_dates_in_a_row_share_month_and_year(text: str, words: list[str], values: list[str]) -> None:
    found = read(text, at("2017-08-07"), skip=())
    assert ([e.text for e in found], [e.value for e in found]) == (words, values)


@pytest.mark.parametrize(
    ("hours", "value"), [(0, "2017-08-06T23:30"), (8, "2017-08-07T07:30"), (-5, "2017-08-06T18:30")]
)
def test_a_zone_is_turned_to_the_articles_offset(hours: int, value: str) -> None:
    found = only("The quake struck at 2330 GMT on Sunday.", at("2017-08-07", hours))
    assert (found.value, str(found.earliest)) == (value, value[:10])


@pytest.mark.parametrize(
    ("order", "value", "guessed"),
    [(None, "2017-06-08", True), ("MDY", "2017-06-08", False), ("DMY", "2017-08-06", False)],
)
def test_the_order_of_figures_is_an_argument_and_a_guess_is_said(order: str | None, value: str, guessed: bool) -> None:
    found = only("The form is dated 6/8/2017.", at("2017-08-07"), date_order=order)
    assert found.value == value
    assert ("guess" in found.why) is guessed


STORY = (
    "The war began in 1861. The port fell on 12 April 1861. Two days later the fort was shelled. On July 21 they met "
    "at the river. The following month the army rested. That winter was hard. In 1862 it went on. In 1863 the siege "
    "began, and in May the city starved. In 1864 and 1865 it ended."
)


def test_a_story_of_long_ago_counts_from_what_it_said_last() -> None:
    assert [e.value for e in read(STORY, at("2010-05-03"), skip=())] == [
        "1861", "1861-04-12", "1861-04-14", "1861-07-21", "1861-08", "1861-WI", "1862", "1863", "1863-05",
        "1864", "1865",
    ]  # fmt: skip


def test_a_year_earlier_than_a_quarter_is_that_quarter() -> None:
    found = read(
        "Net rose in the third quarter to $3 million from $2 million a year earlier.", at("1989-11-02"), skip=()
    )
    assert [e.value for e in found] == ["1989-Q3", "1988-Q3"]


def test_every_reading_says_its_rule_its_anchor_and_why() -> None:
    found = only("They met on Friday.", at("2017-08-07"))
    assert (found.rule, found.anchor) == ("weekday", "2017-08-07")
    assert found.why == "past verb in its clause; publication day Monday 2017-08-07"


def test_a_ground_is_given_once_however_often_it_is_asked_for() -> None:
    found = only("He was not told until June 3 that the talks had failed.", at("2017-08-07"))
    grounds = found.why.split("; ")
    assert "past verb in its clause" in grounds
    assert len(grounds) == len(set(grounds))
