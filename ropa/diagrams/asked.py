"""Which categories a picture was asked about, in words, and how many flows name them or only something wider."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from ropa.diagrams.base import FlowId
from ropa.diagrams.items import data_title
from ropa.diagrams.scope import Piece
from ropa.diagrams.text import listed
from ropa.diagrams.view import Case

#: What a flow names, the nearest to what was asked first.
_EXACT, _PART, _WHOLE, _WIDER = range(4)


def quoted_data(case: Case) -> str:
    """Return the names of the categories asked for in quotation marks."""
    return listed(f"“{data_title(case.register, key)}”" for key in case.scope.data)


def asked_data(case: Case) -> str:
    """Return the categories asked for, what is part of them, and that flows of wider ones are among those drawn."""
    parts = f" and what is part of {_it(case)}" if _has_parts(case) else ""
    wider = wider_words(case)
    return f"{quoted_data(case)}{parts}{wider}" if wider else f"only {quoted_data(case)}{parts}"


def wider_words(case: Case) -> str:
    """Return words for the wider terms that flows name; empty where none does."""
    has_wider = any(piece.broader for piece in case.selection.pieces)
    return f", and wider terms that may include {_it(case)}" if has_wider else ""


def named_counts(case: Case, flows: Sequence[FlowId]) -> tuple[str, ...]:
    """Return how many of the flows name what was asked about, and how many only a wider term, where some do."""
    drawn = set(flows)
    found = Counter(_nearest(case, piece) for piece in case.selection.pieces if piece.id in drawn)
    if not case.scope.data or not found[_WIDER]:
        return ()
    names = {_EXACT: _it(case), _PART: f"a part of {_it(case)}", _WHOLE: f"what includes {_it(case)}"}
    names[_WIDER] = "a wider term" if len(found) > 1 else "a wider term only"
    first, *others = sorted(found)
    verb = "flow names" if found[first] == 1 else "flows name"
    said = [f"{found[first]:,} {verb} {names[first]}", *(f"{found[kind]:,} {names[kind]}" for kind in others)]
    return (", ".join(said),)


def _nearest(case: Case, piece: Piece) -> int:
    return min((_kind(case, piece, pair.data or "") for pair in piece.flow.pairs), default=_WIDER)


def _kind(case: Case, piece: Piece, data: str) -> int:
    if data in case.scope.data:
        return _EXACT
    return _WIDER if data in piece.broader else _WHOLE if data in piece.wholes else _PART


def _has_parts(case: Case) -> bool:
    """Tell whether a flow names a category that is part of one asked for."""
    pieces = case.selection.pieces
    return any(pair.data and _kind(case, piece, pair.data) == _PART for piece in pieces for pair in piece.flow.pairs)


def _it(case: Case) -> str:
    return "it" if len(case.scope.data) == 1 else "them"
