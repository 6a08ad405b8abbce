"""Lines as a user sees them: of clauses that describe, participles, asides, quotations, and who is named in them."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from service.article import Article
from service.reading import read
from service.timeline import extract
from service.timeline.headline import line_of
from service.timeline.model import Mention


def mentions(text: str) -> tuple[Mention, ...]:
    article = Article("a", text, datetime(2017, 8, 7, 12, tzinfo=UTC))
    return extract(article, read(article).text)


def told(text: str, trigger: str) -> Mention:
    return next(m for m in mentions(text) if m.trigger and m.trigger.text == trigger)


LINES = [
    # what a clause describes stands in its line
    (
        "The ministry gave as its reason the sanctions that Washington widened on Tuesday, when Mali paid.",
        "widened",
        "The sanctions that Washington widened",
    ),
    (
        "The committee will hear Ivo Hale on Tuesday, whom Ada Brandt nominated in July as ambassador to Mali.",
        "nominated",
        "Ada Brandt nominated Ivo Hale as ambassador to Mali",
    ),
    (
        "Russia on Wednesday cancelled a meeting between Deputy Foreign Minister Ada Brandt and US Under Secretary "
        "of State Ivo Hale that had been planned for Friday in Lima.",
        "planned",
        "A meeting between Ada Brandt and Ivo Hale had been planned in Lima",
    ),
    (
        "The breakdown came hours before a second deadline, midnight on Friday, which Peru had granted last Sunday.",
        "granted",
        "A second deadline that Peru granted",
    ),
    (
        "At the gate she met her colleague Ivo Hale, who had escaped from the camp on 15 May.",
        "escaped",
        "Ivo Hale escaped from the camp",
    ),
    # an aside between a subject and its verb does not
    ("Ada Brandt, who retired this week, had held the post since 2014.", "held", "Ada Brandt held the post"),
    (
        "Colonel Ivo Hale, who was reported dead on 16 May, came out on the shoulders of his men.",
        "reported",
        "Colonel Ivo Hale was reported dead",
    ),
    (
        "On Monday she flew to Lima, where 800 Danish soldiers began an exercise on Sunday.",
        "began",
        "800 Danish soldiers began an exercise",
    ),
    (
        "Nine women were let go on Thursday after the fund's delegate, Ada Brandt, walked through the gate that day.",
        "walked",
        "Ada Brandt walked through the gate",
    ),
    # a participle tells what was done
    ("An earlier truce, declared on 24 June, was broken within days.", "declared", "An earlier truce was declared"),
    (
        "The talks depend on the diplomatic compounds, closed since December last year.",
        "closed",
        "The diplomatic compounds were closed",
    ),
    (
        "She is accused of ignoring a police warning, received in April, that the men were gathering.",
        "received",
        "A police warning was received",
    ),
    ("Qatar's offer of observers, made last week, appears to be dead.", "made", "Qatar's offer of observers was made"),
    (
        "The border goes back to a protocol signed by France and Italy in 1900, and a later one that nobody signed.",
        "signed",
        "A protocol was signed by France and Italy",
    ),
    (
        "The talk was first reported on Monday in a letter and confirmed by the National Security Council on Tuesday.",
        "confirmed",
        "The talk was confirmed by the National Security Council",
    ),
    # who says it, before or behind
    (
        "Russia almost had its houses back, Ivo Hale said on Monday after three hours of talks with Ada Brandt.",
        "said",
        "Ivo Hale: Russia almost had its houses back",
    ),
    (
        "That echoed what Ada Brandt told reporters on Tuesday, “We will not let the sanctions take us off track.”",
        "told",
        "Ada Brandt: “We will not let the sanctions take us off track”",
    ),
    (
        "On Friday the group's leader told a radio station that he was granting “God and the bishop” five more days.",
        "told",
        "The group's leader told a radio station that he was granting “God and the bishop” five more days",
    ),
    # a number of people stays whole
    ("By then a dozen people had already been freed on Thursday.", "freed", "A dozen people had already been freed"),
    # a noun that is not its clause's subject is named alone
    ("The men have been in jail since a 1993 raid on a camp in Olancho.", "raid", "Raid on a camp in Olancho"),
]


@pytest.mark.parametrize(("text", "trigger", "line"), LINES, ids=[line for *_, line in LINES])
def test_a_line(text: str, trigger: str, line: str) -> None:
    assert line_of(told(text, trigger)).text == line


@pytest.mark.parametrize(
    ("text", "trigger", "names"),
    [
        ("The army threw a cordon around six blocks on Tuesday.", "threw", {"Army"}),
        ("The army of Mali threw a cordon around six blocks on Tuesday.", "threw", {"Mali"}),
        (
            "The group, which calls itself the Green Oak, said so. The attackers arrived in two vans on Monday.",
            "arrived in",
            {"Green Oak"},
        ),
        (
            "They will hear Ivo Hale on Tuesday, whom Ada Brandt nominated in July as a judge.",
            "nominated",
            {"Ada Brandt", "Ivo Hale"},
        ),
        (
            "Russia on Wednesday cancelled a meeting between Deputy Foreign Minister Ada Brandt and US Under Secretary "
            "of State Ivo Hale that had been planned for Friday in Lima.",
            "planned",
            {"Ada Brandt", "Ivo Hale"},
        ),
        ("She told Mr Hale that Russian meddling in the 2016 election had hurt both.", "meddling", {"Russia"}),
        (
            "The new Danish ambassador in Lima, Anatoly Antonov, presented his papers on Monday.",
            "presented",
            {"Denmark", "Anatoly Antonov"},
        ),
        (
            "Ada Brandt, the Danish envoy for Ukraine, and Ivo Hale, an aide to King Olaf, met in Minsk on Monday.",
            "met",
            {"Ada Brandt", "Ivo Hale"},
        ),
        (
            "The bill answers Russia's meddling in the 2016 election and its annexation of Crimea in March 2014.",
            "annexation",
            {"Russia", "Ukraine"},
        ),
        ("US Under Secretary Thomas A Shannon met Ada Brandt on Monday.", "met", {"Thomas A Shannon", "Ada Brandt"}),
    ],
)
def test_who_takes_part(text: str, trigger: str, names: set[str]) -> None:
    assert {actor.name for actor in told(text, trigger).actors} == names


@pytest.mark.parametrize(
    ("text", "trigger", "kind"),
    [
        ("The Senate on Thursday confirmed Ivo Hale, a former governor, as ambassador to Russia.", "confirmed", None),
        ("Russia confirmed on Thursday that its envoy had left.", "confirmed", "statement"),
        ("The part on Russia was added on Wednesday by 97 votes to 2.", "added", None),
        ("The bishop, Ivo Hale, said Mass at the gate on Monday.", "said", None),
        ("Ada Brandt took up her post last week.", "took", None),
        ("On Thursday a gunman aged 16 laid down his rifle.", "laid down", "retreat"),
    ],
)
def test_a_kind_of(text: str, trigger: str, kind: str | None) -> None:
    assert told(text, trigger).kind == kind


def test_a_date_before_he_recalls_is_of_what_he_recalls() -> None:
    text = "Ada Brandt left. On 22 May, she recalls, she met the king alone in the chapel."
    assert told(text, "met").date.value == "2017-05-22"


def test_a_season_somebody_is_gone_for_is_no_date() -> None:
    text = "The Senate is to vote this week, before its members leave for the summer."
    assert all(m.date.value is None or "SU" not in m.date.value for m in mentions(text))


def test_an_it_behind_a_document_is_not_whom_the_document_names() -> None:
    text = "Resolution 2371 forbids Peru to export coal and fish. It shut two mines on Friday."
    assert all(not actor.role for m in mentions(text) if m.date.value for actor in m.actors)


def test_a_lead_that_denies_is_told_of_its_day() -> None:
    text = "The White House has denied that the talk at the dinner was a second meeting that it had kept secret."
    assert told(text, "denied").date.relation == "around"
    assert told(text + " The talk was first reported on Friday.", "denied").date.relation == "around"


def test_what_is_told_to_somebody_is_shown_without_the_hearer() -> None:
    text = (
        "Ada Brandt left. On Monday she told Mr Hale that Russian meddling in the 2016 election had badly hurt the "
        "relations of the two countries, and he promised her to see that nothing of the kind would ever happen again "
        "while he was in office, although nobody in the room believed a single word of it, as she said when she was "
        "asked about it by reporters in the evening."
    )
    assert told(text, "meddling").text.startswith("Russian meddling")


def test_whose_spokeswoman_it_is() -> None:
    text = "Aides said on Sunday that Mr Trump liked the bill; on Monday his spokeswoman said he was still studying it."
    assert line_of(mentions(text)[-1]).text == "Donald Trump's spokeswoman said he was still studying it"
