"""Findings on pages: about the subject of one page, and all of them on a page of their own."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from typing import Final

from ropa.checks import CHECKS
from ropa.checks.base import Check, Finding, Severity
from ropa.checks.engine import counts
from ropa.checks.pages import headed, page_of
from ropa.checks.rendering import further
from ropa.language import articles, plural, prose, sentence
from ropa.reports.base import Block, Note, Row, Table, Value, columns, plain, row
from ropa.site.base import Card, Download, Name, Page, Section
from ropa.site.material import Material

#: Where all findings stand.
PAGE: Final = "findings.html"
#: Said where no finding is left; no stronger wording is ever used.
NO_GAP: Final = "No gap found by these checks. They look at what the register says, and prove nothing about its truth."

_COLUMNS: Final = columns(
    ("finding", "Finding", 14),
    ("message", "What is missing or doubtful", 42),
    ("fix", "What to do", 27),
    ("at", "At", 17),
)
_OF_CODE: Final = columns(("message", "What is missing or doubtful", 46), ("fix", "What to do", 34), ("at", "At", 20))
_SHORT: Final = columns(("finding", "Finding", 14), ("message", "What is missing or doubtful", 66), ("at", "At", 20))
#: Short findings on one page from which on a check with several stands there once, with how many; how many are several.
_MOST_SHORT: Final = 40
_MOST_OF_ONE: Final = 5
_ERRORS: Final = columns(("check", "Check", 30), ("errors", "Errors", 10), ("demand", "What it asks for", 60))
_WORDS: Final = {
    Severity.ERROR: ("error", "errors"),
    Severity.WARNING: ("warning", "warnings"),
    Severity.INFO: ("note", "notes"),
}


def findings_blocks(material: Material, page: str) -> tuple[Block, ...]:
    """Return the findings about the subject of a page, then those elsewhere that name it, then how many are waived."""
    filed, named = material.findings_of.get(page, ()), material.findings_naming.get(page, ())
    blocks: list[Block] = []
    own = _open_ones(filed)
    if own:
        rows = tuple(_row(material, item) for item in own)
        blocks.append(Table(key="findings", columns=_COLUMNS, rows=rows))
    blocks.extend(short_blocks(material, _open_ones(named), caption="Named in findings elsewhere"))
    aside = sum(1 for item in (*filed, *named) if item.waived)
    if aside:
        blocks.append(Note(key="waived", text=f"{plural(aside, 'finding')} moved aside by waivers; see all findings."))
    return tuple(blocks)


def matter_blocks(material: Material, page: str) -> tuple[Block, ...]:
    """Return the findings on the matter of a page, such as transfers or promises, in short."""
    return short_blocks(material, _open_ones(material.findings_of.get(page, ())))


def short_blocks(material: Material, findings: Sequence[Finding], *, caption: str = "") -> tuple[Block, ...]:
    """Return findings with code, message and place; where there are very many, a check with many of them once."""
    if not findings:
        return ()
    grouped: dict[str, list[Finding]] = {}
    for item in findings:
        grouped.setdefault(item.code, []).append(item)
    counted = {code for code, items in grouped.items() if len(findings) > _MOST_SHORT and len(items) > _MOST_OF_ONE}
    rows = [
        _counted_row(item.code, grouped[item.code]) if item.code in counted else _short_row(material, item)
        for item in findings
        if item.code not in counted or item is grouped[item.code][0]
    ]
    return (Table(key="named-findings", columns=_SHORT, rows=tuple(rows), caption=caption),)


def _short_row(material: Material, finding: Finding) -> Row:
    message, _, place = _cells(material, finding)
    return row(_code(finding), message, place, tone=f"severity-{finding.severity.value}")


def _counted_row(code: str, findings: Sequence[Finding]) -> Row:
    asks = next((check.ASKS for check in CHECKS if code == check.CODE), "The check failed.")
    place = Name(text=f"{len(findings):,} findings, in {len({item.at for item in findings}):,} places: see {code}",
                 href=f"{PAGE}#{code}")  # fmt: skip
    return row(_code(findings[0]), plain(asks), place, tone=f"severity-{findings[0].severity.value}")


def _open_ones(findings: Iterable[Finding]) -> list[Finding]:
    return sorted((item for item in findings if not item.waived), key=lambda item: item.severity.rank)


def _code(finding: Finding) -> Name:
    return Name(text=finding.code, key=finding.code, href=f"{PAGE}#{finding.code}", note=_WORDS[finding.severity][0],
                tone=f"severity-{finding.severity.value}")  # fmt: skip


def _row(material: Material, finding: Finding) -> Row:
    return row(_code(finding), *_cells(material, finding), tone=f"severity-{finding.severity.value}")


def _cells(material: Material, finding: Finding) -> tuple[Value, Value, Value]:
    text = sentence(finding.message, names=material.given.small_names)
    if finding.crashed:
        text += " The check itself failed, so nothing is known here."
    notes = [articles(finding.articles), f"moved aside: {prose(finding.waived)}" if finding.waived else ""]
    place = str(finding.position) if finding.position else ""
    href = material.places.of_address(finding.at)
    return (
        Value(text=text, note="; ".join(note for note in notes if note), cites=further(finding)),
        plain(sentence(finding.fix) or "Nothing is proposed."),
        Name(text=finding.at, href=href, note=place, tone="address"),
    )


def errors_block(material: Material) -> tuple[Block, ...]:
    """Return what the errors are, a row per check with how many, leading to them; nothing where there is none."""
    found = [item for item in material.findings if item.severity is Severity.ERROR and not item.waived]
    demands = {check.CODE: prose(page_of(check).demand) for check in CHECKS}
    heads = {check.CODE: headed(check) for check in CHECKS}
    numbers = Counter(item.code for item in found)
    rows = tuple(
        row(
            Name(text=heads.get(code, code), key=code, href=f"{PAGE}#{code}"),
            plain(f"{numbers[code]:,}"),
            plain(demands.get(code, "") or "The check failed."),
        )
        for code in sorted(numbers)
    )
    return (Table(key="errors", columns=_ERRORS, rows=rows, caption="What the errors are"),) if rows else ()


def findings_page(material: Material) -> Page:
    """Return the page of all findings, the worst checks first, waived ones in a section of their own."""
    open_ones = [item for item in material.findings if not item.waived]
    aside = [item for item in material.findings if item.waived]
    downloads = (
        Download(label="CSV", href="files/findings.csv"),
        Download(label="JSON", href="files/findings.json"),
    )
    sections = [
        Section(key="summary", title="Summary", intro="" if open_ones else NO_GAP, cards=_cards(material),
                downloads=downloads),
        *_by_code(material, open_ones),
    ]  # fmt: skip
    if aside:
        rows = tuple(_row(material, item) for item in aside)
        table = Table(key="findings", columns=_COLUMNS, rows=rows)
        intro = "They come back when the waiver ends."
        sections.append(Section(key="waived", title="Moved aside by waivers", intro=intro, blocks=(table,)))
    return Page(
        path=PAGE, nav=PAGE, kicker="What is missing, doubtful or contradictory", title="Findings",
        lead="Checks look at what the register says. They are no statement that the processing is lawful.",
        sections=tuple(sections),
    )  # fmt: skip


def _cards(material: Material) -> tuple[Card, ...]:
    numbers = counts(material.findings)
    return tuple(
        Card(title=_WORDS[severity][1].capitalize(), href="", figure=f"{numbers[severity.value]:,}",
             tone=f"severity-{severity.value}" if numbers[severity.value] else "")
        for severity in Severity
    )  # fmt: skip


def _by_code(material: Material, findings: Iterable[Finding]) -> list[Section]:
    grouped: dict[tuple[int, str], list[Finding]] = {}
    for item in findings:
        grouped.setdefault((item.severity.rank, item.code), []).append(item)
    known = {check.CODE: check for check in CHECKS}
    seen: set[str] = set()
    sections = []
    for (_, code), items in sorted(grouped.items()):
        # A check may find worse and lesser things; the first section keeps the plain anchor.
        key = code if code not in seen else f"{code}-{items[0].severity.value}"
        seen.add(code)
        sections.append(_section(material, key, items, known.get(code)))
    return sections


def _section(material: Material, key: str, items: Sequence[Finding], check: Check | None) -> Section:
    first = items[0]
    severity = first.severity.value
    count = plural(len(items), *_WORDS[first.severity])
    rows = tuple(row(*_cells(material, item), tone=f"severity-{severity}") for item in items)
    return Section(
        key=key, title=f"{headed(check) if check else first.code} {count}",
        intro=f"What it asks for: {prose(page_of(check).demand)}" if check else "",
        blocks=(Table(key="of-code", columns=_OF_CODE, rows=rows),),
    )  # fmt: skip
