"""`ropa transfers`: which flows are restricted transfers, and on what each relies."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from typing import TYPE_CHECKING

import click

from ropa.cli.options import output_options, source_options
from ropa.cli.output import terminal_width, write

if TYPE_CHECKING:
    from ropa.transfers.base import Grade, Transfer


@click.command(name="transfers", epilog="Example: ropa transfers examples/alipartnership -o transfers.html")
@source_options
@click.option(
    "--all",
    "all_rows",
    is_flag=True,
    help="Domestic flows and those that are no transfers as well; JSON and CSV always have them.",
)
@click.option("--fail-on", "fail_on", metavar="GRADE", help="Exit 1 when a flow has this grade or a worse one.")
@output_options("table", "markdown", "html", "json", "csv")
def command(
    source: str,
    as_of: dt.date | None,
    documents: str | None,
    all_rows: bool,
    fail_on: str | None,
    format_name: str | None,
    output: str | None,
    quiet: bool,
) -> int:
    """Print every flow that leaves the area of a regime, its grade, the reason, and what to do next."""
    import ropa
    from ropa.errors import UsageError
    from ropa.formats import format_for_suffix, format_named
    from ropa.formats.transfer_text import transfer_text
    from ropa.transfers.base import Grade

    grades = [grade.value for grade in Grade]
    if fail_on is not None and fail_on not in grades:
        raise UsageError(f"`{fail_on}` is not a grade", next_step=f"Accepted, best first: {', '.join(grades)}.")
    wanted = format_named(format_name) if format_name else None
    chosen = wanted or (format_for_suffix(output) if output and output != "-" else format_named("table"))
    workspace = ropa.open(source, as_of=as_of, documents=documents)
    view = workspace.transfers(all_rows=all_rows)
    if chosen.key == "table":
        content = transfer_text(view, title=workspace.register.title, width=terminal_width())
    else:
        content = chosen.render(view)
    write(content, output, quiet=quiet)
    if chosen.key == "csv" and view.hidden_note and not quiet:
        # Pages, text and JSON say it themselves; a table of rows has no place for it.
        click.echo(f"ropa: {view.hidden_note} --all adds them.", err=True)
    return 1 if fail_on is not None and fails(workspace.graded, Grade(fail_on)) else 0


def fails(rows: Iterable[Transfer], limit: Grade) -> bool:
    """Tell whether a row has that grade or a worse one; `unknown` is the worst."""
    return any(row.grade.rank >= limit.rank for row in rows)
