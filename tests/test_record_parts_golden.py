"""The Article 30(2) record of the examples that act for others, and the CSV of every record, as golden files."""

from __future__ import annotations

from functools import cache
from pathlib import Path

import pytest

from ropa.formats import format_for_suffix
from ropa.model import Register
from ropa.reports.given import PARTS, PartKey
from tests.golden_files import Golden
from tests.helpers import register_from
from tests.record_registers import record

EXAMPLES = ("corner-books", "alipartnership", "wordpress-shop", "aiopbt", "aptien", "aipicmarket")
#: Those in which the organisation is a processor as well.
PROCESSORS = ("aiopbt", "aptien")
SUFFIXES = (".html", ".md", ".json")

#: Declared for the test that finds unused golden files.
GOLDEN_NAMES = (
    *(f"record-30-2-{example}{suffix}" for example in PROCESSORS for suffix in SUFFIXES),
    *(f"record-{part}-{example}.csv" for example in EXAMPLES for part in PARTS),
)


@cache
def example(name: str) -> Register:
    """Return an example by name."""
    path = Path(__file__).parent.parent / "examples" / name / "ropa.yaml"
    return register_from(path.read_text(encoding="utf-8"), file=f"examples/{name}/ropa.yaml")


@pytest.mark.parametrize("suffix", SUFFIXES)
@pytest.mark.parametrize("name", PROCESSORS)
def test_record_of_a_processor(name: str, suffix: str, golden: Golden) -> None:
    view = record(example(name), parts=("30-2",), findings=())
    golden(f"record-30-2-{name}{suffix}", format_for_suffix(suffix).render(view))


@pytest.mark.parametrize("part", PARTS)
@pytest.mark.parametrize("name", EXAMPLES)
def test_record_as_csv(name: str, part: PartKey, golden: Golden) -> None:
    view = record(example(name), parts=(part,), findings=())
    golden(f"record-{part}-{name}.csv", format_for_suffix(".csv").render(view))


@pytest.mark.parametrize("name", EXAMPLES)
def test_processor_activities_are_in_the_other_record_only(name: str) -> None:
    register = example(name)
    own = {item.key for part in record(register, findings=()).departments for item in part.activities}
    view = record(register, parts=("30-2",), findings=())
    others = {item.key for part in view.acting_for for item in part.activities}
    assert not own & others
    assert own | others == set(register.activities)
    assert bool(others) == (name in PROCESSORS)
