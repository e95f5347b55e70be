"""The transfer report: summary first, worst grade first, nothing fine that is not known to be."""

from __future__ import annotations

import datetime as dt
import json
import textwrap
from pathlib import Path

import pytest
from click.testing import CliRunner

from ropa.cli.transfers import command
from ropa.formats import csv_text, html_page, json_text, markdown
from ropa.law import load_law
from ropa.reports.base import Note, Table
from ropa.reports.transfers import transfer_report
from ropa.transfers import grade_transfers
from ropa.vocabulary import load_vocabulary
from tests.helpers import register_from
from tests.record_registers import full_text, transfers

TEXT = full_text(
    recipients="""      - shop -> post: {data: [email-address], as: processor, cite: policy:22-23}
      - shop -> mill: {data: [email-address], as: processor}
      - shop -> near: {data: [email-address], as: processor}
""",
).replace("  post: {", "  mill: {name: Mill, country: Neverland}\n  near: {name: Near, country: DE}\n  post: {")

#: The contract of the JSON form, in order.
KEYS = [
    "flow", "activity", "from", "to", "country", "locations", "regime", "grade", "chain", "chain_grade", "tool",
    "instrument", "criterion", "reason", "articles", "next_step", "evidence", "notes", "unverified", "data", "subjects",
    "facts", "cites",
]  # fmt: skip

#: Where the flat form has other names: places and evidence are columns of their own.
FLAT = {"locations": ("entity", "stored", "read_from"), "evidence": ("evidence_present", "evidence_missing")}


def test_json_has_the_contracted_shape() -> None:
    data = json.loads(json_text.render_json(transfers(register_from(TEXT))))
    assert list(data) == ["format", "facts_as_of", "as_of", "regimes", "transfers", "hidden", "data_as_of", "law_notes"]
    assert (data["format"], data["facts_as_of"], data["as_of"]) == (1, "2026-11-01", "2026-11-22")
    assert data["regimes"] == ["eu-gdpr"]
    for entry in data["transfers"]:
        assert [key for key in entry if key in KEYS] == KEYS
    flows = {entry["flow"]: entry for entry in data["transfers"]}
    assert flows["letters/shop->post"]["cites"] == [{"document": "policy", "lines": "22-23"}]
    assert flows["letters/shop->mill"]["grade"] == "unknown"


def test_sections_and_summary_come_worst_first() -> None:
    view = transfers(register_from(TEXT), all_rows=True)
    assert [section.grade for section in view.sections][:2] == ["unknown", "no-safeguard"]
    by_grade, by_country = view.summary
    assert isinstance(by_grade, Table)
    assert [line["grade"][0]["id"] for line in by_grade.as_json()][:2] == ["unknown", "no-safeguard"]
    assert [line["country"][0]["text"] for line in by_country.as_json()][:2] == [
        "Neverland (not a known country)",
        "United States (US)",
    ]


def test_flows_inside_are_counted_when_hidden_and_shown_on_request() -> None:
    register = register_from(TEXT)
    some, every = transfers(register), transfers(register, all_rows=True)
    assert len(some.transfers) + some.hidden == len(every.transfers)
    assert every.hidden == 0
    assert every.hidden_note == ""
    assert some.hidden
    assert some.hidden_note.startswith("Not shown: ")


def test_hidden_flows_still_count_in_the_summary_by_grade() -> None:
    view = transfers(register_from(TEXT))
    counts = {line["grade"][0]["id"]: line["flows"][0]["text"] for line in view.summary[0].as_json()}
    assert sum(int(text) for text in counts.values()) == len(view.transfers) + view.hidden


def test_unknown_is_never_styled_like_a_good_grade() -> None:
    page = html_page.render_html(transfers(register_from(TEXT)))
    assert 'class="value grade-unknown"' in page
    css = page[page.index("<style>") : page.index("</style>")]
    (rule,) = [line for line in css.splitlines() if line.startswith(".grade-unknown")]
    assert "--violet" in rule
    assert "dashed" in rule
    assert "green" not in css


def test_no_format_calls_anything_compliant() -> None:
    view = transfers(register_from(TEXT), all_rows=True)
    for render in (html_page.render_html, markdown.render_markdown, json_text.render_json, csv_text.render_csv):
        assert "complian" not in render(view).lower()


def test_flat_form_has_one_row_per_graded_flow() -> None:
    view = transfers(register_from(TEXT))
    assert {name for key in KEYS for name in FLAT.get(key, (key,))} <= set(view.columns())
    assert len(view.rows()) == len(view.transfers)
    assert all(len(line) == len(view.columns()) for line in view.rows())


CHAIN = """
    organisations:
      us: {name: Us, country: IE}
      mailer: {name: Mailer, country: US}
      helper: {name: Helper, country: IN}
    safeguards:
      clauses: {tool: scc-2021, module: 2, between: [us, mailer], signed: 2024-02-01, tia: {date: 2026-02-20}}
    activities:
      letters:
        flows:
          - us -> mailer: {data: [name], as: processor, safeguard: clauses, locations: {storage: DE, access: US}}
          - mailer -> helper: {data: [phone-number], as: sub-processor}
          - mailer -> helper: {data: [name], as: sub-processor}
"""


def test_a_row_shows_places_evidence_and_the_chain() -> None:
    view = transfers(register_from(CHAIN))
    text = markdown.render_markdown(view)
    assert "stored: Germany (DE)" in text
    assert "read from: United States (US)" in text
    assert "on record: signed 1 February 2024" in text
    assert "Passed on to Helper; worst of the chain: safeguarded." in text
    first = view.as_json()["transfers"][2]
    assert first["flow"] == "letters/us->mailer"
    assert first["chain"] == ["letters/us->mailer", "letters/mailer->helper#2"]
    assert first["evidence"]["missing"] == []
    assert first["instrument_date"] == "2024-02-01"


@pytest.mark.parametrize(
    ("limit", "code"), [("unknown", 0), ("no-safeguard", 0), ("review", 1), ("safeguarded", 1), ("domestic", 1)]
)
def test_fail_on_a_grade_or_a_worse_one(tmp_path: Path, limit: str, code: int) -> None:
    path = tmp_path / "ropa.yaml"
    body = textwrap.dedent(CHAIN)
    path.write_text(f"ropa: 1\nregister: {{organisation: us, as_of: 2026-11-01}}\n{body}", encoding="utf-8")
    found = CliRunner().invoke(command, [str(path), "--as-of", "2026-11-22", "--fail-on", limit], standalone_mode=False)
    assert found.exception is None
    assert found.return_value == code


def test_fail_on_an_unknown_word_names_the_grades(tmp_path: Path) -> None:
    found = CliRunner().invoke(command, [str(tmp_path), "--fail-on", "bad"], standalone_mode=False)
    assert "`bad` is not a grade" in str(found.exception)


def test_a_register_without_flows_says_so() -> None:
    view = transfers(register_from(full_text(without=["flows", "recipients"])))
    assert view.sections == ()
    assert isinstance(view.summary[0], Note)
    assert view.summary[0].text == "Data flows: not stated."


def test_regimes_side_by_side_keep_their_names() -> None:
    text = TEXT.replace("as_of: 2026-11-01,", "as_of: 2026-11-01, regimes: [eu-gdpr, ch-fadp],")
    page = markdown.render_markdown(transfers(register_from(text)))
    assert "under EU GDPR" in page
    assert "under Swiss FADP" in page


def test_against_another_day_names_what_changed_and_why(tmp_path: Path) -> None:
    path = tmp_path / "ropa.yaml"
    body = textwrap.dedent(CHAIN)
    path.write_text(f"ropa: 1\nregister: {{organisation: us, as_of: 2026-11-01}}\n{body}", encoding="utf-8")
    asked = [str(path), "--as-of", "2026-11-22", "--against", "2026-02-19"]
    found = CliRunner().invoke(command, asked, standalone_mode=False)
    assert "Grades on 2026-02-19 and on 2026-11-22: 2 differ" in found.output
    assert "before:  evidence missing" in found.output
    data = json.loads(CliRunner().invoke(command, [*asked, "--format", "json"], standalone_mode=False).output)
    assert [row["after"]["grade"] for row in data["changes"]] == ["safeguarded", "safeguarded"]
    page = CliRunner().invoke(command, [*asked, "--format", "html"], standalone_mode=False).output
    assert "Flows with another grade" in page
    assert page.count('class="value grade-evidence-missing"') >= 2


def test_without_a_decision_the_report_says_so(tmp_path: Path) -> None:
    path = tmp_path / "ropa.yaml"
    path.write_text(
        "ropa: 1\nregister: {organisation: us, as_of: 2026-11-01}\n"
        "organisations: {us: {name: Us, country: IE}, them: {name: Them, country: NZ}}\n"
        "activities: {a: {flows: [us -> them: [name]]}}\n",
        encoding="utf-8",
    )
    asked = [str(path), "--as-of", "2026-11-22", "--fail-on", "no-safeguard"]
    assert CliRunner().invoke(command, asked, standalone_mode=False).return_value == 0
    found = CliRunner().invoke(command, [*asked, "--without", "eu-nz"], standalone_mode=False)
    assert found.return_value == 1
    assert "as if these decisions had fallen: eu-nz" in found.output


@pytest.mark.parametrize(
    ("day", "says"),
    [
        ("2026-11-22", ""),
        ("2026-11-23", "later law is not in them"),
        ("2027-11-23", "over a year old"),
        ("2026-11-21", "of a later day"),
    ],
)
def test_the_age_of_the_tables_is_said_where_it_matters(day: str, says: str) -> None:
    register, law = register_from(CHAIN), load_law()
    on = dt.date.fromisoformat(day)
    view = transfer_report(
        register, law, load_vocabulary(), transfers=grade_transfers(register, law, as_of=on), as_of=on
    )
    assert says in view.dates
    assert bool(view.assumed) is bool(says)
