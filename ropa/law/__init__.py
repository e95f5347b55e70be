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
from ropa.law.tables import DataFileError

__all__ = [
    "AdequacyDecision",
    "AreaRow",
    "ArticleItem",
    "ContractContent",
    "Country",
    "DataFileError",
    "Law",
    "Limit",
    "Provision",
    "Regime",
    "Tool",
    "ToolModule",
    "ToolTerm",
    "load_law",
]
