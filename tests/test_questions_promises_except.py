"""Exceptions, and how sure a promise and the facts against it are."""

from __future__ import annotations

import pytest

from tests.promise_registers import SERVING, Case, check_case, parameters

PHONE_IN = "visitor -> crm: [phone-number]"

EXCEPT = {
    "to somebody": Case(
        "{never: {data: phone-number, to: outside}, except: {to: [couriers]}}", f"{PHONE_IN}\ncrm -> couriers: [phone-number]", "kept"
    ),
    "to somebody else": Case(
        "{never: {data: phone-number, to: outside}, except: {to: [couriers]}}", f"{PHONE_IN}\ncrm -> mail: [phone-number]", "broken", ["a/crm->mail"]
    ),
    "unnamed ones, who may be the named one": Case(
        "{never: {data: phone-number, to: outside}, except: {to: [mail]}}", f"{PHONE_IN}\ncrm -> couriers: [phone-number]", "possibly-broken", [],
        ["a/crm->couriers"],
    ),
    "some data": Case("{never: {data: contact-data, to: outside}, except: {data: email-address}}", f"{PHONE_IN}\ncrm -> mail: [email-address]", "kept"),
    "a part of the data": Case(
        "{never: {data: contact-data, to: outside}, except: {data: email-address}}", f"{PHONE_IN}\ncrm -> mail: [contact-data]", "possibly-broken", [],
        ["a/crm->mail"],
    ),
    "some people": Case("{never: {data: name, to: outside}, except: {subjects: staff}}", "staff -> crm: [name]\ncrm -> mail: [name]", "kept"),
    "a part of the people": Case(
        "{never: {data: name, to: outside}, except: {subjects: customer}}", "visitor -> crm: [name]\ncrm -> mail: [name]", "possibly-broken", [], ["a/crm->mail"]
    ),
    "a purpose": Case(
        "{never: {data: email-address, to: outside}, except: {purpose: security}}", SERVING % "security", "kept"
    ),
    "one of several purposes": Case(
        "{never: {data: email-address, to: outside}, except: {purpose: security}}", SERVING % "security, direct-marketing", "possibly-broken", [], ["a/crm->mail"]
    ),
    "the law, for a purpose": Case(
        "{never: {purpose: profiling}, except: {purpose: legal-obligation}}", SERVING % "profiling, legal-obligation", "kept"
    ),
    "the law, among other reasons": Case(
        "{never: {purpose: profiling}, except: {purpose: legal-obligation}}", SERVING % "profiling, legal-obligation, security", "possibly-broken", [],
        ["activities/a/purposes"],
    ),
    "a country": Case("{never: {data: name, to: outside}, except: {countries: [EEA]}}", "visitor -> crm: [name]\ncrm -> irish: [name]", "kept"),
    "another country": Case(
        "{never: {data: name, to: outside}, except: {countries: [EEA]}}", "visitor -> crm: [name]\ncrm -> mail: [name]", "broken", ["a/crm->mail"]
    ),
    "a country that is not stated": Case(
        "{never: {data: name, to: outside}, except: {countries: [EEA]}}", "visitor -> crm: [name]\ncrm -> silent: [name]", "possibly-broken", [], ["a/crm->silent"]
    ),
    "a system": Case("{never: {data: name, in: own-systems}, except: {in: [crm]}}", "visitor -> crm: [name]", "kept"),
    "a reader": Case("{never: {data: name, read_by: us}, except: {read_by: desk}}", "visitor -> desk: [name]", "kept"),
    "a source": Case("{only: {sources: [visitor]}, except: {sources: [irish]}}", "irish -> crm: {data: [name], subjects: [visitor]}", "kept"),
    "to a limit": Case("{only: {countries: [EEA]}, except: {to: [mail]}}", "visitor -> crm: [name]\ncrm -> mail: [name]", "kept"),
    "that is only possible": Case(
        "{never: {data: name, to: outside}, except: {to: [mail], certainty: possible}}", "visitor -> crm: [name]\ncrm -> mail: [name]", "possibly-broken", [],
        ["a/crm->mail"],
    ),
    "that says nothing": Case(
        "{never: {data: name, to: outside}, except: {}}", "visitor -> crm: [name]\ncrm -> mail: [name]", "broken", ["a/crm->mail"]
    ),
}  # fmt: skip

SURENESS = {
    "an implied fact": Case(
        "{never: {data: name, to: outside}}", "visitor -> crm: [name]\ncrm -> mail: {data: [name], certainty: implied}", "broken", ["a/crm->mail"]
    ),
    "a possible fact": Case(
        "{never: {data: name, to: outside}}", "visitor -> crm: [name]\ncrm -> mail: {data: [name], certainty: possible}", "possibly-broken", [], ["a/crm->mail"]
    ),
    "a hypothetical fact": Case(
        "{never: {data: name, to: outside}}", "visitor -> crm: [name]\ncrm -> mail: {data: [name], certainty: hypothetical}", "kept"
    ),
    "a lost fact": Case("{never: {data: name, to: outside}}", "visitor -> crm: [name]\ncrm -> mail: {data: [name], certainty: lost}", "kept"),
    "a possible activity": Case(
        "{never: {data: name, to: outside}}",
        "activities:\n  a:\n    certainty: possible\n    flows:\n      - visitor -> crm: [name]\n      - crm -> mail: [name]\n", "possibly-broken", [], ["a/crm->mail"],
    ),
    "an implied promise": Case(
        "{never: {data: name, to: outside}, certainty: implied}", "visitor -> crm: [name]\ncrm -> mail: [name]", "broken", ["a/crm->mail"]
    ),
    "a possible promise": Case(
        "{never: {data: name, to: outside}, certainty: possible}", "visitor -> crm: [name]\ncrm -> mail: [name]", "possibly-broken", [], ["a/crm->mail"]
    ),
    "a hypothetical promise": Case("{never: {data: name, to: outside}, certainty: hypothetical}", "visitor -> crm: [name]\ncrm -> mail: [name]", "not-testable"),
    "a promise of nothing": Case("{never: {}}", "visitor -> crm: [name]", "not-testable"),
    "a limit of nothing": Case("{only: {read_by: [desk]}}", "visitor -> crm: [name]", "not-testable"),
    "both limbs": Case(
        "{never: {data: name, to: [mail]}, only: {countries: [IE]}}", "visitor -> crm: [name]\ncrm -> mail: [name]\ncrm -> stripe: [name]", "broken",
        ["a/crm->mail"],
    ),
    "both limbs, one of which nothing speaks to": Case(
        "{never: {purpose: profiling}, only: {countries: [IE]}}", "visitor -> crm: [name]\ncrm -> irish: [name]", "kept"
    ),
    "lists of a spreadsheet": Case(
        "{only: {countries: [EEA]}}", "activities:\n  a:\n    data_subjects: [visitor]\n    data: [name]\n    recipients: [mail]\n", "broken", ["a/us->mail"]
    ),
    "lists without data": Case(
        "{only: {countries: [EEA]}}", "activities:\n  a:\n    data_subjects: [visitor]\n    recipients: [mail]\n", "possibly-broken", [], ["a/us->mail"]
    ),
}  # fmt: skip

FORMS = {
    "except": EXCEPT,
    "sureness": SURENESS,
}


@pytest.mark.parametrize("case", parameters(FORMS))
def test_verdict(case: Case) -> None:
    check_case(case)
