"""The examples in the docstrings of the reader of dates run and give what they say."""

from __future__ import annotations

import doctest
import importlib
import pkgutil

import pytest

import service.temporal

MODULES = ["service.temporal", *(m.name for m in pkgutil.walk_packages(service.temporal.__path__, "service.temporal."))]


@pytest.mark.parametrize("name", MODULES)
def test_examples_of_a_module_run(name: str) -> None:
    failed, _ = doctest.testmod(importlib.import_module(name))
    assert failed == 0


def test_there_are_examples() -> None:
    finder = doctest.DocTestFinder()
    assert sum(bool(found.examples) for name in MODULES for found in finder.find(importlib.import_module(name))) >= 10
