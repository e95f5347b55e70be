"""Help texts on narrow terminals: click lays them out for at least 50 columns, most of them for names of options."""

from __future__ import annotations

import shutil
from collections.abc import Iterable
from typing import TypeVar

import click

from ropa.cli.output import NARROWEST

#: From this many columns on the layout of click fits.
_WIDE_ENOUGH = 60

C = TypeVar("C", bound=click.Command)


class _NarrowFormatter(click.HelpFormatter):
    """Puts long names of options on lines of their own, so that there is room beside the short ones."""

    def write_dl(self, rows: Iterable[tuple[str, str]], col_max: int = 30, col_spacing: int = 2) -> None:
        """Write names with what they mean; a name that takes more than a third of the width stands alone."""
        broken = [(self._broken(name), text) for name, text in rows]
        super().write_dl(broken, col_max=min(col_max, self.width // 3), col_spacing=col_spacing)

    def _broken(self, name: str) -> str:
        """Return the name of an option with its choices on lines that fit."""
        room = self.width - self.current_indent
        if len(name) <= room:
            return name
        margin = f"\n{' ' * (self.current_indent + 4)}"
        lines = [""]
        for piece in name.replace("|", "|\0").split("\0"):
            if lines[-1] and len(lines[-1]) + len(piece) > room - 4:
                lines.append("")
            lines[-1] += piece
        return margin.join(lines)


class FittingContext(click.Context):
    """A context whose help fits the terminal."""

    def make_formatter(self) -> click.HelpFormatter:
        """Return the formatter of click, or one for the narrow terminal that it is."""
        columns = max(shutil.get_terminal_size().columns, NARROWEST)
        return super().make_formatter() if columns >= _WIDE_ENOUGH else _NarrowFormatter(width=columns - 2)


class NearingGroup(click.Group):
    """A group that says which of its commands is most like one that it does not have."""

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        """Return the name, the command and what is left of the arguments; an unknown name is bad usage."""
        names = self.list_commands(ctx)
        if not ctx.resilient_parsing and args[0] not in names:
            from difflib import get_close_matches  # needed only here

            near = get_close_matches(args[0].casefold(), names, n=1)
            if near:
                ctx.fail(f"No such command '{args[0]}'. Did you mean '{near[0]}'?")
        return super().resolve_command(ctx, args)


def fitting(command: C) -> C:
    """Return the command with help that fits."""
    command.context_class = FittingContext
    return command
