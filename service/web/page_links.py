"""Addresses of the page: the question in the URL, with one thing set, added or taken away.

What people typed stays as they typed it (`from=last month`), so that a link saved today asks the same tomorrow.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from urllib.parse import quote, urlencode

OWN = ("open", "part", "zoom")
PLACES_IN_A_LIST = ("cursor", "open", "part")
ONLY_SHOWN = (*OWN, "cursor", "limit", "format")

Pairs = tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class Links:
    """The page's own address: `path` and the parameters as they were given; `base` is where the service is reached."""

    pairs: Pairs
    base: str = ""
    path: str = "/"

    def values(self, name: str) -> tuple[str, ...]:
        """Every value given for a parameter."""
        return tuple(value for key, value in self.pairs if key == name and value)

    def first(self, name: str) -> str:
        """The first value given for a parameter, or nothing."""
        return next(iter(self.values(name)), "")

    def having(self, **parameters: str | None) -> str:
        """This page with these parameters and no others of their names; None takes one away; the list begins anew.

        A trailing underscore is taken off a name, so that `from_` can be written.

        >>> Links((("actor", "Lavrov"), ("from", "May"))).having(from_=None, status="planned")
        '/?actor=Lavrov&status=planned'
        """
        changed = {name.rstrip("_"): value for name, value in parameters.items()}
        kept = [(k, v) for k, v in self.pairs if v and k not in changed and k not in PLACES_IN_A_LIST]
        return self._to([*kept, *((k, v) for k, v in changed.items() if v)])

    def with_one(self, name: str, value: str) -> str:
        """This page with one more value of a parameter."""
        kept = [(k, v) for k, v in self.pairs if v and k not in PLACES_IN_A_LIST and (k, v) != (name, value)]
        return self._to([*kept, (name, value)])

    def without_one(self, name: str, value: str) -> str:
        """This page with one value of a parameter taken away.

        >>> Links((("kind", "aid"), ("kind", "talks"))).without_one("kind", "aid")
        '/?kind=talks'
        """
        return self._to([(k, v) for k, v in self.pairs if v and k not in PLACES_IN_A_LIST and (k, v) != (name, value)])

    def days(self, first: date, last: date) -> str:
        """This page with these days only."""
        return self.having(from_=first.isoformat(), to=last.isoformat())

    def clear(self) -> str:
        """The whole timeline of the same collection."""
        return self._to([(k, v) for k, v in self.pairs if k == "collection" and v])

    def before(self, day: date) -> str:
        """This page with what lies before a day."""
        return self.having(from_=None, to=day_before(day).isoformat(), zoom=None)

    def after(self, day: date) -> str:
        """This page with what lies after a day."""
        return self.having(from_=day_after(day).isoformat(), to=None, zoom=None)

    def opened(self, event_id: str) -> str:
        """The same place of the list, with one more event opened, or closed if it stands open."""
        kept = [(k, v) for k, v in self.pairs if v and k != "part" and (k, v) != ("open", event_id)]
        if event_id not in self.values("open"):
            kept.append(("open", event_id))
        return f"{self._to(kept)}#e-{quote(event_id, safe='')}"

    def at(self, event_id: str, day: date) -> str:
        """The list of one day with an event of it opened: it leads there on whatever page of the list that is.

        >>> Links((("as_of", "2017-08-08"), ("top", "5"))).at("e1", date(2017, 9, 1))
        '/?as_of=2017-08-08&from=2017-09-01&to=2017-09-01&open=e1#e-e1'
        """
        there = self.having(from_=day.isoformat(), to=day.isoformat(), top=None, zoom=None, order=None)
        return f"{there}&{urlencode({'open': event_id})}#e-{quote(event_id, safe='')}"

    def following(self, cursor: str) -> str:
        """The next page of the list."""
        return self._to([*((k, v) for k, v in self.pairs if v and k not in PLACES_IN_A_LIST), ("cursor", cursor)])

    def here(self) -> str:
        """This page as a whole address, for whoever it is sent to."""
        return self.base + self._to([(k, v) for k, v in self.pairs if v and k != "part"])

    def api(self, path: str = "/timeline", **more: str) -> str:
        """The call that gives the same data."""
        asked = [(k, v) for k, v in self.pairs if v and k not in ONLY_SHOWN] + list(more.items())
        return f"{self.base}{path}{'?' + urlencode(asked) if asked else ''}"

    def embed(self) -> str:
        """The same timeline, to be put into another page."""
        return self.api("/embed")

    def _to(self, pairs: list[tuple[str, str]]) -> str:
        return f"{self.path}?{urlencode(pairs)}" if pairs else self.path


def day_before(day: date) -> date:
    """The day before one; the first day of the calendar has none and stays."""
    return date.fromordinal(max(day.toordinal() - 1, 1))


def day_after(day: date) -> date:
    """The day after one; the last day of the calendar has none and stays."""
    return date.fromordinal(min(day.toordinal() + 1, date.max.toordinal()))


def shell_quoted(url: str) -> str:
    """A `curl` line that a shell takes as it stands.

    >>> shell_quoted("http://localhost/timeline?q=it's")
    "curl 'http://localhost/timeline?q=it%27s'"
    """
    return "curl '" + url.replace("'", "%27") + "'"
