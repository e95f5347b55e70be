"""What is touched if something leaks or goes away: people without double counting, streams, what hangs on it."""

from __future__ import annotations

from typing import Any

import pytest

from ropa.formats.answer import answer_text
from ropa.questions import Context, ImpactAnswer, Verdict, impact
from tests.asking import context_from

REGISTER = """
register: {organisation: us, as_of: 2026-11-01%s}
organisations:
  us: {name: Us, country: IE}
  desk: {name: Help desk, kind: internal, part_of: us}
  mail: {name: Mail, country: US}
  stats: {name: Stats, country: FR}
  cloud: {name: Cloud, country: DE}
  owner: {name: Owner}
  broker: {name: Broker}
  idle: {name: Idle}
data_subjects:
  visitor: {name: Visitors, count: 1000}
  buyer: {name: Buyers, part_of: visitor, count: 200}
  regular: {name: Regulars, part_of: buyer}
  clerk: {name: Clerks, count: 5, vulnerable: yes}
  child: {name: Children}
data_categories: {blood: {name: Blood, parent: health-data}}
systems:
  shop: {name: Shop, operator: us, hosting: [{by: cloud, access: none}]}
  till: {name: Till, operator: us, part_of: shop}
  box: {name: Mail box, operator: mail}
agreements:
  mail-dpa: {kind: data-processing, between: [us, mail]}
  old: {kind: other, between: [us, idle]}
safeguards:
  mail-scc: {tool: scc-2021, between: [us, mail]}
  flow-scc: {tool: scc-2021}
activities:
  news:
    name: Newsletter
    purposes: [direct-marketing]
    flows:
      - visitor -> shop: [email-address, blood]
      - shop -> mail: {data: [email-address], as: processor, agreement: mail-dpa, safeguard: flow-scc}
      - mail -> stats: {data: [email-address], subjects: [visitor], certainty: implied}
  staff:
    flows:
      - clerk -> desk: [name]
      - desk -> mail: {data: [name], subjects: [clerk], certainty: possible}
      - mail -> owner: [phone-number]
  pay:
    role: processor
    on_behalf_of: [owner]
    flows:
      - buyer -> cloud: {data: [payment-card], via: shop}
      - broker -> us: [order-contents]
      - child -> till: {data: [name], certainty: hypothetical}
promises: {p: {never: {data: ip-address, to: idle}}}
"""


@pytest.fixture(scope="module")
def context() -> Context:
    """Return the register of this module."""
    return context_from(REGISTER % "")


def parts(answer: ImpactAnswer, name: str, *fields: str) -> list[tuple[Any, ...]]:
    """Return these fields of one list of the object."""
    return [tuple(item[field] for field in fields) for item in answer.as_json()["impact"][name]]


def keys(answer: ImpactAnswer, name: str) -> list[str]:
    """Return the ids of one list of the object."""
    return [item["id"] for item in answer.as_json()["impact"][name]]


def test_people_are_counted_once(context: Context) -> None:
    found = impact(context, of="mail")
    assert parts(found, "subjects", "id", "count", "part_of", "certainty") == [
        ("buyer", 200, "visitor", "implied"),
        ("clerk", 5, None, "possible"),
        ("regular", None, "buyer", "implied"),
        ("visitor", 1000, None, "stated"),
        (None, None, None, "stated"),
    ]
    assert found.as_json()["impact"]["people"] == {
        "at_least": 1000, "at_most": None, "not_counted": ["regular"],
    }  # fmt: skip
    limited = impact(context, of="mail", subjects=["visitor", "clerk"]).impact.people
    assert (limited.at_least, limited.at_most) == (1000, 1005)


def test_a_kind_that_is_only_possible_makes_no_minimum(context: Context) -> None:
    assert impact(context, of="mail", subjects="clerk").impact.people.at_least is None
    assert impact(context, of="shop", subjects="child").impact.people.at_most is None


def test_a_part_asked_about_is_implied(context: Context) -> None:
    found = impact(context, of="mail", subjects="buyer")
    assert parts(found, "subjects", "id", "certainty") == [("buyer", "implied"), ("regular", "implied")]
    assert found.answer is Verdict.IMPLIED


def test_vulnerable_people_are_marked(context: Context) -> None:
    assert ("clerk", True) in parts(impact(context, of="desk"), "subjects", "id", "vulnerable")


def test_data_with_what_the_law_calls_it(context: Context) -> None:
    assert parts(impact(context, of="shop"), "data", "id", "mark", "subjects", "certainty") == [
        ("blood", "special-category", ["visitor"], "stated"),
        ("email-address", None, ["visitor"], "stated"),
        ("name", None, ["child"], "hypothetical"),
    ]


def test_a_host_that_cannot_read_holds_all_the_same(context: Context) -> None:
    found = impact(context, of="cloud", activity="news")
    assert parts(found, "data", "id", "access") == [("blood", False), ("email-address", False)]
    assert parts(found, "activities", "id", "how") == [("news", ["hosts"])]


def test_downstream_as_stated_and_by_any_flow(context: Context) -> None:
    found = impact(context, of="shop")
    assert parts(found, "downstream", "id", "reach", "direct", "certainty") == [
        ("mail", "declared", True, "stated"),
        ("owner", "possible", False, "possible"),
        ("stats", "declared", False, "implied"),
    ]
    assert dict(parts(found, "downstream", "id", "path"))["stats"] == ["shop", "mail", "stats"]
    assert dict(parts(found, "downstream", "id", "data"))["stats"] == ["email-address"]


def test_downstream_of_data_asked_about(context: Context) -> None:
    assert [key for key, reach in parts(impact(context, of="shop", data="blood"), "downstream", "id", "reach")
            if reach == "declared"] == []  # fmt: skip


def test_hosts_stand_apart(context: Context) -> None:
    found = impact(context, of="shop")
    assert [host.id for host in found.hosts] == ["cloud"]
    assert "cloud" not in keys(found, "downstream")


def test_upstream_people_and_senders(context: Context) -> None:
    found = impact(context, of="stats")
    assert parts(found, "upstream", "id", "direct", "data") == [
        ("mail", True, ["email-address"]),
        ("shop", False, ["email-address"]),
        ("visitor", False, ["email-address"]),
    ]
    assert dict(parts(found, "upstream", "id", "path"))["visitor"] == ["visitor", "shop", "mail", "stats"]


def test_a_source_is_touched_by_what_it_sends(context: Context) -> None:
    found = impact(context, of="broker")
    assert found.answer is Verdict.FOUND
    assert parts(found, "activities", "id", "how", "role", "on_behalf_of") == [
        ("pay", ["sends"], "processor", ["owner"])
    ]
    assert ("us", "declared", True) in parts(found, "downstream", "id", "reach", "direct")
    assert keys(found, "upstream") == []


def test_what_goes_past_is_not_held(context: Context) -> None:
    found = impact(context, of="shop")
    assert parts(found, "passes", "flow", "data", "subject") == [("pay/buyer->cloud", "payment-card", "buyer")]
    assert ("pay", ["receives", "passes on"]) in parts(found, "activities", "id", "how")
    assert impact(context, of="cloud").impact.passers == ("shop",)
    assert impact(context, of="shop", data="payment-card").answer is Verdict.NOT_STATED
    assert impact(context, of="shop", data="payment-card").not_stated == ()


def test_systems_that_go_with_it(context: Context) -> None:
    assert parts(impact(context, of="shop"), "systems", "id", "relation") == [("shop", "itself"), ("till", "part")]
    assert parts(impact(context, of="mail"), "systems", "id", "relation") == [("box", "operated")]
    assert parts(impact(context, of="cloud"), "systems", "id", "relation") == [("shop", "hosted")]


def test_what_a_hosted_system_feeds_hangs_on_the_host(context: Context) -> None:
    found = impact(context, of="cloud", data="email-address")
    assert ("mail", "shop") in parts(found, "downstream", "id", "through")
    assert "us" not in keys(found, "downstream")


def test_contracts_that_hang_on_it(context: Context) -> None:
    found = impact(context, of="mail")
    assert parts(found, "agreements", "id", "kind", "flows") == [("mail-dpa", "data-processing", ["news/shop->mail"])]
    assert parts(found, "safeguards", "id", "tool", "flows") == [
        ("flow-scc", "scc-2021", ["news/shop->mail"]),
        ("mail-scc", "scc-2021", []),
    ]
    assert keys(impact(context, of="shop"), "agreements") == ["mail-dpa"]
    assert keys(impact(context, of="idle"), "agreements") == ["old"]


def test_whoever_is_acted_for_takes_part_without_a_flow() -> None:
    head = "organisations: {us: {name: Us}, owner: {name: Owner}}\n"
    context = context_from(head + "activities: {a: {role: processor, on_behalf_of: owner, purposes: [billing]}}")
    found = impact(context, of="owner")
    assert parts(found, "activities", "id", "how", "roles") == [("a", ["takes part"], ["acted for"])]
    assert parts(impact(context, of="owner", data="name"), "activities", "id") == []


def test_parts_and_operated_systems_belong_to_the_organisation(context: Context) -> None:
    found = impact(context, of="us")
    assert {"blood", "name", "order-contents"} <= set(keys(found, "data"))
    assert not {"shop", "desk"} & set(keys(found, "downstream"))
    assert {"mail", "stats"} <= set(keys(found, "downstream"))


def test_several_are_one_thing_that_goes(context: Context) -> None:
    found = impact(context, of=["mail", "stats"])
    assert found.asked[0] == ("of", ("mail", "stats"))
    assert "stats" not in keys(found, "downstream")
    assert "mail" not in keys(found, "upstream")


@pytest.mark.parametrize(
    ("of", "options", "answer"),
    [
        ("mail", {}, Verdict.FOUND),
        ("stats", {}, Verdict.IMPLIED),
        ("idle", {}, Verdict.NOT_STATED),
        ("idle", {"data": "ip-address"}, Verdict.DENIED),
        ("mail", {"data": "blood"}, Verdict.NOT_STATED),
        ("mail", {"subjects": "clerk"}, Verdict.NOT_STATED),
        ("shop", {"activity": "staff"}, Verdict.NOT_STATED),
        ("shop", {"activity": "news"}, Verdict.FOUND),
    ],
)
def test_answers(context: Context, of: str, options: dict[str, Any], answer: Verdict) -> None:
    assert impact(context, of=of, **options).answer is answer


def test_a_complete_list_of_recipients_makes_none() -> None:
    context = context_from(REGISTER % ", complete: [recipients]")
    assert impact(context, of="idle").answer is Verdict.NONE
    assert impact(context, of="mail", data="blood").answer is Verdict.NONE


def test_the_object_stands_in_place_of_a_list(context: Context) -> None:
    shown = impact(context, of="mail").as_json()
    assert list(shown)[:7] == ["format", "question", "asked", "facts_as_of", "as_of", "answer", "impact"]
    assert isinstance(shown["impact"], dict)


def test_what_goes_round_in_a_circle_ends() -> None:
    text = """
organisations: {us: {name: Us}, a: {name: A}, b: {name: B}}
data_subjects: {visitor: {}}
activities: {x: {flows: [{visitor -> us: [name]}, {us -> a: [name]}, {a -> b: [name]}, {b -> a: [name]}, {b -> us: [name]}]}}
"""
    found = impact(context_from(text), of="a")
    assert (keys(found, "downstream"), keys(found, "upstream")) == (["b", "us"], ["b", "us", "visitor"])


def test_a_person_reads_who_what_and_where(context: Context) -> None:
    found = impact(context, of="shop")
    text = answer_text(found, title=context.register.title, width=120)
    assert "at least 1,000 in the largest kind that is stated, if all of it is touched" in text
    assert "at most 1,000 if no two kinds overlap" in text
    assert "how many in all: not stated" in answer_text(impact(context, of="mail"), title=str, width=120)
    assert "special category" in text
    assert "possible, no flow states it" in text
    assert "buyer > cloud via shop" in text
    assert "Shop (itself), Till (part)" in text
    several = answer_text(impact(context, of="mail", subjects=["visitor", "clerk"]), title=str, width=120)
    assert "at most 1,005 if no two kinds overlap" in several
    assert "possible, vulnerable" in several
    hosted = answer_text(impact(context, of="cloud"), title=context.register.title, width=120)
    assert "stated, through shop" in hosted
    assert "Passed on by, without holding it:" in hosted
    assert "stated, cannot be read there" in hosted


def test_one_line_for_each_entry_of_each_list(context: Context) -> None:
    found = impact(context, of="shop", data="email-address")
    lines = [dict(zip(found.columns(), row, strict=True)) for row in found.rows()]
    assert [line["list"] for line in lines] == [
        "people", "people", "people", "data", "activity", "upstream", "downstream", "downstream", "downstream", "host",
        "system", "system", "agreement", "safeguard",
    ]  # fmt: skip
    assert lines[1] | {"source": ""} == dict.fromkeys(found.columns(), "") | {
        "list": "people", "id": "regular", "name": "Regulars", "count": "not stated", "part_of": "buyer",
        "certainty": "implied",
    }  # fmt: skip
    past = impact(context, of="shop", data="payment-card")
    assert [(row[0], row[7]) for row in past.rows()][:2] == [("activity", ""), ("passes", "payment-card")]
    assert ("passer", "shop") in [row[:2] for row in impact(context, of="cloud").rows()]
