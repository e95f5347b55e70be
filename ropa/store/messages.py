"""Every problem that reading a database can meet: what is wrong, why, what to do."""

from __future__ import annotations

from collections.abc import Sequence

from ropa.errors import Position, Problem

_MADE = "`ropa export SOURCE -o FILE.sqlite` writes such a file from an inventory."


def _file(file: str) -> Position:
    return Position(file, 0, 0)


def foreign(file: str) -> Problem:
    """An SQLite file of another program."""
    return Problem(
        _file(file), "this database holds no register",
        "It does not carry the mark of this tool, and its tables are not those of a register.", _MADE,
    )  # fmt: skip


def newer(file: str, version: int, known: int) -> Problem:
    """A file of another version of the tool."""
    who = f"{'A later' if version > known else 'An earlier'} version of the tool wrote it."
    return Problem(
        _file(file), f"the tables are of format {version}, and this version of the tool reads format {known}",
        who, "Use the version that wrote it, or export the register once more with this one.",
    )  # fmt: skip


def empty(file: str) -> Problem:
    """A file with the name of a database and nothing in it."""
    return Problem(
        _file(file), "the database is empty",
        "Nothing was written to it; perhaps the disk was full, or a program only made the file.", _MADE,
    )  # fmt: skip


def damaged(file: str, reason: str) -> Problem:
    """SQLite cannot read it."""
    return Problem(
        _file(file), f"the database is damaged ({reason})",
        "SQLite cannot read it whole, so nothing in it can be trusted.", f"Take a copy that is whole. {_MADE}",
    )  # fmt: skip


def not_opened(file: str, reason: str) -> Problem:
    """SQLite cannot open it for reading."""
    return Problem(
        _file(file), f"the database cannot be opened for reading ({reason})",
        "It is opened without writing to it, which fails while another program has it open or has left it half-written.",
        f'Close that program, or finish its work: sqlite3 "{file}" "PRAGMA wal_checkpoint(TRUNCATE)".',
    )  # fmt: skip


def missing_table(file: str, table: str) -> Problem:
    """A table was dropped, or is something else."""
    return Problem(
        _file(file), f"the table `{table}` is not there", "Every table of the format has to be there, empty or not.",
        f"Restore it. {_MADE}",
    )  # fmt: skip


def missing_column(file: str, table: str, column: str) -> Problem:
    """A column was dropped or renamed."""
    return Problem(
        _file(f"{file}/{table}"), f"the column `{column}` is not there", "Every column of the format has to be there.",
        f"Restore it. {_MADE}",
    )  # fmt: skip


def unknown_column(file: str, table: str, column: str, near: str | None) -> Problem:
    """A column was added."""
    return Problem(
        _file(f"{file}/{table}"), f"`{column}` is not a column of the table `{table}`",
        "What the format has no place for would be lost.", "Put it under `extra`, a JSON object, or remove the column.",
        near,
    )  # fmt: skip


def not_text(position: Position, column: str) -> Problem:
    """A value is no text and no number."""
    return Problem(
        position, f"the value of `{column}` is binary", "Values of a register are text, numbers and dates.",
        "Replace it, or set it to null: not stated.",
    )  # fmt: skip


def not_json(position: Position, column: str, expected: str) -> Problem:
    """A JSON column holds something else."""
    return Problem(
        position, f"the value of `{column}` is not {expected}", f"This column keeps {expected}.",
        "Correct it, or set it to null: not stated.",
    )  # fmt: skip


def unknown_part(position: Position, text: str, accepted: Sequence[str]) -> Problem:
    """A row of a table that several lists share belongs to none of them."""
    words = ", ".join(f"`{word}`" for word in accepted if word)
    return Problem(
        position, f"`{text}` is not a value of `part`", f"Accepted: {words}.",
        "Use one of these words; what belongs to nothing would be lost.",
    )  # fmt: skip


def not_one_register(file: str, count: int) -> Problem:
    """The table with the head of the register has no row, or several."""
    return Problem(
        _file(f"{file}/register"), f"the table `register` has {count} rows", "It has exactly one: whose record this is.",
        "Keep one row.",
    )  # fmt: skip


def people_for_some(position: Position) -> Problem:
    """A flow says of some data whose they are, and not of others."""
    return Problem(
        position, "the people are not stated, while other facts of this flow state them",
        "People who are not stated are looked for upstream, for a whole flow or not at all.",
        "State the subject, or set `inferred` to 1 in every fact of the flow.",
    )  # fmt: skip


def no_owner(position: Position, table: str, value: object) -> Problem:
    """A row belongs to a row that is not there."""
    return Problem(
        position, f"it belongs to a row of `{table}` that is not there (`{value}`)",
        "What belongs to nothing would be lost.", "Correct the reference, or delete the row.",
    )  # fmt: skip


def unknown_url(url: str, reason: str) -> Problem:
    """A database URL that cannot be used."""
    return Problem(
        _file(url), f"the database cannot be reached ({reason})",
        "A URL is `sqlite:///path/file.sqlite` or `postgresql://user@host/database`.",
        "Check the URL and that the server runs.",
    )  # fmt: skip


def refused(url: str, reason: str) -> Problem:
    """A server that answers does not do what was asked."""
    return Problem(
        _file(url), f"the database refuses ({reason})", "Nothing of it was changed.",
        "Check what its user may do there: reading needs SELECT, exporting needs a schema to create tables in.",
    )  # fmt: skip


def no_driver(url: str) -> Problem:
    """The driver of a database server is not installed."""
    return Problem(
        _file(url), "PostgreSQL needs a driver that is not installed", "It is an extra, so that nobody else has to load it.",
        "pip install 'ropa-register[postgres]'",
    )  # fmt: skip
