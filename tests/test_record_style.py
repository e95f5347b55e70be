"""The style sheet of the reports: readable contrast in light and dark, and rules for paper and phones."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from ropa.formats.templating import template_folders

CSS = (Path(template_folders()[-1]) / "style" / "report.css").read_text(encoding="utf-8")

#: Text and the background it stands on.
PAIRS = [
    *((text, "paper") for text in ("ink", "soft", "accent", "missing", "warn", "blue", "amber", "violet", "grey")),
    *((name, f"{name}-bg") for name in ("missing", "warn", "blue", "amber", "violet", "grey")),
    *((text, "tint") for text in ("ink", "soft", "accent", "violet", "amber", "warn")),
]


def palette(scheme: str) -> dict[str, str]:
    blocks = re.findall(r":root \{(.*?)\}", CSS, flags=re.DOTALL)
    light = dict(re.findall(r"--([\w-]+): (#[0-9a-f]{6});", blocks[0]))
    return light if scheme == "light" else light | dict(re.findall(r"--([\w-]+): (#[0-9a-f]{6});", blocks[1]))


def luminance(colour: str) -> float:
    parts = [int(colour[place : place + 2], 16) / 255 for place in (1, 3, 5)]
    linear = [part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def contrast(one: str, two: str) -> float:
    dark, light = sorted((luminance(one), luminance(two)))
    return (light + 0.05) / (dark + 0.05)


def test_contrast_formula() -> None:
    assert contrast("#000000", "#ffffff") == pytest.approx(21)


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize(("text", "background"), PAIRS)
def test_text_reaches_wcag_aa(scheme: str, text: str, background: str) -> None:
    colours = palette(scheme)
    assert contrast(colours[text], colours[background]) >= 4.5


def test_dark_colours_never_reach_paper() -> None:
    assert CSS.count("prefers-color-scheme") == CSS.count("@media screen and (prefers-color-scheme: dark)") == 1


def test_letters_of_the_law_stay_small() -> None:
    sheets = list(Path(template_folders()[-1]).glob("*/*.css"))
    assert len(sheets) == 3
    assert not [sheet.name for sheet in sheets if "text-transform" in sheet.read_text(encoding="utf-8")]


@pytest.mark.parametrize("rule", ["size: A4", "table-header-group", "break-inside: avoid", "break-before: page"])
def test_paper_rules_are_there(rule: str) -> None:
    assert rule in CSS
