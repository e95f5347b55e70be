"""Options that verbs share: the source, the date of the law, the documents, the output."""

from __future__ import annotations

import datetime as dt
import os
from collections.abc import Callable
from pathlib import Path
from typing import Any, TypeVar

import click

from ropa.errors import UsageError

F = TypeVar("F", bound=Callable[..., Any])

#: Where a register is looked for when no source is given.
DEFAULT_SOURCES = ("ropa.yaml", "register")


class Day(click.ParamType[dt.date]):
    """A calendar day, YYYY-MM-DD."""

    name = "date"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> dt.date:
        """Return the day, or fail with what is accepted."""
        if isinstance(value, dt.date):
            return value
        try:
            day = dt.date.fromisoformat(value) if len(value) == len("YYYY-MM-DD") else None
        except ValueError:
            day = None
        if day is None:
            self.fail(f"{value!r} is not a date; write the day as YYYY-MM-DD.", param, ctx)
        return day


def default_source() -> str | None:
    """Return where the register is when nobody says so: `$ROPA_SOURCE`, else a file or folder here; else None."""
    return os.environ.get("ROPA_SOURCE") or next((name for name in DEFAULT_SOURCES if Path(name).exists()), None)


def _source(ctx: click.Context, param: click.Parameter, value: str | None) -> str:  # noqa: ARG001
    source = value or default_source()
    if source:
        return source
    raise UsageError(
        "no source is given, and there is neither ropa.yaml nor register/ here",
        next_step="Name an inventory file or folder, or set ROPA_SOURCE; `ropa new` begins a register.",
    )


def source_argument(function: F) -> F:
    """Add SOURCE."""
    return click.argument("source", required=False, callback=_source)(function)


def law_option(function: F) -> F:
    """Add `--law`: rows of the user's own, which every result then names."""
    text = "Own rows of law, a YAML file: added, overriding or removing; every result names them."
    return click.option("--law", metavar="FILE", envvar="ROPA_LAW", help=text)(function)


def source_options(function: F) -> F:
    """Add SOURCE, `--as-of`, `--law` and `--documents`."""
    for option in (
        law_option,
        click.option("--documents", metavar="FOLDER", help="Where the register's documents are looked up first."),
        click.option("--as-of", type=Day(), metavar="DATE", help="Date of the law; default today."),
        source_argument,
    ):
        function = option(function)
    return function


def output_options(*formats: str) -> Callable[[F], F]:
    """Add `--format` with these words, `-o FILE` and `--quiet`."""

    def add(function: F) -> F:
        for option in (
            click.option("-q", "--quiet", is_flag=True, help="No messages about what was written."),
            click.option("-o", "--output", metavar="FILE", help="Write here, whole or not at all."),
            click.option("--format", "format_name", type=click.Choice(formats), help="Default: by the suffix of -o."),
        ):
            function = option(function)
        return function

    return add
