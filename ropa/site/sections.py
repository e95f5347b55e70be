"""Sections that several kinds of pages share."""

from __future__ import annotations

from collections.abc import Iterable

from ropa.language import day
from ropa.model.activities import Flow
from ropa.site.base import Section
from ropa.site.concerns import findings_blocks
from ropa.site.material import Material
from ropa.site.movements import activities_of, activity_names, transfer_blocks
from ropa.site.parts import ALL_ACTIVITIES, with_note


def transfers_section(material: Material, flows: Iterable[Flow]) -> tuple[Section, ...]:
    """Return how flows stand as transfers; nothing where there is nothing to show of them."""
    distinct = {id(flow): flow for flow in flows}.values()
    blocks = transfer_blocks(material, (item for flow in distinct for item in material.transfers_of(flow)))
    if not blocks:
        return ()
    intro = f"Graded by the law as of {day(material.as_of)}. A grade is computed, not stated."
    return (Section(key="transfers", title="Transfers", intro=intro, blocks=blocks),)


def findings_section(material: Material, path: str) -> Section:
    """Return the findings about the subject of a page."""
    return Section(key="findings", title="Findings", blocks=findings_blocks(material, path))


def activities_section(material: Material, flows: Iterable[Flow], *, wider: Iterable[Flow] = ()) -> tuple[Section, ...]:
    """Return every activity in which the subject of a page takes part; nothing where there is none.

    Args:
        wider: flows about something wider; activities that have only these say so.
    """
    own = activities_of(flows)
    also = [key for key in activities_of(wider) if key not in set(own)]
    names = activity_names(material, own)
    names += tuple(with_note(name, "of something wider") for name in activity_names(material, also))
    return (Section(key=ALL_ACTIVITIES, title="Activities", names=names),) if names else ()
