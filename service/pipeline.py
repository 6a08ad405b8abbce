"""The whole story on one page: take in an article; answer a question.

Taking in: an article is read (`service.reading`), its mentions join those the store keeps, the events they touch are
made anew, and the collection's version grows, all in one transaction. An outcome is given out after its commit only.
Answering: a question is answered from the tables; with `as_of`, from the mentions of that day.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import groupby

from service import reading
from service.article import Article
from service.config import Settings
from service.errors import BadArticle, Conflict, DatelineError, Fault, StoreFull, StoreUnavailable
from service.identifiers import MAY_BE, is_identifier
from service.intake import Refused, Taken, from_mapping, strictjson
from service.question import Question
from service.reader import date_order, fixed, read_all
from service.store import DEFAULT_COLLECTION, ActorCount, Collection, Days, Kept, Page, Store, Told
from service.store.asof import days_as_of, timeline_as_of
from service.store.writer import CONFLICT, Ready
from service.temporal.model import Expression
from service.timeline.explain import Joined
from service.timeline.model import Mention

__all__ = [
    "ActorCount",
    "Collection",
    "Days",
    "Kept",
    "Outcome",
    "Page",
    "Question",
    "Refused",
    "Store",
    "Taken",
    "Told",
    "actors",
    "article",
    "articles",
    "collections",
    "days",
    "delete_article",
    "delete_collection",
    "event",
    "explain",
    "expressions",
    "extract_text",
    "read_text",
    "stream",
    "take_in",
    "take_in_export",
    "take_in_many",
    "timeline",
]

BATCH_ARTICLES = 2_000
BATCH_CHARACTERS = 400_000
REFUSED = "refused"
_DEFAULT = Settings()


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of one document.

    `outcome`: added, unchanged, replaced, joined (a known article in one more collection), conflict (known with other
    content) or refused; the last two changed nothing and say why in `message` and `faults`.
    """

    id: str | None
    outcome: str
    notes: tuple[str, ...] = ()
    mentions: int = 0
    message: str | None = None
    faults: tuple[Fault, ...] = ()
    source: str = ""

    @property
    def done(self) -> bool:
        """Whether the document is in the store now."""
        return self.outcome not in (CONFLICT, REFUSED)


def read_text(article: Article, settings: Settings = _DEFAULT) -> reading.Reading:
    """Every expression of an article that is not stored."""
    return reading.read(article, date_order(article, settings))


def extract_text(article: Article, settings: Settings = _DEFAULT) -> tuple[Mention, ...]:
    """Every mention in an article that is not stored."""
    return reading.extract(fixed(article), date_order(article, settings))


def take_in(
    store: Store,
    taken: Taken,
    collections: Sequence[str] = (DEFAULT_COLLECTION,),
    *,
    replace: bool = False,
    settings: Settings = _DEFAULT,
) -> Outcome:
    """Take in one article; what is returned is committed and visible to the next read.

    The same article again changes nothing but may add collections. Raises Conflict for a known id with other content,
    unless `replace`.
    """
    (outcome,) = take_in_many(store, [taken], collections, replace=replace, settings=settings)
    if outcome.outcome == CONFLICT:
        raise Conflict(outcome.message or "", *outcome.faults)
    if outcome.outcome == REFUSED:
        raise BadArticle(outcome.message or "", *outcome.faults)
    return outcome


def take_in_many(
    store: Store,
    documents: Iterable[Taken | Refused],
    collections: Sequence[str] = (DEFAULT_COLLECTION,),
    *,
    replace: bool = False,
    workers: int = 1,
    settings: Settings = _DEFAULT,
) -> Iterator[Outcome]:
    """Take in documents as they come, an outcome each in their order, given out once it is committed.

    Articles are read in `workers` processes and written in batches, a transaction each; memory holds a batch or two.
    A bad document never stops the rest. Only the database itself can: StoreUnavailable, StoreFull.
    """
    batch: list[tuple[Taken, Ready] | Outcome] = []
    size = 0
    for read in read_all(documents, settings, workers):
        document, ready = read
        if isinstance(document, Refused):
            batch.append(_refused(document))
        elif isinstance(ready, Refused):
            batch.append(_refused(ready, document.notes))
        elif ready is not None:
            batch.append((document, ready))
            size += len(document.article.text)
        if len(batch) >= BATCH_ARTICLES or size >= BATCH_CHARACTERS:
            yield from _commit(store, batch, collections, replace)
            batch, size = [], 0
    yield from _commit(store, batch, collections, replace)


def take_in_export(
    store: Store, lines: Iterable[bytes], *, workers: int = 1, settings: Settings = _DEFAULT
) -> Iterator[Outcome]:
    """Take in what `service.store.upkeep.export` wrote, each article into its own collections, an outcome a line."""
    exported = (_exported(number, line, settings) for number, line in enumerate(lines, 1) if line.strip())
    for collections, entries in groupby(exported, key=lambda entry: entry[0]):
        documents = (document for _, document in entries)
        yield from take_in_many(store, documents, collections, workers=workers, settings=settings)


def _exported(number: int, line: bytes, settings: Settings) -> tuple[tuple[str, ...], Taken | Refused]:
    source = f"line {number}"
    try:
        record = strictjson.parse(line)
        if not isinstance(record, dict):
            raise BadArticle("not an object", Fault("", "type", "not an object"))
        collections = tuple(map(str, record.pop("collections", None) or [DEFAULT_COLLECTION]))
        if wrong := [name for name in collections if not is_identifier(name)]:
            words = f"the collection {wrong[0]!r} {MAY_BE}"
            raise BadArticle(words, Fault("collections", "format", words))
        return collections, replace(from_mapping(record, settings.intake), source=source)
    except DatelineError as error:
        return (DEFAULT_COLLECTION,), Refused(source, error.message, error.faults)


def _commit(
    store: Store, batch: Sequence[tuple[Taken, Ready] | Outcome], collections: Sequence[str], replace: bool
) -> list[Outcome]:
    """Write a batch, in turns where an id comes twice; a batch that fails is tried one article at a time."""
    outcomes = {at: entry for at, entry in enumerate(batch) if isinstance(entry, Outcome)}
    turns: list[list[int]] = []
    seen: dict[str, int] = {}
    for at, entry in enumerate(batch):
        if not isinstance(entry, Outcome):
            turn = seen.get(entry[1].article.id, -1) + 1
            seen[entry[1].article.id] = turn
            turns.extend([] for _ in range(turn + 1 - len(turns)))
            turns[turn].append(at)
    for turn_ in turns:
        pairs = [entry for at in turn_ if not isinstance(entry := batch[at], Outcome)]
        outcomes |= dict(zip(turn_, _write(store, pairs, collections, replace), strict=True))
    return [outcomes[at] for at in range(len(batch))]


def _write(
    store: Store, pairs: Sequence[tuple[Taken, Ready]], collections: Sequence[str], replace: bool
) -> list[Outcome]:
    try:
        with store.write() as writer:
            said = writer.take([ready for _, ready in pairs], collections, replace)
    except (StoreUnavailable, StoreFull):
        raise
    except Exception as error:
        if len(pairs) > 1:
            return [outcome for pair in pairs for outcome in _write(store, [pair], collections, replace)]
        if isinstance(error, DatelineError):
            return [_outcome(*pairs[0], REFUSED, error.message, error.faults)]
        words = f"could not be taken in: {type(error).__name__}: {error}"
        return [_outcome(*pairs[0], REFUSED, words, (Fault("article", "failed", words),))]
    return [
        _conflict(taken, ready) if outcome == CONFLICT else _outcome(taken, ready, outcome)
        for (taken, ready), outcome in zip(pairs, said, strict=True)
    ]


def _conflict(taken: Taken, ready: Ready) -> Outcome:
    words = f"article {taken.article.id} is there with other content; replace it with PUT or --replace"
    return _outcome(taken, ready, CONFLICT, words, (Fault("id", "conflict", words),))


def _outcome(
    taken: Taken, ready: Ready, outcome: str, message: str | None = None, faults: tuple[Fault, ...] = ()
) -> Outcome:
    return Outcome(taken.article.id, outcome, taken.notes, len(ready.mentions), message, faults, taken.source)


def _refused(refused: Refused, notes: tuple[str, ...] = ()) -> Outcome:
    return Outcome(refused.id, REFUSED, notes, 0, refused.message, refused.faults, refused.source)


def delete_article(store: Store, article_id: str, collection: str | None = None) -> None:
    """Take an article out of one collection, or delete it. Raises NotFound."""
    store.remove([article_id], collection)


def delete_collection(store: Store, name: str) -> int:
    """Delete a collection; articles that were only there go too. Returns how many articles it held."""
    return store.remove_collection(name)


def timeline(
    store: Store, question: Question, *, whole: bool = False, seen: Collection | None = None
) -> Page[Told]:
    """One page of the timeline. `whole` gives each row its event with all evidence, else its kept JSON alone.

    `seen` is its collection where that was looked up already: it need not be read again.
    """
    if question.as_of is not None:
        return timeline_as_of(store, question)
    return store.timeline(question, whole=whole, seen=seen)


def stream(store: Store, question: Question, *, whole: bool = False) -> Iterator[Told]:
    """The timeline from the question's cursor to its end, page after page; memory holds one page."""
    while True:
        page = timeline(store, question, whole=whole)
        yield from page.rows
        if page.next is None:
            return
        question = replace(question, cursor=page.next, count=False)


def days(store: Store, question: Question) -> Days:
    """The days of a timeline."""
    return days_as_of(store, question) if question.as_of is not None else store.days(question)


def event(store: Store, event_id: str) -> Told:
    """One event with all its evidence. Raises NotFound; Moved with the id that answers for it now."""
    return store.event(event_id)


def explain(store: Store, event_id: str) -> dict[str, object]:
    """Why an event is made of what it is made of, as JSON values: the points of each link, and what was left out.

    Raises NotFound, Moved.
    """
    from service.formats.json import mention_dict

    found = store.explain(event_id)

    def rows(joined: tuple[Joined, ...]) -> list[dict[str, object]]:
        return [
            {"mention": mention_dict(j.mention), "points": j.strength, "reasons": list(j.reasons), "why": j.why}
            for j in joined
        ]

    return {
        "lead": mention_dict(found.lead),
        "enough": found.enough,
        "joined": rows(found.joined),
        "left_out": rows(found.left_out),
    }


def article(store: Store, article_id: str) -> Kept:
    """One article as it was taken in. Raises NotFound."""
    return store.article(article_id)


def articles(
    store: Store, collection: str = DEFAULT_COLLECTION, limit: int = 100, cursor: str | None = None
) -> Page[Kept]:
    """A page of a collection's articles, in the order they were taken in."""
    return store.articles(collection, limit, cursor)


def expressions(store: Store, article_id: str, settings: Settings = _DEFAULT) -> tuple[Expression, ...]:
    """What is read in the text of a stored article. Raises NotFound."""
    return read_text(store.article(article_id).article, settings).text


def actors(
    store: Store,
    collection: str = DEFAULT_COLLECTION,
    limit: int = 100,
    cursor: str | None = None,
    named: str | None = None,
) -> Page[ActorCount]:
    """A page of a collection's actors, those of most events first; `named`: by the beginnings of words of a name."""
    return store.actors(collection, limit, cursor, named)


def collections(store: Store) -> tuple[Collection, ...]:
    """All collections by name."""
    return store.collections()
