"""Reads the house from its source: modules, and what each imports at any depth of its code."""

from __future__ import annotations

import ast
from dataclasses import dataclass
from functools import cache
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]


@dataclass(frozen=True)
class Import:
    """One name imported; `late` where it stands inside a function, `typing_only` under TYPE_CHECKING."""

    module: str
    late: bool
    typing_only: bool


@cache
def modules() -> dict[str, Path]:
    """Every module of the product by its dotted name."""
    found = {}
    for package in ("service", "schemas"):
        for path in sorted((ROOT / package).rglob("*.py")):
            parts = path.relative_to(ROOT).with_suffix("").parts
            found[".".join(parts[:-1] if parts[-1] == "__init__" else parts)] = path
    return found


@cache
def tree(name: str) -> ast.Module:
    """The syntax tree of a module."""
    return ast.parse(modules()[name].read_text("utf-8"))


@cache
def imports(name: str) -> tuple[Import, ...]:
    """Every import of a module, as full dotted names of modules where they are the house's own."""
    out: list[Import] = []
    package = name if modules()[name].name == "__init__.py" else name.rpartition(".")[0]

    def walk(node: ast.AST, late: bool, typing_only: bool) -> None:
        if isinstance(node, ast.Import):
            out.extend(Import(alias.name, late, typing_only) for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            base = node.module or ""
            if node.level:
                up = package.split(".")[: len(package.split(".")) - node.level + 1]
                base = ".".join([*up, base] if base else up)
            for alias in node.names:
                full = f"{base}.{alias.name}"
                out.append(Import(full if full in modules() else base, late, typing_only))
        elif isinstance(node, ast.If) and "TYPE_CHECKING" in ast.dump(node.test):
            for child in node.body:
                walk(child, late, True)
            for child in node.orelse:
                walk(child, late, typing_only)
        else:
            inside = late or isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef | ast.Lambda)
            for child in ast.iter_child_nodes(node):
                walk(child, inside, typing_only)

    walk(tree(name), False, False)
    return tuple(out)


def starts(module: str, *roots: str) -> bool:
    """True where `module` is one of `roots` or lies below one."""
    return any(module == root or module.startswith(root + ".") for root in roots)
