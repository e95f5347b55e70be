"""How long data are kept: what a rule reaches, what contradicts, what nothing is said of, and the timeline."""

from __future__ import annotations

from typing import Any

import pytest

import ropa
from ropa.errors import UsageError
from ropa.formats.answer import answer_text
from ropa.questions import QUESTIONS, RetentionAnswer, retention
from ropa.questions.retention_text import COLUMNS
from tests.asking import context_from, facts, ids
from tests.helpers import calls_of

HEAD = """
organisations:
  us: {name: Us, country: IE}
  lab: {name: Lab}
  post: {name: Post}
  desk: {name: Desk, kind: internal, part_of: us}
data_subjects: {shopper: {name: Shoppers}, member: {name: Members, part_of: shopper}}
systems:
  shop: {name: Shop}
  backup: {name: Backup, part_of: shop}
  archive: {name: Archive}
"""

FLOWS = """
activities:
  orders:
    flows:
      - member -> shop: [name, email-address]
      - shop -> lab: {data: [email-address], as: processor}
      - shop -> post: [name]
"""


def ask(rules: str, *, flows: str = FLOWS, general: str = "", **options: Any) -> RetentionAnswer:
    """Return the answer for rules of the activity `orders` and of `general`, one per line."""
    lines = [f"      - {line.strip()}" for line in rules.strip().splitlines() if line.strip()]
    text = HEAD + flows + ("    retention:\n" + "\n".join(lines) + "\n" if lines else "")
    if general:
        text += f"general:\n  retention: [{general}]\n"
    return retention(context_from(text), **options)


def places(answer: RetentionAnswer) -> list[tuple[str | None, str | None]]:
    """Return category and holder of every fact, sorted."""
    return sorted({(fact["data"], fact["holder"]) for fact in facts(answer)}, key=str)


def gaps(answer: RetentionAnswer) -> list[tuple[str | None, str | None, str | None]]:
    """Return category, holder and activity of everything without a limit."""
    found = answer.as_json()["not_stated"]
    return [(gap["data"], gap["holder"], gap["activity"]) for gap in found]


def steps(answer: RetentionAnswer, *phases: str) -> list[tuple[str | None, str, str]]:
    """Return holder, start and length of the steps of some phases, in order."""
    return [(step.holder, step.start, step.period) for step in answer.timeline if step.phase.value in phases]


def test_a_rule_that_names_no_place_is_for_the_own_copy_and_by_implication_for_a_processors() -> None:
    found = ask("{data: everything, trigger: last order, period: P3Y}")
    assert found.answer == "found"
    assert places(found) == [("email-address", "lab"), ("email-address", "shop"), ("name", "shop")]
    sure = {(fact["data"], fact["holder"]): fact["certainty"] for fact in facts(found)}
    assert sure["email-address", "lab"] == "implied"
    assert sure["email-address", "shop"] == "stated"
    assert gaps(found) == [("name", "post", "orders")]


def test_who_processes_for_somebody_else_is_not_reached() -> None:
    flows = (
        "activities:\n  orders:\n    flows:\n      - post -> lab: {data: [name], subjects: [member], as: processor}\n"
    )
    found = ask("{data: everything, trigger: last order, period: P3Y}", flows=flows)
    assert places(found) == [(None, None)], "a rule that reaches nothing is still listed"
    assert gaps(found) == [("name", "lab", "orders")]


@pytest.mark.parametrize(
    ("rule", "reached"),
    [
        ("data: [contact-data]", [("email-address", "lab"), ("email-address", "shop")]),
        ("data: [name], subjects: [shopper]", [("name", "shop")]),
        ("data: everything, in: [shop]", [("email-address", "shop"), ("name", "shop")]),
        ("data: everything, by: [lab]", [("email-address", "lab")]),
        ("data: everything, by: [us]", [("email-address", "shop"), ("name", "shop")]),
        ("data: everything, in: [shop], by: [us]", [("email-address", "shop"), ("name", "shop")]),
        (
            "data: everything, in: [shop], by: [lab]",
            [("email-address", "lab"), ("email-address", "shop"), ("name", "shop")],
        ),
        ("data: everything, in: [backup]", [("email-address", "backup"), ("name", "backup")]),
        ("data: everything, in: [archive]", [(None, None)]),
        ("data: [phone-number]", [("phone-number", None)]),
    ],
)
def test_what_a_rule_reaches(rule: str, reached: list[tuple[str | None, str | None]]) -> None:
    assert places(ask(f"{{{rule}, trigger: last order, period: P3Y}}")) == reached


def test_what_a_rule_is_inherited_from_is_told() -> None:
    found = ask("{data: [contact-data], subjects: [shopper], in: [shop], trigger: end, period: P1Y}")
    assert facts(found)[0]["inherited_from"] == {"data": "contact-data", "subject": "shopper"}
    found = ask("{data: everything, trigger: end, period: P1Y}")
    assert facts(found)[0]["inherited_from"] == {"data": "everything"}


def test_a_rule_about_a_part_leaves_the_rest_without_a_limit() -> None:
    flows = "activities:\n  orders:\n    flows:\n      - shopper -> shop: [contact-data]\n"
    found = ask("{data: [email-address], subjects: [member], trigger: end, period: P1Y}", flows=flows)
    (fact,) = facts(found)
    assert (fact["data"], fact["subject"], fact["whole"], fact["settles"]) == ("email-address", "member", False, True)
    assert found.as_json()["not_stated"] == [
        {
            "subject": "shopper", "data": "contact-data", "holder": "shop", "activity": "orders",
            "rules": ["activities/orders/retention#1"],
        }
    ]  # fmt: skip


def test_a_place_that_is_left_open_is_not_settled_by_a_limit_for_everything() -> None:
    flows = FLOWS + "      - shop -> archive: [name]\n"
    found = ask(
        "{data: [name], in: [archive]}", flows=flows, general="{data: everything, criterion: as long as needed}"
    )
    assert ("name", "archive", "orders") in gaps(found)
    assert (
        ask(
            "{data: [name], in: [archive]}", flows=flows, of="archive", general="{data: everything, criterion: x}"
        ).answer
        == "not-stated"
    )
    found = ask(
        "{data: [name], in: [archive], disposal: erase}", flows=flows, general="{data: everything, criterion: x}"
    )
    assert ("name", "archive", "orders") not in gaps(found)


def test_a_rule_that_names_people_and_place_reaches_what_another_activity_holds_of_them_there() -> None:
    flows = FLOWS.replace("activities:\n", "activities:\n  staff:\n    flows:\n      - employee -> shop: [name]\n")
    found = ask("{data: everything, subjects: [member, employee], in: [shop], trigger: end, period: P1Y}", flows=flows)
    assert ("staff", "employee") in {(fact["activity"], fact["subject"]) for fact in facts(found)}
    found = ask("{data: everything, subjects: [member, employee], trigger: end, period: P1Y}", flows=flows)
    assert {fact["activity"] for fact in facts(found)} == {"orders"}


@pytest.mark.parametrize(
    ("options", "answer"),
    [
        ({"data": "email-address", "subjects": "member"}, "found"),
        ({"data": "email-address", "subjects": "shopper"}, "found"),
        ({"data": "contact-data"}, "found"),
        ({"of": "lab"}, "implied"),
        ({"of": "post"}, "not-stated"),
        ({"data": "phone-number"}, "not-stated"),
        ({"activity": "orders", "of": ["post", "shop"]}, "found"),
    ],
)
def test_answers(options: dict[str, Any], answer: str) -> None:
    assert ask("{data: everything, trigger: last order, period: P3Y}", **options).answer == answer


def test_a_fact_about_a_whole_kind_of_people_is_implied_for_a_part() -> None:
    flows = "activities:\n  orders:\n    flows:\n      - shopper -> shop: [name]\n"
    assert ask("{data: everything, trigger: end, period: P1Y}", flows=flows, subjects="member").answer == "implied"


def test_a_rule_without_a_limit_makes_no_answer_and_a_hypothetical_one_neither() -> None:
    assert ask("{data: everything, disposal: erase}").answer == "not-stated"
    assert ask("{data: everything, trigger: end, period: P1Y, certainty: hypothetical}").answer == "not-stated"
    assert len(ids(ask("{data: everything, trigger: end, period: P1Y, certainty: hypothetical}"))) == 1


def test_a_complete_list_of_rules_makes_none() -> None:
    text = HEAD + FLOWS + "register: {organisation: us, complete: [retention]}\n"
    found = retention(context_from(text))
    assert (found.answer, found.not_stated) == ("none", ())


def test_what_was_asked_about_and_is_held_nowhere_is_named() -> None:
    assert gaps(ask("", data="phone-number")) == [("phone-number", None, None)]


def conflict_of(answer: RetentionAnswer) -> list[tuple[str, list[str]]]:
    return [(item.kind, [rule.id.rpartition("#")[2] for rule in item.rules]) for item in answer.conflicts]


@pytest.mark.parametrize(
    ("rules", "conflicts"),
    [
        ("{data: [name], trigger: a, period: P1Y}\n{data: [name], trigger: a, period: P2Y}", [("period", ["1", "2"])]),
        ("{data: [name], trigger: a, period: P1Y}\n{data: [name], trigger: a, period: P12M}", []),
        ("{data: [name], when: x, trigger: a, period: P1Y}\n{data: [name], when: y, trigger: a, period: P2Y}", []),
        ("{data: [name], when: x, trigger: a, period: P1Y}\n{data: [name], trigger: a, period: P2Y}", []),
        ("{data: everything, trigger: a, period: P1Y}\n{data: [name], trigger: a, period: P2Y}", []),
        ("{data: [name], criterion: a}\n{data: [name], criterion: b}", [("criterion", ["1", "2"])]),
        ("{data: [name], criterion: account exists}\n{data: [name], trigger: a, period: P1Y}", []),
        ("{data: [name], criterion: for two years}\n{data: [name], trigger: a, period: P1Y}", [("criterion-and-period", ["1", "2"])]),
    ],
)  # fmt: skip
def test_contradictions_and_variants(rules: str, conflicts: list[tuple[str, list[str]]]) -> None:
    assert conflict_of(ask(rules)) == conflicts


def test_a_wider_rule_yields_to_a_narrower_one_and_says_so() -> None:
    found = ask("{data: everything, trigger: a, period: P1Y}\n{data: [name], trigger: a, period: P2Y}", of="shop")
    wide = {fact["data"]: fact["yields_to"] for fact in facts(found) if fact["id"].endswith("#1")}
    assert wide == {"email-address": [], "name": ["activities/orders/retention#2"]}


def test_contradictions_are_listed_for_what_was_asked_about_only() -> None:
    rules = "{data: [name], trigger: a, period: P1Y}\n{data: [name], trigger: a, period: P2Y}"
    assert conflict_of(ask(rules, data="email-address")) == []
    about = ask(rules, data="name").as_json()["conflicts"][0]["about"]
    assert about == [{"subject": "member", "data": "name", "holder": "shop", "activity": "orders"}]


TIMELINE = """
{data: everything, trigger: end of the year, period: P10Y, in: [shop]}
{data: everything, trigger: account deleted, period: P2M, in: [shop], disposal: erase, then_in: [archive]}
{data: everything, trigger: account deleted, period: P30D, in: [shop]}
{data: everything, criterion: as long as the account exists}
"""


def test_the_timeline_goes_from_collection_to_criteria_to_triggers_by_length_to_open_ends() -> None:
    found = ask(TIMELINE, subjects="member")
    assert [step.phase.value for step in found.timeline] == [
        "collected", "collected", "collected", "kept", "kept", "limit", "limit", "limit", "moved", "not-stated",
    ]  # fmt: skip
    assert steps(found, "collected") == [
        ("shop", "collection", ""),
        ("lab", "passed on", ""),
        ("post", "passed on", ""),
    ]
    assert steps(found, "limit", "moved") == [
        ("shop", "end of the year", "P10Y"),
        ("shop", "account deleted", "P30D"),
        ("shop", "account deleted", "P2M"),
        ("archive", "moved from shop", ""),
    ]
    assert steps(found, "not-stated") == [("post", "", "")]


def test_a_place_with_a_rule_of_its_own_is_no_open_end() -> None:
    rule = "{data: everything, trigger: end, period: P30D, in: [shop], then_in: [archive]}"
    assert steps(ask(rule), "moved") == [("archive", "moved from shop", "")]
    own = "{data: everything, in: [archive], trigger: end, period: P1Y}"
    assert steps(ask(f"{rule}\n{own}"), "moved") == []
    assert steps(ask(rule, general=own), "moved") == []


def test_steps_hold_facts_and_not_two_lists_multiplied() -> None:
    flows = "activities:\n  orders:\n    flows:\n      - member -> shop: [name]\n      - employee -> shop: [email-address]\n"
    collected = ask("", flows=flows).as_json()["timeline"][0]
    assert collected["about"] == [
        {"subject": "employee", "data": "email-address"},
        {"subject": "member", "data": "name"},
    ]


def test_the_steps_of_one_holder_are_apart_where_they_are_not_equally_sure() -> None:
    flows = FLOWS + "      - {member -> shop: {data: [phone-number], certainty: possible}}\n"
    sure = [
        (step.data, step.certainty.value)
        for step in ask("", flows=flows, of="shop").timeline
        if step.phase == "collected"
    ]
    assert sure == [(("email-address", "name"), "stated"), (("phone-number",), "possible")]


def test_the_shape_of_the_json() -> None:
    answer = ask(
        "{data: [name], when: paid, trigger: end, period: P1Y, disposal: erase, certainty: implied}", data="name"
    )
    found = answer.as_json()
    assert list(found) == [
        "format", "question", "asked", "facts_as_of", "as_of", "answer", "retention", "hosts", "denied", "not_stated",
        "conflicts", "timeline",
    ]  # fmt: skip
    (rule,) = found["retention"]
    assert {name: rule[name] for name in ("id", "data", "when", "trigger", "period", "criterion", "disposal", "certainty")} == {
        "id": "activities/orders/retention#1", "data": ["name"], "when": "paid", "trigger": "end", "period": "P1Y",
        "criterion": None, "disposal": ["erase"], "certainty": "implied",
    }  # fmt: skip
    step = next(step for step in found["timeline"] if step["phase"] == "limit")
    assert {name: step[name] for name in ("data", "holder", "start", "period", "then_in", "rule")} == {
        "data": ["name"], "holder": "shop", "start": "end", "period": "P1Y", "then_in": [],
        "rule": "activities/orders/retention#1",
    }  # fmt: skip


def test_flat_rows_have_a_cell_for_each_column_and_leave_nothing_out() -> None:
    rules = "{data: [name], trigger: a, period: P1Y}\n{data: [name], trigger: a, period: P2Y}"
    rows = ask(rules).rows()
    assert {len(row) for row in rows} == {len(COLUMNS)}
    assert [row[0] for row in rows] == ["rule", "rule", "conflict", "conflict", *["not stated"] * 3]


def test_people_are_no_holders_and_unknown_words_are_refused() -> None:
    with pytest.raises(UsageError, match="kind of people"):
        ask("", of="member")
    with pytest.raises(UsageError, match="shopp"):
        ask("", of="shopp")


def test_the_text_for_a_terminal() -> None:
    answer = ask(TIMELINE, subjects="member")
    text = answer_text(answer, title=lambda key: key.capitalize(), width=100)
    assert text.splitlines()[0] == "retention (subjects Member): found"
    assert "Shop: Email-address and Name" in text
    assert "after that" in text
    assert "Held, and for how long is not stated:\n  Post: Name" in text
    assert "Not stated:" not in text, "what has no limit is listed once"
    assert all(len(line) <= 100 for line in text.splitlines())


def test_the_question_is_offered_and_the_workspace_has_the_same_arguments(repository: Any) -> None:
    (question,) = [question for question in QUESTIONS if question.name == "retention"]
    assert [option.name for option in question.options] == ["data", "subjects", "of", "activity"]
    workspace = ropa.open(repository / "examples" / "aiopbt", as_of="2026-11-22")
    answer = workspace.retention(subjects="client", of="backup", data="personal-data", activity="accounts")
    assert answer.answer == "not-stated"
    assert [(step.phase.value, step.holder, step.start) for step in answer.timeline if step.rule] == [
        ("limit", "backup", "erasure of the account")
    ]


def large(activities: int) -> str:
    """Return a register in which every activity has two rules and shares a backup with all others."""
    flows = "".join(
        f"  a{number}:\n    flows:\n      - member -> shop: [name, email-address]\n      - shop -> backup: [name]\n"
        f"    retention:\n      - {{data: [name], in: [shop], trigger: end, period: P{number % 3 + 1}Y, then_in: [archive]}}\n"
        f"      - {{data: everything, in: [backup], trigger: end, period: P90D}}\n"
        for number in range(activities)
    )
    return HEAD + "activities:\n" + flows + "general:\n  retention: [{data: everything, criterion: as long as x}]\n"


def test_many_activities_stay_linear() -> None:
    calls = {}
    for activities in (100, 400):
        context = context_from(large(activities))
        calls[activities] = calls_of(lambda: retention(context))  # noqa: B023 - called at once
        assert len(ids(retention(context))) == 2 * activities + 1
    # Four times the rules; comparing every two of them would make sixteen times as many calls.
    assert calls[400] < 6 * calls[100]
