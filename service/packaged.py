"""Data that ships inside the package, read in one way.

`pkgutil` and not `importlib.resources`: the latter loads archives and temporary files first, a tenth of the time in
which `dateline read` has to be there. tomli, compiled, reads the tables three times as fast as the standard library.
"""

from __future__ import annotations

import json
from pkgutil import get_data
from typing import Any

import tomli


def text(package: str, name: str) -> str | None:
    """What a file beside the modules of `package` holds, or None where there is no such file.

    >>> text("service.temporal.languages", "xx.toml") is None
    True
    """
    try:
        held = get_data(package, name)
    except OSError:
        return None
    return None if held is None else held.decode("utf-8")


def table(package: str, name: str) -> dict[str, Any]:
    """A TOML or JSON file beside the modules of `package`, parsed; LookupError where there is none.

    >>> sorted(table("service.timeline", "families.toml"))
    ['circles', 'families']
    """
    held = text(package, name)
    if held is None:
        raise LookupError(f"{package} ships no {name}; install Dateline anew")
    parsed: dict[str, Any] = json.loads(held) if name.endswith(".json") else tomli.loads(held)
    return parsed
