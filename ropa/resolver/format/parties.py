"""Sections of parties and places: organisations, data subjects, systems, agreements, safeguards, measures."""

from __future__ import annotations

from ropa import model
from ropa.model import AgreementContent, AgreementKind, Authorisation, MeasureKind, OrganisationKind, RecipientRole
from ropa.resolver import references as to
from ropa.resolver.kinds import Choice, Country, Date, FilePath, Period, Text, Whole, YesNo
from ropa.resolver.references import DirectoryKey, Many, Reference, RegimeKey
from ropa.resolver.shapes import Field, Nested, NestedList, Shape
from ropa.resolver.uses import Uses

_CONTACT_FIELDS = (
    Field("name", Text(), "Name of the person or office."),
    Field("address", Text(), "Postal address."),
    Field("email", Text(), "Email address."),
    Field("phone", Text(), "Telephone number."),
    Field("organisation", Text(), "Company, where external."),
)

CONTACT = Shape(
    "a contact", "contact", model.Contact, _CONTACT_FIELDS,
    short="name", example="dpo: {name: A. Officer, email: dpo@shop.example}",
)  # fmt: skip

REPRESENTATIVE = Shape(
    "a representative", "representative", model.Representative,
    (
        *_CONTACT_FIELDS,
        Field("for", Many(RegimeKey()), "Regimes the mandate is for.", attr="for_regimes"),
        Field("country", Country(), "Where it is established, Article 27(3)."),
        Field("mandate", FilePath(), "Where the written mandate is, Article 27(1)."),
    ),
    short="name", doc="Representative under Article 27.",
    example="representative: {name: R GmbH, email: r@rep.example}",
)  # fmt: skip

PARENT = Shape(
    "a parent company", "parent_company", model.ParentCompany,
    (
        Field("organisation", to.ORGANISATION, "Key of the parent, where it is declared."),
        Field("name", Text(), "Its name."),
        Field("country", Country(), "Its country."),
    ),
    short="organisation", doc="Corporate parent.", example="parent_company: {name: Parent Inc., country: US}",
)  # fmt: skip

ORGANISATION = Shape(
    "an organisation", "organisation", model.Organisation,
    (
        Field("name", Text(), "What people call it; absent means not stated."),
        Field("kind", Choice(OrganisationKind), "What it is; company where not written."),
        Field("legal_name", Text(), "Name of the legal person."),
        Field("registration_number", Text(), "Number in the company register."),
        Field("country", Country(), "Country of the contracting entity."),
        Field("address", Text(), "Postal address."),
        Field("email", Text(), "Email address for data protection."),
        Field("phone", Text(), "Telephone number."),
        Field("website", Text(), "Website."),
        Field("dpo", Nested(CONTACT), "Data protection officer."),
        Field("representative", NestedList(REPRESENTATIVE), "Representatives under Article 27."),
        Field("directory", DirectoryKey(), "Row of the shipped directory."),
        Field("part_of", to.ORGANISATION, "Organisation it belongs to."),
        Field("parent_company", Nested(PARENT), "Corporate parent."),
        Field("subject_to", Many(RegimeKey()), "Regimes that apply beyond its seat."),
        Field("headcount", Whole(), "How many persons it employs, Article 30(5)."),
        Field("dpo_required", YesNo(), "Whether Article 37(1) asks for a data protection officer."),
        Field("representative_exemption", Text(), "Why Article 27(2) asks for no representative."),
    ),
    short="name", doc="A legal person, authority, unnamed class of recipients, or internal part.",
    example="aweber: {name: AWeber, country: US}",
)  # fmt: skip

DATA_SUBJECT = Shape(
    "a data subject", "data_subject", model.DataSubject,
    (
        Field("name", Text(), "What people call this kind of people."),
        Field("definition", Text(), "Who belongs to it, in one sentence."),
        Field("part_of", to.SUBJECT, "The wider kind."),
        Field("count", Whole(), "How many people."),
        Field("country", Country(), "Where they are, for conditional hosting."),
        Field("same_as", to.ORGANISATION, "The organisation that such a person is."),
        Field("vulnerable", YesNo(), "Whether they can hardly object or refuse, such as children or employees."),
    ),
    short="name", doc="A kind of people, Article 30(1)(c).", example="customer: {name: Customers}",
)  # fmt: skip

LOCATIONS = Shape(
    "the locations of a flow or host", "locations", model.Locations,
    (
        Field("entity", Many(Country()), "Seat of the contracting entity."),
        Field("storage", Many(Country()), "Where the data are stored."),
        Field("access", Many(Country()), "From where they are accessed."),
    ),
    example="locations: {storage: DE, access: [US]}",
)  # fmt: skip

HOSTING = Shape(
    "a host", "hosting", model.Hosting,
    (
        Field("by", to.ORGANISATION, "Who hosts.", required=True),
        Field("country", Country(), "Where the data are stored."),
        Field("access", Text(), "`none` when the host cannot read the data."),
        Field("when", Text(), "Condition in words."),
        Field("for", Many(Reference("a data subject or organisation", ("data_subjects", "organisations"))),
              "Whose data, where the region depends on the client.", attr="for_keys"),
        Field("locations", Nested(LOCATIONS), "Countries where they differ."),
        Field("as", Choice(RecipientRole), "Role of the host.", attr="role"),
        Field("agreement", Many(to.AGREEMENT), "Contracts that govern the hosting."),
        Field("safeguard", Many(to.SAFEGUARD), "What a transfer to the host relies on."),
    ),
    short="by", doc="Who hosts a system, and where.", example="hosting: [{by: hetzner, country: DE}]",
)  # fmt: skip

SYSTEM = Shape(
    "a system", "system", model.System,
    (
        Field("name", Text(), "What people call it."),
        Field("operator", to.ORGANISATION, "Who runs it."),
        Field("hosting", NestedList(HOSTING), "Who hosts it, and where."),
        Field("measures", Uses(to.MEASURE), "Security measures of this system."),
        Field("part_of", to.SYSTEM, "The wider system."),
    ),
    short="name", doc="A system that holds data.", example="shop: {name: Web shop, operator: corner-books}",
)  # fmt: skip

SUB_PROCESSING = Shape(
    "the rules on sub-processors", "sub_processing", model.SubProcessing,
    (
        Field("authorisation", Choice(Authorisation), "Specific or general, Article 28(2)."),
        Field("objection", Period(), "How long the controller may object to a change."),
        Field("list_dated", Date(), "Date of the list of sub-processors."),
        Field("document", FilePath(), "Where the list is."),
        Field("flow_down", YesNo(), "Whether they are bound by the same obligations, Article 28(4)."),
    ),
    short="authorisation", doc="Article 28(2) and (4).",
    example="sub_processing: {authorisation: general, objection: P30D}",
)  # fmt: skip

GUARANTEES = Shape(
    "the guarantees of a processor", "guarantees", model.Guarantees,
    (
        Field("date", Date(), "When they were examined."),
        Field("result", Text(), "What was found."),
        Field("document", FilePath(), "Where the examination is."),
    ),
    short="result", doc="Article 28(1).", example="guarantees: {date: 2026-01-15, result: certificate seen}",
)  # fmt: skip

AGREEMENT = Shape(
    "an agreement", "agreement", model.Agreement,
    (
        Field("name", Text(), "What people call it."),
        Field("kind", Choice(AgreementKind), "What it governs."),
        Field("between", Many(to.ORGANISATION), "The parties."),
        Field("signed", Date(), "When it was signed."),
        Field("until", Date(), "When it ends."),
        Field("review_by", Date(), "When it is to be reviewed."),
        Field("document", FilePath(), "A document's key, a path in the folder, or a reference."),
        Field("contents", Many(Choice(AgreementContent)), "Which points of Article 28(3) it sets out."),
        Field("sub_processing", Nested(SUB_PROCESSING), "Whether the processor may engage others, Article 28(2)."),
        Field("guarantees", Nested(GUARANTEES), "How the processor's guarantees were examined, Article 28(1)."),
        Field("duties", Many(Text()), "Who does what among joint controllers, Article 26(1)."),
        Field("contact_point", Text(), "For data subjects of joint controllers, Article 26(1)."),
        Field("essence", Text(), "Where data subjects find the essence of the arrangement, Article 26(2)."),
    ),
    short="name", doc="A contract between organisations.", example="dpa: {kind: data-processing, between: [us, them]}",
)  # fmt: skip

ASSESSMENT = Shape(
    "a transfer impact assessment", "tia", model.Assessment,
    (
        Field("date", Date(), "When it was made."),
        Field("review_by", Date(), "When it is to be reviewed."),
        Field("document", FilePath(), "Where it is."),
    ),
    example="tia: {date: 2026-02-20}",
)  # fmt: skip

APPROVAL = Shape(
    "an approval", "approval", model.Approval,
    (
        Field("authority", Text(), "Who approved."),
        Field("reference", Text(), "Its reference."),
        Field("date", Date(), "When."),
    ),
    short="reference", example="approval: {authority: DPC, date: 2024-02-01}",
)  # fmt: skip

SAFEGUARD = Shape(
    "a safeguard", "safeguard", model.Safeguard,
    (
        Field("name", Text(), "What people call it."),
        Field("tool", Text(), "What is relied on; an unknown word is kept and graded invalid."),
        Field("module", Whole(1, 4), "Module of standard contractual clauses."),
        Field("between", Many(to.ORGANISATION), "The parties."),
        Field("organisation", Text(), "The certified or bound entity."),
        Field("covers", Many(Text()), "Data or transfers it covers."),
        Field("signed", Date(), "When it was signed."),
        Field("checked", Date(), "When a certificate was last looked up."),
        Field("condition_met", Text(), "Why the recipient meets the condition of a decision."),
        Field("approval", Nested(APPROVAL), "Approval by an authority."),
        Field("adapted", Text(), "How clauses were adapted."),
        Field("tia", Nested(ASSESSMENT), "Transfer impact assessment."),
        Field("document", FilePath(), "Where it is."),
        Field("copy", Text(), "How data subjects obtain a copy, Article 13(1)(f)."),
        Field("why", Text(), "Why it applies."),
    ),
    short="tool", doc="What an exporter relies on, Chapter V.",
    example="scc: {tool: scc-2021, module: 2, between: [us, them]}",
)  # fmt: skip

MEASURE = Shape(
    "a measure", "measure", model.Measure,
    (
        Field("name", Text(), "What people call it."),
        Field("kind", Choice(MeasureKind), "Technical, organisational, the vendor's, or advice."),
        Field("by", to.ORGANISATION, "Who takes it, where not the register's organisation."),
        Field("tested", Date(), "When it was last tested or assessed, Article 32(1)(d)."),
        Field("definition", Text(), "What it is, in one sentence."),
    ),
    short="name", doc="A security measure, Article 32(1).",
    example="tls: {name: Encryption in transit, kind: technical}",
)  # fmt: skip
