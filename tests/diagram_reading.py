"""Reading pictures in tests: lines and boxes by key, and the flows that a text or a drawing carries."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable
from itertools import permutations
from xml.etree import ElementTree as ET

from ropa.diagrams import Picture
from ropa.diagrams.base import Edge, FlowId, Node

SVG = "{http://www.w3.org/2000/svg}"
_EDGE = re.compile(r'^  "(?:[^"\\]|\\.)*" -> .* flows="((?:[^"\\]|\\.)*)"', re.MULTILINE)
_DRAWN = re.compile(r'^  "((?:[^"\\]|\\.)*)" -> "((?:[^"\\]|\\.)*)" \[(.*) flows="((?:[^"\\]|\\.)*)"', re.MULTILINE)
_MERMAID_PAIR = re.compile(r"^  %% flows (.*)\n  (.*)$", re.MULTILINE)
_POINT = re.compile(r"(-?[\d.]+),(-?[\d.]+)")
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


def ends_in_dot(dot: str) -> set[tuple[FlowId, str, str]]:
    """Return every flow with the boxes from which and to which its line leads, as drawn, by their ids."""
    found = set()
    for tail, head, attributes, written in _DRAWN.findall(dot):
        text = written.replace('\\"', '"').replace("\\\\", "\\")
        ends = (head, tail) if "dir=back" in attributes else (tail, head)
        found |= {(FlowId(*pair), *ends) for pair in json.loads(text)}
    return found


def ends_in_mermaid(text: str) -> set[tuple[FlowId, str, str]]:
    """Return every flow with the boxes between which the line under its comment leads."""
    found = set()
    for written, line in _MERMAID_PAIR.findall(text):
        ends = (line.split(" ", 1)[0], line.rsplit(" ", 1)[1])
        found |= {(FlowId(*pair), *ends) for pair in json.loads(written)}
    return found


def flows_in_mermaid(text: str) -> list[FlowId]:
    """Return every flow that the comments before the lines of a Mermaid text name, sorted."""
    written = _MERMAID.findall(text)
    assert len(written) == len(_MERMAID_LINE.findall(text)), "one comment before each line"
    return sorted(FlowId(*pair) for one in written for pair in json.loads(one))


def flows_in_svg(root: ET.Element) -> list[FlowId]:
    """Return the flows that the drawn lines carry, sorted; a line that nobody drew carries none."""
    groups = (group for group in root.iter(f"{SVG}g") if group.get("data-flows") and _points(group, "path"))
    return sorted(FlowId(*pair) for group in groups for pair in json.loads(group.get("data-flows", "")))


def astray(root: ET.Element, ends: Iterable[tuple[FlowId, str, str]]) -> list[FlowId]:
    """Return the flows on a drawn line that does not go from the one box to the other, as measured; sorted."""
    boxes = {group.get("id", ""): _points(group) for group in root.iter(f"{SVG}g") if "--" not in group.get("id", "")}
    drawn: dict[FlowId, list[list[tuple[float, float]]]] = {}
    for group in root.iter(f"{SVG}g"):
        for pair in json.loads(group.get("data-flows", "[]")):
            drawn.setdefault(FlowId(*pair), []).append(_points(group, "path"))
    return sorted(
        flow
        for flow, *boxed in ends
        if not any(
            any(
                _touches(boxes[one], line[0]) and _touches(boxes[other], line[-1]) for one, other in permutations(boxed)
            )
            for line in drawn.get(flow, ())
        )
    )


def _points(group: ET.Element, *tags: str) -> list[tuple[float, float]]:
    """Return the points of the shapes of a group, in the order of drawing; of the first one with one of these tags."""
    shapes = [child for child in group if child.tag.removeprefix(SVG) in (tags or ("path", "polygon", "polyline"))]
    text = " ".join(shape.get("d", "") + shape.get("points", "") for shape in (shapes[:1] if tags else shapes))
    return [(float(x), float(y)) for x, y in _POINT.findall(text)]


def _touches(box: list[tuple[float, float]], point: tuple[float, float]) -> bool:
    """Tell whether a line ends at a box, with room for the arrowhead between them."""
    return all(
        min(corner[axis] for corner in box) - 16 <= point[axis] <= max(corner[axis] for corner in box) + 16
        for axis in (0, 1)
    )
