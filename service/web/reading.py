"""POST /read and /extract: what is read in a text that is not kept. Open like reads; bodies are small."""

from __future__ import annotations

from typing import Any

from flask import Blueprint, Response

from schemas.parameters import Nothing
from schemas.requests import ReadBody
from service import pipeline, reading
from service.formats.json import expression_dict, mention_dict, moment
from service.intake import Taken
from service.web import bodies, negotiate, queries, replies
from service.web.context import services

blueprint = Blueprint("reading", __name__)


def _taken() -> tuple[Taken, dict[str, Any]]:
    negotiate.require_json()
    queries.load(Nothing())
    bodies.require_json()
    settings = services().settings
    record = bodies.parsed(bodies.read_bytes(settings.max_read))
    taken = bodies.article(record, ReadBody())
    assert isinstance(record, dict)
    return taken, {"date_order": record.get("date_order"), "id": record.get("id")}


@blueprint.post("/read")
def read() -> Response:
    """The expressions of a text and its title."""
    taken, asked = _taken()
    order = asked["date_order"]
    settings = services().settings
    found = reading.read(taken.article, order) if order else pipeline.read_text(taken.article, settings)
    shape: dict[str, Any] = {
        "id": asked["id"],
        "published": moment(taken.article.published),
        "expressions": [expression_dict(e) for e in found.text],
    }
    if taken.article.title is not None:
        shape["title_expressions"] = [expression_dict(e) for e in found.title]
    return replies.json_reply({**shape, "notes": list(taken.notes)})


@blueprint.post("/extract")
def extract() -> Response:
    """The happenings told in a text and its title."""
    taken, asked = _taken()
    order = asked["date_order"]
    settings = services().settings
    mentions = reading.extract(taken.article, order) if order else pipeline.extract_text(taken.article, settings)
    shape = {
        "id": asked["id"],
        "published": moment(taken.article.published),
        "mentions": [mention_dict(mention) for mention in mentions],
        "notes": list(taken.notes),
    }
    return replies.json_reply(shape)
