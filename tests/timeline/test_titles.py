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
    # a subject with a clause of its own, or a number before it, stays whole
    (told("An offshore drilling rig exploded and sank off Oran", "sank"), "An offshore drilling rig sank off Oran"),
    (told("Nearly 300 sailors were killed off Oran", "killed"), "Nearly 300 sailors were killed off Oran"),
    (
        told("Brandt said five sailors in the camp were killed", "killed", None, (ADA,)),
        "Five sailors in the camp were killed",
    ),
    # what stands behind an aside is told of what stands before it
    (
        told("Brandt said that the envoy of the union, missing for a week, was freed", "freed", None, (ADA,)),
        "The envoy of the union was freed",
    ),
    (
        told("Ada Brandt said the head of the bank, Ole Lund, had resigned", "resigned", None, (ADA,)),
        "Ole Lund resigned",
    ),
    # an office is left out whole or not at all; somebody of somebody's is not that one
    (told("The plan was approved by energy secretary Ivo Hale in Lyon", "approved", None, (IVO,)),
     "The plan was approved by energy secretary Ivo Hale in Lyon"),
    (
        told("A son of the late president Ivo Hale promised the whole country a programme of reforms", "promised", None,
             (IVO,)),
        "A son of the late president Ivo Hale promised the whole country a programme of reforms",
    ),
    # "it" that is nobody
    (told("It emerged that France had shut the port", "emerged", None, (FRANCE,)), "France shut the port"),
    # what a page set before the sentence, or a headline without an end
    (
        told("Bank in trouble OSLO, Dec. 4 (Newswire) -- France shut the port of Brest", "shut", None, (FRANCE,)),
        "France shut the port of Brest",
    ),
    (told("(By Ole Lund -- Newswire) France shut the port of Brest", "shut"), "France shut the port of Brest"),
    (told("Fears for the port Hundreds of sailors left Brest", "left"), "Hundreds of sailors left Brest"),
    (told("France shut the port of Brest The harbour is small", "shut"), "France shut the port of Brest"),
    # half of something is no end
    (
        told("France repeated the need to respect the rule of law in Mali, as well as the truce that it signed in Lyon "
             "with all the parties of the north", "repeated"),
        "France repeated the need to respect the rule of law in Mali, as well as the truce",
    ),
    (told("The port was shut until at least Thursday", "shut", "Thursday"), "The port was shut"),
    (told("The rule stayed in force as recently as Thursday in Lyon", "stayed", "Thursday"),
     "The rule stayed in force in Lyon"),
    # who said so, in the middle
    (told("The port, he said, was shut by France", "shut"), "The port was shut by France"),
    # the noun of an opening phrase, where the clause tells something else
    (
        told("Even after the seizure of the ships, which he has", "seizure", None, (IVO,)),
        "The seizure of the ships",
    ),
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
    "The ministry was shut down",
    "Ada Brandt said in Lyon: “The door stays open”",
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
    "Ada Brandt said the strikers and the port",
    "The seizure, was a blow to the port",
    "A rally, the market has fallen by half",
    "Sharply rebuked the king for the seizure",
    "The workers in have shut the port",
    "France repeated the need for peace, as well",
    "France voted to impose a fine in response",
    "Ada Brandt praised the king for backing the strict",
    "The two signed the treaty",
    "According to figures released by the bank",
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


SUMMARIES = [
    # the one a pronoun can only be, in brackets
    (told("He also met the king in Lyon.", "met", None, (IVO,)), "[Ivo Hale] also met the king in Lyon."),
    (told("On Sunday he met the king.", "met", "Sunday", (IVO,)), "On Sunday [Ivo Hale] met the king."),
    (told("The two signed it in Lyon.", "signed", None, (ADA, IVO)), "[Ada Brandt and Ivo Hale] signed it in Lyon."),
    # a name said already, or nobody known
    (told("Hale said he met the king.", "met", None, (IVO,)), "Hale said he met the king."),
    (told("He met the king in Lyon.", "met"), "He met the king in Lyon."),
    # words that tie it to the sentence before
    (told("However, France shut the port.", "shut", None, (FRANCE,)), "France shut the port."),
    # what a page set before it
    (told("BREST (Newswire) - France shut the port.", "shut", None, (FRANCE,)), "France shut the port."),
]


@pytest.mark.parametrize(("mention", "summary"), SUMMARIES, ids=[summary for _, summary in SUMMARIES])
def test_a_summary_stands_alone(mention: Mention, summary: str) -> None:
    assert summary_of([mention], mention, "occurred") == summary


def test_a_line_that_wants_something_gives_way_to_its_sentence() -> None:
    mention = told("Ada Brandt shut the port, and they left", "left", None, (ADA,))
    assert title_of([mention], mention, "occurred").text == "Ada Brandt shut the port, and they left"


def test_what_is_denied_is_told_as_denied() -> None:
    mention = replace(told("France denied that any raid had taken place", "raid"), status="denied")
    assert title_of([mention], mention, "denied").text == "France denied that any raid had taken place"


def test_the_summary_of_what_happened_is_no_plan() -> None:
    text = "Ada Brandt of Germany will sign the treaty of Lyon with France on the steps of the town hall."
    plan = replace(told(text, "sign", None, (ADA, FRANCE)), status="planned")
    done = told("On Sunday they signed it.", "signed", None, (ADA,))
    assert summary_of([plan, done], plan, "occurred") == done.text
    assert summary_of([plan, done], plan, "planned") == plan.text
