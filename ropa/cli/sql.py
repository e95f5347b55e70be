"""`ropa sql`: SELECT on the documented views of a register, and nothing else."""

from __future__ import annotations

import datetime as dt
import json
import textwrap
from pathlib import Path

import click

from ropa.cli.colours import painter
from ropa.cli.options import output_options, source_options
from ropa.cli.output import say_own, terminal_width, write
from ropa.cli.tables import table_format
from ropa.errors import UsageError

_EXAMPLE = 'ropa sql "SELECT recipient, count(*) AS facts FROM recipients GROUP BY recipient" examples/corner-books'


def _views(ctx: click.Context, param: click.Parameter, value: bool) -> None:  # noqa: ARG001 - as click calls it
    """Print the views with their columns, and stop: that needs neither a query nor a source."""
    if not value or ctx.resilient_parsing:
        return
    from ropa.store.asking import ALL_VIEWS

    for view in ALL_VIEWS.values():
        click.echo(f"{view.name}: {view.row}")
        for name, meaning in view.columns.items():
            click.echo(textwrap.fill(meaning, 110, initial_indent=f"  {name:16}", subsequent_indent=" " * 18))
    ctx.exit()


def _query(ctx: click.Context, param: click.Parameter, value: str) -> str:  # noqa: ARG001 - as click calls it
    """Return the query; a source in its place is told from one."""
    if " " not in value and Path(value).exists():
        raise UsageError(
            f"`{value}` is a source and no query", next_step=f'The query comes first: ropa sql "SELECT ..." {value}'
        )
    return value


@click.command(name="sql", epilog=f"Example: {_EXAMPLE}")
@click.option(
    "--views", is_flag=True, is_eager=True, expose_value=False, callback=_views, help="List views and columns."
)
@click.argument("query", callback=_query)
@source_options
@click.option("--limit", type=click.IntRange(1), metavar="N", help="At most so many rows; default all.")
@click.option(
    "--seconds", type=click.FloatRange(0, min_open=True), default=60, show_default=True, help="At most so long."
)
@output_options("table", "json", "csv")
def command(
    query: str,
    source: str,
    as_of: dt.date | None,
    documents: str | None,
    law: str | None,
    limit: int | None,
    seconds: float,
    format_name: str | None,
    output: str | None,
    quiet: bool,
) -> int:
    """Ask SQL of a register: one SELECT on the views that `--views` lists.

    An inventory is put into a database in memory first; a file that `ropa export` wrote is asked as it is. Nothing can
    be written, attached or loaded.
    """
    import ropa

    wanted = table_format(format_name, output)
    workspace = ropa.open(source, as_of=as_of, documents=documents, law=law)
    found = workspace.sql(query, limit=limit, seconds=seconds)
    if wanted == "json":
        names = _distinct(found.columns)
        shape = {
            "format": 1, "as_of": workspace.as_of.isoformat(), **workspace.law.own.as_json(), "columns": names,
            "more": found.more,
            "rows": [dict(zip(names, row, strict=True)) for row in found.rows],
        }  # fmt: skip
        content = json.dumps(shape, indent=2, ensure_ascii=False) + "\n"
    elif wanted == "csv":
        from ropa.formats.csv_text import csv_of

        content = csv_of(found.columns, [["" if cell is None else str(cell) for cell in row] for row in found.rows])
    else:
        from ropa.formats.table import text_table

        rows = [["NULL" if cell is None else str(cell) for cell in row] for row in found.rows]
        content = text_table(found.columns, rows, width=terminal_width(output), paint=painter(output), style=_style)
    write(content, output, quiet=quiet)
    if wanted != "json":
        say_own(workspace.law.own, quiet=quiet)
    if found.more and not quiet:
        click.echo(f"ropa: there are more rows than {limit}", err=True)
    return 0


def _style(column: str, text: str) -> str:
    """Return the style of a cell: in a column of grades those that call for somebody to act stand out."""
    if column != "grade":
        return ""
    from ropa.formats.styles import grade_style

    return grade_style(text)


def _distinct(names: tuple[str, ...]) -> list[str]:
    """Return the names of the columns, a second one of a name with its number, so that JSON keeps both."""
    found: list[str] = []
    for name in names:
        number = 1
        while (unique := name if number == 1 else f"{name}#{number}") in found:
            number += 1
        found.append(unique)
    return found
