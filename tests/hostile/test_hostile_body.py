"""HOSTILE.md, rows 1 to 18: bodies that are broken, huge, slow or come twice, sent to a real server."""

from __future__ import annotations

import gzip
import json
import threading
import time
import zlib
from typing import Any

import pytest

JSON = {"Content-Type": "application/json"}
NDJSON = {"Content-Type": "application/x-ndjson"}
DAY = "2017-08-07"
HEAD = (
    "POST /articles HTTP/1.1\r\nHost: 127.0.0.1\r\n"
    "Content-Type: application/json\r\nContent-Length: {length}\r\n\r\n"
)


def send(server: Any, body: bytes | str, path: str = "/articles", **headers: str) -> Any:
    data = body.encode() if isinstance(body, str) else body
    return server.post(path, data=data, headers={**JSON, **headers})


def problem(reply: Any, *statuses: int) -> dict[str, Any]:
    """The reply is a problem with one of these statuses and nothing but a problem."""
    assert reply.status_code in statuses, (reply.status_code, reply.text[:500])
    assert reply.headers["Content-Type"] == "application/problem+json"
    shape: dict[str, Any] = reply.json()
    assert shape["status"] == reply.status_code
    assert shape["request_id"] == reply.headers["X-Request-ID"]
    assert shape["type"].startswith("/docs/errors/")
    assert isinstance(shape["errors"], list)
    return shape


def article(**more: object) -> dict[str, object]:
    return {"text": "They met on Sunday.", "published": DAY, **more}


@pytest.mark.parametrize("path", ["/articles", "/read", "/extract"])
@pytest.mark.parametrize("field", ["text", "title", "publisher", "id", "url", "published"])
def test_row_01_lone_surrogate(server: Any, path: str, field: str) -> None:
    body = json.dumps({**article(), field: "half \ud800 pair"})
    shape = problem(send(server, body, path), 422)
    assert shape["errors"][0]["field"] == field


@pytest.mark.parametrize("number", [2**63, -(2**63) - 1, 10**30])
def test_row_02_numbers_beyond_64_bits(server: Any, number: int) -> None:
    problem(send(server, json.dumps(article(title=number))), 422)
    problem(send(server, json.dumps(article(extra=[number]))), 422)


def test_row_03_a_number_of_5000_digits(server: Any) -> None:
    problem(send(server, '{"text": "x", "published": ' + "9" * 5000 + "}"), 400)


@pytest.mark.parametrize("opening", ["[", '{"a":', '[{"a":'])
def test_row_04_json_nested_100000_deep(server: Any, opening: str) -> None:
    problem(send(server, opening * 100_000), 400)
    closing = "".join({"[": "]", "{": "}"}[c] for c in reversed(opening) if c in "[{")
    problem(send(server, opening * 100_000 + "1" + closing * 100_000), 400)


def test_row_05_nul_in_a_string(server: Any) -> None:
    shape = problem(send(server, json.dumps(article(text="a\x00b"))), 422)
    assert shape["errors"][0]["field"] == "text"


@pytest.mark.parametrize("number", ["NaN", "Infinity", "-Infinity", "1e999"])
def test_row_06_not_a_number(server: Any, number: str) -> None:
    problem(send(server, '{"text": "x", "published": "2017-08-07", "title": ' + number + "}"), 422)


def test_row_07_the_same_key_twice(server: Any) -> None:
    shape = problem(send(server, '{"text": "They met.", "text": "They did not.", "published": "2017-08-07"}'), 400)
    assert "text" in shape["detail"]


@pytest.mark.parametrize("encoding", ["utf-16", "utf-16-le", "utf-16-be", "utf-32", "utf-8-sig"])
def test_row_08_other_encodings_and_marks(server: Any, encoding: str) -> None:
    problem(send(server, json.dumps(article()).encode(encoding)), 400)


@pytest.mark.parametrize(
    "body", [b"", b"   ", b'{"text": "half', b"\xff\xfe\xfa", b'{"text": "\xc3\x28"}', b"{,}", b"nul"]
)
def test_row_09_what_is_no_json(server: Any, body: bytes) -> None:
    problem(send(server, body), 400)
    problem(send(server, body, "/read"), 400)


@pytest.mark.parametrize("body", ["[]", "null", '"text"', "1", "true", "[{}]"])
def test_row_10_another_value_than_an_object(server: Any, body: str) -> None:
    problem(send(server, body), 422)
    problem(send(server, body, "/read"), 422)


@pytest.mark.parametrize(
    "content_type",
    ["text/plain", "application/xml", "multipart/form-data; boundary=x", "application/x-www-form-urlencoded",
     "application/json; charset=utf-16", "application/jsonx", "json", "*/*"],
)  # fmt: skip
def test_row_11_wrong_content_type(server: Any, content_type: str) -> None:
    problem(send(server, json.dumps(article()), **{"Content-Type": content_type}), 415)
    problem(send(server, json.dumps(article()), "/read", **{"Content-Type": content_type}), 415)


def test_row_11_no_content_type(server: Any) -> None:
    body = json.dumps(article()).encode()
    head = f"POST /articles HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Length: {len(body)}\r\n\r\n"
    assert b" 415 " in server.raw(head.encode() + body).split(b"\r\n")[0]


@pytest.mark.parametrize("name", ["txet", "__proto__", "constructor", "", "a.b"])
def test_row_12_unknown_fields_are_named(server: Any, name: str) -> None:
    shape = problem(send(server, json.dumps({**article(), name: 1})), 422)
    assert any(error["field"] == name for error in shape["errors"])


def test_row_12_all_errors_of_a_body_at_once(server: Any) -> None:
    body = {"published": "32 Augst", "id": "no blanks", "txet": "x", "title": 5}
    shape = problem(send(server, json.dumps(body)), 422)
    assert {"published", "id", "txet", "title", "text"} <= {error["field"] for error in shape["errors"]}


class TestRow13:
    """Over the size limit."""

    def test_row_13_with_a_length(self, small: Any) -> None:
        problem(send(small, json.dumps(article(text="x" * 5000))), 413)

    def test_row_13_said_and_never_sent(self, small: Any) -> None:
        head = "POST /articles HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Type: application/json\r\n"
        began = time.monotonic()
        reply = small.raw(f"{head}Content-Length: 99999999999\r\n\r\n".encode())
        assert b" 413 " in reply.split(b"\r\n")[0]
        assert b"application/problem+json" in reply
        assert time.monotonic() - began < 10

    def test_row_13_chunked(self, small: Any) -> None:
        pieces = (b" " * 1000 for _ in range(1000))
        problem(small.post("/articles", data=pieces, headers=JSON), 413)

    def test_row_13_ndjson(self, small: Any) -> None:
        line = json.dumps(article()).encode() + b"\n"
        problem(small.post("/articles", data=line * 400, headers=NDJSON), 413)

    def test_row_13_read(self, small: Any) -> None:
        problem(send(small, json.dumps(article(text="x" * 2000)), "/read"), 413)


class TestRow14:
    """gzip bodies."""

    def test_row_14_honest(self, server: Any) -> None:
        body = gzip.compress(json.dumps(article(id="row-14", text="They met on Sunday. " * 50)).encode())
        reply = send(server, body, **{"Content-Encoding": "gzip"})
        assert reply.status_code in (200, 201), reply.text
        assert len(server.get("/articles/row-14").json()["text"]) == 1000

    def test_row_14_a_bomb(self, server: Any) -> None:
        packer = zlib.compressobj(9, zlib.DEFLATED, 31)
        bomb = b"".join([*(packer.compress(b" " * 1_000_000) for _ in range(2000)), packer.flush()])
        assert len(bomb) < 3_000_000
        began = time.monotonic()
        problem(send(server, bomb, **{"Content-Encoding": "gzip"}), 413)
        assert time.monotonic() - began < 30

    @pytest.mark.parametrize("body", [b"not gzip", gzip.compress(b'{"text": "x"}')[:-9], b""])
    def test_row_14_broken(self, server: Any, body: bytes) -> None:
        problem(send(server, body, **{"Content-Encoding": "gzip"}), 400)

    def test_row_14_other_encodings(self, server: Any) -> None:
        reply = send(server, b"x", **{"Content-Encoding": "br"})
        problem(reply, 415)
        assert reply.headers["Accept-Encoding"] == "gzip"


def test_row_15_a_body_shorter_than_its_length(server: Any) -> None:
    head = HEAD.format(length=500) + "{"
    socks = [server.connect(30) for _ in range(4)]
    try:
        began = time.monotonic()
        for sock in socks:
            sock.sendall(head.encode())
        assert server.get("/timeline?limit=1").status_code == 200
        assert time.monotonic() - began < 5
        for sock in socks:
            reply = sock.recv(65536)
            assert reply == b"" or b" 408 " in reply.split(b"\r\n")[0]
        assert time.monotonic() - began < 12
    finally:
        for sock in socks:
            sock.close()


def test_row_15_the_client_hangs_up(server: Any) -> None:
    with server.connect() as sock:
        sock.sendall((HEAD.format(length=500) + "{").encode())
    assert server.get("/healthz").status_code == 200


def test_row_16_the_same_article_again(server: Any) -> None:
    body = json.dumps(article(id="row-16"))
    first, second = (send(server, body, "/articles?collection=row-16") for _ in range(2))
    assert (first.status_code, first.json()) == (second.status_code, second.json())
    assert (second.status_code, second.json()["outcome"]) == (201, "added")
    assert first.headers["Location"] == second.headers["Location"]
    assert second.headers["Idempotency-Replayed"] == "true"
    assert "Idempotency-Replayed" not in first.headers
    assert len(server.get("/articles?collection=row-16").json()["articles"]) == 1
    before = server.get("/timeline?collection=row-16")
    send(server, body, "/articles?collection=row-16")
    assert server.get("/timeline?collection=row-16").headers["ETag"] == before.headers["ETag"]


def test_row_17_the_same_id_with_other_content(server: Any) -> None:
    assert send(server, json.dumps(article(id="row-17"))).status_code == 201
    changed = json.dumps(article(id="row-17", text="They did not meet on Sunday."))
    problem(send(server, changed), 409)
    assert server.get("/articles/row-17").json()["text"] == "They met on Sunday."
    reply = server.request("PUT", "/articles/row-17", data=changed, headers=JSON)
    assert (reply.status_code, reply.json()["outcome"]) == (200, "replaced")
    assert server.get("/articles/row-17").json()["text"] == "They did not meet on Sunday."


def test_row_18_one_bad_line_in_10000(start_server: Any) -> None:
    server = start_server()
    lines = [json.dumps(article(id=f"line-{number}", text=f"Note {number}.")) for number in range(10_000)]
    lines[6_543] = '{"id": "line-6543", "text": "cut sh'
    reply = server.post("/articles", data="\n".join(lines).encode(), headers=NDJSON, stream=True, timeout=300)
    assert reply.status_code == 200
    assert reply.headers["Content-Type"] == "application/x-ndjson"
    outcomes = [json.loads(line) for line in reply.iter_lines()]
    assert len(outcomes) == 10_000
    bad = [outcome for outcome in outcomes if outcome["outcome"] != "added"]
    assert [(outcome["line"], outcome["outcome"]) for outcome in bad] == [(6_544, "refused")]
    assert bad[0]["errors"][0]["message"]
    (default,) = server.get("/collections").json()["collections"]
    assert default["articles"] == 9_999


def test_a_body_in_pieces_slower_than_one_after_another_is_still_read(server: Any) -> None:
    body = json.dumps(article(id="slow-but-steady")).encode()
    with server.connect() as sock:
        sock.sendall(HEAD.format(length=len(body)).encode())
        for at in range(0, len(body), 10):
            sock.sendall(body[at : at + 10])
            time.sleep(0.05)
        assert b" 201 " in sock.recv(65536).split(b"\r\n")[0]


def test_bodies_at_once_from_many_threads_are_all_taken(server: Any) -> None:
    replies: list[int] = []

    def one(number: int) -> None:
        replies.append(send(server, json.dumps(article(id=f"many-{number}"))).status_code)

    threads = [threading.Thread(target=one, args=(number,)) for number in range(12)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert replies == [201] * 12
