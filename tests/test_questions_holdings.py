"""What an organisation or system receives."""

from __future__ import annotations

import pytest

from ropa.errors import UsageError
from ropa.questions import Context, Verdict, holdings
from tests.asking import context_from, facts, ids

REGISTER = """
register: {organisation: us, as_of: 2026-11-01%s}
organisations:
  us: {name: Us, country: IE}
  desk: {name: Desk, kind: internal, part_of: us}
  mail: {name: Mail, country: IE}
  lab: {name: Mail lab, part_of: mail}
  host: {name: Host, country: IE}
data_subjects:
  visitor: {name: Visitors}
systems:
  shop: {name: Shop, operator: us, hosting: [{by: host, country: IE}]}
  backup: {name: Backup, operator: us, part_of: shop}
  saas: {name: Rented tool, operator: mail}
activities:
  a:
    purposes: [direct-marketing]
    flows:
      - visitor -> shop: [email-address, name]
      - shop -> backup: [name]
      - shop -> desk: {data: [email-address], as: internal}
      - us -> mail: {data: [email-address], as: processor}
      - us -> lab: {data: [name], certainty: implied}
      - us -> saas: {subjects: [visitor]}
"""


@pytest.fixture(scope="module")
def context() -> Context:
    """Return the register of this module."""
    return context_from(REGISTER % "")


@pytest.mark.parametrize(
    ("of", "held", "answer"),
    [
        ("shop", ["email-address", "name"], Verdict.FOUND),
        ("backup", ["name"], Verdict.FOUND),
        ("us", ["email-address", "name"], Verdict.FOUND),
        ("desk", ["email-address"], Verdict.FOUND),
        ("mail", ["email-address", "name", None], Verdict.FOUND),
        ("lab", ["name"], Verdict.IMPLIED),
        ("saas", [None], Verdict.FOUND),
        ("host", ["email-address", "name"], Verdict.FOUND),
        ("MAIL LAB", ["name"], Verdict.IMPLIED),
        ("stripe", [], Verdict.NOT_STATED),
    ],
)
def test_a_holder_has_what_its_parts_and_systems_receive(
    context: Context, of: str, held: list[str | None], answer: Verdict
) -> None:
    found = holdings(context, of=of)
    assert (ids(found), found.answer) == (held, answer)


def test_why_and_about_whom(context: Context) -> None:
    fact = facts(holdings(context, of="mail", data="email-address"))[0]
    assert (fact["subject"], fact["purposes"], fact["role"]) == ("visitor", ["direct-marketing"], "processor")
    assert fact["path"] == ["visitor", "shop", "us", "mail"]


def test_hosts_of_the_systems_stand_beside(context: Context) -> None:
    assert [host.id for host in holdings(context, of="us").hosts] == ["host"]
    assert holdings(context, of="host").hosts == ()
    assert holdings(context, of="mail").hosts == ()


def test_several_holders(context: Context) -> None:
    found = holdings(context, of=["backup", "lab"])
    assert {fact["flow"] for fact in facts(found)} == {"a/shop->backup", "a/us->lab"}
    assert found.as_json()["asked"] == {"of": ["backup", "lab"], "data": [], "subjects": []}


def test_what_leaves_data_open_is_named(context: Context) -> None:
    found = holdings(context, of="saas", data="email-address")
    assert found.answer is Verdict.NOT_STATED
    assert [gap.flows for gap in found.not_stated] == [("a/us->saas",)]


@pytest.mark.parametrize(
    ("complete", "of", "data", "answer"),
    [
        ("recipients", "lab", "phone-number", Verdict.NONE),
        ("recipients", "mail", "phone-number", Verdict.NOT_STATED),  # the rented tool gets data not stated
        ("recipients", "shop", "phone-number", Verdict.NOT_STATED),
        ("data", "shop", "phone-number", Verdict.NONE),
        ("data", "backup", "email-address", Verdict.NOT_STATED),
        ("data", "lab", "phone-number", Verdict.NOT_STATED),
    ],
)
def test_none(complete: str, of: str, data: str, answer: Verdict) -> None:
    text = REGISTER % f", complete: [{complete}]"
    assert holdings(context_from(text), of=of, data=data).answer is answer


def test_people_hold_nothing(context: Context) -> None:
    with pytest.raises(UsageError, match="kind of people"):
        holdings(context, of="visitor")
    with pytest.raises(UsageError, match="no holder"):
        holdings(context, of=())


def test_rows(context: Context) -> None:
    found = holdings(context, of="us")
    assert {len(row) for row in found.rows()} == {len(found.columns())}
    assert {row[0] for row in found.rows()} == {"holding", "host"}
