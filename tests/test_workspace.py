"""The workspace: what library users hold."""

from __future__ import annotations

import datetime as dt
import inspect
from pathlib import Path

import pytest

import ropa
from ropa.errors import InputProblems, UsageError
from ropa.questions import QUESTIONS
from ropa.workspace import Workspace
from tests.helpers import register_from

EXAMPLE = "examples/corner-books"


@pytest.fixture(autouse=True)
def _at_the_top(monkeypatch: pytest.MonkeyPatch, repository: Path) -> None:
    monkeypatch.chdir(repository)


def test_the_sample_answer() -> None:
    workspace = ropa.open(EXAMPLE, as_of="2026-11-22")
    answer = workspace.recipients(data="email-address", subjects="visitor").as_json()
    assert {key: answer[key] for key in ("format", "question", "facts_as_of", "as_of", "answer")} == {
        "format": 1, "question": "recipients", "facts_as_of": "2026-11-01", "as_of": "2026-11-22", "answer": "found",
    }  # fmt: skip
    assert answer["asked"]["data"] == ["email-address"]
    assert answer["asked"]["subjects"] == ["visitor"]
    assert answer["asked"]["reach"] == "declared"
    (aweber,) = answer["recipients"]
    shown = {key: aweber[key] for key in ("id", "name", "kind", "internal", "direct", "country", "from")}
    assert shown == {
        "id": "aweber", "name": "AWeber", "kind": "company", "internal": False, "direct": True, "country": "US",
        "from": "register",
    }  # fmt: skip
    (fact,) = aweber["facts"]
    named = ("flow", "activity", "subject", "data", "role", "match", "certainty", "path", "transfers", "cites")
    assert {key: fact[key] for key in named} == {
        "flow": "newsletter/shop->aweber", "activity": "newsletter", "subject": "visitor", "data": "email-address",
        "role": "processor", "match": "exact", "certainty": "stated", "path": ["visitor", "shop", "aweber"],
        "transfers": [{"regime": "eu-gdpr", "grade": "safeguarded", "tool": "scc-2021"}],
        "cites": [{"document": "policy", "lines": "22-23"}],
    }  # fmt: skip
    (hetzner,) = answer["hosts"]
    shown = {key: hetzner[key] for key in ("id", "name", "kind", "country", "from")}
    assert shown == {
        "id": "hetzner", "name": "Hetzner Online GmbH", "kind": "company", "country": "DE", "from": "directory",
    }  # fmt: skip
    assert (answer["denied"], answer["not_stated"]) == ([], [])


def test_every_question_is_a_method_with_the_same_arguments() -> None:
    for question in QUESTIONS:
        method = getattr(Workspace, question.name)
        assert set(inspect.signature(method).parameters) == {"self", *(option.argument for option in question.options)}


def test_all_questions_answer() -> None:
    workspace = ropa.open(EXAMPLE)
    assert workspace.holdings(of="aweber").answer.value == "found"
    assert workspace.paths(source="visitor", target="aweber", data=["email-address"]).answer.value == "found"
    assert workspace.where(data=("email-address",)).answer.value == "found"


@pytest.mark.parametrize(
    "as_of", ["2026-11-22", dt.date(2026, 11, 22), dt.datetime(2026, 11, 22, 23, 59, tzinfo=dt.UTC)]
)
def test_as_of(as_of: dt.date | str) -> None:
    assert ropa.open(EXAMPLE, as_of=as_of).as_of == dt.date(2026, 11, 22)


def test_as_of_is_today_where_not_given() -> None:
    before = dt.datetime.now(tz=dt.UTC).astimezone().date()
    assert before <= ropa.open(EXAMPLE).as_of <= dt.datetime.now(tz=dt.UTC).astimezone().date()


@pytest.mark.parametrize("as_of", ["yesterday", 20261122])
def test_a_date_that_is_none(as_of: object) -> None:
    with pytest.raises(UsageError, match="is not a date"):
        ropa.open(EXAMPLE, as_of=as_of)  # type: ignore[arg-type]


def test_a_missing_source_is_a_problem_with_its_name() -> None:
    with pytest.raises(InputProblems, match="1 problem in the input") as caught:
        ropa.open("examples/nowhere")
    assert caught.value.problems[0].position.file == "examples/nowhere"


def test_an_edition_and_a_view_that_are_none() -> None:
    workspace = ropa.open(EXAMPLE)
    with pytest.raises(UsageError, match="is not an edition"):
        workspace.record(edition="public")  # type: ignore[arg-type]
    with pytest.raises(UsageError, match="is not a view"):
        workspace.diagram(view="galaxy")


def test_the_internal_edition_has_the_findings() -> None:
    workspace = ropa.open(EXAMPLE, as_of="2026-11-22")
    assert "A102" in str(workspace.record(edition="internal").as_json())
    assert "A102" not in str(workspace.record().as_json())


def documents_of(folder: Path, text: str, **options: Path) -> dict[str, tuple[str, ...]]:
    """Return the documents that a workspace has at hand; their register lies in `folder`."""
    (folder / "ropa.yaml").write_text(text, encoding="utf-8")
    return dict(ropa.open(folder / "ropa.yaml", **options).documents)  # type: ignore[arg-type]


REGISTER = """
ropa: 1
register:
  organisation: us
  documents:
    policy: {file: policy.txt}
    away: {url: "https://policy.example"}
organisations: {us: {name: Us}}
"""


def test_documents_beside_the_register(tmp_path: Path) -> None:
    assert documents_of(tmp_path, REGISTER) == {}
    (tmp_path / "policy.txt").write_text("one\r\ntwo\n", encoding="utf-8", newline="")
    assert documents_of(tmp_path, REGISTER) == {"policy": ("one", "two", "")}


def test_a_folder_of_documents_goes_first_by_name_alone(tmp_path: Path) -> None:
    (tmp_path / "policy.txt").write_text("beside", encoding="utf-8")
    (tmp_path / "other").mkdir()
    (tmp_path / "other" / "policy.txt").write_text("other", encoding="utf-8")
    assert documents_of(tmp_path, REGISTER, documents=tmp_path / "other") == {"policy": ("other",)}


def test_a_document_that_is_no_text_is_not_at_hand(tmp_path: Path) -> None:
    (tmp_path / "policy.txt").write_bytes(b"\xff\xfe\x00")
    assert documents_of(tmp_path, REGISTER) == {}


def test_a_link_out_of_the_folder_is_not_followed(tmp_path: Path) -> None:
    inside = tmp_path / "inside"
    inside.mkdir()
    (tmp_path / "secret.txt").write_text("secret", encoding="utf-8")
    (inside / "policy.txt").symlink_to(tmp_path / "secret.txt")
    assert documents_of(inside, REGISTER) == {}


def test_the_model_is_not_changed_by_reading(tmp_path: Path) -> None:
    register = register_from("activities: {a: {purposes: [security]}}")
    with pytest.raises(AttributeError):
        register.activities["a"].name = "other"  # type: ignore[misc]
