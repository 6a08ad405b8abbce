"""Other people's tools take what the service gives: each is the published package, run as its users run it."""

from __future__ import annotations

import json
import re
import shutil
import subprocess
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from browsing import ROOT, Service, Watched
from playwright.sync_api import expect

Open = Callable[..., Any]
Site = Callable[..., str]


def test_timelinejs_draws_the_feed(
    service: Service, open_page: Open, other_site: Site, packages: Path, watched: Watched
) -> None:
    # TimelineJS asks its makers' server for a font and a locale's file when left to itself; here it is told neither.
    folder = packages / "@knight-lab" / "timelinejs" / "dist"
    url = f"{service.url}/timeline?format=timelinejs&top=20&collection=default"
    page = open_page(
        other_site(
            '<link rel="stylesheet" href="/css/timeline.css"><div id="there" style="width:1200px;height:700px"></div>'
            '<script src="/js/timeline.js"></script><script>'
            f'fetch("{url}").then(r => r.json()).then(data => '
            '{ window.t = new TL.Timeline("there", data, {font: null, language: "en", debug: false}); });</script>',
            folder,
        )
    )
    given = service.json("/timeline?format=timelinejs&top=20")
    page.wait_for_function("window.t && t.ready", timeout=15_000)
    expect(page.locator(".tl-timemarker")).to_have_count(len(given["events"]))
    told = page.evaluate("t.config.events.map(e => e.unique_id)")
    assert sorted(told) == sorted(event["unique_id"] for event in given["events"])
    assert page.locator(".tl-message-full").count() == 0


def test_vis_timeline_draws_the_items(service: Service, open_page: Open, other_site: Site, packages: Path) -> None:
    folder = packages / "vis-timeline" / "standalone" / "umd"
    url = f"{service.url}/timeline?format=vis&from=2017-07-01&to=2017-09-30&limit=200"
    page = open_page(
        other_site(
            '<div id="there"></div><script src="/vis-timeline-graph2d.min.js"></script><script>'
            f'fetch("{url}").then(r => r.json()).then(items => {{ window.items = new vis.DataSet(items);'
            "window.t = new vis.Timeline(document.getElementById('there'), window.items, {});"
            "t.fit({animation: false}); });</script>",
            folder,
        )
    )
    given = service.json("/timeline?format=vis&from=2017-07-01&to=2017-09-30&limit=200")
    page.wait_for_function("window.t && t.getVisibleItems().length > 0", timeout=15_000)
    assert page.evaluate("items.length") == len(given) > 20
    assert set(page.evaluate("t.getVisibleItems()")) <= {item["id"] for item in given}
    expect(page.locator(".vis-item.dateline").first).to_be_attached()
    assert page.locator(".vis-item script, .vis-item img").count() == 0


def test_hostile_titles_are_text_even_where_nothing_is_filtered(
    service: Service, open_page: Open, other_site: Site, packages: Path, watched: Watched
) -> None:
    watched.expected.append("XSS")
    folder = packages / "vis-timeline" / "standalone" / "umd"
    url = f"{service.url}/timeline?format=vis&collection=hostile"
    page = open_page(
        other_site(
            '<div id="there"></div><script src="/vis-timeline-graph2d.min.js"></script><script>'
            f'fetch("{url}").then(r => r.json()).then(items => {{ window.t = new vis.Timeline('
            "document.getElementById('there'), new vis.DataSet(items), {xss: {disabled: true}}); });</script>",
            folder,
        )
    )
    page.wait_for_function("window.t && t.getVisibleItems().length > 0", timeout=15_000)
    assert page.locator(".vis-item img, .vis-item script").count() == 0


def test_the_vega_lite_example_draws_the_days(
    service: Service, open_page: Open, other_site: Site, packages: Path
) -> None:
    spec = json.loads((ROOT / "docs" / "examples" / "days.vl.json").read_text("utf-8"))
    spec["data"]["url"] = spec["data"]["url"].replace("http://127.0.0.1:8000", service.url)
    page = open_page(
        other_site(
            '<div id="there"></div><script src="/vega/build/vega.min.js"></script>'
            '<script src="/vega-lite/build/vega-lite.min.js"></script>'
            '<script src="/vega-embed/build/vega-embed.min.js"></script>'
            f"<script>vegaEmbed('#there', {json.dumps(spec)}, {{actions: false}})"
            ".then(r => { window.r = r; });</script>",
            packages,
        )
    )
    page.wait_for_function("window.r", timeout=15_000)
    drawn = page.evaluate("r.view.data('source_0').length || Object.values(r.view.getState().data).length")
    assert drawn > 20
    assert page.locator("#there canvas, #there svg").count() == 1


def node(packages: Path, script: str, text: str) -> Any:
    program = shutil.which("node")
    if program is None:
        pytest.skip("no node here to run the parsers")
    done = subprocess.run(
        [program, "--input-type=module", "-e", script],
        input=text,
        capture_output=True,
        text=True,
        cwd=packages.parent,
        timeout=60,
    )
    assert done.returncode == 0, done.stderr[-2000:]
    return json.loads(done.stdout)


READ = "import fs from 'node:fs'; const text = fs.readFileSync(0, 'utf8');"


def test_another_parser_reads_the_calendar(service: Service, packages: Path) -> None:
    script = (
        f"{READ} import ical from 'ical.js';"
        "const found = new ical.Component(ical.parse(text)).getAllSubcomponents('vevent').map(one => {"
        "const e = new ical.Event(one); return {uid: e.uid, summary: e.summary, start: String(e.startDate),"
        "end: String(e.endDate), day: e.startDate.isDate}; });"
        "console.log(JSON.stringify(found));"
    )
    found = node(packages, script, service.get("/timeline.ics?limit=1000").decode())
    events = {f"{event['id']}@dateline": event for event in service.json("/timeline?limit=1000")["events"]}
    assert len(found) > 50
    for entry in found:
        event = events[entry["uid"]]
        assert entry["day"]
        assert entry["start"] in (event["date"]["earliest"], event["date"]["latest"])
        assert entry["end"] > entry["start"]


def test_another_parser_reads_the_feed(service: Service, packages: Path) -> None:
    script = (
        f"{READ} import Parser from 'rss-parser';"
        "const feed = await new Parser().parseString(text);"
        "console.log(JSON.stringify(feed.items.map(i => ({id: i.id, title: i.title, date: i.isoDate, link: i.link}))));"
    )
    found = node(packages, script, service.get("/timeline.atom?limit=50").decode())
    events = service.json("/timeline?limit=50")["events"]
    assert [entry["title"].split(": ", 1)[1] for entry in found] == [" ".join(e["title"].split()) for e in events]
    assert all(re.match(r"\d{4}-\d\d-\d\dT", entry["date"]) and entry["link"] for entry in found)


def grafana_board() -> Any:
    return json.loads((ROOT / "docs" / "examples" / "grafana-dashboard.json").read_text("utf-8"))


def infinity_queries(board: Any) -> list[Any]:
    """Every query of the dashboard: of its annotations and of its panels."""
    asked = [one["target"] for one in board["annotations"]["list"]]
    return [*asked, *(target for panel in board["panels"] for target in panel["targets"])]


def answered(service: Service, target: Any) -> Any:
    """What the service gives to a query, its variables filled in as Grafana fills them, at the root it names."""
    filled = (
        target["url"]
        .replace("${service}", service.url)
        .replace("${collection}", "default")
        .replace("${__from:date:YYYY-MM-DD}", "2017-08-01")
        .replace("${__to:date:YYYY-MM-DD}", "2017-08-31")
    )
    assert "${" not in filled
    body = service.json(filled.removeprefix(service.url))
    return body[target["root_selector"]] if target["root_selector"] else body


def test_the_grafana_dashboard_is_laid_out_as_grafana_imports_one() -> None:
    """What its documentation and the Infinity plugin's published types ask of a dashboard; no Grafana runs here."""
    board = grafana_board()
    plugin = board["__inputs"][0]
    source = {"type": plugin["pluginId"], "uid": "${" + plugin["name"] + "}"}
    needed = {(one["type"], one["id"]) for one in board["__requires"]}
    assert ("datasource", plugin["pluginId"]) in needed
    assert {("panel", panel["type"]) for panel in board["panels"]} <= needed
    assert 8 <= len(board["uid"]) <= 40
    assert len({panel["id"] for panel in board["panels"]}) == len(board["panels"])
    for panel in board["panels"]:
        place = panel["gridPos"]
        assert place.keys() == {"x", "y", "w", "h"}
        assert place["x"] + place["w"] <= 24
    for holder in (*board["annotations"]["list"], *board["panels"], *infinity_queries(board)):
        assert holder["datasource"] == source
    for target in infinity_queries(board):
        assert (target["type"], target["parser"], target["source"]) == ("json", "backend", "url")
        assert target["format"] in {"table", "timeseries", "dataframe"}
        assert target["url_options"]["method"] == "GET"
        for column in target["columns"]:
            assert {"selector", "text", "type"} <= column.keys()
            assert column["type"] in {"string", "number", "timestamp", "timestamp_epoch", "timestamp_epoch_s"}
    names = {variable["name"] for variable in board["templating"]["list"]}
    used = set(re.findall(r"\$\{(\w+)", json.dumps(board["panels"]) + json.dumps(board["annotations"])))
    assert used == names | {plugin["name"], "__from", "__to"}


def test_the_grafana_dashboard_asks_for_what_there_is(service: Service) -> None:
    """Every query gives rows with the columns it names, of the types it names them with."""
    for target in infinity_queries(grafana_board()):
        rows = answered(service, target)
        assert rows, target["refId"]
        for row in rows:
            for column in target["columns"]:
                value = row
                for step in column["selector"].split("."):
                    value = value[step]
                wanted = {"string": str, "number": int, "timestamp": str, "timestamp_epoch": int}[column["type"]]
                assert isinstance(value, wanted), (target["refId"], column, value)
                if column["type"] == "timestamp":
                    assert column["timestampFormat"] == "2006-01-02"
                    assert date.fromisoformat(value)


def test_grafana_s_annotations_have_the_fields_it_maps(service: Service) -> None:
    target = grafana_board()["annotations"]["list"][0]["target"]
    assert target["format"] == "dataframe"
    assert {column["text"] for column in target["columns"]} == {"time", "timeEnd", "title", "text", "tags"}
    for row in answered(service, target):
        assert row["time"] <= row["timeEnd"]
