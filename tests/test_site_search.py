"""The search index: everything that has a page is found by its name, its key and the other words for it."""

from __future__ import annotations

from pathlib import Path

import pytest

import ropa
from ropa.site.places import Places
from tests.site_pages import ROOT, build_from, example_site, search_items


@pytest.fixture(scope="module")
def site() -> Path:
    return example_site("corner-books")


def found(site: Path, words: str) -> list[str]:
    """Return the pages whose name or other words hold all the words."""
    wanted = words.casefold().split()
    return [
        item["href"]
        for item in search_items(site)
        if all(word in f"{item['title']} {item['words']}".casefold() for word in wanted)
    ]


@pytest.mark.parametrize(
    ("words", "page"),
    [
        ("AWeber", "organisations/aweber.html"),
        ("stripe", "organisations/stripe.html"),
        ("newsletter", "activities/newsletter.html"),
        ("email-address", "data/email-address.html"),
        ("Email address", "data/email-address.html"),
        ("mail address", "data/email-address.html"),
        ("electronic mail", "data/email-address.html"),
        ("loyalty", "data/loyalty-points.html"),
        ("web shop", "systems/shop.html"),
        ("visitor", "people/visitor.html"),
        ("Corner Books Ltd", "organisations/corner-books.html"),
        ("findings", "findings.html"),
        ("retention", "retention.html"),
    ],
)
def test_names_keys_and_aliases_are_found(words: str, page: str, site: Path) -> None:
    assert page in found(site, words)


def test_everything_that_has_a_page_is_in_the_index_once(site: Path) -> None:
    places = Places(ropa.open(ROOT / "examples" / "corner-books").register)
    pages = [places.href(kind, key) for kind, entities in places.entities.items() for key in entities]
    listed = [item["href"] for item in search_items(site) if "/" in item["href"]]
    assert sorted(listed) == sorted(pages)
    assert all((site / item["href"]).is_file() for item in search_items(site))


def test_the_index_says_what_each_thing_is(site: Path) -> None:
    items = {item["href"]: item["kind"] for item in search_items(site) if "/" in item["href"]}
    assert items.pop("activities/general.html") == "Page"  # what is stated generally is no activity
    kinds = {href.partition("/")[0]: kind for href, kind in items.items()}
    assert kinds == {
        "activities": "Activity",
        "organisations": "Organisation",
        "systems": "System",
        "data": "Category of data",
        "people": "Kind of people",
    }


def test_the_script_is_small_and_asks_for_nothing(site: Path) -> None:
    script = (site / "assets/site.js").read_bytes()
    assert len(script) < 6_000
    for word in (b"fetch", b"XMLHttpRequest", b"innerHTML", b"eval", b"localStorage", b"cookie", b"http"):
        assert word not in script


def test_the_list_without_a_script_has_every_name(site: Path) -> None:
    text = (site / "a-z.html").read_text("utf-8")
    for item in search_items(site):
        if "/" in item["href"]:
            assert f'href="{item["href"]}"' in text
    assert "<noscript>" in text


def test_letters_are_sorted_and_other_scripts_have_theirs(tmp_path: Path) -> None:
    text = """
ropa: 1
register: {organisation: us}
organisations: {us: {name: Zeta}, a: {name: élan}, b: {name: Epsilon}, c: {name: "42 Ltd"}, d: {name: "Яндекс"}}
"""
    _, site = build_from(tmp_path, text)
    page = (site / "a-z.html").read_text("utf-8")
    places = [page.index(f">{letter}</h2>") for letter in ("E", "Z", "Я", "0-9 and signs")]
    assert places == sorted(places)
    assert page.index("Epsilon") < page.index("élan")
