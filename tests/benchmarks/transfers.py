"""Transfers of a large register: 100,000 flows under three regimes, and growth with size."""

from __future__ import annotations

import datetime as dt
import time

from ropa.law import load_law
from ropa.model.activities import Activity, Flow, Pair
from ropa.model.parties import Assessment, Organisation, Safeguard
from ropa.model.register import Register
from ropa.model.words import RecipientRole
from ropa.transfers import grade_transfers

_COUNTRIES = ("US", "DE", "IN", "GB", "JP", "CH", "", "CA")
_TOOLS = ("scc-2021", "dpf", "bcr", "idta")
_VENDORS = 1000
_PER_ACTIVITY = 50


def register_with(flows: int) -> Register:
    """Return a register of that many flows: a thousand vendors, each with a tool, and one flow in ten onward."""
    organisations = {"us": Organisation(key="us", name="Us", country="IE")}
    safeguards = {}
    for number in range(_VENDORS):
        key = f"v{number}"
        organisations[key] = Organisation(key=key, name=key, country=_COUNTRIES[number % len(_COUNTRIES)])
        safeguards[f"s{number}"] = Safeguard(
            key=f"s{number}",
            tool=_TOOLS[number % len(_TOOLS)],
            module=2,
            between=("us", key),
            organisation=key,
            covers=("EU-US DPF",),
            signed=dt.date(2024, 1, 1),
            checked=dt.date(2026, 5, 1),
            tia=Assessment(date=dt.date(2026, 1, 1)),
        )
    activities = {f"a{number}": _activity(number) for number in range(flows // _PER_ACTIVITY)}
    return Register(
        organisation="us",
        regimes=("ch-fadp", "eu-gdpr", "uk-gdpr"),
        organisations=organisations,
        activities=activities,
        safeguards=safeguards,
    )


def _activity(number: int) -> Activity:
    flows = []
    for place in range(_PER_ACTIVITY):
        vendor = (number * 7 + place * 13) % _VENDORS
        source = f"v{(number * 7 + (place - 1) * 13) % _VENDORS}" if place % 10 == 9 else "us"
        flows.append(
            Flow(
                id=f"a{number}/{source}->v{vendor}",
                activity=f"a{number}",
                source=source,
                target=f"v{vendor}",
                pairs=(Pair(subject="customer", data="email-address"),),
                role=RecipientRole.PROCESSOR,
                safeguard=(f"s{vendor}",),
            )
        )
    return Activity(key=f"a{number}", flows=tuple(flows))


def seconds_for(flows: int) -> float:
    """Return the time that grading takes; the register and the law are at hand."""
    register, law = register_with(flows), load_law()
    start = time.perf_counter()
    rows = grade_transfers(register, law, as_of=dt.date(2026, 11, 22))
    assert len(rows) == 3 * flows
    return time.perf_counter() - start


def report() -> str:
    """Return one line: time of 100,000 flows, and how it grows from a quarter of them."""
    small = min(seconds_for(25_000) for _ in range(3))
    large = min(seconds_for(100_000) for _ in range(2))
    return (
        f"transfers, 100,000 flows under three regimes: {large:.1f} s (limit 5 s); "
        f"{large / small / 4:.2f}x linear from 25,000 (limit 1.2x)"
    )
