"""Mentions and events to text and back without loss: dataclasses as JSON lists in the order of their fields.

Lists, not objects: half the size. A field added at the end of a dataclass, with a default, reads old rows well.
Floating-point numbers go as text, so that no double loses a digit on any engine.
"""

from __future__ import annotations

import types
from collections.abc import Callable
from dataclasses import MISSING, fields
from datetime import date, datetime
from functools import cache
from typing import Any, TypeVar, Union, get_args, get_origin, get_type_hints

import orjson

from service.timeline.model import Event, Mention

T = TypeVar("T")
Coder = Callable[[Any], Any]
FRAME = ("article", "published", "publisher", "story")


def encode_mention(mention: Mention, story: tuple[int, ...]) -> str:
    """A mention as text, without what its article's row says already; `story` is the one kept with the article."""
    own = None if mention.story == story else list(mention.story)
    return orjson.dumps([own, *_encoder(Mention, FRAME)(mention)]).decode()


def decode_mention(
    payload: str, article: str, published: datetime, publisher: str | None, story: tuple[int, ...]
) -> Mention:
    """The mention that `encode_mention` wrote, framed by its article again."""
    own, *values = orjson.loads(payload)
    return Mention(
        article=article,
        published=published,
        publisher=publisher,
        story=story if own is None else tuple(own),
        **_decoder(Mention, FRAME)(values),
    )


def encode_head(event: Event) -> str:
    """All of an event but its evidence, as text."""
    return orjson.dumps(_encoder(Event, ("evidence",))(event)).decode()


def decode_head(head: str, evidence: tuple[Mention, ...]) -> Event:
    """The event that `encode_head` wrote, with its evidence."""
    return Event(evidence=evidence, **_decoder(Event, ("evidence",))(orjson.loads(head)))


@cache
def _encoder(cls: type, without: tuple[str, ...]) -> Coder:
    hints = get_type_hints(cls)
    rows = [(field.name, _coders(hints[field.name])[0]) for field in fields(cls) if field.name not in without]

    def encode(value: Any) -> list[Any]:
        return [coder(getattr(value, name)) if coder else getattr(value, name) for name, coder in rows]

    return encode


@cache
def _decoder(cls: type, without: tuple[str, ...]) -> Callable[[list[Any]], dict[str, Any]]:
    hints = get_type_hints(cls)
    kept = [field for field in fields(cls) if field.name not in without]
    rows = [(field.name, _coders(hints[field.name])[1]) for field in kept]
    needed = sum(field.default is MISSING and field.default_factory is MISSING for field in kept)

    def decode(values: list[Any]) -> dict[str, Any]:
        if len(values) < needed:
            raise ValueError(f"a stored {cls.__name__} is too short")
        return {name: coder(value) if coder else value for (name, coder), value in zip(rows, values, strict=False)}

    return decode


@cache
def _coders(hint: Any) -> tuple[Coder | None, Coder | None]:
    """How values of a type are encoded and decoded; None where they go as they are."""
    if get_origin(hint) in (Union, types.UnionType):
        (inner,) = [arg for arg in get_args(hint) if arg is not type(None)]
        return tuple(_unless_none(coder) for coder in _coders(inner))  # type: ignore[return-value]
    if get_origin(hint) is tuple:
        encode, decode = _coders(get_args(hint)[0])
        return _list_of(encode), _tuple_of(decode)
    if hint is datetime:
        return datetime.isoformat, datetime.fromisoformat
    if hint is date:
        return date.isoformat, date.fromisoformat
    if hint is float:
        return (lambda value: value if isinstance(value, int) else repr(value)), _number
    if hasattr(hint, "__dataclass_fields__"):
        decode_fields = _decoder(hint, ())
        return _encoder(hint, ()), lambda values: hint(**decode_fields(values))
    return None, None


def _unless_none(coder: Coder | None) -> Coder | None:
    return coder and (lambda value: None if value is None else coder(value))


def _list_of(coder: Coder | None) -> Coder:
    return (lambda values: [coder(value) for value in values]) if coder else list


def _tuple_of(coder: Coder | None) -> Coder:
    return (lambda values: tuple([coder(value) for value in values])) if coder else tuple


def _number(value: int | str) -> float:
    return value if isinstance(value, int) else float(value)
