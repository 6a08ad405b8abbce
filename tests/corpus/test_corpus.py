"""Every sentence of the phrase tables is read exactly as its row says: these readings, at these places, and no other.

The tables stand beside this file, one folder a language, one file a class; README.md here explains their form.
"""

from __future__ import annotations

import re
from calendar import monthrange
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from pathlib import Path

import pytest

from service.temporal import read

HERE = Path(__file__).parent
ANY = "*"
Days = tuple[date | None, date | None]
WEEKDAYS = {
    "en": ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"),
    "de": ("montag", "dienstag", "mittwoch", "donnerstag", "freitag", "samstag", "sonntag"),
}
RELATIONS = ("on", "by", "since", "until", "before", "after", "during", "around")
SEASON_MONTHS = {"SP": 3, "SU": 6, "FA": 9, "WI": 12}
NO_DAYS: Days = (None, None)


@dataclass(frozen=True)
class Wanted:
    """One reading a row asks for; a field left None (or `relation` "*") is not held against the engine."""

    start: int
    end: int
    text: str
    type: str
    value: str
    relation: str
    days: Days | None
    extra: dict[str, str] = field(default_factory=dict)


@dataclass(frozen=True)
class Row:
    table: str
    line: int
    language: str
    published: datetime
    title: bool
    order: str | None
    text: str
    wanted: tuple[Wanted, ...]

    @property
    def name(self) -> str:
        return f"{self.table}: {self.text}"


def month_end(year: int, month: int) -> date:
    return date(year, month, monthrange(year, month)[1])


def months_from(year: int, month: int, count: int) -> Days:
    last = year * 12 + month - 1 + count - 1
    return date(year, month, 1), month_end(last // 12, last % 12 + 1)


def own_days(value: str) -> Days:
    """The days a DATE or TIME value stands for by itself, first and last."""
    value = value.split("T")[0]
    if found := re.fullmatch(r"(\d{4})-(\d\d)-(\d\d)", value):
        day = date(*map(int, found.groups()))
        return day, day
    if found := re.fullmatch(r"(\d{4})-W(\d\d)(-WE)?", value):
        monday = date.fromisocalendar(int(found[1]), int(found[2]), 1)
        return monday + timedelta(5 if found[3] else 0), monday + timedelta(6)
    if found := re.fullmatch(r"(\d{4})-(\d\d)", value):
        return months_from(int(found[1]), int(found[2]), 1)
    if found := re.fullmatch(r"(\d{4})-Q([1-4])", value):
        return months_from(int(found[1]), int(found[2]) * 3 - 2, 3)
    if found := re.fullmatch(r"(\d{4})-H([12])", value):
        return months_from(int(found[1]), int(found[2]) * 6 - 5, 6)
    if found := re.fullmatch(r"(\d{4})-(SP|SU|FA|WI)", value):
        return months_from(int(found[1]), SEASON_MONTHS[found[2]], 3)
    if found := re.fullmatch(r"(\d{4})/(\d{4})", value):
        return date(int(found[1]), 1, 1), date(int(found[2]), 12, 31)
    if found := re.fullmatch(r"\d{2,4}", value):
        return date(int(value.ljust(4, "0")), 1, 1), date(int(value.ljust(4, "9")), 12, 31)
    return NO_DAYS


def related_days(value: str, relation: str, published: date) -> Days | None:
    """The days of a value under a relation, as DESIGN.md has it: before and after a day may still be on it."""
    first, last = own_days(value)
    if first is None or last is None:
        return NO_DAYS
    if relation in ("on", "during", "around"):
        return first, last
    if relation == "by":
        return published, last
    if relation == "since":
        return first, published
    if relation == "until":
        return (published if last >= published else None), last
    one_day = timedelta(first != last)
    if relation == "before":
        return None, first - one_day
    return last + one_day, None


def kind_of(value: str) -> str:
    if value.startswith("P") and not value.endswith("_REF"):
        return "DURATION"
    return "TIME" if "T" in value.removesuffix("_REF") and value[0].isdigit() else "DATE"


def reading(words: str, span: tuple[int, int], text: str, published: date) -> Wanted:
    """One reading as a row writes it: `[TYPE] value [relation] [first..last] [name=content ...]`."""
    parts = words.split()
    kind = parts.pop(0) if parts[0].isupper() and parts[0] in ("DATE", "TIME", "DURATION", "SET") else ""
    value = parts.pop(0)
    kind = kind or kind_of(value)
    relation, days, extra = "on", None, {}
    for part in parts:
        if part in RELATIONS or part == ANY:
            relation = part
        elif ".." in part:
            first, last = part.split("..")
            days = (date.fromisoformat(first) if first else None, date.fromisoformat(last) if last else None)
        else:
            name, _, content = part.partition("=")
            assert name in ("mod", "quant", "freq", "time"), f"cannot understand {part!r} in {words!r}"
            extra[name] = content
    if days is None and relation != ANY:
        days = related_days(value, relation, published) if kind in ("DATE", "TIME") else NO_DAYS
    return Wanted(*span, text[slice(*span)], kind, value, relation, days, extra)


def unmark(marked: str) -> tuple[str, list[tuple[int, int]]]:
    """The sentence without its square brackets, and where each bracketed expression stands in it."""
    text, spans, start = "", [], 0
    for piece in re.split(r"([\[\]])", marked):
        if piece == "[":
            start = len(text)
        elif piece == "]":
            spans.append((start, len(text)))
        else:
            text += piece
    return text, spans


def rows_of(path: Path) -> Iterator[Row]:
    language, table = path.parent.name, path.stem
    published, title, order, shared = datetime.min, False, None, ""
    for number, line in enumerate(path.read_text("utf-8").splitlines(), 1):
        if not line.strip() or line.startswith("#"):
            continue
        if line.startswith("@"):
            weekday, moment, *options = line[1:].split()
            published = datetime.fromisoformat(moment if "T" in moment else f"{moment}T12:00+00:00")
            assert WEEKDAYS["en"][published.weekday()].title() == weekday, f"{path.name}:{number}: not a {weekday}"
            title, order, shared = "title" in options, next((o for o in options if o != "title"), None), ""
        elif line.startswith("="):
            shared = line[1:].strip()
        else:
            marked, said, own = (part.strip() for part in line.replace("\\n", "\n").partition(" | "))
            text, spans = unmark(marked)
            meanings = [m for m in (own if said else shared).split(";") if m.strip()] if spans else []
            if len(meanings) == 1:
                meanings *= len(spans)
            assert len(meanings) == len(spans), f"{path.name}:{number}: {len(spans)} marks, {len(meanings)} readings"
            wanted = tuple(reading(m, s, text, published.date()) for m, s in zip(meanings, spans, strict=True))
            yield Row(f"{language}/{table}", number, language, published, title, order, text, wanted)


def all_rows() -> list[Row]:
    return [row for path in sorted(HERE.glob("*/*.txt")) for row in rows_of(path)]


def known_gaps() -> set[str]:
    """Rows the engine does not read right yet. An entry that passes fails the test: the list only shrinks."""
    lines = (HERE / "known_gaps.txt").read_text("utf-8").splitlines()
    return {line.replace("\\n", "\n") for line in lines if line and not line.startswith("#")}


ROWS = all_rows()
GAPS = known_gaps()


def marked(row: Row) -> object:
    gap = pytest.mark.xfail(reason="a known gap: remove its line from known_gaps.txt when it passes", strict=True)
    return pytest.param(row, id=row.name[:90], marks=[gap] if row.name in GAPS else [])


@pytest.mark.parametrize("row", [marked(row) for row in ROWS])
def test_a_row_is_read_as_it_says(row: Row) -> None:
    found = read(row.text, row.published, language=row.language, title=row.title, date_order=row.order)
    assert [f.text for f in found] == [w.text for w in row.wanted], f"published {row.published:%A %Y-%m-%d}"
    for f, w in zip(found, row.wanted, strict=True):
        assert (f.start, f.end) == (w.start, w.end)
        assert (f.type, f.value) == (w.type, w.value), f"published {row.published:%A %Y-%m-%d}; why: {f.why}"
        assert {name: getattr(f, name) for name in w.extra} == w.extra
        if w.relation != ANY:
            assert f.relation == w.relation
        if w.days is not None:
            assert (f.earliest, f.latest) == w.days


@pytest.mark.parametrize("path", sorted(HERE.glob("*/*.txt")), ids=lambda p: f"{p.parent.name}/{p.stem}")
def test_a_table_agrees_with_the_calendar(path: Path) -> None:
    """What a table says of weekdays and order of days is checked against the calendar, not against the engine."""
    for row in rows_of(path):
        for wanted in row.wanted:
            first, last = wanted.days or NO_DAYS
            assert first is None or last is None or first <= last, f"line {row.line}"
            said = [n for n, day in enumerate(WEEKDAYS[row.language]) if day in wanted.text.lower()]
            if wanted.type in ("DATE", "TIME") and re.match(r"\d{4}-\d\d-\d\d", wanted.value) and len(said) == 1:
                eve = re.search(r"nacht (zum|auf)", wanted.text.lower()) is not None
                end = wanted.value.endswith("T00:00")  # midnight ends the day it names
                right = (date.fromisoformat(wanted.value[:10]) + timedelta(eve - end)).weekday() == said[0]
                assert right or "time" in wanted.extra, f"line {row.line}: {wanted}"


def test_no_row_stands_twice_and_no_gap_is_without_a_row() -> None:
    names = [(row.name, row.published, row.title, row.order) for row in ROWS]
    assert len(names) == len(set(names)), "a row stands twice"
    assert {row.name for row in ROWS} >= GAPS, "a known gap names no row"


def test_the_tables_are_as_large_as_promised() -> None:
    english = [row for row in ROWS if row.language == "en"]
    assert sum(bool(row.wanted) for row in english) >= 800
    assert sum(not row.wanted for row in english) >= 200
