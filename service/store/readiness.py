"""Whether the database can serve: it answers, is of this release's version, and takes a write."""

from __future__ import annotations

from sqlalchemy import Connection, Engine, text

from service.errors import DatelineError
from service.store import schema
from service.store.engine import at_once, examining, is_sqlite

_PROBE = text("UPDATE probes SET tried = tried + 1")
BUSY = "busy"


def missing(engine: Engine) -> tuple[str, ...]:
    """What is missing, in sentences; nothing when all is well. Another writer at work is no fault."""
    try:
        schema.check_version(engine)
        with at_once(engine) as connection:
            connection.execute(_PROBE)
        with examining(engine) as connection:
            if is_sqlite(engine) and _at_its_bound(connection):
                return ("the database has no room left: it holds as many pages as it may",)
    except DatelineError as error:
        return () if any(fault.code == BUSY for fault in error.faults) else (error.message,)
    return ()


def _at_its_bound(connection: Connection) -> bool:
    held, most, free = (
        int(connection.exec_driver_sql(f"PRAGMA {name}").scalar_one())
        for name in ("page_count", "max_page_count", "freelist_count")
    )
    return held >= most and free == 0
