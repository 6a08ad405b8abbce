"""The thread of an article: undated sentences that go on with a dated one, and the lead that tells the day's news."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta

from service.temporal.model import Expression
from service.timeline.datewords import day_words
from service.timeline.dating import DAY, WEEK, ends_of, fineness
from service.timeline.deeds import Deed
from service.timeline.model import EventDate
from service.timeline.scene import Scene
from service.timeline.senses import PLAIN, STRONG

Key = tuple[str, str, int, int, int]

NEWS_DAYS = 7
"""A day at most this long before publication is the news; what is older is background and carries no thread."""
LEAD_SENTENCES = 2
"""Sentences of prose that can be the lead."""
FORCE = frozenset({"assault", "fight", "coerce"})
BEFALLING = frozenset({"die", "accident"})
"""Deaths and accidents, which have no kind."""
BREAKS = frozenset(
    {"later", "earlier", "previously", "once", "ago", "before", "originally", "formerly", "first", "past"}
)
"""Words that take a sentence away from the day told last."""


class Thread:
    """Follows, figure by figure, the day the article is telling of."""

    def __init__(self, published: date, expressions: Sequence[Expression], lead: Sequence[tuple[int, int]]) -> None:
        self.published = published
        self.anchors: dict[str, Key] = {}
        self.news: tuple[date, Key] | None = None
        self.days: dict[str, date] = {}
        self.one_day = True
        self.here: set[date | None] = set()
        """The days told in this sentence, None for any other date."""
        self.before: date | None = None
        """The one day the sentence before told, in the same paragraph."""
        self.undated_lead = not any(
            self._is_news(e) or self._is_news_of_days(e)
            for e in expressions
            if any(start <= e.start < end for start, end in lead)
        )

    def _is_news(self, expression: Expression) -> bool:
        first, last = expression.earliest, expression.latest
        if first is None or last is None or fineness(expression) > DAY:
            return False
        return first == last and timedelta() <= self.published - first <= timedelta(days=NEWS_DAYS)

    def _is_news_of_days(self, expression: Expression) -> bool:
        """Whether a stretch of the last days is named by its ends: "from 3 to 5 August" says when the news was."""
        last = expression.latest
        if last is None or ends_of(expression) is None or fineness(expression) > WEEK:
            return False
        return timedelta() <= self.published - last <= timedelta(days=NEWS_DAYS)

    def told(self, deed: Deed, key: Key) -> None:
        """A dated deed was told: whoever did it is on that day now, or off the thread."""
        if deed.expression is None:
            return
        one = deed.expression.earliest if fineness(deed.expression) <= DAY and not deed.nested else None
        done = deed.status == "occurred" and deed.expression.relation in ("on", "around", "before", "after")
        if not deed.nested:
            self.here.add(one if done else None)
        if not (self._is_news(deed.expression) and deed.expression.relation == "on" and deed.status == "occurred"):
            if not deed.nested and deed.status == "occurred":
                for figure in deed.parties.sources:
                    self.anchors.pop(figure.id, None)
                    self.days.pop(figure.id, None)
            return
        day = deed.expression.earliest
        if day is not None and not deed.nested:
            self.one_day = self.one_day and (self.news is None or self.news[0] == day)
            self.news = (day, key)
        for figure in deed.parties.sources:
            self.anchors[figure.id] = key
            if day is not None:
                self.days[figure.id] = day

    def lead_told(self, deed: Deed, key: Key) -> None:
        """The undated lead was told: the story goes on from it."""
        self.news = (self.published, key)
        for figure in deed.parties.sources:
            self.anchors[figure.id] = key
            self.days[figure.id] = self.published

    def follows(self, deed: Deed, scene: Scene) -> Key | None:
        """The key of the dated mention an undated deed goes on from, or None."""
        if not self._goes_on(deed, scene):
            return None
        for figure in deed.parties.sources:
            if figure.id in self.anchors and (deed.meaning.rank >= PLAIN or figure.type == "person"):
                return self.anchors[figure.id]
        if self.news is not None and self.one_day and deed.kind == "statement" and deed.meaning.does == "report":
            return self.news[1] if any(figure.type == "person" for figure in deed.parties.sources) else None
        return None

    def same_day(self, deed: Deed, scene: Scene) -> EventDate | None:
        """The date of an undated deed of its own by somebody whose day is being told: that day, said as "around"."""
        if deed.meaning.rank < STRONG or deed.kind == "statement" or not self._goes_on(deed, scene):
            return None
        for figure in deed.parties.sources:
            day = self.days.get(figure.id)
            if day is not None and figure.type != "country":
                return EventDate(
                    day.isoformat(), f"{day}~", day, day, None, "day", "around", f"around {day_words(day)}"
                )
        return None

    def at_once(self, deed: Deed, scene: Scene) -> EventDate | None:
        """The date of an undated act of force or a death in the sentence behind one that told a day, as "around" it.

        "Gunmen drove into the yard on 7 May. They shot the guard and ..."; nobody need have a name.
        """
        if self.before is None or deed.meaning.rank < STRONG or deed.by_noun or deed.verb is None:
            return None
        forced = deed.kind in FORCE or (deed.kind is None and deed.meaning.name in BEFALLING)
        if not forced or scene.verbs[deed.verb].link != "main" or not self._goes_on(deed, scene):
            return None
        day = self.before
        return EventDate(day.isoformat(), f"{day}~", day, day, None, "day", "around", f"around {day_words(day)}")

    def next_sentence(self, fresh: bool) -> None:
        """A sentence begins; a `fresh` paragraph leaves the day of the one before."""
        days = self.here
        self.here = set()
        if fresh or not days:
            self.before = None
        if len(days) == 1 and not fresh:
            self.before = next(iter(days))

    def _goes_on(self, deed: Deed, scene: Scene) -> bool:
        return not deed.nested and deed.status == "occurred" and self._plain_past(deed, scene)

    def lead(self, deed: Deed, scene: Scene, prose: int) -> EventDate | None:
        """The date of an undated lead: the day of publication or the one before.

        A report that opens in the past or the present perfect and names no day tells what has just happened.
        """
        denies = deed.meaning.does == "deny"
        news = self.undated_lead or (denies and prose == 1 and self._just_now(deed, scene))
        if not news or prose > LEAD_SENTENCES or deed.nested or deed.status != "occurred":
            return None
        told = deed.meaning.rank >= STRONG or denies
        if not told or not deed.parties.sources or not self._plain_past(deed, scene, perfect=True):
            return None
        day = self.published
        before = day - timedelta(days=1) if day > date.min else day
        iso = day.isoformat()
        return EventDate(iso, f"{iso}~", before, day, None, "day", "around", f"around {day_words(day)}")

    def _just_now(self, deed: Deed, scene: Scene) -> bool:
        """Whether a deed is told in the present perfect: "the ministry has denied that ..."."""
        verb = scene.verbs[deed.verb] if deed.verb is not None else None
        return verb is not None and verb.tense == "present" and verb.perfect

    def _plain_past(self, deed: Deed, scene: Scene, perfect: bool = False) -> bool:
        if deed.verb is None:
            return False
        verb = scene.verbs[deed.verb]
        past = verb.tense == "past" and not verb.perfect
        if verb.progressive or not (past or (perfect and verb.tense == "present" and verb.perfect)):
            return False
        return not any(low in BREAKS for low in scene.tokens.low[verb.left : verb.right])
