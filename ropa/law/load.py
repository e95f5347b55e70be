"""Reading the law tables from their files, one table at a time."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from functools import lru_cache, partial
from itertools import groupby
from pathlib import Path
from typing import Any

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
from ropa.law.tables import data_file, read_about, read_table, unique
from ropa.law.tool_rules import Authority, ToolRule

#: The tables of the package itself.
SHIPPED = Path(__file__).parent / "data"

_COUNTRY = (
    "alpha2,alpha3,name,aliases:words,parent_state,eu_from:day,eu_until:day,eea_from:day,eea_until:day,"
    "gdpr_from:day,gdpr_until:day,note,source,verified"
)
_ADEQUACY = (
    "id,regime,country,name,recipients:words,kind,scope,scope_code,recipient_condition,instrument,legal_basis,"
    "adopted:day,valid_from:day,valid_until:day,status,ended_on:day,end_kind,reason,evidence_required,source,verified,"
    "notes,data_as_of:date"
)
_AREA = "regime,country,from:date,until:day,status,kind,reason,source,verified"
_REGIME = (
    "key,name,instrument,in_force_from:date,data_from:date,predecessor,transfer_articles:words,"
    "predecessor_articles:words,general_article,authority,notes,source,verified"
)
_TOOL = (
    "key,label,category,aliases:words,regime,article,valid_from:day,new_use_until:day,valid_until:day,status,instrument,"
    "authorisation,assessment,evidence,constraints,source,verified"
)
_RULE = "subject,regime,rule,value,articles,valid_from:day,valid_until:day,source,verified"
_AUTHORITY = "key,name,aliases:words,country,source,verified"
_MODULE = "tool,module,exporter,importer,note,source,verified"
_PROVISION = "topic,regime,articles:words,valid_from:date,valid_until:day,source,verified"
_LIMIT = "topic,regime,country,articles:words,value,valid_from:date,valid_until:day,source,verified"
_CONTENT = "content,regime,article,item,valid_from:date,valid_until:day,source,verified"
_ITEM = "id,article,record,item,requirement,condition,not_enough,severity,source,verified"


@lru_cache(maxsize=8)
def load_law(folder: Path | None = None) -> Law:
    """Return the law tables; each is read when first asked for, and kept.

    Args:
        folder: a folder with tables that replace the shipped ones, all or some of them; None for the shipped ones.

    Raises:
        DataFileError: later, when a table that cannot be read is asked for.
    """
    return Law(partial(_read, folder))


def _read(folder: Path | None, name: str) -> Any:
    return _READERS[name](data_file(folder, SHIPPED, f"{name}.csv"))


def _countries(path: Path) -> dict[str, Country]:
    return unique(path, read_table(path, _COUNTRY, Country), lambda country: country.alpha2)


def _adequacy(path: Path) -> tuple[AdequacyDecision, ...]:
    return tuple(unique(path, read_table(path, _ADEQUACY, AdequacyDecision), lambda row: row.id).values())


def _provisions(path: Path) -> tuple[Provision, ...]:
    return tuple(
        sorted(read_table(path, _PROVISION, Provision), key=lambda row: (row.topic, row.regime, row.valid_from))
    )


def _limits(path: Path) -> tuple[Limit, ...]:
    rows = read_table(path, _LIMIT, Limit)
    return tuple(sorted(rows, key=lambda row: (row.topic, row.regime, row.country, row.valid_from)))


def _contents(path: Path) -> tuple[ContractContent, ...]:
    rows = read_table(path, _CONTENT, ContractContent)
    return tuple(sorted(rows, key=lambda row: (row.content, row.regime, row.valid_from)))


def _area(path: Path) -> tuple[AreaRow, ...]:
    rows = read_table(path, _AREA, AreaRow)
    return tuple(sorted(rows, key=lambda row: (row.regime, row.country, row.valid_from)))


def _regimes(path: Path) -> dict[str, Regime]:
    return unique(path, read_table(path, _REGIME, Regime), lambda regime: regime.key)


def _tools(path: Path) -> dict[str, Tool]:
    """Return the tools; the rows of one tool stand together, those of its home regime first, each by date."""

    def make(key: str, label: str, category: str, aliases: tuple[str, ...], *term: Any) -> Tool:
        return Tool(key, label, category, aliases, (ToolTerm(*term),))

    tools = []
    for _, group in groupby(read_table(path, _TOOL, make), key=lambda tool: tool.key):
        rows = list(group)
        tools.append(replace(rows[0], terms=tuple(row.terms[0] for row in rows)))
    return unique(path, tools, lambda tool: tool.key)


def _modules(path: Path) -> tuple[ToolModule, ...]:
    rows = read_table(path, _MODULE, ToolModule)
    return tuple(sorted(rows, key=lambda row: (row.tool, row.module, row.exporter, row.importer)))


def _rules(path: Path) -> tuple[ToolRule, ...]:
    return tuple(sorted(read_table(path, _RULE, ToolRule), key=lambda row: (row.subject, row.rule, row.regime)))


def _authorities(path: Path) -> tuple[Authority, ...]:
    return tuple(unique(path, read_table(path, _AUTHORITY, Authority), lambda row: row.key).values())


def _items(path: Path) -> dict[str, ArticleItem]:
    return unique(path, read_table(path, _ITEM, ArticleItem), lambda item: item.id)


_READERS: dict[str, Callable[[Path], Any]] = {
    "about": read_about,
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
