"""Registers of a folder: which are hit when a decision falls, which are not, and which could not be read."""

from __future__ import annotations

import csv
import datetime as dt
import io
import json
from pathlib import Path

import pytest

from ropa.cli.main import run
from ropa.errors import UsageError
from ropa.workspace.registers import find_registers, registers_hit

DAY = "2026-11-22"

HEAD = (
    "ropa: 1\nregister: {{organisation: us, as_of: 2026-11-01}}\norganisations:\n  us: {{name: {name}, country: DE}}\n"
)

LISTED = """
  listed: {name: Listed Inc., country: US}
  zealand: {name: Kiwi Ltd, country: NZ}
safeguards:
  list: {tool: dpf, organisation: Listed Inc., checked: 2026-06-01, covers: [EU-US DPF]}
"""

FLOWS = """
activities:
  mail: {name: Sending mail, flows: [{us -> listed: {data: [name], safeguard: list}}, us -> zealand: [name]]}
  ads: {name: Advertising, flows: [{us -> listed: {data: [email-address], safeguard: list}}]}
"""


def register(name: str, *parts: str) -> str:
    return HEAD.format(name=name) + "".join(part.removeprefix("\n") for part in parts)


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a folder: one file, a folder of several, one that is broken, one not hit, and what is no register."""
    top = tmp_path_factory.mktemp("registers")
    files = {
        "single.yaml": register("Single GmbH", LISTED, FLOWS),
        "parts/head.yaml": register("Parts SA", LISTED),
        "parts/more/flows.yaml": f"ropa: 1\n{FLOWS}",
        "broken/ropa.yaml": register("Broken Ltd", "  other: {nam: Other}\n"),
        "broken-yaml/ropa.yaml": "ropa: [1\n",
        "quiet/ropa.yaml": register("Quiet AB"),
        "headless/part.yaml": "ropa: 1\nactivities: {}\n",
        "ci/workflow.yml": "on: push\n",
        ".hidden/ropa.yaml": register("Hidden"),
        "notes.txt": "nothing",
    }
    for name, text in files.items():
        path = top / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
    return top


def relative(top: Path, names: list[str]) -> list[str]:
    return sorted(Path(name).relative_to(top).as_posix() for name in names)


def test_what_is_a_register_is_told_by_its_head(folder: Path) -> None:
    found = find_registers(folder)
    assert relative(folder, found.registers) == [
        "broken",
        "broken-yaml/ropa.yaml",
        "headless/part.yaml",
        "parts",
        "quiet",
        "single.yaml",
    ]
    assert relative(folder, found.others) == ["ci/workflow.yml"]


def test_a_folder_with_one_head_is_one_register(folder: Path) -> None:
    assert find_registers(folder / "parts").registers == [str(folder / "parts")]
    assert find_registers(folder / "single.yaml").registers == [str(folder / "single.yaml")]


def test_two_heads_in_one_folder_are_two_registers(tmp_path: Path) -> None:
    for name in ("a", "b"):
        (tmp_path / f"{name}.yaml").write_text(register(name), encoding="utf-8")
    assert relative(tmp_path, find_registers(tmp_path).registers) == ["a.yaml", "b.yaml"]


def test_a_head_above_another_one_stands_alone(tmp_path: Path) -> None:
    (tmp_path / "below").mkdir()
    for name in ("a.yaml", "below/b.yaml"):
        (tmp_path / name).write_text(register("us"), encoding="utf-8")
    assert relative(tmp_path, find_registers(tmp_path).registers) == ["a.yaml", "below"]


def test_every_organisation_hit_is_listed_with_grades_and_activities(folder: Path) -> None:
    view = registers_hit(folder, without=["eu-us-dpf"], as_of=DAY)
    assert [(item.organisation, item.worse, item.better) for item in view.hit] == [
        ("Parts SA", 2, 0),
        ("Single GmbH", 2, 0),
    ]
    (line,) = view.hit[0].lines
    assert (line.recipient, line.before.value, line.after.value) == ("Listed Inc.", "adequate", "invalid")
    assert line.activities == ("Sending mail", "Advertising")
    assert line.flow_ids == ("mail/us->listed", "ads/us->listed")
    assert [item.organisation for item in view.missed] == ["Quiet AB"]
    assert relative(folder, [item.source for item in view.unread]) == [
        "broken",
        "broken-yaml/ropa.yaml",
        "headless/part.yaml",
    ]
    assert "ropa.yaml:5:" in view.unread[0].problems[0]


def test_between_two_days_better_and_worse_are_apart(folder: Path) -> None:
    view = registers_hit(folder / "single.yaml", against=dt.date(2026, 5, 31), as_of=DAY)
    (hit,) = view.hit
    assert (hit.worse, hit.better) == (0, 2)
    assert hit.lines[0].events == ("2026-06-01 list is dated that day in the register (evidence missing -> adequate)",)


@pytest.mark.parametrize("form", ["table", "markdown", "html", "json", "csv"])
def test_every_form_has_those_hit_those_not_and_those_not_read(
    form: str, folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    asked = ["transfers", str(folder), "--each", "--without", "eu-us-dpf", "--as-of", DAY, "--format", form]
    assert run(asked) == 2, "what could not be read is a problem"
    found = capsys.readouterr()
    for text in ("Single GmbH", "Parts SA", "Listed Inc.", "Quiet AB", "headless", "broken"):
        assert text in found.out
    assert "Hidden" not in found.out
    assert found.err.count("could not be read") == 3
    if form == "csv":
        rows = list(csv.DictReader(io.StringIO(found.out)))
        assert sorted(row["outcome"] for row in rows) == ["hit", "hit", "not hit", "not read", "not read", "not read"]
        assert {len(row) for row in rows} == {14}
    if form == "json":
        data = json.loads(found.out)
        assert data["counts"] == {"registers": 3, "hit": 2, "not_hit": 1, "unread": 3}
        assert data["without"] == ["eu-us-dpf"]
        assert all(item["problems"][0]["message"] for item in data["unread"])
    if form in ("table", "markdown", "html"):
        assert "2 of 3 registers hit; 3 could not be read" in found.out
        assert found.out.index("2 of 3 registers") < found.out.index("Advertising")


def test_all_read_and_none_hit_is_no_failure(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["transfers", str(folder / "quiet"), "--each", "--without", "eu-us-dpf", "--as-of", DAY]) == 0
    assert "0 of 1 register hit" in capsys.readouterr().out


@pytest.mark.parametrize(
    ("options", "said"),
    [
        (["--each", "--without", "eu-us-dfp"], "Did you mean `eu-us-dpf`?"),
        (["--each"], "--each needs a question"),
        (["--each", "--without", "eu-us-dpf", "--against", "2020-01-01"], "two questions"),
        (["--against", "2020-01-01", "--without", "eu-us-dpf"], "two questions"),
        (["--each", "--without", "eu-us-dpf", "--fail-on", "invalid"], "belong to the report on one register"),
        (["--without", "eu-us-dpf"], "the folder holds 6 registers"),
    ],
)
def test_what_makes_no_sense_is_refused(
    options: list[str], said: str, folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(["transfers", str(folder), *options]) == 2
    assert said in capsys.readouterr().err


def test_a_folder_without_a_register_is_bad_usage(tmp_path: Path) -> None:
    (tmp_path / "a.yml").write_text("on: push\n", encoding="utf-8")
    with pytest.raises(UsageError, match="no register lies below"):
        find_registers(tmp_path)
    with pytest.raises(UsageError, match="there is no folder"):
        find_registers(tmp_path / "none")
    with pytest.raises(UsageError, match="one question at a time"):
        registers_hit(tmp_path)
