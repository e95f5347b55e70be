"""Lines of the contract on the graph that are easily crossed: compounds, what is not stated, the surest way."""

from __future__ import annotations

from ropa.graph import ANY, Categories, FactGraph, Match, Thread
from ropa.model.activities import Pair
from ropa.questions import Verdict, paths, recipients
from tests.asking import context_from, ids
from tests.helpers import register_from

BASE = """
register: {organisation: us, as_of: 2026-11-01}
organisations: {us: {name: Us, country: IE}, mail: {name: Mail, country: US}}
data_subjects: {buyer: {name: Buyers}}
data_categories:
  bundle: {name: Bundle, parent: transaction-data, consists_of: [email-address, contact-data]}
systems: {shop: {name: Shop, operator: us}}
"""


def test_a_compound_that_holds_the_category_itself_and_something_below_it_is_exact() -> None:
    related = Categories(register_from(BASE)).related("contact-data")
    assert related["bundle"] is Match.EXACT
    assert related["postal-address"] is Match.NARROWER


def test_what_stands_above_a_compound_is_broader_for_its_items() -> None:
    categories = Categories(register_from(BASE))
    assert categories.match("email-address", "transaction-data") is Match.BROADER
    assert categories.match("payment-card", "bundle") is None


def test_what_is_not_stated_joins_nothing_that_is() -> None:
    graph = FactGraph(register_from(BASE))
    stated = Pair(subject="buyer", data="email-address")
    assert graph.join(Thread("buyer", None), stated) is None
    assert graph.join(Thread(None, "email-address"), stated) is None
    assert graph.join(Thread("buyer", "email-address"), Pair(subject="buyer")) is None
    assert graph.join(Thread(ANY, ANY), Pair(subject="buyer")) == Thread("buyer", None)


def test_a_broader_way_that_is_stated_goes_before_a_shorter_one_that_is_only_imagined() -> None:
    activities = """
activities:
  a:
    flows:
      - buyer -> shop: [contact-data]
      - shop -> mail: [contact-data]
      - buyer -> mail: {data: [email-address], certainty: hypothetical}
"""
    answer = paths(context_from(BASE + activities), source="buyer", target="mail", data="email-address")
    assert [way.path for way in answer.paths] == [("buyer", "shop", "mail")]
    assert answer.answer is Verdict.NOT_STATED


def test_the_role_internal_alone_hides_nobody() -> None:
    flow = "activities: {a: {flows: [buyer -> mail: {data: [name], as: %s}]}}"
    for role in ("internal", "processor"):
        answer = recipients(context_from(BASE + flow % role), data="name")
        assert (answer.answer, ids(answer)) == (Verdict.FOUND, ["mail"])


def test_people_end_the_widest_reading_too() -> None:
    activities = """
activities:
  a: {flows: [{buyer -> shop: [name]}, {shop -> buyer: {data: [order-contents], subjects: buyer}}]}
  b: {flows: [buyer -> mail: [ip-address]]}
"""
    assert ids(recipients(context_from(BASE + activities), data="name", reach="possible")) == []
