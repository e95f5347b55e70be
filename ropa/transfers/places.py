"""How the law of one day stands towards a place: inside the area, adequate, adequate on a condition, or neither.

Only the tables of `ropa.law` decide here. What a register claims for a transfer is looked at in `ropa.transfers.grade`.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from datetime import date, timedelta
from typing import NamedTuple

from ropa.language import regime_label
from ropa.law import AdequacyDecision, AreaRow, Law, OwnRow
from ropa.transfers.base import AHEAD, NO_TIME, Claim, Criterion, Grade
from ropa.transfers.own_rows import of_organisation, of_place
from ropa.transfers.regimes import RegimeOn, regime_on

_STATE_COUNTRY = "State the country of the contracting entity, of storage and of access."

#: Status of a decision that holds while somebody attacks it.
_CONTESTED = "in-force-contested"

#: Scopes that leave nothing of the place out; whatever else a row says of its scope is shown beside the grade.
_WHOLE = frozenset(
    {
        "whole country",
        "whole territory",
        "EEA state",
        "the organisation",
        "Bailiwick of Guernsey",
        "EU territory of Finland with a country code of its own",
        "EU territory of France with a country code of its own",
    }
)


class Standing(NamedTuple):
    """What holds for one place, party or flow under one regime on one day; the fields are those of `Transfer`."""

    grade: Grade
    reason: str
    country: str = ""
    tool: str = ""
    instrument: str = ""
    dated: date | None = None
    articles: tuple[str, ...] = ()
    next_step: str = ""
    present: tuple[str, ...] = ()
    missing: tuple[str, ...] = ()
    notes: tuple[str, ...] = ()
    unverified: bool = False
    ends: date | None = None
    ending: str = ""
    condition: str = ""
    criterion: Criterion | None = None
    claims: tuple[Claim, ...] = ()
    binds: bool = False
    own: tuple[OwnRow, ...] = ()
    terms_verified: bool = True
    uncovered: bool = False


def worst_standing(standings: Iterable[Standing]) -> Standing:
    """Return the first of the worst standings.

    Raises:
        ValueError: there are none.
    """
    return max(standings, key=lambda standing: standing.grade.rank)


class Places:
    """Every place on one day, under regimes that the tables cover; each is looked up once."""

    def __init__(self, law: Law, on: date) -> None:
        self._law = law
        self._on = on
        self._known: dict[tuple[str, str], Standing] = {}
        self._regimes: dict[str, RegimeOn] = {}
        self._such: dict[str, str] = {}

    def of_country(self, regime: str, country: str) -> Standing:
        """Return how a country stands; `country` is alpha-2, a group (`EU`, `EEA`), other text, or empty (not stated).

        A group is as good as its worst member that day.
        """
        key = (regime, country)
        if key not in self._known:
            self._known[key] = self._grade(regime, country)
        return self._known[key]

    def of_organisation(self, regime: str, names: Iterable[str]) -> Standing:
        """Return how an international organisation known by these names stands: never inside, wherever it is seated."""
        for name in names:
            for decision in self._law.organisation_decisions_on(regime, name, self._on):
                adequate = self._adequate(regime, "", decision)
                return adequate._replace(own=of_organisation(self._law, regime, decision.instrument))
        return Standing(
            Grade.NO_SAFEGUARD,
            "Recipient is an international organisation, for which these tables hold no adequacy decision that day.",
            articles=(self.articles(regime).general,),
            next_step=self._agree(regime),
            own=of_organisation(self._law, regime),
        )

    def is_inside(self, regime: str, country: str) -> bool:
        """Tell whether a stated country is inside the area of the regime that day."""
        return bool(country) and self.of_country(regime, country).grade is Grade.DOMESTIC

    def articles(self, regime: str) -> RegimeOn:
        """Return the regime with the provisions in force that day."""
        if regime not in self._regimes:
            self._regimes[regime] = regime_on(self._law, regime, self._on)
        return self._regimes[regime]

    def _grade(self, regime: str, country: str) -> Standing:
        general = self.articles(regime).general
        if not country:
            return Standing(Grade.UNKNOWN, "The country is not stated.", articles=(general,), next_step=_STATE_COUNTRY)
        group = self._law.group(country)
        if group:
            members = sorted(self._law.members(group, self._on, territories=False))
            worst = worst_standing(self.of_country(regime, member) for member in members)
            inside = worst.grade is Grade.DOMESTIC
            whole = f"All of the {group} is inside the area of the {regime_label(regime)}."
            reason = whole if inside else f"Somewhere in the {group}: {worst.reason}"
            return worst._replace(country=group, reason=reason)
        found = self._law.countries.get(country) or self._law.find_country(country)
        if found is None:
            return Standing(
                Grade.UNKNOWN,
                f"`{country}` is not a country that these tables know.",
                country=country,
                articles=(general,),
                next_step="Write the country as a two-letter code of ISO 3166-1.",
            )
        standing = self._of_known_country(regime, found.alpha2, found.name)
        own = of_place(self._law, regime, found.alpha2, standing.grade, standing.instrument)
        return standing._replace(own=own) if own else standing

    def _of_known_country(self, regime: str, country: str, name: str) -> Standing:
        row = self._law.area_row(regime, country, self._on)
        if row is not None:
            unverified = row.verified != "yes"
            notes = (f"The area row for {country} is not fully verified.",) if unverified else ()
            reason = f"{name} is inside the area of the {regime_label(regime)}: {row.reason}."
            last = self._inside_until(row)
            return Standing(
                Grade.DOMESTIC,
                reason,
                country=country,
                notes=notes,
                next_step=self._before_end(last, "that nothing follows it"),
                unverified=unverified,
                ends=last,
                ending=f"{name} inside the area",
            )
        decisions = self._law.decisions_on(regime, country, self._on)
        for decision in decisions:
            if not decision.recipient_condition:
                return self._adequate(regime, country, decision)
        return self._uncovered(regime, country, name, decisions)

    def _adequate(self, regime: str, country: str, decision: AdequacyDecision) -> Standing:
        notes = notes_on(decision)
        if decision.scope not in _WHOLE:
            notes = (f"What {decision.instrument} covers: {decision.scope}.", *notes)
        if decision.valid_until is not None:
            notes = (*notes, f"{decision.instrument} can be relied on until {decision.valid_until.isoformat()}.")
        return Standing(
            Grade.ADEQUATE,
            f"{decision.name} is recognised as adequate: {decision.instrument}.",
            country=country,
            tool="adequacy",
            instrument=decision.instrument,
            dated=decision.adopted or decision.valid_from,
            articles=(self.articles(regime).adequacy,),
            notes=notes,
            next_step=self._before_end(decision.announced_end),
            ends=decision.announced_end,
            ending=decision.instrument,
            unverified=decision.verified != "yes",
        )

    def _inside_until(self, row: AreaRow) -> date | None:
        """Return the last day inside the area, None where there is none or the place is inside on the day after."""
        last = row.valid_until
        if last is None or self._law.area_row(row.regime, row.country, last + timedelta(days=1)) is not None:
            return None
        return last

    def _before_end(self, last: date | None, case: str = "that the decision is not extended") -> str:
        if last is None or not NO_TIME <= last - self._on <= AHEAD:
            return ""
        return f"By {last.isoformat()}, prepare another ground for the case {case}."

    def _uncovered(self, regime: str, country: str, name: str, conditional: tuple[AdequacyDecision, ...]) -> Standing:
        articles = self.articles(regime)
        if not conditional:
            unseen = self._unseen(regime, country)
            return Standing(
                Grade.NO_SAFEGUARD,
                f"{name} is outside the area, no adequacy decision covers it that day, and no tool is recorded.",
                country=country,
                articles=(articles.general,),
                next_step=self._agree(regime),
                notes=(*self._ended(regime, country), *unseen),
                unverified=bool(unseen),
            )
        named = "; ".join(f"{row.instrument} ({row.scope}{_contested(row)})" for row in conditional)
        # Why a decision is contested is for those who rely on it; the name and the doubt will do for all others.
        doubts = tuple(note for decision in conditional for note in notes_on(decision) if note != _contest(decision))
        return Standing(
            Grade.NO_SAFEGUARD,
            f"{name} has an adequacy decision only on a condition, and nothing recorded says that it is met: {named}.",
            country=country,
            articles=(articles.general, articles.adequacy),
            next_step=f"Find out whether the recipient meets the condition, and record it with the day of the look "
            f"({' or '.join(self._recorded(regime, decision) for decision in conditional)}); if it does not, agree "
            f"another tool{self.such_as(regime)}, or stop the transfer.",
            notes=doubts,
            condition=f"Adequate only on a condition: {named}.",
        )

    def such_as(self, regime: str) -> str:
        """Return the clauses that anybody could sign that day, as words to put behind "a tool"; empty if none."""
        if regime not in self._such:
            named = [f"`{key}`" for key in self._clauses(regime)]
            self._such[regime] = f", such as {_either(named)}" if named else ""
        return self._such[regime]

    def _clauses(self, regime: str) -> Iterator[str]:
        """Yield the standard clauses that could be agreed that day: tools that nobody can sign before they exist."""
        for rule in self._law.tool_rules:
            tool = self._law.tools.get(rule.subject) if (rule.rule, rule.value) == ("signed", "tool") else None
            term = tool.term(regime, self._on) if tool is not None else None
            if term is not None and term.open_for_new_use(self._on):
                yield rule.subject

    def _agree(self, regime: str) -> str:
        tool = f"a transfer tool with the recipient{self.such_as(regime)}"
        return f"Agree {tool}; record it under `safeguards` and name it at the flow; or stop the transfer."

    def _ended(self, regime: str, country: str) -> tuple[str, ...]:
        """Return the end of the last decision on a country that has none; those before it are history."""
        # A decision that another one replaced did not end for the user; the one that followed is in the list as well.
        ended = [row for row in self._law.ended_decisions(regime, country, self._on) if row.end_kind != "replaced"]
        last = max(ended, key=lambda row: row.valid_until or date.min, default=None)
        return (_end_of(last),) if last is not None else ()

    def _unseen(self, regime: str, country: str) -> tuple[str, ...]:
        """Return that the lack of a decision, which a row of its own records, was not fully verified."""
        return tuple(
            f"That {row.instrument} does not name {row.name} was not fully looked up."
            for row in self._law.negatives(regime, country)
            if row.verified != "yes"
        )

    def _recorded(self, regime: str, decision: AdequacyDecision) -> str:
        """Return how a register says that a recipient meets the condition of a decision."""
        for rule in self._law.tool_rules:
            if (rule.rule, rule.value, rule.regime) == ("decision", decision.id, regime):
                return f"`tool: {rule.subject}`"
        return '`tool: adequacy` with `condition_met: "..."`'


def _either(names: Sequence[str]) -> str:
    return " or ".join(filter(None, (", ".join(names[:-1]), names[-1])))


def _end_of(decision: AdequacyDecision) -> str:
    """Return since when a decision cannot be relied on: the day of a judgment is the first such day."""
    named = f"{decision.instrument} ({decision.name})"
    if decision.ended_on is None:
        return f"{named} can no longer be relied on: its last day was {decision.valid_until}."
    return f"{named} cannot be relied on since {decision.ended_on}: {decision.reason}."


def notes_on(decision: AdequacyDecision) -> tuple[str, ...]:
    """Return what has to be said beside a decision: that it is contested, that its row is not fully verified."""
    notes = []
    if decision.status == _CONTESTED:
        notes.append(_contest(decision))
    if decision.verified != "yes":
        notes.append(f"The row for {decision.instrument} ({decision.name}) is not fully verified.")
    return tuple(notes)


def _contest(decision: AdequacyDecision) -> str:
    # Asked for an earlier day, the answer must not pass for what was known that day.
    known = f"as known on {decision.data_as_of.isoformat()}"
    return f"{decision.instrument} is in force but contested ({known}): {decision.reason}."


def _contested(decision: AdequacyDecision) -> str:
    """Return words to put behind the scope of a decision that is contested, else an empty text."""
    return f"; contested, as known on {decision.data_as_of.isoformat()}" if decision.status == _CONTESTED else ""
