"""Whose data a flow carries when it does not say so."""

from __future__ import annotations

import itertools

import pytest

from ropa.model import Register
from tests.helpers import register_from

PARTIES = """
organisations: {us: {name: Us, country: IE}, staff: {name: Staff, kind: internal, part_of: us}, them: Them}
systems:
  shop: {operator: us}
  cart: {operator: us, part_of: shop}
  till: {}
  portal: {operator: them}
data_subjects: {visitor: Visitors, buyer: Buyers}
data_categories: {badge: {consists_of: [name, photo]}}
"""


def resolved(*flows: str, more: str = "", after: str = "") -> Register:
    items = "".join(f"      - {flow}\n" for flow in flows)
    return register_from(f"{PARTIES}activities:\n  a:\n{more}    flows:\n{items}{after}")


def pairs(register: Register, flow: str) -> list[tuple[str | None, str | None]]:
    return [(pair.subject, pair.data) for item in register.flows if item.id == flow for pair in item.pairs]


def test_the_people_from_whom_that_data_came() -> None:
    register = resolved("visitor -> shop: [name]", "buyer -> shop: [postal-address]", "shop -> them: [postal-address]")
    assert pairs(register, "a/shop->them") == [("buyer", "postal-address")]
    (pair,) = register.activities["a"].flows[2].pairs
    assert pair.inferred


@pytest.mark.parametrize(
    ("collected", "passed_on"),
    [("email-address", "contact-data"), ("contact-data", "email-address"), ("personal-data", "email-address"),
     ("name", "badge"), ("badge", "name"), ("email-address", "personal-data")],
)  # fmt: skip
def test_narrower_broader_and_compound_categories_count(collected: str, passed_on: str) -> None:
    register = resolved(f"visitor -> shop: [{collected}]", f"shop -> them: [{passed_on}]")
    assert pairs(register, "a/shop->them") == [("visitor", passed_on)]


def test_unrelated_data_came_from_nobody() -> None:
    register = resolved("visitor -> shop: [ip-address]", "shop -> them: [payment-card]")
    assert pairs(register, "a/shop->them") == [(None, "payment-card")]


def test_data_that_are_not_stated_upstream_do_not_match() -> None:
    register = resolved("visitor -> shop", "shop -> them: [name]")
    assert pairs(register, "a/shop->them") == [(None, "name")]


def test_neither_data_nor_subjects() -> None:
    register = resolved("visitor -> shop: [name]", "buyer -> shop: [name]", "shop -> them")
    assert pairs(register, "a/shop->them") == [("buyer", None), ("visitor", None)]


def test_nothing_upstream_is_not_stated() -> None:
    assert pairs(resolved("shop -> them: [name]"), "a/shop->them") == [(None, "name")]
    assert pairs(resolved("shop -> them"), "a/shop->them") == [(None, None)]


def test_over_several_steps_in_any_order() -> None:
    flows = ("visitor -> shop: [name]", "shop -> us: [name]", "us -> them: [name]")
    for order in itertools.permutations(flows):
        assert pairs(resolved(*order), "a/us->them") == [("visitor", "name")]


def test_round_a_circle() -> None:
    register = resolved("shop -> till: [name]", "till -> shop: [name]", "visitor -> till: [name]")
    assert pairs(register, "a/shop->till") == [("visitor", "name")]


@pytest.mark.parametrize(
    ("arrives_at", "leaves_from"),
    [("cart", "shop"), ("shop", "cart"), ("shop", "us"), ("us", "shop"), ("us", "till"), ("cart", "us"), ("staff", "us"),
     ("us", "staff"), ("them", "portal"), ("portal", "them"), ("till", "us"), ("till", "shop")],
)  # fmt: skip
def test_parts_operators_and_wholes_are_one_place(arrives_at: str, leaves_from: str) -> None:
    register = resolved(f"visitor -> {arrives_at}: [name]", f"{leaves_from} -> stripe: [name]")
    assert pairs(register, f"a/{leaves_from}->stripe") == [("visitor", "name")]


def test_another_operator_s_system_is_another_place() -> None:
    register = resolved("visitor -> portal: [name]", "shop -> stripe: [name]")
    assert pairs(register, "a/shop->stripe") == [(None, "name")]


def test_a_place_of_its_own_goes_before_the_wider_one() -> None:
    register = resolved("visitor -> us: [name]", "buyer -> shop: [name]", "shop -> stripe: [name]")
    assert pairs(register, "a/shop->stripe") == [("buyer", "name")]


def test_another_activity_does_not_count() -> None:
    register = resolved("shop -> them: [name]", after="  b: {flows: [visitor -> shop: [name]]}\n")
    assert pairs(register, "a/shop->them") == [(None, "name")]


def test_mixing_several_is_noticed() -> None:
    register = resolved("visitor -> shop: [name]", "buyer -> shop: [name]", "shop -> them: [name]")
    assert pairs(register, "a/shop->them") == [("buyer", "name"), ("visitor", "name")]
    assert register.activities["a"].flows[2].mixes == ("buyer", "visitor")
    assert [(notice.kind, notice.at) for notice in register.notices if notice.kind == "mixed-subjects"] == [
        ("mixed-subjects", "a/shop->them")
    ]


def test_people_of_lists_count() -> None:
    register = resolved("shop -> them: [name]", more="    data_subjects: visitor\n    data: name\n")
    assert pairs(register, "a/shop->them") == [("visitor", "name")]


def test_all_is_what_the_sender_holds_in_this_activity() -> None:
    register = resolved(
        "visitor -> shop: [name, ip-address]", "buyer -> shop", "shop -> them: all",
        after="  b: {flows: [visitor -> shop: [payment-card], shop -> them: everything]}\n",
    )  # fmt: skip
    assert pairs(register, "a/shop->them") == [("buyer", None), ("visitor", "ip-address"), ("visitor", "name")]
    assert pairs(register, "b/shop->them") == [
        ("buyer", None), ("visitor", "ip-address"), ("visitor", "name"), ("visitor", "payment-card"),
    ]  # fmt: skip


def test_all_of_some_people_and_with_more_beside_it() -> None:
    register = resolved(
        "visitor -> shop: [name]", "buyer -> shop: [email-address]", "shop -> them: {data: all, subjects: buyer}",
        "shop -> stripe: {data: [{is: all, certainty: possible}, ip-address]}",
    )  # fmt: skip
    assert pairs(register, "a/shop->them") == [("buyer", "email-address")]
    assert pairs(register, "a/shop->stripe") == [("buyer", "email-address"), ("visitor", "name"), (None, "ip-address")]
    certainties = [pair.certainty for pair in register.activities["a"].flows[3].pairs]
    assert certainties == ["possible", "possible", "stated"]


def test_all_of_nothing_is_not_stated() -> None:
    assert pairs(resolved("shop -> them: all"), "a/shop->them") == [(None, None)]
    assert pairs(resolved("shop -> them: {data: all, subjects: buyer}"), "a/shop->them") == [("buyer", None)]
    assert pairs(resolved("visitor -> shop: all"), "a/visitor->shop") == [("visitor", None)]


def test_all_passes_on_what_came_from_nobody_once() -> None:
    for flows in (["shop -> till: [name]", "till -> them: all"], ["till -> them: all", "shop -> till: [name]"]):
        assert pairs(resolved(*flows), "a/till->them") == [(None, "name")]


def test_a_wider_place_counts_only_for_those_with_nothing_of_their_own_whatever_the_order() -> None:
    flows = ("visitor -> us: [name]", "shop -> till: [name]", "till -> shop: [name]", "shop -> them: [name]")
    expected = None
    for order in itertools.permutations(flows):
        register = resolved(*order)
        found = {flow.id: pairs(register, flow.id) for flow in register.flows}
        assert expected in (None, found)
        expected = found
    assert expected is not None
    assert expected["a/shop->them"] == [("visitor", "name")]


def test_what_only_others_of_the_organisation_hold_is_implied() -> None:
    register = register_from("""
        organisations: {us: Us, them: Them}
        systems: {till: {operator: us}, desk: {operator: us}}
        activities: {a: {flows: [{visitor -> desk: [name]}, {till -> them: all}, {desk -> them: [name]}]}}
    """)
    guessed, told = register.flows[1:]
    assert [(pair.subject, pair.data, pair.certainty) for pair in guessed.pairs] == [("visitor", "name", "implied")]
    assert [(pair.subject, pair.data, pair.certainty) for pair in told.pairs] == [("visitor", "name", "stated")]


@pytest.mark.parametrize("certainty", ["stated", "implied", "possible", "hypothetical"])
def test_a_subject_is_no_more_certain_than_the_way_its_data_came(certainty: str) -> None:
    register = register_from(f"""
        organisations: {{us: Us, them: Them, others: Others}}
        activities:
          a:
            flows:
              - visitor -> us: {{data: [name], certainty: {certainty}}}
              - us -> them: [name]
              - them -> others: all
    """)
    assert [[(pair.subject, str(pair.certainty)) for pair in flow.pairs] for flow in register.flows] == [
        [("visitor", certainty)]
    ] * 3


def test_the_surest_of_several_ways_counts_and_circles_prove_nothing() -> None:
    register = register_from("""
        organisations: {us: Us, them: Them, others: Others}
        activities:
          a:
            flows:
              - visitor -> us: {data: [name], certainty: possible}
              - us -> them: [name]
              - them -> us: [name]
              - visitor -> others: [name]
              - visitor -> others: {data: [contact-data], certainty: possible}
              - others -> them: [name]
    """)
    found = {flow.id: [str(pair.certainty) for pair in flow.pairs] for flow in register.flows}
    assert found["a/us->them"] == ["stated"]
    assert found["a/others->them"] == ["stated"]
    alone = register_from("""
        organisations: {us: Us, them: Them}
        activities:
          a:
            flows:
              - visitor -> us: {data: [name], certainty: possible}
              - us -> them: [name]
              - them -> us: [name]
    """)
    assert [str(pair.certainty) for flow in alone.flows for pair in flow.pairs] == ["possible"] * 3


def test_all_of_some_people_is_no_more_certain_than_what_arrived() -> None:
    register = register_from("""
        organisations: {us: Us, them: Them}
        activities:
          a:
            flows:
              - visitor -> us: {data: [name], certainty: implied}
              - us -> them: {data: everything, subjects: [visitor]}
    """)
    assert [(pair.subject, pair.data, str(pair.certainty)) for pair in register.flows[1].pairs] == [
        ("visitor", "name", "implied")
    ]
