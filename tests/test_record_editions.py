"""What the two editions share, and what only the internal one holds."""

from __future__ import annotations

import re

import pytest

from ropa.checks.base import Finding, Severity
from ropa.formats import FORMATS
from ropa.reports import Edition
from tests.helpers import register_from
from tests.record_registers import activity, full_text, letter, record, texts

UNCERTAIN = full_text(
    recipients="      - shop -> stripe: {data: [email-address], as: processor, certainty: possible, cite: policy:22}\n",
    tail='waivers:\n  - {code: A106, at: activities/letters, why: "due in January", until: 2027-01-31}\n',
).replace("  post: {", "  stripe: {directory: stripe}\n  post: {")

FINDINGS = (
    Finding(code="A999", name="sample", severity=Severity.ERROR, at="activities/letters/purposes", message="too vague"),
    Finding(code="A998", name="other", severity=Severity.INFO, at="register", message="no version"),
    Finding(
        code="A106", name="limits", severity=Severity.WARNING, at="activities/letters", message="gone", waived="later"
    ),
)


@pytest.mark.parametrize("edition", ["authority", "internal"])
def test_marks_are_visible_in_both_editions(edition: Edition) -> None:
    view = record(register_from(UNCERTAIN), edition=edition, findings=FINDINGS)
    kinds = {kind for kind, _, _ in view.legend}
    assert {"possible", "directory"} <= kinds
    for format_ in FORMATS[:2]:
        text = format_.render(view)
        assert "possible" in text
        assert "vendor directory, not verified" in text


def test_only_the_internal_edition_has_findings_waivers_and_origins() -> None:
    register = register_from(UNCERTAIN)
    authority = record(register, findings=FINDINGS)
    internal = record(register, edition="internal", findings=FINDINGS)
    extra = {item.key for item in internal.annexes} - {item.key for item in authority.annexes}
    assert extra == {"findings", "waivers", "origin"}
    assert activity(authority, "letters").findings == ()
    assert "too vague" not in FORMATS[0].render(authority)
    assert "Too vague." in FORMATS[0].render(internal)


def test_findings_stand_at_their_activity_and_waived_ones_aside() -> None:
    view = record(register_from(UNCERTAIN), edition="internal", findings=FINDINGS)
    (block,) = activity(view, "letters").findings
    assert [line["finding"][0]["text"] for line in block.as_json()] == ["A999"]
    annexes = {item.key: item for item in view.annexes}
    assert [line["finding"][0]["text"] for line in annexes["findings"].as_json()["findings"]] == ["A999", "A998"]
    assert "1 error" in annexes["findings"].intro
    assert "1 finding moved aside by waivers" in annexes["findings"].intro
    (waiver,) = annexes["waivers"].as_json()["waivers"]
    assert waiver["moved"][0]["note"] == "gone"


def test_no_finding_says_no_gap_found_and_nothing_stronger() -> None:
    view = record(register_from(full_text()), edition="internal", findings=())
    text = FORMATS[1].render(view)
    assert "No gap found by these checks." in text
    assert not re.search(r"(?i)complian", text)


def test_origin_annex_lists_what_is_not_the_organisations_own_statement() -> None:
    view = record(register_from(UNCERTAIN), edition="internal", findings=FINDINGS)
    annex = next(item for item in view.annexes if item.key == "origin")
    lines = [(line["statement"][0]["text"], line["origin"][0]["text"]) for line in annex.as_json()["origin"]]
    assert any(origin.startswith("directory") for _, origin in lines)
    assert all(statement != "Corner Books" for statement, _ in lines)


def test_country_from_the_directory_is_marked_in_letter_e() -> None:
    text = UNCERTAIN.replace(", certainty: possible", "")
    part = letter(record(register_from(text)), "letters", "e")
    countries = [cell for block in part.blocks if block.key in ("transfers", "notes") for cell in block.as_json()]
    assert all(cell["country"][0]["from"] == "directory" for cell in countries)
    assert countries
    assert texts(part)
