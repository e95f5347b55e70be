"""Organisations: what is written, what the shipped directory adds, and who is internal."""

from __future__ import annotations

from ropa.model import OrganisationKind, Source
from ropa.vocabulary import load_vocabulary
from tests.helpers import register_from


def test_organisations() -> None:
    register = register_from("""
    organisations:
      us: {name: Us, legal_name: Us Ltd, registration_number: 0123, country: IE, address: "1 Quay", email: a@us.example,
           phone: +353 21, website: us.example, dpo: {name: O, address: x, email: o@us.example, phone: 1, organisation: DPO Ltd},
           representative: [{name: R, for: [eu-gdpr]}, S], subject_to: uk-gdpr, parent_company: group}
      group: Group plc
      revenue: {kind: public-authority}
      couriers: {name: Parcel carriers, kind: category}
      support: {kind: internal, part_of: us}
      other: {parent_company: {name: Parent, country: US}}
    """)
    us = register.organisations["us"]
    assert (us.legal_name, us.registration_number, us.email, us.phone, us.website) == (
        "Us Ltd",
        "0123",
        "a@us.example",
        "+353 21",
        "us.example",
    )
    assert us.dpo is not None
    assert (us.dpo.name, us.dpo.organisation) == ("O", "DPO Ltd")
    assert [(item.name, item.for_regimes) for item in us.representative] == [("R", ("eu-gdpr",)), ("S", ())]
    assert us.subject_to == ("uk-gdpr",)
    assert us.parent_company is not None
    assert us.parent_company.organisation == "group"
    assert register.organisations["other"].parent_company is not None
    assert register.organisations["other"].parent_company.country == "US"
    assert register.organisations["couriers"].kind is OrganisationKind.CATEGORY
    assert register.is_internal("support")
    assert not register.is_internal("revenue")
    assert (register.organisations["revenue"].name, register.organisations["revenue"].title) == ("", "revenue")


def test_parts_of_the_organisation_are_internal_and_run_its_systems() -> None:
    register = register_from("""
    organisations: {us: Us, staff: {part_of: us}, desk: {part_of: staff}, them: Them}
    systems: {shop: {operator: desk}, cart: {part_of: shop}, portal: {operator: them}, page: {part_of: portal}, log: }
    """)
    assert [register.is_internal(key) for key in ("us", "staff", "desk", "them", "nobody")] == [
        True,
        True,
        True,
        False,
        False,
    ]
    assert [register.operator_of(key) for key in ("shop", "cart", "portal", "page", "log")] == [
        "desk",
        "desk",
        "them",
        "them",
        "us",
    ]
    assert [key for key in register.systems if register.is_own_system(key)] == ["shop", "cart", "log"]
    assert register.party_of("page") == "them"
    assert register.party_of("us") == "us"
    assert register.parts("organisations", "us") == {"staff", "desk"}
    assert register.node_kind("shop") == "system"
    assert register.node_kind("us") == "organisation"
    assert register.node_kind("nothing") is None
    assert (register.title("us"), register.title("log"), register.title("nothing")) == ("Us", "log", "nothing")


def test_the_directory_fills_what_is_not_said() -> None:
    vendor = load_vocabulary().vendors["stripe"]
    register = register_from("""
    organisations: {us: Us, pay: {directory: stripe, country: US}, hetzner: Hetzner, mailchimp: {name: Our postman}}
    activities: {a: {recipients: [stripe, pay]}}
    """)
    pay, stripe = register.organisations["pay"], register.organisations["stripe"]
    assert (pay.name, pay.country, pay.directory) == (vendor.name, "US", "stripe")
    assert pay.mark("name").source is Source.DIRECTORY
    assert pay.mark("name").verified == "no"
    assert pay.mark("country").source is Source.REGISTER
    assert (stripe.country, stripe.source) == (vendor.country, Source.DIRECTORY)
    assert stripe.mark("country").verified == vendor.verified
    assert register.organisations["hetzner"].directory == "hetzner", "a declared key adds to the row of that key"
    assert register.organisations["mailchimp"].directory == "", "but not where its name is another one"
    assert register.organisations["mailchimp"].country == ""
    assert [notice.at for notice in register.notices if notice.kind == "directory-party"] == ["organisations/stripe"]


def test_a_parent_of_the_directory_is_marked() -> None:
    vendors = load_vocabulary().vendors
    key = next(key for key, row in vendors.items() if row.parent_company and row.parent_company != row.legal_name)
    register = register_from(f"organisations: {{us: Us, them: {{directory: {key}}}}}")
    them = register.organisations["them"]
    assert them.parent_company is not None
    assert them.parent_company.name == vendors[key].parent_company
    assert them.mark("parent_company").source is Source.DIRECTORY
    own = register_from(f"organisations: {{us: Us, them: {{directory: {key}, parent_company: us}}}}").organisations[
        "them"
    ]
    assert own.parent_company is not None
    assert own.parent_company.organisation == "us"


def test_no_key_is_shipped_both_as_a_vendor_and_as_a_kind_of_people() -> None:
    vocabulary = load_vocabulary()
    assert not vocabulary.vendors.keys() & vocabulary.data_subjects.keys()
