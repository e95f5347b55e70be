"""Which of several registers the fall of a decision, or the time between two days, hits: one summary over all."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import replace
from typing import Any, ClassVar, Final

from ropa.language import capital, day, grade_label, listing, plural, regime_label, sentence
from ropa.law import NO_OWN_ROWS, Law, OwnLaw
from ropa.model.base import Part, record
from ropa.reports.base import Block, Fields, Heading, Items, Table, Value, cell, columns, field, plain, row
from ropa.reports.cover import own_rows_fields
from ropa.reports.law_age import age_notes
from ropa.reports.transfer_changes import grade_named
from ropa.reports.transfer_hits import HitLine, RegisterHit, Unread
from ropa.transfers.base import Grade, worst_grade

#: Columns of the flat form.
FLAT: Final = (
    "organisation", "register", "outcome", "recipient", "country", "regime", "before", "after", "flows", "activities",
    "flow_ids", "events", "reason", "law_note",
)  # fmt: skip


@record
class RegistersView(Part):
    """Every register of a folder, and what changes in each.

    Attributes:
        source: the folder. without: the decisions that fell; against: the other day, where two are compared.
        registers: those that were read, by source; unread: the others.
        others: YAML files that are no registers.
    """

    SUMMARY: ClassVar = ("organisation", "register", "worse", "better", "worst outcome", "recipients")

    source: str
    as_of: dt.date
    without: tuple[str, ...] = ()
    against: dt.date | None = None
    registers: tuple[RegisterHit, ...] = ()
    unread: tuple[Unread, ...] = ()
    others: tuple[str, ...] = ()
    compiled: dt.date
    notes: tuple[str, ...] = ()
    facts: Fields
    own: OwnLaw = NO_OWN_ROWS

    @property
    def template(self) -> str:
        """Name of the template of this report, without format."""
        return "transfer_registers"

    @property
    def language(self) -> str:
        """Language of the report (BCP 47)."""
        return "en"

    @property
    def title(self) -> str:
        """What it is about."""
        return f"Registers in {self.source}"

    @property
    def running_head(self) -> str:
        """Title of the page."""
        return f"{self.source}: transfers, registers hit"

    @property
    def hit(self) -> tuple[RegisterHit, ...]:
        """The registers in which something changes, most flows first."""
        found = [item for item in self.registers if item.lines]
        return tuple(sorted(found, key=lambda item: (-item.worse, -item.better, item.source)))

    @property
    def missed(self) -> tuple[RegisterHit, ...]:
        """The registers in which nothing changes."""
        return tuple(item for item in self.registers if not item.lines)

    @property
    def question(self) -> str:
        """What was asked, in words."""
        if self.against is not None:
            since, until = sorted((self.as_of, self.against))
            return f"between {day(since)} and {day(until)}"
        return f"if {listing(self.without)} fell"

    @property
    def headline(self) -> str:
        """The answer in one line."""
        read = plural(len(self.registers), "register")
        unread = f"; {len(self.unread)} could not be read" if self.unread else ""
        return f"{capital(self.question)}: {len(self.hit)} of {read} hit{unread}"

    @property
    def dates(self) -> str:
        """The day of the law, the age of its tables and own rows, in one line."""
        own = f", {self.own.short}" if self.own else ""
        days = [day(one) for one in sorted({self.as_of, self.against or self.as_of})]
        return f"Law as of {' and of '.join(days)}{own}.{''.join(f' {sentence(note)}' for note in self.notes)}"

    @property
    def headings(self) -> tuple[Heading, ...]:
        """The contents."""
        found = [Heading(level=1, text="Summary", anchor="summary")]
        for place, item in enumerate(self.hit, 1):
            found.append(Heading(level=2, text=item.organisation, anchor=f"register-{place}"))
        return tuple(found)

    @property
    def summary(self) -> tuple[Block, ...]:
        """The registers hit, those not hit, and those that could not be read."""
        heads = columns(
            ("organisation", "Organisation", 22), ("register", "Register", 20), ("flows", "Flows", 18),
            ("worst", "Worst outcome", 18), ("recipients", "Recipients", 22),
        )  # fmt: skip
        blocks: list[Block] = []
        if self.hit:
            rows = tuple(
                row(
                    plain(item.organisation, key=item.key), plain(item.source),
                    plain(_counted(item)),
                    grade_named(_worst(item)), plain(listing(_recipients(item))),
                    tone=f"grade-{_worst(item).value}",
                )
                for item in self.hit
            )  # fmt: skip
            blocks.append(Table(key="hit", columns=heads, rows=rows, caption="Registers hit, most flows first"))
        return tuple(blocks)

    @property
    def missed_items(self) -> Items | None:
        """The registers that are not hit, None where there are none."""
        values = tuple(plain(f"{item.organisation} ({item.source})") for item in self.missed)
        return Items(key="missed", values=values) if values else None

    @property
    def unread_items(self) -> Items | None:
        """What could not be read and why, None where everything could."""
        values = tuple(plain(f"{item.source}: {'; '.join(item.problems)}", tone="missing") for item in self.unread)
        return Items(key="unread", values=values) if values else None

    def sections(self) -> list[tuple[str, str, Table]]:
        """Return anchor, title and table of every register hit."""
        heads = columns(
            ("recipient", "Recipient", 22), ("before", "Before", 17), ("after", "After", 17),
            ("activities", "Activities and flows", 22), ("why", "Why", 22),
        )  # fmt: skip
        tables = [
            Table(key=f"rows-{n}", columns=heads, rows=tuple(map(_row, item.lines))) for n, item in self._numbered
        ]
        named = zip(self._numbered, tables, strict=True)
        return [(f"register-{n}", item.organisation, table) for (n, item), table in named]

    @property
    def _numbered(self) -> list[tuple[int, RegisterHit]]:
        return list(enumerate(self.hit, 1))

    def summary_texts(self, item: RegisterHit) -> tuple[str, ...]:
        """Return the texts of one register, in the order of `SUMMARY`."""
        worst = grade_label(_worst(item).value)
        return (item.organisation, item.source, str(item.worse), str(item.better), worst, listing(_recipients(item)))

    def as_json(self) -> dict[str, Any]:
        """Return format 1: what was asked, counts, every register read and every one that could not be."""
        return {
            "format": 1,
            "source": self.source,
            "as_of": self.as_of.isoformat(),
            **({"against": self.against.isoformat()} if self.against else {"without": list(self.without)}),
            "data_as_of": self.compiled.isoformat(),
            "law_notes": list(self.notes),
            **self.own.as_json(),
            "counts": {
                "registers": len(self.registers), "hit": len(self.hit), "not_hit": len(self.missed),
                "unread": len(self.unread),
            },
            "registers": [item.as_json() for item in self.registers],
            "unread": [item.as_json() for item in self.unread],
            "no_registers": list(self.others),
        }  # fmt: skip

    def columns(self) -> Sequence[str]:
        """Columns of the flat form."""
        return FLAT

    def rows(self) -> Sequence[Sequence[str]]:
        """One row per recipient and change; a register without one, and an unread one, has a row of its own."""
        said = "; ".join((*self.notes, *((self.own.said,) if self.own else ())))
        found: list[list[str]] = []
        for item in (*self.hit, *self.missed):
            whose = [item.organisation, item.source]
            found += [[*whose, "hit", *_flat(line), said] for line in item.lines]
            found += [[*whose, "not hit", *[""] * (len(FLAT) - 4), said]] if not item.lines else []
        blank = [""] * (len(FLAT) - 5)
        found += [["", item.source, "not read", *blank, "; ".join(item.problems), said] for item in self.unread]
        return found


def _about_fields(law: Law, *, question: str, source: str, counts: str) -> Fields:
    """Return what stands under the title."""
    return Fields(
        key="about",
        fields=(
            field("source", "Folder", plain(source)),
            field("question", "Asked", plain(capital(question))),
            field("registers", "Registers", plain(counts)),
            field("law", "Tables of law", plain(f"compiled {day(law.data_as_of)}")),
            *own_rows_fields(law),
        ),
    )


def registers_view(
    source: str,
    law: Law,
    *,
    as_of: dt.date,
    registers: Sequence[RegisterHit],
    unread: Sequence[Unread],
    others: Sequence[str],
    without: tuple[str, ...] = (),
    against: dt.date | None = None,
    today: dt.date | None = None,
) -> RegistersView:
    """Return the view over every register of a folder.

    Args:
        law: with own rows, and with the decisions that fell. today: by the clock, for the age of the tables.
    """
    counts = f"{len(registers)} read, {sum(bool(item.lines) for item in registers)} hit, {len(unread)} not readable"
    latest = max(as_of, against or as_of)
    view = RegistersView(
        source=source, as_of=as_of, without=without, against=against, registers=tuple(registers), unread=tuple(unread),
        others=tuple(others), compiled=law.data_as_of, notes=age_notes(law.data_as_of, as_of=latest, today=today),
        facts=Fields(key="about", fields=()), own=law.own,
    )  # fmt: skip
    return replace(view, facts=_about_fields(law, question=view.question, source=source, counts=counts))


def _row(line: HitLine) -> Any:
    events = [Value(text=event, tone="aside") for event in line.events]
    under = Value(text=f"{line.place}; {regime_label(line.regime)}", tone="aside")
    return row(
        cell(Value(text=line.recipient, key=line.recipient_id), under),
        grade_named(line.before), grade_named(line.after),
        cell(*(Value(text=title) for title in line.activities), Value(text=plural(line.flows, "flow"), tone="aside")),
        cell(Value(text=sentence(line.reason)), *events),
        tone=f"grade-{line.after.value}",
    )  # fmt: skip


def _flat(line: HitLine) -> list[str]:
    return [
        line.recipient, line.country, line.regime, line.before.value, line.after.value, str(line.flows),
        "; ".join(line.activity_ids), "; ".join(line.flow_ids), "; ".join(line.events), line.reason,
    ]  # fmt: skip


def _counted(item: RegisterHit) -> str:
    numbers = ((item.worse, "worse"), (item.better, "better"))
    return ", ".join(f"{count} {word}" for count, word in numbers if count)


def _worst(item: RegisterHit) -> Grade:
    return worst_grade(line.after for line in item.lines) or Grade.UNKNOWN


def _recipients(item: RegisterHit) -> list[str]:
    return list(dict.fromkeys(line.recipient for line in item.lines))
