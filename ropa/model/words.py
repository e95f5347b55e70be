"""The closed lists of the inventory format: one enumeration each, in the order in which people read them.

The words are the field's own; an article is named where the law defines the word.
"""

from __future__ import annotations

from enum import StrEnum


class Certainty(StrEnum):
    """How sure a statement is, best first. A flow is never more certain than its activity.

    Attributes:
        rank: 0 for the most certain; a larger number is less certain. Kept by each member, because a check of a large
            register asks for it a million times.
    """

    rank: int

    STATED = "stated"
    IMPLIED = "implied"
    POSSIBLE = "possible"
    HYPOTHETICAL = "hypothetical"
    LOST = "lost"

    def __init__(self, _: str) -> None:
        self.rank = len(type(self).__members__)

    def at_most(self, other: Certainty) -> Certainty:
        """Return the less certain of the two."""
        return self if self.rank >= other.rank else other


class Source(StrEnum):
    """Who says so: the organisation's register, the shipped directory, or this tool by default or derivation."""

    REGISTER = "register"
    DIRECTORY = "directory"
    DEFAULT = "default"
    DERIVED = "derived"


class ActivityRole(StrEnum):
    """The role of the register's organisation in one activity (GDPR Article 4(7), 4(8), 26)."""

    CONTROLLER = "controller"
    JOINT_CONTROLLER = "joint-controller"
    PROCESSOR = "processor"


class RecipientRole(StrEnum):
    """The role of the receiver in one flow (GDPR Article 4(7) to 4(10), 26, 28)."""

    PROCESSOR = "processor"
    SUB_PROCESSOR = "sub-processor"
    CONTROLLER = "controller"
    JOINT_CONTROLLER = "joint-controller"
    AUTHORITY = "authority"
    INTERNAL = "internal"


class OrganisationKind(StrEnum):
    """What an organisation is; `category` stands for recipients that are not named, `public` for everybody."""

    COMPANY = "company"
    PUBLIC_AUTHORITY = "public-authority"
    INTERNATIONAL_ORGANISATION = "international-organisation"
    CATEGORY = "category"
    INTERNAL = "internal"
    PERSON = "person"
    PUBLIC = "public"


class MeasureKind(StrEnum):
    """What a measure is; `vendor` and `advice` are no measures of the organisation itself."""

    TECHNICAL = "technical"
    ORGANISATIONAL = "organisational"
    VENDOR = "vendor"
    ADVICE = "advice"


class AgreementKind(StrEnum):
    """What an agreement governs (GDPR Articles 26 and 28)."""

    DATA_PROCESSING = "data-processing"
    JOINT_CONTROLLER = "joint-controller"
    DATA_SHARING = "data-sharing"
    OTHER = "other"


class Basis(StrEnum):
    """Lawful bases, Article 6(1)(a) to (f)."""

    CONSENT = "consent"
    CONTRACT = "contract"
    LEGAL_OBLIGATION = "legal-obligation"
    VITAL_INTERESTS = "vital-interests"
    PUBLIC_TASK = "public-task"
    LEGITIMATE_INTERESTS = "legitimate-interests"


class ConsentForm(StrEnum):
    """How consent is given; `bundled` and `browsing` are recorded because they are doubtful (Articles 4(11), 7)."""

    OPT_IN = "opt-in"
    EXPLICIT = "explicit"
    BUNDLED = "bundled"
    BROWSING = "browsing"


class Disposal(StrEnum):
    """What happens to data when its time is over."""

    ERASE = "erase"
    ANONYMISE = "anonymise"
    ARCHIVE = "archive"
    RESTRICT = "restrict"


class Completeness(StrEnum):
    """Lists that a register may declare to be complete; only then can an answer be `none`."""

    RECIPIENTS = "recipients"
    DATA = "data"
    PURPOSES = "purposes"
    SYSTEMS = "systems"
    ACTIVITIES = "activities"
    RETENTION = "retention"
    COOKIES = "cookies"


class FlowKind(StrEnum):
    """How a flow came to be: written as an arrow, derived from hosting, or derived from an activity's lists."""

    DECLARED = "declared"
    HOSTING = "hosting"
    LIST = "list"


class NodeKind(StrEnum):
    """What a node of the graph is."""

    DATA_SUBJECT = "data-subject"
    SYSTEM = "system"
    ORGANISATION = "organisation"


class AgreementContent(StrEnum):
    """What Article 28(3) asks a contract with a processor to set out: its subject, then points (a) to (h)."""

    SUBJECT_MATTER = "subject-matter"
    DURATION = "duration"
    NATURE = "nature"
    PURPOSE = "purpose"
    DATA_TYPES = "data-types"
    DATA_SUBJECTS = "data-subjects"
    CONTROLLER_RIGHTS = "controller-rights"
    INSTRUCTIONS = "instructions"
    CONFIDENTIALITY = "confidentiality"
    SECURITY = "security"
    SUB_PROCESSING = "sub-processing"
    RIGHTS_ASSISTANCE = "rights-assistance"
    COMPLIANCE_ASSISTANCE = "compliance-assistance"
    END_OF_SERVICE = "end-of-service"
    AUDIT = "audit"


class Authorisation(StrEnum):
    """How a controller authorises further processors (Article 28(2))."""

    SPECIFIC = "specific"
    GENERAL = "general"


class DecisionGround(StrEnum):
    """What allows a decision by machine alone (Article 22(2)(a) to (c))."""

    CONTRACT = "contract"
    LAW = "law"
    EXPLICIT_CONSENT = "explicit-consent"


class ScreeningCriterion(StrEnum):
    """The nine criteria of WP 248 rev.01 for a likely high risk (Article 35(1))."""

    EVALUATION = "evaluation"
    AUTOMATED_DECISIONS = "automated-decisions"
    SYSTEMATIC_MONITORING = "systematic-monitoring"
    SENSITIVE_DATA = "sensitive-data"
    LARGE_SCALE = "large-scale"
    MATCHING_DATASETS = "matching-datasets"
    VULNERABLE_SUBJECTS = "vulnerable-subjects"
    INNOVATIVE_USE = "innovative-use"
    PREVENTS_RIGHTS = "prevents-rights"


class AssessmentSection(StrEnum):
    """What an impact assessment contains at least (Article 35(7)(a) to (d))."""

    DESCRIPTION = "description"
    NECESSITY = "necessity"
    RISKS = "risks"
    MEASURES = "measures"


class AuthorityList(StrEnum):
    """On which list of an authority an operation stands: assessment asked for (35(4)), or not (35(5))."""

    REQUIRED = "required"
    EXEMPT = "exempt"


class RiskLevel(StrEnum):
    """What risk remains after the measures; a high one leads to the authority (Article 36(1))."""

    LOW = "low"
    MEDIUM = "medium"
    HIGH = "high"


class InformationException(StrEnum):
    """Why people need not be told (Articles 13(4) and 14(5)(a) to (d))."""

    ALREADY_INFORMED = "already-informed"
    DISPROPORTIONATE = "disproportionate"
    LAID_DOWN_BY_LAW = "laid-down-by-law"
    SECRECY = "secrecy"
