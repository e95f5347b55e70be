"""Transfers as the person who signs reads them: what to do first, what is known although not all is, whose data."""

from __future__ import annotations

import datetime as dt

import pytest

from ropa.formats import csv_text, markdown
from ropa.formats.transfer_text import transfer_text
from ropa.language import CRITERIA
from ropa.law import load_law
from ropa.transfers import Criterion, Grade, Transfer, grade_transfers
from tests.check_cases import findings_in
from tests.helpers import register_from
from tests.record_registers import transfers

TODAY = dt.date(2026, 11, 22)

#: Every tool, claimed without anything else for a vendor: which checks have something to say, by regime.
BARE_CLAIMS = {
    "eu-gdpr": {
        "T104": ("art28-clauses-2021", "foreign-order", "handshake"),
        "T105": ("privacy-shield", "safe-harbour", "scc-2001", "scc-2002", "scc-2004", "scc-2010"),
        "T106": ("idta", "uk-addendum", *(f"exception-17-1-{letter}" for letter in "abcdef")),
        "T107": ("adequacy", "dpf", "certification", "code-of-conduct"),
        "T108": ("scc-2021", "bcr", "ad-hoc-clauses", "authority-clauses", "authorisation-95-46", "public-instrument"),
        "T109": ("bcr", "ad-hoc-clauses", "administrative-arrangement", "certification", "code-of-conduct"),
        "T110": ("scc-2021", "bcr", "ad-hoc-clauses", "authorisation-95-46", "derogation-49-1-second"),
        "T111": (*(f"derogation-49-1-{letter}" for letter in "abcdefg"), "derogation-49-1-second"),
    },
    "uk-gdpr": {
        "T105": ("scc-2001", "scc-2004", "scc-2010"),
        "T106": ("scc-2021", "privacy-shield", "safe-harbour", "authority-clauses", "authorisation-95-46"),
        "T108": ("idta", "uk-addendum"),
    },
    "ch-fadp": {
        "T106": ("scc-2021", "idta", "uk-addendum", "derogation-49-1-a", "authority-clauses"),
        "T111": tuple(f"exception-17-1-{letter}" for letter in "abcdef"),
    },
}
HOMES = {"eu-gdpr": "IE", "uk-gdpr": "GB", "ch-fadp": "CH"}


def rows(text: str, *, as_of: dt.date = TODAY) -> dict[str, Transfer]:
    """Return the graded flows of a register by id, under its first regime."""
    found: dict[str, Transfer] = {}
    for row in grade_transfers(register_from(text), load_law(), as_of=as_of):
        found.setdefault(row.flow.id, row)
    return found


def vendor(facts: str, flow: str = "as: processor", *, more: str = "", as_of: dt.date = TODAY) -> Transfer:
    """Return the row of a flow from an Irish company to a vendor of whom `facts` are stated."""
    return rows(
        f"""
        register: {{organisation: us, as_of: 2026-11-01}}
        organisations: {{us: {{name: Us, country: IE}}, them: {{name: Them Inc., {facts}}}}}
        {more}
        activities: {{a: {{flows: [us -> them: {{data: [name], subjects: [customer], {flow}}}]}}}}
        """,
        as_of=as_of,
    )["a/us->them"]


@pytest.mark.parametrize(
    ("regime", "code", "tool"),
    [(regime, code, tool) for regime, codes in BARE_CLAIMS.items() for code, tools in codes.items() for tool in tools],
)
def test_every_tool_that_can_be_claimed_wrongly_has_its_check(regime: str, code: str, tool: str) -> None:
    country = "US" if tool in ("adequacy", "dpf") else "IN"
    text = f"""
        register: {{organisation: us, regimes: [{regime}]}}
        organisations: {{us: {{name: Us, country: {HOMES[regime]}}}, them: {{name: Them, country: {country}}}}}
        safeguards: {{claim: {{tool: {tool}}}}}
        activities: {{a: {{flows: [us -> them: {{data: [name], subjects: [customer], as: processor, safeguard: claim}}]}}}}
    """
    (found,) = findings_in(text, code)
    assert found.at == "safeguards/claim"
    assert found.fix


def test_no_tool_of_the_law_is_left_out_of_that_table() -> None:
    listed = {tool for codes in BARE_CLAIMS.values() for tools in codes.values() for tool in tools}
    assert set(load_law().tools) <= listed


@pytest.mark.parametrize(
    ("facts", "step"),
    [
        ("kind: category", "Find out who these recipients are and where"),
        ("kind: public-authority", "State which authorities these are"),
        ("kind: company", "State the country of Them Inc.: that of the legal entity behind the contract"),
        ("country: Neverland", "two-letter code"),
        ("country: IN", "Agree a transfer tool with the recipient, such as `scc-2021`"),
        ("country: US", "Find out whether the recipient meets the condition"),
        ("country: US", "`tool: dpf`"),
        ("country: JP", "`tool: adequacy` with `condition_met"),
    ],
)
def test_the_next_step_is_the_one_to_do_first(facts: str, step: str) -> None:
    assert step in vendor(facts).next_step


@pytest.mark.parametrize(
    ("home", "regime", "day", "clauses"),
    [
        ("GB", "uk-gdpr", "2026-11-22", "`idta` or `uk-addendum`"),
        ("CH", "ch-fadp", "2026-11-22", "`scc-2021`"),
        ("IE", "eu-gdpr", "2015-11-22", "`scc-2001`"),
        ("IE", "eu-gdpr", "1999-11-22", "recipient; record it"),
    ],
)
def test_the_clauses_named_are_those_that_can_be_signed_that_day(
    home: str, regime: str, day: str, clauses: str
) -> None:
    text = f"""
        register: {{organisation: us, regimes: [{regime}]}}
        organisations: {{us: {{name: Us, country: {home}}}, them: {{name: Them, country: IN}}}}
        activities: {{a: {{flows: [us -> them: [name]]}}}}
    """
    assert clauses in rows(text, as_of=dt.date.fromisoformat(day))["a/us->them"].next_step


def test_the_country_of_the_organisation_itself_is_asked_for() -> None:
    text = """
        register: {organisation: us}
        organisations: {us: {name: Us}, them: {name: Them, country: IE}}
        activities: {a: {flows: [them -> us: {data: [name], subjects: [customer]}]}}
    """
    assert rows(text)["a/them->us"].next_step == "State the country of the organisation itself (`country:`)."


def test_what_does_not_happen_yet_is_settled_before_it_does() -> None:
    found = vendor("kind: category", "certainty: hypothetical")
    assert found.next_step.startswith("Before this begins: find out who")


def test_a_known_place_without_a_ground_is_named_beside_one_that_is_not_known() -> None:
    found = vendor("kind: category", "as: processor, locations: {storage: US}")
    assert (found.grade, found.uncovered) == (Grade.UNKNOWN, True)
    assert "whose own country is not stated. Known, and not covered: United States" in found.reason
    assert found.next_step.index("Find out who these recipients are") < found.next_step.index("meets the condition")


def test_an_unknown_place_of_an_onward_flow_stays_unknown() -> None:
    text = """
        register: {organisation: us}
        organisations: {us: {name: Us, country: IE}, them: {name: Them, country: US}, next: {name: Next}}
        activities:
          a:
            flows:
              - us -> them: [name]
              - them -> next: {data: [name], locations: {storage: IN}}
    """
    assert rows(text)["a/them->next"].grade is Grade.UNKNOWN


@pytest.mark.parametrize(("said", "severity"), [("{is: US, certainty: implied}", "warning"), ("US", "error")])
def test_a_place_that_is_only_implied_makes_no_error(said: str, severity: str) -> None:
    text = f"""
        register: {{organisation: us}}
        organisations: {{us: {{name: Us, country: IE}}, them: {{name: Them}}}}
        activities: {{a: {{flows: [us -> them: {{data: [name], subjects: [customer], locations: {{storage: {said}}}}}]}}}}
    """
    (found,) = findings_in(text, "T101")
    assert found.severity.value == severity
    assert "(EU) 2023/1795" in found.message


def test_evidence_that_runs_out_soon_is_the_next_step() -> None:
    clauses = "tool: scc-2021, module: 2, between: [us, them], signed: 2024-02-01"
    more = f"safeguards: {{s: {{{clauses}, tia: {{date: 2026-01-10, review_by: 2027-01-10}}}}}}"
    found = vendor("country: IN", "as: processor, safeguard: s", more=more)
    assert found.grade is Grade.SAFEGUARDED
    assert found.next_step == "By 2027-01-10, review the assessment and record the new date (`tia`)."
    assert any("(assessment of 2026-01-10) ends in 49 days" in note for note in found.notes)


def test_a_decision_that_runs_out_soon_is_the_next_step() -> None:
    found = vendor("country: GB", as_of=dt.date(2031, 12, 1))
    assert found.next_step.startswith("By 2031-12-27, prepare another ground")
    assert vendor("country: GB", as_of=dt.date(2031, 1, 1)).next_step == ""


def test_a_dead_tool_points_to_what_the_law_offers_now() -> None:
    more = "safeguards: {s: {tool: privacy-shield, organisation: Them Inc., checked: 2020-01-01}}"
    found = vendor("country: US", "as: processor, safeguard: s", more=more)
    assert found.grade is Grade.INVALID
    assert "`tool: dpf`" in found.next_step


def test_a_foreign_order_needs_an_agreement_between_states() -> None:
    found = vendor("country: IN", "as: authority, safeguard: s", more="safeguards: {s: {tool: foreign-order}}")
    assert "an international agreement" in found.next_step


def test_onward_terms_that_nobody_verified_are_marked() -> None:
    text = """
        register: {organisation: us}
        organisations: {us: {name: Us, country: IE}, them: {name: Them, country: US}, next: {name: Next, country: IN}}
        safeguards: {s: {tool: dpf, organisation: Them, checked: 2026-06-01, covers: [EU-US, non-HR]}}
        activities:
          a: {flows: [us -> them: {data: [name], as: processor, safeguard: s}, them -> next: [name]]}
    """
    found = rows(text)
    assert (found["a/us->them"].grade, found["a/us->them"].unverified) == (Grade.ADEQUATE, False)
    assert (found["a/them->next"].grade, found["a/them->next"].unverified) == (Grade.SAFEGUARDED, True)
    assert any("not fully verified" in note for note in found["a/them->next"].notes)


def test_what_comes_back_to_the_organisation_is_no_link_of_a_chain() -> None:
    text = """
        register: {organisation: us, regimes: [eu-gdpr]}
        organisations: {us: {name: Us}, them: {name: Them, country: IE}}
        activities: {a: {flows: [customer -> them: {data: [name], as: controller}, them -> us: [name]]}}
    """
    found = rows(text)["a/customer->them"]
    assert (found.chain, found.chain_grade) == ((), Grade.NOT_A_TRANSFER)


def test_every_criterion_is_said_in_words() -> None:
    assert set(CRITERIA) == {criterion.value for criterion in Criterion}


KINDS = """
    register: {organisation: us, as_of: 2026-11-01, regimes: [eu-gdpr, uk-gdpr]}
    organisations: {us: {name: Us, country: IE}, cloud: {name: Cloud, country: IE}, later: {name: Later, country: IN}}
    safeguards: {s: {tool: scc-2021, module: 1, between: [us, later], signed: 2024-02-01}}
    activities:
      a:
        flows:
          - us -> later: {data: [name], subjects: [customer], as: processor, safeguard: s, certainty: hypothetical}
          - us -> later: {data: [email-address], subjects: [customer], as: processor, safeguard: s}
          - us -> cloud: {data: [name], subjects: [customer], as: processor, locations: {storage: IE, access: IN}}
"""


def test_a_row_shows_the_three_places_and_what_decided() -> None:
    register = register_from(KINDS)
    page = markdown.render_markdown(transfers(register))
    assert "receiver in: Ireland (IE)<br>stored: Ireland (IE)<br>read from: India (IN)" in page
    assert "Decided by: from where the data are read." in page
    assert "Accessed from" not in page
    text = transfer_text(transfers(register), title=register.title, width=150)
    assert "receiver in IE; stored in IE; read from IN; what decides is from where the data are read" in text
    assert ",IN,IE,IE,IN,eu-gdpr," in csv_text.render_csv(transfers(register))


def test_what_is_missing_is_said_once() -> None:
    register = register_from(KINDS)
    page = markdown.render_markdown(transfers(register))
    assert "a module for these roles: module 1 is for controller to controller" in page
    assert "missing: a module" not in page


def test_what_may_come_one_day_stands_behind_what_is_there() -> None:
    section = next(item for item in transfers(register_from(KINDS)).sections if item.grade == "evidence-missing")
    (first, second) = (line["next_step"][0]["text"] for line in section.table.as_json())
    assert (first.startswith("Before this begins"), second.startswith("Before this begins")) == (False, True)


def test_a_summary_under_several_rules_says_under_which() -> None:
    view = transfers(register_from(KINDS))
    notes = {line["grade"][0]["note"] for line in view.summary[0].as_json()}
    assert notes == {"under EU GDPR", "under UK GDPR"}
    assert view.under == "EU GDPR, UK GDPR"
