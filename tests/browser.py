"""A page in headless Chromium, at a given width, in light or dark: what a person would see, measured."""

from __future__ import annotations

import html
import json
import re
import shutil
import subprocess
from collections.abc import Sequence
from pathlib import Path
from typing import Any

CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")

_OPTIONS = (
    "--headless", "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking",
    "--disable-component-update", "--disable-sync", "--allow-file-access-from-files",
)  # fmt: skip

#: Measured inside the page: how wide it is, how much sticks out, and whether anything was asked of a network.
_MEASURE = """
const wide = [...document.querySelectorAll("body *")]
  .filter(item => item.getBoundingClientRect().right > innerWidth + 1 && getComputedStyle(item).position !== "absolute")
  .map(item => item.tagName + "." + item.className);
parent.postMessage({
  width: innerWidth, scroll: document.documentElement.scrollWidth, wide: wide.slice(0, 5),
  requests: performance.getEntriesByType("resource").map(entry => entry.name),
  background: getComputedStyle(document.body).backgroundColor, color: getComputedStyle(document.body).color,
  smallest: Math.min(...[...document.querySelectorAll("p, td, th, li, dd, dt")]
    .map(item => parseFloat(getComputedStyle(item).fontSize))),
  headings: [...document.querySelectorAll("h1, h2, h3, h4")].map(item => Number(item.tagName[1])),
}, "*");
"""


def chromium(folder: Path, *arguments: str) -> str:
    """Run Chromium with a profile of its own and return what it prints."""
    return _run(folder, *arguments).stdout


def complaints(folder: Path, *arguments: str) -> list[str]:
    """Run Chromium and return what pages wrote to its console: errors of scripts, what a policy refused, what is gone."""
    return [
        line for line in _run(folder, "--enable-logging=stderr", *arguments).stderr.splitlines() if ":CONSOLE" in line
    ]


def _run(folder: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    assert CHROMIUM is not None
    return subprocess.run(
        [CHROMIUM, *_OPTIONS, f"--user-data-dir={folder / 'profile'}", *arguments],
        capture_output=True, text=True, timeout=120, check=True,
    )  # fmt: skip


#: Opens one page after the other in a frame of the width wanted, and gathers what each says.
_HARNESS = """
const wanted = %s, found = [];
const frame = document.querySelector("iframe");
addEventListener("message", event => { found.push(event.data); next(); });
function next() {
  if (found.length === wanted.length) { document.title = JSON.stringify(found); return; }
  frame.style.width = wanted[found.length][1] + "px";
  frame.src = wanted[found.length][0];
}
next();
"""


def measure(page: str, folder: Path, *, width: int, dark: bool = False) -> dict[str, Any]:
    """Return what the page measures in a frame of that width (CSS pixels)."""
    return measure_all([(page, width)], folder, dark=dark)[0]


def measure_all(pages: Sequence[tuple[str, int]], folder: Path, *, dark: bool = False) -> list[dict[str, Any]]:
    """Return what each page measures in a frame of its width (CSS pixels), all in one run of the browser."""
    wanted = []
    for number, (page, width) in enumerate(pages):
        # The page forbids scripts; the copy that is measured allows the one that measures.
        opened = re.sub(r'<meta http-equiv="Content-Security-Policy"[^>]*>', "", page)
        script = f"<script>addEventListener('load', () => {{{_MEASURE}}})</script>"
        (folder / f"page-{number}.html").write_text(f"{opened}{script}", "utf-8")
        wanted.append((f"page-{number}.html", width))
    frame = '<iframe style="height:900px;border:0"></iframe>'
    text = f"<!doctype html><title></title>{frame}<script>{_HARNESS % json.dumps(wanted)}</script>"
    (folder / "harness.html").write_text(text, "utf-8")
    printed = chromium(
        folder, f"--blink-settings=preferredColorScheme={0 if dark else 1}",
        f"--window-size={max(width for _, width in pages) + 100},1000", "--virtual-time-budget=60000", "--dump-dom",
        (folder / "harness.html").as_uri(),
    )  # fmt: skip
    title = re.search(r"<title>(.*?)</title>", printed, re.DOTALL)
    assert title is not None
    assert title[1], printed[:2000]
    measured: list[dict[str, Any]] = json.loads(html.unescape(title[1]))
    return measured


def print_to_pdf(page: str, folder: Path) -> bytes:
    """Return the page as Chromium prints it."""
    (folder / "print.html").write_text(page, encoding="utf-8")
    target = folder / "print.pdf"
    chromium(folder, "--no-pdf-header-footer", f"--print-to-pdf={target}", (folder / "print.html").as_uri())
    return target.read_bytes()
