"""What the page shows, made of events and a day to tell them from. Pure: no store, no clock, no Flask."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from itertools import groupby

from markupsafe import escape

from service.errors import Fault
from service.formats import FORMATS
from service.formats.people import (
    MARK_LABELS,
    WEEKDAYS,
    Precision,
    ahead,
    due_relation,
    kind_word,
    precision,
    status_word,
    without_year,
    year_words,
)
from service.timeline.datewords import MONTHS
from service.timeline.model import Event, EventDate
from service.web.page_links import PLACES_IN_A_LIST, Links, shell_quoted
from service.web.page_strip import Strip

CHIPS = {
    "q": "words:",
    "from": "from",
    "to": "to",
    "actor": "",
    "about": "about",
    "kind": "",
    "status": "",
    "publisher": "",
    "place": "in",
    "country": "country",
    "article": "article",
    "relation": "relation",
    "granularity": "dated by the",
    "min_sources": "sources at least",
    "as_of": "as known on",
    "top": "weightiest",
    "changed_since": "changed since",
    "undated": "undated:",
}
CONTROLS = frozenset(
    (
        "collection",
        "q",
        "from",
        "to",
        "about",
        "status",
        "actor",
        "kind",
        "publisher",
        "min_sources",
        "order",
        "as_of",
        "undated",
    )
)
EMBEDDED = (set(CHIPS) | {"collection", "order", "limit"}) - {"article", "changed_since"}
MOST_AHEAD = 8
MOST_PASSED = 4
QUIET_DAYS = 14


@dataclass(frozen=True, slots=True)
class Group:
    """Events that share their days: `heading` says them once, `precision` how exact they are."""

    key: str
    heading: str
    weekday: str
    machine: str | None
    precision: Precision
    events: tuple[Event, ...]
    now_before: bool = False
    ahead: bool = False


@dataclass(frozen=True, slots=True)
class Section:
    """A year of groups, or what has no first day."""

    label: str
    groups: tuple[Group, ...]


@dataclass(frozen=True, slots=True)
class Choice:
    """A value that can be filtered by, how many events have it, and whether it is chosen."""

    value: str
    name: str
    count: int | None
    chosen: bool


@dataclass(frozen=True, slots=True)
class Facets:
    """What can be chosen; `exact` says whether the counts are of all events or of the first ones looked at."""

    actors: tuple[Choice, ...] = ()
    kinds: tuple[Choice, ...] = ()
    statuses: tuple[Choice, ...] = ()
    publishers: tuple[Choice, ...] = ()
    exact: bool = True


@dataclass(frozen=True, slots=True)
class AsOf:
    """The slider of days: the first and last day something was published, and the day shown."""

    first: date
    last: date
    shown: date
    chosen: bool

    @property
    def steps(self) -> int:
        """How many days the slider has after its first."""
        return max((self.last - self.first).days, 0)

    @property
    def at(self) -> int:
        """Where the slider stands: after its last day when no day is chosen."""
        return min(max((self.shown - self.first).days, 0), self.steps) if self.chosen else self.steps + 1


@dataclass(frozen=True, slots=True)
class View:
    """The whole page.

    `articles` and `events` are those there are without any filter, as of the same day and with what has no date where
    that is asked for; `undated` of them are left out for want of a date. `earlier` and `later`: how many the list of
    what lies beyond the strip has.
    """

    links: Links
    collection: str
    collections: tuple[Choice, ...]
    today: date
    articles: int
    events: int
    total: int | None = None
    sections: tuple[Section, ...] = ()
    shown: int = 0
    next_url: str | None = None
    strip: Strip | None = None
    facets: Facets = Facets()
    as_of: AsOf | None = None
    coming: tuple[Event, ...] = ()
    coming_more: bool = False
    passed: tuple[Event, ...] = ()
    opened: Mapping[str, Event] = field(default_factory=dict)
    faults: tuple[Fault, ...] = ()
    changed: datetime | None = None
    chars: int | None = None
    descending: bool = False
    spans: tuple[date | None, date | None] = (None, None)
    latest: date | None = None
    strip_of_all: bool = False
    earlier: int | None = None
    later: int | None = None
    undated: int = 0

    @property
    def filtered(self) -> bool:
        """Whether the question keeps some events out."""
        plain = {"collection", "open", "part", "limit", "cursor", "order", "zoom", "as_of", "tz", "format"}
        return any(name not in plain and value for name, value in self.links.pairs)

    @property
    def chips(self) -> tuple[tuple[str, str], ...]:
        """Every filter in use, with the address of the page without it."""
        names = {c.value: c.name for c in (*self.facets.actors, *self.facets.publishers)}
        made = []
        for name, value in self.links.pairs:
            if value and name in CHIPS:
                said = kind_word(value) if name == "kind" else names.get(value, value)
                said = status_word(value) if name == "status" else said
                made.append((f"{CHIPS[name]} {said}".strip(), self.links.without_one(name, value)))
        return tuple(made)

    @property
    def kept(self) -> tuple[tuple[str, str], ...]:
        """Parameters the form has no control for: it hands them on as they are."""
        return tuple((k, v) for k, v in self.links.pairs if v and k not in CONTROLS and k not in PLACES_IN_A_LIST)

    @property
    def rarely(self) -> bool:
        """Whether a filter that is folded away as seldom needed is in use."""
        return any(self.links.first(name) for name in ("min_sources", "order", "as_of", "undated"))

    @property
    def snippet(self) -> str:
        """What an editor pastes into a page."""
        asked = "".join(
            f' data-{name.replace("_", "-")}="{escape(" | ".join(self.links.values(name)))}"'
            for name in dict.fromkeys(name for name, value in self.links.pairs if value and name in EMBEDDED)
        )
        return f'<script src="{self.links.base}/embed.js"{asked} async></script>'

    @property
    def without_date(self) -> int:
        """How many events of the collection are left out of the whole timeline because nobody dates them."""
        return 0 if self.filtered else self.undated

    @property
    def nothing_ahead(self) -> bool:
        """Whether the list ends here without a group beyond the day shown."""
        return not any(group.ahead for section in self.sections for group in section.groups)

    @property
    def long_quiet(self) -> bool:
        """Whether the last article appeared so long before the day shown that standing at its day says more."""
        return self.latest is not None and (self.today - self.latest).days > QUIET_DAYS

    @property
    def formats(self) -> tuple[tuple[str, str, str], ...]:
        """Name, what it is for, and address of every other form of the same data."""
        links = self.links
        return tuple(
            (one.name, one.says, links.api(f"/timeline{one.suffix}") if one.suffix else links.api(format=one.name))
            for one in FORMATS.values()
            if one.name != "html"
        )

    @property
    def curl(self) -> str:
        """The line that gets the same data."""
        return shell_quoted(self.links.api())


def sections(events: Iterable[Event], today: date, *, descending: bool = False) -> tuple[Section, ...]:
    """Events in their order as years of groups; the line of the day shown stands before the first group beyond it."""
    groups: list[tuple[str, Group]] = []
    beyond = None
    for (label, key), members in groupby(events, key=lambda e: (year_words(e.date), _key(e.date))):
        row = tuple(members)
        when = row[0].date
        later = when.earliest is not None and when.earliest > today
        crossed = beyond is not None and later != beyond if descending else later and not beyond
        beyond = later
        groups.append((label, _group(key, when, row, crossed, later)))
    return tuple(
        Section(label, tuple(group for _, group in members)) for label, members in groupby(groups, key=lambda g: g[0])
    )


def _key(when: EventDate) -> str:
    if due_relation(when) and when.latest is not None:
        return f"/{when.latest}/{when.relation}"
    return f"{when.earliest or ''}/{when.latest or ''}/{when.relation}"


def _group(key: str, when: EventDate, row: tuple[Event, ...], now_before: bool, later: bool) -> Group:
    exact = precision(when)
    if exact.mark in {"day", "time"} and when.earliest is not None:
        day = when.earliest
        heading, weekday, machine = f"{day.day} {MONTHS[day.month - 1]}", WEEKDAYS[day.weekday()], day.isoformat()
        exact = Precision("day", MARK_LABELS["day"])
    else:
        heading, weekday, machine = without_year(when), "", None
    return Group(key, heading, weekday, machine, exact, row, now_before, later)


def coming_and_passed(planned: Sequence[Event], today: date) -> tuple[tuple[Event, ...], tuple[Event, ...]]:
    """Of planned events: those ahead, next deadline first, and those whose last day passed, the latest first.

    What has no last day comes after what has one, and is neither once its first day has passed.
    """
    waiting = sorted((e for e in planned if ahead(e, today)), key=lambda e: (next_day(e, today), e.order))
    passed = sorted(
        (e for e in planned if e.status == "planned" and e.date.latest is not None and e.date.latest < today),
        key=lambda e: (e.date.latest or date.min, e.order),
        reverse=True,
    )
    return tuple(waiting), tuple(passed)


def next_day(event: Event, today: date) -> date:
    """The next day that matters of a planned event: its deadline, else its first day ahead, else its last."""
    first, last = event.date.earliest, event.date.latest
    if due_relation(event.date) or first is None or first < today:
        return last or date.max
    return first


def slider(span: tuple[datetime, datetime] | None, as_of: datetime | None, today: date) -> AsOf | None:
    """The slider over the days something was published, or None where nothing was.

    >>> from datetime import UTC
    >>> slider((datetime(2017, 8, 1, tzinfo=UTC), datetime(2017, 8, 8, tzinfo=UTC)), None, date(2017, 8, 9)).at
    8
    """
    if span is None:
        return None
    first, last = span[0].date(), span[1].date()
    if last <= first:
        first = last - timedelta(days=1)
    return AsOf(first, last, today, as_of is not None)
