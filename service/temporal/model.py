"""The values the reader of dates gives out. Nothing here computes; every field is said once, by the resolver."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True, slots=True)
class Expression:
    """A stretch of text that names a time, and the calendar days it stands for.

    `start` and `end` count code points of the untouched text; `text == whole[start:end]`.
    `earliest` and `latest` are days, both included; None is an open end (or, with both None, no days at all).
    `value`, `mod`, `quant`, `freq`, `begin_point`, `end_point` are TIMEX3 attributes;
    `edtf` is ISO 8601-2 where it can say it.
    `granularity`: second, minute, hour, part (of a day), day, weekend, week, month, season, quarter, half, year,
    decade, century, millennium; None for durations, sets and vague references.
    `relation`: on, by, since, until, before, after, during, around.
    `time` is the clock time in the article's own offset ("20:50"), or None.
    `anchor` is the ISO date the reading was counted from, None where the words state the date in full.
    `grounds` are the facts the reading stands on, from which `why` is worded on demand.
    """

    start: int
    end: int
    text: str
    type: str
    value: str
    mod: str | None = None
    quant: str | None = None
    freq: str | None = None
    begin_point: str | None = None
    end_point: str | None = None
    earliest: date | None = None
    latest: date | None = None
    granularity: str | None = None
    relation: str = "on"
    edtf: str | None = None
    time: str | None = None
    rule: str = ""
    anchor: str | None = None
    grounds: tuple[str, ...] = ()

    @property
    def why(self) -> str:
        """One line for people: the grounds of this reading, joined by semicolons."""
        return "; ".join(self.grounds)
