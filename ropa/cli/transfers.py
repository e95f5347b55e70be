"""`ropa transfers`: which flows are restricted transfers, and on what each relies."""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import Iterable
from typing import TYPE_CHECKING

import click

from ropa.cli.colours import painter
from ropa.cli.options import output_options, source_options
from ropa.cli.output import terminal_width, write

if TYPE_CHECKING:
    from ropa.transfers.base import Grade, Transfer
    from ropa.workspace import Workspace


@click.command(name="transfers", epilog="Example: ropa transfers examples/alipartnership -o transfers.html")
@source_options
@click.option(
    "--all",
    "all_rows",
    is_flag=True,
    help="Domestic flows and those that are no transfers as well; JSON and CSV always have them.",
)
@click.option("--fail-on", "fail_on", metavar="GRADE", help="Exit 1 when a flow has this grade or a worse one.")
@click.option("--without", multiple=True, metavar="DECISION", help="Grade as if this decision had fallen (repeats).")
@click.option(
    "--against", type=click.DateTime(["%Y-%m-%d"]), metavar="DATE", help="Which grades differ on this day, and why."
)
@output_options("table", "markdown", "html", "json", "csv")
def command(
    source: str,
    as_of: dt.date | None,
    documents: str | None,
    all_rows: bool,
    fail_on: str | None,
    without: tuple[str, ...],
    against: dt.datetime | None,
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
    if against is not None:
        write(_changed(workspace, against.date(), chosen.key), output, quiet=quiet)
        return 0
    view = workspace.transfers(all_rows=all_rows, without=without)
    if chosen.key == "table":
        content = transfer_text(
            view, title=workspace.register.title, width=terminal_width(output), paint=painter(output)
        )
    else:
        content = chosen.render(view)
    write(content, output, quiet=quiet)
    if chosen.key == "csv" and view.hidden_note and not quiet:
        # Pages, text and JSON say it themselves; a table of rows has no place for it.
        click.echo(f"ropa: {view.hidden_note} --all adds them.", err=True)
    return 1 if fail_on is not None and fails(view.graded, Grade(fail_on)) else 0


def _changed(workspace: Workspace, against: dt.date, format_name: str) -> str:
    """Return which grades differ between the day of the law and another one, as text or JSON."""
    from ropa.errors import UsageError
    from ropa.formats.transfer_text import changes_text

    found = workspace.transfer_changes(against=against)
    if format_name == "json":
        days = {"as_of": workspace.as_of.isoformat(), "against": against.isoformat()}
        rows = [change.as_json() for change in found]
        return json.dumps({"format": 1, **days, "changes": rows}, indent=2, ensure_ascii=False) + "\n"
    if format_name != "table":
        raise UsageError(f"--against has no form `{format_name}`", next_step="Accepted: table, json.")
    days_of = (workspace.as_of, against)
    return changes_text(found, title=workspace.register.title, width=terminal_width(), days=days_of)


def fails(rows: Iterable[Transfer], limit: Grade) -> bool:
    """Tell whether a row has that grade or a worse one; `unknown` is the worst."""
    return any(row.grade.rank >= limit.rank for row in rows)
