"""Why an event is made of what it is made of: the links that joined its mentions, and near ones left out."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from service.timeline.buckets import meet
from service.timeline.facts import Facts, facts_of
from service.timeline.keys import sought_under
from service.timeline.link import ENOUGH, likeness, link, refusal
from service.timeline.model import Event, Mention

LEFT_OUT_KEPT = 10
NEAR_ENOUGH = ENOUGH // 2
"""Points from which a mention that was left out is worth naming."""


@dataclass(frozen=True, slots=True)
class Joined:
    """One mention and its link with the event's leader: points, and what gave or cost how many; `why` is a sentence."""

    mention: Mention
    strength: int
    reasons: tuple[tuple[str, int], ...]
    why: str = ""


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
    others = [m for m in {m.key: m for m in near}.values() if m.key not in own and m.follows is None]
    left_out = [row for mention in others if (row := _left_out(leader, facts_of(mention))) is not None]
    return Explanation(leader.mention, ENOUGH, _strongest(joined), _strongest(left_out)[:LEFT_OUT_KEPT])


def _leader(event: Event) -> Facts:
    return facts_of(next(mention for mention in event.evidence if mention.key == event.lead))


def _in_event(leader: Facts, other: Facts, event: Event) -> Joined:
    """How a mention came to its event: by its link with the leader, or by one with another account of it."""
    article = other.mention.article
    if other.mention.follows is not None:
        words = f"goes on from a dated account in {article}"
        return Joined(other.mention, ENOUGH, ((words, ENOUGH),), f"Joined: it {words}.")
    found = link(leader, other)
    strength, reasons = (found.strength, found.reasons) if found is not None else (0, ())
    if strength >= ENOUGH:
        why = f"Joined: {_in_words(reasons)}; {strength} points, {ENOUGH} are enough."
        return Joined(other.mention, strength, reasons, why)
    fellows = (facts_of(m) for m in event.evidence if m.key not in (other.key, event.lead) and m.follows is None)
    linked = [(found.strength, fellow.mention.article) for fellow in fellows if (found := link(fellow, other))]
    points, article = max(linked, default=(0, ""))
    told = f"linked with the account in {article}: {points}"
    why = f"Joined: {told} points, {ENOUGH} are enough; with the leading account {strength}: {_in_words(reasons)}."
    return Joined(other.mention, strength, (*reasons, (told, 0)), why)


def _left_out(leader: Facts, other: Facts) -> Joined | None:
    """Why a mention that comes near is not in the event; None for one that does not come near."""
    found = link(leader, other)
    if found is None:
        points, words = likeness(leader, other), refusal(leader, other) or "nothing in common"
        if points < NEAR_ENOUGH:
            return None
        return Joined(other.mention, 0, ((words, 0),), f"Left out, though alike: {words}.")
    if found.strength < NEAR_ENOUGH:
        return None
    if not found.joined:
        why = f"Left out: {found.strength} points of the {ENOUGH} needed: {_in_words(found.reasons)}."
        return Joined(other.mention, found.strength, found.reasons, why)
    words = "told too vaguely to be looked for here" if not meet(leader, other) else "nearer to another event's account"
    return Joined(other.mention, found.strength, (*found.reasons, (words, 0)), f"Left out, though alike: {words}.")


def _in_words(reasons: Iterable[tuple[str, int]]) -> str:
    """What speaks for a link, and what against."""
    told = sorted(reasons, key=lambda reason: -reason[1])
    for_it = ", ".join(words for words, points in told if points > 0)
    against = ", ".join(words for words, points in told if points < 0)
    return f"{for_it or 'little in common'}{f'; against it: {against}' if against else ''}"


def _strongest(joined: list[Joined]) -> tuple[Joined, ...]:
    return tuple(sorted(joined, key=lambda row: (-row.strength, row.mention.published, row.mention.key)))


__all__ = ["Explanation", "Joined", "explain", "seek_keys"]
