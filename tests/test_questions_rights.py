"""Which rights are offered, refused, excepted for some data, or not spoken of."""

from __future__ import annotations

from typing import Any

import pytest

from ropa.formats.answer import answer_text
from ropa.questions import Context, RightsAnswer, Verdict, rights
from tests.asking import context_from, ids

REGISTER = """
data_subjects:
  visitor: {name: Visitors}
  buyer: {name: Buyers, part_of: visitor}
  clerk: {name: Clerks}
rights:
  erasure:
    channel: {is: privacy@us.example, certainty: implied}
    within: P30D
    except: legal duties
    except_data: [order-contents]
    subjects: [visitor]
  erase-profile: {right: erasure, channel: the profile page, subjects: [buyer], certainty: possible}
  access: {certainty: implied}
  objection: {offered: {is: no, certainty: implied}}
  restriction: {offered: no, certainty: hypothetical}
  portability: {offered: no, subjects: [clerk]}
  carry: {right: portability, subjects: [visitor]}
"""


@pytest.fixture(scope="module")
def context() -> Context:
    """Return the register of this module."""
    return context_from(REGISTER)


def said(answer: RightsAnswer) -> list[tuple[str, str, str]]:
    """Return entry, whether the data asked about is excepted, and certainty."""
    return [(fact.key, fact.excepted, fact.certainty.value) for item in answer.rights for fact in item.facts]


def silent(answer: RightsAnswer) -> list[str]:
    """Return the rights that are not stated."""
    return [dict(gap.more)["right"] for gap in answer.not_stated]


def test_every_right_of_the_vocabulary_is_stated_or_not_stated(context: Context) -> None:
    found = rights(context)
    assert ids(found) == ["access", "erasure", "restriction", "portability", "objection"]
    assert silent(found) == ["withdraw-consent", "information", "rectification", "automated-decisions", "complaint"]
    assert sorted([*ids(found), *silent(found)]) == sorted(context.vocabulary.rights)
    assert [item.article for item in found.rights] == ["15", "17", "18", "20", "21"]


@pytest.mark.parametrize(
    ("options", "answer"),
    [
        ({"right": "erasure"}, Verdict.FOUND),
        ({"right": "access"}, Verdict.IMPLIED),
        ({"right": "objection"}, Verdict.DENIED),
        ({"right": "restriction"}, Verdict.NOT_STATED),
        ({"right": "complaint"}, Verdict.NOT_STATED),
        ({"right": ["objection", "complaint"]}, Verdict.NOT_STATED),
        ({"right": ["objection", "erasure"]}, Verdict.FOUND),
        ({"right": "portability", "subjects": "clerk"}, Verdict.DENIED),
        ({"right": "portability", "subjects": "visitor"}, Verdict.FOUND),
        ({"right": "portability", "subjects": "buyer"}, Verdict.IMPLIED),
        ({"right": "erasure", "subjects": "clerk"}, Verdict.NOT_STATED),
        ({"right": "erasure", "data": "order-contents"}, Verdict.DENIED),
        ({"right": "erasure", "data": "name"}, Verdict.FOUND),
        ({"right": "erasure", "data": ["name", "order-contents"]}, Verdict.FOUND),
    ],
)
def test_answers(context: Context, options: dict[str, Any], answer: Verdict) -> None:
    assert rights(context, **options).answer is answer


def test_an_exception_denies_for_the_data_it_names() -> None:
    context = context_from(REGISTER.replace("  erase-profile:", "  rectification:").replace("right: erasure, ", ""))
    found = rights(context, right="erasure", data="order-contents")
    assert found.answer is Verdict.DENIED
    assert [(item.promise, item.whole) for item in found.denied] == [("rights/erasure", True)]
    wider = rights(context, right="erasure", data="transaction-data")
    assert (wider.answer, said(wider)) == (Verdict.FOUND, [("erasure", "part", "stated")])
    assert said(rights(context, right="erasure")) == [("erasure", "no", "stated")]


def test_a_possible_refusal_denies_nothing(context: Context) -> None:
    assert rights(context, right="restriction").denied == ()


def test_what_is_said_of_somebody_else_is_not_listed(context: Context) -> None:
    found = rights(context, right="erasure", subjects="clerk")
    assert (ids(found), [gap.as_json() for gap in found.not_stated]) == (
        [],
        [{"subject": "clerk", "data": None, "right": "erasure"}],
    )


def test_a_part_of_the_people_asked_about_counts_and_a_whole_is_implied(context: Context) -> None:
    assert said(rights(context, right="erasure", subjects="visitor")) == [
        ("erasure", "no", "stated"),
        ("erase-profile", "no", "possible"),
    ]
    assert said(rights(context, right="erasure", subjects="buyer"))[0] == ("erasure", "no", "implied")


def test_the_register_s_own_key_of_a_right_is_understood(context: Context) -> None:
    assert rights(context, right="erase-profile").asked[0] == ("right", ("erasure",))


def test_json_of_a_statement(context: Context) -> None:
    (item,) = rights(context, right="erasure", subjects="visitor", data="order-contents").as_json()["rights"]
    assert (item["id"], item["name"], item["article"], item["offered"]) == ("erasure", "Right to erasure", "17", True)
    assert item["facts"][0] == {
        "key": "erasure", "offered": True, "channel": "privacy@us.example", "within": "P30D", "except": "legal duties",
        "except_data": ["order-contents"], "excepted": "whole", "subjects": ["visitor"], "stated_as": None,
        "match": "exact", "certainty": "stated", "channel_certainty": "implied", "within_certainty": "stated",
        "cites": [],
    }  # fmt: skip


def test_a_register_that_says_nothing_says_nothing() -> None:
    context = context_from("data_subjects: {visitor: {name: Visitors}}")
    found = rights(context)
    assert (found.answer, ids(found), len(found.not_stated)) == (Verdict.NOT_STATED, [], len(context.vocabulary.rights))


def test_a_person_reads_offers_refusals_and_silence(context: Context) -> None:
    text = answer_text(rights(context, data="order-contents"), title=context.register.title, width=120)
    assert "Right to erasure [erasure], Article 17" in text
    assert "not for this data" in text
    assert "refused" in text
    assert "Refused or excepted:" in text
    assert "right information, Order contents" in text
    assert "30 days" in text


def test_a_channel_that_is_only_implied_says_so() -> None:
    context = context_from("rights: {access: {channel: {is: mail us, certainty: implied}, within: P30D}}")
    answer = rights(context, right="access")
    fact = answer.as_json()["rights"][0]["facts"][0]
    assert (fact["channel_certainty"], fact["within_certainty"], fact["certainty"]) == ("implied", "stated", "stated")
    (sheet,) = (sheet for sheet in answer.sheets(context.register.title) if "access" in sheet.head)
    assert "mail us (implied)" in sheet.rows[0]
    marks = [dict(zip(answer.columns(), row, strict=True))["marks"] for row in answer.rows()]
    assert marks[0] == "channel implied"
