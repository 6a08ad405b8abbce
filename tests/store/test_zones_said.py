"""A clock of another zone is turned only where somebody said the article's offset, and stays so however it is kept."""

from __future__ import annotations

import json
from datetime import UTC, timedelta, timezone
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

from service import pipeline, reading
from service.intake import documents
from service.intake.settings import IntakeSettings, PublisherDates
from service.store import Store
from service.store.upkeep import export

EIGHT_HOURS_EAST = timezone(timedelta(hours=8))
TEXT = "The offer ends at 8 p.m. EST Nov. 9, the bank said."


def taken(published: str, folder: Path, **settings: object):  # type: ignore[no-untyped-def]
    path = folder / "one.ndjson"
    path.write_text(json.dumps({"id": "a", "published": published, "text": TEXT, "publisher": "The Herald"}) + "\n")
    (one,) = documents([str(path)], settings=IntakeSettings(**settings))  # type: ignore[arg-type]
    return one


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
def test_who_said_the_offset(published: str, settings: dict[str, object], value: str, tmp_path: Path) -> None:
    assert [e.value for e in reading.read(taken(published, tmp_path, **settings).article).text] == [value]


@pytest.mark.parametrize(
    ("published", "value"), [("1989-11-02", "1989-11-09T20:00"), ("1989-11-02T12:00:00Z", "1989-11-10T01:00")]
)
def test_a_stored_article_is_read_again_as_it_was(published: str, value: str, store: Store, tmp_path: Path) -> None:
    one = taken(published, tmp_path)
    pipeline.take_in(store, one)
    kept = store.article("a")
    assert kept is not None
    assert kept.article.zoned is one.article.zoned
    assert kept.article.published == one.article.published
    assert [e.value for e in reading.read(kept.article).text] == [value]
    (line,) = [row for row in export(store) if b'"text"' in row]
    again = taken(json.loads(line)["published"], tmp_path)
    assert (again.article.zoned, again.article.published) == (one.article.zoned, one.article.published)
    assert again.article.published.astimezone(UTC).hour == 12
