"""What a request may reach: the settings, the store and the few things all threads of a process share."""

from __future__ import annotations

import hashlib
import threading
from importlib.metadata import version
from pathlib import Path
from typing import TYPE_CHECKING, cast

from flask import Request, current_app, request

from service.config import Settings
from service.web.answers import Answers
from service.web.metrics import Metrics
from service.web.rates import Limiter

if TYPE_CHECKING:
    from werkzeug.local import LocalProxy

    from service.store import Store
    from service.web.telling import Asked

EXTENSION = "dateline"


def _slots(settings: Settings) -> threading.BoundedSemaphore:
    """How many threads may wait for bodies at once: some are always left for those who ask."""
    return threading.BoundedSemaphore(max(1, settings.threads * 3 // 4))


def _edition(settings: Settings) -> str:
    """What makes the same question of the same collection render otherwise: this release and how it is set."""
    rendering = (version("dateline"), settings.public_url, settings.evidence_chars, settings.time_zone)
    return hashlib.blake2b(repr(rendering).encode(), digest_size=4).hexdigest()


class Services:
    """Made once by `create_app`, before the workers fork; each process opens the store for itself at its first use."""

    def __init__(self, settings: Settings, store: Store | None, metrics_folder: Path | None = None) -> None:
        self.settings = settings
        self.answers = Answers(settings.cache_bytes)
        self.limiter = Limiter()
        self.metrics = Metrics(metrics_folder)
        self.body_slots = _slots(settings)
        self.edition = _edition(settings)
        self.asked: dict[tuple[str, str, str, int], Asked] = {}
        self._store = store
        self._opening = threading.Lock()

    @property
    def store(self) -> Store:
        """The store of this process. Raises StoreUnavailable while the database does not answer."""
        if self._store is None:
            with self._opening:
                if self._store is None:
                    from service.store import Store

                    self._store = Store.open(self.settings)
        return self._store

    def close_store(self) -> None:
        """Close the store's connections; the next use opens it again, in whatever process that is."""
        store, self._store = self._store, None
        if store is not None:
            store.close()


def services() -> Services:
    """The services of the application that handles this request."""
    return cast(Services, current_app.extensions[EXTENSION])


def current() -> Request:
    """This request itself: whoever asks it many things need not look it up each time."""
    return cast("LocalProxy[Request]", request)._get_current_object()
