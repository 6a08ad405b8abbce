"""What an event says of itself: days, status, actors, copies, disagreements, ids."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import pytest

from service.timeline import group
from service.timeline.copies import is_copy
from service.timeline.days import COUNTS, DayCount, rank_days, total
from service.timeline.explain import explain
from service.timeline.facts import facts_of
from service.timeline.link import SAME_DAY
from service.timeline.model import Event, Mention

Tell = Callable[..., Mention]


def only(mentions: list[Mention]) -> Event:
    (event,) = group(mentions)
    return event


@pytest.mark.parametrize(
    ("told", "status"),
    [
        (["planned", "planned"], "planned"),
        (["planned", "occurred"], "occurred"),
        (["planned", "cancelled"], "cancelled"),
        (["planned", "cancelled", "occurred"], "occurred"),
        (["occurred", "planned"], "occurred"),
        (["alleged", "alleged", "denied"], "alleged"),
        (["occurred", "denied"], "denied"),
        (["occurred", "occurred", "denied"], "occurred"),
        (["ongoing", "occurred"], "occurred"),
        (["negated"], "negated"),
    ],
)
def test_the_status_moves_with_what_is_published(tell: Tell, told: list[str], status: str) -> None:
    mentions = [
        tell(f"a{day}", "meet", published=f"2017-08-0{day}", words="summit manila sideline", status=said)
        for day, said in enumerate(told, start=1)
    ]
    assert only(mentions).status == status


def test_as_of_the_earlier_day_a_plan_is_still_planned(tell: Tell) -> None:
    plan = tell("a", "meet", published="2017-08-04", words="summit manila", status="planned")
    held = tell("b", "meet", published="2017-08-07", words="summit manila", status="occurred")
    assert only([plan]).status == "planned"
    event = only([held, plan])
    assert (event.status, len(event.evidence)) == ("occurred", 2)
    assert event.id == only([plan]).id


def test_days_are_the_intersection_where_sources_agree(tell: Tell) -> None:
    week = tell("a", "sign", on="2017-07-31/2017-08-06", words="bill sanction begrudgingly law")
    span = tell("b", "sign", on="2017-08-02/2017-08-10", words="bill sanction begrudgingly law")
    assert only([week, span]).date.value == "2017-08-02/2017-08-06"
    day = tell("c", "sign", on="2017-08-02", words="bill sanction begrudgingly law")
    event = only([week, span, day])
    assert event.date.value == "2017-08-02"
    assert event.disagreements == ()


def test_two_days_for_one_happening_are_settled_by_most_and_listed(tell: Tell) -> None:
    common = {"words": "summit manila sideline lengthy"}
    here = [tell(name, "meet", on="2017-08-06", places=(("Manila", "PHL"),), **common) for name in ("a", "b")]
    there = tell("c", "meet", on="2017-08-07", places=(("Manila", "PHL"), ("Sydney", "AUS")), **common)
    event = only([*here, there])
    assert event.date.value == "2017-08-06"
    (disagreement,) = event.disagreements
    assert disagreement.about == "date"
    assert [(c.value, c.articles) for c in disagreement.claims] == [("2017-08-06", ("a", "b")), ("2017-08-07", ("c",))]


def test_two_counts_are_listed_with_who_says_which(tell: Tell) -> None:
    who = ("Russia", "US")
    mentions = [
        tell(name, "expel", who, words="diplomat staff retaliation", count=(number, "diplomats"))
        for name, number in (("a", 750), ("b", 755), ("c", 755))
    ]
    (disagreement,) = only(mentions).disagreements
    assert disagreement.about == "diplomats"
    assert [(c.value, c.articles) for c in disagreement.claims] == [("750", ("a",)), ("755", ("b", "c"))]


def test_one_article_alone_does_not_disagree_with_itself(tell: Tell) -> None:
    mentions = [
        tell("a", "expel", ("Russia", "US"), words="diplomat staff", count=(n, "diplomats"), start=s, position=s)
        for n, s in ((750, 10), (755, 200))
    ]
    assert all(event.disagreements == () for event in group(mentions))


def test_wire_copies_count_once(tell: Tell) -> None:
    story = tuple(range(100, 900, 20))
    lightly_cut = story[:33]
    words = "summit manila sideline lengthy"
    event = only(
        [
            tell("wire", "meet", words=words, story=story, publisher="Wire"),
            tell("paper", "meet", words=words, story=lightly_cut, publisher="Paper", published="2017-08-08"),
            tell("other", "meet", words=words, story=tuple(range(101, 900, 20)), publisher="Other"),
        ]
    )
    assert (event.sources.articles, event.sources.publishers, event.sources.copies) == (3, 2, 1)


def test_copies_are_told_from_stories_on_one_matter() -> None:
    assert is_copy(tuple(range(64)), tuple(range(70)))
    assert not is_copy(tuple(range(0, 640, 10)), tuple(range(5, 640, 10)))
    assert not is_copy((1, 2, 3), (1, 2, 3))


def test_what_goes_on_from_a_dated_account_is_its_evidence_and_no_more(tell: Tell) -> None:
    dated = tell("a", "meet", words="summit manila")
    goes_on = replace(
        tell("a", "say", ("Lavrov",), None, words="dialogue readiness", start=90, status="alleged"), follows=dated.key
    )
    alone = only([dated])
    event = only([goes_on, dated])
    assert event.evidence == (dated, goes_on)
    assert replace(event, evidence=alone.evidence) == alone
    assert only([goes_on]).evidence == (goes_on,)


def test_a_name_in_part_is_the_same_person(tell: Tell) -> None:
    full = tell("a", "meet", ("Tillerson", "Lavrov"), words="summit manila sideline")
    short = tell("b", "meet", ("Mr Tillerson", "Lavrov"), words="summit manila sideline")
    event = only([short, full])
    assert [actor.name for actor in event.actors] == ["Rex Tillerson", "Sergey Lavrov"]
    assert event.actors[0].names == ("Rex Tillerson", "Tillerson")


def test_ids_differ_between_collections_and_stand_while_the_earliest_evidence_does(tell: Tell) -> None:
    first = tell("a", "meet", published="2017-08-06", words="summit manila sideline")
    later = tell("b", "meet", published="2017-08-08", words="summit manila sideline")
    assert group([first], "x")[0].id == group([first, later], "x")[0].id
    assert group([first], "x")[0].id != group([first], "y")[0].id


def test_weight_grows_with_sources_and_not_with_copies(tell: Tell) -> None:
    story = tuple(range(100, 900, 20))
    one = tell("a", "meet", words="summit manila sideline", story=story)
    copy = tell("b", "meet", words="summit manila sideline", story=story)
    own = tell("c", "meet", words="summit manila sideline", published="2017-08-09")
    assert only([one]).weight == only([one, copy]).weight < only([one, own]).weight


def test_what_nobody_tells_in_a_whole_line_weighs_less(tell: Tell) -> None:
    whole = tell("a", "meet", text="Rex Tillerson met Sergey Lavrov in Manila.")
    scrap = tell("a", "meet", text="and whom its members had met.")
    assert only([scrap]).weight < only([whole]).weight


def test_the_explanation_names_links_and_what_was_left_out(tell: Tell) -> None:
    one = tell("a", "meet", words="summit manila sideline lengthy")
    other = tell("b", "meet", words="summit manila lengthy")
    apart = tell("c", "meet", ("Tillerson", "Wang"), words="summit manila")
    near = tell("d", "talk", ("Tillerson",), words="korea", on="2017-08-06")
    event = next(e for e in group([one, other, apart, near]) if len(e.evidence) == 2)
    told = explain(event, [one, other, apart, near])
    assert [row.mention.article for row in told.joined] == ["b"]
    assert told.joined[0].strength >= told.enough
    assert ("same day", SAME_DAY) in told.joined[0].reasons
    assert told.joined[0].why.startswith("Joined: ")
    left_out = {row.mention.article: row for row in told.left_out}
    assert left_out["d"].strength < told.enough
    assert "of the 84 needed" in left_out["d"].why
    assert left_out["c"].why == "Left out, though alike: with another partner."


def test_an_account_linked_with_a_fellow_and_nearly_with_the_leader_joins(tell: Tell) -> None:
    leader = tell("a", "meet", ("Tillerson", "Lavrov", "NATO"), words="summit manila sideline lengthy")
    fellow = tell("b", "meet", ("Tillerson", "Lavrov"), words="quorble vexing sideline lengthy")
    joins = tell("c", "talk", ("Lavrov",), words="quorble vexing blither")
    stays = tell("d", "talk", ("NATO",), words="quorble vexing blither")
    assert [len(event.evidence) for event in group([leader, joins])] == [1, 1]
    event = next(e for e in group([leader, fellow, joins, stays]) if len(e.evidence) > 1)
    assert [mention.article for mention in event.evidence] == ["a", "b", "c"]
    told = {row.mention.article: row for row in explain(event, []).joined}
    assert told["c"].strength < explain(event, []).enough
    assert "linked with the account in b" in told["c"].reasons[-1][0]


def test_days_named_long_after_outweigh_days_only_published_on(tell: Tell) -> None:
    named = facts_of(tell("a", "meet")).mention.date.earliest
    assert named is not None
    counts = [DayCount(named, named=4, later=3), DayCount(named.replace(day=7), published=4, named=1, same=1)]
    assert [day for day, _ in rank_days(counts)] == [named, named.replace(day=7)]
    assert rank_days(counts, top=1)[0][0] == named
    summed = total([counts[0], DayCount(named, published=1)])
    assert [getattr(summed, name) for name in COUNTS] == [1, 0, 4, 0, 0, 0, 0, 3, 0]
