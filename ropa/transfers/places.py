"""How the law of one day stands towards a place: inside the area, adequate, adequate on a condition, or neither.

Only the tables of `ropa.law` decide here. What a register claims for a transfer is looked at in `ropa.transfers.grade`.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import NamedTuple

from ropa.law import AdequacyDecision, Law
from ropa.transfers.base import Claim, Criterion, Grade
from ropa.transfers.regimes import RegimeOn, regime_on

_RECORD_TOOL = "Record the transfer tool under `safeguards` and name it at the flow, or stop the transfer."
_STATE_COUNTRY = "State the country of the contracting entity, of storage and of access."

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
    criterion: Criterion | None = None
    claims: tuple[Claim, ...] = ()
    binds: bool = False


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
                return self._adequate(regime, "", decision)
        return Standing(
            Grade.NO_SAFEGUARD,
            "Recipient is an international organisation, for which these tables hold no adequacy decision that day.",
            articles=(self.articles(regime).general,),
            next_step=_RECORD_TOOL,
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
            reason = (
                f"All of the {group} is inside the area." if inside else f"Somewhere in the {group}: {worst.reason}"
            )
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
        return self._of_known_country(regime, found.alpha2, found.name)

    def _of_known_country(self, regime: str, country: str, name: str) -> Standing:
        row = self._law.area_row(regime, country, self._on)
        if row is not None:
            unverified = row.verified != "yes"
            notes = (f"The area row for {country} is not fully verified.",) if unverified else ()
            reason = f"{name} is inside the area: {row.reason}."
            return Standing(Grade.DOMESTIC, reason, country=country, notes=notes, unverified=unverified)
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
            ends=decision.valid_until,
            unverified=decision.verified != "yes",
        )

    def _uncovered(self, regime: str, country: str, name: str, conditional: tuple[AdequacyDecision, ...]) -> Standing:
        # A decision that another one replaced did not end for the user; the one that followed is in the list as well.
        ended = tuple(
            _end_of(decision)
            for decision in self._law.ended_decisions(regime, country, self._on)
            if decision.end_kind != "replaced"
        )
        articles = self.articles(regime)
        if not conditional:
            return Standing(
                Grade.NO_SAFEGUARD,
                f"{name} is outside the area, no adequacy decision covers it that day, and no tool is recorded.",
                country=country,
                articles=(articles.general,),
                next_step=_RECORD_TOOL,
                notes=ended,
            )
        named = "; ".join(f"{decision.instrument} ({decision.scope})" for decision in conditional)
        doubts = tuple(note for decision in conditional for note in notes_on(decision))
        return Standing(
            Grade.NO_SAFEGUARD,
            f"{name} has an adequacy decision only on a condition, and nothing recorded says that it is met.",
            country=country,
            articles=(articles.general, articles.adequacy),
            next_step="If the recipient meets the condition, record a safeguard that says so with the day of the check "
            '(`{tool: adequacy, condition_met: "...", checked: DATE}`; `tool: dpf` for that framework), '
            "else another tool.",
            notes=(f"Adequate only on a condition: {named}.", *doubts, *ended),
        )


def _end_of(decision: AdequacyDecision) -> str:
    """Return since when a decision cannot be relied on: the day of a judgment is the first such day."""
    named = f"{decision.instrument} ({decision.name})"
    if decision.ended_on is None:
        return f"{named} can no longer be relied on: its last day was {decision.valid_until}."
    return f"{named} cannot be relied on since {decision.ended_on}: {decision.reason}."


def notes_on(decision: AdequacyDecision) -> tuple[str, ...]:
    """Return what has to be said beside a decision: that it is contested, that its row is not fully verified."""
    notes = []
    if decision.status == "in-force-contested":
        # Asked for an earlier day, the answer must not pass for what was known that day.
        known = f"as known on {decision.data_as_of.isoformat()}"
        notes.append(f"{decision.instrument} is in force but contested ({known}): {decision.reason}.")
    if decision.verified != "yes":
        notes.append(f"The row for {decision.instrument} ({decision.name}) is not fully verified.")
    return tuple(notes)
