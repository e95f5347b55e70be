"""Hosting becomes flows: every outside host of a system receives what reached it, in the activity that reached it."""

from __future__ import annotations

from ropa.model import Certainty, Flow, FlowKind, Register
from tests.helpers import register_from

PEOPLE = """
organisations: {us: {name: Us, country: IE}, it: {kind: internal}, host: Host, other: Other, client: Client}
data_subjects: {visitor: Visitors, buyer: {part_of: visitor}, clerk: {same_as: client}}
"""


def resolved(system: str, *flows: str, more: str = "") -> Register:
    items = "".join(f"      - {flow}\n" for flow in flows or ("visitor -> shop: [name]",))
    return register_from(f"{PEOPLE}systems:\n  shop: {system}\nactivities:\n  a:\n{more}    flows:\n{items}")


def derived(register: Register) -> list[Flow]:
    return [flow for flow in register.flows if flow.kind is FlowKind.HOSTING]


def facts(flow: Flow) -> list[tuple[str | None, str | None, str]]:
    return [(pair.subject, pair.data, pair.certainty.value) for pair in flow.pairs]


def test_a_host_receives_what_reached_the_system() -> None:
    (flow,) = derived(resolved("{hosting: [{by: host, country: DE, access: none}]}"))
    assert (flow.id, flow.activity, flow.source, flow.target) == ("hosting/shop/host", "a", "shop", "host")
    assert facts(flow) == [("visitor", "name", "stated")]
    assert (flow.locations.storage, flow.access) == (("DE",), False)


def test_short_forms() -> None:
    for written in ("host", "[host]", "{by: host}", "{is: host}", "[{by: {is: host}}]"):
        (flow,) = derived(resolved(f"{{hosting: {written}}}"))
        assert (flow.target, flow.access, flow.locations.storage) == ("host", True, ())


def test_one_flow_per_activity_that_reached_the_system() -> None:
    register = register_from(
        PEOPLE + "systems: {shop: {hosting: host}, idle: {hosting: host}}\n"
        "activities: {a: {flows: [visitor -> shop: [name]]}, b: {flows: [buyer -> shop]}, c: {flows: [visitor -> us]}}"
    )
    assert [(flow.id, flow.activity) for flow in derived(register)] == [
        ("hosting/shop/host", "a"),
        ("hosting/shop/host", "b"),
    ]


def test_the_organisation_and_its_parts_are_no_hosts() -> None:
    assert derived(resolved("{hosting: [us, it]}")) == []


def test_locations_go_before_the_country() -> None:
    (flow,) = derived(resolved("{hosting: {by: host, country: DE, locations: {storage: [FR, NL], access: US}}}"))
    assert (flow.locations.storage, flow.locations.access) == (("FR", "NL"), ("US",))


def test_two_places_of_one_host_are_one_flow() -> None:
    (flow,) = derived(
        resolved(
            "{hosting: [{by: host, country: DE, access: none, when: by day, certainty: implied, locations: {entity: DE}},"
            " {by: host, country: US, when: at night, locations: {access: IN, entity: US}}]}"
        )
    )
    assert (flow.locations.storage, flow.locations.access, flow.locations.entity) == (
        ("DE", "US"),
        ("IN",),
        ("DE", "US"),
    )
    assert (flow.access, flow.when) == (True, "by day; at night")


def test_several_hosts() -> None:
    flows = derived(resolved("{hosting: [host, other]}"))
    assert [flow.target for flow in flows] == ["host", "other"]


def test_a_condition_in_words_makes_it_possible() -> None:
    (flow,) = derived(resolved("{hosting: {by: host, when: for larger clients}}"))
    assert (flow.certainty, flow.when, facts(flow)) == (
        "possible",
        "for larger clients",
        [("visitor", "name", "possible")],
    )


def test_a_host_for_some_receives_only_theirs() -> None:
    system = "{hosting: [{by: host, for: [buyer]}, {by: other, for: client}]}"
    flows = derived(resolved(system, "buyer -> shop: [name]", "clerk -> shop: [email-address]"))
    assert [(flow.target, facts(flow)) for flow in flows] == [
        ("host", [("buyer", "name", "stated")]), ("other", [("clerk", "email-address", "stated")]),
    ]  # fmt: skip


def test_people_whom_nobody_can_place_are_possible_everywhere() -> None:
    system = "{hosting: [{by: host, for: [buyer]}, {by: other, for: [client]}]}"
    flows = derived(resolved(system, "visitor -> shop: [name]", "us -> shop: [email-address]"))
    for flow in flows:
        assert facts(flow) == [("visitor", "name", "possible"), (None, "email-address", "possible")]


def test_a_host_for_others_only_is_no_flow() -> None:
    system = "{hosting: [{by: host, for: [buyer]}, {by: other, for: [client]}]}"
    assert [flow.target for flow in derived(resolved(system, "buyer -> shop: [name]"))] == ["host"]


def test_what_is_for_a_whole_is_for_its_parts() -> None:
    system = "{hosting: [{by: host, for: visitor}, {by: other, for: client}]}"
    (flow,) = derived(resolved(system, "buyer -> shop: [name]"))
    assert facts(flow) == [("buyer", "name", "stated")]


def test_no_more_certain_than_the_activity() -> None:
    (flow,) = derived(resolved("{hosting: host}", more="    certainty: hypothetical\n"))
    assert (flow.certainty, flow.pairs[0].certainty) == (Certainty.HYPOTHETICAL, Certainty.HYPOTHETICAL)


def test_as_certain_as_the_surest_way_in() -> None:
    flows = derived(
        resolved("{hosting: host}", "visitor -> shop: {data: [name], certainty: possible}", "buyer -> shop: [name]")
    )
    assert [(flow.certainty, facts(flow)) for flow in flows] == [
        ("stated", [("buyer", "name", "stated"), ("visitor", "name", "possible")])
    ]


def test_lists_that_reach_a_system_reach_its_host() -> None:
    register = register_from(
        PEOPLE
        + "systems: {shop: {hosting: host}}\nactivities: {a: {data_subjects: visitor, data: name, recipients: shop}}"
    )
    (flow,) = derived(register)
    assert facts(flow) == [("visitor", "name", "implied")]
