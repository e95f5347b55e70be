"""`bases`: on which legal bases each purpose of each activity rests; blanket statements stand beside."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import Any, NamedTuple

from ropa.graph import Match
from ropa.model.activities import Activity
from ropa.model.base import Cite, record
from ropa.model.words import ActivityRole, Certainty, Completeness
from ropa.questions.activities_denials import NOTHING, denied
from ropa.questions.base import Answer, Context, NotStated, Sheet, Verdict
from ropa.questions.bases_items import Notice, PurposeBases, SpecialData, sheets_of
from ropa.questions.bases_stated import StatedBasis, cover, stated
from ropa.questions.catalogue import ACTIVITY, BASIS, DATA, PURPOSE, SUBJECTS, Question
from ropa.questions.denials import Denials
from ropa.questions.matching import Asked, hits, said_by, verdict
from ropa.questions.terms import STRONGEST, Purposes, Strength, law_mark
from ropa.questions.text import cites_text, distinct, envelope_lines, line
from ropa.questions.words import activity_keys, basis_keys, data_keys, purpose_keys, subject_keys

_COLUMNS = (
    "list", "id", "activity", "role", "purpose", "basis", "form", "scope", "for", "match", "certainty", "interest",
    "stated_as", "data", "subject", "marks", "source",
)  # fmt: skip

#: Articles of the GDPR that speak of the lawfulness of processing: what a reader noticed about them stands beside.
_ARTICLES = ("6", "7", "9", "10", "4(11)", "13(1)(c)", "13(1)(d)")


@record
class BasesAnswer(Answer):
    """Legal bases; `bases` are sorted by activity and purpose.

    Attributes:
        blanket: statements for no particular purpose; they fill in for nothing.
        special: data that Articles 9 and 10 protect, with the conditions stated.
        notices: what a reader noticed about legal bases in the places of the source that are cited here.
    """

    bases: tuple[PurposeBases, ...] = ()
    blanket: tuple[StatedBasis, ...] = ()
    special: tuple[SpecialData, ...] = ()
    notices: tuple[Notice, ...] = ()

    def items(self) -> tuple[PurposeBases, ...]:
        """Return the purposes with their bases."""
        return self.bases

    def as_json(self) -> dict[str, Any]:
        """Return the envelope with `blanket`, `special_categories` and `observations` beside the bases."""
        return {
            **Answer.as_json(self),
            "blanket": [basis.as_json() for basis in self.blanket],
            "special_categories": [item.as_json() for item in self.special],
            "observations": [notice.as_json() for notice in self.notices],
        }

    def sheets(self, title: Callable[[str], str]) -> tuple[Sheet, ...]:
        """Return one part per activity, then what stands beside."""
        return sheets_of(self.bases, self.blanket, self.special, self.notices, title)

    @property
    def lists_gaps(self) -> bool:
        """Purposes without a basis stand in their place, unless only some bases were asked about."""
        return bool(self.bases) and not dict(self.asked)["basis"]

    def columns(self) -> tuple[str, ...]:
        """Return the headings of `rows`."""
        return _COLUMNS

    def rows(self) -> tuple[tuple[str, ...], ...]:
        """Return one line per basis of each purpose, one for a purpose without, then what stands beside."""
        lines = [cells for item in self.bases for cells in item.lines(_COLUMNS)]
        lines += [_basis_line("blanket", "", basis) for basis in self.blanket]
        lines += [
            line(
                _COLUMNS,
                list=item.mark,
                id=item.activity,
                activity=item.activity,
                data=item.data,
                basis=", ".join((*item.conditions, *item.laws)) or "not stated",
                certainty=item.certainty.value,
                source=cites_text(item.cites),
            )
            for item in self.special
        ]
        lines += [
            line(_COLUMNS, list="observation", id=notice.kind, marks=notice.why, source=cites_text(notice.cites))
            for notice in self.notices
        ]
        return (*lines, *envelope_lines(self, _COLUMNS))


def bases(
    context: Context,
    *,
    purpose: str | Sequence[str] = (),
    data: str | Sequence[str] = (),
    subjects: str | Sequence[str] = (),
    activity: str | Sequence[str] = (),
    basis: str | Sequence[str] = (),
) -> BasesAnswer:
    """Return the legal bases of each purpose of each activity (Articles 6(1), 13(1)(c) and (d), 9(2) of the GDPR).

    A basis that names no purpose is said of its activity as a whole and listed with each of its purposes (`scope`).
    Blanket statements of the register stand beside and answer nothing.

    Args:
        purpose, data, subjects, activity, basis: keys, names or aliases; several mean any of them, all given options
            together: purposes of activities in which this data of these people is handled, on these bases.

    Raises:
        UsageError: a word is not known.
    """
    asked = Asked(data_keys(context, data), subject_keys(context, subjects), activity_keys(context, activity))
    wanted = _Wanted(asked, purpose_keys(context, purpose), basis_keys(context, basis))
    found = tuple(sorted(_items(context, wanted), key=lambda item: (item.activity, item.purpose or "")))
    listed = tuple(item for item in found if item.facts or not wanted.bases)
    promised = _denied(context, wanted)
    answer = verdict(
        (fact for item in listed for fact in item.facts),
        denied=bool(wanted.purposes) and promised.cells >= set(asked.cells) and not any(map(_is_stated, found)),
        complete=bool(wanted.purposes) and not found and Completeness.PURPOSES in context.register.complete,
    )
    blanket = _blanket(context)
    special = tuple(_special(context, wanted, {item.activity for item in found}))
    return BasesAnswer(
        question="bases",
        asked=wanted.options,
        facts_as_of=context.register.as_of,
        as_of=context.as_of,
        own=context.law.own,
        answer=answer,
        bases=listed,
        blanket=blanket,
        special=special,
        notices=_notices(context, (*listed, *blanket, *special)),
        denied=promised.promises,
        not_stated=() if answer is Verdict.NONE else _gaps(wanted, found, special),
    )


class _Wanted(NamedTuple):
    """What was asked about, as keys; empty is not limited."""

    asked: Asked
    purposes: tuple[str, ...]
    bases: tuple[str, ...]

    @property
    def options(self) -> tuple[tuple[str, tuple[str, ...]], ...]:
        """The options of the question as understood."""
        asked = self.asked
        given = (
            ("purpose", self.purposes),
            ("data", asked.data),
            ("subjects", asked.subjects),
            ("activity", asked.activities),
            ("basis", self.bases),
        )
        return tuple(given)


def _activities(context: Context, asked: Asked) -> Iterator[Activity]:
    """Yield the activities asked about; `general` only where it is named."""
    register = context.register
    for activity in register.activities.values():
        if not asked.activities or activity.key in asked.activities:
            yield activity
    if register.general is not None and "general" in asked.activities:
        yield register.general


def _reaches(context: Context, asked: Asked) -> dict[str, Strength]:
    """Return the activities in which the data asked about is handled, each with its best match."""
    found: dict[str, Strength] = {}
    for hit in hits(context, asked):
        reach = Strength(hit.match, hit.certainty, said_by(hit.fact).value)
        known = found.get(hit.fact.flow.activity)
        if known is None or reach.rank < known.rank:
            found[hit.fact.flow.activity] = reach
    return found


def _items(context: Context, wanted: _Wanted) -> Iterator[PurposeBases]:
    purposes = Purposes(context.register)
    limited = bool(wanted.asked.data or wanted.asked.subjects)
    reaches = _reaches(context, wanted.asked) if limited else {}
    for activity in _activities(context, wanted.asked):
        reach = reaches.get(activity.key) if limited else STRONGEST
        if reach is None:
            continue
        limit = reach.and_also(Strength(certainty=activity.certainty))
        named = [use.key for use in activity.purposes]
        further = [key for basis in activity.legal_basis for key in basis.for_purposes if key not in named]
        for key in dict.fromkeys((*named, *further)) if named or further else (None,):
            match = purposes.best(wanted.purposes, key) if key else (None if wanted.purposes else Match.EXACT)
            if match is not None:
                yield _item(context, activity, key, limit.and_also(Strength(match)), wanted, purposes)


def _item(
    context: Context, activity: Activity, purpose: str | None, limit: Strength, wanted: _Wanted, purposes: Purposes
) -> PurposeBases:
    use = next((use for use in activity.purposes if use.key == purpose), None)
    limit = limit.and_also(Strength(certainty=use.certainty)) if use else limit
    facts = []
    for basis in activity.legal_basis:
        match = cover(purposes, basis, purpose)
        if match is None or (wanted.bases and basis.basis.value not in wanted.bases):
            continue
        facts.append(stated(basis, limit=limit.and_also(Strength(match)), activity=activity))
    return PurposeBases(
        activity=activity.key,
        name=activity.title,
        role=activity.role.value,
        purpose=purpose,
        purpose_name=context.register.title(purpose) if purpose else "",
        listed=use is not None or purpose is None,
        certainty=limit.certainty,
        match=limit.match,
        has_basis=any(cover(purposes, basis, purpose) is Match.EXACT for basis in activity.legal_basis),
        cites=use.cites if use else (),
        facts=tuple(sorted(facts, key=_order)),
    )


def _order(fact: StatedBasis) -> tuple[object, ...]:
    return (fact.match.rank, fact.certainty.rank, fact.basis, fact.form, fact.scope, cites_text(fact.cites))


def _blanket(context: Context) -> tuple[StatedBasis, ...]:
    """Return what is said of all processing at once, in the order written."""
    register = context.register
    general = register.general.legal_basis if register.general else ()
    return tuple(stated(basis, scope="blanket") for basis in (*register.legal_basis, *general))


def _notices(context: Context, shown: Iterable[PurposeBases | StatedBasis | SpecialData]) -> tuple[Notice, ...]:
    """Return what was noticed about legal bases in the places of the source that the answer cites."""
    items = tuple(shown)
    facts = [fact for item in items if isinstance(item, PurposeBases) for fact in item.facts]
    places = distinct(cite for item in (*items, *facts) for cite in item.cites)
    found = []
    for item in context.register.observations:
        about = any(
            article == name or article.startswith(f"{name}(") for article in item.articles for name in _ARTICLES
        )
        if about and any(_overlap(one, other) for one in (*item.says, *item.but) for other in places):
            found.append(Notice(kind=item.kind, why=item.why, articles=item.articles, says=item.says, but=item.but))
    return tuple(found)


def _overlap(one: Cite, other: Cite) -> bool:
    return one.document == other.document and 0 < one.first <= other.last and other.first <= one.last


def _special(context: Context, wanted: _Wanted, activities: set[str]) -> Iterator[SpecialData]:
    """Yield the data of Articles 9 and 10 that these activities handle, sorted, with the conditions stated."""
    known: dict[tuple[str, str], Certainty] = {}
    for hit in hits(context, wanted.asked):
        data, activity = hit.fact.pair.data, hit.fact.flow.activity
        if data is not None and activity in activities and law_mark(context.register, data):
            sure = known.get((activity, data), hit.certainty)
            known[activity, data] = min(sure, hit.certainty, key=lambda certainty: certainty.rank)
    register = context.register
    for (key, data), certainty in sorted(known.items()):
        owner = register.general if key == "general" else register.activities[key]
        uses = owner.special_category_condition if owner is not None else ()
        mark = law_mark(register, data)
        yield SpecialData(
            activity=key,
            data=data,
            mark=mark,
            certainty=certainty,
            conditions=tuple(use.key for use in uses) if mark == "special-category" else (),
            laws=owner.law if owner is not None else (),
            cites=distinct(cite for use in uses for cite in use.cites),
        )


def _denied(context: Context, wanted: _Wanted) -> Denials:
    """Return what promises say of the purposes asked about: without a purpose there is no basis."""
    return denied(context, wanted.asked.cells, purposes=wanted.purposes) if wanted.purposes else NOTHING


def _is_stated(item: PurposeBases) -> bool:
    """Tell whether an activity states the purpose asked about: a promise is then broken, and only the basis missing."""
    return item.match is not Match.BROADER and item.certainty.rank <= Certainty.IMPLIED.rank


def _gaps(wanted: _Wanted, found: Sequence[PurposeBases], special: Iterable[SpecialData]) -> tuple[NotStated, ...]:
    """Return the purposes without any basis, then special categories of data without a condition."""
    gaps = [NotStated(more=_named(item)) for item in found if not item.has_basis and item.match is not Match.BROADER]
    if not found:
        gaps = [NotStated(more=(("purpose", purpose),)) for purpose in wanted.purposes] or [
            NotStated(subject=subject, data=data) for subject, data in wanted.asked.cells
        ]
    gaps += [
        NotStated(data=item.data, more=(("activity", item.activity), ("condition", "article 9(2)")))
        for item in special
        if item.mark == "special-category" and not item.conditions
    ]
    return tuple(gaps)


def _basis_line(name: str, key: str, basis: StatedBasis) -> tuple[str, ...]:
    return line(_COLUMNS, list=name, id=key, **basis.cells())


def _named(item: PurposeBases) -> tuple[tuple[str, str], ...]:
    """Return activity and purpose; the role where another has to name the basis."""
    purpose = (("purpose", item.purpose),) if item.purpose else ()
    role = (("role", item.role),) if item.role == ActivityRole.PROCESSOR.value else ()
    return (("activity", item.activity), *purpose, *role)


BASES = Question(
    "bases",
    "on which legal bases each purpose of each activity rests",
    bases,
    (PURPOSE, DATA, SUBJECTS, ACTIVITY, BASIS),
)
