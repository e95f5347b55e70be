"""Too many lines: what is put together, step by step, with every flow still counted and the worst grade shown."""

from __future__ import annotations

from dataclasses import replace

import pytest

from ropa.diagrams import Picture
from ropa.diagrams.base import FlowId, Labels, Shape
from ropa.diagrams.compose import WORDS_UP_TO
from ropa.diagrams.dot import write_dot
from ropa.diagrams.labels import counts_of
from ropa.errors import RenderError
from ropa.model import Flow, Pair, Register
from ropa.transfers import Grade, Transfer
from tests.diagram_reading import edges, ends, flows_in_dot, node
from tests.diagram_registers import built, picture_of
from tests.helpers import register_from


def many(grades: dict[str, Grade]) -> tuple[Register, list[Transfer]]:
    """Return a register with several graded flows from the organisation to one other."""
    flows = [
        Flow(id=f"act/{key}", activity="act", source="us", target="o1", pairs=(Pair(subject="s0", data="a"),))
        for key in grades
    ]
    rows = [
        Transfer(
            flow=flow, exporter="us", importer="o1", country="US", regime="eu-gdpr", grade=grade, tool="scc-2021"
        )
        for flow, grade in zip(flows, grades.values(), strict=True)
    ]  # fmt: skip
    return built(flows), rows


LAND = """
register: {organisation: us, as_of: 2026-11-01}
organisations:
  us: {name: Us, country: IE}
  desk: {name: Desk, kind: internal, part_of: us}
  group: {name: Group, country: US}
  member: {name: Member, country: US, part_of: group}
  other: {name: Other, country: US}
  german: {name: German, country: DE}
data_subjects: {visitor: {name: Visitors}, buyer: {name: Buyers, part_of: visitor}, clerk: {name: Clerks}}
systems:
  shop: {name: Shop, operator: us}
  cart: {name: Cart, operator: us, part_of: shop}
  till: {name: Till, operator: us, part_of: cart}
  lists: {name: Lists, operator: member}
activities:
  a:
    role: controller
    flows:
      - buyer -> till: [name]
      - buyer -> cart: [name]
      - visitor -> shop: [name]
      - clerk -> desk: [name]
      - till -> lists: {data: [name], as: processor}
      - cart -> member: {data: [name], as: processor}
      - shop -> other: {data: [name], as: processor}
      - shop -> german: {data: [name], as: processor}
      - group -> other: {data: [name], subjects: [visitor], as: controller}
"""


def land(max_edges: int | None = None, view: str = "systems") -> Picture:
    """Return a picture with at most that many lines."""
    return picture_of(register_from(LAND), view, max_edges=max_edges)


def test_lines_between_the_same_boxes_come_first_and_the_worst_grade_stays() -> None:
    register, rows = many({"x": Grade.ADEQUATE, "y": Grade.NO_SAFEGUARD, "z": Grade.NO_SAFEGUARD})
    apart = picture_of(register, transfers=rows)
    assert [edge.grade for edge in apart.edges] == [Grade.ADEQUATE, Grade.NO_SAFEGUARD]
    assert apart.folded == ()
    together = picture_of(register, transfers=rows, max_edges=1)
    (edge,) = together.edges
    assert edge.grade is Grade.NO_SAFEGUARD
    assert edge.word == "no safeguard, 2 of 3 flows"
    assert edge.id == "flow-us--o1--all"
    assert edge.flows == tuple(FlowId("act", f"act/{key}") for key in "xyz")


def test_the_tool_is_named_only_where_all_of_the_worst_have_it() -> None:
    register, rows = many({"x": Grade.SAFEGUARDED, "y": Grade.SAFEGUARDED})
    (edge,) = picture_of(register, transfers=rows, max_edges=1).edges
    assert edge.word == "safeguarded: SCC 2021"
    mixed = [rows[0], replace(rows[1], tool="bcr")]
    (edge,) = picture_of(register, transfers=mixed, max_edges=1).edges
    assert edge.word == "safeguarded"


@pytest.mark.parametrize(
    ("limit", "expected"),
    [
        (
            6,
            [
                ("buyer", "shop"),
                ("shop", "german"),
                ("shop", "lists"),
                ("shop", "member"),
                ("shop", "other"),
                ("visitor", "shop"),
            ],
        ),
        (5, [("us", "german"), ("us", "group"), ("us", "other"), ("visitor", "us")]),
        (3, [("*people", "us"), ("us", "@DE"), ("us", "@US")]),
    ],
)
def test_boxes_are_put_together_step_by_step(limit: int, expected: list[tuple[str, str]]) -> None:
    whole, picture = land(), land(limit)
    assert len(whole.edges) == 7
    assert whole.folded == ()
    assert ends(picture) == expected
    assert set(flows_in_dot(picture.dot)) == set(whole.flow_ids) == set(picture.flow_ids)
    assert len(picture.folded) == 1


def test_what_was_put_together_is_said_in_the_picture_and_beside_it() -> None:
    picture = land(3)
    (said,) = picture.folded
    assert said == (
        "7 lines would be too many to read, so they are drawn as 3 lines: outside parties of one country within one "
        "box, people within one box."
    )
    assert said in picture.scene.caption.lines
    assert said in picture.description
    assert "outside parties of one place, drawn together" in [entry.text for entry in picture.legend]
    assert "2 outside boxes in 2 places" in picture.description


def test_a_group_says_how_many_it_stands_for_and_who() -> None:
    picture = land(3)
    group, alone, people = node(picture, "@US"), node(picture, "@DE"), node(picture, "*people")
    assert (group.shape, group.title, group.details) == (Shape.GROUP, "2 outside parties", ("Member, Other",))
    assert alone.title == "German"
    assert (people.shape, people.title, people.details) == (Shape.SUBJECT, "2 kinds of people", ("Buyers, Visitors",))
    assert group.id.startswith("group-us")
    assert people.id == "group-people"
    assert "2 outside parties in United States" in {row[2] for row in picture.rows()}, "away from its place"
    (collected,) = edges(picture, "*people", "us")
    assert collected.sentence == "2 kinds of people give Name about Buyers and Visitors to Us."


def test_flows_within_a_box_are_a_line_from_it_to_itself() -> None:
    picture = land(4, "context")
    (inside,) = edges(picture, "@US", "@US")
    assert [flow.flow for flow in inside.flows] == ["a/group->other"]
    assert set(picture.flow_ids) == set(land(view="context").flow_ids)


def test_a_limit_below_the_last_step_is_refused_with_both_counts() -> None:
    with pytest.raises(
        RenderError, match=r"3 lines \(7 before parties were drawn together\), more than 2.*--max-edges"
    ):
        land(2)


def test_by_default_more_than_120_lines_are_put_together_and_a_limit_keeps_them_apart() -> None:
    flows = [Flow(id=f"act/{n}", activity="act", source="us", target=f"o{n}") for n in range(121)]
    register = built(flows, organisations=121, countries=["US", "DE", "GB"])
    folded = picture_of(register, graded=False)
    assert ends(folded) == [("us", "@DE"), ("us", "@GB"), ("us", "@US")]
    assert node(folded, "@US").title == "41 outside parties"
    assert node(folded, "@US").details == ("Outside 0, Outside 102, Outside 105, Outside 108 and 37 more",)
    assert len(picture_of(register, graded=False, max_edges=300).edges) == 121


def world(count: int) -> Picture:
    """Return the picture of an organisation that exchanges data with parties in many countries, these among themselves."""
    countries = ["DE", "FR", "GB", "JP", "US", "BR", "IN", "", "Neverland", "IE"]
    flows = [
        Flow(id=f"act/{n}", activity="act", source=f"o{n % count}", target=f"o{(n + n // 10) % count}",
             pairs=(Pair(subject="s0", data="ab"[n % 2]),))
        for n in range(count)
    ]  # fmt: skip
    flows += [Flow(id=f"act/out{n}", activity="act", source="us", target=f"o{n}") for n in range(count)]
    return picture_of(built(flows, organisations=count, countries=countries), graded=False)


def test_countries_that_stand_alike_are_one_box_where_one_for_each_leaves_too_many_lines() -> None:
    picture = world(200)
    assert len(picture.edges) <= WORDS_UP_TO
    assert len(picture.flow_ids) == 400
    assert set(flows_in_dot(picture.dot)) == set(picture.flow_ids)
    assert "all countries that stand alike in law" in picture.folded[0]
    places = {item.place.title: item for item in picture.scene.nodes if item.place is not None}
    assert {"Countries inside the area", "Countries with adequacy", "Third countries"} <= places.keys()
    # Home is inside the area; only the organisation itself is not in that box.
    assert places["Countries inside the area"].details[0] == "France, Germany, Ireland"
    assert places["Country not recorded"].title == "20 outside parties"


def test_a_line_between_groups_says_how_much_and_how_sensitive_it_is() -> None:
    picture = world(200)
    (line,) = edges(picture, "@*inside", "@*outside")
    assert counts_of(line) == (f"{len(line.flows)} flows · 2 categories of data", "with special category")
    assert f"{len(line.flows)} flows · 2 categories of data" in picture.dot.replace("&#160;", " ")


def test_a_home_outside_the_area_is_not_put_inside_it() -> None:
    flows = [Flow(id=f"act/{n}", activity="act", source="us", target=f"o{n}") for n in range(121)]
    register = built(flows, organisations=121, countries=[f"Land {n}" for n in range(120)] + ["US"])
    own = replace(register.organisations["us"], country="US")
    picture = picture_of(replace(register, organisations={**register.organisations, "us": own}), graded=False)
    assert {item.place.title for item in picture.scene.nodes if item.place} == {
        "Third countries",
        "Not known countries",
    }


def test_the_key_hangs_on_the_boxes_where_lines_end_and_pushes_no_other_apart() -> None:
    text = write_dot(land().scene, labels=Labels.NUMBERS, newrank=True)
    held = {line.split('"')[1] for line in text.splitlines() if '-> "key"' in line}
    assert held == {"node-german", "node-lists", "node-member", "node-other"}
    ring = [Flow(id=f"act/{n}", activity="act", source=f"o{n}", target=f"o{(n + 1) % 3}") for n in range(3)]
    scene = picture_of(built(ring), "activity", activities=["act"], graded=False).scene
    assert write_dot(scene, labels=Labels.NUMBERS, newrank=True).count('-> "key"') == 3
