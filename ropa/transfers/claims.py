"""What a claimed safeguard is worth for one edge: every rule of the law about its tool, and the best of several."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace
from datetime import date

from ropa.law import Law, Tool, ToolRule, ToolTerm
from ropa.model.parties import Safeguard
from ropa.model.register import Register
from ropa.transfers.base import AHEAD, NO_TIME, Claim, Grade
from ropa.transfers.edges import Edge
from ropa.transfers.own_rows import of_claim
from ropa.transfers.places import Places, notes_on
from ropa.transfers.tools import RULES
from ropa.transfers.tools.base import Claimed, Point, Rule
from ropa.transfers.tools.dates import not_usable, signed_late
from ropa.transfers.tools.decision import resting_on

#: What a tool of each category gives where nothing speaks against it.
_GIVES = {"adequacy": Grade.ADEQUATE, "safeguard": Grade.SAFEGUARDED, "derogation": Grade.DEROGATION}

_STANDING_ROAD = "Agree a safeguard in its place{instead}, or record why this is a specific situation (`why:`)."
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
        claim = self._claim(edge, regime, country, entity, safeguard)
        if not self._law.own:
            return claim
        return replace(claim, own=of_claim(self._law, regime, country, safeguard))

    def _claim(self, edge: Edge, regime: str, country: str, entity: bool, safeguard: Safeguard) -> Claim:
        tool, ruled_out, term = self._tool(safeguard.tool, regime)
        if tool is None:
            return self._unknown(regime, safeguard)
        if ruled_out is not None or term is None:
            late = signed_late(safeguard, term) if term is not None and ruled_out is not None else None
            return self._never(regime, safeguard, tool, [point for point in (ruled_out, late) if point is not None])
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
        terms = [rule for subject in _subjects(claim) for rule in self._on(claim, subject) if rule.rule == "onward"]
        doubtful = term.verified != "yes" or (decision is not None and decision.verified != "yes")
        weighed = self._weighed(claim, points, doubtful=doubtful)
        return replace(weighed, binds=bool(terms), terms_verified=any(rule.verified == "yes" for rule in terms))

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
            next_step=f"Name the tool that the law knows, if there is one behind it; else agree one"
            f"{self._places.such_as(regime)}, or stop the transfer.",
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
            next_step=f"{self._instead(regime, tool)}, or stop the transfer.",
            missing=tuple(point.missing for point in against),
            instrument=term.instrument if term is not None else "",
            dated=safeguard.signed or safeguard.checked,
        )

    def _instead(self, regime: str, tool: Tool) -> str:
        """Return what to look for in place of a tool that cannot carry the flow."""
        if tool.category == "not-a-tool" and tool.terms[0].evidence:
            return f"That is not enough: find {tool.terms[0].evidence}"
        return f"Agree a tool that holds under this regime on that day{self._places.such_as(regime)}"

    def _weighed(self, claim: Claimed, points: list[Point], *, doubtful: bool) -> Claim:
        missing = [point for point in points if point.missing]
        grade = Grade.EVIDENCE_MISSING if missing else _GIVES[claim.tool.category]
        safeguard, decision = claim.safeguard, claim.decision
        instrument = decision.instrument if decision is not None else claim.term.instrument
        weighed = tuple(point.note for point in points if point.note)
        notes = list(weighed)
        if claim.term.verified != "yes":
            notes.append(f"The row for {claim.tool.label} under {claim.regime} is not fully verified.")
        ends, ending, prepare = _first_end(claim, points, instrument)
        approved = safeguard.approval.date if safeguard.approval is not None else None
        return Claim(
            safeguard=safeguard.key,
            tool=safeguard.tool,
            grade=grade,
            faults=tuple(point.kind for point in missing),
            reason=_reason(claim, instrument, missing),
            articles=tuple(dict.fromkeys((self._places.articles(claim.regime).general, claim.term.article))),
            next_step=_next_step(grade, missing, everyday=bool(weighed), instead=self._places.such_as(claim.regime))
            or _renewal(claim, ends, prepare),
            present=tuple(dict.fromkeys(point.present for point in points if point.present)),
            missing=tuple(point.missing for point in missing),
            weighed=weighed,
            notes=(*notes, *(notes_on(decision) if decision is not None else ())),
            instrument=instrument,
            dated=safeguard.signed or safeguard.checked or approved,
            ends=ends,
            ending=ending,
            unverified=doubtful,
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
    return f"The transfer rests on {claim.tool.label}, as far as the record shows: {instrument}."


def _next_step(grade: Grade, missing: list[Point], *, everyday: bool, instead: str) -> str:
    if missing:
        # What the look at a list shows is what the rest of the record says.
        ordered = sorted(missing, key=lambda point: not point.kind.startswith("checked"))
        return _sentence("; ".join(dict.fromkeys(point.fix for point in ordered if point.fix)))
    if grade is not Grade.DEROGATION:
        return ""
    return _STANDING_ROAD.format(instead=instead) if everyday else _REVIEW


def _first_end(claim: Claimed, points: list[Point], instrument: str) -> tuple[date | None, str, str]:
    """Return the last day of what ends first, what that is, and what to do about it."""
    found = [(point.ends, point.present or claim.tool.label, point.fix) for point in points if point.ends is not None]
    # What rests on a decision lasts as long as that.
    last = claim.decision.announced_end if claim.decision is not None else claim.tool.last_day(claim.term)
    found += [(last, instrument, "prepare another ground")] if last is not None else []
    return min(found, key=lambda end: end[0], default=(None, "", ""))


def _renewal(claim: Claimed, ends: date | None, prepare: str) -> str:
    """Return what to do by the day on which the evidence ends, where that is near."""
    if ends is None or not NO_TIME <= ends - claim.as_of <= AHEAD:
        return ""
    return _sentence(f"by {ends.isoformat()}, {prepare}")


def _sentence(text: str) -> str:
    return f"{text[:1].upper()}{text[1:].removesuffix('.')}." if text else ""
