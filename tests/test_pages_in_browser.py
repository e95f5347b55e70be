"""The pages as a browser shows them: nothing sticks out, nothing is fetched, dark is dark, paper is A4."""

from __future__ import annotations

import re
import shutil
import subprocess
import tempfile
from functools import cache
from pathlib import Path
from typing import Any, Literal

import pytest

import ropa
from ropa.formats import format_named
from tests.browser import CHROMIUM, measure, measure_all, print_to_pdf

pytestmark = pytest.mark.skipif(CHROMIUM is None, reason="needs the program chromium")

ROOT = Path(__file__).resolve().parent.parent


#: A register whose limits contradict each other: the widest page that a retention schedule can have.
CONTRADICTING = """
ropa: 1
register: {organisation: us}
organisations: {us: {name: Us, country: IE}}
systems: {shop: {name: Shop}, archive: {name: Archive}}
activities:
  orders:
    flows: [{customer -> shop: [name, email-address, order-contents]}]
    retention:
"""


def schedule(source: Path) -> str:
    """Return the retention schedule of a register as HTML."""
    return format_named("html").render(ropa.open(source, as_of="2026-11-22").retention_schedule())


def contradicting() -> str:
    """Return the schedule of a register in which five statements contradict each other."""
    lines = [
        f"      - {{data: everything, trigger: end of year {n}, period: P{n}Y, disposal: erase, then_in: [archive]}}"
        for n in range(1, 6)
    ]
    with tempfile.TemporaryDirectory() as folder:
        (Path(folder) / "ropa.yaml").write_text(CONTRADICTING + "\n".join(lines) + "\n", encoding="utf-8")
        return schedule(Path(folder))


@cache
def page(kind: str, example: str) -> str:
    """Return a report of an example as HTML; `record` is what the roles of its organisation call for."""
    if kind == "schedule":
        return schedule(ROOT / "examples" / example) if example else contradicting()
    workspace = ropa.open(ROOT / "examples" / example, as_of="2026-11-22")
    if kind == "transfers":
        return format_named("html").render(workspace.transfers(all_rows=True))
    part: Literal["30-2"] | None = "30-2" if kind == "record-30-2" else None
    return format_named("html").render(workspace.record(part=part, edition="internal"))


def luminance(colour: str) -> float:
    """Return the rough brightness of an `rgb(...)` colour, 0 to 1."""
    red, green, blue = (int(part) for part in re.findall(r"\d+", colour)[:3])
    return (0.2126 * red + 0.7152 * green + 0.0722 * blue) / 255


#: Every report that stands alone, of registers that differ in what they fill; a schedule of none is `contradicting`.
PAGES = (
    ("record", "alipartnership"),
    ("transfers", "corner-books"),
    ("record", "wordpress-shop"),
    ("record", "aptien"),
    ("record-30-2", "aiopbt"),
    ("record-30-2", "corner-books"),
    ("schedule", "aiopbt"),
    ("schedule", "wordpress-shop"),
    ("schedule", ""),
)
COLOURED = (("record", "corner-books"), ("record-30-2", "aptien"), ("schedule", ""))
WIDTHS = (390, 1400)


@pytest.fixture(scope="module")
def light(tmp_path_factory: pytest.TempPathFactory) -> dict[tuple[str, str, int], dict[str, Any]]:
    """Return what every page measures at every width, in light colours."""
    wanted = [(*item, width) for item in dict.fromkeys((*PAGES, *COLOURED)) for width in WIDTHS]
    folder = tmp_path_factory.mktemp("light")
    found = measure_all([(page(kind, example), width) for kind, example, width in wanted], folder)
    return dict(zip(wanted, found, strict=True))


@pytest.mark.parametrize("width", WIDTHS)
@pytest.mark.parametrize(("kind", "example"), PAGES)
def test_nothing_sticks_out_and_nothing_is_fetched(
    kind: str, example: str, width: int, light: dict[tuple[str, str, int], dict[str, Any]]
) -> None:
    seen = light[(kind, example, width)]
    assert seen["width"] == pytest.approx(width, abs=20)
    assert seen["scroll"] <= seen["width"] + 1, seen["wide"]
    assert seen["requests"] == []
    assert seen["smallest"] >= 10
    steps = zip(seen["headings"], seen["headings"][1:], strict=False)
    assert all(later - earlier <= 1 for earlier, later in steps), "a heading level is skipped"


def test_dark_is_dark_and_light_is_light(light: dict[tuple[str, str, int], dict[str, Any]], tmp_path: Path) -> None:
    for item in COLOURED:
        seen = light[(*item, 1400)]
        assert luminance(seen["background"]) > 0.8 > 0.3 > luminance(seen["color"]), item
    dark = measure_all([(page(*item), 800) for item in COLOURED], tmp_path, dark=True)
    for item, seen in zip(COLOURED, dark, strict=True):
        assert luminance(seen["background"]) < 0.2 < 0.6 < luminance(seen["color"]), item


def test_a_wide_page_is_noticed(tmp_path: Path) -> None:
    text = page("transfers", "corner-books").replace("</body>", '<p style="width:2000px">wide</p></body>')
    assert measure(text, tmp_path, width=390)["scroll"] > 1900


@pytest.mark.skipif(shutil.which("pdfinfo") is None, reason="needs the program pdfinfo")
def test_paper_is_a4_and_holds_every_activity(tmp_path: Path) -> None:
    example = "aptien"  # a controller and a processor: both parts of the record
    (tmp_path / "record.pdf").write_bytes(print_to_pdf(page("record", example), tmp_path))
    info = subprocess.run(["pdfinfo", str(tmp_path / "record.pdf")], capture_output=True, text=True, check=True).stdout
    assert re.search(r"Page size:\s+59[45]\S* x 84[12]\S* pts \(A4\)", info), info
    text = subprocess.run(
        ["pdftotext", str(tmp_path / "record.pdf"), "-"], capture_output=True, text=True, check=True
    ).stdout
    for activity in ropa.open(ROOT / "examples" / example).register.activities.values():
        assert activity.title in text


@pytest.mark.skipif(shutil.which("pdfinfo") is None, reason="needs the program pdfinfo")
def test_the_retention_schedule_on_paper_is_a4_and_holds_every_category(tmp_path: Path) -> None:
    (tmp_path / "schedule.pdf").write_bytes(print_to_pdf(page("schedule", "aiopbt"), tmp_path))
    info = subprocess.run(
        ["pdfinfo", str(tmp_path / "schedule.pdf")], capture_output=True, text=True, check=True
    ).stdout
    assert re.search(r"Page size:\s+59[45]\S* x 84[12]\S* pts \(A4\)", info), info
    text = subprocess.run(
        ["pdftotext", str(tmp_path / "schedule.pdf"), "-"], capture_output=True, text=True, check=True
    ).stdout
    view = ropa.open(ROOT / "examples" / "aiopbt", as_of="2026-11-22").retention_schedule()
    assert len(view.sections) > 20
    for section in view.sections:
        assert section.title in text
