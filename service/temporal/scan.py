"""Scan: find head words in the class string and try only the rules that hang there."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import Any

from service.temporal.builders import BUILDERS
from service.temporal.language import Language, Rule
from service.temporal.meaning import Candidate
from service.temporal.numbers import evaluate
from service.temporal.slots import Value
from service.temporal.tokens import Tokens


class Scanner:
    """Reads candidates out of tokens, by the rules of one language. Holds no state of any text."""

    def __init__(self, language: Language):
        self.language = language
        self._numbers: dict[str, Value] = {
            word: value
            for name in ("ones", "tens", "scale", "article", "half_word")
            if name in language.slots
            for word, value in language.slots[name].words.items()
        }
        self._numbers.update(language.tables.get("numbers", {}))
        self._scales = frozenset(language.slots["scale"].words if "scale" in language.slots else ())
        self._phrase_slots = {
            name: [slot for slot in language.slots.values() if f"<{slot.name}>" in pattern]
            for name, pattern in language.phrases.items()
        }

    def candidates(self, tokens: Tokens) -> Iterator[Candidate]:
        """Candidates in order, not overlapping."""
        classes = tokens.classes
        backwards = classes[::-1]
        size = len(classes)
        hanging, present = self.language.hanging, frozenset(classes)
        last: Candidate | None = None
        floor = done = 0
        for head in self.language.heads.finditer(classes):
            at = head.start()
            if at < done:
                continue
            there = hanging[classes[at]]
            reach = there.left.match(backwards, size - at)
            low = max(floor, at - (reach.end() - reach.start() if reach else 0))
            opened_by = there.opened_by
            # A longer reading may take in the one before it, never cut it.
            for first in range(low, at + 1):
                rules = opened_by.get(classes[first])
                if rules is None or (last is not None and last.first < first < done):
                    continue
                candidate = self._first_reading(tokens, present, rules, first, at)
                if candidate is not None:
                    if last is not None and candidate.first >= done:
                        yield last
                        floor = done
                    last, done = candidate, candidate.last
                    break
        if last is not None:
            yield last

    def _first_reading(
        self, tokens: Tokens, present: frozenset[str], rules: tuple[Rule, ...], first: int, at: int
    ) -> Candidate | None:
        """What the first rule that matches reads, if it takes in the head; a later one's where its builder refuses.

        A rule is not tried, nor compiled, where all the text has nothing that tells it: most are told by rarer words.
        """
        refused = False
        for rule in rules:
            if rule.compiled.telling.isdisjoint(present):
                continue
            found = rule.regex.match(tokens.classes, first)
            if found is None:
                continue
            if found.end() > at:
                candidate = self._candidate(tokens, found, rule)
                if candidate is not None:
                    return candidate
                refused = True
            elif not refused:
                return None
        return None

    def _candidate(self, tokens: Tokens, found: re.Match[str], rule: Rule) -> Candidate | None:
        captures: dict[str, Any] = dict(rule.constants)
        for number, (name, slot) in enumerate(rule.compiled.groups, 1):
            first, last = found.span(number)
            if first >= 0:
                value = self._value(tokens, slot, first, last)
                if isinstance(value, tuple):
                    captures.update(zip(self.language.slots[slot].fields, value, strict=True))
                else:
                    captures[name] = value
        meaning = BUILDERS[rule.build](captures)
        if meaning is None:
            return None
        first, last = found.span()
        return Candidate(first, last, tokens.starts[first], tokens.starts[last], rule.name, meaning)

    def _value(self, tokens: Tokens, slot: str, first: int, last: int) -> Any:
        slots = self.language.slots
        if slot in slots:
            words = slots[slot].words
            text = "".join(tokens.words[first:last]) if last - first > 1 else tokens.words[first]
            value = words.get(text)
            if value is None:
                text = " ".join(text.lower().split())
                value = words.get(text, words.get(text.rstrip("."), text))
            return value
        if slot in self.language.phrases:
            return self._phrase_value(tokens, slot, first, last)
        return tokens.words[first]

    def _phrase_value(self, tokens: Tokens, phrase: str, first: int, last: int) -> Any:
        words = [word.lower() for word in tokens.words[first:last] if not word.isspace()]
        kind = self.language.tables.get("phrase_values", {}).get(phrase, "word")
        if kind == "number":
            return evaluate(words, self._numbers, self._scales)
        if kind == "year":
            return self._spoken_year(words)
        text = "".join(words)
        for slot in self._phrase_slots[phrase]:
            for form in (text, text.rstrip(".")):
                if form in slot.words:
                    return slot.words[form]
        return text

    def _spoken_year(self, words: list[str]) -> int:
        values: Mapping[str, Any] = self._numbers
        numbers = [int(values[word]) for word in words if isinstance(values.get(word), int | float)]
        if "thousand" in words:
            return 2000 + sum(number for number in numbers[2:])
        rest = sum(numbers[1:])
        return numbers[0] * 100 + rest if rest >= 10 else 0  # "twenty six" is a count
