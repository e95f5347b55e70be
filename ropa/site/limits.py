"""How long something is kept: the rules that reach what a page is about, and what no rule limits."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Final, NamedTuple

from ropa.language import duration
from ropa.model.base import Cite
from ropa.model.words import Certainty
from ropa.questions.retention_base import Held, Reached, Rule
from ropa.reports.base import Block, Cell, Group, Row, Value, cell, chip, columns, group, not_stated, row, table_or_note
from ropa.reports.values import word
from ropa.site.base import Kind
from ropa.site.material import Material
from ropa.site.parts import MOST_CITES, activities_cell

_WIDTHS: Final = (
    ("about", "", 30), ("limit", "Time limit", 20), ("starts", "Starts with", 16), ("then", "What happens then", 16),
    ("activities", "Activities", 18),
)  # fmt: skip
#: Stands where a rule says nothing and nothing is missing.
_NOTHING: Final = Value(text="–", tone="aside")
_ABOUT: Final = {Kind.DATA: "About whom, held by", Kind.PEOPLE: "Data, held by"}

_Met = tuple[Held, tuple[Reached, ...]]


class _Words(NamedTuple):
    """A rule in words, without what it is about."""

    is_general: bool
    limits: tuple[str, ...]
    trigger: str
    when: str
    then: tuple[str, ...]


class _Sign(NamedTuple):
    """What rules share that stand in one row."""

    words: _Words
    is_part: bool
    certainty: Certainty


def limits_block(material: Material, met: Sequence[_Met], *, by: Kind, idle: Sequence[Rule] = ()) -> Block:
    """Return the limits of what is held, a row per limit, then what has none.

    Args:
        met: what is held, each with the rules that reach it.
        by: kind of the page: a page on data lists people and holders, one on people data and holders, others data.
        idle: rules that reach nothing held, and stand here all the same.
    """
    rules: dict[_Sign, list[Reached]] = {}
    words: dict[str, _Words] = {}
    bare: list[Held] = []
    for held, reaching in met:
        if held.certainty.rank > Certainty.POSSIBLE.rank:
            continue
        for item in reaching:
            if item.rule.is_said:
                if item.rule.id not in words:
                    words[item.rule.id] = _words(material, item.rule)
                sign = _Sign(words[item.rule.id], not item.whole, item.certainty)
                rules.setdefault(sign, []).append(item)
        if not any(item.settles for item in reaching):
            bare.append(held)
    rows = [_row(material, sign, rules[sign], by) for sign in sorted(rules, key=_order)]
    rows.extend(_idle_row(material, rule) for rule in idle)
    if bare:
        missing = not_stated("not stated beyond the above" if rows else "")
        activities = activities_cell(material, (held.activity for held in bare))
        rows.append(row(_about(material, bare, by), missing, _NOTHING, _NOTHING, activities, tone="missing"))
    about = _ABOUT.get(by, "About whom, which data")
    heads = columns(*((key, title or about, width) for key, title, width in _WIDTHS))
    return table_or_note("limits", heads, rows, "Nothing is said to be held here.")


def _words(material: Material, rule: Rule) -> _Words:
    said = rule.said
    limits = tuple(text for text in (duration(said.period) if said.period else "", said.criterion) if text)
    then = [word(end) for end in said.disposal]
    then += [f"moves to {material.register.title(key)}" for key in said.then_in]
    return _Words(rule.is_general, limits, said.trigger, said.when, tuple(then))


def _order(sign: _Sign) -> tuple[object, ...]:
    words = sign.words
    return (words.is_general, not words.limits, sign.is_part, words.limits, words.trigger, words.when, words.then,
            sign.certainty.rank)  # fmt: skip


def _row(material: Material, sign: _Sign, items: Sequence[Reached], by: Kind) -> Row:
    words = sign.words
    chips = [chip("general")] if words.is_general else []
    chips += [chip(sign.certainty.value)] if sign.certainty is not Certainty.STATED else []
    notes = [f"only when: {words.when}" if words.when else "", "for a part of it" if sign.is_part else ""]
    first = Value(
        text=words.limits[0] if words.limits else not_stated().text, stated=bool(words.limits), chips=tuple(chips),
        cites=_cites(items)[:MOST_CITES], note="; ".join(text for text in notes if text),
    )  # fmt: skip
    return row(
        _about(material, [item.held for item in items], by),
        cell(first, *(Value(text=text) for text in words.limits[1:])),
        *_start_and_end(words),
        activities_cell(material, (item.rule.activity.key for item in items)),
    )


def _start_and_end(words: _Words) -> tuple[Cell, Cell]:
    start = Value(text=words.trigger) if words.trigger else _NOTHING
    ends = [Value(text=text) for text in words.then] or [_NOTHING]
    return cell(start), cell(*ends)


def _idle_row(material: Material, rule: Rule) -> Row:
    """Return a rule on data that nothing is said to hold."""
    said = rule.said
    names: list[Value] = [material.name(Kind.DATA, key) for key in said.data]
    if said.everything or not names:
        names = [Value(text="all data") if said.everything else not_stated("data not stated")]
    words = _words(material, rule)
    return row(
        Cell(groups=(group(names, about=Value(text="nothing is said to be held", tone="aside"), inline=True),)),
        cell(*(Value(text=text, cites=said.cites) for text in words.limits)),
        *_start_and_end(words),
        activities_cell(material, (rule.activity.key,)),
    )


def _cites(items: Iterable[Reached]) -> tuple[Cite, ...]:
    found = {(cite.document, cite.lines, cite.section): cite for item in items for cite in item.rule.said.cites}
    return tuple(found[key] for key in sorted(found, key=lambda key: (key[0], found[key].first, key[2])))


def _about(material: Material, held: Iterable[Held], by: Kind) -> Cell:
    """Return what is held: under a heading (people, or data on a page about people), the data or the holders."""
    found: dict[str | None, dict[str | None, None]] = {}
    for item in held:
        if by is Kind.PEOPLE:
            found.setdefault(item.data, {})[item.holder] = None
        elif by is Kind.DATA:
            found.setdefault(item.subject, {})[item.holder] = None
        else:
            found.setdefault(item.subject, {})[item.data] = None
    groups = [
        group([_item(material, key, by) for key in material.in_order(items)], about=_head(material, about, by),
              inline=True)
        for about, items in ((about, found[about]) for about in material.in_order(found))
    ]  # fmt: skip
    return Cell(groups=tuple(groups)) if groups else Cell(groups=(Group(values=(not_stated(),)),))


def _head(material: Material, key: str | None, by: Kind) -> Value:
    if key is None:
        return not_stated("data not stated" if by is Kind.PEOPLE else "people not stated")
    return material.name(Kind.DATA if by is Kind.PEOPLE else Kind.PEOPLE, key)


def _item(material: Material, key: str | None, by: Kind) -> Value:
    if key is None:
        return not_stated("data not stated")
    return material.node(key) if by in (Kind.PEOPLE, Kind.DATA) else material.name(Kind.DATA, key)
