"""Tables on what is done with data: activities with their lists, flows and pairs."""

from ropa.model import ActivityRole, FlowKind, RecipientRole
from ropa.store.tables.base import Day, Item, Keyed, Listed, Said, refers, word, words


class ActivityRow(Keyed, table=True):
    """A processing activity; `general` is no activity but what is said of none in particular."""

    __tablename__ = "activity"
    role: ActivityRole = word(ActivityRole, ActivityRole.CONTROLLER)
    department: str | None = None
    owner: str | None = None
    no_recipients: bool = False
    law: list[str] | None = words()
    since: Day = None
    occasional: bool | None = None
    risk: bool | None = None
    core: bool | None = None


class JointControllerRow(Item, table=True):
    """With whom an activity is controlled jointly."""

    __tablename__ = "activity_joint_controller"
    activity: str = refers("activity.key", needed=True, index=True)
    item: str = refers("organisation.key", needed=True)


class ActedForRow(Item, table=True):
    """For whom an activity is done."""

    __tablename__ = "activity_acted_for"
    activity: str = refers("activity.key", needed=True, index=True)
    item: str = refers("organisation.key", needed=True)


class ActivityPurposeRow(Item, table=True):
    """A purpose of an activity."""

    __tablename__ = "activity_purpose"
    activity: str = refers("activity.key", needed=True, index=True)
    item: str = refers("purpose.key", needed=True)


class ActivityConditionRow(Item, table=True):
    """A condition of Article 9(2) that an activity rests on."""

    __tablename__ = "activity_condition"
    activity: str = refers("activity.key", needed=True, index=True)
    item: str


class ActivitySubjectRow(Item, table=True):
    """A kind of people in the plain list of an activity; its flow has the kind `list`."""

    __tablename__ = "activity_subject"
    activity: str = refers("activity.key", needed=True, index=True)
    item: str = refers("data_subject.key", needed=True)


class ActivityDataRow(Item, table=True):
    """A category in the plain list of an activity."""

    __tablename__ = "activity_data"
    activity: str = refers("activity.key", needed=True, index=True)
    item: str = refers("data_category.key", needed=True)


class ActivityRecipientRow(Item, table=True):
    """A recipient in the plain list of an activity."""

    __tablename__ = "activity_recipient"
    activity: str = refers("activity.key", needed=True, index=True)
    item: str = refers("node.key", needed=True)


class ActivityMeasureRow(Item, table=True):
    """A security measure of an activity."""

    __tablename__ = "activity_measure"
    activity: str = refers("activity.key", needed=True, index=True)
    item: str = refers("measure.key", needed=True)


class ActivityProcessingRow(Item, table=True):
    """A kind of processing for a controller, in words."""

    __tablename__ = "activity_processing"
    activity: str = refers("activity.key", needed=True, index=True)
    item: str


class ActivityAgreementRow(Listed, table=True):
    """An arrangement between joint controllers."""

    __tablename__ = "activity_agreement"
    activity: str = refers("activity.key", needed=True, index=True)
    agreement: str = refers("agreement.key", needed=True)


class FlowRow(Said, table=True):
    """Data going from one node to another in one activity.

    Attributes:
        id: the address; unique in its activity. kind: `declared` rows are statements, `list` and `hosting` follow.
        condition: when, in words. access: false for a host that cannot read.
    """

    __tablename__ = "flow"
    id: str
    activity: str = refers("activity.key", needed=True, index=True)
    source: str = refers("node.key", needed=True, index=True)
    target: str = refers("node.key", needed=True, index=True)
    kind: FlowKind = word(FlowKind, FlowKind.DECLARED)
    role: RecipientRole | None = word(RecipientRole)
    means: str | None = None
    condition: str | None = None
    voluntary: bool | None = None
    public_source: bool | None = None
    open: bool = False
    access: bool = True


class PairRow(Said, table=True):
    """One fact of a flow: this category about this kind of person; null is not stated.

    Attributes:
        inferred: the subject was found upstream. own_cites: false where its citations are those of its flow.
    """

    __tablename__ = "pair"
    flow: int = refers("flow.row_id", needed=True, index=True)
    subject: str | None = refers("data_subject.key", index=True)
    data: str | None = refers("data_category.key", index=True)
    inferred: bool = False
    own_cites: bool = False


class FlowViaRow(Listed, table=True):
    """Who passes a flow on without holding it."""

    __tablename__ = "flow_via"
    flow: int = refers("flow.row_id", needed=True, index=True)
    node: str = refers("node.key", needed=True)


class FlowAgreementRow(Listed, table=True):
    """A contract that governs a flow."""

    __tablename__ = "flow_agreement"
    flow: int = refers("flow.row_id", needed=True, index=True)
    agreement: str = refers("agreement.key", needed=True)


class FlowSafeguardRow(Listed, table=True):
    """What a flow relies on."""

    __tablename__ = "flow_safeguard"
    flow: int = refers("flow.row_id", needed=True, index=True)
    safeguard: str = refers("safeguard.key", needed=True)


class FlowMixRow(Listed, table=True):
    """A kind of people found upstream where none was written and there are several."""

    __tablename__ = "flow_mix"
    flow: int = refers("flow.row_id", needed=True, index=True)
    subject: str = refers("data_subject.key", needed=True)


class FlowDutyRow(Said, table=True):
    """That people must provide the data of a flow, and what happens otherwise."""

    __tablename__ = "flow_duty"
    flow: int = refers("flow.row_id", needed=True, unique=True)
    otherwise: str | None = None


class FlowPlacesRow(Said, table=True):
    """That places are stated for a flow; the countries are rows of `flow_country`."""

    __tablename__ = "flow_places"
    flow: int = refers("flow.row_id", needed=True, unique=True)


class FlowCountryRow(Listed, table=True):
    """A country of a flow: of the entity, of storage, or of access (`part`)."""

    __tablename__ = "flow_country"
    places: int = refers("flow_places.row_id", needed=True, index=True)
    part: str
    country: str
