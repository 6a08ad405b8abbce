"""Markdown for people: a heading a year, a line a day, an entry an event with its sources. Any Markdown shows it alike.

Everything articles say is escaped, so that no title can become markup, a link or HTML.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import groupby

from service.formats.listing import Listing, Row, cut, one_line
from service.formats.people import kind_word, long_day, status_word
from service.timeline.model import Event

SPECIAL = re.compile(r"([\\`*_{}\[\]()#+\-.!|~>&<])")


def escaped(text: str) -> str:
    """Text that Markdown shows as it is.

    >>> escaped("<b>1. *Talks* [here](x)</b>")
    '&lt;b&gt;1\\\\. \\\\*Talks\\\\* \\\\[here\\\\]\\\\(x\\\\)&lt;/b&gt;'
    """
    told = {"<": "&lt;", ">": "&gt;", "&": "&amp;"}
    return SPECIAL.sub(lambda m: told.get(m[1], "\\" + m[1] if m[1] not in ".-+" else _gentle(m)), one_line(text))


def _gentle(match: re.Match[str]) -> str:
    """A full stop, a plus or a hyphen is markup only at the start of a line, after a number or alone."""
    before = match.string[: match.start()]
    risky = not before.strip() or before[-1:].isdigit() or (match[1] != "." and before.endswith(" "))
    return f"\\{match[1]}" if risky else match[1]


def heading(event: Event) -> str:
    """The day or the stretch an event stands under."""
    first, last = event.date.earliest, event.date.latest
    if first is not None and first == last and event.date.relation == "on":
        return long_day(first, weekday=True)
    return event.date.display


def entry(row: Row, listing: Listing) -> str:
    """One event as a list item: its title, what is known of it, and who says so."""
    event = row.event
    known = [status_word(event.status) if event.status != "occurred" else None, kind_word(event.kind)]
    known += [", ".join(actor.name for actor in event.actors), ", ".join(place.name for place in event.places)]
    clock = f"{event.date.time} " if event.date.time else ""
    line = f"- {clock}**[{escaped(event.title) or 'Untitled'}]({listing.page_url(event.id)})**"
    facts = "; ".join(escaped(fact) for fact in known if fact)
    summary = escaped(cut(event.summary, listing.chars))
    told = [f"  {facts}"] if facts else []
    told += [f"  {summary}"] if summary and event.summary != event.title else []
    told.append(f"  {_sources(event, listing)}")
    return "  \n".join([line, *told])


def _sources(event: Event, listing: Listing) -> str:
    rows = event.evidence if listing.evidence is None else event.evidence[: listing.evidence]
    named = {row.article: row.publisher or row.article for row in rows}
    links = [f"[{escaped(name)}]({listing.article_page_url(article)})" for article, name in named.items()]
    more = event.sources.articles - len(links)
    return ", ".join([*links, *([f"{more} more"] if more > 0 and links else [f"{more} articles"] if more > 0 else [])])


def render(listing: Listing) -> Iterator[bytes]:
    """The page as Markdown, with a link to the next one."""
    lines = [f"# {escaped(listing.title)}", ""]
    for year, in_year in groupby(listing.rows, key=_year):
        lines += [f"## {year}", ""]
        for day, rows in groupby(in_year, key=lambda row: heading(row.event)):
            lines += [f"### {escaped(day)}", "", *(entry(row, listing) for row in rows), ""]
    if len(lines) == 2:
        lines += ["No events.", ""]
    if listing.next_url:
        lines += [f"[Later in this timeline]({listing.next_url})", ""]
    yield "\n".join(lines).encode("utf-8", "replace")


def _year(row: Row) -> str:
    first = row.event.date.earliest
    return str(first.year) if first else "Without a first day"
