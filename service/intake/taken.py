"""What intake hands on: an article fit to be read, or why there is none."""

from __future__ import annotations

from dataclasses import dataclass

from service.article import Article
from service.errors import Fault


@dataclass(frozen=True, slots=True)
class Taken:
    """An article, what was assumed or left out on the way in (`notes`), and where it came from ("talks.ndjson:17")."""

    article: Article
    notes: tuple[str, ...] = ()
    source: str = ""


@dataclass(frozen=True, slots=True)
class Refused:
    """A document that gives no article: where it came from, why in a sentence, every fault, its id if it has one."""

    source: str
    message: str
    faults: tuple[Fault, ...] = ()
    id: str | None = None
