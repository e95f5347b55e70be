"""A page in headless Chromium, at a given width, in light or dark: what a person would see, measured."""

from __future__ import annotations

import html
import json
import re
import shutil
import subprocess
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


def measure(page: str, folder: Path, *, width: int, dark: bool = False) -> dict[str, Any]:
    """Return what the page measures in a frame of that width (CSS pixels)."""
    # The page forbids scripts; the copy that is measured allows the one that measures.
    opened = re.sub(r'<meta http-equiv="Content-Security-Policy"[^>]*>', "", page)
    (folder / "page.html").write_text(
        f"{opened}<script>addEventListener('load', () => {{{_MEASURE}}})</script>", "utf-8"
    )
    harness = (
        "<script>addEventListener('message', event => { document.title = JSON.stringify(event.data) })</script>"
        f'<iframe src="page.html" style="width:{width}px;height:900px;border:0"></iframe>'
    )
    (folder / "harness.html").write_text(f"<!doctype html><title></title>{harness}", encoding="utf-8")
    scheme = ("--blink-settings=preferredColorScheme=0",) if dark else ("--blink-settings=preferredColorScheme=1",)
    printed = chromium(
        folder, *scheme, f"--window-size={width + 100},1000", "--virtual-time-budget=4000", "--dump-dom",
        (folder / "harness.html").as_uri(),
    )  # fmt: skip
    title = re.search(r"<title>(.*?)</title>", printed, re.DOTALL)
    assert title is not None
    assert title[1], printed[:2000]
    measured: dict[str, Any] = json.loads(html.unescape(title[1]))
    return measured


def print_to_pdf(page: str, folder: Path) -> bytes:
    """Return the page as Chromium prints it."""
    (folder / "print.html").write_text(page, encoding="utf-8")
    target = folder / "print.pdf"
    chromium(folder, "--no-pdf-header-footer", f"--print-to-pdf={target}", (folder / "print.html").as_uri())
    return target.read_bytes()
