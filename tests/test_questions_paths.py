"""Ways from one node to another."""

from __future__ import annotations

import pytest

from ropa.errors import UsageError
from ropa.questions import Context, Verdict, paths
from tests.asking import context_from, ids

REGISTER = """
register: {organisation: us, as_of: 2026-11-01%s}
organisations:
  us: {name: Us, country: IE}
  mail: {name: Mail, country: IE}
  stats: {name: Stats, country: IE}
  far: {name: Far, country: IE}
  host: {name: Host, country: IE}
data_subjects:
  visitor: {name: Visitors}
  customer: {name: Customers, part_of: visitor}
  staff: {name: Staff}
systems:
  shop: {name: Shop, operator: us, hosting: [{by: host, country: IE}]}
activities:
  a:
    flows:
      - visitor -> shop: [email-address, ip-address]
      - shop -> mail: [email-address]
      - shop -> stats: {data: [ip-address], via: mail}
      - mail -> far: {data: [email-address], certainty: implied}
      - stats -> mail: [ip-address]
      - staff -> shop: [phone-number]
      - shop -> customer: {data: [email-address], subjects: [customer]}
"""


@pytest.fixture(scope="module")
def context() -> Context:
    """Return the register of this module."""
    return context_from(REGISTER % "")


@pytest.mark.parametrize(
    ("source", "target", "data", "way", "answer"),
    [
        ("visitor", "mail", "email-address", "visitor>shop>mail", Verdict.FOUND),
        ("visitor", "mail", "ip-address", "visitor>shop>stats>mail", Verdict.FOUND),
        ("visitor", "far", "email-address", "visitor>shop>mail>far", Verdict.IMPLIED),
        ("customer", "mail", "email-address", "visitor>shop>mail", Verdict.IMPLIED),
        ("visitor", "us", "email-address", "visitor>shop>us", Verdict.FOUND),
        ("us", "far", "email-address", "shop>mail>far", Verdict.IMPLIED),
        ("visitor", "host", "contact-data", "visitor>shop>host", Verdict.FOUND),
        ("visitor", "customer", "email-address", "visitor>shop>customer", Verdict.IMPLIED),
        ("visitor", "far", "ip-address", "", Verdict.NOT_STATED),
        ("staff", "mail", "email-address", "", Verdict.NOT_STATED),
        ("mail", "visitor", "email-address", "", Verdict.NOT_STATED),
    ],
)
def test_ways(context: Context, source: str, target: str, data: str, way: str, answer: Verdict) -> None:
    found = paths(context, source=source, target=target, data=data)
    assert (ids(found), found.answer) == ([way] if way else [], answer)


def test_every_step_between_holders_has_its_fact(context: Context) -> None:
    (way,) = paths(context, source="visitor", target="far", data="email-address").paths
    assert [fact.flow for fact in way.facts] == ["a/visitor->shop", "a/shop->mail", "a/mail->far"]
    assert (way.certainty.value, way.match.value) == ("implied", "exact")


def test_who_only_passes_on_is_no_node_but_is_named(context: Context) -> None:
    (way,) = paths(context, source="visitor", target="stats", data="ip-address").paths
    assert way.path == ("visitor", "shop", "stats")
    assert way.facts[-1].via == ("mail",)


def test_several_categories_have_a_way_each(context: Context) -> None:
    found = paths(context, source="visitor", target="mail", data=["ip-address", "email-address", "phone-number"])
    assert [(way.data, way.id) for way in found.paths] == [
        ("email-address", "visitor>shop>mail"),
        ("ip-address", "visitor>shop>stats>mail"),
    ]
    assert [(gap.subject, gap.data) for gap in found.not_stated] == [("visitor", "phone-number")]


def test_without_data_any_thread_counts(context: Context) -> None:
    found = paths(context, source="visitor", target="mail", paths=5)
    assert ids(found) == ["visitor>shop>mail", "visitor>shop>stats>mail"]
    assert found.as_json()["asked"] == {"from": "visitor", "to": "mail", "data": [], "paths": 5}


def test_broader_steps_are_listed_and_make_no_answer() -> None:
    text = (REGISTER % "").replace("shop -> mail: [email-address]", "shop -> mail: [contact-data]")
    found = paths(context_from(text), source="visitor", target="mail", data="email-address")
    assert (found.answer, ids(found), found.paths[0].match.value) == (
        Verdict.NOT_STATED, ["visitor>shop>mail"], "broader",
    )  # fmt: skip


def test_none() -> None:
    complete = context_from(REGISTER % ", complete: [recipients]")
    assert paths(complete, source="visitor", target="far", data="phone-number").answer is Verdict.NONE
    assert paths(complete, source="visitor", target="staff", data="phone-number").answer is Verdict.NOT_STATED


def test_rows(context: Context) -> None:
    found = paths(context, source="visitor", target="far", data=["email-address", "phone-number"])
    assert {len(row) for row in found.rows()} == {len(found.columns())}
    assert [row[0] for row in found.rows()] == ["path", "path", "path", "not stated"]


def test_a_silly_number_of_paths_is_refused(context: Context) -> None:
    with pytest.raises(UsageError, match="0 paths"):
        paths(context, source="visitor", target="far", paths=0)
