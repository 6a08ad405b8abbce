"""Resolve: candidates in order, each given to the policy, made into expressions with their days."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from datetime import date, datetime

from service.temporal import policy
from service.temporal.calendar import span_of
from service.temporal.clauses import Verb
from service.temporal.edtf import edtf
from service.temporal.meaning import Candidate
from service.temporal.model import Expression
from service.temporal.policy import Reading, Said, Setting
from service.temporal.view import View

EARLIER_PARTS = frozenset({"earlier", "later"})


def resolve(
    candidates: Iterable[Candidate], view: View, moment: datetime, title: bool = False, order: str | None = None
) -> list[Expression]:
    """Expressions in order; a candidate the calendar has no day for is left out."""
    said = Said()
    out: list[Expression] = []
    readings: dict[int, Reading] = {}
    kept: list[tuple[Candidate, Reading]] = []
    candidates = list(candidates)
    narrative = policy.is_narrative([c.meaning for c in candidates], moment.date())
    for candidate in candidates:
        setting = Setting(
            moment,
            said,
            _verb(view, candidate),
            title,
            order,
            view.preposition(candidate),
            candidate.start,
            view.sentence(candidate.first)[0],
            narrative,
        )
        reading = policy.resolve(candidate.meaning, setting)
        if reading is None:
            continue
        policy.remember(reading, candidate.meaning, setting)
        readings[id(candidate)] = reading
        kept.append((candidate, reading))
    for candidate, reading in kept:
        partner = readings.get(id(candidate.partner)) if candidate.partner is not None else None
        out.append(_expression(candidate, reading, partner, view, moment.date()))
    return out


def _verb(view: View, candidate: Candidate) -> Callable[[], Verb]:
    return lambda: view.clause(candidate)


def _expression(c: Candidate, reading: Reading, partner: Reading | None, view: View, today: date) -> Expression:
    first, last, grain = span_of(reading.value)
    if reading.days is not None:
        first, last = reading.days
    mod = c.mod or reading.mod
    relation = c.relation
    begin, end = reading.begin, reading.end
    if partner is not None:
        first, last, begin, end = _between(c, reading, partner)
    elif first is not None and last is not None:
        if mod in ("START", "END"):
            first, last = _part_of(c, view, first, last, today, mod)
        first, last = days_of_relation(relation, first, last, today)
    return Expression(
        c.start,
        c.end,
        view.text[c.start : c.end],
        reading.type,
        reading.value,
        mod,
        reading.quant,
        reading.freq,
        begin,
        end,
        first,
        last,
        grain if reading.type in ("DATE", "TIME") else None,
        relation,
        edtf(reading.value, mod),
        reading.time,
        c.rule,
        reading.anchor,
        reading.grounds,
    )


def _between(
    c: Candidate, reading: Reading, partner: Reading
) -> tuple[date | None, date | None, str | None, str | None]:
    """Both ends of "from ... to ..." know the whole stretch."""
    start, stop = (reading, partner) if c.leads else (partner, reading)
    first, last = span_of(start.value)[0], span_of(stop.value)[1]
    if first is not None and last is not None and first > last:
        return (*span_of(reading.value)[:2], None, None)
    return first, last, start.value, stop.value


def _part_of(c: Candidate, view: View, first: date, last: date, today: date, mod: str) -> tuple[date, date]:
    """ "earlier this year" ends, "later this year" begins where the anchor stands."""
    word = view.words[c.first].lower()
    if word in EARLIER_PARTS and first <= today <= last:
        return (first, today) if mod == "START" else (today, last)
    return first, last


def days_of_relation(relation: str, first: date, last: date, today: date) -> tuple[date | None, date | None]:
    """The days on which the happening can have been, for a relation to the days `first` to `last`.

    >>> days_of_relation("by", date(2017, 9, 1), date(2017, 9, 1), date(2017, 8, 7))
    (datetime.date(2017, 8, 7), datetime.date(2017, 9, 1))
    """
    if relation in ("by", "until"):
        return (today if today <= last else None), last
    if relation == "since":
        return (first, today) if first <= today else (first, None)
    if relation == "before":
        return None, last
    if relation == "after":
        return first, None
    return first, last
