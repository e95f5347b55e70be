"""`ropa explain`: the manual page of a check, or the table of articles and the checks that look after them."""

from __future__ import annotations

import click

from ropa.cli.output import terminal_width, write
from ropa.errors import UsageError


@click.command(name="explain", epilog="Example: ropa explain A106")
@click.argument("code", required=False)
@click.option("--coverage", is_flag=True, help="Every article item, with the codes that check it or why none can.")
def command(code: str | None, coverage: bool) -> None:
    """Print what a check demands, a wrong and a right record, and why. Without CODE: a line for every check."""
    from ropa.checks import CHECKS, explain, page_of
    from ropa.checks import coverage as coverage_of
    from ropa.formats import text_table
    from ropa.law import load_law

    if coverage and code:
        raise UsageError("a code and --coverage exclude each other", next_step="Ask for one of them.")
    if code:
        write(explain(code), None)
        return
    width = terminal_width()
    if coverage:
        rows = []
        for row in coverage_of(load_law()):
            checked = ", ".join(row.codes) or row.reason or "no check yet"
            rows.append((row.item.id, row.item.article, checked))
        write(text_table(("item", "article", "checked by, or why not"), rows, width=width), None)
        return
    lines = [(check.CODE, str(check.SEVERITY), page_of(check).demand) for check in CHECKS]
    write(text_table(("code", "severity", "what it demands"), lines, width=width), None)
