"""`ropa vocabulary`: words by key, label, alias and mapping, by a part of a name, and mistyped."""

from __future__ import annotations

import csv
import io
import json
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ropa.cli.main import run
from ropa.cli.vocabulary import KINDS
from ropa.errors import UsageError
from ropa.formats.vocabulary_text import vocabulary_text
from ropa.reports.vocabulary import MOST_NEAR, TERM_KINDS, WORD_KINDS, VocabularyView, look_up
from ropa.vocabulary import KINDS as TABLES
from ropa.vocabulary import load_vocabulary

VOCABULARY = load_vocabulary()


def found(words: str, *kinds: str) -> VocabularyView:
    return look_up(VOCABULARY, words, kinds=kinds or WORD_KINDS)


def keys(view: VocabularyView) -> list[str]:
    return [word.key for word in view.found]


def test_kinds_are_those_of_the_vocabulary() -> None:
    assert KINDS == WORD_KINDS
    assert tuple(TERM_KINDS.values()) == TABLES


@pytest.mark.parametrize(
    ("words", "kind", "key"),
    [
        ("email-address", "data", "email-address"), ("E-Mail", "data", "email-address"), ("Email addresses", "data", "email-address"),
        ("user.contact.email", "data", "email-address"), ("https://w3id.org/dpv/pd#EmailAddress", "data", "email-address"),
        ("EmailAddress", "data", "email-address"), ("Direct Marketing", "purposes", "direct-marketing"),
        ("js.stripe.com", "vendors", "stripe"), ("Stripe Payments Europe, Limited", "vendors", "stripe"),
        ("legitimate interests", "bases", "legitimate-interests"),
    ],
)  # fmt: skip
def test_a_name_is_found(words: str, kind: str, key: str) -> None:
    view = found(words, kind)
    assert (view.match, keys(view)) == ("exact", [key])


@pytest.mark.parametrize(
    ("words", "kind", "key"),
    [("emial", "data", "email-address"), ("strype", "vendors", "stripe"), ("direct markteing", "purposes", "direct-marketing"),
     ("healht", "data", "health-data"), ("pasword", "data", "password"), ("enployee", "subjects", "employee")],
)  # fmt: skip
def test_a_mistyped_name_is_found(words: str, kind: str, key: str) -> None:
    view = found(words, kind)
    assert view.match == "near"
    assert key in keys(view)[:2]
    assert len(view.found) <= MOST_NEAR


def test_a_part_of_a_name_is_found_and_what_begins_with_it_comes_first() -> None:
    view = found("categor", "data")
    assert view.match == "part"
    starts = [word.key.startswith("categor") or word.label.lower().startswith("categor") for word in view.found]
    assert starts == sorted(starts, reverse=True)


def test_a_definition_is_the_last_resort() -> None:
    view = found("asked a server", "data")
    assert (view.match, keys(view)) == ("definition", ["access-log"])


def test_of_several_words_one_may_be_enough_and_names_come_before_aliases() -> None:
    view = found("medical history", "data")
    assert view.match == "some"
    assert {"medical-record", "employment-history", "diagnosis"} <= set(keys(view))
    assert keys(view).index("medical-record") < keys(view).index("diagnosis")
    assert "one of the words" in vocabulary_text(view, width=100)


def test_words_are_looked_for_in_all_kinds() -> None:
    view = found("security")
    assert {word.kind for word in (*view.found, *view.others)} >= {"purposes", "measures"}
    assert [word.kind for word in view.found] == sorted((word.kind for word in view.found), key=WORD_KINDS.index)


def test_a_word_stands_in_its_tree() -> None:
    (word,) = found("health data", "data").found
    assert word.parents == ("special-category-data", "sensitive-data", "personal-data")
    assert "diagnosis" in word.children
    (child,) = found("diagnosis", "data").found
    assert child.parents[0] == "health-data"


def test_criteria_of_the_screening_hold_for_what_lies_below() -> None:
    row = next(row for row in VOCABULARY.screening.values() if row.kind == "data_categories")
    (word,) = found(row.term, "data").found
    assert row.criterion in word.criteria
    for child in word.children:
        assert row.criterion in found(child, "data").found[0].criteria


def test_nothing_found_says_so() -> None:
    with pytest.raises(UsageError, match="nothing shipped is called `qqxxzz`"):
        found("qqxxzz")
    with pytest.raises(UsageError, match="Known kinds: data, "):
        look_up(VOCABULARY, "x", kinds=("words",))


@given(st.text(max_size=20))
def test_any_words_are_answered_or_refused(words: str) -> None:
    try:
        view = found(words)
    except UsageError:
        return
    assert view.found
    text = vocabulary_text(view, width=40)
    assert "\x1b" not in text
    assert len(view.rows()) == len(view.found) + len(view.others)


# The verb.


def test_without_words_there_is_an_overview(capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["vocabulary"]) == 0
    out = capsys.readouterr().out
    assert all(kind in out for kind in KINDS)
    assert "nothing that your register states" in out


def test_keys_are_whole_in_a_list(capsys: pytest.CaptureFixture[str]) -> None:
    for kind in ("data", "purposes", "measures", "vendors"):
        assert run(["vocabulary", kind]) == 0
        first = {line.split(" ")[0] for line in capsys.readouterr().out.splitlines()}
        assert {word.key for word in look_up(VOCABULARY, "", kinds=(kind,)).found} <= first


def test_a_page_shows_definition_parents_marks_and_mappings(capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["vocabulary", "data", "health", "data"]) == 0
    out = capsys.readouterr().out
    for line in (
        "health-data: Health data",
        "under:",
        "narrower:",
        "law:       special-category",
        "DPV:",
        "fides:",
        "source:",
    ):
        assert line in out
    assert "Names that hold `health data` as well" not in out or "genetic" in out


def test_a_vendor_can_be_copied_into_a_register(capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["vocabulary", "vendors", "stripe"]) == 0
    out = capsys.readouterr().out
    assert "write:     stripe: {directory: stripe}" in out
    assert "[verified: partly]" in out
    assert "No entry proves a certification" in out


def test_a_mistyped_word_is_shown_with_what_is_near(capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["vocabulary", "purposes", "direct-markteing"]) == 0
    out = capsys.readouterr().out
    assert out.startswith("Nothing is called `direct-markteing`; nearest to it:")
    assert "direct-marketing" in out


def test_what_is_unknown_is_bad_usage(capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["vocabulary", "data", "qqxxzz"]) == 2
    assert "own words are welcome" in capsys.readouterr().err


def test_json_has_every_field(capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["vocabulary", "data", "email", "--format", "json"]) == 0
    data = json.loads(capsys.readouterr().out)
    assert (data["format"], data["match"], data["asked"]) == (1, "exact", {"kinds": ["data"], "words": "email"})
    (entry,) = data["found"]
    assert entry["parents"] == ["contact-data", "personal-data"]
    assert {
        "key",
        "label",
        "definition",
        "mark",
        "dpv",
        "fides",
        "aliases",
        "source",
        "verified",
        "children",
        "criteria",
    } <= set(entry)
    assert {"kind": "data", "key": "work-email-address"} in data["others"]
    assert run(["vocabulary", "vendors", "stripe", "--format", "json"]) == 0
    (vendor,) = json.loads(capsys.readouterr().out)["found"]
    assert (vendor["kind"], vendor["country"], vendor["checked_on"]) == ("vendors", "IE", "2026-11-22")


def test_csv_has_a_row_for_each_word(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = tmp_path / "words.csv"
    assert run(["vocabulary", "-o", str(path)]) == 0
    rows = list(csv.DictReader(io.StringIO(path.read_text(encoding="utf-8-sig"), newline="")))
    assert len(rows) == sum(len(VOCABULARY.terms(table)) for table in TABLES) + len(VOCABULARY.vendors)
    assert {row["kind"] for row in rows} == set(KINDS)
    assert capsys.readouterr().err == f"wrote {path}\n"
    assert run(["vocabulary", "-o", str(tmp_path / "words.xyz")]) == 2
