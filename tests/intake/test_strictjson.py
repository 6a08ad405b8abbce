"""JSON is read strictly: 400 for what cannot be parsed, 422 for what no text or number can be."""

from __future__ import annotations

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from service.errors import BadSyntax
from service.intake import strictjson

BROKEN = [
    (b"", "empty", "empty"),
    (b"  \n ", "empty", "empty"),
    (b"{", "syntax", "line 1, column 2"),
    (b'{"a": 1', "syntax", "line 1"),
    (b'{\n"a": 1,\n"b"}', "syntax", "line 3"),
    (b'{"a": 1} {"b": 2}', "syntax", "Extra data"),
    (b'{"a": "x\x01"}', "syntax", "control character"),
    (b"\xef\xbb\xbf{}", "encoding", "byte order mark"),
    ('{"a": 1}'.encode("utf-16"), "encoding", "byte order mark"),
    ('{"a": 1}'.encode("utf-16-le"), "encoding", "UTF-16"),
    ('{"a": 1}'.encode("utf-32-be"), "encoding", "UTF-16 or UTF-32"),
    (b'{"a":\n "\xff"}', "encoding", "line 2, byte 3"),
    ("\ufeff{}", "encoding", "byte order mark"),
    (b"[" * 100_000, "depth", "deeper than 64"),
    (b'{"a":' * 100_000, "depth", "deeper than 64"),
    (b"[" * 65 + b"]" * 65, "depth", "deeper than 64"),
    (b'{"a": ' + b"7" * 5000 + b"}", "number", "thousands of digits"),
    (b'{"a": 1, "a": 1}', "duplicate", "line 1, column 10"),
    (b'{"x": {"a": 1},\n "y": [{"b": 1, "c": "a", "b": 2}]}', "duplicate", 'key "b" stands twice'),
    (b'{"x": {"a": 1},\n "y": [{"b": 1, "c": "a", "b": 2}]}', "duplicate", "line 2, column 27"),
    (b'{"a": "\\"a\\":", "\\u0061": 2}', "duplicate", "line 1, column 17"),
]


@pytest.mark.parametrize(("data", "code", "words"), BROKEN)
def test_what_cannot_be_parsed_is_named(data: bytes | str, code: str, words: str) -> None:
    with pytest.raises(BadSyntax, match=words.replace("(", r"\(")) as caught:
        strictjson.parse(data)
    assert [fault.code for fault in caught.value.faults] == [code]


FAULTY = [
    ('{"title": "\\ud800"}', "title", "surrogate"),
    ('{"\\udc00": 1}', "\\udc00", "surrogate"),
    ('{"a": [{"b": "x\\u0000"}]}', "a[0].b", "nul"),
    ('{"n": NaN}', "n", "number"),
    ('{"n": -Infinity}', "n", "number"),
    ('{"n": 1e999}', "n", "number"),
    ('{"n": [0, 9223372036854775808]}', "n[1]", "number"),
    ('{"n": -9223372036854775809}', "n", "number"),
]


@pytest.mark.parametrize(("text", "field", "code"), FAULTY)
def test_what_makes_no_sense_is_listed_with_its_path(text: str, field: str, code: str) -> None:
    assert [(fault.field, fault.code) for fault in strictjson.faults(strictjson.parse(text))] == [(field, code)]


def test_all_faults_are_listed_at_once() -> None:
    found = strictjson.faults({"a": "\0", "b": {"c": float("nan"), "d": "\ud800\0"}})
    assert [(fault.field, fault.code) for fault in found] == [
        ("a", "nul"),
        ("b.c", "number"),
        ("b.d", "nul"),
        ("b.d", "surrogate"),
    ]


def test_the_largest_numbers_pass() -> None:
    value = strictjson.parse(b"[9223372036854775807, -9223372036854775808, 1.7e308]")
    assert strictjson.faults(value) == ()


def test_messages_hold_no_raw_control_characters_from_outside() -> None:
    with pytest.raises(BadSyntax) as caught:
        strictjson.parse('{"a\\nb\\u001b": 1, "a\\nb\\u001b": 2}')
    assert caught.value.message.isprintable()


plain = st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\0"), max_size=20)
values = st.recursive(
    st.none() | st.booleans() | st.integers(-(2**63), 2**63 - 1) | st.floats(allow_nan=False, allow_infinity=False),
    lambda inner: st.lists(inner | plain, max_size=4) | st.dictionaries(plain, inner, max_size=4),
    max_leaves=15,
)


@given(values)
def test_what_json_writes_is_read_back(value: object) -> None:
    read = strictjson.parse(json.dumps(value).encode())
    assert read == value
    assert strictjson.faults(read) == ()


@given(st.binary(max_size=60))
def test_any_bytes_are_read_or_refused_with_a_reason(data: bytes) -> None:
    try:
        strictjson.faults(strictjson.parse(data))
        reasons = 1
    except BadSyntax as error:
        reasons = len(error.faults)
    assert reasons == 1
