"""`ropa query`: one sub-command per question, all with the same options."""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import Callable
from pathlib import PurePath
from typing import Any

import click

from ropa.cli.options import output_options, source_options
from ropa.cli.output import terminal_width, write
from ropa.errors import UsageError

_EXPECT = ("found", "implied", "denied", "none", "not-stated")


@click.group(name="query", epilog="Example: ropa query recipients examples/alipartnership --data email-address")
def command() -> None:
    """Ask the register a question. Options repeat (any of); different options combine (all of)."""


def _many(name: str, help_text: str) -> Callable[[Any], Any]:
    return click.option(f"--{name}", multiple=True, metavar="KEY", help=help_text)


_DATA = _many("data", "Data category: key, name or alias.")
_SUBJECTS = _many("subjects", "Data subject; includes what is part of it.")
_EXPECTED = click.option("--expect", type=click.Choice(_EXPECT), help="Exit 1 when the answer is another.")


def _answer(
    question: str,
    asked: dict[str, Any],
    source: str,
    as_of: dt.date | None,
    documents: str | None,
    expect: str | None,
    format_name: str | None,
    output: str | None,
    quiet: bool,
) -> int:
    """Ask, write, and return 1 where another answer was expected."""
    import ropa

    wanted = _format(format_name, output)
    workspace = ropa.open(source, as_of=as_of, documents=documents)
    answer = getattr(workspace, question)(**asked)
    if wanted == "json":
        content = json.dumps(answer.as_json(), indent=2, ensure_ascii=False) + "\n"
    elif wanted == "csv":
        from ropa.formats import format_named

        content = format_named("csv").render(answer)
    else:
        from ropa.formats.answer import answer_text

        content = answer_text(answer, width=terminal_width())
    write(content, output, quiet=quiet)
    if expect is not None and str(answer.answer) != expect:
        click.echo(f"ropa: the answer is {answer.answer}, not {expect}", err=True)
        return 1
    return 0


def _format(format_name: str | None, output: str | None) -> str:
    suffix = PurePath(output).suffix if output and output != "-" else ""
    by_suffix = {"": "table", ".txt": "table", ".json": "json", ".csv": "csv"}
    if format_name:
        return format_name
    if suffix not in by_suffix:
        raise UsageError(f"`{suffix}` is no format of an answer", next_step="Known suffixes: .json .csv .txt.")
    return by_suffix[suffix]


def _question(function: Any) -> Any:
    """Add what every question has: source, dates, `--expect` and the output."""
    for option in (output_options("table", "json", "csv"), _EXPECTED, source_options):
        function = option(function)
    return function


@command.command(epilog="Example: ropa query recipients examples/alipartnership --data email-address --subjects visitor")
@_question
@_DATA
@_SUBJECTS
@_many("activity", "Only in this activity.")
@click.option("--reach", type=click.Choice(["declared", "possible"]), default="declared", show_default=True,
              help="Flows that state the data, or anything downstream of a holder.")  # fmt: skip
@click.option("--internal", is_flag=True, help="List internal parts as well.")
@click.option("--paths", type=click.IntRange(1, 100), default=1, show_default=True, help="Shortest paths per recipient.")
def recipients(
    data: tuple[str, ...], subjects: tuple[str, ...], activity: tuple[str, ...], reach: str, internal: bool, paths: int,
    **common: Any,
) -> int:  # fmt: skip
    """Who outside receives the data of the subjects, directly and onward; hosts in a list of their own."""
    asked = {
        "data": data, "subjects": subjects, "activity": activity, "reach": reach, "internal": internal, "paths": paths,
    }  # fmt: skip
    return _answer("recipients", asked, **common)


@command.command(epilog="Example: ropa query holdings examples/alipartnership --of aweber")
@_question
@click.option("--of", "of", multiple=True, required=True, metavar="KEY", help="Organisation or system.")
@_DATA
@_SUBJECTS
def holdings(of: tuple[str, ...], data: tuple[str, ...], subjects: tuple[str, ...], **common: Any) -> int:
    """What an organisation or system receives, about whom, and why."""
    return _answer("holdings", {"of": of, "data": data, "subjects": subjects}, **common)


@command.command(epilog="Example: ropa query paths examples/alipartnership --from visitor --to aweber")
@_question
@click.option("--from", "source_node", required=True, metavar="KEY", help="Data subject, system or organisation.")
@click.option("--to", "target_node", required=True, metavar="KEY", help="System or organisation.")
@_DATA
@click.option("--paths", type=click.IntRange(1, 100), default=1, show_default=True, help="How many, the shortest first.")
def paths(source_node: str, target_node: str, data: tuple[str, ...], paths: int, **common: Any) -> int:
    """The ways by which data go from one place to another."""
    asked = {"source": source_node, "target": target_node, "data": data, "paths": paths}
    return _answer("paths", asked, **common)


@command.command(epilog="Example: ropa query where examples/corner-books --data email-address")
@_question
@_DATA
@_SUBJECTS
def where(data: tuple[str, ...], subjects: tuple[str, ...], **common: Any) -> int:
    """The systems and countries that hold the data of the subjects."""
    return _answer("where", {"data": data, "subjects": subjects}, **common)
