"""Who and where: organisations, kinds of people, systems, and what they have signed."""

import datetime as dt

from ropa.model.base import Entity, Sourced, Use, record
from ropa.model.words import (
    AgreementContent,
    AgreementKind,
    Authorisation,
    MeasureKind,
    OrganisationKind,
    RecipientRole,
)


@record
class Contact(Sourced):
    """A person or office that can be reached; every part may be empty (not stated)."""

    name: str = ""
    address: str = ""
    email: str = ""
    phone: str = ""
    organisation: str = ""


@record
class Representative(Contact):
    """A representative under Article 27; `for_regimes` names the regimes, empty means not stated.

    Attributes:
        country: where it is established (Article 27(3)). mandate: where the written mandate is (Article 27(1)).
    """

    for_regimes: tuple[str, ...] = ()
    country: str = ""
    mandate: str = ""


@record
class ParentCompany(Sourced):
    """The corporate parent: a declared organisation by key, or only a name and country (as the directory gives it)."""

    organisation: str = ""
    name: str = ""
    country: str = ""


@record
class Organisation(Entity):
    """A legal person, authority, unnamed class of recipients, or internal part.

    Attributes:
        country: ISO 3166-1 alpha-2 of the contracting entity; empty is not stated; other text is kept as written.
        directory: key of the vendor directory row that fills what the register does not say, or empty.
        part_of: key of the organisation it belongs to (organisational), or empty.
        parent_company: corporate parent, or None.
        subject_to: regimes that apply to it beyond its seat.
        headcount: persons employed (Article 30(5)), None when not stated.
        dpo_required: whether Article 37(1) asks for an officer, None when not stated.
        representative_exemption: why Article 27(2) asks for no representative.
    """

    kind: OrganisationKind = OrganisationKind.COMPANY
    legal_name: str = ""
    registration_number: str = ""
    country: str = ""
    address: str = ""
    email: str = ""
    phone: str = ""
    website: str = ""
    dpo: Contact | None = None
    representative: tuple[Representative, ...] = ()
    directory: str = ""
    part_of: str = ""
    parent_company: ParentCompany | None = None
    subject_to: tuple[str, ...] = ()
    headcount: int | None = None
    dpo_required: bool | None = None
    representative_exemption: str = ""


@record
class DataSubject(Entity):
    """A kind of people (Article 30(1)(c)).

    Attributes:
        part_of: key of the wider kind, or empty; facts about the whole hold for the part as implied.
        count: how many people, or None when not stated.
        country: where they are, for conditional hosting.
        same_as: key of the organisation that such a person is, or empty.
        vulnerable: True for people who can hardly object or refuse (WP 248), None when not stated.
    """

    part_of: str = ""
    count: int | None = None
    country: str = ""
    same_as: str = ""
    vulnerable: bool | None = None
    definition: str = ""


@record
class Locations(Sourced):
    """Countries of one flow or hosting, each possibly several, empty when not stated."""

    entity: tuple[str, ...] = ()
    storage: tuple[str, ...] = ()
    access: tuple[str, ...] = ()


@record
class Hosting(Sourced):
    """Who hosts a system and where.

    Attributes:
        by: key of the organisation.
        country: country of storage, as for organisations.
        access: `none` when the host cannot read the data; other words as written; empty is not stated.
        when: condition in words; `for_keys`: data subjects or organisations this entry is for.
        role: of the host, None when not stated; agreement: keys of agreements; safeguard: keys of safeguards.
    """

    by: str
    country: str = ""
    access: str = ""
    when: str = ""
    for_keys: tuple[str, ...] = ()
    role: RecipientRole | None = None
    agreement: tuple[str, ...] = ()
    safeguard: tuple[str, ...] = ()
    locations: Locations = Locations()

    @property
    def can_read(self) -> bool:
        """False only when the register says `access: none`."""
        return self.access != "none"


@record
class System(Entity):
    """A system that holds data.

    Attributes:
        operator: key of the organisation that runs it, empty when not stated.
        part_of: key of the wider system, or empty.
        measures: security measures of this system.
    """

    operator: str = ""
    hosting: tuple[Hosting, ...] = ()
    measures: tuple[Use, ...] = ()
    part_of: str = ""


@record
class SubProcessing(Sourced):
    """Whether a processor may engage others (Article 28(2) and (4)).

    Attributes:
        objection: ISO 8601 duration in which the controller may object to a change.
        list_dated: date of the list of sub-processors; document: where it is.
        flow_down: True when they are bound by the same obligations, None when not stated.
    """

    authorisation: Authorisation | None = None
    objection: str = ""
    list_dated: dt.date | None = None
    document: str = ""
    flow_down: bool | None = None


@record
class Guarantees(Sourced):
    """How the controller made sure of a processor's guarantees (Article 28(1)): when, with what result, where."""

    date: dt.date | None = None
    result: str = ""
    document: str = ""


@record
class Agreement(Entity):
    """A contract between organisations (Articles 26(1), 28(3)).

    Attributes:
        between: keys of the parties.
        signed: date, None when not stated; `until` the end, `review_by` the date of the next review.
        document: key of a document, or a path or reference as written.
        contents: which points of Article 28(3) it sets out, in the order written; empty is not stated.
        duties: who does what among joint controllers, in words; contact_point: for data subjects (Article 26(1)).
        essence: where data subjects find the essence of the arrangement (Article 26(2)).
    """

    kind: AgreementKind = AgreementKind.OTHER
    between: tuple[str, ...] = ()
    signed: dt.date | None = None
    until: dt.date | None = None
    review_by: dt.date | None = None
    document: str = ""
    contents: tuple[AgreementContent, ...] = ()
    sub_processing: SubProcessing | None = None
    guarantees: Guarantees | None = None
    duties: tuple[str, ...] = ()
    contact_point: str = ""
    essence: str = ""


@record
class Assessment(Sourced):
    """A transfer impact assessment: dated, to be reviewed by a date, with a document."""

    date: dt.date | None = None
    review_by: dt.date | None = None
    document: str = ""


@record
class Approval(Sourced):
    """An authority's approval, for example of binding corporate rules (Article 47(1))."""

    authority: str = ""
    reference: str = ""
    date: dt.date | None = None


@record
class Safeguard(Entity):
    """What an exporter relies on for a transfer (Chapter V).

    Attributes:
        tool: word of the tool as written; an unknown word is kept and graded `invalid`.
        module: 1 to 4 for standard contractual clauses, else None.
        organisation: key or name of the certified or bound entity, where the tool is about one.
        covers: data or flows it covers, in words.
        checked: when a certificate was last looked up.
        adapted: how clauses were adapted (for Switzerland or the United Kingdom), in words.
        copy: how data subjects obtain a copy of it (Articles 13(1)(f), 14(1)(f)).
    """

    tool: str = ""
    module: int | None = None
    between: tuple[str, ...] = ()
    organisation: str = ""
    covers: tuple[str, ...] = ()
    signed: dt.date | None = None
    checked: dt.date | None = None
    condition_met: str = ""
    approval: Approval | None = None
    adapted: str = ""
    tia: Assessment | None = None
    document: str = ""
    copy: str = ""
    why: str = ""


@record
class Measure(Entity):
    """A security measure (Article 32(1)); `by` whom it is taken, empty when by the register's organisation.

    `tested` is when it was last tested or assessed (Article 32(1)(d)).
    """

    kind: MeasureKind | None = None
    by: str = ""
    tested: dt.date | None = None
    definition: str = ""
