"""Words of a finished drawing: moved off frames and other lines, along their own line, and left where they stand well."""

from __future__ import annotations

import re
from xml.etree import ElementTree as ET

from ropa.diagrams.placing import place_words

#: A frame from (100, 0) to (300, 100), a line inside it, and one that leaves it downwards.
DRAWING = """<g><polygon points="0,-50 400,-50 400,300 0,300"/>
<g id="place" class="cluster"><path d="M100,0C100,0 300,0 300,0C300,0 300,100 300,100C300,100 100,100 100,100"/></g>
<g id="inside" class="edge"><path d="M110,40C160,40 240,40 290,40"/></g>
<g id="leaves" class="edge"><path d="M150,60C150,140 160,200 290,220"/></g></g>"""


def words(left: float, top: float, width: float = 80, height: float = 40) -> ET.Element:
    """Return words on a ground."""
    right, bottom = left + width, top + height
    return ET.fromstring(f'<g><polygon points="{left},{top} {right},{top} {right},{bottom} {left},{bottom}"/></g>')


def moved(group: ET.Element) -> tuple[float, float]:
    """Return how far words were moved."""
    across, down = re.findall(r"-?\d+\.\d+", group.get("transform", "0.0 0.0"))
    return float(across), float(down)


def test_words_leave_a_frame_for_a_place_beside_their_own_line() -> None:
    inside, leaves = words(160, 2, height=34), words(200, 80)
    place_words(ET.fromstring(DRAWING), {"inside": inside, "leaves": leaves}, {})
    assert moved(inside) == (0, 0)
    across, down = moved(leaves)
    top, left = 80 + down, 200 + across
    assert top > 100, "below the frame, where its line is"
    assert top + 40 < 300
    assert 40 < left < 290


def test_the_name_of_a_place_goes_aside_where_a_line_passes_through_it() -> None:
    drawing = ET.fromstring(DRAWING)
    free, struck = words(110, 65, height=20), words(110, 30, height=20)
    place_words(drawing, {}, {"place": free})
    assert moved(free)[0] > 0, "the line that leaves crosses it on the left"
    place_words(drawing, {}, {"place": struck})
    assert moved(struck) == (0, 0), "the line inside crosses it everywhere"
