"""Who receives: what makes an answer, what only stands beside it, and the envelope."""

from __future__ import annotations

import json
from typing import Any

import pytest

from ropa.questions import Graded, Reach, RecipientsAnswer, Verdict, recipients
from tests.asking import context_from, facts, ids

BASE = """
register: {organisation: us, as_of: 2026-11-01%s}
organisations:
  us: {name: Us, country: IE}
  desk: {name: Desk, kind: internal, part_of: us}
  mail: {name: Mail, country: IE}
  stats: {name: Stats, country: IE}
  bank: {name: Bank, country: IE}
  tool-maker: {name: Tool Maker, country: IE}
  host: {name: Host, country: IE}
  aweber: {directory: aweber}
data_subjects:
  visitor: {name: Visitors}
  customer: {name: Customers, part_of: visitor}
  buyer: {name: Buyers}
data_categories:
  sign-up: {name: Sign-up form, consists_of: [email-address, name]}
systems:
  shop: {name: Shop, operator: us, hosting: [{by: host, country: IE, access: none}]}
  saas: {name: Rented tool, operator: tool-maker}
activities:
"""


def ask(activities: str, *, complete: str = "", **options: Any) -> RecipientsAnswer:
    """Return who receives, in a register with these activities; `complete` names complete lists."""
    head = BASE % (f", complete: [{complete}]" if complete else "")
    return recipients(context_from(head + activities), **options)


def one(flow: str, *more: str) -> str:
    """Return one activity `a` with these flows."""
    return "  a:\n    flows:\n" + "".join(f"      - {item}\n" for item in (flow, *more))


@pytest.mark.parametrize(
    ("flow", "answer"),
    [
        ("shop -> mail: {data: [email-address], subjects: [visitor]}", Verdict.FOUND),
        ("shop -> mail: {data: [email-address], subjects: [visitor], certainty: implied}", Verdict.IMPLIED),
        ("shop -> mail: {data: [email-address], subjects: [visitor], certainty: possible}", Verdict.NOT_STATED),
        ("shop -> mail: {data: [email-address], subjects: [visitor], certainty: hypothetical}", Verdict.NOT_STATED),
        ("shop -> mail: {data: [email-address], subjects: [visitor], certainty: lost}", Verdict.NOT_STATED),
        ("shop -> mail: {data: [contact-data], subjects: [visitor]}", Verdict.NOT_STATED),
        ("shop -> mail: {data: [sign-up], subjects: [visitor]}", Verdict.FOUND),
    ],
)
def test_certainty_and_match_decide(flow: str, answer: Verdict) -> None:
    found = ask(one(flow), data="email-address")
    assert found.answer is answer
    assert ids(found) == ["mail"]


def test_narrower_facts_make_an_answer_and_broader_ones_are_listed() -> None:
    flow = one("shop -> mail: {data: [email-address], subjects: [visitor]}")
    found = ask(flow, data="contact-data")
    assert (found.answer, facts(found)[0]["match"]) == (Verdict.FOUND, "narrower")
    broad = ask(one("shop -> mail: {data: [contact-data], subjects: [visitor]}"), data="email-address")
    assert (broad.answer, facts(broad)[0]["match"]) == (Verdict.NOT_STATED, "broader")


def test_parts_and_wholes_of_people() -> None:
    flow = one("visitor -> shop: [email-address]", "shop -> mail: [email-address]")
    assert ask(flow, subjects="customer").answer is Verdict.IMPLIED
    part = one("shop -> mail: {data: [email-address], subjects: [customer]}")
    assert ask(part, subjects="visitor").answer is Verdict.FOUND
    assert ids(ask(part, subjects="buyer")) == []


def test_people_that_are_not_stated_match_nobody_in_particular() -> None:
    found = ask(one("shop -> mail: [email-address]"), data="email-address", subjects="visitor")
    assert (found.answer, ids(found)) == (Verdict.NOT_STATED, [])
    assert found.as_json()["not_stated"] == [{"subject": "visitor", "data": "email-address", "flows": ["a/shop->mail"]}]
    assert ask(one("shop -> mail: [email-address]"), data="email-address").answer is Verdict.FOUND


def test_data_that_is_not_stated_matches_no_category() -> None:
    flow = one("shop -> mail: {subjects: [visitor]}")
    assert ids(ask(flow, data="email-address")) == []
    everything = ask(flow, subjects="visitor")
    assert (everything.answer, facts(everything)[0]["data"]) == (Verdict.FOUND, None)


def test_lists_are_implied_and_make_no_false_facts() -> None:
    listed = "  a:\n    data_subjects: [customer]\n    data: [name, postal-address]\n    recipients: [mail, stats]\n"
    found = ask(listed, data="name")
    assert (found.answer, ids(found)) == (Verdict.IMPLIED, ["mail", "stats"])
    assert facts(found)[0]["path"] == ["customer", "us", "mail"]


def test_the_path_starts_with_the_people_and_follows_the_data() -> None:
    found = ask(
        one("visitor -> shop: [email-address, name]", "shop -> us: [email-address]", "us -> mail: [email-address]",
            "mail -> bank: [email-address]"),
        data="email-address",
    )  # fmt: skip
    assert {fact["id"]: fact["path"] for fact in facts(found)} == {
        "mail": ["visitor", "shop", "us", "mail"],
        "bank": ["visitor", "shop", "us", "mail", "bank"],
    }
    assert [(party.id, party.direct) for party in found.recipients] == [("bank", False), ("mail", True)]


def test_who_only_passes_data_on_is_no_recipient_and_the_organisation_is_bypassed() -> None:
    found = ask(one("customer -> bank: {data: [payment-card], via: shop, as: controller}"), data="payment-card")
    (fact,) = facts(found)
    assert (fact["path"], fact["via"], fact["direct"], fact["bypass"]) == (["customer", "bank"], ["shop"], True, True)
    assert found.recipients[0].bypass
    assert found.hosts == ()


@pytest.mark.parametrize("held", ["payment-card", "payment-details", "personal-data"])
def test_nothing_is_bypassed_that_the_organisation_holds_or_may_hold(held: str) -> None:
    found = ask(one("customer -> bank: [payment-card]", f"customer -> shop: [{held}]"), data="payment-card")
    assert not any(fact["bypass"] for fact in facts(found))


def test_an_outside_operator_receives_what_its_system_receives() -> None:
    found = ask(one("visitor -> saas: [email-address]", "saas -> desk: [email-address]"), data="email-address")
    assert ids(found) == ["tool-maker"]
    assert facts(found)[0]["path"] == ["visitor", "saas", "tool-maker"]


def test_hosts_stand_beside_and_make_no_answer() -> None:
    found = ask(one("visitor -> shop: [email-address]"), data="email-address")
    assert (found.answer, ids(found)) == (Verdict.NOT_STATED, [])
    (host,) = found.hosts
    assert host.id == "host"
    assert host.facts[0].as_json()["access"] is False
    assert found.as_json()["not_stated"] == [{"subject": None, "data": "email-address"}]


def test_internal_readers_are_listed_on_request_and_make_no_answer() -> None:
    flows = one("visitor -> shop: [email-address]", "shop -> desk: {data: [email-address], as: internal}")
    assert ids(ask(flows, data="email-address")) == []
    found = ask(flows, data="email-address", internal=True)
    assert (found.answer, ids(found)) == (Verdict.NOT_STATED, ["desk"])
    assert found.recipients[0].internal


def test_people_receive_data_about_other_people_only() -> None:
    flows = one(
        "customer -> shop: [name]", "shop -> buyer: {data: [name], subjects: [customer]}", "shop -> customer: [name]"
    )
    found = ask(flows, data="name")
    assert [(party.id, party.kind) for party in found.recipients] == [("buyer", "data-subject")]


def test_options_combine_and_repeat() -> None:
    flows = one(
        "shop -> mail: {data: [email-address], subjects: [visitor]}",
        "shop -> stats: {data: [ip-address], subjects: [visitor]}",
        "shop -> bank: {data: [payment-card], subjects: [buyer]}",
    )
    assert ids(ask(flows, data=["email-address", "ip-address"])) == ["mail", "stats"]
    assert ids(ask(flows, subjects=["visitor", "buyer"])) == ["bank", "mail", "stats"]
    assert ids(ask(flows, data="payment-card", subjects="visitor")) == []
    two = ask(flows, data=["email-address", "phone-number"], subjects=["visitor", "buyer"])
    assert [(gap.subject, gap.data) for gap in two.not_stated] == [
        ("visitor", "phone-number"), ("buyer", "email-address"), ("buyer", "phone-number"),
    ]  # fmt: skip


def test_an_activity_limits_the_answer() -> None:
    flows = one("us -> mail: [name]") + "  b:\n    flows:\n      - us -> stats: [name]\n"
    found = ask(flows, data="name", activity="b")
    assert ids(found) == ["stats"]
    assert found.as_json()["asked"]["activity"] == ["b"]


NONE_CASES = [
    (one("visitor -> shop: [email-address]"), Verdict.NONE),
    (one("visitor -> shop: [email-address]", "us -> mail: [name]"), Verdict.NONE),
    (one("us -> mail: {data: [email-address], certainty: hypothetical}"), Verdict.NONE),
    (one("us -> mail: {data: [email-address], certainty: possible}"), Verdict.NOT_STATED),
    (one("us -> mail: [contact-data]"), Verdict.NOT_STATED),
    (one("us -> mail: {}"), Verdict.NOT_STATED),
    (one("us -> mail: {data: [name], open: yes}"), Verdict.NOT_STATED),
    (one("us -> mail: [email-address]"), Verdict.FOUND),
]


@pytest.mark.parametrize(("flows", "answer"), NONE_CASES)
def test_none_needs_a_complete_list_that_leaves_nothing_open(flows: str, answer: Verdict) -> None:
    found = ask(flows, complete="recipients", data="email-address")
    assert found.answer is answer
    assert bool(found.not_stated) == ((answer is Verdict.NOT_STATED and "{}" in flows) or "open" in flows)


def test_other_complete_lists_do_not_make_none() -> None:
    assert ask(NONE_CASES[0][0], complete="data, systems", data="email-address").answer is Verdict.NOT_STATED


def test_an_activity_without_recipients_makes_none_only_for_itself() -> None:
    flows = "  a:\n    recipients: none\n    flows:\n      - visitor -> shop: [name]\n  b:\n    purposes: [security]\n"
    assert ask(flows, data="name", activity="a").answer is Verdict.NONE
    assert ask(flows, data="name", activity=["a", "b"]).answer is Verdict.NOT_STATED
    assert ask(flows, data="name").answer is Verdict.NOT_STATED


POSSIBLE = one(
    "visitor -> shop: [email-address]",
    "shop -> mail: [email-address]",
    "mail -> bank: [name]",
    "bank -> stats: {}",
    "stats -> mail: {}",
)


def test_possible_reach_lists_what_is_downstream_and_changes_no_answer() -> None:
    declared = ask(POSSIBLE, data="email-address")
    assert ids(declared) == ["mail"]
    found = ask(POSSIBLE, data="email-address", reach="possible")
    assert (found.answer, ids(found)) == (Verdict.FOUND, ["bank", "mail", "stats"])
    assert found.as_json()["asked"]["reach"] == "possible"
    bank = next(fact for fact in facts(found) if fact["id"] == "bank")
    assert (bank["reach"], bank["certainty"]) == ("possible", "possible")
    assert bank["path"] == ["visitor", "shop", "mail", "bank"]
    assert all(fact.reach is Reach.DECLARED for fact in declared.recipients[0].facts)


def test_possible_reach_alone_stays_not_stated() -> None:
    found = ask(one("visitor -> shop: [email-address]", "us -> mail: [name]"), data="email-address", reach="possible")
    assert (found.answer, ids(found)) == (Verdict.NOT_STATED, ["mail"])
    assert found.not_stated


def test_belonging_alone_reaches_nobody() -> None:
    """A part of a recipient is no recipient of its own without a flow."""
    flows = one("visitor -> saas: [email-address]", "tool-maker -> stats: {}")
    found = ask(flows, data="email-address", reach="possible")
    assert ids(found) == ["stats", "tool-maker"]
    lab = BASE.replace("  mail: {", "  lab: {name: Lab, part_of: mail}\n  mail: {") % ""
    context = context_from(lab + one("us -> mail: [name]"))
    assert ids(recipients(context, data="name", reach="possible")) == ["mail"]


def test_further_paths_are_shown_on_request() -> None:
    flows = one("visitor -> us: [name]", "us -> mail: [name]", "us -> stats: [name]", "stats -> mail: [name]")
    assert "more_paths" not in facts(ask(flows, data="name"))[0]
    found = ask(flows, data="name", paths=3)
    mail = [fact for fact in facts(found) if fact["flow"] == "a/us->mail"]
    assert mail[0]["more_paths"] == [["visitor", "us", "stats", "mail"]]


def test_what_the_directory_says_is_marked() -> None:
    found = ask(one("us -> aweber: [name]"), data="name")
    (party,) = found.as_json()["recipients"]
    assert (found.answer, party["from"], party["from_directory"]) == (Verdict.FOUND, "directory", ["name", "country"])


def test_the_envelope_of_the_sample() -> None:
    found = ask(
        one("visitor -> shop: [email-address]", "shop -> mail: {data: [email-address], as: processor}"),
        data="Email address",
        subjects="visitor",
    ).as_json()
    head = ["format", "question", "asked", "facts_as_of", "as_of", "answer"]
    assert list(found) == [*head, "recipients", "hosts", "denied", "not_stated"]
    assert found["asked"] == {"data": ["email-address"], "subjects": ["visitor"], "reach": "declared"}
    assert (found["format"], found["facts_as_of"], found["as_of"]) == (1, "2026-11-01", "2026-11-22")
    (party,) = found["recipients"]
    assert {name: party[name] for name in ("id", "name", "kind", "internal", "direct", "country", "from")} == {
        "id": "mail", "name": "Mail", "kind": "company", "internal": False, "direct": True, "country": "IE",
        "from": "register",
    }  # fmt: skip
    (fact,) = party["facts"]
    assert list(fact)[:10] == [
        "flow", "activity", "subject", "data", "role", "match", "certainty", "path", "transfers", "cites",
    ]  # fmt: skip
    assert fact["transfers"] == [{"regime": "eu-gdpr", "grade": "domestic", "tool": None}]
    assert json.loads(json.dumps(found)) == found


def test_rows_have_one_cell_for_each_column_and_lose_nothing() -> None:
    found = ask(
        one("visitor -> shop: [email-address]", "shop -> mail: [email-address]")
        + "promises:\n  quiet: {never: {data: phone-number, to: outside}}\n",
        data=["email-address", "phone-number", "health-data"],
    )
    assert {len(row) for row in found.rows()} == {len(found.columns())}
    assert [row[:2] for row in found.rows()] == [
        ("recipient", "mail"), ("host", "host"), ("denied", "quiet"), ("not stated", ""),
    ]  # fmt: skip


def test_rows_of_better_facts_come_first() -> None:
    flows = one(
        "us -> mail: {data: [contact-data], subjects: [visitor]}",
        "us -> mail: {data: [email-address], subjects: [visitor], certainty: implied}",
        "us -> mail: {data: [email-address], subjects: [buyer]}",
    )
    found = ask(flows, data="email-address")
    assert [(fact["match"], fact["certainty"]) for fact in facts(found)] == [
        ("exact", "stated"), ("exact", "implied"), ("broader", "stated"),
    ]  # fmt: skip


def test_grades_of_single_flows_are_those_of_all() -> None:
    context = context_from(BASE % "" + one("visitor -> shop: [name]", "us -> aweber: [name]", "us -> mail: [name]"))
    assert sorted(map(Graded.of, context.transfers)) == sorted(
        row for flow in context.register.flows for row in context.graded(flow)
    )
