"""The pages as a browser shows them: nothing sticks out, nothing is fetched, dark is dark, paper is A4."""

from __future__ import annotations

import re
import shutil
import subprocess
from pathlib import Path

import pytest

import ropa
from ropa.formats import format_named
from tests.browser import CHROMIUM, measure, print_to_pdf

pytestmark = pytest.mark.skipif(CHROMIUM is None, reason="needs the program chromium")

ROOT = Path(__file__).resolve().parent.parent


def page(kind: str, example: str) -> str:
    """Return a report of an example as HTML."""
    workspace = ropa.open(ROOT / "examples" / example, as_of="2026-11-22")
    view = workspace.record(edition="internal") if kind == "record" else workspace.transfers(all_rows=True)
    return format_named("html").render(view)


def luminance(colour: str) -> float:
    """Return the rough brightness of an `rgb(...)` colour, 0 to 1."""
    red, green, blue = (int(part) for part in re.findall(r"\d+", colour)[:3])
    return (0.2126 * red + 0.7152 * green + 0.0722 * blue) / 255


@pytest.mark.parametrize("width", [390, 1400])
@pytest.mark.parametrize(
    ("kind", "example"), [("record", "alipartnership"), ("transfers", "corner-books"), ("record", "wordpress-shop")]
)
def test_nothing_sticks_out_and_nothing_is_fetched(kind: str, example: str, width: int, tmp_path: Path) -> None:
    seen = measure(page(kind, example), tmp_path, width=width)
    assert seen["width"] == pytest.approx(width, abs=20)
    assert seen["scroll"] <= seen["width"] + 1, seen["wide"]
    assert seen["requests"] == []
    assert seen["smallest"] >= 10
    steps = zip(seen["headings"], seen["headings"][1:], strict=False)
    assert all(later - earlier <= 1 for earlier, later in steps), "a heading level is skipped"


def test_dark_is_dark_and_light_is_light(tmp_path: Path) -> None:
    text = page("record", "corner-books")
    light = measure(text, tmp_path, width=800)
    assert luminance(light["background"]) > 0.8 > 0.3 > luminance(light["color"])
    dark = measure(text, tmp_path, width=800, dark=True)
    assert luminance(dark["background"]) < 0.2 < 0.6 < luminance(dark["color"])


def test_a_wide_page_is_noticed(tmp_path: Path) -> None:
    text = page("transfers", "corner-books").replace("</body>", '<p style="width:2000px">wide</p></body>')
    assert measure(text, tmp_path, width=390)["scroll"] > 1900


@pytest.mark.skipif(shutil.which("pdfinfo") is None, reason="needs the program pdfinfo")
def test_paper_is_a4_and_holds_every_activity(tmp_path: Path) -> None:
    (tmp_path / "record.pdf").write_bytes(print_to_pdf(page("record", "alipartnership"), tmp_path))
    info = subprocess.run(["pdfinfo", str(tmp_path / "record.pdf")], capture_output=True, text=True, check=True).stdout
    assert re.search(r"Page size:\s+59[45]\S* x 84[12]\S* pts \(A4\)", info), info
    text = subprocess.run(
        ["pdftotext", str(tmp_path / "record.pdf"), "-"], capture_output=True, text=True, check=True
    ).stdout
    for activity in ropa.open(ROOT / "examples" / "alipartnership").register.activities.values():
        assert activity.title in text
