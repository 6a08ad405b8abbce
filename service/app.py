"""The WSGI application: settings and a store in, a Flask app out. Its routes live in `service/web`."""

from __future__ import annotations

from importlib import import_module
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING

from flask import Flask

from service.config import Settings
from service.web import hooks, problems
from service.web.context import EXTENSION, Services
from service.web.shortcut import Shortcut

if TYPE_CHECKING:
    from service.store import Store

ROOMS = (
    "service.web.timeline",
    "service.web.articles",
    "service.web.reading",
    "service.web.lists",
    "service.web.health",
    "service.web.docs",
    "service.web.page",
    "service.web.embed",
)


def create_app(settings: Settings, store: Store | None = None, metrics_folder: Path | None = None) -> Flask:
    """The application over a store (when None: the settings' own, opened at its first use).

    `metrics_folder` is where all workers count; None counts in this process alone.
    """
    app = Flask("service.web", static_folder=None)
    app.json.ensure_ascii = False  # type: ignore[attr-defined]
    app.url_map.strict_slashes = False
    app.url_map.merge_slashes = False
    app.url_map.redirect_defaults = False
    shared = Services(settings, store, metrics_folder)
    app.extensions[EXTENSION] = shared
    app.wsgi_app = Shortcut(app.wsgi_app, shared)  # type: ignore[method-assign, assignment]
    problems.register(app)
    hooks.register(app, shared)
    for room in ROOMS:
        if find_spec(room) is not None:
            app.register_blueprint(import_module(room).blueprint)
    return app
