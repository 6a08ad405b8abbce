"""Builders of what company news adds: quarters by their months, contract months, days beside feasts."""

from __future__ import annotations

from service.temporal.builders.base import Captures, builder, year_of
from service.temporal.builders.periods import quarter
from service.temporal.meaning import Meaning


@builder
def quarter_by_last_month(c: Captures) -> Meaning | None:
    """ "the September quarter": the one that month ends."""
    return None if c["month"] % 3 else quarter({**c, "nth": c["month"] // 3})


@builder
def months_of_year(c: Captures) -> Meaning | None:
    """ "the first six months of 2001" is its first half, "the final three" its last quarter."""
    opens, deictic = c["end"] == "first", c.get("of_deictic", "this")
    if c["unit"] != "M" or c["end"] not in ("first", "none", "past") or c["count"] not in (3, 6):
        return None
    kind, last = ("quarter", 4) if c["count"] == 3 else ("half", 2)
    return Meaning(kind, count=1 if opens else last, year=year_of(c.get("of_year")), deictic=deictic)


@builder
def contract_month(c: Captures) -> Meaning | None:
    """ "the May contract": goods of the next such month."""
    return Meaning("contract_month", month=c["month"])
