"""The timeline on other people's pages: its script, the frame, and oEmbed, so that editors only paste an address."""

from __future__ import annotations

from datetime import UTC, datetime
from urllib.parse import parse_qsl, quote, urlencode, urlsplit
from xml.etree import ElementTree

from flask import Blueprint, Response, request
from markupsafe import escape

from service import pipeline
from service.config import Settings
from service.errors import BadQuestion, DatelineError, Fault
from service.formats.json import dumps
from service.web import page_data, replies
from service.web.answers import Answer
from service.web.conditional import weak
from service.web.context import services
from service.web.page import HTML, base_url, failed, given, not_modified, root, written
from service.web.page_events import event_of
from service.web.page_links import Links, Pairs
from service.web.page_read import digest
from service.web.page_render import asset, asset_packed, asset_version, edition, style_source
from service.web.problems import Problem

blueprint = Blueprint("embed", __name__)

THEMES = ("light", "dark")
OWN = ("heading", "theme")
MOST_HEADING = 200
DEFAULT_LIMIT = "50"
WIDTH, HEIGHT = 640, 600
NARROWEST, LOWEST = 200, 120
AN_HOUR = 3600
FRAMED = frozenset({"/", "/embed"})


def policy(settings: Settings) -> str:
    """The frame's Content-Security-Policy: who may frame it is the settings' word.

    >>> policy(Settings(frame_ancestors=("https://paper.example",))).rpartition("; ")[2]
    'frame-ancestors https://paper.example'
    """
    named = [one for one in settings.frame_ancestors if one and not set(one) & set("; ,\r\n\t")]
    ancestors = " ".join(named) or "'none'"
    return (
        f"default-src 'none'; script-src 'self'; style-src 'self' {style_source()}; img-src 'self'; "
        f"connect-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors {ancestors}"
    )


@blueprint.get("/embed.js")
def script() -> Response:
    """The script that other pages load: all there is to the embed."""
    body = asset("embed.js") or b""
    tag = weak(asset_version("embed.js"))
    headers = (
        ("Content-Type", "text/javascript; charset=utf-8"),
        ("Cache-Control", f"public, max-age={AN_HOUR}"),
        ("ETag", tag),
    )
    return replies.not_modified(tag, None) or replies.send(Answer(body, headers, asset_packed("embed.js")))


@blueprint.get("/embed")
def frame() -> Response:
    """The timeline as a frame: written by the server, kept up to date by the script."""
    pairs = given()
    own = {name: value for name, value in pairs if name in OWN}
    asked: Pairs = tuple((name, value) for name, value in pairs if name not in OWN)
    settings = services().settings
    try:
        return _frame(Links(asked, base_url()), own, settings)
    except DatelineError as error:
        response = failed(error)
        response.headers["Content-Security-Policy"] = policy(settings)
        return response


def _frame(links: Links, own: dict[str, str], settings: Settings) -> Response:
    store = services().store
    with_limit = links.pairs if links.first("limit") else (*links.pairs, ("limit", DEFAULT_LIMIT))
    question = page_data.asked(Links(with_limit), settings, datetime.now(UTC))
    theme = own.get("theme")
    if theme is not None and theme not in THEMES:
        words = f"theme: must be one of {', '.join(THEMES)}"
        raise BadQuestion(words, Fault("theme", "bad-value", words))
    collection = store.collection(question.collection)
    heading = own.get("heading", "")[:MOST_HEADING]
    shown = digest(repr((links.pairs, heading, theme)))
    tag = weak(services().edition, edition(), collection.state, question.digest(), shown)
    if (same := not_modified(tag, policy(settings))) is not None:
        return same
    rows = pipeline.timeline(store, question).rows
    events = [event_of(row.json) if row.json is not None else row.event for row in rows]
    body = written(
        "embed.html",
        title=heading or f"Timeline of {question.collection}",
        heading=heading,
        theme=theme,
        src=Links(links.pairs, root()).api(),
        base=root(),
        version=asset_version("embed.js"),
        events=events,
    )
    headers = (
        ("Content-Type", HTML),
        ("Content-Security-Policy", policy(settings)),
        ("ETag", tag),
        ("Cache-Control", "no-cache"),
    )
    return replies.send(Answer(body, headers))


@blueprint.get("/oembed")
def oembed() -> Response:
    """What an editor's software asks for an address of the page: the frame to put in its place (oEmbed 1.0)."""
    form = request.args.get("format", "json")
    if form not in {"json", "xml"}:
        message = "format: oEmbed is told as json or xml"
        raise Problem("not-implemented", message, [Fault("format", "bad-value", message)])
    unknown = sorted(set(request.args) - {"url", "maxwidth", "maxheight", "format"})
    faults = [Fault(name[:60], "unknown-parameter", f"{name[:60]}: no such parameter") for name in unknown]
    width = _size("maxwidth", WIDTH, NARROWEST, faults)
    height = _size("maxheight", HEIGHT, LOWEST, faults)
    if not request.args.get("url"):
        faults.append(Fault("url", "missing", "url: the address of a timeline of this service"))
    if faults:
        raise Problem("bad-query", "; ".join(fault.message for fault in faults), faults)
    shape = _rich(_embedded(request.args["url"]), width, height)
    if form == "xml":
        return replies.body_reply(_xml(shape), "text/xml; charset=utf-8")
    return replies.body_reply(dumps(shape), "application/json")


def _size(name: str, usual: int, least: int, faults: list[Fault]) -> int:
    value = request.args.get(name)
    if value is None:
        return usual
    if not (value.isascii() and value.isdigit() and 0 < int(value[:9]) < 100_000):
        faults.append(Fault(name, "bad-value", f"{name}: must be a whole number of pixels"))
        return usual
    return max(min(usual, int(value)), least)


def _embedded(url: str) -> str:
    """The address of the frame for an address of the page; problem 404 for what is no timeline of this service."""
    parts = urlsplit(url)
    own = {urlsplit(base_url()).netloc, request.host}
    if parts.scheme not in {"http", "https"} or parts.netloc not in own or parts.path not in FRAMED:
        raise Problem("not-found", "url: no timeline of this service stands at that address.")
    pairs = [(name, value) for name, value in parse_qsl(parts.query) if name not in {"open", "part", "cursor", "zoom"}]
    query = urlencode(pairs, quote_via=quote)
    return f"{base_url()}/embed{'?' + query if query else ''}"


def _rich(src: str, width: int, height: int) -> dict[str, object]:
    title = "Timeline"
    html = (
        f'<iframe src="{escape(src)}" width="{width}" height="{height}" title="{title}" loading="lazy" '
        'style="border:0;max-width:100%"></iframe>'
    )
    return {
        "version": "1.0",
        "type": "rich",
        "title": title,
        "provider_name": "Dateline",
        "provider_url": base_url() + "/",
        "cache_age": AN_HOUR,
        "width": width,
        "height": height,
        "html": html,
    }


def _xml(shape: dict[str, object]) -> bytes:
    root = ElementTree.Element("oembed")
    for name, value in shape.items():
        ElementTree.SubElement(root, name).text = str(value)
    told: bytes = ElementTree.tostring(root, encoding="utf-8", xml_declaration=True)
    return told
