"""Languages without a file of their own: dates stated in full, given to dateparser one by one."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import datetime

import dateparser

from service.temporal.edtf import edtf
from service.temporal.model import Expression

# A day, up to three words of which one should be a month, and a year; or ISO. Anything less is not stated in full.
STATED = re.compile(
    r"(?<![\w-])(?:\d{4}-\d\d-\d\d|\d{1,2}\.?(?:er|re|º|ª|°)?\s(?:(?:de|d’|d'|di|do|da|del|of)\s?)?[^\W\d_]{3,14}\.?\s(?:de\s|del\s|do\s)?\d{4})(?![\w-])"
)
MOST = 2000


def read_stated(
    text: str, published: datetime, language: str, skip: Sequence[tuple[int, int]] = (), order: str | None = None
) -> tuple[Expression, ...]:
    """Dates stated in full in a language dateparser knows; none in one it does not."""
    found: list[Expression] = []
    for match in list(STATED.finditer(text))[:MOST]:
        if any(start < match.end() and match.start() < end for start, end in skip):
            continue
        day = _parse(match[0], language)
        if day is None:
            continue
        value = day.date().isoformat()
        found.append(
            Expression(
                match.start(),
                match.end(),
                match[0],
                "DATE",
                value,
                earliest=day.date(),
                latest=day.date(),
                granularity="day",
                edtf=edtf(value),
                rule="stated-in-full",
                grounds=("stated in full",),
            )
        )
    return tuple(found)


def _parse(words: str, language: str) -> datetime | None:
    settings = {"REQUIRE_PARTS": ["day", "month", "year"], "DATE_ORDER": "DMY", "STRICT_PARSING": True}
    try:
        parsed: datetime | None = dateparser.parse(words, languages=[language.split("-")[0].lower()], settings=settings)
    except (ValueError, OverflowError, KeyError, TypeError):
        return None
    return parsed
