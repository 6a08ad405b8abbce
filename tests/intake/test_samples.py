"""The sample articles: what a first visitor sees has to be taken in without a complaint."""

from __future__ import annotations

import re
from collections import Counter
from itertools import pairwise
from pathlib import Path

from service.intake import Taken, documents
from service.layout import furniture

SAMPLES = Path(__file__).parents[2] / "samples"


def _articles() -> list[Taken]:
    outcomes = list(documents([str(SAMPLES)]))
    assert [outcome for outcome in outcomes if not isinstance(outcome, Taken)] == []
    return [outcome for outcome in outcomes if isinstance(outcome, Taken)]


def test_all_are_taken_in_with_every_field() -> None:
    articles = [outcome.article for outcome in _articles()]
    assert len(articles) >= 24
    assert all(article.title and article.publisher for article in articles)
    assert len({article.id for article in articles}) == len(articles)


def test_they_are_short_and_of_one_summer() -> None:
    for outcome in _articles():
        assert 100 <= len(outcome.article.text.split()) <= 300, outcome.source
        assert "2017-05" <= outcome.article.published.isoformat()[:7] <= "2017-09", outcome.source


def test_they_come_in_every_form_and_from_several_outlets_a_day() -> None:
    outcomes = _articles()
    assert {outcome.source.partition(".")[2].partition(":")[0] for outcome in outcomes} == {"txt", "html", "ndjson"}
    assert len({outcome.article.publisher for outcome in outcomes}) >= 6
    days = Counter(outcome.article.published.date() for outcome in outcomes)
    assert sum(count > 1 for count in days.values()) >= 2


def test_one_wire_story_is_carried_by_two() -> None:
    texts = sorted(_articles(), key=lambda outcome: outcome.article.text)
    assert any(
        one.article.publisher != other.article.publisher and one.article.text[:500] == other.article.text[:500]
        for one, other in pairwise(texts)
    )


def test_no_furniture_is_left_in_pages_and_that_of_the_pasted_text_is_known() -> None:
    for outcome in _articles():
        spans = furniture(outcome.article.text)
        shown = "".join(
            outcome.article.text[end:start]
            for (_, end), (start, _) in pairwise([(0, 0), *spans, (len(outcome.article.text),) * 2])
        )
        assert not re.search(r"(hours?|minutes) ago", shown), outcome.source
        assert bool(spans) == outcome.source.endswith("06-hamburg.txt"), outcome.source
