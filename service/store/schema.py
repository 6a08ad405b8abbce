"""The database's version: making it, upgrading it, and refusing one that is not of this release."""

from __future__ import annotations

import logging
from functools import cache
from pathlib import Path

from alembic import command
from alembic.config import Config
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import Engine, inspect

from service.errors import Fault, StoreUnavailable
from service.store.engine import examining, writing

logging.getLogger("alembic").setLevel(logging.WARNING)


def _config() -> Config:
    config = Config()
    config.set_main_option("script_location", str(Path(__file__).parent / "migrations"))
    return config


@cache
def head() -> str:
    """The version this release works with."""
    return str(ScriptDirectory.from_config(_config()).get_current_head())


def known_versions() -> tuple[str, ...]:
    """Every version this release can upgrade from, newest first."""
    return tuple(str(script.revision) for script in ScriptDirectory.from_config(_config()).walk_revisions())


def version(engine: Engine) -> str | None:
    """The version of the database; None when it is empty."""
    with examining(engine) as connection:
        return MigrationContext.configure(connection).get_current_revision()


def is_new(engine: Engine) -> bool:
    """Whether the database holds no table at all: absent until now, or being made by another process."""
    with examining(engine) as connection:
        return not inspect(connection).get_table_names()


def upgrade(engine: Engine) -> tuple[str | None, str]:
    """Bring the database to this release's version; returns the versions before and after.

    Two that upgrade at once wait for each other: the second finds nothing left to do. All migrations happen in one
    transaction, so a failed one changes nothing. Raises StoreUnavailable when the database is of a newer release.
    """
    with writing(engine) as connection:
        before = MigrationContext.configure(connection).get_current_revision()
        if before is not None and before not in known_versions():
            raise _newer(before)
        if before is None and inspect(connection).get_table_names():
            raise StoreUnavailable(
                "the database holds tables of something else; name an empty one", Fault("database", "foreign", "")
            )
        if before != head():
            config = _config()
            config.attributes["connection"] = connection
            command.upgrade(config, "head")
        return before, head()


def check_version(engine: Engine) -> None:
    """Raise StoreUnavailable, naming the command that mends it, unless the database is of this release's version."""
    found = version(engine)
    if found == head():
        return
    if found is not None and found not in known_versions():
        raise _newer(found)
    state = f"is of version {found}" if found else "is empty"
    raise StoreUnavailable(
        f"the database {state}, this release needs {head()}: run `dateline db upgrade`",
        Fault("database", "old-version", "dateline db upgrade"),
    )


def _newer(found: str) -> StoreUnavailable:
    return StoreUnavailable(
        f"the database is of version {found}, newer than this release knows ({head()}): "
        "install the newer release (pip install --upgrade dateline), or restore a backup of before",
        Fault("database", "new-version", "pip install --upgrade dateline"),
    )
