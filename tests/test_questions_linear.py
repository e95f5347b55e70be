"""Questions cost no more than linear time."""

from __future__ import annotations

from ropa.questions import recipients
from tests.asking import context_from, ids
from tests.helpers import calls_of


def large(activities: int) -> str:
    """Return a register of two flows for each activity, all through one organisation."""
    vendors = "".join(f"  v{number}: {{name: V{number}, country: IE}}\n" for number in range(activities // 4))
    flows = "".join(
        f"  a{number}:\n    flows:\n      - visitor -> us: [email-address]\n"
        f"      - us -> v{number // 4}: [email-address]\n"
        for number in range(activities)
    )
    return (
        "organisations:\n  us: {name: Us, country: IE}\n" + vendors
        + "data_subjects: {visitor: {name: Visitors}}\nactivities:\n" + flows
    )  # fmt: skip


def test_many_flows_through_one_hub_stay_linear() -> None:
    calls = {}
    for activities in (240, 960):
        context = context_from(large(activities))
        calls[activities] = calls_of(lambda: recipients(context, data="email-address"))  # noqa: B023 - called at once
        assert len(ids(recipients(context, data="email-address"))) == activities // 4
    # Four times the flows; a quadratic search would make sixteen times as many calls.
    assert calls[960] < 6 * calls[240]
