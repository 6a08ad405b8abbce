"""Parameters of every route: unknown, repeated or unreadable ones are wrong with 400, with the nearest known name."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import tzinfo
from typing import Any
from urllib.parse import parse_qsl
from zoneinfo import ZoneInfo

from flask import request
from marshmallow import Schema, ValidationError, fields

from service.errors import BadQuestion, Fault
from service.otherwords import nearest


def raw() -> dict[str, list[str]]:
    """The query string of this request, as `parameters` gives it."""
    return parameters(request.environ["QUERY_STRING"])


def parameters(query: str) -> dict[str, list[str]]:
    """A query string as names and their values in order; what is no UTF-8 becomes U+FFFD, which no one takes.

    >>> parameters("actor=Lavrov&actor=Kim%20Jong-un&q=")
    {'actor': ['Lavrov', 'Kim Jong-un'], 'q': ['']}
    """
    values: dict[str, list[str]] = {}
    text = query if query.isascii() else query.encode("ascii", "replace").decode("ascii")
    for name, value in parse_qsl(text, keep_blank_values=True, errors="replace"):
        values.setdefault(name, []).append(value)
    return values


def load(schema: Schema) -> dict[str, Any]:
    """The parameters of a route other than the timeline's, checked by its schema."""
    given = raw()
    faults = [fault for name, values in given.items() if (fault := _fault(name, values, schema))]
    value: dict[str, Any] = {}
    if not faults:
        try:
            value = schema.load({name: _one_or_all(schema.fields[name], values) for name, values in given.items()})
        except ValidationError as error:
            faults = [
                Fault(str(name), "bad-value", f"{name}: {_first(said)}")
                for name, said in error.messages_dict.items()
            ]
    if faults:
        raise BadQuestion("; ".join(fault.message for fault in faults), *faults)
    return value


def _one_or_all(field: fields.Field[Any], values: list[str]) -> object:
    return values if isinstance(field, fields.List) else values[0]


def _first(said: object) -> str:
    while isinstance(said, Mapping | list):
        said = next(iter(said.values() if isinstance(said, Mapping) else said))
    return str(said)


def _fault(name: str, values: list[str], schema: Schema) -> Fault | None:
    shown = name[:60].encode("unicode_escape").decode("ascii")
    if name not in schema.fields:
        near = nearest(shown, schema.fields)
        hint = f"; did you mean {near}?" if near else ""
        return Fault(shown, "unknown-parameter", f"{shown}: no such parameter{hint}")
    if len(values) > 1 and not isinstance(schema.fields[name], fields.List):
        return Fault(name, "repeated", f"{name}: given {len(values)} times; at most once")
    if any("\x00" in value or "\ufffd" in value for value in values):
        return Fault(name, "bad-value", f"{name}: holds a character that is no text")
    return None


def zone(name: str | None) -> tzinfo | None:
    """The zone a `tz` parameter names; problem 400 for one that is not known."""
    if name is None:
        return None
    try:
        return ZoneInfo(name)
    except (ValueError, OSError, KeyError):
        message = "tz: must be a time zone's name such as Europe/Berlin"
        raise BadQuestion(message, Fault("tz", "bad-value", message)) from None
