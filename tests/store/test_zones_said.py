"""A clock of another zone is turned only where somebody said the article's offset, and stays so however it is kept."""

from __future__ import annotations

import json
from datetime import UTC, timedelta, timezone
from zoneinfo import ZoneInfo

import pytest

from service import pipeline, reading
from service.intake import Taken, from_mapping
from service.intake.settings import IntakeSettings, PublisherDates
from service.store import Store
from service.store.upkeep import export

EIGHT_HOURS_EAST = timezone(timedelta(hours=8))
TEXT = "The offer ends at 8 p.m. EST Nov. 9, the bank said."


def taken(published: str, **settings: object) -> Taken:
    record = {"id": "a", "published": published, "text": TEXT, "publisher": "The Herald"}
    return from_mapping(record, IntakeSettings(**settings))  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("published", "settings", "value"),
    [
        ("1989-11-02", {}, "1989-11-09T20:00"),
        ("2 November 1989, 8.50am", {}, "1989-11-09T20:00"),
        ("1989-11-02T12:00:00Z", {}, "1989-11-10T01:00"),
        ("1989-11-02T12:00:00+01:00", {}, "1989-11-10T02:00"),
        ("1989-11-02", {"zone": ZoneInfo("Europe/Berlin")}, "1989-11-10T02:00"),
        ("1989-11-02", {"publishers": {"The Herald": PublisherDates(EIGHT_HOURS_EAST)}}, "1989-11-10T09:00"),
    ],
)
def test_who_said_the_offset(published: str, settings: dict[str, object], value: str) -> None:
    assert [e.value for e in reading.read(taken(published, **settings).article).text] == [value]


@pytest.mark.parametrize(
    ("published", "value"), [("1989-11-02", "1989-11-09T20:00"), ("1989-11-02T12:00:00Z", "1989-11-10T01:00")]
)
def test_a_stored_article_is_read_again_as_it_was(published: str, value: str, store: Store) -> None:
    one = taken(published)
    pipeline.take_in(store, one)
    kept = store.article("a")
    assert kept is not None
    assert kept.article.zoned is one.article.zoned
    assert kept.article.published == one.article.published
    assert [e.value for e in reading.read(kept.article).text] == [value]
    (line,) = [row for row in export(store) if b'"text"' in row]
    again = taken(json.loads(line)["published"])
    assert (again.article.zoned, again.article.published) == (one.article.zoned, one.article.published)
    assert again.article.published.astimezone(UTC).hour == 12


def test_the_same_article_with_its_zone_now_said_is_another_article(store: Store) -> None:
    def send(published: str, replace: bool = False) -> list[str]:
        return [one.outcome for one in pipeline.take_in_many(store, [taken(published)], replace=replace)]

    assert send("1989-11-02") == ["added"]
    assert send("1989-11-02") == ["unchanged"]
    assert send("1989-11-02T12:00:00Z") == ["conflict"]
    assert send("1989-11-02T12:00:00Z", replace=True) == ["replaced"]
    kept = store.article("a")
    assert kept is not None
    assert kept.article.zoned


def test_a_publisher_that_only_the_page_names_lends_its_zone() -> None:
    page = f'<html><head><meta property="og:site_name" content="The Herald"></head><body><p>{TEXT}</p></body></html>'
    settings = IntakeSettings(publishers={"The Herald": PublisherDates(EIGHT_HOURS_EAST)})
    one = from_mapping({"id": "a", "published": "1989-11-02", "html": page}, settings)
    assert one.article.publisher == "The Herald"
    assert one.article.published.isoformat() == "1989-11-02T12:00:00+08:00"
    assert one.article.zoned
