"""The timeline on somebody else's page: by script, by element and by frame."""

from __future__ import annotations

import gzip
import json
import re
import urllib.error
import urllib.request
from collections.abc import Callable
from pathlib import Path
from typing import Any
from urllib.parse import quote
from xml.etree import ElementTree

import pytest
from browsing import ROOT, Service, Watched, served
from playwright.sync_api import expect

Open = Callable[..., Any]
Site = Callable[..., str]
STRICT = "default-src 'none'; script-src {service}; connect-src {service}; style-src 'none'"
A_FEW_KILOBYTES = 5_000


def shown(page: Any) -> list[str]:
    """The titles an embedded timeline shows."""
    page.locator("dateline-timeline li").first.wait_for()
    return [str(text) for text in page.locator("dateline-timeline .title").all_inner_texts()]


def test_one_script_puts_it_where_it_stands(service: Service, open_page: Open, other_site: Site) -> None:
    page = open_page(
        other_site(f'<h1>Story</h1><script src="{service.url}/embed.js" data-top="5"></script><p>after</p>')
    )
    told = service.json("/timeline?top=5")["events"]
    assert shown(page) == [event["title"] for event in told]
    assert page.locator("script + dateline-timeline + p").count() == 1
    link = page.locator("dateline-timeline .title").first.get_attribute("href")
    assert service.get(link.removeprefix(service.url))


def test_the_element_asks_what_its_attributes_say(service: Service, open_page: Open, other_site: Site) -> None:
    html = (
        f'<script src="{service.url}/embed.js" async></script>'
        f'<dateline-timeline src="{service.url}/timeline" status="planned|cancelled" limit="7" heading="Ahead">'
        "</dateline-timeline>"
    )
    page = open_page(other_site(html))
    told = service.json("/timeline?status=planned&status=cancelled&limit=7")["events"]
    assert shown(page) == [event["title"] for event in told]
    expect(page.locator("dateline-timeline h2")).to_have_text("Ahead")
    page.evaluate("document.querySelector('dateline-timeline').setAttribute('status', 'occurred')")
    first = service.json("/timeline?status=occurred&limit=7")["events"][0]["title"]
    expect(page.locator("dateline-timeline .title").first).to_have_text(first)


def test_a_strict_policy_of_the_page_lets_it_work(service: Service, open_page: Open, other_site: Site) -> None:
    url = other_site(
        f'<script src="{service.url}/embed.js" data-top="3"></script>',
        Content_Security_Policy=STRICT.format(service=service.url),
    )
    page = open_page(url)
    assert len(shown(page)) == 3
    item = page.locator("dateline-timeline li").first
    assert item.evaluate("e => getComputedStyle(e).listStyleType") == "none"


def test_what_articles_say_stays_text_in_it(service: Service, open_page: Open, other_site: Site) -> None:
    html = f'<script src="{service.url}/embed.js" data-collection="hostile" data-undated="true"></script>'
    page = open_page(other_site(html))
    assert shown(page)
    assert page.locator("dateline-timeline img, dateline-timeline script").count() == 0


def test_the_page_sets_its_colours(service: Service, open_page: Open, other_site: Site) -> None:
    html = (
        "<style>dateline-timeline { --dateline-accent: rgb(1, 2, 3); --dateline-ink: rgb(4, 5, 6); }</style>"
        f'<script src="{service.url}/embed.js" data-status="planned" data-limit="3"></script>'
    )
    page = open_page(other_site(html))
    shown(page)
    assert page.locator("dateline-timeline").evaluate("e => getComputedStyle(e).color") == "rgb(4, 5, 6)"
    assert page.locator("dateline-timeline footer a").evaluate("e => getComputedStyle(e).color") == "rgb(1, 2, 3)"


def test_it_asks_again_and_marks_what_is_new(
    service: Service, open_page: Open, other_site: Site, watched: Watched
) -> None:
    service.post(
        {"id": "embed-1", "published": "2017-08-07T12:00:00Z", "text": "Rex Tillerson met Sergey Lavrov on Sunday."},
        "embed",
    )
    page = open_page()
    page.clock.install()
    seen: list[tuple[int, str | None]] = []
    page.on(
        "response",
        lambda r: seen.append((r.status, r.request.headers.get("if-none-match"))) if "timeline.json" in r.url else None,
    )
    page.goto(other_site(f'<script src="{service.url}/embed.js" data-collection="embed" data-refresh="30"></script>'))
    before = len(shown(page))
    with page.expect_response(lambda reply: "timeline.json" in reply.url):
        page.clock.run_for(31_000)
    assert [status for status, _ in seen] == [200, 304]
    assert seen[1][1] is not None
    service.post(
        {
            "id": "embed-2",
            "published": "2017-08-09T12:00:00Z",
            "text": "Russia expelled 35 American diplomats on Tuesday.",
        },
        "embed",
    )
    page.clock.run_for(31_000)
    expect(page.locator("dateline-timeline li.fresh").first).to_be_visible()
    assert len(shown(page)) > before


def test_the_service_gone_is_said_once_and_what_was_shown_stays(
    service: Service, open_page: Open, other_site: Site, watched: Watched
) -> None:
    watched.expected.append("ERR_FAILED")
    page = open_page()
    page.clock.install()
    page.goto(other_site(f'<script src="{service.url}/embed.js" data-top="3"></script>'))
    before = shown(page)
    page.route("**/timeline.json*", lambda route: route.abort())
    page.evaluate(
        "document.querySelector('dateline-timeline')"
        ".addEventListener('dateline-error', () => { window.gone = true; })"
    )
    page.clock.run_for(61_000)
    page.wait_for_function("window.gone")
    assert shown(page) == before


def test_a_frame_grows_to_what_it_holds(service: Service, open_page: Open, other_site: Site) -> None:
    html = (
        f'<script src="{service.url}/embed.js"></script>'
        f'<iframe src="{service.url}/embed?top=12&theme=dark&heading=Talks" width="500" height="150"></iframe>'
    )
    page = open_page(other_site(html))
    frame = page.frame_locator("iframe")
    expect(frame.locator("dateline-timeline h2")).to_have_text("Talks")
    page.wait_for_function("document.querySelector('iframe').offsetHeight > 400")
    frame.locator("li[part]").first.wait_for()
    inside = page.frames[1].evaluate("document.documentElement.scrollHeight")
    page.wait_for_function(
        "inside => Math.abs(document.querySelector('iframe').offsetHeight - inside) <= 6", arg=inside
    )
    assert page.frames[1].evaluate("getComputedStyle(document.documentElement).colorScheme") == "dark"


def test_a_message_of_somebody_else_moves_no_frame(service: Service, open_page: Open, other_site: Site) -> None:
    html = f'<script src="{service.url}/embed.js"></script><iframe src="about:blank" height="150" title="t"></iframe>'
    page = open_page(other_site(html))
    page.evaluate(
        "new Promise(heard => { addEventListener('message', () => setTimeout(heard));"
        " postMessage({dateline: 'height', height: 900}, '*'); })"
    )
    assert page.locator("iframe").evaluate("e => e.offsetHeight") < 200


def test_a_frame_needs_no_script(service: Service, open_page: Open) -> None:
    page = open_page(f"{service.url}/embed?top=4", java_script_enabled=False)
    expect(page.locator("dateline-timeline > ol > li")).to_have_count(4)


def test_only_origins_of_the_settings_may_frame_it(
    service: Service, open_page: Open, other_site: Site, watched: Watched, tmp_path: Path
) -> None:
    """Row 49."""
    with served(service.database, tmp_path / "log", frame_ancestors="https://paper.example") as strict:
        watched.hosts.add(strict.url.split("/")[2])
        watched.expected += ["frame-ancestors", "ERR_BLOCKED_BY_RESPONSE", "Framing"]
        page = open_page()
        with page.expect_console_message(lambda said: "frame-ancestors" in said.text or "Framing" in said.text):
            page.goto(other_site(f'<iframe src="{strict.url}/embed" title="t"></iframe>'))
        assert page.frames[1].locator("dateline-timeline").count() == 0


def test_the_page_itself_is_framed_by_nobody(
    service: Service, open_page: Open, other_site: Site, watched: Watched
) -> None:
    watched.expected += ["frame-ancestors", "ERR_BLOCKED_BY_RESPONSE", "Framing"]
    page = open_page()
    with page.expect_console_message(lambda said: "frame-ancestors" in said.text or "Framing" in said.text):
        page.goto(other_site(f'<iframe src="{service.url}/" title="t"></iframe>'))
    assert page.frames[1].locator("#live").count() == 0


def test_the_script_is_a_few_kilobytes_and_loads_nothing_else(
    service: Service, open_page: Open, other_site: Site
) -> None:
    assert len(gzip.compress(service.get("/embed.js"), 9)) < A_FEW_KILOBYTES
    page = open_page()
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url.removeprefix(service.url).split("?")[0]))
    page.goto(other_site(f'<script src="{service.url}/embed.js" data-top="3"></script>'))
    shown(page)
    own = [path for path in asked if path.startswith("/") and "page" not in path]
    assert own == ["/embed.js", "/timeline.json"]


def test_an_editor_s_software_finds_the_frame(service: Service, open_page: Open, other_site: Site) -> None:
    page = open_page(f"{service.url}/?kind=consult&actor=russia")
    found = page.locator("link[type='application/json+oembed']").get_attribute("href")
    told = service.json(found.removeprefix(service.url) + "&maxwidth=400")
    assert (told["version"], told["type"], told["width"]) == ("1.0", "rich", 400)
    host = open_page(other_site(told["html"]))
    frame = host.frame_locator("iframe")
    first = service.json("/timeline?kind=consult&actor=russia&limit=1")["events"][0]["title"]
    expect(frame.locator("dateline-timeline .title").first).to_have_text(first)


def test_oembed_speaks_xml_and_refuses_what_is_not_ours(service: Service) -> None:
    asked = quote(f"{service.url}/?q=<b>", safe="")
    told = ElementTree.fromstring(service.get(f"/oembed?format=xml&url={asked}"))
    assert told.findtext("type") == "rich"
    assert "<b>" not in (told.findtext("html") or "")
    wrong = {
        "url=https://elsewhere.example/": 404,
        "": 400,
        f"url={asked}&maxwidth=wide": 400,
        f"url={asked}&format=yaml": 501,
    }
    for query, status in wrong.items():
        with pytest.raises(urllib.error.HTTPError) as error:
            service.get(f"/oembed?{query}")
        assert error.value.code == status


def test_the_snippet_the_page_offers_works(service: Service, open_page: Open, other_site: Site) -> None:
    page = open_page(f"{service.url}/?kind=consult&kind=agree&top=9")
    snippet = page.locator(".take pre code").inner_text() or page.locator(".take pre code").text_content()
    assert re.match(r"<script src=", snippet)
    host = open_page(other_site(snippet))
    told = service.json("/timeline?kind=consult&kind=agree&top=9")["events"]
    assert shown(host) == [event["title"] for event in told]
    assert json.dumps(snippet).count("script") == 2


def test_the_example_page_shows_it_three_ways(service: Service, open_page: Open, other_site: Site) -> None:
    example = (ROOT / "docs" / "examples" / "embed.html").read_text("utf-8")
    page = open_page(other_site(example.replace("http://127.0.0.1:8000", service.url)))
    expect(page.locator("dateline-timeline")).to_have_count(2)
    for element in page.locator("dateline-timeline").all():
        expect(element.locator("li").first).to_be_visible()
    expect(page.frame_locator("iframe").locator("dateline-timeline li[part]").first).to_be_visible()
