"""The words that name happenings and carry grammar, looked up by any of their forms. The words themselves are data."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from functools import cache
from itertools import product
from typing import Any

from service import packaged
from service.timeline.inflect import conjugate, plurals

BASE, THIRD, PAST, PARTICIPLE, ING = 1, 2, 4, 8, 16
"""Forms of a verb, as bits: one spelling may be several ("put")."""

DETERMINER, POSSESSIVE, PREPOSITION, SUBORDINATOR, RELATIVE, CONJUNCTION = 1, 2, 4, 8, 16, 32
BE, HAVE, DO, MODAL, NEGATION, PRONOUN, ADVERB = 64, 128, 256, 512, 1024, 2048, 4096
MOSTLY_NOUN, ROLE, ALLEGED, PLANNED, CANCELLED, OCCASION = 8192, 16384, 32768, 65536, 131072, 262144
NEGATIVE_NOUN, PLURAL, PLANS, MEASURE = 524288, 1048576, 2097152, 4194304
MILITARY, CIVILIAN = 8388608, 16777216
AUXILIARY = BE | HAVE | DO | MODAL

NEAR, SOME, FAR = 0, 1, 2
"""What may stand before a word of a phrase: nothing; a few words; a whole object ("put the army on alert")."""
GAPS = {"~": NEAR, "*": FAR}

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
    """A verb with the words that must follow it; `gaps[i]` says what may stand before the i-th: NEAR, SOME or FAR."""

    words: tuple[str, ...]
    gaps: tuple[int, ...]
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
    """Spelling -> word; base form of a verb -> second word -> its phrases, the longest first; what verbs do to what
    they govern; verb -> object -> what the two mean together; verb -> subject -> the same; class -> its words.
    """

    words: dict[str, Word]
    phrases: dict[str, dict[str, tuple[Phrase, ...]]] = field(default_factory=dict)
    does: dict[str, frozenset[str]] = field(default_factory=dict)
    pairs: dict[str, dict[str, Meaning]] = field(default_factory=dict)
    doers: dict[str, dict[str, Meaning]] = field(default_factory=dict)
    classes: dict[str, tuple[str, ...]] = field(default_factory=dict)


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


def read_data(name: str) -> dict[str, Any]:
    """One of the tables beside this module."""
    return packaged.table("service.timeline", f"data/{name}")


@cache
def lexicon() -> Lexicon:
    """The whole lexicon, made once a process from `data/lexicon.toml` and `data/words.toml`."""
    maker = _Maker()
    rows = read_data("lexicon.toml")
    maker.classes = {name: tuple(str(words).split()) for name, words in rows["classes"].items()}
    for group in rows["group"]:
        maker.group(group)
    maker.grammar(read_data("words.toml"))
    return maker.finish()


class _Maker:
    def __init__(self) -> None:
        self.words: dict[str, Word] = defaultdict(Word)
        self.classes: dict[str, tuple[str, ...]] = {}
        self.phrases: dict[str, dict[tuple[str, ...], Phrase]] = defaultdict(dict)
        self.does: dict[str, set[str]] = defaultdict(set)
        self.pairs: dict[str, dict[str, Meaning]] = defaultdict(dict)
        self.doers: dict[str, dict[str, Meaning]] = defaultdict(dict)
        self.parts: set[str] = set()
        self.heads: set[str] = set()
        self.bent: dict[str, tuple[str, ...]] = {}

    def group(self, row: dict[str, str]) -> None:
        meaning = Meaning(row["name"], row.get("kind"), RANKS[row["deed"]], row.get("roles", "object"), row.get("does"))
        for verb in row.get("verbs", "").split():
            self.verb(verb, meaning)
        for noun in row.get("nouns", "").split():
            self.noun(noun, meaning)
        for phrase in filter(str.strip, row.get("phrases", "").split(",")):
            self.phrase(phrase.split(), meaning)
        for key, pairs in (("objects", self.pairs), ("subjects", self.doers)):
            nouns = self.members(row.get(key, "").split())
            for verb in row.get("with", "").split() if nouns else ():
                self.verb(verb, None)
                for noun in nouns:
                    self.part(noun)
                    pairs[verb].setdefault(noun, meaning)

    def phrase(self, spelled: list[str], meaning: Meaning) -> None:
        """Keep a phrase; "@arms" stands for each word of that class, the first meaning of a phrase counts."""
        head, *rest = spelled
        self.verb(head, None)
        if not rest:
            self.verb(head, meaning)
            return
        gaps = tuple(GAPS.get(word[0], SOME) for word in rest)
        for words in product(*(self.members([word.lstrip("~*")]) for word in rest)):
            first = self.phrases[head].get(words)
            widest = tuple(map(max, gaps, first.gaps)) if first else gaps
            self.phrases[head][words] = Phrase(words, widest, first.meaning if first else meaning)
            for word in words:
                self.part(word)

    def members(self, words: list[str]) -> list[str]:
        """Words, each class of words by its members."""
        return [member for word in words for member in (self.classes[word[1:]] if word[0] == "@" else (word,))]

    def verb(self, verb: str, meaning: Meaning | None) -> None:
        if meaning is not None and meaning.does:
            self.does[verb].add(meaning.does)
        if meaning is None and verb in self.heads:
            return
        self.heads.add(verb)
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
        if noun in self.parts:
            return
        self.parts.add(noun)
        self.bent[noun] = plurals(noun)
        for form in (noun, *self.bent[noun]):
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
        for spelled, word in self.words.items():
            if spelled.endswith("ly") and len(spelled) > 4 and not (word.flags or word.forms or word.noun):
                word.flags = ADVERB  # in a phrase ("react angrily") or not, an adverb
            if "plan" in self.does.get(word.verb, ()):
                word.flags |= PLANS
        singular = self.singulars()
        for spelled, noun in singular.items():
            self.words[spelled].part = noun
        return Lexicon(
            dict(self.words),
            {head: _by_second_word(_in_singular(rows.values(), singular)) for head, rows in self.phrases.items()},
            {verb: frozenset(does) for verb, does in self.does.items()},
            _paired(self.pairs, singular),
            _paired(self.doers, singular),
            self.classes,
        )

    def singulars(self) -> dict[str, str]:
        """Plural -> singular of the nouns in phrases and pairs, so that either spelling there reads both."""
        closed = DETERMINER | PREPOSITION | PRONOUN | SUBORDINATOR | CONJUNCTION | AUXILIARY | ADVERB
        nouns = [noun for noun in self.parts if len(noun) > 2 and not self.words[noun].flags & closed]
        plural = {form: noun for noun in sorted(nouns) for form in self.bent[noun] if form != noun}
        return {form: noun for form, noun in plural.items() if form in self.parts}


def _paired(pairs: dict[str, dict[str, Meaning]], singular: dict[str, str]) -> dict[str, dict[str, Meaning]]:
    """Verb -> noun -> meaning with the singular of each noun; of two that are one now, the first counts."""
    return {
        verb: {singular.get(noun, noun): row for noun, row in reversed(rows.items())} for verb, rows in pairs.items()
    }


def _in_singular(phrases: Iterable[Phrase], singular: dict[str, str]) -> Iterable[Phrase]:
    """The phrases with the singular of each noun; of two that are one now, the first, as wide as either."""
    out: dict[tuple[str, ...], Phrase] = {}
    for phrase in phrases:
        words = tuple(singular.get(word, word) for word in phrase.words)
        first = out.get(words)
        widest = tuple(map(max, phrase.gaps, first.gaps)) if first else phrase.gaps
        out[words] = Phrase(words, widest, first.meaning if first else phrase.meaning)
    return out.values()


def _by_second_word(phrases: Iterable[Phrase]) -> dict[str, tuple[Phrase, ...]]:
    rows: dict[str, list[Phrase]] = defaultdict(list)
    for phrase in phrases:
        rows[phrase.words[0]].append(phrase)
    return {word: tuple(sorted(found, key=lambda p: (-len(p.words), p.words))) for word, found in rows.items()}
