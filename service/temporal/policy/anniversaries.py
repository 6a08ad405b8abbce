"""So long on: "Ten years on, nobody has been charged"."""

from __future__ import annotations

from dataclasses import replace

from service.temporal.calendar import SHORTER_THAN_A_DAY, unit_value
from service.temporal.meaning import Meaning
from service.temporal.policy.setting import PAST, Reading, Setting, choice, point, resolve
from service.temporal.policy.shifts import named_unit


@choice("so_long_on")
def so_long_on(m: Meaning, setting: Setting) -> Reading | None:
    """Later than what a past clause or a tale has told, where that lies behind; else now, in the unit counted."""
    later = resolve(replace(m, kind="shift", base="said"), setting)
    unit = m.unit or "D"
    if m.vague or unit in SHORTER_THAN_A_DAY:
        return later
    now = unit_value(setting.day, named_unit(unit))
    told = setting.narrative or setting.direction() == PAST
    if told and later is not None and later.value[:1].isdigit() and later.value <= now:
        return later
    return point(setting, now)
