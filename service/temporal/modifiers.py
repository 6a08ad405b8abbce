"""The words that shade a reading ("early", "nearly", "the end of"), as a language's table lists them."""

from __future__ import annotations

import re
from functools import cached_property
from typing import Any

from service.temporal.language import Language
from service.temporal.tokens import SPACE, TOKEN


class Modifiers:
    """One expression that finds a modifier ending right before a place, and what each does."""

    def __init__(self, language: Language):
        listed: Any = language.tables.get("modifiers", ())
        rows = [
            (word, row["mod"], row["of"], frozenset(row.get("after", ()))) for row in listed for word in row["words"]
        ]
        words = sorted({row[0] for row in rows}, key=len, reverse=True)
        self._words = words
        self.rows = {word: (mod, of, after) for word, mod, of, after in rows}
        last_words = {TOKEN.findall(word)[-1] for word in words}
        forms = {form for word in last_words for form in (word, word.capitalize(), word.upper())}
        self._ends = frozenset(language.lexicon[form] for form in forms)

    @cached_property
    def pattern(self) -> re.Pattern[str]:
        """Finds a modifier at the end of a stretch of text; compiled where the first may stand."""
        shaped = "|".join(re.escape(word).replace(r"\ ", r"\s+") for word in self._words) or "(?!)"
        return re.compile(rf"(?<![\w’'-])({shaped})(?:\s+|(?<=-))\Z", re.IGNORECASE)

    def may_end(self, classes: str, first: int) -> bool:
        """False where the token before cannot end a modifier: most places, told apart without looking at the text."""
        before = first - 1
        if before >= 0 and classes[before] == SPACE:
            before -= 1
        return before >= 0 and classes[before] in self._ends
