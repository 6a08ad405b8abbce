"""A language as data: slots (words and what they mean), phrases, rules; loaded from TOML and checked before use."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from functools import cache, cached_property, partial
from typing import Any

from service import packaged
from service.errors import BadSetting
from service.temporal.classes import Classes
from service.temporal.patterns import Compiled, PatternCompiler, as_class
from service.temporal.slots import Slot, Value, last_word, slot_from, tokens_of
from service.temporal.tokens import SPACE, Lexicon

LANGUAGES = "service.temporal.languages"
LONGEST_LEFT = 16
# What may stand beside a rule's pattern, and the sign that looks for it there; what comes before it first.
LOOKS = {"not_after": "?<!", "after": "?<=", "not_before": "?!", "before": "?="}
# What the engine looks up by name; a language may leave any of it out.
ASKED_SLOTS = ("preposition", "at")
ASKED_TABLES = {
    "happenings": ("names",),
    "requests": (
        "call",
        "gatherings",
        "warnings",
        "ask",
        "awaiting",
        "attend",
        "bid",
        "bidden",
        "tell",
        "told",
        "only_told",
    ),
    "plans": (
        "planned",
        "looming",
        "come",
        "ahead_of",
        "able",
        "passive_now",
        "likely",
        "earliest",
        "aims",
        "missed",
        "deadlines",
        "done_by",
        "undone",
        "diary",
        "headline_verbs",
        "many",
        "by_teams",
        "owing",
        "owing_nouns",
        "beside_teams",
        "and_teams",
    ),
    "moves": (
        "moving", "moving_days", "pushing",
        "put_off_by",
        "off",
        "called_off",
        "placing",
    ),
    "leading": (
        "when",
        "supposing",
        "dated",
        "dated_on",
        "unfulfilled",
        "staying",
        "spoke",
        "letting",
        "lasting",
        "trying",
        "no_infinitives",
    ),
    "frames": (
        "links",
        "set_until",
        "for_participle",
        "with_being",
        "anew",
        "to",
        "infinitives",
        "participles",
        "presents",
        "plurals",
        "past_adjectives",
        "present_adjectives",
    ),
    "named": (
        "streets",
        "places",
        "family",
        "kin",
        "who",
        "deeds",
        "calling",
        "calls",
        "known",
        "as",
        "halls",
        "works",
    ),
    "companies": ("words",),
    "matches": ("words", "leads"),
    "figures": ("sums", "plurals", "counters", "than", "singulars", "about", "boxes", "lines", "per"),
    "levels": ("traded", "moves", "to", "markets", "moved", "extremes", "timed"),
    "joins": (
        "clock_clock",
        "time_day",
        "day_time",
        "weekday_date",
        "day_year",
        "weekend_date",
        "weekday_month",
        "years_ago_part",
        "set_time",
    ),
    "relations": ("skipped", "from", "between", "direct", "through", "ahead", "within", "within_of", "onward"),
    "stories": ("of", "till_now", "births"),
}


@dataclass(frozen=True)
class Rule:
    """How words combine, which builder makes the meaning, what it reads and what it leaves alone."""

    name: str
    pattern: str
    build: str
    constants: Mapping[str, Value]
    reads: tuple[str, ...]
    leaves: tuple[str, ...]
    compiled: Compiled
    around: Callable[[], tuple[str, str]]

    @cached_property
    def regex(self) -> re.Pattern[str]:
        """Compiled when the rule is first tried: most texts ask few rules. BadSetting where it cannot be."""
        before, behind = self.around()
        try:
            return re.compile(f"{before}{self.compiled.regex}{behind}")
        except re.error as error:
            hint = f"rule {self.name!r}: {error}; what stands before a rule must be of one length: "
            mend = "each length is an entry of its own in `not_after`, and a rule of its own with `after`"
            raise BadSetting(hint + mend) from None


@dataclass(frozen=True)
class Hanging:
    """Every rule that hangs at one class of heads, in the order of the file."""

    rules: tuple[Rule, ...]

    @cached_property
    def opened_by(self) -> Mapping[str, tuple[Rule, ...]]:
        """For each class a reading may begin with, the rules whose reading may."""
        found: dict[str, list[Rule]] = defaultdict(list)
        for rule in self.rules:
            for kind in rule.compiled.openers:
                found[kind].append(rule)
        return {kind: tuple(rules) for kind, rules in found.items()}

    @cached_property
    def left(self) -> re.Pattern[str]:
        """How far left of its head a reading may begin: a run of classes these rules know, read backwards."""
        classes = as_class("".join(sorted(frozenset().union(*(rule.compiled.classes for rule in self.rules)))))
        return re.compile(f"{classes}{{0,{LONGEST_LEFT}}}")


@dataclass
class Language:
    """Everything the engine needs to know of one language."""

    code: str
    slots: Mapping[str, Slot]
    phrases: Mapping[str, str]
    rules: tuple[Rule, ...]
    tables: Mapping[str, Mapping[str, Any]]
    lexicon: Lexicon
    members: Mapping[str, str]
    hanging: Mapping[str, Hanging]
    heads: re.Pattern[str]
    settings: Mapping[str, Any] = field(default_factory=dict)

    def kinds(self, *slots: str) -> frozenset[str]:
        """The class characters of the words in these slots."""
        return frozenset("".join(self.members.get(slot, "") for slot in slots))


@cache
def load(code: str) -> Language:
    """The language kept under this code; BadSetting when there is none or its file is refused."""
    if not known(code):
        raise BadSetting(f"no language file for {code!r}")
    return build(packaged.table(LANGUAGES, f"{code}.toml"), code)


@cache
def known(code: str) -> bool:
    """True when this language has a file of its own."""
    return code.isalpha() and packaged.text(LANGUAGES, f"{code}.toml") is not None


def build(data: Mapping[str, Any], code: str) -> Language:
    """A language from parsed TOML, checked: each rule reads something, leaves something, and hangs at a head."""
    builder = _Builder(data, code)
    return builder.language()


class _Builder:
    def __init__(self, data: Mapping[str, Any], code: str):
        self.data, self.code = data, code
        self.phrases: dict[str, str] = dict(data.get("phrases", {}))
        self.slots = {name: slot_from(name, row) for name, row in data.get("slots", {}).items()}
        clash = self.slots.keys() & self.phrases.keys()
        if clash:
            raise BadSetting(f"language {code}: {', '.join(sorted(clash))} is both a slot and a phrase")
        shapes, endings = data.get("shapes", ()), data.get("endings", {})
        self.classes = Classes(self.slots.values(), self._literal_words(), endings, shapes)
        self.members = self.classes.members
        self._regexes: dict[str, tuple[str, str]] = {}

    def _literal_words(self) -> dict[str, None]:
        """The words that patterns write out, in the order of the file."""
        patterns = [*self.phrases.values()]
        for row in self.data.get("rules", []):
            patterns += [row["pattern"], *row.get("not_after", []), *row.get("not_before", [])]
            patterns += [*row.get("after", []), *row.get("before", [])]
        patterns += [row["form"] for row in self.data.get("contractions", [])]
        written = re.sub(r"\{[^}]*\}|<[^>]*>", " ", "\n".join(patterns))
        words = re.findall(r"[^\W\d_]+|\d+\w*|[^\s\w\[\](){}<>|]", written)
        return dict.fromkeys((*words, "-", ",", ".", "?", "!", ";", "'", "’", "/"))

    def _slot_regex(self, name: str) -> tuple[str, str]:
        if name not in self._regexes:
            self._regexes[name] = self._made_slot_regex(name)
        return self._regexes[name]

    def _made_slot_regex(self, name: str) -> tuple[str, str]:
        kinds = self.members.get(name, "")
        slot = self.slots.get(name)
        choices = []
        for word in sorted(_longer(slot) if slot else (), key=len, reverse=True):
            parts = [SPACE if part == " " else self._word(part) for part in tokens_of(word)]
            kinds += "".join(parts)
            choices.append("".join(part if part == SPACE else as_class(part) for part in parts))
        if self.members.get(name):
            choices.append(as_class(self.members[name]))
        if not choices:
            raise KeyError(name)
        regex = choices[0] if len(choices) == 1 else f"(?:{'|'.join(choices)})"
        if slot is not None and slot.dotted:
            regex = f"{regex}(?:{as_class(self._word('.'))})?"
        return regex, kinds

    def _head_kinds(self, name: str) -> str:
        """Where a slot's words hang: the word itself, or the last of several (marks are no heads: too many)."""
        kinds = self.members.get(name, "")
        if name in self.slots:
            kinds += "".join(self._word(last_word(word)) for word in _longer(self.slots[name]))
        return "".join(dict.fromkeys(kinds))

    def _word(self, word: str) -> str:
        return self.members[f"'{word}"]

    def language(self) -> Language:
        heads = frozenset(slot.name for slot in self.slots.values() if slot.head)
        heads |= frozenset(self.data.get("settings", {}).get("head_shapes", ()))
        compiler = PatternCompiler(self._slot_regex, self._word, self.phrases, heads)
        rules = tuple(self._rule(row, compiler) for row in self.data.get("rules", []))
        hanging, classes = self._hanging(rules), self.classes
        return Language(
            code=self.code,
            slots=self.slots,
            phrases=self.phrases,
            rules=rules,
            tables=self._tables(),
            lexicon=Lexicon(classes.of_word, classes.shapes, classes.plain, self._contractions()),
            members=self.members,
            hanging=hanging,
            heads=re.compile(as_class("".join(hanging))),
            settings=self.data.get("settings", {}),
        )

    def _contractions(self) -> tuple[re.Pattern[str], str] | None:
        """Finds an apostrophe and a verb behind it in a string of classes, each verb a group, and what each stands for.

        The apostrophe comes first in the expression: the engine looks for it alone, and asks for the rest behind it.
        """
        rows = self.data.get("contractions", [])
        if not rows:
            return None
        marks = as_class(self._word("'") + self._word("’"))
        choices = []
        for row in rows:
            subject = as_class(self._slot_regex(row["after"])[1]) if "after" in row else ""
            ahead = ""
            if row.get("before"):
                led = as_class("".join(self._slot_regex(slot)[1] for slot in row["before"]))
                adverb = f"(?:{as_class(self.members['adverb'] + self.members['verb_glue'])}{SPACE})?"
                ahead = f"(?={SPACE}{adverb}{led})"
            behind = f"(?<={subject}{marks})" if subject else ""
            choices.append(f"{behind}({as_class(self._word(row['form']))}){ahead}")
        return re.compile(f"{marks}(?:{'|'.join(choices)})"), "".join(self.classes.of_word[row["as"]] for row in rows)

    def _tables(self) -> dict[str, Any]:
        """The language's tables, with nothing where it says nothing; so too the slots the engine asks for."""
        for name in ASKED_SLOTS:
            self.slots.setdefault(name, Slot(name, {}))
        tables = dict(self.data.get("tables", {}))
        for name, keys in ASKED_TABLES.items():
            tables[name] = dict.fromkeys(keys, ()) | dict(tables.get(name, {}))
        tables["relations"].setdefault("lone_from", "on")
        return tables

    def _rule(self, row: Mapping[str, Any], compiler: PatternCompiler) -> Rule:
        name = row.get("name", "?")
        for key in ("name", "pattern", "build", "reads", "leaves"):
            if not row.get(key):
                raise BadSetting(f"language {self.code}: rule {name!r} has no {key!r}")
        looks = [(sign, pattern) for key, sign in LOOKS.items() for pattern in row.get(key, ())]
        compiled = compiler.compile(row["pattern"])
        for _, pattern in looks:
            compiler.check(pattern)
        if not compiled.heads:
            raise BadSetting(f"language {self.code}: rule {name!r} hangs at no head slot")
        return Rule(
            name=name,
            pattern=row["pattern"],
            build=row["build"],
            constants=row.get("with", {}),
            reads=tuple(row["reads"]),
            leaves=tuple(row["leaves"]),
            compiled=compiled,
            around=partial(_around, looks, compiler),
        )

    def _hanging(self, rules: tuple[Rule, ...]) -> dict[str, Hanging]:
        """For each head class the rules that hang there, in the order of the file; equal sets are shared."""
        hanging: dict[str, dict[int, None]] = defaultdict(dict)
        for number, rule in enumerate(rules):
            for head in dict.fromkeys(rule.compiled.heads):
                for kind in self._head_kinds(head):
                    hanging[kind][number] = None
        sets = {kind: tuple(numbers) for kind, numbers in hanging.items()}
        shared = {key: Hanging(tuple(rules[number] for number in key)) for key in sets.values()}
        return {kind: shared[key] for kind, key in sets.items()}


def _around(looks: list[tuple[str, str]], compiler: PatternCompiler) -> tuple[str, str]:
    """What must and must not stand before a rule and behind it, as regular expressions; made when the rule is tried."""
    made = [f"({sign}{compiler.compile(pattern, False).regex})" for sign, pattern in looks]
    before = sum("<" in sign for sign, _ in looks)
    return "".join(made[:before]), "".join(made[before:])


def _longer(slot: Slot) -> list[str]:
    """The words of a slot that are several tokens."""
    return [word for word in slot.words if not word.isalpha() and len(tokens_of(word)) > 1]
