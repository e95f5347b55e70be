"""No page of a site hides or softens what another page, or a finding, says of the same thing."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from ropa.site.mentions import Titles
from tests.site_pages import EXAMPLES, Seen, build_from, example_site, pages_of

KINDS = ("activities/", "organisations/", "systems/", "data/", "people/")
UNSETTLED = ("grade-unknown", "grade-no-safeguard", "grade-invalid", "grade-evidence-missing")

REGISTER = """
ropa: 1
register: {name: Books, organisation: us, as_of: 2026-11-01, documents: {policy: {title: Policy, file: policy.txt}}}
organisations:
  us: {name: Corner Books, country: IE}
  post: {name: Postal service}
  cloud: {name: Cloud, country: FR}
  reseller: {name: Reseller, country: DE}
data_subjects: {reader: {name: Readers}, young: {name: Young readers}}
systems:
  shop: {name: Web shop, operator: us, hosting: [{by: cloud, country: {is: FR, certainty: implied}, access: none}]}
activities:
  letters:
    name: Newsletter
    purposes: [{is: direct-marketing, certainty: hypothetical}, security]
    legal_basis: [{basis: consent, for: [direct-marketing]}]
    flows:
      - reader -> shop: {data: [name], certainty: implied, cite: policy:1}
      - shop -> post: {data: [name], cite: policy:2}
    retention: [{data: [name], trigger: end, period: P30D, disposal: erase, cite: policy:1}]
  resale:
    name: Resale
    role: processor
    on_behalf_of: [reseller]
    flows: [reader -> shop: {data: [name], cite: policy:2}, reader -> shop: {}]
general:
  retention: [{data: all, subjects: young, certainty: hypothetical, disposal: erase, cite: policy:2}]
cookies:
  - {set_by: shop, subjects: [reader], data: [session-id], certainty: possible, lifetime: P1D, cite: policy:1}
"""


@pytest.fixture(scope="module")
def pages(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Seen]:
    top = tmp_path_factory.mktemp("books")
    (top / "policy.txt").write_text("One.\nTwo.\n", encoding="utf-8")
    return pages_of(build_from(top, REGISTER)[1])


def seen(example: str, path: str) -> str:
    return pages_of(example_site(example))[path].text


@pytest.mark.parametrize(
    ("text", "pages"),
    [
        ("no measure for Web shop, Name and the rest", ("shop", "name")),
        ("the name of a web shop", ()),  # letters count
        ("Web shop for readers and Web", ("readers-shop", "web")),  # the longest first
        ("Clients, also called customers; Clients", ("clients", "client")),
        ("alipartnership.com gives; Webs", ("site",)),
    ],
)
def test_a_title_is_named_by_its_whole_words_in_its_letters(text: str, pages: tuple[str, ...]) -> None:
    titles = (
        ("Web", "web"), ("Web shop", "shop"), ("Web shop for readers", "readers-shop"), ("Name", "name"),
        ("Clients", "client"), ("Clients, also called customers", "clients"), ("alipartnership.com", "site"), ("…", "x"),
    )  # fmt: skip
    assert Titles(titles).named_in(text) == pages


@pytest.mark.parametrize(
    ("example", "path", "code"),
    [
        ("aptien", "systems/platform.html", "S105"),
        ("aptien", "systems/storage.html", "T101"),
        ("aptien", "organisations/data-centers-us.html", "T101"),
        ("corner-books", "organisations/aweber.html", "D108"),
        ("corner-books", "organisations/corner-books.html", "N103"),
        ("corner-books", "data/payment-card.html", "N115"),
        ("corner-books", "statements.html", "P101"),
        ("corner-books", "agreements.html", "D101"),
        ("corner-books", "sources.html", "V201"),
        ("wordpress-shop", "people/visitor.html", "P101"),
        ("aiopbt", "systems/backup.html", "R103"),
    ],
)
def test_a_finding_stands_wherever_it_names_something(example: str, path: str, code: str) -> None:
    text = (example_site(example) / path).read_text("utf-8").partition('<section class="section section-findings"')[2]
    assert f"#{code}" in text, (path, code)


@pytest.mark.parametrize("example", EXAMPLES)
def test_no_page_is_silent_on_a_transfer_that_is_not_settled(example: str) -> None:
    site = example_site(example)
    for path, page in pages_of(site).items():
        text = (site / path).read_text("utf-8")
        if path.startswith(KINDS) and any(f'class="value {grade}' in text for grade in UNSETTLED):
            assert "not settled as a transfer (" in page.text or "without a ground that holds (" in page.text, path
        assert "No gap found by these checks" not in page.text or not path.startswith(KINDS), path


@pytest.mark.parametrize("example", EXAMPLES)
def test_lists_count_the_activities_that_pages_name(example: str) -> None:
    site = example_site(example)
    for kind in ("systems", "people"):
        rows = (site / f"{kind}.html").read_text("utf-8").split("<tr ")[2:]
        for line in rows:
            href = re.search(rf'href="({kind}/[^"]+)"', line)
            count = re.search(r"(\d+) activit", line)
            assert href is not None
            page = (site / href[1]).read_text("utf-8").partition('id="activities"')[2].partition("</section>")[0]
            names = [item for item in re.findall(r"<li>(.*?)</li>", page, re.S) if 'class="note"' not in item]
            own = [item for item in names if "general.html" not in item]
            assert len(own) == (int(count[1]) if count else 0), href[1]


def test_hosts_have_the_time_limits_of_what_they_host(pages: dict[str, Seen]) -> None:
    text = pages["organisations/cloud.html"].text
    assert "Held as a host, with the time limits of the systems" in text
    assert "30 days" in text
    assert not any("is said to be held here" in page.text for page in pages.values())
    assert "No time limit is stated here." in pages["organisations/reseller.html"].text
    assert "No time limit is stated here but those of cookies" in pages["data/session-id.html"].text


def test_a_rule_that_reaches_nothing_stands_with_whom_it_names(pages: dict[str, Seen]) -> None:
    for path in ("people/young.html", "activities/general.html"):
        assert "hypothetical policy:2" in pages[path].text, path
    assert "Time limits of nothing that is said to be held" in pages["retention.html"].text
    assert "of Young readers" in pages["people/young.html"].text


def test_a_row_of_several_flows_shows_the_least_sure_and_what_is_not_stated(pages: dict[str, Seen]) -> None:
    text = pages["systems/shop.html"].text
    assert "Readers Name implied, in part policy:1 policy:2 , data not stated" in text
    assert "Cloud implied" not in text  # the host is stated, its country is not
    assert "France (FR) implied" in text


def test_cookies_say_how_sure_they_are_and_where_that_stands(pages: dict[str, Seen]) -> None:
    for path in ("statements.html", "data/session-id.html", "systems/shop.html"):
        assert "name not stated possible policy:1" in pages[path].text, path


def test_purposes_keep_their_marks_and_those_without_a_basis_show(pages: dict[str, Seen]) -> None:
    assert "Newsletter hypothetical" in pages["purposes.html"].text
    basis = pages["activities/letters.html"].text.partition("Basis Article")[2]
    assert "not stated not stated Security" in basis.partition("Transfers")[0]


def test_everybody_without_a_country_stands_on_the_page_of_countries(pages: dict[str, Seen]) -> None:
    text = pages["countries.html"].text
    assert "Country not stated 1 named beside Unknown Postal service" in text
    assert "United States (US) Unknown" in seen("aptien", "countries.html")


def test_lists_and_pages_have_the_same_roles(pages: dict[str, Seen]) -> None:
    assert "Reseller company Germany (DE) controller acted for" in pages["organisations.html"].text
    assert "Roles controller acted for in 1 activity" in pages["organisations/reseller.html"].text
    assert "Cloud company France (FR) host" in pages["organisations.html"].text


def test_what_is_stated_generally_is_no_activity(pages: dict[str, Seen]) -> None:
    assert "Stated generally of no particular activity" in pages["a-z.html"].text
    assert "Of no particular activity Stated generally" in pages["activities/general.html"].text
    assert "2 Activities" in pages["index.html"].text


def test_what_the_source_lost_is_told() -> None:
    assert "What the source has lost" in seen("aiopbt", "statements.html")


def test_blanket_statements_lead_to_their_page() -> None:
    page = pages_of(example_site("aiopbt"))["activities/accounts.html"]
    assert "the annex" not in page.text
    assert "general.html" in {Path(link).name for link in page.links}


@pytest.mark.parametrize("example", EXAMPLES)
def test_the_worst_findings_stand_first(example: str) -> None:
    ranks = {"error": 0, "warning": 1, "info": 2}
    site = example_site(example)
    for path in pages_of(site):
        for table in re.findall(
            r'<table class="table table-named-findings".*?</table>', (site / path).read_text("utf-8"), re.S
        ):
            found = [ranks[word] for word in re.findall(r'class="row-severity-(\w+)"', table)]
            assert found == sorted(found), path


@pytest.mark.parametrize(
    ("path", "code"),
    [
        ("activities/newsletter.html", "P101"),  # at a promise that its flow breaks
        ("activities/newsletter.html", "T103"),  # at a safeguard that its flow names
        ("activities/newsletter.html", "D104"),  # at an agreement that its flow names
        ("organisations/corner-books.html", "P101"),
        ("organisations/aweber.html", "P101"),
        ("transfers.html", "P101"),
        ("countries.html", "P101"),
        ("countries.html", "A105"),
        ("purposes.html", "A102"),
        ("data/loyalty-points.html", "V206"),  # named by its address
        ("systems/backup.html", "V206"),
    ],
)
def test_a_finding_stands_with_what_it_names_by_address_or_by_a_way(path: str, code: str) -> None:
    text = (example_site("corner-books") / path).read_text("utf-8")
    assert f"findings.html#{code}" in text.partition('<section class="section section-findings"')[2], (path, code)


def test_an_activity_is_not_named_by_the_way_of_another() -> None:
    for path in ("activities/payments.html", "activities/delivery.html"):
        assert "is broken" not in seen("corner-books", path), path


def test_a_role_says_in_how_many_activities_it_is_assumed() -> None:
    for path in ("organisations.html", "organisations/corner-books.html"):
        assert "controller in 3 activities, 2 of them by default" in seen("corner-books", path), path


def test_waived_findings_and_hidden_flows_are_counted_where_they_are_left_out() -> None:
    assert "1 finding moved aside by waivers" in seen("corner-books", "retention.html")
    assert "2 flows without a note are not shown." in seen("corner-books", "transfers.html")
    text = seen("corner-books", "findings.html")
    assert "B101 Is a legal basis stated? 2 errors and 1 note" in text
    assert "Moved aside: schedule due in January" in text


def test_limits_are_marked_where_they_are_implied() -> None:
    text = seen("corner-books", "activities/newsletter.html")
    assert "Email address 30 days policy:40 implied for what is held by AWeber" in text
    assert "not stated for what is held by Parcel carriers" in seen("corner-books", "activities/delivery.html")
    assert "held in other activities" not in seen("corner-books", "activities/general.html")


def test_exceptions_of_promises_stand_apart_from_what_is_promised() -> None:
    for path in ("statements.html", "data/phone-number.html"):
        assert "to anybody outside Phone number to Parcel carriers Parcel carriers" in seen("corner-books", path), path
    assert "No profiling" in seen("corner-books", "purposes.html")


def test_cookies_count_among_the_data_about_people() -> None:
    assert "Email address , Session identifier cookies" in seen("corner-books", "people.html")


def test_what_messages_of_findings_cite_is_among_the_sources() -> None:
    row = seen("corner-books", "sources.html").partition("line 80 ")[2].partition("line ")[0].partition("Findings V")[0]
    assert all(title in row for title in ("Findings", "Newsletter", "Transfers", "Countries", "Rights")), row
