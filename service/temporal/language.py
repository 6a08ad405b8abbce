"""A language as data: slots (words and what they mean), phrases, rules; loaded from TOML and checked before use."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache, cached_property
from itertools import product
from typing import Any

from service import packaged
from service.errors import BadSetting
from service.temporal.patterns import PatternCompiler, as_class
from service.temporal.tokens import PARAGRAPH, SPACE, TOKEN, Lexicon, PlainClasses

LANGUAGES = "service.temporal.languages"
# Class characters stay below 256 where they can: sets of them are then small bitmaps in the regular expression engine.
FIRST_CLASSES = [chr(code) for code in range(0x21, 0x100) if chr(code) not in SPACE + PARAGRAPH]
LONGEST_LEFT = 16
Value = int | str | float | bool
# What the engine looks up by name; a language may leave any of it out.
ASKED_SLOTS = ("preposition", "at")
ASKED_TABLES = {
    "happenings": ("names",),
    "requests": (
        "call",
        "gatherings",
        "aims",
        "planned",
        "able",
        "letting",
        "passive_now",
        "come",
        "when",
        "supposing",
        "spoke",
        "staying",
        "unfulfilled",
        "attend",
        "awaiting",
        "headline_verbs",
        "put_off_by",
        "tell",
        "only_told",
        "told",
        "diary",
        "moving",
        "lasting",
        "trying",
        "ask",
        "earliest",
        "bid",
        "many",
        "likely",
        "warnings",
        "placing",
        "called_off",
        "bidden",
        "missed",
    ),
    "frames": (
        "links",
        "set_until",
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
    "stories": ("of", "till_now"),
}


@dataclass(frozen=True, slots=True)
class Slot:
    """A set of words and what each means; words of several tokens are matched token by token."""

    name: str
    words: Mapping[str, Any]
    head: bool = False
    dotted: bool = False
    cased: frozenset[str] = frozenset()
    shape: str | None = None
    fields: tuple[str, ...] = ()
    small: bool = False


@dataclass(frozen=True)
class Rule:
    """How words combine, which builder makes the meaning, what it reads and what it leaves alone."""

    name: str
    pattern: str
    build: str
    constants: Mapping[str, Value]
    reads: tuple[str, ...]
    leaves: tuple[str, ...]
    source: str
    groups: tuple[tuple[str, str], ...]
    heads: tuple[str, ...]
    reach: frozenset[str]
    openers: frozenset[str]

    @cached_property
    def regex(self) -> re.Pattern[str]:
        """Compiled when the rule is first tried: most texts ask few rules. BadSetting where it cannot be."""
        try:
            return re.compile(self.source)
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
            for kind in rule.openers:
                found[kind].append(rule)
        return {kind: tuple(rules) for kind, rules in found.items()}

    @cached_property
    def left(self) -> re.Pattern[str]:
        """How far left of its head a reading may begin: a run of classes these rules know, read backwards."""
        classes = as_class("".join(sorted(frozenset().union(*(rule.reach for rule in self.rules)))))
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
        self.slots = {name: _slot(name, row) for name, row in data.get("slots", {}).items()}
        clash = self.slots.keys() & self.phrases.keys()
        if clash:
            raise BadSetting(f"language {code}: {', '.join(sorted(clash))} is both a slot and a phrase")
        self.members: dict[str, str] = {}
        self._regexes: dict[str, tuple[str, str]] = {}
        self.word_class: dict[str, str] = {}
        self.shapes: list[tuple[re.Pattern[str], str]] = []
        self.pool = iter([*FIRST_CLASSES, *map(chr, range(0x100, 0x500))])
        self._assign_classes()

    def _assign_classes(self) -> None:
        """One class character for each distinct set of slots a token can be in."""
        membership: dict[str, set[str]] = defaultdict(set)
        for slot in self.slots.values():
            for word in slot.words:
                for part in filter(str.strip, _tokens(word)):
                    whole = part == word
                    label = slot.name if whole else f"'{part}"
                    for form in (part,) if slot.small else _forms(part, part in slot.cased):
                        membership[form].add(label)
        for word in self._literal_words():
            for form in _forms(word, False):
                membership[form].add(f"'{word}")
        self._keep_endings(membership)
        signatures: dict[frozenset[str], str] = {}
        by_label: dict[str, list[str]] = defaultdict(list)

        def class_of(labels: frozenset[str]) -> str:
            if labels not in signatures:
                signatures[labels] = kind = next(self.pool)
                for label in labels:
                    by_label[label].append(kind)
            return signatures[labels]

        # What most tokens are comes first, so that it has the smallest characters.
        plain = {name: class_of(frozenset({name})) for name in ("name", "figure", "mark", "other")}
        endings = {end: class_of(frozenset({slot})) for end, slot in self.data.get("endings", {}).items()}
        words_of_slots_first = sorted(membership.items(), key=lambda row: all(label[0] == "'" for label in row[1]))
        for form, labels in words_of_slots_first:
            self.word_class[form] = class_of(frozenset(labels))
        for row in self.data.get("shapes", []):
            self.shapes.append((re.compile(row["form"]), class_of(frozenset(row["slots"]))))
        cased = frozenset(word for slot in self.slots.values() for word in slot.cased)
        self.plain = PlainClasses(plain["name"], plain["figure"], plain["mark"], plain["other"], endings, cased)
        self.members = {label: "".join(kinds) for label, kinds in by_label.items()}

    def _keep_endings(self, membership: Mapping[str, set[str]]) -> None:
        """A word that stands only within phrases ("moved" of "moved to") is still what its ending says it is."""
        endings = sorted(self.data.get("endings", {}).items(), key=lambda pair: -len(pair[0]))
        for form, labels in membership.items():
            if form.isalpha() and form.islower() and all(label.startswith("'") for label in labels):
                found = (slot for end, slot in endings if form.endswith(end) and len(form) > len(end) + 1)
                labels.add(next(found, "other"))

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
        longer = sorted((word for word in slot.words if len(_tokens(word)) > 1), key=len, reverse=True) if slot else []
        for word in longer:
            parts = [SPACE if part == " " else as_class(self._word(part)) for part in _tokens(word)]
            kinds += "".join(SPACE if part == " " else self._word(part) for part in _tokens(word))
            choices.append("".join(parts))
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
            kinds += "".join(self._word(_last_word(word)) for word in self.slots[name].words if len(_tokens(word)) > 1)
        return "".join(dict.fromkeys(kinds))

    def _word(self, word: str) -> str:
        return self.members[f"'{word}"]

    def language(self) -> Language:
        heads = frozenset(slot.name for slot in self.slots.values() if slot.head)
        heads |= frozenset(self.data.get("settings", {}).get("head_shapes", ()))
        compiler = PatternCompiler(self._slot_regex, self._word, self.phrases, heads)
        rules = tuple(self._rule(row, compiler) for row in self.data.get("rules", []))
        hanging = self._hanging(rules)
        return Language(
            code=self.code,
            slots=self.slots,
            phrases=self.phrases,
            rules=rules,
            tables=self._tables(),
            lexicon=Lexicon(self.word_class, self.shapes, self.plain, self._contractions()),
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
            led = as_class("".join(self._slot_regex(slot)[1] for slot in row.get("before", ())))
            adverb = f"(?:{as_class(self.members['adverb'] + self.members['verb_glue'])}{SPACE})?"
            ahead = f"(?={SPACE}{adverb}{led})" if row.get("before") else ""
            behind = f"(?<={subject}{marks})" if subject else ""
            choices.append(f"{behind}({as_class(self._word(row['form']))}){ahead}")
        return re.compile(f"{marks}(?:{'|'.join(choices)})"), "".join(self.word_class[row["as"]] for row in rows)

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
        try:
            compiled = compiler.compile(row["pattern"])
            around = [
                *(f"(?<!{compiler.compile(p, False).regex})" for p in row.get("not_after", [])),
                *(f"(?<={compiler.compile(p, False).regex})" for p in row.get("after", [])),
            ]
            behind = [
                *(f"(?!{compiler.compile(p, False).regex})" for p in row.get("not_before", [])),
                *(f"(?={compiler.compile(p, False).regex})" for p in row.get("before", [])),
            ]
        except KeyError as error:
            raise BadSetting(f"language {self.code}: rule {name!r} uses {error} that is nowhere defined") from None
        if not compiled.heads:
            raise BadSetting(f"language {self.code}: rule {name!r} hangs at no head slot")
        return Rule(
            name=name,
            pattern=row["pattern"],
            build=row["build"],
            constants=row.get("with", {}),
            reads=tuple(row["reads"]),
            leaves=tuple(row["leaves"]),
            source=f"{''.join(around)}{compiled.regex}{''.join(behind)}",
            groups=compiled.groups,
            heads=compiled.heads,
            reach=compiled.classes,
            openers=compiled.openers,
        )

    def _hanging(self, rules: tuple[Rule, ...]) -> dict[str, Hanging]:
        """For each head class the rules that hang there, in the order of the file; equal sets are shared."""
        hanging: dict[str, dict[int, None]] = defaultdict(dict)
        for number, rule in enumerate(rules):
            for head in dict.fromkeys(rule.heads):
                for kind in self._head_kinds(head):
                    hanging[kind][number] = None
        sets = {kind: tuple(numbers) for kind, numbers in hanging.items()}
        shared = {key: Hanging(tuple(rules[number] for number in key)) for key in sets.values()}
        return {kind: shared[key] for kind, key in sets.items()}


def _slot(name: str, row: Mapping[str, Any]) -> Slot:
    """A slot as its row writes it: `words` as they stand, `stems` or compounds of `parts` with each of `endings`."""
    words = row.get("words", {})
    if not isinstance(words, Mapping):
        words = {word: word for word in words}
    stems = dict(row.get("stems", {})) | _compounds(row.get("parts", ()))
    endings = row.get("endings", ("",))
    words = dict(words) | {stem + ending: value for stem, value in stems.items() for ending in endings}
    if not words and not row.get("shape"):
        raise BadSetting(f"slot {name!r} has no words")
    small = row.get("small", False)
    cased = words if row.get("cased") is True or small else row.get("cased", ())
    head, dotted, fields = row.get("head", False), row.get("dotted", False), tuple(row.get("fields", ()))
    return Slot(name, words, head, dotted, frozenset(cased), row.get("shape"), fields, small)


def _compounds(parts: Sequence[Mapping[str, Value]]) -> dict[str, Any]:
    """Every word of the first part joined to every one of the next, with the values of both."""
    rows = product(*(part.items() for part in parts)) if parts else ()
    return {"".join(word for word, _ in row): tuple(value for _, value in row) for row in rows}


@cache
def _tokens(word: str) -> list[str]:
    return [" " if part.isspace() else part for part in TOKEN.findall(word)]


def _last_word(word: str) -> str:
    parts = _tokens(word)
    return next((part for part in reversed(parts) if part[0].isalnum()), parts[-1])


def _forms(word: str, cased: bool) -> tuple[str, ...]:
    title, upper = word[:1].upper() + word[1:], word.upper()
    return tuple(dict.fromkeys((title, upper) if cased else (word, title, upper)))
