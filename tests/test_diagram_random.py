"""Random registers and questions in every view: no flow is lost, in any text, under any hash seed.

`ROPA_PICTURES=1000`, or `python -m tests.benchmarks.pictures`, does the same for a thousand registers.
"""

from __future__ import annotations

import os
import subprocess
import sys
from collections import Counter
from pathlib import Path
from random import Random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ropa.diagrams import VIEWS
from ropa.diagrams.engines import find_engines
from ropa.transfers import Grade
from tests.benchmarks import pictures
from tests.diagram_registers import VIEW_OPTIONS, picture_of
from tests.random_pictures import emptied, random_register

_VIEW_NAMES = tuple(view.name for view in VIEWS)
#: Registers whose pictures are written, and drawn; `ROPA_PICTURES=1000` takes as many as the bar says.
_WRITTEN = int(os.environ.get("ROPA_PICTURES", "40"))
_DRAWN = int(os.environ.get("ROPA_PICTURES", "10"))


def test_the_flows_in_the_texts_are_those_asked_for_and_those_that_the_questions_name() -> None:
    counts: Counter[str] = Counter()
    assert {seed: lost for seed in range(_WRITTEN) if (lost := pictures.check(seed, counts, drawn=False))} == {}
    asked = ("activities", "data", "subjects", "organisations", "countries", "focus")
    assert min(counts[f"asked for {choice}"] for choice in asked) >= _WRITTEN // 20
    assert counts["folded"]


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
    assert {seed: lost for seed in range(_DRAWN) if (lost := pictures.check(seed, counts))} == {}
    assert sum(count for what, count in counts.items() if what.startswith("SVG as")) >= 0.75 * _DRAWN


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
        for seed in ("1", "2")
    }
    assert len(texts) == 1
    assert len(texts.pop()) > 10_000
