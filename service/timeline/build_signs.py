"""Makes `data/signs.json` from the tables of sentences whose kind is known; after a change of them:
`python -m service.timeline.build_signs tests/timeline/kinds*.toml tests/timeline/happenings.toml`.

Each line of a table is `kind|...|sentence`. Only how often each word stands in sentences of each kind is kept. The
words of the lexicon's own phrases count as well, each for a part of a sentence, every kind's for as much together.
"""

from __future__ import annotations

import json
import sys
import tomllib
from collections import Counter, defaultdict
from collections.abc import Iterator
from pathlib import Path

from service.timeline.gazetteer import word_set
from service.timeline.lexicon import read_data
from service.timeline.signs import NOTHING, SHORTEST, WORD, stem

OUT = Path(__file__).parent / "data" / "signs.json"
PLAIN = frozenset({"neutral", "plain", "told", "untold", "lookalikes"})
"""Tables of sentences of no kind."""
COUNTED = PLAIN | {"rows", "wire", "wider"}
OF_PHRASES = 130.0
"""For how many sentences of a kind all its phrases count together."""
LIGHTEST = 0.25
"""Less than that is not kept of a word in no sentence."""
RAREST = 2
"""Sentences a word stands in at least."""
GRAMMAR = word_set(
    """the a an of in on to for and by with at from its his her their it he she they that which who was were is are be
    been had has have as after before over under into out up said say says told monday tuesday wednesday thursday
    friday saturday sunday this than more two three four five six hundred thousand million last week month year day
    days"""
)


def words_of(sentence: str) -> set[str]:
    """Its words but those of grammar and names."""
    found = WORD.findall(sentence)
    return {stem(w) for at, w in enumerate(found) if not (at and w[0].isupper()) and w.lower() not in GRAMMAR}


def phrases() -> Iterator[tuple[str, set[str]]]:
    """The words of each phrase, verb and noun of the lexicon that names a kind, with that kind."""
    for group in read_data("lexicon.toml")["group"]:
        kind = group.get("kind")
        if kind in (None, "statement"):
            continue
        for phrase in group.get("phrases", "").split(","):
            yield kind, {stem(w.lstrip("~*")) for w in phrase.split() if "@" not in w and w.lstrip("~*") not in GRAMMAR}
        for word in (*group.get("verbs", "").split(), *group.get("nouns", "").split()):
            yield kind, {stem(part) for part in word.split("-")}


def build(rows: list[tuple[str, str]]) -> dict[str, dict[str, int] | dict[str, dict[str, float]]]:
    """How many sentences of each kind there are, and in how many of them each word stands that is in two at least."""
    sentences: Counter[str] = Counter()
    inside: dict[str, Counter[str]] = defaultdict(Counter)
    for kind, sentence in rows:
        sentences[kind] += 1
        for word in words_of(sentence):
            inside[word][kind] += 1
    known: dict[str, dict[str, float]] = {
        word: dict(counts) for word, counts in inside.items() if counts.total() >= RAREST
    }
    told = list(phrases())
    share = {kind: OF_PHRASES / count for kind, count in Counter(kind for kind, _ in told).items()}
    shares: dict[str, dict[str, float]] = defaultdict(lambda: defaultdict(float))
    for kind, words in told:
        for word in words:
            shares[word][kind] += share[kind]
    for word, counts in shares.items():
        if len(word) < SHORTEST or (word not in known and sum(counts.values()) < LIGHTEST):
            continue
        mine = known.setdefault(word, {})
        for kind, part in counts.items():
            mine[kind] = round(mine.get(kind, 0) + part, 2)
    ordered = {word: dict(sorted(known[word].items())) for word in sorted(known)}
    return {"sentences": dict(sorted(sentences.items())), "words": ordered}


def rows_of(table: dict[str, object]) -> list[tuple[str, str]]:
    """The sentences of one file of tables, each with its kind."""
    out = []
    for name, lines in table.items():
        if not isinstance(lines, str) or name not in COUNTED:
            continue
        for line in lines.strip().split("\n"):
            kind, sentence = line.split("|")[0], line.split("|")[-1]
            out.append((NOTHING if name in PLAIN else kind, sentence))
    return out


def main() -> None:
    """Write the table."""
    rows = [row for name in sorted(sys.argv[1:]) for row in rows_of(tomllib.loads(Path(name).read_text("utf-8")))]
    OUT.write_text(json.dumps(build(rows), ensure_ascii=False, separators=(",", ":")) + "\n", "utf-8")


if __name__ == "__main__":
    main()
