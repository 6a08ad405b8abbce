"""What an editor would take: sentences with kind, status and parties, and the classes of faults mended."""

from __future__ import annotations

import tomllib
from datetime import UTC, date, datetime
from pathlib import Path

import pytest

from service.article import Article
from service.reading import read
from service.timeline import extract
from service.timeline.model import Mention

PUBLISHED = datetime(2017, 8, 7, 12, tzinfo=UTC)
ROWS = [
    line.split("|", 4)
    for line in tomllib.loads((Path(__file__).parent / "tellings.toml").read_text("utf-8"))["rows"].strip().split("\n")
]
TOLD, COUNTRIES = 0.89, 0.91
"""Shares of the sentences told with their kind and status, and of their countries found in their role."""


def mentions(text: str) -> tuple[Mention, ...]:
    article = Article("a", text, PUBLISHED)
    return extract(article, read(article).text)


def parties(mention: Mention, role: str) -> set[str]:
    return {actor.id for actor in mention.actors if actor.role == role}


def told(text: str, trigger: str) -> Mention:
    (mention,) = [m for m in mentions(text) if m.trigger is not None and m.trigger.text == trigger]
    return mention


def test_tellings() -> None:
    missed = [
        text for kind, status, _, _, text in ROWS if (kind, status) not in {(m.kind, m.status) for m in mentions(text)}
    ]
    assert len(missed) <= (1 - TOLD) * len(ROWS), missed


def test_parties_of_tellings() -> None:
    wanted = found = 0
    for kind, _, sources, targets, text in ROWS:
        have = {(actor.role, actor.country) for m in mentions(text) if m.kind == kind for actor in m.actors}
        for role, codes in (("source", sources), ("target", targets)):
            wanted += len(list(filter(None, codes.split(","))))
            found += sum((role, code) in have for code in filter(None, codes.split(",")))
    assert found >= COUNTRIES * wanted, f"{found} of {wanted}"


@pytest.mark.parametrize(
    "text",
    [
        "The bridge had nine arches in 1904.",
        "A technician looks at a sample in Bergen on August 4, 2017.",
        "The figures on Friday underscored the change in Peru.",
        "Ivo Hale, shown here in May, runs the bank.",
        "A handout photo made available on Friday shows the ship.",
        "Did Peru expel the envoy on Friday?",
        "You can return to Oslo in the afternoon.",
        "Oslo talks fail - 4 hrs ago The Bergen Post Peru urged to act - 6 hrs ago Rain floods two towns",
        "TONIGHT: How can Peru sell its grain?",
        "Police cleared the conference hall.",
    ],
)
def test_what_tells_no_happening(text: str) -> None:
    assert not [m for m in mentions(text) if m.expression is not None]


@pytest.mark.parametrize(
    ("text", "trigger", "source"),
    [
        ("Rita Holm, who runs a shelter, on Friday condemned the Norwegian raid.", "condemned", "rita-holm"),
        (
            "Former premier Ana Lopez, jailed for fraud in 2011, returned to Chile on Sunday.",
            "returned to",
            "ana-lopez",
        ),
        ("Kenya denied on Friday that its soldiers had killed nine herders.", "killed", "kenya"),
        ("The depot was attacked on Friday by supporters of President Putin.", "attacked", "vladimir-putin"),
        ("On Friday Peru expelled nine envoys.", "expelled", "peru"),
        ("Syria spoke on Monday. The Turkish military said it lost a plane on Friday.", "lost", "turkey"),
    ],
)
def test_who_does_it(text: str, trigger: str, source: str) -> None:
    assert source in parties(told(text, trigger), "source")


@pytest.mark.parametrize(
    ("text", "trigger"),
    [
        ("Peru and Chile spoke on Monday. Western diplomats say they met rebels on Friday.", "met"),
        ("Ivo Hale spoke on Monday. Her son said he had visited Oslo on Friday.", "visited"),
        ("The Norwegian agency said that a quake measuring 7.3 had hit Haiti on Friday.", "hit"),
        ("Norway spoke and nine herders were killed on Friday.", "killed"),
        ("In 1692 in Jamaica, a quake killed 2,000.", "killed"),
    ],
)
def test_nobody_named_does_it(text: str, trigger: str) -> None:
    assert not parties(told(text, trigger), "source")


@pytest.mark.parametrize(
    ("text", "actor"),
    [
        ("The Peruvian spokesman said attacks on Monday and Wednesday hit the port of Oslo.", "peru"),
        ("The quake killed as many as nine people in Haiti in May and left the rest homeless.", "haiti"),
    ],
)
def test_who_does_not_do_it(text: str, actor: str) -> None:
    assert not any(actor in parties(m, "source") for m in mentions(text) if m.kind != "statement")


def test_whose_idea_is_no_party() -> None:
    text = "Ivo Hale met Rita Holm on Monday. Guards discussed their idea with President Putin on Friday."
    assert parties(told(text, "discussed"), "target") == {"vladimir-putin"}


def test_who_was_jailed_did_not_jail() -> None:
    jailed = told("Former premier Ana Lopez, jailed for fraud in 2011, returned to Chile on Sunday.", "jailed")
    assert parties(jailed, "target") == {"ana-lopez"}


@pytest.mark.parametrize(
    ("text", "trigger", "day"),
    [
        ("Last year a panel convened by the Vienna bank criticised Peru.", "criticised", date(2016, 1, 1)),
        ("The doctors came to help victims of the earthquake on 12 June.", "earthquake", date(2017, 6, 12)),
        ("The tremor killed nine at 1653 (2153 GMT) on Tuesday.", "killed", date(2017, 8, 1)),
        ("Norway called in January for talks.", "called", date(2017, 1, 1)),
    ],
)
def test_whose_day_it_is(text: str, trigger: str, day: date) -> None:
    assert told(text, trigger).date.earliest == day


@pytest.mark.parametrize(
    "text",
    [
        "Exxon reported a large jump in fourth-quarter earnings.",
        "Cameron produced a blockbuster 1997 film.",
        "An explosion hit the rig and another followed 10 seconds later.",
        "The report describes a village last summer.",
    ],
)
def test_dates_of_nothing(text: str) -> None:
    assert all(m.expression is None for m in mentions(text))


@pytest.mark.parametrize(
    ("text", "kind", "status"),
    [
        ("Demonstrators gathered at the Chilean embassy on Friday.", "protest", "occurred"),
        ("Unions in Peru called off Friday's strike.", "protest", "cancelled"),
        ("Talks between Peru and Chile ended on Friday.", "consult", "occurred"),
        ("Talks between Peru and Chile set for Monday have been called off.", None, "cancelled"),
        ("Norway warned its citizens on Friday to avoid the capital.", "demand", "occurred"),
        ("Experts warned on Friday that the dam could break.", "statement", "occurred"),
        ("The band released a record on Friday through a small label.", None, "occurred"),
        ("No fewer than nine Danish ministers resigned on Friday.", "retreat", "occurred"),
        ("President Ivo Hale on Friday shortened by one hour the nightly curfew in Sudan.", "concede", "occurred"),
        ("A first case was reported in Peru on Friday.", "statement", "occurred"),
        ("Kenya disputed reports that its troops had entered Somalia on Friday.", None, "denied"),
    ],
)
def test_what_is_meant(text: str, kind: str | None, status: str) -> None:
    assert (kind, status) in {(m.kind, m.status) for m in mentions(text)}
