"""Building the site of a large register without pictures: the first time, again, and after one fact has changed."""

from __future__ import annotations

from pathlib import Path

from tests.benchmarks.store import Run, run

#: What a first build of 1,000 activities and 5,000 flows may take.
SECONDS, MEGABYTES = 15, 500


def build(inventory: Path, site: Path, folder: Path) -> tuple[Run, int]:
    """Build once in a process of its own; return what it cost and how many files it wrote."""
    before = _times(site)
    made = run(["build", str(inventory), "-o", str(site), "--no-pictures", "--quiet"], folder / "out")
    after = _times(site)
    return made, sum(1 for path, time in after.items() if before.get(path) != time)


def _times(site: Path) -> dict[Path, int]:
    return {path: path.stat().st_mtime_ns for path in site.rglob("*") if path.is_file()}


def report(inventory: Path, folder: Path) -> str:
    """Return one line on each of three builds of a register of that size, as ratios against the limits."""
    site = folder / "site"
    lines = []
    for what in ("first", "again, nothing changed", "again, one name changed"):
        if what.endswith("name changed"):
            text = inventory.read_text(encoding="utf-8")
            first = text[text.index("\nactivities:") :].partition("name: ")[2].partition("\n")[0]
            inventory.write_text(text.replace(f"name: {first}\n", f"name: {first} (renamed)\n", 1), encoding="utf-8")
        made, written = build(inventory, site, folder)
        lines.append(
            f"ropa build without pictures, {what}: {made.wall / SECONDS:.2f}x of {SECONDS} s and "
            f"{made.memory / MEGABYTES:.2f}x of {MEGABYTES} MB (limits 1x; {made.wall:.1f} s, of which processor "
            f"{made.processor:.1f} s; {made.memory:.0f} MB; {written:,} files written)"
        )
    return "\n".join(lines)
