"""Flags made from the parameters of GET /timeline, so that the command line and HTTP ask in one language."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Iterable
from datetime import UTC, datetime
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from service.config import Settings
    from service.question import Question


def add_flags(parser: argparse.ArgumentParser, *, days: bool = False) -> None:
    """Add a flag for every parameter but `format`, which each command names its own forms of."""
    from service.question import PARAMETERS

    group = parser.add_argument_group("what is asked, as in GET /timeline")
    for parameter in PARAMETERS:
        if parameter.name == "format" or (days and not parameter.days):
            continue
        name = "--" + parameter.name.replace("_", "-")
        words = parameter.help.replace("%", "%%")
        if parameter.flag:
            group.add_argument(name, dest=parameter.name, action="append_const", const="true", help=words)
        else:
            group.add_argument(name, dest=parameter.name, action="append", metavar=parameter.metavar, help=words)


def asked(arguments: argparse.Namespace, settings: Settings, *, days: bool = False) -> Question:
    """The question the flags put. Raises BadQuestion naming every flag that is wrong."""
    from service.question import PARAMETERS, parse

    raw = {
        parameter.name: getattr(arguments, parameter.name)
        for parameter in PARAMETERS
        if parameter.name != "format" and getattr(arguments, parameter.name, None) is not None
    }
    return parse(raw, settings=settings, now=datetime.now(UTC), days=days)


def write(pieces: Iterable[bytes]) -> None:
    """Bytes to standard output as they come, ended by a newline on a terminal."""
    last = b""
    for piece in pieces:
        sys.stdout.buffer.write(piece)
        last = piece or last
    if sys.stdout.isatty() and not last.endswith(b"\n"):
        sys.stdout.buffer.write(b"\n")
    sys.stdout.buffer.flush()
