"""A promise with a condition in words: nothing breaks it for sure, and it denies nothing altogether."""

from __future__ import annotations

from ropa.questions import promises, recipients
from tests.asking import context_from

REGISTER = """
organisations: {{us: Us, them: Them}}
activities:
  a:
    flows: [visitor -> us: [email-address], us -> them: [email-address]]
promises:
  no-sharing: {{never: {{data: email-address, to: outside}}{unless}}}
"""


def test_what_would_break_it_only_may() -> None:
    plain = promises(context_from(REGISTER.format(unless="")))
    open_to = promises(context_from(REGISTER.format(unless=", unless: you consent in writing")))
    assert [item.as_json()["verdict"] for item in plain.promises] == ["broken"]
    (found,) = (item.as_json() for item in open_to.promises)
    assert found["verdict"] == "possibly-broken"
    assert found["promised"].endswith("unless: you consent in writing")


def test_it_denies_in_part_only() -> None:
    nothing = """
    organisations: {us: Us}
    promises: {no-sharing: {never: {data: email-address, to: outside}, unless: you consent}}
    """
    answer = recipients(context_from(nothing), data="email-address")
    assert answer.answer == "not-stated"
    assert [(item.promise, item.whole) for item in answer.denied] == [("no-sharing", False)]
