"""An event's title and summary, chosen and cut from its evidence."""

from __future__ import annotations

from collections.abc import Sequence

from service.timeline.model import Actor, Mention

TITLE_LONGEST = 100


def title_of(evidence: Sequence[Mention], leader: Mention, actors: Sequence[Actor]) -> str:
    """A short, whole title: a headline that tells the happening, else the leader's clause, cut at a word."""
    headline = next((mention.text for mention in evidence if mention.where == "title"), None)
    return shortened(headline or leader.text, TITLE_LONGEST)


def summary_of(evidence: Sequence[Mention], leader: Mention) -> str:
    """The evidence sentence that tells the event best."""
    return " ".join(leader.text.split())


def shortened(text: str, longest: int) -> str:
    """Text on one line, cut at a word with an ellipsis where it is too long.

    >>> shortened("Envoys met in  Manila", 40), shortened("Envoys met in Manila", 14)
    ('Envoys met in Manila', 'Envoys met in…')
    """
    line = " ".join(text.split())
    return line if len(line) <= longest else line[: longest - 1].rsplit(" ", 1)[0].rstrip(",;:") + "…"
