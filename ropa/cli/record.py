"""`ropa record`: the record of processing activities as a document."""

from __future__ import annotations

import datetime as dt
from typing import Literal

import click

from ropa.cli.options import output_options, source_options
from ropa.cli.output import say_own, write


@click.command(name="record", epilog="Example: ropa record examples/aiopbt --part 30-2 -o record.html")
@source_options
@click.option(
    "--part", type=click.Choice(["30-1", "30-2"]),
    help="As controller (Article 30(1)) or as processor (30(2)). Default: what the roles in the register call for.",
)  # fmt: skip
@click.option(
    "--edition", type=click.Choice(["authority", "internal"]), default="authority", show_default=True,
    help="For the authority, or with findings and waivers.",
)  # fmt: skip
@output_options("markdown", "html", "json", "csv")
def command(
    source: str,
    as_of: dt.date | None,
    documents: str | None,
    law: str | None,
    part: Literal["30-1", "30-2"] | None,
    edition: Literal["authority", "internal"],
    format_name: str | None,
    output: str | None,
    quiet: bool,
) -> int:
    """Print the Article 30 record: every letter per activity, with "not stated" where nothing is stated.

    An organisation that is controller in some activities and processor in others gets both records in one document.
    As CSV, the record has a row per activity, or per controller and activity under Article 30(2).
    """
    import ropa
    from ropa.formats import format_for_suffix, format_named

    wanted = format_named(format_name) if format_name else None
    chosen = wanted or (format_for_suffix(output) if output and output != "-" else format_named("markdown"))
    workspace = ropa.open(source, as_of=as_of, documents=documents, law=law)
    view = workspace.record(part=part, edition=edition)
    write(chosen.render(view), output, quiet=quiet)
    if chosen.key == "csv":
        say_own(workspace.law.own, quiet=quiet)
    return 0
