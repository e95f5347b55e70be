"""The borders view: every flow that crosses a border or may do so, to each place where its receiver is outside."""

from __future__ import annotations

from ropa.diagrams import Picture
from ropa.diagrams.base import FlowId
from ropa.diagrams.palette import line_style
from ropa.transfers import Grade
from tests.diagram_reading import edges, ends, node, undrawn
from tests.diagram_registers import context_of, picture_of
from tests.helpers import register_from

TRADE = """
register: {organisation: us, as_of: 2026-11-01}
organisations:
  us: {name: Us, country: IE}
  desk: {name: Desk, kind: internal, part_of: us}
  india: {name: Office in India, kind: internal, part_of: us, country: IN}
  neighbour: {name: Neighbour, country: IE}
  german: {name: German, country: DE}
  union: {name: Union, country: EU}
  american: {name: American, country: US}
  worldwide: {name: Worldwide, country: DE}
  nowhere: {name: Nowhere}
  red-cross: {name: Red Cross, kind: international-organisation, country: IE}
data_subjects: {visitor: {name: Visitors}, guest: {name: Guests, country: US}}
systems: {shop: {name: Shop, operator: us}, theirs: {name: Theirs, operator: american}}
activities:
  trade:
    role: controller
    flows:
      - visitor -> shop: [name]
      - guest -> shop: [name]
      - visitor -> american: {data: [name], as: controller}
      - shop -> desk: [name]
      - shop -> india: [name]
      - shop -> neighbour: {data: [name], as: controller}
      - shop -> german: {data: [name], as: processor}
      - shop -> union: {data: [name], as: processor}
      - shop -> theirs: {data: [name], as: processor}
      - shop -> nowhere: {data: [name], as: processor}
      - shop -> red-cross: {data: [name], as: controller}
      - shop -> worldwide: {data: [name], as: processor, locations: {storage: US, access: [IN, DE]}}
      - shop -> visitor: {data: [name], subjects: [visitor]}
      - shop -> guest: {data: [name], subjects: [guest]}
"""


def trade() -> Picture:
    """Return the picture of the trade."""
    return picture_of(register_from(TRADE), "borders")


def flows(picture: Picture, source: str, target: str) -> list[str]:
    """Return the flows on the lines between two boxes."""
    return [flow.flow for edge in edges(picture, source, target) for flow in edge.flows]


def test_what_stays_in_one_country_is_counted_and_not_drawn() -> None:
    left = {part.why: [flow.flow for flow in part.flows] for part in trade().undrawn}
    assert left == {
        "between people and parties not known to be abroad": ["trade/shop->visitor", "trade/visitor->shop"],
        "within one party or country": ["trade/shop->desk", "trade/shop->neighbour"],
    }


def test_what_crosses_or_may_cross_is_drawn() -> None:
    drawn = set(ends(trade()))
    for target in ("german", "union", "american", "nowhere", "red-cross", "india"):
        assert ("us", target) in drawn, target
    assert ("visitor", "american") in drawn, "people who give data to a party abroad"
    assert {("guest", "us"), ("us", "guest")} <= drawn, "people who are said to be elsewhere"


def test_a_receiver_stands_in_every_place_outside_where_it_holds_or_reads() -> None:
    picture = trade()
    assert flows(picture, "us", "worldwide@US") == flows(picture, "us", "worldwide@IN") == ["trade/shop->worldwide"]
    assert ("us", "worldwide") not in ends(picture), "its seat inside the area decides nothing"
    (stored,) = edges(picture, "us", "worldwide@US")
    (read,) = edges(picture, "us", "worldwide@IN")
    assert stored.notes == ("stores there", "seat in Germany", "accessed from Germany and India")
    assert read.notes == ("reads there", "seat in Germany", "stored in United States", "accessed from Germany")
    place = node(picture, "worldwide@US").place
    assert place is not None
    assert place.title == "United States"
    assert picture.flow_ids.count(FlowId("trade", "trade/shop->worldwide")) == 1
    assert "one grade per flow" in " ".join(entry.text for entry in picture.legend)


def test_everybody_stands_in_a_country_the_organisation_included() -> None:
    picture = trade()
    home = node(picture, "us").place
    assert home is not None
    assert (home.title, home.status, home.order) == ("Ireland", "home · EEA", 0)
    assert not any(item.key == "desk" for item in picture.scene.nodes)
    office = node(picture, "india").place
    assert office is not None
    assert office.title == "India"
    assert 'style="rounded,filled,dotted"' in picture.dot, "not recorded"


def test_an_organisation_without_a_country_stands_apart_from_others_without_one() -> None:
    picture = picture_of(register_from(TRADE.replace("us: {name: Us, country: IE}", "us: {name: Us}")), "borders")
    home, other = node(picture, "us").place, node(picture, "nowhere").place
    assert home is not None
    assert other is not None
    assert home.title == other.title == "Country not recorded"
    assert home.id != other.id
    assert home.status == "home · not stated in the register"
    assert ("us", "neighbour") in ends(picture), "it may be another country"


def test_people_who_are_an_organisation_are_where_that_is() -> None:
    text = """
    organisations: {us: {name: Us, country: IE}, client: {name: Client, country: US}}
    data_subjects: {client-people: {name: People of the client, same_as: client}}
    activities:
      a:
        role: controller
        flows: [{us -> client-people: {data: [name], subjects: [client-people]}}]
    """
    assert ends(picture_of(register_from(text), "borders")) == [("us", "client-people")]


def test_an_uncovered_transfer_cannot_be_taken_for_another() -> None:
    (edge,) = edges(trade(), "us", "american")
    assert edge.grade is Grade.NO_SAFEGUARD
    assert edge.word.startswith("no safeguard")
    line = next(line for line in trade().dot.splitlines() if f'id="{edge.id}"' in line)
    style = line_style(edge.grade)
    assert f'style="{style.dash}", penwidth={style.width}' in line
    assert 'color="#8F1D14"' in line
    others = [line_style(grade) for grade in (Grade.DOMESTIC, Grade.ADEQUATE, Grade.SAFEGUARDED)]
    assert all((other.colour, other.width) != (style.colour, style.width) for other in others)
    assert all(other.width < style.width for other in others)
    assert "4 without a safeguard" in trade().description


def test_every_flow_that_is_graded_as_leaving_is_drawn() -> None:
    left = set(undrawn(trade()))
    for transfer in context_of(register_from(TRADE)).transfers:
        if transfer.grade not in (Grade.NOT_A_TRANSFER, Grade.DOMESTIC) or transfer.beyond:
            assert FlowId(transfer.flow.activity, transfer.flow.id) not in left, transfer.flow.id


def test_an_empty_picture_says_so() -> None:
    text = """
    data_subjects: {visitor: {name: Visitors}}
    activities: {a: {role: controller, flows: [{visitor -> us: [name]}]}}
    """
    picture = picture_of(register_from(text), "borders")
    assert "No flow that crosses a border, or may do so, is recorded." in picture.dot
    assert [item.key for item in picture.scene.nodes] == ["us"]
