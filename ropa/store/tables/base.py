"""What every table shares: the registry, how a value becomes a column, and how a statement is known.

A class with `table=True` takes any value without a word (SQLModel leaves that check to others), and an enumeration
would be stored by its name. So every column gets a constraint in the database (`hardened`), enumerations are stored by
value, and rows pass `validator_of` before they are written. Types stand in the bases and never columns, because two
tables cannot share a column object. There is no `from __future__ import annotations` here: SQLModel reads annotations.
"""

import datetime as dt
from enum import StrEnum
from functools import cache
from typing import Any, ClassVar

import sqlalchemy as sa
from pydantic import BaseModel, ConfigDict, create_model
from sqlalchemy.orm import registry
from sqlmodel import Field, SQLModel

from ropa.model import Certainty, Source

#: Names of constraints, so that every database names them alike.
_NAMES = {
    "ix": "ix_%(table_name)s_%(column_0_N_name)s",
    "uq": "uq_%(table_name)s_%(column_0_N_name)s",
    "ck": "ck_%(table_name)s_%(constraint_name)s",
    "fk": "fk_%(table_name)s_%(column_0_name)s",
    "pk": "pk_%(table_name)s",
}


class Table(SQLModel, registry=registry(metadata=sa.MetaData(naming_convention=_NAMES))):
    """Base of all tables; apart from the tables of other packages that use SQLModel in the same process."""

    __tablename__: ClassVar[Any]


def word(enumeration: type[StrEnum], default: StrEnum | None = None, *, needed: bool = False) -> Any:
    """Return a column for one word of a closed list, stored by value; `needed` for one without a default."""
    kind = sa.Enum(
        enumeration, native_enum=False, length=40, validate_strings=True, create_constraint=False,
        values_callable=lambda members: [member.value for member in members],
    )  # fmt: skip
    return Field(sa_type=kind, nullable=False) if needed else Field(default=default, sa_type=kind)


def words() -> Any:
    """Return a column for a list of words, as JSON: words that point at no other row."""
    return Field(default=None, sa_type=sa.JSON(none_as_null=True))


def refers(to: str, *, needed: bool = False, index: bool = False, unique: bool = False) -> Any:
    """Return a column that points at a column of another table (`table.column`)."""
    if needed:
        return Field(foreign_key=to, index=index, unique=unique)
    return Field(default=None, foreign_key=to, index=index, unique=unique)


class Placed(Table):
    """A row that knows where it was written.

    Attributes:
        row_id: number of the row in its table; rows are in file order.
        at_file: the file it was read from, by its row in `source_file`; at_line, at_column: from 1.
    """

    row_id: int | None = Field(default=None, primary_key=True)
    at_file: int | None = refers("source_file.row_id")
    at_line: int | None = None
    at_column: int | None = None


class Said(Placed):
    """A statement: how sure, in whose words, and what else is known of it. Its citations are rows of `cite`.

    Attributes:
        marks: JSON by field: how one value of the row is known where that differs from the row itself. Nobody joins
            on it: it is read with its row or not at all.
        extra: JSON, kept as the register has it, never interpreted.
    """

    certainty: Certainty = word(Certainty, Certainty.STATED)
    stated_as: str | None = None
    marks: dict[str, Any] | None = words()
    extra: dict[str, Any] | None = words()


class Keyed(Said):
    """A statement with a key, unique in its table.

    Attributes:
        source: `register`, or `directory` where only the shipped data know it.
    """

    key: str = Field(unique=True)
    name: str | None = None
    source: Source = word(Source, Source.REGISTER)


class Item(Said):
    """One item of a list whose items are statements: a purpose, a measure, a party.

    Attributes:
        label: as written, for own words. own_words: neither register nor vocabulary knows it.
        taken_by: for measures, who takes them.
    """

    label: str
    own_words: bool = False
    taken_by: str | None = refers("organisation.key")


class Listed(Table):
    """One item of a plain list; `row_id` keeps the order."""

    row_id: int | None = Field(default=None, primary_key=True)


def hardened(metadata: sa.MetaData) -> None:
    """Give every column a constraint on its type, so that an edit by hand cannot store what the model cannot hold.

    A column with a default has it in the database as well, so that a row added by hand needs only what it says.
    SQLite itself keeps any value in any column. Closed lists are checked everywhere, types and dates on SQLite, since
    other databases check these themselves. What points at another row is checked when a transaction ends, so that rows
    can be written in the order of the register.
    """
    for table in metadata.tables.values():
        for link in table.foreign_key_constraints:
            link.deferrable, link.initially = True, "DEFERRED"
        for column in table.columns:
            if isinstance(column.default, sa.ColumnDefault) and column.default.is_scalar:
                column.server_default = _server_default(column, column.default.arg)
            rule, everywhere = _rule(column)
            if rule:
                made = sa.CheckConstraint(rule, name=column.name)
                table.append_constraint(made if everywhere else made.ddl_if(dialect="sqlite"))


def _server_default(column: sa.Column[Any], value: Any) -> sa.FetchedValue | None:
    if value is None or column.primary_key:
        return None
    if isinstance(column.type, sa.Boolean):
        return sa.DefaultClause(sa.true() if value else sa.false())
    return sa.DefaultClause(str(value))


def _rule(column: sa.Column[Any]) -> tuple[str, bool]:
    """Return the condition of a column, and whether it holds on every kind of database."""
    name = f'"{column.name}"'
    kind = column.type
    if isinstance(kind, sa.Enum):
        return f"{name} IN ({', '.join(repr(value) for value in kind.enums)})", True
    if isinstance(kind, sa.Boolean):
        return f"{name} IN (0, 1)", False
    if isinstance(kind, sa.Integer):
        return ("" if column.primary_key else f"typeof({name}) IN ('integer', 'null')"), False
    if isinstance(kind, sa.Date):
        return f"{name} IS date({name}, '+0 days')", False  # a modifier, because 2026-02-30 alone passes for a date
    if isinstance(kind, sa.JSON):
        return f"{name} IS NULL OR json_valid({name})", False
    return f"typeof({name}) IN ('text', 'null')", False


@cache
def validator_of(table: type[Table]) -> type[BaseModel]:
    """Return the class that a row of a table has to pass: strict about types, required fields and unknown names."""
    fields: Any = {
        name: (info.annotation, ... if info.is_required() else info.default)
        for name, info in table.model_fields.items()
    }
    return create_model(
        f"{table.__name__}Values", __config__=ConfigDict(extra="forbid", strict=True, arbitrary_types_allowed=True),
        **fields,
    )  # fmt: skip


Day = dt.date | None
