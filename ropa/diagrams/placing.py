"""Where words stand in a finished drawing: beside their own line and off the others, off boxes, frames and titles.

Layout programs reserve room for the words of a line between two columns, not along its curve: on a steep line they may
come to stand on the frame of a place, or beside another line. Only words that stand badly are moved, to the best of
many places along their own line; where no place is better they stay. Nothing is drawn larger for it.
"""

from __future__ import annotations

import math
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import NamedTuple
from xml.etree import ElementTree as ET

_NUMBER = re.compile(r"-?\d+(?:\.\d+)?")
#: Points between two looked-at points of a line, of the squares that they are sorted into, and between words and line.
_STEP_PT = 6.0
_SQUARE_PT = 24.0
_GAP_PT = 4.0
#: From which distance words no longer seem to belong to their line.
_FAR_PT = 12.0
#: By how much things may overlap before it shows.
_TOUCH_PT = 2.0
#: How bad each thing is; only the order matters. Below `_GOOD` words are left where they are.
_ON_BOX, _ON_WORDS, _ON_TITLE, _ON_FRAME, _AT_OTHER, _ON_LINE, _AWAY, _ON_OWN = 90, 80, 50, 40, 30, 20, 15, 10
_GOOD = 5
#: Places along a line that are tried, and where words stand at each: left or right end, or middle; above or below.
_TRIED = 24
_SIDES = (-1.0, -0.5, 0.0)


class Point(NamedTuple):
    """A place in the drawing, in points; y grows downwards."""

    x: float
    y: float


class Rect(NamedTuple):
    """An upright rectangle in points."""

    left: float
    top: float
    right: float
    bottom: float

    def moved(self, x: float, y: float) -> Rect:
        """Return it elsewhere."""
        return Rect(self.left + x, self.top + y, self.right + x, self.bottom + y)

    def meets(self, other: Rect, by: float = _TOUCH_PT) -> bool:
        """Tell whether two overlap by more than `by` both ways; less than 0 is a distance."""
        return (
            min(self.right, other.right) - max(self.left, other.left) > by
            and min(self.bottom, other.bottom) - max(self.top, other.top) > by
        )

    def within(self, other: Rect) -> bool:
        """Tell whether it lies in the other one."""
        return (
            self.left >= other.left
            and self.top >= other.top
            and self.right <= other.right
            and self.bottom <= other.bottom
        )

    def away(self, point: Point) -> float:
        """Return how far it is from a point, 0 inside."""
        across = max(self.left - point.x, 0.0, point.x - self.right)
        return math.hypot(across, max(self.top - point.y, 0.0, point.y - self.bottom))

    def grown(self, by: float) -> Rect:
        """Return it with each side further out."""
        return Rect(self.left - by, self.top - by, self.right + by, self.bottom + by)


class _Lines:
    """The points of all lines, found by where they are: among hundreds of lines, each of many places is looked at."""

    def __init__(self, curves: Mapping[str, Sequence[Point]]) -> None:
        self._squares: dict[tuple[int, int], list[tuple[str, Point]]] = {}
        for key, points in curves.items():
            for point in points:
                square = (int(point.x // _SQUARE_PT), int(point.y // _SQUARE_PT))
                self._squares.setdefault(square, []).append((key, point))

    def near(self, rect: Rect, within: float = _FAR_PT) -> dict[str, float]:
        """Return how near each line comes that comes near at all, 0 where it crosses the rectangle."""
        found: dict[str, float] = {}
        area = rect.grown(within)
        for across in range(int(area.left // _SQUARE_PT), int(area.right // _SQUARE_PT) + 1):
            for down in range(int(area.top // _SQUARE_PT), int(area.bottom // _SQUARE_PT) + 1):
                for key, point in self._squares.get((across, down), ()):
                    away = rect.away(point)
                    if away <= within and away < found.get(key, math.inf):
                        found[key] = away
        return found


@dataclass
class _Drawing:
    """What stands where. `words` and `titles` change as they are moved."""

    sheet: Rect
    boxes: list[Rect]
    frames: list[Rect]
    curves: dict[str, list[Point]]
    lines: _Lines
    words: dict[str, Rect]
    titles: list[Rect]


def place_words(graph: ET.Element, words: Mapping[str, ET.Element], titles: Mapping[str, ET.Element]) -> None:
    """Move words that stand badly, in the drawing itself.

    Args:
        graph: the group with every box, line and place.
        words, titles: the group with the words of a line, or of a place, by the id of the line or place.
    """
    groups = {group.get("id", ""): group for group in graph.findall("g")}
    frames = {key: _bounds(group) for key, group in groups.items() if group.get("class", "").startswith("cluster")}
    curves = {key: _curve(group) for key, group in groups.items() if group.get("class", "").startswith("edge")}
    drawing = _Drawing(
        sheet=_sheet(graph),
        boxes=[_bounds(group) for group in groups.values() if group.get("class", "").startswith("node")],
        frames=list(frames.values()),
        curves=curves,
        lines=_Lines(curves),
        words={key: _ground(group) for key, group in words.items()},
        titles=[_ground(group) for group in titles.values()],
    )
    for key, group in words.items():
        _move(group, *_best(drawing, key))
    for number, (key, group) in enumerate(titles.items()):
        _move(group, _aside(drawing, number, frames[key]), 0.0)


def _best(drawing: _Drawing, key: str) -> tuple[float, float]:
    """Return how far the words of a line have to move, and note where they stand then."""
    here = drawing.words[key]
    best, least = here, _cost(drawing, key, here, math.inf)
    if least > _GOOD:
        for place in _places(drawing.curves[key], here):
            moved = 0.01 * math.hypot(place.left - here.left, place.top - here.top)
            if place.within(drawing.sheet) and (cost := moved + _cost(drawing, key, place, least)) < least:
                best, least = place, cost
    drawing.words[key] = best
    return best.left - here.left, best.top - here.top


def _places(curve: Sequence[Point], here: Rect) -> Iterator[Rect]:
    """Return places for words along their line: above or below each point, to its left, to its right or over it."""
    width, height = here.right - here.left, here.bottom - here.top
    every = max(1, len(curve) // _TRIED)
    for point in curve[::every]:
        for side in _SIDES:
            left = point.x + side * width - (side + 0.5) * -2 * _GAP_PT
            for top in (point.y - height - _GAP_PT, point.y + _GAP_PT, point.y - height / 2):
                yield Rect(left, top, left + width, top + height)


def _cost(drawing: _Drawing, key: str, rect: Rect, enough: float) -> float:
    """Return how badly words stand; once it is `enough` nothing more is looked at."""
    cost: float = _ON_BOX * _met(rect, drawing.boxes)
    cost += _ON_WORDS * _met(rect, (other for name, other in drawing.words.items() if name != key))
    cost += _ON_TITLE * _met(rect, drawing.titles)
    cost += _ON_FRAME * sum(rect.meets(frame, -1) and not rect.within(frame.grown(-1)) for frame in drawing.frames)
    if cost >= enough:
        return cost
    near = drawing.lines.near(rect)
    own = near.pop(key, None)
    cost += _AWAY if own is None else _ON_OWN * (key in drawing.lines.near(rect.grown(-_TOUCH_PT), 0.0))
    for away in near.values():
        cost += _ON_LINE * (away == 0) + _AT_OTHER * (own is None or away + 1 < own)
    return cost


def _met(rect: Rect, others: Iterable[Rect]) -> int:
    return sum(map(rect.meets, others))


def _aside(drawing: _Drawing, number: int, frame: Rect) -> float:
    """Return how far to the right the name of a place has to move to stand free of lines; 0 where it can not."""
    here = drawing.titles[number]
    room = frame.right - 2 * _GAP_PT - here.right
    steps = range(int(room // _STEP_PT) + 1) if room > 0 else range(0)
    for shift in (step * _STEP_PT for step in steps):
        place = here.moved(shift, 0.0)
        if not _met(place, drawing.words.values()) and not drawing.lines.near(place, 0.0):
            drawing.titles[number] = place
            return shift
    return 0.0


def _move(group: ET.Element, x: float, y: float) -> None:
    if x or y:
        group.set("transform", f"translate({x:.2f} {y:.2f})")


def _sheet(graph: ET.Element) -> Rect:
    """Return where words may stand: the drawing without the block over it."""
    page = _span(_points(graph.find("polygon")))
    header = [float(text.get("y", "0")) for text in graph.findall("text")]
    return Rect(page.left, max(header, default=page.top), page.right, page.bottom).grown(-2 * _GAP_PT)


def _bounds(group: ET.Element) -> Rect:
    """Return what the shapes and the words of a group span; the words are measured roughly."""
    return _span([point for child in group for point in _points(child)])


def _ground(group: ET.Element) -> Rect:
    """Return what the words of a group stand on: their first shape, or they themselves."""
    ground = next((child for child in group if child.tag in ("polygon", "path")), None)
    return _bounds(group) if ground is None else _span(_points(ground))


def _points(shape: ET.Element | None) -> list[Point]:
    if shape is None or shape.tag == "title":
        return []
    if shape.tag == "text":
        x, y, size = (float(shape.get(name, "0")) for name in ("x", "y", "font-size"))
        return [
            Point(x, y - size),
            Point(x + (shape.get("text-anchor") == "start") * size * len(shape.text or "") / 2, y),
        ]
    numbers = [float(found) for found in _NUMBER.findall(shape.get("d") or shape.get("points") or "")]
    return [Point(x, y) for x, y in zip(numbers[::2], numbers[1::2], strict=True)]


def _span(points: Sequence[Point]) -> Rect:
    if not points:
        return Rect(0.0, 0.0, 0.0, 0.0)
    xs, ys = [point.x for point in points], [point.y for point in points]
    return Rect(min(xs), min(ys), max(xs), max(ys))


def _curve(group: ET.Element) -> list[Point]:
    """Return the points of a line of cubic curves, which is all that layout programs draw."""
    found: list[Point] = []
    for path in group.findall("path"):
        corners = _points(path)
        for start in range(0, len(corners) - 3, 3):
            found += _bent(corners[start : start + 4])
    return found


def _bent(corners: Sequence[Point]) -> list[Point]:
    length = sum(math.dist(one, other) for one, other in pairwise(corners))
    parts = max(1, round(length / _STEP_PT))
    found = []
    for part in range(parts + 1):
        t = part / parts
        weights = ((1 - t) ** 3, 3 * (1 - t) ** 2 * t, 3 * (1 - t) * t**2, t**3)
        found.append(Point(
            sum(weight * corner.x for weight, corner in zip(weights, corners, strict=True)),
            sum(weight * corner.y for weight, corner in zip(weights, corners, strict=True)),
        ))  # fmt: skip
    return found
