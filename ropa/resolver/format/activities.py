"""The section of activities, and `general`, which has the same grammar."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from typing import Any

from ropa import model
from ropa.model import ActivityRole, Basis, ConsentForm, DecisionGround, Disposal, RecipientRole, Use
from ropa.resolver import messages
from ropa.resolver import references as to
from ropa.resolver.context import Context
from ropa.resolver.draft import Mapping, Node, Scalar, is_absent
from ropa.resolver.format.duties import DPIA, FURTHER_PURPOSE, INFORMATION, POLICY_DOCUMENT
from ropa.resolver.format.parties import LOCATIONS
from ropa.resolver.kinds import Choice, Date, FilePath, Kind, Period, Schema, Text, Whole, YesNo
from ropa.resolver.references import Many, ShippedTerm, TermOf
from ropa.resolver.shapes import Field, Nested, NestedList, Shape
from ropa.resolver.uses import Uses

#: In a flow: everything FROM holds in this activity, or in any.
DATA_WORDS = ("all", "everything")

FLOW_DATA = Uses(TermOf("data category", "data_categories", DATA_WORDS))
SUBJECTS = Uses(to.SUBJECT)


@dataclass(frozen=True, slots=True, eq=False, repr=False)
class Pairs(Kind):
    """`{SUBJECT: [DATA], ...}`: exactly which data of whom."""

    wraps = False

    def read(self, node: Node, context: Context, place: str) -> tuple[tuple[str, tuple[Use, ...]], ...] | None:
        """Return each subject with its data, in the order written."""
        if not isinstance(node, Mapping):
            context.problem(messages.wrong_kind(node, "a mapping", place, "pairs: {customer: [name, email-address]}"))
            return None
        found = []
        for entry in node.entries:
            subject = to.SUBJECT.read(Scalar(entry.key, entry.position), context, place)
            data = () if is_absent(entry.value) else FLOW_DATA.read(entry.value, context, place)
            if subject is not None:
                found.append((subject, data))
        return tuple(found)

    def schema(self) -> Schema:
        """Return a mapping from subject to data."""
        return {"type": "object", "additionalProperties": {"anyOf": [FLOW_DATA.schema(), {"type": "null"}]}}


@dataclass(frozen=True, slots=True, eq=False, repr=False)
class MandatoryKind(Kind):
    """`yes`, `no`, or `{otherwise: WORDS}`."""

    takes_mapping = True

    def read(self, node: Node, context: Context, place: str) -> model.Mandatory | bool | None:
        """Return what is mandatory; False for `no`."""
        if isinstance(node, Mapping):
            made: model.Mandatory | None = MANDATORY.read(node, context)
            return made
        return model.Mandatory(position=node.position) if YesNo().read(node, context, place) else False

    def schema(self) -> Schema:
        """Return yes, no or the mapping."""
        return {"anyOf": [YesNo().schema(), Nested(MANDATORY).schema()]}


MANDATORY = Shape(
    "a duty to provide data", "mandatory", model.Mandatory,
    (Field("otherwise", Text(), "What happens when the person does not provide the data."),),
    example='mandatory: {otherwise: "no delivery"}',
)  # fmt: skip

FLOW = Shape(
    "a flow", "flow", model.Flow,
    (
        Field("data", FLOW_DATA, "Data categories; `all` of this activity, `everything` of any; absent is not stated."),
        Field("subjects", SUBJECTS, "Whose data; those upstream where not written."),
        Field("pairs", Pairs(), "Exactly which data of whom, instead of data and subjects."),
        Field("as", Choice(RecipientRole), "Role of the receiver in this flow.", attr="role"),
        Field("via", Many(to.NODE), "Who passes it on without holding it."),
        Field("agreement", Many(to.AGREEMENT), "Contracts that govern it."),
        Field("safeguard", Many(to.SAFEGUARD), "What a transfer relies on."),
        Field("means", Text(), "How it is sent."),
        Field("when", Text(), "On what condition."),
        Field("voluntary", YesNo(), "Whether the person may decline."),
        Field("mandatory", MandatoryKind(), "Article 13(2)(e): a duty to provide, and what happens otherwise."),
        Field("public_source", YesNo(), "Whether the source is open to the public, Article 14(2)(f)."),
        Field("open", YesNo(), "Further recipients of this kind may exist."),
        Field("locations", Nested(LOCATIONS), "Countries where they differ from the party's own."),
        Field("id", Text(), "Address of the flow; ACTIVITY/FROM->TO where not written."),
    ),
    short="data", doc="Data going from one place to another: `FROM -> TO: [data]`.",
    example="- shop -> aweber: {data: [email-address], as: processor}",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class FlowDraft:
    """A flow as written: its ends and the arguments that its mapping gives."""

    source: str
    target: str
    values: dict[str, Any]
    position: Any


@dataclass(frozen=True, slots=True, eq=False, repr=False)
class Flows(Kind):
    """A list of `FROM -> TO: DATA`; a mapping of several arrows is accepted as well."""

    wraps = False
    takes_list = True

    def read(self, node: Node, context: Context, place: str) -> tuple[FlowDraft, ...]:
        """Return the flows in the order written."""
        items = (node,) if isinstance(node, (Mapping, Scalar)) else node.items
        found: list[FlowDraft | None] = []
        for item in items:
            if isinstance(item, Mapping):
                found.extend(_flow(entry.key, entry.position, entry.value, context) for entry in item.entries)
            elif isinstance(item, Scalar) and not item.is_absent:
                found.append(_flow(item.text, item.position, Scalar("", item.position), context))
            elif not isinstance(item, Scalar):
                context.problem(messages.wrong_kind(item, "`FROM -> TO: DATA`", f"an item of {place}", FLOW.example))
        return tuple(flow for flow in found if flow is not None)

    def schema(self) -> Schema:
        """Return a list of mappings from arrow to flow."""
        pattern = r"^\s*\S+\s*->\s*\S+\s*$"
        arrows = {
            "type": "object", "minProperties": 1,
            "patternProperties": {pattern: Nested(FLOW).schema()}, "additionalProperties": False,
        }  # fmt: skip
        one = {"anyOf": [arrows, {"type": "string", "pattern": pattern}, {"type": "null"}]}
        return {"anyOf": [*one["anyOf"], {"type": "array", "items": one}]}


#: What people write instead of the arrow, and what a flow then looks like.
_OTHER_ARROW = re.compile(r"\s*(?:[-=]*[→⇒➔]|-*>+|=+>+|\s-\s*>|\sto\s)\s*")
_FLOW = re.compile(r"[^\s>]+ -> [^\s>]+")


def _flow(arrow: str, position: Any, body: Node, context: Context) -> FlowDraft | None:
    ends = [end.strip() for end in arrow.split("->")]
    if len(ends) != 2 or not all(end.strip("-=> ") == end and end for end in ends):
        meant = _OTHER_ARROW.sub(" -> ", arrow.strip())
        context.problem(messages.no_arrow(position, arrow, meant if _FLOW.fullmatch(meant) else None))
        return None
    source, target = (to.NODE.read(Scalar(end, position), context, "a flow") for end in ends)
    values = FLOW.values(body, context)
    if source is None or target is None or values is None:
        return None
    if source == target:
        context.problem(messages.self_flow(position, source))
        return None
    if "pairs" in values and ("data" in values or "subjects" in values):
        context.problem(messages.pairs_and_lists(position))
        return None
    if values.get("mandatory") is False:
        # What nobody has to provide is voluntary: one statement in the model, two ways to write it.
        values = {**values, "mandatory": None, "voluntary": values.get("voluntary", True)}
    return FlowDraft(source, target, values, position)


LEGAL_BASIS = Shape(
    "a legal basis", "legal_basis", model.LegalBasis,
    (
        Field("basis", Choice(Basis), "Article 6(1).", required=True),
        Field("form", Choice(ConsentForm), "How consent is given."),
        Field("for", Many(to.PURPOSE), "Purposes it is for; all where not written.", attr="for_purposes"),
        Field("law", Text(), "The law that obliges or empowers, Article 6(3)."),
        Field("except", Text(), "When it is not relied on, in words.", attr="exceptions"),
        Field("evidence", FilePath(), "Where consent is recorded, Article 7(1)."),
        Field("withdrawal", Text(), "How consent is taken back, Article 7(3)."),
        Field("conditional", YesNo(), "Whether the service depends on this consent, Article 7(4)."),
        Field("minimum_age", Whole(0, 120), "Age in years below which parents consent, Article 8(1)."),
    ),
    short="basis", example="legal_basis: [{basis: consent, form: opt-in}]",
)  # fmt: skip

LEGITIMATE_INTERESTS = Shape(
    "the legitimate interests", "legitimate_interests", model.LegitimateInterests,
    (
        Field("interest", Text(), "The interest pursued."),
        Field("assessment", FilePath(), "Where the balancing is."),
        Field("date", Date(), "When the balancing was made."),
    ),
    short="interest", example="legitimate_interests: {interest: fraud prevention}",
)  # fmt: skip

_RETAINED = TermOf("data category", "data_categories", ("everything",))

RETENTION = Shape(
    "a retention rule", "retention", model.Retention,
    (
        Field("data", Many(_RETAINED), "Categories, or `everything`."),
        Field("subjects", Many(to.SUBJECT), "Whose data."),
        Field("in", Many(to.SYSTEM), "In which systems.", attr="held_in"),
        Field("by", Many(to.ORGANISATION), "By which organisations."),
        Field("when", Text(), "On what condition (a plan, say)."),
        Field("trigger", Text(), "From when the period runs."),
        Field("period", Period(), "ISO 8601 duration."),
        Field("criterion", Text(), "Words instead of a number."),
        Field("disposal", Many(Choice(Disposal)), "What happens then."),
        Field("then_in", Many(to.SYSTEM), "Where the data go then."),
    ),
    doc="How long data are kept, Article 30(1)(f).", example="retention: [{data: [email-address], period: P30D}]",
    flags=(("data", "everything", "everything"),),
)  # fmt: skip

AUTOMATED_DECISIONS = Shape(
    "automated decisions", "automated_decisions", model.AutomatedDecisions,
    (
        Field("description", Text(), "What is decided."),
        Field("logic", Text(), "The logic involved."),
        Field("article_22", YesNo(), "Legal or similarly significant effects."),
        Field("consequences", Text(), "Significance and envisaged consequences for the person."),
        Field("ground", Choice(DecisionGround), "What allows them, Article 22(2)."),
        Field("safeguards", Text(), "How a person reaches a human and contests, Article 22(3)."),
    ),
    short="description", doc="Articles 22 and 13(2)(f).", example="automated_decisions: none",
)  # fmt: skip


@dataclass(frozen=True, slots=True, eq=False, repr=False)
class AutomatedDecisionsKind(Nested):
    """`none`, or what is decided."""

    def read(self, node: Node, context: Context, place: str) -> model.AutomatedDecisions | None:  # noqa: ARG002
        """Return the statement; `none: True` for the word `none`, in its short or long form."""
        entries = node.entries if isinstance(node, Mapping) else ()
        inner = next((entry.value for entry in entries if entry.key == "is"), node)
        is_none = isinstance(inner, Scalar) and inner.text.strip() == "none"
        if is_none:
            node = Mapping(tuple(entry for entry in entries if entry.key != "is"), node.position)
        made: model.AutomatedDecisions | None = self.shape.read(node, context)
        return replace(made, none=True) if made is not None and is_none else made


#: A list of recipients, or the word `none`.
NO_RECIPIENTS = "none"

_RECIPIENT = to.Reference("an organisation or system", ("systems", "organisations"), (NO_RECIPIENTS,))
_CONDITION = ShippedTerm("condition of Article 9(2)", "conditions")

ACTIVITY = Shape(
    "an activity", "activity", model.Activity,
    (
        Field("name", Text(), "What people call it."),
        Field("role", Choice(ActivityRole), "Role of the register's organisation; controller where not written."),
        Field("joint_with", Uses(to.ORGANISATION), "Joint controllers, Article 26."),
        Field("on_behalf_of", Uses(to.ORGANISATION), "Controllers it is done for, Article 28."),
        Field("department", Text(), "Department or business function."),
        Field("owner", Text(), "Who is responsible for it."),
        Field("purposes", Uses(to.PURPOSE), "Purposes, Article 30(1)(b)."),
        Field("legal_basis", NestedList(LEGAL_BASIS), "Legal bases, Article 6(1)."),
        Field("special_category_condition", Uses(_CONDITION), "Article 9(2)."),
        Field("legitimate_interests", Nested(LEGITIMATE_INTERESTS), "Article 6(1)(f), 13(1)(d)."),
        Field("data_subjects", SUBJECTS, "A plain list; becomes implied flows.", attr="listed_subjects"),
        Field("data", Uses(to.DATA), "A plain list; becomes implied flows.", attr="listed_data"),
        Field("recipients", Uses(_RECIPIENT), "A list, or `none`; becomes implied flows.", attr="listed_recipients"),
        Field("flows", Flows(), "Who gives which data to whom."),
        Field("retention", NestedList(RETENTION), "How long data are kept, Article 30(1)(f)."),
        Field("measures", Uses(to.MEASURE), "Security measures, Article 30(1)(g)."),
        Field("automated_decisions", AutomatedDecisionsKind(AUTOMATED_DECISIONS), "`none`, or what is decided."),
        Field("dpia", Nested(DPIA), "Impact assessment, Article 35."),
        Field("processing", Uses(Text(), own_text=True), "Kinds of processing for a controller, Article 30(2)(b)."),
        Field("arrangement", Many(to.AGREEMENT), "Arrangement between joint controllers, Article 26(1)."),
        Field("law", Many(Text()), "Laws that allow or demand it, Articles 6(3), 9(2) and 10."),
        Field("since", Date(), "When it began."),
        Field("occasional", YesNo(), "Whether it is occasional, Article 30(5)."),
        Field("risk", YesNo(), "Whether it is likely to result in a risk for people, Article 30(5)."),
        Field("core", YesNo(), "Whether it is a core activity, Article 37(1)."),
        Field("information", NestedList(INFORMATION), "How people are told, Articles 13 and 14."),
        Field("further_purposes", NestedList(FURTHER_PURPOSE), "Purposes that came later, Article 6(4)."),
        Field("policy_document", Nested(POLICY_DOCUMENT), "United Kingdom: DPA 2018, Schedule 1, paragraph 41."),
    ),
    doc="A processing activity.", example="newsletter: {purposes: [direct-marketing], flows: [...]}",
)  # fmt: skip
