"""What people type becomes keys; what nobody knows is refused with the nearest word."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from ropa.errors import UsageError
from ropa.questions import (
    QUESTIONS,
    Answer,
    Context,
    activities,
    bases,
    cookies,
    facts,
    holdings,
    impact,
    paths,
    recipients,
    rights,
    where,
)
from tests.asking import context_from

REGISTER = """
organisations:
  us: {name: Us, country: IE}
  post: {directory: aweber, name: Post}
data_subjects:
  visitor: {name: Website Visitors}
data_categories:
  loyalty-points: {name: Loyalty points, aliases: [bonus points]}
systems:
  shop: {name: Web shop}
activities:
  news:
    name: Newsletter
    flows:
      - visitor -> shop: [email-address, blood type]
general:
  flows:
    - us -> post: [name]
"""


@pytest.fixture(scope="module")
def context() -> Context:
    """Return the register of this module."""
    return context_from(REGISTER)


def asked(answer: Answer, name: str) -> list[str]:
    """Return an option as understood."""
    return list(answer.as_json()["asked"][name])


@pytest.mark.parametrize(
    ("typed", "key"),
    [
        ("email-address", "email-address"),
        ("Email Address", "email-address"),
        ("e-mail", "email-address"),
        ("EMAIL_ADDRESSES", "email-address"),
        ("loyalty-points", "loyalty-points"),
        ("LOYALTY POINTS", "loyalty-points"),
        ("Bonus points", "loyalty-points"),
        ("Blood Type", "blood-type"),
    ],
)
def test_data(context: Context, typed: str, key: str) -> None:
    assert asked(recipients(context, data=typed), "data") == [key]


def test_equal_words_count_once_in_the_order_asked(context: Context) -> None:
    found = recipients(context, data=["Loyalty points", "e-mail", "email-address"])
    assert asked(found, "data") == ["loyalty-points", "email-address"]


@pytest.mark.parametrize(("typed", "key"), [("website visitors", "visitor"), ("employee", "employee")])
def test_people(context: Context, typed: str, key: str) -> None:
    assert asked(where(context, subjects=typed), "subjects") == [key]


@pytest.mark.parametrize(("typed", "key"), [("Newsletter", "news"), ("general", "general")])
def test_activities(context: Context, typed: str, key: str) -> None:
    assert asked(recipients(context, activity=typed), "activity") == [key]


@pytest.mark.parametrize(
    ("typed", "key"), [("web shop", "shop"), ("AWeber", "post"), ("Post", "post"), ("mailchimp", "mailchimp")]
)
def test_holders(context: Context, typed: str, key: str) -> None:
    assert asked(holdings(context, of=typed), "of") == [key]


def test_ends_of_a_way(context: Context) -> None:
    found = paths(context, source="Website visitors", target="WEB SHOP").as_json()["asked"]
    assert (found["from"], found["to"]) == ("visitor", "shop")


def test_what_nobody_knows_is_refused_with_the_nearest_word(context: Context) -> None:
    with pytest.raises(UsageError) as caught:
        recipients(context, data="emial-adress")
    assert caught.value.near == "email-address"
    assert "vocabulary" in caught.value.next_step
    with pytest.raises(UsageError) as caught:
        recipients(context, subjects="vistor")
    assert caught.value.near == "visitor"
    assert "`visitor`" in caught.value.next_step
    with pytest.raises(UsageError) as caught:
        holdings(context, of="web-shopp")
    assert caught.value.near == "shop"
    for empty in ("", " ", "---"):
        with pytest.raises(UsageError):
            recipients(context, data=empty)


@pytest.mark.parametrize(
    ("option", "typed", "key"),
    [
        ("purpose", "Direct Marketing", "direct-marketing"),
        ("purpose", "advertising by mail to the moon", None),
        ("basis", "legitimate interest", "legitimate-interests"),
        ("basis", "opt-in", "consent"),
        ("organisation", "Post", "post"),
        ("organisation", "AWeber", "post"),
        ("organisation", "shop", None),
        ("system", "web shop", "shop"),
        ("system", "post", None),
        ("country", "Germany", "DE"),
        ("country", "UK", "GB"),
        ("country", "European Union", "EU"),
        ("country", "Neverland", None),
    ],
)
def test_words_of_activities(context: Context, option: str, typed: str, key: str | None) -> None:
    if key is None:
        with pytest.raises(UsageError) as caught:
            activities(context, **{option: typed})
        assert caught.value.next_step
    else:
        assert asked(activities(context, **{option: typed}), option) == [key]


@pytest.mark.parametrize(
    ("ask", "option", "typed", "near"),
    [
        (bases, "basis", "conzent", "consent"),
        (bases, "purpose", "direct-marketting", "direct-marketing"),
        (bases, "activity", "newslettr", "news"),
        (rights, "right", "erazure", "erasure"),
        (rights, "right", "right to be forgoten", "erasure"),
        (cookies, "set_by", "web-shopp", "shop"),
        (activities, "country", "Germny", "DE"),
        (activities, "organisation", "Posst", "post"),
        (facts, "organisation", "posst", "post"),
        (impact, "of", "web shopp", "shop"),
    ],
)
def test_what_nobody_knows_is_refused_everywhere(
    context: Context, ask: Callable[..., Answer], option: str, typed: str, near: str
) -> None:
    with pytest.raises(UsageError) as caught:
        ask(context, **{option: typed})
    assert caught.value.near == near
    assert caught.value.next_step


def test_a_right_is_understood_by_any_of_its_words(context: Context) -> None:
    assert asked(rights(context, right=["Right to be forgotten", "delete", "erasure"]), "right") == ["erasure"]


def test_people_are_no_holder_whose_impact_could_be_asked(context: Context) -> None:
    for wrong in ("visitor", ()):
        with pytest.raises(UsageError):
            impact(context, of=wrong)


@pytest.mark.parametrize("options", [{"activity": "nwes"}, {"reach": "endless"}, {"paths": -1}])
def test_other_options_are_checked(context: Context, options: dict[str, str]) -> None:
    with pytest.raises(UsageError) as caught:
        recipients(context, **options)  # type: ignore[arg-type]
    assert caught.value.next_step


def test_every_question_names_its_options_and_answers_in_the_envelope(context: Context) -> None:
    given = {"of": "shop", "source": "visitor", "target": "shop"}
    for question in QUESTIONS:
        arguments = {option.argument: given[option.argument] for option in question.options if option.required}
        answer = question.ask(context, **arguments)
        shown = answer.as_json()
        assert shown["question"] == question.name
        assert isinstance(shown[question.name], dict if question.name == "impact" else list)
        assert answer.columns()
    assert [question.name for question in QUESTIONS] == [
        "recipients", "holdings", "paths", "where", "activities", "impact", "bases", "rights", "cookies", "retention",
        "promises", "facts",
    ]  # fmt: skip


def test_networkx_is_not_loaded_for_a_short_question() -> None:
    import subprocess
    import sys

    code = (
        "import sys; from tests.asking import context_from; from ropa.questions import recipients;"
        f"recipients(context_from({REGISTER!r}), data='email');"
        "print(sorted({'networkx', 'pydantic', 'jinja2', 'sqlmodel'} & set(sys.modules)))"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"
