"""Lines of the contract on answers that are easily crossed: what counts, what is a guess, who is meant."""

from __future__ import annotations

import csv
import json
from pathlib import Path
from typing import NamedTuple

import pytest

import ropa
from ropa.cli.main import run
from ropa.errors import UsageError
from ropa.graph import Match
from ropa.model import Certainty, FlowKind
from ropa.questions import Reach, Verdict, holdings, recipients, where
from ropa.questions.matching import verdict
from ropa.transfers import Grade, grade_transfers
from tests.asking import AS_OF, context_from, facts, ids
from tests.helpers import register_from

BASE = """
register: {organisation: us, as_of: 2026-11-01%s}
organisations:
  us: {name: Us, country: IE}
  mail: {name: Mail, country: US}
  stats: {name: Stats, country: Neverland}
  host: {name: Host, country: IE}
data_subjects: {buyer: {name: Buyers}, clerk: {name: Clerks}, guest: {name: Guests}, regular: {part_of: buyer}}
systems: {shop: {name: Shop, operator: us}, till: {name: Till, operator: us}}
"""


EXAMPLE = str(Path(__file__).parents[1] / "examples" / "corner-books")


class Said(NamedTuple):
    """One piece of evidence, as good as can be but for what a test changes."""

    certainty: Certainty = Certainty.STATED
    match: Match = Match.EXACT
    source: str = "register"
    reach: Reach = Reach.DECLARED


@pytest.mark.parametrize(
    ("said", "answer"),
    [
        (Said(), Verdict.FOUND),
        (Said(match=Match.NARROWER), Verdict.FOUND),
        (Said(certainty=Certainty.IMPLIED), Verdict.IMPLIED),
        (Said(certainty=Certainty.POSSIBLE), Verdict.NOT_STATED),
        (Said(certainty=Certainty.HYPOTHETICAL), Verdict.NOT_STATED),
        (Said(certainty=Certainty.LOST), Verdict.NOT_STATED),
        (Said(match=Match.BROADER), Verdict.NOT_STATED),
        (Said(source="directory"), Verdict.NOT_STATED),
        (Said(reach=Reach.POSSIBLE), Verdict.NOT_STATED),
    ],
)
def test_only_what_the_register_says_of_what_was_asked_makes_an_answer(said: Said, answer: Verdict) -> None:
    assert verdict([said], denied=False, complete=False) is answer
    weaker = answer is Verdict.NOT_STATED
    assert verdict([said], denied=True, complete=True) is (Verdict.DENIED if weaker else answer)
    assert verdict([said], denied=False, complete=True) is (Verdict.NONE if weaker else answer)


def test_what_is_held_only_hypothetically_is_not_held() -> None:
    activities = """
activities:
  pay:
    flows:
      - buyer -> mail: {data: [payment-card], via: shop, as: controller}
      - buyer -> shop: {data: [payment-card], certainty: %s}
"""
    never = recipients(context_from(BASE % "" + activities % "hypothetical"), data="payment-card")
    assert [fact["bypass"] for fact in facts(never)] == [True]
    held = recipients(context_from(BASE % "" + activities % "possible"), data="payment-card")
    assert [fact["bypass"] for fact in facts(held)] == [False]


def test_undeclared_sharing_is_no_surer_than_the_flow_it_would_take() -> None:
    activities = """
activities:
  a: {flows: [buyer -> shop: [email-address]]}
  b: {flows: [{clerk -> shop: [name]}, {shop -> mail: {data: [name], subjects: clerk, certainty: hypothetical}}]}
"""
    answer = recipients(context_from(BASE % "" + activities), data="email-address", reach="possible")
    assert [(fact["id"], fact["certainty"]) for fact in facts(answer)] == [("mail", "hypothetical")]


def test_nothing_is_downstream_of_what_is_only_hypothetical() -> None:
    activities = """
activities:
  a: {flows: [buyer -> shop: {data: [email-address], certainty: hypothetical}]}
  b: {flows: [{clerk -> shop: [name]}, {shop -> mail: {data: [name], subjects: clerk}}]}
"""
    assert ids(recipients(context_from(BASE % "" + activities), data="email-address", reach="possible")) == []


def test_a_promise_about_some_people_denies_nothing_of_others() -> None:
    promise = "promises: {p: {only: {recipients: [mail], subjects: [clerk]}}}"
    assert recipients(context_from(BASE % "" + promise), subjects="buyer", data="name").answer is Verdict.NOT_STATED
    assert holdings(context_from(BASE % "" + promise), of="host", subjects="buyer").answer is Verdict.NOT_STATED


def test_a_country_that_nobody_knows_is_not_outside_the_promised_ones() -> None:
    promised = context_from(BASE % "" + "promises: {p: {only: {countries: [EEA]}}}")
    assert holdings(promised, of="mail").answer is Verdict.DENIED
    assert holdings(promised, of="stats").answer is Verdict.NOT_STATED


def test_a_possible_holding_is_never_none() -> None:
    activities = "activities: {a: {flows: [buyer -> mail: {data: [name], certainty: possible}]}}"
    complete = context_from(BASE % ", complete: [recipients]" + activities)
    assert holdings(complete, of="mail", data="name").answer is Verdict.NOT_STATED
    assert holdings(complete, of="host", data="name").answer is Verdict.NONE


def test_onward_to_an_unknown_country_stays_unknown() -> None:
    register = register_from(BASE % "" + "activities: {a: {flows: [mail -> stats: [name]]}}")
    (row,) = grade_transfers(register, context_from(BASE % "").law, as_of=AS_OF)
    assert row.grade is Grade.UNKNOWN


HOSTED = f"""{BASE.rstrip() % ""}
activities:
  a: {{flows: [{{buyer -> cloud: [name]}}, {{clerk -> cloud: [name]}}, {{regular -> cloud: [name]}}, {{guest -> cloud: [name]}}]}}
""".replace(
    "systems: {",
    "systems: {cloud: {operator: us, hosting: [{by: host, country: IE, for: [buyer]}, {by: host, country: US, for: [clerk]}]}, ",
)


def test_one_host_in_two_places_for_different_people_is_two_flows() -> None:
    register = register_from(HOSTED)
    flows = [flow for flow in register.flows if flow.kind is FlowKind.HOSTING]
    placed = [
        (flow.id, flow.locations.storage, [(pair.subject, pair.certainty.value) for pair in flow.pairs])
        for flow in flows
    ]
    assert placed == [
        ("hosting/cloud/host", ("IE",), [("buyer", "stated"), ("guest", "possible"), ("regular", "stated")]),
        ("hosting/cloud/host#2", ("US",), [("clerk", "stated"), ("guest", "possible")]),
    ]


@pytest.mark.parametrize(
    ("subject", "countries"),
    [("buyer", ["IE"]), ("regular", ["IE"]), ("clerk", ["US"]), ("guest", ["IE", "US"])],
)
def test_a_system_is_where_its_hosting_for_these_people_is(subject: str, countries: list[str]) -> None:
    (holder,) = where(context_from(HOSTED), data="name", subjects=subject).where
    assert [place.country for place in holder.countries] == countries


def test_a_name_of_two_systems_is_not_taken_for_one_of_them() -> None:
    context = context_from(
        (BASE % "").replace("name: Till", "name: shop front").replace("name: Shop,", "name: Shop Front,")
    )
    with pytest.raises(UsageError, match="`shop`, `till`"):
        holdings(context, of="Shop front")
    assert holdings(context, of="till").question == "holdings"


def test_a_name_of_the_register_goes_before_one_of_the_vocabulary() -> None:
    own = "data_categories: {mine: {name: Points}, own: {name: Email address}}"
    assert recipients(context_from(BASE % "" + own), data="email address").asked[0] == ("data", ("own",))


def test_json_and_csv_of_all_transfers_leave_out_no_flow(capsys: pytest.CaptureFixture[str]) -> None:
    every = {flow.id for flow in ropa.open(EXAMPLE).register.flows}
    assert run(["transfers", EXAMPLE, "--all", "--format", "json"]) == 0
    assert {row["flow"] for row in json.loads(capsys.readouterr().out)["transfers"]} == every
    assert run(["transfers", EXAMPLE, "--all", "--format", "csv"]) == 0
    assert {row["flow"] for row in csv.DictReader(capsys.readouterr().out.splitlines())} == every


def test_a_condition_in_words_beside_a_choice_of_people_leaves_these_stated() -> None:
    words = HOSTED.replace("country: IE, for: [buyer]", 'country: IE, for: [buyer], when: "buyers from Europe"')
    first, _ = (flow for flow in register_from(words).flows if flow.kind is FlowKind.HOSTING)
    assert [pair.certainty.value for pair in first.pairs if pair.subject == "buyer"] == ["stated"]
