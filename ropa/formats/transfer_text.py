"""The transfer report as a person reads it in a terminal: by grade, worst first, each reason written out."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterable, Sequence

from ropa.formats.base import one_line
from ropa.formats.table import wrap, wrapped
from ropa.language import articles, grade_label, label
from ropa.reports.transfers import TransferReportView
from ropa.transfers import Grade, Transfer
from ropa.transfers.changes import Change

#: From a key to the name that people know.
Title = Callable[[str], str]

_LABELS = ("reason", "record", "missing", "onward", "next", "notes", "source")


def transfer_text(view: TransferReportView, *, title: Title, width: int) -> str:
    """Return the report in blocks, ending in one line feed.

    Args:
        title: gives the name of an organisation or category. width: columns of the terminal.
    """
    facts = view.facts_as_of.isoformat() if view.facts_as_of else label("not-stated")
    dates = f"facts as of {facts}, law as of {view.as_of.isoformat()}{view.assumed}"
    head = f"Transfers under {', '.join(view.regimes)}\n{dates}"
    blocks = [head]
    for grade, rows in _by_grade(view.transfers):
        blocks.append(f"{grade_label(grade)}: {len(rows)}")
        blocks += [_row(row, title, width) for row in rows]
    if not view.transfers:
        blocks.append("No flow is, or may be, a transfer out of the area. That is what the register says, no more.")
    if view.hidden_note:
        blocks.append(f"{view.hidden_note} `--all` shows them.")
    return "\n\n".join(blocks) + "\n"


def _by_grade(transfers: Iterable[Transfer]) -> list[tuple[str, list[Transfer]]]:
    """Return the rows by grade, the worst grade first, in their own order within."""
    found: dict[str, list[Transfer]] = {}
    for row in sorted(transfers, key=lambda row: -row.grade.rank):
        found.setdefault(row.grade.value, []).append(row)
    return list(found.items())


def _row(row: Transfer, title: Title, width: int) -> str:
    country = row.country or f"country {label('not-stated')}"
    dated = f" of {row.dated.isoformat()}" if row.dated else ""
    tool = f", relies on {row.tool}{dated}" if row.tool else ""
    # Inside the area the articles are those of a note, which names them itself.
    cited = "" if row.grade in (Grade.NOT_A_TRANSFER, Grade.DOMESTIC) else articles(row.articles)
    texts = {
        "reason": f"{row.reason} ({cited})" if cited else row.reason,
        "record": "; ".join(row.present),
        "missing": "; ".join(row.missing),
        "onward": _onward(row),
        "next": row.next_step,
        "notes": " ".join(row.notes),
        "source": ", ".join(cite.as_text() for cite in row.cites) or "no citation",
    }
    lines = [
        wrapped(f"{title(row.exporter)} -> {title(row.importer)}, {country}{tool}", width),
        wrapped(_facts(row, title), width, first="  "),
        wrapped(f"{row.regime}, flow {row.flow.id}", width, first="  "),
    ]
    for name in _LABELS:
        if texts[name]:
            lines += _labelled(name, texts[name], width)
    return "\n".join(lines)


def _facts(row: Transfer, title: Title) -> str:
    """Return which data of whom; what is not stated is said so."""
    people: dict[str, list[str]] = {}
    for pair in row.facts:
        subject = title(pair.subject) if pair.subject else label("not-stated")
        data = title(pair.data) if pair.data else f"data {label('not-stated')}"
        people.setdefault(subject, []).append(data)
    return "; ".join(f"{', '.join(data)} of {subject}" for subject, data in people.items()) or "data not stated"


def _onward(row: Transfer) -> str:
    if not row.chain:
        return ""
    worst = grade_label((row.chain_grade or row.grade).value)
    return f"{', '.join(row.chain[1:])}; worst of the chain: {worst}"


def _labelled(name: str, text: str, width: int) -> list[str]:
    first = f"  {name + ':':9}"
    lines = wrap(one_line(text), max(width - len(first), 20))
    return [f"{first if not place else ' ' * len(first)}{line}" for place, line in enumerate(lines)]


def changes_text(changes: Sequence[Change], *, title: Title, width: int, days: tuple[dt.date, dt.date]) -> str:
    """Return the flows whose grade differs between two days, each with what lies between; ends in one line feed."""
    since, until = (day.isoformat() for day in sorted(days))
    blocks = [f"Grades on {since} and on {until}: {len(changes)} differ"]
    for change in changes:
        row = change.after
        head = f"{title(row.exporter)} -> {title(row.importer)} ({row.regime}, flow {row.flow.id})"
        lines = [wrapped(head, width)]
        lines += _labelled("before", f"{grade_label(change.before.grade.value)}: {change.before.reason}", width)
        lines += _labelled("after", f"{grade_label(row.grade.value)}: {row.reason}", width)
        for event in change.events:
            lines += _labelled("event", f"{event.day.isoformat()} {event.text}", width)
        blocks.append("\n".join(lines))
    return "\n\n".join(blocks) + "\n"
