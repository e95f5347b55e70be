"""The closed lists of the inventory format: one enumeration each, in the order in which people read them.

The words are the field's own; an article is named where the law defines the word.
"""

from __future__ import annotations

from enum import StrEnum


class Certainty(StrEnum):
    """How sure a statement is, best first. A flow is never more certain than its activity."""

    STATED = "stated"
    IMPLIED = "implied"
    POSSIBLE = "possible"
    HYPOTHETICAL = "hypothetical"
    LOST = "lost"

    @property
    def rank(self) -> int:
        """0 for the most certain; a larger number is less certain."""
        return _RANKS[self]

    def at_most(self, other: Certainty) -> Certainty:
        """Return the less certain of the two."""
        return self if self.rank >= other.rank else other


_RANKS = {certainty: number for number, certainty in enumerate(Certainty)}


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
    """What an organisation is; `category` stands for recipients that are not named."""

    COMPANY = "company"
    PUBLIC_AUTHORITY = "public-authority"
    INTERNATIONAL_ORGANISATION = "international-organisation"
    CATEGORY = "category"
    INTERNAL = "internal"
    PERSON = "person"


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
