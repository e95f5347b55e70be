"""`ropa export`: the whole register in another form; the suffix of the file says which."""

from __future__ import annotations

from pathlib import PurePath

import click

from ropa.cli.options import source_argument
from ropa.cli.output import write
from ropa.errors import UsageError


@click.command(name="export", epilog="Example: ropa export examples/corner-books -o corner-books.sqlite")
@source_argument
@click.option(
    "-o", "--output", metavar="FILE", required=True, help="Write here, whole or not at all; - is standard output."
)
@click.option("-q", "--quiet", is_flag=True, help="No messages about what was written.")
def command(source: str, output: str, quiet: bool) -> int:
    """Write the register whole: .sqlite, .sqlite3 and .db are a database that every verb takes as SOURCE.

    A database URL (postgresql://...) is accepted as well; what an earlier export left there is replaced. The same
    register gives the same bytes until a date in it, or in the tables of law, has passed. In a file it is worked out
    who receives what, so that `ropa query recipients` is quick; grades follow the day and the law (--law) of whoever
    asks.
    """
    import ropa
    from ropa.store.base import SUFFIXES, is_url

    is_file = PurePath(output).suffix.casefold() in SUFFIXES
    if not (is_file or is_url(output) or output == "-"):
        raise UsageError(
            f"`{PurePath(output).suffix or output}` is no format of a whole register",
            next_step=f"Known suffixes: {' '.join(SUFFIXES)}; or a database URL.",
        )
    workspace = ropa.open(source)
    if is_url(output) and not output.startswith("sqlite:"):
        from ropa.store.servers import shown

        workspace.export_to(output)
        if not quiet:
            click.echo(f"wrote {shown(output)}", err=True)
        return 0
    from ropa.store.sources import sqlite_path

    path = sqlite_path(output) if is_url(output) else None
    write(workspace.export(), str(path) if path is not None else output, quiet=quiet)
    return 0
