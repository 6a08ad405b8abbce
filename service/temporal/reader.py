"""The engine: scan, refine, resolve, for one language. One reader serves all threads and keeps nothing of any text."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence
from datetime import datetime

from service.temporal.language import load
from service.temporal.meaning import Candidate
from service.temporal.model import Expression
from service.temporal.refine import refine
from service.temporal.resolve import resolve
from service.temporal.scan import Scanner
from service.temporal.tokens import Tokens
from service.temporal.view import Grammar, View


class Reader:
    """Reads texts in one language."""

    def __init__(self, code: str):
        self.language = load(code)
        self.scanner = Scanner(self.language)
        self.grammar = Grammar(self.language)

    def read(
        self, text: str, published: datetime, *, title: bool = False, date_order: str | None = None,
        skip: Sequence[tuple[int, int]] = (), zoned: bool = True,
    ) -> tuple[Expression, ...]:  # fmt: skip
        """Expressions in order; `skip` and `zoned` as in `service.temporal.read`."""
        tokens = Tokens(text, self.language.lexicon)
        candidates = list(self.scanner.candidates(tokens))
        if skip:
            candidates = _outside(candidates, skip)
        if not candidates:
            return ()
        view = View(tokens, self.grammar, title)
        return tuple(resolve(refine(candidates, view), view, published, title, date_order, zoned))


def _outside(candidates: list[Candidate], skip: Sequence[tuple[int, int]]) -> list[Candidate]:
    """The candidates that touch none of these spans (in order, not overlapping)."""
    starts = [start for start, _ in skip]
    kept = []
    for candidate in candidates:
        place = bisect_right(starts, candidate.end - 1) - 1
        if place < 0 or skip[place][1] <= candidate.start:
            kept.append(candidate)
    return kept
