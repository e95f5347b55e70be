"""What stands on a line: categories about people, with what Articles 9 and 10 say of them."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from ropa.diagrams.base import Group, Item
from ropa.diagrams.text import clean
from ropa.diagrams.view import Line
from ropa.language import label
from ropa.model.activities import Flow
from ropa.model.register import Register
from ropa.model.words import Certainty

NOT_STATED = "data not stated"
PEOPLE_NOT_STATED = "people not stated"
SPECIAL = "special category"
CRIMINAL = "criminal offences"

_MARKS = {"special-category": SPECIAL, "criminal": CRIMINAL}


def groups_of(register: Register, line: Line, *, asked: Sequence[str] = ()) -> tuple[Group, ...]:
    """Return what a line carries about whom, categories about the same people together, most certain reading first.

    The people are left out where they are the source of the line: the box says it already. Categories that were
    `asked` for come first, so that no label counts them among the rest.
    """
    best: dict[tuple[str, str], Certainty] = {}
    wider: dict[str, bool] = {}
    wholes: dict[str, bool] = {}
    for strand in line.strands:
        for subject, data, certainty in _facts(strand.flow):
            about = _about(register, line, subject, data)
            known = best.get((data, about))
            if known is None or certainty.rank < known.rank:
                best[data, about] = certainty
            wider[data] = data in strand.piece.broader
            wholes[data] = data in strand.piece.wholes
    subjects_of: dict[tuple[str, Certainty], set[str]] = {}
    for (data, subject), certainty in best.items():
        subjects_of.setdefault((data, certainty), set()).add(subject)
    groups: dict[tuple[str, ...], list[Item]] = {}
    for (data, certainty), subjects in subjects_of.items():
        names = tuple(sorted(clean(register.title(subject)) or subject for subject in subjects if subject))
        mark = mark_of(register, data)
        item = Item(
            data not in asked, not mark, certainty.rank, data_title(register, data), mark, wider[data], wholes[data]
        )
        groups.setdefault(names, []).append(item)
    found = [Group(names, tuple(sorted(items))) for names, items in groups.items()]
    return tuple(sorted(found, key=lambda group: (group.items[0], group.subjects)))


def _about(register: Register, line: Line, subject: str, data: str) -> str:
    """Return the key of the people to name, the words for people not stated, or nothing where the source tells."""
    source = "" if line.source.group else line.source.key
    if (subject and subject == source) or (not subject and (not data or source in register.data_subjects)):
        return ""
    return subject or PEOPLE_NOT_STATED


def _facts(flow: Flow) -> Iterable[tuple[str, str, Certainty]]:
    if not flow.pairs:
        yield "", "", flow.certainty
    for pair in flow.pairs:
        yield pair.subject or "", pair.data or "", pair.certainty


def data_title(register: Register, data: str) -> str:
    """Return the name of a category as pages write it, `data not stated` for an empty key."""
    if not data:
        return NOT_STATED
    category = register.data_categories.get(data)
    return clean(category.title if category is not None else data) or data


def mark_of(register: Register, data: str) -> str:
    """Return the word for what Article 9 or 10 says of a category or the nearest one above it, empty for most."""
    for key in (data, *register.broader_categories(data)) if data else ():
        category = register.data_categories.get(key)
        if category is not None and category.mark_of_law:
            return _MARKS.get(category.mark_of_law, label(category.mark_of_law))
    return ""
