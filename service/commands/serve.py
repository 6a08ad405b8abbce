"""`dateline serve`: the HTTP service under gunicorn."""

from __future__ import annotations

import argparse

from service.commands import database

EXAMPLE = """examples:
  dateline serve
  dateline serve --port 8001 --workers 2 --db sqlite:///news.db
An address other people reach needs a writer's key first: dateline keys create desk --scope write
"""


def add_to(parser: argparse.ArgumentParser) -> None:
    """Add this command's flags."""
    parser.add_argument("--host", metavar="ADDRESS", help="address to listen on (default 127.0.0.1)")
    parser.add_argument("--port", metavar="N", help="port to listen on (default 8000)")
    parser.add_argument("--workers", metavar="N", help="worker processes (default: from the settings)")
    database.add_flag(parser)
    parser.epilog = EXAMPLE
    parser.set_defaults(run=run)


def run(arguments: argparse.Namespace) -> int:
    """Serve until stopped; returns gunicorn's exit code."""
    from service.web.server import serve

    return serve(database.settings(arguments, host=arguments.host, port=arguments.port, workers=arguments.workers))
