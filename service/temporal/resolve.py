"""Resolve: candidates in order, each given to the policy, made into expressions with their days."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import replace
from datetime import date, datetime, timedelta
from math import ceil

from service.temporal import policy
from service.temporal.calendar import shift, span_of
from service.temporal.chains import AHEAD
from service.temporal.edtf import edtf
from service.temporal.governor import governor
from service.temporal.meaning import Candidate
from service.temporal.model import Expression
from service.temporal.policy import Reading, Said, Setting
from service.temporal.spoken import spoken_on
from service.temporal.stretches import days_between, in_order
from service.temporal.surroundings import Stated, Surroundings
from service.temporal.view import View

LONGEST_LINK = 4
EARLIER_PARTS = frozenset({"earlier", "later"})
SECONDS = {"S": 1, "MIN": 60, "H": 3600}


def resolve(
    candidates: Iterable[Candidate],
    view: View,
    moment: datetime,
    title: bool = False,
    order: str | None = None,
    zoned: bool = True,
) -> list[Expression]:
    """Expressions in order; a candidate the calendar has no day for is left out."""
    said = Said()
    readings: dict[int, Reading] = {}
    kept: list[Candidate] = []
    candidates = list(candidates)
    born = bool(candidates) and view.is_birth(candidates[0])
    narrative = policy.is_narrative([c.meaning for c in candidates], moment.date(), born)
    till_now = view.grammar.till_now
    stated = Stated.of(candidates) if narrative else Stated()
    previous: Candidate | None = None
    governed, preposition = None, ""
    for index, candidate in enumerate(candidates):
        if governed is None or not _goes_on(previous, candidate, view):
            governed = candidate
            preposition = "" if candidate.partner is not None and not candidate.leads else view.preposition(candidate)
            if candidate.relation == "during" and (preposition == "for" or candidate.meaning.kind == "season"):
                preposition = candidate.relation  # "for most of Wednesday", "through the winter": nothing is set for it
        before, previous = previous, candidate
        if before is not None and "\n" in view.text[before.end : candidate.start]:
            said.entry = None
        policy.come_back(said, candidate.first)
        around = Surroundings(view, candidate, governed, before, stated)
        at, sentence = candidate.start, view.sentence(candidate.first)[0]
        setting = Setting(moment, said, around, title, order, preposition, at, sentence, narrative, till_now, zoned)
        spoken = spoken_on(index, candidates, view, moment.date(), narrative)
        if spoken is None:
            reading = policy.resolve(candidate.meaning, setting)
        else:
            then = moment.replace(year=spoken.year, month=spoken.month, day=spoken.day)
            reading = policy.resolve(candidate.meaning, replace(setting, moment=then, basis="day of the words"))
        if reading is None:
            continue
        lead = readings.get(id(candidate.partner)) if candidate.partner is not None else None
        if lead is not None and candidate.partner is not None:
            begun, reading = in_order(lead, reading, candidate, setting)
            if begun is not lead:
                readings[id(candidate.partner)] = begun
        reading = policy.reckoned(reading)
        policy.remember(reading, candidate.meaning, setting, candidate.mod or reading.mod)
        policy.report(reading, candidate.meaning, setting)
        _head(candidate, reading, setting, view)
        readings[id(candidate)] = reading
        kept.append(candidate)
    return [_written(candidate, readings, view, moment) for candidate in kept]


def _written(c: Candidate, readings: Mapping[int, Reading], view: View, moment: datetime) -> Expression:
    """The expression of a reading and of its partner's, years before Christ written the usual way."""
    partner = readings.get(id(c.partner)) if c.partner is not None else None
    told = policy.written(partner) if partner is not None else None
    return _expression(c, policy.written(readings[id(c)]), told, view, moment)


def _head(c: Candidate, reading: Reading, setting: Setting, view: View) -> None:
    """Keeps what stands over entries: a year alone on its line; a part of a day ("This evening: light snow")."""
    if c.meaning.kind == "date" and c.meaning.month is None and view.alone_on_line(c):
        setting.said.chapter = c.meaning.year
    day, _, grain = span_of(reading.value)
    if grain in ("day", "part") and setting.chronicle:
        setting.said.heading = setting.said.entry = day


def _goes_on(a: Candidate | None, b: Candidate, view: View) -> bool:
    """True for a date that goes on from the one before it ("in May, June and July"): the same verb governs both."""
    if a is None or a.meaning.kind != b.meaning.kind or not 0 < b.first - a.last <= LONGEST_LINK:
        return False
    words = " ".join("".join(view.words[a.last : b.first]).lower().split())
    return words in view.grammar.language.tables.get("lists", {}).get("goes_on", ())


def _expression(c: Candidate, reading: Reading, partner: Reading | None, view: View, moment: datetime) -> Expression:
    today = moment.date()
    first, last, grain = span_of(reading.value)
    mod = c.mod or reading.mod
    relation = c.relation
    stretch = reading.days or _within(c, view, moment)
    if stretch is not None:
        first, last = stretch
        relation = "during" if relation in ("on", "since") and reading.type == "DURATION" else relation
    if mod == "APPROX" and relation == "on" and first is not None and stretch is None:
        relation = "around"
    begin, end = reading.begin, reading.end
    if partner is not None:
        first, last, begin, end = days_between(c, reading, partner)
    elif first is not None and last is not None and stretch is None:
        if mod in ("START", "END"):
            first, last = _part_of(c, view, first, last, today, mod)
        first, last = days_of_relation(relation, first, last, today, mod)
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


def _within(c: Candidate, view: View, moment: datetime) -> tuple[date, date] | None:
    """The days of "within 48 hours" where a verb looks ahead: from the publication moment on."""
    meaning, table = c.meaning, view.grammar.language.tables["relations"]
    if meaning.kind != "duration" or meaning.vague or not _said_before(c, view, table["within"]):
        return None
    if view.after(c).lower() in table["within_of"] or governor(c, view).tense not in AHEAD:
        return None
    count = meaning.last or meaning.count or 1
    if meaning.unit in SECONDS:
        try:
            last: date | None = (moment + timedelta(seconds=SECONDS[meaning.unit] * count)).date()
        except OverflowError:
            last = None
    else:
        last = shift(moment.date(), meaning.unit or "D", ceil(count))
    return (moment.date(), last) if last is not None else None


def _said_before(c: Candidate, view: View, words: Collection[str]) -> bool:
    one, two = view.before(c).lower(), view.before(c, 2).lower()
    return one in words or f"{two} {one}" in words


def _part_of(c: Candidate, view: View, first: date, last: date, today: date, mod: str) -> tuple[date, date]:
    """ "earlier this year" ends, "later this year" begins where the anchor stands."""
    word = view.words[c.first].lower()
    if word in EARLIER_PARTS and first <= today <= last:
        return (first, today) if mod == "START" else (today, last)
    return first, last


def days_of_relation(
    relation: str, first: date, last: date, today: date, mod: str | None = None
) -> tuple[date | None, date | None]:
    """The days on which the happening can have been, for a relation to the days `first` to `last`, of which `mod` names
    the beginning, the middle or the end.

    >>> days_of_relation("by", date(2017, 9, 1), date(2017, 9, 1), date(2017, 8, 7))
    (datetime.date(2017, 8, 7), datetime.date(2017, 9, 1))
    >>> days_of_relation("before", date(2017, 1, 1), date(2017, 12, 31), date(2017, 8, 7), "END")
    (None, datetime.date(2017, 12, 31))
    """
    if relation in ("by", "until"):
        return (today if today <= last else None), last
    if relation == "since":
        return (first, today) if first <= today else (first, None)
    part = mod if first != last and mod in ("START", "MID", "END") else None
    middle = first + (last - first) / 2
    beside = timedelta(first != last)
    if relation == "before":
        return None, last if part == "END" else middle if part == "MID" else _moved(first, -beside)
    if relation == "after":
        return (first if part == "START" else middle if part == "MID" else _moved(last, beside)), None
    return first, last


def _moved(day: date, by: timedelta) -> date | None:
    """A happening before or after a day may still be on it; before or after a longer time it is outside it."""
    try:
        return day + by
    except OverflowError:
        return None
