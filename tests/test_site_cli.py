"""`ropa build`: what it says while it works and when it is done, and what it refuses."""

from __future__ import annotations

import io
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from ropa.cli.build import Teller
from ropa.cli.main import run
from ropa.site import Progress

SOURCE = ["examples/corner-books", "--as-of", "2026-11-22"]


@pytest.fixture(autouse=True)
def _at_the_top(monkeypatch: pytest.MonkeyPatch, repository: Path) -> None:
    monkeypatch.chdir(repository)


class Screen(io.StringIO):
    """Standard error as a terminal, or as a file."""

    def __init__(self, *, terminal: bool) -> None:
        super().__init__()
        self._terminal = terminal

    def isatty(self) -> bool:
        return self._terminal


def ticking(step: float) -> Callable[[], float]:
    """Return a clock that goes on by that many seconds each time somebody looks."""

    def ticks() -> Iterator[float]:
        now = 0.0
        while True:
            yield now
            now += step

    return ticks().__next__


def test_a_build_says_what_it_wrote_and_where_to_begin(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    folder = tmp_path / "site"
    assert run(["build", *SOURCE, "-o", str(folder), "--no-pictures"]) == 0
    said = capsys.readouterr()
    assert said.out == ""
    assert f"0 unchanged: open {folder / 'index.html'}" in said.err
    assert run(["build", *SOURCE, "-o", str(folder), "--no-pictures"]) == 0
    assert "nothing changed" in capsys.readouterr().err


def test_quiet_is_silent(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["build", *SOURCE, "-o", str(tmp_path / "site"), "--no-pictures", "--quiet"]) == 0
    assert capsys.readouterr() == ("", "")


def test_a_folder_of_others_is_bad_usage_and_stays_as_it_is(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "notes.txt").write_text("mine")
    assert run(["build", *SOURCE, "-o", str(tmp_path), "--no-pictures"]) == 2
    assert "--force" in capsys.readouterr().err
    assert [path.name for path in tmp_path.iterdir()] == ["notes.txt"]
    assert run(["build", *SOURCE, "-o", str(tmp_path), "--no-pictures", "--force"]) == 0
    assert (tmp_path / "notes.txt").read_text() == "mine"


def test_what_was_changed_by_hand_and_left_is_named(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    text = "ropa: 1\nregister: {organisation: us}\norganisations: {us: {}, them: {name: Them}}\n"
    (tmp_path / "ropa.yaml").write_text(text)
    site = tmp_path / "site"
    build = ["build", str(tmp_path / "ropa.yaml"), "-o", str(site), "--no-pictures"]
    assert run(build) == 0
    (site / "organisations/them.html").write_text("my remarks")
    (tmp_path / "ropa.yaml").write_text(text.replace(", them: {name: Them}", ""))
    capsys.readouterr()
    assert run(build) == 0
    assert "left alone: organisations/them.html" in capsys.readouterr().err
    assert (site / "organisations/them.html").read_text() == "my remarks"


def test_a_register_with_problems_builds_nothing(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "ropa.yaml").write_text("ropa: 1\nregister: {organisation: us, as_of: yesterday}\n")
    assert run(["build", str(tmp_path / "ropa.yaml"), "-o", str(tmp_path / "site")]) == 2
    assert "as_of" in capsys.readouterr().err
    assert not (tmp_path / "site").exists()


def test_where_the_site_goes_has_to_be_said(capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["build", *SOURCE]) == 2
    assert "-o" in capsys.readouterr().err


def test_a_terminal_shows_one_line_that_changes_and_goes(monkeypatch: pytest.MonkeyPatch) -> None:
    screen = Screen(terminal=True)
    monkeypatch.setattr(sys, "stderr", screen)
    teller = Teller(quiet=False, clock=ticking(0.6))
    for done in range(4):
        teller.tell(Progress(stage="pages", done=done, total=1000))
    teller.end()
    shown = screen.getvalue()
    assert "\n" not in shown
    assert "writing the pages of organisations, systems, data and people: 3 of 1,000" in shown
    assert shown.startswith("\r\033[K")
    assert shown.endswith("\r\033[K")


def test_a_log_gets_a_line_every_ten_seconds(monkeypatch: pytest.MonkeyPatch) -> None:
    screen = Screen(terminal=False)
    monkeypatch.setattr(sys, "stderr", screen)
    teller = Teller(quiet=False, clock=ticking(4.0))
    for done in range(12):
        teller.tell(Progress(stage="pictures", done=done, total=12))
    teller.end()
    assert screen.getvalue().splitlines() == [f"ropa: drawing pictures: {done} of 12" for done in (2, 5, 8, 11)]


@pytest.mark.parametrize("terminal", [True, False])
def test_short_builds_and_quiet_ones_tell_nothing(terminal: bool, monkeypatch: pytest.MonkeyPatch) -> None:
    screen = Screen(terminal=terminal)
    monkeypatch.setattr(sys, "stderr", screen)
    for quiet, step in ((False, 0.1), (True, 100.0)):
        teller = Teller(quiet=quiet, clock=ticking(step))
        for _ in range(5):
            teller.tell(Progress(stage="record"))
        teller.end()
    assert screen.getvalue() == ""


def test_without_standard_error_nothing_fails(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "stderr", None)
    teller = Teller(quiet=False, clock=ticking(100.0))
    teller.tell(Progress(stage="record"))
    teller.end()
