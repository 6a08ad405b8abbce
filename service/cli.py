"""The command line: finds the command, imports only its module, and turns errors into sentences and exit codes.

Exit codes: 0 done; 1 some input was refused (or the database did not answer) and the rest is done; 2 used wrongly.
Data goes to standard output, words go to standard error.
"""

from __future__ import annotations

import argparse
import os
import sys
from collections.abc import Sequence
from functools import partial
from importlib import import_module

COMMANDS = {
    "serve": "answer GET /timeline over HTTP, under gunicorn",
    "ingest": "take in articles from files, folders, feeds or standard input",
    "timeline": "print the timeline of a collection",
    "days": "print the days of a collection, or its N weightiest",
    "read": "read the dates in a text; nothing is stored",
    "extract": "read the happenings in a text; nothing is stored",
    "keys": "create, list and revoke the API keys of writers",
    "db": "upgrade, check, back up, export and import the database",
}

# argparse makes a formatter for each flag added; one that asks for the terminal's width loads four compressors first.
FIXED_WIDTH = partial(argparse.RawDescriptionHelpFormatter, width=80)

DONE, PARTLY, MISUSED, INTERRUPTED = 0, 1, 2, 130

EXAMPLES = """examples:
  dateline read --published 2017-08-07 article.txt
  dateline ingest samples/
  dateline timeline --about Tillerson --from "August 2017"
"""


class _Version(argparse.Action):
    """Says the version; looked up only when it is asked for, since the look-up takes longer than reading a text."""

    def __call__(self, parser: argparse.ArgumentParser, *_: object, **__: object) -> None:
        from importlib.metadata import version

        print(f"dateline {version('dateline')}")
        parser.exit(DONE)


def build_parser(chosen: str | None) -> argparse.ArgumentParser:
    """The parser with every command named, and the chosen one complete with its flags."""
    parser = argparse.ArgumentParser(
        prog="dateline",
        description="Reads news, turns its relative dates into calendar days, and serves one sourced timeline.",
        epilog=EXAMPLES,
        formatter_class=FIXED_WIDTH,
    )
    parser.add_argument("--version", action=_Version, nargs=0, help="say the version and exit")
    commands = parser.add_subparsers(dest="command", metavar="COMMAND", required=True, prog=parser.prog)
    for name, purpose in COMMANDS.items():
        command = commands.add_parser(
            name,
            help=purpose,
            description=purpose[0].upper() + purpose[1:] + ".",
            formatter_class=FIXED_WIDTH,
            allow_abbrev=False,
        )
        if name == chosen:
            import_module(f"service.commands.{name}").add_to(command)
    for each in (parser, *commands.choices.values()):
        each.formatter_class = argparse.RawDescriptionHelpFormatter
    return parser


def tell(words: str) -> None:
    """Say something to the person at the keyboard, never among the data."""
    print(f"dateline: {words}", file=sys.stderr)


def run(arguments: Sequence[str]) -> int:
    """Run one command and return its exit code; errors that users can act on become sentences."""
    from service.errors import BadQuestion, BadSetting, DatelineError

    chosen = next((word for word in arguments if word in COMMANDS), None)
    parsed = build_parser(chosen).parse_args(arguments)
    try:
        return int(parsed.run(parsed))
    except DatelineError as error:
        tell(error.message)
        for fault in error.faults:
            if fault.message != error.message:
                print(f"  {fault.field}: {fault.message}", file=sys.stderr)
        return MISUSED if isinstance(error, BadQuestion | BadSetting) else PARTLY
    except KeyboardInterrupt:
        tell("stopped; what was acknowledged is kept")
        return INTERRUPTED


def main() -> None:
    """The entry point of the `dateline` command."""
    try:
        code = run(sys.argv[1:])
        sys.stdout.flush()
    except BrokenPipeError:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        code = DONE
    sys.exit(code)


if __name__ == "__main__":
    main()
