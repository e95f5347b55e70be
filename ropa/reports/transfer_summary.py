"""The summary of the transfer report: by grade and by country of the receiver."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from ropa.language import GRADES, capital, grade_label, listing, number, regime_label
from ropa.reports.base import Block, Value, cell, chip, columns, plain, row, table_or_note
from ropa.reports.given import Given
from ropa.reports.values import country_text
from ropa.transfers.base import Grade, Transfer, worst_grade


def by_grade(given: Given, transfers: Sequence[Transfer]) -> Block:
    """Return how many flows have which grade, the worst first, and where they go."""
    rows = []
    for grade, regime in _grades_by_regime(transfers):
        mine = [transfer for transfer in transfers if (transfer.grade, transfer.regime) == (grade, regime)]
        places = Counter(country_text(given.law, transfer.country) or "country not stated" for transfer in mine)
        where = [
            f"{name}: {number(count)}" for name, count in sorted(places.items(), key=lambda item: (-item[1], item[0]))
        ]
        rows.append(
            row(
                _grade_name(grade, mine, under=_under(given, regime)),
                Value(text=number(len(mine))),
                cell(*(Value(text=text) for text in where)),
                Value(text=GRADES[grade.value][1]),
                tone=f"grade-{grade.value}",
            )
        )
    heads = columns(
        ("grade", "Grade", 20), ("flows", "Flows", 10), ("countries", "Countries", 28), ("meaning", "What it means", 42)
    )
    return table_or_note("by_grade", heads, rows, "Data flows: not stated.", caption="By grade, worst first")


def by_country(given: Given, transfers: Sequence[Transfer]) -> Block:
    """Return the countries of receivers, each with its worst grade."""
    grouped: dict[tuple[str, str], list[Transfer]] = {}
    for transfer in transfers:
        if transfer.grade is not Grade.NOT_A_TRANSFER or transfer.country:
            grouped.setdefault((transfer.country, transfer.regime), []).append(transfer)
    worst = {key: _worst(mine) for key, mine in grouped.items()}
    rows = []
    for key in sorted(grouped, key=lambda key: (-worst[key].rank, country_text(given.law, key[0]), key[1])):
        (country, regime), mine = key, grouped[key]
        importers = sorted({given.register.title(transfer.importer) for transfer in mine})
        rows.append(
            row(
                plain(country_text(given.law, country), key=country),
                _grade_name(worst[key], mine, under=_under(given, regime)),
                Value(text=number(len(mine))),
                Value(text=listing(importers)),
                tone=f"grade-{worst[key].value}",
            )
        )
    heads = columns(
        ("country", "Country", 28), ("worst", "Worst grade", 20), ("flows", "Flows", 10), ("receivers", "Receivers", 42)
    )
    text = "No flow leaves the area of the rules, and none carries a note."
    return table_or_note("by_country", heads, rows, text, caption="By country of the receiver")


def _worst(transfers: Sequence[Transfer]) -> Grade:
    return worst_grade(transfer.grade for transfer in transfers) or Grade.UNKNOWN


def worst_first(transfers: Sequence[Transfer]) -> list[Grade]:
    """Return the grades that occur, the worst first."""
    return sorted({transfer.grade for transfer in transfers}, key=lambda grade: -grade.rank)


def _grades_by_regime(transfers: Sequence[Transfer]) -> list[tuple[Grade, str]]:
    found = {(transfer.grade, transfer.regime) for transfer in transfers}
    return sorted(found, key=lambda pair: (-pair[0].rank, pair[1]))


def _under(given: Given, regime: str) -> str:
    """Return under which rules, where there are several; one flow is graded under each."""
    return f"under {regime_label(regime)}" if len(given.register.regimes) > 1 else ""


def _grade_name(grade: Grade, transfers: Sequence[Transfer], *, under: str) -> Value:
    """Return the grade, marked where one of the rows that it sums up rests on something unverified."""
    doubtful = any(transfer.unverified for transfer in transfers if transfer.grade is grade)
    chips = (chip("unverified"),) if doubtful else ()
    text, tone = capital(grade_label(grade.value)), f"grade-{grade.value}"
    return Value(text=text, key=grade.value, tone=tone, chips=chips, note=under)
