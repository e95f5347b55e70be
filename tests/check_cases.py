"""What the tests of the checks share: a subject from text, and the case tables."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import yaml

from ropa.checks import Finding, Subject, run_checks
from ropa.law import load_law
from ropa.model import Register
from ropa.vocabulary import load_vocabulary
from tests.helpers import register_from

CASES = Path(__file__).parent / "cases" / "checks"

AS_OF = dt.date(2026, 11, 22)

#: The document that is at hand in every case: those of a register whose `file` is this name.
POLICY_FILE = "policy.txt"
POLICY = ("Privacy Policy", "", "This shop is run by Shop Ltd.")


@dataclass(frozen=True)
class Case:
    """One row of a case table: a register, and the addresses at which the check of that file finds something."""

    code: str
    name: str
    register: str
    finds: tuple[str, ...]
    as_of: dt.date
    severity: str
    says: str

    def __str__(self) -> str:
        return f"{self.code}: {self.name}"


def subject_of(register: Register, *, as_of: dt.date = AS_OF) -> Subject:
    """Return what the checks are given for a register; only documents named policy.txt are at hand."""
    at_hand = {key: POLICY for key, document in register.documents.items() if document.file == POLICY_FILE}
    return Subject(register=register, law=load_law(), vocabulary=load_vocabulary(), as_of=as_of, documents=at_hand)


def findings_in(text: str, *codes: str, as_of: dt.date = AS_OF) -> tuple[Finding, ...]:
    """Return what the checks of these codes, or all, find in the register that the YAML text says."""
    return run_checks(subject_of(register_from(text), as_of=as_of), codes=codes)


def all_cases() -> list[Case]:
    """Return every case of every table, by code."""
    return [_case(path.stem, row) for path in sorted(CASES.glob("*.yaml")) for row in _rows(path)]


def _rows(path: Path) -> list[dict[str, Any]]:
    rows = yaml.safe_load(path.read_text(encoding="utf-8"))
    assert isinstance(rows, list), path
    return rows


def _case(code: str, row: dict[str, Any]) -> Case:
    unknown = row.keys() - {"case", "register", "finds", "as_of", "severity", "says"}
    assert not unknown, f"{code}: {sorted(unknown)}"
    return Case(
        code=code,
        name=row["case"],
        register=row["register"],
        finds=tuple(row["finds"]),
        as_of=row.get("as_of", AS_OF),
        severity=row.get("severity", ""),
        says=row.get("says", ""),
    )
