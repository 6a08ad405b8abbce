"""Log lines as JSON on standard error, an object a line: time, level, what happened; of a request its id and cost."""

from __future__ import annotations

import logging
from collections.abc import Mapping
from datetime import UTC, datetime
from typing import Any

import orjson
from gunicorn.glogging import Logger


class JsonFormatter(logging.Formatter):
    """A log record as one line of JSON; a failure carries its traceback as one string."""

    def format(self, record: logging.LogRecord) -> str:
        """The line, without its end."""
        line: dict[str, object] = {
            "time": datetime.fromtimestamp(record.created, UTC).isoformat(timespec="milliseconds"),
            "level": record.levelname.lower(),
            "event": record.getMessage(),
        }
        request = getattr(record, "request", None)
        if request is not None:
            line.update(request)
        else:
            line["logger"] = record.name
        if record.exc_info:
            line["traceback"] = self.formatException(record.exc_info)
        return orjson.dumps(line, default=str, option=orjson.OPT_NON_STR_KEYS).decode()


def write_request(log: logging.Logger, line: Mapping[str, object]) -> None:
    """Write the line of a request: where in the code it was written is asked of nobody, so it is not looked for."""
    if log.isEnabledFor(logging.INFO):
        record = logging.LogRecord(log.name, logging.INFO, "", 0, "request", None, None)
        record.request = line
        log.handle(record)


def spare_unread_facts() -> None:
    """Let no log record of this process gather what `JsonFormatter` never writes: threads and processes."""
    logging.logThreads = logging.logProcesses = logging.logMultiprocessing = False


class QuietLogger(Logger):  # type: ignore[misc]
    """gunicorn's logger without its access log: the service writes a line of its own for every request."""

    def access(self, resp: object, req: object, environ: object, request_time: object) -> None:
        """Write nothing, and gather nothing for it."""


def configuration(level: str) -> dict[str, Any]:
    """The logging configuration of a server, for `logging.config.dictConfig`."""
    name = level.upper()
    return {
        "version": 1,
        "disable_existing_loggers": False,
        "formatters": {"json": {"()": "service.web.logs.JsonFormatter"}},
        "handlers": {"stderr": {"class": "logging.StreamHandler", "formatter": "json", "stream": "ext://sys.stderr"}},
        "root": {"level": "WARNING", "handlers": ["stderr"]},
        "loggers": {
            "dateline": {"level": name, "handlers": ["stderr"], "propagate": False},
            "gunicorn.error": {"level": name, "handlers": ["stderr"], "propagate": False},
            "gunicorn.access": {"level": "CRITICAL", "handlers": [], "propagate": False},
        },
    }
