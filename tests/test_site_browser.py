"""The site in a browser: no barrier that axe finds, nothing sticks out, nothing is fetched, the search box works."""

from __future__ import annotations

import html
import json
import re
import shutil
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import pytest

import ropa
from ropa.site.base import Kind
from tests.browser import CHROMIUM, chromium, print_to_pdf
from tests.site_browser import look, said_to_console
from tests.site_pages import DAY, ROOT, example_site

pytestmark = pytest.mark.skipif(CHROMIUM is None, reason="needs the program chromium")

#: One page of every kind; `corner-books` has all of them.
KINDS = (
    "index.html", "activities.html", "organisations.html", "systems.html", "data.html", "people.html", "purposes.html",
    "countries.html", "transfers.html", "retention.html", "measures.html", "agreements.html", "statements.html",
    "findings.html", "sources.html", "a-z.html", "activities/newsletter.html", "activities/general.html",
    "organisations/corner-books.html", "organisations/aweber.html", "systems/shop.html", "data/email-address.html",
    "data/personal-data.html", "people/visitor.html",
)  # fmt: skip
REPORTS = ("files/record.html", "files/transfers.html", "files/retention.html")

#: Between them these have every colour there is: grades, severities, marks, what is missing, links, tables, cards.
COLOURFUL = (
    "index.html", "transfers.html", "findings.html", "activities/newsletter.html", "systems/shop.html",
    "statements.html", "files/record.html",
)  # fmt: skip


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("browser") / "site"
    pictures = shutil.which("dot") is not None
    ropa.open(ROOT / "examples" / "corner-books", as_of=DAY).build(folder, pictures=pictures)
    return folder


def luminance(colour: str) -> float:
    """Return the rough brightness of an `rgb(...)` colour, 0 to 1."""
    red, green, blue = (int(part) for part in re.findall(r"\d+", colour)[:3])
    return (0.2126 * red + 0.7152 * green + 0.0722 * blue) / 255


def check(
    site: Path,
    folder: Path,
    pages: Sequence[str],
    *,
    width: int,
    dark: bool,
    axe: str,
    axe_on: Sequence[str] | None = None,
) -> None:
    """Assert that nothing keeps anybody from reading these pages at that width."""
    for path, seen in look(site, pages, folder, width=width, dark=dark, axe=axe, axe_on=axe_on).items():
        assert seen.get("violations", []) == [], path
        assert seen["scroll"] <= seen["width"] + 1, (path, seen["wide"])
        assert seen["torn"] == [], path
        assert seen["seen"], (path, "the strip of pages does not show where the reader is")
        assert seen["foreign"] == [], path
        assert seen["broken"] == [], path
        assert seen["search"] is not path.startswith("files/"), path
        assert seen["headings"].count(1) == 1, path
        steps = zip(seen["headings"], seen["headings"][1:], strict=False)
        assert all(later - earlier <= 1 for earlier, later in steps), (path, "a heading level is skipped")
        bright, ink = luminance(seen["background"]), luminance(seen["color"])
        assert (bright < 0.2 < 0.6 < ink) if dark else (bright > 0.8 > 0.3 > ink), path


@pytest.mark.parametrize(("width", "dark"), [(390, True), (1400, False)], ids=["phone, dark", "desk, light"])
def test_no_kind_of_page_has_a_barrier_or_sticks_out(site: Path, width: int, dark: bool, tmp_path: Path) -> None:
    pages = [*KINDS, *(["pictures.html"] if (site / "pictures.html").exists() else [])]
    if not dark:  # they are long, and their colours are looked at below
        pages += REPORTS
    # Most rules of axe look at no width: on a phone pages that differ in their parts are enough.
    check(site, tmp_path, pages, width=width, dark=dark, axe="all", axe_on=COLOURFUL if dark else None)


@pytest.mark.parametrize(("width", "dark"), [(390, False), (1400, True)], ids=["phone, light", "desk, dark"])
def test_colours_can_be_told_apart_the_other_way_round(site: Path, width: int, dark: bool, tmp_path: Path) -> None:
    check(site, tmp_path, COLOURFUL, width=width, dark=dark, axe="colours")


def test_a_barrier_would_be_noticed(site: Path, tmp_path: Path) -> None:
    broken = tmp_path / "site"
    shutil.copytree(site, broken)
    page = broken / "countries.html"
    bad = '<p style="color:#ccc">pale words</p><p style="width:3000px">wide</p></main>'
    page.write_text(page.read_text("utf-8").replace(' lang="en"', "").replace("</main>", bad), "utf-8")
    seen = look(broken, [page.name], tmp_path, width=390, axe="all")[page.name]
    assert {"color-contrast", "html-has-lang"} <= {item["id"] for item in seen["violations"]}
    assert seen["scroll"] > 2500


def test_a_long_register_fits_a_phone(tmp_path: Path) -> None:
    folder = example_site("aiopbt")
    longest = [max((folder / kind.value).glob("*.html"), key=lambda page: page.stat().st_size) for kind in Kind]
    pages = [page.relative_to(folder).as_posix() for page in (*longest, *sorted(folder.glob("*.html")))]
    check(folder, tmp_path, pages, width=390, dark=False, axe="")


def test_no_word_of_a_narrow_table_is_torn(tmp_path: Path) -> None:
    folder = example_site("alipartnership")  # long keys, addresses, grades and marks; the narrowest table is no phone's
    pages = [page.relative_to(folder).as_posix() for page in sorted(folder.glob("activities/*.html"))]
    check(folder, tmp_path, [*pages, "transfers.html", "activities.html", *REPORTS], width=760, dark=False, axe="")


def test_pages_as_they_are_have_nothing_to_complain_of(site: Path, tmp_path: Path) -> None:
    pages = [*KINDS, *REPORTS]
    assert said_to_console(site, pages, tmp_path) == []
    page = site / "countries.html"
    (tmp_path / "bad.html").write_text(page.read_text("utf-8").replace("</main>", "<script>1</script></main>"), "utf-8")
    assert "Content Security Policy" in " ".join(said_to_console(tmp_path, ["bad.html"], tmp_path))


#: Acts on a page as it is, with its own policy on scripts, and says what came of it.
_ACT = """
<!doctype html><title></title><iframe style="width:1000px;height:800px" src="%s"></iframe><script>
const frame = document.querySelector("iframe");
const later = (test) => new Promise(done => { const look = () => { const found = test(); if (found) done(found); else setTimeout(look, 20); }; look(); });
const told = [];
frame.onload = async () => {
  frame.onload = null;
  const page = frame.contentDocument;
  const box = page.getElementById("search");
  const key = (target, name) => target.dispatchEvent(new frame.contentWindow.KeyboardEvent("keydown", {key: name, bubbles: true, cancelable: true}));
  const links = () => [...page.querySelectorAll("#search-found a")];
  const type = async (text) => {
    box.value = text;
    box.dispatchEvent(new frame.contentWindow.Event("input", {bubbles: true}));
    await later(() => /name|holds/.test(page.getElementById("search-status").textContent) && !/Loading/.test(page.getElementById("search-status").textContent));
    told.push({text: text, status: page.getElementById("search-status").textContent, found: links().map(link => [link.querySelector("bdi").textContent, link.getAttribute("href")])});
  };
  key(page.body, "/");
  told.push({focus: page.activeElement.id});
  for (const text of %s) await type(text);
  key(box, "ArrowDown"); told.push({down: page.activeElement.textContent});
  key(page.activeElement, "ArrowUp"); told.push({up: page.activeElement.id});
  key(box, "Escape"); told.push({escaped: [box.value, page.getElementById("search-results").hidden]});
  await type("aweber");
  frame.onload = () => { told.push({opened: frame.contentWindow.location.href}); document.title = JSON.stringify(told); };
  page.getElementById("search-form").requestSubmit();
};
</script>
"""


def act(site: Path, page: str, texts: list[str], folder: Path) -> list[dict[str, Any]]:
    """Type into the search box of a page and return what it shows each time, then what keys do."""
    (folder / "act.html").write_text(_ACT % ((site / page).as_uri(), json.dumps(texts)), "utf-8")
    printed = chromium(folder, "--virtual-time-budget=60000", "--dump-dom", (folder / "act.html").as_uri())
    title = re.search(r"<title>(.*?)</title>", printed, re.DOTALL)
    assert title is not None
    assert title[1], printed[:3000]
    found: list[dict[str, Any]] = json.loads(html.unescape(title[1]))
    return found


def test_the_search_box_works_from_the_file_system_by_keyboard(site: Path, tmp_path: Path) -> None:
    texts = ["electronic mail", "SHOP web", "loyalty-points", "zzz", "email"]
    focus, alias, words, key, nothing, email, down, up, escaped, aweber, opened = act(
        site, "data/email-address.html", texts, tmp_path
    )
    assert focus == {"focus": "search"}
    assert ["Email address", "../data/email-address.html"] in alias["found"]
    assert words["found"] == [["Web shop", "../systems/shop.html"]]
    assert key["found"] == [["Loyalty points", "../data/loyalty-points.html"]]
    assert nothing == {"text": "zzz", "status": "No name or other word holds this.", "found": []}
    assert email["found"][0] == ["Email address", "../data/email-address.html"]
    assert down["down"].startswith("Email address")
    assert up["up"] == "search"
    assert escaped == {"escaped": ["", True]}
    assert aweber["found"][0][0] == "AWeber"
    assert opened["opened"].endswith("/organisations/aweber.html")


def test_the_search_box_works_on_the_first_page(site: Path, tmp_path: Path) -> None:
    _, shop, *_, opened = act(site, "index.html", ["web shop"], tmp_path)
    assert shop["found"] == [["Web shop", "systems/shop.html"]]
    assert opened["opened"].endswith("/organisations/aweber.html")


#: A frame that lets no script run; from outside it can be looked into.
_SANDBOX = """
<!doctype html><title></title><iframe sandbox="allow-same-origin" style="width:1000px;height:800px" src="%s"></iframe>
<script>
document.querySelector("iframe").onload = (event) => {
  const page = event.target.contentDocument;
  const shown = (selector) => page.querySelector(selector).getBoundingClientRect().height > 0;
  document.title = JSON.stringify([shown(".search"), shown(".noscript a"), shown("#in")]);
};
</script>
"""


def test_without_scripts_the_page_is_whole_and_leads_to_the_list(site: Path, tmp_path: Path) -> None:
    page = site / "organisations/aweber.html"
    (tmp_path / "sandbox.html").write_text(_SANDBOX % page.as_uri(), "utf-8")
    printed = chromium(tmp_path, "--virtual-time-budget=5000", "--dump-dom", (tmp_path / "sandbox.html").as_uri())
    assert "<title>[false,true,true]</title>" in printed
    assert '<a href="../a-z.html">All names, A to Z</a>' in page.read_text("utf-8")


@pytest.mark.skipif(shutil.which("pdftotext") is None, reason="needs the program pdftotext")
def test_a_printed_page_is_what_it_says_without_the_navigation(site: Path, tmp_path: Path) -> None:
    import subprocess

    page = site / "organisations/aweber.html"
    text = page.read_text("utf-8").replace("../assets/", f"{(site / 'assets').as_uri()}/")
    text = re.sub(r'<meta http-equiv="Content-Security-Policy"[^>]*>', "", text)
    (tmp_path / "page.pdf").write_bytes(print_to_pdf(text, tmp_path))
    said = subprocess.run(
        ["pdftotext", "-layout", str(tmp_path / "page.pdf"), "-"], capture_output=True, text=True, check=True
    ).stdout
    assert "What it receives" in said
    assert "Law as of 22 November 2026." in said
    assert said.index("they are no legal advice") < said.index("What it receives")  # the foot of the screen
    assert said.count("no legal advice") == 1
    assert "A to Z" not in said
    assert "Search" not in said
