"""Mermaid text: grammar, limits, and names that mean something to Mermaid. Nothing here draws it."""

from __future__ import annotations

import re

import pytest

from ropa.diagrams import Picture, write_mermaid
from ropa.diagrams.mermaid import MAX_CHARACTERS
from ropa.errors import RenderError
from ropa.model import Flow, Pair
from tests.diagram_reading import flows_in_mermaid
from tests.diagram_registers import HOSTILE, VIEW_OPTIONS, built, clinic, picture_of

#: Names that are directives, keywords, Markdown or links to Mermaid.
MEANT = (
    '%%{init: {"theme": "forest"}}%%', "1. first", "- item", "# head", "**bold** `code`", "end", "subgraph x",
    "style a fill:#f00;", "classDef x:#123;", "#quot; #35;", "A --> B", 'click a href "javascript:alert(1)"',
    "$$x^2$$", "fa:fa-car", "---\ntitle: x", ":::own", "@{ shape: x }", "; | ||",
)  # fmt: skip
_LABEL = re.compile(r'"([^"]*)"')
_TAGS = re.compile(r"</?b>|<br/>")


def star(count: int, *, name: str = "") -> Picture:
    """Return a picture with that many lines, which carry two categories about two kinds of people."""
    pairs = (Pair(subject="s0", data="a"), Pair(subject="s1", data="b"))
    flows = [Flow(id=f"act/{n}", activity="act", source="us", target=f"o{n}", pairs=pairs) for n in range(count)]
    register = built(flows, organisations=count, names=[name] * (count + 20) if name else ())
    return picture_of(register, graded=False, max_edges=600)


@pytest.mark.parametrize("view", VIEW_OPTIONS)
def test_every_flow_of_every_view_is_counted(view: str) -> None:
    asked = {"activity": {"activities": ["care"]}, "data": {"data": ["name"]}}.get(view, {})
    picture = clinic(view, **asked)
    text = write_mermaid(picture)
    assert set(flows_in_mermaid(text)) == set(picture.flow_ids)
    assert text.startswith(f'---\ntitle: "{picture.title}"\n')
    assert f"accTitle: {picture.title}" in text
    assert "accDescr: " in text
    assert "\nflowchart LR\n" in text


def test_places_and_borders_are_areas() -> None:
    text = write_mermaid(clinic("systems"))
    opened = [line.strip() for line in text.splitlines() if line.strip().startswith(("subgraph", "end"))]
    assert opened.count("end") == sum(line.startswith("subgraph") for line in opened)
    assert 'subgraph party-clinic["<b>Clinic</b><br/>controller · Ireland (home · EEA)"]' in opened
    styled = {name for line in text.splitlines() if line.startswith("  class ") for name in line.split()[1].split(",")}
    assert styled == {line.split()[1].partition("[")[0] for line in opened if line.startswith("subgraph")}


def test_the_grade_is_a_colour_a_dash_a_width_and_a_word() -> None:
    picture = clinic()
    text = write_mermaid(picture)
    styles = dict(re.findall(r"  linkStyle ([\d,]+) (.*)", text))
    numbers = sorted(int(number) for key in styles for number in key.split(","))
    assert numbers == list(range(len(picture.edges)))
    for edge in picture.edges:
        style = next(value for key, value in styles.items() if str(edge.number - 1) in key.split(","))
        assert ("stroke-dasharray" in style) == (edge.grade is not None and "unknown" in edge.word) or edge.word
        if edge.word:
            assert edge.word.partition(":")[0] in text
    assert "--o" in text, "what nobody stated outright"
    assert "circle at the end#58; nothing on this line is stated outright" in text


@pytest.mark.parametrize("name", [*HOSTILE, *MEANT])
def test_names_stay_inside_their_quotes(name: str) -> None:
    flows = [
        Flow(id=f"act/{name}", activity="act", source="s0", target="own", pairs=(Pair(subject="s1", data="a"),)),
        Flow(id="act/2", activity="act", source="own", target="o1", pairs=(Pair(subject="s1", data="a"),), via=("us",)),
    ]
    picture = picture_of(built(flows, names=[name] * 20, countries=[name]), "systems", graded=False)
    text = write_mermaid(picture)
    assert set(flows_in_mermaid(text)) == set(picture.flow_ids)
    head, _, body = text.partition("  caption[")
    assert not re.search(r"[%{}<>#;`]", head.partition("accTitle")[2].partition("wrappingWidth")[0])
    assert "%%{" not in text
    for line in body.splitlines():
        if line.startswith("  %% flows ") or line.lstrip().startswith(("classDef", "class ", "linkStyle")):
            assert not re.search(r"[{}<>;]", line)
            continue
        for label in _LABEL.findall(line):
            plain = _TAGS.sub("", label)
            assert re.fullmatch(r"(?:[0-9A-Za-z ,.()/+'\-\u00a0-\U0010ffff]|#\d+;)*", plain), plain
        outside = _LABEL.sub("", line)
        assert re.fullmatch(r"[\w \-\[\]()>.:,o]*", outside), outside


def test_ids_hold_no_two_hyphens() -> None:
    flows = [Flow(id="act/1", activity="act", source="us", target="o1")]
    text = write_mermaid(picture_of(built(flows, countries=["a -- b"]), "borders", graded=False))
    for line in text.splitlines():
        if line.startswith("  node") and "--" not in line.partition("[")[0].partition("(")[0][:3]:
            assert "--" not in line.split(" ")[2].partition("[")[0].partition("(")[0]


@pytest.mark.parametrize(("count", "has_words", "has_key"), [(40, True, False), (41, False, True), (121, False, False)])
def test_more_lines_get_numbers_and_a_key_and_then_neither(count: int, has_words: bool, has_key: bool) -> None:
    text = write_mermaid(star(count))
    assert len(flows_in_mermaid(text)) == count
    assert ("Alpha" in text) == (has_words or has_key)
    assert ("  key[" in text) == has_key
    assert ('-- "1" -->' in text) == has_key


def test_more_lines_than_mermaid_draws_are_refused() -> None:
    def crowd(count: int) -> Picture:
        flows = [
            Flow(id=f"act/{n}", activity="act", source="us", target="o1", via=(f"o{n}",)) for n in range(2, count + 2)
        ]
        return picture_of(built(flows, organisations=count + 2), graded=False, max_edges=600)

    assert len(flows_in_mermaid(write_mermaid(crowd(500)))) == 500
    with pytest.raises(RenderError, match=r"at most 500 lines, and this picture has 501.*--focus KEY"):
        write_mermaid(crowd(501))


def test_a_text_that_is_too_long_loses_its_words_first_and_is_refused_then() -> None:
    # Every brace is written with five characters.
    long = write_mermaid(star(40, name="{" * 300))
    assert len(long) <= MAX_CHARACTERS
    assert "<br/>about" not in long, "what the lines carry"
    assert "<br/>about" in write_mermaid(star(40))
    assert len(flows_in_mermaid(long)) == 40
    with pytest.raises(RenderError, match=r"at most 50,000 characters"):
        write_mermaid(star(400))


def test_flows_whose_names_are_too_much_text_are_counted_line_by_line() -> None:
    flows = [
        Flow(id=f"act/{'long' * 50}{n}", activity="act", source=("us", "o1")[n % 2], target=f"o{n}") for n in range(400)
    ]
    picture = picture_of(built(flows, organisations=400, countries=["US", "DE", "JP"]), graded=False)
    text = write_mermaid(picture)
    assert len(text) <= MAX_CHARACTERS
    counts = [int(number) for number in re.findall(r"^  %% (\d+) flows?$", text, re.MULTILINE)]
    assert counts == [len(edge.flows) for edge in picture.edges]
    assert sum(counts) == 400
    assert "400 flows" in text, "said to the reader as well"
