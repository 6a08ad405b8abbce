"""A question to the timeline, resolved: the one way in for HTTP parameters and command-line flags.

`parse` turns raw parameters into a frozen `Question` or says every fault at once. After it nothing depends on
words, on today or on a time zone's rules: a question is days, moments, names and numbers.
"""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, fields
from datetime import UTC, date, datetime, time, timedelta, tzinfo
from functools import lru_cache
from typing import Any
from zoneinfo import ZoneInfo, available_timezones

from service.config import Settings
from service.errors import BadQuestion, Fault
from service.identifiers import MAY_BE, is_identifier
from service.otherwords import nearest

STATUSES = ("occurred", "ongoing", "planned", "alleged", "denied", "negated", "cancelled")
KINDS = (
    *("agree", "consult", "support", "cooperate", "aid", "concede", "retreat", "demand", "disapprove", "reject"),
    *("threaten", "protest", "mobilize", "sanction", "coerce", "assault", "fight", "investigate", "statement"),
)
RELATIONS = ("on", "by", "since", "until", "before", "after", "during", "around")
GRANULARITIES = (
    *("second", "minute", "hour", "part", "day", "weekend", "week", "month", "season", "quarter", "half", "year"),
    *("decade", "century", "millennium"),
)
EVENT_FIELDS = (
    *("id", "title", "summary", "updated", "date", "status", "kind", "actors", "places", "sources", "weight"),
    *("disagreements", "evidence"),
)
MAX_LIMIT = 1000
DEFAULT_LIMIT = 100
MAX_TOP = 10_000
MAX_EVIDENCE = 100_000
DEFAULT_EVIDENCE = 3
MAX_WORDS = 500
MAX_CURSOR = 2000
MAX_REPEATS = 20
_ISO_DAY = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}|[0-9]{8}")
_ISO_DAY_OF_YEAR = re.compile(r"[0-9]{4}-[0-9]{3}")
_PLUS_LOST = re.compile(r"(?:(?<=:[0-9]{2})|(?<=\.[0-9]{3})|(?<=\.[0-9]{6})) (?=[0-9]{2}:?[0-9]{2}$)")
"""Where a URL's unescaped plus, which arrives as a blank, stood before an offset."""

_MOMENT = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}[Tt ][0-9]{2}:[0-9]{2}.*", re.DOTALL)
_UNREADABLE = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ufffd\ud800-\udfff]")


@dataclass(frozen=True, slots=True)
class Question:
    """Every parameter of GET /timeline, resolved. Empty tuples and None mean: not asked for.

    `start` and `end` are the days of `from` and `to`, both included; `as_of` and `changed_since` are aware moments;
    `evidence` None means all of it; `tz` moves moments in the answer, never days.
    """

    start: date | None = None
    end: date | None = None
    actors: tuple[str, ...] = ()
    about: str | None = None
    kinds: tuple[str, ...] = ()
    statuses: tuple[str, ...] = ()
    collection: str = "default"
    publishers: tuple[str, ...] = ()
    place: str | None = None
    country: str | None = None
    article: str | None = None
    q: str | None = None
    relation: str | None = None
    granularity: str | None = None
    min_sources: int | None = None
    as_of: datetime | None = None
    changed_since: datetime | None = None
    undated: bool = False
    top: int | None = None
    order: str = "asc"
    limit: int = DEFAULT_LIMIT
    cursor: str | None = None
    count: bool = False
    evidence: int | None = DEFAULT_EVIDENCE
    fields: tuple[str, ...] | None = None
    tz: str | None = None
    format: str | None = None

    @property
    def zone(self) -> tzinfo | None:
        """The zone that moments of the answer are told in; None leaves them as they are."""
        return ZoneInfo(self.tz) if self.tz else None

    def params(self, cursor: str | None = None) -> list[tuple[str, str]]:
        """The question as canonical parameters, words resolved to days; what stands at its default is left out.

        >>> Question(start=date(2017, 8, 1), actors=("Lavrov", "Tillerson")).params()
        [('from', '2017-08-01'), ('actor', 'Lavrov'), ('actor', 'Tillerson')]
        """
        said = [pair for pair in _params(self) if pair[0] != "cursor"]
        return said if cursor is None else [*said, ("cursor", cursor)]

    def digest(self) -> str:
        """What tells this question from every other, cursor and form included: with a version it makes an ETag."""
        return _digest(_params(self))

    def binding(self) -> str:
        """What a cursor is bound to: the events asked for and their order, not how they are shown or cut in pages."""
        return _digest(tuple(pair for pair in _params(self) if pair[0] not in _SHOWN_ONLY))


@dataclass(frozen=True, slots=True)
class Parameter:
    """One parameter: its name outside, its field in `Question`, how its words are read, and help for people.

    `days` says whether GET /timeline/days takes it as well.
    """

    name: str
    field: str
    read: Callable[[str, Context], Any]
    metavar: str
    help: str
    repeatable: bool = False
    days: bool = True
    flag: bool = False
    choices: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Context:
    """What reading a parameter may depend on: today, and the zone that query words are meant in."""

    today: date
    zone: tzinfo


def parse(raw: Mapping[str, Sequence[str]], *, settings: Settings, now: datetime, days: bool = False) -> Question:
    """The question that raw parameters ask.

    `raw` maps each name to its values in order; `now` (aware) is what "today" is counted from; `days` takes the
    parameters of /timeline/days. Raises `BadQuestion` with a fault for each thing wrong.

    >>> now = datetime(2017, 8, 7, tzinfo=UTC)
    >>> parse({"from": ["2017-08-01"], "limit": ["5"]}, settings=Settings(), now=now).limit
    5
    >>> parse({"actr": ["Lavrov"]}, settings=Settings(), now=now)
    Traceback (most recent call last):
    service.errors.BadQuestion: actr: no such parameter; did you mean actor?
    """
    known = {parameter.name: parameter for parameter in PARAMETERS if parameter.days or not days}
    faults: list[Fault] = []
    zone = _zone_asked(raw, settings, faults)
    context = Context(now.astimezone(zone).date(), zone)
    values: dict[str, Any] = {}
    for name, texts in raw.items():
        if name not in known:
            faults.append(_unknown(name, known))
        elif fault := _repeated(known[name], texts):
            faults.append(fault)
        else:
            _read_into(values, known[name], texts, context, faults)
    if values.get("start") and values.get("end") and values["start"] > values["end"]:
        words = f"from ({values['start']}) is after to ({values['end']})"
        faults.append(Fault("from", "bad-order", words))
    if faults:
        raise BadQuestion("; ".join(fault.message for fault in faults), *faults)
    return Question(**values)


def _zone_asked(raw: Mapping[str, Sequence[str]], settings: Settings, faults: list[Fault]) -> tzinfo:
    """The zone of the tz parameter, else the service's; a wrong one is told when its own turn comes."""
    asked = raw.get("tz")
    try:
        return ZoneInfo(_zone_name(asked[0])) if asked else settings.zone
    except ValueError:
        return settings.zone


def _read_into(
    values: dict[str, Any], parameter: Parameter, texts: Sequence[str], context: Context, faults: list[Fault]
) -> None:
    try:
        read = [parameter.read(_readable(text), context) for text in texts]
    except ValueError as error:
        faults.append(Fault(parameter.name, "bad-value", f"{parameter.name}: {error}"))
        return
    values[parameter.field] = tuple(dict.fromkeys(read)) if parameter.repeatable else read[0]


def _repeated(parameter: Parameter, texts: Sequence[str]) -> Fault | None:
    most = MAX_REPEATS if parameter.repeatable else 1
    if 1 <= len(texts) <= most:
        return None
    return Fault(parameter.name, "repeated", f"{parameter.name}: given {len(texts)} times; at most {most} allowed")


def _unknown(name: str, known: Mapping[str, Parameter]) -> Fault:
    shown = name[:60].encode("unicode_escape").decode("ascii")
    near = nearest(shown, known)
    hint = f"; did you mean {near}?" if near else ""
    return Fault(shown, "unknown-parameter", f"{shown}: no such parameter{hint}")


def _readable(text: str) -> str:
    if _UNREADABLE.search(text):
        raise ValueError("holds a character that is no text (a control character or broken UTF-8)")
    return text


def _whole(low: int, high: int) -> Callable[[str, Context], int]:
    def read(text: str, context: Context) -> int:
        if not (text.isascii() and text.isdigit() and len(text) <= 9 and low <= int(text) <= high):
            raise ValueError(f"must be a whole number from {low} to {high}")
        return int(text)

    return read


def _evidence(text: str, context: Context) -> int | None:
    if text in ("all", "none"):
        return None if text == "all" else 0
    try:
        return _whole(0, MAX_EVIDENCE)(text, context)
    except ValueError:
        raise ValueError(f"must be none, all or a whole number from 0 to {MAX_EVIDENCE}") from None


def _choice(*known: str) -> Callable[[str, Context], str]:
    def read(text: str, context: Context) -> str:
        if text in known:
            return text
        from difflib import get_close_matches

        near = get_close_matches(text[:60].lower(), known, 1)
        hint = f"; did you mean {near[0]}?" if near else ""
        raise ValueError(f"must be one of {', '.join(known)}{hint}")

    return read


def _flag(text: str, context: Context) -> bool:
    if text.lower() not in ("true", "false", "1", "0"):
        raise ValueError("must be true or false")
    return text.lower() in ("true", "1")


def _words(text: str, context: Context) -> str:
    if not text.strip() or len(text) > MAX_WORDS:
        raise ValueError(f"must be 1 to {MAX_WORDS} characters and not blank")
    return text


def _name(text: str, context: Context) -> str:
    if not is_identifier(text):
        raise ValueError(MAY_BE)
    return text


def _country(text: str, context: Context) -> str:
    if not (len(text) == 3 and text.isascii() and text.isalpha()):
        raise ValueError("must be a country's three letters (ISO 3166-1 alpha-3) such as USA")
    return text.upper()


def _cursor(text: str, context: Context) -> str:
    if not text or len(text) > MAX_CURSOR or not text.isascii():
        raise ValueError("not a cursor of this service")
    return text


def _fields(text: str, context: Context) -> tuple[str, ...]:
    names = tuple(dict.fromkeys(part.strip() for part in text.split(",")))
    choose = _choice(*EVENT_FIELDS)
    return tuple(choose(name, context) for name in names)


def _zone_name(text: str, context: Context | None = None) -> str:
    try:
        ZoneInfo(text)
    except (ValueError, OSError, KeyError):
        near = next((name for name in sorted(available_timezones()) if name.lower() == text.lower()), None)
        hint = f"; did you mean {near}?" if near else ""
        raise ValueError(f"must be a time zone's name such as Europe/Berlin{hint}") from None
    return text


def _first_day(text: str, context: Context) -> date:
    first, _ = days_of(text, context)
    if first is None:
        raise ValueError("names no first day")
    return first


def _last_day(text: str, context: Context) -> date:
    _, last = days_of(text, context)
    if last is None:
        raise ValueError("names no last day")
    return last


def days_of(text: str, context: Context) -> tuple[date | None, date | None]:
    """First and last day that a query's words name; ISO days are read here, the rest by the service's reader."""
    in_year = _ISO_DAY_OF_YEAR.fullmatch(text)
    if in_year or _ISO_DAY.fullmatch(text):
        try:
            day = _day_of_year(text) if in_year else date.fromisoformat(text)
        except ValueError:
            raise ValueError("no such day in the calendar") from None
        return day, day
    if len(text) > MAX_WORDS:
        raise ValueError("not a date")
    from service.dates import query_days

    first, last = query_days(text, today=context.today, zone=context.zone)
    if first is None and last is None:
        raise ValueError("not a date; write 2017-08-06, 2017-W31 or words such as last month")
    return first, last


def _day_of_year(text: str) -> date:
    year, number = text.split("-")
    day = date(int(year), 1, 1) + timedelta(days=int(number) - 1)
    if day.year != int(year):
        raise ValueError("the year has no such day")
    return day


def _moment(text: str, context: Context) -> datetime | None:
    """The moment that a full ISO moment states, in the query's zone when it has no offset; None if it is none."""
    if not _MOMENT.fullmatch(text):
        return None
    try:
        moment = datetime.fromisoformat(_PLUS_LOST.sub("+", text.upper()))
        moment = moment if moment.tzinfo else moment.replace(tzinfo=context.zone)
        return moment.astimezone(UTC)
    except (ValueError, OverflowError):
        raise ValueError("no such moment; write 2017-08-06T12:00:00Z") from None


def _as_of(text: str, context: Context) -> datetime:
    return _moment(text, context) or _end_of(_last_day(text, context), context.zone)


def _changed_since(text: str, context: Context) -> datetime:
    return _moment(text, context) or _start_of(_first_day(text, context), context.zone)


def _start_of(day: date, zone: tzinfo) -> datetime:
    try:
        return datetime.combine(day, time(), zone).astimezone(UTC)
    except OverflowError:
        raise ValueError("too near the end of the calendar") from None


def _end_of(day: date, zone: tzinfo) -> datetime:
    try:
        return _start_of(day + timedelta(days=1), zone) - timedelta(microseconds=1)
    except OverflowError:
        raise ValueError("too near the end of the calendar") from None


PARAMETERS: tuple[Parameter, ...] = (
    Parameter("from", "start", _first_day, "DAY", "events whose days touch this day or later; ISO or words"),
    Parameter("to", "end", _last_day, "DAY", "events whose days touch this day or earlier; ISO or words"),
    Parameter("actor", "actors", _words, "NAME", "who takes part, by any of its names; again: all of them", True),
    Parameter("about", "about", _words, "WORDS", "an actor by part of its name, or else a phrase of the evidence"),
    Parameter("kind", "kinds", _choice(*KINDS), "KIND", "what happens; again: any of them", True, choices=KINDS),
    Parameter(
        *(
            "status",
            "statuses",
            _choice(*STATUSES),
            "STATUS",
            "occurred, planned, denied ...; again: any of them",
            True,
        ),
        choices=STATUSES,
    ),
    Parameter("collection", "collection", _name, "NAME", "the set of articles asked about (default: default)"),
    Parameter("publisher", "publishers", _words, "NAME", "told by this publisher; again: any of them", True),
    Parameter("place", "place", _words, "NAME", "where it happens"),
    Parameter("country", "country", _country, "ABC", "country of a place or an actor, ISO 3166-1 alpha-3"),
    Parameter("article", "article", _name, "ID", "told by this article"),
    Parameter("q", "q", _words, "TEXT", "found literally, case aside, in title, names or evidence"),
    Parameter("relation", "relation", _choice(*RELATIONS), "WORD", "how it stands to its date", choices=RELATIONS),
    Parameter(
        *("granularity", "granularity", _choice(*GRANULARITIES), "UNIT", "how exact its date is"), choices=GRANULARITIES
    ),
    Parameter("min_sources", "min_sources", _whole(1, 1_000_000), "N", "told by at least N independent publishers"),
    Parameter("as_of", "as_of", _as_of, "DAY", "the timeline as known at the end of this day, or at this moment"),
    Parameter("changed_since", "changed_since", _changed_since, "MOMENT", "made or changed at this moment or later"),
    Parameter("undated", "undated", _flag, "BOOL", "happenings without days as well", flag=True),
    Parameter("top", "top", _whole(1, MAX_TOP), "N", "the N weightiest, in order"),
    Parameter("order", "order", _choice("asc", "desc"), "WAY", "asc or desc", choices=("asc", "desc")),
    Parameter("limit", "limit", _whole(1, MAX_LIMIT), "N", "events a page (default 100)", days=False),
    Parameter("cursor", "cursor", _cursor, "TEXT", "where the page starts: from the last page's next", days=False),
    Parameter("count", "count", _flag, "BOOL", "say how many there are in all", days=False, flag=True),
    Parameter("evidence", "evidence", _evidence, "N", "rows of evidence an event: none, a number, all", days=False),
    Parameter("fields", "fields", _fields, "A,B", "only these fields of each event", days=False),
    Parameter("tz", "tz", _zone_name, "ZONE", "zone of moments and of query words; days never move"),
    Parameter("format", "format", _name, "FORMAT", "form of the answer"),
)
_DEFAULTS: dict[str, Any] = {field.name: field.default for field in fields(Question)}
_SHOWN_ONLY = frozenset(("limit", "cursor", "count", "evidence", "fields", "tz", "format"))


def _said(value: object) -> str:
    """A value as a parameter's text."""
    if isinstance(value, tuple):
        return ",".join(value)
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, datetime):
        return value.astimezone(UTC).isoformat().replace("+00:00", "Z")
    return "all" if value is None else str(value)


@lru_cache(1024)
def _params(question: Question) -> tuple[tuple[str, str], ...]:
    """Every parameter that does not stand at its default, in the order of `PARAMETERS`."""
    said: list[tuple[str, str]] = []
    for parameter in PARAMETERS:
        value = getattr(question, parameter.field)
        if value != _DEFAULTS[parameter.field]:
            values = value if isinstance(value, tuple) and parameter.repeatable else (value,)
            said.extend((parameter.name, _said(one)) for one in values)
    return tuple(said)


@lru_cache(1024)
def _digest(params: tuple[tuple[str, str], ...]) -> str:
    return hashlib.blake2b(json.dumps(params).encode(), digest_size=12).hexdigest()
