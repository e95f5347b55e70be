"""Several registers below one folder: which files are registers, and what a question comes to in each."""

from __future__ import annotations

import datetime as dt
import os
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

from ropa.errors import InputProblems, RopaError, UsageError
from ropa.workspace.opening import day_of, law_with, today, workspace_with

if TYPE_CHECKING:
    from ropa.law import Law
    from ropa.reports.transfer_hits import RegisterHit, Unread
    from ropa.reports.transfer_registers import RegistersView

#: Ends of the names of files that may be a register, or a part of one.
_TEXTS = (".yaml", ".yml")
_DATABASES = (".sqlite", ".sqlite3", ".db")


@dataclass
class Found:
    """What lies below a folder.

    Attributes:
        registers: sources, each a file or a folder, by path. others: YAML files that are neither a register nor part
            of one.
    """

    registers: list[str] = field(default_factory=list)
    others: list[str] = field(default_factory=list)


def find_registers(source: str | Path) -> Found:
    """Return the registers below a folder, or the one that the source is itself.

    A head is a YAML file with `register:` that names an `organisation`. A folder with exactly one head in it, and none
    below, is one register with all its files; of any other folder each head is a register of its own, and the folders
    in it are looked at in turn. A database file is a register. A file that begins an inventory and belongs to no head,
    and one that cannot be read as YAML, count as registers, so that what is wrong with them is said.

    Raises:
        UsageError: there is neither a folder nor a file, or nothing in it that could be a register.
    """
    top = Path(source)
    if not top.is_dir():
        if not top.exists():
            raise UsageError(f"there is no folder `{source}`", next_step="Name a folder with registers in it.")
        return Found([str(source)])
    found = Found()
    _look(top, found)
    if not found.registers:
        raise UsageError(
            f"no register lies below `{source}`",
            next_step="A register is a YAML file that says `register:` with an `organisation`.",
        )
    return found


def registers_hit(
    source: str | Path,
    *,
    without: Sequence[str] = (),
    against: dt.date | None = None,
    as_of: dt.date | str | None = None,
    law: str | Path | None = None,
) -> RegistersView:
    """Return which registers below a folder are hit if decisions fall, or by what lies between two days.

    A register that cannot be read is named with its problems, and the others are answered for.

    Raises:
        UsageError: a decision that is not known; neither or both of `without` and `against`; no register.
        InputProblems: the file of own rows of law is wrong.
    """
    from ropa.reports.transfer_hits import Unread
    from ropa.reports.transfer_registers import registers_view

    if bool(without) is (against is not None):
        raise UsageError("one question at a time", next_step="Name decisions that fall, or another day, and not both.")
    tables, left_out, on = law_with(law), tuple(sorted(set(without))), day_of(as_of)
    changed = tables.without(left_out)
    found = find_registers(source)
    answers = [_answer(one, tables, changed, on, against) for one in found.registers]
    return registers_view(
        str(source), changed, as_of=on, others=found.others, without=left_out, against=against, today=today(),
        registers=[answer for answer in answers if not isinstance(answer, Unread)],
        unread=[answer for answer in answers if isinstance(answer, Unread)],
    )  # fmt: skip


def _answer(source: str, law: Law, changed: Law, as_of: dt.date, against: dt.date | None) -> RegisterHit | Unread:
    from ropa.reports.transfer_hits import Unread, hit_of
    from ropa.transfers import grade_transfers
    from ropa.transfers.changes import changes, fallen

    try:
        workspace = workspace_with(source, law, as_of=as_of)
        register = workspace.register
        if against is not None:
            found = changes(register, law, first=as_of, second=against)
        else:
            found = fallen(workspace.graded, grade_transfers(register, changed, as_of=as_of))
    except InputProblems as error:
        told = tuple(f"{problem.position}: {problem.message}" for problem in error.problems)
        return Unread(source=source, problems=told, details=tuple(problem.as_json() for problem in error.problems))
    except (RopaError, OSError) as error:
        return Unread(source=source, problems=(str(error),))
    graded = len(register.flows) * len(set(register.regimes))
    return hit_of(register, law, found, source=source, graded=graded)


def _look(folder: Path, found: Found) -> None:
    """Find the registers in a folder and below; names that begin with a dot are left out, as everywhere."""
    texts, databases, folders = _inside(folder)
    kinds = {path: _kind(path) for path in texts}
    heads = [path for path, kind in kinds.items() if kind == "head"]
    if len(heads) == 1 and not any(_has_head(below) for below in folders):
        found.registers.append(str(folder))
    else:
        found.registers += [str(path) for path, kind in kinds.items() if kind != "other"]
        found.others += [str(path) for path, kind in kinds.items() if kind == "other"]
        for below in folders:
            _look(below, found)
    found.registers += [str(path) for path in databases]


def _inside(folder: Path) -> tuple[list[Path], list[Path], list[Path]]:
    """Return the YAML files, databases and folders of a folder, each by name."""
    with os.scandir(folder) as entries:
        paths = sorted(Path(entry.path) for entry in entries if not entry.name.startswith("."))
    files = [path for path in paths if path.is_file()]
    texts = [path for path in files if path.suffix.lower() in _TEXTS]
    databases = [path for path in files if path.suffix.lower() in _DATABASES]
    return texts, databases, [path for path in paths if path.is_dir() and not path.is_symlink()]


def _has_head(folder: Path) -> bool:
    return any(_kind(path) == "head" for path in _texts_below(folder))


def _texts_below(folder: Path) -> Iterator[Path]:
    texts, _, folders = _inside(folder)
    yield from texts
    for below in folders:
        yield from _texts_below(below)


def _kind(path: Path) -> str:
    """Return `head`, `part` (of an inventory, or of what cannot be told), or `other`."""
    from ropa.readers.files import read_one_file
    from ropa.resolver.draft import Mapping

    try:
        draft = read_one_file(str(path), "")
    except InputProblems:
        return "part"
    register = draft.entry("register")
    if register is not None and isinstance(register.value, Mapping) and register.value.entry("organisation"):
        return "head"
    return "part" if draft.entry("ropa") is not None else "other"
