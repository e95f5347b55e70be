"""A further regime by rows of one's own, without a change to the tables or the code: the recipe of the README."""

from __future__ import annotations

import json
import random
from pathlib import Path

import pytest

from ropa.cli.main import run
from ropa.law import load_law
from ropa.law.load import SHIPPED

BY = "source: made up for a test, checked: 2026-11-20, verified: no"

ROWS = f"""
law: 1
regimes:
  - {{key: lgpd, name: Made-up Act, instrument: Act 1, in_force_from: 2020-09-18, data_from: 2020-09-18,
     transfer_articles: [LGPD 33, LGPD 34], general_article: LGPD 33, authority: the ANPD, {BY}}}
area:
  - {{regime: lgpd, country: BR, from: 2020-09-18, status: domestic, kind: own, reason: Brazil itself, {BY}}}
adequacy:
  - {{id: lgpd-ie, regime: lgpd, country: IE, name: Ireland, kind: country, scope: whole country, scope_code: full,
     instrument: Resolution 2, legal_basis: LGPD 33(I), valid_from: 2026-01-26, status: in-force, {BY}}}
tools:
  - {{key: adequacy, regime: lgpd, article: LGPD 33(I), valid_from: 2020-09-18, status: available,
     instrument: resolution of the ANPD, assessment: no, {BY}}}
  - {{key: lgpd-clauses, label: Clauses of the ANPD, category: safeguard, regime: lgpd, article: LGPD 33(II)(b),
     valid_from: 2024-08-23, status: available, instrument: Resolution 19, assessment: no, {BY}}}
rules:
  - {{subject: lgpd-clauses, regime: lgpd, rule: parties, {BY}}}
  - {{subject: lgpd-clauses, regime: lgpd, rule: signed, value: tool, {BY}}}
"""

REGISTER = """
ropa: 1
register: {organisation: us, name: Register, as_of: 2026-11-01, regimes: [lgpd]}
organisations:
  us: {name: Us, country: BR}
  ie: {name: Irish, country: IE}
  american: {name: American, country: US}
  indian: {name: Indian, country: IN}
safeguards:
  clauses: {tool: lgpd-clauses, between: [us, american], signed: 2025-01-01}
  foreign: {tool: scc-2021, module: 1, between: [us, indian], signed: 2025-01-01}
activities:
  mail:
    flows:
      - us -> ie: [name]
      - us -> american: {data: [name], as: processor, safeguard: clauses}
      - us -> indian: {data: [name], as: controller, safeguard: foreign}
"""


@pytest.fixture
def paths(tmp_path: Path) -> tuple[str, str]:
    register, law = tmp_path / "ropa.yaml", tmp_path / "lgpd.yaml"
    register.write_text(REGISTER.lstrip(), encoding="utf-8")
    law.write_text(ROWS.lstrip(), encoding="utf-8")
    return str(register), str(law)


@pytest.mark.parametrize(
    ("day", "grades"),
    [
        ("2026-11-22", {"ie": "adequate", "american": "safeguarded", "indian": "invalid"}),
        ("2024-08-22", {"ie": "no-safeguard", "american": "invalid", "indian": "invalid"}),
        ("2020-09-17", {"ie": "unknown", "american": "unknown", "indian": "unknown"}),
    ],
)
def test_a_regime_of_ones_own_is_graded(
    day: str, grades: dict[str, str], paths: tuple[str, str], capsys: pytest.CaptureFixture[str]
) -> None:
    register, law = paths
    assert run(["transfers", register, "--law", law, "--as-of", day, "--format", "json"]) == 0
    rows = json.loads(capsys.readouterr().out)["transfers"]
    assert {row["to"]: row["grade"] for row in rows} == grades
    assert {row["regime"] for row in rows} == {"lgpd"}


@pytest.mark.parametrize("word", ["lgpd", "lgpd-clauses", "lgpd-ie"])
def test_it_can_be_explained(word: str, paths: tuple[str, str], capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["explain", word, "--law", paths[1]]) == 0
    assert "made up for a test" in capsys.readouterr().out


def test_the_rows_of_a_tool_may_stand_anywhere(tmp_path: Path) -> None:
    head, *rows = (SHIPPED / "tools.csv").read_text(encoding="utf-8").splitlines()
    last = [row for row in rows if row.startswith(("adequacy,", "scc-2010,")) and ",uk-gdpr," in row]
    first = [row for row in rows if row not in last]
    random.Random(7).shuffle(last)
    (tmp_path / "tools.csv").write_text("\n".join([head, *first, *last]) + "\n", encoding="utf-8")
    found, shipped = load_law(tmp_path).tools, load_law().tools
    assert list(found) == list(shipped)
    for key in ("adequacy", "scc-2010"):
        assert set(found[key].terms) == set(shipped[key].terms)
        british = [term.valid_from for term in found[key].terms if term.regime == "uk-gdpr"]
        assert british == [term.valid_from for term in shipped[key].terms if term.regime == "uk-gdpr"]
