"""How builders are kept, and what several of them need."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from typing import Any

from service.temporal.calendar import safe_date
from service.temporal.meaning import Meaning

Captures = Mapping[str, Any]


Builder = Callable[[Captures], Meaning | None]


BUILDERS: dict[str, Builder] = {}


def builder(function: Builder) -> Builder:
    """Registers a builder under its own name, for rules to call; ValueError where the name is taken."""
    name = function.__name__.rstrip("_")
    if name in BUILDERS:
        raise ValueError(f"two builders are called {name!r}")
    BUILDERS[name] = function
    return function


def integer(value: Any) -> int | None:
    if value is None:
        return None
    digits = re.match(r"\d+", str(value))
    return int(digits[0]) if digits else None


def year_of(text: Any) -> int | None:
    """A year written "1989", "FY89" or as a number."""
    if text is None:
        return None
    digits = re.search(r"\d+", str(text))
    if not digits:
        return None
    year = int(digits[0])
    return two_digit_year(year) if len(digits[0]) == 2 else year


def two_digit_year(year: int) -> int:
    """The year meant by two figures: 69 and later the last century, else this one."""
    return 1900 + year if year >= CENTURY_BREAK else 2000 + year


CENTURY_BREAK = 69


def valid(year: int | None, month: int | None, day: int | None) -> bool:
    if year is not None and not 1 <= year <= 9999:
        return False
    if day is None:
        return True
    if month is None:
        return 1 <= day <= 31
    if year is not None:
        return safe_date(year, month, day) is not None
    return 1 <= day <= LONGEST_MONTH[month - 1]


LONGEST_MONTH = (31, 29, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31)


def how_many(c: Captures) -> tuple[float, bool]:
    """(how many, whether it was left vague)."""
    if c.get("vague"):
        return 1, True
    number = c.get("count")
    if number is None and c.get("vague_count") is not None:
        number = c["vague_count"]
    if number == "X":
        return 1, True
    return (float(number) if number is not None else 1.0), False
