"""Tables on who and where: organisations, kinds of people, systems, and what they have signed."""

import datetime as dt

from sqlmodel import Field

from ropa.model import AgreementKind, Authorisation, MeasureKind, NodeKind, OrganisationKind, RecipientRole
from ropa.store.tables.base import Item, Keyed, Listed, Said, Table, refers, word, words


class NodeRow(Table, table=True):
    """A node of the graph: keys of organisations, systems and data subjects are unique together.

    Attributes:
        party: the organisation behind it (a system's operator), or the kind of people itself; derived.
        internal: whether that is the register's organisation or an internal part of it; derived.
    """

    __tablename__ = "node"
    key: str = Field(primary_key=True)
    kind: NodeKind = word(NodeKind, needed=True)
    party: str
    internal: bool


class OrganisationRow(Keyed, table=True):
    """An organisation."""

    __tablename__ = "organisation"
    kind: OrganisationKind = word(OrganisationKind, OrganisationKind.COMPANY)
    legal_name: str | None = None
    registration_number: str | None = None
    country: str | None = None
    address: str | None = None
    email: str | None = None
    phone: str | None = None
    website: str | None = None
    directory: str | None = None
    part_of: str | None = refers("organisation.key")
    subject_to: list[str] | None = words()
    headcount: int | None = None
    dpo_required: bool | None = None
    representative_exemption: str | None = None


class _Contact(Said):
    """A person or office that can be reached."""

    name: str | None = None
    address: str | None = None
    email: str | None = None
    phone: str | None = None
    company: str | None = None


class OfficerRow(_Contact, table=True):
    """A data protection officer."""

    __tablename__ = "data_protection_officer"
    organisation: str = refers("organisation.key", needed=True, unique=True)


class RepresentativeRow(_Contact, table=True):
    """A representative under Article 27."""

    __tablename__ = "representative"
    organisation: str = refers("organisation.key", needed=True, index=True)
    for_regimes: list[str] | None = words()
    country: str | None = None
    mandate: str | None = None


class ParentCompanyRow(Said, table=True):
    """The corporate parent of an organisation; `parent` is its key where it is declared."""

    __tablename__ = "parent_company"
    organisation: str = refers("organisation.key", needed=True, unique=True)
    parent: str | None = refers("organisation.key")
    name: str | None = None
    country: str | None = None


class DataSubjectRow(Keyed, table=True):
    """A kind of people; `count` is how many."""

    __tablename__ = "data_subject"
    part_of: str | None = refers("data_subject.key")
    count: int | None = None
    country: str | None = None
    same_as: str | None = refers("organisation.key")
    vulnerable: bool | None = None
    definition: str | None = None


class SystemRow(Keyed, table=True):
    """A system that holds data."""

    __tablename__ = "system"
    operator: str | None = refers("organisation.key")
    part_of: str | None = refers("system.key")


class SystemMeasureRow(Item, table=True):
    """A measure of a system."""

    __tablename__ = "system_measure"
    system: str = refers("system.key", needed=True, index=True)
    item: str = refers("measure.key", needed=True)


class HostingRow(Said, table=True):
    """Who hosts a system; `host` is an organisation, `condition` when, in words."""

    __tablename__ = "hosting"
    system: str = refers("system.key", needed=True, index=True)
    host: str = refers("organisation.key", needed=True)
    country: str | None = None
    access: str | None = None
    condition: str | None = None
    role: RecipientRole | None = word(RecipientRole)


class HostingAgreementRow(Listed, table=True):
    """A contract that governs a hosting."""

    __tablename__ = "hosting_agreement"
    hosting: int = refers("hosting.row_id", needed=True, index=True)
    agreement: str = refers("agreement.key", needed=True)


class HostingSafeguardRow(Listed, table=True):
    """What a transfer to a host relies on."""

    __tablename__ = "hosting_safeguard"
    hosting: int = refers("hosting.row_id", needed=True, index=True)
    safeguard: str = refers("safeguard.key", needed=True)


class HostingForRow(Listed, table=True):
    """Whose data a host keeps: a kind of people or an organisation."""

    __tablename__ = "hosting_for"
    hosting: int = refers("hosting.row_id", needed=True, index=True)
    node: str = refers("node.key", needed=True)


class HostingPlacesRow(Said, table=True):
    """That places are stated for a hosting; the countries are rows of `hosting_country`."""

    __tablename__ = "hosting_places"
    hosting: int = refers("hosting.row_id", needed=True, unique=True)


class HostingCountryRow(Listed, table=True):
    """A country of a hosting: of the entity, of storage, or of access (`part`)."""

    __tablename__ = "hosting_country"
    places: int = refers("hosting_places.row_id", needed=True, index=True)
    part: str
    country: str


class AgreementRow(Keyed, table=True):
    """A contract; `contents` are points of Article 28(3), `duties` words."""

    __tablename__ = "agreement"
    kind: AgreementKind = word(AgreementKind, AgreementKind.OTHER)
    signed: dt.date | None = None
    until: dt.date | None = None
    review_by: dt.date | None = None
    document: str | None = None
    contents: list[str] | None = words()
    duties: list[str] | None = words()
    contact_point: str | None = None
    essence: str | None = None


class AgreementPartyRow(Listed, table=True):
    """A party of an agreement."""

    __tablename__ = "agreement_party"
    agreement: str = refers("agreement.key", needed=True, index=True)
    organisation: str = refers("organisation.key", needed=True)


class SubProcessingRow(Said, table=True):
    """Whether the processor of an agreement may engage others."""

    __tablename__ = "sub_processing"
    agreement: str = refers("agreement.key", needed=True, unique=True)
    authorisation: Authorisation | None = word(Authorisation)
    objection: str | None = None
    list_dated: dt.date | None = None
    document: str | None = None
    flow_down: bool | None = None


class GuaranteesRow(Said, table=True):
    """How a processor's guarantees were examined."""

    __tablename__ = "guarantees"
    agreement: str = refers("agreement.key", needed=True, unique=True)
    date: dt.date | None = None
    result: str | None = None
    document: str | None = None


class SafeguardRow(Keyed, table=True):
    """What an exporter relies on for a transfer."""

    __tablename__ = "safeguard"
    tool: str | None = None
    module: int | None = None
    organisation: str | None = None
    covers: list[str] | None = words()
    signed: dt.date | None = None
    checked: dt.date | None = None
    condition_met: str | None = None
    adapted: str | None = None
    document: str | None = None
    copy_obtained: str | None = None
    why: str | None = None


class SafeguardPartyRow(Listed, table=True):
    """A party of a safeguard."""

    __tablename__ = "safeguard_party"
    safeguard: str = refers("safeguard.key", needed=True, index=True)
    organisation: str = refers("organisation.key", needed=True)


class ApprovalRow(Said, table=True):
    """An authority's approval of a safeguard."""

    __tablename__ = "safeguard_approval"
    safeguard: str = refers("safeguard.key", needed=True, unique=True)
    authority: str | None = None
    reference: str | None = None
    date: dt.date | None = None


class TransferAssessmentRow(Said, table=True):
    """A transfer impact assessment of a safeguard."""

    __tablename__ = "transfer_assessment"
    safeguard: str = refers("safeguard.key", needed=True, unique=True)
    date: dt.date | None = None
    review_by: dt.date | None = None
    document: str | None = None


class MeasureRow(Keyed, table=True):
    """A security measure."""

    __tablename__ = "measure"
    kind: MeasureKind | None = word(MeasureKind)
    taken_by: str | None = refers("organisation.key")
    tested: dt.date | None = None
    definition: str | None = None
