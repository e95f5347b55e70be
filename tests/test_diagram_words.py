"""What the words of a picture may not leave open: what "more" is, which category it is about, who is counted."""

from __future__ import annotations

from typing import Any

from ropa.diagrams import Picture
from tests.diagram_reading import edges, node
from tests.diagram_registers import picture_of
from tests.helpers import register_from

SHOP = """
register: {organisation: us, as_of: 2026-11-01}
organisations:
  us: {name: Us, country: IE}
  far: {name: Far, country: JP, parent_company: {country: US}}
  idle: {name: Idle}
data_subjects: {client: {name: "Clients, also called customers", count: 12000}, guest: {name: Guests}}
data_categories:
  form: {name: What a form asks, consists_of: [name, username]}
systems: {shop: {name: Shop, operator: us}}
activities:
  orders:
    role: controller
    flows:
      - client -> shop: [form]
      - client -> far: {data: [name], via: shop}
      - shop -> far: {data: [email-address, ip-address, name, phone-number, postal-address, contact-data],
                      subjects: [client, guest]}
    retention: [{data: [username], subjects: [client], period: P1Y}]
  tasks: {role: processor, on_behalf_of: [far], flows: [{shop -> far: {data: [name], subjects: [guest]}}]}
"""


def shop(view: str, **asked: Any) -> Picture:
    """Return a picture of the shop."""
    return picture_of(register_from(SHOP), view, **asked)


def label(picture: Picture) -> str:
    """Return the text with the labels of the lines."""
    return picture.rungs[0].dot


def test_what_is_left_out_of_a_label_is_said_to_be_categories() -> None:
    text = label(shop("activity", activities=["orders"]))
    assert "+2 more categories" in text
    assert "customers; and Guests" in text


def test_a_picture_about_one_category_names_it_first_and_nothing_of_its_siblings() -> None:
    picture = shop("data", data=["postal-address"])
    (edge,) = edges(picture, "shop", "far")
    assert [item.text for group in edge.groups for item in group.items] == ["Postal address", "Contact data · broader"]
    name = shop("data", data=["name"])
    assert "only “Name” · " in name.scene.caption.lines[0], "what includes it is no part of it"
    assert "What a form asks · includes it" in label(name)
    assert "retention not stated" in node(name, "shop").details, "the rule is for the username alone"
    assert any("kept 1 year" in detail for detail in node(shop("data", data=["username"]), "shop").details)


def test_people_are_counted_who_have_no_box() -> None:
    picture = shop("systems", focus="shop")
    assert picture.title == "Us: “Shop”, who runs and hosts it"
    assert "2 kinds of people · " in picture.description
    assert "12,000 people" in node(picture, "client").details
    assert "receives 1 category about 1 kind of people in these flows" in node(picture, "shop").details
    assert "1 flow only passing through a system, not drawn" in picture.description


def test_only_who_takes_part_in_nothing_is_declared_idle() -> None:
    said = shop("context").description
    assert "Declared, but in none of these flows: Idle." in said
    assert "->" not in said


def test_who_acts_for_others_states_no_legal_basis() -> None:
    assert "Legal basis: not stated" in shop("activity", activities=["orders"]).description
    assert "Legal basis" not in shop("activity", activities=["tasks"]).description


def test_a_parent_elsewhere_is_a_company() -> None:
    assert "parent company: United States" in node(shop("context"), "far").details
