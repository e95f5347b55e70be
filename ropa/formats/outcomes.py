"""How findings are written: every format of `ropa check`, in the order in which people choose."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import dataclass

from ropa.checks.outcome import Outcome
from ropa.errors import UsageError
from ropa.formats.base import ended
from ropa.formats.github import render_github
from ropa.formats.paths import Base
from ropa.formats.sarif import render_sarif


@dataclass(frozen=True)
class OutcomeFormat:
    """A way to write findings as text.

    Attributes:
        key: what `--format` accepts; suffixes: what the name of an output file may end in, with the dot.
        render: from what the checks came to, and where paths begin, to text that ends in one line break.
        tells_problems: whether problems go where findings go; otherwise they are a message to the person.
    """

    key: str
    suffixes: tuple[str, ...]
    render: Callable[[Outcome, Base], str]
    tells_problems: bool = True


def _text(outcome: Outcome, base: Base) -> str:  # noqa: ARG001 - positions stand as the user wrote the path
    return outcome.as_text()


def _json(outcome: Outcome, base: Base) -> str:  # noqa: ARG001
    return ended(json.dumps(outcome.as_json(), indent=2, ensure_ascii=False))


OUTCOME_FORMATS = (
    OutcomeFormat("text", (".txt", ".log", ""), _text, tells_problems=False),
    OutcomeFormat("json", (".json",), _json),
    OutcomeFormat("sarif", (".sarif", ".sarif.json"), render_sarif),
    OutcomeFormat("github", (), render_github),
)


def outcome_format(key: str | None, output: str | None) -> OutcomeFormat:
    """Return the format of that key, else the one for the name of the output file, else text.

    Raises:
        UsageError: no format has the key or the suffix.
    """
    if key is not None:
        found = next((known for known in OUTCOME_FORMATS if known.key == key), None)
        if found is not None:
            return found
        raise UsageError(f"`{key}` is no format of findings", next_step=f"Known formats: {_keys()}.")
    name = (output or "").replace("\\", "/").rpartition("/")[2].casefold()
    suffixes = {suffix: known for known in OUTCOME_FORMATS for suffix in known.suffixes if suffix}
    for suffix in sorted(suffixes, key=len, reverse=True):
        if name.endswith(suffix):
            return suffixes[suffix]
    if "." in name.lstrip(".") and name != "-":
        raise UsageError(
            f"`{name}` does not name a format of findings",
            next_step=f"Known suffixes: {' '.join(sorted(suffixes))}; or say `--format` ({_keys()}).",
        )
    return OUTCOME_FORMATS[0]


def _keys() -> str:
    return ", ".join(known.key for known in OUTCOME_FORMATS)
