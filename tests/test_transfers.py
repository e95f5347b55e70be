"""Which flows are restricted transfers, and their grades by country, date and regime."""

from __future__ import annotations

import datetime as dt
import json
from dataclasses import replace

import pytest

from ropa.law import load_law
from ropa.transfers import Grade, Transfer, grade_transfers, worst_grade, worst_transfer
from tests.helpers import register_from

TODAY = dt.date(2026, 11, 22)

#: `us` is the register's organisation, in Ireland unless a test says otherwise.
PARTIES = """
register: {{organisation: us, as_of: 2026-11-01, regimes: [{regimes}]}}
organisations:
  us: {{name: Us, country: {home}}}
  desk: {{name: Desk, kind: internal, part_of: us, country: IN}}
  branch: {{name: Branch, legal_name: Branch Ltd, part_of: us, country: IN}}
  irish: {{name: Irish vendor, country: IE}}
  norwegian: {{name: Norwegian vendor, country: NO}}
  british: {{name: British vendor, country: GB}}
  japanese: {{name: Japanese vendor, country: JP}}
  israeli: {{name: Israeli vendor, country: IL}}
  american: {{name: American vendor, country: US}}
  indian: {{name: Indian vendor, country: IN}}
  subject: {{name: Indian vendor under the GDPR, country: IN, subject_to: [eu-gdpr]}}
  martian: {{name: Martian vendor, country: Neverland}}
  european: {{name: Vendor somewhere, country: EU}}
  silent: {{name: Silent vendor}}
  anybody: {{name: Whoever, kind: category}}
  carriers: {{name: Irish carriers, kind: category, country: IE}}
  epo: {{name: European Patent Organisation, kind: international-organisation, country: DE}}
  red-aid: {{name: Red Aid, kind: international-organisation, country: DE}}
  daughter: {{name: Daughter, country: IE, parent_company: american}}
  aweber: {{directory: aweber}}
data_subjects:
  visitor: {{name: Visitors}}
  firm: {{name: Client firms, same_as: indian}}
systems:
  shop: {{name: Shop}}
  saas: {{name: Rented tool, operator: american}}
safeguards:
  clauses: {{tool: scc-2021, between: [us, american]}}
  wish: {{tool: gentlemens-agreement}}
activities:
  a:
    {role}
    flows:
      - {flow}
"""


def rows(
    flow: str, *, regimes: str = "eu-gdpr", home: str = "IE", as_of: dt.date = TODAY, role: str = "role: controller"
) -> tuple[Transfer, ...]:
    """Return the grades of a register with this one flow."""
    text = PARTIES.format(flow=flow, regimes=regimes, home=home, role=role)
    return grade_transfers(register_from(text), load_law(), as_of=as_of)


def row(flow: str, *, home: str = "IE", as_of: dt.date = TODAY, role: str = "role: controller") -> Transfer:
    """Return the grade of this one flow under the GDPR of the Union."""
    (found,) = rows(flow, home=home, as_of=as_of, role=role)
    return found


@pytest.mark.parametrize(
    ("flow", "grade"),
    [
        # Where the importer is.
        ("us -> irish: [name]", "domestic"),
        ("us -> norwegian: [name]", "domestic"),
        ("us -> european: [name]", "domestic"),
        ("us -> carriers: [name]", "domestic"),
        ("us -> british: [name]", "adequate"),
        ("us -> japanese: [name]", "no-safeguard"),
        ("us -> israeli: [name]", "adequate"),
        ("us -> american: [name]", "no-safeguard"),
        ("us -> indian: [name]", "no-safeguard"),
        ("us -> subject: [name]", "no-safeguard"),
        ("us -> martian: [name]", "unknown"),
        ("us -> silent: [name]", "unknown"),
        ("us -> anybody: [name]", "unknown"),
        # International organisations are never inside, wherever they are seated.
        ("us -> epo: [name]", "adequate"),
        ("us -> red-aid: [name]", "no-safeguard"),
        # The worst of entity, storage and access.
        ("us -> irish: {data: [name], locations: {storage: IN}}", "no-safeguard"),
        ("us -> irish: {data: [name], locations: {access: [DE, IN]}}", "no-safeguard"),
        ("us -> irish: {data: [name], locations: {access: Neverland}}", "unknown"),
        ("us -> american: {data: [name], locations: {storage: DE}}", "no-safeguard"),
        ("us -> american: {data: [name], locations: {entity: IE}}", "domestic"),
        ("us -> silent: {data: [name], locations: {storage: DE}}", "unknown"),
        # Systems stand for their operators.
        ("shop -> american: [name]", "no-safeguard"),
        ("us -> saas: [name]", "no-safeguard"),
        ("saas -> us: [name]", "domestic"),
        # One legal entity.
        ("us -> desk: [name]", "not-a-transfer"),
        ("shop -> desk: [name]", "not-a-transfer"),
        ("us -> shop: [name]", "not-a-transfer"),
        ("us -> indian: {data: [name], as: internal}", "no-safeguard"),
        ("american -> saas: [name]", "not-a-transfer"),
        # People as givers.
        ("visitor -> us: [name]", "not-a-transfer"),
        ("visitor -> shop: [name]", "not-a-transfer"),
        ("visitor -> american: {data: [name], as: controller}", "not-a-transfer"),
        ("visitor -> american: {data: [name], as: controller, via: shop}", "review"),
        ("visitor -> irish: {data: [name], as: controller, via: shop}", "not-a-transfer"),
        ("visitor -> american: {data: [name], as: processor}", "no-safeguard"),
        ("visitor -> british: {data: [name], as: joint-controller}", "adequate"),
        ("visitor -> saas: {data: [name], as: processor}", "no-safeguard"),
        ("visitor -> saas: [name]", "review"),
        ("visitor -> american: [name]", "review"),
        ("visitor -> irish: [name]", "domestic"),
        ("visitor -> silent: [name]", "unknown"),
        # People as receivers; one who is an organisation is graded as it.
        ("us -> visitor: {data: [name], subjects: [visitor]}", "not-a-transfer"),
        ("us -> firm: {data: [name], subjects: [visitor]}", "no-safeguard"),
        # Onward.
        ("american -> indian: [name]", "review"),
        ("american -> irish: [name]", "domestic"),
        ("american -> british: [name]", "review"),
        ("british -> indian: [name]", "review"),
        ("irish -> indian: [name]", "no-safeguard"),
        ("subject -> indian: [name]", "no-safeguard"),
        ("silent -> indian: [name]", "unknown"),
        ("silent -> irish: [name]", "domestic"),
        # A claim never worsens what the law gives.
        ("us -> american: {data: [name], safeguard: clauses}", "evidence-missing"),
        ("us -> japanese: {data: [name], safeguard: clauses}", "evidence-missing"),
        ("us -> american: {data: [name], safeguard: [wish, clauses]}", "evidence-missing"),
        ("us -> american: {data: [name], safeguard: wish}", "invalid"),
        ("us -> irish: {data: [name], safeguard: wish}", "domestic"),
        ("us -> british: {data: [name], safeguard: clauses}", "adequate"),
        ("us -> silent: {data: [name], safeguard: clauses}", "unknown"),
        ("american -> indian: {data: [name], safeguard: clauses}", "review"),
    ],
)
def test_grades_today(flow: str, grade: str) -> None:
    found = row(flow)
    assert found.grade.value == grade
    assert found.reason.endswith(".")


@pytest.mark.parametrize(
    ("flow", "day", "grade"),
    [
        ("us -> british: [name]", "2020-01-31", "domestic"),
        ("us -> british: [name]", "2020-12-31", "domestic"),
        ("us -> british: [name]", "2021-06-28", "domestic"),
        ("us -> british: [name]", "2021-06-29", "adequate"),
        ("us -> british: [name]", "2031-12-27", "adequate"),
        ("us -> british: [name]", "2031-12-28", "no-safeguard"),
        ("us -> irish: [name]", "1998-10-23", "unknown"),
        ("us -> irish: [name]", "1998-10-24", "domestic"),
        ("us -> epo: [name]", "2025-07-14", "no-safeguard"),
    ],
)
def test_grades_by_day(flow: str, day: str, grade: str) -> None:
    assert row(flow, as_of=dt.date.fromisoformat(day)).grade.value == grade


@pytest.mark.parametrize(
    ("regime", "home", "flow", "grade"),
    [
        ("uk-gdpr", "GB", "us -> irish: [name]", "adequate"),
        ("uk-gdpr", "GB", "us -> european: [name]", "adequate"),
        ("uk-gdpr", "GB", "us -> british: [name]", "domestic"),
        ("uk-gdpr", "GB", "us -> indian: [name]", "no-safeguard"),
        ("ch-fadp", "CH", "us -> irish: [name]", "adequate"),
        ("ch-fadp", "CH", "us -> japanese: [name]", "no-safeguard"),
    ],
)
def test_grades_by_regime(regime: str, home: str, flow: str, grade: str) -> None:
    (found,) = rows(flow, regimes=regime, home=home)
    assert (found.regime, found.grade.value) == (regime, grade)


def test_each_flow_is_graded_under_each_regime() -> None:
    found = rows("us -> british: [name]", regimes="uk-gdpr, eu-gdpr")
    assert [(item.regime, item.grade.value) for item in found] == [("eu-gdpr", "adequate"), ("uk-gdpr", "domestic")]


def test_a_regime_that_the_tables_do_not_know_is_unknown() -> None:
    register = register_from(PARTIES.format(flow="us -> irish: [name]", regimes="eu-gdpr", home="IE", role=""))
    (found,) = grade_transfers(replace(register, regimes=("lgpd",)), load_law(), as_of=TODAY)
    assert (found.grade, found.articles) == (Grade.UNKNOWN, ())
    assert "lgpd" in found.reason
    # What lies inside an area that nobody knows is not known either: no note on parents.
    register = register_from(PARTIES.format(flow="us -> daughter: [name]", regimes="eu-gdpr", home="IE", role=""))
    (found,) = grade_transfers(replace(register, regimes=("lgpd",)), load_law(), as_of=TODAY)
    assert found.notes == ()


def test_an_organisation_outside_that_collects_for_a_controller_needs_review() -> None:
    assert row("visitor -> us: [name]", home="IN", role="role: processor").grade is Grade.REVIEW
    assert row("visitor -> us: [name]", home="IE", role="role: processor").grade is Grade.NOT_A_TRANSFER
    assert row("visitor -> us: [name]", home="IN").grade is Grade.NOT_A_TRANSFER


def test_a_processor_that_people_reach_directly_gets_the_data_from_the_organisation() -> None:
    found = row("visitor -> american: {data: [name], as: processor}")
    assert (found.exporter, found.importer) == ("us", "american")
    assert row("visitor -> american: {data: [name], as: controller}").exporter == "visitor"


def test_a_claim_without_its_proof_says_what_is_missing() -> None:
    found = row("us -> american: {data: [name], safeguard: clauses}")
    assert "the day of signature; the module; the assessment" in found.reason
    assert (found.tool, found.country) == ("scc-2021", "US")
    assert found.articles == ("44", "46(2)(c)")
    assert len(found.missing) == 3
    assert found.present == ("between American vendor and Us",)


def test_a_conditional_decision_is_named_with_how_to_record_that_it_is_met() -> None:
    found = row("us -> japanese: [name]")
    assert "(EU) 2019/419" in found.reason
    assert "condition_met" in found.next_step
    assert "45" in found.articles


def test_the_contested_framework_is_named_and_its_dead_predecessors_are_history() -> None:
    found = row("us -> american: [name]")
    notes = " ".join(found.notes)
    assert "(EU) 2023/1795" in found.reason
    assert "contested, as known on" in found.reason
    assert "Latombe" not in notes
    assert "(EU) 2016/1250" not in notes
    between = " ".join(row("us -> american: [name]", as_of=dt.date(2021, 1, 1)).notes)
    assert "(EU) 2016/1250" in between
    assert "2000/520/EC" not in between


@pytest.mark.parametrize(
    "flow", ["us -> daughter: [name]", "visitor -> daughter: {data: [name], as: controller}", "us -> daughter: []"]
)
def test_a_parent_company_outside_is_on_every_row(flow: str) -> None:
    found = row(flow)
    assert found.grade in (Grade.DOMESTIC, Grade.NOT_A_TRANSFER)
    assert any("American vendor in United States (US)" in note for note in found.notes)
    assert {"28(1)", "48"} <= set(found.articles)


def test_a_parent_company_inside_is_no_note() -> None:
    text = """
        organisations:
          us: {name: Us, country: IE}
          one: {name: One, country: IE, parent_company: two}
          two: {name: Two, country: DE, parent_company: one}
        activities:
          a:
            flows:
              - us -> one: [name]
    """
    (found,) = grade_transfers(register_from(text), load_law(), as_of=TODAY)
    assert not any("Parent" in note for note in found.notes)


def test_directory_countries_are_marked_unverified() -> None:
    found = row("us -> aweber: [name]")
    assert found.country == "US"
    assert found.unverified
    assert any("vendor directory" in note for note in found.notes)


def test_what_is_not_stated_of_the_flow_is_on_the_row() -> None:
    found = row("us -> irish: {data: [name], certainty: possible}")
    assert any("possible" in note for note in found.notes)


def test_a_part_that_looks_like_a_legal_entity_is_pointed_out() -> None:
    found = row("us -> branch: [name]")
    assert found.grade is Grade.NOT_A_TRANSFER
    assert any("legal entity of its own" in note for note in found.notes)


HOSTED = """
    organisations:
      us: {name: Us, country: IE}
      host: {name: Host, country: %s}
    data_subjects:
      visitor: {name: Visitors}
    systems:
      shop: {name: Shop, hosting: [{by: host, %s}]}
    activities:
      a:
        flows:
          - visitor -> shop: [name]
"""


@pytest.mark.parametrize(
    ("entity", "hosting", "grade"),
    [
        ("IE", "country: DE", "domestic"),
        ("IE", "country: IN", "no-safeguard"),
        ("US", "country: DE, access: none", "no-safeguard"),
        ("IE", "country: DE, locations: {access: IN}", "no-safeguard"),
        ("IE", "access: none", "domestic"),
        ("''", "country: DE", "unknown"),
    ],
)
def test_hosts_are_graded_by_their_worst_location(entity: str, hosting: str, grade: str) -> None:
    register = register_from(HOSTED % (entity, hosting))
    found = [item for item in grade_transfers(register, load_law(), as_of=TODAY) if item.importer == "host"]
    assert [item.grade.value for item in found] == [grade]


def test_rows_follow_activities_then_flows_and_carry_their_facts() -> None:
    text = """
        organisations:
          us: {name: Us, country: IE}
          x: {name: X, country: IN}
          y: {name: Y, country: IE}
        data_subjects: {visitor: {name: Visitors}}
        register:
          organisation: us
          as_of: 2026-11-01
          documents: {policy: {title: Policy}}
        general:
          flows:
            - us -> x: [name]
        activities:
          b:
            flows:
              - visitor -> us: [name]
              - us -> y: [name]
              - us -> x: {data: [name], cite: policy:3}
          a:
            flows:
              - us -> y: [name]
    """
    found = grade_transfers(register_from(text), load_law(), as_of=TODAY)
    assert [item.flow.id for item in found] == ["b/us->x", "b/us->y", "b/visitor->us", "a/us->y", "general/us->x"]
    shown = json.loads(json.dumps(found[0].as_json()))
    assert shown["facts"] == [{"subject": "visitor", "data": "name", "certainty": "stated"}]
    assert shown["cites"] == [{"document": "policy", "lines": "3"}]
    assert (shown["from"], shown["to"], shown["country"], shown["tool"]) == ("us", "x", "IN", None)


def test_worst() -> None:
    assert worst_grade([Grade.ADEQUATE, Grade.UNKNOWN, Grade.INVALID]) is Grade.UNKNOWN
    assert worst_grade([]) is None
    assert worst_transfer([]) is None
    found = (*rows("us -> irish: [name]"), *rows("us -> indian: [name]"))
    worst = worst_transfer(found)
    assert worst is not None
    assert worst.importer == "indian"


def test_unknown_is_the_worst_and_ranks_are_in_order() -> None:
    assert [grade.rank for grade in Grade] == list(range(10))
    assert max(Grade, key=lambda grade: grade.rank) is Grade.UNKNOWN


def test_no_sentence_calls_anything_compliant() -> None:
    for flow in ("us -> irish: [name]", "us -> american: [name]", "visitor -> us: [name]"):
        assert "complian" not in json.dumps(row(flow).as_json()).lower()
