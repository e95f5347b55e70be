"""`ropa check`: findings, or the problems that kept the register from being resolved."""

from __future__ import annotations

import datetime as dt
import json
from pathlib import PurePath

import click

from ropa.cli.options import output_options, source_options
from ropa.cli.output import write
from ropa.errors import InputProblems

#: Severities that `--fail-on` accepts, worst first; `never` exits 0 whatever is found.
FAIL_ON = ("error", "warning", "info", "never")


@click.command(name="check", epilog="Example: ropa check examples/alipartnership --fail-on warning")
@source_options
@click.option("--code", "codes", multiple=True, metavar="CODE", help="Run only this check; may be repeated.")
@click.option("--fail-on", type=click.Choice(FAIL_ON), default="error", show_default=True, help="Exit 1 from here on.")
@output_options("text", "json")
def command(
    source: str,
    as_of: dt.date | None,
    documents: str | None,
    codes: tuple[str, ...],
    fail_on: str,
    format_name: str | None,
    output: str | None,
    quiet: bool,
) -> int:
    """Print what is missing, doubtful or contradictory.

    Exit code 0: nothing at or above --fail-on. 1: findings. 2: the register could not be resolved.
    """
    import ropa
    from ropa.checks import CHECKS, as_json, as_text, counts, scope_text

    wants_json = (format_name or _suffix_format(output)) == "json"
    try:
        workspace = ropa.open(source, as_of=as_of, documents=documents)
    except InputProblems as error:
        if not wants_json:
            raise
        problems = {"format": 1, "problems": [problem.as_json() for problem in error.problems]}
        write(json.dumps(problems, indent=2, ensure_ascii=False) + "\n", output, quiet=quiet)
        return 2
    findings = workspace.check(codes=codes)
    facts_as_of = workspace.register.as_of
    if wants_json:
        content = json.dumps(as_json(findings, facts_as_of, workspace.as_of), indent=2, ensure_ascii=False) + "\n"
    else:
        facts = facts_as_of.isoformat() if facts_as_of else "not stated"
        ran = [code.upper() for code in codes] or [check.CODE for check in CHECKS]
        scope = scope_text(ran, chosen=bool(codes))
        content = f"{as_text(findings)}{scope}\nfacts as of {facts}, law as of {workspace.as_of.isoformat()}\n"
    write(content, output, quiet=quiet)
    levels = FAIL_ON[: FAIL_ON.index(fail_on) + 1] if fail_on != "never" else ()
    found = counts(findings)
    return 1 if any(found.get(level) for level in levels) else 0


def _suffix_format(output: str | None) -> str:
    return "json" if output and PurePath(output).suffix == ".json" else "text"
