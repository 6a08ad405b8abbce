"""What the store gives out."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Generic, NamedTuple, TypeVar, overload

from service.article import Article
from service.timeline.model import Event

T = TypeVar("T")


DEFAULT_COLLECTION = "default"
"""The collection of what names none; it is always there."""


@dataclass(frozen=True, slots=True)
class Collection:
    """A named set of articles. `version` grows with every change; `changed` is the moment of the last (UTC).

    `pk` is the store's own.
    """

    name: str
    version: int
    changed: datetime
    articles: int
    events: int
    pk: int = 0

    @property
    def state(self) -> str:
        """What tells this state from every other: made anew after it was deleted, a collection counts from 0 again.

        >>> Collection("default", 3, datetime(2017, 8, 7), 1, 2, pk=1).state
        '1.3'
        """
        return f"{self.pk}.{self.version}"


@dataclass(frozen=True, slots=True)
class Told:
    """An event of an answer. `json` is its rendered form with up to three rows of evidence, where it is kept ready.

    Asked with `whole=False`, the store gives `json` alone; `event` then raises.
    """

    updated: datetime | None
    json: bytes | None = None
    whole: Event | None = None

    @property
    def event(self) -> Event:
        """The event with all its evidence."""
        if self.whole is None:
            raise LookupError("asked without whole=True: only the rendered JSON is here")
        return self.whole


class Bodies(Sequence[Told]):
    """Rows of which only the rendered JSON is asked: a page of them is joined without a thing made for each."""

    __slots__ = ("bodies",)

    def __init__(self, bodies: list[bytes]) -> None:
        self.bodies = bodies

    @overload
    def __getitem__(self, at: int) -> Told: ...
    @overload
    def __getitem__(self, at: slice) -> Sequence[Told]: ...
    def __getitem__(self, at: int | slice) -> Told | Sequence[Told]:
        """One row, or some of them."""
        return Bodies(self.bodies[at]) if isinstance(at, slice) else Told(None, self.bodies[at])

    def __len__(self) -> int:
        return len(self.bodies)

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Bodies) and self.bodies == other.bodies

    def __hash__(self) -> int:
        return hash(tuple(self.bodies))


@dataclass(frozen=True, slots=True)
class Page(Generic[T]):
    """One page of an answer: its rows in order, the cursor of the next page or None, how many in all if counted."""

    rows: Sequence[T]
    next: str | None
    total: int | None
    collection: Collection


@dataclass(frozen=True, slots=True)
class Kept:
    """An article as it is kept, the collections it is in, and the moment it was taken in (UTC)."""

    article: Article
    collections: tuple[str, ...]
    taken: datetime


class Day(NamedTuple):
    """One day of a timeline: events that count on it, articles that tell of it, its weight, its weightiest event."""

    date: date
    events: int
    articles: int
    weight: int
    lead_id: str | None
    lead_title: str | None


@dataclass(frozen=True, slots=True)
class Days:
    """Days in order of date."""

    days: tuple[Day, ...]
    collection: Collection


@dataclass(frozen=True, slots=True)
class ActorCount:
    """An actor of a collection and the number of events it takes part in."""

    id: str
    name: str
    type: str
    country: str | None
    names: tuple[str, ...]
    events: int


@dataclass(frozen=True, slots=True)
class ApiKey:
    """A key as it is listed; its secret is never kept."""

    id: str
    name: str
    scope: str
    created: datetime
    used: datetime | None
    revoked: datetime | None


@dataclass(frozen=True, slots=True)
class Reply:
    """What was answered to a request that may come again."""

    status: int
    reply: bytes
