"""What the intake room has to be told: the zone of dates without one, and how much it may swallow."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import UTC, tzinfo
from typing import Protocol

from service.zones import zone_named


@dataclass(frozen=True, slots=True)
class PublisherDates:
    """How one publisher writes dates; None leaves it to the service's own setting."""

    zone: tzinfo | None = None
    date_order: str | None = None


class _PublisherSettings(Protocol):
    @property
    def time_zone(self) -> str | None: ...
    @property
    def date_order(self) -> str | None: ...


class _Settings(Protocol):
    @property
    def zone(self) -> tzinfo: ...
    @property
    def publishers(self) -> Mapping[str, _PublisherSettings]: ...


@dataclass(frozen=True, slots=True)
class IntakeSettings:
    """Bounds and habits of intake.

    `zone` stands for dates without an offset, `date_order` ("DMY", "MDY", "YMD") reads 06/08/2017; `publishers` has
    its own for some, by name. Sizes: `max_text` characters of an article, `max_html` bytes of a page, `max_line` bytes
    of one NDJSON line, `max_file` bytes of one file that has to be read whole, both after unpacking.
    """

    zone: tzinfo = UTC
    date_order: str | None = None
    publishers: Mapping[str, PublisherDates] = field(default_factory=dict)
    max_text: int = 2_000_000
    max_html: int = 5_000_000
    max_line: int = 16_000_000
    max_file: int = 100_000_000

    @classmethod
    def of(cls, settings: _Settings) -> IntakeSettings:
        """Take what concerns intake out of the service's settings."""
        publishers = {
            name: PublisherDates(zone_named(dates.time_zone) if dates.time_zone else None, dates.date_order)
            for name, dates in settings.publishers.items()
        }
        return cls(zone=settings.zone, publishers=publishers)

    def dates_of(self, publisher: str | None) -> tuple[tzinfo, str | None]:
        """Zone and date order for what `publisher` wrote."""
        own = self.publishers.get(publisher or "", PublisherDates())
        return own.zone or self.zone, own.date_order or self.date_order
