"""Refine: ordered, named, pure steps from candidates to candidates. Their order is written once, in STEPS."""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Sequence
from dataclasses import replace

from service.temporal.articles import articles
from service.temporal.builders import on_clock
from service.temporal.lists import lists
from service.temporal.meaning import Candidate, Meaning
from service.temporal.modifiers import Modifiers
from service.temporal.names import in_a_name, is_no_time
from service.temporal.tokens import SPACE
from service.temporal.view import View

Step = Callable[[list[Candidate], View], list[Candidate]]
DAYLIKE = frozenset({"weekday", "day", "holiday", "month_day", "said_day"})
STRETCHES = frozenset({"unit", "season", "month"})
POINTS = frozenset(
    {
        "date",
        "unit",
        "month",
        "quarter",
        "half",
        "season",
        "decade",
        "weekday",
        "value",
        "day",
        "shift",
        "holiday",
        "span",
        "part",
        "nth_of",
    }
)
# Through one of these is all the time of it, not up to its end.
WHOLES = frozenset({"unit", "part", "season", "quarter", "half", "decade"})
AMOUNTS = frozenset({"duration", "shift"})
COARSE = frozenset({"Y", "M", "W", "Q", "DE", "CE", "WE", "H", "D"})
BUSINESS_REACH = 40
MODIFIED = POINTS | AMOUNTS
LONGEST_MODIFIER = 28
RECORD_REACH = 16
AHEAD = frozenset({"future", "modal", "to", "schedule"})
RELATION_WORDS = frozenset(
    {"by", "since", "until", "before", "after", "during", "around", "from", "between"}
)
LONGEST_ASIDE = 24
BEGUN_ASIDE = re.compile(r"\s?\(")
WHOLE_ASIDE = re.compile(r"\s?\([^()\n]*\),?\s?")
WORD_GAP = re.compile(r"\s+")


def is_day(meaning: Meaning) -> bool:
    """True for a meaning that names one day."""
    if meaning.kind in ("unit", "shift"):
        return meaning.unit == "D" and not meaning.vague
    return meaning.kind in DAYLIKE or (meaning.kind == "date" and meaning.day is not None)


def gap(a: Candidate, b: Candidate, view: View) -> str | None:
    """The words between two candidates, white space as one blank; None across a blank line or too far."""
    if b.start - a.end > 12 or "|" in view.classes[a.last : b.first]:
        return None
    return WORD_GAP.sub(" ", view.text[a.end : b.start]).lower()


def names(candidates: list[Candidate], view: View) -> list[Candidate]:
    """Leaves out months, weekdays and feasts that are part of a name, and common words that only look like dates."""
    return [c for c in candidates if not in_a_name(c, view) and not is_no_time(c, view)]


def joins(candidates: list[Candidate], view: View) -> list[Candidate]:
    """Makes one of neighbours that name one time: weekday and date, day and time of day."""
    done: list[Candidate] = []
    for candidate in candidates:
        while done:
            joined = _join(done[-1], candidate, view)
            if joined is None:
                break
            done.pop()
            candidate = joined
        done.append(candidate)
    return done


def _join(a: Candidate, b: Candidate, view: View) -> Candidate | None:
    between = gap(a, b, view)
    if between is None:
        return None
    joins_table = view.grammar.language.tables["joins"]
    x, y = a.meaning, b.meaning
    if (
        x.kind == "weekday"
        and x.deictic is None
        and y.kind == "date"
        and y.day
        and between in joins_table["weekday_date"]
    ):
        return _merged(a, b, replace(y, weekday=x.weekday, name=None), b.rule, view)
    on_weekday = x.kind in ("clock", "part") and x.of is not None and x.of.kind == "weekday"
    if on_weekday and x.of is not None and y.kind == "date" and y.day and between in joins_table["weekday_date"]:
        return _merged(a, b, replace(x, of=replace(y, weekday=x.of.weekday)), a.rule, view)
    if x.kind == "part" and x.of is None and y.kind == "span" and y.of is not None and y.of.day:
        y = y.of  # "the night of 24-25 May" is the night that begins on the 24th
    if x.kind in ("clock", "part") and _no_day_yet(x) and is_day(y) and between in joins_table["time_day"]:
        return _merged(a, b, replace(x, of=y, name=x.name if x.name != "bare" else None), a.rule, view)
    if y.kind in ("clock", "part") and y.of is None and is_day(x) and between in joins_table["day_time"]:
        return _merged(a, b, replace(y, of=x, name=y.name if y.name != "bare" else None), b.rule, view)
    on_it = x.kind == "clock" and y.kind == "part" and between in joins_table["time_day"]
    if on_it and (x.of is None) != (y.of is None):
        return _merged(a, b, replace(x, of=x.of or y.of, hour=on_clock(x.hour or 0, y.part or "")), a.rule, view)
    then_clock = x.kind == "part" and x.of is not None and y.kind == "clock" and y.of is None
    if then_clock and between in joins_table["day_time"]:
        return _merged(a, b, replace(y, of=x.of, hour=on_clock(y.hour or 0, x.part or "")), b.rule, view)
    return None


def _no_day_yet(meaning: Meaning) -> bool:
    return meaning.of is None or meaning.of.kind == "said_day"


def _merged(a: Candidate, b: Candidate, meaning: Meaning, rule: str, view: View) -> Candidate:
    """Both in one; "the night of July 28" takes its article in."""
    article = a.first - 2
    of_b = a.meaning.kind == "part" == meaning.kind and article >= 0
    if of_b and view.classes[article + 1] == SPACE and view.classes[article] in view.grammar.articles:
        return Candidate(article, b.last, view.starts[article], b.end, rule, meaning)
    return Candidate(a.first, b.last, a.start, b.end, rule, meaning)


def borrowed_days(candidates: list[Candidate], view: View) -> list[Candidate]:
    """A time said twice names its day once: "10:35 a.m. (0735 GMT) Friday", "at 4 (4 a.m. EDT Thursday)"."""
    for i, c in enumerate(candidates[:-1]):
        if c.meaning.kind != "clock" or c.meaning.of is not None:
            continue
        for other in candidates[i + 1 : i + 3]:
            between = view.text[c.end : other.start] if other.start - c.end <= LONGEST_ASIDE else ""
            within = BEGUN_ASIDE.fullmatch(between) is not None and other.meaning.kind == "clock"
            behind = WHOLE_ASIDE.fullmatch(between) is not None and is_day(other.meaning)
            day = other.meaning.of if within else other.meaning if behind else None
            if day is not None:
                candidates[i] = replace_meaning(c, replace(c.meaning, of=day, name=None))
                break
    return candidates


def needs_company(candidates: list[Candidate], view: View) -> list[Candidate]:
    """Leaves out what only counts beside something else: "night" without its day, a clock alone."""
    kept = []
    for i, c in enumerate(candidates):
        meaning = c.meaning
        if meaning.kind == "part" and meaning.of is None:
            continue
        hours = meaning.name == "stretch" and meaning.unit == "H"
        if hours and i + 1 < len(candidates) and gap(c, candidates[i + 1], view) == " of ":
            continue  # "in the early hours of Thursday" is a time of Thursday, not a length
        if meaning.name == "opening" and not view.opens(c):
            continue
        if meaning.kind == "half" and meaning.year is None and meaning.deictic is None and not _is_business(c, view):
            continue
        if meaning.kind == "clock" and meaning.of is None and meaning.name == "bare":
            before = view.before(c).lower()
            if before not in view.grammar.language.slots["at"].words:
                continue
        kept.append(candidates[i])
    return kept


def _is_business(c: Candidate, view: View) -> bool:
    """True where the sentence speaks of what is counted by halves of a year; matches and plays have halves too."""
    low, high = view.sentence(c.first)
    near = view.classes[max(low, c.first - BUSINESS_REACH) : min(high, c.last + BUSINESS_REACH)]
    words = view.grammar.kinds("business_word")
    return not words or not words.isdisjoint(near)


def modifiers(candidates: list[Candidate], view: View) -> list[Candidate]:
    """Takes in the words to the left that shade a reading: early, late, about, nearly, at least."""
    table = view.grammar.modifiers
    previous_end = 0
    for c in candidates:
        low = max(previous_end, c.start - LONGEST_MODIFIER)
        previous_end = c.end
        if c.start > low and c.meaning.kind in MODIFIED and table.may_end(view.classes, c.first):
            found = table.pattern.search(view.text, low, c.start)
            if found is not None:
                _modify(c, found, table, view)
    return candidates


def _modify(c: Candidate, found: re.Match[str], table: Modifiers, view: View) -> None:
    """Extends one candidate over its modifier, if this modifier shades this kind of reading."""
    mod, of, after = table.rows[" ".join(found[1].lower().split())]
    meaning = c.meaning
    if after and view.before(c, 2).lower() not in after:
        return
    if of == "stretch" and meaning.kind not in STRETCHES:
        return
    if of == "point" and not (meaning.kind in POINTS and _coarse(meaning)):
        return
    if of == "amount" and meaning.kind not in AMOUNTS:
        return
    if mod == "APPROX" and (meaning.kind != "date" or meaning.day is None):
        return
    while c.first and view.starts[c.first] > found.start(1):
        c.first -= 1
    c.start, c.mod = view.starts[c.first], mod


def _coarse(meaning: Meaning) -> bool:
    """Things with a beginning, a middle and an end worth naming."""
    if meaning.kind == "date":
        return meaning.day is None
    return meaning.kind != "shift"


def rates(candidates: list[Candidate], view: View) -> list[Candidate]:
    """ "$2 million a year" is how often, "for a year" how long."""
    for i, c in enumerate(candidates):
        if c.meaning.name == "article" and _is_rate(c, view):
            candidates[i] = replace_meaning(c, Meaning("set", count=1, unit=c.meaning.unit))
    return candidates


def _is_rate(c: Candidate, view: View) -> bool:
    before = view.before(c).lower()
    if before in (
        "times",
        "time",
        "million",
        "billion",
        "trillion",
        "percent",
        "%",
        "cents",
        "dollars",
        "days",
        "hours",
        "weeks",
    ):
        return True
    figures = view.grammar.language.kinds("number", "big_number", "decimal", "figure", "year", "two_digits")
    if view.classes[max(0, c.first - 2) : c.first - 1] and view.classes[c.first - 2] in figures:
        return True
    stretch = view.classes[max(0, c.first - 8) : c.first]
    prepositions = view.grammar.prepositions
    previous = view.classes[c.first - 2] if c.first >= 2 else ""
    if previous in prepositions or before in ("in", "for", "of", "than", "to", "is", "was", "be", "and"):
        return False
    return any(kind in figures for kind in stretch) and view.words[c.last - 1].lower() in (
        "year",
        "month",
        "week",
        "day",
        "hour",
    )


def replace_meaning(c: Candidate, meaning: Meaning) -> Candidate:
    """The same place with another meaning."""
    return Candidate(c.first, c.last, c.start, c.end, c.rule, meaning, c.relation, c.mod)


def relations(candidates: list[Candidate], view: View) -> list[Candidate]:
    """How the happening stands to the time: by, since, until, before, after, during, around; and pairs of ends."""
    table = view.grammar.language.tables["relations"]
    pending: Candidate | None = None
    for previous, c in zip([None, *candidates], candidates, strict=False):
        if pending is None and previous is not None and _runs_to(previous, c, view, table["direct"]):
            _pair(previous, c)
            continue
        word = view.preposition(c)
        relation = word if word in RELATION_WORDS else ""
        if view.before(c).lower() == "of" and view.before(c, 2).lower() == "as":
            relation = ""
        if pending is not None and c.meaning.kind != "duration":
            between = gap(pending, c, view)
            if between is not None and between in table[pending.relation]:
                _pair(pending, c)
                pending = None
                continue
            pending.relation = table["lone_from"] if pending.relation == "from" else "on"
            pending = None
        if relation in ("from", "between"):
            if c.meaning.kind not in ("duration", "set", "ref"):
                c.relation, pending = relation, c
            continue
        if relation and c.meaning.kind not in ("duration", "set", "ref"):
            through = relation == "until" and view.before(c).lower() in table["through"]
            c.relation = "during" if through and c.meaning.kind in WHOLES else relation
    if pending is not None:
        pending.relation = table["lone_from"] if pending.relation == "from" else "on"
    return candidates


def _of_a_record(c: Candidate, view: View) -> bool:
    """ "the first visit in ten years": how long since, not how long to go."""
    low, _ = view.sentence(c.first)
    record = view.grammar.kinds("record")
    return any(kind in record for kind in view.classes[max(low, c.first - RECORD_REACH) : c.first])


def _pair(first: Candidate, last: Candidate) -> None:
    first.partner, first.leads, last.partner = last, True, first
    first.relation = last.relation = "during"


def _runs_to(a: Candidate, b: Candidate, view: View, links: Collection[str]) -> bool:
    """ "Monday through Friday", "January-March": two times of one kind with only a link between."""
    x, y = a.meaning, b.meaning
    if x.kind != y.kind or x.kind not in ("date", "weekday") or x.deictic or y.deictic or a.partner is not None:
        return False
    alike = (x.day is None) == (y.day is None) and (x.month is None) == (y.month is None)
    return alike and gap(a, b, view) in links


def ahead(candidates: list[Candidate], view: View) -> list[Candidate]:
    """ "in five years": a point in the time to come when nothing in the clause says it is over."""
    for i, c in enumerate(candidates):
        meaning = c.meaning
        if meaning.kind != "duration" or meaning.vague or meaning.deictic or meaning.extra or c.mod:
            continue
        if (
            view.before(c).lower() in view.grammar.language.tables["relations"]["ahead"]
            and view.clause(c).tense in AHEAD
            and view.words[c.first + 1 : c.first + 2] != ["-"]
            and not _of_a_record(c, view)
        ):
            candidates[i] = replace_meaning(
                c, Meaning("shift", count=meaning.count, unit=meaning.unit, base="now", last=meaning.last)
            )
    return candidates


STEPS: Sequence[Step] = (
    names,
    joins,
    borrowed_days,
    needs_company,
    lists,
    modifiers,
    articles,
    rates,
    ahead,
    relations,
)


def refine(candidates: list[Candidate], view: View, steps: Sequence[Step] = STEPS) -> list[Candidate]:
    """The candidates after every step, in order."""
    for step in steps:
        candidates = step(candidates, view)
    return candidates
