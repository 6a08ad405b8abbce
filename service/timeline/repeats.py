"""What an article repeats word for word is told once: a headline set again, a teaser, a paragraph pasted twice."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from service.timeline.model import Mention


def once(mentions: Sequence[Mention]) -> tuple[Mention, ...]:
    """The mentions of one article without those that say the same of the same days as one before them.

    What goes on from a repeated mention goes on from the one that is kept.
    """
    first: dict[tuple[object, ...], Mention] = {}
    kept_for: dict[tuple[str, str, int, int, int], tuple[str, str, int, int, int]] = {}
    for mention in mentions:
        kept_for[mention.key] = first.setdefault(_told(mention), mention).key
    if len(first) == len(mentions):
        return tuple(mentions)
    kept = [mention for mention in mentions if kept_for[mention.key] == mention.key]
    return tuple(replace(m, follows=kept_for.get(m.follows, m.follows)) if m.follows else m for m in kept)


def _told(mention: Mention) -> tuple[object, ...]:
    trigger = mention.trigger.start - mention.start if mention.trigger else -1
    words = " ".join(mention.text.casefold().split())
    return words, trigger, mention.status, mention.kind, mention.date, mention.actors
