"""The store: articles, mentions and events in SQLite or PostgreSQL."""

from service.store.model import ActorCount, ApiKey, Collection, Day, Days, Kept, Page, Reply, Told
from service.store.store import DEFAULT_COLLECTION, Store

__all__ = [
    "DEFAULT_COLLECTION",
    "ActorCount",
    "ApiKey",
    "Collection",
    "Day",
    "Days",
    "Kept",
    "Page",
    "Reply",
    "Store",
    "Told",
]
