"""Dates people write as metadata and dates they type into queries."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from service.dates import FIRST_YEAR, LAST_YEAR, published, query_days
from service.errors import BadArticle, BadQuestion
from service.zones import find_zone, zone_named

TODAY = date(2017, 8, 7)

STATED = [
    ("2017-08-06T20:50:00+01:00", "2017-08-06T20:50:00+01:00"),
    ("2017-08-06T20:50:00Z", "2017-08-06T20:50:00+00:00"),
    ("2017-08-06T20:50z", "2017-08-06T20:50:00+00:00"),
    ("2017-08-06 20:50:00 +0100", "2017-08-06T20:50:00+01:00"),
    ("2017-08-06t20:50:00z", "2017-08-06T20:50:00+00:00"),
    ("20170806t205000z", "2017-08-06T20:50:00+00:00"),
    ("2017-08-06T20:50:00 bst", "2017-08-06T20:50:00+01:00"),
    ("2017-08-06T20:50gmt", "2017-08-06T20:50:00+00:00"),
    ("6 August 2017 20:50 Utc", "2017-08-06T20:50:00+00:00"),
    ("6 August 2017, 8.50pm (edt)", "2017-08-06T20:50:00-04:00"),
    ("2017-08-06T20:50:00.250-04", "2017-08-06T20:50:00.250000-04:00"),
    ("2017-08-06T20:50:00,5Z", "2017-08-06T20:50:00.500000+00:00"),
    ("20170806T205000Z", "2017-08-06T20:50:00+00:00"),
    ("Sun, 06 Aug 2017 20:50:00 +0100", "2017-08-06T20:50:00+01:00"),
    ("Sun, 06 Aug 2017 20:50:00 GMT", "2017-08-06T20:50:00+00:00"),
    ("Sun, 6 Aug 2017 20:50:00 EDT", "2017-08-06T20:50:00-04:00"),
    ("Sun Aug 06 2017 20:50:00 GMT+0100 (British Summer Time)", "2017-08-06T20:50:00+01:00"),
    ("Sun Aug 6 20:50:00 CEST 2017", "2017-08-06T20:50:00+02:00"),
    ("Sunday 06 August 2017 20:50 BST", "2017-08-06T20:50:00+01:00"),
    ("20:50 BST, 6 August 2017", "2017-08-06T20:50:00+01:00"),
    ("2050 GMT, 6 August 2017", "2017-08-06T20:50:00+00:00"),
    ("6 August 2017 20:50 (MSK)", "2017-08-06T20:50:00+03:00"),
    ("6 August 2017 at 8.50pm BST", "2017-08-06T20:50:00+01:00"),
    ("August 6, 2017 at 8:50 p.m. ET", "2017-08-06T20:50:00-04:00"),
    ("January 6, 2017 at 8:50 p.m. ET", "2017-01-06T20:50:00-05:00"),
    ("August 6th, 2017, 12 a.m. PT", "2017-08-06T00:00:00-07:00"),
    ("August 6, 2017 12:05 pm UTC+3", "2017-08-06T12:05:00+03:00"),
    ("6 August 2017 10:00 Europe/London", "2017-08-06T10:00:00+01:00"),
    ("6 January 2017 10:00 Europe/London", "2017-01-06T10:00:00+00:00"),
    ("Sonntag, 6. August 2017, 20:50 MESZ", "2017-08-06T20:50:00+02:00"),
    ("6 августа 2017, 20:50 MSK", "2017-08-06T20:50:00+03:00"),
    ("6 August 2017 20:50 −03:30", "2017-08-06T20:50:00-03:30"),
]
"""Written form and moment, where an offset is stated: the same in whatever zone the service stands."""

UNSTATED = [
    ("2017-08-06T20:50", "2017-08-06T20:50:00"),
    ("6 August 2017 20.50 Uhr", "2017-08-06T20:50:00"),
    ("6 août 2017 à 20h50", "2017-08-06T20:50:00"),
    ("6 de agosto de 2017, 20:50", "2017-08-06T20:50:00"),
    ("6 August 2017 | 20:50", "2017-08-06T20:50:00"),
    ("06.08.2017 20:50", "2017-08-06T20:50:00"),
    ("2017/08/06 20:50", "2017-08-06T20:50:00"),
    ("25/08/2017 10:00", "2017-08-25T10:00:00"),
    ("08/25/2017 10:00", "2017-08-25T10:00:00"),
    ("Aug. 6, 2017 8pm", "2017-08-06T20:00:00"),
]
PLAIN = ["2017-08-06", "20170806", "6 August 2017", "Aug. 6, 2017", "Sunday, August 6th 2017", "6 agosto 2017"]
ZONES = {"UTC": "+00:00", "Europe/London": "+01:00", "America/New_York": "-04:00", "Asia/Kolkata": "+05:30"}


@pytest.mark.parametrize("zone", ZONES)
@pytest.mark.parametrize(("words", "moment"), STATED)
def test_a_stated_offset_is_kept(words: str, moment: str, zone: str) -> None:
    assert published(words, zone=ZoneInfo(zone)).moment.isoformat() == moment


@pytest.mark.parametrize("zone", ZONES)
@pytest.mark.parametrize(("words", "local"), UNSTATED)
def test_without_an_offset_the_zone_of_the_service_is_used_and_said(words: str, local: str, zone: str) -> None:
    stamp = published(words, zone=ZoneInfo(zone))
    assert stamp.moment.isoformat() == local + ZONES[zone]
    assert stamp.assumed == (f"{ZONES[zone]}, the zone of the service",)


@pytest.mark.parametrize("zone", ZONES)
@pytest.mark.parametrize("words", PLAIN)
def test_a_plain_date_is_noon_and_said(words: str, zone: str) -> None:
    stamp = published(words, zone=ZoneInfo(zone))
    assert stamp.moment.isoformat() == "2017-08-06T12:00:00" + ZONES[zone]
    assert stamp.assumed[0] == "12:00 for want of a time"


REFUSED = [
    "",
    "   ",
    "yesterday",
    "2 hours ago",
    "last Monday",
    "now",
    "Monday",
    "August",
    "2017",
    "August 2017",
    "6 August",
    "6 Aug 17",
    "06/08/17",
    "6 August '17",
    "6/8/2017",
    "30 February 2017",
    "2017-02-30",
    "2017-13-01",
    "0000-01-01",
    "0001-01-01",
    "9999-12-31T23:59:59-14:00",
    "2017-08-06T24:61:00Z",
    "2017-08-06T20:50:00+25:00",
    "6 August 2017 20:50 XYZ",
    "6 August 2017 13:50 pm",
    "6 August 2017 25:00",
    "1502049000",
    "-5",
    "we",
    "5 May 2017 or 6 May 2018",
    "published 6 August 2017",
    "٦ أغسطس",
    "2017-08-06T20:50:00Z; drop table",
    "6 August 2017" * 20,
]


@pytest.mark.parametrize("words", REFUSED)
def test_what_is_no_whole_date_is_refused(words: str) -> None:
    with pytest.raises(BadArticle) as caught:
        published(words, zone=UTC)
    assert [(fault.field, fault.code) for fault in caught.value.faults] == [("published", "date")]


@pytest.mark.parametrize(("order", "day"), [("DMY", "2017-08-06"), ("MDY", "2017-06-08")])
def test_the_order_decides_dates_in_figures(order: str, day: str) -> None:
    assert published("06/08/2017", zone=UTC, order=order).moment.date().isoformat() == day


ASSUMED = [
    ("6 August 2017 20:50 BST", "UTC", "BST taken as British Summer Time, +01:00"),
    ("6 January 2017 20:50 BST", "UTC", "BST taken as +01:00, though clocks there did not stand at it on that day"),
    ("6 August 2017 20:50 EST", "UTC", "EST taken as -05:00, though clocks there did not stand at it on that day"),
    ("6 August 2017 20:50 IST", "UTC", "IST taken as India Standard Time, +05:30"),
    (
        "Monday 6 August 2017 20:50 UTC",
        "UTC",
        "the weekday in 'Monday 6 August 2017 20:50 UTC' is not that of the date",
    ),
    ("2016-12-31T23:59:60Z", "UTC", "a leap second taken as the one before it"),
]


@pytest.mark.parametrize(("words", "zone", "said"), ASSUMED)
def test_what_is_doubtful_is_said(words: str, zone: str, said: str) -> None:
    assert any(assumed.startswith(said) for assumed in published(words, zone=ZoneInfo(zone)).assumed)


@pytest.mark.parametrize(
    ("words", "zone", "offset"),
    [
        ("6 August 2017 20:50 IST", "Asia/Jerusalem", timedelta(hours=5, minutes=30)),
        ("6 January 2017 20:50 IST", "Asia/Jerusalem", timedelta(hours=2)),
        ("6 August 2017 20:50 IST", "Europe/Dublin", timedelta(hours=1)),
        ("6 August 2017 20:50 CST", "Asia/Shanghai", timedelta(hours=8)),
    ],
)
def test_an_abbreviation_is_that_of_the_service_where_it_goes_by_it(words: str, zone: str, offset: timedelta) -> None:
    assert published(words, zone=ZoneInfo(zone)).moment.utcoffset() == offset


@settings(deadline=None)
@given(st.text(max_size=40))
def test_any_words_are_a_moment_or_refused(words: str) -> None:
    try:
        moment = published(words, zone=UTC).moment
    except BadArticle:
        return
    assert FIRST_YEAR <= moment.year <= LAST_YEAR
    assert moment.utcoffset() is not None


@settings(deadline=None)
@given(st.datetimes(timezones=st.timezones()).filter(lambda moment: FIRST_YEAR < moment.year < LAST_YEAR))
def test_iso_moments_come_back(moment: datetime) -> None:
    offset = moment.utcoffset()
    if offset is None or offset.seconds % 60:
        return
    assert published(moment.isoformat(), zone=UTC).moment.isoformat() == moment.isoformat()


@pytest.mark.parametrize("name", ["Europe/Nowhere", "", "+99:00", "../etc/passwd", "BST2"])
def test_unknown_zones_are_none(name: str) -> None:
    assert zone_named(name) is None


def test_zones_by_offset_and_place() -> None:
    moment = published("2017-08-06T12:00Z", zone=UTC).moment.replace(tzinfo=None)
    assert zone_named("+05:30").utcoffset(moment) == timedelta(hours=5, minutes=30)  # type: ignore[union-attr]
    assert zone_named("utc") is UTC
    assert find_zone("XYZ", moment, UTC) is None


DAYS = [
    ("2017-08-06", "2017-08-06", "2017-08-06"),
    ("2017-W31", "2017-07-31", "2017-08-06"),
    ("2017-W31-3", "2017-08-02", "2017-08-02"),
    ("2017-07", "2017-07-01", "2017-07-31"),
    ("2016-02", "2016-02-01", "2016-02-29"),
    ("2017-12", "2017-12-01", "2017-12-31"),
    ("2017-Q3", "2017-07-01", "2017-09-30"),
    ("2017", "2017-01-01", "2017-12-31"),
    ("9999", "9999-01-01", "9999-12-31"),
    ("2017-07/2017-08", "2017-07-01", "2017-08-31"),
    ("2017-07-01/..", "2017-07-01", None),
    ("../2017-08-01", None, "2017-08-01"),
    ("2017-08-06T23:30:00-04:00", "2017-08-07", "2017-08-07"),
    ("2017-08-06 20:50", "2017-08-06", "2017-08-06"),
    ("2017-08-06t23:30:00z", "2017-08-06", "2017-08-06"),
    ("2017-8-6", "2017-08-06", "2017-08-06"),
    ("2017/08/06", "2017-08-06", "2017-08-06"),
    ("2017-08-06 to 2017-08-09", "2017-08-06", "2017-08-09"),
    ("-1 day", "2017-08-06", "2017-08-06"),
    ("last month", "2017-07-01", "2017-07-31"),
    ("  Last   Month ", "2017-07-01", "2017-07-31"),
    ("3 days ago", "2017-08-04", "2017-08-04"),
    ("yesterday", "2017-08-06", "2017-08-06"),
    ("since May", "2017-05-01", None),
    ("since may", "2017-05-01", None),
    ("may", "2017-05-01", "2017-05-31"),
    ("last week", "2017-07-31", "2017-08-06"),
    ("until September", None, "2017-09-30"),
    ("by 1 September", None, "2017-09-01"),
    ("between 3 May and 10 May", "2017-05-03", "2017-05-10"),
    ("May 2017", "2017-05-01", "2017-05-31"),
    ("this year", "2017-01-01", "2017-12-31"),
    ("now", "2017-08-07", "2017-08-07"),
    ("2 hours ago", "2017-08-07", "2017-08-07"),
    ("hier", "2017-08-06", "2017-08-06"),
    ("le mois dernier", "2017-07-01", "2017-07-31"),
    ("letzte Woche", "2017-07-31", "2017-08-06"),
    ("letztes Jahr", "2016-01-01", "2016-12-31"),
    ("2 settembre 2017", "2017-09-02", "2017-09-02"),
    ("1.5.2017", "2017-05-01", "2017-05-01"),
]


@pytest.mark.parametrize(("words", "first", "last"), DAYS)
def test_days_of_a_query(words: str, first: str | None, last: str | None) -> None:
    found = query_days(words, today=TODAY, zone=UTC)
    assert tuple(day and day.isoformat() for day in found) == (first, last)


NOT_DAYS = ["", " ", "foo", "we", "a", "1 2", "1e9", "-5", "99999", "2017-02-30", "2017-W54", "2017-13", "0000"]
NOT_DAYS += ["-0044-03-15", "--2017-08-06", "2017-08-06-", "2017-08-06 -", "2017--08-06", "..2017-08-06"]
NOT_DAYS += ["2017-08-06..", "-6 August 2017", "6 August 2017-", "~2017-08-06", "+2017-08-06"]
NOT_DAYS += [
    "2017-08-06/2017-08-01",
    "../..",
    "/",
    "06/08/2017",
    "recently",
    "3 days",
    "٢٠١٧",
    "%00",
    "\x00",
    "x" * 500,
]


@pytest.mark.parametrize("words", NOT_DAYS)
def test_what_names_no_days_is_refused_by_field(words: str) -> None:
    with pytest.raises(BadQuestion) as caught:
        query_days(words, today=TODAY, zone=UTC, field="from")
    assert [(fault.field, fault.code) for fault in caught.value.faults] == [("from", "date")]
    with pytest.raises(ValueError, match="cannot read"):
        query_days(words, today=TODAY, zone=UTC)
