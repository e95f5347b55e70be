"""Pages of a built site in headless Chromium, many in one run: what a person would see, measured, and what axe finds."""

from __future__ import annotations

import html
import json
import re
import shutil
from collections.abc import Collection, Iterable
from pathlib import Path
from typing import Any

from tests.browser import chromium, complaints

AXE = Path(__file__).parent / "vendor" / "axe.min.js"

#: What axe looks for: everything, or only what differs between light and dark.
_RULES = {"all": "{}", "colours": '{runOnly: ["color-contrast", "link-in-text-block"]}'}

#: Run inside each page, once it has loaded.
_MEASURE = """
addEventListener("load", () => setTimeout(async () => {
  const wide = [...document.querySelectorAll("body *")]
    .filter(item => item.getBoundingClientRect().right > innerWidth + 1 && getComputedStyle(item).position !== "absolute"
      && !item.closest(".menu, .enlarge, .results")).map(item => item.tagName + "." + item.className);
  // A word, or the box of a mark, that goes on in the next line.
  const torn = [...document.querySelectorAll(".chip, [class*=grade-].value")].filter(item => item.getClientRects().length > 1)
    .map(item => item.textContent);
  const walk = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT), range = document.createRange();
  while (walk.nextNode()) {
    if (!walk.currentNode.parentElement.closest("td, th, dd, dt")) continue;
    for (const word of walk.currentNode.data.matchAll(/[\\p{L}\\p{N}]+/gu)) {
      range.setStart(walk.currentNode, word.index);
      range.setEnd(walk.currentNode, word.index + word[0].length);
      if (new Set([...range.getClientRects()].map(box => Math.round(box.top))).size > 1) torn.push(word[0]);
    }
  }
  const here = document.querySelector(".menu [aria-current]"), place = here && here.getBoundingClientRect();
  const found = {
    torn: torn.slice(0, 5), seen: !here || (place.left >= 0 && place.right <= innerWidth && scrollY === 0),
    width: innerWidth, scroll: document.documentElement.scrollWidth, wide: wide.slice(0, 5),
    foreign: performance.getEntriesByType("resource").map(entry => entry.name).filter(name => !name.startsWith("file:")),
    broken: [...document.images].filter(image => image.complete && !image.naturalWidth).map(image => image.src),
    headings: [...document.querySelectorAll("h1, h2, h3, h4")].filter(item => item.offsetParent).map(item => Number(item.tagName[1])),
    background: getComputedStyle(document.querySelector(".sheet")).backgroundColor, color: getComputedStyle(document.body).color,
    search: document.getElementById("search-form") !== null && !document.getElementById("search-form").hidden,
  };
  if (window.axe) {
    const result = await axe.run(document, {resultTypes: ["violations"], ...RULES});
    found.violations = result.violations.map(item => ({id: item.id, impact: item.impact, help: item.help,
      nodes: item.nodes.slice(0, 3).map(node => node.html.slice(0, 200) + " :: " + (node.any[0] || node.all[0] || node.none[0] || {}).message)}));
  }
  parent.postMessage(found, "*");
}, 0));
"""

#: Opens one page after the other in a frame and gathers what each says.
_HARNESS = """
const pages = %s, found = {};
const frame = document.querySelector("iframe");
let place = 0;
addEventListener("message", event => { found[pages[place]] = event.data; place += 1; next(); });
function next() {
  if (place === pages.length) { document.title = JSON.stringify(found); return; }
  frame.src = pages[place];
}
next();
"""


def look(
    site: Path,
    pages: Iterable[str],
    folder: Path,
    *,
    width: int,
    dark: bool = False,
    axe: str = "",
    axe_on: Collection[str] | None = None,
) -> dict[str, Any]:
    """Return what each page measures in a frame of that width (CSS pixels), by its path.

    The pages forbid scripts of others; a copy that is measured allows the ones that measure.

    Args:
        axe: `all` for every rule of axe, `colours` for those that differ between light and dark, empty for none.
        axe_on: the pages on which axe looks, None for all of them.
    """
    copy = folder / f"copy-{width}-{dark}"
    shutil.copytree(site, copy)
    wanted = list(pages)
    for path in wanted:
        text = (copy / path).read_text("utf-8")
        opened = re.sub(r'<meta http-equiv="Content-Security-Policy"[^>]*>', "", text)
        looked = bool(axe) and (axe_on is None or path in axe_on)
        rules = f'<script src="{AXE.as_uri()}"></script><script>const RULES = {_RULES[axe]};</script>' if looked else ""
        scripts = f"{rules}<script>{_MEASURE}</script>"
        (copy / path).write_text(opened.replace("</body>", f"{scripts}</body>"), "utf-8")
    frame = f'<iframe style="width:{width}px;height:900px;border:0"></iframe>'
    script = f"<script>{_HARNESS % json.dumps(wanted)}</script>"
    (copy / "harness.html").write_text(f"<!doctype html><title></title>{frame}{script}", "utf-8")
    scheme = f"--blink-settings=preferredColorScheme={0 if dark else 1}"
    printed = chromium(
        folder, scheme, f"--window-size={width + 100},1000", "--virtual-time-budget=600000", "--dump-dom",
        (copy / "harness.html").as_uri(),
    )  # fmt: skip
    title = re.search(r"<title>(.*?)</title>", printed, re.DOTALL)
    assert title is not None
    assert title[1], printed[:2000]
    found: dict[str, Any] = json.loads(html.unescape(title[1]))
    assert list(found) == wanted
    return found


def said_to_console(site: Path, pages: Iterable[str], folder: Path) -> list[str]:
    """Return what the pages, as they are, write to the console while they load one after the other."""
    wanted = [(site / path).as_uri() for path in pages]
    script = (
        f"const pages = {json.dumps(wanted)}; let place = 0; const frame = document.querySelector('iframe');"
        "frame.onload = () => { if (place < pages.length) frame.src = pages[place++]; else console.log('all seen'); };"
        "frame.src = pages[place++];"
    )
    (folder / "visit.html").write_text(f"<!doctype html><iframe></iframe><script>{script}</script>", "utf-8")
    found = complaints(folder, "--virtual-time-budget=60000", "--dump-dom", (folder / "visit.html").as_uri())
    assert [line for line in found if "all seen" in line], found
    return [line for line in found if "all seen" not in line]
