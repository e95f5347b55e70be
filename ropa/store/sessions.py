"""Sessions on the tables, for programs that edit a register in its database.

SQLModel checks nothing when a row is made or an attribute set, and a commit would leave rows empty in memory. A session
from here checks every new or changed row before it is written, checks what rows point at, and keeps rows after a
commit. What is written counts as an edit: the register is resolved from its rows when it is next read.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import sqlalchemy as sa
from sqlmodel import Session

from ropa.store.tables import Table
from ropa.store.writing import checked


@contextmanager
def open_session(url: str) -> Iterator[Session]:
    """Give a session on a database that `ropa export` wrote; the caller commits.

    Args:
        url: of SQLAlchemy, such as `sqlite:///register.sqlite`.

    Raises:
        InvalidRows: at a flush or commit, when a row holds what its table refuses; nothing of that flush is written.
    """
    engine = sa.create_engine(url)
    if engine.dialect.name == "sqlite":
        sa.event.listen(engine, "connect", _check_links)
    try:
        with Session(engine, expire_on_commit=False) as session:
            sa.event.listen(session, "before_flush", _check_rows)
            yield session
    finally:
        engine.dispose()


def _check_links(connection: Any, record: Any) -> None:
    """SQLite checks what rows point at only where it is told to, for every connection anew."""
    connection.execute("PRAGMA foreign_keys = ON")


def _check_rows(session: Session, context: Any, instances: Any) -> None:
    for row in (*session.new, *session.dirty):
        if isinstance(row, Table):
            values = {column.key: getattr(row, column.key) for column in sa.inspect(type(row)).columns}
            checked(row.__tablename__, values)
