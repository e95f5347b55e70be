"""Checks as SARIF rules: the manual page of each, in the places where code scanning looks for it."""

from __future__ import annotations

import re
from collections.abc import Mapping
from types import MappingProxyType
from typing import Any, Final

from ropa.checks.base import Check, Severity
from ropa.checks.families import FAMILIES
from ropa.checks.pages import page_markdown, page_of, page_text
from ropa.formats.base import one_line

JsonObject = dict[str, Any]

#: The rule under which problems stand: they are no findings of a check.
PROBLEM_ID: Final = "PROBLEM"

#: GitHub refuses a longer description (characters).
LONGEST_DESCRIPTION: Final = 1024

#: The official text of Regulation (EU) 2016/679 under its European Legislation Identifier, which does not change.
GDPR_URI: Final = "http://data.europa.eu/eli/reg/2016/679/oj"

#: An article of that regulation; those of other acts are named before their number.
_GDPR_ARTICLE: Final = re.compile(r"\d")

_SEVERITIES: Final[Mapping[Severity, str]] = MappingProxyType(
    {Severity.ERROR: "error", Severity.WARNING: "warning", Severity.INFO: "recommendation"}
)


def rule_of(check: Check, level: str) -> JsonObject:
    """Return the rule of a check; `level` is the one of its findings unless a finding says otherwise."""
    page = page_of(check)
    demand = one_line(page.demand) or check.NAME
    rule: JsonObject = {
        "id": check.CODE,
        "name": check.NAME,
        "shortDescription": {"text": _cut(check.ASKS)},
        "fullDescription": {"text": _cut(" ".join(part for part in (demand, *_rest(page.notes, page.why)) if part))},
        "help": {"text": page_text(check), "markdown": page_markdown(check)},
        "defaultConfiguration": {"level": level},
        "properties": {
            "tags": ["privacy", FAMILIES.get(check.CODE[0], check.CODE[0]), *map(_tag, check.ARTICLES)],
            "problem.severity": _SEVERITIES[check.SEVERITY],
        },
    }
    if any(_GDPR_ARTICLE.match(article) for article in check.ARTICLES):
        rule["helpUri"] = GDPR_URI
    return rule


def problem_rule() -> JsonObject:
    """Return the rule under which everything stands that kept the register from being resolved."""
    demand = "The register can be read and resolved."
    why = "Nothing was checked: an unknown key, name, role, date or period would make every result doubtful."
    return {
        "id": PROBLEM_ID,
        "name": "register-resolved",
        "shortDescription": {"text": demand},
        "fullDescription": {"text": f"{demand} {why}"},
        "help": {"text": f"{demand}\n\n{why}\n", "markdown": f"{demand}\n\n{why}\n"},
        "defaultConfiguration": {"level": "error"},
        "properties": {"tags": ["privacy"], "problem.severity": "error"},
    }


def _rest(*texts: str) -> tuple[str, ...]:
    return tuple(one_line(text) for text in texts)


def _tag(article: str) -> str:
    return f"Article {article}" if _GDPR_ARTICLE.match(article) else article


def _cut(text: str) -> str:
    return text if len(text) <= LONGEST_DESCRIPTION else f"{text[: LONGEST_DESCRIPTION - 2]} …"
