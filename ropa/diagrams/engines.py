"""The layout programs: `dot` of this system, else pygraphviz in a child process; each runs under a time limit."""

from __future__ import annotations

import importlib.util
import os
import shutil
import signal
import subprocess
import sys
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Final

#: How a finished file of each format begins; anything else is a failure, whatever the exit status says.
_SIGNATURES: Final = {"png": b"\x89PNG", "pdf": b"%PDF"}
#: Bitmaps are drawn at twice the size of the screen, so that they print well.
BITMAP_DPI: Final = 192

INSTALL: Final = (
    "No layout program was found, so the picture stays DOT text. Install Graphviz (https://graphviz.org/download/, for "
    "example `apt install graphviz` or `brew install graphviz`), or `pip install 'ropa-register[diagrams]'`."
)


class LayoutFailed(Exception):  # noqa: N818 - says what happened
    """One attempt gave no picture; the text says why. `timed_out` where the time limit ended it."""

    def __init__(self, reason: str, *, timed_out: bool = False) -> None:
        self.timed_out = timed_out
        super().__init__(reason)


@dataclass(frozen=True, slots=True)
class Engine:
    """A layout program by the name people know and the command that starts it; `{format}` and `{dpi}` are filled in."""

    name: str
    command: tuple[str, ...]
    dpi_flag: str = ""

    def draw(self, dot: str, picture_format: str, *, timeout_s: float, dpi: int = BITMAP_DPI) -> bytes:
        """Return the picture of a DOT text; `dpi` is for bitmaps only.

        Raises:
            LayoutFailed: the program could not start, ran too long, failed, or wrote something else.
        """
        density = str(dpi) if picture_format == "png" else ""
        command = [part.format(format=picture_format, dpi=density) for part in self.command]
        if density and self.dpi_flag:
            command.append(self.dpi_flag + density)
        content = _run(command, dot.encode("utf-8"), timeout_s=timeout_s)
        signature = _SIGNATURES.get(picture_format, b"")
        if not content.startswith(signature) or not content:
            raise LayoutFailed(f"what it wrote is not {picture_format.upper()}")
        return content


def find_engines() -> tuple[Engine, ...]:
    """Return the layout programs of this machine, best first; empty where there is none."""
    found = []
    dot = shutil.which("dot")
    if dot is not None:
        found.append(Engine("dot", (dot, "-T{format}"), dpi_flag="-Gdpi="))
    if importlib.util.find_spec("pygraphviz") is not None:
        script = str(Path(__file__).with_name("child.py"))
        # -P: the modules beside the script must not stand in for those that pygraphviz imports.
        found.append(Engine("pygraphviz", (sys.executable, "-P", script, "{format}", "{dpi}")))
    return tuple(found)


def _run(command: list[str], text: bytes, *, timeout_s: float) -> bytes:
    try:
        process = subprocess.Popen(
            command,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            start_new_session=True,
        )
    except OSError as error:
        raise LayoutFailed(f"it could not be started ({error.strerror or error})") from error
    try:
        output, complaints = process.communicate(text, timeout=timeout_s)
    except subprocess.TimeoutExpired as error:
        raise LayoutFailed(f"it took more than {timeout_s:g} seconds", timed_out=True) from error
    finally:
        _end(process)
    if process.returncode:
        said = complaints.decode("utf-8", "replace").strip().splitlines()
        detail = f": {said[-1][:200]}" if said else ""
        ended = f"signal {-process.returncode}" if process.returncode < 0 else f"exit status {process.returncode}"
        raise LayoutFailed(f"it ended with {ended}{detail}")
    return output


def _end(process: subprocess.Popen[bytes]) -> None:
    """End the program and whatever it started, where it still runs; its own session keeps others out of it."""
    if process.poll() is None:
        with suppress(ProcessLookupError, PermissionError):
            if hasattr(os, "killpg"):
                os.killpg(process.pid, signal.SIGKILL)
            else:
                process.kill()
        with suppress(subprocess.TimeoutExpired):
            process.wait(timeout=2)
    for pipe in (process.stdin, process.stdout, process.stderr):
        if pipe is not None:
            with suppress(OSError):
                pipe.close()
