"""`python -m tests.benchmarks.store [--large]`: questions on a database, each in a process of its own.

Registers come from `ropa synth`, with the seed that its help names. Beside the time stand its ratio to the limit, the
number of facts in the answer and the peak of memory. `--large` adds a file of 100,000 flows, which takes minutes to
resolve and export.

Modules are compiled once, as in an installed package, into a folder of the benchmark's own: where the environment
forbids to keep compiled modules (`PYTHONDONTWRITEBYTECODE`), every start would compile them anew and take twice as long.
"""

from __future__ import annotations

import os
import statistics
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

ROOT = Path(__file__).resolve().parent.parent.parent
ROPA = Path(sys.executable).with_name("ropa")

#: Categories that few, some and many flows carry.
QUESTIONS = ("health-record", "payment-card", "bank-account", "email-address")

RUNS = 7

#: Seconds that an answer may take, by the number of flows in the file.
LIMITS = {5_000: 0.25, 100_000: 0.5}


class Run(NamedTuple):
    """One process: wall and processor time in seconds, peak of memory in MB."""

    wall: float
    processor: float
    memory: float


def run(arguments: list[str], output: Path) -> Run:
    """Run the command line to its end, its output to a file; compiled modules are kept beside it."""
    kept = {**os.environ, "PYTHONDONTWRITEBYTECODE": "", "PYTHONPYCACHEPREFIX": str(output.parent / "compiled")}
    with output.open("wb") as stream:
        start = os.times().elapsed
        process = subprocess.Popen([str(ROPA), *arguments], cwd=ROOT, stdout=stream, env=kept)
        _, status, used = os.wait4(process.pid, 0)
        wall = os.times().elapsed - start
    process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode:
        raise SystemExit(f"`ropa {' '.join(arguments)}` failed")
    return Run(wall, used.ru_utime + used.ru_stime, used.ru_maxrss / 1024)


def database(activities: int, flows: int, folder: Path) -> Path:
    """Return an exported register of that size; says what making it cost."""
    inventory, exported = folder / f"{flows}.yaml", folder / f"{flows}.sqlite"
    run(
        [
            "synth",
            "--activities",
            str(activities),
            "--flows",
            str(flows),
            "--seed",
            "1",
            "-o",
            str(inventory),
            "--quiet",
        ],
        folder / "out",
    )
    made = run(["export", str(inventory), "-o", str(exported), "--quiet"], folder / "out")
    size = exported.stat().st_size / 1_000_000
    print(f"ropa export, {flows:,} flows: {made.wall:.1f} s, {made.memory:.0f} MB; the file has {size:.0f} MB")
    return exported


def questions(path: Path, folder: Path, limit: float) -> Iterator[str]:
    """Yield a line for each question on a database; `limit` is what each may take, in seconds."""
    for data in QUESTIONS:
        output = folder / "answer.json"
        runs = [run(["query", "recipients", str(path), "--data", data], folder / "out") for _ in range(RUNS)]
        run(
            ["query", "recipients", str(path), "--data", data, "--format", "json", "-o", str(output), "--quiet"],
            folder / "out",
        )
        facts = output.read_text(encoding="utf-8").count('"flow":')
        wall, processor = (statistics.median(values) for values in list(zip(*runs, strict=True))[:2])
        yield (
            f"ropa query recipients --data {data}: {wall / limit:.2f}x of {limit} s ({wall:.2f} s, processor {processor:.2f} s), "
            f"{max(one.memory for one in runs):.0f} MB, {facts:,} facts"
        )


def main() -> None:
    """Print what questions on files of two sizes cost."""
    sizes = [(1_000, 5_000), *([(20_000, 100_000)] if "--large" in sys.argv else [])]
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        for activities, flows in sizes:
            path = database(activities, flows, folder)
            print(f"  limits: {LIMITS[flows]} s and 150 MB")
            for line in questions(path, folder, LIMITS[flows]):
                print(f"  {line}")


if __name__ == "__main__":
    main()
