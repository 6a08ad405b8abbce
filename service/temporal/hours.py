"""Hours written as four figures: "fell asleep shortly after 1100", which elsewhere would be a year; or with a stop."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace

from service.temporal.builders import on_clock
from service.temporal.calendar import HOURS_ON_A_CLOCK as NOON
from service.temporal.calendar import past_noon
from service.temporal.meaning import Candidate, Meaning
from service.temporal.names import YEAR_RULES
from service.temporal.tokens import PARAGRAPH, SPACE
from service.temporal.view import View

HOUR_RULE = "hour-in-figures"
# Four figures that are no year, and tell that the text writes hours so.
HOURS_SAID = frozenset({"clock-hours", "clock-early"})
# Later figures are years, unless "at" stands before them.
LATEST_HOUR_UNSAID = 1759


# Hours with a stop that could be anything else, and those that tell that the text writes hours so.
DOTTED_DOUBTFUL = "clock-dotted-beside"
DOTTED_SURE = frozenset(f"clock-dotted{rest}" for rest in ("", "-behind", "-early", "-opening", "-held"))
DOTTED_RULES = DOTTED_SURE | {"clock-dotted-next", "clock-dotted-listed", DOTTED_DOUBTFUL}


def dotted_hours(candidates: list[Candidate], view: View) -> list[Candidate]:
    """Keeps "at 11.30" where the text surely writes its hours so: "at 9.45 on Sunday", "from 7.15pm"."""
    if not [c for c in candidates if c.rule == DOTTED_DOUBTFUL]:
        return candidates
    glued = (view.word(c.first) for c in candidates if c.rule == "clock-glued")
    if any(c.rule in DOTTED_SURE for c in candidates) or any("." in word for word in glued):
        return candidates
    return [c for c in candidates if c.rule != DOTTED_DOUBTFUL]


def hours(candidates: list[Candidate], view: View) -> list[Candidate]:
    """Reads figures as hours of the day where all that could be early years stand as hours do, and one surely is."""
    words = view.grammar.words
    if not words("hour_lead"):
        return candidates
    figures = [c for c in candidates if c.rule in YEAR_RULES and _could_be_hour(c)]
    sure = {id(c) for c in figures if _leads(c, view)}
    early = {id(c) for c in figures if (c.meaning.year or 0) <= LATEST_HOUR_UNSAID}
    told = sure or any(c.rule in HOURS_SAID for c in candidates)
    if not told or not all(view.before(c).lower() in words("hour_beside") for c in figures if id(c) in early):
        return candidates
    read = sure | early
    for c in figures:
        if id(c) not in read:
            continue
        hour, minute = divmod(c.meaning.year or 0, 100)
        c.rule, c.meaning = HOUR_RULE, Meaning("clock", hour=hour, minute=minute)
    return candidates


SHARING_RULES = frozenset(
    {"clock-meridiem", "clock-glued", "oclock", "oclock-of-part", "hour-in-part", "hour-at-night", "noon"}
)
SHARED_RULE, ON_PART_RULE = "clock-before-clock", "hour-on-part"
LONGEST_LINK = 5
# Tokens behind a time of day in which an hour without more is one of that day.
BARE_REACH = 60


def shared_halves(candidates: list[Candidate], view: View) -> list[Candidate]:
    """Adds the hour before another that says the half of the day for both: "from 2 to 4 p.m.", "between 9 and 11am"."""
    table = view.grammar.language.tables.get("clocks", {})
    if not table:
        return candidates
    out: list[Candidate] = []
    for c in candidates:
        if c.meaning.kind == "part" and c.meaning.of is not None:
            _take_its_hour(c, out[-1].last if out else 0, view, table)
        if c.rule in SHARING_RULES and c.meaning.kind == "clock" and c.meaning.hour is not None:
            out.extend(_hour_before(c, out[-1].last if out else 0, view, table))
        out.append(c)
    return out


def _take_its_hour(c: Candidate, low: int, view: View, table: Mapping[str, list[str]]) -> None:
    """ "at about 8 on the evening of 3 May": the hour and the part of its day are one time."""
    at = c.first - 4
    if at - 2 < low or view.word(c.first - 2).lower() not in table["on"]:
        return
    said = _hour_said(at, view) if view.word(at - 2).lower() in (*table["alone"], *table["openers"]) else None
    if said is None or view.classes[at - 1] != SPACE or view.classes[c.first - 1] != SPACE:
        return
    day, hour = c.meaning.of, on_clock(said[0], c.meaning.part or "")
    c.first, c.start, c.rule = at, view.starts[at], ON_PART_RULE
    c.meaning = Meaning("clock", hour=hour, minute=said[1], of=day)


def _hour_before(c: Candidate, low: int, view: View, table: Mapping[str, list[str]]) -> Iterator[Candidate]:
    for width in range(1, LONGEST_LINK):
        at = c.first - width - 1
        if at < low:
            return
        if view.classes[at] == SPACE:
            continue
        link = " ".join("".join(view.words[at + 1 : c.first]).split()).lower()
        opened = view.word(at - 2).lower()
        span = link in table["ranges"] or (link in table["betweens"] and opened in table["between"])
        pair = not span and link in table["pairs"] and opened in table["openers"] and c.rule != "noon"
        if (span or pair) and view.word(at - 1) not in table["glued"]:
            said = _hour_said(at, view)
            if said is not None and (hour := _in_its_half(said[0], c.meaning, pair)) is not None:
                meaning = replace(c.meaning, hour=hour, minute=said[1], second=None, name=_unnamed(c.meaning))
                yield Candidate(at, at + 1, view.starts[at], view.starts[at + 1], SHARED_RULE, meaning)
            return


def _hour_said(at: int, view: View) -> tuple[int, int] | None:
    """The hour from one to twelve and the minute that a token says: "9", "8:30", "8.30", "nine"."""
    word = view.words[at]
    if view.classes[at] in view.grammar.kinds("hour12", "clock", "clock_dotted"):
        hour, _, minute = word.replace(":", ".").partition(".")
        said = int(hour), int(minute or 0)
    elif view.classes[at] in view.grammar.kinds("ones"):
        said = int(view.grammar.language.slots["ones"].words.get(word.lower(), 0)), 0
    else:
        return None
    return said if 1 <= said[0] <= NOON else None


SAID_BY_HALF = frozenset({"clock-meridiem", "clock-glued", SHARED_RULE})
BARE_CLOCKS = frozenset({"clock-bare", DOTTED_DOUBTFUL, "clock-dotted-behind", "clock-dotted-held"})


def same_halves(candidates: list[Candidate], view: View) -> list[Candidate]:
    """Takes the hours behind one of the afternoon to be later on that day: "due at 8:10 p.m.; it crashed at 9:34"."""
    bare = [c for c in candidates if c.rule in BARE_CLOCKS]
    by_day = any(c.meaning.hour == 0 or (c.meaning.hour or 0) > NOON or view.words[c.first][0] == "0" for c in bare)
    if not bare or by_day or not view.grammar.language.tables.get("clocks"):
        return candidates
    told: Candidate | None = None
    for i, c in enumerate(candidates):
        meaning = c.meaning
        if c.rule in SAID_BY_HALF:
            told = c if (meaning.hour or 0) >= NOON and meaning.name is None else None
        elif c.rule in BARE_CLOCKS and told is not None and meaning.of is None:
            near = PARAGRAPH not in view.classes[told.last : c.first] and c.first - told.last < BARE_REACH
            later = replace(meaning, hour=(meaning.hour or 0) + NOON)
            if near and (meaning.hour or 0) < NOON and later.minutes > told.meaning.minutes:
                candidates[i] = c.with_meaning(later)
        elif meaning.kind not in ("clock", "duration", "now"):
            told = None
    return candidates


BARE_RULE = "hour-alone"
CLOSING = frozenset({",", ".", ";", "”", '"', "!", "?", ")"})


def hours_alone(candidates: list[Candidate], view: View) -> list[Candidate]:
    """Adds an hour that ends its phrase behind a time of that day: "the line formed at 5 a.m.; it was gone by 9."."""
    table = view.grammar.language.tables.get("clocks", {})
    if not table:
        return candidates
    out: list[Candidate] = []
    for i, c in enumerate(candidates):
        out.append(c)
        if c.meaning.kind in ("clock", "part"):
            limit = candidates[i + 1].first if i + 1 < len(candidates) else len(view.words)
            end = view.classes.find(PARAGRAPH, c.last, c.last + BARE_REACH)
            limit = min(limit, c.last + BARE_REACH if end < 0 else end)
            out.extend(_hour_behind(c, limit, view, table))
    return out


def _hour_behind(c: Candidate, limit: int, view: View, table: Mapping[str, list[str]]) -> Iterator[Candidate]:
    figures, words = view.grammar.kinds("hour12"), view.grammar.kinds("hour12", "ones")
    ends = view.sentence(c.last)[1]
    for at in range(c.last + 2, limit):
        hours_said = words if at < ends else figures
        if view.classes[at] not in hours_said or view.word(at - 2).lower() not in table["alone"]:
            continue
        closed = view.word(at + 1) in CLOSING and not view.word(at + 2)[:1].isdigit()
        said = _hour_said(at, view) if closed and _is_no_measure(at - 2, view, table) else None
        hour = _hour_after(said[0], c.meaning) if said is not None else None
        if hour is not None:
            yield Candidate(at, at + 1, view.starts[at], view.starts[at + 1], BARE_RULE, Meaning("clock", hour=hour))
            return


def _is_no_measure(preposition: int, view: View, table: Mapping[str, list[str]]) -> bool:
    """False for "won by two", "stood at nine"; True for "was over by seven", "were let in at nine"."""
    before = view.word(preposition - 2).lower()
    if before in table["measuring"]:
        return False
    done = view.grammar.kinds("verb_past", "verb_ed", "number", "ones")
    acts = view.classes[preposition - 2 : preposition - 1] in done and before not in table["over"]
    return view.word(preposition).lower() not in table["by"] or not acts


def _hour_after(hour: int, before: Meaning) -> int | None:
    """The hour of the day that comes after a time of it; None where none does.

    >>> [_hour_after(h, Meaning("clock", hour=17)) for h in (9, 4)], _hour_after(8, Meaning("part", part="MO"))
    ([21, None], 8)
    """
    if before.kind == "part":
        return on_clock(hour, before.part or "")
    later = (hour % NOON, past_noon(hour))
    return next((each for each in later if each > (before.hour or 0)), None)


def _unnamed(meaning: Meaning) -> str | None:
    """The name of a clock time, but for noon and midnight, which only they bear."""
    return None if meaning.name in ("noon", "midnight") else meaning.name


def _in_its_half(hour: int, later: Meaning, paired: bool) -> int | None:
    """The hour on the clock of a day: in the other's half of the day, or the morning's before an afternoon's.

    >>> [_in_its_half(h, Meaning("clock", hour=16, minute=0), False) for h in (2, 11, 12)]
    [14, 11, 12]
    """
    ends = 2 * NOON if later.name == "midnight" else later.hour or 0
    half = NOON if ends >= NOON else 0
    same = hour % NOON + half
    if same <= ends or paired:
        return same
    return hour if half else None


def _could_be_hour(c: Candidate) -> bool:
    hour, minute = divmod(c.meaning.year or 0, 100)
    return hour < 24 and minute < 60


NOUNS = ("other", "business_word", "measured", "physical", "measure", "counted")


def _leads(c: Candidate, view: View) -> bool:
    """After "at" or "at about", and before no noun ("at 1945 prices")."""
    if view.classes[c.last + 1 : c.last + 2] in view.grammar.kinds(*NOUNS):
        return False
    one, two, leads = view.before(c).lower(), view.before(c, 2).lower(), view.grammar.words("hour_lead")
    return one in leads or (two in leads and one in view.grammar.words("hour_beside"))
