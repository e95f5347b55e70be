"""The documented distribution of synthetic registers, counted in what is made."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable

import pytest

from ropa.model import Activity, Flow, FlowKind, Register
from ropa.model.words import ActivityRole, AgreementKind, Basis, RecipientRole
from ropa.synth import shares
from tests.test_synth import made, resolved

#: Enough for shares of some percent; made once.
ACTIVITIES, FLOWS, SEEDS = 700, 3500, (11, 12)


@pytest.fixture(scope="module")
def registers() -> list[Register]:
    return [resolved(made(ACTIVITIES, FLOWS, seed)) for seed in SEEDS]


@pytest.fixture(scope="module")
def activities(registers: list[Register]) -> list[Activity]:
    return [activity for register in registers for activity in register.activities.values()]


@pytest.fixture(scope="module")
def flows(activities: list[Activity]) -> list[Flow]:
    return [flow for activity in activities for flow in activity.flows if flow.kind is FlowKind.DECLARED]


def share(found: Iterable[bool]) -> float:
    """Return how many of them are true, from 0 to 1."""
    listed = list(found)
    return sum(listed) / len(listed)


def near(measured: float, documented: float, *, within: float = 0.035) -> bool:
    return abs(measured - documented) <= within


def test_roles(activities: list[Activity]) -> None:
    assert near(share(a.role is ActivityRole.PROCESSOR for a in activities), shares.PROCESSOR)
    assert near(share(a.role is ActivityRole.JOINT_CONTROLLER for a in activities), shares.JOINT_CONTROLLER)


def test_what_is_left_out(activities: list[Activity]) -> None:
    controlled = [a for a in activities if a.role is not ActivityRole.PROCESSOR]
    assert near(share(not a.purposes for a in activities), shares.NO_PURPOSE)
    assert near(share(not a.legal_basis for a in controlled), shares.NO_BASIS)
    assert near(share(not a.retention for a in activities), shares.NO_RETENTION)
    assert near(share(not a.department for a in activities), shares.NO_DEPARTMENT)
    assert near(share(not a.owner for a in activities), shares.NO_OWNER, within=0.05)
    assert near(share(not any(f.kind is FlowKind.DECLARED for f in a.flows) for a in activities), shares.LISTS_ONLY)


def test_processors_name_no_basis(activities: list[Activity]) -> None:
    acting = [a for a in activities if a.role is ActivityRole.PROCESSOR]
    assert acting
    assert not any(a.legal_basis for a in acting)
    assert all(a.on_behalf_of for a in acting)


def test_some_consent_is_doubtful(activities: list[Activity]) -> None:
    consents = [basis for a in activities for basis in a.legal_basis if basis.basis is Basis.CONSENT]
    doubtful = share(basis.form is not None and basis.form.value in ("bundled", "browsing") for basis in consents)
    assert near(doubtful, shares.DOUBTFUL_CONSENT, within=0.05)


def test_retention_is_a_period_for_most(activities: list[Activity]) -> None:
    assert near(share(any(rule.period for rule in a.retention) for a in activities), 0.77, within=0.05)
    rules = [rule for a in activities for rule in a.retention if rule.period]
    assert near(share(not rule.trigger for rule in rules), shares.NO_TRIGGER)


def test_few_activities_have_many_flows(activities: list[Activity]) -> None:
    counts = sorted(sum(f.kind is FlowKind.DECLARED for f in a.flows) for a in activities)
    assert counts[len(counts) // 2] <= 4, "half have less than the mean of five"
    assert counts[-1] >= 12
    assert sum(counts) == FLOWS * len(SEEDS)


def test_what_is_not_said_of_flows(flows: list[Flow]) -> None:
    assert near(share(all(pair.data is None for pair in f.pairs) for f in flows), shares.NO_DATA, within=0.02)
    assert near(share(bool(f.cites) for f in flows), shares.CITED, within=0.02)
    assert near(share(f.certainty.value == "possible" for f in flows), shares.POSSIBLE_FLOW + shares.POSSIBLE)


def test_recipients_without_a_role(registers: list[Register]) -> None:
    outside = [
        flow
        for register in registers
        for activity in register.activities.values()
        for flow in activity.flows
        if flow.kind is FlowKind.DECLARED and flow.target in register.organisations
        and flow.target != register.organisation
        and register.organisations[flow.target].kind.value == "company"
    ]  # fmt: skip
    assert near(share(flow.role is None for flow in outside), shares.RECIPIENT_ROLE_UNSAID)


def test_contracts_and_what_they_contain(registers: list[Register]) -> None:
    processors: set[tuple[int, str]] = set()
    contracted: set[tuple[int, str]] = set()
    contents: list[int] = []
    for number, register in enumerate(registers):
        for activity in register.activities.values():
            for flow in activity.flows:
                inside = flow.source in register.systems or flow.source == register.organisation
                if flow.role in (RecipientRole.PROCESSOR, RecipientRole.SUB_PROCESSOR) and inside:
                    processors.add((number, flow.target))
        for agreement in register.agreements.values():
            if agreement.kind is AgreementKind.DATA_PROCESSING:
                contents.append(len(agreement.contents))
                contracted.update((number, party) for party in agreement.between)
    assert near(share(item not in contracted for item in processors), shares.NO_CONTRACT, within=0.06)
    full = max(contents)
    assert near(share(count == full for count in contents), shares.ALL_CONTENTS, within=0.1)
    assert near(share(0 < count < full for count in contents), shares.SOME_CONTENTS, within=0.1)


def test_transfers_to_the_united_states_rest_on_clauses_the_framework_or_nothing() -> None:
    # Parties grow with the root of the size, so that many small registers say more than one large one.
    relied: Counter[str] = Counter()
    for seed in range(45):
        register = resolved(made(25, 120, seed))
        if register.organisations[register.organisation].country not in ("GB", "CH"):
            tools = {key.removesuffix(f"-{item.tool}"): item.tool for key, item in register.safeguards.items()}
            american = [key for key, item in register.organisations.items() if item.country == "US"]
            relied.update(tools.get(key, "") for key in american)
    total = sum(relied.values())
    assert total > 200
    assert near(relied["dpf"] / total, shares.ON_DECISION, within=0.08)
    assert near(relied["scc-2021"] / total, shares.ON_CLAUSES, within=0.08)
    assert near(relied[""] / total, 1 - shares.ON_DECISION - shares.ON_CLAUSES, within=0.08)


def test_companies_sit_where_the_organisation_does_or_elsewhere_in_europe(registers: list[Register]) -> None:
    invented = [
        (item, register)
        for register in registers
        for key, item in register.organisations.items()
        if item.kind.value == "company" and not item.directory and key != register.organisation
    ]
    assert near(share(not item.country for item, _ in invented), shares.NO_COUNTRY)
    home = share(item.country == register.organisations[register.organisation].country for item, register in invented)
    assert near(home, 0.5, within=0.12)
    assert share(item.country in ("US", "IN", "GB") for item, _ in invented) > 0.08
