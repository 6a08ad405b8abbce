"""A bounded memory of what was used last: a story that goes on keeps asking for the same mentions."""

from __future__ import annotations

from collections.abc import Hashable
from typing import Generic, TypeVar

K = TypeVar("K", bound=Hashable)
V = TypeVar("V")


class Recent(Generic[K, V]):
    """Values by key: those used last stay, at most `most` of them. Threads may share it; None is no value.

    Two generations: when the young one is full it becomes the old one, and what is used again moves back. So a memory
    that is full never forgets everything at once, and a look-up costs what a look-up in a dictionary costs.

    >>> recent: Recent[str, int] = Recent(most=4)
    >>> for number, letter in enumerate("abcabdabe"):
    ...     recent.put(letter, recent.get(letter) or number)
    >>> [recent.get(letter) for letter in "abe"], len(recent) <= 4
    ([0, 1, 8], True)
    """

    def __init__(self, most: int) -> None:
        self._half = max(1, most // 2)
        self._young: dict[K, V] = {}
        self._old: dict[K, V] = {}

    def __len__(self) -> int:
        return len(self._young) + len(self._old)

    def get(self, key: K) -> V | None:
        """The value last put under a key, None where it is not remembered."""
        value = self._young.get(key)
        if value is None:
            value = self._old.get(key)
            if value is not None:
                self.put(key, value)
        return value

    def put(self, key: K, value: V) -> None:
        """Remember a value."""
        if len(self._young) >= self._half:
            self._old, self._young = self._young, {}
        self._young[key] = value

    def clear(self) -> None:
        """Forget everything."""
        self._old, self._young = {}, {}
