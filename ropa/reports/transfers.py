"""The transfer report: a summary by grade and country, then every flow that is or may be a restricted transfer."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import Any, Final

from ropa.language import GRADES, capital, day, grade_label, listing, number, plural, regime_label
from ropa.law import Law
from ropa.model.base import Part, record
from ropa.model.register import Register
from ropa.reports.base import (
    Block,
    Cell,
    Fields,
    Heading,
    Items,
    Row,
    Table,
    Value,
    cell,
    chip,
    columns,
    field,
    group,
    plain,
    row,
    table_or_note,
)
from ropa.reports.cover import cover_title, dates_line
from ropa.reports.given import Given
from ropa.reports.transfer_flat import FLAT, flat_row
from ropa.reports.transfer_rows import (
    both_ends,
    chain_values,
    country_value,
    evidence_values,
    facts_of_transfers,
    flow_value,
    gathered,
    grade_value,
    next_step_value,
    places_values,
    reason_values,
    shared_items,
    shared_notes,
    shown_in_record,
    tool_value,
)
from ropa.reports.values import country_text, said
from ropa.transfers.base import Grade, Transfer, worst_grade
from ropa.vocabulary import Vocabulary

COLUMNS: Final = columns(
    ("flow", "From, to", 18),
    ("country", "Country", 13),
    ("facts", "Which data, about whom", 19),
    ("tool", "Tool", 12),
    ("reason", "Why", 22),
    ("next_step", "Next step", 16),
)

#: How old tables of law may be before a report says so: a choice of this tool.
_OLD: Final = dt.timedelta(days=365)


@record
class GradeSection(Part):
    """Every row of one grade, then what several of them share; sections come worst first.

    Flows between the same two parties that stand alike are one row, in which each of them is named.
    """

    grade: str
    title: str
    meaning: str
    table: Table
    notes: tuple[Items, ...] = ()

    @property
    def anchor(self) -> str:
        """Target of links to this section."""
        return f"grade-{self.grade}"


@record
class TransferReportView(Part):
    """The transfer report.

    Attributes:
        transfers: the rows shown, in the order given; hidden: how many rows inside the area were left out; graded:
            all of them.
        summary: by grade and by country; sections: the rows, by grade, worst first.
        without: ids of adequacy decisions that were left out, as if they had fallen.
        compiled: day of the tables of law.
    """

    title: str
    facts_as_of: dt.date | None
    as_of: dt.date
    regimes: tuple[str, ...]
    transfers: tuple[Transfer, ...]
    graded: tuple[Transfer, ...]
    hidden: int
    facts: Fields
    summary: tuple[Block, ...]
    sections: tuple[GradeSection, ...]
    running_head: str
    without: tuple[str, ...] = ()
    compiled: dt.date | None = None

    @property
    def template(self) -> str:
        """Name of the template of this report, without format."""
        return "transfers"

    @property
    def language(self) -> str:
        """Language of the report (BCP 47)."""
        return "en"

    @property
    def dates(self) -> str:
        """The two dates that every grade depends on, in one line, and what was assumed."""
        return f"{dates_line(self.facts_as_of, self.as_of)}{self.assumed}"

    @property
    def assumed(self) -> str:
        """Which decisions were left out, and how far the tables are from the day asked about; or an empty text."""
        fallen = f"; as if these decisions had fallen: {', '.join(self.without)}" if self.without else ""
        if self.compiled is None or self.compiled == self.as_of:
            return fallen
        if self.as_of < self.compiled:
            return f"{fallen}; the tables of law are of a later day ({self.compiled.isoformat()})"
        old = self.as_of - self.compiled > _OLD
        return f"{fallen}; the tables of law are over a year old ({self.compiled.isoformat()})" if old else fallen

    @property
    def hidden_note(self) -> str:
        """What was left out, or an empty text."""
        if not self.hidden:
            return ""
        return f"Not shown: {plural(self.hidden, 'flow')} inside the area, or no transfer at all, with nothing to note."

    @property
    def headings(self) -> tuple[Heading, ...]:
        """The contents."""
        found = [Heading(level=1, text="Summary", anchor="summary")]
        found.extend(Heading(level=1, text=section.title, anchor=section.anchor) for section in self.sections)
        return tuple(found)

    def as_json(self) -> dict[str, Any]:
        """Return format 1: the two dates, the regimes, how many rows are left out, and one object per row."""
        return {
            "format": 1,
            "facts_as_of": self.facts_as_of.isoformat() if self.facts_as_of else None,
            "as_of": self.as_of.isoformat(),
            "regimes": list(self.regimes),
            "transfers": [transfer.as_json() for transfer in self.transfers],
            "hidden": self.hidden,
            **({"without": list(self.without)} if self.without else {}),
        }

    def columns(self) -> Sequence[str]:
        """Columns of the flat form."""
        return FLAT

    def rows(self) -> Sequence[Sequence[str]]:
        """One row of text per graded flow, in the order given."""
        return [flat_row(transfer) for transfer in self.transfers]


def transfer_report(
    register: Register,
    law: Law,
    vocabulary: Vocabulary,
    *,
    transfers: Sequence[Transfer],
    as_of: dt.date,
    all_rows: bool = False,
    without: tuple[str, ...] = (),
) -> TransferReportView:
    """Return the report on cross-border transfers (Chapter V GDPR).

    Args:
        transfers: every graded flow of the register, in the order of `grade_transfers`.
        without: ids of decisions that `law` leaves out; named in the report.
        all_rows: also show flows inside the area and flows that are no transfer; those with a note always show.
    """
    given = Given(
        register=register,
        law=law,
        vocabulary=vocabulary,
        transfers=tuple(transfers),
        findings=(),
        as_of=as_of,
        edition="authority",
    )
    shown = tuple(transfer for transfer in transfers if all_rows or shown_in_record(given, transfer))
    name = cover_title(register)
    return TransferReportView(
        title=name,
        facts_as_of=register.as_of,
        as_of=as_of,
        regimes=register.regimes,
        transfers=shown,
        graded=tuple(transfers),
        hidden=len(transfers) - len(shown),
        facts=_about(given),
        summary=(_by_grade(given, transfers), _by_country(given, shown)),
        sections=tuple(_sections(given, shown)),
        running_head=f"{name}: transfers of personal data",
        without=without,
        compiled=law.data_as_of,
    )


def _about(given: Given) -> Fields:
    register = given.register
    own = register.organisations.get(register.organisation)
    name = said(own.name, own, key=own.key) if own is not None else plain("")
    regimes = [Value(text=regime_label(key), key=key) for key in register.regimes]
    compiled = f"tables of law compiled {day(given.law.data_as_of)}"
    return Fields(
        key="about",
        fields=(
            field("organisation", "Organisation", name),
            field("facts_as_of", "Facts as of", plain(day(register.as_of))),
            field("law_as_of", "Law as of", plain(day(given.as_of), note=compiled)),
            field("regimes", "Rules", *regimes),
        ),
    )


def _by_grade(given: Given, transfers: Sequence[Transfer]) -> Block:
    rows = []
    for grade in _worst_first(transfers):
        mine = [transfer for transfer in transfers if transfer.grade is grade]
        places = Counter(country_text(given.law, transfer.country) or "country not stated" for transfer in mine)
        where = [
            f"{name}: {number(count)}" for name, count in sorted(places.items(), key=lambda item: (-item[1], item[0]))
        ]
        rows.append(
            row(
                _grade_name(grade, mine),
                Value(text=number(len(mine))),
                cell(*(Value(text=text) for text in where)),
                Value(text=GRADES[grade.value][1]),
                tone=f"grade-{grade.value}",
            )
        )
    heads = columns(
        ("grade", "Grade", 20), ("flows", "Flows", 10), ("countries", "Countries", 28), ("meaning", "What it means", 42)
    )
    return table_or_note(
        "by_grade", heads, rows, "Not stated. The register states no flow.", caption="By grade, worst first"
    )


def _by_country(given: Given, transfers: Sequence[Transfer]) -> Block:
    grouped: dict[str, list[Transfer]] = {}
    for transfer in transfers:
        if transfer.grade is not Grade.NOT_A_TRANSFER:
            grouped.setdefault(transfer.country, []).append(transfer)
    rows = []
    for country in sorted(grouped, key=lambda key: (-_worst(grouped[key]).rank, country_text(given.law, key))):
        mine = grouped[country]
        importers = sorted({given.register.title(transfer.importer) for transfer in mine})
        rows.append(
            row(
                plain(country_text(given.law, country), key=country),
                _grade_name(_worst(mine), mine),
                Value(text=number(len(mine))),
                Value(text=listing(importers)),
                tone=f"grade-{_worst(mine).value}",
            )
        )
    heads = columns(
        ("country", "Country", 28), ("worst", "Worst grade", 20), ("flows", "Flows", 10), ("receivers", "Receivers", 42)
    )
    text = "No flow leaves the area, and none carries a note."
    return table_or_note("by_country", heads, rows, text, caption="By country of the receiver")


def _worst(transfers: Sequence[Transfer]) -> Grade:
    return worst_grade(transfer.grade for transfer in transfers) or Grade.UNKNOWN


def _worst_first(transfers: Sequence[Transfer]) -> list[Grade]:
    return sorted({transfer.grade for transfer in transfers}, key=lambda grade: -grade.rank)


def _grade_name(grade: Grade, transfers: Sequence[Transfer]) -> Value:
    """Return the grade, marked where one of the rows that it sums up rests on something unverified."""
    doubtful = any(transfer.unverified for transfer in transfers if transfer.grade is grade)
    chips = (chip("unverified"),) if doubtful else ()
    return Value(text=capital(grade_label(grade.value)), key=grade.value, tone=f"grade-{grade.value}", chips=chips)


def _sections(given: Given, transfers: Sequence[Transfer]) -> Iterator[GradeSection]:
    for grade in _worst_first(transfers):
        rows = gathered(transfer for transfer in transfers if transfer.grade is grade)
        shared = shared_notes(rows)
        made = tuple(_transfer_row(given, items, shared) for items in rows)
        title, meaning = GRADES[grade.value]
        table = Table(key=f"rows-{grade.value}", columns=COLUMNS, rows=made)
        notes = shared_items(f"shared-{grade.value}", shared)
        yield GradeSection(grade=grade.value, title=capital(title), meaning=meaning, table=table, notes=notes)


def _transfer_row(given: Given, transfers: Sequence[Transfer], shared: Sequence[str]) -> Row:
    first = transfers[0]
    return row(
        _ends(given, transfers),
        cell(country_value(given, first), *places_values(given, first)),
        facts_of_transfers(given, transfers),
        cell(tool_value(given, first), *evidence_values(first)),
        cell(*reason_values(first, shared), *chain_values(given, first)),
        next_step_value(first),
        tone=f"grade-{first.grade.value}",
    )


def _ends(given: Given, transfers: Sequence[Transfer]) -> Cell:
    """Return who exports to whom under which rules, with each flow by its activity where there are several."""
    first = transfers[0]
    under = f"under {regime_label(first.regime)}"
    chips = grade_value(first).chips
    if len(transfers) == 1:
        note = f"{given.activity_title(first.flow.activity)}; {under}"
        both = flow_value(first, both_ends(given, first), note=note)
        return cell(replace(both, chips=(*both.chips, *chips)))
    about = Value(text=both_ends(given, first), note=under, chips=chips)
    flows = [flow_value(item, given.activity_title(item.flow.activity), note="") for item in transfers]
    return Cell(groups=(group(flows, about=about),))
