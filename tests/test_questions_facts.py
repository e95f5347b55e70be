"""Every fact on one line: which are listed, in which columns, and which of them answer."""

from __future__ import annotations

import csv
import io
from typing import Any

import pytest

from ropa.formats import format_named
from ropa.questions import Context, FactsAnswer, Verdict, facts
from ropa.questions.facts_rows import COLUMNS, KINDS
from tests.asking import context_from

REGISTER = """
register: {organisation: us, as_of: 2026-11-01%s, documents: {policy: {title: Policy}}}
organisations:
  us: {name: Us, country: IE}
  mail: {name: Mail, country: {is: US, certainty: implied}}
  stripe: {directory: stripe}
  cloud: {name: Cloud, parent_company: {name: Big, country: US}}
  owner: {name: Owner}
data_subjects: {visitor: {name: Visitors}, buyer: {name: Buyers, part_of: visitor}, clerk: {name: Clerks}}
data_categories: {ip-address: {declared: {is: not-personal, stated_as: "no person", cite: policy:5}}}
systems:
  shop: {name: Shop, operator: {is: us, certainty: implied}, hosting: [{by: cloud, country: DE, access: none}], measures: [tls]}
agreements: {mail-dpa: {kind: data-processing, between: [us, mail]}}
safeguards: {mail-scc: {tool: scc-2021, module: 2, between: [us, mail]}}
measures: {tls: {name: Encryption, kind: technical}, hush: {name: Hush, kind: organisational, by: mail}}
activities:
  news:
    purposes: [{is: direct-marketing, cite: policy:12}]
    legal_basis: [{basis: consent, form: opt-in, for: direct-marketing, stated_as: "if you agree", cite: policy:14}]
    special_category_condition: [explicit-consent]
    legitimate_interests: {interest: To be read, assessment: lia.pdf}
    automated_decisions: none
    dpia: {required: no, why: small}
    flows:
      - visitor -> shop: {data: [{is: email-address, stated_as: "your mail"}], when: on signing up, voluntary: yes}
      - shop -> mail: {data: [email-address], as: processor, agreement: mail-dpa, safeguard: mail-scc, cite: policy:22}
    retention:
      - {data: [email-address], trigger: withdrawal, period: P30D, disposal: [erase, anonymise], cite: policy:40}
      - {data: [contact-data], criterion: as needed, by: mail}
    measures: [hush]
  pay:
    role: {is: processor, certainty: possible, cite: policy:50}
    on_behalf_of: [owner]
    processing: [Taking payments]
    flows:
      - buyer -> stripe: {data: [payment-card], via: shop}
  staff:
    certainty: implied
    purposes: [payroll]
    data_subjects: [clerk]
    data: [name]
    recipients: [mail]
general:
  retention: [{data: everything, criterion: while needed}]
  measures: [tls]
cookies: [{name: sid, set_by: shop, subjects: [visitor], data: [ip-address], purpose: security, lifetime: P1D}]
rights: {erasure: {channel: mail us, within: P30D, subjects: [visitor], except_data: [name]}}
promises: {never-told: {never: {data: phone-number, to: outside}}, eu: {only: {countries: [EEA]}}}
"""


@pytest.fixture(scope="module")
def context() -> Context:
    """Return the register of this module."""
    return context_from(REGISTER % "")


def rows(answer: FactsAnswer, *fields: str, **only: Any) -> list[tuple[Any, ...]]:
    """Return these fields of the facts whose other fields are as given."""
    return [
        tuple(item[field] for field in fields)
        for item in answer.as_json()["facts"]
        if all(item[name] == value for name, value in only.items())
    ]


def test_everything_is_listed_where_nothing_is_asked(context: Context) -> None:
    found = facts(context)
    assert {row.kind for row in found.facts} == {*KINDS} - {"joint-with", "part-of"}
    assert (found.answer, found.not_stated, found.denied) == (Verdict.FOUND, (), ())


def test_flows_with_all_that_they_say(context: Context) -> None:
    found = facts(context, data="email-address")
    assert rows(found, "at", "sender", "receiver", "role", "detail", kind="flow") == [
        ("news/shop->mail", "shop", "mail", "processor", "agreement: mail-dpa; safeguard: mail-scc"),
        ("news/visitor->shop", "visitor", "shop", None, "when: on signing up; voluntary: yes"),
    ]
    assert rows(found, "stated_as", receiver="shop", kind="flow") == [("your mail",)]
    assert rows(found, "at", "receiver", "detail", "from", kind="hosting") == [
        ("hosting/shop/cloud", "cloud", "storage: DE; access: none", "derived")
    ]
    assert rows(facts(context, subjects="clerk"), "sender", "receiver", "certainty", kind="list") == [
        ("clerk", "us", "implied"),
        ("us", "mail", "implied"),
    ]


def test_what_is_said_of_the_activity_comes_with_its_facts(context: Context) -> None:
    found = facts(context, data="email-address", subjects="visitor")
    assert rows(found, "kind", "value", "detail", said_of="activity") == [
        ("role", "controller", None),
        ("purpose", "direct-marketing", None),
        ("legal-basis", "consent", "form: opt-in; for: direct-marketing"),
        ("interest", "To be read", "assessment: lia.pdf"),
        ("condition", "explicit-consent", None),
        ("automated-decisions", "none", None),
        ("dpia", "not required", "why: small"),
        ("measure", "hush", "kind: organisational; by: mail"),
    ]
    assert rows(found, "from", "certainty", kind="role") == [("default", "implied")]
    assert rows(found, "cites", "stated_as", kind="legal-basis") == [
        ([{"document": "policy", "lines": "14"}], "if you agree")
    ]
    assert not rows(found, "at", activity="pay")


def test_a_role_with_its_certainty_and_those_acted_for(context: Context) -> None:
    found = facts(context, activity="pay")
    assert rows(found, "value", "certainty", kind="role") == [("processor", "possible")]
    assert rows(found, "value", kind="on-behalf-of") == [("owner",)]
    assert rows(found, "value", kind="processing") == [("Taking payments",)]
    assert {row.activity for row in found.facts if row.said_of == "activity"} == {"pay"}


def test_nothing_is_surer_than_its_activity(context: Context) -> None:
    assert rows(facts(context, activity="staff"), "value", "certainty", kind="purpose") == [("payroll", "implied")]


def test_retention_rules_by_data_and_rules_for_more(context: Context) -> None:
    found = facts(context, data="email-address")
    assert rows(found, "at", "data", "value", "match", kind="retention") == [
        ("general/retention", None, "while needed", "broader"),
        ("activities/news/retention", "contact-data", "as needed", "broader"),
        ("activities/news/retention", "email-address", "P30D", "exact"),
    ]
    assert rows(found, "detail", value="P30D") == [("from: withdrawal; disposal: erase, anonymise",)]
    assert rows(facts(context, activity="news", data="payment-card"), "value", kind="retention") == []


def test_systems_and_organisations_of_the_facts(context: Context) -> None:
    found = facts(context, data="email-address")
    assert rows(found, "kind", "at", "value", "certainty", said_of="system") == [
        ("measure", "systems/shop/measures", "tls", "stated"),
        ("operator", "systems/shop/operator", "us", "implied"),
        ("storage", "systems/shop/hosting", "DE", "stated"),
    ]
    assert rows(found, "receiver", "value", "certainty", kind="country") == [
        ("mail", "US", "implied"),
        ("us", "IE", "stated"),
    ]
    assert rows(found, "receiver", "value", "detail", kind="parent-company") == [("cloud", "Big", "country: US")]
    assert rows(found, "kind", "at", "value", said_of="organisation")[-2:] == [
        ("agreement", "agreements/mail-dpa", "data-processing"),
        ("safeguard", "safeguards/mail-scc", "scc-2021"),
    ]


def test_what_the_directory_says_is_marked_and_cites_nothing(context: Context) -> None:
    found = facts(context, data="payment-card")
    assert rows(found, "value", "from", "cites", kind="country", receiver="stripe") == [("IE", "directory", [])]


def test_claims_are_kept_apart_and_listed(context: Context) -> None:
    found = facts(context, data="ip-address")
    assert rows(found, "kind", "at", "value", "stated_as", data="ip-address") == [
        ("claim", "data_categories/ip-address/declared", "not-personal", "no person"),
        ("cookie", "cookies/1", "sid", None),
    ]
    assert found.answer is Verdict.FOUND
    assert rows(facts(context, data="email-address"), "at", kind="claim") == []


def test_rights_and_promises(context: Context) -> None:
    found = facts(context, subjects="visitor")
    assert rows(found, "value", "detail", kind="right") == [
        ("erasure", "offered: yes; channel: mail us; within: P30D; except data: name")
    ]
    assert rows(facts(context, subjects="clerk"), "value", kind="right") == []
    assert rows(facts(context, data="phone-number"), "at", "value", "match", kind="promise") == [
        ("promises/eu", "only in countries EEA", "broader"),
        ("promises/never-told", "never data phone-number to outside", "exact"),
    ]
    assert rows(facts(context, activity="news"), "kind", said_of="promises") == []


def test_an_organisation_with_all_that_is_said_of_it(context: Context) -> None:
    found = facts(context, organisation="mail")
    assert rows(found, "at", kind="flow") == [("news/shop->mail",)]
    assert rows(found, "value", kind="retention") == [("as needed",)]
    assert rows(found, "at", kind="agreement") == [("agreements/mail-dpa",)]
    assert rows(found, "kind", said_of="rights") == []
    owner = facts(context, organisation="owner")
    assert {row.activity for row in owner.facts if row.said_of == "activity"} == {"pay"}


@pytest.mark.parametrize(
    ("options", "answer"),
    [
        ({"data": "email-address"}, Verdict.FOUND),
        ({"data": "contact-data"}, Verdict.FOUND),
        ({"data": "email-address", "subjects": "buyer"}, Verdict.IMPLIED),
        ({"subjects": "clerk"}, Verdict.IMPLIED),
        ({"data": "phone-number"}, Verdict.NOT_STATED),
        ({"data": "phone-number", "organisation": "mail"}, Verdict.DENIED),
        ({"data": "username"}, Verdict.NOT_STATED),
        ({"organisation": "owner"}, Verdict.FOUND),
    ],
)
def test_answers(context: Context, options: dict[str, Any], answer: Verdict) -> None:
    assert facts(context, **options).answer is answer


def test_rules_for_everything_say_of_no_data_that_it_is_there(context: Context) -> None:
    found = facts(context, data="username")
    assert rows(found, "kind", "match", said_of="data") == [("retention", "broader")]
    assert [gap.data for gap in found.not_stated] == ["username"]


def test_complete_data_makes_none() -> None:
    complete = context_from(REGISTER % ", complete: [data]")
    assert facts(complete, data="username").answer is Verdict.NONE
    assert facts(complete, data="username").not_stated == ()
    assert facts(complete, data="email-address").answer is Verdict.FOUND
    open_flow = (REGISTER % ", complete: [data]").replace("  pay:\n", "  gap: {flows: [buyer -> us]}\n  pay:\n")
    assert facts(context_from(open_flow), data="username").answer is Verdict.NOT_STATED


def test_csv_has_one_fact_per_line_in_columns_that_stay(context: Context) -> None:
    assert COLUMNS == (
        "kind", "at", "said_of", "activity", "subject", "data", "sender", "receiver", "role", "value", "detail",
        "match", "certainty", "from", "stated_as", "source",
    )  # fmt: skip
    found = facts(context, data="email-address", subjects="visitor")
    lines = list(csv.DictReader(io.StringIO(format_named("csv").render(found))))
    assert len(lines) == len(found.facts) + len(found.denied) + len(found.not_stated)
    assert lines[0] == {
        "kind": "flow", "at": "news/shop->mail", "said_of": "data", "activity": "news", "subject": "visitor",
        "data": "email-address", "sender": "shop", "receiver": "mail", "role": "processor", "value": "",
        "detail": "agreement: mail-dpa; safeguard: mail-scc", "match": "exact", "certainty": "stated",
        "from": "register", "stated_as": "", "source": "policy:22",
    }  # fmt: skip


def test_every_row_of_an_answer_names_a_known_kind_and_an_address(context: Context) -> None:
    for row in facts(context).facts:
        assert row.kind in KINDS
        assert row.at
        assert row.said_of
