"""Names that want to be markup, files, scripts or somebody else: shown as they are, everywhere."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
import yaml

from tests.site_pages import build_from, pages_of, search_items, target

NAMES = (
    "<script>alert(1)</script>",
    '"><img src=x onerror=alert(1)>',
    "</title></style></script>",
    "{{ 7 * 7 }} {% raw %}",
    "'; DROP TABLE flows; --",
    "\u202egnp.exe",
    "javascript:alert(1)",
    "a & b < c > d",
    "]]> --> *bold* | pipe",
    "</ScRiPt><svg onload=alert(1)>",
    "../../../etc/passwd",
    "日本語 עברית ‏",
)


def register(name: str) -> str:
    """Return an inventory in which that name is everywhere that people write names."""
    said: dict[str, Any] = {
        "ropa": 1,
        "register": {"name": name, "organisation": "us", "as_of": "2026-11-01", "documents": {"policy": {"title": name, "file": "policy.txt", "url": name}}},
        "organisations": {"us": {"name": name, "address": name}, "con": {"name": name, "country": name, "email": name, "website": name}},
        "data_subjects": {"nul": {"name": name}},
        "data_categories": {"aux": {"name": name, "declared": {"is": name, "stated_as": name}}},
        "systems": {"prn": {"name": name, "operator": "us", "hosting": [{"by": "con", "country": name, "when": name}]}},
        "agreements": {"com1": {"kind": "data-processing", "between": ["us", "con"], "document": "contract.pdf"}},
        "safeguards": {"lpt1": {"tool": name, "between": ["us", "con"]}},
        "activities": {
            "com2": {
                "name": name, "department": name, "owner": name, "purposes": [name],
                "flows": [
                    {"nul -> prn": {"data": ["aux", name], "means": name, "when": name, "cite": {"document": "policy", "section": name}}},
                    {"prn -> con": {"data": ["aux"], "agreement": "com1", "safeguard": "lpt1"}},
                ],
                "retention": [{"data": ["aux"], "criterion": name, "trigger": name}],
                "measures": [name],
            }
        },
        "cookies": [{"name": name, "set_by": "prn", "data": ["aux"], "purpose": name}],
        "rights": {"erasure": {"channel": name, "except": name}},
        "promises": {"com3": {"name": name, "never": {"data": "aux", "to": "outside"}, "unless": name}},
        "waivers": [{"code": "A106", "at": "activities/com2", "why": name}],
    }  # fmt: skip
    return yaml.safe_dump(said, allow_unicode=True)


@pytest.mark.parametrize("name", NAMES)
def test_a_hostile_name_is_text_on_every_page(name: str, tmp_path: Path) -> None:
    _, site = build_from(tmp_path, register(name))
    pages = pages_of(site)
    shown = name.replace("\u202e", "<U+202E>")
    for path, seen in pages.items():
        tags = {tag for tag, _ in seen.tags}
        assert not tags & {"svg", "iframe", "object", "embed", "base"}, path
        scripts = [found for tag, found in seen.tags if tag == "script"]
        assert all((found.get("src") or "").endswith("assets/site.js") for found in scripts), path
        assert not [attribute for _, found in seen.tags for attribute in found if attribute.startswith("on")], path
        assert not [link for link in seen.links if link.casefold().startswith(("javascript", "data:"))], path
        assert "49" not in seen.text.split() or "7 * 7" not in name, path
    assert " ".join(shown.split()) in pages["organisations/con--1143da2bc5.html"].text
    for path, seen in pages.items():
        for link in seen.links:
            file, fragment = target(path, link)
            assert (site / file).is_file(), (path, link)
            if path != "files/transfers.html" and fragment and file in pages:
                assert fragment in pages[file].ids, (path, link)


def test_no_file_has_a_name_that_a_system_refuses(tmp_path: Path) -> None:
    _, site = build_from(tmp_path, register("A <b> & c: d? * |"))
    devices = {"con", "prn", "aux", "nul", "com1", "com2", "com3", "lpt1"}
    paths = [path.relative_to(site) for path in site.rglob("*")]
    for path in paths:
        for part in path.parts:
            assert part.split(".")[0].casefold() not in devices
            assert part.isascii()
            assert not set(part) & set('<>:"\\|?* ')
    assert len({str(path).casefold() for path in paths}) == len(paths)


def test_the_search_index_cannot_be_left(tmp_path: Path) -> None:
    _, site = build_from(tmp_path, register("</script><script>alert(1)</script> \u2028 \u2029"))
    text = (site / "assets/search.js").read_text("utf-8")
    assert "</" not in text
    assert text.isascii()
    assert any("</script>" in item["title"] for item in search_items(site))


def test_the_same_key_of_every_kind_has_a_page_of_each(tmp_path: Path) -> None:
    """Nodes share one set of keys; activities, data and nodes may well be called alike."""
    text = """
ropa: 1
register: {organisation: us}
organisations: {us: {name: Us}}
systems: {newsletter: {name: Newsletter}}
data_categories: {newsletter: {name: Newsletter}}
activities:
  newsletter: {name: Newsletter, flows: [{customer -> newsletter: [newsletter]}]}
"""
    _, site = build_from(tmp_path, text)
    pages = pages_of(site)
    for folder in ("activities", "systems", "data"):
        assert f"{folder}/newsletter.html" in pages
    flows = pages["activities/newsletter.html"].links
    assert "../systems/newsletter.html" in flows
    assert "../data/newsletter.html" in flows


def test_findings_as_data_hold_hostile_text_as_text(tmp_path: Path) -> None:
    _, site = build_from(tmp_path, register("=cmd|' /C calc'!A0"))
    table = (site / "files/findings.csv").read_text("utf-8")
    assert "\n=cmd" not in table
    assert ',"=cmd' not in table
    assert json.loads((site / "files/findings.json").read_text("utf-8"))["findings"]
