"""Happenings nobody named does: which are told, on which day, and what tells none."""

from __future__ import annotations

import tomllib
from datetime import UTC, datetime
from pathlib import Path

import pytest

from service.article import Article
from service.reading import read
from service.timeline import extract
from service.timeline.model import Mention

PUBLISHED = datetime(2011, 5, 18, 12, tzinfo=UTC)  # a Wednesday
TABLE = tomllib.loads((Path(__file__).parent / "happenings.toml").read_text("utf-8"))
TOLD = [line.split("|", 4) for line in TABLE["told"].strip().split("\n")]
UNTOLD = TABLE["untold"].strip().split("\n")
SHARE = 0.9
"""Share of the happenings that must be told with their word, days and status."""


def mentions(text: str) -> tuple[Mention, ...]:
    article = Article("a", text, PUBLISHED)
    return extract(article, read(article).text)


def told(mention: Mention) -> tuple[str, str, str, str]:
    word = mention.trigger.text if mention.trigger else ""
    return word, str(mention.date.earliest), str(mention.date.latest), mention.status


def test_happenings() -> None:
    missed = []
    for word, first, last, status, text in TOLD:
        found = [told(mention) for mention in mentions(text)]
        if not any(word in f" {trigger} " and rest == [first, last, status] for trigger, *rest in found):
            missed.append((text, found))
    assert len(missed) <= (1 - SHARE) * len(TOLD), missed


@pytest.mark.parametrize(
    ("text", "trigger", "actor"),
    [
        (
            "Gunmen of the Red Lantern took a mill on Sunday. The gunmen asked for a plane to Oman on Monday.",
            "asked",
            "red-lantern",
        ),
        (
            "The group, which calls itself the Green Oak, sent a letter. The group freed a nurse on Monday.",
            "freed",
            "green-oak",
        ),
        ("A guard, Florence Okoro, 52, died on Sunday.", "died", "florence-okoro"),
        ("The African Union met on Friday. The Union expelled Peru on Sunday.", "expelled", "african-union"),
    ],
)
def test_who_is_meant(text: str, trigger: str, actor: str) -> None:
    (found,) = [m for m in mentions(text) if m.trigger and m.trigger.text.split()[0] == trigger]
    assert actor in {a.id for a in found.actors}


def test_a_death_behind_a_day_is_of_about_that_day() -> None:
    text = "Gunmen drove into the yard of a mill on 7 April. They killed the guard.\n\nThey burned the mill."
    found = {m.trigger.text: m.date for m in mentions(text) if m.trigger}
    assert found["killed"].display == "around 7 April 2011"
    assert "burned" not in found or found["burned"].earliest is None


@pytest.mark.parametrize("text", UNTOLD)
def test_what_tells_none(text: str) -> None:
    assert not [m for m in mentions(text) if m.expression is not None]


def test_a_count_goes_with_the_clause_it_is_counted_from() -> None:
    left, ordered = mentions("The mission left its house in Elm Street on Sunday, two days after Oslo ordered it shut.")
    assert left.text == "The mission left its house in Elm Street on Sunday"
    assert (str(ordered.date.earliest), ordered.text.endswith("two days after Oslo ordered it shut.")) == (
        "2011-05-13",
        True,
    )
