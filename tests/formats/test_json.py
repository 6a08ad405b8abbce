"""The JSON shapes are exactly the contract's: keys, order and nothing more."""

from __future__ import annotations

import json
from datetime import UTC, date, datetime, timedelta, timezone

from service.formats.json import dumps, event_bytes, event_dict, expression_dict, mention_dict, moment, page_bytes
from service.temporal.model import Expression
from service.timeline.model import Actor, Claim, Disagreement, Event, EventDate, Mention, Place, Sources, Trigger

SUNDAY = Expression(
    4, 10, "Sunday", "DATE", "2017-08-06", earliest=date(2017, 8, 6), latest=date(2017, 8, 6), granularity="day",
    edtf="2017-08-06", rule="weekday", anchor="2017-08-07", grounds=("past verb", "published Monday"),
)  # fmt: skip
DAY = EventDate("2017-08-06", "2017-08-06", date(2017, 8, 6), date(2017, 8, 6), None, "day", "on", "6 August 2017")
MENTION = Mention(
    "a1", datetime(2017, 8, 7, 9, tzinfo=UTC), "The Courier", "text", 0, 30, "On Sunday the two met in Manila",
    Trigger(20, 23, "met", "meet"), "consult", "occurred", (Actor("x", "X", "person", "USA", "source", ("X", "Mr X")),),
    (Place("Manila", "PHL"),), SUNDAY, DAY,
)  # fmt: skip
EVENT = Event(
    "e1", "X meets Y", "On Sunday the two met in Manila", DAY, "occurred", "consult", MENTION.actors, MENTION.places,
    Sources(4, 2, 1), 93, (Disagreement("date", (Claim("2017-08-06", ("a1",)),)),), (MENTION,) * 5,
)  # fmt: skip


def test_an_expression_has_the_contracts_keys_in_order() -> None:
    assert " ".join(expression_dict(SUNDAY)) == (
        "start end text type value mod earliest latest granularity relation edtf rule anchor why"
    )
    assert expression_dict(SUNDAY)["why"] == "past verb; published Monday"


def test_keys_that_apply_are_added_and_absent_ones_are_not() -> None:
    every = Expression(0, 9, "every day", "SET", "P1D", quant="EVERY", freq="1X", begin_point="t1", end_point="t2")
    shape = expression_dict(every)
    assert {name: shape[name] for name in ("quant", "freq", "beginPoint", "endPoint")} == {
        "quant": "EVERY", "freq": "1X", "beginPoint": "t1", "endPoint": "t2",
    }  # fmt: skip
    assert "time" not in shape
    assert "quant" not in expression_dict(SUNDAY)


def test_a_mention_has_its_own_actors_and_date_but_no_publisher() -> None:
    shape = mention_dict(MENTION)
    assert shape["in"] == "text"
    assert shape["actors"] == [{"id": "x", "name": "X", "type": "person", "country": "USA", "role": "source"}]
    assert shape["date"]["display"] == "6 August 2017"
    assert not {"publisher", "published"} & set(shape)


def test_an_event_has_the_contracts_keys_in_order() -> None:
    shape = event_dict(EVENT, datetime(2017, 8, 8, tzinfo=UTC))
    assert " ".join(shape) == (
        "id title summary updated date status kind actors places sources weight disagreements evidence"
    )
    assert " ".join(shape["date"]) == "value edtf earliest latest time granularity relation display"
    assert " ".join(shape["evidence"][0]) == (
        "article in publisher published start end text trigger status kind expression"
    )
    assert shape["updated"] == "2017-08-08T00:00:00Z"
    assert shape["disagreements"] == [{"about": "date", "claims": [{"value": "2017-08-06", "articles": ["a1"]}]}]


def test_evidence_is_three_rows_unless_told_otherwise() -> None:
    assert [len(event_dict(EVENT, evidence=n)["evidence"]) for n in (0, 1, None)] == [0, 1, 5]
    assert len(event_dict(EVENT)["evidence"]) == 3


def test_quoted_text_is_bounded_where_asked_and_says_so() -> None:
    shape = event_dict(EVENT, chars=10)
    assert shape["summary"] == "On Sunday…"
    assert shape["evidence"][0]["text"] == "On Sunday…"
    assert shape["evidence"][0]["end"] == 30


def test_moments_keep_their_offset() -> None:
    assert moment(datetime(2017, 8, 6, tzinfo=timezone(timedelta(hours=-14)))) == "2017-08-06T00:00:00-14:00"
    assert moment(datetime(2017, 8, 6, tzinfo=timezone(timedelta(0)))) == "2017-08-06T00:00:00Z"


def test_a_page_of_rendered_events_is_json() -> None:
    page = json.loads(page_bytes([event_bytes(EVENT)] * 2, "/timeline?cursor=x", {"count": 2}))
    assert page["count"] == 2
    assert page["next"] == "/timeline?cursor=x"
    assert page["events"][1] == json.loads(dumps(event_dict(EVENT)))
    assert json.loads(page_bytes([])) == {"events": [], "next": None}
