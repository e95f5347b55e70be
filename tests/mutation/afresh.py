"""A plugin of pytest for mutation testing: which tests a mutant is shown to, quickly, and from a fresh start.

mutmut names every test by its id, some two thousand of them; looking each up takes longer than the tests themselves.
So the files are collected once, and what was not named is left out. The order is shuffled, always alike: neighbours in
a table of cases are alike, and a mutant that one of them does not notice, the next one rarely does. Only the file
that looks at whole rows comes first, because it notices most, and what was slow comes last.

The process from which those of the mutants branch off has read the tables of the law and the registers of the
situations. A mutant of `ropa.transfers`, which is reached by neither reading, keeps them; any other begins without.
"""

from __future__ import annotations

import gc
import json
import os
import random
import zlib
from functools import cache
from pathlib import Path

import pytest

from ropa.law import load_law
from ropa.vocabulary import load_vocabulary
from tests import helpers

#: Of the tests that are not about the tables themselves, so many read them anew: reading takes longer than most tests.
ONE_IN = 8

SEES_MOST = "test_transfer_boundaries_rows"

#: Seconds; what took longer when mutmut noted which test reaches what is shown to a mutant last.
SLOW = 0.1

_NAMED = pytest.StashKey[frozenset[str]]()
_FILES = pytest.StashKey[frozenset[str]]()

helpers.register_from = cache(helpers.register_from)


def pytest_configure(config: pytest.Config) -> None:
    """Collect files instead of single tests, in a process that knows nothing that the mutant may change."""
    config.stash[_NAMED] = frozenset(name for name in config.args if "::" in name)
    config.args = list(dict.fromkeys(name.partition("::")[0] for name in config.args))
    config.stash[_FILES] = frozenset(Path(name).name for name in config.args)
    if not os.environ.get("MUTANT_UNDER_TEST", "").startswith("ropa.transfers."):
        _forget()
        helpers.register_from.cache_clear()  # type: ignore[attr-defined]


def pytest_ignore_collect(collection_path: Path, config: pytest.Config) -> bool | None:
    """Pass by the other files of a folder, which pytest looks at for each one that is named."""
    wanted = config.stash[_FILES]
    return True if collection_path.suffix == ".py" and wanted and collection_path.name not in wanted else None


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Keep the tests that were named, in an order of no meaning."""
    named = config.stash[_NAMED]
    if named:
        slow = _slow()
        kept = sorted((item for item in items if item.nodeid in named), key=lambda item: item.nodeid)
        random.Random(0).shuffle(kept)
        items[:] = sorted(kept, key=lambda item: (item.path.stem != SEES_MOST, slow.get(item.nodeid, 0.0)))


def pytest_collection_finish(session: pytest.Session) -> None:
    """Read what mutants of `ropa.transfers` can share, once the tests are only collected for those to come."""
    if session.config.option.collectonly:
        _slow()
        _read_ahead()
        gc.collect()
        gc.freeze()


@pytest.hookimpl(tryfirst=True)
def pytest_runtest_setup(item: pytest.Item) -> None:
    """Read the tables anew in some tests while mutmut notes which test reaches which function.

    The tables of the law and of the vocabulary are read once and kept; else only the first test to ask for one would
    count as a test of the code that reads it.
    """
    noting = os.environ.get("MUTANT_UNDER_TEST") == "stats"
    if noting:
        helpers.register_from.cache_clear()  # type: ignore[attr-defined]
    if noting and ("_law" in item.path.stem or zlib.crc32(item.nodeid.encode()) % ONE_IN == 0):
        _forget()


def _forget() -> None:
    load_law.cache_clear()
    load_vocabulary.cache_clear()


def _read_ahead() -> None:
    from tests.test_transfer_boundaries_rows import cases
    from tests.test_transfer_situations import situations

    for text in (*(situation.text for situation in situations()), *(case["register"] for case in cases())):
        helpers.register_from(text)


@cache
def _slow() -> dict[str, float]:
    """Return the tests that were slow, with their seconds, as mutmut noted them; nothing before it did."""
    noted = Path("mutmut-stats.json")
    if not noted.is_file():
        return {}
    seconds = json.loads(noted.read_text(encoding="utf-8"))["duration_by_test"]
    return {name: took for name, took in seconds.items() if took > SLOW}
