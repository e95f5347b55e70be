"""What a site was made of, as one digest: equal digests mean that the same site would be written again."""

from __future__ import annotations

import datetime as dt
import hashlib
import json
import os
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import fields, is_dataclass
from functools import lru_cache
from operator import attrgetter
from pathlib import Path
from typing import Any

from ropa.errors import Position
from ropa.law import OwnLaw
from ropa.model.register import Register


def made_of(
    register: Register, *, documents: Mapping[str, Sequence[str]], own: OwnLaw, as_of: dt.date, others: Sequence[str]
) -> str:
    """Return the digest of everything that a site shows, in hexadecimal; the same on every machine.

    Args:
        documents: lines of the documents that are at hand, by key.
        own: own rows of law; as_of: date of the law.
        others: whatever else decides what is written: the options, the version of the program and its data.
    """
    told = _Told()
    digest = hashlib.sha256()
    for piece in told.pieces([register, documents, own, as_of, list(others)]):
        digest.update(piece.encode("utf-8", "surrogatepass"))
    # Positions name their files in short, as pages do: where the register lies is no part of what it says.
    digest.update(json.dumps(told.files()).encode("utf-8", "surrogatepass"))
    return digest.hexdigest()


class _Told:
    """Writes values of the model as JSON; each file that they come from is told by a number."""

    def __init__(self) -> None:
        self._files: dict[str, int] = {}

    def pieces(self, values: Sequence[object]) -> Iterator[str]:
        """Yield the values, one after the other."""
        # Mappings keep their order, because pages do; whatever has none is sorted below.
        encoder = json.JSONEncoder(default=self._plain, ensure_ascii=False, check_circular=False)
        for value in values:
            yield encoder.encode(value)

    def files(self) -> list[str]:
        """Return the files in the order of first mention, each from the folder that all of them lie in."""
        folders = {str(Path(file).parent) for file in self._files}
        try:
            top = os.path.commonpath(folders) if folders else ""
        except ValueError:  # absolute and relative paths together, or several drives
            top = ""
        return [Path(os.path.relpath(file, top)).as_posix() if top else file for file in self._files]

    def _plain(self, value: object) -> Any:
        if is_dataclass(value) and not isinstance(value, type):
            # A register out of a database is a class of its own, and the same register.
            kind = Register if isinstance(value, Register) else type(value)
            read, place = _fields_of(kind)
            said = list(read(value))
            if place >= 0 and isinstance(said[place], Position):
                position = said[place]
                said[place] = [self._files.setdefault(position.file, len(self._files)), *position[1:]]
            return [kind.__name__, said]
        if isinstance(value, set | frozenset):
            return sorted(value, key=repr)
        if isinstance(value, Mapping):
            return list(value.items())
        return repr(value)


@lru_cache(maxsize=256)
def _fields_of(kind: Any) -> tuple[attrgetter[Any], int]:
    """Return what reads all fields of a class, and where among them its position is, -1 for nowhere."""
    names = [item.name for item in fields(kind)]
    # With one name an `attrgetter` returns no tuple.
    read = attrgetter(*names, *(names if len(names) == 1 else ()))
    return read, names.index("position") if "position" in names else -1
