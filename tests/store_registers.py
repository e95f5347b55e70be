"""For tests of the store: registers as databases, and back."""

from __future__ import annotations

import datetime as dt
import os
from collections.abc import Iterator
from contextlib import contextmanager
from functools import cache
from pathlib import Path

from hypothesis import HealthCheck, Phase, settings

import ropa
from ropa.law import load_law
from ropa.model import Register
from ropa.readers import read_yaml
from ropa.resolver import resolve
from ropa.store.sources import open_database
from ropa.store.stored import StoredRegister
from ropa.store.writing import database_bytes
from ropa.vocabulary import load_vocabulary
from ropa.workspace import Workspace
from ropa.workspace.shipped import shipped_data

#: How many random registers each property is tried on; the environment may ask for many more.
COUNT = int(os.environ.get("ROPA_RANDOM_REGISTERS", "4"))

#: Without shrinking, as in the other property tests: a random register is small already.
RANDOM = settings(
    max_examples=COUNT, deadline=None, derandomize=True, database=None, phases=[Phase.explicit, Phase.generate],
    suppress_health_check=list(HealthCheck),
)  # fmt: skip

AS_OF = dt.date(2026, 11, 22)

EXAMPLES = ("aiopbt", "aipicmarket", "alipartnership", "aptien", "corner-books", "wordpress-shop")


def resolved(text: str) -> Register:
    """Return the register that YAML text says."""
    draft, problems = read_yaml(text, "ropa.yaml")
    assert draft is not None
    assert problems == ()
    return resolve(draft, law=load_law(), vocabulary=load_vocabulary())


@cache
def example(name: str) -> Register:
    """Return the register of an example, read once for all tests."""
    return ropa.open(f"examples/{name}").register


@cache
def _exported(name: str) -> bytes:
    return database_bytes(example(name), shipped=shipped_data())


def written_example(name: str, path: Path) -> Path:
    """Write an example as a database and nothing beside it, made once for all tests."""
    path.write_bytes(_exported(name))
    return path


def workspace_on(register: Register, *, as_of: dt.date = AS_OF) -> Workspace:
    """Return a workspace on a register, by the shipped law of one day."""
    return Workspace(register, law=load_law(), vocabulary=load_vocabulary(), documents={}, as_of=as_of)


def exported(register: Register, path: Path) -> Path:
    """Write a register as a database as `ropa export` does, with what is worked out beside it."""
    path.write_bytes(workspace_on(register).export())
    return path


def written(register: Register, path: Path) -> Path:
    """Write a register as a database, and nothing beside it."""
    path.write_bytes(database_bytes(register, shipped=shipped_data()))
    return path


@contextmanager
def stored(path: Path) -> Iterator[StoredRegister]:
    """Give the register of a database whose stamp holds."""
    with open_database(str(path), shipped=shipped_data()) as database:
        assert database.trusted
        yield StoredRegister.of_database(database.connection, name=str(path))
