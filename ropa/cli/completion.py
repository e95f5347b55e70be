"""`ropa completion`: the script with which a shell completes what one types."""

from __future__ import annotations

import click
from click.shell_completion import ShellComplete, get_completion_class

from ropa.cli.completing import VARIABLE
from ropa.cli.output import write

SHELLS = ("bash", "zsh", "fish")


@click.command(name="completion", epilog="Example: ropa completion bash")
@click.argument("shell", type=click.Choice(SHELLS))
@click.option("-o", "--output", metavar="FILE", help="Write here, whole or not at all.")
@click.option("-q", "--quiet", is_flag=True, help="No messages about what was written.")
def command(shell: str, output: str | None, quiet: bool) -> None:
    """Print the script that makes a shell complete verbs, questions, options, codes, words and keys.

    bash: add `eval "$(ropa completion bash)"` to ~/.bashrc (bash 4.4 or newer).

    zsh: add `eval "$(ropa completion zsh)"` to ~/.zshrc, after compinit.

    fish: `ropa completion fish -o ~/.config/fish/completions/ropa.fish`.

    Keys of a register are offered once SOURCE is on the line, or where the default one is found.
    """
    root = click.get_current_context().find_root().command
    known = get_completion_class(shell)
    if known is None:
        raise click.UsageError(f"{shell} is not a shell that can be served.")
    # Not `known.source`: for bash that starts one to ask for its version, which need not be on this machine.
    content = ShellComplete.source(known(root, {}, "ropa", VARIABLE))
    write(content, output, quiet=quiet)
