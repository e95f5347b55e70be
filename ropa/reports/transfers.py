"""The transfer report: a summary by grade and country, then every flow that is or may be a restricted transfer."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Sequence
from typing import Any, Final

from ropa.language import GRADES, capital, day, plural, regime_label, sentence
from ropa.law import NO_OWN_ROWS, Law, OwnLaw
from ropa.model.base import Part, record
from ropa.model.register import Register
from ropa.reports.annexes import Annex
from ropa.reports.base import (
    Block,
    Fields,
    Heading,
    Items,
    Row,
    Table,
    Value,
    cell,
    columns,
    field,
    not_stated,
    plain,
    row,
)
from ropa.reports.cover import cover_title, dates_line, own_rows_fields
from ropa.reports.given import Given
from ropa.reports.index import places, sources_annex
from ropa.reports.law_age import age_notes
from ropa.reports.transfer_changes import fallen_blocks
from ropa.reports.transfer_flat import FLAT, flat_row
from ropa.reports.transfer_rows import (
    chain_values,
    criterion_values,
    evidence_values,
    facts_of_transfers,
    flows_cell,
    gathered,
    grade_value,
    next_step_value,
    places_cell,
    reason_values,
    shared_items,
    shared_notes,
    shown_in_record,
    surest_first,
    tool_value,
)
from ropa.reports.transfer_summary import by_country, by_grade, worst_first
from ropa.reports.values import country_text, part, said
from ropa.transfers.base import Transfer
from ropa.transfers.changes import Change
from ropa.transfers.notes import about_places
from ropa.vocabulary import Vocabulary

COLUMNS: Final = columns(
    ("flow", "From, to", 16),
    ("country", "Country", 10),
    ("facts", "Which data, about whom", 22),
    ("tool", "Tool", 11),
    ("reason", "Why", 25),
    ("next_step", "Next step", 16),
)


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
        sources: the documents, with every place that the report cites.
        compiled: day of the tables of law. age: what it makes necessary to say.
        changes: the flows that have another grade than without leaving out those decisions.
        own: rows of law of somebody's own, by which it was graded.
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
    sources: Annex
    running_head: str
    without: tuple[str, ...] = ()
    compiled: dt.date | None = None
    age: tuple[str, ...] = ()
    changes: tuple[Change, ...] = ()
    own: OwnLaw = NO_OWN_ROWS

    @property
    def template(self) -> str:
        """Name of the template of this report, without format."""
        return "transfers"

    @property
    def language(self) -> str:
        """Language of the report (BCP 47)."""
        return "en"

    @property
    def under(self) -> str:
        """The rules under which flows are graded, by their short names."""
        return ", ".join(regime_label(key) for key in self.regimes)

    @property
    def dates(self) -> str:
        """The two dates that every grade depends on, in one line, and what was assumed."""
        line = dates_line(self.facts_as_of, self.as_of, self.own)
        return " ".join((line, *(sentence(text) for text in self._assumptions)))

    @property
    def assumed(self) -> str:
        """Which decisions were left out, and how far the tables are from the day asked about; or an empty text."""
        return "".join(f"; {text}" for text in self._assumptions)

    @property
    def _assumptions(self) -> tuple[str, ...]:
        fallen = (f"as if these decisions had fallen: {', '.join(self.without)}",) if self.without else ()
        return (*fallen, *self.age)

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
        found.append(Heading(level=1, text=self.sources.title, anchor=self.sources.anchor))
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
            "data_as_of": self.compiled.isoformat() if self.compiled else None,
            "law_notes": list(self.age),
            **self.own.as_json(),
            **self._fallen(),
        }

    def _fallen(self) -> dict[str, Any]:
        if not self.without:
            return {}
        return {"without": list(self.without), "changes": [change.as_json() for change in self.changes]}

    def columns(self) -> Sequence[str]:
        """Columns of the flat form."""
        return (*FLAT, "law_note")

    def rows(self) -> Sequence[Sequence[str]]:
        """One row of text per graded flow, in the order given; each says what holds for the whole report."""
        said = "; ".join(filter(None, (self.own.said, self.assumed.removeprefix("; "))))
        return [[*flat_row(transfer), said] for transfer in self.transfers]


def transfer_report(
    register: Register,
    law: Law,
    vocabulary: Vocabulary,
    *,
    transfers: Sequence[Transfer],
    as_of: dt.date,
    all_rows: bool = False,
    without: tuple[str, ...] = (),
    changes: Sequence[Change] = (),
    today: dt.date | None = None,
) -> TransferReportView:
    """Return the report on cross-border transfers (Chapter V GDPR).

    Args:
        transfers: every graded flow of the register, in the order of `grade_transfers`.
        without: ids of decisions that `law` leaves out; named in the report. changes: what they change.
        today: by the clock, for the age of the tables; None where only `as_of` counts.
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
    facts, sections = _about(given), tuple(_sections(given, shown))
    return TransferReportView(
        title=name,
        facts_as_of=register.as_of,
        as_of=as_of,
        regimes=register.regimes,
        transfers=shown,
        graded=tuple(transfers),
        hidden=len(transfers) - len(shown),
        facts=facts,
        summary=(
            *(fallen_blocks(register, law, changes, without) if without else ()),
            by_grade(given, transfers),
            by_country(given, shown),
        ),
        sections=sections,
        sources=sources_annex(given, places(_cited(facts, sections))),
        running_head=f"{name}: transfers of personal data",
        without=without,
        compiled=law.data_as_of,
        age=age_notes(law.data_as_of, as_of=as_of, today=today),
        changes=tuple(changes),
        own=law.own,
    )


def _cited(facts: Fields, sections: Sequence[GradeSection]) -> Iterator[tuple[str, Sequence[Block]]]:
    """Yield the parts whose citations count, by the names that the list of sources gives them."""
    yield "cover", (facts,)
    for section in sections:
        yield f"under “{section.title}”", (section.table,)


def _about(given: Given) -> Fields:
    register = given.register
    own = register.organisations.get(register.organisation)
    name = said(own.name, own, key=own.key) if own is not None else plain("")
    country = not_stated()
    if own is not None and own.country:
        country = part(own, "country", country_text(given.law, own.country), key=own.country)
    regimes = [Value(text=regime_label(key), key=key) for key in register.regimes]
    compiled = f"tables of law compiled {day(given.law.data_as_of)}"
    return Fields(
        key="about",
        fields=(
            field("organisation", "Organisation", name),
            field("country", "Its country", country),
            field("facts_as_of", "Facts as of", plain(day(register.as_of))),
            field("law_as_of", "Law as of", plain(day(given.as_of), note=compiled)),
            *own_rows_fields(given.law),
            field("regimes", "Rules", *regimes),
        ),
    )


def _sections(given: Given, transfers: Sequence[Transfer]) -> Iterator[GradeSection]:
    for grade in worst_first(transfers):
        rows = surest_first(gathered(transfer for transfer in transfers if transfer.grade is grade))
        shared = shared_notes(rows)
        made = tuple(_transfer_row(given, items, shared) for items in rows)
        title, meaning = GRADES[grade.value]
        table = Table(key=f"rows-{grade.value}", columns=COLUMNS, rows=made)
        notes = shared_items(f"shared-{grade.value}", shared)
        yield GradeSection(grade=grade.value, title=capital(title), meaning=meaning, table=table, notes=notes)


def _transfer_row(given: Given, transfers: Sequence[Transfer], shared: Sequence[str]) -> Row:
    first = transfers[0]
    return row(
        flows_cell(given, transfers, note=f"under {regime_label(first.regime)}", chips=grade_value(first).chips),
        places_cell(given, first),
        facts_of_transfers(given, transfers),
        cell(tool_value(given, first), *evidence_values(first)),
        cell(
            *reason_values(first, shared, elsewhere=about_places(first.further_notes)),
            *criterion_values(first),
            *chain_values(given, first),
        ),
        next_step_value(first),
        tone=f"grade-{first.grade.value}",
    )
