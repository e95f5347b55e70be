"""What promises deny: the whole question, a part of it, or nothing; facts stand beside a denial."""

from __future__ import annotations

import pytest

from ropa.questions import Answer, Verdict, holdings, paths, recipients, where
from tests.asking import context_from, ids

REGISTER = """
organisations:
  us: {name: Us, country: IE}
  desk: {name: Desk, kind: internal, part_of: us}
  mail: {name: Mail, country: US}
  mail-lab: {name: Mail lab, part_of: mail, country: US}
  irish: {name: Irish vendor, country: IE}
  silent: {name: Silent vendor}
  couriers: {name: Couriers, kind: category}
data_subjects:
  visitor: {name: Visitors}
  customer: {name: Customers, part_of: visitor}
  staff: {name: Staff}
data_categories:
  sign-up: {name: Sign-up form, consists_of: [email-address, name]}
systems:
  shop: {name: Shop, operator: us}
  backup: {name: Backup, operator: us, part_of: shop}
  crm: {name: CRM, operator: us}
  saas: {name: Rented tool, operator: mail}
promises:
  p: %s
activities:
  a:
    flows:
      - visitor -> crm: [session-id]
"""


def cover(answer: Answer) -> str:
    """Return `whole`, `part` or `no`."""
    if not answer.denied:
        assert answer.answer is not Verdict.DENIED
        return "no"
    (denied,) = answer.denied
    assert (answer.answer is Verdict.DENIED) == denied.whole
    return "whole" if denied.whole else "part"


@pytest.mark.parametrize(
    ("promise", "data", "subjects", "expected"),
    [
        ("{never: {data: phone-number, to: outside}}", "phone-number", "", "whole"),
        ("{never: {data: phone-number, to: outside}}", "phone-number", "visitor", "whole"),
        ("{never: {data: contact-data, to: outside}}", "phone-number", "", "whole"),
        ("{never: {data: sign-up, to: outside}}", "email-address", "", "whole"),
        ("{never: {data: phone-number, to: outside}}", "contact-data", "", "part"),
        ("{never: {data: phone-number, to: outside}}", "", "visitor", "part"),
        ("{never: {data: phone-number, to: outside}}", "email-address", "", "no"),
        ("{never: {data: everything, to: outside}}", "phone-number", "", "whole"),
        ("{never: {data: personal-data, to: outside}}", "", "visitor", "whole"),
        ("{never: {to: outside}}", "", "", "whole"),
        ("{never: {data: phone-number}}", "phone-number", "", "whole"),
        ("{never: {data: phone-number, to: [mail]}}", "phone-number", "", "part"),
        ("{never: {data: phone-number, to: [desk]}}", "phone-number", "", "no"),
        ("{never: {data: phone-number, in: own-systems}}", "phone-number", "", "no"),
        ("{never: {data: phone-number, to: outside, subjects: visitor}}", "phone-number", "", "part"),
        ("{never: {data: phone-number, to: outside, subjects: visitor}}", "phone-number", "visitor", "whole"),
        ("{never: {data: phone-number, to: outside, subjects: visitor}}", "phone-number", "customer", "whole"),
        ("{never: {data: phone-number, to: outside, subjects: customer}}", "phone-number", "visitor", "part"),
        ("{never: {data: phone-number, to: outside, subjects: visitor}}", "phone-number", "staff", "no"),
        # Purposes and decisions say nothing about who receives.
        ("{never: {purpose: profiling}}", "phone-number", "", "no"),
        ("{never: {data: phone-number, to: outside, purpose: profiling}}", "phone-number", "", "no"),
        ("{never: {automated_decisions: yes}}", "phone-number", "", "no"),
        # Exceptions.
        ("{never: {data: phone-number, to: outside}, except: {to: [couriers]}}", "phone-number", "", "part"),
        ("{never: {data: phone-number, to: outside}, except: {to: [desk]}}", "phone-number", "", "whole"),
        ("{never: {data: contact-data, to: outside}, except: {data: email-address}}", "phone-number", "", "whole"),
        ("{never: {data: contact-data, to: outside}, except: {data: email-address}}", "email-address", "", "no"),
        ("{never: {data: contact-data, to: outside}, except: {data: email-address}}", "contact-data", "", "part"),
        ("{never: {data: contact-data, to: outside}, except: {subjects: staff}}", "phone-number", "visitor", "whole"),
        ("{never: {data: contact-data, to: outside}, except: {subjects: staff}}", "phone-number", "", "part"),
        ("{never: {data: contact-data, to: outside}, except: {purpose: security}}", "phone-number", "", "part"),
        ("{never: {data: contact-data, to: outside}, except: {countries: [IE]}}", "phone-number", "", "part"),
        # Only.
        ("{only: {recipients: [couriers]}}", "phone-number", "", "part"),
        ("{only: {recipients: [desk]}}", "phone-number", "", "whole"),
        ("{only: {data: [email-address]}}", "phone-number", "", "whole"),
        ("{only: {data: [email-address]}}", "email-address", "", "no"),
        ("{only: {data: [email-address]}}", "contact-data", "", "part"),
        ("{only: {data: [email-address]}}", "", "visitor", "part"),
        ("{only: {countries: [EEA]}}", "phone-number", "", "no"),
        ("{only: {recipients: [couriers], data: [email-address]}}", "phone-number", "", "no"),
        # A promise that is not made for sure denies nothing.
        ("{never: {data: phone-number, to: outside}, certainty: implied}", "phone-number", "", "whole"),
        ("{never: {data: phone-number, to: outside}, certainty: possible}", "phone-number", "", "no"),
        ("{never: {data: phone-number, to: outside}, certainty: hypothetical}", "phone-number", "", "no"),
    ],
)
def test_recipients(promise: str, data: str, subjects: str, expected: str) -> None:
    context = context_from(REGISTER % promise)
    assert cover(recipients(context, data=data or (), subjects=subjects or ())) == expected


@pytest.mark.parametrize(
    ("promise", "of", "expected"),
    [
        ("{never: {data: phone-number, in: own-systems}}", "shop", "whole"),
        ("{never: {data: phone-number, in: own-systems}}", "backup", "whole"),
        ("{never: {data: phone-number, in: own-systems}}", "saas", "no"),
        ("{never: {data: phone-number, in: own-systems}}", "us", "part"),
        ("{never: {data: phone-number, in: own-systems}}", "mail", "no"),
        ("{never: {data: phone-number, in: [shop]}}", "shop", "whole"),
        ("{never: {data: phone-number, in: [shop]}}", "backup", "whole"),
        ("{never: {data: phone-number, in: [backup]}}", "shop", "no"),
        ("{never: {data: phone-number, to: outside}}", "mail", "whole"),
        ("{never: {data: phone-number, to: outside}}", "saas", "whole"),
        ("{never: {data: phone-number, to: outside}}", "shop", "no"),
        ("{never: {data: phone-number, to: [mail]}}", "mail", "whole"),
        ("{never: {data: phone-number, to: [mail]}}", "mail-lab", "whole"),
        ("{never: {data: phone-number, to: [mail]}}", "irish", "no"),
        ("{never: {data: phone-number, read_by: us}}", "desk", "whole"),
        ("{never: {data: phone-number, read_by: us}}", "mail", "no"),
        ("{never: {data: phone-number, to: outside}, except: {to: [couriers]}}", "mail", "whole"),
        ("{never: {data: phone-number, to: outside}, except: {to: [mail]}}", "mail-lab", "no"),
        ("{never: {data: phone-number, to: outside}, except: {countries: [US]}}", "mail", "no"),
        ("{never: {data: phone-number, to: outside}, except: {countries: [EEA]}}", "mail", "whole"),
        ("{never: {data: phone-number, to: outside}, except: {countries: [EEA]}}", "silent", "part"),
        ("{never: {data: phone-number, to: outside}, except: {recipients: [mail]}}", "mail", "no"),
        ("{never: {data: phone-number, to: outside}, except: {recipients: [mail]}}", "irish", "whole"),
        ("{only: {countries: [EEA]}}", "mail", "whole"),
        ("{only: {countries: [EEA]}}", "irish", "no"),
        ("{only: {countries: [EEA]}}", "silent", "no"),
        ("{only: {recipients: [irish]}}", "mail", "whole"),
        ("{only: {recipients: [irish]}}", "irish", "no"),
        ("{only: {recipients: [irish]}}", "shop", "no"),
        ("{only: {data: [email-address]}}", "shop", "whole"),
    ],
)
def test_holders(promise: str, of: str, expected: str) -> None:
    context = context_from(REGISTER % promise)
    assert cover(holdings(context, of=of, data="phone-number")) == expected
    assert cover(paths(context, source="visitor", target=of, data="phone-number")) == expected


@pytest.mark.parametrize(
    ("promise", "expected"),
    [
        ("{never: {data: phone-number}}", "whole"),
        ("{never: {data: phone-number, in: own-systems}}", "part"),
        ("{never: {data: phone-number, to: outside}}", "part"),
        ("{only: {data: [email-address]}}", "whole"),
    ],
)
def test_where(promise: str, expected: str) -> None:
    assert cover(where(context_from(REGISTER % promise), data="phone-number")) == expected


def test_several_holders_are_denied_only_together() -> None:
    context = context_from(REGISTER % "{never: {data: phone-number, to: [mail]}}")
    assert cover(holdings(context, of=["mail", "irish"], data="phone-number")) == "part"


def test_facts_stand_beside_a_denial_and_answer() -> None:
    text = REGISTER % "{never: {data: session-id, in: own-systems}}"
    found = holdings(context_from(text), of="crm", data="session-id")
    assert (found.answer, ids(found)) == (Verdict.FOUND, ["session-id"])
    assert [denied.promise for denied in found.denied] == ["p"]


def test_two_promises_cover_a_question_together() -> None:
    text = (
        REGISTER
        % "{never: {data: phone-number, to: outside}}\n  q: {never: {data: email-address, to: outside}, cite: policy:4}"
    )
    text += "register: {organisation: us, as_of: 2026-11-01, documents: {policy: {title: Policy}}}\n"
    found = recipients(context_from(text), data=["phone-number", "email-address"])
    assert found.answer is Verdict.DENIED
    assert found.not_stated == ()
    assert found.as_json()["denied"] == [
        {"promise": "p", "cites": [], "covers": "part"},
        {"promise": "q", "cites": [{"document": "policy", "lines": "4"}], "covers": "part"},
    ]
