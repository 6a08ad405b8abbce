"""Every format, read back by another parser: nothing is lost that the format can say, no date grows more exact."""

from __future__ import annotations

import csv
import io
import json
import re
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, timedelta, timezone
from html.parser import HTMLParser

import pytest
from icalendar import Calendar
from jsonschema import Draft202012Validator
from lxml import etree

from service.formats import FORMATS
from service.formats.json import adjusted, event_bytes, event_dict
from service.formats.listing import Listing
from service.timeline.model import Actor, Event, EventDate, Mention, Place, Sources

ATOM = "{http://www.w3.org/2005/Atom}"
CHANGED = datetime(2017, 8, 9, 10, 11, 12, tzinfo=UTC)


@dataclass(frozen=True)
class Row:
    event: Event
    updated: datetime | None = CHANGED


def made(id: str, when: EventDate, title: str = "Norland meets Sudria", **more: object) -> Event:
    mention = Mention(
        "a-1", datetime(2017, 8, 7, 9, tzinfo=timezone(timedelta(hours=-4))), "The Courier", "text", 0, 40,
        "Norland met Sudria in Manila on that day", None, "consult", "occurred", (), (), None, when,
    )  # fmt: skip
    event = Event(
        id, title, mention.text, when, "occurred", "consult", (Actor("n", "Norland", "country", "NOR"),),
        (Place("Manila", "PHL"),), Sources(2, 1, 0), 7, (), (mention,),
    )  # fmt: skip
    return replace(event, **more)  # type: ignore[arg-type]


def on(first: date, last: date, granularity: str, value: str, display: str, relation: str = "on") -> EventDate:
    return EventDate(value, value, first, last, None, granularity, relation, display)


DAY = made("e-day", on(date(2017, 8, 6), date(2017, 8, 6), "day", "2017-08-06", "6 August 2017"))
WEEK = made("e-week", on(date(2017, 7, 31), date(2017, 8, 6), "week", "2017-W31", "week of 31 July 2017"))
MONTH = made("e-month", on(date(2017, 5, 1), date(2017, 5, 31), "month", "2017-05", "May 2017"))
YEAR = made("e-year", on(date(2016, 1, 1), date(2016, 12, 31), "year", "2016", "2016"))
DECADE = made("e-decade", on(date(1990, 1, 1), date(1999, 12, 31), "decade", "199", "1990s"))
DEADLINE = made("e-by", on(date(2017, 8, 7), date(2017, 9, 1), "day", "2017-09-01", "by 1 September 2017", "by"),
                status="planned")  # fmt: skip
BEFORE = made("e-before", replace(DAY.date, earliest=None, relation="before", display="before 7 August 2017"))
UNDATED = made("e-none", EventDate())
ALL = (YEAR, MONTH, WEEK, DAY, DEADLINE, BEFORE, UNDATED, DECADE)
EVIL = made(
    "e-evil", DAY.date, "=cmd|' /C calc'!A0\r\nX-Evil: 1 <script>alert(1)</script> \"><img onerror=x> \x01\u2028",
    summary="+1 & <b>bold</b>\r\nBEGIN:VEVENT", actors=(Actor("@x", "@sum", "person"),),
)  # fmt: skip


def rendered(name: str, *events: Event, **more: object) -> bytes:
    listing = Listing(
        rows=[Row(event) for event in events], bodies=[event_bytes(event, CHANGED) for event in events],
        title="Timeline of default", **more,  # type: ignore[arg-type]
    )  # fmt: skip
    return b"".join(FORMATS[name].render(listing))


@pytest.mark.parametrize("name", sorted(FORMATS))
def test_an_empty_timeline_is_still_a_document(name: str) -> None:
    assert isinstance(rendered(name), bytes)


@pytest.mark.parametrize("name", sorted(FORMATS))
def test_every_format_has_a_media_type_of_its_own(name: str) -> None:
    assert [form.media_type for form in FORMATS.values()].count(FORMATS[name].media_type) == 1


def test_json_and_ndjson_say_the_same() -> None:
    page = json.loads(rendered("json", *ALL, next_url="/timeline?cursor=c", more={"count": 8}))
    lines = [json.loads(line) for line in rendered("ndjson", *ALL).splitlines()]
    assert page["events"] == lines == [json.loads(json.dumps(event_dict(event, CHANGED))) for event in ALL]
    assert (page["next"], page["count"]) == ("/timeline?cursor=c", 8)


def test_a_ready_event_is_adjusted_as_if_it_were_rendered_so() -> None:
    zone = timezone(timedelta(hours=9))
    twice = replace(DAY, evidence=DAY.evidence * 3)
    assert adjusted(event_bytes(twice, CHANGED), 1, (), 12, zone) == event_bytes(twice, CHANGED, 1, 12, zone)
    assert json.loads(adjusted(event_bytes(DAY, CHANGED), fields=("id", "date"))).keys() == {"id", "date"}


@pytest.mark.parametrize("name", ["csv", "atom", "jsonfeed", "jsonld", "html"])
def test_every_moment_is_told_on_the_clocks_that_were_asked_for(name: str) -> None:
    tokyo = timezone(timedelta(hours=9))
    moments = re.findall(r"\d{4}-\d\d-\d\dT[\d:.]+(?:Z|[+-]\d\d:\d\d)", rendered(name, *ALL, zone=tokyo).decode())
    assert moments
    assert {moment[-6:] for moment in moments} == {"+09:00"}


class TestCsv:
    def rows(self, *events: Event, **more: object) -> list[dict[str, str]]:
        text = rendered("csv", *events, **more).decode()
        assert text.count("\r\n") == text.count("\n") == len(events) + 1
        return list(csv.DictReader(io.StringIO(text, newline="")))

    def test_one_row_an_event_with_its_days(self) -> None:
        rows = self.rows(*ALL)
        assert [row["id"] for row in rows] == [event.id for event in ALL]
        assert (rows[1]["earliest"], rows[1]["latest"], rows[1]["date"]) == ("2017-05-01", "2017-05-31", "2017-05")
        assert rows[5]["earliest"] == rows[6]["latest"] == ""
        assert rows[3]["published"] == "2017-08-07T09:00:00-04:00"
        assert rows[3]["updated"] == "2017-08-09T10:11:12Z"

    def test_no_cell_is_a_formula(self) -> None:
        (row,) = self.rows(EVIL)
        assert row["title"].startswith("'=cmd")
        assert row["actors"] == "'@sum"
        assert row["summary"].startswith("'+1 & <b>")
        assert not any(cell[:1] in {"=", "+", "-", "@", "\t", "\r"} for cell in row.values())

    def test_fields_choose_columns(self) -> None:
        (row,) = self.rows(DAY, fields=frozenset({"id", "date"}))
        assert row.keys() == {"id", "earliest", "latest", "time", "date", "edtf", "granularity", "relation", "display"}


class TestCalendar:
    def entries(self, *events: Event) -> dict[str, dict[str, object]]:
        calendar = Calendar.from_ical(rendered("ics", *events))
        return {str(entry["uid"]): entry for entry in calendar.walk("VEVENT")}

    def test_all_day_entries_with_stable_ids(self) -> None:
        entry = self.entries(DAY)["e-day@dateline"]
        assert (entry["dtstart"].dt, entry["dtend"].dt) == (date(2017, 8, 6), date(2017, 8, 7))
        assert type(entry["dtstart"].dt) is date
        assert entry["last-modified"].dt == CHANGED

    def test_a_month_stays_a_month(self) -> None:
        entry = self.entries(MONTH)["e-month@dateline"]
        assert (entry["dtstart"].dt, entry["dtend"].dt) == (date(2017, 5, 1), date(2017, 6, 1))
        assert str(entry["x-dateline-edtf"]) == "2017-05"

    def test_a_deadline_says_so_on_its_last_day(self) -> None:
        entry = self.entries(DEADLINE)["e-by@dateline"]
        assert entry["dtstart"].dt == date(2017, 9, 1)
        assert str(entry["summary"]).startswith("Deadline: ")
        assert "deadline" in entry["categories"].to_ical().decode()

    def test_what_has_no_last_day_is_left_out_and_counted(self) -> None:
        calendar = Calendar.from_ical(rendered("ics", BEFORE, UNDATED, DAY))
        assert len(calendar.walk("VEVENT")) == 1
        assert str(calendar["x-wr-caldesc"]).startswith("2 events")

    def test_the_end_of_the_calendar_is_no_error(self) -> None:
        last = made("e-last", on(date.max, date.max, "day", "9999-12-31", "31 December 9999"))
        assert "e-last@dateline" in self.entries(last)

    def test_a_title_cannot_add_lines(self) -> None:
        raw = rendered("ics", EVIL).decode().replace("\r\n ", "")
        assert raw.count("BEGIN:VEVENT") - raw.count("\\nBEGIN:VEVENT") == 1 or raw.count("\r\nBEGIN:VEVENT") == 1
        assert not [line for line in raw.split("\r\n") if line.startswith("X-Evil")]


class TestAtom:
    def test_each_event_is_an_entry_with_its_own_update(self) -> None:
        feed = etree.fromstring(rendered("atom", *ALL, base_url="https://d.example", next_url="https://d.example/n"))
        entries = feed.findall(f"{ATOM}entry")
        assert len(entries) == len(ALL)
        assert len({entry.findtext(f"{ATOM}id") for entry in entries}) == len(ALL)
        assert {entry.findtext(f"{ATOM}updated") for entry in entries} == {"2017-08-09T10:11:12+00:00"}
        assert entries[3].find(f"{ATOM}link").get("href") == "https://d.example/event/e-day"
        assert [link.get("href") for link in feed.findall(f"{ATOM}link") if link.get("rel") == "next"] == [
            "https://d.example/n"
        ]

    def test_what_articles_say_is_text(self) -> None:
        feed = etree.fromstring(rendered("atom", EVIL))
        entry = feed.find(f"{ATOM}entry")
        assert "<script>alert(1)</script>" in entry.findtext(f"{ATOM}title")
        assert not feed.xpath("//*[local-name()='script' or local-name()='img']")


TIMELINEJS = {
    "type": "object", "required": ["events"],
    "$defs": {
        "date": {
            "type": "object", "required": ["year"], "additionalProperties": False,
            "properties": {"year": {"type": "integer"}, "month": {"type": "integer", "minimum": 1, "maximum": 12},
                           "day": {"type": "integer", "minimum": 1, "maximum": 31}},
            "dependentRequired": {"day": ["month"]},
        },
        "text": {"type": "object", "properties": {"headline": {"type": "string"}, "text": {"type": "string"}}},
    },
    "properties": {
        "title": {"type": "object", "properties": {"text": {"$ref": "#/$defs/text"}}},
        "events": {"type": "array", "items": {
            "type": "object", "required": ["start_date", "text", "unique_id"], "additionalProperties": False,
            "properties": {
                "start_date": {"$ref": "#/$defs/date"}, "end_date": {"$ref": "#/$defs/date"},
                "display_date": {"type": "string"}, "group": {"type": "string"}, "text": {"$ref": "#/$defs/text"},
                "unique_id": {"type": "string", "minLength": 1},
            },
        }},
    },
}  # fmt: skip


class TestTimelineJs:
    def slides(self, *events: Event) -> dict[str, dict[str, object]]:
        whole = json.loads(rendered("timelinejs", *events))
        Draft202012Validator(TIMELINEJS).validate(whole)
        return {slide["unique_id"]: slide for slide in whole["events"]}

    def test_dates_have_the_parts_that_are_known(self) -> None:
        slides = self.slides(*ALL)
        assert slides["e-day"]["start_date"] == {"year": 2017, "month": 8, "day": 6}
        assert "display_date" not in slides["e-day"]
        assert slides["e-month"]["start_date"] == {"year": 2017, "month": 5}
        assert slides["e-year"]["start_date"] == {"year": 2016}
        assert slides["e-decade"]["end_date"] == {"year": 1999}

    @pytest.mark.parametrize(
        ("value", "begin", "end"),
        [
            ("2017-09-14/2017-09-20", {"year": 2017, "month": 9, "day": 14}, {"year": 2017, "month": 9, "day": 20}),
            ("2017-03/2017-05", {"year": 2017, "month": 3}, {"year": 2017, "month": 5}),
            ("1914/1918", {"year": 1914}, {"year": 1918}),
        ],
    )
    def test_a_stretch_has_the_parts_that_its_ends_have(
        self, value: str, begin: dict[str, int], end: dict[str, int]
    ) -> None:
        first, last = date(begin["year"], begin.get("month", 1), begin.get("day", 1)), date(2018, 1, 31)
        last = last.replace(end["year"], end.get("month", 12), end.get("day", 31))
        stretch = made("e", EventDate(value, value, first, last, None, None, "during", "words"))
        slide = self.slides(stretch)["e"]
        assert (slide["start_date"], slide["end_date"], slide["display_date"]) == (begin, end, "words")

    @pytest.mark.parametrize("event", [WEEK, MONTH, YEAR, DECADE, DEADLINE, BEFORE], ids=lambda event: event.id)
    def test_what_is_vaguer_than_a_day_is_shown_in_words(self, event: Event) -> None:
        assert self.slides(event)[event.id]["display_date"] == event.date.display

    def test_a_deadline_stands_on_its_last_day(self) -> None:
        assert self.slides(DEADLINE)["e-by"]["start_date"] == {"year": 2017, "month": 9, "day": 1}

    def test_undated_events_cannot_be_placed(self) -> None:
        assert not self.slides(UNDATED)

    def test_texts_are_escaped_for_html(self) -> None:
        text = self.slides(EVIL)["e-evil"]["text"]
        assert "<script>" not in text["headline"]
        assert "<b>" not in text["text"]


class Collected(HTMLParser):
    def __init__(self, page: str) -> None:
        super().__init__()
        self.tags: list[tuple[str, dict[str, str | None]]] = []
        self.feed(page)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, dict(attrs)))


class TestHtml:
    def test_the_page_needs_no_script_and_lists_every_event(self) -> None:
        tags = Collected(rendered("html", *ALL, next_url="/timeline.html?cursor=c").decode()).tags
        assert sum(tag == "h2" for tag, _ in tags) == len(ALL)
        assert not {"script", "style", "img", "iframe"} & {tag for tag, _ in tags}
        assert ("a", {"rel": "next", "href": "/timeline.html?cursor=c"}) in tags

    def test_machine_dates_are_no_more_exact_than_the_event(self) -> None:
        times = [attributes["datetime"] for tag, attributes in Collected(rendered("html", *ALL).decode()).tags
                 if tag == "time" and not str(attributes["datetime"]).count("T")]  # fmt: skip
        assert times == ["2016", "2017-05", "2017-W31", "2017-08-06"]

    def test_what_articles_say_is_text(self) -> None:
        page = rendered("html", EVIL).decode()
        assert not {"script", "img", "b"} & {tag for tag, _ in Collected(page).tags}
        assert "&lt;script&gt;" in page


@pytest.mark.parametrize("name", ["csv", "ics", "atom", "html", "timelinejs"])
def test_quoted_text_is_bounded_everywhere(name: str) -> None:
    long = replace(DAY, summary="Norland " * 100, evidence=())
    assert rendered(name, long, chars=50).decode().count("Norland") < 20


def test_half_a_surrogate_pair_breaks_no_format() -> None:
    odd = made("e-odd", DAY.date, "half \ud800 pair", summary="half \udfff")
    for name in ("csv", "ics", "atom", "html"):
        assert isinstance(rendered_rows(name, odd), bytes)


def rendered_rows(name: str, event: Event) -> bytes:
    return b"".join(FORMATS[name].render(Listing(rows=[Row(event)])))
