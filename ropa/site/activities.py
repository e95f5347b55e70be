"""The page of an activity: why it is done and on what basis, every flow of it, how long, how protected."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from typing import Final

from ropa.model.activities import Activity
from ropa.reports.base import Block, Field, Fields, Items, Note, Table, cell, field, plain, table_or_note
from ropa.reports.record import ActivityView
from ropa.site.base import Download, Kind, Name, Page, Section
from ropa.site.limits import limits_block
from ropa.site.linking import as_name, linked, linked_field, purpose_href
from ropa.site.material import Material
from ropa.site.movements import FLOW_COLUMNS, flow_rows
from ropa.site.sections import findings_section, transfers_section

#: Where a sentence of the record sends to its annex on what is stated generally, which is a page here.
_ANNEX: Final = re.compile(r"[:;] see the annex [^.]*\.")
#: Blocks of the record that the page shows in another form, or only for authorities.
_SHOWN_OTHERWISE = frozenset({"about", "subjects", "recipients", "time_limits", "measures", "data_sources"})


def activity_page(material: Material, key: str, entry: ActivityView | None, general: Sequence[Block] = ()) -> Page:
    """Return the page of an activity.

    Args:
        entry: what the record says of it, None for what is said of no particular activity.
        general: what the record says of no particular activity; only for that page.
    """
    register = material.register
    found = register.general if key == "general" and register.general is not None else register.activities[key]
    path = material.places.href(Kind.ACTIVITY, key)
    flows = flow_rows(material, found.flows)
    text = "No flow of data is stated."
    sections = [
        Section(key="flows", title="Flows of data", intro=_no_recipients(found),
                blocks=(table_or_note("flows", FLOW_COLUMNS, flows, text),)),
        *_basis(material, entry),
        *transfers_section(material, found.flows, own=True),
        Section(key="retention", title="How long the data are kept", blocks=(_limits(material, key),)),
        *_measures(material, entry),
        *_of_general(material, general),
        findings_section(material, path, found.flows),
    ]  # fmt: skip
    link = f"files/record.html#activity-{key}"
    return Page(
        path=path, nav="activities.html", kicker="Activity" if entry else "Of no particular activity",
        title=material.places.title(Kind.ACTIVITY, key),
        lead="" if entry else "Said of the organisation as a whole, and of no particular activity.",
        facts=Fields(key="about", fields=_facts(material, found, entry)),
        sections=tuple(sections) if entry is None else (*sections, _record(link)),
    )  # fmt: skip


def _record(href: str) -> Section:
    download = Download(label="This activity in the record", href=href, note="as an authority would read it")
    return Section(key="record", title="In the record", downloads=(download,))


def _no_recipients(found: Activity) -> str:
    return "The register states that this activity has no recipients." if found.no_recipients else ""


def _facts(material: Material, found: Activity, entry: ActivityView | None) -> tuple[Field, ...]:
    purposes = [as_name(value, purpose_href(value)) for value in map(material.given.used, found.purposes)]
    fields = [Field(key="purposes", label="Purposes", cell=cell(*purposes))] if entry or purposes else []
    for key, title, uses in (
        ("on_behalf_of", "On behalf of", found.on_behalf_of),
        ("joint_with", "Together with", found.joint_with),
    ):
        if uses:
            names = [as_name(material.given.used(use), material.places.of_node(use.key)) for use in uses]
            fields.append(Field(key=key, label=title, cell=cell(*names)))
    if found.department:
        fields.append(field("department", "Department", plain(found.department)))
    about = next((item for item in entry.beyond if item.key == "about"), None) if entry is not None else None
    if isinstance(about, Fields):
        shown = {item.key for item in fields}
        fields.extend(linked_field(material, item) for item in about.fields if item.key not in shown)
    if not found.is_general:
        fields.append(field("key", "Key in the register", plain(found.key)))
    return tuple(fields)


def _basis(material: Material, entry: ActivityView | None) -> tuple[Section, ...]:
    """Return the legal bases, and for a processor what is done for others."""
    if entry is None:
        return ()
    found = [block for letter in entry.letters for block in letter.blocks if block.key == "processing"]
    found += [block for block in entry.beyond if block.key == "legal_basis"]
    further = [block for block in entry.beyond if block.key not in _SHOWN_OTHERWISE and block not in found]
    title = "What is done for others" if any(isinstance(block, Items) for block in found) else "Legal basis"
    shown = (made for block in (*found, *further) for made in _on_site(material, block))
    blocks = tuple(_under(title, linked(material, block)) for block in shown)
    return (Section(key="basis", title=title, blocks=blocks),) if blocks else ()


def _on_site(material: Material, block: Block) -> tuple[Block, ...]:
    """Return a block of the record; a sentence that sends to an annex leads to the page that has the same."""
    if not isinstance(block, Note) or _ANNEX.search(block.text) is None:
        return (block,)
    href = material.places.href(Kind.ACTIVITY, "general") or "statements.html#general"
    name = Name(text="Stated generally", href=href, note="what is said of no particular activity")
    return replace(block, text=_ANNEX.sub(".", block.text)), Items(key=f"{block.key}_generally", values=(name,))


def _under(title: str, block: Block) -> Block:
    """Return a block below a heading, which it does not say again."""
    if not isinstance(block, Table):
        return block
    heads = tuple(replace(head, label="Basis") if head.label == title else head for head in block.columns)
    return replace(block, columns=heads, caption="" if block.caption == title else block.caption)


def _measures(material: Material, entry: ActivityView | None) -> tuple[Section, ...]:
    if entry is None or not entry.letters:
        return ()
    blocks = tuple(linked(material, block) for block in entry.letters[-1].blocks)
    return (Section(key="measures", title="Security measures", blocks=blocks),)


def _of_general(material: Material, general: Sequence[Block]) -> tuple[Section, ...]:
    blocks = tuple(linked(material, item) for item in general if item.key not in ("recipients", "facts", "time_limits"))
    return (Section(key="general", title="What else is said", blocks=blocks),) if blocks else ()


def _limits(material: Material, key: str) -> Block:
    """Return the limits of what the activity holds, and its rules that reach nothing there."""
    met = material.held_in.get(key, ())
    return limits_block(material, met, by=Kind.ACTIVITY, naming=material.rules_of.get(key, ()))
