"""The checks on the record of a processor: every row of Article 30(2) is looked after, and none speaks of the other record."""

from __future__ import annotations

import pytest

from ropa.checks import CHECKS
from ropa.law import load_law
from tests.check_cases import findings_in

#: A processor of which nothing is stated that Article 30(2) asks for.
SILENT = """
organisations: {us: {name: Us}, clients: {name: Clients, kind: category}}
activities:
  storage: {name: Storage, role: processor, on_behalf_of: [clients]}
  backups: {name: Backups, role: processor}
"""

#: A processor of which everything is stated.
FULL = """
register: {organisation: us, as_of: 2026-11-01, complete: [recipients]}
organisations:
  us: {name: Us, legal_name: Us Ltd, country: IE, email: us@us.example, dpo: {name: D. Officer, email: dpo@us.example}}
  shop: {name: Shop, country: IE, email: hello@shop.example}
measures: {tls: {name: TLS, kind: technical}, training: {name: Training, kind: organisational}}
activities:
  storage:
    role: processor
    on_behalf_of: [shop]
    processing: [Storage]
    measures: [tls, training]
    flows:
      - shop -> us: {data: [email-address], subjects: [customer], as: processor}
"""


def test_every_row_of_article_30_2_is_looked_after() -> None:
    items = [key for key, item in load_law().article_items.items() if item.article.startswith("30(2)")]
    rows = {key: [check.CODE for check in CHECKS if key in check.ITEMS] for key in items}
    assert len(rows) == 5
    assert all(rows.values()), rows
    assert {"A101", "A114", "A115", "A201", "A202"} <= set(rows["A30-2-a"])
    assert {"A107", "A171"} <= set(rows["A30-2-d"])


@pytest.mark.parametrize(
    ("code", "addresses"),
    [
        ("A101", ["organisations/us"]),
        ("A107", ["activities/backups", "activities/storage"]),
        ("A201", ["activities/backups"]),
        ("A202", ["organisations/clients"]),
        ("A203", ["activities/backups", "activities/storage"]),
        ("A204", ["register"]),
    ],
)
def test_a_silent_processor_is_told_what_is_missing(code: str, addresses: list[str]) -> None:
    assert sorted(finding.at for finding in findings_in(SILENT, code)) == addresses


def test_what_only_a_controller_states_is_not_missing_from_a_processors_record() -> None:
    codes = {finding.code for finding in findings_in(SILENT)}
    assert not codes & {"A102", "A103", "A104", "A106", "A108", "A152", "B101"}


def test_a_full_record_of_a_processor_has_no_gap_in_this_family() -> None:
    found = [finding for finding in findings_in(FULL) if finding.code.startswith(("A1", "A2"))]
    assert [(finding.code, finding.message) for finding in found] == []
