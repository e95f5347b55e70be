"""Databases as a source: known by their first bytes, read without a trace, refused in words."""

from __future__ import annotations

import io
import os
import re
import sqlite3
import subprocess
import sys
from pathlib import Path

import pytest

import ropa
from ropa.cli.main import run
from ropa.errors import InputProblems
from ropa.store.base import APPLICATION, header_of
from ropa.store.stored import StoredRegister


@pytest.fixture(autouse=True)
def _at_the_top(monkeypatch: pytest.MonkeyPatch, repository: Path) -> None:
    monkeypatch.chdir(repository)


@pytest.fixture(name="data", scope="module")
def _data(repository: Path) -> bytes:
    return ropa.open(repository / "examples/corner-books").export()


@pytest.fixture(name="path")
def _path(data: bytes, tmp_path: Path) -> Path:
    path = tmp_path / "x.sqlite"
    path.write_bytes(data)
    return path


def problem_of(source: Path | str) -> str:
    with pytest.raises(InputProblems) as caught:
        _ = ropa.open(source).register.activities
    (problem,) = caught.value.problems
    assert problem.why
    assert problem.next
    return f"{problem.position}: {problem.message}"


@pytest.mark.parametrize("name", ["register.db", "register", "register.yaml", "a%20b #?.sqlite"])
def test_a_database_is_known_by_its_first_bytes(name: str, data: bytes, tmp_path: Path) -> None:
    path = tmp_path / name
    path.write_bytes(data)
    assert isinstance(ropa.open(path).register, StoredRegister)


def test_urls(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    assert ropa.open(f"sqlite:///{path}").register.name == "Corner Books"  # four slashes: an absolute path
    monkeypatch.chdir(path.parent)
    assert ropa.open("sqlite:///x.sqlite").register.name == "Corner Books"
    assert "there is no such file" in problem_of("sqlite:///nothing.sqlite")
    assert "there is no such file" in problem_of("sqlite://")


def test_standard_input(data: bytes) -> None:
    done = subprocess.run(
        [sys.executable, "-m", "ropa", "query", "recipients", "-", "--data", "email-address"],
        input=data, capture_output=True, check=True,
    )  # fmt: skip
    assert b"AWeber" in done.stdout
    done = subprocess.run(
        [sys.executable, "-m", "ropa", "check", "-"], input=data[:50], capture_output=True, check=False
    )
    assert done.returncode == 2
    assert b"its header is cut off" in done.stderr


def test_standard_input_that_cannot_look_ahead(data: bytes, monkeypatch: pytest.MonkeyPatch) -> None:
    for content, name in (
        (data, "Corner Books"),
        (Path("examples/corner-books/ropa.yaml").read_bytes(), "Corner Books"),
    ):
        monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(content)))
        assert ropa.open("-").register.name == name


def test_documents_are_looked_up_beside_the_file(path: Path) -> None:
    assert ropa.open(path).documents == {}
    (path.parent / "policy.txt").write_text("one\ntwo\n")
    assert ropa.open(path).documents == {"policy": ("one", "two", "")}
    assert ropa.open(f"sqlite:///{path}").documents == {"policy": ("one", "two", "")}


def test_a_file_cut_off(data: bytes, tmp_path: Path) -> None:
    path = tmp_path / "cut.sqlite"
    for length in (16, 50, 99):
        path.write_bytes(data[:length])
        assert problem_of(path) == f"{path}: the database is damaged (its header is cut off)"
    for length in (100, 4096, 100_000):
        path.write_bytes(data[:length])
        assert problem_of(path).startswith(f"{path}: the database is damaged (")


def test_pages_overwritten(data: bytes, tmp_path: Path) -> None:
    path = tmp_path / "bad.sqlite"
    broken = bytearray(data)
    for start in range(8192, len(broken), 40960):
        broken[start : start + 4096] = b"\xff" * 4096
        path.write_bytes(broken)
        try:
            _ = ropa.open(path).register.flows
        except InputProblems as error:
            assert "the database is damaged" in error.problems[0].message
    assert "the database is damaged" in problem_of(path)


@pytest.mark.parametrize("start", range(100, 900_000, 60_000))
def test_flipped_bytes_never_crash(start: int, data: bytes, tmp_path: Path) -> None:
    path = tmp_path / "bad.sqlite"
    broken = bytearray(data)
    for place in range(start, min(start + 3_000, len(broken)), 37):
        broken[place] ^= 0x5A
    path.write_bytes(broken)
    assert run(["check", str(path), "--fail-on", "never", "-o", str(tmp_path / "out.txt")]) in (0, 2)


def test_other_databases(tmp_path: Path) -> None:
    path = tmp_path / "other.sqlite"
    with sqlite3.connect(path) as connection:
        connection.execute("CREATE TABLE flow (x)")
    assert problem_of(path) == f"{path}: this database holds no register"


def test_databases_with_nothing_in_them(tmp_path: Path) -> None:
    path = tmp_path / "empty.sqlite"
    path.touch()
    assert problem_of(path) == f"{path}: the database is empty"
    assert problem_of(f"sqlite:///{path}") == f"{path}: the database is empty"
    path = tmp_path / "blank.db"
    with sqlite3.connect(path) as connection:
        connection.execute("VACUUM")
    assert problem_of(path) == f"{path}: this database holds no register"
    for version, said in ((0, "the tables are of format 0"), (2, "this database holds no register")):
        with sqlite3.connect(path) as connection:
            connection.executescript(f"PRAGMA application_id = {APPLICATION}; PRAGMA user_version = {version}")
        assert said in problem_of(path)


def test_a_file_of_text_is_an_inventory_whatever_its_name(tmp_path: Path) -> None:
    path = tmp_path / "text.sqlite"
    path.write_text("hello")
    assert "the file holds `hello`" in problem_of(path)


def test_an_export_that_fails_leaves_what_was_there(
    path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    before = path.read_bytes()

    def full(self: Path, target: Path) -> Path:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(Path, "replace", full)
    assert run(["export", "examples/alipartnership", "-o", str(path)]) == 2
    assert "cannot be written (No space left on device)" in capsys.readouterr().err
    assert state(path.parent).keys() == {"x.sqlite"}
    assert path.read_bytes() == before
    broken = path.parent / "ropa.yaml"
    broken.write_text("ropa: 1\nregister: {organisation: nobody}\n")
    assert run(["export", str(broken), "-o", str(path)]) == 2
    assert path.read_bytes() == before


def test_findings_name_the_place_in_the_inventory(path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["check", str(path), "--fail-on", "never"]) == 0
    found = [line for line in capsys.readouterr().out.splitlines() if re.search(r"ropa\.yaml:[1-9]\d*:\d+: ", line)]
    assert found


def test_a_later_format(path: Path) -> None:
    with sqlite3.connect(path) as connection:
        connection.execute("PRAGMA user_version = 7")
    assert problem_of(path) == f"{path}: the tables are of format 7, and this version of the tool reads format 2"


def test_a_database_in_a_folder_of_inventories_is_no_inventory(path: Path) -> None:
    assert "holds no YAML file" in problem_of(path.parent)


def state(folder: Path) -> dict[str, tuple[bytes, int]]:
    return {item.name: (item.read_bytes(), item.stat().st_mtime_ns) for item in folder.iterdir()}


def test_nothing_is_written_beside_or_into_the_file(path: Path) -> None:
    before = state(path.parent)
    for arguments in (["check"], ["query", "recipients"], ["record"], ["transfers"]):
        run([*arguments, str(path), "-o", os.devnull])
    run(["sql", "SELECT * FROM transfers", str(path), "-o", os.devnull])
    assert state(path.parent) == before


def test_a_log_that_nobody_uses_leaves_no_trace(path: Path) -> None:
    connection = sqlite3.connect(path)
    connection.execute("PRAGMA journal_mode = wal")
    connection.execute("UPDATE organisation SET country = 'FR' WHERE key = 'aweber'")
    connection.commit()
    connection.close()
    before = state(path.parent)
    assert header_of(path.read_bytes()).wal  # type: ignore[union-attr]
    assert ropa.open(path).register.organisations["aweber"].country == "FR"
    assert state(path.parent) == before


def test_a_log_in_use_is_read(path: Path) -> None:
    connection = sqlite3.connect(path)
    connection.execute("PRAGMA journal_mode = wal")
    connection.execute("UPDATE organisation SET country = 'FR' WHERE key = 'aweber'")
    connection.commit()
    assert (path.parent / "x.sqlite-wal").exists()
    assert ropa.open(path).register.organisations["aweber"].country == "FR"
    connection.execute("UPDATE organisation SET country = 'ES' WHERE key = 'aweber'")
    connection.commit()
    assert ropa.open(path).register.organisations["aweber"].country == "ES"
    connection.close()


def test_what_a_crash_left_is_not_touched(path: Path) -> None:
    script = (
        "import os, sqlite3, sys; c = sqlite3.connect(sys.argv[1]); c.execute('PRAGMA cache_size = 1');"
        "c.execute('UPDATE cite SET words = hex(zeroblob(900))'); c.execute('UPDATE data_category SET definition ="
        " hex(zeroblob(900))'); os._exit(0)"
    )
    subprocess.run([sys.executable, "-c", script, str(path)], check=True)
    assert (path.parent / "x.sqlite-journal").stat().st_size > 0
    before = state(path.parent)
    assert "the database cannot be opened for reading" in problem_of(path)
    assert state(path.parent) == before


@pytest.mark.skipif(os.name != "posix" or os.geteuid() == 0, reason="permissions do not bind the superuser")
def test_a_file_that_may_not_be_read(path: Path) -> None:
    path.chmod(0)
    assert "cannot be" in problem_of(path)


def test_the_quick_stamp_and_the_digest_agree(path: Path) -> None:
    first = header_of(path.read_bytes())
    assert first is not None
    with sqlite3.connect(path) as connection:
        connection.execute("UPDATE ropa_stamp SET version = 'another'")
    second = header_of(path.read_bytes())
    assert second is not None
    assert second.changes > first.changes
    assert isinstance(ropa.open(path).register, StoredRegister)  # the counter moved, the rows did not


def test_export_names_what_it_can_write(path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["export", str(path), "-o", str(path.parent / "x.docx")]) == 2
    assert "`.docx` is no format of a whole register" in capsys.readouterr().err
    assert run(["export", str(path), "-o", str(path.parent / "nowhere" / "x.sqlite")]) == 2
    assert run(["export", str(path), "-o", f"sqlite:///{path.parent}/y.db"]) == 0
    assert (path.parent / "y.db").read_bytes() == path.read_bytes()
    assert f"wrote {path.parent}/y.db" in capsys.readouterr().err


def test_export_replaces_the_file_it_reads(path: Path) -> None:
    before = path.read_bytes()
    assert run(["export", str(path), "-o", str(path), "--quiet"]) == 0
    assert path.read_bytes() == before
