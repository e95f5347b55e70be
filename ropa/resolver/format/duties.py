"""Impact assessments, information to people, further purposes: what a controller owes beside the record."""

from __future__ import annotations

from dataclasses import dataclass

from ropa import model
from ropa.errors import Position
from ropa.model import AssessmentSection, AuthorityList, InformationException, RiskLevel, Screening, ScreeningCriterion
from ropa.resolver import references as to
from ropa.resolver.context import Context
from ropa.resolver.draft import Mapping, Node, Scalar, Sequence, is_absent
from ropa.resolver.kinds import Choice, Date, FilePath, Kind, Period, Schema, Text, YesNo
from ropa.resolver.references import Many
from ropa.resolver.shapes import Field, Nested, Shape

SCREENING = Shape(
    "a criterion of the screening", "screening", model.Screening,
    (Field("met", YesNo(), "Whether it is met."), Field("why", Text(), "Why, or why not.")),
    short="met", doc="One of the nine criteria of WP 248.", example="screening: {large-scale: {met: no, why: ...}}",
)  # fmt: skip

_CRITERION = Choice(ScreeningCriterion)


@dataclass(frozen=True, slots=True, eq=False, repr=False)
class ScreeningKind(Kind):
    """`{CRITERION: yes | no | {met, why}, ...}`, or a list of the criteria that are met."""

    wraps = False
    takes_list = True

    def read(self, node: Node, context: Context, place: str) -> tuple[Screening, ...]:
        """Return the criteria: those of a mapping in the order of WP 248, those of a list in the order written."""
        if isinstance(node, Mapping):
            made = [self._one(entry.key, entry.position, entry.value, context, place) for entry in node.entries]
            known = [item for item in made if item is not None]
            return tuple(sorted(known, key=lambda item: list(ScreeningCriterion).index(item.criterion)))
        items = node.items if isinstance(node, Sequence) else (node,)
        found = [_CRITERION.read(item, context, place) for item in items if not is_absent(item)]
        return tuple(
            Screening(criterion=ScreeningCriterion(item), met=True) for item in dict.fromkeys(found) if item is not None
        )

    def _one(self, key: str, position: Position, node: Node, context: Context, place: str) -> Screening | None:
        criterion = _CRITERION.read(Scalar(key, position), context, place)
        if criterion is None:
            return None
        made: Screening | None = SCREENING.read(node, context, criterion=criterion)
        return made

    def schema(self) -> Schema:
        """Return a mapping from criterion to yes, no or the long form, or a list of criteria."""
        one = {"anyOf": [Nested(SCREENING).schema(), {"type": "null"}]}
        words = _CRITERION.schema()
        by_key = {"type": "object", "propertyNames": words, "additionalProperties": one}
        return {"anyOf": [by_key, words, {"type": "array", "items": words}]}


DPIA = Shape(
    "an impact assessment", "dpia", model.ImpactAssessment,
    (
        Field("required", YesNo(), "Whether Article 35 asks for one."),
        Field("why", Text(), "Why, or why not."),
        Field("screening", ScreeningKind(), "The nine criteria of WP 248, each met or not, with reasons."),
        Field("authority_list", Choice(AuthorityList), "The authority's list it stands on, Article 35(4) or (5)."),
        Field("list_entry", Text(), "Which list and entry."),
        Field("document", FilePath(), "Where it is."),
        Field("date", Date(), "When it was made."),
        Field("review_by", Date(), "When it is to be reviewed, Article 35(11)."),
        Field("dpo_advice", Text(), "What the data protection officer advised, Article 35(2)."),
        Field("sections", Many(Choice(AssessmentSection)), "What it contains, Article 35(7)."),
        Field("residual_risk", Choice(RiskLevel), "What risk remains."),
        Field("consulted", Date(), "When the authority was consulted, Article 36(1)."),
    ),
    short="required", doc="Article 35.", example='dpia: {required: no, why: "small scale"}',
)  # fmt: skip

INFORMATION = Shape(
    "the information given to people", "information", model.Information,
    (
        Field("document", FilePath(), "A document's key, a path in the folder, or words."),
        Field("date", Date(), "When people were told."),
        Field("when", Text(), "On what occasion."),
        Field("within", Period(), "How long after the data were obtained, Article 14(3)."),
        Field("exception", Choice(InformationException), "Why they need not be told, Articles 13(4) and 14(5)."),
        Field("why", Text(), "The reason for the exception."),
    ),
    short="document", doc="Articles 13 and 14.", example="information: {document: policy, when: at sign-up}",
)  # fmt: skip

FURTHER_PURPOSE = Shape(
    "a further purpose", "further_purpose", model.FurtherPurpose,
    (
        Field("purpose", to.PURPOSE, "The purpose that came later.", required=True),
        Field("since", Date(), "When data were first used for it."),
        Field("compatible", Text(), "Why it is compatible, or where the test is, Article 6(4)."),
        Field("informed", Date(), "When people were told, Articles 13(3) and 14(4)."),
    ),
    short="purpose", doc="A purpose other than that of the collection.",
    example="further_purposes: [{purpose: profiling, since: 2026-03-01, informed: 2026-02-01}]",
)  # fmt: skip

POLICY_DOCUMENT = Shape(
    "an appropriate policy document", "policy_document", model.PolicyDocument,
    (
        Field("condition", Text(), "Condition of Schedule 1 that is relied on."),
        Field("document", FilePath(), "Where it is."),
        Field("followed", YesNo(), "Whether data are kept and erased as it says."),
        Field("why_not", Text(), "The reason where it is not followed."),
    ),
    short="document", doc="DPA 2018, Schedule 1, paragraph 41.",
    example="policy_document: {condition: employment, document: policies/health.pdf, followed: yes}",
)  # fmt: skip
