"""The thread of an article: undated sentences that go on with a dated one, and the lead that tells the day's news."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta

from service.temporal.model import Expression
from service.timeline.cast import Figure
from service.timeline.dating import day_words, fineness
from service.timeline.deeds import PLAIN, STRONG, Deed
from service.timeline.model import EventDate
from service.timeline.roles import Scene

Key = tuple[str, str, int, int, int]

NEWS_DAYS = 7
"""A day at most this long before publication is the news; what is older is background and carries no thread."""
DAY = 2
"""The coarsest fineness of a date that can carry a thread: one day."""
LEAD_SENTENCES = 2
"""Sentences of prose that can be the lead."""
BREAKS = frozenset(
    {"later", "earlier", "previously", "once", "ago", "before", "originally", "formerly", "first", "past"}
)
"""Words that take a sentence away from the day told last."""


class Thread:
    """Follows, figure by figure, the day the article is telling of."""

    def __init__(self, published: date, expressions: Sequence[Expression], lead_end: int) -> None:
        self.published = published
        self.anchors: dict[str, Key] = {}
        self.undated_lead = not any(e.start < lead_end and self._is_news(e) for e in expressions)

    def _is_news(self, expression: Expression) -> bool:
        first, last = expression.earliest, expression.latest
        if first is None or last is None or fineness(expression) > DAY:
            return False
        return first == last and timedelta() <= self.published - first <= timedelta(days=NEWS_DAYS)

    def told(self, deed: Deed, key: Key) -> None:
        """A dated deed was told: whoever did it is on that day now, or off the thread."""
        if deed.expression is None:
            return
        carries = self._is_news(deed.expression) and deed.expression.relation == "on" and deed.status == "occurred"
        for figure in deed.parties.sources:
            if carries:
                self.anchors[figure.id] = key
            elif deed.meaning.rank >= PLAIN:
                self.anchors.pop(figure.id, None)

    def follows(self, deed: Deed, scene: Scene) -> Key | None:
        """The key of the dated mention an undated deed goes on from, or None."""
        if deed.nested or deed.verb is None or deed.status != "occurred" or deed.meaning.rank < PLAIN:
            return None
        if not self._plain_past(deed, scene):
            return None
        for figure in deed.parties.sources:
            if figure.id in self.anchors and _acts(figure):
                return self.anchors[figure.id]
        return None

    def lead(self, deed: Deed, scene: Scene, prose: int) -> EventDate | None:
        """The date of an undated lead: the day of publication or the one before.

        A report that opens in the simple past and names no day tells what has just happened. Said as "around".
        """
        if not self.undated_lead or prose > LEAD_SENTENCES or deed.nested or deed.status != "occurred":
            return None
        if deed.meaning.rank < STRONG or deed.kind == "statement" or not deed.parties.sources:
            return None
        if not self._plain_past(deed, scene):
            return None
        day = self.published
        before = day - timedelta(days=1) if day > date.min else day
        iso = day.isoformat()
        return EventDate(iso, f"{iso}~", before, day, None, "day", "around", f"around {day_words(day)}")

    def _plain_past(self, deed: Deed, scene: Scene) -> bool:
        if deed.verb is None:
            return False
        verb = scene.verbs[deed.verb]
        if verb.tense != "past" or verb.perfect or verb.progressive:
            return False
        return not any(low in BREAKS for low in scene.tokens.low[verb.left : verb.right])


def _acts(figure: Figure) -> bool:
    return figure.type in ("person", "organisation", "country", "thing")
