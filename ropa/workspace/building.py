"""What a site is made of, as a workspace knows it: its register, and this program with everything it ships."""

from __future__ import annotations

import hashlib
import shutil
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING

import ropa

if TYPE_CHECKING:
    from ropa.workspace.base import Workspace

#: What of a package is no part of the program.
_LEFT_OUT = frozenset({"__pycache__"})


def site_made_of(workspace: Workspace, *, pictures: bool) -> str:
    """Return the digest of everything that a site of this workspace is made of; see `ropa.site.made_of`.

    The tables of law and the vocabulary count as those of this version, with the own rows that the law names.
    """
    from ropa.site.made_of import made_of

    options = [f"pictures {_drawing()}" if pictures else "no pictures"]
    return made_of(
        workspace.register, documents=workspace.documents, own=workspace.law.own, as_of=workspace.as_of,
        others=[*options, ropa.__version__, _program()],
    )  # fmt: skip


@lru_cache(maxsize=1)
def _program() -> str:
    """Return the digest of the program, its templates, its tables of law and its vocabulary."""
    from ropa.formats.templating import template_folders

    digest = hashlib.sha256()
    for folder in (Path(ropa.__file__).parent, *template_folders()):
        files = (path for path in folder.rglob("*") if _LEFT_OUT.isdisjoint(path.parts) and path.is_file())
        for path in sorted(files):
            data = path.read_bytes()
            digest.update(f"{path.relative_to(folder).as_posix()} {len(data)}\n".encode())
            digest.update(data)
    return digest.hexdigest()


def _drawing() -> str:
    """Return what tells one installed Graphviz from another; another one may draw another picture, or any at all."""
    found = shutil.which("dot")
    if found is None:
        return "without dot"
    known = Path(found).resolve().stat()
    return f"with dot {known.st_size} {known.st_mtime_ns}"
