"""Every recipe of docs/cookbook.md, in shell, Python and JavaScript, is run as it stands on a server with samples."""

from __future__ import annotations

import re
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

ROOT = Path(__file__).parents[2]
RECIPES = re.findall(r"^```(sh|python|js)\n(.*?)^```", (ROOT / "docs" / "cookbook.md").read_text(), re.M | re.S)
TOOLS = {"sh": ("curl", "jq"), "python": (), "js": ("node",)}
RUN = {
    "sh": ("bash", "-euo", "pipefail", "-c"),
    "python": (sys.executable, "-c"),
    "js": ("node", "--input-type=module", "--eval"),
}
BASE = "http://127.0.0.1:8000"


@pytest.fixture(scope="module")
def kitchen(tmp_path_factory: pytest.TempPathFactory, begin: Any) -> Iterator[Any]:
    running = begin(tmp_path_factory.mktemp("cookbook"))
    database = f"sqlite:///{running.folder / 'test.db'}"
    command = [sys.executable, "-m", "service.cli", "ingest", "--db", database, "samples"]
    subprocess.run(command, cwd=ROOT, check=True, capture_output=True, timeout=120)
    yield running
    running.stop()


def test_there_are_recipes_of_each_kind() -> None:
    assert {kind for kind, _ in RECIPES} == {"sh", "python", "js"}
    assert all(BASE in recipe for _, recipe in RECIPES)


@pytest.mark.parametrize(("kind", "recipe"), RECIPES, ids=[f"{n}-{kind}" for n, (kind, _) in enumerate(RECIPES)])
def test_recipe(kitchen: Any, tmp_path: Path, kind: str, recipe: str) -> None:
    for tool in TOOLS[kind]:
        if shutil.which(tool) is None:
            pytest.skip(f"{tool} is not on this machine")
    script = recipe.replace(BASE, kitchen.url).replace("/tmp/", f"{tmp_path}/")
    run = subprocess.run([*RUN[kind], script], cwd=tmp_path, capture_output=True, text=True, timeout=120)
    broken_pipe_of_head = kind == "sh" and "head -" in recipe and run.returncode in (23, 141)
    assert run.returncode == 0 or broken_pipe_of_head, run.stderr
    assert run.stdout.strip() or "DELETE" in recipe, "the recipe says nothing"
