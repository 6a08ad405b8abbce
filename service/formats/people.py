"""Words for people: how precise a date is, when a deadline falls, what a kind and a status are called.

One place for the page, the terminal and every format that is read rather than parsed. Nothing here knows today: the day
that something is told from is always given.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from service.timeline.datewords import MONTHS, before_christ
from service.timeline.model import Event, EventDate, Sources  # noqa: F401 - Sources is for the examples

KINDS = {
    "accuse": "accusation",
    "agree": "agreement",
    "aid": "aid",
    "assault": "attack",
    "coerce": "coercion",
    "concede": "concession",
    "consult": "talks",
    "cooperate": "cooperation",
    "demand": "demand",
    "disapprove": "disapproval",
    "fight": "fighting",
    "investigate": "investigation",
    "mobilize": "mobilisation",
    "protest": "protest",
    "reject": "refusal",
    "request": "request",
    "retreat": "retreat",
    "sanction": "sanction",
    "statement": "statement",
    "support": "support",
    "threaten": "threat",
}
STATUSES = {
    "occurred": "happened",
    "ongoing": "under way",
    "planned": "planned",
    "alleged": "alleged",
    "denied": "denied",
    "negated": "did not happen",
    "cancelled": "called off",
}
# Longest span, in days, that is still told as this unit when its granularity is not known.
SPANS = ((1, "day"), (3, "days"), (8, "week"), (31, "month"), (92, "season"), (366, "year"))
GRANULARITY_MARKS = {
    "weekend": "days",
    "week": "week",
    "month": "month",
    "season": "season",
    "quarter": "season",
    "half": "season",
    "year": "year",
    "decade": "years",
    "century": "years",
    "millennium": "years",
}
MARK_LABELS = {
    "time": "a time of day",
    "day": "a day",
    "days": "a few days",
    "week": "within a week",
    "month": "within a month",
    "season": "within some months",
    "year": "within a year",
    "years": "over years",
    "by": "by a deadline",
    "since": "from a day on",
    "until": "up to a day",
    "before": "before a day",
    "after": "after a day",
    "around": "about then",
    "undated": "no date",
}
DUE_RELATIONS = frozenset({"by", "until", "before"})
RELATION_MARKS = frozenset({"by", "since", "until", "before", "after", "around"})


@dataclass(frozen=True, slots=True)
class Precision:
    """How precise a date is: `mark` names the sign drawn for it, `label` says it in words."""

    mark: str
    label: str


def precision(when: EventDate) -> Precision:
    """How precise an event's date is, for a sign that is understood at a glance.

    >>> precision(EventDate("2017-08-06", None, date(2017, 8, 6), date(2017, 8, 6), None, "day")).label
    'a day'
    >>> precision(EventDate(relation="by", latest=date(2017, 9, 1))).mark
    'by'
    """
    mark = _mark(when)
    return Precision(mark, MARK_LABELS[mark])


def _mark(when: EventDate) -> str:
    ancient = before_christ(when.value)
    if when.earliest is None and when.latest is None and not ancient:
        return "undated"
    if when.relation in RELATION_MARKS:
        return when.relation
    if ancient:
        return _mark_before_christ(when.value or "")
    if when.earliest is None:
        return "before"
    if when.latest is None:
        return "since"
    days = (when.latest - when.earliest).days + 1
    if days == 1:
        return "time" if when.time else "day"
    by_span = next((name for bound, name in SPANS if days <= bound), "years")
    known = GRANULARITY_MARKS.get(when.granularity or "")
    return known if known and by_span != "day" else by_span


def _mark_before_christ(value: str) -> str:
    """How precise a date before Christ is, told by how much of it its value names."""
    if "/" in value or len(value) < len("BC0044"):
        return "years"
    return {len("BC0044"): "year", len("BC0044-03"): "month", len("BC0044-03-15"): "day"}.get(len(value), "season")


def kind_word(kind: str | None) -> str | None:
    """What a kind is called; a kind without a word of its own is told as it is.

    >>> kind_word("consult")
    'talks'
    """
    return KINDS.get(kind, kind) if kind else None


def status_word(status: str) -> str:
    """What a status is called.

    >>> status_word("negated")
    'did not happen'
    """
    return STATUSES.get(status, status)


def ahead(event: Event, today: date) -> bool:
    """Whether an event is planned and its last day, or its first where no last is known, has not passed."""
    day = event.date.latest or event.date.earliest
    return event.status == "planned" and day is not None and day >= today


def due(event: Event, today: date) -> str | None:
    """How a planned event's day stands to the day shown, or None where there is nothing to say.

    >>> day, nobody = EventDate(latest=date(2017, 9, 1), relation="by"), Sources(1, 1, 0)
    >>> event = Event("e", "", "", day, "planned", None, (), (), nobody, 1, (), ())
    >>> due(event, date(2017, 8, 8)), due(event, date(2017, 9, 3))
    ('due in 24 days', 'deadline passed 2 days ago')
    """
    last = event.date.latest or event.date.earliest
    if event.status != "planned" or last is None or (event.date.latest is None and last < today):
        return None
    deadline = event.date.relation in DUE_RELATIONS
    left = (last - today).days
    if left < 0:
        return f"{'deadline passed' if deadline else 'its day passed'} {days_word(-left)} ago"
    first = event.date.earliest
    if not deadline and first is not None and first <= today:
        return "today" if left == 0 else f"any day, {days_word(left)} left"
    wait = left if deadline or first is None else (first - today).days
    if wait == 0:
        return "due today" if deadline else "today"
    return f"{'due in' if deadline else 'in'} {days_word(wait)}"


def due_relation(when: EventDate) -> bool:
    """Whether a date is a deadline: its last day is what matters, not the day it was set.

    >>> due_relation(EventDate(relation="by")), due_relation(EventDate(relation="on"))
    (True, False)
    """
    return when.relation in DUE_RELATIONS


def days_word(days: int) -> str:
    """A number of days as people say it.

    >>> days_word(1), days_word(24), days_word(400)
    ('1 day', '24 days', '13 months')
    """
    for length, unit in ((730, "year"), (61, "month")):
        if days >= length:
            count = round(days / (365.25 if unit == "year" else 30.44))
            return f"{count:,} {unit}s"
    return f"{days} day{'' if days == 1 else 's'}"


def sources_word(event: Event) -> str:
    """How many tell of an event, in words.

    >>> sources_word(Event("e", "", "", EventDate(), "occurred", None, (), (), Sources(5, 3, 1), 1, (), ()))
    '5 articles, 3 publishers, 1 copy'
    """
    said = event.sources
    parts = [f"{said.articles:,} article{'' if said.articles == 1 else 's'}"]
    if said.publishers > 1:
        parts.append(f"{said.publishers:,} publishers")
    if said.copies:
        parts.append(f"{said.copies:,} cop{'y' if said.copies == 1 else 'ies'}")
    return ", ".join(parts)


def long_day(day: date, *, weekday: bool = False) -> str:
    """A day for people, the same on every machine.

    >>> long_day(date(2017, 8, 6)), long_day(date(2017, 8, 6), weekday=True)
    ('6 August 2017', 'Sunday 6 August 2017')
    """
    words = f"{day.day} {MONTHS[day.month - 1]} {day.year}"
    return f"{WEEKDAYS[day.weekday()]} {words}" if weekday else words


def year_words(when: EventDate) -> str:
    """The year a date stands under in a list, or what it lacks to stand under one.

    >>> year_words(EventDate(earliest=date(2017, 8, 1))), year_words(EventDate())
    ('2017', 'Without a date')
    """
    if when.earliest is not None:
        return str(when.earliest.year)
    return "Before a day" if when.latest is not None else "Without a date"


def without_year(when: EventDate) -> str:
    """A date in words without the year it stands under, where a month is left to tell it by.

    >>> without_year(EventDate(earliest=date(2017, 9, 1), display="since September 2017"))
    'since September'
    """
    shorter = when.display.removesuffix(f" {year_words(when)}")
    return shorter if any(month in shorter for month in MONTHS) else when.display


WEEKDAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
