"""Mentions and events: articles and their expressions in, ordered events out. Pure: no store, no web, no clock."""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from service.timeline.extract import extract
    from service.timeline.grouping import Change, Held, MentionIndex, group, link_keys, regroup

__all__ = ["Change", "Held", "MentionIndex", "extract", "group", "link_keys", "regroup"]

_HOMES = {"extract": "extract"}


def __getattr__(name: str) -> object:
    # Loaded at first use: whoever needs the values of `service.timeline.model` alone does without the rest.
    if name not in __all__:
        raise AttributeError(name)
    found = getattr(import_module(f"{__name__}.{_HOMES.get(name, 'grouping')}"), name)
    globals()[name] = found
    return found
