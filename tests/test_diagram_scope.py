"""What a picture is asked to show: the words and rules of the questions, and what leaves the answer open."""

from __future__ import annotations

from typing import Any

import pytest

from ropa.diagrams import Picture
from ropa.errors import UsageError
from tests.diagram_reading import edges, ends, undrawn
from tests.diagram_registers import clinic, picture_of
from tests.helpers import register_from

CHAIN = """
register: {organisation: us, as_of: 2026-11-01}
organisations:
  us: {name: Us, country: IE}
  mailer: {name: Mail House, country: US}
  sub: {name: Sub, country: EU}
  far: {name: Far, country: JP}
data_subjects: {visitor: {name: Visitors}, buyer: {name: Buyers, part_of: visitor}}
systems:
  shop: {name: Shop, operator: us}
  crm: {name: CRM, operator: us}
activities:
  post:
    role: controller
    flows:
      - visitor -> shop: [email-address, name]
      - buyer -> crm: [postal-address]
      - shop -> mailer: {data: [contact-data], subjects: [visitor]}
      - mailer -> sub: {data: [email-address], subjects: [visitor]}
      - sub -> far: {data: [name], subjects: [visitor]}
      - crm -> far: {}
"""


def chain(view: str = "systems", **asked: Any) -> Picture:
    """Return a picture of the chain."""
    return picture_of(register_from(CHAIN), view, **asked)


def said(picture: Picture, source: str, target: str) -> list[str]:
    """Return the categories on the only line between two boxes."""
    (edge,) = edges(picture, source, target)
    return [item.text for group in edge.groups for item in group.items]


def test_a_category_shows_narrower_ones_and_marks_broader_ones() -> None:
    picture = chain("data", data=["email-address"])
    assert ends(picture) == [("mailer", "sub"), ("shop", "mailer"), ("visitor", "shop")]
    assert said(picture, "visitor", "shop") == ["Email address"]
    assert said(picture, "shop", "mailer") == ["Contact data · broader"]
    assert "broader: may or may not include what was asked about" in [entry.text for entry in picture.legend]
    assert " · “Email address”, and wider terms that may include it · " in picture.description
    assert " · 2 flows name it, 1 a wider term." in picture.description
    wide = chain("data", data=["contact-data"])
    assert "only “Contact data” and what is part of it · " in wide.description
    assert said(wide, "visitor", "shop") == ["Email address"]


@pytest.mark.parametrize("word", ["email-address", "Email address", "EMAIL-ADDRESS", "e-mail address"])
def test_words_are_understood_as_in_the_questions(word: str) -> None:
    assert chain("data", data=[word]).title == "Us: where “Email address” goes, and wider terms that may include it"


@pytest.mark.parametrize(
    ("asked", "near"),
    [
        ({"data": ["emial-address"]}, "email-address"),
        ({"subjects": ["visitr"]}, "visitor"),
        ({"organisations": ["mailr"]}, "mailer"),
        ({"countries": ["Irland"]}, "IE"),
        ({"focus": "shopp"}, "shop"),
        ({"activities": ["posst"]}, "post"),
    ],
)
def test_a_word_that_nobody_knows_comes_with_the_nearest(asked: dict[str, Any], near: str) -> None:
    with pytest.raises(UsageError, match=f"Did you mean `{near}`"):
        chain("context", **asked)


def test_people_include_their_parts_and_what_is_said_of_the_whole_is_implied() -> None:
    assert ("buyer", "crm") in ends(chain(subjects=["visitor"]))
    picture = chain(subjects=["buyer"])
    assert said(picture, "shop", "mailer") == ["Contact data (implied)"]
    assert "about Buyers" in picture.scene.caption.lines[0]


def test_flows_that_say_too_little_are_counted_and_not_drawn() -> None:
    picture = chain("data", data=["email-address"])
    assert [flow.flow for flow in undrawn(picture)] == ["post/crm->far"]
    assert "1 flow of unstated data or people, which may be meant, not drawn" in picture.description
    assert "therefore not drawn: CRM to Far." in picture.description


def test_an_organisation_takes_part_as_sender_receiver_or_on_the_way() -> None:
    assert ends(chain(organisations=["mailer"])) == [("shop", "mailer")]
    own = chain("context", organisations=["us"])
    assert ("mailer", "sub") not in ends(own)
    assert ("visitor", "us") in ends(own)
    passed = clinic("context", organisations=["clinic"])
    assert ("patient", "cloud") in ends(passed), "what goes through a system of the clinic"


@pytest.mark.parametrize(
    ("country", "expected"),
    [
        ("US", [("mailer", "sub"), ("us", "mailer")]),
        ("United States", [("mailer", "sub"), ("us", "mailer")]),
        ("JP", [("sub", "far"), ("us", "far")]),
        (
            "EEA",
            [("buyer", "us"), ("mailer", "sub"), ("sub", "far"), ("us", "far"), ("us", "mailer"), ("visitor", "us")],
        ),
        ("FR", [("mailer", "sub"), ("sub", "far")]),
    ],
)
def test_countries_and_groups_are_matched_as_far_as_they_may_be_meant(
    country: str, expected: list[tuple[str, str]]
) -> None:
    assert ends(chain("context", countries=[country])) == expected


def test_options_of_one_kind_mean_any_and_different_ones_all() -> None:
    assert ends(chain("context", countries=["US", "JP"], data=["email-address"])) == [
        ("mailer", "sub"),
        ("us", "mailer"),
    ]


@pytest.mark.parametrize(
    ("depth", "expected"),
    [
        (1, [("mailer", "sub"), ("us", "mailer")]),
        (2, [("mailer", "sub"), ("sub", "far"), ("us", "mailer"), ("visitor", "us")]),
        (9, [("mailer", "sub"), ("sub", "far"), ("us", "mailer"), ("visitor", "us")]),
    ],
)
def test_steps_are_counted_from_the_focus_along_and_against_the_flows(
    depth: int, expected: list[tuple[str, str]]
) -> None:
    picture = chain("context", focus="Mail House", depth=depth)
    assert ends(picture) == expected
    assert f"within {depth} step{'s' if depth > 1 else ''} of Mail House" in picture.scene.caption.lines[0]


def test_steps_lead_on_through_who_runs_a_system_and_not_through_people() -> None:
    register = register_from(
        CHAIN
        + """      - us -> visitor: {data: [name], subjects: [visitor]}
      - us -> sub: {data: [postal-address], subjects: [buyer]}
"""
    )
    # What reached the CRM is held by those who run it, and goes on from them.
    assert ("us", "sub") in ends(picture_of(register, focus="buyer", depth=2))
    # What is given to visitors does not go on with what these give somebody else.
    assert ("us", "mailer") not in ends(picture_of(register, focus="crm", depth=2))


def test_what_was_asked_about_comes_before_the_steps() -> None:
    # Nothing says that names go on from the shop, so the one flow of names further on is not near.
    assert ends(chain("systems", focus="visitor", depth=3, data=["name"])) == [("visitor", "shop")]


def test_countries_choose_among_the_steps() -> None:
    picture = chain("context", focus="visitor", depth=2, countries=["US"])
    assert ends(picture) == [("us", "mailer")]


@pytest.mark.parametrize(
    ("asked", "match"),
    [({"depth": 2}, "Say from what, with `--focus KEY`"), ({"focus": "shop", "depth": 0}, "1 or more")],
)
def test_a_depth_needs_a_focus_and_a_step(asked: dict[str, Any], match: str) -> None:
    with pytest.raises(UsageError, match=match):
        chain("context", **asked)


def test_nothing_found_is_said_in_the_picture() -> None:
    picture = chain("context", data=["ip-address"], organisations=["far"])
    assert picture.edges == ()
    assert "No flow matches what was asked for." in picture.dot
