"""Reading many articles, here or in processes of their own, each in its turn."""

from __future__ import annotations

from collections import deque
from collections.abc import Iterable, Iterator, Sequence
from concurrent.futures import Executor, Future, ProcessPoolExecutor
from dataclasses import dataclass, replace
from datetime import datetime

from service import reading, timeline
from service.article import Article
from service.config import Settings
from service.errors import DatelineError, Fault
from service.intake import Refused, Taken
from service.store.writer import Ready
from service.timeline.days import DayCount, day_counts
from service.timeline.headline import Line, line_of, remember
from service.timeline.model import Mention

ERRAND_CHARACTERS = 20_000
ERRAND_DOCUMENTS = 50
"""What goes to a process at once: enough that carrying it there and back costs next to nothing."""
AHEAD_CHARACTERS = 800_000
AHEAD_DOCUMENTS = 4_000
"""What may be read before it is asked for: two batches of the writer, for it asks for nothing while it writes one."""

Document = Taken | Refused
Read = tuple[Document, Ready | Refused | None]
_Told = tuple[tuple[Mention, ...], tuple[DayCount, ...], tuple[Line | None, ...]]
"""What a process sends back of an article: its mentions, its days, and each mention's line for a title."""


def read_all(documents: Iterable[Document], settings: Settings, workers: int = 1) -> Iterator[Read]:
    """Each document with its article read, in their order; what was refused before is passed on."""
    if workers <= 1:
        for document in documents:
            yield document, None if isinstance(document, Refused) else read_one(document, settings)
        return
    import multiprocessing

    context = multiprocessing.get_context("forkserver")
    with ProcessPoolExecutor(workers, mp_context=context) as pool:
        waiting: deque[_Errand] = deque()
        ahead = Ahead()
        for documents_ in _errands(documents):
            waiting.append(_Errand.sent(pool, documents_, settings))
            ahead.add(documents_)
            while ahead.enough:
                errand = waiting.popleft()
                ahead.add(errand.documents, -1)
                yield from errand.brought()
        while waiting:
            yield from waiting.popleft().brought()


@dataclass(slots=True)
class Ahead:
    """How much is being read, or was read and is not asked for yet."""

    characters: int = 0
    documents: int = 0

    def add(self, documents: Sequence[Document], sign: int = 1) -> None:
        """Count documents in, or with -1 out."""
        self.documents += sign * len(documents)
        self.characters += sign * sum(map(_length, documents))

    @property
    def enough(self) -> bool:
        """Whether the next must be asked for before more is sent out."""
        return self.characters > AHEAD_CHARACTERS or self.documents > AHEAD_DOCUMENTS


@dataclass(frozen=True, slots=True)
class _Errand:
    """Documents that a process reads, and what it will bring."""

    documents: Sequence[Document]
    future: Future[list[_Told | Refused]]

    @classmethod
    def sent(cls, pool: Executor, documents: Sequence[Document], settings: Settings) -> _Errand:
        taken = [document for document in documents if isinstance(document, Taken)]
        return cls(documents, pool.submit(_read_there, taken, settings))

    def brought(self) -> Iterator[Read]:
        """Each document with what was read in it; waits until it is there."""
        found = iter(self.future.result())
        for document in self.documents:
            yield document, None if isinstance(document, Refused) else _made(document, next(found))


def _errands(documents: Iterable[Document]) -> Iterator[list[Document]]:
    """The documents in their order, some at a time."""
    some: list[Document] = []
    characters = 0
    for document in documents:
        some.append(document)
        characters += _length(document)
        if characters >= ERRAND_CHARACTERS or len(some) >= ERRAND_DOCUMENTS:
            yield some
            some, characters = [], 0
    if some:
        yield some


def _length(document: Document) -> int:
    return len(document.article.text) if isinstance(document, Taken) else 0


def _read_there(taken: Sequence[Taken], settings: Settings) -> list[_Told | Refused]:
    """In a process of its own: what `read_one` reads, without the article, which is there where it came from.

    Lines are cut here as well, though some will not be asked for: here they cost nobody's time but a worker's.
    """
    found: list[_Told | Refused] = []
    for one in taken:
        ready = read_one(one, settings)
        if isinstance(ready, Ready):
            lines = tuple(None if mention.follows else _line_there(mention) for mention in ready.mentions)
            found.append((ready.mentions, ready.days, lines))
        else:
            found.append(ready)
    return found


def _line_there(mention: Mention) -> Line | None:
    """A mention's line; none where cutting it fails, so that it fails in the writer, who refuses the article."""
    try:
        return line_of(mention)
    except Exception:
        return None


def _made(document: Taken, told: _Told | Refused) -> Ready | Refused:
    """What `read_one` would have given here."""
    if isinstance(told, Refused):
        return told
    mentions, days, lines = told
    for mention, line in zip(mentions, lines, strict=True):
        if line is not None:
            remember(mention, line)
    return Ready(fixed(document.article), mentions, days)


def read_one(taken: Taken, settings: Settings) -> Ready | Refused:
    """One article read; a text that the reader fails on is refused, with the failure told, and stops nothing."""
    article = fixed(taken.article)
    try:
        found = reading.read(article, date_order(article, settings))
        mentions = timeline.extract(article, found.text, found.title)
        return Ready(article, mentions, day_counts(article, found.text, found.title))
    except DatelineError as error:
        return Refused(taken.source, error.message, error.faults, article.id)
    except Exception as error:
        words = f"could not be read: {type(error).__name__}: {error}"
        return Refused(taken.source, words, (Fault("text", "unreadable", words),), article.id)


def fixed(article: Article) -> Article:
    """The article with its offset as it will be read back: a fixed one, so that nothing hangs on a zone's rules."""
    return replace(article, published=datetime.fromisoformat(article.published.isoformat()))


def date_order(article: Article, settings: Settings) -> str | None:
    """The order in which the article's publisher writes day, month and year in figures, where it is set."""
    publisher = settings.publishers.get(article.publisher or "")
    return publisher.date_order if publisher else None
