"""The retention schedule of every example, whole, as golden files; and that its bytes do not depend on a hash seed."""

from __future__ import annotations

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
