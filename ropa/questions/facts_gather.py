"""Every statement of a register that has to do with some facts of its flows, as flat rows."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from itertools import product
from typing import Any, NamedTuple

from ropa.graph import ANY, Match
from ropa.model.activities import Activity, Flow, Retention
from ropa.model.base import Use
from ropa.model.words import Certainty, FlowKind, Source
from ropa.questions.base import Context
from ropa.questions.facts_rows import FactRow, detail, known, yes_no
from ropa.questions.matching import Asked, Hit, said_by
from ropa.questions.text import distinct


class Filter(NamedTuple):
    """What was asked about.

    Attributes:
        organisations: keys asked about; extent: these with their parts and systems, empty where none was asked about.
    """

    asked: Asked
    organisations: tuple[str, ...]
    extent: frozenset[str]

    def concerns(self, keys: Iterable[str]) -> bool:
        """Tell whether any of these nodes was asked about; true where none was."""
        return not self.organisations or any(key in self.extent for key in keys)


def pairs(
    context: Context, asked: Asked, subjects: Sequence[str], data: Sequence[str]
) -> Iterator[tuple[str | None, str | None, Match, Certainty]]:
    """Yield the combinations of a statement that answer, with how they match; what it does not limit is broader."""
    graph = context.graph
    for subject, category in product(subjects or (None,), data or (None,)):
        sure = [
            Certainty.STATED if subject is None else graph.subjects.match(key or ANY, subject)
            for key in asked.subjects or (None,)
        ]
        match = [
            Match.BROADER if category is None and key else graph.categories.match(key or ANY, category)
            for key in asked.data or (None,)
        ]
        certain = [item for item in sure if item is not None]
        matches = [item for item in match if item is not None]
        if certain and matches:
            best = min(matches, key=lambda item: item.rank)
            yield subject, category, best, min(certain, key=lambda item: item.rank)


def flow_rows(hits: Iterable[Hit]) -> Iterator[FactRow]:
    """Yield each fact of a flow."""
    for hit in hits:
        flow, pair, _ = hit.fact
        kind = {FlowKind.HOSTING: "hosting", FlowKind.LIST: "list"}.get(flow.kind, "flow")
        source = said_by(hit.fact)
        derived = Source.DERIVED.value if kind == "hosting" else source.value
        yield FactRow(
            kind=kind,
            at=flow.id,
            said_of="data",
            activity=flow.activity,
            subject=pair.subject,
            data=pair.data,
            sender=flow.source,
            receiver=flow.target,
            role=flow.role.value if flow.role else "",
            detail=_flow_detail(flow),
            match=hit.match,
            certainty=hit.certainty,
            origin=source.value if source is Source.DIRECTORY else derived,
            stated_as=pair.stated_as or flow.stated_as,
            cites=distinct((*flow.cites, *pair.cites)),
        )


def _flow_detail(flow: Flow) -> str:
    mandatory = flow.mandatory
    return detail(
        means=flow.means,
        when=flow.when,
        via=flow.via,
        agreement=flow.agreement,
        safeguard=flow.safeguard,
        entity=flow.locations.entity,
        storage=flow.locations.storage,
        access_from=flow.locations.access,
        access="" if flow.access else "none",
        voluntary=yes_no(flow.voluntary),
        mandatory="" if mandatory is None else mandatory.otherwise or "yes",
        others_possible="yes" if flow.open else "",
    )


def address_of(activity: Activity) -> str:
    """Return the address of an activity, or of what belongs to none."""
    return "general" if activity.is_general else f"activities/{activity.key}"


def activity_rows(activity: Activity) -> Iterator[FactRow]:
    """Yield what is said of an activity as a whole, but for retention and measures."""
    address, key = address_of(activity), activity.key
    limit = activity.certainty
    if not activity.is_general:
        role = known(activity, "role")
        yield FactRow(
            kind="role", at=f"{address}/role", said_of="activity", activity=key, value=activity.role.value, **role
        )
    for kind, field, uses in (
        ("joint-with", "joint_with", activity.joint_with),
        ("on-behalf-of", "on_behalf_of", activity.on_behalf_of),
        ("purpose", "purposes", activity.purposes),
        ("condition", "special_category_condition", activity.special_category_condition),
        ("processing", "processing", activity.processing),
    ):
        for use in uses:
            yield _use_row(kind, f"{address}/{field}", "activity", key, use, limit)
    for basis in activity.legal_basis:
        words = detail(
            form=basis.form.value if basis.form else "",
            for_=basis.for_purposes,
            law=basis.law,
            except_=basis.exceptions,
            evidence=basis.evidence,
            withdrawal=basis.withdrawal,
        )
        facts = known(basis, "basis") | {"cites": distinct((*basis.cites, *basis.mark("basis").cites))}
        facts["certainty"] = facts["certainty"].at_most(limit)
        facts["stated_as"] = facts["stated_as"] or basis.stated_as
        yield FactRow(
            kind="legal-basis",
            at=f"{address}/legal_basis",
            said_of="activity",
            activity=key,
            value=basis.basis.value,
            detail=words,
            **facts,
        )
    yield from _single_rows(activity, address)


def _single_rows(activity: Activity, address: str) -> Iterator[FactRow]:
    interests, decisions, dpia = activity.legitimate_interests, activity.automated_decisions, activity.dpia
    common: dict[str, Any] = {"said_of": "activity", "activity": activity.key}
    if interests is not None:
        words = detail(assessment=interests.assessment)
        at = f"{address}/legitimate_interests"
        yield FactRow(kind="interest", at=at, value=interests.interest, detail=words, **common, **known(interests))
    if decisions is not None:
        words = detail(
            logic=decisions.logic, article_22=yes_no(decisions.article_22), consequences=decisions.consequences
        )
        value = "none" if decisions.none else decisions.description
        at = f"{address}/automated_decisions"
        yield FactRow(kind="automated-decisions", at=at, value=value, detail=words, **common, **known(decisions))
    if dpia is not None:
        required = {True: "required", False: "not required", None: ""}[dpia.required]
        words = detail(why=dpia.why, document=dpia.document, date=dpia.date)
        yield FactRow(kind="dpia", at=f"{address}/dpia", value=required, detail=words, **common, **known(dpia))


def _use_row(kind: str, at: str, said_of: str, activity: str, use: Use, limit: Certainty) -> FactRow:
    facts = known(use)
    facts["certainty"] = facts["certainty"].at_most(limit)
    value = use.label if use.own_words or kind == "processing" else use.key
    return FactRow(kind=kind, at=at, said_of=said_of, activity=activity, value=value, detail=detail(by=use.by), **facts)


def measure_rows(context: Context, uses: Iterable[Use], at: str, said_of: str, activity: str = "") -> Iterator[FactRow]:
    """Yield the measures of an activity or a system."""
    for use in uses:
        measure = context.register.measures.get(use.key)
        row = _use_row("measure", f"{at}/measures", said_of, activity, use, Certainty.STATED)
        by = use.by or (measure.by if measure else "")
        kind = measure.kind.value if measure and measure.kind else ""
        yield replace(row, detail=detail(kind=kind, by=by), value=measure.key if measure else row.value)


def retention_rows(context: Context, wanted: Filter, activity: Activity) -> Iterator[FactRow]:
    """Yield the rules of an activity on how long data is kept, one row per kind of people and category."""
    for rule in activity.retention:
        if wanted.organisations and not wanted.concerns((*rule.by, *rule.held_in)):
            continue
        data = () if rule.everything else rule.data
        for subject, category, match, sure in pairs(context, wanted.asked, rule.subjects, data):
            facts = known(rule)
            facts["certainty"] = facts["certainty"].at_most(sure).at_most(activity.certainty)
            yield FactRow(
                kind="retention",
                at=f"{address_of(activity)}/retention",
                said_of="data",
                activity=activity.key,
                subject=subject,
                data=category,
                value=rule.period or rule.criterion,
                detail=_rule_detail(rule),
                match=match,
                **facts,
            )


def _rule_detail(rule: Retention) -> str:
    return detail(
        data="everything" if rule.everything else "",
        in_=rule.held_in,
        by=rule.by,
        when=rule.when,
        from_=rule.trigger,
        criterion=rule.criterion if rule.period else "",
        disposal=tuple(item.value for item in rule.disposal),
        then_in=rule.then_in,
    )
