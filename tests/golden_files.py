"""Golden files: what a test makes is compared with `tests/golden/NAME`, or written there with `--update-golden`."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

#: Where golden files are kept.
GOLDEN = Path(__file__).resolve().parent / "golden"


@dataclass(frozen=True)
class Golden:
    """The comparer that the fixture `golden` hands to a test; `update` rewrites instead of comparing."""

    update: bool = False

    def __call__(self, name: str, text: str) -> None:
        """Compare `text` with the golden file of that name, or write it."""
        path = GOLDEN / name
        if self.update:
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(text.encode())
            return
        assert path.is_file(), f"no golden file {name}: run pytest with --update-golden, then read what it wrote"
        assert path.read_bytes().decode() == text, f"{name} differs: if that is meant, run pytest with --update-golden"
