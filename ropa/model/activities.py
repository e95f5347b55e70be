"""What is done with data: activities, flows, retention, legal bases, and what is promised about them."""

import datetime as dt

from ropa.model.base import Cite, Entity, Sourced, Use, record
from ropa.model.duties import FurtherPurpose, ImpactAssessment, Information, PolicyDocument
from ropa.model.parties import Locations
from ropa.model.terms import Claim
from ropa.model.words import ActivityRole, Basis, ConsentForm, DecisionGround, Disposal, FlowKind, RecipientRole


@record
class Pair(Sourced):
    """One fact of a flow: this category about this kind of person.

    Attributes:
        subject: key of the data subject, None when not stated.
        data: key of the data category, None when not stated (it then matches no category).
        inferred: True when the subject was found upstream rather than written at this flow.
    """

    subject: str | None = None
    data: str | None = None
    inferred: bool = False


@record
class Mandatory(Sourced):
    """Whether the person must provide the data, and what happens otherwise (Article 13(2)(e))."""

    otherwise: str = ""


@record
class Flow(Sourced):
    """Data going from one node to another in one activity.

    Attributes:
        id: `ACTIVITY/FROM->TO`, `#2` for the second of its kind, or as the register sets it;
            `hosting/SYSTEM/ORGANISATION` for derived hosting flows (one per activity that reached the system).
        activity: key of the activity, `general` for what belongs to none.
        source, target: keys of nodes (data subject, system or organisation).
        pairs: facts, sorted by subject and data; empty only if nothing upstream is known for `data: all`.
        kind: declared, hosting or list.
        role: role of the target in this flow, None when not stated; `role_certainty` is in `mark("role")`.
        via: keys that pass the data on without holding it.
        agreement: keys of agreements; safeguard: keys of safeguards, in the order written.
        locations: countries of entity, storage and access where they differ from the party's own.
        access: False for a host that holds but cannot read.
        public_source: True when the source is open to the public (Article 14(2)(f)), None when not stated.
        open: True when further recipients of this kind may exist.
        mixes: keys of several data subjects found upstream where none was written, else empty.
    """

    id: str
    activity: str
    source: str
    target: str
    pairs: tuple[Pair, ...] = ()
    kind: FlowKind = FlowKind.DECLARED
    role: RecipientRole | None = None
    via: tuple[str, ...] = ()
    agreement: tuple[str, ...] = ()
    safeguard: tuple[str, ...] = ()
    means: str = ""
    when: str = ""
    voluntary: bool | None = None
    mandatory: Mandatory | None = None
    public_source: bool | None = None
    open: bool = False
    locations: Locations = Locations()
    access: bool = True
    mixes: tuple[str, ...] = ()


@record
class LegalBasis(Sourced):
    """One legal basis (Article 6(1)); `for_purposes` limits it to purposes, empty means all of the activity.

    Attributes:
        law: the law that obliges or empowers (Article 6(3)).
        exceptions: when it is not relied on, in words.
        evidence: where consent is recorded (Article 7(1)); withdrawal: how it is taken back (Article 7(3)).
        conditional: True when the service depends on this consent (Article 7(4)), None when not stated.
        minimum_age: in years, below which parents consent (Article 8(1)).
    """

    basis: Basis
    form: ConsentForm | None = None
    for_purposes: tuple[str, ...] = ()
    law: str = ""
    exceptions: str = ""
    evidence: str = ""
    withdrawal: str = ""
    conditional: bool | None = None
    minimum_age: int | None = None


@record
class LegitimateInterests(Sourced):
    """The interest pursued (Article 6(1)(f), 13(1)(d)), where its assessment is, and when it was made."""

    interest: str = ""
    assessment: str = ""
    date: dt.date | None = None


@record
class Retention(Sourced):
    """A rule on how long data are kept (Article 30(1)(f)); every part may be missing.

    Attributes:
        data: keys of categories; `everything` is True when the rule is for all data.
        held_in: keys of systems; by: keys of organisations that hold it.
        period: ISO 8601 duration as written; criterion: words instead of a number.
        then_in: keys of systems the data move to afterwards.
    """

    data: tuple[str, ...] = ()
    everything: bool = False
    subjects: tuple[str, ...] = ()
    held_in: tuple[str, ...] = ()
    by: tuple[str, ...] = ()
    when: str = ""
    trigger: str = ""
    period: str = ""
    criterion: str = ""
    disposal: tuple[Disposal, ...] = ()
    then_in: tuple[str, ...] = ()


@record
class AutomatedDecisions(Sourced):
    """Automated decisions (Article 22, 13(2)(f)); `none` True when the register says there are none.

    Attributes:
        article_22: True when they have legal or similarly significant effects, None when not stated.
        consequences: their significance and envisaged consequences for the person.
        ground: what allows them (Article 22(2)); safeguards: how a human is reached (Article 22(3)).
    """

    none: bool = False
    description: str = ""
    logic: str = ""
    article_22: bool | None = None
    consequences: str = ""
    ground: DecisionGround | None = None
    safeguards: str = ""


@record
class Activity(Entity):
    """A processing activity; the reserved key `general` holds what is said of no particular activity.

    Attributes:
        role: of the register's organisation; when not written it is controller, marked implied.
        listed_subjects, listed_data, listed_recipients: the lists as written; their flows are in `flows`.
        no_recipients: True when the register says `recipients: none`.
        flows: declared, list and hosting flows, in file order, derived ones last.
        processing: categories of processing for a controller (Article 30(2)(b)).
        arrangement: keys of agreements between joint controllers (Article 26(1)).
        law: laws that allow or demand it (Articles 6(3), 9(2), 10), in words.
        since: when it began. occasional, risk: for Article 30(5); core: a core activity (Article 37(1)); None when not
            stated. risk: likely to result in a risk to the rights and freedoms of people.
    """

    role: ActivityRole = ActivityRole.CONTROLLER
    joint_with: tuple[Use, ...] = ()
    on_behalf_of: tuple[Use, ...] = ()
    department: str = ""
    owner: str = ""
    purposes: tuple[Use, ...] = ()
    legal_basis: tuple[LegalBasis, ...] = ()
    special_category_condition: tuple[Use, ...] = ()
    legitimate_interests: LegitimateInterests | None = None
    listed_subjects: tuple[Use, ...] = ()
    listed_data: tuple[Use, ...] = ()
    listed_recipients: tuple[Use, ...] = ()
    no_recipients: bool = False
    flows: tuple[Flow, ...] = ()
    retention: tuple[Retention, ...] = ()
    measures: tuple[Use, ...] = ()
    automated_decisions: AutomatedDecisions | None = None
    dpia: ImpactAssessment | None = None
    processing: tuple[Use, ...] = ()
    arrangement: tuple[str, ...] = ()
    law: tuple[str, ...] = ()
    since: dt.date | None = None
    occasional: bool | None = None
    risk: bool | None = None
    core: bool | None = None
    information: tuple[Information, ...] = ()
    further_purposes: tuple[FurtherPurpose, ...] = ()
    policy_document: PolicyDocument | None = None

    @property
    def is_general(self) -> bool:
        """True for the reserved section that is never shown as an activity."""
        return self.key == "general"

    @property
    def title(self) -> str:
        """The name, or the words of the key where no name is stated: people read `Order handling`, not its key."""
        words = self.key.replace("-", " ").replace("_", " ")
        return self.name or words[:1].upper() + words[1:]


@record
class Cookie(Sourced):
    """A cookie or similar storage; `declared` is what the organisation calls it, not what the law says."""

    name: str = ""
    set_by: str = ""
    subjects: tuple[str, ...] = ()
    data: tuple[str, ...] = ()
    purposes: tuple[Use, ...] = ()
    lifetime: str = ""
    declared: Claim | None = None


@record
class Right(Entity):
    """How a right of Articles 12 to 22 is offered; `offered` False records a refusal."""

    right: str = ""
    channel: str = ""
    within: str = ""
    exceptions: str = ""
    except_data: tuple[str, ...] = ()
    subjects: tuple[str, ...] = ()
    offered: bool = True


@record
class Terms(Sourced):
    """Conditions of a promise, all of which apply together; empty means not limited.

    Attributes:
        everything: True when the promise is about all data, whatever else is listed.
        to: organisation keys; outside: True when it is about anybody outside.
        held_in: system keys; own_systems: True when it is about the organisation's own systems.
        read_by: organisation keys.
        countries, recipients, sources: for `only`.
    """

    data: tuple[str, ...] = ()
    everything: bool = False
    to: tuple[str, ...] = ()
    outside: bool = False
    held_in: tuple[str, ...] = ()
    own_systems: bool = False
    read_by: tuple[str, ...] = ()
    purposes: tuple[str, ...] = ()
    subjects: tuple[str, ...] = ()
    automated_decisions: bool = False
    countries: tuple[str, ...] = ()
    recipients: tuple[str, ...] = ()
    sources: tuple[str, ...] = ()


@record
class Promise(Entity):
    """Something the organisation says it does not do (`never`) or does only so (`only`), with exceptions.

    `unless` is a condition in words, such as consent, that no fact of the register can show to be met.
    """

    never: Terms | None = None
    only: Terms | None = None
    exceptions: Terms | None = None
    unless: str = ""


@record
class Observation(Sourced):
    """What a reader noticed in the documents."""

    kind: str
    says: tuple[Cite, ...] = ()
    but: tuple[Cite, ...] = ()
    why: str = ""
    articles: tuple[str, ...] = ()


@record
class Waiver(Sourced):
    """A finding moved aside with a reason and an end date; never away."""

    code: str
    at: str
    why: str = ""
    until: dt.date | None = None
