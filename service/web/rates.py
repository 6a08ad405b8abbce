"""Rate limits counted over all workers of a machine: a table in memory the workers share, made before they fork.

The generic cell rate algorithm: per client one number, the moment when all of its requests so far are paid for. No
library counts over forked workers without a server of its own beside this one; the algorithm is a few lines.
"""

from __future__ import annotations

import hashlib
import math
import mmap
import multiprocessing
import struct
import time
from collections.abc import Callable
from dataclasses import dataclass

from service.config import Rate

SLOTS = 16_384
PROBES = 8
"""Neighbouring slots tried for a client before the one longest unused is taken over."""
_SLOT = struct.Struct("<Qd")


@dataclass(frozen=True, slots=True)
class Verdict:
    """Whether a request may pass; `remaining` requests at once are left, all of them again in `reset` seconds."""

    allowed: bool
    limit: int
    seconds: int
    remaining: int
    reset: int
    retry_after: int = 0


class Limiter:
    """Counts requests by client in shared memory.

    >>> limiter = Limiter(clock=lambda: 1000.0)
    >>> [limiter.hit("client", Rate(2, 60)).allowed for _ in range(3)]
    [True, True, False]
    """

    def __init__(self, clock: Callable[[], float] = time.monotonic) -> None:
        self._clock = clock
        self._table = mmap.mmap(-1, SLOTS * _SLOT.size)
        self._lock = multiprocessing.Lock()

    def hit(self, client: str, rate: Rate) -> Verdict:
        """Count one request of a client against a rate whose limit is not 0."""
        spacing = rate.seconds / rate.limit
        tag = int.from_bytes(hashlib.blake2b(client.encode(), digest_size=8).digest(), "little") | 1
        with self._lock:
            now = self._clock()
            at, paid = self._find(tag)
            due = max(paid, now) + spacing
            allowed = due - now <= rate.seconds + 1e-9
            if allowed:
                _SLOT.pack_into(self._table, at, tag, due)
        owed = max((due if allowed else paid) - now, 0.0)
        return Verdict(
            allowed,
            rate.limit,
            rate.seconds,
            max(0, int((rate.seconds - owed) / spacing + 1e-9)),
            math.ceil(owed),
            0 if allowed else max(1, math.ceil(due - now - rate.seconds)),
        )

    def _find(self, tag: int) -> tuple[int, float]:
        """Where this client's slot is and what it holds; a slot long paid for is given to a new client."""
        oldest, oldest_paid = 0, math.inf
        for probe in range(PROBES):
            at = (tag + probe * 0x9E3779B97F4A7C15) % SLOTS * _SLOT.size
            held, paid = _SLOT.unpack_from(self._table, at)
            if held == tag:
                return at, paid
            if paid < oldest_paid:
                oldest, oldest_paid = at, paid
        return oldest, 0.0
