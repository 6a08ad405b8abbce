"""A timeline on a terminal: a list by day that fits its width, with colour there and plain in a pipe."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from itertools import groupby

from rich.console import Console
from rich.padding import Padding
from rich.rule import Rule
from rich.table import Table
from rich.text import Text

from service.commands.tables import STATUS_STYLE
from service.commands.tables import console as standard_console
from service.formats.listing import one_line
from service.formats.people import WEEKDAYS, due, kind_word, precision, status_word, without_year, year_words
from service.timeline.datewords import MONTHS
from service.timeline.model import Event, EventDate

SIGNS = {
    "occurred": "●",
    "ongoing": "◐",
    "planned": "○",
    "alleged": "◌",
    "denied": "⊘",
    "negated": "✕",
    "cancelled": "⊖",
}
MARKS = {
    "day": "•",
    "time": "•",
    "days": "╶╴",
    "week": "╶─╴",
    "month": "╶──╴",
    "season": "╶───╴",
    "year": "╶────╴",
    "years": "◂────▸",
    "by": "┄┄┄▏",
    "since": "•──▸",
    "after": "◦──▸",
    "until": "◂──•",
    "before": "◂──◦",
    "around": "(•)",
    "undated": "?",
}
PLAIN = str.maketrans("●◐○◌⊘✕⊖•◦╶─╴┄▏◂▸·…–—", "*o+?/x-.o|-|.|<>,.--")
WIDE = 72
DAY_WIDTH = 16
MARK_WIDTH = 6
ASIDE_WIDTH = 14


def show(
    events: Iterable[Event],
    *,
    today: date,
    console: Console | None = None,
    more: bool = False,
    total: int | None = None,
) -> None:
    """Print events in their order, by year and day, with the day shown between what is past and what is ahead.

    `today` is the day deadlines are told from; `more` says that the timeline goes on; `total` is how many there are.
    """
    out = console or standard_console()
    shown, crossed, last = 0, False, None
    for year, in_year in groupby(events, key=lambda event: year_words(event.date)):
        out.print(Rule(_said(out, Text(year, "bold")), align="left", style="dim", characters=_line(out)))
        for _, group in groupby(
            in_year, key=lambda event: (event.date.earliest, event.date.latest, event.date.display)
        ):
            row = list(group)
            shown += len(row)
            later = row[0].date.earliest is not None and row[0].date.earliest > today
            if later and not crossed and last is False:
                out.print(Rule(Text(f"{_day(today)} {today.year}", "red"), style="red dim", characters=_line(out)))
            crossed, last = crossed or later, later
            out.print(_wide(out, row, today) if out.width >= WIDE else _narrow(out, row, today))
    if not shown:
        out.print("No events.")
    elif more or total is not None:
        of = f" of {total:,}" if total is not None else ""
        out.print(Text(f"{shown:,}{of} events{'; --limit and --cursor show more' if more else ''}", "dim"))


def _wide(out: Console, events: list[Event], today: date) -> Table:
    table = Table.grid(padding=(0, 1))
    widths = ((DAY_WIDTH, "left"), (MARK_WIDTH, "left"), (1, "left"), (None, "left"), (ASIDE_WIDTH, "right"))
    for width, justify in widths:
        table.add_column(width=width, ratio=None if width else 1, justify=justify, overflow="fold")  # type: ignore[arg-type]
    table.expand = True
    for place, event in enumerate(events):
        heading = (_heading(event.date), _mark(event.date)) if not place else (Text(), Text())
        cells = (*heading, _sign(event), _told(event, today), _sources(event))
        table.add_row(*(_said(out, cell) for cell in cells))
    return table


def _narrow(out: Console, events: list[Event], today: date) -> Table:
    table = Table.grid()
    table.add_column(ratio=1, overflow="fold")
    when = events[0].date
    table.add_row(_said(out, Text.assemble(_heading(when), " ", _mark(when))))
    for event in events:
        line = Text.assemble(_sign(event), " ", _told(event, today), " ", _sources(event))
        table.add_row(Padding(_said(out, line), (0, 0, 0, 2)))
    return table


def _heading(when: EventDate) -> Text:
    if precision(when).mark in {"day", "time"} and when.earliest is not None:
        return Text(_day(when.earliest), "bold")
    return Text(without_year(when), "bold")


def _mark(when: EventDate) -> Text:
    return Text(MARKS[precision(when).mark], "dim")


def _day(day: date) -> str:
    return f"{WEEKDAYS[day.weekday()][:3]} {day.day} {MONTHS[day.month - 1]}"


def _days(event: Event) -> tuple[date | None, date | None, str]:
    return event.date.earliest, event.date.latest, event.date.relation


def _sign(event: Event) -> Text:
    return Text(SIGNS.get(event.status, "●"), STATUS_STYLE.get(event.status, ""))


def _told(event: Event, today: date) -> Text:
    """The title, and under it what else is known in few words."""
    wait = due(event, today)
    known = [
        (event.date.time or "", ""),
        (status_word(event.status) if event.status != "occurred" else "", STATUS_STYLE.get(event.status, "")),
        (wait or "", "bold red" if wait and "passed" in wait else "bold blue"),
        (kind_word(event.kind) or "", "dim"),
        (", ".join(one_line(actor.name) for actor in event.actors), "dim"),
        (", ".join(one_line(place.name) for place in event.places), "dim"),
        ("sources differ" if event.disagreements else "", "yellow"),
    ]
    title = Text(one_line(event.title) or "Untitled", "bold" if event.sources.articles > 1 else "")
    facts = Text(" · ", "dim").join(Text(words, style) for words, style in known if words)
    return Text.assemble(title, "\n", facts) if facts.plain else title


def _sources(event: Event) -> Text:
    count = event.sources.articles
    publishers = f", {event.sources.publishers} pub." if event.sources.publishers > 1 else ""
    return Text(f"{count} art.{publishers}", "" if count > 1 else "dim")


def _said(out: Console, text: Text) -> Text:
    """The text as the terminal can show it: signs become plain characters where its encoding has none of them."""
    if (out.encoding or "utf-8").lower().replace("-", "").startswith("utf"):
        return text
    plain = text.copy()
    plain.plain = text.plain.translate(PLAIN).encode(out.encoding, "replace").decode(out.encoding)
    return plain


def _line(out: Console) -> str:
    return "─" if (out.encoding or "utf-8").lower().startswith("utf") else "-"
