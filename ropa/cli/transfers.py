"""`ropa transfers`: which flows are restricted transfers, and on what each relies."""

from __future__ import annotations

import datetime as dt

import click

from ropa.cli.colours import painter
from ropa.cli.options import output_options, source_options
from ropa.cli.output import terminal_width, write


@click.command(name="transfers", epilog="Example: ropa transfers examples/alipartnership -o transfers.html")
@source_options
@click.option(
    "--all",
    "all_rows",
    is_flag=True,
    help="Domestic flows and those that are no transfers as well; JSON and CSV always have them.",
)
@output_options("table", "markdown", "html", "json", "csv")
def command(
    source: str,
    as_of: dt.date | None,
    documents: str | None,
    all_rows: bool,
    format_name: str | None,
    output: str | None,
    quiet: bool,
) -> int:
    """Print every flow that leaves the area of a regime, its grade, the reason, and what to do next."""
    import ropa
    from ropa.formats import format_for_suffix, format_named
    from ropa.formats.transfer_text import transfer_text

    wanted = format_named(format_name) if format_name else None
    chosen = wanted or (format_for_suffix(output) if output and output != "-" else format_named("table"))
    workspace = ropa.open(source, as_of=as_of, documents=documents)
    view = workspace.transfers(all_rows=all_rows)
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
    return 0
