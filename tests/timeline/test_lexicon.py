"""The lexicon: forms by rule, every entry reachable, no word in two kinds at once."""

from __future__ import annotations

from collections import defaultdict
from pathlib import Path

import pytest

from service.timeline import wordlists
from service.timeline.gazetteer import word_set
from service.timeline.inflect import conjugate, plurals
from service.timeline.lexicon import CLOSED, RANKS, lexicon, read_data
from service.timeline.naming import Namer
from service.timeline.tokens import tokenise
from service.timeline.verb import Verb

KINDS = word_set(
    "agree consult support cooperate aid concede retreat demand disapprove reject threaten protest mobilize sanction"
    " coerce assault fight investigate statement"
)
DOES = word_set("plan agree threaten demand refuse cancel deny allege report fail begin end cause light permit")
KEYS = word_set("name kind deed roles does verbs nouns phrases with objects subjects")
ROLES = frozenset({"object", "with", "from", "to", "in"})


def groups() -> list[dict[str, str]]:
    rows = read_data("lexicon.toml")["group"]
    assert isinstance(rows, list)
    return rows


@pytest.mark.parametrize(
    ("verb", "third", "past", "participle", "ing"),
    [
        ("meet", "meets", "met", "met", "meeting"),
        ("agree", "agrees", "agreed", "agreed", "agreeing"),
        ("deny", "denies", "denied", "denied", "denying"),
        ("ban", "bans", "banned", "banned", "banning"),
        ("expel", "expels", "expelled", "expelled", "expelling"),
        ("visit", "visits", "visited", "visited", "visiting"),
        ("withdraw", "withdraws", "withdrew", "withdrawn", "withdrawing"),
        ("overthrow", "overthrows", "overthrew", "overthrown", "overthrowing"),
        ("die", "dies", "died", "died", "dying"),
        ("veto", "vetoes", "vetoed", "vetoed", "vetoing"),
        ("impose", "imposes", "imposed", "imposed", "imposing"),
        ("launch", "launches", "launched", "launched", "launching"),
        ("quit", "quits", "quit", "quit", "quitting"),
        ("welcome", "welcomes", "welcomed", "welcomed", "welcoming"),
        ("mimic", "mimics", "mimicked", "mimicked", "mimicking"),
        ("flee", "flees", "fled", "fled", "fleeing"),
        ("undergo", "undergoes", "underwent", "undergone", "undergoing"),
        ("rebel", "rebels", "rebelled", "rebelled", "rebelling"),
        ("reset", "resets", "reset", "reset", "resetting"),
        ("fix", "fixes", "fixed", "fixed", "fixing"),
        ("delay", "delays", "delayed", "delayed", "delaying"),
        ("broadcast", "broadcasts", "broadcast", "broadcast", "broadcasting"),
    ],
)
def test_verbs(verb: str, third: str, past: str, participle: str, ing: str) -> None:
    forms = conjugate(verb)
    assert (forms.base, forms.third) == (verb, third)
    assert past in forms.past
    assert participle in forms.participle
    assert ing in forms.ing


def test_both_spellings_of_a_doubled_letter() -> None:
    assert conjugate("cancel").past == ("cancelled", "canceled")


@pytest.mark.parametrize(
    ("noun", "plural"),
    [
        ("visit", "visits"),
        ("policy", "policies"),
        ("crisis", "crises"),
        ("speech", "speeches"),
        ("by-election", "by-elections"),
        ("gunman", "gunmen"),
        ("veto", "vetoes"),
        ("day", "days"),
    ],
)
def test_nouns(noun: str, plural: str) -> None:
    assert plural in plurals(noun)


def test_groups_are_well_made() -> None:
    for row in groups():
        assert row.get("kind", "statement") in KINDS, row["name"]
        assert row["deed"] in RANKS, row["name"]
        assert row.get("does", "plan") in DOES, row["name"]
        assert row.get("roles", "object") in ROLES, row["name"]
        assert set(row) <= KEYS, row["name"]
        assert any(row.get(part) for part in ("verbs", "nouns", "phrases", "with"))
        assert bool(row.get("with")) == bool(row.get("objects") or row.get("subjects")), row["name"]


def test_every_verb_and_noun_is_found_by_each_of_its_forms() -> None:
    words = lexicon().words
    for row in groups():
        for verb in row.get("verbs", "").split():
            forms = conjugate(verb)
            for form in (forms.base, forms.third, *forms.past, *forms.participle, *forms.ing):
                assert words[form].forms, form
        for noun in row.get("nouns", "").split():
            for form in (noun, *plurals(noun)):
                assert words[form].noun, form


def test_no_verb_names_two_kinds() -> None:
    """A verb may stand in several groups for what it does to others; but one kind, or none, is its own."""
    kinds: dict[str, set[str]] = defaultdict(set)
    for row in groups():
        if row.get("kind") and row["kind"] != "statement":
            for verb in row.get("verbs", "").split():
                kinds[verb].add(row["kind"])
    assert {verb: found for verb, found in kinds.items() if len(found) > 1} == {}


def test_no_noun_names_two_kinds() -> None:
    kinds: dict[str, set[str]] = defaultdict(set)
    for row in groups():
        if row.get("kind"):
            for noun in row.get("nouns", "").split():
                kinds[noun].add(row["kind"])
    assert {noun: found for noun, found in kinds.items() if len(found) > 1} == {}


def _sentence(phrase_head: str, words: tuple[str, ...]) -> str:
    return f"They {conjugate(phrase_head).past[0]} {' '.join(words)}"


def test_every_phrase_can_be_reached() -> None:
    """A phrase written out after its verb is found, unless a longer one begins the same way."""
    from service.timeline.grammar import verbs

    known = lexicon()
    unreached = []
    for head, rows in known.phrases.items():
        for phrase in (phrase for phrases in rows.values() for phrase in phrases):
            text = _sentence("see" if head == "be" else head, phrase.words)
            text = text.replace("saw", "were") if head == "be" else text
            tokens = tokenise(text, 0, len(text), known.words)
            found: list[Verb] = verbs(tokens, known)
            if not any(verb.phrase for verb in found):
                unreached.append(text)
    assert unreached == []


def test_closed_words_are_all_there() -> None:
    rows = read_data("words.toml")
    assert set(CLOSED) <= set(rows)
    words = lexicon().words
    for name, flag in CLOSED.items():
        for form in str(rows[name]).split():
            assert words[form].flags & flag, (name, form)


def test_each_word_list_is_asked_for_and_names_a_word_once() -> None:
    rows = read_data("wordlists.toml")
    code = "".join(path.read_text("utf-8") for path in Path(wordlists.__file__).parent.glob("*.py"))
    for table, split in (("words", None), ("beginnings", None), ("phrases", ",")):
        for name, listed in rows[table].items():
            assert f'"{name}"' in code, name
            found = [entry.strip() for entry in listed.split(split)]
            assert len(found) == len(set(found)), name


def test_a_class_of_the_lexicon_stands_in_a_word_list_in_singular_and_plural() -> None:
    assert {"negotiation", "negotiations"} <= wordlists.words("talks")


def test_unknown_words_are_guessed_by_their_ending() -> None:
    text = "Grobbled frinxing quibly"
    tokens = tokenise(text, 0, len(text), lexicon().words)
    assert [bool(word.forms) for word in tokens.word] == [True, True, False]


def test_a_cast_begins_empty() -> None:
    assert not Namer().people
