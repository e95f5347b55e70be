"""What the retention schedule says of each category: who holds it where, and which statements hold for that alike."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any, Final

from ropa.model.base import Part, record
from ropa.model.words import Certainty
from ropa.questions.retention_base import Held, Reached, Rule
from ropa.questions.retention_conflicts import Conflict, ConflictKind, yielding
from ropa.questions.retention_reach import Reach

#: Contradictions between lengths are worse than several criteria, which may all be meant.
GRAVEST_FIRST: Final = (ConflictKind.PERIOD, ConflictKind.CRITERION_AND_PERIOD, ConflictKind.CRITERION)


@record
class Statement(Part):
    """A rule as it stands for some held data.

    Attributes:
        only: what it is about where that is a part of them, as (what, key): data, subject, holder.
        conflict: in what another rule says something else of the same data, None where none does.
        yields_to: ids of narrower rules that go before.
    """

    rule: Rule
    certainty: Certainty
    settles: bool
    only: tuple[tuple[str, str], ...] = ()
    conflict: ConflictKind | None = None
    yields_to: tuple[str, ...] = ()

    def as_json(self) -> dict[str, Any]:
        """Return the rule as stated, and how it stands here; empty text is null."""
        said = self.rule.said
        return {
            "rule": self.rule.id,
            "general": self.rule.is_general,
            "period": said.period or None,
            "criterion": said.criterion or None,
            "starts": said.trigger or None,
            "when": said.when or None,
            "disposal": [item.value for item in said.disposal],
            "then_in": list(said.then_in),
            "certainty": self.certainty.value,
            "settles": self.settles,
            "only": dict(self.only),
            "conflict": self.conflict.value if self.conflict else None,
            "yields_to": list(self.yields_to),
            "cites": [cite.as_json() for cite in said.cites],
        }


@record
class Entry(Part):
    """Data of one category for which the same statements hold alike, in file order.

    Attributes:
        activities: keys; each of them holds all that `held` names.
        held: as the first of the activities says it.
    """

    activities: tuple[str, ...]
    held: tuple[Held, ...]
    statements: tuple[Statement, ...]

    @property
    def settled(self) -> bool:
        """True where some statement says how long."""
        return any(statement.settles for statement in self.statements)

    @property
    def only_in_cases(self) -> bool:
        """True where every limit is for a case (`when`), so that nothing is stated for the others."""
        return self.settled and all(item.rule.said.when for item in self.statements if item.settles)

    @property
    def is_ours(self) -> bool:
        """True where the organisation holds any of it, or somebody for it."""
        return any(held.is_own or held.acting for held in self.held)

    def as_json(self) -> dict[str, Any]:
        """Return what it is about, then the statements."""
        about = [
            {"subject": held.subject, "holder": held.holder, "held": held.certainty.value, "own": held.is_own}
            for held in self.held
        ]
        return {
            "activities": list(self.activities),
            "about": about,
            "limit_stated": self.settled,
            "only_in_cases": self.only_in_cases,
            "statements": [statement.as_json() for statement in self.statements],
        }


@record
class Category(Part):
    """One category of data with all its entries; `data` is None for data that are not stated."""

    data: str | None
    name: str
    entries: tuple[Entry, ...]

    @property
    def standing(self) -> str:
        """How much is stated: `stated`, `in-part`, `generally`, `not-stated`; recipients who are free are left out."""
        mine = [entry for entry in self.entries if entry.is_ours] or list(self.entries)
        if not any(entry.settled for entry in mine):
            partly = any(item.only and item.rule.is_limit for entry in mine for item in entry.statements)
            return "in-part" if partly or any(entry.settled for entry in self.entries) else "not-stated"
        if not all(entry.settled and not entry.only_in_cases for entry in mine):
            return "in-part"
        special = [any(item.settles and not item.rule.is_general for item in entry.statements) for entry in mine]
        return "stated" if all(special) else "generally" if not any(special) else "in-part"

    @property
    def conflict(self) -> ConflictKind | None:
        """The gravest contradiction of its statements, None where there is none."""
        kinds = {statement.conflict for entry in self.entries for statement in entry.statements}
        return next((kind for kind in GRAVEST_FIRST if kind in kinds), None)

    def as_json(self) -> dict[str, Any]:
        """Return key, name, standing and entries."""
        return {
            "id": self.data,
            "name": self.name,
            "standing": self.standing,
            "conflict": self.conflict.value if self.conflict else None,
            "entries": [entry.as_json() for entry in self.entries],
        }


def categories_of(reach: Reach, found: Iterable[Conflict]) -> tuple[Category, ...]:
    """Return every category that is at least possibly held, by name; data that are not stated come last."""
    clashes: dict[tuple[Held, str], ConflictKind] = {}
    for conflict in sorted(found, key=lambda item: GRAVEST_FIRST.index(item.kind), reverse=True):
        clashes.update(((item.held, rule.id), conflict.kind) for item in conflict.held for rule in conflict.rules)
    gathered: dict[str | None, list[tuple[Held, tuple[Statement, ...]]]] = {}
    for held, reaching in reach.met:
        if held.certainty.rank <= Certainty.POSSIBLE.rank:
            statements = _statements(reach, held, reaching, clashes)
            gathered.setdefault(held.data, []).append((held, statements))

    def order(data: str | None) -> tuple[bool, str, str]:
        return (data is None, "" if data is None else reach.register.title(data).casefold(), data or "")

    return tuple(
        Category(
            data=data,
            name="data not stated" if data is None else reach.register.title(data),
            entries=_entries(gathered[data]),
        )
        for data in sorted(gathered, key=order)
    )


def _statements(
    reach: Reach, held: Held, reaching: Sequence[Reached], clashes: Mapping[tuple[Held, str], ConflictKind]
) -> tuple[Statement, ...]:
    before = yielding(reach, reaching) if len(reaching) > 1 else {}
    return tuple(
        Statement(
            rule=item.rule,
            certainty=item.certainty,
            settles=item.settles,
            only=_only(held, item),
            conflict=clashes.get((held, item.rule.id)),
            yields_to=before.get(item.rule.id, ()),
        )
        for item in reaching
        if item.rule.is_said
    )


def _only(held: Held, item: Reached) -> tuple[tuple[str, str], ...]:
    """Return to what part of the held data a rule is limited; empty where it is about all of them."""
    named = (
        ("data", item.data, held.data),
        ("subject", item.subject, held.subject),
        ("holder", item.holder, held.holder),
    )
    return tuple((what, part) for what, part, whole in named if part is not None and part != whole)


def _entries(found: Sequence[tuple[Held, tuple[Statement, ...]]]) -> tuple[Entry, ...]:
    """Return what is held under the same statements together: first per activity, then activities that are alike."""
    alike: dict[tuple[str, tuple[object, ...]], list[Held]] = {}
    said: dict[tuple[object, ...], tuple[Statement, ...]] = {}
    for held, statements in found:
        sign: tuple[object, ...] = tuple(
            (item.rule.number, item.certainty, item.settles, item.only, item.conflict, item.yields_to)
            for item in statements
        )
        said[sign] = statements
        alike.setdefault((held.activity, sign), []).append(held)
    merged: dict[tuple[frozenset[tuple[str | None, str, Certainty]], tuple[object, ...]], list[str]] = {}
    first: dict[tuple[frozenset[tuple[str | None, str, Certainty]], tuple[object, ...]], list[Held]] = {}
    for (activity, sign), places in alike.items():
        key = (frozenset((held.subject, held.holder, held.certainty) for held in places), sign)
        merged.setdefault(key, []).append(activity)
        first.setdefault(key, places)
    return tuple(
        Entry(activities=tuple(activities), held=tuple(first[key]), statements=said[key[1]])
        for key, activities in merged.items()
    )
