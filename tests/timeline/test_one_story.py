"""Accounts of one happening in other words, in articles on one story: which are one, and which only look so."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime
from typing import Any

import pytest

from service.article import Article
from service.reading import read
from service.timeline import extract
from service.timeline.buckets import strength_of
from service.timeline.facts import Facts, facts_of
from service.timeline.model import Mention
from service.timeline.topic import one_story, topic

Tell = Callable[..., Mention]
PUBLISHED = datetime(2011, 5, 18, 12, tzinfo=UTC)  # a Wednesday
HERE = "All of Kerova talked of it. The people of Kerova and of the Ilgaz valley asked the Ilgaz council for help."
ELSEWHERE = "All of Dunmore talked of it. The people of Dunmore and of the Tarf valley asked the Tarf council for help."


def told(name: str, text: str, trigger: str, about: str = HERE, published: datetime = PUBLISHED) -> Facts:
    article = Article(name, f"{text}\n\n{about}", published)
    (found,) = [m for m in extract(article, read(article).text) if m.trigger and m.trigger.text.startswith(trigger)]
    return facts_of(found)


@pytest.mark.parametrize(
    ("text", "trigger", "family"),
    [
        ("Forty miners were let go on Sunday.", "let", "release"),
        ("The last miners walked free on Sunday.", "walked", "release"),
        ("Two engineers were led away in handcuffs on Sunday.", "led", "arrest"),
        ("A guard aged 20 laid down his rifle on Sunday.", "laid", "surrender"),
        ("The ultimatum ran out on Sunday.", "ran", "lapse"),
        ("Both armies pulled their guns back on Sunday.", "pulled", "withdraw"),
        ("Soldiers opened fire on the crowd on Sunday.", "opened", "attack"),
        ("Her flight to Oslo, planned for Sunday, was cancelled.", "cancelled", "visit"),
        ("The vote of the council has been set for 30 May.", "set", "pass"),
        ("The ceasefire took effect on Sunday.", "took", "ceasefire"),
        # and what only looks like these
        ("The council let the paper print it on Sunday.", "let", "=let"),
        ("The mayor opened the bridge on Sunday.", "opened", "launch"),
    ],
)
def test_a_verb_is_taken_with_the_words_behind_it(text: str, trigger: str, family: str) -> None:
    assert told("a", text, trigger).family == family


SAME = {
    "other words for one deed": (
        ("The ultimatum ran out on Sunday without a shot.", "ran"),
        ("The second deadline lapsed on Sunday.", "lapsed"),
    ),
    "planned and called off": (
        ("The envoy is to fly to Oslo on 20 May.", "fly"),
        ("Her flight to Oslo, planned for 20 May, was cancelled.", "cancelled"),
    ),
    "a deadline and what was done by it": (
        ("Both armies must draw back their guns by 19 May.", "draw"),
        ("Both armies pulled their guns back by 19 May, the mission said.", "pulled"),
    ),
}

OTHER = {
    "another deed planned for the day": (
        ("The envoy is to fly to Oslo on 20 May.", "fly"),
        ("Her interview with the king, planned for 20 May, was cancelled.", "cancelled"),
    ),
    "another day": (
        ("The ultimatum ran out on Sunday without a shot.", "ran"),
        ("The second deadline lapsed on Monday.", "lapsed"),
    ),
    "another deadline": (
        ("Both armies must draw back their guns by 19 May.", "draw"),
        ("Both armies pulled their guns back by 12 May, the mission said.", "pulled"),
    ),
}


@pytest.mark.parametrize("pair", SAME.values(), ids=SAME)
def test_one_story_in_other_words_is_one(pair: tuple[tuple[str, str], tuple[str, str]]) -> None:
    one, other = (told(name, *words, published=at) for name, words, at in _later(pair))
    assert strength_of(one, other)


@pytest.mark.parametrize("pair", OTHER.values(), ids=OTHER)
def test_another_deed_of_one_story_is_another(pair: tuple[tuple[str, str], tuple[str, str]]) -> None:
    one, other = (told(name, *words, published=at) for name, words, at in _later(pair))
    assert not strength_of(one, other)


def test_of_another_story_it_is_another() -> None:
    one, other = SAME["other words for one deed"]
    assert not strength_of(told("a", *one), told("b", *other, about=ELSEWHERE))


def _later(pair: tuple[Any, Any]) -> tuple[tuple[str, Any, datetime], ...]:
    return ("a", pair[0], PUBLISHED), ("b", pair[1], PUBLISHED)


@pytest.fixture
def pairs(tell: Tell) -> Callable[..., int]:
    """The strength of the link of two accounts in articles on one story, or on two."""

    def strength(one: dict[str, Any], other: dict[str, Any], *, story: bool = True, **more: Any) -> int:
        about = (("kerov", "ilgaz", "oruro"), ("kerov", "ilgaz", "tessa") if story else ("dunmo", "tarf", "tessa"))
        mentions = [replace(tell(a, **words), topic=t) for a, words, t in zip("ab", (one, other), about, strict=True)]
        return strength_of(facts_of(mentions[0]), facts_of(replace(mentions[1], **more)))

    return strength


ARREST = {"deed": "detain", "who": (), "words": "engineer"}
CAUGHT = {"deed": "apprehend", "who": (), "words": ""}


def test_one_day_one_deed_one_story(pairs: Callable[..., int]) -> None:
    assert pairs(ARREST, CAUGHT)
    assert not pairs(ARREST, CAUGHT, story=False)
    assert not pairs(ARREST, CAUGHT, status="denied")
    assert not pairs(ARREST, {**CAUGHT, "on": "2017-08-05"})


def test_two_full_accounts_with_nothing_alike_are_two(pairs: Callable[..., int]) -> None:
    full = {**ARREST, "words": "engineer harbour ferry dawn"}
    assert not pairs(full, {**CAUGHT, "words": "florist market scooter bribe"})


def test_busy_deeds_need_words_or_names(pairs: Callable[..., int]) -> None:
    assert not pairs({"deed": "meet", "who": ()}, {"deed": "huddle", "who": ()})
    assert pairs({"deed": "meet", "who": ("NATO",)}, {"deed": "huddle", "who": ("NATO",)})


def test_who_did_it_does_not_speak_against_whom_it_befell(pairs: Callable[..., int]) -> None:
    shot = {"deed": "shoot", "who": ("Wang",), "words": "watchman gate", "roles": ("target",)}
    killed = {"deed": "attack", "who": ("NATO",), "words": "watchman gate", "roles": ("source",)}
    assert pairs(shot, killed)
    assert not pairs(shot, {**killed, "roles": ("target",)})


def test_a_name_known_in_one_account_is_a_word_of_the_other(tell: Tell) -> None:
    place = {"places": (("Manila", "PHL"),)}
    one = tell("a", "convene", ("US",), words="nuclear manila", **place)
    assert strength_of(facts_of(one), facts_of(tell("b", "meet", ("US",), words="manila nuclear")))
    assert not strength_of(facts_of(one), facts_of(tell("b", "meet", ("US",), words="vienna nuclear", count=None)))


def test_a_name_beside_another_deed_is_no_word_in_common(tell: Tell) -> None:
    met = tell("a", "meet", words="lengthy", places=(("Manila", "PHL"),))
    expected = tell("b", "expect", ("Wang",), words="minister meet rex tillerson lavrov manila")
    assert not strength_of(facts_of(met), facts_of(expected))


def test_a_name_spoken_of_is_no_word_in_common_of_two_remarks(tell: Tell) -> None:
    one = tell("a", "say", ("Lavrov",), words="ready tillerson")
    assert not strength_of(facts_of(one), facts_of(tell("b", "say", ("Lavrov", "Tillerson"), words="tillerson vote")))


def test_what_an_article_is_about() -> None:
    kerova, dunmore = frozenset(topic(HERE)), frozenset(topic(ELSEWHERE))
    assert kerova == {"kerov", "ilgaz"}
    assert not one_story(kerova, dunmore)
    assert one_story(kerova, frozenset(topic("Ilgaz is quiet, Kerova says. A Kerovan told Ilgaz in May and in July.")))
    assert not one_story(frozenset(), frozenset())
