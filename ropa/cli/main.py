"""The command `ropa`: a group that imports a verb only when it runs, and one place that turns errors into words."""

from __future__ import annotations

import gc
import os
import sys
from importlib import import_module
from typing import TYPE_CHECKING, Any

import click

from ropa.cli.colours import problem_for
from ropa.cli.completing import completed
from ropa.cli.helping import FittingContext, NearingGroup, fitting
from ropa.cli.verbs import VERBS
from ropa.errors import InputProblems, RopaError, __version__

if TYPE_CHECKING:
    from click.shell_completion import CompletionItem

_EPILOG = "Example: ropa query recipients examples/alipartnership --data email-address"


class Verbs(NearingGroup):
    """A group whose commands are imported when they are used; help needs only their names."""

    context_class = FittingContext

    def list_commands(self, ctx: click.Context) -> list[str]:  # noqa: ARG002
        """Return the verbs in the order of the table."""
        return [verb.name for verb in VERBS]

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:  # noqa: ARG002
        """Return the command of a verb, or None."""
        for verb in VERBS:
            if verb.name == cmd_name:
                command: click.Command = import_module(verb.module).command
                return completed(fitting(command))
        return None

    def shell_complete(self, ctx: click.Context, incomplete: str) -> list[CompletionItem]:
        """Return the verbs that begin so, without importing them, and the options of the group."""
        from click.shell_completion import CompletionItem

        found = [CompletionItem(verb.name, help=verb.help) for verb in VERBS if verb.name.startswith(incomplete)]
        return [*found, *click.Command.shell_complete(self, ctx, incomplete)]

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:  # noqa: ARG002
        """Write the verbs with their one-line help, without importing them."""
        with formatter.section("Verbs"):
            formatter.write_dl([(verb.name, verb.help) for verb in VERBS])


@click.group(cls=Verbs, epilog=_EPILOG, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(__version__, prog_name="ropa")
def cli() -> None:
    """Keep a record of processing activities as a graph of facts, and ask it.

    SOURCE is an inventory file, a folder of them, a database that `ropa export` wrote, or - for standard input; by
    default $ROPA_SOURCE, else ropa.yaml or register/ in this folder.
    """


def main(arguments: list[str] | None = None) -> None:
    """Run the command line and exit: 0 fine, 1 findings, 2 problems or bad usage."""
    # A register is many small values that live to the end: to look through them again and again for circles, of which
    # there are next to none, would take a third of the time of a large one.
    gc.set_threshold(100_000, 50, 100)
    sys.exit(run(arguments))


def run(arguments: list[str] | None = None) -> int:
    """Run the command line and return the exit code; results go to standard output, messages to standard error."""
    try:
        code: Any = cli.main(args=arguments, prog_name="ropa", standalone_mode=False)
        if sys.stdout is not None:
            sys.stdout.flush()
    except click.exceptions.Exit as leave:
        return leave.exit_code
    except click.ClickException as error:
        error.show()
        return 2
    except click.Abort:
        return 130
    except InputProblems as error:
        return _problems(error)
    except RopaError as error:
        click.echo(problem_for(f"ropa: {error}"), err=True)
        return 2
    except BrokenPipeError:
        # The reader went away (`ropa ... | head`): nothing is wrong.
        _write_no_more()
        return 0
    except OSError as error:
        # Only standard output is left: whoever opens a file by name says what is wrong with it.
        _write_no_more()
        click.echo(f"ropa: the result could not be written ({error.strerror or error}).", err=True)
        return 2
    return code if isinstance(code, int) else 0


def _write_no_more() -> None:
    """Lead standard output nowhere, so that what waits in its buffer fails nobody at the end of the process."""
    os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())


def _problems(error: InputProblems) -> int:
    """Write every problem as text to standard error."""
    for problem in error.problems:
        click.echo(problem_for(problem.as_text()), err=True)
    click.echo(problem_for(f"ropa: {error}; nothing was computed."), err=True)
    return 2
