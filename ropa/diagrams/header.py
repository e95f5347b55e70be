"""Title, dates, counts and legend, as one block over the picture."""

from __future__ import annotations

from ropa.diagrams.base import LegendEntry, Scene, Shape
from ropa.diagrams.palette import COLOURS, SMALL_PT, TITLE_PT, line_style
from ropa.diagrams.text import markup, wrap
from ropa.transfers.base import Grade

#: Entries of the legend beside each other, and characters in one line of the header.
_COLUMNS = 3
_LINE = 120
_BETWEEN = " · "
_SAMPLE_WIDTH = 26
_GAP = '<TD WIDTH="8"></TD>'
_NODE_COLOURS = {
    Shape.SUBJECT: ("subject-fill", "subject-line", ""),
    Shape.OWN: ("own-fill", "blue", ' STYLE="ROUNDED"'),
    Shape.UNIT: ("own-fill", "blue", ' STYLE="ROUNDED"'),
    Shape.STORE: ("system-fill", "system-line", ' STYLE="ROUNDED"'),
    Shape.SYSTEM: ("recipient-fill", "recipient-line", ' STYLE="ROUNDED"'),
    Shape.RECIPIENT: ("recipient-fill", "recipient-line", ""),
    Shape.CATEGORY: ("recipient-fill", "recipient-line", ' STYLE="DASHED"'),
    Shape.GROUP: ("recipient-fill", "recipient-line", ""),
}


def header(scene: Scene) -> str:
    """Return the block as an HTML-like label."""
    title = f'<FONT POINT-SIZE="{TITLE_PT}"><B>{markup(scene.caption.title)}</B></FONT>'
    muted = COLOURS["muted"].light
    lines = [part for line in scene.caption.lines for part in _broken(line)]
    rows = [_wide(title), *(_wide(f'<FONT COLOR="{muted}">{markup(line)}</FONT>') for line in lines)]
    if scene.legend:
        # A small picture is not to be wider than what it shows: fitted into a page, its words become smaller.
        rows.append(_wide(_legend(scene.legend, columns=_COLUMNS if scene.room.joins else _COLUMNS - 1)))
    return f'<TABLE BORDER="0" CELLBORDER="0" CELLPADDING="1" CELLSPACING="1">{"".join(rows)}</TABLE>'


def _broken(line: str) -> list[str]:
    """Return a line of the caption as lines that are not too long, parted between its items where that is possible."""
    found: list[str] = []
    for item in line.split(_BETWEEN):
        if found and len(found[-1]) + len(_BETWEEN) + len(item) <= _LINE:
            found[-1] += _BETWEEN + item
        else:
            found.extend(wrap(item, _LINE, 6))
    return found


def _wide(content: str) -> str:
    return f'<TR><TD ALIGN="LEFT">{content}</TD></TR>'


def _legend(entries: tuple[LegendEntry, ...], *, columns: int) -> str:
    cells = [_sample(entry) + _words(entry) for entry in entries]
    columns = min(columns, len(cells))
    cells += [f"<TD></TD><TD></TD>{_GAP}"] * (-len(cells) % columns)
    rows = "".join(f"<TR>{''.join(cells[start : start + columns])}</TR>" for start in range(0, len(cells), columns))
    return f'<TABLE BORDER="0" CELLBORDER="0" CELLPADDING="1" CELLSPACING="3">{rows}</TABLE>'


def _words(entry: LegendEntry) -> str:
    return f'<TD ALIGN="LEFT"><FONT POINT-SIZE="{SMALL_PT}">{markup(entry.text)}</FONT></TD>{_GAP}'


def _sample(entry: LegendEntry) -> str:
    kind, _, value = entry.sample.partition(":")
    if kind == "node":
        fill, line, style = _NODE_COLOURS[Shape(value)]
        colours = f'BGCOLOR="{COLOURS[fill].light}" COLOR="{COLOURS[line].light}"'
        # People have two outlines, as their boxes; a drum is a box with a lid.
        inner = f'BORDER="1" COLOR="{COLOURS[line].light}"' if value == Shape.SUBJECT else ""
        rows = f"<TR>{_cell(8 if inner else 10, inner)}</TR>"
        if Shape(value) in (Shape.STORE, Shape.SYSTEM):
            lid = f'BORDER="1" SIDES="B" COLOR="{COLOURS[line].light}"'
            rows = f"<TR>{_cell(4, lid)}</TR><TR>{_cell(10)}</TR>"
        table = f'BORDER="1" CELLBORDER="0" CELLPADDING="0" CELLSPACING="{2 if inner else 0}" {colours}{style}'
        return f"<TD><TABLE {table}>{rows}</TABLE></TD>"
    if kind in ("line", "relation"):
        style_of = line_style(Grade(value) if value else None)
        colour, drawn = ("area-line", "dashed") if kind == "relation" else (style_of.colour, style_of.dash)
        width = 1 if kind == "relation" else max(1, round(style_of.width))
        border = f'BORDER="{width}" SIDES="B" COLOR="{COLOURS[colour].light}"'
        dash = "" if drawn == "solid" else f' STYLE="{drawn.upper()}"'
        # Without a size of its own the table fills the row, and the sample slides below the middle of its words.
        fixed = f'FIXEDSIZE="TRUE" WIDTH="{_SAMPLE_WIDTH + 2}" HEIGHT="6"'
        table = f'BORDER="0" CELLBORDER="0" CELLSPACING="0" {fixed}'
        return f"<TD><TABLE {table}><TR>{_cell(1, border + dash)}</TR></TABLE></TD>"
    return "<TD></TD>"


def _cell(height: int, more: str = "") -> str:
    return f'<TD CELLPADDING="0" WIDTH="{_SAMPLE_WIDTH}" HEIGHT="{height}"{" " + more if more else ""}></TD>'
