"""Years of few figures beside a month or season, in a text that counts years before Christ."""

from __future__ import annotations

from dataclasses import replace

from service.temporal.meaning import Candidate, Meaning
from service.temporal.tokens import SPACE
from service.temporal.view import View

# A text names its era so often before "in June 53" is of the year 53 before Christ.
TIMES_NAMED = 2
MOST_FIGURES = 3
# Tokens from a season to its year: " of 203".
REACH_OF_SEASON = 3


def eras(candidates: list[Candidate], view: View) -> list[Candidate]:
    """ "in June 53", "4 January 46", "the spring of 203": the year is of the era that the text counts in."""
    if sum(_names_era(c.meaning) for c in candidates) < TIMES_NAMED:
        return candidates
    kept: list[Candidate] = []
    after_christ = False
    for c in candidates:
        after_christ = c.meaning.base == "AD" or (after_christ and not _names_era(c.meaning))
        if kept and c.first < kept[-1].last:
            continue  # the year that its month or season has taken in
        at = _place_of_year(c, view)
        year = _year_at(at, view) if at else None
        kept.append(_with_year(c, at, year, after_christ, view) if year is not None else c)
    return kept


def _names_era(meaning: Meaning) -> bool:
    return meaning.kind == "before_christ" or meaning.name == "BC"


def _place_of_year(c: Candidate, view: View) -> int:
    """The token at which a month or season may have its year; 0 for what has one or takes none."""
    meaning = c.meaning
    if meaning.year is not None or meaning.deictic is not None or meaning.extra is not None:
        return 0
    if view.classes[c.last : c.last + 1] != SPACE:
        return 0
    if meaning.kind == "date" and meaning.month is not None:
        return c.last + 1
    of = view.word(c.last + 1).lower() in view.grammar.language.tables["stories"]["of"]
    return c.last + REACH_OF_SEASON if meaning.kind == "season" and of else 0


def _year_at(at: int, view: View) -> int | None:
    """The year that stands there, if no noun that it might count stands behind it."""
    word = view.word(at)
    if not (word.isascii() and word.isdigit() and 2 <= len(word) <= MOST_FIGURES):
        return None
    return None if _is_counted(at + 2, view) else int(word) or None


def _is_counted(at: int, view: View) -> bool:
    """True for a word that the figure before it counts: "in March 300 men fell", but "in June 53 the army fell"."""
    word = view.word(at) if view.classes[at - 1 : at] == SPACE else ""
    if not word.isalpha() or not word.islower():
        return False
    clauses = view.grammar.clauses
    linked = clauses.prepositions | clauses.joining | clauses.owners | clauses.reasons | clauses.borders.openers
    return view.classes[at] not in linked and view.classes[at] not in clauses.tense_of


def _with_year(c: Candidate, at: int, year: int, after_christ: bool, view: View) -> Candidate:
    meaning = c.meaning
    if after_christ:
        then = replace(meaning, year=year)
    else:
        season = meaning.name if meaning.kind == "season" else None
        then = Meaning("before_christ", year=year, month=meaning.month, day=meaning.day, name=season)
    return Candidate(c.first, at + 1, c.start, view.starts[at + 1], c.rule, then, c.relation, c.mod)
