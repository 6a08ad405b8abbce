"""Mentions and events: the values that flow from extraction to linking, the store and the formats."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from service.temporal.model import Expression

Day = date


@dataclass(frozen=True, slots=True)
class Actor:
    """Who takes part. `type`: person, country, organisation, place or thing. `country`: ISO 3166-1 alpha-3.

    `role` is source, target or None. `names` are all spellings seen, best first.
    """

    id: str
    name: str
    type: str
    country: str | None = None
    role: str | None = None
    names: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Place:
    """Where it happens; `country` is ISO 3166-1 alpha-3 or None."""

    name: str
    country: str | None = None


@dataclass(frozen=True, slots=True)
class Trigger:
    """The word that names the happening, with its place in the same text as its mention."""

    start: int
    end: int
    text: str
    lemma: str


@dataclass(frozen=True, slots=True)
class EventDate:
    """When a happening was, is or will be. `earliest`/`latest` are days, both included; None is an open end or no date.

    `time` is "HH:MM" or None; `display` is for people ("6 August 2017", "by 1 September 2017").
    """

    value: str | None = None
    edtf: str | None = None
    earliest: date | None = None
    latest: date | None = None
    time: str | None = None
    granularity: str | None = None
    relation: str = "on"
    display: str = "undated"


@dataclass(frozen=True, slots=True)
class Quantity:
    """A number told of the happening ("755 diplomats"), kept so that sources can be seen to differ."""

    number: float
    unit: str


@dataclass(frozen=True, slots=True)
class Mention:
    """One place where one article tells of one happening.

    `start`/`end` count code points in the article's text, or in its title when `where` is "title", at most some 400
    apart.
    `position` counts sentences from the top of the article, 0 for the title.
    `terms` are the folded content words linking compares; `story` is the article's wire-copy fingerprint.
    `deed` is the kind the deed itself has when done, where `kind` is what is done with it: promising aid is "agree"
    of "aid".
    `follows` is the key of the dated mention of the same article whose story an undated one goes on with.
    `topic` is what the article is about: how the names begin that it keeps naming.
    """

    article: str
    published: datetime
    publisher: str | None
    where: str
    start: int
    end: int
    text: str
    trigger: Trigger | None
    kind: str | None
    status: str
    actors: tuple[Actor, ...]
    places: tuple[Place, ...]
    expression: Expression | None
    date: EventDate
    position: int = 0
    terms: tuple[str, ...] = ()
    quantities: tuple[Quantity, ...] = ()
    story: tuple[int, ...] = ()
    deed: str | None = None
    follows: tuple[str, str, int, int, int] | None = None
    topic: tuple[str, ...] = ()

    @property
    def key(self) -> tuple[str, str, int, int, int]:
        """What tells this mention from every other: article, title or text, its span, its trigger."""
        return (self.article, self.where, self.start, self.end, self.trigger.start if self.trigger else -1)


@dataclass(frozen=True, slots=True)
class Sources:
    """How many articles and independent publishers tell of an event, and how many articles are copies of another."""

    articles: int
    publishers: int
    copies: int


@dataclass(frozen=True, slots=True)
class Claim:
    """One side of a disagreement: what is said, and by which articles."""

    value: str
    articles: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Disagreement:
    """Sources differ: `about` is "date" or the unit counted ("diplomats")."""

    about: str
    claims: tuple[Claim, ...]


@dataclass(frozen=True, slots=True)
class Event:
    """One happening, made of every mention of it: a pure function of `evidence`.

    `lead` is the key of the mention that every other one of its evidence is linked with.
    """

    id: str
    title: str
    summary: str
    date: EventDate
    status: str
    kind: str | None
    actors: tuple[Actor, ...]
    places: tuple[Place, ...]
    sources: Sources
    weight: int
    disagreements: tuple[Disagreement, ...]
    evidence: tuple[Mention, ...]
    lead: tuple[str, str, int, int, int] = ("", "text", 0, 0, -1)

    @property
    def order(self) -> tuple[Day, Day, str, str]:
        """The timeline's total order: earliest day, latest day, time of day where known, id; open or absent is last."""
        return (self.date.earliest or date.max, self.date.latest or date.max, self.date.time or "99:99", self.id)
