"""The lines of a picture with their words, numbered in the order in which people read."""

from __future__ import annotations

from collections.abc import Sequence

from ropa.diagrams.base import Edge, Node
from ropa.diagrams.fold import verdict_of
from ropa.diagrams.items import groups_of
from ropa.diagrams.sentences import edge_sentence, is_stated, notes_of, place_notes, reasons_of, word_of
from ropa.diagrams.text import slug
from ropa.diagrams.view import Case, Line, View


def build_edges(case: Case, view: View, lines: Sequence[Line], nodes: Sequence[Node]) -> tuple[Edge, ...]:
    """Return the lines by the order of their boxes; numbers start at 1."""
    order = {node.key: index for index, node in enumerate(nodes)}
    by_key = {node.key: node for node in nodes}
    ranked = sorted(lines, key=lambda line: (order[line.source.name], order[line.target.name], line.key))
    # Among boxes for many parties, names of a few categories out of a hundred tell less than how much it is.
    shown = 0 if any(box.group for line in lines for box in (line.source, line.target)) else view.label_lines
    return tuple(_edge(case, view, by_key, number, line, shown=shown) for number, line in enumerate(ranked, start=1))


def _edge(case: Case, view: View, nodes: dict[str, Node], number: int, line: Line, *, shown: int) -> Edge:
    register = case.register
    groups = groups_of(register, line, asked=case.scope.data)
    said = dict.fromkeys(words for strand in line.strands for words in strand.ends.words)
    notes = (
        *notes_of(register, line),
        *(sorted(said) if line.is_whole else ()),
        *place_notes(case.atlas, register, line),
        *view.notes(case, line),
    )
    verdict = verdict_of(case, line.strands)
    word = word_of(verdict)
    return Edge(
        id=_edge_id(nodes, line),
        number=number,
        source=line.source.name,
        target=line.target.name,
        grade=verdict.grade,
        word=word,
        notes=notes,
        groups=groups,
        stated=is_stated(line),
        flows=tuple(strand.id for strand in line.strands),
        sentence=edge_sentence(nodes, line, groups, notes, word),
        reasons=reasons_of(line),
        shown=shown,
    )


def _edge_id(nodes: dict[str, Node], line: Line) -> str:
    """Return an id made of what defines the line, so that it stays when other lines come and go."""
    ends = [nodes[box.name].id.removeprefix("node-") for box in (line.source, line.target)]
    if not line.is_whole:
        return f"flow-{ends[0]}--{ends[1]}--all"
    _, _, rank, tool, regime, hosting, *via = line.key
    grade = _grade_word(line) if rank else "not-graded"
    through = [f"via-{slug(key)}" for key in via]
    parts = (*ends, grade, *(slug(text) for text in (tool, regime) if text), hosting, *through)
    return "flow-" + "--".join(part for part in parts if part)


def _grade_word(line: Line) -> str:
    return line.strands[0].transfers[0].grade.value
