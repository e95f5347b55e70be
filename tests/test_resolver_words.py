"""Words for data, purposes and measures: keys, names, aliases, typing mistakes, own words."""

from __future__ import annotations

import pytest

from ropa.errors import InputProblems
from ropa.law import load_law
from ropa.model import DataCategory, Measure, Purpose, Register, Source
from ropa.model.validation import validated
from ropa.readers import read_yaml
from ropa.resolver import resolve
from ropa.resolver.near import edits, fold, mistyped, nearest, slug
from ropa.vocabulary import load_vocabulary
from tests.helpers import register_from


def listed(data: str, more: str = "") -> list[tuple[str, str, bool]]:
    register = validated(register_from(f"activities: {{a: {{data: {data}}}}}\n{more}"))
    return [(use.key, use.label, use.own_words) for use in register.activities["a"].listed_data]


@pytest.mark.parametrize(
    "written", ["email-address", "Email address", "EMAIL ADDRESS", "email_address", "e-mail address", "email addresses"]
)
def test_keys_names_and_aliases_in_any_case(written: str) -> None:
    assert listed(f"[{written}]") == [("email-address", "email-address", False)]


def test_the_register_s_own_key_wins() -> None:
    more = "data_categories: {mail: {name: Email address, aliases: [postal-address, Ship's mail]}}"
    assert [key for key, _, _ in listed("[Email address, email-address, mail, SHIP'S MAIL, Postal address]", more)] == [
        "mail", "email-address",
    ], "a shipped key is still that key; names go to the register's own"  # fmt: skip


def test_own_words_are_kept_with_a_notice_each_once() -> None:
    register = register_from(
        "activities: {a: {data: [Rigging notes of the crew, name]}, b: {data: rigging notes of the CREW}}"
    )
    (use, _) = register.activities["a"].listed_data
    assert (use.key, use.label, use.own_words) == ("rigging-notes-of-the-crew", "Rigging notes of the crew", True)
    assert register.activities["b"].listed_data[0].key == use.key
    assert [notice.at for notice in register.notices if notice.kind == "own-words"] == ["activities/a"]
    category = register.data_categories[use.key]
    assert (category.name, category.own_words, category.parent) == ("Rigging notes of the crew", True, "personal-data")


def test_own_words_for_purposes_and_measures() -> None:
    register = register_from(
        "activities: {a: {purposes: Keeping the lighthouse lit, measures: Two guards at the gate}}"
    )
    assert register.purposes["keeping-the-lighthouse-lit"] == Purpose(
        key="keeping-the-lighthouse-lit", name="Keeping the lighthouse lit", own_words=True,
        position=register.purposes["keeping-the-lighthouse-lit"].position,
    )  # fmt: skip
    assert register.measures["two-guards-at-the-gate"].name == "Two guards at the gate"


def test_own_words_never_take_the_key_of_something_else() -> None:
    assert [key for key, _, _ in listed("[身長 and 体重 on file, 血圧 and 心拍 on file, 名前の由来]")] == [
        "and-on-file", "and-on-file-2", "名前の由来",
    ]  # fmt: skip
    more = "data_categories: {and-on-file: {name: Something else}}"
    assert [key for key, _, _ in listed("[身長 and 体重 on file]", more)] == ["and-on-file-2"]


@pytest.mark.parametrize(
    "written", ["emial-address", "Emial Address", "email-adress", "emailaddres", "postal-adress", "nmae"]
)
def test_a_typing_mistake_is_a_problem_that_names_the_word(written: str) -> None:
    with pytest.raises(InputProblems) as caught:
        listed(f"[{written}]")
    (problem,) = caught.value.problems
    assert problem.near in ("email-address", "postal-address", "name")


def test_a_typing_mistake_of_the_register_s_own_word() -> None:
    with pytest.raises(InputProblems) as caught:
        listed("[loyalty point]", "data_categories: {loyalty-points: {name: Loyalty points}}")
    assert caught.value.problems[0].near == "loyalty-points"


def test_words_of_the_format_have_near_keys_too() -> None:
    with pytest.raises(InputProblems) as caught:
        register_from("general: {retention: {data: everythin}}")
    assert caught.value.problems[0].near == "everything"


@pytest.mark.parametrize(
    ("text", "expected"),
    [("nam", None), ("abcd", None), ("nmae", "name"), ("nxxe", None), ("email-adress", "email-address"), ("emial-adress", "email-address"),
     ("emaxx-addrexx", None), ("a" * 81, None), ("???", None), ("telephone of the neighbour", None)],
)  # fmt: skip
def test_how_near_is_near(text: str, expected: str | None) -> None:
    assert mistyped(text, ["name", "email-address", "Name", "all", ""]) == expected


def test_alike_enough_by_ratio() -> None:
    assert mistyped("browser-and-devices-and", ["browser-and-device"]) == "browser-and-device"


def test_the_nearest_word() -> None:
    assert nearest("gdpr", ["uk-gdpr", "eu-gdpr", "ch-fadp"]) == "eu-gdpr", "ties go to the first"
    assert nearest("x" * 81, ["x" * 81]) is None
    assert nearest("zzz", ["name"]) is None
    assert nearest("zzz", []) is None
    assert nearest("Shop", ["shop", "Shop"]) == "shop", "of several spellings the key"


@pytest.mark.parametrize(
    ("left", "right", "distance"),
    [
        ("", "", 0),
        ("ab", "ba", 1),
        ("name", "names", 1),
        ("abc", "xbc", 1),
        ("abcd", "badc", 2),
        ("abc", "", 3),
        ("kitten", "sitting", 3),
    ],
)
def test_edits(left: str, right: str, distance: int) -> None:
    assert edits(left, right, limit=5) == distance
    assert edits(left, right, limit=1) == min(distance, 2)


def test_fold_and_slug() -> None:
    assert fold("  Größe_der  SCHUHE!") == "grosse-der-schuhe"
    assert slug("Größe der Schuhe") == "grosse-der-schuhe"
    assert slug("名前") == "名前"
    assert slug("!?") == "unnamed"


def test_declaring_a_shipped_key_adds_to_it() -> None:
    register = register_from("""
    data_categories:
      ip-address: {declared: {is: not-personal, stated_as: generalized data}, aliases: Netznummer}
      name: Full name of the person
      loyalty-points: {name: Loyalty points, parent: transaction-data, mark: special-category, consists_of: [name], derived_from: name}
      orphan:
    purposes: {security: {definition: Ours}, lighthouse: {parent: security}}
    measures: {encryption-in-transit: {by: stripe}, guard: {kind: organisational}}
    data_subjects: {customer: {count: 3}, crew: Crew}
    activities: {a: {data: [netznummer], data_subjects: [customer, employee], measures: [access-control]}}
    """)
    shipped = load_vocabulary().data_categories
    address = register.data_categories["ip-address"]
    assert validated(register)
    assert (address.name, address.parent, address.source) == (
        shipped["ip-address"].label,
        shipped["ip-address"].parent,
        Source.REGISTER,
    )
    assert address.declared is not None
    assert (address.declared.value, address.declared.stated_as) == ("not-personal", "generalized data")
    assert set(address.aliases) > {"Netznummer"}, "the shipped aliases stay"
    assert register.activities["a"].listed_data[0].key == "ip-address"
    assert register.data_categories["name"].name == "Full name of the person"
    points = register.data_categories["loyalty-points"]
    assert (points.parent, points.mark_of_law, points.consists_of, points.derived_from) == (
        "transaction-data", "special-category", ("name",), ("name",),
    )  # fmt: skip
    assert register.data_categories["orphan"].parent == "personal-data"
    assert register.data_categories["email-address"].source is Source.DIRECTORY
    assert register.purposes["security"].definition == "Ours"
    assert register.purposes["security"].name
    assert register.purposes["lighthouse"].parent == "security"
    tls = register.measures["encryption-in-transit"]
    assert (tls.kind, tls.by, bool(tls.name)) == ("technical", "stripe", True)
    assert register.measures["access-control"].source is Source.DIRECTORY
    assert set(register.measures) == {"encryption-in-transit", "guard", "access-control"}
    assert (register.data_subjects["customer"].count, bool(register.data_subjects["customer"].name)) == (3, True)
    assert register.data_subjects["employee"].source is Source.DIRECTORY
    assert set(register.data_subjects) == {"customer", "crew", "employee"}


def test_definitions_of_shipped_terms_stay() -> None:
    register = register_from(
        "purposes: {security: {name: Safety}}\nmeasures: {access-control: Doors}\ndata_subjects: {customer: Guests}"
    )
    assert register.purposes["security"].definition == load_vocabulary().purposes["security"].definition
    assert register.measures["access-control"].definition == load_vocabulary().measures["access-control"].definition
    assert register.data_subjects["customer"].definition == load_vocabulary().data_subjects["customer"].definition


def types_of(register: Register) -> set[type]:
    sections = (register.data_categories, register.purposes, register.measures)
    return {type(item) for section in sections for item in section.values()}


def test_every_section_holds_its_own_kind() -> None:
    assert types_of(register_from("activities: {a: {measures: access-control}}")) == {DataCategory, Purpose, Measure}


def test_many_own_words_are_read_in_reasonable_time() -> None:
    words = ", ".join(f"statement {number} of the lighthouse keeper" for number in range(300))
    draft, _ = read_yaml(
        f"ropa: 1\nregister: {{organisation: us}}\norganisations: {{us: Us}}\nactivities: {{a: {{data: [{words}]}}}}",
        "x",
    )
    assert draft is not None
    register = resolve(draft, law=load_law(), vocabulary=load_vocabulary())
    assert len(register.activities["a"].listed_data) == 300
