"""The graph: how facts relate, how threads run on, and that the searches agree with networkx."""

from __future__ import annotations

import networkx as nx
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ropa.graph import ANY, FactGraph, Match, Traces, best_way, downstream, search, shortest_ways
from ropa.model import (
    Activity,
    Certainty,
    DataCategory,
    DataSubject,
    Flow,
    Organisation,
    OrganisationKind,
    Pair,
    Register,
    System,
)

CATEGORIES = {
    "personal": "",
    "contact": "personal",
    "email": "contact",
    "phone": "contact",
    "work-email": "email",
    "health": "personal",
}


def flow(source: str, target: str, *pairs: tuple[str | None, str | None], certainty: str = "stated") -> Flow:
    """Return a flow of activity `a`; without pairs it carries the email addresses of people."""
    sure = Certainty(certainty)
    said = [Pair(subject=subject, data=data, certainty=sure) for subject, data in pairs or (("people", "email"),)]
    return Flow(
        id=f"a/{source}->{target}", activity="a", source=source, target=target, pairs=tuple(said), certainty=sure
    )


def graph(*flows: Flow, systems: dict[str, str] | None = None, parts: dict[str, str] | None = None) -> FactGraph:
    """Return a graph of these flows; `systems` name their operators, `parts` their wholes; all else is declared."""
    systems = systems or {}
    people = {"people": "", "customers": "people", "staff": ""}
    known = {*people, *systems}
    nodes = {"us", *(node for item in flows for node in (item.source, item.target))} - known
    return FactGraph(
        Register(
            organisation="us",
            organisations={key: Organisation(key=key) for key in sorted(nodes)},
            systems={
                key: System(key=key, operator=operator, part_of=(parts or {}).get(key, ""))
                for key, operator in systems.items()
            },
            data_subjects={key: DataSubject(key=key, part_of=whole) for key, whole in people.items()},
            data_categories={
                **{key: DataCategory(key=key, parent=parent) for key, parent in CATEGORIES.items()},
                "form": DataCategory(key="form", parent="personal", consists_of=("email", "health")),
            },
            activities={"a": Activity(key="a", flows=flows)},
        )
    )


@pytest.mark.parametrize(
    ("asked", "fact", "match"),
    [
        ("contact", "contact", Match.EXACT),
        ("contact", "email", Match.NARROWER),
        ("contact", "work-email", Match.NARROWER),
        ("contact", "personal", Match.BROADER),
        ("email", "phone", None),
        ("email", "health", None),
        ("form", "email", Match.EXACT),
        ("email", "form", Match.EXACT),
        ("form", "work-email", Match.NARROWER),
        ("work-email", "form", Match.BROADER),
        ("contact", "form", Match.NARROWER),
        ("phone", "form", None),
        ("unheard-of", "unheard-of", Match.EXACT),
        ("email", None, None),
        (ANY, None, Match.EXACT),
        (ANY, "email", Match.EXACT),
    ],
)
def test_categories_match(asked: str, fact: str | None, match: Match | None) -> None:
    assert graph().categories.match(asked, fact) is match


@pytest.mark.parametrize(
    ("one", "other", "common"),
    [
        ("contact", "email", "email"),
        ("email", "contact", "email"),
        ("email", "phone", None),
        ("form", "email", "email"),
        ("contact", "form", "email"),
        ("form", "contact", "email"),
        ("personal", "form", "form"),
        ("phone", "form", None),
    ],
)
def test_what_two_categories_have_in_common(one: str, other: str, common: str | None) -> None:
    assert graph().categories.narrowest(one, other) == common


def test_categories_are_compared_as_keys_and_not_by_prefix() -> None:
    register = Register(
        organisation="us",
        data_categories={key: DataCategory(key=key) for key in ("email", "email-address", "email/x")},
    )
    assert FactGraph(register).categories.match("email", "email-address") is None


@pytest.mark.parametrize(
    ("asked", "fact", "certainty"),
    [
        ("people", "people", Certainty.STATED),
        ("people", "customers", Certainty.STATED),
        ("customers", "people", Certainty.IMPLIED),
        ("people", "staff", None),
        ("people", None, None),
        (ANY, None, Certainty.STATED),
    ],
)
def test_people_match(asked: str, fact: str | None, certainty: Certainty | None) -> None:
    assert graph().subjects.match(asked, fact) is certainty


def test_a_flow_without_pairs_is_one_fact_that_states_nothing() -> None:
    bare = Flow(id="a/us->x", activity="a", source="us", target="x", certainty=Certainty.POSSIBLE)
    (fact,) = graph(bare).facts
    assert (fact.pair.subject, fact.pair.data, fact.pair.certainty) == (None, None, Certainty.POSSIBLE)


def test_a_holder_extends_to_what_it_operates_and_contains() -> None:
    made = graph(flow("us", "x"), systems={"shop": "us", "backup": "", "crm": "x"}, parts={"backup": "shop"})
    assert made.extent("us") == {"us", "shop", "backup"}
    assert made.extent("shop") == {"shop", "backup"}
    assert made.extent("x") == {"x", "crm"}
    assert made.extent("people") == {"people", "customers"}
    assert made.holders_of("backup") == ("shop", "us")


def test_internal_units_belong_to_the_organisation_even_without_part_of() -> None:
    register = Register(
        organisation="us",
        organisations={
            "us": Organisation(key="us"),
            "desk": Organisation(key="desk", kind=OrganisationKind.INTERNAL),
        },
    )
    assert FactGraph(register).extent("us") == {"us", "desk"}


def test_a_way_carries_one_thread() -> None:
    """Two lists side by side must not be joined into a fact."""
    made = graph(flow("people", "us", ("people", "email")), flow("us", "x", ("people", "phone")))
    assert best_way(search(made, source="people", target="x")) is None
    assert best_way(search(made, source="people", target="x", data="contact")) is None


def test_a_way_does_not_change_the_people() -> None:
    made = graph(flow("people", "us", ("people", "email")), flow("us", "x", ("staff", "email")))
    assert best_way(search(made, source="people", target="x", data="email")) is None


def test_a_way_narrows_but_never_widens_again() -> None:
    made = graph(
        flow("people", "us", ("people", "contact")),
        flow("us", "x", ("people", "email")),
        flow("x", "y", ("people", "phone")),
        flow("x", "z", ("people", "contact")),
    )
    assert best_way(search(made, source="people", target="y", data="contact")) is None
    way = best_way(search(made, source="people", target="z", data="contact"))
    assert way is not None
    assert (way.nodes, way.match) == (("people", "us", "x", "z"), Match.NARROWER)


def test_the_surest_way_goes_before_the_shortest() -> None:
    made = graph(
        flow("people", "us"),
        flow("us", "x", certainty="implied"),
        flow("us", "m"),
        flow("m", "x"),
    )
    way = best_way(search(made, source="people", target="x", data="email"))
    assert way is not None
    assert (way.nodes, way.certainty) == (("people", "us", "m", "x"), Certainty.STATED)


def test_a_way_is_as_sure_as_its_least_certain_step() -> None:
    made = graph(flow("people", "us"), flow("us", "m", certainty="implied"), flow("m", "x", certainty="possible"))
    way = best_way(search(made, source="people", target="x", data="email"))
    assert way is not None
    assert way.certainty is Certainty.POSSIBLE


def test_a_fact_about_the_whole_is_implied_for_a_part() -> None:
    made = graph(flow("people", "us"), flow("us", "x"))
    way = best_way(search(made, source="customers", target="x", data="email"))
    assert way is not None
    assert (way.nodes[0], way.certainty) == ("people", Certainty.IMPLIED)


def test_circles_and_diamonds_end() -> None:
    made = graph(
        flow("people", "us"), flow("us", "a1"), flow("us", "b1"), flow("a1", "x"), flow("b1", "x"),
        flow("x", "us"), flow("x", "x"),
    )  # fmt: skip
    ways = shortest_ways(search(made, source="people", target="x", data="email"), count=5)
    assert [way.nodes for way in ways] == [("people", "us", "a1", "x"), ("people", "us", "b1", "x")]


def test_k_ways_are_ordered_and_limited() -> None:
    made = graph(
        flow("people", "us"), flow("us", "x"), flow("us", "a1"), flow("a1", "x"), flow("a1", "b1"), flow("b1", "x"),
    )  # fmt: skip
    wanted = search(made, source="people", target="x", data="email")
    assert [len(way.nodes) for way in shortest_ways(wanted, count=10)] == [3, 4, 5]
    assert [len(way.nodes) for way in shortest_ways(wanted, count=2)] == [3, 4]
    assert len(shortest_ways(wanted, count=1)) == 1


def test_data_of_a_system_is_held_by_its_operator() -> None:
    made = graph(flow("people", "shop"), flow("us", "x"), systems={"shop": "us"})
    way = best_way(search(made, source="people", target="x", data="email"))
    assert way is not None
    assert way.nodes == ("people", "shop", "us", "x")


def test_a_system_may_send_what_its_operator_got_elsewhere_but_is_not_said_to_hold_it() -> None:
    made = graph(flow("people", "us"), flow("shop", "x"), systems={"shop": "us", "crm": "us"})
    way = best_way(search(made, source="people", target="x", data="email"))
    assert way is not None
    assert way.nodes == ("people", "us", "shop", "x")
    assert best_way(search(made, source="people", target="shop", data="email")) is None
    assert best_way(search(made, source="people", target="crm", data="email")) is None


def test_belonging_is_no_flow() -> None:
    made = graph(flow("people", "x"), systems={"shop": "us"})
    assert best_way(search(made, source="shop", target="us")) is None
    assert best_way(search(made, source="us", target="shop")) is None


def test_a_trace_prefers_its_own_activity() -> None:
    near = [flow("people", "m"), flow("m", "us"), flow("us", "x")]
    far = Flow(id="b/people->us", activity="b", source="people", target="us", pairs=near[0].pairs)
    register = graph(*near).register
    made = FactGraph(
        Register(
            organisation="us",
            organisations=register.organisations,
            data_subjects=register.data_subjects,
            data_categories=register.data_categories,
            activities={**register.activities, "b": Activity(key="b", flows=(far,))},
        )
    )
    last = next(fact for fact in made.facts if fact.flow.target == "x")
    assert Traces(made).nodes(last) == ("people", "m", "us", "x")


def test_a_trace_without_source_begins_at_the_sender() -> None:
    made = graph(flow("us", "x"), flow("people", "us", ("people", "phone")))
    last = next(fact for fact in made.facts if fact.flow.target == "x")
    assert Traces(made).nodes(last) == ("us", "x")


def test_a_hypothetical_step_is_no_evidence_for_a_stated_fact() -> None:
    made = graph(flow("people", "us", certainty="hypothetical"), flow("us", "x"))
    last = next(fact for fact in made.facts if fact.flow.target == "x")
    assert Traces(made).nodes(last) == ("us", "x")


def test_networkx_gets_every_flow_and_node() -> None:
    made = graph(flow("people", "shop"), flow("shop", "x"), flow("x", "x"), systems={"shop": "us"})
    other = made.to_networkx()
    assert other.number_of_edges() == 3
    assert other.nodes["shop"]["kind"] == "system"
    assert other.nodes["staff"]["kind"] == "data-subject"
    assert set(other.edges(keys=True)) == {
        ("people", "shop", ("a", "a/people->shop")),
        ("shop", "x", ("a", "a/shop->x")),
        ("x", "x", ("a", "a/x->x")),
    }


EDGES = st.lists(st.tuples(st.integers(0, 7), st.integers(0, 7)), max_size=24)


@settings(max_examples=80, deadline=None)
@given(EDGES)
def test_downstream_agrees_with_networkx(edges: list[tuple[int, int]]) -> None:
    """Nodes 6 and 7 are systems of `o0` and `us`; what belongs together counts as linked both ways."""
    names = [f"o{number}" for number in range(6)] + ["s6", "s7"]
    flows = [
        Flow(id=f"a/{number}", activity="a", source=names[one], target=names[other])
        for number, (one, other) in enumerate(edges)
    ]
    made = graph(flow("people", "o0"), *flows, systems={"s6": "o0", "s7": "us"})
    oracle: nx.DiGraph[str] = nx.DiGraph(made.to_networkx())
    oracle.add_edges_from([("s6", "o0"), ("o0", "s6"), ("s7", "us"), ("us", "s7")])
    reached = downstream(made, ["o0"])
    assert set(reached) == nx.descendants(oracle, "o0") | {"o0"}


@settings(max_examples=80, deadline=None)
@given(EDGES)
def test_ways_agree_with_networkx(edges: list[tuple[int, int]]) -> None:
    flows = [flow(f"o{one}", f"o{other}") for one, other in dict.fromkeys(edges)]
    made = graph(flow("people", "o0"), *flows)
    oracle: nx.DiGraph[str] = nx.DiGraph(made.to_networkx())
    for target in sorted({item.target for item in flows}):
        wanted = search(made, source="people", target=target, data="email")
        ways = shortest_ways(wanted, count=3)
        if not nx.has_path(oracle, "people", target):
            assert ways == ()
            continue
        assert len(ways[0].nodes) == nx.shortest_path_length(oracle, "people", target) + 1
        paths = nx.shortest_simple_paths(oracle, "people", target)
        expected = sorted(len(path) for path, _ in zip(paths, range(3), strict=False))
        assert [len(way.nodes) for way in ways] == expected


CARRIED = st.sampled_from(["contact", "email", "phone", "work-email", "personal", "health", "form"])


@settings(max_examples=80, deadline=None)
@given(st.lists(st.tuples(st.integers(0, 4), st.integers(0, 4), CARRIED), max_size=16), CARRIED)
def test_every_step_of_a_way_is_about_what_was_asked(edges: list[tuple[int, int, str]], asked: str) -> None:
    flows = [
        Flow(
            id=f"a/{number}", activity="a", source=f"o{one}", target=f"o{other}",
            pairs=(Pair(subject="people", data=data),),
        )
        for number, (one, other, data) in enumerate(edges)
    ]  # fmt: skip
    made = graph(flow("people", "o0", ("people", "personal")), *flows)
    for way in shortest_ways(search(made, source="people", target="o4", data=asked), count=3):
        for one, other in zip(way.nodes, way.nodes[1:], strict=False):
            assert any((fact.flow.source, fact.flow.target) == (one, other) for fact in way.facts)
        for fact in way.facts:
            assert made.categories.match(asked, fact.pair.data) is not None
