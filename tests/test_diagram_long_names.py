"""Names of thousands of characters still give a picture: Graphviz reads no string of more than 16384 in one piece."""

from __future__ import annotations

from xml.etree import ElementTree as ET

import pytest

from ropa.diagrams import context, render
from ropa.diagrams.engines import find_engines
from ropa.law import load_law
from ropa.transfers import grade_transfers
from tests.diagram_registers import AS_OF
from tests.helpers import register_from

ENGINES = find_engines()
LONG = "x" * 9000

REGISTER = f"""
register: {{name: Shop, organisation: shop, as_of: 2026-11-01}}
organisations:
  shop: {{name: {LONG}, country: IE}}
  mailer: {{name: {LONG}, country: US}}
data_subjects: {{buyer: {{name: {LONG}}}}}
data_categories: {{points: {{name: {LONG}}}}}
activities:
  one:
    flows:
      - buyer -> shop: [points]
      - shop -> mailer: [points]
"""


@pytest.mark.skipif(not ENGINES, reason="needs the program dot (or pygraphviz)")
def test_long_names_are_cut_in_the_text_for_graphviz_and_whole_in_the_picture() -> None:
    register, law = register_from(REGISTER), load_law()
    picture = context(register, law, transfers=grade_transfers(register, law, as_of=AS_OF), as_of=AS_OF)
    content = render(picture, engines=ENGINES[:1]).content
    assert content is not None
    titles = [element.text or "" for element in ET.fromstring(content).iter("{http://www.w3.org/2000/svg}title")]
    assert sum(text.count(LONG) for text in titles) >= 8
