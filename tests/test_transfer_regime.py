"""A further regime is rows: a made-up one in a folder of its own is graded without a change to the code."""

from __future__ import annotations

import csv
import datetime as dt
from dataclasses import replace
from pathlib import Path

import pytest

from ropa.law import Law, load_law
from ropa.law.load import SHIPPED
from ropa.transfers import grade_transfers
from tests.helpers import register_from

DAY = dt.date(2026, 11, 22)

#: What a fourth regime needs, by table: its own row, its area, a decision, tools with their rules, an authority.
ROWS: dict[str, list[dict[str, str]]] = {
    "regimes": [
        {"key": "lgpd", "name": "Made-up Act", "instrument": "Act 1", "in_force_from": "2020-09-18", "data_from": "2020-09-18",
         "transfer_articles": "LGPD 33", "general_article": "LGPD 33", "authority": "ANPD"},
    ],
    "area": [
        {"regime": "lgpd", "country": "BR", "from": "2020-09-18", "status": "domestic", "kind": "own", "reason": "Brazil itself"},
    ],
    "adequacy": [
        {"id": "lgpd-eu-ie", "regime": "lgpd", "country": "IE", "name": "Ireland", "kind": "country", "scope": "whole country",
         "scope_code": "full", "instrument": "Resolution 2", "valid_from": "2024-01-01", "status": "in-force", "data_as_of": "2026-11-22"},
    ],
    "tools": [
        {"key": "adequacy", "label": "Adequacy decision", "category": "adequacy", "regime": "lgpd", "article": "LGPD 33 I",
         "valid_from": "2020-09-18", "status": "available", "instrument": "resolution of the ANPD", "assessment": "no"},
        {"key": "bcr", "label": "Binding corporate rules", "category": "safeguard", "regime": "lgpd", "article": "LGPD 33 II d",
         "valid_from": "2024-08-23", "status": "available", "instrument": "rules approved by the ANPD", "assessment": "no"},
        {"key": "lgpd-clauses", "label": "Clauses of the ANPD", "category": "safeguard", "regime": "lgpd", "article": "LGPD 33 II b",
         "valid_from": "2024-08-23", "status": "available", "instrument": "Resolution 19", "assessment": "no"},
    ],
    "tool_rules": [
        {"subject": "bcr", "regime": "lgpd", "rule": "approval", "value": "inside"},
        {"subject": "lgpd-clauses", "regime": "lgpd", "rule": "parties"},
        {"subject": "lgpd-clauses", "regime": "lgpd", "rule": "signed", "value": "tool"},
    ],
    "authorities": [{"key": "br", "name": "Autoridade Nacional", "aliases": "ANPD", "country": "BR"}],
}  # fmt: skip


@pytest.fixture(scope="module")
def law(tmp_path_factory: pytest.TempPathFactory) -> Law:
    folder = tmp_path_factory.mktemp("law")
    for table, rows in ROWS.items():
        shipped = SHIPPED / f"{table}.csv"
        with shipped.open(encoding="utf-8", newline="") as handle:
            known = list(csv.DictReader(handle))
        names = list(known[0])
        added = [{name: row.get(name, "") for name in names} | {"source": "made up", "verified": "yes"} for row in rows]
        found = sorted([*known, *added], key=lambda row: row[names[0]])
        with (folder / shipped.name).open("w", encoding="utf-8", newline="") as handle:
            writer = csv.DictWriter(handle, names, lineterminator="\n")
            writer.writeheader()
            writer.writerows(found)
    return load_law(Path(folder))


REGISTER = """
    organisations:
      us: {name: Us, country: BR}
      them: {name: Them, country: COUNTRY, parent_company: us}
    safeguards:
      clauses: {tool: lgpd-clauses, between: [us, them], signed: 2025-01-01}
      foreign: {tool: scc-2021, module: 1, between: [us, them], signed: 2025-01-01}
      rules: {tool: bcr, between: [us, them], approval: {authority: ANPD, date: 2025-01-01}}
      rules-of-others: {tool: bcr, between: [us, them], approval: {authority: DPC, date: 2025-01-01}}
    activities: {a: {flows: [us -> them: {data: [name], as: controller, safeguard: [SAFEGUARD]}]}}
"""


@pytest.mark.parametrize(
    ("country", "safeguard", "day", "grade", "tool"),
    [
        ("BR", "", DAY, "domestic", ""),
        ("IE", "", DAY, "adequate", "adequacy"),
        ("IE", "", dt.date(2023, 12, 31), "no-safeguard", ""),
        ("US", "", DAY, "no-safeguard", ""),
        ("US", "", dt.date(2020, 9, 17), "unknown", ""),
        ("US", "clauses", DAY, "safeguarded", "lgpd-clauses"),
        ("US", "clauses", dt.date(2024, 8, 22), "invalid", "lgpd-clauses"),
        ("US", "foreign", DAY, "invalid", "scc-2021"),
        ("US", "rules", DAY, "safeguarded", "bcr"),
        ("US", "rules-of-others", DAY, "evidence-missing", "bcr"),
        ("US", "foreign, clauses", DAY, "safeguarded", "lgpd-clauses"),
    ],
)
def test_a_made_up_regime_is_graded_by_its_rows(
    law: Law, country: str, safeguard: str, day: dt.date, grade: str, tool: str
) -> None:
    register = register_from(REGISTER.replace("COUNTRY", country).replace("SAFEGUARD", safeguard))
    (found,) = grade_transfers(replace(register, regimes=("lgpd",)), law, as_of=day)
    assert (found.grade.value, found.tool) == (grade, tool), found.reason
    assert found.articles[:1] in (("LGPD 33",), ("LGPD 33 I",), ())


def test_the_others_do_not_change(law: Law) -> None:
    register = register_from(REGISTER.replace("COUNTRY", "IE").replace("SAFEGUARD", ""))
    rows = grade_transfers(replace(register, regimes=("eu-gdpr", "lgpd")), law, as_of=DAY)
    assert [(row.regime, row.grade.value) for row in rows] == [("eu-gdpr", "domestic"), ("lgpd", "adequate")]
