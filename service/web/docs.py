"""/docs: the API's page, its OpenAPI document and a page for every kind of problem. All of it offline."""

from __future__ import annotations

from functools import cache
from html import escape
from importlib.resources import files
from pathlib import Path

from flask import Blueprint, Response

from service.errors import NotFound
from service.web import replies
from service.web.problems import KINDS

blueprint = Blueprint("docs", __name__)
ASSETS = {
    "swagger-ui.css": "text/css; charset=utf-8",
    "swagger-ui-bundle.js": "text/javascript; charset=utf-8",
    "favicon-32x32.png": "image/png",
}
# Swagger UI writes styles into its page and draws icons from data URLs; scripts come from here alone.
POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self' 'unsafe-inline'; img-src 'self' data:; "
    "connect-src 'self'; font-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'"
)
PAGE = """<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>Dateline API</title>
<link rel="icon" href="/docs/assets/favicon-32x32.png">
<link rel="stylesheet" href="/docs/assets/swagger-ui.css">
</head>
<body>
<div id="api"></div>
<noscript><p>The API is written down in <a href="/openapi.yaml">openapi.yaml</a>.</p></noscript>
<script src="/docs/assets/swagger-ui-bundle.js"></script>
<script src="/docs/assets/start.js"></script>
</body>
</html>
"""
START = """SwaggerUIBundle({
  url: "/openapi.yaml", dom_id: "#api", deepLinking: true, validatorUrl: null, tryItOutEnabled: true,
});
"""
ERROR_PAGE = """<!doctype html>
<html lang="en">
<head><meta charset="utf-8"><title>{title}</title></head>
<body><h1>{status}: {title}</h1><p>{advice}</p><p><a href="/docs">All of the API</a></p></body>
</html>
"""
DOCUMENT = Path(__file__).parents[2] / "openapi.yaml"


def _html(text: str) -> Response:
    response = replies.body_reply(text.encode(), "text/html; charset=utf-8")
    response.headers["Content-Security-Policy"] = POLICY
    return response


@blueprint.get("/docs")
def page() -> Response:
    """Every call of the API, to read and to try."""
    return _html(PAGE)


@blueprint.get("/docs/assets/<name>")
def asset(name: str) -> Response:
    """A file of the API's page, from the package that carries it."""
    if name == "start.js":
        return replies.body_reply(START.encode(), "text/javascript; charset=utf-8")
    if name not in ASSETS:
        raise NotFound(f"The API's page has no file {name[:100]}.")
    return replies.body_reply(_asset(name), ASSETS[name])


@cache
def _asset(name: str) -> bytes:
    return files("flask_swagger_ui").joinpath("dist", name).read_bytes()


@blueprint.get("/docs/errors")
def problems() -> Response:
    """Every kind of problem there is."""
    rows = "".join(
        f'<li><a href="/docs/errors/{kind.slug}">{kind.status} {escape(kind.title)}</a></li>' for kind in KINDS.values()
    )
    title = "What can go wrong"
    return _html(f'<!doctype html><html lang="en"><meta charset="utf-8"><title>{title}</title><ul>{rows}</ul></html>')


@blueprint.get("/docs/errors/<slug>")
def problem(slug: str) -> Response:
    """What a kind of problem means and what to do about it."""
    kind = KINDS.get(slug)
    if kind is None:
        raise NotFound(f"There is no kind of problem called {slug[:100]}.")
    return _html(ERROR_PAGE.format(title=escape(kind.title), status=kind.status, advice=escape(kind.advice)))


@blueprint.get("/openapi.yaml")
def document() -> Response:
    """The whole contract, OpenAPI 3.1."""
    return replies.body_reply(_document(), "application/yaml")


@cache
def _document() -> bytes:
    if DOCUMENT.exists():
        return DOCUMENT.read_bytes()
    from service.web.openapi import written

    return written().encode()
