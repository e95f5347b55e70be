"""The activity and data views: systems and parts as boxes of their own, with retention; purposes and bases on top."""

from __future__ import annotations

import re
from typing import Any

import pytest

from ropa.diagrams import Picture, activities_to_draw
from ropa.diagrams.base import Shape
from ropa.errors import UsageError
from tests.diagram_reading import edges, ends, node
from tests.diagram_registers import clinic, context_of, picture_of
from tests.helpers import register_from

SHOP = """
register: {organisation: us, as_of: 2026-11-01}
organisations:
  us: {name: Us, country: IE}
  desk: {name: Desk, kind: internal, part_of: us}
  mailer: {name: Mailer, country: US}
  list-house: {name: List house, country: DE}
  partner: {name: Partner}
data_subjects: {buyer: {name: Buyers}}
systems:
  shop: {name: Shop, operator: us}
  archive: {name: Archive, operator: us, part_of: shop}
  lists: {name: Lists, operator: list-house}
measures: {}
activities:
  orders:
    name: Orders
    role: joint-controller
    joint_with: [partner]
    purposes: [{is: direct-marketing, certainty: implied}, "own purpose"]
    legal_basis: [{basis: consent, form: opt-in, for: direct-marketing}, {basis: contract, certainty: implied}]
    special_category_condition: explicit-consent
    flows:
      - buyer -> shop: [email-address, health-data]
      - shop -> archive: [email-address]
      - shop -> desk: [email-address]
      - shop -> lists: {data: [email-address], as: processor}
      - buyer -> mailer: {data: [email-address], as: controller, via: shop}
    retention:
      - {data: [email-address], in: [shop], period: P30D, trigger: consent withdrawn}
      - {data: [email-address], in: [archive], period: P2Y, certainty: implied}
  quiet:
    name: Quiet
    role: controller
general:
  flows: [{shop -> us: [email-address]}]
  retention: [{data: everything, by: us, criterion: as long as needed}]
"""


def orders(view: str = "activity", **asked: Any) -> Picture:
    """Return a picture of the shop, of its orders where nothing else is asked for."""
    given = asked or {"activities": ["orders"]}
    return picture_of(register_from(SHOP), view, **given)


def test_systems_and_parts_are_boxes_inside_the_border_of_the_organisation() -> None:
    picture = orders()
    shapes = {item.key: item.shape for item in picture.scene.nodes}
    assert shapes == {
        "buyer": Shape.SUBJECT,
        "shop": Shape.STORE,
        "archive": Shape.STORE,
        "desk": Shape.UNIT,
        "lists": Shape.SYSTEM,
        "mailer": Shape.RECIPIENT,
    }
    inside = {item.key: item.boundary.title for item in picture.scene.nodes if item.boundary is not None}
    assert inside == {"shop": "Us", "archive": "Us", "desk": "Us", "lists": "List house"}
    border = node(picture, "shop").boundary
    assert border is not None
    assert border.status == "joint controller · Ireland (home · EEA)"
    assert node(picture, "shop").place is None
    place = node(picture, "lists").place
    assert place is not None
    assert place.title == "Germany"


def test_borders_lie_inside_their_places_in_the_text() -> None:
    lines = [line.strip() for line in orders().dot.splitlines()]
    opened = [line for line in lines if line.startswith("subgraph") or line == "}"]
    own = opened.index('subgraph "cluster_party-us" {')
    assert opened[own + 1] == "}", "the organisation has a border and no place"
    germany = next(number for number, line in enumerate(opened) if line.startswith('subgraph "cluster_place-de'))
    assert opened[germany + 1 : germany + 4] == ['subgraph "cluster_party-list-house" {', "}", "}"]


def test_role_purposes_and_bases_stand_on_top() -> None:
    lines = orders().scene.caption.lines
    assert orders().title == "Us: Orders"
    assert lines[1:5] == (
        "Role: joint controller · with Partner",
        "Purposes: Direct marketing (implied) and own purpose",
        "Legal basis: consent (opt in) for Direct marketing and contract (implied)",
        "Condition for special categories: explicit consent",
    )
    assert not lines[0].startswith("Orders"), "the title says it"
    assert orders(activities=["quiet"]).scene.caption.lines[1:4] == (
        "Role: controller",
        "Purposes: not stated",
        "Legal basis: not stated",
    )


def test_a_store_says_how_long_it_keeps_what_reaches_it() -> None:
    picture = orders()
    assert node(picture, "shop").details == (
        "kept 30 days from consent withdrawn: Email address",
        "kept “as long as needed” (general rule)",
        "special category (Art. 9)",
    )
    assert node(picture, "archive").details[:2] == ("part of Shop", "kept 2 years: Email address (implied)")
    assert not any("kept" in detail for key in ("mailer", "buyer") for detail in node(picture, key).details)
    silent = picture_of(register_from(SHOP.partition("    retention:")[0]), "activity", activities=["orders"])
    assert "retention not stated" in node(silent, "shop").details


def test_what_no_rule_covers_is_said() -> None:
    text = SHOP.replace("  retention: [{data: everything, by: us, criterion: as long as needed}]\n", "")
    details = node(picture_of(register_from(text), "activity", activities=["orders"]), "shop").details
    assert details[:2] == ("kept 30 days from consent withdrawn: Email address", "retention of the rest not stated")


def test_categories_and_ways_stand_on_the_lines() -> None:
    picture = orders()
    assert ends(picture) == [
        ("buyer", "mailer"), ("buyer", "shop"), ("shop", "archive"), ("shop", "desk"), ("shop", "lists"),
    ]  # fmt: skip
    (direct,) = edges(picture, "buyer", "mailer")
    assert direct.notes == ("via Shop",)
    (collected,) = edges(picture, "buyer", "shop")
    assert [item.text for group in collected.groups for item in group.items] == [
        "Health data · special category",
        "Email address",
    ]


def test_one_activity_at_a_time() -> None:
    several: list[dict[str, Any]] = [{"data": ["email-address"]}, {"activities": ["orders", "quiet"]}]
    for asked in several:
        with pytest.raises(UsageError, match=r"one activity at a time.*`--activity KEY`\): orders, quiet.*-o FOLDER/"):
            orders(**asked)


def test_a_single_activity_needs_no_name_and_general_statements_have_a_picture() -> None:
    context = context_of(register_from(SHOP))
    assert activities_to_draw(context, ()) == ("orders", "quiet", "general")
    assert activities_to_draw(context, ("quiet",)) == ("quiet",)
    general = orders(activities=["general"])
    assert general.title == "Us: what belongs to no activity"
    assert ends(general) == [("shop", "us")]
    assert node(general, "us").boundary is not None
    alone = register_from("activities: {a: {role: controller, flows: []}}")
    unlimited: list[dict[str, Any]] = [{}, {"activities": ["a"]}]
    for asked in unlimited:
        assert "No flow of this activity is recorded." in picture_of(alone, "activity", **asked).dot
    assert "No flow matches" in picture_of(alone, "activity", data=["name"]).dot


def test_without_systems_and_parts_the_organisation_needs_no_border() -> None:
    text = """
    data_subjects: {visitor: {name: Visitors}}
    activities: {a: {role: controller, flows: [{visitor -> us: [name]}]}}
    """
    us = node(picture_of(register_from(text), "activity"), "us")
    assert us.boundary is None
    assert us.details[:2] == ("controller", "Ireland (home · EEA)")


def test_the_data_view_needs_data() -> None:
    with pytest.raises(UsageError, match=r"none is named.*`--data KEY`.*In flows here: email-address, health-data"):
        picture_of(register_from(SHOP), "data")


def test_the_data_view_goes_across_activities_and_names_them() -> None:
    picture = orders("data", data=["email-address"])
    (told,) = edges(picture, "shop", "us")
    assert told.notes == ("stated of no activity",)
    (collected,) = edges(picture, "buyer", "shop")
    assert collected.notes == ("in Orders",)
    assert "special category" not in picture.dot, "health data were not asked about"
    assert orders("data", data=["email-address"], activities=["orders"]).edges[0].notes in ((), ("via Shop",))


def test_activities_on_a_line_are_counted_after_the_second() -> None:
    flows = "".join(
        f"  a{n}: {{name: Activity {n}, role: controller, flows: [{{visitor -> us: [name]}}]}}\n" for n in range(4)
    )
    picture = picture_of(
        register_from(f"data_subjects: {{visitor: {{name: Visitors}}}}\nactivities:\n{flows}"), "data", data=["name"]
    )
    (edge,) = picture.edges
    assert edge.notes == ("in Activity 0, Activity 1 and 2 more",)
    assert len(edge.flows) == 4


@pytest.mark.parametrize("view", ["activity", "systems"])
def test_ids_are_made_of_keys(view: str) -> None:
    picture = clinic(view, activities=["care"])
    assert {item.id for item in picture.scene.nodes} == {f"node-{item.key}" for item in picture.scene.nodes}
    for edge in picture.edges:
        assert re.fullmatch(r"flow-[a-z0-9-]+", edge.id)
