"""The annexes of the record on what the documents say: people and data, rights, cookies, promises and the rest."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import Final

from ropa.language import articles, capital, duration, listing
from ropa.model.activities import Cookie, Promise
from ropa.model.base import Cite
from ropa.model.parties import DataSubject
from ropa.model.terms import DataCategory
from ropa.questions.promises_words import exceptions_words, promise_name, promised_words
from ropa.reports.annexes import Annex, annex, recorded_flows
from ropa.reports.base import (
    Block,
    Fields,
    Items,
    Note,
    Row,
    Table,
    Value,
    cell,
    columns,
    optional,
    optional_cell,
    plain,
    row,
    table_or_note,
)
from ropa.reports.beyond import bases_block, general_fields
from ropa.reports.extras import extra_rows
from ropa.reports.facts import facts_cell, facts_of, law_chips, own_facts, people_count, receptions
from ropa.reports.given import GENERAL_TITLE, Given, PartKey
from ropa.reports.letters import RECIPIENT_COLUMNS, recipient_row
from ropa.reports.measures import COLUMNS as MEASURE_COLUMNS
from ropa.reports.measures import measure_row
from ropa.reports.retention import COLUMNS as LIMIT_COLUMNS
from ropa.reports.retention import rule_row
from ropa.reports.values import country_text, distinct, part, said, term, titles, word

#: Letters that a statement on the organisation as a whole fills, in a document of one record and in one of both.
_FILLED: Final[Mapping[PartKey, str]] = {"30-1": "letters (f) and (g)", "30-2": "letter (d)"}
_FILLED_OF_BOTH: Final[Mapping[PartKey, str]] = {
    "30-1": "letters (f) and (g) of Article 30(1)",
    "30-2": "letter (d) of Article 30(2)",
}


def people_annex(given: Given) -> Annex:
    """Return the kinds of people and of data of this record, with what is declared about them."""
    register = given.register
    facts = facts_of(recorded_flows(given))
    used_subjects = {fact.subject for fact in facts} | {
        key for key, item in register.data_subjects.items() if item.position
    }
    used_data = {fact.data for fact in facts}
    people = [_subject_row(given, item) for key, item in register.data_subjects.items() if key in used_subjects]
    data = [
        _category_row(given, item)
        for key, item in register.data_categories.items()
        if key in used_data or (item.source.value == "register" and not item.own_words)
    ]
    heads = columns(
        ("subject", "Kind of people", 34),
        ("count", "How many", 16),
        ("part_of", "Part of", 28),
        ("country", "Where they are", 22),
    )
    data_heads = columns(
        ("data", "Category of data", 28),
        ("broader", "Belongs to", 22),
        ("made_of", "Made of, computed from", 24),
        ("declared", "What the organisation declares", 26),
    )
    return annex(
        "people-and-data",
        "Kinds of people and of data",
        "What the words of this record stand for, and what the organisation claims about a kind of data.",
        table_or_note("subjects", heads, people, "Kinds of people: not stated.", caption="Kinds of people", folds=True),
        table_or_note(
            "data", data_heads, data, "Categories of data: not stated.", caption="Categories of data", folds=True
        ),
    )


def _subject_row(given: Given, item: DataSubject) -> Row:
    register = given.register
    return row(
        _people(item),
        optional(part(item, "count", people_count(register, item.key))),
        optional(part(item, "part_of", register.title(item.part_of) if item.part_of else "", key=item.part_of)),
        optional(part(item, "country", country_text(given.law, item.country), key=item.country)),
    )


def _people(item: DataSubject) -> Value:
    """Return a kind of people, and whether it is stated that they can hardly object or refuse (WP 248)."""
    value = term(item, key=item.key)
    texts = {True: "can hardly object or refuse", False: "said to be able to object and refuse", None: ""}
    return replace(value, note="; ".join(text for text in (value.note, texts[item.vulnerable]) if text))


def _category_row(given: Given, item: DataCategory) -> Row:
    register = given.register
    made = [f"consists of {listing([register.title(key) for key in item.consists_of])}"] if item.consists_of else []
    made += (
        [f"computed from {listing([register.title(key) for key in item.derived_from])}"] if item.derived_from else []
    )
    claim = [said(word(item.declared.value), item.declared)] if item.declared is not None else []
    return row(
        term(item, key=item.key, chips=law_chips(register, item.key)),
        Value(text=register.title(item.parent) if item.parent else "nothing wider", key=item.parent),
        optional_cell(*(Value(text=text) for text in made)),
        optional_cell(*claim),
    )


def general_annex(given: Given) -> Annex:
    """Return what is said of no particular activity; it is no activity and is never shown as one."""
    general = given.register.general
    filled = " and ".join(_FILLED[part] if len(given.parts) == 1 else _FILLED_OF_BOTH[part] for part in given.parts)
    intro = f"Said of the organisation as a whole. It fills {filled} only as “stated generally”, and no other."
    blocks: list[Block] = []
    if general is not None:
        about = general_fields(given, general)
        if about:
            blocks.append(Fields(key="about", fields=about))
        facts = own_facts(general.flows)
        if facts:
            heads = columns(
                ("facts", "Which data, about whom"),
            )
            blocks.append(
                Table(key="facts", columns=heads, rows=(row(facts_cell(given.register, facts)),), caption="Data")
            )
        rows = tuple(recipient_row(given, item) for item in receptions(given.register, general.flows))
        if rows:
            blocks.append(Table(key="recipients", columns=RECIPIENT_COLUMNS, rows=rows, caption="Recipients"))
        limits = tuple(rule_row(given, rule) for rule in general.retention)
        if limits:
            blocks.append(Table(key="time_limits", columns=LIMIT_COLUMNS, rows=limits, caption="Time limits"))
        whole = Value(text="the organisation as a whole")
        measures = tuple(measure_row(given, use, whole) for use in general.measures)
        if measures:
            blocks.append(Table(key="measures", columns=MEASURE_COLUMNS, rows=measures, caption="Security measures"))
        if general.legal_basis:
            everything = "no particular purpose"
            blocks.append(bases_block(given, general.legal_basis, key="general_legal_basis", everything=everything))
    if given.register.legal_basis:
        text = "A blanket statement on the legal basis never fills in for an activity’s own."
        caption = "Legal basis of everything at once"
        bases = bases_block(given, given.register.legal_basis, everything="no particular purpose", caption=caption)
        blocks += [bases, Note(key="blanket", text=text)]
    if not blocks:
        blocks.append(Note(key="none", text="Nothing is stated of the organisation as a whole.", tone="missing"))
    return annex("general", GENERAL_TITLE, intro, *blocks)


def rights_annex(given: Given) -> Annex:
    """Return how the rights of the people concerned are offered or refused."""
    rows = []
    for right in given.register.rights.values():
        known = given.vocabulary.rights.get(right.right)
        name = right.name or (known.label if known is not None else word(right.right))
        article = articles((known.article,)) if known is not None and known.article else ""
        limits = [part(right, "exceptions", right.exceptions)] if right.exceptions else []
        limits.extend(
            Value(text=f"not for {value.text}", key=value.key) for value in titles(given.register, right.except_data)
        )
        offered = part(right, "offered", "offered" if right.offered else "refused")
        offered = offered if right.offered else replace(offered, tone="warning")
        rows.append(
            row(
                said(name, right, key=right.right, note=article),
                offered,
                part(right, "channel", right.channel),
                part(right, "within", duration(right.within), key=right.within),
                cell(*titles(given.register, right.subjects))
                if right.subjects
                else Value(text="no kind of people is named"),
                cell(*limits) if limits else Value(text="no exception is stated"),
            )
        )
    heads = columns(
        ("right", "Right", 22),
        ("offered", "Offered", 11),
        ("channel", "How to use it", 21),
        ("within", "Answered within", 13),
        ("for", "For", 13),
        ("except", "Except", 20),
    )
    block = table_or_note("rights", heads, rows, "Rights of the people concerned: not stated.", folds=True)
    return annex(
        "rights", "Rights of the people concerned", "As the organisation offers them (Articles 12 to 22).", block
    )


def cookies_annex(given: Given) -> Annex:
    """Return cookies and similar storage."""
    register = given.register
    rows = [
        row(
            _cookie(given, item),
            cell(*titles(register, item.data)),
            cell(*titles(register, item.subjects)),
            cell(*(given.used(use) for use in item.purposes)),
            part(item, "lifetime", duration(item.lifetime), key=item.lifetime),
            optional_cell(*([said(word(item.declared.value), item.declared)] if item.declared else [])),
        )
        for item in register.cookies
    ]
    heads = columns(
        ("cookie", "Cookie", 22),
        ("data", "Data", 18),
        ("subjects", "About whom", 16),
        ("purposes", "Purposes", 18),
        ("lifetime", "Kept for", 11),
        ("declared", "Declared as", 15),
    )
    block = table_or_note("cookies", heads, rows, "Cookies and similar storage: not stated.", folds=True)
    return annex(
        "cookies",
        "Cookies and similar storage",
        "“Declared as” is the organisation’s word, not a legal finding.",
        block,
    )


def _cookie(given: Given, item: Cookie) -> Value:
    note = f"set by {given.register.title(item.set_by)}" if item.set_by else "set by: not stated"
    named = said(item.name or "name not stated", item, note=note)
    return named if item.name else replace(named, stated=False)


def promises_annex(given: Given) -> Annex:
    """Return what the organisation says that it does not do, or does only so."""
    rows = [
        row(
            said(promise_name(promise), promise, key=promise.key),
            cell(*_promised(given, promise)),
            cell(*_exceptions(given, promise)),
        )
        for promise in given.register.promises.values()
    ]
    heads = columns(("promise", "Promise", 28), ("terms", "What is promised", 44), ("except", "Except", 28))
    block = table_or_note("promises", heads, rows, "Promises: not stated.")
    return annex("promises", "Promises", "Statements that something is never done, or only in a certain way.", block)


def _exceptions(given: Given, promise: Promise) -> list[Value]:
    found = exceptions_words(promise, given.law, given.register.title)
    return [plain(text.removeprefix("except ")) for text in found] or [Value(text="no exception is stated")]


def _promised(given: Given, promise: Promise) -> list[Value]:
    return [said(capital(text), terms) for text, terms in promised_words(promise, given.law, given.register.title)]


def observations_annex(given: Given) -> Annex:
    """Return what a reader noticed in the documents."""
    rows = [
        row(
            said(word(item.kind), item, key=item.kind, note=articles(item.articles)),
            _place(item.says),
            _place(item.but) if item.but else Value(text="no other place"),
            replace(plain(item.why), cites=distinct((*item.says, *item.but))),
        )
        for item in given.register.observations
    ]
    heads = columns(
        ("kind", "What", 18), ("says", "One place", 18), ("but", "Another place", 18), ("why", "What was noticed", 46)
    )
    block = table_or_note("observations", heads, rows, "No observation is recorded.")
    return annex(
        "observations",
        "Observations on the documents",
        "What a reader noticed; it is not a statement of the organisation.",
        block,
    )


def _place(cites: tuple[Cite, ...]) -> Value:
    """Return where it says so, with its words as far as they are kept; the citations stand behind what was noticed."""
    return plain(listing([f"{cite.as_text()}: “{cite.words}”" if cite.words else cite.as_text() for cite in cites]))


def extra_annex(given: Given) -> Annex:
    """Return everything that the register keeps under `extra`, uninterpreted."""
    rows = [
        row(Value(text=address), Value(text=name), plain(text)) for address, name, text in extra_rows(given.register)
    ]
    heads = columns(("at", "At", 34), ("name", "Name", 24), ("value", "Value", 42))
    nothing = Note(key="extra", text="The register keeps nothing further.")
    block: Block = Table(key="extra", columns=heads, rows=tuple(rows)) if rows else nothing
    return annex(
        "extra",
        "Further information kept in the register",
        "Kept as it was written; nothing here is interpreted.",
        block,
    )


def lost_annex(given: Given) -> Annex:
    """Return what the source has lost."""
    lost = tuple(said(item.what, item) for item in given.register.lost)
    block: Block = Items(key="lost", values=lost) if lost else Note(key="lost", text="No loss is noted.")
    return annex("lost", "What the source has lost", "Places where a document said more than can be read today.", block)
