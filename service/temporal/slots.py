"""Slots: sets of words and what each of them means, as a language's file writes them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from itertools import product
from typing import Any

from service.errors import BadSetting
from service.temporal.tokens import TOKEN

Value = int | str | float | bool


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


def slot_from(name: str, row: Mapping[str, Any]) -> Slot:
    """A slot as its row writes it: `words` as they stand, `stems` or compounds of `parts` with each of `endings`.

    >>> slot_from("unit", {"stems": {"tag": "D"}, "endings": ["", "e"]}).words
    {'tag': 'D', 'tage': 'D'}
    """
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
def tokens_of(word: str) -> tuple[str, ...]:
    """The tokens of a word of the language's file, every blank as one space.

    >>> tokens_of("New Year")
    ('New', ' ', 'Year')
    """
    if word.isalpha():
        return (word,)
    return tuple(" " if part.isspace() else part for part in TOKEN.findall(word))


def last_word(word: str) -> str:
    """The last of its tokens that is no mark.

    >>> last_word("p.m.")
    'm'
    """
    parts = tokens_of(word)
    return next((part for part in reversed(parts) if part[0].isalnum()), parts[-1])
