"""Files, folders, links, encodings and standard input become one draft."""

from __future__ import annotations

import io
from pathlib import Path

import pytest
import yaml

from ropa.errors import InputProblems, Position
from ropa.law import load_law
from ropa.model import Register
from ropa.readers import MAX_DEPTH, read_source, read_yaml, yaml_text
from ropa.resolver import resolve
from ropa.resolver.draft import Mapping, Scalar, Sequence, describe, is_absent, shorten
from ropa.vocabulary import load_vocabulary

HEAD = "ropa: 1\nregister: {organisation: us, as_of: 2026-11-01}\norganisations: {us: {name: Us, country: IE}}\n"


def register_of(source: Path | str) -> Register:
    return resolve(read_source(str(source)), law=load_law(), vocabulary=load_vocabulary())


def write(folder: Path, **texts: str) -> Path:
    for name, text in texts.items():
        path = folder / f"{name.replace('__', '/')}.yaml"
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8", newline="")
    return folder


def messages(source: Path | str) -> list[str]:
    with pytest.raises(InputProblems) as caught:
        register_of(source)
    return [problem.message for problem in caught.value.problems]


def test_one_file(tmp_path: Path) -> None:
    register = register_of(write(tmp_path, ropa=HEAD) / "ropa.yaml")
    assert register.organisations["us"].position == Position(str(tmp_path / "ropa.yaml"), 3, 17)


def test_standard_input() -> None:
    draft = read_source("-", standard_input=io.BytesIO(HEAD.encode()))
    assert draft.position == Position("<stdin>", 1, 1)
    with pytest.raises(InputProblems, match="1 problem in"):
        read_source("-")


@pytest.mark.parametrize("ends", ["\n", "\r\n", "\r"])
@pytest.mark.parametrize("mark", ["", "\ufeff"])
def test_byte_order_marks_and_line_ends(tmp_path: Path, ends: str, mark: str) -> None:
    text = mark + (HEAD + "systems:\n  shop: {name: 'Café'}\n").replace("\n", ends)
    shop = register_of(write(tmp_path, ropa=text) / "ropa.yaml").systems["shop"]
    assert (shop.name, shop.position and shop.position.line) == ("Café", 5)


def test_old_line_ends_are_no_line_ends(tmp_path: Path) -> None:
    text = HEAD + "systems:\n  shop: {name: one\u2028two\u0085three}\n  crm: {}\n"
    systems = register_of(write(tmp_path, ropa=text) / "ropa.yaml").systems
    assert systems["shop"].name == "one two three"
    assert systems["crm"].position is not None
    assert systems["crm"].position.line == 6


def test_a_folder_is_read_recursively_by_relative_path(tmp_path: Path) -> None:
    write(tmp_path, b__z="systems: {z: Z}\n", a="systems: {a: A}\n", b__c__d="systems: {d: D}\n", ropa=HEAD)
    (tmp_path / "m.yml").write_text("systems: {m: M}")
    (tmp_path / "N.YAML").write_text("systems: {n: N}")
    (tmp_path / "notes.txt").write_text("no inventory")
    (tmp_path / ".git").mkdir()
    (tmp_path / ".git" / "x.yaml").write_text("not: read")
    (tmp_path / ".hidden.yaml").write_text("not: read")
    assert list(register_of(tmp_path).systems) == ["n", "a", "d", "z", "m"]


def test_files_of_a_folder_are_joined_section_by_section(tmp_path: Path) -> None:
    write(
        tmp_path,
        a=HEAD + "cookies: {name: one}\nactivities:\nextra: {a: 1}\ngeneral: {measures: [access-control]}\n",
        b="ropa: '1'\ncookies: {name: two, set_by: us}\nactivities: {x: {name: X}}\nextra: {b: 2}\ngeneral: {purposes: security}\n",
        c="register: {version: 3, documents: {p: p.txt}, lost: a}\ncookies: [{name: three}]\nsystems: {s: {cite: p:1}}\n",
        d="register: {documents: {q: q.txt}, lost: [b]}\nactivities: {}\nwaivers:\n",
    )
    register = register_of(tmp_path)
    assert [(cookie.name, cookie.set_by) for cookie in register.cookies] == [("one", ""), ("two", "us"), ("three", "")]
    assert list(register.activities) == ["x"]
    assert register.extra == {"a": "1", "b": "2"}
    assert list(register.documents) == ["p", "q"]
    assert register.version == "3"
    assert register.general is not None
    assert (len(register.general.measures), len(register.general.purposes)) == (1, 1)


def test_lists_of_the_register_are_joined_too(tmp_path: Path) -> None:
    write(
        tmp_path, a=HEAD + "x: 1\n".replace("x: 1\n", ""), b="register: {lost: [one]}\n", c="register: {lost: [two]}\n"
    )
    assert [item.what for item in register_of(tmp_path).lost] == ["one", "two"]


def test_a_key_defined_twice_names_both_places(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    write(tmp_path, a=HEAD + "systems: {shop: A}\n", b="systems:\n  shop: B\n  crm: {operator: nobody}\n")
    monkeypatch.chdir(tmp_path)
    assert messages(".") == [
        "`shop` stands here a second time (first at a.yaml:4:11)", "`nobody` is not an organisation of this register",
    ]  # fmt: skip


def test_what_one_file_lacks_is_not_reported_where_another_cannot_be_read(tmp_path: Path) -> None:
    write(tmp_path, a=HEAD + "activities: {a: {recipients: shop}}\n", b="systems: {shop: [\n")
    assert messages(tmp_path) == ["a bracket `[` or `{` is not closed, or holds nothing between two commas"]


def test_links_inside_the_folder_are_read_once(tmp_path: Path) -> None:
    write(tmp_path / "register", a=HEAD, shared__systems="systems: {shop: Shop}\n")
    (tmp_path / "register" / "again").symlink_to(tmp_path / "register" / "shared", target_is_directory=True)
    (tmp_path / "register" / "copy.yaml").symlink_to("a.yaml")
    (tmp_path / "register" / "loop").symlink_to(tmp_path / "register", target_is_directory=True)
    assert list(register_of(tmp_path / "register").systems) == ["shop"]


def test_the_source_itself_may_be_a_link(tmp_path: Path) -> None:
    write(tmp_path / "real", a=HEAD)
    (tmp_path / "link").symlink_to(tmp_path / "real", target_is_directory=True)
    (tmp_path / "one.yaml").symlink_to(tmp_path / "real" / "a.yaml")
    assert register_of(tmp_path / "link").organisation == "us"
    assert register_of(tmp_path / "one.yaml").organisation == "us"


def test_a_folder_that_cannot_be_listed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def walk(top: Path, *, onerror: object) -> list[tuple[str, list[str], list[str]]]:
        onerror(PermissionError(13, "Permission denied", str(top)))  # type: ignore[operator]
        return []

    monkeypatch.setattr("os.walk", walk)
    assert messages(tmp_path) == ["it cannot be read (Permission denied)"]


def test_a_device_is_read_as_far_as_the_limit(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("ropa.readers.files.MAX_BYTES", 1024 * 1024)
    if not Path("/dev/zero").exists():
        pytest.skip("no /dev/zero here")
    assert messages("/dev/zero") == ["the file is larger than 1 MB (at least 1,048,577 bytes)"]


def read(text: str) -> tuple[Mapping | None, list[str]]:
    draft, problems = read_yaml(text, "x.yaml")
    return draft, [problem.message for problem in problems]


def test_scalars_stay_text() -> None:
    draft, _ = read(
        "{a: NO, b: 'null', c: null, d: ~, e: , f: 0123, g: 1.0, h: |\n    x\n    y\n}".replace(
            ", h: |\n    x\n    y\n", ""
        )
    )
    assert draft is not None
    texts = {
        entry.key: (entry.value.text, is_absent(entry.value))
        for entry in draft.entries
        if isinstance(entry.value, Scalar)
    }
    assert texts == {
        "a": ("NO", False), "b": ("null", False), "c": ("null", True), "d": ("~", True), "e": ("", True),
        "f": ("0123", False), "g": ("1.0", False),
    }  # fmt: skip


@pytest.mark.parametrize("text", ["a: !!str 3", "a: ! 3", "a: !!map {}", "a: !x [1]", "!!map {a: 1}", "!t a: 1"])
def test_every_tag_is_refused(text: str) -> None:
    _, problems = read(text)
    assert len(problems) == 1
    assert problems[0].startswith("tag `")


def test_anchors_and_tags_are_read_past() -> None:
    draft, problems = read("a: &x {b: !t 1}\nc: 2\n")
    assert draft is not None
    assert len(problems) == 2
    assert [entry.key for entry in draft.entries] == ["a", "c"]


def test_a_bomb_is_not_read_on() -> None:
    _, problems = read("a: &a x\nb: [" + "*a, " * 1_000 + "]")
    assert len(problems) == yaml_text.MAX_REFUSED


@pytest.mark.parametrize("text", ["*a : 1", "? *a\n: 1", "- *a", "{*a : 1}", "[*a]", "*a"])
def test_aliases_anywhere(text: str) -> None:
    draft, problems = read(text)
    assert draft is None
    assert problems


def test_a_duplicate_key_keeps_both_values_for_what_refers_to_them() -> None:
    draft, problems = read("a: {x: 1}\na: {x: 2, y: 3}\nb: [1]\nb: [2]\nc: 1\nc: {}\n")
    assert draft is not None
    assert len(problems) == 3
    a, b, c = (entry.value for entry in draft.entries)
    assert isinstance(a, Mapping)
    assert [entry.key for entry in a.entries] == ["x", "y"]
    assert isinstance(b, Sequence)
    assert len(b.items) == 2
    assert isinstance(c, Scalar)


def test_as_deep_as_allowed() -> None:
    text = "a: " + "[" * (MAX_DEPTH - 1) + "]" * (MAX_DEPTH - 1)
    assert read(text)[1] == []
    assert read(text.replace("[]", "[[]]"))[1] == [f"more than {MAX_DEPTH} levels of nesting"]


@pytest.mark.parametrize(
    ("text", "line", "column"),
    [("é: \x07b", 1, 4), ("a: é\r\nb: \x00", 2, 4), ("a: b\rc: \x1b", 2, 4), ("a: \ud800", 1, 4), ("a: b\n\x7f", 2, 1)],
)
def test_where_a_character_is_that_cannot_be(text: str, line: int, column: int) -> None:
    draft, (problem,) = read_yaml(text, "x.yaml")
    assert draft is None
    assert problem.message.startswith("a control character stands here (U+")
    assert (problem.position.line, problem.position.column) == (line, column)


@pytest.mark.parametrize(
    "loader", [yaml.SafeLoader, getattr(yaml, "CSafeLoader", yaml.SafeLoader)], ids=["python", "c"]
)
@pytest.mark.parametrize("name", ["syntax-colon", "syntax-list-not-closed", "syntax-quote-not-closed", "syntax-tab", "syntax-indentation",
                                  "syntax-at-sign", "syntax-escape", "syntax-mapping-not-closed", "control-character"])  # fmt: skip
def test_both_parsers_of_the_library_are_understood(loader: type, name: str, monkeypatch: pytest.MonkeyPatch) -> None:
    cases = Path(__file__).parent / "cases" / "problems"
    monkeypatch.setattr(yaml_text, "_Parser", loader)
    _, (problem,) = read_yaml((cases / f"{name}.yaml").read_text(encoding="utf-8"), f"{name}.yaml")
    assert problem.message in (cases / f"{name}.txt").read_text(encoding="utf-8")


def test_positions_at_the_end_of_a_text_lie_in_it() -> None:
    for text in ("a: [\n", "a: {\n\n\n", 'a: "x\n', "a: [b", "a:\n  - b\n c"):
        _, (problem,) = read_yaml(text, "x.yaml")
        lines = text.split("\n")
        assert 1 <= problem.position.line <= len(lines)
        assert problem.position.column <= len(lines[problem.position.line - 1]) + 1


def test_words_for_messages() -> None:
    position = Position("x", 1, 1)
    assert describe(Scalar("  ", position)) == "an empty value"
    assert describe(Scalar("a" * 100, position)) == "`" + "a" * 59 + "…`"
    assert shorten("a\x07b\nc\u202ed") == "a b c d"
    assert (str(Position("x", 0, 0)), str(position)) == ("x", "x:1:1")
