"""The folder of a site: what differs is written, what is gone goes, and nothing of others is ever touched."""

from __future__ import annotations

import hashlib
import json
import os
from collections.abc import Iterator
from pathlib import Path

import pytest

from ropa.errors import UsageError
from ropa.site.base import Built
from ropa.site.folder import MANIFEST, SiteFolder


def publish(folder: Path, files: dict[str, str], *, force: bool = False) -> Built:
    """Build a site of these files."""
    with SiteFolder(folder, force=force) as site:
        for path, text in files.items():
            site.put(path, text.encode())
        return site.publish()


def tree(folder: Path) -> dict[str, str]:
    """Return every file with its text, the manifest left out."""
    paths = [path for path in folder.rglob("*") if path.is_file() and path.name != MANIFEST]
    return {path.relative_to(folder).as_posix(): path.read_text() for path in paths}


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return tmp_path / "out" / "site"


def test_a_new_folder_is_there_whole_with_its_parents(folder: Path) -> None:
    built = publish(folder, {"index.html": "home", "data/name.html": "name"})
    assert tree(folder) == {"index.html": "home", "data/name.html": "name"}
    assert built.written == ("index.html", "data/name.html")
    assert [path.name for path in folder.parent.iterdir()] == ["site"]


def test_an_empty_folder_is_taken(folder: Path) -> None:
    folder.mkdir(parents=True)
    publish(folder, {"index.html": "home"})
    assert tree(folder) == {"index.html": "home"}
    assert sorted(path.name for path in folder.iterdir()) == ["index.html", MANIFEST]


def test_the_same_again_touches_nothing(folder: Path) -> None:
    publish(folder, {"index.html": "home", "a/b.html": "b"})
    before = {path: (path.stat().st_mtime_ns, path.stat().st_ino) for path in folder.rglob("*") if path.is_file()}
    built = publish(folder, {"index.html": "home", "a/b.html": "b"})
    assert {path: (path.stat().st_mtime_ns, path.stat().st_ino) for path in before} == before
    assert (built.written, built.unchanged, built.removed) == ((), 2, ())


def test_only_what_differs_is_written_and_what_is_gone_is_removed(folder: Path) -> None:
    publish(folder, {"index.html": "home", "same.html": "same", "old/gone.html": "gone"})
    stamp = (folder / "same.html").stat().st_mtime_ns
    built = publish(folder, {"index.html": "other", "same.html": "same", "new.html": "new"})
    assert tree(folder) == {"index.html": "other", "same.html": "same", "new.html": "new"}
    assert (folder / "same.html").stat().st_mtime_ns == stamp
    assert (built.written, built.unchanged, built.removed) == (("index.html", "new.html"), 1, ("old/gone.html",))
    assert not (folder / "old").exists()


def test_a_folder_of_somebody_else_is_refused(folder: Path) -> None:
    folder.mkdir(parents=True)
    (folder / "thesis.doc").write_text("years of work")
    with pytest.raises(UsageError, match=r"thesis\.doc"):
        publish(folder, {"index.html": "home"})
    assert tree(folder) == {"thesis.doc": "years of work"}
    assert [path.name for path in folder.iterdir()] == ["thesis.doc"]


def test_with_force_files_of_others_stay_then_and_later(folder: Path) -> None:
    (folder / "data").mkdir(parents=True)
    (folder / "thesis.doc").write_text("years of work")
    (folder / "data" / "mine.html").write_text("mine")
    publish(folder, {"index.html": "home", "data/name.html": "name"}, force=True)
    publish(folder, {"index.html": "home"})
    assert tree(folder) == {"thesis.doc": "years of work", "data/mine.html": "mine", "index.html": "home"}


@pytest.mark.parametrize("place", ["index.html", "data"])
def test_a_file_of_somebody_else_in_the_way_stops_everything_even_with_force(folder: Path, place: str) -> None:
    folder.mkdir(parents=True)
    (folder / place).write_text("mine")
    with pytest.raises(UsageError, match="stands in the way"):
        publish(folder, {"a.html": "a", "index.html": "home", "data/name.html": "name"}, force=True)
    assert tree(folder) == {place: "mine"}
    assert [path.name for path in folder.iterdir()] == [place]


def test_a_page_that_a_person_changed_is_kept_when_it_is_no_longer_made(folder: Path) -> None:
    publish(folder, {"index.html": "home", "a.html": "a", "b.html": "b"})
    (folder / "a.html").write_text("a, with remarks")
    built = publish(folder, {"index.html": "home"})
    assert tree(folder) == {"index.html": "home", "a.html": "a, with remarks"}
    assert (built.removed, built.kept) == (("b.html",), ("a.html",))


@pytest.mark.parametrize(
    "path", ["../outside.txt", "/etc/motd", "a/../../outside.txt", "..\\outside.txt", "C:/outside.txt", ""]
)
def test_a_manifest_cannot_lead_out_of_the_folder(folder: Path, path: str) -> None:
    publish(folder, {"index.html": "home"})
    outside = folder.parent / "outside.txt"
    outside.write_text("outside")
    manifest = json.loads((folder / MANIFEST).read_text())
    manifest["files"][path] = "2c26b46b68ffc68ff99b453c1d30413413422d706483bfa0f98a5e886266e7ae"
    (folder / MANIFEST).write_text(json.dumps(manifest))
    publish(folder, {"index.html": "new"})
    assert outside.read_text() == "outside"


@pytest.mark.parametrize("text", ["", "{", "[]", '{"files": 3}', '{"files": {"a.html": 7}}'])
def test_a_broken_manifest_makes_nothing_ours(folder: Path, text: str) -> None:
    folder.mkdir(parents=True)
    (folder / MANIFEST).write_text(text)
    (folder / "a.html").write_text("mine")
    if "7" in text:
        publish(folder, {"index.html": "home"})
    else:
        with pytest.raises(UsageError, match="did not make"):
            publish(folder, {"index.html": "home"})
    assert (folder / "a.html").read_text() == "mine"


@pytest.mark.skipif(os.name == "nt", reason="links need rights there")
def test_links_are_not_written_through(folder: Path, tmp_path: Path) -> None:
    elsewhere = tmp_path / "elsewhere"
    elsewhere.mkdir()
    (elsewhere / "name.html").write_text("theirs")
    publish(folder, {"index.html": "home", "data/name.html": "name"})
    (folder / "data" / "name.html").unlink()
    (folder / "data").rmdir()
    (folder / "data").symlink_to(elsewhere)
    with pytest.raises(UsageError, match="stands in the way"):
        publish(folder, {"index.html": "home", "data/name.html": "name 2"})
    publish(folder, {"index.html": "home"})
    assert (elsewhere / "name.html").read_text() == "theirs"


def test_a_file_in_the_place_of_the_folder_is_refused(folder: Path) -> None:
    folder.parent.mkdir(parents=True)
    folder.write_text("a file")
    with pytest.raises(UsageError, match="is a file"):
        publish(folder, {"index.html": "home"})


def test_a_build_that_fails_leaves_the_site_as_it_was(folder: Path) -> None:
    publish(folder, {"index.html": "home", "a.html": "a"})
    with pytest.raises(ZeroDivisionError), SiteFolder(folder) as site:
        site.put("index.html", b"half")
        raise ZeroDivisionError
    assert tree(folder) == {"index.html": "home", "a.html": "a"}
    assert sorted(path.name for path in folder.iterdir()) == ["a.html", "index.html", MANIFEST]


@pytest.mark.parametrize("failing", [1, 2, 3, 4, 5, 6, 7, 8])
def test_a_rename_that_fails_is_undone_with_all_before_it(
    folder: Path, failing: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    publish(folder, {"index.html": "home", "a.html": "a", "b.html": "b", "old.html": "old"})
    before = tree(folder)
    manifest = (folder / MANIFEST).read_bytes()
    real, count = Path.replace, 0

    def replace(self: Path, target: Path) -> Path:
        nonlocal count
        count += 1
        if count == failing:
            raise PermissionError(13, "in use by another program")
        return real(self, target)

    monkeypatch.setattr(Path, "replace", replace)
    with pytest.raises(UsageError, match="in use"):
        publish(folder, {"index.html": "new", "a.html": "new", "b.html": "new", "c.html": "c"})
    monkeypatch.undo()
    assert tree(folder) == before
    assert (folder / MANIFEST).read_bytes() == manifest
    publish(folder, {"index.html": "new", "a.html": "new"})
    assert tree(folder) == {"index.html": "new", "a.html": "new"}


def test_a_manifest_of_a_build_that_was_cut_off_still_knows_all_files(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Power fails right after the first renames: the next build neither refuses nor leaves anything behind."""
    publish(folder, {"index.html": "home", "old.html": "old"})
    real, count = Path.replace, 0

    def replace(self: Path, target: Path) -> Path:
        nonlocal count
        count += 1
        return real(self, target) if count <= 4 else self

    monkeypatch.setattr(Path, "replace", replace)
    publish(folder, {"index.html": "new", "c.html": "c"})
    monkeypatch.undo()
    publish(folder, {"index.html": "newest", "c.html": "c 2"})
    assert tree(folder) == {"index.html": "newest", "c.html": "c 2"}


def test_long_files_come_in_pieces(folder: Path) -> None:
    def pieces(text: str) -> Iterator[bytes]:
        yield from (letter.encode() for letter in text)

    changes = (
        ("long", ("a.json",)), ("long", ()), ("longer", ("a.json",)), ("larger", ("a.json",)), ("lar", ("a.json",)),
        ("", ("a.json",)), ("", ()), ("end", ("a.json",)),
    )  # fmt: skip
    for text, written in changes:
        with SiteFolder(folder) as site:
            site.put("a.json", pieces(text))
            assert site.publish().written == written
        assert tree(folder) == {"a.json": text}
        manifest = json.loads((folder / MANIFEST).read_text("utf-8"))
        assert manifest["files"] == {"a.json": hashlib.sha256(text.encode()).hexdigest()}


def test_what_an_interrupted_build_left_is_named_and_not_taken_for_somebody_elses(folder: Path) -> None:
    (folder / ".ropa-build-abc").mkdir(parents=True)
    with SiteFolder(folder) as site:
        site.put("index.html", b"home")
        built = site.publish()
    assert built.messages == (f"An interrupted build left .ropa-build-abc in {folder}; it can be deleted.",)
    assert (folder / ".ropa-build-abc").is_dir()


def test_a_folder_that_somebody_makes_meanwhile_keeps_what_is_in_it(folder: Path) -> None:
    with pytest.raises(UsageError, match="stands in the way"), SiteFolder(folder) as site:
        site.put("index.html", b"ours")
        folder.mkdir()
        (folder / "index.html").write_text("theirs")
        site.publish()
    assert tree(folder) == {"index.html": "theirs"}


def test_a_file_is_made_ready_in_one_place_and_taken_in_another(folder: Path) -> None:
    with SiteFolder(folder) as site:
        ready = [site.prepared("b.html", b"b"), site.prepared("a.json", iter((b"a", b"a")))]
        site.put("index.html", b"home")
        site.take(ready)
        assert site.publish().written == ("index.html", "b.html", "a.json")
    assert tree(folder) == {"index.html": "home", "b.html": "b", "a.json": "aa"}


def test_a_path_is_taken_once(folder: Path) -> None:
    with pytest.raises(ValueError, match="twice"), SiteFolder(folder) as site:
        site.put("a.html", b"a")
        site.put("a.html", b"b")
    assert not folder.exists()


@pytest.mark.skipif(os.name == "nt" or os.geteuid() == 0, reason="root may write everywhere")
def test_a_folder_that_cannot_be_written_says_so(folder: Path) -> None:
    folder.parent.mkdir(parents=True)
    folder.parent.chmod(0o500)
    with pytest.raises(UsageError, match="cannot be written"):
        publish(folder, {"index.html": "home"})
