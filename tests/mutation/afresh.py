"""A plugin of pytest for mutation testing: which tests a mutant is shown to, quickly, and from a fresh start.

mutmut names every test by its id, some two thousand of them; looking each up takes longer than the tests themselves.
So the files are collected once, and what was not named is left out. The order is shuffled, always alike: neighbours in
a table of cases are alike, and a mutant that one of them does not notice, the next one rarely does. Only the file
that looks at whole rows comes first, because it notices most.
"""

from __future__ import annotations

import os
import random
import zlib

import pytest

from ropa.law import load_law
from ropa.vocabulary import load_vocabulary

#: Of the tests that are not about the tables themselves, so many read them anew: reading takes longer than most tests.
ONE_IN = 8

SEES_MOST = "test_transfer_boundaries_rows"

_NAMED = pytest.StashKey[frozenset[str]]()


def pytest_configure(config: pytest.Config) -> None:
    """Collect files instead of single tests."""
    config.stash[_NAMED] = frozenset(name for name in config.args if "::" in name)
    config.args = list(dict.fromkeys(name.partition("::")[0] for name in config.args))


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Keep the tests that were named, in an order of no meaning."""
    named = config.stash[_NAMED]
    if named:
        kept = sorted((item for item in items if item.nodeid in named), key=lambda item: item.nodeid)
        random.Random(0).shuffle(kept)
        items[:] = sorted(kept, key=lambda item: item.path.stem != SEES_MOST)


@pytest.hookimpl(tryfirst=True)
def pytest_runtest_setup(item: pytest.Item) -> None:
    """Read the tables anew in some tests while mutmut notes which test reaches which function.

    The tables of the law and of the vocabulary are read once and kept; else only the first test to ask for one would
    count as a test of the code that reads it.
    """
    noting = os.environ.get("MUTANT_UNDER_TEST") == "stats"
    if noting and ("_law" in item.path.stem or zlib.crc32(item.nodeid.encode()) % ONE_IN == 0):
        load_law.cache_clear()
        load_vocabulary.cache_clear()
