"""Titles and summaries: one clause cut to a line that stands alone."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime

import pytest

from service.temporal.model import Expression
from service.timeline.faults import faults
from service.timeline.headline import line_of
from service.timeline.model import Actor, EventDate, Mention, Trigger
from service.timeline.titles import summary_of, title_of
from service.timeline.trimming import LONGEST

ADA = Actor("ada-brandt", "Ada Brandt", "person", "DEU", "source", ("Ada Brandt", "Brandt"))
IVO = Actor("ivo-hale", "Ivo Hale", "person", "GBR", "source", ("Ivo Hale", "Hale"))
FRANCE = Actor("france", "France", "country", "FRA", "source", ("France",))


def told(
    text: str, deed: str, when: str | None = None, actors: tuple[Actor, ...] = (), kind: str | None = None
) -> Mention:
    at = text.rindex(deed)
    expression = None
    if when:
        start = text.index(when)
        expression = Expression(start, start + len(when), when, "DATE", "2017-08-06")
    return Mention(
        "a", datetime(2017, 8, 7, tzinfo=UTC), None, "text", 0, len(text), text,
        Trigger(at, at + len(deed), deed, deed), kind, "occurred", actors, (), expression, EventDate(),
        terms=tuple(text.lower().split()),
    )  # fmt: skip


TITLES = [
    # the date goes, whatever stands around it
    (told("On Sunday, Ada Brandt met the envoys in Lyon.", "met", "Sunday"), "Ada Brandt met the envoys in Lyon"),
    (told("Ada Brandt met the envoys last week in Lyon", "met", "last week"), "Ada Brandt met the envoys in Lyon"),
    (told("meddling in the 2016 vote", "meddling", "2016"), "Meddling in the 2016 vote"),
    # tails of who said so, offices, brackets, datelines
    (told("The talks collapsed, officials said", "collapsed"), "The talks collapsed"),
    (told("LYON (Newswire) - The bridge collapsed", "collapsed"), "The bridge collapsed"),
    (told("The Food Agency (FA) banned the sale of raw milk", "banned"), "The Food Agency banned the sale of raw milk"),
    # the clause of the deed alone
    (
        told("It was the first visit since France imposed sanctions on the port", "imposed"),
        "France imposed sanctions on the port",
    ),
    (
        told("Many things had been on their minds, including the seizure of two ships", "seizure"),
        "The seizure of two ships",
    ),
    # names for pronouns and offices
    (told("who signed the treaty in Lyon", "signed", None, (ADA,)), "Ada Brandt signed the treaty in Lyon"),
    (told("Ms Brandt signed the treaty in Lyon", "signed", None, (ADA,)), "Ada Brandt signed the treaty in Lyon"),
    (told("The foreign minister signed the treaty", "signed", None, (ADA,)), "Ada Brandt signed the treaty"),
    (told("The two signed the treaty", "signed", None, (ADA, IVO)), "Ada Brandt and Ivo Hale signed the treaty"),
    (told("their meeting in the town", "meeting", None, (ADA, IVO)), "Meeting of Ada Brandt and Ivo Hale in the town"),
    (told("to send an answer to the court", "send", None, (FRANCE,)), "France to send an answer to the court"),
    # a noun that names the deed, whole, with its owner
    (
        told("The law answered its seizure of two ships in May 2014", "seizure", "May 2014", (FRANCE,)),
        "France's seizure of two ships",
    ),
    (told("The talks between the envoys began on Sunday", "talks", "Sunday"), "The talks between the envoys began"),
    # from its subject to where a phrase ends, without what is added between commas
    (
        told("In Lyon the envoy of the union, Ada Brandt, warned that it would act", "warned", None, (ADA,)),
        "Ada Brandt warned that it would act",
    ),
    (
        told("Ada Brandt, once an envoy, was named as a judge and will move to Lyon", "named", None, (ADA,)),
        "Ada Brandt was named as a judge and will move to Lyon",
    ),
    (
        told("Ada Brandt, an aide to the king, and Ivo Hale, the envoy, met in Lyon", "met", None, (ADA, IVO)),
        "Ada Brandt and Ivo Hale met in Lyon",
    ),
    (told("He had met the envoys in Lyon", "met", None, (ADA,)), "Ada Brandt met the envoys in Lyon"),
    (told("1651 The old bridge in Lyon has collapsed", "collapsed"), "The old bridge in Lyon has collapsed"),
    # a second date keeps the first
    (told("France plans games from 14 to 20 May", "plans", "14"), "France plans games from 14 to 20 May"),
    # remarks
    (
        told("“The door stays open to all of them,” Brandt said on Friday.", "said", "Friday", (ADA,), "statement"),
        "Ada Brandt: “The door stays open to all of them”",
    ),
    (
        told("The ministry has yet to choose an answer, Brandt said today.", "said", "today", (ADA,), "statement"),
        "Ada Brandt: The ministry has yet to choose an answer",
    ),
]  # fmt: skip


@pytest.mark.parametrize(("mention", "title"), TITLES, ids=[title for _, title in TITLES])
def test_a_line_is_cut_from_the_clause(mention: Mention, title: str) -> None:
    assert line_of(mention).text == title


WHOLE = (
    "France closed two consulates in Mali",
    "France to close two consulates",
    "The talks took place in Lyon",
    "Nine soldiers were killed",
    "Ada Brandt: “The door stays open”",
    "Ada Brandt calls off the talks",
)
WANTING = (
    "Its members leave",
    "Monday promised",
    "The ministry denied",
    "Which ends in May",
    "Were cancelled by France",
    "He met the king",
    "Ada Brandt told",
    "The cut that his ministry demanded of the",
    "Ada Brandt said, and no more was planned",
)


@pytest.mark.parametrize("line", WHOLE)
def test_a_whole_line_has_no_faults(line: str) -> None:
    assert faults(line, ["Ada Brandt"]) == 0


@pytest.mark.parametrize("line", WANTING)
def test_a_line_that_wants_something_has_faults(line: str) -> None:
    assert faults(line, ["Ada Brandt"]) >= 6


def test_long_clauses_end_where_a_clause_ends() -> None:
    text = (
        "Ada Brandt signed the long awaited treaty on fishing in the northern waters of the strait "
        "while protesters filled the square in front of the old town hall and the port"
    )
    assert line_of(told(text, "signed")).text.endswith("northern waters of the strait")


def test_no_title_is_longer_than_the_longest() -> None:
    text = "Brandt " + "very " * 60 + "loudly signed the treaty"
    title = line_of(told(text, "signed")).text
    assert len(title) <= LONGEST
    assert title.endswith("…")


def test_the_line_that_stands_alone_is_chosen() -> None:
    pointing = told("It was signed there by both", "signed", None, (ADA, FRANCE))
    naming = told("Ada Brandt signed the treaty of Lyon with France", "signed", None, (ADA, FRANCE))
    assert title_of([pointing, naming], pointing, "occurred").text == "Ada Brandt signed the treaty of Lyon with France"


def test_the_summary_is_the_sentence_that_stands_best_alone() -> None:
    pointing = told("They signed it there, and he went home.", "signed", None, (ADA, FRANCE))
    text = "Ada Brandt signed the treaty of Lyon with France on the steps of the town hall."
    naming = told(text, "signed", None, (ADA, FRANCE))
    assert summary_of([pointing, naming], pointing, "occurred") == naming.text


def test_the_summary_of_what_happened_is_no_plan() -> None:
    text = "Ada Brandt of Germany will sign the treaty of Lyon with France on the steps of the town hall."
    plan = replace(told(text, "sign", None, (ADA, FRANCE)), status="planned")
    done = told("On Sunday they signed it.", "signed", None, (ADA,))
    assert summary_of([plan, done], plan, "occurred") == done.text
    assert summary_of([plan, done], plan, "planned") == plan.text
