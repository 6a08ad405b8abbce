"""Classes: one character for each distinct set of slots that a token can be in."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from typing import Any

from service.temporal.slots import Slot, tokens_of
from service.temporal.tokens import LONGEST_WORD, PARAGRAPH, SPACE, PlainClasses

# Class characters stay below 256 where they can: sets of them are then small bitmaps in the regular expression engine.
FIRST_CLASSES = [chr(code) for code in range(0x21, 0x100) if chr(code) not in SPACE + PARAGRAPH]
LAST_CLASS = 0x1000
PLAIN = ("name", "figure", "mark", "other")


class Classes:
    """What class each word is of, and which classes are in each slot.

    A word that stands in a slot has the slot's name as a label; one that a pattern or a longer entry writes out has
    itself, behind an apostrophe. Sets of labels are numbers, a bit for each: thousands of them are made at every start.
    """

    def __init__(
        self,
        slots: Collection[Slot],
        written: Iterable[str],
        endings: Mapping[str, str],
        shapes: Sequence[Mapping[str, Any]],
    ):
        self._pool = iter([*FIRST_CLASSES, *map(chr, range(0x100, LAST_CLASS))])
        self._bits: dict[str, int] = {}
        self._kinds: dict[int, str] = {}
        # What most tokens are comes first, so that it has the smallest characters.
        names, figures, marks, others = (self._kind(self._bit(name)) for name in PLAIN)
        ended = {ending: self._kind(self._bit(slot)) for ending, slot in endings.items()}
        cased = frozenset(word for slot in slots for word in slot.cased)
        self.plain = PlainClasses(names, figures, marks, others, ended, cased)
        for slot in slots:
            self._bit(slot.name)
        self._shaped = [(re.compile(row["form"]), sum({self._bit(slot) for slot in row["slots"]})) for row in shapes]
        self._in_slots = (1 << len(self._bits)) - 1  # The bits after these stand for words written out.
        labels = self._labels(slots, written)
        self._keep_endings(labels, endings)
        inside = {form: bits for form, bits in labels.items() if bits & self._in_slots}
        self.of_word = {form: self._kind(bits) for form, bits in (inside | labels).items()}
        self.shapes = [(form, self._kind(bits)) for form, bits in self._shaped]
        self.members = self._members()

    def _bit(self, label: str) -> int:
        return self._bits.setdefault(label, 1 << len(self._bits))

    def _kind(self, bits: int) -> str:
        if bits not in self._kinds:
            self._kinds[bits] = next(self._pool)
        return self._kinds[bits]

    def _labels(self, slots: Iterable[Slot], written: Iterable[str]) -> dict[str, int]:
        """The labels of every form that has to be listed.

        A word in capitals is found by its small letters, and is listed only where the two are not the same.
        """
        usual: dict[str, int] = defaultdict(int)
        listed: dict[str, int] = defaultdict(int)
        for slot in slots:
            whole, cased = self._bit(slot.name), slot.cased
            for word in slot.words:
                parts = tokens_of(word)
                for part in parts:
                    if part == " ":
                        continue
                    label = whole if len(parts) == 1 else self._bit(f"'{part}")
                    if slot.small:
                        listed[part] |= label
                    elif part in cased:
                        for form in _in_capitals(part):
                            listed[form] |= label
                    else:
                        usual[part] |= label
        for word in written:
            usual[word] |= self._bit(f"'{word}")
        found = []
        for word, bits in usual.items():
            listed[word] |= bits
            if bits & self._in_slots and self._is_found_in_capitals(word):
                found.append(word)
            else:
                for form in _in_capitals(word) - {word}:
                    listed[form] |= bits
        for word in found:
            for form in _in_capitals(word) & listed.keys():
                listed[form] |= usual[word]
        return listed

    def _is_found_in_capitals(self, word: str) -> bool:
        """True for a word that the lexicon finds by its small letters when it meets it in capitals."""
        plain = word.isalpha() and word.islower() and len(word) <= LONGEST_WORD
        return plain and word not in self.plain.cased and word.upper().lower() == word

    def _keep_endings(self, labels: dict[str, int], endings: Mapping[str, str]) -> None:
        """A word that stands only within phrases ("moved" of "moved to") is still what its ending says it is."""
        ordered = sorted(endings.items(), key=lambda pair: -len(pair[0]))
        for form, bits in labels.items():
            if not bits & self._in_slots and form.isalpha() and form.islower():
                found = (slot for end, slot in ordered if form.endswith(end) and len(form) > len(end) + 1)
                labels[form] = bits | self._bit(next(found, "other"))

    def _members(self) -> dict[str, str]:
        """The classes that each label is in."""
        labels = list(self._bits)
        members: dict[str, list[str]] = defaultdict(list)
        for bits, kind in self._kinds.items():
            while bits:
                last = bits.bit_length() - 1
                members[labels[last]].append(kind)
                bits ^= 1 << last
        return {label: "".join(kinds) for label, kinds in members.items()}


def _in_capitals(word: str) -> set[str]:
    return {word[:1].upper() + word[1:], word.upper()}
