"""Built sites for tests: the examples once for all of them, and what their pages hold and lead to."""

from __future__ import annotations

import json
import posixpath
import re
from collections.abc import Callable
from functools import cache
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
    """Return every page of a site by its path, the stand-alone reports included."""
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


def example_builder(make: Callable[[str], Path]) -> Callable[[str], Path]:
    """Return a function that builds an example once, without pictures, and returns its folder."""

    @cache
    def built(example: str) -> Path:
        folder = make(example)
        ropa.open(ROOT / "examples" / example, as_of=DAY).build(folder, pictures=False)
        return folder

    return built
