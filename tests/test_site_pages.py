"""What the pages of a site say: flows both ways, roles, countries, grades, limits, findings and citations."""

from __future__ import annotations

import re
from collections import Counter
from pathlib import Path

import pytest

import ropa
from ropa.checks.base import Severity
from ropa.site import Progress
from tests.site_pages import DAY, ROOT, Seen, build_from, example_site, pages_of

REGISTER = """
ropa: 1
register: {name: Books, organisation: us, as_of: 2026-11-01, documents: {policy: {title: Privacy policy, file: policy.txt}}}
organisations:
  us: {name: Corner Books, legal_name: Corner Books Ltd, country: IE, email: p@books.example}
  post: {name: Postal service, country: US, cite: policy:2}
  printer: {name: Printer, country: DE}
  cloud: {name: Cloud, country: FR}
data_subjects:
  reader: {name: Readers, count: 1200}
  child: {name: Young readers, part_of: reader}
systems:
  shop: {name: Web shop, operator: us, hosting: [{by: cloud, country: FR}], measures: [encryption-in-transit]}
activities:
  letters:
    name: Newsletter
    role: controller
    purposes: [{is: direct-marketing, cite: policy:3}]
    legal_basis: [{basis: consent, cite: policy:3}]
    flows:
      - reader -> shop: {data: [email-address, contact-data], cite: policy:1}
      - shop -> post: {data: [email-address], as: processor, cite: policy:2, means: parcel post, when: on order}
    retention: [{data: [email-address], trigger: end, period: P30D, disposal: erase, cite: policy:3}]
  gifts:
    name: Gifts
    role: controller
    flows:
      - child -> shop: [name]
      - shop -> printer: {data: [name], as: controller}
promises:
  never-sold: {name: Never sold, never: {data: email-address, to: outside}, cite: policy:1}
cookies:
  - {name: basket, set_by: shop, subjects: [reader], data: [session-id], purpose: security, lifetime: P1D}
rights:
  erasure: {channel: p@books.example, within: P30D, except_data: [name]}
"""


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    top = tmp_path_factory.mktemp("books")
    (top / "policy.txt").write_text("We take addresses.\nThe post brings them.\nA month.\n", encoding="utf-8")
    return build_from(top, REGISTER)[1]


@pytest.fixture(scope="module")
def pages(folder: Path) -> dict[str, Seen]:
    return pages_of(folder)


def test_an_organisation_shows_what_comes_in_in_which_role_and_how_that_stands(pages: dict[str, Seen]) -> None:
    text = pages["organisations/post.html"].text
    for words in (
        "Country United States (US)", "Roles processor in 1 activity",
        "From Data, about whom Role of the receiver Activities Transfer Web shop Readers Email address policy:2 processor Newsletter No safeguard United States (US)",
        "What it sends on Nothing is said to go out.",
        "How long it is kept there", "30 days", "erase", "Findings", "T101", "Transfers",
    ):  # fmt: skip
        assert words in text, words


def test_the_other_end_shows_the_same_flow_as_going_out(pages: dict[str, Seen]) -> None:
    text = pages["systems/shop.html"].text
    assert "Postal service Readers Email address policy:2 processor Newsletter No safeguard United States (US)" in text
    assert "Printer Young readers Name controller Gifts" in text
    assert "Hosted by Cloud" in text
    assert "Cloud France (FR)" in text
    assert "Encryption in transit" in text
    assert "basket" in text


def test_the_organisation_itself_shows_what_crosses_its_border(pages: dict[str, Seen]) -> None:
    text = pages["organisations/us.html"].text
    assert "The organisation whose record this is." in text
    assert "Readers Web shop where it arrives Readers" in text
    assert "Postal service Web shop where it comes from Readers Email address" in text


def test_an_activity_shows_every_flow_with_its_conditions(pages: dict[str, Seen]) -> None:
    text = pages["activities/letters.html"].text
    assert "Purposes Direct marketing policy:3" in text
    assert (
        "Web shop Postal service by parcel post when: on order Readers Email address policy:2 processor No safeguard"
        in text
    )
    assert "consent" in text
    assert "30 days" in text
    assert "This activity in the record" in text


def test_a_category_shows_who_gets_it_and_what_may_include_it(pages: dict[str, Seen]) -> None:
    text = pages["data/email-address.html"].text
    assert "Belongs to Contact data , Personal data" in text
    assert "Also called" in text
    assert "Postal service Web shop Readers policy:2 processor Newsletter No safeguard" in text
    assert "Stated more broadly" in text
    assert "Never gives Email address to anybody outside" in text
    wider = pages["data/contact-data.html"].text
    assert "Readers Email address" in wider
    assert "Narrower categories Email address" in wider


def test_a_category_at_the_top_leaves_the_narrower_ones_to_their_pages(pages: dict[str, Seen]) -> None:
    text = pages["data/personal-data.html"].text
    assert "Only flows that name just this category" in text
    assert "No flow is stated." in text


def test_people_show_what_they_give_who_gets_it_and_what_is_said_of_a_wider_kind(pages: dict[str, Seen]) -> None:
    text = pages["people/child.html"].text
    assert "Part of Readers" in text
    assert "Said of a wider kind" in text
    assert "Postal service Web shop Readers Email address" in text
    assert "Right to erasure" in text
    assert "Gifts Newsletter named only by a broader term" in text
    whole = pages["people/reader.html"].text
    assert "about 1,200 people" in whole
    assert "Printer Web shop Young readers Name" in whole


def test_the_first_page_leads_to_everything_and_counts(pages: dict[str, Seen]) -> None:
    seen = pages["index.html"]
    assert "2 Activities 4 Organisations 1 System 3 Categories of data In flows; " in seen.text
    assert " others in the list. 2 Kinds of people" in seen.text
    assert "Facts as of 1 November 2026. Law as of 22 November 2026." in seen.text
    for name in ("record", "transfers", "retention"):
        assert {f"files/{name}.{form}" for form in ("html", "md", "csv", "json")} <= set(seen.links)
    assert {"files/facts.csv", "files/facts.json", "files/findings.csv", "files/findings.json"} <= set(seen.links)


def test_sources_quote_what_is_cited_and_lead_back(pages: dict[str, Seen]) -> None:
    seen = pages["sources.html"]
    assert "line 2 The post brings them." in seen.text
    assert "organisations/post.html" in seen.links
    assert "activities/letters.html" in seen.links


def test_no_page_calls_anything_more_than_it_is(pages: dict[str, Seen]) -> None:
    for path, seen in pages.items():
        assert "complian" not in seen.text.casefold().replace("compliance with legal duties", ""), path


def test_the_page_of_an_activity_says_no_heading_twice(folder: Path, pages: dict[str, Seen]) -> None:
    assert "Why, and what next Activities" in pages["organisations/post.html"].text
    assert "Why, and what next" in pages["activities/letters.html"].text
    assert "Why, and what next Activities" not in pages["activities/letters.html"].text
    page = (folder / "activities" / "letters.html").read_text("utf-8")
    assert page.count(">Legal basis<") == 2  # in the list of headings, and as heading


def test_a_page_without_findings_says_no_more_than_that(pages: dict[str, Seen]) -> None:
    texts = [seen.text for path, seen in pages.items() if path.startswith("data/")]
    assert any("No finding names this. The checks look at what the register says" in text for text in texts)


def test_findings_stand_with_what_they_are_about(pages: dict[str, Seen]) -> None:
    seen = pages["findings.html"]
    assert "activities/letters.html" in seen.links
    assert "findings.html#T101" in {link.removeprefix("../") for link in pages["organisations/post.html"].links}
    assert "ropa.yaml:" in seen.text
    assert "T101" in seen.ids


def test_nothing_of_the_machine_is_told(folder: Path) -> None:
    for path in folder.rglob("*"):
        if path.is_file():
            assert str(folder.parent).encode() not in path.read_bytes(), path


def test_the_general_part_has_a_page_of_its_own(tmp_path: Path) -> None:
    text = REGISTER + "general: {retention: [{data: everything, criterion: while needed}], purposes: [security]}\n"
    _, site = build_from(tmp_path, text)
    seen = pages_of(site)
    assert "Stated generally" in seen["activities/general.html"].text
    assert "while needed" in seen["data/name.html"].text
    assert "stated generally" in seen["data/name.html"].text


def test_a_register_of_nothing_has_every_list(tmp_path: Path) -> None:
    _, site = build_from(tmp_path, "ropa: 1\nregister: {organisation: us}\norganisations: {us: {}}\n")
    pages = pages_of(site)
    assert {"index.html", "activities.html", "systems.html", "transfers.html", "a-z.html"} <= set(pages)
    assert "No system is stated." in pages["systems.html"].text


def test_two_roles_are_one_record_and_every_activity_leads_into_it() -> None:
    pages = pages_of(example_site("aiopbt"))
    record = pages["files/record.html"]
    for path, seen in pages.items():
        if path.startswith("activities/") and path != "activities/general.html":
            link = next(link for link in seen.links if link.startswith("../files/record.html#"))
            assert link.partition("#")[2] in record.ids
    assert "As processor" in record.text
    assert "As controller" in record.text


def test_a_build_tells_how_far_it_is(tmp_path: Path) -> None:
    told: list[Progress] = []
    build_from(tmp_path, REGISTER, progress=told.append)
    stages = list(dict.fromkeys(step.stage for step in told))
    assert stages == ["checks", "record", "transfers", "retention", "data", "activities", "pages", "lists"]
    assert all(step.done < step.total for step in told if step.total)
    assert any(step.total == 2 for step in told if step.stage == "activities")


def test_building_again_touches_nothing() -> None:
    folder = example_site("corner-books")
    before = {path: path.stat().st_mtime_ns for path in folder.rglob("*") if path.is_file()}
    built = ropa.open(ROOT / "examples" / "corner-books", as_of=DAY).build(folder, pictures=False)
    assert (built.written, built.removed) == ((), ())
    assert built.unchanged == len(before) - 1
    assert {path: path.stat().st_mtime_ns for path in folder.rglob("*") if path.is_file()} == before


def test_one_changed_fact_changes_only_the_pages_that_show_it(tmp_path: Path) -> None:
    build_from(tmp_path, REGISTER)
    built, _ = build_from(tmp_path, REGISTER.replace("name: Printer", "name: Print shop"))
    assert "organisations/printer.html" in built.written
    assert "activities/gifts.html" in built.written
    assert not {
        "organisations/post.html",
        "activities/letters.html",
        "data/email-address.html",
        "assets/style.css",
    } & set(built.written)


def test_what_is_no_longer_in_the_register_loses_its_page(tmp_path: Path) -> None:
    build_from(tmp_path, REGISTER)
    gone = REGISTER.replace("  printer: {name: Printer, country: DE}\n", "").replace("shop -> printer", "shop -> cloud")
    built, site = build_from(tmp_path, gone)
    assert built.removed == ("organisations/printer.html",)
    assert not (site / "organisations/printer.html").exists()


def test_the_first_page_says_what_the_errors_are(pages: dict[str, Seen], folder: Path) -> None:
    findings = ropa.open(folder.parent / "ropa.yaml", as_of=DAY).check()
    errors = Counter(item.code for item in findings if item.severity is Severity.ERROR)
    assert errors
    seen = pages["index.html"]
    for code, count in errors.items():
        assert f"findings.html#{code}" in seen.links
        assert re.search(rf"{code} [^?]+\? {count} ", seen.text)


PASSED = """
ropa: 1
register: {organisation: us}
organisations: {us: {name: Us, country: IE}, card: {name: Card firm, country: US}}
systems: {shop: {name: Shop}}
activities: {pay: {name: Payments, flows: [{customer -> card: {data: [payment-card], via: shop}}]}}
purposes: {odd: {name: Counting magpies, definition: How many there are.}, idle: {name: Nothing at all}}
promises: {never: {name: Never counted, never: {purposes: [odd], data: [payment-card]}}}
"""


def test_a_system_shows_what_it_passes_on_and_that_no_measure_is_stated(tmp_path: Path) -> None:
    pages = pages_of(build_from(tmp_path, PASSED)[1])
    assert "What passes through Handed on without being held. To Data, about whom" in pages["systems/shop.html"].text
    assert "Card firm Customer where it comes from" in pages["systems/shop.html"].text
    assert "No measure is stated of this system" in pages["systems/shop.html"].text
    assert "What passes through" not in pages["organisations/card.html"].text


def test_purposes_that_no_activity_has_are_listed_and_led_to(tmp_path: Path) -> None:
    pages = pages_of(build_from(tmp_path, PASSED)[1])
    purposes = pages["purposes.html"]
    assert "Counting magpies How many there are. – Never counted" in purposes.text
    assert "Nothing at all – –" in purposes.text
    assert "purposes.html#purpose-odd" in pages["statements.html"].links
    assert "purpose-odd" in purposes.ids
    assert "Cookies" not in purposes.text.partition("All purposes")[2]
