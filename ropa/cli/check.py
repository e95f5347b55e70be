"""`ropa check`: findings, or the problems that kept the register from being resolved."""

from __future__ import annotations

import datetime as dt
import os
from pathlib import Path
from typing import TYPE_CHECKING

import click

from ropa.cli.colours import findings_for
from ropa.cli.options import output_options, source_options
from ropa.cli.output import write
from ropa.errors import InputProblems

if TYPE_CHECKING:
    from ropa.checks import Check
    from ropa.checks.outcome import Outcome
    from ropa.formats.paths import Base
    from ropa.model import Document

#: Severities that `--fail-on` accepts, worst first; `never` exits 0 whatever is found.
FAIL_ON = ("error", "warning", "info", "never")


@click.command(name="check", epilog="Example: ropa check examples/alipartnership --fail-on warning")
@source_options
@click.option("--code", "codes", multiple=True, metavar="CODE", help="Run only this check; may be repeated.")
@click.option("--fail-on", type=click.Choice(FAIL_ON), default="error", show_default=True, help="Exit 1 from here on.")
@click.option(
    "--root",
    type=click.Path(exists=True, file_okay=False),
    metavar="FOLDER",
    help="Top of the repository: sarif and github name files from here. Default: $GITHUB_WORKSPACE, else this folder.",
)
@output_options("text", "json", "sarif", "github")
def command(
    source: str,
    as_of: dt.date | None,
    documents: str | None,
    law: str | None,
    codes: tuple[str, ...],
    fail_on: str,
    root: str | None,
    format_name: str | None,
    output: str | None,
    quiet: bool,
) -> int:
    """Print what is missing, doubtful or contradictory.

    Exit code 0: nothing at or above --fail-on. 1: findings. 2: the register could not be resolved. What a waiver moves
    aside is listed and does not count.
    """
    from ropa.checks import CHECKS, Severity
    from ropa.checks.outcome import ran_checks
    from ropa.formats.outcomes import outcome_format

    chosen = outcome_format(format_name, output)
    ran = ran_checks(CHECKS, codes)
    try:
        outcome = _outcome(source, as_of=as_of, documents=documents, law=law, ran=ran, codes=codes)
    except InputProblems as error:
        if not chosen.tells_problems:
            raise
        outcome = _problems(source, as_of=as_of, error=error, ran=ran, codes=codes)
    content = chosen.render(outcome, _base(root))
    write(findings_for(content, output) if chosen.key == "text" else content, output, quiet=quiet)
    return outcome.exit_code(Severity(fail_on) if fail_on != "never" else None)


def _outcome(
    source: str,
    *,
    as_of: dt.date | None,
    documents: str | None,
    law: str | None,
    ran: tuple[Check, ...],
    codes: tuple[str, ...],
) -> Outcome:
    """Return what the checks find.

    Raises:
        InputProblems: the register could not be resolved.
    """
    import ropa
    from ropa.checks.outcome import Outcome

    workspace = ropa.open(source, as_of=as_of, documents=documents, law=law)
    register = workspace.register
    at_hand = {key: register.documents[key] for key in workspace.documents}
    return Outcome(
        source=_named(source), ran=ran, chosen=bool(codes), findings=workspace.check(codes=codes),
        facts_as_of=register.as_of, as_of=workspace.as_of, start=register.position, documents=register.documents,
        own=workspace.law.own,
        files={key: _file_of(document, source, documents) for key, document in at_hand.items()},
    )  # fmt: skip


def _problems(
    source: str, *, as_of: dt.date | None, error: InputProblems, ran: tuple[Check, ...], codes: tuple[str, ...]
) -> Outcome:
    from ropa.checks.outcome import Outcome

    return Outcome(source=_named(source), ran=ran, chosen=bool(codes), problems=error.problems, as_of=as_of)


def _named(source: str) -> str:
    """Return the source where it is a file or folder; anything else has no place in a repository."""
    return source if source != "-" and Path(source).exists() else ""


def _file_of(document: Document, source: str, documents: str | None) -> str:
    """Return the path of a document that is at hand: the folder that the user named comes first, as when reading."""
    named = Path(documents) / Path(document.file).name if documents else None
    if named is not None and named.is_file():
        return str(named)
    folder = Path(source) if Path(source).is_dir() else Path(source).parent
    return str(folder / document.file)


def _base(root: str | None) -> Base:
    """Return where paths begin: the folder asked for, else the checkout of a GitHub job, else this folder."""
    from ropa.formats.paths import Base

    here = Path.cwd().resolve()
    if root:
        return Base(here, Path(root).resolve())
    checkout = os.environ.get("GITHUB_WORKSPACE")
    top = Path(checkout).resolve() if checkout else here
    return Base(here, top if here.is_relative_to(top) else here)
