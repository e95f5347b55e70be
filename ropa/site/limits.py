"""How long something is kept: the rules that reach what a page is about, and what no rule limits."""

from __future__ import annotations

from collections.abc import Container, Iterable, Iterator, Sequence
from dataclasses import replace
from typing import Final, NamedTuple

from ropa.language import duration, label, listing, plural
from ropa.model.activities import Cookie
from ropa.model.base import Cite
from ropa.model.words import Certainty
from ropa.questions.retention_base import Held, Reached, Rule
from ropa.reports.base import (
    Block,
    Cell,
    Group,
    Note,
    Row,
    Table,
    Value,
    cell,
    chip,
    columns,
    group,
    not_stated,
    optional_cell,
    row,
)
from ropa.reports.retention import BEYOND, end_values, limits_of, start_value
from ropa.site.base import Kind, Section
from ropa.site.material import Material
from ropa.site.parts import MOST_CITES, activities_cell, more_sources

_WIDTHS: Final = (
    ("about", "", 30), ("limit", "Time limit", 20), ("starts", "Starts with", 16), ("then", "What happens then", 16),
    ("activities", "Activities", 18),
)  # fmt: skip
_ABOUT: Final = {Kind.DATA: "About whom, held by", Kind.PEOPLE: "Data, held by"}

#: Holders that a row names for whom its limit is less sure.
MOST_NAMED: Final = 5
#: Said where a page has no time limit to show; whether something is held there is another question.
NO_LIMIT: Final = "No time limit is stated here."

_Met = tuple[Held, tuple[Reached, ...]]


class _Words(NamedTuple):
    """A rule in words, without what it is about but for the holders that it names."""

    is_general: bool
    limits: tuple[str, ...]
    start: Value
    when: str
    then: tuple[Value, ...]
    holders: str


class _Sign(NamedTuple):
    """What rules share that stand in one row."""

    words: _Words
    is_part: bool


def limits_section(
    material: Material, title: str, met: Sequence[_Met], *, by: Kind, key: str, cookies: Iterable[Cookie] = ()
) -> Section:
    """Return how long what a page is about is kept, the rules that name it and the time limits of a host included.

    Args:
        key: of the subject of the page; cookies: that the page shows, whose lifetimes are time limits too.
    """
    timed = any(item.lifetime for item in cookies)
    empty = "No time limit is stated here but those of cookies (see Cookies)." if timed else NO_LIMIT
    block = limits_block(material, met, by=by, key=key, naming=material.rules_naming.get(key, ()), empty=empty)
    hosted = material.hosted_by(key) if by is Kind.ORGANISATION else ()
    if not hosted:
        return Section(key="retention", title=title, blocks=(block,))
    limits = limits_block(material, hosted, by=by)
    if isinstance(limits, Table):
        limits = replace(limits, key="limits", caption="Held as a host, with the time limits of the systems")
    blocks = (limits,) if isinstance(block, Note) else (block, limits)
    return Section(key="retention", title=title, blocks=blocks)


def limits_block(
    material: Material,
    met: Sequence[_Met],
    *,
    by: Kind,
    key: str = "",
    naming: Sequence[Rule] = (),
    empty: str = NO_LIMIT,
) -> Block:
    """Return the limits of what is held, a row per limit, then what has none.

    Args:
        met: what is held, each with the rules that reach it.
        by: kind of the page: a page on data lists people and holders, one on people data and holders, others data.
        key: of the subject of the page; data that are held under another name say so.
        naming: rules that stand here even where they reach nothing of it; empty: said where nothing is to be shown.
    """
    rules: dict[_Sign, list[Reached]] = {}
    words: dict[str, _Words] = {}
    bare: list[Held] = []
    limited: set[tuple[str | None, ...]] = set()
    for held, reaching in met:
        if held.certainty.rank > Certainty.POSSIBLE.rank:
            continue
        for item in reaching:
            if item.rule.is_said:
                if item.rule.id not in words:
                    words[item.rule.id] = _words(material, item.rule)
                sign = _Sign(words[item.rule.id], not item.whole)
                rules.setdefault(sign, []).append(item)
                limited |= {_shown(held, by), (*_shown(held, by), held.holder)} if item.rule.is_limit else set()
        if not any(item.settles for item in reaching):
            bare.append(held)
    own_key = key if by is Kind.DATA else ""
    rows = [_row(material, sign, rules[sign], by, own_key) for sign in sorted(rules, key=_order)]
    rows.extend(_idle_row(material, rule, by) for rule in naming if rule.id not in words)
    own = [rule.said for rule in naming if rule.is_said and rule.is_limit] if by is Kind.ACTIVITY else []
    about = [held for held in bare if any(material.reach.is_about(said, held) for said in own)]
    limited |= {place for held in about for place in (_shown(held, by), (*_shown(held, by), held.holder))}
    rows.extend(_missing_rows(material, bare, limited, by, own_key))
    first = _ABOUT.get(by, "About whom, which data")
    heads = columns(*((key, title or first, width) for key, title, width in _WIDTHS))
    return Table(key="limits", columns=heads, rows=tuple(rows)) if rows else Note(key="limits", text=empty)


def _shown(held: Held, by: Kind) -> tuple[str | None, str | None]:
    """Return what of something held a page shows: a heading, and what stands below it."""
    if by is Kind.PEOPLE:
        return held.data, held.holder
    return held.subject, held.holder if by is Kind.DATA else held.data


def _missing_rows(
    material: Material, bare: Iterable[Held], limited: Container[tuple[str | None, ...]], by: Kind, own: str
) -> Iterator[Row]:
    """Yield what has no limit: what a row above is about as well, then the rest, each apart from what others hold.

    Args:
        limited: what the rows above are about, as the page shows it, and the same with who holds it.
    """
    found: dict[tuple[bool, bool], list[Held]] = {}
    for held in bare:
        of_others = by is Kind.ACTIVITY and not (held.is_own or held.acting)
        # A limit on what the organisation holds says nothing yet of what others hold.
        place = (*_shown(held, by), held.holder) if of_others else _shown(held, by)
        found.setdefault((place not in limited, of_others), []).append(held)
    for (untouched, of_others), mine in sorted(found.items(), key=lambda entry: entry[0]):
        about = _about(material, mine, by, own)
        said = not_stated("" if untouched else BEYOND)
        if of_others:
            names = [material.register.title(key) for key in material.in_order({held.holder for held in mine}) if key]
            said = replace(said, note=f"for what is held by {listing(names)}")
        activities = activities_cell(material, (held.activity for held in mine))
        yield row(about, said, optional_cell(), optional_cell(), activities, tone="missing")


def _words(material: Material, rule: Rule) -> _Words:
    said = rule.said
    limits = tuple(text for text in (duration(said.period) if said.period else "", said.criterion) if text)
    names = [material.register.title(key) for key in (*said.held_in, *said.by)]
    then = end_values(material.register, said)
    return _Words(rule.is_general, limits, start_value(said), said.when, then, listing(names))


def _order(sign: _Sign) -> tuple[object, ...]:
    words = sign.words
    ends = tuple(value.text for value in words.then)
    return (words.is_general, not words.limits, sign.is_part, words.limits, words.start.text, words.when, ends,
            words.holders, words.start.certainty.rank)  # fmt: skip


def _row(material: Material, sign: _Sign, items: Sequence[Reached], by: Kind, own: str) -> Row:
    words = sign.words
    chips = [chip("general")] if words.is_general else []
    sure = min((item.certainty for item in items), key=lambda certainty: certainty.rank)
    chips += [chip(sure.value)] if sure is not Certainty.STATED else []
    notes = [f"only when: {words.when}" if words.when else "", _only_for(material, items) if sign.is_part else ""]
    notes += [f"for what is held by {words.holders}" if words.holders else "", *_less_sure(material, items, sure)]
    cites = _cites(items)
    notes += [more_sources(len(cites) - MOST_CITES) if len(cites) > MOST_CITES else ""]
    first = Value(
        text=words.limits[0] if words.limits else not_stated().text, stated=bool(words.limits), chips=tuple(chips),
        cites=cites[:MOST_CITES], note="; ".join(text for text in notes if text),
    )  # fmt: skip
    return row(
        _about(material, (item.held for item in items), by, own),
        cell(first, *(Value(text=text) for text in words.limits[1:])),
        *_start_and_end(words),
        activities_cell(material, (item.rule.activity.key for item in items)),
    )


def _less_sure(material: Material, items: Iterable[Reached], sure: Certainty) -> Iterator[str]:
    """Yield by whom that is held for which a limit is less sure than for the rest of its row."""
    found: dict[Certainty, set[str]] = {}
    for item in items:
        if item.certainty.rank > sure.rank:
            found.setdefault(item.certainty, set()).add(item.held.holder)
    for certainty in sorted(found, key=lambda one: one.rank):
        names = [material.register.title(key) for key in material.in_order(found[certainty]) if key]
        more = len(names) - MOST_NAMED
        shown = names if more <= 0 else [*names[:MOST_NAMED], plural(more, "other", "others")]
        yield f"{label(certainty.value)} for what is held by {listing(shown)}"


def _only_for(material: Material, items: Iterable[Reached]) -> str:
    """Return of which data or people a rule says how long, where these are a part of what is held."""
    pairs = ((item.data, item.held.data) for item in items)
    people = ((item.subject, item.held.subject) for item in items)
    parts = {part for part, whole in (*pairs, *people) if part is not None and part != whole}
    named = listing([material.register.title(key) for key in material.in_order(parts) if key])
    return f"only for {named}" if named else ""


def _start_and_end(words: _Words) -> tuple[Cell, Cell]:
    return cell(words.start), optional_cell(*words.then)


def _idle_row(material: Material, rule: Rule, by: Kind) -> Row:
    """Return a rule on data that nothing here is said to hold, or one that is no more than thinkable."""
    said = rule.said
    names: list[Value] = [material.name(Kind.DATA, key) for key in said.data]
    if said.everything or not names:
        names = [Value(text="all data") if said.everything else not_stated("data not stated")]
    words = _words(material, rule)
    reached = material.reach.by_rule[rule.id]
    about = Value(text="nothing is said to be held", tone="aside") if not reached else None
    if by is Kind.ACTIVITY and reached and all(item.held.activity != rule.activity.key for item in reached):
        text = "held in the activities" if rule.is_general else "held in other activities"
        about = Value(text=text, tone="aside")
    chips = (chip(rule.certainty.value),) if rule.certainty is not Certainty.STATED else ()
    limit = Value(
        text="; ".join(words.limits) or not_stated().text, stated=bool(words.limits), cites=said.cites, chips=chips,
        note=limits_of(material.register, said),
    )  # fmt: skip
    return row(
        Cell(groups=(group(names, about=about, inline=True),)),
        cell(limit),
        *_start_and_end(words),
        activities_cell(material, (rule.activity.key,)),
    )


def _cites(items: Iterable[Reached]) -> tuple[Cite, ...]:
    found = {(cite.document, cite.lines, cite.section): cite for item in items for cite in item.rule.said.cites}
    return tuple(found[key] for key in sorted(found, key=lambda key: (key[0], found[key].first, key[2])))


def _about(material: Material, held: Iterable[Held], by: Kind, own: str) -> Cell:
    """Return what is held: under a heading (people, or data on a page about people), the data or the holders.

    What is somewhere less than stated to be held is marked.
    """
    found: dict[str | None, dict[str | None, set[Certainty]]] = {}
    named: dict[str | None, set[str]] = {}
    for item in held:
        about, listed = _shown(item, by)
        if own and item.data and item.data != own:
            named.setdefault(about, set()).add(item.data)
        found.setdefault(about, {}).setdefault(listed, set()).add(item.certainty)
    groups = []
    for about in material.in_order(found):
        values = [_item(material, key, by, found[about][key]) for key in material.in_order(found[about])]
        head = _head(material, about, by)
        if about in named:
            titles = [material.register.title(key) for key in material.in_order(named[about]) if key]
            head = replace(head, note=f"held as {listing(titles)}")
        groups.append(group(values, about=head, inline=True))
    return Cell(groups=tuple(groups)) if groups else Cell(groups=(Group(values=(not_stated(),)),))


def _head(material: Material, key: str | None, by: Kind) -> Value:
    if key is None:
        return not_stated("data not stated" if by is Kind.PEOPLE else "people not stated")
    return material.name(Kind.DATA if by is Kind.PEOPLE else Kind.PEOPLE, key)


def _item(material: Material, key: str | None, by: Kind, sure: Iterable[Certainty]) -> Value:
    found: Value = not_stated("data not stated")
    if key is not None:
        found = material.node(key) if by in (Kind.PEOPLE, Kind.DATA) else material.name(Kind.DATA, key)
    ordered = sorted(sure, key=lambda one: one.rank)
    least = ordered[-1]
    if least is Certainty.STATED:
        return found
    return replace(found, chips=(*found.chips, chip(least.value, detail="in part" if len(ordered) > 1 else "")))
