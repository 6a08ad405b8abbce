"""Why an event is made of what it is made of: the links that joined its mentions, and near ones left out."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from service.timeline.facts import Facts, facts_of
from service.timeline.keys import kept_under, sought_under
from service.timeline.link import ENOUGH, link
from service.timeline.model import Event, Mention

LEFT_OUT_KEPT = 10
NEAR_ENOUGH = ENOUGH // 2
"""Points from which a mention that was left out is worth naming."""


@dataclass(frozen=True, slots=True)
class Joined:
    """One mention and its link with the event's leader: points, and what gave or cost how many."""

    mention: Mention
    strength: int
    reasons: tuple[tuple[str, int], ...]


@dataclass(frozen=True, slots=True)
class Explanation:
    """An event's leader, the links that joined the rest of its evidence, and the nearest mentions left out.

    A link needs `enough` points.
    """

    lead: Mention
    enough: int
    joined: tuple[Joined, ...]
    left_out: tuple[Joined, ...]


def seek_keys(event: Event) -> tuple[str, ...]:
    """The link keys under which the mentions near an event's leader are kept: what to fetch for `explain`."""
    return sought_under(_leader(event))


def explain(event: Event, near: Iterable[Mention]) -> Explanation:
    """Explain an event; `near` are mentions kept under its `seek_keys`, its own evidence among them or not."""
    leader = _leader(event)
    own = {mention.key for mention in event.evidence}
    joined = [_in_event(leader, facts_of(mention), event) for mention in event.evidence if mention.key != event.lead]
    others = [_joined(leader, facts_of(m)) for m in {m.key: m for m in near}.values() if m.key not in own]
    left_out = [other for other in others if other.strength >= NEAR_ENOUGH]
    return Explanation(leader.mention, ENOUGH, _strongest(joined), _strongest(left_out)[:LEFT_OUT_KEPT])


def _leader(event: Event) -> Facts:
    return facts_of(next(mention for mention in event.evidence if mention.key == event.lead))


def _in_event(leader: Facts, other: Facts, event: Event) -> Joined:
    """How a mention came to its event: by its link with the leader, or by one with another account of it."""
    told = _joined(leader, other)
    if told.strength >= ENOUGH:
        return told
    fellows = (facts_of(m) for m in event.evidence if m.key not in (other.key, event.lead) and m.follows is None)
    linked = [(found.strength, fellow.mention.article) for fellow in fellows if (found := link(fellow, other))]
    points, article = max(linked, default=(0, ""))
    return Joined(told.mention, told.strength, (*told.reasons, (f"linked with the account in {article}: {points}", 0)))


def _joined(leader: Facts, other: Facts) -> Joined:
    if other.mention.follows is not None:
        return Joined(other.mention, ENOUGH, ((f"goes on from a dated account in {other.mention.article}", ENOUGH),))
    found = link(leader, other)
    if found is None:
        return Joined(other.mention, 0, ())
    if found.joined and set(kept_under(leader)).isdisjoint(sought_under(other)):
        return Joined(other.mention, found.strength, (*found.reasons, ("not found under one key", 0)))
    return Joined(other.mention, found.strength, found.reasons)


def _strongest(joined: list[Joined]) -> tuple[Joined, ...]:
    return tuple(sorted(joined, key=lambda row: (-row.strength, row.mention.published, row.mention.key)))


__all__ = ["Explanation", "Joined", "explain", "seek_keys"]
