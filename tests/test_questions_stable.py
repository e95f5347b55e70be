"""The same questions give the same bytes under any hash seed, and cost no more than linear time."""

from __future__ import annotations

import os
import subprocess
import sys

from ropa.questions import recipients
from tests.asking import context_from, ids
from tests.helpers import calls_of

CODE = """
import json
from tests.test_answers import ask, entries
for entry in entries():
    example, values = entry.values
    print(json.dumps(ask(example, values).as_json()), ask(example, values).rows())
from tests.test_answers import context_of
for example in ("alipartnership", "corner-books", "wordpress-shop", "aiopbt", "aptien", "aipicmarket"):
    for row in context_of(example).transfers:
        print(json.dumps(row.as_json()))
"""


def printed(seed: str) -> str:
    """Return what the questions print in a process of its own."""
    environment = {**os.environ, "PYTHONHASHSEED": seed}
    done = subprocess.run([sys.executable, "-c", CODE], capture_output=True, text=True, env=environment, check=True)
    return done.stdout


def test_same_bytes_under_two_hash_seeds() -> None:
    first = printed("1")
    assert first == printed("2")
    assert len(first.splitlines()) > 60


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
