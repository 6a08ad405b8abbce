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

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from heapq import heappop, heappush
from typing import Protocol

from service.timeline.buckets import Bucket, Key, best_leader, last_shown, strength_of
from service.timeline.facts import FOLLOWER, Facts, facts_of
from service.timeline.keys import follower_key, kept_under, sought_set, sought_under
from service.timeline.making import make_event
from service.timeline.model import Event, Mention

__all__ = ["Change", "Held", "Key", "MentionIndex", "group", "link_keys", "regroup"]


@dataclass(frozen=True, slots=True)
class Held:
    """Where a mention is held: the event's id, and the mention that leads the event (`Event.lead` is its key)."""

    event: str
    leader: Mention


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
    buckets: dict[str, Bucket] = {}
    leads: dict[Key, Key] = {}
    known: dict[Key, Facts] = {}
    for facts in sorted(map(facts_of, distinct.values()), key=lambda f: f.order):
        if facts.level == FOLLOWER:
            leads[facts.key] = _followed(facts, distinct, leads) or facts.key
            continue
        near = [bucket for link_key in sought_under(facts) if (bucket := buckets.get(link_key)) is not None]
        leader = best_leader(facts, near, lambda lead, _: known[lead]) or facts
        leads[facts.key] = leader.key
        known[facts.key] = facts
        for link_key in kept_under(facts):
            buckets.setdefault(link_key, Bucket()).add_last(facts, leader.key)
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


@dataclass(slots=True)
class _Regrouping:
    """One regrouping under way. `follows` is the new leader of each mention decided; `before` what held it."""

    index: MentionIndex
    added: Sequence[Mention]
    removed: Sequence[Mention]
    facts: dict[Key, Facts] = field(default_factory=dict)
    buckets: dict[str, Bucket] = field(default_factory=dict)
    followers: dict[str, list[Facts]] = field(default_factory=dict)
    asked: set[str] = field(default_factory=set)
    before: dict[Key, Held | None] = field(default_factory=dict)
    follows: dict[Key, Key] = field(default_factory=dict)
    members: dict[str, list[Key]] = field(default_factory=dict)
    queue: list[tuple[tuple[object, ...], Key]] = field(default_factory=list)
    queued: set[Key] = field(default_factory=set)
    gone: set[Key] = field(default_factory=set)
    unseen: dict[Key, Facts] = field(default_factory=dict)

    def run(self, collection: str) -> Change:
        self.gone.update(mention.key for mention in self.removed)
        self._learn_before([*self.gone, *(mention.key for mention in self.added)])
        fresh = [self._facts(mention) for mention in {m.key: m for m in self.added}.values()]
        old = [facts_of(mention) for mention in self.removed]
        self._look_around([*fresh, *old], map(follower_key, self.gone))
        for facts in fresh:
            self._push(facts)
        for facts in old:
            self._push_followers(facts)
            self._push_who_may_care(facts, self._lead_before(facts.key), None)
        self._push_who_sees_others(fresh, old)
        while self.queue:
            key = heappop(self.queue)[1]
            if key in self.unseen:
                self._look_around(list(self.unseen.values()))
                self.unseen = {}
            self._decide(self.facts[key])
        return self._change(collection)

    def _decide(self, facts: Facts) -> None:
        """Choose anew whom a mention follows; if that changes, whoever comes after it and may care is queued."""
        if facts.level == FOLLOWER:
            self.follows[facts.key] = self._followed(facts) or facts.key
            return
        leader = best_leader(facts, self._sought(facts), self._facts_at) or facts
        self.follows[facts.key] = leader.key
        for bucket in self._kept(facts):
            bucket.move(facts, None, leader.key)
        before = None if facts.key in self.gone else self._lead_before(facts.key)
        if before != leader.key:
            self._push_followers(facts)
            if any(bucket.shows(facts) for bucket in self._kept(facts)):
                self._push_who_may_care(facts, before, leader.key)

    def _push_followers(self, facts: Facts) -> None:
        """Queue what goes on from a mention."""
        for other in self.followers.get(follower_key(facts.key), ()):
            self._push(other)

    def _push_who_may_care(self, facts: Facts, before: Key | None, now: Key | None) -> None:
        """Queue what comes after a mention, is linked with it and may choose another leader.

        `before` and `now` are its leaders, None where it was or is absent. Who follows neither the leader that is lost
        nor could gain the new one keeps its own; so a story told a thousand times is not weighed pair by pair.
        """
        self._push_linked(
            facts,
            {
                key: other
                for bucket in self._sought(facts)
                for lead, members in bucket.by_leader()
                if lead is not None and (lead == before or (now is not None and lead != now))
                for key, other in members.items()
            }.values(),
        )

    def _push_linked(self, facts: Facts, others: Iterable[Facts]) -> None:
        for other in others:
            if other.key not in self.queued and other.order > facts.order and strength_of(facts, other):
                self._push(other)

    def _push_who_sees_others(self, fresh: Sequence[Facts], old: Sequence[Facts]) -> None:
        """Queue what is linked with mentions that the change brought into what a bucket shows, or out of it."""
        came, went = self._shifted(fresh, old)
        self._look_around([*came, *went])
        for facts in came:
            self._push_who_may_care(facts, None, facts.key)
        by_lead: dict[Key, list[Facts]] = {}
        for facts in went:
            if (lead := self._lead_before(facts.key)) is not None:
                by_lead.setdefault(lead, []).append(facts)
        for lead, followers in by_lead.items():
            unsure = self._unsure(self._facts_at(lead, followers[0]), followers)
            for facts in followers:
                self._push_linked(facts, unsure)

    def _shifted(self, fresh: Sequence[Facts], old: Sequence[Facts]) -> tuple[list[Facts], list[Facts]]:
        """Mentions of before that a bucket shows since the change, and those that one shows no more."""
        came: dict[Key, Facts] = {}
        went: dict[Key, Facts] = {}
        absent: dict[str, list[Facts]] = {}
        for facts in old:
            for link_key in kept_under(facts):
                absent.setdefault(link_key, []).append(facts)
        for link_key in {*absent, *(key for facts in fresh for key in kept_under(facts))}:
            bucket = self.buckets.get(link_key)
            if bucket is None:
                continue
            present = [facts for _, members in bucket.by_leader() for facts in members.values()]
            staying = [f for f in present if f.key not in self.gone and self._lead_before(f.key) is not None]
            last = last_shown([*staying, *absent.get(link_key, ())])
            if last == bucket.last:
                continue
            for facts in staying:
                if (last is None or facts.order <= last) != bucket.shows(facts):
                    (came if bucket.shows(facts) else went)[facts.key] = facts
        return list(came.values()), list(went.values())

    def _unsure(self, leader: Facts, followers: Sequence[Facts]) -> list[Facts]:
        """Who follows a leader, is near one of these, and is not linked with the leader where a bucket shows it."""
        shown = {key for key in kept_under(leader) if (b := self.buckets.get(key)) is not None and b.shows(leader)}
        near = {id(bucket): bucket for follower in followers for bucket in self._sought(follower)}
        found = {
            key: other
            for bucket in near.values()
            for lead, members in bucket.by_leader()
            if lead == leader.key
            for key, other in members.items()
        }
        return [o for o in found.values() if shown.isdisjoint(sought_set(o)) or not strength_of(leader, o)]

    def _lead_of(self, facts: Facts) -> Key | None:
        """The leader, by now, of a mention; None for one that is still to be decided."""
        if facts.key in self.queued or facts.key in self.gone:
            return self.follows.get(facts.key)
        return self._lead_before(facts.key)

    def _facts_at(self, lead: Key, follower: Facts) -> Facts:
        known = self.facts.get(lead)
        if known is None:
            held = self.before[follower.key]
            assert held is not None, "whoever follows a leader that is unseen here followed it before"
            self.before.setdefault(lead, held)  # whose facts are known, of that it is known what held it
            known = self._facts(held.leader)
        return known

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
        return held.leader.key if held is not None else None

    def _push(self, facts: Facts) -> None:
        if facts.key not in self.queued:
            for bucket in self._kept(facts):
                bucket.move(facts, self._lead_of(facts), None)
            self.queued.add(facts.key)
            self.unseen[facts.key] = facts
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
        self._learn_before([facts.key for facts in found])
        under: dict[str, list[Facts]] = {}
        for facts in found:
            kept = self.followers if facts.level == FOLLOWER else under
            for key in keys.intersection(kept_under(facts)):
                kept.setdefault(key, []).append(facts)
        for key, held in under.items():
            bucket = self.buckets[key] = Bucket()
            bucket.fill(held, self._lead_of)

    def _sought(self, facts: Facts) -> list[Bucket]:
        return [bucket for key in sought_under(facts) if (bucket := self.buckets.get(key)) is not None]

    def _kept(self, facts: Facts) -> list[Bucket]:
        return [bucket for key in kept_under(facts) if (bucket := self.buckets.get(key)) is not None]

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
        self._learn_before(leads)  # a follower may join an event that nothing else here has come near
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
