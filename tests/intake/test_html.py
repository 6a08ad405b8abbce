"""Pages become articles; hostile ones are cheap; a date is never made up."""

# ruff: noqa: E501 - rows of markup read better whole
from __future__ import annotations

import pytest

from service.errors import BadArticle
from service.intake import IntakeSettings, from_mapping
from service.intake.charset import decode_page
from service.intake.html import MOST_TAGS

BODY = (
    "<p>The two ministers met for an hour on Sunday in the old town hall and agreed that their deputies would meet again"
    " in the autumn, after the elections, to talk about what had been left open this time.</p>"
    "<p>Nothing was signed, officials on both sides said, although a joint paper had been promised for the end of May and"
    " drafts of it had been going back and forth between the capitals for weeks.</p>"
    "<p>They will speak by telephone before that, a person who was in the room said, and may visit each other.</p>"
)


def page(head: str = "", above: str = "", below: str = "") -> str:
    return f"<!DOCTYPE html><html><head>{head}</head><body><h1>Ministers part as friends</h1>{above}{BODY}{below}</body></html>"


JSON_LD = (
    '<script type="application/ld+json">{"@graph": [{"@type": "WebPage", "datePublished": "2015-01-02T00:00:00Z"},'
)
JSON_LD += (
    '{"@type": ["NewsArticle"], "datePublished": "2017-08-06T20:50:00+01:00", "dateModified": "2017-08-09"}]}</script>'
)

DATES = [
    (page(JSON_LD), "2017-08-06T20:50:00+01:00", "JSON-LD"),
    (
        page('<meta property="article:published_time" content="2017-08-06T20:50:00+01:00">'),
        "2017-08-06T20:50:00+01:00",
        "meta",
    ),
    (page('<meta name="DC.date.issued" content="6 August 2017">'), "2017-08-06T12:00:00+00:00", "meta"),
    (page('<meta itemprop="datePublished" content="2017-08-06">'), "2017-08-06T12:00:00+00:00", "meta"),
    (
        page(above='<span itemprop="datePublished">Sunday 06 August 2017 20:50 BST</span>'),
        "2017-08-06T20:50:00+01:00",
        "itemprop",
    ),
    (page(above='<time datetime="2017-08-06T20:50:00-04:00">Sunday</time>'), "2017-08-06T20:50:00-04:00", "time tag"),
    (
        page(below='<time class="published" datetime="2017-08-06T20:50Z">x</time>'),
        "2017-08-06T20:50:00+00:00",
        "time tag",
    ),
    (page(above="<div>Emma Hale<br>Sunday 06 August 2017 20:50 BST</div>"), "2017-08-06T20:50:00+01:00", "dateline"),
    (page(above="<p>Published: 6 August 2017, 8.50pm IST</p>"), "2017-08-06T20:50:00+05:30", "dateline"),
    (page('<link rel="canonical" href="https://x.example/2017/08/06/talks">'), "2017-08-06T12:00:00+00:00", "htmldate"),
    (page('<meta name="date" content="2017-01-01">'), "2017-01-01T12:00:00+00:00", "meta"),
    (page(JSON_LD + '<meta name="date" content="2016-02-03">'), "2017-08-06T20:50:00+01:00", "JSON-LD"),
    (
        page(
            '<script type="application/ld+json">{"@type": "NewsArticle", </script><meta name="date" content="2016-02-03">'
        ),
        "2016-02-03T12:00:00+00:00",
        "meta",
    ),
]


@pytest.mark.parametrize(("markup", "moment", "where"), DATES)
def test_the_date_is_what_the_page_says_of_itself(markup: str, moment: str, where: str) -> None:
    taken = from_mapping({"html": markup})
    assert taken.article.published.isoformat() == moment
    assert where in taken.notes[0]


NEW_YEAR = ["January 1, 2017", "1 January 2017", "1. Januar 2017", "2017-01-01", "2017/1/1"]


@pytest.mark.parametrize("words", NEW_YEAR)
def test_a_first_of_january_that_is_written_is_taken(words: str) -> None:
    markup = page().replace("<h1>", f'<div class="date">{words}</div><h1>')
    assert from_mapping({"html": markup}).article.published.isoformat()[:10] == "2017-01-01"


@pytest.mark.parametrize("words", ["January 2017", "2017", "Winter 2017", "© 2016-2017", "Vol. 1, 2017"])
def test_a_first_of_january_is_not_made_of_a_month_or_a_year(words: str) -> None:
    markup = page().replace("<h1>", f'<div class="date">{words}</div><h1>')
    with pytest.raises(BadArticle, match="no publication date"):
        from_mapping({"html": markup})


def test_a_page_that_upsets_a_library_is_refused_not_raised(monkeypatch: pytest.MonkeyPatch) -> None:
    import htmldate
    import trafilatura

    def upset(*_: object, **__: object) -> None:
        raise RecursionError

    monkeypatch.setattr(htmldate, "find_date", upset)
    with pytest.raises(BadArticle, match="no publication date"):
        from_mapping({"html": page()})
    monkeypatch.setattr(trafilatura, "bare_extraction", upset)
    with pytest.raises(BadArticle, match="the page cannot be read: RecursionError"):
        from_mapping({"html": page()})


def test_a_stated_field_comes_before_the_page() -> None:
    assert from_mapping({"html": page(JSON_LD), "published": "2017-08-08"}).article.published.day == 8


NO_DATE = [
    page(),
    page(below="<footer>© 2017 The Harbour Courier</footer>"),
    page('<meta name="copyright" content="2017">'),
    page('<meta name="date" content="2017">'),
    page('<meta name="date" content="yesterday">'),
    page(above='<time datetime="2 hours ago">2 hours ago</time>'),
    page(above="<p>2017</p>"),
    page(
        below="<p>A treaty was signed on 1 January 2017 and renewed on 2017-07-05, as the delegates remember well.</p>"
    ),
    page(below='<aside><time datetime="2015-03-04">4 March 2015</time></aside>'),
    page(below='<div><a href="/x">Ferry</a> <time datetime="2015-03-04">4 March</time></div>'),
    page(below="<ul><li>4 March 2015 Ferry fares to rise</li></ul>"),
    page(below="<footer>Page built 2017-08-06 10:00</footer>"),
    page("<title>The accord of 7 July 2017 holds</title>"),
    page('<script type="application/ld+json">{"@type": "Organization", "datePublished": "2011-01-01"}</script>'),
]


@pytest.mark.parametrize("markup", NO_DATE)
def test_a_page_without_a_date_is_refused_and_none_is_made_up(markup: str) -> None:
    with pytest.raises(BadArticle, match=r"metadata.*htmldate.*dateline") as caught:
        from_mapping({"html": markup})
    assert [(fault.field, fault.code) for fault in caught.value.faults] == [("published", "missing")]


def test_what_a_page_says_of_itself_is_taken() -> None:
    head = (
        '<title>Ministers part as friends | The Harbour Courier</title><meta property="og:site_name" content="The Harbour Courier">'
        '<meta property="og:title" content="Ministers part as &quot;friends&quot;">'
        '<link rel="canonical" href="https://courier.example/talks"><meta property="og:url" content="https://m.courier.example/talks">'
    )
    markup = page(head).replace("<html>", '<html lang="en-GB">')
    article = from_mapping({"html": markup, "published": "2017-08-06"}).article
    assert article.title == 'Ministers part as "friends"'
    assert article.publisher == "The Harbour Courier"
    assert article.url == "https://courier.example/talks"
    assert article.language == "en"


def test_a_page_that_names_no_publisher_has_that_of_its_address() -> None:
    markup = page('<link rel="canonical" href="https://www.courier.example/talks">')
    assert from_mapping({"html": markup, "published": "2017-08-06"}).article.publisher == "courier.example"
    assert from_mapping({"html": page(), "published": "2017-08-06"}).article.publisher is None


def test_fields_come_before_the_page() -> None:
    record = {
        "html": page(),
        "published": "2017-08-06",
        "title": "Mine",
        "url": "https://mine.example/",
        "publisher": "Me",
    }
    article = from_mapping(record).article
    assert (article.title, article.url, article.publisher) == ("Mine", "https://mine.example/", "Me")


@pytest.mark.parametrize("address", ["javascript:alert(1)", "data:text/html,x", "/talks", "https://a b.example/"])
def test_an_address_that_is_none_is_left_out(address: str) -> None:
    markup = page(f'<link rel="canonical" href="{address}">')
    assert from_mapping({"html": markup, "published": "2017-08-06"}).article.url is None


def test_the_text_is_the_article_without_the_page_around_it() -> None:
    above = '<nav><ul><li><a href="/">Home</a></li></ul></nav><aside><p>2 hours ago <a href="/x">Ferry fares to rise</a></p></aside>'
    below = (
        '<div class="related"><h3>Related</h3><ul><li><a href="/y">School reopens on Monday</a> 3 hours ago</li></ul></div>'
        '<section id="comments"><div class="comment">Tom, 5 hours ago: rubbish</div></section><footer>© 2017</footer>'
        "<script>var published = 'yesterday'</script>"
    )
    text = from_mapping({"html": page(above=above, below=below), "published": "2017-08-06"}).article.text
    assert "met for an hour on Sunday" in text
    assert "may visit each other." in text
    for foreign in ("ago", "Ferry", "School", "Tom", "©", "yesterday", "Home"):
        assert foreign not in text
    assert "\n\nNothing was signed" in text


def test_markup_in_words_is_words() -> None:
    text = from_mapping(
        {
            "html": page(
                above="<p>The note read &lt;script&gt;alert(1)&lt;/script&gt; and nothing else, they said on Monday.</p>"
            ),
            "published": "2017-08-06",
        }
    ).article.text
    assert "<script>alert(1)</script>" in text


HOSTILE = {
    "open divs": "<div>" * 100_000,
    "links": '<a href="/x">more</a>' * 100_000,
    "table": "<table>" + "<tr><td>1</td><td>2</td></tr>" * 50_000 + "</table>",
    "nested tables": "<table><tr><td>" * 5_000,
    "lists in lists": ("<ul><li>" * 100 + "x" + "</li></ul>" * 100) * 40,
    "attributes": "<p " + " ".join(f"a{i}=x" for i in range(50_000)) + ">",
    "attributes without blanks": "<p/a/b/c" + "/d" * 50_000 + ">",
    "comments": "<!-- " * 100_000,
}


@pytest.mark.parametrize("markup", HOSTILE.values(), ids=HOSTILE.keys())
def test_crowded_pages_are_refused_before_they_cost(markup: str, monkeypatch: pytest.MonkeyPatch) -> None:
    def never(*_: object, **__: object) -> None:
        raise AssertionError("the extractor was let at it")

    import trafilatura

    monkeypatch.setattr(trafilatura, "bare_extraction", never)
    with pytest.raises(BadArticle) as caught:
        from_mapping({"html": page(below=markup), "published": "2017-08-06"})
    assert caught.value.faults[0].field == "html"


BEARABLE = {
    "entities": '<!DOCTYPE x [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;">]><p>&b;&b;</p>' + "&amp;" * 10_000,
    "deep divs": "<div>" * 240,
    "one long word": "<p>" + "x" * 200_000 + "</p>",
    "open quotes": "<p title='" * 500,
    "json in json": '<script type="application/ld+json">' + "[" * 50_000 + "</script>",
    "blanks": "<p" + " " * 500_000 + ">",
}


@pytest.mark.parametrize("markup", BEARABLE.values(), ids=BEARABLE.keys())
def test_odd_pages_are_read_or_refused(markup: str) -> None:
    try:
        text = from_mapping({"html": page(below=markup), "published": "2017-08-06"}).article.text
    except BadArticle as error:
        text = error.message
    assert text


def test_entities_of_a_page_are_not_expanded() -> None:
    bomb = "<!DOCTYPE html [<!ENTITY a 'boom boom'>" + "".join(
        f"<!ENTITY {chr(98 + i)} '{('&' + chr(97 + i) + ';') * 10}'>" for i in range(8)
    )
    markup = bomb + "]>" + page(above="<p>It said &i; to them, and they answered nothing for a while.</p>")
    assert "boom boom" not in from_mapping({"html": markup, "published": "2017-08-06"}).article.text


@pytest.mark.parametrize(
    "mark", ["&#0;", "&#x0;", "&#8;", "&#x1F;", "&#xD800;", "&#55296;", "&#11;", "&#xFFFF;", "\x08", "\x1b", "\uffff"]
)
def test_characters_that_no_tree_holds_are_blanks(mark: str) -> None:
    markup = page(
        f"<title>Minis{mark}ters</title>",
        above=f"<p>They said{mark}nothing of it to anyone who asked them on Monday.</p>",
    )
    markup = markup.replace("part as", f"part{mark}as")
    article = from_mapping({"html": markup, "published": "2017-08-06"}).article
    assert "nothing of it" in article.text
    assert "part" in (article.title or "")
    assert not any(ord(char) < 32 and char not in "\t\n" for char in article.text + (article.title or ""))


@pytest.mark.parametrize("markup", ["<html></html>", "<p></p>", "<!-- x -->", "<script>x</script>", " <br> "])
def test_a_page_without_an_article_is_refused(markup: str) -> None:
    with pytest.raises(BadArticle, match=r"no article text|cannot be read") as caught:
        from_mapping({"html": markup, "published": "2017-08-06"})
    assert caught.value.faults[0].field == "html"


def test_bounds_are_said() -> None:
    with pytest.raises(BadArticle, match=f"more than {MOST_TAGS}"):
        from_mapping({"html": "<b>" * (MOST_TAGS + 1)})
    with pytest.raises(BadArticle, match="longer than 100 characters"):
        from_mapping({"html": page()}, IntakeSettings(max_html=100))


CHARSETS = [
    ("Küche".encode(), "Küche"),
    (b"\xef\xbb\xbf" + "Küche".encode(), "Küche"),
    ("Küche".encode("utf-16"), "Küche"),
    ('<meta charset="iso-8859-1">“Küche”'.encode("cp1252"), "“Küche”"),
    ('<meta http-equiv="Content-Type" content="text/html; charset=windows-1251">Москва'.encode("cp1251"), "Москва"),
    ('<?xml version="1.0" encoding="iso-8859-2"?>Łódź'.encode("iso-8859-2"), "Łódź"),
    ('<meta charset="x-unknown">Küche'.encode(), "Küche"),
    ('<meta charset="ascii">Küche'.encode(), "Küche"),
    (("Встреча министров прошла в воскресенье в Маниле. " * 5).encode("cp1251"), "Встреча министров"),
    (b'<meta charset="idna">K..che', "K..che"),
    (b'<meta charset="rot13">Kuche', "Kuche"),
    (b"\xff\xfe\x00\xd8", ""),
    (b"\x80\x81\xfe\xff\x00", ""),
]


@pytest.mark.parametrize(("data", "words"), CHARSETS)
def test_bytes_become_characters(data: bytes, words: str) -> None:
    assert words in decode_page(data)
