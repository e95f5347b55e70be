"""The files to take away: the reports in every form, the facts and the findings as data."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import Any, Final

from ropa.checks.base import Finding
from ropa.checks.outcome import Outcome
from ropa.formats import format_named
from ropa.formats.json_text import json_pieces
from ropa.language import articles

_FINDINGS: Final = (
    "code", "name", "severity", "at", "message", "fix", "articles", "file", "line", "column", "cites", "waived",
)  # fmt: skip


class FindingsTable:
    """Findings as rows of text."""

    def __init__(self, findings: Sequence[Finding]) -> None:
        self._findings = findings

    def columns(self) -> Sequence[str]:
        """Return the headings."""
        return _FINDINGS

    def rows(self) -> Sequence[Sequence[str]]:
        """Return one row per finding, in the order of the checks, waived ones with the reason."""
        return [
            (
                item.code, item.name, item.severity.value, item.at, item.message, item.fix, articles(item.articles),
                item.position.file if item.position else "", str(item.position.line) if item.position else "",
                str(item.position.column) if item.position else "",
                "; ".join(cite.as_text() for cite in item.cites), item.waived,
            )
            for item in self._findings
        ]  # fmt: skip


def document_files(name: str, view: Any, *, forms: Sequence[str]) -> Iterator[tuple[str, Iterable[bytes]]]:
    """Yield a view as files under `files/`, each in pieces.

    Args:
        forms: suffixes without dot: `html`, `md`, `csv`, `json`.
    """
    for form in forms:
        path = f"files/{name}.{form}"
        if form == "json":
            yield path, json_file(view)
        else:
            yield path, (format_named(form).render(view).encode("utf-8"),)


def json_file(view: Any) -> Iterator[bytes]:
    """Yield the data form of a view in pieces, so that a long one never is in memory as a whole."""
    for piece in json_pieces(view.as_json()):
        yield piece.encode("utf-8")
    yield b"\n"


def findings_files(outcome: Outcome) -> Iterator[tuple[str, Iterable[bytes]]]:
    """Yield the findings as JSON, as `ropa check` writes it, and as a table."""
    yield "files/findings.json", json_file(outcome)
    table = FindingsTable(outcome.findings)
    yield "files/findings.csv", (format_named("csv").render(table).encode("utf-8"),)
