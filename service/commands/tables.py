"""Tables for people: expressions and mentions as aligned, width-aware rows, in colour on a terminal."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from typing import TYPE_CHECKING

from rich.console import Console
from rich.table import Table
from rich.text import Text

from service.article import Article
from service.reading import Reading
from service.temporal.model import Expression
from service.timeline.model import Mention

if TYPE_CHECKING:
    from service.store import Day

PIPE_WIDTH = 160  # columns when no terminal tells its own width

STATUS_STYLE = {
    "occurred": "green",
    "ongoing": "cyan",
    "planned": "blue",
    "alleged": "yellow",
    "denied": "red",
    "negated": "red",
    "cancelled": "red",
}


def console() -> Console:
    """A console on standard output: the terminal's width and colours there, plain and wide in a pipe."""
    return Console(width=None if sys.stdout.isatty() else PIPE_WIDTH, highlight=False, emoji=False)


def show(table: Table) -> None:
    """Print a table."""
    console().print(table)


def days(expression: Expression) -> str:
    """The days of an expression for people: one day, "first .. last", with ".." for an open end, or a dash.

    >>> days(Expression(0, 4, "soon", "DATE", "FUTURE_REF"))
    '-'
    """
    first, last = expression.earliest, expression.latest
    if first is None and last is None:
        return "-"
    if first == last:
        return str(first)
    return f"{first or ''}..{last or ''}"


def expressions_table(article: Article, reading: Reading) -> Table:
    """Every expression with its place, value, days, relation and why."""
    table = _plain_table("where", "text", "type", "value", "days", "relation", "why")
    for where, expressions in (("title", reading.title), ("text", reading.text)):
        for e in expressions:
            value = e.value if not e.mod else f"{e.value} ({e.mod})"
            table.add_row(
                f"{where} {e.start}-{e.end}",
                Text(e.text, "bold"),
                e.type,
                Text(value, "cyan"),
                days(e),
                "" if e.relation == "on" else e.relation,
                Text(e.why, "dim"),
            )
    table.caption = f"counted from {article.published.isoformat()}"
    return table


def mentions_table(mentions: Sequence[Mention]) -> Table:
    """Every mention with its date, status, kind, trigger, actors and clause."""
    table = _plain_table("date", "status", "kind", "trigger", "actors", "clause")
    for m in mentions:
        actors = ", ".join(f"{a.name} ({a.role})" if a.role else a.name for a in m.actors)
        table.add_row(
            m.date.display,
            Text(m.status, STATUS_STYLE.get(m.status, "")),
            m.kind or "-",
            Text(m.trigger.text if m.trigger else "-", "bold"),
            actors,
            Text(" ".join(m.text.split()), "dim"),
        )
    return table


def days_table(rows: Sequence[Day]) -> Table:
    """Every day with its counts and the event that leads it."""
    table = _plain_table("day", "events", "articles", "leading event")
    for row in rows:
        table.add_row(f"{row.date:%a} {row.date}", str(row.events), str(row.articles), row.lead_title or "")
    return table


def _plain_table(*columns: str) -> Table:
    table = Table(box=None, pad_edge=False, header_style="bold", caption_justify="left")
    for column in columns:
        table.add_column(column, overflow="fold")
    return table
