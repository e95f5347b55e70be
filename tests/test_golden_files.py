"""Every golden file is used: named in `GOLDEN_NAMES` of a test module, or literally in its text."""

from __future__ import annotations

import importlib
from pathlib import Path

from tests.golden_files import GOLDEN


def test_no_golden_file_is_unused() -> None:
    modules = sorted(Path(__file__).parent.glob("test_*.py"))
    texts = {path.stem: path.read_text(encoding="utf-8") for path in modules}
    declared: set[str] = set()
    for name, text in texts.items():
        if "\nGOLDEN_NAMES" in text:
            declared.update(importlib.import_module(f"tests.{name}").GOLDEN_NAMES)
    found = {path.relative_to(GOLDEN).as_posix() for path in GOLDEN.rglob("*") if path.is_file()}
    unused = sorted(name for name in found - declared if not any(_mentions(text, name) for text in texts.values()))
    assert not unused, f"nothing compares with {unused}: remove them"


def _mentions(text: str, name: str) -> bool:
    """Tell whether a module names the file, whole or as a pattern such as `{example}-context.dot`."""
    endings = {name[place:] for place in range(len(name)) if name[place] in "-_."}
    return "golden" in text and (name in text or any(f"}}{ending}" in text for ending in endings))
