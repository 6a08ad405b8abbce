"""HOSTILE.md, rows 19 to 29: broken, slow and unusual HTTP, sent to a real server."""

from __future__ import annotations

import contextlib
import re
import socket
import time
from typing import Any

import pytest

READS = ("/timeline", "/timeline.csv", "/timeline/days", "/articles", "/actors", "/collections")


def status(reply: bytes) -> int:
    """The status of a raw reply; 0 when the connection was closed without one."""
    match = re.match(rb"HTTP/1\.[01] (\d{3}) ", reply)
    return int(match.group(1)) if match else 0


def head(path: str = "/articles", method: str = "POST", **headers: str) -> bytes:
    lines = [f"{name.replace('_', '-')}: {value}" for name, value in {"Host": "127.0.0.1", **headers}.items()]
    return "\r\n".join([f"{method} {path} HTTP/1.1", *lines, "", ""]).encode()


@pytest.mark.parametrize(
    "lines",
    [
        b"Content-Length: -5\r\n", b"Content-Length: 5\r\nContent-Length: 6\r\n", b"Content-Length: 5, 6\r\n",
        b"Content-Length: 5\r\nTransfer-Encoding: chunked\r\n", b"Content-Length: +5\r\n", b"Content-Length: abc\r\n",
        b"Transfer-Encoding: gzip, identity\r\n",
    ],
)  # fmt: skip
def test_row_19_lengths_that_contradict(server: Any, lines: bytes) -> None:
    request = b"POST /articles HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Type: application/json\r\n" + lines + b"\r\n{}123"
    assert status(server.raw(request)) in (400, 501)


def test_row_20_eight_bodies_trickling_in(server: Any) -> None:
    socks = [server.connect() for _ in range(8)]
    try:
        for sock in socks:
            sock.sendall(head(Content_Type="application/json", Content_Length="1000"))
        slowest = 0.0
        for _ in range(20):
            for sock in socks:
                with contextlib.suppress(OSError):
                    sock.sendall(b" ")
            began = time.monotonic()
            assert server.get("/timeline?limit=1").status_code == 200
            slowest = max(slowest, time.monotonic() - began)
            time.sleep(0.1)
        assert slowest < 3
    finally:
        for sock in socks:
            sock.close()


def test_row_21_headers_trickling_in(server: Any) -> None:
    socks = [server.connect() for _ in range(60)]
    try:
        for sock in socks:
            sock.sendall(b"GET /timeline HTTP/1.1\r\nHost: 127.0.0.1\r\nX-Slow: ")
        slowest = 0.0
        for _ in range(10):
            for sock in socks:
                with contextlib.suppress(OSError):
                    sock.sendall(b"x")
            began = time.monotonic()
            assert server.get("/timeline?limit=1").status_code == 200
            slowest = max(slowest, time.monotonic() - began)
            time.sleep(0.1)
        assert slowest < 3
        began = time.monotonic()
        assert socks[0].recv(100) == b""
        assert time.monotonic() - began < 15
    finally:
        for sock in socks:
            sock.close()


def test_row_21_connections_that_say_nothing(server: Any) -> None:
    socks = [server.connect() for _ in range(60)]
    try:
        began = time.monotonic()
        assert server.get("/timeline?limit=1", headers={"Connection": "close"}).status_code == 200
        assert time.monotonic() - began < 3
    finally:
        for sock in socks:
            sock.close()


def test_row_22_tls_to_the_plain_port(server: Any) -> None:
    hello = b"\x16\x03\x01\x02\x00\x01\x00\x01\xfc\x03\x03" + b"\x00" * 500
    began = time.monotonic()
    with server.connect() as sock:
        sock.sendall(hello)
        with contextlib.suppress(ConnectionResetError):
            assert sock.recv(100) == b""
    assert time.monotonic() - began < 1


def test_row_23_a_url_of_100_kb(server: Any) -> None:
    assert status(server.raw(head("/timeline?q=" + "x" * 100_000, "GET"))) == 414


def test_row_23_1000_headers(server: Any) -> None:
    many = {f"X-H{number}": "v" for number in range(1000)}
    assert status(server.raw(head("/timeline", "GET", **many))) == 431


def test_row_23_one_header_of_100_kb(server: Any) -> None:
    assert status(server.raw(head("/timeline", "GET", X_Long="x" * 100_000))) == 431


@pytest.mark.parametrize("path", ["/timeline?limit=1", "/timeline.atom?limit=1", "/timeline.html?limit=1", "/nowhere",
                                  "/timeline/", "//evil.example/timeline", "/events/none", "/", "/embed",
                                  "/article/courier-1"])  # fmt: skip
def test_row_24_the_host_header_is_never_repeated(server: Any, path: str) -> None:
    for name in ("evil.example", "evil.example:80", "evil.example@127.0.0.1"):
        reply = server.get(path, headers={"Host": name, "X-Forwarded-Host": name, "Forwarded": f"host={name}"})
        assert reply.status_code < 500
        assert "evil.example" not in reply.headers.get("Link", "") + reply.headers.get("Location", "")
        assert path.startswith("//") or "evil.example" not in reply.text


def test_row_24_only_trusted_hosts_where_they_are_named(start_server: Any) -> None:
    server = start_server(trusted_hosts="news.example,127.0.0.1", public_url="https://timeline.example", workers=1)
    assert server.get("/timeline", headers={"Host": "evil.example"}).status_code == 400
    assert server.get("/timeline", headers={"Host": "news.example:8443"}).status_code == 200
    reply = server.get("/timeline.atom", headers={"Host": "timeline.example"})
    assert reply.status_code == 200
    assert 'href="https://timeline.example/timeline.atom"' in reply.text


@pytest.mark.parametrize(
    ("method", "path", "allowed"),
    [
        ("TRACE", "/timeline", {"GET", "HEAD", "OPTIONS"}), ("DELETE", "/timeline", {"GET", "HEAD", "OPTIONS"}),
        ("PUT", "/articles", {"GET", "HEAD", "OPTIONS", "POST"}), ("POST", "/articles/x", {"DELETE", "GET", "HEAD",
        "OPTIONS", "PUT"}), ("PATCH", "/events/x", {"GET", "HEAD", "OPTIONS"}), ("GET", "/read", {"OPTIONS", "POST"}),
        ("POST", "/healthz", {"GET", "HEAD", "OPTIONS"}), ("BREW", "/timeline", {"GET", "HEAD", "OPTIONS"}),
    ],
)  # fmt: skip
def test_row_25_methods_that_are_not_allowed(server: Any, method: str, path: str, allowed: set[str]) -> None:
    reply = server.request(method, path)
    assert reply.status_code == 405
    assert reply.headers["Content-Type"] == "application/problem+json"
    assert {name.strip() for name in reply.headers["Allow"].split(",")} == allowed


@pytest.mark.parametrize("path", [*READS, "/timeline.ndjson?limit=2", "/timeline.ics", "/timeline.atom", "/healthz",
                                  "/articles/courier-1", "/nowhere", "/docs", "/timeline?limit=0"])  # fmt: skip
def test_row_26_head_is_get_without_a_body(server: Any, path: str) -> None:
    get, asked = server.get(path), server.request("HEAD", path)
    assert asked.status_code == get.status_code
    assert asked.content == b""
    moving = {"Date", "X-Request-ID", "Connection", "Keep-Alive"}
    assert {k: v for k, v in asked.headers.items() if k not in moving} == {
        k: v for k, v in get.headers.items() if k not in moving
    }
    with server.connect() as sock:
        sock.sendall(head(path, "HEAD", Connection="close"))
        raw = b"".join(iter(lambda: sock.recv(65536), b""))
    assert raw.endswith(b"\r\n\r\n")


@pytest.mark.parametrize(
    "path", ["/timeline", "/timeline/days", "/articles", "/articles/courier-1", "/actors", "/collections"]
)
@pytest.mark.parametrize("accept", ["image/png", "application/pdf;q=0.9", "application/json;q=0, image/png"])
def test_row_27_nothing_acceptable(server: Any, path: str, accept: str) -> None:
    reply = server.get(path, headers={"Accept": accept})
    assert reply.status_code == 406
    assert reply.json()["type"] == "/docs/errors/not-acceptable"


STREAMED = ["/timeline.ndjson", "/timeline?format=ndjson", "/timeline.ndjson?about=Lavrov"]


@pytest.mark.parametrize("path", STREAMED)
@pytest.mark.parametrize("encoding", ["identity", "gzip"])
def test_row_26_head_of_what_is_streamed_tells_no_length_but_the_right_one(
    server: Any, path: str, encoding: str
) -> None:
    get, asked = (server.request(method, path, headers={"Accept-Encoding": encoding}) for method in ("GET", "HEAD"))
    assert (asked.status_code, asked.content) == (get.status_code, b"")
    moving = {"Date", "X-Request-ID", "Connection", "Keep-Alive", "Transfer-Encoding"}
    told, wanted = ({k: v for k, v in one.headers.items() if k not in moving} for one in (asked, get))
    assert told == wanted


@pytest.mark.parametrize(
    ("path", "accept", "media_type"),
    [
        ("/timeline", "application/json; charset=utf-8", "application/json"),
        ("/timeline", "text/csv; charset=utf-8", "text/csv; charset=utf-8"),
        ("/timeline", "text/csv;charset=utf-8;q=0.2, application/x-ndjson;v=1", "application/x-ndjson"),
        ("/timeline/days", "application/json;charset=UTF-8", "application/json"),
        ("/articles/courier-1", "application/json;profile=x", "application/json"),
        ("/articles/courier-1/expressions", "application/xml", "application/xml"),
        ("/articles/courier-1/expressions", "application/json;q=0.5, application/xml", "application/xml"),
        ("/articles/courier-1/expressions", "*/*", "application/json"),
        ("/articles/courier-1/expressions?format=json", "application/xml", "application/json"),
        ("/articles/courier-1/expressions?format=timeml", "application/json", "application/xml"),
    ],
)
def test_row_27_what_is_accepted_with_a_parameter_is_accepted(
    server: Any, path: str, accept: str, media_type: str
) -> None:
    reply = server.get(path, headers={"Accept": accept})
    assert (reply.status_code, reply.headers["Content-Type"]) == (200, media_type)
    if "expressions" in path:
        assert "Accept," in reply.headers["Vary"]


def test_row_27_nothing_acceptable_of_an_articles_expressions(server: Any) -> None:
    reply = server.get("/articles/courier-1/expressions", headers={"Accept": "image/png"})
    assert reply.status_code == 406
    assert reply.headers["Content-Type"] == "application/problem+json"


def test_a_form_of_oembed_that_there_is_not_is_a_problem_like_others(server: Any) -> None:
    reply = server.get(f"/oembed?url={server.url}/&format=foo")
    assert (reply.status_code, reply.headers["Content-Type"]) == (501, "application/problem+json")
    assert [fault["field"] for fault in reply.json()["errors"]] == ["format"]
    assert server.get(reply.json()["type"]).status_code == 200


def test_row_27_accept_chooses_the_format(server: Any) -> None:
    for accept, media_type in (
        ("text/csv", "text/csv; charset=utf-8"), ("text/calendar", "text/calendar; charset=utf-8"),
        ("*/*", "application/json"), ("application/*", "application/json"), ("", "application/json"),
        ("text/html,application/xhtml+xml,*/*;q=0.8", "text/html; charset=utf-8"),
        ("text/csv;q=0.3, application/atom+xml", "application/atom+xml"),
    ):  # fmt: skip
        assert server.get("/timeline", headers={"Accept": accept}).headers["Content-Type"] == media_type


class TestRow28:
    """If-None-Match."""

    @pytest.mark.parametrize("path", [*READS, "/articles/courier-1", "/docs", "/openapi.yaml"])
    def test_row_28_by_the_standard(self, server: Any, path: str) -> None:
        tag = server.get(path).headers["ETag"]
        strong = tag.removeprefix("W/")
        for given in (tag, strong, f'"other", {tag}', f"{tag},\"x\"", "*", '"a" ,  ' + strong):
            reply = server.get(path, headers={"If-None-Match": given})
            assert (reply.status_code, reply.content) == (304, b""), given
            assert reply.headers["ETag"] == tag
        for given in ('"other"', "rubbish", strong.strip('"'), "", '"', "W/", '"*"'):
            assert server.get(path, headers={"If-None-Match": given}).status_code == 200, given

    def test_row_28_a_date_counts_only_without_a_tag(self, server: Any) -> None:
        modified = server.get("/timeline").headers["Last-Modified"]
        assert server.get("/timeline", headers={"If-Modified-Since": modified}).status_code == 304
        both = {"If-Modified-Since": modified, "If-None-Match": '"other"'}
        assert server.get("/timeline", headers=both).status_code == 200
        for rubbish in ("yesterday", "Thu, 01 Jan 1970 00:00:00 GMT", "Mon, 99 Foo 2017"):
            assert server.get("/timeline", headers={"If-Modified-Since": rubbish}).status_code == 200

    def test_row_28_another_question_has_another_tag(self, server: Any) -> None:
        paths = ("/timeline", "/timeline.json", "/timeline.csv", "/timeline?limit=2", "/timeline?evidence=1",
                 "/timeline?fields=id", "/timeline?q=Manila", "/timeline/days", "/timeline?tz=Asia/Tokyo")  # fmt: skip
        assert len({server.get(path).headers["ETag"] for path in paths}) == len(paths)

    def test_row_28_a_change_changes_the_tag(self, server: Any) -> None:
        path = "/timeline?collection=row-28"
        article = {"text": "They met on Sunday.", "published": "2017-08-07"}
        server.post("/articles?collection=row-28", json={**article, "id": "row-28-a"})
        tag = server.get(path).headers["ETag"]
        server.post("/articles?collection=row-28", json={**article, "id": "row-28-b"})
        assert server.get(path, headers={"If-None-Match": tag}).status_code == 200


@pytest.mark.parametrize("given", ["x" * 10_000, "a b", "é", "a\tb", '{"json": 1}', "<script>"])
def test_row_29_request_ids_that_could_break_a_line_are_replaced(server: Any, given: str) -> None:
    reply = server.raw(head("/healthz", "GET", X_Request_ID=given))
    (told,) = re.findall(rb"(?i)x-request-id: ([^\r]*)\r\n", reply) or [b""]
    assert status(reply) in (200, 431)
    assert status(reply) == 431 or re.fullmatch(rb"[0-9a-f]{24}", told)


def test_row_29_cr_lf_in_a_request_id(server: Any) -> None:
    reply = server.raw(b"GET /healthz HTTP/1.1\r\nHost: 127.0.0.1\r\nX-Request-ID: a\r\n X-Evil: 1\r\n\r\n")
    assert status(reply) == 400
    assert b"X-Evil" not in reply


def test_row_29_a_good_request_id_is_kept(server: Any) -> None:
    assert server.get("/healthz", headers={"X-Request-ID": "trace-17:a/b"}).headers["X-Request-ID"] == "trace-17:a/b"


def test_pipelined_requests_are_answered_in_turn(server: Any) -> None:
    with server.connect() as sock:
        sock.sendall(head("/healthz", "GET") * 3 + head("/healthz", "GET", Connection="close"))
        raw = b"".join(iter(lambda: sock.recv(65536), b""))
    assert raw.count(b"HTTP/1.1 200 OK") == 4


def test_a_reply_is_read_slowly_and_others_are_served(server: Any) -> None:
    slow = []
    for _ in range(8):
        sock = socket.socket()
        sock.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 2048)
        sock.connect(("127.0.0.1", server.port))
        sock.sendall(head("/docs/assets/swagger-ui-bundle.js", "GET"))
        slow.append(sock)
    try:
        assert server.get("/timeline?limit=1").status_code == 200
    finally:
        for sock in slow:
            sock.close()
