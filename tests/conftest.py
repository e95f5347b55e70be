"""Fixtures for every test: golden files, the shipped data, and where things are."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import settings

from tests.golden_files import GOLDEN, Golden

# How long one example takes says more about what else runs on the machine than about the code.
settings.register_profile("ropa", deadline=None)
settings.load_profile("ropa")


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
