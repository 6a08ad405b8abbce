"""One event a line, written as it comes, so that a long timeline needs no memory."""

from __future__ import annotations

from collections.abc import Iterator

from service.formats.listing import Listing


def render(listing: Listing) -> Iterator[bytes]:
    """A line of JSON for each event, in order."""
    for body in listing.bodies:
        yield body + b"\n"
