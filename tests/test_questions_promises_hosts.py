"""A promise about giving data away, or about reading them, does not deny that a host stores them."""

from __future__ import annotations

import pytest

from ropa.questions import Answer, Verdict, holdings, paths
from tests.asking import context_from
from tests.promise_registers import register_text

FLOWS = "visitor -> shop: [name]\nvisitor -> archive: [name]\ncrm -> mail: {data: [name], subjects: [visitor]}"


def cover(answer: Answer) -> str:
    """Return how much of the question the promise denies: `whole`, `part` or `no`."""
    whole = [denied.whole for denied in answer.denied]
    return "no" if not whole else "whole" if all(whole) else "part"


@pytest.mark.parametrize(
    ("promise", "of", "expected"),
    [
        ("{never: {data: phone-number, to: outside}}", "vault", "part"),
        ("{never: {data: phone-number, to: outside}}", "cloud", "part"),
        ("{never: {data: phone-number, to: [vault]}}", "vault", "part"),
        ("{never: {data: phone-number, read_by: vault}}", "vault", "part"),
        ("{never: {data: phone-number, read_by: cloud}}", "cloud", "part"),
        ("{only: {recipients: [mail], data: phone-number}}", "vault", "part"),
        ("{only: {recipients: [mail]}}", "vault", "part"),
        # Countries are about storing as well.
        ("{only: {countries: [EEA]}}", "cloud", "whole"),
        ("{never: {data: phone-number}}", "vault", "whole"),
        # Who receives data as well is more than a host.
        ("{never: {data: phone-number, to: outside}}", "mail", "whole"),
        ("{never: {data: phone-number, to: outside}}", "irish", "whole"),
        ("{never: {data: phone-number, read_by: mail}}", "mail", "whole"),
        # What stands beside a limit says whose and which data it is about.
        ("{only: {recipients: [irish], data: phone-number}}", "mail", "whole"),
        ("{only: {recipients: [irish], data: contact-data}}", "mail", "whole"),
        ("{only: {recipients: [irish], data: name}}", "mail", "no"),
        ("{only: {recipients: [irish], subjects: customer}}", "mail", "part"),
        ("{only: {countries: [EEA], data: phone-number}}", "mail", "whole"),
        ("{only: {countries: [EEA], data: name}}", "mail", "no"),
        ("{only: {countries: [EEA], recipients: [irish]}}", "mail", "no"),
        ("{only: {data: name, to: [mail]}}", "mail", "no"),
        # A system holds what nobody reads.
        ("{never: {data: phone-number, read_by: us}}", "us", "whole"),
        ("{never: {data: phone-number, read_by: us}}", "shop", "part"),
        ("{never: {data: phone-number, in: own-systems}}", "shop", "whole"),
    ],
)
def test_what_is_denied_of_a_holder(promise: str, of: str, expected: str) -> None:
    context = context_from(register_text(promise, FLOWS))
    asked = holdings(context, of=of, data="phone-number")
    assert cover(asked) == expected
    assert (asked.answer is Verdict.DENIED) == (expected == "whole")
    assert cover(paths(context, source="visitor", target=of, data="phone-number")) == expected


def test_a_host_that_receives_data_too_is_a_recipient() -> None:
    flows = FLOWS + "\nshop -> vault: {data: [email-address], subjects: [visitor]}"
    context = context_from(register_text("{never: {data: phone-number, to: outside}}", flows))
    assert cover(holdings(context, of="vault", data="phone-number")) == "whole"
