"""Reading pictures in tests: lines and boxes by key, and the flows that a text or a drawing carries."""

from __future__ import annotations

import json
import re
from xml.etree import ElementTree as ET

from ropa.diagrams import Picture
from ropa.diagrams.base import Edge, FlowId, Node

SVG = "{http://www.w3.org/2000/svg}"
_EDGE = re.compile(r'^  "(?:[^"\\]|\\.)*" -> .* flows="((?:[^"\\]|\\.)*)"', re.MULTILINE)
_MERMAID = re.compile(r"^  %% flows (.*)$", re.MULTILINE)
_MERMAID_LINE = re.compile(r'^  \S+ --(?:[>o]| "[^"]*" --[>o]) \S+$', re.MULTILINE)


def edges(picture: Picture, source: str, target: str) -> list[Edge]:
    """Return the lines from one box to another."""
    return [edge for edge in picture.edges if (edge.source, edge.target) == (source, target)]


def ends(picture: Picture) -> list[tuple[str, str]]:
    """Return the ends of every line, sorted."""
    return sorted((edge.source, edge.target) for edge in picture.edges)


def node(picture: Picture, key: str) -> Node:
    """Return a box by key."""
    return next(node for node in picture.scene.nodes if node.key == key)


def undrawn(picture: Picture) -> list[FlowId]:
    """Return the flows that a picture leaves out, whatever the reason."""
    return [flow for left in picture.undrawn for flow in left.flows]


def flows_in_dot(dot: str) -> list[FlowId]:
    """Return every flow that the lines of a DOT text carry, sorted; one on two lines twice."""
    found = []
    for written in _EDGE.findall(dot):
        text = written.replace('\\"', '"').replace("\\\\", "\\")
        found += [FlowId(*pair) for pair in json.loads(text)]
    return sorted(found)


def flows_in_mermaid(text: str) -> list[FlowId]:
    """Return every flow that the comments before the lines of a Mermaid text name, sorted."""
    written = _MERMAID.findall(text)
    assert len(written) == len(_MERMAID_LINE.findall(text)), "one comment before each line"
    return sorted(FlowId(*pair) for one in written for pair in json.loads(one))


def flows_in_svg(root: ET.Element) -> list[FlowId]:
    """Return the flows that the drawn lines carry, sorted."""
    groups = (group for group in root.iter(f"{SVG}g") if group.get("data-flows"))
    return sorted(FlowId(*pair) for group in groups for pair in json.loads(group.get("data-flows", "")))
