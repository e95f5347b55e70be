"""`ropa diagram`: views, choices, formats and folders on the command line and in Python."""

from __future__ import annotations

from importlib import import_module
from pathlib import Path
from xml.etree import ElementTree as ET

import pytest

import ropa
from ropa.cli.diagram import _VIEWS
from ropa.cli.main import run
from ropa.diagrams import VIEWS
from ropa.diagrams.engines import Engine, find_engines
from tests.diagram_reading import flows_in_dot, flows_in_mermaid, flows_in_svg

BOOKS = "examples/corner-books"
PARTNERS = "examples/alipartnership"
NEEDS = {"activity": ["--activity", "newsletter"], "data": ["--data", "email-address"]}

needs_dot = pytest.mark.skipif(not find_engines(), reason="needs the program dot (or pygraphviz)")


def test_the_command_offers_every_view_of_the_library() -> None:
    assert tuple(view.name for view in VIEWS) == _VIEWS


@pytest.mark.parametrize("view", _VIEWS)
@pytest.mark.parametrize("ending", ["dot", "mmd", "mermaid"])
def test_every_view_as_text(view: str, ending: str, tmp_path: Path) -> None:
    place = tmp_path / f"picture.{ending}"
    assert run(["diagram", PARTNERS, "--view", view, *NEEDS.get(view, []), "-o", str(place)]) == 0
    text = place.read_text(encoding="utf-8")
    assert (flows_in_dot if ending == "dot" else flows_in_mermaid)(text)


@needs_dot
@pytest.mark.parametrize("view", _VIEWS)
def test_every_view_as_svg_png_and_pdf(view: str, tmp_path: Path) -> None:
    for ending, start in (("svg", b"<?xml"), ("png", b"\x89PNG"), ("pdf", b"%PDF")):
        place = tmp_path / f"picture.{ending}"
        assert run(["diagram", BOOKS, "--view", view, *NEEDS.get(view, []), "-o", str(place), "--quiet"]) == 0
        assert place.read_bytes().startswith(start)
    picture = ropa.open(BOOKS).diagram(
        view=view,
        activities="newsletter" if view == "activity" else (),
        data="email-address" if view == "data" else (),
    )
    root = ET.parse(tmp_path / "picture.svg").getroot()
    assert set(flows_in_svg(root)) == set(picture.flow_ids)


def test_choices_combine(capsys: pytest.CaptureFixture[str]) -> None:
    options = ["--subjects", "visitor", "--organisation", "AWeber", "--country", "US", "--data", "email-address"]
    assert run(["diagram", PARTNERS, *options]) == 0
    out = capsys.readouterr().out
    assert [flow.flow for flow in flows_in_dot(out)] == ["newsletter/website->aweber"]
    assert "only “Email address” · about Website visitors · with AWeber · in United States" in out


def test_focus_and_depth(capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["diagram", BOOKS, "--view", "systems", "--focus", "aweber", "--depth", "2"]) == 0
    flows = {flow.flow for flow in flows_in_dot(capsys.readouterr().out)}
    assert flows == {"newsletter/shop->aweber", "newsletter/visitor->shop"}
    assert run(["diagram", BOOKS, "--depth", "2"]) == 2
    assert "Say from what, with `--focus KEY`" in capsys.readouterr().err


@pytest.mark.parametrize(
    ("options", "says"),
    [
        (["--data", "emial-address"], "email-address"),
        (["--view", "data"], "--data KEY"),
        (["--view", "activity"], "-o FOLDER/"),
        (["--focus", "awebr"], "aweber"),
        (["--country", "Ireand"], "IE"),
    ],
)
def test_what_is_wrong_is_said_with_what_to_do(
    options: list[str], says: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(["diagram", BOOKS, *options]) == 2
    assert says in capsys.readouterr().err


def test_a_folder_gets_one_file_for_each_activity(tmp_path: Path) -> None:
    folder = tmp_path / "pictures"
    assert run(["diagram", BOOKS, "--view", "activity", "--format", "mermaid", "-o", f"{folder}/"]) == 0
    names = ["activity-delivery.mmd", "activity-newsletter.mmd", "activity-payments.mmd"]
    assert sorted(path.name for path in folder.iterdir()) == names
    told = {flow for path in folder.iterdir() for flow in flows_in_mermaid(path.read_text(encoding="utf-8"))}
    assert len(told) == len(ropa.open(BOOKS).register.flows)
    assert (
        run(["diagram", BOOKS, "--view", "activity", "--activity", "delivery", "--format", "dot", "-o", str(folder)])
        == 0
    )
    assert run(["diagram", BOOKS, "--view", "data", "--data", "name", "--format", "dot", "-o", str(folder)]) == 0
    assert {"activity-delivery.dot", "data-name.dot"} <= {path.name for path in folder.iterdir()}


def test_nothing_is_written_into_a_folder_where_one_picture_is_refused(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    folder = tmp_path / "pictures"
    made = ["diagram", BOOKS, "--view", "activity", "--format", "dot", "--max-edges", "1", "-o", f"{folder}/"]
    assert run(made) == 2
    assert "more than 1" in capsys.readouterr().err
    assert not folder.exists()


def test_a_folder_without_a_layout_program_gets_the_texts(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(import_module("ropa.diagrams.render"), "find_engines", lambda: ())
    assert run(["diagram", BOOKS, "--view", "activity", "-o", str(tmp_path)]) == 2
    assert {path.suffix for path in tmp_path.iterdir()} == {".dot"}
    assert "no picture was drawn" in capsys.readouterr().err


def test_what_was_put_together_is_said_beside_the_picture(capsys: pytest.CaptureFixture[str]) -> None:
    command = ["diagram", PARTNERS, "--view", "systems", "--max-edges", "6"]
    for made in (command, [*command, "--format", "mermaid"]):
        assert run(made) == 0
        told = capsys.readouterr()
        assert "would be too many to read" in told.err
        assert "would be too many to read" in told.out
    assert run([*command, "--quiet"]) == 0
    told = capsys.readouterr()
    assert told.err == ""
    assert "would be too many to read" in told.out


def test_a_refusal_names_the_options_that_help(capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["diagram", PARTNERS, "--max-edges", "2"]) == 2
    said = capsys.readouterr().err
    assert all(option in said for option in ("--activity", "--data", "--country", "--focus", "--max-edges"))


def test_python_takes_the_same_choices() -> None:
    workspace = ropa.open(BOOKS)
    picture = workspace.diagram(view="systems", focus="aweber", depth=2)
    assert {flow.flow for flow in picture.flow_ids} == {"newsletter/shop->aweber", "newsletter/visitor->shop"}
    one = workspace.diagram(data="email-address", subjects=["visitor"], organisations="aweber", countries="US")
    assert [flow.flow for flow in one.flow_ids] == ["newsletter/shop->aweber"]
    assert (one.view, picture.view) == ("context", "systems")


def test_a_part_does_not_replace_the_whole_in_a_folder(tmp_path: Path) -> None:
    for more in ([], ["--subjects", "visitor"], ["--country", "US", "--focus", "shop", "--depth", "2"]):
        assert run(["diagram", BOOKS, "--format", "dot", "-o", str(tmp_path), *more]) == 0
    assert {path.name for path in tmp_path.iterdir()} == {
        "context.dot", "context-visitor.dot", "context-us-shop-2-steps.dot",
    }  # fmt: skip


@pytest.mark.parametrize("binary", ["png", "pdf"])
def test_a_terminal_gets_no_binary_file(
    binary: str, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr("sys.stdout.isatty", lambda: True)
    assert run(["diagram", BOOKS, "--format", binary]) == 2
    told = capsys.readouterr()
    assert told.out == ""
    assert f"-o NAME.{binary}" in told.err


def test_a_view_that_is_none_comes_with_the_nearest(capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["diagram", BOOKS, "--view", "border"]) == 2
    assert "Did you mean 'borders'?" in capsys.readouterr().err
    assert run(["diagram", BOOKS, "--view", "xyz"]) == 2
    assert "'context', 'activity'" in capsys.readouterr().err


def test_a_picture_that_no_program_can_draw_is_not_written_and_says_what_to_do(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    broken = (Engine("dot", ("false",)),)
    monkeypatch.setattr(import_module("ropa.diagrams.render"), "find_engines", lambda: broken)
    for ending in ("svg", "png", "pdf"):
        assert run(["diagram", BOOKS, "-o", str(tmp_path / f"x.{ending}")]) == 2
        said = capsys.readouterr().err
        assert all(rung in said for rung in ("words on the lines", "second ranking", "numbers and a key", "no words"))
        assert "--format mermaid" in said
    assert list(tmp_path.iterdir()) == []
