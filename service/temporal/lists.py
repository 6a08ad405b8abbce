"""Dates that share words with a neighbour: "June 3, 4 and 7", "3 and 7 June", "March and May 1915"."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import replace
from itertools import pairwise

from service.temporal.meaning import Candidate, Meaning
from service.temporal.policy.dates import CHAINED
from service.temporal.tokens import SPACE
from service.temporal.view import View

WORD_GAP = re.compile(r"\s+")
LONGEST_LINK = 6
LONGEST_ENDED = 12
MOST_SHARED = 12
UNSAID_REACH = 60
CLOSING_MARKS = frozenset(",.;")
MONTH_FIRST = frozenset({"month-day", "month-day-range"})
# What cannot be counted: after these a figure was a day.
NO_NOUNS = ("verb_ed", "verb_past", "verb_will", "verb_present", "verb_perfect", "preposition", "conjunction", "adverb")
DAY_FIRST = frozenset({"day-month", "day-month-year"})
ENDED_KINDS = frozenset({"unit", "quarter", "duration"})
MONTHS_IN = {"W": 3 / 13, "M": 1, "Y": 12}
REPORTED_MONTHS = frozenset({3, 6, 9, 12})
# "jailed in June and freed in August 1996": the year of the second is that of the first as well, if it is long past.
CENTURIES = frozenset({"century", "centuries"})


def lists(candidates: list[Candidate], view: View) -> list[Candidate]:
    """Adds day figures that share a month, and gives a date its neighbour's year."""
    table = view.grammar.language.tables.get("lists", {})
    if not table:
        return candidates
    out: list[Candidate] = []
    taken = 0
    for i, c in enumerate(candidates):
        if c.first < taken:
            continue
        low = out[-1].last if out else 0
        day_first = c.rule in DAY_FIRST or (
            c.rule == "month-day-of-deictic-year" and view.classes[c.first] in view.grammar.kinds("day")
        )
        if day_first:
            out.extend(reversed(list(_days_before(c, low, view, table))))
        elif c.rule == "year-era" and c.meaning.kind == "value":
            earlier = out[-1] if out and _is_year_alone(out[-1].meaning) else None
            if earlier is not None and _link(view, earlier.last, c.first) in table["links"]:
                earlier.meaning = replace(c.meaning, value=f"BC{earlier.meaning.year:04d}")
            else:
                out.extend(_year_before(c, low, view, table))
        elif c.rule in CENTURIES and c.meaning.kind == "value":
            out.extend(reversed(list(_centuries_before(c, low, view, table))))
        out.append(c)
        if c.rule in MONTH_FIRST and c.meaning.day:
            limit = candidates[i + 1].first if i + 1 < len(candidates) else len(view.words)
            for extra in _days_after(c, limit, view, table):
                out.append(extra)
                taken = extra.last
    _share_years(out, view, table)
    _quarters_unsaid(out, view, table)
    _quarters_ended(out, view, table)
    return out


def _is_year_alone(meaning: Meaning) -> bool:
    """True for a figure that says a year and nothing else, of whatever era."""
    bare = meaning.kind == "date" and meaning.month is None and meaning.deictic is None
    return meaning.year is not None and (meaning.kind == "old_year" or bare)


def _quarters_ended(candidates: list[Candidate], view: View, table: Mapping[str, list[str]]) -> None:
    """ "the quarter ended March 31", "the week ended" is the one this day ends; "six months to June" end with it."""
    for a, b in pairwise(candidates):
        x, y = a.meaning, b.meaning
        if x.kind not in ENDED_KINDS or b.first - a.last > LONGEST_ENDED:
            continue
        link = _link(view, a.last, b.first)
        if link not in table.get("ended", ()):
            continue
        if x.kind == "unit" and x.unit == "W" and y.kind == "weekday" and link in table.get("over", ()):
            a.meaning = Meaning("week_of", of=y)
            continue
        if y.kind != "date" or not y.month:
            continue
        y = replace(y, base="over" if link in table.get("over", ()) else "ends")
        if x.kind == "quarter" and x.count is None and x.year is None:
            a.meaning = replace(x, of=y)
        elif x.kind == "duration" and x.unit == "W" and x.name == "article" and y.day:
            a.meaning = Meaning("week_of", of=y)
        elif x.kind == "duration" and not x.vague and (months := _months(x)):
            b.meaning = replace(y, count=months)
            continue
        else:
            continue
        b.meaning = y


def _quarters_unsaid(candidates: list[Candidate], view: View, table: Mapping[str, list[str]]) -> None:
    """ "6,000 in the third quarter, 19,000 in the second": a number that ends its clause after a quarter is another."""
    ordinals, articles = view.grammar.kinds("ordinal"), view.grammar.kinds("definite")
    for i in range(len(candidates) - 1, -1, -1):
        c = candidates[i]
        if c.meaning.kind != "quarter":
            continue
        limit = candidates[i + 1].first if i + 1 < len(candidates) else len(view.words)
        limit = min(limit, view.sentence(c.first)[1] + 1, c.last + UNSAID_REACH)
        for at in range(c.last + 5, limit - 1):
            closed = view.words[at + 1] in CLOSING_MARKS and view.classes[at - 2] in articles
            if closed and view.classes[at] in ordinals:
                number = view.grammar.language.slots["ordinal"].words.get(view.words[at].lower())
                if view.word(at - 4).lower() in table.get("unsaid", ()) and number in (1, 2, 3, 4):
                    meaning = Meaning("quarter", count=int(number), name="ellipsis")
                    first, last = view.starts[at - 2], view.starts[at + 1]
                    candidates.insert(i + 1, Candidate(at - 2, at + 1, first, last, "quarter-unsaid", meaning))
                    break


def _months(length: Meaning) -> int:
    """How many months a stretch of company news has: three, six, nine or twelve, in weeks or months; else none."""
    per_unit = MONTHS_IN.get(length.unit or "", 0)
    months = round((length.count or 0) * per_unit)
    return months if months in REPORTED_MONTHS else 0


def _link(view: View, first: int, last: int) -> str:
    return WORD_GAP.sub(" ", "".join(view.words[first:last])).lower()


def _extra(view: View, figure: int, meaning: Meaning) -> Candidate:
    day = int(re.sub(r"\D", "", view.words[figure]))
    first = figure
    if not view.words[figure].isdigit() and figure >= 2 and view.classes[figure - 2] in view.grammar.articles:
        first = figure - 2
    last = figure + (2 if view.grammar.ordinal_dot and view.word(figure + 1) == "." else 1)
    shared = replace(meaning, day=day, extra=meaning)
    return Candidate(first, last, view.starts[first], view.starts[last], "day-of-list", shared)


def _days_after(c: Candidate, limit: int, view: View, table: Mapping[str, list[str]]) -> Iterator[Candidate]:
    """Day figures that go on after a month and day: ", 4", " and 7", " to 5"."""
    at, link = c.last, ""
    figures: list[int] = []
    days = view.grammar.kinds("day")
    top = min(limit, len(view.words))
    while len(figures) < MOST_SHARED:
        widths = [n for n in range(LONGEST_LINK, 0, -1) if at + n < top and _link(view, at, at + n) in table["links"]]
        if not widths or view.classes[at + widths[0]] not in days:
            break
        link = _link(view, at, at + widths[0])
        figures.append(at + widths[0])
        at = figures[-1] + 1
    following = view.word(at)
    if figures and _ends(view, at, link, table) and following not in ("%", "-", ":"):
        year_at = _year_at(view, at) if c.meaning.year is None else None
        if year_at is not None:
            c.meaning = replace(c.meaning, year=int(view.words[year_at]))
        for figure in figures:
            extra = _extra(view, figure, c.meaning)
            if year_at is not None and figure == figures[-1]:
                extra = replace(extra, last=year_at + 1, end=view.starts[year_at + 1])
            yield extra


def _year_at(view: View, at: int) -> int | None:
    """Where the year stands that ends a list of days: "May 3 to 5, 2017", "April 10 and 12 2003"."""
    year = at + (2 if view.word(at) == "," else 1)
    if year >= len(view.words) or view.classes[year - 1] != SPACE:
        return None
    is_year = view.classes[year] in view.grammar.kinds("year") and view.words[year].isdigit()
    return year if is_year else None


def _ends(view: View, at: int, link: str, table: Mapping[str, list[str]]) -> bool:
    """A list of days must not run on into something counted ("on May 3, 12 men")."""
    if link == ", ":
        return False
    after = view.word(at + 1) if view.classes[at : at + 1] == SPACE else ""
    return not after[:1].islower() or after in table["after"] or view.classes[at + 1] in view.grammar.kinds(*NO_NOUNS)


def _days_before(c: Candidate, low: int, view: View, table: Mapping[str, list[str]]) -> Iterator[Candidate]:
    """Day figures before a day and month: "3 and" 7 June, "3, 4 and" 7 June, nearest first."""
    days = view.grammar.kinds("day", "day_ordinal")
    at = c.first
    figures: list[int] = []
    while len(figures) < MOST_SHARED:
        for width in range(LONGEST_LINK, 0, -1):
            figure = at - width - 1
            if figure >= low and view.classes[figure] in days and _link(view, figure + 1, at) in table["links"]:
                break
        else:
            break
        if not figures and _link(view, figure + 1, at) == ", ":
            break
        figures.append(figure)
        at = figure
    opening = view.word(at - 2).lower() if at >= 2 else ""
    if figures and (opening in table["before"] or not opening):
        for figure in figures:
            yield _extra(view, figure, c.meaning)


def _year_before(c: Candidate, low: int, view: View, table: Mapping[str, list[str]]) -> Iterator[Candidate]:
    """The first year of "264 to 241 BC", "between 264 and 241 BC"."""
    for width in range(LONGEST_LINK, 0, -1):
        at = c.first - width - 1
        if at >= low and view.classes[at] in view.grammar.kinds("number", "old_year", "year"):
            if _link(view, at + 1, c.first) in table["links"] and view.words[at].isdigit():
                meaning = Meaning("value", value=f"BC{int(view.words[at]):04d}", type="DATE", name="BC")
                yield Candidate(at, at + 1, view.starts[at], view.starts[at + 1], "year-era", meaning)
            return


def _centuries_before(c: Candidate, low: int, view: View, table: Mapping[str, list[str]]) -> Iterator[Candidate]:
    """The ordinals before "17th centuries", "14th century": "16th and", "the 12th to the", nearest first."""
    ordinals = view.grammar.kinds("ordinal", "ordinal_figure", "day_ordinal")
    edges = view.grammar.kinds("early_late")
    at, count = c.first, 0
    while at >= 2 and view.classes[at - 1] == SPACE and view.classes[at - 2] in edges:
        at -= 2
    while count < MOST_SHARED:
        for width in range(LONGEST_LINK, 1, -1):
            figure = at - width - 1
            if figure >= low and view.classes[figure] in ordinals and _link(view, figure + 1, at) in table["links"]:
                break
        else:
            break
        number = view.grammar.language.slots["ordinal"].words.get(view.words[figure].lower())
        number = int(number) if number is not None else int(re.sub(r"\D", "", view.words[figure]) or 0)
        if number < 1:
            break
        shared = f"BC{number - 1:02d}" if c.meaning.name == "BC" else f"{number - 1:02d}"
        first = figure
        if figure >= 2 and view.classes[figure - 1] == SPACE and view.classes[figure - 2] in view.grammar.articles:
            first = figure - 2
        meaning = Meaning("value", value=shared, type="DATE", name=c.meaning.name)
        ends = figure + (2 if view.grammar.ordinal_dot and view.word(figure + 1) == "." else 1)
        yield Candidate(first, ends, view.starts[first], view.starts[ends], "century", meaning)
        at, count = first, count + 1


def _goes_on(a: Candidate, b: Candidate, view: View) -> bool:
    """True where "and" and what was done next stand between two dates: "jailed in June and freed in August 1996"."""
    clauses = view.grammar.clauses
    if not view.chained(a, b, over_marks=False):
        return False
    joint = next(at for at in range(a.last, b.first) if view.classes[at] in clauses.joining)
    done = clauses.told | clauses.completed | view.grammar.kinds("again")
    return view.classes[joint + 2 : joint + 3] in done


def _of_the_year_before(a: Candidate, b: Candidate, view: View) -> Meaning:
    """ "on December 20, 1987, five days before Christmas": of the year said before it."""
    dated = a.meaning.kind == "date" and a.meaning.day is not None and a.meaning.year is not None
    beside = dated and _link(view, a.last, b.first) == ", "
    return _of_year(b.meaning, a.meaning.year or 0) if beside else b.meaning


def _of_year(beside: Meaning, year: int) -> Meaning:
    """What is counted from a feast, from the feast of this year."""
    inner = beside.of
    if inner is None:
        return beside
    return replace(beside, of=replace(inner, year=year) if inner.kind == "holiday" else _of_year(inner, year))


FEAST_COUNTED = "days-beside-holiday"


def _share_years(candidates: list[Candidate], view: View, table: Mapping[str, list[str]]) -> None:
    """ "March and May 1915": the first takes the year of the second; "1950 to '53": the second the first's century."""
    for a, b in pairwise(candidates):
        if b.meaning.name == "short" and a.meaning.year is not None and b.first - a.last <= LONGEST_LINK:
            b.meaning = replace(b.meaning, year=a.meaning.year + ((b.meaning.year or 0) - a.meaning.year) % 100)
        if b.rule == FEAST_COUNTED:
            b.meaning = _of_the_year_before(a, b, view)
    for i in range(len(candidates) - 2, -1, -1):
        a, b = candidates[i], candidates[i + 1]
        x, y = a.meaning, b.meaning
        if x.kind == y.kind == "season" and x.year is None and y.year is not None and x.deictic is None:
            if b.first - a.last <= LONGEST_LINK and _link(view, a.last, b.first) in table["links"]:
                a.meaning = replace(x, year=y.year)
            continue
        if x.kind != "date" or y.kind != "date" or not x.month or not y.month or x.year is not None or y.year is None:
            continue
        if b.first - a.last <= LONGEST_LINK and _link(view, a.last, b.first) in table["links"]:
            a.meaning = replace(x, year=y.year - 1 if x.month > y.month else y.year)
        elif x.deictic is None and x.extra is None and _goes_on(a, b, view):
            a.meaning = replace(x, extra=y, base=CHAINED)
