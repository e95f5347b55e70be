"""Which part of a stored register a question needs: a question on one category must not read a hundred thousand flows.

The question itself knows nothing of this. It is asked of a register that lacks only flows that cannot change its
answer; a test asks both and compares.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any

from ropa.errors import UsageError
from ropa.model import Register
from ropa.model.words import Completeness

if TYPE_CHECKING:
    from ropa.questions import Context
    from ropa.store.stored import StoredRegister

#: Certainties of facts that count as held.
_HELD = ("stated", "implied", "possible")


def narrowed(context: Context, question: str, asked: Mapping[str, Any]) -> Context:
    """Return a context with the flows that the answer needs; the same one where that is no fewer, or not known.

    Args:
        question: its name. asked: its arguments, as its function takes them.
    """
    register = context.register
    if type(register) is Register:
        return context
    from ropa.store.stored import StoredRegister

    limited = asked.get("data") or asked.get("subjects") or asked.get("activity")
    if question != "recipients" or not limited or not isinstance(register, StoredRegister):
        return context
    if asked.get("reach", "declared") != "declared" or asked.get("paths", 1) != 1:
        return context  # what may lie downstream, and further ways, are found in the whole graph only
    return _Narrowing(context, register).of_recipients(asked)


class _Narrowing:
    """Finds the flows that speak of what was asked, and those that decide what is said of them."""

    def __init__(self, context: Context, register: StoredRegister) -> None:
        self._context = context
        self._register = register

    def of_recipients(self, asked: Mapping[str, Any]) -> Context:
        """Return the context for `recipients`; words that nobody knows are left to the question to refuse."""
        from ropa.questions.words import data_keys, subject_keys

        activities = _texts(asked.get("activity"))
        known = {key for (key,) in self._register.rows("SELECT key FROM activity")} if activities else set()
        try:
            data = data_keys(self._context, _texts(asked.get("data")))
            subjects = subject_keys(self._context, _texts(asked.get("subjects")))
        except UsageError:
            return self._context
        if not known.issuperset(activities):
            return self._context
        return self._part(data, subjects, activities)

    def _part(self, data: Sequence[str], subjects: Sequence[str], activities: Sequence[str]) -> Context:
        from dataclasses import replace

        from ropa.store.stored import Wanted

        graph = self._context.graph
        related = {key for one in data for key in graph.categories.related(one)}
        people = {key for one in subjects for key in graph.subjects.related(one)}
        wanted = Wanted(
            data=related if data else None,
            subjects=people if subjects else None,
            activities=activities or None,
            open=self._leaves_doubt(data, subjects, activities),
        )
        found = self._register.partial(wanted)
        witnesses = self._witnesses()
        if witnesses:
            found.add(witnesses)
        found.settle()
        return replace(self._context, register=found)

    def _leaves_doubt(self, data: Sequence[str], subjects: Sequence[str], activities: Sequence[str]) -> bool:
        """Tell whether the answer may have to say what is not stated: nothing is said, or a list is complete."""
        register = self._register
        complete = Completeness.RECIPIENTS in register.complete
        none = bool(activities) and register.rows("SELECT 1 FROM activity WHERE no_recipients LIMIT 1")
        if complete or none:
            return True
        return not all(self._is_said(one, who, activities) for one in data or (None,) for who in subjects or (None,))

    def _is_said(self, data: str | None, subject: str | None, activities: Sequence[str]) -> bool:
        """Tell whether a fact to an outside organisation speaks of a combination, which then is no silence."""
        graph = self._context.graph
        conditions, values = ["flow.kind <> 'hosting'", "node.kind <> 'data-subject'", "NOT node.internal"], []
        for column, keys in (
            ("pair.data", graph.categories.related(data) if data else None),
            ("pair.subject", graph.subjects.related(subject) if subject else None),
            ("flow.activity", activities or None),
        ):
            if keys is not None:
                conditions.append(f"{column} IN ({', '.join('?' * len(keys))})")
                values += sorted(keys)
        query = (
            "SELECT 1 FROM pair CROSS JOIN flow ON flow.row_id = pair.flow CROSS JOIN node ON node.key = flow.target"
            f" WHERE {' AND '.join(conditions)} LIMIT 1"
        )
        return bool(self._register.rows(query, *values))

    def _witnesses(self) -> list[int]:
        """Return flows that show that the organisation holds what others are said to get past it, one for each.

        Whether data was collected past the organisation is only asked of facts that come from somebody else.
        """
        rows = self._register.rows(
            "SELECT DISTINCT pair.subject, pair.data FROM temp.chosen CROSS JOIN flow ON flow.row_id = temp.chosen.item"
            " CROSS JOIN node AS source ON source.key = flow.source CROSS JOIN node AS target ON target.key = flow.target"
            " CROSS JOIN pair ON pair.flow = flow.row_id WHERE pair.subject IS NOT NULL AND pair.data IS NOT NULL"
            " AND NOT source.internal AND NOT target.internal"
        )
        found = (self._witness(subject, data) for subject, data in rows)
        return sorted({number for number in found if number is not None})

    def _witness(self, subject: str, data: str) -> int | None:
        graph = self._context.graph
        people, related = sorted(graph.subjects.related(subject)), sorted(graph.categories.related(data))
        query = (
            "SELECT flow.row_id FROM pair CROSS JOIN flow ON flow.row_id = pair.flow CROSS JOIN node ON node.key = flow.target"
            f" WHERE node.internal AND pair.certainty IN ({', '.join('?' * len(_HELD))})"
            f" AND pair.subject IN ({', '.join('?' * len(people))}) AND pair.data IN ({', '.join('?' * len(related))})"
            " LIMIT 1"
        )
        rows = self._register.rows(query, *_HELD, *people, *related)
        return rows[0][0] if rows else None


def _texts(value: Any) -> tuple[str, ...]:
    return (value,) if isinstance(value, str) else tuple(value or ())
