"""Names of thousands of characters still give a picture: Graphviz reads no string of more than 16384 in one piece."""

from __future__ import annotations

from typing import Any
from xml.etree import ElementTree as ET

import pytest

from ropa.diagrams import render
from ropa.diagrams.engines import find_engines
from tests.diagram_reading import SVG
from tests.diagram_registers import VIEW_OPTIONS, picture_of
from tests.helpers import register_from

ENGINES = find_engines()
LONG = "x" * 9000

REGISTER = f"""
register: {{name: Shop, organisation: shop, as_of: 2026-11-01}}
organisations:
  shop: {{name: {LONG}, country: IE}}
  mailer: {{name: {LONG}, country: US}}
systems: {{till: {{name: {LONG}, operator: shop}}}}
data_subjects: {{buyer: {{name: {LONG}}}}}
data_categories: {{points: {{name: {LONG}}}}}
activities:
  one:
    flows:
      - buyer -> till: [points]
      - till -> mailer: [points]
"""


@pytest.mark.skipif(not ENGINES, reason="needs the program dot (or pygraphviz)")
@pytest.mark.parametrize("view", VIEW_OPTIONS)
def test_long_names_are_cut_in_the_text_for_graphviz_and_whole_in_the_picture(view: str) -> None:
    asked: dict[str, Any] = {"data": {"data": ["points"]}, "activity": {"activities": ["one"]}}.get(view, {})
    picture = picture_of(register_from(REGISTER), view, **asked)
    content = render(picture, engines=ENGINES[:1]).content
    assert content is not None
    titles = [element.text or "" for element in ET.fromstring(content).iter(f"{SVG}title")]
    assert sum(text.count(LONG) for text in titles) >= 6
