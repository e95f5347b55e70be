"""Finishing the SVG that a layout program wrote: counted, spoken, adaptable to a dark page, without paths or links.

The input is the output of our own layout program, so the parser of the standard library is enough.
"""

from __future__ import annotations

import json
from enum import StrEnum
from itertools import combinations
from xml.etree import ElementTree as ET

from ropa.diagrams.base import Picture
from ropa.diagrams.palette import COLOURS, FONT_STACK, NODE_PT
from ropa.diagrams.placing import place_words
from ropa.diagrams.text import clean

_SVG = "http://www.w3.org/2000/svg"
_XML_LANG = "{http://www.w3.org/XML/1998/namespace}lang"
_NAMES = {colour.light.lower(): name for name, colour in COLOURS.items()}
_PX_PER_PT = 4 / 3
#: Points by which the grounds of words may overlap each way; the words themselves are further apart.
_ON_EACH_OTHER_PT = 3.0
#: Layout programs fail or take very long on larger bitmaps.
_MAX_SIDE_PX = 16_000
_MAX_AREA_PX = 60_000_000


class Theme(StrEnum):
    """Colours of the SVG: as the reader's system asks, or one of the two whatever it asks."""

    AUTO = "auto"
    LIGHT = "light"
    DARK = "dark"


class NotThePicture(Exception):  # noqa: N818 - says what is wrong
    """What was drawn is not the picture that was asked for; the text names what is missing."""


def parse_svg(content: bytes, picture: Picture) -> ET.Element:
    """Return the drawing, after counting that every line and every box of the picture is in it.

    Raises:
        NotThePicture: it is no SVG, or lines or boxes are missing.
    """
    try:
        root = ET.fromstring(content)  # noqa: S314 - written by our own layout program
    except ET.ParseError as error:
        raise NotThePicture(f"what it wrote is not SVG ({error})") from error
    drawn = {group.get("id", ""): group for group in root.iter(f"{{{_SVG}}}g")}
    lines = [*(edge.id for edge in picture.edges), *(relation.id for relation in picture.scene.relations)]
    lost = [line for line in lines if not _has_shape(drawn.get(line))]
    lost += [node.id for node in picture.scene.nodes if node.id not in drawn]
    if lost:
        raise NotThePicture(f"it lost {len(lost)} of the lines and boxes: {', '.join(sorted(lost)[:10])}")
    return root


def _has_shape(group: ET.Element | None) -> bool:
    return group is not None and any(path.get("d") for path in group.iter(f"{{{_SVG}}}path"))


def label_height_px(root: ET.Element, *, width_px: int = 1600, height_px: int = 900) -> float:
    """Return how high a title of a box stands, in pixels, once the drawing is fitted into a window of that size."""
    width, height = _size_pt(root)
    scale = min(1.0, width_px / (width * _PX_PER_PT), height_px / (height * _PX_PER_PT))
    return round(NODE_PT * _PX_PER_PT * scale, 1)


def words_on_words(root: ET.Element) -> int:
    """Return how many pairs of lines have words that stand on each other, as laid out."""
    paper = COLOURS["paper"].light.lower()
    grounds = [
        _bounds(shape.get("points", ""))
        for group in root.iter(f"{{{_SVG}}}g")
        if group.get("class", "").startswith("edge")
        for shape in group.iter(f"{{{_SVG}}}polygon")
        if shape.get("fill", "").lower() == paper
    ]
    return sum(
        all(
            min(one[high], other[high]) - max(one[low], other[low]) > _ON_EACH_OTHER_PT
            for low, high in ((0, 2), (1, 3))
        )
        for one, other in combinations(grounds, 2)
    )


def _bounds(points: str) -> tuple[float, float, float, float]:
    """Return the least and the greatest x and y of the corners of a shape: left, top, right, bottom."""
    corners = [tuple(map(float, corner.split(","))) for corner in points.split()]
    xs, ys = [corner[0] for corner in corners], [corner[1] for corner in corners]
    return min(xs), min(ys), max(xs), max(ys)


def dots_per_inch(root: ET.Element, wanted: int) -> int:
    """Return at most `wanted` dots per inch, fewer where a bitmap would be too large to be written in time."""
    width, height = (points / 72 for points in _size_pt(root))
    fitting = min(_MAX_SIDE_PX / max(width, height), (_MAX_AREA_PX / (width * height)) ** 0.5)
    return max(1, min(wanted, int(fitting)))


def finish_svg(root: ET.Element, picture: Picture, *, theme: Theme = Theme.AUTO, lang: str = "en") -> bytes:
    """Return the drawing as a file of its own: title, description, sentences, classes for colours, no fixed size.

    Args:
        root: from `parse_svg`; it is not changed.
        theme: `auto` follows the reader's system, `light` serves print and Word.
    """
    root = ET.fromstring(ET.tostring(root))  # noqa: S314 - a copy of what was parsed before
    _drop_namespaces(root)
    _unwrap_links(root)
    _set_titles(root, picture)
    _raise_words(root)
    for element in root.iter():
        _restyle(element)
    width, _ = _size_pt(root)
    root.attrib.pop("height", None)
    root.set("width", "100%")
    root.set("style", f"max-width:{round(width * _PX_PER_PT * 1.25)}px")
    root.set("class", "ropa-picture")
    root.set("role", "img")
    root.set("lang", lang)
    root.set(_XML_LANG, lang)
    root.set("aria-labelledby", "picture-title picture-description")
    root.insert(0, _text_element("title", picture.title, id="picture-title"))
    root.insert(1, _text_element("desc", picture.description, id="picture-description"))
    root.insert(2, _text_element("style", _style_block(theme)))
    body: str = ET.tostring(root, encoding="unicode")
    return f'<?xml version="1.0" encoding="UTF-8"?>\n{body}\n'.encode()


def _drop_namespaces(root: ET.Element) -> None:
    for element in root.iter():
        element.tag = element.tag.rpartition("}")[2]
        for name in [name for name in element.attrib if name.startswith("{") and "XML/1998" not in name]:
            del element.attrib[name]
    root.set("xmlns", _SVG)


def _unwrap_links(root: ET.Element) -> None:
    """Replace the elements that Graphviz wraps around a shape with a tooltip by the shape itself."""
    for parent in list(root.iter()):
        children: list[ET.Element] = []
        for child in parent:
            inner = list(child) if child.get("id", "").startswith("a_") else []
            children.extend(inner[0] if len(inner) == 1 and inner[0].tag == "a" else [child])
        parent[:] = children


def _set_titles(root: ET.Element, picture: Picture) -> None:
    edges = {edge.id: edge for edge in picture.edges}
    said = {relation.id: relation.sentence for relation in picture.scene.relations}
    for node in picture.scene.nodes:
        said[node.id] = node.sentence
        for area in (node.place, node.boundary):
            if area is not None:
                said[area.id] = f"{area.title}: {area.status}"
    for group in root.iter("g"):
        title = group.find("title")
        if title is None:
            continue
        key = group.get("id", "")
        edge = edges.get(key)
        if edge is not None:
            title.text = "\n".join((edge.sentence, *edge.reasons))
            group.set("data-flows", json.dumps([list(flow) for flow in edge.flows]))
        elif key in said:
            title.text = said[key]
        else:
            group.remove(title)


def _raise_words(root: ET.Element) -> None:
    """Move the words of places and lines above all lines, so that no line crosses the text of another.

    Each line keeps its shapes and its title; its words follow in a group of their own with the same title.
    """
    graph = root.find("g")
    if graph is None:
        return
    paper = COLOURS["paper"].light.lower()
    raised: dict[str, dict[str, ET.Element]] = {"edge": {}, "cluster": {}}
    for group in graph.findall("g"):
        kind = group.get("class", "").split(" ")[0]
        texts = [index for index, child in enumerate(group) if child.tag == "text"]
        if kind not in raised or not texts:
            continue
        start = texts[0]
        # The ground of words is the shape right before them; an arrow has the colour of its line.
        if start and (group[start - 1].get("fill-opacity") or group[start - 1].get("fill", "").lower() == paper):
            start -= 1
        words = ET.Element("g", {"class": f"{kind}-words"})
        title = group.find("title")
        if title is not None:
            _copy_title(title, words)
        for child in list(group)[start:]:
            group.remove(child)
            words.append(child)
        raised[kind][group.get("id", "")] = words
    place_words(graph, raised["edge"], raised["cluster"])
    # The name of a place comes last: which country it is must not vanish behind the ground of a label.
    graph.extend([*raised["edge"].values(), *raised["cluster"].values()])


def _copy_title(title: ET.Element, group: ET.Element) -> None:
    copy = ET.SubElement(group, "title")
    copy.text = title.text


def _restyle(element: ET.Element) -> None:
    """Name the colours of an element by class, and ask for fonts that its reader may have."""
    classes = element.get("class", "").split()
    for attribute, letter in (("fill", "f"), ("stroke", "s")):
        value = element.get(attribute, "").lower()
        if value == "transparent":
            element.set(attribute, "none")
        elif value in _NAMES:
            classes.append(f"{letter}-{_NAMES[value]}")
    if classes:
        element.set("class", " ".join(classes))
    if element.tag == "text":
        element.set("font-family", FONT_STACK)


def _style_block(theme: Theme) -> str:
    paper = COLOURS["paper"]
    if theme is Theme.LIGHT:
        return f".ropa-picture{{background:{paper.light}}}"
    rules = f".ropa-picture{{background:{paper.dark}}}" + "".join(
        f".ropa-picture .f-{name}{{fill:{colour.dark}}}.ropa-picture .s-{name}{{stroke:{colour.dark}}}"
        for name, colour in COLOURS.items()
    )
    if theme is Theme.DARK:
        return rules
    light = f".ropa-picture{{background:{paper.light};color-scheme:light dark}}"
    return f"{light}@media screen and (prefers-color-scheme: dark){{{rules}}}"


def _text_element(tag: str, text: str, **attributes: str) -> ET.Element:
    element = ET.Element(tag, attributes)
    element.text = clean(text)
    element.tail = "\n"
    return element


def _size_pt(root: ET.Element) -> tuple[float, float]:
    _, _, width, height = (float(part) for part in root.get("viewBox", "0 0 1 1").split())
    return max(width, 1.0), max(height, 1.0)
