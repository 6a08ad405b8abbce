"""The rules of import that keep the rooms apart, read from the source of every module."""

from __future__ import annotations

import ast
import os
import sys
from pathlib import Path

import pytest

sys.path.insert(0, str(Path(__file__).parent))
from house import ROOT, imports, modules, starts, tree

WEB_LIBRARIES = ("flask", "werkzeug", "gunicorn", "webargs", "apispec")
FORBIDDEN = {
    "service.temporal": (
        *WEB_LIBRARIES,
        "marshmallow",
        "sqlalchemy",
        "alembic",
        "os",
        "service.timeline",
        "service.store",
        "service.web",
        "service.intake",
        "service.pipeline",
        "service.config",
        "schemas",
    ),
    "service.timeline": (
        *WEB_LIBRARIES,
        "marshmallow",
        "sqlalchemy",
        "alembic",
        "os",
        "service.store",
        "service.web",
        "service.intake",
        "service.pipeline",
        "service.config",
        "schemas",
    ),
    "service.intake": (
        *WEB_LIBRARIES,
        "sqlalchemy",
        "service.store",
        "service.timeline",
        "service.web",
        "service.pipeline",
    ),
    "service.store": (*WEB_LIBRARIES, "marshmallow", "service.web", "service.intake", "service.pipeline", "schemas"),
    "service.formats": (*WEB_LIBRARIES, "sqlalchemy", "service.store", "service.web", "service.pipeline"),
    "service.pipeline": (*WEB_LIBRARIES, "service.web"),
    "schemas": (*WEB_LIBRARIES, "sqlalchemy", "service"),
}
ONLY_HERE = {
    "dateparser": ("service.dates", "service.temporal.fallback"),
    "flask": ("service.app", "service.web"),
    "sqlalchemy": ("service.store",),
    "alembic": ("service.store",),
    "trafilatura": ("service.intake",),
    "htmldate": ("service.intake",),
}
CLOCK_CALLS = {("date", "today"), ("datetime", "now"), ("datetime", "today"), ("datetime", "utcnow"), ("time", "time")}
PURE = ("service.temporal", "service.timeline", "service.text", "service.layout", "service.article")


@pytest.mark.parametrize("room", FORBIDDEN)
def test_rooms_do_not_reach_into_rooms_they_may_not_know(room: str) -> None:
    broken = [
        f"{name} imports {one.module}"
        for name in modules()
        if starts(name, room)
        for one in imports(name)
        if starts(one.module, *FORBIDDEN[room]) and not one.typing_only
    ]
    assert not broken


@pytest.mark.parametrize("library", ONLY_HERE)
def test_a_library_is_imported_only_where_its_door_is(library: str) -> None:
    broken = [
        f"{name} imports {one.module}"
        for name in modules()
        for one in imports(name)
        if starts(one.module, library) and not starts(name, *ONLY_HERE[library])
    ]
    assert not broken


def test_timeline_takes_only_values_from_temporal() -> None:
    broken = [
        f"{name} imports {one.module}"
        for name in modules()
        if starts(name, "service.timeline")
        for one in imports(name)
        if starts(one.module, "service.temporal") and one.module != "service.temporal.model"
    ]
    assert not broken


def test_only_config_reads_the_environment() -> None:
    readers = set()
    for name in modules():
        for node in ast.walk(tree(name)):
            of_os = isinstance(node, ast.Attribute) and isinstance(node.value, ast.Name) and node.value.id == "os"
            if of_os and node.attr in {"environ", "getenv", "environb"}:
                readers.add(name)
            if (
                isinstance(node, ast.ImportFrom)
                and node.module == "os"
                and {a.name for a in node.names} & {"environ", "getenv"}
            ):
                readers.add(name)
    assert readers <= {"service.config"}


@pytest.mark.parametrize("room", PURE)
def test_pure_rooms_never_ask_for_today(room: str) -> None:
    broken = []
    for name in modules():
        if not starts(name, room):
            continue
        for node in ast.walk(tree(name)):
            if (
                isinstance(node, ast.Call)
                and isinstance(node.func, ast.Attribute)
                and isinstance(node.func.value, ast.Name)
                and (node.func.value.id, node.func.attr) in CLOCK_CALLS
            ):
                broken.append(f"{name}:{node.lineno}")
    assert not broken


def test_there_is_no_circle_of_imports() -> None:
    """Imports at module level, TYPE_CHECKING apart, must form no circle; packages count as their __init__."""
    edges = {
        name: {one.module for one in imports(name) if one.module in modules() and not one.late and not one.typing_only}
        for name in modules()
    }
    done: set[str] = set()

    def visit(name: str, path: tuple[str, ...]) -> None:
        assert name not in path, " -> ".join((*path[path.index(name) :], name))
        if name in done:
            return
        for target in sorted(edges[name]):
            if target != name:
                visit(target, (*path, name))
        done.add(name)

    for name in edges:
        visit(name, ())


@pytest.mark.parametrize("name", sorted(modules()))
def test_every_module_can_be_imported_alone(name: str) -> None:
    """Each in a process of its own, forked before any other module of the house is loaded there."""
    if name.startswith("service.store.migrations."):
        pytest.skip("migration scripts are loaded by alembic only")
    pid = os.posix_spawn(
        sys.executable,
        [sys.executable, "-c", f"import {name}"],
        {**os.environ, "PYTHONPATH": str(ROOT)},
        file_actions=[(os.POSIX_SPAWN_OPEN, 2, os.devnull, os.O_WRONLY, 0)],
    )
    _, status = os.waitpid(pid, 0)
    assert os.waitstatus_to_exitcode(status) == 0


def test_modules_stay_small_enough_to_be_read() -> None:
    """A module well over 300 lines is asked whether it is two: 500 is where the question is an order."""
    long = {name: n for name, path in modules().items() if (n := len(path.read_text("utf-8").splitlines())) > 500}
    assert not long


def test_nothing_names_test_sets_or_this_machine() -> None:
    """The product's code and data name no document, no test set and no path of a machine."""
    words = ("timebank", "aquaint", "tempeval", "timeline17", "wikiwars", "semeval", "/work/", "/root/", "shared/data")
    broken = [
        f"{path.relative_to(ROOT)}: {word}"
        for package in ("service", "schemas", "samples")
        for path in sorted((ROOT / package).rglob("*"))
        if path.is_file()
        and path.suffix in {".py", ".toml", ".html", ".js", ".css", ".json", ".ndjson", ".txt", ".sql"}
        for word in words
        if word in path.read_text("utf-8", errors="replace").lower()
    ]
    assert not broken
