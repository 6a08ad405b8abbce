"""openapi.yaml, made of the contract and the schemas: `python -m service.web.openapi` prints it (make openapi)."""

from __future__ import annotations

import sys
from collections.abc import Iterable, Mapping
from importlib.metadata import version
from typing import Any

import yaml
from apispec import APISpec
from apispec.ext.marshmallow import MarshmallowPlugin
from marshmallow import Schema
from marshmallow import fields as f

from schemas import parameters, replies
from schemas.words import NAME_PATTERN
from service.web.contract import COMMON, OPERATIONS, Body, Operation, Reply
from service.web.problems import KINDS, PROBLEM_TYPE

INTRODUCTION = """\
Dateline reads news articles, turns every "Sunday", "last week" and "by September 1" in them into days of the
calendar, and serves what happened as one ordered, sourced timeline.

A body may be gzipped (Content-Encoding: gzip); its bounds count what it unpacks to.

Errors are problem details (RFC 9457) on every route. What the server itself refuses before the application sees it
(a broken request line, too long a URL) keeps the server's own form.
"""
HEADERS: dict[str, tuple[str, dict[str, Any]]] = {
    "ETag": ("What tells this answer from any other; send it back in If-None-Match.", {"type": "string"}),
    "Last-Modified": ("When the collection last changed.", {"type": "string"}),
    "Cache-Control": ("How long the answer may be kept.", {"type": "string"}),
    "Vary": ("Which request headers the answer depends on.", {"type": "string"}),
    "Link": ("The next page, rel=next.", {"type": "string"}),
    "Location": ("Where it is.", {"type": "string", "format": "uri-reference"}),
    "Content-Location": ("Where it is.", {"type": "string", "format": "uri-reference"}),
    "Allow": ("The methods there are.", {"type": "string"}),
    "Retry-After": ("Seconds to wait.", {"type": "integer"}),
    "WWW-Authenticate": ("How to show a key.", {"type": "string"}),
    "X-Request-ID": ("The id of this request, also in the log.", {"type": "string"}),
    "RateLimit": ("Requests left and seconds until all are back, where requests are counted.", {"type": "string"}),
    "RateLimit-Policy": ("How many requests there are in how many seconds.", {"type": "string"}),
}
REQUEST_HEADERS: dict[str, tuple[str, dict[str, Any]]] = {
    "If-None-Match": ("ETags the client has already.", {"type": "string", "example": 'W/"17-abc"'}),
    "If-Modified-Since": ("Used where If-None-Match is absent.", {"type": "string"}),
    "Idempotency-Key": ("The same key with the same body gets the first reply again.",
                        {"type": "string", "pattern": "^[!-~]{1,255}$"}),
}  # fmt: skip
REFUSED_BY_THE_SERVER = {"414": "A URL of more than 8190 bytes.", "431": "More than 100 headers, or too long a one."}
PROBLEM_HEADERS = {
    401: ("WWW-Authenticate",),
    405: ("Allow",),
    429: ("Retry-After", "RateLimit", "RateLimit-Policy"),
    503: ("Retry-After",),
}


def _field_properties(self: Any, field: Any, **_: Any) -> dict[str, Any]:
    """What apispec cannot know of this project's own fields."""
    if isinstance(field, parameters.EvidenceCount):
        return {"type": "string", "pattern": "^(none|all|[0-9]{1,5})$"}
    return {}


def specification() -> dict[str, Any]:
    """The OpenAPI document as a dictionary."""
    plugin = MarshmallowPlugin(schema_name_resolver=_schema_name)
    spec = APISpec("Dateline", version("dateline"), "3.1.0", plugins=[plugin], info={"description": INTRODUCTION})
    assert plugin.converter is not None
    plugin.converter.add_attribute_function(_field_properties)  # type: ignore[no-untyped-call]
    key = {"type": "http", "scheme": "bearer", "description": "A key of `dateline keys create`."}
    spec.components.security_scheme("key", key)
    for name, (says, schema) in HEADERS.items():
        spec.components.header(name, {"description": says, "schema": schema})
    spec.components.schema("Problem", schema=replies.Problem)
    for status in sorted({*COMMON, *(code for operation in OPERATIONS for code in operation.problems)}):
        spec.components.response(f"Problem{status}", _problem(status))
    paths: dict[str, dict[str, Any]] = {}
    for operation in OPERATIONS:
        paths.setdefault(operation.path, {})[operation.method] = _operation(operation, spec, plugin)
    for path, operations in paths.items():
        spec.path(path=path, operations=operations)
    document: dict[str, Any] = spec.to_dict()
    return {"openapi": document.pop("openapi"), "info": document.pop("info"), **document}


def written() -> str:
    """openapi.yaml's text."""
    return str(yaml.dump(specification(), Dumper=_Plain, sort_keys=False, allow_unicode=True, width=120))


class _Plain(yaml.SafeDumper):  # type: ignore[misc]
    """YAML without anchors, long texts as blocks."""

    def ignore_aliases(self, data: object) -> bool:
        """Write everything out where it stands."""
        return True


def _text(dumper: yaml.SafeDumper, text: str) -> yaml.ScalarNode:
    return dumper.represent_scalar("tag:yaml.org,2002:str", text, style="|" if "\n" in text else None)


_Plain.add_representer(str, _text)


def _schema_name(schema: Any) -> str:
    kind = schema if isinstance(schema, type) else type(schema)
    if getattr(schema, "partial", None):
        return f"Partial{kind.__name__}"
    return str(kind.__name__)


def _operation(operation: Operation, spec: APISpec, plugin: MarshmallowPlugin) -> dict[str, Any]:
    query = _query(operation.query, spec, plugin)
    shape: dict[str, Any] = {
        "operationId": operation.id,
        "tags": [operation.tag],
        "summary": operation.summary,
        "parameters": [*_path_parameters(operation), *query, *_headers(operation.in_headers)],
        "responses": _responses(operation),
    }
    if operation.bodies:
        shape["requestBody"] = {"required": True, "content": dict(map(_content, operation.bodies))}
    if operation.writes:
        shape["security"] = [{"key": []}, {}]
    return shape


def _path_parameters(operation: Operation) -> Iterable[dict[str, Any]]:
    for name, says in operation.in_path.items():
        schema = {"type": "string", "pattern": NAME_PATTERN, "example": "courier-17" if name == "id" else "us-russia"}
        yield {"in": "path", "name": name, "required": True, "description": says, "schema": schema}


def _query(schema: type[Schema], spec: APISpec, plugin: MarshmallowPlugin) -> Iterable[dict[str, Any] | str]:
    """The parameters of a query; those that mean the same everywhere stand among the components and go by name."""
    known = spec.components.parameters
    for name, field in schema().fields.items():
        parameter = _query_parameter(name, field, plugin)
        if name not in known:
            spec.components.parameter(name, "query", dict(parameter))
        same = {**known[name], "required": False} == {**parameter, "required": False} and not field.required
        yield name if same else parameter


def _query_parameter(name: str, field: f.Field[Any], plugin: MarshmallowPlugin) -> dict[str, Any]:
    assert plugin.converter is not None
    shape = {key: value for key, value in plugin.converter.field2property(field).items() if value is not None}
    parameter: dict[str, Any] = {"in": "query", "name": name, "description": shape.pop("description", "")}
    if field.required:
        parameter["required"] = True
    if isinstance(field, f.List):
        parameter |= {"style": "form", "explode": True}
        shape["items"].pop("description", None)
    return {**parameter, "schema": shape}


def _headers(names: Iterable[str]) -> Iterable[dict[str, Any]]:
    for name in names:
        if name in REQUEST_HEADERS:
            says, schema = REQUEST_HEADERS[name]
            yield {"in": "header", "name": name, "description": says, "schema": schema}


def _content(body: Body) -> tuple[str, dict[str, Any]]:
    schema: Any = body.schema if body.schema is not None else {"type": "string"}
    if body.schema is None and not isinstance(body.example, str):
        schema = {"type": "object" if isinstance(body.example, dict) else "array"}
    return body.media_type, {"schema": schema, "example": body.example}


def _responses(operation: Operation) -> dict[str, Any]:
    made = {str(status): _reply(reply) for status, reply in operation.replies.items()}
    for refused, says in REFUSED_BY_THE_SERVER.items():
        made[refused] = {
            "description": f"{says} Refused before the application sees it, in the server's own form.",
            "headers": {},
            "content": {"text/html": {"schema": {"type": "string"}, "example": "<html>...</html>"}},
        }
    for status in sorted({*operation.problems}):
        problem = {"$ref": f"#/components/responses/Problem{status}"}
        if str(status) in made:
            made[str(status)]["content"] |= _problem(status)["content"]
        else:
            made[str(status)] = problem
    return dict(sorted(made.items()))


def _reply(reply: Reply) -> dict[str, Any]:
    shape: dict[str, Any] = {
        "description": reply.says,
        "headers": {name: {"$ref": f"#/components/headers/{name}"} for name in (*reply.headers, "X-Request-ID")},
    }
    if reply.bodies:
        shape["content"] = dict(map(_content, reply.bodies))
    return shape


def _problem(status: int) -> dict[str, Any]:
    kinds = [kind for kind in KINDS.values() if kind.status == status]
    names: Mapping[str, Any] = {
        kind.slug: {
            "value": {
                "type": f"/docs/errors/{kind.slug}", "title": kind.title, "status": status, "detail": kind.advice,
                "instance": "/timeline", "request_id": "6c9d20fcf9859554b7cbeb61", "errors": [],
            }
        }
        for kind in kinds
    }  # fmt: skip
    headers = (*PROBLEM_HEADERS.get(status, ()), "X-Request-ID")
    return {
        "description": " / ".join(kind.title for kind in kinds),
        "headers": {name: {"$ref": f"#/components/headers/{name}"} for name in headers},
        "content": {PROBLEM_TYPE: {"schema": {"$ref": "#/components/schemas/Problem"}, "examples": names}},
    }


def main() -> None:
    """Print openapi.yaml."""
    sys.stdout.write(written())


if __name__ == "__main__":
    main()
