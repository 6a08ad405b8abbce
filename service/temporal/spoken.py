"""When words in quotation marks were said, where the sentence tells it: "We leave tomorrow," he said on Sunday."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from service.temporal.asides import CLOSERS, QUOTES, quoted
from service.temporal.calendar import add_days, safe_date
from service.temporal.meaning import Candidate, Meaning
from service.temporal.policy.weekdays import DAYS_OF_WEEK
from service.temporal.view import View

DEICTICS = frozenset({"last", "this", "next", "past", "coming"})
UNITS = frozenset({"W", "M", "Y"})
SHUTTING = CLOSERS | {'"'}
# Tokens from what is quoted to the mark that opens or shuts it, and from that mark to the day of the words.
QUOTE_REACH = 120
SPEAKER_REACH = 40
# The weekday after publication is named by articles that went on being written, and is no day of last week.
LONGEST_BACK = 5


def spoken_on(at: int, candidates: Sequence[Candidate], view: View, here: date, narrative: bool) -> date | None:
    """The day that the words were said in which candidate `at` stands; None where it is not told, or is `here`.

    Only what is counted from the day of whoever speaks asks for it: "tomorrow", "last week". In a tale the day of the
    words has to be stated with its year.
    """
    c = candidates[at]
    if not _counts_from_the_speaker(c.meaning) or not quoted(c, view):
        return None
    day = _told_behind(at, candidates, view) or _told_before(at, candidates, view)
    if day is None or (narrative and day.year is None):
        return None
    spoken = _day_of(day, here)
    return spoken if spoken is not None and spoken < here else None


def _counts_from_the_speaker(m: Meaning) -> bool:
    """ "yesterday", "tomorrow night", "last week"."""
    while m.kind in ("part", "clock") and m.of is not None:
        m = m.of
    return m.kind == "day" or (m.kind == "unit" and m.unit in UNITS and m.deictic in DEICTICS)


def _told_behind(at: int, candidates: Sequence[Candidate], view: View) -> Meaning | None:
    """The day in "..., he said on Sunday", behind the mark that shuts the words."""
    c = candidates[at]
    high = view.sentence(c.first)[1]
    shut = next((i for i in range(c.last, min(high, c.last + QUOTE_REACH)) if view.words[i] in SHUTTING), None)
    if shut is None:
        return None
    behind = (candidates[i] for i in range(at + 1, len(candidates)))
    other = next((each for each in behind if each.first > shut), None)
    if other is None or other.first >= min(high, shut + SPEAKER_REACH):
        return None
    return other.meaning if _only_says(shut + 1, other.first, view, told=True) else None


def _told_before(at: int, candidates: Sequence[Candidate], view: View) -> Meaning | None:
    """The day in "He said on Sunday: ...", before the mark that opens the words."""
    c = candidates[at]
    low = view.sentence(c.first)[0]
    back = range(c.first - 1, max(low, c.first - QUOTE_REACH) - 1, -1)
    opened = next((i for i in back if view.words[i] in QUOTES), None)
    if opened is None:
        return None
    low = max(low, opened - QUOTE_REACH)
    before = (candidates[i] for i in range(at - 1, -1, -1))
    other = next((each for each in before if each.last <= opened), None)
    if other is None or other.first < max(low, opened - SPEAKER_REACH):
        return None
    clauses = view.grammar.clauses
    colon = view.word(opened - 2) == ":" or view.word(opened - 1) == ":"
    if not colon and not any(word.lower() in clauses.spoke for word in view.words[low:opened]):
        return None
    apart = not clauses.soft.isdisjoint(view.classes[other.last : max(other.last, opened - 2)])
    if apart and not _only_says(low, other.first, view, told=False):
        return None  # "Ban, who came on Sunday, added: ..."
    return other.meaning if _only_says(other.last, opened, view, told=False) else None


def _only_says(first: int, last: int, view: View, told: bool) -> bool:
    """True where no verb stands there but one of saying; with `told`, where one does."""
    clauses = view.grammar.clauses
    words = [word.lower() for word in view.words[first:last]]
    if not QUOTES.isdisjoint(words):
        return False
    says = clauses.spoke.intersection(words)
    verbs = (word for word, kind in zip(words, view.classes[first:last], strict=True) if kind in clauses.tense_of)
    return all(word in says for word in verbs) and (bool(says) or not told)


def _day_of(m: Meaning, here: date) -> date | None:
    """The last such day up to `here`: of a weekday, a day of the year, "yesterday"."""
    if m.kind in ("part", "clock") and m.of is not None:
        m = m.of
    if m.kind == "day":
        return add_days(here, int(m.count or 0))
    if m.kind == "weekday" and m.deictic in (None, "last") and m.weekday and not m.count:
        back = (here.isoweekday() - m.weekday) % DAYS_OF_WEEK
        return add_days(here, -back) if back <= LONGEST_BACK else None
    if m.kind != "date" or m.month is None or m.day is None or m.deictic is not None:
        return None
    if m.year is not None:
        return safe_date(m.year, m.month, m.day)
    this_year = safe_date(here.year, m.month, m.day)
    return this_year if this_year is not None and this_year <= here else safe_date(here.year - 1, m.month, m.day)
