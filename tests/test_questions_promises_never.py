"""What is never done: every condition against a register."""

from __future__ import annotations

import pytest

from tests.promise_registers import SERVING, Case, check_case, parameters, verdicts

PHONE_IN = "visitor -> crm: [phone-number]"

NEVER_TO = {
    "given away": Case(
        "{never: {data: phone-number, to: outside}}", f"{PHONE_IN}\ncrm -> mail: [phone-number]", "broken", ["a/crm->mail"]
    ),
    "other data are given away": Case(
        "{never: {data: phone-number, to: outside}}", f"{PHONE_IN}\ncrm -> mail: [email-address]", "kept"
    ),
    "to an internal part": Case("{never: {data: phone-number, to: outside}}", f"{PHONE_IN}\ncrm -> desk: [phone-number]", "kept"),
    "to a system that somebody else runs": Case(
        "{never: {data: phone-number, to: outside}}", f"{PHONE_IN}\ncrm -> saas: [phone-number]", "broken", ["a/crm->saas"]
    ),
    "onward, by somebody who acts for the organisation": Case(
        "{never: {data: phone-number, to: [irish]}}",
        "mail -> irish: {data: [phone-number], subjects: [visitor], as: sub-processor}", "broken", ["a/mail->irish"],
    ),
    "onward, by somebody else": Case(
        "{never: {data: phone-number, to: [irish]}}", "mail -> irish: {data: [phone-number], subjects: [visitor]}",
        "possibly-broken", [], ["a/mail->irish"],
    ),
    "by the people themselves": Case(
        "{never: {data: phone-number, to: outside}}", "visitor -> mail: [phone-number]", "possibly-broken", [], ["a/visitor->mail"]
    ),
    "by the people, through an own page": Case(
        "{never: {data: phone-number, to: outside}}", "visitor -> mail: {data: [phone-number], via: crm}", "broken", ["a/visitor->mail"]
    ),
    "by the people, to somebody who acts for the organisation": Case(
        "{never: {data: phone-number, to: outside}}", "visitor -> mail: {data: [phone-number], as: processor}", "broken", ["a/visitor->mail"]
    ),
    "to people about others": Case(
        "{never: {data: phone-number, to: outside}}", f"{PHONE_IN}\ncrm -> staff: {{data: [phone-number], subjects: [visitor]}}",
        "broken", ["a/crm->staff"],
    ),
    "back to the people": Case(
        "{never: {data: phone-number, to: outside}}", f"{PHONE_IN}\ncrm -> visitor: {{data: [phone-number], subjects: [visitor]}}", "kept"
    ),
    "to one that is named": Case("{never: {to: [mail]}}", f"{PHONE_IN}\ncrm -> mail: [phone-number]", "broken", ["a/crm->mail"]),
    "to a part of one that is named": Case(
        "{never: {data: phone-number, to: [mail]}}", f"{PHONE_IN}\ncrm -> mail-lab: [phone-number]", "broken", ["a/crm->mail-lab"]
    ),
    "to the whole of a part that is named": Case(
        "{never: {data: phone-number, to: [mail-lab]}}", f"{PHONE_IN}\ncrm -> mail: [phone-number]", "kept"
    ),
    "to a person who is the organisation": Case(
        "{never: {data: phone-number, to: [partners]}}", f"{PHONE_IN}\ncrm -> dealer: {{data: [phone-number], subjects: [visitor]}}",
        "broken", ["a/crm->dealer"],
    ),
    "to the controller that it acts for": Case(
        "{never: {data: phone-number, to: outside}}",
        """
        activities:
          a:
            role: processor
            on_behalf_of: [irish]
            flows:
              - visitor -> irish: [phone-number]
              - irish -> crm: [phone-number]
              - crm -> irish: [phone-number]
        """,
        "kept",
    ),
    "no such data": Case("{never: {data: phone-number, to: outside}}", "visitor -> crm: [name]\ncrm -> mail: [name]", "not-testable"),
}  # fmt: skip

NEVER_DATA = {
    "narrower data": Case(
        "{never: {data: contact-data, to: outside}}", f"{PHONE_IN}\ncrm -> mail: [phone-number]", "broken", ["a/crm->mail"]
    ),
    "broader data": Case(
        "{never: {data: phone-number, to: outside}}", f"{PHONE_IN}\ncrm -> mail: [contact-data]", "possibly-broken", [], ["a/crm->mail"]
    ),
    "personal data as a whole": Case(
        "{never: {data: phone-number, to: outside}}", f"{PHONE_IN}\ncrm -> mail: [personal-data]", "possibly-broken", [], ["a/crm->mail"]
    ),
    "a compound that holds it": Case(
        "{never: {data: email-address, to: outside}}", "visitor -> crm: [sign-up]\ncrm -> mail: [sign-up]", "broken", ["a/crm->mail"]
    ),
    "an item of the compound that is promised": Case(
        "{never: {data: sign-up, to: outside}}", "visitor -> crm: [name]\ncrm -> mail: [name]", "broken", ["a/crm->mail"]
    ),
    "all data": Case("{never: {data: everything, to: outside}}", "visitor -> crm: [name]\ncrm -> mail: [name]", "broken", ["a/crm->mail"]),
    "data that are not stated": Case("{never: {data: phone-number, to: outside}}", f"{PHONE_IN}\ncrm -> mail: {{subjects: [visitor]}}", "kept"),
    "data that are not stated, of any data": Case(
        "{never: {to: outside}}", "visitor -> crm: [name]\ncrm -> mail: {subjects: [visitor]}", "possibly-broken", [], ["a/crm->mail"]
    ),
    "not at all": Case("{never: {data: phone-number}}", PHONE_IN, "broken", ["a/visitor->crm"]),
    "not at all, and it is not there": Case("{never: {data: phone-number}}", "visitor -> crm: [name]", "not-testable"),
    "not at all, past the organisation": Case(
        "{never: {data: phone-number}}", "visitor -> mail: [phone-number]", "possibly-broken", [], ["a/visitor->mail"]
    ),
}  # fmt: skip

NEVER_SUBJECTS = {
    "those people": Case("{never: {data: name, subjects: customer, to: outside}}", "customer -> crm: [name]\ncrm -> mail: [name]", "broken", ["a/crm->mail"]),
    "a part of those people": Case(
        "{never: {data: name, subjects: visitor, to: outside}}", "customer -> crm: [name]\ncrm -> mail: [name]", "broken", ["a/crm->mail"]
    ),
    "the whole of those people": Case(
        "{never: {data: name, subjects: customer, to: outside}}", "visitor -> crm: [name]\ncrm -> mail: [name]", "broken", ["a/crm->mail"]
    ),
    "other people": Case(
        "{never: {data: name, subjects: staff, to: outside}}", "staff -> crm: [name]\ncrm -> mail: {data: [name], subjects: [visitor]}", "kept"
    ),
    "people who are not stated": Case(
        "{never: {data: name, subjects: staff, to: outside}}", "staff -> crm: [name]\nirish -> mail: {data: [name], as: processor}", "kept"
    ),
    "perhaps those people": Case(
        "{never: {data: name, subjects: staff, to: outside}}", "staff -> crm: [name]\ncrm -> mail: {data: [name], certainty: possible}",
        "possibly-broken", [], ["a/crm->mail"],
    ),
    "nobody of them anywhere": Case(
        "{never: {data: name, subjects: staff}}", "visitor -> crm: [name]\ncrm -> mail: [name]", "not-testable"
    ),
}  # fmt: skip

NEVER_IN = {
    "in an own system": Case("{never: {data: payment-card, in: own-systems}}", "visitor -> crm: [payment-card]", "broken", ["a/visitor->crm"]),
    "in a system of nobody": Case("{never: {data: payment-card, in: own-systems}}", "visitor -> loose: [payment-card]", "broken", ["a/visitor->loose"]),
    "in a rented system": Case("{never: {data: payment-card, in: own-systems}}", "visitor -> saas: [payment-card]", "kept"),
    "passed on by a page": Case("{never: {data: payment-card, in: own-systems}}", "visitor -> stripe: {data: [payment-card], via: crm}", "kept"),
    "at the organisation, system not stated": Case(
        "{never: {data: payment-card, in: own-systems}}", "visitor -> us: [payment-card]", "possibly-broken", [], ["a/visitor->us"]
    ),
    "sent by an own system": Case(
        "{never: {data: payment-card, in: own-systems}}", "crm -> stripe: {data: [payment-card], subjects: [visitor]}", "broken", ["a/crm->stripe"]
    ),
    "handed on to staff": Case(
        "{never: {data: payment-card, in: [shop]}}", "visitor -> crm: [payment-card]\ncrm -> desk: [payment-card]", "kept"
    ),
    "in a part of the system": Case("{never: {data: payment-card, in: [shop]}}", "visitor -> backup: [payment-card]", "broken", ["a/visitor->backup"]),
    "in the whole of the system": Case("{never: {data: payment-card, in: [backup]}}", "visitor -> shop: [payment-card]", "kept"),
    "broader data in it": Case(
        "{never: {data: payment-card, in: own-systems}}", "visitor -> crm: [payment-details]", "possibly-broken", [], ["a/visitor->crm"]
    ),
    "no such data": Case("{never: {data: payment-card, in: own-systems}}", "visitor -> crm: [name]", "not-testable"),
    "a rule keeps it there": Case(
        "{never: {data: payment-card, in: own-systems}}",
        """
        activities:
          a:
            flows: [visitor -> stripe: {data: [payment-card], via: crm}]
            retention: [{data: [payment-card], in: [crm], period: P30D}]
        """,
        "broken", ["activities/a/retention#1"],
    ),
}  # fmt: skip

NEVER_READ = {
    "given to it": Case("{never: {data: phone-number, read_by: desk}}", f"{PHONE_IN}\ncrm -> desk: [phone-number]", "broken", ["a/crm->desk"]),
    "given to a part": Case("{never: {data: phone-number, read_by: us}}", "visitor -> desk: [phone-number]", "broken", ["a/visitor->desk"]),
    "in a system that it runs": Case("{never: {data: phone-number, read_by: mail}}", "visitor -> saas: [phone-number]", "broken", ["a/visitor->saas"]),
    "given to others": Case("{never: {data: phone-number, read_by: desk}}", f"{PHONE_IN}\ncrm -> mail: [phone-number]", "kept"),
    "a host that cannot read": Case("{never: {data: phone-number, read_by: vault}}", "visitor -> shop: [phone-number]", "kept"),
    "a host of whose access nothing is said": Case(
        "{never: {data: phone-number, read_by: cloud}}", "visitor -> archive: [phone-number]", "possibly-broken", [], ["hosting/archive/cloud"]
    ),
    "a cookie that it sets": Case(
        "{never: {data: session-id, read_by: mail}}",
        "cookies: [{name: seen, set_by: mail, subjects: [visitor], data: [session-id]}]",
        "broken", ["cookies/1"],
    ),
    "nothing of the kind": Case("{never: {data: phone-number, read_by: desk}}", "visitor -> crm: [name]", "not-testable"),
}  # fmt: skip

NEVER_PURPOSE = {
    "it is a purpose": Case("{never: {purpose: direct-marketing}}", SERVING % "direct-marketing", "broken", ["activities/a/purposes"]),
    "a narrower purpose": Case("{never: {purpose: direct-marketing}}", SERVING % "spring-campaign", "broken", ["activities/a/purposes"]),
    "a wider purpose": Case("{never: {purpose: spring-campaign}}", SERVING % "direct-marketing", "possibly-broken", [], ["activities/a/purposes"]),
    "it is possible": Case(
        "{never: {purpose: direct-marketing}}", SERVING % "{is: direct-marketing, certainty: possible}", "possibly-broken", [], ["activities/a/purposes"]
    ),
    "it is a mere case": Case("{never: {purpose: direct-marketing}}", SERVING % "{is: direct-marketing, certainty: hypothetical}", "kept"),
    "no such purpose": Case("{never: {purpose: profiling}}", SERVING % "security", "not-testable"),
    "with data": Case("{never: {purpose: direct-marketing, data: email-address}}", SERVING % "direct-marketing", "broken", ["a/crm->mail", "a/visitor->crm"]),
    "with other data": Case(
        "{never: {purpose: direct-marketing, data: name}}", SERVING % "direct-marketing" + "  b:\n    flows:\n      - visitor -> crm: [name]\n", "kept"
    ),
    "with data, to somebody": Case(
        "{never: {purpose: direct-marketing, data: email-address, to: outside}}", SERVING % "direct-marketing", "broken", ["a/crm->mail"]
    ),
    "purpose not stated": Case(
        "{never: {purpose: direct-marketing, data: email-address}}",
        SERVING % "" + "  b:\n    purposes: [direct-marketing]\n    flows:\n      - visitor -> crm: [name]\n", "kept",
    ),
    "a cookie": Case(
        "{never: {purpose: advertising}}", SERVING % "security" + "cookies: [{name: x, set_by: mail, purpose: targeted-advertising}]\n", "broken", ["cookies/1"]
    ),
}  # fmt: skip

DECISIONS = """
activities:
  a:
    purposes: [security]
    automated_decisions: %s
    flows:
      - visitor -> crm: [email-address]
"""

NEVER_DECISIONS = {
    "there are": Case("{never: {automated_decisions: yes}}", DECISIONS % "{description: Scores}", "broken", ["activities/a/automated_decisions"]),
    "there are none": Case("{never: {automated_decisions: yes}}", DECISIONS % "none", "kept"),
    "nothing is said": Case("{never: {automated_decisions: yes}}", "visitor -> crm: [name]", "not-testable"),
    "perhaps": Case(
        "{never: {automated_decisions: yes}}", DECISIONS % "{description: Scores, certainty: possible}", "possibly-broken", [],
        ["activities/a/automated_decisions"],
    ),
    "for a purpose": Case(
        "{never: {automated_decisions: yes, purpose: security}}", DECISIONS % "{description: Scores}", "broken", ["activities/a/automated_decisions"]
    ),
    "for another purpose": Case(
        "{never: {automated_decisions: yes, purpose: direct-marketing}}",
        DECISIONS % "{description: Scores}" + "  b: {purposes: [direct-marketing]}\n", "kept",
    ),
    "on some data": Case(
        "{never: {automated_decisions: yes, data: email-address}}", DECISIONS % "{description: Scores}", "broken", ["a/visitor->crm"]
    ),
    "on other data": Case("{never: {automated_decisions: yes, data: name}}", DECISIONS % "{description: Scores}", "not-testable"),
}  # fmt: skip

NEVER_COUNTRIES = {
    "there": Case("{never: {data: name, countries: [US]}}", "visitor -> crm: [name]\ncrm -> mail: [name]", "broken", ["a/crm->mail"]),
    "elsewhere": Case("{never: {data: name, countries: [CN]}}", "visitor -> crm: [name]\ncrm -> mail: [name]", "kept"),
    "not stated": Case(
        "{never: {data: name, countries: [US]}}", "visitor -> crm: [name]\ncrm -> silent: [name]", "possibly-broken", [], ["a/crm->silent"]
    ),
    "no such data": Case("{never: {data: phone-number, countries: [US]}}", "visitor -> crm: [name]\ncrm -> mail: [name]", "not-testable"),
}  # fmt: skip

NEVER_RECIPIENTS = {
    "those": Case("{never: {data: name, recipients: [mail]}}", "visitor -> crm: [name]\ncrm -> mail: [name]", "broken", ["a/crm->mail"]),
    "others": Case("{never: {data: name, recipients: [mail]}}", "visitor -> crm: [name]\ncrm -> irish: [name]", "kept"),
    "by the people themselves": Case("{never: {data: name, recipients: [mail]}}", "visitor -> mail: [name]", "possibly-broken", [], ["a/visitor->mail"]),
    "no such data": Case("{never: {data: phone-number, recipients: [mail]}}", "visitor -> crm: [name]", "not-testable"),
}  # fmt: skip

NEVER_SOURCES = {
    "those": Case("{never: {data: name, sources: [irish]}}", "irish -> crm: {data: [name], subjects: [visitor]}", "broken", ["a/irish->crm"]),
    "others": Case("{never: {data: name, sources: [irish]}}", "visitor -> crm: [name]", "kept"),
    "broader data from those": Case(
        "{never: {data: phone-number, sources: [irish]}}", "visitor -> crm: [phone-number]\nirish -> crm: {data: [contact-data], subjects: [visitor]}",
        "possibly-broken", [], ["a/irish->crm"],
    ),
    "no such data": Case("{never: {data: phone-number, sources: [irish]}}", "irish -> crm: {data: [name], subjects: [visitor]}", "not-testable"),
}  # fmt: skip

FORMS = {
    "to": NEVER_TO,
    "data": NEVER_DATA,
    "subjects": NEVER_SUBJECTS,
    "in": NEVER_IN,
    "read_by": NEVER_READ,
    "purpose": NEVER_PURPOSE,
    "automated_decisions": NEVER_DECISIONS,
    "countries": NEVER_COUNTRIES,
    "recipients": NEVER_RECIPIENTS,
    "sources": NEVER_SOURCES,
}


@pytest.mark.parametrize("case", parameters(FORMS))
def test_verdict(case: Case) -> None:
    check_case(case)


@pytest.mark.parametrize("form", list(FORMS))
def test_every_form_is_tried_with_every_verdict(form: str) -> None:
    assert verdicts(FORMS[form]) >= {"broken", "kept", "not-testable"}
    assert "possibly-broken" in verdicts(FORMS[form])
