"""The transfer report as a person reads it in a terminal: by grade, worst first, each reason written out."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence

from ropa.formats.base import Paint, one_line, plain
from ropa.formats.styles import grade_style
from ropa.formats.table import wrap, wrapped
from ropa.language import CRITERIA, articles, grade_label, label
from ropa.model.words import Certainty, FlowKind
from ropa.reports.transfer_rows import gathered, shared_notes, surest_first
from ropa.reports.transfers import TransferReportView
from ropa.transfers import Criterion, Grade, Transfer
from ropa.transfers.notes import about_places

#: From a key to the name that people know.
Title = Callable[[str], str]

_LABELS = ("places", "reason", "record", "missing", "onward", "next", "notes", "source")


def transfer_text(view: TransferReportView, *, title: Title, width: int, paint: Paint = plain) -> str:
    """Return the report in blocks, ending in one line feed.

    Flows between the same two parties that stand alike are one block, in which each of them is named; a long note that
    several blocks of a grade share stands once before them.

    Args:
        title: gives the name of an organisation or category. width: columns of the terminal.
        paint: makes text stand out.
    """
    facts = view.facts_as_of.isoformat() if view.facts_as_of else label("not-stated")
    own = f", {view.own.said}" if view.own else ""
    dates = f"facts as of {facts}, law as of {view.as_of.isoformat()}{own}{view.assumed}"
    head = (f"Transfers under {', '.join(view.regimes)}", *dates.split("\n"))
    blocks = ["\n".join(wrapped(line, width) for line in head)]
    for grade, rows in _by_grade(view.transfers):
        gathered_rows = surest_first(gathered(rows))
        shared = shared_notes(gathered_rows)
        notes = [wrapped(f"note {place}: {note}", width, first="  ") for place, note in enumerate(shared, 1)]
        heading = paint(f"{grade_label(grade)}: {len(rows)}", grade_style(grade) or "head")
        blocks.append("\n".join([heading, *notes]))
        blocks += [_block(items, shared, title, width, paint) for items in gathered_rows]
    if not view.transfers:
        said = "No flow is, or may be, a transfer out of the area. That is what the register says, no more."
        blocks.append(wrapped(said, width))
    if view.hidden_note:
        blocks.append(wrapped(f"{view.hidden_note} `--all` shows them.", width))
    return "\n\n".join(blocks) + "\n"


def _by_grade(transfers: Iterable[Transfer]) -> list[tuple[str, list[Transfer]]]:
    """Return the rows by grade, the worst grade first, in their own order within."""
    found: dict[str, list[Transfer]] = {}
    for row in sorted(transfers, key=lambda row: -row.grade.rank):
        found.setdefault(row.grade.value, []).append(row)
    return list(found.items())


def _block(rows: Sequence[Transfer], shared: Sequence[str], title: Title, width: int, paint: Paint) -> str:
    row = rows[0]
    country = row.country or f"country {label('not-stated')}"
    dated = f" of {row.dated.isoformat()}" if row.dated else ""
    tool = f", relies on {row.tool}{dated}" if row.tool else ""
    # Inside the area the articles are those of a note, which names them itself.
    cited = "" if row.grade in (Grade.NOT_A_TRANSFER, Grade.DOMESTIC) else articles(row.articles)
    texts = {
        "places": _places(row),
        "reason": f"{row.reason} ({cited})" if cited else row.reason,
        "record": "; ".join(row.present),
        "missing": "; ".join(text for text in row.missing if text.casefold() not in row.reason.casefold()),
        "onward": _onward(row),
        "next": row.next_step,
        "notes": _notes(row, shared),
        "source": _sources(row) if len(rows) == 1 else "",
    }
    head = wrapped(f"{title(row.exporter)} -> {title(row.importer)}, {country}{tool}", width)
    lines = [paint(line, "head") for line in head.split("\n")]
    for item in rows:
        lines.append(wrapped(_facts(item, title), width, first="  "))
        said = [] if item.flow.certainty is Certainty.STATED else [label(item.flow.certainty.value)]
        source = [] if len(rows) == 1 else [_sources(item)]
        # A host's flow has the same id in every activity that reached the system.
        where = f" in {item.flow.activity}" if item.flow.kind is FlowKind.HOSTING else ""
        flow = ", ".join((item.regime, f"flow {item.flow.id}{where}", *said, *source))
        lines.append(wrapped(flow, width, first="  "))
    for name in _LABELS:
        if texts[name]:
            lines += labelled(name, texts[name], width, paint)
    return "\n".join(lines)


def _places(row: Transfer) -> str:
    """Return the three locations where more is stated than the country of the receiver."""
    located = row.locations
    if not (located.storage or located.access):
        return ""
    named = (("receiver in", located.entity), ("stored in", located.storage), ("read from", located.access))
    text = "; ".join(f"{what} {', '.join(countries)}" for what, countries in named if countries)
    decides = row.criterion in (Criterion.STORAGE, Criterion.ACCESS)
    return f"{text}; what decides is {CRITERIA[row.criterion.value]}" if decides and row.criterion else text


def _notes(row: Transfer, shared: Sequence[str]) -> str:
    """Return the notes, those that stand before the blocks by their number."""
    placed = about_places(row.further_notes)
    own = [note for note in row.further_notes if note not in shared and note not in placed]
    numbers = [str(place) for place, note in enumerate(shared, 1) if note in row.further_notes]
    return " ".join([*own, f"See note {' and '.join(numbers)}." if numbers else ""]).strip()


def _sources(row: Transfer) -> str:
    return ", ".join(cite.as_text() for cite in row.cites) or "no citation"


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


def labelled(name: str, text: str, width: int, paint: Paint = plain) -> list[str]:
    """Return a label and a text beside it, in lines that fit."""
    first = f"  {name + ':':9}"
    lines = wrap(one_line(text), max(width - len(first), 20))
    return [f"{paint(first, 'faint') if not place else ' ' * len(first)}{line}" for place, line in enumerate(lines)]
