"""Where data are is shown beside the grade that decides, and no surer than it was written."""

from __future__ import annotations

import datetime as dt

import pytest

from ropa.law import load_law
from ropa.model import Register
from ropa.reports.record import record_30_1
from ropa.transfers import Transfer, grade_transfers
from ropa.vocabulary import load_vocabulary
from tests.helpers import register_from

TODAY = dt.date(2026, 11, 22)


def hosted(country: str) -> Register:
    return register_from(f"""
        organisations: {{us: {{name: Us, country: IE}}, sites: {{name: Storage sites, kind: category}}}}
        systems: {{store: {{name: Store, operator: us, hosting: [{{by: sites, country: {country}}}]}}}}
        activities: {{a: {{name: A, role: controller, flows: [visitor -> store: [name]]}}}}
    """)


def graded(register: Register) -> tuple[Transfer, ...]:
    return grade_transfers(register, load_law(), as_of=TODAY)


def record_text(register: Register) -> str:
    view = record_30_1(
        register, load_law(), load_vocabulary(), transfers=graded(register), findings=(), as_of=TODAY
    )  # fmt: skip
    return str(view.as_json()["departments"])


def test_a_row_that_is_unknown_still_names_the_country_of_storage() -> None:
    (row,) = (row for row in graded(hosted("US")) if row.importer == "sites")
    assert row.grade.value == "unknown"
    assert "Stored in: United States (US)." in row.notes
    assert "own country is not stated" in row.reason


@pytest.mark.parametrize(("country", "implied"), [("US", False), ("{is: US, certainty: implied}", True)])
def test_a_country_that_is_implied_is_not_shown_as_stated(country: str, implied: bool) -> None:
    register = hosted(country)
    (row,) = (row for row in graded(register) if row.importer == "sites")
    assert ("Where the data are is implied, not stated." in row.notes) is implied
    assert ("implied" in record_text(register)) is implied
