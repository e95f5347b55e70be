"""The reports of the three examples, whole, as golden files; and that their bytes do not depend on a hash seed."""

from __future__ import annotations

from pathlib import Path

import pytest

from ropa.formats import format_for_suffix
from ropa.model import Register
from tests.golden_files import Golden
from tests.helpers import register_from
from tests.record_registers import record, transfers

EXAMPLES = ("corner-books", "alipartnership", "wordpress-shop", "aiopbt", "aptien", "aipicmarket")
SUFFIXES = (".html", ".md", ".json")

#: Declared for the test that finds unused golden files.
GOLDEN_NAMES = tuple(
    f"{report}-{example}{suffix}" for report in ("record", "transfers") for example in EXAMPLES for suffix in SUFFIXES
)


@pytest.fixture(scope="module", params=EXAMPLES)
def example(request: pytest.FixtureRequest) -> tuple[str, Register]:
    name = str(request.param)
    path = Path(__file__).parent.parent / "examples" / name / "ropa.yaml"
    return name, register_from(path.read_text(encoding="utf-8"), file=f"examples/{name}/ropa.yaml")


@pytest.mark.parametrize("suffix", SUFFIXES)
def test_record(example: tuple[str, Register], suffix: str, golden: Golden) -> None:
    name, register = example
    golden(f"record-{name}{suffix}", format_for_suffix(suffix).render(record(register, findings=())))


@pytest.mark.parametrize("suffix", SUFFIXES)
def test_transfers(example: tuple[str, Register], suffix: str, golden: Golden) -> None:
    name, register = example
    golden(f"transfers-{name}{suffix}", format_for_suffix(suffix).render(transfers(register)))
