"""What changes in transfers, as a person reads it in a terminal: between two days, or once a decision has fallen."""

from __future__ import annotations

from collections.abc import Sequence

from ropa.formats.base import Paint, plain
from ropa.formats.styles import grade_style
from ropa.formats.table import text_table, wrapped
from ropa.formats.transfer_text import Title, labelled
from ropa.language import grade_label, label, plural
from ropa.reports.transfer_changes import NO_EVENT, ChangesView, event_text, others
from ropa.reports.transfer_registers import RegistersView
from ropa.transfers.changes import Change


def changes_text(view: ChangesView, *, title: Title, width: int, paint: Paint = plain) -> str:
    """Return the flows whose grade differs between two days, each with what lies between; ends in one line feed."""
    since, until = (day.isoformat() for day in view.days)
    facts = view.facts_as_of.isoformat() if view.facts_as_of else label("not-stated")
    own = f", {view.own.said}" if view.own else ""
    dates = "; ".join((f"facts as of {facts}, law as of {since} and of {until}{own}", *view.notes))
    differ = "1 differs" if len(view.changes) == 1 else f"{len(view.changes)} differ"
    head = f"Grades on {since} and on {until}: {differ}"
    blocks = [f"{paint(head, 'head')}\n{wrapped(dates, width)}"]
    blocks += [_block(change, title, width, paint) for change in view.changes]
    return "\n\n".join(blocks) + "\n"


def _block(change: Change, title: Title, width: int, paint: Paint) -> str:
    row = change.after
    head = f"{title(row.exporter)} -> {title(row.importer)} ({row.regime}, flow {row.flow.id})"
    lines = [paint(line, "head") for line in wrapped(head, width).split("\n")]
    lines += labelled("before", f"{grade_label(change.before.grade.value)}: {change.before.reason}", width)
    lines += labelled("after", f"{grade_label(row.grade.value)}: {row.reason}", width)
    for event in change.told:
        doubt = {"partly": " (verified in part)", "no": " (unverified)"}.get(event.verified, "")
        source = f"; source: {event.source}{doubt}" if event.source else ""
        lines += labelled("event", f"{event_text(event)}{source}", width)
    if others(change):
        lines += labelled("other", others(change), width)
    if not change.events:
        lines += labelled("event", NO_EVENT, width)
    return "\n".join(lines)


def fallen_text(changes: Sequence[Change], without: Sequence[str], *, title: Title, width: int) -> str:
    """Return which flows of one register have another grade without these decisions, before all are listed."""
    count = f"{plural(len(changes), 'flow')} {'changes' if len(changes) == 1 else 'change'} the grade"
    lines = [wrapped(f"Without {', '.join(without)}: {count if changes else 'no flow changes its grade'}", width)]
    for change in changes:
        row = change.after
        grades = f"{grade_label(change.before.grade.value)} -> {grade_label(row.grade.value)}"
        text = f"{title(row.exporter)} -> {title(row.importer)}: {grades} ({row.regime}, {row.flow.activity})"
        lines.append(wrapped(text, width, first="  "))
    return "\n".join(lines)


def registers_text(view: RegistersView, *, width: int, paint: Paint = plain) -> str:
    """Return the registers hit, then what is hit in each, those not hit, and what could not be read."""
    blocks = [f"{paint(view.headline, 'head')}\n{wrapped(view.dates, width)}"]
    if view.own:
        lines = [wrapped(line, width, first="  ") for line in view.own.lines]
        blocks.append("\n".join(["Own rows of law:", *lines]))
    hit = view.hit
    if hit:
        rows = [view.summary_texts(item) for item in hit]
        blocks.append(text_table(view.SUMMARY, rows, width=width, keep=1, paint=paint).rstrip("\n"))
    for item in hit:
        lines = [paint(line, "head") for line in wrapped(f"{item.organisation} ({item.source})", width).split("\n")]
        for line in item.lines:
            grades = f"{grade_label(line.before.value)} -> {grade_label(line.after.value)}"
            style = grade_style(line.after.value)
            text = f"{line.recipient}, {line.country or 'country not stated'} ({line.regime}): {grades}"
            lines += [paint(part, style or "") for part in wrapped(text, width, first="  ").split("\n")]
            lines.append(wrapped(f"{plural(line.flows, 'flow')}: {', '.join(line.activities)}", width, first="    "))
            lines += [wrapped(event, width, first="    ") for event in line.events]
        blocks.append("\n".join(lines))
    if view.missed:
        names = "; ".join(f"{item.organisation} ({item.source})" for item in view.missed)
        blocks.append(wrapped(f"Not hit: {plural(len(view.missed), 'register')}: {names}", width))
    if view.others:
        blocks.append(wrapped(f"No registers, and not read: {', '.join(view.others)}", width))
    for unread in view.unread:
        lines = [paint(wrapped(f"Could not be read: {unread.source}", width), "error")]
        lines += [wrapped(text, width, first="  ") for text in unread.problems]
        blocks.append("\n".join(lines))
    return "\n\n".join(blocks) + "\n"
