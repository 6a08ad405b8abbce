"""Grouping: every mention follows the one leader it is most strongly linked with, or leads an event itself.

Mentions are taken in one fixed order: firmest date first, then the richest, then the earliest published. A mention with
a link to a leader before it, or to a mention that follows one and nearly to that leader itself, follows the leader it
has most points with; any other becomes a leader. So every mention of an event is near its leader (no chains), and vague
accounts never bridge two events. A mention that goes on from a dated one of its article (`Mention.follows`) belongs
where that one does, and is looked at by no other.

`regroup` replays that rule for the mentions a change can reach, in the same order, and for nothing else: what it leaves
behind is exactly what `group` makes of the whole set.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from heapq import heappop, heappush
from typing import Protocol

from service.timeline.facts import FOLLOWER, Facts, facts_of
from service.timeline.keys import follower_key, kept_under, sought_under
from service.timeline.link import NEARLY, link
from service.timeline.making import make_event
from service.timeline.model import Event, Mention

Key = tuple[str, str, int, int, int]
"""`Mention.key`."""


@dataclass(frozen=True, slots=True)
class Held:
    """Where a mention is held: the event's id, and the key of the mention that leads the event (`Event.lead`)."""

    event: str
    lead: Key


@dataclass(frozen=True, slots=True)
class Change:
    """What a regrouping does: ids of events that are no more, and events that are new or have changed."""

    dropped: tuple[str, ...] = ()
    made: tuple[Event, ...] = ()


class MentionIndex(Protocol):
    """What `regroup` asks of whoever keeps the mentions of one collection.

    `near` and `members` show the mentions after the change was applied; `events_of` the events as they were before it.
    """

    def near(self, keys: Collection[str]) -> Sequence[Mention]:
        """All mentions kept under any of these link keys (`link_keys`), in any order, once each."""
        ...

    def events_of(self, mention_keys: Collection[Key]) -> Mapping[Key, Held]:
        """For each of these mentions that was held before the change: by which event, led by which mention."""
        ...

    def members(self, event_ids: Collection[str]) -> Sequence[Mention]:
        """All mentions, present after the change, of these events as they were before it."""
        ...


def link_keys(mention: Mention) -> tuple[str, ...]:
    """The keys a store keeps a mention under, some ten short strings."""
    return kept_under(facts_of(mention))


def group(mentions: Iterable[Mention], collection: str = "default") -> tuple[Event, ...]:
    """The events of a whole set of mentions, in the timeline's order; the order of the mentions does not matter."""
    distinct = {mention.key: mention for mention in mentions}
    kept: dict[str, list[Facts]] = {}
    leads: dict[Key, Key] = {}
    known: dict[Key, Facts] = {}
    for facts in sorted(map(facts_of, distinct.values()), key=lambda f: f.order):
        if facts.level == FOLLOWER:
            leads[facts.key] = _followed(facts, distinct, leads) or facts.key
            continue
        near = {found.key: found for link_key in sought_under(facts) for found in kept.get(link_key, ())}
        leader = _best(facts, near.values(), lambda found: leads[found.key], lambda lead, _: known[lead])
        leads[facts.key] = leader.key if leader else facts.key
        known[facts.key] = facts
        for link_key in kept_under(facts):
            kept.setdefault(link_key, []).append(facts)
    events: dict[Key, list[Mention]] = {}
    for key, lead in leads.items():
        events.setdefault(lead, []).append(distinct[key])
    made = (make_event(evidence, lead, collection) for lead, evidence in events.items())
    return tuple(sorted(made, key=lambda event: event.order))


def regroup(
    index: MentionIndex, added: Sequence[Mention], removed: Sequence[Mention], collection: str = "default"
) -> Change:
    """What taking in `added` and taking out `removed` makes of the events, without touching what they cannot reach.

    A mention that changed stands in both. Costs a few lookups of `index` per wave of leaders that come or go; one wave
    is usual.
    """
    return _Regrouping(index, added, removed).run(collection)


def _followed(facts: Facts, present: Mapping[Key, Mention], leads: Mapping[Key, Key]) -> Key | None:
    """The leader of the mention a follower goes on from; None where that one is absent or a follower itself."""
    target = facts.mention.follows
    followed = present.get(target) if target else None
    return leads[followed.key] if followed is not None and followed.follows is None else None


def _best(
    facts: Facts,
    near: Iterable[Facts],
    lead_of: Callable[[Facts], Key | None],
    facts_at: Callable[[Key, Facts], Facts],
) -> Facts | None:
    """The leader a mention follows: the one it has most points with, the first in order among equals.

    `near` are mentions before this one. A link with a leader's follower serves where the mention nearly has a link with
    the leader itself. `lead_of` names a mention's leader, `facts_at` has that leader's facts.
    """
    points: dict[Key, int] = {}
    best: tuple[int, Facts] | None = None
    for other in near:
        lead = lead_of(other)
        if lead is None or lead in points or not strength_of(other, facts):
            continue
        leader = facts_at(lead, other)
        found = link(leader, facts)
        strength = points[lead] = found.strength if found else 0
        if strength >= NEARLY and (best is None or (-strength, leader.order) < (-best[0], best[1].order)):
            best = (strength, leader)
    return best[1] if best else None


def strength_of(one: Facts, other: Facts) -> int:
    """Points of the link between two mentions; 0 where there is none or where they would not find each other."""
    found = link(one, other)
    if found is None or not found.joined:
        return 0
    if set(kept_under(one)).isdisjoint(sought_under(other)) or set(kept_under(other)).isdisjoint(sought_under(one)):
        return 0
    return found.strength


@dataclass(slots=True)
class _Regrouping:
    """One regrouping under way. `follows` is the new leader of each mention decided; `before` what held it."""

    index: MentionIndex
    added: Sequence[Mention]
    removed: Sequence[Mention]
    facts: dict[Key, Facts] = field(default_factory=dict)
    by_key: dict[str, list[Facts]] = field(default_factory=dict)
    asked: set[str] = field(default_factory=set)
    before: dict[Key, Held | None] = field(default_factory=dict)
    follows: dict[Key, Key] = field(default_factory=dict)
    members: dict[str, list[Key]] = field(default_factory=dict)
    queue: list[tuple[tuple[object, ...], Key]] = field(default_factory=list)
    queued: set[Key] = field(default_factory=set)
    gone: set[Key] = field(default_factory=set)
    around: dict[tuple[str, ...], list[Facts]] = field(default_factory=dict)
    around_when: int = -1

    def run(self, collection: str) -> Change:
        self.gone.update(mention.key for mention in self.removed)
        self._learn_before([*self.gone, *(mention.key for mention in self.added)])
        fresh = [self._facts(mention) for mention in {m.key: m for m in self.added}.values()]
        old = [facts_of(mention) for mention in self.removed]
        self._look_around([*fresh, *old], map(follower_key, self.gone))
        for facts in fresh:
            self._push(facts)
        for facts in old:
            self._push_who_may_care(facts, self._lead_before(facts.key), None)
        while self.queue:
            self._decide(self.facts[heappop(self.queue)[1]])
        return self._change(collection)

    def _decide(self, facts: Facts) -> None:
        """Choose anew whom a mention follows; if that changes, whoever comes after it and may care is queued."""
        if facts.level == FOLLOWER:
            self.follows[facts.key] = self._followed(facts) or facts.key
            return
        earlier = [other for other in self._near(facts) if other.order < facts.order]
        leader = _best(facts, earlier, self._lead_of, self._facts_at) or facts
        self.follows[facts.key] = leader.key
        before = None if facts.key in self.gone else self._lead_before(facts.key)
        if before != leader.key:
            self._push_who_may_care(facts, before, leader.key)

    def _push_who_may_care(self, facts: Facts, before: Key | None, now: Key | None) -> None:
        """Queue what goes on from a mention, and what comes after it, is linked with it and may choose another leader.

        `before` and `now` are its leaders, None where it was or is absent. Who follows neither the leader that is lost
        nor could gain the new one keeps its own; so a story told a thousand times is not weighed pair by pair.
        """
        for other in self._near(facts):
            if other.key in self.queued:
                continue
            if other.mention.follows == facts.key:
                self._push(other)
                continue
            lead = self._lead_of(other)
            may_lose = before is not None and lead == before
            may_gain = now is not None and lead != now
            if (may_lose or may_gain) and other.order > facts.order and strength_of(facts, other):
                self._push(other)

    def _lead_of(self, facts: Facts) -> Key | None:
        """The leader, by now, of a mention that is not to be decided any more."""
        return self.follows.get(facts.key) or (None if facts.key in self.gone else self._lead_before(facts.key))

    def _facts_at(self, lead: Key, follower: Facts) -> Facts:
        if lead not in self.facts:
            held = self.before[follower.key]
            self._load_members([held.event] if held else [])
        return self.facts[lead]

    def _followed(self, facts: Facts) -> Key | None:
        """The leader, by now, of the mention a follower goes on from."""
        target = facts.mention.follows
        if target is None:
            return None
        if target not in self.facts:
            self._learn_before([target])
            held = self.before[target]
            if held is None or target in self.gone:
                return None
            self._load_members([held.event])
        followed = self.facts.get(target)
        if followed is None or followed.level == FOLLOWER:
            return None
        return self.follows.get(target) or (None if target in self.gone else self._lead_before(target))

    def _lead_before(self, key: Key) -> Key | None:
        held = self.before.get(key)
        return held.lead if held is not None else None

    def _push(self, facts: Facts) -> None:
        if facts.key not in self.queued:
            self.queued.add(facts.key)
            heappush(self.queue, (facts.order, facts.key))

    def _facts(self, mention: Mention) -> Facts:
        known = self.facts.get(mention.key)
        if known is None:
            known = self.facts[mention.key] = facts_of(mention)
        return known

    def _look_around(self, centres: Sequence[Facts], more: Iterable[str] = ()) -> None:
        """Fetch, in one lookup, every mention the centres could be linked with, and those under `more` keys."""
        keys = {*more, *(key for facts in centres for key in sought_under(facts))} - self.asked
        if not keys:
            return
        self.asked |= keys
        found = [self._facts(mention) for mention in self.index.near(keys)]
        for facts in found:
            for key in keys.intersection(kept_under(facts)):
                self.by_key.setdefault(key, []).append(facts)
        self._learn_before([facts.key for facts in found])

    def _near(self, facts: Facts) -> list[Facts]:
        self._look_around([facts])
        own = follower_key(facts.key)
        shared = tuple(key for key in sought_under(facts) if key != own)
        if self.around_when != len(self.asked):
            self.around, self.around_when = {}, len(self.asked)
        around = self.around.get(shared)
        if around is None:
            found = {o.key: o for key in shared for o in self.by_key.get(key, ())}
            around = self.around[shared] = list(found.values())
        followers = self.by_key.get(own)
        if followers:
            around = list({o.key: o for o in (*around, *followers)}.values())
        return [other for other in around if other is not facts]

    def _learn_before(self, keys: Iterable[Key]) -> None:
        unknown = [key for key in dict.fromkeys(keys) if key not in self.before]
        if unknown:
            held = self.index.events_of(unknown)
            self.before.update((key, held.get(key)) for key in unknown)

    def _load_members(self, events: Iterable[str]) -> None:
        unknown = [event for event in dict.fromkeys(events) if event not in self.members]
        if not unknown:
            return
        self.members.update((event, []) for event in unknown)
        found = [self._facts(mention).key for mention in self.index.members(unknown)]
        self._learn_before(found)
        for key in found:
            held = self.before[key]
            if held is not None:
                self.members[held.event].append(key)

    def _change(self, collection: str) -> Change:
        fresh = {mention.key for mention in self.added}
        moved = [key for key, lead in self.follows.items() if key in fresh or self._lead_before(key) != lead]
        leads = {self.follows[key] for key in moved}
        touched = {held.event for key in (*moved, *leads, *self.gone) if (held := self.before.get(key)) is not None}
        self._load_members(touched)
        present = [key for event in touched for key in self.members[event]]
        evidence: dict[Key, dict[Key, Mention]] = {}
        for key in (*present, *moved):
            lead = self.follows.get(key) or self._lead_before(key) or key
            evidence.setdefault(lead, {})[key] = self.facts[key].mention
        made = [make_event(list(e.values()), lead, collection) for lead, e in evidence.items()]
        made.sort(key=lambda event: event.order)
        dropped = touched - {event.id for event in made}
        return Change(tuple(sorted(dropped)), tuple(made))


