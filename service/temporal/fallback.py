"""Languages without a file of their own: dates stated in full, given to dateparser one by one."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import datetime
from functools import lru_cache
from itertools import islice

import dateparser

from service.temporal.edtf import edtf
from service.temporal.model import Expression

# A day, a word that should be a month, and a year; or ISO; or year, month and day signs. Less is not stated in full.
STATED = re.compile(
    r"(?<![\w-])(?:\d{4}-\d\d-\d\d"
    r"|\d{1,2}\.?(?:er|re|º|ª|°)?\s(?:(?:de|d’|d'|di|do|da|del|of)\s?)?[^\W\d_]{3,14}\.?\s(?:de\s|del\s|do\s)?\d{4})(?![\w-])"
    r"|\d{4}[年년]\s?\d{1,2}[月월]\s?\d{1,2}[日일]"
)
ORDINAL_MARKS = re.compile(r"(?<=\d)(?:er|re|º|ª|°)")
# Words per text given to dateparser, which takes milliseconds for each.
MOST = 300


def read_stated(
    text: str, published: datetime, language: str, skip: Sequence[tuple[int, int]] = (), order: str | None = None
) -> tuple[Expression, ...]:
    """Dates stated in full in a language dateparser knows; none in one it does not."""
    found: list[Expression] = []
    for match in islice(STATED.finditer(text), MOST):
        if any(start < match.end() and match.start() < end for start, end in skip):
            continue
        day = _parse(ORDINAL_MARKS.sub("", match[0]), language)
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


@lru_cache(maxsize=4096)
def _parse(words: str, language: str) -> datetime | None:
    settings = {"REQUIRE_PARTS": ["day", "month", "year"], "DATE_ORDER": "DMY", "STRICT_PARSING": True}
    try:
        parsed: datetime | None = dateparser.parse(words, languages=[language], settings=settings)
    except (ValueError, OverflowError, KeyError, TypeError):
        return None
    return parsed
