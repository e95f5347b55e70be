"""Sections that several kinds of pages share."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable, Sequence
from typing import Final

from ropa.language import capital, day, grade_label, listing, plural
from ropa.model.activities import Flow
from ropa.reports.base import Block, Note
from ropa.site.base import Section
from ropa.site.concerns import cited, findings_blocks, matter_blocks
from ropa.site.material import Material
from ropa.site.movements import activities_of, activity_names, transfer_blocks
from ropa.site.parts import ALL_ACTIVITIES, with_note
from ropa.transfers.base import Grade, Transfer

_NO_FINDING: Final = (
    "No finding names this. The checks look at what the register says, and prove nothing about its truth."
)
#: Grades that say that nothing, or too little, carries a flow, and those that leave it open.
_WITHOUT: Final = frozenset({Grade.EVIDENCE_MISSING, Grade.NO_SAFEGUARD, Grade.INVALID})
_OPEN: Final = frozenset({Grade.UNKNOWN, Grade.REVIEW})


def transfers_section(material: Material, flows: Iterable[Flow], *, own: bool = False) -> tuple[Section, ...]:
    """Return how flows stand as transfers; nothing where there is nothing to show of them.

    Args:
        own: the page is that of the activity of all these flows.
    """
    distinct = {id(flow): flow for flow in flows}.values()
    blocks = transfer_blocks(material, (item for flow in distinct for item in material.transfers_of(flow)), own=own)
    if not blocks:
        return ()
    intro = f"Graded by the law as of {day(material.as_of)}. A grade is computed, not stated."
    return (Section(key="transfers", title="Transfers", intro=intro, blocks=blocks),)


def findings_section(
    material: Material, path: str, flows: Iterable[Flow] = (), *, wider: Iterable[Flow] = ()
) -> Section:
    """Return the findings about the subject of a page and those that name it.

    Args:
        flows: those that the page grades as transfers; what is not settled of them is said, whether or not a check
            has found it.
        wider: the same about something wider.
    """
    blocks = findings_blocks(material, path)
    texts = (
        _unsettled(material, flows, "see Transfers"),
        _unsettled(material, wider, "of what is stated more broadly"),
    )
    unsettled = " ".join(text for text in texts if text)
    return Section(key="findings", title="Findings", blocks=(*blocks, *_rest(blocks, unsettled)),
                   cites=cited(material, path, naming=True))  # fmt: skip


def matter_section(material: Material, path: str, *, unsettled: str = "") -> Section:
    """Return the findings on the matter of a page that lists everything of it.

    Args:
        unsettled: what of it is not settled, whether or not a check has found it.
    """
    blocks = matter_blocks(material, path)
    return Section(key="findings", title="Findings", blocks=(*blocks, *_rest(blocks, unsettled)),
                   cites=cited(material, path))  # fmt: skip


def _rest(blocks: Sequence[Block], unsettled: str) -> tuple[Block, ...]:
    """Return what is said beside findings or in their place."""
    if unsettled:
        return (Note(key="unsettled", text=unsettled, tone="warning"),)
    return () if blocks else (Note(key="none", text=_NO_FINDING),)


def _unsettled(material: Material, flows: Iterable[Flow], where: str) -> str:
    """Return how many flows stand how where nothing or too little carries them; empty for none."""
    distinct = {id(flow): flow for flow in flows}.values()
    return unsettled_text((item for flow in distinct for item in material.transfers_of(flow)), where)


def unsettled_text(rows: Iterable[Transfer], where: str = "") -> str:
    """Return how many flows nothing carries, or are not settled as transfers, by their grade under each regime."""
    found = list(rows)
    told = [
        text
        for grades, words in ((_WITHOUT, "without a ground that holds"), (_OPEN, "not settled as a transfer"))
        if (text := _counted(found, grades, words, where))
    ]
    return " ".join(told)


def _counted(rows: Sequence[Transfer], grades: Collection[Grade], words: str, where: str) -> str:
    """Return how many flows have one of these grades, each grade with its number; empty where none has."""
    numbers = Counter(item.grade for item in rows if item.grade in grades)
    if not numbers:
        return ""
    shown = sorted(numbers, key=lambda grade: -grade.rank)
    listed = listing([f"{numbers[grade]:,} {capital(grade_label(grade.value))}" for grade in shown])
    count = len({(item.flow.activity, item.flow.id) for item in rows if item.grade in grades})
    are = "is" if count == 1 else "are"
    return f"{plural(count, 'flow')} {are} {words}{f' ({where})' if where else ''}: {listed}."


def activities_section(
    material: Material, flows: Iterable[Flow], *, wider: Iterable[Flow] = (), more: Iterable[str] = ()
) -> tuple[Section, ...]:
    """Return every activity in which the subject of a page takes part; nothing where there is none.

    Args:
        wider: flows about something wider; activities that have only these say so.
        more: activities in which it takes part without a flow.
    """
    own = (*activities_of(flows), *more)
    also = [key for key in activities_of(wider) if key not in set(own)]
    names = activity_names(material, own)
    names += tuple(with_note(name, "named only by a broader term") for name in activity_names(material, also))
    return (Section(key=ALL_ACTIVITIES, title="Activities", names=names),) if names else ()
