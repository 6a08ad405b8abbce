"""Reading many articles, here or in processes of their own, each in its turn."""

from __future__ import annotations

from collections import deque
from collections.abc import Iterable, Iterator
from concurrent.futures import Future, ProcessPoolExecutor
from dataclasses import replace
from datetime import datetime
from itertools import islice

from service import reading, timeline
from service.article import Article
from service.config import Settings
from service.errors import DatelineError, Fault
from service.intake import Refused, Taken
from service.store.writer import Ready
from service.timeline.days import day_counts

AHEAD = 4
"""Articles each process may be ahead of the writer: enough to keep it busy, few enough to hold in memory."""

Document = Taken | Refused
Read = tuple[Document, Ready | Refused | None]


def read_all(documents: Iterable[Document], settings: Settings, workers: int = 1) -> Iterator[Read]:
    """Each document with its article read, in their order; what was refused before is passed on."""
    if workers <= 1:
        for document in documents:
            yield document, None if isinstance(document, Refused) else read_one(document, settings)
        return
    import multiprocessing

    context = multiprocessing.get_context("forkserver")
    with ProcessPoolExecutor(workers, mp_context=context) as pool:
        source = iter(documents)
        waiting: deque[tuple[Document, Future[Ready | Refused] | None]] = deque()
        while True:
            for document in islice(source, AHEAD * workers - len(waiting)):
                future = None if isinstance(document, Refused) else pool.submit(read_one, document, settings)
                waiting.append((document, future))
            if not waiting:
                return
            document, future = waiting.popleft()
            yield document, future.result() if future else None


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
