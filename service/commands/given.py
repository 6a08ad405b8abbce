"""Flags that no document can put right: each is looked at before anything is read."""

from __future__ import annotations

from collections.abc import Iterable

from service.errors import BadArticle, BadQuestion, Fault
from service.intake.settings import IntakeSettings


def checked_collections(names: Iterable[str]) -> tuple[str, ...]:
    """The names of --collection. Raises BadQuestion for one that no question could ask for."""
    from service.identifiers import MAY_BE, is_identifier

    asked = tuple(names)
    for name in asked:
        if not is_identifier(name):
            raise _wrong("collection", f"{name!r} {MAY_BE}")
    return asked


def checked_published(words: str | None, settings: IntakeSettings) -> str | None:
    """The date of --published. Raises BadQuestion where it is none, whichever publisher's order it is read in."""
    from service.dates import published

    if words is None:
        return None
    reasons = []
    for order in dict.fromkeys((settings.date_order, *(own.date_order for own in settings.publishers.values()))):
        try:
            published(words, zone=settings.zone, order=order)
            return words
        except BadArticle as error:
            reasons.append(error.message)
    raise _wrong("published", reasons[0])


def checked_language(code: str | None) -> str | None:
    """The language of --language, as articles carry it. Raises BadQuestion for what is no code."""
    from service.intake.record import LANGUAGE_CODES, language_of

    if code is None:
        return None
    language = language_of(code)
    if language is None:
        raise _wrong("language", f"{code!r}: {LANGUAGE_CODES}")
    return language


def _wrong(flag: str, words: str) -> BadQuestion:
    message = f"--{flag} {words}"
    return BadQuestion(message, Fault(flag, "bad-value", message))
