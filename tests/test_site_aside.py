"""Documents made in a second process: the same bytes, errors that arrive here, and nothing left of it."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Callable
from pathlib import Path

import pytest

import ropa
from ropa.errors import UsageError
from ropa.site.aside import Aside, can_copy
from tests.site_pages import DAY, ROOT

pytestmark = pytest.mark.skipif(not can_copy(), reason="processes are not copied here")

EXAMPLE = ROOT / "examples" / "corner-books"


@pytest.fixture
def copies(monkeypatch: pytest.MonkeyPatch) -> list[int]:
    """Make every register large enough, and return the ids of the processes that were begun."""
    monkeypatch.setattr(sys.modules["ropa.site.build"], "_LARGE", 0)
    begun: list[int] = []
    copy = os.fork

    def counted() -> int:
        pid = copy()
        begun.append(pid)
        return pid

    monkeypatch.setattr(os, "fork", counted)
    return begun


def contents(folder: Path) -> dict[str, bytes]:
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


def built(source: Path | str, folder: Path, *, force: bool = False) -> dict[str, bytes]:
    ropa.open(source, as_of=DAY).build(folder, pictures=False, force=force)
    return contents(folder)


def wait_for(happened: Callable[[], bool]) -> bool:
    end = time.monotonic() + 20
    while not happened() and time.monotonic() < end:
        time.sleep(0.01)
    return happened()


def is_gone(pid: int) -> bool:
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return True
    return False


def test_two_processes_write_what_one_writes(
    tmp_path: Path, copies: list[int], monkeypatch: pytest.MonkeyPatch
) -> None:
    two = built(EXAMPLE, tmp_path / "two")
    assert len(copies) == 1
    assert is_gone(copies[0])
    monkeypatch.setattr(sys.modules["ropa.site.build"], "_LARGE", 10**9)
    assert two == built(EXAMPLE, tmp_path / "one")
    assert len(copies) == 1


def test_a_register_in_a_database_is_read_before(tmp_path: Path, copies: list[int]) -> None:
    database = tmp_path / "books.sqlite"
    database.write_bytes(ropa.open(EXAMPLE, as_of=DAY).export())
    found = built(str(database), tmp_path / "two")
    assert len(copies) == 1
    assert found["files/facts.json"] == built(EXAMPLE, tmp_path / "one")["files/facts.json"]


def test_a_site_that_stands_keeps_the_files_that_are_the_same(tmp_path: Path, copies: list[int]) -> None:
    site = tmp_path / "site"
    built(EXAMPLE, site)
    (site / "ropa-site.json").write_text((site / "ropa-site.json").read_text().replace('"made_of": "', '"made_of": "0'))
    (site / "files/record.md").unlink()
    again = ropa.open(EXAMPLE, as_of=DAY).build(site, pictures=False)
    assert again.written == ("files/record.md",)
    assert len(copies) == 2


def test_who_listens_hears_one_process(tmp_path: Path, copies: list[int]) -> None:
    stages: dict[str, None] = {}
    ropa.open(EXAMPLE, as_of=DAY).build(
        tmp_path / "site", pictures=False, progress=lambda item: stages.setdefault(item.stage)
    )
    assert copies
    assert [stage for stage in stages if stage != "documents"] == ["checks", "record", "activities", "pages", "lists"]


def test_an_error_of_the_second_process_is_raised_here(tmp_path: Path, copies: list[int]) -> None:
    site = tmp_path / "site"
    (site / "files").mkdir(parents=True)
    (site / "files/record.html").write_text("mine")
    with pytest.raises(UsageError, match=r"record\.html.* stands in the way"):
        built(EXAMPLE, site, force=True)
    assert copies
    assert contents(site) == {"files/record.html": b"mine"}
    assert [item.name for item in site.iterdir()] == ["files"], "nothing of a build is left"


def test_without_room_for_a_second_process_one_does_it_all(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def refused() -> int:
        raise BlockingIOError("no more processes")

    expected = built(EXAMPLE, tmp_path / "one")
    monkeypatch.setattr(sys.modules["ropa.site.build"], "_LARGE", 0)
    monkeypatch.setattr(os, "fork", refused)
    assert built(EXAMPLE, tmp_path / "two") == expected


def test_the_answer_comes_from_the_other_process() -> None:
    waited: list[None] = []

    def work() -> int:
        time.sleep(0.3)
        return os.getpid()

    with Aside(work, apart=True) as aside:
        assert aside.result(lambda: waited.append(None)) != os.getpid()
    assert waited
    with Aside(work, apart=False) as aside:
        assert aside.result(lambda: None) == os.getpid()


def test_work_that_fails_there_is_done_here() -> None:
    here = os.getpid()

    def killed() -> int:
        if os.getpid() != here:
            os.kill(os.getpid(), signal.SIGKILL)
        return os.getpid()

    def refused() -> int:
        raise UsageError("no", next_step="Do something else.")

    with Aside(killed, apart=True) as aside:
        assert aside.result(lambda: None) == here
    with pytest.raises(UsageError, match="no"), Aside(refused, apart=True) as failing:
        failing.result(lambda: None)


def test_whoever_leaves_ends_the_work(copies: list[int]) -> None:
    with pytest.raises(ZeroDivisionError), Aside(lambda: time.sleep(60), apart=True):
        raise ZeroDivisionError
    assert is_gone(copies[0])


def test_an_interrupt_ends_both(tmp_path: Path) -> None:
    script = """
import os, sys, time
from pathlib import Path
from ropa.site.aside import Aside
def work():
    Path(sys.argv[1]).write_text(str(os.getpid()))
    time.sleep(60)
with Aside(work, apart=True) as aside:
    aside.result(lambda: None)
"""
    told = tmp_path / "pid"
    running = subprocess.Popen(
        [sys.executable, "-c", script, str(told)], stderr=subprocess.PIPE, text=True, start_new_session=True, cwd=ROOT
    )
    assert wait_for(lambda: told.exists() and bool(told.read_text()))
    # As a terminal does: every process of the group is told.
    os.killpg(running.pid, signal.SIGINT)
    _, errors = running.communicate(timeout=20)
    assert errors.count("KeyboardInterrupt") == 1, "the second process says nothing"
    assert is_gone(int(told.read_text()))


def test_a_process_with_threads_is_not_copied() -> None:
    stop = threading.Event()
    thread = threading.Thread(target=stop.wait)
    thread.start()
    try:
        assert not can_copy()
    finally:
        stop.set()
        thread.join()
    assert can_copy()
