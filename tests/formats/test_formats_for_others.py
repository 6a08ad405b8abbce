"""vis-timeline, Grafana, JSON Feed, JSON-LD and Markdown: no date gains precision, nothing articles say is markup."""

from __future__ import annotations

import json
from dataclasses import dataclass
from datetime import UTC, date, datetime
from typing import Any
from zoneinfo import ZoneInfo

import pytest

from service.formats import FORMATS
from service.formats.listing import Listing
from service.timeline.model import Actor, Event, EventDate, Mention, Place, Sources

CHANGED = datetime(2017, 8, 9, 10, tzinfo=UTC)


@dataclass(frozen=True)
class Row:
    event: Event
    updated: datetime | None = CHANGED


def told(when: EventDate, **more: Any) -> Event:
    row = Mention(
        *(
            "a1",
            datetime(2017, 8, 7, 12, tzinfo=UTC),
            "The <Herald>",
            "text",
            0,
            9,
            "They met.",
            None,
            None,
            "occurred",
        ),
        *((), (), None, when),
    )
    values: dict[str, Any] = {
        "id": "e1",
        "title": "Talks <b>held</b>",
        "summary": "They met, *briefly*.",
        "status": "occurred",
        "kind": "consult",
        "actors": (Actor("a", "Lavrov, Sergey", "person"),),
        "places": (Place("Manila", "PHL"),),
        "sources": Sources(1, 1, 0),
        "weight": 5,
        "disagreements": (),
        "evidence": (row,),
    }
    return Event(date=when, **{**values, **more})


DAY = EventDate("2017-08-06", "2017-08-06", date(2017, 8, 6), date(2017, 8, 6), None, "day", "on", "6 August 2017")
WEEK = EventDate("2017-W31", None, date(2017, 7, 31), date(2017, 8, 6), None, "week", "on", "week of 31 July 2017")
MONTH = EventDate("2017-08", "2017-08", date(2017, 8, 1), date(2017, 8, 31), None, "month", "on", "August 2017")
BY = EventDate("2017-09-01", None, date(2017, 7, 30), date(2017, 9, 1), None, "day", "by", "by 1 September 2017")
OPEN = EventDate("2017-09-01", None, date(2017, 9, 1), None, None, "day", "after", "after 31 August 2017")
BEFORE = EventDate("1999", None, None, date(1998, 12, 31), None, "year", "before", "before 1999")
UNDATED = EventDate()


def rendered(name: str, *events: Event, **listing: Any) -> Any:
    body = b"".join(FORMATS[name].render(Listing(rows=[Row(one) for one in events], base_url="http://here", **listing)))
    return body.decode() if name == "md" else json.loads(body)


class TestVis:
    @pytest.mark.parametrize(
        ("when", "placed"),
        [
            (DAY, {"type": "box", "start": "2017-08-06"}),
            (WEEK, {"type": "range", "start": "2017-07-31", "end": "2017-08-07"}),
            (MONTH, {"type": "range", "start": "2017-08-01", "end": "2017-09-01"}),
            (BY, {"type": "point", "start": "2017-09-01"}),
            (OPEN, {"type": "point", "start": "2017-09-01"}),
            (BEFORE, {"type": "point", "start": "1998-12-31"}),
        ],
    )
    def test_an_item_lies_where_its_event_does(self, when: EventDate, placed: dict[str, str]) -> None:
        (item,) = rendered("vis", told(when))
        assert {name: item[name] for name in ("type", "start", "end") if name in item} == placed

    def test_what_has_no_day_is_left_out(self) -> None:
        assert rendered("vis", told(UNDATED)) == []

    def test_texts_are_escaped_for_it_shows_them_as_html(self) -> None:
        (item,) = rendered("vis", told(DAY, summary='<img onerror="x">'))
        assert item["content"] == "Talks &lt;b&gt;held&lt;/b&gt;"
        assert "<img" not in item["title"]

    def test_the_end_of_the_calendar_is_no_error(self) -> None:
        last = EventDate("9999-12", None, date(9999, 12, 1), date.max, None, "month")
        assert rendered("vis", told(last))[0]["end"] == "9999-12-31"


class TestGrafana:
    def test_a_day_is_its_first_to_its_last_millisecond(self) -> None:
        (one,) = rendered("grafana", told(DAY))
        assert one["time"] == int(datetime(2017, 8, 6, tzinfo=UTC).timestamp() * 1000)
        assert one["timeEnd"] == int(datetime(2017, 8, 7, tzinfo=UTC).timestamp() * 1000) - 1

    def test_days_begin_when_the_zone_s_do(self) -> None:
        zone = ZoneInfo("America/New_York")
        (one,) = rendered("grafana", told(DAY), zone=zone)
        assert one["time"] == int(datetime(2017, 8, 6, tzinfo=zone).timestamp() * 1000)

    def test_a_deadline_stands_on_its_last_day(self) -> None:
        (one,) = rendered("grafana", told(BY))
        assert one["time"] == int(datetime(2017, 9, 1, tzinfo=UTC).timestamp() * 1000)

    def test_tags_are_one_text_and_a_comma_parts_nothing_else(self) -> None:
        (one,) = rendered("grafana", told(OPEN))
        assert one["tags"] == "occurred,consult,after,Lavrov Sergey,open"

    @pytest.mark.parametrize("first", [date.min, date.max])
    def test_the_ends_of_the_calendar_are_no_error(self, first: date) -> None:
        for zone in (UTC, ZoneInfo("Pacific/Kiritimati"), ZoneInfo("Pacific/Pago_Pago")):
            assert rendered("grafana", told(EventDate("x", None, first, first)), zone=zone)

    def test_what_has_no_day_is_left_out(self) -> None:
        assert rendered("grafana", told(UNDATED)) == []


class TestJsonFeed:
    def test_it_has_what_the_format_asks_for(self) -> None:
        feed = rendered("jsonfeed", told(DAY), self_url="/timeline?format=jsonfeed", next_url="/n")
        assert feed["version"] == "https://jsonfeed.org/version/1.1"
        assert feed["next_url"] == "/n"
        (item,) = feed["items"]
        assert (item["id"], item["url"]) == ("e1", "http://here/event/e1")
        assert item["date_published"] == "2017-08-07T12:00:00Z"
        assert item["date_modified"] == "2017-08-09T10:00:00Z"
        assert item["authors"] == [{"name": "The <Herald>"}]
        assert item["_dateline"]["date"]["earliest"] == "2017-08-06"

    def test_an_event_without_words_of_its_own_has_its_title(self) -> None:
        assert rendered("jsonfeed", told(DAY, summary=""))["items"][0]["content_text"] == "Talks <b>held</b>"


class TestJsonLd:
    @pytest.mark.parametrize(
        ("when", "said"),
        [
            (DAY, {"startDate": "2017-08-06"}),
            (MONTH, {"startDate": "2017-08"}),
            (WEEK, {}),
            (BY, {"endDate": "2017-09-01"}),
            (OPEN, {}),
            (BEFORE, {}),
            (UNDATED, {}),
        ],
    )
    def test_a_date_is_said_as_far_as_it_is_known(self, when: EventDate, said: dict[str, str]) -> None:
        (one,) = rendered("jsonld", told(when))["@graph"]
        assert {name: one[name] for name in ("startDate", "endDate") if name in one} == said

    @pytest.mark.parametrize("status", ["denied", "negated"])
    def test_what_did_not_happen_is_not_said_to_have(self, status: str) -> None:
        assert rendered("jsonld", told(DAY, status=status))["@graph"] == []

    def test_what_is_alleged_planned_or_called_off_says_so(self) -> None:
        alleged, planned, cancelled = rendered(
            "jsonld", told(DAY, status="alleged"), told(DAY, status="planned"), told(DAY, status="cancelled")
        )["@graph"]
        assert "alleged" in alleged["description"]
        assert planned["eventStatus"] == "https://schema.org/EventScheduled"
        assert cancelled["eventStatus"] == "https://schema.org/EventCancelled"


class TestMarkdown:
    def test_events_stand_under_their_year_and_day(self) -> None:
        text = rendered("md", told(DAY), told(WEEK, id="e2"))
        assert "## 2017" in text
        assert "### Sunday 6 August 2017" in text
        assert "### week of 31 July 2017" in text

    def test_nothing_articles_say_is_markup(self) -> None:
        text = rendered("md", told(DAY, title="[x](javascript:1) <script>\n# Head"))
        assert "<script>" not in text
        assert "](javascript" not in text
        assert "\n# Head" not in text
        assert "\\*briefly\\*" in text

    def test_sources_beyond_those_quoted_are_counted(self) -> None:
        assert "4 more" in rendered("md", told(DAY, sources=Sources(5, 3, 0)))
        assert "5 articles" in rendered("md", told(DAY, sources=Sources(5, 3, 0)), evidence=0)

    def test_an_empty_timeline_says_so(self) -> None:
        assert "No events" in rendered("md")
