"""The timeline on a terminal: by day, within its width, plain where it must be."""

from __future__ import annotations

import io
from datetime import date

import pytest
from rich.console import Console

from service.commands.timeline_table import show
from service.timeline.model import Actor, Event, EventDate, Sources

TODAY = date(2017, 8, 8)


def told(id: str, when: EventDate, status: str = "occurred", title: str = "") -> Event:
    who = (Actor("a", "Rex Tillerson", "person"), Actor("b", "Sergey Lavrov", "person"))
    return Event(id, title or f"Title of {id}", "", when, status, "consult", who, (), Sources(2, 2, 0), 1, (), ())


def day(value: str) -> EventDate:
    first = date.fromisoformat(value)
    return EventDate(value, None, first, first, None, "day", "on", f"{first.day} {first:%B %Y}")


BY = EventDate("2017-09-01", None, date(2017, 7, 30), date(2017, 9, 1), None, "day", "by", "by 1 September 2017")
EVENTS = (
    told("a", BY, "planned"),
    told("b", day("2017-08-06")),
    told("c", day("2017-08-06")),
    told("d", day("2017-08-20"), "planned"),
)


def shown(*events: Event, width: int = 100, encoding: str = "utf-8", **more: object) -> str:
    raw = io.BytesIO()
    file = io.TextIOWrapper(raw, encoding=encoding, errors="strict", newline="")
    show(events, today=TODAY, console=Console(file=file, width=width, highlight=False, emoji=False), **more)  # type: ignore[arg-type]
    file.flush()
    return raw.getvalue().decode(encoding)


def test_a_day_is_said_once_and_its_events_stand_under_it() -> None:
    text = shown(*EVENTS)
    assert text.count("Sun 6 August") == 1
    assert text.index("Sun 6 August") < text.index("Title of b") < text.index("Title of c")
    assert "2017 ─" in text


def test_deadlines_are_told_from_the_day_shown_and_the_day_parts_what_lies_ahead() -> None:
    text = shown(*EVENTS)
    assert "due in 24 days" in text
    assert text.index("Title of c") < text.index("Tue 8 August 2017") < text.index("Title of d")


@pytest.mark.parametrize("width", [30, 44, 72, 80, 120, 200])
def test_no_line_is_wider_than_the_terminal(width: int) -> None:
    long = told("x", day("2017-08-06"), title="A very long title about the meeting " * 8)
    assert max(map(len, shown(*EVENTS, long, width=width).splitlines())) <= width


def test_in_a_pipe_there_is_no_colour() -> None:
    assert "\x1b" not in shown(*EVENTS)


def test_a_terminal_without_the_signs_gets_plain_ones() -> None:
    text = shown(*EVENTS, told("y", day("2017-08-07"), title="Заявление"), encoding="ascii")
    assert "Title of a" in text
    assert "?" in text


def test_no_title_moves_the_cursor_or_adds_a_line() -> None:
    text = shown(told("z", day("2017-08-06"), title="one\x1b[2Jtwo\nthree"))
    assert "\x1b" not in text
    assert "one" in text
    assert not any(line.startswith("three") for line in text.splitlines())


def test_it_says_when_there_is_more_and_when_there_is_nothing() -> None:
    assert "4 of 9 events; --limit" in shown(*EVENTS, more=True, total=9)
    assert shown() == "No events.\n"
