"""Cells that every kind of page shows: which data about whom, which activities, how transfers stand; names lead on."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Final, NamedTuple

from ropa.language import capital, grade_label, plural, regime_label
from ropa.model.activities import Flow, Pair
from ropa.model.base import Cite, Mark
from ropa.model.words import Certainty, Source
from ropa.reports.base import Cell, Chip, Column, Group, Row, Table, Value, cell, chip, group, not_stated
from ropa.reports.facts import law_chips
from ropa.reports.values import mark_chips
from ropa.site.base import Kind, Name, Section
from ropa.site.material import Material
from ropa.transfers.base import Grade

#: Names of activities in one cell; the page lists all of them in a section of their own.
MOST_ACTIVITIES: Final = 8
#: Citations behind one name where several flows share a row; of further ones it is said how many, and pages of
#: activities have all of them.
MOST_CITES: Final = 12
#: Where a page lists every activity that its subject takes part in.
ALL_ACTIVITIES: Final = "activities"

_INSIDE: Final = frozenset({Grade.NOT_A_TRANSFER, Grade.DOMESTIC})


def pairs_of(flows: Iterable[Flow]) -> Iterable[tuple[Flow, Pair]]:
    """Yield every fact of some flows; a flow that states none is one fact without people and data."""
    for flow in flows:
        for pair in flow.pairs or (Pair(certainty=flow.certainty),):
            yield flow, pair


def facts_cell(
    material: Material,
    pairs: Iterable[tuple[Flow, Pair]],
    *,
    people: bool = True,
    cites: int = MOST_CITES,
    listed: Kind = Kind.DATA,
) -> Cell:
    """Return the categories grouped by the people they are about; each pair once, as certain as its surest flow.

    Args:
        people: False leaves out the headings, on a page about one kind of people.
        cites: how many places each category cites at most.
        listed: what stands in the place of the data: `Kind.PEOPLE` on a page about one category.
    """
    about: dict[str | None, dict[str | None, _Known]] = {}
    for (subject, data), known in _gathered(pairs).items():
        if listed is Kind.PEOPLE:
            about.setdefault(None, {})[subject] = known
        else:
            about.setdefault(subject, {})[data] = known
    groups = []
    for subject in material.in_order(about):
        heading = _heading(material, subject) if people else None
        groups.append(_facts_group(material, about[subject], heading, most=cites, kind=listed))
    return Cell(groups=tuple(groups)) if groups else cell()


class _Known(NamedTuple):
    """How surely a pair is known from the surest of its flows and from the least sure one, and where it is said."""

    sure: Certainty
    least: Certainty
    cites: tuple[Cite, ...]


def _gathered(pairs: Iterable[tuple[Flow, Pair]]) -> dict[tuple[str | None, str | None], _Known]:
    sure: dict[tuple[str | None, str | None], Certainty] = {}
    least: dict[tuple[str | None, str | None], Certainty] = {}
    cited: dict[tuple[str | None, str | None], dict[tuple[str, str, str], Cite]] = {}
    for flow, pair in pairs:
        key = (pair.subject, pair.data)
        known = sure.get(key)
        if known is None:
            cited[key] = {}
            sure[key] = least[key] = pair.certainty
        elif pair.certainty is not known or known is not least[key]:
            sure[key] = min(known, pair.certainty, key=_rank)
            least[key] = max(least[key], pair.certainty, key=_rank)
        places = cited[key]
        for item in pair.cites or flow.cites:
            places.setdefault((item.document, item.lines, item.section), item)
    return {key: _Known(sure[key], least[key], tuple(cited[key].values())) for key in sure}


def _rank(certainty: Certainty) -> int:
    return certainty.rank


def _heading(material: Material, subject: str | None) -> Value:
    return not_stated("people not stated") if subject is None else material.name(Kind.PEOPLE, subject)


def _facts_group(
    material: Material, facts: Mapping[str | None, _Known], heading: Value | None, *, most: int, kind: Kind
) -> Group:
    """Return facts as a run of names; where all are known in the same way, that stands once behind them."""
    keys = material.in_order(facts)
    marks = {key: _marks(material, key, facts[key], kind) for key in keys}
    first = keys[0]
    if len(keys) > 1 and all(facts[key].cites == facts[first].cites and marks[key] == marks[first] for key in keys):
        values = tuple(_bare(material, key, kind) for key in keys)
        cites = facts[first].cites
        if len(cites) <= most:
            return Group(values=values, about=heading, inline=True, chips=marks[first], cites=cites)
    values = tuple(_fact_value(material, key, facts[key], marks[key], most=most, kind=kind) for key in keys)
    return Group(values=values, about=heading, inline=True)


def _marks(material: Material, key: str | None, known: _Known, kind: Kind) -> tuple[Chip, ...]:
    """Return the marks of a fact; where one of its flows says it less surely than another, that stands there too."""
    chips: tuple[Chip, ...] = ()
    if known.least is not known.sure:
        chips = (chip(known.least.value, detail="in part"),)
    elif known.sure is not Certainty.STATED:
        chips = mark_chips(Mark(certainty=known.sure))
    return (*chips, *data_chips(material, key)) if key is not None and kind is Kind.DATA else chips


def _bare(material: Material, key: str | None, kind: Kind) -> Value:
    if key is None:
        return Value(text="data not stated" if kind is Kind.DATA else "people not stated", stated=False)
    return material.name(kind, key)


def _fact_value(
    material: Material, key: str | None, known: _Known, chips: tuple[Chip, ...], *, most: int, kind: Kind
) -> Value:
    cites = known.cites
    name = _bare(material, key, kind)
    if not (chips or cites):
        return name
    note = more_sources(len(cites) - most) if len(cites) > most else ""
    return Name(
        text=name.text, key=name.key, href=getattr(name, "href", ""), stated=name.stated, chips=chips,
        cites=cites[:most], note=note, certainty=known.sure, origin=Source.REGISTER,
    )  # fmt: skip


def more_sources(count: int) -> str:
    """Return how many citations are not shown."""
    return f"and {plural(count, 'more source', 'more sources')}"


def data_chips(material: Material, data: str) -> tuple[Chip, ...]:
    """Return the marks of Articles 9 and 10 that a category or one above it carries."""
    known = material.chips
    if data not in known:
        known[data] = law_chips(material.register, data)
    return known[data]


def table_section(
    key: str, title: str, heads: tuple[Column, ...], rows: Sequence[Row], *, intro: str = ""
) -> tuple[Section, ...]:
    """Return a section that is one table, or nothing where there is no row."""
    if not rows:
        return ()
    table = Table(key=key, columns=heads, rows=tuple(rows))
    return (Section(key=key, title=title, intro=intro, blocks=(table,)),)


def with_note(name: Name, note: str) -> Name:
    """Return a name with a note beside it."""
    return Name(text=name.text, key=name.key, href=name.href, note=note)


def names_cell(names: Sequence[Value]) -> Cell:
    """Return names as a run with commas, or "not stated" for none."""
    return Cell(groups=(group(names, inline=True),)) if names else cell()


def activities_cell(material: Material, keys: Iterable[str], *, every: bool = False) -> Cell:
    """Return the first activities of some; where there are more, how many, leading to the list on the same page.

    Args:
        every: return all of them, on a page that has no such list.
    """
    distinct = material.activities_in_order(keys)
    most = len(distinct) if every else MOST_ACTIVITIES
    values: list[Value] = [material.name(Kind.ACTIVITY, key) for key in distinct[:most]]
    if len(distinct) > most:
        text = f"{len(distinct) - most:,} more"
        values.append(Name(text=text, href=f"#{ALL_ACTIVITIES}"))
    return names_cell(values)


def activities_text(keys: Iterable[str]) -> str:
    """Return how many activities some are; what is stated of none in particular is no activity."""
    distinct = set(keys)
    count = len(distinct - {"general"})
    texts = [plural(count, "activity", "activities")] if count or "general" not in distinct else []
    return " and ".join((*texts, *(["what is stated generally"] if "general" in distinct else [])))


def activities_value(keys: Iterable[str]) -> Value:
    """Return how many activities some are as a value; nothing counted is toned down."""
    distinct = set(keys)
    return Value(text=activities_text(distinct), tone="" if distinct else "aside")


def grade_cell(material: Material, flows: Iterable[Flow]) -> Cell:
    """Return how flows stand, the worst first: the grade with the country that decides, once per regime."""
    seen: dict[tuple[Grade, str, str, bool], None] = {}
    for flow in flows:
        for row in material.transfers_of(flow):
            seen[(row.grade, row.country, row.regime, row.unverified)] = None
    return graded_cell(material, seen)


def graded_cell(material: Material, seen: Iterable[tuple[Grade, str, str, bool]]) -> Cell:
    """Return grades, each with country, regime and whether it rests on something unverified, the worst first."""
    found = tuple(seen)
    if found not in material.graded:
        several = len(material.register.regimes) > 1
        values = [
            grade_value(material, grade, country, regime=regime if several else "", unverified=unverified)
            for grade, country, regime, unverified in sorted(found, key=lambda item: (-item[0].rank, *item[1:]))
        ]
        material.graded[found] = cell(*values) if values else cell(Value(text="not graded", tone="aside"))
    return material.graded[found]


def grade_value(material: Material, grade: Grade, country: str, *, regime: str = "", unverified: bool = False) -> Value:
    """Return a grade in words with country and regime; inside the area without any emphasis."""
    under = f"under {regime_label(regime)}" if regime else ""
    note = "; ".join(text for text in (material.country(country), under) if text)
    chips = (chip("unverified"),) if unverified else ()
    tone = "aside" if grade in _INSIDE else f"grade-{grade.value}"
    return Value(
        text=capital(grade_label(grade.value)), key=grade.value, tone=tone, note=note, chips=chips,
        origin=Source.DERIVED,
    )  # fmt: skip


def count_value(count: int, one: str, many: str = "") -> Value:
    """Return a count in words; nothing counted is toned down."""
    return Value(text=plural(count, one, many), tone="" if count else "aside")


def one_group(values: Sequence[Value]) -> Cell:
    """Return values as lines of one cell, or "not stated" for none."""
    return Cell(groups=(Group(values=tuple(values)),)) if values else cell()
