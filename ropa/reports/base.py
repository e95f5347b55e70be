"""What a report is made of: statements, grouped in fields, tables and lists, which every format can render.

A report is a view: typed, frozen, complete. Templates and formats walk it and decide nothing. The smallest part is a
`Value`: one statement with what is known about it. "Not stated" is a value too, so that no cell is ever empty.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from typing import Any, Final, Protocol, TypeVar, dataclass_transform

from ropa.language import CHIPS, label
from ropa.model.base import Cite, Part, record
from ropa.model.words import Certainty, Source

Json = dict[str, Any]
T = TypeVar("T")


@dataclass_transform(kw_only_default=True, frozen_default=True)
def small(cls: type[T]) -> type[T]:
    """Make `cls` a part that a report has a million of: keyword-only, with slots, compared and hashed by value.

    Type checkers hold it immutable as a `record`. Nothing enforces that at run time: filling frozen slots takes more
    than three times as long, which is a tenth of the time of a site of some thousand flows.
    """
    return dataclass(kw_only=True, slots=True, unsafe_hash=True)(cls)


@record
class Chip(Part):
    """A short mark beside a statement; `kind` is a stable word for styling, `label` is what people read."""

    kind: str
    label: str


@lru_cache(maxsize=1 << 10)
def chip(kind: str, *, detail: str = "") -> Chip:
    """Return the mark of that kind; `detail` is added to its label after a comma."""
    text = CHIPS[kind][0] if kind in CHIPS else label(kind)
    return Chip(kind=kind, label=f"{text}, {detail}" if detail else text)


@small
class Value:
    """One statement as a document shows it.

    Attributes:
        text: what is shown; never empty.
        key: key in the register, or empty where the statement is no entity.
        stated: False for "not stated".
        tone: stable word that a format may style by (a grade, a status), or empty.
        chips: marks, in the order shown; cites: where the source says so.
        note: secondary text (a count, the text's own words), or empty.
        origin: who says so, None for a mere reference or a word of the report itself; verified: only for values of the
            shipped directory.
        because: why this tool decided something, or empty.
        quiet: True when the group around it shows its marks and citations once for all.
    """

    text: str
    key: str = ""
    stated: bool = True
    tone: str = ""
    chips: tuple[Chip, ...] = ()
    cites: tuple[Cite, ...] = ()
    note: str = ""
    certainty: Certainty = Certainty.STATED
    origin: Source | None = None
    verified: str = ""
    because: str = ""
    quiet: bool = False

    @property
    def shown_chips(self) -> tuple[Chip, ...]:
        """The marks to show beside this value itself."""
        return () if self.quiet else self.chips

    def as_json(self) -> Json:
        """Return `stated` and `text` always, and whatever else is known."""
        found: Json = {"stated": self.stated, "text": self.text}
        if self.key:
            found["id"] = self.key
        if self.stated and self.origin is not None:
            found["certainty"] = str(self.certainty)  # half the time of `.value`, two hundred thousand times
            found["from"] = str(self.origin)
        if self.verified:
            found["verified"] = self.verified
        if self.chips:
            found["marks"] = [chip.kind for chip in self.chips]
        if self.note:
            found["note"] = self.note
        if self.cites:
            found["cites"] = [cite.as_json() for cite in self.cites]
        return found


@small
class Group:
    """Statements that belong together, under a heading of their own (a kind of person, say) or under none.

    `chips` and `cites` are those that every value of the group shares; the values are then quiet. An `inline` group
    reads as one sentence with commas, any other one as lines.
    """

    values: tuple[Value, ...]
    about: Value | None = None
    inline: bool = False
    chips: tuple[Chip, ...] = ()
    cites: tuple[Cite, ...] = ()

    def as_json(self) -> Json:
        """Return `about` (null for none) and `values`."""
        about = None if self.about is None else self.about.as_json()
        return {"about": about, "values": [value.as_json() for value in self.values]}


@small
class Cell:
    """One cell of a table: one group or several; never without a value."""

    groups: tuple[Group, ...]

    @property
    def values(self) -> tuple[Value, ...]:
        """Every value of the cell, headings of groups first in their group."""
        if len(self.groups) == 1 and self.groups[0].about is None:
            return self.groups[0].values
        found: list[Value] = []
        for group in self.groups:
            found.extend(() if group.about is None else (group.about,))
            found.extend(group.values)
        return tuple(found)

    def as_json(self) -> list[Json]:
        """Return a list of values, or of groups where they have headings."""
        if any(group.about is not None for group in self.groups):
            return [group.as_json() for group in self.groups]
        return [value.as_json() for group in self.groups for value in group.values]


@record
class Column(Part):
    """A column: `key` names it in JSON, `label` heads it; `width` is its share in percent, 0 for automatic."""

    key: str
    label: str
    width: int = 0


@small
class Row:
    """One row, a cell per column; `tone` is a stable word for styling, `anchor` a link target or empty."""

    cells: tuple[Cell, ...]
    tone: str = ""
    anchor: str = ""


@record
class Table(Part):
    """A table that is never empty; `caption` says what it lists (empty: the heading above says so).

    `folds`: readers are told once of what no row states, instead of in each of them.
    """

    key: str
    columns: tuple[Column, ...]
    rows: tuple[Row, ...]
    caption: str = ""
    kind: str = "table"
    folds: bool = False

    def folded(self) -> tuple[Table, str]:
        """Return the table as it is shown, and a sentence on the columns left out, in which no row states anything."""
        if not self.folds or len(self.rows) == 1:
            return self, ""
        places = range(1, len(self.columns))
        empty = [place for place in places if all(_is_bare(row.cells[place]) for row in self.rows)]
        if not empty:
            return self, ""
        kept = [place for place in range(len(self.columns)) if place not in empty]
        rows = tuple(replace(row, cells=tuple(row.cells[place] for place in kept)) for row in self.rows)
        names = "; ".join(self.columns[place].label for place in empty)
        shown = replace(self, columns=tuple(self.columns[place] for place in kept), rows=rows)
        return shown, f"{_NOT_STATED.text.capitalize()} in any of these rows: {names}."

    def as_json(self) -> Any:
        """Return a list of rows, each a mapping of column key to cell."""
        return [
            {column.key: cell.as_json() for column, cell in zip(self.columns, row.cells, strict=True)}
            for row in self.rows
        ]


def _is_bare(item: Cell) -> bool:
    """Tell whether a cell says "not stated" and no more."""
    return all(value.text == _NOT_STATED.text and not value.stated and not value.cites for value in item.values)


@record
class Field(Part):
    """A labelled cell of a form-like list."""

    key: str
    label: str
    cell: Cell


@record
class Fields(Part):
    """A form-like list of labelled cells; `anchor` is a link target or empty."""

    key: str
    fields: tuple[Field, ...]
    anchor: str = ""
    kind: str = "fields"

    def as_json(self) -> Any:
        """Return a mapping of field key to cell."""
        return {field.key: field.cell.as_json() for field in self.fields}


@record
class Items(Part):
    """A plain list of statements, one below the other."""

    key: str
    values: tuple[Value, ...]
    kind: str = "items"

    def as_json(self) -> Any:
        """Return the list of values."""
        return [value.as_json() for value in self.values]


@record
class Note(Part):
    """A sentence of the report itself; `tone` is `plain`, `missing` (nothing is stated) or `warning`."""

    key: str
    text: str
    tone: str = "plain"
    kind: str = "note"

    def as_json(self) -> Any:
        """Return the sentence."""
        return self.text


Block = Table | Fields | Items | Note


@record
class Heading(Part):
    """An entry of the contents: level 1 or 2, what it says and where it leads."""

    level: int
    text: str
    anchor: str


class View(Protocol):
    """What a format is given: a report that names its template and knows its own data forms."""

    @property
    def template(self) -> str: ...
    @property
    def title(self) -> str: ...
    def as_json(self) -> Mapping[str, Any]: ...
    def columns(self) -> Sequence[str]: ...
    def rows(self) -> Sequence[Sequence[str]]: ...


def blocks_json(blocks: Iterable[Block]) -> Json:
    """Return the blocks by key, in order; the keys of one place are unique."""
    return {block.key: block.as_json() for block in blocks}


def not_stated(text: str = "") -> Value:
    """Return the value for what the register does not say; `text` for a longer wording of the same."""
    return Value(text=text, stated=False) if text else _NOT_STATED


_NOT_STATED: Final = Value(text=label("not-stated"), stated=False)
_OPTIONAL: Final = Value(text=_NOT_STATED.text, stated=False, tone="optional")


def optional(value: Value) -> Value:
    """Return the value, with "not stated" toned down where nothing asks for it to be stated."""
    if value is _NOT_STATED:
        return _OPTIONAL
    return value if value.stated else replace(value, tone="optional")


def optional_cell(*values: Value) -> Cell:
    """Return a cell in which "not stated" is toned down, because nothing asks for it to be stated."""
    return cell(*(optional(value) for value in values or (not_stated(),)))


def plain(text: str, *, key: str = "", tone: str = "", note: str = "") -> Value:
    """Return a value that this report says itself (a count, a heading), or "not stated" for an empty text."""
    return Value(text=text, key=key, tone=tone, note=note) if text else not_stated()


def cell(*values: Value) -> Cell:
    """Return a cell with these values, or "not stated" when there are none."""
    return Cell(groups=(Group(values=values) if len(values) == 1 else group(values),))


def group(values: Sequence[Value], *, about: Value | None = None, inline: bool = False) -> Group:
    """Return a group; marks and citations that several values share are shown once for all."""
    values = tuple(values) or (_NOT_STATED,)
    chips, cites = values[0].chips, values[0].cites
    if len(values) > 1 and (chips or cites) and all(value.chips == chips and value.cites == cites for value in values):
        quiet = tuple(replace(value, quiet=True) for value in values)
        return Group(values=quiet, about=about, inline=inline, chips=chips, cites=cites)
    return Group(values=values, about=about, inline=inline)


def field(key: str, title: str, *values: Value) -> Field:
    """Return a labelled cell with these values, or "not stated" when there are none."""
    return Field(key=key, label=title, cell=cell(*values))


def columns(*named: tuple[str, str] | tuple[str, str, int]) -> tuple[Column, ...]:
    """Return columns from (key, label) or (key, label, width in percent)."""
    return tuple(Column(key=item[0], label=item[1], width=item[2] if len(item) == 3 else 0) for item in named)


def row(*cells: Cell | Value, tone: str = "", anchor: str = "") -> Row:
    """Return a row; a bare value becomes a cell of its own."""
    made = tuple([Cell(groups=(Group(values=(item,)),)) if isinstance(item, Value) else item for item in cells])
    return Row(cells=made, tone=tone, anchor=anchor)


def table_or_note(
    key: str, heads: tuple[Column, ...], rows: Sequence[Row], empty: str, *, caption: str = "", folds: bool = False
) -> Block:
    """Return the table, or a note with tone `missing` that says `empty` when there is no row."""
    if rows:
        return Table(key=key, columns=heads, rows=tuple(rows), caption=caption, folds=folds)
    return Note(key=key, text=empty, tone="missing")
