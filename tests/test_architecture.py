"""The layers hold, and no package talks to its own front door."""

from __future__ import annotations

import ast
import subprocess
import sys
from pathlib import Path

import pytest

PACKAGE = Path(__file__).resolve().parent.parent / "ropa"
MODULES = sorted(path for path in PACKAGE.rglob("*.py") if "_templates" not in path.parts)

#: Below `workspace` nothing reads the clock or the environment, or prints.
PURE = [
    path for path in MODULES if path.relative_to(PACKAGE).parts[0] not in ("cli", "workspace", "web", "__main__.py")
]
FORBIDDEN_CALLS = {"today", "now", "utcnow", "getenv", "print", "time", "localtime"}

#: A file beyond this wants a better shape (lines).
MOST_LINES = 400


def test_imports_flow_one_way() -> None:
    done = subprocess.run(
        [sys.executable, "-c", "from importlinter.cli import lint_imports; raise SystemExit(lint_imports())"],
        cwd=PACKAGE.parent, capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert done.returncode == 0, done.stdout + done.stderr
    assert "1 kept, 0 broken" in done.stdout


def imports_of(path: Path) -> list[tuple[str, str]]:
    """Return each import of a module as (module, name); the name is empty for `import module`."""
    found: list[tuple[str, str]] = []
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.ImportFrom) and node.module:
            found.extend((node.module, alias.name) for alias in node.names)
        elif isinstance(node, ast.Import):
            found.extend((alias.name, "") for alias in node.names)
    return found


@pytest.mark.parametrize("path", MODULES, ids=lambda path: str(path.relative_to(PACKAGE)))
def test_no_member_takes_anything_from_its_own_front_door(path: Path) -> None:
    """A module may name its siblings, never what its package's `__init__` re-exports: that would be a circle."""
    if path.name == "__init__.py" or path.parent == PACKAGE:
        return
    package = ".".join(path.relative_to(PACKAGE.parent).parent.parts)
    siblings = {item.stem for item in path.parent.iterdir()}
    taken = {name for module, name in imports_of(path) if module == package and name not in siblings}
    assert not taken


@pytest.mark.parametrize("path", PURE, ids=lambda path: str(path.relative_to(PACKAGE)))
def test_nothing_below_the_workspace_asks_the_world(path: Path) -> None:
    calls = {
        getattr(node.func, "attr", getattr(node.func, "id", ""))
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(node, ast.Call)
    }
    assert not calls & FORBIDDEN_CALLS, calls & FORBIDDEN_CALLS


@pytest.mark.parametrize(
    ("library", "package"),
    [("networkx", "graph"), ("graphviz", "diagrams"), ("pygraphviz", "diagrams"), ("jinja2", "formats")],
)
def test_one_package_knows_each_library(library: str, package: str) -> None:
    users = {
        path.relative_to(PACKAGE).parts[0]
        for path in MODULES
        if any(module.split(".")[0] == library for module, _ in imports_of(path))
    }
    assert users <= {package}


@pytest.mark.parametrize("path", MODULES, ids=lambda path: str(path.relative_to(PACKAGE)))
def test_files_stay_small(path: Path) -> None:
    assert len(path.read_text(encoding="utf-8").splitlines()) <= MOST_LINES
