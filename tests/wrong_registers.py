"""The register in which everything is right, and what becomes of it when one thing is changed."""

from __future__ import annotations

import copy
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

import yaml

from ropa.checks import Finding, Subject, run_checks
from ropa.law import load_law
from ropa.readers import read_source
from ropa.vocabulary import load_vocabulary
from tests.check_cases import AS_OF
from tests.helpers import register_from
from tests.strategies import as_yaml

CASES = Path(__file__).parent / "cases"
RIGHT = CASES / "right_register.yaml"
NOTICE = CASES / "right_register_notice.txt"


@dataclass(frozen=True)
class Wrong:
    """One row of the table: a defect, the article items that it breaks, and the codes that have to say so."""

    wrong: str
    items: tuple[str, ...]
    change: tuple[tuple[str, Any], ...]
    finds: tuple[str, ...]
    severity: str

    def __str__(self) -> str:
        return self.wrong


def all_wrong() -> list[Wrong]:
    """Return every row of the table, in its order."""
    rows = yaml.safe_load((CASES / "wrong_registers.yaml").read_text(encoding="utf-8"))
    for row in rows:
        assert row.keys() <= {"wrong", "items", "change", "finds", "severity"}, row
    return [
        Wrong(
            wrong=row["wrong"],
            items=tuple(row["items"]),
            change=tuple(row["change"].items()),
            finds=tuple(row["finds"]),
            severity=row.get("severity", "error"),
        )
        for row in rows
    ]


def changed(wrong: Wrong) -> str:
    """Return the text of the right register with the change of a row."""
    tree = copy.deepcopy(_right())
    for place, value in wrong.change:
        _put(tree, place.split("/"), value)
    return as_yaml(_without_gaps(tree))


def findings_of(text: str, *, at_hand: bool = True) -> tuple[Finding, ...]:
    """Return what the checks find, with the notice at hand or without it."""
    register = register_from(text)
    lines = tuple(NOTICE.read_text(encoding="utf-8").splitlines())
    documents = {"notice": lines} if at_hand and "notice" in register.documents else {}
    subject = Subject(register=register, law=load_law(), vocabulary=load_vocabulary(), as_of=AS_OF, documents=documents)
    return run_checks(subject)


@cache
def right_findings() -> tuple[Finding, ...]:
    """Return what the checks find in the right register."""
    return findings_of(RIGHT.read_text(encoding="utf-8"))


@cache
def _right() -> dict[str, Any]:
    assert read_source(str(RIGHT)), "the register has to be one that the reader accepts"
    tree: dict[str, Any] = yaml.load(RIGHT.read_text(encoding="utf-8"), Loader=yaml.BaseLoader)
    return tree


class _Gap:
    """Stands where something was taken out of a list, so that the numbers of the others stay."""


def _put(tree: Any, path: list[str], value: Any) -> None:
    *way, last = path
    for part in way:
        if isinstance(tree, dict) and part not in tree:
            tree[part] = {}
        tree = tree[int(part)] if isinstance(tree, list) else tree[part]
    if isinstance(tree, list):
        if last == "+":
            tree.append(value)
        else:
            tree[int(last)] = _Gap if value is None else value
    elif value is None:
        del tree[last]
    else:
        tree[last] = value


def _without_gaps(value: Any) -> Any:
    if isinstance(value, dict):
        return {key: _without_gaps(item) for key, item in value.items()}
    return [_without_gaps(item) for item in value if item is not _Gap] if isinstance(value, list) else value
