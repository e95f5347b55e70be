"""`ropa build`: a folder of pages that opens without a network, with every report, picture and fact."""

from __future__ import annotations

import datetime as dt
import gc
import sys
import time
from pathlib import Path
from typing import TYPE_CHECKING

import click

from ropa.cli.options import source_options

if TYPE_CHECKING:
    from collections.abc import Callable

    from ropa.site import Progress

#: Seconds before anything is told, between two lines of a log, and between two changes of the line of a terminal.
_SILENT_S = 1.0
_LOG_S = 10.0
_REDRAW_S = 0.1

_STAGES = {
    "checks": "running the checks",
    "pictures": "drawing pictures",
    "record": "writing the record",
    "activities": "writing the pages of activities",
    "transfers": "writing the transfer report",
    "retention": "writing the retention schedule",
    "data": "writing the data",
    "pages": "writing the pages of organisations, systems, data and people",
    "lists": "writing the lists",
    "documents": "waiting for the documents",
}


@click.command(name="build", epilog="Example: ropa build examples/corner-books -o site --no-pictures")
@source_options
@click.option("-o", "--output", metavar="DIR", required=True, help="Folder of the site; made where it is not there.")
@click.option("--pictures/--no-pictures", default=True, show_default=True, help="Draw every view; the slowest part.")
@click.option("--force", is_flag=True, help="Build in a folder with other files too; they are never touched.")
@click.option("-q", "--quiet", is_flag=True, help="No messages about progress and about what was written.")
def command(
    source: str,
    as_of: dt.date | None,
    documents: str | None,
    law: str | None,
    output: str,
    pictures: bool,
    force: bool,
    quiet: bool,
) -> int:
    """Write a site: an index, a page for everything, records, reports, findings, pictures, data.

    It opens from a disk or a file share, with a search box, and asks no network for anything. Built again, only files
    that differ are written; pages that are no longer made go, files of others stay. With --as-of the same register
    gives the same bytes on every day. It holds findings: it is for the organisation, not for publication.
    """
    import ropa

    # What is read lives to the end: looking through it for garbage again and again costs a third of the time.
    gc.disable()
    try:
        workspace = ropa.open(source, as_of=as_of, documents=documents, law=law)
        teller = Teller(quiet=quiet)
        try:
            built = workspace.build(Path(output), pictures=pictures, force=force, progress=teller.tell)
        finally:
            teller.end()
    finally:
        # Nor at the end, before everything goes at once.
        gc.freeze()
        gc.enable()
    if not quiet:
        for message in built.messages:
            click.echo(f"ropa: {message}", err=True)
        if built.kept:
            click.echo(f"ropa: changed by hand, no longer made, and left alone: {', '.join(built.kept)}", err=True)
        click.echo(built.as_text(), err=True)
    return 0


class Teller:
    """Tells how far a build is, on standard error: a line that changes in a terminal, a line now and then in a log."""

    def __init__(self, *, quiet: bool, clock: Callable[[], float] = time.monotonic) -> None:
        self._quiet = quiet or sys.stderr is None
        self._clock = clock
        self._terminal = not self._quiet and sys.stderr.isatty()
        self._next = clock() + (_SILENT_S if self._terminal else _LOG_S)
        self._shown = False

    def tell(self, progress: Progress) -> None:
        """Show a step, unless one was shown a moment ago."""
        now = self._clock()
        if self._quiet or now < self._next:
            return
        text = _text(progress)
        if self._terminal:
            click.echo(f"\r\033[K{text}", err=True, nl=False)
            self._next, self._shown = now + _REDRAW_S, True
        else:
            click.echo(f"ropa: {text}", err=True)
            self._next = now + _LOG_S

    def end(self) -> None:
        """Clear the line of a terminal."""
        if self._shown:
            click.echo("\r\033[K", err=True, nl=False)


def _text(progress: Progress) -> str:
    what = _STAGES.get(progress.stage, progress.stage)
    return f"{what}: {progress.done:,} of {progress.total:,}" if progress.total else what
