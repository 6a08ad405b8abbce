"""Keys of writers and readers, and replies to requests that may come again.

A key is shown once, when it is made; what is kept is its SHA-256. A key is 256 bits of chance, so a plain digest is
enough: there is nothing to guess.
"""

from __future__ import annotations

import hmac
import secrets
from contextlib import suppress
from hashlib import sha256
from threading import Lock
from time import monotonic
from typing import Any

from sqlalchemy import Engine

from service.errors import BadQuestion, Conflict, Fault, NotFound, StoreFull, StoreUnavailable
from service.store.engine import at_once, reading, writing
from service.store.model import ApiKey, Reply
from service.store.values import Statement, moment_of, now_microseconds

SCOPES = ("read", "write")
PREFIX = "dl_"
TOUCH_SECONDS = 60
REPLIES_KEPT_US = 24 * 3600 * 1_000_000
_NEW = Statement(
    "INSERT INTO api_keys (id, hash, scope, name, created_us) VALUES (:id, :hash, :scope, :name, :now) "
    "ON CONFLICT DO NOTHING"
)
_FIND = Statement("SELECT * FROM api_keys WHERE hash = :hash")
_LIST = Statement("SELECT * FROM api_keys ORDER BY name")
_NAMED = Statement("SELECT * FROM api_keys WHERE name = :name")
_REVOKE = Statement("UPDATE api_keys SET revoked_us = :now WHERE name = :name AND revoked_us IS NULL")
_TOUCH = Statement("UPDATE api_keys SET used_us = :now WHERE id = :id")
_RECALL = Statement("SELECT digest, status, reply FROM replies WHERE key = :key AND made_us >= :since")
_REMEMBER = Statement(
    "INSERT INTO replies (key, digest, status, reply, made_us) VALUES (:key, :digest, :status, :reply, :now) "
    "ON CONFLICT (key) DO UPDATE SET digest = excluded.digest, status = excluded.status, reply = excluded.reply, "
    "made_us = excluded.made_us WHERE replies.made_us < :since"
)
_FORGET = Statement("DELETE FROM replies WHERE made_us < :since")


class Access:
    """Keys and remembered replies of one database."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine
        self._touched: dict[str, float] = {}
        self._lock = Lock()

    def create(self, name: str, scope: str) -> str:
        """Make a key and return it, the only time it can be seen. Raises BadQuestion, Conflict for a name in use."""
        if scope not in SCOPES:
            words = f"scope: must be one of {', '.join(SCOPES)}"
            raise BadQuestion(words, Fault("scope", "bad-value", words))
        if not name.strip() or len(name) > 100 or not name.isprintable():
            words = "name: must be 1 to 100 printable characters"
            raise BadQuestion(words, Fault("name", "bad-value", words))
        key = PREFIX + secrets.token_urlsafe(32)
        row = {"id": secrets.token_hex(6), "hash": _hash(key), "scope": scope, "name": name}
        with writing(self._engine) as connection:
            if _NAMED.run(connection, name=name):
                words = f"there is a key named {name} already; a revoked one keeps its name"
                raise Conflict(words, Fault("name", "taken", words))
            _NEW.run(connection, **row, now=now_microseconds())
        return key

    def find(self, key: str) -> ApiKey | None:
        """The key of this text, revoked or not; None when there is none."""
        wanted = _hash(key)
        with reading(self._engine) as connection:
            rows = _FIND.run(connection, hash=wanted)
        if not rows or not hmac.compare_digest(rows[0].hash, wanted):
            return None
        return _key(rows[0])

    def touch(self, key: ApiKey) -> None:
        """Note that a key was used: at most once a minute, and never waiting for a writer."""
        now = monotonic()
        with self._lock:
            if now - self._touched.get(key.id, -TOUCH_SECONDS) < TOUCH_SECONDS:
                return
            self._touched[key.id] = now
        with suppress(StoreUnavailable, StoreFull), at_once(self._engine) as connection:
            _TOUCH.run(connection, id=key.id, now=now_microseconds())

    def list(self) -> tuple[ApiKey, ...]:
        """All keys by name, revoked ones too."""
        with reading(self._engine) as connection:
            return tuple(_key(row) for row in _LIST.run(connection))

    def revoke(self, name: str) -> None:
        """Let a key be known no more, at once. Raises NotFound."""
        with writing(self._engine) as connection:
            if not _NAMED.run(connection, name=name):
                raise NotFound(f"there is no key named {name}")
            _REVOKE.run(connection, name=name, now=now_microseconds())

    def recall(self, key: str, digest: str) -> Reply | None:
        """The reply given to a request before, within a day. Raises Conflict when the request was another."""
        with reading(self._engine) as connection:
            rows = _RECALL.run(connection, key=key, since=now_microseconds() - REPLIES_KEPT_US)
        if not rows:
            return None
        if rows[0].digest != digest:
            words = "the idempotency key was used for another request"
            raise Conflict(words, Fault("Idempotency-Key", "conflict", words))
        return Reply(rows[0].status, bytes(rows[0].reply))

    def remember(self, key: str, digest: str, status: int, reply: bytes) -> None:
        """Keep a reply for a day; the first one under a key stands."""
        now = now_microseconds()
        with writing(self._engine) as connection:
            _FORGET.run(connection, since=now - REPLIES_KEPT_US)
            row = {"key": key, "digest": digest, "status": status, "reply": reply}
            _REMEMBER.run(connection, **row, now=now, since=now - REPLIES_KEPT_US)


def _hash(key: str) -> str:
    return sha256(key.encode()).hexdigest()


def _key(row: Any) -> ApiKey:
    used, revoked = (None if us is None else moment_of(us) for us in (row.used_us, row.revoked_us))
    return ApiKey(row.id, row.name, row.scope, moment_of(row.created_us), used, revoked)
