"""What the words of a sentence lean to together, where none of its verbs names a kind."""

from __future__ import annotations

import tomllib
from datetime import UTC, datetime
from pathlib import Path

import pytest

from service.article import Article
from service.reading import read
from service.timeline import extract
from service.timeline.build_signs import OUT, build, rows_of
from service.timeline.lexicon import read_data
from service.timeline.signs import leaning, stem

HERE = Path(__file__).parent
TABLES = tomllib.loads((HERE / "kinds_signs.toml").read_text("utf-8"))
COUNTED = (*sorted(HERE.glob("kinds*.toml")), HERE / "happenings.toml")
"""The tables the signs are counted in."""
KINDS_FOUND = {"rows": 0.88, "unseen": 0.78}
"""Share of the rows of a table whose kind must be found; a kind is sometimes open to taste."""
PLAIN_NEWS = 0.17
"""Share of ordinary news a kind is read in at most."""


def kinds(text: str) -> set[str]:
    article = Article("a", text, datetime(2017, 8, 7, 12, tzinfo=UTC))
    return {m.kind for m in extract(article, read(article).text) if m.kind} - {"statement"}


@pytest.mark.parametrize("table", KINDS_FOUND)
def test_rows_have_their_kinds(table: str) -> None:
    rows = [line.split("|") for line in TABLES[table].strip().split("\n")]
    missed = [row[-1] for row in rows if row[0] not in kinds(row[-1])]
    assert len(missed) <= (1 - KINDS_FOUND[table]) * len(rows), missed


@pytest.mark.parametrize("table", ["plain", "apart"])
def test_ordinary_news_seldom_leans(table: str) -> None:
    rows = TABLES[table].strip().split("\n")
    told = [text for text in rows if kinds(text)]
    assert len(told) <= PLAIN_NEWS * len(rows), told


def test_the_signs_are_those_of_the_tables() -> None:
    rows = [row for path in COUNTED for row in rows_of(tomllib.loads(path.read_text("utf-8")))]
    assert read_data("signs.json")["sentences"] == build(rows)["sentences"], f"make {OUT.name} again: build_signs.py"


def test_few_words_lean_nowhere() -> None:
    assert leaning(["shells"]) is None
    assert leaning(["striker", "goal", "match", "season"]) is None


def test_forms_of_a_word_are_one_sign() -> None:
    assert {stem("shelled"), stem("shells"), stem("Shelling")} == {"shell"}


@pytest.mark.parametrize(
    ("text", "actor"),
    [
        ("The Peruvian spokesman said attacks on Monday and Wednesday hit the port of Oslo.", "PER"),
        ("The storm blew the roofs off ninety houses in Haiti, its prime minister told reporters.", "HTI"),
    ],
)
def test_who_only_tells_it_did_not_do_it(text: str, actor: str) -> None:
    article = Article("a", text, datetime(2017, 8, 7, 12, tzinfo=UTC))
    told = [m for m in extract(article, read(article).text) if m.kind not in (None, "statement")]
    assert not any(a.country == actor and a.role == "source" for m in told for a in m.actors)
