"""axe-core on every page and state, in light and dark, wide and narrow: nothing serious, nothing critical."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from browsing import Service
from playwright.sync_api import expect

Open = Callable[..., Any]
GRAVE = {"serious", "critical"}
STATES = {
    "whole": "/",
    "as known": "/?as_of=2017-08-08&status=planned&q=embassy",
    "nothing": "/?q=nothing+says+this",
    "wrong": "/?from=the+day+of+the+whale",
    "hostile": "/?collection=hostile",
    "article": "/article/hostile-2",
    "try": "/try",
    "frame": "/embed?top=5&heading=Talks",
    "missing": "/event/nothing",
}


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [390, 1280])
@pytest.mark.parametrize("state", STATES)
def test_nothing_grave_stands_in_anybody_s_way(
    service: Service, open_page: Open, packages: Path, watched: Any, state: str, width: int, scheme: str
) -> None:
    watched.expected += ["400", "404"]
    page = open_page(service.url + STATES[state], width=width, color_scheme=scheme)
    for opener in page.locator("#list .opener").all()[:2]:
        opener.click()
    if page.locator("#list .opener").count():
        page.locator(".evidence").first.wait_for()
    if width < 700 and page.locator(".to-filters a").count():
        page.locator(".to-filters a").first.click()
    expect(page.locator("[aria-busy=true]")).to_have_count(0)
    # Through the debugger, which the page's own policy does not bind.
    page.evaluate((packages / "axe-core" / "axe.min.js").read_text("utf-8"))
    found = page.evaluate("axe.run(document, {resultTypes: ['violations']})")
    told = [
        f"{one['impact']} {one['id']}: {node['target']} {node['failureSummary'][:200]}"
        for one in found["violations"]
        if one["impact"] in GRAVE
        for node in one["nodes"][:3]
    ]
    assert told == []
