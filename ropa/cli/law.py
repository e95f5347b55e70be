"""`ropa law`: the dated tables behind every grade and finding, with their sources."""

from __future__ import annotations

import datetime as dt

import click

from ropa.cli.colours import painter
from ropa.cli.options import Day, output_options
from ropa.cli.output import terminal_width, write
from ropa.cli.tables import table_format
from ropa.errors import UsageError

#: Every table; the library has the same list, which is loaded only when the verb runs.
TABLES = (
    "adequacy", "area", "regimes", "tools", "modules", "rules", "authorities", "items",
    "provisions", "limits", "contents", "countries",
)  # fmt: skip


@click.command(name="law", epilog="Example: ropa law adequacy --country US --on 2016-08-01")
@click.argument("table", required=False, metavar=f"[{'|'.join(TABLES)}]")
@click.argument("words", required=False)
@click.option("--country", metavar="COUNTRY", help="Only rows about this country: two letters, or a name.")
@click.option("--regime", metavar="REGIME", help="Only rows of this regime, such as eu-gdpr.")
@click.option("--article", metavar="ARTICLE", help="Only rows about this provision, such as 30 or 30(1)(f).")
@click.option("--tool", metavar="TOOL", help="Only rows about this transfer tool, such as scc-2021.")
@click.option("--on", "on", type=Day(), metavar="DATE", help="Only what held on that day.")
@click.option(
    "--file", "--law", "law", metavar="FILE", envvar="ROPA_LAW",
    help="Own rows, a YAML file: checked, and shown in the tables with a mark.",
)  # fmt: skip
@click.option("--as-of", type=Day(), metavar="DATE", help="The day that the states are about; default today.")
@output_options("table", "json", "csv")
def command(
    table: str | None,
    words: str | None,
    country: str | None,
    regime: str | None,
    article: str | None,
    tool: str | None,
    on: dt.date | None,
    as_of: dt.date | None,
    law: str | None,
    format_name: str | None,
    output: str | None,
    quiet: bool,
) -> None:
    """Print rows of the law with their sources; without TABLE, what there is.

    WORDS is the id of a row, or words in its name. What nobody verified says so. It is outside knowledge, no statement
    of your register, and no legal advice. With --file, rows of your own stand among them; the same file as --law makes
    every other verb use them.
    """
    from ropa.formats import format_named
    from ropa.formats.law_text import law_text, summary_text
    from ropa.reports.law import law_summary, law_view
    from ropa.workspace.opening import law_with

    if on and as_of and on != as_of:
        raise UsageError("--on and --as-of name two days", next_step="With --on the states are about that day.")
    chosen = format_named(table_format(format_name, output))
    filters = {"country": country, "regime": regime, "article": article, "tool": tool}
    given = {name: text for name, text in filters.items() if text}
    width, paint, is_table = terminal_width(output), painter(output), chosen.key == "table"
    if table is None:
        if given or on:
            raise UsageError("a table is needed with these options", next_step=f"Tables: {', '.join(TABLES)}.")
        summary = law_summary(law_with(law))
        content = summary_text(summary, width=width, paint=paint) if is_table else chosen.render(summary)
    else:
        day = on or as_of or dt.datetime.now(tz=dt.UTC).astimezone().date()
        view = law_view(law_with(law), table, words or "", as_of=day, held_on=on is not None, filters=given)
        content = law_text(view, width=width, paint=paint) if is_table else chosen.render(view)
    write(content, output, quiet=quiet)
