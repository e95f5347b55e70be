"""Reading the vocabulary from its files, one table at a time."""

from __future__ import annotations

from collections.abc import Callable
from functools import lru_cache, partial
from pathlib import Path
from typing import Any

from ropa.law.tables import data_file, read_about, read_table, unique
from ropa.vocabulary.base import KINDS, ScreeningTerm, Term, Vendor, Vocabulary

#: The tables of the package itself.
SHIPPED = Path(__file__).parent / "data"

_TERM = "key,label,definition,parent,mark,dpv,fides,aliases:words,source,verified"
#: Columns that a kind has beside those of every term.
_FURTHER = {
    "conditions": ("article",),
    "data_subjects": ("kind",),
    "legal_bases": ("article",),
    "measures": ("article", "kind"),
    "rights": ("article", "applies:words", "limits:words"),
}
#: File names that differ from the name of the kind.
_FILES = {"conditions": "special_category_conditions"}
_SCREENING = "key,criterion,kind,term,source,verified"
_VENDOR = (
    "key,name,legal_name,country,parent_company,parent_country,role,role_note,service,data:words,data_categories:words,"
    "dpf,dpf_entity,dpf_source,domains:words,aliases:words,entity_status,verified,source,checked_on:date,note"
)


@lru_cache(maxsize=8)
def load_vocabulary(folder: Path | None = None) -> Vocabulary:
    """Return the vocabulary; each table is read when first asked for, and kept.

    Args:
        folder: a folder with tables that replace the shipped ones, all or some of them; None for the shipped ones.

    Raises:
        DataFileError: later, when a table that cannot be read is asked for.
    """
    return Vocabulary(partial(_read, folder))


def _read(folder: Path | None, name: str) -> Any:
    path = data_file(folder, SHIPPED, f"{_FILES.get(name, name)}.csv")
    return _READERS[name](path)


def _terms(kind: str, path: Path) -> dict[str, Term]:
    further = _FURTHER.get(kind, ())
    names = [column.partition(":")[0] for column in further]

    def make(key: str, label: str, definition: str, parent: str, *rest: Any) -> Term:
        return Term(key, label, definition, parent or None, *rest[:6], **dict(zip(names, rest[6:], strict=True)))

    return unique(path, read_table(path, ",".join((_TERM, *further)), make), lambda term: term.key)


def _screening(path: Path) -> dict[str, ScreeningTerm]:
    return unique(path, read_table(path, _SCREENING, ScreeningTerm), lambda row: row.key)


def _vendors(path: Path) -> dict[str, Vendor]:
    return unique(path, read_table(path, _VENDOR, Vendor), lambda vendor: vendor.key)


_READERS: dict[str, Callable[[Path], Any]] = {
    "about": read_about,
    "screening": _screening,
    "vendors": _vendors,
    **{kind: partial(_terms, kind) for kind in KINDS},
}
