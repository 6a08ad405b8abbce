"""For whoever runs the service: whether it lives, and whether it can serve."""

from __future__ import annotations

from importlib.metadata import version

from flask import Blueprint, Response

from schemas.parameters import Nothing
from service.web import queries, replies
from service.web.context import services

blueprint = Blueprint("health", __name__)
VERSION = version("dateline")


@blueprint.get("/healthz")
def healthz() -> Response:
    """The process answers; nothing else is asked."""
    queries.load(Nothing())
    return replies.told_now({"status": "ok", "version": VERSION}, 200)


@blueprint.get("/readyz")
def readyz() -> Response:
    """Whether the service can do its work, and what it misses if not."""
    queries.load(Nothing())
    missing = list(services().store.ready())
    status = "not ready" if missing else "ready"
    return replies.told_now({"status": status, "missing": missing}, 503 if missing else 200)
