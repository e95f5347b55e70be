"""The systems view: who runs and hosts what, what is part of what, and the flows through it."""

from __future__ import annotations

from typing import Any

from ropa.diagrams import Picture
from tests.diagram_reading import edges, ends, node, undrawn
from tests.diagram_registers import picture_of
from tests.helpers import register_from

LANDSCAPE = """
register: {organisation: us, as_of: 2026-11-01}
organisations:
  us: {name: Us, country: IE}
  host: {name: Host, country: DE}
  cloud: {name: Cloud}
  runner: {name: Runner, country: US}
data_subjects: {visitor: {name: Visitors}, buyer: {name: Buyers}}
systems:
  shop:
    name: Shop
    operator: us
    hosting:
      - {by: host, country: DE, access: none}
      - {by: cloud, country: US, for: buyer, when: "they buy"}
  backup: {name: Backup, part_of: shop, hosting: [{by: us, country: IE}]}
  orphan: {name: Orphan}
  outside: {name: Outside, operator: runner, hosting: [{by: cloud}]}
activities:
  a:
    role: controller
    flows:
      - visitor -> shop: [name, email-address, ip-address]
      - shop -> outside: {data: [name], as: processor}
      - visitor -> us: [name]
"""


def landscape(**asked: Any) -> Picture:
    """Return the picture of the landscape."""
    return picture_of(register_from(LANDSCAPE), "systems", **asked)


def test_every_system_is_there_even_without_a_flow() -> None:
    picture = landscape()
    assert {"shop", "backup", "orphan", "outside", "host", "cloud"} <= {item.key for item in picture.scene.nodes}


def test_systems_say_who_runs_and_hosts_them_and_what_reaches_them() -> None:
    picture = landscape()
    assert node(picture, "shop").details == (
        "hosted by Host in Germany, cannot read",
        "hosted by Cloud in United States, for Buyers, when they buy",
        "receives 3 categories about 1 kind of people",
    )
    assert node(picture, "backup").details == ("part of Shop", "hosted by Us in Ireland")
    assert node(picture, "orphan").details == ("operator not stated", "hosting not stated")
    outside = node(picture, "outside")
    assert "hosted by Cloud, country not recorded" in outside.details
    assert outside.boundary is not None
    assert outside.boundary.title == "Runner"


def test_what_is_no_flow_is_a_line_of_its_own_and_no_flow_is_counted_for_it() -> None:
    picture = landscape()
    said = {(relation.source, relation.target): relation.word for relation in picture.scene.relations}
    assert said == {("backup", "shop"): "part of", ("backup", "us"): "hosted by"}
    assert "Backup is part of Shop." in [relation.sentence for relation in picture.scene.relations]
    line = next(line for line in picture.dot.splitlines() if 'id="relation-backup--shop--part-of"' in line)
    assert "dir=none" in line
    assert "flows=" not in line
    assert "no flow: what is part of what, or hosts it" in [entry.text for entry in picture.legend]


def test_hosts_with_a_flow_have_that_flow() -> None:
    (edge,) = edges(landscape(), "shop", "host")
    assert edge.notes == ("hosts it", "cannot read")
    (other,) = edges(landscape(), "outside", "cloud")
    assert other.notes == ("hosts it",)


def test_flows_past_all_systems_are_counted_and_not_drawn() -> None:
    picture = landscape()
    assert [flow.flow for flow in undrawn(picture)] == ["a/visitor->us"]
    assert "1 flow without a recorded system not drawn" in picture.description
    assert ("visitor", "us") not in ends(picture)


def test_a_question_leaves_the_systems_that_it_touches_and_their_wholes() -> None:
    picture = landscape(focus="backup")
    assert {item.key for item in picture.scene.nodes} == {"backup", "shop", "us", "host", "cloud"}
    assert [relation.id for relation in picture.scene.relations][:1] == ["relation-backup--shop--part-of"]
    assert "orphan" not in {item.key for item in landscape(data=["name"]).scene.nodes}


def test_a_register_without_systems_says_so() -> None:
    text = "activities: {a: {role: controller, flows: []}}"
    assert "No flow from or to a system is recorded." in picture_of(register_from(text), "systems").dot
