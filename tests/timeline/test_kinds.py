"""The kind of what a sentence tells, and who does it to whom: tables of sentences written for this project."""

from __future__ import annotations

import tomllib
from datetime import UTC, datetime
from pathlib import Path

import pytest

from service.article import Article
from service.reading import read
from service.timeline import extract
from service.timeline.actors_merge import merged
from service.timeline.model import Mention

PUBLISHED = datetime(2017, 8, 7, 12, tzinfo=UTC)
TABLE = tomllib.loads((Path(__file__).parent / "kinds.toml").read_text("utf-8"))
ROWS = [line.split("|", 3) for line in TABLE["rows"].strip().split("\n")]
LOOKALIKES = [line.split("|", 1) for line in TABLE["lookalikes"].strip().split("\n")]
WIRE = tomllib.loads((Path(__file__).parent / "kinds_news.toml").read_text("utf-8"))
SHARES = {"rows": (0.95, 0.93), "wire": (0.88, 0.87), "wider": (0.85, 0.0)}
"""Table of wire sentences -> shares of them whose kind, and of their countries that, must be found."""
COUNTRIES_FOUND = 0.94
"""Share of the countries in the table that must be found in their role; a role is often open to taste."""


def mentions(text: str) -> tuple[Mention, ...]:
    article = Article("a", text, PUBLISHED)
    return extract(article, read(article).text)


@pytest.mark.parametrize(("kind", "sources", "targets", "text"), ROWS)
def test_kind(kind: str, sources: str, targets: str, text: str) -> None:
    assert kind in {mention.kind for mention in mentions(text)}


@pytest.mark.parametrize(("kind", "text"), LOOKALIKES)
def test_what_only_looks_like_a_kind(kind: str, text: str) -> None:
    told = {mention.kind for mention in mentions(text)} - {None, "statement"}
    assert kind not in told if kind else not told


def test_countries() -> None:
    wanted = found = 0
    for _, sources, targets, text in ROWS:
        have = {(actor.role, actor.country) for mention in mentions(text) for actor in mention.actors}
        for role, codes in (("source", sources), ("target", targets)):
            for code in filter(None, codes.split(",")):
                wanted += 1
                found += (role, code) in have
    assert found >= COUNTRIES_FOUND * wanted, f"{found} of {wanted}"


def wire(table: str) -> list[list[str]]:
    return [line.split("|", 3) for line in WIRE[table].strip().split("\n")]


@pytest.mark.parametrize("table", SHARES)
def test_kinds_of_wire_sentences(table: str) -> None:
    rows = wire(table)
    missed = [text for kind, _, _, text in rows if kind not in {mention.kind for mention in mentions(text)}]
    assert len(missed) <= (1 - SHARES[table][0]) * len(rows), missed


@pytest.mark.parametrize("table", SHARES)
def test_countries_of_wire_sentences(table: str) -> None:
    wanted = found = 0
    for _, sources, targets, text in wire(table):
        have = {(actor.role, actor.country) for mention in mentions(text) for actor in mention.actors}
        for role, codes in (("source", sources), ("target", targets)):
            wanted += len(list(filter(None, codes.split(","))))
            found += sum((role, code) in have for code in filter(None, codes.split(",")))
    assert found >= SHARES[table][1] * wanted, f"{found} of {wanted}"


@pytest.mark.parametrize(
    ("text", "source", "target"),
    [
        ("Nine diplomats were expelled by Chile on Friday.", "CHL", None),
        ("A Danish ship was seized by Somali gunmen on Friday.", "SOM", "DNK"),
        ("Belgium expelled a Chadian diplomat on Friday.", "BEL", "TCD"),
        ("Moscow accused Tallinn on Friday of breaking the treaty.", "RUS", "EST"),
        ("The Kremlin condemned Norway on Friday.", "RUS", "NOR"),
        ("Downing Street rejected the Spanish offer on Friday.", "GBR", "ESP"),
    ],
)
def test_voice_and_metonyms(text: str, source: str, target: str | None) -> None:
    (mention,) = [m for m in mentions(text) if m.kind != "statement"][:1]
    roles = {(actor.role, actor.country) for actor in mention.actors}
    assert ("source", source) in roles
    assert target is None or ("target", target) in roles


@pytest.mark.parametrize(
    ("text", "kind", "sources", "targets"),
    [
        ("Norway and Peru signed a treaty on Friday.", "support", {"NOR", "PER"}, {"NOR", "PER"}),
        ("The presidents of Serbia and Croatia met in Geneva on Tuesday.", "consult", {"SRB", "HRV"}, {"SRB", "HRV"}),
        ("French farmers blocked a motorway on Friday.", "protest", {"FRA"}, {"FRA"}),
        ("The IRA declared a ceasefire on Wednesday.", "retreat", {"GBR"}, {"GBR"}),
        ("Gunmen killed a journalist in Bukavu on Saturday.", "assault", {"COD"}, {"COD"}),
        ("A German tourist was kidnapped by tribesmen in Yemen on Sunday.", "coerce", {"YEM"}, {"DEU"}),
        ("Sanctions imposed on Belgrade were suspended by Athens on Friday.", "sanction", {"GRC"}, {"SRB"}),
        ("London wrote off the 40 million pounds that Malawi owed it on Monday.", "aid", {"GBR"}, {"MWI"}),
        ("Iraq massed two divisions on Friday after a Kuwaiti raid.", "mobilize", {"IRQ"}, {"KWT"}),
        ("Sudan said that Ugandan jets had bombed a village on Sunday.", "fight", {"UGA"}, {"SDN"}),
        ("Refugees from Chad were given shelter in Niger on Friday.", "aid", {"NER"}, {"TCD"}),
        ("Asylum was granted by Mexico to eleven Guatemalan miners on Friday.", "aid", {"MEX"}, {"GTM"}),
        ("Bolivian soldiers occupied the fields of Spain's Repsol on Friday.", "fight", {"BOL"}, {"ESP"}),
        ("The easing of Norwegian curbs on Chad took effect on Friday.", "concede", {"NOR"}, {"TCD"}),
        ("Two-way trade between Chile and Ghana doubled on Friday.", "cooperate", {"CHL", "GHA"}, {"CHL", "GHA"}),
        ("A truce between Chad and Niger came into force on Friday.", "retreat", {"TCD", "NER"}, {"TCD", "NER"}),
        ("Hackers working for Iran crippled two Danish banks on Friday.", "coerce", {"IRN"}, {"DNK"}),
        ("Chadian herders came under a hail of stones from Libyan farmers on Friday.", "assault", {"LBY"}, {"TCD"}),
        ("Peru's bid enjoys the full backing of Norway, its king said on Friday.", "support", {"NOR"}, {"PER"}),
        ("The men must be freed by Friday, Chad told Niger.", "demand", {"TCD"}, {"NER"}),
        ("Trains carrying Peruvian tanks headed for the Chilean border on Friday.", "mobilize", {"PER"}, {"CHL"}),
    ],
)
def test_both_sides(text: str, kind: str, sources: set[str], targets: set[str]) -> None:
    (mention,) = [m for m in mentions(text) if m.kind == kind][:1]
    roles = {(actor.role, actor.country) for actor in mention.actors if actor.role and actor.country}
    assert roles == {("source", code) for code in sources} | {("target", code) for code in targets}


@pytest.mark.parametrize(
    ("text", "source"),
    [
        ("King Hussein pardoned nine rebels on Friday.", "JOR"),
        ("The pope condemned the war on Friday.", "VAT"),
        ("Peru's Supreme Court jailed two generals on Friday.", "PER"),
        ("Zhivkov condemned the strike on Friday.", "BGR"),
        ("Widows of Srebrenica condemned the verdict on Friday.", "BIH"),
        ("Congolese soldiers condemned the truce on Friday.", "COD"),
        ("Okinawan women condemned the truce on Friday.", "JPN"),
        ("Delhi condemned the raid on Friday.", "IND"),
        ("The Royal Navy bombed a fort on Friday.", "GBR"),
        ("Foreign Minister Farid Saab condemned the raid in Damascus on Friday.", "SYR"),
    ],
)
def test_whose_a_name_is(text: str, source: str) -> None:
    assert source in {actor.country for mention in mentions(text) for actor in mention.actors}


@pytest.mark.parametrize(
    ("text", "kind", "names"),
    [
        ("Peru and Chile fought near Arica. Both armies must draw back by Friday.", "demand", {"Peru", "Chile"}),
        ("Vallis Inc and Nordhag Inc met. Both firms held talks on Friday.", "consult", {"Vallis", "Nordhag"}),
        ("Ada Brandt and Ivo Hale dined. The two firms held talks on Friday.", "consult", set()),
    ],
)
def test_whom_two_of_a_kind_are(text: str, kind: str, names: set[str]) -> None:
    (mention,) = [m for m in mentions(text) if m.kind == kind][:1]
    assert {actor.name for actor in mention.actors} == names


def test_a_capital_before_a_noun_says_where_a_thing_is() -> None:
    (praise,) = [m for m in mentions("Chile praised Peru in an interview with a Sofia daily on Friday.") if m.kind]
    assert "BGR" not in {actor.country for actor in praise.actors}


def test_who_is_on_both_sides_is_one_actor_of_the_event() -> None:
    (signing,) = mentions("Norway and Peru signed a treaty on Friday.")
    assert [(actor.id, actor.role) for actor in signing.actors] == [
        *(("norway", "source"), ("peru", "source"), ("norway", "target"), ("peru", "target"))
    ]
    once = [(actor.id, actor.role) for actor in merged([signing], signing)]
    assert once == [("norway", "source"), ("peru", "source")]


def test_a_capital_is_a_place_where_somebody_goes_and_an_actor_where_it_acts() -> None:
    (visit,) = mentions("Kenya's president flew to Moscow on Friday.")
    assert "Moscow" in {place.name for place in visit.places}
    (protest,) = [m for m in mentions("Moscow condemned Oslo on Friday.") if m.kind == "disapprove"]
    assert not protest.places
    assert {actor.country for actor in protest.actors} == {"RUS", "NOR"}


@pytest.mark.parametrize(
    ("text", "kind", "deed"),
    [
        ("Chile said it will send medicine to Peru.", "agree", "aid"),
        ("Chile said it will not lift the ban on ships from Peru.", "reject", "concede"),
        ("Chile has sent medicine to Peru.", "aid", "aid"),
    ],
)
def test_what_is_done_with_a_deed(text: str, kind: str, deed: str) -> None:
    (mention,) = [m for m in mentions(text) if m.kind != "statement"]
    assert (mention.kind, mention.deed) == (kind, deed)


NEUTRAL = 0.10
"""Share of sentences of sport, business and culture that may be given a kind."""


def test_what_is_no_politics_gets_no_kind() -> None:
    rows = WIRE["neutral"].strip().split("\n")
    told = [text for text in rows if {mention.kind for mention in mentions(text)} - {None, "statement"}]
    assert len(told) <= NEUTRAL * len(rows), told
