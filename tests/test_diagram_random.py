"""Random registers and questions in every view: no flow is lost, in any text, under any hash seed.

`python -m tests.benchmarks.pictures` does the same for a thousand registers, drawn ones included.
"""

from __future__ import annotations

import os
import subprocess
import sys
from collections import Counter
from contextlib import suppress
from pathlib import Path
from random import Random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ropa.diagrams import VIEWS, write_mermaid
from ropa.diagrams.engines import find_engines
from ropa.diagrams.fold import UNCLEAR
from ropa.errors import RenderError
from ropa.transfers import Grade
from tests.benchmarks import pictures
from tests.diagram_reading import flows_in_dot, flows_in_mermaid
from tests.diagram_registers import VIEW_OPTIONS, picture_of
from tests.random_pictures import emptied, flows_asked_for, random_question, random_register

_VIEW_NAMES = tuple(view.name for view in VIEWS)


@given(st.integers(0, 10**6), st.sampled_from(_VIEW_NAMES))
@settings(max_examples=60, deadline=None)
def test_the_flows_in_the_picture_are_those_asked_for(seed: int, view: str) -> None:
    random = Random(seed)
    register, transfers = random_register(random)
    asked = random_question(random, register, view)
    picture = picture_of(register, view, transfers=transfers, **asked)
    left = [flow for part in picture.undrawn if part.why != UNCLEAR for flow in part.flows]
    assert not set(left) & set(picture.flow_ids)
    assert {*left, *picture.flow_ids} == flows_asked_for(register, asked)
    for rung in picture.rungs:
        assert set(flows_in_dot(rung.dot)) == set(picture.flow_ids)
    assert len({edge.id for edge in picture.edges}) == len(picture.edges)
    assert len({node.id for node in picture.scene.nodes}) == len(picture.scene.nodes)
    with suppress(RenderError):  # more than Mermaid draws
        assert set(flows_in_mermaid(write_mermaid(picture))) == set(picture.flow_ids)


@given(st.integers(0, 10**6))
@settings(max_examples=25, deadline=None)
def test_a_flow_that_leaves_is_never_left_out_of_the_borders(seed: int) -> None:
    register, transfers = random_register(Random(seed), max_flows=60)
    picture = picture_of(register, "borders", transfers=transfers)
    left = {flow for part in picture.undrawn for flow in part.flows}
    for transfer in transfers:
        if transfer.beyond or transfer.grade not in (Grade.NOT_A_TRANSFER, Grade.DOMESTIC):
            assert (transfer.flow.activity, transfer.flow.id) not in left


@pytest.mark.skipif(not find_engines(), reason="needs the program dot (or pygraphviz)")
def test_a_few_are_drawn_whole() -> None:
    counts: Counter[str] = Counter()
    assert {seed: lost for seed in range(20) if (lost := pictures.check(seed, counts))} == {}
    assert sum(count for what, count in counts.items() if what.startswith("SVG as")) >= 15


@pytest.mark.parametrize("view", _VIEW_NAMES)
def test_a_register_without_flows_has_a_picture_that_says_so(view: str) -> None:
    register, _ = random_register(Random(5))
    asked = {**VIEW_OPTIONS[view], **({"activities": [next(iter(register.activities))]} if view == "activity" else {})}
    picture = picture_of(emptied(register), view, **asked)
    assert picture.edges == ()
    assert "No flow" in picture.dot
    assert "No flow" in picture.description


def test_the_hash_seed_changes_nothing_in_any_view(repository: Path) -> None:
    program = (
        "import sys; from random import Random; from ropa.diagrams import VIEWS, write_mermaid\n"
        "from tests.diagram_registers import picture_of; from tests.random_pictures import *\n"
        "for seed, view in enumerate(VIEWS):\n"
        "    register, transfers = random_register(Random(seed), max_flows=60)\n"
        "    asked = {'activity': {'activities': ['act0']}, 'data': {'data': ['a', 'e']}}.get(view.name, {})\n"
        "    picture = picture_of(register, view.name, transfers=transfers, **asked)\n"
        "    text = picture.description + ''.join(rung.dot for rung in picture.rungs) + write_mermaid(picture)\n"
        "    sys.stdout.buffer.write(text.encode())\n"
    )
    texts = {
        subprocess.run(
            [sys.executable, "-c", program],
            cwd=repository,
            env={**os.environ, "PYTHONHASHSEED": seed},
            capture_output=True,
            check=True,
        ).stdout
        for seed in ("1", "2", "3")
    }
    assert len(texts) == 1
    assert len(texts.pop()) > 10_000
