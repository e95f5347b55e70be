"""A database that was changed since it was exported, or by an older version: its rows as a draft, to be resolved."""

from __future__ import annotations

from ropa.resolver.draft import Mapping
from ropa.store.drafts import draft_of
from ropa.store.reading import Database, reading
from ropa.vocabulary import Vocabulary


def database_draft(database: Database, *, vocabulary: Vocabulary) -> Mapping:
    """Return the draft that the rows of a database say.

    Raises:
        InputProblems: tables or columns are not there, or the file is damaged.
    """
    with reading(database.name):
        return draft_of(database.connection, database.name, vocabulary=vocabulary)
