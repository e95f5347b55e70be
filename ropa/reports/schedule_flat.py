"""The retention schedule as one flat table: a row per statement on something held, also where nothing is stated."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import Final

from ropa.language import label
from ropa.questions.retention_base import Held, Rule
from ropa.reports.schedule_entries import Category, Entry, Statement

FLAT_COLUMNS: Final = (
    *("data", "subject", "holder", "activity", "held", "limit", "period", "criterion", "starts", "when"),
    *("disposal", "then_in", "general", "certainty", "only_for", "conflict", "yields_to", "rule", "cites"),
)

_NOT_STATED: Final = label("not-stated")


def schedule_rows(categories: Iterable[Category], idle: Iterable[Rule]) -> list[Sequence[str]]:
    """Return the rows in the order of the schedule; `limit` is `stated` or `not stated`, for rules and for silence."""
    rows: list[Sequence[str]] = [
        made for category in categories for entry in category.entries for made in _entry_rows(category, entry)
    ]
    rows.extend(_idle_row(rule) for rule in idle)
    return rows


def _entry_rows(category: Category, entry: Entry) -> Iterator[Sequence[str]]:
    for activity in entry.activities:
        for held in entry.held:
            about = (category.data or _NOT_STATED, held.subject or _NOT_STATED, held.holder, activity)
            for statement in entry.statements:
                yield (*about, held.certainty.value, *_statement_cells(statement))
            if not entry.statements:
                yield _silence(about, held)


def _silence(about: tuple[str, ...], held: Held) -> tuple[str, ...]:
    return (*about, held.certainty.value, _NOT_STATED, *[""] * (len(FLAT_COLUMNS) - len(about) - 2))


def _statement_cells(statement: Statement) -> tuple[str, ...]:
    return (
        *_rule_cells(statement.rule),
        statement.certainty.value,
        "; ".join(f"{what}: {key}" for what, key in statement.only),
        statement.conflict.value if statement.conflict else "",
        ", ".join(statement.yields_to),
        statement.rule.id,
        _cites(statement.rule),
    )


def _rule_cells(rule: Rule) -> tuple[str, ...]:
    said = rule.said
    return (
        "stated" if rule.is_limit else _NOT_STATED,
        said.period,
        said.criterion,
        said.trigger,
        said.when,
        ", ".join(item.value for item in said.disposal),
        ", ".join(said.then_in),
        "yes" if rule.is_general else "no",
    )


def _idle_row(rule: Rule) -> tuple[str, ...]:
    said = rule.said
    data = "everything" if said.everything else ", ".join(said.data) or _NOT_STATED
    holders = ", ".join((*said.held_in, *said.by))
    about = (data, ", ".join(said.subjects), holders, rule.activity.key, "nowhere")
    return (*about, *_rule_cells(rule), rule.certainty.value, "", "", "", rule.id, _cites(rule))


def _cites(rule: Rule) -> str:
    return "; ".join(cite.as_text() for cite in rule.said.cites)
