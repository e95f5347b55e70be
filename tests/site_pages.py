"""Built sites for tests: the examples once for all of them, and what their pages hold and lead to."""

from __future__ import annotations

import json
import posixpath
import re
import tempfile
from functools import cache, lru_cache
from html.parser import HTMLParser
from pathlib import Path
from typing import Any
from urllib.parse import unquote, urlsplit

import ropa
from ropa.site import Built

ROOT = Path(__file__).resolve().parent.parent
EXAMPLES = ("corner-books", "alipartnership", "aiopbt", "wordpress-shop", "aptien", "aipicmarket")
DAY = "2026-11-22"


class Seen(HTMLParser):
    """What a page holds.

    Attributes:
        ids: every id; links: every `href`; sources: every `src`; text: all that a reader sees, in one line.
        tags: every element with its attributes.
    """

    def __init__(self, text: str) -> None:
        super().__init__(convert_charrefs=True)
        self.ids: list[str] = []
        self.links: list[str] = []
        self.sources: list[str] = []
        self.tags: list[tuple[str, dict[str, str | None]]] = []
        self._parts: list[str] = []
        self._silent = 0
        self.feed(text)
        self.text = " ".join(" ".join(self._parts).split())

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        found = dict(attrs)
        self.tags.append((tag, found))
        self._silent += tag in ("style", "script")
        self.ids.extend(value for value in (found.get("id"),) if value)
        self.links.extend(value for value in (found.get("href"),) if value)
        self.sources.extend(value for value in (found.get("src"),) if value)

    def handle_endtag(self, tag: str) -> None:
        self._silent -= tag in ("style", "script")

    def handle_data(self, data: str) -> None:
        if not self._silent:
            self._parts.append(data)


def pages_of(folder: Path) -> dict[str, Seen]:
    """Return every page of a site by its path, the stand-alone reports included; for a site that stays as it is."""
    stamp = (folder / "ropa-site.json").stat().st_mtime_ns
    return _read(folder, stamp)


@lru_cache(maxsize=8)  # the stamp tells one build from the next
def _read(folder: Path, stamp: int) -> dict[str, Seen]:
    return {
        path.relative_to(folder).as_posix(): Seen(path.read_text("utf-8")) for path in sorted(folder.rglob("*.html"))
    }


def target(page: str, link: str) -> tuple[str, str]:
    """Return the file (from the top of the site) and the fragment that a link of a page leads to."""
    parts = urlsplit(link)
    path = posixpath.normpath(posixpath.join(posixpath.dirname(page), unquote(parts.path))) if parts.path else page
    return path, unquote(parts.fragment)


def build_from(folder: Path, text: str, **options: Any) -> tuple[Built, Path]:
    """Build the site of an inventory given as YAML, without pictures, into a folder beside it."""
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "ropa.yaml").write_text(text, encoding="utf-8")
    site = folder / "site"
    options.setdefault("pictures", False)
    return ropa.open(folder / "ropa.yaml", as_of=DAY).build(site, **options), site


def search_items(folder: Path) -> list[dict[str, str]]:
    """Return the entries of the search index as the script of the pages reads them."""
    text = (folder / "assets/search.js").read_text("utf-8")
    found = re.fullmatch(r"ropaIndex\((.*)\);\n", text, re.DOTALL)
    assert found is not None
    data = json.loads(found[1])
    return [{"title": t, "kind": data["kinds"][k], "href": h, "words": w} for t, k, h, w in data["items"]]


@cache
def example_site(example: str) -> Path:
    """Return the site of an example without pictures, built once for all tests of this process; it is not changed."""
    folder = Path(_folder().name) / example
    ropa.open(ROOT / "examples" / example, as_of=DAY).build(folder, pictures=False)
    return folder


@cache
def _folder() -> tempfile.TemporaryDirectory[str]:
    """Return a folder that goes when the process ends."""
    return tempfile.TemporaryDirectory(prefix="ropa-sites-")
