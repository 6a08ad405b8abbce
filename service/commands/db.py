"""`dateline db`: the database itself: upgrade, check, back up, export, import."""

from __future__ import annotations

import argparse
import sys
from contextlib import ExitStack
from pathlib import Path

from service.commands import database

EXAMPLE = """examples:
  dateline db upgrade
  dateline db backup dateline-2017-08-07.db
  dateline db export | gzip > articles.ndjson.gz
  gunzip -c articles.ndjson.gz | dateline db import - --db postgresql+psycopg://dateline@localhost/dateline
"""


def add_to(parser: argparse.ArgumentParser) -> None:
    """Add this command's actions."""
    actions = parser.add_subparsers(dest="action", metavar="ACTION", required=True)
    upgrade = actions.add_parser("upgrade", help="bring the database to this version; one at a time, others wait")
    upgrade.set_defaults(run=_upgrade)
    check = actions.add_parser("check", help="see that the database is sound and its events are what its articles make")
    check.set_defaults(run=_check)
    backup = actions.add_parser("backup", help="copy an SQLite database while it is in use")
    backup.add_argument("to", type=Path, metavar="FILE", help="a file that does not exist yet")
    backup.set_defaults(run=_backup)
    export = actions.add_parser("export", help="every article with its collections, as NDJSON on standard output")
    export.set_defaults(run=_export)
    taking = actions.add_parser("import", help="take in what export gave")
    taking.add_argument("file", metavar="FILE", help="NDJSON of an export; - for standard input")
    taking.add_argument("--workers", metavar="N", type=int, default=1, help="processes that read articles (default 1)")
    taking.set_defaults(run=_import)
    for action in (upgrade, check, backup, export, taking):
        database.add_flag(action)
    parser.epilog = EXAMPLE


def _upgrade(arguments: argparse.Namespace) -> int:
    from service.cli import DONE, tell
    from service.store.upkeep import upgrade

    before, after = upgrade(database.settings(arguments).database_url)
    if before is None:
        tell(f"made the database, at version {after}")
    elif before == after:
        tell(f"the database is at version {after} already")
    else:
        tell(f"upgraded the database from version {before} to {after}")
    return DONE


def _check(arguments: argparse.Namespace) -> int:
    from service.cli import DONE, PARTLY, tell
    from service.store.upkeep import check

    with database.opened(arguments) as (store, _):
        wrong = check(store)
    for words in wrong:
        print(words)
    tell("something is wrong" if wrong else "the database is sound")
    return PARTLY if wrong else DONE


def _backup(arguments: argparse.Namespace) -> int:
    from service.cli import DONE, tell
    from service.store.upkeep import backup

    with database.opened(arguments) as (store, _):
        backup(store, arguments.to)
    tell(f"backed up to {arguments.to}")
    return DONE


def _export(arguments: argparse.Namespace) -> int:
    from service.cli import DONE
    from service.store.upkeep import export

    with database.opened(arguments) as (store, _):
        for line in export(store):
            sys.stdout.buffer.write(line)
    return DONE


def _import(arguments: argparse.Namespace) -> int:
    from service import pipeline
    from service.commands.ingest import tell_outcomes
    from service.errors import BadQuestion, Fault

    with ExitStack() as stack:
        try:
            named = arguments.file != "-"
            lines = stack.enter_context(Path(arguments.file).open("rb")) if named else sys.stdin.buffer
        except OSError as error:
            words = f"cannot read {arguments.file}: {error.strerror}"
            raise BadQuestion(words, Fault("file", "unreadable", words)) from None
        store, settings = stack.enter_context(database.opened(arguments))
        return tell_outcomes(pipeline.take_in_export(store, lines, workers=arguments.workers, settings=settings))
