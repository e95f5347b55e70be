"""Personal-data inventory and data-flow mapper: records, transfers, diagrams and answers from one graph of facts.

Example:
    >>> import ropa
    >>> workspace = ropa.open("examples/corner-books", as_of="2026-11-22")
    >>> answer = workspace.recipients(data="email-address", subjects="visitor")
    >>> answer.answer.value, [recipient.id for recipient in answer.recipients]
    ('found', ['aweber'])
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from ropa.errors.version import __version__

if TYPE_CHECKING:
    import datetime as dt
    from pathlib import Path

    from ropa.workspace import Workspace

__all__ = ["__version__", "open"]


def open(  # noqa: A001 - `ropa.open` is the name people look for
    source: str | Path,
    *,
    as_of: dt.date | str | None = None,
    documents: str | Path | None = None,
    law: str | Path | None = None,
) -> Workspace:
    """Return a workspace on an inventory: the one object through which everything is asked.

    Args:
        source: an inventory file, or a folder of them.
        as_of: date of the law, as a date or YYYY-MM-DD; today where not given.
        documents: folder in which the register's documents are looked up first, by file name.
        law: a YAML file of rows that are added to the tables of law, override or remove some; every result names them.

    Raises:
        ropa.errors.InputProblems: the inventory, or a row of law, could not be resolved; carries every problem with its
            position.
        ropa.errors.UsageError: `as_of` is not a date.
    """
    from ropa.workspace import open_workspace

    return open_workspace(source, as_of=as_of, documents=documents, law=law)
