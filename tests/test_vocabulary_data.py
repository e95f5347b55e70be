"""The shipped vocabulary, tested as data: keys, tree, definitions, aliases, sources, and the vendor directory."""

from __future__ import annotations

import csv
import subprocess
import sys
from pathlib import Path

import pytest

from ropa.errors import UsageError
from ropa.law import DataFileError, load_law
from ropa.law.tables import fold
from ropa.vocabulary import KINDS, Term, Vendor, Vocabulary, load_vocabulary
from ropa.vocabulary.load import SHIPPED

VERIFIED = {"yes", "partly", "no"}
SPECIAL_PARENT = "special-category-data"
REFERENCE = Path(__file__).parents[2] / "shared" / "reference" / "dpv_terms.csv"


@pytest.fixture(scope="module")
def words() -> Vocabulary:
    return load_vocabulary()


def every(words: Vocabulary) -> list[tuple[str, Term]]:
    return [(kind, term) for kind in KINDS for term in words.terms(kind).values()]


# --- tables -----------------------------------------------------------------------------------------------------------


def test_every_shipped_table_is_sorted_by_key_without_doubles() -> None:
    for path in sorted(SHIPPED.glob("*.csv")):
        assert b"\r" not in path.read_bytes(), path.name
        with path.open(encoding="utf-8", newline="") as handle:
            keys = [row[0] for row in csv.reader(handle)][1:]
        assert keys == sorted(set(keys)), path.name


@pytest.mark.parametrize(
    ("kind", "least", "most"),
    [
        ("data_categories", 140, 190),
        ("purposes", 40, 60),
        ("data_subjects", 20, 30),
        ("legal_bases", 6, 6),
        ("conditions", 10, 10),
        ("measures", 35, 50),
        ("rights", 10, 10),
    ],
)
def test_the_size_of_each_kind(words: Vocabulary, kind: str, least: int, most: int) -> None:
    assert least <= len(words.terms(kind)) <= most


def test_the_keys_of_the_register_format_are_there(words: Vocabulary) -> None:
    data = (
        "email-address phone-number name postal-address payment-card payment-details ip-address username order-contents"
    )
    data += " browser-and-device navigation-behaviour session-id personal-data contact-data transaction-data"
    assert set(data.split()) <= set(words.data_categories)
    assert {"direct-marketing", "payment-processing", "security", "profiling"} <= set(words.purposes)
    assert {"customer", "visitor", "employee", "affiliate", "child"} <= set(words.data_subjects)


def test_every_key_can_be_written_in_a_register(words: Vocabulary) -> None:
    for key in [term.key for _, term in every(words)] + list(words.vendors):
        assert key.isascii(), key
        assert all(part.isalnum() and part == part.lower() for part in key.split("-")), key


def test_every_parent_exists_and_the_trees_have_no_loops(words: Vocabulary) -> None:
    for kind, term in every(words):
        assert term.parent is None or term.parent in words.terms(kind), term.key
        assert term.key not in words.ancestors(kind, term.key)


def test_data_categories_are_one_shallow_tree(words: Vocabulary) -> None:
    tops = [key for key, term in words.data_categories.items() if term.parent is None]
    assert tops == ["personal-data"]
    for key in words.data_categories:
        chain = words.ancestors("data_categories", key)
        assert len(chain) <= 4, key
        assert key == "personal-data" or chain[-1] == "personal-data"
    assert words.ancestors("data_categories", "email-address") == ("contact-data", "personal-data")
    assert words.ancestors("data_categories", "own-word") == ()


def test_definitions_are_one_sentence_each_and_unique(words: Vocabulary) -> None:
    for kind in KINDS:
        definitions = [term.definition for term in words.terms(kind).values()]
        assert len(set(definitions)) == len(definitions), kind
        for text in definitions:
            assert text.endswith("."), text
            assert text.count(". ") == 0, text
            assert text[0].isupper(), text


def test_every_row_has_a_source_and_says_whether_it_is_verified(words: Vocabulary) -> None:
    rows: list[Term | Vendor] = [term for _, term in every(words)]
    for row in [*rows, *words.vendors.values()]:
        assert row.source, row.key
        assert row.verified in VERIFIED, row.key


def test_a_term_without_a_counterpart_elsewhere_is_not_called_verified(words: Vocabulary) -> None:
    for kind, term in every(words):
        if not term.dpv and not term.article:
            assert term.verified == "no", (kind, term.key)


# --- marks and articles -----------------------------------------------------------------------------------------------


def test_marks_follow_the_tree(words: Vocabulary) -> None:
    for key, term in words.data_categories.items():
        family = {key, *words.ancestors("data_categories", key)}
        expected = "special-category" if SPECIAL_PARENT in family else "criminal" if "criminal-data" in family else ""
        assert term.mark == expected, key


def test_each_special_category_of_article_9_is_there(words: Vocabulary) -> None:
    expected = "racial-or-ethnic-origin political-opinion religious-belief philosophical-belief trade-union-membership"
    expected += " genetic-data biometric-data health-data sex-life sexual-orientation"
    for key in expected.split():
        assert words.data_categories[key].mark == "special-category", key


def test_bases_and_conditions_name_each_letter_once(words: Vocabulary) -> None:
    assert sorted(term.article for term in words.legal_bases.values()) == [f"6(1)({letter})" for letter in "abcdef"]
    assert sorted(term.article for term in words.conditions.values()) == [f"9(2)({letter})" for letter in "abcdefghij"]
    assert words.rights["erasure"].article == "17"


def test_measures_are_technical_or_organisational(words: Vocabulary) -> None:
    assert {term.kind for term in words.measures.values()} == {"technical", "organisational"}
    assert all(term.article for term in words.measures.values())


# --- links to other vocabularies --------------------------------------------------------------------------------------


def test_dpv_addresses_are_well_formed(words: Vocabulary) -> None:
    for _, term in every(words):
        if term.dpv:
            place, _, name = term.dpv.partition("#")
            assert place in {
                "https://w3id.org/dpv",
                "https://w3id.org/dpv/pd",
                "https://w3id.org/dpv/legal/eu/gdpr",
            }, term.key
            assert name, term.key


@pytest.mark.skipif(not REFERENCE.is_file(), reason="the reference list of DPV terms is not at hand")
def test_dpv_and_fideslang_keys_exist_in_the_reference(words: Vocabulary) -> None:
    lines = REFERENCE.read_text(encoding="utf-8").splitlines()
    rows = list(csv.DictReader(line for line in lines if not line.startswith("#")))
    known = {row["dpv_iri"] for row in rows}
    noted = {part.removeprefix("fides=") for row in rows for part in row["note"].split("; ") if "fides=" in part}
    for kind, term in every(words):
        assert not term.dpv or term.dpv in known, (kind, term.key)
        assert not term.fides or term.fides in noted, (kind, term.key)


# --- finding ----------------------------------------------------------------------------------------------------------


def test_names_are_unambiguous_within_a_kind(words: Vocabulary) -> None:
    for kind in KINDS:
        holders: dict[str, set[str]] = {}
        for term in words.terms(kind).values():
            for name in (term.key, term.label, *term.aliases):
                holders.setdefault(fold(name), set()).add(term.key)
        for name in list(holders):
            for ending in ("s", "es"):
                singular = name.removesuffix(ending)
                if singular != name and singular in holders:
                    holders[singular] |= holders[name]
        assert {name: found for name, found in holders.items() if len(found) > 1} == {}, kind


#: What people write, by the key it has to lead to.
WRITTEN = {
    "email-address": "email-address|Email address|e-mail|email|E-Mail addresses|email_address|EMAIL|mail address",
    "phone-number": "phone|Telephone|phone numbers|mobile number",
    "postal-address": "address|Addresses|home address|physical mailing address",
    "payment-card": "credit card|Credit cards|card details|debit card",
    "payment-account": "PayPal account details|paypal",
    "ip-address": "IP|ip address|IP addresses|I.P.",
    "name": "full name|first and last name|Names",
    "instant-messenger-id": "Skype|skype contact details",
    "purchase-history": "order history|Purchase histories",
    "order-contents": "contents of your order|contents of your orders",
    "dispute-data": "Dispute & claims data",
    "user-generated-content": "user generated content",
    "access-log": "server logs|access log",
    "application-documents": "CV|CVs|résumé",
}


@pytest.mark.parametrize(("text", "key"), [(text, key) for key, all_ in WRITTEN.items() for text in all_.split("|")])
def test_data_is_found_as_people_write_it(words: Vocabulary, text: str, key: str) -> None:
    found = words.find("data_categories", text)
    assert found is not None
    assert found.key == key


@pytest.mark.parametrize(
    ("kind", "text", "key"),
    [
        ("purposes", "Newsletters", "newsletter"),
        ("purposes", "Innovation & Product Development", "product-development"),
        ("purposes", "personalization", "personalisation"),
        ("data_subjects", "Website visitors", "visitor"),
        ("data_subjects", "Children", "child"),
        ("legal_bases", "Legitimate Interest", "legitimate-interests"),
        ("legal_bases", "contractual necessity", "contract"),
        ("conditions", "explicit consent", "explicit-consent"),
        ("measures", "TLS", "encryption-in-transit"),
        ("measures", "username and password authentication", "authentication"),
        ("rights", "right to be forgotten", "erasure"),
    ],
)
def test_other_kinds_are_found_as_people_write_them(words: Vocabulary, kind: str, text: str, key: str) -> None:
    found = words.find(kind, text)
    assert found is not None
    assert found.key == key


@pytest.mark.parametrize("text", ["", "s", "emial-address", "loyalty points", "email address of the cat"])
def test_what_the_vocabulary_lacks_is_not_found(words: Vocabulary, text: str) -> None:
    assert words.find("data_categories", text) is None


def test_an_unknown_kind_is_named_with_the_known_ones(words: Vocabulary) -> None:
    with pytest.raises(UsageError, match="data_categories"):
        words.find("colours", "red")


# --- vendors ----------------------------------------------------------------------------------------------------------


def test_the_directory_is_whole_and_refers_to_known_things(words: Vocabulary) -> None:
    countries = load_law().countries
    assert len(words.vendors) == 113
    for vendor in words.vendors.values():
        assert vendor.country in countries or vendor.key == "woocommerce", vendor.key
        assert vendor.parent_country in countries, vendor.key
        assert set(vendor.data_categories) <= set(words.data_categories), vendor.key
        assert vendor.role in {"processor", "controller", "joint-controller", "mixed", "none"}, vendor.key
        assert vendor.dpf in {"claimed-by-third-party", "unverified", "not-applicable", "not-stated"}, vendor.key
        assert all("." in domain and "/" not in domain.split(".")[0] for domain in vendor.domains), vendor.key
        assert vendor.checked_on <= words.data_as_of, vendor.key


def test_only_entity_and_country_of_a_vendor_were_looked_up(words: Vocabulary) -> None:
    for vendor in words.vendors.values():
        assert vendor.verified_of("legal_name") == vendor.verified_of("country") == vendor.verified
        for field in (
            "role",
            "parent_company",
            "parent_country",
            "domains",
            "aliases",
            "data",
            "data_categories",
            "dpf",
        ):
            assert vendor.verified_of(field) == "no", (vendor.key, field)
        if vendor.entity_status == "memory":
            assert vendor.verified == "no", vendor.key
    assert words.vendors["aweber"].verified_of("country") == "partly"
    assert words.vendors["hetzner"].verified_of("country") == "no"
    with pytest.raises(UsageError, match="legal_name"):
        words.vendors["aweber"].verified_of("colour")


def test_nothing_in_the_directory_says_certified(words: Vocabulary) -> None:
    for vendor in words.vendors.values():
        assert "certified" not in vendor.dpf
        assert vendor.verified_of("dpf") == "no"


def test_software_on_own_servers_has_no_contracting_entity(words: Vocabulary) -> None:
    software = words.vendors["woocommerce"]
    assert (software.legal_name, software.country, software.role) == ("", "", "none")


def test_vendor_names_are_unambiguous(words: Vocabulary) -> None:
    holders: dict[str, set[str]] = {}
    for vendor in words.vendors.values():
        for name in (vendor.key, vendor.name, *vendor.aliases):
            holders.setdefault(fold(name), set()).add(vendor.key)
    assert {name: found for name, found in holders.items() if len(found) > 1} == {}


@pytest.mark.parametrize(
    ("text", "key"),
    [
        ("aweber", "aweber"),
        ("Aweber", "aweber"),
        ("google_analytics", "google-analytics"),
        ("Google Analytics", "google-analytics"),
        ("GA4", "google-analytics"),
        ("Stripe Payments Europe, Limited", "stripe"),
        ("WooCommerce", "woocommerce"),
        ("Google Ireland Limited", None),
        ("", None),
        ("Our accountant", None),
    ],
)
def test_a_vendor_is_found_by_name_unless_several_share_it(words: Vocabulary, text: str, key: str | None) -> None:
    found = words.find_vendor(text)
    assert (found.key if found else None) == key


# --- loading ----------------------------------------------------------------------------------------------------------


def test_a_folder_may_replace_one_table(tmp_path: Path) -> None:
    header = (SHIPPED / "purposes.csv").read_text(encoding="utf-8").splitlines()[0]
    row = "stargazing,Stargazing,To look at stars.,,,,,astronomy,ours,no"
    (tmp_path / "purposes.csv").write_text(f"{header}\n# a note\n\n{row}\n", encoding="utf-8")
    words = load_vocabulary(tmp_path)
    assert list(words.purposes) == ["stargazing"]
    assert words.find("purposes", "Astronomy") is words.purposes["stargazing"]
    assert "email-address" in words.data_categories


def test_a_table_with_other_columns_is_refused(tmp_path: Path) -> None:
    (tmp_path / "rights.csv").write_text("key,label\n", encoding="utf-8")
    with pytest.raises(DataFileError, match=r"rights\.csv:1: columns are key,label; expected key,label,definition"):
        _ = load_vocabulary(tmp_path).rights


def test_the_vocabulary_is_loaded_once() -> None:
    assert load_vocabulary() is load_vocabulary()


def test_loading_needs_the_standard_library_only() -> None:
    code = (
        "import sys\n"
        "from ropa.law import load_law\n"
        "from ropa.vocabulary import KINDS, load_vocabulary\n"
        "words = load_vocabulary()\n"
        "assert len([words.terms(kind) for kind in KINDS]) + len(words.vendors) + len(load_law().countries)\n"
        "print(sorted({'pydantic', 'yaml', 'networkx', 'jinja2', 'click', 'sqlmodel'} & set(sys.modules)))\n"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"
