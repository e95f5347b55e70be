"""`python -m tests.benchmarks`: whole processes against the imports that they cannot do without, and growth with size."""

from __future__ import annotations

import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from tests.benchmarks import pictures, site, store, transfers

ROOT = Path(__file__).resolve().parent.parent.parent
ROPA = Path(sys.executable).with_name("ropa")

#: Runs of each side, taken in turns so that a busy machine slows both.
RUNS = 15

#: Seed of the synthetic registers: the same ones every time.
SEED = 7

#: (what, its command, what it is held against, that command, limit)
PAIRS = (
    ("ropa --help", [str(ROPA), "--help"], "import click", "import click", 1.5),
    (
        "ropa query recipients",
        [str(ROPA), "query", "recipients", "examples/alipartnership", "--data", "email-address"],
        "import click, yaml, pydantic, networkx",
        "import click, yaml, pydantic, networkx",
        1.5,
    ),
)


def seconds(command: list[str]) -> float:
    """Return the wall time of one process; it must succeed."""
    start = time.perf_counter()
    subprocess.run(command, cwd=ROOT, check=True, stdout=subprocess.DEVNULL)
    return time.perf_counter() - start


def compare(command: list[str], statement: str) -> tuple[float, float]:
    """Return the medians of a command and of an import statement, measured in turns after one warm-up each."""
    other = [sys.executable, "-c", statement]
    seconds(command), seconds(other)
    pairs = [(seconds(command), seconds(other)) for _ in range(RUNS)]
    return statistics.median(left for left, _ in pairs), statistics.median(right for _, right in pairs)


def synthetic(activities: int, path: Path) -> float:
    """Write a synthetic register with five flows for each activity, and return the seconds that making it took."""
    size = ["--activities", str(activities), "--flows", str(5 * activities), "--seed", str(SEED)]
    return seconds([str(ROPA), "synth", *size, "-o", str(path), "--quiet"])


def main() -> None:
    """Print one line per comparison: the ratio, its limit, and the medians it comes from."""
    for what, command, against, statement, limit in PAIRS:
        mine, other = compare(command, statement)
        print(
            f"{what}: {mine / other:.2f}x of `{against}` (limit {limit}x; {mine * 1000:.0f} ms / {other * 1000:.0f} ms)"
        )
    with tempfile.TemporaryDirectory() as folder:
        times = {}
        for activities in (250, 1000):
            path = Path(folder) / f"{activities}.yaml"
            synthetic(activities, path)
            times[activities] = min(seconds([str(ROPA), "check", str(path), "--fail-on", "never"]) for _ in range(3))
        growth = times[1000] / times[250] / 4
        print(
            f"ropa check, 1,000 activities and 5,000 flows: {times[1000]:.1f} s (limit 6 s); "
            f"{growth:.2f}x linear from 250 to 1,000 activities (limit 1.2x)"
        )
        print(site.report(Path(folder) / "1000.yaml", Path(folder)))
        took = synthetic(20_000, Path(folder) / "100000-flows.yaml")
        print(f"ropa synth, 20,000 activities and 100,000 flows: {took:.1f} s (limit 15 s)")
    store.main()
    # These two run in this process: from here on, what a child process says of its memory holds theirs as well.
    print(transfers.report())
    print(pictures.report())


if __name__ == "__main__":
    main()
