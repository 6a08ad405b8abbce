"""The routes, openapi.yaml and the schemas agree; every reply is of the shape the contract says."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import pytest
import yaml
from flask import Flask
from hypothesis import example, given
from hypothesis import strategies as st
from jsonschema import Draft202012Validator
from marshmallow import ValidationError
from openapi_spec_validator import validate

from schemas import words
from schemas.parameters import DaysQuery, SuffixQuery, TimelineQuery
from schemas.patterns import Whole
from service import question
from service.app import create_app
from service.config import Settings
from service.formats import FORMATS
from service.identifiers import MAY_BE, is_identifier
from service.intake.record import FIELDS
from service.temporal.model import Expression
from service.web import openapi
from service.web.contract import OPERATIONS, UNLISTED
from service.web.problems import KINDS

ROOT = Path(__file__).parents[2]
COMMITTED = yaml.safe_load((ROOT / "openapi.yaml").read_text())
OF_THE_PAGE = ("page.", "embed.")


@pytest.fixture(scope="module")
def app(tmp_path_factory: pytest.TempPathFactory) -> Flask:
    return create_app(Settings(database_url=f"sqlite:///{tmp_path_factory.mktemp('web') / 'routes.db'}"))


def resolved(schema: dict[str, Any]) -> Draft202012Validator:
    return Draft202012Validator({**schema, "components": COMMITTED["components"]})


def test_openapi_yaml_is_what_the_code_says() -> None:
    assert yaml.safe_load(openapi.written()) == COMMITTED, "run make openapi and commit openapi.yaml"


def test_openapi_yaml_is_valid() -> None:
    validate(COMMITTED)
    assert COMMITTED["openapi"].startswith("3.1")


def test_every_route_is_in_the_contract_and_the_other_way(app: Flask) -> None:
    routes = set()
    for rule in app.url_map.iter_rules():
        path = re.sub(r"<(?:[^:<>]+:)?(\w+)>", r"{\1}", rule.rule)
        if rule.endpoint.startswith(OF_THE_PAGE) or path in UNLISTED:
            continue
        for method in (rule.methods or set()) - {"HEAD", "OPTIONS"}:
            if rule.endpoint == "timeline.timeline_as":
                routes |= {(method, f"/timeline{form.suffix}") for form in FORMATS.values() if form.suffix}
            else:
                routes.add((method, path))
    said = {(operation.method.upper(), operation.path) for operation in OPERATIONS}
    assert routes == said


def test_suffixes_are_those_of_the_formats(app: Flask) -> None:
    adapter = app.url_map.bind("127.0.0.1")
    for form in FORMATS.values():
        if form.suffix:
            assert adapter.match(f"/timeline{form.suffix}")[1] == {"suffix": form.suffix}


@pytest.mark.parametrize("schema", [TimelineQuery, DaysQuery])
def test_parameters_are_those_that_are_parsed(schema: Any) -> None:
    days = schema is DaysQuery
    parsed = {p.name: p for p in question.PARAMETERS if p.days or not days}
    fields = schema().fields
    assert set(fields) == set(parsed)
    assert {name for name, field in fields.items() if type(field).__name__ == "List"} == {
        name for name, parameter in parsed.items() if parameter.repeatable
    }
    assert set(SuffixQuery().fields) == set(TimelineQuery().fields) - {"format"}


def test_words_are_those_that_are_parsed() -> None:
    assert set(words.KINDS) == set(question.KINDS)
    assert set(words.STATUSES) == set(question.STATUSES)
    assert words.RELATIONS == question.RELATIONS
    assert set(words.GRANULARITIES) == set(question.GRANULARITIES)
    assert set(words.EVENT_FIELDS) == set(question.EVENT_FIELDS)
    assert set(words.FORMATS) == set(FORMATS)
    assert (words.DEFAULT_LIMIT, words.MAX_LIMIT) == (question.DEFAULT_LIMIT, question.MAX_LIMIT)


@given(st.one_of(st.text("aZ09._~-", max_size=5), st.text(max_size=3)))
@example(".")
@example("..")
@example("...")
@example("a\n")
@example("")
@example("\u0661")
@example("\u0131")
@example("\u017f")
@example("a" * 200)
@example("a" * 201)
def test_names_the_contract_allows_are_those_taken_in(name: str) -> None:
    try:
        allowed = Whole(words.NAME_PATTERN)(name) == name
    except ValidationError:
        allowed = False
    assert allowed == is_identifier(name)


ECMA_SPACE = "\t\n\v\f\r \u00a0\u1680\u2000-\u200a\u2028\u2029\u202f\u205f\u3000\ufeff"
"""What `\\s` is in the regular expressions of OpenAPI."""


def test_words_the_contract_allows_are_not_blank_to_the_service() -> None:
    there = re.compile(words.WORDS_PATTERN.replace(r"\s", ECMA_SPACE))
    allowed = (chr(code) for code in range(0x110000) if there.fullmatch(chr(code)))
    assert not [sign for sign in allowed if not sign.strip()]


def test_what_names_may_be_is_said_in_the_same_words() -> None:
    assert words.NAMES_MAY_BE == MAY_BE


def test_article_fields_are_those_taken_in() -> None:
    from schemas.requests import ArticleBody

    assert set(ArticleBody().fields) == set(FIELDS)


def test_expression_fields_are_those_read() -> None:
    from schemas.replies import Expression as Said

    assert set(Said().fields) == set(Expression.__dataclass_fields__) - {"grounds"} | {"why"}


@pytest.mark.parametrize(
    ("path", "method"), [(path, method) for path, methods in COMMITTED["paths"].items() for method in methods]
)
def test_every_call_has_examples_that_fit_errors_and_headers(path: str, method: str) -> None:
    operation = COMMITTED["paths"][path][method]
    contents = list(operation.get("requestBody", {}).get("content", {}).items())
    for reply in operation["responses"].values():
        reply = COMMITTED["components"]["responses"][reply["$ref"].split("/")[-1]] if "$ref" in reply else reply
        assert "X-Request-ID" in reply["headers"] or "server's own form" in reply["description"]
        contents += list(reply.get("content", {}).items())
    assert any(status.startswith("4") or status == "500" for status in operation["responses"])
    for _, content in contents:
        examples = [content["example"]] if "example" in content else [e["value"] for e in content["examples"].values()]
        assert examples
        for shown in examples:
            resolved(content["schema"]).validate(shown)


def test_every_kind_of_problem_has_its_page(server: Any) -> None:
    for slug, kind in KINDS.items():
        page = server.get(f"/docs/errors/{slug}")
        assert page.status_code == 200
        assert str(kind.status) in page.text
        assert f"/docs/errors/{slug}" in server.get("/docs/errors").text


def test_the_api_page_is_offline(server: Any) -> None:
    page = server.get("/docs")
    assert page.status_code == 200
    links = re.findall(r'(?:src|href)="([^"]+)"', page.text)
    assert links
    for link in links:
        assert link.startswith("/")
        assert server.get(link).status_code == 200
    assert "http" not in page.text
    assert server.get("/openapi.yaml").content == (ROOT / "openapi.yaml").read_bytes()
    assert server.get("/docs/assets/../../setup.cfg").status_code == 404
    assert server.get("/docs/assets/LICENSE").status_code == 404
