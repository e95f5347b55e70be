"""The retention schedule of every example, whole, as golden files; and that its bytes do not depend on a hash seed."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from ropa.formats import format_for_suffix
from ropa.law import load_law
from ropa.reports import ScheduleView, retention_schedule
from ropa.vocabulary import load_vocabulary
from tests.golden_files import Golden
from tests.helpers import register_from
from tests.record_registers import AS_OF

EXAMPLES = ("corner-books", "alipartnership", "wordpress-shop", "aiopbt", "aptien", "aipicmarket")
SUFFIXES = (".html", ".md", ".json", ".csv")

#: Declared for the test that finds unused golden files.
GOLDEN_NAMES = tuple(f"schedule-{example}{suffix}" for example in EXAMPLES for suffix in SUFFIXES)

ROOT = Path(__file__).resolve().parent.parent


def view_of(example: str) -> ScheduleView:
    """Return the schedule of an example on the fixed date."""
    text = (ROOT / "examples" / example / "ropa.yaml").read_text(encoding="utf-8")
    register = register_from(text, file=f"examples/{example}/ropa.yaml")
    return retention_schedule(register, load_law(), load_vocabulary(), as_of=AS_OF)


@pytest.mark.parametrize("suffix", SUFFIXES)
@pytest.mark.parametrize("example", EXAMPLES)
def test_schedule(example: str, suffix: str, golden: Golden) -> None:
    golden(f"schedule-{example}{suffix}", format_for_suffix(suffix).render(view_of(example)))


def test_the_same_bytes_under_two_hash_seeds() -> None:
    code = """
import hashlib, json
from ropa.formats import format_for_suffix
from tests.asking import context_from
from tests.test_schedule_golden import EXAMPLES, ROOT, SUFFIXES, view_of
from ropa.formats.answer import answer_text
from ropa.questions import retention
made = "".join(format_for_suffix(suffix).render(view_of(example)) for example in EXAMPLES for suffix in SUFFIXES)
for example in EXAMPLES:
    context = context_from((ROOT / "examples" / example / "ropa.yaml").read_text(encoding="utf-8"))
    answer = retention(context)
    made += json.dumps(answer.as_json()) + repr(answer.rows()) + answer_text(answer, title=context.register.title, width=90)
print(hashlib.sha256(made.encode()).hexdigest())
"""
    digests = {
        subprocess.run(
            [sys.executable, "-c", code], check=True, capture_output=True, cwd=ROOT,
            env={**os.environ, "PYTHONHASHSEED": seed},
        ).stdout
        for seed in ("1", "4242")
    }  # fmt: skip
    assert len(digests) == 1
