"""How long, how often, and the vague."""

from __future__ import annotations

from datetime import date

from service.temporal.calendar import (
    SHORTER_THAN_A_DAY,
    shift,
    span_of,
)
from service.temporal.meaning import Meaning
from service.temporal.policy.dates import a_date
from service.temporal.policy.setting import PAST, Reading, Setting, choice


def period(count: float, unit: str, vague: bool = False) -> str:
    """A TIMEX3 period; decades and centuries in years, halves and quarters in the next smaller unit, tenths as said.

    >>> period(2.5, "Y"), period(1, "DE"), period(1, "W", vague=True), period(34.4, "H")
    ('P2Y6M', 'P10Y', 'PXW', 'PT34.4H')
    """
    if vague:
        return {
            "S": "PTXS",
            "MIN": "PTXM",
            "H": "PTXH",
            "DE": "PXDE",
            "CE": "PXCE",
            "ML": "PXML",
            "F": "PXW",
            "WE": "PXWE",
        }.get(unit, f"PX{unit}")
    factor = {"DE": 10, "CE": 100, "ML": 1000}.get(unit)
    if factor:
        return period(count * factor, "Y")
    if unit == "F":
        return period(count * 2, "W")
    whole, rest = int(count), count - int(count)
    head, name = ("PT", {"MIN": "M"}.get(unit, unit)) if unit in SHORTER_THAN_A_DAY else ("P", unit)
    if not rest:
        return f"{head}{whole}{name}"
    if (rest * QUARTERS) % 1 and round(rest * 100, 6) % 1 == 0:
        return f"{head}{count:g}{name}"
    small, size = {"Y": ("M", 12), "H": ("M", 60), "MIN": ("S", 60), "D": ("H", 24), "M": ("D", 30), "W": ("D", 7)}.get(
        unit, ("", 0)
    )
    if not small:
        return f"{head}{count:g}{name}"
    if unit == "D":
        return f"P{whole}DT{round(rest * size)}H" if whole else f"PT{round(rest * size)}H"
    return f"{head}{f'{whole}{name}' if whole else ''}{round(rest * size)}{small}"


QUARTERS = 4


@choice("duration")
def a_duration(m: Meaning, setting: Setting) -> Reading | None:
    """So much time; one that leads up to now or away from it has days, others have none."""
    unit, count = m.unit or "D", m.count or 1
    value = period(count, unit, m.vague)
    if m.extra is not None and not m.vague:
        value = _compound(value, period(m.extra.count or 1, m.extra.unit or "D"))
        if m.extra.extra is not None:
            value = _compound(value, period(m.extra.extra.count or 1, m.extra.extra.unit or "D"))
    base = None if m.vague or unit in SHORTER_THAN_A_DAY else _counted_from(m.deictic, setting)
    sign = -1 if m.deictic in BACK else 1
    other = shift(base, unit, sign * max(1, round(m.last or count))) if base else None
    if base is None or other is None:
        return Reading("DURATION", value, None, ("a length of time",))
    days = (other, base) if sign < 0 else (base, other)
    begin, end = days[0].isoformat(), days[1].isoformat()
    anchor = base.isoformat()
    grounds = (
        f"counted from the publication day {anchor}"
        if base == setting.day
        else f"counted from {anchor}, said before it",
    )
    return Reading("DURATION", value, anchor, grounds, begin=begin, end=end, days=days)


def _counted_from(deictic: str | None, setting: Setting) -> date | None:
    """The day a stretch leads up to or away from: today, or the day a tale has come to; None where that is no day."""
    if deictic in BESIDE_SAID:
        told = True
    elif deictic in ("past", "next", "coming"):
        told = deictic != "past" and _goes_on_from_what_was(setting)
    else:
        return None
    if not told:
        return setting.day
    said = setting.said
    near = setting.narrative or setting.at - said.at <= STRETCH_REACH
    return said.day if near and said.day == said.any else None


def _goes_on_from_what_was(setting: Setting) -> bool:
    """True for "Over the next three months, 200 people died", in a tale or right after a day that is past."""
    said = setting.said
    if not setting.leading or setting.around.quoted() or setting.direction() != PAST:
        return False
    just_said = said.day is not None and said.day < setting.day and setting.at - said.at <= STRETCH_REACH
    return setting.narrative or just_said


BACK = frozenset({"past", "preceding"})
# Stretches counted from what was said before, whatever the verb.
BESIDE_SAID = frozenset({"preceding", "following"})
# Characters from a day to "over the next three weeks" that goes on from it.
STRETCH_REACH = 250


def _compound(first: str, second: str) -> str:
    if "T" in second:
        tail = second[1:] if "T" not in first else second[2:]
        return first + tail
    return first + second[1:]


@choice("set")
def a_set(m: Meaning, setting: Setting) -> Reading | None:
    """How often."""
    value = m.value or period(m.count or 1, m.unit or "D", m.vague)
    return Reading("SET", value, None, ("how often",), quant=m.quant, freq=m.freq)


@choice("ref")
def a_ref(m: Meaning, setting: Setting) -> Reading | None:
    """Now, once, some day."""
    return Reading("DATE", m.value or "PRESENT_REF", setting.anchor, ("vague",))


@choice("span")
def a_span(m: Meaning, setting: Setting) -> Reading | None:
    """Two ends in one phrase: a length, with both ends and all the days between."""
    first = a_date(m.of, setting) if m.of else None
    last = a_date(m.extra, setting) if m.extra else None
    if first is None or last is None:
        return None
    begin, end = span_of(first.value)[0], span_of(last.value)[1]
    if begin is None or end is None:
        return None
    if m.of and m.of.day is None:
        length = f"P{int(last.value[:4]) - int(first.value[:4])}Y"
    else:
        length = f"P{(end - begin).days + 1}D"
    return Reading(
        "DURATION", length, first.anchor, first.grounds, begin=first.value, end=last.value, days=(begin, end)
    )
