"""What a phrase means before it is known when it was written: values free of any anchor."""

from __future__ import annotations

from dataclasses import dataclass

SAID_STEPS = {"that": 0, "same": 0, "previous": -1, "following": 1, "the_next": 1}
"""Words that count a unit from what was said before, and by how many of it."""


@dataclass(frozen=True, slots=True)
class Meaning:
    """One phrase's meaning; `kind` says which fields count and which policy takes it.

    kinds: date, weekday, day (from today), unit (last unit), shift (so long ago), quarter, half, season, holiday,
    decade, clock, part (of a day), duration, set, ref, span (two ends in one phrase), and others.
    """

    kind: str
    year: int | None = None
    month: int | None = None
    day: int | None = None
    weekday: int | None = None
    unit: str | None = None
    count: float | None = None
    last: float | None = None
    vague: bool = False
    deictic: str | None = None
    base: str | None = None
    name: str | None = None
    hour: int | None = None
    minute: int | None = None
    second: int | None = None
    part: str | None = None
    zone: str | None = None
    mod: str | None = None
    quant: str | None = None
    freq: str | None = None
    value: str | None = None
    type: str | None = None
    fiscal: bool = False
    of: Meaning | None = None
    extra: Meaning | None = None

    @property
    def minutes(self) -> int:
        """The minutes from midnight to a time of day.

        >>> Meaning("clock", hour=20, minute=10).minutes
        1210
        """
        return (self.hour or 0) * 60 + (self.minute or 0)


@dataclass(slots=True)
class Candidate:
    """A meaning and where it stands: tokens `first` (included) to `last` (excluded), characters `start` to `end`."""

    first: int
    last: int
    start: int
    end: int
    rule: str
    meaning: Meaning
    relation: str = "on"
    mod: str | None = None
    partner: Candidate | None = None
    leads: bool = False
    note: str | None = None

    def with_meaning(self, meaning: Meaning) -> Candidate:
        """The same place, rule and relation with another meaning."""
        return Candidate(self.first, self.last, self.start, self.end, self.rule, meaning, self.relation, self.mod)
