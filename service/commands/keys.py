"""`dateline keys`: API keys, shown once when they are made and kept only as their SHA-256."""

from __future__ import annotations

import argparse

from service.commands import database

EXAMPLE = """examples:
  dateline keys create desk --scope write
  dateline keys list
  dateline keys revoke desk
"""


def add_to(parser: argparse.ArgumentParser) -> None:
    """Add this command's actions."""
    actions = parser.add_subparsers(dest="action", metavar="ACTION", required=True)
    create = actions.add_parser("create", help="make a key and print it, once", allow_abbrev=False)
    create.add_argument("name", help="who it is for; names are unique")
    create.add_argument(
        "--scope", choices=("read", "write"), default="write", help="write includes read (default write)"
    )
    create.set_defaults(run=_create)
    listing = actions.add_parser("list", help="names, scopes, last use; never the keys", allow_abbrev=False)
    listing.set_defaults(run=_list)
    revoke = actions.add_parser("revoke", help="a key stops working at once", allow_abbrev=False)
    revoke.add_argument("name")
    revoke.set_defaults(run=_revoke)
    for action in (create, listing, revoke):
        database.add_flag(action)
    parser.epilog = EXAMPLE


def _create(arguments: argparse.Namespace) -> int:
    from service.cli import DONE, tell

    with database.opened(arguments) as (store, _):
        secret = store.create_key(arguments.name, arguments.scope)
    tell(f"the key of {arguments.name} is shown this once; send it as: Authorization: Bearer <key>")
    print(secret)
    return DONE


def _list(arguments: argparse.Namespace) -> int:
    from service.cli import DONE

    with database.opened(arguments) as (store, _):
        keys = store.list_keys()
    for key in keys:
        used = key.used.isoformat(timespec="minutes") if key.used else "never"
        state = f"revoked {key.revoked.isoformat(timespec='minutes')}" if key.revoked else "active"
        print(f"{key.name}\t{key.scope}\t{state}\tlast used {used}\tmade {key.created.isoformat(timespec='minutes')}")
    return DONE


def _revoke(arguments: argparse.Namespace) -> int:
    from service.cli import DONE, tell

    with database.opened(arguments) as (store, _):
        store.revoke_key(arguments.name)
    tell(f"the key of {arguments.name} is revoked")
    return DONE
