"""One event a line, written as it comes, so that a long timeline needs no memory."""

from __future__ import annotations

from collections.abc import Iterator

from service.formats.json import chosen, dumps, row_bytes
from service.formats.listing import Listing


def render(listing: Listing) -> Iterator[bytes]:
    """A line of JSON for each event, in order."""
    for row in listing.rows:
        if listing.fields:
            yield dumps(chosen(row, listing)) + b"\n"
        else:
            yield row_bytes(row, listing) + b"\n"
