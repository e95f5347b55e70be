"""The gallery of problems: every input in `tests/cases/problems` beside the exact words that people read about it.

`NAME.yaml`, or the folder `NAME`, is the input, `NAME.txt` what is said of it. Run with `--update-golden` after a change
of words, and read the difference. Inputs that cannot be kept as text files are made by `MADE` below.
"""

from __future__ import annotations

import inspect
import io
import os
from collections import Counter
from collections.abc import Callable
from functools import wraps
from pathlib import Path
from types import ModuleType

import pytest

from ropa.errors import InputProblems
from ropa.law import load_law
from ropa.model import Register
from ropa.readers import MAX_BYTES, files, read_source, yaml_text
from ropa.readers import messages as reading
from ropa.resolver import messages as resolving
from ropa.resolver import resolve
from ropa.vocabulary import load_vocabulary

CASES = Path(__file__).resolve().parent / "cases" / "problems"
WRITTEN = sorted(path.stem if path.is_file() else path.name for path in CASES.iterdir() if path.suffix != ".txt")


def read(source: str, stdin: bytes | None = None) -> Register:
    stream = None if stdin is None else io.BytesIO(stdin)
    return resolve(read_source(source, standard_input=stream), law=load_law(), vocabulary=load_vocabulary())


def said_of(source: str, stdin: bytes | None = None) -> str:
    with pytest.raises(InputProblems) as caught:
        read(source, stdin)
    return "".join(f"{problem.as_text()}\n" for problem in caught.value.problems)


def _sparse(folder: Path) -> str:
    with (folder / "ropa.yaml").open("wb") as stream:
        stream.truncate(MAX_BYTES + 1)
    return "ropa.yaml"


def _bytes(content: bytes) -> Callable[[Path], str]:
    def write(folder: Path) -> str:
        (folder / "ropa.yaml").write_bytes(content)
        return "ropa.yaml"

    return write


def _empty_folder(folder: Path) -> str:
    (folder / "register" / "notes").mkdir(parents=True)
    (folder / "register" / "notes" / "readme.txt").write_text("nothing here")
    (folder / "register" / ".hidden.yaml").write_text("ropa: 1")
    return "register"


def _link_to_folder(folder: Path) -> str:
    (folder / "elsewhere").mkdir()
    (folder / "elsewhere" / "secret.yaml").write_text("systems: {secret: Secret}")
    (folder / "register").mkdir()
    (folder / "register" / "shared").symlink_to(folder / "elsewhere", target_is_directory=True)
    (folder / "register" / "one.yaml").symlink_to(Path("..") / "elsewhere" / "secret.yaml")
    return "register"


def _broken_link(folder: Path) -> str:
    (folder / "register").mkdir()
    (folder / "register" / "ropa.yaml").symlink_to("gone.yaml")
    return "register"


def _pipe(folder: Path) -> str:
    (folder / "register").mkdir()
    os.mkfifo(folder / "register" / "pipe.yaml")
    return "register"


#: Inputs that are made: name to a function that writes into a folder and returns the source.
MADE: dict[str, Callable[[Path], str]] = {
    "binary": _bytes(b"PK\x03\x04\x00\x00register: {organisation: us}"),
    "broken-link": _broken_link,
    "empty-folder": _empty_folder,
    "invalid-utf-8": _bytes(
        "ropa: 1\r\nregister: {organisation: us}\r\norganisations: {us: Caf\u00e9, b: ".encode() + b"Caf\xe9}"
    ),
    "invalid-utf-8-after-bom": _bytes(b"\xef\xbb\xbf\xe9"),
    "link-out-of-folder": _link_to_folder,
    "nested-brackets": _bytes(b"ropa: 1\nsystems: " + b"[" * 50_000),
    "nested-lists": _bytes(b"ropa: 1\nsystems:\n" + b"- " * 50_000),
    "nested-mappings": _bytes(b"{a: " * 50_000),
    "no-such-file": lambda folder: "ropa.yml",
    "over-50-mb": _sparse,
    "pipe": _pipe,
    "too-long-a-path": lambda folder: "x" * 300,
    "utf-16": _bytes("ropa: 1\n".encode("utf-16")),
}


def compare(name: str, text: str, request: pytest.FixtureRequest) -> None:
    path = CASES / f"{name}.txt"
    if request.config.getoption("--update-golden"):
        path.write_text(text, encoding="utf-8", newline="")
    assert path.read_text(encoding="utf-8") == text


@pytest.mark.parametrize("name", WRITTEN)
def test_written(name: str, request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(CASES)
    compare(name, said_of(name if (CASES / name).is_dir() else f"{name}.yaml"), request)


@pytest.mark.parametrize("name", sorted(MADE))
def test_made(name: str, request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    source = MADE[name](tmp_path)
    monkeypatch.chdir(tmp_path)
    compare(name, said_of(source), request)


def test_standard_input(request: pytest.FixtureRequest) -> None:
    compare("stdin", said_of("-", b"ropa: 1\nregister: {organisation: us}\n") + said_of("-", b"a: \xff"), request)


def test_standard_input_that_is_too_long(monkeypatch: pytest.MonkeyPatch, request: pytest.FixtureRequest) -> None:
    monkeypatch.setattr(files, "MAX_BYTES", 2 * 1024 * 1024)
    compare("stdin-too-large", said_of("-", b"#" * (2 * 1024 * 1024 + 1)), request)


def test_closed_standard_input(request: pytest.FixtureRequest) -> None:
    stream = io.BytesIO(b"ropa: 1")
    stream.close()
    with pytest.raises(InputProblems) as caught:
        read_source("-", standard_input=stream)
    compare("stdin-closed", f"{caught.value.problems[0].as_text()}\n", request)


def test_too_many_values(monkeypatch: pytest.MonkeyPatch, tmp_path: Path, request: pytest.FixtureRequest) -> None:
    monkeypatch.setattr(yaml_text, "MAX_NODES", 1_000)
    monkeypatch.chdir(tmp_path)
    Path("ropa.yaml").write_text("ropa: 1\nextra: [" + "a, " * 1_000 + "a]\n")
    compare("too-many-values", said_of("ropa.yaml"), request)


def test_twelve_mistakes_are_twelve_problems_in_file_order(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(CASES)
    with pytest.raises(InputProblems) as caught:
        read("twelve-mistakes.yaml")
    lines = [problem.position.line for problem in caught.value.problems]
    assert len(lines) == 12
    assert lines == sorted(lines)
    assert str(caught.value) == "12 problems in the input"


def test_no_expectation_is_left_over() -> None:
    others = {"stdin", "stdin-too-large", "stdin-closed", "too-many-values"}
    assert {path.stem for path in CASES.glob("*.txt")} == {*WRITTEN, *MADE, *others}


def functions_of(module: ModuleType) -> list[str]:
    return [
        name
        for name, value in inspect.getmembers(module, inspect.isfunction)
        if value.__module__ == module.__name__ and not name.startswith("_")
    ]


@pytest.mark.parametrize("module", [reading, resolving], ids=["readers", "resolver"])
def test_every_message_stands_in_the_gallery(
    module: ModuleType, monkeypatch: pytest.MonkeyPatch, tmp_path: Path, request: pytest.FixtureRequest
) -> None:
    calls: Counter[str] = Counter()
    for name in functions_of(module):
        monkeypatch.setattr(module, name, counted(getattr(module, name), calls))
    monkeypatch.chdir(CASES)
    for name in WRITTEN:
        said_of(name if (CASES / name).is_dir() else f"{name}.yaml")
    for name, make in sorted(MADE.items()):
        (tmp_path / name).mkdir()
        monkeypatch.chdir(tmp_path / name)
        said_of(make(tmp_path / name))
    if module is reading:
        test_too_many_values(monkeypatch, tmp_path, request)
    assert sorted(set(functions_of(module)) - set(calls)) == []


def counted(function: Callable[..., object], calls: Counter[str]) -> Callable[..., object]:
    name = function.__name__

    @wraps(function)
    def call(*args: object, **kwargs: object) -> object:
        calls[name] += 1
        return function(*args, **kwargs)

    call.__module__ = function.__module__
    return call


@pytest.mark.parametrize("name", WRITTEN)
def test_every_problem_says_where_what_why_and_what_next(name: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(CASES)
    with pytest.raises(InputProblems) as caught:
        read(name if (CASES / name).is_dir() else f"{name}.yaml")
    for problem in caught.value.problems:
        json = problem.as_json()
        assert list(json) == ["file", "line", "column", "message", "why", "next", "near"]
        assert problem.message
        assert not problem.message.endswith(".")
        assert problem.why.endswith(".")
        assert problem.next
        assert_inside(problem.position.file, problem.position.line, problem.position.column)


def assert_inside(file: str, line: int, column: int) -> None:
    """Fail when a position does not exist in the file; 0 stands for the file as a whole."""
    if line == 0:
        assert column == 0
        return
    lines = Path(file).read_text(encoding="utf-8").split("\n")
    assert 1 <= line <= len(lines)
    assert 1 <= column <= len(lines[line - 1]) + 1
