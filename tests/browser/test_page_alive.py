"""The page in a browser with its script: every interaction, each seen in the page and in the address."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import date, timedelta
from itertools import pairwise
from typing import Any
from urllib.parse import parse_qs, urlsplit

from browsing import Service, Watched
from playwright.sync_api import expect

Open = Callable[..., Any]


def query(page: Any) -> dict[str, list[str]]:
    """The address as the page itself has it now: what the driver was told of it may be older."""
    return parse_qs(urlsplit(page.evaluate("location.href")).query)


def ids(page: Any) -> list[str]:
    return [str(one) for one in page.eval_on_selector_all("#list .event", "all => all.map(e => e.dataset.id)")]


def test_an_event_opens_to_its_evidence_and_closes_again(service: Service, open_page: Open) -> None:
    page = open_page(f"{service.url}/?q=on+Friday")
    opener = page.locator("#list .opener").first
    event = page.locator("#list .event").first
    expect(opener).to_have_attribute("aria-expanded", "false")
    opener.click()
    expect(event.locator(".evidence")).to_be_visible()
    expect(opener).to_have_attribute("aria-expanded", "true")
    assert event.locator("mark.when").count() >= 1
    assert event.locator("mark.what").count() >= 1
    expect(event.locator(".read").first).to_contain_text("read as")
    expect(event.locator(".evidence")).to_contain_text("counted from")
    assert query(page)["open"] == ids(page)[:1]
    page.reload()
    expect(page.locator("#list .event").first.locator(".evidence")).to_be_visible()
    page.locator("#list .opener").first.focus()
    page.keyboard.press("Enter")
    expect(page.locator(".evidence")).to_have_count(0)
    assert "open" not in query(page)


def test_a_filter_narrows_the_list_and_the_address_and_back_undoes_it(service: Service, open_page: Open) -> None:
    page = open_page(service.url)
    all_of_them = ids(page)
    box = page.locator("input[name=kind]").first
    kind = box.get_attribute("value")
    box.click()
    page.wait_for_url(re.compile(f"kind={kind}"))
    chosen = ids(page)
    assert 0 < len(chosen) < len(all_of_them)
    answer = service.json(f"/timeline?kind={kind}&limit=100")
    assert chosen == [event["id"] for event in answer["events"]]
    expect(page.locator(f"input[name=kind][value={kind}]")).to_be_checked()
    expect(page.locator(f"input[name=kind][value={kind}]")).to_be_focused()
    expect(page.locator(".curl code")).to_contain_text(f"kind={kind}")
    page.locator(".chips a").first.click()
    page.wait_for_url(lambda url: "kind" not in url)
    assert ids(page) == all_of_them
    page.go_back()
    page.wait_for_url(re.compile(f"kind={kind}"))
    expect(page.locator("#list .event")).to_have_count(len(chosen))


def test_counts_beside_the_filters_are_what_choosing_them_gives(service: Service, open_page: Open) -> None:
    page = open_page(service.url)
    for name in ("kind", "status", "actor", "publisher"):
        label = page.locator(f"label:has(input[name={name}])").first
        count = int(label.locator(".n").inner_text().replace(",", ""))
        value = label.locator("input").get_attribute("value")
        page.goto(f"{service.url}/?{name}={value}")
        said = page.locator("#what").inner_text()
        assert re.search(rf"\b{count} of ", said), (name, value, count, said)
        page.goto(service.url)


def test_an_actor_of_an_event_leads_to_all_that_is_told_of_it(service: Service, open_page: Open) -> None:
    page = open_page(service.url)
    link = page.locator("#list .actors a").first
    name = link.inner_text()
    link.click()
    page.wait_for_url(re.compile("actor="))
    for row in page.locator("#list .event").all():
        expect(row).to_contain_text(name)


def test_words_are_searched_while_they_are_typed_and_none_is_lost(service: Service, open_page: Open) -> None:
    page = open_page(service.url)
    page.locator("#f-q").focus()
    page.keyboard.type("sanctions", delay=60)
    page.wait_for_url(re.compile("q=sanctions"))
    expect(page.locator("#live")).to_have_attribute("aria-busy", "false")
    box = page.locator("#f-q")
    expect(box).to_have_value("sanctions")
    expect(box).to_be_focused()
    page.keyboard.type(" x")
    expect(box).to_have_value("sanctions x")
    expect(page.locator(".notice")).to_contain_text("No event answers to this")


def test_days_may_be_words_and_wrong_ones_are_said_beside_their_box(
    service: Service, open_page: Open, watched: Watched
) -> None:
    page = open_page(service.url)
    page.locator("#f-from").fill("since July 2017")
    page.locator("#f-from").press("Enter")
    page.wait_for_url(re.compile("from=since"))
    first = service.json("/timeline?from=since+July+2017&limit=1")["events"][0]["id"]
    assert ids(page)[0] == first
    watched.expected.append("400")
    page.locator("#f-to").fill("the day of the whale")
    page.locator("#f-to").press("Enter")
    expect(page.get_by_role("alert")).to_contain_text("to")
    expect(page.locator("#f-to")).to_have_attribute("aria-invalid", "true")
    expect(page.locator("#f-to")).to_have_value("the day of the whale")
    page.get_by_role("link", name="Start from the whole timeline").click()
    expect(page.locator("#list .event").first).to_be_visible()


def test_dragging_on_the_strip_chooses_days(service: Service, open_page: Open) -> None:
    page = open_page(service.url)
    plot = page.locator(".plot").bounding_box()
    y = plot["y"] + 20
    page.mouse.move(plot["x"] + plot["width"] * 0.5, y)
    expect(page.locator(".tip")).to_contain_text(re.compile(r"\d+ events?, \d+ articles?"))
    page.mouse.down()
    page.mouse.move(plot["x"] + plot["width"] * 0.7, y, steps=6)
    page.mouse.up()
    page.wait_for_url(re.compile("from=.*to="))
    asked = query(page)
    assert asked["from"] < asked["to"]
    answer = service.json(f"/timeline?from={asked['from'][0]}&to={asked['to'][0]}&limit=100")
    assert ids(page) == [event["id"] for event in answer["events"]]
    expect(page.locator("rect.chosen")).to_have_count(1)
    page.get_by_role("link", name="Zoom in").click()
    page.wait_for_url(re.compile("zoom=1"))
    assert page.locator(".plot").get_attribute("data-first") == asked["from"][0]
    page.get_by_role("link", name="Whole time").click()
    page.wait_for_url(lambda url: "from=" not in url and "zoom" not in url)


def test_the_strip_is_moved_by_keys_as_well(service: Service, open_page: Open) -> None:
    page = open_page(service.url)
    handle = page.get_by_role("slider", name="First day")
    first = page.locator(".plot").get_attribute("data-first")
    handle.focus()
    bar_days = int(page.locator(".plot").get_attribute("data-bar-days"))
    moved = date.fromisoformat(first) + timedelta(days=50 * bar_days)
    for _ in range(5):
        page.keyboard.press("PageUp")
    page.wait_for_url(re.compile(f"from={moved}"))
    expect(page.get_by_role("slider", name="First day")).to_be_focused()
    page.keyboard.press("ArrowLeft")
    page.wait_for_url(re.compile(f"from={moved - timedelta(days=bar_days)}"))


def test_a_label_under_the_strip_leads_to_its_period(service: Service, open_page: Open) -> None:
    page = open_page(service.url)
    label = page.locator(".ticks a").nth(2)
    asked = parse_qs(urlsplit(label.get_attribute("href")).query)
    label.click()
    page.wait_for_url(re.compile("from=.*to="))
    assert (query(page)["from"], query(page)["to"]) == (asked["from"], asked["to"])
    assert asked["from"] < asked["to"]


def test_the_slider_shows_what_was_known_and_marks_what_is_new(service: Service, open_page: Open) -> None:
    page = open_page(service.url)
    everything = int(re.search(r"([\d,]+) events", page.locator("#what").inner_text())[1].replace(",", ""))
    slider = page.locator("#as-of")
    slider.evaluate(
        "s => { s.value = Math.round(s.max * .5);"
        " for (const kind of ['input', 'change']) s.dispatchEvent(new Event(kind, {bubbles: true})); }"
    )
    page.wait_for_url(re.compile("as_of="))
    day = query(page)["as_of"][0]
    expect(page.locator(".as-of output")).not_to_have_text("now")
    expect(page.locator(".event.is-new")).to_have_count(0)
    known = service.json(f"/timeline?as_of={day}&count=true&limit=1")["count"]
    assert known < everything
    expect(page.locator("#what")).to_contain_text(f"{known} ")
    page.locator("#as-of").focus()
    page.keyboard.press("ArrowRight")
    page.wait_for_url(lambda url: f"as_of={day}" not in url)
    expect(page.locator("#as-of")).to_be_focused()
    page.keyboard.press("End")
    page.wait_for_url(lambda url: "as_of=" not in url)
    expect(page.locator("#what")).to_contain_text("new here")
    expect(page.locator(".event.is-new").first).to_be_attached()


def test_the_replay_walks_to_now_and_can_be_stopped(service: Service, open_page: Open) -> None:
    page = open_page(service.url)
    page.locator(".replay").click()
    page.wait_for_selector(".replay[aria-pressed=true]")
    seen = {page.locator(".as-of output").inner_text()}
    page.wait_for_function(
        "said => document.querySelector('.as-of output').textContent !== said", arg=seen.copy().pop()
    )
    page.locator(".replay").click()
    page.wait_for_selector(".replay[aria-pressed=false]")
    expect(page.locator(".replay")).to_have_text("Replay")
    shown = page.locator("#f-as_of").input_value()
    assert query(page)["as_of"] == [shown]
    page.go_back()
    page.wait_for_url(lambda url: "as_of=" not in url)
    expect(page.locator(".as-of output")).to_have_text("now")


def test_scrolling_brings_the_rest_once_each_and_joins_the_days(service: Service, open_page: Open) -> None:
    page = open_page(f"{service.url}/?limit=40")
    total = service.json("/timeline?count=true&limit=1")["count"]
    while page.locator("#more").count():
        before = len(ids(page))
        page.mouse.wheel(0, 6000)
        page.wait_for_function(
            "before => document.querySelectorAll('#list .event').length > before || !document.querySelector('#more')"
            " || scrollY + innerHeight < document.documentElement.scrollHeight - 1",
            arg=before,
        )
    shown = ids(page)
    assert len(shown) == len(set(shown)) == total
    keys = page.eval_on_selector_all("#list .day", "all => all.map(d => d.dataset.key)")
    assert all(one != following for one, following in pairwise(keys))
    years = page.eval_on_selector_all("#list .year", "all => all.map(d => d.dataset.key)")
    assert len(years) == len(set(years))


def test_what_is_planned_leads_to_its_event(service: Service, open_page: Open) -> None:
    page = open_page(f"{service.url}/?as_of=2017-08-08")
    board = page.locator("#ahead")
    expect(board).to_contain_text("Ahead of 8 August 2017")
    expect(board).to_contain_text(re.compile(r"due in \d+ days"))
    link = board.locator("ol a[data-open]").first
    title = link.inner_text()
    link.click()
    expect(page.locator(".event:has(.evidence) h4").filter(has_text=title).first).to_be_in_viewport()
    expect(page).to_have_url(re.compile("as_of=2017-08-08"))


def test_the_day_shown_stands_between_what_was_and_what_is_planned(service: Service, open_page: Open) -> None:
    page = open_page(f"{service.url}/?as_of=2017-08-08&from=2017-08-05")
    line = page.locator("#list .now")
    expect(line).to_have_count(1)
    expect(line).to_contain_text("As known on 8 August 2017")
    assert page.locator(".now ~ .day:not(.ahead), .year:has(.now) ~ .year .day:not(.ahead)").count() == 0
    for row in page.locator(".day.ahead .event").all():
        expect(row.locator(".status")).to_contain_text(re.compile("planned|called off|did not happen"))


def test_order_and_weight_are_one_click_away(service: Service, open_page: Open) -> None:
    page = open_page(service.url)
    page.get_by_role("link", name="Newest first").click()
    page.wait_for_url(re.compile("order=desc"))
    newest = service.json("/timeline?order=desc&limit=1")["events"][0]["id"]
    assert ids(page)[0] == newest
    page.get_by_role("link", name="The 30 weightiest").click()
    page.wait_for_url(re.compile("top=30"))
    expect(page.locator("#list .event")).to_have_count(30)


def test_the_service_gone_is_said_and_can_be_tried_again(service: Service, open_page: Open, watched: Watched) -> None:
    watched.expected.append("ERR_FAILED")
    page = open_page(service.url)
    before = ids(page)
    page.route("**/*", lambda route: route.abort())
    page.locator("input[name=kind]").first.click()
    expect(page.get_by_role("alert")).to_contain_text("did not answer")
    assert ids(page) == before
    page.unroute("**/*")
    page.get_by_role("button", name="Try again").click()
    page.wait_for_url(re.compile("kind="))
    expect(page.get_by_role("alert")).to_have_count(0)


def test_what_comes_in_while_one_looks_is_shown(service: Service, open_page: Open) -> None:
    service.post(
        {"id": "live-1", "published": "2017-08-07T12:00:00Z", "text": "Rex Tillerson met Sergey Lavrov on Sunday."},
        "live",
    )
    page = open_page()
    page.clock.install()
    page.goto(f"{service.url}/?collection=live")
    before = ids(page)
    service.post(
        {
            "id": "live-2",
            "published": "2017-08-09T12:00:00Z",
            "text": "Russia expelled 35 American diplomats on Tuesday.",
        },
        "live",
    )
    page.clock.run_for(61_000)
    expect(page.locator(".event.is-new").first).to_be_visible()
    assert page.locator(".event.is-new").count() == len(ids(page)) - len(before) > 0


def test_an_open_event_is_no_news(service: Service, open_page: Open) -> None:
    page = open_page()
    page.clock.install()
    page.goto(service.url)
    page.locator("#list .opener").first.click()
    expect(page.locator(".evidence")).to_be_visible()
    with page.expect_response(lambda reply: reply.request.method == "HEAD"):
        page.clock.run_for(61_000)
    page.evaluate("fetch(location.href, {method: 'HEAD'}).then(() => null)")
    assert page.locator("#fresh").count() == 0


def test_the_curl_line_is_copied_and_gives_the_same(service: Service, open_page: Open) -> None:
    page = open_page(f"{service.url}/?kind=consult&q=talks", permissions=["clipboard-read", "clipboard-write"])
    page.locator(".take .copy").click()
    expect(page.locator(".take .copy")).to_have_text("Copied")
    line = page.evaluate("navigator.clipboard.readText()")
    url = line.removeprefix("curl '").removesuffix("'")
    answer = service.json(url.removeprefix(service.url))
    assert [event["id"] for event in answer["events"]] == ids(page)


def test_every_other_form_of_the_data_answers(service: Service, open_page: Open) -> None:
    page = open_page(f"{service.url}/?kind=consult")
    links = page.eval_on_selector_all(".formats a", "all => all.map(a => a.href)")
    assert len(links) >= 10
    for link in links:
        assert service.get(link.removeprefix(service.url))


def test_keys_walk_from_event_to_event(service: Service, open_page: Open) -> None:
    page = open_page(service.url)
    openers = page.locator("#list .opener")
    openers.nth(0).focus()
    page.keyboard.press("j")
    expect(openers.nth(1)).to_be_focused()
    page.keyboard.press("k")
    expect(openers.nth(0)).to_be_focused()


def test_the_first_key_leads_past_the_filters(service: Service, open_page: Open) -> None:
    page = open_page(service.url)
    asked: list[str] = []
    page.on("request", lambda request: asked.append(urlsplit(request.url).path))
    page.keyboard.press("Tab")
    expect(page.locator(".skip")).to_be_focused()
    page.keyboard.press("Enter")
    expect(page).to_have_url(re.compile("#main$"))
    expect(page.locator("#main")).to_be_focused()
    page.keyboard.press("Tab")
    expect(page.locator("#main a").first).to_be_focused()
    page.go_back()
    expect(page).not_to_have_url(re.compile("#"))
    assert "/" not in asked
