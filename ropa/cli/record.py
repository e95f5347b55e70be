"""`ropa record`: the record of processing activities as a document."""

from __future__ import annotations

import datetime as dt

import click

from ropa.cli.options import output_options, source_options
from ropa.cli.output import write


@click.command(name="record", epilog="Example: ropa record examples/alipartnership -o record.html")
@source_options
@click.option("--part", type=click.Choice(["30-1"]), default="30-1", show_default=True, help="Which record.")
@click.option(
    "--edition", type=click.Choice(["authority", "internal"]), default="authority", show_default=True,
    help="For the authority, or with findings and waivers.",
)  # fmt: skip
@output_options("markdown", "html", "json")
def command(
    source: str,
    as_of: dt.date | None,
    documents: str | None,
    part: str,  # noqa: ARG001 - one part so far; the option is fixed now, so that scripts keep working
    edition: str,
    format_name: str | None,
    output: str | None,
    quiet: bool,
) -> int:
    """Print the Article 30(1) record: every letter per activity, with "not stated" where nothing is stated."""
    import ropa
    from ropa.formats import format_for_suffix, format_named

    wanted = format_named(format_name) if format_name else None
    chosen = wanted or (format_for_suffix(output) if output and output != "-" else format_named("markdown"))
    workspace = ropa.open(source, as_of=as_of, documents=documents)
    view = workspace.record(edition="internal" if edition == "internal" else "authority")
    write(chosen.render(view), output, quiet=quiet)
    return 0
