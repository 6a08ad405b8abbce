"""Language files hold what they promise: each phrase a rule names is read or left alone, and nothing is idle."""

from __future__ import annotations

import re
import tomllib
from datetime import UTC, datetime
from functools import cache
from importlib.resources import files
from pathlib import Path

import pytest

import service.temporal
from service.errors import BadSetting
from service.temporal.builders import BUILDERS
from service.temporal.language import Rule, build, load
from service.temporal.reader import Reader
from service.temporal.scan import Scanner
from service.temporal.tokens import Tokens

FOLDER = files("service.temporal.languages")
CODES = sorted(path.name.removesuffix(".toml") for path in FOLDER.iterdir() if path.name.endswith(".toml"))
ENGINE = "\n".join(path.read_text("utf-8") for path in Path(service.temporal.__file__).parent.glob("*.py"))
MARKED = re.compile(r"\[(.*)\]")


@cache
def scanner(code: str) -> Scanner:
    return Scanner(load(code))


def spans_read(code: str, rule: Rule, text: str) -> list[str]:
    """What this rule itself reads in the text."""
    found = scanner(code).candidates(Tokens(text, load(code).lexicon))
    return [text[c.start : c.end] for c in found if c.rule == rule.name]


def phrases(kind: str) -> list[object]:
    return [
        pytest.param(code, rule, phrase, id=f"{code}-{rule.name}-{phrase}")
        for code in CODES
        for rule in load(code).rules
        for phrase in getattr(rule, kind)
    ]


@pytest.mark.parametrize(("code", "rule", "phrase"), phrases("reads"))
def test_a_rule_reads_the_phrases_it_names(code: str, rule: Rule, phrase: str) -> None:
    """The whole phrase, or the part in brackets where the rule looks at its surroundings."""
    marked = MARKED.search(phrase)
    text = phrase.replace("[", "").replace("]", "")
    assert spans_read(code, rule, text) == [marked[1] if marked else phrase]


@pytest.mark.parametrize(("code", "rule", "phrase"), phrases("leaves"))
def test_a_rule_leaves_the_phrases_it_names(code: str, rule: Rule, phrase: str) -> None:
    assert spans_read(code, rule, phrase) == []


@pytest.mark.parametrize("code", CODES)
def test_no_rule_reads_what_the_scan_would_not_ask_it(code: str) -> None:
    """Whatever a rule matches begins with one of its openers and holds a class that tells it."""
    phrases_read = "\n\n".join(phrase for rule in load(code).rules for phrase in rule.reads)
    classes = Tokens(phrases_read.replace("[", "").replace("]", ""), load(code).lexicon).classes
    for rule in load(code).rules:
        for match in rule.regex.finditer(classes):
            assert match[0][0] in rule.compiled.openers, rule.name
            assert not rule.compiled.telling.isdisjoint(match[0]), rule.name


@pytest.mark.parametrize("code", CODES)
def test_every_rule_calls_a_builder_there_is(code: str) -> None:
    assert {rule.build for rule in load(code).rules} <= BUILDERS.keys()


def test_every_builder_is_called_by_a_rule() -> None:
    called = {rule.build for code in CODES for rule in load(code).rules}
    assert BUILDERS.keys() == called


@pytest.mark.parametrize("code", CODES)
def test_no_rule_stands_twice(code: str) -> None:
    names = [rule.name for rule in load(code).rules]
    assert len(names) == len(set(names))


@pytest.mark.parametrize("code", CODES)
def test_no_slot_and_no_phrase_is_idle(code: str) -> None:
    """Each is used by a rule or phrase of its language, or asked for by name in the engine."""
    data = tomllib.loads(FOLDER.joinpath(f"{code}.toml").read_text("utf-8"))
    patterns = [*data.get("phrases", {}).values()]
    for rule in data["rules"]:
        patterns.append(rule["pattern"])
        for key in ("after", "before", "not_after", "not_before"):
            patterns += rule.get(key, [])
    used = set(re.findall(r"[<{:](\w+)[>}]", " ".join(patterns)))
    for row in data.get("contractions", []):
        used |= {row.get("after", ""), *row.get("before", [])}
    asked = set(re.findall(r'"(\w+)"', ENGINE))
    idle = {name for name in [*data["slots"], *data.get("phrases", {})] if name not in used | asked}
    assert not idle


def small(**changes: object) -> dict[str, object]:
    rule = {"name": "day", "pattern": "{weekday}", "build": "weekday", "reads": ["lundi"], "leaves": ["lune"]}
    rule |= changes
    return {"slots": {"weekday": {"head": True, "words": {"lundi": 1}}}, "rules": [rule]}


def test_a_small_language_is_taken() -> None:
    assert build(small(), "xx").rules[0].name == "day"


def test_a_language_may_leave_out_every_table(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("service.temporal.reader.load", lambda code: build(small(), code))
    read = Reader("xx").read("lundi lundi", datetime(2017, 8, 7, 12, tzinfo=UTC))
    assert [expression.text for expression in read] == ["lundi", "lundi"]


@pytest.mark.parametrize(
    ("changes", "said"),
    [
        ({"reads": []}, "reads"),
        ({"leaves": []}, "leaves"),
        ({"pattern": "{weekend}"}, "weekend"),
        ({"not_before": [" <weekend>"]}, "weekend"),
        ({"pattern": "lundi"}, "head"),
        ({"pattern": "({weekday}"}, "bracket"),
    ],
)
def test_a_rule_that_is_not_whole_is_refused_by_name(changes: dict[str, object], said: str) -> None:
    with pytest.raises(BadSetting) as refused:
        build(small(**changes), "xx")
    assert said in str(refused.value)


def test_a_rule_that_looks_back_over_several_lengths_is_refused_by_name() -> None:
    data = small(after=["(le|le bon) "])
    data["slots"]["article"] = {"words": ["le", "bon"]}
    language = build(data, "xx")
    with pytest.raises(BadSetting, match=r"rule 'day': .*of one length"):
        _ = [rule.regex for rule in language.rules]


def test_words_of_a_language_may_be_inflected_and_joined() -> None:
    data = small()
    data["slots"] = {
        "weekday": {
            "head": True,
            "parts": [{"mon": 1, "sonn": 7}, {"tagabend": "EV"}],
            "fields": ["weekday", "part"],
            "endings": ["", "e"],
        }
    }
    words = build(data, "xx").slots["weekday"].words
    assert words == {
        "montagabend": (1, "EV"), "montagabende": (1, "EV"), "sonntagabend": (7, "EV"), "sonntagabende": (7, "EV")
    }  # fmt: skip


def test_a_word_may_count_only_with_or_only_without_a_capital() -> None:
    data = small()
    data["slots"] = {
        "weekday": {"head": True, "cased": True, "words": {"lundi": 1}},
        "unit": {"small": True, "words": {"jour": "D"}},
    }
    language = build(data, "xx")
    assert {form: language.lexicon[form] in language.members["weekday"] for form in ("Lundi", "LUNDI", "lundi")} == {
        "Lundi": True, "LUNDI": True, "lundi": False
    }  # fmt: skip
    assert {form: language.lexicon[form] in language.members["unit"] for form in ("jour", "Jour")} == {
        "jour": True, "Jour": False
    }  # fmt: skip


def test_no_text_marks_the_reading_of_the_next() -> None:
    """A word met in small letters first is classed as if it had never been met."""
    fresh = build(tomllib.loads(FOLDER.joinpath("en.toml").read_text("utf-8")), "en").lexicon
    marked = build(tomllib.loads(FOLDER.joinpath("en.toml").read_text("utf-8")), "en").lexicon
    assert marked["quaestor"] != marked["Quaestor"]
    assert marked["Quaestor"] == fresh["Quaestor"]


def test_a_word_of_a_longer_entry_is_still_what_its_ending_says() -> None:
    data = small()
    data["slots"] |= {"preposition": {"words": {"moved to": "moved_to"}}}  # type: ignore[operator]
    data["endings"] = {"ed": "verb_ed"}
    language = build(data, "xx")
    assert language.lexicon["moved"] in language.members["verb_ed"]
    assert language.lexicon["walked"] in language.members["verb_ed"]


def test_a_language_may_leave_out_all_it_does_not_need(monkeypatch: pytest.MonkeyPatch) -> None:
    """One slot and one rule are a language that reads."""
    monkeypatch.setattr("service.temporal.reader.load", lambda code: build(small(), code))
    found = Reader("xx").read("Rencontre de lundi a Lyon.", datetime(2017, 8, 9, 12, tzinfo=UTC))
    assert [(e.text, e.value) for e in found] == [("lundi", "2017-08-07")]
