"""Every view of every example as golden DOT text, and two examples as Mermaid text."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from ropa.diagrams import Picture, write_mermaid
from ropa.errors import __version__
from tests.diagram_registers import picture_of
from tests.golden_files import Golden
from tests.helpers import register_from

#: What each example is asked in the views that need to be told: an activity, a category.
ASKED: dict[str, tuple[str, str]] = {
    "alipartnership": ("newsletter", "email-address"),
    "corner-books": ("newsletter", "email-address"),
    "wordpress-shop": ("embedded-content", "email-address"),
    "aiopbt": ("usage-records", "payment-card"),
    "aptien": ("accounts", "billing-details"),
    "aipicmarket": ("general", "location-data"),
}
VIEWS = ("activity", "data", "borders", "systems")


def drawn(repository: Path, name: str, view: str) -> Picture:
    """Return a view of an example."""
    activity, data = ASKED[name]
    asked: dict[str, Any] = {"activity": {"activities": [activity]}, "data": {"data": [data]}}.get(view, {})
    register = register_from((repository / "examples" / name / "ropa.yaml").read_text(encoding="utf-8"))
    return picture_of(register, view, **asked)


def plain(text: str) -> str:
    """Return the text without the number of the version."""
    return text.replace(f"ropa {__version__}", "ropa VERSION")


@pytest.mark.parametrize("view", VIEWS)
@pytest.mark.parametrize("name", ASKED)
def test_examples_as_dot(name: str, view: str, repository: Path, golden: Golden) -> None:
    picture = drawn(repository, name, view)
    assert picture.edges
    golden(f"{name}-{view}.dot", plain(picture.dot))


@pytest.mark.parametrize("view", ["context", *VIEWS])
@pytest.mark.parametrize("name", ["alipartnership", "corner-books"])
def test_examples_as_mermaid(name: str, view: str, repository: Path, golden: Golden) -> None:
    golden(f"{name}-{view}.mmd", plain(write_mermaid(drawn(repository, name, view))))
