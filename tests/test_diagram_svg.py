"""The finished SVG, drawn by every layout program of this machine."""

from __future__ import annotations

import re
from xml.etree import ElementTree as ET

import pytest
from hypothesis import HealthCheck, given, settings

from ropa.diagrams import Picture, Theme, render
from ropa.diagrams.engines import Engine, find_engines
from ropa.diagrams.palette import COLOURS
from ropa.diagrams.text import clean
from ropa.model import Flow, Pair, Register
from ropa.transfers import Transfer
from tests.diagram_reading import SVG, flows_in_svg
from tests.diagram_registers import HOSTILE, built, clinic, picture_of, registers

ENGINES = find_engines()

pytestmark = pytest.mark.skipif(not ENGINES, reason="needs the program dot (or pygraphviz)")


@pytest.fixture(params=ENGINES, ids=lambda engine: engine.name)
def engine(request: pytest.FixtureRequest) -> Engine:
    """Return each layout program of this machine."""
    found: Engine = request.param
    return found


def drawn(picture: Picture, engine: Engine, *, theme: Theme = Theme.AUTO) -> ET.Element:
    """Return the finished SVG as a tree."""
    content = render(picture, engines=(engine,), theme=theme).content
    assert content is not None
    return ET.fromstring(content)


def titles(root: ET.Element) -> dict[str, str]:
    """Return the title of every group that has an id and a title."""
    found = {}
    for group in root.iter(f"{SVG}g"):
        title = group.find(f"{SVG}title")
        if title is not None and group.get("id"):
            found[group.get("id", "")] = title.text or ""
    return found


def test_every_flow_is_drawn(engine: Engine) -> None:
    picture = clinic()
    assert flows_in_svg(drawn(picture, engine)) == list(picture.flow_ids)


def test_boxes_and_lines_are_sentences(engine: Engine) -> None:
    picture = clinic()
    said = titles(drawn(picture, engine))
    for edge in picture.edges:
        assert said[edge.id].startswith(edge.sentence)
    for node in picture.scene.nodes:
        assert said[node.id] == node.sentence
    places = {node.place for node in picture.scene.nodes if node.place is not None}
    assert {place.id: said[place.id] for place in places} == {p.id: f"{p.title}: {p.status}" for p in places}
    assert "Clinic sends" in " ".join(said.values())
    assert not any("->" in text or "&#" in text or text.startswith("cluster_") for text in said.values())


def test_the_whole_is_an_image_with_title_and_description(engine: Engine) -> None:
    picture = clinic()
    root = drawn(picture, engine)
    assert root.get("role") == "img"
    assert root.get("lang") == "en"
    assert root.get("aria-labelledby") == "picture-title picture-description"
    texts = {element.get("id"): element.text for element in root if element.get("id")}
    assert texts["picture-title"] == picture.title
    assert texts["picture-description"] == picture.description


def test_it_fits_its_page_and_names_fonts_people_have(engine: Engine) -> None:
    root = drawn(clinic(), engine)
    assert root.get("width") == "100%"
    assert root.get("height") is None
    assert root.get("viewBox")
    assert re.fullmatch(r"max-width:\d+px", root.get("style", ""))
    fonts = {element.get("font-family", "") for element in root.iter(f"{SVG}text")}
    assert len(fonts) == 1
    assert "sans-serif" in fonts.pop()


def test_it_refers_to_nothing_outside_itself(engine: Engine) -> None:
    content = render(clinic(), engines=(engine,)).content or b""
    assert b"href" not in content
    assert b"file:" not in content
    assert b"<image" not in content
    assert b"url(" not in content
    assert set(re.findall(rb"https?://[^\"' ]*", content)) == {b"http://www.w3.org/2000/svg"}


def test_every_colour_has_a_name_that_the_dark_page_swaps(engine: Engine) -> None:
    root = drawn(clinic(), engine)
    known = {colour.light.lower() for colour in COLOURS.values()}
    for element in root.iter():
        for attribute, letter in (("fill", "f"), ("stroke", "s")):
            value = element.get(attribute, "none").lower()
            if value != "none":
                assert value in known, ET.tostring(element)
                assert f"{letter}-" in element.get("class", "")


def test_dark_colours_come_only_where_asked_for(engine: Engine) -> None:
    dark = COLOURS["ink"].dark
    styles = {theme: _style(drawn(clinic(), engine, theme=theme)) for theme in Theme}
    assert "@media screen and (prefers-color-scheme: dark)" in styles[Theme.AUTO]
    assert dark in styles[Theme.AUTO]
    assert dark not in styles[Theme.LIGHT]
    assert dark in styles[Theme.DARK]
    assert "@media" not in styles[Theme.DARK]


def _style(root: ET.Element) -> str:
    return "".join(element.text or "" for element in root.iter(f"{SVG}style"))


def test_words_stand_above_all_lines(engine: Engine) -> None:
    graph = drawn(clinic(), engine).find(f"{SVG}g")
    assert graph is not None
    kinds = [group.get("class", "").split(" ")[0] for group in graph.findall(f"{SVG}g")]
    last_line = max(index for index, kind in enumerate(kinds) if kind == "edge")
    assert min(index for index, kind in enumerate(kinds) if kind.endswith("-words")) > last_line
    for group in graph.findall(f"{SVG}g"):
        if group.get("class", "").startswith("edge "):
            assert group.find(f"{SVG}text") is None
            assert group.find(f"{SVG}path") is not None
            assert group.find(f"{SVG}polygon") is not None, "the arrow stays with its line"


@pytest.mark.parametrize("name", HOSTILE)
def test_hostile_names_are_shown_as_they_are(name: str, engine: Engine) -> None:
    flows = [
        Flow(id=f"act/{name}", activity="act", source="s0", target="o1", pairs=(Pair(subject="s1", data="a"),)),
        Flow(id="act/2", activity="act", source="us", target="o1", pairs=(Pair(subject="s1", data="b"),), via=("own",)),
    ]
    picture = picture_of(built(flows, names=[name] * 20, countries=[name]), graded=False)
    root = drawn(picture, engine)
    assert flows_in_svg(root) == list(picture.flow_ids)
    node = next(group for group in root.iter(f"{SVG}g") if group.get("id") == "node-o1")
    words = "".join((text.text or "").strip() for text in node.iter(f"{SVG}text"))
    shown = (clean(name) or "o1").replace(" ", "")
    assert words.replace(" ", "").replace("\u00a0", "").startswith(shown[:40])


@pytest.mark.parametrize("count", [41, 121])
def test_larger_pictures_lose_nothing_either(count: int, engine: Engine) -> None:
    flows = [Flow(id=f"act/{n}", activity="act", source="us" if n % 3 else "s1", target=f"o{n}") for n in range(count)]
    picture = picture_of(
        built(flows, organisations=count, countries=["US", "DE", "", "GB"]), graded=False, max_edges=300
    )
    assert flows_in_svg(drawn(picture, engine)) == list(picture.flow_ids)


@given(registers())
@settings(max_examples=15, deadline=None, suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large])
def test_no_random_picture_loses_a_flow(made: tuple[Register, tuple[Transfer, ...]]) -> None:
    register, transfers = made
    picture = picture_of(register, transfers=transfers)
    content = render(picture).content
    assert content is not None
    assert flows_in_svg(ET.fromstring(content)) == list(picture.flow_ids)


def test_names_of_places_stand_over_lines_and_words_of_lines_on_a_ground_that_hides_no_line(engine: Engine) -> None:
    root = drawn(clinic("borders"), engine)
    names = [group for group in root.iter(f"{SVG}g") if group.get("class") == "cluster-words"]
    assert names
    for group in names:
        ground = next(child for child in group if child.tag == f"{SVG}polygon")
        assert float(ground.get("fill-opacity", "1")) > 0.8
        assert "-area" in ground.get("class", "")
    said = [group for group in root.iter(f"{SVG}g") if group.get("class") == "edge-words"]
    grounds = [shape for group in said for shape in group.iter(f"{SVG}polygon") if "f-paper" in shape.get("class", "")]
    assert grounds
    assert all(0.5 < float(ground.get("fill-opacity", "1")) < 0.8 for ground in grounds)
