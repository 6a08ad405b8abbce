"""Link keys: short strings under which a mention is kept, and those under which its possible fellows are sought.

Two mentions that may be linked always find each other, from either side: whenever `link` joins them, what one is kept
under is among what the other seeks. The keys are narrow, so that a lookup costs what the happening is worth and not
what the store holds: a day's mentions are found by day and deed, vaguer ones by period, deed and a name or a telling
word. Equal keys are one string, however many mentions have them.
"""

from __future__ import annotations

from sys import intern

from service.timeline.facts import DAY, FOLLOWER, MONTH, RARE_ENOUGH, SPAN, UNDATED, YEAR, Facts, monday, month, months
from service.timeline.wording import rarity

NAMES_KEPT = 3
"""Names or telling words a mention is kept under, in each of its families."""

NEWS_WEEKS = 2
"""An undated account can join a happening of its publication week or of this many weeks before."""

AHEAD_WEEKS = 2
"""... or one planned for this many weeks ahead."""

LONGEST_YEARS = 2
"""Spans longer than this are only compared with spans that say the very same."""


def kept_under(facts: Facts) -> tuple[str, ...]:
    """The keys a mention is kept under, in a fixed order, once each."""
    made = facts.keys.get("kept")
    if made is None:
        made = facts.keys["kept"] = tuple(map(intern, _kept(facts)))
    return made


def sought_under(facts: Facts) -> tuple[str, ...]:
    """The keys under which every mention is kept that could be linked with this one, or that follows it."""
    made = facts.keys.get("sought")
    if made is None:
        made = facts.keys["sought"] = tuple(map(intern, _sought(facts)))
    return made


def kept_set(facts: Facts) -> frozenset[str]:
    """`kept_under`, to be intersected."""
    made = facts.key_sets.get("kept")
    if made is None:
        made = facts.key_sets["kept"] = frozenset(kept_under(facts))
    return made


def sought_set(facts: Facts) -> frozenset[str]:
    """`sought_under`, to be intersected."""
    made = facts.key_sets.get("sought")
    if made is None:
        made = facts.key_sets["sought"] = frozenset(sought_under(facts))
    return made


def _kept(facts: Facts) -> tuple[str, ...]:
    if facts.mention.follows is not None:
        return (follower_key(facts.mention.follows),)
    keys = [*_same_words(facts)]
    if facts.level == UNDATED:
        keys += _named(facts, "u", [str(monday(facts.published))])
    elif facts.level in (DAY, SPAN):
        keys += _named(facts, "w", _weeks(facts))
    elif facts.level == MONTH:
        keys += _named(facts, "m", _months(facts))
    elif (years := _years(facts)) is not None:
        keys += _named(facts, "y", years)
    return tuple(dict.fromkeys(keys))


def _sought(facts: Facts) -> tuple[str, ...]:
    if facts.level == FOLLOWER:
        return ()
    keys = [follower_key(facts.key), *_same_words(facts)]
    if facts.level == UNDATED:
        week = monday(facts.published)
        keys += _named(facts, "u", [str(week - 1), str(week), str(week + 1)])
        keys += _named(facts, "w", [str(week + step) for step in range(-NEWS_WEEKS, AHEAD_WEEKS + 1)])
    else:
        keys += _dated_seek(facts)
    return tuple(dict.fromkeys(keys))


def follower_key(followed: tuple[str, str, int, int, int]) -> str:
    """The key under which the followers of a mention (by its `Mention.key`) are kept."""
    article, where, start, _, trigger = followed
    return f"f{article}|{where[0]}{start}|{trigger}"


def _dated_seek(facts: Facts) -> list[str]:
    keys = _named(facts, "y", _years(facts) or [])
    if facts.first is None or facts.last is None or _years(facts) is None:
        return keys
    keys += _named(facts, "m", _months(facts))
    if facts.level in (DAY, SPAN):
        weeks = range(monday(facts.first - 1), monday(facts.last + 1) + 1)
        keys += _named(facts, "w", [str(week) for week in weeks])
        weeks = range(monday(facts.first) - AHEAD_WEEKS, monday(facts.last) + NEWS_WEEKS + 1)
        keys += _named(facts, "u", [str(week) for week in weeks])
    else:
        keys += _named(facts, "w", _weeks(facts))
    return keys


def _same_words(facts: Facts) -> list[str]:
    """Keys of mentions that say the same time: the day, or for vaguer ones the value itself."""
    if facts.level == UNDATED:
        return []
    when = f"d{facts.first}" if facts.level == DAY else f"v{facts.mention.date.value}"
    keys = []
    for name in facts.circles:
        if name == "saying":
            keys += [f"{when}|{name}|{speaker}" for speaker in _speakers(facts)]
        else:
            keys.append(f"{when}|{name}")
    if facts.level == DAY:
        keys += [f"{when}|@{name}" for name in _known_by_name(facts)]
    return keys + [f"{when}|~{word}" for word in facts.rare if rarity(word) >= RARE_ENOUGH]


def _known_by_name(facts: Facts) -> list[str]:
    """Who takes part and is named by name: they may do on a day what another account tells in other words."""
    return [*[person.surname for person in facts.persons[:2]], *sorted(facts.bodies)[:2]]


def _speakers(facts: Facts) -> list[str]:
    return [person.surname for person in (facts.speakers or facts.persons)[:NAMES_KEPT]]


def _named(facts: Facts, letter: str, periods: list[str]) -> list[str]:
    """Keys of period, deed and name: vaguer accounts meet only where both name the deed as their own."""
    tails = facts.keys.get("tails")
    if tails is None:
        tails = facts.keys["tails"] = tuple(f"|{facts.circles[0]}|{who}" for who in _names(facts))
    return [f"{letter}{period}{tail}" for period in periods for tail in tails]


def _names(facts: Facts) -> list[str]:
    """The most telling names of a mention: people and bodies, then places, telling words, and countries."""
    people = [person.surname for person in facts.persons]
    words = [f"~{word}" for word in facts.rare if rarity(word) >= RARE_ENOUGH]
    ranked = [*people[:2], *sorted(facts.bodies)[:1], *words[:2], *sorted(facts.places)[:1], *sorted(facts.countries)]
    return list(dict.fromkeys(ranked))[:NAMES_KEPT]


def _weeks(facts: Facts) -> list[str]:
    if facts.first is None or facts.last is None:
        return []
    return [str(week) for week in range(monday(facts.first), monday(facts.last) + 1)]


def _months(facts: Facts) -> list[str]:
    if facts.first is None or facts.last is None:
        return []
    return [month(facts.first)] if facts.level == DAY else months(facts.first, facts.last)


def _years(facts: Facts) -> list[str] | None:
    """The years a span touches, or None where it is open or too long to be looked for by year."""
    if facts.first is None or facts.last is None:
        return None
    first, last = int(month(facts.first)[:4]), int(month(facts.last)[:4])
    return [str(year) for year in range(first, last + 1)] if last - first < LONGEST_YEARS else None


__all__ = ["AHEAD_WEEKS", "LONGEST_YEARS", "NEWS_WEEKS", "YEAR", "kept_set", "kept_under", "sought_set", "sought_under"]
