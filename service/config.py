"""Every setting of the service in one table: its name, where it is read from, its default and its meaning.

A setting comes from a keyword, else from the environment (`DATELINE_PORT`), else from a TOML file (`port = 8000`,
named by `DATELINE_CONFIG`), else it is the default. A wrong value or an unknown name stops the start with `BadSetting`.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field, fields
from datetime import tzinfo
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar, cast
from zoneinfo import ZoneInfo

from service.errors import BadSetting, Fault

if TYPE_CHECKING:
    from service.intake import IntakeSettings

T = TypeVar("T")
PREFIX = "DATELINE_"
CONFIG_FILE = PREFIX + "CONFIG"
DATE_ORDERS = ("MDY", "DMY", "YMD")
LOG_LEVELS = ("debug", "info", "warning", "error")
_SECONDS = {"second": 1, "minute": 60, "hour": 3600, "day": 86400}


@dataclass(frozen=True, slots=True)
class Rate:
    """At most `limit` requests in any window of `seconds`; `limit` 0 means no bound."""

    limit: int
    seconds: int


_UNBOUND = Rate(0, 60)


@dataclass(frozen=True, slots=True)
class PublisherSettings:
    """How one publisher writes dates: its time zone and the order of day, month and year in figures."""

    time_zone: str | None = None
    date_order: str | None = None


def _text(value: object) -> str:
    if not isinstance(value, str) or not value.strip():
        raise ValueError("must be text that is not empty")
    return value.strip()


def _optional_text(value: object) -> str | None:
    return None if value is None or value == "" else _text(value)


def _whole(low: int, high: int) -> Callable[[object], int]:
    def check(value: object) -> int:
        if isinstance(value, str) and value.isascii() and value.isdigit():
            value = int(value)
        if not isinstance(value, int) or isinstance(value, bool) or not low <= value <= high:
            raise ValueError(f"must be a whole number from {low} to {high}")
        return value

    return check


def _optional_whole(low: int, high: int) -> Callable[[object], int | None]:
    check = _whole(low, high)
    return lambda value: None if value is None or value == "" else check(value)


def _flag(value: object) -> bool:
    known = {"true": True, "yes": True, "1": True, "on": True, "false": False, "no": False, "0": False, "off": False}
    if isinstance(value, bool):
        return value
    if isinstance(value, str) and value.lower() in known:
        return known[value.lower()]
    raise ValueError("must be true or false")


def _words(value: object) -> tuple[str, ...]:
    if isinstance(value, str):
        value = [part.strip() for part in value.split(",")]
    if not isinstance(value, list | tuple) or not all(isinstance(part, str) for part in value):
        raise ValueError("must be a list of texts (in the environment: parted by commas)")
    return tuple(part for part in value if part)


def _choice(*known: str) -> Callable[[object], str]:
    def check(value: object) -> str:
        if not isinstance(value, str) or value.lower() not in known:
            raise ValueError(f"must be one of {', '.join(known)}")
        return value.lower()

    return check


def _zone_name(value: object) -> str:
    name = _text(value)
    try:
        ZoneInfo(name)
    except (ValueError, OSError, KeyError) as error:
        raise ValueError("must be a time zone's name such as UTC or America/New_York") from error
    return name


def _rate(value: object) -> Rate:
    if isinstance(value, Rate):
        return value
    if isinstance(value, str):
        if value.strip().lower() in ("off", "0", ""):
            return Rate(0, 60)
        count, _, unit = value.strip().partition("/")
        if count.isascii() and count.isdigit() and unit in _SECONDS:
            return Rate(int(count), _SECONDS[unit])
    raise ValueError('must be "off" or a number and a unit such as "600/minute" (second, minute, hour, day)')


def _web_address(value: object) -> str | None:
    text = _optional_text(value)
    if text is not None and not text.startswith(("http://", "https://")):
        raise ValueError("must start with http:// or https://")
    return text.rstrip("/") if text else None


def _publishers(value: object) -> Mapping[str, PublisherSettings]:
    if isinstance(value, str):
        import json

        value = json.loads(value) if value.strip() else {}
    if not isinstance(value, Mapping):
        raise ValueError('must be a table such as {"The Herald": {"time_zone": "Europe/London", "date_order": "DMY"}}')
    return {str(name): _publisher(str(name), words) for name, words in value.items()}


def _publisher(name: str, words: object) -> PublisherSettings:
    if isinstance(words, PublisherSettings):
        return words
    if not isinstance(words, Mapping) or set(words) - {"time_zone", "date_order"}:
        raise ValueError(f"{name}: knows time_zone and date_order only")
    order = words.get("date_order")
    if order is not None and order not in DATE_ORDERS:
        raise ValueError(f"{name}: date_order must be one of {', '.join(DATE_ORDERS)}")
    zone = words.get("time_zone")
    return PublisherSettings(None if zone is None else _zone_name(zone), cast("str | None", order))


def _setting(default: T, meaning: str, check: Callable[[object], T]) -> T:
    metadata = {"meaning": meaning, "check": check, "default": default}
    made: Any = (
        field(default_factory=dict, metadata=metadata)
        if isinstance(default, dict)
        else field(default=default, metadata=metadata)
    )
    return cast(T, made)


@dataclass(frozen=True)
class Settings:
    """All settings, checked. Made by `load`; tests may make one directly.

    >>> Settings(port=9000).port
    9000
    """

    database_url: str = _setting(
        "sqlite:///dateline.db",
        "Where everything is kept: sqlite:///file or postgresql+psycopg://user@host/name",
        _text,
    )
    host: str = _setting("127.0.0.1", "Address the service listens on; a public one needs a write key first", _text)
    port: int = _setting(8000, "Port the service listens on", _whole(0, 65535))
    workers: int = _setting(2, "Server processes", _whole(1, 256))
    threads: int = _setting(8, "Threads in each server process", _whole(1, 256))
    time_zone: str = _setting("UTC", "Zone of dates that come without one, and of today in queries", _zone_name)
    public_url: str | None = _setting(
        None, "Absolute address the service is reached at; links are relative without it", _web_address
    )
    trusted_hosts: tuple[str, ...] = _setting(
        (), "Host names a request may be addressed to, besides the public URL's; empty: any", _words
    )
    proxies: int = _setting(
        0, "How many proxies in front set X-Forwarded-* headers; 0 ignores those headers", _whole(0, 10)
    )
    cors_origins: tuple[str, ...] = _setting(("*",), "Origins whose pages may read the API", _words)
    frame_ancestors: tuple[str, ...] = _setting(
        ("*",), "Origins that may frame /embed (Content-Security-Policy frame-ancestors)", _words
    )
    max_body: int = _setting(
        16_777_216, "Largest body of one article or one text, bytes, after decompression", _whole(1024, 2**31)
    )
    max_bulk: int = _setting(
        1_073_741_824, "Largest NDJSON body of many articles, bytes, after decompression", _whole(1024, 2**40)
    )
    max_read: int = _setting(262_144, "Largest text of POST /read and POST /extract, bytes", _whole(256, 2**31))
    read_keys_required: bool = _setting(False, "Ask for a key on reads as well as on writes", _flag)
    read_rate: Rate = _setting(_UNBOUND, 'Reads one client may make, such as "600/minute"; "off": no bound', _rate)  # noqa: RUF009 - a frozen value
    write_rate: Rate = _setting(_UNBOUND, 'Writes one key may make, such as "60/minute"; "off": no bound', _rate)  # noqa: RUF009 - a frozen value
    cache_bytes: int = _setting(
        67_108_864, "Memory each process keeps for rendered answers, bytes; 0: none", _whole(0, 2**40)
    )
    cache_control: str = _setting(
        "no-cache", "Cache-Control header of reads; no-cache asks clients to check the ETag each time", _text
    )
    evidence_chars: int | None = _setting(
        None, "Longest quoted evidence in answers, characters; empty: as extracted", _optional_whole(0, 100_000)
    )
    publishers: Mapping[str, PublisherSettings] = _setting(
        {}, "Time zone and date order by publisher's name (a TOML table; JSON in the environment)", _publishers
    )
    log_level: str = _setting(
        "info", "Least severe log line written: debug, info, warning or error", _choice(*LOG_LEVELS)
    )
    metrics_host: str = _setting("127.0.0.1", "Address /metrics listens on", _text)
    metrics_port: int = _setting(0, "Port of /metrics; 0: not served", _whole(0, 65535))
    busy_seconds: int = _setting(30, "How long a writer waits for another before it answers 503", _whole(1, 600))
    as_of_mentions: int = _setting(200_000, "Most mentions a question with as_of may regroup", _whole(1, 2**31))

    @property
    def zone(self) -> tzinfo:
        """The service's time zone."""
        return ZoneInfo(self.time_zone)

    @property
    def intake(self) -> IntakeSettings:
        """What the intake room asks to know."""
        from service.intake import IntakeSettings

        return IntakeSettings.of(self)


@dataclass(frozen=True, slots=True)
class Setting:
    """One row of the table of settings, for the docs and for messages."""

    name: str
    env: str
    default: object
    meaning: str
    check: Callable[[object], Any]


SETTINGS: tuple[Setting, ...] = tuple(
    Setting(
        row.name, PREFIX + row.name.upper(), row.metadata["default"], row.metadata["meaning"], row.metadata["check"]
    )
    for row in fields(Settings)
)


def load(environ: Mapping[str, str] | None = None, toml: Path | None = None, **overrides: object) -> Settings:
    """Settings from keywords, environment and TOML file, in this order of precedence.

    `environ` is the process's own when None; `toml` is the file `DATELINE_CONFIG` names when None; keywords that are
    None do not count. Raises `BadSetting` with a fault for each wrong value and each unknown name.

    >>> load({"DATELINE_PORT": "9000"}, time_zone="Europe/Berlin").port
    9000
    >>> load({"DATELINE_PROT": "9000"})
    Traceback (most recent call last):
    service.errors.BadSetting: DATELINE_PROT: no such setting; did you mean DATELINE_PORT?
    """
    environ = os.environ if environ is None else environ
    named = environ.get(CONFIG_FILE)
    file = toml if toml is not None else Path(named) if named else None
    given: dict[str, tuple[str, object]] = {}
    faults: list[Fault] = []
    for where, name, value in _given(environ, file, overrides):
        if name in _BY_NAME:
            given[name] = (where, value)
        else:
            faults.append(_unknown(where, name))
    values: dict[str, Any] = {}
    for name, (where, value) in given.items():
        try:
            values[name] = _BY_NAME[name].check(value)
        except ValueError as error:
            faults.append(Fault(where, "bad-value", f"{where}: {error}"))
    if faults:
        raise BadSetting("; ".join(fault.message for fault in faults), *faults)
    return Settings(**values)


_BY_NAME = {setting.name: setting for setting in SETTINGS}


def _given(
    environ: Mapping[str, str], file: Path | None, overrides: Mapping[str, object]
) -> Iterator[tuple[str, str, object]]:
    """Every value given, least strong first, with the name its giver used."""
    if file is not None:
        for name, value in _toml(file).items():
            yield name, name, value
    for env, text in environ.items():
        if env.startswith(PREFIX) and env != CONFIG_FILE:
            yield env, env.removeprefix(PREFIX).lower(), text
    for name, value in overrides.items():
        if value is not None:
            yield name, name, value


def _toml(file: Path) -> dict[str, object]:
    import tomli

    try:
        return tomli.loads(file.read_text(encoding="utf-8"))
    except (OSError, ValueError) as error:
        message = f"{file}: cannot be read as TOML: {error}"
        raise BadSetting(message, Fault(str(file), "bad-file", message)) from error


def _unknown(where: str, name: str) -> Fault:
    from difflib import get_close_matches

    near = get_close_matches(name, _BY_NAME, 1)
    right = "" if not near else _BY_NAME[near[0]].env if where.startswith(PREFIX) else near[0]
    hint = f"; did you mean {right}?" if right else ""
    return Fault(where, "unknown-setting", f"{where}: no such setting{hint}")


def hand_on(name: str, value: str) -> None:
    """Set an environment variable for a library that reads it itself, in this process and those it starts."""
    os.environ[name] = value
