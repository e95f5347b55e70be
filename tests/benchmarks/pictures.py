"""`python -m tests.benchmarks.pictures [REGISTERS]`: does any picture of a random register lose a flow without a word?

Each register of up to 300 flows is drawn in one view, in turn, with a random question; DOT, Mermaid and the drawn SVG
are counted against the flows that a plain look at the register finds. A refusal is no loss, because it says so.
"""

from __future__ import annotations

import sys
import time
from collections import Counter
from random import Random
from xml.etree import ElementTree as ET

from ropa.diagrams import VIEWS, Picture, render, write_mermaid
from ropa.diagrams.base import FlowId
from ropa.diagrams.engines import find_engines
from ropa.diagrams.fold import UNCLEAR
from ropa.errors import RenderError
from tests.diagram_reading import flows_in_dot, flows_in_mermaid, flows_in_svg
from tests.diagram_registers import picture_of
from tests.random_pictures import flows_asked_for, random_question, random_register


def check(seed: int, counts: Counter[str]) -> list[str]:
    """Return what is wrong with the picture of one random register, empty for nothing; counts what happened."""
    random = Random(seed)
    register, transfers = random_register(random)
    view = VIEWS[seed % len(VIEWS)].name
    asked = random_question(random, register, view)
    limit = random.choice((None, None, None, 20, 300))
    wanted = flows_asked_for(register, asked)
    try:
        picture = picture_of(register, view, transfers=transfers, max_edges=limit, **asked)
    except RenderError as refusal:
        counts["refused: too many lines" if "nobody could read it" in str(refusal) else f"refused: {refusal}"] += 1
        return []
    counts["folded"] += bool(picture.folded)
    left = {flow for part in picture.undrawn if part.why != UNCLEAR for flow in part.flows}
    found = [] if set(picture.flow_ids) | left == wanted and not set(picture.flow_ids) & left else ["asked"]
    texts = [flows_in_dot(rung.dot) for rung in picture.rungs]
    found += [f"dot, rung {number}" for number, text in enumerate(texts) if set(text) != set(picture.flow_ids)]
    return found + _drawn(picture, counts)


def _drawn(picture: Picture, counts: Counter[str]) -> list[str]:
    wanted: set[FlowId] = set(picture.flow_ids)
    found = []
    try:
        if set(flows_in_mermaid(write_mermaid(picture))) != wanted:
            found.append("mermaid")
    except RenderError:
        counts["refused by Mermaid's limits"] += 1
    if not find_engines():
        return found
    try:
        rendered = render(picture)
    except RenderError as refusal:
        counts[f"no SVG: {str(refusal)[:120]}"] += 1
        return found
    counts[f"SVG as: {rendered.rung}"] += 1
    if rendered.content is None or set(flows_in_svg(ET.fromstring(rendered.content))) != wanted:
        found.append("svg")
    return found


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
    return 1 if losses else 0


if __name__ == "__main__":
    sys.exit(main(int(sys.argv[1]) if len(sys.argv) > 1 else 1000))
