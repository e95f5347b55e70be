"""The tables of the law as people ask for them: what each holds, how its rows are named, filtered and dated.

A new table is one entry of `LAW_TABLES`; a test says when a shipped one is missing there.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, fields, replace
from typing import Any

from ropa.language import duration, label
from ropa.language.lookup import topic
from ropa.law import Law, OwnRow, Tool, ToolTerm
from ropa.law.columns import LAYOUTS, Layout
from ropa.law.tables import in_interval


@dataclass(frozen=True, kw_only=True)
class LawRow:
    """One row, whatever table it is from.

    Attributes:
        id: what names it in its table; names: further words by which people look for it.
        values: every field of the row, in the order of the table.
        cells: its short form, in the order of the table's heads, without `held` and source.
        asked: by filter (`country`, `regime`, `article`, `tool`), what the row is about.
        state: on the day in question, in words; held: the same with the days. Both empty where the table is not dated.
        holds: whether it held on that day; True where the table is not dated.
        own: what somebody added or overrode here, None for a shipped row.
    """

    id: str
    names: tuple[str, ...]
    values: Mapping[str, Any]
    cells: tuple[str, ...]
    asked: Mapping[str, tuple[str, ...]]
    state: str = ""
    held: str = ""
    holds: bool = True
    own: OwnRow | None = None

    @property
    def mark(self) -> str:
        """That somebody added or overrode it, and where that is written; empty for a shipped row."""
        if self.own is None:
            return ""
        return f"own row, {self.own.how} ({self.own.position.file}:{self.own.position.line})"

    @property
    def source(self) -> str:
        """Where it was seen."""
        return str(self.values["source"])

    @property
    def verified(self) -> str:
        """`yes`, `partly` or `no`."""
        return str(self.values["verified"])


@dataclass(frozen=True)
class LawTable:
    """One table.

    Attributes:
        key: what people type; file: the shipped file without its suffix; what: what its rows are, in one clause.
        dated: whether its rows hold for a time only. filters: those that apply.
        heads: of the short form. read: its rows, with their state on a day.
    """

    key: str
    file: str
    what: str
    dated: bool
    filters: tuple[str, ...]
    heads: tuple[str, ...]
    read: Callable[[Law, dt.date], Iterable[LawRow]]

    def marked(self, law: Law, on: dt.date) -> Iterator[LawRow]:
        """Yield the rows, those of somebody's own marked."""
        mine = law.own.of(self.key)
        layout = LAYOUTS[self.key]
        for row in self.read(law, on):
            yield replace(row, own=law.own.find(self.key, layout.id_of(_texts(row, layout)))) if mine else row


def _texts(row: LawRow, layout: Layout) -> dict[str, str]:
    """Return what tells the row from others, as texts by column."""
    named = {"from": "valid_from"} if layout.key == "area" else {}
    found = {name: row.values[named.get(name, name)] for name in layout.ids}
    return {name: "" if value is None else str(value) for name, value in found.items()}


def _values(record: Any, *, leave_out: tuple[str, ...] = ()) -> dict[str, Any]:
    """Return the fields of a record by name, in order; the names are those of the columns."""
    return {field.name: getattr(record, field.name) for field in fields(record) if field.name not in leave_out}


def _state(since: dt.date | None, until: dt.date | None, on: dt.date) -> str:
    if since is None:
        return "never"
    if on < since:
        return "not yet"
    return "in force" if until is None or on <= until else "ended"


def _held(state: str, since: dt.date | None, until: dt.date | None) -> str:
    """Return the state with the days between which it held."""
    if since is None:
        return state
    return f"{state}, {_stretch(since, until)}"


def _stretch(since: dt.date | None, until: dt.date | None) -> str:
    if since is None:
        return ""
    return f"since {since}" if until is None else f"{since} to {until}"


def _adequacy(law: Law, on: dt.date) -> Iterable[LawRow]:
    for row in law.decisions:
        state = "no decision" if row.scope_code == "none" else _state(row.valid_from, row.valid_until, on)
        if state == "in force" and row.status == "in-force-contested":
            state = "in force, contested"
        condition = "; to be shown of the recipient" if row.recipient_condition else ""
        yield LawRow(
            id=row.id, names=(row.name, row.instrument, *row.recipients), values=_values(row),
            cells=(row.id, f"{row.country} {row.name}".strip(), row.scope + condition),
            asked={"country": (row.country,), "regime": (row.regime,)}, state=state,
            held=_held(state, row.valid_from, row.valid_until), holds=row.in_force(on),
        )  # fmt: skip


def _area(law: Law, on: dt.date) -> Iterable[LawRow]:
    for row in law.area:
        name = law.countries[row.country].name
        key = f"{row.regime}-{row.country.lower()}-{row.valid_from}"
        cells = (f"{row.country} {name}", row.reason)
        yield _dated(key, (name, row.kind), row, cells, {"country": (row.country,)}, on)


def _regimes(law: Law, on: dt.date) -> Iterable[LawRow]:
    for row in law.regimes.values():
        state = _state(row.in_force_from, None, on)
        if state == "not yet":
            state = "predecessor" if row.predecessor and on >= row.data_from else "before these tables"
        begin = f"; these tables begin {row.data_from}" if row.data_from != row.in_force_from else ""
        yield LawRow(
            id=row.key, names=(row.name, row.instrument), values=_values(row),
            cells=(row.key, row.name, ", ".join(row.transfer_articles)),
            asked={"regime": (row.key,), "article": (*row.transfer_articles, *row.predecessor_articles)},
            state=state, held=f"{state}, since {row.in_force_from}{begin}", holds=on >= row.data_from,
        )  # fmt: skip


def _tools(law: Law, on: dt.date) -> Iterable[LawRow]:
    for tool in law.tools.values():
        for term in tool.terms:
            yield _term(tool, term, on)


def _term(tool: Tool, term: ToolTerm, on: dt.date) -> LawRow:
    state = "no tool" if term.status == "not-a-tool" else _state(term.valid_from, term.valid_until, on)
    if state == "in force" and not term.open_for_new_use(on):
        state = "in force, not for new use"
    elif state == "in force" and term.status in ("contested", "rare", "exceptional"):
        state = f"in force, {term.status}"
    new = f" (new use to {term.new_use_until})" if term.new_use_until else ""
    return LawRow(
        id=tool.key, names=(tool.label, *tool.aliases),
        values={**_values(tool, leave_out=("terms",)), **_values(term)},
        cells=(tool.key, tool.label, term.article),
        asked={"regime": (term.regime,), "article": (term.article,), "tool": (tool.key,)},
        state=state, held=f"{_held(state, term.valid_from, term.valid_until)}{new}", holds=term.in_force(on),
    )  # fmt: skip


def _modules(law: Law, _on: dt.date) -> Iterable[LawRow]:
    for row in law.modules:
        yield LawRow(
            id="-".join(part for part in (row.tool, row.module, row.exporter, row.importer) if part),
            names=(row.tool,), values=_values(row), asked={"tool": (row.tool,)},
            cells=(row.tool, row.module or "none", row.exporter, row.importer, row.note),
        )  # fmt: skip


def _rules(law: Law, on: dt.date) -> Iterable[LawRow]:
    for row in law.tool_rules:
        # Without a first day of its own a rule is as old as what it is about.
        state = _state(row.valid_from or dt.date.min, row.valid_until, on)
        key = "-".join(part for part in (row.subject, row.rule, row.regime) if part)
        yield LawRow(
            id=key, names=(row.subject, row.rule), values=_values(row),
            cells=(row.subject, row.rule, row.value, row.articles),
            asked={"regime": (row.regime,) if row.regime else tuple(law.regimes), "tool": (row.subject,)},
            state=state, held=_held(state, row.valid_from, row.valid_until) if row.valid_from else state,
            holds=state == "in force",
        )  # fmt: skip


def _authorities(law: Law, _on: dt.date) -> Iterable[LawRow]:
    for row in law.authorities:
        yield LawRow(
            id=row.key, names=(row.name, *row.aliases), values=_values(row), asked={"country": (row.country,)},
            cells=(row.key, row.name, row.country, ", ".join(row.aliases)),
        )  # fmt: skip


def _items(law: Law, _on: dt.date) -> Iterable[LawRow]:
    for row in law.article_items.values():
        yield LawRow(
            id=row.id, names=(row.item, row.record), values=_values(row), asked={"article": (row.article,)},
            cells=(row.id, row.article, row.item, row.requirement, row.condition),
        )  # fmt: skip


def _provisions(law: Law, on: dt.date) -> Iterable[LawRow]:
    for row in law.provisions:
        cells = (topic(row.topic), ", ".join(row.articles))
        yield _dated(f"{row.topic}-{row.regime}", (row.topic, cells[0]), row, cells, {"article": row.articles}, on)


def _limits(law: Law, on: dt.date) -> Iterable[LawRow]:
    for row in law.limits:
        place = f"-{row.country.lower()}" if row.country else ""
        cells = (topic(row.topic), row.country, duration(row.value), ", ".join(row.articles))
        asked = {"country": (row.country,), "article": row.articles}
        yield _dated(f"{row.topic}-{row.regime}{place}", (row.topic, cells[0]), row, cells, asked, on)


def _contents(law: Law, on: dt.date) -> Iterable[LawRow]:
    for row in law.contract_contents:
        cells = (label(row.content), row.article, row.item)
        yield _dated(f"{row.content}-{row.regime}", (row.content,), row, cells, {"article": (row.article,)}, on)


def _countries(law: Law, _on: dt.date) -> Iterable[LawRow]:
    for row in law.countries.values():
        stretches = {
            "EU": _stretch(row.eu_from, row.eu_until),
            "EEA": _stretch(row.eea_from, row.eea_until),
            "GDPR as law of the place": _stretch(row.gdpr_from, row.gdpr_until),
        }
        membership = "; ".join(f"{name} {stretch}" for name, stretch in stretches.items() if stretch)
        yield LawRow(
            id=row.alpha2, names=(row.alpha3, row.name, *row.aliases), values=_values(row),
            cells=(row.alpha2, row.name, membership, row.note),
            asked={"country": (row.alpha2,)},
        )  # fmt: skip


def _dated(
    key: str,
    names: tuple[str, ...],
    row: Any,
    cells: tuple[str, ...],
    asked: Mapping[str, tuple[str, ...]],
    on: dt.date,
) -> LawRow:
    """Return a row of a table whose rows have a regime and an interval."""
    state = _state(row.valid_from, row.valid_until, on)
    return LawRow(
        id=key, names=names, values=_values(row), cells=cells, asked={"regime": (row.regime,), **asked},
        state=state, held=_held(state, row.valid_from, row.valid_until),
        holds=in_interval(row.valid_from, row.valid_until, on),
    )  # fmt: skip


#: Every table, in the order in which people meet them.
LAW_TABLES = (
    LawTable(
        "adequacy", "adequacy", "adequacy decisions, and places for which none was found", True,
        ("country", "regime"), ("id", "for", "covers"), _adequacy,
    ),
    LawTable(
        "area", "area", "places inside the area of a regime, and since when", True,
        ("country", "regime"), ("place", "why"), _area,
    ),
    LawTable(
        "regimes", "regimes", "bodies of rules on transfers", True,
        ("regime", "article"), ("regime", "name", "articles on transfers"), _regimes,
    ),
    LawTable(
        "tools", "tools", "transfer tools and their terms under each regime", True,
        ("regime", "article", "tool"), ("tool", "name", "article"), _tools,
    ),
    LawTable(
        "modules", "tool_modules", "roles between which clauses may be used", False,
        ("tool",), ("tool", "module", "exporter", "importer", "note"), _modules,
    ),
    LawTable(
        "rules", "tool_rules", "what a transfer tool asks for, beside its terms", True,
        ("regime", "tool"), ("about", "rule", "value", "article"), _rules,
    ),
    LawTable(
        "authorities", "authorities", "authorities that can approve a tool, and their names", False,
        ("country",), ("key", "name", "country", "also known as"), _authorities,
    ),
    LawTable(
        "items", "article_items", "what the articles ask for, item by item", False,
        ("article",), ("id", "article", "item", "what a record holds for it", "when"), _items,
    ),
    LawTable(
        "provisions", "provisions", "provisions that are cited beside facts", True,
        ("regime", "article"), ("about", "articles"), _provisions,
    ),
    LawTable(
        "limits", "limits", "numbers and periods that provisions set", True,
        ("country", "regime", "article"), ("about", "in", "value", "articles"), _limits,
    ),
    LawTable(
        "contents", "agreement_contents", "what a contract with a processor sets out", True,
        ("regime", "article"), ("content", "article", "item"), _contents,
    ),
    LawTable(
        "countries", "countries", "countries and territories, and their membership of the EU and the EEA", False,
        ("country",), ("code", "name", "member of", "note"), _countries,
    ),
)  # fmt: skip
