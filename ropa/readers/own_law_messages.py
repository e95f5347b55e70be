"""Every problem that a file of own rows of law can have: what is wrong, why, what to do."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence

from ropa.errors import Position, Problem
from ropa.law.columns import Layout
from ropa.resolver.draft import Node, describe, shorten
from ropa.resolver.near import nearest

_NOWHERE = Position("", 0, 0)

#: More accepted words than this are not listed in a message.
_LISTED = 30

#: Advice that holds for inventories only.
_OF_INVENTORIES = ("inventory", "register", "ropa: 1", "spreadsheet")

_REMOVAL = "Write `{table: adequacy, ids: [eu-ar], reason: ...}`."

#: States of a decision that only an end makes true.
_ENDED = ("ended", "invalidated", "annulled")


def without_inventory(problem: Problem, start: str) -> Problem:
    """Return a problem of a file that is no inventory, without advice on how to write one."""
    why = start if "nventor" in problem.why or "ropa: 1" in problem.why else problem.why
    is_other = any(word in problem.next for word in _OF_INVENTORIES)
    return problem._replace(
        why=why, next="Give the file itself, and look at how it begins." if is_other else problem.next
    )


def no_rows(file: str) -> Problem:
    """The file has no row."""
    return Problem(
        Position(file, 0, 0), "the file holds no row of law", "Without one it would change nothing.",
        "Write the key of a table and a list of rows below it; `ropa law` lists the tables.",
    )  # fmt: skip


def no_table(file: str, reason: str) -> Problem:
    """A row passed every rule here, and its table cannot be read with it."""
    return Problem(
        Position(file, 0, 0), f"the tables cannot be read with these rows ({reason})",
        "Each row has to be as the shipped ones are.", "Compare the row with one that `ropa law TABLE ID` shows.",
    )  # fmt: skip


def other_version(position: Position) -> Problem:
    """The head names a format that is not known."""
    return Problem(
        position, "this format of own rows is not known", "The first is `law: 1`; there is no other yet.",
        "Write `law: 1`, or leave it out.",
    )  # fmt: skip


def unknown_table(position: Position, key: str, known: Sequence[str]) -> Problem:
    """No table has that key."""
    return Problem(
        position, f"`{shorten(key)}` is no table of the law", "Rows stand under the key of their table.",
        f"Accepted: {', '.join(known)}.", nearest(key, known),
    )  # fmt: skip


def no_list(node: Node, key: str) -> Problem:
    """Something else stands where a list belongs."""
    return Problem(
        node.position, f"`{key}` holds {describe(node)} where a list of rows belongs",
        "A table may have several own rows.", "Begin each row with `- `.",
    )  # fmt: skip


def no_row(node: Node, key: str) -> Problem:
    """A list item is no mapping."""
    next_step = "Write `column: value` for each column that you state, `source`, `checked` and `verified` among them."
    if key == "remove":
        next_step = _REMOVAL
    return Problem(
        node.position, f"`{key}` holds {describe(node)} where a row belongs", "A row is a mapping.", next_step
    )


def unknown_column(position: Position, key: str, table: str, known: Sequence[str]) -> Problem:
    """The table has no such column."""
    return Problem(
        position, f"`{shorten(key)}` is no column of {table}", "What no column takes would be lost unseen.",
        f"Columns: {', '.join(known)}.", nearest(key, known),
    )  # fmt: skip


def lacking(position: Position, names: Iterable[str], table: str, *, key: str = "", near: str | None = None) -> Problem:
    """A row does not say what every row has to."""
    listed = ", ".join(f"`{name}`" for name in names)
    if key:
        return Problem(
            position, f"no shipped row of {table} is called `{shorten(key)}`, and a new one lacks {listed}",
            "A row that is added has every column that all shipped rows fill.",
            f"Add the columns, or correct the id to override a row; `ropa law {table}` lists the ids.", near,
        )  # fmt: skip
    why = "Whoever reads a result must be able to see who says so, and when somebody looked."
    if table == "remove":
        why = "What is taken out of the law is taken out for a reason."
        return Problem(position, f"the removal lacks {listed}", why, _REMOVAL)
    return Problem(position, f"the row of {table} lacks {listed}", why, "Add it to the row.")


def near_id(key: str, known: Iterable[str]) -> str | None:
    """Return the id that was probably meant."""
    return nearest(key, sorted(known))


def no_such_row(node: Node, table: str, key: str, known: Iterable[str]) -> Problem:
    """Nothing of that id can be removed."""
    return Problem(
        node.position, f"no row of {table} is called `{shorten(key)}`", "Only a shipped row can be removed.",
        f"`ropa law {table}` lists the ids.", near_id(key, known),
    )  # fmt: skip


def not_removable(position: Position, table: str) -> Problem:
    """Rows of other tables would speak of what is not there."""
    return Problem(
        position, f"rows of {table} cannot be removed", "Rows of other tables, and checks, name them.",
        "Override the row; or remove the rows of `area`, `adequacy` or `tools` that you do not want to count.",
    )  # fmt: skip


def twice(position: Position, table: str, key: str, first: Position) -> Problem:
    """The file speaks of one row twice."""
    return Problem(
        position, f"{table} {shorten(key)} stands here a second time (first at {first})",
        "Of two rows one would be lost unseen.", "Merge the two, or remove one.",
    )  # fmt: skip


def no_day(node: Node, column: str) -> Problem:
    """Something else stands where a day belongs."""
    return Problem(node.position, f"`{column}` is no day", "The law is read by date.", "Write the day as YYYY-MM-DD.")


def no_text(node: Node, column: str) -> Problem:
    """A list or mapping stands where a text belongs."""
    return Problem(
        node.position, f"`{column}` holds {describe(node)} where a text belongs", "The column holds one value.",
        "Write it as one text; quote it where it holds brackets or a colon.",
    )  # fmt: skip


def no_words(node: Node, column: str) -> Problem:
    """A list of words holds something else."""
    return Problem(
        node.position, f"`{column}` holds more than words", "It is a list of texts without a semicolon in them.",
        "Write `[first, second]`.",
    )  # fmt: skip


def unknown_word(position: Position, column: str, text: str, known: Sequence[str]) -> Problem:
    """A word that means nothing in that column."""
    accepted = f"Accepted: {', '.join(known)}." if len(known) <= _LISTED else f"Look at `ropa law` for {column} words."
    return Problem(
        position, f"`{shorten(text)}` is not known as {column}", "The rules know no other words here.", accepted,
        nearest(text, known),
    )  # fmt: skip


def contradictions(layout: Layout, values: Mapping[str, str], places: Mapping[str, Position]) -> Iterator[Problem]:
    """Yield what a row says that cannot all be true; without a line where none of it is written in the file."""
    since, until = ("from", "until") if layout.key == "area" else ("valid_from", "valid_until")
    first, last = values.get(since, ""), values.get(until, "")
    if last and last < first:
        yield Problem(
            places.get(until, places.get(since, _NOWHERE)), f"it ends on {last}, before it begins on {first}",
            "Both days belong to the time in which it held.", f"Correct `{since}` or `{until}`.",
        )  # fmt: skip
    if last and not first and layout.key == "adequacy":
        yield Problem(
            places.get(until, _NOWHERE), "it ends and never began", "Without a first day it could never be relied on.",
            f"State `{since}`.",
        )  # fmt: skip
    if layout.key != "adequacy":
        return
    status, place = values["status"], places.get("status", _NOWHERE)
    if status in _ENDED and not last:
        yield Problem(
            place, f"the status is `{status}`, and no last day is stated",
            "Grades follow the days, not the status: it would still count as in force.",
            "State `valid_until`, the last day on which it could be relied on.",
        )  # fmt: skip
    if status.startswith("in-force") and not first:
        yield Problem(
            place, f"the status is `{status}`, and no first day is stated",
            "Grades follow the days, not the status: it would never count.", "State `valid_from`.",
        )  # fmt: skip
