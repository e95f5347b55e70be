"""The colours of pictures: readable on their grounds, and apart from each other for people who see fewer colours."""

from __future__ import annotations

from itertools import combinations

import pytest

from ropa.diagrams.palette import COLOURS, EITHER_PAGE, GRADES, UNGRADED
from ropa.language import grade_label
from ropa.transfers.base import Grade

Triple = tuple[float, float, float]

#: Linear-light matrices of Machado, Oliveira and Fernandes (2009), severity 1.0.
VISION: dict[str, tuple[Triple, Triple, Triple]] = {
    "full": ((1.0, 0.0, 0.0), (0.0, 1.0, 0.0), (0.0, 0.0, 1.0)),
    "protanopia": ((0.152286, 1.052583, -0.204868), (0.114503, 0.786281, 0.099216), (-0.003882, -0.048116, 1.051998)),
    "deuteranopia": ((0.367322, 0.860646, -0.227968), (0.280085, 0.672501, 0.047413), (-0.01182, 0.04294, 0.968881)),
    "tritanopia": ((1.255528, -0.076749, -0.178779), (-0.078411, 0.930809, 0.147602), (0.004733, 0.691367, 0.3039)),
}
#: Index of the light and of the dark value.
SHADES = [0, 1]
LINES = sorted({style.colour for style in (*GRADES.values(), UNGRADED)})
TINTS = sorted(name for name in COLOURS if name.endswith("-fill"))
AREAS = sorted(name for name in COLOURS if name.endswith("-area"))


def linear(value: str) -> Triple:
    """Return a colour `#RRGGBB` in linear light, 0 to 1."""
    parts = [int(value[start : start + 2], 16) / 255 for start in (1, 3, 5)]
    red, green, blue = (part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts)
    return red, green, blue


def luminance(value: str) -> float:
    """Return the relative luminance of WCAG 2."""
    red, green, blue = linear(value)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: str, other: str) -> float:
    """Return the contrast ratio of WCAG 2, from 1 to 21."""
    dark, light = sorted((luminance(one), luminance(other)))
    return (light + 0.05) / (dark + 0.05)


def lab(rgb: Triple) -> Triple:
    """Return CIE L*a*b* (D65) of a colour in linear light."""
    red, green, blue = (min(1.0, max(0.0, part)) for part in rgb)
    x = (0.4124 * red + 0.3576 * green + 0.1805 * blue) / 0.95047
    y = 0.2126 * red + 0.7152 * green + 0.0722 * blue
    z = (0.0193 * red + 0.1192 * green + 0.9505 * blue) / 1.08883
    fx, fy, fz = (part ** (1 / 3) if part > 0.008856 else 7.787 * part + 16 / 116 for part in (x, y, z))
    return 116 * fy - 16, 500 * (fx - fy), 200 * (fy - fz)


def distance(one: str, other: str, vision: str) -> float:
    """Return the CIE76 distance of two colours as somebody with that vision sees them."""
    seen: list[Triple] = []
    for value in (one, other):
        rgb = linear(value)
        rows = [sum(weight * part for weight, part in zip(row, rgb, strict=True)) for row in VISION[vision]]
        seen.append(lab((rows[0], rows[1], rows[2])))
    return float(sum((a - b) ** 2 for a, b in zip(*seen, strict=True)) ** 0.5)


@pytest.mark.parametrize("shade", SHADES, ids=["light", "dark"])
def test_text_reads_on_every_ground(shade: int) -> None:
    grounds = ["paper", *TINTS, *AREAS]
    for words in ("ink", "muted"):
        for ground in grounds:
            assert contrast(COLOURS[words][shade], COLOURS[ground][shade]) >= 4.5, (words, ground)


@pytest.mark.parametrize("shade", SHADES, ids=["light", "dark"])
def test_lines_stand_out_from_every_ground(shade: int) -> None:
    for line in (*LINES, "area-line"):
        for ground in ("paper", *AREAS):
            assert contrast(COLOURS[line][shade], COLOURS[ground][shade]) >= 3, (line, ground)


@pytest.mark.parametrize("shade", SHADES, ids=["light", "dark"])
def test_words_in_the_colour_of_their_line_read_on_paper(shade: int) -> None:
    for style in (*GRADES.values(), UNGRADED):
        assert contrast(COLOURS[style.ink][shade], COLOURS["paper"][shade]) >= 4.5, style


@pytest.mark.parametrize("vision", VISION)
@pytest.mark.parametrize("shade", SHADES, ids=["light", "dark"])
def test_lines_are_told_apart_with_fewer_colours(shade: int, vision: str) -> None:
    for one, other in combinations(LINES, 2):
        assert distance(COLOURS[one][shade], COLOURS[other][shade], vision) >= 20, (one, other)


def test_outlines_of_boxes_stand_out_from_their_tint() -> None:
    for fill, line in (("subject", "subject"), ("system", "system"), ("recipient", "recipient")):
        for shade in SHADES:
            assert contrast(COLOURS[f"{fill}-fill"][shade], COLOURS[f"{line}-line"][shade]) >= 3


def test_no_two_names_share_a_light_value() -> None:
    lights = [colour.light.lower() for colour in COLOURS.values()]
    assert len(set(lights)) == len(lights)


def test_every_grade_has_a_line_and_only_what_needs_no_word_has_none() -> None:
    assert set(GRADES) == set(Grade)
    assert [grade for grade, style in GRADES.items() if not style.word] == [Grade.NOT_A_TRANSFER]


def test_grades_of_one_colour_differ_in_dash_width_or_word() -> None:
    looks = [(style.colour, style.dash, style.width, style.word) for style in (*GRADES.values(), UNGRADED)]
    assert len(set(looks)) == len(looks)


def test_lines_carry_the_words_of_the_other_outputs() -> None:
    for grade, style in GRADES.items():
        assert style.word in ("", grade_label(grade.value))


@pytest.mark.parametrize("name", LINES)
def test_lines_of_mermaid_are_seen_on_both_pages(name: str) -> None:
    paper = COLOURS["paper"]
    assert contrast(EITHER_PAGE[name], paper.light) >= 3
    assert contrast(EITHER_PAGE[name], paper.dark) >= 3


@pytest.mark.parametrize("name", ["blue", "area-line", "recipient-line"])
@pytest.mark.parametrize("shade", SHADES)
def test_borders_are_seen_on_their_ground(name: str, shade: int) -> None:
    for ground in ("paper", *AREAS):
        assert contrast(COLOURS[name][shade], COLOURS[ground][shade]) >= 3
