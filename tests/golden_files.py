"""Golden files: what a report looked like when somebody last read it."""

from __future__ import annotations

from pathlib import Path

GOLDEN = Path(__file__).resolve().parent / "golden"

UPDATE = "the output differs from the golden file; read the difference, then run pytest with --update-golden"


class Golden:
    """Compares text with `tests/golden/NAME`, or writes it there when updating."""

    def __init__(self, *, update: bool) -> None:
        self._update = update

    def __call__(self, name: str, text: str) -> None:
        """Fail unless the golden file `name` holds exactly `text`."""
        path = GOLDEN / name
        if self._update:
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(text, encoding="utf-8", newline="")
            return
        if not path.exists():
            raise AssertionError(f"no golden file {name}; run pytest with --update-golden, then read what it wrote")
        with path.open(encoding="utf-8", newline="") as stream:
            assert stream.read() == text, f"{name}: {UPDATE}"
