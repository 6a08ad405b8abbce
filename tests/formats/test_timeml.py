"""TimeML: valid by the form written down in docs/timeml.rng, and the text comes back character for character."""

from __future__ import annotations

from datetime import UTC, date, datetime
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from lxml import etree

from service.article import Article
from service.formats.timeml import render
from service.temporal.model import Expression

FORM = etree.RelaxNG(etree.parse(Path(__file__).parents[2] / "docs" / "timeml.rng"))
MONDAY = datetime(2017, 8, 7, 12, tzinfo=UTC)


def checked(article: Article, *expressions: Expression, title: tuple[Expression, ...] = ()) -> etree._Element:
    root = etree.fromstring(render(article, expressions, title))
    FORM.assertValid(root)
    return root


def expression(text: str, start: int, end: int, value: str = "2017-08-06", **more: object) -> Expression:
    return Expression(start, end, text[start:end], "DATE", value, **more)  # type: ignore[arg-type]


def test_an_article_with_expressions_is_valid_and_whole() -> None:
    text = "On Sunday & <Monday>\r\n\tthey met; \U0001f600 by Friday."
    found = (expression(text, 3, 9, anchor="2017-08-07"), expression(text, 13, 19, "2017-08-07"))
    title = (expression("Sunday talks", 0, 6),)
    root = checked(Article("a.1~x", text, MONDAY, "Sunday talks"), *found, title=title)
    assert "".join(root.find("TEXT").itertext()) == text
    assert [t.text for t in root.iter("TIMEX3")] == ["2017-08-07T12:00:00Z", "Sunday", "Sunday", "Monday"]
    assert [t.get("tid") for t in root.iter("TIMEX3")] == ["t0", "t1", "t2", "t3"]
    assert root.find("DCT/TIMEX3").get("value") == "2017-08-07"
    assert root.find("TEXT/TIMEX3").get("anchorTimeID") == "t0"


@pytest.mark.parametrize(
    "value",
    ["2017-08-06", "2017-W31", "2017-W31-WE", "2017-08", "2017", "199", "19", "2017-Q3", "2017-H1", "2017-SU",
     "2017-08-06T20:50", "2017-08-06TMO", "2017-08-06TNI", "PRESENT_REF", "PAST_REF", "P3Y", "PXD", "PT2H", "P1DE",
     "XXXX-WXX-1", "XXXX-08-06", "2014/2016", "FY2017", "P2W", "PT30M", "2017-08-06T09:00Z"],
)  # fmt: skip
def test_every_value_the_reader_gives_is_valid(value: str) -> None:
    checked(Article("a", "On Sunday", MONDAY), expression("On Sunday", 3, 9, value))


@pytest.mark.parametrize("value", ["", "Sunday", "06/08/2017", "2017-13-99x", "P3"])
def test_the_form_refuses_what_is_no_value(value: str) -> None:
    root = etree.fromstring(render(Article("a", "On Sunday", MONDAY), [expression("On Sunday", 3, 9, value)]))
    assert not FORM.validate(root)


@given(st.text(alphabet=st.characters(exclude_categories=["Cs"]), min_size=1), st.data())
def test_any_text_keeps_its_length_and_its_offsets(text: str, data: st.DataObject) -> None:
    start = data.draw(st.integers(0, len(text) - 1))
    end = data.draw(st.integers(start + 1, len(text)))
    root = checked(Article("a", text, MONDAY), expression(text, start, end))
    whole = "".join(root.find("TEXT").itertext())
    assert len(whole) == len(text)
    assert all(a == b or b == "\ufffd" for a, b in zip(text, whole, strict=True))
    assert root.find("TEXT").text or start == 0


def test_dates_in_the_first_and_last_year_do_not_overflow() -> None:
    for moment in (datetime(1, 1, 1, tzinfo=UTC), datetime(9999, 12, 31, 23, 59, tzinfo=UTC)):
        root = checked(Article("a", "now", moment))
        assert date.fromisoformat(root.find("DCT/TIMEX3").get("value")) == moment.date()


def test_a_duration_names_where_it_begins_and_ends() -> None:
    text = "In the past two months, and since June, they met."
    past = Expression(3, 22, text[3:22], "DURATION", "P2M", begin_point="2017-06-07", end_point="2017-08-07")
    june = Expression(34, 38, "June", "DATE", "2017-06-07")
    said = checked(Article("a", text, MONDAY), past, june).findall("TEXT/TIMEX3")
    assert (said[0].get("beginPoint"), said[0].get("endPoint")) == ("t2", "t0")
    alone = checked(Article("a", text, MONDAY), past)
    assert alone.find("TEXT/TIMEX3").get("beginPoint") == "t2"
    assert (alone.find("TIMEX3").get("tid"), alone.find("TIMEX3").get("value")) == ("t2", "2017-06-07")


def test_what_is_read_in_the_samples_is_valid() -> None:
    from service import reading
    from service.intake import Taken, documents

    samples = Path(__file__).parents[2] / "samples"
    taken = [one for one in documents([str(samples)]) if isinstance(one, Taken)]
    assert len(taken) >= 20
    for one in taken:
        found = reading.read(one.article)
        root = checked(one.article, *found.text, title=found.title)
        assert len(root.findall("*/TIMEX3")) == 1 + len(found.text) + len(found.title)
