"""What a claimed safeguard is worth for one edge: every rule of the law about its tool, and the best of several."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date

from ropa.law import Law, Tool, ToolRule, ToolTerm
from ropa.model.parties import Safeguard
from ropa.model.register import Register
from ropa.transfers.base import Claim, Grade
from ropa.transfers.edges import Edge
from ropa.transfers.places import Places, notes_on
from ropa.transfers.tools import RULES
from ropa.transfers.tools.base import Claimed, Point, Rule
from ropa.transfers.tools.dates import not_usable
from ropa.transfers.tools.decision import resting_on

#: What a tool of each category gives where nothing speaks against it.
_GIVES = {"adequacy": Grade.ADEQUATE, "safeguard": Grade.SAFEGUARDED, "derogation": Grade.DEROGATION}

_REVIEW = "Let a person review whether the exception holds for this case, and whether a safeguard could take its place."


class Claims:
    """Looks at the safeguards of one register on one day."""

    def __init__(self, register: Register, law: Law, places: Places, as_of: date) -> None:
        self._register = register
        self._law = law
        self._places = places
        self._as_of = as_of
        self._asked: dict[tuple[str, str], tuple[ToolRule, ...]] = {}
        self._terms: dict[tuple[str, str], tuple[Tool | None, Point | None, ToolTerm | None]] = {}

    def of(self, edge: Edge, regime: str, country: str, *, entity: bool) -> tuple[Claim, ...]:
        """Return what each safeguard of the edge is worth for one location, in the order written."""
        return tuple(
            self._one(edge, regime, country, entity, self._register.safeguards[key])
            for key in edge.safeguards
            if key in self._register.safeguards
        )

    def _one(self, edge: Edge, regime: str, country: str, entity: bool, safeguard: Safeguard) -> Claim:
        tool, ruled_out, term = self._tool(safeguard.tool, regime)
        if tool is None:
            return self._unknown(regime, safeguard)
        if ruled_out is not None or term is None:
            return self._never(regime, safeguard, tool, [ruled_out] if ruled_out is not None else [])
        claim = Claimed(
            self._register, self._law, self._places, regime, self._as_of, edge, safeguard, tool, term, country, entity
        )
        decision, against = resting_on(claim)
        claim = claim._replace(decision=decision)
        asked = list(self._rules(claim))
        points = [against] if against is not None else []
        points += [point for rule, kind in asked for point in kind(claim, rule)]
        points = list(dict.fromkeys(points))
        if any(point.never for point in points):
            return self._never(regime, safeguard, tool, points)
        binds = any(rule.rule == "onward" for subject in _subjects(claim) for rule in self._on(claim, subject))
        doubtful = term.verified != "yes" or (decision is not None and decision.verified != "yes")
        return self._weighed(claim, points, binds=binds, doubtful=doubtful)

    def _rules(self, claim: Claimed) -> Iterator[tuple[ToolRule, Rule]]:
        found = [rule for subject in _subjects(claim) for rule in self._on(claim, subject)]
        for name, kind in RULES:
            for rule in found:
                if rule.rule == name:
                    yield rule, kind

    def _on(self, claim: Claimed, subject: str) -> tuple[ToolRule, ...]:
        key = (subject, claim.regime)
        found = self._asked.get(key)
        if found is None:
            found = self._asked[key] = self._law.tool_rules_on(subject, claim.regime, self._as_of)
        return found

    def _tool(self, word: str, regime: str) -> tuple[Tool | None, Point | None, ToolTerm | None]:
        """Return the tool of that name, why it is out of the question that day, and its terms under the regime."""
        key = (word, regime)
        if key not in self._terms:
            tool = self._law.find_tool(word)
            if tool is None:
                self._terms[key] = (None, None, None)
            else:
                ruled_out = not_usable(self._law, tool, regime, self._as_of)
                self._terms[key] = (tool, ruled_out, tool.term(regime, self._as_of))
        return self._terms[key]

    def _unknown(self, regime: str, safeguard: Safeguard) -> Claim:
        word = safeguard.tool or safeguard.key
        return Claim(
            safeguard=safeguard.key,
            tool=word,
            grade=Grade.INVALID,
            faults=("unknown-tool",),
            missing=(f"`{word}` is no transfer tool that the law knows",),
            reason=f"`{word}` is claimed, and no transfer tool of that name is known.",
            articles=(self._places.articles(regime).general,),
            next_step="Name a tool that the law knows, such as `scc-2021`, `bcr`, `dpf` or `derogation-49-1-a`, "
            "or stop the transfer.",
        )

    def _never(self, regime: str, safeguard: Safeguard, tool: Tool, points: list[Point]) -> Claim:
        against = [point for point in points if point.never]
        term = tool.term(regime, self._as_of)
        article = term.article if term is not None and tool.category != "not-a-tool" else ""
        return Claim(
            safeguard=safeguard.key,
            tool=safeguard.tool,
            grade=Grade.INVALID,
            faults=tuple(point.kind for point in against),
            reason=" ".join(_sentence(point.missing) for point in against),
            articles=tuple(text for text in (self._places.articles(regime).general, article) if text),
            next_step="Replace it by a tool that holds under this regime on that day, or stop the transfer.",
            missing=tuple(point.missing for point in against),
            instrument=term.instrument if term is not None else "",
            dated=safeguard.signed or safeguard.checked,
        )

    def _weighed(self, claim: Claimed, points: list[Point], *, binds: bool, doubtful: bool) -> Claim:
        missing = [point for point in points if point.missing]
        grade = Grade.EVIDENCE_MISSING if missing else _GIVES[claim.tool.category]
        safeguard, decision = claim.safeguard, claim.decision
        instrument = decision.instrument if decision is not None else claim.term.instrument
        weighed = tuple(point.note for point in points if point.note)
        notes = list(weighed)
        if claim.term.verified != "yes":
            notes.append(f"The row for {claim.tool.label} under {claim.regime} is not fully verified.")
        ends = [point.ends for point in points if point.ends is not None]
        ends += [day for day in (claim.term.valid_until, decision.valid_until if decision else None) if day is not None]
        approved = safeguard.approval.date if safeguard.approval is not None else None
        return Claim(
            safeguard=safeguard.key,
            tool=safeguard.tool,
            grade=grade,
            faults=tuple(point.kind for point in missing),
            reason=_reason(claim, instrument, missing),
            articles=tuple(dict.fromkeys((self._places.articles(claim.regime).general, claim.term.article))),
            next_step=_next_step(grade, missing),
            present=tuple(dict.fromkeys(point.present for point in points if point.present)),
            missing=tuple(point.missing for point in missing),
            weighed=weighed,
            notes=(*notes, *(notes_on(decision) if decision is not None else ())),
            instrument=instrument,
            dated=safeguard.signed or safeguard.checked or approved,
            ends=min(ends, default=None),
            unverified=doubtful,
            binds=binds,
        )


def best(claims: Iterable[Claim]) -> Claim | None:
    """Return the first of the claims with the best grade, None when there are none."""
    return min(claims, key=lambda claim: claim.grade.rank, default=None)


def _subjects(claim: Claimed) -> tuple[str, ...]:
    decision = (claim.decision.id,) if claim.decision is not None else ()
    return (claim.tool.key, f"every-{claim.tool.category}", *decision)


def _reason(claim: Claimed, instrument: str, missing: list[Point]) -> str:
    tool = f"`{claim.tool.key}`"
    if missing:
        lacks = "; ".join(point.missing for point in missing)
        return f"{tool} is claimed ({instrument}); not on record, or not fitting: {lacks}."
    if claim.tool.category == "derogation":
        return f"Only an exception is claimed: {tool}, {claim.term.article}. A person must review it."
    return f"{tool} carries it, as far as the record shows: {instrument}."


def _next_step(grade: Grade, missing: list[Point]) -> str:
    if missing:
        return _sentence("; ".join(dict.fromkeys(point.fix for point in missing if point.fix)))
    return _REVIEW if grade is Grade.DEROGATION else ""


def _sentence(text: str) -> str:
    return f"{text[:1].upper()}{text[1:]}." if text else ""
