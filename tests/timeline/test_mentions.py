"""Mentions: clauses and their dates, triggers, status, actors and what stands for them, evidence, and rough input."""

from __future__ import annotations

import tomllib
from datetime import UTC, date, datetime
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from service.article import Article
from service.reading import read
from service.timeline import extract
from service.timeline.gazetteer import word_set
from service.timeline.mention import LONGEST
from service.timeline.model import Mention
from service.timeline.story import fingerprint

PUBLISHED = datetime(2017, 8, 7, 12, tzinfo=UTC)  # a Monday


def mentions(text: str, title: str | None = None) -> tuple[Mention, ...]:
    article = Article("a", text, PUBLISHED, title=title)
    reading = read(article)
    return extract(article, reading.text, reading.title)


def dated(text: str) -> dict[str, tuple[date | None, date | None]]:
    """Trigger word -> days, of the dated mentions."""
    return {m.trigger.text: (m.date.earliest, m.date.latest) for m in mentions(text) if m.trigger and m.date.value}


def day(month: int, of_month: int, year: int = 2017) -> tuple[date, date]:
    return date(year, month, of_month), date(year, month, of_month)


# ---- a date and its own verb -----------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "trigger", "days"),
    [
        ("Ms Odede met the king on Sunday.", "met", day(8, 6)),
        ("On Sunday, Ms Odede met the king.", "met", day(8, 6)),
        ("Ms Odede on Sunday met the king.", "met", day(8, 6)),
        ("Ms Odede told reporters Thursday the talks had failed.", "told", day(8, 3)),
        ("Chile's expulsion of nine diplomats in May 2016 angered Peru.", "expulsion", None),
        ("The meeting between the two sides on Sunday also touched on trade.", "meeting", day(8, 6)),
        ("Following a meeting with the king on Sunday, Ms Odede told reporters she was pleased.", "meeting", day(8, 6)),
        ("Peru will not forgive the seizure of its ships on 1 August.", "seizure", day(8, 1)),
        ("The plan was an answer to the bombing of 4 August 2017.", "bombing", day(8, 4)),
        ("A budget passed by the Chilean parliament on Thursday will hurt exporters.", "passed", day(8, 3)),
        ("Two people were killed and nine injured on Saturday when a bus crashed.", "killed", day(8, 5)),
        ("A truce that Ms Odede negotiated with Peru on Friday collapsed on Sunday.", "negotiated", day(8, 4)),
        ("A truce that Ms Odede negotiated with Peru on Friday collapsed on Sunday.", "collapsed", day(8, 6)),
        ("The envoy who met Ms Odede in Lima resigned on Sunday.", "resigned", day(8, 6)),
        ("The man who met officials jailed in Lima was released on Sunday.", "released", day(8, 6)),
    ],
)
def test_a_date_belongs_to_the_happening_that_governs_it(
    text: str, trigger: str, days: tuple[date, date] | None
) -> None:
    found = dated(text)
    assert trigger in found
    if days is not None:
        assert found[trigger] == days


def test_two_dates_in_a_sentence_make_two_mentions() -> None:
    found = dated("Chile expelled nine diplomats on Friday after Peru arrested two fishermen on 1 August.")
    assert found["expelled"] == day(8, 4)
    assert found["arrested"] == day(8, 1)


def test_what_was_said_has_its_own_date() -> None:
    found = dated("Ms Odede said on Monday that Chile would open the border on 1 September.")
    assert found["said"] == day(8, 7)
    assert found["open"] == day(9, 1)


def test_an_occasion_lends_its_date_to_what_happened_there() -> None:
    (mention,) = [m for m in mentions("Chile denies meddling in the 2014 election of Peru.") if m.date.value]
    assert mention.trigger is not None
    assert (mention.trigger.text, mention.date.value) == ("meddling", "2014")


# ---- status ----------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "status"),
    [
        ("Chile expelled nine diplomats on Friday.", "occurred"),
        ("Chile has expelled nine diplomats.", "occurred"),
        ("Chile is shelling the port.", "ongoing"),
        ("Chile will expel nine diplomats on Friday.", "planned"),
        ("Chile plans to expel nine diplomats on Friday.", "planned"),
        ("The king is expected to visit Chile on Friday.", "planned"),
        ("The talks with Chile would be held by September 1.", "planned"),
        ("Chile did not expel anyone on Friday.", "negated"),
        ("Chile refused to expel the diplomats.", "occurred"),
        ("Chile cancelled the meeting planned for Friday.", "cancelled"),
        ("Chile called off Friday's talks with Peru.", "cancelled"),
        ("Chile allegedly arrested nine fishermen on Friday.", "alleged"),
        ("Peru recalled the alleged bombing of its port by Chile in 2010.", "alleged"),
        ("Chile failed to release the fishermen on Friday.", "negated"),
        ("Chile denied that it had shelled the port on Friday.", "denied"),
    ],
)
def test_status(text: str, status: str) -> None:
    assert status in {mention.status for mention in mentions(text)}


def test_a_deadline_is_planned_and_keeps_its_relation() -> None:
    (mention,) = [m for m in mentions("Chile must answer by 1 September.") if m.date.value]
    assert (mention.status, mention.date.relation) == ("planned", "by")
    assert mention.date.display == "by 1 September 2017"


# ---- actors ----------------------------------------------------------------------------------------------------------


def actors(text: str) -> dict[str, str]:
    """Id -> best name of every actor of every mention."""
    return {actor.id: actor.name for mention in mentions(text) for actor in mention.actors}


def test_a_person_has_one_id_in_all_spellings() -> None:
    text = (
        "Kenyan Foreign Minister Grace Odede met Oskar Lund on Sunday. Mr Lund left on Sunday evening. "
        "Odede flew to Oslo on Monday."
    )
    found = mentions(text)
    assert set(actors(text)) >= {"grace-odede", "oskar-lund"}
    last = next(actor for actor in found[-1].actors if actor.id == "grace-odede")
    assert (last.name, last.type, last.country) == ("Grace Odede", "person", "KEN")
    assert "Odede" in last.names


def test_pronouns_and_offices_mean_who_was_named() -> None:
    text = "Kenyan Foreign Minister Grace Odede arrived on Friday. The foreign minister met the king on Saturday."
    assert "grace-odede" in {actor.id for actor in mentions(text)[-1].actors}
    text = "Oskar Lund arrived on Friday. He met the king on Saturday."
    assert "oskar-lund" in {actor.id for actor in mentions(text)[-1].actors}


def test_the_two_are_the_two_named_last() -> None:
    text = "Grace Odede and Oskar Lund arrived on Friday. On Saturday, the two met in Oslo."
    (meeting,) = [m for m in mentions(text) if m.trigger and m.trigger.text == "met"]
    assert {actor.id for actor in meeting.actors} == {"grace-odede", "oskar-lund"}
    assert [place.name for place in meeting.places] == ["Oslo"]


def test_a_counterpart_is_named_behind_the_comma() -> None:
    (meeting,) = mentions("Grace Odede met her Norwegian counterpart, Oskar Lund, on Sunday.")
    found = {actor.id: actor.country for actor in meeting.actors}
    assert found["oskar-lund"] == "NOR"


def test_bodies_keep_one_name() -> None:
    assert "un-security-council" in actors("The U.N. Security Council adopted the resolution on Saturday.")
    assert "un-security-council" in actors("The Security Council adopted the resolution on Saturday.")


def test_us_is_a_country_and_us_is_a_pronoun() -> None:
    assert "united-states" in actors("The US expelled nine diplomats on Friday.")
    assert "united-states" not in actors("Chile met us on Friday.")


# ---- the thread of an article ----------------------------------------------------------------------------------------


def test_an_undated_statement_goes_on_from_the_dated_one() -> None:
    found = mentions("Grace Odede said on Sunday that the talks were hard. Odede also said the road was long.")
    assert [m.follows for m in found] == [None, found[0].key]
    assert found[1].date.value is None


def test_a_lead_in_the_past_without_a_date_is_the_news_of_the_day() -> None:
    (mention, *_) = mentions("Chile expelled nine Peruvian diplomats. The border stayed open.")
    assert mention.date.relation == "around"
    assert (mention.date.earliest, mention.date.latest) == (date(2017, 8, 6), date(2017, 8, 7))


def test_a_title_is_a_mention_unless_the_text_opens_with_it() -> None:
    title = "Chile Expels Nine Diplomats"
    assert [m.where for m in mentions("The border stayed open.", title)] == ["title"]
    assert {m.where for m in mentions(f"{title}\n\nThe border stayed open.", title)} == {"text"}


@pytest.mark.parametrize("dateline", ["OSLO (Wire) - ", "NEW YORK, Aug 5 (Northern Wire) -- ", "PORT-AU-PRINCE — "])
def test_a_dateline_is_no_actor_and_no_date(dateline: str) -> None:
    (mention,) = mentions(dateline + "Chile expelled nine Peruvian diplomats on Friday.")
    assert mention.text == "Chile expelled nine Peruvian diplomats on Friday."
    assert {actor.country for actor in mention.actors} == {"CHL", "PER"}
    assert mention.date.value == "2017-08-04"


def test_a_clause_begins_with_its_subject() -> None:
    found = mentions(
        "Chile expelled nine diplomats on Friday, closed the border on Saturday and recalled its envoy on Sunday."
    )
    assert all(mention.text.startswith("Chile") for mention in found)
    assert len(found) == 3


def test_a_long_quotation_is_cited_whole() -> None:
    text = "“The door is open. It will stay open,” Grace Odede said on Sunday."
    (mention,) = mentions(text)
    assert mention.text == text


def test_counts_are_kept_with_what_they_count() -> None:
    (mention,) = mentions("Chile expelled some 1,755 Peruvian diplomats on Friday.")
    assert [(q.number, q.unit) for q in mention.quantities] == [(1755.0, "diplomats")]


def test_furniture_tells_nothing() -> None:
    story = "Chile expelled nine diplomats on Friday, and the border between the two countries was closed at dawn.\n\n"
    page = story * 3 + "Related News\n\n2 hours ago\n0 Comments\nPeru Arrests Nine Fishermen\nRead More»\n"
    assert all("Fishermen" not in mention.text for mention in mentions(page))


def test_copies_share_a_fingerprint_and_other_stories_do_not() -> None:
    story = " ".join(f"word{n} of the story" for n in range(200))
    cut = story[: int(len(story) * 0.9)]
    other = " ".join(f"line{n} in another tale" for n in range(200))
    mine, shorter, theirs = (set(fingerprint(text)) for text in (story, cut, other))
    assert len(mine & shorter) > 0.7 * len(shorter)
    assert not mine & theirs


# ---- any text --------------------------------------------------------------------------------------------------------

WORDS = st.sampled_from(
    sorted(
        word_set(
            "Chile Peru Grace Odede said met will not the two on Sunday , . “ ” ' - who that and by was expelled talks"
            " US U.S. He İzmir \u202babc 2016 in May 1,755 diplomats ( ) ... ; must accused of call off it 's"
        )
    )
)


def sound(text: str, found: tuple[Mention, ...]) -> None:
    """What holds of the mentions of any text."""
    keys = [mention.key for mention in found]
    assert len(set(keys)) == len(keys)
    for mention in found:
        assert mention.text == text[mention.start : mention.end]
        assert 0 < mention.end - mention.start <= LONGEST
        assert mention.trigger is not None
        assert mention.trigger.text == text[mention.trigger.start : mention.trigger.end]
        assert mention.start <= mention.trigger.start < mention.trigger.end <= mention.end
        assert len({(actor.id, actor.role) for actor in mention.actors}) == len(mention.actors)
        assert mention.follows is None or mention.follows in keys


@settings(max_examples=60, deadline=None)
@given(st.lists(WORDS, max_size=60).map(" ".join))
def test_any_row_of_words(text: str) -> None:
    sound(text, mentions(text))


@settings(max_examples=60, deadline=None)
@given(st.text(max_size=300))
def test_any_characters(text: str) -> None:
    sound(text, mentions(text))


@pytest.mark.parametrize(
    "text",
    [
        "1 " * 3000,
        "a." * 20000,
        "May March second " * 3000,
        "\n" * 20000,
        "x" * 50000,
        "said " * 10000,
        "Chile and " * 5000,
        "Peru, " * 5000,
        "that " * 5000,
        "to meet " * 5000,
        "“" * 20000,
        "'s " * 5000,
        "the two " * 5000,
    ],
)
def test_rough_text_is_read_without_complaint(text: str) -> None:
    article = Article("a", text, PUBLISHED)
    sound(text, extract(article, ()))


@pytest.mark.parametrize("published", [datetime(1, 1, 1, tzinfo=UTC), datetime(9999, 12, 31, tzinfo=UTC)])
def test_the_ends_of_the_calendar(published: datetime) -> None:
    article = Article("a", "Chile expelled nine Peruvian diplomats. They left today.", published)
    assert extract(article, read(article).text) is not None


@pytest.mark.parametrize(
    ("text", "trigger", "days"),
    [
        ("Asked about the road on Friday, Grace Odede said it was closed.", "said", day(8, 4)),
        ("Grace Odede called on President Oskar Lund on Friday.", "called on", day(8, 4)),
    ],
)
def test_dates_of_opening_participles_and_calls(text: str, trigger: str, days: tuple[date, date]) -> None:
    assert dated(text)[trigger] == days


def test_a_date_of_a_thing_dates_no_happening() -> None:
    assert dated("Grace Odede will answer the letter of 4 August.") == {}


def test_what_an_article_repeats_word_for_word_is_told_once() -> None:
    told = "The envoys of Norway and Sweden met in Oslo on Sunday. "
    once = mentions(told)
    again = mentions(told * 30)
    assert [m.key for m in again] == [m.key for m in once]


def test_the_same_words_of_another_day_are_another_mention() -> None:
    text = "The envoys met in Oslo on 5 August. The next day they met again. The next day they met again."
    days = {m.date.value for m in mentions(text)}
    assert {"2017-08-05", "2017-08-06", "2017-08-07"} <= days


def test_the_words_of_a_remark_are_those_of_its_whole_quotation() -> None:
    told = mentions("“We are ready to go on with the dialogue. There is no other way,” Ivo Hale said on Sunday.")
    (remark,) = [m for m in told if m.trigger and m.trigger.text == "said"]
    assert {"dialogu", "way"} <= set(remark.terms)


# ---- what is told, and how sure it is --------------------------------------------------------------------------------

STATUSES = [
    line.split("|")
    for line in tomllib.loads((Path(__file__).parent / "statuses.toml").read_text("utf-8"))["rows"].strip().split("\n")
]
STATUSES_RIGHT = 0.87
"""Share of the sentences of `statuses.toml` one of whose mentions must have the status that stands there."""


def test_statuses_of_fresh_sentences() -> None:
    wrong = [(status, text) for status, text in STATUSES if status not in {m.status for m in mentions(text)}]
    assert len(wrong) <= (1 - STATUSES_RIGHT) * len(STATUSES), wrong


@pytest.mark.parametrize(
    "text",
    [
        "We visited the museum in Oslo.",
        "Peru might have arrested the priest.",
        "You agree that Peru may use what you post.",
        "Global food prices rallied in Peru on Friday.",
        "The Peruvian singer suffered a cardiac arrest on Friday.",
    ],
)
def test_what_is_no_happening_is_told_with_no_kind(text: str) -> None:
    assert not {mention.kind for mention in mentions(text)} - {None, "statement"}


def test_habits_far_from_the_top_are_not_told() -> None:
    text = "Ivo Hale met Ms Odede on Friday. They spoke. They ate. They left. Chile rejects offers from Peru."
    assert "reject" not in {mention.kind for mention in mentions(text)}


def test_comments_of_readers_are_not_told() -> None:
    told = "Chile expelled nine diplomats on Friday.\n\n"
    talk = "Posted by: ann | 5 August\n\nPeru bombed us on Friday.\n\nPosted by: bob | 6 August\n\nPeru fell on Friday."
    assert [m.trigger.text for m in mentions(told + talk) if m.trigger] == ["expelled"]


def test_a_date_in_the_noun_s_own_phrase_is_its_day() -> None:
    told = mentions("Peru sent doctors after the 4 August bombing in Lima.")
    (bombing,) = [m for m in told if m.trigger and m.trigger.text == "bombing"]
    assert (bombing.date.earliest, bombing.date.latest, bombing.date.relation) == (*day(8, 4), "on")


def test_he_is_who_led_the_sentence_before() -> None:
    text = "Ivo Hale met Oskar Lund in Oslo. He accused Peru of arming rebels on Friday."
    (mention,) = [m for m in mentions(text) if m.kind == "disapprove"]
    assert "ivo-hale" in {actor.id for actor in mention.actors if actor.role == "source"}
