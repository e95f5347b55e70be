"""`ropa record` and `Workspace.record`: which record, which format."""

from __future__ import annotations

import csv
import json
from pathlib import Path

import pytest

import ropa
from ropa.cli.main import run
from ropa.errors import UsageError

BOTH = "examples/aiopbt"
CONTROLLER = "examples/corner-books"


@pytest.fixture(autouse=True)
def _at_home(repository: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(repository)


@pytest.mark.parametrize(
    ("source", "part", "report"),
    [
        (BOTH, None, "record"),
        (BOTH, "30-1", "record-30-1"),
        (BOTH, "30-2", "record-30-2"),
        (CONTROLLER, None, "record-30-1"),
        (CONTROLLER, "30-2", "record-30-2"),
    ],
)
def test_which_record(source: str, part: str | None, report: str, capsys: pytest.CaptureFixture[str]) -> None:
    options = [] if part is None else ["--part", part]
    assert run(["record", source, *options, "--format", "json", "--as-of", "2026-11-22"]) == 0
    data = json.loads(capsys.readouterr().out)
    assert data["report"] == report
    view = ropa.open(source, as_of="2026-11-22").record(part=part)  # type: ignore[arg-type]
    assert view.as_json() == data


def test_no_processor_activity_is_no_error(capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["record", CONTROLLER, "--part", "30-2"]) == 0
    assert "Activities in which the organisation acts as processor: not stated." in capsys.readouterr().out


def test_csv_by_the_suffix(tmp_path: Path) -> None:
    path = tmp_path / "record.csv"
    assert run(["record", BOTH, "-o", str(path), "-q"]) == 0
    with path.open(encoding="utf-8-sig", newline="") as stream:
        lines = list(csv.DictReader(stream))
    activities = ropa.open(BOTH).register.activities
    assert sorted(line["Key"] for line in lines) == sorted(activities)
    assert {line["Record"] for line in lines} == {"Article 30(1)", "Article 30(2)"}


def test_a_part_that_is_none() -> None:
    with pytest.raises(UsageError, match=r"is not a part of the record") as caught:
        ropa.open(CONTROLLER).record(part="30-3")  # type: ignore[arg-type]
    assert "30-1, 30-2" in str(caught.value.next_step)
    assert run(["record", CONTROLLER, "--part", "30-3"]) == 2


def test_the_internal_edition_of_both_has_the_findings_of_each() -> None:
    view = ropa.open(BOTH, as_of="2026-11-22").record(edition="internal")
    assert all(item.findings for part in (*view.departments, *view.acting_for) for item in part.activities)
    assert {"findings", "waivers", "origin"} <= {annex.key for annex in view.annexes}
