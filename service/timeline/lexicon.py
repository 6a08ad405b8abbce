"""The words that name happenings and carry grammar, looked up by any of their forms. The words themselves are data."""

from __future__ import annotations

import tomllib
from collections import defaultdict
from dataclasses import dataclass, field
from functools import cache
from importlib.resources import files

from service.timeline.inflect import conjugate, plurals

BASE, THIRD, PAST, PARTICIPLE, ING = 1, 2, 4, 8, 16
"""Forms of a verb, as bits: one spelling may be several ("put")."""

DETERMINER, POSSESSIVE, PREPOSITION, SUBORDINATOR, RELATIVE, CONJUNCTION = 1, 2, 4, 8, 16, 32
BE, HAVE, DO, MODAL, NEGATION, PRONOUN, ADVERB = 64, 128, 256, 512, 1024, 2048, 4096
MOSTLY_NOUN, ROLE, ALLEGED, PLANNED, CANCELLED, OCCASION = 8192, 16384, 32768, 65536, 131072, 262144
NEGATIVE_NOUN, PLURAL, PLANS, MEASURE = 524288, 1048576, 2097152, 4194304
MILITARY, CIVILIAN = 8388608, 16777216
AUXILIARY = BE | HAVE | DO | MODAL

RANKS = {"none": 0, "weak": 1, "plain": 2, "strong": 3}


@dataclass(frozen=True, slots=True)
class Meaning:
    """One group of the lexicon: the kind its words name, how much they are worth telling, how their parties stand."""

    name: str
    kind: str | None = None
    rank: int = 0
    roles: str = "object"
    does: str | None = None


@dataclass(frozen=True, slots=True)
class Phrase:
    """A verb with the words that must follow it; `near[i]` says that the i-th may have nothing before it."""

    words: tuple[str, ...]
    near: tuple[bool, ...]
    meaning: Meaning


@dataclass(slots=True)
class Word:
    """What one spelling can be."""

    flags: int = 0
    forms: int = 0
    verb: str = ""
    verb_meaning: Meaning | None = None
    noun: str = ""
    noun_meaning: Meaning | None = None
    part: str = ""
    """The base form under which phrases and pairs ask for it."""


@dataclass(frozen=True, slots=True)
class Lexicon:
    """Spelling -> word; base form of a verb -> its phrases, the longest first; what verbs do to what they govern;
    verb -> object -> what the two mean together.
    """

    words: dict[str, Word]
    phrases: dict[str, tuple[Phrase, ...]] = field(default_factory=dict)
    does: dict[str, frozenset[str]] = field(default_factory=dict)
    pairs: dict[str, dict[str, Meaning]] = field(default_factory=dict)


CLOSED = {
    "determiners": DETERMINER,
    "possessives": POSSESSIVE | DETERMINER,
    "prepositions": PREPOSITION,
    "subordinators": SUBORDINATOR,
    "relatives": RELATIVE | SUBORDINATOR,
    "conjunctions": CONJUNCTION,
    "be": BE,
    "have": HAVE,
    "do": DO,
    "modals": MODAL,
    "negations": NEGATION,
    "negative_forms": NEGATION,
    "pronouns": PRONOUN,
    "adverbs": ADVERB,
    "alleged": ALLEGED,
    "planned": PLANNED,
    "cancelled": CANCELLED,
    "negative_nouns": NEGATIVE_NOUN,
    "mostly_nouns": MOSTLY_NOUN,
    "roles": ROLE,
    "occasions": OCCASION,
    "measures": MEASURE,
    "military": MILITARY,
    "civilians": CIVILIAN,
}
NEGATED_AUXILIARIES = {"won't": MODAL, "wouldn't": MODAL, "can't": MODAL, "cannot": MODAL, "couldn't": MODAL}
NEGATED_AUXILIARIES |= {
    "shouldn't": MODAL,
    "mustn't": MODAL,
    "mightn't": MODAL,
    "don't": DO,
    "doesn't": DO,
    "didn't": DO,
}
NEGATED_AUXILIARIES |= {"isn't": BE, "aren't": BE, "wasn't": BE, "weren't": BE, "hasn't": HAVE, "haven't": HAVE}
NEGATED_AUXILIARIES |= {"hadn't": HAVE, "ain't": BE}


def read_data(name: str) -> dict[str, object]:
    """One of the TOML tables beside this module."""
    return tomllib.loads((files("service.timeline") / "data" / name).read_text("utf-8"))


@cache
def lexicon() -> Lexicon:
    """The whole lexicon, made once a process from `data/lexicon.toml` and `data/words.toml`."""
    maker = _Maker()
    for group in read_data("lexicon.toml")["group"]:  # type: ignore[attr-defined]
        maker.group(group)
    maker.grammar(read_data("words.toml"))
    return maker.finish()


class _Maker:
    def __init__(self) -> None:
        self.words: dict[str, Word] = defaultdict(Word)
        self.phrases: dict[str, list[Phrase]] = defaultdict(list)
        self.does: dict[str, set[str]] = defaultdict(set)
        self.pairs: dict[str, dict[str, Meaning]] = defaultdict(dict)

    def group(self, row: dict[str, str]) -> None:
        meaning = Meaning(row["name"], row.get("kind"), RANKS[row["deed"]], row.get("roles", "object"), row.get("does"))
        for verb in row.get("verbs", "").split():
            self.verb(verb, meaning)
        for noun in row.get("nouns", "").split():
            self.noun(noun, meaning)
        for phrase in filter(str.strip, row.get("phrases", "").split(",")):
            head, *rest = phrase.split()
            self.verb(head, None)
            words = tuple(word.lstrip("~") for word in rest)
            if words:
                near = tuple(word.startswith("~") for word in rest)
                self.phrases[head].append(Phrase(words, near, meaning))
            else:
                self.verb(head, meaning)
            for word in words:
                self.part(word)

        for verb in row.get("with", "").split():
            self.verb(verb, None)
            for noun in row.get("objects", "").split():
                self.part(noun)
                self.pairs[verb].setdefault(noun, meaning)

    def verb(self, verb: str, meaning: Meaning | None) -> None:
        if meaning is not None and meaning.does:
            self.does[verb].add(meaning.does)
        forms = conjugate(verb)
        spelled = [(forms.base, BASE), (forms.third, THIRD)]
        spelled += [(form, PAST) for form in forms.past] + [(form, PARTICIPLE) for form in forms.participle]
        spelled += [(form, ING) for form in forms.ing]
        for form, bit in spelled:
            word = self.words[form]
            if word.verb and word.verb != verb:
                continue
            word.verb = verb
            word.forms |= bit
            if word.verb_meaning is None:
                word.verb_meaning = meaning

    def part(self, noun: str) -> None:
        for form in (noun, *plurals(noun)):
            if not self.words[form].part:
                self.words[form].part = noun

    def noun(self, noun: str, meaning: Meaning | None) -> None:
        for form, plural in [(noun, 0), *((p, PLURAL) for p in plurals(noun))]:
            word = self.words[form]
            if not word.noun or (meaning is not None and word.noun_meaning is None):
                word.noun = noun
                word.noun_meaning = word.noun_meaning or meaning
                if plural and form != noun:
                    word.flags |= PLURAL

    def grammar(self, rows: dict[str, object]) -> None:
        for verb in str(rows["verbs"]).split():
            self.verb(verb, None)
        for name, flag in CLOSED.items():
            for form in str(rows[name]).split():
                self.words[form].flags |= flag
        for form, flag in NEGATED_AUXILIARIES.items():
            self.words[form].flags |= flag

    def finish(self) -> Lexicon:
        for word in self.words.values():
            if "plan" in self.does.get(word.verb, ()):
                word.flags |= PLANS
        for head in self.phrases:
            self.phrases[head].sort(key=lambda phrase: (-len(phrase.words), phrase.words))
        return Lexicon(
            dict(self.words),
            {head: tuple(rows) for head, rows in self.phrases.items()},
            {verb: frozenset(does) for verb, does in self.does.items()},
            dict(self.pairs),
        )
