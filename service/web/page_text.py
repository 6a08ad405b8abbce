"""Text cut into pieces for marking: which stretch names a time, which word tells the happening, and how it was read.

Offsets count code points, so a cut never falls inside a character, whatever script the text is written in.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from itertools import pairwise

from service.formats.listing import cut
from service.formats.people import long_day
from service.temporal.model import Expression
from service.timeline.datewords import days_words as between
from service.timeline.model import Mention

PUBLICATION_DAY = "publication day"
VAGUE = {"PRESENT_REF": "now", "PAST_REF": "some time before", "FUTURE_REF": "some time ahead"}


@dataclass(frozen=True, slots=True)
class Span:
    """A stretch of a text to be marked: `kind` is `when` (a date) or `what` (a trigger), `ref` what it leads to."""

    start: int
    end: int
    kind: str
    ref: str = ""


@dataclass(frozen=True, slots=True)
class Piece:
    """A stretch of text with the marks that lie on it; `first` says whether its mark begins here."""

    text: str
    kinds: tuple[str, ...] = ()
    ref: str = ""
    first: bool = False


def pieces(text: str, spans: Iterable[Span]) -> tuple[Piece, ...]:
    """The text as pieces, each under the same marks throughout; joined, they are the text again.

    >>> [(p.text, p.kinds) for p in pieces("On Sunday they met.", [Span(3, 9, "when"), Span(15, 18, "what")])]
    [('On ', ()), ('Sunday', ('when',)), (' they ', ()), ('met', ('what',)), ('.', ())]
    """
    inside = sorted((s for s in spans if 0 <= s.start < s.end <= len(text)), key=lambda s: (s.start, -s.end))
    edges = sorted({0, len(text), *(s.start for s in inside), *(s.end for s in inside)})
    made: list[Piece] = []
    live: list[Span] = []
    following = iter(inside)
    waiting = next(following, None)
    for start, end in pairwise(edges):
        live = [s for s in live if s.end > start]
        while waiting is not None and waiting.start <= start:
            live.append(waiting)
            waiting = next(following, None)
        ref = next((s.ref for s in live if s.ref), "")
        first = any(s.start == start for s in live if s.ref == ref)
        made.append(Piece(text[start:end], tuple(s.kind for s in live), ref, first))
    return tuple(made)


@dataclass(frozen=True, slots=True)
class Quote:
    """A row of evidence to be shown: the mention, its text in pieces, and its date words where they stand elsewhere."""

    mention: Mention
    pieces: tuple[Piece, ...]
    elsewhere: bool


def quote(mention: Mention, chars: int | None = None) -> Quote:
    """A mention's sentence with its date words and its trigger marked; `chars` bounds what is quoted."""
    text = cut(mention.text, chars)
    spans = []
    said = mention.expression
    if said is not None:
        spans.append(Span(said.start - mention.start, said.end - mention.start, "when"))
    if mention.trigger is not None:
        spans.append(Span(mention.trigger.start - mention.start, mention.trigger.end - mention.start, "what"))
    kept = [s for s in spans if 0 <= s.start < s.end <= len(text) and _stands(mention, text, s)]
    elsewhere = said is not None and not any(s.kind == "when" for s in kept)
    return Quote(mention, pieces(text, kept), elsewhere)


def _stands(mention: Mention, text: str, span: Span) -> bool:
    """Whether the words of a span are where it says: a title and its text share offsets but not words."""
    said = mention.expression if span.kind == "when" else mention.trigger
    return said is not None and text[span.start : span.end] == said.text


@dataclass(frozen=True, slots=True)
class Reading:
    """An expression told to people: its words, what they were read as, from which day they were counted, and why."""

    words: str
    days: str
    value: str
    anchor: str
    why: str


def reading(said: Expression) -> Reading:
    """How an expression was read.

    >>> made = reading(Expression(0, 6, "Sunday", "DATE", "2017-08-06", anchor="2017-08-07", grounds=("past verb",)))
    >>> made.anchor, made.why
    ('Monday 7 August 2017', 'past verb')
    """
    days = days_words(said.earliest, said.latest)
    if not days:
        days = VAGUE.get(said.value, {"DURATION": "a length of time", "SET": "again and again"}.get(said.type, ""))
    elif said.time:
        days = f"{days}, {said.time}"
    value = f"{said.value} {said.mod}" if said.mod else said.value
    anchor = _anchor(said.anchor)
    published, why = _publication_day(said)
    return Reading(said.text, days, value, f"publication, {anchor}" if published and anchor else anchor, why)


def _publication_day(said: Expression) -> tuple[bool, str]:
    """Whether the day counted from is the publication day; and why it was read so, without saying that day again."""
    day = (said.anchor or "none")[:10]
    named = [one for one in said.grounds if one.startswith(PUBLICATION_DAY) and day in one]
    return bool(named), "; ".join(one for one in said.grounds if one not in named)


def _anchor(anchor: str | None) -> str:
    try:
        return long_day(date.fromisoformat((anchor or "")[:10]), weekday=True)
    except ValueError:
        return anchor or ""


def days_words(first: date | None, last: date | None) -> str:
    """A stretch of days as people write it, with nothing said twice.

    >>> days_words(date(2017, 7, 31), date(2017, 8, 6))
    '31 July – 6 August 2017'
    >>> days_words(None, date(2017, 9, 1))
    'up to 1 September 2017'
    """
    if first is None or last is None:
        return f"up to {long_day(last)}" if last else f"from {long_day(first)} on" if first else ""
    if first == last:
        return long_day(first, weekday=True)
    if (first.year, first.month, first.day, last.month, last.day) == (last.year, 1, 1, 12, 31):
        return f"the year {first.year}"
    return between(first, last)
