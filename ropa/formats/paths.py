"""Paths of findings as code hosts want them: relative to the root of the repository, with forward slashes."""

from __future__ import annotations

import os.path
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import quote, urlsplit

from ropa.errors import Position

#: The name under which standard input stands in positions.
STANDARD_INPUT = "<stdin>"


@dataclass(frozen=True)
class Base:
    """Where relative paths begin.

    Attributes:
        here: the folder, absolute, from which the paths of the input are read.
        root: the folder, absolute, to which they are written relative: the top of the repository.
    """

    here: Path
    root: Path

    def relative(self, path: str) -> str | None:
        """Return the path from the root, with forward slashes, or None where it lies outside or is no file."""
        if path == STANDARD_INPUT:
            return None
        full = self._full(path)
        return full.relative_to(self.root).as_posix() if full.is_relative_to(self.root) else None

    def uri(self, path: str) -> str:
        """Return a URI reference: relative to the root where the path lies inside it, else absolute (`file:`).

        Standard input is written as its name; it is no file anywhere.
        """
        inside = self.relative(path)
        if inside is not None:
            return quote(inside)
        return quote(path) if path == STANDARD_INPUT else self._full(path).as_uri()

    def _full(self, path: str) -> Path:
        return Path(os.path.normpath(self.here / path))


def place_of(own: Position | None, start: Position | None, source: str) -> Position:
    """Return the place of a finding: its own, else where the register begins, else the source as a whole."""
    return own or start or Position(source or STANDARD_INPUT, 0, 0)


def web_address(url: str) -> str | None:
    """Return the address percent-encoded where it is one of the web, else None."""
    try:
        parts = urlsplit(url.strip())
    except ValueError:
        return None
    if parts.scheme not in ("http", "https") or not parts.netloc:
        return None
    return quote(url.strip(), safe="/:?#[]@!$&'()*+,;=%~-._")
