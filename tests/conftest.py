"""Fixtures for every test: golden files, the shipped data, and where things are."""

from __future__ import annotations

import datetime as dt
import os
from pathlib import Path

import pytest
from hypothesis import settings

from tests.golden_files import GOLDEN, Golden

# What a report says of the age of the tables of law must not depend on the day of the test.
os.environ["SOURCE_DATE_EPOCH"] = str(int(dt.datetime(2026, 11, 22, 12, tzinfo=dt.UTC).timestamp()))

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
