"""Which pairs of accounts must be linked, and which must not."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import Any

import pytest

from service.timeline.buckets import strength_of
from service.timeline.facts import Person, facts_of, sound
from service.timeline.link import link
from service.timeline.model import Mention

Tell = Callable[..., Mention]
Words = dict[str, Any]

BOTH = ("Tillerson", "Lavrov")


def account(article: str, deed: str, who: tuple[str, ...] = BOTH, on: str | None = "2017-08-06", **more: Any) -> Words:
    return {"article": article, "deed": deed, "who": who, "on": on, **more}


JOIN = {
    "the same word": (account("a", "meet", words="sideline summit"), account("b", "meet", words="sideline lengthy")),
    "other words": (account("a", "meet", words="sideline summit"), account("b", "talk", words="sideline summit")),
    "a name in part": (
        account("a", "meet", words="summit"),
        account("b", "meet", ("Mr Tillerson", "Lavrov"), words="summit"),
    ),
    "a partner left out": (
        account("a", "meet", words="summit sideline lengthy"),
        account("b", "meet", ("Lavrov",), words="summit sideline"),
    ),
    "day and week": (
        account("a", "sign", ("Trump",), "2017-08-02", words="bill sanction law"),
        account("b", "sign", ("Trump",), "2017-07-31/2017-08-06", words="sanction law begrudgingly"),
    ),
    "undated news": (
        account("a", "meet", words="summit sideline lengthy"),
        account("b", "meet", on=None, words="summit sideline lengthy"),
    ),
    "plan and happening": (
        account("a", "meet", words="summit sideline", status="planned", published="2017-08-01"),
        account("b", "meet", words="summit lengthy"),
    ),
    "a day apart in other places": (
        account("a", "meet", words="summit sideline lengthy", places=(("Manila", "PHL"),)),
        account("b", "meet", on="2017-08-07", words="summit sideline lengthy"),
    ),
    "a remark in like words": (
        account("a", "say", ("Lavrov",), words="colleague ready continue dialogue"),
        account("b", "say", ("Lavrov",), words="ready continue dialogue alternative"),
    ),
    "counts that nearly agree": (
        account("a", "expel", ("Russia", "US"), words="diplomat staff", count=(750, "diplomat")),
        account("b", "expel", ("Russia", "US"), words="diplomat staff", count=(755, "diplomat")),
    ),
}

APART = {
    "another partner": (
        account("a", "meet", words="summit sideline"),
        account("b", "meet", ("Tillerson", "Wang"), words="summit sideline"),
    ),
    "another country": (
        account("a", "talk", ("US", "Russia"), words="summit sideline"),
        account("b", "talk", ("US", "China"), words="summit sideline"),
    ),
    "another day": (account("a", "meet", words="summit"), account("b", "meet", on="2017-08-09", words="summit")),
    "the next day, told from the same place": (
        account("a", "meet", words="summit sideline"),
        account("b", "meet", on="2017-08-07", words="summit sideline"),
    ),
    "another deed": (account("a", "meet", words="summit"), account("b", "sign", words="bill law")),
    "another speaker": (
        account("a", "say", ("Lavrov",), words="dialogue continue ready"),
        account("b", "say", ("Tillerson",), words="dialogue continue ready"),
    ),
    "another remark of the same day": (
        account("a", "say", ("Tillerson",), words="tension ease useful"),
        account("b", "say", ("Tillerson",), words="vote korea peninsula"),
    ),
    "other counts": (
        account("a", "expel", ("Russia", "US"), words="diplomat", count=(35, "diplomat")),
        account("b", "expel", ("Russia", "US"), words="diplomat", count=(755, "diplomat")),
    ),
    "another place": (
        account("a", "meet", words="summit sideline", places=(("Manila", "PHL"),)),
        account("b", "meet", words="summit sideline", places=(("Vienna", "AUT"),)),
    ),
    "undated and long after": (
        account("a", "meet", words="summit sideline lengthy"),
        account("b", "meet", on=None, words="summit sideline lengthy", published="2017-10-01"),
    ),
    "two deeds of one sentence": (
        account("a", "meet", words="summit", start=0, position=3),
        account("a", "talk", words="summit korea", start=40, position=3),
    ),
    "nothing but the day": (
        account("a", "meet", ("NATO",), words="summit"),
        account("b", "meet", ("Wang",), words="trade"),
    ),
}


@pytest.mark.parametrize("pair", JOIN.values(), ids=JOIN)
def test_accounts_of_one_happening_are_linked(tell: Tell, pair: tuple[Words, Words]) -> None:
    one, other = (facts_of(tell(**words)) for words in pair)
    found = link(one, other)
    assert found is not None
    assert found.joined, found
    assert strength_of(one, other) == strength_of(other, one) == found.strength


@pytest.mark.parametrize("pair", APART.values(), ids=APART)
def test_what_is_doubtful_stays_apart(tell: Tell, pair: tuple[Words, Words]) -> None:
    one, other = (facts_of(tell(**words)) for words in pair)
    found = link(one, other)
    assert found is None or not found.joined, found
    assert strength_of(one, other) == 0


@pytest.mark.parametrize(
    ("one", "other"),
    [("sergey", "sergei"), ("gaddafi", "qadhafi"), ("khalid", "halid"), ("lukashenko", "lukaschenko")],
)
def test_spellings_that_sound_alike_are_one(one: str, other: str) -> None:
    assert sound(one) == sound(other)


@pytest.mark.parametrize(("one", "other"), [("putin", "pence"), ("clinton", "kerry"), ("wang", "wu"), ("li", "le")])
def test_other_names_do_not_sound_alike(one: str, other: str) -> None:
    assert sound(one) != sound(other)


def test_initials_and_missing_given_names_agree() -> None:
    full, initial, bare = Person("x", frozenset({"john"})), Person("x", frozenset({"j"})), Person("x", frozenset())
    assert full.compatible(initial)
    assert full.compatible(bare)
    assert not full.compatible(Person("x", frozenset({"mary"})))
    assert not full.compatible(Person("y", frozenset({"john"})))


def test_who_is_told_to_do_something_is_asked_to(tell: Callable[..., Mention]) -> None:
    ordered = tell("a", "order", ("Russia", "US"), words="staff mission number cut")
    told = replace(tell("b", "tell", ("Russia", "US"), words="staff mission number bring"), kind="demand")
    said = tell("c", "tell", ("Russia", "US"), words="staff mission number bring")
    assert strength_of(facts_of(ordered), facts_of(told))
    assert not strength_of(facts_of(ordered), facts_of(said))


def test_who_blames_a_deed_does_another(tell: Callable[..., Mention]) -> None:
    signed = tell("a", "sign", ("Trump",), "2017-08-02", words="bill sanction law flaw")
    named = tell("b", "call", ("Trump",), "2017-08-02", words="sign bill sanction law flaw")
    assert strength_of(facts_of(signed), facts_of(named))
    assert not strength_of(facts_of(signed), facts_of(replace(named, kind="disapprove")))
