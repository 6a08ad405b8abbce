"""Intake: files, feeds, pages and JSON to articles. What cannot be an article is refused with every reason at once."""

from __future__ import annotations

from typing import TYPE_CHECKING

from service.intake.record import article_id, from_mapping
from service.intake.settings import IntakeSettings, PublisherDates
from service.intake.taken import Refused, Taken

if TYPE_CHECKING:
    from service.intake.sources import documents, stream

__all__ = [
    "IntakeSettings",
    "PublisherDates",
    "Refused",
    "Taken",
    "article_id",
    "documents",
    "from_mapping",
    "stream",
]


def __getattr__(name: str) -> object:
    # The readers of files stand behind the first use: `dateline read` and a single POST do without them.
    if name in ("documents", "stream"):
        from service.intake import sources

        return getattr(sources, name)
    raise AttributeError(name)
