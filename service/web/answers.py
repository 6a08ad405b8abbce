"""Answers already rendered, kept in memory up to a number of bytes; the longest unused go first. Shared by threads."""

from __future__ import annotations

import threading
from collections import OrderedDict
from collections.abc import Hashable
from dataclasses import dataclass

ENTRY_OVERHEAD = 600
"""Bytes an entry costs beside its bodies: keys, headers, the dictionary's own."""


@dataclass(frozen=True, slots=True)
class Answer:
    """A reply ready to be sent: its body, its body gzipped where that is smaller, and its headers."""

    body: bytes
    headers: tuple[tuple[str, str], ...]
    gzipped: bytes | None = None

    @property
    def size(self) -> int:
        """Bytes of memory, about."""
        return len(self.body) + len(self.gzipped or b"") + ENTRY_OVERHEAD


class Answers:
    """A least-recently-used cache of answers bounded in bytes.

    >>> kept = Answers(5000)
    >>> kept.put("a", Answer(b"x" * 3000, ()))
    >>> kept.put("b", Answer(b"y" * 3000, ()))
    >>> kept.get("a") is None, kept.get("b").body[:1]
    (True, b'y')
    """

    def __init__(self, most_bytes: int) -> None:
        self.most_bytes = most_bytes
        self._entries: OrderedDict[Hashable, Answer] = OrderedDict()
        self._bytes = 0
        self._lock = threading.Lock()

    def get(self, key: Hashable) -> Answer | None:
        """The answer kept under this key, or None."""
        with self._lock:
            answer = self._entries.get(key)
            if answer is not None:
                self._entries.move_to_end(key)
            return answer

    def put(self, key: Hashable, answer: Answer) -> None:
        """Keep an answer, unless it is larger than an eighth of the room there is."""
        if answer.size > max(self.most_bytes // 8, min(self.most_bytes, 4096)):
            return
        with self._lock:
            old = self._entries.pop(key, None)
            self._bytes += answer.size - (old.size if old else 0)
            self._entries[key] = answer
            while self._bytes > self.most_bytes:
                _, dropped = self._entries.popitem(last=False)
                self._bytes -= dropped.size

    @property
    def bytes(self) -> int:
        """How many bytes are kept now."""
        return self._bytes
