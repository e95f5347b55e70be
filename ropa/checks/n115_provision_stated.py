"""Of the data that people give it is stated whether they must, and what happens if they do not.

Wrong:

    ropa: 1
    register: {organisation: shop, regimes: [eu-gdpr]}
    organisations: {shop: {name: Shop}}
    activities:
      orders:
        flows: [customer -> shop: [postal-address]]

Right:

    ropa: 1
    register: {organisation: shop, regimes: [eu-gdpr]}
    organisations: {shop: {name: Shop}}
    activities:
      orders:
        flows: [customer -> shop: {data: [postal-address], mandatory: {otherwise: no delivery}}]

Why: Article 13(2)(e) asks that people are told whether giving the data is a requirement of a law or a contract,
whether they are obliged to, and what follows if they do not. `voluntary: yes` says that they may decline. What a device
sends or behaviour shows is nothing that anybody fills in, and is left out here, as are data that are not told apart
at all. One finding per activity; what is explained once, or asked about once, is not asked about again.
"""

from __future__ import annotations

from collections.abc import Iterator

from ropa.checks.base import Finding, Maker, Severity, Subject
from ropa.checks.duties import at, informing, limits, people_give, title
from ropa.checks.facts import is_said, titles
from ropa.model.activities import Activity, Flow
from ropa.model.base import Cite
from ropa.model.register import Register

CODE = "N115"
NAME = "provision-explained"
ASKS = "Is it stated whether data must be given?"
SEVERITY = Severity.INFO
ARTICLES = ("13(2)(e)",)
ITEMS = ("N13-2e",)

_finding = Maker(CODE, NAME, SEVERITY, ARTICLES)

#: What devices and behaviour reveal, what others conclude, and what arises in use: nobody provides it.
_OBSERVED = frozenset(
    {"account-activity", "aggregated-data", "behavioural-data", "consent-record", "location-data", "login-history"}
    | {"profile-data", "technical-data", "transaction-data", "video-surveillance"}
)

#: Which data are meant, is not said: A131's.
_ANYTHING = "personal-data"

#: A kind of people and a category of their data.
_Given = tuple[str | None, str]


def check(subject: Subject) -> Iterator[Finding]:
    """Yield one finding per activity with data of which it is not stated whether people must give them."""
    register = subject.register
    if not limits(subject, "information-indirect"):
        return
    flows = {activity.key: people_give(register, activity) for activity in informing(register)}
    told = {
        pair for found in flows.values() for flow in found if _is_explained(flow) for pair in _pairs(register, flow)
    }
    for activity in informing(register):
        data: dict[str, tuple[Cite, ...]] = {}
        for flow in flows[activity.key]:
            if not _is_explained(flow):
                for pair in _pairs(register, flow):
                    if not _is_told(register, pair, told):
                        data[pair[1]] = (*data.get(pair[1], ()), *flow.cites)
                        told.add(pair)
        unexplained = [flow for flow in flows[activity.key] if flow.mandatory and not flow.mandatory.otherwise.strip()]
        if data or unexplained:
            yield _found(register, activity, data, unexplained)


def _is_explained(flow: Flow) -> bool:
    return flow.voluntary is not None or flow.mandatory is not None


def _pairs(register: Register, flow: Flow) -> tuple[_Given, ...]:
    """Return whose data, and which, people fill in themselves in a flow."""
    return tuple(
        (pair.subject, pair.data)
        for pair in flow.pairs
        if pair.data is not None
        and pair.data != _ANYTHING
        and is_said(pair)
        and not _OBSERVED & {pair.data, *register.broader_categories(pair.data)}
    )


def _is_told(register: Register, pair: _Given, told: set[_Given]) -> bool:
    whose, data = pair
    category = register.data_categories.get(data)
    items = category.consists_of if category is not None else ()
    return pair in told or (bool(items) and all((whose, item) in told for item in items))


def _found(
    register: Register, activity: Activity, data: dict[str, tuple[Cite, ...]], unexplained: list[Flow]
) -> Finding:
    parts = [f"whether people must provide {titles(register, sorted(data))}"] if data else []
    if unexplained:
        keys = sorted({pair.data for flow in unexplained for pair in flow.pairs if pair.data is not None})
        parts.append(f"what follows if they do not provide {titles(register, keys) or 'what is mandatory'}")
    cites = (*(cite for key in data for cite in data[key]), *(cite for flow in unexplained for cite in flow.cites))
    return _finding(
        at(activity),
        f"{title(activity)}: it is not stated {' or '.join(parts)}",
        fix="add `mandatory: {otherwise: ...}` or `voluntary: yes` to the flows from people",
        position=activity.position,
        cites=tuple(dict.fromkeys(cites)),
    )
