"""What must hold for any promise and any register: less said is never worse, and an answer never contradicts another."""

from __future__ import annotations

from typing import Any

import yaml
from hypothesis import given, settings
from hypothesis import strategies as st

from ropa.questions import Context, Verdict, holdings, promises, recipients
from ropa.questions.promises_verdict import Ruling
from tests.asking import context_from
from tests.promise_registers import BASE

#: Worst first.
ORDER = [ruling.value for ruling in Ruling]

DATA = ["email-address", "phone-number", "contact-data", "personal-data", "sign-up", "name"]
NODES = ["crm", "shop", "archive", "saas", "us", "desk", "mail", "irish", "silent", "couriers"]
CERTAINTIES = ["stated", "implied", "possible", "hypothetical", "lost"]

#: A flow as sender, receiver, data, certainty.
FLOW = st.tuples(
    st.sampled_from(["visitor", "customer", *NODES]), st.sampled_from(NODES), st.lists(st.sampled_from(DATA), max_size=2, unique=True),
    st.sampled_from(CERTAINTIES),
).filter(lambda flow: flow[0] != flow[1])  # fmt: skip

FLOWS = st.lists(FLOW, min_size=1, max_size=6)

WHAT = {
    "data": st.sampled_from([*DATA, "everything"]),
    "subjects": st.sampled_from(["visitor", "customer", "staff"]),
}
NEVER = st.fixed_dictionaries(
    {},
    optional={
        **WHAT,
        "to": st.sampled_from(["outside", "mail", "couriers"]),
        "in": st.sampled_from(["own-systems", "crm"]),
        "read_by": st.sampled_from(["us", "desk", "mail"]),
        "purpose": st.sampled_from(["security", "direct-marketing"]),
    },
).filter(bool)
LIMIT = st.one_of(
    st.sampled_from(
        [{"countries": ["EEA"]}, {"countries": ["US"]}, {"recipients": ["mail"]}, {"recipients": ["couriers"]}]
    ),
    st.sampled_from([{"sources": ["visitor"]}, {"purposes": ["security"]}]),
)
ONLY = st.tuples(LIMIT, st.fixed_dictionaries({}, optional=WHAT)).map(lambda parts: {**parts[0], **parts[1]})
PROMISE = st.one_of(NEVER.map(lambda terms: {"never": terms}), ONLY.map(lambda terms: {"only": terms}))
EXCEPT = st.fixed_dictionaries(
    {}, optional={"to": st.sampled_from(["mail", "couriers"]), "data": st.sampled_from(DATA)}
).filter(bool)


def context_of(promise: dict[str, Any], flows: list[Any], certainty: str = "stated") -> Context:
    """Return what questions are asked of, with one activity of these flows, this certain."""
    said = [
        {f"{source} -> {target}": {"data": data, "certainty": sure, "subjects": ["visitor"]}}
        for source, target, data, sure in flows
    ]
    activities = {"activities": {"a": {"purposes": ["security"], "certainty": certainty, "flows": said}}}
    return context_from(
        BASE.format(promise=yaml.safe_dump(promise, default_flow_style=True).strip(), register="")
        + yaml.safe_dump(activities)
    )


def verdict(promise: dict[str, Any], flows: list[Any], certainty: str = "stated") -> str:
    """Return the verdict on the one promise."""
    (item,) = promises(context_of(promise, flows, certainty)).promises
    return item.verdict.value


def rank(promise: dict[str, Any], flows: list[Any], certainty: str = "stated") -> int:
    """Return how good the verdict is: 0 broken, 1 perhaps, 2 kept or not testable."""
    return min(ORDER.index(verdict(promise, flows, certainty)), 2)


@given(promise=PROMISE, flows=FLOWS, certainty=st.sampled_from(["hypothetical", "lost"]))
@settings(max_examples=30, deadline=None)
def test_an_activity_that_is_no_fact_breaks_nothing(promise: dict[str, Any], flows: list[Any], certainty: str) -> None:
    assert rank(promise, flows, certainty) == 2


@given(promise=PROMISE.filter(lambda promise: "purpose" not in str(promise)), flows=FLOWS)
@settings(max_examples=30, deadline=None)
def test_flows_that_are_no_facts_break_nothing(promise: dict[str, Any], flows: list[Any]) -> None:
    unreal = [(*flow[:3], certainty) for flow, certainty in zip(flows, ["hypothetical", "lost"] * 3, strict=False)]
    assert rank(promise, unreal) == 2


@given(promise=PROMISE, flows=FLOWS)
@settings(max_examples=30, deadline=None)
def test_what_is_only_possible_breaks_nothing_for_sure(promise: dict[str, Any], flows: list[Any]) -> None:
    assert rank(promise, flows, "possible") >= 1


@given(promise=PROMISE, flows=FLOWS, more=FLOW)
@settings(max_examples=30, deadline=None)
def test_one_more_fact_never_mends_a_promise(promise: dict[str, Any], flows: list[Any], more: Any) -> None:
    assert rank(promise, [*flows, more]) <= rank(promise, flows)


@given(promise=PROMISE, flows=FLOWS, exception=EXCEPT)
@settings(max_examples=30, deadline=None)
def test_an_exception_never_breaks_a_promise(
    promise: dict[str, Any], flows: list[Any], exception: dict[str, Any]
) -> None:
    assert rank({**promise, "except": exception}, flows) >= rank(promise, flows)


@given(terms=NEVER, flows=FLOWS)
@settings(max_examples=30, deadline=None)
def test_a_promise_on_a_whole_holds_for_its_parts(terms: dict[str, Any], flows: list[Any]) -> None:
    narrow = {"never": {**terms, "data": "phone-number"}}
    wide = {"never": {**terms, "data": "contact-data"}}
    if verdict(narrow, flows) == "broken":
        assert verdict(wide, flows) == "broken"


@given(promise=PROMISE, flows=FLOWS)
@settings(max_examples=30, deadline=None)
def test_every_break_is_a_fact_with_a_reason_or_none(promise: dict[str, Any], flows: list[Any]) -> None:
    (item,) = promises(context_of(promise, flows)).promises
    for fact in item.facts:
        assert bool(fact.doubts) == (fact.certainty.value == "possible")
        assert bool(fact.path) == (fact.kind != "purpose")
    certain = [fact for fact in item.facts if not fact.doubts]
    assert (item.verdict.value == "broken") == bool(certain)
    assert (item.verdict.value == "possibly-broken") == (bool(item.facts) and not certain)


@given(promise=PROMISE, flows=FLOWS, data=st.sampled_from(DATA), subject=st.sampled_from(["visitor", "customer"]))
@settings(max_examples=60, deadline=None)
def test_a_promise_that_denies_what_is_found_is_not_kept(
    promise: dict[str, Any], flows: list[Any], data: str, subject: str
) -> None:
    context = context_of(promise, flows)
    answer = recipients(context, data=data, subjects=subject)
    if answer.answer is Verdict.FOUND and any(denied.whole for denied in answer.denied):
        (item,) = promises(context).promises
        assert item.verdict.value in ("broken", "possibly-broken")


@given(promise=PROMISE, flows=FLOWS, of=st.sampled_from(NODES), data=st.sampled_from(DATA))
@settings(max_examples=60, deadline=None)
def test_a_promise_that_denies_what_is_held_is_not_kept(
    promise: dict[str, Any], flows: list[Any], of: str, data: str
) -> None:
    context = context_of(promise, flows)
    answer = holdings(context, of=of, data=data)
    if answer.answer is Verdict.FOUND and any(denied.whole for denied in answer.denied):
        (item,) = promises(context).promises
        assert item.verdict.value in ("broken", "possibly-broken")
