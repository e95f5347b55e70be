"""Standard streams and output places that are not what one expects: closed, full, a device, a pipe, a folder, a link."""

from __future__ import annotations

import os
import stat
import subprocess
import sys
import threading
from pathlib import Path

import pytest

import ropa
from ropa.checks import as_text
from ropa.checks.base import Finding, Severity
from ropa.cli.output import replace_file
from ropa.errors import UsageError

ROPA = (sys.executable, "-m", "ropa")
REGISTER = "ropa: 1\nregister: {organisation: us}\norganisations: {us: {name: Us}}\n"


def shell(command: str, folder: Path) -> subprocess.CompletedProcess[str]:
    (folder / "ropa.yaml").write_text(REGISTER, encoding="utf-8")
    return subprocess.run(
        ["sh", "-c", f'"{sys.executable}" -m ropa {command}'], cwd=folder, capture_output=True, text=True, timeout=60
    )


def test_closed_standard_input_is_an_empty_one(tmp_path: Path) -> None:
    ran = shell("check - <&-", tmp_path)
    assert ran.returncode == 2
    assert "<stdin>" in ran.stderr
    assert "Traceback" not in ran.stderr


def test_a_file_is_read_while_standard_input_is_closed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "ropa.yaml").write_text(REGISTER, encoding="utf-8")
    monkeypatch.setattr(sys, "stdin", None)
    assert ropa.open(tmp_path / "ropa.yaml").register.organisation == "us"


def test_a_result_for_a_closed_output_is_an_error_and_a_file_is_not(tmp_path: Path) -> None:
    lost = shell("record >&-", tmp_path)
    assert lost.returncode == 2
    assert "standard output is closed" in lost.stderr
    kept = shell("record -o record.md >&-", tmp_path)
    assert (kept.returncode, kept.stderr) == (0, "wrote record.md\n")


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="needs /dev/full")
@pytest.mark.parametrize("command", ["record", "--help", "check --format json"])
def test_a_full_disk_is_said_in_one_line(command: str, tmp_path: Path) -> None:
    ran = shell(f"{command} >/dev/full", tmp_path)
    assert ran.returncode == 2
    assert ran.stderr == "ropa: the result could not be written (No space left on device).\n"


@pytest.mark.skipif(os.name != "posix", reason="needs pipes with names")
def test_a_pipe_is_written_to_and_stays_a_pipe(tmp_path: Path) -> None:
    pipe = tmp_path / "pipe"
    os.mkfifo(pipe)
    read: list[bytes] = []
    reader = threading.Thread(target=lambda: read.append(pipe.read_bytes()))
    reader.start()
    replace_file(pipe, [b"result"])
    reader.join(timeout=30)
    assert read == [b"result"]
    assert stat.S_ISFIFO(pipe.stat().st_mode)


def test_a_link_stays_and_its_file_is_written(tmp_path: Path) -> None:
    (tmp_path / "real.json").write_bytes(b"old")
    (tmp_path / "link.json").symlink_to("real.json")
    replace_file(tmp_path / "link.json", [b"new"])
    assert (tmp_path / "link.json").is_symlink()
    assert (tmp_path / "real.json").read_bytes() == b"new"
    assert sorted(path.name for path in tmp_path.iterdir()) == ["link.json", "real.json"]


def test_a_folder_is_no_place_for_a_result(tmp_path: Path) -> None:
    (tmp_path / "out.json").mkdir()
    with pytest.raises(UsageError, match="is a folder"):
        replace_file(tmp_path / "out.json", [b"x"])


def test_what_may_not_be_written_is_not_for_want_of_a_folder(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="Make the folder first"):
        replace_file(tmp_path / "missing" / "out.json", [b"x"])

    def refused(**_: object) -> None:
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr("tempfile.mkstemp", refused)
    with pytest.raises(UsageError, match=r"Permission denied\)\. Choose another place"):
        replace_file(tmp_path / "out.json", [b"x"])


def test_text_of_a_register_neither_makes_lines_nor_steers_a_terminal() -> None:
    nasty = "Shop\nropa.yaml:1:1: A101 invented\x1b[2J\x07\u202e"
    finding = Finding(
        code="A105",
        name="n",
        severity=Severity.INFO,
        at=f"organisations/{nasty}",
        message=nasty,
        fix=nasty,
        articles=("30",),
    )
    lines = as_text([finding]).splitlines()
    assert [line for line in lines if line.startswith("ropa.yaml")] == []
    assert all(char.isprintable() for line in lines for char in line)
