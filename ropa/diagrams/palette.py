"""Colours, line styles and sizes: the one place that says how a picture looks.

Every colour has a light and a dark value; the DOT text holds the light one, and the SVG swaps it by class. No colour
carries a meaning alone: each grade also has a dash, a width and a word. The tests compute contrast and distance.
"""

from __future__ import annotations

from types import MappingProxyType
from typing import Final, NamedTuple

from ropa.transfers.base import Grade


class Colour(NamedTuple):
    """One colour by name, as `#RRGGBB` for a light and for a dark page."""

    light: str
    dark: str


class LineStyle(NamedTuple):
    """How a flow of one grade is drawn: colour name, DOT style, width in points, and the word on the line.

    `meaning` is the sentence of the legend; an empty word means that the line carries none.
    """

    colour: str
    dash: str
    width: float
    word: str
    meaning: str

    @property
    def ink(self) -> str:
        """Name of the colour of the word: that of the line, but for amber, which is too pale for letters."""
        return "amber-ink" if self.colour == "amber" else self.colour


#: Light values differ from each other, because the SVG finds the name of a colour by its light value.
COLOURS: Final = MappingProxyType(
    {
        "paper": Colour("#FFFFFF", "#12161C"),
        "ink": Colour("#1B2430", "#E8EDF3"),
        "muted": Colour("#4A5563", "#B4C0CE"),
        "subject-fill": Colour("#FFF7E0", "#2E2814"),
        "subject-line": Colour("#8A6D00", "#FFB84E"),
        "own-fill": Colour("#E8F1FA", "#15283A"),
        "system-fill": Colour("#EEF6F2", "#142C24"),
        "system-line": Colour("#007A5A", "#53C8A0"),
        "recipient-fill": Colour("#FBEFE9", "#331F16"),
        "recipient-line": Colour("#B5470B", "#F0996B"),
        "blue": Colour("#0072B2", "#6FB7EC"),
        "plain": Colour("#5B6573", "#9AA7B8"),
        "amber": Colour("#B86E00", "#FFB84D"),
        "amber-ink": Colour("#9A5B00", "#FFC05C"),
        "red": Colour("#8F1D14", "#F87A70"),
        "violet": Colour("#2B1A66", "#E8E0FF"),
        "home-area": Colour("#F2F6FB", "#18202A"),
        "inside-area": Colour("#F5F7F9", "#171D24"),
        "outside-area": Colour("#FAF7F4", "#1D1A18"),
        "area-line": Colour("#76808D", "#7F8B9A"),
    }
)

#: Best to worst, then what nobody graded.
GRADES: Final = MappingProxyType(
    {
        Grade.NOT_A_TRANSFER: LineStyle("plain", "solid", 1.1, "", "not a transfer to a third country"),
        Grade.DOMESTIC: LineStyle("plain", "solid", 1.1, "domestic", "stays inside the area of the law"),
        Grade.ADEQUATE: LineStyle("blue", "solid", 1.8, "adequate", "adequacy decision"),
        Grade.SAFEGUARDED: LineStyle("blue", "dashed", 1.8, "safeguarded", "safeguard on record"),
        Grade.DEROGATION: LineStyle("amber", "dotted", 1.8, "derogation", "exception, needs review"),
        Grade.REVIEW: LineStyle("amber", "dotted", 1.8, "needs review", "a person must decide"),
        Grade.EVIDENCE_MISSING: LineStyle(
            "amber", "dashed", 2.2, "evidence missing", "the proof of the safeguard is not there"
        ),
        Grade.NO_SAFEGUARD: LineStyle(
            "red", "solid", 2.6, "no safeguard", "third country, nothing on record covers it"
        ),
        Grade.INVALID: LineStyle("red", "solid", 2.6, "invalid", "the named tool cannot cover it"),
        Grade.UNKNOWN: LineStyle("violet", "dotted", 2.0, "unknown", "country or party not known"),
    }
)
UNGRADED: Final = LineStyle("plain", "dotted", 1.1, "not graded", "nobody graded this flow")

#: Lines of a Mermaid picture by the name of their colour: one value each, seen on a light and on a dark page alike.
EITHER_PAGE: Final = MappingProxyType(
    {"plain": "#76808D", "blue": "#0072B2", "amber": "#B86E00", "red": "#C8372D", "violet": "#8A72C8"}
)

#: One name, because a list makes some layouts fall back to another face and text leaves its box.
LAYOUT_FONT: Final = "Arial"
#: What the finished SVG asks for; faces with the widths of the layout font first.
FONT_STACK: Final = "Arial, Helvetica, 'Liberation Sans', Arimo, 'Nimbus Sans', 'Noto Sans', sans-serif"

TITLE_PT: Final = 15
NODE_PT: Final = 11
SMALL_PT: Final = 9
CAPTION_PT: Final = 12

#: Characters at which text is wrapped or clipped.
AREA_WIDTH: Final = 44
KEY_WIDTH: Final = 36

#: Categories shown on one line of the picture before "+3 more".
LABEL_LINES: Final = 4


class Room(NamedTuple):
    """How much room words and boxes get: characters of a line, categories on a line, and inches between boxes.

    `joins` where the short lines of a box stand beside each other as far as there is room.
    """

    title: int
    detail: int
    label: int
    shown: int
    apart: float
    apart_in_border: float
    joins: bool


#: For a picture with few lines.
ROOMY: Final = Room(title=18, detail=32, label=34, shown=LABEL_LINES, apart=0.35, apart_in_border=0.5, joins=False)
#: For one with many: they grow downwards, and what is fitted into a page becomes too small to read.
DENSE: Final = Room(title=28, detail=44, label=44, shown=2, apart=0.18, apart_in_border=0.22, joins=True)
#: Lines and boxes up to which a picture is roomy.
ROOMY_LINES: Final = 9
ROOMY_BOXES: Final = 12


def room_for(*, lines: int, boxes: int) -> Room:
    """Return how much room the words of a picture of that size get."""
    return ROOMY if lines <= ROOMY_LINES and boxes <= ROOMY_BOXES else DENSE


def line_style(grade: Grade | None) -> LineStyle:
    """Return how a flow of that grade is drawn; None is a flow that nobody graded."""
    return UNGRADED if grade is None else GRADES[grade]
