"""A PostgreSQL server of our own for one test module, on a socket in a folder of its own: nothing of it is left."""

from __future__ import annotations

import os
import shutil
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest

#: Where Debian keeps the programs of the server, which are not on the path; the newest version last.
PLACES = sorted(Path("/usr/lib/postgresql").glob("*/bin"), key=lambda place: int(place.parent.name.split(".")[0]))

_OPTIONS = "-c listen_addresses='' -c fsync=off -c full_page_writes=off -c shared_buffers=16MB"


@contextmanager
def running_server() -> Iterator[str]:
    """Give the URL of a database of a fresh server; skips the test where there is no program for one."""
    programs = _programs()
    if programs is None:
        pytest.skip("needs the program initdb (Debian and Ubuntu: package postgresql)")
    # Not pytest's own folder, which only its owner may enter; and its path is too long for a socket on some systems.
    with tempfile.TemporaryDirectory(prefix="ropa-pg-") as name:
        folder, owner = Path(name), _owner()
        if owner:
            shutil.chown(folder, owner["user"], owner["group"])

        def call(program: str, *arguments: str) -> None:
            command = [str(programs / program), "-D", f"{folder}/data", *arguments]
            # To a file and not to a pipe: the server would keep a pipe open for as long as it runs.
            with (folder / "said").open("wb") as said:
                done = subprocess.run(command, stdout=said, stderr=said, timeout=120, cwd=folder, **owner)
            if done.returncode:
                pytest.fail(f"{program} failed: {(folder / 'said').read_text(errors='replace')}")

        call("initdb", "-A", "trust", "-U", "postgres", "--no-sync", "-E", "UTF8", "--locale=C")
        call("pg_ctl", "-o", f"-k {folder} {_OPTIONS}", "-l", f"{folder}/log", "-w", "start")
        try:
            yield f"postgresql://postgres@/postgres?host={folder}"
        finally:
            call("pg_ctl", "-m", "immediate", "-w", "stop")


def _programs() -> Path | None:
    on_path = shutil.which("initdb")
    found = Path(on_path).resolve().parent if on_path else (PLACES[-1] if PLACES else None)
    return found if found is not None and (found / "initdb").exists() and (found / "pg_ctl").exists() else None


def _owner() -> dict[str, Any]:
    """Return as whom the server runs, for `subprocess`: it refuses the superuser."""
    if os.name != "posix" or os.geteuid() != 0:
        return {}
    import pwd

    try:
        pwd.getpwnam("postgres")
    except KeyError:
        pytest.skip("needs the program initdb, and a user `postgres` to run it (package postgresql)")
    return {"user": "postgres", "group": "postgres", "extra_groups": []}
