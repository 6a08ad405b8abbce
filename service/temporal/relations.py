"""How a happening stands to a time, by the words before it; and pairs of ends."""

from __future__ import annotations

from collections.abc import Collection, Mapping

from service.temporal.governor import governor
from service.temporal.joins import gap
from service.temporal.meaning import Candidate
from service.temporal.policy.setting import AHEAD_OF, BEYOND, DATED_BACK, STARTING
from service.temporal.verb import OVER
from service.temporal.view import View

RELATIONS_OF = {STARTING: "since", AHEAD_OF: "before", BEYOND: "after", DATED_BACK: "since"}
RELATION_WORDS = frozenset({"by", "since", "until", "before", "after", "during", "around", "from", "between"})


# Through one of these is all the time of it, not up to its end.
WHOLES = frozenset({"unit", "part", "season", "quarter", "half", "decade"})


def relations(candidates: list[Candidate], view: View) -> list[Candidate]:
    """How the happening stands to the time: by, since, until, before, after, during, around; and pairs of ends."""
    table = view.grammar.language.tables["relations"]
    pending: Candidate | None = None
    moved = False
    for previous, c in zip([None, *candidates], candidates, strict=False):
        word = view.preposition(c)
        moved, was_moved = word == "from" and _is_moved_from(c, view), moved
        if moved or was_moved:
            c.relation = "on"  # "moved from Friday to Sunday" is no stretch of days
            continue
        if pending is None and previous is not None and _runs_to(previous, c, view, table["direct"]):
            _pair(previous, c)
            continue
        relation = word if word in RELATION_WORDS else RELATIONS_OF.get(word, "")
        if view.before(c).lower() == "of" and view.before(c, 2).lower() == "as":
            relation = ""
        if relation == "by" and governor(c, view) == OVER:
            relation = ""  # "lifted by Thursday's cut": who did it, not when it had to be done
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
            c.relation = "during" if through and _is_all_along(c, view, table) else relation
    if pending is not None:
        pending.relation = table["lone_from"] if pending.relation == "from" else "on"
    return candidates


def _is_all_along(c: Candidate, view: View, table: Mapping[str, list[str]]) -> bool:
    """ "through the winter", "all through 1998", "through most of March": all the time of it, not up to its end."""
    return c.relation == "during" or c.meaning.kind in WHOLES or view.before(c, 2).lower() in table["wholly"]


def _is_moved_from(c: Candidate, view: View) -> bool:
    """True for a day behind "from" that something is moved from."""
    return view.grammar.clauses.moved(view.classes, view.words, c.first, view.sentence(c.first)[0]) is not None


def _pair(first: Candidate, last: Candidate) -> None:
    first.partner, first.leads, last.partner = last, True, first
    first.relation = last.relation = "during"


def _runs_to(a: Candidate, b: Candidate, view: View, links: Collection[str]) -> bool:
    """ "Monday through Friday", "January-March": two times of one kind with only a link between."""
    x, y = a.meaning, b.meaning
    if x.deictic or y.deictic or a.partner is not None:
        return False
    alike = (x.day is None) == (y.day is None) and (x.month is None) == (y.month is None)
    if (x.kind, y.kind) == ("month_day", "date"):
        alike = y.day is not None
    elif x.kind != y.kind or x.kind not in ("date", "weekday"):
        return False
    return alike and gap(a, b, view) in links
