"""What a page of the site is made of: sections of blocks, as in a report, whose values may lead to other pages."""

from __future__ import annotations

from collections.abc import Callable
from enum import StrEnum
from pathlib import Path

from ropa.model.base import Cite, Part, record
from ropa.reports.base import Block, Fields, Value, small


class Kind(StrEnum):
    """What has a page of its own; the value is the folder of these pages."""

    ACTIVITY = "activities"
    ORGANISATION = "organisations"
    SYSTEM = "systems"
    DATA = "data"
    PEOPLE = "people"

    @property
    def one(self) -> str:
        """What one of them is called."""
        return _ONE[self]


_ONE = {
    Kind.ACTIVITY: "Activity",
    Kind.ORGANISATION: "Organisation",
    Kind.SYSTEM: "System",
    Kind.DATA: "Category of data",
    Kind.PEOPLE: "Kind of people",
}


@small
class Name(Value):
    """A value that leads to a page.

    Attributes:
        href: where it leads, from the top of the site; empty for nowhere.
    """

    href: str = ""


@record
class Download(Part):
    """A file to take away: what the link says, where it leads from the top of the site, and what it is."""

    label: str
    href: str
    note: str = ""


@record
class Figure(Part):
    """A picture.

    Attributes:
        href: of the SVG from the top of the site, empty where it could not be drawn; alt: what it shows, in words.
        width, height: in pixels at which its text has the size of text; 0 where there is no picture.
        note: why there is no picture, or what to know about it; downloads: its files.
    """

    href: str
    alt: str
    width: int = 0
    height: int = 0
    note: str = ""
    downloads: tuple[Download, ...] = ()


@record
class Card(Part):
    """A thing to go to on the first page: its name, a number or word, and a sentence; `tone` is for styling."""

    title: str
    href: str
    figure: str = ""
    text: str = ""
    tone: str = ""
    downloads: tuple[Download, ...] = ()


@record
class Section(Part):
    """A part of a page under a heading of its own.

    Attributes:
        key: target of links to it; title: its heading; intro: a sentence, or empty.
        blocks: what a report would show here; names, cards, figures, downloads: what only the site has.
        cites: what the words of the section cite, beside the citations that its parts carry.
    """

    key: str
    title: str
    intro: str = ""
    blocks: tuple[Block, ...] = ()
    names: tuple[Name, ...] = ()
    cards: tuple[Card, ...] = ()
    figures: tuple[Figure, ...] = ()
    downloads: tuple[Download, ...] = ()
    cites: tuple[Cite, ...] = ()


@record
class Page(Part):
    """A page.

    Attributes:
        path: from the top of the site, with `/`.
        kicker: what kind of page it is; title: its heading; lead: a sentence below it, or empty.
        nav: path of the entry of the navigation that it belongs to.
        marks: short words beside the kicker (an article of the law, a special category).
        facts: what is known of its subject, as a form; None for none.
    """

    path: str
    kicker: str
    title: str
    nav: str
    lead: str = ""
    marks: tuple[Value, ...] = ()
    facts: Fields | None = None
    sections: tuple[Section, ...] = ()

    @property
    def root(self) -> str:
        """What leads from this page to the top of the site: empty, or `../`."""
        return "../" * self.path.count("/")


@record
class Progress(Part):
    """How far a build is: what is being made, and how many of them are done; `total` is 0 where nobody knows."""

    stage: str
    done: int = 0
    total: int = 0


Report = Callable[[Progress], None]


@record
class Built(Part):
    """What a build came to.

    Attributes:
        folder: the site; start: the page to open first.
        written: files that are new or differ; unchanged: files left as they were; removed: those no longer made.
        kept: files that a person changed and that are no longer made: left where they are.
        messages: what the user should know, one sentence each.
    """

    folder: Path
    written: tuple[str, ...] = ()
    unchanged: int = 0
    removed: tuple[str, ...] = ()
    kept: tuple[str, ...] = ()
    messages: tuple[str, ...] = ()

    @property
    def start(self) -> Path:
        """The page to open first."""
        return self.folder / "index.html"

    def as_text(self) -> str:
        """Return one line on what happened."""
        if not (self.written or self.removed):
            return f"nothing changed, {self.unchanged} files are as they were: open {self.start}"
        parts = [f"{len(self.written)} written", f"{self.unchanged} unchanged"]
        parts += [f"{len(self.removed)} removed"] if self.removed else []
        return f"{', '.join(parts)}: open {self.start}"
