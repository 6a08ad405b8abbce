"""The page in every state: without a script, empty, small, narrow, hostile, printed; and what it weighs."""

from __future__ import annotations

import base64
import hashlib
import re
import urllib.error
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from browsing import Service, Watched, served
from playwright.sync_api import expect

Open = Callable[..., Any]
MOST_BYTES = 60_000


def test_all_of_it_works_without_a_script(service: Service, open_page: Open) -> None:
    page = open_page(service.url, java_script_enabled=False)
    title = page.locator("#list .opener").first.inner_text()
    page.locator("#list .opener").first.click()
    event = page.locator("#list .event").first
    expect(event.locator(".opener")).to_have_text(title)
    expect(event.locator(".evidence blockquote").first).to_be_visible()
    event.locator(".opener").click()
    expect(page.locator(".evidence")).to_have_count(0)
    page.locator("input[name=status][value=planned]").check()
    page.locator("#f-q").fill("embassy")
    page.get_by_role("button", name="Show").click()
    page.wait_for_url(re.compile("q=embassy.*status=planned"))
    for row in page.locator("#list .event").all():
        expect(row).to_have_class(re.compile("is-planned"))
    page.get_by_role("link", name="Clear all").click()
    page.get_by_text("More filters").click()
    page.locator("#f-as_of").fill("2017-08-08")
    page.get_by_role("button", name="Show").click()
    expect(page.locator("#ahead")).to_contain_text("Ahead of 8 August 2017")
    page.goto(f"{service.url}/?limit=40")
    first = page.locator("#list .event").first.get_attribute("id")
    page.get_by_role("link", name="Later events").click()
    page.wait_for_url(re.compile("cursor="))
    assert page.locator("#list .event").first.get_attribute("id") != first
    expect(page.locator(".needs-script").first).to_be_hidden()


def test_a_reader_without_a_script_reads_a_text(service: Service, open_page: Open) -> None:
    page = open_page(f"{service.url}/try", java_script_enabled=False)
    page.locator("textarea").fill("The envoys met on Tuesday.")
    page.locator("input[name=published]").fill("Sunday 06 August 2017 20:50 BST")
    page.get_by_role("button", name="Read it").click()
    expect(page.locator("#result .notes")).to_contain_text("Tuesday 1 August 2017")


def test_a_text_is_read_as_it_is_typed(service: Service, open_page: Open) -> None:
    page = open_page(f"{service.url}/try")
    expect(page.locator("#result a.when").first).to_be_visible()
    box = page.locator("textarea")
    box.fill("")
    with page.expect_response(lambda reply: reply.url.endswith("/try") and reply.request.method == "POST"):
        box.press_sequentially("The ministers met last Friday.")
    expect(page.locator("#result a.when")).to_have_text("last Friday")
    expect(page.locator("#result .notes")).to_contain_text("Friday 4 August 2017")
    expect(page.locator(".curl code")).to_contain_text("last Friday")
    word = page.locator("#result a.when")
    word.hover()
    expect(page.locator(".notes li").first).to_have_class(re.compile("is-lit"))
    word.click()
    assert page.evaluate("document.querySelector('.notes li:target') !== null")


def test_a_publication_date_that_cannot_be_read_is_said(service: Service, open_page: Open, watched: Watched) -> None:
    watched.expected.append("422")
    page = open_page(f"{service.url}/try")
    page.locator("input[name=published]").fill("whenever")
    expect(page.locator("#try .wrong").first).to_contain_text("whenever")


def test_an_article_shows_every_expression_where_it_stands(service: Service, open_page: Open) -> None:
    kept = service.json("/articles?limit=1")["articles"][0]
    page = open_page(f"{service.url}/article/{kept['id']}")
    read = service.json(f"/articles/{kept['id']}/expressions")
    words = [e["text"] for e in [*read.get("title_expressions", []), *read["expressions"]]]
    shown = page.eval_on_selector_all(
        ".text a.when[id]",
        "all => all.map(a => [...document.querySelectorAll(`.text a.when[href='${a.getAttribute('href')}']`)]"
        ".map(e => e.textContent).join(''))",
    )
    assert " ".join("".join(shown).split()) == " ".join("".join(words).split())
    expect(page.locator(".notes li")).to_have_count(len(words))
    expect(page.locator(".told a").first).to_be_visible()


def test_evidence_leads_to_its_place_in_the_article(service: Service, open_page: Open) -> None:
    page = open_page(service.url)
    page.locator("#list .opener").first.click()
    link = page.locator(".evidence .from a").first
    target = link.get_attribute("href").split("#")[1]
    link.click()
    page.wait_for_url(re.compile("/article/"))
    expect(page.locator(f"#{target}")).to_be_visible()


def test_an_empty_service_says_how_to_fill_it(open_page: Open, tmp_path: Path, watched: Watched) -> None:
    with served(f"sqlite:///{tmp_path}/empty.db", tmp_path / "log") as empty:
        watched.hosts.add(empty.url.split("/")[2])
        page = open_page(empty.url)
        expect(page.locator(".notice")).to_contain_text("dateline ingest")
        page.get_by_role("link", name="paste a text").click()
        expect(page.locator("textarea")).to_be_visible()


def test_a_single_event_has_a_page_as_well(service: Service, open_page: Open) -> None:
    page = open_page(f"{service.url}/?top=1")
    expect(page.locator("#list .event")).to_have_count(1)
    expect(page.locator(".plot path.events")).to_have_attribute("d", re.compile("M"))
    page.locator("#list .opener").click()
    page.get_by_role("link", name="Link to this event").click()
    expect(page.locator("h1")).to_be_visible()
    expect(page.locator("blockquote").first).to_be_visible()


@pytest.mark.parametrize("path", ["/event/nothing", "/article/nothing"])
def test_what_is_not_there_is_said_on_a_page(service: Service, open_page: Open, watched: Watched, path: str) -> None:
    watched.expected.append("404")
    page = open_page(service.url + path)
    expect(page.locator("h1")).to_have_text("There is no such thing here")


@pytest.mark.parametrize("width", [320, 390, 768, 1280, 2560, 3840])
@pytest.mark.parametrize("path", ["/", "/?as_of=2017-08-08&top=20", "/try"])
def test_nothing_is_wider_than_the_window(service: Service, open_page: Open, width: int, path: str) -> None:
    page = open_page(service.url + path, width=width)
    if page.locator("#list .opener").count():
        page.locator("#list .opener").first.click()
        expect(page.locator(".evidence").first).to_be_visible()
    assert page.evaluate("document.documentElement.scrollWidth") <= width


def test_filters_open_and_close_on_a_phone(service: Service, open_page: Open) -> None:
    page = open_page(service.url, width=390, height=844, has_touch=True, is_mobile=True)
    form = page.locator("#filters")
    expect(form).to_be_hidden()
    page.get_by_role("link", name="Filters").tap()
    expect(form).to_be_visible()
    page.locator("input[name=kind]").first.tap()
    page.wait_for_url(re.compile("kind="))
    expect(page.locator("#filters")).to_be_visible()
    page.get_by_role("link", name="Close the filters").tap()
    expect(page.locator("#filters")).to_be_hidden()


@pytest.mark.parametrize("path", ["/?collection=hostile&undated=true", "/article/hostile-1", "/article/hostile-2"])
def test_what_articles_say_is_shown_as_text(service: Service, open_page: Open, path: str) -> None:
    """Row 44: no element, no handler and no dialog comes of it (a dialog would fail the watch)."""
    page = open_page(service.url + path)
    for opened in range(page.locator("#list .opener").count()):
        page.locator("#list .opener[aria-expanded=false]").first.click()
        expect(page.locator("#list .evidence")).to_have_count(opened + 1)
    assert page.locator("main img, main script, main [onerror], main [onmouseover]").count() == 0
    assert page.locator("a[href^='javascript:']").count() == 0
    if path.startswith("/article/hostile-1"):
        expect(page.locator(".text")).to_contain_text("<script>alert(3)</script>")


def test_words_written_from_right_to_left_run_so(service: Service, open_page: Open) -> None:
    page = open_page(f"{service.url}/article/hostile-2")
    title = page.locator(".text .title")
    assert title.evaluate("e => getComputedStyle(e).direction") == "rtl"
    assert page.locator(".text p").first.evaluate("e => getComputedStyle(e).direction") == "ltr"
    assert page.locator(".text a.when", has_text="Sunday").count() == 1


def test_printed_it_is_the_list_and_what_is_ahead(service: Service, open_page: Open) -> None:
    page = open_page(f"{service.url}/?top=10")
    page.emulate_media(media="print")
    expect(page.locator("#filters")).to_be_hidden()
    expect(page.locator(".under")).to_be_hidden()
    expect(page.locator("#list .event").last).to_be_visible()
    assert len(page.pdf()) > 1000


def test_who_wants_no_motion_sees_none(service: Service, open_page: Open) -> None:
    page = open_page(f"{service.url}/?top=5", reduced_motion="reduce")
    page.locator("#list .event").first.evaluate("e => e.classList.add('is-new')")
    assert page.locator("#list .event").first.evaluate("e => getComputedStyle(e).animationName") == "none"


def test_the_first_page_is_light_and_holds_still(service: Service, open_page: Open) -> None:
    page = open_page()
    wire = page.context.new_cdp_session(page)
    wire.send("Network.enable")
    sizes: list[float] = []
    wire.on("Network.loadingFinished", lambda said: sizes.append(said["encodedDataLength"]))
    page.add_init_script(
        "window.shift = 0;"
        "new PerformanceObserver(list => { for (const one of list.getEntries()) shift += one.value; })"
        ".observe({type: 'layout-shift', buffered: true});"
    )
    page.goto(service.url, wait_until="networkidle")
    page.mouse.wheel(0, 3000)
    page.wait_for_function("() => scrollY > 1000")
    page.evaluate("new Promise(done => requestAnimationFrame(() => requestAnimationFrame(done)))")
    assert 0 < sum(sizes) < MOST_BYTES
    assert page.evaluate("shift") == 0


def test_the_page_tells_browsers_what_it_may_do(service: Service, open_page: Open) -> None:
    page = open_page()
    reply = page.goto(service.url)
    policy = reply.headers["content-security-policy"]
    assert "unsafe" not in policy
    assert "frame-ancestors 'none'" in policy
    said = reply.text()
    assert not re.search(r"<script(?![^>]* src=)|<[^>]* (style|on[a-z]+)=", said)
    (style,) = re.findall(r"<style[^>]*>(.*?)</style>", said, re.DOTALL)
    digest = base64.b64encode(hashlib.sha256(style.encode()).digest()).decode()
    assert f"style-src 'sha256-{digest}';" in policy
    again = page.request.get(service.url, headers={"If-None-Match": reply.headers["etag"]})
    assert again.status == 304
    assert again.headers["content-security-policy"] == policy


def test_under_a_path_of_a_proxy_every_address_keeps_it(service: Service, open_page: Open, tmp_path: Path) -> None:
    with served(service.database, tmp_path / "log", public_url="https://news.example/dateline") as proxied:
        for path in ("/", "/try", "/embed?top=2", "/event/nothing"):
            try:
                said = proxied.get(path).decode()
            except urllib.error.HTTPError as error:
                said = error.read().decode()
            for address in re.findall(r'(?:href|src|action)="([^"]*)"', said):
                assert address.startswith(("/dateline/", "https://news.example/dateline/", "#")), (path, address)
