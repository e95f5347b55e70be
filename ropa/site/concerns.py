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
from ropa.language import articles, listing, plural, prose, sentence
from ropa.model.base import Cite
from ropa.reports.base import Block, Cell, Note, Row, Table, Value, cell, columns, plain, row
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
    return (*blocks, *_aside((*filed, *named)))


def matter_blocks(material: Material, page: str) -> tuple[Block, ...]:
    """Return the findings on the matter of a page, such as transfers or promises, in short."""
    filed = material.findings_of.get(page, ())
    return (*short_blocks(material, _open_ones(filed)), *_aside(filed))


def _aside(findings: Iterable[Finding]) -> tuple[Block, ...]:
    """Return how many findings are waived; nothing where none is."""
    aside = sum(1 for item in findings if item.waived)
    text = f"{plural(aside, 'finding')} moved aside by waivers; see all findings."
    return (Note(key="waived", text=text),) if aside else ()


def cited(material: Material, page: str, *, naming: bool = False) -> tuple[Cite, ...]:
    """Return what the findings on a page cite that stand there one by one; with `naming` those that name it as well."""
    own, named = _open_ones(material.findings_of.get(page, ())), _open_ones(material.findings_naming.get(page, ()))
    # Where a page is about one thing, what is about it stands there in full.
    short = named if naming else own
    counted = _counted(short)
    full = own if naming else []
    return _cites((*full, *(item for item in short if item.code not in counted)))


def _counted(findings: Sequence[Finding]) -> frozenset[str]:
    """Return the checks of which a long table of short findings says only how many there are."""
    numbers = Counter(item.code for item in findings) if len(findings) > _MOST_SHORT else Counter[str]()
    return frozenset(code for code, number in numbers.items() if number > _MOST_OF_ONE)


def short_blocks(material: Material, findings: Sequence[Finding], *, caption: str = "") -> tuple[Block, ...]:
    """Return findings with code, message and place; where there are very many, a check with many of them once."""
    if not findings:
        return ()
    grouped: dict[str, list[Finding]] = {}
    for item in findings:
        grouped.setdefault(item.code, []).append(item)
    counted = _counted(findings)
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
    return _worst_first(item for item in findings if not item.waived)


def _worst_first(findings: Iterable[Finding]) -> list[Finding]:
    return sorted(findings, key=lambda item: item.severity.rank)


def _code(finding: Finding) -> Name:
    return Name(text=finding.code, key=finding.code, href=f"{PAGE}#{finding.code}", note=_WORDS[finding.severity][0],
                tone=f"severity-{finding.severity.value}")  # fmt: skip


def _row(material: Material, finding: Finding) -> Row:
    return row(_code(finding), *_cells(material, finding), tone=f"severity-{finding.severity.value}")


def _cells(material: Material, finding: Finding) -> tuple[Cell, Value, Value]:
    text = sentence(finding.message, names=material.given.small_names)
    if finding.crashed:
        text += " The check itself failed, so nothing is known here."
    message = [Value(text=text, note=articles(finding.articles), cites=further(finding))]
    if finding.waived:
        message.append(Value(text=f"Moved aside: {prose(finding.waived)}", tone="aside"))
    place = str(finding.position) if finding.position else ""
    href = material.places.of_address(finding.at)
    return (
        cell(*message),
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
        sections.append(
            Section(key="waived", title="Moved aside by waivers", intro=intro, blocks=(table,), cites=_cites(aside))
        )
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
    grouped: dict[str, list[Finding]] = {}
    for item in _worst_first(findings):
        grouped.setdefault(item.code, []).append(item)
    known = {check.CODE: check for check in CHECKS}
    ordered = sorted(grouped, key=lambda code: (grouped[code][0].severity.rank, code))
    return [_section(material, grouped[code], known.get(code)) for code in ordered]


def _section(material: Material, items: Sequence[Finding], check: Check | None) -> Section:
    """Return the findings of one check, which may find worse and lesser things."""
    code = items[0].code
    numbers = Counter(item.severity for item in items)
    count = listing([plural(number, *_WORDS[severity]) for severity, number in numbers.items()])
    rows = tuple(row(*_cells(material, item), tone=f"severity-{item.severity.value}") for item in items)
    return Section(
        key=code, title=f"{headed(check) if check else code} {count}",
        intro=f"What it asks for: {prose(page_of(check).demand)}" if check else "",
        blocks=(Table(key="of-code", columns=_OF_CODE, rows=rows),), cites=_cites(items),
    )  # fmt: skip


def _cites(findings: Iterable[Finding]) -> tuple[Cite, ...]:
    """Return what findings cite, in their messages or beside them."""
    return tuple(dict.fromkeys(cite for item in findings for cite in item.cites))
