"""The folder of a site: files are compared, prepared aside, then put in place together; nothing of others is touched.

A manifest lists what this tool made, with a hash of each file. What it does not list belongs to somebody else. Nothing
is changed before every file is ready; from then on there are only renames, which are undone when one of them fails.
"""

from __future__ import annotations

import hashlib
import json
import shutil
import tempfile
from collections.abc import Iterable, Iterator
from contextlib import suppress
from itertools import chain
from pathlib import Path, PurePosixPath
from typing import Any, NamedTuple

from ropa.errors import UsageError
from ropa.site.base import Built

#: Lists what the tool made; its presence makes a folder one of its own.
MANIFEST = "ropa-site.json"
_STAGE_PREFIX = ".ropa-build-"
#: Inside the folder of a build: what is ready.
_NEW = "new"
#: Names of files that a message lists before "and more".
_SHOWN = 5
_BLOCK = 1 << 20


class Prepared(NamedTuple):
    """A file that is ready: its path from the top of the site, its hash, and whether it stands there already."""

    path: str
    digest: str
    same: bool


class SiteFolder:
    """Takes the files of one build.

    Args:
        folder: where the site is to stand; made when everything is ready.
        force: build also in a folder that holds files of others. None of them is changed or removed even then.

    Raises:
        UsageError: the place is no folder, or it holds files of others and `force` is not given.
    """

    def __init__(self, folder: Path, *, force: bool = False) -> None:
        self.folder = folder
        known = _files(_said(folder))
        self._check(force=force or known is not None)
        self._known = known or {}
        self._made: dict[str, str] = {}
        self._changed: list[str] = []
        self._folders: set[Path] = set()
        # Beside its place when the folder is new: then one rename puts the whole site there.
        self._is_new = not folder.exists()
        beside = folder.parent if self._is_new else folder
        try:
            beside.mkdir(parents=True, exist_ok=True)
            self._stage = Path(tempfile.mkdtemp(prefix=_STAGE_PREFIX, dir=beside))
        except OSError as error:
            raise _cannot(folder, error) from error

    def put(self, path: str, content: bytes | Iterable[bytes]) -> None:
        """Take a file; what stands there already with the same bytes is left alone; see `prepared`."""
        self.take((self.prepared(path, content),))

    def prepared(self, path: str, content: bytes | Iterable[bytes]) -> Prepared:
        """Make a file ready without taking it: that is for `take`, here or where the folder was copied from.

        Args:
            path: from the top of the site, with `/`; each path once.
            content: the bytes, or pieces of them where it is long.

        Raises:
            UsageError: a file of somebody else stands in its place, or it cannot be written.
        """
        target = self.folder / path
        try:
            digest, same = self._write_changed(path, (content,) if isinstance(content, bytes) else content)
        except OSError as error:
            raise _cannot(target, error) from error
        if not (same or self._is_new):
            self._refuse_foreign(path)
        return Prepared(path, digest, same)

    def take(self, files: Iterable[Prepared]) -> None:
        """Take files that are ready."""
        for path, digest, same in files:
            if path in self._made:
                raise ValueError(f"{path} is made twice")
            self._made[path] = digest
            if not same:
                self._changed.append(path)

    def __enter__(self) -> SiteFolder:
        return self

    def __exit__(self, *_: object) -> None:
        """Remove what was prepared and not put in place; the site stays as it is."""
        shutil.rmtree(self._stage, ignore_errors=True)

    def publish(self, messages: tuple[str, ...] = (), *, made_of: str = "") -> Built:
        """Put everything in place, remove what is no longer made, and return what happened.

        Args:
            messages: what the user should know; kept with `made_of`, the digest of what the site is made of.

        Raises:
            UsageError: something could not be put in place; then everything is as it was before.
        """
        if self._is_new and self.folder.exists():
            # Somebody made it meanwhile; nobody has looked whether anything stands in the way there.
            for path in self._changed:
                self._refuse_foreign(path)
        stale = sorted(set(self._known) - set(self._made))
        removable = [path for path in stale if self._is_ours(path)]
        kept = tuple(path for path in stale if path not in removable and (self.folder / path).exists())
        manifest = _manifest_text(self._made, made_of=made_of, messages=messages)
        messages = (*messages, *_left_over(self.folder, own=self._stage.name))
        self._write(MANIFEST, (manifest,))
        try:
            if not self.folder.exists():
                (self._stage / _NEW).replace(self.folder)
            else:
                self._swap(removable, manifest)
        except OSError as error:
            raise _cannot(self.folder, error) from error
        unchanged = len(self._made) - len(self._changed)
        return Built(
            folder=self.folder, written=tuple(self._changed), unchanged=unchanged, removed=tuple(removable), kept=kept,
            messages=messages,
        )  # fmt: skip

    def _swap(self, removable: list[str], manifest: bytes) -> None:
        """Rename the new files into place and the stale ones away; undo all of it when one rename fails."""
        moves: list[tuple[Path, Path]] = []
        try:
            if removable or not _has(self.folder / MANIFEST, manifest):
                # Should everything stop in between, the next build still knows whose the files are.
                both = self._stage / "both.json"
                both.write_bytes(_manifest_text({**self._known, **self._made}))
                self._replace(both, MANIFEST, moves)
            for path in self._changed:
                self._replace(self._stage / _NEW / path, path, moves)
            for path in removable:
                self._set_aside(path, moves)
            if not _has(self.folder / MANIFEST, manifest):
                self._replace(self._stage / _NEW / MANIFEST, MANIFEST, moves)
        except BaseException:
            for source, target in reversed(moves):
                with suppress(OSError):
                    target.replace(source)
            raise
        for path in removable:
            self._remove_empty(PurePosixPath(path).parent)

    def _replace(self, source: Path, path: str, moves: list[tuple[Path, Path]]) -> None:
        self._set_aside(path, moves)
        _rename(source, self.folder / path, moves)

    def _set_aside(self, path: str, moves: list[tuple[Path, Path]]) -> None:
        target = self.folder / path
        if target.exists():
            _rename(target, self._stage / "old" / str(len(moves)), moves)

    def _remove_empty(self, folder: PurePosixPath) -> None:
        while folder != PurePosixPath("."):
            with suppress(OSError):
                (self.folder / folder).rmdir()
            folder = folder.parent

    def _write(self, path: str, content: Iterable[bytes]) -> str:
        target = self._stage / _NEW / path
        if target.parent not in self._folders:
            target.parent.mkdir(parents=True, exist_ok=True)
            self._folders.add(target.parent)
        digest = hashlib.sha256()
        with target.open("wb") as stream:
            for piece in content:
                digest.update(piece)
                stream.write(piece)
        return digest.hexdigest()

    def _write_changed(self, path: str, content: Iterable[bytes]) -> tuple[str, bool]:
        """Write a file unless just these bytes stand there already; return its hash and whether they do.

        As long as the pieces are those of the file that stands there, nothing is written.
        """
        target = self.folder / path
        if self._is_new or target.is_symlink() or not target.is_file():
            return self._write(path, content), False
        digest, alike, rest = hashlib.sha256(), 0, iter(content)
        with target.open("rb") as old:
            for piece in rest:
                if old.read(len(piece)) != piece:
                    return self._write(path, chain(_beginning(target, alike), (piece,), rest)), False
                digest.update(piece)
                alike += len(piece)
            if not old.read(1):
                return digest.hexdigest(), True
        return self._write(path, _beginning(target, alike)), False

    def _check(self, *, force: bool) -> None:
        folder = self.folder
        if folder.exists() and not folder.is_dir():
            raise UsageError(f"`{folder}` is a file", next_step="Name a folder for the site.")
        if force or not folder.is_dir():
            return
        names = sorted(item.name for item in folder.iterdir() if not item.name.startswith(_STAGE_PREFIX))
        if names:
            raise UsageError(
                f"`{folder}` holds files that this tool did not make ({_listed(names)})",
                next_step="Choose an empty or new folder; with --force the site is built beside them.",
            )

    def _refuse_foreign(self, path: str) -> None:
        """Raise for a file or link of somebody else in the place of a file of the site."""
        target = self.folder / path
        folders = [self.folder / folder for folder in PurePosixPath(path).parents if str(folder) != "."]
        blocked = next((item for item in folders if item.is_symlink() or (item.exists() and not item.is_dir())), None)
        foreign = target.exists() and path not in self._known
        if blocked is None and (target.is_symlink() or target.is_dir() or foreign):
            blocked = target
        if blocked is not None:
            raise UsageError(
                f"`{blocked}` stands in the way, and this tool did not make it",
                next_step="Move it away, or choose another folder; nothing was changed.",
            )

    def _is_ours(self, path: str) -> bool:
        """Tell whether a file that is no longer made still is what the tool made, and nothing that a person changed."""
        return _is_as_made(self.folder, path, self._known[path])


def standing(folder: Path, made_of: str) -> Built | None:
    """Return what a build would come to where just this site stands already, every file as it was written; else None.

    Args:
        made_of: digest of what the site is to be made of.
    """
    said = _said(folder)
    files = _files(said)
    if not made_of or not files or said.get("made_of") != made_of:
        return None
    if not all(_is_as_made(folder, path, digest) for path, digest in files.items()):
        return None
    messages = said.get("messages", [])
    told = tuple(str(text) for text in messages) if isinstance(messages, list) else ()
    return Built(folder=folder, unchanged=len(files), messages=(*told, *_left_over(folder)))


def _said(folder: Path) -> dict[str, Any]:
    """Return what the manifest of a folder says, nothing where it has none that can be read."""
    place = folder / MANIFEST
    try:
        said = json.loads(place.read_text("utf-8")) if not place.is_symlink() else None
    except (OSError, ValueError):
        return {}
    return said if isinstance(said, dict) else {}


def _files(said: dict[str, Any]) -> dict[str, str] | None:
    """Return what an earlier build made, path to hash, None for nothing; paths that lead out do not count."""
    files = said.get("files")
    if not isinstance(files, dict):
        return None
    return {path: digest for path, digest in files.items() if isinstance(digest, str) and _is_inside(path)}


def _is_as_made(folder: Path, path: str, digest: str) -> bool:
    place = folder / path
    parents = [folder / item for item in PurePosixPath(path).parents]
    if place.is_symlink() or not place.is_file() or any(item.is_symlink() for item in parents[:-1]):
        return False
    return _digest(place) == digest


def _left_over(folder: Path, *, own: str = "") -> tuple[str, ...]:
    """Return what to say of folders that builds left which were cut off; `own` is that of the build itself."""
    found = folder.iterdir() if folder.is_dir() else ()
    left = _listed(sorted(item.name for item in found if item.name.startswith(_STAGE_PREFIX) and item.name != own))
    return (f"An interrupted build left {left} in {folder}; it can be deleted.",) if left else ()


def _rename(source: Path, target: Path, moves: list[tuple[Path, Path]]) -> None:
    target.parent.mkdir(parents=True, exist_ok=True)
    source.replace(target)
    moves.append((source, target))


def _manifest_text(made: dict[str, str], *, made_of: str = "", messages: tuple[str, ...] = ()) -> bytes:
    note = "Made by `ropa build`. Files that are not listed here are never changed."
    said: dict[str, Any] = {"format": 1, "note": note}
    if made_of:
        said |= {"made_of": made_of, "messages": list(messages)}
    said["files"] = {path: made[path] for path in sorted(made)}
    return (json.dumps(said, indent=1) + "\n").encode("utf-8")


def _is_inside(path: str) -> bool:
    parts = PurePosixPath(path).parts
    plain = path == "/".join(parts) and "\\" not in path and ":" not in path and "\0" not in path
    return bool(parts) and plain and not path.startswith("/") and ".." not in parts


def _has(place: Path, content: bytes) -> bool:
    if place.is_symlink() or not place.is_file() or place.stat().st_size != len(content):
        return False
    return place.read_bytes() == content


def _beginning(place: Path, size: int) -> Iterator[bytes]:
    """Yield the first bytes of a file in pieces."""
    with place.open("rb") as stream:
        while size > 0 and (piece := stream.read(min(size, _BLOCK))):
            size -= len(piece)
            yield piece


def _digest(place: Path) -> str:
    digest = hashlib.sha256()
    with place.open("rb") as stream:
        while piece := stream.read(_BLOCK):
            digest.update(piece)
    return digest.hexdigest()


def _listed(names: list[str]) -> str:
    more = f" and {len(names) - _SHOWN} more" if len(names) > _SHOWN else ""
    return ", ".join(names[:_SHOWN]) + more


def _cannot(place: Path, error: OSError) -> UsageError:
    return UsageError(
        f"`{place}` cannot be written ({error.strerror or error})", next_step="Nothing of the site was changed."
    )
