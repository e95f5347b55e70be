"""Which part of a stored register a question needs: a question on one category must not read a hundred thousand flows.

The question itself knows nothing of this. It is asked of a register that lacks only flows that cannot change its
answer; a test asks both and compares.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import partial
from typing import TYPE_CHECKING, Any

from ropa.errors import UsageError
from ropa.model import Register
from ropa.model.words import Completeness
from ropa.workspace.shipped import law_digest

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
    if question != "recipients" or not isinstance(register, StoredRegister):
        return context
    if asked.get("reach", "declared") != "declared" or asked.get("paths", 1) != 1:
        return context  # what may lie downstream, and further ways, are found in the whole graph only
    narrowing = _Narrowing(context, register)
    if not asked.get("activity") and not asked.get("internal"):
        told = narrowing.told(asked)
        if told is not None:
            return told
    return narrowing.of_recipients(asked) if limited else context


class _Narrowing:
    """Finds the flows that speak of what was asked, and those that decide what is said of them."""

    def __init__(self, context: Context, register: StoredRegister) -> None:
        self._context = context
        self._register = register

    def told(self, asked: Mapping[str, Any]) -> Context | None:
        """Return the context that gives what was worked out at export, None where that does not hold or not suffice.

        It holds for the shipped law from a day on, and suffices where something is said of all that was asked: what
        is not stated, and whether a complete list leaves nobody, is found among flows.
        """
        from dataclasses import replace

        stamp = self._register.told_stamp
        context = self._context
        if stamp is None or context.as_of < stamp.first or stamp.law != law_digest(context.law):
            return None
        words = self._words(asked)
        if words is None or not self._all_said(*words, (), certainties=_HELD):
            return None
        return replace(context, told=self._register)

    def of_recipients(self, asked: Mapping[str, Any]) -> Context:
        """Return the context for `recipients`; words that nobody knows are left to the question to refuse."""
        activities = _texts(asked.get("activity"))
        known = {key for (key,) in self._register.rows("SELECT key FROM activity")} if activities else set()
        words = self._words(asked)
        if words is None or not known.issuperset(activities):
            return self._context
        return self._part(*words, activities)

    def _words(self, asked: Mapping[str, Any]) -> tuple[Sequence[str], Sequence[str]] | None:
        """Return the keys of the data and people asked about, None where a word is not known."""
        from ropa.questions.words import data_keys, subject_keys

        try:
            return (
                data_keys(self._context, _texts(asked.get("data"))),
                subject_keys(self._context, _texts(asked.get("subjects"))),
            )
        except UsageError:
            return None

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
        return not self._all_said(data, subjects, activities)

    def _all_said(
        self,
        data: Sequence[str],
        subjects: Sequence[str],
        activities: Sequence[str],
        *,
        certainties: Sequence[str] | None = None,
    ) -> bool:
        """Tell whether facts to outside organisations speak of every combination, which then is no silence."""
        said = partial(self._is_said, activities=activities, certainties=certainties)
        return all(said(one, who) for one in data or (None,) for who in subjects or (None,))

    def _is_said(
        self,
        data: str | None,
        subject: str | None,
        activities: Sequence[str],
        certainties: Sequence[str] | None,
    ) -> bool:
        graph = self._context.graph
        conditions, values = ["flow.kind <> 'hosting'", "node.kind <> 'data-subject'", "NOT node.internal"], []
        for column, keys in (
            ("pair.data", graph.categories.related(data) if data else None),
            ("pair.subject", graph.subjects.related(subject) if subject else None),
            ("flow.activity", activities or None),
            ("pair.certainty", certainties),
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
