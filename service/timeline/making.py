"""What an event says of itself, made from its evidence alone."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from hashlib import blake2b

from service.timeline.actors_merge import merged
from service.timeline.copies import sources
from service.timeline.model import Claim, Disagreement, Event, Mention, Place
from service.timeline.titles import summary_of, title_of
from service.timeline.weight import weight_of
from service.timeline.when import date_of, days_told

ID_BYTES = 10


def make_event(evidence: Sequence[Mention], lead: tuple[str, str, int, int, int], collection: str) -> Event:
    """The event of these mentions, `lead` being the key of the one the others are linked with."""
    told = sorted(evidence, key=lambda mention: (mention.published, mention.key))
    leader = next(mention for mention in told if mention.key == lead)
    counted, copied = sources(told)
    own = [mention for mention in told if mention.article not in copied and _speaks(mention, leader)] or [leader]
    date = date_of(own, leader)
    kind = _most([mention.kind for mention in (*own, leader) if mention.kind])
    status = status_of(own)
    title = title_of(own, leader, status)
    return Event(
        id=event_id(told[0], collection),
        title=title.text,
        summary=summary_of(own, leader, status),
        date=date,
        status=status,
        kind=kind,
        actors=merged(own, leader),
        places=_places(own),
        sources=counted,
        weight=weight_of(own, counted, kind, title.whole),
        disagreements=_disagreements([mention for mention in told if _speaks(mention, leader)]),
        evidence=tuple(told),
        lead=lead,
    )


def _speaks(mention: Mention, leader: Mention) -> bool:
    """Whether a mention has a say in what its event is: one that goes on from another is evidence and no more."""
    return mention.follows is None or mention is leader


def event_id(earliest: Mention, collection: str) -> str:
    """Twenty hexadecimal digits: stable while the earliest evidence stands, other in every collection."""
    parts = "\0".join((collection, *map(str, earliest.key)))
    return blake2b(parts.encode(), digest_size=ID_BYTES).hexdigest()


def status_of(evidence: Sequence[Mention]) -> str:
    """Where the happening stands by what was published last; `evidence` is in order of publication.

    A plan gives way to any word on what came of it, and to being called off; what was called off and then told as
    happening happened. Between what is told, alleged, denied and negated most articles decide, the later on a tie.
    """
    if len(evidence) == 1:
        return evidence[0].status
    statuses = [(mention.status, mention.article) for mention in evidence]
    if all(status == "planned" for status, _ in statuses):
        return "planned"
    settled = [(status, article) for status, article in statuses if status != "planned"]
    last_called_off = max((i for i, (status, _) in enumerate(settled) if status == "cancelled"), default=-1)
    after = settled[last_called_off + 1 :]
    if last_called_off >= 0 and not any(status in ("occurred", "ongoing") for status, _ in after):
        return "cancelled"
    remaining = [(status, article) for status, article in settled if status != "cancelled"]
    articles = Counter(status for status, _ in dict.fromkeys(remaining))
    latest = {status: place for place, (status, _) in enumerate(remaining)}
    return max(articles, key=lambda status: (articles[status], latest[status]))


def _most(values: Iterable[str]) -> str | None:
    """The commonest value, the first seen among equals."""
    counted = Counter(values)
    return max(counted, key=lambda value: counted[value]) if counted else None


def _places(evidence: Sequence[Mention]) -> tuple[Place, ...]:
    counted = Counter(place for mention in evidence for place in dict.fromkeys(mention.places))
    return tuple(place for place, _ in counted.most_common())


def _disagreements(evidence: Sequence[Mention]) -> tuple[Disagreement, ...]:
    """Where sources differ: two days for one happening, or two counts of one thing."""
    if len({mention.article for mention in evidence}) < 2:
        return ()
    said: dict[str, dict[str, dict[str, None]]] = {}
    for mention in evidence:
        if (day := days_told(mention)) is not None:
            said.setdefault("date", {}).setdefault(day, {})[mention.article] = None
        for quantity in mention.quantities:
            number = f"{quantity.number:g}" if quantity.number != int(quantity.number) else str(int(quantity.number))
            said.setdefault(quantity.unit, {}).setdefault(number, {})[mention.article] = None
    return tuple(
        Disagreement(about, tuple(Claim(value, tuple(articles)) for value, articles in claims.items()))
        for about, claims in said.items()
        if len(claims) > 1 and len({article for articles in claims.values() for article in articles}) > 1
    )
