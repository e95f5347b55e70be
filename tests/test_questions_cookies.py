"""Cookies: who sets them, what they hold, and what they leave open."""

from __future__ import annotations

from typing import Any

import pytest

from ropa.questions import Context, CookiesAnswer, Verdict, cookies
from tests.asking import context_from, ids

REGISTER = """
register: {organisation: us, as_of: 2026-11-01%s}
organisations: {us: {name: Us, country: IE}, ads: {name: Ads}, agency: {name: Agency, part_of: ads}}
data_subjects: {visitor: {name: Visitors}, buyer: {name: Buyers, part_of: visitor}, clerk: {name: Clerks}}
systems: {shop: {name: Shop, operator: us}, pixel: {name: Pixel, operator: ads}}
cookies:
  - {name: sid, set_by: shop, subjects: [visitor], data: [session-id], purpose: security, lifetime: P1D,
     declared: {is: necessary, stated_as: "strictly needed", certainty: implied}}
  - {name: sid, set_by: pixel, subjects: [clerk], data: [session-id, navigation-behaviour], purpose: profiling}
  - {set_by: agency, purpose: advertising, certainty: possible}
  - {name: cart, set_by: shop, data: [order-contents], lifetime: session}
promises:
  no-ads: {never: {purpose: targeted-advertising}}
"""


@pytest.fixture(scope="module")
def context() -> Context:
    """Return the register of this module."""
    return context_from(REGISTER % "")


def strengths(answer: CookiesAnswer) -> dict[str, tuple[str, str]]:
    """Return match and certainty of each cookie."""
    return {item.id: (item.strength.match.value, item.strength.certainty.value) for item in answer.cookies}


def test_every_cookie_has_an_id_of_its_own(context: Context) -> None:
    assert ids(cookies(context)) == ["sid", "sid#2", "cookies/3", "cart"]


@pytest.mark.parametrize(
    ("options", "found", "answer"),
    [
        ({"data": "session-id"}, {"sid": ("exact", "stated"), "sid#2": ("exact", "stated")}, Verdict.FOUND),
        ({"data": "session-id", "subjects": "clerk"}, {"sid#2": ("exact", "stated")}, Verdict.FOUND),
        ({"data": "session-id", "subjects": "buyer"}, {"sid": ("exact", "implied")}, Verdict.IMPLIED),
        ({"data": "behavioural-data"}, {"sid#2": ("narrower", "stated")}, Verdict.FOUND),
        ({"purpose": "marketing"}, {"cookies/3": ("narrower", "possible")}, Verdict.NOT_STATED),
        ({"purpose": "authentication"}, {"sid": ("broader", "stated")}, Verdict.NOT_STATED),
        ({"set_by": "us"}, {"sid": ("exact", "stated"), "cart": ("exact", "stated")}, Verdict.FOUND),
        ({"set_by": "ads"}, {"sid#2": ("exact", "stated"), "cookies/3": ("narrower", "possible")}, Verdict.FOUND),
        ({"set_by": "agency"}, {"cookies/3": ("exact", "possible")}, Verdict.NOT_STATED),
        ({"data": "payment-card"}, {}, Verdict.NOT_STATED),
        (
            {"purpose": "targeted-advertising"},
            {"cookies/3": ("broader", "possible")},
            Verdict.DENIED,
        ),
    ],
)
def test_answers(context: Context, options: dict[str, Any], found: dict[str, Any], answer: Verdict) -> None:
    answered = cookies(context, **options)
    assert (strengths(answered), answered.answer) == (found, answer)


def test_cookies_that_leave_open_what_was_asked_are_named(context: Context) -> None:
    (gap,) = cookies(context, data="payment-card").not_stated
    assert gap.as_json() == {"subject": None, "data": "payment-card", "flows": ["cookies/3"]}
    (gap,) = cookies(context, data="payment-card", subjects="clerk", set_by="shop").not_stated
    assert gap.as_json() == {"subject": "clerk", "data": "payment-card", "set-by": "shop", "flows": ["cookies/3"]}
    assert [gap.flows for gap in cookies(context, data="order-contents", subjects="clerk").not_stated] == [
        ("cookies/3", "cart")
    ]


@pytest.mark.parametrize(
    ("options", "answer"),
    [
        ({"set_by": "clerkless", "data": "payment-card"}, None),
        ({"data": "payment-card"}, Verdict.NOT_STATED),
        ({"set_by": "pixel", "data": "payment-card"}, Verdict.NOT_STATED),
    ],
)
def test_a_complete_list_with_an_open_cookie_is_not_none(options: dict[str, Any], answer: Verdict | None) -> None:
    complete = context_from(REGISTER % ", complete: [cookies]")
    if answer is None:
        with pytest.raises(ValueError, match="clerkless"):
            cookies(complete, **options)
    else:
        assert cookies(complete, **options).answer is answer


def test_a_complete_list_makes_none() -> None:
    text = REGISTER.replace("  - {set_by: agency, purpose: advertising, certainty: possible}\n", "")
    complete = context_from(text % ", complete: [cookies]")
    found = cookies(complete, data="payment-card")
    assert (found.answer, found.not_stated) == (Verdict.NONE, ())
    assert cookies(context_from(text % ""), data="payment-card").answer is Verdict.NOT_STATED
    empty = context_from("register: {organisation: us, complete: [cookies]}")
    assert cookies(empty).answer is Verdict.NONE


def test_what_it_is_called_is_kept_apart(context: Context) -> None:
    shown = {item["id"]: item for item in cookies(context).as_json()["cookies"]}
    assert shown["sid"]["declared"] == {"is": "necessary", "stated_as": "strictly needed", "certainty": "implied"}
    assert (shown["sid"]["certainty"], shown["sid"]["lifetime"]) == ("stated", "P1D")
    assert (shown["cookies/3"]["name"], shown["cookies/3"]["declared"], shown["cookies/3"]["data"]) == (None, None, [])
    assert (shown["sid#2"]["party"], shown["sid#2"]["internal"]) == ("ads", False)
    assert (shown["cart"]["party"], shown["cart"]["internal"], shown["cart"]["lifetime"]) == ("us", True, "session")
