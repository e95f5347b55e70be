"""The law as one value: every dated table, and the questions that are asked of them with a day in hand.

The rows themselves are in `ropa.law.rows`; they are named here too, so that this module is all a caller needs.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from datetime import date
from difflib import get_close_matches
from functools import cached_property
from typing import Any, cast

from ropa.errors import UsageError
from ropa.law.contents import ContractContent
from ropa.law.limits import Limit
from ropa.law.own import NO_OWN_ROWS, OwnLaw
from ropa.law.rows import (
    AdequacyDecision,
    AreaRow,
    ArticleItem,
    Country,
    Provision,
    Regime,
    Tool,
    ToolModule,
    ToolTerm,
)
from ropa.law.tables import fold, in_interval
from ropa.law.tool_rules import Authority, ToolRule

__all__ = [
    "AdequacyDecision",
    "AreaRow",
    "ArticleItem",
    "Authority",
    "ContractContent",
    "Country",
    "Law",
    "Limit",
    "Provision",
    "Regime",
    "Tool",
    "ToolModule",
    "ToolRule",
    "ToolTerm",
]

#: Names people use for the two groups of states, folded, with the key of the group.
_GROUP_NAMES = {
    "eu": "EU",
    "europeanunion": "EU",
    "eea": "EEA",
    "eueea": "EEA",
    "europeaneconomicarea": "EEA",
}


class Law:
    """Every dated table, each read when it is first asked for.

    A value like any other: hand it to whatever has to grade something. All mappings are sorted by key.
    """

    def __init__(self, read: Callable[[str], Any], *, own: OwnLaw = NO_OWN_ROWS) -> None:
        """Take the function that returns the content of the table of that name (see `ropa.law.load`).

        Args:
            own: rows of somebody's own that are in these tables, or were taken out of them; whoever shows a result
                names them.
        """
        self._read = read
        self.own = own

    @cached_property
    def countries(self) -> Mapping[str, Country]:
        """Countries and territories by alpha-2."""
        return cast("Mapping[str, Country]", self._read("countries"))

    @cached_property
    def decisions(self) -> tuple[AdequacyDecision, ...]:
        """Adequacy decisions and recorded negatives, by id."""
        return cast("tuple[AdequacyDecision, ...]", self._read("adequacy"))

    @cached_property
    def area(self) -> tuple[AreaRow, ...]:
        """The area of each regime, by regime, country and first day."""
        return cast("tuple[AreaRow, ...]", self._read("area"))

    @cached_property
    def regimes(self) -> Mapping[str, Regime]:
        """Regimes by key."""
        return cast("Mapping[str, Regime]", self._read("regimes"))

    @cached_property
    def tools(self) -> Mapping[str, Tool]:
        """Transfer tools by key."""
        return cast("Mapping[str, Tool]", self._read("tools"))

    @cached_property
    def modules(self) -> tuple[ToolModule, ...]:
        """Roles between which clauses may be used, by tool and module."""
        return cast("tuple[ToolModule, ...]", self._read("tool_modules"))

    @cached_property
    def tool_rules(self) -> tuple[ToolRule, ...]:
        """What tools ask for, by subject, rule and regime."""
        return cast("tuple[ToolRule, ...]", self._read("tool_rules"))

    @cached_property
    def authorities(self) -> tuple[Authority, ...]:
        """Bodies that can approve a tool, by key."""
        return cast("tuple[Authority, ...]", self._read("authorities"))

    @cached_property
    def provisions(self) -> tuple[Provision, ...]:
        """Provisions that are cited beside facts, by topic and regime."""
        return cast("tuple[Provision, ...]", self._read("provisions"))

    @cached_property
    def limits(self) -> tuple[Limit, ...]:
        """Numbers and periods that provisions set, by topic, regime, country and day."""
        return cast("tuple[Limit, ...]", self._read("limits"))

    @cached_property
    def contract_contents(self) -> tuple[ContractContent, ...]:
        """What a contract with a processor has to set out, by content, regime and day."""
        return cast("tuple[ContractContent, ...]", self._read("agreement_contents"))

    @cached_property
    def article_items(self) -> Mapping[str, ArticleItem]:
        """What the articles ask for, by id."""
        return cast("Mapping[str, ArticleItem]", self._read("article_items"))

    @cached_property
    def data_as_of(self) -> date:
        """The day on which these tables were last compiled; later law is not in them."""
        return cast("date", self._read("about"))

    def find_country(self, text: str) -> Country | None:
        """Return the country of that alpha-2, alpha-3, name or other known name, in any case; None if there is none.

        `UK` is found (as GB), groups such as `EU` are not countries and are not found.
        """
        folded = fold(text)
        found = self._country_names.get(folded)
        if found is None and folded.startswith("the"):
            found = self._country_names.get(folded[3:])
        return self.countries[found] if found else None

    def group(self, text: str) -> str | None:
        """Return `EU` or `EEA` where the text names that group, else None."""
        return _GROUP_NAMES.get(fold(text).removeprefix("the"))

    def is_group(self, text: str) -> bool:
        """Return whether the text names a group of states and not one country."""
        return self.group(text) is not None

    def members(self, group: str, on: date, *, territories: bool = True) -> frozenset[str]:
        """Return alpha-2 of the states in the group that day, with their territories that have a code of their own.

        Membership only: the transition period of the United Kingdom after 2020-01-31 is in `area`, not here.

        Raises:
            UsageError: the group is not known.
        """
        key = self.group(group)
        if key is None:
            raise UsageError(f"`{group}` is not a known group of states", next_step="Known groups: EU, EEA.")
        found = set()
        for country in self.countries.values():
            start, end = (country.eu_from, country.eu_until) if key == "EU" else (country.eea_from, country.eea_until)
            if in_interval(start, end, on) and (territories or not country.parent_state):
                found.add(country.alpha2)
        return frozenset(found)

    def area_row(self, regime: str, country: str, on: date) -> AreaRow | None:
        """Return why the country (alpha-2) was inside the area of the regime that day, or None if it was outside."""
        for row in self._area_by_place.get((regime, country), ()):
            if in_interval(row.valid_from, row.valid_until, on):
                return row
        return None

    def decisions_on(
        self, regime: str, country: str, on: date, *, ordinary_only: bool = True
    ) -> tuple[AdequacyDecision, ...]:
        """Return what could be relied on that day for that country (alpha-2), by id; empty if nothing.

        A row with a `recipient_condition` covers only recipients that are shown to meet it. Decisions for law
        enforcement or passenger names, and the bridging clause (see `area`), come only with `ordinary_only=False`;
        negative entries never do (see `negatives`).
        """
        return tuple(
            row
            for row in self._decisions_by_place.get((regime, country), ())
            if row.in_force(on) and (row.ordinary or not ordinary_only)
        )

    def ended_decisions(self, regime: str, country: str, on: date) -> tuple[AdequacyDecision, ...]:
        """Return the ordinary decisions for that country that had ended before that day, by id."""
        return tuple(
            row
            for row in self._decisions_by_place.get((regime, country), ())
            if row.ordinary and row.valid_until is not None and row.valid_until < on
        )

    def negatives(self, regime: str, country: str) -> tuple[AdequacyDecision, ...]:
        """Return the entries which record that no decision was found for that country (alpha-2), by id."""
        rows = self._decisions_by_place.get((regime, country), ())
        return tuple(row for row in rows if row.scope_code == "none")

    def organisation_decisions_on(self, regime: str, name: str, on: date) -> tuple[AdequacyDecision, ...]:
        """Return what could be relied on that day for an international organisation of that name, by id."""
        folded = fold(name)
        return tuple(
            row
            for row in self.decisions
            if row.regime == regime
            and row.ordinary
            and row.in_force(on)
            and any(fold(known) == folded for known in row.recipients)
        )

    def limit(self, topic: str, *, regime: str, on: date, country: str = "") -> Limit | None:
        """Return the number or period that held that day: the country's own where it has one, else the regime's."""
        held = [
            row
            for row in self.limits
            if (row.topic, row.regime) == (topic, regime) and in_interval(row.valid_from, row.valid_until, on)
        ]
        by_country = {row.country: row for row in held}
        return by_country.get(country) or by_country.get("")

    def provisions_on(self, topic: str, on: date) -> tuple[Provision, ...]:
        """Return the provisions on a topic that held that day, by regime; empty for a topic that no row is about."""
        return tuple(
            row for row in self.provisions if row.topic == topic and in_interval(row.valid_from, row.valid_until, on)
        )

    def contract_contents_on(self, regime: str, on: date) -> tuple[ContractContent, ...]:
        """Return what the regime asked of a contract with a processor that day, by content; empty if nothing."""
        return tuple(
            row
            for row in self.contract_contents
            if row.regime == regime and in_interval(row.valid_from, row.valid_until, on)
        )

    def covers(self, regime: str, on: date) -> bool:
        """Return whether these tables cover the regime on that day: it is known, and its data had begun."""
        known = self.regimes.get(regime)
        return known is not None and known.data_from <= on

    def find_tool(self, text: str) -> Tool | None:
        """Return the tool of that key, label or alias, in any case; None if there is none."""
        key = self._tool_names.get(fold(text))
        return self.tools[key] if key else None

    def modules_of(self, tool: str) -> tuple[ToolModule, ...]:
        """Return the roles between which the tool may be used; empty where it does not depend on roles."""
        return tuple(row for row in self.modules if row.tool == tool)

    def tool_rules_on(self, subject: str, regime: str, on: date) -> tuple[ToolRule, ...]:
        """Return what was asked that day of a tool, of a category of tools, or under a decision; empty if nothing."""
        return tuple(row for row in self._tool_rules_by_subject.get(subject, ()) if row.holds(regime, on))

    def find_authorities(self, text: str) -> tuple[Authority, ...]:
        """Return the authorities that are known by that name, in any case: several where a name is shared."""
        folded = fold(text)
        return tuple(row for row in self.authorities if folded in map(fold, (row.key, row.name, *row.aliases)))

    def without(self, decisions: Iterable[str]) -> Law:
        """Return the law as if these adequacy decisions (by id) were not there.

        Raises:
            UsageError: there is no decision of that id.
        """
        left_out = frozenset(decisions)
        unknown = sorted(left_out - self._decisions_by_id.keys())
        if unknown:
            near = get_close_matches(unknown[0].casefold(), self._decisions_by_id, n=1)
            raise UsageError(
                f"`{unknown[0]}` is not the id of a decision",
                near=near[0] if near else None,
                next_step="`ropa law adequacy` lists them.",
            )

        def read(name: str) -> Any:
            table = self._read(name)
            return tuple(row for row in table if row.id not in left_out) if name == "adequacy" else table

        return Law(read, own=self.own)

    def decision(self, key: str) -> AdequacyDecision | None:
        """Return the decision of that id, None if there is none."""
        return self._decisions_by_id.get(key)

    @cached_property
    def _decisions_by_id(self) -> dict[str, AdequacyDecision]:
        return {row.id: row for row in self.decisions}

    @cached_property
    def _tool_rules_by_subject(self) -> dict[str, tuple[ToolRule, ...]]:
        found: dict[str, list[ToolRule]] = {}
        for row in self.tool_rules:
            found.setdefault(row.subject, []).append(row)
        return {subject: tuple(rows) for subject, rows in found.items()}

    @cached_property
    def _country_names(self) -> dict[str, str]:
        names: dict[str, str] = {}
        for country in self.countries.values():
            for name in (*country.aliases, country.name, country.alpha3):
                names[fold(name)] = country.alpha2
        # Codes last: no name or alias may take one away.
        names.update((code.casefold(), code) for code in self.countries)
        return names

    @cached_property
    def _area_by_place(self) -> dict[tuple[str, str], tuple[AreaRow, ...]]:
        return _grouped(self.area)

    @cached_property
    def _decisions_by_place(self) -> dict[tuple[str, str], tuple[AdequacyDecision, ...]]:
        return _grouped(self.decisions)

    @cached_property
    def _tool_names(self) -> dict[str, str]:
        names: dict[str, str] = {}
        for tool in self.tools.values():
            for name in (*tool.aliases, tool.label, tool.key):
                names[fold(name)] = tool.key
        return names


def _grouped(rows: tuple[Any, ...]) -> dict[tuple[str, str], tuple[Any, ...]]:
    """Return the rows by regime and country, each in the order of the table."""
    found: dict[tuple[str, str], list[Any]] = {}
    for row in rows:
        found.setdefault((row.regime, row.country), []).append(row)
    return {place: tuple(members) for place, members in found.items()}
