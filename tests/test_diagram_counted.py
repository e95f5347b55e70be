"""What labels only count, and what a line says of flows, places and people of which some are less sure than others."""

from __future__ import annotations

from typing import Any

from ropa.diagrams import Picture, write_mermaid
from tests.diagram_reading import edges, node
from tests.diagram_registers import picture_of
from tests.helpers import register_from

STORE = """
register: {organisation: us, as_of: 2026-11-01}
organisations:
  us: {name: Us, country: IE}
  here: {name: Halls in the EEA, kind: category}
  there: {name: Halls over there, kind: category}
data_subjects: {near: {name: Near people}, far: {name: Far people}, odd: {name: Odd people}, new: {name: New people}}
systems:
  store:
    name: Store
    operator: us
    hosting:
      - {by: here, country: EEA, access: none, for: [near]}
      - {by: there, country: {is: US, certainty: implied}, access: none, for: [far]}
activities:
  work:
    role: controller
    flows:
      - us -> store: {data: [name, username], subjects: [near, far, odd]}
      - us -> store: {data: [email-address, ip-address, phone-number], subjects: [odd, new], certainty: implied}
"""


def drawn(view: str = "systems", **asked: Any) -> Picture:
    """Return a picture of the store."""
    return picture_of(register_from(STORE), view, **asked)


def test_people_whom_a_label_does_not_name_are_no_categories() -> None:
    picture = drawn()
    for text, end in ((picture.rungs[0].dot, "</FONT>"), (write_mermaid(picture), '"')):
        assert text.count("+3 more categories (possible)") == 2
        assert text.count("+2 more kinds of people (possible)") == 2, "nobody says where these are hosted"
        assert text.count(f"+1 more kind of people{end}") == 1, "a flow to the store is about them"
    assert "3 kinds of people drawn or named · " in picture.description


def test_the_legend_explains_what_the_labels_show_and_the_key_all_that_it_names() -> None:
    text = """
    register: {organisation: us, as_of: 2026-11-01}
    organisations: {us: {name: Us, country: IE}, them: {name: Them, country: FR}}
    data_subjects: {client: {name: Clients}}
    activities:
      a:
        role: controller
        flows:
          - us -> them: {data: [email-address, ip-address, name, phone-number, username], subjects: [client]}
          - us -> them: {data: [postal-address], subjects: [client], certainty: possible}
    """
    words, *_, numbers, _ = picture_of(register_from(text)).rungs
    assert "+2 more categories<" in words.dot
    assert "(possible)" not in words.dot.replace("Postal address (possible)", "")
    assert "(possible): " in numbers.dot


def test_a_line_of_several_flows_says_how_many_are_not_stated() -> None:
    picture = drawn()
    (edge,) = edges(picture, "us", "store")
    assert "1 of 2 flows is implied, not stated." in edge.reasons
    assert not any(reason.startswith("The flow itself") for reason in edge.reasons)
    (alone,) = edges(drawn("data", data=["ip-address"]), "us", "store")
    assert "The flow itself is implied, not stated." in alone.reasons


def test_how_sure_a_place_is_stays_with_it() -> None:
    said = " ".join(node(drawn(), "store").details)
    assert "hosted by Halls in the EEA (country not named), cannot read" in said
    assert "hosted by Halls over there in United States (implied), cannot read" in said
    (edge,) = edges(drawn(), "store", "there")
    assert "stored in United States (implied)" in edge.notes
    (edge,) = edges(drawn(), "store", "here")
    assert "stored in EEA (country not named)" in edge.notes
    crossing = [note for edge in drawn("borders").edges for note in edge.notes]
    assert "stores (implied) there" in crossing
