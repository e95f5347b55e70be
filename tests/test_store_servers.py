"""Registers on PostgreSQL: written whole, read without writing, refused in words. Skipped where there is no server."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

import ropa
from ropa.cli.main import run
from ropa.errors import InputProblems
from ropa.store.servers import shown
from tests.servers import running_server


@pytest.fixture(autouse=True)
def _at_the_top(monkeypatch: pytest.MonkeyPatch, repository: Path) -> None:
    monkeypatch.chdir(repository)


@pytest.fixture(name="server", scope="module")
def _server() -> Iterator[str]:
    with running_server() as url:
        yield url


def execute(server: str, *statements: str) -> None:
    import psycopg

    with psycopg.connect(server) as connection:
        for statement in statements:
            connection.execute(statement.encode())


def test_a_register_comes_back_equal(server: str) -> None:
    for example in ("aiopbt", "corner-books"):  # the second replaces the first
        register = ropa.open(f"examples/{example}").register
        ropa.open(f"examples/{example}").export_to(server)
        assert ropa.open(server).register == register


def test_every_verb_reads_it(server: str, capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    source = server.replace("postgres@", "postgres:hunter2@")  # this server asks nobody for a password
    assert run(["export", "examples/corner-books", "-o", source]) == 0
    assert "wrote postgresql://postgres:***@/" in capsys.readouterr().err
    assert run(["export", source, "-o", f"{tmp_path}/back.sqlite", "--quiet"]) == 0
    assert run(["export", "examples/corner-books", "-o", f"{tmp_path}/x.sqlite", "--quiet"]) == 0
    assert (tmp_path / "back.sqlite").read_bytes() == (tmp_path / "x.sqlite").read_bytes()
    for arguments in (
        ["check", "SOURCE", "--fail-on", "never"],
        ["check", "SOURCE", "--fail-on", "never", "--format", "sarif"],
        ["query", "recipients", "SOURCE", "--data", "email-address"], ["sql", "SELECT * FROM transfers", "SOURCE"],
    ):  # fmt: skip
        outputs = []
        for place in ("examples/corner-books", source):
            assert run([place if word == "SOURCE" else word for word in arguments]) == 0
            said = capsys.readouterr()
            assert "hunter2" not in said.out + said.err
            outputs.append(said.out)
        if "--fail-on" not in arguments:  # documents are at hand beside a folder, and not beside a server
            assert outputs[0] == outputs[1], arguments


def test_an_edit_counts_and_is_checked(server: str) -> None:
    ropa.open("examples/corner-books").export_to(server)
    execute(server, "UPDATE organisation SET country = 'FR' WHERE key = 'aweber'")
    assert ropa.open(server).register.organisations["aweber"].country == "FR"
    execute(server, "UPDATE organisation SET registration_number = NULL, part_of = NULL, directory = 'no such row'")
    with pytest.raises(InputProblems) as caught:
        ropa.open(server)
    assert f"{shown(server)}/organisation:1:" in str(caught.value.problems[0].position)


def test_what_is_no_register_is_refused(server: str) -> None:
    execute(server, "DROP SCHEMA public CASCADE", "CREATE SCHEMA public")
    with pytest.raises(InputProblems) as caught:
        ropa.open(server)
    assert "this database holds no register" in caught.value.problems[0].message
    execute(server, "CREATE TABLE flow (x integer)")
    with pytest.raises(ropa.errors.UsageError, match="tables of other programs"):
        ropa.open("examples/corner-books").export_to(server)
    execute(server, "DROP TABLE flow")
    ropa.open("examples/corner-books").export_to(server)
    execute(server, "UPDATE ropa_stamp SET format = 9")
    with pytest.raises(InputProblems) as caught:
        ropa.open(server)
    assert "of format 9" in caught.value.problems[0].message


def test_what_the_server_refuses_is_said_without_the_password(server: str, capsys: pytest.CaptureFixture[str]) -> None:
    execute(server, "DROP SCHEMA public CASCADE", "CREATE SCHEMA public", "CREATE ROLE reader LOGIN PASSWORD 'hunter2'")
    reader = server.replace("postgres@", "reader:hunter2@") + "&password=hunter2"
    nowhere = server.replace("postgres@/postgres", "postgres:hunter2@/nowhere")
    for url, reason in (
        (nowhere, 'database "nowhere" does not exist'),
        (reader, "the database refuses (no schema has been selected"),
    ):
        assert run(["export", "examples/corner-books", "-o", url]) == 2
        said = capsys.readouterr().err
        assert reason in said
        assert "hunter2" not in said
    with pytest.raises(InputProblems) as caught:
        ropa.open(server)
    assert "this database holds no register" in caught.value.problems[0].message  # nothing was written by half


_ENDS = {
    "postgresql://nobody:secret@127.0.0.1:9/x": "the database cannot be reached (connection",
    "postgresql://nobody:secret@[broken": "the database cannot be reached (",
    "postgresql://nobody:secret@host:port/x": "no URL of a database",
    "postgresql://nobody:a@secret@host/x": "an `@` of a name or password is written %40",
    "postgresql://127.0.0.1:9/x?user=nobody&password=secret": "the database cannot be reached (connection",
    "postgresql:secret": "no URL of a database",
    "postgresql+nonsense://nobody:secret@x": "no URL of a database",
    "postgresql+psycopg_async://nobody:secret@x": "for asynchronous programs",
    "postgresql+psycopg2://nobody:secret@127.0.0.1:9/x": "",  # whether that driver is there is not ours to say
}


@pytest.mark.parametrize("url", _ENDS)
def test_a_server_that_does_not_answer(url: str, capsys: pytest.CaptureFixture[str]) -> None:
    for arguments in (["check", url], ["export", "examples/corner-books", "-o", url]):
        assert run(arguments) == 2
        said = capsys.readouterr().err
        assert "secret" not in said
        assert _ENDS[url] in said or "needs a driver" in said
