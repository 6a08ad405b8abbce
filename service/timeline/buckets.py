"""Buckets: the mentions kept under one link key, by the leader they follow.

A bucket shows its first `SHOWN` mentions in the fixed order of all mentions; only what is shown can be followed, or
lead others to its leader. So a mention is compared with a bounded number of others however hot a story runs, and what
it is compared with depends on the set of mentions alone. An event's many accounts cost one comparison, with its leader.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator
from dataclasses import dataclass, field

from service.timeline.facts import Facts
from service.timeline.keys import kept_set, sought_set
from service.timeline.link import NEARLY, Link, link

Key = tuple[str, str, int, int, int]
"""`Mention.key`."""

SHOWN = 256
"""Mentions a bucket shows."""


@dataclass(slots=True)
class Bucket:
    """The mentions of one link key. `leads` holds those shown and `hidden` the rest, by leader (None: undecided)."""

    leads: dict[Key | None, dict[Key, Facts]] = field(default_factory=dict)
    hidden: dict[Key | None, dict[Key, Facts]] = field(default_factory=dict)
    last: tuple[object, ...] | None = None
    """The order of the last mention shown, None where all are."""
    size: int = 0

    def add_last(self, facts: Facts, lead: Key) -> None:
        """Put in a mention that comes after all that are in."""
        if self.size < SHOWN:
            self.leads.setdefault(lead, {})[facts.key] = facts
            self.size += 1

    def fill(self, found: Collection[Facts], lead_of: Callable[[Facts], Key | None]) -> None:
        """Put in all mentions of the key at once."""
        self.last = last_shown(found)
        for facts in found:
            self._part(facts).setdefault(lead_of(facts), {})[facts.key] = facts

    def shows(self, facts: Facts) -> bool:
        """Whether a mention of the bucket is shown."""
        return self.last is None or facts.order <= self.last

    def move(self, facts: Facts, lead: Key | None, new: Key | None) -> None:
        """A mention changes its leader."""
        part = self._part(facts)
        part.get(lead, {}).pop(facts.key, None)
        part.setdefault(new, {})[facts.key] = facts

    def by_leader(self) -> Iterator[tuple[Key | None, dict[Key, Facts]]]:
        """All mentions, shown or not, by leader."""
        yield from self.leads.items()
        yield from self.hidden.items()

    def _part(self, facts: Facts) -> dict[Key | None, dict[Key, Facts]]:
        return self.leads if self.shows(facts) else self.hidden


def last_shown(found: Collection[Facts]) -> tuple[object, ...] | None:
    """The order of the last mention a bucket of these shows; None where it shows them all."""
    return sorted(facts.order for facts in found)[SHOWN - 1] if len(found) > SHOWN else None


def best_leader(
    facts: Facts, buckets: Iterable[Bucket], facts_at: Callable[[Key, Facts], Facts]
) -> Facts | None:
    """The leader a mention follows: the one it has most points with, the first in order among equals.

    `buckets` are those the mention seeks in; what stands in them before it is decided. A link with a leader's follower
    serves where the mention nearly has a link with the leader itself. `facts_at` has a leader's facts, given one that
    follows it.
    """
    groups: dict[Key, list[dict[Key, Facts]]] = {}
    for bucket in buckets:
        for lead, members in bucket.leads.items():
            if lead is not None and members:
                groups.setdefault(lead, []).append(members)
    best: tuple[int, Facts] | None = None
    for lead, parts in groups.items():
        follower = next((other for part in parts for other in part.values() if other.order < facts.order), None)
        if follower is None:
            continue
        leader = facts_at(lead, follower)
        found = link(leader, facts)
        if found is None or found.strength < NEARLY:
            continue
        if best is not None and (-found.strength, leader.order) >= (-best[0], best[1].order):
            continue
        if _reached(facts, leader, parts, found):
            best = (found.strength, leader)
    return best[1] if best else None


def _reached(facts: Facts, leader: Facts, parts: list[dict[Key, Facts]], found: Link) -> bool:
    """Whether a mention is linked with a leader, or with a mention before it that follows that leader."""
    if found.joined and any(leader.key in part for part in parts) and meet(leader, facts):
        return True
    tried = {leader.key}
    for part in parts:
        for key, other in part.items():
            if key not in tried and other.order < facts.order:
                tried.add(key)
                if strength_of(other, facts):
                    return True
    return False


def strength_of(one: Facts, other: Facts) -> int:
    """Points of the link between two mentions; 0 where there is none or where they would not find each other."""
    if not meet(one, other):
        return 0
    found = link(one, other)
    return found.strength if found is not None and found.joined else 0


def meet(one: Facts, other: Facts) -> bool:
    """Whether two mentions find each other by their link keys, each the other."""
    return not (kept_set(one).isdisjoint(sought_set(other)) or kept_set(other).isdisjoint(sought_set(one)))
