"""What goes into a database comes out of it: the same register, the same bytes, the same output of every verb."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from dataclasses import replace
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import given

import ropa
from ropa.cli.main import run
from ropa.model import Flow, Organisation, Register
from ropa.store.writing import InvalidRows, database_bytes
from tests.helpers import register_from
from tests.store_registers import EXAMPLES, RANDOM, example, resolved, stored, written, written_example
from tests.strategies import registers


@pytest.fixture(autouse=True)
def _at_the_top(monkeypatch: pytest.MonkeyPatch, repository: Path) -> None:
    monkeypatch.chdir(repository)


@pytest.mark.parametrize("name", EXAMPLES)
def test_an_example_comes_back_equal(name: str, tmp_path: Path) -> None:
    register = example(name)
    with stored(written_example(name, tmp_path / "x.sqlite")) as found:
        assert found == register
        assert register == found
        assert hash(found) == hash(register)
        for section in ("organisations", "systems", "data_subjects", "activities", "promises", "rights"):
            assert list(getattr(found, section)) == list(getattr(register, section))  # mappings compare without order
        assert found.general == register.general
        assert [flow.id for flow in found.flows] == [flow.id for flow in register.flows]
        assert found.whole.notices == register.notices


@RANDOM
@given(registers())
def test_any_register_comes_back_equal(text: str) -> None:
    register = resolved(text)
    with TemporaryDirectory() as folder, stored(written(register, Path(folder) / "x.sqlite")) as found:
        assert found == register
        assert [flow.id for flow in found.flows] == [flow.id for flow in register.flows]
        assert found != replace(register, name="another name")


def test_sections_are_read_when_they_are_asked_for(tmp_path: Path) -> None:
    register = example("corner-books")
    with stored(written_example("corner-books", tmp_path / "x.sqlite")) as found:
        assert found.name == "Corner Books"
        assert "activities" not in vars(found)
        assert found.title("aweber") == "AWeber"
        assert "activities" not in vars(found)
        assert len(found.activities) == 3
        assert "general" in vars(found)
        assert replace(found, name="Another").organisations == register.organisations


def test_the_same_register_gives_the_same_bytes(tmp_path: Path) -> None:
    script = "import sys, ropa; sys.stdout.buffer.write(ropa.open('examples/corner-books').export())"
    found = {
        subprocess.run(
            [sys.executable, "-c", script], capture_output=True, check=True, env={**os.environ, "PYTHONHASHSEED": seed}
        ).stdout
        for seed in ("1", "2")
    }
    assert len(found) == 1
    path = tmp_path / "x.sqlite"
    path.write_bytes(found.pop())
    assert ropa.open(path).export() == path.read_bytes()  # a database exported once more is the same database


#: Every kind of output: a list of arguments; SOURCE stands for the source.
_VERBS = (
    ["check", "SOURCE", "--fail-on", "never"],
    ["check", "SOURCE", "--fail-on", "never", "--format", "json"],
    ["check", "SOURCE", "--fail-on", "never", "--format", "sarif"],
    ["record", "SOURCE", "--format", "markdown", "--edition", "internal"],
    ["record", "SOURCE", "--format", "html"],
    ["record", "SOURCE", "--part", "30-2", "--format", "json"],
    ["transfers", "SOURCE", "--format", "csv"],
    ["retention", "SOURCE"],
    ["diagram", "SOURCE", "--format", "dot"],
    ["query", "recipients", "SOURCE", "--data", "email-address", "--internal", "--format", "json"],
    ["query", "recipients", "SOURCE", "--format", "csv"],
    ["query", "where", "SOURCE", "--data", "contact-data"],
    ["query", "facts", "SOURCE", "--format", "csv"],
    ["query", "promises", "SOURCE", "--format", "json"],
    ["query", "retention", "SOURCE", "--format", "json"],
    ["sql", "SELECT * FROM facts", "SOURCE", "--format", "csv"],
)


@pytest.mark.parametrize("example", ["corner-books", "wordpress-shop"])
def test_every_verb_says_the_same(
    example: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    shutil.copytree(f"examples/{example}", tmp_path / "register")
    monkeypatch.chdir(tmp_path / "register")
    assert run(["export", "ropa.yaml", "-o", "x.sqlite", "--quiet"]) == 0
    for arguments in _VERBS:
        said = []
        for source in ("ropa.yaml", "x.sqlite"):
            code = run([source if word == "SOURCE" else word for word in [*arguments, "--as-of", "2026-11-22"]])
            out, err = capsys.readouterr()
            assert code == 0, err
            said.append(out.replace("x.sqlite", "ropa.yaml"))
        assert said[0] == said[1], arguments


def test_a_site_is_the_same(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    shutil.copytree("examples/corner-books", tmp_path / "register")
    monkeypatch.chdir(tmp_path / "register")
    assert run(["export", "ropa.yaml", "-o", "x.sqlite", "--quiet"]) == 0
    sites = []
    for source in ("ropa.yaml", "x.sqlite"):
        folder = tmp_path / source
        assert run(["build", source, "-o", str(folder), "--no-pictures", "--quiet", "--as-of", "2026-11-22"]) == 0
        files = (path for path in folder.rglob("*") if path.is_file())
        sites.append(
            {str(path.relative_to(folder)): path.read_bytes().replace(b"x.sqlite", b"ropa.yaml") for path in files}
        )
    assert sites[0] == sites[1]


def test_a_register_that_was_built_by_hand_is_checked() -> None:
    register = register_from("organisations: {us: {name: Us}, them: {name: Them}}")
    wrong = replace(register, organisations={"us": Organisation(key="us", headcount="many")})  # type: ignore[arg-type]
    with pytest.raises(InvalidRows, match="`headcount`"):
        database_bytes(wrong, shipped="")
    nobody = Flow(id="a", activity="sale", source="us", target="nobody")
    assert isinstance(register, Register)
    general = register_from(
        "general: {flows: [us -> them: [name]]}\norganisations: {us: {name: Us}, them: {name: Them}}"
    )
    assert general.general is not None
    lost = replace(general, general=replace(general.general, flows=(nobody,)))
    with pytest.raises(InvalidRows, match=r"row 1 of `flow` points at no row of `(node|activity)`"):
        database_bytes(lost, shipped="")


def test_what_is_odd_in_a_register_comes_back(tmp_path: Path) -> None:
    register = register_from(
        """
        register:
          organisation: us
          name: {is: "null", certainty: possible, stated_as: "ünï 'quoted' \\"text\\"", extra: {a: [1, {b: null}]}}
          documents: {policy: {title: "a; DROP TABLE flow; --"}}
          extra: {kept: [as, {is: "null"}]}
        organisations: {us: {name: "Us, \\t Ltd \\u0000"}, them: {}}
        activities:
          sale:
            cite: [policy:3, {document: policy, section: Intro}]
            flows: [us -> them: {data: [email-address, own words here], subjects: [customer], cite: policy:9-12}]
        """.replace("\\u0000", "")
    )
    with stored(written(register, tmp_path / "x.sqlite")) as found:
        assert found == register
        assert found.extra == {"kept": ["as", {"is": "null"}]}
        assert found.mark("name").extra == {"a": ["1", {"b": None}]}
