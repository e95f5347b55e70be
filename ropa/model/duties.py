"""What a controller owes beside the record: impact assessments, information to people, further purposes."""

import datetime as dt

from ropa.model.base import Sourced, record
from ropa.model.words import AssessmentSection, AuthorityList, InformationException, RiskLevel, ScreeningCriterion


@record
class Screening(Sourced):
    """One criterion of the screening for a high risk (Article 35(1), WP 248): met or not, and why; None is open."""

    criterion: ScreeningCriterion
    met: bool | None = None
    why: str = ""


@record
class ImpactAssessment(Sourced):
    """Data protection impact assessment (Article 35): required or not, why, where, when.

    Attributes:
        screening: the criteria that somebody looked at, in the order written.
        authority_list: the list of an authority that the operation stands on; list_entry names it.
        dpo_advice: what the data protection officer advised, or where it is (Article 35(2)).
        sections: what the assessment contains (Article 35(7)).
        residual_risk: what remains; consulted: when the authority was asked (Article 36(1)).
    """

    required: bool | None = None
    why: str = ""
    screening: tuple[Screening, ...] = ()
    authority_list: AuthorityList | None = None
    list_entry: str = ""
    document: str = ""
    date: dt.date | None = None
    review_by: dt.date | None = None
    dpo_advice: str = ""
    sections: tuple[AssessmentSection, ...] = ()
    residual_risk: RiskLevel | None = None
    consulted: dt.date | None = None


@record
class Information(Sourced):
    """How people are told (Articles 13 and 14): in which document, when, or why not.

    Attributes:
        document: key of a document, or a path or words.
        when: in words; within: ISO 8601 duration after the data were obtained (Article 14(3)).
        exception: why they need not be told, with the reason in `why`.
    """

    document: str = ""
    date: dt.date | None = None
    when: str = ""
    within: str = ""
    exception: InformationException | None = None
    why: str = ""


@record
class FurtherPurpose(Sourced):
    """A purpose that came later than the collection (Articles 6(4), 13(3), 14(4)).

    Attributes:
        purpose: key. since: first use for it; informed: when people were told.
        compatible: why it is compatible, or where the test is.
    """

    purpose: str
    since: dt.date | None = None
    compatible: str = ""
    informed: dt.date | None = None


@record
class PolicyDocument(Sourced):
    """The policy that some conditions of the United Kingdom ask for (DPA 2018, Schedule 1, paragraph 41).

    Attributes:
        condition: of Schedule 1, in words. followed: whether data are kept and erased as the policy says; why_not.
    """

    condition: str = ""
    document: str = ""
    followed: bool | None = None
    why_not: str = ""
