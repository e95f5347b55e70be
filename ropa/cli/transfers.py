"""`ropa transfers`: which flows are restricted transfers, and on what each relies."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from typing import TYPE_CHECKING

import click

from ropa.cli.colours import painter
from ropa.cli.options import Day, output_options, source_options
from ropa.cli.output import say_own, terminal_width, write
from ropa.errors import InputProblems, UsageError

if TYPE_CHECKING:
    from ropa.formats import Format
    from ropa.reports.transfers import TransferReportView
    from ropa.transfers.base import Grade, Transfer
    from ropa.workspace import Workspace


@click.command(name="transfers", epilog="Example: ropa transfers examples --each --without eu-us-dpf")
@source_options
@click.option(
    "--all",
    "all_rows",
    is_flag=True,
    help="Domestic flows and those that are no transfers as well; JSON and CSV always have them.",
)
@click.option("--fail-on", "fail_on", metavar="GRADE", help="Exit 1 when a flow has this grade or a worse one.")
@click.option("--without", multiple=True, metavar="DECISION", help="Grade as if this decision had fallen (repeats).")
@click.option("--against", type=Day(), metavar="DATE", help="Which grades differ on this day, and why.")
@click.option("--each", is_flag=True, help="SOURCE holds several registers: who is hit by --without or --against.")
@output_options("table", "markdown", "html", "json", "csv")
def command(
    source: str,
    as_of: dt.date | None,
    documents: str | None,
    law: str | None,
    all_rows: bool,
    fail_on: str | None,
    without: tuple[str, ...],
    against: dt.date | None,
    each: bool,
    format_name: str | None,
    output: str | None,
    quiet: bool,
) -> int:
    """Print every flow that leaves the area of a regime, its grade, the reason, and what to do next.

    With --each, SOURCE is a folder of registers. A folder with one file in it that says `register:` with an
    `organisation`, and none below, is one register with all its files; elsewhere each such file is a register of its
    own, and folders are looked at in turn. One that cannot be read is named, and the exit code is 2.
    """
    import ropa

    _refuse(all_rows=all_rows, fail_on=fail_on, without=without, against=against, each=each)
    chosen = _format(format_name, output)
    if each:
        return _each(source, chosen, output, quiet=quiet, as_of=as_of, law=law, without=without, against=against)
    try:
        workspace = ropa.open(source, as_of=as_of, documents=documents, law=law)
    except InputProblems as error:
        raise _hinted(error, source) from error
    if against is not None:
        return _changed(workspace, against, chosen, output, quiet=quiet)
    view = workspace.transfers(all_rows=all_rows, without=without)
    write(_content(workspace, view, chosen, output), output, quiet=quiet)
    if chosen.key == "csv":
        say_own(workspace.law.own, quiet=quiet)
        if view.hidden_note and not quiet:
            # Pages, text and JSON say it themselves; a table of rows has no place for it.
            click.echo(f"ropa: {view.hidden_note} --all adds them.", err=True)
    return _exit_code(view.graded, fail_on)


def _refuse(
    *, all_rows: bool, fail_on: str | None, without: tuple[str, ...], against: dt.date | None, each: bool
) -> None:
    """Refuse what makes no sense, before anything is read."""
    from ropa.transfers.base import Grade

    grades = [grade.value for grade in Grade]
    if fail_on is not None and fail_on not in grades:
        raise UsageError(f"`{fail_on}` is not a grade", next_step=f"Accepted, best first: {', '.join(grades)}.")
    if against is not None and without:
        raise UsageError("--against and --without are two questions", next_step="Ask one of them at a time.")
    if each and against is None and not without:
        raise UsageError("--each needs a question", next_step="Add --without DECISION or --against DATE.")
    if (each or against is not None) and (all_rows or fail_on is not None):
        raise UsageError(
            "--all and --fail-on belong to the report on one register",
            next_step="Leave them out with --each, --against.",
        )


def _format(format_name: str | None, output: str | None) -> Format:
    from ropa.formats import format_for_suffix, format_named

    if format_name:
        return format_named(format_name)
    return format_for_suffix(output) if output and output != "-" else format_named("table")


def _content(workspace: Workspace, view: TransferReportView, chosen: Format, output: str | None) -> str:
    if chosen.key != "table":
        return chosen.render(view)
    from ropa.formats.transfer_changes_text import fallen_text
    from ropa.formats.transfer_text import transfer_text

    title, width = workspace.register.title, terminal_width(output)
    content = transfer_text(view, title=title, width=width, paint=painter(output))
    if not view.without:
        return content
    return f"{fallen_text(view.changes, view.without, title=title, width=width)}\n\n{content}"


def _changed(workspace: Workspace, against: dt.date, chosen: Format, output: str | None, *, quiet: bool) -> int:
    """Write which grades differ between the day of the law and another one."""
    from ropa.formats.transfer_changes_text import changes_text

    view = workspace.transfer_changes(against=against)
    if chosen.key == "table":
        content = changes_text(
            view, title=workspace.register.title, width=terminal_width(output), paint=painter(output)
        )
    else:
        content = chosen.render(view)
    write(content, output, quiet=quiet)
    if chosen.key == "csv":
        say_own(workspace.law.own, quiet=quiet)
    return 0


def _each(
    source: str,
    chosen: Format,
    output: str | None,
    *,
    quiet: bool,
    as_of: dt.date | None,
    law: str | None,
    without: tuple[str, ...],
    against: dt.date | None,
) -> int:
    """Write which registers of a folder are hit; exit 2 where one could not be read."""
    from ropa.formats.transfer_changes_text import registers_text
    from ropa.workspace.registers import registers_hit

    view = registers_hit(source, without=without, against=against, as_of=as_of, law=law)
    if chosen.key == "table":
        content = registers_text(view, width=terminal_width(output), paint=painter(output))
    else:
        content = chosen.render(view)
    write(content, output, quiet=quiet)
    if chosen.key == "csv":
        say_own(view.own, quiet=quiet)
    for unread in view.unread:
        count = len(unread.problems)
        click.echo(f"ropa: {unread.source} could not be read ({count} problem{'' if count == 1 else 's'})", err=True)
    return 2 if view.unread else 0


def _hinted(error: InputProblems, source: str) -> Exception:
    """Return the error, with a problem more where the folder holds several registers."""
    from pathlib import Path

    from ropa.errors import Position, Problem
    from ropa.workspace.registers import find_registers

    if not Path(source).is_dir():
        return error
    try:
        count = len(find_registers(source).registers)
    except (UsageError, OSError):
        return error
    if count < 2:
        return error
    hint = Problem(
        Position(source, 0, 0), f"the folder holds {count} registers",
        "The files of one register are read together, and these do not belong together.",
        "Name one of them; or ask all of them who is hit: `--each --without DECISION`, `--each --against DATE`.",
    )  # fmt: skip
    return InputProblems((hint, *error.problems))


def _exit_code(rows: Iterable[Transfer], fail_on: str | None) -> int:
    from ropa.transfers.base import Grade

    return 1 if fail_on is not None and fails(rows, Grade(fail_on)) else 0


def fails(rows: Iterable[Transfer], limit: Grade) -> bool:
    """Tell whether a row has that grade or a worse one; `unknown` is the worst."""
    return any(row.grade.rank >= limit.rank for row in rows)
