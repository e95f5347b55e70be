"""The tables of the retention schedule: limits per category, contradictions, what has no limit, rules without data."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import replace

from ropa.language import capital, duration, label, listing, plural, some
from ropa.model.base import Mark
from ropa.model.words import Certainty
from ropa.questions.retention_base import Held, Rule
from ropa.questions.retention_conflicts import Conflict, ConflictKind
from ropa.questions.retention_reach import Reach
from ropa.reports.base import (
    Block,
    Cell,
    Chip,
    Field,
    Fields,
    Note,
    Row,
    Table,
    Value,
    cell,
    chip,
    columns,
    field,
    group,
    not_stated,
    optional_cell,
    row,
)
from ropa.reports.facts import Fact, facts_cell
from ropa.reports.given import Given
from ropa.reports.retention import COLUMNS as RULE_COLUMNS
from ropa.reports.retention import rule_row
from ropa.reports.schedule_entries import Category, Entry, Statement
from ropa.reports.values import marked, part, titled, word

LIMIT_COLUMNS = columns(
    ("about", "Whose, held by", 27),
    ("limit", "Time limit", 26),
    ("starts", "Starts with", 15),
    ("then", "What happens then", 16),
    ("activities", "Activity", 16),
)

GENERAL_COLUMNS = columns(
    ("number", "No.", 7),
    ("data", "Data", 27),
    ("limit", "Time limit", 27),
    ("starts", "Starts with", 18),
    ("then", "What happens then", 21),
)

OVERVIEW_COLUMNS = columns(
    ("data", "Data", 24), ("limits", "Time limits", 34), ("holders", "Held by", 26), ("standing", "Stated", 16)
)

_OPEN_COLUMNS = columns(
    ("holder", "Held by", 24), ("facts", "Which data, about whom", 46), ("activity", "Activity", 30)
)

#: So many statements of a contradiction stand side by side; more go below.
_ABREAST = 4

#: How much is stated of a category, in words, and the tone that goes with it.
STANDING = {
    "stated": "stated",
    "in-part": "in part",
    "generally": "stated generally",
    "not-stated": "not stated",
}


def overview_table(given: Given, categories: Sequence[Category], *, numbers: Mapping[str, str]) -> Table:
    """Return one row per category: its limits in short, who holds it, and how much is stated."""
    rows = []
    for category in categories:
        limits = [Value(text=text) for text in _limits_in_short(category, numbers)]
        if limits and (open_for := _holders_without(given, category)):
            limits.append(replace(not_stated(), note=f"for what is held by {open_for}"))
        holders = dict.fromkeys(held.holder for entry in category.entries for held in entry.held)
        standing = Value(text=STANDING[category.standing], tone=f"status-{category.standing}")
        standing = replace(standing, chips=_clash_chips(category.conflict))
        rows.append(
            row(
                _category_value(category),
                cell(*limits),
                Cell(groups=(group([titled(given.register, key) for key in holders], inline=True),)),
                standing,
            )
        )
    return Table(key="overview", columns=OVERVIEW_COLUMNS, rows=tuple(rows))


def _limits_in_short(category: Category, numbers: Mapping[str, str]) -> Iterable[str]:
    """Return the limits of a category, those of no particular activity last; several of these by number."""
    said = [item for entry in category.entries for item in entry.statements]
    rules = {item.rule.number: item.rule for item in said if item.settles or (item.only and item.rule.is_limit)}
    whole = {item.rule.number for item in said if item.settles}
    ordered = [rules[number] for number in sorted(rules)]
    limits = dict.fromkeys(_short(rule, whole) for rule in ordered if not rule.is_general)
    general = dict.fromkeys(_short(rule, whole) for rule in ordered if rule.is_general)
    named = [numbers[rule.id] for rule in ordered if rule.id in numbers]
    return (*limits, f"{listing(named)}, stated generally") if len(named) > 1 else (*limits, *general)


def _holders_without(given: Given, category: Category) -> str:
    """Return who holds data of a category with no stated limit at all, in words; empty where nobody does."""
    limited = {held.holder for entry in category.entries if entry.settled for held in entry.held}
    limited |= {
        held.holder
        for entry in category.entries
        if any(item.only and item.rule.is_limit for item in entry.statements)
        for held in entry.held
    }
    holders = dict.fromkeys(held.holder for entry in category.entries for held in entry.held)
    return some([given.register.title(holder) for holder in holders if holder not in limited])


def _category_value(category: Category) -> Value:
    if category.data is None:
        return not_stated("data not stated")
    return Value(text=category.name, key=category.data)


def _short(rule: Rule, whole: Collection[int]) -> str:
    """Return a limit in short; `whole` are the numbers of the rules that are about all of something held."""
    said = rule.said
    limit = duration(said.period) if said.period else said.criterion
    case = f" ({said.when})" if said.when else ""
    part = "" if rule.number in whole else ", for a part of it"
    return f"{limit}{case}{', stated generally' if rule.is_general else ''}{part}"


def general_numbers(reach: Reach) -> dict[str, str]:
    """Return the numbers G1, G2 ... of the statements of no particular activity, by id; none for a single one."""
    rules = [rule for rule in reach.rules if rule.is_general and rule.is_said]
    return {rule.id: f"G{number}" for number, rule in enumerate(rules, start=1)} if len(rules) > 1 else {}


def general_table(given: Given, reach: Reach, numbers: Mapping[str, str]) -> Table:
    """Return the numbered statements of no particular activity, in full."""
    rows = tuple(
        row(Value(text=numbers[rule.id]), *rule_row(given, rule.said, general=True).cells)
        for rule in reach.rules
        if rule.id in numbers
    )
    return Table(key="general", columns=GENERAL_COLUMNS, rows=rows)


def limit_table(given: Given, reach: Reach, category: Category, *, numbers: Mapping[str, str]) -> Table:
    """Return the limits of one category: a row per holders, case and start; what has none says so.

    Args:
        numbers: of general statements that the report has in full elsewhere, by id.
    """
    rows = [made for entry in category.entries for made in _entry_rows(given, reach, entry, numbers)]
    key = f"limits-{category.data or 'not-stated'}"
    return Table(key=key, columns=LIMIT_COLUMNS, rows=tuple(rows))


def _entry_rows(given: Given, reach: Reach, entry: Entry, numbers: Mapping[str, str]) -> Iterator[Row]:
    activities = cell(*(_activity_value(given, key) for key in entry.activities))
    about = _about_cell(given, entry)
    for statements in _alike(entry.statements):
        first = statements[0]
        where = dict(first.only).get("holder", "")
        hard = any(item.conflict not in (None, ConflictKind.CRITERION) for item in statements)
        tone = "conflict" if hard else ""
        whose = _about_cell(given, entry, where=where) if where else about
        if len(statements) > 1 and all(item.rule.id in numbers for item in statements):
            there = Value(text="see there")
            yield row(whose, _numbered(given, statements, numbers), there, there, activities, tone=tone)
            continue
        limits = [_limit_value(given, statement) for statement in statements]
        then = _then_cell(given, reach, first)
        yield row(whose, cell(*limits), _start_cell(statements), then, activities, tone=tone)
    if not entry.settled and all(item.rule.is_limit for item in entry.statements):
        beyond = "not stated beyond the above" if entry.statements else ""
        yield row(about, not_stated(beyond), optional_cell(), optional_cell(), activities, tone="missing")
    if entry.only_in_cases:
        other = not_stated("not stated for other cases")
        yield row(about, other, optional_cell(), optional_cell(), activities, tone="missing")


def _alike(statements: Iterable[Statement]) -> list[list[Statement]]:
    """Return statements that share start, case and end, so that their limits stand side by side.

    Statements of no particular activity stand together where they hold here in the same way.
    """
    found: dict[tuple[object, ...], list[Statement]] = {}
    for item in statements:
        said = item.rule.said
        sign: tuple[object, ...] = (said.trigger, said.when, said.disposal, said.then_in)
        if item.rule.is_general:
            sign = (item.settles, item.conflict, bool(item.yields_to), item.certainty)
        found.setdefault((item.rule.is_general, item.rule.is_limit, item.only, *sign), []).append(item)
    return list(found.values())


def _about_cell(given: Given, entry: Entry, *, where: str = "") -> Cell:
    """Return the holders of each kind of people; `where` is the part of them that a statement is about."""
    people: dict[str | None, list[Held]] = {}
    for held in entry.held:
        people.setdefault(held.subject, []).append(held)
    groups = []
    for subject, places in people.items():
        about = not_stated("people not stated") if subject is None else titled(given.register, subject)
        values = [_holder_value(given, held, where) for held in places]
        # A note takes a line of its own, which a run of names would break apart.
        groups.append(group(values, about=about, inline=not any(value.note for value in values)))
    return Cell(groups=tuple(groups))


def _holder_value(given: Given, held: Held, where: str) -> Value:
    key = where or held.holder
    value = marked(given.register.title(key), Mark(certainty=held.certainty), key=key)
    note = "" if held.is_own else "acts for the organisation" if held.acting else "outside"
    return replace(value, note=f"a part of {given.register.title(held.holder)}" if where else note)


def _activity_value(given: Given, key: str) -> Value:
    return Value(text=capital(given.activity_title(key)) if key == "general" else given.activity_title(key), key=key)


def _numbered(given: Given, statements: Sequence[Statement], numbers: Mapping[str, str]) -> Value:
    """Return general statements by their numbers, with the marks that all of them share."""
    first = statements[0]
    text = listing([numbers[item.rule.id] for item in statements])
    notes = [f"only for {given.register.title(key)}" for what, key in first.only if what != "holder"]
    return marked(text, Mark(certainty=first.certainty), note="; ".join(notes), chips=_chips(first))


def _chips(statement: Statement) -> list[Chip]:
    """Return the marks of a statement: general, contradicting, set aside."""
    chips = [chip("general")] if statement.rule.is_general else []
    chips += _clash_chips(statement.conflict)
    set_aside = statement.rule.is_limit and not statement.settles and not statement.only
    return [*chips, chip("exception")] if statement.yields_to or set_aside else chips


def _limit_value(given: Given, statement: Statement) -> Value:
    """Return the limit of a statement with its marks and citations, "not stated" where it has none."""
    said = statement.rule.said
    texts = [text for text in (duration(said.period) if said.period else "", said.criterion) if text]
    mark = Mark(certainty=statement.certainty, cites=said.cites, stated_as=said.stated_as)
    notes = [f"only when: {said.when}" if said.when else ""]
    notes += [f"only for {given.register.title(key)}" for what, key in statement.only if what != "holder"]
    note = "; ".join(item for item in notes if item)
    value = marked("; ".join(texts) or label("not-stated"), mark, key=said.period, note=note, chips=_chips(statement))
    return value if texts else replace(value, stated=False)


def _clash_chips(kind: ConflictKind | None) -> tuple[Chip, ...]:
    """Return the mark of a contradiction; several criteria may all be meant, and are marked as what they are."""
    if kind is None:
        return ()
    return (chip("criteria" if kind is ConflictKind.CRITERION else "conflict"),)


def _start_cell(statements: Sequence[Statement]) -> Cell:
    said = statements[0].rule.said
    if said.trigger:
        return cell(part(said, "trigger", said.trigger))
    if any(item.rule.said.period for item in statements):
        return cell(not_stated())
    return cell(Value(text="see the time limit") if said.criterion else not_stated())


def _then_cell(given: Given, reach: Reach, statement: Statement) -> Cell:
    said = statement.rule.said
    values = [part(said, "disposal", word(item), key=item) for item in said.disposal]
    for key in said.then_in:
        values.append(Value(text=f"moves to {given.register.title(key)}", key=key))
        if not reach.following(statement.rule, key):
            values.append(not_stated("for how long there: not stated"))
    return optional_cell() if not values else cell(*values)


def conflict_tables(given: Given, conflict: Conflict) -> tuple[Table, ...]:
    """Return the contradicting statements side by side, a column each; several tables where there are many."""
    tables = []
    for start in range(0, len(conflict.rules), _ABREAST):
        rules = conflict.rules[start : start + _ABREAST]
        share = 84 // len(rules)
        heads = columns(
            ("what", "What", 16),
            *(
                (f"statement_{start + place}", f"Statement {start + place}", share)
                for place in range(1, len(rules) + 1)
            ),
        )
        rows = [
            row(Value(text="Time limit"), *(_said_limit(rule) for rule in rules), tone="conflict"),
            row(Value(text="Starts with"), *(cell(*_said_start(rule)) for rule in rules)),
            row(Value(text="About"), *(_said_about(given, rule) for rule in rules)),
            row(Value(text="Said of"), *(_activity_value(given, rule.activity.key) for rule in rules)),
        ]
        tables.append(Table(key=f"conflict-{start}", columns=heads, rows=tuple(rows)))
    return tuple(tables)


def _said_limit(rule: Rule) -> Cell:
    said = rule.said
    texts = [text for text in (duration(said.period) if said.period else "", said.criterion) if text]
    mark = Mark(certainty=rule.certainty, cites=said.cites, stated_as=said.stated_as)
    case = f"only when: {said.when}" if said.when else ""
    return cell(marked("; ".join(texts), mark, key=said.period, note=case))


def _said_start(rule: Rule) -> list[Value]:
    said = rule.said
    if not said.trigger and not said.period:
        return [Value(text="see the time limit")]
    return [part(said, "trigger", said.trigger)]


def _said_about(given: Given, rule: Rule) -> Cell:
    said = rule.said
    title = given.register.title
    data = "all data" if said.everything else listing([title(key) for key in said.data])
    parts = [
        data,
        f"of {listing([title(key) for key in said.subjects])}" if said.subjects else "",
        f"in {listing([title(key) for key in said.held_in])}" if said.held_in else "",
        f"held by {listing([title(key) for key in said.by])}" if said.by else "",
    ]
    return cell(Value(text=" ".join(item for item in parts if item)))


def conflict_fields(given: Given, conflict: Conflict, *, key: str) -> Fields:
    """Return which data of whom a contradiction is about, who holds them, and in which case."""
    facts = [
        Fact(subject=subject, data=data, certainty=Certainty.STATED, cites=())
        for subject, data in dict.fromkeys((item.subject, item.data) for item in conflict.held)
    ]
    holders = dict.fromkeys(item.holder for item in conflict.held)
    named = [titled(given.register, holder) for holder in holders]
    fields = [
        Field(key="facts", label="Which data, about whom", cell=facts_cell(given.register, facts)),
        Field(key="holders", label="Held by", cell=Cell(groups=(group(named, inline=True),))),
    ]
    if conflict.when:
        fields.append(field("when", "Only when", Value(text=conflict.when)))
    return Fields(key=key, fields=tuple(fields))


def unlimited_blocks(given: Given, reach: Reach) -> tuple[Block, ...]:
    """Return what is held without a stated limit: by the organisation, by those who act for it, by others."""
    found: dict[str, list[Held]] = {"own": [], "acting": [], "others": []}
    for held, _ in reach.unsettled:
        found["own" if held.is_own else "acting" if held.acting else "others"].append(held)
    captions = {
        "own": "Held by the organisation itself",
        "acting": "Held by those who process for it",
        "others": "Held by others, who may decide for themselves",
    }
    blocks = [_unlimited_table(given, key, captions[key], found[key]) for key in captions if found[key]]
    return tuple(blocks) or (Note(key="none", text="Of everything that is said to be held, a limit is stated."),)


def _unlimited_table(given: Given, key: str, caption: str, held: Sequence[Held]) -> Table:
    places: dict[tuple[str, str], list[Held]] = {}
    for item in held:
        places.setdefault((item.holder, item.activity), []).append(item)
    order = {holder: place for place, holder in enumerate(dict.fromkeys(item.holder for item in held))}
    rows = []
    for (holder, activity), items in sorted(places.items(), key=lambda entry: order[entry[0][0]]):
        facts = [
            Fact(subject=item.subject, data=item.data, certainty=item.certainty, cites=item.cites) for item in items
        ]
        rows.append(
            row(
                titled(given.register, holder),
                facts_cell(given.register, facts),
                _activity_value(given, activity),
                tone="missing",
            )
        )
    count = plural(len({item.holder for item in held}), "holder")
    return Table(key=key, columns=_OPEN_COLUMNS, rows=tuple(rows), caption=f"{caption} ({count})")


def unused_table(given: Given, rules: Sequence[Rule]) -> Table:
    """Return the rules that reach nothing that is said to be held."""
    rows = tuple(rule_row(given, rule.said, general=rule.is_general) for rule in rules)
    return Table(key="unused", columns=RULE_COLUMNS, rows=rows)
