"""Builders: what the words a rule captured mean together. Captures in, a Meaning out, or None."""

from __future__ import annotations

from service.temporal.builders import amounts, company, dates, periods, times
from service.temporal.builders.base import BUILDERS, Builder, Captures
from service.temporal.builders.times import on_clock

__all__ = ["BUILDERS", "Builder", "Captures", "on_clock"]
# Imported for the builders they register.
ROOMS = (amounts, company, dates, periods, times)
