"""Datelines: the line of a text that says when it was published, in the many ways pages write it."""

from __future__ import annotations

from datetime import UTC

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from service.intake.dateline import HEAD_LINES, find_dateline, read_dateline

LINES = [
    ("Sunday 06 August 2017 20:50 BST", "2017-08-06T20:50:00+01:00"),
    ("Updated 5:17 PM ET, Mon August 7, 2017", "2017-08-07T17:17:00-04:00"),
    ("August 7, 2017 / 10:15 AM / EAST RIVER NEWS", "2017-08-07T10:15:00+00:00"),
    ("Aug. 7, 2017, 6:22 AM EDT / Updated Aug. 7, 2017, 8:00 AM EDT", "2017-08-07T06:22:00-04:00"),
    ("First published on Mon 7 Aug 2017 10.14 BST", "2017-08-07T10:14:00+01:00"),
    ("MON AUG 7, 2017 / 6:13 AM EDT", "2017-08-07T06:13:00-04:00"),
    ("7 August 2017", "2017-08-07T12:00:00+00:00"),
    ("7 August 2017 Last updated at 12:05 GMT", "2017-08-07T12:00:00+00:00"),
    ("PUBLISHED : MONDAY, 7 AUGUST 2017, 10:00AM", "2017-08-07T10:00:00+00:00"),
    ("By Emily Poole 9:05PM BST 06 Aug 2017", "2017-08-06T21:05:00+01:00"),
    ("7 August 2017 • 9:05am", "2017-08-07T09:05:00+00:00"),
    ("Monday, Aug. 7, 2017 | 2 a.m.", "2017-08-07T02:00:00+00:00"),
    ("Stand: 07.08.2017 10:15 Uhr", "2017-08-07T10:15:00+00:00"),
    ("Publié le 07 août 2017 à 10h15 - Mis à jour le 08 août 2017 à 11h00", "2017-08-07T10:15:00+00:00"),
    ("New Delhi, August 7, 2017 22:02 IST", "2017-08-07T22:02:00+05:30"),
    ("PUBLISHED: 16:12 BST, 7 August 2017 | UPDATED: 20:41 BST, 7 August 2017", "2017-08-07T16:12:00+01:00"),
    ("Published time: 7 Aug, 2017 10:12", "2017-08-07T10:12:00+00:00"),
    ("10:12 07.08.2017 (updated 11:45 07.08.2017)", "2017-08-07T10:12:00+00:00"),
    ("2017/08/07 10:22 (KST)", "2017-08-07T10:22:00+09:00"),
    ("By Emily Poole | August 7, 2017", "2017-08-07T12:00:00+00:00"),
    ("Emily Poole - August 7, 2017, 10:00 am", "2017-08-07T10:00:00+00:00"),
    ("August 7, 2017, Monday, Late Edition", "2017-08-07T12:00:00+00:00"),
    ("Posted on August 7, 2017 by admin", "2017-08-07T12:00:00+00:00"),
    ("OSLO, 7 August 2017 (Northern Wire) - They met on Sunday and talked. " + "x" * 100, "2017-08-07T12:00:00+00:00"),
    ("NEW YORK, Aug. 7, 2017 /Wirepress/ -- Shares of it rose on Friday, it said.", "2017-08-07T12:00:00+00:00"),
    ("BERLIN, Germany, August 7, 2017 (NW) — They met.", "2017-08-07T12:00:00+00:00"),
    ("MANILA, 7 August 2017", "2017-08-07T12:00:00+00:00"),
]
NONE = [
    "The treaty of 7 August 2017",
    "OSLO, which on 7 August 2017 (a Monday) - of all days - saw them meet.",
    "Envoys met in Oslo, 7 August 2017 (a Monday) - of all days.",
    "OSLO (Northern Wire) - They met on 7 August 2017.",
    "US to respond by 1 September 2017",
    "Summit in Geneva, 5 May 2015",
    "Five dead in attack on 5 May 2015",
    "They met on 7 August 2017.",
    "What the law of 2 August 2017 means for Europe",
    "7 August",
    "August 2017",
    "2017",
    "2 hours ago",
    "Issued on: 07/08/2017 - 10:22",
    "© 2017 The Harbour Courier",
    "Vol. 12, 2017",
    "1 2 3 4 5 2017",
]


@pytest.mark.parametrize(("line", "moment"), LINES)
def test_datelines_are_read(line: str, moment: str) -> None:
    stamp = find_dateline(f"Ministers part as friends\n\nEmily Poole\n{line}\n\nThey met in Oslo.", zone=UTC)
    assert stamp is not None
    assert stamp.moment.isoformat() == moment


@pytest.mark.parametrize("line", NONE)
def test_other_lines_are_not(line: str) -> None:
    assert find_dateline(f"Ministers part as friends\n\nEmily Poole\n{line}\n\nThey met in Oslo.", zone=UTC) is None


@pytest.mark.parametrize("line", ["Deadline 1 September 2017", "Summit, 5 May 2015", "Deal of 2 August 2017, 10:00 am"])
def test_a_headline_with_a_date_is_no_dateline(line: str) -> None:
    assert find_dateline(f"{line}\n\nThey met in Oslo.", zone=UTC) is None


def test_only_the_head_is_looked_at() -> None:
    above = "They met.\n\n" * HEAD_LINES
    assert find_dateline(f"{above}7 August 2017\n", zone=UTC) is None
    assert find_dateline(f"{above[11:]}7 August 2017\n", zone=UTC) is not None


@settings(deadline=None)
@given(
    st.lists(
        st.sampled_from([*"/|-,;:(). ", "2017", "7", "August", "Mon", "10:12", "by", "Oslo", "BST", "am"]), max_size=25
    )
)
def test_any_line_is_read_or_not(pieces: list[str]) -> None:
    stamp = read_dateline(" ".join(pieces), zone=UTC)
    assert stamp is None or stamp.moment.year == 2017
