"""`ropa explain`: what a word of this tool means, or the table of articles and the checks that look after them."""

from __future__ import annotations

import datetime as dt

import click

from ropa.cli.colours import painter
from ropa.cli.options import Day, law_option, output_options
from ropa.cli.output import say_own, terminal_width, write
from ropa.cli.tables import table_format
from ropa.errors import UsageError


@click.command(name="explain", epilog="Example: ropa explain A106")
@click.argument("word", required=False)
@click.option("--coverage", is_flag=True, help="Every article item, with the codes that check it or why none can.")
@law_option
@click.option("--as-of", type=Day(), metavar="DATE", help="The day that states of the law are about; default today.")
@output_options("text", "json", "csv")
def command(
    word: str | None,
    coverage: bool,
    law: str | None,
    as_of: dt.date | None,
    format_name: str | None,
    output: str | None,
    quiet: bool,
) -> None:
    """Print what a word means; without WORD, what can be explained, and a line for every check.

    WORD is a check (A106): what it demands, a wrong and a right record, and why. It may also be an item of the articles
    (A30-1-f), an article (30(1)(f)), a grade of a transfer and what decides it, a transfer tool and what it asks for, a
    regime, an adequacy decision, an authority, any other row of the law, an answer to a question, or a mark.
    """
    from ropa.checks import CHECKS
    from ropa.checks import coverage as coverage_of
    from ropa.checks.coverage import Coverage
    from ropa.formats import format_named
    from ropa.formats.explain_text import coverage_text, explanation_text, overview_text
    from ropa.reports.explain import explain_word, overview
    from ropa.reports.explain_base import CheckList, Explanation
    from ropa.workspace.opening import law_with

    if coverage and word:
        raise UsageError("a word and --coverage exclude each other", next_step="Ask for one of them.")
    chosen = table_format("table" if format_name == "text" else format_name, output)
    tables, width, paint = law_with(law), terminal_width(output), painter(output)
    view: Coverage | Explanation | CheckList
    if word is not None:
        day = as_of or dt.datetime.now(tz=dt.UTC).astimezone().date()
        view = explain_word(word, tables, CHECKS, as_of=day)
    else:
        view = Coverage(coverage_of(tables), tables.data_as_of) if coverage else overview(tables, CHECKS)
    if chosen != "table":
        content = format_named(chosen).render(view)
    elif isinstance(view, Explanation):
        content = explanation_text(view, width=width, paint=paint)
    elif isinstance(view, Coverage):
        content = coverage_text(view, width=width, paint=paint)
    else:
        content = overview_text(view, width=width, paint=paint)
    write(content, output, quiet=quiet)
    if not isinstance(view, Explanation) or chosen == "csv":
        say_own(tables.own, quiet=quiet)
