"""Files, folders, patterns, feeds and streams: one outcome a document, the bad ones named, the rest taken."""

# ruff: noqa: E501 - rows of documents read better whole
from __future__ import annotations

import gzip
import io
import json
import os
import socket
from pathlib import Path

import pytest

from service.intake import IntakeSettings, Refused, Taken, documents, stream

LINE = {"text": "They met on Sunday.", "published": "2017-08-07T12:00:00Z"}
FEED = """<?xml version="1.0"?><rss version="2.0" xmlns:content="http://purl.org/rss/1.0/modules/content/"><channel>
<title>Northern Wire</title><item><title>Talks &amp; more</title><link>https://wire.example/1</link>
<pubDate>Sun, 06 Aug 2017 20:50:00 GMT</pubDate><description>Short.</description>
<content:encoded><![CDATA[<p>They met.</p><p>On <b>Sunday</b>.</p><script>x</script>]]></content:encoded></item>
<item><title>No date</title><description>They met.</description></item></channel></rss>"""
ATOM = """<feed xmlns="http://www.w3.org/2005/Atom"><title>Baltic Mail</title><entry><title>Talks</title>
<link rel="self" href="https://x.example/feed"/><link href="https://x.example/1"/><updated>2017-08-09T10:00:00Z</updated>
<published>2017-08-06T10:00:00+03:00</published><content type="xhtml"><div xmlns="http://www.w3.org/1999/xhtml">
<p>One.</p><p>Two.</p></div></content></entry></feed>"""


def taken(*paths: Path | str, **more: object) -> list[Taken]:
    outcomes = list(documents(map(str, paths), **more))  # type: ignore[arg-type]
    assert not [outcome for outcome in outcomes if isinstance(outcome, Refused)]
    return [outcome for outcome in outcomes if isinstance(outcome, Taken)]


def refused(*paths: Path | str, **more: object) -> list[Refused]:
    return [outcome for outcome in documents(map(str, paths), **more) if isinstance(outcome, Refused)]  # type: ignore[arg-type]


def write(path: Path, content: str | bytes) -> Path:
    data = content.encode() if isinstance(content, str) else content
    path.write_bytes(gzip.compress(data) if path.suffix == ".gz" else data)
    return path


PAGE = (
    '<html><head><meta name="date" content="2017-08-07T12:00:00Z"></head><body><h1>Talks</h1><p>They met on Sunday in the'
    " old town hall, and nothing was signed although a paper had been promised to both sides for the end of May.</p></body>"
)
FORMS = {
    "a.txt": "Title: Talks\nPublished: 2017-08-07T12:00:00Z\n\nThey met on Sunday.",
    "a.html": PAGE,
    "a.htm": PAGE,
    "a.json": json.dumps(LINE),
    "b.json": json.dumps([LINE]),
    "a.ndjson": json.dumps(LINE) + "\n",
    "a.jsonl": json.dumps(LINE),
    "a.csv": "text,published\nThey met on Sunday.,2017-08-07T12:00:00Z\n",
    "b.csv": "published;text\r\n2017-08-07T12:00:00Z;They met on Sunday.\r\n",
    "c.csv": "\ufefftext\tpublished\nThey met on Sunday.\t2017-08-07T12:00:00Z",
    "a.xml": "<rss><channel><item><description>They met on Sunday.</description>"
    "<pubDate>Mon, 07 Aug 2017 12:00:00 +0000</pubDate></item></channel></rss>",
    "a.atom": '<feed xmlns="http://www.w3.org/2005/Atom"><entry><updated>2017-08-07T12:00:00Z</updated>'
    "<summary>They met on Sunday.</summary></entry></feed>",
}


@pytest.mark.parametrize("packed", ["", ".gz"])
@pytest.mark.parametrize("name", FORMS)
def test_every_form_is_read(tmp_path: Path, name: str, packed: str) -> None:
    [outcome] = taken(write(tmp_path / (name + packed), FORMS[name]))
    assert "They met on Sunday" in outcome.article.text
    assert outcome.article.published.isoformat() == "2017-08-07T12:00:00+00:00"
    assert outcome.source.startswith(str(tmp_path / name))


@pytest.mark.parametrize("packed", [False, True])
@pytest.mark.parametrize("name", FORMS)
def test_standard_input_is_told_by_its_first_bytes(name: str, packed: bool) -> None:
    if name.endswith("csv"):
        return
    data = FORMS[name].encode()
    [outcome] = taken("-", stdin=io.BytesIO(gzip.compress(data) if packed else data))
    assert outcome.source.startswith("standard input")


def test_folders_are_walked_in_order_and_other_files_passed_over(tmp_path: Path) -> None:
    (tmp_path / "b").mkdir()
    (tmp_path / ".git").mkdir()
    for name in ("z.txt", "b/c.txt", "a.txt", ".git/x.txt", ".hidden.txt", "notes.doc", "b/picture.png"):
        write(tmp_path / name, FORMS["a.txt"])
    assert [Path(outcome.source).relative_to(tmp_path).as_posix() for outcome in taken(tmp_path)] == [
        "a.txt",
        "z.txt",
        "b/c.txt",
    ]


def test_patterns_are_filled_in_order(tmp_path: Path) -> None:
    for name in ("b.txt", "a.txt", "c.json"):
        write(tmp_path / name, FORMS.get(name, FORMS["a.txt"]))
    assert [Path(outcome.source).name for outcome in taken(tmp_path / "*.txt")] == ["a.txt", "b.txt"]
    assert "no file has a name like this" in refused(tmp_path / "*.csv")[0].message


def test_the_empty_folder_and_the_missing_file_are_named(tmp_path: Path) -> None:
    assert "no articles in this folder" in refused(tmp_path)[0].message
    missing = tmp_path / "none.txt"
    assert refused(missing)[0].message == f"{missing}: no such file or folder"


def test_one_bad_line_leaves_the_others(tmp_path: Path) -> None:
    lines = [json.dumps(LINE | {"id": f"a{i}"}) for i in range(10_000)]
    lines[4321] = '{"id": "a4321", "text": "x", "published": "soon"}'
    outcomes = list(documents([str(write(tmp_path / "many.ndjson", "\n".join(lines)))]))
    bad = [outcome for outcome in outcomes if isinstance(outcome, Refused)]
    assert len(outcomes) == 10_000
    assert [(each.source, each.id, each.faults[0].field) for each in bad] == [
        (f"{tmp_path}/many.ndjson:4322", "a4321", "published")
    ]


def test_ndjson_is_read_as_it_comes() -> None:
    seen: list[int] = []

    def lines():  # type: ignore[no-untyped-def]
        for i in range(3):
            seen.append(i)
            yield json.dumps(LINE).encode()

    outcomes = stream(lines())
    assert next(outcomes).source == "line 1"
    assert seen == [0]


def test_bad_lines_say_why() -> None:
    lines = [
        b'{"a"',
        b"",
        b"[]",
        b'{"id": 1, "id": 2}',
        b"\xff",
        None,
        b'{"text": "\\ud800", "published": "2017-08-07"}',
    ]
    outcomes = [outcome for outcome in stream(lines) if isinstance(outcome, Refused)]
    assert [outcome.source for outcome in outcomes] == ["line 1", "line 3", "line 4", "line 5", "line 6", "line 7"]
    assert [outcome.faults[0].code for outcome in outcomes] == [
        "syntax",
        "form",
        "duplicate",
        "encoding",
        "form",
        "surrogate",
    ]


def test_a_line_too_long_is_refused_and_the_next_one_taken(tmp_path: Path) -> None:
    text = json.dumps(LINE | {"text": "x" * 5000}) + "\n" + json.dumps(LINE)
    outcomes = list(documents([str(write(tmp_path / "a.ndjson", text))], settings=IntakeSettings(max_line=1000)))
    assert [type(outcome) for outcome in outcomes] == [Refused, Taken]
    assert outcomes[1].source.endswith(":2")


CSV_FAULTS = [
    ("text,when\nx,2017-08-07\n", "unknown columns 'when'"),
    ("text,text\nx,y\n", "stands twice"),
    ("", "no header row"),
    ('text,published\n"open,2017-08-07\n', "broken CSV"),
    ("text,published\nx,2017-08-07,more\n", "3 cells under 2 names"),
    (b"text,published\n\xff,2017-08-07\n", "not UTF-8 (byte 0xff)"),
    ("text,published\nx,\n", "no publication date"),
]


@pytest.mark.parametrize(("table", "reason"), CSV_FAULTS)
def test_broken_tables_say_why(tmp_path: Path, table: str | bytes, reason: str) -> None:
    [outcome] = refused(write(tmp_path / "a.csv", table))
    assert reason in outcome.message


def test_cells_may_hold_quotes_and_line_breaks(tmp_path: Path) -> None:
    table = 'id,text,published,url\nq1,"They ""met"".\n\nOn Sunday.",2017-08-07,\nq2,x,2017-08-07,\n'
    outcomes = taken(write(tmp_path / "a.csv", table))
    assert outcomes[0].article.text == 'They "met".\n\nOn Sunday.'
    assert [outcome.source.rpartition(":")[2] for outcome in outcomes] == ["4", "5"]


HEADERS = [
    ("Title: T\nPublished: 2017-08-07\n\nText.", ("T", "Text.")),
    ("title:T\r\npublished:\t2017-08-07\r\n\r\nText.\r\n", ("T", "Text.\r\n")),
    (
        "Published: 2017-08-07\nURL: https://x.example/\n\n\nFirst line of it: yes\n\nText.",
        ("First line of it: yes", "First line of it: yes\n\nText."),
    ),
    (
        "6 August 2017\n\nWarning: this is no header of it\n\nText.",
        (None, "6 August 2017\n\nWarning: this is no header of it\n\nText."),
    ),
    (
        "Talks end without a paper\n\n6 August 2017\n\nText.",
        ("Talks end without a paper", "Talks end without a paper\n\n6 August 2017\n\nText."),
    ),
]


@pytest.mark.parametrize(("content", "expected"), HEADERS)
def test_headers_of_text_files(tmp_path: Path, content: str, expected: tuple[str | None, str]) -> None:
    [outcome] = taken(write(tmp_path / "a.txt", content))
    assert (outcome.article.title, outcome.article.text) == expected


HEADER_FAULTS = [
    ("Title: T\nWriter: me\nPublished: 2017-08-07\n\nText.", "unknown field 'writer'"),
    ("Title: T\nTitle: U\n\nText.", "states title twice"),
    ("Title: T\nText that goes on.\n\nMore.", "ends with a blank line"),
    ("Title: T\nPublished: 2017-08-07\n\n", "there is no text in it"),
    ("Title: T\n\nText.", "no publication date"),
]


@pytest.mark.parametrize(("content", "reason"), HEADER_FAULTS)
def test_broken_headers_say_why(tmp_path: Path, content: str, reason: str) -> None:
    [outcome] = refused(write(tmp_path / "a.txt", content))
    assert reason in outcome.message


def test_the_given_date_stands_in_only_where_none_is_stated(tmp_path: Path) -> None:
    write(tmp_path / "a.txt", "They met.")
    write(tmp_path / "b.txt", FORMS["a.txt"])
    days = [outcome.article.published.isoformat()[:10] for outcome in taken(tmp_path, published="2017-09-01")]
    assert days == ["2017-09-01", "2017-08-07"]


def test_feeds_give_an_article_an_entry(tmp_path: Path) -> None:
    good, bad = documents([str(write(tmp_path / "a.rss", FEED))])
    assert isinstance(good, Taken)
    article = good.article
    assert (article.title, article.publisher, article.url) == (
        "Talks & more",
        "Northern Wire",
        "https://wire.example/1",
    )
    assert article.text == "They met.\n\nOn Sunday."
    assert isinstance(bad, Refused)
    assert bad.source.endswith("a.rss entry 2")


def test_atom_prefers_the_day_of_publication(tmp_path: Path) -> None:
    [outcome] = taken(write(tmp_path / "a.xml", ATOM))
    assert outcome.article.published.isoformat() == "2017-08-06T10:00:00+03:00"
    assert (outcome.article.text, outcome.article.url) == ("One.\n\nTwo.", "https://x.example/1")


def test_entities_of_a_feed_are_not_expanded_and_nothing_is_fetched(tmp_path: Path) -> None:
    secret = write(tmp_path / "secret.doc", "the secret")
    bomb = f'<!DOCTYPE r [<!ENTITY x SYSTEM "{secret.as_uri()}"><!ENTITY y "boom">]>'
    feed = (
        bomb
        + "<rss><channel><item><description>They met &x; &y;.</description><pubDate>6 August 2017</pubDate></item></channel></rss>"
    )
    [outcome] = taken(write(tmp_path / "a.xml", feed))
    assert "secret" not in outcome.article.text
    assert "boom" not in outcome.article.text


@pytest.mark.parametrize("feed", ["", "<rss>", "not xml", "<rss><channel/></rss>", "<html><body>x</body></html>"])
def test_what_is_no_feed_is_refused(tmp_path: Path, feed: str) -> None:
    [outcome] = refused(write(tmp_path / "a.xml", feed))
    assert outcome.faults


def test_paths_upwards_are_refused_by_name(tmp_path: Path) -> None:
    write(tmp_path / "a.txt", FORMS["a.txt"])
    (tmp_path / "sub").mkdir()
    path = f"{tmp_path}/sub/../a.txt"
    assert refused(path)[0].message.startswith(f"{path}: a path with '..'")


def test_links_out_of_the_folder_are_refused_by_name(tmp_path: Path) -> None:
    outside, inside = tmp_path / "outside", tmp_path / "inside"
    outside.mkdir()
    inside.mkdir()
    target = write(outside / "secret.txt", FORMS["a.txt"])
    (inside / "file.txt").symlink_to(target)
    (inside / "relative.txt").symlink_to("../outside/secret.txt")
    (inside / "folder").symlink_to(outside)
    (inside / "broken.txt").symlink_to("nowhere")
    write(inside / "good.txt", FORMS["a.txt"])
    (inside / "same.txt").symlink_to("good.txt")
    outcomes = list(documents([str(inside)]))
    reasons = {Path(each.source).name: each.message for each in outcomes if isinstance(each, Refused)}
    assert reasons.keys() == {"file.txt", "relative.txt", "folder", "broken.txt"}
    assert all("a link out of the folder" in reasons[name] for name in ("file.txt", "relative.txt", "folder"))
    assert all(str(inside) in message for message in reasons.values())
    assert [Path(each.source).name for each in outcomes if isinstance(each, Taken)] == ["good.txt", "same.txt"]


@pytest.mark.parametrize(
    "links",
    [{"m": "m"}, {"m.txt": "m.txt"}, {"a.txt": "b.txt", "b.txt": "a.txt"}, {"m": "m/n"}, {"deep/m": "../deep/m"}],
    ids=str,
)
def test_links_that_lead_round_in_a_circle_are_refused_by_name_and_the_rest_is_taken(
    tmp_path: Path, links: dict[str, str]
) -> None:
    (tmp_path / "deep").mkdir()
    write(tmp_path / "z.txt", FORMS["a.txt"])
    for name, target in links.items():
        (tmp_path / name).symlink_to(target)
    outcomes = list(documents([str(tmp_path)]))
    reasons = {each.source: each.message for each in outcomes if isinstance(each, Refused)}
    assert reasons.keys() == {str(tmp_path / name) for name in links}
    assert all(name in message and "cannot be read" in message for name, message in reasons.items())
    assert [Path(each.source).name for each in outcomes if isinstance(each, Taken)] == ["z.txt"]
    name = next(iter(links))
    assert "cannot be read" in refused(str(tmp_path / name))[0].message


@pytest.mark.skipif(os.geteuid() == 0, reason="whoever may do everything may read every folder")
def test_a_folder_that_may_not_be_read_is_refused_by_name(tmp_path: Path) -> None:
    write(tmp_path / "z.txt", FORMS["a.txt"])
    shut = tmp_path / "shut"
    shut.mkdir(mode=0o000)
    [outcome] = [each for each in documents([str(tmp_path)]) if isinstance(each, Refused)]
    assert str(shut) in outcome.message
    shut.chmod(0o700)


def test_what_is_no_plain_file_is_refused_without_waiting(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "a.txt")
    with socket.socket(socket.AF_UNIX) as listener:
        listener.bind(str(tmp_path / "s.txt"))
        outcomes = refused(tmp_path, tmp_path / "a.txt", "/dev/zero", "/dev/null")
    found = [(Path(each.source).name, each.message.partition(": ")[2].partition(" is ")[0]) for each in outcomes]
    assert found == [
        ("a.txt", "a FIFO"),
        ("s.txt", "a socket"),
        ("a.txt", "a FIFO"),
        ("zero", "a device"),
        ("null", "a device"),
    ]


def test_a_bomb_is_stopped(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    from service.intake import opening

    monkeypatch.setattr(opening, "UNPACKED_AT_LEAST", 100_000)
    for name in ("bomb.txt.gz", "bomb.ndjson.gz", "bomb.csv.gz", "bomb.html.gz"):
        [*_, outcome] = refused(write(tmp_path / name, b"text,published\n" + b"\n" * 10_000_000))
        assert "far more than text packs" in outcome.message
    [outcome] = refused("-", stdin=io.BytesIO(gzip.compress(b" " * 10_000_000)))
    assert "far more than text packs" in outcome.message


def test_lines_before_a_break_in_the_gzip_are_taken(tmp_path: Path) -> None:
    lines = "".join(json.dumps(LINE | {"id": os.urandom(20).hex()}) + "\n" for _ in range(5000))
    path = tmp_path / "cut.ndjson.gz"
    path.write_bytes(gzip.compress(lines.encode())[:-5000])
    outcomes = list(documents([str(path)]))
    assert sum(isinstance(outcome, Taken) for outcome in outcomes) > 1000
    assert isinstance(outcomes[-1], Refused)
    assert "broken gzip" in outcomes[-1].message


def test_files_too_large_to_be_held_are_refused(tmp_path: Path) -> None:
    path = write(tmp_path / "a.json", json.dumps([LINE] * 50))
    assert "larger than 1000 bytes" in refused(path, settings=IntakeSettings(max_file=1000))[0].message


@pytest.mark.skipif(os.geteuid() == 0, reason="the superuser may read everything")
def test_a_file_that_may_not_be_read_is_named(tmp_path: Path) -> None:
    path = write(tmp_path / "a.txt", "x")
    path.chmod(0)
    assert "Permission denied" in refused(path)[0].message


def test_broken_json_is_one_refusal_and_a_bad_element_another(tmp_path: Path) -> None:
    broken = write(tmp_path / "a.json", '{"text": ')
    mixed = write(tmp_path / "b.json", json.dumps([LINE, 7, LINE]))
    [outcome] = refused(broken)
    assert outcome.faults[0].code == "syntax"
    assert str(broken) in outcome.message
    assert [each.source for each in refused(mixed)] == [f"{mixed}[1]"]
    assert len(list(documents([str(mixed)]))) == 3


def test_a_file_that_turned_into_a_fifo_is_not_waited_for(tmp_path: Path) -> None:
    from service.intake.opening import Source, Unreadable, opened

    os.mkfifo(tmp_path / "a.txt")
    with pytest.raises(Unreadable, match="only plain files"):
        opened(Source("a.txt", tmp_path / "a.txt", "text"), None)


def test_settings_of_the_service_reach_intake() -> None:
    from service.config import load

    settings = load({}, time_zone="Asia/Kolkata").intake
    [outcome] = stream([b'{"text": "x", "published": "2017-08-07"}'], settings=settings)
    assert isinstance(outcome, Taken)
    assert outcome.article.published.isoformat() == "2017-08-07T12:00:00+05:30"
