"""The date a mention gets from the words of its sentence: stretches, parts, times before Christ, and what is shown."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from service.article import Article
from service.formats.people import precision
from service.reading import read
from service.timeline import extract, group
from service.timeline.model import Event, Mention

PUBLISHED = datetime(2017, 8, 7, 12, tzinfo=UTC)  # a Monday


def mentions(text: str, article: str = "a") -> tuple[Mention, ...]:
    whole = Article(article, text, PUBLISHED)
    return extract(whole, read(whole).text)


def told(text: str, trigger: str) -> Mention:
    return next(m for m in mentions(text) if m.trigger and m.trigger.text == trigger)


STRETCHES = [
    ("President Ada Brandt visited Paris on 3-5 May 2017.", "2017-05-03/2017-05-05", "3–5 May 2017"),
    ("President Ada Brandt visited Paris on 3–5 May 2017.", "2017-05-03/2017-05-05", "3–5 May 2017"),
    ("President Ada Brandt visited Paris on May 3-5.", "2017-05-03/2017-05-05", "3–5 May 2017"),
    ("President Ada Brandt visited Paris on August 5-7.", "2017-08-05/2017-08-07", "5–7 August 2017"),
    ("President Ada Brandt visited Paris from May 3 to 5.", "2017-05-03/2017-05-05", "3–5 May 2017"),
    ("President Ada Brandt visited Paris from 3 to 5 May.", "2017-05-03/2017-05-05", "3–5 May 2017"),
    ("Ada Brandt will visit Paris on September 14-20.", "2017-09-14/2017-09-20", "14–20 September 2017"),
    ("Ada Brandt will visit Paris from 14 to 20 September.", "2017-09-14/2017-09-20", "14–20 September 2017"),
    ("Ada Brandt visited Paris between May 3 and May 5, 2016.", "2016-05-03/2016-05-05", "3–5 May 2016"),
    ("Ada Brandt visited Paris from March to May.", "2017-03/2017-05", "March – May 2017"),
    ("Ada Brandt visited Paris between November 2015 and May 2016.", "2015-11/2016-05", "November 2015 – May 2016"),
    ("Germany attacked France in 1914-18.", "1914/1918", "1914–1918"),
    ("Germany attacked France from 1914 to 1918.", "1914/1918", "1914–1918"),
]


@pytest.mark.parametrize(("text", "value", "display"), STRETCHES, ids=[row[0] for row in STRETCHES])
def test_a_stretch_is_shown_with_both_its_ends_and_no_finer_than_they_are(text: str, value: str, display: str) -> None:
    trigger = "attacked" if "attacked" in text else "visited" if "visited" in text else "visit"
    mention = told(text, trigger)
    date = mention.date
    assert (date.value, date.edtf, date.display, date.granularity, date.relation) == (
        *(value, value, display),
        None,
        "during",
    )
    assert mention.expression is not None
    assert date.earliest is not None
    assert date.latest is not None
    begin, end = value.split("/")
    assert date.earliest.isoformat().startswith(begin)
    assert date.latest.isoformat().startswith(end)


@pytest.mark.parametrize(
    "text",
    [
        "Ada Brandt met the king for three days.",
        "Ada Brandt has ruled the country for the past three years.",
        "Ada Brandt met the king twice a week.",
    ],
)
def test_a_length_without_ends_of_its_own_says_no_days(text: str) -> None:
    assert all(mention.expression is None for mention in mentions(text))


def test_a_lead_that_names_its_days_is_not_told_of_the_day_of_publication() -> None:
    lead = (
        "President Ada Brandt visited Paris on 4-6 August, her office said. She signed a treaty with France."
        " The king of Norway attacked the plan."
    )
    assert told(lead, "visited").date.value == "2017-08-04/2017-08-06"
    assert all(mention.date.relation != "around" for mention in mentions(lead))


@pytest.mark.parametrize(
    ("text", "trigger", "display"),
    [
        ("Sweden must withdraw its troops by the end of the year.", "withdraw", "by the end of 2017"),
        ("Sweden must withdraw its troops by the beginning of next year.", "withdraw", "by the beginning of 2018"),
        ("Sweden must withdraw its troops by mid-2018.", "withdraw", "by the middle of 2018"),
        ("Sweden must withdraw its troops by the end of this week.", "withdraw", "end of the week of 7 August 2017"),
        ("Sweden will withdraw its troops before the end of October.", "withdraw", "before the end of October 2017"),
        ("Sweden has fought Norway since the end of July.", "fought", "since the end of July 2017"),
        ("Sweden has fought Norway since the beginning of the year.", "fought", "since the beginning of 2017"),
        ("Sweden attacked Norway in late July.", "attacked", "late July 2017"),
        ("Sweden attacked Norway in mid-July.", "attacked", "mid-July 2017"),
        ("Sweden attacked Norway in early 2016.", "attacked", "early 2016"),
        ("Sweden attacked Norway earlier this year.", "attacked", "2017"),
        ("Sweden attacked Norway on Sunday.", "attacked", "6 August 2017"),
    ],
)
def test_the_part_of_a_time_that_was_said_is_shown(text: str, trigger: str, display: str) -> None:
    assert told(text, trigger).date.display.endswith(display)


@pytest.mark.parametrize(
    ("text", "trigger", "value", "edtf", "display", "mark"),
    [
        (
            *("Julius Caesar was killed in Rome on 15 March 44 BC.", "killed"),
            *("BC0044-03-15", "-0043-03-15", "15 March 44 BC", "day"),
        ),
        ("Julius Caesar was born in 100 BC.", "born", "BC0100", "-0099", "100 BC", "year"),
        ("Rome attacked Carthage before 149 BC.", "attacked", "BC0149", "-0148", "before 149 BC", "before"),
        (
            *("Rome fought Carthage from 218 BC to 201 BC.", "fought"),
            *("BC0218/BC0201", "-0217/-0200", "218 BC – 201 BC", "years"),
        ),
    ],
)
def test_a_time_before_christ_is_told_without_days(
    text: str, trigger: str, value: str, edtf: str, display: str, mark: str
) -> None:
    date = told(text, trigger).date
    assert (date.value, date.edtf, date.earliest, date.latest, date.display) == (value, edtf, None, None, display)
    assert precision(date).mark == mark


def events(*texts: str) -> list[Event]:
    return list(group([mention for n, text in enumerate(texts) for mention in mentions(text, f"a{n}")]))


def test_times_before_christ_are_one_happening_only_where_they_are_the_same_time() -> None:
    ides = "Julius Caesar was killed in Rome on 15 March 44 BC."
    year = "Julius Caesar was killed in Rome by senators in 43 BC."
    undated = "Julius Caesar was killed in Rome, a film shows."
    assert len(events(ides, ides.replace(" in Rome", " in Rome by senators"))) == 1
    assert len(events(ides, year)) == 2
    assert len(events(ides, undated, "Julius Caesar was killed in Rome on Sunday.")) >= 2
