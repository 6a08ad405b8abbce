"""Characters a second from text to committed events, and whether it stays flat: python bench/taking_in.py [--years N].

The sample articles are told again year after year, their years moved on, so that every year is as dense as the first
and the store grows under them. `--documents FILE.ndjson[.gz] ...` takes in documents of your own instead, all into one
collection; `--equal N` N articles that tell one happening in equal words. One process; its CPU time is counted, by
tenths of the way or `--every` so many articles, reading and writing apart, and the most memory held so far.

What `--documents` are of other topics is dearer or cheaper for that alone. So `--alone` takes the last file in once
more, in turns with a store that holds nothing else, and says how much dearer it is among all the others. `--workers N`
then takes in everything by one process and by N more, and says what each spent: the writer's share is what no further
process makes shorter. Where others use the machine only processor time means anything.
"""

from __future__ import annotations

import argparse
import gzip
import multiprocessing
import os
import re
import tempfile
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from resource import RUSAGE_SELF, getrusage
from time import perf_counter, process_time

from service import pipeline, reader
from service.article import Article
from service.config import Settings
from service.intake import Refused, Taken, documents, from_mapping, strictjson
from service.store import Store

SAMPLES = Path(__file__).parents[1] / "samples"
YEAR = re.compile(r"\b20(1[67])\b")
TENTHS = 10
TURN = 50
"""Articles between two looks at the time of others, or taken in by one of two stores before it is the other's turn."""
EQUAL_WORDS = "The envoys of Norway and Sweden met in Oslo on Sunday and spoke for two hours about fish."


def told_again(years: int) -> Iterator[Taken]:
    """The samples, once for each year."""
    once = [taken for taken in documents([str(SAMPLES)]) if isinstance(taken, Taken)]
    for later in range(years):
        for taken in once:
            yield replace(taken, article=moved(taken, later))


def moved(taken: Taken, later: int):  # type: ignore[no-untyped-def]
    """An article as it would have been written some years later."""
    article = taken.article
    day = min(article.published.day, 28)
    published = article.published.replace(year=article.published.year + later, day=day)
    text = YEAR.sub(lambda year: str(int(year.group()) + later), article.text)
    return replace(article, id=f"{article.id}-{later}", text=text, published=published)


def of_files(paths: Iterable[Path], first: int = 0) -> Iterator[Taken]:
    """The documents of NDJSON files, their ids kept apart by file."""
    for number, path in enumerate(paths, first):
        with gzip.open(path, "rb") if path.suffix == ".gz" else path.open("rb") as lines:
            for line in lines:
                taken = from_mapping(strictjson.parse(line))
                yield replace(taken, article=replace(taken.article, id=f"{number}-{taken.article.id}"))


def in_equal_words(articles: int) -> Iterator[Taken]:
    """So many articles of one happening, a second apart."""
    first = datetime(2017, 8, 7, 12, tzinfo=UTC)
    for number in range(articles):
        published = first + timedelta(seconds=number)
        yield Taken(Article(f"equal-{number}", EQUAL_WORDS, published, publisher=f"paper {number % 50}"), ())


def measure(store: Store, taken: Iterable[Taken], every: int | None) -> None:
    """Read and write, a tenth at a time, and print what each cost."""
    waiting = list(taken)
    size = every or -(-len(waiting) // TENTHS)
    columns = ("articles", "characters", "reading/s", "writing/s", "in all/s", "ms/article", "MB")
    print(f"{len(waiting)} articles\n{columns[0]:>10}" + "".join(f"{column:>12}" for column in columns[1:]))
    for start in range(0, len(waiting), size):
        part = waiting[start : start + size]
        characters = sum(len(one.article.text) for one in part)
        began = process_time()
        read = list(reader.read_all(part, Settings()))
        between = process_time()
        write(store, read)
        ended = process_time()
        rates = [characters / spent for spent in (between - began, ended - between, ended - began)]
        row = (characters, *rates, 1000 * (ended - began) / len(part), getrusage(RUSAGE_SELF).ru_maxrss / 1024)
        print(f"{start + len(part):10}" + "".join(f"{figure:12,.0f}" for figure in row), flush=True)


def write(store: Store, read: list[reader.Read]) -> None:
    """Write what was read, as the pipeline does."""
    ready = iter(read)

    def handed(documents: Iterable[Taken | Refused], settings: Settings, workers: int) -> Iterator[reader.Read]:
        return ready

    pipeline.read_all, kept = handed, pipeline.read_all  # type: ignore[assignment]
    try:
        refused = [outcome for outcome in pipeline.take_in_many(store, []) if not outcome.done]
    finally:
        pipeline.read_all = kept
    assert not refused, refused[0]


def last_alone(paths: Sequence[Path]) -> None:
    """What the last file costs after all others, and in a store of its own; a batch of each in turns."""
    last = list(of_files(paths[-1:], len(paths) - 1))
    with opened() as among, opened() as own:
        write(among, list(reader.read_all(of_files(paths[:-1]), Settings())))
        reading, writing = 0.0, {among: 0.0, own: 0.0}
        for start in range(0, len(last), TURN):
            for store in writing:  # read for each anew: neither may find what is remembered of the other's mentions
                began = process_time()
                read = list(reader.read_all(last[start : start + TURN], Settings()))
                between = process_time()
                write(store, read)
                reading += (between - began) / len(writing)
                writing[store] += process_time() - between
    whole = (reading + writing[among]) / (reading + writing[own])
    print(f"the last file among all: {writing[among] / writing[own]:.2f} x its writing alone, {whole:.2f} x in all")


def with_workers(taken: Sequence[Taken], workers: int) -> None:
    """Everything by one process and by some more: the clock, and the processor time of the writer and of the others."""
    characters = sum(len(one.article.text) for one in taken)
    for number in (1, workers):
        theirs: dict[int, float] = {}
        with opened() as store:
            began, clock = process_time(), perf_counter()
            for at, _ in enumerate(pipeline.take_in_many(store, taken, workers=number)):
                if at % TURN == 0:
                    theirs |= spent_by_workers()
            mine, clock = process_time() - began, perf_counter() - clock
        whole = mine + sum(theirs.values())
        rate = f"{characters / mine:,.0f} characters a second of the writer's time"
        print(f"workers {number}: {clock:.1f} s, writer {mine:.1f} s, others {whole - mine:.1f} s of CPU; {rate}")


def spent_by_workers() -> dict[int, float]:
    """The processor time of each process that reads, by its number; nothing where the system does not say."""
    spent = {}
    for process in multiprocessing.active_children():
        try:
            told = Path(f"/proc/{process.pid}/stat").read_text(encoding="ascii").rpartition(")")[2].split()
        except OSError:
            continue
        spent[process.pid or 0] = (int(told[11]) + int(told[12])) / os.sysconf("SC_CLK_TCK")
    return spent


@contextmanager
def opened() -> Iterator[Store]:
    """A store for as long as it is measured."""
    with tempfile.TemporaryDirectory() as folder, Store.open(f"sqlite:///{folder}/bench.db") as store:
        yield store


def main() -> None:
    """Take in, print."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--years", type=int, default=40)
    parser.add_argument("--documents", type=Path, nargs="+")
    parser.add_argument("--equal", type=int)
    parser.add_argument("--every", type=int)
    parser.add_argument("--alone", action="store_true")
    parser.add_argument("--workers", type=int)
    arguments = parser.parse_args()
    taken = told_again(arguments.years)
    if arguments.documents or arguments.equal:
        taken = of_files(arguments.documents) if arguments.documents else in_equal_words(arguments.equal)
    documents_ = list(taken)
    with opened() as store:
        measure(store, documents_, arguments.every)
        collection = store.collection("default")
        print(f"{collection.articles} articles, {collection.events} events")
    if arguments.alone and arguments.documents:
        last_alone(arguments.documents)
    if arguments.workers:
        with_workers(documents_, arguments.workers)


if __name__ == "__main__":
    main()
