"""Every internal link of every HTML report that stands alone leads to a place in it, and to nothing outside it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from typing import Literal

import pytest

import ropa
from ropa.formats import format_named
from ropa.workspace import Workspace
from tests.site_pages import DAY, EXAMPLES, ROOT, Seen

PARTS: tuple[Literal["30-1", "30-2"] | None, ...] = (None, "30-1", "30-2")


def reports(workspace: Workspace) -> Iterator[tuple[str, str]]:
    """Yield the name and the HTML of each report that a register can have."""
    html = format_named("html")
    for part in PARTS:
        yield f"record {part or 'of both roles'}", html.render(workspace.record(part=part, edition="internal"))
    yield "record for an authority", html.render(workspace.record(edition="authority"))
    yield "transfers", html.render(workspace.transfers(all_rows=True))
    yield "transfers that cross a border", html.render(workspace.transfers())
    yield "retention", html.render(workspace.retention_schedule())


@pytest.mark.parametrize("example", EXAMPLES)
def test_every_link_of_a_report_has_its_place_once(example: str) -> None:
    for name, text in reports(ropa.open(ROOT / "examples" / example, as_of=DAY)):
        seen = Seen(text)
        assert seen.links, name
        assert not seen.sources, (name, "a report loads nothing")
        assert [link for link in seen.links if not link.startswith("#") or link[1:] not in seen.ids] == [], name
        assert [place for place, count in Counter(seen.ids).items() if count > 1] == [], name


def test_the_transfer_report_lists_the_places_it_cites() -> None:
    view = ropa.open(ROOT / "examples/alipartnership", as_of=DAY).transfers(all_rows=True)
    seen = Seen(format_named("html").render(view))
    cited = {cite.lines for transfer in view.transfers for cite in transfer.cites}
    listed = seen.text[seen.text.index("Cited places of policy") :]
    assert len(cited) > 5
    for lines in cited:
        assert (f"lines {lines} " if "-" in lines else f"line {lines} ") in listed
    markdown = format_named("markdown").render(view)
    assert "**Cited places of policy**" in markdown
