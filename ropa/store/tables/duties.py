"""Tables on what an activity rests on and owes: legal bases, retention, decisions, assessments, information."""

from typing import Any

from ropa.model import (
    AuthorityList,
    Basis,
    ConsentForm,
    DecisionGround,
    InformationException,
    RiskLevel,
    ScreeningCriterion,
)
from ropa.store.tables.base import Day, Listed, Said, refers, word, words


def _of_activity(*, several: bool = True) -> Any:
    return refers("activity.key", needed=True, index=several, unique=not several)


class LegalBasisRow(Said, table=True):
    """A legal basis; without an activity it is the blanket statement of the register."""

    __tablename__ = "legal_basis"
    activity: str | None = refers("activity.key", index=True)
    basis: Basis = word(Basis, needed=True)
    form: ConsentForm | None = word(ConsentForm)
    law: str | None = None
    exceptions: str | None = None
    evidence: str | None = None
    withdrawal: str | None = None
    conditional: bool | None = None
    minimum_age: int | None = None


class LegalBasisPurposeRow(Listed, table=True):
    """A purpose that a legal basis is for; none means all."""

    __tablename__ = "legal_basis_purpose"
    legal_basis: int = refers("legal_basis.row_id", needed=True, index=True)
    purpose: str = refers("purpose.key", needed=True)


class LegitimateInterestsRow(Said, table=True):
    """The interest pursued and its balancing."""

    __tablename__ = "legitimate_interests"
    activity: str = _of_activity(several=False)
    interest: str | None = None
    assessment: str | None = None
    date: Day = None


class RetentionRow(Said, table=True):
    """A rule on how long data are kept.

    Attributes:
        everything: it is for all data. condition: on what condition; trigger_event: from when the period runs.
        period: ISO 8601 duration. disposal: words, as JSON.
    """

    __tablename__ = "retention_rule"
    activity: str = _of_activity()
    everything: bool = False
    condition: str | None = None
    trigger_event: str | None = None
    period: str | None = None
    criterion: str | None = None
    disposal: list[str] | None = words()


class RetentionDataRow(Listed, table=True):
    """A category that a rule is for."""

    __tablename__ = "retention_data"
    retention: int = refers("retention_rule.row_id", needed=True, index=True)
    data: str = refers("data_category.key", needed=True)


class RetentionSubjectRow(Listed, table=True):
    """Whose data a rule is for."""

    __tablename__ = "retention_subject"
    retention: int = refers("retention_rule.row_id", needed=True, index=True)
    subject: str = refers("data_subject.key", needed=True)


class RetentionSystemRow(Listed, table=True):
    """A system that a rule is for."""

    __tablename__ = "retention_system"
    retention: int = refers("retention_rule.row_id", needed=True, index=True)
    system: str = refers("system.key", needed=True)


class RetentionHolderRow(Listed, table=True):
    """An organisation that a rule is for."""

    __tablename__ = "retention_holder"
    retention: int = refers("retention_rule.row_id", needed=True, index=True)
    organisation: str = refers("organisation.key", needed=True)


class RetentionNextRow(Listed, table=True):
    """A system to which the data move afterwards."""

    __tablename__ = "retention_next_system"
    retention: int = refers("retention_rule.row_id", needed=True, index=True)
    system: str = refers("system.key", needed=True)


class AutomatedDecisionsRow(Said, table=True):
    """Automated decisions of an activity; `none` when the register says that there are none."""

    __tablename__ = "automated_decisions"
    activity: str = _of_activity(several=False)
    none: bool = False
    description: str | None = None
    logic: str | None = None
    article_22: bool | None = None
    consequences: str | None = None
    ground: DecisionGround | None = word(DecisionGround)
    safeguards: str | None = None


class ImpactAssessmentRow(Said, table=True):
    """The data protection impact assessment of an activity; `sections` are words, as JSON."""

    __tablename__ = "impact_assessment"
    activity: str = _of_activity(several=False)
    required: bool | None = None
    why: str | None = None
    authority_list: AuthorityList | None = word(AuthorityList)
    list_entry: str | None = None
    document: str | None = None
    date: Day = None
    review_by: Day = None
    dpo_advice: str | None = None
    sections: list[str] | None = words()
    residual_risk: RiskLevel | None = word(RiskLevel)
    consulted: Day = None


class ScreeningRow(Said, table=True):
    """A criterion of the screening for a high risk."""

    __tablename__ = "screening"
    impact_assessment: int = refers("impact_assessment.row_id", needed=True, index=True)
    criterion: ScreeningCriterion = word(ScreeningCriterion, needed=True)
    met: bool | None = None
    why: str | None = None


class InformationRow(Said, table=True):
    """How people are told; `condition` is the occasion in words."""

    __tablename__ = "information"
    activity: str = _of_activity()
    document: str | None = None
    date: Day = None
    condition: str | None = None
    within: str | None = None
    exception: InformationException | None = word(InformationException)
    why: str | None = None


class FurtherPurposeRow(Said, table=True):
    """A purpose that came later than the collection."""

    __tablename__ = "further_purpose"
    activity: str = _of_activity()
    purpose: str = refers("purpose.key", needed=True)
    since: Day = None
    compatible: str | None = None
    informed: Day = None


class PolicyDocumentRow(Said, table=True):
    """The policy document that some conditions of the United Kingdom ask for; `rests_on` is the condition."""

    __tablename__ = "policy_document"
    activity: str = _of_activity(several=False)
    rests_on: str | None = None
    document: str | None = None
    followed: bool | None = None
    why_not: str | None = None
