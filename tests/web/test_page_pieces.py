"""The page's pure pieces: text cut for marking, addresses, the strip, groups by day, what is ahead."""

from __future__ import annotations

import json
import re
from datetime import UTC, date, datetime, timedelta
from urllib.parse import parse_qsl, urlsplit

import pytest
from hypothesis import given
from hypothesis import strategies as st

from service.config import Settings
from service.formats.people import Precision, ahead, due, precision
from service.timeline.model import Actor, Event, EventDate, Sources
from service.web import page_render
from service.web.embed import policy
from service.web.page_data import asked, day_shown
from service.web.page_events import event_of
from service.web.page_links import Links, shell_quoted
from service.web.page_read import paragraphs, tried
from service.web.page_render import asset, asset_version, render
from service.web.page_strip import MOST_BARS, Count, strip
from service.web.page_text import Span, days_words, pieces
from service.web.page_view import View, coming_and_passed, sections, slider

TODAY = date(2017, 8, 8)
NOBODY = Sources(1, 1, 0)


def day(value: str, **more: object) -> EventDate:
    first = date.fromisoformat(value)
    return EventDate(value, value, first, first, None, "day", "on", f"{first.day} {first:%B %Y}", **more)  # type: ignore[arg-type]


def event(id: str, when: EventDate, status: str = "occurred", **more: object) -> Event:
    return Event(id, f"title of {id}", "", when, status, None, (), (), NOBODY, 1, (), (), **more)  # type: ignore[arg-type]


BY_SEPTEMBER = EventDate(
    "2017-09-01", None, date(2017, 7, 30), date(2017, 9, 1), None, "day", "by", "by 1 September 2017"
)
SINCE_JULY = EventDate("2017-07", None, date(2017, 7, 1), None, None, "month", "since", "since July 2017")
BEFORE_1999 = EventDate("1999", None, None, date(1998, 12, 31), None, "year", "before", "before 1999")


class TestText:
    @given(st.text(max_size=60), st.lists(st.tuples(st.integers(-3, 70), st.integers(-3, 70)), max_size=8))
    def test_pieces_joined_are_the_text_again(self, text: str, spans: list[tuple[int, int]]) -> None:
        cut = pieces(text, [Span(a, b, "when" if a % 2 else "what", f"x{a}") for a, b in spans])
        assert "".join(piece.text for piece in cut) == text

    def test_a_word_under_two_marks_has_both(self) -> None:
        cut = pieces("the Friday talks", [Span(4, 10, "when"), Span(4, 16, "what")])
        assert [(p.text, p.kinds) for p in cut if p.kinds] == [("Friday", ("what", "when")), (" talks", ("what",))]

    @given(st.lists(st.text(alphabet="ab \n", max_size=12), max_size=6))
    def test_paragraphs_lose_nothing_but_blank_lines(self, parts: list[str]) -> None:
        text = "\n\n".join(parts)
        told = paragraphs(pieces(text, []))
        assert "".join(p.text for part in told for p in part).replace("\n", "").replace(" ", "") == re.sub(
            r"\s", "", text
        )

    @pytest.mark.parametrize(
        ("first", "last", "words"),
        [
            ("2017-08-06", "2017-08-06", "Sunday 6 August 2017"),
            ("2017-08-01", "2017-08-31", "1–31 August 2017"),
            ("2017-01-01", "2017-12-31", "the year 2017"),
            ("2016-12-30", "2017-01-02", "30 December 2016 – 2 January 2017"),
            (None, None, ""),
        ],
    )
    def test_days_are_told_once(self, first: str | None, last: str | None, words: str) -> None:
        read = [date.fromisoformat(one) if one else None for one in (first, last)]
        assert days_words(read[0], read[1]) == words


class TestLinks:
    links = Links((("from", "last month"), ("actor", "Lavrov"), ("open", "e1"), ("cursor", "c")), "http://here")

    def test_words_stay_as_they_were_typed(self) -> None:
        assert dict(parse_qsl(urlsplit(self.links.having(to="May")).query)) == {
            "from": "last month",
            "actor": "Lavrov",
            "to": "May",
        }

    def test_a_new_filter_begins_the_list_anew(self) -> None:
        assert "cursor" not in self.links.with_one("kind", "aid")
        assert "open" not in self.links.with_one("kind", "aid")

    def test_opening_keeps_the_place_and_closes_again(self) -> None:
        both = self.links.opened("e2")
        assert "cursor=c" in both
        assert both.endswith("#e-e2")
        assert "open=e1" not in self.links.opened("e1")

    def test_the_call_leaves_out_what_is_the_page_s_own(self) -> None:
        assert self.links.api() == "http://here/timeline?from=last+month&actor=Lavrov"

    @given(st.text(min_size=1, max_size=20))
    def test_no_value_ends_the_shell_s_quotes(self, value: str) -> None:
        line = shell_quoted(Links((("q", value),)).api())
        assert line.count("'") == 2


class TestStrip:
    @given(st.lists(st.tuples(st.integers(1, 3_000_000), st.integers(0, 50), st.integers(0, 50)), max_size=60))
    def test_bars_are_few_and_hold_every_event_in_sight(self, rows: list[tuple[int, int, int]]) -> None:
        counts = [Count(date.fromordinal(at), e, a) for at, e, a in {at: (at, e, a) for at, e, a in rows}.values()]
        made = strip(counts, chosen=(None, None), today=TODAY)
        if made is None:
            assert not any(c.events or c.articles for c in counts)
            return
        assert made.bars <= MOST_BARS
        shown = sum(int(bar.split(",")[0]) for bar in made.data.split(";") if bar)
        assert shown + made.earlier + made.later == sum(c.events for c in counts)
        assert made.first <= made.last
        assert made.events_path.count("M") == sum(bar.split(",")[0] not in ("", "0") for bar in made.data.split(";"))

    def test_far_days_do_not_squeeze_the_rest(self) -> None:
        busy = [Count(date(2017, 8, 1) + timedelta(days=n), 5, 5) for n in range(20)]
        made = strip([Count(date(1914, 6, 28), 1, 1), *busy], chosen=(None, None), today=TODAY)
        assert made is not None
        assert made.first.year == 2017
        assert (made.earlier, made.later) == (1, 0)

    def test_zoomed_it_is_the_days_asked_for(self) -> None:
        chosen = (date(2017, 8, 1), date(2017, 8, 5))
        made = strip([Count(date(2017, 8, 3), 1, 1)], chosen=chosen, today=TODAY, zoomed=True)
        assert made is not None
        assert (made.first, made.last, made.chosen) == (*chosen, None)

    @pytest.mark.parametrize("days", [1, 40, 300, 1000, 5000, 40_000, 700_000])
    def test_every_scale_has_labels_that_lead_into_it(self, days: int) -> None:
        first = date(1000, 1, 1)
        counts = [Count(first, 1, 1), Count(first + timedelta(days=days), 1, 1)]
        made = strip(counts, chosen=(None, None), today=TODAY)
        assert made is not None
        assert 1 <= len(made.ticks) <= 20
        for tick in made.ticks:
            assert tick.first <= tick.last
            assert 0 <= float(tick.at.rstrip("%")) <= 100

    def test_the_ends_of_the_calendar_are_no_error(self) -> None:
        assert strip([Count(date.min, 1, 0), Count(date.max, 1, 0)], chosen=(None, None), today=date.max) is not None


def drawn(mark: str) -> str:
    """The sign of a precision as the page draws it."""
    macros = page_render._environment().get_template("_macros.html").make_module({"root": ""})
    return str(macros.mark(Precision(mark, "")))  # type: ignore[attr-defined]


class TestDays:
    def test_events_stand_by_year_and_by_their_days(self) -> None:
        when = (day("2016-12-30"), day("2017-08-06"), day("2017-08-06"), SINCE_JULY, BEFORE_1999, EventDate())
        told = sections([event(str(n), one) for n, one in enumerate(when)], TODAY)
        assert [(s.label, [len(g.events) for g in s.groups]) for s in told] == [
            ("2016", [1]),
            ("2017", [2, 1]),
            ("Before a day", [1]),
            ("Without a date", [1]),
        ]
        assert told[1].groups[0].weekday == "Sunday"
        assert told[1].groups[1].heading == "since July"

    def test_the_day_shown_stands_before_what_lies_beyond_it(self) -> None:
        rows = [event("a", day("2017-08-06")), event("b", day("2017-08-08")), event("c", day("2017-08-09"))]
        groups = [g for s in sections(rows, TODAY) for g in s.groups]
        assert [(g.now_before, g.ahead) for g in groups] == [(False, False), (False, False), (True, True)]
        back = [g for s in sections(rows[::-1], TODAY, descending=True) for g in s.groups]
        assert [g.now_before for g in back] == [False, True, False]

    def test_the_next_deadline_comes_first_and_what_passed_last_leads_the_passed(self) -> None:
        rows = [
            event("month", EventDate("2017-11", None, date(2017, 11, 1), date(2017, 11, 30), None, "month"), "planned"),
            event("by", BY_SEPTEMBER, "planned"),
            event("gone", day("2017-08-01"), "planned"),
            event("long gone", day("2017-02-01"), "planned"),
            event("done", day("2017-08-20")),
        ]
        coming, passed = coming_and_passed(rows, TODAY)
        assert [e.id for e in coming] == ["by", "month"]
        assert [e.id for e in passed] == ["gone", "long gone"]

    @pytest.mark.parametrize(
        ("when", "today", "words"),
        [
            (BY_SEPTEMBER, date(2017, 8, 8), "due in 24 days"),
            (BY_SEPTEMBER, date(2017, 9, 1), "due today"),
            (BY_SEPTEMBER, date(2017, 9, 2), "deadline passed 1 day ago"),
            (day("2017-08-09"), date(2017, 8, 8), "in 1 day"),
            (day("2017-08-08"), date(2017, 8, 8), "today"),
            (day("2017-08-01"), date(2017, 8, 8), "its day passed 7 days ago"),
            (SINCE_JULY, date(2017, 8, 8), None),
        ],
    )
    def test_a_planned_day_is_told_from_the_day_shown(self, when: EventDate, today: date, words: str | None) -> None:
        planned = event("e", when, "planned")
        assert due(planned, today) == words
        assert ahead(planned, today) == (words is not None and "passed" not in words)

    @pytest.mark.parametrize(
        ("when", "mark"),
        [
            (day("2017-08-06"), "day"),
            (BY_SEPTEMBER, "by"),
            (SINCE_JULY, "since"),
            (BEFORE_1999, "before"),
            (EventDate(), "undated"),
            (EventDate("2017-W31", None, date(2017, 7, 31), date(2017, 8, 6), None, "week"), "week"),
            (EventDate("2017-08", None, date(2017, 8, 1), date(2017, 8, 31), None, "month"), "month"),
            (EventDate("2017", None, date(2017, 1, 1), date(2017, 12, 31), None, "year"), "year"),
            (EventDate("199", None, date(1990, 1, 1), date(1999, 12, 31), None, "decade"), "years"),
            (EventDate(None, None, date(2017, 8, 5), date(2017, 8, 6)), "days"),
        ],
    )
    def test_each_precision_has_a_sign_of_its_own(self, when: EventDate, mark: str) -> None:
        assert precision(when).mark == mark
        assert drawn(mark) != drawn("no such mark") or mark == "day"

    def test_the_slider_has_a_day_each_and_now_at_its_end(self) -> None:
        span = (datetime(2017, 8, 1, tzinfo=UTC), datetime(2017, 8, 8, tzinfo=UTC))
        known = slider(span, datetime(2017, 8, 3, tzinfo=UTC), date(2017, 8, 3))
        assert known is not None
        assert (known.steps, known.at, known.chosen) == (7, 2, True)
        assert slider(None, None, TODAY) is None


class TestQuestion:
    now = datetime(2017, 8, 8, 23, 30, tzinfo=UTC)

    def test_blank_boxes_of_a_form_ask_nothing(self) -> None:
        links = Links((("q", ""), ("from", ""), ("kind", "aid"), ("open", "e1"), ("part", "list"), ("zoom", "1")))
        assert asked(links, Settings(), self.now).params() == [("kind", "aid")]

    def test_the_day_shown_is_the_zone_s_or_that_of_as_of(self) -> None:
        question = asked(Links(()), Settings(), self.now)
        assert day_shown(question, Settings(), self.now) == date(2017, 8, 8)
        assert day_shown(question, Settings(time_zone="Europe/Moscow"), self.now) == date(2017, 8, 9)
        back = asked(Links((("as_of", "2017-08-02"),)), Settings(), self.now)
        assert day_shown(back, Settings(), self.now) == date(2017, 8, 2)

    def test_an_event_of_kept_json_is_the_event(self) -> None:
        shape = {
            "id": "e",
            "title": "t",
            "summary": "s",
            "date": {"earliest": "2017-08-06", "latest": None, "relation": "since", "display": "since 6 August 2017"},
            "status": "planned",
            "kind": None,
            "actors": [{"id": "a", "name": "A", "type": "person", "country": None, "role": "source"}],
            "places": [{"name": "Manila", "country": "PHL"}],
            "sources": {"articles": 3, "publishers": 2, "copies": 1},
            "weight": 7,
            "disagreements": [{"about": "date", "claims": [{"value": "6", "articles": ["1"]}]}],
        }
        made = event_of(json.dumps(shape).encode())
        assert made.actors == (Actor("a", "A", "person", None, "source"),)
        assert (made.sources.copies, made.date.earliest, made.date.latest) == (1, date(2017, 8, 6), None)
        assert made.disagreements[0].claims[0].articles == ("1",)


class TestTemplates:
    def test_whatever_a_question_says_is_escaped(self) -> None:
        links = Links((("q", '"><script>alert(1)</script>'), ("actor", "<u>")), "http://here")
        page = render("page.html", view=View(links, "<i>", (), TODAY, 0, 0), oembed="x", tag="").decode()
        assert "<script>alert" not in page
        assert "<u>" not in page
        assert "<i>" not in page
        assert "&lt;i&gt;" in page

    def test_no_template_writes_script_or_any_style_but_the_page_s_own_into_the_page(self) -> None:
        page = render("page.html", view=View(Links(()), "default", (), TODAY, 0, 0), oembed="x", tag="").decode()
        styles = re.findall(r"<style[^>]*>.*?</style>", page, re.DOTALL)
        assert styles == [f"<style>{page_render.style()}</style>"]
        assert not re.search(r"<style|<script(?![^>]* src=)|<[^>]* (style|on[a-z]+)=", page.replace(styles[0], ""))

    def test_half_a_surrogate_pair_breaks_no_page(self) -> None:
        broken = event("e", day("2017-08-06"))
        view = View(Links(()), "default", (), TODAY, 1, 1, sections=sections([broken], TODAY))
        assert b"title of e" in render("page.html", view=view, oembed="x\ud800", tag="")

    @pytest.mark.parametrize("name", ["../page.py", "page.html", "..%2f", "", ".css", "page.css.bak"])
    def test_only_its_own_files_are_given_out(self, name: str) -> None:
        assert asset(name) is None

    def test_a_file_s_address_changes_with_it(self) -> None:
        assert asset_version("page.css") != asset_version("page.js")

    def test_the_snippet_carries_the_question(self) -> None:
        links = Links((("kind", "aid"), ("kind", "agree"), ("q", 'a "b"'), ("min_sources", "2")), "http://here")
        snippet = View(links, "default", (), TODAY, 0, 0).snippet
        assert 'data-kind="aid | agree"' in snippet
        assert 'data-min-sources="2"' in snippet
        assert 'data-q="a &#34;b&#34;"' in snippet


class TestTrying:
    def test_an_empty_form_shows_an_example(self) -> None:
        made = tried({}, Settings(), datetime(2017, 8, 8, tzinfo=UTC))
        assert made.shown is not None
        assert len(made.shown.notes) > 2

    def test_everything_wrong_is_said_beside_its_box(self) -> None:
        made = tried({"text": " ", "published": "whenever"}, Settings(), datetime(2017, 8, 8, tzinfo=UTC))
        assert made.shown is None
        assert made.wrong.published
        assert made.wrong.any

    def test_a_long_text_is_refused_as_the_service_would(self) -> None:
        made = tried(
            {"text": "a" * 2000, "published": "2017-08-08"}, Settings(max_read=1000), datetime(2017, 8, 8, tzinfo=UTC)
        )
        assert "1,000" in made.wrong.text

    def test_the_line_to_copy_holds_in_a_shell(self) -> None:
        form = {"text": 'It\'s "so".', "published": "2017-08-08"}
        line = tried(form, Settings(), datetime(2017, 8, 8, tzinfo=UTC)).curl("http://here")
        assert line.count("'") == 6
        body = line.rsplit("-d '", 1)[1].removesuffix("'")
        assert json.loads(body)["text"] == form["text"]


class TestPolicy:
    def test_frames_are_for_whom_the_settings_name(self) -> None:
        assert policy(Settings(frame_ancestors=())).endswith("frame-ancestors 'none'")
        assert policy(Settings(frame_ancestors=("*",))).endswith("frame-ancestors *")

    def test_no_setting_adds_a_directive(self) -> None:
        assert "script-src *" not in policy(Settings(frame_ancestors=("https://a; script-src *",)))
