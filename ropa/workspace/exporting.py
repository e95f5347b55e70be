"""A register as a database, with what questions on it need not work out again."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ropa.questions.told import told
from ropa.store.writing import database_bytes
from ropa.workspace.shipped import law_digest, shipped_data

if TYPE_CHECKING:
    from ropa.workspace.base import Workspace


def exported(workspace: Workspace) -> bytes:
    """Return the register as an SQLite file; see `Workspace.export`."""
    digest = law_digest(workspace.law)
    kept = told(workspace.context, law=digest) if digest is not None else None
    return database_bytes(workspace.register, shipped=shipped_data(workspace.law.own), told=kept)
