"""The answer on promises: its envelope, what stands beside a verdict, doubts, and every format of it."""

from __future__ import annotations

import csv
import datetime as dt
import io
import json
from pathlib import Path

import pytest

import ropa
from ropa.cli.main import run
from ropa.errors import UsageError
from ropa.questions import Verdict, promises
from tests.asking import context_from, ids
from tests.promise_registers import SERVING, judged, perhaps, register_text

EXAMPLES = Path(__file__).parents[1] / "examples"

TWO = """
organisations: {us: {name: Us}, mail: {name: Mail}}
data_subjects: {visitor: {name: Visitors}, customer: {name: Customers, part_of: visitor}, staff: {name: Staff}}
register: {organisation: us, as_of: 2026-11-01, documents: {policy: {title: Policy}}}
activities:
  a:
    flows:
      - visitor -> us: {data: [phone-number], cite: policy:1}
      - us -> mail: {data: [phone-number], cite: policy:2}
promises:
  phone: {name: No phone sharing, never: {data: phone-number, to: outside}, cite: policy:33}
  staff-in: {never: {data: personal-data, subjects: staff, to: outside}, certainty: implied, cite: policy:34}
  maybe: {never: {data: ip-address, to: outside}, certainty: possible}
"""


@pytest.mark.parametrize(
    ("asked", "answer", "listed"),
    [
        ({}, Verdict.FOUND, ["maybe", "phone", "staff-in"]),
        ({"data": "phone-number"}, Verdict.FOUND, ["phone", "staff-in"]),
        ({"data": "contact-data"}, Verdict.FOUND, ["phone", "staff-in"]),
        ({"data": "email-address"}, Verdict.IMPLIED, ["staff-in"]),
        ({"data": "phone-number", "subjects": "customer"}, Verdict.FOUND, ["phone"]),
        ({"data": "email-address", "subjects": "customer"}, Verdict.NOT_STATED, []),
        ({"data": "ip-address", "subjects": "visitor"}, Verdict.NOT_STATED, ["maybe"]),
        ({"promise": "No phone sharing"}, Verdict.FOUND, ["phone"]),
        ({"promise": ["phone", "maybe"]}, Verdict.FOUND, ["maybe", "phone"]),
        ({"promise": "phone", "data": "email-address"}, Verdict.NOT_STATED, []),
    ],
)
def test_a_promise_answers_what_it_is_about(
    asked: dict[str, str | list[str]], answer: Verdict, listed: list[str]
) -> None:
    found = promises(context_from(TWO), **asked)
    assert (found.answer, ids(found)) == (answer, listed)


def test_what_no_sure_promise_is_about_is_not_stated() -> None:
    found = promises(context_from(TWO), data=["phone-number", "ip-address"], subjects=["visitor", "staff"])
    assert [(gap.subject, gap.data) for gap in found.not_stated] == [("visitor", "ip-address")]


@pytest.mark.parametrize(
    ("asked", "covers"),
    [
        ({"data": "phone-number"}, "whole"),
        ({"data": "contact-data"}, "part"),
        ({"data": ["phone-number", "email-address"]}, "part"),
        ({}, "part"),
    ],
)
def test_how_much_of_the_question_a_promise_covers(asked: dict[str, str | list[str]], covers: str) -> None:
    found = promises(context_from(TWO), promise="phone", **asked)
    assert [item.covers for item in found.promises] == [covers]


def test_an_unknown_promise_names_the_nearest() -> None:
    with pytest.raises(UsageError, match="`phones` is not a promise of this register") as raised:
        promises(context_from(TWO), promise="phones")
    assert raised.value.near == "phone"


def test_a_broken_promise_gives_way_and_both_citations() -> None:
    (item,) = promises(context_from(TWO), promise="phone").as_json()["promises"]
    assert item["verdict"] == "broken"
    assert item["cites"] == [{"document": "policy", "lines": "33"}]
    (fact,) = item["facts"]
    wanted = {"flow": "a/us->mail", "path": ["visitor", "us", "mail"], "limb": "never", "kind": "flow", "doubts": []}
    assert wanted.items() <= fact.items()
    assert fact["cites"] == [{"document": "policy", "lines": "2"}]


@pytest.mark.parametrize(
    ("promise", "flows", "doubts"),
    [
        ("{never: {data: name, to: outside}}", "crm -> mail: {data: [name], certainty: possible}", ["possible"]),
        ("{never: {data: name, to: outside}}", "crm -> mail: [identification-data]", ["broader-data"]),
        ("{never: {data: name, to: outside}}", "crm -> mail: {data: [personal-data]}", ["data-as-a-whole"]),
        ("{never: {to: outside}}", "crm -> mail: {subjects: [visitor]}", ["data-not-stated"]),
        ("{only: {countries: [EEA]}}", "crm -> silent: [name]", ["country-not-known"]),
        ("{only: {countries: [EEA]}}", "crm -> mail: {data: [name], locations: {storage: [IE]}}", ["company-elsewhere"]),
        ("{only: {countries: [DE], to: outside}}", "crm -> stripe: [name]", ["directory"]),
        ("{never: {data: name, to: outside}}", "visitor -> archive: [name]", ["host"]),
        ("{never: {data: name, to: outside}}", "visitor -> mail: [name]", ["given-by-the-person"]),
        ("{never: {data: name, to: outside}}", "mail -> irish: {data: [name], subjects: [visitor]}", ["onward"]),
        ("{only: {data: [ip-address]}}", "visitor -> mail: [name]", ["not-held"]),
        ("{never: {data: name, in: own-systems}}", "visitor -> us: [name]", ["system-not-stated"]),
        ("{only: {recipients: [mail]}}", "crm -> couriers: [name]", ["unnamed-recipients"]),
        ("{only: {recipients: [mail]}}", "crm -> mail: {data: [name], open: yes}", ["others-possible"]),
        ("{never: {data: name, to: outside}, except: {countries: [EEA]}}", "crm -> silent: [name]", ["exception-may-apply"]),
        ("{never: {data: name, to: outside}, certainty: possible}", "crm -> mail: [name]", ["promise-possible"]),
        ("{only: {data: [ip-address], to: [mail]}}", "crm -> mail: [name]", ["two-readings"]),
        ("{only: {subjects: [customer]}}", "visitor -> loose: [name]", ["wider-people"]),
    ],
)  # fmt: skip
def test_every_doubt_is_named(promise: str, flows: str, doubts: list[str]) -> None:
    before = "customer -> crm: [name]\n" if flows.startswith("crm") else ""
    item = judged(promise, before + flows)
    assert item.verdict.value == "possibly-broken"
    assert doubts in [list(fact.doubts) for fact in item.facts]


def test_a_wider_purpose_is_a_doubt() -> None:
    item = judged("{never: {purpose: spring-campaign}}", SERVING % "direct-marketing")
    assert [list(fact.doubts) for fact in item.facts] == [["broader-purpose"]]


def test_what_stands_beside_a_verdict() -> None:
    body = """
        customer -> shop: [phone-number]
        shop -> couriers: [phone-number]
        shop -> mail: {data: [phone-number], certainty: hypothetical}
        shop -> irish: {subjects: [customer]}
    """
    item = judged("{never: {data: phone-number, to: outside}, except: {to: [couriers]}}", body)
    assert item.verdict.value == "kept"
    assert item.excepted == ("a/shop->couriers",)
    assert item.hypothetical == ("a/shop->mail",)
    assert item.left_open == ("a/shop->irish",)
    assert item.stored_only == ("hosting/shop/vault",)
    looked = {look.condition: look.statements for look in item.looked_at}
    assert looked == {"data": 3, "to": 3}


def test_what_is_inside_by_the_directory_alone_is_named() -> None:
    item = judged("{only: {countries: [IE]}}", "visitor -> crm: [name]\ncrm -> stripe: [name]")
    assert (item.verdict.value, item.by_directory) == ("kept", ("a/crm->stripe",))


def test_the_countries_that_break_a_promise_are_named() -> None:
    item = judged("{only: {countries: [EEA]}}", "visitor -> crm: [name]\ncrm -> mail: [name]\ncrm -> silent: [name]")
    assert [(fact.flow, fact.countries) for fact in item.facts] == [("a/crm->mail", ("US",)), ("a/crm->silent", ("",))]
    assert [fact.as_json()["countries"] for fact in item.facts] == [["US"], [None]]


@pytest.mark.parametrize(
    ("as_of", "verdict"), [("2020-01-31", "kept"), ("2020-02-01", "broken")], ids=["the last day", "the day after"]
)
def test_groups_have_the_members_of_the_day(as_of: str, verdict: str) -> None:
    text = register_text("{only: {countries: [EU], to: outside}}", "visitor -> crm: [name]\ncrm -> irish: [name]")
    text = text.replace("irish: {name: Irish vendor, country: IE}", "irish: {name: British vendor, country: GB}")
    (item,) = promises(context_from(text, as_of=dt.date.fromisoformat(as_of))).promises
    assert item.verdict.value == verdict


@pytest.mark.parametrize("listed", ["data", "purposes"])
def test_a_complete_list_turns_absence_into_an_answer(listed: str) -> None:
    promise = {"data": "{never: {data: payment-card}}", "purposes": "{never: {purpose: profiling}}"}[listed]
    body = SERVING % "security"
    assert judged(promise, body).verdict.value == "not-testable"
    item = judged(promise, body, register=f", complete: [{listed}]")
    assert item.verdict.value == "kept"
    assert "complete" in item.why


def test_activities_that_say_nothing_are_left_open() -> None:
    text = SERVING % "security" + "  b: {data_subjects: [visitor]}\n"
    assert judged("{never: {purpose: profiling}}", text).left_open == ("activities/b",)
    decided = text.replace("    purposes", "    automated_decisions: none\n    purposes", 1)
    assert judged("{never: {automated_decisions: yes}}", decided).left_open == ("activities/b",)
    general = decided + "general: {automated_decisions: none}\n"
    assert judged("{never: {automated_decisions: yes}}", general).left_open == ()


def test_a_flow_says_it_before_a_cookie_or_a_rule_does() -> None:
    body = """
        activities:
          a:
            flows:
              - visitor -> crm: [session-id]
            retention: [{data: [session-id], in: [crm], period: P1D}]
        cookies: [{name: seen, set_by: crm, subjects: [visitor], data: [session-id]}]
    """
    item = judged("{never: {data: session-id}}", body)
    assert [fact.flow for fact in item.facts] == ["a/visitor->crm"]


def test_a_purpose_that_came_later_counts() -> None:
    body = SERVING % "security" + "    further_purposes: [{purpose: direct-marketing}]\n"
    item = judged("{only: {purposes: [security]}}", body)
    assert [(fact.flow, fact.purposes) for fact in item.facts] == [
        ("activities/a/further_purposes", ("direct-marketing",))
    ]


def test_hosting_that_is_possible_for_people_nobody_places() -> None:
    text = register_text("{only: {countries: [EEA]}}", "visitor -> archive: [name]")
    text = text.replace("{by: cloud, country: US}", "{by: cloud, country: US, for: [staff]}")
    (item,) = promises(context_from(text)).promises
    assert (item.verdict.value, perhaps(item)) == ("possibly-broken", ["hosting/archive/cloud"])


def test_table_of_the_command_line(capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("COLUMNS", "200")
    assert run(["query", "promises", str(EXAMPLES / "corner-books"), "--expect", "found"]) == 0
    text = capsys.readouterr().out
    assert "eu-only: broken" in text
    assert "has data only in the EEA (policy:80)" in text
    assert "aweber (US)" in text
    assert "no-card-storage: kept" in text
    assert "no fact is about Phone number" in text
    assert "country from the shipped directory: payments/customer->stripe" in text


def test_json_and_library_say_the_same(capsys: pytest.CaptureFixture[str]) -> None:
    source = str(EXAMPLES / "wordpress-shop")
    assert run(["query", "promises", source, "--subjects", "visitor", "--format", "json", "--as-of", "2026-11-22"]) == 0
    said = json.loads(capsys.readouterr().out)
    assert said == ropa.open(source, as_of="2026-11-22").promises(subjects="visitor").as_json()
    assert list(said)[:8] == ["format", "question", "asked", "facts_as_of", "as_of", "answer", "promises", "hosts"]


def test_csv_loses_no_fact_and_no_promise(capsys: pytest.CaptureFixture[str]) -> None:
    source = str(EXAMPLES / "aiopbt")
    assert run(["query", "promises", source, "--format", "csv"]) == 0
    rows = list(csv.DictReader(io.StringIO(capsys.readouterr().out)))
    items = ropa.open(source).promises().promises
    assert len(rows) == sum(max(len(item.facts), 1) for item in items)
    assert {row["id"] for row in rows} == {item.id for item in items}
    assert {row["verdict"] for row in rows if row["id"] == "eu-only"} == {"possibly-broken"}
    assert all(row["promised_in"] for row in rows)
    broken = [row for row in rows if row["id"] == "service-purpose-only"]
    assert all("purpose " in row["marks"] and not row["data"] for row in broken)


def test_a_silence_is_a_line_of_every_format() -> None:
    found = promises(context_from(TWO), data="email-address", subjects="visitor")
    (row,) = found.rows()
    assert dict(zip(found.columns(), row, strict=True))["data"] == "email-address"
    assert found.sheets(str) == ()
