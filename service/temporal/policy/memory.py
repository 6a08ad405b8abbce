"""What a text has said, kept for what is counted from it; and whether it is a story of long ago."""

from __future__ import annotations

from datetime import date

from service.temporal.calendar import (
    span_of,
)
from service.temporal.meaning import Meaning
from service.temporal.policy.setting import Reading, Setting

YEARS_OF_A_STORY = 5


STORY_IS_OLD = 2


YEARS_TO_NEWS = 5


NEWS_KINDS = frozenset({"day", "weekday"})


def is_narrative(meanings: list[Meaning], today: date) -> bool:
    """True for a text that tells of years long past and hardly of this week: its dates follow one another."""
    years = sum(m.kind == "date" and m.year is not None and m.year < today.year - STORY_IS_OLD for m in meanings)
    news = sum(m.kind in NEWS_KINDS or (m.kind == "unit" and m.deictic in ("last", "this", "next")) for m in meanings)
    return years >= YEARS_OF_A_STORY and years > YEARS_TO_NEWS * news


def remember(reading: Reading, meaning: Meaning, setting: Setting, mod: str | None = None) -> None:
    """Keeps what later phrases may be counted from."""
    if reading.type not in ("DATE", "TIME"):
        return
    first, last, grain = span_of(reading.value)
    said = setting.said
    if first is None or last is None or grain in TOO_LONG_TO_COUNT_FROM:
        return
    if meaning.kind == "shift" and meaning.unit == "Y" and not setting.narrative:
        return  # What things are compared with is not what the text has come to.
    said.any, said.grain = last if mod == "END" else first, grain
    said.sentence, said.at = setting.sentence, setting.at
    if grain in DAY_GRAINS:
        said.day = first
    elif said.day is not None and not first <= said.day <= last:
        said.day = None
    if grain == "quarter" and meaning.kind == "quarter" and meaning.count and meaning.base is None and not meaning.year:
        said.quarter, said.quarter_at = reading.value, setting.at
        said.first_quarter = said.first_quarter or reading.value


TOO_LONG_TO_COUNT_FROM = frozenset({"decade", "century", "millennium"})


DAY_GRAINS = frozenset({"day", "part", "hour", "minute", "second"})
