"""Which activities match, and why: what has to meet in one fact, what is said of an activity as a whole."""

from __future__ import annotations

from typing import Any

import pytest

from ropa.questions import ActivitiesAnswer, Context, Verdict, activities
from tests.asking import context_from, ids

REGISTER = """
register: {organisation: us, as_of: 2026-11-01, legal_basis: [{basis: consent, stated_as: "by using it"}]%s}
organisations:
  us: {name: Us, country: IE}
  desk: {name: Help desk, kind: internal, part_of: us}
  mail: {name: Mail, country: US}
  letters: {name: Letters, part_of: mail}
  owner: {name: Owner, country: CH}
  partner: {name: Partner}
  stripe: {directory: stripe}
  host: {name: Host}
  union: {name: Someone in the Union, country: EU}
data_subjects:
  visitor: {name: Visitors}
  buyer: {name: Buyers, part_of: visitor}
  clerk: {name: Clerks}
systems:
  shop: {name: Shop, operator: us, hosting: [{by: host, country: DE}, {by: us, country: FR, when: in summer}]}
  till: {name: Till, operator: us, part_of: shop}
  box: {name: Mail box, operator: mail}
activities:
  news:
    name: Newsletter
    purposes: [direct-marketing, {is: profiling, certainty: hypothetical}]
    legal_basis: [{basis: consent, form: opt-in, for: [direct-marketing]}, {basis: contract, for: [profiling]}]
    flows:
      - visitor -> shop: [email-address]
      - shop -> mail: [email-address]
      - shop -> letters: {data: [name], subjects: [clerk]}
  pay:
    role: processor
    on_behalf_of: [owner]
    purposes: [payment-processing]
    flows:
      - buyer -> stripe: {data: [payment-card], via: shop}
      - buyer -> till: {data: [name], locations: {access: [IN]}}
  share:
    role: joint-controller
    joint_with: [partner]
    certainty: implied
    purposes: [marketing]
    legal_basis: [legitimate-interests]
    flows:
      - clerk -> union: [contact-data]
  idle: {name: Idle}
general:
  flows:
    - us -> desk: {data: [phone-number], subjects: [clerk]}
promises:
  no-scoring: {never: {purpose: profiling}, except: {purpose: security}}
  no-trade: {never: {purpose: market-research}}
  europe: {only: {countries: [EEA, CH]}}
"""


@pytest.fixture(scope="module")
def context() -> Context:
    """Return the register of this module."""
    return made()


def made(*, complete: str = "", text: str = REGISTER) -> Context:
    """Return the register with these complete lists."""
    return context_from(text % (f", complete: [{complete}]" if complete else ""))


def strengths(answer: ActivitiesAnswer) -> dict[str, tuple[str, str]]:
    """Return match and certainty of each activity."""
    return {item.id: (item.strength.match.value, item.strength.certainty.value) for item in answer.activities}


def grounds(answer: ActivitiesAnswer, key: str) -> list[tuple[str, str, str]]:
    """Return option, what is said and how, for the reasons of one activity."""
    (item,) = (item for item in answer.activities if item.id == key)
    return [(ground.option, ground.said, ground.what) for ground in item.matched]


def test_no_option_lists_every_activity_but_general(context: Context) -> None:
    found = activities(context)
    assert ids(found) == ["idle", "news", "pay", "share"]
    assert (found.answer, found.denied, found.general) == (Verdict.FOUND, (), ())


def test_data_and_people_meet_in_one_fact(context: Context) -> None:
    assert ids(activities(context, data="email-address", subjects="visitor")) == ["news"]
    assert ids(activities(context, data="name", subjects="visitor")) == ["pay"]
    # the newsletter has names, and visitors, but no names of visitors
    assert "news" not in ids(activities(context, data="name", subjects="visitor"))


def test_data_and_party_meet_in_one_fact(context: Context) -> None:
    assert ids(activities(context, data="email-address", organisation="mail")) == ["news"]
    assert ids(activities(context, data="payment-card", organisation="mail")) == []
    assert ids(activities(context, data="name", organisation="mail")) == ["news"]


def test_parts_of_people_and_narrower_data_are_included(context: Context) -> None:
    found = activities(context, data="contact-data", subjects="visitor")
    assert strengths(found) == {"news": ("narrower", "stated")}
    assert strengths(activities(context, data="email-address", subjects="buyer")) == {"news": ("exact", "implied")}


def test_broader_data_is_listed_and_answers_nothing(context: Context) -> None:
    found = activities(context, data="email-address", subjects="clerk")
    assert (found.answer, strengths(found)) == (Verdict.NOT_STATED, {"share": ("broader", "implied")})


def test_purposes_match_by_the_tree(context: Context) -> None:
    found = activities(context, purpose="marketing")
    assert strengths(found) == {"news": ("narrower", "stated"), "share": ("exact", "implied")}
    assert strengths(activities(context, purpose="newsletter")) == {
        "news": ("broader", "stated"),
        "share": ("broader", "implied"),
    }


def test_a_basis_for_another_purpose_does_not_count(context: Context) -> None:
    assert ids(activities(context, basis="consent", purpose="direct-marketing")) == ["news"]
    assert ids(activities(context, basis="contract", purpose="direct-marketing")) == []
    assert strengths(activities(context, basis="contract", purpose="profiling")) == {"news": ("exact", "hypothetical")}


def test_a_blanket_statement_stands_beside_and_answers_nothing(context: Context) -> None:
    found = activities(context, basis="consent")
    assert ids(found) == ["news"]
    assert [basis.stated_as for basis in found.blanket] == ["by using it"]
    assert activities(context, basis="consent", purpose="payment-processing").answer is Verdict.NOT_STATED
    assert activities(context, purpose="direct-marketing").blanket == ()


@pytest.mark.parametrize(
    ("organisation", "found"),
    [
        ("us", ["idle", "news", "pay", "share"]),
        ("owner", ["pay"]),
        ("partner", ["share"]),
        ("mail", ["news"]),
        ("letters", ["news"]),
        ("host", ["news"]),
        ("desk", []),
    ],
)
def test_organisations_take_part_by_flows_or_by_role(context: Context, organisation: str, found: list[str]) -> None:
    assert ids(activities(context, organisation=organisation)) == found


def test_why_an_organisation_matches(context: Context) -> None:
    assert grounds(activities(context, organisation="owner"), "pay") == [("organisation", "owner", "acted for")]
    assert ("organisation", "letters", "receives") in grounds(activities(context, organisation="letters"), "news")
    assert grounds(activities(context, organisation="mail", data="name"), "news") == [
        ("organisation", "letters", "receives")
    ]


def test_systems_are_asked_with_their_parts_and_with_what_goes_past_them(context: Context) -> None:
    assert ids(activities(context, system="till")) == ["pay"]
    found = activities(context, system="shop", data="payment-card")
    assert (ids(found), grounds(found, "pay")) == (["pay"], [("system", "shop", "passes it on")])
    assert ids(activities(context, system="box")) == []


@pytest.mark.parametrize(
    ("country", "found"),
    [
        ("US", {"news": ("exact", "stated")}),
        ("IN", {"pay": ("exact", "stated")}),
        ("CH", {"pay": ("exact", "stated")}),
        ("DE", {"news": ("exact", "stated"), "share": ("broader", "implied")}),
        ("FR", {"news": ("exact", "possible"), "share": ("broader", "implied")}),
    ],
)
def test_countries_of_seats_places_and_hosting(
    context: Context, country: str, found: dict[str, tuple[str, str]]
) -> None:
    assert strengths(activities(context, country=country)) == found


def test_groups_of_states(context: Context) -> None:
    found = strengths(activities(context, country="EEA"))
    assert found["news"] == ("narrower", "stated")
    assert found["share"] == ("narrower", "implied")
    assert strengths(activities(context, country="EU", data="contact-data", subjects="clerk"))["share"][0] == "exact"


def test_a_country_of_the_directory_answers_nothing() -> None:
    flows = "activities: {a: {flows: [buyer -> stripe: [payment-card]]}}"
    head = "organisations: {us: {name: Us}, stripe: {directory: stripe}}\ndata_subjects: {buyer: {}}\n"
    found = activities(context_from(head + flows), country="IE")
    assert (found.answer, [item.strength.source for item in found.activities]) == (Verdict.NOT_STATED, ["directory"])


def test_what_passes_data_on_is_nowhere(context: Context) -> None:
    """The shop is in Germany; a card that goes past it is not."""
    assert "pay" not in ids(activities(context, country="DE", data="payment-card"))


def test_the_certainty_of_an_activity_bounds_its_answer(context: Context) -> None:
    assert strengths(activities(context, purpose="marketing", basis="legitimate-interests")) == {
        "share": ("exact", "implied")
    }


def test_facts_of_no_particular_activity_stand_beside(context: Context) -> None:
    found = activities(context, data="phone-number", subjects="clerk")
    assert found.answer is Verdict.NOT_STATED
    assert [(fact.flow, fact.data) for fact in found.general] == [("general/us->desk", "phone-number")]


def test_a_purpose_that_is_promised_never_to_be_is_denied(context: Context) -> None:
    denied = activities(context, purpose="market-research")
    assert (denied.answer, [(item.promise, item.whole) for item in denied.denied]) == (
        Verdict.DENIED,
        [("no-trade", True)],
    )
    # an exception for another purpose may go together with the one asked about
    excepted = activities(context, purpose="profiling")
    assert excepted.answer is Verdict.NOT_STATED
    assert [(item.promise, item.whole) for item in excepted.denied] == [("no-scoring", False)]


def test_a_country_outside_the_promised_ones_is_denied(context: Context) -> None:
    assert activities(context, country="JP").answer is Verdict.DENIED
    assert activities(context, country="NO").answer is Verdict.NOT_STATED
    assert activities(context, country="US").answer is Verdict.FOUND


def test_promises_about_other_things_are_not_listed(context: Context) -> None:
    assert [item.promise for item in activities(context, data="email-address").denied] == []


def test_a_promise_of_purposes_denies_all_others() -> None:
    context = context_from("promises: {p: {only: {purposes: [service-provision]}}}")
    assert activities(context, purpose="profiling").answer is Verdict.DENIED
    assert activities(context, purpose="billing").answer is Verdict.NOT_STATED  # part of giving the service
    assert activities(context, data="name").answer is Verdict.NOT_STATED


@pytest.mark.parametrize(
    ("complete", "options", "answer"),
    [
        ("activities, data", {"data": "ip-address"}, Verdict.NONE),
        ("activities", {"data": "ip-address"}, Verdict.NOT_STATED),
        ("data", {"data": "ip-address"}, Verdict.NOT_STATED),
        ("activities, purposes", {"purpose": "recruitment"}, Verdict.NONE),
        ("activities, purposes", {"purpose": "billing"}, Verdict.NOT_STATED),
        ("activities, recipients", {"organisation": "desk"}, Verdict.NONE),
        ("activities, systems", {"system": "box"}, Verdict.NONE),
        ("activities", {"subjects": "clerk", "data": "ip-address"}, Verdict.NOT_STATED),
        ("activities, data, purposes", {"basis": "public-task"}, Verdict.NOT_STATED),
        ("activities, data, recipients", {"country": "NO"}, Verdict.NOT_STATED),
    ],
)
def test_none_needs_every_list_that_was_asked_about(complete: str, options: dict[str, Any], answer: Verdict) -> None:
    text = REGISTER.replace("  europe: {only: {countries: [EEA, CH]}}\n", "")
    found = activities(made(complete=complete, text=text), **options)
    assert found.answer is answer
    assert bool(found.not_stated) is (answer is not Verdict.NONE and not found.activities)


def test_data_that_is_not_stated_is_never_none() -> None:
    text = REGISTER.replace("idle: {name: Idle}", "idle: {flows: [visitor -> shop]}")
    found = activities(made(complete="activities, data", text=text), data="ip-address")
    assert found.answer is Verdict.NOT_STATED
    assert [gap.flows for gap in found.not_stated] == [("hosting/shop/host", "idle/visitor->shop")]


def test_what_is_not_stated_names_all_that_was_asked(context: Context) -> None:
    found = activities(context, data=["email-address", "ip-address"], purpose="direct-marketing", basis="consent")
    assert [gap.as_json() for gap in found.not_stated] == [
        {"subject": None, "data": "ip-address", "purpose": "direct-marketing", "basis": "consent"}
    ]


def test_json_says_role_purposes_and_bases(context: Context) -> None:
    (item,) = activities(context, organisation="partner").as_json()["activities"]
    assert (item["role"], item["role_certainty"], item["joint_with"]) == ("joint-controller", "implied", ["partner"])
    assert [(purpose["id"], purpose["name"]) for purpose in item["purposes"]] == [("marketing", "Marketing")]
    assert [(basis["basis"], basis["certainty"]) for basis in item["legal_basis"]] == [
        ("legitimate-interests", "implied")
    ]
    assert (item["certainty"], item["match"], item["facts"]) == ("implied", "exact", [])


def test_a_role_that_is_not_written_is_marked(context: Context) -> None:
    (item,) = (item for item in activities(context).activities if item.id == "idle")
    assert (item.role, item.role_certainty.value, item.role_source) == ("controller", "implied", "default")
