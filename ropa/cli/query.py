"""`ropa query`: one sub-command per question, made from the questions themselves."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable
from pathlib import PurePath
from typing import Any

import click

from ropa.cli.colours import painter
from ropa.cli.completing import completed
from ropa.cli.helping import NearingGroup, fitting
from ropa.cli.options import output_options, source_options
from ropa.cli.output import say_own, terminal_width, write_pieces
from ropa.errors import UsageError
from ropa.questions import NAMES, Option, Question, Verdict, question_named

#: A command line that runs, for each question.
_EXAMPLES = {
    "recipients": "examples/alipartnership --data email-address --subjects visitor",
    "holdings": "examples/alipartnership --of aweber",
    "paths": "examples/alipartnership --from visitor --to aweber",
    "where": "examples/corner-books --data email-address",
    "activities": "examples/aiopbt --data payment-card",
    "impact": "examples/corner-books --of aweber",
    "bases": "examples/aipicmarket --purpose direct-marketing",
    "rights": "examples/wordpress-shop --right erasure --data email-address",
    "cookies": "examples/wordpress-shop --purpose personalisation",
    "facts": "examples/alipartnership --data payment-card --format csv",
    "promises": "examples/wordpress-shop --subjects visitor",
    "retention": "examples/aiopbt --subjects client",
}


class Questions(NearingGroup):
    """A group that offers every question of the library."""

    def list_commands(self, ctx: click.Context) -> list[str]:  # noqa: ARG002
        """Return the questions in the order of the library."""
        return list(NAMES)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:  # noqa: ARG002
        """Return the command that asks a question, or None."""
        return completed(fitting(_command(question_named(cmd_name)))) if cmd_name in NAMES else None

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:  # noqa: ARG002
        """Write the questions with their summaries in full."""
        from ropa.questions import QUESTIONS  # all of them, which one question does not need

        with formatter.section("Questions"):
            formatter.write_dl([(question.name, _sentence(question.summary)) for question in QUESTIONS])


@click.group(name="query", cls=Questions, epilog=f"Example: ropa query recipients {_EXAMPLES['recipients']}")
def command() -> None:
    """Ask the register a question. Options repeat (any of); different options combine (all of)."""


def _command(question: Question) -> click.Command:
    arguments = {_parameter(option): option.argument for option in question.options}

    def ask(**values: Any) -> int:
        asked = {argument: values.pop(parameter) for parameter, argument in arguments.items()}
        return _answer(question, asked, **values)

    callback: Callable[..., int] = ask
    decorators: list[Callable[[Any], Any]] = [
        source_options,
        *(_option(option) for option in question.options),
        _expect,
        _output,
    ]
    for decorator in reversed(decorators):
        callback = decorator(callback)
    summary = _sentence(question.summary)
    example = _EXAMPLES.get(question.name, "examples/corner-books")
    epilog = f"Example: ropa query {question.name} {example}"
    made: click.Command = click.command(name=question.name, help=summary, epilog=epilog)(callback)
    return made


def _sentence(text: str) -> str:
    return f"{text[0].upper()}{text[1:].rstrip('.')}."


def _parameter(option: Option) -> str:
    return f"asked_{option.argument}"


def _option(option: Option) -> Callable[[Any], Any]:
    """Return the click option for an option of a question."""
    names = (f"--{option.name}", _parameter(option))
    text = option.help[0].upper() + option.help[1:].rstrip(".") + "."
    if option.kind == "flag":
        return click.option(*names, is_flag=True, help=text)
    if option.kind == "count":
        return click.option(*names, type=click.IntRange(1, 100), default=1, show_default=True, help=text)
    if option.choices:
        return click.option(
            *names, type=click.Choice(option.choices), default=option.choices[0], show_default=True, help=text
        )
    return click.option(*names, multiple=option.several, required=option.required, metavar="KEY", help=text)


_expect = click.option(
    "--expect", type=click.Choice([verdict.value for verdict in Verdict]), help="Exit 1 when the answer is another."
)
_output = output_options("table", "json", "csv")


def _answer(
    question: Question,
    asked: dict[str, Any],
    *,
    source: str,
    as_of: Any,
    documents: str | None,
    law: str | None,
    expect: str | None,
    format_name: str | None,
    output: str | None,
    quiet: bool,
) -> int:
    """Ask, write, and return 1 where another answer was expected."""
    import ropa

    wanted = _format(format_name, output)
    workspace = ropa.open(source, as_of=as_of, documents=documents, law=law)
    answer = question.ask(workspace.context_for(question.name, asked), **asked)
    content: str | Iterable[str]
    if wanted == "json":
        content = json.dumps(answer.as_json(), indent=2, ensure_ascii=False) + "\n"
    elif wanted == "csv":
        from ropa.formats import format_named

        content = format_named("csv").render(answer)
        say_own(answer.own, quiet=quiet)
    else:
        from ropa.formats.answer import answer_pieces

        content = answer_pieces(
            answer, title=workspace.register.title, width=terminal_width(output), paint=painter(output)
        )
    write_pieces([content] if isinstance(content, str) else content, output, quiet=quiet)
    if expect is not None and answer.answer.value != expect:
        click.echo(f"ropa: the answer is {answer.answer.value}, not {expect}", err=True)
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
