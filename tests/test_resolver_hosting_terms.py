"""What a host does for whom, under which contract and on what ground, is said where the hosting is said."""

from __future__ import annotations

import datetime as dt

from ropa.law import load_law
from ropa.model import RecipientRole, Register
from ropa.transfers import Grade, grade_transfers
from tests.helpers import register_from

REGISTER = """
ropa: 1
register: {organisation: own}
organisations: {own: {name: Own, country: IE}, host: {name: Host Inc., country: US}}
systems: {store: {name: Store, operator: own, hosting: [HOSTS]}}
agreements:
  contract: {kind: data-processing, between: [own, host], signed: 2025-01-01}
  other: {kind: data-processing, between: [own, host], signed: 2026-01-01}
safeguards: {listing: {tool: dpf, between: [own, host], organisation: Host Inc., covers: [EU-US], checked: 2026-10-01}}
activities: {a: {flows: [customer -> store: [name]]}}
"""


def register(hosts: str) -> Register:
    return register_from(REGISTER.replace("HOSTS", hosts))


def hosting(found: Register) -> tuple[RecipientRole | None, tuple[str, ...], tuple[str, ...]]:
    (flow,) = [flow for flow in found.flows if flow.target == "host"]
    return flow.role, flow.agreement, flow.safeguard


def test_the_flow_to_a_host_has_its_role_contract_and_safeguard() -> None:
    found = register("{by: host, country: US, as: processor, agreement: contract, safeguard: listing}")
    assert hosting(found) == (RecipientRole.PROCESSOR, ("contract",), ("listing",))


def test_a_host_can_be_safeguarded() -> None:
    graded = {}
    for said in ("", ", safeguard: listing"):
        rows = grade_transfers(register(f"{{by: host, country: US{said}}}"), load_law(), as_of=dt.date(2026, 11, 22))
        graded[said] = next(row.grade for row in rows if row.importer == "host")
    assert graded == {"": Grade.NO_SAFEGUARD, ", safeguard: listing": Grade.ADEQUATE}


def test_two_entries_of_one_host_join_their_contracts_and_keep_no_role_that_differs() -> None:
    one = "{by: host, country: US, as: processor, agreement: contract}"
    assert hosting(register(f"{one}, {{by: host, country: IE, agreement: other}}")) == (
        RecipientRole.PROCESSOR, ("contract", "other"), (),
    )  # fmt: skip
    assert hosting(register(f"{one}, {{by: host, country: IE, as: controller}}"))[0] is None
