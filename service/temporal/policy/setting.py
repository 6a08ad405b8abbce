"""What a policy may look at, and what it answers."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field, replace
from datetime import date, datetime
from typing import Protocol

from service.temporal.brackets import PLANNED_THEN
from service.temporal.chains import AHEAD
from service.temporal.meaning import Meaning
from service.temporal.verb import Verb

PAST, FUTURE = "past", "future"
# TIMEX3's value for a time gone by that nobody says.
PAST_REF = "PAST_REF"
# What the language files make of "postponed to" and its like.
MOVED_TO = "moved_to"
# "if delayed beyond April 30".
BEYOND = "beyond"
# ... and of "back to": behind, whatever the verb.
BACK_TO = "back_to"
# ... and of "backdated to": behind, even where the clause looks ahead.
DATED_BACK = "dated_back"
# ... and of "starting", "ab": from that time on, be it past or to come.
STARTING = "starting"
# ... and of a word for today that is one for these days as well ("heute").
THESE_DAYS = "these_days"
# ... and of "ahead of": before it, and it is yet to come.
AHEAD_OF = "ahead_of"


NAMES_OF_TENSE = {
    "future": "future verb",
    "modal": "modal verb",
    "to": "infinitive ahead",
    "schedule": "present of a planned thing",
}


@dataclass(frozen=True, slots=True)
class Reading:
    """What the policy settled on, before relation and span of days are worked out."""

    type: str
    value: str
    anchor: str | None = None
    grounds: tuple[str, ...] = ()
    mod: str | None = None
    quant: str | None = None
    freq: str | None = None
    begin: str | None = None
    end: str | None = None
    time: str | None = None
    days: tuple[date | None, date | None] | None = None


@dataclass(slots=True)
class Said:
    """What the text has said so far: the last value of any kind, the last day, the last quarter; the period that is
    reported on; the year that opens a sentence (`frame`, of the sentence that begins at token `framed`); the year that
    stands over the entries of a chronicle (`chapter`), and the day of the entry read (`entry`, to the end of its line);
    the last year, decade or century long past, and where it was said (`long_ago`); where a tale last spoke of its
    teller's own day (`here_at`), and whether the last date it stated was told in the past (`told_past`);
    whether it opened with its teller's own week (`opens_here`).

    `parts` are the last parts of days that news told of, the newest first: part, day, and where it was said.
    `coming` is the last day ahead that news spoke of, and where.
    `bound` says that the last day was no more than a bound ("since Sunday"), `limit` that it was one ahead ("until
    Sunday", "not before Sunday").

    Of a tale also where it stood before it spoke of another time in passing (`kept`, until token `until`), that time
    (`passed`, until another is said), its last day, and the last date it stated with its year.
    """

    day: date | None = None
    bound: bool = False
    limit: bool = False
    past_day: date | None = None
    parts: tuple[tuple[str, date, int], ...] = ()
    coming: tuple[date, int] | None = None
    any: date | None = None
    moment: datetime | None = None
    part: str | None = None
    lead: int | None = None
    opening: date | None = None
    heading: date | None = None
    before_christ: bool = False
    grain: str | None = None
    value: str | None = None
    mod: str | None = None
    quarter: str | None = None
    quarter_at: int = -1
    day_sentence: int = -1
    period: str | None = None
    period_at: int = -1
    period_sentence: int = -1
    sentence: int = -1
    at: int = 0
    frame: int | None = None
    framed: int = -1
    kept: Said | None = None
    until: int = 0
    passed: date | None = None
    stated: date | None = None
    tale_day: date | None = None
    chapter: int | None = None
    entry: date | None = None
    long_ago: str | None = None
    long_ago_at: int = -1
    here_at: int = -1
    told_past: bool = False
    opens_here: bool = False


# A tale that has come so near to its publication, in days, stands there.
DAYS_OF_HOME = 45
# "has been a museum since 10 April" reaches from this April to the teller's day where the tale is so many years off.
YEARS_OF_TODAY = 5
# Characters within which the present goes on from a word of the teller's own day.
HERE_REACH = 300
OF_NOW = frozenset({"present", "schedule"})
SO_IT_IS = OF_NOW | {None}
UP_TO = frozenset({"by", "until", "till"})
# Prepositions after which a midnight begins its day and does not end it.
PAST_MIDNIGHT = frozenset({"after", "past"})
# Counted from what was said, and not from the publication day.
SAID_DEICTICS = frozenset({"that", "same", "previous", "following"})
# Characters within which "the next spring" goes on from what was said.
NEXT_REACH = 600
STEPS_OF_DEICTIC = {"last": -1, "past": -1, "previous": -1, "next": 1, "coming": 1, "following": 1}


class Around(Protocol):
    """What the words around a date say, looked up when asked for (`service.temporal.surroundings`)."""

    def verb(self) -> Verb: ...
    def leads(self) -> bool: ...
    def opens(self) -> bool: ...
    def set_off(self) -> bool: ...
    def line(self) -> bool: ...
    def held_against(self) -> bool: ...
    def describes(self) -> bool: ...
    def apposed(self) -> bool: ...
    def names_event(self) -> bool: ...
    def goes_on(self) -> bool: ...
    def chained(self, over_marks: bool) -> bool: ...
    def negated(self) -> bool: ...
    def aside(self, ahead: bool) -> int: ...
    def sentence_end(self) -> int: ...
    def paragraph_end(self) -> int: ...
    def reported(self) -> bool: ...
    def known_by(self) -> int: ...
    def of_a_noun(self) -> bool: ...
    def quoted(self) -> bool: ...
    def quotes(self) -> bool: ...
    def since(self) -> bool: ...
    def since_then(self) -> bool: ...
    def timed(self) -> bool: ...
    def restated(self) -> bool: ...
    def edge(self) -> str | None: ...
    def next_year(self) -> int | None: ...
    def next_dates(self) -> tuple[date, ...]: ...


@dataclass(slots=True)
class Setting:
    """All a choice may look at: the publication moment, what was said, the tense around, the order of figures."""

    moment: datetime
    said: Said
    around: Around
    title: bool = False
    order: str | None = None
    word_before: str = ""
    at: int = 0
    sentence: int = 0
    tale: bool = False
    till_now: frozenset[str] = frozenset()
    zoned: bool = True
    basis: str = "publication day"
    notes: list[str] = field(default_factory=list)

    def note(self, why: str) -> None:
        """Keep a ground of the reading, once however often it is asked for."""
        if why not in self.notes:
            self.notes.append(why)

    def verb(self) -> Verb:
        """The verb that governs the date."""
        return self.around.verb()

    @property
    def day(self) -> date:
        """The publication day, in the article's own offset; in words that somebody said earlier, theirs (`basis`)."""
        return self.moment.date()

    @property
    def narrative(self) -> bool:
        """True where a tale is told; where it stands at the teller's own day its dates are those of news."""
        return self.tale and not self.at_home

    @property
    def at_home(self) -> bool:
        """True where the text speaks of the days around its publication."""
        said = self.said.any
        return said is not None and abs((self.day - said).days) <= DAYS_OF_HOME

    @property
    def in_story(self) -> bool:
        """True for what a tale tells; what will be is no part of it."""
        if not self.narrative:
            return False
        if self.said.chapter is not None and self.said.chapter < self.day.year - 1:
            return True  # the entries of a chronicle tell in the present what was then to come
        verb = self.verb()
        if self.up_to and verb.tense in ("schedule", "to") and not verb.told and self.said.told_past:
            return False  # "The show is on until 11 November"
        planned = verb.aspect == "is" and verb.tense == "to" and self.said.heading is None
        lately = self.said.any is not None and self.day.year - self.said.any.year <= YEARS_OF_TODAY
        if verb.aspect == "has" and self.reaches_now() and lately:
            return False  # "has been a museum since 10 April"
        if self.told_here and (verb.tense in SO_IT_IS or verb.aspect == PLANNED_THEN):
            return False  # "was finished last month ... A tour follows in May"
        return verb.told or not (verb.tense == FUTURE or planned)

    def settled(self, m: Meaning) -> Meaning:
        """ "the next spring they sailed" is next to what was said, for it is told; what is ahead is next to here."""
        if m.deictic != "the_next":
            return m
        said = self.said
        told = said.any is not None and said.any < self.day and self.direction() == PAST
        near = self.narrative or self.at - said.at <= NEXT_REACH
        return replace(m, deictic="following" if told and near else "next")

    @property
    def told_here(self) -> bool:
        """True close behind words that are counted from the teller's own day: "last month", "tomorrow"."""
        here = self.said.here_at
        return here >= 0 and self.at - here <= HERE_REACH

    @property
    def story(self) -> date | None:
        """Where a story stands: after its lead, which tells how all ended, where it began; else at the last date."""
        return self.said.opening or self.said.any

    @property
    def leading(self) -> bool:
        """True where the preposition before the date opens its clause; looked up when asked for."""
        return self.around.leads()

    @property
    def chronicle(self) -> bool:
        """True for a date that heads a line, as in a chronicle; looked up when asked for."""
        return self.around.line()

    @property
    def told_before(self) -> bool:
        """ "which had admitted 310 men in December": before where a tale stands, but not "by June they had ..."."""
        aspect = self.verb().aspect
        if aspect == "has":
            return self.reaches_now()
        return aspect == "had" and not self.up_to

    def reaches_now(self) -> bool:
        """True where the preposition before the date reaches to the teller's own day: "since 1950"."""
        return self.word_before in self.till_now

    @property
    def not_until(self) -> bool:
        """ "was not told until Wednesday": then it was told."""
        return self.word_before in ("until", "till") and self.around.negated() and self.direction() == PAST

    @property
    def up_to(self) -> bool:
        """True after "by", "until", "till"."""
        return self.word_before in UP_TO

    @property
    def before(self) -> bool:
        """True after "before", "ahead of" and their like."""
        return self.word_before in ("before", AHEAD_OF)

    @property
    def compared(self) -> bool:
        """True where something else is held against this time ("up from June"); looked up when asked for."""
        return self.around.held_against()

    @property
    def describing(self) -> bool:
        """True where the time only describes the noun after it; looked up when asked for."""
        return self.around.describes()

    @property
    def frame(self) -> int | None:
        """The year that opens this sentence, or stands over this entry: "In 2009, ... on June 12" is a day of 2009."""
        if self.said.chapter is not None and self.chronicle and not self.narrative:
            return self.said.chapter
        frame = self.said.frame if self.said.framed == self.sentence else None
        ahead = self.verb().tense in AHEAD  # "In 1998 they will be told": of the years to come, or none
        return None if frame is None or (ahead and frame <= self.day.year) else frame

    @property
    def anchor(self) -> str:
        """The publication day as text."""
        return self.day.isoformat()

    def direction(self) -> str | None:
        """Where the clause looks: past, future, or nowhere. Headlines tell the past in the present."""
        verb = self.verb()
        tense = verb.tense
        if self.title and tense == "schedule":
            return None  # "Premier meets envoy Friday": a headline may tell what was and what will be, the nearest
        if tense in OF_NOW and (self.title or self.chronicle):
            tense = "past"
        if tense is None and self.chronicle:
            self.note("heads a line of a chronicle")
            return PAST
        if tense == "schedule" and self.word_before == "since":
            return PAST  # "seit Samstag gilt": what goes on has begun
        if tense in AHEAD:
            self.note(f"{NAMES_OF_TENSE[tense]} in its clause")
            return FUTURE
        if tense == "past":
            self.note("past verb in its clause")
            return PAST
        return None


def point(setting: Setting, value: str, anchored: bool = True, **more: object) -> Reading:
    grounds = list(setting.notes)
    if anchored:
        grounds.append(f"{setting.basis} {setting.day:%A} {setting.anchor}")
    else:
        grounds.append("stated in full")
    return Reading("DATE", value, setting.anchor if anchored else None, tuple(grounds), **more)  # type: ignore[arg-type]


Choice = Callable[[Meaning, "Setting"], "Reading | None"]
CHOICES: dict[str, Choice] = {}


def choice(kind: str) -> Callable[[Choice], Choice]:
    """Registers the policy for one kind of meaning."""

    def keep(function: Choice) -> Choice:
        CHOICES[kind] = function
        return function

    return keep


def resolve(meaning: Meaning, setting: Setting) -> Reading | None:
    """The reading of a meaning here and now; None when the calendar has no such time."""
    return CHOICES[meaning.kind](meaning, setting)
