"""The law as dated data: regimes and their area, adequacy decisions, transfer tools, record items, countries."""

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
from ropa.law.load import load_law
from ropa.law.own import NO_OWN_ROWS, OwnLaw, OwnRow
from ropa.law.tables import DataFileError
from ropa.law.tool_rules import Authority, ToolRule

__all__ = [
    "NO_OWN_ROWS",
    "AdequacyDecision",
    "AreaRow",
    "ArticleItem",
    "Authority",
    "ContractContent",
    "Country",
    "DataFileError",
    "Law",
    "Limit",
    "OwnLaw",
    "OwnRow",
    "Provision",
    "Regime",
    "Tool",
    "ToolModule",
    "ToolRule",
    "ToolTerm",
    "load_law",
]
