"""Generated requests: every check of schemathesis on every call of openapi.yaml, against a real server.

What a schema cannot say is put right before a valid request is sent: a cursor comes from a page before, words name a
day, a zone is one there is, an article has a text and a date. Everything else is sent as it was generated.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import schemathesis
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from schemathesis import GenerationMode

ROOT = Path(__file__).parents[2]
LINES = (b'{"id":"s-1","text":"They met on Sunday.","published":"2017-08-07"}\n', b'{"text":1}\n', b"{\n", b"\n")
KNOWN = {
    "from": "2017-08-01", "to": "last week", "as_of": "2017-W35", "changed_since": "3 days ago", "tz": "Europe/Berlin",
    "collection": "default",
}  # fmt: skip

schemathesis.openapi.media_type("application/x-ndjson", st.lists(st.sampled_from(LINES), min_size=1).map(b"".join))
schema = schemathesis.openapi.from_path(ROOT / "openapi.yaml")
# A query that breaks a bound on lengths may break the server's bound on URLs first.
schema.config.checks.negative_data_rejection.expected_statuses.append("414")


def sensible(case: schemathesis.Case) -> None:
    """Put right what the schema of a valid request could not say."""
    query: dict[str, Any] = case.query if isinstance(case.query, dict) else {}
    query.pop("cursor", None)
    for name, known in KNOWN.items():
        if name in query and query[name] not in ([], None):
            query[name] = known
    if "confirm" in query:
        query["confirm"] = (case.path_parameters or {})["name"]
    if isinstance(case.body, dict):
        case.body.pop("html", None)
        case.body |= {"text": "They met on Sunday.", "published": "2017-08-07"}
        if "id" in case.body and case.path_parameters:
            case.body["id"] = case.path_parameters["id"]
        if "url" in case.body:
            case.body["url"] = "https://courier.example/talks"


@pytest.fixture(scope="module")
def played(tmp_path_factory: pytest.TempPathFactory, begin: Any) -> Iterator[Any]:
    running = begin(tmp_path_factory.mktemp("schemathesis"))
    yield running
    running.stop()
    assert "traceback" not in running.log


@schema.parametrize()
@settings(max_examples=12, deadline=None, suppress_health_check=list(HealthCheck))
def test_generated_requests_break_nothing(case: schemathesis.Case, played: Any) -> None:
    if case.meta is None or case.meta.generation.mode == GenerationMode.POSITIVE:
        sensible(case)
    case.call_and_validate(base_url=played.url)
