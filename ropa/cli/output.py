"""Writing results: to standard output, or to a file whole or not at all."""

from __future__ import annotations

import os
import shutil
import sys
import tempfile
from collections.abc import Iterable
from pathlib import Path
from typing import TYPE_CHECKING

import click

from ropa.errors import UsageError

if TYPE_CHECKING:
    from ropa.law import OwnLaw

#: Terminal width when none can be asked: pipes and files.
PLAIN_WIDTH = 120

#: No table is laid out for less, whatever the terminal says.
NARROWEST = 40


def is_standard(output: str | None) -> bool:
    """Return whether that place is standard output."""
    return output is None or output == "-"


def terminal_width(output: str | None = None) -> int:
    """Return the columns to write for: of the terminal, or a fixed width where the place is a pipe or a file.

    What lies in a file must not depend on the window in which it was made.
    """
    if not is_standard(output) or sys.stdout is None or not sys.stdout.isatty():
        return PLAIN_WIDTH
    return max(shutil.get_terminal_size().columns, NARROWEST)


def write(content: str | bytes, output: str | None, *, quiet: bool = False) -> None:
    """Write to `output`, or to standard output where it is None or `-`; text ends with a line feed."""
    if is_standard(output):
        _to_standard_output(content)
    else:
        write_pieces([content], output, quiet=quiet)


def write_pieces(pieces: Iterable[str | bytes], output: str | None, *, quiet: bool = False) -> None:
    """Write piece by piece, so that what is long needs no memory; a file is there whole or not at all."""
    if output is None or output == "-":
        for piece in pieces:
            _to_standard_output(piece)
        return
    replace_file(Path(output), (piece.encode("utf-8") if isinstance(piece, str) else piece for piece in pieces))
    if not quiet:
        click.echo(f"wrote {output}", err=True)


def say_own(own: OwnLaw, *, quiet: bool) -> None:
    """Name the own rows of law on standard error, for results that are rows alone and have no place for it."""
    if own and not quiet:
        click.echo(f"ropa: {own.said}", err=True)


def _to_standard_output(content: str | bytes) -> None:
    if sys.stdout is None:
        raise UsageError("standard output is closed", next_step="Open it, or write to a file with `-o FILE`.")
    try:
        if isinstance(content, bytes):
            sys.stdout.buffer.write(content)
        else:
            _write_text(content)
    except BrokenPipeError:
        # The reader went away (`ropa ... | head`): nothing is wrong. Click would make it an error of its own.
        raise click.exceptions.Exit(0) from None


def _write_text(content: str) -> None:
    try:
        sys.stdout.write(content)
    except UnicodeEncodeError:
        # A terminal without Unicode still gets every line; what it cannot show is escaped, not lost.
        encoding = sys.stdout.encoding or "ascii"
        sys.stdout.write(content.encode(encoding, errors="backslashreplace").decode(encoding))


def replace_file(path: Path, pieces: Iterable[bytes]) -> None:
    """Write a file beside its place and move it there, so that nobody ever sees half of it.

    A link is followed. A device or a pipe is written to; putting a file in its place would take it away from others.

    Raises:
        UsageError: the folder is not there or does not let us write, or the place is a folder.
    """
    if path.is_dir():
        raise UsageError(f"`{path}` cannot be written (it is a folder)", next_step="Name a file in it.")
    if path.exists() and not path.is_file():
        _write_into(path, pieces)
        return
    path = path.resolve() if path.is_symlink() else path
    try:
        handle, name = tempfile.mkstemp(dir=path.parent, prefix=f".{path.name}.")
    except OSError as error:
        raise _cannot(path, error) from error
    temporary = Path(name)
    try:
        with os.fdopen(handle, "wb") as stream:
            stream.writelines(pieces)
        temporary.chmod(0o666 & ~_umask())
        temporary.replace(path)
    except OSError as error:
        raise _cannot(path, error) from error
    finally:
        # Gone when it was moved; left over when something failed, or when somebody pressed Ctrl-C.
        temporary.unlink(missing_ok=True)


def _write_into(path: Path, pieces: Iterable[bytes]) -> None:
    try:
        with path.open("wb") as stream:
            stream.writelines(pieces)
    except BrokenPipeError:
        return  # whoever read from it went away, as with `ropa ... | head`
    except OSError as error:
        raise _cannot(path, error) from error


def _cannot(path: Path, error: OSError) -> UsageError:
    missing = isinstance(error, FileNotFoundError)
    return UsageError(
        f"`{path}` cannot be written ({error.strerror})",
        next_step="Make the folder first, or choose another place." if missing else "Choose another place.",
    )


def _umask() -> int:
    mask = os.umask(0)
    os.umask(mask)
    return mask
