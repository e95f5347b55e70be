"""`python -m tests.benchmarks`: whole processes against the imports that they cannot do without, and growth with size."""

from __future__ import annotations

import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from tests.benchmarks import transfers

ROOT = Path(__file__).resolve().parent.parent.parent
ROPA = Path(sys.executable).with_name("ropa")

#: Runs of each side, taken in turns so that a busy machine slows both.
RUNS = 15

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


def register_of(activities: int) -> str:
    """Return an inventory of that many activities with five flows each, as YAML."""
    lines = [
        "ropa: 1",
        "register: {organisation: us, as_of: 2026-11-01}",
        "organisations:",
        "  us: {name: Us, country: IE}",
    ]
    lines += [f"  vendor-{n}: {{name: Vendor {n}, country: {('US', 'DE', 'IN', 'GB')[n % 4]}}}" for n in range(50)]
    lines += ["data_subjects: {customer: {name: Customers}}", "systems:"]
    lines += [f"  system-{n}: {{name: System {n}, operator: us}}" for n in range(100)]
    lines.append("activities:")
    for n in range(activities):
        system = f"system-{n % 100}"
        lines += [f"  activity-{n}:", "    purposes: [direct-marketing]", "    flows:"]
        lines.append(f"      - customer -> {system}: [email-address, name, postal-address]")
        lines += [f"      - {system} -> vendor-{(n + k) % 50}: [email-address]" for k in range(4)]
    return "\n".join(lines) + "\n"


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
            path.write_text(register_of(activities), encoding="utf-8")
            times[activities] = min(seconds([str(ROPA), "check", str(path), "--fail-on", "never"]) for _ in range(3))
        growth = times[1000] / times[250] / 4
        print(
            f"ropa check, 1,000 activities and 5,000 flows: {times[1000]:.1f} s (limit 6 s); "
            f"{growth:.2f}x linear from 250 to 1,000 activities (limit 1.2x)"
        )
    print(transfers.report())


if __name__ == "__main__":
    main()
