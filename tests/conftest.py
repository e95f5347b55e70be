"""Fixtures for every test: golden files, the shipped data, and where things are."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.golden_files import GOLDEN, Golden


def pytest_addoption(parser: pytest.Parser) -> None:
    """Add `--update-golden`: write what the tests produce instead of comparing it."""
    parser.addoption("--update-golden", action="store_true", help="rewrite the files under tests/golden")


@pytest.fixture
def golden(request: pytest.FixtureRequest) -> Golden:
    """Return the comparer: `golden(name, text)` compares with `tests/golden/name`."""
    return Golden(update=bool(request.config.getoption("--update-golden")))


@pytest.fixture(scope="session")
def repository() -> Path:
    """Return the top folder of the repository."""
    return GOLDEN.parent.parent
