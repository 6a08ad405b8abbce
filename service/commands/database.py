"""What every command with a database shares: the --db flag, the settings it changes, and the opened store."""

from __future__ import annotations

import argparse
from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from service.config import Settings
    from service.store import Store


def add_flag(parser: argparse.ArgumentParser) -> None:
    """Add --db."""
    parser.add_argument(
        "--db",
        metavar="URL",
        help="database, as sqlite:///file.db or postgresql://... (default: DATELINE_DATABASE_URL)",
    )


def settings(arguments: argparse.Namespace, **overrides: object) -> Settings:
    """The settings of the environment, with --db and `overrides` on top; None leaves a setting alone."""
    from service.config import load

    wanted = {"database_url": arguments.db, **overrides}
    return load(**{name: value for name, value in wanted.items() if value is not None})


@contextmanager
def opened(arguments: argparse.Namespace) -> Iterator[tuple[Store, Settings]]:
    """The store of --db, closed again at the end."""
    from service.store import Store

    chosen = settings(arguments)
    store = Store.open(chosen)
    try:
        yield store, chosen
    finally:
        store.close()
