"""The pictures: views of the whole register on a page of their own, and one for each activity, system and category."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Final, NamedTuple, Protocol

from ropa.diagrams import Edge, Picture, render
from ropa.diagrams.base import Labels, group_words
from ropa.errors import RenderError, UsageError
from ropa.language import capital
from ropa.reports.base import Block, Cell, Value, cell, columns, row, table_or_note
from ropa.site.base import Download, Figure, Kind, Page, Section
from ropa.site.material import Material
from ropa.site.names import file_stem
from ropa.transfers.base import Grade

PAGE: Final = "pictures.html"
_VIEW_BOX: Final = re.compile(rb'viewBox="[-\d.]+ [-\d.]+ ([\d.]+) ([\d.]+)"')
_PX_PER_PT: Final = 4 / 3
#: Views of the whole register, with what each of them shows.
WHOLE: Final = (
    ("context", "The organisation and the outside"),
    ("borders", "Countries and borders"),
    ("systems", "Systems and who runs them"),
)
_HEADS: Final = columns(
    ("number", "No.", 6),
    ("from", "From", 20),
    ("to", "To", 20),
    ("facts", "Data, about whom", 36),
    ("transfer", "Transfer", 18),
)


class Draw(Protocol):
    """Makes a picture as text: a view, and what of the register it is about."""

    def __call__(
        self, *, view: str, activities: Sequence[str] = (), data: Sequence[str] = (), focus: str | None = None
    ) -> Picture: ...


class Wanted(NamedTuple):
    """A picture to make: its files begin with `stem`; where `kind` is given it is about one thing of that kind."""

    view: str
    title: str
    stem: str
    kind: Kind | None = None
    key: str = ""


class Drawn(NamedTuple):
    """What came of one: how a page shows it, its lines as a table, and its files by path."""

    figure: Figure
    lines: Block | None
    files: tuple[tuple[str, bytes], ...]


def wanted_pictures(material: Material) -> tuple[Wanted, ...]:
    """Return the pictures of a site: whole views, then activities, systems and categories that have a flow."""
    found = [Wanted(view, title, f"pictures/{view}") for view, title in WHOLE]
    activities = material.places.entities[Kind.ACTIVITY]
    moving = {flow.activity for flow in material.register.flows}
    found.extend(_of_one(material, "activity", Kind.ACTIVITY, key) for key in activities if key in moving)
    found.extend(
        _of_one(material, "systems", Kind.SYSTEM, key)
        for key in material.register.systems
        if key in material.into or key in material.out_of
    )
    found.extend(
        _of_one(material, "data", Kind.DATA, key)
        for key in material.places.entities[Kind.DATA]
        if key in material.of_data
    )
    return tuple(found)


def _of_one(material: Material, view: str, kind: Kind, key: str) -> Wanted:
    return Wanted(view, material.places.title(kind, key), f"pictures/{kind.value}/{file_stem(key)}", kind, key)


def drawn(material: Material, draw: Draw, wanted: Wanted) -> Drawn:
    """Return a picture with its files; where it cannot be made, the page says why instead."""
    try:
        picture = _picture(draw, wanted)
    except (RenderError, UsageError) as error:
        return Drawn(Figure(href="", alt=wanted.title, note=str(error)), None, ())
    dot = Download(label="DOT", href=f"{wanted.stem}.dot", note="for Graphviz")
    files = [(dot.href, picture.dot.encode("utf-8"))]
    content: bytes | None = None
    try:
        rendered = render(picture)
        content, failures = rendered.content, rendered.messages
    except RenderError as error:
        failures = (str(error),)
    if content is None:
        lines = _lines(material, picture, is_numbered=False)
        note = " ".join((*picture.folded, *failures))
        return Drawn(Figure(href="", alt=picture.description, note=note, downloads=(dot,)), lines, tuple(files))
    svg = Download(label="SVG", href=f"{wanted.stem}.svg", note="to enlarge")
    files.insert(0, (svg.href, content))
    is_numbered = any(rung.name == rendered.rung and rung.labels is Labels.NUMBERS for rung in picture.rungs)
    lines = _lines(material, picture, is_numbered=is_numbered)
    # What the layout program had to say besides is advice for the command line.
    width, height = _size_px(content)
    figure = Figure(
        href=svg.href, alt=picture.description, width=width, height=height, note=" ".join(picture.folded),
        downloads=(svg, dot),
    )  # fmt: skip
    return Drawn(figure, lines, tuple(files))


def _size_px(svg: bytes) -> tuple[int, int]:
    """Return width and height of a picture as it was laid out; its view box counts points, 72 an inch."""
    found = _VIEW_BOX.search(svg)
    width, height = (float(found[1]), float(found[2])) if found else (0.0, 0.0)
    return round(width * _PX_PER_PT), round(height * _PX_PER_PT)


def _picture(draw: Draw, wanted: Wanted) -> Picture:
    if wanted.kind is Kind.ACTIVITY:
        return draw(view=wanted.view, activities=(wanted.key,))
    if wanted.kind is Kind.DATA:
        return draw(view=wanted.view, data=(wanted.key,))
    if wanted.kind is Kind.SYSTEM:
        return draw(view=wanted.view, focus=wanted.key)
    return draw(view=wanted.view)


def _lines(material: Material, picture: Picture, *, is_numbered: bool) -> Block:
    """Return the lines of a picture as a table, with their numbers where they stand in the picture."""
    titles = {node.key: node.title for node in picture.scene.nodes}

    def end(key: str) -> Value:
        # One party at several places has a box at each: KEY@COUNTRY.
        name = material.node(key.partition("@")[0])
        return name if name.href and name.text == titles[key] else Value(text=titles[key])

    first = 0 if is_numbered else 1
    rows = [
        row(*(Value(text=f"{edge.number}"), end(edge.source), end(edge.target), _facts(edge), _transfer(edge))[first:])
        for edge in picture.edges
    ]
    return table_or_note("lines", _HEADS[first:], rows, "There is no line in it.")


def _facts(edge: Edge) -> Cell:
    """Return what a line carries about whom, one kind of people below the other, and what else is said of it."""
    said = [*map(group_words, edge.groups), *edge.notes]
    return cell(*(Value(text=text) for text in said))


def _transfer(edge: Edge) -> Value:
    """Return how a line is graded, as other tables show it."""
    inside = edge.grade in (Grade.NOT_A_TRANSFER, Grade.DOMESTIC)
    text = capital(edge.word or "not a transfer")
    return Value(text=text, tone="aside" if inside or edge.grade is None else f"grade-{edge.grade.value}")


def pictures_page(found: Sequence[tuple[Wanted, Drawn]]) -> Page:
    """Return the page of the views of the whole register."""
    sections = tuple(
        Section(key=wanted.view, title=wanted.title, figures=(made.figure,),
                blocks=(made.lines,) if made.lines is not None else ())
        for wanted, made in found
    )  # fmt: skip
    lead = (
        "An activity with flows of data, a system that they reach or leave, and a category of data that they name "
        "have a picture on their own pages."
    )
    return Page(path=PAGE, nav=PAGE, kicker="Who sends what to whom", title="Pictures", lead=lead, sections=sections)
