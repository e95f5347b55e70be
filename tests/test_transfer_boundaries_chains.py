"""Onward transfers, case by case: which flows make a chain, how bad it is, and whom earlier terms bind.

GDPR Article 44: the conditions hold for onward transfers as well, from one third country to another. EDPB Guidelines
05/2021: each step is looked at for itself, with the exporter and importer of that step.
"""

from __future__ import annotations

import datetime as dt

import pytest

from ropa.law import load_law
from ropa.transfers import Criterion, Transfer, grade_transfers
from tests.helpers import register_from

TODAY = dt.date(2026, 11, 22)

PARTIES = """
register: {{organisation: us, as_of: 2026-11-01, regimes: [eu-gdpr]}}
organisations:
  us: {{name: Us, country: IE}}
  irish: {{name: Irish, country: IE}}
  american: {{name: American Inc., country: US}}
  indian: {{name: Indian, country: IN}}
  chinese: {{name: Chinese, country: CN}}
  british: {{name: British, country: GB}}
  lost: {{name: Lost, country: Neverland}}
data_subjects: {{guest: {{name: Guests}}}}
safeguards:
  clauses: {{tool: scc-2021, module: 2, between: [us, american], signed: 2024-02-01, document: c.pdf, tia: {{date: 2026-02-20}}}}
  ground: {{tool: derogation-49-1-b, why: asked for by the guest}}
activities:
  a: {{flows: [{flows}]}}
"""

HELD = "us -> american: {data: [name], as: processor, safeguard: clauses}"


def graded(*flows: str) -> dict[str, Transfer]:
    """Return the rows of an activity with these flows, by `FROM->TO`."""
    register = register_from(PARTIES.format(flows=", ".join(flows)))
    return {row.flow.id.partition("/")[2]: row for row in grade_transfers(register, load_law(), as_of=TODAY)}


IN_TO_IRISH = "us -> irish: [name]"
IN_TO_AMERICAN = "us -> american: [name]"


@pytest.mark.parametrize(
    ("flows", "of", "onward", "worst"),
    [
        # What a processor inside passes on, in the order of the steps and then of the register.
        ((IN_TO_IRISH, "irish -> british: [name]"), "us->irish", ["irish->british"], "adequate"),
        (
            (IN_TO_IRISH, "irish -> american: [name]", "irish -> british: [name]", "american -> indian: [name]"),
            "us->irish",
            ["irish->american", "irish->british", "american->indian"],
            "no-safeguard",
        ),
        # A worse step behind a better one is seen from the start, and a worse start is no concern of what follows.
        ((IN_TO_AMERICAN, "american -> british: [name]"), "american->british", [], "review"),
        ((IN_TO_AMERICAN, "american -> british: [name]"), "us->american", ["american->british"], "no-safeguard"),
        ((IN_TO_IRISH, "irish -> lost: [name]"), "us->irish", ["irish->lost"], "unknown"),
        # Only the same data are passed on, or narrower, or broader; what shares no more than a heading is another thing.
        (("us -> irish: [email-address]", "irish -> american: [phone-number]"), "us->irish", [], "domestic"),
        (
            ("us -> irish: [name, phone-number]", "irish -> american: [name]", "american -> indian: [phone-number]"),
            "us->irish",
            ["irish->american"],
            "no-safeguard",
        ),
        (
            ("us -> irish: [name, phone-number]", "irish -> american: [phone-number]"),
            "us->irish",
            ["irish->american"],
            "no-safeguard",
        ),
        # Data that nobody stated are passed on like any other; what is stated may come from what is not.
        (("us -> irish: []", "irish -> american: []"), "us->irish", ["irish->american"], "no-safeguard"),
        (("us -> irish: []", "irish -> american: [name]"), "us->irish", ["irish->american"], "no-safeguard"),
        (("us -> irish: [name]", "irish -> american: []"), "us->irish", ["irish->american"], "no-safeguard"),
        # What comes back to the organisation, and what goes to people, is passed on to nobody.
        ((IN_TO_IRISH, "irish -> us: [name]", "us -> indian: [name]"), "us->irish", [], "domestic"),
        ((IN_TO_IRISH, "irish -> guest: {data: [name], subjects: [guest]}"), "us->irish", [], "domestic"),
        # People who give data to a processor abroad, which passes them on.
        (
            ("guest -> american: {data: [name], as: processor}", "american -> indian: [name]"),
            "guest->american",
            ["american->indian"],
            "no-safeguard",
        ),
        # Two ways to the same place are told once.
        (
            (IN_TO_IRISH, "irish -> british: [name]", "irish -> american: [name]", "british -> indian: [name]", "american -> indian: [name]"),
            "us->irish",
            ["irish->british", "irish->american", "british->indian", "american->indian"],
            "no-safeguard",
        ),
    ],
)  # fmt: skip
def test_a_chain_is_what_the_receiver_passes_on(flows: tuple[str, ...], of: str, onward: list[str], worst: str) -> None:
    found = graded(*flows)[of]
    assert [flow.partition("/")[2] for flow in found.chain] == ([of, *onward] if onward else [])
    assert found.chain_grade is not None
    assert found.chain_grade.value == worst


@pytest.mark.parametrize(
    ("flows", "grade"),
    [
        # Terms cover what they were agreed for, and nothing beside it.
        ((HELD, "american -> indian: [name]"), "safeguarded"),
        ((HELD, "american -> indian: [name, phone-number]"), "review"),
        ((HELD, "us -> american: {data: [phone-number], as: processor, id: second}", "american -> indian: [name, phone-number]"), "review"),
        ((HELD, "us -> american: {data: [phone-number], as: processor, safeguard: clauses, id: second}", "american -> indian: [name, phone-number]"), "safeguarded"),
        # Terms on a kind of data cover what is a part of it.
        (("us -> american: {data: [contact-data], as: processor, safeguard: clauses}", "american -> indian: [email-address, phone-number]"), "safeguarded"),
        # Where the first step does not say which data, its terms are for all of them.
        (("us -> american: {data: [], as: processor, safeguard: clauses}", "american -> indian: [name]"), "safeguarded"),
        # A second way in that nothing covers leaves it to a person, in whatever order they are written.
        (("us -> american: {data: [name], as: processor, id: loose}", HELD, "american -> indian: [name]"), "review"),
        (("guest -> american: {data: [name], as: processor}", HELD, "american -> indian: [name]"), "review"),
        # An exception binds nobody (Article 49 is about one transfer).
        (("us -> american: {data: [name], as: controller, safeguard: ground}", "american -> indian: [name]"), "review"),
        # A claim that is not complete does not hold, and so binds nobody.
        (("us -> american: {data: [name], as: controller, safeguard: clauses}", "american -> indian: [name]"), "review"),
    ],
)  # fmt: skip
def test_what_was_agreed_before_covers_an_onward_flow_or_a_person_decides(flows: tuple[str, ...], grade: str) -> None:
    found = graded(*flows)["american->indian"]
    assert (found.grade.value, found.criterion) == (grade, Criterion.ONWARD)


def test_an_onward_flow_shows_the_terms_that_it_rests_on() -> None:
    found = graded(HELD, "american -> indian: [name]")["american->indian"]
    assert (found.exporter, found.importer, found.country, found.articles) == ("american", "indian", "IN", ("44",))
    assert (found.tool, found.dated, found.ends) == ("scc-2021", dt.date(2024, 2, 1), None)
    assert found.instrument == "Commission Implementing Decision (EU) 2021/914"
    assert found.reason == (
        "Onward flow: `scc-2021` of the transfer before it binds American Inc. for what it passes on."
    )
    assert "American Inc." in found.next_step
    assert "Indian" in found.next_step
    assert found.present == (
        "signed 2024-02-01",
        "between American Inc. and Us",
        "module 2 for controller to processor",
        "assessment of 2026-02-20",
    )
    assert found.missing == ()


def test_terms_go_with_the_data_through_every_step() -> None:
    found = graded(HELD, "american -> indian: [name]", "indian -> chinese: [name]", "indian -> british: [name]")
    assert {key: row.grade.value for key, row in found.items()} == dict.fromkeys(found, "safeguarded")
    assert found["us->american"].chain == (
        *("a/us->american", "a/american->indian", "a/indian->chinese", "a/indian->british"),
    )
    assert found["indian->chinese"].reason.count("Indian") == 1
    assert found["indian->british"].criterion is Criterion.ONWARD


def test_a_step_that_nothing_covers_is_the_last_that_terms_reach() -> None:
    flows = (HELD, "us -> indian: {data: [name], id: loose}", "american -> indian: [name]", "indian -> chinese: [name]")
    found = graded(*flows)
    assert found["american->indian"].grade.value == "safeguarded"
    assert found["indian->chinese"].grade.value == "review"


def test_what_is_said_of_the_place_stays_beside_the_terms() -> None:
    found = graded(HELD, "american -> british: [name]")["american->british"]
    assert found.grade.value == "safeguarded"
    assert any("2021/1772" in note for note in found.notes)
    assert found.unverified


def test_a_short_circle_names_each_flow_once() -> None:
    found = graded("irish -> american: [name]", "american -> irish: [name]")
    assert found["irish->american"].chain == ("a/irish->american", "a/american->irish")
    assert found["american->irish"].chain == ("a/american->irish", "a/irish->american")
    assert {row.chain_grade.value for row in found.values() if row.chain_grade} == {"no-safeguard"}
