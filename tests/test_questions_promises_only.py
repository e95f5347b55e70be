"""What is done only so: every limit against a register."""

from __future__ import annotations

import pytest

from tests.promise_registers import SERVING, Case, check_case, parameters, verdicts

ONLY_COUNTRIES = {
    "inside": Case("{only: {countries: [EEA]}}", "visitor -> crm: [name]\ncrm -> irish: [name]", "kept"),
    "outside": Case("{only: {countries: [EEA]}}", "visitor -> crm: [name]\ncrm -> mail: [name]", "broken", ["a/crm->mail"]),
    "one country": Case("{only: {countries: [IE]}}", "visitor -> crm: [name]\ncrm -> irish: [name]", "kept"),
    "not stated": Case("{only: {countries: [EEA]}}", "visitor -> crm: [name]\ncrm -> silent: [name]", "possibly-broken", [], ["a/crm->silent"]),
    "a host outside": Case("{only: {countries: [EEA]}}", "visitor -> archive: [name]", "broken", ["hosting/archive/cloud"]),
    "the flow says where": Case(
        "{only: {countries: [EEA]}}", "visitor -> crm: [name]\ncrm -> irish: {data: [name], locations: {storage: [US]}}", "broken", ["a/crm->irish"]
    ),
    "stored inside by a company from outside": Case(
        "{only: {countries: [EEA]}}", "visitor -> crm: [name]\ncrm -> mail: {data: [name], locations: {storage: [IE]}}", "possibly-broken", [], ["a/crm->mail"]
    ),
    "a group inside the group": Case("{only: {countries: [EEA]}}", "visitor -> crm: [name]\ncrm -> irish: {data: [name], locations: {storage: [EU]}}", "kept"),
    "a group around the country": Case(
        "{only: {countries: [IE]}}", "visitor -> crm: [name]\ncrm -> irish: {data: [name], locations: {storage: [EU]}}", "possibly-broken", [], ["a/crm->irish"]
    ),
    "a country that nobody knows": Case(
        "{only: {countries: [EEA]}}", "visitor -> crm: [name]\ncrm -> irish: {data: [name], locations: {storage: [Neverland]}}", "possibly-broken", [],
        ["a/crm->irish"],
    ),
    "outside by the directory": Case(
        "{only: {countries: [DE], to: outside}}", "visitor -> crm: [name]\ncrm -> stripe: [name]", "possibly-broken", [], ["a/crm->stripe"]
    ),
    "of some data": Case("{only: {countries: [EEA], data: name}}", "visitor -> crm: [name]\ncrm -> mail: [email-address]", "kept"),
    "of some people": Case(
        "{only: {countries: [EEA], subjects: staff}}", "staff -> crm: [name]\ncrm -> mail: {data: [name], subjects: [visitor]}", "kept"
    ),
    "in own systems": Case("{only: {countries: [EEA], in: own-systems}}", "visitor -> crm: [name]\ncrm -> mail: [name]", "kept"),
    "in own systems, hosted elsewhere": Case("{only: {countries: [EEA], in: own-systems}}", "visitor -> archive: [name]", "broken", ["hosting/archive/cloud"]),
    "no such data": Case("{only: {countries: [EEA], data: phone-number}}", "visitor -> crm: [name]", "not-testable"),
}  # fmt: skip

ONLY_RECIPIENTS = {
    "those": Case("{only: {recipients: [mail]}}", "visitor -> crm: [name]\ncrm -> mail: [name]", "kept"),
    "a part of those": Case("{only: {recipients: [mail]}}", "visitor -> crm: [name]\ncrm -> mail-lab: [name]", "kept"),
    "others": Case("{only: {recipients: [mail]}}", "visitor -> crm: [name]\ncrm -> irish: [name]", "broken", ["a/crm->irish"]),
    "unnamed ones": Case("{only: {recipients: [mail]}}", "visitor -> crm: [name]\ncrm -> couriers: [name]", "possibly-broken", [], ["a/crm->couriers"]),
    "those and perhaps more": Case(
        "{only: {recipients: [mail]}}", "visitor -> crm: [name]\ncrm -> mail: {data: [name], open: yes}", "possibly-broken", [], ["a/crm->mail"]
    ),
    "some data to others": Case("{only: {recipients: [mail], data: name}}", "visitor -> crm: [name]\ncrm -> irish: [email-address]", "kept"),
    "a host that cannot read": Case("{only: {recipients: [mail]}}", "visitor -> shop: [name]", "kept"),
    "a host of whose access nothing is said": Case(
        "{only: {recipients: [mail]}}", "visitor -> archive: [name]", "possibly-broken", [], ["hosting/archive/cloud"]
    ),
    "nobody at all": Case("{only: {recipients: [mail]}}", "visitor -> crm: [name]", "kept"),
    "no such data": Case("{only: {recipients: [mail], data: phone-number}}", "visitor -> crm: [name]", "not-testable"),
}  # fmt: skip

ONLY_SOURCES = {
    "those": Case("{only: {sources: [visitor]}}", "visitor -> crm: [name]\ncrm -> desk: [name]", "kept"),
    "a part of those": Case("{only: {sources: [visitor]}}", "customer -> crm: [name]", "kept"),
    "the whole of those": Case("{only: {sources: [customer]}}", "visitor -> crm: [name]", "possibly-broken", [], ["a/visitor->crm"]),
    "others": Case("{only: {sources: [visitor]}}", "irish -> crm: {data: [name], subjects: [visitor]}", "broken", ["a/irish->crm"]),
    "an organisation that is a person": Case("{only: {sources: [dealer]}}", "partners -> crm: {data: [name], subjects: [dealer]}", "kept"),
    "nothing comes in": Case("{only: {sources: [visitor]}}", "crm -> irish: {data: [name], subjects: [visitor]}", "not-testable"),
    "some data": Case("{only: {sources: [visitor], data: name}}", "irish -> crm: {data: [email-address], subjects: [visitor]}\nvisitor -> crm: [name]", "kept"),
}  # fmt: skip

ONLY_PURPOSES = {
    "that": Case("{only: {purposes: [direct-marketing]}}", SERVING % "direct-marketing", "kept"),
    "a narrower one": Case("{only: {purposes: [direct-marketing]}}", SERVING % "spring-campaign", "kept"),
    "a wider one": Case("{only: {purposes: [spring-campaign]}}", SERVING % "direct-marketing", "possibly-broken", [], ["activities/a/purposes"]),
    "another": Case("{only: {purposes: [direct-marketing]}}", SERVING % "direct-marketing, security", "broken", ["activities/a/purposes"]),
    "none stated": Case("{only: {purposes: [direct-marketing]}}", SERVING % "", "not-testable"),
    "of some data": Case("{only: {purposes: [security], data: email-address}}", SERVING % "direct-marketing", "broken", ["a/crm->mail", "a/visitor->crm"]),
    "of other data": Case("{only: {purposes: [security], data: name}}", SERVING % "direct-marketing", "not-testable"),
    "of some people": Case("{only: {purposes: [security], subjects: visitor}}", SERVING % "security", "kept"),
}  # fmt: skip

ONLY_DATA = {
    "that": Case("{only: {data: [email-address]}}", "visitor -> crm: [email-address]", "kept"),
    "a narrower one": Case("{only: {data: [contact-data]}}", "visitor -> crm: [email-address]", "kept"),
    "a broader one": Case("{only: {data: [email-address]}}", "visitor -> crm: [contact-data]", "possibly-broken", [], ["a/visitor->crm"]),
    "another": Case("{only: {data: [email-address]}}", "visitor -> crm: [email-address, ip-address]", "broken", ["a/visitor->crm"]),
    "a compound of those": Case("{only: {data: [email-address, name]}}", "visitor -> crm: [sign-up]", "kept"),
    "a compound with more": Case("{only: {data: [email-address]}}", "visitor -> crm: [sign-up]", "broken", ["a/visitor->crm"]),
    "of other people": Case(
        "{only: {data: [email-address], subjects: staff}}", "visitor -> crm: [ip-address]\nstaff -> crm: [email-address]", "kept"
    ),
    "past the organisation": Case("{only: {data: [email-address]}}", "visitor -> mail: [ip-address]", "possibly-broken", [], ["a/visitor->mail"]),
    "none stated": Case("{only: {data: [email-address]}}", "visitor -> crm: {}", "not-testable"),
    "with a place it can be read in two ways": Case(
        "{only: {data: [email-address], to: [mail]}}", "visitor -> crm: [name]\ncrm -> mail: [name]", "possibly-broken", [], ["a/crm->mail"]
    ),
    "people only": Case("{only: {subjects: [customer]}}", "customer -> crm: [name]", "kept"),
    "other people only": Case("{only: {subjects: [customer]}}", "staff -> crm: [name]", "broken", ["a/staff->crm"]),
}  # fmt: skip

FORMS = {
    "countries": ONLY_COUNTRIES,
    "recipients": ONLY_RECIPIENTS,
    "sources": ONLY_SOURCES,
    "purposes": ONLY_PURPOSES,
    "data": ONLY_DATA,
}


@pytest.mark.parametrize("case", parameters(FORMS))
def test_verdict(case: Case) -> None:
    check_case(case)


@pytest.mark.parametrize("form", list(FORMS))
def test_every_form_is_tried_with_every_verdict(form: str) -> None:
    assert verdicts(FORMS[form]) >= {"broken", "kept", "not-testable"}
    assert "possibly-broken" in verdicts(FORMS[form])
