"""`ropa vocabulary`: the shipped words, by key, label or alias, by a part of a name, or mistyped."""

from __future__ import annotations

import click

from ropa.cli.colours import painter
from ropa.cli.options import output_options
from ropa.cli.output import terminal_width, write
from ropa.cli.tables import table_format

#: What can be looked up; the library has the same list, which is loaded only when the verb runs.
KINDS = ("data", "purposes", "subjects", "bases", "conditions", "measures", "rights", "vendors")


@click.command(name="vocabulary", epilog="Example: ropa vocabulary data email")
@click.argument("words", nargs=-1, metavar="[KIND] [WORDS]...")
@output_options("table", "json", "csv")
def command(words: tuple[str, ...], format_name: str | None, output: str | None, quiet: bool) -> None:
    """Look shipped words up: data, purposes, kinds of people, bases, measures, rights, vendors.

    KIND is data, purposes, subjects, bases, conditions, measures, rights or vendors; without it all are looked through.
    Without WORDS everything of a kind is listed. A key, label or alias shows its page; so does the name of a term in
    the Data Privacy Vocabulary or fideslang. Else those are listed whose names hold WORDS, or are nearly WORDS.

    All of it is outside knowledge with sources, and nothing that your register states.
    """
    from ropa.formats import format_named
    from ropa.formats.vocabulary_text import kinds_text, vocabulary_text
    from ropa.reports.vocabulary import look_up
    from ropa.vocabulary import load_vocabulary

    chosen = format_named(table_format(format_name, output))
    vocabulary = load_vocabulary()
    width, paint = terminal_width(output), painter(output)
    kinds, asked = ((words[0],), words[1:]) if words and words[0] in KINDS else (KINDS, words)
    if not words and chosen.key == "table":
        counts = [(kind, look_up(vocabulary, "", kinds=(kind,)).total) for kind in KINDS]
        content = kinds_text(counts, vocabulary.data_as_of.isoformat(), width=width, paint=paint)
    else:
        view = look_up(vocabulary, " ".join(asked), kinds=kinds)
        content = vocabulary_text(view, width=width, paint=paint) if chosen.key == "table" else chosen.render(view)
    write(content, output, quiet=quiet)
