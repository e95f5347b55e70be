"""Cells that every kind of page shows: which data about whom, which activities, how transfers stand; names lead on."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Final

from ropa.language import capital, grade_label, plural, regime_label
from ropa.model.activities import Flow, Pair
from ropa.model.base import Cite, Mark
from ropa.model.words import Certainty, Source
from ropa.reports.base import Cell, Chip, Column, Group, Row, Table, Value, cell, chip, group, not_stated
from ropa.reports.facts import law_chips
from ropa.reports.values import country_text, mark_chips
from ropa.site.base import Kind, Name, Section
from ropa.site.material import Material, cite_key
from ropa.transfers.base import Grade, Transfer

#: Names of activities in one cell; the page lists all of them in a section of their own.
MOST_ACTIVITIES: Final = 8
#: Citations behind one name where many flows were drawn together; the pages of the activities have all of them.
MOST_CITES: Final = 4
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
    gathered = _gathered(pairs)
    groups = []
    for subject in sorted({subject for subject, _ in gathered}, key=lambda key: (key is None, _title(material, key))):
        mine = {data: known for (about, data), known in gathered.items() if about == subject}
        if len(mine) > 1:
            mine.pop(None, None)
        values = [
            _fact_value(material, data, *mine[data], most=cites, kind=listed) for data in _by_title(material, mine)
        ]
        groups.append(group(values, about=_heading(material, subject) if people else None, inline=True))
    return Cell(groups=tuple(groups)) if groups else cell()


def _gathered(
    pairs: Iterable[tuple[Flow, Pair]],
) -> dict[tuple[str | None, str | None], tuple[Certainty, tuple[Cite, ...]]]:
    sure: dict[tuple[str | None, str | None], Certainty] = {}
    cited: dict[tuple[str | None, str | None], dict[tuple[str, str, str], Cite]] = {}
    for flow, pair in pairs:
        key = (pair.subject, pair.data)
        known = sure.get(key)
        sure[key] = pair.certainty if known is None or pair.certainty.rank < known.rank else known
        places = cited.setdefault(key, {})
        for item in pair.cites or flow.cites:
            places.setdefault(cite_key(item), item)
    return {key: (sure[key], tuple(cited[key].values())) for key in sure}


def _title(material: Material, key: str | None) -> str:
    return "" if key is None else material.register.title(key).casefold()


def _by_title(material: Material, keys: Iterable[str | None]) -> list[str | None]:
    return sorted(keys, key=lambda key: (key is None, _title(material, key), key or ""))


def _heading(material: Material, subject: str | None) -> Value:
    return not_stated("people not stated") if subject is None else material.name(Kind.PEOPLE, subject)


def _fact_value(
    material: Material, key: str | None, certainty: Certainty, cites: tuple[Cite, ...], *, most: int, kind: Kind
) -> Value:
    chips = mark_chips(Mark(certainty=certainty)) if certainty is not Certainty.STATED else ()
    note = _more(len(cites) - most, "place", "places")
    if key is None:
        text = "data not stated" if kind is Kind.DATA else "people not stated"
        return Value(text=text, stated=False, chips=chips, cites=cites[:most], note=note)
    known = material.name(kind, key)
    if kind is Kind.DATA:
        chips = (*chips, *data_chips(material, key))
    if not (chips or cites):
        return known
    return Name(
        text=known.text, key=key, href=known.href, chips=chips, cites=cites[:most], note=note, certainty=certainty,
        origin=Source.REGISTER,
    )  # fmt: skip


def _more(count: int, one: str, many: str) -> str:
    return f"and {plural(count, f'more {one}', f'more {many}')}" if count > 0 else ""


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


def activities_cell(material: Material, keys: Iterable[str]) -> Cell:
    """Return the first activities of some; where there are more, how many, leading to the list on the same page."""
    distinct = tuple(dict.fromkeys(keys))
    values: list[Value] = [material.name(Kind.ACTIVITY, key) for key in distinct[:MOST_ACTIVITIES]]
    if len(distinct) > MOST_ACTIVITIES:
        text = f"{len(distinct) - MOST_ACTIVITIES:,} more"
        values.append(Name(text=text, href=f"#{ALL_ACTIVITIES}"))
    return names_cell(values)


def grade_cell(material: Material, transfers: Iterable[Transfer]) -> Cell:
    """Return how flows stand, the worst first: the grade with the country that decides, once per regime."""
    seen: dict[tuple[Grade, str, str, bool], None] = {}
    for row in transfers:
        seen[(row.grade, row.country, row.regime, row.unverified)] = None
    several = len(material.register.regimes) > 1
    values = [
        grade_value(material, grade, country, regime=regime if several else "", unverified=unverified)
        for grade, country, regime, unverified in sorted(seen, key=lambda item: (-item[0].rank, *item[1:]))
    ]
    return cell(*values) if values else cell(Value(text="not graded", tone="aside"))


def grade_value(material: Material, grade: Grade, country: str, *, regime: str = "", unverified: bool = False) -> Value:
    """Return a grade in words with country and regime; inside the area without any emphasis."""
    under = f"under {regime_label(regime)}" if regime else ""
    note = "; ".join(text for text in (country_text(material.law, country), under) if text)
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
