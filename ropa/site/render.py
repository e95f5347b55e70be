"""Pages as HTML: one template for all, the same look as the reports, what each page cites taken down on the way."""

from __future__ import annotations

from collections.abc import Iterable
from functools import lru_cache
from typing import TYPE_CHECKING, Final

from ropa.formats.base import ended
from ropa.formats.html_page import environment_for
from ropa.formats.html_parts import HtmlParts
from ropa.formats.templating import asset
from ropa.model.base import Cite, Part, record
from ropa.site.base import Page
from ropa.site.sources import PAGE as SOURCES

if TYPE_CHECKING:
    from ropa.formats.templating import Environment

#: The navigation: what people look for first comes first.
NAV: Final[tuple[tuple[str, str], ...]] = (
    ("index.html", "Overview"),
    ("activities.html", "Activities"),
    ("organisations.html", "Organisations"),
    ("systems.html", "Systems"),
    ("data.html", "Data"),
    ("people.html", "People"),
    ("purposes.html", "Purposes"),
    ("countries.html", "Countries"),
    ("transfers.html", "Transfers"),
    ("retention.html", "Retention"),
    ("measures.html", "Measures"),
    ("agreements.html", "Agreements"),
    ("statements.html", "Rights, cookies, promises"),
    ("findings.html", "Findings"),
    ("pictures.html", "Pictures"),
    (SOURCES, "Sources"),
    ("a-z.html", "A to Z"),
)

STYLE: Final = "assets/style.css"
SCRIPT: Final = "assets/site.js"
_STYLES: Final = ("style/report.css", "style/schedule.css", "site/site.css")


@record
class Frame(Part):
    """What every page of one site shares.

    Attributes:
        title: whose register it is; dates: of the facts and of the law, in one line.
        nav: (path, label) of the pages in the navigation.
    """

    title: str
    dates: str
    nav: tuple[tuple[str, str], ...]
    language: str = "en"


class _Parts(HtmlParts):
    """Writes the parts of a page, and takes down which places it cites."""

    def __init__(self, root: str) -> None:
        super().__init__(root=root, sources=SOURCES)
        self.cited: set[tuple[str, str, str]] = set()

    def cite(self, item: Cite) -> str:
        """Return a citation as a link to the page of sources."""
        self.cited.add((item.document, item.lines, item.section))
        return super().cite(item)


class Renderer:
    """Writes the pages of one site.

    Attributes:
        cited: every place cited so far, with the title and path of each page that cites it.
    """

    def __init__(self, frame: Frame) -> None:
        self._frame = frame
        self.cited: dict[tuple[str, str, str], set[tuple[str, str]]] = {}
        self._menus: dict[tuple[str, str, str], str] = {}

    def page(self, page: Page) -> bytes:
        """Return a page as a file."""
        made, parts = _environment(page.root)
        parts.cited.clear()
        text: str = made.get_template("site/page.html.j2").render(
            page=page, frame=self._frame, root=page.root, menu=self._menu(page)
        )
        # The first page has the name of the organisation, which has a page of its own.
        title = dict(self._frame.nav).get(page.path, page.title)
        parts.cited.update(
            (item.document, item.lines, item.section) for section in page.sections for item in section.cites
        )
        for place in parts.cited:
            self.cited.setdefault(place, set()).add((title, page.path))
        return ended(text).encode("utf-8")

    def _menu(self, page: Page) -> str:
        """Return the navigation as HTML, the same on all pages of one kind."""
        here = page.path if page.path in dict(self._frame.nav) else ""
        key = (page.root, here, page.nav)
        if key not in self._menus:
            template = _environment(page.root)[0].get_template("site/menu.html.j2")
            self._menus[key] = template.render(frame=self._frame, here=here, above=page.nav)
        return self._menus[key]


@lru_cache(maxsize=4)
def _environment(root: str) -> tuple[Environment, _Parts]:
    parts = _Parts(root)
    made = environment_for(parts)
    made.filters["link"] = lambda href: f"{root}{href}" if not href.startswith("#") else href
    return made, parts


def assets() -> Iterable[tuple[str, bytes]]:
    """Yield the files that the pages share: one style sheet and one script, from this tool and from nowhere else."""
    yield STYLE, "\n".join(asset(name) for name in _STYLES).encode("utf-8")
    yield SCRIPT, asset("site/site.js").encode("utf-8")
