"""Where data is held: systems, organisations, countries."""

from __future__ import annotations

import pytest

from ropa.questions import Verdict, WhereAnswer, where
from tests.asking import context_from, ids

REGISTER = """
register: {organisation: us, as_of: 2026-11-01%s}
organisations:
  us: {name: Us, country: IE}
  mail: {name: Mail, country: US}
  host: {name: Host, country: DE}
  aweber: {directory: aweber}
data_subjects:
  visitor: {name: Visitors}
systems:
  shop:
    name: Shop
    hosting:
      - {by: host, country: DE, when: as a rule}
      - {by: host, locations: {storage: [FR], access: [IN]}}
  files: {name: Files}
activities:
  a:
    flows:
      - visitor -> shop: [email-address]
      - shop -> files: [name]
      - us -> mail: {data: [email-address], locations: {storage: IE}}
      - us -> aweber: {data: [phone-number], subjects: [visitor]}
      - us -> visitor: [email-address]
"""


def ask(*, complete: str = "", data: str = "email-address") -> WhereAnswer:
    """Return where data of visitors is held."""
    head = f", complete: [{complete}]" if complete else ""
    return where(context_from(REGISTER % head), data=data, subjects="visitor")


def test_holders_and_their_countries() -> None:
    found = ask()
    assert (found.answer, ids(found)) == (Verdict.FOUND, ["mail", "shop"])
    places = {
        holder.id: [(place.country, place.what, place.by, place.when) for place in holder.countries]
        for holder in found.where
    }
    assert places == {
        "mail": [("IE", "storage", "", ""), ("US", "entity", "", "")],
        "shop": [("DE", "storage", "host", "as a rule"), ("FR", "storage", "host", ""), ("IN", "access", "host", "")],
    }
    assert [host.id for host in found.hosts] == ["host"]


def test_kinds_and_marks() -> None:
    shown = {item["id"]: item for item in ask().as_json()["where"]}
    assert (shown["shop"]["kind"], shown["shop"]["internal"]) == ("system", True)
    assert (shown["mail"]["kind"], shown["mail"]["internal"]) == ("company", False)
    (item,) = ask(data="phone-number").as_json()["where"]
    assert item["countries"] == [
        {"country": "US", "what": "entity", "by": None, "when": None, "from": "directory", "certainty": "stated"}
    ]


def test_a_system_without_hosting_is_in_no_stated_country() -> None:
    found = where(context_from(REGISTER % ""), data="name")
    assert [(holder.id, holder.countries) for holder in found.where] == [("files", ())]
    assert found.rows()[0][3] == "not stated"


@pytest.mark.parametrize(
    ("complete", "answer"),
    [
        ("systems, recipients", Verdict.NONE),
        ("systems", Verdict.NOT_STATED),
        ("recipients", Verdict.NOT_STATED),
        ("", Verdict.NOT_STATED),
    ],
)
def test_none_needs_both_lists(complete: str, answer: Verdict) -> None:
    found = ask(complete=complete, data="payment-card")
    assert found.answer is answer
    assert bool(found.not_stated) is (answer is Verdict.NOT_STATED)


def test_rows() -> None:
    found = ask()
    assert {len(row) for row in found.rows()} == {len(found.columns())}
    assert [row[:2] for row in found.rows()] == [("holder", "mail"), ("holder", "shop"), ("host", "host")]
