"""Characters a second from text to committed events, and whether it stays flat: python bench/taking_in.py [--years N].

The sample articles are told again year after year, their years moved on, so that every year is as dense as the first
and the store grows under them. `--documents FILE.ndjson[.gz]` takes in documents of your own instead. One process; its
CPU time is counted, by tenths of the way, reading and writing apart.
"""

from __future__ import annotations

import argparse
import gzip
import re
import tempfile
from collections.abc import Iterable, Iterator
from dataclasses import replace
from pathlib import Path
from time import process_time

from service import pipeline, reader
from service.config import Settings
from service.intake import Refused, Taken, documents, from_mapping, strictjson
from service.store import Store

SAMPLES = Path(__file__).parents[1] / "samples"
YEAR = re.compile(r"\b20(1[67])\b")
TENTHS = 10


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


def of_file(path: Path) -> Iterator[Taken]:
    """The documents of an NDJSON file."""
    with gzip.open(path, "rb") if path.suffix == ".gz" else path.open("rb") as lines:
        for line in lines:
            yield from_mapping(strictjson.parse(line))


def measure(store: Store, taken: Iterable[Taken]) -> None:
    """Read and write, a tenth at a time, and print what each cost."""
    waiting = list(taken)
    size = -(-len(waiting) // TENTHS)
    print(
        f"{len(waiting)} articles\n{'articles':>10}{'characters':>12}{'reading/s':>12}{'writing/s':>12}{'in all/s':>12}"
    )
    for start in range(0, len(waiting), size):
        part = waiting[start : start + size]
        characters = sum(len(one.article.text) for one in part)
        began = process_time()
        read = list(reader.read_all(part, Settings()))
        between = process_time()
        write(store, read)
        ended = process_time()
        rates = (characters / spent for spent in (between - began, ended - between, ended - began))
        print(f"{start + len(part):10}{characters:12}" + "".join(f"{rate:12,.0f}" for rate in rates), flush=True)


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


def main() -> None:
    """Take in, print."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--years", type=int, default=40)
    parser.add_argument("--documents", type=Path)
    arguments = parser.parse_args()
    taken = of_file(arguments.documents) if arguments.documents else told_again(arguments.years)
    with tempfile.TemporaryDirectory() as folder, Store.open(f"sqlite:///{folder}/bench.db") as store:
        measure(store, taken)
        collection = store.collection("default")
        print(f"{collection.articles} articles, {collection.events} events")


if __name__ == "__main__":
    main()
