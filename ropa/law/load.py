"""Reading the law tables from their files, one table at a time."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import date
from functools import lru_cache, partial
from itertools import pairwise
from pathlib import Path
from typing import Any, NamedTuple

from ropa.law.base import (
    AdequacyDecision,
    AreaRow,
    ArticleItem,
    ContractContent,
    Country,
    Law,
    Limit,
    Provision,
    Regime,
    Tool,
    ToolModule,
    ToolTerm,
)
from ropa.law.columns import BY_FILE, LAYOUTS
from ropa.law.own import NO_OWN_ROWS, OwnLaw
from ropa.law.tables import DataFileError, Record, data_file, read_about, read_table, unique
from ropa.law.tool_rules import Authority, ToolRule

#: The tables of the package itself.
SHIPPED = Path(__file__).parent / "data"

#: From the rows of a table, as texts, to those that count.
Edit = Callable[[Sequence[list[str]]], list[list[str]]]


@lru_cache(maxsize=8)
def load_law(folder: Path | None = None, *, own: OwnLaw = NO_OWN_ROWS) -> Law:
    """Return the law tables; each is read when first asked for, and kept.

    Args:
        folder: a folder with tables that replace the shipped ones, all or some of them; None for the shipped ones.
        own: rows that are added, overridden or removed; the law names them.

    Raises:
        DataFileError: later, when a table that cannot be read is asked for.
    """
    return Law(partial(_read, folder, own), own=own)


def shipped_rows(key: str) -> list[dict[str, str]]:
    """Return the rows of a shipped table as texts by column, in file order."""
    layout = LAYOUTS[key]
    plain = ",".join(layout.names)
    rows = read_table(SHIPPED / f"{layout.file}.csv", plain, lambda *texts: texts)
    return [dict(zip(layout.names, texts, strict=True)) for texts in rows]


def _read(folder: Path | None, own: OwnLaw, name: str) -> Any:
    path = data_file(folder, SHIPPED, f"{name}.csv")
    return read_about(path) if name == "about" else _READERS[name](_Table(path, partial(own.edited, name)))


class _Table(NamedTuple):
    """A file, and what becomes of its rows."""

    path: Path
    edit: Edit

    def records(self, make: Callable[..., Record]) -> list[Record]:
        """Return a record for each row, in order."""
        return read_table(self.path, BY_FILE[self.path.stem].columns, make, edit=self.edit)


def _countries(table: _Table) -> dict[str, Country]:
    return unique(table.path, table.records(Country), lambda country: country.alpha2)


def _adequacy(table: _Table) -> tuple[AdequacyDecision, ...]:
    return tuple(unique(table.path, table.records(AdequacyDecision), lambda row: row.id).values())


def _provisions(table: _Table) -> tuple[Provision, ...]:
    return tuple(sorted(table.records(Provision), key=lambda row: (row.topic, row.regime, row.valid_from)))


def _limits(table: _Table) -> tuple[Limit, ...]:
    rows = table.records(Limit)
    return tuple(sorted(rows, key=lambda row: (row.topic, row.regime, row.country, row.valid_from)))


def _contents(table: _Table) -> tuple[ContractContent, ...]:
    rows = table.records(ContractContent)
    return tuple(sorted(rows, key=lambda row: (row.content, row.regime, row.valid_from)))


def _area(table: _Table) -> tuple[AreaRow, ...]:
    rows = table.records(AreaRow)
    return tuple(sorted(rows, key=lambda row: (row.regime, row.country, row.valid_from)))


def _regimes(table: _Table) -> dict[str, Regime]:
    return unique(table.path, table.records(Regime), lambda regime: regime.key)


def _tools(table: _Table) -> dict[str, Tool]:
    """Return the tools, each with its rows wherever they stand: those of its home regime, the first, before others."""

    def make(key: str, label: str, category: str, aliases: tuple[str, ...], *term: Any) -> Tool:
        return Tool(key, label, category, aliases, (ToolTerm(*term),))

    found: dict[str, list[Tool]] = {}
    for row in table.records(make):
        found.setdefault(row.key, []).append(row)
    return {key: replace(rows[0], terms=_terms(table.path, rows)) for key, rows in sorted(found.items())}


def _terms(path: Path, rows: Sequence[Tool]) -> tuple[ToolTerm, ...]:
    """Return the terms of one tool by regime, in the order in which these first come, and date."""
    terms = [row.terms[0] for row in rows]
    regimes = list(dict.fromkeys(term.regime for term in terms))
    ordered = sorted(terms, key=lambda term: (regimes.index(term.regime), term.valid_from or date.min))
    for before, after in pairwise(ordered):
        if (before.regime, before.valid_from) == (after.regime, after.valid_from):
            raise DataFileError(path, 0, f"the key {rows[0].key} stands there twice for {before.regime}")
    return tuple(ordered)


def _modules(table: _Table) -> tuple[ToolModule, ...]:
    rows = table.records(ToolModule)
    return tuple(sorted(rows, key=lambda row: (row.tool, row.module, row.exporter, row.importer)))


def _rules(table: _Table) -> tuple[ToolRule, ...]:
    return tuple(sorted(table.records(ToolRule), key=lambda row: (row.subject, row.rule, row.regime)))


def _authorities(table: _Table) -> tuple[Authority, ...]:
    return tuple(unique(table.path, table.records(Authority), lambda row: row.key).values())


def _items(table: _Table) -> dict[str, ArticleItem]:
    return unique(table.path, table.records(ArticleItem), lambda item: item.id)


_READERS: dict[str, Callable[[_Table], Any]] = {
    "adequacy": _adequacy,
    "agreement_contents": _contents,
    "area": _area,
    "authorities": _authorities,
    "provisions": _provisions,
    "article_items": _items,
    "countries": _countries,
    "limits": _limits,
    "regimes": _regimes,
    "tool_modules": _modules,
    "tool_rules": _rules,
    "tools": _tools,
}
