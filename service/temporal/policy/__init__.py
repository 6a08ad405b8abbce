"""The one place with policy: what a phrase means, given the publication day and what was said.

Every choice is a function or a constant with a name; docs/policy.md explains each. A choice answers
with a Reading or None.
"""

from __future__ import annotations

from service.temporal.policy import (
    anniversaries,
    antiquity,
    dates,
    days,
    lengths,
    months,
    periods,
    seasons,
    shifts,
    times,
    units,
    weekdays,
)
from service.temporal.policy.antiquity import reckoned, written
from service.temporal.policy.memory import come_back, remember
from service.temporal.policy.narrative import is_narrative, stated_date, stated_year
from service.temporal.policy.reported import report
from service.temporal.policy.setting import CHOICES, Reading, Said, Setting, resolve

__all__ = [
    "CHOICES",
    "Reading",
    "Said",
    "Setting",
    "come_back",
    "is_narrative",
    "reckoned",
    "remember",
    "report",
    "resolve",
    "stated_date",
    "stated_year",
    "written",
]
# Imported for the choices they register.
ROOMS = (anniversaries, antiquity, dates, days, lengths, months, periods, seasons, shifts, times, units, weekdays)
