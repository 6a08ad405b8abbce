"""A day told twice: counted from what was said, and by its date right behind: "five days later, on April 20, ..."."""

from __future__ import annotations

from dataclasses import replace
from itertools import pairwise

from service.temporal.calendar import SHORTER_THAN_A_DAY
from service.temporal.joins import gap
from service.temporal.meaning import SAID_STEPS, Candidate, Meaning
from service.temporal.view import View

CLOSING_MARKS = frozenset(",.;)")
COUNTED = frozenset({"shift", "unit"})
# Of a time counted in these units the date behind must say the month, or no more than the year; of others the day.
MONTHS, YEARS = frozenset({"M"}), frozenset({"Y", "DE", "CE"})


def told_twice(candidates: list[Candidate], view: View) -> list[Candidate]:
    """Gives what is counted from a time said before the date that stands right behind it, which says it once more."""
    links = view.grammar.language.tables["joins"].get("told_twice", ())
    if not links:
        return candidates
    for a, b in pairwise(candidates):
        counted = a.meaning.of if a.meaning.kind == "part" else a.meaning
        if counted is None or counted.kind not in COUNTED or not _is_counted_from_there(counted):
            continue
        between = gap(a, b, view) if _says(b.meaning, counted.unit or "D") else None
        if between is None or between not in links:
            continue
        if between.strip() == "," and view.word(b.last) not in CLOSING_MARKS:
            continue
        told = replace(counted, extra=b.meaning)
        a.meaning = told if counted is a.meaning else replace(a.meaning, of=told)
    return candidates


def _is_counted_from_there(meaning: Meaning) -> bool:
    if meaning.kind == "unit":
        return meaning.deictic in SAID_STEPS
    return meaning.base == "said" and not meaning.vague


def _says(meaning: Meaning, unit: str) -> bool:
    """True for a date fine enough to say the unit counted in, and for a weekday beside days."""
    if meaning.kind == "weekday":
        return unit == "D" and meaning.deictic is None
    if meaning.kind != "date" or meaning.deictic is not None or unit in SHORTER_THAN_A_DAY:
        return False
    fine = meaning.day is not None or (unit in MONTHS and meaning.month is not None)
    return fine or (unit in YEARS and meaning.year is not None)
