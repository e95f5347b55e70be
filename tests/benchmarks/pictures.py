"""`python -m tests.benchmarks.pictures [REGISTERS]`: does any picture of a random register lose a flow without a word?

Each register of up to 300 flows is drawn in one view, in turn, with a random question: data, people, organisations,
countries, activities, a focus with its depth. What stands in the DOT and Mermaid texts and in the drawn SVG is counted
against the flows that a plain look at the register finds, and that the questions name. A refusal is no loss, because it
says so. At the end every view of a synthetic register with 1,000 activities and 5,000 flows is timed.
"""

from __future__ import annotations

import sys
import tempfile
import time
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from random import Random
from typing import Any
from xml.etree import ElementTree as ET

import ropa
from ropa.diagrams import VIEWS, Picture, Rendered, render, write_mermaid
from ropa.diagrams.base import FlowId
from ropa.diagrams.engines import find_engines
from ropa.diagrams.fold import UNCLEAR
from ropa.errors import RenderError
from ropa.law import load_law
from ropa.model import Register
from ropa.synth import synthetic_register
from ropa.vocabulary import load_vocabulary
from ropa.workspace import Workspace
from tests.diagram_reading import astray, ends_in_dot, ends_in_mermaid, flows_in_dot, flows_in_mermaid, flows_in_svg
from tests.diagram_registers import context_of, picture_of
from tests.random_pictures import (
    ends_asked_for,
    flows_answered,
    flows_asked_for,
    left_out,
    random_question,
    random_register,
)

#: A view of 5,000 flows may take this much of the time that reading them takes, its drawing included.
LIMIT = 1.5


def check(seed: int, counts: Counter[str], *, drawn: bool = True) -> list[str]:
    """Return what is wrong with the picture of one random register, empty for nothing; counts what happened."""
    random = Random(seed)
    register, transfers = random_register(random)
    view = VIEWS[seed % len(VIEWS)].name
    asked = random_question(random, register, view)
    limit = random.choice((None, None, None, 20, 300))
    wanted = flows_asked_for(register, asked)
    found = []
    if "focus" not in asked and flows_answered(context_of(register), asked) != wanted:
        found.append("questions")
    counts.update(f"asked for {choice}" for choice in asked)
    try:
        picture = picture_of(register, view, transfers=transfers, max_edges=limit, **asked)
    except RenderError as refusal:
        counts["refused: too many lines" if "nobody could read it" in str(refusal) else f"refused: {refusal}"] += 1
        return found
    counts["folded"] += bool(picture.folded)
    left = {flow for part in picture.undrawn if part.why != UNCLEAR for flow in part.flows}
    shown = wanted - left
    by_nature = left == left_out(register, picture.view, wanted) if picture.view != "borders" else left <= wanted
    if not by_nature or any(f"{len(part.flows)} flow" not in picture.dot for part in picture.undrawn):
        found.append("left out")
    ids = [*(edge.id for edge in picture.edges), *(node.id for node in picture.scene.nodes)]
    found += ["ids"] * (len(set(ids)) != len(ids))
    for number, rung in enumerate(picture.rungs):
        found += [f"dot, rung {number}"] * (set(flows_in_dot(rung.dot)) != shown)
    return (
        found
        + _ends(register, picture, shown)
        + _mermaid(register, picture, shown)
        + (_drawn(register, picture, shown, counts) if drawn else [])
    )


def _boxes_are_nodes(picture: Picture) -> bool:
    return not picture.folded and picture.view != "borders"


def _ends(register: Register, picture: Picture, shown: set[FlowId]) -> list[str]:
    if not _boxes_are_nodes(picture):
        return []
    return ["dot, ends"] * (ends_in_dot(picture.dot) != ends_asked_for(register, picture.view, shown))


def _mermaid(register: Register, picture: Picture, shown: set[FlowId]) -> list[str]:
    try:
        text = write_mermaid(picture)
    except RenderError:
        return []
    found = ["mermaid"] * (set(flows_in_mermaid(text)) != shown)
    if _boxes_are_nodes(picture):
        found += ["mermaid, ends"] * (ends_in_mermaid(text) != ends_asked_for(register, picture.view, shown))
    return found


def _drawn(register: Register, picture: Picture, shown: set[FlowId], counts: Counter[str]) -> list[str]:
    if not find_engines():
        return []
    try:
        rendered = render(picture)
    except RenderError as refusal:
        counts[f"no SVG: {str(refusal)[:120]}"] += 1
        return []
    counts[f"SVG as: {rendered.rung}"] += 1
    root = ET.fromstring(rendered.content or b"<svg/>")
    found = ["svg"] * (set(flows_in_svg(root)) != shown)
    if _boxes_are_nodes(picture):
        found += ["svg, ends"] * bool(astray(root, ends_asked_for(register, picture.view, shown)))
    return found


def views_of(workspace: Workspace, *, data: str) -> Iterator[tuple[str, float, Picture, Rendered]]:
    """Yield every view with the seconds that it took, its drawing included; of the activities the largest one."""
    largest = max(workspace.register.activities.values(), key=lambda activity: (len(activity.flows), activity.key))
    needed: dict[str, dict[str, Any]] = {"data": {"data": data}, "activity": {"activities": largest.key}}
    for view in VIEWS:
        start = time.perf_counter()
        picture = workspace.diagram(view=view.name, **needed.get(view.name, {}))
        drawn = render(picture)
        yield view.name, time.perf_counter() - start, picture, drawn


def report() -> str:
    """Return how long each view of 1,000 activities and 5,000 flows takes against reading that register."""
    law, vocabulary = load_law(), load_vocabulary()
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "large.yaml"
        path.write_text("".join(synthetic_register(vocabulary, law, activities=1000, flows=5000, seed=7)), "utf-8")
        start = time.perf_counter()
        workspace = ropa.open(path)
        flows = len(workspace.register.flows)
        reading = time.perf_counter() - start
        views = list(views_of(workspace, data="email-address"))
    lines = [
        f"ropa diagram --view {name}, 1,000 activities and {flows:,} flows: {took / reading:.2f}x of reading the register (limit {LIMIT}x; "
        f"{took:.1f} s / {reading:.1f} s); {len(picture.edges)} lines, text {drawn.label_px} px high"
        for name, took, picture, drawn in views
    ]
    return "\n".join(lines)


def main(registers: int) -> int:
    """Print what happened to each kind of picture, and every loss; return 1 where there was one."""
    start = time.perf_counter()
    counts: Counter[str] = Counter()
    losses = {seed: lost for seed in range(registers) if (lost := check(seed, counts))}
    for what, count in sorted(counts.items()):
        print(f"{count:6} {what}")
    for seed, lost in losses.items():
        print(f"seed {seed}: {', '.join(lost)}")
    print(f"{registers} registers, {len(losses)} silent losses, {time.perf_counter() - start:.0f} s")
    print(report())
    return 1 if losses else 0


if __name__ == "__main__":
    sys.exit(main(int(sys.argv[1]) if len(sys.argv) > 1 else 1000))
