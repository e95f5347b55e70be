"""Arrows and lists become flows: who, what, how certain, under which address."""

from __future__ import annotations

import textwrap

import pytest

from ropa.errors import InputProblems
from ropa.model import ActivityRole, Certainty, Flow, FlowKind, RecipientRole, Register, Source
from ropa.model.validation import validated
from tests.helpers import register_from

SHOP = "systems: {shop: Web shop, crm: Customers}\ndata_subjects: {visitor: Visitors, buyer: Buyers}\n"


def resolved(text: str) -> Register:
    return validated(register_from(SHOP + text))


def flows_of(text: str) -> tuple[Flow, ...]:
    return resolved(f"activities:\n  a:\n{text}").activities["a"].flows


def pairs_of(flow: Flow) -> list[tuple[str | None, str | None]]:
    return [(pair.subject, pair.data) for pair in flow.pairs]


def test_data_and_subjects_are_a_full_product() -> None:
    (flow,) = flows_of("    flows: [shop -> crm: {data: [name, email-address], subjects: [visitor, buyer]}]")
    assert pairs_of(flow) == [
        ("buyer", "email-address"), ("buyer", "name"), ("visitor", "email-address"), ("visitor", "name"),
    ]  # fmt: skip
    assert not any(pair.inferred for pair in flow.pairs)


def test_pairs_say_exactly_which_data_of_whom() -> None:
    (flow,) = flows_of(
        "    flows: [shop -> crm: {pairs: {visitor: name, buyer: [name, {is: email-address, certainty: possible}]}}]"
    )
    assert pairs_of(flow) == [("buyer", "email-address"), ("buyer", "name"), ("visitor", "name")]
    assert [pair.certainty for pair in flow.pairs] == ["possible", "stated", "stated"]


def test_pairs_without_data_are_data_not_stated() -> None:
    (flow,) = flows_of("    flows: [shop -> crm: {pairs: {visitor: }}]")
    assert pairs_of(flow) == [("visitor", None)]


def test_a_flow_from_people_is_about_these_people() -> None:
    (flow,) = flows_of("    flows: [visitor -> shop: name]")
    assert pairs_of(flow) == [("visitor", "name")]
    assert flow.pairs[0].inferred is False


def test_people_who_send_the_data_of_others() -> None:
    (flow,) = flows_of("    flows: [visitor -> shop: {data: name, subjects: buyer}]")
    assert pairs_of(flow) == [("buyer", "name")]


@pytest.mark.parametrize("body", ["", " {}", " []", " {data: }", " {data: ''}", " {data: [~]}"])
def test_omitted_data_are_not_stated(body: str) -> None:
    (flow,) = flows_of(f"    flows:\n      - visitor -> shop:{body}")
    assert pairs_of(flow) == [("visitor", None)]


def test_an_arrow_alone_is_a_flow() -> None:
    (flow,) = flows_of("    flows: [visitor -> shop]")
    assert (flow.source, flow.target, pairs_of(flow)) == ("visitor", "shop", [("visitor", None)])


def test_one_mapping_may_hold_several_arrows() -> None:
    first, second = flows_of("    flows: {visitor -> shop: name, shop -> crm: [name]}")
    assert (first.id, second.id) == ("a/visitor->shop", "a/shop->crm")


def test_ids_count_up_and_can_be_set() -> None:
    flows = flows_of(
        "    flows:\n      - visitor -> shop: [name]\n      - visitor -> shop: [email-address]\n"
        "      - visitor -> shop: {data: [ip-address], id: own}\n      - visitor -> shop: {id: a/visitor->shop}\n"
    )
    assert [flow.id for flow in flows] == ["a/visitor->shop#2", "a/visitor->shop#3", "own", "a/visitor->shop"]


def test_ids_differ_between_activities() -> None:
    register = resolved("activities: {a: {flows: [visitor -> shop]}, b: {flows: [visitor -> shop]}}")
    assert [flow.id for flow in register.flows] == ["a/visitor->shop", "b/visitor->shop"]


def test_every_key_of_a_flow_arrives() -> None:
    text = """
    organisations: {us: {name: Us, country: IE}, them: Them, carrier: Carrier}
    agreements: {dpa: {kind: data-processing}, sla: Service levels}
    safeguards: {scc: scc-2021, dpf: dpf}
    register: {organisation: us, as_of: 2026-11-01, documents: {policy: policy.txt}}
    activities:
      a:
        flows:
          - shop -> them:
              data: name
              subjects: buyer
              as: {is: processor, certainty: implied, cite: policy:10}
              via: [carrier, crm]
              agreement: [dpa, sla]
              safeguard: scc
              means: API
              when: on order
              voluntary: no
              mandatory: {otherwise: no delivery}
              open: yes
              locations: {entity: IE, storage: [DE, {is: UK, certainty: possible}], access: US}
              cite: [policy:3, "policy:5-7"]
              certainty: implied
              stated_as: we share
              id: the-flow
              extra: {sheet: 3}
    """
    flow = register_from(SHOP + textwrap.dedent(text)).activities["a"].flows[0]
    assert validated(flow).role is RecipientRole.PROCESSOR
    mark = flow.mark("role")
    assert (mark.certainty, [cite.as_text() for cite in mark.cites]) == (Certainty.IMPLIED, ["policy:10"])
    assert (flow.via, flow.agreement, flow.safeguard) == (("carrier", "crm"), ("dpa", "sla"), ("scc",))
    assert (flow.means, flow.when, flow.voluntary, flow.open, flow.id) == ("API", "on order", False, True, "the-flow")
    assert flow.mandatory is not None
    assert flow.mandatory.otherwise == "no delivery"
    assert (flow.locations.entity, flow.locations.storage, flow.locations.access) == (("IE",), ("DE", "GB"), ("US",))
    assert flow.locations.marks["storage/1"].certainty is Certainty.POSSIBLE
    assert [cite.as_text() for cite in flow.cites] == ["policy:3", "policy:5-7"]
    assert (flow.certainty, flow.stated_as, flow.extra) == (Certainty.IMPLIED, "we share", {"sheet": "3"})
    assert flow.pairs[0].cites == flow.cites


@pytest.mark.parametrize(
    ("written", "mandatory", "voluntary"),
    [("yes", True, None), ("no", False, True), ("{otherwise: no delivery}", True, None), ("{is: no, certainty: implied}", False, True),
     ("no, voluntary: no", False, False), ("{is: {otherwise: x}}", True, None)],
)  # fmt: skip
def test_what_nobody_has_to_provide_is_voluntary(written: str, mandatory: bool, voluntary: bool | None) -> None:
    (flow,) = flows_of(f"    flows: [visitor -> shop: {{mandatory: {written}}}]")
    assert (flow.mandatory is not None, flow.voluntary) == (mandatory, voluntary)


def test_a_flow_in_its_long_form() -> None:
    (flow,) = flows_of("    flows: [visitor -> shop: {is: [name, email-address], certainty: possible}]")
    assert [(pair.data, pair.certainty) for pair in flow.pairs] == [("email-address", "possible"), ("name", "possible")]


@pytest.mark.parametrize(
    ("activity", "flow", "item", "expected"),
    [
        ("stated", "stated", "stated", "stated"),
        ("implied", "stated", "stated", "implied"),
        ("possible", "implied", "stated", "possible"),
        ("stated", "hypothetical", "implied", "hypothetical"),
        ("implied", "possible", "lost", "lost"),
    ],
)
def test_a_fact_is_no_more_certain_than_what_it_is_part_of(activity: str, flow: str, item: str, expected: str) -> None:
    (found,) = flows_of(
        f"    certainty: {activity}\n    flows: [visitor -> shop: {{data: [{{is: name, certainty: {item}}}], certainty: {flow}}}]"
    )
    assert found.pairs[0].certainty == expected


def test_the_better_of_two_statements_of_one_fact_counts() -> None:
    (flow,) = flows_of("    flows: [shop -> crm: {pairs: {visitor: [name], buyer: [name]}}]")
    assert len(flow.pairs) == 2
    (flow,) = flows_of("    flows: [visitor -> shop: [{is: Name, certainty: possible}, name]]")
    assert [pair.certainty for pair in flow.pairs] == ["possible"], "the first of equal items wins"


def test_lists_become_implied_flows() -> None:
    first, second, third = flows_of("    data_subjects: [visitor, buyer]\n    data: [name]\n    recipients: [stripe]")
    assert [flow.id for flow in (first, second, third)] == ["a/visitor->us", "a/buyer->us", "a/us->stripe"]
    assert pairs_of(third) == [("buyer", "name"), ("visitor", "name")]
    assert {flow.kind for flow in (first, second, third)} == {FlowKind.LIST}
    assert {pair.certainty for flow in (first, second, third) for pair in flow.pairs} == {Certainty.IMPLIED}
    assert first.marks["pairs"].source is Source.DERIVED


def test_listed_subjects_without_data_are_data_not_stated() -> None:
    (flow,) = flows_of("    data_subjects: visitor")
    assert pairs_of(flow) == [("visitor", None)]


def test_listed_recipients_without_subjects_or_data() -> None:
    (flow,) = flows_of("    recipients: {is: crm, certainty: possible, stated_as: our tool}")
    assert (flow.target, pairs_of(flow), flow.certainty) == ("crm", [(None, None)], Certainty.POSSIBLE)


def test_recipients_none() -> None:
    activity = resolved("activities: {a: {recipients: none}, b: {recipients: []}}").activities
    assert (activity["a"].no_recipients, activity["a"].flows, activity["a"].listed_recipients) == (True, (), ())
    assert activity["b"].no_recipients is False


def test_the_register_s_own_organisation_is_no_recipient_of_itself() -> None:
    assert flows_of("    recipients: [us]") == ()


def test_lists_and_arrows_together() -> None:
    flows = flows_of("    data_subjects: visitor\n    flows: [visitor -> us: [name]]")
    assert [(flow.id, flow.kind) for flow in flows] == [("a/visitor->us", "declared"), ("a/visitor->us#2", "list")]


def test_a_role_that_is_not_written_is_controller_implied_and_noticed() -> None:
    register = resolved("activities: {a: {name: A}, b: {role: processor}}\ngeneral: {measures: tls-is-good}")
    assert register.activities["a"].role is ActivityRole.CONTROLLER
    assert register.activities["a"].mark("role").source is Source.DEFAULT
    assert register.activities["a"].mark("role").certainty is Certainty.IMPLIED
    assert [notice.at for notice in register.notices if notice.kind == "default-role"] == ["activities/a"]


def test_general_has_the_grammar_of_an_activity_and_is_none() -> None:
    register = resolved("general: {flows: [visitor -> shop: [name]], measures: [encryption-in-transit]}")
    assert register.general is not None
    assert register.general.is_general
    assert register.activities == {}
    assert [flow.id for flow in register.flows] == ["general/visitor->shop"]
    assert resolved("general:").general is None


def test_an_id_that_stands_twice_is_reported_with_everything_else() -> None:
    with pytest.raises(InputProblems) as caught:
        resolved("activities: {a: {role: boss, flows: [visitor -> shop: {id: f}, shop -> crm: {id: f}]}}")
    assert len(caught.value.problems) == 2
