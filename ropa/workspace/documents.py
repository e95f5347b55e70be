"""The texts of the documents that a register cites, where they are at hand."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from pathlib import Path

from ropa.model import Document

#: A document larger than this is not read for checking citations (bytes).
MAX_DOCUMENT_BYTES = 20 * 1024 * 1024


def document_lines(
    documents: Mapping[str, Document], *, folder: Path | None, extra_folder: Path | None
) -> dict[str, tuple[str, ...]]:
    """Return the lines of every document that is at hand as UTF-8 text, by key; others are left out.

    Args:
        documents: of the register. folder: of the register; only files inside it are read.
        extra_folder: looked into first, by file name alone.
    """
    found: dict[str, tuple[str, ...]] = {}
    for key, document in documents.items():
        if not document.file:
            continue
        for path in _candidates(document.file, folder, extra_folder):
            lines = _lines(path)
            if lines is not None:
                found[key] = lines
                break
    return found


def _candidates(file: str, folder: Path | None, extra_folder: Path | None) -> Iterable[Path]:
    if extra_folder is not None:
        yield extra_folder / Path(file).name
    if folder is not None:
        path = (folder / file).resolve()
        # A link inside the folder may still point out of it.
        if path.is_relative_to(folder.resolve()):
            yield path


def _lines(path: Path) -> tuple[str, ...] | None:
    try:
        if not path.is_file() or path.stat().st_size > MAX_DOCUMENT_BYTES:
            return None
        text = path.read_text(encoding="utf-8-sig")
    except (OSError, UnicodeDecodeError):
        return None
    return tuple(text.replace("\r\n", "\n").split("\n"))
